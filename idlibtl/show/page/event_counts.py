"""Events counted by the month or the years in which they begin, as columns on one axis: for too many to be drawn."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from idlibtl.show.calendar_chart import Grid, grid_of
from idlibtl.show.page.axis import Tick, Year, axis, ticks, years
from idlibtl.show.page.bars import percent, scale
from idlibtl.show.page.elements import Markup, Node, element, head, table
from idlibtl.show.page.report import PageReport
from idlibtl.show.timeline_rows import MOST_ROWS

#: What is shown of a month or years in which no event begins, inside the days of the data.
NONE = "·"


class Cell(NamedTuple):
    """A count of a month or of years, from its first to its last day; None outside the days of the data."""

    first: date
    last: date
    events: int | None


def counts(report: PageReport) -> Iterator[Node]:
    """Yield a column for each month or years, and the same as a table."""
    days = [event.first for event in report.events]
    grid = grid_of(days, "–")
    rows = [_cells(grid, number, min(days), max(days)) for number in range(len(grid.rows))]
    cells = [cell for row in rows for cell in row if cell.events is not None]
    yield element(
        "p",
        f"{len(days):,} events, by the {grid.unit} in which they begin: numbers of events, not of people.",
        class_="lead",
    )
    yield columns(cells)
    yield element("details", element("summary", "The same as a table"), _table(grid, rows))
    yield _narrower(report, grid, cells)


def _cells(grid: Grid, number: int, begin: date, end: date) -> list[Cell]:
    """The counts of a row; outside the days of the data there is none, not even 0."""
    first, counted = grid.firsts[number], grid.rows[number][1]
    cells = []
    for column, count in enumerate(counted):
        if grid.years:
            year = first + column * grid.years
            days = date(max(1, year), 1, 1), date(min(9999, max(1, year + grid.years - 1)), 12, 31)
        else:
            days = date(first, column + 1, 1), date(first, column + 1, monthrange(first, column + 1)[1])
        cells.append(Cell(*days, count if days[0] <= end and begin <= days[1] else None))
    return cells


def columns(cells: Sequence[Cell]) -> Markup:
    """Return the counts as columns on one axis, with the names of months and years below."""
    on, line = scale(cell.events or 0 for cell in cells), axis([cells[0].first, cells[-1].last])
    drawn: list[Node] = []
    for at, value in ((0, on.top), (50, on.top // 2)):
        drawn.append(element("line", x2="100%", y1=percent(at), y2=percent(at), class_="tl-month-line"))
        drawn.append(element("text", f"{value:,}", x=0, y=percent(at), class_="tl-count"))
    for cell in cells:
        begin, end = line.at(cell.first), line.after(cell.last)
        if high := on.at(cell.events or 0):
            place = {"x": percent(begin + (end - begin) / 12), "y": percent(100 - high)}
            drawn.append(
                element("rect", **place, width=percent((end - begin) * 5 / 6), height=percent(high), class_="tl-span")
            )
        else:
            drawn.append(element("text", NONE, x=percent((begin + end) / 2), y="98%", text_anchor="middle"))
    return element(
        "div",
        element("svg", *drawn, class_="tl-columns"),
        element("svg", *axis_names(ticks(line), years(line)), class_="tl-axis"),
        class_="tl-counted",
        aria_hidden="true",
    )


def axis_names(months: Sequence[Tick], all_years: Sequence[Year]) -> Iterator[Node]:
    """Yield the names of months, of which a narrow screen has the first letter, and of years right of their lines."""
    for tick in months:
        if tick.name:
            rest = element("tspan", tick.name[1:], class_="tl-rest") if tick.name[0].isalpha() else tick.name[1:]
            yield element("text", tick.name[0], rest, x=percent(tick.at))
    for year in all_years:
        at, class_ = ("100%", "tl-year tl-end") if year.at_end else (percent(year.at), "tl-year")
        yield element("text", year.name, x=at, class_=class_)


def _table(grid: Grid, rows: Sequence[Sequence[Cell]]) -> Markup:
    caption = element("span", f"Events by {grid.unit}; {NONE} is none", class_="vh")
    heads = (head(name, "v") for name in grid.heads)
    body = (
        element("tr", element("th", name, scope="row"), *(_number(cell.events) for cell in cells))
        for (name, _), cells in zip(grid.rows, rows, strict=True)
    )
    return table(caption, (head("Years"), *heads), element("tbody", *body), class_="counts")


def _number(events: int | None) -> Markup:
    return element("td", None if events is None else f"{events:,}" if events else NONE, class_="v")


def _narrower(report: PageReport, grid: Grid, cells: Sequence[Cell]) -> Node:
    """With which command the events of one column are drawn one by one: of the largest that can be."""
    few = [cell for cell in cells if 0 < (cell.events or 0) <= MOST_ROWS]
    text: list[Node] = [f"Up to {MOST_ROWS} events are drawn one by one"]
    if chosen := max(few, key=lambda cell: cell.events or 0, default=None):
        form = 4 if grid.years else 7
        ends = {"since": chosen.first.isoformat()[:form], "until": chosen.last.isoformat()[:form]}
        text += [", such as these: ", element("code", report.command("report", **ends))]
    return element("p", *text, ".", class_="note")
