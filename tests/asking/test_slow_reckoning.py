"""The slow reckoning against the worked numbers of the definition, its examples, and the laws that it promises."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from slow_reckoning import Bounds, Key, Question, Raw, Reckoning, bounds_of_all, bounds_of_one, stored_days
from timelines import chronologies, questions
from worked_example import WORKED

METRICS = ("civilians", "fighters", "killed", "displaced")
BREAKDOWNS = ("month", "quarter", "year", "phase", "actor", "place", "source", "kind")

APRIL = "2019-04-26-air-raids"
CLASH = "2019-06-15-flare-up"
BOMBARDMENT = "2019-06-20-bombardment"
MARKET = "2019-07-22-market-strikes"
SUMMER_TOLL = "2019-08-31-four-month-toll"
SECOND_DECEMBER = "2019-12-02-bombardment"
TWO_WEEKS = "2019-12-two-week-toll"
ELEVENTH = "2020-01-11-air-strikes"
TWENTY_FIRST = "2020-01-21-strikes"

JUNE_TO_AUGUST = Question(first=dt.date(2019, 6, 1), last=dt.date(2019, 8, 31))


def worked(metric: str = "civilians", **asked: Any) -> Reckoning:
    return Reckoning(WORKED, Question(**asked), metric)


def total(reckoning: Reckoning) -> tuple[int | None, int | None, int | None]:
    return reckoning.low, reckoning.best, reckoning.high


def of_civilians(**exceeds: str) -> dict[Key, frozenset[str]]:
    return {("civilians", globals()[name]): frozenset({word}) for name, word in exceeds.items()}


# The records


def test_23_records_hold_the_naive_sums() -> None:
    assert len({event["id"] for event in WORKED["events"]}) == 23
    naive: dict[str, int] = {}
    for event in WORKED["events"]:
        for figure in event["figures"]:
            naive[figure["metric"]] = naive.get(figure["metric"], 0) + figure["value"]
    expected = {"civilians": 1229, "children": 13, "fighters": 100, "killed": 45, "displaced": 946_000}
    assert naive == {**expected, "hospitals": 12, "schools": 10}


# Worked numbers over the whole dataset


@pytest.mark.parametrize(
    ("metric", "expected", "hedge", "length", "single"),
    [
        ("civilians", (1022, 1134, None), "about_or_more", 5, None),
        ("children", (13, 13, 13), "exact", 1, TWENTY_FIRST),
        ("fighters", (100, 100, None), "at_least", 1, TWO_WEEKS),
        ("killed", (1157, 1269, None), "about_or_more", 7, None),
        ("displaced", (760_200, 796_000, None), "about_or_more", 3, None),
        ("hospitals", (12, 12, 12), "exact", 1, "2019-05-un-first-toll"),
        ("schools", (10, 10, 10), "exact", 1, "2019-05-un-first-toll"),
    ],
)
def test_worked_totals(
    metric: str, expected: tuple[int, int, int | None], hedge: str, length: int, single: str | None
) -> None:
    found = worked(metric)
    assert total(found) == expected
    assert found.hedge == hedge
    assert len(found.counted) == length
    assert found.single == (None if single is None else (metric, single))
    assert not found.wider
    assert not found.unconcerned
    assert found.open_before_wider == (expected[2] is None)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            "month",
            {
                "2019-04": (13, 15, 17),
                "2019-06": (30, 30, 30),
                "2019-07": (45, 50, 55),
                "2019-12": (83, 93, 95),
                "2020-01": (39, 41, None),
                ("not-broken-down", dt.date(2019, 4, 26), dt.date(2019, 8, 31)): (798, 905, 912),
            },
        ),
        ("year", {"2019": (983, 1093, 1095), "2020": (39, 41, None)}),
        (
            "actor",
            {
                "russia": (36, 38, None),
                "syrian-government": (47, 51, 55),
                "not-attributed": (935, 1045, 1047),
            },
        ),
        ("source", {"sohr": (958, 1068, 1070), "publication": (64, 66, None)}),
        ("kind", {"toll": (870, 985, 992), "strike": (128, 139, None), "clash": (10, 10, 10)}),
    ],
)
def test_worked_breakdowns(by: str, expected: dict[Any, Bounds]) -> None:
    assert worked().groups(by) == expected


@pytest.mark.parametrize(
    ("by", "bests"),
    [
        (
            "phase",
            {
                "russian-strikes": 15,
                "hundreds-killed": 80,
                "new-escalation": 93,
                "syrian-advance": 41,
                ("not-broken-down", dt.date(2019, 4, 26), dt.date(2019, 8, 31)): 905,
            },
        ),
        ("place", {"idlib-region": 1065, "hama+idlib": 15, "maaret-al-numan": 13, "idlib": 18, "aleppo+idlib": 23}),
        # not in the table of the definition: reckoned from the months above it and the toll that no quarter holds
        (
            "quarter",
            {
                "2019-Q2": 45,
                "2019-Q3": 50,
                "2019-Q4": 93,
                "2020-Q1": 41,
                ("not-broken-down", dt.date(2019, 4, 26), dt.date(2019, 8, 31)): 905,
            },
        ),
    ],
)
def test_worked_breakdowns_at_their_best(by: str, bests: dict[Any, int]) -> None:
    found = worked().groups(by)
    assert {group: best for group, (_, best, _) in found.items()} == bests
    if by == "place":
        assert found["idlib-region"] == (955, 1065, 1067)


# Worked questions


def test_june_to_august_leaves_out_what_began_before() -> None:
    found = Reckoning(WORKED, JUNE_TO_AUGUST, "civilians")
    assert total(found) == (75, 80, None)
    assert found.wider == of_civilians(SUMMER_TOLL="days")
    assert not found.open_before_wider
    assert found.hedge == "about"


def test_one_day_later_the_first_raid_covers_more_too() -> None:
    found = worked(first=dt.date(2019, 4, 27), last=dt.date(2019, 8, 31))
    assert total(found) == (75, 80, None)
    assert found.wider == of_civilians(SUMMER_TOLL="days", APRIL="days")


def test_nothing_counted_is_null() -> None:
    found = Reckoning(WORKED, JUNE_TO_AUGUST, "displaced")
    assert total(found) == (None, None, None)
    assert found.wider == {("displaced", SUMMER_TOLL): frozenset({"days"})}
    assert found.hedge is None
    assert found.single is None
    assert found.groups("month") == {}


def test_a_province_takes_in_its_towns_and_no_wider_figure() -> None:
    found = worked(places=("idlib",))
    assert total(found) == (27, 31, None)
    assert found.counted == {("civilians", SECOND_DECEMBER): (11, 13, 15), ("civilians", ELEVENTH): (16, 18, 20)}
    assert found.wider == of_civilians(
        APRIL="places",
        CLASH="places",
        BOMBARDMENT="places",
        MARKET="places",
        SUMMER_TOLL="places",
        TWO_WEEKS="places",
        TWENTY_FIRST="places",
    )


def test_a_figure_of_several_places_is_no_figure_of_one() -> None:
    found = worked(places=("maaret-al-numan",))
    assert total(found) == (11, 13, None)
    assert found.single == ("civilians", SECOND_DECEMBER)
    assert found.wider == of_civilians(
        APRIL="places",
        CLASH="places",
        BOMBARDMENT="places",
        MARKET="places",
        SUMMER_TOLL="places",
        TWO_WEEKS="places",
        ELEVENTH="places",
        TWENTY_FIRST="places",
    )


def test_hama_has_no_figure_of_its_own() -> None:
    found = worked(places=("hama",))
    assert total(found) == (None, None, None)
    assert found.wider == of_civilians(
        APRIL="places", CLASH="places", BOMBARDMENT="places", MARKET="places", SUMMER_TOLL="places", TWO_WEEKS="places"
    )


def test_an_actor_has_what_is_laid_on_it_alone() -> None:
    found = worked(actors=("russia",))
    assert total(found) == (36, 38, None)
    assert set(found.counted) == {("civilians", APRIL), ("civilians", TWENTY_FIRST)}
    assert found.wider == of_civilians(SUMMER_TOLL="actors")


def test_a_phase_means_its_days() -> None:
    found = worked(phases=("hundreds-killed",))
    assert total(found) == (75, 80, None)
    assert found.wider == of_civilians(SUMMER_TOLL="days")


def test_the_observatory_alone_is_closed() -> None:
    found = worked(sources=("sohr",))
    assert total(found) == (988, 1098, 1100)
    assert not found.wider
    assert found.included == {
        ("civilians", APRIL): ("civilians", SUMMER_TOLL),
        ("civilians", MARKET): ("civilians", SUMMER_TOLL),
    }


def test_strikes_and_the_tolls_that_may_hold_more() -> None:
    found = worked(kinds=("strike",))
    assert total(found) == (128, 139, None)
    assert found.wider == of_civilians(SUMMER_TOLL="events", TWO_WEEKS="events")


def test_the_publication_alone_and_the_toll_that_holds_two_of_its_figures() -> None:
    found = worked(sources=(None,))
    assert total(found) == (64, 66, None)
    assert found.wider == of_civilians(SUMMER_TOLL="sources")
    assert {key for key in found.counted if ("civilians", SUMMER_TOLL) in found.holders[key]} == {
        ("civilians", CLASH),
        ("civilians", BOMBARDMENT),
    }


def test_a_text_leaves_events_as_a_kind_does() -> None:
    strikes = {event["id"] for event in WORKED["events"] if event["kind"] == "strike"}
    by_text, by_kind = worked(text_events=frozenset(strikes)), worked(kinds=("strike",))
    assert total(by_text) == total(by_kind)
    assert by_text.wider == by_kind.wider


# The examples to keep


def event(identity: str, *figures: Raw, date: str = "2019-06-15", **other: Any) -> Raw:
    return {"id": identity, "date": date, "kind": "strike", "places": ["idlib"], "figures": list(figures), **other}


def said(metric: str, value: int, hedge: str = "exact", *includes: str, **other: Any) -> Raw:
    figure = {"metric": metric, "value": value, "hedge": hedge, "source": None, **other}
    return {**figure, "scope": "cumulative", "includes": list(includes)} if includes else figure


def reckoned(*events: Raw, metric: str = "killed", **asked: Any) -> Reckoning:
    return Reckoning({**WORKED, "events": list(events)}, Question(**asked), metric)


def test_a_closed_total_bounds_its_open_part() -> None:
    found = reckoned(event("a", said("killed", 45), said("civilians", 10, "at_least")))
    assert total(found) == (45, 45, 45)
    assert found.single == ("killed", "a")
    assert found.own == {("killed", "a"): 35, ("civilians", "a"): 10}
    assert found.included == {("civilians", "a"): ("killed", "a")}


def test_about_50_with_about_20_is_about_50() -> None:
    found = reckoned(event("a", said("killed", 50, "about"), said("civilians", 20, "about")))
    assert total(found) == (45, 50, 55)
    assert found.single == ("killed", "a")


def test_a_toll_that_what_it_includes_outgrows() -> None:
    toll = event("toll", said("killed", 100, "exact", "raid"), date="2019-06")
    found = reckoned(toll, event("raid", said("killed", 105, "about")))
    assert total(found) == (100, 105, 116)
    assert found.counted == {("killed", "toll"): (100, 105, 116)}
    assert found.single is None
    assert found.hedge == "about"


RAID = event("raid", said("killed", 45), said("civilians", 10))


def test_a_month_that_includes_a_raid_holds_its_civilians_too() -> None:
    found = reckoned(event("month", said("killed", 100, "exact", "raid"), date="2019-06"), RAID)
    assert total(found) == (100, 100, 100)
    assert found.counted == {("killed", "month"): (100, 100, 100)}
    assert found.own == {("killed", "month"): 55, ("killed", "raid"): 35, ("civilians", "raid"): 10}


def test_a_raid_that_no_record_says_is_among_the_civilians_of_the_month() -> None:
    month = event("month", said("killed", 100, "exact", "raid"), said("civilians", 60), date="2019-06")
    found = reckoned(month, RAID)
    assert total(found) == (105, 105, 105)
    assert found.counted == {("killed", "month"): (105, 105, 105)}
    assert found.own == {
        ("killed", "month"): 0,
        ("civilians", "month"): 60,
        ("killed", "raid"): 35,
        ("civilians", "raid"): 10,
    }


def test_dropping_the_source_that_links_a_part_never_raises_the_sum() -> None:
    month = event("month", said("killed", 100, "exact", "raid", source="un"), date="2019-06")
    raid = event("raid", said("killed", 45, source="hrw"), said("civilians", 10, source="un"))
    assert total(reckoned(month, raid)) == (100, 100, 100)
    without = reckoned(month, raid, sources=("un",))
    # the raid's stated total is not asked for, but a counted figure lies inside it: it is listed, and opens the total
    assert without.wider == {("killed", "raid"): frozenset({"sources"})}
    assert total(without) == (100, 100, None)
    assert not without.open_before_wider
    assert without.included == {("civilians", "raid"): ("killed", "month")}


def test_dropping_the_source_of_a_toll_in_between_never_raises_the_sum() -> None:
    year = event("year", said("civilians", 100, "exact", "month", source="un"), date="2019-01/2019-12")
    month = event("month", said("civilians", 70, "exact", "raid", source="hrw"), date="2019-06")
    raid = event("raid", said("civilians", 50, source="un"))
    assert total(reckoned(year, month, raid, metric="civilians", sources=("un",))) == (100, 100, None)
    assert total(reckoned(year, month, raid, metric="civilians")) == (100, 100, 100)


def test_45_killed_10_of_them_civilians_make_10_and_35() -> None:
    found = reckoned(event("a", said("killed", 45), said("civilians", 10)))
    assert found.shares == {("killed", "a"): (35, 35, 35), ("civilians", "a"): (10, 10, 10)}


def test_an_event_is_included_though_it_gives_only_a_part() -> None:
    month = event("month", said("killed", 100, "exact", "raid"), date="2019-06")
    found = reckoned(month, event("raid", said("civilians", 10), said("fighters", 5, "at_least")))
    assert total(found) == (100, 100, 100)
    assert set(found.included) == {("civilians", "raid"), ("fighters", "raid")}


# Rules that the worked numbers do not show


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (said("civilians", 105), (105, 105, 105)),
        (said("civilians", 105, "about"), (94, 105, 116)),
        (said("civilians", 105, "nearly"), (94, 105, 105)),
        (said("civilians", 105, "at_least"), (105, 105, None)),
        (said("civilians", 105, "more_than"), (105, 105, None)),
        (said("civilians", 0, "about"), (0, 0, 0)),
        (said("civilians", 105, "at_least", high=200), (105, 105, 200)),
        (said("civilians", 105, "about", low=80, high=120), (80, 105, 120)),
    ],
)
def test_a_figure_alone(figure: Raw, expected: Bounds) -> None:
    assert bounds_of_one(figure) == expected


def test_sources_that_disagree_count_as_one() -> None:
    told = [said("civilians", 7, source="un"), said("civilians", 3, source="hrw"), said("civilians", 20, source="sohr")]
    assert bounds_of_all(told) == (3, 7, 20)
    assert bounds_of_all([*told, said("civilians", 5, "at_least")]) == (3, 7, None)
    raid = event("raid", *told)
    assert total(reckoned(raid, metric="civilians")) == (3, 7, 20)
    assert total(reckoned(raid, metric="civilians", sources=("sohr", "hrw"))) == (3, 3, 20)
    assert reckoned(raid, metric="civilians").groups("source") == {"hrw+sohr+un": (3, 7, 20)}


@pytest.mark.parametrize(
    ("stored", "first", "last"),
    [
        ("2019-07-22", "2019-07-22", "2019-07-22"),
        ("2019-02~", "2019-02-01", "2019-02-28"),
        ("2019-04-26/2019-05-05~", "2019-04-26", "2019-05-05"),
        ("2019-12-15~/..", "2019-12-15", "2020-01-26"),
        ("2020-02/..", "2020-02-01", "2020-02-01"),
    ],
)
def test_stored_days(stored: str, first: str, last: str) -> None:
    assert stored_days(stored, dt.date(2020, 1, 26)) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_several_phases_and_days_that_leave_nothing() -> None:
    both = worked(phases=("russian-strikes", "hundreds-killed"))
    assert total(both) == (88, 95, None)  # 15 about, 10, 20, 50 about; the toll lies inside neither
    nothing = worked(phases=("russian-strikes",), first=dt.date(2020, 1, 1))
    assert total(nothing) == (None, None, None)
    assert not nothing.wider


def test_what_has_no_place_or_no_actor_is_never_of_one_and_never_touches_it() -> None:
    raid = event("raid", said("civilians", 5), places=[])
    for asked in ({"places": ("idlib",)}, {"actors": ("russia",)}):
        found = reckoned(raid, metric="civilians", **asked)
        assert total(found) == (None, None, None)
        assert found.unconcerned == {("civilians", "raid")}


def test_two_closed_figures_of_one_number_are_our_sum() -> None:
    found = reckoned(event("a", said("civilians", 5)), event("b", said("civilians", 5)), metric="civilians")
    assert found.single is None
    assert found.hedge == "exact"
    with_nobody = reckoned(event("a", said("civilians", 5)), event("b", said("civilians", 0)), metric="civilians")
    assert with_nobody.single == ("civilians", "a")


def test_an_open_figure_is_bounded_only_in_the_group_that_holds_its_holder() -> None:
    toll = event("toll", said("civilians", 50, "exact", "raid"), date="2019-06/2019-07")
    found = reckoned(toll, event("raid", said("civilians", 20, "at_least")), metric="civilians")
    assert total(found) == (50, 50, 50)
    assert found.groups("year") == {"2019": (50, 50, 50)}
    assert found.groups("month") == {
        "2019-06": (20, 20, None),
        ("not-broken-down", dt.date(2019, 6, 1), dt.date(2019, 7, 31)): (0, 30, 30),
    }


def test_an_open_figure_less_what_is_open_inside_it_stays_open() -> None:
    month = event("month", said("civilians", 110, "at_least", "raid"), date="2019-06")
    found = reckoned(month, event("raid", said("killed", 88, "at_least"), said("civilians", 110, "at_least")))
    assert found.counted == {("civilians", "month"): (110, 110, None), ("killed", "raid"): (0, 0, None)}
    assert found.single is None
    assert found.hedge == "at_least"


def test_a_part_is_listed_under_the_innermost_figure_that_holds_it() -> None:
    toll = event("toll", said("killed", 100, "exact", "month", "raid"), date="2019-06")
    month = event("month", said("killed", 50), said("civilians", 40, "exact", "raid", source="un"), date="2019-06")
    found = reckoned(toll, month, event("raid", said("civilians", 5)), sources=(None,))
    assert found.included == {("killed", "month"): ("killed", "toll"), ("civilians", "raid"): ("killed", "month")}


# The laws


@given(chronologies(), questions())
def test_what_is_listed_adds_up_to_the_total(raw: Raw, question: Question) -> None:
    for metric in METRICS:
        found = Reckoning(raw, question, metric)
        if found.best is None:
            assert not found.counted
            continue
        assert found.low is not None
        assert found.low <= found.best
        assert sum(best for _, best, _ in found.counted.values()) == found.best == sum(found.own.values())
        assert sum(best for _, best, _ in found.shares.values()) == found.best
        highs = [high for _, _, high in found.counted.values()]
        assert (None in highs) == found.open_before_wider
        assert set(found.counted) | set(found.included) == found.taken


@given(chronologies(), questions())
def test_breakdowns_add_up_to_the_total(raw: Raw, question: Question) -> None:
    for metric in METRICS:
        found = Reckoning(raw, question, metric)
        if found.best is None:
            continue
        assert found.low is not None
        before_wider = found._bounds(found.taken, dict.fromkeys(found.taken, "all"))
        for by in BREAKDOWNS:
            groups = found.groups(by)
            lows, bests, highs = zip(*groups.values(), strict=True)
            assert sum(bests) == found.best
            assert sum(lows) <= found.low
            assert None in highs or (before_wider[2] is not None and sum(highs) >= before_wider[2])
            if len(groups) == 1:
                assert [*groups.values()] == [before_wider]
