"""What a reader of a total has to know, in sentences."""

from collections.abc import Iterator
from enum import StrEnum

from idlibtl.model.dates import quoted
from idlibtl.model.figures import Hedge, in_order
from idlibtl.model.records import Figure
from idlibtl.totals import quotes
from idlibtl.totals.reckoning import Reckoning

#: How many figures a note names.
MAX_NAMED = 3


TOLERANCE = 10


class Convention(StrEnum):
    """What has to be known of every number that it holds for."""

    TOLERANCE = (
        f'Low and high hold if "about" and "nearly" are within {TOLERANCE} %. That is our convention, not a source\'s.'
    )
    OPEN = (
        'Open means that there is no upper bound: a figure says "at least" or "more than",'
        " or one that covers more than was asked may hold more."
    )


def conventions(reckoning: Reckoning) -> Iterator[Convention]:
    """The conventions that the total rests on."""
    if any(is_hedged(figure) for figure in _counted_figures(reckoning)):
        yield Convention.TOLERANCE
    if reckoning.sum and (reckoning.sum.high is None or reckoning.wider):
        yield Convention.OPEN


def notes(reckoning: Reckoning, most: int | None) -> Iterator[str]:
    """What explains this total to whoever looks at its working, where at most so many figures are listed."""
    if reckoning.sum is None:
        yield "Not reported is not 0: no figure is given for just what was asked."
    if any(count != in_order(reckoning.taken[number].count) for number, count in reckoning.counted_as.items()):
        yield "Overlapping figures are adjusted so that nobody is counted twice."
    if most is not None:
        yield from _cut(reckoning, most)
    if reckoning.wider and reckoning.sum:
        yield "There may be more: figures that cover more than was asked are not added."


def _cut(reckoning: Reckoning, most: int) -> Iterator[str]:
    """How many figures are listed, where that is not all of them."""
    metric = reckoning.metric.id
    wider = reckoning.wider_number + bool(reckoning.wider)
    for number, what in ((reckoning.number, "that are counted"), (wider, "that cover more than was asked")):
        if number > most:
            yield (
                f"Only the first {most:,} of {number:,} figures {what} are listed; idlibtl figures --metric {metric},"
                " with the same filters, lists them all."
            )


def caveats(reckoning: Reckoning) -> Iterator[str]:
    """What has to stand beside the number wherever it is told."""
    words = dict.fromkeys(
        f"{quoted(figure.wording)} is read as {figure.value:,}".replace("'", '"')
        for figure in {(each.wording, each.value): each for each in _counted_figures(reckoning)}.values()
        if quotes.is_word(figure)
    )
    yield from (f"{word}." for word in words)
    if told := _attributed_to_nobody(reckoning):
        yield f"Attributed to nobody, and so in no actor's number: {told}."
    if reckoning.metric.note:
        yield reckoning.metric.note


def _counted_figures(reckoning: Reckoning) -> Iterator[Figure]:
    return (figure for number in reckoning.counted for figure in reckoning.taken[number].figures)


def _label(reckoning: Reckoning, number: int) -> str:
    return f" {reckoning.question.timeline.metric[reckoning.nest.keys[number][0]].label}"


def _attributed_to_nobody(reckoning: Reckoning) -> str:
    """Under a filter on actors: the largest figures that would be counted if they were attributed to somebody asked."""
    if not reckoning.question.actors:
        return ""
    named = [
        quotes.outside_text(reckoning.question, reckoning.taken[number].figures, (), _label(reckoning, number))
        for number in reckoning.to_nobody[:MAX_NAMED]
    ]
    more = reckoning.to_nobody_number - len(named)
    return "; ".join(named) + (f"; and {more} more" if more else "")


def is_hedged(figure: Figure) -> bool:
    """Whether our convention of 10 % gives one of the figure's bounds."""
    low, high = figure.stated_low is None, figure.stated_high is None
    return (figure.hedge is Hedge.ABOUT and (low or high)) or (figure.hedge is Hedge.NEARLY and low)
