"""The tables of the data package and of the database, declared once: the names, types and meanings of their columns.

A figure has one row, and so has an event. A list, such as the places of a figure, is one cell, and there is no table
between two others. So a join never adds up a share twice.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from idlibtl.model.key_meanings import COLUMNS, KEYS
from idlibtl.model.records import PUBLICATION, Actor, Event, Kind, Metric, Phase, Place, Publication, Record
from idlibtl.show.export.content import Content, one_month, share_label
from idlibtl.show.rows import in_cell
from idlibtl.totals.figures import FigureRow
from idlibtl.totals.total import Total

#: The type of a column. A list has texts or whole numbers.
Type = Literal["string", "integer", "number", "boolean", "date", "list"]

#: The type of a column, as an annotation has it, and the function that takes its value from a record.
_Cell = tuple[Any, Callable[[Any], object]]


class DataColumn:
    """A column. `to` is the table whose ids it has, if any; `cell` takes its value from a record."""

    def __init__(self, name: str, meaning: str, hint: Any, cell: Callable[[Any], object]) -> None:
        self.name, self.meaning, self.to, self.cell = name, meaning, _TO.get(name), cell
        self.type, self.is_required = _type(hint)


class DataTable:
    """A table of a kind of records, each of which has a row. The first of its columns is unique.

    `cells` has the columns that are not fields of the record.
    """

    def __init__(self, name: str, kind: type, meaning: str, records: Iterable[Any], **cells: _Cell) -> None:
        self.name, self.meaning, self.records = name, meaning, records
        meanings = {**KEYS.get("Figure" if kind is FigureRow else kind.__name__, {}), **COLUMNS.get(name, {})}
        hints: dict[str, Any] = get_type_hints(kind)
        if issubclass(kind, Record):
            hints |= {key: field.return_type for key, field in kind.model_computed_fields.items()}
        of_record: Mapping[str, _Cell] = {key: (hint, attrgetter(key)) for key, hint in hints.items()} | cells
        self.columns = [DataColumn(key, meanings[key], *of_record[key]) for key in _COLUMNS[name].split()]

    def rows(self) -> Iterator[list[object]]:
        """Yield the rows."""
        cells = [column.cell for column in self.columns]
        return ([cell(record) for cell in cells] for record in self.records)


class SourceRow(NamedTuple):
    """The source of events or figures: an actor or a publication."""

    id: str
    name: str
    actor: str | None
    publication: str | None


#: The columns of each table. A table comes after those that it refers to.
_COLUMNS: Mapping[str, str] = {
    "publications": "id title kind publisher url as_of paragraphs note",
    "metrics": "id label unit part_of repeats aliases note",
    "kinds": "id label violent aliases",
    "phases": "id number title first last summary note",
    "places": "id name kind within latitude longitude pcode aliases note",
    "actors": "id name short kind aliases note",
    "sources": "id name actor publication",
    "events": """
        id matches date first last approximate date_text title summary kinds phase source actors attributed_to places
        paragraphs citations note replaced_by
    """,
    "figures": """
        id event metric label share status month first last approximate wording printed_value hedge printed_low
        printed_high source scope places attributed_to phase kinds inside includes adds_to note paragraphs
    """,
    "quotes": "metric label best low high quote our_sum headline notes",
}

#: The names of the tables.
NAMES = tuple(_COLUMNS)


def tables(content: Content) -> Sequence[DataTable]:
    """Return the tables, in the order of their names."""
    chronology, totals, events = content.chronology, content.totals, _events(content)
    matching = {event.id for event in content.question.events}

    def source(record: Event | FigureRow) -> str | None:
        return PUBLICATION if record.source is None and chronology.publication else record.source

    used = {*map(source, events), *map(source, content.rows)}
    sources = [SourceRow(one.id, one.title, None, one.id) for one in chronology.all_publications]
    sources += [SourceRow(one.id, one.name, one.id, None) for one in chronology.actors if one.id in used]
    part_of: _Cell = (str | None, lambda metric: chronology.whole.get(metric.id))
    return [
        DataTable("publications", Publication, "What the chronology was compiled from.", chronology.all_publications),
        DataTable("metrics", Metric, "What is counted.", chronology.metrics, part_of=part_of),
        DataTable("kinds", Kind, "The kinds of events.", chronology.kind.values()),
        DataTable("phases", Phase, "The sections of the chronology.", chronology.phases),
        DataTable("places", Place, "Where it happened. A place includes those within it.", chronology.places),
        DataTable("actors", Actor, "Who acts, or is a source.", chronology.actors),
        DataTable("sources", SourceRow, "Who gives events and figures.", sources),
        DataTable(
            "events",
            Event,
            "What happened. Those that the filters leave out are here too if a figure or a correction names them.",
            events,
            matches=(bool, lambda event: event.id in matching),
            source=(str | None, source),
            actors=(tuple, lambda event: tuple(map(in_cell, event.actors))),
            citations=(tuple, lambda event: tuple(map(in_cell, event.citations))),
        ),
        DataTable(
            "figures",
            FigureRow,
            "The numbers as printed, and what each adds to its total. Only share adds up.",
            content.rows,
            id=(str, lambda row: f"{row.event}/{row.metric}/{source(row) or ''}"),
            label=(str, lambda row: share_label(chronology, row.metric)),
            month=(str | None, one_month),
            source=(str | None, source),
        ),
        DataTable("quotes", Total, "The totals, as they may be quoted. They overlap: do not add them up.", totals),
    ]


def _events(content: Content) -> Sequence[Event]:
    """The events that match, and those that their figures or corrections name, in order."""
    ids = {event.id for event in content.question.events}
    for row in content.rows:
        ids.update((row.event, row.inside or row.event, *row.includes, *row.adds_to))
    for name in list(ids):
        while name := content.chronology.replaced.get(name, ""):
            ids.add(name)
    return [event for event in content.chronology.events if event.id in ids]


# Columns from the records


#: The columns that have ids of a table.
_TO = {
    "event": "events",
    "inside": "events",
    "replaced_by": "events",
    "metric": "metrics",
    "part_of": "metrics",
    "phase": "phases",
    "source": "sources",
    "within": "places",
    "actor": "actors",
    "publication": "publications",
}


#: bool comes before int, because it is an int too.
_TYPES: Mapping[type, Type] = {bool: "boolean", int: "integer", float: "number", dt.date: "date", str: "string"}


def _type(hint: Any) -> tuple[Type, bool]:
    """The type for an annotation, and whether a value is required: it may not be None, and is not a list."""
    if get_origin(hint) in (Union, UnionType):
        [some] = (one for one in get_args(hint) if one is not NoneType)
        return _type(some)[0], False
    if tuple in (hint, get_origin(hint)):
        return "list", False
    return next(type_ for python, type_ in _TYPES.items() if issubclass(hint, python)), True
