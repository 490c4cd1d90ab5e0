"""A chronology of a field dataset -> the JSON of a file of ours, of some of its events."""

from collections.abc import Iterable, Sequence
from typing import Any

from idlibtl.model.records import Event, Figure, Record, Scope
from idlibtl.model.timeline import Timeline


def own_format(timeline: Timeline, events: Sequence[Event]) -> dict[str, Any]:
    """Return these events as a file of ours, with the places and actors that they name.

    They stay coded data: bounds are as their rows have them, so that totals are those of the rows.
    """
    places = timeline.places_around({place for event in events for place in event.places})
    actors = {part.actor for event in events for part in event.actors}
    return {
        "schema_version": timeline.schema_version,
        "title": timeline.title,
        "description": timeline.description,
        "publication": {**_written(timeline.all_publications[0], leave_out=("id",)), "as_of": str(timeline.as_of)},
        "license": timeline.license,
        "is_coded": True,
        "kinds": [_written(kind) for kind in timeline.kinds],
        "metrics": [_written(metric) for metric in timeline.metrics],
        "actors": [_written(actor) for actor in timeline.actors if actor.id in actors],
        "places": [_written(place) for place in timeline.places if place.id in places],
        "phases": [],
        "events": [_event(event) for event in events],
    }


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
    """A figure; its days, places and attribution are its event's."""
    written = {
        "metric": figure.metric,
        "value": figure.value,
        "hedge": figure.hedge.value if figure.hedge.words else None,
        "wording": figure.wording,
        "low": figure.stated_low,
        "high": figure.stated_high,
        "scope": None if figure.scope is Scope.INCIDENT else figure.scope.value,
        "note": figure.note,
    }
    return {"source": None, **{key: value for key, value in written.items() if value is not None}}
