"""The events drawn against time: one row per event, under the headings of the phases; very many of them are counted."""

from collections.abc import Iterator, Sequence

from idlibtl.model.dates import Span, days_text
from idlibtl.model.records import Event, Scope
from idlibtl.show.drawings import drawing
from idlibtl.show.page.axis import axis, ticks, years
from idlibtl.show.page.bars import percent
from idlibtl.show.page.elements import Element, Node, definitions, element, isolated, section
from idlibtl.show.page.event_counts import axis_names, counts
from idlibtl.show.page.filter_form import filtered_line
from idlibtl.show.page.marks import (
    drawn_lines,
    legend,
    lines,
    marks,
    passing,
    places_inside,
    sort_sign,
    sort_signs,
    ticks_inside,
)
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import all_figures, anchor, event_link, event_title
from idlibtl.show.timeline_rows import MOST_ROWS, Group, groups

#: The events inside a toll are linked one by one; of more than these the rest is counted.
MOST_INSIDE = 12


def timeline_section(report: PageReport) -> Node:
    """Return the section of the timeline; None if there is no event."""
    if not report.events:
        return None
    drawn = counts(report) if len(report.events) > MOST_ROWS else _drawn(report)
    return section("timeline", "Timeline", filtered_line(), *drawn)


class Tracks:
    """What is drawn next to the rows of some events, at least one: all on one axis."""

    def __init__(self, report: PageReport) -> None:
        drawn = drawing(report.timeline, report.events)
        self.rows, self.until = drawn.rows, drawn.last
        self.groups = list(groups(drawn.rows, drawn.phases))
        days = [drawn.last] if drawn.last else []
        for row in drawn.rows:
            days += [row.first, row.last or row.first]
            days += [row.cumulative.first, row.cumulative.last] if row.cumulative else []
        self.window = report.question.window
        self.axis = axis(days, [day for day in (self.window.first, self.window.last) if day])
        self.lines = lines(drawn.rows, self.axis, drawn.last)

    @property
    def has_too_many_lines(self) -> bool:
        """Whether no line from an event to a toll is drawn, because they are too many."""
        return any(row.inside for row in self.rows) and not any(self.lines)

    def shared(self) -> list[Element]:
        """Return what every track uses: lines of months and years, the ends of the days asked about, and signs."""
        new_years = {percent(year.at) for year in years(self.axis)}
        upright = [(percent(tick.at), "tl-month-line") for tick in ticks(self.axis)]
        upright = [(at, "tl-year-line" if at in new_years else class_) for at, class_ in upright]
        first, last = self.window.first, self.window.last
        upright += [(percent(self.axis.at(first)), "tl-edge")] if first and self.axis.has(first) else []
        upright += [(percent(self.axis.after(last)), "tl-edge")] if last and self.axis.has(last) else []
        drawn = [element("line", x1=at, x2=at, y2="100%", class_=class_) for at, class_ in upright]
        through = element("line", y2="100%", id="tl-line")
        return [element("g", *drawn, id="tl-grid"), through, *sort_signs()]

    def names(self) -> Iterator[Node]:
        """Yield the names of months and years above the rows."""
        return axis_names(ticks(self.axis), years(self.axis))

    def heading(self, group: Group) -> list[Node]:
        """Return what is drawn next to the heading of a group."""
        return [*self._ground(group), *drawn_lines(passing(self.lines[group.begin]))]

    def row(self, group: Group, number: int) -> list[Node]:
        """Return what is drawn next to a row of a group."""
        row = self.rows[number]
        inside = places_inside(self.rows, row, self.axis, self.until)
        own = (*marks(row, self.axis, self.until), *ticks_inside(inside))
        return [*self._ground(group), *drawn_lines(self.lines[number]), *own]

    def _ground(self, group: Group) -> Iterator[Node]:
        """The days of a phase, unless they are beyond the axis, and the lines above them."""
        if group.band:
            begin, end = self.axis.at(group.band.first), self.axis.after(group.band.last)
            if begin < end:
                place = {"x": percent(begin), "width": percent(end - begin)}
                yield element("rect", **place, y=0, height="100%", class_="tl-band")
        yield element("use", href="#tl-grid")


def _drawn(report: PageReport) -> Iterator[Node]:
    tracks = Tracks(report)
    rows = [node for group in tracks.groups for node in _group(report, tracks, group)]
    shared = definitions(*tracks.shared())
    names = element("svg", *tracks.names(), class_="tl-axis")
    head = element("div", names, class_="tl-head-row", aria_hidden="true")
    yield shared
    yield element("div", head, *rows, class_="tl")
    if tracks.has_too_many_lines:
        text = "Lines from the events to the tolls would be too many to follow. The rows name them."
        yield element("p", text, class_="note")
    yield legend(tracks.rows, [shared, *rows])


def _group(report: PageReport, tracks: Tracks, group: Group) -> Iterator[Node]:
    """The heading of a phase, and its events."""
    if group.title:
        days = days_text(Span(group.band.first, group.band.last)) if group.band else ""
        title = element("span", isolated(group.title), class_="tl-title")
        yield element("h3", title, element("span", days, class_="tl-days"), _track(tracks.heading(group)))
    numbers = range(group.begin, group.end)
    yield element("ol", *(_row(report, tracks, number, tracks.row(group, number)) for number in numbers))


def _track(content: Sequence[Node]) -> Element:
    return element("svg", *content, class_="tl-track", aria_hidden="true")


def _row(report: PageReport, tracks: Tracks, number: int, content: Sequence[Node]) -> Node:
    """An event in words, and its days drawn next to them."""
    event, row = report.events[number], tracks.rows[number]
    kinds = ", ".join(report.timeline.kind[kind].label for kind in event.kinds)
    title = element("a", event_title(event), href=f"#{anchor(event.id)}")
    kind = element("span", isolated(f" ({kinds})"), class_="vh")
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
    """What replaces an event, and what it reports, each figure with its source."""
    if event.replaced_by:
        not_counted = "; its figures are not counted" if event.figures else None
        other = report.timeline.event[event.replaced_by]
        link = event_link(report, other.id, f"{other.title}, {days_text(other.span)}")
        yield element("small", "replaced by ", link, not_counted)
    if event.figures:
        figures = all_figures(report, event)
        yield element("small", *([element("s", *figures)] if event.replaced_by else figures))


def _toll(event: Event, tracks: Tracks, inside: Sequence[int]) -> Iterator[Node]:
    """The days that the tolls of an event are for, and the events that they include, each by its days."""
    periods = dict.fromkeys(days_text(each.period) for each in event.figures if each.scope is Scope.CUMULATIVE)
    parts: list[Node] = [f"for {' and '.join(periods)}"] if periods else []
    for place, number in enumerate(sorted(inside)[:MOST_INSIDE]):
        row = tracks.rows[number]
        parts += ["; " if parts and not place else None, ", " if place else "includes "]
        parts.append(element("a", row.dates_text, href=f"#{anchor(row.id)}"))
    if len(inside) > MOST_INSIDE:
        parts.append(f" and {len(inside) - MOST_INSIDE} more")
    if parts:
        yield element("small", *parts)
