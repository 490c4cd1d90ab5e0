"""A Frictionless data package (datapackage.org): a folder of CSV files, with a file that describes them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from idlibtl.model.vocabulary import Export
from idlibtl.show.about import caveat
from idlibtl.show.export.content import SHARES, Content, made_with
from idlibtl.show.export.tables import NAMES, DataColumn, DataTable, tables
from idlibtl.show.formats import separated
from idlibtl.show.rows import cell
from idlibtl.show.safe_text import as_json

#: The file that makes a folder a data package.
DESCRIPTOR = "datapackage.json"

#: All files of such a package, so that no other folder is taken for one.
FILES = frozenset((DESCRIPTOR, *(f"{name}.csv" for name in NAMES)))

#: The Open Definition's names for licences that begin so.
_LICENSES = {"CC BY 4.0": "CC-BY-4.0", "CC BY-SA 4.0": "CC-BY-SA-4.0", "CC0": "CC0-1.0"}


def datapackage(content: Content) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the name of each file and its text, piece by piece."""
    described = tables(content)
    yield DESCRIPTOR, iter([as_json(_descriptor(content, described), indent=True)])
    for table in described:
        header = [column.name for column in table.columns]
        yield f"{table.name}.csv", separated(header, (list(map(cell, row)) for row in table.rows()))


def _descriptor(content: Content, described: Sequence[DataTable]) -> Mapping[str, Any]:
    chronology = content.chronology
    licenses = (name for begins, name in _LICENSES.items() if chronology.license.startswith(begins))
    return {
        "profile": "tabular-data-package",
        # lower-case letters, digits and hyphens
        "name": re.sub("[^a-z0-9]+", "-", chronology.title.lower())[:100].strip("-") or "chronology",
        "title": chronology.title,
        "description": f"{chronology.description}\n\n{caveat(chronology)}\n\n{SHARES}",
        "licenses": [{"name": next(licenses, "other"), "title": chronology.license}],
        "sources": [
            {"title": one.title} | ({"path": one.url} if one.url else {}) for one in chronology.all_publications
        ],
        "made_with": made_with(content, Export.DATAPACKAGE),
        "resources": [_resource(table) for table in described],
    }


def _resource(table: DataTable) -> Mapping[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": [table.columns[0].name],
    }
    # the standard calls the table itself by an empty name
    if keys := {column.name: "" if column.to == table.name else column.to for column in table.columns if column.to}:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": to, "fields": ["id"]}} for name, to in keys.items()
        ]
    return {
        "name": table.name,
        "description": table.meaning,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: DataColumn) -> Mapping[str, Any]:
    is_list = column.type == "list"
    meaning = f'{column.meaning} "; " separates several.' if is_list else column.meaning
    required = {"constraints": {"required": True}} if column.is_required else {}
    return {"name": column.name, "type": "string" if is_list else column.type, "description": meaning} | required
