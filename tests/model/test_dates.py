"""Dates: the forms that are stored, the forms that are typed, what is refused and in which words."""

from calendar import Calendar
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from idlibtl.model.dates import (
    BadQuestion,
    DateError,
    Days,
    Span,
    Window,
    day_text,
    days_text,
    quoted,
    range_window,
    stored_day,
    stored_span,
    typed_days,
    window,
    window_text,
)

WRITE = "write 2019, 2019-06, 2019-06-15, 2019-Q3, June 2019, 15 June 2019 or Jun 15, 2019"
RANGE = "a range is A..B, A.. or ..B"
NO_RANGE = "is a range (A..B, A.. or ..B), which only idlibtl range takes; here one date is wanted"
PUT = "put the earlier date first (A..B, A.. or ..B, or --from A --to B)"
STORED = "write 2019-08, 2019-07-22, 2019-04-26/2019-04-27 or 2019-12-15/.., with ~ behind a date that is approximate"

MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905

ONE_DAY = timedelta(days=1)


def span(first: str, last: str | None = None, *, about: str = "") -> Span:
    """What a test expects, its days written in full; `about` names the ends that are approximate."""
    ends = "first" in about, "last" in about
    return Span(date.fromisoformat(first), date.fromisoformat(last or first), *ends)


def stretch(first: str, last: str | None = None) -> Days:
    """The days that a test expects, written in full."""
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


def days_of_month(year: int, month: int) -> Days:
    """All of a month, from the calendar's own pages."""
    days = [day for day in Calendar().itermonthdates(year, month) if (day.year, day.month) == (year, month)]
    return Days(days[0], days[-1])


# Calendar pages run over into the neighbouring years, so the outermost years are tested by hand
years = st.integers(2, 9998)
months = st.integers(1, 12)
days = st.dates()


# What a dataset stores


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-08", span("2019-08-01", "2019-08-31")),
        ("2019-02", span("2019-02-01", "2019-02-28")),
        ("2020-02", span("2020-02-01", "2020-02-29")),
        ("2019-12", span("2019-12-01", "2019-12-31")),
        ("2019-07-22", span("2019-07-22")),
        ("2019-04-26/2019-04-27", span("2019-04-26", "2019-04-27")),
        ("2019-04-26/2019-04-26", span("2019-04-26")),
        ("2019-08/2019-10", span("2019-08-01", "2019-10-31")),
        ("2019-08-05/2019-09", span("2019-08-05", "2019-09-30")),
        ("2019-08/2019-08-15", span("2019-08-01", "2019-08-15")),
        ("2019-05-05~", span("2019-05-05", about="first last")),
        ("2019-08~", span("2019-08-01", "2019-08-31", about="first last")),
        ("2019-04-26/2019-05-05~", span("2019-04-26", "2019-05-05", about="last")),
        ("2019-12-15~/2019-12-29", span("2019-12-15", "2019-12-29", about="first")),
        ("2019-12-15~/2019-12-29~", span("2019-12-15", "2019-12-29", about="first last")),
        ("0001-01-01/9999-12-31", span("0001-01-01", "9999-12-31")),
        # an open end: still going on, for all that is said
        ("2019-12-15/..", Span(date(2019, 12, 15), None)),
        ("2019-12-15~/..", Span(date(2019, 12, 15), None, first_approximate=True)),
        ("2019-01/..", Span(date(2019, 1, 1), None, since_month=True)),
    ],
)
def test_a_stored_date_is_its_days_both_included(text: str, expected: Span) -> None:
    assert stored_span(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2019-13", "'2019-13' is not a date: there is no month 13"),
        ("2019-00", "'2019-00' is not a date: there is no month 00"),
        ("2019-02-30", "'2019-02-30' is not a date: February 2019 has 28 days"),
        ("2020-02-30~", "'2020-02-30' is not a date: February 2020 has 29 days"),
        ("2019-06-31/2019-07-01", "'2019-06-31' is not a date: June 2019 has 30 days"),
        ("0000-01", "'0000-01' is not a date: there is no year 0"),
        ("2019-04-27/2019-04-26", "'2019-04-27/2019-04-26' is reversed: it ends before it begins"),
        ("2019-09/2019-08", "'2019-09/2019-08' is reversed: it ends before it begins"),
        ("2019-08-15/2019-08", "'2019-08-15/2019-08' is reversed: it ends before it begins"),
        ("2019", f"'2019' is not a stored date; {STORED}"),
        ("2019~", f"'2019~' is not a stored date; {STORED}"),
        ("~2019-08", f"'~2019-08' is not a stored date; {STORED}"),
        ("2019-08~~", f"'2019-08~~' is not a stored date; {STORED}"),
        ("2019-08?", f"'2019-08?' is not a stored date; {STORED}"),
        ("2019-Q3", f"'2019-Q3' is not a stored date; {STORED}"),
        ("June 2019", f"'June 2019' is not a stored date; {STORED}"),
        ("2019-08/", f"'2019-08/' is not a stored date; {STORED}"),
        ("../2019-08", f"'../2019-08' is not a stored date; {STORED}"),
        ("2019-08/..~", f"'2019-08/..~' is not a stored date; {STORED}"),
        ("..", f"'..' is not a stored date; {STORED}"),
        ("2019-W01-1", f"'2019-W01-1' is not a stored date; {STORED}"),
        ("2019-07/22", f"'2019-07/22' is not a stored date; {STORED}"),
        ("/2019-08", f"'/2019-08' is not a stored date; {STORED}"),
        ("2019-04/2019-05/2019-06", f"'2019-04/2019-05/2019-06' is not a stored date; {STORED}"),
        ("2019-07-22T10:00", f"'2019-07-22T10:00' is not a stored date; {STORED}"),
        (" 2019-08", f"' 2019-08' is not a stored date; {STORED}"),
        ("2019-08\n", f"'2019-08\\n' is not a stored date; {STORED}"),
        ("２０１９-08", f"'２０１９-08' is not a stored date; {STORED}"),
        # pydantic would read this as the seconds since 1970
        ("1561939200", f"'1561939200' is not a stored date; {STORED}"),
        ("", f"'' is not a stored date; {STORED}"),
        (None, f"not a date but null; {STORED}"),
        (True, f"not a date but true or false; {STORED}"),
        (1561939200, f"not a date but a number; {STORED}"),
        (2019.5, f"not a date but a number; {STORED}"),
        (["2019-08"], f"not a date but a list; {STORED}"),
        ({"first": "2019-08"}, f"not a date but an object; {STORED}"),
    ],
)
def test_what_is_no_stored_date_is_refused(text: object, message: str) -> None:
    with pytest.raises(DateError) as refused:
        stored_span(text)
    assert str(refused.value) == message


def test_a_stored_day_is_one_day() -> None:
    assert stored_day("2019-07-22") == date(2019, 7, 22)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2019-07", "'2019-07' is not a day; write it as 2019-07-22"),
        ("2019-07-22~", "'2019-07-22~' is not a day; write it as 2019-07-22"),
        ("2019-07-22/2019-07-22", "'2019-07-22/2019-07-22' is not a day; write it as 2019-07-22"),
        ("2019-07-22\n", "'2019-07-22\\n' is not a day; write it as 2019-07-22"),
        ("1561939200", "'1561939200' is not a day; write it as 2019-07-22"),
        (1561939200, "not a day but a number; write it as 2019-07-22"),
        (None, "not a day but null; write it as 2019-07-22"),
        (True, "not a day but true or false; write it as 2019-07-22"),
        (["2019-07-22"], "not a day but a list; write it as 2019-07-22"),
        ("2019-02-30", "'2019-02-30' is not a date: February 2019 has 28 days"),
    ],
)
def test_what_is_no_stored_day_is_refused(text: object, message: str) -> None:
    with pytest.raises(DateError) as refused:
        stored_day(text)
    assert str(refused.value) == message


@given(days, days, st.sampled_from(["", "~"]), st.sampled_from(["", "~"]))
def test_any_two_days_stored_give_these_days_back(one: date, other: date, before: str, behind: str) -> None:
    first, last = sorted((one, other))
    text = f"{first.isoformat()}{before}/{last.isoformat()}{behind}"
    assert stored_span(text) == Span(first, last, bool(before), bool(behind))


@given(days, st.sampled_from(["", "~"]))
def test_any_day_stored_gives_this_day_back(day: date, behind: str) -> None:
    assert stored_span(f"{day.isoformat()}{behind}") == Span(day, day, bool(behind), bool(behind))
    assert stored_day(day.isoformat()) == day


@given(years, months, st.sampled_from(["", "~"]))
def test_any_month_stored_gives_all_of_its_days(year: int, month: int, behind: str) -> None:
    whole = days_of_month(year, month)
    assert stored_span(f"{year:04}-{month:02}{behind}") == Span(whole.first, whole.last, bool(behind), bool(behind))


# What people type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019", stretch("2019-01-01", "2019-12-31")),
        ("2019-06", stretch("2019-06-01", "2019-06-30")),
        ("2019-02", stretch("2019-02-01", "2019-02-28")),
        ("2020-02", stretch("2020-02-01", "2020-02-29")),
        ("1900-02", stretch("1900-02-01", "1900-02-28")),
        ("2019-06-15", stretch("2019-06-15")),
        ("2020-02-29", stretch("2020-02-29")),
        ("2019-Q1", stretch("2019-01-01", "2019-03-31")),
        ("2019-Q2", stretch("2019-04-01", "2019-06-30")),
        ("2019-Q3", stretch("2019-07-01", "2019-09-30")),
        ("2019-Q4", stretch("2019-10-01", "2019-12-31")),
        ("2019-q3", stretch("2019-07-01", "2019-09-30")),
        ("June 2019", stretch("2019-06-01", "2019-06-30")),
        ("february 2020", stretch("2020-02-01", "2020-02-29")),
        ("FEB 2019", stretch("2019-02-01", "2019-02-28")),
        ("Sept 2019", stretch("2019-09-01", "2019-09-30")),
        ("15 June 2019", stretch("2019-06-15")),
        ("5 Jun 2019", stretch("2019-06-05")),
        ("05 june 2019", stretch("2019-06-05")),
        ("Jun 15, 2019", stretch("2019-06-15")),
        ("June 5 2019", stretch("2019-06-05")),
        ("Feb 29, 2020", stretch("2020-02-29")),
        ("  June \t 2019 ", stretch("2019-06-01", "2019-06-30")),
        ("\u00a02019-06\n", stretch("2019-06-01", "2019-06-30")),
        ("0001", stretch("0001-01-01", "0001-12-31")),
        ("9999", stretch("9999-01-01", "9999-12-31")),
        ("9999-12", stretch("9999-12-01", "9999-12-31")),
        ("9999-Q4", stretch("9999-10-01", "9999-12-31")),
        ("December 9999", stretch("9999-12-01", "9999-12-31")),
        # dateutil takes years below 100 for days, or for years of our time
        ("June 0001", stretch("0001-06-01", "0001-06-30")),
        ("June 0050", stretch("0050-06-01", "0050-06-30")),
        ("15 June 0012", stretch("0012-06-15")),
        ("Jun 15, 0099", stretch("0099-06-15")),
    ],
)
def test_a_typed_date_is_its_days_both_included(text: str, expected: Days) -> None:
    assert typed_days(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2019-13", f"'2019-13' is not a date: there is no month 13; {WRITE}"),
        ("2019-00", f"'2019-00' is not a date: there is no month 00; {WRITE}"),
        ("2019-00-10", f"'2019-00-10' is not a date: there is no month 00; {WRITE}"),
        ("2019-02-30", f"'2019-02-30' is not a date: February 2019 has 28 days; {WRITE}"),
        ("2019-02-29", f"'2019-02-29' is not a date: February 2019 has 28 days; {WRITE}"),
        ("2019-06-00", f"'2019-06-00' is not a date: June 2019 has 30 days; {WRITE}"),
        ("0000", f"'0000' is not a date: there is no year 0; {WRITE}"),
        ("0000-06-15", f"'0000-06-15' is not a date: there is no year 0; {WRITE}"),
        ("0000-Q1", f"'0000-Q1' is not a date: there is no year 0; {WRITE}"),
        ("31 June 2019", f"'31 June 2019' is not a date: June 2019 has 30 days; {WRITE}"),
        ("0 June 2019", f"'0 June 2019' is not a date: June 2019 has 30 days; {WRITE}"),
        ("Feb 29, 2019", f"'Feb 29, 2019' is not a date: February 2019 has 28 days; {WRITE}"),
        ("June 0000", f"'June 0000' is not a date: there is no year 0; {WRITE}"),
        ("1 January 0000", f"'1 January 0000' is not a date: there is no year 0; {WRITE}"),
        # dateutil takes the first of these numbers for the year
        ("40 June 0015", f"'40 June 0015' is not a date: June 0015 has 30 days; {WRITE}"),
        ("June 99, 0030", f"'June 99, 0030' is not a date: June 0030 has 30 days; {WRITE}"),
        # nearly the name of a month: an old long s, a Turkish i, a letter left out
        ("Auguſt 2019", f"'Auguſt 2019' is not a date; {WRITE}"),
        ("15 Auguſt 2019", f"'15 Auguſt 2019' is not a date; {WRITE}"),
        ("Aprıl 2019", f"'Aprıl 2019' is not a date; {WRITE}"),
        ("sepember 2019", f"'sepember 2019' is not a date; {WRITE}"),
        ("Sepember 15, 2019", f"'Sepember 15, 2019' is not a date; {WRITE}"),
        ("sepember", f"'sepember' is not a date; {WRITE}"),
        ("11/12/2019", f"'11/12/2019' is ambiguous: it does not say which is the day and which the month; {WRITE}"),
        ("1/2/19", f"'1/2/19' is ambiguous: it does not say which is the day and which the month; {WRITE}"),
        ("22/07/2019", "'22/07/2019' is not written as dates are here; write 2019-07-22"),
        ("7-22-2019", "'7-22-2019' is not written as dates are here; write 2019-07-22"),
        ("31.6.2019", f"'31.6.2019' is ambiguous: it does not say which is the day and which the month; {WRITE}"),
        (
            "summer 2019",
            "'summer 2019' is a season; write its months, such as --from 2019-06 --to 2019-08",
        ),
        (
            "Winter 2019",
            "'Winter 2019' is a season; write its months, such as --from 2019-12 --to 2020-02",
        ),
        ("11.12.2019", f"'11.12.2019' is ambiguous: it does not say which is the day and which the month; {WRITE}"),
        ("11-12-2019", f"'11-12-2019' is ambiguous: it does not say which is the day and which the month; {WRITE}"),
        ("June", f"'June' is a month without its year; {WRITE}"),
        ("sept", f"'sept' is a month without its year; {WRITE}"),
        ("7", f"'7' is a bare number, not a date; {WRITE}"),
        ("201906", f"'201906' is a bare number, not a date; {WRITE}"),
        ("20190615", f"'20190615' is a bare number, not a date; {WRITE}"),
        ("2019-12-15..2020-01-11", f"'2019-12-15..2020-01-11' {NO_RANGE}; {WRITE}"),
        ("2019-06..", f"'2019-06..' {NO_RANGE}; {WRITE}"),
        ("10 36", f"'10 36' is not a date; {WRITE}"),
        ("15 June", f"'15 June' is not a date; {WRITE}"),
        ("June 15", f"'June 15' is not a date; {WRITE}"),
        ("15 June 19", f"'15 June 19' is not a date; {WRITE}"),
        ("15th June 2019", f"'15th June 2019' is not a date; {WRITE}"),
        ("2019-6", f"'2019-6' is not a date; {WRITE}"),
        ("2019/06", f"'2019/06' is not a date; {WRITE}"),
        ("2019-Q5", f"'2019-Q5' is not a date: quarters are Q1 to Q4; {WRITE}"),
        ("2019-Q0", f"'2019-Q0' is not a date: quarters are Q1 to Q4; {WRITE}"),
        ("19-06-15", f"'19-06-15' is ambiguous: it does not say which is the day and which the month; {WRITE}"),
        ("2019-06~", f"'2019-06~' is not a date; {WRITE}"),
        ("today", f"'today' is not a date; {WRITE}"),
        ("10:36", f"'10:36' is not a date; {WRITE}"),
        ("２０１９-06", f"'２０１９-06' is not a date; {WRITE}"),
        ("２０１９", f"'２０１９' is not a date; {WRITE}"),
        ("", f"'' is not a date; {WRITE}"),
        (" \n ", f"'' is not a date; {WRITE}"),
        ("\x1b[31m2019", f"'\\x1b[31m2019' is not a date; {WRITE}"),
    ],
)
def test_what_is_no_typed_date_is_refused(text: str, message: str) -> None:
    with pytest.raises(DateError) as refused:
        typed_days(text)
    assert str(refused.value) == message


FORMS: list[Callable[[date], str]] = [
    lambda day: day.isoformat(),
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year:04}",
    lambda day: f"{day.day:02} {MONTHS[day.month - 1][:3].upper()} {day.year:04}",
    lambda day: f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year:04}",
    lambda day: f"{MONTHS[day.month - 1].lower()} {day.day} {day.year:04}",
]


@given(days, st.sampled_from(FORMS))
@example(date(12, 6, 15), FORMS[1])
@example(date(9999, 12, 31), FORMS[3])
def test_any_day_typed_in_any_form_is_this_day(day: date, form: Callable[[date], str]) -> None:
    assert typed_days(form(day)) == Days(day, day)


@given(years, months)
@example(31, 1)
def test_any_month_typed_in_any_form_is_all_of_its_days(year: int, month: int) -> None:
    name = MONTHS[month - 1]
    for text in (f"{year:04}-{month:02}", f"{name} {year:04}", f"{name[:3].lower()} {year:04}"):
        assert typed_days(text) == days_of_month(year, month)


@given(st.integers(1, 9999))
@example(1)
@example(9999)
def test_quarters_and_months_tile_their_year(year: int) -> None:
    whole = typed_days(f"{year:04}")
    quarters = [typed_days(f"{year:04}-Q{number}") for number in range(1, 5)]
    of_months = [typed_days(f"{year:04}-{number:02}") for number in range(1, 13)]
    assert (whole.first, whole.last) == (date(year, 1, 1), date(year, 12, 31))
    for pieces in (quarters, of_months):
        assert (pieces[0].first, pieces[-1].last) == (whole.first, whole.last)
        assert all(one.last + ONE_DAY == other.first for one, other in pairwise(pieces))
    for number, quarter in enumerate(quarters):
        assert (quarter.first, quarter.last) == (of_months[3 * number].first, of_months[3 * number + 2].last)


# Text that looks like a date reaches further than text that does not
datelike = st.text("0123456789-/.~ ,QqJunemaySeptß٣ſı", max_size=24)
pieces = st.lists(
    st.sampled_from(
        ["..", "2019", "0000", "99", "31", "-", "/", " ", ", ", "June", "Feb", "sep", "t", "ember", "Q3", "~", "13"]
    ),
    max_size=7,
)
anything = st.text() | datelike | pieces.map("".join)


@given(anything, anything)
def test_no_text_whatever_raises_anything_but_a_date_error(text: str, other: str) -> None:
    questions: list[Callable[[], object]] = [
        lambda: stored_span(text),
        lambda: stored_day(text),
        lambda: typed_days(text),
        lambda: window(text, other),
        lambda: range_window(text),
        lambda: range_window(text, other),
    ]
    for question in questions:
        try:
            question()
        except DateError as refused:
            told = str(refused)
            assert told.isprintable(), told


@given(anything)
def test_a_typed_date_ends_where_it_begins_or_later(text: str) -> None:
    try:
        found = typed_days(text)
    except DateError:
        return
    assert found.first <= found.last


# Windows


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2019-06", None, "2019-06-01", "2019-06-30"),
        ("2019-06..2019-08", None, "2019-06-01", "2019-08-31"),
        ("2019-06", "2019-08", "2019-06-01", "2019-08-31"),
        ("June 2019", "2019-Q3", "2019-06-01", "2019-09-30"),
        ("June 2019..Aug 31, 2019", None, "2019-06-01", "2019-08-31"),
        (" 2019-06 .. 2019-08 ", None, "2019-06-01", "2019-08-31"),
        ("2019-06-15..2019-06-15", None, "2019-06-15", "2019-06-15"),
        ("2019", "2019", "2019-01-01", "2019-12-31"),
        # it begins inside the month that it ends with
        ("2019-06-15..2019-06", None, "2019-06-15", "2019-06-30"),
        ("2019-06..", None, "2019-06-01", None),
        ("..2019-08", None, None, "2019-08-31"),
        ("2019-06.. ", None, "2019-06-01", None),
    ],
)
def test_a_range_includes_both_its_ends(start: str, end: str | None, first: str | None, last: str | None) -> None:
    found = range_window(start, end)
    assert found.first == (date.fromisoformat(first) if first else None)
    assert found.last == (date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2019-08", "2019-06", f"the window is reversed: it would begin on 2019-08-01 and end on 2019-06-30; {PUT}"),
        (
            "2019-08..2019-06",
            None,
            f"the window is reversed: it would begin on 2019-08-01 and end on 2019-06-30; {PUT}",
        ),
        (
            "2019-06-15..2019-06-14",
            None,
            f"the window is reversed: it would begin on 2019-06-15 and end on 2019-06-14; {PUT}",
        ),
        ("2019..2020", "2021", "two windows at once: '2019..2020' and '2021'; give A..B, or A and B"),
        ("2019", "2020..2021", "two windows at once: '2019' and '2020..2021'; give A..B, or A and B"),
        ("2019..2020", "2021..", "two windows at once: '2019..2020' and '2021..'; give A..B, or A and B"),
        ("A..B..C", None, f"'A..B..C' has more than two ends; {RANGE}"),
        ("2019..2020..2021", None, f"'2019..2020..2021' has more than two ends; {RANGE}"),
        ("..", None, f"'..' names no date; {RANGE}"),
        (" .. ", None, f"' .. ' names no date; {RANGE}"),
        ("", None, f"'' is not a date; {WRITE}"),
        ("2019", "", f"'' is not a date; {WRITE}"),
        ("2019...2020", None, f"'.2020' is not a date; {WRITE}"),
        ("June..2020", None, f"'June' is a month without its year; {WRITE}"),
        (
            "2019..11/12/2019",
            None,
            f"'11/12/2019' is ambiguous: it does not say which is the day and which the month; {WRITE}",
        ),
    ],
)
def test_what_is_no_range_is_refused(start: str, end: str | None, message: str) -> None:
    with pytest.raises(DateError) as refused:
        range_window(start, end)
    assert str(refused.value) == message


def test_a_window_may_be_open_at_either_end() -> None:
    assert window(None, None) == Window()
    assert window("2019-06", None) == Window(date(2019, 6, 1), None)
    assert window(None, "2019-08") == Window(None, date(2019, 8, 31))
    assert window("2019-06", "2019-08") == Window(date(2019, 6, 1), date(2019, 8, 31))


def test_a_reversed_window_is_refused() -> None:
    with pytest.raises(DateError) as refused:
        window("2020-01", "2019")
    assert str(refused.value) == f"the window is reversed: it would begin on 2020-01-01 and end on 2019-12-31; {PUT}"


def test_a_date_error_is_a_bad_question_and_a_value_error() -> None:
    # pydantic turns a ValueError into a finding, and the command line shows a BadQuestion as it is
    assert issubclass(DateError, BadQuestion)
    assert issubclass(BadQuestion, ValueError)


@pytest.mark.parametrize(
    ("first", "last", "holds", "touches"),
    [
        ("2019-06-10", "2019-06-20", True, True),
        ("2019-06-12", "2019-06-15", True, True),
        ("2019-06-10", "2019-06-10", True, True),
        ("2019-06-20", "2019-06-20", True, True),
        ("2019-06-09", "2019-06-20", False, True),
        ("2019-06-10", "2019-06-21", False, True),
        ("2019-06-01", "2019-06-30", False, True),
        ("2019-06-01", "2019-06-10", False, True),
        ("2019-06-20", "2019-06-30", False, True),
        ("2019-06-01", "2019-06-09", False, False),
        ("2019-06-21", "2019-06-30", False, False),
    ],
)
def test_a_window_includes_its_first_and_its_last_day(first: str, last: str, *, holds: bool, touches: bool) -> None:
    days_asked = Window(date(2019, 6, 10), date(2019, 6, 20))
    assert days_asked.holds(stretch(first, last)) is holds
    assert days_asked.touches(stretch(first, last)) is touches


small_days = st.dates(date(2019, 6, 1), date(2019, 6, 12))


@given(st.none() | small_days, st.none() | small_days, small_days, small_days)
def test_holding_and_touching_are_of_all_days_and_of_any(
    first: date | None, last: date | None, one: date, other: date
) -> None:
    asked = Window(first, last)
    begin, end = sorted((one, other))
    inside = [
        (first is None or first <= day) and (last is None or day <= last)
        for day in (begin + ONE_DAY * number for number in range((end - begin).days + 1))
    ]
    # a window that ends before it begins cannot be asked for
    if first is None or last is None or first <= last:
        assert asked.holds(Days(begin, end)) is all(inside)
        assert asked.touches(Days(begin, end)) is any(inside)


@pytest.mark.parametrize("days_kept", [span("2019-06-01"), Window(date(2019, 6, 1))])
def test_days_cannot_be_changed(days_kept: Span | Window) -> None:
    with pytest.raises(FrozenInstanceError):
        days_kept.first = date(2019, 6, 2)  # type: ignore[misc]


def test_a_window_within_some_days_may_be_empty() -> None:
    phase = stretch("2020-01-11", "2020-01-26")
    assert Window().within(phase) == Window(phase.first, phase.last)
    assert Window(date(2020, 1, 20), None).within(phase) == Window(date(2020, 1, 20), phase.last)
    empty = Window(date(2019, 1, 1), date(2019, 2, 28)).within(phase)
    assert empty.is_empty
    assert not empty.holds(stretch("2020-01-11"))
    assert not empty.touches(stretch("2019-01-01", "2020-12-31"))
    assert not Window().is_empty


def test_days_hold_and_touch_days() -> None:
    month = stretch("2019-06-01", "2019-06-30")
    assert month.holds(stretch("2019-06-01", "2019-06-30"))
    assert not month.holds(stretch("2019-05-31", "2019-06-02"))
    assert not month.holds(stretch("2019-06-30", "2019-07-01"))
    assert month.touches(stretch("2019-05-31", "2019-06-01"))
    assert month.touches(stretch("2019-06-30", "2019-07-01"))
    assert not month.touches(stretch("2019-07-01"))
    assert not month.touches(stretch("2019-05-31"))


def test_only_a_window_without_ends_leaves_nothing_out() -> None:
    assert not Window()
    assert Window(first=date(2019, 6, 1))
    assert Window(last=date(2019, 6, 1))


# The words that people read


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
        # the same month of two years
        ("2019-01-05/2020-01-05", "5 Jan 2019 – 5 Jan 2020"),
    ],
)
def test_a_stretch_of_days_in_words(stored: str, words: str) -> None:
    assert days_text(stored_span(stored)) == words


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2019-06", "2019-08", "1 Jun 2019 to 31 Aug 2019"),
        ("2019-06-15", "2019-06-15", "15 Jun 2019"),
        ("2019-06", None, "from 1 Jun 2019 on"),
        (None, "2019-08", "up to 31 Aug 2019"),
        (None, None, "all days"),
    ],
)
def test_a_window_in_words(since: str | None, until: str | None, words: str) -> None:
    assert window_text(window(since, until)) == words


def test_a_quoted_text_is_short_and_on_one_line() -> None:
    assert quoted("a\nb\x1b") == r"'a\nb\x1b'"
    assert quoted("x" * 58) == f"'{'x' * 58}'"
    assert quoted("x" * 59) == f"'{'x' * 59}..."
    assert quoted(7) == "7"


@given(st.text())
def test_whatever_is_quoted_can_be_printed(text: str) -> None:
    assert quoted(text).isprintable()
