"""A timeline of a field dataset -> the JSON of a file of ours, of some of its events."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from idlibtl.model.figures import in_order
from idlibtl.model.records import Event, Figure, Record, Scope
from idlibtl.model.timeline import Timeline


class Converted(NamedTuple):
    """A file of ours, and of how many events a figure had its bounds put in order."""

    document: dict[str, Any]
    reordered: int


def own_format(timeline: Timeline, events: Sequence[Event]) -> Converted:
    """These events as a file of ours, with the places and actors that they name."""
    places = timeline.places_around({place for event in events for place in event.places})
    actors = {part.actor for event in events for part in event.actors}
    document = {
        "schema_version": timeline.schema_version,
        "title": timeline.title,
        "description": timeline.description,
        "publication": {**_written(timeline.all_publications[0], leave_out=("id",)), "as_of": str(timeline.as_of)},
        "license": timeline.license,
        "kinds": [_written(kind) for kind in timeline.kinds],
        "metrics": [_written(metric) for metric in timeline.metrics],
        "actors": [_written(actor) for actor in timeline.actors if actor.id in actors],
        "places": [_written(place) for place in timeline.places if place.id in places],
        "phases": [],
        "events": [_event(event) for event in events],
    }
    return Converted(document, sum(any(map(_is_out_of_order, event.figures)) for event in events))


def _written(record: Record, leave_out: Iterable[str] = ()) -> dict[str, Any]:
    """A record as a file has it: nothing is written that goes without saying."""
    return record.model_dump(mode="json", exclude_defaults=True, exclude=set(leave_out))


def _event(event: Event) -> dict[str, Any]:
    written: dict[str, Any] = {
        "id": event.id,
        "date": event.date,
        "title": event.title,
        "summary": event.summary,
        "kinds": list(event.kinds),
        "actors": [{"actor": part.actor, "role": part.role.value} for part in event.actors],
        "places": list(event.places),
        "source": None,
        "figures": [_figure(figure) for figure in event.figures],
        "note": event.note,
    }
    return {key: value for key, value in written.items() if key == "source" or value not in (None, [])}


def _figure(figure: Figure) -> dict[str, Any]:
    """A figure, its bounds in order; its days, places and attribution are its event's."""
    written: dict[str, Any] = {"metric": figure.metric, "value": figure.value, "source": None}
    bounds = in_order(figure.count)
    if bounds.high is None:
        written["hedge"] = figure.hedge.value
    elif bounds.low != bounds.high:
        written |= {"low": bounds.low, "high": bounds.high}
    if figure.wording:
        written["wording"] = figure.wording
    if figure.scope is not Scope.INCIDENT:
        written["scope"] = figure.scope.value
    return {**written, "note": figure.note} if figure.note else written


def _is_out_of_order(figure: Figure) -> bool:
    return in_order(figure.count) != figure.count
