"""Outlines of provinces, from the file beside this one, for chronologies whose places they are."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from idlibtl.model.letters import letters_of
from idlibtl.model.records import Place, PlaceKind
from idlibtl.show.page.projection import Point, View, view_of

Line = tuple[Point, ...]


class Label(NamedTuple):
    """A name that is not a place of the chronology: a neighbour, a sea."""

    text: str
    at: Point


class Outlines(NamedTuple):
    """One map: its view, land, borders and areas. `areas` are by p-code, `names` lead from a name to a p-code."""

    source: str
    scale: str
    licence: str
    view: View
    labels: tuple[Label, ...]
    areas: dict[str, Line]
    names: dict[str, str]
    land: tuple[Line, ...]
    inner: tuple[Line, ...]
    border: tuple[Line, ...]

    def area(self, place: Place) -> str | None:
        """The p-code of the area that a province is, by its own p-code or by one of its names."""
        if place.kind != PlaceKind.PROVINCE:
            return None
        if place.pcode is not None:
            return place.pcode if place.pcode in self.areas else None
        return next(
            (self.names[key] for name in (place.name, *place.aliases) if (key := letters_of(name)) in self.names), None
        )


def outlines(places: Iterable[Place]) -> Outlines | None:
    """The outlines that show the places: one at least is an area of them, and no other lies beyond the map."""
    known = list(places)
    return next((each for each in _all() if _shows(each, known)), None)


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
    def lines(part: str) -> tuple[Line, ...]:
        return tuple(tuple((x, y) for x, y in line) for line in stored[part])

    return Outlines(
        source=stored["source"],
        scale=stored["scale"],
        licence=stored["licence"],
        view=view_of(*stored["view"]),
        labels=tuple(Label(label["text"], (label["at"][0], label["at"][1])) for label in stored["labels"]),
        areas={area["pcode"]: tuple((x, y) for x, y in area["ring"]) for area in stored["areas"]},
        names={letters_of(name): area["pcode"] for area in stored["areas"] for name in area["names"]},
        land=lines("land"),
        inner=lines("inner"),
        border=lines("border"),
    )
