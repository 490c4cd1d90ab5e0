"""The places and actors of field datasets: names in rows -> ids, aliases, and which place is in which."""

import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

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

#: How wide a place is, by how many names a row has of it and the places around it: 0 is no place.
NOWHERE, COUNTRY, ADM_1, ADM_2, TOWN = range(5)

#: How many different cells are remembered, so that the same cell of many rows is read once.
REMEMBERED = 1 << 16

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
    """A place by its id and name, and how wide it is."""

    id: str
    name: str
    level: int


@lru_cache(maxsize=REMEMBERED)
def slug(name: str) -> str:
    """Return a name as an id. Names that differ only in case, accents, apostrophes or signs have the same one."""
    bare = plain(name).translate(_LETTERS)
    identity = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].strip("-")
    lost = not bare.isascii() or len(bare) > 60 or not identity or identity in _RESERVED
    return f"{identity}-{zlib.crc32(bare.encode()):08x}".lstrip("-") if lost else identity


def levels_of(names: Sequence[str]) -> tuple[PlaceLevel, ...]:
    """Return the places with these names, the widest first: each is in the one before. A name may be empty."""
    places: list[PlaceLevel] = []
    for level, name in enumerate(names, COUNTRY):
        if name:
            around = f"{places[-1].id}_" if places else ""
            places.append(PlaceLevel(f"{around}{slug(name)}", name, level))
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
    """The places and actors of rows, by id. If a name has two spellings, the longer one is kept, whichever comes first.

    `places` has each place after those that contain it, `at` where towns are, and `actors` the names of actors.
    """

    def __init__(self) -> None:
        self.places: dict[str, tuple[PlaceLevel, ...]] = {}
        self.at: dict[str, tuple[float, float]] = {}
        self.actors: dict[str, str] = {}

    def place(self, places: tuple[PlaceLevel, ...], at: tuple[float, float] | None = None) -> tuple[str, ...]:
        """Enter places, each in the one before, and return the id of the last; none for none. `at`: where a town is."""
        for number, place in enumerate(places, 1):
            entered = self.places.get(place.id)
            if entered is None or _says_more(place.name, entered[-1].name):
                self.places[place.id] = places[:number]
        if at:
            self.at.setdefault(places[-1].id, at)
        return (places[-1].id,) if places else ()

    def actor(self, name: str) -> str:
        """Enter an actor, and return its id."""
        identity = slug(name)
        if _says_more(name, self.actors.get(identity, "")):
            self.actors[identity] = name
        return identity

    def add(self, other: "Register", names: Collection[str] | None = None) -> "Register":
        """Enter what another register has, or only what has one of these names, and return this one.

        Where a named town is, its rows say when they are entered.
        """
        for identity, places in other.places.items():
            if names is None or not called(places).isdisjoint(names):
                self.place(places, other.at.get(identity) if names is None else None)
        for identity, name in other.actors.items():
            if names is None or not {letters_of(identity), letters_of(name)}.isdisjoint(names):
                self.actor(name)
        return self

    @property
    def place_records(self) -> tuple[Place, ...]:
        """The records of all places."""
        return tuple(
            unchecked(
                Place,
                id=place.id,
                name=place.name,
                kind=_KINDS[place.level - 1].value,
                within=around[-1].id if around else None,
                latitude=north,
                longitude=east,
                aliases=tuple(_aliases(place, called(tuple(around)))),
            )
            for *around, place in self.places.values()
            for north, east in (self.at.get(place.id, (None, None)),)
        )

    @property
    def actor_records(self) -> tuple[Actor, ...]:
        """The records of all actors."""
        return tuple(
            unchecked(
                Actor,
                id=identity,
                name=name,
                kind=ActorKind.STATE if name.startswith(_STATES) else ActorKind.ARMED_GROUP,
            )
            for identity, name in self.actors.items()
        )


def _says_more(name: str, entered: str) -> bool:
    """Whether this spelling of a name is kept instead of the one entered."""
    return name != entered and (len(name), name) > (len(entered), entered)
