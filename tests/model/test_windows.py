"""Windows: the dates asked for, both ends included, and how they relate to the days of a record."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.model.dates import BadQuestion, DateError, Days, Span, Window, range_window, window

TRY = 'Try 2019-06-15, 2019-06 or "15 June 2019".'
RANGE = "is not a range of dates. A range is A..B, A.. or ..B."

ONE_DAY = timedelta(days=1)


def stretch(first: str, last: str | None = None) -> Days:
    """The days that a test expects, written in full."""
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


# What people type


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
        # as files store days
        ("2019-04-26/2019-04-27", None, "2019-04-26", "2019-04-27"),
        ("2019-12-15~/..", None, "2019-12-15", None),
        ("../2019-05-05~", None, None, "2019-05-05"),
        ("2019/06/15", None, "2019-06-15", "2019-06-15"),
        ("2019/2020", None, "2019-01-01", "2020-12-31"),
        # as people write them
        ("26-27 April 2019", None, "2019-04-26", "2019-04-27"),
        ("April 26-27, 2019", None, "2019-04-26", "2019-04-27"),
        ("June 5 to July 12, 2019", None, "2019-06-05", "2019-07-12"),
        ("June 5 to 12 July 2019", None, "2019-06-05", "2019-07-12"),
        ("June - August 2019", None, "2019-06-01", "2019-08-31"),
        ("June to August 2019", None, "2019-06-01", "2019-08-31"),
        ("from June 2019 to 2019-08", None, "2019-06-01", "2019-08-31"),
        ("since c. 15 Dec 2019", None, "2019-12-15", None),
        ("up to 31 Aug 2019", None, None, "2019-08-31"),
    ],
)
def test_a_range_includes_both_its_ends(start: str, end: str | None, first: str | None, last: str | None) -> None:
    result = range_window(start, end)
    assert result.first == (date.fromisoformat(first) if first else None)
    assert result.last == (date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2019-08", "2019-06", "The end date (2019-06-30) is before the start date (2019-08-01)."),
        ("2019-08..2019-06", None, "The end date (2019-06-30) is before the start date (2019-08-01)."),
        ("2019-06-15..2019-06-14", None, "The end date (2019-06-14) is before the start date (2019-06-15)."),
        ("2019..2020", "2021", f"'2019..2020' is not a date. {TRY}"),
        ("2019", "2020..2021", f"'2020..2021' is not a date. {TRY}"),
        ("A..B..C", None, f"'A..B..C' {RANGE}"),
        ("2019..2020..2021", None, f"'2019..2020..2021' {RANGE}"),
        ("..", None, f"'..' {RANGE}"),
        (" .. ", None, f"'..' {RANGE}"),
        ("", None, f"'' is not a date. {TRY}"),
        ("22/07/19", None, f"'22/07/19' is not a date. {TRY}"),
        ("22/07/2019", None, "Write '22/07/2019' as 2019-07-22."),
        ("2019", "", f"'' is not a date. {TRY}"),
        ("2019...2020", None, f"'.2020' is not a date. {TRY}"),
        ("June..2020", None, "'June' needs a year, e.g. \"June 2019\"."),
        ("2019..11/12/2019", None, "'11/12/2019' could be 11 December or 12 November. Write 2019-12-11 or 2019-11-12."),
        (
            "June 2019 to July 2019 to August 2019",
            None,
            "'July 2019 to August 2019' is not a date. Did you mean \"July 2019\"?",
        ),
        (
            "from June 2019 to July 2019 to August 2019",
            None,
            "'July 2019 to August 2019' is not a date. Did you mean \"July 2019\"?",
        ),
        ("until June 2019 to July 2019", None, "'June 2019 to July 2019' is not a date. Did you mean \"June 2019\"?"),
        ("5 June to 27 2019", None, f"'27 2019' is not a date. {TRY}"),
        # numbers that may not be years are not a range
        ("1500-2000", None, f"'1500-2000' is not a date. {TRY}"),
        ("up to 2000", None, f"'up to 2000' is not a date. {TRY}"),
    ],
)
def test_what_is_not_a_range_is_refused(start: str, end: str | None, message: str) -> None:
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
    assert str(refused.value) == "The end date (2019-12-31) is before the start date (2020-01-01)."


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


@settings(max_examples=scaled(500))
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


@pytest.mark.parametrize("days_kept", [Span(date(2019, 6, 1), None), stretch("2019-06-01"), Window(date(2019, 6, 1))])
def test_days_cannot_be_changed(days_kept: Span | Days | Window) -> None:
    with pytest.raises(AttributeError):
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


def test_days_include_and_touch_days() -> None:
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


ONE_OR_TWO = "range takes one or two dates. Put a date of several words in quotes:"


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        (["June", "2019"], 'Put a date of several words in quotes: "June 2019".'),
        (["sept", "2019"], 'Put a date of several words in quotes: "sept 2019".'),
        (["20", "July", "2019"], f'{ONE_OR_TWO} "20 July 2019".'),
        (["2019-06", "2019-07", "2019-08"], f'{ONE_OR_TWO} "20 July 2019".'),
        (["June", "2019", "Aug", "2019"], f'{ONE_OR_TWO} "20 July 2019".'),
    ],
)
def test_a_date_of_several_words_belongs_in_quotes(dates: list[str], message: str) -> None:
    with pytest.raises(DateError) as refused:
        range_window(*dates)
    assert str(refused.value) == message


def test_a_month_and_a_longer_date_are_two_dates() -> None:
    # only a year after it makes a month what was meant
    with pytest.raises(DateError, match=r"^'June' needs a year"):
        range_window("June", "2019-08")


# Windows and days


@pytest.mark.parametrize(
    ("first", "last", "inner", "is_empty"),
    [
        (None, None, ("2019-06-10", "2019-06-20"), False),
        ("2019-06-10", "2019-06-20", ("2019-06-10", "2019-06-20"), False),
        ("2019-06-01", "2019-06-30", ("2019-06-10", "2019-06-20"), False),
        ("2019-06-12", None, ("2019-06-12", "2019-06-20"), False),
        (None, "2019-06-12", ("2019-06-10", "2019-06-12"), False),
        ("2019-06-20", "2019-07-01", ("2019-06-20", "2019-06-20"), False),
        ("2019-06-21", None, ("2019-06-21", "2019-06-20"), True),
        (None, "2019-06-09", ("2019-06-10", "2019-06-09"), True),
    ],
)
def test_a_window_within_some_days_is_what_both_have(
    first: str | None, last: str | None, inner: tuple[str, str], *, is_empty: bool
) -> None:
    asked = Window(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)
    result = asked.within(stretch("2019-06-10", "2019-06-20"))
    assert result == Window(*map(date.fromisoformat, inner))
    assert result.is_empty is is_empty


@settings(max_examples=scaled(500))
@given(st.none() | small_days, st.none() | small_days, st.tuples(small_days, small_days), small_days)
def test_a_day_is_in_a_window_within_some_days_if_it_is_in_both(
    first: date | None, last: date | None, ends: tuple[date, date], day: date
) -> None:
    asked, some = Window(first, last), Days(min(ends), max(ends))
    one = Days(day, day)
    assert asked.within(some).holds(one) is (asked.holds(one) and some.holds(one))
    assert asked.within(some).touches(one) is (asked.touches(one) and some.touches(one))
    # a window is empty if it has no day, and only then
    inside = [
        asked.holds(Days(item, item)) for item in (some.first + ONE_DAY * n for n in range(12)) if item <= some.last
    ]
    assert asked.within(some).is_empty is not any(inside)


@settings(max_examples=scaled(500))
@given(st.tuples(small_days, small_days), st.tuples(small_days, small_days))
def test_days_include_all_or_touch_any_of_other_days(one: tuple[date, date], other: tuple[date, date]) -> None:
    outer, inner = Days(min(one), max(one)), Days(min(other), max(other))
    length = (inner.last - inner.first).days + 1
    inside = [outer.first <= inner.first + ONE_DAY * number <= outer.last for number in range(length)]
    assert outer.holds(inner) is all(inside)
    assert outer.touches(inner) is inner.touches(outer) is any(inside)


@pytest.mark.parametrize(
    ("first", "last", "is_empty"),
    [
        (None, None, False),
        ("2019-06-10", None, False),
        (None, "2019-06-10", False),
        ("2019-06-10", "2019-06-10", False),
        ("2019-06-11", "2019-06-10", True),
    ],
)
def test_a_window_is_empty_if_it_ends_before_it_begins(first: str | None, last: str | None, *, is_empty: bool) -> None:
    asked = Window(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)
    assert asked.is_empty is is_empty
