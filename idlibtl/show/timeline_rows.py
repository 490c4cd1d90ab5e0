"""The content of a timeline, in a terminal or on a page: events as rows, phases, and groups of rows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Span, days_text
from idlibtl.model.records import Event, Phase, Scope
from idlibtl.show.describe import ListedEvent
from idlibtl.totals import quotes

#: The most events that are drawn one by one; more are counted by month or year.
MOST_ROWS = 200
FEW_ENOUGH = f"Up to {MOST_ROWS} events are drawn one by one"


class Sort(Enum):
    """The sorts of events that have their own sign; the value is the name in the legend."""

    VIOLENCE = "violence"
    ADVANCE = "advance"
    TALKS = "truce or diplomacy"
    DISPLACEMENT = "displacement"
    STATEMENT = "statement"
    OTHER = "other event"


_SORTS = {
    "advance": Sort.ADVANCE,
    "truce": Sort.TALKS,
    "diplomacy": Sort.TALKS,
    "displacement": Sort.DISPLACEMENT,
    "statement": Sort.STATEMENT,
}


def sort_of(chronology: Chronology, event: Event) -> Sort:
    """Return the sort of an event; violence comes before all other sorts."""
    if any(chronology.kind[kind].violent for kind in event.kinds):
        return Sort.VIOLENCE
    sorts = {_SORTS.get(kind, Sort.OTHER) for kind in event.kinds}
    return next(sort for sort in Sort if sort in sorts)


class EventRow(NamedTuple):
    """An event as a row.

    `last` is its last day or, if it was still going on, the day up to which that is known. `month_only`: only its
    months are known, or, if it was still going on, the month in which it began. `toll`: the days that it sums up, which
    have an end. `inside`: the indices of the rows of the events that its toll includes. `replaced`: it is drawn, but
    not counted.
    """

    span: Span
    last: date
    month_only: bool
    dates_text: str
    title: str
    figures_text: str
    id: str
    phase: str | None
    toll: Span | None
    inside: tuple[int, ...]
    replaced: bool = False
    sort: Sort = Sort.VIOLENCE

    @property
    def has_own_mark(self) -> bool:
        """Whether its own days are drawn: it is not a toll, or some of its days are not among those summed up."""
        if self.toll is None:
            return not self.inside
        first, last = self.span.first, self.span.last
        return first < self.toll.first or last is None or last > (self.toll.last or last)

    @property
    def bracket(self) -> Span | None:
        """The days of its bracket: those that it sums up, or its own if it includes events; None without a bracket."""
        return self.toll or (self.span if self.inside else None)


#: Where something is on an axis: in columns or in percent.
At = TypeVar("At", int, float)


class Lead(NamedTuple, Generic[At]):
    """A dotted line between two rows, of an event and of its toll, at one place of the axis."""

    begin: int
    end: int
    at: At


def leads(
    rows: Sequence[EventRow], at: Callable[[EventRow], At], ends: Callable[[EventRow], tuple[At, At]]
) -> Mapping[int, Sequence[Lead[At]]]:
    """Return, by the row of a toll, the lines to it from the events inside: each where its event is, within the ends.

    `at` says where on the axis an event is, `ends` where the bracket of a toll begins and ends.
    """
    by_toll: dict[int, list[Lead[At]]] = {}
    for toll, row in enumerate(rows):
        if row.inside:
            begin, end = ends(row)
            places = ((inner, min(max(at(rows[inner]), begin), end)) for inner in row.inside)
            by_toll[toll] = [Lead(min(inner, toll), max(inner, toll), place) for inner, place in places]
    return by_toll


def days_of(rows: Sequence[EventRow]) -> list[date]:
    """Return the first and last days of everything in the rows."""
    days = [day for row in rows for day in (row.span.first, row.last)]
    return days + [day for row in rows if row.toll for day in row.toll[:2] if day]


def begun(events: Sequence[Event]) -> list[date]:
    """Return the first days of the events to count: not of replaced ones, unless no other is among them."""
    return [event.first for event in events if not event.replaced_by] or [event.first for event in events]


class RowGroup(NamedTuple):
    """Rows from `begin` to before `end` under one heading; their `phase` is None if they are in none.

    Without a title there is no heading, because no row at all is in a phase.
    """

    begin: int
    end: int
    title: str
    phase: Phase | None


def groups(rows: Sequence[EventRow], phases: Sequence[Phase]) -> Iterator[RowGroup]:
    """Yield the rows in order, in groups of one phase. A phase may have several groups, with other rows between."""
    by_id = {phase.id: phase for phase in phases}
    if not by_id or all(row.phase is None for row in rows):
        yield RowGroup(0, len(rows), "", None)
        return
    seen: set[str] = set()
    begin = 0
    for key, members in groupby(rows, key=lambda row: row.phase):
        end = begin + len(list(members))
        if key is None:
            first = rows[begin].span.first
            is_before = first < min(phase.first for phase in phases)
            title = "After the phases" if first > max(phase.last for phase in phases) else "In no phase"
            yield RowGroup(begin, end, "Before the phases" if is_before else title, None)
        else:
            phase = by_id[key]
            yield RowGroup(begin, end, f"{phase.number}. {phase.title}{' (continued)' * (key in seen)}", phase)
            seen.add(key)
        begin = end


# Events as rows


def timeline(chronology: Chronology, events: Sequence[Event]) -> tuple[Sequence[EventRow], Sequence[Phase]]:
    """Return the events as rows, and their phases."""
    place = {event.id: number for number, event in enumerate(events)}
    named = {event.phase for event in events}
    rows = [_row(chronology, event, place) for event in events]
    return rows, [phase for phase in chronology.phases if phase.id in named]


def _row(chronology: Chronology, event: Event, place: dict[str, int]) -> EventRow:
    span = event.span
    sums = [figure for figure in event.figures if figure.scope is Scope.CUMULATIVE]
    inside = (chronology.last_correction.get(identity, identity) for figure in sums for identity in figure.includes)
    included = dict.fromkeys(identity for identity in inside if identity in place and not event.replaced_by)
    return EventRow(
        span=span,
        last=chronology.days(span, event).last,
        month_only=span.since_month or re.fullmatch("[0-9]{4}-[0-9]{2}~?", event.date) is not None,
        dates_text=days_text(span),
        title=quotes.titled(event),
        figures_text=ListedEvent(chronology, event).figures_line,
        id=event.id,
        phase=event.phase,
        toll=_toll(chronology, event, [figure.period for figure in sums]) if sums else None,
        inside=tuple(place[identity] for identity in included),
        replaced=event.replaced_by is not None,
        sort=sort_of(chronology, event),
    )


def _toll(chronology: Chronology, event: Event, periods: Sequence[Span]) -> Span:
    """The days that several figures of an event sum up, together."""
    begin = min(periods, key=lambda span: span.first)
    end = max(periods, key=lambda span: chronology.days(span, event).last)
    return Span(begin.first, chronology.days(end, event).last, begin.first_approximate, end.last_approximate)
