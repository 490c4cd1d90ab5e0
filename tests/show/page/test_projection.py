"""Degrees to units of a map, worked out by hand; its ratio, its lines of latitude and longitude, and its scale."""

from math import cos, radians

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from idlibtl.show.page.outlines import NARROW, WIDE, Frame, View, around, graticule, scale


def view_of(west: float, south: float, east: float, north: float) -> View:
    """The view of exactly these degrees, on a map of which a unit is a percent."""
    return View(west, south, east, north, cos(radians((south + north) / 2)), Frame(100, 100))


def test_places_on_a_map() -> None:
    # 3.12 degrees wide and 2.25 high: Maaret al-Numan is 1.076 east of the left edge and 1.352 south of the upper one
    view = view_of(35.6, 34.75, 38.72, 37.0)
    assert view.at((36.676, 35.648)) == pytest.approx((100 * 1.076 / 3.12, 100 * 1.352 / 2.25))
    assert view.at((35.6, 37.0)) == pytest.approx((0, 0))
    assert view._replace(frame=WIDE).at((38.72, 34.75)) == pytest.approx((918, 540))
    assert view.has((36.7, 35.6))
    assert not view.has((39, 35.6))
    assert not view.has((36.7, 34.7))
    # a little beyond an edge is beyond it, not at the other end
    assert view.at((35.5, 37.0))[0] == pytest.approx(-100 * 0.1 / 3.12)


def test_two_towns() -> None:
    # at the equator, one degree apart: with 15 percent of room on each side 1.3 degrees wide, and so 1.3 / 1.7 high
    view = around([(10, 0), (11, 0)], WIDE)
    assert (view.west, view.east) == pytest.approx((9.85, 11.15))
    assert (view.south, view.north) == pytest.approx((-0.65 / 1.7, 0.65 / 1.7))
    # one above the other: the height sets the width
    view = around([(10, 0), (10, 1)], NARROW)
    assert (view.south, view.north) == pytest.approx((-0.15, 1.15))
    assert (view.east - view.west) * cos(radians(0.5)) == pytest.approx(1.3)


def test_places_at_one_point_and_at_a_pole() -> None:
    view = around([(10, 50), (10, 50)], WIDE)
    assert view.north - view.south == pytest.approx(0.2)
    assert view.at((10, 50)) == pytest.approx((918 / 2, 540 / 2))
    assert around([(10, 90), (12, 90)], WIDE).north == 90
    assert around([(10, -90), (12, -89)], WIDE).south == -90


def test_places_on_both_sides_of_the_date_line_are_close() -> None:
    view = around([(179, -17), (-179, -18)], WIDE)
    assert view.east - view.west < 5
    assert 0 < view.at((179, -17))[0] < view.at((-179, -17))[0] < 918
    view = around([(-179, -17), (-178, -18)], WIDE)
    assert 0 < view.at((-179, -17))[0] < view.at((-178, -17))[0] < 918


def test_the_graticule() -> None:
    view = view_of(35.6, 34.75, 38.72, 37.0)
    assert [name for _, name in graticule(view)[0]] == ["36° E", "37° E", "38° E"]
    assert [name for _, name in graticule(view)[1]] == ["37° N", "36° N", "35° N"][::-1]
    assert [at for at, _ in graticule(view)[0]] == pytest.approx([12.82, 44.87, 76.92], abs=0.01)
    # half a degree, which is 0.31 of latitude, with its room 0.405; the map is 0.26 high and 0.71 degrees wide
    view = around([(-0.2, 51.4), (0.3, 51.6)], WIDE)
    assert [name for _, name in graticule(view)[0]] == ["0.2° W", "0°", "0.2° E", "0.4° E"]
    names = [name for _, name in graticule(around([(170, -17), (-170, -18)], WIDE))[0]]
    assert "180°" in names
    assert names.index("175° E") < names.index("180°") < names.index("175° W")
    # 78 degrees high and 133 wide: at most six lines are one every 30 degrees
    assert [name for _, name in graticule(around([(10, -30), (10, 30)], WIDE))[1]] == ["30° S", "0°", "30° N"]


def test_the_scale_is_a_round_length_of_at_most_a_quarter() -> None:
    # 3.12 degrees x 111.2 km x cos 35.875 = 281 km, a quarter of it 70
    bar = scale(view_of(35.6, 34.75, 38.72, 37.0))
    assert bar is not None
    long, kilometres = bar
    assert kilometres == 50
    assert long == pytest.approx(100 * 50 / (3.12 * 111.2 * cos(radians(35.875))))
    small = scale(around([(10, 0), (10, 0)], NARROW))
    # 0.2 degrees wide: 22 km, a quarter of it 5.6
    assert small is not None
    assert small[1] == 5
    assert scale(around([(-80, -20), (30, 50)], WIDE)) is None


points = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=6)


@given(points, st.sampled_from([WIDE, NARROW]))
@example([(0, -65), (117, 0), (-86, 65)], WIDE)
@example([(0, 0.05), (0, -90)], NARROW)
def test_every_place_is_on_its_map_which_has_the_ratio_of_its_size(
    result: list[tuple[float, float]], frame: Frame
) -> None:
    view, ratio = around(result, frame), frame.width / frame.height
    assert all(view.has(point) for point in result)
    assert view.south >= -90 - 1e-9
    assert view.north <= 90 + 1e-9
    across = (view.east - view.west) * view.shrunk / (view.north - view.south)
    # around the whole world, or from pole to pole, there is no room for it
    is_whole = view.east - view.west == 360 or view.north - view.south == pytest.approx(180)
    assert is_whole or across == pytest.approx(ratio)
    for rules, long in zip(graticule(view), frame, strict=True):
        assert len(rules) <= 9
        assert all(-1e-6 <= at <= long + 1e-6 for at, _ in rules)
    bar = scale(view)
    assert bar is None or 0 < bar[0] <= frame.width / 4
