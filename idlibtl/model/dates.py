"""A stretch of days: the forms a dataset stores, the forms people type, and the words people read.

`first` and `last` are days and **both are included**, here and everywhere else in the package.
"""

import re
from calendar import month_name, monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta

STORED_FORMS = "2019-08, 2019-07-22, 2019-04-26/2019-04-27 or 2019-12-15/.., with ~ behind a date that is approximate"
TYPED_FORMS = "2019, 2019-06, 2019-06-15, 2019-Q3, June 2019, 15 June 2019 or Jun 15, 2019"
RANGE_FORMS = "A..B, A.. or ..B"

#: One stored date, for the pattern of the JSON Schema too: EDTF (ISO 8601-2) level 0 months and days, `~` of level 1.
STORED_DATE = r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?~?"

# Patterns are text: `re` compiles and keeps those that a run really uses.
_ISO = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
_QUARTER = r"([0-9]{4})-[Qq]([1-4])"
_MONTH = (
    r"(?ai:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_FIRST = rf"(?:(?P<day>[0-9]{{1,2}}) )?(?P<month>{_MONTH}) (?P<year>[0-9]{{4}})"
_MONTH_FIRST = rf"(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})"
_AMBIGUOUS = r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2,4}"
_DAY_MONTH_YEAR = r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})"
_SEASON = r"(?ai:(spring|summer|autumn|fall|winter) ([0-9]{4}))"

#: The month in which each season begins, in the north.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def quoted(text: object, longest: int = 60) -> str:
    """`text` in quotes on one line, cut short and with control characters spelled out, to show in a message."""
    whole = repr(text)
    return whole if len(whole) <= longest else f"{whole[:longest]}..."


class BadQuestion(ValueError):
    """Something asked for that cannot be; its message is one sentence to show as it is."""


class DateError(BadQuestion):
    """A text that is no date, or no window, of ours."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`: a closed stretch, to compare with others."""

    first: date
    last: date

    def holds(self, other: "Days") -> bool:
        """Whether every day of `other` is one of these."""
        return self.first <= other.first and other.last <= self.last

    def touches(self, other: "Days") -> bool:
        """Whether any day of `other` is one of these."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a source states; `last` is None where what it tells of was still going on.

    Each end is approximate by itself. `since_month`: an open stretch that began some time in its first month.
    """

    first: date
    last: date | None
    first_approximate: bool = False
    last_approximate: bool = False
    since_month: bool = False

    @property
    def approximate(self) -> bool:
        """Whether the source does not pin down one end or the other."""
        return self.first_approximate or self.last_approximate

    @property
    def stored(self) -> str:
        """The same as a stored date, as short as it can be written."""
        first, begins, ends = self.first.isoformat(), "~" * self.first_approximate, "~" * self.last_approximate
        if self.last is None:
            return f"{first[:7] if self.since_month else first}{begins}/.."
        if begins == ends and self.first == self.last:
            return f"{first}{begins}"
        month = (self.first.replace(day=1), self.first + relativedelta(day=31))
        if begins == ends and (self.first, self.last) == month:
            return f"{first[:7]}{begins}"
        return f"{first}{begins}/{self.last}{ends}"


@dataclass(frozen=True, slots=True)
class Window:
    """The days asked about; an end that is None is open. A window whose last day is before its first is empty."""

    first: date | None = None
    last: date | None = None

    def holds(self, days: Days) -> bool:
        """Whether every day of `days` lies inside."""
        return (self.first is None or self.first <= days.first) and (self.last is None or days.last <= self.last)

    def touches(self, days: Days) -> bool:
        """Whether any day of `days` lies inside."""
        return (
            (self.first is None or self.first <= days.last)
            and (self.last is None or days.first <= self.last)
            and not self.is_empty
        )

    def within(self, days: Days) -> "Window":
        """The part of the window that lies in `days`; it may be empty."""
        return Window(max(self.first or days.first, days.first), min(self.last or days.last, days.last))

    @property
    def is_empty(self) -> bool:
        """Whether there is no day in it."""
        return self.first is not None and self.last is not None and self.last < self.first

    def __bool__(self) -> bool:
        """Whether the window leaves anything out: false for all of time."""
        return self.first is not None or self.last is not None


def stored_span(text: object) -> Span:
    """The days of a stored date: `2019-08`, `2019-07-22`, `2019-04-26/2019-04-27`, `2019-12-15~/..`.

    A small, strict part of EDTF (ISO 8601-2 level 1). `~` marks a date as approximate and widens nothing; an end of
    `..` is open. Raises DateError.
    """
    if not isinstance(text, str):
        raise DateError(f"not a date but {_json_type(text)}; write {STORED_FORMS}")
    return _stored_span(text)


def stored_day(text: object) -> date:
    """One stored day, `2019-07-22`. Raises DateError."""
    if not isinstance(text, str):
        raise DateError(f"not a day but {_json_type(text)}; write it as 2019-07-22")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise DateError(f"{quoted(text)} is not a day; write it as 2019-07-22")
    return _stored_span(text).first


@lru_cache(maxsize=1 << 14)  # a long chronology repeats its days
def _stored_span(text: str) -> Span:
    if len(text) == 10 and text[7] == "-":  # by far the most are one day
        with suppress(ValueError):
            day = date.fromisoformat(text)
            return Span(day, day)
    begin, slash, end = text.partition("/")
    is_open = slash and end == ".."
    parts = [begin] if is_open or not slash else [begin, end]
    if not all(re.fullmatch(STORED_DATE, part) for part in parts):
        raise DateError(f"{quoted(text)} is not a stored date; write {STORED_FORMS}")
    spans = [_iso_days(part.rstrip("~")) for part in parts]
    first, last = spans[0].first, spans[-1].last
    if last < first or spans[-1].first < first:
        raise DateError(f"{quoted(text)} is reversed: it ends before it begins")
    roughly = [part.endswith("~") for part in parts]
    if is_open:
        return Span(first, None, roughly[0], since_month=spans[0].last != first)
    return Span(first, last, roughly[0], roughly[-1])


def typed_days(text: str) -> Days:
    """The days that a person's words name: all of a year, quarter or month, or one day.

    Read are `2019`, `2019-06`, `2019-06-15`, `2019-Q3`, `June 2019`, `15 June 2019`, `Jun 15, 2019`. Raises DateError.
    """
    words = " ".join(text.split())
    if better := _better(words):
        raise DateError(f"{quoted(words)} {better}")
    try:
        return _typed_days(words)
    except DateError as error:
        raise DateError(f"{error}; write {TYPED_FORMS}") from None


def _typed_days(text: str) -> Days:
    if re.fullmatch(_ISO, text):
        return _iso_days(text)
    if quarter := re.fullmatch(_QUARTER, text):
        first = _day(text, int(quarter[1]), 3 * int(quarter[2]) - 2, 1)
        return Days(first, first + relativedelta(months=2, day=31))
    if words := re.fullmatch(_DAY_FIRST, text) or re.fullmatch(_MONTH_FIRST, text):
        from dateutil.parser import parserinfo  # slow to import, and most dates are typed in digits

        # only the month's name is dateutil's to read: its parse() takes the year 0031 for a day
        return _days_of(text, int(words["year"]), parserinfo().month(words["month"]), words["day"])
    raise DateError(f"{quoted(text)} {_what_is_wrong(text)}")


def _iso_days(text: str) -> Days:
    """The year, month or day that a text of digits in the pattern of ISO 8601 names."""
    match = re.fullmatch(_ISO, text)
    assert match, text
    return _days_of(text, int(match[1]), int(match[2]) if match[2] else None, match[3])


def _days_of(text: str, year: int, month: int | None, day: str | None) -> Days:
    """All of a year, a month or a day."""
    first = _day(text, year, 1 if month is None else month, int(day or 1))
    if day:
        return Days(first, first)
    return Days(first, first + relativedelta(month=12 if month is None else None, day=31))


def _day(text: str, year: int, month: int, day: int) -> date:
    if year < 1:
        raise DateError(f"{quoted(text)} is not a date: there is no year 0")
    if not 1 <= month <= 12:
        raise DateError(f"{quoted(text)} is not a date: there is no month {month:02}")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise DateError(f"{quoted(text)} is not a date: {month_name[month]} {year:04} has {days} days")
    return date(year, month, day)


def _better(text: str) -> str:
    """What to write instead of a text whose days are clear, as the rest of a sentence; empty if there is nothing."""
    if numbers := re.fullmatch(_DAY_MONTH_YEAR, text):
        one, other, year = int(numbers[1]), int(numbers[3]), int(numbers[4])
        day, month = max(one, other), min(one, other)
        if day > 12 >= month >= 1 and year >= 1 and day <= monthrange(year, month)[1]:
            return f"is not written as dates are here; write {year:04}-{month:02}-{day:02}"
    if season := re.fullmatch(_SEASON, text):
        first, year = _SEASONS[season[1].lower()], int(season[2])
        last = f"{year + 1:04}-02" if first == 12 else f"{year:04}-{first + 2:02}"
        return f"is a season; write its months, such as --from {year:04}-{first:02} --to {last}"
    return ""


def _what_is_wrong(text: str) -> str:
    """The reason why a text is no date, as the rest of a sentence."""
    if ".." in text:
        return f"is a range ({RANGE_FORMS}), which only idlibtl range takes; here one date is wanted"
    if re.fullmatch(_AMBIGUOUS, text):
        return "is ambiguous: it does not say which is the day and which the month"
    if re.fullmatch(_MONTH, text):
        return "is a month without its year"
    if re.fullmatch(r"[0-9]{4}-[Qq][0-9]", text):
        return "is not a date: quarters are Q1 to Q4"
    if re.fullmatch(r"[0-9]+", text):
        return "is a bare number, not a date"
    return "is not a date"


def window(since: str | None, until: str | None) -> Window:
    """The window from the first day of `since` to the last day of `until`, as people type them. Raises DateError."""
    found = Window(
        typed_days(since).first if since is not None else None,
        typed_days(until).last if until is not None else None,
    )
    if found.first and found.last and found.last < found.first:
        raise DateError(
            f"the window is reversed: it would begin on {found.first} and end on {found.last};"
            f" put the earlier date first ({RANGE_FORMS}, or --from A --to B)"
        )
    return found


def range_window(start: str, end: str | None = None, *more: str) -> Window:
    """The window of `A..B`, `A..`, `..B`, of two dates, or of one. Raises DateError."""
    if more:
        words = " ".join((start, end or "", *more))
        raise DateError(f'more than two dates; put a date of several words in quotes: "{_one_date(words)}"')
    if end is not None:
        if ".." in start or ".." in end:
            raise DateError(f"two windows at once: {quoted(start)} and {quoted(end)}; give A..B, or A and B")
        if re.fullmatch(_MONTH, start) and re.fullmatch("[0-9]{4}", end):
            raise DateError(f'{quoted(start)} is a month without its year; put both in quotes: "{start} {end}"')
        return window(start, end)
    if ".." not in start:
        return window(start, start)
    since, _, until = start.partition("..")
    if not since.strip() and not until.strip():
        raise DateError(f"{quoted(start)} names no date; a range is {RANGE_FORMS}")
    if ".." in until:
        raise DateError(f"{quoted(start)} has more than two ends; a range is {RANGE_FORMS}")
    return window(since if since.strip() else None, until if until.strip() else None)


def _one_date(words: str) -> str:
    """The first date of several words in what was typed without quotes, or an example."""
    found = re.search(rf"(?:[0-9]{{1,2}} )?{_MONTH} (?:[0-9]{{1,2}},? )?[0-9]{{4}}", words)
    return found[0] if found else "20 July 2019"


def _json_type(value: object) -> str:
    """What a JSON value is called, for messages."""
    names = {type(None): "null", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "an object")


# Days in words, as people read them

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date) -> str:
    """A day as people write it: 22 Jul 2019."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_text(span: Span) -> str:
    """A stretch of days, as short as it can be said: Aug 2019, c. 5 May 2019, since c. 15 Dec 2019.

    "c." stands before an end that the source does not pin down; once for two days of one month.
    """
    first, last = span.first, span.last
    begins, ends = ("c. " if rough else "" for rough in (span.first_approximate, span.last_approximate))
    if last is None:
        return f"since {begins}{month_text(first) if span.since_month else day_text(first)}"
    if first == last:
        return f"{begins or ends}{day_text(first)}"
    if (first.year, first.month) == (last.year, last.month):
        if first.day == 1 and last.day == monthrange(last.year, last.month)[1] and begins == ends:
            return f"{begins}{month_text(last)}"
        if begins == ends:
            return f"{begins}{first.day}–{day_text(last)}"
    start = day_text(first) if first.year != last.year else f"{first.day} {_MONTHS[first.month - 1]}"
    return f"{begins}{start} – {ends}{day_text(last)}"


def month_text(day: date) -> str:
    """A month as people write it: Jul 2019."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def window_text(window: Window) -> str:
    """A window in words, both days included."""
    if window.first and window.first == window.last:
        return day_text(window.first)
    if window.first and window.last:
        return f"{day_text(window.first)} to {day_text(window.last)}"
    if window.first:
        return f"from {day_text(window.first)} on"
    return f"up to {day_text(window.last)}" if window.last else "all days"
