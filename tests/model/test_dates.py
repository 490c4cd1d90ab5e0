"""Dates: the forms that are stored, the forms that are typed, and what is refused with which message."""

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
    month_of,
    range_window,
    stored_day,
    stored_span,
    typed_days,
    window,
)

TRY = 'Try 2019-06-15, 2019-06 or "15 June 2019".'
NO_BEGINNING = "Write the earliest possible day, as in 2019-05-01~/2019-06-05, and the printed words under date_text."
STORED = "Write 2019-08, 2019-07-22, 2019-04-26/2019-04-27 or 2019-12-15/.., with ~ after a date that is approximate."

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
        # an open end: still going on, as far as the publication says
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
        ("2019-13", "'2019-13' is not a date. Months are 01 to 12, years 0001 to 9999."),
        ("2019-00", "'2019-00' is not a date. Months are 01 to 12, years 0001 to 9999."),
        ("2019-02-30", "'2019-02-30' is not a date. February 2019 has 28 days."),
        ("2020-02-30~", "'2020-02-30' is not a date. February 2020 has 29 days."),
        ("2019-06-31/2019-07-01", "'2019-06-31' is not a date. June 2019 has 30 days."),
        ("0000-01", "'0000-01' is not a date. Months are 01 to 12, years 0001 to 9999."),
        ("2019-04-27/2019-04-26", "'2019-04-27/2019-04-26' ends before it begins. Write the earlier date first."),
        ("2019-09/2019-08", "'2019-09/2019-08' ends before it begins. Write the earlier date first."),
        ("2019-08-15/2019-08", "'2019-08-15/2019-08' ends before it begins. Write the earlier date first."),
        ("2019", "'2019' is not a date of this format. Write 2019-01-01/2019-12-31."),
        ("2019~", "'2019~' is not a date of this format. Write 2019-01-01~/2019-12-31~."),
        ("~2019-08", f"'~2019-08' is not a date of this format. {STORED}"),
        ("2019-08~~", f"'2019-08~~' is not a date of this format. {STORED}"),
        ("2019-08?", f"'2019-08?' is not a date of this format. {STORED}"),
        ("2019-Q3", "'2019-Q3' is not a date of this format. Write 2019-07-01/2019-09-30."),
        ("June 2019", "'June 2019' is not a date of this format. Write 2019-06."),
        ("2019-08/", f"'2019-08/' is not a date of this format. {STORED}"),
        ("../2019-08", f"'../2019-08' has no beginning. {NO_BEGINNING}"),
        ("..2019-08-31", f"'..2019-08-31' has no beginning. {NO_BEGINNING}"),
        (
            "2019-06-01..2019-06-05",
            "'2019-06-01..2019-06-05' is not a date of this format. Write 2019-06-01/2019-06-05.",
        ),
        (
            "2019-06-01 - 2019-06-05",
            "'2019-06-01 - 2019-06-05' is not a date of this format. Write 2019-06-01/2019-06-05.",
        ),
        (
            "2019-06-01 to 2019-06-05",
            "'2019-06-01 to 2019-06-05' is not a date of this format. Write 2019-06-01/2019-06-05.",
        ),
        ("2019-06-01..", "'2019-06-01..' is not a date of this format. Write 2019-06-01/.."),
        ("since June 2019", "'since June 2019' is not a date of this format. Write 2019-06/.."),
        ("26–27 Apr 2019", "'26–27 Apr 2019' is not a date of this format. Write 2019-04-26/2019-04-27."),
        # what is approximate stays so
        ("since c. 15 Dec 2019", "'since c. 15 Dec 2019' is not a date of this format. Write 2019-12-15~/.."),
        ("c. 26–27 Apr 2019", "'c. 26–27 Apr 2019' is not a date of this format. Write 2019-04-26~/2019-04-27~."),
        ("c. 5 June 2019", "'c. 5 June 2019' is not a date of this format. Write 2019-06-05~."),
        (
            "26 Apr – c. 5 May 2019",
            "'26 Apr – c. 5 May 2019' is not a date of this format. Write 2019-04-26/2019-05-05~.",
        ),
        ("2019-08/..~", f"'2019-08/..~' is not a date of this format. {STORED}"),
        ("..", f"'..' is not a date of this format. {STORED}"),
        ("2019-W01-1", f"'2019-W01-1' is not a date of this format. {STORED}"),
        ("2019-07/22", f"'2019-07/22' is not a date of this format. {STORED}"),
        ("/2019-08", f"'/2019-08' is not a date of this format. {STORED}"),
        ("2019-04/2019-05/2019-06", f"'2019-04/2019-05/2019-06' is not a date of this format. {STORED}"),
        ("2019-07-22T10:00", f"'2019-07-22T10:00' is not a date of this format. {STORED}"),
        (" 2019-08", "' 2019-08' is not a date of this format. Write 2019-08."),
        ("2019-08\n", "'2019-08\\n' is not a date of this format. Write 2019-08."),
        ("２０１９-08", f"'２０１９-08' is not a date of this format. {STORED}"),
        # pydantic would read this as the seconds since 1970
        ("1561939200", f"'1561939200' is not a date of this format. {STORED}"),
        ("", f"'' is not a date of this format. {STORED}"),
        (None, f"must be text. {STORED}"),
        (True, f"must be text. {STORED}"),
        (1561939200, f"must be text. {STORED}"),
        (2019.5, f"must be text. {STORED}"),
        (["2019-08"], f"must be text. {STORED}"),
        ({"first": "2019-08"}, f"must be text. {STORED}"),
    ],
)
def test_what_is_not_a_stored_date_is_refused(text: object, message: str) -> None:
    with pytest.raises(DateError) as refused:
        stored_span(text)
    assert str(refused.value) == message


def test_a_stored_day_is_one_day() -> None:
    assert stored_day("2019-07-22") == date(2019, 7, 22)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2019-07", "'2019-07' is not a day. Write it as 2019-07-22."),
        ("2019-07-22~", "'2019-07-22~' is not a day. Write it as 2019-07-22."),
        ("2019-07-22/2019-07-22", "'2019-07-22/2019-07-22' is not a day. Write it as 2019-07-22."),
        ("2019-07-22\n", "'2019-07-22\\n' is not a day. Write it as 2019-07-22."),
        ("1561939200", "'1561939200' is not a day. Write it as 2019-07-22."),
        (1561939200, "must be text. Write it as 2019-07-22."),
        (None, "must be text. Write it as 2019-07-22."),
        (True, "must be text. Write it as 2019-07-22."),
        (["2019-07-22"], "must be text. Write it as 2019-07-22."),
        ("2019-02-30", "'2019-02-30' is not a date. February 2019 has 28 days."),
    ],
)
def test_what_is_not_a_stored_day_is_refused(text: object, message: str) -> None:
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
        # as agencies write
        ("Sept. 10, 2019", stretch("2019-09-10")),
        ("June 15th, 2019", stretch("2019-06-15")),
        ("1st of June 2019", stretch("2019-06-01")),
        ("2nd June, 2019", stretch("2019-06-02")),
        ("June, 2019", stretch("2019-06-01", "2019-06-30")),
        ("2019/06/15", stretch("2019-06-15")),
        ("2019/06", stretch("2019-06-01", "2019-06-30")),
        ("2019-6-5", stretch("2019-06-05")),
        ("2019-6", stretch("2019-06-01", "2019-06-30")),
        ("Q3 2019", stretch("2019-07-01", "2019-09-30")),
        ("2019 q3", stretch("2019-07-01", "2019-09-30")),
        ("2019Q3", stretch("2019-07-01", "2019-09-30")),
        # as answers print and files store an approximate date
        ("c. 5 May 2019", stretch("2019-05-05")),
        ("2019-05-05~", stretch("2019-05-05")),
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
        ("2019-13", "'2019-13' is not a date. Months are 01 to 12, years 0001 to 9999."),
        ("2019-00-10", "'2019-00-10' is not a date. Months are 01 to 12, years 0001 to 9999."),
        ("2019-02-30", "'2019-02-30' is not a date. February 2019 has 28 days."),
        ("2019-06-00", "'2019-06-00' is not a date. June 2019 has 30 days."),
        ("0000", "'0000' is not a date. Months are 01 to 12, years 0001 to 9999."),
        ("0000-Q1", "'0000-Q1' is not a date. Months are 01 to 12, years 0001 to 9999."),
        ("2019-01-32", "'2019-01-32' is not a date. January 2019 has 31 days."),
        ("0001-02-30", "'0001-02-30' is not a date. February 0001 has 28 days."),
        ("2019-12-32", "'2019-12-32' is not a date. December 2019 has 31 days."),
        ("31 June 2019", "'31 June 2019' is not a date. June 2019 has 30 days."),
        ("Feb 29, 2019", "'Feb 29, 2019' is not a date. February 2019 has 28 days."),
        ("1 January 0000", "'1 January 0000' is not a date. Months are 01 to 12, years 0001 to 9999."),
        # a number that cannot be a day is not taken for the year
        ("40 June 0015", "'40 June 0015' is not a date. June 0015 has 30 days."),
        ("June 99, 0030", "'June 99, 0030' is not a date. June 0030 has 30 days."),
        # nearly the name of a month: an old long s, a Turkish i, a letter left out
        ("Auguſt 2019", "'Auguſt 2019' is not a date. Did you mean \"August 2019\"?"),
        ("15 Aprıl 2019", "'15 Aprıl 2019' is not a date. Did you mean \"15 April 2019\"?"),
        ("Sepember 15, 2019", "'Sepember 15, 2019' is not a date. Did you mean \"September 15, 2019\"?"),
        ("Mar-ch 2019", f"'Mar-ch 2019' is not a date. {TRY}"),
        ("Marh 2019", "'Marh 2019' is not a date. Did you mean \"March 2019\"?"),
        ("sepember", f"'sepember' is not a date. {TRY}"),
        # in a long text no date is searched for
        (f"{'x ' * 45}May 2019", f'\'{"x " * 29}x... is not a date. Did you mean "May 2019"?'),
        (f"{'x ' * 50}May 2019", f"'{'x ' * 29}x... is not a date. {TRY}"),
        # more than the date
        ("mid-December 2019", "'mid-December 2019' is not a date. Did you mean \"December 2019\"?"),
        ("Monday, 22 July 2019", "'Monday, 22 July 2019' is not a date. Did you mean \"22 July 2019\"?"),
        ("2019-07-22T10:00", "'2019-07-22T10:00' is not a date. Did you mean 2019-07-22?"),
        # the day and the month
        ("11/12/2019", "'11/12/2019' could be 11 December or 12 November. Write 2019-12-11 or 2019-11-12."),
        ("1.2.2019", "'1.2.2019' could be 1 February or 2 January. Write 2019-02-01 or 2019-01-02."),
        ("1.2.19", f"'1.2.19' is not a date. {TRY}"),
        ("19-06-15", f"'19-06-15' is not a date. {TRY}"),
        ("22/07/2019", "Write '22/07/2019' as 2019-07-22."),
        ("7-22-2019", "Write '7-22-2019' as 2019-07-22."),
        ("5/5/2019", "Write '5/5/2019' as 2019-05-05."),
        ("1/1/2019", "Write '1/1/2019' as 2019-01-01."),
        ("5/5/0001", "Write '5/5/0001' as 0001-05-05."),
        ("32/1/2019", f"'32/1/2019' is not a date. {TRY}"),
        ("31 Febuary 2019", "'31 Febuary 2019' is not a date. Try 2019-06-15, 2019-06 or \"15 June 2019\"."),
        ("31.6.2019", f"'31.6.2019' is not a date. {TRY}"),
        ("13.13.2019", f"'13.13.2019' is not a date. {TRY}"),
        ("15.0.2019", f"'15.0.2019' is not a date. {TRY}"),
        ("15.06.0000", f"'15.06.0000' is not a date. {TRY}"),
        ("15.06/2019", f"'15.06/2019' is not a date. {TRY}"),
        # the seasons of the north
        ("spring 2019", "'spring 2019' is a season. Try --from 2019-03 --to 2019-05."),
        ("Summer 2019", "'Summer 2019' is a season. Try --from 2019-06 --to 2019-08."),
        ("AUTUMN  2019", "'AUTUMN 2019' is a season. Try --from 2019-09 --to 2019-11."),
        ("fall 2019", "'fall 2019' is a season. Try --from 2019-09 --to 2019-11."),
        ("winter 2019", "'winter 2019' is a season. Try --from 2019-12 --to 2020-02."),
        ("winter", f"'winter' is not a date. {TRY}"),
        ("June", "'June' needs a year, e.g. \"June 2019\"."),
        ("sept", "'sept' needs a year, e.g. \"sept 2019\"."),
        ("15 June", "'15 June' needs a year, e.g. \"15 June 2019\"."),
        ("June 15th", "'June 15th' needs a year, e.g. \"June 15th 2019\"."),
        ("7", f"'7' is not a date. {TRY}"),
        ("201906", "'201906' is not a date. Did you mean 2019-06?"),
        ("20190622", "'20190622' is not a date. Did you mean 2019-06-22?"),
        ("20191399", f"'20191399' is not a date. {TRY}"),
        ("2019-Q5", f"'2019-Q5' is not a date. {TRY}"),
        ("2019-06..", f"'2019-06..' is not a date. {TRY}"),
        ("10 36", f"'10 36' is not a date. {TRY}"),
        ("yesterday", f"'yesterday' is not a date. {TRY}"),
        ("10:36", f"'10:36' is not a date. {TRY}"),
        ("２０１９-06", f"'２０１９-06' is not a date. {TRY}"),
        ("", f"'' is not a date. {TRY}"),
        (" \n ", f"'' is not a date. {TRY}"),
        ("\x1b[31m2019", f"'\\x1b[31m2019' is not a date. {TRY}"),
    ],
)
def test_what_is_not_a_typed_date_is_refused(text: str, message: str) -> None:
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
            message = str(refused)
            assert message.isprintable(), message


@settings(max_examples=scaled(500))
@given(anything)
def test_a_typed_date_ends_where_it_begins_or_later(text: str) -> None:
    try:
        result = typed_days(text)
    except DateError:
        return
    assert result.first <= result.last


# What to write instead


def test_a_range_that_begins_with_since_has_one_end() -> None:
    assert range_window("since 1 May 2019 to 1 June 2019") == (date(2019, 5, 1), date(2019, 6, 1))
    with pytest.raises(DateError, match="'1 June 2019 to 5 June 2019' is not a date"):
        range_window("since 1 May 2019 to 1 June 2019 to 5 June 2019")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2019-12-15..2020-01-11", "--from 2019-12-15 --to 2020-01-11, or idlibtl range 2019-12-15..2020-01-11"),
        ("1 Jun – 31 Aug 2019", "--from 2019-06-01 --to 2019-08-31, or idlibtl range 2019-06-01..2019-08-31"),
        ("2019-06..", "--from 2019-06-01"),
        ("..2019-06", "--to 2019-06-30"),
    ],
)
def test_a_range_for_an_option_of_one_date_is_answered_with_what_to_type(text: str, dates: str) -> None:
    with pytest.raises(DateError) as refused:
        window(text, None)
    assert str(refused.value) == f"--from takes one date, not a range. Use {dates}."
    with pytest.raises(DateError, match=r"^--to takes one date"):
        window(None, text)


@settings(max_examples=scaled(500))
@given(day=days, between=st.sampled_from("/.-"), month_first=st.booleans())
def test_what_to_write_is_the_day_that_was_meant(day: date, between: str, *, month_first: bool) -> None:
    numbers = (day.month, day.day) if month_first else (day.day, day.month)
    with pytest.raises(DateError) as refused:
        typed_days(between.join(map(str, (*numbers, f"{day.year:04}"))))
    is_certain = str(refused.value).endswith(f"as {day.isoformat()}.")
    assert is_certain is (day.day > 12 or day.day == day.month)


# A stated period


def test_a_period_is_approximate_at_either_end_or_not_at_all() -> None:
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


def test_the_month_of_a_day() -> None:
    assert month_of(date(2020, 2, 10)) == Days(date(2020, 2, 1), date(2020, 2, 29))
    assert month_of(date(2019, 2, 28)) == Days(date(2019, 2, 1), date(2019, 2, 28))
    assert month_of(date.max) == Days(date(9999, 12, 1), date.max)
