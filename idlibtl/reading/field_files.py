"""A field dataset's file -> its rows, those that cannot be used, and its timeline."""

from collections.abc import Iterator

from idlibtl.reading.field import FieldTimeline, timeline_of
from idlibtl.reading.files import DatasetError, Finding, Severity, Unreadable, unreadable
from idlibtl.reading.ged import ABOUT, COLUMNS, Ged
from idlibtl.reading.rows import Row
from idlibtl.reading.tables import BadRow, Table, blank, cells, raw_records


def field_timeline(table: Table) -> FieldTimeline:
    """The timeline of the dataset in a table. Raises DatasetError."""
    try:
        reader = _reader(table)
        left_out: list[Finding] = []
        timeline = timeline_of(ABOUT, _rows(table, reader, left_out))
    except Unreadable as problem:
        raise DatasetError(table.name, problem.findings) from None
    timeline._left_out = tuple(left_out)  # noqa: SLF001
    return timeline


def _reader(table: Table) -> Ged:
    missing = [column for column in COLUMNS if column not in table.header]
    if missing:
        raise unreadable(f"has no column {', '.join(missing)}")
    return Ged(table.header)


def _rows(table: Table, reader: Ged, left_out: list[Finding]) -> Iterator[Row]:
    seen: dict[str, int] = {}
    with table.opened() as stream:
        records = raw_records(stream)
        next(records, None)
        for record in records:
            try:
                found = cells(record)
                if blank(found) or any(cell.startswith("#") for cell in found[1:3]):
                    continue
                row = reader.row(record.line, found)
                if row.id in seen:
                    raise BadRow(f"has the id of line {seen[row.id]:,} once more")  # noqa: TRY301 - as the others
                seen[row.id] = record.line
                yield row
            except BadRow as problem:
                left_out.append(Finding(Severity.WARNING, f"line {record.line:,}", "", str(problem)))
