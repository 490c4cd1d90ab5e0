"""The places and actors of field datasets: names as rows have them -> ids, aliases, and what lies within what."""

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from idlibtl.field.rows import REMEMBERED, TOWN, Where
from idlibtl.model.letters import letters_of, plain
from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, PUBLICATION, Actor, ActorKind, Place, PlaceKind, unchecked

#: Letters that are no other letter with an accent.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})

#: Ids that stand for something else.
_RESERVED = (PUBLICATION, NOT_ATTRIBUTED, NO_PLACE)

#: What a place is, behind its name: "Idlib Governorate" is also called Idlib.
_SORTS = re.compile(
    r" (?:governorate|province|district|sub-?district|town|village|city|state|division|region|county|department"
    r"|township|municipality|prefecture|commune|zone|oblast|territory|island|camp)$",
    re.IGNORECASE,
)

_KINDS = (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.TOWN)


class Named(NamedTuple):
    """A place by its id, its name and other names, the place around it, and how wide it is."""

    id: str
    name: str
    aliases: tuple[str, ...]
    within: str | None
    level: int

    def letters(self) -> set[str]:
        """What may be typed for it, as far as it counts."""
        return {letters_of(each) for each in (self.id, self.name, *self.aliases)}


@lru_cache(maxsize=REMEMBERED)
def slug(name: str) -> str:
    """A name as an id: the same for names that differ in case, accents, apostrophes and signs alone."""
    bare = plain(name).translate(_LETTERS)
    found = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].strip("-")
    lost = not bare.isascii() or len(bare) > 60 or not found or found in _RESERVED
    return f"{found}-{zlib.crc32(bare.encode()):08x}".lstrip("-") if lost else found


@lru_cache(maxsize=REMEMBERED)
def chain(where: Where) -> tuple[Named, ...]:
    """The places that a row is in, the widest first: each is within the one before."""
    found: list[Named] = []
    for number, name in enumerate(where.names[: where.level]):
        if name:
            around = found[-1].id if found else None
            identity = f"{around}_{slug(name)}" if around else slug(name)
            found.append(Named(identity, name, tuple(_aliases(name, found)), around, number + 1))
    return tuple(found)


def _aliases(name: str, around: Iterable[Named]) -> Iterator[str]:
    """The name without what the place is, unless one around it is called so: Idlib is the province, not its town."""
    short = _SORTS.sub("", name)
    inner = re.fullmatch(r"(.+) \((.+)\)", name)  # Myanmar (Burma)
    taken = {letters for each in around for letters in each.letters()}
    for alias in (short,) if short != name else (inner[1], inner[2]) if inner else ():
        if letters_of(alias) and letters_of(alias) not in taken:
            yield alias


class Register:
    """The places and actors of the rows seen so far."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.actors: dict[str, Actor] = {}

    def place(self, where: Where, at: tuple[float, float] | None = None) -> str | None:
        """The id of a place, put down with all that hold it; None for no place. `at` are the coordinates of a town."""
        found = chain(where)
        for each in found:
            known = self.places.get(each.id)
            if known is None or _says_more(each.name, known.name):
                north, east = at if at and each.level == TOWN else (None, None)
                if known is not None:
                    north, east = known.latitude, known.longitude
                self.places[each.id] = unchecked(
                    Place,
                    id=each.id,
                    name=each.name,
                    kind=_KINDS[each.level - 1],
                    within=each.within,
                    latitude=north,
                    longitude=east,
                    aliases=each.aliases,
                )
        return found[-1].id if found else None

    def actor(self, name: str) -> str:
        """The id of an actor, put down."""
        found = slug(name)
        if found not in self.actors or _says_more(name, self.actors[found].name):
            is_state = name.startswith(("Government of ", "Military Forces of ", "Police Forces of "))
            kind = ActorKind.STATE if is_state else ActorKind.ARMED_GROUP
            self.actors[found] = unchecked(Actor, id=found, name=name, kind=kind)
        return found


def _says_more(name: str, known: str) -> bool:
    """Which of two spellings of one name stands, whatever comes first."""
    return name != known and (len(name), name) > (len(known), known)
