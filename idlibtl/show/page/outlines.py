"""Outlines of provinces, from the file next to this one, for chronologies whose places they are."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from idlibtl.model.letters import letters_of
from idlibtl.model.records import Place, PlaceKind
from idlibtl.show.page.projection import Point, View, view_of

Line = tuple[Point, ...]


class Label(NamedTuple):
    """A name that is not a place of the chronology, and where it could be: a country, a neighbour, a city, a road."""

    text: str
    at: tuple[Point, ...]
    kind: str


class Outlines(NamedTuple):
    """One map: its views, land, borders and areas. `areas` are by p-code, `names` lead from a name to a p-code.

    `home` is the country of the areas, `locator` its whole outline; the road is drawn straight from city to city.
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
        """Return the p-code of the area that a province is, by its own p-code or by one of its names."""
        if place.kind != PlaceKind.PROVINCE:
            return None
        if place.pcode is not None:
            return place.pcode if place.pcode in self.areas else None
        return next(
            (self.names[key] for name in (place.name, *place.aliases) if (key := letters_of(name)) in self.names), None
        )


def outlines(places: Iterable[Place]) -> Outlines | None:
    """Return the outlines that show the places: at least one is an area of them, and no other is beyond the map."""
    shown = list(places)
    return next((each for each in _all() if _shows(each, shown)), None)


def _shows(found: Outlines, places: list[Place]) -> bool:
    return any(found.area(place) for place in places) and all(
        place.latitude is None or place.longitude is None or found.view.has((place.longitude, place.latitude))
        for place in places
    )


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
        labels=tuple(Label(each["text"], _line(each["at"]), each["kind"]) for each in stored["labels"]),
        cities=tuple(Label(each["text"], _line([each["at"]]), "city") for each in stored["cities"]),
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
