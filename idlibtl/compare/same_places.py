"""Find the places of one chronology in another, which spells them differently.

Provinces are matched by name. Towns are matched within their province by the consonants of their names, because
spellings of Arabic names differ in their vowels. If these are fewer than five, the two towns must also be near each
other. A region is matched as the places in it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache, partial
from math import cos, hypot, radians
from typing import NamedTuple

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import BadQuestion
from idlibtl.model.letters import letters_of
from idlibtl.model.records import Place, PlaceKind
from idlibtl.query.names import words

#: How many consonants of a name identify a town.
ENOUGH_CONSONANTS = 5

#: How far apart two points of one town may be.
MAX_KILOMETRES = 10

EARTH_RADIUS_KILOMETRES = 6371

#: Words for a first division of a country. A file may use any of them: here they are one kind.
PROVINCES = frozenset((PlaceKind.PROVINCE, "governorate", "state", "oblast", "canton", "department", "prefecture"))

#: Kinds that are not compared as towns. All others are, such as a city or a camp.
_WIDE = PROVINCES | {PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.DISTRICT, PlaceKind.WATER, "county", "area"}

#: The most pairs of towns whose names are compared.
MAX_PAIRS = 1_000_000

TOO_MANY = "These are too many figures and rows to compare. Use --from, --to, --place or --metric."

#: Words that say what a place is and are not part of its name.
_SORTS = frozenset(("town", "village", "city"))


class Matched(NamedTuple):
    """The matching places of the other dataset: the certain ones, and `towns`, in which a row must certainly be."""

    certain: frozenset[str]
    towns: frozenset[str]


class SamePlaces:
    """Finds the places of one chronology in another, each once."""

    def __init__(self, chronology: Chronology, other: Chronology) -> None:
        self._chronology, self._other = chronology, other
        self._matched, self._same = cache(self._matching), cache(self._named_alike)
        self._left = MAX_PAIRS
        self._other_province = cache(partial(_province, other))
        # each pair of towns needs these
        self._spelled = {place.id: _spellings(place) for place in other.places}
        self._by_name: dict[tuple[str, str], set[str]] = {}
        self._by_consonants: dict[str, list[Place]] = {}
        for place in other.places:
            for name in self._spelled[place.id] if place.kind in _WIDE else ():
                self._by_name.setdefault((_kind(place), name), set()).add(place.id)
            for name in {consonants(name) for name in _names(place)} if place.kind not in _WIDE else ():
                self._by_consonants.setdefault(name, []).append(place)

    def matched(self, places: Iterable[str]) -> Matched:
        """Return the other places that are in any of these places."""
        return self._matched(frozenset(places))

    def _matching(self, places: frozenset[str]) -> Matched:
        regions = [place for place in places if self._chronology.place[place].kind == PlaceKind.REGION]
        wide, towns = set[str](), set[str]()
        for place in places | self._chronology.places_within(regions):
            (wide if self._chronology.place[place].kind in _WIDE else towns).update(self._same(place))
        certain, sure_only = self._other.places_within(wide), self._other.places_within(towns)
        return Matched(certain, sure_only - certain)

    def _named_alike(self, identity: str) -> Collection[str]:
        """The other places that are this one; if it is smaller than a province, those in the same province."""
        place = self._chronology.place[identity]
        province = None if place.kind in PROVINCES else _province(self._chronology, identity)
        if place.kind in _WIDE:
            same = set().union(*(self._by_name.get((_kind(place), name), ()) for name in _spellings(place)))
        else:
            same = set(self._towns(place, province))
        return same if province is None else same & self.matched((province,)).certain

    def _towns(self, town: Place, province: str | None) -> Iterator[str]:
        """The other towns with these consonants; in no province if the town is in none. Raises BadQuestion."""
        spellings = _spellings(town)
        for name in {consonants(name) for name in _names(town)} - {""}:
            others = self._by_consonants.get(name, ())
            self._left -= len(others)
            if self._left < 0:
                raise BadQuestion(TOO_MANY)
            for other in others:
                if province is None:  # several towns may have this name
                    is_free = self._other_province(other.id) is None
                    is_enough = is_free and not spellings.isdisjoint(self._spelled[other.id])
                else:
                    is_enough = len(name) >= ENOUGH_CONSONANTS
                if is_enough or _are_near(town, other):
                    yield other.id


def _kind(place: Place) -> str:
    """The kind of a place; all words for a province are one kind."""
    return PlaceKind.PROVINCE if place.kind in PROVINCES else place.kind


def _province(chronology: Chronology, place: str) -> str | None:
    """The nearest province that a place is in."""
    return next((around for around in chronology.around(place) if chronology.place[around].kind in PROVINCES), None)


def _names(place: Place) -> tuple[str, ...]:
    return (place.name, *place.aliases)


def _spellings(place: Place) -> set[str]:
    return {letters_of(name) for name in _names(place)} - {""}


@lru_cache(maxsize=1 << 14)
def consonants(name: str) -> str:
    """Return the consonants of a name, double ones once, without the word that says what the place is.

    A name without consonants is returned as it is.
    """
    letters = "".join(word for word in words(name) if word not in _SORTS)
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyw]", "", letters)) or letters


def _are_near(one: Place, other: Place) -> bool:
    if one.point is None or other.point is None:
        return False
    (x1, y1), (x2, y2) = one.point, other.point
    east = radians(x2 - x1) * cos(radians((y1 + y2) / 2))
    return EARTH_RADIUS_KILOMETRES * hypot(east, radians(y2 - y1)) <= MAX_KILOMETRES
