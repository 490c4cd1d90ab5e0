"""Exports to the file or folder that was named: complete or not at all, and never over another without --force."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import Export
from idlibtl.query.question import Question
from idlibtl.read.dataset import no_garbage_collected
from idlibtl.show.export import geojson, sqlite, words
from idlibtl.show.export.content import Content
from idlibtl.show.export.datapackage import FILES, datapackage
from idlibtl.show.export.timelinejs import timelinejs
from idlibtl.show.output import emit_text, say, write_file
from idlibtl.show.progress import waiting
from idlibtl.show.whole import is_stream, replacing, require_free, require_free_folder, resolved, resolved_file

#: The name of standard output.
STDOUT = "-"


def require_place(format_: Export, place: str, *, force: bool) -> None:
    """Raise BadQuestion where the export may not go. Asked before anything is read, and again before it is written."""
    match format_:
        case Export.DATAPACKAGE:
            if place == STDOUT:
                raise BadQuestion("A data package is a folder. Name one with -o FOLDER.")
            require_free_folder(place, FILES, force=force)
        case Export.SQLITE:
            if place == STDOUT or is_stream(place):
                raise BadQuestion("A database is a file. Name one with -o FILE.")
            require_free(place, force=force)
        case Export.GEOJSON | Export.TIMELINEJS:
            if place != STDOUT:
                require_free(place, force=force)
        case _:
            assert_never(format_)


def export(question: Question, format_: Export, place: str, *, force: bool = False) -> None:
    """Write an export, and remarks to stderr. Raises BadQuestion, and OSError, which names the place as typed."""
    content = Content(question)
    with waiting("making the export"), no_garbage_collected():
        try:
            _write(content, format_, place, force=force)
        except OSError as error:
            raise OSError(error.errno, error.strerror, None if place == STDOUT else place) from error
    not_on_map = geojson.remark(content) if format_ is Export.GEOJSON else ""
    if remark := "\n".join(filter(None, (question.remark, not_on_map, words.wider_remark(content)))):
        say(remark)


def _write(content: Content, format_: Export, place: str, *, force: bool) -> None:
    match format_:
        case Export.GEOJSON:
            _text(content.bounded(geojson.geojson(content)), format_, place, force=force)
        case Export.TIMELINEJS:
            _text(content.bounded(timelinejs(content)), format_, place, force=force)
        case Export.SQLITE:
            with replacing(resolved_file(place)) as path:
                sqlite.write(content, path)
                require_place(format_, place, force=force)
        case Export.DATAPACKAGE:
            with replacing(resolved(place)) as path:
                path.mkdir()
                for name, pieces in datapackage(content):
                    write_file(str(path / name), content.bounded(pieces))
                require_place(format_, place, force=force)
        case _:
            assert_never(format_)


def _text(pieces: Iterable[str], format_: Export, place: str, *, force: bool) -> None:
    if place == STDOUT:
        emit_text(pieces)
    else:
        write_file(place, _checked(pieces, format_, place, force=force))


def _checked(pieces: Iterable[str], format_: Export, place: str, *, force: bool) -> Iterator[str]:
    """The pieces, and at their end another look at whether the place is still free."""
    yield from pieces
    require_place(format_, place, force=force)
