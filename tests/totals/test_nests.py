"""Nests of figures against a plain walk up: what is inside what, and which parts a stated total includes."""

import json
from typing import Any

import pytest
from chronologies import document
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl import Chronology, from_bytes
from idlibtl.totals.nests import IncludedParts, Key, nest, own_parts, with_parts


def event(identity: str, **figures: list[str]) -> dict[str, Any]:
    """An event with a toll of each of these metrics, and the events that it includes."""
    return {
        "id": identity,
        "date": "2019-02-01",
        "title": "Something",
        "kinds": ["strike"],
        "figures": [
            {"metric": metric, "value": 1, "source": None, "scope": "cumulative", "includes": includes}
            for metric, includes in figures.items()
        ],
    }


@st.composite
def nested_tolls(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to twelve events of one day with tolls of people killed and of civilians, some of which include others."""
    number = draw(st.integers(1, 12))
    is_deep = draw(st.booleans())  # or else a chain would be rare
    figures: dict[str, dict[int, list[str]]] = {}
    for metric in ("killed", "civilians"):
        events = [index for index in range(number) if draw(st.integers(0, 3))]
        figures[metric] = {index: [] for index in events}
        for at, index in enumerate(events[:-1]):
            outer = draw(st.sampled_from([None, *events[at + 1 :][: 2 if is_deep else number]]))
            if outer is not None:
                figures[metric][outer].append(f"e{index}")
    return [
        event(f"e{index}", **{metric: of[index] for metric, of in figures.items() if index in of})
        for index in range(number)
    ]


def around(chronology: Chronology, figure: Key) -> set[Key]:
    """The figure, and all that include it."""
    reached: set[Key] = set()
    waiting = [figure]
    while waiting:
        metric, event = waiting.pop()
        if event not in chronology.figures_of[metric] or (metric, event) in reached:
            continue
        reached.add((metric, event))
        outer = chronology.holder.get((metric, event))
        waiting += [(metric, outer)] if outer else []
        if metric == "civilians":
            stated = event if event in chronology.figures_of["killed"] else chronology.holder.get(("killed", event))
            waiting += [("killed", stated)] if stated else []
    return reached


@given(nested_tolls())
@settings(max_examples=scaled(300))
def test_a_figure_is_inside_those_that_a_walk_up_meets(events: list[dict[str, Any]]) -> None:
    chronology = from_bytes(json.dumps(document(events)).encode())
    nested = nest(chronology, chronology.metric["killed"])
    included_in = {number: around(chronology, key) for number, key in enumerate(nested.keys)}
    for inner, (metric, event) in enumerate(nested.keys):
        expected = {other for of, other in included_in[inner] - {(metric, event)} if of == metric}
        others = {other: nested.number[metric, other] for other in chronology.figures_of[metric] if other != event}
        assert {other for other, outer in others.items() if nested.holds(outer, inner)} == expected
    parts = [number for number, (metric, _) in enumerate(nested.keys) if metric == "civilians"]
    inside = {outer: sum(nested.keys[outer] in included_in[inner] for inner in parts) for outer in parts}
    for number, included in with_parts(nested, range(len(nested.keys)), inside):
        if number not in parts:
            expected_parts = [part for part in parts if nested.keys[number] in included_in[part]]
            assert [part for part in parts if included.has(part)] == expected_parts
            assert included.sum == len(expected_parts)


def test_the_parts_at_the_bottom_of_a_long_chain_are_added_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [event(f"part{number}", civilians=[]) for number in range(100)]
    tolls = [event("toll0", killed=[part["id"] for part in parts])]
    tolls += [event(f"toll{number}", killed=[f"toll{number - 1}"]) for number in range(1, 100)]
    chronology = from_bytes(json.dumps(document([*parts, *tolls])).encode())
    added: list[int] = []
    add = IncludedParts.add

    def noted(parts: IncludedParts, part: int) -> None:
        added.append(part)
        add(parts, part)

    monkeypatch.setattr(IncludedParts, "add", noted)
    nested = nest(chronology, chronology.metric["killed"])
    own = own_parts(nested, dict.fromkeys(range(len(nested.keys)), 1))
    assert sum(own.values()) == 100
    assert len(added) == 100
