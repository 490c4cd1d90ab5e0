"""A report -> table, JSON, CSV, Markdown, written: the only room that prints."""

import errno
import json
import os
import sys
from collections.abc import Mapping, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from pydantic_core import to_jsonable_python

from idlibtl.model.dates import BadQuestion, quoted
from idlibtl.model.vocabulary import EVENT_FIELDS, Color, Format
from idlibtl.showing.safe_text import encodable, harmless

# shapes and pages, and with them totals and rich, are opened by the formats that need them
if TYPE_CHECKING:
    from idlibtl.asking.queries import Selection
    from idlibtl.asking.reports import Report


class Output(NamedTuple):
    """How the answer is wanted. `fields` are those of events, for list and range; empty for all."""

    format: Format = Format.TABLE
    fields: tuple[str, ...] = ()
    color: Color = Color.AUTO


class UnknownField(BadQuestion):
    """A field that an event does not have."""


def emit(report: "Report", output: Output, selection: "Selection | None" = None) -> None:
    """Write the answer to stdout, and what there is to remark about it to stderr. Raises UnknownField and OSError."""
    _check_fields(output.fields)
    _write(_written(report, output, selection), for_people=output.format is Format.TABLE)
    if selection is not None and (remark := report.remark(selection)):
        say(remark)


def _written(report: "Report", output: Output, selection: "Selection | None") -> str:
    match output.format:
        case Format.JSON:
            return _json(document(report, output.fields), indent=_is_terminal())
        case Format.JSONL:
            value = document(report, output.fields)
            return "".join(_json(each) for each in (value if isinstance(value, list) else [value]))
        case Format.CSV:
            return _separated(report, output.fields, ",")
        case Format.TSV:
            return _separated(report, output.fields, "\t")
        case Format.MARKDOWN:
            from idlibtl.showing import terminal as pages
            from idlibtl.showing import views as shapes

            return pages.markdown(shapes.blocks(report, selection, output.fields))
        case Format.TABLE:
            from idlibtl.showing import terminal as pages
            from idlibtl.showing import views as shapes

            screen = pages.Screen(_width(), _is_colored(output.color))
            return pages.text(shapes.blocks(report, selection, output.fields), screen)
        case _:
            assert_never(output.format)


def _check_fields(fields: Sequence[str]) -> None:
    for field in fields:
        if field not in EVENT_FIELDS:
            what = f"there is no field {quoted(field)}" if field else "a field has no name"
            raise UnknownField(f"{what}; the fields are {', '.join(EVENT_FIELDS)}")


def emit_json(value: object) -> None:
    """Write one JSON value to stdout. Raises OSError."""
    _write(_json(value, indent=True), for_people=False)


def document(report: "Report", fields: Sequence[str] = ()) -> Any:
    """The report in JSON's own types."""
    found = to_jsonable_python(report.document)
    if not fields:
        return found
    if isinstance(found, list):
        return [_picked(event, fields) for event in found]
    return {**found, "events": [_picked(event, fields) for event in found["events"]]}


def _picked(event: Mapping[str, object], fields: Sequence[str]) -> dict[str, object]:
    return {field: event[field] for field in fields}


def _json(value: object, *, indent: bool = False) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2 if indent else None) + "\n"


def _separated(report: "Report", fields: Sequence[str], delimiter: str) -> str:
    import csv
    import io

    from idlibtl.showing import views as shapes

    header, lines = shapes.rows(report, fields)
    text = io.StringIO()
    plain = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    quoting = csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(header)
    for line in lines:
        cells = [_no_formula(cell) for cell in line]
        # before Python 3.13 a lone carriage return is not quoted, and ends the row for whoever reads it
        (quoting if any("\r" in cell for cell in cells if isinstance(cell, str)) else plain).writerow(cells)
    return text.getvalue()


def _no_formula(cell: object) -> object:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


# The streams


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _width() -> int | None:
    """The columns of the terminal, or None where nobody looks."""
    return max(20, get_terminal_size().columns) if _is_terminal() else None


def _is_colored(color: Color) -> bool:
    """Whether to colour: --color, then NO_COLOR, FORCE_COLOR, TERM=dumb, then whether stdout is a terminal."""
    forced = os.environ.get("FORCE_COLOR", "")
    match color:
        case Color.ALWAYS | Color.NEVER:
            return color is Color.ALWAYS
        case Color.AUTO if os.environ.get("NO_COLOR"):
            return False
        case Color.AUTO if forced:
            return forced.lower() not in ("0", "false")
        case Color.AUTO:
            return _is_terminal() and os.environ.get("TERM") != "dumb"
        case _:
            assert_never(color)


def _write(text: str, *, for_people: bool) -> None:
    """Write to stdout: what programs read in UTF-8, what people read as their terminal has it. Raises OSError."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")
    encoding = (sys.stdout.encoding or "utf-8") if for_people else "utf-8"
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(encodable(text, encoding).encode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_stdout()  # whoever read it has had enough


def abandon_stdout() -> None:
    """Send what is still to be flushed nowhere, so that nothing fails on it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def say(text: str) -> None:
    """A line for the person, on stderr, where it is in nobody's data."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    try:
        shown = "\n".join(map(harmless, text.split("\n")))
        sys.stderr.write(f"{encodable(shown, encoding)}\n")
        sys.stderr.flush()
    except OSError:
        pass  # there is nobody to tell
