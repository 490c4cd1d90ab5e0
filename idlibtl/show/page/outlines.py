"""Places on a flat map, from degrees to its units, and the outlines of provinces for chronologies that have them.

The map is equirectangular at the mean latitude. The outlines are in the file next to this one.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import ceil, cos, floor, log10, radians
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from idlibtl.model.letters import letters_of
from idlibtl.model.records import Place, PlaceKind

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
"""A longitude and a latitude in degrees, or a place on a map in its units."""

Line = tuple[Point, ...]


class Frame(NamedTuple):
    """The size of a map in its own units: a screen may show it larger or smaller, with everything on it."""

    width: int
    height: int

    @property
    def box(self) -> str:
        """All of it, for SVG."""
        return f"0 0 {self.width} {self.height}"


#: The map on a wide and on a narrow screen. A unit of these is about a pixel there. LOW is as WIDE, on a narrow screen.
WIDE, NARROW, LOW = Frame(918, 540), Frame(320, 320), Frame(320, 188)


class View(NamedTuple):
    """The area of a map, in degrees; `shrunk` is the length of a degree of longitude in degrees of latitude."""

    west: float
    south: float
    east: float
    north: float
    shrunk: float
    frame: Frame

    def at(self, point: Point) -> Point:
        """Return where a longitude and latitude are on the map, in its units from the upper left corner."""
        wide, high = self.frame
        from_middle = (point[0] - (self.west + self.east) / 2 + 180) % 360 - 180
        x = wide / 2 + wide * from_middle / (self.east - self.west)
        return x, high * (self.north - point[1]) / (self.north - self.south)

    def has(self, point: Point) -> bool:
        """Return whether a point is on the map; a pole is on its edge, whatever the rounding."""
        x, y = (round(part, 3) for part in self.at(point))
        return 0 <= x <= self.frame.width and 0 <= y <= self.frame.height


def around(points: Sequence[Point], frame: Frame) -> View:
    """Return a view of all points with room around them, for a map of this size."""
    ratio = frame.width / frame.height
    longitudes = sorted({longitude for longitude, _ in points})
    # the shortest stretch of longitudes with all of these is all but the widest gap
    gap, west = max((after - before, after) for before, after in pairwise([*longitudes, longitudes[0] + 360]))
    across = 360 - gap
    south, north = min(latitude for _, latitude in points), max(latitude for _, latitude in points)
    shrunk = max(0.1, cos(radians((south + north) / 2)))
    wide = max(across * shrunk * (1 + 2 * _MARGIN), _LEAST)
    high = min(180, max((north - south) * (1 + 2 * _MARGIN), _LEAST, wide / ratio))
    # a view of the whole world cannot have the ratio
    wide = min(360, max(high * ratio, wide) / shrunk)
    middle = min(max((south + north) / 2, high / 2 - 90), 90 - high / 2)
    begin = (west if west < 180 else west - 360) + across / 2 - wide / 2
    return View(begin, middle - high / 2, begin + wide, middle + high / 2, shrunk, frame)


def graticule(view: View) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
    """Return the lines of longitude, and those of latitude: where each is, and its degrees in words."""
    longest = max(view.east - view.west, view.north - view.south)
    step = next((step for step in _STEPS if longest / step <= _MOST_LINES), _STEPS[-1])

    def degrees(begin: float, end: float) -> Iterator[float]:
        return (round(number * step, 2) for number in range(ceil(begin / step), floor(end / step) + 1))

    def name(value: float, positive: str, negative: str) -> str:
        if value in (0, -180):
            return f"{abs(value):g}°"
        return f"{abs(round(value, 2)):g}° {positive if value > 0 else negative}"

    return (
        [(view.at((one, 0))[0], name((one + 180) % 360 - 180, "E", "W")) for one in degrees(view.west, view.east)],
        [(view.at((0, one))[1], name(one, "N", "S")) for one in degrees(view.south, view.north)],
    )


def scale(view: View) -> tuple[float, float] | None:
    """Return a round length, at most a quarter of the width, and its kilometres; None if the map is too large."""
    if view.north - view.south > _SCALE_TO:
        return None
    across = (view.east - view.west) * view.shrunk * _KILOMETRES
    power = 10 ** floor(log10(across / 4))
    kilometres = max(times * power for times in (1, 2, 5) if times * power <= across / 4)
    return view.frame.width * kilometres / across, kilometres


class Label(NamedTuple):
    """A name that is not a place of the chronology, such as a country, a city or a road, and its possible places.

    The places of a road are its line, which goes straight from city to city; its name is at the second of them.
    """

    text: str
    at: Line
    kind: str = ""


class Outlines(NamedTuple):
    """One map: its views, land, borders and areas. `areas` has outlines by p-code, `names` p-codes by letters of names.

    `home` is the country of the areas, `locator` its whole outline.
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

    def area(self, place: Place) -> Line | None:
        """Return the outline of a province, found by its p-code or, if it has none, by one of its names."""
        if place.kind != PlaceKind.PROVINCE:
            return None
        names = (letters_of(name) for name in (place.name, *place.aliases))
        pcode = place.pcode or next((self.names[name] for name in names if name in self.names), "")
        return self.areas.get(pcode)


def outlines(places: Sequence[Place]) -> Outlines | None:
    """Return the outlines for these places: at least one place has an area there, and all are on the map."""
    bundled = _bundled()
    is_over = all(bundled.view.has(place.point) for place in places if place.point)
    return bundled if is_over and any(map(bundled.area, places)) else None


@cache
def _bundled() -> Outlines:
    return TypeAdapter(Outlines).validate_json(Path(__file__).with_name("outlines.json").read_bytes())
