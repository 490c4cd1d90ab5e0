"""A chronology of a field dataset -> the JSON of a file in the format of idlibtl, with some of its events."""

from collections.abc import Sequence
from typing import Any

from idlibtl.model.records import Event, Figure, Record
from idlibtl.model.timeline import Timeline

#: What is written of an event, and of a figure whose days, places and attribution are its event's.
_EVENT = {"id", "date", "title", "summary", "kinds", "actors", "places", "note"}
_FIGURE = {"metric", "value", "hedge", "wording", "scope", "note"}


def own_format(timeline: Timeline, events: Sequence[Event]) -> dict[str, Any]:
    """Return these events as a file in the format of idlibtl, with the places and actors that they name.

    They stay coded data: bounds are as their rows have them, so that totals are those of the rows.
    """
    places = timeline.places_around({place for event in events for place in event.places})
    actors = {part.actor for event in events for part in event.actors}
    return {
        "schema_version": timeline.schema_version,
        "title": timeline.title,
        "description": timeline.description,
        "publication": {**_written(timeline.all_publications[0]), "as_of": str(timeline.as_of)},
        "license": timeline.license,
        "is_coded": True,
        "kinds": [_written(kind) for kind in timeline.kinds],
        "metrics": [_written(metric) for metric in timeline.metrics],
        "actors": [_written(actor) for actor in timeline.actors if actor.id in actors],
        "places": [_written(place) for place in timeline.places if place.id in places],
        "phases": [],
        "events": [
            {**_written(event, _EVENT), "source": None, "figures": [_figure(figure) for figure in event.figures]}
            for event in events
        ],
    }


def _written(record: Record, include: set[str] | None = None) -> dict[str, Any]:
    """A record as a file has it: nothing is written that goes without saying."""
    return record.model_dump(mode="json", exclude_defaults=True, include=include)


def _figure(figure: Figure) -> dict[str, Any]:
    bounds = {"low": figure.stated_low, "high": figure.stated_high}
    stated = {key: bound for key, bound in bounds.items() if bound is not None}
    return {**_written(figure, _FIGURE), **stated, "source": None}
