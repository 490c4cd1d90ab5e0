"""The map of the page, and the table beside it that says the same."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from profiles import scaled
from timelines import Raw, chronologies, chronology, loaded

from idlibtl import Filters, Timeline, ask, load, totals_report
from idlibtl.model.records import Place
from idlibtl.read.origin import Origin
from idlibtl.show.page import outlines as module
from idlibtl.show.page import places
from idlibtl.show.page.elements import html
from idlibtl.show.page.map import map_section
from idlibtl.show.page.outlines import outlines
from idlibtl.show.page.report import PageReport, page_report

ORIGIN = Origin(None, "0" * 64)


def report(timeline: Timeline, **asked: Any) -> PageReport:
    return page_report(ask(timeline, Filters(**asked)), ORIGIN)


def drawn(timeline: Timeline, **asked: Any) -> ET.Element:
    return ET.fromstring(html(map_section(report(timeline, **asked))))  # noqa: S314 - our own


def text(found: ET.Element) -> str:
    return "".join(found.itertext())


def of_class(root: ET.Element, known: str) -> list[ET.Element]:
    return [each for each in root.iter() if known in (each.get("class") or "").split()]


def lead(root: ET.Element) -> str:
    return text(of_class(root, "lead")[0])


def table(root: ET.Element) -> dict[str, tuple[str, str, str]]:
    """What the table says of each place: its kind, its events, what is reported of it."""
    found = {}
    for name, events, reported in list(root.iter("tr"))[1:]:
        kind = text(name[-1])
        found[text(name).removesuffix(kind).strip()] = (kind, text(events), text(reported))
    return found


def names(root: ET.Element) -> list[str]:
    return [text(each) for each in root.iter("text")]


def place(identity: str, **more: Any) -> Raw:
    return {"id": identity, "name": identity.capitalize(), "kind": "town", **more}


def made(known_places: Sequence[Raw], *where: Sequence[str], **more: Any) -> Timeline:
    events = [
        {"id": f"e{number}", "title": "An event", "kind": "strike", "date": "2019-01-06", "places": each}
        for number, each in enumerate(where)
    ]
    return loaded(chronology(events, places=known_places, **more))


@pytest.fixture(scope="module")
def bundled() -> ET.Element:
    return drawn(load())


# The bundled chronology


def test_the_lead_says_what_the_numbers_are_and_what_is_not_on_the_map(bundled: ET.Element) -> None:
    assert lead(bundled) == (
        "Numbers on the map are events that name the place itself, not deaths."
        " 13 of the 23 events name only “Idlib and its surroundings”, which is not on the map; the table has it."
        " 1 event names no place."
        " Reported of a place alone is what covers that place, or some of it, and nothing beyond."
    )


def test_areas_and_points_and_their_names(bundled: ET.Element) -> None:
    assert len(of_class(bundled, "map-area")) == 3
    assert len(of_class(bundled, "map-dot")) == 2
    assert {text(each) for each in of_class(bundled, "map-province")} == {"Idlib · 4", "Aleppo · 2", "Hama · 1"}
    assert {text(each) for each in of_class(bundled, "map-town")} == {"Maaret al-Numan · 3", "Khan Sheikhun · 1"}
    assert {"Türkiye", "Sea", "Syria", "36° N", "37° E", "50 km"} <= set(names(bundled))
    # Maaret al-Numan is at 35.648379 N and 36.676019 E of 34.75 to 37 and 35.6 to 38.72
    assert ("34.49%", "60.07%") in {(each.get("x"), each.get("y")) for each in bundled.iter("svg")}


def test_the_map_has_a_name_and_says_in_words_what_is_on_it(bundled: ET.Element) -> None:
    [picture] = [each for each in bundled.iter("svg") if each.get("role") == "img"]
    labels = {each.get("id"): text(each) for each in bundled.iter() if each.get("id")}
    told = [labels[identity] for identity in (picture.get("aria-labelledby") or "").split()]
    assert told[0] == "Map of the places named"
    assert told[1] == (
        "Idlib, province, 4 events; Maaret al-Numan, town, 3 events; Aleppo, province, 2 events;"
        " Hama, province, 1 event; Khan Sheikhun, town, 1 event. The table beside it says the same."
    )
    assert "Lines are approximate and take no position." in text(next(bundled.iter("figcaption")))


def test_the_table_has_every_place_with_its_events(bundled: ET.Element) -> None:
    assert {name: (kind, events) for name, (kind, events, _) in table(bundled).items()} == {
        "Idlib and its surroundings": ("region, not on the map: no coordinates", "13"),
        "Idlib": ("province, on the map as an area", "4"),
        "Maaret al-Numan": ("town, on the map as a point", "3"),
        "Aleppo": ("province, on the map as an area", "2"),
        "Hama": ("province, on the map as an area", "1"),
        "Khan Sheikhun": ("town, on the map as a point", "1"),
    }
    assert {each.get("scope") for each in bundled.iter("th")} == {"col", "row"}


def test_what_is_reported_of_a_place_is_what_its_totals_say(bundled: ET.Element) -> None:
    told = {name: said for name, (_, _, said) in table(bundled).items()}
    # about 13 of Maaret al-Numan and around 18: 27 to open, since some figures cover more
    assert told["Idlib"].startswith(
        "civilians killed: about 31 (our sum of 2 figures) (27 – open)From 2 Dec 2019, 11 Jan 2020."
        " Not added, it covers more: "
    )
    assert "civilians killed: about 13 (publication), 2 Dec 2019 (11 – open)" in told["Maaret al-Numan"]
    # what is of Idlib and Hama together is no figure of Hama
    assert told["Hama"].startswith("nothing of it alonefigures of more than this place: civilians killed,")
    assert (
        "children killed: 13 (publication), 21 Jan 2020, Idlib and AleppoFrom 21 Jan 2020"
        in told["Idlib and its surroundings"]
    )
    for name, said in told.items():
        identity = next(each.id for each in load().places if each.name == name)
        for total in totals_report(ask(load(), Filters(places=[identity]))).totals:
            shown = f"{total.label}: {total.quote}" in said
            of_parts = total.metric == "killed" and {entry.metric for entry in total.counted} == {"civilians"}
            assert shown is bool(total.counted and not of_parts)


def test_numbers_link_to_the_events_that_give_them(bundled: ET.Element) -> None:
    links = {each.get("href") for each in bundled.iter("a")}
    assert "#e-2019-12-02-bombardment" in links
    assert links <= {f"#e-{event.id}" for event in load().events}


def test_an_event_that_is_not_on_the_page_is_no_link() -> None:
    # its figure is of days asked about, but it is not
    figure = {"metric": "civilians", "value": 3, "period": "2019-01-06"}
    events: list[Raw] = [
        {"id": "then", "title": "Then", "kind": "strike", "date": "2019-01-06", "places": ["hill"]},
        {
            "id": "later",
            "title": "Later",
            "kind": "toll",
            "date": "2019-02-06",
            "places": ["hill"],
            "figures": [figure],
        },
    ]
    root = drawn(loaded(chronology(events, places=TWO)), until="2019-01")
    assert table(root)["Hill"][2] == "civilians killed: 3 (publication), 6 Jan 2019From 6 Feb 2019"
    assert not list(root.iter("a"))


def test_places_beyond_those_asked_about_are_said_to_be() -> None:
    told = {name: said for name, (_, _, said) in table(drawn(load(), places=["hama"])).items()}
    assert told["Idlib"] == "not asked about"
    assert told["Hama"].startswith("nothing of it alone")


def test_two_runs_are_equal() -> None:
    assert html(map_section(report(load()))) == html(map_section(report(load())))


# Outlines


def known(**more: Any) -> Place:
    return Place(**{"id": "p", "name": "Somewhere", "kind": "province", **more})


def test_a_province_is_an_area_by_its_p_code_or_its_name() -> None:
    found = outlines([known(pcode="SY07")])
    assert found is not None
    assert found.area(known(pcode="SY02")) == "SY02"
    assert found.area(known(name="IDLEB")) == "SY07"
    assert found.area(known(aliases=("Hamah Governorate",))) == "SY05"
    # a p-code of another place says that it is another
    assert found.area(known(pcode="LB01", name="Hama")) is None
    assert found.area(known(name="Hama", kind="town")) is None
    assert found.area(known()) is None


def test_outlines_are_used_where_they_show_every_place() -> None:
    near, far = {"latitude": 35.5, "longitude": 36.5}, {"latitude": 48.8, "longitude": 2.3}
    assert outlines([known(name="Idlib"), known(**near, kind="town")]) is not None
    assert outlines([known(name="Idlib"), known(**far, kind="town")]) is None
    assert outlines([known(**near)]) is None


def test_the_file_of_outlines_says_where_they_are_from_and_holds_whole_shapes() -> None:
    raw = json.loads(Path(module.__file__).with_name("outlines.json").read_text(encoding="utf-8"))
    for stored in raw["maps"]:
        assert stored["source"] == "Natural Earth"
        assert stored["licence"] == "public domain"
        rings = [area["ring"] for area in stored["areas"]] + stored["land"]
        assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings)
        west, south, east, north = stored["view"]
        assert all(west <= label["at"][0] <= east and south <= label["at"][1] <= north for label in stored["labels"])
    assert Path(module.__file__).with_name("outlines.json").stat().st_size < 8000


def test_a_province_without_coordinates_has_its_name_in_the_middle_of_its_area() -> None:
    root = drawn(made([place("idlib", kind="province"), place("hama", kind="province")], ["idlib"], ["hama"]))
    assert {text(each) for each in of_class(root, "map-province")} == {"Idlib · 1", "Hama · 1"}


# Other chronologies


TWO = [place("hill", latitude=10.0, longitude=20.0), place("ford", latitude=10.5, longitude=20.4)]


def test_points_on_a_graticule_with_a_scale() -> None:
    root = drawn(made(TWO, ["hill"], ["hill", "ford"]))
    assert [text(each) for each in of_class(root, "map-town")] == ["Hill · 2", "Ford · 1"]
    assert not of_class(root, "map-land")
    # half a degree with its room is 0.65 high, and 0.65 x 1.124 x 111.2 = 81 km wide
    assert "20 km" in names(root)
    assert text(next(root.iter("figcaption"))) == (
        "Dots are towns. The number behind a name says how many events name the place."
    )
    assert "in the table" not in lead(root)


def test_a_wide_map_and_one_so_large_that_no_scale_holds() -> None:
    world = [place("west", latitude=0.0, longitude=-80.0), place("east", latitude=40.0, longitude=60.0)]
    root = drawn(made(world, ["west"], ["east"]))
    assert of_class(root, "map-wide")
    assert not of_class(root, "map-scale")


def test_no_map_below_two_places() -> None:
    root = drawn(made([TWO[0], place("wood")], ["hill"], ["wood"], ["wood"], []))
    assert not list(root.iter("svg"))
    assert lead(root).startswith(
        "There is no map: fewer than two of the places have coordinates. 1 event names no place."
    )
    assert table(root) == {"Wood": ("town", "2", "nothing of it alone"), "Hill": ("town", "1", "nothing of it alone")}
    assert map_section(report(made(TWO, []))) is None


def test_larger_places_without_an_outline_are_diamonds_in_their_middle() -> None:
    shire = place("shire", kind="province", latitude=10.2, longitude=20.1)
    root = drawn(
        made([*TWO, shire, place("camp", kind="site", latitude=10.3, longitude=20.3)], ["shire"], ["hill"], ["camp"])
    )
    assert len(of_class(root, "map-diamond")) == 1
    assert table(root)["Shire"][0] == "province, on the map as a point in its middle"
    assert table(root)["Camp"][0] == "site, on the map as a point"
    assert text(next(root.iter("figcaption"))).startswith(
        "Dots are towns and other spots. A diamond is the middle of a larger place. "
    )
    alone = drawn(made([shire, {**shire, "id": "other"}], ["shire"], ["other"]))
    assert text(next(alone.iter("figcaption"))).startswith("A diamond is the middle")


def test_several_places_that_are_not_on_the_map() -> None:
    nowhere = [place(name) for name in ("marsh", "moor", "fen", "heath")]
    root = drawn(made([*TWO, *nowhere], ["hill"], ["ford"], ["marsh"], ["moor"], ["fen", "marsh"]))
    assert (
        "3 of the 5 events name only “Marsh”, “Moor” and “Fen”, which are not on the map; the table has them."
        in lead(root)
    )
    root = drawn(made([*TWO, *nowhere], ["hill"], ["ford"], ["marsh"], ["moor"], ["fen"], ["heath"], []))
    assert "4 of the 7 events name only “Marsh”, “Moor”, “Fen” and 1 more, which are not on the map" in lead(root)


def test_where_there_is_no_room_for_a_name_there_is_a_smaller_dot() -> None:
    crowd = [place(f"town-{number}", latitude=10 + number / 1e6, longitude=20.0) for number in range(9)]
    root = drawn(made([*TWO, *crowd], *[[each["id"]] for each in (*TWO, *crowd)]))
    assert len(of_class(root, "map-dot")) == 11
    assert len(of_class(root, "map-unnamed")) == 11 - len(of_class(root, "map-town")) > 4


def test_the_places_with_the_most_events_and_a_command_for_the_rest() -> None:
    crowd = [place(f"town-{number}", latitude=float(number), longitude=20.0) for number in range(26)]
    timeline = made(crowd, *[[each["id"]] for each in crowd], ["town-25"])
    root = drawn(timeline)
    assert len(table(root)) == 25
    assert next(iter(table(root))) == "Town-25"
    assert "Town-24" not in table(root)
    assert "These are the 25 places with the most events, of 26. All of them: idlibtl place." in text(root)


def test_where_adding_up_would_take_long_there_is_the_command_that_does(monkeypatch: pytest.MonkeyPatch) -> None:
    # 12 events have figures of the whole region or some of it; Idlib's 11 leave no room for more
    monkeypatch.setattr(places, "MOST_WORK", 11)
    told = {name: said for name, (_, _, said) in table(drawn(load())).items()}
    assert told["Idlib and its surroundings"] == "idlibtl totals --place idlib-region"
    assert told["Idlib"].startswith("civilians killed: about 31")
    assert told["Maaret al-Numan"] == "idlibtl totals --place maaret-al-numan"


@pytest.mark.parametrize(("number", "told"), [(6, "5 Jan 2019, 6 Jan 2019"), (7, "From 7 events")])
def test_a_sum_names_up_to_six_events_and_counts_more(number: int, told: str) -> None:
    events: list[Raw] = [
        {
            "id": f"e{each}",
            "title": "An event",
            "kind": "strike",
            "date": f"2019-01-{each + 1:02}",
            "places": ["hill"],
            "figures": [{"metric": "civilians", "value": 1}],
        }
        for each in range(number)
    ]
    root = drawn(loaded(chronology(events, places=TWO)))
    assert table(root)["Hill"][2].endswith(told)


def test_a_name_that_is_read_from_the_right_keeps_its_number_behind_it() -> None:
    root = drawn(made([{**TWO[0], "name": "مدينة"}, TWO[1]], ["hill"], ["ford"]))
    assert [text(each) for each in of_class(root, "map-own")] == ["مدينة"]
    assert "مدينة · 1" in names(root)
    nowhere = {**place("moor"), "name": "سهل"}
    root = drawn(made([*TWO, nowhere], ["hill"], ["ford"], ["moor"]))
    assert [text(each) for each in of_class(root, "lead")[0].iter("bdi")] == ["سهل"]


# Whatever a chronology holds


@settings(max_examples=scaled(60))
@given(chronologies())
def test_every_place_named_is_in_the_table_with_its_events(raw: Raw) -> None:
    timeline = loaded(raw)
    section = map_section(report(timeline))
    counted = {
        each.name: sum(each.id in event.places for event in timeline.events)
        for each in timeline.places
        if any(each.id in event.places for event in timeline.events)
    }
    if not counted:
        assert section is None
        return
    root = ET.fromstring(html(section))  # noqa: S314 - our own
    assert {name: int(events) for name, (_, events, _) in table(root).items()} == counted


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\u202eover", '"><img src=x>', "مرحبا", "x" * 5000])
def test_hostile_names_stay_words(hostile: str) -> None:
    root = drawn(made([{**TWO[0], "name": hostile}, TWO[1]], ["hill"], ["ford"]))
    allowed = {
        "section",
        "h2",
        "p",
        "div",
        "figure",
        "figcaption",
        "span",
        "bdi",
        "small",
        "svg",
        "line",
        "text",
        "tspan",
    }
    allowed |= {"circle", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert {each.tag for each in root.iter()} <= allowed
    assert hostile.replace("\u202e", "\ufffd") in table(root)
