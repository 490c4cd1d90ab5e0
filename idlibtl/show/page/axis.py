"""Days placed on a line of whole months, in percent of its length, and the names above it."""

from calendar import month_abbr, monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from idlibtl.show.axis import YEARS, month_number

#: How many names of months or years have room above the line on a narrow screen.
_MOST_MONTHS = 18
_MOST_YEARS = 8

#: How many months there are from one name to the next.
_MONTHS = (1, 3, 6)

#: The room of a year's name on a narrow screen, in percent.
_YEAR_WIDE = 10.5

#: The axis reaches to the days asked about, unless it would have more months than these, and more times its own.
_FREE_MONTHS = 24
_MOST_TIMES = 4


class Tick(NamedTuple):
    """A line across the rows, and its name above it if it has one."""

    at: float
    name: str


class Year(NamedTuple):
    """The name of a year, right of the line at its beginning; `at_end`: there is no room, so it ends with the axis."""

    at: float
    name: str
    at_end: bool = False


class Axis(NamedTuple):
    """The days from the first of a month to the last of one; `begin` and `end`, not included, are ordinals."""

    begin: int
    end: int

    def at(self, day: date) -> float:
        """Return where a day begins, in percent; an end of the axis for a day beyond it."""
        return self._percent(day.toordinal())

    def after(self, day: date) -> float:
        """Return where a day ends."""
        return self._percent(day.toordinal() + 1)

    def middle(self, first: date, last: date) -> float:
        """Return the middle of a period."""
        return (self.at(first) + self.after(last)) / 2

    def has(self, day: date) -> bool:
        """Return whether the day is on the axis."""
        return self.begin <= day.toordinal() < self.end

    def _percent(self, ordinal: int) -> float:
        return 100 * (min(max(ordinal, self.begin), self.end) - self.begin) / (self.end - self.begin)

    @property
    def months(self) -> range:
        """Return the months on it, counted from the year 0."""
        return range(month_number(date.fromordinal(self.begin)), month_number(date.fromordinal(self.end - 1)) + 1)


def axis(days: Sequence[date], asked: Sequence[date] = ()) -> Axis:
    """Return the axis from the first to the last month of the days, and of the days asked about that are not far."""
    first, last = min(days), max(days)
    least, most = min(first, *asked, first), max(last, *asked, last)
    longest = max(_FREE_MONTHS, _MOST_TIMES * (month_number(last) - month_number(first) + 1))
    if month_number(last) - month_number(least) < longest:
        first = least
    if month_number(most) - month_number(first) < longest:
        last = most
    end = date(last.year, last.month, monthrange(last.year, last.month)[1])
    return Axis(first.replace(day=1).toordinal(), end.toordinal() + 1)


def ticks(line: Axis) -> list[Tick]:
    """Return the beginnings of months, quarters or half years; of up to two months also their weeks; or of years."""
    months = line.months
    step = next((step for step in _MONTHS if len(months) <= step * _MOST_MONTHS), None)
    if step is None:
        return [Tick(line.at(day), "") for day in _years(line)]
    found = []
    for month in months:
        day = date(month // 12, month % 12 + 1, 1)
        if month % step == 0:
            found.append(Tick(line.at(day), month_abbr[day.month]))
        if len(months) <= 2:
            weeks = [day + timedelta(days=7 * week) for week in (1, 2, 3)]
            found += [Tick(line.at(each), str(each.day)) for each in weeks]
    return found


def years(line: Axis) -> list[Year]:
    """Return the names of the years, each where it begins; the first at the left end unless the next is too close."""
    names = [Year(line.at(day), str(day.year)) for day in _years(line)]
    if not names or names[0].at >= _YEAR_WIDE:
        names.insert(0, Year(0, str(date.fromordinal(line.begin).year)))
    if len(names) > 1 and names[-1].at > 100 - _YEAR_WIDE:
        last = names.pop()
        names += [last._replace(at_end=True)] if names[-1].at <= 100 - 2 * _YEAR_WIDE else []
    return names


def _years(line: Axis) -> Iterator[date]:
    """The first days of the years on the axis, or of each second, fifth, tenth year if they are too many."""
    first, last = line.months[0] // 12, line.months[-1] // 12
    each = next(each for each in YEARS if (last - first) // each < _MOST_YEARS)
    return (
        date(year, 1, 1)
        for year in range(max(1, -(-first // each) * each), last + 1, each)
        if line.has(date(year, 1, 1))
    )
