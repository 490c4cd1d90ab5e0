"""How to cite a record, as text."""

from collections.abc import Iterator

from idlibtl import __version__
from idlibtl.model.dates import day_text
from idlibtl.model.records import Citation, Event, Publication
from idlibtl.model.timeline import Timeline
from idlibtl.totals.quotes import names_text
from idlibtl.totals.sentences import paragraphs_text


def citation(timeline: Timeline, event: Event, cited: Citation) -> str:
    """Return how to cite a record of a chronology, as it is printed in one publication."""
    publication = timeline.publication_by_id[cited.publication]
    paragraphs = f"{paragraphs_text(cited.paragraphs)} (counted without headings)" if cited.paragraphs else ""
    where = [
        f'"{publication.title}" ({publication.kind})',
        *filter(None, (publication.publisher,)),
        f"as of {day_text(publication.as_of)}{paragraphs}",
        *filter(None, (cited.url,)),
    ]
    sentences = [", ".join(where), *_not_recorded(publication, cited), record_text(timeline, event)]
    return f"{'. '.join(sentences)}. Figures are as reported and have not been verified."


def _not_recorded(publication: Publication, cited: Citation) -> Iterator[str]:
    missing = [word for word, value in (("publisher", publication.publisher), ("address", cited.url)) if not value]
    if missing:
        yield f"{' and '.join(missing).capitalize()} not recorded"


def compilation(timeline: Timeline) -> str:
    """Return how to cite a chronology itself."""
    publications = names_text(f'"{one.title}" ({one.kind})' for one in timeline.all_publications)
    return (
        f'"{timeline.title}", idlibtl {__version__}. Compiled from {publications}, as of {day_text(timeline.as_of)}.'
        f" License: {timeline.license.rstrip('.')}. Figures are as reported and have not been verified."
    )


def record_text(timeline: Timeline, event: Event) -> str:
    """Return which record of which chronology an event is."""
    corrected = f"; replaced by {event.replaced_by}" if event.replaced_by else ""
    return f'Record {event.id} of "{timeline.title}", idlibtl {__version__}{corrected}'
