"""A number that someone has read, compared with the printed figures. The sum comes last, as information.

Numbers are compared by what their words state. Nothing here says that a claim is true or false.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, assert_never

from idlibtl.compare.sentence import Understood, understood
from idlibtl.model.dates import BadQuestion
from idlibtl.model.figures import Count, Hedge, in_order
from idlibtl.model.printed_numbers import PrintedNumber, numbers_in
from idlibtl.model.records import Citation, Figure, Metric, unchecked
from idlibtl.model.vocabulary import Exceeds
from idlibtl.query.filters import FILTERS, Filters
from idlibtl.query.question import Question, ask
from idlibtl.totals import quotes
from idlibtl.totals.total import Total, totals


class ClaimOutcome(StrEnum):
    """How the claim compares with one printed figure."""

    SAME_NUMBER = "same number"
    HIGHER = "higher"
    LOWER = "lower"
    FITS = "fits"


class ClaimAnswer(StrEnum):
    """How the claim compares with everything that is reported."""

    SAME_NUMBER = "same number"
    FITS = "fits"
    NO_FIGURE_LIKE_IT = "no figure like it"
    HIGHER_THAN_PRINTED = "higher than every printed figure"
    HIGHER_THAN_ANYTHING = "higher than anything reported"
    NOTHING_PRINTED = "nothing printed"


class PrintedFigure(Figure):
    """A printed figure, and how the claim compares with it: `outcome`, or in words `comparison`.

    `by` is how much higher or lower the claim is; null if it is not one number. `exceeds` are the respects in which the
    figure is not inside the question. `citations` name the publication too.
    """

    event: str
    paragraphs: tuple[int, ...]
    citations: tuple[Citation, ...]
    exceeds: tuple[Exceeds, ...]
    outcome: ClaimOutcome
    by: int | None
    comparison: str
    reason: str | None


class ClaimDocument(NamedTuple):
    """The JSON of claim: what was understood, the answer, every printed figure, and the total of the question.

    `claim` is the number as typed, `low` and `high` what it states, both included; null is not stated. `reading` says
    how a vague word was read. The `figures` with the same number come first, the others by size. `notes` are whole
    sentences.
    """

    words: str
    claim: str
    reading: str | None
    hedge: Hedge
    value: int
    low: int | None
    high: int | None
    metric: str
    answer: ClaimAnswer
    headline: str
    figures: tuple[PrintedFigure, ...]
    total: Total
    notes: tuple[str, ...]


class ClaimReport(NamedTuple):
    """The report of claim."""

    question: Question
    document: ClaimDocument
    remark: str = ""
    is_empty: bool = False  # there is always an answer


class Stated(NamedTuple):
    """What a claim states, from `low` to `high`; None is not stated. `least` and `most` are compared with numbers.

    These two are equal if the claim names one number, whatever its hedge.
    """

    low: int | None
    high: int | None
    least: int | None
    most: int | None


def stated(number: PrintedNumber) -> Stated:
    """Return what a claim states: "more than 5" begins at 6, "nearly 5" and "fewer than 5" end at 4."""
    low, value, high = _allowed(number.hedge, Count(number.low, number.value, number.high))
    names_one = number.low == number.high or number.hedge is Hedge.NEARLY
    return Stated(low, high, value, value) if names_one else Stated(low, high, low, high)


def _allowed(hedge: Hedge, count: Count) -> Count:
    """What words allow: "nearly 5" and "fewer than 5" are at most 4, "more than 5" is at least 6."""
    low, best, high = count
    match hedge:
        case Hedge.EXACT | Hedge.ABOUT | Hedge.AT_LEAST | Hedge.AT_MOST:
            return count
        case Hedge.MORE_THAN:
            return Count(best + 1 if low == best else low, best, high)
        case Hedge.NEARLY | Hedge.FEWER_THAN:
            return Count(low, best, best - 1 if high == best else high)
        case _:
            assert_never(hedge)


#: What a reader must know about wider figures.
WIDER_NOTE = "A wider figure can show that a claim is too high, never that it is right."


def claim_report(asked: Question, words: str) -> ClaimReport:
    """Return how a number, or a whole sentence, compares with what is printed.

    Raises ClaimError for words that are not understood, and BadQuestion for filters that contradict them.
    """
    claim, question = with_claim(asked, words)
    if not question.asked.metrics or len(question.metrics) != 1:
        problem = "A claim counts one thing" if question.asked.metrics else "The claim does not say what it counts"
        raise BadQuestion(f"{problem}. Name it with --metric. All metrics: idlibtl names metrics")
    [metric], [total], number = question.metrics, totals(question), claim.number
    figures = tuple(sorted(_printed_figures(question, number), key=lambda figure: _order(metric, figure)))
    answer = _answer(question, number, figures, total)
    document = ClaimDocument(
        words=" ".join(words.split()),
        claim=claim.words,
        reading=number.reading,
        hedge=number.hedge,
        value=number.value,
        low=stated(number).low,
        high=stated(number).high,
        metric=metric.id,
        answer=answer,
        headline=_headline(question, f"{_claim_words(claim.words, number)} {metric.label}", answer, figures),
        figures=figures,
        total=total,
        notes=tuple(_notes(metric, figures, total)),
    )
    return ClaimReport(question, document)


def with_claim(asked: Question, words: str) -> tuple[Understood, Question]:
    """Return a claim, and the question from options and sentence together. Raises BadQuestion if these contradict."""
    claim = understood(asked.chronology, words)
    sentence = ask(asked.chronology, claim.filters)
    for part, options in {"window": "--from and --to", **{f.field: f.option for f in FILTERS if f.repeats}}.items():
        asks = [one.window if part == "window" else getattr(one.asked, part) for one in (asked, sentence)]
        if all(asks) and getattr(asked, part) != getattr(sentence, part):
            raise BadQuestion(f"The claim contradicts {options}. Keep one of them.")
    named = {field: value for field, value in claim.filters._asdict().items() if value}
    return claim, ask(asked.chronology, asked.asked._replace(**named))


# Printed figures


def _printed_figures(question: Question, number: PrintedNumber) -> Iterator[PrintedFigure]:
    """The figures that touch the question: of the metric, its parts, and the metric that it is a part of.

    A figure that is attributed to other actors than those asked for is included only if it is the same number.
    """
    chronology, [metric] = question.chronology, question.metrics
    anyone = question._replace(actors=frozenset())
    for other in filter(None, (metric.id, *metric.parts, chronology.whole.get(metric.id))):
        printed_of = {**chronology.figures_of[other], **chronology.replaced_figures_of[other]}
        for event_id, figures in printed_of.items():
            event = chronology.event[event_id]
            for figure in figures:
                covers = question.covers(event, [figure])
                verdict, (outcome, by) = question.judge.verdict(covers), compared(number, figure)
                is_same = outcome is ClaimOutcome.SAME_NUMBER
                if verdict.status or (is_same and anyone.judge.verdict(covers).status):
                    printed = unchecked(
                        PrintedFigure,
                        **{name: value for name, value in vars(figure).items() if name in Figure.model_fields},
                        event=event_id,
                        paragraphs=event.paragraphs,
                        citations=chronology.cited(event),
                        exceeds=verdict.exceeds,
                        outcome=outcome,
                        by=by,
                    )
                    reason = "; ".join(_reasons(question, number, printed)) or None
                    yield printed.model_copy(update={"comparison": _comparison(number, printed), "reason": reason})


def _order(metric: Metric, figure: PrintedFigure) -> tuple[object, ...]:
    """The same number first, then the others by size."""
    is_other = figure.outcome is not ClaimOutcome.SAME_NUMBER
    exceeds = 0 if is_other else len(figure.exceeds)
    return is_other, exceeds, -figure.value, figure.metric != metric.id, figure.period.first, figure.event


#: How many times its least a word such as "hundreds" may mean: the next word is "thousands".
_TIMES = 10


def compared(number: PrintedNumber, figure: Figure) -> tuple[ClaimOutcome, int | None]:
    """Return how a claim compares with a printed figure, and how much higher or lower it is if it names one number.

    First, what the words of both state is compared: "over 1,000" is higher than "nearly 1,000". Then the numbers. A
    word such as "hundreds" names no number: what is below ten times its least fits.
    """
    claim, printed = stated(number), in_order(figure.count)
    lowest = figure.value if figure.stated_low is None else printed.low or 0
    highest = figure.value if figure.stated_high is None else printed.high or 0
    is_word = any(one.reading and one.value == figure.value for one in numbers_in(figure.wording or ""))
    highest = _TIMES * figure.value - 1 if is_word else highest
    is_same = (number.low, number.high) == (lowest, highest) if number.is_range else number.value == figure.value
    is_same = is_same and (number.reading is not None or not is_word)
    if not is_same or number.hedge is not Hedge.EXACT:
        # the number itself counts as printed, even where the words exclude it
        printed = _allowed(figure.hedge, printed)
    point = claim.least if claim.least == claim.most and not is_word else None
    if is_same and number.hedge is figure.hedge:
        return ClaimOutcome.SAME_NUMBER, None
    if _is_less(printed.high, claim.low) or (not is_same and _is_less(highest, claim.least)):
        return ClaimOutcome.HIGHER, None if point is None else max(0, point - highest) or None
    if _is_less(claim.high, printed.low) or (not is_same and _is_less(claim.most, lowest)):
        return ClaimOutcome.LOWER, None if point is None else max(0, lowest - point) or None
    return (ClaimOutcome.SAME_NUMBER if is_same else ClaimOutcome.FITS), None


def _is_less(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one < other


def _comparison(number: PrintedNumber, figure: PrintedFigure) -> str:
    is_range = figure.stated_low is not None and figure.stated_high is not None
    if figure.outcome is ClaimOutcome.SAME_NUMBER and (number.hedge, number.is_range) != (figure.hedge, is_range):
        return f"{figure.outcome}, printed as {quotes.printed(figure)}"
    return f"{figure.outcome} by {figure.by:,}" if figure.by else figure.outcome.value


def _reasons(question: Question, number: PrintedNumber, figure: PrintedFigure) -> Iterator[str]:
    """What a reader must know about the comparison with one figure."""
    [metric], label = question.metrics, question.chronology.metric[figure.metric].label
    if other := question.chronology.replaced.get(figure.event):
        yield f"replaced by {other}, not counted"
    if figure.metric != metric.id:
        yield f"it counts {label} only" if figure.metric in metric.parts else f"it counts all {label}"
    if limit := _open_end(number, figure):
        yield f"the source says {quotes.printed(figure)}: it gives no {limit} limit"
    wider = [one for one in figure.exceeds if one is not Exceeds.ACTORS]
    if wider:
        others = f"other {quotes.names_text(wider)}"
        part = _FALLS.get(wider[0]) if len(wider) == 1 else None
        yield f"wider figure ({others}): no one can say how much of it {part or 'is part of the claim'}"
    if Exceeds.ACTORS in figure.exceeds or len(question.actors) > 1:
        yield quotes.attribution_text(question.chronology, figure)


def _open_end(number: PrintedNumber, figure: PrintedFigure) -> str:
    """Which limit a figure lacks that the comparison needs: it may be as high as the claim, or beyond its limit."""
    claim, (low, _, high), outcome = stated(number), figure.count, figure.outcome
    fits = outcome is ClaimOutcome.FITS
    if low is not None and high is None and (outcome is ClaimOutcome.HIGHER or (fits and claim.high is not None)):
        return "upper"
    # what is nearly 80 is not far below it
    has_low = claim.low is not None and figure.hedge is not Hedge.NEARLY
    if high is not None and low is None and (outcome is ClaimOutcome.LOWER or (fits and has_low)):
        return "lower"
    return ""


_FALLS = {Exceeds.DAYS: "falls in these dates", Exceeds.PLACES: "was in these places"}


# The answer


def _answer(
    question: Question, number: PrintedNumber, figures: Sequence[PrintedFigure], sum_reported: Total
) -> ClaimAnswer:
    if not figures:
        return ClaimAnswer.NOTHING_PRINTED
    for answer in (ClaimAnswer.SAME_NUMBER, ClaimAnswer.FITS):
        if any(figure.outcome.value == answer.value for figure in figures):
            return answer
    if not _is_above(number, figures, sum_reported):
        return ClaimAnswer.NO_FIGURE_LIKE_IT
    everything = ask(question.chronology, Filters(metrics=[sum_reported.metric]))
    if question.judge.limits and not _is_above(
        number, tuple(_printed_figures(everything, number)), totals(everything)[0]
    ):
        return ClaimAnswer.HIGHER_THAN_PRINTED
    return ClaimAnswer.HIGHER_THAN_ANYTHING


def _is_above(number: PrintedNumber, figures: Sequence[PrintedFigure], sum_reported: Total) -> bool:
    """Whether a claim is higher than every figure, and than the sum; that of coded data goes up to its high."""
    is_higher = all(figure.outcome is ClaimOutcome.HIGHER for figure in figures)
    most = sum_reported.best if sum_reported.high is None else sum_reported.high
    return is_higher and (most is None or _is_less(most, stated(number).least))


def _claim_words(words: str, number: PrintedNumber) -> str:
    """The number as typed, and how it was read: "Over a thousand" (1,001 or more)."""
    claim = stated(number)
    if number.reading:
        meaning = f"read as {number.reading.rpartition(': ')[2]}"
    elif claim.least == claim.most:
        meaning = quotes.hedged(number.hedge, number.value)
    elif claim.low is None:
        meaning = f"{claim.high:,} or fewer"
    else:
        meaning = f"{claim.low:,} or more" if claim.high is None else f"{claim.low:,} to {claim.high:,}"
    quoted = quotes.quoted_words(f"{words[:1].upper()}{words[1:]}")
    return quoted if words.casefold() == meaning else f"{quoted} ({meaning})"


def _headline(question: Question, claim: str, answer: ClaimAnswer, figures: Sequence[PrintedFigure]) -> str:
    """The answer in one line that can be copied alone."""
    match answer:
        case ClaimAnswer.SAME_NUMBER | ClaimAnswer.FITS:
            words = _like_it(question, [figure for figure in figures if figure.outcome.value == answer.value], figures)
        case ClaimAnswer.NO_FIGURE_LIKE_IT:
            words = ". No figure like it is printed"
        case ClaimAnswer.HIGHER_THAN_PRINTED:
            words = f": higher than every figure printed for {_these(question)}; {_largest(question, figures[0])}"
        case ClaimAnswer.HIGHER_THAN_ANYTHING:
            there = f"for {_these(question)} " if question.judge.limits else ""
            words = f": higher than anything reported; {there}{_largest(question, figures[0])}"
        case ClaimAnswer.NOTHING_PRINTED:
            words = f". No figure is printed{f' for {_these(question)}' if question.judge.limits else ''}"
        case _:
            assert_never(answer)
    return f"{claim}{quotes.asked_text(question)}{words}."


def _like_it(question: Question, like: Sequence[PrintedFigure], figures: Sequence[PrintedFigure]) -> str:
    """Which figure is like the claim, as printed; those inside the question count before any other."""
    metric = question.metrics[0].id
    counted = [figure for figure in figures if figure.event not in question.chronology.replaced]
    inside = [figure for figure in counted if figure.metric == metric and not figure.exceeds]
    like_inside = [figure for figure in inside if figure.outcome is like[0].outcome]
    first, number = (like_inside or like)[0], len(like_inside or like)
    which = "printed" if like_inside else "other"
    words = f"1 {which} figure fits:" if number == 1 else f"{number:,} {which} figures fit, the largest"
    is_same = first.outcome is ClaimOutcome.SAME_NUMBER
    words = f"{'the same number is printed:' if is_same else words} {_in_short(question, first)}"
    is_of_others = first.metric != metric or Exceeds.ACTORS in first.exceeds
    if not like_inside and (is_of_others or not is_same):
        words = f"no such figure is printed. {quotes.capital(words)}"
    is_of_days = bool(question.window or question.phases)  # 50 civilians may be of any day
    lower = [figure for figure in inside if figure.outcome is ClaimOutcome.LOWER and (is_of_days or not is_same)]
    larger = next((figure for figure in lower if figure.hedge not in (Hedge.AT_MOST, Hedge.FEWER_THAN)), None)
    reason = f"; {first.reason}" if first.reason else ""
    than = "a larger figure is printed too:" if is_same else "the claim is lower than"
    return f": {words}{reason}{f'; {than} {_in_short(question, larger)}' if larger else ''}"


def _largest(question: Question, figure: PrintedFigure) -> str:
    """The largest figure as printed: "more than 400,000" may be what is claimed."""
    others = f", {quotes.attribution_text(question.chronology, figure)}" if Exceeds.ACTORS in figure.exceeds else ""
    return f"the largest is {_in_short(question, figure)}{others}"


def _in_short(question: Question, figure: PrintedFigure) -> str:
    """A figure as printed, with its source, and its days and places if they are not those of the question."""
    label = question.chronology.metric[figure.metric].label if figure.metric != question.metrics[0].id else ""
    words = quotes.with_source(question.chronology, figure, label)
    return ", ".join((words, *quotes.narrower(question, question.chronology.event[figure.event], figure)))


def _these(question: Question) -> str:
    if any(question.asked._replace(metrics=(), since=None, until=None, phases=(), places=())):
        return "this question"
    days = ["days"] if question.window or question.phases else []
    return f"these {quotes.names_text([*days, *(['places'] if question.places else [])])}"


def _notes(metric: Metric, figures: Sequence[PrintedFigure], sum_reported: Total) -> Iterator[str]:
    if any(set(figure.exceeds) - {Exceeds.ACTORS} for figure in figures):
        yield WIDER_NOTE
    yield from (note for note in sum_reported.notes if note != metric.note)
    yield (
        "This compares numbers. It does not say whether the claim is true: the chronology has what was reported,"
        " not everything that happened."
    )
