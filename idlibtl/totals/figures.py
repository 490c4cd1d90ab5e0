"""The tidy table: one row a figure, with what it is counted as and its share."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from idlibtl.model.figures import Count
from idlibtl.model.records import Citation, Event, Figure, Metric
from idlibtl.model.vocabulary import Status
from idlibtl.query.question import Question
from idlibtl.totals.nests import OPEN, bounds, group_counts
from idlibtl.totals.reckoning import Reckoning, taken


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One figure. Its share and what it is counted as are null unless it is counted or included.

    `share_best` adds up to the total of the metric however the rows are grouped; `counted_best` adds up to it too, with
    0 for what lies inside another figure of the metric, the event `inside`. A null high beside a best is open upwards.
    `position` is its place among its event's figures, from 1; `period` is written as files store it. `stated` names
    what the record itself gives of `low`, `high`, `source`, `period`, `places`, `attributed_to` and `note`: the others
    follow from its hedge, or are its event's.
    """

    event: str
    metric: str
    first: dt.date
    last: dt.date | None
    approximate: bool
    value: int
    wording: str | None
    hedge: str
    low: int
    best: int
    high: int | None
    source: str | None
    scope: str
    places: tuple[str, ...]
    attributed_to: tuple[str, ...]
    phase: str | None
    kind: str
    status: Status
    inside: str | None
    includes: tuple[str, ...]
    note: str | None
    share_low: int | None
    share_best: int | None
    share_high: int | None
    counted_low: int | None
    counted_best: int | None
    counted_high: int | None
    paragraphs: tuple[int, ...]
    position: int
    period: str
    stated: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CitedFigureRow(FigureRow):
    """One figure of a chronology of several publications, and where its event stands in them."""

    citations: tuple[Citation, ...]


def figure_rows(question: Question) -> tuple[FigureRow, ...]:
    """Every figure that is counted in a total, lies inside one that is, or is wider, in order of its event.

    Those of events that are replaced stand among them, counted as nothing.
    """
    asked = {each for metric in question.metrics for each in (metric.id, *metric.parts)}
    order = {event.id: number for number, event in enumerate(question.timeline.events)}
    metrics = [metric for metric in question.timeline.metrics if metric.id in asked]
    rows = [row for metric in metrics for row in (*_rows(question, metric), *_replaced(question, metric))]
    if question.timeline.publications:
        event = question.timeline.event
        rows = [CitedFigureRow(**vars(row), citations=event[row.event].citations) for row in rows]
    return tuple(sorted(rows, key=lambda row: order[row.event]))


def _replaced(question: Question, metric: Metric) -> Iterator[FigureRow]:
    """The figures of events that others replace: they are told where they would be counted or be wider."""
    for of, figures in question.timeline.replaced_figures_of[metric.id].items():
        told = taken(question, question.timeline.event[of], figures)
        if told.is_wider or not told.exceeds:
            for figure in told.figures:
                yield _row(told.event, figure, Status.REPLACED, None, None, None)


def _rows(question: Question, metric: Metric) -> Iterator[FigureRow]:
    reckoning = Reckoning(question, metric)
    shares = group_counts(reckoning.nest, reckoning.counts, range(len(reckoning.counts)))
    counted = _counted_as(reckoning)
    for number, (of, _) in enumerate(reckoning.nest.keys):
        if of != metric.id:
            continue  # a part, which has rows of its own
        if reckoning.is_counted[number]:
            holder = reckoning.held_by[number]
            status = Status.COUNTED if holder < 0 else Status.INCLUDED
            inside = reckoning.nest.keys[holder][1] if holder >= 0 else None
            share = shares[number]
            yield from _of_event(reckoning, number, status, inside, share, counted.get(number, Count(0, 0, 0)))
        elif reckoning.is_wider[number]:
            yield from _of_event(reckoning, number, Status.WIDER, None, None, None)


def _counted_as(reckoning: Reckoning) -> dict[int, Count]:
    """What each figure of the metric itself stands for that lies in no other, without what its parts bring."""
    sums: dict[int, list[int]] = {}
    top: dict[int, int] = {}
    owns = reckoning.owns
    for number in reversed(range(len(reckoning.taken))):
        if reckoning.is_counted[number] and reckoning.nest.keys[number][0] == reckoning.metric.id:
            holder = reckoning.held_by[number]
            top[number] = number if holder < 0 else top[holder]
            mine = sums.setdefault(top[number], [0, 0, 0])
            for place, own in enumerate((owns.low, owns.best, owns.high)):
                mine[place] = min(mine[place] + own[number], OPEN)
    return {number: bounds(reckoning.nest, *mine) for number, mine in sums.items()}


def _of_event(
    reckoning: Reckoning, number: int, status: Status, inside: str | None, share: Count | None, counted: Count | None
) -> Iterable[FigureRow]:
    event, (first, *others) = reckoning.taken[number].event, reckoning.taken[number].figures
    yield _row(event, first, status, inside, share, counted)
    for other in others:
        yield _row(event, other, Status.ALTERNATIVE, None, None, None)


def _row(
    event: Event, figure: Figure, status: Status, inside: str | None, share: Count | None, counted: Count | None
) -> FigureRow:
    return FigureRow(
        event=event.id,
        metric=figure.metric,
        first=figure.period.first,
        last=figure.period.last,
        approximate=figure.period.approximate,
        value=figure.value,
        wording=figure.wording,
        hedge=figure.hedge.value,
        low=figure.count.low,
        best=figure.value,
        high=figure.count.high,
        source=figure.source,
        scope=figure.scope.value,
        places=figure.places,
        attributed_to=figure.attributed_to,
        phase=event.phase,
        kind=event.kinds[0],
        status=status,
        inside=inside,
        includes=figure.includes,
        note=figure.note or event.note,
        share_low=share.low if share else None,
        share_best=share.best if share else None,
        share_high=share.high if share else None,
        counted_low=counted.low if counted else None,
        counted_best=counted.best if counted else None,
        counted_high=counted.high if counted else None,
        paragraphs=event.paragraphs,
        position=event.position[figure.metric, figure.source],
        period=figure.period.stored,
        stated=_stated(event, figure),
    )


def _stated(event: Event, figure: Figure) -> tuple[str, ...]:
    """What the record of a figure gives itself, where it would else be its event's or follow from its hedge."""
    given = {
        "low": figure.stated_low is not None,
        "high": figure.stated_high is not None,
        "source": "source" in figure.model_fields_set,
        "period": figure.period != event.span,
        "places": figure.places != event.places,
        "attributed_to": figure.attributed_to != event.attributed_to,
        "note": figure.note is not None,
    }
    return tuple(key for key, is_given in given.items() if is_given)
