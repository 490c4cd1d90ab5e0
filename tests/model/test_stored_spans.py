"""Days written as files store them, and read again."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.model.dates import DateError, Span, stored_span


@pytest.mark.parametrize(
    ("stored", "shortest"),
    [
        ("2019-07-22", "2019-07-22"),
        ("2019-07-22~", "2019-07-22~"),
        ("2019-07-22/2019-07-22", "2019-07-22"),
        ("2019-07-22~/2019-07-22", "2019-07-22~/2019-07-22"),
        ("2019-08", "2019-08"),
        ("2019-08~", "2019-08~"),
        ("2019-08-01/2019-08-31", "2019-08"),
        ("2019-08-01/2019-08-31~", "2019-08-01/2019-08-31~"),
        ("2019-02-01/2019-02-27", "2019-02-01/2019-02-27"),
        ("2019-01/2019-03~", "2019-01-01/2019-03-31~"),
        ("2019-12-15~/..", "2019-12-15~/.."),
        ("2019-12/..", "2019-12/.."),
        ("2019-12-01/..", "2019-12-01/.."),
        ("0999-12", "0999-12"),
    ],
)
def test_days_are_stored_as_short_as_can_be(stored: str, shortest: str) -> None:
    assert stored_span(stored).stored == shortest
    assert stored_span(shortest) == stored_span(stored)


_ENDS = st.builds(
    lambda day, whole_month, mark: f"{day.isoformat()[: 7 if whole_month else 10]}{mark}",
    st.dates(dt.date(2019, 1, 1), dt.date(2019, 3, 31)),
    st.booleans(),
    st.sampled_from(["", "~"]),
)


@settings(max_examples=scaled(500))
@given(_ENDS, st.none() | st.just("..") | _ENDS)
def test_no_day_and_no_mark_is_lost(begin: str, end: str | None) -> None:
    stored = begin if end is None else f"{begin}/{end}"
    try:
        span = stored_span(stored)
    except DateError:  # it ends before it begins
        return
    assert stored_span(span.stored) == span
    assert len(span.stored) <= len(stored) + 6  # the day of each end of a month


def test_a_day_of_our_own_is_stored_too() -> None:
    assert Span(dt.date(2020, 2, 1), dt.date(2020, 2, 29)).stored == "2020-02"
