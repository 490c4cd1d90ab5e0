"""A SQLite database: the tables of the data package, with keys, indexes, and a view of the totals."""

import datetime as dt
import errno
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from idlibtl.model.vocabulary import Export
from idlibtl.show.export import words
from idlibtl.show.export.columns import Column, Table
from idlibtl.show.export.handed import Handed
from idlibtl.show.export.tables import tables

if TYPE_CHECKING:
    import sqlite3

_TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}

#: The totals: the best from the shares of the figures, as anyone may reckon it; the rest as the program reckons it.
_TOTALS = """\
CREATE VIEW totals AS
SELECT
    quotes.metric,
    metrics.label,
    quotes.low,
    (
        SELECT sum(figures.share_best)
        FROM figures JOIN metrics AS counted ON counted.id = figures.metric
        WHERE counted.id = quotes.metric OR counted.part_of = quotes.metric
    ) AS best,
    quotes.high,
    quotes.high_open,
    quotes.hedge,
    quotes.quote,
    quotes.our_sum,
    quotes.headline
FROM quotes JOIN metrics ON metrics.id = quotes.metric
"""


def write(handed: Handed, path: Path) -> None:
    """Write the database to a file that is not there yet. The same question gives the same bytes. Raises OSError."""
    import sqlite3

    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _fill(connection, handed)
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from None


def _fill(connection: "sqlite3.Connection", handed: Handed) -> None:
    # nobody sees the file before it is complete, so nothing has to be undone
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "page_size = 4096", "encoding = 'UTF-8'"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    connection.execute(f"CREATE TABLE about (what TEXT NOT NULL PRIMARY KEY, told TEXT NOT NULL){_strict()}")
    connection.executemany("INSERT INTO about VALUES (?, ?)", _about(handed))
    for table in tables(handed):
        connection.execute(_created(table))
        places = ", ".join("?" for _ in table.columns)
        rows = (tuple(map(_stored, row)) for row in table.rows())
        connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)  # noqa: S608 - names of ours
        for column in table.columns:
            if column.to is not None and table.key[0] != column.name:
                connection.execute(f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({column.name})")
    connection.execute(_TOTALS)
    connection.execute("COMMIT")


def _about(handed: Handed) -> Iterator[tuple[str, str]]:
    """What the tables are, for whoever finds the file."""
    timeline = handed.timeline
    yield "title", timeline.title
    yield "description", timeline.description
    yield "source", words.credit(timeline)
    yield "license", timeline.license
    yield "adding up", f"{words.SHARES} The view totals does it."
    yield "made with", f"{words.command(handed.question, Export.SQLITE)} ({words.made_by()})"


def _strict() -> str:
    """That columns hold what they say, where SQLite can hold them to it."""
    import sqlite3

    return " STRICT" if sqlite3.sqlite_version_info >= (3, 37) else ""


def _created(table: Table) -> str:
    """The statement that makes a table. Its names are ours, none from a chronology."""
    lines = [_declared(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    lines += [f"FOREIGN KEY ({each.name}) REFERENCES {each.to} (id)" for each in table.columns if each.to is not None]
    inside = ",\n    ".join(lines)
    return f"CREATE TABLE {table.name} (\n    {inside}\n){_strict()}"


def _declared(column: Column) -> str:
    declared = f"{column.name} {_TYPES[column.type]}{' NOT NULL' if column.required else ''}"
    return f"{declared} CHECK ({column.name} IN (0, 1))" if column.type == "boolean" else declared


def _stored(value: object) -> object:
    """A day as ISO 8601, and anything else as it is."""
    return value.isoformat() if isinstance(value, dt.date) else value
