"""What every export says in words: who, where, how many, on whose word, and what a reader has to know."""

import shlex
from collections.abc import Iterator, Sequence

from idlibtl import __version__
from idlibtl.model.dates import day_text, days_text
from idlibtl.model.records import PUBLICATION, Citation, Event, Figure, Scope
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import Export, Status
from idlibtl.query.question import Question
from idlibtl.show.export.handed import Handed
from idlibtl.totals import quotes
from idlibtl.totals.figures import FigureRow

#: The option of each filter, in the order of `Filters`.
_OPTIONS = {
    "since": "--from",
    "until": "--to",
    "actors": "--actor",
    "phases": "--phase",
    "places": "--place",
    "kinds": "--kind",
    "sources": "--source",
    "metrics": "--metric",
    "texts": "--text",
}

#: What has to be known by whoever adds up, in every format.
SHARES = (
    "Do not add up the numbers as printed: one report may contain the people of another. Only shares add up: a share is"
    " what a figure adds that no other figure has. An empty high beside a best is open upwards."
)


def command(question: Question, format_: Export) -> str:
    """The call that makes the same again; the chronology and the place to write to are left out."""
    words = ["idlibtl", "export", format_.value]
    for field, option in _OPTIONS.items():
        given = getattr(question.asked, field)
        for each in [given] if isinstance(given, str) else given or ():
            words += [option, shlex.quote(each)]
    return " ".join(words)


def not_added(handed: Handed) -> str:
    """That figures cover more than was asked, and so are in no share; empty where none does."""
    wider = {(row.metric, row.event) for row in handed.rows if row.status is Status.WIDER}
    if not wider:
        return ""
    if len(wider) == 1:
        return "1 figure covers more than was asked and is not counted: there may be more; see idlibtl totals"
    return (
        f"{len(wider):,} figures cover more than was asked and are not counted: there may be more; see idlibtl totals"
    )


def made_by() -> str:
    """The program and its version."""
    return f"idlibtl {__version__}"


def credit(timeline: Timeline) -> str:
    """What the chronology was compiled from, and what that means for its figures."""
    return " ".join(
        f"Source: {each.title} ({each.kind}), as of {day_text(each.as_of)}.{f' {each.note}' if each.note else ''}"
        for each in timeline.all_publications
    )


def source_of(timeline: Timeline, source: str | None) -> str | None:
    """The id of a source; "publication" where the one publication speaks for itself."""
    return PUBLICATION if source is None and timeline.publication else source


def cited(timeline: Timeline, event: Event) -> str:
    """Where an event stands: its paragraphs, of each publication where there are several."""
    return "; ".join(_cited(timeline, each) for each in timeline.cited(event))


def _cited(timeline: Timeline, cited: Citation) -> str:
    title = "" if timeline.publication else timeline.publication_by_id[cited.publication].title
    some = "paragraphs" if len(cited.paragraphs) > 1 else "paragraph"
    paragraphs = f"{some} {', '.join(map(str, cited.paragraphs))}" if cited.paragraphs else ""
    return ", ".join(each for each in (title, paragraphs, "" if timeline.publication else cited.url) if each)


def who(timeline: Timeline, event: Event) -> str:
    """Who took part, each with its role; empty where nobody is named."""
    return "; ".join(f"{timeline.actor[part.actor].name} ({part.role.value})" for part in event.actors)


def names_of(timeline: Timeline, actors: Sequence[str]) -> str:
    """Actors by name; empty for nobody."""
    return "; ".join(timeline.actor[actor].name for actor in actors)


def where(timeline: Timeline, places: Sequence[str]) -> str:
    """Places by name, of which a thing is told together; empty for none."""
    return quotes.names_text(timeline.place[place].name for place in places) if places else ""


def figures_told(handed: Handed, event: Event, places: Sequence[str]) -> Iterator[str]:
    """Each figure of an event in words, as whoever sees only `places` has to read it."""
    timeline = handed.timeline
    rows = {(row.metric, row.source): row for row in handed.rows_of.get(event.id, ())}
    for metric in handed.metrics:
        told = [figure for figure in event.figures if figure.metric == metric.id]
        asked = [figure for figure in told if (metric.id, figure.source) in rows] or told
        if told:
            row = rows.get((metric.id, asked[0].source))
            said = "; ".join(f"{quotes.printed(each)} ({timeline.source_name(each.source)})" for each in asked)
            yield f"{metric.label}: {said}{_more(timeline, event, asked[0], row, places)}"


def _more(timeline: Timeline, event: Event, figure: Figure, row: FigureRow | None, places: Sequence[str]) -> str:
    """What a figure covers besides, and what becomes of it in a total."""
    more = []
    if figure.scope is Scope.CUMULATIVE or figure.period != event.span:
        more.append(days_text(figure.period))
    if figure.places and set(figure.places) != set(places):
        together = " together" if len(figure.places) > 1 else ""
        more.append(f"{where(timeline, figure.places)}{together}")
    if set(figure.attributed_to) != set(event.attributed_to):
        more.append(quotes.attribution_text(timeline, figure))
    if told := _counting(timeline, event, row):
        more.append(told)
    return "".join(f", {each}" for each in more)


def _counting(timeline: Timeline, event: Event, row: FigureRow | None) -> str:
    """Why a figure adds nothing by itself; empty where it does."""
    if event.replaced_by is not None:
        return f'not counted: corrected by "{timeline.event[event.replaced_by].title}"'
    if row is None:
        return "not counted: it is not of what was asked"
    if row.status is Status.WIDER:
        return "not counted: it covers more than was asked"
    return "" if row.inside is None else f'already inside "{timeline.event[row.inside].title}"'
