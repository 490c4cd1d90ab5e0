"""The word for a printed value, and how far it is outside: by brute force."""

from itertools import product

import pytest

from idlibtl.compare.crosscheck import Outcome, distance, outcome
from idlibtl.compare.other_rows import NOTHING, Estimate

NUMBERS = range(6)
BOUNDS = (*NUMBERS, None)


IN_ORDER = [
    three
    for three in product(BOUNDS, BOUNDS, BOUNDS)
    if (loaded := [n for n in three if n is not None]) == sorted(loaded)
]


@pytest.mark.parametrize(("low", "best", "high"), IN_ORDER)
def test_the_word_is_where_the_value_is(low: int | None, best: int | None, high: int | None) -> None:
    theirs = Estimate(low, best, high)
    for value in NUMBERS:
        word = outcome(value, theirs)
        if (low, best, high) == (None, None, None):
            assert word is Outcome.NO_ROWS
        elif best is None:
            assert word is Outcome.NOT_COMPARABLE
        elif low is not None and value in range(low):
            assert (word, value + distance(value, theirs)) == (Outcome.BELOW, low)
        elif high is not None and value in range(high + 1, 6):
            assert (word, value - distance(value, theirs)) == (Outcome.ABOVE, high)
        elif low is None and high is None and value != best:
            assert word is Outcome.NOT_COMPARABLE
        else:
            assert (word, distance(value, theirs)) == (Outcome.WITHIN, 0)


def test_the_words_are_those_that_people_read() -> None:
    words = ["within their range", "below their low", "above their high", "no rows", "not comparable"]
    assert [word.value for word in Outcome] == words


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (Estimate(1090, 1158, 1396), "1,090/1,158/1,396"),
        (Estimate(0, None, 483), "0/?/483"),
        (Estimate(50, 50, None), "50/50/open"),
        (Estimate(None, 15, None), "-/15/-"),
        (Estimate(None, 1000, 1000), "-/1,000/1,000"),
        (NOTHING, ""),
    ],
)
def test_three_numbers_in_a_word(estimate: Estimate, text: str) -> None:
    assert str(estimate) == text
