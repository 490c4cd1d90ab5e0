"""Days along an axis of whole months, and the names above it: in percent of a page, or in columns of a terminal.

In columns, months are side by side, or several months share a column.
"""

from calendar import month_abbr
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from idlibtl.model.dates import month_of
from idlibtl.show.signs import Signs

#: If there is no room for the name of every year, multiples of one of these are named.
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def month_number(day: date) -> int:
    """Return the number of the day's month, counted from January of the year 0."""
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _weeks(month: int) -> list[date]:
    """The days on which the second, third and fourth week of a month begin."""
    return [_first_day(month).replace(day=day) for day in (8, 15, 22)]


def _years(months: range, step: int) -> range:
    """The years that begin in these months, every `step` years."""
    return range(max(step, -(-months.start // 12 // step) * step), -(-months.stop // 12), step)


# In percent

#: How many names of months or years fit above the line on a narrow screen.
_MOST_MONTHS = 18
_MOST_YEARS = 8

#: How many months there may be from one name to the next.
_MONTHS = (1, 3, 6)

#: The width of a year's name on a narrow screen, in percent.
_YEAR_WIDE = 10.5

#: The axis includes the dates asked for, unless it then has more months than this, and grows by more than this factor.
_FREE_MONTHS = 24
_MOST_TIMES = 4


class Tick(NamedTuple):
    """A line across the rows, and the name to its right, if any; `at_end`: the name ends at the edge of the axis."""

    at: float
    name: str
    at_end: bool = False


class Axis(NamedTuple):
    """The days from the first of a month to the last of one; `begin` and `end`, not included, are ordinals."""

    begin: int
    end: int

    def at(self, day: date) -> float:
        """Return where a day begins, in percent; for a day beyond the axis, the end of the axis."""
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
    """Return the axis from the first to the last month of the days, and of the dates asked for if these are near."""
    first, last = min(days), max(days)
    least, most = min(first, *asked, first), max(last, *asked, last)
    longest = max(_FREE_MONTHS, _MOST_TIMES * (month_number(last) - month_number(first) + 1))
    if month_number(last) - month_number(least) < longest:
        first = least
    if month_number(most) - month_number(first) < longest:
        last = most
    return Axis(month_of(first).first.toordinal(), month_of(last).last.toordinal() + 1)


def ticks(line: Axis) -> list[Tick]:
    """Return lines at the beginning of months, quarters, half years or years; for up to two months also of weeks."""
    step = next((step for step in _MONTHS if len(line.months) <= step * _MOST_MONTHS), None)
    if step is None:
        return [Tick(line.at(day), "") for day in _named_years(line)]
    marks = []
    for month in line.months:
        if month % step == 0:
            marks.append(Tick(line.at(_first_day(month)), month_abbr[month % 12 + 1]))
        if len(line.months) <= 2:
            marks += [Tick(line.at(day), str(day.day)) for day in _weeks(month)]
    return marks


def years(line: Axis) -> list[Tick]:
    """Return the names of the years where they begin, and the first at the left end unless the next is too close."""
    names = [Tick(line.at(day), str(day.year)) for day in _named_years(line)]
    if not names or names[0].at >= _YEAR_WIDE:
        names.insert(0, Tick(0, str(date.fromordinal(line.begin).year)))
    if len(names) > 1 and names[-1].at > 100 - _YEAR_WIDE:
        last = names.pop()
        names += [last._replace(at_end=True)] if names[-1].at <= 100 - 2 * _YEAR_WIDE else []
    return names


def _named_years(line: Axis) -> list[date]:
    """The first days of the years on the axis, or of every second, fifth or tenth year if there are too many."""
    years = line.months[-1] // 12 - line.months[0] // 12
    step = next(step for step in YEARS if years // step < _MOST_YEARS)
    return [date(year, 1, 1) for year in _years(line.months, step)]


# In columns

#: How many months share a column if there is no room for one each, and how many months a count is of.
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
_STEP_NAMES = {1: "each month", 3: "each quarter", 6: "each half year", 12: "each year"}

#: The widest month: a column for each day.
_WIDEST = 31

#: How many columns a month must have before its header has days too.
_WITH_DAYS = 20


class Scale(NamedTuple):
    """The months from `start` on, counted from the year 0. Every `step` months, usually 1, take `columns`."""

    start: int
    months: int
    columns: int
    step: int

    @property
    def width(self) -> int:
        """How many columns the scale takes."""
        return self.months * self.columns // self.step

    def at_month(self, month: int) -> int:
        """Return the column in which a month begins, which may be outside the scale."""
        return (month - self.start) * self.columns // self.step

    def at(self, day: date) -> int:
        """Return the column of a day; the first or the last one for a day outside the scale."""
        within = (day.day - 1) * self.columns // month_of(day).last.day if self.step == 1 else 0
        return max(0, min(self.at_month(month_number(day)) + within, self.width - 1))


def scaled(first: date, last: date, width: int) -> Scale:
    """Return the scale from the first day's month to the last day's in at most `width` columns.

    Each month gets as many columns as there is room for, up to one for each day. If there is not one for each month,
    quarters, half years or years share one or more, beginning as in the calendar.
    """
    start, end = month_number(first), month_number(last) + 1
    if columns := min(_WIDEST, width // (end - start)):
        return Scale(start, end - start, columns, 1)
    step = next(step for step in _STEPS if -(-end // step) - start // step <= width)
    stretches = -(-end // step) - start // step
    return Scale(start // step * step, stretches * step, width // stretches, step)


def headers(scale: Scale) -> list[str]:
    """Return the lines above the scale: months (and days, if there is room), with the years below; or only years.

    A label that would go beyond the scale ends where it ends.
    """
    months = range(scale.start, scale.start + scale.months)
    step = next(years for years in YEARS if scale.step == 1 or years * 12 * scale.columns // scale.step > 4)
    years = [(scale.at_month(12 * year), str(year)) for year in _years(months, step)]
    years.append((0, str(max(1, scale.start // 12))))
    if scale.step > 1:
        return [_labels(years, scale.width)]
    letters, gap = (1, 0) if scale.columns < 4 else (3, 1)
    labels = [(scale.at_month(month), month_abbr[month % 12 + 1][:letters]) for month in months]
    if scale.columns >= _WITH_DAYS:
        labels += [(scale.at(day), str(day.day)) for month in months for day in _weeks(month)]
    return [_labels(labels, scale.width, gap), _labels(years, scale.width)]


def _labels(labels: Iterable[tuple[int, str]], width: int, gap: int = 1) -> str:
    """A line with each label at its column; a label too close to an earlier one is left out."""
    placed: list[tuple[int, str]] = []
    for begin, label in labels:
        at = max(0, min(begin, width - len(label)))
        if all(at + len(label) + gap <= other or other + len(taken) + gap <= at for other, taken in placed):
            placed.append((at, label))
    line = ""
    for at, label in sorted(placed):
        line = line.ljust(at) + label
    return line


def counts(days: Sequence[date], scale: Scale, signs: Signs) -> tuple[str, str]:
    """Return a line with the number of days in each month, and what it counts by: "each month".

    If there is no room for that, it counts by quarter, half year and so on; if only one number would be left, in all.
    """
    for step in (step for step in _STEPS if scale.step <= step <= scale.months):
        counted = Counter(month_number(day) // step for day in days)
        groups = range(scale.start // step, -(-(scale.start + scale.months) // step))
        starts = (max(0, scale.at_month(group * step)) for group in groups)
        texts = (str(counted[group] or signs.nothing) for group in groups)
        line = _labels(zip(starts, texts, strict=True), scale.width)
        if len(line.split()) == len(groups) > 1:
            return line, _STEP_NAMES.get(step) or f"every {step // 12:,} years"
    return str(len(days)), "in all"
