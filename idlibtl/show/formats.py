"""A report -> text, piece by piece: JSON, CSV, Markdown and tables."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, assert_never

from idlibtl.model.dates import BadQuestion, quoted
from idlibtl.model.letters import guarded
from idlibtl.model.vocabulary import EVENT_FIELDS, Format
from idlibtl.show.safe_text import Screen, as_json, harmless_rows

# views are imported only by the formats that need them
if TYPE_CHECKING:
    from idlibtl.reports import Report


def written(
    report: "Report", format_: Format, fields: Sequence[str], screen: Screen, data: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the report in a format, piece by piece. `data` are the files that it is from.

    Raises BadQuestion, before anything is written, for a field that the rows of the report do not have.
    """
    possible = getattr(report, "fields", EVENT_FIELDS)
    for field in fields:
        if field not in possible:
            raise BadQuestion(f"Unknown field {quoted(field)}. Fields: {', '.join(possible)}.")
    match format_:
        case Format.JSON:
            return iter([as_json(document(report, fields), indent=screen.is_terminal, ascii_only=screen.ascii_only)])
        case Format.JSONL:
            value = document(report, fields)
            values = value if isinstance(value, list) else [value]
            return (as_json(one, ascii_only=screen.ascii_only) for one in values)
        case Format.CSV | Format.TSV:
            from idlibtl.show.rows import rows

            pieces = separated(*rows(report, fields), "," if format_ is Format.CSV else "\t")
            return map(harmless_rows, pieces) if screen.is_terminal else pieces
        case Format.MARKDOWN | Format.TABLE:
            from idlibtl.show import terminal, views

            blocks = views.blocks(report, fields, data)
            return terminal.markdown(blocks) if format_ is Format.MARKDOWN else terminal.text(blocks, screen)
        case _:
            assert_never(format_)


# JSON


def document(report: "Report", fields: Sequence[str] = ()) -> Any:
    """Return the report in JSON's own types."""
    from pydantic_core import to_jsonable_python

    value = to_jsonable_python(_as_objects(report.document))
    if not fields:
        return value
    events = value if isinstance(value, list) else value["events"]
    picked = [{field: event.get(field) for field in fields} for event in events]  # a rare one may be missing
    return picked if isinstance(value, list) else {**value, "events": picked}


def _as_objects(value: object) -> object:
    """Named tuples, also inside others, as JSON objects."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return value
    if fields := getattr(value, "_fields", ()):
        return {field: _as_objects(one) for field, one in zip(fields, value, strict=True)}
    return [_as_objects(one) for one in value]


# CSV and TSV


def separated(header: Sequence[str], lines: Iterable[Sequence[object]], delimiter: str = ",") -> Iterator[str]:
    """Yield rows as CSV or TSV, piece by piece. No spreadsheet takes a cell for a formula."""
    import csv
    import io
    from itertools import chain

    text = io.StringIO()
    plain = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    quoting = csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for line in chain([header], lines):
        cells = [guarded(cell) if isinstance(cell, str) else cell for cell in line]
        # before Python 3.13 a lone carriage return is not quoted, and readers take it for the end of the row
        (quoting if any("\r" in cell for cell in cells if isinstance(cell, str)) else plain).writerow(cells)
        if text.tell() > 1 << 16:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()
