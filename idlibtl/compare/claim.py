"""A printed claim held against a chronology: the total of what was asked, and the single figures that cover it.

A figure that covers more than was asked says only how many there can be at the most: what part of it fell into the days
and places asked for is not known. So a claim may be higher than it, and otherwise is not comparable with it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from idlibtl.compare.outcomes import NOTHING, Estimate, Outcome, outcome
from idlibtl.model.dates import BadQuestion, Window
from idlibtl.model.number_words import Claimed, ClaimHedge, claimed
from idlibtl.model.records import Citation, Figure
from idlibtl.model.vocabulary import Exceeds
from idlibtl.query.question import Question
from idlibtl.totals import quotes
from idlibtl.totals.reckoning import Reckoning, Taken
from idlibtl.totals.total import Counted, Total, totals


class Basis(StrEnum):
    """What a claim is held against."""

    TOTAL = "total"
    FIGURE = "figure"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How the claim stands to one number. `wording` is the number as it may be quoted.

    `paragraphs` are those of the one publication; `citations` name the publication too, for there may be several.
    `exceeds` and `lacks` tell in what the number covers more than was asked, and less. `first`, `last` and `places` are
    what a single figure covers; a sum of ours has none. The `outcome` is said of the claim.
    """

    basis: Basis
    event: str | None
    metric: str
    wording: str
    sources: tuple[str, ...]
    paragraphs: tuple[int, ...]
    citations: tuple[Citation, ...]
    first: dt.date | None
    last: dt.date | None
    places: tuple[str, ...]
    low: int | None
    best: int | None
    high: int | None
    our_sum: bool
    exceeds: tuple[Exceeds, ...]
    lacks: tuple[Exceeds, ...]
    outcome: Outcome
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class ClaimDocument:
    """The JSON of claim: the claim as it was understood, and how it stands to the total and to single figures.

    `low` and `high` are the numbers that the claim leaves possible, both included; a null `high` is open upwards.
    `counted` are the figures that the total adds up.
    """

    words: str
    hedge: ClaimHedge
    low: int
    high: int | None
    metric: str
    label: str
    window: Window | None
    headline: str
    total: Standing
    figures: tuple[Standing, ...]
    counted: tuple[Counted, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ClaimReport:
    """The report of claim."""

    question: Question
    document: ClaimDocument
    total: Total

    @property
    def remark(self) -> str:
        """What to tell beside it."""
        return "" if self.document.figures or self.total.counted else "no figure is counted"


def claim_report(question: Question, words: str) -> ClaimReport:
    """How a claim stands to what the chronology reports. Raises BadQuestion, and ClaimError for words of no number."""
    if len(question.metrics) != 1 or not question.asked.metrics:
        raise BadQuestion(
            "a claim is about one metric; say which it counts, such as --metric civilians."
            " See all metrics: idlibtl names metrics"
        )
    claim = claimed(words)
    [total] = totals(question)
    reckoning = Reckoning(question, question.metrics[0])
    against_total = _against_total(reckoning, total, claim)
    figures = tuple(_figure_standings(reckoning, claim))
    document = ClaimDocument(
        words=" ".join(words.split()),
        hedge=claim.hedge,
        low=claim.low,
        high=claim.high,
        metric=total.metric,
        label=total.label,
        window=total.window,
        headline=total.headline,
        total=against_total,
        figures=figures,
        counted=total.counted,
        notes=tuple(_notes(total, claim, (against_total, *figures))),
    )
    return ClaimReport(question, document, total)


# The total


def _against_total(reckoning: Reckoning, total: Total, claim: Claimed) -> Standing:
    counted = [reckoning.taken[number] for number in reckoning.counted_as]
    of_parts = {each.figure.metric for each in counted if each.figure.metric != total.metric}
    theirs = NOTHING if total.low is None else Estimate(total.low, total.best, None if of_parts else total.high)
    said = outcome(claim.low, claim.high, theirs)
    single = None if reckoning.single is None else reckoning.taken[reckoning.single]
    told = [figure for each in counted for figure in each.figures]
    lacks = _lacks(reckoning.question, single.figure) if single else ()
    return Standing(
        basis=Basis.TOTAL,
        event=total.printed_by,
        metric=total.metric,
        wording=total.quote,
        sources=tuple(sorted({quotes.source_id(figure) for figure in told})),
        paragraphs=tuple(sorted({paragraph for each in counted for paragraph in each.event.paragraphs})),
        citations=tuple(cited for each in counted for cited in reckoning.question.timeline.cited(each.event)),
        first=single.figure.period.first if single else None,
        last=single.figure.period.last if single else None,
        places=single.figure.places if single else (),
        low=theirs.low,
        best=theirs.best,
        high=theirs.high,
        our_sum=total.our_sum,
        exceeds=(),
        lacks=lacks,
        outcome=said,
        reason="; ".join((*_reasons_of_total(reckoning, total, of_parts, said), *_less(lacks))) or None,
    )


def _less(lacks: tuple[Exceeds, ...]) -> tuple[str, ...]:
    return (f"the figure covers less than was asked ({quotes.names_text(lacks)})",) if lacks else ()


def _reasons_of_total(reckoning: Reckoning, total: Total, of_parts: set[str], said: Outcome) -> Iterator[str]:
    metric = reckoning.question.timeline.metric
    if said is Outcome.NOTHING_FOUND:
        yield "no figure is given for just what was asked"
    if said is Outcome.NOT_CONTRADICTED and total.wider:
        yield "there may be more: figures that cover more than was asked are not added"
    if said is Outcome.NOT_CONTRADICTED and of_parts:
        labels = quotes.names_text(metric[part].label for part in sorted(of_parts))
        yield f"there may be more: figures that are added up count {labels} only"
    if said is Outcome.HIGHER and total.our_sum:
        yield "what nobody reported is not in our sum"


# Single figures


def _figure_standings(reckoning: Reckoning, claim: Claimed) -> Iterator[Standing]:
    """The single figures that cover all of what was asked, and the one that says all there is, nearest first."""
    question = reckoning.question
    found = []
    for number, each in enumerate(reckoning.taken):
        concerned = reckoning.is_counted[number] or reckoning.is_wider[number]
        lacks = _lacks(question, each.figure)
        if concerned and (not lacks or number == reckoning.single):
            found.append((_distance(question, each), reckoning.days(number), each, lacks))
    found.sort(key=lambda one: one[:2])
    for _, _, each, lacks in found:
        yield from (_against_figure(question, each, figure, lacks, claim) for figure in each.figures)


def _lacks(question: Question, figure: Figure) -> tuple[Exceeds, ...]:
    """In what a figure covers less than was asked."""
    timeline = question.timeline
    days = timeline.days(figure.period)
    lacks = []
    for window in question.windows:
        is_held = window.first and window.last and days.first <= window.first and window.last <= days.last
        if not is_held and not window.is_empty:
            lacks.append(Exceeds.DAYS)
            break
    whole = question.places or {place.id for place in timeline.places if place.within is None}
    if not whole <= timeline.places_within(figure.places):
        lacks.append(Exceeds.PLACES)
    return tuple(lacks)


def _distance(question: Question, each: Taken) -> tuple[int, int]:
    """How much more a figure covers than was asked: in how many respects, and in days."""
    days = question.timeline.days(each.figure.period)
    return len(each.exceeds), (days.last - days.first).days if Exceeds.DAYS in each.exceeds else 0


def _against_figure(
    question: Question, each: Taken, figure: Figure, lacks: tuple[Exceeds, ...], claim: Claimed
) -> Standing:
    metric = question.metrics[0]
    theirs, reason = Estimate(figure.count.low, figure.value, figure.count.high), ""
    if figure.metric != metric.id:
        label = question.timeline.metric[figure.metric].label
        theirs, reason = (
            Estimate(figure.count.low, figure.value, None),
            f"the figure counts {label} only, a part of {metric.label}",
        )
    if each.exceeds:
        more = quotes.names_text(each.exceeds)
        reason = f"the figure covers more than was asked ({more}); how much of it belongs to the claim is not known"
        theirs = Estimate(0, None, None if figure.metric != metric.id else figure.count.high)
    said = outcome(claim.low, claim.high, theirs)
    if said is Outcome.HIGHER and each.exceeds:
        reason = f"although the figure covers more than was asked ({quotes.names_text(each.exceeds)})"
    return Standing(
        basis=Basis.FIGURE,
        event=each.event.id,
        metric=figure.metric,
        wording=quotes.printed(figure),
        sources=(quotes.source_id(figure),),
        paragraphs=each.event.paragraphs,
        citations=question.timeline.cited(each.event),
        first=figure.period.first,
        last=figure.period.last,
        places=figure.places,
        low=figure.count.low,
        best=figure.value,
        high=figure.count.high,
        our_sum=False,
        exceeds=each.exceeds,
        lacks=lacks,
        outcome=said,
        reason="; ".join(((reason,) if reason else ()) + _less(lacks)) or None,
    )


# What a reader has to know


def _notes(total: Total, claim: Claimed, standings: tuple[Standing, ...]) -> Iterator[str]:
    yield (
        "The words say how the numbers stand to each other. None of them says that the claim is true or false:"
        " a chronology has what was reported, not all that happened."
    )
    told = {standing.outcome for standing in standings}
    if total.our_sum:
        yield "Our sum adds up the figures that lie within what was asked. What nobody reported is not in it."
    if Outcome.NOT_CONTRADICTED in told:
        yield "Not contradicted: the numbers overlap, and one of them has no upper bound."
    if any(standing.exceeds for standing in standings):
        yield (
            "A figure that covers more than was asked says only how many there can be at the most."
            " A claim within it, or below it, is no agreement with it."
        )
    if any(standing.lacks for standing in standings):
        yield "A figure that covers less than was asked says nothing of the rest."
    if claim.hedge in (ClaimHedge.ABOUT, ClaimHedge.NEARLY):
        hedge = claim.hedge.value.capitalize()
        yield f'"{hedge}" in the claim is read as within 10 %. That is our convention.'
    yield from (convention.value for convention in total.conventions)
    yield from total.caveats
