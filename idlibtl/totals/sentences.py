"""Sentences to quote: each figure of a record in its source's own words, with its source and where it was printed.

A sentence will be copied alone. What the publication does not say is not in it: days that are the compiler's reading
give way to the words of the publication, and what dates these is in square brackets, as an editor's insertion is. It
attributes nothing beyond the figure, and says if the figure is another source's count, or has been corrected.
"""

import re
from collections.abc import Iterator, Sequence

from idlibtl.model.dates import Span, day_text, days_text, month_text
from idlibtl.model.records import Citation, Event, Figure, Scope
from idlibtl.model.timeline import Timeline
from idlibtl.totals.quotes import after_number, attribution_text, is_one, names_text

#: What is counted and what became of it, where a label says both: civilians killed, hospitals put out of action.
_DONE_TO = re.compile(r"(?P<counted>\S+(?: \S+)*?) (?P<done>(?:\w+ed|hurt|put)\b.*)")


def sentences(timeline: Timeline, event: Event) -> Iterator[str]:
    """Return a sentence for each figure of an event."""
    first: dict[str, Figure] = {}
    for figure in event.figures:
        first.setdefault(figure.metric, figure)
    for figure in event.figures:
        yield _sentence(timeline, event, figure, first)


def _sentence(timeline: Timeline, event: Event, figure: Figure, first: dict[str, Figure]) -> str:
    what = f"{_number(timeline, figure)}{_in_what(timeline, event)}"
    parts = [f"{what}{_where(timeline, figure)}{_when(timeline, event, figure)}"]
    if first[figure.metric] is not figure:
        parts.append("another source's count, not to be added")
    if total := first.get(timeline.whole.get(figure.metric, "")):
        parts.append(f"among {_wording(total)} {timeline.metric[total.metric].label}")
    if figure.attributed_to:
        parts.append(attribution_text(timeline, figure))
    text = f"{', '.join(parts)} ({_source(timeline, event, figure)})."
    return f"Since corrected (see {event.replaced_by}): {text}" if event.replaced_by else text[0].upper() + text[1:]


def _number(timeline: Timeline, figure: Figure) -> str:
    """The number and what it counts: around 50 civilians were killed, hundreds of fighters were killed."""
    wording = _wording(figure)
    label = after_number(wording, timeline.metric[figure.metric].label)
    of = " of" if wording.endswith("s") and not any(map(str.isdigit, wording)) else ""
    if split := _DONE_TO.fullmatch(label):
        label = f"{split['counted']} {'was' if is_one(wording) else 'were'} {split['done']}"
    return f"{wording}{of} {label}"


def _wording(figure: Figure) -> str:
    if figure.wording:
        return figure.wording
    if figure.stated_low is not None and figure.stated_high is not None:
        return f"between {figure.stated_low:,} and {figure.stated_high:,}"
    return f"{figure.hedge.words} {figure.value:,}".lstrip()


def _in_what(timeline: Timeline, event: Event) -> str:
    """The violence that people were killed in, if the title has the word for it: in strikes and clashes."""
    labels = [timeline.kind[kind].label for kind in event.kinds if timeline.kind[kind].violent]
    titled = [re.search(rf"\b{re.escape(label)}e?s\b", event.title, re.IGNORECASE) for label in labels]
    words = [word[0].lower() for word in titled if word]
    return f" in {names_text(words)}" if words else ""


def _where(timeline: Timeline, figure: Figure) -> str:
    """The places of a figure, unless they are all that the chronology covers: that is the compiler's word."""
    if not figure.places or timeline.extent <= set(figure.places):
        return ""
    return f" in {names_text(timeline.place[place].name for place in figure.places)}"


def _when(timeline: Timeline, event: Event, figure: Figure) -> str:
    sums_up = figure.period != event.span and figure.scope is Scope.CUMULATIVE
    if event.date_text:
        dated = "" if str(event.first.year) in event.date_text else f" [{'to ' * sums_up}{_dated(event.span)}]"
        return f', "{event.date_text}"{dated}'
    if sums_up:
        return f" by {days_text(event.span)}"
    if figure.period.last is None:
        return f", {days_text(figure.period)} (as of {day_text(timeline.as_of)})"
    is_day = figure.period.first == figure.period.last and not figure.period.approximate
    return f"{' on' if is_day else ','} {days_text(figure.period)}"


def _dated(span: Span) -> str:
    """The days of an event; its months, if the days are not certain."""
    if not span.approximate:
        return days_text(span)
    months = [month_text(day) for day in (span.first, span.last) if day is not None]
    return " – ".join(dict.fromkeys(months))


def _source(timeline: Timeline, event: Event, figure: Figure) -> str:
    """Who gives the figure and where that is printed: a publication speaks for itself, or quotes someone."""
    cited = timeline.cited(event)
    if figure.source is None or figure.source not in timeline.actor:
        return _printed_in(timeline, [each for each in cited if figure.source in (None, each.publication)])
    return f"{timeline.actor[figure.source].name}, in {_printed_in(timeline, cited)}"


def _printed_in(timeline: Timeline, citations: Sequence[Citation]) -> str:
    return " and ".join(
        f'"{timeline.publication_by_id[citation.publication].title}"{paragraphs_text(citation.paragraphs)}'
        for citation in citations
    )


def paragraphs_text(paragraphs: Sequence[int]) -> str:
    """Return paragraphs as they are written after a title: `, paragraphs 2, 3`; empty if there are none."""
    many = "s" if len(paragraphs) > 1 else ""
    return f", paragraph{many} {', '.join(map(str, paragraphs))}" if paragraphs else ""
