"""A row of a spreadsheet -> the event or the figure that it tells, in the form of a dataset's JSON.

What follows from other cells may be left out; where it stands, it must agree.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from idlibtl.model.dates import DateError, quoted, stored_span
from idlibtl.model.figures import Hedge, count
from idlibtl.model.records import SHARED, Role, Scope
from idlibtl.model.vocabulary import FIGURE_FIELDS
from idlibtl.read import cells
from idlibtl.read.cell_rules import BadCell, number
from idlibtl.read.sheets import Row, Sheet

_Value = TypeVar("_Value")
Raw = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What a row tells, as JSON has it, and what is wrong with its cells: a reason for each column, or for several."""

    table: str
    row: Row
    record: Raw
    faults: tuple[tuple[str, str], ...]

    @property
    def wrong(self) -> frozenset[str]:
        """The columns with something wrong in them."""
        return frozenset(column for column, _ in self.faults)


@dataclass(frozen=True)
class Cells:
    """The cells of one row of a table, read one by one; what is wrong with them is put down in `faults`."""

    table: Sheet
    row: Row
    faults: list[tuple[str, str]] = field(default_factory=list)

    def get(self, column: str, read: Callable[[str], _Value]) -> _Value | None:
        """What a cell holds; None where it is empty or wrong."""
        if column not in self.row.cells:
            return None
        try:
            return read(self.row.cells[column])
        except BadCell as problem:
            self.wrong(column, str(problem))
            return None

    def has(self, column: str) -> bool:
        """Whether there is anything in the cell."""
        return column in self.row.cells

    def number(self, column: str) -> int | None:
        """The whole number in a cell; None where it is empty or wrong."""
        return self.get(column, lambda cell: number(cell, decimal_comma=self.table.decimal_comma))

    def wrong(self, column: str, reason: str) -> None:
        """Put down what is wrong with a cell."""
        self.faults.append((column, reason))

    def told(self, record: Raw) -> Told:
        """The record that the row tells."""
        return Told(self.table.name, self.row, record, tuple(self.faults))

    def require(self, *columns: str) -> None:
        """Put down which of these cells are empty."""
        for column in columns:
            if not self.has(column):
                self.wrong(column, "is empty")


# The days


def _days(row: Cells, column: str) -> str | None:
    """The stored date in `column`, or the one that `first`, `last` and `approximate` tell; None if there is none."""
    first, last = row.get("first", cells.date), row.get("last", _end)
    approximate = row.get("approximate", cells.flag)
    if not row.has(column):
        return _joined(row, first, last, approximate=bool(approximate))
    stored = row.get(column, cells.date)
    if stored is None:
        return None
    span = stored_span(stored)
    agrees = {
        "first": first is None or stored_span(first).first == span.first,
        "last": last is None or (None if last == ".." else stored_span(last).last) == span.last,
        "approximate": approximate is None or approximate == span.approximate,
    }
    for derived, is_so in agrees.items():
        if not is_so:
            row.wrong(derived, _contradiction(row, derived, f"{column} is {stored}"))
    return stored


def _end(cell: str) -> str:
    return ".." if cell.strip() == ".." else cells.date(cell)


def _joined(row: Cells, first: str | None, last: str | None, *, approximate: bool) -> str | None:
    if first is None:
        if row.has("last") and not row.has("first"):
            row.wrong("first", "is empty, but last is not")
        return None
    if last is None and "last" in row.table.columns:
        if not row.has("last"):
            row.wrong("last", "is empty; write the last day, the same as first for one day, or .. for what went on")
        return None
    for column, end in (("first", first), ("last", last)):
        if end and "/" in end:
            row.wrong(column, f"{quoted(end)} is a stretch of days; write its ends under first and last")
            return None
    rough = "~" if approximate and "~" not in f"{first}{last}" else ""
    whole = f"{first}{rough}" if last in (None, first) else f"{first}{rough}/{last}{rough if last != '..' else ''}"
    try:
        stored_span(whole)
    except DateError as error:
        row.wrong("last", str(error))
    return whole


def _contradiction(row: Cells, column: str, other: str) -> str:
    return (
        f"is {quoted(row.row.cells[column])}, but {other}; mend one of them, or empty this cell, which follows from it"
    )


# Events

_EVENT: dict[str, Callable[[str], Any]] = {
    "id": cells.name,
    "date": cells.date,
    "date_text": cells.text,
    "title": cells.text,
    "summary": cells.text,
    "kind": cells.name,
    "phase": cells.name,
    "actors": cells.actors,
    "places": cells.names,
    "citations": cells.citations,
    "source": cells.source,
    "paragraphs": cells.paragraphs,
    "replaced_by": cells.name,
    "note": cells.text,
}

#: The columns of a table of events: those that are read, those that must agree with them, and one in prose.
EVENT_COLUMNS = (*_EVENT, "first", "last", "approximate", "attributed_to", "figures")
#: The columns of a table of figures. What they are in a total is worked out anew.
FIGURE_COLUMNS = (*FIGURE_FIELDS, "citations")


def event(row: Cells) -> Told:
    """The event that a row tells, without its figures."""
    found = {key: _days(row, "date") if key == "date" else row.get(key, read) for key, read in _EVENT.items()}
    row.require("id", "title", "kind")
    if found["date"] is None and not row.has("date") and not row.has("first") and not row.has("last"):
        row.wrong("date", "is empty")
    if row.has("attributed_to"):
        attributed = row.get("attributed_to", cells.names)
        if not row.has("actors"):
            row.wrong("attributed_to", "says nobody's role; write actors instead, as in russia (attacker)")
        elif found["actors"] is not None and attributed not in (None, _attributed(found)):
            row.wrong("attributed_to", _contradiction(row, "attributed_to", f"actors are {row.row.cells['actors']}"))
    return row.told({key: value for key, value in found.items() if value is not None})


def _attributed(event: Raw) -> list[str]:
    blamed = (each["actor"] for each in event.get("actors", ()) if each["role"] in (Role.ATTACKER, Role.BACKER))
    return list(dict.fromkeys(blamed))


# Figures

#: What the column `stated` may name: what the record of a figure gives itself, where it would follow otherwise.
STATED = ("low", "high", "source", "period", "places", "attributed_to", "note")
#: Those of them of which an empty cell says nothing: an empty source is the publication, empty places are nowhere.
_NEVER_EMPTY = ("low", "high", "period", "note")


def figure(row: Cells, of: Told, first: Raw | None) -> Told:
    """The figure that a row tells of an event; `first` is the event's first one of the metric, if this is another."""
    row.require("metric", "value")
    stated = row.get("stated", cells.names) or []
    for each in stated:
        if each not in STATED:
            row.wrong("stated", f"{quoted(each)} cannot be stated; this names some of {', '.join(STATED)}")
        elif each not in row.table.columns:
            row.wrong("stated", f"names {each}, and there is no column {each}")
        elif not row.has(each) and each in _NEVER_EMPTY:
            row.wrong(each, "is empty, but the column stated names it")
    found: Raw = {
        "metric": row.get("metric", cells.name),
        "value": row.number("value"),
        "hedge": row.get("hedge", cells.word_of(Hedge)),
        "wording": row.get("wording", cells.text),
    }
    source = row.get("source", cells.source)
    if "source" in stated or (source != _sole(of) if "stated" in row.table.columns else row.has("source")):
        found["source"] = source
    found |= _bounds(row, found, stated)
    found |= _shared(row, of, first, stated)
    note = row.get("note", cells.text)
    if note != of.record.get("note") or "note" in stated:
        if stated and "note" not in stated and note is not None:
            row.wrong("note", _not_stated("note", "its event has another note"))
        found["note"] = note
    _same_as_event(row, of)
    return row.told({key: value for key, value in found.items() if value is not None or key == "source"})


def _sole(of: Told) -> str | None:
    """The one publication that an event cites, which speaks where nobody else does."""
    cited = of.record.get("citations", ())
    return str(cited[0]["publication"]) if len(cited) == 1 else None


def _not_stated(column: str, otherwise: str) -> str:
    return f"{otherwise}, and the column stated does not name {column}; empty this cell, or add {column} there"


def _bounds(row: Cells, found: Raw, stated: Iterable[str]) -> Raw:
    """The low and the high that a source gives itself: not those that follow from the hedge."""
    value, hedge = found["value"], found["hedge"] or Hedge.EXACT
    given = {column: row.number(column) for column in ("low", "best", "high")}
    if value is None or "hedge" in dict(row.faults):
        return {}  # what is wrong is told there
    if not stated and given["best"] not in (None, value):
        row.wrong("best", _contradiction(row, "best", f"value is {value}"))
    own: Raw = {}
    for column in ("low", "high"):
        bound = given[column]
        if column in stated:
            own[column] = bound
        elif bound is None or bound == getattr(count(value, Hedge(hedge)), column):
            continue
        elif not stated:
            own[column] = bound
        else:
            # a number or a hedge that was mended leaves behind what followed from the old one
            numbers = [value] if given["best"] is None else [value, given["best"]]
            if bound not in {getattr(count(number, each), column) for number in numbers for each in Hedge}:
                row.wrong(column, _not_stated(column, "it does not follow from value and hedge"))
    return own


_SHARED: dict[str, Callable[[str], Any]] = {
    "places": cells.names,
    "attributed_to": cells.names,
    "scope": cells.word_of(Scope),
    "includes": cells.names,
}


def _shared(row: Cells, of: Told, first: Raw | None, stated: Iterable[str]) -> Raw:
    """The days, places and more of a figure where they are not its event's, or those of the first of its metric."""
    event = of.record
    otherwise = {
        "period": event.get("date"),
        "places": event.get("places", []),
        "attributed_to": _attributed(event),
        "scope": "incident",
        "includes": [],
    } | {key: value for key, value in (first or {}).items() if key in SHARED}
    own: Raw = {}
    for key, usual in otherwise.items():
        value = _days(row, "period") if key == "period" else row.get(key, _SHARED[key])
        if value is None and key in stated and key not in _NEVER_EMPTY and not row.has(key):
            value = []
        if value is None or _is_same(key, value, usual):
            continue
        if first is not None:
            reason = "is not what the event's first figure of this metric says, which speaks for all sources"
            row.wrong(key, f"{reason}; empty this cell")
            continue
        own[key] = value
        if stated and key in STATED and key not in stated:
            row.wrong(key, _not_stated(key, "it is not its event's"))
    return own


def _is_same(key: str, value: Any, usual: Any) -> bool:
    if key == "period":
        return usual is not None and stored_span(value) == stored_span(usual)
    return bool(value == usual)


def _same_as_event(row: Cells, of: Told) -> None:
    """What a figure's row repeats of its event must be what the event's row says."""
    for column in ("phase", "kind", "paragraphs", "citations"):
        repeated = row.get(column, _EVENT[column])
        if repeated is not None and repeated != of.record.get(column):
            said = of.row.cells.get(column)
            row.wrong(column, _contradiction(row, column, f"its event has {quoted(said) if said else 'none'}"))
