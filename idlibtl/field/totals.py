"""Totals of a field dataset in one pass through its files: rows that cover the same become one event; none is kept.

These events, and the largest rows that are not counted, are a small chronology. Its totals are made as for any other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from heapq import nsmallest
from itertools import chain, compress

from idlibtl.field.chronology import chronology_of, figure
from idlibtl.field.open import FieldFile, Watch
from idlibtl.field.places import Register
from idlibtl.field.questions import AlikeRows, Asked, Coverage, Entries, how_often
from idlibtl.field.reading import Reading
from idlibtl.field.rows import Deaths, Numbers, Row
from idlibtl.model.dates import Days, Span, Window
from idlibtl.model.records import Event, Metric
from idlibtl.model.vocabulary import BY_CALENDAR, BY_PLACE, By, Status
from idlibtl.query.filters import Filters
from idlibtl.query.question import Question
from idlibtl.read.dataset import no_garbage_collected
from idlibtl.totals.breakdown import calendar_period
from idlibtl.totals.total import MAX_LEFT_OUT, UNCHECKED, UNDIVIDED, Totals, totals_report

#: The groups of rows that are counted, or left out, in one row of a breakdown.
Judged = tuple[Status, Sequence[AlikeRows]]


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
        matters=("place",) if by in BY_PLACE else ("actor",) if by is By.ACTOR else (),
        window=window,
        period=(lambda days: _period_of(by, days.first.replace(day=1))) if by in BY_CALENDAR else None,
    )
    with no_garbage_collected():
        asked = asked.answered()
        question = with_events(asked, asked.question, by)
    return totals_report(question, by)


@cache
def _period_of(by: By, month: date) -> Days:
    """The row of a breakdown by time that a month is in."""
    return calendar_period(by, month)[2]


def with_events(asked: Asked, question: Question, by: By | None) -> Question:
    """Return the question, to a chronology of the sums of rows, and of the largest rows that are not counted."""
    judged = _judged(asked, by)
    metrics = {metric.id: Deaths._fields.index(metric.id) for metric in question.metrics}
    shown = _largest_left_out(asked, judged, metrics.values())
    register = Register(question.chronology)
    events: list[Event] = []
    rows_in: dict[str, Mapping[str, int]] = {}
    for status, same in judged:
        coverage, covers = same[0].coverage, same[0].coverage.covers()
        register.place(asked.places[coverage.place] if coverage.place else ())
        for actor in filter(None, (coverage.attacker, *(coverage.parties or ()))):
            register.actor(asked.actors[actor])
        period = Span(coverage.days.first, coverage.days.last)
        entries = how_often(same)
        rows, figures = {}, []
        for metric, number in metrics.items():
            rows[metric], numbers = _sum(entries, number)
            rows[metric] -= sum(row.deaths[number] is not None for row in shown[coverage])
            if status is not Status.COUNTED:
                numbers = _LAST
            if rows[metric]:
                more = {"period": period, "places": covers.places, "attributed_to": covers.attributed_to}
                figures.append(figure(numbers, metric=metric, **more))
        events.append(coverage.event(f"rows-{len(events)}", asked.text, figures))
        rows_in[events[-1].id] = rows
    counted = how_often([group for status, same in judged if status is Status.COUNTED for group in same])
    notes = {metric.id: tuple(_notes(counted, metric, asked.reading.layout.short)) for metric in question.metrics}
    kept = chain.from_iterable(shown.values())
    chronology = chronology_of(asked.reading, register, kept, events, rows_in=rows_in, notes=notes)
    return question._replace(chronology=chronology)


def _judged(asked: Asked, by: By | None) -> Sequence[Judged]:
    """The rows that concern the question, together for each row of the breakdown."""
    matters = (by in BY_CALENDAR, by is By.KIND, by in BY_PLACE, by is By.ACTOR, False)
    alike: dict[tuple[Status, tuple[object, ...]], list[AlikeRows]] = defaultdict(list)
    for group in asked.groups:
        coverage = group.coverage
        if status := asked.question.judge.verdict(coverage.covers(asked.text)).status:
            row = tuple(compress(coverage, matters)) if status is Status.COUNTED else coverage
            alike[status, row].append(group)
    return [(status, same) for (status, _), same in alike.items()]


def _sum(entries: Entries, metric: int) -> tuple[int, Numbers]:
    """How many rows have a number of a metric, and their sum, with its bounds not yet put in order."""
    rows = low = best = high = 0
    is_open = False
    for entry, times in entries:
        if numbers := entry.deaths[metric]:
            rows += times
            low += times * numbers.low
            best += times * numbers.best
            high += times * (numbers.high or 0)
            is_open = is_open or numbers.high is None
    return rows, Numbers(low, best, None if is_open else high)


def _notes(entries: Entries, metric: Metric, dataset: str) -> Iterator[str]:
    """What a reader must know about the rows that are added up, in whole sentences."""
    rows = sum(times for _, times in entries)
    number = Deaths._fields.index(metric.id)
    undivided = [(times, times * entry.deaths.killed.best) for entry, times in entries if not entry.deaths[number]]
    if undivided:
        number, people = map(sum, zip(*undivided, strict=True))
        do, part = "does" if number == 1 else "do", metric.label.removesuffix(" killed")
        yield f"{number:,} of {rows:,} events, with {people:,} dead, {do}{UNDIVIDED}{part}."
    if unchecked := sum(times for entry, times in entries if entry.is_unchecked):
        are, makers = "is" if unchecked == 1 else "are", dataset.partition(" ")[0]
        yield f"{unchecked:,} of these {rows:,} rows {are}{UNCHECKED}{makers}."


#: Of the rows left out, only those that are shown have a number. The event that adds up all others comes after them.
_LAST = Numbers(-1, -1, -1)


def _largest_left_out(
    asked: Asked, judged: Sequence[Judged], metrics: Iterable[int]
) -> Mapping[Coverage, Sequence[Row]]:
    """For each coverage, its rows that are shown: the largest rows left out of each metric."""
    coverage_of: dict[int, Coverage] = {}
    for metric in metrics:
        for left_out in (Status.WIDER, Status.NOT_ATTRIBUTED):
            rows = (
                (-numbers.best, position, group.coverage)
                for status, same in judged
                if status is left_out
                for group in same
                for deaths, position in group.rows()
                if (numbers := deaths[metric])
            )
            coverage_of.update({position: coverage for _, position, coverage in nsmallest(MAX_LEFT_OUT, rows)})
    shown: dict[Coverage, list[Row]] = defaultdict(list)
    for position, row in zip(sorted(coverage_of), asked.reading.rows_at(coverage_of), strict=True):
        shown[coverage_of[position]].append(row)
    return shown
