"""What a compiler should look at in a file: what is not used, has no coordinates, or is later than its publication."""

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator

from idlibtl.model.dates import Span
from idlibtl.model.timeline import Timeline
from idlibtl.read.faults import warning
from idlibtl.read.files import Finding


def later_than_as_of(timeline: Timeline) -> Iterator[Finding]:
    """Yield the dates and periods after the cut-off date of every publication that the event cites."""
    for event in timeline.events:
        as_of = max(timeline.publication_by_id[cited.publication].as_of for cited in timeline.cited(event))
        if _is_later(event.span, as_of):
            reason = f"{event.date} is after the publication's as_of date, {as_of}"
            yield warning(f"event {event.id}", "date", reason)
        for index, figure in enumerate(event.figures):
            if figure.period != event.span and _is_later(figure.period, as_of):
                reason = f"ends after the publication's as_of date, {as_of}"
                yield warning(f"event {event.id}", f"figures[{index}].period", reason)


def _is_later(span: Span, as_of: dt.date) -> bool:
    """Whether days go beyond a day; the whole month of that day may be meant up to it."""
    last = span.last or span.first
    is_its_month = (last.year, last.month) == (as_of.year, as_of.month)
    return last > as_of and not (is_its_month and last.day == monthrange(last.year, last.month)[1])


def unused(timeline: Timeline) -> Iterator[Finding]:
    """Yield the actors, places and publications that no event names."""
    places = timeline.places_around(place for event in timeline.events for place in event.places)
    places |= timeline.places_around(
        place for event in timeline.events for figure in event.figures for place in figure.places
    )
    actors = {part.actor for event in timeline.events for part in event.actors}
    actors |= {event.source for event in timeline.events if event.source}
    actors |= {figure.source for event in timeline.events for figure in event.figures if figure.source}
    for actor in timeline.actors:
        if actor.id not in actors:
            yield warning(f"actor {actor.id}", "", "is not used in any event")
    for place in timeline.places:
        if place.id not in places:
            yield warning(f"place {place.id}", "", "has no events, not even in places inside it")
    cited = {citation.publication for event in timeline.events for citation in event.citations}
    for publication in timeline.publications:
        if publication.id not in cited:
            yield warning(f"publication {publication.id}", "", "is not cited in any event")


def without_coordinates(timeline: Timeline) -> Iterator[Finding]:
    """Yield the places that a map leaves out, though others of their kind are on it; and those with one coordinate."""
    located = Counter(place.kind for place in timeline.places if None not in (place.latitude, place.longitude))
    for place in timeline.places:
        if (place.latitude is None) != (place.longitude is None):
            has, lacks = ("latitude", "longitude") if place.longitude is None else ("longitude", "latitude")
            yield warning(f"place {place.id}", lacks, f"is not given, but the {has} is")
        elif place.latitude is None and (others := located[place.kind]):
            have = "places of its kind have them" if others > 1 else "place of its kind has them"
            reason = f"has no coordinates; {others:,} other {have} ({place.kind})"
            yield warning(f"place {place.id}", "latitude", reason)
