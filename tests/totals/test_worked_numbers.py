"""The worked numbers and examples of the definition of totals, by the program and by the slow calculation."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from chronologies import Raw, as_filters, document, loaded
from slow_totals import Answer, Row, SlowChronology
from slow_totals import Question as Asked

import idlibtl
from idlibtl import By, Filters, Total, Window, ask, figures_report, totals_report
from idlibtl.model.dates import Days
from idlibtl.model.figures import Count, Hedge
from idlibtl.read import files
from idlibtl.read.checks.warnings import warnings
from idlibtl.totals.account import days_in, sum_of_coded
from idlibtl.totals.figures import FigureRow

RAW: Raw = json.loads(files.bundled().read_bytes())
CHRONOLOGY = idlibtl.load()
SLOW = SlowChronology(RAW)

RAIDS, FLARE, BOMBS, MARKET, TOLL = (
    "2019-04-26-air-raids",
    "2019-06-15-flare-up",
    "2019-06-20-bombardment",
    "2019-07-22-market-strikes",
    "2019-08-31-four-month-toll",
)
FLED, FLED_BY_AUGUST, ALEPPO, IDLIB = (
    "2019-05-un-first-toll",
    "2019-08-31-displacement",
    "2020-01-15-aleppo-displacement",
    "2020-01-idlib-displacement",
)
TWO_WEEKS, CLASHES, JANUARY_11, JANUARY_21 = (
    "2019-12-two-week-toll",
    "2019-12-clashes",
    "2020-01-11-air-strikes",
    "2020-01-21-strikes",
)


def total_of(metric: str = "civilians", by: By | None = None, **asked: Any) -> Total:
    [total] = totals_report(ask(CHRONOLOGY, as_filters(Asked(**asked), metric)), by).totals
    return total


def both(metric: str = "civilians", **asked: Any) -> tuple[Total, Answer]:
    return total_of(metric, **asked), SLOW.answer(Asked(**asked), metric)


def months(first: str, last: str) -> dict[str, Any]:
    return {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}


# The first table


@pytest.mark.parametrize(
    ("metric", "best", "low", "naive_sum", "headline"),
    [
        ("civilians", 1134, None, 1229, "Civilians killed: about 1,134 reported (sum of 5 figures)"),
        ("children", 13, 13, 13, "Children killed: 13 (publication), 21 Jan 2020, Idlib and Aleppo"),
        (
            "fighters",
            100,
            100,
            100,
            "Fighters killed: hundreds (publication), c. 15–28 Dec 2019, counted as at least 100",
        ),
        ("killed", 1269, None, None, "People killed: about 1,269 reported (sum of 7 figures)"),
        (
            "displaced",
            400_000,
            400_000,
            946_000,
            (
                "People displaced: more than 400,000 (publication), 26 Apr – 31 Aug 2019; not added, because they may"
                " be the same people: about 396,000 reported (sum of 2 figures), 1 Dec 2019 – c. 21 Jan 2020"
            ),
        ),
        ("hospitals", 12, 12, 12, "Hospitals put out of action: 12 (UN), 26 Apr – c. 5 May 2019"),
        ("schools", 10, 10, 10, "Schools put out of action: 10 (UN), 26 Apr – c. 5 May 2019"),
    ],
)
def test_over_the_whole_dataset(metric: str, best: int, low: int | None, naive_sum: int | None, headline: str) -> None:
    total, answer = both(metric)
    assert (answer.best, answer.low, answer.naive_sum) == (best, low, naive_sum)
    assert (total.best, total.low, total.high, total.naive_sum) == (best, low, None, naive_sum)
    assert total.headline == headline


def test_what_may_be_the_same_people_is_listed_and_not_added() -> None:
    total, answer = both("displaced")
    assert [figure.event for figure in answer.may_repeat] == [ALEPPO, IDLIB]
    assert {entry.event: entry.adds for entry in total.may_repeat} == {IDLIB: 358_000, ALEPPO: 38_000}
    assert [(entry.event, entry.held_by) for entry in total.included] == [(FLED, FLED_BY_AUGUST)]


# Breakdowns


def row(best: int | None, low: int | None = None, wider: bool = False, parent: str | None = None) -> Row:
    return Row(best, low, wider, parent)


WIDER = row(None, wider=True)
BREAKDOWNS: list[tuple[str, By, dict[str, Row]]] = [
    (
        "civilians",
        By.MONTH,
        {
            "2019-04": row(15, wider=True),
            "2019-05": WIDER,
            "2019-06": row(30, 30, wider=True),
            "2019-07": row(50, wider=True),
            "2019-08": WIDER,
            "2019-12": row(93),
            "2020-01": row(41),
            "rest": row(905),
        },
    ),
    ("civilians", By.YEAR, {"2019": row(1093), "2020": row(41)}),
    (
        "civilians",
        By.PHASE,
        {
            "russian-strikes": row(15, wider=True),
            "hundreds-killed": row(80, wider=True),
            "new-escalation": row(93),
            "syrian-advance": row(41),
            "rest": row(905),
        },
    ),
    ("civilians", By.ACTOR, {"russia": row(38), "syrian-government": row(51), "rest": row(1045)}),
    (
        "civilians",
        By.PLACE,
        {
            "idlib-region": row(1134),
            "idlib": row(31, wider=True, parent="idlib-region"),
            "maaret-al-numan": row(13, wider=True, parent="idlib"),
            "khan-sheikhun": row(None, wider=True, parent="idlib"),
            "hama": row(None, wider=True, parent="idlib-region"),
            "aleppo": row(None, wider=True, parent="idlib-region"),
        },
    ),
    # the toll of the Observatory includes two of the publication's figures
    ("civilians", By.SOURCE, {"sohr": row(1098), "publication": row(66, wider=True)}),
    ("civilians", By.KIND, {"strike": row(1134), "clash": WIDER}),
    # the 45 of "strikes and clashes" are wider for both
    ("killed", By.KIND, {"strike": row(1134, wider=True), "clash": row(100, 100, wider=True)}),
]


@pytest.mark.parametrize(("metric", "by", "expected"), BREAKDOWNS)
def test_broken_down(metric: str, by: By, expected: dict[str, Row]) -> None:
    assert SLOW.answer(Asked(), metric).rows(by.value) == expected
    groups = total_of(metric, by).groups
    assert groups is not None
    result = {group.group: Row(group.best, group.low, group.wider, group.parent) for group in groups}
    assert {name: group for name, group in result.items() if group != row(None)} == expected


def test_months_without_a_report_between_others_are_rows() -> None:
    rows = {group.group: (group.best, group.wider, group.quote) for group in total_of(by=By.MONTH).groups or ()}
    # no figure covers September to November: after the toll, before 2 December
    assert list(rows)[5:8] == ["2019-09", "2019-10", "2019-11"]
    assert {rows[month] for month in ("2019-09", "2019-10", "2019-11")} == {(None, False, "not reported")}


def test_months_of_two_phases_are_those_of_either() -> None:
    """15 Jun to 19 Sep 2019, and 11 to 26 Jan 2020: 10 + 20 in June, 50 in July, 18 + 23 in January."""
    asked = Filters(metrics=["civilians"], phases=["hundreds-killed", "syrian-advance"])
    [total] = totals_report(ask(idlibtl.load(), asked), By.MONTH).totals
    assert [(group.group, group.best) for group in total.groups or ()] == [
        ("2019-06", 30),
        ("2019-07", 50),
        ("2019-08", None),
        ("2019-09", None),
        ("2020-01", 41),
    ]


def test_a_toll_with_days_in_one_of_two_phases_is_wider() -> None:
    """The toll of nearly 1,000 is for 26 Apr to 31 Aug 2019, and the last phase begins in January."""
    asked = Filters(metrics=["civilians"], phases=["hundreds-killed", "syrian-advance"])
    [total] = totals_report(ask(idlibtl.load(), asked)).totals
    assert [entry.event for entry in total.wider] == ["2019-08-31-four-month-toll"]


def test_phases_after_the_last_report_are_not_rows() -> None:
    [total] = totals_report(ask(idlibtl.load(), Filters(metrics=["hospitals"])), By.PHASE).totals
    assert [(group.group, group.best) for group in total.groups or ()] == [("russian-strikes", 12)]


def test_rows_of_sources_and_kinds_overlap() -> None:
    # as the rows of places, each of which includes those below it
    assert [total_of(by=by).adds_up for by in (By.SOURCE, By.KIND)] == [False, False]
    assert [total_of(by=by).adds_up for by in (By.MONTH, By.QUARTER, By.YEAR, By.PHASE, By.ACTOR)] == [True] * 5


# The second table: of wider figures and those not attributed, the outermost; those inside one of these are in brackets

JUNE_TO_AUGUST = months("2019-06-01", "2019-08-31")
LEFT_OUT_IN_IDLIB = {TOLL: {RAIDS, FLARE, BOMBS, MARKET}, TWO_WEEKS: set(), JANUARY_21: set()}


@pytest.mark.parametrize(
    ("metric", "asked", "best", "low", "wider", "not_attributed"),
    [
        ("civilians", JUNE_TO_AUGUST, 80, None, {TOLL: set()}, {}),
        ("civilians", months("2019-04-27", "2019-08-31"), 80, None, {TOLL: {RAIDS}}, {}),
        ("civilians", months("2019-09-01", "2019-12-31"), 93, None, {}, {}),
        ("displaced", JUNE_TO_AUGUST, None, None, {FLED_BY_AUGUST: set()}, {}),
        ("displaced", {"first": date(2019, 12, 1)}, 396_000, None, {}, {}),
        ("displaced", {"sources": ("un",)}, 150_000, 150_000, {FLED_BY_AUGUST: set()}, {}),
        ("civilians", {"places": ("idlib",)}, 31, None, LEFT_OUT_IN_IDLIB, {}),
        (
            "civilians",
            {"places": ("hama",)},
            None,
            None,
            {TOLL: {RAIDS, FLARE, BOMBS, MARKET}, TWO_WEEKS: set()},
            {},
        ),
        (
            "civilians",
            {"places": ("maaret-al-numan",)},
            13,
            None,
            {**LEFT_OUT_IN_IDLIB, JANUARY_11: set()},
            {},
        ),
        ("civilians", {"actors": ("russia",)}, 38, None, {}, {TOLL: {FLARE, MARKET}, TWO_WEEKS: set()}),
        (
            "killed",
            {"actors": ("russia",)},
            38,
            None,
            {},
            # the 10 civilians of 15 June are in the toll; the 45 killed of that day are in nothing
            {TOLL: {FLARE, MARKET}, TWO_WEEKS: set(), CLASHES: set(), FLARE: set()},
        ),
        ("civilians", {"phases": ("hundreds-killed",)}, 80, None, {TOLL: set()}, {}),
        ("civilians", {"sources": ("sohr",)}, 1098, None, {}, {}),
        ("civilians", {"sources": (None,)}, 66, None, {TOLL: set()}, {}),
        ("killed", {"kinds": ("clash",)}, 100, 100, {FLARE: {FLARE}}, {}),
        (
            "killed",
            {"places": ("idlib",)},
            31,
            None,
            {**LEFT_OUT_IN_IDLIB, CLASHES: set(), FLARE: set()},
            {},
        ),
    ],
)
def test_questions(
    metric: str,
    asked: dict[str, Any],
    best: int | None,
    low: int | None,
    wider: dict[str, set[str]],
    not_attributed: dict[str, set[str]],
) -> None:
    total, answer = both(metric, **asked)
    assert (answer.best, answer.low) == (total.best, total.low) == (best, low)
    for expected, entries, figures in (
        (wider, total.wider, answer.wider),
        (not_attributed, total.not_attributed, answer.not_attributed),
    ):
        assert {figure.event for figure in answer.outer(figures)} == set(expected)
        result: dict[str, set[str]] = {entry.event: set() for entry in entries if entry.inside is None}
        for entry in entries:
            if entry.inside is not None:
                result[entry.inside].add(entry.event)
        assert result == expected


@pytest.mark.parametrize(
    ("metric", "asked", "exceeds"),
    [
        ("civilians", JUNE_TO_AUGUST, "days"),
        ("displaced", {"sources": ("un",)}, "sources"),
        ("civilians", {"sources": (None,)}, "sources"),
        ("civilians", {"places": ("idlib",)}, "places"),
        ("killed", {"kinds": ("clash",)}, "kinds"),
    ],
)
def test_in_what_a_wider_figure_exceeds_the_question(metric: str, asked: dict[str, Any], exceeds: str) -> None:
    total, answer = both(metric, **asked)
    assert {tuple(answer.asked.exceeds(figure)) for figure in answer.wider} == {(exceeds,)}
    assert {entry.exceeds for entry in total.wider} == {(exceeds,)}


@pytest.mark.parametrize(
    ("metric", "asked", "headline"),
    [
        (
            "civilians",
            JUNE_TO_AUGUST,
            (
                "Civilians killed, 1 Jun – 31 Aug 2019: about 80 reported (sum of 3 figures); a wider figure may"
                " include more: nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019"
            ),
        ),
        (
            "civilians",
            {**JUNE_TO_AUGUST, "places": ("idlib",)},
            (
                "Civilians killed in Idlib, 1 Jun – 31 Aug 2019: not reported; a wider figure may include some:"
                " nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019, Idlib and its surroundings"
            ),
        ),
        (
            "civilians",
            {"places": ("idlib",)},
            (
                "Civilians killed in Idlib: about 31 reported (sum of 2 figures); 3 wider figures may include more,"
                " the largest nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019, Idlib and its surroundings"
            ),
        ),
        (
            "killed",
            {"actors": ("russia",)},
            (
                "People killed, attributed to Russia alone: about 38 civilians killed (sum of 2 figures reported);"
                " 4 figures name no attacker, the largest nearly 1,000 civilians killed (SOHR), 26 Apr – 31 Aug 2019"
            ),
        ),
        (
            "killed",
            {"places": ("idlib",)},
            (
                "People killed in Idlib: about 31 civilians killed (sum of 2 figures reported); 5 wider figures may"
                " include more, the largest nearly 1,000 civilians killed (SOHR), 26 Apr – 31 Aug 2019, Idlib and its"
                " surroundings"
            ),
        ),
        (
            "displaced",
            {"sources": ("un",)},
            (
                "People displaced, as reported by the UN: 150,000 (UN), 26 Apr – c. 5 May 2019; a wider figure may"
                " include more: more than 400,000 (publication), 26 Apr – 31 Aug 2019; not added, because they may be"
                " the same people: 38,000 (UN), 15–19 Jan 2020"
            ),
        ),
    ],
)
def test_headlines(metric: str, asked: dict[str, Any], headline: str) -> None:
    assert total_of(metric, **asked).headline == headline


def test_a_headline_names_the_single_figure_s_days_if_they_are_narrower() -> None:
    assert total_of(**months("2019-07-01", "2019-07-31")).quote == "around 50 (SOHR), 22 Jul 2019"
    assert total_of(**months("2019-07-22", "2019-07-22")).quote == "around 50 (SOHR)"


def test_what_was_asked_is_shown_in_words() -> None:
    assert total_of(sources=("sohr",)).headline.startswith("Civilians killed, as reported by SOHR: ")
    for kind, words in (("strike", "strikes"), ("clash", "clashes"), ("advance", "advances"), ("truce", "truces")):
        assert total_of(kinds=(kind,)).headline.startswith(f"Civilians killed in {words}: ")
    assert total_of(texts=("market",)).headline.startswith('Civilians killed in events with "market": ')
    assert total_of(kinds=("strike",), places=("idlib",)).headline.startswith("Civilians killed in strikes in Idlib: ")
    asked = months("2019-06-01", "2019-08-31") | {"places": ("idlib",)}
    assert total_of(**asked).headline.startswith("Civilians killed in Idlib, 1 Jun – 31 Aug 2019: ")


def test_a_sum_says_how_many_of_the_days_its_figures_cover() -> None:
    total, answer = both(**months("2019-09-01", "2019-12-31"))
    # 2 December, and 15 to 28 December
    assert (answer.days_covered, answer.days_asked) == (total.days_covered, total.days_asked) == (15, 122)
    assert "The counted figures cover 15 of these 122 days." in total.notes
    assert (total_of().days_covered, total_of().days_asked) == (None, None)
    # what may repeat is not in the sum: 26 April to 31 August, of 301 days
    total, answer = both("displaced", **months("2019-04-01", "2020-01-26"))
    assert (answer.days_covered, answer.days_asked) == (total.days_covered, total.days_asked) == (128, 301)
    assert "The chronology ends on 26 Jan 2020." in total_of(**months("2020-01-01", "2020-12-31")).notes


def test_words_count_no_toll_that_is_not_attributed() -> None:
    total, answer = both(texts=("russia",))
    assert (
        [entry.event for entry in total.counted] == [figure.event for figure in answer.counted] == [RAIDS, JANUARY_21]
    )
    # "under" in a text, and notes, are not found
    assert both(texts=("UN",))[0].best is both(texts=("UN",))[1].best is None
    assert both(texts=("reading",))[0].best is both(texts=("reading",))[1].best is None


# The examples


def event(identity: str, *figures: Raw, date: str = "2019-01-05", **more: Any) -> Raw:
    return {"id": identity, "date": date, "title": identity, "kinds": ["strike"], "figures": list(figures), **more}


def figure(metric: str, value: int | None, hedge: str = "exact", **more: Any) -> Raw:
    number = {} if value is None else {"value": value}
    return {"metric": metric, **number, "hedge": hedge, "source": None, **more}


def toll(metric: str, value: int, *includes: str, hedge: str = "exact", **more: Any) -> Raw:
    return figure(metric, value, hedge, scope="cumulative", includes=list(includes), **more)


def both_in(metric: str, *events: Raw, **asked: Any) -> tuple[Total, Answer]:
    raw = document(events)
    [total] = totals_report(ask(loaded(raw), as_filters(Asked(**asked), metric))).totals
    answer = SlowChronology(raw).answer(Asked(**asked), metric)
    assert (total.best, total.low, total.high) == (answer.best, answer.low, None)
    return total, answer


RAID = event("raid", figure("killed", 45), figure("civilians", 10))


@pytest.mark.parametrize(
    ("metric", "events", "best", "low", "quote"),
    [
        (
            "killed",
            [event("raid", figure("killed", 45), figure("civilians", 10, "at_least"))],
            *(45, 45, "45 (publication), 5 Jan 2019"),
        ),
        (
            "civilians",
            [
                event("raid", figure("civilians", 105, "about")),
                event("month", toll("civilians", 100, "raid"), date="2019-01"),
            ],
            *(105, None, "about 105 (publication), 5 Jan 2019"),
        ),
        (
            "killed",
            [RAID, event("month", toll("killed", 100, "raid"), date="2019-01")],
            *(100, 100, "100 (publication), Jan 2019"),
        ),
        (
            "killed",
            [RAID, event("month", toll("killed", 100, "raid"), figure("civilians", 60), date="2019-01")],
            # the 60 civilians, and the 45 killed of the raid
            *(105, 105, "at least 105 reported (sum of 2 figures)"),
        ),
        (
            "killed",
            [
                event("raid", figure("civilians", 10)),
                event("month", toll("killed", 100, "raid"), date="2019-01"),
            ],
            *(100, 100, "100 (publication), Jan 2019"),
        ),
        (
            "civilians",
            [event("a", figure("civilians", 10)), event("b", figure("civilians", 20, "at_least"))],
            *(30, 30, "at least 30 reported (sum of 2 figures)"),
        ),
        (
            "civilians",
            [event("a", figure("civilians", 7, source="watch"), figure("civilians", 3, source="north"))],
            *(7, 3, "7 (The Watch); 3 (The North), 5 Jan 2019"),
        ),
    ],
)
def test_examples(metric: str, events: list[Raw], best: int, low: int | None, quote: str) -> None:
    total, _ = both_in(metric, *events)
    assert (total.best, total.low, total.quote) == (best, low, quote)


def test_what_one_actor_did_alone_is_not_wider_than_what_two_did_together() -> None:
    both = [{"actor": "north", "role": "attacker"}, {"actor": "south", "role": "attacker"}]
    raw = document(
        [event("both", figure("killed", 7), actors=both), event("one", figure("killed", 2), actors=both[:1])]
    )
    [total] = totals_report(ask(loaded(raw), Filters(metrics=["killed"])), By.ACTOR).totals
    rows = [(group.group, group.best, group.wider) for group in total.groups or ()]
    # for the North by itself the figure of both is wider
    assert rows == [("north+south", 7, False), ("north", 2, True)]


def test_the_sums_of_coded_data_are_put_in_order() -> None:
    assert sum_of_coded([Count(5, 3, None)]) == Count(3, 3, None)
    assert sum_of_coded([Count(1, 3, 2)]) == Count(1, 3, 3)


@pytest.mark.parametrize("by", [By.MONTH, By.QUARTER, By.YEAR])
def test_the_last_day_of_the_calendar_is_in_a_row(by: By) -> None:
    last = loaded(document([event("last", figure("killed", 3), date="9999-12-31")]))
    [total] = totals_report(ask(last, Filters(metrics=["killed"])), by).totals
    assert [(group.best, str(group.last)) for group in total.groups or ()] == [(3, "9999-12-31")]


def test_the_nearest_total_is_found_through_a_figure_that_is_not_counted() -> None:
    # the 8 are in the 17 of "one", these in the 20 killed of "one", and these in the 43 killed of "other"
    one = event("one", toll("fighters", 17, "other", source="watch"), toll("killed", 20))
    other = event("other", figure("fighters", 8), toll("killed", 43, "one"))
    total, _ = both_in("killed", one, other, sources=(None,))
    held = {(inner.metric, inner.event): (inner.held_by_metric, inner.held_by) for inner in total.included}
    assert held == {("fighters", "other"): ("killed", "one"), ("killed", "one"): ("killed", "other")}


def test_check_warns_if_the_parts_of_a_total_are_more() -> None:
    month = event("month", toll("killed", 100, "raid"), figure("civilians", 60), date="2019-01")
    agreeing = event("month", toll("killed", 100, "raid"), toll("civilians", 60, "raid"), date="2019-01")
    for records, is_warned in ([RAID, month], True), ([RAID, agreeing], False):
        findings = [finding for finding in warnings(loaded(document(records))) if finding.record == "event month"]
        assert any("killed include those of raid" in finding.reason for finding in findings) is is_warned


def test_leaving_out_the_source_that_links_a_part_never_raises_the_sum() -> None:
    # the day's civilians are in the day's killed, and these in the month's
    raid = event("raid", figure("killed", 45, source="north"), figure("civilians", 10, source="watch"))
    month = event("month", toll("killed", 100, "raid", source="watch"), date="2019-01")
    assert both_in("killed", raid, month)[0].best == 100
    total, _ = both_in("killed", raid, month, sources=("watch",))
    assert total.best == 100
    assert [(entry.metric, entry.event) for entry in total.counted] == [("killed", "month")]


# What words state, and what no one states


@pytest.mark.parametrize(
    ("given", "best", "low"),
    [
        (figure("civilians", 150), 150, 150),
        (figure("civilians", 50, "about"), 50, None),
        (figure("civilians", 1000, "nearly"), 1000, None),
        (figure("civilians", 23, "at_least"), 23, 23),
        (figure("civilians", 400, "more_than"), 400, 400),
        (figure("civilians", 300, "at_most"), 300, None),
        (figure("civilians", 300, "fewer_than"), 300, None),
        (figure("civilians", 100, low=80, high=120), 100, 80),
        (figure("civilians", None, low=80, high=120), 80, 80),
    ],
)
def test_a_total_of_one_figure_has_the_low_that_its_words_state(given: Raw, best: int, low: int | None) -> None:
    total, answer = both_in("civilians", event("a", given))
    assert (total.best, total.low) == (best, low)
    assert answer.single is not None
    assert not total.our_sum


def test_a_toll_that_is_the_whole_answer_has_its_own_low_whatever_it_includes() -> None:
    toll = figure("civilians", 100, low=50, high=120, scope="cumulative", includes=["b", "c"])
    total, answer = both_in("civilians", event("a", toll), *(event(one, figure("civilians", 30)) for one in "bc"))
    assert (total.best, total.low, total.quote) == (100, 50, "between 50 and 120 (publication), 5 Jan 2019")
    assert (answer.best, answer.low) == (100, 50)


def test_sources_that_disagree_state_no_low_if_one_of_them_states_none() -> None:
    strike = event("a", figure("civilians", 7, source="watch"), figure("civilians", 3, "about", source="north"))
    assert both_in("civilians", strike)[0].low is None
    total, _ = both_in("civilians", strike, sources=("watch",))
    assert (total.best, total.low, total.counted[0].also_given) == (7, 7, ())
    assert both_in("civilians", strike, sources=("north",))[0].best == 3


def test_what_may_be_the_same_people_is_not_added_inside_a_toll_either() -> None:
    # 60 and 60 who fled in January may be the same 60, and the month's 100 are all of them
    week = event("week", figure("displaced", 60))
    later = event("later", figure("displaced", 60), date="2019-01-31")
    month = event("month", toll("displaced", 100, "week", "later"), date="2019-01")
    total, answer = both_in("displaced", week, later, month)
    assert (total.best, total.quote) == (100, "100 (publication), Jan 2019")
    assert sum(answer.shares.values()) == 100
    assert [entry.adds for entry in total.counted] == [100]


def test_figures_that_the_publication_adds_are_one_sum() -> None:
    one = event("one", figure("displaced", 30))
    other = event("other", figure("displaced", 50, adds_to=["one"]), date="2019-02-01")
    alone = event("alone", figure("displaced", 70), date="2019-01-31")
    total, _ = both_in("displaced", one, other, alone)
    assert (total.best, total.quote) == (80, "at least 80 reported (sum of 2 figures)")
    assert [entry.event for entry in total.may_repeat] == ["alone"]
    # if the sums are equal, the earliest
    total, _ = both_in("displaced", event("late", figure("displaced", 30), date="2019-02-01"), one)
    assert [entry.event for entry in total.counted] == ["one"]


def test_a_sum_that_may_repeat_has_the_days_of_all_its_figures() -> None:
    going_on = event("going-on", figure("displaced", 30), date="2019-01-05/..")
    added = event("added", figure("displaced", 50, adds_to=["going-on"]), date="2019-02-01")
    alone = event("alone", figure("displaced", 90), date="2019-01-31")
    total, _ = both_in("displaced", going_on, added, alone)
    assert total.headline.endswith("same people: at least 80 reported (sum of 2 figures), since 5 Jan 2019")
    # it began on some day of January
    total, _ = both_in("displaced", event("going-on", figure("displaced", 30), date="2019-01/.."), added, alone)
    assert total.headline.endswith("same people: at least 80 reported (sum of 2 figures), since Jan 2019")


@pytest.mark.parametrize(("by", "asked"), [(By.KIND, {"kinds": ("strike",)}), (By.SOURCE, {"sources": ("sohr",)})])
def test_a_breakdown_has_only_the_kinds_and_sources_asked_for(by: By, asked: dict[str, Any]) -> None:
    [row] = total_of(by=by, **asked).groups or ()
    assert (row.group, row.best) == {By.KIND: ("strike", 1134), By.SOURCE: ("sohr", 1098)}[by]


def test_two_totals_that_share_a_part_state_no_more_than_they_count() -> None:
    # 0 to 10 civilians in both of two tens: taken as 0 they would be 20 killed, and as 10 they are 10
    raid = event("raid", figure("killed", 10), figure("civilians", 10, low=0, high=10))
    month = event("month", toll("civilians", 10, "raid"), date="2019-01")
    total, _ = both_in("killed", raid, month)
    assert (total.best, total.low) == (10, 10)


def test_a_figure_of_days_in_two_phases_is_inside_both_together() -> None:
    days = event("days", figure("civilians", 5), date="2019-02-09/2019-02-10")
    assert both_in("civilians", days, phases=("early", "late"))[0].best == 5
    total, _ = both_in("civilians", days, phases=("early",))
    assert (total.best, [entry.event for entry in total.wider]) == (None, ["days"])


def test_only_figures_without_a_place_are_the_rest_of_a_breakdown_by_place() -> None:
    raw = document(
        [event("both", figure("civilians", 5), places=["mill", "coast"]), event("none", figure("civilians", 3))]
    )
    [total] = totals_report(ask(loaded(raw), as_filters(Asked(), "civilians")), By.PLACE).totals
    rows = {group.group: (group.best, group.wider) for group in total.groups or ()}
    assert rows == {**dict.fromkeys(("plain", "hill", "mill", "coast", "shire"), (None, True)), "rest": (3, False)}


def test_the_rest_has_the_sources_of_the_figures_that_are_in_no_row() -> None:
    # the 9 without a place are more than the toll that includes them, and the toll is in the row of the hill
    raw = document(
        [
            event("raid", figure("civilians", 9, source="north"), places=[]),
            event("month", toll("civilians", 5, "raid", source="watch"), date="2019-01", places=["hill"]),
        ]
    )
    [total] = totals_report(ask(loaded(raw), as_filters(Asked(), "civilians")), By.PLACE).totals
    rows = {group.group: (group.best, group.sources) for group in total.groups or ()}
    assert (rows["hill"], rows["rest"]) == ((5, ("watch",)), (9, ("north",)))


def in_january_and_march(*events: dict[str, Any]) -> Total:
    """The civilians killed in two phases with a month between them."""
    raw = document([*events])
    raw["phases"] = [
        {
            "id": month,
            "number": number,
            "title": month.title(),
            "first": f"2019-0{number}-01",
            "last": f"2019-0{number}-31",
        }
        for month, number in (("january", 1), ("march", 3))
    ]
    asked = Filters(metrics=["civilians"], phases=["january", "march"])
    return totals_report(ask(loaded(raw), asked)).totals[0]


def test_a_figure_of_all_days_of_one_of_two_phases_does_not_name_them() -> None:
    total = in_january_and_march(event("month", figure("civilians", 5), date="2019-01"))
    assert total.quote == "5 (publication)"


def test_a_figure_that_reaches_into_one_of_two_phases_is_wider() -> None:
    total = in_january_and_march(event("fortnight", figure("civilians", 5), date="2019-01-25/2019-02-07"))
    assert (total.best, [entry.event for entry in total.wider]) == (None, ["fortnight"])


def test_a_row_with_a_number_is_before_one_without() -> None:
    raw = document(
        [
            event("wider", figure("civilians", 9), places=["coast", "hill"]),
            event("one", figure("civilians", 1), places=["mill"]),
        ]
    )
    [total] = totals_report(ask(loaded(raw), as_filters(Asked(), "civilians")), By.PLACE).totals
    rows = [(group.group, group.best) for group in total.groups or ()]
    assert rows == [("plain", 1), ("hill", 1), ("mill", 1), ("coast", None), ("shire", None)]


def test_the_rest_of_one_printed_toll_is_a_sum_of_ours() -> None:
    raw = document(
        [
            event("raid", figure("civilians", 45)),
            event("months", toll("civilians", 100, "raid"), date="2019-01/2019-03"),
        ]
    )
    [total] = totals_report(ask(loaded(raw), as_filters(Asked(), "civilians")), By.MONTH).totals
    assert (total.best, total.our_sum) == (100, False)
    [*_, rest] = total.groups or ()
    assert (rest.group, rest.best, rest.our_sum) == ("rest", 55, True)


def test_an_open_period_touches_every_window_up_to_the_publication_s_day() -> None:
    fighting = event("since", figure("civilians", 5), date="2019-02-10~/..")
    later, _ = both_in("civilians", fighting, first=date(2020, 1, 1))
    assert (later.best, [entry.event for entry in later.wider]) == (None, ["since"])
    assert both_in("civilians", fighting, first=date(2019, 2, 10))[0].best == 5
    assert both_in("civilians", fighting, first=date(2020, 2, 1))[0].wider == ()


def test_a_figure_in_a_counted_one_is_not_listed_as_left_out() -> None:
    # north's toll includes a raid that no one is named for
    raid = event("raid", figure("civilians", 10))
    north = {"actors": [{"actor": "north", "role": "attacker"}]}
    month = event("month", toll("civilians", 100, "raid"), date="2019-01", **north)
    total, _ = both_in("civilians", raid, month, actors=("north",))
    assert (total.best, total.wider, total.not_attributed) == (100, (), ())


def test_coded_data_are_added_up_as_their_makers_do() -> None:
    days = [
        event("a", figure("civilians", 10, low=8, high=12)),
        event("b", figure("civilians", 5), date="2019-01-06"),
        event("c", figure("civilians", 0, low=0, high=7), date="2019-02-01"),
    ]
    coded = loaded(document(days)).model_copy(update={"is_coded": True})
    [total] = totals_report(ask(coded, as_filters(Asked(), "civilians")), By.MONTH).totals
    assert (total.best, total.low, total.high) == (15, 13, 24)
    assert total.headline == "Civilians killed: 15 (13 to 24), in 3 events"
    assert [(row.group, row.best, row.low, row.high) for row in total.groups or ()] == [
        ("2019-01", 15, 13, 17),
        ("2019-02", 0, 0, 7),
    ]


def test_a_total_includes_a_part_through_a_figure_that_is_not_counted() -> None:
    # the 8 are in the 17 of another source, these in the 20 killed of the month; the day has no total of its own
    day = event("day", figure("fighters", 8))
    month = event("month", toll("fighters", 17, "day", source="watch"), toll("killed", 20))
    total, _ = both_in("killed", day, month, sources=(None,))
    assert (total.best, [top.event for top in total.counted]) == (20, ["month"])
    assert [(inner.event, inner.held_by_metric, inner.held_by) for inner in total.included] == [
        ("day", "killed", "month")
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_totals_that_share_a_part_its_own_event_s_is_named(order: int) -> None:
    # the 8 are in the 9 of their event, and in the 20 of the month, neither of which is in the other
    day = event("day", figure("fighters", 8), figure("killed", 9))
    month = event("month", toll("fighters", 17, "day", source="watch"), toll("killed", 20))
    for names in ({}, {"month": "a", "day": "z"}):
        events = json.loads(_renamed(json.dumps([day, month][::order]), names))
        total, _ = both_in("killed", *events, sources=(None,))
        assert [(one.metric, one.held_by == one.event) for one in total.included] == [("fighters", True)]


def _renamed(text: str, names: dict[str, str]) -> str:
    for name, other in names.items():
        text = text.replace(f'"{name}"', f'"{other}"')
    return text


def test_of_sums_that_may_be_of_the_same_people_the_headline_has_the_largest() -> None:
    fled = [event(f"e{value}", figure("displaced", value)) for value in (20, 50, 30, 40)]
    total, _ = both_in("displaced", *fled)
    assert total.headline == (
        "People displaced: 50 (publication), 5 Jan 2019; not added, because they may be the same people: 40"
        " (publication), 5 Jan 2019; and 2 more"
    )
    two, _ = both_in("displaced", *fled[:2])
    assert two.headline.endswith("may be the same people: 20 (publication), 5 Jan 2019")


def test_only_doubts_about_its_own_metric_are_in_the_notes_of_a_total() -> None:
    # the fighters may be the same; the civilians were killed in two towns
    one = event("one", figure("fighters", 3), figure("civilians", 5, places=["ford"]), places=["hill"])
    other = event("other", figure("fighters", 4), figure("civilians", 6, places=["mill"]), places=["hill"])
    asked = ask(loaded(document([one, other])), Filters())
    together = {total.metric: " ".join(total.notes) for total in totals_report(asked).totals}
    for metric, is_in_doubt in (("fighters", True), ("civilians", False), ("killed", True)):
        alone = " ".join(both_in(metric, one, other)[0].notes)
        doubt = "2 of these figures may count the same people"
        assert (doubt in alone, doubt in together[metric]) == (is_in_doubt, is_in_doubt)


@pytest.mark.parametrize(
    ("figures", "hedge"),
    [
        ([figure("killed", None, low=10, high=25)], "at_least"),
        ([figure("killed", 7, source="watch"), figure("killed", 3, source="north")], "about"),
        ([figure("killed", 7, source="watch"), figure("killed", 7, source="north")], "exact"),
        ([figure("killed", 7, hedge="nearly")], "nearly"),
    ],
)
def test_a_range_and_a_number_on_which_sources_disagree_are_not_exact(figures: list[Any], hedge: str) -> None:
    total, _ = both_in("killed", event("raid", *figures))
    assert total.hedge == hedge


def test_a_total_below_its_parts_and_its_parts_are_all_in_doubt() -> None:
    total, _ = both_in("killed", event("raid", figure("killed", 45), figure("civilians", 30), figure("fighters", 20)))
    assert total.best == 50
    assert total.notes[0].startswith("3 of these figures may count the same people")


def test_no_deaths_in_two_reports_are_a_sum_of_two() -> None:
    reports = [event("a", figure("killed", 0)), event("b", figure("killed", 0), date="2019-01-06")]
    total, answer = both_in("killed", *reports)
    assert (total.best, total.our_sum, total.quote, answer.single) == (0, True, "0 reported (sum of 2 figures)", None)
    assert total.hedge is Hedge.EXACT
    assert both_in("killed", *reports[:1])[0].our_sum is False


def test_a_range_of_one_number_is_quoted_as_that_number() -> None:
    assert both_in("killed", event("raid", figure("killed", 50, low=50, high=50)))[0].quote.startswith("50 (")
    assert both_in("killed", event("raid", figure("killed", None, low=50, high=60)))[0].quote.startswith(
        "between 50 and 60 ("
    )


def test_of_provinces_in_each_other_the_outermost_is_a_row() -> None:
    places = [
        {"id": "land", "name": "The Land", "kind": "country"},
        {"id": "outer", "name": "The Outer", "kind": "province", "within": "land"},
        {"id": "inner", "name": "The Inner", "kind": "province", "within": "outer"},
    ]
    raw = document([event("raid", figure("killed", 5), places=["inner"])], places=places)
    for by, row in ((By.PROVINCE, "outer"), (By.COUNTRY, "land")):
        [total] = totals_report(ask(loaded(raw), as_filters(Asked(), "killed")), by).totals
        assert [(group.group, group.best) for group in total.groups or ()] == [(row, 5)]


def test_figures_of_the_same_days_are_listed_by_their_metric_and_then_by_event() -> None:
    days = [event("a", figure("civilians", 5)), event("c", figure("killed", 7)), event("b", figure("killed", 3))]
    earlier = event("d", figure("fighters", 2), date="2019-01-04")
    total, _ = both_in("killed", *days, earlier)
    assert [top.event for top in total.counted] == ["d", "b", "c", "a"]


def test_a_part_in_a_part_is_taken_off_once() -> None:
    # the day's 10 civilians are in the month's 30 and in the day's 20 killed, both of which are in the month's 100
    day = event("day", figure("killed", 20), figure("civilians", 10))
    month = event("month", toll("killed", 100, "day"), toll("civilians", 30, "day"))
    total, answer = both_in("killed", day, month)
    assert (total.best, total.naive_sum) == (100, None)
    # 10, the 20 other civilians of the month, the 10 others of the day, and 60 that only the month's toll knows
    assert sorted(answer.shares.values()) == [10, 10, 20, 60]
    assert sum(row.share or 0 for row in rows_of(day, month) if row.metric != "fighters") == 100
    # without the month's toll of all killed: 20 on the day, and the 20 other civilians of the month
    assert both_in("killed", day, event("month", toll("civilians", 30, "day")))[0].best == 40


def rows_of(*events: Raw) -> Sequence[FigureRow]:
    """The figures of these events, as `figures` has them."""
    return figures_report(ask(loaded(document(events)), Filters())).document


@pytest.mark.parametrize(
    ("kinds", "asked", "best", "wider"),
    [
        (["strike"], "strike", 40, []),
        # some of the 40 may have been killed in the clash
        (["strike", "clash"], "strike", 5, ["month"]),
        (["strike", "clash"], "clash", None, ["month"]),
        # it includes a counted figure, whatever its own kind
        (["clash"], "strike", 5, ["month"]),
        (["clash"], "clash", 40, []),
        (["clash"], "advance", None, []),
    ],
)
def test_a_toll_under_a_kind(kinds: list[str], asked: str, best: int | None, wider: list[str]) -> None:
    day = event("day", figure("killed", 5))
    month = event("month", toll("killed", 40, "day"), kinds=kinds)
    total, _ = both_in("killed", day, month, kinds=(asked,))
    assert total.best == best
    assert [(entry.event, [*map(str, entry.exceeds)]) for entry in total.wider] == [(one, ["kinds"]) for one in wider]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({"phases": ("early",)}, "2019-01-05", "2019-02-09"),
        # two that adjoin are one period
        ({"phases": ("early", "late")}, "2019-01-05", "2019-03-31"),
        ({"phases": ("early",), "last": date(2019, 1, 31)}, "2019-01-05", "2019-01-31"),
        ({"phases": ("early", "late"), "first": date(2019, 2, 1)}, "2019-02-01", "2019-03-31"),
        ({"first": date(2019, 2, 1)}, "2019-02-01", None),
    ],
)
def test_the_days_that_were_asked_about(asked: dict[str, Any], first: str, last: str | None) -> None:
    total, _ = both_in("killed", RAID, **asked)
    assert total.window == Window(date.fromisoformat(first), date.fromisoformat(last) if last else None)


def test_dates_outside_the_phase_are_the_dates_asked_about() -> None:
    total, _ = both_in("killed", RAID, phases=("early",), first=date(2020, 1, 1))
    assert (total.window, total.days_asked, total.best) == (Window(date(2020, 1, 1), None), 0, None)


def broken_down(by: By, *events: Raw, changes: Raw | None = None, **asked: Any) -> Total:
    raw = document(events) | (changes or {})
    [total] = totals_report(ask(loaded(raw), as_filters(Asked(**asked), "civilians")), by).totals
    return total


def test_a_row_of_time_has_the_days_that_were_asked_about() -> None:
    raid = event("raid", figure("civilians", 5), date="2019-01-07")
    of_phase = broken_down(By.MONTH, raid, phases=("early",))
    [row] = of_phase.groups or ()
    assert (row.first, row.last, row.best) == (date(2019, 1, 5), date(2019, 1, 31), 5)
    # they are the days of the dates too, with which the row is the same
    dated = broken_down(By.MONTH, raid, first=date(2019, 1, 5), last=date(2019, 2, 9))
    assert dated.groups == of_phase.groups


def test_a_phase_that_was_not_asked_about_has_no_row() -> None:
    overlap = [
        {"id": "one", "number": 1, "title": "One", "first": "2019-01-01", "last": "2019-02-15"},
        {"id": "other", "number": 2, "title": "Other", "first": "2019-02-01", "last": "2019-03-31"},
    ]
    both = event("both", figure("civilians", 5), date="2019-02-10")
    total = broken_down(By.PHASE, both, changes={"phases": overlap}, phases=("one",))
    assert [(row.group, row.best) for row in total.groups or ()] == [("one", 5)]
    assert broken_down(By.PHASE, both, changes={"phases": overlap}).adds_up is False


def test_rows_that_are_more_than_the_total_do_not_add_up() -> None:
    # the government's 53 include 47 that are attributed to the rebels
    raid = event("raid", figure("civilians", 47), actors=[{"actor": "south", "role": "attacker"}])
    actors = [{"actor": "north", "role": "attacker"}]
    month = event("month", toll("civilians", 53, "raid"), date="2019-01", actors=actors)
    total = broken_down(By.ACTOR, raid, month)
    assert (total.best, sorted(row.best or 0 for row in total.groups or ()), total.adds_up) == (53, [47, 53], False)
    assert broken_down(By.ACTOR, raid).adds_up is True


def test_phases_that_do_not_adjoin_are_not_one_window() -> None:
    # of the bundled chronology the first phase ends on 3 June, and the second begins on 15 June
    assert total_of(phases=("russian-strikes", "hundreds-killed")).window is None
    from_may = total_of(phases=("russian-strikes", "hundreds-killed"), first=date(2019, 5, 1))
    assert from_may.window == Window(date(2019, 5, 1), None)
    assert total_of().window is None


def test_days_of_several_periods_are_counted_once() -> None:
    def period(first: int, last: int) -> Days:
        return Days(date(1, 1, first), date(1, 1, last))

    assert days_in([]) == 0
    assert days_in([period(1, 1)]) == 1
    assert days_in([period(1, 5), period(5, 6), period(2, 3)]) == 6
    assert days_in([period(8, 9), period(1, 5)]) == 7
