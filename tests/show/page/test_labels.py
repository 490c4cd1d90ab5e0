"""Names on a map: none covers another or a point, at any width that the map is shown in."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.show.page.labels import Box, Frame, Placed, apart, box_of, fits, next_to_point, over_area, placed

SQUARE = Frame(1.0, (270, 900))


def corners(box: Box, width: float, ratio: float) -> tuple[float, float, float, float]:
    """A box in pixels, on a map of this width."""
    x, y = box.x * width / 100, box.y * width / ratio / 100
    return x + box.left, y + box.top, x + box.right, y + box.bottom


def overlap(one: Box, other: Box, width: float, ratio: float) -> bool:
    left, top, right, bottom = corners(one, width, ratio)
    left_2, top_2, right_2, bottom_2 = corners(other, width, ratio)
    return left < right_2 and left_2 < right and top < bottom_2 and top_2 < bottom


def test_the_box_of_a_text() -> None:
    # ten characters of 7.6 pixels, 16 high, the baseline 4 above the lower side
    assert box_of(Placed("0123456789", 50, 50, 10, 4, "start")) == Box(50, 50, 10, -8, 86, 8)
    assert box_of(Placed("0123456789", 50, 50, -10, 4, "end")) == Box(50, 50, -86, -8, -10, 8)
    assert box_of(Placed("0123456789", 50, 50, 0, 4, "middle")) == Box(50, 50, -38, -8, 38, 8)
    # a wide character takes two
    assert box_of(Placed("東京", 50, 50, 0, 4, "start")).right == pytest.approx(4 * 7.6)


def test_boxes_are_apart_at_every_width_or_not_at_all() -> None:
    one = Box(50, 50, -10, -10, 10, 10)
    assert apart(one, Box(60, 50, -10, -10, 10, 10), SQUARE)  # ten percent are 27 pixels or more
    assert not apart(one, Box(57, 50, -10, -10, 10, 10), SQUARE)  # seven are 19 on the narrowest map
    assert apart(one, Box(57, 58, -10, -10, 10, 10), SQUARE)
    # on a map half as high eight percent are 11 pixels
    assert not apart(one, Box(57, 58, -10, -10, 10, 10), Frame(2.0, (270, 900)))
    # next to it on a narrow map, but on a wide one its point has gone past
    moving = Box(40, 50, 50, -10, 60, 10)
    assert not overlap(one, moving, 270, 1.0)
    assert overlap(one, moving, 600, 1.0)
    assert not apart(one, moving, SQUARE)


def test_a_box_beyond_an_edge_does_not_fit() -> None:
    assert fits(Box(0, 0, 0, 0, 10, 10), SQUARE)
    for beyond in (
        Box(0, 50, -1, 0, 9, 9),
        Box(100, 50, -9, 0, 1, 9),
        Box(50, 0, 0, -1, 9, 9),
        Box(50, 100, 0, -9, 9, 1),
    ):
        assert not fits(beyond, SQUARE)


def test_the_name_of_a_point_is_at_its_right_and_elsewhere_if_that_is_taken() -> None:
    right, left, above, below = places = next_to_point("A town", 50, 50, 5)
    taken: list[Box] = []
    for place, blocked in (
        (right, Box(50, 50, 20, -5, 30, 5)),
        (left, Box(50, 50, -30, -5, -20, 5)),
        (above, Box(50, 50, -5, -20, 5, -10)),
        (below, Box(50, 50, -5, 10, 5, 20)),
    ):
        assert list(placed([places], taken, SQUARE)) == [place]
        taken.append(blocked)
    assert list(placed([places], taken, SQUARE)) == [None]


def test_an_earlier_name_keeps_a_later_one_away() -> None:
    [first, second] = placed([over_area("Hama", 50, 50), over_area("Homs", 50, 50)], [], SQUARE)
    assert first == Placed("Hama", 50, 50, 0, 4, "middle")
    assert second == Placed("Homs", 50, 50, 0, -14, "middle")


points = st.tuples(st.floats(0, 100), st.floats(0, 100))


@given(
    st.lists(st.tuples(points, st.text(min_size=1, max_size=30), st.booleans()), max_size=8),
    st.sampled_from([Frame(1.7, (600, 1120)), Frame(1.0, (270, 640))]),
    st.floats(0, 1),
)
def test_no_name_covers_another_at_any_width(
    wanted: list[tuple[tuple[float, float], str, bool]], frame: Frame, between: float
) -> None:
    ratio, (narrowest, widest) = frame
    width = narrowest + between * (widest - narrowest)
    dots = [Box(x, y, -6, -6, 6, 6) for (x, y), _, is_point in wanted if is_point]
    texts = [next_to_point(text, x, y, 6) if is_point else over_area(text, x, y) for (x, y), text, is_point in wanted]
    result = [box_of(place) for place in placed(texts, dots, frame) if place]
    for one, other in combinations(result, 2):
        assert not overlap(one, other, width, ratio)
    for box in result:
        assert not any(overlap(box, dot, width, ratio) for dot in dots)
        left, top, right, bottom = corners(box, width, ratio)
        assert left >= -1e-6
        assert top >= -1e-6
        assert right <= width + 1e-6
        assert bottom <= width / ratio + 1e-6
