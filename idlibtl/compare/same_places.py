"""Our places in another dataset: which of its places lie in one of ours, though it spells them otherwise.

A province is known by its names. A town is known by the consonants of its names, within its province: vowels are what
spellings of Arabic names differ in. Fewer than five consonants prove nothing, unless the two are near each other. A
region is the places within it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import cos, hypot, radians
from typing import NamedTuple

from idlibtl.model.letters import letters_of
from idlibtl.model.records import Place, PlaceKind
from idlibtl.model.timeline import Timeline
from idlibtl.query.names import words

#: How many consonants of a name tell a town.
ENOUGH_CONSONANTS = 5

#: How far apart two points may be and still be one town.
MAX_KILOMETRES = 10

#: The radius of the Earth.
EARTH_KILOMETRES = 6371

#: Words that say what a place is, and are no part of its name.
_SORTS = frozenset(("town", "village", "city"))


class Matched(NamedTuple):
    """The other dataset's places that lie in ours: for certain, and as `towns`, which a row must be sure of."""

    certain: frozenset[str]
    towns: frozenset[str]


class SamePlaces:
    """Our places held against those of another timeline; what was once found is kept."""

    def __init__(self, ours: Timeline, theirs: Timeline) -> None:
        self.ours, self.theirs = ours, theirs
        self._known: dict[frozenset[str], Matched] = {}
        self._by_name = _by_name(theirs.places)
        self._by_consonants: dict[str, list[Place]] = {}
        for place in theirs.places:
            for letters in {consonants(name) for name in _names(place)} if place.kind == PlaceKind.TOWN else ():
                self._by_consonants.setdefault(letters, []).append(place)

    def matched(self, places: Iterable[str]) -> Matched:
        """What lies in any of these places of ours."""
        asked = frozenset(places)
        if asked not in self._known:
            found = [self._one(self.ours.place[each]) for each in sorted(asked)]
            certain = frozenset().union(*(each.certain for each in found))
            self._known[asked] = Matched(certain, frozenset().union(*(each.towns for each in found)) - certain)
        return self._known[asked]

    def _one(self, place: Place) -> Matched:
        match place.kind:
            case PlaceKind.TOWN:
                return Matched(frozenset(), self.theirs.places_within(self._towns(place)))
            case PlaceKind.REGION:
                inner = self.ours.places_within([place.id]) - {place.id}
                by_name = self._named(place)
                found = self.matched(inner) if inner else Matched(frozenset(), frozenset())
                return Matched(found.certain | by_name, found.towns)
            case _:
                return Matched(self._named(place), frozenset())

    def _named(self, place: Place) -> frozenset[str]:
        """Their places of this kind and name, and all that lie within them."""
        found = {other for name in _letters(place) if name for other in self._by_name.get((place.kind, name), ())}
        return self.theirs.places_within(sorted(found))

    def _towns(self, town: Place) -> Iterator[str]:
        province = self._province(town)
        inside = None if province is None else self._named(province)
        for letters in sorted({consonants(name) for name in _names(town)} - {""}):
            for other in self._by_consonants.get(letters, ()):
                if inside is None:  # there is no telling two towns of a name apart
                    is_it = _are_near(town, other) or self._is_alike(town, other)
                else:
                    is_it = other.id in inside and (len(letters) >= ENOUGH_CONSONANTS or _are_near(town, other))
                if is_it:
                    yield other.id

    def _province(self, place: Place) -> Place | None:
        at = place
        while at.within is not None:
            at = self.ours.place[at.within]
            if at.kind == PlaceKind.PROVINCE:
                return at
        return None

    def _is_alike(self, town: Place, other: Place) -> bool:
        """Whether two towns without a province are spelled alike."""
        theirs = self.theirs.places_around([other.id])
        is_free = all(self.theirs.place[each].kind != PlaceKind.PROVINCE for each in theirs)
        return is_free and not _letters(town).isdisjoint(_letters(other))


def _by_name(places: Iterable[Place]) -> Mapping[tuple[PlaceKind, str], list[str]]:
    found: dict[tuple[PlaceKind, str], list[str]] = {}
    for place in places:
        for name in _letters(place):
            found.setdefault((place.kind, name), []).append(place.id)
    return found


def _names(place: Place) -> tuple[str, ...]:
    return (place.name, *place.aliases)


def _letters(place: Place) -> set[str]:
    return set(map(letters_of, _names(place)))


@lru_cache(maxsize=1 << 14)
def consonants(name: str) -> str:
    """The consonants of a name, one for two of a kind, without a word that says what the place is."""
    letters = "".join(word for word in words(name) if word not in _SORTS)
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyw]", "", letters))


def _are_near(one: Place, other: Place) -> bool:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    east = radians(other.longitude - one.longitude) * cos(radians((one.latitude + other.latitude) / 2))
    return EARTH_KILOMETRES * hypot(east, radians(other.latitude - one.latitude)) <= MAX_KILOMETRES
