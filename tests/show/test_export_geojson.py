"""GeoJSON: features counted by hand from the data file, and shares that a map may add up."""

import json
from collections import Counter
from typing import Any

import pytest
from elsewhere import HOSTILE, bundled, handed, hostile
from test_export_laws import WORKED

from idlibtl.read import files
from idlibtl.show.export.geojson import geojson, remark
from idlibtl.show.export.handed import Handed

RAW: dict[str, Any] = json.loads(files.bundled().read_bytes())


def collection(of: Handed) -> dict[str, Any]:
    """The file as a map reads it."""
    found: dict[str, Any] = json.loads("".join(geojson(of)))
    return found


def by_id(of: Handed) -> dict[str, dict[str, Any]]:
    """Its features."""
    return {feature["id"]: feature for feature in collection(of)["features"]}


def test_there_is_a_feature_for_each_event_and_place_of_the_data_file() -> None:
    found = by_id(bundled())
    at = {place["id"]: place for place in RAW["places"]}
    expected = {f"{event['id']}@{place}": at[place] for event in RAW["events"] for place in event["places"]}
    assert expected.keys() <= found.keys()
    for name, place in expected.items():
        point = [place["longitude"], place["latitude"]] if "latitude" in place else None
        assert (found[name]["geometry"] or {}).get("coordinates") == point
    # what is there besides: an event without a place, and figures of other places than their event's
    assert found.keys() - expected.keys() == {
        "2019-09-19-veto@",
        "2019-04-26-air-raids@idlib+hama",
        "2019-07-22-market-strikes@idlib-region",
        "2020-01-21-strikes@idlib+aleppo",
    }
    geometries = Counter(feature["geometry"] is None for feature in found.values())
    assert geometries == {False: 11, True: 17}


def test_the_shares_of_all_features_add_up_to_the_totals() -> None:
    features = [feature["properties"] for feature in collection(bundled())["features"]]
    sums = {
        name: sum(each[f"{name}_share_best"] or 0 for each in features)
        for name in ("civilians", "children", "fighters", "killed", "displaced", "hospitals", "schools")
    }
    sums["killed"] += sums["civilians"] + sums["fighters"]
    assert sums == WORKED


def test_no_point_has_a_number_of_more_than_its_place() -> None:
    found = by_id(bundled())
    mapped = {
        name: {key: value for key, value in feature["properties"].items() if "_share_best" in key and value is not None}
        for name, feature in found.items()
        if feature["geometry"] is not None
    }
    # Idlib and Hama together, the market and its surroundings, Idlib and Aleppo: these numbers are of no one place
    assert {name: shares for name, shares in mapped.items() if shares} == {
        "2019-12-02-bombardment@maaret-al-numan": {"civilians_share_best": 13},
        "2020-01-11-air-strikes@idlib": {"civilians_share_best": 18},
        "2020-01-15-aleppo-displacement@aleppo": {"displaced_share_best": 38000},
        "2020-01-idlib-displacement@idlib": {"displaced_share_best": 358000},
    }
    assert found["2019-07-22-market-strikes@maaret-al-numan"]["properties"]["figures"] == (
        "civilians killed: around 50 (Syrian Observatory for Human Rights), Idlib and its surroundings,"
        ' already inside "Four months of strikes: civilians killed, people displaced"'
    )


def test_a_feature_keeps_hedges_dates_and_sources() -> None:
    found = by_id(bundled())
    toll = found["2019-12-two-week-toll@idlib-region"]["properties"]
    assert toll["figures"] == (
        "civilians killed: nearly 80 (Syrian Observatory for Human Rights), c. 15–29 Dec 2019;"
        " fighters killed: hundreds, read as at least 100 (the publication itself), c. 15–29 Dec 2019"
    )
    assert (toll["start"], toll["end"], toll["date"]) == ("2019-12-15", "2019-12-29", "c. 15–29 Dec 2019")
    assert toll["approximate"] is True
    assert (toll["fighters_share_best"], toll["fighters_share_high"]) == (100, None)
    open_ended = found["2019-12-offensive@idlib-region"]["properties"]
    assert (open_ended["start"], open_ended["end"], open_ended["date"]) == ("2019-12-15", None, "since c. 15 Dec 2019")
    raids = found["2019-04-26-air-raids@hama"]["properties"]
    assert (raids["place"], raids["point"], raids["features_of_event"]) == ("hama", "the whole province", 3)
    assert raids["details"] == [
        {
            "metric": "civilians",
            "wording": "around 15",
            "hedge": "about",
            "low": 13,
            "best": 15,
            "high": 17,
            "source": "sohr",
            "places": ["idlib", "hama"],
            "status": "included",
            "inside": "2019-08-31-four-month-toll",
        }
    ]
    assert found["2019-12-02-bombardment@maaret-al-numan"]["properties"]["point"] == "the town"


def test_every_feature_has_the_same_columns() -> None:
    assert len({tuple(feature["properties"]) for feature in collection(bundled())["features"]}) == 1


def test_filters_hold() -> None:
    found = collection(bundled(places=["hama"], metrics=["civilians"]))
    assert [feature["properties"]["event"] for feature in found["features"]] == ["2019-04-26-air-raids"] * 2
    assert {name for name in found["features"][0]["properties"] if "share" in name} == set()
    assert found["totals"]["civilians killed"].startswith("not reported; not added, it covers more: around 15")
    assert found["features"][0]["properties"]["figures"].endswith("not counted: it covers more than was asked")
    assert found["made_with"].startswith("idlibtl export geojson --place hama --metric civilians (idlibtl ")


def test_a_figure_that_was_not_asked_for_says_so() -> None:
    # the army shelled; the dead are attributed to nobody, and so are no number of the army
    [feature] = collection(handed(actors=["army"]))["features"]
    assert feature["properties"]["figures"] == (
        "civilians killed: 7 (The hospital); 3 (The army), attributed to nobody,"
        " not counted: it is not of what was asked"
    )
    assert feature["properties"]["details"] == []


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (
            {},
            (
                "28 features, of which 17 have no geometry: 14 in Idlib and its surroundings, which has no coordinates;"
                " 2 of several places together; 1 without a place"
            ),
        ),
        ({"places": ["khan-sheikhun"]}, "1 feature"),
        ({"kinds": ["diplomacy"]}, "1 feature, of which 1 has no geometry: 1 without a place"),
        ({"phases": ["4"], "places": ["maaret-al-numan"]}, "1 feature"),
        ({"texts": ["xyzzy"]}, "0 features"),
    ],
)
def test_whoever_asks_is_told_what_is_on_no_map(filters: dict[str, Any], told: str) -> None:
    assert remark(bundled(**filters)) == told


def test_many_places_without_coordinates_are_told_in_short() -> None:
    from elsewhere import chronology

    raw = chronology()
    raw["places"] += [{"id": f"p{number}", "name": f"Place {number}", "kind": "site"} for number in range(6)]
    for number in range(6):
        raw["events"].append({**raw["events"][-1], "id": f"siege-{number}", "places": [f"p{number}"]})
    assert remark(handed(raw)).endswith("; 6 in other places without coordinates")


def test_a_correction_and_sources_that_disagree() -> None:
    found = by_id(handed())
    first = found["first-told@port"]["properties"]
    assert (first["title"], first["replaced_by"]) == ("REPLACED by shelling: A shelling, as first told", "shelling")
    assert first["figures"] == 'civilians killed: 70 (The Herald), not counted: corrected by "A shelling"'
    assert first["civilians_share_best"] is None
    second = found["shelling@port"]["properties"]
    assert second["figures"] == (
        'civilians killed: 7 (The hospital); 3 (The army), attributed to nobody, already inside "The toll of May"'
    )
    assert [second[f"civilians_share_{bound}"] for bound in ("low", "best", "high")] == [3, 7, 7]
    assert found["shelling@port"]["geometry"]["coordinates"] == [-7.5, 12.0]
    assert found["battle@camp"]["geometry"] is None
    assert found["battle@port+camp"]["properties"]["killed_share_best"] == 6


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_written_stays_text(text: str) -> None:
    found = collection(handed(hostile(text)))
    assert {feature["properties"]["title"].removeprefix("REPLACED by shelling: ") for feature in found["features"]} == {
        text
    }
