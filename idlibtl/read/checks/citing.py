"""Publications, citations and sources: what is wrong with them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from idlibtl.model.records import Event
from idlibtl.model.timeline import Timeline
from idlibtl.read.faults import error, named
from idlibtl.read.files import Finding

#: How many ids a message lists.
_LISTED = 5


def faulty_citations(timeline: Timeline, ids: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Yield the errors in either form: one publication with paragraphs, or several with citations."""
    if timeline.publication:
        if "id" in timeline.publication.model_fields_set:
            yield error("", "publication.id", "is for a file with several publications. Leave it out.")
        for event in timeline.events:
            if event.citations:
                reason = "are for a file with several publications. Give paragraphs."
                yield error(f"event {event.id}", "citations", reason)
        return
    for publication in timeline.publications:
        if publication.id in ids["actors"]:
            yield error(f"publication {publication.id}", "id", "is the id of an actor too. Sources need different ids.")
    reason = "are for a file with one publication. Give them in citations."
    for record, paragraphs in (
        ("", timeline.paragraphs),
        *((f"actor {actor.id}", actor.paragraphs) for actor in timeline.actors),
    ):
        if paragraphs:
            yield error(record, "paragraphs", reason)
    for event in timeline.events:
        if event.paragraphs:
            yield error(f"event {event.id}", "paragraphs", reason)
        yield from _faults_of_one(event, ids["publications"])


def _faults_of_one(event: Event, publications: Collection[str]) -> Iterator[Finding]:
    record, cited = f"event {event.id}", Counter(citation.publication for citation in event.citations)
    for publication, times in cited.items():
        if times > 1:
            yield error(record, "citations", f"{named(publication)} is cited {times} times. Cite it once.")
    if not cited:
        yield error(record, "citations", f"is required: cite at least one of {_some(sorted(publications))}")
        return
    sources = ((f"figures[{index}].source", figure.source) for index, figure in enumerate(event.figures))
    for field, source in (("source", event.source), *sources):
        if source is None and len(cited) > 1:
            reason = f"is required, because the event cites several publications: {_some(list(cited))} or an actor"
            yield error(record, field, reason)
        elif source in publications and source not in cited:
            yield error(record, field, f"{source} is not among the event's citations. Cite it too.")


def _some(ids: list[str]) -> str:
    more = f" ({len(ids) - _LISTED} more)" if len(ids) > _LISTED else ""
    return f"{', '.join(map(named, ids[:_LISTED]))}{more}"
