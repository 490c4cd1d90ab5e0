"""A total broken down: each counted figure belongs to one group, and the groups' best values add up to the total's."""

import datetime as dt
from bisect import bisect_right
from calendar import month_name, monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import NamedTuple, assert_never

from idlibtl.model.dates import Days, Span, days_text
from idlibtl.model.figures import Count, in_order
from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, NOT_BROKEN_DOWN, Actor, Figure, Phase, Place
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import By, SumHedge, Told
from idlibtl.totals import quotes
from idlibtl.totals.nests import group_counts
from idlibtl.totals.reckoning import Reckoning, Taken


@dataclass(frozen=True)
class Group:
    """One row of a breakdown; `first` and `last` are null unless it is one of time, all bounds if nothing counts.

    `spanning`: a row of time for figures whose days lie in no one group. `in_longer`: such a figure, or one that is not
    added, has days of this group too and may hold more people of it; null for any other row. `sources` are the ids of
    who gives the figures.
    """

    group: str
    label: str
    first: dt.date | None
    last: dt.date | None
    low: int | None
    best: int | None
    high: int | None
    hedge: SumHedge | None
    quote: str
    our_sum: bool
    sources: tuple[str, ...]
    status: Told
    spanning: bool
    in_longer: bool | None


class Row(NamedTuple):
    """Where a figure stands in a breakdown: the group's id, label and days, and what it comes after.

    `spanning` rows are of periods that lie in no one group.
    """

    group: str
    label: str
    days: Days | None = None
    rank: tuple[int, ...] = ()
    spanning: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What of a total stands in one row: its count, how many figures outside others, the one if it is one, its sources.

    `only` is the number of that figure in the reckoning. `is_rest`: without what stands in other rows
    and lies inside these.
    """

    row: Row
    count: Count
    figures: int
    only: int
    sources: frozenset[str]
    is_rest: bool = False


def groups(reckoning: Reckoning, by: By, parts: Sequence[Part] | None = None) -> tuple[Group, ...]:
    """The rows of a breakdown, in order: of time by their days, others by size and name.

    `parts` may be known already.
    """
    if parts is None:
        parts = list(_parts(reckoning, by))
    found = [_group(reckoning, part) for part in parts]
    ranks = {part.row.group: part.row.rank for part in parts}
    found.sort(key=lambda group: (ranks[group.group], -(group.best or 0), group.label, group.group))
    return tuple(_with_empty_ones(reckoning, by, found)) if by in _TIME else tuple(found)


def _parts(reckoning: Reckoning, by: By) -> Iterable[Part]:
    row_of = rows_by(reckoning.question.timeline, by)
    rows = one_row_a_group(
        row_of(each) if counted else None for each, counted in zip(reckoning.taken, reckoning.is_counted, strict=True)
    )
    counts = group_counts(reckoning.nest, reckoning.counts, rows)
    members: dict[Row, list[int]] = defaultdict(list)
    rests = set()
    for number, row in enumerate(rows):
        if row is not None:
            members[row].append(number)
            holder = reckoning.held_by[number]
            if holder >= 0 and rows[holder] != row:
                rests.add(rows[holder])
    for row, numbers in members.items():
        mine = set(numbers)
        tops = [number for number in numbers if reckoning.held_by[number] not in mine]
        sources = (quotes.source_id(figure) for number in numbers for figure in reckoning.taken[number].figures)
        yield Part(row, counts[row], len(tops), tops[0], frozenset(sources), row in rests)


def one_row_a_group(rows: Iterable[Row | None]) -> list[Row | None]:
    """The rows, of the same days told differently the one that says the most: c. where one of them does."""
    rows = list(rows)
    chosen: dict[str, Row] = {}
    for row in rows:
        if row is not None:
            chosen[row.group] = max(row, chosen.get(row.group, row), key=lambda each: (len(each.label), each.label))
    return [None if row is None else chosen[row.group] for row in rows]


def _group(reckoning: Reckoning, part: Part) -> Group:
    row, count = part.row, part.count
    only = reckoning.taken[part.only] if part.figures == 1 else None
    is_printed = only is not None and count == in_order(only.count)
    return Group(
        group=row.group,
        label=row.label,
        first=row.days.first if row.days else None,
        last=row.days.last if row.days else None,
        low=count.low,
        best=count.best,
        high=count.high,
        hedge=quotes.single_hedge(only.figures) if only and is_printed else quotes.sum_hedge(count),
        quote=_quote(reckoning, part),
        our_sum=not is_printed,
        sources=tuple(sorted(part.sources)),
        status=Told.COUNTED,
        spanning=row.spanning,
        in_longer=None,
    )


def _quote(reckoning: Reckoning, part: Part) -> str:
    """The group's number to quote: one figure's own words, or our sum, or what is left of a figure."""
    count, number = part.count, part.figures
    if number == 1:
        told = reckoning.taken[part.only]
        said = quotes.with_sources(told.figures, reckoning.what(part.only))
        if count == in_order(told.count):
            return said
        if count.best < told.count.best:
            return f"{quotes.sum_words(count)} (our remainder of {said})"
    what = "remainder" if part.is_rest else "sum"
    return f"{quotes.sum_words(count)} (our {what} of {number:,} {'figure' if number == 1 else 'figures'})"


# Which row


def rows_by(timeline: Timeline, by: By) -> Callable[[Taken], Row]:
    """A function to the row of a breakdown in which a figure stands."""
    match by:
        case By.MONTH | By.QUARTER | By.YEAR:
            calendar = cache(partial(_calendar_row, by))
            return lambda taken: calendar(timeline.days(taken.figure.period), taken.figure.period)
        case By.PHASE:
            phase = cache(partial(_phase_row, [(each, each.days) for each in timeline.phases]))
            return lambda taken: phase(timeline.days(taken.figure.period), taken.figure.period)
        case By.ACTOR:
            return _named_rows(timeline.actor, lambda figure: figure.attributed_to, NOBODY)
        case By.PLACE:
            return _named_rows(timeline.place, lambda figure: figure.places, NOWHERE)
        case By.SOURCE:
            return partial(_source_row, timeline)
        case By.KIND:
            return lambda taken: Row(taken.event.kinds[0], timeline.kind[taken.event.kinds[0]].label)
        case _:
            assert_never(by)


_TIME = (By.MONTH, By.QUARTER, By.YEAR, By.PHASE)
NOBODY = Row(NOT_ATTRIBUTED, "not attributed")
NOWHERE = Row(NO_PLACE, "no place given")


def _named_rows(
    known: Mapping[str, Actor | Place], named: Callable[[Figure], Sequence[str]], nobody: Row
) -> Callable[[Taken], Row]:
    """A function to the row of all the actors, or places, that a figure names."""
    order = {each: number for number, each in enumerate(known)}

    @cache
    def row(ids: tuple[str, ...]) -> Row:
        return Row("+".join(ids), quotes.names_text(known[each].name for each in ids)) if ids else nobody

    # in the order of the dataset, so that the same company is the same group however an event lists it
    return lambda taken: row(tuple(sorted(named(taken.figure), key=order.__getitem__)))


def _source_row(timeline: Timeline, taken: Taken) -> Row:
    sources = sorted((quotes.source_id(figure), timeline.source_name(figure.source)) for figure in taken.figures)
    return Row("+".join(source for source, _ in sources), quotes.names_text(name for _, name in sources))


def _calendar_row(by: By, days: Days, period: Span) -> Row:
    row = _calendar_group(by, days)
    return row if row.days and row.days.holds(days) else _not_broken_down(days, period)


#: Their names; `month_name` itself asks the system for each.
_MONTHS = tuple(month_name)


def _calendar_group(by: By, days: Days) -> Row:
    """The month, quarter or year in which the days begin."""
    return _calendar_stretch(by, days.first.year, days.first.month)


@lru_cache(maxsize=1 << 12)
def _calendar_stretch(by: By, year: int, month: int) -> Row:
    match by:
        case By.YEAR:
            begin, end, group, label = 1, 12, f"{year:04}", f"{year:04}"
        case By.QUARTER:
            quarter = (month + 2) // 3
            begin, end = 3 * quarter - 2, 3 * quarter
            group, label = f"{year:04}-Q{quarter}", f"Q{quarter} {year:04}"
        case _:
            begin = end = month
            group, label = f"{year:04}-{month:02}", f"{_MONTHS[month]} {year:04}"
    first, last = dt.date(year, begin, 1), dt.date(year, end, monthrange(year, end)[1])
    return Row(group, label, Days(first, last), (0, first.toordinal()))


def _phase_row(phases: Sequence[tuple[Phase, Days]], days: Days, period: Span) -> Row:
    for phase, section in phases:
        if section.holds(days):
            return Row(phase.id, phase.title, section, (0, phase.number))
    return _not_broken_down(days, period)


def _not_broken_down(days: Days, period: Span) -> Row:
    return Row(
        f"{NOT_BROKEN_DOWN} {days.first}/{days.last}",
        f"not broken down ({days_text(period)})",
        days,
        (1, days.first.toordinal(), days.last.toordinal()),
        spanning=True,
    )


# Rows without a figure


def _with_empty_ones(reckoning: Reckoning, by: By, found: Sequence[Group]) -> Iterable[Group]:
    """The groups of a breakdown by time, and between the first and the last those in which nothing is counted."""
    timeline = reckoning.question.timeline
    known = {group.group: group for group in found if not group.spanning}
    spanning = [group for group in found if group.spanning]
    longer = [(group.first, group.last) for group in spanning if group.first and group.last]
    longer += [(days.first, days.last) for days in reckoning.longer]
    firsts, lasts = _together(longer)
    for row in _between(timeline, by, list(known.values())):
        assert row.days
        at = bisect_right(firsts, row.days.last)
        in_longer = at > 0 and lasts[at - 1] >= row.days.first
        if group := known.get(row.group):
            yield replace(group, in_longer=in_longer)
            continue
        yield Group(
            group=row.group,
            label=row.label,
            first=row.days.first,
            last=row.days.last,
            low=None,
            best=None,
            high=None,
            hedge=None,
            quote=Told.LONGER.value if in_longer else quotes.NOT_REPORTED,
            our_sum=False,
            sources=(),
            status=Told.LONGER if in_longer else Told.NOT_REPORTED,
            spanning=False,
            in_longer=in_longer,
        )
    yield from spanning


def _together(stretches: Iterable[tuple[dt.date, dt.date]]) -> tuple[list[dt.date], list[dt.date]]:
    """The first and the last days of stretches in order, those that share days put together."""
    firsts: list[dt.date] = []
    lasts: list[dt.date] = []
    for first, last in sorted(stretches):
        if lasts and first <= lasts[-1]:
            lasts[-1] = max(last, lasts[-1])
        else:
            firsts.append(first)
            lasts.append(last)
    return firsts, lasts


def _between(timeline: Timeline, by: By, known: Sequence[Group]) -> Iterable[Row]:
    """The rows from the first to the last that has a figure."""
    if not known:
        return
    if by is By.PHASE:
        ids = [phase.id for phase in timeline.phases]
        begin, end = ids.index(known[0].group), ids.index(known[-1].group)
        for phase in timeline.phases[begin : end + 1]:
            yield Row(phase.id, phase.title, phase.days)
        return
    day, last = known[0].first, known[-1].last
    assert day
    assert last
    while True:
        row = _calendar_group(by, Days(day, day))
        yield row
        if row.days is None or row.days.last >= last:
            return
        day = row.days.last + dt.timedelta(days=1)
