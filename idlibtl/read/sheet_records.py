"""A row of a spreadsheet -> an event, a figure or another record, as in the JSON of a chronology.

A value that follows from other cells may be left out. If it is given, it must agree with them.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from idlibtl.model.dates import DateError, quoted, stored_span
from idlibtl.model.figures import Count, Hedge, coded_words, count
from idlibtl.model.printed_numbers import MAX_WORDING, numbers_in
from idlibtl.model.records import SHARED, Event, Participation, Scope, attributed_to
from idlibtl.model.vocabulary import FIGURE_FIELDS
from idlibtl.read import cells
from idlibtl.read.cells import BadCell, number
from idlibtl.read.shape import NEEDED, keys_of
from idlibtl.read.sheets import Sheet, SheetRow

_Value = TypeVar("_Value")
Raw = dict[str, Any]


@dataclass
class Cells:
    """One row of a table, whose cells are read one by one: the record that they make, and their errors."""

    table: Sheet
    row: SheetRow
    record: Raw = field(default_factory=dict)
    #: The error of a column, or of several.
    faults: list[tuple[str, str]] = field(default_factory=list)
    #: The same for errors that the whole chronology shows, and for warnings.
    located: list[tuple[str, str]] = field(default_factory=list)
    #: The rows of an event's figures.
    figures: list["Cells"] = field(default_factory=list)

    @property
    def whole_record(self) -> Raw:
        """The record with its figures."""
        if not self.figures:
            return self.record
        whole = self.record | {"figures": [figure.record for figure in self.figures]}
        return {key: whole[key] for key in Event.model_fields if key in whole}

    def get(self, column: str, read: Callable[[str], _Value]) -> _Value | None:
        """Return the value of a cell, or None if it is empty or wrong."""
        if column not in self.row.cells:
            return None
        try:
            return read(self.row.cells[column])
        except BadCell as problem:
            self.wrong(column, str(problem))
            return None

    def has(self, column: str) -> bool:
        """Return whether there is anything in the cell."""
        return column in self.row.cells

    def number(self, column: str) -> int | None:
        """Return the whole number in a cell, or None if it is empty or wrong."""
        return self.get(column, lambda cell: number(cell, decimal_comma=self.table.decimal_comma))

    def wrong(self, column: str, reason: str) -> None:
        """Note what is wrong with a cell."""
        self.faults.append((column, reason))

    def differs(self, column: str, other: str) -> None:
        """Note that a cell does not agree with another one."""
        written = quoted(self.row.cells[column])
        self.wrong(column, f"is {written}, but {other}. Correct one of them, or empty this cell.")

    def require(self, *columns: str) -> None:
        """Note which of these cells are empty."""
        for column in columns:
            if not self.has(column):
                self.wrong(column, "is empty")


# The days


def _days(row: Cells, column: str) -> str | None:
    """The stored date in `column`, or that of `first`, `last` and `approximate`; None if there is none."""
    first, approximate = row.get("first", cells.date), row.get("approximate", cells.flag)
    last = row.get("last", lambda cell: ".." if cell.strip() == ".." else cells.date(cell))
    if not row.has(column):
        return _joined(row, first, last, approximate=bool(approximate))
    stored = row.get(column, cells.date)
    if stored is None:
        return None
    span, other = stored_span(stored), f"{column} is {stored}"
    if first is not None and stored_span(first).first != span.first:
        row.differs("first", other)
    if last is not None and (None if last == ".." else stored_span(last).last) != span.last:
        row.differs("last", other)
    if approximate not in (None, span.approximate):
        row.differs("approximate", other)
    return stored


def _joined(row: Cells, first: str | None, last: str | None, *, approximate: bool) -> str | None:
    if first is None:
        if row.has("last") and not row.has("first"):
            row.wrong("first", "is empty, but last is not")
        return None
    if last is None and "last" in row.table.columns:
        if not row.has("last"):
            row.wrong("last", "is empty. Write the last day, the same as first for one day, or .. if it goes on.")
        return None
    for column, end in (("first", first), ("last", last)):
        if end and "/" in end:
            row.wrong(column, f"{quoted(end)} is a period. Write its ends under first and last.")
            return None
    rough = "~" if approximate and "~" not in f"{first}{last}" else ""
    whole = f"{first}{rough}" if last in (None, first) else f"{first}{rough}/{last}{rough if last != '..' else ''}"
    try:
        stored_span(whole)
    except DateError as error:
        row.wrong("last", str(error))
    return whole


# The records of a section

#: How cells are read in columns that are not text.
_NOT_TEXT: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("id", "within", "phase", "metric", "replaced_by"), cells.name),
    **dict.fromkeys(("kinds", "places", "parts", "attributed_to", "includes", "adds_to"), cells.names),
    **dict.fromkeys(("repeats", "violent"), cells.flag),
    **dict.fromkeys(("number", "value", "low", "high"), number),
    **dict.fromkeys(("latitude", "longitude"), cells.degrees),
    **dict.fromkeys(("date", "as_of", "first", "last"), cells.date),
    "aliases": cells.texts,
    "paragraphs": cells.paragraphs,
    "actors": cells.actors,
    "citations": cells.citations,
    "source": cells.source,
    "scope": cells.word_of(Scope),
    "hedge": cells.word_of(Hedge),
}


def _readers(names: Iterable[str]) -> dict[str, Callable[[str], Any]]:
    return {name: _NOT_TEXT.get(name, str) for name in names}


#: By section, the columns of its table and how a cell of each is read; the file itself is under "".
READERS = {
    "": _readers(("title", "description", "license", "paragraphs")),
    **{
        section: _readers(keys_of([section]))
        for section in ("publications", "kinds", "metrics", "actors", "places", "phases")
    },
    "events": _readers(key for key in keys_of(["events"]) if key != "figures"),
    "figures": _readers(keys_of(["events", "figures"])),
}
READERS["publications"]["paragraphs"] = number  # how many it has

#: The columns of a table of events: those that are read, those that must agree with them, and one that is prose.
EVENT_COLUMNS = (*READERS["events"], "first", "last", "approximate", "attributed_to", "figures")
#: The columns of a table of figures: those that `figures` writes, and those that are easier to type.
FIGURE_COLUMNS = (*FIGURE_FIELDS, "citations", "value", "low", "high")


def read_record(row: Cells, section: str, optional: Collection[str] = ()) -> None:
    """Read the record in a row of a section's table, and note what is missing, unless it is `optional`."""
    for key, read in READERS[section].items():
        if key in ("date", "period"):
            value: object = _days(row, key)
        else:
            value = row.number(key) if read is number else row.get(key, read)
        if value is not None:
            row.record[key] = value
    row.require(*(key for key in NEEDED[section] if key in READERS[section] and key not in optional))


def read_event(row: Cells) -> None:
    """Read the event in a row, without its figures."""
    read_record(row, "events", optional=("date",))
    if not any(map(row.has, ("date", "first", "last"))):
        row.wrong("date", "is empty")
    attributed = row.get("attributed_to", cells.names)
    if row.has("attributed_to") and not row.has("actors"):
        row.wrong("attributed_to", "gives no roles. Write actors instead, as in russia (attacker).")
    elif attributed is not None and "actors" in row.record and attributed != _attributed(row.record):
        row.differs("attributed_to", f"actors are {row.row.cells['actors']}")


def _attributed(event: Raw) -> list[str]:
    return list(attributed_to([Participation(**part) for part in event.get("actors", ())]))


# Figures


def read_figure(row: Cells, event: Cells, first: Raw | None) -> None:
    """Read the figure in a row; `first` is its event's first figure of the metric, if this is a further one."""
    read_record(row, "figures", optional=("value",))
    record = row.record
    # the number is in the column that people type, or in the one that `figures` writes
    printed = row.number("printed_value")
    if printed is not None and record.setdefault("value", printed) != printed:
        row.differs("printed_value", f"value is {record['value']}")
    value = record.get("value")
    if "hedge" not in record:
        wording = record.get("wording", "")
        if len(wording) > MAX_WORDING:
            reason = (
                f"is not read from a wording of more than {MAX_WORDING} letters. Fill in this cell: exact for none."
            )
            row.wrong("hedge", reason)
        numbers = numbers_in(wording)
        hedges = (number.hedge for number in numbers if number.value == value and not number.is_range)
        if (hedge := next(hedges, Hedge.EXACT)) is not Hedge.EXACT:
            record["hedge"] = hedge.value
    _add_bounds(row, value, Hedge(record.get("hedge", Hedge.EXACT)))
    if value is None and not {"low", "high"} <= record.keys():
        row.require("value")
    if row.has("source"):
        record.setdefault("source", None)
    _leave_out_shared(row, event.record, first)
    row.record = {key: record[key] for key in READERS["figures"] if key in record}
    for column in ("phase", "kinds", "paragraphs", "citations"):
        repeated = row.get(column, READERS["events"][column])
        if repeated is not None and repeated != event.record.get(column):
            cell = event.row.cells.get(column)
            row.differs(column, f"its event has {quoted(cell) if cell else 'none'}")


def _add_bounds(row: Cells, value: int | None, hedge: Hedge) -> None:
    """Add the low and the high that the source itself gives, not those that the hedge states."""
    low, high = row.number("printed_low"), row.number("printed_high")
    is_range = False
    if hedge is Hedge.EXACT and low is not None and high is not None:
        # in coded data both bounds may be above the number
        is_coded = value is not None and row.record.get("wording") == coded_words(Count(low, value, high))
        is_range = low != high or (is_coded and low != value)
    for bound, printed in (("low", low), ("high", high)):
        stated = None if value is None else getattr(count(value, hedge), bound)
        if bound not in row.record and printed is not None and (is_range or printed != stated):
            row.record[bound] = printed
            if stated is not None and not is_range:
                row.differs(f"printed_{bound}", f"the number and its hedge state {stated}")


def _leave_out_shared(row: Cells, event: Raw, first: Raw | None) -> None:
    """Leave out the days, places and so on that a figure shares with its event and with the first of its metric."""
    usual = {
        "period": event.get("date"),
        "places": event.get("places", []),
        "attributed_to": _attributed(event),
        "scope": "incident",
        "includes": [],
        "adds_to": [],
    } | {key: value for key, value in (first or {}).items() if key in SHARED}
    for key, otherwise in usual.items():
        value = row.record.get(key)
        is_same = value == otherwise
        if key == "period" and None not in (value, otherwise):
            is_same = stored_span(value) == stored_span(otherwise)
        if value is not None and not is_same and first is not None:
            row.wrong(key, "is not what the event's first figure of this metric says. Empty this cell.")
        if is_same or first is not None:
            row.record.pop(key, None)
    if row.record.get("note") == event.get("note"):
        row.record.pop("note", None)
