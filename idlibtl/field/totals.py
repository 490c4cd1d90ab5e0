"""Totals of a field dataset in one go through its files: the rows that cover the same are one event, and none is held.

These events, and the largest rows that are not counted, are a small chronology. Totals are made of it as of any other.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress
from operator import add
from typing import NamedTuple

from idlibtl.field.chronology import Facts, Known, figure, timeline_of
from idlibtl.field.open import Table, Watch
from idlibtl.field.places import Register
from idlibtl.field.questions import Asked, Coverage
from idlibtl.field.reading import Reading
from idlibtl.field.rows import Deaths, Numbers, Row
from idlibtl.model.dates import Span, Window
from idlibtl.model.records import Event, Figure
from idlibtl.model.vocabulary import By, Status
from idlibtl.query.filters import Filters
from idlibtl.query.question import Question
from idlibtl.read.dataset import no_garbage_collected
from idlibtl.totals.breakdown import calendar_period
from idlibtl.totals.total import MAX_LEFT_OUT, Total, totals

_CALENDAR = (By.MONTH, By.QUARTER, By.YEAR)
_PLACES = (By.PLACE, By.COUNTRY, By.PROVINCE)


class Totals(NamedTuple):
    """The totals of a question to a field dataset."""

    question: Question
    totals: tuple[Total, ...]


class Sum:
    """The sum of one metric over rows, as they are, and where the largest of these begin, all above `least`."""

    __slots__ = ("best", "high", "is_open", "largest", "least", "low", "rows")

    def __init__(self) -> None:
        self.rows = self.low = self.best = self.high = 0
        self.is_open = False
        self.largest: list[tuple[int, int]] = []
        self.least = -1

    def add(self, numbers: Numbers) -> None:
        """Add the numbers of a row."""
        low, best, high = numbers
        self.rows += 1
        self.low += low
        self.best += best
        if high is None:
            self.is_open = True
        else:
            self.high += high

    def keep(self, best: int, position: int) -> None:
        """Remember where a row begins that is among the largest."""
        insort(self.largest, (-best, position))
        if len(self.largest) >= MAX_LEFT_OUT:
            del self.largest[MAX_LEFT_OUT:]
            self.least = -self.largest[-1][0]

    def join(self, other: "Sum") -> None:
        """Add another sum, whose rows are not left out."""
        self.rows += other.rows
        self.low += other.low
        self.best += other.best
        self.high += other.high
        self.is_open = self.is_open or other.is_open

    @property
    def numbers(self) -> Numbers:
        """The sum, whose bounds may be out of order."""
        return Numbers(self.low, self.best, None if self.is_open else self.high)


class Tally:
    """The rows that cover the same: for each metric its sum, the rows without a number of it, and all killed in these.

    `text` is what --text searches in one of them: all have the words that are asked for.
    """

    __slots__ = ("rows", "sums", "text", "unchecked", "undivided", "undivided_people")

    def __init__(self, metrics: int, text: str) -> None:
        self.rows = self.unchecked = 0
        self.text = text
        self.sums = [Sum() for _ in range(metrics)]
        self.undivided, self.undivided_people = [0] * metrics, [0] * metrics

    def join(self, other: "Tally") -> None:
        """Add rows that are counted too."""
        self.rows += other.rows
        self.unchecked += other.unchecked
        self.undivided = [*map(add, self.undivided, other.undivided)]
        self.undivided_people = [*map(add, self.undivided_people, other.undivided_people)]
        for total, more in zip(self.sums, other.sums, strict=True):
            total.join(more)


def totals_of(
    tables: Sequence[Table],
    filters: Filters,
    by: By | None = None,
    *,
    window: Window | None = None,
    watch: Watch | None = None,
) -> Totals:
    """Return the totals of the tables of a field dataset, of any size, in a window if the filters do not say it.

    Raise DatasetError, DateError and UnknownName.
    """
    asked = Asked(
        Reading(tables, watch),
        filters,
        window=window,
        by_place=by in _PLACES,
        by_actor=by is By.ACTOR,
        period=(lambda days: calendar_period(by, days.first)[2]) if by in _CALENDAR else None,
    )
    with no_garbage_collected():
        asked, question, tallies = asked.answered(_tallies)
        question = _with_events(asked, question, _judged(question, tallies, by))
    return Totals(question, totals(question, by))


def _tallies(asked: Asked) -> Mapping[Coverage, Tally]:
    """The rows that the question may concern, added up for each coverage."""
    places = [Deaths._fields.index(metric.id) for metric in asked.question.metrics]
    tallies: dict[Coverage, Tally] = {}
    may_leave_out = asked.may_leave_out
    for row, coverage, text in asked.rows():
        tally = tallies.get(coverage)
        if tally is None:
            tally = tallies[coverage] = Tally(len(places), text)
        tally.rows += 1
        tally.unchecked += row.layout.is_unchecked(row.cells)
        for number, place in enumerate(places):
            numbers = row.deaths[place]
            if numbers is None:
                tally.undivided[number] += 1
                tally.undivided_people[number] += row.deaths.killed.best
                continue
            total = tally.sums[number]
            total.add(numbers)
            if may_leave_out and numbers.best > total.least:
                total.keep(numbers.best, row.position)
    return tallies


class Judged(NamedTuple):
    """Rows that cover the same, and what becomes of them."""

    coverage: Coverage
    tally: Tally
    status: Status


def _judged(question: Question, tallies: Mapping[Coverage, Tally], by: By | None) -> Sequence[Judged]:
    """The rows that concern the question; of those that are counted one for each row of the breakdown."""
    matters = (by in _CALENDAR, by is By.KIND, by in _PLACES, by is By.ACTOR, False)
    counted: dict[tuple[object, ...], Judged] = {}
    others = []
    for coverage, tally in tallies.items():
        status = question.judge.verdict(coverage.covers(tally.text)).status
        if status is Status.COUNTED:
            row = counted.setdefault(tuple(compress(coverage, matters)), Judged(coverage, tally, status))
            if row.tally is not tally:
                row.tally.join(tally)
        elif status is not None:
            others.append(Judged(coverage, tally, status))
    return [*counted.values(), *others]


def _with_events(asked: Asked, question: Question, judged: Sequence[Judged]) -> Question:
    """The question to a chronology of what rows add up to, and of the largest rows that are not counted."""
    shown = _largest_left_out(asked, judged)
    register = Register(question.timeline)
    events: list[Event] = []
    rows_in: dict[str, Mapping[str, int]] = {}
    known: dict[str, Known] = {metric.id: Known() for metric in question.metrics}
    for coverage, tally, status in judged:
        is_counted = status is Status.COUNTED
        figures, numbers = _figures(asked, coverage, tally, shown[coverage], is_counted=is_counted)
        register.place(asked.places[coverage.place] if coverage.place else ())
        if coverage.attacker:
            register.actor(asked.actors[coverage.attacker])
        events.append(coverage.event(f"rows-{len(events)}", tally.text, figures))
        rows_in[events[-1].id] = numbers
        for number, metric in enumerate(question.metrics if is_counted else ()):
            more = tally.rows, tally.undivided[number], tally.undivided_people[number], tally.unchecked
            known[metric.id] = Known(*map(add, known[metric.id], more))
    rows = [row for of_coverage in shown.values() for row in of_coverage]
    facts = Facts(asked.reading, rows_in=rows_in, known=known)
    return replace(question, timeline=timeline_of(rows, register, facts, events))


def _largest_left_out(asked: Asked, judged: Sequence[Judged]) -> Mapping[Coverage, Sequence[Row]]:
    """For each coverage its rows that are shown: of each metric the largest that are left out."""
    coverage_of: dict[int, Coverage] = {}
    for number in range(len(asked.question.metrics)):
        for left_out in (Status.WIDER, Status.NOT_ATTRIBUTED):
            found = [
                (*row, coverage)
                for coverage, tally, status in judged
                if status is left_out
                for row in tally.sums[number].largest
            ]
            coverage_of.update({position: coverage for _, position, coverage in sorted(found)[:MAX_LEFT_OUT]})
    shown: dict[Coverage, list[Row]] = defaultdict(list)
    for position, row in zip(sorted(coverage_of), asked.reading.rows_at(coverage_of), strict=True):
        shown[coverage_of[position]].append(row)
    return shown


#: Of rows that are left out only those that are shown have a number: what they add up to comes after every one of them.
_LAST = Numbers(-1, -1, -1)


def _figures(
    asked: Asked, coverage: Coverage, tally: Tally, shown: Sequence[Row], *, is_counted: bool
) -> tuple[list[Figure], Mapping[str, int]]:
    """What rows that cover the same add up to, but for those that are shown; and how many they are of each metric."""
    period, covers = Span(coverage.days.first, coverage.days.last), coverage.covers()
    rows, figures = {}, []
    for metric, total in zip(asked.question.metrics, tally.sums, strict=True):
        rows[metric.id] = total.rows - sum(getattr(row.deaths, metric.id) is not None for row in shown)
        if rows[metric.id]:
            numbers = total.numbers if is_counted else _LAST
            more = {"period": period, "places": covers.places, "attributed_to": covers.attributed_to}
            figures.append(figure(numbers, metric=metric.id, **more))
    return figures, rows
