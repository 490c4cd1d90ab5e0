"""What a table is, for a data package and for a database."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Column(NamedTuple):
    """A column: its type is string, integer, number, boolean or date; `to` is the table whose id it holds."""

    name: str
    type: str
    told: str
    required: bool = False
    to: str | None = None


class Table(NamedTuple):
    """A table: what it tells, its columns, those that make a row unique, and its rows."""

    name: str
    told: str
    columns: Sequence[Column]
    key: Sequence[str]
    rows: Callable[[], Iterable[Sequence[object]]]


ID = Column("id", "string", "What other tables call it by.", required=True)
NOTE = Column("note", "string", 'What a reader has to know; "Ours" marks what the curators decided.')

#: What the three numbers of a count are.
BOUNDS = {"low": "at the least", "best": "the best value", "high": "at the most; empty beside a best is open upwards"}


def cell(value: object) -> object:
    """A list as one cell; an empty one is empty."""
    return ("; ".join(map(str, value)) or None) if isinstance(value, tuple) else value


def cells(record: object, columns: Sequence[Column]) -> Sequence[object]:
    """The fields of a record that the columns name."""
    return [cell(getattr(record, column.name)) for column in columns]
