"""GeoJSON (RFC 7946): a feature for each event and place, for QGIS, kepler.gl and web maps.

A map adds up what it shows. So the numbers by themselves are shares, each in one feature alone: adding them up over
any features counts nobody twice. What a source said is in words, and in `details`, where no map adds it up.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from idlibtl.model.dates import days_text
from idlibtl.model.records import Place, PlaceKind
from idlibtl.model.vocabulary import Export
from idlibtl.show.exports import words
from idlibtl.show.exports.handed import Handed, Spot
from idlibtl.show.json_text import as_json
from idlibtl.totals.figures import FigureRow
from idlibtl.totals.quotes import titled

_NOTE = (
    f"{words.SHARES} The columns that end in _share_low, _share_best and _share_high are shares, each in one feature"
    " alone. An event with several places has a feature for each: count events by `event`, not by feature. A figure"
    " that covers several places together, or a place that is not the event's, has a feature of its own. A point that"
    " stands for a province or a region says so in `point`."
)

#: The kinds of place that a point can stand for as it is.
_SPOTS = (PlaceKind.TOWN, PlaceKind.SITE)

#: How many reasons why features are on no map a remark gives.
MAX_REASONS = 4


def geojson(handed: Handed) -> Iterator[str]:
    """The file, feature by feature: a line each."""
    timeline = handed.timeline
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "name": timeline.title,
        "description": timeline.description,
        "note": _NOTE,
        "source": words.credit(timeline),
        "license": timeline.license,
        "totals": {total.label: total.headline for total in handed.totals},
        "made_with": f"{words.command(handed.question, Export.GEOJSON)} ({words.made_by()})",
    }
    yield f'{as_json(head).rstrip()[:-1]}, "features": [\n'
    for number, spot in enumerate(handed.spots):
        yield f"{',' if number else ''}{as_json(_feature(handed, spot))}"
    yield "]}\n"


def _feature(handed: Handed, spot: Spot) -> dict[str, Any]:
    place = None if spot.place is None else handed.timeline.place[spot.place]
    return {
        "type": "Feature",
        "id": f"{spot.event.id}@{'+'.join(spot.places)}",
        "geometry": _geometry(place),
        "properties": {**_told(handed, spot, place), **_shares(handed, spot), "details": _details(handed, spot)},
    }


def _geometry(place: Place | None) -> dict[str, Any] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}


def _told(handed: Handed, spot: Spot, place: Place | None) -> dict[str, Any]:
    timeline, event = handed.timeline, spot.event
    return {
        "event": event.id,
        "title": titled(event),
        "summary": event.summary,
        "kind": ", ".join(timeline.kind[kind].label for kind in event.kinds),
        "phase": None if event.phase is None else timeline.phase[event.phase].title,
        "date": days_text(event.span),
        "start": event.first.isoformat(),
        "end": None if event.last is None else event.last.isoformat(),
        "approximate": event.approximate,
        "place": spot.place,
        "place_name": words.where(timeline, spot.places),
        "point": _point(place),
        "features_of_event": spot.siblings,
        "actors": words.who(timeline, event),
        "attributed_to": words.names_of(timeline, event.attributed_to),
        "source": timeline.source_name(event.source),
        "cited": words.cited(timeline, event),
        "note": event.note,
        "replaced_by": event.replaced_by,
        "figures": "; ".join(words.figures_told(handed, event, spot.places)),
    }


def _point(place: Place | None) -> str | None:
    """What the point stands for, where there is one."""
    if _geometry(place) is None or place is None:
        return None
    return f"the {'' if place.kind in _SPOTS else 'whole '}{place.kind}"


def _shares(handed: Handed, spot: Spot) -> dict[str, int | None]:
    """What the spot's figures add to the totals; every feature has the same columns."""
    rows = {row.metric: row for row in spot.rows}
    return {
        f"{metric.id}_share_{bound}": getattr(rows.get(metric.id), f"share_{bound}", None)
        for metric in handed.shared
        for bound in ("low", "best", "high")
    }


def _details(handed: Handed, spot: Spot) -> list[dict[str, Any]]:
    """The event's figures as they were said, each with what became of it."""
    return [_detail(handed, row) for row in handed.rows_of.get(spot.event.id, ())]


def _detail(handed: Handed, row: FigureRow) -> dict[str, Any]:
    return {
        "metric": row.metric,
        "wording": row.wording,
        "hedge": row.hedge,
        "low": row.low,
        "best": row.best,
        "high": row.high,
        "source": words.source_of(handed.timeline, row.source),
        "places": list(row.places),
        "status": row.status.value,
        "inside": row.inside,
    }


def remark(handed: Handed) -> str:
    """How many features there are, and how many of them are nowhere on a map, and why."""
    spots = handed.spots
    nowhere = [spot for spot in spots if _geometry(_place(handed, spot)) is None]
    if not nowhere:
        return _counted(len(spots), "feature")
    why = Counter(_why(handed, spot) for spot in nowhere)
    told = "; ".join(f"{number:,} {reason}" for reason, number in why.most_common(MAX_REASONS))
    if (more := why.total() - sum(number for _, number in why.most_common(MAX_REASONS))) > 0:
        told += f"; {more:,} in other places without coordinates"
    have = "has" if len(nowhere) == 1 else "have"
    return f"{_counted(len(spots), 'feature')}, of which {len(nowhere):,} {have} no geometry: {told}"


def _place(handed: Handed, spot: Spot) -> Place | None:
    return None if spot.place is None else handed.timeline.place[spot.place]


def _why(handed: Handed, spot: Spot) -> str:
    """Why a spot is on no map."""
    if not spot.places:
        return "without a place"
    if spot.place is None:
        return "of several places together"
    return f"in {handed.timeline.place[spot.place].name}, which has no coordinates"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
