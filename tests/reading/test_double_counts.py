"""Warnings of people who may be counted twice, and of wordings and phases, in small made-up chronologies."""

import json
from typing import Any

import pytest
from chronologies import document, documents
from edited import Fault, advice, twice
from hypothesis import given, settings
from profiles import scaled

from idlibtl import By, Filters, ask, from_bytes
from idlibtl.read.checks.warnings import warnings
from idlibtl.totals.total import totals


def event(identity: str, *figures: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An event on the Hill, on 1 February 2019."""
    told_of = {"id": identity, "date": "2019-02-01", "title": "Something", "kinds": ["strike"], "places": ["hill"]}
    return {**told_of, "figures": figures, **fields}


def civilians(value: int = 5, source: str | None = None, **fields: Any) -> dict[str, Any]:
    """A figure of civilians."""
    return {"metric": "civilians", "value": value, "source": source, **fields}


def killed(value: int = 9, source: str | None = None, **fields: Any) -> dict[str, Any]:
    """A figure of people killed."""
    return {"metric": "killed", "value": value, "source": source, **fields}


def including(figure: dict[str, Any], *events: str) -> dict[str, Any]:
    """A cumulative figure that includes events."""
    return {**figure, "scope": "cumulative", "includes": list(events)}


def warned(*events: dict[str, Any], **other: Any) -> list[Fault]:
    """The warnings, without those about phases without events."""
    return advice(document(events, phases=[], **other))


def apart(stated: str) -> str:
    """The reason if a part and a total of the same days and places do not include each other."""
    return (
        f"civilians may be counted twice: {stated} has killed of the same dates and places, but does not include this"
        " event"
    )


# Two figures of one metric


def test_two_events_of_one_day_and_place_may_count_the_same_people() -> None:
    assert warned(event("a", civilians()), event("b", civilians())) == [
        ("event b", "figures[0]", twice("civilians", "a"))
    ]


def test_only_the_first_of_several_is_named() -> None:
    result = warned(event("a", civilians()), event("b", civilians()), event("c", civilians()))
    assert result == [
        ("event b", "figures[0]", twice("civilians", "a")),
        ("event c", "figures[0]", twice("civilians", "a")),
    ]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"date": "2019-02-02"}, False),
        ({"date": "2019-01-31"}, False),
        ({"date": "2019-02"}, True),
        ({"date": "2019-01/2019-02-01"}, True),
        ({"places": ["ford"]}, False),
        ({"places": []}, False),
        # one that includes it, or one of several
        ({"places": ["plain"]}, True),
        ({"places": ["ford", "hill"]}, True),
    ],
)
def test_events_of_another_day_or_place_count_other_people(other: dict[str, Any], *, expected: bool) -> None:
    one, two = event("a", civilians()), event("b", civilians(), **other)
    assert bool(warned(one, two)) is bool(warned(two, one)) is expected


def test_the_days_and_places_are_those_of_the_figure() -> None:
    assert warned(event("a", civilians()), event("b", civilians(period="2019-03"))) == []
    assert warned(event("a", civilians()), event("b", civilians(places=["ford"]))) == []
    overlapping = event("b", civilians(period="2019-01/2019-03", places=["plain"]), date="2019-03-31", places=["ford"])
    # the longer begins earlier, so that the shorter is the one that may be counted twice
    assert warned(event("a", civilians()), overlapping) == [("event a", "figures[0]", twice("civilians", "b"))]


def test_what_goes_on_shares_the_days_up_to_the_publications() -> None:
    open_end = event("a", civilians(), date="2019-02-01/..")
    assert warned(open_end, event("b", civilians(), date="2020-01-26")) == [
        ("event b", "figures[0]", twice("civilians", "a"))
    ]
    [later] = warned(open_end, event("b", civilians(), date="2020-01-27"))
    assert later == ("event b", "date", "2020-01-27 is after the publication's as_of date, 2020-01-26")


def test_what_one_includes_is_not_counted_twice_by_way_of_others_too() -> None:
    inner = event("a", civilians())
    middle = event("b", including(civilians(), "a"))
    outer = event("c", including(civilians(), "b"))
    assert warned(inner, middle) == warned(inner, middle, outer) == warned(outer, middle, inner) == []
    # two that the same one includes may be the same people
    both = event("c", including(civilians(10), "a", "b"))
    assert warned(inner, event("b", civilians()), both) == [("event b", "figures[0]", twice("civilians", "a"))]


def test_sources_that_disagree_are_warned_of_once_and_not_with_each_other() -> None:
    result = (civilians(5), civilians(7, "watch"), civilians(3, "north"))
    assert warned(event("a", *result)) == []
    assert warned(event("a", *result), event("b", *result)) == [("event b", "figures[0]", twice("civilians", "a"))]


def test_figures_of_different_metrics_are_of_different_people() -> None:
    displaced = {"metric": "displaced", "value": 4, "source": None}
    fighters = {"metric": "fighters", "value": 4, "source": None}
    assert warned(event("a", civilians()), event("b", displaced), event("c", fighters)) == []


# Nests that a total and its part do not share


def test_a_total_that_includes_what_its_part_does_not_is_warned_of() -> None:
    inner = event("a", killed(6), civilians(4), date="2019-02-02")
    outer = event("sum", including(killed(20), "a"), civilians(12), date="2019-02")
    reason = "its killed include those of a, but its civilians do not. Should they too?"
    assert ("event sum", "figures", reason) in warned(inner, outer)


def test_a_part_that_includes_what_its_total_does_not_is_warned_of() -> None:
    inner = event("a", killed(6), civilians(4), date="2019-02-02")
    outer = event("sum", killed(20), including(civilians(12), "a"), date="2019-02")
    reason = "its civilians include those of a, but its killed do not. Should they too?"
    assert ("event sum", "figures", reason) in warned(inner, outer)


def test_nests_that_a_total_and_its_part_share_are_not_warned_of() -> None:
    inner = event("a", killed(6), civilians(4), date="2019-02-02")
    assert warned(inner, event("sum", including(killed(20), "a"), including(civilians(12), "a"), date="2019-02")) == []
    # by way of another
    middle = event("b", including(civilians(8), "a"), date="2019-02")
    outer = event("sum", including(killed(20), "a"), including(civilians(12), "b"), date="2019-02")
    assert [one for one in warned(inner, middle, outer) if "Should they too?" in one[2]] == []


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        # neither the event nor the one that includes it has figures of both
        ([killed(6)], [including(killed(20), "a"), civilians(12)]),
        ([killed(6), civilians(4)], [including(killed(20), "a")]),
        ([killed(6)], [including(killed(20), "a")]),
        ([civilians(4)], [including(killed(20), "a")]),
        ([civilians(4)], [including(killed(20), "a"), including(civilians(12), "a")]),
    ],
)
def test_a_nest_with_one_metric_is_not_a_mixed_one(inner: list[dict[str, Any]], outer: list[dict[str, Any]]) -> None:
    result = warned(event("a", *inner, date="2019-02-02"), event("sum", *outer, date="2019-02"))
    assert [one for one in result if "Should they too?" in one[2]] == []


def test_a_nest_by_way_of_another_that_leads_elsewhere_is_mixed() -> None:
    inner = event("a", killed(6), civilians(4), date="2019-02-02")
    elsewhere = event("b", including(civilians(8), "a"), date="2019-02", places=["plain"])
    outer = event("sum", including(killed(20), "a"), civilians(12), date="2019-02", places=["plain"])
    reason = "its killed include those of a, but its civilians do not. Should they too?"
    assert ("event sum", "figures", reason) in warned(inner, elsewhere, outer)


# A stated total and a part, of two events


def test_a_part_and_a_total_of_the_same_days_and_places_are_warned_of() -> None:
    assert warned(event("a", civilians()), event("b", killed())) == [("event a", "figures", apart("b"))]
    # whatever the order of the places
    one, other = {"places": ["hill", "ford"]}, {"places": ["ford", "hill"]}
    assert warned(event("a", civilians(), **one), event("b", killed(), **other)) == [("event a", "figures", apart("b"))]
    # an open end is the publication's day
    assert warned(event("a", civilians(), date="2020-01/.."), event("b", killed(), date="2020-01/2020-01-26")) == [
        ("event a", "figures", apart("b"))
    ]


@pytest.mark.parametrize("other", [{"date": "2019-02"}, {"date": "2019-02-02"}, {"places": ["plain"]}, {"places": []}])
def test_a_part_and_a_total_of_other_days_or_places_are_not_warned_of(other: dict[str, Any]) -> None:
    assert warned(event("a", civilians()), event("b", killed(), **other)) == []


def test_a_part_that_a_total_includes_is_not_warned_of() -> None:
    assert warned(event("a", civilians()), event("b", including(killed(), "a"))) == []
    # by way of another total
    middle = event("b", including(killed(), "a"), date="2019-02-01", places=["hill", "ford"])
    assert warned(event("a", civilians()), middle, event("c", including(killed(), "b"))) == []


def test_no_warning_about_a_part_included_in_a_part_of_the_total() -> None:
    # the civilians of a are among those of b, and these among the killed of b
    assert warned(event("a", civilians()), event("b", killed(), including(civilians(), "a"))) == []
    # and by way of another
    middle = event("b", including(civilians(), "a"))
    assert warned(event("a", civilians()), middle, event("c", killed(), including(civilians(), "b"))) == []


def test_a_warning_about_a_part_included_in_another_part() -> None:
    outer = event("c", including(civilians(), "a"), date="2019-02")
    assert warned(event("a", civilians()), event("b", killed()), outer) == [("event a", "figures", apart("b"))]


def test_no_warning_about_a_part_next_to_its_own_total() -> None:
    assert warned(event("a", killed(), civilians())) == []
    one, other = event("a", killed(), civilians()), event("b", killed())
    # whichever of two figures of the same days is first in the file
    assert warned(one, other) == warned(other, one) == [("event b", "figures[0]", twice("killed", "a"))]


# Breakdowns whose rows are more than their total

ATTACKERS = {"actors": [{"actor": "north", "role": "attacker"}, {"actor": "south", "role": "attacker"}]}


def test_a_figure_that_includes_one_of_other_actors_is_warned_of() -> None:
    inner = event("a", civilians(4), actors=ATTACKERS["actors"][:1])
    outer = event("b", including(civilians(9), "a"), **ATTACKERS)
    reason = (
        "civilians, attributed to north and south, include civilians of a, attributed to north. A breakdown by actor"
        " counts both in full."
    )
    assert warned(inner, outer) == [("event b", "figures", reason)]
    # a toll that names no one, and one of the same, leave nothing to count twice
    assert warned(inner, event("b", including(civilians(9), "a"))) == []
    assert warned(event("a", civilians(4), **ATTACKERS), outer) == []
    assert warned(event("a", civilians(4)), outer) == []


def test_of_several_figures_of_other_actors_one_that_includes_no_other_is_named() -> None:
    alone = {"actors": ATTACKERS["actors"][:1]}
    week = event("week", including(civilians(2), "late"), **alone)
    early, late = (event(one, civilians(1), **alone) for one in ("early", "late"))
    month = event("month", including(civilians(9), "week", "early"), **ATTACKERS)
    for events in ([week, early, late], [early, late, week], [late, week, early]):
        [named] = [reason for _, _, reason in warned(*events, month) if "A breakdown by actor" in reason]
        assert "include civilians of early, attributed to north." in named


def test_a_part_of_other_actors_than_its_total_is_warned_of() -> None:
    part = civilians(4, attributed_to=["north"])
    [(record, field, reason)] = warned(event("a", killed(9), part, **ATTACKERS))
    assert (record, field) == ("event a", "figures")
    assert reason.startswith("killed, attributed to north and south, include civilians of a, attributed to north.")


@settings(max_examples=scaled(300))
@given(documents())
def test_rows_that_are_more_than_their_total_are_warned_of(raw: dict[str, Any]) -> None:
    chronology = from_bytes(json.dumps(raw).encode())
    question = ask(chronology, Filters(metrics=["civilians", "fighters", "killed"]))
    for by in (By.MONTH, By.PHASE, By.ACTOR):
        for total in totals(question, by):
            rows = sum(group.best or 0 for group in total.groups or () if group.group != "rest")
            if rows > (total.best or 0):
                assert by is By.ACTOR
                assert any("A breakdown by actor" in finding.reason for finding in warnings(chronology))


# Wordings

NARROW_SPACE = "\u202f"
NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("wording", "value", "hedge"),
    [
        ("around 15", 15, "about"),
        ("nearly 1,000", 1000, "nearly"),
        ("1.000", 1000, "exact"),
        ("1 000", 1000, "exact"),
        (f"1{NARROW_SPACE}000", 1000, "exact"),
        (f"more than 400{NO_BREAK}000 people", 400_000, "more_than"),
        ("up to 300", 300, "at_most"),
        ("fewer than 300", 300, "fewer_than"),
        ("15 civilians, 4 of them children", 15, "exact"),
        ("19 people, 15 of them civilians", 15, "exact"),
        ("another 20", 20, "exact"),
        ("007", 7, "exact"),
        ("0", 0, "exact"),
        ("none", 0, "exact"),
        ("hundreds", 100, "at_least"),
        ("dozens", 24, "at_least"),
        ("fifteen", 15, "exact"),
        ("some fifteen", 15, "about"),
        ("1.5 million", 1_500_000, "exact"),
        ("3 hundred", 300, "exact"),
        # what is not read as a number says nothing
        ("٢٣", 23, "exact"),
        ("many", 23, "at_least"),
    ],
)
def test_a_wording_may_say_what_is_coded_or_no_number(wording: str, value: int, hedge: str) -> None:
    assert warned(event("a", civilians(value, wording=wording, hedge=hedge))) == []


@pytest.mark.parametrize(
    ("wording", "value", "hedge", "says", "coded"),
    [
        ("around 15", 50, "about", "about 15", "about 50"),
        ("at least 45", 45, "exact", "at least 45", "45"),
        ("some 1,500", 1500, "exact", "about 1,500", "1,500"),
        ("1,500", 1500, "about", "1,500", "about 1,500"),
        ("nearly 1,000", 1000, "about", "nearly 1,000", "about 1,000"),
        ("more than 5", 5, "at_least", "more than 5", "at least 5"),
        ("fifteen", 50, "exact", "15", "50"),
        ("hundreds", 200, "at_least", "at least 100", "at least 200"),
        ("0", 10, "exact", "0", "10"),
        ("19 people, 15 of them civilians", 4, "exact", "19; 15", "4"),
        ("15 to 20", 17, "exact", "15 to 20", "17"),
    ],
)
def test_a_wording_and_a_coding_that_disagree_are_warned_of(
    wording: str, value: int, hedge: str, says: str, coded: str
) -> None:
    reason = f"says {says}, but the figure is coded as {coded}. Make them agree."
    assert warned(event("a", civilians(value, wording=wording, hedge=hedge))) == [
        ("event a", "figures[0].wording", reason)
    ]


def test_a_wording_may_be_a_range_that_the_source_gives() -> None:
    assert warned(event("a", civilians(17, wording="15 to 20", low=15, high=20))) == []
    assert warned(event("a", civilians(15, wording="between 15 and 20", low=15, high=20))) == []
    [(_, _, reason)] = warned(event("a", civilians(17, wording="14 to 21", low=15, high=20)))
    assert reason == "says 14 to 21, but the figure is coded as 15 to 20. Make them agree."
    [(_, _, reason)] = warned(event("a", civilians(17, wording="up to 20", high=20)))
    assert reason == "says at most 20, but the figure is coded as 17, high 20. Make them agree."


def test_a_very_long_wording_is_not_read() -> None:
    # more digits than Python makes a number of
    assert warned(event("a", civilians(5, wording="9" * 5000))) == []


# Sources, phases, paragraphs


def test_a_source_that_is_null_is_given_and_one_left_out_is_not() -> None:
    silent = {"metric": "civilians", "value": 5}
    assert warned(event("a", civilians(), {**silent, "metric": "displaced"})) == [
        ("event a", "figures[1].source", "is not given. Write null for the publication itself.")
    ]


@pytest.mark.parametrize(
    ("date", "lies_inside"),
    [
        ("2019-01-05/2019-02-09", True),
        ("2019-01-04/2019-02-09", False),
        ("2019-01-05/2019-02-10", False),
        # what goes on belongs to the phase in which it begins
        ("2019-01-05/..", True),
        ("2019-02-09/..", True),
        ("2019-02-10/..", False),
        # and touches a phase that begins later
        ("2019-01-04/..", True),
    ],
)
def test_an_event_is_in_the_days_of_its_phase(date: str, *, lies_inside: bool) -> None:
    phase = {"id": "early", "number": 1, "title": "Early days", "first": "2019-01-05", "last": "2019-02-09"}
    raw = document([event("a", date=date, phase="early")], phases=[phase])
    outside = ("event a", "date", f"{date} is outside its phase, 2019-01-05 to 2019-02-09")
    assert advice(raw) == ([] if lies_inside else [outside])


def test_a_paragraph_beyond_the_publication_is_warned_of() -> None:
    publication = {"title": "A", "kind": "made up", "as_of": "2020-01-26", "paragraphs": 3}
    result = warned(
        event("a", paragraphs=[1, 2, 5]),
        event("b", paragraphs=[5, 4], date="2019-02-02"),
        publication=publication,
        paragraphs=[3],
    )
    assert result == [
        ("", "paragraphs", "paragraph 4 is cited, but the publication has 3"),
        ("", "paragraphs", "paragraph 5 is cited, but the publication has 3"),
    ]


def test_warnings_of_a_very_long_chain_of_tolls_are_found() -> None:
    # deeper than Python calls itself
    events = [event("e0", civilians(1))]
    events += [event(f"e{number}", including(civilians(number), f"e{number - 1}")) for number in range(1, 1100)]
    assert warned(*events, event("last", civilians())) == [("event last", "figures[0]", twice("civilians", "e0"))]
