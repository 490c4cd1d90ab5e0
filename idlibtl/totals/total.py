"""Totals that can be quoted: a Question -> one Total for each metric, with what was counted and what was not.

A figure is counted when everything that it covers lies inside the question. One that covers more is *wider*: it is told
beside the total and never added (`counting`). What counted figures add up to is reckoned in `reckoning`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from idlibtl.model.dates import Window
from idlibtl.model.figures import Count
from idlibtl.model.records import Figure, unchecked
from idlibtl.model.vocabulary import By, Exceeds, SumHedge
from idlibtl.query.question import Question
from idlibtl.totals import quotes
from idlibtl.totals.breakdown import Group, Part, groups
from idlibtl.totals.nests import nearest_counted
from idlibtl.totals.notes import Convention, caveats, conventions, notes
from idlibtl.totals.reckoning import Reckoning, Taken


class Entry(Figure):
    """A figure of a total, and its event. `also_given`: other sources' figures of the same people."""

    event: str
    also_given: tuple[Figure, ...]


class Counted(Entry):
    """A figure that is counted, and how much of the total it stands for, with the figures inside it."""

    counted_as: Count


class Included(Entry):
    """A counted figure that lies inside a larger one: the figure of `held_by_metric` in the event `held_by`."""

    held_by: str
    held_by_metric: str


class Wider(Entry):
    """A figure that covers more than was asked, in what, and inside which other such figure's event it lies, if any."""

    exceeds: tuple[Exceeds, ...]
    inside: str | None


_Entry = TypeVar("_Entry", bound=Entry)


@dataclass(frozen=True, kw_only=True)
class Total:
    """The total of one metric. Nothing counted is null, never 0; a null `high` beside a `best` is open upwards.

    `headline` is the number to quote with what was not added to it; `quote` is the number alone. `our_sum` tells that
    no source printed it; `printed_by` is the event of the one figure that says it all. `caveats` belong beside the
    number wherever it is told, `notes` explain its working, `conventions` are ours. `naive_sum` is what adding up
    every figure would give, to compare; it is null for a metric with parts, of which there is no one such sum.
    """

    metric: str
    label: str
    window: Window | None
    headline: str
    quote: str
    our_sum: bool
    printed_by: str | None
    low: int | None
    best: int | None
    high: int | None
    hedge: SumHedge | None
    naive_sum: int | None
    counted: tuple[Counted, ...]
    included: tuple[Included, ...]
    wider: tuple[Wider, ...]
    by: By | None
    groups: tuple[Group, ...] | None
    notes: tuple[str, ...]
    caveats: tuple[str, ...]
    conventions: tuple[Convention, ...]


def totals(question: Question, by: By | None = None) -> tuple[Total, ...]:
    """A total of each metric asked about, broken down if `by` is given."""
    return tuple(total(Reckoning(question, metric), by) for metric in question.metrics)


def total(
    reckoning: Reckoning, by: By | None = None, parts: Sequence[Part] | None = None, *, lists_all: bool = False
) -> Total:
    """The total that a reckoning comes to; `parts` are those of its breakdown where they are known already.

    `lists_all`: with every figure, also where a chronology has very many.
    """
    count, single = reckoning.sum, reckoning.single
    quote = _quote(reckoning)
    most = None if lists_all else reckoning.question.timeline.max_listed
    return Total(
        metric=reckoning.metric.id,
        label=reckoning.metric.label,
        window=_window(reckoning.question),
        headline=f"{quote}{wider_text(reckoning)}{nobody_text(reckoning)}{untold_text(reckoning)}",
        quote=quote,
        our_sum=count is not None and single is None,
        printed_by=None if single is None else reckoning.taken[single].event.id,
        low=None if count is None else count.low,
        best=None if count is None else count.best,
        high=None if count is None or reckoning.wider else count.high,
        hedge=_hedge(reckoning),
        naive_sum=reckoning.naive_sum,
        counted=tuple(
            _entry(Counted, reckoning.taken[number], counted_as=part)
            for number, part in islice(reckoning.counted_as.items(), most)
        ),
        included=tuple(_included(reckoning)),
        wider=tuple(islice(_wider(reckoning), most)),
        by=by,
        groups=groups(reckoning, by, parts) if by else None,
        notes=tuple(notes(reckoning, most)),
        caveats=tuple(caveats(reckoning)),
        conventions=tuple(conventions(reckoning)),
    )


def _window(question: Question) -> Window | None:
    """The days asked about; None for all, and where several phases make several stretches."""
    return question.windows[0] or None if len(question.windows) == 1 else question.window or None


def _entry(kind: type[_Entry], figure: Taken, **more: object) -> _Entry:
    """The figure with its event and `more`. It is valid already, and to check very many again takes long."""
    known = vars(figure.figure)  # what it has reckoned already among it
    return unchecked(kind, **known, event=figure.event.id, also_given=tuple(figure.figures[1:]), **more)


def _included(reckoning: Reckoning) -> Sequence[Included]:
    found = []
    for number in reckoning.counted:
        if (holder := reckoning.held_by[number]) >= 0:
            metric, event = reckoning.nest.keys[holder]
            found.append(_entry(Included, reckoning.taken[number], held_by=event, held_by_metric=metric))
    return found


def _wider(reckoning: Reckoning) -> Sequence[Wider]:
    inside = nearest_counted(reckoning.nest, reckoning.is_wider)
    keys = reckoning.nest.keys
    return [
        _entry(
            Wider,
            reckoning.taken[number],
            exceeds=reckoning.taken[number].exceeds,
            inside=keys[inside[number]][1] if inside[number] >= 0 else None,
        )
        for number in reckoning.wider
    ]


def _hedge(reckoning: Reckoning) -> SumHedge | None:
    if reckoning.sum is None:
        return None
    if reckoning.single is not None:
        return quotes.single_hedge(reckoning.taken[reckoning.single].figures)
    return quotes.sum_hedge(reckoning.sum)


def _quote(reckoning: Reckoning) -> str:
    """The number to quote: a figure as its source printed it, or our own sum, marked as ours."""
    if reckoning.sum is None:
        return quotes.NOT_REPORTED
    if (single := reckoning.single) is not None:
        told = reckoning.taken[single]
        return quotes.with_sources(told.figures, reckoning.what(single)) + quotes.narrower(
            reckoning.question, told.figure
        )
    number = reckoning.number
    return f"{quotes.sum_words(reckoning.sum)} (our sum of {number:,} {'figure' if number == 1 else 'figures'})"


def nobody_text(reckoning: Reckoning) -> str:
    """How the headline goes on under a filter on actors: figures attributed to nobody, unless it names one already."""
    first = [reckoning.taken[number] for number in reckoning.wider[:1]]
    is_said = any(Exceeds.ACTORS in each.exceeds and not each.figure.attributed_to for each in first)
    if is_said or not (number := reckoning.to_nobody_number):
        return ""
    told = f"{number:,} figures" if number > 1 else "1 figure"
    return f"; {told} attributed to nobody {'are' if number > 1 else 'is'} not added"


def untold_text(reckoning: Reckoning) -> str:
    """How the headline goes on where events do not tell whom they are about; empty where all do."""
    events, people = reckoning.untold
    if not events:
        return ""
    told = f"{events:,} events that do" if events > 1 else "1 event that does"
    return f"; besides, {people:,} people killed in {told} not tell civilians from fighters"


def wider_text(reckoning: Reckoning) -> str:
    """How the headline goes on where figures cover more than was asked; empty where none does."""
    if not reckoning.wider:
        return ""
    first = reckoning.wider[0]
    others = reckoning.wider_number
    told = reckoning.taken[first]
    text = quotes.outside_text(reckoning.question, told.figures, told.exceeds, reckoning.what(first))
    return f"; not added, it covers more: {text}" + (f", and {others:,} more" if others else "")
