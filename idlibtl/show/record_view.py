"""One record in full -> blocks."""

from collections.abc import Iterator, Sequence

from idlibtl.model.dates import days_text
from idlibtl.model.records import Event, Figure, Scope
from idlibtl.model.timeline import Timeline
from idlibtl.show.blocks import Block, Cell, Column, Heading, Sentence, Table
from idlibtl.show.citations import in_words
from idlibtl.show.totals_view import BOUNDS, bounds
from idlibtl.totals import quotes
from idlibtl.totals.sentences import paragraphs_text, sentences


def who(timeline: Timeline, event: Event) -> Cell:
    """Who had which role; "nobody is named" where a reader asks who did it."""
    if not event.actors:
        return "nobody is named" if any(timeline.kind[kind].violent for kind in event.kinds) else ""
    return tuple(f"{timeline.actor[part.actor].name} ({part.role.value})" for part in event.actors)


def event_blocks(timeline: Timeline, event: Event) -> Iterator[Block]:
    """Everything that a record says."""
    yield Heading(quotes.titled(event))
    yield from _corrections(timeline, event)
    if event.summary:
        yield Sentence(event.summary)
    printed_date = f' ("{event.date_text}")' if event.date_text else ""
    facts = (
        ("Date", f"{days_text(event.span)}{printed_date}"),
        ("Kind", ", ".join(timeline.kind[kind].label for kind in event.kinds)),
        ("Phase", timeline.phase[event.phase].title if event.phase else "none"),
        ("Who", "; ".join(who(timeline, event)) if event.actors else "nobody is named"),
        ("Attributed to", _names(timeline, event.attributed_to)),
        ("Where", _places(timeline, event.places)),
        ("Source", timeline.source_name(event.source)),
        *_citations(timeline, event),
        ("Note", event.note or "none"),
        ("ID", event.id),
    )
    yield Table((Column("", style="bold", whole=True), Column("")), facts)
    if event.figures:
        yield from _figure_blocks(timeline, event)
    yield Heading("To cite")
    yield from (Sentence(in_words(timeline, event, cited)) for cited in timeline.cited(event))


def _corrections(timeline: Timeline, event: Event) -> Iterator[Block]:
    """What the event is corrected by, and what it corrects."""
    if event.replaced_by:
        instead = timeline.event[timeline.stands_for[event.id]]
        told = f"This record is corrected: {instead.title} ({instead.id}) stands in its place."
        yield Sentence(f"{told} No number of it is counted.", bold=True)
    for corrected in timeline.events if timeline.stands_for else ():
        if corrected.replaced_by == event.id:
            yield Sentence(f"This record corrects {corrected.title} ({corrected.id}).")


def _figure_blocks(timeline: Timeline, event: Event) -> Iterator[Block]:
    """The figures of an event as a table, what they say beyond it, and sentences to quote."""
    yield Heading(f"Figures ({len(event.figures)})")
    yield Table(
        (
            Column("Figure"),
            Column("As printed", style="bold"),
            *BOUNDS,
            Column("Source", style="dim", beneath=60),
        ),
        [
            (
                timeline.metric[figure.metric].label,
                quotes.printed(figure),
                *bounds(figure.count),
                timeline.source_name(figure.source),
            )
            for figure in event.figures
        ],
    )
    firsts = {figure.metric: figure for figure in reversed(event.figures)}
    for figure in event.figures:
        is_first = figure is firsts[figure.metric]
        if more := _more(timeline, event, figure) if is_first else _of_the_same(timeline, figure):
            yield Sentence(more)
    yield Heading("To quote")
    yield from map(Sentence, sentences(timeline, event))
    metrics = (timeline.metric[metric] for metric in firsts)
    yield from (Sentence(f"{each.label.capitalize()}: {each.note}") for each in metrics if each.note)


def _citations(timeline: Timeline, event: Event) -> Iterator[tuple[str, str]]:
    """Where the event stands: its paragraphs, or a row for each publication that it cites."""
    if timeline.publication:
        yield "Paragraphs", ", ".join(map(str, event.paragraphs)) or "none"
        return
    for cited in timeline.cited(event):
        told = f"{timeline.publication_by_id[cited.publication].title}{paragraphs_text(cited.paragraphs)}"
        yield "Cited", f"{told}, {cited.url}" if cited.url else told


def _more(timeline: Timeline, event: Event, figure: Figure) -> str:
    """What a figure says beyond its event: its days, places, what it includes, to whom it is attributed."""
    parts = []
    if figure.scope is Scope.CUMULATIVE or figure.period != event.span:
        parts.append(f"{figure.scope.value}, {days_text(figure.period)}")
    if figure.places != event.places:
        parts.append(f"covers {_places(timeline, figure.places)}")
    if figure.includes:
        parts.append(f"includes {', '.join(figure.includes)}")
    if holder := timeline.holder.get((figure.metric, event.id)):
        parts.append(f"already inside {holder}")
    if set(figure.attributed_to) != set(event.attributed_to):
        parts.append(f"attributed to {_names(timeline, figure.attributed_to)}")
    if figure.note:
        parts.append(figure.note.rstrip("."))
    return f"{timeline.metric[figure.metric].label.capitalize()}: {'; '.join(parts)}." if parts else ""


def _of_the_same(timeline: Timeline, figure: Figure) -> str:
    return f"{timeline.metric[figure.metric].label.capitalize()}: the same people, as another source tells it."


def _names(timeline: Timeline, actors: Sequence[str]) -> str:
    return quotes.names_text(timeline.actor[actor].name for actor in actors) if actors else "nobody"


def _places(timeline: Timeline, places: Sequence[str]) -> str:
    return ", ".join(timeline.place[place].name for place in places) or "not given"
