"""What the words of a figure state, and sources that disagree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.model.figures import Count, Hedge, coded_words, count, in_order, together

EXACT, ABOUT, NEARLY, AT_LEAST, MORE_THAN, AT_MOST, FEWER_THAN = Hedge

values = st.integers(0, 10**12)
hedges = st.sampled_from(Hedge)


@st.composite
def figures(draw: st.DrawFn) -> Count:
    """Any count that a file may have: the bounds of a hedge, or the source's around the value."""
    value = draw(values)
    low = draw(st.none() | st.integers(0, value))
    high = draw(st.none() | st.integers(value, 2 * 10**12))
    return count(value, draw(hedges), low, high)


# One figure


@pytest.mark.parametrize(
    ("coded", "words"),
    [
        (Count(3, 3, 3), "3"),
        (Count(1, 3, 3), "3 (1 to 3)"),
        (Count(3, 3, 5), "3 (3 to 5)"),
        (Count(4, 3, 5), "3 (3 to 5)"),  # in order
        (Count(3, 3, None), "at least 3"),
    ],
)
def test_a_coded_number_has_its_bounds_unless_they_are_itself(coded: Count, words: str) -> None:
    assert coded_words(coded) == words


@pytest.mark.parametrize(
    ("value", "hedge", "expected"),
    [
        (150_000, EXACT, Count(150_000, 150_000, 150_000)),
        (0, EXACT, Count(0, 0, 0)),
        (50, ABOUT, Count(None, 50, None)),
        (1_000, NEARLY, Count(None, 1_000, 1_000)),
        (23, AT_LEAST, Count(23, 23, None)),
        (400_000, MORE_THAN, Count(400_000, 400_000, None)),
        (300, AT_MOST, Count(None, 300, 300)),
        (300, FEWER_THAN, Count(None, 300, 300)),
    ],
)
def test_a_number_has_the_bounds_that_its_words_state_and_no_others(value: int, hedge: Hedge, expected: Count) -> None:
    assert count(value, hedge) == expected


def test_a_range_of_the_source_states_both_bounds() -> None:
    for hedge in Hedge:
        assert count(15, hedge, low=12, high=20) == Count(12, 15, 20)
    assert count(15, ABOUT, low=15) == Count(15, 15, None)
    assert count(15, ABOUT, high=15) == Count(None, 15, 15)
    assert count(10, EXACT, low=8) == Count(8, 10, 10)
    # 0 is a bound too
    assert count(15, ABOUT, low=0) == Count(0, 15, None)
    assert count(0, MORE_THAN, high=0) == Count(0, 0, 0)


@settings(max_examples=scaled(500))
@given(figures())
def test_the_value_is_between_what_is_stated(figure: Count) -> None:
    assert figure.low is None or 0 <= figure.low <= figure.best
    assert figure.high is None or figure.best <= figure.high
    assert in_order(figure) == figure


def test_an_interval_has_both_ends_and_room_between_them() -> None:
    assert Count(3, 5, 9).interval == (3, 9)
    assert Count(5, 5, 9).interval == (5, 9)
    # one end, none, or no room
    for bounds in ((3, 5, None), (None, 5, 9), (None, 5, None), (5, 5, 5)):
        assert Count(*bounds).interval is None


@pytest.mark.parametrize(
    ("hedge", "words"),
    [
        (EXACT, ""),
        (ABOUT, "about"),
        (NEARLY, "nearly"),
        (AT_LEAST, "at least"),
        (MORE_THAN, "more than"),
        (AT_MOST, "at most"),
        (FEWER_THAN, "fewer than"),
    ],
)
def test_a_hedge_has_words(hedge: Hedge, words: str) -> None:
    assert hedge.words == words


def test_bounds_out_of_order_are_put_in_order() -> None:
    assert in_order(Count(9, 8, 7)) == Count(7, 8, 9)
    assert in_order(Count(9, 8, None)) == Count(8, 8, None)
    assert in_order(Count(None, 8, 7)) == Count(None, 8, 8)


# Sources that disagree


def test_sources_that_disagree_are_one_count() -> None:
    # a hospital says 7, the army 3
    assert together([count(7, EXACT), count(3, EXACT)]) == Count(3, 7, 7)
    assert together([count(3, EXACT), count(7, EXACT)]) == Count(3, 3, 7)
    assert together([count(7, EXACT), count(5, AT_LEAST)]) == Count(5, 7, None)
    assert together([count(50, ABOUT)]) == Count(None, 50, None)
    # the first is the compiler's choice; a source that states no bound leaves none
    assert together([count(20, ABOUT), count(0, EXACT), count(30, NEARLY)]) == Count(None, 20, None)
    assert together([count(5, MORE_THAN), count(100, EXACT)]) == Count(5, 5, None)
    assert together([count(10, EXACT, low=2, high=40), count(12, EXACT)]) == Count(2, 10, 40)


@settings(max_examples=scaled(500))
@given(st.lists(figures(), min_size=1, max_size=5))
def test_several_sources_state_the_widest_of_their_bounds_if_all_state_one(counts: list[Count]) -> None:
    one = together(counts)
    lows, highs = [other.low for other in counts], [other.high for other in counts]
    assert one.best == counts[0].best
    assert (one.low is None) is (None in lows)
    assert (one.high is None) is (None in highs)
    assert one.low is None or (one.low in lows and all(low is not None and one.low <= low for low in lows))
    assert one.high is None or (one.high in highs and all(high is not None and one.high >= high for high in highs))
    # the order decides the value alone
    assert together(counts[::-1]) == Count(one.low, counts[-1].best, one.high)
