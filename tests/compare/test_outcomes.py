"""The word for two numbers: by brute force over what each leaves possible."""

from itertools import product

import pytest

from idlibtl.compare.outcomes import NOTHING, Estimate, Outcome, outcome

#: Numbers beyond this stand for all that are larger.
MOST = 6
HIGHS = (*range(MOST), None)


def possible(low: int, high: int | None) -> set[int]:
    """The numbers that two bounds leave; an open one leaves all."""
    return set(range(low, MOST if high is None else high + 1))


INTERVALS = [(low, high) for low, high in product(range(MOST), HIGHS) if high is None or low <= high]


@pytest.mark.parametrize(("low", "high"), INTERVALS)
def test_the_word_is_what_the_possible_numbers_say(low: int, high: int | None) -> None:
    ours = possible(low, high)
    for their_low, their_high in INTERVALS:
        theirs = possible(their_low, their_high)
        for best in (their_low, None):
            said = outcome(low, high, Estimate(their_low, best, their_high))
            if max(ours) < min(theirs):
                assert said is Outcome.LOWER
            elif min(ours) > max(theirs):
                assert said is Outcome.HIGHER
            elif best is None:
                assert said is Outcome.NOT_COMPARABLE
            else:
                assert ours & theirs
                is_open = high is None or their_high is None
                assert said is (Outcome.NOT_CONTRADICTED if is_open else Outcome.AGREES)


def test_nothing_found_comes_before_every_other_word() -> None:
    assert outcome(0, 0, NOTHING) is Outcome.NOTHING_FOUND
    assert outcome(5, None, NOTHING) is Outcome.NOTHING_FOUND


def test_the_words_are_those_that_people_read() -> None:
    assert [each.value for each in Outcome] == [
        *("agrees", "lower", "higher", "not contradicted", "nothing found", "not comparable"),
    ]
