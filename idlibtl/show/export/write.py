"""Write exports to a file or folder: never half-written, and never in place of another one without --force."""

from typing import assert_never

from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import Export, Part
from idlibtl.query.question import Question
from idlibtl.show.atomic import is_stream, replacing, require_free, require_free_folder, resolved
from idlibtl.show.export import geojson
from idlibtl.show.export.content import Content
from idlibtl.show.export.datapackage import FILES, datapackage
from idlibtl.show.export.timelinejs import timelinejs
from idlibtl.show.output import emit_text, say, write_file
from idlibtl.show.page.part import part_of
from idlibtl.show.progress import waiting

#: The file name that means standard output.
STDOUT = "-"


def require_place(format_: Export, place: str, *, force: bool) -> None:
    """Raise BadQuestion if the export cannot go there. Checked before reading anything, and again before writing."""
    match format_:
        case Export.DATAPACKAGE:
            if place == STDOUT:
                raise BadQuestion("A data package is a folder. Name one with -o FOLDER.")
            require_free_folder(place, FILES, force=force)
        case Export.SQLITE:
            if place == STDOUT or is_stream(place):
                raise BadQuestion("A database is a file. Name one with -o FILE.")
            require_free(place, force=force)
        case Export.GEOJSON | Export.TIMELINEJS | Export.SVG:
            if place != STDOUT:
                require_free(place, force=force)
        case _:
            assert_never(format_)


def export(question: Question, format_: Export, place: str, part: Part = Part.TIMELINE, *, force: bool = False) -> None:
    """Write an export, and remarks to stderr; `part` is the picture for an SVG.

    Raises BadQuestion, and OSError, which names the file as typed.
    """
    content = Content(question)
    with waiting("making the export"):
        try:
            _write(content, format_, place, part, force=force)
        except OSError as error:
            raise OSError(error.errno, error.strerror, None if place == STDOUT else place) from error
    not_on_map = geojson.remark(content) if format_ is Export.GEOJSON else ""
    wider = content.wider_remark if format_ is not Export.SVG else ""  # a picture shows the wider figures
    say("\n".join(filter(None, (question.remark, not_on_map, wider))))


def _write(content: Content, format_: Export, place: str, part: Part, *, force: bool) -> None:
    file = None if place == STDOUT else place
    match format_:
        case Export.GEOJSON:
            emit_text(content.bounded(geojson.geojson(content)), file, force=force)
        case Export.TIMELINEJS:
            emit_text(content.bounded(timelinejs(content)), file, force=force)
        case Export.SVG:
            emit_text([part_of(content.question, part)], file, force=force)
        case Export.SQLITE:
            from idlibtl.show.export import sqlite  # other formats do not need the library

            with replacing(resolved(place)) as path:
                sqlite.write(content, path)
                require_place(format_, place, force=force)
        case Export.DATAPACKAGE:
            with replacing(resolved(place, is_folder=True)) as path:
                path.mkdir()
                for name, pieces in datapackage(content):
                    write_file(str(path / name), content.bounded(pieces))
                require_place(format_, place, force=force)
        case _:
            assert_never(format_)
