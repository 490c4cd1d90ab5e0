"""A total broken down: each row is the answer to the question about it, inside the question asked."""

import datetime as dt
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import heappop, heappush
from itertools import chain
from typing import Any, NamedTuple, assert_never

from idlibtl.model.dates import BadQuestion, Days, Span, days_text
from idlibtl.model.records import PUBLICATION, REST, Metric, Place, PlaceKind
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import By
from idlibtl.totals import quotes
from idlibtl.totals.account import Account

#: So many times a figure may be in a place of a breakdown; places that are nested deeper are no use to anyone.
MAX_PLACES = 1_000_000

#: A row looks at all figures that include one of its own: so many in all rows. A toll a day for years stays below.
MAX_STEPS = 1_000_000


class Group(NamedTuple):
    """One row of a breakdown; its best, low and high are null if nothing is counted there.

    `parent` is the row of the place that contains it. `first` and `last` are null unless it is a row of time. `wider`:
    a wider figure may include more of it. `sources` are the ids of those who give the figures that it counts.
    """

    group: str
    label: str
    parent: str | None
    first: dt.date | None
    last: dt.date | None
    best: int | None
    low: int | None
    high: int | None
    quote: str
    our_sum: bool
    sources: tuple[str, ...]
    wider: bool


class Row(NamedTuple):
    """A row to be: what it is called, how it narrows the question, and the figures that may be in it.

    `inside` are judged by the narrowed question; of `touching` it matters only whether one is wider.
    """

    group: str
    label: str
    narrowed: Mapping[str, Any]
    inside: Collection[int]
    touching: Iterable[int] = ()
    parent: str | None = None
    days: Days | None = None


def adds_up(by: By, metric: Metric) -> bool:
    """Return whether the rows of a breakdown and its rest add up to the total."""
    return by in (*_TIME, By.ACTOR, By.COUNTRY, By.PROVINCE) and not metric.repeats


_TIME = (By.MONTH, By.QUARTER, By.YEAR, By.PHASE)


def groups(  # noqa: PLR0911 - one for each breakdown
    account: Account, by: By, places: frozenset[str] | None = None
) -> tuple[Group, ...]:
    """Return the rows of a breakdown, the rest last. Raises BadQuestion if places are nested too deeply for one.

    With `places`, a breakdown by place has the rows of these alone, and no rest.
    """
    numbers = _concerned(account)
    match by:
        case By.MONTH | By.QUARTER | By.YEAR:
            return _of_time(account, by, _time_rows(account, _calendar(account, by, numbers), numbers))
        case By.PHASE:
            return _of_time(account, by, _time_rows(account, _phases(account), numbers))
        case By.PLACE:
            return _of_places(account, by, numbers, only=places)
        case By.COUNTRY:
            return _of_places(account, by, numbers, PlaceKind.COUNTRY)
        case By.PROVINCE:
            return _of_places(account, by, numbers, PlaceKind.PROVINCE)
        case By.ACTOR:
            return _with_rest(account, by, _by_size(_reached(_groups(account, _actor_rows(account, numbers)))))
        case By.SOURCE:
            return _by_size(_reached(_groups(account, _source_rows(account, numbers))))
        case By.KIND:
            return _by_size(_reached(_groups(account, _kind_rows(account, numbers))))
        case _:
            assert_never(by)


def _concerned(account: Account) -> list[int]:
    """The figures that may be in a row: those that are counted, or that touch the question or include a counted one."""
    return [*account.inside, *account.touching]


def _reached(found: Iterable[Group]) -> Iterator[Group]:
    """The rows in which a figure is counted, or that a wider figure touches."""
    return (group for group in found if group.best is not None or group.wider)


def _groups(account: Account, rows: Iterable[Row]) -> Iterator[Group]:
    """The answer to the question about each row. Raises BadQuestion if figures are nested too deeply for that."""
    left = MAX_STEPS
    for row in rows:
        question = replace(account.question, **row.narrowed) if row.narrowed else account.question
        part = Account(question, account.metric, account, row.inside)
        left -= len(part.includers)
        if left < 0:
            raise BadQuestion(
                "The figures are nested too deeply to be broken down. Leave out --by, or ask about fewer."
            )
        yield _group(part, row)


def _group(part: Account, row: Row) -> Group:
    total = part.total
    figures = (figure for number in part.counted for figure in part.reported(number).figures)
    return Group(
        group=row.group,
        label=row.label,
        parent=row.parent,
        first=row.days.first if row.days else None,
        last=row.days.last if row.days else None,
        best=total.best if total else None,
        low=total.low if total else None,
        high=total.high if total else None,
        quote=quotes.quote(part),
        our_sum=total is not None and part.single is None,
        sources=tuple(sorted({quotes.source_id(figure) for figure in figures})),
        wider=bool(row.narrowed) and (part.has_wider(part.touching) or part.has_wider(row.touching)),
    )


def _by_size(found: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(found, key=lambda group: (-(group.best or 0), group.label, group.group)))


def _with_rest(account: Account, by: By, rows: Sequence[Group]) -> tuple[Group, ...]:
    """The rows, and what of the total is in none of them; none if that is nothing, or if the metric repeats.

    Rows of places may overlap, and what is in several of them may be in no row: the rest is what has no place.
    """
    if by is By.PLACE:
        best = sum(part for number, part in account.own.items() if not account.covers(number).places)
    else:
        best = account.total.best - sum(group.best or 0 for group in rows) if account.total else 0
    if best <= 0 or account.metric.repeats:
        return tuple(rows)
    rest = Group(
        group=REST,
        label=_REST[by],
        parent=None,
        first=None,
        last=None,
        best=best,
        low=None,
        high=None,
        quote=f"{best:,}",
        our_sum=True,
        sources=(),
        wider=False,
    )
    return (*rows, rest)


_REST = {
    By.MONTH: "in no single month",
    By.QUARTER: "in no single quarter",
    By.YEAR: "in no single year",
    By.PHASE: "in no single phase",
    By.ACTOR: "not attributed",
    By.PLACE: "no place given",
    By.COUNTRY: "in no single country",
    By.PROVINCE: "in no single province",
}


# Time


def _of_time(account: Account, by: By, rows: Iterable[Row]) -> tuple[Group, ...]:
    found = list(_groups(account, rows))
    reached = [number for number, group in enumerate(found) if group.best is not None or group.wider]
    return _with_rest(account, by, found[reached[0] : reached[-1] + 1] if reached else ())


def _time_rows(account: Account, periods: Iterable[tuple[str, str, Days]], numbers: Sequence[int]) -> Iterator[Row]:
    """The rows of periods in order of their first days. Each period is narrowed to the days asked about."""
    window = account.question.window
    dated = sorted((account.days(number).first, account.days(number).last, number) for number in numbers)
    firsts = [first for first, _, _ in dated]
    begun = 0
    current: list[tuple[dt.date, dt.date, int]] = []  # by last day, those begun and not yet over
    for group, label, period in periods:
        narrowed = window.within(period)
        if not narrowed.first or not narrowed.last or not any(w.touches(period) for w in account.question.windows):
            continue
        days = Days(narrowed.first, narrowed.last)
        for first, last, number in dated[begun : (until := bisect_right(firsts, days.last))]:
            heappush(current, (last, first, number))
        begun = max(begun, until)
        while current and current[0][0] < days.first:
            heappop(current)
        begins = dated[bisect_left(firsts, days.first) : until]
        inside = [number for _, last, number in begins if last <= days.last]
        yield Row(group, label, {"window": narrowed}, inside, _across(current, days), days=days)


def _across(current: Sequence[tuple[dt.date, dt.date, int]], days: Days) -> Iterator[int]:
    """The figures that have days in a period and others outside it."""
    return (n for last, first, n in current if first <= days.last and not (days.first <= first and last <= days.last))


def _calendar(account: Account, by: By, numbers: Sequence[int]) -> Iterator[tuple[str, str, Days]]:
    """The months, quarters or years from the first to the last in which a figure has a day that was asked about."""
    window = account.question.window
    periods = [account.days(number) for number in numbers]
    if not periods:
        return
    first = max(min(days.first for days in periods), window.first or dt.date.min)
    last = min(max(days.last for days in periods), window.last or dt.date.max)
    while first <= last:
        group, label, days = calendar_period(by, first)
        yield group, label, days
        if days.last >= last:
            return
        first = days.last + dt.timedelta(days=1)


def calendar_period(by: By, day: dt.date) -> tuple[str, str, Days]:
    """Return the id, label and days of the month, quarter or year of a day."""
    year, month = day.year, day.month
    match by:
        case By.YEAR:
            begin, end, group, label = 1, 12, f"{year:04}", f"{year:04}"
        case By.QUARTER:
            quarter = (month + 2) // 3
            begin, end, group, label = 3 * quarter - 2, 3 * quarter, f"{year:04}-Q{quarter}", f"Q{quarter} {year:04}"
        case _:
            begin = end = month
            group, label = f"{year:04}-{month:02}", ""
    days = Days(dt.date(year, begin, 1), dt.date(year, end, monthrange(year, end)[1]))
    return group, label or days_text(Span(days.first, days.last)), days


def _phases(account: Account) -> Iterator[tuple[str, str, Days]]:
    for phase in sorted(account.question.timeline.phases, key=lambda phase: phase.first):
        yield phase.id, phase.title, phase.days


# Places


def _of_places(
    account: Account, by: By, numbers: Sequence[int], kind: str | None = None, only: frozenset[str] | None = None
) -> tuple[Group, ...]:
    """The tree of places: each that has a counted figure in it, or that a wider figure touches, under its container.

    With a `kind`, only the places of this kind, such as province, that are in no other of it; with `only`, only these.
    """
    timeline, asked = account.question.timeline, account.question
    inside: dict[str, list[int]] = defaultdict(list)
    across: dict[str, list[int]] = defaultdict(list)
    there: dict[str, list[int]] = defaultdict(list)
    left = MAX_PLACES
    around: dict[str, frozenset[str]] = {}
    for number in numbers:
        places = account.reported(number).figure.places
        for place in places:
            there[place].append(number)
            if place not in around:
                around[place] = timeline.places_around([place])
        chains = [around[place] for place in places]
        shared = frozenset.intersection(*chains) if chains else frozenset()
        for place in frozenset().union(*chains):
            (inside if place in shared else across)[place].append(number)
            left -= 1
        if left < 0:
            raise BadQuestion("The places are nested too deeply to be broken down. Leave out --by, or ask about fewer.")
    within = asked.within if asked.places else frozenset(timeline.place)
    rows = [
        Row(
            place.id,
            place.name,
            {"places": frozenset((place.id,))},
            inside[place.id],
            chain(across[place.id], _there(timeline, there, place.id)),
        )
        for place in timeline.places
        if place.id in within and (kind is None or _is_outermost(timeline, place, kind))
        if only is None or place.id in only
    ]
    tree = _as_tree(timeline, list(_reached(_groups(account, rows))))
    return _with_rest(account, by, tree) if only is None else tree


def _is_outermost(timeline: Timeline, place: Place, kind: str) -> bool:
    around = timeline.places_around([place.id]) - {place.id}
    return place.kind == kind and all(timeline.place[outer].kind != kind for outer in around)


def _there(timeline: Timeline, there: Mapping[str, Sequence[int]], place: str) -> Iterator[int]:
    """The figures of the places that contain a place, the nearest first."""
    at = timeline.place[place].within
    while at is not None:
        yield from there.get(at, ())
        at = timeline.place[at].within


def _as_tree(timeline: Timeline, found: Sequence[Group]) -> tuple[Group, ...]:
    """The rows in the order of a tree, each under the nearest place that has a row and contains it."""
    shown = {group.group for group in found}
    children: dict[str | None, list[Group]] = defaultdict(list)
    for group in _by_size(found):
        at = timeline.place[group.group].within
        while at is not None and at not in shown:
            at = timeline.place[at].within
        children[at].append(group._replace(parent=at))
    ordered, waiting = [], children[None][::-1]
    while waiting:
        group = waiting.pop()
        ordered.append(group)
        waiting += children[group.group][::-1]
    return tuple(ordered)


# Actors, sources, kinds


def _actor_rows(account: Account, numbers: Sequence[int]) -> Iterator[Row]:
    """A row for each actor alone, and one for each group of actors that are named together."""
    timeline, asked = account.question.timeline, account.question.actors
    order = {actor: number for number, actor in enumerate(timeline.actor)}
    actors_of = {n: tuple(sorted(account.reported(n).figure.attributed_to, key=order.__getitem__)) for n in numbers}
    named = _numbered(numbers, actors_of.__getitem__)
    for actors, inside in _numbered(numbers, lambda number: [actors_of[number]]).items():
        if actors and (not asked or asked.issuperset(actors)):
            others = [number for actor in actors for number in named[actor] if actors_of[number] != actors]
            narrowed = {"actors": frozenset(actors), "together": True}
            yield Row("+".join(actors), quotes.actor_names(timeline, actors), narrowed, inside, others)


def _source_rows(account: Account, numbers: Sequence[int]) -> Iterator[Row]:
    timeline, asked = account.question.timeline, account.question.sources
    members = _numbered(numbers, lambda number: {figure.source for figure in account.reported(number).figures})
    for source, inside in members.items():
        if asked is None or source in asked:
            name = timeline.source_name(source)
            yield Row(source or PUBLICATION, name, {"sources": frozenset((source,))}, inside)


def _kind_rows(account: Account, numbers: Sequence[int]) -> Iterator[Row]:
    timeline, asked = account.question.timeline, account.question.kinds
    for kind, inside in _numbered(numbers, lambda number: account.reported(number).event.kinds).items():
        if not asked or kind in asked:
            yield Row(kind, timeline.kind[kind].label, {"kinds": frozenset((kind,))}, inside)


def _numbered(numbers: Iterable[int], keys: Callable[[int], Iterable[Any]]) -> Mapping[Any, list[int]]:
    """The figures by each of their keys."""
    found: dict[Any, list[int]] = defaultdict(list)
    for number in numbers:
        for key in keys(number):
            found[key].append(number)
    return found
