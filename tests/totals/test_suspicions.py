"""What may count the same people twice: which figures are suspected, and what to do."""

import json
from itertools import combinations
from typing import Any

import pytest
from chronologies import document, documents
from hypothesis import given, settings
from profiles import scaled

from idlibtl import from_bytes, load
from idlibtl.totals import suspicions as module
from idlibtl.totals.suspicions import Suspicion, suspicions

Raw = dict[str, Any]


def event(identity: str, *figures: Raw, **fields: Any) -> Raw:
    """An event on the Hill, on 1 February 2019."""
    shared = {"id": identity, "date": "2019-02-01", "title": "Something", "kinds": ["strike"], "places": ["hill"]}
    return {**shared, "figures": figures, **fields}


def civilians(value: int = 5, source: str | None = None, **fields: Any) -> Raw:
    """A figure of civilians."""
    return {"metric": "civilians", "value": value, "source": source, **fields}


def toll(value: int, period: str, source: str | None = None, **fields: Any) -> Raw:
    """A cumulative figure of civilians."""
    return civilians(value, source, scope="cumulative", period=period, **fields)


def suspected(*events: Raw, **other: Any) -> tuple[Suspicion, ...]:
    """The suspicions of a chronology of these events."""
    chronology = from_bytes(json.dumps(document(events, **other)).encode())
    return suspicions(chronology, chronology.metric)


def remedy(*events: Raw) -> str:
    """What to do about the one suspicion of these events."""
    [suspicion] = suspected(*events)
    return suspicion.reason.partition("includes the other. ")[2]


def test_the_bundled_chronology_has_none() -> None:
    assert suspicions(load(), load().metric) == ()


def test_a_suspicion_has_its_metric_its_events_and_its_place() -> None:
    displaced = {"metric": "displaced", "value": 9, "source": None}
    assert suspected(event("a", civilians()), event("b", displaced, civilians())) == (
        Suspicion(
            "civilians",
            ("b", "a"),
            "figures[1]",
            "civilians may be counted twice: overlaps with a in dates and place, but neither includes the other."
            ' If one does, add to the figure of b: "scope": "cumulative", "includes": ["a"]',
        ),
    )


# Remedies


def test_a_wider_figure_is_to_include_a_narrower_one() -> None:
    month = event("month", toll(50, "2019-02"), date="2019-02-28", places=["plain"])
    expected = 'If one does, add to the figure of month: "includes": ["raid"]'
    assert remedy(event("raid", civilians()), month) == remedy(month, event("raid", civilians())) == expected


def test_a_figure_is_to_be_cumulative_to_include_another() -> None:
    expected = 'If one does, add to the figure of long: "scope": "cumulative", "includes": ["raid"]'
    assert remedy(event("raid", civilians()), event("long", civilians(), date="2019-02")) == expected


def test_figures_that_each_have_days_of_their_own_cannot_include_each_other() -> None:
    one, other = (
        event("one", civilians(), date="2019-02-01/2019-02-05"),
        event("two", civilians(), date="2019-02-04/2019-02-09"),
    )
    assert remedy(one, other) == "Neither can, because each has days of its own. Check their dates."


def test_a_series_of_tolls_that_grows_is_to_be_included_step_by_step() -> None:
    first = event("first", toll(50, "2019-01", "watch"), date="2019-01-31")
    second = event("second", toll(80, "2019-01/2019-02", "watch"), date="2019-02-28")
    assert remedy(first, second) == 'If one does, add to the figure of second: "includes": ["first"]'
    assert suspected(first, event("second", toll(80, "2019-01/2019-02", "watch", includes=["first"]))) == ()


def test_a_toll_that_was_revised_down_is_to_be_replaced() -> None:
    first = event("first", toll(50, "2019-01", "watch"), date="2019-01-31")
    second = event("second", toll(40, "2019-01/2019-02", "watch"), date="2019-02-28")
    assert remedy(first, second) == 'If it was revised down, add to first: "replaced_by": "second"'
    assert suspected({**first, "replaced_by": "second"}, second) == ()
    # another source's lower toll corrects nothing
    other = event("second", toll(40, "2019-01/2019-02", "north"), date="2019-02-28")
    assert remedy(first, other) == 'If one does, add to the figure of second: "includes": ["first"]'


# Series without places


def test_tolls_of_one_source_that_nest_are_suspected_wherever_they_are() -> None:
    first = event("first", toll(50, "2019-01", "watch"), date="2019-01-31", places=[])
    second = event("second", toll(80, "2019-01/2019-02", "watch"), date="2019-02-28")
    for events in ((first, second), (second, first), (first, {**second, "places": []})):
        [suspicion] = suspected(*events)
        assert set(suspicion.events) == {"first", "second"}
        assert "overlaps" in suspicion.reason
        assert "in dates and source" in suspicion.reason


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # another source, an incident, periods that do not nest, places that are apart
        ({"source": "north"}, {}),
        ({"scope": "incident"}, {}),
        ({"period": "2018-12/2019-01"}, {}),
        ({"places": ["ford"]}, {"places": ["hill"]}),
    ],
)
def test_other_figures_without_a_place_in_common_are_not(first: Raw, second: Raw) -> None:
    one = event("one", {**toll(50, "2019-01", "watch"), **first}, date="2019-01-31", places=[])
    other = event("two", {**toll(80, "2019-01/2019-02", "watch"), **second}, date="2019-02-28", places=[])
    assert suspected(one, other) == ()


# What is not suspected


def test_people_who_may_flee_twice_are_not_added_and_so_not_suspected() -> None:
    displaced = {"metric": "displaced", "value": 9, "source": None}
    assert suspected(event("a", displaced), event("b", displaced)) == ()


def test_what_a_publication_adds_is_not_suspected() -> None:
    assert suspected(event("a", civilians()), event("b", civilians(adds_to=["a"]))) == ()
    assert suspected(event("a", civilians(adds_to=["b"])), event("b", civilians())) == ()


def test_rows_of_a_coded_dataset_are_not_compared() -> None:
    both = (event("a", civilians()), event("b", civilians()))
    assert len(suspected(*both)) == 1
    coded = from_bytes(json.dumps(document(both)).encode()).model_copy(update={"is_coded": True})
    assert suspicions(coded, coded.metric) == ()


# The shortest of several, and the end of looking


def test_of_several_the_shortest_is_named() -> None:
    year = event("year", toll(90, "2019-01/2019-12", includes=["day"]), places=["plain"])
    result = suspected(year, event("day", civilians()), event("new", civilians()))
    # it overlaps with both, and the other is included in the year already
    assert [(one.events, one.metric) for one in result] == [(("new", "day"), "civilians")]


def test_the_number_of_comparisons_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    events = [event(f"e{number}", civilians()) for number in range(30)]
    assert len(suspected(*events)) == 29
    monkeypatch.setattr(module, "MAX_PAIRS", 100)
    last = suspected(*events)[-1]
    assert (last.events, last.metric, last.field) == ((), "civilians", "figures")
    assert last.reason == "not all of them were compared: those that share days make more than 100 pairs"


# Of some metrics alone


@settings(max_examples=scaled(100))
@given(documents())
def test_those_of_one_metric_are_those_of_all_that_are_about_it(raw: Raw) -> None:
    chronology = from_bytes(json.dumps(raw).encode())
    every = suspicions(chronology, chronology.metric)
    for metric in chronology.metric:
        assert suspicions(chronology, {metric}) == tuple(one for one in every if one.metric == metric)


# Against every pair


@settings(max_examples=scaled(300))
@given(documents())
def test_a_figure_is_suspected_if_any_other_overlaps_with_it(raw: Raw) -> None:
    chronology = from_bytes(json.dumps(raw).encode())
    result = list(module._overlaps(chronology, chronology.metric))
    pointed_at = {(suspicion.metric, suspicion.events[0]) for suspicion in result}
    pairs = set()
    for metric in ("civilians", "fighters", "killed"):
        figures = {of: figure for of, (figure, *_) in chronology.figures_of[metric].items()}
        for one, other in combinations(figures, 2):
            if _overlap(chronology, metric, figures, one, other):
                pairs.add((metric, frozenset((one, other))))
                assert {(metric, one), (metric, other)} & pointed_at
    assert {(suspicion.metric, frozenset(suspicion.events)) for suspicion in result} <= pairs


def _overlap(chronology: Any, metric: str, figures: Any, one: str, other: str) -> bool:
    first, second = figures[one], figures[other]
    days = chronology.days(first.period, chronology.event[one])
    those = chronology.days(second.period, chronology.event[other])
    if days.last < those.first or those.last < days.first:
        return False
    for inner, outer in ((one, other), (other, one)):
        at = chronology.holder.get((metric, inner))
        while at is not None:
            if at == outer:
                return False
            at = chronology.holder.get((metric, at))
    if other in first.adds_to or one in second.adds_to:
        return False
    if first.places and second.places:
        within, those_within = chronology.places_within(first.places), chronology.places_within(second.places)
        return bool(within & set(second.places)) or bool(those_within & set(first.places))
    is_series = first.source == second.source and first.scope == second.scope == "cumulative"
    return bool(is_series and (days.holds(those) or those.holds(days)))
