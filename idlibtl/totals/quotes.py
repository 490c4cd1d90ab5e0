"""Numbers in words, as they may be quoted: with their hedge, their source, their days and places."""

from collections.abc import Iterable, Iterator, Sequence

from idlibtl.model.dates import days_text
from idlibtl.model.figures import Count, Hedge
from idlibtl.model.records import PUBLICATION, Event, Figure
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import SumHedge
from idlibtl.query.question import Question

#: What is said where nothing is counted. It is never 0.
NOT_REPORTED = "not reported"


def printed(figure: Figure) -> str:
    """The figure as printed; how it is read where it was not printed in digits; the range that its source gives."""
    # nobody is "about 0", and "at least 0" says nothing
    number = (
        f"{figure.hedge.words} {figure.value:,}".lstrip()
        if figure.value
        else "0 known"
        if figure.count.high != 0
        else "0"
    )
    low, high, wording = figure.stated_low, figure.stated_high, figure.wording
    if low is not None and high is not None:
        low, high = min(low, figure.value, high), max(low, figure.value, high)  # a row may have them out of order
    if low is not None and high is not None and low < high:
        stated = all(f"{end:,}" in (wording or "") or str(end) in (wording or "") for end in (low, high))
        return wording if wording and stated else f"between {low:,} and {high:,}"
    if wording is None:
        return number
    return wording if any(map(str.isdigit, wording)) else f"{wording}, read as {number}"


def is_word(figure: Figure) -> bool:
    """Whether the figure was printed as a word, such as "hundreds", and is read as a number."""
    return figure.wording is not None and not any(map(str.isdigit, figure.wording))


def titled(event: Event) -> str:
    """An event's title; of one that is replaced nobody can miss that it is."""
    return f"REPLACED by {event.replaced_by}: {event.title}" if event.replaced_by else event.title


def with_remarks(event: Event) -> Iterator[tuple[Figure, str]]:
    """The figures of an event, each with what has to stand behind it; empty where nothing has.

    Another source's figure of the same people is "also given", and one of an event that is replaced is "replaced".
    """
    told: set[str] = set()
    replaced = ", replaced" if event.replaced_by else ""
    for figure in event.figures:
        yield figure, f"{', also given' if figure.metric in told else ''}{replaced}"
        told.add(figure.metric)


def source_id(figure: Figure) -> str:
    """The id of the actor that gives the figure; "publication" where the publication speaks for itself."""
    return figure.source or PUBLICATION


def with_sources(figures: Sequence[Figure], what: str = "") -> str:
    """What each source says of the same people: `7 (hospital); 3 (army)`. `what` is said of the first."""
    first, *others = figures
    told = [f"{printed(first)}{what} ({source_id(first)})", *(f"{printed(o)} ({source_id(o)})" for o in others)]
    return "; ".join(told)


def sum_hedge(count: Count) -> SumHedge:
    """How a sum of ours is hedged: by what its bounds leave open, before wider figures."""
    if count.high is None:
        return SumHedge.AT_LEAST if count.low == count.best else SumHedge.ABOUT_OR_MORE
    return SumHedge.EXACT if count.low == count.best == count.high else SumHedge.ABOUT


def sum_words(count: Count) -> str:
    """A sum of ours with its hedge in words. 0 has no hedge: nobody is "at least 0"."""
    number = f"{count.best:,}"
    if count.best == 0:
        return number if count.high == 0 else f"{number} known"
    match sum_hedge(count):
        case SumHedge.AT_LEAST:
            return f"at least {number}"
        case SumHedge.ABOUT:
            return f"about {number}"
        case SumHedge.ABOUT_OR_MORE:
            return f"about {number} or more"
        case _:
            return number


def single_hedge(figures: Sequence[Figure]) -> SumHedge:
    """The hedge of a figure that says it all; "about" where its sources disagree or give a range."""
    figure = figures[0]
    is_range = len(figures) > 1 or (figure.hedge is Hedge.EXACT and figure.count.low != figure.count.high)
    return SumHedge.ABOUT if is_range else SumHedge(figure.hedge.value)


def narrower(question: Question, figure: Figure) -> str:
    """The figure's days and places where they are less than what was asked, to stand behind it."""
    timeline = question.timeline
    told = []
    days = timeline.days(figure.period)
    if all((window.first, window.last) != (days.first, days.last) for window in question.windows):
        told.append(days_text(figure.period))
    whole = question.places or timeline.extent
    if figure.places and not whole <= set(figure.places):
        told.append(names_text(timeline.place[place].name for place in figure.places))
    return "".join(f", {each}" for each in told)


def names_text(names: Iterable[str]) -> str:
    """Names in a row: Idlib, Hama and Aleppo."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def attribution_text(timeline: Timeline, figure: Figure) -> str:
    """To whom a figure is attributed, in words."""
    actors = [timeline.actor[actor].name for actor in figure.attributed_to]
    return f"attributed to {names_text(actors) if actors else 'nobody'}"


def outside_text(question: Question, figures: Sequence[Figure], exceeds: Iterable[str], what: str = "") -> str:
    """A figure that covers more than was asked: its number and days, what it exceeds in, and its source."""
    timeline, figure = question.timeline, figures[0]
    more = f"{what}, {days_text(figure.period)}"
    if "places" in exceeds and figure.places:
        more += f", {names_text(timeline.place[place].name for place in figure.places)}"
    if "actors" in exceeds:
        more += f", {attribution_text(timeline, figure)}"
    return with_sources(figures, more)
