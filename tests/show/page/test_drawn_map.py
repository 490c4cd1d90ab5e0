"""The map of the page, and the table below it that says the same."""

import json
from collections.abc import Sequence
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from chronologies import Raw, document, documents, loaded
from hypothesis import given, settings
from pages import report_of, tree
from profiles import scaled

from idlibtl import Chronology, load
from idlibtl.model.letters import letters_of
from idlibtl.model.records import Place
from idlibtl.show.page import outlines as module
from idlibtl.show.page.map import map_section
from idlibtl.show.page.outlines import NARROW, WIDE, outlines


def drawn(chronology: Chronology, **asked: Any) -> ET.Element:
    return tree(map_section(report_of(chronology, **asked)))


def text(outcome: ET.Element) -> str:
    return "".join(outcome.itertext())


def of_class(root: ET.Element, class_: str) -> list[ET.Element]:
    return [one for one in root.iter() if class_ in (one.get("class") or "").split()]


def layer(root: ET.Element, name: str) -> ET.Element:
    """The map for a wide or a narrow screen."""
    [result] = of_class(root, f"map-{name}")
    return result


def lead(root: ET.Element) -> str:
    return text(of_class(root, "lead")[0])


def table(root: ET.Element) -> list[tuple[str, ...]]:
    """The rows of the table: the number on the map if there are any, the place, its events, its number."""
    return [
        tuple(text(cell) for cell in row if cell.get("class") or cell.tag == "th") for row in list(root.iter("tr"))[1:]
    ]


def names(root: ET.Element) -> list[str]:
    return [text(one) for one in root.iter("text")]


def place(identity: str, **more: Any) -> Raw:
    return {"id": identity, "name": identity.capitalize(), "kind": "town", **more}


def made(known_places: Sequence[Raw], *where: Sequence[str], **more: Any) -> Chronology:
    events = [
        {"id": f"e{number}", "title": "An event", "kinds": ["strike"], "date": "2019-01-06", "places": one}
        for number, one in enumerate(where)
    ]
    return loaded(document(events, places=known_places, **more))


@pytest.fixture(scope="module")
def bundled() -> ET.Element:
    return drawn(load())


# The bundled chronology


def test_the_lead_says_what_the_numbers_are_and_what_is_not_on_the_map(bundled: ET.Element) -> None:
    # 15 of the 26 records name only the region, and the veto of 19 September no place
    assert lead(bundled) == (
        "Numbers on the map are events, not deaths."
        " Not on the map: 15 events in Idlib and its surroundings, 1 without a place."
    )


def test_areas_points_and_names(bundled: ET.Element) -> None:
    wide = layer(bundled, "wide")
    assert len(of_class(bundled, "map-area")) == 3
    assert len(of_class(wide, "map-dot")) == 2
    assert {text(one) for one in of_class(wide, "map-province")} == {
        "Idlib province, 5 events",
        "Aleppo province, 2 events",
        "Hama province, 1 event",
    }
    assert {text(one) for one in of_class(wide, "map-town")} == {
        "Maaret al-Numan, 3 events",
        "Khan Sheikhun, 1 event",
    }
    around = {"Türkiye", "Mediterranean Sea", "S Y R I A", "Idlib", "Aleppo", "Hama", "Latakia", "M5 (schematic)"}
    assert around | {"50 km"} <= set(names(wide))
    # Maaret al-Numan is at 35.648379 N and 36.676019 E of 34.83 to 36.93 and 34.33 to 38.736, on a map of 918 by 540
    at = 918 * (36.676019 - 34.33) / 4.406, 540 * (36.93 - 35.648379) / 2.1
    circles = [(float(one.get("cx") or 0), float(one.get("cy") or 0)) for one in wide.iter("circle")]
    assert any(one == pytest.approx(at, abs=0.01) for one in circles)
    # no name is lost on a narrow screen, where all have only the number of events
    small = layer(bundled, "narrow")
    assert "Latakia" not in names(small)  # it is further west
    assert {text(one) for one in of_class(small, "map-province")} == {"Idlib, 5", "Aleppo, 2", "Hama, 1"}
    assert {text(one) for one in of_class(small, "map-town")} == {"Maaret al-Numan, 3", "Khan Sheikhun, 1"}


def test_the_area_of_a_dot_is_as_its_events(bundled: ET.Element) -> None:
    for name in ("wide", "narrow"):
        radii = sorted(float(one.get("r") or 0) for one in of_class(layer(bundled, name), "map-dot"))
        # 1 and 3 events
        assert radii[1] ** 2 / radii[0] ** 2 == pytest.approx(3, abs=0.01)


def test_the_map_has_a_name_and_says_in_words_what_is_on_it(bundled: ET.Element) -> None:
    labels = {one.get("id"): text(one) for one in bundled.iter() if one.get("id")}
    for picture in (one for one in bundled.iter("svg") if one.get("role") == "img"):
        name, words = (labels[identity] for identity in (picture.get("aria-labelledby") or "").split())
        assert name == "Map of the places named"
        assert words == (
            "Idlib, province, 5 events; Maaret al-Numan, town, 3 events; Khan Sheikhun, town, 1 event;"
            " Aleppo, province, 2 events; Hama, province, 1 event. The table below says the same."
        )
    assert "they are approximate and take no position." in text(next(bundled.iter("figcaption")))


def test_the_table_is_a_tree_of_answers(bundled: ET.Element) -> None:
    assert table(bundled) == [
        ("Idlib and its surroundings", "15", "about 1,134"),
        ("Idlib *", "5", "about 31"),
        ("Maaret al-Numan *", "3", "about 13"),
        ("Khan Sheikhun *", "1", "no figure of its own"),
        ("Aleppo *", "2", "no figure of its own"),
        ("Hama *", "1", "no figure of its own"),
    ]
    depths = [row[0].get("class") for row in list(bundled.iter("tr"))[1:]]
    assert depths == [None, "in1", "in2", "in2", "in1", "in1"]
    assert {one.get("scope") for one in bundled.iter("th")} == {"col", "row"}
    assert "* A wider figure also covers this row, and may include more." in text(bundled)


def test_what_lights_up_has_its_place(bundled: ET.Element) -> None:
    [figure] = bundled.iter("figure")
    assert {one.get("data-l") for one in figure.iter() if one.get("data-l")} == {
        "idlib",
        "hama",
        "aleppo",
        "maaret-al-numan",
        "khan-sheikhun",
    }


def test_places_beyond_those_asked_about_say_so() -> None:
    rows = {name.removesuffix(" *"): words for name, _, words in table(drawn(load(), places=["hama"]))}
    assert rows["Idlib"] == "not asked about"
    assert rows["Hama"] == "no figure of its own"


def test_a_place_without_a_figure_is_not_reported() -> None:
    assert table(drawn(made(TWO, ["hill"], ["ford", "hill"]))) == [
        ("Hill", "2", "not reported"),
        ("Ford", "1", "not reported"),
    ]


def test_figures_without_a_place_are_mentioned_below() -> None:
    figure = {"metric": "civilians", "value": 3, "source": None}
    events = [
        {"id": "a", "title": "A", "kinds": ["strike"], "date": "2019-01-06", "figures": [figure]},
        {"id": "b", "title": "B", "kinds": ["strike"], "date": "2019-01-07", "places": ["hill"], "figures": [figure]},
    ]
    root = drawn(loaded(document(events, places=TWO)))
    assert table(root) == [("Hill", "1", "3")]
    assert "Civilians killed: at least 3, no place given." in text(root)


# Outlines


def located(**more: Any) -> Place:
    return Place(**{"id": "p", "name": "Somewhere", "kind": "province", **more})


def test_a_province_is_an_area_by_its_p_code_or_its_name() -> None:
    result = outlines([located(pcode="SY07")])
    assert result is not None
    assert result.area(located(pcode="SY02")) == result.areas["SY02"]
    assert result.area(located(name="IDLEB")) == result.areas["SY07"]
    assert result.area(located(aliases=("Hamah Governorate",))) == result.areas["SY05"]
    # a p-code of another place says that it is another
    assert result.area(located(pcode="LB01", name="Hama")) is None
    assert result.area(located(name="Hama", kind="town")) is None
    assert result.area(located()) is None


def test_outlines_are_used_where_they_show_every_place() -> None:
    near, far = {"latitude": 35.5, "longitude": 36.5}, {"latitude": 48.8, "longitude": 2.3}
    assert outlines([located(name="Idlib"), located(**near, kind="town")]) is not None
    assert outlines([located(name="Idlib"), located(**far, kind="town")]) is None
    assert outlines([located(**near)]) is None


@pytest.mark.parametrize(("longitude", "height"), [(36.0, 320), (34.9, 188)])
def test_a_town_far_west_is_on_the_narrow_map_too(longitude: float, height: int) -> None:
    # the square for a phone begins at 35.82 E, the wide map at 34.33 E
    coast = place("coast", latitude=35.0, longitude=longitude)
    narrow = layer(drawn(made([place("idlib", kind="province"), coast], ["idlib"], ["coast"])), "narrow")
    assert narrow.get("viewBox") == f"0 0 320 {height}"
    [dot] = of_class(narrow, "map-dot")
    assert 0 <= float(dot.get("cx") or -1) <= 320
    assert 0 <= float(dot.get("cy") or -1) <= height


def test_the_file_of_outlines_says_where_they_are_from_and_has_whole_shapes() -> None:
    file = Path(module.__file__).with_name("outlines.json")
    stored = json.loads(file.read_text(encoding="utf-8"))
    assert (stored["source"], stored["licence"]) == ("Natural Earth", "public domain")
    rings = [*stored["areas"].values(), *stored["land"], stored["home"], stored["locator"]]
    assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings)
    west, south, east, north, shrunk, size = stored["view"]
    assert [size, stored["narrow"][5]] == [list(WIDE), list(NARROW)]
    inner = [point for item in (*stored["labels"], *stored["cities"]) for point in item["at"]]
    assert all(west <= x <= east and south <= y <= north for x, y in inner)
    # the narrow map is a part of the wide one, of the same height
    assert stored["narrow"][1:4:2] == [south, north]
    assert west < stored["narrow"][0] < stored["narrow"][2] < east
    assert shrunk == stored["narrow"][4] == pytest.approx(cos(radians((south + north) / 2)), abs=1e-5)
    assert all(one != other for one, other in pairwise(stored["home"]))
    # names are as they are compared
    assert all(letters_of(name) == name for name in stored["names"])
    assert set(stored["names"].values()) == set(stored["areas"])
    assert file.stat().st_size < 9000


def test_a_province_without_coordinates_has_its_name_in_the_middle_of_its_area() -> None:
    root = drawn(made([place("idlib", kind="province"), place("hama", kind="province")], ["idlib"], ["hama"]))
    assert {text(one) for one in of_class(layer(root, "wide"), "map-province")} == {
        "Idlib province, 1 event",
        "Hama province, 1 event",
    }


def test_a_city_that_is_a_place_of_the_chronology_is_not_drawn_twice() -> None:
    town = place("aleppo-city", name="Aleppo", latitude=36.2, longitude=37.16)
    root = drawn(made([place("idlib", kind="province"), town], ["idlib"], ["aleppo-city"]))
    assert [name for name in names(layer(root, "wide")) if name.startswith("Aleppo")] == ["Aleppo, 1 event"]


# Other chronologies


TWO = [place("hill", latitude=10.0, longitude=20.0), place("ford", latitude=10.5, longitude=20.4)]


def test_points_on_a_graticule_with_a_scale() -> None:
    root = drawn(made(TWO, ["hill"], ["hill", "ford"]))
    wide = layer(root, "wide")
    assert [text(one) for one in of_class(wide, "map-town")] == ["Hill, 2 events", "Ford, 1 event"]
    assert not of_class(root, "map-land")
    # half a degree with its room is 0.65 high, and 0.65 x 1.7 x 111.2 = 123 km wide
    assert "20 km" in names(wide)
    assert {"20° E", "10.2° N"} <= set(names(wide))
    assert text(next(root.iter("figcaption"))) == "Dots are towns: the larger, the more events."
    assert lead(root) == "Numbers on the map are events, not deaths."


def test_a_map_so_large_that_no_scale_is_right() -> None:
    world = [place("west", latitude=0.0, longitude=-80.0), place("east", latitude=40.0, longitude=60.0)]
    assert not of_class(drawn(made(world, ["west"], ["east"])), "map-scale")


def test_no_map_below_two_places() -> None:
    root = drawn(made([TWO[0], place("wood")], ["hill"], ["wood"], ["wood"], []))
    assert not of_class(root, "map-frame")
    assert lead(root) == "There is no map: fewer than two of the places have coordinates."
    assert [row[:2] for row in table(root)] == [("Wood", "2"), ("Hill", "1")]
    assert map_section(report_of(made(TWO, []))) is None


def test_larger_places_without_an_outline_are_diamonds_in_their_middle() -> None:
    shire = place("shire", kind="province", latitude=10.2, longitude=20.1)
    camp = place("camp", kind="site", latitude=10.3, longitude=20.3)
    root = drawn(made([*TWO, shire, camp], ["shire"], ["hill"], ["camp"]))
    assert len(of_class(layer(root, "wide"), "map-diamond")) == 1
    assert text(next(root.iter("figcaption"))) == (
        "Dots are towns and other spots: the larger, the more events. A diamond is the middle of a larger place."
    )
    alone = drawn(made([shire, {**shire, "id": "other"}], ["shire"], ["other"]))
    assert text(next(alone.iter("figcaption"))).startswith("A diamond is the middle")


def test_several_places_that_are_not_on_the_map() -> None:
    nowhere = [place(name) for name in ("fen", "heath", "marsh", "moor")]
    root = drawn(made([*TWO, *nowhere], ["hill"], ["ford"], ["marsh"], ["moor"], ["fen", "marsh"]))
    assert lead(root).endswith("Not on the map: 3 events in Marsh, Fen and Moor.")
    root = drawn(made([*TWO, *nowhere], ["hill"], ["ford"], ["marsh"], ["moor"], ["fen"], ["heath"], []))
    assert lead(root).endswith("4 events in Fen, Heath, Marsh and 1 more, 1 without a place.")


def test_without_room_for_a_name_a_point_has_the_number_of_its_row() -> None:
    crowd = [place(f"town-{number}", latitude=10 + number / 1e6, longitude=20.0) for number in range(9)]
    root = drawn(made([*TWO, *crowd], *[[one["id"]] for one in (*TWO, *crowd)]))
    rows = {row[1]: row[0] for row in table(root)}
    for name in ("wide", "narrow"):
        result = layer(root, name)
        # all have one event, and dots of one size, whether there is room for a name or not
        assert {one.get("r") for one in of_class(result, "map-dot")} == {"13"}
        assert len(of_class(result, "map-dot")) == 11
        named = {text(one).partition(",")[0] for one in of_class(result, "map-town")}
        numbers = [text(one) for one in of_class(result, "map-no")]
        assert len(named) + len(numbers) == 11
        assert sorted(numbers) == sorted(rows[one] for one in set(rows) - named)
        # a line to a number is under the names, so that it strikes none out
        order = [one.tag for one in result if one.tag == "text" or one.get("class") == "map-lead"]
        assert order == ["line"] * len(numbers) + ["text"] * (len(order) - len(numbers))
    assert "A number alone is that of a row of the table." in text(next(root.iter("figcaption")))


def test_without_room_for_its_name_a_province_has_the_number_of_its_row() -> None:
    idlib = place("idlib", kind="province", latitude=35.8, longitude=36.7)
    # towns in columns across the province, so that no name fits between two of them
    crowd = [
        place(f"town-{x}-{y}", latitude=35.45 + y * 0.09, longitude=36.5 + x * 0.2) for x in range(3) for y in range(8)
    ]
    root = drawn(made([idlib, *crowd], *[[one["id"]] for one in (idlib, *crowd)]))
    rows = {row[1]: row[0] for row in table(root)}
    for name in ("wide", "narrow"):
        assert not of_class(layer(root, name), "map-province")
        assert rows["Idlib"] in [text(one) for one in of_class(layer(root, name), "map-no")]


def test_the_places_with_the_most_events_and_a_command_for_the_rest() -> None:
    crowd = [place(f"town-{number}", latitude=float(number), longitude=20.0) for number in range(26)]
    root = drawn(made(crowd, *[[one["id"]] for one in crowd], ["town-25"]))
    rows = [row[-3] for row in table(root)]
    assert len(rows) == 25
    assert rows[0] == "Town-25"
    assert "Town-24" not in rows
    assert "These are the 25 places with the most events, of 26. All of them: idlibtl place" in text(root)


def test_a_name_that_is_read_from_the_right_keeps_its_number_after_it() -> None:
    root = drawn(made([{**TWO[0], "name": "مدينة"}, TWO[1]], ["hill"], ["ford"]))
    assert {text(one) for one in of_class(root, "map-own")} == {"مدينة"}
    assert "مدينة, 1 event" in names(root)
    nowhere = {**place("moor"), "name": "سهل"}
    root = drawn(made([*TWO, nowhere], ["hill"], ["ford"], ["moor"]))
    assert [text(one) for one in of_class(root, "lead")[0].iter("bdi")] == [lead(root)]


# Whatever a chronology has


@settings(max_examples=scaled(60))
@given(documents())
def test_every_place_named_is_in_the_table_with_its_events(raw: Raw) -> None:
    chronology = loaded(raw)
    section = map_section(report_of(chronology))
    counted = {
        one.name: str(sum(one.id in event.places for event in chronology.events))
        for one in chronology.places
        if any(one.id in event.places for event in chronology.events)
    }
    rows = {} if section is None else {row[0].removesuffix(" *"): row[1] for row in table(tree(section))}
    # a place that only a figure names has no events
    assert {name: events for name, events in rows.items() if events} == counted


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\u202eover", '"><img src=x>', "مرحبا", "x" * 5000])
def test_hostile_names_stay_words(hostile: str) -> None:
    root = drawn(made([{**TWO[0], "name": hostile}, TWO[1]], ["hill"], ["ford"]))
    drawn_tags, table_tags = "svg g line path text tspan circle", "table caption thead tbody tr th td"
    allowed = f"section h2 a p div figure figcaption span bdi {drawn_tags} {table_tags}"
    assert {one.tag for one in root.iter()} <= set(allowed.split())
    assert hostile.replace("\u202e", "\ufffd") in {row[-3] for row in table(root)}
