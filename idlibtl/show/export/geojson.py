"""GeoJSON (RFC 7946), for QGIS, kepler.gl and web maps: three sorts of features, named in `feature`.

- `event`: an event at its places, one point or several. Its days are the event's.
- `figure`: a figure that does not share days, place, attribution and source with its event. Its days are the figure's.
- `place`: the outline of a province, with the events in it.

A map adds up what it shows. So the only numbers to add up are shares, each in one feature, at the one place that its
figure covers. What a source reported is in words, and in `details`, which maps do not add up.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import days_text, stored_span
from idlibtl.model.figures import number_of
from idlibtl.model.records import Event, Place
from idlibtl.model.vocabulary import Export
from idlibtl.show.about import caveat
from idlibtl.show.describe import Description, phase_text, source_text
from idlibtl.show.export.content import SHARES, Content, figure_texts, made_with, one_month, share_label, whole_answer
from idlibtl.show.page.outlines import Line, outlines
from idlibtl.show.safe_text import as_json
from idlibtl.totals.figures import FigureRow
from idlibtl.totals.quotes import actor_names, place_names, titled
from idlibtl.totals.sentences import paragraphs_text

_NOTE = (
    f"{SHARES} The columns that end in (share) have the shares. `start`, `end` and `month` are the days that they"
    " count; `month` is empty if these are in more than one month. A figure for several places has no geometry. Events"
    " are the features whose `feature` is event. `points` names what the points are."
)

#: The columns of every feature, before the shares and `details`.
_COLUMNS = (
    *("feature", "event", "title", "summary", "kinds", "phase", "date", "start", "end", "month", "approximate"),
    *("places", "points", "events_here", "actors", "attributed_to", "source", "cited", "note", "replaced_by"),
    "figures",
)

#: What `details` has of a figure: what was printed, and its status.
_DETAILS = ("metric", "wording", "hedge", "printed_value", "printed_low", "printed_high", "source", "status", "inside")

#: How many of the places that are not on the map a remark names.
MAX_NAMED = 4

Properties = Mapping[str, Any]

#: The figures of an event in words, by metric and source.
_Texts = Mapping[tuple[str, str | None], str]


def geojson(content: Content) -> Iterator[str]:
    """Yield the file, one line per feature."""
    chronology = content.chronology
    head = {
        "type": "FeatureCollection",
        "name": chronology.title,
        "description": chronology.description,
        "note": _NOTE,
        "source": caveat(chronology),
        "license": chronology.license,
        "totals": {total.label: whole_answer(total) for total in content.totals},
        "not_on_the_map": _not_on_the_map(content),
        "made_with": made_with(content, Export.GEOJSON),
    }
    yield f'{as_json(head).rstrip()[:-1]}, "features": [\n'
    for number, feature in enumerate(_features(content)):
        yield f"{',' if number else ''}{as_json(feature)}"
    yield "]}\n"


def remark(content: Content) -> str:
    """Return which places are not on the map, with their numbers of events; empty if all are on it."""
    names = _not_on_the_map(content)
    more = f", {len(names) - MAX_NAMED:,} more" if len(names) > MAX_NAMED else ""
    return f"Not on the map: {', '.join(names[:MAX_NAMED])}{more}" if names else ""


def _not_on_the_map(content: Content) -> list[str]:
    """The places of events without a point or an outline, each with its number of events, the most first."""
    place, outlined = content.chronology.place, {area.id for area, _ in _areas(content)}
    counter: Counter[str] = Counter()
    for event in content.events:
        if not any(place[one].point or one in outlined for one in event.places):
            counter.update(sorted({place[one].name for one in event.places}) or ["no place"])
    return [f"{name} ({number_of(number, 'event')})" for name, number in counter.most_common()]


def _features(content: Content) -> Iterator[Mapping[str, Any]]:
    metrics, counted = content.chronology.metrics, {row.metric for row in content.rows if row.share is not None}
    ids = [metric.id for metric in metrics if metric.id in counted]
    labels = {metric: f"{share_label(content.chronology, metric)} (share)" for metric in ids}
    blank = dict.fromkeys((*_COLUMNS, *labels.values(), "details"))

    def feature(
        name: str, properties: Properties, rows: Iterable[FigureRow], places: Iterable[str], geometry: Any = None
    ) -> Properties:
        """Return a feature at its places, or of the geometry given."""
        located = [place for one in places if (place := content.chronology.place[one]).point]
        if located:
            points = [place.point for place in located]
            is_one = len(points) == 1
            geometry = {"type": "Point" if is_one else "MultiPoint", "coordinates": points[0] if is_one else points}
        named = {"points": ", ".join(f"{place.name} ({place.kind})" for place in located) or None}
        shares = {labels[row.metric]: row.share for row in rows}
        whole = {**blank, **properties, **named, **shares}
        return {"type": "Feature", "id": name, "geometry": geometry, "properties": whole}

    for place, line in _areas(content):
        if events := [event for event in content.events if place.id in event.places]:
            # counter-clockwise as in the standard
            twice_the_area = sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairwise(line))
            outline = {"type": "Polygon", "coordinates": [line if twice_the_area > 0 else line[::-1]]}
            yield feature(f"place/{place.id}", _of_place(place, events), (), (), outline)
    for event in content.events:
        texts = figure_texts(content, event)
        # the counted figures, by what they cover and their source
        groups: dict[tuple[object, ...], list[FigureRow]] = defaultdict(list)
        for row in content.rows_of.get(event.id, ()):
            if row.share is not None:
                groups[row.places, row.period, row.attributed_to, row.source].append(row)
        # at several points a number would be added up several times
        covered = event.places, event.span.stored, event.attributed_to, event.source
        own = groups.pop(covered, []) if len(event.places) < 2 else []
        yield feature(event.id, _of_event(content, event, texts), own, event.places)
        for number, rows in enumerate(groups.values(), 1):
            places = rows[0].places if len(rows[0].places) == 1 else ()
            yield feature(f"{event.id}/{number}", _of_figures(content, event, rows, texts), rows, places)


# Properties


def _of_place(place: Place, events: Sequence[Event]) -> Properties:
    return {
        "feature": "place",
        "title": place.name,
        "summary": "; ".join(f"{days_text(event.span)}: {titled(event)}" for event in events),
        "start": min(event.first for event in events).isoformat(),
        "end": None if any(event.last is None for event in events) else str(max(e.last for e in events if e.last)),
        "places": place.name,
        "events_here": len(events),
    }


def _of_event(content: Content, event: Event, texts: _Texts) -> Properties:
    chronology, description = content.chronology, Description(content.chronology, event)
    return {
        "feature": "event",
        "event": event.id,
        "title": description.title,
        "summary": event.summary,
        "kinds": description.kinds,
        "phase": phase_text(chronology, event.phase) or None,
        "date": description.printed_days,
        **_covered(chronology, event),
        "actors": description.who or None,
        "source": description.source,
        "cited": "; ".join(description.cited) or paragraphs_text(event.paragraphs).removeprefix(", ") or None,
        "note": event.note,
        "replaced_by": event.replaced_by,
        "figures": "; ".join(texts.values()),
        "details": [{key: getattr(row, key) for key in _DETAILS} for row in content.rows_of.get(event.id, ())],
    }


def _of_figures(content: Content, event: Event, rows: Sequence[FigureRow], texts: _Texts) -> Properties:
    chronology, row = content.chronology, rows[0]
    keys = {(one.metric, one.source) for one in rows}
    return {
        "feature": "figure",
        "event": event.id,
        "title": titled(event),
        "date": days_text(stored_span(row.period)),
        **_covered(chronology, row),
        "source": source_text(chronology, row.source),
        "figures": "; ".join(text for key, text in texts.items() if key in keys),
    }


def _covered(chronology: Chronology, one: Event | FigureRow) -> Properties:
    """The days, places and attribution of an event or a figure."""
    return {
        "start": one.first.isoformat(),
        "end": one.last.isoformat() if one.last else None,
        "month": one_month(one),
        "approximate": one.approximate,
        "places": place_names(chronology, one.places) if one.places else None,
        "attributed_to": actor_names(chronology, one.attributed_to) if one.attributed_to else None,
    }


def _areas(content: Content) -> Iterator[tuple[Place, Line]]:
    """The provinces whose outlines are bundled."""
    if bundled := outlines(content.chronology.places):
        for place in content.chronology.places:
            if area := bundled.area(place):
                yield place, area
