"""How the records of a chronology relate: days, order, places, what includes what, and who reports it."""

import datetime as dt
import json
from typing import Any

import pytest
from chronologies import document, documents
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Days, Span, stored_span
from idlibtl.model.records import Event, Kind
from idlibtl.read.dataset import from_bytes

AS_OF = dt.date(2020, 1, 26)


def chronology(*events: dict[str, Any], **other: Any) -> Chronology:
    """The chronology of these events."""
    return from_bytes(json.dumps(document(events, **other)).encode())


def event(identity: str, **fields: Any) -> dict[str, Any]:
    """An event of few keys."""
    return {"id": identity, "date": "2019-02-01", "title": "Something", "kinds": ["strike"], **fields}


def figure(metric: str, value: int, source: str | None = None, **fields: Any) -> dict[str, Any]:
    """A figure of few keys."""
    return {"metric": metric, "value": value, "source": source, **fields}


# Days


@pytest.mark.parametrize(
    ("stored", "first", "last"),
    [
        ("2019-06-15", "2019-06-15", "2019-06-15"),
        ("2019-06", "2019-06-01", "2019-06-30"),
        ("2019-06-15~/2019-06-20~", "2019-06-15", "2019-06-20"),
        # an open end is the cut-off date, 26 January 2020
        ("2019-12-15~/..", "2019-12-15", "2020-01-26"),
        ("2019-12/..", "2019-12-01", "2020-01-26"),
        ("2020-01-26/..", "2020-01-26", "2020-01-26"),
        # what is reported for a later day has at least that one
        ("2020-02-03/..", "2020-02-03", "2020-02-03"),
        ("2020-02-03/2020-02-05", "2020-02-03", "2020-02-05"),
    ],
)
def test_the_days_of_a_period(stored: str, first: str, last: str) -> None:
    expected = Days(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert chronology().as_of == AS_OF
    assert chronology().days(stored_span(stored), SOMETHING) == expected


@settings(max_examples=scaled(500))
@given(st.dates(), st.dates() | st.none())
def test_the_days_of_a_period_begin_with_it_and_never_end_before(first: dt.date, last: dt.date | None) -> None:
    if last is not None and last < first:
        first, last = last, first
    days = EMPTY.days(Span(first, last), SOMETHING)
    assert days.first == first
    assert days.last == (last if last is not None else max(AS_OF, first))


EMPTY = chronology()
SOMETHING = Event.model_validate(event("something"))


# The order of events


def in_order(**dates: str) -> list[str]:
    """The ids of events with these dates, in the order of a chronology."""
    return [one.id for one in chronology(*(event(name, date=date) for name, date in dates.items())).events]


def test_what_goes_on_ends_with_the_publication_in_the_order_of_events() -> None:
    assert in_order(open="2019-02-01/..", day="2019-02-01", year="2019-02-01/2020-02-01") == ["day", "open", "year"]
    # of the same days the file's order
    assert in_order(open="2019-02-01/..", shut="2019-02-01/2020-01-26") == ["open", "shut"]
    assert in_order(shut="2019-02-01/2020-01-26", open="2019-02-01/..") == ["shut", "open"]
    # the first day comes first
    assert in_order(late="2019-02-02", open="2019-02-01/..") == ["open", "late"]


def test_what_goes_on_from_a_day_after_the_publication_is_that_day_in_the_order_of_events() -> None:
    assert in_order(two="2020-02-03/2020-02-04", open="2020-02-03/..", one="2020-02-03") == ["open", "one", "two"]


def test_whether_an_end_is_approximate_makes_no_order() -> None:
    assert in_order(one="2019-02-01~/2019-02-05~", two="2019-02-01/2019-02-05") == ["one", "two"]
    assert in_order(two="2019-02-01/2019-02-05", one="2019-02-01~/2019-02-05~") == ["two", "one"]


# Kinds


def test_a_declared_kind_is_added_to_those_of_every_file() -> None:
    declared = [
        {"id": "flood", "label": "flood"},
        {"id": "shelling", "label": "shelling of a town", "violent": True},
        {"id": "clash", "label": "battle"},
    ]
    kinds = chronology(event("a", kinds=["flood"]), kinds=declared).kind
    assert kinds["clash"].label == "battle"
    assert kinds["flood"] == Kind(id="flood", label="flood", violent=False)
    assert kinds["shelling"].violent
    assert set(kinds) - {"flood", "shelling"} == set(EMPTY.kind)


def test_of_the_kinds_of_every_file_the_violent_are_those_that_kill() -> None:
    assert {name for name, kind in EMPTY.kind.items() if kind.violent} == {"strike", "clash"}
    assert {name for name, kind in EMPTY.kind.items() if not kind.violent} == {
        "advance",
        "truce",
        "displacement",
        "diplomacy",
        "statement",
        "background",
    }


# Places

NESTED = [
    {"id": "land", "name": "Land", "kind": "region"},
    {"id": "east", "name": "East", "kind": "province", "within": "land"},
    {"id": "west", "name": "West", "kind": "province", "within": "land"},
    # inner places may come before the places around them
    {"id": "mill", "name": "Mill", "kind": "town", "within": "town"},
    {"id": "town", "name": "Town", "kind": "town", "within": "east"},
    {"id": "isle", "name": "Isle", "kind": "region"},
]
LAND = chronology(places=NESTED)


@pytest.mark.parametrize(
    ("places", "within", "around"),
    [
        ([], "", ""),
        (["land"], "land east west mill town", "land"),
        (["east"], "east town mill", "east land"),
        (["town"], "town mill", "town east land"),
        (["mill"], "mill", "mill town east land"),
        (["isle"], "isle", "isle"),
        (["west", "mill"], "west mill", "west mill town east land"),
        (["isle", "east", "town"], "isle east town mill", "isle east town land"),
        (["town", "town"], "town mill", "town east land"),
    ],
)
def test_places_are_within_and_around_places(places: list[str], within: str, around: str) -> None:
    assert LAND.places_within(places) == set(within.split())
    assert LAND.places_around(places) == set(around.split())
    # any iterable will do
    assert LAND.places_within(iter(places)) == set(within.split())
    assert LAND.places_around(iter(places)) == set(around.split())


def test_a_place_is_within_another_if_that_is_around_it() -> None:
    for one in LAND.place:
        for other in LAND.place:
            assert (one in LAND.places_within([other])) is (other in LAND.places_around([one]))


def test_a_long_chain_of_places_is_walked_to_its_end() -> None:
    # places within each other as deep as allowed
    places = [{"id": "p0", "name": "0", "kind": "region"}]
    places += [{"id": f"p{n}", "name": str(n), "kind": "town", "within": f"p{n - 1}"} for n in range(1, 100)]
    chain = chronology(places=places)
    assert len(chain.places_within(["p0"])) == len(chain.places_around(["p99"])) == 100


# What includes what, and who reports it


def test_the_holder_of_an_event_is_found_by_metric() -> None:
    result = chronology(
        event("a", figures=[figure("civilians", 3), figure("displaced", 9)]),
        event("b", figures=[figure("civilians", 4)]),
        event(
            "sum",
            date="2019-02",
            figures=[
                figure("civilians", 9, scope="cumulative", includes=["a", "b"]),
                figure("civilians", 8, "watch"),
                figure("displaced", 20),
            ],
        ),
    )
    assert result.holder == {("civilians", "a"): "sum", ("civilians", "b"): "sum"}


def test_figures_are_found_by_metric_and_event_the_compilers_choice_first() -> None:
    result = chronology(
        event("a", figures=[figure("civilians", 7, "watch"), figure("fighters", 1), figure("civilians", 3, "north")]),
        event("b", date="2019-02-02", figures=[figure("civilians", 2)]),
        event("c", date="2019-02-03"),
    )
    figures_of = {
        metric: {one: [(f.value, f.source) for f in figures] for one, figures in events.items()}
        for metric, events in result.figures_of.items()
    }
    assert figures_of == {
        "civilians": {"a": [(7, "watch"), (3, "north")], "b": [(2, None)]},
        "fighters": {"a": [(1, None)]},
        "killed": {},
        "displaced": {},
    }


def test_the_whole_of_a_part_is_the_metric_that_names_it() -> None:
    assert EMPTY.whole == {"civilians": "killed", "fighters": "killed"}


@settings(max_examples=scaled(200))
@given(documents())
def test_every_figure_is_found_and_every_holder_includes(raw: dict[str, Any]) -> None:
    result = chronology(*raw["events"])
    figures = [item for events in result.figures_of.values() for of_event in events.values() for item in of_event]
    # by identity: two figures may say the same
    assert {id(item) for item in figures} == {
        id(item) for one in result.events if not one.replaced_by for item in one.figures
    }
    replaces = {one.replaced_by: one.id for one in result.events if one.replaced_by}
    for (metric, inner), outer in result.holder.items():
        assert {inner, replaces.get(inner)} & set(result.figures_of[metric][outer][0].includes)
        # the days of what is included are inside
        held = result.figures_of[metric].get(inner)
        if held:
            outer_days, _ = result.covered(outer, result.figures_of[metric][outer][0])
            assert outer_days.holds(result.covered(inner, held[0])[0])


def test_a_publication_adds_figures_both_ways() -> None:
    result = chronology(
        event("a", figures=[figure("displaced", 3), figure("civilians", 1)]),
        event("b", figures=[figure("displaced", 4, adds_to=["a"]), figure("civilians", 1)], date="2019-02-02"),
        event("c", figures=[figure("displaced", 5, adds_to=["a"])], date="2019-02-03"),
        event("d", figures=[figure("displaced", 6)], date="2019-02-04", replaced_by="c"),
    )
    assert result.adds_to == {("displaced", "a"): {"b", "c"}, ("displaced", "b"): {"a"}, ("displaced", "c"): {"a"}}


def test_a_correction_is_added_in_the_place_of_what_it_replaces() -> None:
    result = chronology(
        event("a", figures=[figure("displaced", 3)], replaced_by="b"),
        event("b", figures=[figure("displaced", 4)]),
        event("c", figures=[figure("displaced", 5, adds_to=["a"])], date="2019-02-03"),
    )
    assert result.adds_to == {("displaced", "b"): {"c"}, ("displaced", "c"): {"b"}}
