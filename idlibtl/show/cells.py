"""The cells of tidy rows, in CSV and in the tables of exports."""

from collections.abc import Mapping, Sequence

from idlibtl.model.records import Citation, Participation


def picked(columns: Sequence[str], record: object, more: Mapping[str, object]) -> Sequence[object]:
    """Return the row of a record: for each column the value in `more`, else the field with that name, as a cell."""
    return [cell(more[column] if column in more else getattr(record, column)) for column in columns]


def cell(value: object) -> object:
    """Return a value as a cell of a tidy row; a list is one cell, with semicolons."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(in_cell, value)) if isinstance(value, tuple) else value


def in_cell(value: object) -> str:
    """Return one item of a list in a cell: `russia (attacker)`, `herald 3 4 https://example.org/page`."""
    match value:
        case Participation(actor=actor, role=role):
            return f"{actor} ({role.value})"
        case Citation(publication=publication, paragraphs=paragraphs, url=url):
            return " ".join([publication, *map(str, paragraphs), *([url] if url else ())])
        case _:
            return str(value)
