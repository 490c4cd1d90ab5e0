"""The worked numbers of the definition of totals, over the bundled chronology, and its small examples."""

from typing import Any

import pytest
from slow_reckoning import Question as Asked
from slow_reckoning import Reckoning
from timelines import Raw, chronology, loaded

import idlibtl
from idlibtl import By, Filters, Total, ask, totals_report
from idlibtl.read import files

TIMELINE = idlibtl.load()
Bounds = tuple[int | None, int | None, int | None]


def total_of(by: By | None = None, **filters: Any) -> Total:
    [total] = totals_report(ask(TIMELINE, Filters(**{"metrics": ["civilians"], **filters})), by).totals
    return total


def bounds(total: Any) -> Bounds:
    return total.low, total.best, total.high


@pytest.mark.parametrize(
    ("metric", "expected", "naive_sum", "quote"),
    [
        ("civilians", (1022, 1134, None), 1229, "about 1,134 or more (our sum of 5 figures)"),
        ("children", (13, 13, 13), 13, "13 (publication), 21 Jan 2020, Idlib and Aleppo"),
        ("fighters", (100, 100, None), 100, "hundreds, read as at least 100 (publication), c. 15–29 Dec 2019"),
        ("killed", (1157, 1269, None), None, "about 1,269 or more (our sum of 7 figures)"),
        ("displaced", (760_200, 796_000, None), 946_000, "about 796,000 or more (our sum of 3 figures)"),
        ("hospitals", (12, 12, 12), 12, "12 (un), 26 Apr – c. 5 May 2019"),
        ("schools", (10, 10, 10), 10, "10 (un), 26 Apr – c. 5 May 2019"),
    ],
)
def test_over_the_whole_dataset(metric: str, expected: Bounds, naive_sum: int | None, quote: str) -> None:
    total = total_of(metrics=[metric])
    assert (bounds(total), total.naive_sum, total.quote, total.headline) == (expected, naive_sum, quote, quote)


BREAKDOWNS: dict[By, dict[str, Bounds]] = {
    By.MONTH: {
        "2019-04": (13, 15, 17),
        "2019-05": (None, None, None),
        "2019-06": (30, 30, 30),
        "2019-07": (45, 50, 55),
        "2019-08": (None, None, None),
        "2019-09": (None, None, None),
        "2019-10": (None, None, None),
        "2019-11": (None, None, None),
        "2019-12": (83, 93, 95),
        "2020-01": (39, 41, None),
        "not-broken-down 2019-04-26/2019-08-31": (798, 905, 912),
    },
    By.YEAR: {"2019": (983, 1093, 1095), "2020": (39, 41, None)},
    By.PHASE: {
        "russian-strikes": (13, 15, 17),
        "hundreds-killed": (75, 80, 85),
        "new-escalation": (83, 93, 95),
        "syrian-advance": (39, 41, None),
        "not-broken-down 2019-04-26/2019-08-31": (798, 905, 912),
    },
    By.ACTOR: {
        "not-attributed": (935, 1045, 1047),
        "syrian-government": (47, 51, 55),
        "russia": (36, 38, None),
    },
    By.PLACE: {
        "idlib-region": (955, 1065, 1067),
        "idlib+aleppo": (23, 23, None),
        "idlib": (16, 18, 20),
        "idlib+hama": (13, 15, 17),
        "maaret-al-numan": (11, 13, 15),
    },
    By.SOURCE: {"sohr": (958, 1068, 1070), "publication": (64, 66, None)},
    By.KIND: {"toll": (870, 985, 992), "strike": (128, 139, None), "clash": (10, 10, 10)},
}


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_civilians_broken_down(by: By) -> None:
    groups = total_of(by).groups
    assert groups is not None
    assert {group.group: bounds(group) for group in groups} == BREAKDOWNS[by]


def test_a_month_without_a_figure_says_whether_a_longer_figure_covers_it() -> None:
    told = {group.group: group.status.value for group in total_of(By.MONTH).groups or ()}
    assert [told[month] for month in ("2019-05", "2019-08")] == ["only in a longer figure"] * 2
    assert [told[month] for month in ("2019-09", "2019-10", "2019-11")] == ["not reported"] * 3
    # the toll is no figure of these months any more, and still covers August
    asked = total_of(By.MONTH, since="2019-06")
    assert {group.group: group.status.value for group in asked.groups or ()}["2019-08"] == "only in a longer figure"


def test_a_group_that_a_longer_figure_covers_too_says_so() -> None:
    found = {group.label: group.in_longer for group in total_of(By.MONTH).groups or ()}
    # the toll of 26 April to 31 August covers these and no other month
    longer = {f"{month} 2019" for month in ("April", "May", "June", "July", "August")}
    assert {label for label, told in found.items() if told} == longer
    assert found["December 2019"] is False
    assert found["not broken down (26 Apr – 31 Aug 2019)"] is None
    # asked for June and July, the toll is not added: it may hold more all the same
    asked = total_of(By.MONTH, since="2019-06", until="2019-07")
    assert [group.in_longer for group in asked.groups or ()] == [True, True]
    assert {group.in_longer for group in total_of(By.ACTOR).groups or ()} == {None}


TOLL, RAIDS, TWO_WEEKS = "2019-08-31-four-month-toll", "2019-04-26-air-raids", "2019-12-two-week-toll"
REGION = {
    RAIDS,
    "2019-06-15-flare-up",
    "2019-06-20-bombardment",
    "2019-07-22-market-strikes",
    TOLL,
    TWO_WEEKS,
    "2020-01-21-strikes",
}


@pytest.mark.parametrize(
    ("filters", "expected", "wider", "exceeds"),
    [
        ({"since": "2019-06", "until": "2019-08"}, (75, 80, None), {TOLL}, "days"),
        ({"since": "2019-04-27", "until": "2019-08-31"}, (75, 80, None), {TOLL, RAIDS}, "days"),
        ({"metrics": ["displaced"], "since": "2019-06", "until": "2019-08"}, (None, None, None), {TOLL}, "days"),
        ({"places": ["idlib"]}, (27, 31, None), REGION, "places"),
        ({"places": ["maaret-al-numan"]}, (11, 13, None), REGION | {"2020-01-11-air-strikes"}, "places"),
        (
            {"places": ["hama"]},
            (None, None, None),
            REGION - {"2020-01-21-strikes"},
            "places",
        ),
        ({"actors": ["russia"]}, (36, 38, None), {TOLL}, "actors"),
        ({"phases": ["2"]}, (75, 80, None), {TOLL}, "days"),
        ({"sources": ["sohr"]}, (988, 1098, 1100), set(), ""),
        ({"kinds": ["strike"]}, (128, 139, None), {TOLL, TWO_WEEKS}, "events"),
        ({"sources": ["publication"]}, (64, 66, None), {TOLL}, "sources"),
    ],
)
def test_questions(filters: dict[str, Any], expected: Bounds, wider: set[str], exceeds: str) -> None:
    total = total_of(**filters)
    assert bounds(total) == expected
    assert {entry.event for entry in total.wider} == wider
    assert all(entry.exceeds == (exceeds,) for entry in total.wider)


@pytest.mark.parametrize(
    ("filters", "headline"),
    [
        (
            {"since": "2019-06", "until": "2019-08"},
            "about 80 (our sum of 3 figures); not added, it covers more: nearly 1,000, 26 Apr – 31 Aug 2019 (sohr)",
        ),
        (
            {"places": ["hama"]},
            "not reported; not added, it covers more: around 15, 26–27 Apr 2019, Idlib and Hama (sohr), and 2 more",
        ),
        (
            {"actors": ["russia"]},
            (
                "about 38 or more (our sum of 2 figures); not added, it covers more:"
                " nearly 1,000, 26 Apr – 31 Aug 2019, attributed to nobody (sohr)"
            ),
        ),
    ],
)
def test_headlines_name_what_is_not_added(filters: dict[str, Any], headline: str) -> None:
    assert total_of(**filters).headline == headline


def test_a_single_figure_names_its_days_and_places_where_they_are_less_than_asked() -> None:
    assert total_of(since="2019-07", until="2019-07").quote == "around 50 (sohr), 22 Jul 2019"
    assert total_of(since="2019-07-22", until="2019-07-22").quote == "around 50 (sohr)"
    assert total_of(places=["maaret-al-numan"]).quote == "about 13 (publication), 2 Dec 2019"


def test_under_an_actor_a_note_names_what_is_attributed_to_nobody() -> None:
    [told] = [caveat for caveat in total_of(actors=["russia"]).caveats if "nobody" in caveat]
    assert "nearly 1,000 civilians killed, 26 Apr – 31 Aug 2019 (sohr)" in told
    assert "nearly 80 civilians killed, c. 15–29 Dec 2019 (sohr)" in told


def test_nothing_attributes_the_toll_of_four_months_to_anybody() -> None:
    assert TIMELINE.event[TOLL].attributed_to == ()
    assert all(figure.attributed_to == () for figure in TIMELINE.event[TOLL].figures)


def test_the_slow_reckoning_agrees_on_the_bundled_file() -> None:
    import json

    raw = json.loads(files.bundled().read_bytes())
    for metric in TIMELINE.metrics:
        slow = Reckoning(raw, Asked(), metric.id)
        assert (slow.low, slow.best, slow.high) == bounds(total_of(metrics=[metric.id]))


# The small examples


def event(identity: str, *figures: Raw, date: str = "2019-01-05") -> Raw:
    return {"id": identity, "date": date, "title": identity, "kind": "toll", "figures": list(figures)}


def figure(metric: str, value: int, hedge: str = "exact", **more: Any) -> Raw:
    return {"metric": metric, "value": value, "hedge": hedge, "source": None, **more}


def toll(metric: str, value: int, *includes: str, hedge: str = "exact", **more: Any) -> Raw:
    return figure(metric, value, hedge, scope="cumulative", includes=list(includes), **more)


def total_in(metric: str, *events: Raw, **filters: Any) -> Total:
    [total] = totals_report(ask(loaded(chronology(events)), Filters(metrics=[metric], **filters))).totals
    return total


RAID = event("raid", figure("killed", 45), figure("civilians", 10))


@pytest.mark.parametrize(
    ("events", "expected", "quote"),
    [
        (
            [event("raid", figure("killed", 45), figure("civilians", 10, "at_least"))],
            (45, 45, 45),
            "45 (publication), 5 Jan 2019",
        ),
        (
            [event("raid", figure("killed", 50, "about"), figure("civilians", 20, "about"))],
            (45, 50, 55),
            "about 50 (publication), 5 Jan 2019",
        ),
        (
            [RAID, event("month", toll("killed", 100, "raid"), date="2019-01")],
            (100, 100, 100),
            "100 (publication), Jan 2019",
        ),
        (
            [RAID, event("month", toll("killed", 100, "raid"), figure("civilians", 60), date="2019-01")],
            (105, 105, 105),
            "105 (our sum of 1 figure)",
        ),
        (
            [event("raid", figure("civilians", 10)), event("month", toll("killed", 100, "raid"), date="2019-01")],
            (100, 100, 100),
            "100 (publication), Jan 2019",
        ),
    ],
)
def test_people_killed_and_their_parts(events: list[Raw], expected: Bounds, quote: str) -> None:
    total = total_in("killed", *events)
    assert (bounds(total), total.quote) == (expected, quote)


def test_a_toll_that_its_parts_outgrow_counts_as_they_do() -> None:
    total = total_in(
        "civilians",
        event("raid", figure("civilians", 105, "about")),
        event("month", toll("civilians", 100, "raid"), date="2019-01"),
    )
    assert (bounds(total), total.quote) == ((100, 105, 116), "about 105 (our sum of 1 figure)")


def test_sources_that_disagree_count_as_one() -> None:
    strike = event("strike", figure("civilians", 7, source="watch"), figure("civilians", 3, source="north"))
    total = total_in("civilians", strike)
    assert (bounds(total), total.quote) == ((3, 7, 7), "7 (watch); 3 (north), 5 Jan 2019")
    [counted] = total.counted
    assert [each.value for each in counted.also_given] == [3]
    assert bounds(total_in("civilians", strike, sources=["north"])) == (3, 3, 3)


def test_a_sum_is_not_a_source_s_word_because_the_numbers_are_equal() -> None:
    total = total_in("civilians", event("a", figure("civilians", 100, "about")), event("b", figure("civilians", 0)))
    assert total.quote == "about 100 (publication), 5 Jan 2019"
    total = total_in(
        "civilians",
        event("a", figure("civilians", 60, "about")),
        event("b", figure("civilians", 40, "about")),
        event("c", toll("civilians", 100, "a", "b", hedge="about"), date="2019-01"),
    )
    assert (total.our_sum, total.quote) == (False, "about 100 (publication), Jan 2019")
    total = total_in("civilians", event("a", figure("civilians", 60)), event("b", figure("civilians", 40)))
    assert (total.our_sum, total.quote) == (True, "100 (our sum of 2 figures)")


def test_a_range_that_a_source_gives_is_told_as_the_range() -> None:
    total = total_in("civilians", event("a", figure("civilians", 100, low=80, high=120, source="watch")))
    assert (bounds(total), total.quote) == ((80, 100, 120), "between 80 and 120 (watch), 5 Jan 2019")


def test_nobody_is_at_least_0() -> None:
    assert (
        total_in("civilians", event("a", figure("civilians", 0, "at_least"))).quote
        == "0 known (publication), 5 Jan 2019"
    )
    two = [event("a", figure("civilians", 0, "at_least")), event("b", figure("civilians", 0, "about"))]
    assert "about 0" not in total_in("civilians", *two).quote
    assert total_in("civilians", event("a", figure("civilians", 0))).quote == "0 (publication), 5 Jan 2019"


def test_a_phase_and_a_window_that_do_not_meet_leave_nothing() -> None:
    total = total_of(phases=["4"], since="2019-01", until="2019-02")
    assert (bounds(total), total.headline) == ((None, None, None), "not reported")


def test_a_group_says_what_its_number_is() -> None:
    raid, day = event("raid", figure("civilians", 10)), event("day", figure("civilians", 5))
    month = event("month", toll("civilians", 100, "raid"), date="2019-01/2019-02")
    [total] = totals_report(
        ask(loaded(chronology([raid, day, month])), Filters(metrics=["civilians"])), By.MONTH
    ).totals
    assert {group.label: group.quote for group in total.groups or ()} == {
        "January 2019": "15 (our sum of 2 figures)",
        "not broken down (1 Jan – 28 Feb 2019)": "90 (our remainder of 100 (publication))",
    }
    outgrown = [
        event("raid", figure("civilians", 70)),
        event("toll", toll("civilians", 50, "raid")),
    ]
    [total] = totals_report(ask(loaded(chronology(outgrown)), Filters(metrics=["civilians"])), By.MONTH).totals
    assert [group.quote for group in total.groups or ()] == ["70 (our sum of 1 figure)"]


def test_the_same_days_told_differently_are_one_group() -> None:
    spans = [
        event("one", toll("civilians", 5, "two"), date="2019-01/2019-02~"),
        event("two", figure("civilians", 7), date="2019-01/2019-02"),
    ]
    [total] = totals_report(ask(loaded(chronology(spans)), Filters(metrics=["civilians"])), By.MONTH).totals
    assert [(group.label, bounds(group)) for group in total.groups or ()] == [
        ("not broken down (1 Jan – c. 28 Feb 2019)", (7, 7, 7))
    ]


def test_an_open_figure_stays_open_whatever_lies_inside_it() -> None:
    raid = event("raid", figure("killed", 88, "at_least"), figure("civilians", 110, "at_least"))
    month = event("month", toll("civilians", 110, "raid", hedge="at_least", source="watch"), date="2019-01")
    total = total_in("killed", raid, month)
    assert (total.our_sum, total.quote) == (True, "at least 110 (our sum of 2 figures)")
    assert {entry.metric: (entry.counted_as.best, entry.counted_as.high) for entry in total.counted} == {
        "killed": (0, None),
        "civilians": (110, None),
    }


def test_several_figures_of_nobody_are_our_sum() -> None:
    days = [event("a", figure("civilians", 0)), event("b", figure("civilians", 0), date="2019-01-06")]
    assert total_in("civilians", *days).quote == "0 (our sum of 2 figures)"


def test_the_best_value_stands_where_a_nest_breaks_the_order() -> None:
    # the day has 0 to 9 fighters: at 0 its killed keep 1 and the week 9 fighters, in all 10; at 9 these 9 are all
    day = event("day", figure("killed", 1), figure("fighters", 0, "at_least", high=9))
    week = event("week", figure("killed", 0), toll("fighters", 9, "day"))
    month = event("month", toll("killed", 0, "week", "day"))
    assert bounds(total_in("killed", day, week, month)) == (10, 10, 10)


def test_a_row_without_what_stands_in_another_is_a_remainder_and_no_sum() -> None:
    # the 1,000 of the four months hold 95 of strikes and of a clash: 1,000 + 80 - 95
    total = totals_report(ask(idlibtl.load(), Filters(metrics=["civilians"])), By.KIND).totals[0]
    assert total.groups
    assert {group.group: group.quote for group in total.groups} == {
        "toll": "about 985 (our remainder of 2 figures)",
        "strike": "about 139 or more (our sum of 6 figures)",
        "clash": "10 (publication)",
    }
    # the 45 killed hold the 10 civilians of one record: both stand in one row
    total = totals_report(ask(idlibtl.load(), Filters(metrics=["killed"])), By.PHASE).totals[0]
    assert total.groups
    assert {group.group: group.quote for group in total.groups}["hundreds-killed"] == (
        "about 115 or more (our sum of 4 figures)"
    )
