"""The tidy table: one row per figure, with its status and its share of the total."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from idlibtl.model.records import Citation, Event, Figure
from idlibtl.model.vocabulary import Status
from idlibtl.query.question import Question
from idlibtl.totals.account import Account, Made
from idlibtl.totals.nests import Key


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One figure. `first` and `last` are its own days; `period` is the same in the form that files store.

    `share` is what the figure itself adds to the total of its metric: 0 if it may repeat, null if it is not counted.
    Shares add up to the total however the rows are grouped. For a metric with parts, add the shares of the parts too.
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
    """One figure of a chronology of several publications, and where they report its event."""

    citations: tuple[Citation, ...]


#: Where a figure is: the account, and its number there; None if its event is replaced.
_At = tuple[Account, int] | None


def figure_rows(question: Question, accounts: Mapping[str, Account] | None = None) -> Sequence[FigureRow]:
    """Return every figure that is counted or left out of a total, in order of the events and of their figures.

    Figures of replaced events are included, without a share. `accounts` are those of the metrics, if already made.
    """
    chronology = question.chronology
    by_key: dict[Key, _At] = {}
    for metric in chronology.metrics:
        if metric.id in question.reporting and chronology.figures_of[metric.id]:
            account = accounts[metric.id] if accounts and metric.id in accounts else Account(question, metric)
            for number in account.statuses:
                key = account.nest.keys[number]
                if key[0] == metric.id:  # a part has an account of its own
                    by_key[key] = account, number
        for event, figures in chronology.replaced_figures_of[metric.id].items():
            covers = question.covers(chronology.event[event], figures)
            if metric.id in question.reporting and question.judge.verdict(covers).status is not None:
                by_key[metric.id, event] = None
    listed = [
        (event, figure, by_key[figure.metric, event.id])
        for event in chronology.events
        for figure in event.figures
        if (figure.metric, event.id) in by_key
    ]
    if question.sources is not None:
        listed = [one for one in listed if one[2] is None or _is_reported(one[1], *one[2])]
    return Made(lambda one: _row(question, *one), listed)


def _is_reported(figure: Figure, account: Account, number: int) -> bool:
    """Whether a figure is from one of the sources asked for."""
    return any(one is figure for one in account.reported(number).figures)


def _outcome(figure: Figure, at: _At) -> tuple[Status, int | None, str | None]:
    """The status of a figure, its share, and the event of the figure that includes it."""
    if at is None:
        return Status.REPLACED, None, None
    account, number = at
    if figure is not account.reported(number).figure:
        return Status.ALTERNATIVE, None, None
    holder = account.held_by.get(number)
    return account.statuses[number], account.share(number), None if holder is None else account.nest.keys[holder][1]


def _row(question: Question, event: Event, figure: Figure, at: _At) -> FigureRow:
    status, share, inside = _outcome(figure, at)
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
    return CitedFigureRow(**vars(row), citations=event.citations) if question.chronology.publications else row
