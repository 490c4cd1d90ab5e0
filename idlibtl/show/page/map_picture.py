"""The map itself as SVG: areas and points, what is around them, and names of which none covers another.

It is drawn twice, for a wide and for a narrow screen; the style sheet shows one of the two.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from idlibtl.model.records import PlaceKind
from idlibtl.show.page.bars import percent
from idlibtl.show.page.elements import Element, Node, element
from idlibtl.show.page.labels import Box, Frame, Placed, box_of, next_to_point, over_area, placed
from idlibtl.show.page.outlines import Label, Line, Outlines, outlines
from idlibtl.show.page.places import Named
from idlibtl.show.page.projection import NARROW, WIDE, Point, View, around, meridians, parallels, scale
from idlibtl.show.page.words import counted

#: No map is drawn of fewer places than these.
LEAST_PLACES = 2

#: The kinds of place that a point is the whole of; of any other it is the middle.
SPOTS = frozenset((PlaceKind.TOWN, PlaceKind.SITE))

#: How large the point of the place with the most events is, and the smallest, in pixels.
_LARGEST, _SMALLEST = 13.0, 3.0

#: A city of the outlines is not drawn if a place of the chronology is as near, in degrees.
_NEAR = 0.08

#: Where the scale may be: how far from the left or, below 0, from the right edge, and how far down, in percent.
_CORNERS = ((3, 93), (3, 11), (-3, 93), (-3, 11))

#: How wide a character of its text is, in pixels, and in how many pieces its bar is kept free.
_CHARACTER, _PIECES = 7, 8

#: How wide and how high the inset with the whole country is, and how far from the lower left corner, in pixels.
_INSET, _INSET_GAP = (104, 92), 8

#: The outlines are drawn in a box of so many units.
_UNITS = 1000


class Map(NamedTuple):
    """What is drawn: the places, those of them that are areas by id, and those that are points by id."""

    shown: Sequence[Named]
    outlines: Outlines | None
    areas: dict[str, str]
    points: dict[str, Point]

    def radius(self, named: Named) -> float:
        """Return how large the point of a place is: its area is as its events."""
        most = max(each.events for each in self.shown if each.place.id in self.points)
        return max(_SMALLEST, _LARGEST * sqrt(named.events / max(1, most)))


class Layer(NamedTuple):
    """The map as it is drawn for a width: its view and frame, and the class of its frame."""

    view: View
    frame: Frame
    class_: str


def map_of(shown: Sequence[Named]) -> Map | None:
    """Return the map of the places that events name; None if fewer than two of them have coordinates or an outline."""
    named = [each for each in shown if each.events]
    places = [each.place for each in named]
    ground = outlines(places)
    areas = {place.id: area for place in places if ground and (area := ground.area(place))}
    points = {
        place.id: (place.longitude, place.latitude)
        for place in places
        if place.id not in areas and place.longitude is not None and place.latitude is not None
    }
    return Map(named, ground, areas, points) if len(areas) + len(points) >= LEAST_PLACES else None


def layers(drawn: Map) -> tuple[Layer, Layer]:
    """Return the map for a wide and for a narrow screen."""
    ground, points = drawn.outlines, list(drawn.points.values())
    wide, narrow = (ground.view, ground.narrow) if ground else (around(points, WIDE), around(points, NARROW))
    return (
        Layer(wide, Frame(WIDE, (600, 1120)), "map-frame map-wide"),
        Layer(narrow, Frame(NARROW, (270, 640)), "map-frame map-narrow"),
    )


def ground(drawn: Map) -> Node:
    """Return the land and borders, which both layers use."""
    if drawn.outlines is None:
        return None
    found, view = drawn.outlines, drawn.outlines.view
    shapes = [_path(view, line, "map-land", closed=True) for line in found.land]
    shapes.append(_path(view, found.home, "map-home", closed=True))
    for place, area in drawn.areas.items():
        shapes.append(_path(view, found.areas[area], "map-area", place=place, closed=True))
    shapes += [_path(view, line, "map-inner") for line in found.inner]
    shapes += [_path(view, line, "map-border") for line in found.border]
    shapes.append(_path(view, found.road.at, "map-road"))
    return element("g", *shapes, id="map-ground")


def _path(view: View, line: Line, class_: str, *, place: str | None = None, closed: bool = False) -> Element:
    places = [(round(view.x(x) * _UNITS / 100), round(view.y(y) * _UNITS / 100)) for x, y in line]
    steps = "".join(f"l{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(places))
    way = f"M{places[0][0]} {places[0][1]}{steps}{'z' if closed else ''}"
    return element("path", d=way, class_=class_, data_l=place, vector_effect="non-scaling-stroke")


class Picture(NamedTuple):
    """A layer with all that is on it, and the ids of the places that have a number instead of a name."""

    layer: Layer
    content: Sequence[Node]
    numbered: frozenset[str]


def picture(drawn: Map, layer: Layer, numbers: dict[str, int]) -> Picture:
    """Return a layer. `numbers` are those of the places in the table."""
    names = list(_names(drawn, layer.view))
    found, bar = max(_laid_out(drawn, layer, names), key=lambda each: sum(place is not None for place in each[0]))
    nameless = [
        named
        for named, place in zip(_by_events(drawn), found, strict=False)
        if place is None and named.place.id in drawn.points
    ]
    boxes = [*_taken(drawn, layer, bar), *(box_of(place) for place in found if place)]
    beyond = [_number_places(drawn, layer.view, named, numbers[named.place.id]) for named in nameless]
    digits = list(placed(beyond, boxes, layer.frame))
    content = [
        *_ground(drawn, layer.view),
        *_graticule(layer.view),
        *_cities(drawn, layer.view),
        *([_scale_bar(bar)] if bar else []),
        *_inset(drawn, layer),
        *_points(drawn, layer.view),
        *(_text(place, class_) for place, (_, class_) in zip(found, names, strict=True) if place),
        *(_text(place or places[-1], "map-no") for place, places in zip(digits, beyond, strict=True)),
    ]
    return Picture(layer, content, frozenset(named.place.id for named in nameless))


def _by_events(drawn: Map) -> list[Named]:
    return sorted(drawn.shown, key=lambda named: -named.events)


# Land, and what is around


def _ground(drawn: Map, view: View) -> Iterator[Node]:
    """The part of the ground that a layer shows."""
    if drawn.outlines:
        whole = drawn.outlines.view
        left, right = (round(whole.x(at) * _UNITS / 100) for at in (view.west, view.east))
        top, bottom = (round(whole.y(at) * _UNITS / 100) for at in (view.north, view.south))
        box = f"{left} {top} {right - left} {bottom - top}"
        used = element("use", href="#map-ground")
        yield element("svg", used, viewBox=box, width="100%", height="100%", preserveAspectRatio="none")


def _graticule(view: View) -> Iterator[Node]:
    for at in (percent(rule.at) for rule in meridians(view)):
        yield element("line", x1=at, x2=at, y1=0, y2="100%", class_="map-line")
    for at in (percent(rule.at) for rule in parallels(view)):
        yield element("line", x1=0, x2="100%", y1=at, y2=at, class_="map-line")


def _cities(drawn: Map, view: View) -> Iterator[Node]:
    for city in _other_cities(drawn):
        yield _at(view, city.at[0], element("circle", r=2.5, class_="map-city"))


def _other_cities(drawn: Map) -> Iterator[Label]:
    """The cities of the outlines that are not places of the chronology themselves."""
    for city in drawn.outlines.cities if drawn.outlines else ():
        x, y = city.at[0]
        if all(abs(x - other[0]) > _NEAR or abs(y - other[1]) > _NEAR for other in drawn.points.values()):
            yield city


def _at(view: View, point: Point, *shapes: Node, place: str | None = None) -> Element:
    """Shapes at a point of the map, which keep their size however wide it is."""
    x, y = percent(view.x(point[0])), percent(view.y(point[1]))
    return element("svg", *shapes, x=x, y=y, overflow="visible", data_l=place)


def _inset(drawn: Map, layer: Layer) -> Iterator[Node]:
    """The whole country in the lower left corner of a wide map, and the part of it that the map shows."""
    if drawn.outlines is None or layer.frame.ratio != WIDE:
        return
    wide, high = _INSET
    line, view = drawn.outlines.locator, layer.view
    small = around(line, wide / high)
    places = [(round(small.x(x) * wide / 100), round(small.y(y) * high / 100)) for x, y in line]
    way = "M" + " ".join(f"{x} {y}" for x, y in places) + "z"
    left, right = (round(small.x(at) * wide / 100) for at in (max(view.west, small.west), view.east))
    top, bottom = (round(small.y(at) * high / 100) for at in (view.north, view.south))
    part = element("path", d=f"M{left} {top}H{right}V{bottom}H{left}z", class_="map-part")
    shapes = (element("rect", width=wide, height=high, class_="map-inset"), element("path", d=way, class_="map-home"), part)
    moved = element("g", *shapes, transform=f"translate({_INSET_GAP} {-high - _INSET_GAP})")
    yield element("svg", moved, y="100%", overflow="visible")


class _Bar(NamedTuple):
    """A scale: where it begins and how long it is, in percent, and its text."""

    x: float
    y: float
    long: float
    text: str


_Names = Sequence[tuple[list[Placed], str]]


def _laid_out(drawn: Map, layer: Layer, names: _Names) -> Iterator[tuple[list[Placed | None], _Bar | None]]:
    """The names that have room with the scale in one corner or another."""
    wanted = [places for places, _ in names]
    if not (length := scale(layer.view)):
        yield list(placed(wanted, _taken(drawn, layer, None), layer.frame)), None
        return
    for x, y in _CORNERS:
        begin = x if x > 0 else 100 + x - length.long
        bar = _Bar(begin, y, length.long, f"{length.kilometres:g} km")
        yield list(placed(wanted, _taken(drawn, layer, bar), layer.frame)), bar


def _taken(drawn: Map, layer: Layer, bar: _Bar | None) -> list[Box]:
    """What has its place already: points, the inset, the text of the scale and pieces of its bar, which may be short."""
    view, boxes = layer.view, []
    for named in drawn.shown:
        if point := drawn.points.get(named.place.id):
            r = drawn.radius(named)
            boxes.append(Box(view.x(point[0]), view.y(point[1]), -r, -r, r, r))
    boxes += [Box(view.x(city.at[0][0]), view.y(city.at[0][1]), -3, -3, 3, 3) for city in _other_cities(drawn)]
    if any(_inset(drawn, layer)):
        wide, high = (size + _INSET_GAP for size in _INSET)
        boxes.append(Box(0, 100, 0, -high, wide, 0))
    if bar:
        half = layer.frame.widths[1] * bar.long / 100 / _PIECES / 2
        pieces = (bar.x + bar.long * (part + 0.5) / _PIECES for part in range(_PIECES))
        boxes.append(Box(bar.x, bar.y, 0, -22, len(bar.text) * _CHARACTER, 6))
        boxes += [Box(x, bar.y, -half, -6, half, 6) for x in pieces]
    return boxes


def _scale_bar(bar: _Bar) -> Node:
    end = percent(bar.long)
    return element(
        "svg",
        element("line", x1=0, x2=end, y1=0, y2=0, class_="map-scale"),
        element("line", x1=0, x2=0, y1=-4, y2=4, class_="map-scale"),
        element("line", x1=end, x2=end, y1=-4, y2=4, class_="map-scale"),
        element("text", bar.text, x=0, y=-8, class_="map-small", paint_order="stroke"),
        x=percent(bar.x),
        y=percent(bar.y),
        width="100%",
        overflow="visible",
    )


# Places and names


def _points(drawn: Map, view: View) -> Iterator[Node]:
    """A dot for a town, a diamond for what is larger; the largest first, so that none covers a smaller one."""
    for named in _by_events(drawn):
        if point := drawn.points.get(named.place.id):
            r = drawn.radius(named)
            shape = (
                element("circle", r=r, class_="map-dot")
                if named.place.kind in SPOTS
                else element("path", d=f"M0{-r:.1f} {r:.1f} 0 0 {r:.1f}{-r:.1f} 0z", class_="map-dot map-diamond")
            )
            yield _at(view, point, shape, place=named.place.id)


def _names(drawn: Map, view: View) -> Iterator[tuple[list[Placed], str]]:
    """Where the name of each place could be, those with the most events first; then those around, and their classes."""
    for named in _by_events(drawn):
        place = named.place
        if point := drawn.points.get(place.id):
            x, y, r = view.x(point[0]), view.y(point[1]), drawn.radius(named)
            texts = (f"{place.name}, {counted(named.events, 'event')}", f"{place.name}, {named.events:,}")
            yield [each for text in texts for each in next_to_point(text, x, y, r)], "map-town"
        elif drawn.outlines and place.id in drawn.areas:
            at = _middle(drawn.outlines.areas[drawn.areas[place.id]])
            if place.longitude is not None and place.latitude is not None:
                at = place.longitude, place.latitude
            name = place.name if " " in place.name else f"{place.name} {place.kind}"
            texts = (f"{name}, {counted(named.events, 'event')}", f"{place.name}, {named.events:,}")
            yield [each for text in texts for each in over_area(text, view.x(at[0]), view.y(at[1]))], "map-province"
        else:
            yield [], ""
    for city in _other_cities(drawn):
        x, y = city.at[0]
        yield next_to_point(city.text, view.x(x), view.y(y), 2), "map-small map-muted"
    if drawn.outlines:
        for label in drawn.outlines.labels:
            text = " ".join(label.text.upper()) if label.kind == "country" else label.text
            places = [over_area(text, view.x(x), view.y(y))[0] for x, y in label.at if view.has((x, y))]
            yield places, f"map-small map-{label.kind}"
        (x1, y1), (x2, y2) = drawn.outlines.road.at[:2]
        yield next_to_point(drawn.outlines.road.text, view.x((x1 + x2) / 2), view.y((y1 + y2) / 2), 0), "map-small map-muted"
    for rule in meridians(view):
        yield [Placed(rule.name, rule.at, 100, 3, -4, "start")], "map-small"
    for rule in parallels(view):
        yield [Placed(rule.name, 100, rule.at, -3, -3, "end")], "map-small"


def _middle(line: Line) -> Point:
    return sum(x for x, _ in line) / len(line), sum(y for _, y in line) / len(line)


def _number_places(drawn: Map, view: View, named: Named, number: int) -> list[Placed]:
    """Where the number of a place without a name could be; on its point if there is no room next to it."""
    x, y = drawn.points[named.place.id]
    on_point = Placed(str(number), view.x(x), view.y(y), 0, 4, "middle")
    return [*next_to_point(str(number), view.x(x), view.y(y), drawn.radius(named) - 3), on_point]


def _text(place: Placed, class_: str) -> Node:
    """A name, with a rim in the colour of the ground; the number after it stays there, whichever way it is read."""
    name, comma, number = place.text.rpartition(", ")
    own = [place.text] if name.isascii() else [element("tspan", name, class_="map-own"), comma, number]
    text = element("text", *own, x=place.dx, y=place.dy, text_anchor=place.anchor, class_=class_, paint_order="stroke")
    return element("svg", text, x=percent(place.x), y=percent(place.y), overflow="visible")
