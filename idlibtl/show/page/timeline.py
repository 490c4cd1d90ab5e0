"""The events drawn against time: one row per event, under the headings of phases; very many events are counted."""

from collections.abc import Iterable, Iterator, Sequence

from idlibtl.model.dates import days_text
from idlibtl.model.figures import number_of
from idlibtl.model.records import Event
from idlibtl.show.axis import axis
from idlibtl.show.calendar_chart import Grid, PeriodCount, grid_of
from idlibtl.show.describe import Description
from idlibtl.show.page.bars import percent, scale
from idlibtl.show.page.elements import Markup, Node, definitions, element, head, heard, isolated, note, section, table
from idlibtl.show.page.events import FILTERED, all_figures, anchor, event_link, event_title
from idlibtl.show.page.marks import Tracks, axis_names, legend, sort_sign
from idlibtl.show.page.report import PageReport
from idlibtl.show.timeline_rows import FEW_ENOUGH, MOST_ROWS, RowGroup, begun

#: The sign for months or years of the data in which no event begins.
NONE = "·"


def counts(report: PageReport) -> Iterator[Node]:
    """Yield a column for each month or years, the same as a table, and how to see events one by one."""
    days = begun(report.events)
    grid = grid_of(days, "–")
    cells = grid.inside
    number = f"{number_of(len(days), 'event')}, by the {grid.unit} in which they begin"
    yield element("p", f"{number}: numbers of events, not of people.", class_="lead")
    yield columns(cells)
    yield element("details", element("summary", "The same as a table"), _table(grid, cells))
    text: list[Node] = [FEW_ENOUGH]
    few = [cell for cell in cells if 0 < cell.events <= MOST_ROWS]
    if largest := max(few, key=lambda cell: cell.events, default=None):
        form = 4 if grid.years else 7
        ends = {"since": largest.first.isoformat()[:form], "until": largest.last.isoformat()[:form]}
        text += [", such as these: ", element("code", report.command("report", **ends))]
    yield note(*text, ".")


def columns(cells: Sequence[PeriodCount]) -> Markup:
    """Return the counts as columns on one axis, with the names of months and years below."""
    top, line = scale(cell.events for cell in cells), axis([cells[0].first, cells[-1].last])
    drawn: list[Node] = []
    for at, value in ((0, top), (50, top // 2)):
        drawn.append(element("line", x2="100%", y1=percent(at), y2=percent(at), class_="tl-month-line"))
        drawn.append(element("text", f"{value:,}", x=0, y=percent(at), class_="tl-count"))
    for cell in cells:
        begin, end = line.at(cell.first), line.after(cell.last)
        wide, high = (end - begin) * 5 / 6, 100 * cell.events / top
        if high:
            place = {"x": percent(begin + (end - begin) / 12), "y": percent(100 - high), "width": percent(wide)}
            drawn.append(element("rect", **place, height=percent(high), class_="tl-span"))
        else:
            drawn.append(element("text", NONE, x=percent((begin + end) / 2), y="98%", text_anchor="middle"))
    return element(
        "div",
        element("svg", *drawn, class_="tl-columns"),
        element("svg", *axis_names(line), class_="tl-axis"),
        class_="tl-counted",
        aria_hidden="true",
    )


def _table(grid: Grid, shown: Sequence[PeriodCount]) -> Markup:
    def number(cell: PeriodCount) -> Markup:
        is_shown = shown[0].first <= cell.first <= shown[-1].last
        return element("td", (f"{cell.events:,}" if cell.events else NONE) if is_shown else None, class_="v")

    caption = element("span", f"Events by {grid.unit}; {NONE} is none", class_="vh")
    heads = (head(name, "v") for name in grid.heads)
    body = (element("tr", element("th", name, scope="row"), *map(number, cells)) for name, cells in grid.rows)
    return table(caption, (head("Years"), *heads), element("tbody", *body), class_="counts")


#: How many of the events inside a toll are linked; the rest are counted.
MOST_INSIDE = 12


def timeline_section(report: PageReport) -> Node:
    """Return the section of the timeline; None if there is no event."""
    if not report.events:
        return None
    drawn = counts(report) if len(report.events) > MOST_ROWS else _drawn(report)
    return section("timeline", "Timeline", FILTERED, *drawn)


def _drawn(report: PageReport) -> Iterator[Markup]:
    tracks = Tracks(report)
    rows = [node for group in tracks.groups for node in _group(report, tracks, group)]
    shared = definitions(*tracks.shared())
    names = element("svg", *axis_names(tracks.axis), class_="tl-axis")
    head = element("div", names, class_="tl-head-row", aria_hidden="true")
    yield shared
    yield element("div", head, *rows, class_="tl")
    if any(row.inside for row in tracks.rows) and not any(tracks.lines):
        text = "Lines from the events to the tolls would be too many to follow. The rows name them."
        yield note(text)
    yield legend(tracks.rows, [shared, *rows])


def _group(report: PageReport, tracks: Tracks, group: RowGroup) -> Iterator[Markup]:
    """The heading of a phase, and its events: each in words, and its days drawn next to it."""
    if group.title:
        days = days_text(group.phase.span) if group.phase else ""
        title = element("span", isolated(group.title), class_="tl-title")
        yield element("h3", title, element("span", days, class_="tl-days"), _track(tracks.heading(group)))
    rows = []
    for number in range(group.begin, group.end):
        event, row = report.events[number], tracks.rows[number]
        title = element("a", event_title(event), href=f"#{anchor(event.id)}")
        kind = heard(f" ({Description(report.chronology, event).kinds})")
        words = (*_figures(report, event), *_included(tracks, row.inside))
        rows.append(
            element(
                "li",
                element("span", row.dates_text, class_="tl-date"),
                " ",
                element("span", sort_sign(row.sort), title, kind, *words, class_="tl-words"),
                _track(tracks.row(group, number)),
                data_e=event.id,
                data_t=" ".join(toll.id for toll in tracks.rows if number in toll.inside) or None,
            )
        )
    yield element("ol", *rows)


def _track(content: Iterable[Node]) -> Markup:
    return element("svg", *content, class_="tl-track", aria_hidden="true")


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


def _included(tracks: Tracks, inside: Sequence[int]) -> Iterator[Node]:
    """The events that a toll includes, each by its days."""
    parts: list[Node] = []
    for number in sorted(inside)[:MOST_INSIDE]:
        row = tracks.rows[number]
        parts += [", " if parts else "includes ", element("a", row.dates_text, href=f"#{anchor(row.id)}")]
    if len(inside) > MOST_INSIDE:
        parts.append(f" and {len(inside) - MOST_INSIDE} more")
    if parts:
        yield element("small", *parts)
