"""A SQLite database: the tables of the data package, with keys, indexes, and views that add up."""

import datetime as dt
import errno
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache, partial
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING, Any, assert_never

from idlibtl.show.about import caveat
from idlibtl.show.export import Export
from idlibtl.show.export.content import SHARES, Content, made_with
from idlibtl.show.export.tables import DataColumn, DataTable, Type, tables

if TYPE_CHECKING:
    import sqlite3

#: The size of a page of the file, in bytes.
_PAGE = 4096

#: The totals, added up from the shares, and the words to quote. Its name puts it first in lists.
_TOTALS = """\
CREATE VIEW _totals AS
SELECT
    metric,
    label,
    (
        SELECT sum(share)
        FROM figures JOIN metrics ON metrics.id = figures.metric
        WHERE quotes.metric IN (metrics.id, metrics.part_of)
    ) AS best,
    low,
    high,
    quote,
    our_sum,
    headline
FROM quotes
"""

_FIGURE_PLACES = """\
CREATE VIEW figure_places AS -- one row per figure and group of places: a figure of two places belongs to neither alone
SELECT
    figures.id AS figure,
    event,
    metric,
    label,
    share,
    month,
    first,
    last,
    figures.places,
    (
        SELECT group_concat(name, ', ')
        FROM json_each(figures.places) JOIN places AS one ON one.id = value
    ) AS names,
    latitude, -- if it is one place
    longitude
FROM figures LEFT JOIN places ON figures.places = json_array(places.id)
"""

#: The metadata.json of Datasette, which explains the tables. Datasette names a database after its file, without suffix.
_DATASETTE = """\
CREATE VIEW datasette_metadata AS
WITH
    path AS (SELECT replace(file, '\\', '/') AS path FROM pragma_database_list WHERE name = 'main'),
    base AS (SELECT replace(path, rtrim(path, replace(path, '/', '')), '') AS base FROM path),
    stem AS (SELECT base, rtrim(base, replace(base, '.', '')) AS dotted FROM base)
SELECT json_object(
    'source', (SELECT value FROM about WHERE name = 'source'),
    'license', (SELECT value FROM about WHERE name = 'license'),
    'databases',
    json_object(iif(dotted = '', base, substr(dotted, 1, length(dotted) - 1)), json('{databases}'))
) AS metadata
FROM stem
"""


def write(content: Content, path: Path) -> None:
    """Write the database to a new file. The same question always gives the same bytes. Raises OSError."""
    import sqlite3

    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _fill(connection, content)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_FULL:
            raise OSError(errno.EIO, str(error)) from None
        # SQLite has one error for a full disk and for max_page_count
        is_disk_full = disk_usage(path.parent).free < _PAGE
        raise OSError(errno.ENOSPC, str(error)) if is_disk_full else content.too_long from None


def _fill(connection: "sqlite3.Connection", content: Content) -> None:
    # no one sees the file before it is complete, so nothing has to be undone
    pages = content.most_characters // _PAGE
    for pragma in ("journal_mode = OFF", "synchronous = OFF", f"page_size = {_PAGE}", f"max_page_count = {pages}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    connection.execute(f"CREATE TABLE about (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL){_strict()}")
    connection.executemany("INSERT INTO about VALUES (?, ?)", _about(content))
    described = tables(content)
    for table in described:
        connection.execute(_created(table))
        places = ", ".join("?" for _ in table.columns)
        rows = table.rows(lambda type_: _stored(type_)[1])
        connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)  # noqa: S608 - names of the program
        for column in table.columns[1:]:
            if column.to is not None:
                connection.execute(f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({column.name})")
    for view in (_TOTALS, _FIGURE_PLACES, _DATASETTE.format(databases=_datasette(described).replace("'", "''"))):
        connection.execute(view)
    connection.execute("COMMIT")


def _about(content: Content) -> Iterator[tuple[str, str]]:
    """The rows of the table that says what the file is."""
    chronology = content.chronology
    yield "title", chronology.title
    yield "description", chronology.description
    yield "source", caveat(chronology)
    yield "license", chronology.license
    yield "adding up", f"{SHARES} The view _totals adds them up."
    yield "made with", made_with(content, Export.SQLITE)


def _datasette(described: Sequence[DataTable]) -> str:
    """What Datasette shows about the tables, and about the columns that someone might add up."""
    of_tables: dict[str, object] = {
        table.name: {
            "description": table.meaning,
            "columns": {column.name: column.meaning for column in table.columns if column.type is Type.INTEGER},
        }
        for table in described
    }
    of_tables["_totals"] = {"description": "The totals, from the shares. Quote the whole headline."}
    of_tables["figure_places"] = {"description": "A figure of several places has one row: it belongs to none alone."}
    return json.dumps({"description": SHARES, "tables": of_tables})


def _strict() -> str:
    """The keyword that enforces the types of columns, if this SQLite has it."""
    import sqlite3

    return " STRICT" if sqlite3.sqlite_version_info >= (3, 37) else ""


def _created(table: DataTable) -> str:
    """The statement that makes a table. Its names and comments are the program's own, never from a chronology."""
    lines = [f"{_declared(column)}, -- {column.meaning}" for column in table.columns]
    keys = [f"FOREIGN KEY ({one.name}) REFERENCES {one.to} (id)" for one in table.columns if one.to is not None]
    lines.append(",\n    ".join((f"PRIMARY KEY ({table.columns[0].name})", *keys)))
    inside = "\n    ".join(lines)
    return f"CREATE TABLE {table.name} ( -- {table.meaning}\n    {inside}\n){_strict()}"


def _declared(column: DataColumn) -> str:
    declared = f"{column.name} {_stored(column.type)[0]}"
    if column.type is Type.BOOLEAN:
        declared += f" CHECK ({column.name} IN (0, 1))"
    return f"{declared}{' NOT NULL' if column.is_required else ''}"


def _stored(type_: Type) -> tuple[str, Callable[[Any], object] | None]:
    """SQLite's name of a type, and how a value is converted if SQLite does not take it unchanged."""
    match type_:
        case Type.STRING:
            return "TEXT", None
        case Type.DATE:
            return "TEXT", dt.date.isoformat
        case Type.LIST:
            return "TEXT", lru_cache(maxsize=1 << 12)(partial(json.dumps, ensure_ascii=False, separators=(",", ":")))
        case Type.INTEGER | Type.BOOLEAN:
            return "INTEGER", None
        case Type.NUMBER:
            return "REAL", None
        case _:
            assert_never(type_)
