"""GeoJSON: features counted by hand from the data file, and shares that a map may add up."""

import json
from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

import pytest
from elsewhere import HOSTILE, bundled, content, document, hostile

from idlibtl.read import files
from idlibtl.show.export.content import Content
from idlibtl.show.export.geojson import geojson, remark

RAW: dict[str, Any] = json.loads(files.bundled().read_bytes())
CIVILIANS = "civilians killed (share)"
OTHERS_KILLED = "killed, not known to be civilians or fighters (share)"


def collection(of: Content) -> dict[str, Any]:
    """The file as a map reads it."""
    read: dict[str, Any] = json.loads("".join(geojson(of)))
    return read


def by_id(of: Content) -> dict[str, dict[str, Any]]:
    """The features."""
    return {feature["id"]: feature for feature in collection(of)["features"]}


def shares(feature: dict[str, Any]) -> dict[str, int]:
    return {key: value for key, value in feature["properties"].items() if "(share)" in key and value is not None}


def test_an_event_is_one_feature_at_all_its_places() -> None:
    features = by_id(bundled())
    assert [name for name, one in features.items() if one["properties"]["feature"] == "event"] == [
        event.id for event in bundled().chronology.events
    ]
    at = {
        place["id"]: [place["longitude"], place["latitude"]]
        for place in RAW["places"]
        if place.get("latitude") is not None
    }
    for event in RAW["events"]:
        points = [at[place] for place in event.get("places", ()) if place in at]
        geometry = features[event["id"]]["geometry"]
        match points:
            case []:
                assert geometry is None
            case [point]:
                assert geometry == {"type": "Point", "coordinates": point}
            case _:
                assert geometry == {"type": "MultiPoint", "coordinates": points}


def test_provinces_have_outlines_with_their_events() -> None:
    features = by_id(bundled())
    outlines = {name: one for name, one in features.items() if one["properties"]["feature"] == "place"}
    # counted by hand: the events that name the province itself
    assert {name: one["properties"]["events_here"] for name, one in outlines.items()} == {
        "place/idlib": 5,
        "place/hama": 1,
        "place/aleppo": 2,
    }
    assert outlines["place/hama"]["properties"]["summary"] == "26–27 Apr 2019: Russian air raids on Idlib and Hama"
    idlib = outlines["place/idlib"]
    assert (idlib["properties"]["start"], idlib["properties"]["end"]) == ("2019-04-01", "2020-01-21")
    [ring] = idlib["geometry"]["coordinates"]
    assert ring[0] == ring[-1]
    # counter-clockwise, as RFC 7946 has it: the area is positive; and the province's own point is inside its bounds
    assert sum(x * v - u * y for (x, y), (u, v) in pairwise(ring)) > 0
    assert min(x for x, _ in ring) < 36.67 < max(x for x, _ in ring)
    assert min(y for _, y in ring) < 35.77 < max(y for _, y in ring)


def test_shares_are_at_the_place_and_on_the_days_of_their_figure() -> None:
    features = by_id(bundled())
    assert {
        name: (
            shares(one)[CIVILIANS],
            one["properties"]["start"],
            one["properties"]["end"],
            one["properties"]["places"],
        )
        for name, one in features.items()
        if CIVILIANS in shares(one)
    } == {
        "2019-04-26-air-raids/1": (15, "2019-04-26", "2019-04-27", "Idlib and Hama"),
        "2019-06-15-flare-up": (10, "2019-06-15", "2019-06-15", "Idlib and its surroundings"),
        "2019-06-20-bombardment": (20, "2019-06-20", "2019-06-20", "Idlib and its surroundings"),
        "2019-07-22-market-strikes/1": (50, "2019-07-22", "2019-07-22", "Idlib and its surroundings"),
        "2019-08-31-four-month-toll/1": (905, "2019-04-26", "2019-08-31", "Idlib and its surroundings"),
        "2019-12-02-bombardment": (13, "2019-12-02", "2019-12-02", "Maaret al-Numan"),
        "2019-12-two-week-toll": (80, "2019-12-15", "2019-12-28", "Idlib and its surroundings"),
        "2020-01-11-air-strikes/1": (18, "2020-01-11", "2020-01-11", "Idlib"),
        "2020-01-21-strikes/1": (23, "2020-01-21", "2020-01-21", "Idlib and Aleppo"),
    }
    # a figure of two provinces is at neither of them
    assert features["2019-04-26-air-raids/1"]["geometry"] is None
    assert features["2019-04-26-air-raids"]["geometry"]["type"] == "MultiPoint"
    assert shares(features["2019-06-15-flare-up"]) == {CIVILIANS: 10, OTHERS_KILLED: 35}


@pytest.mark.parametrize(
    ("column", "sums"),
    [
        # by month and actor as `totals civilians --by` has them, with the rest as None
        ("month", {None: 905, "2019-04": 15, "2019-06": 30, "2019-07": 50, "2019-12": 93, "2020-01": 41}),
        ("attributed_to", {None: 1045, "Russia": 38, "Syrian government": 51}),
        ("source", {"Syrian Observatory for Human Rights (SOHR)": 1068, "the publication itself": 66}),
        (
            "places",
            {
                "Idlib and its surroundings": 1065,
                "Idlib": 18,
                "Maaret al-Numan": 13,
                "Idlib and Aleppo": 23,
                "Idlib and Hama": 15,
            },
        ),
    ],
)
def test_shares_add_up_by_any_column(column: str, sums: dict[str | None, int]) -> None:
    added: dict[str | None, int] = defaultdict(int)
    for feature in collection(bundled())["features"]:
        added[feature["properties"][column]] += feature["properties"][CIVILIANS] or 0
    assert {key: value for key, value in added.items() if value} == sums


def test_what_may_repeat_adds_nothing() -> None:
    displaced = {
        name: shares(one)["people displaced (share)"]
        for name, one in by_id(bundled(metrics=["displaced"])).items()
        if shares(one)
    }
    assert displaced == {
        "2019-05-un-first-toll/1": 150_000,
        "2019-08-31-displacement/1": 250_000,
        "2020-01-15-aleppo-displacement": 0,
        "2020-01-idlib-displacement/1": 0,
    }


def test_a_feature_says_what_its_record_says() -> None:
    features = by_id(bundled())
    raids = features["2019-04-26-air-raids"]["properties"]
    assert raids["figures"] == (
        'around 15 civilians killed (SOHR), already included in "Four months of strikes kill civilians":'
        " do not add the two"
    )
    assert (raids["points"], raids["cited"]) == ("Idlib (province), Hama (province)", "paragraph 3")
    assert raids["details"] == [
        {
            "metric": "civilians",
            "wording": "around 15",
            "hedge": "about",
            "printed_value": 15,
            "printed_low": None,
            "printed_high": None,
            "source": "sohr",
            "status": "included",
            "inside": "2019-08-31-four-month-toll",
        }
    ]
    market = features["2019-07-22-market-strikes"]["properties"]
    assert (market["actors"], market["attributed_to"], market["points"]) == (
        "not attributed",
        None,
        "Maaret al-Numan (town)",
    )
    offensive = features["2019-12-offensive"]["properties"]
    assert (offensive["start"], offensive["end"], offensive["month"]) == ("2019-12-15", None, None)
    assert offensive["date"].startswith("since c. 15 Dec 2019")
    clashes = features["2019-12-clashes"]["properties"]
    assert clashes["figures"] == "hundreds of fighters killed, counted as at least 100"
    assert clashes["fighters killed (share)"] == 100
    repeated = features["2020-01-15-aleppo-displacement"]["properties"]["figures"]
    assert repeated.endswith("not added: may be the same people")


def test_every_feature_has_the_same_columns() -> None:
    assert len({tuple(feature["properties"]) for feature in collection(bundled())["features"]}) == 1


def test_the_head_has_the_answer_and_names_what_is_not_on_the_map() -> None:
    head = collection(bundled())
    assert head["totals"]["civilians killed"] == "Civilians killed: about 1,134 reported (sum of 5 figures)"
    assert "none has been independently verified" in head["source"]
    assert head["not_on_the_map"] == ["Idlib and its surroundings (15 events)", "no place (1 event)"]
    on_map = {"idlib", "hama", "aleppo", "maaret-al-numan", "khan-sheikhun"}
    assert sum(on_map.isdisjoint(event.get("places", ())) for event in RAW["events"]) == 16


def test_filters_apply() -> None:
    head = collection(bundled(places=["hama"], metrics=["civilians"]))
    assert [(one["id"], shares(one)) for one in head["features"]] == [
        ("place/idlib", {}),
        ("place/hama", {}),
        ("2019-04-26-air-raids", {}),
    ]
    assert head["totals"]["civilians killed"].startswith(
        "Civilians killed in Hama: not reported; 2 wider figures may include some, the largest nearly 1,000 (SOHR)"
    )
    assert head["features"][2]["properties"]["figures"].endswith("not counted: wider than the question")
    assert head["made_with"].startswith("idlibtl export geojson --place hama --metric civilians (idlibtl ")


def test_a_figure_that_was_not_asked_for_says_so() -> None:
    # the army shelled; the dead are not attributed, so they are not counted for the army
    [feature] = collection(content(actors=["army"]))["features"]
    assert feature["properties"]["figures"] == (
        '7 civilians killed (The hospital), not attributed, already included in "The toll of May": do not add the two,'
        " not counted: not attributed to anyone; 3 civilians killed (The army), another source's figure for the same"
        " people: do not add the two, not attributed"
    )
    by_army = by_id(content(sources=["army"]))
    hospital, army = by_army["shelling"]["properties"]["figures"].split("; ")
    assert hospital.startswith("7 civilians killed (The hospital), ")
    assert hospital.endswith(", not counted: not what was asked")
    assert army.startswith("3 civilians killed (The army), ")
    assert shares(by_army["shelling/1"]) == {CIVILIANS: 3}


@pytest.mark.parametrize(
    ("filters", "remarked"),
    [
        ({}, "Not on the map: Idlib and its surroundings (15 events), no place (1 event)"),
        ({"places": ["khan-sheikhun"]}, ""),
        ({"kinds": ["diplomacy"]}, "Not on the map: no place (1 event)"),
        ({"texts": ["xyzzy"]}, ""),
    ],
)
def test_what_is_not_on_the_map_is_remarked(filters: dict[str, Any], remarked: str) -> None:
    assert remark(bundled(**filters)) == remarked


def test_of_many_places_without_coordinates_four_are_named() -> None:
    raw = document()
    raw["places"] += [{"id": f"p{number}", "name": f"Place {number}", "kind": "site"} for number in range(6)]
    for number in range(6):
        raw["events"].append({**raw["events"][-1], "id": f"siege-{number}", "places": [f"p{number}"]})
    # The valley, no place, and six more
    assert remark(content(raw)).endswith("(1 event), 4 more")


def test_places_of_one_event_without_coordinates_are_in_order_of_their_names() -> None:
    raw = document()
    ids = [f"p{number}" for number in range(8)]
    raw["places"] += [{"id": one, "name": one.upper(), "kind": "site"} for one in ids]
    raw["events"] = [{**raw["events"][-1], "id": "siege", "places": ids[::-1], "replaced_by": None}]
    assert collection(content(raw))["not_on_the_map"] == [f"P{number} (1 event)" for number in range(8)]


def test_a_correction_and_sources_that_disagree() -> None:
    features = by_id(content())
    first = features["first-told"]["properties"]
    assert (first["title"], first["replaced_by"]) == ("REPLACED by shelling: A shelling, as first told", "shelling")
    assert first["figures"] == "70 civilians killed (The Herald), replaced, not counted"
    assert shares(features["first-told"]) == {}
    # the shelling is the army's, its figure is not attributed: a feature of its own
    assert (shares(features["shelling"]), shares(features["shelling/1"])) == ({}, {CIVILIANS: 7})
    assert features["shelling/1"]["geometry"] == {"type": "Point", "coordinates": [-7.5, 12.0]}
    # the battle has one place on a map and figures of two and of one
    assert features["battle"]["geometry"] == {"type": "Point", "coordinates": [-7.5, 12.0]}
    assert features["battle"]["properties"]["points"] == "The port (town)"
    assert [(shares(features[f"battle/{n}"]), features[f"battle/{n}"]["geometry"]) for n in (1, 2)] == [
        ({"killed, not known to be civilians (share)": 6}, None),
        ({CIVILIANS: 4}, None),
    ]
    assert shares(features["toll/1"]) == {CIVILIANS: 13, "homes lost (share)": 300}
    # two publications are cited, with their paragraphs and addresses
    assert features["shelling"]["properties"]["cited"] == (
        "The Gazette, paragraphs 3, 4, https://gazette.example/spring/2; The Herald"
    )


def test_an_event_with_very_many_places_is_written_once() -> None:
    raw = document()
    raw["places"] += [
        {"id": f"p{number}", "name": f"Place {number}", "kind": "town", "latitude": 1.5, "longitude": 2.5}
        for number in range(2_000)
    ]
    raw["events"].append({**raw["events"][-1], "id": "wide", "places": [f"p{number}" for number in range(2_000)]})
    raw["events"][-1] |= {"figures": [{"metric": "killed", "value": 5}, {"metric": "civilians", "value": 3}]}
    text = "".join(geojson(content(raw)))
    assert Counter(feature["properties"]["event"] for feature in json.loads(text)["features"])["wide"] == 2
    assert len(text) < 3 * len(json.dumps(raw))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_stranger_wrote_stays_text(text: str) -> None:
    features = collection(content(hostile(text)))["features"]
    assert {one["properties"]["title"].removeprefix("REPLACED by shelling: ") for one in features} == {text}
