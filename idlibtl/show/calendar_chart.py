"""Events counted by the month or year in which they begin, if there are too many to draw one by one."""

from calendar import month_abbr
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from idlibtl.model.dates import month_of
from idlibtl.show.signs import Signs, folded

#: The most years that are counted by month.
MOST_YEARS = 40


class PeriodCount(NamedTuple):
    """How many events begin in the days from `first` to `last`."""

    first: date
    last: date
    events: int


class Grid(NamedTuple):
    """Counts in rows and columns; each row has its label, and its sum after it. A column is a month, or a year."""

    unit: str
    heads: list[str]
    sums: str
    rows: list[tuple[str, list[PeriodCount]]]
    years: bool

    @property
    def inside(self) -> list[PeriodCount]:
        """The counts inside the days of the data: outside them there is none, not even 0."""
        counts = [count for _, row in self.rows for count in row]
        numbers = [number for number, count in enumerate(counts) if count.events]
        return counts[numbers[0] : numbers[-1] + 1]


def grid_of(days: Sequence[date], to: str) -> Grid:
    """Return the months of each year; over more than 40 years, the years of each ten. `to` is the sign in a range."""
    months, years = Counter((day.year, day.month) for day in days), Counter(day.year for day in days)
    first, last = min(years), max(years)
    rows = []
    if last - first < MOST_YEARS:
        for year in range(first, last + 1):
            spans = [(month, month_of(date(year, month, 1))) for month in range(1, 13)]
            rows.append((str(year), [PeriodCount(s.first, s.last, months[year, month]) for month, s in spans]))
        return Grid("month", month_abbr[1:], "Year", rows, years=False)
    for ten in range(first // 10 * 10, last + 1, 10):
        cells = [PeriodCount(date(max(1, y), 1, 1), date(max(1, y), 12, 31), years[y]) for y in range(ten, ten + 10)]
        rows.append((f"{max(1, ten)}{to}{ten + 9}", cells))
    return Grid("year", [f"+{year}" for year in range(10)], "All", rows, years=True)


def draw_counts(days: Sequence[date], width: int, signs: Signs) -> Iterator[str]:
    """Yield a grid with the number of days in each month, and a row for each year; there must be at least one day.

    Over more than 40 years it has years instead of months, in rows of ten. The rows go from the first day to the last,
    with a sign where there is none, and nothing before or after these days. If `width` has no room for the columns,
    there are only the sums of the rows.
    """
    grid = grid_of(days, signs.to)
    if max(map(len, _lines(grid, signs))) > width:
        grid = grid._replace(unit="ten years" if grid.years else "year", heads=[])
    yield from folded(f"Events by the {grid.unit} in which they begin", width)
    yield from _lines(grid, signs)


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
