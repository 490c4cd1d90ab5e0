"""A total broken down: each row is the answer to the same question, narrowed to that row."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import chain
from typing import Any, NamedTuple, assert_never

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import BadQuestion, Days, Span, Window, days_text, month_of
from idlibtl.model.figures import Hedge
from idlibtl.model.records import PUBLICATION, REST
from idlibtl.model.vocabulary import BY_PLACE, BY_TIME, By
from idlibtl.totals import quotes
from idlibtl.totals.account import Account

#: The most pairs of a figure and a place in a breakdown.
MAX_PLACES = 1_000_000

#: The most months, quarters or years in a breakdown: the months of a thousand years.
MAX_PERIODS = 12_000

#: The most steps for all rows together: one for a figure that counts in a row, three for one that includes it. A toll a
#: day for years stays below it.
MAX_STEPS = 2_000_000

_TOO_LONG = "A breakdown of these figures would take minutes. Leave out --by, or ask about fewer."


class Group(NamedTuple):
    """One row of a breakdown; its best, low and high are null if nothing is counted there.

    `parent` is the row of the place that contains it. `first` and `last` are null unless it is a row of time. `wider`:
    a wider figure may include more of it. `sources` are the ids of the sources of its counted figures; of the rest, of
    those that are in no row.
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

    @property
    def days(self) -> Days | None:
        """The days of a row of time; None for any other row."""
        return Days(self.first, self.last) if self.first and self.last else None


class _Row(NamedTuple):
    """A row before it is counted: what it is called, how it narrows the question, and the figures that may be in it.

    `inside` are judged by the narrowed question. The only question about `touching` is whether one is wider. `days`
    are those of a row of time.
    """

    group: str
    label: str
    narrowed: Mapping[str, Any]
    inside: Collection[int]
    touching: Iterable[int] = ()
    days: Days | None = None


def adds_up(by: By, account: Account, rows: Iterable[Group]) -> bool:
    """Return whether the rows of a breakdown and its rest add up to the total.

    They do not if a figure may be in several rows, nor if figures of a toll are in another row than the toll.
    """
    best = account.total.best if account.total else 0
    return _is_divided(by, account) and sum(row.best or 0 for row in rows) <= best


def overlaps(by: By, chronology: Chronology) -> bool:
    """Return whether a figure may be in several rows that are not one inside the other, as those of places are."""
    if by is By.PHASE:
        return chronology.has_phases_that_overlap
    return by in (By.SOURCE, By.KIND) and not chronology.is_coded


def _is_divided(by: By, account: Account) -> bool:
    """Whether each figure and each person counted is in one row alone."""
    is_in_several = by is By.PLACE or overlaps(by, account.question.chronology)
    return not is_in_several and not account.metric.repeats


def groups(account: Account, by: By, places: frozenset[str] | None = None) -> tuple[Group, ...]:
    """Return the rows of a breakdown, the rest last. Raises BadQuestion for too much work.

    With `places`, a breakdown by place has the rows of these alone, and no rest.
    """
    # the counted figures, and those that touch the question or include a counted one
    numbers = [*account.inside, *account.touching]
    rows, in_rows, left = list[Group](), set[int](), MAX_STEPS
    for row in _rows(account, by, numbers, places):
        part = Account(account.question._replace(**row.narrowed), account.metric, account, row.inside)
        left -= len(part.inside) + 3 * len(part.includers)
        if left < 0:
            raise BadQuestion(_TOO_LONG)
        rows.append(_group(row, part))
        in_rows.update(part.inside)
    reached = [number for number, group in enumerate(rows) if group.best is not None or group.wider]
    if by in BY_TIME:
        rows = rows[reached[0] : reached[-1] + 1] if reached else []
    else:
        rows = sorted(map(rows.__getitem__, reached), key=lambda row: (-(row.best or 0), row.label, row.group))
    if by in BY_PLACE:
        by_id = {row.group: row for row in rows}
        tree = in_tree(account.question.chronology, by_id)
        rows = [by_id[place]._replace(parent=around) for place, around, _ in tree]
    return (*rows, *(_rest(account, by, rows, in_rows) if places is None else ()))


def _rows(  # noqa: PLR0911 - one for each breakdown
    account: Account, by: By, numbers: Sequence[int], places: frozenset[str] | None
) -> Iterable[_Row]:
    chronology = account.question.chronology
    match by:
        case By.MONTH | By.QUARTER | By.YEAR:
            return _time_rows(account, _calendar(account, by, numbers), numbers)
        case By.PHASE:
            phases = sorted(account.question.phases or chronology.phases, key=lambda phase: phase.first)
            named = ((phase.id, f"{phase.number}. {phase.title}", phase.days) for phase in phases)
            return _time_rows(account, named, numbers)
        case By.PLACE:
            return _place_rows(account, numbers, chronology.place if places is None else places)
        case By.COUNTRY | By.PROVINCE:
            of_kind = {place.id for place in chronology.places if place.kind == by.value}
            outermost = {place for place in of_kind if chronology.places_around([place]) & of_kind == {place}}
            return _place_rows(account, numbers, outermost)
        case By.ACTOR:
            return _actor_rows(account, numbers)
        case By.SOURCE:
            sources = _numbered(numbers, lambda number: {figure.source for figure in account.figures(number)})
            return _overlapping(account, "sources", sources, chronology.source_name)
        case By.KIND:
            kinds = _numbered(numbers, lambda number: account.reported(number).event.kinds)
            return _overlapping(account, "kinds", kinds, lambda kind: chronology.kind[kind].label)
        case _:
            assert_never(by)


def _group(row: _Row, part: Account) -> Group:
    """The answer to the question about a row."""
    low, best, high = part.total or (None, None, None)
    first, last = row.days or (None, None)
    return Group(
        group=row.group,
        label=row.label,
        parent=None,
        first=first,
        last=last,
        best=best,
        low=low,
        high=high,
        quote=quotes.quote(part),
        our_sum=best is not None and part.single is None,
        sources=tuple(sorted(part.sources_of(part.counted))),
        wider=part.has_wider(part.touching) or part.has_wider(row.touching),
    )


def _rest(account: Account, by: By, rows: Sequence[Group], in_rows: Collection[int]) -> Iterator[Group]:
    """The part of the total that is in no row; none if the rows are sources or kinds, or if the metric repeats.

    Rows of places or phases may overlap: then the rest is what has no place, or is in no phase.
    """
    total = account.total
    if total is None or by not in _REST or account.metric.repeats:
        return
    if by is By.PLACE:
        apart = [number for number in account.inside if not account.covers(number).places]
    else:
        apart = [number for number in account.inside if number not in in_rows]
    chronology = account.question.chronology
    if _is_divided(by, account):
        best = total.best - sum(group.best or 0 for group in rows)
    else:
        best = sum(account.own[number] for number in apart)
    if best > 0:
        # If a toll is at least 100 and 45 of them are in a row, the rest may be fewer than 55: the 45 may be more.
        hedge = Hedge.ABOUT if account.held_by else quotes.sum_hedge(total)
        hedge = Hedge.EXACT if chronology.is_coded else hedge
        is_all = best == total.best
        quote = quotes.quote(account) if is_all else quotes.hedged(hedge, best)
        our_sum = not is_all or account.single is None
        sources = tuple(sorted(account.sources_of(account.outermost(apart) or account.inside)))
        yield Group(REST, _REST[by], None, None, None, best, None, None, quote, our_sum, sources, wider=False)


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


def _time_rows(account: Account, periods: Iterable[tuple[str, str, Days]], numbers: Sequence[int]) -> Iterator[_Row]:
    """A row for each period, in order of their first days. Each is narrowed to the days asked about."""
    dated = sorted((*account.days(number), number) for number in numbers)
    firsts = [first for first, _, _ in dated]
    begun = 0
    current: list[tuple[dt.date, dt.date, int]] = []  # figures that have begun and are not over, by last day
    for group, label, period in periods:
        asked = [Days._make(window.within(period)) for window in account.question.windows if window.touches(period)]
        if not asked:
            continue
        days = Days(min(part.first for part in asked), max(part.last for part in asked))
        for first, last, number in dated[begun : (until := bisect_right(firsts, days.last))]:
            heappush(current, (last, first, number))
        begun = max(begun, until)
        while current and current[0][0] < days.first:
            heappop(current)
        begins = dated[bisect_left(firsts, days.first) : until]
        inside = [number for _, last, number in begins if last <= days.last]
        across = (number for last, first, number in current if not days.holds(Days(first, last)))
        yield _Row(group, label, {"window": Window(*days)}, inside, across, days)


def _calendar(account: Account, by: By, numbers: Sequence[int]) -> Iterator[tuple[str, str, Days]]:
    """The months, quarters or years from the first to the last in which a figure has a day that was asked about.

    Raises BadQuestion if there are too many.
    """
    window, days = account.question.window, [account.days(number) for number in numbers]
    first = max(min((its.first for its in days), default=dt.date.max), window.first or dt.date.min)
    last = min(max((its.last for its in days), default=dt.date.min), window.last or dt.date.max)
    for _ in range(MAX_PERIODS):
        if first > last:
            return
        period = calendar_period(by, first)
        yield period
        if period[2].last >= last:
            return
        first = period[2].last + dt.timedelta(days=1)
    raise BadQuestion(f"There are more than {MAX_PERIODS:,} {by}s. Ask about fewer days with --from and --to.")


def calendar_period(by: By, day: dt.date) -> tuple[str, str, Days]:
    """Return the id, label and days of the month, quarter or year of a day."""
    months = {By.YEAR: 12, By.QUARTER: 3}.get(by, 1)
    begin = (day.month - 1) // months * months + 1
    end = begin + months - 1
    days = Days(dt.date(day.year, begin, 1), month_of(dt.date(day.year, end, 1)).last)
    if by is By.YEAR:
        return f"{day.year:04}", f"{day.year:04}", days
    if by is By.QUARTER:
        return f"{day.year:04}-Q{end // 3}", f"Q{end // 3} {day.year:04}", days
    return f"{day.year:04}-{day.month:02}", days_text(Span(*days)), days


# Places


def _place_rows(account: Account, numbers: Sequence[int], shown: Collection[str]) -> Iterator[_Row]:
    """A row for each of these places that was asked about. Raises BadQuestion if places are nested too deeply."""
    chronology, asked = account.question.chronology, account.question
    inside, across, there = (defaultdict[str, list[int]](list) for _ in range(3))
    left = MAX_PLACES
    for places, alike in _numbered(numbers, lambda number: (account.figures(number)[0].places,)).items():
        for place in places:
            there[place] += alike
        chains = [chronology.places_around([place]) for place in places]
        shared = frozenset.intersection(*chains) if chains else frozenset()
        around = frozenset().union(*chains)
        left -= len(around) * len(alike)
        for place in (place for place in around if place in shown):
            (inside if place in shared else across)[place] += alike
        if left < 0:
            raise BadQuestion(_TOO_LONG)
    within = asked.within if asked.places else chronology.place
    for identity, record in chronology.place.items():
        if identity in shown and identity in within:
            beyond = chain.from_iterable(there.get(place, ()) for place in chronology.around(identity))
            touching = chain(across[identity], beyond)
            yield _Row(identity, record.name, {"places": frozenset((identity,))}, inside[identity], touching)


def in_tree(chronology: Chronology, places: Collection[str]) -> Iterator[tuple[str, str | None, int]]:
    """Yield places in the order of a tree: each is below the nearest of them that contains it.

    Each comes with that nearest place, None if there is none, and with how many of the places contain it.
    """
    inside: dict[str | None, list[tuple[str, str | None]]] = defaultdict(list)
    for place in places:
        at = next((around for around in chronology.around(place) if around in places), None)
        inside[at].append((place, at))
    waiting = [(*pair, 0) for pair in reversed(inside[None])]
    while waiting:
        place, around, depth = waiting.pop()
        yield place, around, depth
        waiting += ((*pair, depth + 1) for pair in reversed(inside[place]))


# Actors, sources, kinds


def _actor_rows(account: Account, numbers: Sequence[int]) -> Iterator[_Row]:
    """A row for each actor alone, and one for each group of actors named together."""
    chronology, asked = account.question.chronology, account.question.actors
    order = {actor: number for number, actor in enumerate(chronology.actor)}
    actors_of = {n: tuple(sorted(account.figures(n)[0].attributed_to, key=order.__getitem__)) for n in numbers}
    named = _numbered(numbers, actors_of.__getitem__)
    for actors, inside in _numbered(numbers, lambda number: [actors_of[number]]).items():
        if actors and (not asked or asked.issuperset(actors)):
            alike = frozenset(inside)
            others = (number for actor in actors for number in named[actor] if number not in alike)
            narrowed = {"actors": frozenset(actors), "together": True}
            yield _Row("+".join(actors), quotes.actor_names(chronology, actors), narrowed, inside, others)


def _overlapping(
    account: Account, field: str, numbered: Mapping[Any, list[int]], name_of: Callable[[Any], str]
) -> Iterator[_Row]:
    """A row for each source or kind: a figure may have several."""
    asked = getattr(account.question, field)
    for key, inside in numbered.items():
        if not asked or key in asked:
            yield _Row(key or PUBLICATION, name_of(key), {field: frozenset((key,))}, inside)


def _numbered(numbers: Iterable[int], keys: Callable[[int], Iterable[Any]]) -> Mapping[Any, list[int]]:
    """The figures by each of their keys."""
    by_key: dict[Any, list[int]] = defaultdict(list)
    for number in numbers:
        for key in keys(number):
            by_key[key].append(number)
    return by_key
