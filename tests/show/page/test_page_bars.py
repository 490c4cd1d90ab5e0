"""Bars: where everything is, in percent of the scale."""

import pytest
from pages import Page, Tag

from idlibtl.model.figures import Count
from idlibtl.show.page.bars import axis, bar, hollow, parts, scale
from idlibtl.show.page.elements import Markup

WIDTH = 200
PLACES = ("x", "width", "x1", "x2")


def drawn(node: Markup) -> list[tuple[str, float, float]]:
    """The shapes: the class of each, where it begins and ends. A slash has one place."""

    def places(tag: Tag) -> tuple[float, float]:
        at = {name: float((value or "").rstrip("%")) for name, value in tag.attributes.items() if name in PLACES}
        if tag.name == "rect":
            return at["x"], at["x"] + at["width"]
        if tag.name == "line":
            return at["x1"], at["x2"]
        return places(Tag("line", {"x1": (x := tag.within[-1].attributes["x"]), "x2": x}, ()))

    shapes = [tag for tag in Page(node).tags if tag.name != "svg"]
    return [(tag.classes[0], *places(tag)) for tag in shapes]


@pytest.mark.parametrize("count", [Count(50, 50, 50), Count(None, 50, None), Count(40, 50, None), Count(None, 50, 60)])
def test_what_is_reported_is_solid_whatever_its_words_state(count: Count) -> None:
    assert drawn(bar(WIDTH, count)) == [("sure", 0, 25)]


def test_coded_data_are_solid_to_the_low_hatched_to_the_high_with_a_tick_at_the_best() -> None:
    assert drawn(bar(WIDTH, Count(40, 50, 60))) == [
        ("sure", 0, 20),
        ("perhaps", 20, 30),
        ("best", 25, 25),
    ]


def test_a_bar_of_a_waterfall_begins_where_the_one_before_ends() -> None:
    assert drawn(bar(WIDTH, Count(10, 20, None), 100)) == [("sure", 50, 60)]
    assert drawn(bar(WIDTH, Count(10, 20, 20), 100))[1] == ("perhaps", 55, 60)


def test_nothing_has_no_bar() -> None:
    assert drawn(bar(WIDTH, Count(0, 0, 0))) == drawn(hollow(WIDTH, 0)) == []


def test_a_bar_that_has_no_room_is_cut() -> None:
    assert drawn(bar(WIDTH, Count(900, 900, 900))) == [("sure", 0, 94), ("slash", 94, 94)]
    assert drawn(hollow(WIDTH, 250)) == [("hollow", 0, 94), ("slash", 94, 94)]


def test_what_is_not_added_is_hollow() -> None:
    assert drawn(hollow(WIDTH, 50, 100)) == [("hollow", 50, 75)]


def test_one_bar_of_several_parts() -> None:
    assert drawn(parts(WIDTH, [100, 0, 20])) == [("sure", 0, 50), ("sure", 50, 60)]


@pytest.mark.parametrize(
    ("values", "top"),
    [([], 2), ([0], 2), ([3], 4), ([8], 8), ([9], 10), ([11, 4], 12), ([1245], 1600), ([10**15], 10**15)],
)
def test_a_scale_ends_in_a_round_number(values: list[int], top: int) -> None:
    result = scale(values)
    assert result == top
    assert f'x="100%" y="11" text-anchor="end">{top:,}<' in axis(result)
