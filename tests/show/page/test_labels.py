"""Names on a map: none covers another or a point, and none is beyond the edge."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.show.page.labels import Box, Placed, next_to_point, over_area, placed
from idlibtl.show.page.outlines import NARROW, WIDE, Frame

SQUARE = Frame(270, 270)


def overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def test_the_box_of_a_text() -> None:
    # ten characters of 7.6 units, 16 high, the baseline 4 above the lower side
    assert Placed("0123456789", 60, 50, "start").box == Box(60, 38, 136, 54)
    assert Placed("0123456789", 140, 50, "end").box == Box(64, 38, 140, 54)
    assert Placed("0123456789", 100, 50, "middle").box == Box(62, 38, 138, 54)
    # a wide character takes two
    assert Placed("東京", 50, 50, "start").box.right == pytest.approx(50 + 4 * 7.6)


def test_boxes_are_apart_if_one_ends_before_the_other_begins() -> None:
    one = Box.around(50, 50, 10)
    assert one == Box(40, 40, 60, 60)
    for x, y in ((70, 50), (30, 50), (50, 70), (50, 30), (70, 70)):
        assert one.is_apart(Box.around(x, y, 10))
    for x, y in ((69, 50), (31, 50), (50, 69), (50, 31), (69, 69), (50, 50)):
        assert not one.is_apart(Box.around(x, y, 10))


def test_a_box_beyond_an_edge_does_not_fit() -> None:
    assert Box(0, 0, 270, 270).fits(SQUARE)
    for beyond in (Box(-1, 50, 9, 59), Box(261, 50, 271, 59), Box(50, -1, 59, 9), Box(50, 261, 59, 271)):
        assert not beyond.fits(SQUARE)


def test_the_name_of_a_point_is_at_its_right_and_elsewhere_if_that_is_taken() -> None:
    right, left, above, below = places = next_to_point("A town", 135, 135, 5)
    taken: list[Box] = []
    for place, blocked in (
        (right, Box(155, 130, 165, 140)),
        (left, Box(105, 130, 115, 140)),
        (above, Box(130, 115, 140, 125)),
        (below, Box(130, 145, 140, 155)),
    ):
        assert list(placed([places], taken, SQUARE)) == [place]
        taken.append(blocked)
    assert list(placed([places], taken, SQUARE)) == [None]


def test_an_earlier_name_keeps_a_later_one_away() -> None:
    [first, second] = placed([over_area("Hama", 135, 135), over_area("Homs", 135, 135)], [], SQUARE)
    assert first == Placed("Hama", 135, 139, "middle")
    assert second == Placed("Homs", 135, 121, "middle")


points = st.tuples(st.floats(0, 918), st.floats(0, 540))


@given(
    st.lists(st.tuples(points, st.text(min_size=1, max_size=30), st.booleans()), max_size=8),
    st.sampled_from([WIDE, NARROW]),
)
def test_no_name_covers_another(wanted: list[tuple[tuple[float, float], str, bool]], frame: Frame) -> None:
    dots = [Box.around(x, y, 6) for (x, y), _, is_point in wanted if is_point]
    texts = [next_to_point(text, x, y, 6) if is_point else over_area(text, x, y) for (x, y), text, is_point in wanted]
    boxes = [place.box for place in placed(texts, dots, frame) if place]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert not any(overlap(box, dot) for box in boxes for dot in dots)
    assert all(box.fits(frame) for box in boxes)
