"""Totals that can be quoted: events -> Total, with what was counted, what is inside a larger figure, what straddles.

A cumulative figure holds the figures that it includes; those are not added to it. Includes form a forest (the loader
sees to that), so every figure taken has one place where it counts. What a cumulative figure reports beyond what it
includes is its *rest*: rests and the figures that include nothing are the *shares* that make up a total, and that a
breakdown sorts.
"""

import datetime as dt
from calendar import month_name
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple, TypeVar, assert_never

from idlibtl.model.dates import Span, Window, typed_span
from idlibtl.model.figures import TOLERANCE, Count, Hedge, combined_hedge, cumulative, rest, total
from idlibtl.model.records import PUBLICATION, Actor, Event, Figure, Metric, Place, Timeline
from idlibtl.model.vocabulary import By

#: How the group begins of what no group of a breakdown by time holds; one for each period.
NOT_BROKEN_DOWN = "not-broken-down"

TOLERANCE_NOTE = f'"About" and "nearly" are read as up to {TOLERANCE} % off: our convention, not a source\'s.'
OPEN_NOTE = "Open means that there is no upper bound: a figure counted says at least or more than."


class Relation(StrEnum):
    """How the figures of a total are an actor's."""

    ALONE = "alone"
    JOINTLY = "jointly"
    REPORTED = "reported"


class Entry(Figure):
    """A figure of a total, and the event it stands in."""

    event: str


class Counted(Entry):
    """A figure that is counted, and with how much: all of it, or what it adds to others."""

    counted_as: Count


class Included(Entry):
    """A figure that is already inside a larger one: that of the event `held_by`."""

    held_by: str


_Kind = TypeVar("_Kind", bound=Entry)


@dataclass(frozen=True)
class Group:
    """One row of a breakdown. `first` and `last` are null unless the breakdown is one of time."""

    group: str
    label: str
    first: dt.date | None
    last: dt.date | None
    low: int
    best: int
    high: int | None


@dataclass(frozen=True)
class Basis:
    """Whose the figures of a total are: attributed to `actors` alone or jointly, or reported by them."""

    relation: Relation
    actors: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Total:
    """The total of one metric. Nothing counted is null, never 0; a null `high` beside a `best` is open upwards.

    `quote` is the number as it may be quoted. `our_sum` tells that no source printed it. `naive_sum` is what adding up
    every figure would give, for comparison; it is null for a metric with parts, of which there is no one such sum.
    """

    metric: str
    label: str
    window: Window | None
    low: int | None
    best: int | None
    high: int | None
    hedge: Hedge | None
    naive_sum: int | None
    counted: tuple[Counted, ...]
    included: tuple[Included, ...]
    straddling: tuple[Entry, ...]
    by: By | None
    groups: tuple[Group, ...] | None
    notes: tuple[str, ...]
    quote: str | None
    our_sum: bool
    basis: Basis | None


def totals(
    timeline: Timeline,
    events: Iterable[Event],
    metrics: Iterable[Metric],
    *,
    window: Window = Window(),  # noqa: B008 - frozen
    sources: Collection[str | None] | None = None,
    by: By | None = None,
) -> tuple[Total, ...]:
    """A total of each metric over the figures of `events` that lie inside the window.

    `sources` chooses figures by their own source (None is the publication itself), `by` breaks each total down.
    """
    chosen = _Chosen(timeline, events, window, sources)
    return tuple(_total(timeline, _reckon(chosen, metric), by) for metric in metrics)


def reported_totals(
    timeline: Timeline, events: Iterable[Event], metrics: Iterable[Metric], window: Window, actor: str
) -> tuple[Total, ...]:
    """A total of each metric over the figures whose source is `actor`; metrics that it does not report are left out."""
    chosen = _Chosen(timeline, events, window, {actor})
    reckonings = (_reckon(chosen, metric) for metric in metrics)
    basis = Basis(Relation.REPORTED, (actor,))
    return tuple(_total(timeline, each, basis=basis) for each in reckonings if each.shares)


def attributed_totals(
    timeline: Timeline,
    events: Iterable[Event],
    metrics: Iterable[Metric],
    window: Window,
    sources: Collection[str | None] | None,
    actor: str,
) -> tuple[Total, ...]:
    """What is attributed to `actor` alone, and jointly with each set of others, per metric.

    These are the actor's groups of a breakdown by actor: no two of them count a person twice, so a cumulative figure
    counts with its rest where what it includes is attributed otherwise.
    """
    chosen = _Chosen(timeline, events, window, sources)
    found = []
    for metric in metrics:
        reckoning = _reckon(chosen, metric)
        attributions = {_attribution(timeline, share.taken) for share in reckoning.shares}
        for actors in sorted((each for each in attributions if actor in each), key=lambda each: (len(each), each)):
            relation = Relation.ALONE if actors == (actor,) else Relation.JOINTLY
            mine = _part_of(reckoning, partial(_is_attributed_to, timeline, actors))
            found.append(_total(timeline, mine, basis=Basis(relation, actors)))
    return tuple(found)


# What is taken, and how it nests


class _Taken(NamedTuple):
    """A figure of one event, with the count it has in this reckoning and the hedge of that count."""

    event: Event
    figure: Figure
    own: Count
    hedge: Hedge


class _Share(NamedTuple):
    """What one taken figure adds to a total: no two shares overlap."""

    taken: _Taken
    amount: Count
    hedge: Hedge


@dataclass(frozen=True)
class _Forest:
    """Taken figures of one metric by event, each held by at most one other, with what each counts for."""

    taken: Mapping[str, _Taken]
    held_by: Mapping[str, str]
    value: Mapping[str, _Share]
    share: Mapping[str, _Share]

    @property
    def roots(self) -> Iterator[str]:
        return (event for event in self.taken if event not in self.held_by)


class _Reckoning(NamedTuple):
    """One metric reckoned: the shares that add up to it, and what became of each figure."""

    metric: Metric
    window: Window
    sum: Count | None
    hedge: Hedge | None
    naive_sum: int | None
    counted: Sequence[_Share]
    included: Sequence[tuple[_Taken, str]]
    straddling: Sequence[_Taken]
    shares: Sequence[_Share]


class _Chosen:
    """The figures of which totals are made: those of some events, inside a window, of some sources."""

    def __init__(
        self, timeline: Timeline, events: Iterable[Event], window: Window, sources: Collection[str | None] | None
    ) -> None:
        self.window = window
        self._timeline = timeline
        self._inside: dict[str, dict[str, _Taken]] = defaultdict(dict)
        self._straddling: dict[str, list[_Taken]] = defaultdict(list)
        for event in events:
            for figure in event.figures:
                if sources is None or figure.source in sources:
                    taken = _Taken(event, figure, figure.count, _own_hedge(figure))
                    if window.holds(figure.period):
                        self._inside[figure.metric][event.id] = taken
                    elif window.touches(figure.period):
                        self._straddling[figure.metric].append(taken)
        self.forest = cache(self._forest)  # that of a part serves the whole too

    def _forest(self, metric: str) -> "_Forest":
        return _forest(self._inside[metric], self._holder(metric))

    def unspecified(self, metric: Metric) -> "_Forest":
        """What the stated totals of a metric with parts leave beyond these."""
        parts = [self.forest(part) for part in metric.parts]
        holder = self._holder(metric.id)
        return _forest(_unspecified(self._inside[metric.id], parts, holder), holder)

    def straddling(self, metric: Metric) -> Sequence[_Taken]:
        """The figures of a metric and its parts that overlap the window without lying inside it."""
        return [taken for each in (*metric.parts, metric.id) for taken in self._straddling[each]]

    def _holder(self, metric: str) -> Callable[[str], str | None]:
        return lambda event: self._timeline.holder.get((metric, event))


def _reckon(chosen: _Chosen, metric: Metric) -> _Reckoning:
    if metric.parts:
        forests = [*(chosen.forest(part) for part in metric.parts), chosen.unspecified(metric)]
    else:
        forests = [chosen.forest(metric.id)]
    counted = [forest.value[event] for forest in forests for event in forest.roots]
    included = [(forest.taken[event], holder) for forest in forests for event, holder in forest.held_by.items()]
    values = [taken.figure.value for forest in forests for taken in forest.taken.values()]
    count, hedge = _sum(counted)
    return _Reckoning(
        metric=metric,
        window=chosen.window,
        sum=count if counted else None,
        hedge=hedge if counted else None,
        naive_sum=sum(values) if counted and not metric.parts else None,
        counted=sorted(counted, key=lambda share: _days(share.taken)),
        included=sorted(included, key=lambda item: _days(item[0])),
        straddling=sorted(chosen.straddling(metric), key=_days),
        shares=[share for forest in forests for share in forest.share.values()],
    )


def _days(taken: _Taken) -> tuple[dt.date, dt.date]:
    return taken.figure.period.first, taken.figure.period.last


def _own_hedge(figure: Figure) -> Hedge:
    """The figure's hedge; a range that a source gives beside an exact number makes it about."""
    exact = figure.hedge is not Hedge.EXACT or figure.count.low == figure.count.high
    return figure.hedge if exact else Hedge.ABOUT


class _Nesting(NamedTuple):
    """Which of some events hold which: the nearest holder and the children of each, and all of them innermost first."""

    held_by: Mapping[str, str]
    children: Mapping[str, Sequence[str]]
    innermost_first: Sequence[str]


def _nesting(events: Iterable[str], above: Callable[[str], str | None]) -> _Nesting:
    held_by: dict[str, str] = {}
    children: dict[str, list[str]] = defaultdict(list)
    outermost_first = []
    for event in events:
        if (holder := above(event)) is None:
            outermost_first.append(event)
        else:
            held_by[event] = holder
            children[holder].append(event)
    for event in outermost_first:  # grows as it is walked
        outermost_first += children.get(event, ())
    return _Nesting(held_by, children, outermost_first[::-1])


def _nearest(taken: Collection[str], holder: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """A function to the nearest taken event that holds an event, through others that are not taken."""
    known: dict[str, str | None] = {}

    def above(event: str) -> str | None:
        walked = []
        at = holder(event)
        while at is not None and at not in taken and at not in known:
            walked.append(at)
            at = holder(at)
        found = known[at] if at is not None and at not in taken else at
        known.update(dict.fromkeys(walked, found))
        return found

    return above


def _forest(taken: Mapping[str, _Taken], holder: Callable[[str], str | None]) -> _Forest:
    """The taken figures nested, and what each counts for and adds."""
    nesting = _nesting(taken, _nearest(taken, holder))
    value: dict[str, _Share] = {}
    share: dict[str, _Share] = {}
    for event in nesting.innermost_first:
        mine = taken[event]
        value[event] = share[event] = _Share(mine, mine.own, mine.hedge)
        if parts := [value[child] for child in nesting.children.get(event, ())]:
            inner, hedge = _sum(parts)
            larger = hedge if inner.best > mine.own.best else mine.hedge
            value[event] = _Share(mine, cumulative(mine.own, inner), larger)
            share[event] = _rest(mine, parts)
    return _Forest(taken, nesting.held_by, value, {event: share[event] for event in taken})


def _sum(shares: Sequence[_Share]) -> tuple[Count, Hedge]:
    return total(share.amount for share in shares), combined_hedge(share.hedge for share in shares)


def _rest(whole: _Taken, parts: Sequence[_Share]) -> _Share:
    inner, hedge = _sum(parts)
    return _Share(whole, rest(whole.own, inner), whole.hedge if hedge is Hedge.EXACT else Hedge.ABOUT)


def _unspecified(
    stated: Mapping[str, _Taken], parts: Sequence[_Forest], holder: Callable[[str], str | None]
) -> Mapping[str, _Taken]:
    """The stated totals of a metric with parts, each less what is counted as a part: what it leaves unspecified.

    A stated total holds its own event's figure of a part; where there is none, those of the events that it includes. So
    "100 killed this week" and, inside it, "45 killed, 10 of them civilians" make 100, not 110.
    """
    within: dict[str, list[_Share]] = defaultdict(list)
    for part in parts:
        events = dict.fromkeys((*stated, *part.taken))  # a filter may take the part and not the stated total
        nesting = _nesting(events, _nearest(events, holder))
        found: dict[str, list[_Share]] = {}
        for event in nesting.innermost_first:
            if event in part.taken:
                found[event] = [part.value[event]]
            else:
                inner = [share for child in nesting.children.get(event, ()) for share in found[child]]
                # one sum, or deep nests would take for ever
                found[event] = [_Share(stated[event], *_sum(inner))] if inner else []
            within[event] += found[event]
    rests = {event: _rest(mine, within[event]) if within[event] else None for event, mine in stated.items()}
    return {
        event: _Taken(mine.event, mine.figure, left.amount, left.hedge) if (left := rests[event]) else mine
        for event, mine in stated.items()
    }


def _part_of(whole: _Reckoning, belongs: Callable[[_Taken], bool]) -> _Reckoning:
    """The shares of some figures out of a reckoning, as a reckoning of their own."""
    shares = [share for share in whole.shares if belongs(share.taken)]
    mine = {share.taken.event.id for share in shares}
    count, hedge = _sum(shares)
    return whole._replace(
        sum=count,
        hedge=hedge,
        naive_sum=None if whole.metric.parts else sum(share.taken.figure.value for share in shares),
        counted=sorted(shares, key=lambda share: _days(share.taken)),
        included=[(taken, holder) for taken, holder in whole.included if holder in mine and taken.event.id not in mine],
        straddling=[taken for taken in whole.straddling if belongs(taken)],
        shares=shares,
    )


# A reckoning told


def _total(timeline: Timeline, reckoning: _Reckoning, by: By | None = None, basis: Basis | None = None) -> Total:
    metric, count = reckoning.metric, reckoning.sum
    printed = _as_printed(reckoning)
    return Total(
        metric=metric.id,
        label=metric.label,
        window=reckoning.window or None,
        low=count.low if count else None,
        best=count.best if count else None,
        high=count.high if count else None,
        hedge=reckoning.hedge,
        naive_sum=reckoning.naive_sum,
        counted=tuple(_entry(Counted, share.taken, counted_as=share.amount) for share in reckoning.counted),
        included=tuple(_entry(Included, taken, held_by=holder) for taken, holder in reckoning.included),
        straddling=tuple(_entry(Entry, taken) for taken in reckoning.straddling),
        by=by,
        groups=_groups(timeline, reckoning, by) if by else None,
        notes=tuple(_notes(reckoning, printed)),
        quote=_quote(count, printed.hedge if printed else reckoning.hedge),
        our_sum=count is not None and printed is None,
        basis=basis,
    )


def _entry(kind: type[_Kind], taken: _Taken, **more: object) -> _Kind:
    """The figure with its event and `more`, made as a copy is: it is valid already, and there may be very many."""
    entry = kind.__new__(kind)
    entry.__setstate__(
        {
            "__dict__": {**vars(taken.figure), "event": taken.event.id, **more},
            "__pydantic_fields_set__": taken.figure.model_fields_set,
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return entry


def _as_printed(reckoning: _Reckoning) -> Figure | None:
    """The one figure that says what the whole total says, if there is one."""
    figures = (share.taken.figure for share in reckoning.counted if share.taken.figure.metric == reckoning.metric.id)
    return next((figure for figure in figures if figure.count == reckoning.sum), None)


def _quote(count: Count | None, hedge: Hedge | None) -> str | None:
    """The number with its hedge, and what the hedge leaves open."""
    if count is None or hedge is None:
        return None
    number = f"{hedge.words} {count.best:,}".lstrip()
    if count.low == count.high or (hedge.is_open and count.low == count.best):
        return number
    if count.high is None:
        return f"{number}; at least {count.low:,}"
    return f"{number}; between {count.low:,} and {count.high:,}"


def _notes(reckoning: _Reckoning, printed: Figure | None) -> Iterator[str]:
    """What a reader of the number has to know."""
    figures = [share.taken.figure for share in reckoning.counted]
    if not figures:
        yield "No figure is counted. That is not a count of 0: nothing is reported of just these days and events."
    elif printed is None:
        counted = (
            f"{len(figures)} figures" if len(figures) > 1 else "one figure, of a part or less what is held elsewhere"
        )
        yield f"The number is our sum of {counted}; no source printed it."
    if any(figure.hedge in (Hedge.ABOUT, Hedge.NEARLY) for figure in figures):
        yield TOLERANCE_NOTE
    if reckoning.sum and reckoning.sum.high is None:
        yield OPEN_NOTE
    if any(share.amount != share.taken.figure.count for share in reckoning.counted):
        yield "A figure that shares people with others counts with more or less than it says, so that all count once."
    if reckoning.straddling:
        yield f"Figures that overlap the window without lying inside it are not counted: {len(reckoning.straddling)}."
    if reckoning.metric.note:
        yield reckoning.metric.note


# Breakdowns


class _Row(NamedTuple):
    """Where a share stands in a breakdown: the group's id, label and days, and what it comes after."""

    group: str
    label: str
    span: Span | None = None
    rank: tuple[int, ...] = ()


def _groups(timeline: Timeline, reckoning: _Reckoning, by: By) -> tuple[Group, ...]:
    row_of = _rows(timeline, by)
    found: dict[_Row, list[Count]] = defaultdict(list)
    for share in reckoning.shares:
        found[row_of(share.taken)].append(share.amount)
    counts = {row: total(parts) for row, parts in found.items()}
    return tuple(
        Group(
            row.group,
            row.label,
            row.span.first if row.span else None,
            row.span.last if row.span else None,
            counts[row].low,
            counts[row].best,
            counts[row].high,
        )
        for row in sorted(counts, key=lambda row: (row.rank, -counts[row].best, row.label))
    )


def _rows(timeline: Timeline, by: By) -> Callable[[_Taken], _Row]:
    """A function to the row of a breakdown in which a figure stands."""
    match by:
        case By.MONTH | By.QUARTER | By.YEAR:
            calendar = cache(partial(_calendar_row, by))
            return lambda taken: calendar(taken.figure.period)
        case By.PHASE:
            phase = cache(partial(_phase_row, timeline))
            return lambda taken: phase(taken.figure.period)
        case By.ACTOR:
            return lambda taken: _named_row(_attribution(timeline, taken), timeline.actor, _NOBODY)
        case By.PLACE:
            return lambda taken: _named_row(_in_order(taken.event.places, timeline.place), timeline.place, _NOWHERE)
        case By.SOURCE:
            return lambda taken: _Row(taken.figure.source or PUBLICATION, timeline.source_name(taken.figure.source))
        case By.KIND:
            return lambda taken: _Row(taken.event.kind, taken.event.kind)
        case _:
            assert_never(by)


_NOBODY = _Row("not-attributed", "not attributed")
_NOWHERE = _Row("no-place", "no place given")


def _attribution(timeline: Timeline, taken: _Taken) -> tuple[str, ...]:
    return _in_order(taken.figure.attributed_to, timeline.actor)


def _is_attributed_to(timeline: Timeline, actors: tuple[str, ...], taken: _Taken) -> bool:
    return _attribution(timeline, taken) == actors


def _in_order(ids: Collection[str], known: Mapping[str, object]) -> tuple[str, ...]:
    """The ids in the order of the dataset, so that the same company is the same group however an event lists it."""
    return tuple(ids) if len(ids) < 2 else tuple(each for each in known if each in ids)


def _named_row(ids: tuple[str, ...], known: Mapping[str, Actor | Place], nobody: _Row) -> _Row:
    if not ids:
        return nobody
    *most, last = (known[each].name for each in ids)
    return _Row("+".join(ids), f"{', '.join(most)} and {last}" if most else last)


def _calendar_row(by: By, period: Span) -> _Row:
    day = period.first
    match by:
        case By.YEAR:
            group = label = f"{day.year:04}"
        case By.QUARTER:
            group, label = f"{day.year:04}-Q{(day.month + 2) // 3}", f"Q{(day.month + 2) // 3} {day.year:04}"
        case _:
            group, label = f"{day.year:04}-{day.month:02}", f"{month_name[day.month]} {day.year:04}"
    span = typed_span(group)
    return _Row(group, label, span, (0, span.first.toordinal())) if period.last <= span.last else _unbroken(period)


def _phase_row(timeline: Timeline, period: Span) -> _Row:
    for phase in timeline.phases:
        if phase.first <= period.first and period.last <= phase.last:
            return _Row(phase.id, phase.title, phase.span, (0, phase.number))
    return _unbroken(period)


def _unbroken(period: Span) -> _Row:
    label = f"not broken down ({period.first} to {period.last})"
    days = Span(period.first, period.last)
    return _Row(
        f"{NOT_BROKEN_DOWN} {period.first}/{period.last}",
        label,
        days,
        (1, period.first.toordinal(), period.last.toordinal()),
    )
