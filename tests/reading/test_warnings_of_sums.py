"""Warnings about sums that do not fit, corrections, dates after the cut-off date, and what is unused or on no map."""

from typing import Any

import pytest
from edited import DAM, FIRST_REPORT, LOWMERE, MAY, MISSING, START, Change, Fault, all_advice, changed


def warned(*changes: Change) -> list[Fault]:
    """The warnings about the chronology that init writes, after a change."""
    return all_advice(changed(*changes, of=START))


def dead(value: int, **more: Any) -> dict[str, Any]:
    """A figure of dead, from the council."""
    return {"metric": "dead", "value": value, "source": "council", **more}


def test_what_init_writes_has_no_warnings() -> None:
    assert warned() == []


# Sums


@pytest.mark.parametrize(
    ("value", "hedge", "says"),
    [
        (21, "exact", "21"),
        (21, "nearly", "21"),
        (21, "about", "21"),
        (21, "at_least", "21"),
        (22, "exact", None),
        (22, "about", None),
        (22, "more_than", None),
    ],
)
def test_a_toll_that_is_less_than_what_it_includes_is_warned_of(value: int, hedge: str, says: str | None) -> None:
    # 17 at the dam, by the compiler's choice of two sources, and 5 at Lowmere
    figure = {"value": value, "hedge": hedge, "wording": None}
    result = warned(*((f"events/{MAY}/figures/0/{key}", result) for key, result in figure.items()))
    reason = f"is {says} (dead), but the figures it includes add up to 22. Check the numbers."
    assert result == ([(f"event {MAY}", "figures[0]", reason)] if says else [])


def test_sources_that_disagree_say_the_most_of_any() -> None:
    less = [(f"events/{MAY}/figures/0/value", 20), (f"events/{MAY}/figures/0/wording", None)]
    other = {"metric": "dead", "value": 22, "source": "council"}
    assert len(warned(*less)) == 1
    assert warned(*less, (f"events/{MAY}/figures/+", other)) == []


def test_a_replacement_is_what_a_toll_includes() -> None:
    changes: list[Change] = [
        (f"events/{MAY}/figures/0/value", 23),
        (f"events/{MAY}/figures/0/wording", None),
        (f"events/{MAY}/figures/0/includes", [FIRST_REPORT, LOWMERE]),
    ]
    # 17 and 5, not 30 and 5
    assert warned(*changes) == []


KILLED: list[Change] = [
    ("metrics/displaced/repeats", False),
    ("metrics/+", {"id": "killed", "label": "people killed", "unit": "people", "parts": ["dead", "displaced"]}),
]


@pytest.mark.parametrize(
    ("killed", "reason"),
    [
        (dead(2040, metric="killed"), None),
        (dead(2039, metric="killed"), "is 2,039 (killed), but the parts add up to 2,040. Check the numbers."),
        (
            dead(2039, metric="killed", hedge="at_least"),
            "is 2,039 (killed), but the parts add up to 2,040. Check the numbers.",
        ),
    ],
)
def test_a_stated_total_that_is_less_than_its_parts_is_warned_of(killed: dict[str, Any], reason: str | None) -> None:
    result = warned(*KILLED, (f"events/{MAY}/figures/+", killed | {"period": "2031-05-03/2031-05-31~"}))
    assert result == ([(f"event {MAY}", "figures[2]", reason)] if reason else [])


def test_an_event_with_parts_only_is_included_for_their_sum() -> None:
    inner = changed(of=START)["events"][4] | {"id": "inner", "places": ["lowmere"]}
    inner["figures"] = [dead(30, places=["lowmere"]), dead(40, metric="displaced", places=["lowmere"])]
    includes = {"scope": "cumulative", "period": "2031-05-03/2031-05-31~", "includes": ["inner"]}
    outer = inner | {"id": "outer", "figures": [dead(69, metric="killed", **includes)]}
    result = warned(*KILLED, ("events/+", inner), ("events/+", outer))
    reason = "is 69 (killed), but the figures it includes add up to 70. Check the numbers."
    assert [fault for fault in result if "add up" in fault[2]] == [("event outer", "figures[0]", reason)]


STRIKES = "2020-01-21-strikes"


@pytest.mark.parametrize(
    ("civilians", "children", "reason"),
    [
        # at least 23 civilians: more are seldom meant, and up to 30 are
        ({}, 23, None),
        ({}, 24, "is 24 (children), but its civilians are 23. Check the numbers."),
        ({"value": 30, "hedge": "at_most", "wording": "up to 30"}, 30, None),
        (
            {"value": 30, "hedge": "at_most", "wording": "up to 30"},
            31,
            "is 31 (children), but its civilians are 30. Check the numbers.",
        ),
    ],
)
def test_more_children_than_the_civilians_that_they_are_among_are_warned_of(
    civilians: dict[str, Any], children: int, reason: str | None
) -> None:
    at = f"events/{STRIKES}/figures"
    changes: list[Change] = [(f"{at}/0/{key}", value) for key, value in civilians.items()]
    result = all_advice(changed(*changes, (f"{at}/1/value", children), (f"{at}/1/wording", None)))
    assert result == ([(f"event {STRIKES}", "figures[1]", reason)] if reason else [])


def test_children_of_an_event_of_their_own_are_among_the_civilians_of_its_days_and_places() -> None:
    [event] = [one for one in changed()["events"] if one["id"] == STRIKES]
    civilians, children = event["figures"]
    own = event | {"id": "children", "figures": [children | {"value": 24, "wording": None}]}
    changes: list[Change] = [(f"events/{STRIKES}/figures", [civilians]), ("events/+", own)]
    reason = "is 24 (children), but civilians of the same dates and places are 23. Check the numbers."
    assert all_advice(changed(*changes)) == [("event children", "figures[0]", reason)]
    # 23 and 20 are of two events, and it is not said which of them the children were killed in
    other = event | {"id": "other", "figures": [civilians | {"value": 20, "wording": None}]}
    assert not any("children" in fault[2] for fault in all_advice(changed(*changes, ("events/+", other))))
    own["places"] = ["idlib"]
    assert all_advice(changed(*changes)) == []


# Corrections


def test_a_correction_that_includes_less_is_warned_of() -> None:
    toll = changed(of=START)["events"][4] | {"id": "toll-corrected"}
    toll["figures"] = [toll["figures"][0] | {"includes": [LOWMERE]}, toll["figures"][1]]
    changes: list[Change] = [("events/+", toll), (f"events/{MAY}/replaced_by", "toll-corrected")]
    reason = f"replaces {MAY}, whose dead include those of {DAM}. Should it include them too?"
    assert ("event toll-corrected", "figures", reason) in warned(*changes)
    # with all of them, or without a figure of it, there is nothing to ask
    toll["figures"][0]["includes"] = [DAM, LOWMERE]
    assert warned(*changes) == []
    toll["figures"] = toll["figures"][1:]
    assert not any("replaces" in fault[2] for fault in warned(*changes))


def test_a_replaced_toll_that_included_an_earlier_form_of_its_replacement_is_fine() -> None:
    # May included the dam; the corrected dam is now the toll itself
    changes: list[Change] = [
        (f"events/{MAY}/figures/0/includes", [FIRST_REPORT]),
        (f"events/{MAY}/replaced_by", DAM),
    ]
    assert not any("replaces" in fault[2] for fault in warned(*changes))


# Later than the cut-off date


@pytest.mark.parametrize(
    ("date", "is_later"),
    [
        ("2031-06-02", False),
        ("2031-06-03", True),
        ("2031-06-03/..", True),
        ("2031-06-02/..", False),
        ("2031-05-31/2031-06-03~", True),
        # its month may mean the part of the month that is over
        ("2031-06", False),
        ("2031-05/2031-06", False),
        ("2031-07", True),
        ("2032-06", True),
        ("2031-05/2031-07", True),
    ],
)
def test_a_date_after_the_publications_day_is_warned_of(date: str, *, is_later: bool) -> None:
    changes: list[Change] = [(f"events/{LOWMERE}/{key}", None) for key in ("phase", "note")]
    changes += [(f"events/{LOWMERE}/date", date), (f"events/{MAY}/figures/0/includes", [DAM])]
    changes += [
        (f"events/{LOWMERE}/figures", []),
        ("phases", []),
        *((f"events/{e}/phase", None) for e in (FIRST_REPORT, DAM, MAY)),
    ]
    reason = f"{date} is after the publication's as_of date, 2031-06-02"
    assert warned(*changes) == ([(f"event {LOWMERE}", "date", reason)] if is_later else [])


def test_the_latest_of_the_cited_publications_counts() -> None:
    changes: list[Change] = [
        (f"events/{MAY}/date", "2031-06-05"),
        (f"events/{MAY}/phase", None),
        (f"events/{MAY}/citations/+", {"publication": "bulletin"}),
    ]
    assert warned(*changes) == []
    changes[0] = (f"events/{MAY}/date", "2031-06-11")
    assert [fault[:2] for fault in warned(*changes)] == [(f"event {MAY}", "date")]


def test_a_period_after_the_publications_day_is_warned_of() -> None:
    result = warned((f"events/{MAY}/figures/1/period", "2031-05-03/2031-06-04"))
    reason = "ends after the publication's as_of date, 2031-06-02"
    assert result == [(f"event {MAY}", "figures[1].period", reason)]


# Used nowhere


def test_an_actor_in_no_event_is_warned_of() -> None:
    mayor = {"id": "mayor", "name": "The mayor", "kind": "person"}
    unused = ("actor mayor", "", "is not used in any event")
    assert warned(("actors/+", mayor)) == [unused]
    part = {"actor": "mayor", "role": "party"}
    assert warned(("actors/+", mayor), (f"events/{LOWMERE}/actors/+", part)) == []
    assert warned(("actors/+", mayor), (f"events/{LOWMERE}/source", "mayor")) == []
    assert warned(("actors/+", mayor), (f"events/{LOWMERE}/figures/0/source", "mayor")) == []


def test_a_place_without_events_in_it_is_warned_of() -> None:
    mill = {"id": "mill", "name": "The mill", "kind": "site"}
    assert warned(("places/+", mill)) == [("place mill", "", "has no events, not even in places inside it")]
    assert warned(("places/+", mill), (f"events/{LOWMERE}/figures/0/places", ["mill"])) == []
    assert warned(("places/+", mill), (f"events/{LOWMERE}/places/+", "mill")) == []
    # a place around others is used by their events
    assert warned(("places/+", mill), ("places/lowmere/within", "mill")) == []


def test_a_publication_that_is_cited_nowhere_is_warned_of() -> None:
    uncited = ("publication bulletin", "", "is not cited in any event")
    assert warned((f"events/{DAM}/citations/1", MISSING)) == [uncited]


# Paragraphs of several publications


def test_each_publication_has_paragraphs_of_its_own() -> None:
    assert warned(("publications/courier/paragraphs", 7)) == [
        ("publication courier", "paragraphs", "paragraphs 6 to 7 are not cited in any record")
    ]
    assert warned(("publications/courier/paragraphs", 4)) == [
        ("publication courier", "paragraphs", "paragraph 5 is cited, but it has 4")
    ]
    assert warned(("publications/bulletin/paragraphs", 1)) == [
        ("publication bulletin", "paragraphs", "paragraph 1 is not cited in any record")
    ]
    assert warned((f"events/{DAM}/citations/0/paragraphs", [1])) == [
        ("publication courier", "paragraphs", "paragraph 3 is not cited in any record")
    ]


# Sources that are not given


def test_a_source_left_out_is_warned_of_where_the_events_is_another() -> None:
    assert warned((f"events/{LOWMERE}/figures/0/source", MISSING)) == []
    assert warned((f"events/{MAY}/figures/1/source", MISSING)) == [
        (f"event {MAY}", "figures[1].source", "is not given. It is taken to be courier, but the event's is relief.")
    ]


# On no map


def test_a_place_without_coordinates_among_others_of_its_kind_is_warned_of() -> None:
    bare: list[Change] = [(f"places/lowmere/{key}", None) for key in ("latitude", "longitude")]
    assert warned(*bare) == [
        (
            "place lowmere",
            "latitude",
            "has no coordinates, but 1 other place of its kind has them (town). Add latitude and longitude.",
        )
    ]
    third = {"id": "third", "name": "Third", "kind": "town", "latitude": 1.5, "longitude": 0.0}
    result = warned(*bare, ("places/+", third), (f"events/{LOWMERE}/places/+", "third"))
    assert result == [
        (
            "place lowmere",
            "latitude",
            "has no coordinates, but 2 other places of its kind have them (town). Add latitude and longitude.",
        )
    ]
    # no place of the other kind is on the map
    assert warned(*bare, ("places/lowmere/kind", "site")) == []


@pytest.mark.parametrize(("has", "lacks"), [("latitude", "longitude"), ("longitude", "latitude")])
def test_half_of_the_coordinates_are_warned_of(has: str, lacks: str) -> None:
    result = warned((f"places/lowmere/{lacks}", None))
    assert result == [("place lowmere", lacks, f"is not given, but the {has} is")]
