"""Warnings of people who may be counted twice, and of wordings and phases, in small made-up chronologies."""

from typing import Any

import pytest
from edited import Fault, advice
from timelines import chronology


def event(identity: str, *figures: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An event on the Hill, on 1 February 2019."""
    told_of = {"id": identity, "date": "2019-02-01", "title": "Something", "kind": "strike", "places": ["hill"]}
    return {**told_of, "figures": figures, **fields}


def civilians(value: int = 5, source: str | None = None, **fields: Any) -> dict[str, Any]:
    """So many civilians."""
    return {"metric": "civilians", "value": value, "source": source, **fields}


def killed(value: int = 9, source: str | None = None, **fields: Any) -> dict[str, Any]:
    """So many people killed."""
    return {"metric": "killed", "value": value, "source": source, **fields}


def including(figure: dict[str, Any], *events: str) -> dict[str, Any]:
    """A cumulative figure that includes events."""
    return {**figure, "scope": "cumulative", "includes": list(events)}


def warned(*events: dict[str, Any], **other: Any) -> list[Fault]:
    """What a curator is warned of; the phases without events are left out."""
    return advice(chronology(events, phases=[], **other))


def twice(metric: str, other: str) -> str:
    """The reason of a likely double count."""
    return (
        f"{metric} may be counted twice: {other} has a figure of days and a place that this one shares,"
        " and neither includes the other"
    )


def apart(stated: str) -> str:
    """The reason where a part and a total of the same days and places know nothing of each other."""
    return (
        f"civilians may be counted twice: {stated} gives killed of the same days and places, and does not include this"
        " event"
    )


# Two figures of one metric


def test_two_events_of_one_day_and_place_may_count_the_same_people() -> None:
    assert warned(event("a", civilians()), event("b", civilians())) == [
        ("event b", "figures[0]", twice("civilians", "a"))
    ]


def test_only_the_first_of_several_is_named() -> None:
    found = warned(event("a", civilians()), event("b", civilians()), event("c", civilians()))
    assert found == [
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
        # one that holds it, or one of several
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
    assert later == ("event b", "date", "2020-01-27 is later than 2020-01-26, up to which the publication tells")


def test_what_one_includes_is_not_counted_twice_by_way_of_others_too() -> None:
    inner = event("a", civilians())
    middle = event("b", including(civilians(), "a"))
    outer = event("c", including(civilians(), "b"))
    assert warned(inner, middle) == warned(inner, middle, outer) == warned(outer, middle, inner) == []
    # two that the same one includes may be the same people
    both = event("c", including(civilians(10), "a", "b"))
    assert warned(inner, event("b", civilians()), both) == [("event b", "figures[0]", twice("civilians", "a"))]


def test_sources_that_disagree_are_warned_of_once_and_not_with_each_other() -> None:
    said = (civilians(5), civilians(7, "watch"), civilians(3, "north"))
    assert warned(event("a", *said)) == []
    assert warned(event("a", *said), event("b", *said)) == [("event b", "figures[0]", twice("civilians", "a"))]


def test_figures_of_different_metrics_are_of_different_people() -> None:
    displaced = {"metric": "displaced", "value": 4, "source": None}
    fighters = {"metric": "fighters", "value": 4, "source": None}
    assert warned(event("a", civilians()), event("b", displaced), event("c", fighters)) == []


# Nests that a total and its part do not share


def test_a_total_that_includes_what_its_part_does_not_is_warned_of() -> None:
    inner = event("a", killed(6), civilians(4), date="2019-02-02")
    outer = event("sum", including(killed(20), "a"), civilians(12), date="2019-02")
    reason = "its killed include those of a, but its civilians do not: is that meant?"
    assert ("event sum", "figures", reason) in warned(inner, outer)


def test_a_part_that_includes_what_its_total_does_not_is_warned_of() -> None:
    inner = event("a", killed(6), civilians(4), date="2019-02-02")
    outer = event("sum", killed(20), including(civilians(12), "a"), date="2019-02")
    reason = "its civilians include those of a, but its killed do not: is that meant?"
    assert ("event sum", "figures", reason) in warned(inner, outer)


def test_nests_that_a_total_and_its_part_share_are_not_warned_of() -> None:
    inner = event("a", killed(6), civilians(4), date="2019-02-02")
    assert warned(inner, event("sum", including(killed(20), "a"), including(civilians(12), "a"), date="2019-02")) == []
    # by way of another
    middle = event("b", including(civilians(8), "a"), date="2019-02")
    outer = event("sum", including(killed(20), "a"), including(civilians(12), "b"), date="2019-02")
    assert [each for each in warned(inner, middle, outer) if "is that meant?" in each[2]] == []


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        # neither the event nor the one that includes it tells of both
        ([killed(6)], [including(killed(20), "a"), civilians(12)]),
        ([killed(6), civilians(4)], [including(killed(20), "a")]),
        ([killed(6)], [including(killed(20), "a")]),
        ([civilians(4)], [including(killed(20), "a")]),
        ([civilians(4)], [including(killed(20), "a"), including(civilians(12), "a")]),
    ],
)
def test_a_nest_is_no_mixed_one_where_one_of_them_tells_of_one_metric(
    inner: list[dict[str, Any]], outer: list[dict[str, Any]]
) -> None:
    found = warned(event("a", *inner, date="2019-02-02"), event("sum", *outer, date="2019-02"))
    assert [each for each in found if "is that meant?" in each[2]] == []


def test_a_nest_by_way_of_another_that_leads_elsewhere_is_mixed() -> None:
    inner = event("a", killed(6), civilians(4), date="2019-02-02")
    elsewhere = event("b", including(civilians(8), "a"), date="2019-02", places=["plain"])
    outer = event("sum", including(killed(20), "a"), civilians(12), date="2019-02", places=["plain"])
    reason = "its killed include those of a, but its civilians do not: is that meant?"
    assert ("event sum", "figures", reason) in warned(inner, elsewhere, outer)


# A stated total beside a part, of two events


def test_a_part_and_a_total_of_the_same_days_and_places_are_warned_of() -> None:
    assert warned(event("a", civilians()), event("b", killed())) == [("event a", "figures", apart("b"))]
    # in whatever order the places stand
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


def test_a_part_that_lies_in_a_part_of_the_total_is_not_warned_of() -> None:
    # the civilians of a are among those of b, and these among the killed of b
    assert warned(event("a", civilians()), event("b", killed(), including(civilians(), "a"))) == []
    # and by way of another
    middle = event("b", including(civilians(), "a"))
    assert warned(event("a", civilians()), middle, event("c", killed(), including(civilians(), "b"))) == []


def test_a_part_that_lies_in_a_part_elsewhere_is_warned_of() -> None:
    outer = event("c", including(civilians(), "a"), date="2019-02")
    assert warned(event("a", civilians()), event("b", killed()), outer) == [("event a", "figures", apart("b"))]


def test_a_part_beside_its_own_total_is_not_warned_of_as_a_part() -> None:
    assert warned(event("a", killed(), civilians())) == []
    one, other = event("a", killed(), civilians()), event("b", killed())
    assert warned(one, other) == [("event b", "figures[0]", twice("killed", "a"))]
    assert warned(other, one) == [("event a", "figures[0]", twice("killed", "b"))]


# Wordings

NARROW_SPACE = "\u202f"
NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("wording", "value"),
    [
        ("around 15", 15),
        ("nearly 1,000", 1000),
        ("1.000", 1000),
        ("1 000", 1000),
        (f"1{NARROW_SPACE}000", 1000),
        (f"more than 400{NO_BREAK}000 people", 400_000),
        ("15 civilians, 4 of them children", 15),
        ("19 people, 15 of them civilians", 15),
        ("007", 7),
        ("0", 0),
        ("none", 0),
        ("hundreds", 100),
        ("dozens", 24),
        ("fifteen", 15),
        # numbers of ours are not what all the world writes
        ("٢٣", 23),
        # the digits are not all of the number
        ("1.5 million", 1_500_000),
        ("400 thousand", 400_000),
        ("2 Dozen", 24),
        ("3 hundred", 300),
    ],
)
def test_a_wording_may_have_the_digits_of_the_value_or_none(wording: str, value: int) -> None:
    assert warned(event("a", civilians(value, wording=wording))) == []


@pytest.mark.parametrize(
    ("wording", "value"),
    [
        ("around 15", 50),
        ("nearly 1,000", 100),
        ("nearly 1,000", 10_000),
        ("10", 1),
        ("0", 10),
        ("15 to 20", 17),
    ],
)
def test_a_wording_with_other_digits_than_the_value_is_warned_of(wording: str, value: int) -> None:
    assert warned(event("a", civilians(value, wording=wording))) == [
        ("event a", "figures[0].wording", f"{wording!r} has other digits than the value, {value}")
    ]


def test_a_wording_may_be_a_range_that_the_source_gives() -> None:
    assert warned(event("a", civilians(17, wording="15 to 20", low=15, high=20))) == []
    assert warned(event("a", civilians(17, wording="up to 20", high=20))) == []
    assert warned(event("a", civilians(17, wording="15 or more", low=15))) == []
    assert len(warned(event("a", civilians(17, wording="14 to 21", low=15, high=20)))) == 1


def test_a_very_long_wording_is_read_and_cut_short() -> None:
    # more digits than Python makes a number of
    [(_, field, reason)] = warned(event("a", civilians(5, wording="9" * 5000)))
    assert field == "figures[0].wording"
    assert reason == f"'{'9' * 59}... has other digits than the value, 5"
    assert warned(event("a", civilians(5, wording="0" * 5000 + "5"))) == []


def test_a_wording_that_would_break_the_line_is_spelled_out() -> None:
    [(_, _, reason)] = warned(event("a", civilians(5, wording="7\n\x1b[2J")))
    assert reason == r"'7\n\x1b[2J' has other digits than the value, 5"


# Sources, phases, paragraphs


def test_a_source_that_is_null_is_given_and_one_left_out_is_not() -> None:
    silent = {"metric": "civilians", "value": 5}
    assert warned(event("a", civilians(), {**silent, "metric": "displaced"})) == [
        ("event a", "figures[1].source", "is not given; null says that the publication itself speaks")
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
def test_an_event_lies_in_the_days_of_its_phase(date: str, *, lies_inside: bool) -> None:
    phase = {"id": "early", "number": 1, "title": "Early days", "first": "2019-01-05", "last": "2019-02-09"}
    raw = chronology([event("a", date=date, phase="early")], phases=[phase])
    outside = ("event a", "date", f"{date} lies outside its phase, 2019-01-05 to 2019-02-09")
    assert advice(raw) == ([] if lies_inside else [outside])


def test_a_paragraph_beyond_the_publication_is_warned_of() -> None:
    publication = {"title": "A", "kind": "made up", "as_of": "2020-01-26", "paragraphs": 3}
    found = warned(
        event("a", paragraphs=[1, 2, 5]),
        event("b", paragraphs=[5, 4], date="2019-02-02"),
        publication=publication,
        paragraphs=[3],
    )
    assert found == [
        ("", "paragraphs", "paragraph 4 is cited, but the publication has 3"),
        ("", "paragraphs", "paragraph 5 is cited, but the publication has 3"),
    ]


def test_warnings_of_a_very_long_chain_of_tolls_are_found() -> None:
    # deeper than Python calls itself
    events = [event("e0", civilians(1))]
    events += [event(f"e{number}", including(civilians(number), f"e{number - 1}")) for number in range(1, 1100)]
    assert warned(*events, event("last", civilians())) == [("event last", "figures[0]", twice("civilians", "e0"))]
