"""Bars beside the rows of a table where there is room for them, and beneath each row where there is none."""

import pytest

from idlibtl.show.blocks import Column, Interval, Table
from idlibtl.show.layout import Layout, fitted

NUMBERS = tuple(Column(title, right=True, whole=True) for title in ("Low", "Best", "High"))


def table(*labels: str, bars: bool = True) -> Table:
    return Table(
        (Column("Month"), *NUMBERS),
        [(label, "10", "20", "40") for label in labels],
        bars=[Interval(10, 20, 40)] * len(labels) if bars else (),
    )


def texts(layout: Layout, column: int) -> list[list[str]]:
    return [[text for text, _ in row[column]] for row in layout.rows]


def test_bars_have_three_tenths_of_the_screen_and_the_labels_fold() -> None:
    # 80 columns: 24 for bars, 3 + 4 + 4 for numbers, four gaps of 3; the label gets the 33 that are left
    found = fitted(table("word " * 20), 80, "utf-8")
    assert found.widths == [33, 3, 4, 4, 24]
    assert texts(found, 4) == [["██████░░░░░░┃░░░░░░░░░░░"]]
    # a short label leaves them more, up to 40
    assert fitted(table("April"), 80, "utf-8").widths == [5, 3, 4, 4, 40]


LONG = "not broken down: a longer figure may hold more"


@pytest.mark.parametrize("width", [40, 66])
def test_on_a_narrow_screen_bars_stand_beneath_their_rows(width: int) -> None:
    found = fitted(table("April", LONG), width, "utf-8")
    # 46 characters, and at 40 columns what 11 for numbers and three gaps of 3 leave
    label = {66: 46, 40: 20}[width]
    assert found.widths == [label, 3, 4, 4]
    # ten of forty, twenty, forty
    bar = {66: "██████████░░░░░░░░░░┃░░░░░░░░░░░░░░░░░░░", 40: "█████░░░░░┃░░░░░░░░░"}[width]
    assert texts(found, 0) == [["April", bar], [LONG, bar]]
    assert found.legend[0] == "bars from 0 to 40"


def test_a_screen_of_67_columns_has_room_beside() -> None:
    assert fitted(table("April", LONG), 67, "utf-8").widths == [24, 3, 4, 4, 20]


def test_on_a_narrow_screen_short_labels_leave_room_beside() -> None:
    assert fitted(table("April", "May"), 40, "utf-8").widths == [5, 3, 4, 4, 12]


def test_a_word_that_leaves_no_room_beside_has_its_bar_beneath() -> None:
    found = fitted(table("a" * 60), 80, "utf-8")
    assert found.widths == [60, 3, 4, 4]
    assert [len(text) for text in texts(found, 0)[0]] == [60, 40]


def test_no_bars_where_there_is_nothing_to_show() -> None:
    nothing = Interval(None, None, None)
    for label, width in (("April", 100), (LONG, 40)):
        found = fitted(table(label)._replace(bars=[nothing]), width, "utf-8")
        assert texts(found, 0) == [[label]]
        assert list(found.legend) == []
    one = fitted(table(LONG, "May")._replace(bars=[Interval(10, 20, 40), nothing]), 40, "utf-8")
    assert [len(cell) for cell in texts(one, 0)] == [2, 1]


def test_what_no_scale_says_is_not_said() -> None:
    # the label's eight columns have no room for a 0 and a number of eight digits
    found = fitted(table("December", "of 2019")._replace(bars=[Interval(0, 12_345_678, None)] * 2), 31, "utf-8")
    assert found.widths == [8, 3, 4, 4]
    assert texts(found, 0)[0][1].endswith("→")
    assert not any("bars from" in line for line in found.legend)


def test_a_table_without_bars_has_none() -> None:
    assert fitted(table("April", bars=False), 40, "utf-8").widths == [5, 3, 4, 4]
    assert fitted(table("April", bars=False), 40, "utf-8").legend == ()


def test_a_screen_too_narrow_for_columns_has_a_card_a_row() -> None:
    assert fitted(table("April"), 20, "utf-8").widths == []
    assert fitted(table("a" * 70), 80, "utf-8").widths == []
