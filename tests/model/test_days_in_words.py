"""Days in words, as people read them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.model.dates import (
    Window,
    day_text,
    days_text,
    quoted,
    range_window,
    stored_span,
    window,
    window_text,
)


def test_a_day_in_words() -> None:
    assert day_text(date(2019, 7, 22)) == "22 Jul 2019"
    assert day_text(date(2020, 1, 1)) == "1 Jan 2020"


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("2019-07-22", "22 Jul 2019"),
        ("2019-05-05~", "c. 5 May 2019"),
        ("2019-08", "Aug 2019"),
        ("2019-08~", "c. Aug 2019"),
        ("2020-02-01/2020-02-29", "Feb 2020"),
        ("2020-02-01/2020-02-28", "1–28 Feb 2020"),
        ("2019-08-02/2019-08-31", "2–31 Aug 2019"),
        ("2019-04-26/2019-04-27", "26–27 Apr 2019"),
        ("2019-12-15~/2019-12-29~", "c. 15–29 Dec 2019"),
        ("2019-04-26/2019-08-31", "26 Apr – 31 Aug 2019"),
        # each end by itself
        ("2019-12-01/2020-01-21~", "1 Dec 2019 – c. 21 Jan 2020"),
        ("2019-12-01~/2020-01-21", "c. 1 Dec 2019 – 21 Jan 2020"),
        ("2019-12-01~/2020-01-21~", "c. 1 Dec 2019 – c. 21 Jan 2020"),
        ("2019-04-26/2019-05-05~", "26 Apr – c. 5 May 2019"),
        ("2019-12-15/2019-12-29~", "15 Dec – c. 29 Dec 2019"),
        ("2019-12-15~/..", "since c. 15 Dec 2019"),
        ("2019-12-15/..", "since 15 Dec 2019"),
        ("2019-01/..", "since Jan 2019"),
        ("2019-01~/..", "since c. Jan 2019"),
        # the first of a month is not a month
        ("2019-01-01/..", "since 1 Jan 2019"),
        # of one day, it does not matter which end is approximate
        ("2019-05-05/2019-05-05~", "c. 5 May 2019"),
        ("2019-05-05~/2019-05-05", "c. 5 May 2019"),
        # a month with one approximate end is written with its days
        ("2019-08-01/2019-08-31~", "1 Aug – c. 31 Aug 2019"),
        ("2019-08-01~/2019-08-31", "c. 1 Aug – 31 Aug 2019"),
        ("2019-08-01~/2019-08-31~", "c. Aug 2019"),
        ("2019-12-15~/2019-12-29", "c. 15 Dec – 29 Dec 2019"),
        ("2019-08/2019-10", "1 Aug – 31 Oct 2019"),
        # the same month of two years
        ("2019-01-05/2020-01-05", "5 Jan 2019 – 5 Jan 2020"),
    ],
)
def test_a_period_in_words(stored: str, words: str) -> None:
    assert days_text(stored_span(stored)) == words


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2019-06", "2019-08", "1 Jun – 31 Aug 2019"),
        ("2019-06-15", "2019-06-15", "15 Jun 2019"),
        ("2019-06", None, "from 1 Jun 2019"),
        (None, "2019-08", "to 31 Aug 2019"),
        (None, None, "all dates"),
    ],
)
def test_a_window_in_words(since: str | None, until: str | None, words: str) -> None:
    assert window_text(window(since, until)) == words


def test_a_quoted_text_is_short_and_on_one_line() -> None:
    assert quoted("a\nb\x1b") == r"'a\nb\x1b'"
    assert quoted("x" * 58) == f"'{'x' * 58}'"
    assert quoted("x" * 59) == f"'{'x' * 59}..."
    assert quoted(7) == "7"


@settings(max_examples=scaled(500))
@given(st.text())
def test_whatever_is_quoted_can_be_printed(text: str) -> None:
    assert quoted(text).isprintable()


@settings(max_examples=scaled(500))
@given(one=st.dates(), other=st.dates(), about_first=st.booleans(), about_last=st.booleans())
def test_words_for_days_name_each_end_and_mark_it_where_it_is_approximate(
    one: date, other: date, *, about_first: bool, about_last: bool
) -> None:
    first, last = sorted((one, other))
    stored = f"{first.isoformat()}{'~' * about_first}/{last.isoformat()}{'~' * about_last}"
    words = days_text(stored_span(stored))
    assert words.endswith(f" {last.year}")
    # "c." at most twice, and only if needed
    assert ("c. " in words) is (about_first or about_last)
    assert words.startswith("c. ") is (about_first or (about_last and first == last))
    if (first.year, first.month) != (last.year, last.month):
        assert ("– c. " in words) is about_last
        assert str(first.day) in words.split(" – ")[0]


@settings(max_examples=scaled(500))
@given(one=st.dates(), other=st.dates(), about_first=st.booleans(), about_last=st.booleans(), is_open=st.booleans())
def test_days_as_they_are_printed_and_stored_can_be_typed(
    one: date, other: date, *, about_first: bool, about_last: bool, is_open: bool
) -> None:
    first, last = sorted((one, other))
    end = ".." if is_open else f"{last.isoformat()}{'~' * about_last}"
    stored = f"{first.isoformat()}{'~' * about_first}/{end}"
    span = stored_span(stored)
    for text in (stored, days_text(span)):
        # years below 1000 are printed without zeros, and are not years that people type
        if first.year >= 1000 or text == stored:
            assert range_window(text) == Window(span.first, span.last)
