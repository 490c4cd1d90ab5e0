"""Events counted by the month or the years in which they begin: for more of them than can be drawn one by one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from idlibtl.show.calendar_chart import Grid, grid_of
from idlibtl.show.page.elements import Node, element
from idlibtl.show.page.marks import percent
from idlibtl.show.page.report import PageReport
from idlibtl.show.timeline_rows import MOST_ROWS


class _Cell(NamedTuple):
    """A count of a month or of years; `since` and `until` are how one types its ends."""

    name: str
    events: int
    since: str
    until: str


def counts(report: PageReport) -> Iterator[Node]:
    """A line a year with a count a month; over more than 40 years a line for ten, a hundred or a thousand years."""
    found = grid_of([event.first for event in report.events], "–")
    lines = [_cells(found, number) for number in range(len(found.rows))]
    yield element(
        "p",
        f"The {len(report.events):,} events, counted by the {found.unit} in which they begin: numbers of events, not of"
        " people. Where there is none, the chronology reports none; that is no sign that nothing happened.",
        class_="lead",
    )
    yield _narrower(report, [cell for line in lines for cell in line])
    most = max(cell.events for line in lines for cell in line)
    largest = max(sum(counted) for _, counted in found.rows)
    names = [name for name, _ in found.rows]
    drawn = (_line(name, cells, most, largest) for name, cells in zip(names, lines, strict=True))
    yield element("ol", *drawn, class_="tl-counts")


def _cells(found: Grid, number: int) -> list[_Cell]:
    """The counts of a row, each with its name and its ends."""
    first, counted = found.firsts[number], found.rows[number][1]
    if not found.years:
        days = [f"{first:04}-{month:02}" for month in range(1, 13)]
        return [_Cell(*cell) for cell in zip(found.heads, counted, days, days, strict=True)]
    cells = []
    for column, count in enumerate(counted):
        begin = first + column * found.years
        end = begin + found.years - 1
        begin = max(1, begin)
        name = str(begin) if begin == end else f"{begin}–{end}"
        cells.append(_Cell(name, count, f"{begin:04}", f"{end:04}"))
    return cells


def _narrower(report: PageReport, cells: Sequence[_Cell]) -> Node:
    """With which command the events of one stretch are drawn one by one: of the largest that can be."""
    few = [cell for cell in cells if cell.events <= MOST_ROWS]
    chosen = max(few, key=lambda cell: cell.events, default=None)
    told: list[Node] = [f"Up to {MOST_ROWS} events are drawn one by one"]
    if chosen and chosen.events:
        told += [", such as these: ", element("code", report.command("report", since=chosen.since, until=chosen.until))]
    return element("p", *told, ".", class_="mut")


def _line(name: str, cells: Sequence[_Cell], most: int, largest: int) -> Node:
    """A line: its name and how many it has in all, then its counts one by one, each with a bar."""
    total = sum(cell.events for cell in cells)
    told = f" {total:,} {'event' if total == 1 else 'events'}"
    head = element("p", element("b", name), told, _bar(total, largest))
    counted = (
        element("li", element("span", cell.name), " ", element("b", f"{cell.events:,}"), _bar(cell.events, most))
        for cell in cells
    )
    return element("li", head, element("ol", *counted))


def _bar(count: int, most: int) -> Node:
    """A bar as long as the count; none for 0."""
    if not count:
        return None
    bar = element("rect", width=percent(100 * count / most), height=6, class_="tl-span")
    return element("svg", bar, class_="tl-count", aria_hidden="true")
