"""The map itself as SVG: areas and points, their surroundings, and names that do not cover each other.

It is drawn twice, for a wide and for a narrow screen; the style sheet shows one of the two.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, pi, sin, sqrt
from typing import NamedTuple

from idlibtl.model.figures import number_of
from idlibtl.model.records import REST, Place, PlaceKind
from idlibtl.model.vocabulary import By
from idlibtl.show.page.bars import percent
from idlibtl.show.page.elements import Markup, Node, element
from idlibtl.show.page.labels import Box, Frame, Placed, apart, box_of, next_to_point, over_area, placed
from idlibtl.show.page.outlines import (
    NARROW,
    WIDE,
    Label,
    Line,
    Outlines,
    Point,
    View,
    around,
    meridians,
    outlines,
    parallels,
    scale,
)
from idlibtl.show.page.report import PageReport
from idlibtl.totals.breakdown import Group, groups, in_tree

#: The most places in the table and on the map: those with the most events.
MOST_PLACES = 25


class NamedPlace(NamedTuple):
    """A place, how many events name it, how many places of the table contain it, and its row of the breakdown."""

    place: Place
    events: int
    depth: int
    group: Group | None


class Places(NamedTuple):
    """The places with the most events as a tree, how many are named in all, and the rest without a place."""

    shown: Sequence[NamedPlace]
    number: int
    rest: Group | None


def places_of(report: PageReport) -> Places:
    """Return the places that events name or that have a number; if there are very many, those with the most events."""
    chronology = report.chronology
    events = Counter(place for event in report.events for place in dict.fromkeys(event.places))
    most = frozenset(place for place, _ in events.most_common(MOST_PLACES)) if len(events) > MOST_PLACES else None
    by_place = groups(report.lead.account, By.PLACE, most) if report.lead else ()
    rows = {group.group: group for group in by_place}
    chosen = [place for place in chronology.places if place.id in (events.keys() | rows if most is None else most)]
    # those with the largest numbers first
    entries = [NamedPlace(place, events[place.id], 0, rows.get(place.id)) for place in chosen]
    entries.sort(key=lambda named: (-((named.group and named.group.best) or 0), -named.events, named.place.name))
    by_id = {named.place.id: named for named in entries}
    shown = [by_id[place]._replace(depth=depth) for place, _, depth in in_tree(chronology, by_id)]
    return Places(shown, len(events), rows.get(REST))


#: The fewest places for which a map is drawn.
LEAST_PLACES = 2

#: The kinds of place that are a point on a map. For any other kind the point is its middle.
SPOTS = frozenset((PlaceKind.TOWN, PlaceKind.SITE))

#: The radius of the point with the most events, and of the smallest point, in pixels.
_LARGEST, _SMALLEST = 13.0, 3.0

#: A city of the outlines is not drawn if a place of the chronology is this near, in degrees.
_NEAR = 0.08

#: Where the scale may be: the distance from the left edge or, if negative, the right, and from the top, in percent.
_CORNERS = ((3, 93), (3, 11), (-3, 93), (-3, 11))

#: How far the number of a place without a name may be from its point, in pixels.
_NUMBER_GAPS = (7, 17, 29)

#: The width and height of the inset with the whole country, and its distance from the lower left corner, in pixels.
_INSET, _INSET_GAP = (104, 92), 8

#: The width of the box that the outlines are drawn in.
_UNITS = 1000


class Map(NamedTuple):
    """The content of the map: its places, and by id, those that are areas and those that are points."""

    shown: Sequence[NamedPlace]
    outlines: Outlines | None
    areas: dict[str, str]
    points: dict[str, Point]

    def radius(self, named: NamedPlace) -> float:
        """Return the radius of a place's point: its area is in proportion to the events."""
        most = max(point.events for point in self.shown if point.place.id in self.points)
        return max(_SMALLEST, _LARGEST * sqrt(named.events / max(1, most)))


class Layer(NamedTuple):
    """The map for one width of screen: its view and frame, and the class of its frame."""

    view: View
    frame: Frame
    class_: str


def map_of(shown: Sequence[NamedPlace]) -> Map | None:
    """Return the map of the places that events name; None if fewer than two of them have coordinates or an outline."""
    with_events = [named for named in shown if named.events]
    places = [named.place for named in with_events]
    ground = outlines(places)
    areas = {place.id: area for place in places if ground and (area := ground.area(place))}
    points = {place.id: point for place in places if place.id not in areas and (point := place.point)}
    return Map(with_events, ground, areas, points) if len(areas) + len(points) >= LEAST_PLACES else None


def layers(drawn: Map) -> tuple[Layer, Layer]:
    """Return the map for a wide and for a narrow screen."""
    ground, points = drawn.outlines, list(drawn.points.values())
    wide, narrow = (ground.view, ground.narrow) if ground else (around(points, WIDE), around(points, NARROW))
    return (
        Layer(wide, Frame(WIDE, (850, 1120)), "map-frame map-wide"),
        Layer(narrow, Frame(NARROW, (270, 640)), "map-frame map-narrow"),
    )


def ground(drawn: Map) -> Node:
    """Return the land and borders, which both layers use."""
    if drawn.outlines is None:
        return None
    lines, view = drawn.outlines, drawn.outlines.view
    shapes = [_path(view, line, "map-land", closed=True) for line in lines.land]
    shapes.append(_path(view, lines.home, "map-home", closed=True))
    for place, area in drawn.areas.items():
        shapes.append(_path(view, lines.areas[area], "map-area", place=place, closed=True))
    shapes += [_path(view, line, "map-inner") for line in lines.inner]
    shapes += [_path(view, line, "map-border") for line in lines.border]
    shapes.append(_path(view, lines.road.at, "map-road"))
    return element("g", *shapes, id="map-ground")


def _path(view: View, line: Line, class_: str, *, place: str | None = None, closed: bool = False) -> Markup:
    places = [(round(view.x(x) * _UNITS / 100), round(view.y(y) * _UNITS / 100)) for x, y in line]
    steps = "".join(f"l{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(places))
    way = f"M{places[0][0]} {places[0][1]}{steps}{'z' if closed else ''}"
    return element("path", d=way, class_=class_, data_l=place, vector_effect="non-scaling-stroke")


class Picture(NamedTuple):
    """A layer with everything on it, and the ids of the places that have a number instead of a name."""

    layer: Layer
    content: Sequence[Node]
    numbered: frozenset[str]


def picture(drawn: Map, layer: Layer, numbers: Mapping[str, int]) -> Picture:
    """Return a layer. `numbers` are those of the places in the table."""
    view, frame = layer.view, layer.frame
    by_events = sorted(drawn.shown, key=lambda named: -named.events)
    points = [named for named in by_events if named.place.id in drawn.points]
    taken = list(_taken(drawn, layer))
    bar = next((bar for bar in _bars(view) if all(apart(_bar_box(layer, bar), box, frame) for box in taken)), None)
    taken += [_bar_box(layer, bar)] if bar else []
    cities = _cities(drawn)
    dots = [_dot(view, city.at[0], 3) for city in cities] if frame.ratio == WIDE else []
    names = [_name(drawn, view, named) for named in by_events]
    texts = list(placed([places for places, _ in names], [*taken, *dots], frame))
    if any(places and not place for (places, _), place in zip(names, texts, strict=True)):  # then all are short
        names = [_name(drawn, view, named, is_short=True) for named in by_events]
        texts = list(placed([places for places, _ in names], [*taken, *dots], frame))
    taken += [box_of(place) for place in texts if place]
    nameless = [
        (named, places)
        for named, (places, _), place in zip(by_events, names, texts, strict=True)
        if places and place is None
    ]
    near = [_number_places(drawn, view, named, str(numbers[named.place.id]), places) for named, places in nameless]
    digits = [place or places[0] for place, places in zip(placed(near, taken, frame), near, strict=True)]
    taken += map(box_of, digits)
    more = list(_around(drawn, view))
    texts += placed([places for places, _ in more], [*taken, *dots], frame)
    spot = element("circle", r=2.5, class_="map-city")
    content = [
        *_ground(drawn, view),
        *([_scale_bar(bar)] if bar else []),
        *_inset(drawn, layer),
        *(_at(view, city.at[0], spot) for city, place in zip(cities, texts[len(names) :], strict=False) if place),
        *(_point(drawn, view, named) for named in points),
        *(_text(place, class_) for place, (_, class_) in zip(texts, (*names, *more), strict=True) if place),
        *(_text(place, "map-no") for place in digits),
    ]
    return Picture(layer, content, frozenset(named.place.id for named, _ in nameless))


# Land and surroundings


def _ground(drawn: Map, view: View) -> Iterator[Node]:
    """The part of the land that a layer shows; without land, the lines of longitude and latitude."""
    if drawn.outlines:
        whole = drawn.outlines.view
        left, right = (round(whole.x(at) * _UNITS / 100) for at in (view.west, view.east))
        top, bottom = (round(whole.y(at) * _UNITS / 100) for at in (view.north, view.south))
        box = f"{left} {top} {right - left} {bottom - top}"
        used = element("use", href="#map-ground")
        yield element("svg", used, viewBox=box, width="100%", height="100%", preserveAspectRatio="none")
        return
    for at in (percent(rule.at) for rule in meridians(view)):
        yield element("line", x1=at, x2=at, y1=0, y2="100%", class_="map-line")
    for at in (percent(rule.at) for rule in parallels(view)):
        yield element("line", x1=0, x2="100%", y1=at, y2=at, class_="map-line")


def _cities(drawn: Map) -> list[Label]:
    """The cities of the outlines that are not places of the chronology."""

    def is_near(one: Point, other: Point) -> bool:
        return abs(one[0] - other[0]) <= _NEAR and abs(one[1] - other[1]) <= _NEAR

    cities = drawn.outlines.cities if drawn.outlines else ()
    return [city for city in cities if not any(is_near(city.at[0], point) for point in drawn.points.values())]


def _at(view: View, point: Point, *shapes: Node, place: str | None = None) -> Markup:
    """Shapes at a point of the map that keep their size whatever its width."""
    x, y = percent(view.x(point[0])), percent(view.y(point[1]))
    return element("svg", *shapes, x=x, y=y, overflow="visible", data_l=place)


def _inset(drawn: Map, layer: Layer) -> Iterator[Node]:
    """The whole country in the lower left corner of a wide map, and the part of it that the map shows."""
    if drawn.outlines is None or layer.frame.ratio != WIDE:
        return
    (wide, high), line, view = _INSET, drawn.outlines.locator, layer.view
    small = around(line, wide / high)
    way = "M" + " ".join(f"{small.x(x) * wide / 100:.0f} {small.y(y) * high / 100:.0f}" for x, y in line) + "z"
    left, right = (round(small.x(at) * wide / 100) for at in (max(view.west, small.west), view.east))
    top, bottom = (round(small.y(at) * high / 100) for at in (view.north, view.south))
    moved = element(
        "g",
        element("rect", width=wide, height=high, class_="map-inset"),
        element("path", d=way, class_="map-home"),
        element("path", d=f"M{left} {top}H{right}V{bottom}H{left}z", class_="map-part"),
        transform=f"translate({_INSET_GAP} {-high - _INSET_GAP})",
    )
    yield element("svg", moved, y="100%", overflow="visible")


class _Bar(NamedTuple):
    """A scale: where it begins and how long it is, in percent, and its text."""

    x: float
    y: float
    long: float
    text: str


def _bars(view: View) -> Iterator[_Bar]:
    """The scale in each corner."""
    if length := scale(view):
        for x, y in _CORNERS:
            yield _Bar(x if x > 0 else 100 + x - length.long, y, length.long, f"{length.kilometres:g} km")


def _bar_box(layer: Layer, bar: _Bar) -> Box:
    """The most room that the scale takes."""
    return Box(bar.x, bar.y, 0, -22, layer.frame.widths[1] * bar.long / 100, 6)


def _scale_bar(bar: _Bar) -> Node:
    end = percent(bar.long)
    ends = (element("line", x1=x, x2=x, y1=-4, y2=4, class_="map-scale") for x in ("0", end))
    line = element("line", x1=0, x2=end, y1=0, y2=0, class_="map-scale")
    text = element("text", bar.text, y=-8, class_="map-small", paint_order="stroke")
    return element("svg", line, *ends, text, x=percent(bar.x), y=percent(bar.y), width="100%", overflow="visible")


def _taken(drawn: Map, layer: Layer) -> Iterator[Box]:
    """The room that is taken already, by points and the inset."""
    for named in drawn.shown:
        if point := drawn.points.get(named.place.id):
            yield _dot(layer.view, point, drawn.radius(named))
    if any(_inset(drawn, layer)):
        yield Box(0, 100, 0, -_INSET[1] - _INSET_GAP, _INSET[0] + _INSET_GAP, 0)


def _dot(view: View, point: Point, r: float) -> Box:
    return Box(view.x(point[0]), view.y(point[1]), -r, -r, r, r)


# Places and names


def _point(drawn: Map, view: View, named: NamedPlace) -> Node:
    """A dot for a town, a diamond for a larger place."""
    r = drawn.radius(named)
    if named.place.kind in SPOTS:
        shape = element("circle", r=r, class_="map-dot")
    else:
        shape = element("path", d=f"M0{-r:.1f} {r:.1f} 0 0 {r:.1f}{-r:.1f} 0z", class_="map-dot map-diamond")
    return _at(view, drawn.points[named.place.id], shape, place=named.place.id)


def _name(drawn: Map, view: View, named: NamedPlace, *, is_short: bool = False) -> tuple[list[Placed], str]:
    """The possible places of a name, with its events in words, or only their number; and its class."""
    place = named.place
    name = place.name if " " in place.name or place.id in drawn.points else f"{place.name} {place.kind}"
    text = f"{place.name}, {named.events:,}" if is_short else f"{name}, {number_of(named.events, 'event')}"
    if point := drawn.points.get(place.id):
        x, y, r = view.x(point[0]), view.y(point[1]), drawn.radius(named)
        return next_to_point(text, x, y, r), "map-town"
    if not drawn.outlines or place.id not in drawn.areas:
        return [], ""
    line = drawn.outlines.areas[drawn.areas[place.id]]
    longitude, latitude = place.point or (sum(part) / len(line) for part in zip(*line, strict=True))
    x, y = view.x(longitude), view.y(latitude)
    return over_area(text, x, y), "map-province"


def _around(drawn: Map, view: View) -> Iterator[tuple[list[Placed], str]]:
    """The possible places of names: of cities, countries, sea and road; without land, of degrees at the edges."""
    for city in _cities(drawn):
        yield next_to_point(city.text, view.x(city.at[0][0]), view.y(city.at[0][1]), 2), "map-small map-muted"
    if drawn.outlines is None:
        yield from (([Placed(rule.name, rule.at, 100, 3, -4, "start")], "map-small") for rule in meridians(view))
        yield from (([Placed(rule.name, 100, rule.at, -3, -3, "end")], "map-small") for rule in parallels(view))
        return
    for label in drawn.outlines.labels:
        text = " ".join(label.text.upper()) if label.kind == "country" else label.text
        places = [over_area(text, view.x(x), view.y(y))[0] for x, y in label.at if view.has((x, y))]
        yield places, f"map-small map-{label.kind}"
    road, ((x1, y1), (x2, y2), *_) = drawn.outlines.road.text, drawn.outlines.road.at
    yield next_to_point(road, view.x((x1 + x2) / 2), view.y((y1 + y2) / 2), 0), "map-small map-muted"


def _number_places(drawn: Map, view: View, named: NamedPlace, number: str, names: Sequence[Placed]) -> list[Placed]:
    """The possible places of the number of a place without a name: all around its point, or those of an area's name."""
    if named.place.id not in drawn.points:
        return [place._replace(text=number) for place in names]
    x, y = drawn.points[named.place.id]
    fars = [(drawn.radius(named) + gap, turn * pi / 4) for gap in _NUMBER_GAPS for turn in range(8)]
    at = view.x(x), view.y(y)
    return [Placed(number, *at, far * cos(angle), far * sin(angle) + 4, "middle") for far, angle in fars]


def _text(place: Placed, class_: str) -> Node:
    """A name, with a rim in the colour of the ground; its number comes after it, whatever its direction of reading."""
    name, comma, number = place.text.rpartition(", ")
    own = [place.text] if name.isascii() else [element("tspan", name, class_="map-own"), comma, number]
    line = element("line", x2=place.dx, y2=place.dy - 4, class_="map-lead") if class_ == "map-no" else None
    text = element("text", *own, x=place.dx, y=place.dy, text_anchor=place.anchor, class_=class_, paint_order="stroke")
    return element("svg", line, text, x=percent(place.x), y=percent(place.y), overflow="visible")
