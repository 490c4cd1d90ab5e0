"""The places and actors of field datasets: names in rows -> ids, aliases, and which place is in which."""

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

#: Letters that are not another letter with an accent, and what ids have instead.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})

#: Ids that are reserved, because they have a meaning of their own.
_RESERVED = (PUBLICATION, NOT_ATTRIBUTED, NO_PLACE, REST)

#: Words at the end of a name that say what the place is: "Idlib Governorate" is also called Idlib.
_SORTS = re.compile(
    r" (?:governorate|province|district|sub-?district|town|village|city|state|division|region|county|department"
    r"|township|municipality|prefecture|commune|zone|oblast|territory|island|camp)$",
    re.IGNORECASE,
)

_KINDS = (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.TOWN)

#: How the names of states begin in the names of actors.
_STATES = ("Government of ", "Military Forces of ", "Police Forces of ")


class PlaceLevel(NamedTuple):
    """A place by its id and name, the place that contains it, and how wide it is."""

    id: str
    name: str
    within: str | None
    level: int


@lru_cache(maxsize=REMEMBERED)
def slug(name: str) -> str:
    """Return a name as an id. Names that differ only in case, accents, apostrophes or signs have the same one."""
    bare = plain(name).translate(_LETTERS)
    identity = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].strip("-")
    lost = not bare.isascii() or len(bare) > 60 or not identity or identity in _RESERVED
    return f"{identity}-{zlib.crc32(bare.encode()):08x}".lstrip("-") if lost else identity


@lru_cache(maxsize=REMEMBERED)
def chain(where: Where) -> tuple[PlaceLevel, ...]:
    """Return the places of a row, the widest first: each is in the one before."""
    places: list[PlaceLevel] = []
    for number, name in enumerate(where.names[: where.level]):
        if name:
            around = places[-1].id if places else None
            identity = f"{around}_{slug(name)}" if around else slug(name)
            places.append(PlaceLevel(identity, name, around, number + 1))
    return tuple(places)


def _aliases(place: PlaceLevel, taken: Collection[str]) -> Iterator[str]:
    """The name without the word for what it is, unless a place around it is called so: Idlib is the province."""
    short = _SORTS.sub("", place.name)
    inner = re.fullmatch(r"(.+) \((.+)\)", place.name)  # Myanmar (Burma)
    for alias in (short,) if short != place.name else (inner[1], inner[2]) if inner else ():
        if letters_of(alias) and letters_of(alias) not in taken:
            yield alias


@lru_cache(maxsize=REMEMBERED)
def called(places: tuple[PlaceLevel, ...]) -> frozenset[str]:
    """Return the names of these places, each in the one before, in the form in which names are compared."""
    if not places:
        return frozenset()
    around, place = called(places[:-1]), places[-1]
    return around | frozenset(map(letters_of, (place.id, place.name, *_aliases(place, around))))


class Register:
    """The places and actors of rows. If a name has two spellings, the longer one is kept, whichever comes first."""

    def __init__(self, chronology: Chronology | None = None) -> None:
        self.places: dict[str, Place] = dict(chronology.place) if chronology else {}
        self.actors: dict[str, Actor] = dict(chronology.actor) if chronology else {}

    def place(self, places: Sequence[PlaceLevel], at: tuple[float, float] | None = None) -> str | None:
        """Enter places, each in the one before, and return the id of the last; None for none. `at`: where a town is."""
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
        """Enter an actor, and return its id."""
        identity = slug(name)
        if identity not in self.actors or says_more(name, self.actors[identity].name):
            kind = ActorKind.STATE if name.startswith(_STATES) else ActorKind.ARMED_GROUP
            self.actors[identity] = unchecked(Actor, id=identity, name=name, kind=kind)
        return identity


def says_more(name: str, entered: str) -> bool:
    """Return whether this spelling of a name is kept instead of the one entered."""
    return name != entered and (len(name), name) > (len(entered), entered)
