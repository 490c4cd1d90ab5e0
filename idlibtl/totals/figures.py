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
from idlibtl.totals.nests import Key


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


class _Listed(NamedTuple):
    """A figure of an event, the account that it is in and its number there; None if its event is replaced."""

    event: Event
    figure: Figure
    place: tuple[Account, int] | None


def figure_rows(question: Question, accounts: Mapping[str, Account] | None = None) -> Sequence[FigureRow]:
    """Return every figure that is counted or left out of a total, in order of the events and of their figures.

    Those of replaced events are among them, with no share. `accounts` are those of metrics, if they are there already.
    """
    places: dict[Key, tuple[Account, int] | None] = {}
    for metric in question.timeline.metrics:
        if metric.id in question.reporting and question.timeline.figures_of[metric.id]:
            account = accounts[metric.id] if accounts and metric.id in accounts else Account(question, metric)
            of_metric = ((account.nest.keys[number], number) for number in account.statuses)
            # a part has an account of its own
            places |= {key: (account, number) for key, number in of_metric if key[0] == metric.id}
        if metric.id in question.reporting:
            places |= {(metric.id, event): None for event in _replaced(question, metric)}
    listed = [
        _Listed(event, figure, places[key])
        for event in question.timeline.events
        for figure in event.figures
        for key in [(figure.metric, event.id)]
        if key in places
    ]
    if question.sources is not None:
        listed = [one for one in listed if one.place is None or _is_reported(one.figure, *one.place)]
    return Made(partial(_row, question), listed)


def _replaced(question: Question, metric: Metric) -> Iterator[str]:
    """The events that others replace, with a figure that would be counted or wider."""
    for event, figures in question.timeline.replaced_figures_of[metric.id].items():
        if question.judge.verdict(question.covers(question.timeline.event[event], figures)).status is not None:
            yield event


def _is_reported(figure: Figure, account: Account, number: int) -> bool:
    """Whether a figure is one of those of the sources asked for."""
    return any(one is figure for one in account.reported(number).figures)


def _outcome(figure: Figure, account: Account, number: int) -> tuple[Status, int | None, str | None]:
    """What became of a figure in its total, its share, and the event of the figure that includes it."""
    if figure is not account.reported(number).figure:
        return Status.ALTERNATIVE, None, None
    holder = account.held_by.get(number)
    return account.statuses[number], account.share(number), None if holder is None else account.nest.keys[holder][1]


def _row(question: Question, listed: _Listed) -> FigureRow:
    event, figure, place = listed
    status, share, inside = _outcome(figure, *place) if place else (Status.REPLACED, None, None)
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
