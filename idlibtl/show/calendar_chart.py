"""Events counted by the month or the years in which they begin: for more of them than can be drawn one by one."""

from calendar import month_abbr
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from idlibtl.show.signs import Signs, folded

#: Over more years than this nothing is counted by month, and no grid has more rows.
MOST_ROWS = 40

#: How many years a column has, in words, and the row of ten columns.
_YEARS = ((1, "year", "ten years"), (10, "ten years", "hundred years"), (100, "hundred years", "thousand years"))


class Grid(NamedTuple):
    """Counts in rows and columns; each row has its label, and its sum after it.

    `firsts` are the first years of the rows, and `years` how many a column has; 0 where it has months.
    """

    unit: str
    heads: list[str]
    sums: str
    rows: list[tuple[str, list[int]]]
    firsts: list[int]
    years: int


def grid_of(days: Sequence[date], to: str) -> Grid:
    """Return the months of each year; over more than 40 years, the years of each ten, or longer stretches."""
    years = [day.year for day in days]
    if max(years) - min(years) < MOST_ROWS:
        return _of_months(days, 1)
    step, unit, _ = next(
        sizes for sizes in _YEARS if max(years) // sizes[0] // 10 - min(years) // sizes[0] // 10 < MOST_ROWS
    )
    return _of_years(years, step, unit, to)


def draw_counts(days: Sequence[date], width: int, signs: Signs) -> Iterator[str]:
    """Yield a grid of how many of the days, at least one, are in each month, with a row for each year.

    Over more than 40 years it has years, tens of years or hundreds of years instead of months.

    The rows run from the first day's to the last one's, with a sign where there is nothing. Where `width` has no room
    for a column a month there are quarters, then only the sums of the rows.
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
    counts = Counter((day.year, (day.month - 1) // step) for day in days)
    years = range(min(counts)[0], max(counts)[0] + 1)
    heads = [month_abbr[month] for month in range(1, 13)] if step == 1 else ["Q1", "Q2", "Q3", "Q4"]
    rows = [(str(year), [counts[year, column] for column in range(12 // step)]) for year in years]
    return Grid("month" if step == 1 else "quarter", heads, "Year", rows, list(years), 0)


def _of_years(years: Sequence[int], step: int, unit: str, to: str) -> Grid:
    counts = Counter(year // step for year in years)
    tens = range(min(counts) // 10, max(counts) // 10 + 1)
    rows = [
        (
            f"{max(1, ten * 10 * step)}{to}{(ten + 1) * 10 * step - 1}",
            [counts[ten * 10 + column] for column in range(10)],
        )
        for ten in tens
    ]
    heads = [f"+{column * step}" for column in range(10)]
    return Grid(unit, heads, "All", rows, [ten * 10 * step for ten in tens], step)


def _lines(grid: Grid, signs: Signs) -> list[str]:
    """The grid as it is drawn; without heads, the sums alone."""
    label = max(len(row) for row, _ in grid.rows)
    sums = [f"{sum(numbers):,}" for _, numbers in grid.rows]
    last = max(map(len, [grid.sums, *sums]))
    column = max(3, *(len(f"{number:,}") for _, numbers in grid.rows for number in numbers), *map(len, grid.heads))
    lines = []
    for row, cells, total in [
        ("", grid.heads, grid.sums),
        *(
            (name, [f"{number:,}" if number else signs.nothing for number in numbers], total)
            for (name, numbers), total in zip(grid.rows, sums, strict=True)
        ),
    ]:
        shown = cells[: len(grid.heads)]
        lines.append(f"{row:>{label}} {''.join(f' {cell:>{column}}' for cell in shown)}  {total:>{last}}")
    return lines
