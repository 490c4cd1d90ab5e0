"""Places in another dataset, which spells them differently."""

from typing import Any

import pytest
from edited import RAW, content_of

from idlibtl import Chronology, from_bytes
from idlibtl.compare.same_places import SamePlaces, consonants

NUMAN = {"latitude": 35.648379, "longitude": 36.676019}


def chronology(*places: dict[str, Any]) -> Chronology:
    """A chronology with only these places."""
    return from_bytes(content_of({**RAW, "places": list(places), "events": [], "phases": []}))


def place(identity: str, kind: str, within: str | None = None, name: str | None = None, **more: Any) -> dict[str, Any]:
    """A place; without a name it is called by its id."""
    return {"id": identity, "kind": kind, "within": within, "name": name or identity, **more}


OURS = chronology(
    place("region", "region", name="Idlib and its surroundings"),
    place("idlib", "province", "region", "Idlib", aliases=["Idleb Governorate"]),
    place("hama", "province", "region", "Hama", aliases=["Hamah"]),
    place("numan", "town", "idlib", "Maaret al-Numan", aliases=["Ma'arrat an-Nu'man"], **NUMAN),
    place("ruma", "town", "idlib", "Kafr Ruma", **NUMAN),
    place("lost", "town", "region", "Somewhere Town"),
)


def places_like(where: str, *theirs: dict[str, Any], ours: Chronology = OURS) -> tuple[set[str], set[str]]:
    """Which places of the other dataset are in these, certainly or as towns."""
    matched = SamePlaces(ours, chronology(*theirs)).matched([where])
    return set(matched.certain), set(matched.towns)


SYRIA = (
    place("sy", "region", name="Syria"),
    place("sy_idlib", "province", "sy", "Idlib governorate", aliases=["Idlib"]),
    place("sy_idlib_town", "town", "sy_idlib", "Maarrat al Nouman town", latitude=0.0, longitude=0.0),
    place("sy_hama", "province", "sy", "Hamah Governorate", aliases=["Hamah"]),
    place("sy_latakia", "province", "sy", "Latakia Governorate", aliases=["Latakia"]),
)


def test_a_province_is_known_by_its_names_with_all_within_it() -> None:
    assert places_like("idlib", *SYRIA) == ({"sy_idlib", "sy_idlib_town"}, set())


def test_a_region_is_the_places_within_it_and_no_other_province() -> None:
    assert places_like("region", *SYRIA) == ({"sy_idlib", "sy_idlib_town", "sy_hama"}, set())


def test_a_region_of_the_same_name_is_the_region_too() -> None:
    inside = place("x", "town", "r")
    assert places_like("region", place("r", "region", name="idlib & its surroundings"), inside) == (set(), set())
    assert places_like("region", place("r", "region", name="Idlib, and its surroundings"), inside) == (
        {"r", "x"},
        set(),
    )


def test_a_region_without_places_is_matched_by_name() -> None:
    ours = chronology(place("r", "region", name="The Plain"))
    assert places_like("r", place("p", "region", name="the plain"), ours=ours) == ({"p"}, set())


def test_a_town_is_known_by_its_consonants_wherever_it_is_put() -> None:
    assert places_like("numan", *SYRIA) == (set(), {"sy_idlib_town"})


def test_the_same_name_in_another_province_is_another_town() -> None:
    twin = place("twin", "town", "sy_hama", "Maaret al-Numan", **NUMAN)
    assert places_like("numan", *SYRIA, twin) == (set(), {"sy_idlib_town"})


@pytest.mark.parametrize(
    ("name", "more", "is_it"),
    [
        # four consonants: k f r m
        ("Kafr Roma", NUMAN, True),
        # 9.9 and 10.1 km to the north: a degree is 111.19 km
        ("Kafr Roma", {"latitude": 35.648379 + 9.9 / 111.195, "longitude": 36.676019}, True),
        ("Kafr Roma", {"latitude": 35.648379 + 10.1 / 111.195, "longitude": 36.676019}, False),
        # and to the east: a degree is 90.36 km there
        ("Kafr Roma", {"latitude": 35.648379, "longitude": 36.676019 + 9.9 / 90.36}, True),
        ("Kafr Roma", {"latitude": 35.648379, "longitude": 36.676019 + 10.1 / 90.36}, False),
        ("Kafr Roma", {}, False),
        ("Kafr Nabl", NUMAN, False),
    ],
)
def test_a_short_name_has_to_be_near(name: str, more: dict[str, float], *, is_it: bool) -> None:
    assert places_like("ruma", *SYRIA, place("it", "town", "sy_idlib", name, **more)) == (
        set(),
        {"it"} if is_it else set(),
    )


def test_a_district_with_a_towns_name_is_not_a_town() -> None:
    assert places_like("numan", *SYRIA[:2], place("d", "region", "sy_idlib", "Maaret al-Numan")) == (set(), set())


def test_a_town_without_a_province_is_known_by_its_letters_where_theirs_has_none_either() -> None:
    assert places_like("lost", place("x", "town", name="somewhere-town")) == (set(), {"x"})
    assert places_like("lost", *SYRIA, place("x", "town", "sy_hama", "Somewhere Town")) == (set(), set())
    assert places_like("lost", place("x", "town", name="Samwhara")) == (set(), set())


def test_two_places_are_what_either_is() -> None:
    both = SamePlaces(OURS, chronology(*SYRIA)).matched(["numan", "idlib"])
    assert (set(both.certain), set(both.towns)) == ({"sy_idlib", "sy_idlib_town"}, set())


def test_a_district_is_the_one_in_the_same_province() -> None:
    ours = chronology(*SYRIA[:4], place("x", "district", "sy_hama", "West"))
    theirs = (*SYRIA, place("w1", "district", "sy_idlib", "West"), place("w2", "district", "sy_hama", "West"))
    assert places_like("x", *theirs, ours=ours) == ({"w2"}, set())


def test_a_governorate_is_a_province_and_a_city_or_a_camp_a_town() -> None:
    ours = chronology(
        place("gov", "governorate", name="Idlib"),
        place("city", "city", "gov", "Maaret al-Numan", **NUMAN),
        place("hama", "province", name="Hamah"),
        place("camp", "camp", "hama", "Somewhere Camp"),
    )
    theirs = (*SYRIA, place("camp", "town", "sy_hama", "Samewhere camp"), place("idlib", "town", "sy_hama", "Idlib"))
    assert places_like("gov", *theirs, ours=ours) == ({"sy_idlib", "sy_idlib_town"}, set())
    assert places_like("camp", *theirs, ours=ours) == (set(), {"camp"})
    assert places_like("city", *theirs, ours=ours) == (set(), {"sy_idlib_town"})


@pytest.mark.parametrize("kind", ["province", "region", "town", "district", "canton"])
def test_places_a_hundred_deep_are_found(kind: str) -> None:
    chain = [place(f"point{number}", kind, f"point{number - 1}" if number else None) for number in range(100)]
    certain, towns = places_like("point0", *chain, ours=chronology(*chain))
    assert certain | towns == {f"point{number}" for number in range(100)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Maarat al-Numaan town", "mrtlnmn"),
        ("Ma'arrat al-Nu'man", "mrtlnmn"),
        ("Khan Shaykhun", "khnshkhn"),
        ("Khān Shaykhūn village", "khnshkhn"),
        ("Town", ""),
        ("Ariha city", "rh"),
    ],
)
def test_consonants(name: str, expected: str) -> None:
    assert consonants(name) == expected
