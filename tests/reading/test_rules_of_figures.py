"""Rules between figures: sources that disagree, parts and their whole, what a total includes."""

from typing import Any

import pytest
from edited import FLARE, RAIDS, TOLL, changed, civilians, content_of, cumulative, event, faults, nothing

from idlibtl.model.records import SHARED
from idlibtl.read.dataset import from_bytes

NOT_ATTRIBUTED = "is not an attacker or backer of this event. Add it to actors, or remove it from attributed_to."
ONLY_THE_FIRST = "only the first figure of civilians has this. The others count the same people."

HEDGES = "must be 'exact', 'about', 'nearly', 'at_least', 'more_than', 'at_most' or 'fewer_than', not 'some'"

# Sources that disagree


def disagreeing(**second: Any) -> dict[str, Any]:
    """The flare-up, of which two sources give civilians."""
    return changed((f"events/{FLARE}/figures/+", civilians(source="un", value=7, **second)))


def test_two_sources_may_disagree() -> None:
    figures = from_bytes(content_of(disagreeing())).figures_of["civilians"][FLARE]
    assert [(figure.value, figure.source) for figure in figures] == [(10, None), (7, "un")]


#: What the figures of an event with one metric share, and what the flare-up does not say.
OTHERS = {
    "period": "2019-06-14",
    "places": ["hama"],
    "attributed_to": ["russia"],
    "scope": "cumulative",
    "includes": [RAIDS],
    "adds_to": [RAIDS],
}


@pytest.mark.parametrize("key", SHARED)
def test_only_the_first_of_them_says_what_they_share(key: str) -> None:
    assert faults(disagreeing(**{key: OTHERS[key]})) == [(f"event {FLARE}", f"figures[2].{key}", ONLY_THE_FIRST)]


def test_another_source_may_repeat_what_they_share() -> None:
    same = {"period": "2019-06-15~", "places": ["idlib-region"], "scope": "incident", "includes": [], "adds_to": []}
    repeated, left_out = disagreeing(**same, attributed_to=[]), disagreeing()
    assert from_bytes(content_of(repeated)) == from_bytes(content_of(left_out))


def test_what_another_source_says_itself_does_not_hide_what_else_is_wrong() -> None:
    assert faults(disagreeing(places=[], includes=[RAIDS], hedge="some")) == [
        (f"event {FLARE}", "figures[2].hedge", HEDGES),
        (f"event {FLARE}", "figures[2].places", ONLY_THE_FIRST),
        (f"event {FLARE}", "figures[2].includes", ONLY_THE_FIRST),
    ]


@pytest.mark.parametrize(("source", "name"), [(None, "the publication"), ("un", "un")])
def test_two_figures_of_one_source_do_not_disagree(source: str | None, name: str) -> None:
    change = (f"events/{FLARE}/figures", [civilians(source=source), civilians(source="sohr"), civilians(source=source)])
    assert faults(changed(change)) == [
        (f"event {FLARE}", "figures", f"{name} gives 2 figures of civilians. One source gives at most one.")
    ]


def test_what_sources_that_disagree_share_is_given_once() -> None:
    shared = {"places": ["hama", "hama", "homs"], "attributed_to": ["china"], "period": "2019-06"}
    first = civilians(**shared)
    change = (f"events/{FLARE}/figures/1", first)
    other = (f"events/{FLARE}/figures/+", civilians(source="un"))
    assert sorted(faults(changed(change, other))) == [
        (f"event {FLARE}", "figures[1].attributed_to", f"china {NOT_ATTRIBUTED}"),
        (f"event {FLARE}", "figures[1].period", "has days outside those of killed, which it is a part of"),
        (f"event {FLARE}", "figures[1].places", "hama appears 2 times"),
        (f"event {FLARE}", "figures[1].places[2]", nothing("place", "homs")),
    ]


def test_a_source_that_is_not_the_first_is_searched_for_too() -> None:
    assert faults(changed((f"events/{FLARE}/figures/+", civilians(source="afp")))) == [
        (f"event {FLARE}", "figures[2].source", nothing("actor", "afp"))
    ]


def test_includes_are_shared_by_sources_and_count_once() -> None:
    change = (f"events/{TOLL}/figures/+", civilians(source="un"))
    chronology = from_bytes(content_of(changed(change)))
    assert chronology.figures_of["civilians"][TOLL][1].includes == chronology.figures_of["civilians"][TOLL][0].includes
    assert chronology.holder["civilians", RAIDS] == TOLL


# Parts and their whole


@pytest.mark.parametrize(
    ("whole", "part", "fits"),
    [
        ("2019-06", "2019-06", True),
        ("2019-06", "2019-06-15", True),
        ("2019-06", "2019-06-30/2019-07-01", False),
        ("2019-06-15", "2019-06", False),
        # an open end is the publication's day, 26 January 2020
        ("2019-06-15/..", "2019-06-15/2020-01-26", True),
        ("2019-06-15/..", "2019-06-15/2020-01-27", False),
        ("2019-06-15/2020-01-26", "2019-06-15/..", True),
        ("2019-06-15/2020-01-25", "2019-06-15/..", False),
    ],
)
def test_a_part_counts_no_day_that_its_stated_total_does_not(whole: str, part: str, *, fits: bool) -> None:
    figures = [civilians(metric="killed", value=9, period=whole), civilians(period=part)]
    raw = changed(("events/+", event(figures=figures)))
    if fits:
        assert from_bytes(content_of(raw)).event["new"].figures[1].metric == "civilians"
    else:
        reason = "has days outside those of killed, which it is a part of"
        assert faults(raw) == [("event new", "figures[1].period", reason)]


def test_children_cannot_have_days_that_the_civilians_do_not() -> None:
    # else a sentence to quote could have the children of a month among the civilians of a day
    figures = [civilians(period="2019-06-15"), civilians(metric="children", value=2, period="2019-06")]
    reason = "has days outside those of civilians, which it is a part of"
    assert faults(changed(("events/+", event(figures=figures)))) == [("event new", "figures[1].period", reason)]
    figures[1]["period"] = "2019-06-15"
    assert from_bytes(content_of(changed(("events/+", event(figures=figures))))).event["new"].figures[1].value == 2


def test_a_part_may_come_before_its_stated_total() -> None:
    figures = [civilians(period="2019-06"), civilians(metric="killed", value=9)]
    reason = "has days outside those of killed, which it is a part of"
    assert faults(changed(("events/+", event(figures=figures)))) == [("event new", "figures[0].period", reason)]


def test_parts_of_one_event_need_not_be_of_the_same_days() -> None:
    figures = [civilians(period="2019-06"), civilians(metric="fighters"), civilians(metric="schools", period="2018")]
    # 2018 alone is not a stored date, and schools are not a part of anything
    figures[2]["period"] = "2018-12"
    assert len(from_bytes(content_of(changed(("events/+", event(figures=figures))))).event["new"].figures) == 3


def stated(*includes: str, period: str = "2019-01/2019-12") -> dict[str, Any]:
    """A total of people killed that includes events."""
    return {**cumulative(*includes), "metric": "killed", "value": 500, "period": period}


def test_a_stated_total_may_include_an_event_that_gives_only_a_part() -> None:
    raw = changed(("events/+", event(figures=[stated("2019-06-20-bombardment", "2019-12-two-week-toll")])))
    assert from_bytes(content_of(raw)).holder["killed", "2019-06-20-bombardment"] == "new"


def test_a_stated_total_may_not_include_an_event_that_gives_neither_it_nor_a_part() -> None:
    # displaced are not a part of killed
    assert faults(changed(("events/+", event(figures=[stated("2019-05-un-first-toll")])))) == [
        ("event new", "figures[0].includes", "2019-05-un-first-toll has no figure of killed")
    ]


def test_a_part_may_not_include_an_event_that_gives_only_the_whole() -> None:
    raw = changed(
        ("events/+", event(id="whole", figures=[civilians(metric="killed")])),
        ("events/+", event(figures=[cumulative("whole")])),
    )
    assert faults(raw) == [("event new", "figures[0].includes", "whole has no figure of civilians")]


def test_every_part_of_an_included_event_is_inside_the_days_of_the_total() -> None:
    parts = [civilians(period="2019-06"), civilians(metric="fighters", period="2019-05/2019-06")]
    added = ("events/+", event(id="parts", date="2019-06", figures=parts))
    inside = changed(added, ("events/+", event(figures=[stated("parts", period="2019-05/2019-06")])))
    assert from_bytes(content_of(inside)).holder["killed", "parts"] == "new"
    assert faults(changed(added, ("events/+", event(figures=[stated("parts", period="2019-06")])))) == [
        ("event new", "figures[0].includes", "parts has days outside this figure's period")
    ]


def test_of_an_included_event_with_its_own_total_the_total_decides() -> None:
    # its parts are inside that
    figures = [civilians(metric="killed", period="2019-06"), civilians(period="2019-06-15")]
    added = ("events/+", event(id="both", figures=figures))
    outside = "both has days outside this figure's period"
    assert faults(changed(added, ("events/+", event(figures=[stated("both", period="2019-06-15")])))) == [
        ("event new", "figures[0].includes", outside)
    ]


@pytest.mark.parametrize(("period", "fits"), [("2019-06/..", True), ("2019-06/2020-01-26", True), ("2019-06", False)])
def test_what_goes_on_is_inside_what_reaches_the_cut_off_date(period: str, *, fits: bool) -> None:
    added = ("events/+", event(id="open", date="2019-06-15/..", figures=[civilians()]))
    raw = changed(added, ("events/+", event(figures=[{**cumulative("open"), "period": period}])))
    if fits:
        assert from_bytes(content_of(raw)).holder["civilians", "open"] == "new"
    else:
        outside = "open has days outside this figure's period"
        assert faults(raw) == [("event new", "figures[0].includes", outside)]
