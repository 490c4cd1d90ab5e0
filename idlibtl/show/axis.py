"""Days along an axis of whole months, and the names above it: in percent of a page, or in columns of a terminal."""

from calendar import month_abbr, monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from idlibtl.show.signs import Signs

#: If there is no room for the name of every year, multiples of one of these are named.
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def month_number(day: date) -> int:
    """Return the number of the day's month, counted from January of the year 0."""
    return day.year * 12 + day.month - 1


class Axis(NamedTuple):
    """Months side by side, all equally wide, in `width` columns or percent. In columns, several may share one.

    Months are counted from January of the year 0.
    """

    months: range
    width: int = 100

    def at(self, day: date) -> float:
        """Return where a day begins; for a day beyond the axis, the end of the axis."""
        return self._place(day, day.day - 1)

    def after(self, day: date) -> float:
        """Return where a day ends."""
        return self._place(day, day.day)

    def middle(self, first: date, last: date) -> float:
        """Return the middle of a period."""
        return (self.at(first) + self.after(last)) / 2

    def column(self, day: date) -> int:
        """Return the column of a day; the first or the last one for a day beyond the axis."""
        return min(int(self.at(day)), self.width - 1)

    def at_month(self, month: int) -> float:
        """Return where a month begins, which may be beyond the axis."""
        return (month - self.months.start) * self.width / len(self.months)

    def has(self, day: date) -> bool:
        """Return whether the day is on the axis."""
        return month_number(day) in self.months

    def _place(self, day: date, days_before: int) -> float:
        """The place `days_before` days after the first of a day's month. One division, so that it is exact."""
        in_month = monthrange(day.year, day.month)[1]
        days = (month_number(day) - self.months.start) * in_month + days_before
        return min(max(0, days * self.width / (len(self.months) * in_month)), self.width)


def _weeks(month: int) -> list[date]:
    """The days on which the second, third and fourth week of a month begin."""
    return [date(month // 12, month % 12 + 1, day) for day in (8, 15, 22)]


def _named_years(axis: Axis, room: float) -> list[tuple[float, str]]:
    """Where years begin on the axis, and their names; only every second, fifth or so if a name needs more room."""
    step = next(step for step in YEARS if axis.at_month(axis.months.start + 12 * step) > room)
    first, last = axis.months.start, axis.months.stop - 1
    years = range(max(step, -(-first // 12 // step) * step), last // 12 + 1, step)
    return [(axis.at_month(12 * year), str(year)) for year in years]


# In percent

#: How many names of months fit above the line on a narrow screen, and how many months there may be to the next name.
_MOST_MONTHS = 18
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


def axis(days: Sequence[date], asked: Sequence[date] = ()) -> Axis:
    """Return the axis from the first to the last month of the days, and of the dates asked for if these are near."""
    first, last = month_number(min(days)), month_number(max(days))
    least, most = min([first, *map(month_number, asked)]), max([last, *map(month_number, asked)])
    longest = max(_FREE_MONTHS, _MOST_TIMES * (last - first + 1))
    if last - least < longest:
        first = least
    if most - first < longest:
        last = most
    return Axis(range(first, last + 1))


def ticks(axis: Axis) -> list[Tick]:
    """Return lines at the beginning of months, quarters, half years or years; for up to two months also of weeks."""
    step = next((step for step in _MONTHS if len(axis.months) <= step * _MOST_MONTHS), None)
    if step is None:
        return [Tick(at, "") for at, _ in _named_years(axis, _YEAR_WIDE)]
    marks = []
    for month in axis.months:
        if month % step == 0:
            marks.append(Tick(axis.at_month(month), month_abbr[month % 12 + 1]))
        if len(axis.months) <= 2:
            marks += [Tick(axis.at(day), str(day.day)) for day in _weeks(month)]
    return marks


def years(axis: Axis) -> list[Tick]:
    """Return the names of the years where they begin, and the first at the left end unless the next is too close."""
    names = [Tick(at, name) for at, name in _named_years(axis, _YEAR_WIDE)]
    if not names or names[0].at >= _YEAR_WIDE:
        names.insert(0, Tick(0, str(axis.months.start // 12)))
    if len(names) > 1 and names[-1].at > 100 - _YEAR_WIDE:
        last = names.pop()
        names += [last._replace(at_end=True)] if names[-1].at <= 100 - 2 * _YEAR_WIDE else []
    return names


# In columns

#: How many months share a column if there is no room for one each, and how many months a count is of.
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
_STEP_NAMES = {1: "each month", 3: "each quarter", 6: "each half year", 12: "each year"}

#: The widest month: a column for each day.
_WIDEST = 31

#: How many columns a month must have before its header has days too.
_WITH_DAYS = 20

#: How many columns the name of a year takes.
_YEAR = 4


def scaled(first: date, last: date, width: int) -> Axis:
    """Return the axis from the first day's month to the last day's in at most `width` columns.

    Each month gets as many columns as there is room for, up to one for each day. If there is not one for each month,
    quarters, half years or years share one or more, beginning as in the calendar.
    """
    months = range(month_number(first), month_number(last) + 1)
    if columns := min(_WIDEST, width // len(months)):
        return Axis(months, len(months) * columns)
    step = next(step for step in _STEPS if -(-months.stop // step) - months.start // step <= width)
    stretches = range(months.start // step, -(-months.stop // step))
    return Axis(range(stretches.start * step, stretches.stop * step), width // len(stretches) * len(stretches))


def headers(axis: Axis) -> list[str]:
    """Return the lines above the axis: months (and days, if there is room), with the years below; or only years.

    A label that would go beyond the axis ends where it ends.
    """
    years = [*_named_years(axis, _YEAR), (0, str(max(1, axis.months.start // 12)))]
    columns = axis.width // len(axis.months)
    if not columns:
        return [_labels(years, axis.width)]
    letters, gap = (1, 0) if columns < 4 else (3, 1)
    labels = [(axis.at_month(month), month_abbr[month % 12 + 1][:letters]) for month in axis.months]
    if columns >= _WITH_DAYS:
        labels += [(axis.at(day), str(day.day)) for month in axis.months for day in _weeks(month)]
    return [_labels(labels, axis.width, gap), _labels(years, axis.width)]


def _labels(labels: Iterable[tuple[float, str]], width: int, gap: int = 1) -> str:
    """A line with each label at its column; a label too close to an earlier one is left out."""
    placed: list[tuple[int, str]] = []
    for begin, label in labels:
        at = max(0, min(int(begin), width - len(label)))
        if all(at + len(label) + gap <= other or other + len(taken) + gap <= at for other, taken in placed):
            placed.append((at, label))
    line = ""
    for at, label in sorted(placed):
        line = line.ljust(at) + label
    return line


def counts(days: Sequence[date], axis: Axis, signs: Signs) -> tuple[str, str]:
    """Return a line with the number of days in each month, and what it counts by: "each month".

    If there is no room for that, it counts by quarter, half year and so on; if only one number would be left, in all.
    """
    for step in (step for step in _STEPS if len(axis.months) <= step * axis.width and step <= len(axis.months)):
        counted = Counter(month_number(day) // step for day in days)
        groups = range(axis.months.start // step, -(-axis.months.stop // step))
        starts = (max(0, axis.at_month(group * step)) for group in groups)
        texts = (str(counted[group] or signs.nothing) for group in groups)
        line = _labels(zip(starts, texts, strict=True), axis.width)
        if len(line.split()) == len(groups) > 1:
            return line, _STEP_NAMES.get(step) or f"every {step // 12:,} years"
    return str(len(days)), "in all"
