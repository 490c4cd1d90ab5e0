"""Interval bars: how long they are, what stands at their ends, what sets their scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.show.chart import Bar, Bars, bars, legend
from idlibtl.show.signs import ASCII, UNICODE, Signs

# April, May (not reported), June, July, December, January; then what is in no one month
MONTHS = [
    Bar(13, 15, 17),
    Bar(None, None, None),
    Bar(30, 30, 30),
    Bar(45, 50, 55),
    Bar(83, 93, 95),
    Bar(39, 41, None),
]
SPANNING = [False] * 6 + [True]
ALL = [*MONTHS, Bar(798, 905, 912)]


def exact(value: int) -> Bar:
    return Bar(value, value, value)


# The bars


def test_ten_columns_for_a_hundred() -> None:
    # a column is 10: solid to the low value, the tick in the column that holds the best, shaded to the high value
    drawn = bars([Bar(20, 55, 80), exact(100)], 10, UNICODE)
    assert drawn.cells == ["██░░░┃░░", "██████████"]
    assert drawn.scale == "0      100"
    assert bars([Bar(20, 55, 80), exact(100)], 10, ASCII).cells == ["##---|--", "##########"]


def test_a_number_without_doubt_ends_at_the_eighth_of_a_column() -> None:
    drawn = bars([exact(80), exact(35), exact(1), exact(9), exact(0)], 10, UNICODE)
    # a column is 8, so that 1 is an eighth
    assert drawn.cells == ["█" * 10, "████▍", "▏", "█▏", "┃"]
    # there are no eighths in ASCII: 4.4, 0.1 and 1.1 columns; what is not 0 shows all the same
    assert bars([exact(80), exact(35), exact(1), exact(9), exact(0)], 10, ASCII).cells == [
        "#" * 10,
        "####",
        "#",
        "#",
        "|",
    ]


def test_the_solid_part_ends_within_a_column_only_right_before_the_tick() -> None:
    # a column is 8: 36 is 4.5 columns; the best 41 is in the sixth column, 50 in the seventh
    drawn = bars([exact(80), Bar(36, 41, 41), Bar(34, 50, 50)], 10, UNICODE)
    assert drawn.cells[1:] == ["████▌┃", "████░░┃"]


def test_what_is_open_upwards_has_an_arrow_for_which_the_scale_leaves_room() -> None:
    # of ten columns the tick and the arrow take the last four
    drawn = bars([Bar(70, 70, None)], 10, UNICODE)
    assert drawn.cells == ["██████┃░░→"]
    # 70 x 10 / 7 = 100, and the least scale on which 70 lies before the eighth column is 101
    assert drawn.scale == "0      101"


def test_a_narrow_bar_has_a_short_arrow() -> None:
    assert bars([Bar(0, 0, None), exact(5)], 5, UNICODE).cells == ["┃→", "█████"]


def test_best_and_low_may_stand_in_one_column() -> None:
    assert bars([Bar(1, 2, 3), exact(100)], 10, UNICODE).cells[0] == "┃"
    assert bars([Bar(0, 0, 40), exact(100)], 10, UNICODE).cells[0] == "┃░░░"
    assert bars([Bar(None, 40, 40), exact(100)], 10, UNICODE).cells[0] == "░░░░┃"


def test_the_tick_at_the_end_of_the_scale_stays_inside() -> None:
    assert bars([Bar(50, 100, 100)], 10, UNICODE).cells == ["█████░░░░┃"]


def test_nothing_is_drawn_for_nothing_reported() -> None:
    assert bars([Bar(None, None, None)], 10, UNICODE) == Bars([""], "", [False])
    assert bars([], 10, UNICODE) == Bars([], "", [])
    assert bars([Bar(None, None, None), exact(10)], 10, UNICODE).cells == ["", "██████████"]


def test_zero_alone_is_a_tick() -> None:
    assert bars([exact(0)], 10, UNICODE).cells == ["┃"]


def test_in_fewer_than_five_columns_there_are_no_bars() -> None:
    assert bars(ALL, 4, UNICODE, SPANNING) == Bars([""] * 7, "", [False] * 7)


def test_the_scale_leaves_out_what_it_has_no_room_for() -> None:
    assert bars([exact(123_456)], 10, UNICODE).scale == "0  123,456"
    assert bars([exact(123_456)], 9, UNICODE).scale == "0 123,456"
    assert bars([exact(123_456)], 8, UNICODE).scale == "0       "


def test_numbers_of_any_size() -> None:
    assert bars([exact(10**400), exact(10**399)], 10, UNICODE).cells == ["█" * 10, "█"]


# What spans several groups


def test_months_can_be_told_apart_beside_a_toll_that_dwarfs_them() -> None:
    # of 38 columns on a scale of 95 a column is 2.5
    drawn = bars(ALL, 38, UNICODE, SPANNING)
    assert drawn.scale == "0" + " " * 35 + "95"
    assert drawn.cells == [
        "█████░┃",  # 5.2 columns to 13, best in the 7th, 6.8 to 17
        "",
        "█" * 12,
        "█" * 18 + "░░┃░",
        "█" * 33 + "░░░░┃",
        "█" * 15 + "▋┃░░→",  # 15.6 columns to 39, best in the 17th
        "█" * 36 + "╱╱",
    ]
    assert drawn.cut == SPANNING


def test_without_a_word_about_spanning_all_set_the_scale() -> None:
    drawn = bars(ALL, 38, UNICODE)
    assert drawn.scale == "0" + " " * 34 + "912"
    assert drawn.cut == [False] * 7


def test_what_spans_several_groups_sets_the_scale_up_to_three_times_the_largest() -> None:
    assert bars([exact(5), exact(10), exact(30)], 10, UNICODE, [False, False, True]).cut == [False] * 3
    assert bars([exact(5), exact(10), exact(31)], 10, UNICODE, [False, False, True]).cut == [False, False, True]


def test_beside_one_other_row_nothing_is_cut() -> None:
    # on a scale of 38,000 the three would all look the same, and nothing be gained
    displaced = [exact(38_000), exact(150_000), Bar(250_000, 250_000, None), Bar(322_200, 358_000, 393_800), exact(0)]
    drawn = bars(displaced, 20, ASCII, [False, True, True, True, False])
    assert drawn.cut == [False] * 5
    assert drawn.scale.endswith("393,800")


def test_a_cut_bar_keeps_its_bounds() -> None:
    # cut at 10: solid to 5, then doubt; an arrow where it is open; the tick where it is on the scale
    rows = [exact(10), exact(10), Bar(5, 40, 40), Bar(5, 40, None), Bar(5, 7, 40), exact(40)]
    drawn = bars(rows, 10, UNICODE, [False, False, True, True, True, True])
    assert drawn.cells[2:] == ["█████░░░╱╱", "█████╱╱░░→", "█████░░┃╱╱", "████████╱╱"]


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_a_cut_bar_fits_the_narrowest_width(signs: Signs) -> None:
    drawn = bars([exact(1), exact(1), Bar(9, 9, None)], 5, signs, [False, False, True])
    assert drawn.cells[2] == signs.solid * 2 + signs.cut + signs.open[-1]


# The legend


def test_the_legend_has_the_signs_that_occur() -> None:
    assert legend(bars([exact(3)], 10, UNICODE), UNICODE) == ["█ at least"]
    assert legend(bars([exact(1), exact(80)], 10, UNICODE), UNICODE) == ["█ at least"]
    assert legend(bars([exact(0)], 10, UNICODE), UNICODE) == ["┃ best"]
    assert legend(bars([], 10, UNICODE), UNICODE) == []
    # the shade of an arrow is no high value
    assert legend(bars([Bar(9, 9, None)], 10, ASCII), ASCII) == ["# at least", "| best", "--> open upwards"]
    assert legend(bars([Bar(9, 9, None)], 5, ASCII), ASCII) == ["# at least", "| best", "> open upwards"]
    assert legend(bars(ALL, 38, UNICODE, SPANNING), UNICODE) == [
        "█ at least",
        "░ up to the high value",
        "┃ best",
        "░░→ open upwards",
        "╱╱ cut: goes on beyond the scale",
    ]


# Laws

values = st.integers(0, 10**6)
counts = st.tuples(values, values, values).map(sorted)


def row_of(three: list[int], sort: str) -> Bar:
    low, best, high = three
    return {"exact": exact(low), "open": Bar(low, best, None), "closed": Bar(low, best, high)}[sort]


rows = st.builds(row_of, counts, st.sampled_from(["exact", "open", "closed"]))
reported = st.lists(st.tuples(st.just(Bar(None, None, None)) | rows, st.booleans()), max_size=8)


@given(reported, st.integers(5, 120), st.sampled_from([UNICODE, ASCII]))
def test_every_bar_fits_and_shows_what_is_reported(pairs: list[tuple[Bar, bool]], width: int, signs: Signs) -> None:
    drawn = bars([row for row, _ in pairs], width, signs, [spans for _, spans in pairs])
    assert not drawn.scale or len(drawn.scale) == width
    for (row, spans), cell, cut in zip(pairs, drawn.cells, drawn.cut, strict=True):
        assert len(cell) <= width
        assert bool(cell) == (row.best is not None)
        assert cell.endswith(signs.open[-1]) == (row.best is not None and row.high is None)
        assert (signs.cut in cell) == cut <= spans


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(5, 120))
def test_a_bar_is_as_long_as_its_share_of_the_scale(top: int, value: int, width: int) -> None:
    value %= top + 1
    cell = bars([exact(top), exact(value)], width, UNICODE).cells[1]
    eighths = sum(UNICODE.eighths.find(sign) + 1 or 8 for sign in cell if sign != "┃")
    # half an eighth is the most that rounding may take or give, but for the sliver of what is not 0
    assert abs(eighths * top - value * width * 8) * 2 <= top or eighths == 1
    assert (eighths == 0) == (value == 0)


@given(counts, st.integers(5, 120))
def test_the_tick_stands_in_the_column_of_the_best_value(three: list[int], width: int) -> None:
    low, best, high = three
    top = 10**6
    cell = bars([Bar(low, best, high), exact(top)], width, ASCII).cells[0]
    if low < high:
        assert cell.index("|") == min(best * width // top, width - 1)
