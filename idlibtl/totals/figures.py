"""The tidy table: one row per figure, with its status and its share of the total."""

import datetime as dt
from collections.abc import Mapping, Sequence

from pydantic import Field

from idlibtl.model.figures import Hedge
from idlibtl.model.records import Citation, Event, Figure, Record, Scope, unchecked
from idlibtl.model.vocabulary import Status
from idlibtl.query.question import Question
from idlibtl.totals.account import Account, Made
from idlibtl.totals.nests import Key


class FigureRow(Record):
    """One figure. `first` and `last` are its own days; `period` is the same in the form that files store.

    `share` is what the figure itself adds to the total of its metric: 0 if it may repeat, null if it is not counted.
    Shares add up to the total however the rows are grouped. For a metric with parts, add the shares of the parts too.
    `inside` is the event of the figure that includes it. `citations` are those of its event, if there are several
    publications.
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
    hedge: Hedge
    printed_low: int | None
    printed_high: int | None
    source: str | None
    scope: Scope
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
    citations: tuple[Citation, ...] = Field(default=(), exclude_if=lambda cited: not cited)


#: Where a figure is: the account, and its number there; None if its event is replaced.
_At = tuple[Account, int] | None


def figure_rows(question: Question, accounts: Mapping[str, Account] | None = None) -> Sequence[FigureRow]:
    """Return every figure that is counted or left out of a total, in order of the events and of their figures.

    Figures of replaced events are included, without a share. `accounts` are those of the metrics, if already made.
    """
    chronology = question.chronology
    at: dict[Key, _At] = {}
    for metric in (metric for metric in chronology.metrics if metric.id in question.reporting):
        if chronology.figures_of[metric.id]:
            account = accounts[metric.id] if accounts and metric.id in accounts else Account(question, metric)
            keys = ((account.nest.keys[number], number) for number in account.statuses)
            # a part has an account of its own
            at |= {key: (account, number) for key, number in keys if key[0] == metric.id}
        for event, figures in chronology.replaced_figures_of[metric.id].items():
            covers = question.covers(chronology.event[event], figures)
            if question.judge.verdict(covers).status is not None:
                at[metric.id, event] = None
    listed = [
        (event, figure, at[figure.metric, event.id])
        for event in chronology.events
        for figure in event.figures
        if (figure.metric, event.id) in at
    ]
    if question.sources is not None:
        listed = [one for one in listed if one[2] is None or one[1] in one[2][0].reported(one[2][1]).figures]
    return Made(lambda one: _row(question, *one), listed)


def _row(question: Question, event: Event, figure: Figure, at: _At) -> FigureRow:
    status, share, inside = Status.REPLACED, None, None
    if at is not None:
        account, number = at
        status = Status.ALTERNATIVE
        if figure is account.reported(number).figure:
            status, share = account.statuses[number], account.share(number)
            holder = account.held_by.get(number)
            inside = None if holder is None else account.nest.keys[holder][1]
    return unchecked(
        FigureRow,
        {field: getattr(figure, field) for field in _OF_FIGURE},
        event=event.id,
        first=figure.period.first,
        last=figure.period.last,
        approximate=figure.period.approximate,
        share=share,
        status=status,
        printed_value=figure.value,
        phase=event.phase,
        kinds=event.kinds,
        inside=inside,
        note=figure.note or event.note,
        paragraphs=event.paragraphs,
        period=figure.period.stored,
        citations=event.citations if question.chronology.publications else (),
    )


_OF_FIGURE = (
    *("metric", "wording", "hedge", "printed_low", "printed_high", "source", "scope", "places", "attributed_to"),
    *("includes", "adds_to"),
)
