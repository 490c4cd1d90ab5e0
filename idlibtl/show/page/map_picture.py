"""The map itself as SVG: areas and points, what lies around them, and names that lie on no other."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from idlibtl.model.records import PlaceKind
from idlibtl.show.page.elements import Element, Node, element
from idlibtl.show.page.labels import WIDTHS, Box, Placed, beside_point, over_area, placed, point_box
from idlibtl.show.page.marks import percent
from idlibtl.show.page.outlines import Line, Outlines, outlines
from idlibtl.show.page.places import Named, events_text
from idlibtl.show.page.projection import RATIO, WIDE_RATIO, Point, View, around, meridians, parallels, scale

#: No map is drawn of fewer places than these.
LEAST_PLACES = 2

#: The kinds of place that a point is the whole of; of any other it is the middle.
SPOTS = frozenset((PlaceKind.TOWN, PlaceKind.SITE))

#: Where the scale may stand: how far from the left or, below 0, from the right edge, and how far down, in percent.
_CORNERS = ((3, 91), (3, 11), (-3, 91), (-3, 11))

#: How wide a character of its text is, in pixels.
_CHARACTER = 7

#: In how many pieces its bar is kept free.
_PIECES = 8

#: The outlines are drawn in a box of so many units.
_UNITS = 1000


class Map(NamedTuple):
    """What is drawn: the places shown, those of them that are areas by id, and those that are points by id."""

    shown: Sequence[Named]
    view: View
    outlines: Outlines | None
    areas: dict[str, str]
    points: dict[str, Point]

    @property
    def ratio(self) -> float:
        """Its width to its height."""
        return WIDE_RATIO if self.view.is_wide else RATIO


def map_of(shown: Sequence[Named]) -> Map | None:
    """The map of the places; None where fewer than two of them have coordinates or an outline."""
    places = [each.place for each in shown]
    known = outlines(places)
    areas = {place.id: area for place in places if known and (area := known.area(place))}
    points = {
        place.id: (place.longitude, place.latitude)
        for place in places
        if place.id not in areas and place.longitude is not None and place.latitude is not None
    }
    if len(areas) + len(points) < LEAST_PLACES:
        return None
    return Map(shown, known.view if known else around(list(points.values())), known, areas, points)


def figure(drawn: Map) -> Node:
    """The map with what it is called, what is on it in words, and where its lines come from."""
    told = "; ".join(
        f"{each.place.name}, {each.place.kind}, {events_text(each.events)}"
        for each in drawn.shown
        if each.place.id in drawn.areas or each.place.id in drawn.points
    )
    picture = element(
        "svg",
        *_ground(drawn),
        *_overlay(drawn),
        class_="map-picture",
        role="img",
        aria_labelledby="map-title map-told",
        width="100%",
        height="100%",
    )
    return element(
        "figure",
        element("div", picture, class_=_frame(drawn)),
        element("span", "Map of the places named", id="map-title", class_="vh"),
        element("span", f"{told}. The table beside it says the same.", id="map-told", class_="vh"),
        element("figcaption", *_caption(drawn)),
    )


def _frame(drawn: Map) -> str:
    """What kinds of frame the map has: of which proportions, and with or without sea."""
    wide = " map-wide" if drawn.ratio == WIDE_RATIO else ""
    return f"map-frame{wide}" if drawn.outlines else f"map-frame{wide} map-plain"


def _caption(drawn: Map) -> Iterator[str]:
    if drawn.outlines:
        source = f"{drawn.outlines.source} ({drawn.outlines.scale}; {drawn.outlines.licence})"
        yield f"Areas are provinces as drawn by {source}. Lines are approximate and take no position. "
    kinds = {each.place.kind for each in drawn.shown if each.place.id in drawn.points}
    if kinds & SPOTS:
        yield "Dots are towns and other spots. " if kinds & SPOTS - {PlaceKind.TOWN} else "Dots are towns. "
    if kinds - SPOTS:
        yield "A diamond is the middle of a larger place. "
    yield "The number behind a name says how many events name the place."


# Land and borders


def _ground(drawn: Map) -> Iterator[Node]:
    if not drawn.outlines:
        return
    found, view = drawn.outlines, drawn.view
    shapes = [_path(view, line, "map-land", closed=True) for line in found.land]
    shapes += [_path(view, found.areas[area], "map-area", closed=True) for area in dict.fromkeys(drawn.areas.values())]
    shapes += [_path(view, line, "map-inner") for line in found.inner]
    shapes += [_path(view, line, "map-border") for line in found.border]
    box = f"0 0 {_UNITS} {_UNITS}"
    yield element("svg", *shapes, viewBox=box, width="100%", height="100%", preserveAspectRatio="none")


def _path(view: View, line: Line, known: str, *, closed: bool = False) -> Element:
    places = [(round(view.x(x) * _UNITS / 100), round(view.y(y) * _UNITS / 100)) for x, y in line]
    steps = "".join(f"l{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(places))
    way = f"M{places[0][0]} {places[0][1]}{steps}{'z' if closed else ''}"
    return element("path", d=way, class_=known, vector_effect="non-scaling-stroke")


# What keeps its size however wide the map is shown


def _overlay(drawn: Map) -> Iterator[Node]:
    """The graticule, the scale, points and names."""
    names = list(chain(_places(drawn), _around(drawn)))
    found, bar = max(
        _laid_out(drawn, [places for places, _ in names]), key=lambda each: len(each[0]) - each[0].count(None)
    )
    yield from _graticule(drawn.view)
    yield from [_scale_bar(bar)] if bar else []
    yield from _points(drawn, {place.text for place in found if place})
    for place, (_, known) in zip(found, names, strict=True):
        if place:
            yield _text(place, known)


class _Bar(NamedTuple):
    """A scale: where it begins and how long it is, in percent, and its text."""

    x: float
    y: float
    long: float
    text: str


def _laid_out(drawn: Map, names: Sequence[Sequence[Placed]]) -> Iterator[tuple[list[Placed | None], _Bar | None]]:
    """The names that have room with the scale in one corner or another."""
    view = drawn.view
    points = [point_box(view.x(x), view.y(y)) for x, y in drawn.points.values()]
    length = scale(view)
    if not length:
        yield list(placed(names, points, drawn.ratio)), None
        return
    for x, y in _CORNERS:
        begin = x if x > 0 else 100 + x - length.long
        bar = _Bar(begin, y, length.long, f"{length.kilometres:g} km")
        yield list(placed(names, [*points, *_scale_boxes(bar)], drawn.ratio)), bar


def _graticule(view: View) -> Iterator[Node]:
    for at in (percent(rule.at) for rule in meridians(view)):
        yield element("line", x1=at, x2=at, y1=0, y2="100%", class_="map-line")
    for at in (percent(rule.at) for rule in parallels(view)):
        yield element("line", x1=0, x2="100%", y1=at, y2=at, class_="map-line")


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


def _scale_boxes(bar: _Bar) -> list[Box]:
    """What the scale takes: its text, and pieces of its bar so short that they meet on the widest map."""
    half = WIDTHS[1] * bar.long / 100 / _PIECES / 2
    pieces = (bar.x + bar.long * (part + 0.5) / _PIECES for part in range(_PIECES))
    text = Box(bar.x, bar.y, 0, -22, len(bar.text) * _CHARACTER, 6)
    return [text, *(Box(x, bar.y, -half, -6, half, 6) for x in pieces)]


def _points(drawn: Map, named: set[str]) -> Iterator[Node]:
    """A dot for a town, a diamond for what is larger; smaller where there is no room for a name."""
    for each in drawn.shown:
        if point := drawn.points.get(each.place.id):
            known = "map-dot" if _name(each) in named else "map-dot map-unnamed"
            shape = (
                element("circle", r=5 if _name(each) in named else 3.5, class_=known)
                if each.place.kind in SPOTS
                else element("path", d="M0-7 6 0 0 7-6 0z", class_="map-diamond")
            )
            x, y = percent(drawn.view.x(point[0])), percent(drawn.view.y(point[1]))
            yield element("svg", shape, x=x, y=y, overflow="visible")


def _name(named: Named) -> str:
    return f"{named.place.name} · {named.events:,}"


def _places(drawn: Map) -> Iterator[tuple[list[Placed], str]]:
    """Where the name of each place could stand, those with the most events first, and how it is written."""
    view = drawn.view
    for each in drawn.shown:
        place = each.place
        if point := drawn.points.get(place.id):
            yield beside_point(_name(each), view.x(point[0]), view.y(point[1])), "map-town"
        elif drawn.outlines and place.id in drawn.areas:
            x, y = _middle(drawn.outlines.areas[drawn.areas[place.id]])
            if place.longitude is not None and place.latitude is not None:
                x, y = place.longitude, place.latitude
            yield over_area(_name(each), view.x(x), view.y(y)), "map-province"


def _middle(line: Line) -> Point:
    return sum(x for x, _ in line) / len(line), sum(y for _, y in line) / len(line)


def _around(drawn: Map) -> Iterator[tuple[list[Placed], str]]:
    """The degrees at the edges, and the names of neighbours."""
    view = drawn.view
    for rule in meridians(view):
        yield [Placed(rule.name, rule.at, 100, 3, -4, "start")], "map-small"
    for rule in parallels(view):
        yield [Placed(rule.name, 100, rule.at, -3, -3, "end")], "map-small"
    for label in drawn.outlines.labels if drawn.outlines else ():
        yield over_area(label.text, view.x(label.at[0]), view.y(label.at[1])), "map-small map-neighbour"


def _text(place: Placed, known: str) -> Node:
    """A name, with a rim in the colour of the ground; the number behind it stays there, whichever way it is read."""
    name, dot, number = place.text.rpartition(" · ")
    own = [place.text] if name.isascii() else [element("tspan", name, class_="map-own"), dot, number]
    text = element("text", *own, x=place.dx, y=place.dy, text_anchor=place.anchor, class_=known, paint_order="stroke")
    return element("svg", text, x=percent(place.x), y=percent(place.y), overflow="visible")
