"""Dates and periods: the forms that files store, the forms that people type, and the words that they read.

`first` and `last` are days and **both are included**, here and everywhere else in the package.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from idlibtl.model.letters import alike

STORED_FORMS = "2019-08, 2019-07-22, 2019-04-26/2019-04-27 or 2019-12-15/.., with ~ after a date that is approximate"

#: What to do if the first day is not known.
NO_BEGINNING = "Write the earliest possible day, as in 2019-05-01~/2019-06-05, and the printed words under date_text."

#: One stored date, for the pattern of the JSON Schema too: EDTF (ISO 8601-2) level 0 months and days, `~` of level 1.
STORED_DATE = r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?~?"

# Patterns stay text: `re` compiles and caches only those that a run uses.
_ISO = r"([0-9]{4})(?:([-/])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?"
_QUARTER = r"(?:([0-9]{4})[- ]?[Qq]([1-4])|[Qq]([1-4]) ([0-9]{4}))"
_MONTH = (
    r"(?ai:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>[0-9]{1,2})(?ai:st|nd|rd|th)?"
_DAY_FIRST = rf"(?:{_DAY}(?: of)? )?(?P<month>{_MONTH})\.?,? (?P<year>[0-9]{{4}})"
_MONTH_FIRST = rf"(?P<month>{_MONTH})\.? {_DAY},? (?P<year>[0-9]{{4}})"
_NUMBERS = r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})"
_SEASON = r"(?ai:(spring|summer|autumn|fall|winter) ([0-9]{4}))"

#: The month in which each season begins, in the north.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

#: In a longer text no date is searched for: each of its words would be compared with the months.
MAX_LETTERS = 100

# to import `calendar` takes 0.3 % of the time of a short answer
_MONTHS = tuple("January February March April May June July August September October November December".split())  # noqa: SIM905


def quoted(text: object, longest: int = 60) -> str:
    """Return `text` in quotes on one line, cut short and with control characters spelled out, to show in a message."""
    whole = repr(text)
    return whole if len(whole) <= longest else f"{whole[:longest]}..."


class BadQuestion(ValueError):
    """A question that cannot be answered. Its message says what is wrong and what to do, and is shown unchanged."""


class DateError(BadQuestion):
    """A text that is not a date, or not a range of dates."""


class Days(NamedTuple):
    """The days from `first` to `last`. Both ends are known, so it can be compared with others."""

    first: date
    last: date

    def holds(self, other: "Days") -> bool:
        """Return whether every day of `other` is one of these."""
        return self.first <= other.first and other.last <= self.last

    def touches(self, other: "Days") -> bool:
        """Return whether any day of `other` is one of these."""
        return self.first <= other.last and other.first <= self.last


def month_of(day: date) -> Days:
    """Return the days of the month that a day is in."""
    last = date(day.year, 12, 31) if day.month == 12 else day.replace(month=day.month + 1, day=1) - timedelta(days=1)
    return Days(day.replace(day=1), last)


class Span(NamedTuple):
    """The days that a source states; `last` is None if what it reports was still going on.

    Either end may be approximate. `since_month`: it has no end, and began some time in its first month.
    """

    first: date
    last: date | None
    first_approximate: bool = False
    last_approximate: bool = False
    since_month: bool = False

    @property
    def approximate(self) -> bool:
        """Whether the source leaves the first or the last day uncertain."""
        return self.first_approximate or self.last_approximate

    @property
    def stored(self) -> str:
        """The same as a stored date, as short as possible."""
        first, begins, ends = self.first.isoformat(), "~" * self.first_approximate, "~" * self.last_approximate
        if self.last is None:
            return f"{first[:7] if self.since_month else first}{begins}/.."
        if begins == ends and self.first == self.last:
            return f"{first}{begins}"
        if begins == ends and (self.first, self.last) == month_of(self.first):
            return f"{first[:7]}{begins}"
        return f"{first}{begins}/{self.last}{ends}"


class Window(NamedTuple):
    """The dates asked for; an end that is null is open. If the last day is before the first, there are none."""

    first: date | None = None
    last: date | None = None

    def holds(self, days: Days) -> bool:
        """Return whether every day of `days` is inside."""
        return (self.first is None or self.first <= days.first) and (self.last is None or days.last <= self.last)

    def touches(self, days: Days) -> bool:
        """Return whether any day of `days` is inside."""
        return (
            (self.first is None or self.first <= days.last)
            and (self.last is None or days.first <= self.last)
            and not self.is_empty
        )

    def within(self, days: Days) -> "Window":
        """Return the part of these dates that is in `days`; it may be empty."""
        return Window(max(self.first or days.first, days.first), min(self.last or days.last, days.last))

    @property
    def is_empty(self) -> bool:
        """Whether there is no day in it."""
        return self.first is not None and self.last is not None and self.last < self.first

    def __bool__(self) -> bool:
        """Whether any day is left out: false for all dates."""
        return self.first is not None or self.last is not None


def stored_span(text: object) -> Span:
    """Return the days of a stored date: `2019-08`, `2019-07-22`, `2019-04-26/2019-04-27`, `2019-12-15~/..`.

    A small, strict part of EDTF (ISO 8601-2 level 1). `~` marks a date as approximate and widens nothing; an end of
    `..` is open. Raises DateError.
    """
    if not isinstance(text, str):
        raise DateError(f"must be text. Write {STORED_FORMS}.")
    return _stored_span(text)


def stored_day(text: object) -> date:
    """Return one stored day, `2019-07-22`. Raises DateError."""
    if not isinstance(text, str):
        raise DateError("must be text. Write it as 2019-07-22.")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise DateError(f"{quoted(text)} is not a day. Write it as 2019-07-22.")
    return _stored_span(text).first


@lru_cache(maxsize=1 << 14)  # a long chronology repeats its days
def _stored_span(text: str) -> Span:
    if len(text) == 10 and text[7] == "-":  # most are one day
        with suppress(ValueError):
            day = date.fromisoformat(text)
            return Span(day, day)
    begin, slash, end = text.partition("/")
    is_open = slash and end == ".."
    parts = [begin] if is_open or not slash else [begin, end]
    if not all(re.fullmatch(STORED_DATE, part) for part in parts):
        raise DateError(f"{quoted(text)} {_why_not_stored(text)}")
    spans = [typed_days(part) for part in parts]
    first, last = spans[0].first, spans[-1].last
    if last < first or spans[-1].first < first:
        raise DateError(f"{quoted(text)} ends before it begins. Write the earlier date first.")
    roughly = [part.endswith("~") for part in parts]
    if is_open:
        return Span(first, None, roughly[0], since_month=spans[0].last != first)
    return Span(first, last, roughly[0], roughly[-1])


def stored_form(text: str) -> str:
    """Return the stored form of dates as people type or print them; empty if it is not clear.

    An approximate end stays approximate. A period without a first day cannot be stored.
    """
    try:
        since, until = _ends(" ".join(text.split()))
        asked = window(since, until, begin="", end="")
    except DateError:
        return ""
    if since is None:
        return ""
    begin, is_rough = typed_days(since), since != _exact(since)
    if until is not None:
        return Span(begin.first, asked.last, is_rough, until != _exact(until)).stored
    if not month_of(begin.first).holds(begin):
        return ""  # without an end, only a first day or a first month can be stored
    return Span(begin.first, None, is_rough, since_month=begin.first != begin.last).stored


def _why_not_stored(text: str) -> str:
    """Why a text is not a stored date, and what to write instead."""
    with suppress(DateError):
        if range_window(text).first is None:
            return f"has no beginning. {NO_BEGINNING}"
    form = stored_form(text) or STORED_FORMS
    return f"is not a date of this format. Write {form}{'' if form.endswith('.') else '.'}"


# What people type


def typed_days(text: str, option: str = "") -> Days:
    """Return the days of a date as people type it: all of a year, quarter or month, or one day.

    It may be `2019`, `2019-06`, `2019-6-5`, `2019/06/15`, `2019-Q3`, `Q3 2019`, `June 2019`, `15 June 2019`, `Sept. 10,
    2019`, `June 15th, 2019`, and approximate dates as they are printed (`c. 5 May 2019`) and stored (`2019-05-05~`).
    `option` is the option that the date was given to, for messages. Raises DateError.
    """
    words = " ".join(text.split())
    if days := _read(_exact(words)):
        return days
    raise DateError(_not_one_date(words, option) or _refusal(words))


def _exact(text: str) -> str:
    """A date without the sign that it is approximate."""
    return text.removeprefix("c. ").removesuffix("~")


def _read(text: str) -> Days | None:
    """The days of a date in an accepted form; None for another form. Raises DateError for a day that does not exist."""
    if iso := re.fullmatch(_ISO, text):
        return _days_of(text, int(iso[1]), int(iso[3]) if iso[3] else None, iso[4])
    if quarter := re.fullmatch(_QUARTER, text):
        from dateutil.relativedelta import relativedelta  # 0.5 % of the time of `list --json`, which has no quarters

        first = _day(text, int(quarter[1] or quarter[4]), 3 * int(quarter[2] or quarter[3]) - 2, 1)
        return Days(first, first + relativedelta(months=2, day=31))
    if words := re.fullmatch(_DAY_FIRST, text) or re.fullmatch(_MONTH_FIRST, text):
        month = [name[:3] for name in _MONTHS].index(words["month"][:3].capitalize()) + 1
        return _days_of(text, int(words["year"]), month, words["day"])
    return None


def _days_of(text: str, year: int, month: int | None, day: str | None) -> Days:
    """All of a year, a month or a day."""
    first = _day(text, year, 1 if month is None else month, 1 if day is None else int(day))
    if day is not None:
        return Days(first, first)
    return Days(first, date(year, 12, 31)) if month is None else month_of(first)


def _day(text: str, year: int, month: int, day: int) -> date:
    with suppress(ValueError):
        return date(year, month, day)
    if year < 1 or not 1 <= month <= 12:
        raise DateError(f"{quoted(text)} is not a date. Months are 01 to 12, years 0001 to 9999.")
    days = month_of(date(year, month, 1)).last.day
    raise DateError(f"{quoted(text)} is not a date. {_MONTHS[month - 1]} {year:04} has {days} days.")


def _not_one_date(text: str, option: str) -> str:
    """What to type instead of a range where one date is expected; empty if the text is not a range."""
    if not option:
        return ""
    try:
        asked = range_window(text)
    except DateError:
        return ""
    days = " ".join(f"{name} {day}" for name, day in (("--from", asked.first), ("--to", asked.last)) if day)
    as_range = f", or idlibtl range {asked.first}..{asked.last}" if asked.first and asked.last else ""
    return f"{option} takes one date, not a range. Use {days}{as_range}."


def _refusal(text: str) -> str:
    """Why a text is not a date, and the nearest form that is one."""
    shown = quoted(text)
    match days_in_numbers(text):
        case [only]:
            return f"Write {shown} as {only}."
        case [one, other]:
            either = " or ".join(f"{day.day} {_MONTHS[day.month - 1]}" for day in (one, other))
            return f"{shown} could be {either}. Write {one} or {other}."
    if season := re.fullmatch(_SEASON, text):
        first, year = _SEASONS[season[1].lower()], int(season[2])
        last = f"{year + 1:04}-02" if first == 12 else f"{year:04}-{first + 2:02}"
        return f"{shown} is a season. Try --from {year:04}-{first:02} --to {last}."
    if _is_read(f"{text} 2019"):
        return f'{shown} needs a year, e.g. "{text} 2019".'
    for near in filter(_is_read, _similar(text) if len(text) <= MAX_LETTERS else ()):
        typed = f'"{near}"' if " " in near else near
        return f"{shown} is not a date. Did you mean {typed}?"
    return f'{shown} is not a date. Try 2019-06-15, 2019-06 or "15 June 2019".'


def days_in_numbers(text: str) -> list[date]:
    """Return the days that 22/07/2019 may mean, whichever number is the month: none, one or two."""
    days = []
    if numbers := re.fullmatch(_NUMBERS, text):
        one, other = int(numbers[1]), int(numbers[3])
        for month, day in dict.fromkeys([(other, one), (one, other)]):
            with suppress(ValueError):
                days.append(date(int(numbers[4]), month, day))
    return days


def _similar(text: str) -> Iterator[str]:
    """What may have been meant; not all of it is a date."""
    if digits := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})?", text):
        yield "-".join(filter(None, digits.groups()))
    for form in (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", _DAY_FIRST, _MONTH_FIRST):
        if near := re.search(rf"(?<![0-9]){form}(?![0-9])", text):
            yield near[0]
    yield " ".join(map(_corrected, text.split()))


def _corrected(word: str) -> str:
    """The word, or the month whose name it nearly is."""
    if len(word) < 4 or not word.isalpha():
        return word
    near = alike(word.casefold(), [name.lower() for name in _MONTHS], likeness=0.8)
    return near[0].capitalize() if near else word


def is_date(text: str) -> bool:
    """Return whether a text is a date or a range of dates, as people type them."""
    try:
        return bool(range_window(text))
    except DateError:
        return False


def _is_read(text: str) -> bool:
    try:
        return _read(text) is not None
    except DateError:
        return False


def window(since: str | None, until: str | None, begin: str = "--from", end: str = "--to") -> Window:
    """Return the dates from the first day of `since` to the last day of `until`, as people type them.

    `begin` and `end` are the options that they were given to, for messages. Raises DateError.
    """
    asked = Window(
        typed_days(since, begin).first if since is not None else None,
        typed_days(until, end).last if until is not None else None,
    )
    if asked.is_empty:
        raise DateError(f"The end date ({asked.last}) is before the start date ({asked.first}).")
    return asked


def range_window(start: str, end: str | None = None, *more: str) -> Window:
    """Return the dates of a range, or from one date to another, or of one date.

    A range is `A..B`, `A..` or `..B`; or dates as stored (`2019-04-26/2019-04-27`, `2019-12-15~/..`) or printed
    (`26–27 Apr 2019`, `1 Jun – 31 Aug 2019`, `since c. 15 Dec 2019`). Raises DateError.
    """
    if more:
        raise DateError('range takes one or two dates. Put a date of several words in quotes: "20 July 2019".')
    if end is None:
        return window(*_ends(" ".join(start.split())), begin="", end="")
    if re.fullmatch(_SEASON, f"{start} {end}"):
        raise DateError(_refusal(f"{start} {end}"))
    if re.fullmatch(_MONTH, start) and re.fullmatch("[0-9]{4}", end):
        raise DateError(f'Put a date of several words in quotes: "{start} {end}".')
    return window(start, end, begin="", end="")


def _ends(text: str) -> tuple[str | None, str | None]:
    """The dates that a range begins and ends with; None for an open end. One date is both. Raises DateError."""
    has_words = re.search(rf"{_MONTH}|[0-9]{{4}}-[0-9]{{2}}", text)
    if has_words and (open_ := re.fullmatch(r"(?i:(since|from)|until|to|up to) (.*)", text)):
        inner = re.split(r" (?:to|until) ", open_[2], maxsplit=1) if open_[1] else [open_[2]]
        if len(inner) == 2:
            return _completed(inner[0], inner[1])
        return (inner[0], None) if open_[1] else (None, inner[0])
    if ".." in text and not (text.startswith("../") or text.endswith("/..")):
        since, _, until = map(str.strip, text.partition(".."))
        if not (since or until) or ".." in until:
            raise DateError(f"{quoted(text)} is not a range of dates. A range is A..B, A.. or ..B.")
        return since or None, until or None
    if text.count("/") == 1 and not re.fullmatch(_ISO, text):
        since, _, until = text.partition("/")
        return None if since == ".." else since, None if until == ".." else until
    dash = r" ?[–—] ?| - | (?:to|until) |(?<=[0-9])(?<!-[0-9][0-9])-(?=[0-9]{1,2},? [a-zA-Z0-9])"
    parts = re.split(dash, text, maxsplit=1) if has_words else [text]
    return _completed(*parts) if len(parts) == 2 else (text, text)


def _completed(since: str, until: str) -> tuple[str, str]:
    """The ends of a printed range. One may lack the month or year that the other has: 26–27 Apr 2019."""
    last = re.fullmatch(rf"(?:c\. )?(?:[0-9]{{1,2}} )?(?P<month>{_MONTH})\.? (?P<year>[0-9]{{4}})", until)
    if last and re.fullmatch(r"(?:c\. )?[0-9]{1,2}", since):
        about = "c. " if since.startswith("c. ") and not until.startswith("c. ") else ""  # once for both
        return f"{since} {last['month']} {last['year']}", f"{about}{until}"
    month_first = re.fullmatch(rf"({_MONTH})\.? [0-9]{{1,2}}", since)
    if month_first and re.fullmatch(r"[0-9]{1,2},? [0-9]{4}", until):
        until = f"{month_first[1]} {until}"
    year = re.search(r"[0-9]{4}$", until)
    if year and re.search(_MONTH, since) and not re.search(r"[0-9]{4}", since):
        return f"{since}{',' if month_first else ''} {year[0]}", until
    return since, until


# Days in words, as people read them


def day_text(day: date) -> str:
    """Return a day as people write it: 22 Jul 2019."""
    return f"{day.day} {month_text(day)}"


@lru_cache(maxsize=1 << 12)  # days are repeated
def days_text(span: Span) -> str:
    """Return a period in words, as short as possible: Aug 2019, c. 5 May 2019, since c. 15 Dec 2019.

    "c." is written before an end that the source does not fix; once for two days of one month.
    """
    first, last = span.first, span.last
    begins, ends = ("c. " if rough else "" for rough in (span.first_approximate, span.last_approximate))
    if last is None:
        return f"since {begins}{month_text(first) if span.since_month else day_text(first)}"
    if first == last:
        return f"{begins or ends}{day_text(first)}"
    if (first.year, first.month) == (last.year, last.month):
        if (first, last) == month_of(first) and begins == ends:
            return f"{begins}{month_text(last)}"
        if begins == ends:
            return f"{begins}{first.day}–{day_text(last)}"
    start = day_text(first) if first.year != last.year else day_text(first).rpartition(" ")[0]
    return f"{begins}{start} – {ends}{day_text(last)}"


def month_text(day: date) -> str:
    """Return a month as people write it: Jul 2019."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def window_text(window: Window) -> str:
    """Return dates in words, both days included: 1 Jun – 31 Aug 2019, from 1 Jun 2019, to 31 Aug 2019, all dates."""
    if window.first and window.last:
        return days_text(Span(window.first, window.last))
    if window.first:
        return f"from {day_text(window.first)}"
    return f"to {day_text(window.last)}" if window.last else "all dates"
