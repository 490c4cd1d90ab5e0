"""Days placed on a line of columns: months side by side, or several months to a column."""

from calendar import month_abbr, monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from idlibtl.show.signs import Signs

#: How many months may share columns where a month has none of its own, and how many the counts below are made for.
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
_STEP_NAMES = {1: "each month", 3: "each quarter", 6: "each half year", 12: "each year"}

#: The widest month: a column a day.
_WIDEST = 31

#: From how many columns a month on its header has days too.
_WITH_DAYS = 20

#: Years may be named that are multiples of one of these.
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)

#: How many columns are free between a scale and a text.
GAP = 2


class Scale(NamedTuple):
    """The months from `start` on, counted from the year 0. Every `step` of them take `columns`; mostly it is 1."""

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
        within = (day.day - 1) * self.columns // monthrange(day.year, day.month)[1] if self.step == 1 else 0
        return max(0, min(self.at_month(month_number(day)) + within, self.width - 1))


class Counts(NamedTuple):
    """A line of counts below a scale, and what each of them is of: "each month"."""

    line: str
    unit: str


def month_number(day: date) -> int:
    """Return the months from January of the year 0 to the day's."""
    return day.year * 12 + day.month - 1


def scaled(first: date, last: date, width: int) -> Scale:
    """Return the scale from the first day's month to the last day's in at most `width` columns.

    Months get as many columns each as there is room for, up to one a day. Where there is none for all,
    quarters, half years or years share one or more, and begin where the calendar's do.
    """
    start, end = month_number(first), month_number(last) + 1
    if columns := min(_WIDEST, width // (end - start)):
        return Scale(start, end - start, columns, 1)
    step = next(step for step in _STEPS if -(-end // step) - start // step <= width)
    stretches = -(-end // step) - start // step
    return Scale(start // step * step, stretches * step, width // stretches, step)


def headers(scale: Scale) -> list[str]:
    """Return the lines above the scale: months (and days, if there is room) and below them the years; or only years.

    A label that would reach beyond the scale ends with it.
    """
    end = scale.start + scale.months
    if scale.step > 1:
        step = next(years for years in YEARS if years * 12 * scale.columns // scale.step > 4)
        round_years = range(max(step, -(-scale.start // 12 // step) * step), -(-end // 12), step)
        labels = [(scale.at_month(12 * year), str(year)) for year in round_years]
        return [_labels([*labels, (0, str(max(1, scale.start // 12)))], scale.width)]
    months = range(scale.start, end)
    letters, gap = (1, 0) if scale.columns < 4 else (3, 1)
    labels = [(scale.at_month(month), month_abbr[month % 12 + 1][:letters]) for month in months]
    if scale.columns >= _WITH_DAYS:
        days = [date(month // 12, month % 12 + 1, day) for month in months for day in (8, 15, 22)]
        labels += [(scale.at(day), str(day.day)) for day in days]
    januaries = [month for month in months if month % 12 == 0]
    years = [(scale.at_month(month), str(month // 12)) for month in (*januaries, scale.start)]
    return [_labels(labels, scale.width, gap), _labels(years, scale.width)]


def _labels(labels: Iterable[tuple[int, str]], width: int, gap: int = 1) -> str:
    """A line with each label at its column; one that comes too close to an earlier one of them is left out."""
    placed: list[tuple[int, str]] = []
    for begin, label in labels:
        at = max(0, min(begin, width - len(label)))
        if all(at + len(label) + gap <= other or other + len(taken) + gap <= at for other, taken in placed):
            placed.append((at, label))
    line = ""
    for at, label in sorted(placed):
        line = line.ljust(at) + label
    return line


def counts(days: Sequence[date], scale: Scale, signs: Signs) -> Counts:
    """Return how many of the days each month has; or, if the counts have no room, each quarter, half year and so on.

    If one number would be left, they are counted together.
    """
    months = [month_number(day) for day in days]
    for step in _STEPS[_STEPS.index(scale.step) :]:
        counted = Counter(month // step for month in months)
        groups = range(scale.start // step, -(-(scale.start + scale.months) // step))
        starts = [max(0, scale.at_month(group * step)) for group in groups]
        texts = [str(counted[group]) if counted[group] else signs.nothing for group in groups]
        rooms = [then - now for now, then in pairwise([*starts, scale.width])]
        rooms[-1] += rooms[-1] > 1  # no space after the last one
        if len(groups) > 1 and all(len(text) + (room > 1) <= room for text, room in zip(texts, rooms, strict=True)):
            unit = _STEP_NAMES.get(step) or f"every {step // 12:,} years"
            return Counts(_labels(zip(starts, texts, strict=True), scale.width, 0), unit)
    return Counts(str(len(days)), "in all")
