"""Totals of a field dataset in one go through its files: a sum for all rows that cover the same, and no row is held.

What counts is decided where it is for a chronology, in `query.verdict`. Rows do not include one another, so a total is
a plain sum.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import NamedTuple, assert_never

from idlibtl.field.chronology import Known, notes, timeline_of
from idlibtl.field.open import Table, Watch
from idlibtl.field.places import Register
from idlibtl.field.questions import Asked, Coverage
from idlibtl.field.reading import Reading
from idlibtl.field.rows import ADM_1, COUNTRY, Deaths, Numbers
from idlibtl.model.dates import Days, Window
from idlibtl.model.figures import Count, in_order
from idlibtl.model.records import PUBLICATION, Event, Figure, Metric
from idlibtl.model.vocabulary import By, Exceeds, Status
from idlibtl.query.filters import Filters
from idlibtl.query.question import Question
from idlibtl.query.verdict import Verdict
from idlibtl.totals import quotes
from idlibtl.totals.account import Account
from idlibtl.totals.breakdown import Group, by_size, calendar_period, group_of, in_tree, with_rest
from idlibtl.totals.total import MAX_LEFT_OUT, Coded, LeftOutRows, Total, coded_total

_CALENDAR = (By.MONTH, By.QUARTER, By.YEAR)


class Totals(NamedTuple):
    """The totals of a question to a field dataset."""

    question: Question
    totals: tuple[Total, ...]


class Sum:
    """The sum of one metric over rows, and the largest of these by size: where they are."""

    __slots__ = ("best", "high", "is_open", "largest", "low", "rows")

    def __init__(self) -> None:
        self.rows = self.low = self.best = self.high = 0
        self.is_open = False
        self.largest: list[tuple[int, int]] = []

    def add(self, numbers: Numbers) -> None:
        """Add the numbers of a row, as they are."""
        low, best, high = numbers
        self.rows += 1
        self.low += low
        self.best += best
        if high is None:
            self.is_open = True
        else:
            self.high += high

    def keep(self, best: int, position: int) -> None:
        """Remember where a row is, if it is among the largest."""
        if len(self.largest) < MAX_LEFT_OUT:
            insort(self.largest, (-best, position))
        elif -best < self.largest[-1][0]:
            self.largest.pop()
            insort(self.largest, (-best, position))

    def join(self, other: "Sum") -> None:
        """Add another sum."""
        self.rows += other.rows
        self.low += other.low
        self.best += other.best
        self.high += other.high
        self.is_open = self.is_open or other.is_open

    @property
    def count(self) -> Count | None:
        """The sum, its bounds in order only now; None of no rows."""
        return in_order(Count(self.low, self.best, None if self.is_open else self.high)) if self.rows else None


class Tally:
    """The rows that cover the same: a sum for each metric, and one of those that do not have a number of it.

    `text` is what --text searches in one of them; all have the words.
    """

    __slots__ = ("rows", "sums", "text", "unchecked", "undivided")

    def __init__(self, metrics: int) -> None:
        self.rows = self.unchecked = 0
        self.text = ""
        self.sums = [Sum() for _ in range(metrics)]
        self.undivided = [Sum() for _ in range(metrics)]


def totals_of(tables: Sequence[Table], filters: Filters, by: By | None = None, watch: Watch | None = None) -> Totals:
    """Return the totals of the tables of a field dataset, of any size.

    Raise DatasetError, DateError and UnknownName.
    """
    reading = Reading(tables, watch)
    asked = Asked(
        reading,
        filters,
        by_place=by in (By.PLACE, By.COUNTRY, By.PROVINCE),
        by_actor=by is By.ACTOR,
        period=(lambda days: calendar_period(by, days.first)[2]) if by in _CALENDAR else None,
    )
    tallies = _tallies(asked)
    reading.require_enough()
    question = asked.resolved()
    judged = [
        Judged(coverage, tally, question.judge.verdict(coverage.covers(tally.text)))
        for coverage, tally in tallies.items()
    ]
    return _answer(asked, question, [one for one in judged if one.verdict.status is not None], by)


def _tallies(asked: Asked) -> Mapping[Coverage, Tally]:
    """The rows that the question may concern, added up for each coverage."""
    places = [Deaths._fields.index(metric.id) for metric in asked.question.metrics]
    tallies: dict[Coverage, Tally] = {}
    keeps = asked.may_leave_out
    for row, coverage, text in asked.rows():
        tally = tallies.get(coverage)
        if tally is None:
            tally = tallies[coverage] = Tally(len(places))
            tally.text = text
        tally.rows += 1
        tally.unchecked += row.layout.is_unchecked(row.cells)
        for number, place in enumerate(places):
            numbers = row.deaths[place]
            if numbers is None:
                tally.undivided[number].add(row.deaths.killed)
                continue
            tally.sums[number].add(numbers)
            if keeps:
                tally.sums[number].keep(numbers.best, row.position)
    return tallies


class Judged(NamedTuple):
    """The rows that cover the same, and what becomes of them."""

    coverage: Coverage
    tally: Tally
    verdict: Verdict


# The answer


def _answer(asked: Asked, question: Question, judged: Sequence[Judged], by: By | None) -> Totals:
    """The totals of rows that are judged; the largest that are left out are read once more, to show them."""
    reading = asked.reading
    left_out = [
        {status: _largest(judged, status, number) for status in (Status.WIDER, Status.NOT_ATTRIBUTED)}
        for number in range(len(question.metrics))
    ]
    positions = {row.position for each in left_out for rows in each.values() for row in rows}
    shown = dict(zip(sorted(positions), reading.rows_at(positions), strict=True))
    register = Register()
    register.places.update(question.timeline.place)
    register.actors.update(question.timeline.actor)
    timeline = timeline_of(shown.values(), register, reading)
    question = replace(question, timeline=timeline)
    events = {position: timeline.event[row.id] for position, row in shown.items()}
    counted = [one for one in judged if one.verdict.status is Status.COUNTED]

    def of(number: int, metric: Metric, status: Status) -> LeftOutRows:
        rows = sum(one.tally.sums[number].rows for one in judged if one.verdict.status is status)
        return LeftOutRows(rows, [_figure(events[row.position], metric, row) for row in left_out[number][status]])

    totals = []
    for number, metric in enumerate(question.metrics):
        whole = _joined(one.tally.sums[number] for one in counted)
        coded = Coded(
            whole.count,
            whole.rows,
            of(number, metric, Status.WIDER),
            of(number, metric, Status.NOT_ATTRIBUTED),
            notes(reading, metric, _known(counted, number)),
        )
        rows = Breakdown(asked, question, judged, number).groups(by, whole.best) if by else None
        totals.append(coded_total(Account(question, metric), coded, by, rows))
    return Totals(question, tuple(totals))


class Left(NamedTuple):
    """A row that is left out: its size, where it is, and in what it exceeds the question."""

    size: int
    position: int
    exceeds: tuple[Exceeds, ...]


def _largest(judged: Iterable[Judged], status: Status, number: int) -> Sequence[Left]:
    found = [
        Left(*row, one.verdict.exceeds)
        for one in judged
        if one.verdict.status is status
        for row in one.tally.sums[number].largest
    ]
    return sorted(found)[:MAX_LEFT_OUT]


def _figure(event: Event, metric: Metric, row: Left) -> tuple[Event, Figure, tuple[Exceeds, ...]]:
    return event, next(figure for figure in event.figures if figure.metric == metric.id), row.exceeds


def _known(counted: Iterable[Judged], number: int) -> Known:
    undivided = _joined(one.tally.undivided[number] for one in counted)
    rows, unchecked = (sum(getattr(one.tally, name) for one in counted) for name in ("rows", "unchecked"))
    return Known(rows, undivided.rows, undivided.best, unchecked)


def _joined(sums: Iterable[Sum]) -> Sum:
    joined = Sum()
    for one in sums:
        joined.join(one)
    return joined


# The breakdown


class Breakdown:
    """One total by some respect: in which rows of it a coverage counts, and which of them it only touches."""

    def __init__(self, asked: Asked, question: Question, judged: Sequence[Judged], number: int) -> None:
        self._asked, self._question = asked, question
        concerned = [one for one in judged if one.tally.sums[number].rows]
        self._coverages = [one.coverage for one in concerned]
        self._counted, self._wider = (
            [(one.coverage, one.tally.sums[number]) for one in concerned if one.verdict.status is status]
            for status in (Status.COUNTED, Status.WIDER)
        )
        self._sums: dict[str, Sum] = defaultdict(Sum)
        self._touched: set[str] = set()

    def groups(self, by: By, best: int) -> tuple[Group, ...]:
        """Return the rows, and last what of the total is in none of them."""
        rows: Sequence[Group]
        match by:
            case By.MONTH | By.QUARTER | By.YEAR:
                rows = self._of_time(by)
            case By.PLACE:
                rows = in_tree(self._of_places())
            case By.COUNTRY:
                rows = by_size(self._of_places(COUNTRY))
            case By.PROVINCE:
                rows = by_size(self._of_places(ADM_1))
            case By.ACTOR:
                rows = by_size(self._named(lambda coverage: coverage.attacker, self._asked.actors))
            case By.SOURCE:
                names = {PUBLICATION: self._question.timeline.source_name(None)}
                rows = by_size(self._named(lambda _: PUBLICATION, names))
            case By.KIND:
                labels = {kind.id: kind.label for kind in self._question.timeline.kinds}
                rows = by_size(self._named(lambda coverage: coverage.kind, labels))
            case By.PHASE:
                rows = ()
            case _:
                assert_never(by)
        return with_rest(best, by, rows)

    def _group(self, group: str, label: str, parent: str | None = None, days: Days | None = None) -> Group:
        total = self._sums[group] if group in self._sums else Sum()
        count = total.count
        return group_of(
            group,
            label,
            count,
            quotes.coded_sum(count, total.rows) if count else quotes.NOT_REPORTED,
            sources=(PUBLICATION,) if count else (),
            wider=group in self._touched,
            parent=parent,
            days=days,
        )

    def _named(self, row_of: Callable[[Coverage], str | None], labels: Mapping[str, str]) -> list[Group]:
        """A row for each name that a coverage has, if it has one."""
        for coverage, total in self._counted:
            if row := row_of(coverage):
                self._sums[row].join(total)
        self._touched.update(filter(None, (row_of(coverage) for coverage, _ in self._wider)))
        return [self._group(row, label) for row, label in labels.items() if row in self._sums or row in self._touched]

    def _of_time(self, by: By) -> list[Group]:
        """The months, quarters or years from the first to the last that a figure has a day in."""
        periods = partial(_periods, by, self._question.window)
        reached: list[Days] = []
        for is_counted, coverages in ((True, self._counted), (False, self._wider)):
            for coverage, total in coverages:
                for group, _, days in periods(coverage.days):
                    reached.append(days)
                    if is_counted and days.holds(coverage.days):
                        self._sums[group].join(total)
                    else:
                        self._touched.add(group)
        if not reached:
            return []
        whole = Days(min(days.first for days in reached), max(days.last for days in reached))
        return [self._group(group, label, days=days) for group, label, days in periods(whole)]

    def _of_places(self, level: int | None = None) -> list[Group]:
        """The places in which a figure is counted, or that a wider one touches; of one level, if one is given.

        A figure of a place is wider for each place in it.
        """
        question, places = self._question, self._asked.places
        chains = {coverage.place: places[coverage.place] for coverage in self._coverages if coverage.place}
        known = {place.id: places[place.id] for chain in chains.values() for place in chain}
        for coverage, total in self._counted:
            for place in chains.get(coverage.place or "", ()):
                self._sums[place.id].join(total)
        self._touched.update(place.id for coverage, _ in self._wider for place in chains.get(coverage.place or "", ()))
        own = {coverage.place for coverage, _ in (*self._counted, *self._wider)}
        self._touched.update(identity for identity, chain in known.items() if any(p.id in own for p in chain[:-1]))
        shown = {
            identity: chain
            for identity, chain in known.items()
            if (identity in self._sums or identity in self._touched)
            and (not question.places or identity in question.within)
            and level in (None, chain[-1].level)
        }
        return [
            self._group(identity, name, parent=next((outer.id for outer in outers[::-1] if outer.id in shown), None))
            for identity, (*outers, (_, name, _, _)) in shown.items()
        ]


def _periods(by: By, window: Window, days: Days) -> Iterator[tuple[str, str, Days]]:
    """The months, quarters or years that have one of these days, within the days asked about."""
    within = window.within(days)
    first, last = within.first or days.first, within.last or days.last
    while first <= last:
        group, label, period = calendar_period(by, first)
        clipped = window.within(period)
        yield group, label, Days(clipped.first or period.first, clipped.last or period.last)
        if period.last >= last:
            return
        first = period.last + timedelta(days=1)
