"""Bars: how long they are, what is at their ends, what sets their scale, and what is not on a scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.model.figures import Count
from idlibtl.show.blocks import Beyond, Mark
from idlibtl.show.layout import bars
from idlibtl.show.signs import ASCII, UNICODE, Signs


def reported(best: int) -> Count:
    return Count(None, best, None)


def test_the_largest_number_fills_the_width_and_is_the_end_of_the_scale() -> None:
    drawn = bars([reported(93), reported(50), None], 40, UNICODE)
    assert drawn.scale == "0" + " " * 37 + "93"
    assert drawn.cells[0] == "█" * 40
    assert drawn.cells[2] == ""
    assert drawn.legend == ""


def test_a_number_ends_at_the_eighth_of_a_column() -> None:
    # ten columns of 8 each, so that 1 is an eighth: 35 is 4 columns and 3 eighths, 9 is 1 and 1
    assert bars([reported(80), reported(35), reported(1), reported(9)], 10, UNICODE).cells == [
        "█" * 10,
        "████▍",
        "▏",
        "█▏",
    ]
    # ASCII has no eighths: 4.4, 0.1 and 1.1 columns. Still, what is not 0 can be seen
    assert bars([reported(80), reported(35), reported(1), reported(9)], 10, ASCII).cells == ["#" * 10, "####", "#", "#"]


def test_a_scale_that_has_no_room_is_left_out() -> None:
    assert bars([reported(12_345_678)], 12, UNICODE).scale == "0 12,345,678"
    assert bars([reported(12_345_678)], 11, UNICODE) == (["█" * 11], "", "")


def test_zero_has_no_bar() -> None:
    assert bars([reported(0), reported(10)], 10, UNICODE).cells == ["", "█" * 10]
    assert bars([reported(0)], 10, UNICODE) == ([""], "", "")


def test_nothing_reported_has_no_bar_and_no_scale() -> None:
    assert bars([None, None], 10, UNICODE) == (["", ""], "", "")
    assert bars([], 10, UNICODE) == ([], "", "")


def test_an_interval_is_solid_to_its_low_shaded_to_its_high_with_a_tick_at_its_best() -> None:
    # ten columns of 10 each: 20 is the end of the second, 55 is in the sixth, 80 is the end of the eighth
    drawn = bars([Count(20, 55, 80), reported(100)], 10, UNICODE)
    assert drawn.cells == ["██░░░┃░░", "█" * 10]
    assert drawn.legend == "█ low  ┃ best  ░ high"
    assert bars([Count(20, 55, 80), reported(100)], 10, ASCII).cells[0] == "##---|--"
    assert bars([Count(20, 55, 80)], 10, ASCII).legend == "# low  | best  - high"


def test_the_high_of_an_interval_sets_the_scale() -> None:
    # ten columns of 20 each
    assert bars([Count(100, 100, 200)], 10, UNICODE).cells == ["█████┃░░░░"]
    assert bars([Count(100, 100, 200)], 10, UNICODE).scale == "0      200"


def test_an_interval_from_zero_can_be_seen() -> None:
    assert bars([Count(0, 0, 40), reported(100)], 10, UNICODE).cells[0] == "┃░░░"


def test_equal_bounds_are_not_an_interval() -> None:
    assert bars([Count(50, 50, 50), reported(100)], 10, UNICODE).cells[0] == "█████"


def test_what_is_of_several_rows_is_words_and_does_not_set_the_scale() -> None:
    drawn = bars([reported(93), Beyond(905, "in the wider figure alone")], 40, UNICODE)
    assert drawn.scale.endswith("93")
    # 905 / 93 = 9.7
    assert drawn.cells[1] == "in the wider figure alone; a bar of it would be ten times as long as the longest here"


@pytest.mark.parametrize(
    ("best", "longest", "words"),
    [
        (14, 10, ""),  # 1.4
        (15, 10, "; a bar of it would be twice as long as the longest here"),
        (100, 33, "; a bar of it would be three times as long as the longest here"),
        (110, 10, "; a bar of it would be 11 times as long as the longest here"),
        (1_045, 51, "; a bar of it would be 20 times as long as the longest here"),  # 20.5
        (5_000_000, 1, "; a bar of it would be 5,000,000 times as long as the longest here"),
    ],
)
def test_how_long_a_bar_beyond_the_scale_would_be(best: int, longest: int, words: str) -> None:
    assert bars([reported(longest), Beyond(best, "more")], 40, UNICODE).cells[1] == f"more{words}"


def test_without_a_scale_there_is_no_comparison() -> None:
    assert bars([None, Beyond(5, "more")], 40, UNICODE).cells == ["", "more"]
    assert bars([reported(0), Beyond(5, "more")], 40, UNICODE).cells == ["", "more"]


def test_numbers_of_any_size() -> None:
    assert bars([reported(10**400), reported(10**399)], 10, UNICODE).cells == ["█" * 10, "█"]


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    low, best, high = sorted(draw(st.tuples(*[st.integers(0, 10**12)] * 3)))
    return draw(st.sampled_from((None, reported(best), Count(low, best, high), Beyond(best, "more"))))


@given(st.lists(marks(), max_size=6), st.integers(10, 60), st.sampled_from((UNICODE, ASCII)))
def test_a_bar_fits_its_room_and_is_longer_for_a_larger_number(rows: list[Mark], width: int, signs: Signs) -> None:
    drawn = bars(rows, width, signs)
    of_bars = [(row, cell) for row, cell in zip(rows, drawn.cells, strict=True) if isinstance(row, Count)]
    assert all(len(cell) <= width for _, cell in of_bars)
    assert all(bool(cell) == bool(row.best or row.high) for row, cell in of_bars)
    plain = sorted((row.best, len(cell)) for row, cell in of_bars if not row.interval)
    assert [length for _, length in plain] == sorted(length for _, length in plain)
    top = f"{max((max(row.best, row.high or 0) for row, _ in of_bars), default=0):,}"
    has_room = top != "0" and len(top) <= width - 2
    assert drawn.scale == (f"0{' ' * (width - 1 - len(top))}{top}" if has_room else "")
