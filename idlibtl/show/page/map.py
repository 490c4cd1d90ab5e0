"""Where the events were: a map as SVG, with areas, points, their surroundings, and names that do not cover each other.

It is drawn twice, for a wide and for a narrow screen; the style sheet shows one of the two.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, pi, sin, sqrt
from typing import NamedTuple

from idlibtl.model.figures import number_of
from idlibtl.model.records import PlaceKind
from idlibtl.show.page.bars import percent
from idlibtl.show.page.elements import Markup, Node, definitions, element, isolated, note, section
from idlibtl.show.page.labels import NARROW, WIDE, Box, Frame, Placed, apart, box_of, next_to_point, over_area, placed
from idlibtl.show.page.outlines import Label, Line, Outlines, Point, View, around, graticule, outlines, scale
from idlibtl.show.page.places import MOST_PLACES, NamedPlace, place_table, places_of
from idlibtl.show.page.report import PageReport
from idlibtl.totals import quotes

#: How many places that are not on the map are named; further ones are counted.
MAX_NAMED = 3

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
    """The content of the map: its places and outlines; by id, those that are areas and those that are points."""

    shown: Sequence[NamedPlace]
    outlines: Outlines | None
    areas: Mapping[str, Line]
    points: Mapping[str, Point]

    def view(self, frame: Frame) -> View:
        """Return the part of the world that is on the map."""
        if self.outlines:
            return self.outlines.view if frame is WIDE else self.outlines.narrow
        return around(list(self.points.values()), frame.ratio)

    def radius(self, named: NamedPlace) -> float:
        """Return the radius of a place's point: its area is in proportion to the events."""
        most = max(point.events for point in self.shown if point.place.id in self.points)
        return max(_SMALLEST, _LARGEST * sqrt(named.events / most))


class Picture(NamedTuple):
    """What is on a map, and the ids of the places that have a number instead of a name."""

    content: Sequence[Node]
    numbered: frozenset[str]


def map_section(report: PageReport) -> Node:
    """Return the section of the map and its table; None if no place is named."""
    places = places_of(report)
    shown, number = places.shown, places.number
    if not shown:
        return None
    drawn = map_of(shown)
    wide, narrow = (picture(drawn, frame) if drawn else Picture((), frozenset()) for frame in (WIDE, NARROW))
    rest = f"These are the {MOST_PLACES} places with the most events, of {number:,}. All of them: "
    return section(
        "map",
        "Where",
        element("p", isolated(lead(report, shown, drawn)), class_="lead"),
        _figure(drawn, wide, narrow) if drawn else None,
        place_table(report, places, wide.numbered | narrow.numbered),
        note(rest, element("code", report.command("place"))) if number > MOST_PLACES else None,
    )


def lead(report: PageReport, shown: Sequence[NamedPlace], drawn: Map | None) -> str:
    """Return what the numbers on the map are, and which events are not on it."""
    if not drawn:
        return "There is no map: fewer than two of the places have coordinates."
    unseen = {named.place.id for named in shown} - {*drawn.areas, *drawn.points}
    beyond = [event for event in report.events if event.places and unseen.issuperset(event.places)]
    missing = []
    if beyond:
        ids = {place for event in beyond for place in event.places}
        places = [named.place.name for named in shown if named.place.id in ids]
        more = [f"{len(places) - MAX_NAMED:,} more"] if len(places) > MAX_NAMED else []
        missing.append(f"{number_of(len(beyond), 'event')} in {quotes.names_text([*places[:MAX_NAMED], *more])}")
    if nowhere := sum(not event.places for event in report.events):
        missing.append(f"{nowhere:,} without a place")
    numbers = "Numbers on the map are events, not deaths."
    return f"{numbers} Not on the map: {', '.join(missing)}." if missing else numbers


def _figure(drawn: Map, wide: Picture, narrow: Picture) -> Node:
    """The map with its name, its content in words, and the source of its lines."""
    on_it = "; ".join(
        f"{named.place.name}, {named.place.kind}, {number_of(named.events, 'event')}" for named in drawn.shown
    )
    role = {"class_": "map-picture", "role": "img", "aria_labelledby": "map-title map-words"}
    plain = "" if drawn.outlines else " map-plain"
    outline = ground(drawn)
    return element(
        "figure",
        definitions(outline) if outline else None,
        *(
            element(
                "div", element("svg", *shown.content, **role, width="100%", height="100%"), class_=f"{class_}{plain}"
            )
            for shown, class_ in ((wide, "map-frame map-wide"), (narrow, "map-frame map-narrow"))
        ),
        element("span", "Map of the places named", id="map-title", class_="vh"),
        element("span", f"{on_it}. The table below says the same.", id="map-words", class_="vh"),
        element("figcaption", " ".join(caption(drawn, has_numbers=bool(wide.numbered or narrow.numbered)))),
    )


def caption(drawn: Map, *, has_numbers: bool) -> Iterator[str]:
    """Yield the meaning of the map's signs, and the source of its lines."""
    kinds = {named.place.kind for named in drawn.shown if named.place.id in drawn.points}
    if kinds & SPOTS:
        spots = "towns" if kinds & SPOTS <= {PlaceKind.TOWN} else "towns and other spots"
        yield f"Dots are {spots}: the larger, the more events."
    if kinds - SPOTS:
        yield "A diamond is the middle of a larger place."
    if has_numbers:
        yield "A number alone is that of a row of the table."
    if drawn.outlines:
        source = f"{drawn.outlines.source} ({drawn.outlines.scale}; {drawn.outlines.licence})"
        yield f"Provinces and borders: {source}; they are approximate and take no position."
        yield "Small grey points are cities without events of their own; the road is schematic."


# The picture


def map_of(shown: Iterable[NamedPlace]) -> Map | None:
    """Return the map of the places that events name; None if fewer than two of them have coordinates or an outline."""
    named_by_events = [named for named in shown if named.events]
    places = [named.place for named in named_by_events]
    lines = outlines(places)
    areas = {place.id: area for place in places if lines and (area := lines.area(place))}
    points = {place.id: point for place in places if place.id not in areas and (point := place.point)}
    on_it = [named for named in named_by_events if named.place.id in areas or named.place.id in points]
    return Map(on_it, lines, areas, points) if len(on_it) >= LEAST_PLACES else None


def ground(drawn: Map) -> Node:
    """Return the land and borders, which both pictures use."""
    if drawn.outlines is None:
        return None
    lines, view = drawn.outlines, drawn.outlines.view
    shapes = [_path(view, line, "map-land") for line in lines.land]
    shapes.append(_path(view, lines.home, "map-home"))
    shapes += [_path(view, area, "map-area", place) for place, area in drawn.areas.items()]
    shapes += [_path(view, line, "map-inner") for line in lines.inner]
    shapes += [_path(view, line, "map-border") for line in lines.border]
    shapes.append(_path(view, lines.road.at, "map-road"))
    return element("g", *shapes, id="map-ground")


def _path(view: View, line: Line, class_: str, place: str | None = None) -> Markup:
    places = [(round(view.x(x) * _UNITS / 100), round(view.y(y) * _UNITS / 100)) for x, y in line]
    steps = "".join(f"l{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(places))
    way = f"M{places[0][0]} {places[0][1]}{steps}{'z' if line[0] == line[-1] else ''}"
    return element("path", d=way, class_=class_, data_l=place, vector_effect="non-scaling-stroke")


def picture(drawn: Map, frame: Frame) -> Picture:
    """Return the map for a wide or a narrow screen."""
    view, lines, is_wide = drawn.view(frame), drawn.outlines, frame is WIDE
    by_events = sorted(drawn.shown, key=lambda named: -named.events)
    points = [named for named in by_events if named.place.id in drawn.points]
    taken = [_dot(view, drawn.points[named.place.id], drawn.radius(named)) for named in points]
    inset = _inset(lines, view) if lines and is_wide else None
    taken += [Box(0, 100, 0, -_INSET[1] - _INSET_GAP, _INSET[0] + _INSET_GAP, 0)] if inset else []
    bar, room = _scale_bar(view, frame, taken)
    taken += room
    cities = [city for city in lines.cities if not _is_taken(drawn, city.at[0])] if lines else []
    dots = [_dot(view, city.at[0], 3) for city in cities] if is_wide else []
    names = [_name(drawn, view, named) for named in by_events]
    texts = list(placed(names, [*taken, *dots], frame))
    if None in texts:  # then all are short
        names = [_name(drawn, view, named, is_short=True) for named in by_events]
        texts = list(placed(names, [*taken, *dots], frame))
    taken += [box_of(text) for text in texts if text]
    nameless = [(named, places) for named, places, text in zip(by_events, names, texts, strict=True) if text is None]
    near = [_number_places(drawn, view, named, places) for named, places in nameless]
    digits = [text or places[0] for text, places in zip(placed(near, taken, frame), near, strict=True)]
    surroundings, more_names = _surroundings(drawn, view, cities)
    more = list(placed(more_names, [*taken, *map(box_of, digits), *dots], frame))
    spot = element("circle", r=2.5, class_="map-city")
    content = [
        *surroundings,
        bar,
        inset,
        *(_at(view, city.at[0], spot) for city, text in zip(cities, more, strict=False) if text),
        *(_point(drawn, view, named) for named in points),
        *(_text(text) for text in (*texts, *more, *digits) if text),
    ]
    return Picture(content, frozenset(named.place.id for named, _ in nameless))


# Land and surroundings


def _is_taken(drawn: Map, city: Point) -> bool:
    """Whether a place of the chronology is where a city is, or almost."""
    return any(abs(city[0] - x) <= _NEAR and abs(city[1] - y) <= _NEAR for x, y in drawn.points.values())


def _surroundings(drawn: Map, view: View, cities: Sequence[Label]) -> tuple[Sequence[Node], list[list[Placed]]]:
    """The land that a map shows, and the possible places of the names of cities, countries, sea and road.

    Without land, the lines of longitude and latitude, and their degrees at the edges.
    """
    if drawn.outlines is None:
        meridians, parallels = graticule(view)
        x, y = ([percent(at) for at, _ in rules] for rules in (meridians, parallels))
        drawn_lines = [element("line", x1=at, x2=at, y1=0, y2="100%", class_="map-line") for at in x]
        drawn_lines += [element("line", x1=0, x2="100%", y1=at, y2=at, class_="map-line") for at in y]
        names = [[Placed(name, at, 100, 3, -4, "start", "map-small")] for at, name in meridians]
        return drawn_lines, names + [[Placed(name, 100, at, -3, -3, "end", "map-small")] for at, name in parallels]
    whole, muted = drawn.outlines.view, "map-small map-muted"
    left, right = (round(whole.x(at) * _UNITS / 100) for at in (view.west, view.east))
    top, bottom = (round(whole.y(at) * _UNITS / 100) for at in (view.north, view.south))
    box, used = f"{left} {top} {right - left} {bottom - top}", element("use", href="#map-ground")
    land = element("svg", used, viewBox=box, width="100%", height="100%", preserveAspectRatio="none")
    names = [next_to_point(city.text, view.x(x), view.y(y), 2, muted) for city in cities for x, y in city.at]
    for label in drawn.outlines.labels:
        text = " ".join(label.text.upper()) if label.kind == "country" else label.text
        at = [(view.x(x), view.y(y)) for x, y in label.at if view.has((x, y))]
        names.append([over_area(text, x, y, f"map-small map-{label.kind}")[0] for x, y in at])
    road, ((x1, y1), (x2, y2), *_) = drawn.outlines.road.text, drawn.outlines.road.at
    names.append(next_to_point(road, view.x((x1 + x2) / 2), view.y((y1 + y2) / 2), 0, muted))
    return [land], names


def _at(view: View, point: Point, *shapes: Node, place: str | None = None) -> Markup:
    """Shapes at a point of the map that keep their size whatever its width."""
    x, y = percent(view.x(point[0])), percent(view.y(point[1]))
    return element("svg", *shapes, x=x, y=y, overflow="visible", data_l=place)


def _inset(lines: Outlines, view: View) -> Node:
    """The whole country in the lower left corner of a wide map, and the part of it that the map shows."""
    wide, high = _INSET
    small = around(lines.locator, wide / high)
    outline = (f"{small.x(x) * wide / 100:.0f} {small.y(y) * high / 100:.0f}" for x, y in lines.locator)
    left, right = (round(small.x(at) * wide / 100) for at in (max(view.west, small.west), view.east))
    top, bottom = (round(small.y(at) * high / 100) for at in (view.north, view.south))
    moved = element(
        "g",
        element("rect", width=wide, height=high, class_="map-inset"),
        element("path", d=f"M{' '.join(outline)}z", class_="map-home"),
        element("path", d=f"M{left} {top}H{right}V{bottom}H{left}z", class_="map-part"),
        transform=f"translate({_INSET_GAP} {-high - _INSET_GAP})",
    )
    return element("svg", moved, y="100%", overflow="visible")


def _scale_bar(view: View, frame: Frame, taken: Sequence[Box]) -> tuple[Node, list[Box]]:
    """The scale in the first corner that is free, and the most room that it takes."""
    long, kilometres = scale(view) or (0, 0)
    for x, y in _CORNERS if long else ():
        left = x if x > 0 else 100 + x - long
        room = Box(left, y, 0, -22, frame.widths[1] * long / 100, 6)
        if all(apart(room, box, frame) for box in taken):
            ends = (element("line", x1=at, x2=at, y1=-4, y2=4, class_="map-scale") for at in ("0", percent(long)))
            line = element("line", x1=0, x2=percent(long), y1=0, y2=0, class_="map-scale")
            text = element("text", f"{kilometres:g} km", y=-8, class_="map-small", paint_order="stroke")
            place = {"x": percent(left), "y": percent(y)}
            return element("svg", line, *ends, text, **place, width="100%", overflow="visible"), [room]
    return None, []


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


def _name(drawn: Map, view: View, named: NamedPlace, *, is_short: bool = False) -> list[Placed]:
    """The possible places of a name, with its events in words, or only their number."""
    place = named.place
    name = place.name if " " in place.name or place.id in drawn.points else f"{place.name} {place.kind}"
    text = f"{place.name}, {named.events:,}" if is_short else f"{name}, {number_of(named.events, 'event')}"
    if point := drawn.points.get(place.id):
        return next_to_point(text, view.x(point[0]), view.y(point[1]), drawn.radius(named), "map-town")
    line = drawn.areas[place.id]
    longitude, latitude = place.point or (sum(part) / len(line) for part in zip(*line, strict=True))
    return over_area(text, view.x(longitude), view.y(latitude), "map-province")


def _number_places(drawn: Map, view: View, named: NamedPlace, names: Sequence[Placed]) -> list[Placed]:
    """The possible places of the number of a place without a name: all around its point, or those of an area's name."""
    number = str(named.number)
    if named.place.id not in drawn.points:
        return [place._replace(text=number, class_="map-no") for place in names]
    x, y = drawn.points[named.place.id]
    fars = [(drawn.radius(named) + gap, turn * pi / 4) for gap in _NUMBER_GAPS for turn in range(8)]
    at = view.x(x), view.y(y)
    return [Placed(number, *at, far * cos(angle), far * sin(angle) + 4, "middle", "map-no") for far, angle in fars]


def _text(shown: Placed) -> Node:
    """A name, with a rim in the colour of the ground; its number comes after it, whatever its direction of reading."""
    x, y, dx, dy = shown.x, shown.y, shown.dx, shown.dy
    name, comma, number = shown.text.rpartition(", ")
    own = [shown.text] if name.isascii() else [element("tspan", name, class_="map-own"), comma, number]
    line = element("line", x2=dx, y2=dy - 4, class_="map-lead") if shown.class_ == "map-no" else None
    text = element("text", *own, x=dx, y=dy, text_anchor=shown.anchor, class_=shown.class_, paint_order="stroke")
    return element("svg", line, text, x=percent(x), y=percent(y), overflow="visible")
