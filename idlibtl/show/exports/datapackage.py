"""A Frictionless data package (datapackage.org): a folder of CSV files, and a file that tells what they hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from idlibtl.model.vocabulary import Export
from idlibtl.show.exports import words
from idlibtl.show.exports.columns import Column, Table
from idlibtl.show.exports.handed import Handed
from idlibtl.show.exports.tables import tables
from idlibtl.show.formats import separated
from idlibtl.show.json_text import as_json

#: The file that makes a folder a data package.
DESCRIPTOR = "datapackage.json"

#: What each table is in a package of ours, so that no other file is ever taken for one.
NAMES = (
    *("publications", "metrics", "kinds", "phases", "places", "actors", "sources"),
    *("events", "event_actors", "event_places", "citations"),
    *("figures", "figure_places", "figure_actors", "figure_includes", "quotes"),
)

#: Every file of a package of ours.
FILES = frozenset((DESCRIPTOR, *(f"{name}.csv" for name in NAMES)))

#: How licences that begin so are called in the list of the Open Definition.
_LICENSES = {"CC BY 4.0": "CC-BY-4.0", "CC BY-SA 4.0": "CC-BY-SA-4.0", "CC0": "CC0-1.0"}


def datapackage(handed: Handed) -> Iterator[tuple[str, Iterator[str]]]:
    """The files by name, each piece by piece."""
    found = tables(handed)
    yield DESCRIPTOR, iter([as_json(_descriptor(handed, found), indent=True)])
    for table in found:
        header = [column.name for column in table.columns]
        yield f"{table.name}.csv", separated(header, ([_written(value) for value in row] for row in table.rows()))


def _written(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _descriptor(handed: Handed, found: Sequence[Table]) -> Mapping[str, Any]:
    timeline = handed.timeline
    return {
        "profile": "tabular-data-package",
        "name": _name(timeline.title),
        "title": timeline.title,
        "description": f"{timeline.description}\n\n{words.credit(timeline)}\n\n{words.SHARES}",
        "licenses": [{"name": _license(timeline.license), "title": timeline.license}],
        "sources": [_source(each.title, each.url) for each in timeline.all_publications],
        "made_with": f"{words.command(handed.question, Export.DATAPACKAGE)} ({words.made_by()})",
        "resources": [_resource(table) for table in found],
    }


def _name(title: str) -> str:
    """A title as the name of a package: small letters, digits and hyphens."""
    return re.sub("[^a-z0-9]+", "-", title.lower())[:100].strip("-") or "chronology"


def _license(text: str) -> str:
    return next((name for begins, name in _LICENSES.items() if text.startswith(begins)), "other")


def _source(title: str, url: str | None) -> Mapping[str, str]:
    return {"title": title} if url is None else {"title": title, "path": url}


def _resource(table: Table) -> Mapping[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if keys := [_key(table, column) for column in table.columns if column.to is not None]:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "description": table.told,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column) -> Mapping[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.told}
    if column.required:
        found["constraints"] = {"required": True}
    return found


def _key(table: Table, column: Column) -> Mapping[str, Any]:
    """A foreign key; a table that points to itself is called by nothing."""
    return {
        "fields": [column.name],
        "reference": {"resource": "" if column.to == table.name else column.to, "fields": ["id"]},
    }
