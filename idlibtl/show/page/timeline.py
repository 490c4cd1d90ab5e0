"""The events drawn against time: one row per event, under the headings of phases; very many events are counted."""

from collections.abc import Iterator, Sequence

from idlibtl.model.dates import days_text
from idlibtl.model.records import Event, Scope
from idlibtl.show.axis import Axis, axis, ticks, years
from idlibtl.show.calendar_chart import Grid, PeriodCount, grid_of
from idlibtl.show.page.bars import percent, scale
from idlibtl.show.page.elements import Markup, Node, definitions, element, head, heard, isolated, section, table
from idlibtl.show.page.events import filtered_line
from idlibtl.show.page.marks import (
    drawn_lines,
    leads_on,
    legend,
    lines,
    marks,
    passing,
    sort_sign,
    sort_signs,
    ticks_inside,
)
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import all_figures, anchor, event_link, event_title
from idlibtl.show.timeline_rows import FEW_ENOUGH, MOST_ROWS, RowGroup, days_of, groups, timeline

#: The sign for months or years of the data in which no event begins.
NONE = "·"


def counts(report: PageReport) -> Iterator[Node]:
    """Yield a column for each month or years, and the same as a table."""
    days = [event.first for event in report.events]
    grid = grid_of(days, "–")
    cells = grid.inside
    yield element(
        "p",
        f"{len(days):,} events, by the {grid.unit} in which they begin: numbers of events, not of people.",
        class_="lead",
    )
    yield columns(cells)
    yield element("details", element("summary", "The same as a table"), _table(grid, cells))
    yield _narrower(report, grid, cells)


def columns(cells: Sequence[PeriodCount]) -> Markup:
    """Return the counts as columns on one axis, with the names of months and years below."""
    on, line = scale(cell.events for cell in cells), axis([cells[0].first, cells[-1].last])
    drawn: list[Node] = []
    for at, value in ((0, on.top), (50, on.top // 2)):
        drawn.append(element("line", x2="100%", y1=percent(at), y2=percent(at), class_="tl-month-line"))
        drawn.append(element("text", f"{value:,}", x=0, y=percent(at), class_="tl-count"))
    for cell in cells:
        begin, end = line.at(cell.first), line.after(cell.last)
        if high := on.at(cell.events):
            place = {"x": percent(begin + (end - begin) / 12), "y": percent(100 - high)}
            drawn.append(
                element("rect", **place, width=percent((end - begin) * 5 / 6), height=percent(high), class_="tl-span")
            )
        else:
            drawn.append(element("text", NONE, x=percent((begin + end) / 2), y="98%", text_anchor="middle"))
    return element(
        "div",
        element("svg", *drawn, class_="tl-columns"),
        element("svg", *axis_names(line), class_="tl-axis"),
        class_="tl-counted",
        aria_hidden="true",
    )


def axis_names(line: Axis) -> Iterator[Node]:
    """Yield the names of months (a narrow screen shows the first letter), and of years to the right of their lines."""
    for tick in ticks(line):
        if tick.name:
            rest = element("tspan", tick.name[1:], class_="tl-rest") if tick.name[0].isalpha() else tick.name[1:]
            yield element("text", tick.name[0], rest, x=percent(tick.at))
    for year in years(line):
        at, class_ = ("100%", "tl-year tl-end") if year.at_end else (percent(year.at), "tl-year")
        yield element("text", year.name, x=at, class_=class_)


def _table(grid: Grid, shown: Sequence[PeriodCount]) -> Markup:
    def number(cell: PeriodCount) -> Markup:
        is_shown = shown[0].first <= cell.first <= shown[-1].last
        return element("td", (f"{cell.events:,}" if cell.events else NONE) if is_shown else None, class_="v")

    caption = element("span", f"Events by {grid.unit}; {NONE} is none", class_="vh")
    heads = (head(name, "v") for name in grid.heads)
    body = (element("tr", element("th", name, scope="row"), *map(number, cells)) for name, cells in grid.rows)
    return table(caption, (head("Years"), *heads), element("tbody", *body), class_="counts")


def _narrower(report: PageReport, grid: Grid, cells: Sequence[PeriodCount]) -> Node:
    """A command that draws the events of one column one by one, for the largest column for which that is possible."""
    few = [cell for cell in cells if 0 < cell.events <= MOST_ROWS]
    text: list[Node] = [FEW_ENOUGH]
    if chosen := max(few, key=lambda cell: cell.events, default=None):
        form = 4 if grid.years else 7
        ends = {"since": chosen.first.isoformat()[:form], "until": chosen.last.isoformat()[:form]}
        text += [", such as these: ", element("code", report.command("report", **ends))]
    return element("p", *text, ".", class_="note")


#: How many of the events inside a toll are linked; the rest are counted.
MOST_INSIDE = 12


def timeline_section(report: PageReport) -> Node:
    """Return the section of the timeline; None if there is no event."""
    if not report.events:
        return None
    drawn = counts(report) if len(report.events) > MOST_ROWS else _drawn(report)
    return section("timeline", "Timeline", filtered_line(), *drawn)


class Tracks:
    """The drawings next to the rows of events, all on one axis. There must be at least one event."""

    def __init__(self, report: PageReport) -> None:
        drawn = timeline(report.chronology, report.events)
        self.rows, self.until = drawn.rows, drawn.last
        self.groups = list(groups(drawn.rows, drawn.phases))
        self.window = report.question.window
        days = days_of(drawn.rows, drawn.last)
        self.axis = axis(days, [day for day in (self.window.first, self.window.last) if day])
        self.inside = leads_on(drawn.rows, self.axis, drawn.last)
        self.lines = lines(len(drawn.rows), self.inside)

    def shared(self) -> list[Markup]:
        """Return what every track uses: lines of months and years, the ends of the dates asked for, and signs."""
        new_years = {percent(year.at) for year in years(self.axis)}
        begins = [percent(tick.at) for tick in ticks(self.axis)]
        upright = [(at, "tl-year-line" if at in new_years else "tl-month-line") for at in begins]
        first, last = self.window.first, self.window.last
        upright += [(percent(self.axis.at(first)), "tl-edge")] if first and self.axis.has(first) else []
        upright += [(percent(self.axis.after(last)), "tl-edge")] if last and self.axis.has(last) else []
        drawn = [element("line", x1=at, x2=at, y2="100%", class_=class_) for at, class_ in upright]
        through = element("line", y2="100%", id="tl-line")
        return [element("g", *drawn, id="tl-grid"), through, *sort_signs()]

    def names(self) -> Iterator[Node]:
        """Yield the names of months and years above the rows."""
        return axis_names(self.axis)

    def heading(self, group: RowGroup) -> list[Node]:
        """Return the drawing next to the heading of a group."""
        return [*self._ground(group), *drawn_lines(passing(self.lines[group.begin]))]

    def row(self, group: RowGroup, number: int) -> list[Node]:
        """Return the drawing next to a row of a group."""
        own = (*marks(self.rows[number], self.axis, self.until), *ticks_inside(self.inside.get(number, ())))
        return [*self._ground(group), *drawn_lines(self.lines[number]), *own]

    def _ground(self, group: RowGroup) -> Iterator[Node]:
        """The days of a phase, unless they are beyond the axis, and the lines over them."""
        if group.phase:
            begin, end = self.axis.at(group.phase.first), self.axis.after(group.phase.last)
            if begin < end:
                place = {"x": percent(begin), "width": percent(end - begin)}
                yield element("rect", **place, y=0, height="100%", class_="tl-band")
        yield element("use", href="#tl-grid")


def _drawn(report: PageReport) -> Iterator[Markup]:
    tracks = Tracks(report)
    rows = [node for group in tracks.groups for node in _group(report, tracks, group)]
    shared = definitions(*tracks.shared())
    names = element("svg", *tracks.names(), class_="tl-axis")
    head = element("div", names, class_="tl-head-row", aria_hidden="true")
    yield shared
    yield element("div", head, *rows, class_="tl")
    if any(row.inside for row in tracks.rows) and not any(tracks.lines):
        text = "Lines from the events to the tolls would be too many to follow. The rows name them."
        yield element("p", text, class_="note")
    yield legend(tracks.rows, [shared, *rows])


def _group(report: PageReport, tracks: Tracks, group: RowGroup) -> Iterator[Markup]:
    """The heading of a phase, and its events."""
    if group.title:
        days = days_text(group.phase.span) if group.phase else ""
        title = element("span", isolated(group.title), class_="tl-title")
        yield element("h3", title, element("span", days, class_="tl-days"), _track(tracks.heading(group)))
    numbers = range(group.begin, group.end)
    yield element("ol", *(_row(report, tracks, number, tracks.row(group, number)) for number in numbers))


def _track(content: Sequence[Node]) -> Markup:
    return element("svg", *content, class_="tl-track", aria_hidden="true")


def _row(report: PageReport, tracks: Tracks, number: int, content: Sequence[Node]) -> Node:
    """An event in words, and its days drawn next to it."""
    event, row = report.events[number], tracks.rows[number]
    kinds = ", ".join(report.chronology.kind[kind].label for kind in event.kinds)
    title = element("a", event_title(event), href=f"#{anchor(event.id)}")
    kind = heard(f" ({kinds})")
    words = (*_figures(report, event), *_toll(event, tracks, row.inside))
    return element(
        "li",
        element("span", row.dates_text, class_="tl-date"),
        " ",
        element("span", sort_sign(row.sort), title, kind, *words, class_="tl-words"),
        _track(content),
        data_e=event.id,
        data_t=" ".join(toll.id for toll in tracks.rows if number in toll.inside) or None,
    )


def _figures(report: PageReport, event: Event) -> Iterator[Node]:
    """The event that replaces this one, and its figures, each with its source."""
    if event.replaced_by:
        not_counted = "; its figures are not counted" if event.figures else None
        other = report.chronology.event[event.replaced_by]
        link = event_link(report, other.id, f"{other.title}, {days_text(other.span)}")
        yield element("small", "replaced by ", link, not_counted)
    if event.figures:
        figures = all_figures(report, event)
        yield element("small", *([element("s", *figures)] if event.replaced_by else figures))


def _toll(event: Event, tracks: Tracks, inside: Sequence[int]) -> Iterator[Node]:
    """The days that the tolls of an event cover, and the events that they include, each by its days."""
    periods = dict.fromkeys(days_text(figure.period) for figure in event.figures if figure.scope is Scope.CUMULATIVE)
    parts: list[Node] = [f"for {' and '.join(periods)}"] if periods else []
    for place, number in enumerate(sorted(inside)[:MOST_INSIDE]):
        row = tracks.rows[number]
        parts += ["; " if parts and not place else None, ", " if place else "includes "]
        parts.append(element("a", row.dates_text, href=f"#{anchor(row.id)}"))
    if len(inside) > MOST_INSIDE:
        parts.append(f" and {len(inside) - MOST_INSIDE} more")
    if parts:
        yield element("small", *parts)
