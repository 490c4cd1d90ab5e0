"""The places of one timeline in another, which spells them differently.

A province is known by its names. A town is known by the consonants of its names, within its province, because spellings
of Arabic names differ in their vowels. Fewer than five consonants are not enough unless the two towns are near each
other. A region is the places within it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import cos, hypot, radians
from typing import NamedTuple

from idlibtl.compare.effort import Effort
from idlibtl.model.letters import letters_of
from idlibtl.model.records import Place, PlaceKind
from idlibtl.model.timeline import Timeline
from idlibtl.query.names import words

#: How many consonants of a name identify a town.
ENOUGH_CONSONANTS = 5

#: How far apart two points of one town may be.
MAX_KILOMETRES = 10

EARTH_RADIUS_KILOMETRES = 6371

#: Kinds of places that have an extent. A file may have other kinds: a governorate with places in it has one too, a city
#: or a camp is compared as a town.
_WIDE = frozenset((PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.WATER))
_NARROW = frozenset((PlaceKind.TOWN, PlaceKind.SITE))

#: Words that say what a place is and are not part of its name.
_SORTS = frozenset(("town", "village", "city"))


class Matched(NamedTuple):
    """Their places that are in places of ours: those that are certain, and `towns`, which a row has to be sure of."""

    certain: frozenset[str]
    towns: frozenset[str]


class SamePlaces:
    """Finds the places of one timeline in another, and remembers what it has found."""

    def __init__(self, ours: Timeline, theirs: Timeline, effort: Effort) -> None:
        self._ours, self._theirs, self._effort = ours, theirs, effort
        self._our_provinces, self._their_provinces = _provinces(ours), _provinces(theirs)
        self._wide = _wide(ours)
        self._matched: dict[frozenset[str], Matched] = {}
        self._by_name: dict[str, list[Place]] = {}
        self._by_consonants: dict[str, list[Place]] = {}
        wide = _wide(theirs)
        for place in theirs.places:
            is_wide = place.id in wide
            for name in _spellings(place) if is_wide else {consonants(name) for name in _names(place)}:
                (self._by_name if is_wide else self._by_consonants).setdefault(name, []).append(place)

    def matched(self, places: Iterable[str]) -> Matched:
        """Return their places that are in any of these places of ours."""
        asked = frozenset(places)
        if asked not in self._matched:
            regions = [place for place in asked if self._ours.place[place].kind == PlaceKind.REGION]
            wide: set[str] = set()
            towns: set[str] = set()
            for place in map(self._ours.place.__getitem__, asked | self._ours.places_within(regions)):
                if place.id in self._wide:
                    wide.update(self._named(place))
                else:
                    towns.update(self._towns(place))
            certain, sought = self._theirs.places_within(wide), self._theirs.places_within(towns)
            self._effort.spend(len(asked) + len(certain) + len(sought))
            self._matched[asked] = Matched(certain, sought - certain)
        return self._matched[asked]

    def _named(self, place: Place) -> set[str]:
        """Their places of this kind and name; of what is smaller than a province, those in the same province."""
        kinds = (place.kind,) if place.kind in _WIDE else _WIDE
        others = (other for name in _spellings(place) for other in self._by_name.get(name, ()))
        named = {other.id for other in others if other.kind in kinds}
        province = None if place.kind == PlaceKind.PROVINCE else self._our_provinces.get(place.id)
        return named if province is None else named & self._in_province(province)

    def _towns(self, town: Place) -> Iterator[str]:
        province = self._our_provinces.get(town.id)
        for name in {consonants(name) for name in _names(town)} - {""}:
            for other in self._by_consonants.get(name, ()):
                if province is None:  # several towns may have this name
                    is_alike = other.id not in self._their_provinces and not _spellings(town).isdisjoint(
                        _spellings(other)
                    )
                    is_it = is_alike or _are_near(town, other)
                else:
                    is_enough = len(name) >= ENOUGH_CONSONANTS or _are_near(town, other)
                    is_it = is_enough and other.id in self._in_province(province)
                if is_it:
                    yield other.id

    def _in_province(self, province: str) -> frozenset[str]:
        return self.matched((province,)).certain


def _wide(timeline: Timeline) -> set[str]:
    """The places that have an extent."""
    outer = {place.within for place in timeline.places}
    return {
        place.id
        for place in timeline.places
        if place.kind in _WIDE or (place.kind not in _NARROW and place.id in outer)
    }


def _provinces(timeline: Timeline) -> Mapping[str, str]:
    """For each place that is in a province, the nearest."""
    provinces: dict[str, str] = {}
    inner: dict[str, list[Place]] = {}
    for place in timeline.places:
        inner.setdefault(place.within or "", []).append(place)
    waiting = list(inner.get("", ()))
    while waiting:
        outer = waiting.pop()
        province = outer.id if outer.kind == PlaceKind.PROVINCE else provinces.get(outer.id)
        for place in inner.get(outer.id, ()):
            if province is not None:
                provinces[place.id] = province
            waiting.append(place)
    return provinces


def _names(place: Place) -> tuple[str, ...]:
    return (place.name, *place.aliases)


def _spellings(place: Place) -> set[str]:
    return {letters_of(name) for name in _names(place)} - {""}


@lru_cache(maxsize=1 << 14)
def consonants(name: str) -> str:
    """Return the consonants of a name, doubled ones once, without a word that says what the place is."""
    letters = "".join(word for word in words(name) if word not in _SORTS)
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyw]", "", letters))


def _are_near(one: Place, other: Place) -> bool:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    east = radians(other.longitude - one.longitude) * cos(radians((one.latitude + other.latitude) / 2))
    return EARTH_RADIUS_KILOMETRES * hypot(east, radians(other.latitude - one.latitude)) <= MAX_KILOMETRES
