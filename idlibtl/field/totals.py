"""Totals of a field dataset in one pass through its files: rows that cover the same become one event; none is kept.

These events, and the largest rows that are not counted, are a small chronology. Its totals are made as for any other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import compress

from idlibtl.field.chronology import chronology_of, figure
from idlibtl.field.places import Register
from idlibtl.field.questions import AlikeRows, Asked
from idlibtl.field.reading import Reading
from idlibtl.field.rows import Deaths
from idlibtl.model.dates import Span, Window
from idlibtl.model.figures import Count
from idlibtl.model.records import Event, Metric
from idlibtl.model.vocabulary import BY_CALENDAR, BY_PLACE, By, Status
from idlibtl.query.filters import Filters
from idlibtl.query.question import Question
from idlibtl.read.dataset import no_garbage_collected
from idlibtl.totals.total import MAX_LEFT_OUT, UNCHECKED, UNDIVIDED, Totals, totals_report

#: Rows that cover the same, and their status; None if they do not concern the question.
Judged = tuple[Status | None, AlikeRows]


def totals_of(reading: Reading, filters: Filters, by: By | None = None, *, window: Window | None = None) -> Totals:
    """Return the totals of a field dataset, of any size; `window` has the dates if the filters do not.

    Raises DatasetError, DateError and UnknownName.
    """
    with no_garbage_collected():
        asked = Asked(reading, filters, window=window, by=by).answered()
        question = with_events(asked, asked.question, by)
    return totals_report(question, by)


def with_events(asked: Asked, question: Question, by: By | None) -> Question:
    """Return the question, to a chronology of the sums of rows, and of the largest rows that are not counted."""
    metrics = [metric.id for metric in question.metrics]
    verdicts = [(asked.question.judge.verdict(group.covers).status, group) for group in asked.groups]
    shown = _largest_left_out(verdicts, metrics)
    register = Register().add(asked.named)
    events: list[Event] = []
    rows_in: dict[str, Mapping[str, int]] = {}
    for is_counted, same in _together(verdicts, by):
        covers = same[0].covers
        more = {"period": Span(*covers.days), "places": covers.places, "attributed_to": covers.attributed_to}
        entries = Counter(deaths for group in same for deaths, position in group.rows() if position not in shown)
        rows, figures = {}, []
        for metric in metrics:
            rows[metric], numbers = _sum(entries, metric)
            if rows[metric]:
                figures.append(figure(numbers if is_counted else _LAST, metric=metric, **more))
        event = same[0].event(f"rows-{len(events)}", asked.text, figures)
        for place in event.places:
            register.place(asked.register.places[place])
        for part in event.actors:
            register.actor(asked.register.actors[part.actor])
        events.append(event)
        rows_in[event.id] = rows
    counted = [group for status, group in verdicts if status is Status.COUNTED]
    notes = {metric.id: tuple(_notes(counted, metric, asked.reading.layout.short)) for metric in question.metrics}
    kept = asked.reading.rows_at(shown)
    chronology = chronology_of(asked.reading, register, kept, events, rows_in=rows_in, notes=notes)
    return question._replace(chronology=chronology)


def _together(verdicts: Sequence[Judged], by: By | None) -> Iterable[tuple[bool, Sequence[AlikeRows]]]:
    """Whether rows are counted, and the rows together for each row of the breakdown, or that cover the same."""
    matters = (by in BY_CALENDAR, by in BY_PLACE, by is By.ACTOR, by is By.KIND)  # in the order of Covers
    alike: dict[tuple[bool, tuple[object, ...]], list[AlikeRows]] = defaultdict(list)
    for status, group in verdicts:
        if status is Status.COUNTED:
            alike[True, tuple(compress(group.covers, matters))].append(group)
        elif status:
            alike[False, (group.covers, group.parties)].append(group)
    return ((is_counted, same) for (is_counted, _), same in alike.items())


def _sum(entries: Mapping[Deaths, int], metric: str) -> tuple[int, Count]:
    """How many rows have a number of a metric, and their sum, with its bounds not yet put in order."""
    rows = low = best = high = 0
    is_open = False
    for deaths, times in entries.items():
        if numbers := getattr(deaths, metric):
            rows += times
            low += times * (numbers.low or 0)
            best += times * numbers.best
            high += times * (numbers.high or 0)
            is_open = is_open or numbers.high is None
    return rows, Count(low, best, None if is_open else high)


def _notes(groups: Sequence[AlikeRows], metric: Metric, dataset: str) -> Iterator[str]:
    """What a reader must know about the rows that are added up, in whole sentences."""
    rows = sum(len(group.deaths) for group in groups)
    undivided = [deaths.killed.best for group in groups for deaths in group.deaths if not getattr(deaths, metric.id)]
    if undivided:
        do, part = "does" if len(undivided) == 1 else "do", metric.label.removesuffix(" killed")
        yield f"{len(undivided):,} of {rows:,} events, with {sum(undivided):,} dead, {do}{UNDIVIDED}{part}."
    if unchecked := sum(len(group.deaths) for group in groups if group.is_unchecked):
        are, makers = "is" if unchecked == 1 else "are", dataset.partition(" ")[0]
        yield f"{unchecked:,} of these {rows:,} rows {are}{UNCHECKED}{makers}."


#: Of the rows left out, only those that are shown have a number. The event that adds up all others comes after them.
_LAST = Count(-1, -1, -1)


def _largest_left_out(verdicts: Sequence[Judged], metrics: Iterable[str]) -> set[int]:
    """Where the rows begin that are shown: the largest rows left out of each metric."""
    shown = set[int]()
    for metric in metrics:
        for left_out in (Status.WIDER, Status.NOT_ATTRIBUTED):
            rows = (
                (-numbers.best, position)
                for status, group in verdicts
                if status is left_out
                for deaths, position in group.rows()
                if (numbers := getattr(deaths, metric))
            )
            shown.update(position for _, position in nsmallest(MAX_LEFT_OUT, rows))
    return shown
