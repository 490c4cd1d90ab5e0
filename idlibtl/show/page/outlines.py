"""Places on a flat map, from degrees to percent, and the outlines of provinces for chronologies that have them.

The map is equirectangular at the mean latitude. The outlines are in the file next to this one.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import ceil, cos, floor, log10, radians
from pathlib import Path
from typing import Any, NamedTuple

from idlibtl.model.letters import letters_of
from idlibtl.model.records import Place, PlaceKind

#: Width to height of a map on a wide and on a narrow screen; the style sheet has the same.
WIDE, NARROW = 1.7, 1.0

#: Kilometres to a degree of latitude.
_KILOMETRES = 111.2

#: The least height of a map in degrees, and the share of it that is room around the outermost places.
_LEAST = 0.2
_MARGIN = 0.15

#: The most degrees for which one scale is right. On a larger map it would be right only in the middle.
_SCALE_TO = 40

_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45)
_MOST_LINES = 6

Point = tuple[float, float]
"""A longitude and a latitude, in degrees."""


class View(NamedTuple):
    """The area of a map, in degrees; `shrunk` is the length of a degree of longitude in degrees of latitude."""

    west: float
    south: float
    east: float
    north: float
    shrunk: float

    def x(self, longitude: float) -> float:
        """Return how far a longitude is from the left edge, in percent of the width."""
        from_middle = (longitude - (self.west + self.east) / 2 + 180) % 360 - 180
        return 50 + 100 * from_middle / (self.east - self.west)

    def y(self, latitude: float) -> float:
        """Return how far a latitude is from the upper edge, in percent of the height."""
        return 100 * (self.north - latitude) / (self.north - self.south)

    def has(self, point: Point) -> bool:
        """Return whether a point is on the map."""
        return 0 <= self.x(point[0]) <= 100 and 0 <= self.y(point[1]) <= 100


def view_of(west: float, south: float, east: float, north: float) -> View:
    """Return the view of exactly these degrees."""
    return View(west, south, east, north, cos(radians((south + north) / 2)))


def around(points: Sequence[Point], ratio: float) -> View:
    """Return a view of all points with room around them, in this ratio of width to height."""
    west, across = _across([longitude for longitude, _ in points])
    south, north = min(latitude for _, latitude in points), max(latitude for _, latitude in points)
    shrunk = max(0.1, cos(radians((south + north) / 2)))
    wide = max(across * shrunk * (1 + 2 * _MARGIN), _LEAST)
    high = min(180, max((north - south) * (1 + 2 * _MARGIN), _LEAST, wide / ratio))
    # a view of the whole world cannot have the ratio
    wide = min(360, max(high * ratio, wide) / shrunk)
    middle = min(max((south + north) / 2, high / 2 - 90), 90 - high / 2)
    begin = west + across / 2 - wide / 2
    return View(begin, middle - high / 2, begin + wide, middle + high / 2, shrunk)


def _across(longitudes: Sequence[float]) -> tuple[float, float]:
    """Where the shortest stretch of longitudes with all of these begins, going east, and its length."""
    ordered = sorted(set(longitudes))
    gaps = [(after - before, after) for before, after in pairwise([*ordered, ordered[0] + 360])]
    widest, begin = max(gaps)
    return begin if begin < 180 else begin - 360, 360 - widest


class Rule(NamedTuple):
    """A line of longitude or latitude, in percent, and its degrees in words."""

    at: float
    name: str


def meridians(view: View) -> list[Rule]:
    """Return the lines of longitude."""
    degrees = _round_degrees(view.west, view.east, _step(view))
    return [Rule(view.x(degree), _degrees((degree + 180) % 360 - 180, "E", "W")) for degree in degrees]


def parallels(view: View) -> list[Rule]:
    """Return the lines of latitude."""
    degrees = _round_degrees(view.south, view.north, _step(view))
    return [Rule(view.y(degree), _degrees(degree, "N", "S")) for degree in degrees]


def _step(view: View) -> float:
    """How many degrees there are from one line to the next."""
    longest = max(view.east - view.west, view.north - view.south)
    return next((step for step in _STEPS if longest / step <= _MOST_LINES), _STEPS[-1])


def _round_degrees(begin: float, end: float, step: float) -> Iterator[float]:
    return (round(number * step, 2) for number in range(ceil(begin / step), floor(end / step) + 1))


def _degrees(value: float, positive: str, negative: str) -> str:
    if value in (0, -180):
        return f"{abs(value):g}°"
    return f"{abs(round(value, 2)):g}° {positive if value > 0 else negative}"


class Distance(NamedTuple):
    """A length on the map in percent of its width, and in kilometres."""

    long: float
    kilometres: float


def scale(view: View) -> Distance | None:
    """Return a scale: a round length, at most a quarter of the map; None if the map is too large for one scale."""
    if view.north - view.south > _SCALE_TO:
        return None
    across = (view.east - view.west) * view.shrunk * _KILOMETRES
    power = 10 ** floor(log10(across / 4))
    kilometres = max(times * power for times in (1, 2, 5) if times * power <= across / 4)
    return Distance(100 * kilometres / across, kilometres)


Line = tuple[Point, ...]


class Label(NamedTuple):
    """A name that is not a place of the chronology, such as a country, a city or a road, and its possible places."""

    text: str
    at: tuple[Point, ...]
    kind: str


class Outlines(NamedTuple):
    """One map: its views, land, borders and areas. `areas` has outlines by p-code, `names` p-codes by name.

    `home` is the country of the areas, `locator` its whole outline; the road goes straight from city to city.
    """

    source: str
    scale: str
    licence: str
    view: View
    narrow: View
    labels: tuple[Label, ...]
    cities: tuple[Label, ...]
    road: Label
    areas: dict[str, Line]
    names: dict[str, str]
    land: tuple[Line, ...]
    home: Line
    inner: tuple[Line, ...]
    border: tuple[Line, ...]
    locator: Line

    def area(self, place: Place) -> str | None:
        """Return the p-code of a province's area, found by its own p-code or by one of its names."""
        if place.kind != PlaceKind.PROVINCE:
            return None
        if place.pcode is not None:
            return place.pcode if place.pcode in self.areas else None
        return next(
            (self.names[key] for name in (place.name, *place.aliases) if (key := letters_of(name)) in self.names), None
        )


def outlines(places: Iterable[Place]) -> Outlines | None:
    """Return the outlines for these places: at least one place has an area there, and all are on the map."""
    shown = list(places)
    return next((ground for ground in _all() if _shows(ground, shown)), None)


def _shows(ground: Outlines, places: list[Place]) -> bool:
    is_over = all(ground.view.has(place.point) for place in places if place.point)
    return is_over and any(ground.area(place) for place in places)


@cache
def _all() -> tuple[Outlines, ...]:
    text = Path(__file__).with_name("outlines.json").read_text(encoding="utf-8")
    return tuple(map(_outlines, json.loads(text)["maps"]))


def _outlines(stored: dict[str, Any]) -> Outlines:
    return Outlines(
        source=stored["source"],
        scale=stored["scale"],
        licence=stored["licence"],
        view=view_of(*stored["view"]),
        narrow=view_of(*stored["narrow"]),
        labels=tuple(Label(label["text"], _line(label["at"]), label["kind"]) for label in stored["labels"]),
        cities=tuple(Label(city["text"], _line([city["at"]]), "city") for city in stored["cities"]),
        road=Label(stored["road"]["text"], _line(stored["road"]["line"]), "road"),
        areas={area["pcode"]: _line(area["ring"]) for area in stored["areas"]},
        names={letters_of(name): area["pcode"] for area in stored["areas"] for name in area["names"]},
        land=tuple(map(_line, stored["land"])),
        home=_line(stored["home"]),
        inner=tuple(map(_line, stored["inner"])),
        border=tuple(map(_line, stored["border"])),
        locator=_line(stored["locator"]),
    )


def _line(stored: Iterable[Sequence[float]]) -> Line:
    return tuple((x, y) for x, y in stored)
