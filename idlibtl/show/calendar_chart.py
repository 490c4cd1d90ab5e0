"""Events counted by the month or years in which they begin, if there are too many to draw one by one."""

from calendar import month_abbr
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from idlibtl.model.dates import month_of
from idlibtl.show.signs import Signs, folded

#: The most years that are counted by month, and the most rows of a grid.
MOST_ROWS = 40

#: How many years a column has; the words for a column, and for a row of ten columns.
_YEARS = ((1, "year", "ten years"), (10, "ten years", "hundred years"), (100, "hundred years", "thousand years"))


class PeriodCount(NamedTuple):
    """How many events begin in the days from `first` to `last`."""

    first: date
    last: date
    events: int


class Grid(NamedTuple):
    """Counts in rows and columns; each row has its label, and its sum after it.

    `years` is how many years a column has; 0 where it has months.
    """

    unit: str
    heads: list[str]
    sums: str
    rows: list[tuple[str, list[PeriodCount]]]
    years: int

    @property
    def inside(self) -> list[PeriodCount]:
        """The counts inside the days of the data: outside them there is none, not even 0."""
        counts = [count for _, row in self.rows for count in row]
        numbers = [number for number, count in enumerate(counts) if count.events]
        return counts[numbers[0] : numbers[-1] + 1]


def grid_of(days: Sequence[date], to: str) -> Grid:
    """Return the months of each year; over more than 40 years, the years of each ten, or longer periods."""
    years = [day.year for day in days]
    if max(years) - min(years) < MOST_ROWS:
        return _of_months(days, 1)
    step, unit, _ = next(
        sizes for sizes in _YEARS if max(years) // sizes[0] // 10 - min(years) // sizes[0] // 10 < MOST_ROWS
    )
    return _of_years(years, step, unit, to)


def draw_counts(days: Sequence[date], width: int, signs: Signs) -> Iterator[str]:
    """Yield a grid with the number of days in each month, and a row for each year; there must be at least one day.

    Over more than 40 years it has years, tens of years or hundreds of years instead of months.

    The rows go from the first day to the last, with a sign where there is none, and nothing before or after these days.
    If `width` has no room for months, there are quarters, else only the sums of the rows.
    """
    finest = grid_of(days, signs.to)
    grids = [finest] if finest.years else [finest, _of_months(days, 3)]
    whole = next((row for step, _, row in _YEARS if step == finest.years), "year")
    grids.append(finest._replace(unit=whole, heads=[]))
    fitting = (grid for grid in grids[:-1] if max(map(len, _lines(grid, signs))) <= width)
    grid = next(fitting, grids[-1])
    yield from folded(f"Events by the {grid.unit} in which they begin", width)
    yield from _lines(grid, signs)


def _of_months(days: Sequence[date], step: int) -> Grid:
    counts = Counter((day.year, (day.month - 1) // step * step + 1) for day in days)

    def cell(year: int, month: int) -> PeriodCount:
        last = month_of(date(year, month + step - 1, 1)).last
        return PeriodCount(date(year, month, 1), last, counts[year, month])

    years = range(min(counts)[0], max(counts)[0] + 1)
    rows = [(str(year), [cell(year, month) for month in range(1, 13, step)]) for year in years]
    heads = list(month_abbr)[1:] if step == 1 else ["Q1", "Q2", "Q3", "Q4"]
    return Grid("month" if step == 1 else "quarter", heads, "Year", rows, 0)


def _of_years(years: Sequence[int], step: int, unit: str, to: str) -> Grid:
    counts, ten = Counter(year // step * step for year in years), 10 * step

    def cell(year: int) -> PeriodCount:
        return PeriodCount(date(max(1, year), 1, 1), date(min(9999, max(1, year + step - 1)), 12, 31), counts[year])

    begins = range(min(counts) // ten * ten, max(counts) + 1, ten)
    rows = [(f"{max(1, at)}{to}{at + ten - 1}", [cell(year) for year in range(at, at + ten, step)]) for at in begins]
    return Grid(unit, [f"+{year}" for year in range(0, ten, step)], "All", rows, step)


def _lines(grid: Grid, signs: Signs) -> list[str]:
    """The lines of the grid; without heads, only the sums."""
    inside = {count: f"{count.events:,}" if count.events else signs.nothing for count in grid.inside}
    lines = [("", grid.heads, grid.sums)]
    for row, counts in grid.rows:
        lines.append((row, [inside.get(count, "") for count in counts], f"{sum(count.events for count in counts):,}"))
    label, last = max(len(row) for row, _, _ in lines), max(len(total) for _, _, total in lines)
    column = max(3, *map(len, inside.values()), *map(len, grid.heads))
    return [
        f"{row:>{label}} {''.join(f' {cell:>{column}}' for cell in cells[: len(grid.heads)])}  {total:>{last}}"
        for row, cells, total in lines
    ]
