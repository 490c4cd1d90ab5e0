"""Totals of a field dataset in one pass through its files: rows that cover the same become one event; none is kept.

These events, and the largest rows that are not counted, are a small chronology. Its totals are made as for any other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from heapq import nsmallest
from itertools import chain, compress
from operator import add
from typing import NamedTuple

from idlibtl.field.chronology import Facts, RowCounts, chronology_of, figure
from idlibtl.field.open import FieldFile, Watch
from idlibtl.field.places import Register
from idlibtl.field.questions import AlikeRows, Asked, Coverage, RowNumbers, how_often
from idlibtl.field.reading import Reading
from idlibtl.field.rows import Deaths, Numbers, Row
from idlibtl.model.dates import Days, Span, Window
from idlibtl.model.records import Event
from idlibtl.model.vocabulary import By, Status
from idlibtl.query.filters import Filters
from idlibtl.query.question import Question
from idlibtl.read.dataset import no_garbage_collected
from idlibtl.totals.breakdown import calendar_period
from idlibtl.totals.total import MAX_LEFT_OUT, Total, Totals, totals, totals_report

_CALENDAR = (By.MONTH, By.QUARTER, By.YEAR)
_PLACES = (By.PLACE, By.COUNTRY, By.PROVINCE)


class Tally(NamedTuple):
    """The rows that are counted, or left out, in one row of a breakdown: what they cover, and their groups.

    `entries` are their different numbers, with how many rows have them.
    """

    coverage: Coverage
    status: Status
    groups: list[AlikeRows]
    entries: Sequence[tuple[RowNumbers, int]]

    def sum(self, metric: int) -> tuple[int, Numbers]:
        """Return how many rows have a number of a metric, and their sum, with its bounds not yet put in order."""
        rows = low = best = high = 0
        is_open = False
        for entry, times in self.entries:
            if numbers := entry.deaths[metric]:
                rows += times
                low += times * numbers.low
                best += times * numbers.best
                high += times * (numbers.high or 0)
                is_open = is_open or numbers.high is None
        return rows, Numbers(low, best, None if is_open else high)

    def row_counts(self, metric: int) -> RowCounts:
        """Return what a reader must know about the total of a metric."""
        undivided = [(entry.deaths.killed.best, times) for entry, times in self.entries if not entry.deaths[metric]]
        return RowCounts(
            rows=sum(times for _, times in self.entries),
            undivided=sum(times for _, times in undivided),
            undivided_people=sum(people * times for people, times in undivided),
            unchecked=sum(times for entry, times in self.entries if entry.is_unchecked),
        )


def totals_of(
    tables: Sequence[FieldFile],
    filters: Filters,
    by: By | None = None,
    *,
    window: Window | None = None,
    watch: Watch | None = None,
) -> Totals:
    """Return the totals of the tables of a field dataset, of any size; `window` has the dates if the filters do not.

    Raises DatasetError, DateError and UnknownName.
    """
    asked = Asked(
        Reading(tables, watch),
        filters,
        window=window,
        matters=("place",) if by in _PLACES else ("actor",) if by is By.ACTOR else (),
        period=(lambda days: _period_of(by, days.first.replace(day=1))) if by in _CALENDAR else None,
    )
    with no_garbage_collected():
        asked, question, groups = asked.answered()
        question = _with_events(asked, question, groups, by)
    return totals_report(question, by)


@cache
def _period_of(by: By, month: date) -> Days:
    """The row of a breakdown by time that a month is in."""
    return calendar_period(by, month)[2]


def totals_of_groups(asked: Asked, question: Question, groups: Sequence[AlikeRows], by: By | None) -> tuple[Total, ...]:
    """Return the totals of a question, from the rows that were read for it."""
    return totals(_with_events(asked, question, groups, by), by)


def _judged(asked: Asked, question: Question, groups: Sequence[AlikeRows], by: By | None) -> Sequence[Tally]:
    """The rows that concern the question; the counted ones are one tally for each row of the breakdown."""
    matters = (by in _CALENDAR, by is By.KIND, by in _PLACES, by is By.ACTOR, False)
    alike: dict[tuple[Status, tuple[object, ...]], list[AlikeRows]] = defaultdict(list)
    for group in groups:
        coverage = group.coverage
        if status := question.judge.verdict(coverage.covers(asked.text)).status:
            row = tuple(compress(coverage, matters)) if status is Status.COUNTED else coverage
            alike[status, row].append(group)
    tallies = [Tally(same[0].coverage, status, same, how_often(same)) for (status, _), same in alike.items()]
    return sorted(tallies, key=lambda tally: tally.status is not Status.COUNTED)


def _with_events(asked: Asked, question: Question, groups: Sequence[AlikeRows], by: By | None) -> Question:
    """The question, to a chronology of the sums of rows, and of the largest rows that are not counted."""
    tallies = _judged(asked, question, groups, by)
    metrics = {metric.id: Deaths._fields.index(metric.id) for metric in question.metrics}
    shown = _largest_left_out(asked, tallies, metrics.values())
    register = Register(question.chronology)
    events: list[Event] = []
    rows_in: dict[str, Mapping[str, int]] = {}
    row_counts = dict.fromkeys(metrics, RowCounts())
    for tally in tallies:
        coverage, covers = tally.coverage, tally.coverage.covers()
        register.place(asked.places[coverage.place] if coverage.place else ())
        for actor in filter(None, (coverage.attacker, *(coverage.parties or ()))):
            register.actor(asked.actors[actor])
        period = Span(coverage.days.first, coverage.days.last)
        rows, figures = {}, []
        for metric, number in metrics.items():
            rows[metric], numbers = tally.sum(number)
            rows[metric] -= sum(row.deaths[number] is not None for row in shown[coverage])
            if tally.status is Status.COUNTED:
                row_counts[metric] = RowCounts(*map(add, row_counts[metric], tally.row_counts(number)))
            else:
                numbers = _LAST
            if rows[metric]:
                more = {"period": period, "places": covers.places, "attributed_to": covers.attributed_to}
                figures.append(figure(numbers, metric=metric, **more))
        events.append(coverage.event(f"rows-{len(events)}", asked.text, figures))
        rows_in[events[-1].id] = rows
    facts = Facts(asked.reading, rows_in=rows_in, row_counts=row_counts)
    return question._replace(chronology=chronology_of(chain.from_iterable(shown.values()), register, facts, events))


#: Of the rows left out, only those that are shown have a number. The event that adds up all others comes after them.
_LAST = Numbers(-1, -1, -1)


def _largest_left_out(
    asked: Asked, tallies: Sequence[Tally], metrics: Iterable[int]
) -> Mapping[Coverage, Sequence[Row]]:
    """For each coverage, its rows that are shown: the largest rows left out of each metric."""
    coverage_of: dict[int, Coverage] = {}
    for metric in metrics:
        for left_out in (Status.WIDER, Status.NOT_ATTRIBUTED):
            rows = (
                (-numbers.best, position, tally.coverage)
                for tally in tallies
                if tally.status is left_out
                for group in tally.groups
                for deaths, position in group.rows()
                if (numbers := deaths[metric])
            )
            coverage_of.update({position: coverage for _, position, coverage in nsmallest(MAX_LEFT_OUT, rows)})
    shown: dict[Coverage, list[Row]] = defaultdict(list)
    for position, row in zip(sorted(coverage_of), asked.reading.rows_at(coverage_of), strict=True):
        shown[coverage_of[position]].append(row)
    return shown
