"""Dates: the forms that are stored, the forms that are typed, what is refused and in which words."""

from calendar import Calendar
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.model.dates import (
    DateError,
    Days,
    Span,
    range_window,
    stored_day,
    stored_span,
    typed_days,
    window,
)

WRITE = "write 2019, 2019-06, 2019-06-15, 2019-Q3, June 2019, 15 June 2019 or Jun 15, 2019"
NO_RANGE = "is a range (A..B, A.. or ..B), which only idlibtl range takes; here one date is wanted"
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


@settings(max_examples=scaled(500))
@given(days, days, st.sampled_from(["", "~"]), st.sampled_from(["", "~"]))
def test_any_two_days_stored_give_these_days_back(one: date, other: date, before: str, behind: str) -> None:
    first, last = sorted((one, other))
    text = f"{first.isoformat()}{before}/{last.isoformat()}{behind}"
    assert stored_span(text) == Span(first, last, bool(before), bool(behind))


@settings(max_examples=scaled(500))
@given(days, st.sampled_from(["", "~"]))
def test_any_day_stored_gives_this_day_back(day: date, behind: str) -> None:
    assert stored_span(f"{day.isoformat()}{behind}") == Span(day, day, bool(behind), bool(behind))
    assert stored_day(day.isoformat()) == day


@settings(max_examples=scaled(500))
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


@settings(max_examples=scaled(500))
@given(days, st.sampled_from(FORMS))
@example(date(12, 6, 15), FORMS[1])
@example(date(9999, 12, 31), FORMS[3])
def test_any_day_typed_in_any_form_is_this_day(day: date, form: Callable[[date], str]) -> None:
    assert typed_days(form(day)) == Days(day, day)


@settings(max_examples=scaled(500))
@given(years, months)
@example(31, 1)
def test_any_month_typed_in_any_form_is_all_of_its_days(year: int, month: int) -> None:
    name = MONTHS[month - 1]
    for text in (f"{year:04}-{month:02}", f"{name} {year:04}", f"{name[:3].lower()} {year:04}"):
        assert typed_days(text) == days_of_month(year, month)


@settings(max_examples=scaled(500))
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


@settings(max_examples=scaled(500))
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


@settings(max_examples=scaled(500))
@given(anything)
def test_a_typed_date_ends_where_it_begins_or_later(text: str) -> None:
    try:
        found = typed_days(text)
    except DateError:
        return
    assert found.first <= found.last


# What to write instead


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # one of the two numbers is no month, so the days are clear
        ("15.06.2019", "'15.06.2019' is not written as dates are here; write 2019-06-15"),
        ("06/15/2019", "'06/15/2019' is not written as dates are here; write 2019-06-15"),
        ("31-12-2019", "'31-12-2019' is not written as dates are here; write 2019-12-31"),
        ("13/1/2019", "'13/1/2019' is not written as dates are here; write 2019-01-13"),
        ("29.2.2020", "'29.2.2020' is not written as dates are here; write 2020-02-29"),
        # there is no such day, so there is nothing to write instead
        ("31.06.2019", "'31.06.2019' is ambiguous: it does not say which is the day and which the month; " + WRITE),
        ("29.2.2019", "'29.2.2019' is ambiguous: it does not say which is the day and which the month; " + WRITE),
        ("13.13.2019", "'13.13.2019' is ambiguous: it does not say which is the day and which the month; " + WRITE),
        ("15.0.2019", "'15.0.2019' is ambiguous: it does not say which is the day and which the month; " + WRITE),
        ("15.06.0000", "'15.06.0000' is ambiguous: it does not say which is the day and which the month; " + WRITE),
        ("12.06.2019", "'12.06.2019' is ambiguous: it does not say which is the day and which the month; " + WRITE),
        ("15.06/2019", "'15.06/2019' is not a date; " + WRITE),
        # the seasons of the north
        ("spring 2019", "'spring 2019' is a season; write its months, such as --from 2019-03 --to 2019-05"),
        ("Summer 2019", "'Summer 2019' is a season; write its months, such as --from 2019-06 --to 2019-08"),
        ("AUTUMN  2019", "'AUTUMN 2019' is a season; write its months, such as --from 2019-09 --to 2019-11"),
        ("fall 2019", "'fall 2019' is a season; write its months, such as --from 2019-09 --to 2019-11"),
        ("winter 2019", "'winter 2019' is a season; write its months, such as --from 2019-12 --to 2020-02"),
        ("winter", "'winter' is not a date; " + WRITE),
    ],
)
def test_who_types_another_form_is_told_what_to_write(text: str, told: str) -> None:
    with pytest.raises(DateError) as refused:
        typed_days(text)
    assert str(refused.value) == told


@settings(max_examples=scaled(500))
@given(day=days, between=st.sampled_from("/.-"), month_first=st.booleans())
def test_what_is_told_to_write_is_the_day_that_was_meant(day: date, between: str, *, month_first: bool) -> None:
    numbers = (day.month, day.day) if month_first else (day.day, day.month)
    with pytest.raises(DateError) as refused:
        typed_days(between.join(map(str, (*numbers, f"{day.year:04}"))))
    told = f"write {day.isoformat()}" in str(refused.value)
    assert told is (day.day > 12)


# A stretch that is stated


def test_a_stretch_is_approximate_at_either_end_or_not_at_all() -> None:
    assert not stored_span("2019-04-26/2019-05-05").approximate
    assert stored_span("2019-04-26~/2019-05-05").approximate
    assert stored_span("2019-04-26/2019-05-05~").approximate
    assert stored_span("2019-12-15~/..").approximate
    assert not stored_span("2019-12-15/..").approximate


@settings(max_examples=scaled(500))
@given(days, st.sampled_from(["", "~"]))
def test_any_day_may_begin_what_goes_on(day: date, behind: str) -> None:
    assert stored_span(f"{day.isoformat()}{behind}/..") == Span(day, None, bool(behind))


@settings(max_examples=scaled(500))
@given(years, months, st.sampled_from(["", "~"]))
def test_any_month_may_begin_what_goes_on(year: int, month: int, behind: str) -> None:
    expected = Span(date(year, month, 1), None, bool(behind), since_month=True)
    assert stored_span(f"{year:04}-{month:02}{behind}/..") == expected
