"""Tables on a screen: columns of a known width, bars next to them, a last row, a card for each row without room."""

import pytest

from idlibtl.model.figures import Count
from idlibtl.show.blocks import Beyond, Column, Mark, Sentence, Table
from idlibtl.show.safe_text import Screen
from idlibtl.show.signs import folded
from idlibtl.show.terminal import text

DATE, NUMBER, EVENT = Column("Date", "cyan", width=14), Column("Figure", "number", width=13), Column("Event")
MORE = Column("Also covers", "dim", width=12)
ROWS = [("26 Apr – 31 Aug 2019", "nearly 1,000 (SOHR)", "Four months of strikes kill civilians", "other days")]


def lines(table: Table, width: int, encoding: str = "utf-8") -> list[str]:
    return "".join(text([table], Screen(width, color=False, encoding=encoding))).splitlines()


def test_the_column_without_a_width_has_what_is_left() -> None:
    # 80 columns less 14, 13, 12 and three gaps of 3 are 32
    result = lines(Table((DATE, NUMBER, EVENT, MORE), ROWS, title="Wider, not counted (1)", headed=False), 80)
    assert result == [
        "Wider, not counted (1)                                              Also covers",
        "26 Apr –         nearly 1,000    Four months of strikes kill        other days",
        "31 Aug 2019      (SOHR)          civilians",
    ]


def test_without_room_a_row_has_one_cell_below_another() -> None:
    result = lines(Table((DATE, NUMBER, EVENT, MORE), ROWS, title="Wider, not counted (1)", headed=False), 40)
    assert result == [
        "Wider, not counted (1)",
        "26 Apr – 31 Aug 2019",
        "  nearly 1,000 (SOHR)",
        "  Four months of strikes kill civilians",
        "  Also covers: other days",
    ]


def test_a_title_folds_if_it_is_wider_than_the_screen() -> None:
    result = lines(
        Table((DATE, EVENT), [("May", "A raid")], title="Not attributed, so not counted (1)", headed=False), 20
    )
    assert result == ["Not attributed, so", "not counted (1)", "May", "  A raid"]


def test_a_column_is_roomy_where_the_others_keep_enough() -> None:
    columns = (Column("Date", width=14, roomy=20), EVENT)
    row = [("26 Apr – 31 Aug 2019", "Four months")]
    # 73 - 20 - 3 is 50
    assert lines(Table(columns, row, headed=False), 73) == ["26 Apr – 31 Aug 2019   Four months"]
    assert lines(Table(columns, row, headed=False), 72) == ["26 Apr –         Four months", "31 Aug 2019"]


def test_titles_and_the_last_row_have_a_rule() -> None:
    table = Table((Column("Month", width=8), Column("Reported")), [("May", "3")], last=("All", "3"))
    assert lines(table, 40) == ["Month      Reported", "─" * 40, "May        3", "─" * 40, "All        3"]


def test_bars_have_what_is_left() -> None:
    # 40 columns less 8, 8 and two gaps of 3 are 18
    columns = (Column("Month", width=8), Column("Reported", width=8))
    table = Table(
        columns,
        [("May", "3"), ("June", "6"), ("July", "-")],
        bars=[Count(None, 3, None), Count(None, 6, None), None],
        last=("All", "9"),
    )
    assert lines(table, 40) == [
        "Month      Reported   0                6",
        "─" * 40,
        "May        3          █████████",
        "June       6          ██████████████████",
        "July       -",
        "─" * 40,
        "All        9",
    ]
    assert lines(table, 40, "ascii")[2:4] == ["May        3          #########", "June       6          " + "#" * 18]


def test_words_instead_of_a_bar_fold_in_its_room() -> None:
    columns = (Column("Month", width=8), Column("Reported", width=8))
    table = Table(
        columns, [("May", "3"), ("rest", "4 more")], bars=[Count(None, 3, None), Beyond(4, "in the wider figure alone")]
    )
    assert lines(table, 40)[3:] == ["rest       4 more     in the wider", " " * 22 + "figure alone"]


def test_a_bar_is_cyan_and_words_instead_of_one_are_plain() -> None:
    columns = (Column("Month", width=8), Column("Reported", width=8))
    marks: list[Mark] = [Count(None, 3, None), Beyond(3, "in 2 wider figures alone")]
    table = Table(columns, [("May", "3"), ("rest", "3 more")], bars=marks, headed=False)
    result = "".join(text([table], Screen(40, color=True)))
    assert result.splitlines() == [
        f"May        3          \x1b[36m{'█' * 18}\x1b[0m",
        "rest       3 more     in 2 wider figures",
        " " * 22 + "alone",
    ]


def test_without_room_for_bars_the_words_are_beneath_the_number() -> None:
    columns = (Column("Month", width=10), Column("Reported", width=12))
    table = Table(
        columns, [("May", "3"), ("rest", "90 more")], bars=[Count(None, 3, None), Beyond(90, "in the wider figure")]
    )
    # the columns are as wide as what is in them, because no bar needs the rest
    assert lines(table, 37) == [
        "Month   Reported",
        "─" * 37,
        "May     3",
        "rest    90 more",
        "        in the wider figure",
    ]


def test_the_columns_fold_if_there_is_no_room_for_bars() -> None:
    table = Table(
        (Column("Place", width=20), Column("Reported", width=10)),
        [("Idlib and its parts", "3")],
        bars=[Count(None, 3, None)],
    )
    # 19, 8 and a gap of 3 are 30
    assert lines(table, 30)[2:] == ["Idlib and its parts   3"]
    assert lines(table, 25)[2:] == ["Idlib and its    3", "parts"]


def test_what_signs_of_intervals_mean_is_below_the_table() -> None:
    table = Table((Column("Month", width=8), Column("Reported", width=8)), [("May", "3")], bars=[Count(1, 3, 4)])
    assert lines(table, 40)[-1] == "█ low  ┃ best  ░ high"


def test_a_table_without_rows_is_nothing() -> None:
    assert lines(Table((DATE, EVENT), [], title="Counted (0)"), 80) == []


def test_indented_cells_keep_their_indent_where_they_fold() -> None:
    table = Table(
        (Column("Place", width=14), Column("Reported")), [("  Idlib and its surroundings", "3")], headed=False
    )
    assert lines(table, 60) == ["  Idlib and      3", "  its", "  surroundings"]


@pytest.mark.parametrize(
    ("words", "width", "expected"),
    [
        ("26 Apr – 31 Aug 2019", 14, ["26 Apr –", "31 Aug 2019"]),
        ("1 Dec 2019 – c. 21 Jan 2020", 14, ["1 Dec 2019 –", "c. 21 Jan 2020"]),
        ("the strikes of c. 15–28 Dec 2019 and more", 20, ["the strikes of", "c. 15–28 Dec 2019", "and more"]),
        ("in Apr 2019", 10, ["in", "Apr 2019"]),
        ("nothing in May, nor later", 14, ["nothing in", "May, nor later"]),
        ("Marching on", 8, ["Marching", "on"]),
        ("(26 Apr – 31 Aug 2019)", 14, ["(26 Apr –", "31 Aug 2019)"]),
        ("10 Downing Street", 10, ["10 Downing", "Street"]),
    ],
)
def test_a_date_is_not_broken(words: str, width: int, expected: list[str]) -> None:
    assert folded(words, width) == expected


def test_a_number_is_bold_and_its_source_dim() -> None:
    table = Table(
        (Column("Figure", "number", width=20), Column("Event")), [("around 50 (SOHR)", "Strikes")], headed=False
    )
    result = "".join(text([table], Screen(80, color=True)))
    assert result == "\x1b[1maround 50 \x1b[0m\x1b[2m(SOHR)\x1b[0m       Strikes\n"


def test_a_warning_is_yellow() -> None:
    assert "".join(text([Sentence("Beware.", style="yellow")], Screen(80, color=True))) == "\x1b[33mBeware.\x1b[0m\n"
