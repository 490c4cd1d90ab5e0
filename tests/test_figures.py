"""Hedged counts: what a hedge leaves open, and how counts add up."""

from dataclasses import FrozenInstanceError
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.model.figures import TOLERANCE, Count, Hedge, combined_hedge, count, cumulative, rest, total

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


# Sums


def test_counts_add_up_bound_by_bound() -> None:
    # civilians from June to August 2019
    assert total([count(10, EXACT), count(20, EXACT), count(50, ABOUT)]) == Count(75, 80, 85)
    assert total([count(38_000, EXACT)]) == Count(38_000, 38_000, 38_000)
    assert total([]) == Count(0, 0, 0)


@pytest.mark.parametrize("position", range(3))
def test_one_open_count_opens_the_sum(position: int) -> None:
    counts = [count(10, EXACT), count(20, EXACT)]
    counts.insert(position, count(23, AT_LEAST))
    assert total(counts) == Count(53, 53, None)


@given(sums)
def test_a_sum_keeps_its_bounds_in_order(counts: list[Count]) -> None:
    found = total(iter(counts))
    assert in_order(found)
    assert found.low == sum(each.low for each in counts)
    assert found.best == sum(each.best for each in counts)
    assert (found.high is None) is any(each.high is None for each in counts)


@given(sums, sums)
def test_sums_may_be_taken_in_any_order_and_grouping(some: list[Count], others: list[Count]) -> None:
    assert total([total(some), total(others)]) == total(some + others) == total(others + some)


# What a cumulative figure is beside those that it includes


def test_a_rest_is_what_the_whole_reports_beyond_its_parts() -> None:
    # nearly 1,000 civilians by the end of August 2019, with about 15, 10, 20 and about 50 inside
    parts = total([count(15, ABOUT), count(10, EXACT), count(20, EXACT), count(50, ABOUT)])
    assert parts == Count(88, 95, 102)
    assert rest(count(1_000, NEARLY), parts) == Count(900 - 102, 905, 1_000 - 88)
    # more than 400,000 displaced, with 150,000 inside
    assert rest(count(400_000, MORE_THAN), count(150_000, EXACT)) == Count(250_000, 250_000, None)
    # of at least 45 killed, 10 were civilians
    assert rest(count(45, AT_LEAST), count(10, EXACT)) == Count(35, 35, None)


def test_a_rest_is_never_below_nought() -> None:
    assert rest(count(10, EXACT), count(20, EXACT)) == Count(0, 0, 0)
    assert rest(count(20, EXACT), count(15, EXACT, low=10, high=40)) == Count(0, 5, 10)
    assert rest(count(10, EXACT, high=30), count(20, EXACT)) == Count(0, 0, 10)
    # parts that are open upwards may make up all of the whole
    assert rest(count(100, EXACT), count(23, AT_LEAST)) == Count(0, 77, 77)


def test_the_rest_of_a_figure_that_includes_nothing_is_itself() -> None:
    assert rest(count(1_000, NEARLY), total([])) == count(1_000, NEARLY)
    assert rest(count(23, AT_LEAST), total([])) == count(23, AT_LEAST)


@given(figures(), figures())
def test_a_rest_keeps_its_bounds_in_order(whole: Count, parts: Count) -> None:
    found = rest(whole, parts)
    assert in_order(found)
    assert found.best == max(0, whole.best - parts.best)
    assert (found.high is None) is (whole.high is None)


def test_a_cumulative_figure_counts_for_at_least_what_it_includes() -> None:
    parts = Count(88, 95, 102)
    assert cumulative(count(1_000, NEARLY), parts) == Count(900, 1_000, 1_000)
    # its own 10 % are less than what is known for certain
    assert cumulative(count(100, ABOUT), count(98, EXACT)) == Count(98, 100, 110)
    assert cumulative(count(95, EXACT), parts) == Count(95, 95, 95)


def test_what_a_cumulative_figure_includes_replaces_it_where_it_is_more() -> None:
    assert cumulative(count(90, EXACT), Count(88, 95, 102)) == Count(88, 95, 102)
    assert cumulative(count(90, ABOUT), Count(95, 95, None)) == Count(95, 95, None)


@given(figures(), figures())
def test_a_cumulative_figure_keeps_its_bounds_in_order(own: Count, parts: Count) -> None:
    found = cumulative(own, parts)
    assert in_order(found)
    assert found.best == max(own.best, parts.best)
    assert found.low >= parts.low


@given(figures(), figures())
def test_a_cumulative_figure_is_its_parts_and_its_rest(own: Count, parts: Count) -> None:
    assert cumulative(own, parts).best == parts.best + rest(own, parts).best


# The hedge of a sum


@pytest.mark.parametrize(
    ("hedges", "expected"),
    [
        ([], EXACT),
        ([EXACT], EXACT),
        ([EXACT, EXACT], EXACT),
        ([AT_LEAST], AT_LEAST),
        ([MORE_THAN], AT_LEAST),
        ([AT_LEAST, MORE_THAN], AT_LEAST),
        # exact numbers take nothing away from a lower bound
        ([EXACT, AT_LEAST], AT_LEAST),
        ([EXACT, ABOUT], ABOUT),
        ([EXACT, NEARLY], ABOUT),
        ([ABOUT, AT_LEAST], ABOUT),
        ([NEARLY, MORE_THAN], ABOUT),
        (list(Hedge), ABOUT),
    ],
)
def test_the_hedge_of_a_sum(hedges: list[Hedge], expected: Hedge) -> None:
    assert combined_hedge(hedges) is expected
    assert combined_hedge(reversed(hedges)) is expected


@given(st.lists(st.tuples(values, hedges), min_size=1))
def test_a_sum_that_is_exact_has_no_room_and_one_at_least_has_no_top(named: list[tuple[int, Hedge]]) -> None:
    found = total(count(value, hedge) for value, hedge in named)
    match combined_hedge(hedge for _, hedge in named):
        case Hedge.EXACT:
            assert found.low == found.best == found.high
        case Hedge.AT_LEAST:
            assert found.low == found.best
            assert found.high is None
        case hedge:
            assert hedge is ABOUT
            assert any(each in (ABOUT, NEARLY) for _, each in named)
