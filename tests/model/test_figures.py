"""Hedged counts: what a hedge leaves open, and how counts add up."""

from dataclasses import FrozenInstanceError
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.model.figures import TOLERANCE, Count, Hedge, count, together

EXACT, ABOUT, NEARLY, AT_LEAST, MORE_THAN = Hedge

values = st.integers(0, 10**12)
hedges = st.sampled_from(Hedge)


@st.composite
def figures(draw: st.DrawFn) -> Count:
    """Any count that a file may hold: a hedge's own bounds, or the source's around the value."""
    value = draw(values)
    low = draw(st.none() | st.integers(0, value))
    high = draw(st.none() | st.integers(value, 2 * 10**12))
    return count(value, draw(hedges), low, high)


sums = st.lists(figures(), max_size=5)


def in_order(found: Count) -> bool:
    return 0 <= found.low <= found.best and (found.high is None or found.best <= found.high)


# One figure


@pytest.mark.parametrize(
    ("value", "hedge", "expected"),
    [
        (150_000, EXACT, Count(150_000, 150_000, 150_000)),
        (0, EXACT, Count(0, 0, 0)),
        # a tenth of 15 is 1.5: down to 13, up to 17
        (15, ABOUT, Count(13, 15, 17)),
        (13, ABOUT, Count(11, 13, 15)),
        (18, ABOUT, Count(16, 18, 20)),
        (50, ABOUT, Count(45, 50, 55)),
        (358_000, ABOUT, Count(322_200, 358_000, 393_800)),
        (1, ABOUT, Count(0, 1, 2)),
        (0, ABOUT, Count(0, 0, 0)),
        (1_000, NEARLY, Count(900, 1_000, 1_000)),
        (80, NEARLY, Count(72, 80, 80)),
        (15, NEARLY, Count(13, 15, 15)),
        (23, AT_LEAST, Count(23, 23, None)),
        (100, AT_LEAST, Count(100, 100, None)),
        (400_000, MORE_THAN, Count(400_000, 400_000, None)),
    ],
)
def test_a_hedge_leaves_open_what_the_table_says(value: int, hedge: Hedge, expected: Count) -> None:
    assert count(value, hedge) == expected


@settings(max_examples=scaled(500))
@given(values, hedges)
def test_a_hedge_moves_the_bounds_by_the_tolerance(value: int, hedge: Hedge) -> None:
    below = floor(value * (1 - Fraction(TOLERANCE, 100)))
    above = ceil(value * (1 + Fraction(TOLERANCE, 100)))
    expected = {
        EXACT: Count(value, value, value),
        ABOUT: Count(below, value, above),
        NEARLY: Count(below, value, value),
        AT_LEAST: Count(value, value, None),
        MORE_THAN: Count(value, value, None),
    }
    assert count(value, hedge) == expected[hedge]


def test_the_tolerance_is_ten_percent() -> None:
    assert TOLERANCE == 10


def test_a_sources_own_range_replaces_the_hedges() -> None:
    assert count(15, ABOUT, low=12, high=20) == Count(12, 15, 20)
    assert count(15, ABOUT, low=15) == Count(15, 15, 17)
    assert count(15, ABOUT, high=15) == Count(13, 15, 15)
    assert count(23, AT_LEAST, low=20, high=30) == Count(20, 23, 30)
    assert count(10, EXACT, low=8) == Count(8, 10, 10)
    # nought is a bound too
    assert count(15, ABOUT, low=0, high=15) == Count(0, 15, 15)
    assert count(0, MORE_THAN, high=0) == Count(0, 0, 0)


@settings(max_examples=scaled(500))
@given(figures())
def test_the_best_value_lies_between_its_bounds(figure: Count) -> None:
    assert in_order(figure)


def test_a_count_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        count(15, ABOUT).low = 15  # type: ignore[misc]


@pytest.mark.parametrize(
    ("hedge", "words", "is_open"),
    [
        (EXACT, "", False),
        (ABOUT, "about", False),
        (NEARLY, "nearly", False),
        (AT_LEAST, "at least", True),
        (MORE_THAN, "more than", True),
    ],
)
def test_a_hedge_has_words_and_may_be_open_upwards(hedge: Hedge, words: str, *, is_open: bool) -> None:
    assert hedge.words == words
    assert hedge.is_open is is_open


# Sources that disagree


def test_sources_that_disagree_are_one_count() -> None:
    # a hospital says 7, the army 3
    assert together([count(7, EXACT), count(3, EXACT)]) == Count(3, 7, 7)
    assert together([count(3, EXACT), count(7, EXACT)]) == Count(3, 3, 7)
    assert together([count(7, EXACT), count(5, AT_LEAST)]) == Count(5, 7, None)
    assert together([count(50, ABOUT)]) == Count(45, 50, 55)
    # the first is the curator's choice, and the others only widen its bounds
    assert together([count(20, ABOUT), count(0, EXACT), count(30, NEARLY)]) == Count(0, 20, 30)
    assert together([count(5, MORE_THAN), count(100, EXACT)]) == Count(5, 5, None)
    assert together([count(10, EXACT, low=2, high=40), count(12, EXACT)]) == Count(2, 10, 40)


@settings(max_examples=scaled(500))
@given(sums.filter(bool))
def test_several_told_together_keep_their_bounds_in_order(counts: list[Count]) -> None:
    found = together(counts)
    assert in_order(found)
    assert found.best == counts[0].best
    assert all(found.low <= each.low for each in counts)
    assert found.low in [each.low for each in counts]
    assert found.high in [each.high for each in counts]
    assert all(found.high is None or (each.high is not None and each.high <= found.high) for each in counts)
    # whom the curator names first decides the best number, and nothing else
    assert together(counts[::-1]) == Count(found.low, counts[-1].best, found.high)
    assert (found.high is None) is any(each.high is None for each in counts)
