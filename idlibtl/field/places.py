"""The places and actors of field datasets: names as rows have them -> ids, aliases, and what is in what."""

import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from idlibtl.field.rows import REMEMBERED, TOWN, Where
from idlibtl.model.chronology import Chronology
from idlibtl.model.letters import letters_of, plain
from idlibtl.model.records import (
    NO_PLACE,
    NOT_ATTRIBUTED,
    PUBLICATION,
    REST,
    Actor,
    ActorKind,
    Place,
    PlaceKind,
    unchecked,
)

#: Letters that are no other letter with an accent.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})

#: Ids that have another meaning.
_RESERVED = (PUBLICATION, NOT_ATTRIBUTED, NO_PLACE, REST)

#: What a place is, at the end of its name: "Idlib Governorate" is also called Idlib.
_SORTS = re.compile(
    r" (?:governorate|province|district|sub-?district|town|village|city|state|division|region|county|department"
    r"|township|municipality|prefecture|commune|zone|oblast|territory|island|camp)$",
    re.IGNORECASE,
)

_KINDS = (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.TOWN)

#: How the names of states begin among the actors.
_STATES = ("Government of ", "Military Forces of ", "Police Forces of ")


class PlaceLevel(NamedTuple):
    """A place by its id and name, the place that contains it, and how wide it is."""

    id: str
    name: str
    within: str | None
    level: int


@lru_cache(maxsize=REMEMBERED)
def slug(name: str) -> str:
    """Return a name as an id: the same for names that differ in case, accents, apostrophes and signs alone."""
    bare = plain(name).translate(_LETTERS)
    identity = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].strip("-")
    lost = not bare.isascii() or len(bare) > 60 or not identity or identity in _RESERVED
    return f"{identity}-{zlib.crc32(bare.encode()):08x}".lstrip("-") if lost else identity


@lru_cache(maxsize=REMEMBERED)
def chain(where: Where) -> tuple[PlaceLevel, ...]:
    """Return the places that a row is in, the widest first: each is within the one before."""
    places: list[PlaceLevel] = []
    for number, name in enumerate(where.names[: where.level]):
        if name:
            around = places[-1].id if places else None
            identity = f"{around}_{slug(name)}" if around else slug(name)
            places.append(PlaceLevel(identity, name, around, number + 1))
    return tuple(places)


def _aliases(place: PlaceLevel, taken: Collection[str]) -> Iterator[str]:
    """The name without what the place is, unless one around it is called so: Idlib is the province, not its town."""
    short = _SORTS.sub("", place.name)
    inner = re.fullmatch(r"(.+) \((.+)\)", place.name)  # Myanmar (Burma)
    for alias in (short,) if short != place.name else (inner[1], inner[2]) if inner else ():
        if letters_of(alias) and letters_of(alias) not in taken:
            yield alias


@lru_cache(maxsize=REMEMBERED)
def called(places: tuple[PlaceLevel, ...]) -> frozenset[str]:
    """Return what places, each in the one before, may be called, as far as it counts."""
    if not places:
        return frozenset()
    around, place = called(places[:-1]), places[-1]
    return around | frozenset(map(letters_of, (place.id, place.name, *_aliases(place, around))))


class Register:
    """The places and actors of rows. Of two spellings of one name the longer one is kept, whichever comes first."""

    def __init__(self, chronology: Chronology | None = None) -> None:
        self.places: dict[str, Place] = dict(chronology.place) if chronology else {}
        self.actors: dict[str, Actor] = dict(chronology.actor) if chronology else {}

    def place(self, places: Sequence[PlaceLevel], at: tuple[float, float] | None = None) -> str | None:
        """Return the id of the last of places in one another, all entered; None for no place. `at`: where a town is."""
        for number, place in enumerate(places):
            entered = self.places.get(place.id)
            north, east = at if at and place.level == TOWN else (None, None)
            if entered is not None and entered.latitude is not None:
                north, east = entered.latitude, entered.longitude
            if entered is None or says_more(place.name, entered.name):
                self.places[place.id] = unchecked(
                    Place,
                    id=place.id,
                    name=place.name,
                    kind=_KINDS[place.level - 1].value,
                    within=place.within,
                    latitude=north,
                    longitude=east,
                    aliases=tuple(_aliases(place, called(tuple(places[:number])))),
                )
            elif north != entered.latitude:
                self.places[place.id] = entered.model_copy(update={"latitude": north, "longitude": east})
        return places[-1].id if places else None

    def actor(self, name: str) -> str:
        """Return the id of an actor, entered."""
        identity = slug(name)
        if identity not in self.actors or says_more(name, self.actors[identity].name):
            kind = ActorKind.STATE if name.startswith(_STATES) else ActorKind.ARMED_GROUP
            self.actors[identity] = unchecked(Actor, id=identity, name=name, kind=kind)
        return identity


def says_more(name: str, entered: str) -> bool:
    """Return whether, of two spellings of one name, this is the one that is kept."""
    return name != entered and (len(name), name) > (len(entered), entered)
