"""Where the events were: a map as SVG, with areas, points, their surroundings, and names that do not cover each other.

It is drawn twice, for a wide and for a narrow screen; the style sheet shows one of the two.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from math import cos, dist, pi, sin, sqrt
from typing import NamedTuple

from idlibtl.model.figures import number_of
from idlibtl.model.records import PlaceKind
from idlibtl.show.page.breakdowns import MOST_PLACES, NamedPlace, Places, place_table
from idlibtl.show.page.elements import Markup, Node, definitions, element, isolated, note, section
from idlibtl.show.page.labels import Box, Placed, next_to_point, over_area, placed
from idlibtl.show.page.outlines import (
    LOW,
    NARROW,
    WIDE,
    Frame,
    Label,
    Line,
    Outlines,
    Point,
    View,
    around,
    graticule,
    outlines,
    scale,
)
from idlibtl.show.page.report import PageReport
from idlibtl.totals import quotes

#: How many places that are not on the map are named; further ones are counted.
MAX_NAMED = 3

#: The fewest places for which a map is drawn.
LEAST_PLACES = 2

#: The kinds of place that are a point on a map. For any other kind the point is its middle.
SPOTS = frozenset((PlaceKind.TOWN, PlaceKind.SITE))

#: The radius of the point with the most events, and of the smallest point. Lengths are in the units of the map.
_LARGEST, _SMALLEST = 13.0, 3.0

#: A city of the outlines is not drawn if a place of the chronology is this near, in degrees.
_NEAR = 0.08

#: How far the number of a place without a name may be from its point.
_NUMBER_GAPS = (7, 17, 29, 41, 53)

#: The size of the inset with the whole country, and its distance from the lower left corner.
_INSET, _INSET_GAP = Frame(104, 92), 8

#: How far the scale is from the lower right corner.
_SCALE_GAP = 24

#: The class of the number of a place without a name, and that of names of cities and roads.
_NUMBER, _MUTED = "map-no", "map-small map-muted"


class Map(NamedTuple):
    """The content of the map: its places and outlines; by id, those that are areas and those that are points."""

    shown: Sequence[NamedPlace]
    outlines: Outlines | None
    areas: Mapping[str, Line]
    points: Mapping[str, Point]

    def view(self, frame: Frame) -> View:
        """Return the part of the world that is on the map."""
        if self.outlines is None:
            return around(list(self.points.values()), frame)
        return self.outlines.narrow if frame == NARROW else self.outlines.view._replace(frame=frame)

    @property
    def narrow(self) -> Frame:
        """The size on a narrow screen: a square, unless a point is beyond the part of the outlines for it."""
        is_square = self.outlines is None or all(map(self.outlines.narrow.has, self.points.values()))
        return NARROW if is_square else LOW

    def radius(self, named: NamedPlace) -> float:
        """Return the radius of a place's point: its area is in proportion to the events."""
        most = max(point.events for point in self.shown if point.place.id in self.points)
        return max(_SMALLEST, _LARGEST * sqrt(named.events / most))

    @property
    def cities(self) -> Sequence[Label]:
        """The cities of the outlines where no point is, or almost."""
        cities, points = self.outlines.cities if self.outlines else (), self.points.values()
        return [city for city in cities if all(dist(city.at[0], point) > _NEAR for point in points)]


def map_section(report: PageReport) -> Node:
    """Return the section of the map and its table; None if no place is named."""
    places = Places(report)
    shown, number = places.shown, places.number
    if not shown:
        return None
    drawn = map_of(shown)
    pictures = [Picture(drawn, frame) for frame in (WIDE, drawn.narrow)] if drawn else []
    numbered = frozenset(place for one in pictures for place in one.numbered)
    rest = f"These are the {MOST_PLACES} places with the most events, of {number:,}. All of them: "
    return section(
        "map",
        "Where",
        element("p", isolated(lead(report, shown, drawn)), class_="lead"),
        _figure(drawn, pictures, has_numbers=bool(numbered)) if drawn else None,
        place_table(report, places, numbered),
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


def _figure(drawn: Map, pictures: "Sequence[Picture]", *, has_numbers: bool) -> Node:
    """The map with its name, its content in words, and the source of its lines."""
    on_it = "; ".join(
        f"{named.place.name}, {named.place.kind}, {number_of(named.events, 'event')}" for named in drawn.shown
    )
    outline = ground(drawn)
    return element(
        "figure",
        definitions(outline) if outline else None,
        *(
            element(
                "svg",
                *shown.content,
                viewBox=frame.box,
                class_=f"map-frame {class_}{'' if drawn.outlines else ' map-plain'}",
                role="img",
                aria_labelledby="map-title map-words",
            )
            for shown, frame, class_ in zip(pictures, (WIDE, drawn.narrow), ("map-wide", "map-narrow"), strict=True)
        ),
        element("span", "Map of the places named", id="map-title", class_="vh"),
        element("span", f"{on_it}. The table below says the same.", id="map-words", class_="vh"),
        element("figcaption", " ".join(caption(drawn, has_numbers=has_numbers))),
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
    places = [(round(x), round(y)) for x, y in map(view.at, line)]
    steps = "".join(f"l{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(places))
    way = f"M{places[0][0]} {places[0][1]}{steps}{'z' if line[0] == line[-1] else ''}"
    return element("path", d=way, class_=class_, data_l=place, vector_effect="non-scaling-stroke")


class Picture:
    """What is on a map for a wide or a narrow screen, and the ids of the places with a number instead of a name."""

    def __init__(self, drawn: Map, frame: Frame) -> None:
        view, lines = drawn.view(frame), drawn.outlines if frame == WIDE else None
        by_events = sorted(drawn.shown, key=lambda named: -named.events)
        points = [(named, *view.at(point)) for named in by_events if (point := drawn.points.get(named.place.id))]
        cities = [(city.text, *view.at(city.at[0])) for city in drawn.cities if view.has(city.at[0])]
        fixed = [part for part in (_scale_bar(view), _inset(lines, view) if lines else None) if part]
        taken = [Box.around(x, y, drawn.radius(named)) for named, x, y in points]
        taken += (Box.around(x, y, _SMALLEST) for _, x, y in cities)
        taken += (room for _, room in fixed)
        wanted = [_names(drawn, view, named) for named in by_events]
        names = [name or places[-1] for name, places in zip(placed(wanted, taken, frame), wanted, strict=True)]
        taken += (name.box for name in names)
        ground_, more_wanted = _land(drawn.outlines, view, cities) if drawn.outlines else _graticule(view)
        more = list(placed(more_wanted, taken, frame))
        spots = [(x, y) for (_, x, y), name in zip(cities, more, strict=False) if name]
        self.content = [
            *ground_,
            *(node for node, _ in fixed),
            *(element("circle", cx=x, cy=y, r=2.5, class_="map-city") for x, y in spots),
            *(_point(named, drawn.radius(named), x, y) for named, x, y in points),
            *map(_lead, names),  # under all names
            *(_text(name) for name in (*names, *more) if name),
        ]
        named = zip(by_events, names, strict=True)
        self.numbered = frozenset(one.place.id for one, name in named if name.class_ == _NUMBER)


# Land and surroundings


def _graticule(view: View) -> tuple[Sequence[Node], list[list[Placed]]]:
    """The lines of longitude and latitude, and their degrees at the edges."""
    (wide, high), (meridians, parallels) = view.frame, graticule(view)
    rules = [element("line", x1=x, x2=x, y1=0, y2=high, class_="map-line") for x, _ in meridians]
    rules += [element("line", x1=0, x2=wide, y1=y, y2=y, class_="map-line") for y, _ in parallels]
    names = [[Placed(name, x + 3, high - 4, "start", "map-small")] for x, name in meridians]
    return rules, names + [[Placed(name, wide - 3, y - 3, "end", "map-small")] for y, name in parallels]


def _land(
    lines: Outlines, view: View, cities: Sequence[tuple[str, float, float]]
) -> tuple[Sequence[Node], list[list[Placed]]]:
    """The land that a map shows, and the possible places of the names of cities, countries, sea and road."""
    (left, top), (right, bottom) = map(lines.view.at, ((view.west, view.north), (view.east, view.south)))
    box, used = f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}", element("use", href="#map-ground")
    names = [next_to_point(text, x, y, 2, _MUTED) for text, x, y in cities]
    for label in lines.labels:
        text = " ".join(label.text.upper()) if label.kind == "country" else label.text
        at = [view.at(point) for point in label.at if view.has(point)]
        names.append([over_area(text, x, y, f"map-small map-{label.kind}")[0] for x, y in at])
    names.append(next_to_point(lines.road.text, *view.at(lines.road.at[1]), 0, _MUTED))
    return [element("svg", used, viewBox=box, width="100%", height="100%")], names


def _inset(lines: Outlines, view: View) -> tuple[Node, Box]:
    """The whole country in the lower left corner, with the part of it that the map shows; and its room."""
    (wide, high), top = _INSET, view.frame.height - _INSET.height - _INSET_GAP
    small = around(lines.locator, _INSET)
    outline = (f"{x:.0f} {y:.0f}" for x, y in map(small.at, lines.locator))
    (left, upper), (right, lower) = map(small.at, ((max(view.west, small.west), view.north), (view.east, view.south)))
    drawn = element(
        "g",
        element("rect", width=wide, height=high, class_="map-inset"),
        element("path", d=f"M{' '.join(outline)}z", class_="map-home"),
        element("path", d=f"M{left:.0f} {upper:.0f}H{right:.0f}V{lower:.0f}H{left:.0f}z", class_="map-part"),
        transform=f"translate({_INSET_GAP} {top})",
    )
    return drawn, Box(0, top, wide + _INSET_GAP, view.frame.height)


def _scale_bar(view: View) -> tuple[Node, Box] | None:
    """The scale in the lower right corner, and its room; None if the map is too large for one."""
    long, kilometres = scale(view) or (0, 0)
    x, y = view.frame.width - _SCALE_GAP - long, view.frame.height - _SCALE_GAP
    bar = element("path", d=f"M{x:.1f} {y - 4}v8m0-4h{long:.1f}m0-4v8", class_="map-scale")
    text = element("text", f"{kilometres:g} km", x=x, y=y - 8, class_="map-small", paint_order="stroke")
    return (element("g", bar, text), Box(x, y - 22, x + long, y + 6)) if long else None


# Places and names


def _point(named: NamedPlace, r: float, x: float, y: float) -> Node:
    """A dot for a town, a diamond for a larger place."""
    if named.place.kind in SPOTS:
        return element("circle", cx=x, cy=y, r=r, class_="map-dot", data_l=named.place.id)
    way = f"M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f} {-r:.1f} {r:.1f} {-r:.1f} {-r:.1f}z"
    return element("path", d=way, class_="map-dot map-diamond", data_l=named.place.id)


def _names(drawn: Map, view: View, named: NamedPlace) -> list[Placed]:
    """What may be written at a place, the best first: its name and its events, else the number of its row.

    The events are in words, or on a narrow map and where there is no room, a number. The number of a row is anywhere
    around its point, or where the name of an area may be.
    """
    place, row, point = named.place, str(named.number), drawn.points.get(named.place.id)
    name = place.name if " " in place.name or point else f"{place.name} {place.kind}"
    texts = [f"{name}, {number_of(named.events, 'event')}", f"{place.name}, {named.events:,}"]
    texts = texts[1:] if view.frame.width == NARROW.width else texts
    if point is None:
        area = drawn.areas[place.id]
        middle = sum(x for x, _ in area) / len(area), sum(y for _, y in area) / len(area)
        x, y = view.at(place.point or middle)
        names = [over_area(text, x, y, "map-province") for text in texts]
        return [*chain(*names), *over_area(row, x, y, _NUMBER)]
    (x, y), r = view.at(point), drawn.radius(named)
    names = [next_to_point(text, x, y, r, "map-town") for text in texts]
    fars = [(r + gap, turn * pi / 4) for gap in _NUMBER_GAPS for turn in range(8)]
    rows = [(x + far * cos(angle), y + far * sin(angle) + 4) for far, angle in fars]
    return [*chain(*names), *(Placed(row, *at, "middle", _NUMBER, (x, y)) for at in rows)]


def _text(shown: Placed) -> Node:
    """A name, with a rim in the colour of the ground; its number comes after it, whatever its direction of reading."""
    name, comma, number = shown.text.rpartition(", ")
    own = [shown.text] if name.isascii() else [element("tspan", name, class_="map-own"), comma, number]
    x, y, anchor = shown.x, shown.y, shown.anchor
    return element("text", *own, x=x, y=y, text_anchor=anchor, class_=shown.class_, paint_order="stroke")


def _lead(shown: Placed) -> Node:
    """The line from a point to its number; None if its name is next to it."""
    if shown.point is None:
        return None
    x, y = shown.point
    return element("line", x1=x, y1=y, x2=shown.x, y2=shown.y - 4, class_="map-lead")
