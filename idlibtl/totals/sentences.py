"""Sentences to quote: each figure of a record in its source's own words, with its days, its place and who says so.

Each stands for itself, for it will be copied alone: it lays nothing on anybody whom the figure is not attributed to,
and says so where it is another count of the same, or has been corrected.
"""

from collections.abc import Iterator, Sequence

from idlibtl.model.dates import day_text, days_text
from idlibtl.model.records import Citation, Event, Figure
from idlibtl.model.timeline import Timeline
from idlibtl.totals import quotes


def sentences(timeline: Timeline, event: Event) -> Iterator[str]:
    """A sentence for each figure of an event; none for an event without a figure."""
    told: set[str] = set()
    metrics = {figure.metric for figure in event.figures}
    for figure in event.figures:
        more = []
        if figure.metric in told:
            more.append("another count of the same, not to be added")
        if (whole := timeline.whole.get(figure.metric)) in metrics:
            more.append(f"among the {timeline.metric[whole].label}")
        yield _sentence(timeline, event, figure, more)
        told.add(figure.metric)


def _sentence(timeline: Timeline, event: Event, figure: Figure, more: Sequence[str]) -> str:
    corrected = f"Corrected since, see {event.replaced_by}: " if event.replaced_by else ""
    places = quotes.names_text(timeline.place[place].name for place in figure.places) if figure.places else ""
    still = f" (as of {day_text(timeline.as_of)})" if figure.period.last is None else ""
    where = f"{places}, {days_text(figure.period)}{still}" if places else f"{days_text(figure.period)}{still}"
    metric = timeline.metric[figure.metric]
    parts = [_words(figure, metric.label), *more]
    if figure.attributed_to:
        parts.append(quotes.attribution_text(timeline, figure))
    return f"{corrected}{where}: {', '.join(parts)} ({_on_whose_word(timeline, event, figure)})."


def _words(figure: Figure, label: str) -> str:
    """The number and what it counts; a word such as "hundreds" in quotes, with what it is read as."""
    printed = quotes.printed(figure)
    read_as = f"{figure.wording}, read as "
    if printed.startswith(read_as):
        return f'"{figure.wording}" (read as {printed.removeprefix(read_as)}) {label}'
    return f"{printed} {label}"


def _on_whose_word(timeline: Timeline, event: Event, figure: Figure) -> str:
    """Who gives the figure, and where that is printed: a publication speaks for itself, or quotes somebody."""
    cited = timeline.cited(event)
    if figure.source is None or figure.source not in timeline.actor:
        own = [each for each in cited if figure.source in (None, each.publication)]
        return _printed_in(timeline, own)
    return f"{timeline.actor[figure.source].name}, in {_printed_in(timeline, cited)}"


def _printed_in(timeline: Timeline, cited: Sequence[Citation]) -> str:
    return " and ".join(
        f'"{timeline.publication_by_id[each.publication].title}"{paragraphs_text(each.paragraphs)}' for each in cited
    )


def paragraphs_text(paragraphs: Sequence[int]) -> str:
    """Paragraphs, to stand behind what they are in: `, paragraphs 2, 3`; empty if there are none."""
    many = "s" if len(paragraphs) > 1 else ""
    return f", paragraph{many} {', '.join(map(str, paragraphs))}" if paragraphs else ""
