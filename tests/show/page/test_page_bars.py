"""Interval bars: where everything stands, in percent of the scale."""

import pytest
from pages import Page, Tag

from idlibtl.model.figures import Count
from idlibtl.show.page.bars import Scale, axis, bar, hollow, legend, reach, scale
from idlibtl.show.page.elements import Node, html

WIDTH = Scale(200)
PLACES = ("x", "width", "x1", "x2")


def drawn(node: Node) -> list[tuple[str, float, float]]:
    """The shapes: the class of each, where it begins and ends. The head of an arrow, and a slash, has one place."""

    def places(tag: Tag) -> tuple[float, float]:
        said = {name: float((value or "").rstrip("%")) for name, value in tag.attributes.items() if name in PLACES}
        if tag.name == "rect":
            return said["x"], said["x"] + said["width"]
        if tag.name == "line":
            return said["x1"], said["x2"]
        return places(Tag("line", {"x1": (at := tag.within[-1].attributes["x"]), "x2": at}, ()))

    shapes = [tag for tag in Page(html(node)).tags if tag.name != "svg"]
    return [(tag.classes[0], *places(tag)) for tag in shapes]


def test_a_number_without_doubt_is_solid() -> None:
    assert drawn(bar(WIDTH, Count(50, 50, 50))) == [("sure", 0, 25)]


def test_solid_to_the_low_hatched_to_the_high_and_a_tick_at_the_best() -> None:
    assert drawn(bar(WIDTH, Count(40, 50, 60))) == [("sure", 0, 20), ("perhaps", 20, 30), ("best", 25, 25)]


def test_an_open_number_ends_in_an_arrow() -> None:
    assert drawn(bar(WIDTH, Count(40, 50, None))) == [
        ("sure", 0, 20),
        ("perhaps", 20, 25),
        ("best", 25, 25),
        ("open", 25, 34),
        ("head", 34, 34),
    ]


def test_a_bar_of_a_waterfall_begins_where_the_one_before_ends() -> None:
    assert drawn(bar(WIDTH, Count(10, 20, 20), 100)) == [("sure", 50, 55), ("perhaps", 55, 60), ("best", 60, 60)]


def test_of_nobody_the_tick_is_left() -> None:
    assert drawn(bar(WIDTH, Count(0, 0, 0))) == [("best", 0, 0)]
    assert drawn(bar(WIDTH, Count(0, 0, None)))[0] == ("best", 0, 0)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (Count(900, 900, 900), [("sure", 0, 94), ("slash", 94, 94)]),
        (Count(100, 150, 900), [("sure", 0, 50), ("perhaps", 50, 94), ("best", 75, 75), ("slash", 94, 94)]),
        (Count(100, 199, 900), [("sure", 0, 50), ("perhaps", 50, 94), ("slash", 94, 94)]),
    ],
)
def test_a_bar_that_has_no_room_is_cut(count: Count, expected: object) -> None:
    assert drawn(bar(WIDTH, count)) == expected


def test_what_is_told_and_not_added_is_hollow() -> None:
    assert drawn(hollow(WIDTH, 50, 100)) == [("hollow", 50, 75)]
    assert drawn(hollow(WIDTH, 250)) == [("hollow", 0, 94), ("slash", 94, 94)]


@pytest.mark.parametrize(
    ("reaches", "top"),
    [
        ([], 2),
        ([0], 2),
        ([3], 4),
        ([8], 8),
        ([9], 10),
        ([11, 4], 12),
        ([1245], 1600),
        ([1200.5], 1600),
        ([10**15], 10**15),
    ],
)
def test_a_scale_ends_in_a_round_number(reaches: list[float], top: int) -> None:
    found = scale(reaches)
    assert found == Scale(top)
    assert found.top % 2 == 0
    assert f'x="50%" y="11" text-anchor="middle" class="mid">{top // 2:,}<' in html(axis(found))


def test_an_open_bar_reaches_as_far_as_its_arrow() -> None:
    assert reach(Count(1, 91, None), 91) == pytest.approx(200)
    assert reach(Count(1, 2, 3), 10) == 13
    on = scale([reach(Count(1, 91, None))])
    assert drawn(bar(on, Count(1, 91, None)))[-1][1] <= 100


def test_the_legend_tells_of_cut_bars_where_there_are_some() -> None:
    assert "beyond the scale" in html(legend(is_cut=True))
    assert "beyond the scale" not in html(legend(is_cut=False))
    assert html(legend(is_cut=False)).count("<li>") == 4
