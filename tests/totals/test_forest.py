"""A forest against a plain walk up: what is inside what, and the nearest key with a marked one inside."""

from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.totals.nests import Marked, is_inside, stretches


@st.composite
def forests(draw: st.DrawFn) -> dict[int, int | None]:
    """Up to thirty keys, each inside a smaller one or in none."""
    number = draw(st.integers(1, 30))
    deep = draw(st.booleans())  # or else a chain would be rare
    return {
        key: draw(st.sampled_from([key - 1, key - 1, None]) if deep else st.none() | st.integers(0, key - 1))
        if key
        else None
        for key in range(number)
    }


def around(parents: dict[int, int | None], key: int) -> list[int]:
    """The key and everything that it is in, the nearest first."""
    result = []
    at: int | None = key
    while at is not None:
        result.append(at)
        at = parents[at]
    return result


@given(forests())
@settings(max_examples=scaled(200))
def test_one_is_inside_another_if_a_walk_up_meets_it(parents: dict[int, int | None]) -> None:
    loaded = stretches(parents)
    for inner in parents:
        assert [outer for outer in parents if is_inside(loaded[inner], loaded[outer])] == sorted(around(parents, inner))


@given(forests(), st.lists(st.integers(0, 29), max_size=8))
@settings(max_examples=scaled(200))
def test_the_nearest_around_a_marked_one_is_that_which_a_walk_up_meets(
    parents: dict[int, int | None], marks: list[int]
) -> None:
    marked, left = Marked(parents), [mark for mark in marks if mark in parents]
    for mark in left:
        marked.add(mark)
    while left:
        holding = {key for mark in left for key in around(parents, mark)}
        for key in parents:
            assert marked.is_around(key) == (key in holding)
            expected = next((one for one in around(parents, key) if one in holding), None)
            assert marked.nearest_around(key) == expected
        marked.remove(left.pop())


def test_a_chain_of_many_is_climbed_in_few_steps() -> None:
    class Counted(Marked[int]):
        asked = 0

        def is_around(self, key: int) -> bool:
            self.asked += 1
            return super().is_around(key)

    number = 5000
    marked = Counted({key: key - 1 if key else None for key in range(number)} | {number: 0})
    marked.add(number)
    assert marked.nearest_around(number - 1) == 0
    assert marked.asked < 60
