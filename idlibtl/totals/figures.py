"""The tidy table: one row per figure, with what became of it and its share of the total."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from idlibtl.model.records import Citation, Event, Figure, Metric
from idlibtl.model.vocabulary import Status
from idlibtl.query.question import Question
from idlibtl.totals.account import Account, Made


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One figure. `first` and `last` are its own days; `period` is the same as files store it.

    `share` is what the figure itself adds to the total of its metric: 0 if it may repeat, null if it is not counted.
    Shares add up to the total however the rows are grouped; those of a metric with parts, with the shares of its parts.
    `inside` is the event of the figure that includes it.
    """

    event: str
    metric: str
    first: dt.date
    last: dt.date | None
    approximate: bool
    wording: str | None
    share: int | None
    status: Status
    printed_value: int
    hedge: str
    printed_low: int | None
    printed_high: int | None
    source: str | None
    scope: str
    places: tuple[str, ...]
    attributed_to: tuple[str, ...]
    phase: str | None
    kinds: tuple[str, ...]
    inside: str | None
    includes: tuple[str, ...]
    adds_to: tuple[str, ...]
    note: str | None
    paragraphs: tuple[int, ...]
    period: str


@dataclass(frozen=True, kw_only=True)
class CitedFigureRow(FigureRow):
    """One figure of a chronology of several publications, and where its event is in them."""

    citations: tuple[Citation, ...]


class Outcome(NamedTuple):
    """A figure of an event, and what became of it in the total of its metric."""

    event: Event
    figure: Figure
    status: Status
    share: int | None = None
    inside: str | None = None


def figure_rows(question: Question, accounts: Mapping[str, Account] | None = None) -> Sequence[FigureRow]:
    """Return every figure that is counted or left out of a total, in order of the events and of their figures.

    Those of replaced events are among them, with no share. `accounts` are those of metrics, if they are there already.
    """
    outcomes: list[Outcome] = []
    for metric in question.timeline.metrics:
        if metric.id in question.reporting:
            if question.timeline.figures_of[metric.id]:
                account = accounts[metric.id] if accounts and metric.id in accounts else Account(question, metric)
                outcomes += _outcomes(account)
            outcomes += _replaced(question, metric)
    number = {event.id: index for index, event in enumerate(question.timeline.events)}
    outcomes.sort(key=lambda outcome: (number[outcome.event.id], outcome.event.figures.index(outcome.figure)))
    return Made(partial(_row, question), outcomes)


def _outcomes(account: Account) -> Iterator[Outcome]:
    """The figures that are counted or left out; none of a part, which has rows of its own."""
    counted, held_by = frozenset(account.members(account.counted)), account.held_by
    statuses = {n: Status.COUNTED if n in counted else Status.MAY_REPEAT for n in account.inside}
    statuses |= dict.fromkeys(held_by, Status.INCLUDED)
    statuses |= dict.fromkeys(account.wider, Status.WIDER)
    statuses |= dict.fromkeys(account.not_attributed, Status.NOT_ATTRIBUTED)
    for number, status in statuses.items():
        event, (figure, *others) = account.reported(number)
        if figure.metric != account.metric.id:
            continue
        own = account.own.get(number)
        share = own if number in counted or own is None else 0
        inside = account.nest.keys[held_by[number]][1] if number in held_by else None
        yield Outcome(event, figure, status, share, inside)
        for other in others:
            yield Outcome(event, other, Status.ALTERNATIVE)


def _replaced(question: Question, metric: Metric) -> Iterator[Outcome]:
    """The figures of events that others replace, if they would be counted or wider."""
    for of, figures in question.timeline.replaced_figures_of[metric.id].items():
        event = question.timeline.event[of]
        if question.judge.verdict(question.covers(event, figures)).status is not None:
            yield from (Outcome(event, figure, Status.REPLACED) for figure in figures)


def _row(question: Question, outcome: Outcome) -> FigureRow:
    event, figure, status, share, inside = outcome
    row = FigureRow(
        event=event.id,
        metric=figure.metric,
        first=figure.period.first,
        last=figure.period.last,
        approximate=figure.period.approximate,
        wording=figure.wording,
        share=share,
        status=status,
        printed_value=figure.value,
        hedge=figure.hedge.value,
        printed_low=figure.printed_low,
        printed_high=figure.printed_high,
        source=figure.source,
        scope=figure.scope.value,
        places=figure.places,
        attributed_to=figure.attributed_to,
        phase=event.phase,
        kinds=event.kinds,
        inside=inside,
        includes=figure.includes,
        adds_to=figure.adds_to,
        note=figure.note or event.note,
        paragraphs=event.paragraphs,
        period=figure.period.stored,
    )
    return CitedFigureRow(**vars(row), citations=event.citations) if question.timeline.publications else row
