"""Who speaks: what is wrong with publications, citations and sources."""

from collections import Counter
from collections.abc import Iterator, Mapping

from idlibtl.model.records import Event
from idlibtl.model.timeline import Timeline
from idlibtl.read.faults import error, named
from idlibtl.read.files import Finding

#: How many ids a message lists.
_LISTED = 5


def faulty_citations(timeline: Timeline, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    """The errors in the form that a file has chosen: one publication with paragraphs, or several with citations."""
    if timeline.publication:
        if "id" in timeline.publication.model_fields_set:
            yield error("", "publication.id", "only one of several publications, in publications, has an id")
        for event in timeline.events:
            if event.citations:
                yield error(
                    f"event {event.id}",
                    "citations",
                    "belong to a file with several publications; with the one publication give paragraphs",
                )
        return
    for publication in timeline.publications:
        if publication.id in known["actors"]:
            reason = "an actor has this id as well; a source is either, so their ids must differ"
            yield error(f"publication {publication.id}", "id", reason)
    yield from _numbered_for_nobody(timeline)
    for event in timeline.events:
        yield from _faults_of_one(event, known)


def _numbered_for_nobody(timeline: Timeline) -> Iterator[Finding]:
    """Paragraphs that do not say of which publication they are."""
    reason = "belong to a file with one publication; here only a citation says of which publication they are"
    records = (*((f"actor {actor.id}", actor.paragraphs) for actor in timeline.actors), ("", timeline.paragraphs))
    for record, paragraphs in records:
        if paragraphs:
            yield error(record, "paragraphs", reason)


def _faults_of_one(event: Event, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    record, cited = f"event {event.id}", Counter(citation.publication for citation in event.citations)
    for publication, times in cited.items():
        if times > 1:
            yield error(record, "citations", f"{named(publication)} is cited {times} times; once is enough")
    if event.paragraphs:
        yield error(record, "paragraphs", "belong to a file with one publication; give them in citations")
    if not cited:
        yield error(record, "citations", f"cites nothing; cite at least one of {_some(sorted(known['publications']))}")
        return
    spoken = ((f"figures[{index}].source", figure.source) for index, figure in enumerate(event.figures))
    for field, source in (("source", event.source), *spoken):
        if source is None:
            if len(cited) > 1:
                reason = f"who says so: {_some(list(cited))}, or an actor? The event cites more than one publication"
                yield error(record, field, reason)
        elif source in known["publications"] and source not in cited:
            yield error(record, field, f"{source} is not among the event's citations; cite it")


def _some(ids: list[str]) -> str:
    more = f" ({len(ids) - _LISTED} more)" if len(ids) > _LISTED else ""
    return f"{', '.join(map(named, ids[:_LISTED]))}{more}"
