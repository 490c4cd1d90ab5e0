"""Exports to where they were asked for: whole or not at all, and never over what is there unless that is asked too."""

from collections.abc import Iterable, Iterator

from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import Export
from idlibtl.query.question import Question
from idlibtl.read.dataset import no_garbage_collected
from idlibtl.show.export import words
from idlibtl.show.export.datapackage import FILES, datapackage
from idlibtl.show.export.geojson import geojson, remark
from idlibtl.show.export.handed import Handed
from idlibtl.show.export.sqlite import write
from idlibtl.show.export.timelinejs import timelinejs
from idlibtl.show.output import emit_text, say, write_file
from idlibtl.show.progress import waiting
from idlibtl.show.whole import is_stream, replacing, require_free, require_free_folder, resolved, resolved_file

#: The formats that are text, and so may go to standard output.
_TEXTS = {Export.GEOJSON: geojson, Export.TIMELINEJS: timelinejs}

#: The place that stands for standard output.
STDOUT = "-"


def require_place(format_: Export, place: str, *, force: bool) -> None:
    """Raises BadQuestion where the export may not go. Asked before anything is read, and again before it is written."""
    if format_ is Export.DATAPACKAGE:
        if place == STDOUT:
            raise BadQuestion("a data package is a folder; name one with -o FOLDER")
        require_free_folder(place, FILES, force=force)
    elif format_ is Export.SQLITE and (place == STDOUT or is_stream(place)):
        raise BadQuestion("a database is written to a file; name one with -o FILE")
    elif place != STDOUT:
        require_free(place, force=force)


def export(question: Question, format_: Export, place: str, *, force: bool = False) -> None:
    """Write what a question leaves, and say on stderr what there is to remark. Raises BadQuestion and OSError."""
    handed = Handed(question)
    with waiting("making the export"), no_garbage_collected():
        remarks = (question.remark, remark(handed) if format_ is Export.GEOJSON else "", words.not_added(handed))
        if place != STDOUT:
            _write(handed, format_, place, force=force)
    told = "\n".join(each for each in remarks if each)
    if place == STDOUT:
        emit_text(_TEXTS[format_](handed), told)
    elif told:
        say(told)


def _write(handed: Handed, format_: Export, place: str, *, force: bool) -> None:
    if text := _TEXTS.get(format_):
        write_file(place, _checked(text(handed), format_, place, force=force))
        return
    with replacing(resolved_file(place) if format_ is Export.SQLITE else resolved(place)) as beside:
        if format_ is Export.SQLITE:
            write(handed, beside)
        else:
            beside.mkdir()
            for name, pieces in datapackage(handed):
                write_file(str(beside / name), pieces)
        require_place(format_, place, force=force)


def _checked(pieces: Iterable[str], format_: Export, place: str, *, force: bool) -> Iterator[str]:
    """The pieces, and at their end another look at whether the place is still free."""
    yield from pieces
    require_place(format_, place, force=force)
