"""A SQLite database: the tables of the data package, with keys, indexes, and views that add up."""

import datetime as dt
import errno
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import assert_never

from idlibtl.model.vocabulary import Export
from idlibtl.show.about import caveat
from idlibtl.show.export.content import SHARES, Content, made_with
from idlibtl.show.export.tables import DataTable, Type, tables

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
CREATE VIEW figure_places AS -- one row per figure: a figure of two places belongs to neither alone
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
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _fill(connection, content)
    except sqlite3.Error as error:  # SQLite has one error for a full disk and for max_page_count
        raise OSError(errno.EIO, str(error)) from None


def _fill(connection: sqlite3.Connection, content: Content) -> None:
    # enforces the types of columns, if this SQLite has it
    strict = " STRICT" if sqlite3.sqlite_version_info >= (3, 37) else ""
    chronology, described = content.chronology, tables(content)
    about = {
        "title": chronology.title,
        "description": chronology.description,
        "source": caveat(chronology),
        "license": chronology.license,
        "adding up": f"{SHARES} The view _totals adds them up.",
        "made with": made_with(content, Export.SQLITE),
    }
    # no one sees the file before it is complete, so nothing has to be undone
    pages = content.most_characters // _PAGE
    for pragma in ("journal_mode = OFF", "synchronous = OFF", f"page_size = {_PAGE}", f"max_page_count = {pages}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    connection.execute(f"CREATE TABLE about (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL){strict}")
    connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    for table in described:
        connection.execute(f"{_created(table)}{strict}")
        places = ", ".join("?" for _ in table.columns)
        rows = (list(map(_stored, row)) for row in table.rows())
        connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)  # noqa: S608 - names of the program
        for column in table.columns[1:]:
            if column.to is not None:
                connection.execute(f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({column.name})")
    for view in (_TOTALS, _FIGURE_PLACES, _DATASETTE.format(databases=_datasette(described).replace("'", "''"))):
        connection.execute(view)
    connection.execute("COMMIT")


def _datasette(described: Sequence[DataTable]) -> str:
    """What Datasette shows about the tables, and about the columns that someone might add up."""
    of_tables: dict[str, object] = {
        table.name: {
            "description": table.meaning,
            "columns": {column.name: column.meaning for column in table.columns if column.type == "integer"},
        }
        for table in described
    }
    of_tables["_totals"] = {"description": "The totals, from the shares. Quote the whole headline."}
    of_tables["figure_places"] = {"description": "A figure of several places has one row: it belongs to none alone."}
    return json.dumps({"description": SHARES, "tables": of_tables})


def _created(table: DataTable) -> str:
    """The statement that makes a table. Its names and comments are the program's own, never from a chronology."""
    lines = []
    for column in table.columns:
        check = f" CHECK ({column.name} IN (0, 1))" if column.type == "boolean" else ""
        required = " NOT NULL" if column.is_required else ""
        lines.append(f"{column.name} {_type(column.type)}{check}{required}, -- {column.meaning}")
    keys = [f"FOREIGN KEY ({one.name}) REFERENCES {one.to} (id)" for one in table.columns if one.to is not None]
    lines.append(",\n    ".join((f"PRIMARY KEY ({table.columns[0].name})", *keys)))
    inside = "\n    ".join(lines)
    return f"CREATE TABLE {table.name} ( -- {table.meaning}\n    {inside}\n)"


def _type(type_: Type) -> str:
    """SQLite's name of a type. A date is a text, and a list is JSON."""
    match type_:
        case "string" | "date" | "list":
            return "TEXT"
        case "integer" | "boolean":
            return "INTEGER"
        case "number":
            return "REAL"
        case _:
            assert_never(type_)


def _stored(value: object) -> object:
    """A value as SQLite takes it; an empty list is null."""
    if isinstance(value, tuple):
        return _as_json(value) if value else None
    return value.isoformat() if isinstance(value, dt.date) else value


@lru_cache(maxsize=1 << 12)
def _as_json(value: tuple[object, ...]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
