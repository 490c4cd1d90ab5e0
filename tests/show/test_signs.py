"""Text laid out by the columns that it takes in a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.show.safe_text import cell_width
from idlibtl.show.signs import ASCII, UNICODE, folded, side_by_side, signs_for


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("Idlib", 5),
        ("26–27", 5),
        ("إدلب", 4),
        ("空襲", 4),
        ("Ａ", 2),  # the full width letter
        ("e\u0301", 1),  # e, and the accent on it
        ("\u0628\u064e", 1),  # an Arabic letter with its vowel
        ("\u1112\u1161\u11ab", 2),  # three parts of one Korean syllable
        ("a\u200db", 2),
    ],
)
def test_width_is_counted_in_columns(text: str, width: int) -> None:
    assert cell_width(text) == width


def test_text_is_broken_between_words() -> None:
    assert folded("nearly 1,000  civilians", 12) == ["nearly 1,000", "civilians"]
    assert folded("nearly 1,000 civilians", 11) == ["nearly", "1,000", "civilians"]
    assert folded("  ", 5) == []


def test_a_command_is_not_broken_if_it_fits_on_a_line() -> None:
    assert folded("Sums: idlibtl totals --from 2019", 28) == ["Sums:", "idlibtl totals --from 2019"]
    assert folded("Sums: idlibtl totals --from 2019", 20) == ["Sums: idlibtl totals", "--from 2019"]
    assert folded("Record 1 of idlibtl 3.0.0. Not verified.", 20) == ["Record 1 of idlibtl", "3.0.0. Not verified."]


def test_a_word_that_is_too_long_is_broken_and_goes_on() -> None:
    assert folded("a bombardment of", 5) == ["a", "bomba", "rdmen", "t of"]
    # three wide characters would take six columns of five
    assert folded("空襲空襲", 5) == ["空襲", "空襲"]
    # the accent stays with its letter
    assert folded("abe\u0301d", 3) == ["abe\u0301", "d"]
    assert folded(" 空襲", 2) == ["空", "襲"]  # no room for the space before them


@given(st.text(), st.integers(2, 30))
def test_no_folded_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = folded(text, width)
    assert all(line and cell_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_items_stay_whole_where_they_can() -> None:
    assert side_by_side(["* a day", "= days", "o approximate (c.)"], 15) == ["* a day  = days", "o approximate", "(c.)"]
    assert side_by_side(["* a day", "= days"], 14) == ["* a day", "= days"]
    assert side_by_side([], 14) == []


def test_every_sign_takes_one_column_and_no_two_of_one_chart_look_the_same() -> None:
    for signs in (UNICODE, ASCII):
        assert all(cell_width(sign) == len(sign) for sign in signs)
        bars = [signs.solid, signs.doubt, signs.best]
        assert len(set(bars)) == len(bars)
        marks = [
            *(*signs.sorts, signs.days, signs.month, signs.approximate, signs.going_on, signs.toll_begins, signs.toll),
            *(signs.toll_ends, signs.holds, signs.leads, signs.phase),
        ]
        assert len(set(marks)) == len(marks)
    assert "".join(ASCII).isascii()


def test_an_output_that_lacks_a_sign_gets_ascii() -> None:
    assert signs_for("utf-8") is UNICODE
    # the code page of DOS has the blocks, and not the dotted lines
    assert [signs_for(encoding) for encoding in ("ascii", "latin-1", "cp1252", "cp437")] == [ASCII] * 4
