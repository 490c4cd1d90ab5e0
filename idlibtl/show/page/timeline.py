"""The events drawn against time: a row an event, under the headings of the phases; very many of them are counted."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from idlibtl.model.dates import Span, days_text
from idlibtl.model.records import Event, Scope
from idlibtl.show.blocks import Drawing
from idlibtl.show.drawings import drawing
from idlibtl.show.page.axis import Axis, axis, ticks, years
from idlibtl.show.page.bars import percent
from idlibtl.show.page.elements import Element, Node, element, isolated, section
from idlibtl.show.page.event_counts import axis_names, counts
from idlibtl.show.page.filter_form import filtered_line
from idlibtl.show.page.marks import (
    Line,
    Mark,
    Sign,
    drawn_lines,
    lines,
    marks,
    passing,
    places_inside,
    sample,
    sort_sign,
    sort_signs,
    struck,
    ticks_inside,
)
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import anchor, event_title, figure_words
from idlibtl.show.timeline_rows import MOST_ROWS, Group, PhaseBand, Sort, groups

#: The events inside a toll are linked one by one; of more than these the rest is counted.
MOST_INSIDE = 12


class _Picture(NamedTuple):
    """What the rows are drawn from: the events, the same as rows, the axis, and the dotted lines in each row."""

    report: PageReport
    events: Sequence[Event]
    drawing: Drawing
    axis: Axis
    lines: Sequence[Sequence[Line]]


class _Track(NamedTuple):
    """What is drawn next to a row, and what it means."""

    svg: Element
    signs: frozenset[Sign]


def timeline_section(report: PageReport) -> Node:
    """Return the section of the timeline; None if there is no event."""
    events = report.events
    if not events:
        return None
    drawn = counts(report) if len(events) > MOST_ROWS else _drawn(_picture(report, events))
    return section("timeline", "Timeline", filtered_line(), *drawn)


def _picture(report: PageReport, events: Sequence[Event]) -> _Picture:
    drawn = drawing(report.timeline, events)
    days = [drawn.last] if drawn.last else []
    for row in drawn.rows:
        days += [row.first, row.last or row.first]
        days += [row.cumulative.first, row.cumulative.last] if row.cumulative else []
    window = report.question.window
    line = axis(days, [day for day in (window.first, window.last) if day])
    return _Picture(report, events, drawn, line, lines(drawn.rows, line, drawn.last))


def _drawn(picture: _Picture) -> Iterator[Node]:
    seen = {Sign.EDGE} if _edges(picture) else set[Sign]()
    rows: list[Node] = []
    for group in groups(picture.drawing.rows, picture.drawing.phases):
        rows += _group(picture, group, seen)
    sorts = {row.sort for row in picture.drawing.rows}
    legend = [element("li", sort_sign(sort), sort.value) for sort in Sort if sort in sorts]
    legend += [
        element("li", sample(sign), sign.value, class_="tl-wide" if sign is Sign.LINE else None)
        for sign in Sign
        if sign in seen
    ]
    yield _grid(picture)
    yield element("div", _head(picture.axis), *rows, class_="tl")
    if _too_many_lines(picture):
        yield element("p", "Lines from the events to the tolls would be too many to follow. The rows name them.", class_="note")
    yield element("ul", *legend, class_="legend tl-legend")


def _too_many_lines(picture: _Picture) -> bool:
    return any(row.inside for row in picture.drawing.rows) and not any(picture.lines)


# The axis and what passes through all rows


def _edges(picture: _Picture) -> list[float]:
    """Where the ends of the days asked about are; of those far away, none."""
    window, line = picture.report.question.window, picture.axis
    found = [line.at(window.first)] if window.first and line.has(window.first) else []
    return found + ([line.after(window.last)] if window.last and line.has(window.last) else [])


def _grid(picture: _Picture) -> Node:
    """The lines of months and years, and the ends of the days asked about: each row uses them."""
    new_years = {percent(year.at) for year in years(picture.axis)}
    upright = [(percent(tick.at), "tl-month-line") for tick in ticks(picture.axis)]
    upright = [(at, "tl-year-line" if at in new_years else known) for at, known in upright]
    upright += [(percent(at), "tl-edge") for at in _edges(picture)]
    drawn = [element("line", x1=at, x2=at, y2="100%", class_=known) for at, known in upright]
    through = element("line", y2="100%", class_="tl-line", id="tl-line")
    grid = element("defs", element("g", *drawn, id="tl-grid"), through, *sort_signs())
    return element("svg", grid, width=0, height=0, aria_hidden="true", class_="defs")


def _head(line: Axis) -> Node:
    """The names of months and years above the rows."""
    names = element("svg", *axis_names(ticks(line), years(line)), class_="tl-axis")
    return element("div", names, class_="tl-head-row", aria_hidden="true")


def _track(band: Sequence[Mark], content: Sequence[Mark]) -> _Track:
    svg = element(
        "svg",
        *(mark.node for mark in band),
        element("use", href="#tl-grid"),
        *(mark.node for mark in content),
        class_="tl-track",
        aria_hidden="true",
    )
    return _Track(svg, frozenset(chain.from_iterable(mark.signs for mark in (*band, *content))))


def _band(picture: _Picture, band: PhaseBand | None) -> list[Mark]:
    """The days of a phase; none if they are beyond the axis."""
    if not band:
        return []
    begin, end = picture.axis.at(band.first), picture.axis.after(band.last)
    if begin == end:
        return []
    rect = element("rect", x=percent(begin), y=0, width=percent(end - begin), height="100%", class_="tl-band")
    return [Mark(rect, (Sign.PHASE,))]


# The rows


def _group(picture: _Picture, group: Group, seen: set[Sign]) -> Iterator[Node]:
    """The heading of a phase, and its events."""
    band = _band(picture, group.band)
    if group.title:
        through = list(drawn_lines(passing(picture.lines[group.begin])))
        track = _track(band, through)
        seen |= track.signs
        days = days_text(Span(group.band.first, group.band.last)) if group.band else ""
        title = element("span", isolated(group.title), class_="tl-title")
        yield element("h3", title, element("span", days, class_="tl-days"), track.svg)
    rows = []
    for number in range(group.begin, group.end):
        track = _track(band, list(_row_marks(picture, number)))
        seen |= track.signs
        rows.append(_row(picture, number, track.svg))
    yield element("ol", *rows)


def _row_marks(picture: _Picture, number: int) -> Iterator[Mark]:
    rows, until = picture.drawing.rows, picture.drawing.last
    yield from drawn_lines(picture.lines[number])
    yield from marks(rows[number], picture.axis, until)
    yield from ticks_inside(places_inside(rows, rows[number], picture.axis, until))
    if picture.events[number].replaced_by:
        yield struck(rows[number], picture.axis)


def _row(picture: _Picture, number: int, track: Element) -> Node:
    """An event in words, and its days drawn next to them."""
    event, row = picture.events[number], picture.drawing.rows[number]
    kinds = ", ".join(picture.report.timeline.kind[kind].label for kind in event.kinds)
    title = element("a", event_title(event), href=f"#{anchor(event.id)}")
    kind = element("span", isolated(f" ({kinds})"), class_="vh")
    return element(
        "li",
        element("span", row.dates_text, class_="tl-date"),
        " ",
        element("span", sort_sign(row.sort), title, kind, *_words(picture, number), class_="tl-words"),
        track,
        data_e=event.id,
        data_t=" ".join(picture.drawing.rows[toll].id for toll in _tolls(picture, number)) or None,
    )


def _tolls(picture: _Picture, number: int) -> Iterator[int]:
    """The rows of the tolls that include an event."""
    return (toll for toll, row in enumerate(picture.drawing.rows) if number in row.inside)


def _words(picture: _Picture, number: int) -> Iterator[Node]:
    """What an event reports, each figure with its source, and what its tolls include."""
    event = picture.events[number]
    if event.replaced_by:
        not_counted = "; its figures are not counted" if event.figures else None
        yield element("small", "replaced by ", _replacement(picture, event.replaced_by), not_counted)
    if event.figures:
        parts: list[Node] = []
        for figure in event.figures:
            parts += ["; " if parts else None, *figure_words(picture.report, figure)]
        yield element("small", *([element("s", *parts)] if event.replaced_by else parts))
    periods = dict.fromkeys(days_text(each.period) for each in event.figures if each.scope is Scope.CUMULATIVE)
    inside = picture.drawing.rows[number].inside
    if periods or inside:
        words: list[Node] = [f"for {' and '.join(periods)}"] if periods else []
        yield element("small", *words, "; " if words and inside else None, *_inside(picture, inside))


def _replacement(picture: _Picture, identity: str) -> Node:
    """The event that replaces another, linked if it is on the page."""
    event = picture.report.timeline.event[identity]
    name = isolated(f"{event.title}, {days_text(event.span)}")
    return element("a", name, href=f"#{anchor(identity)}") if identity in picture.report.ids else name


def _inside(picture: _Picture, inside: Sequence[int]) -> Iterator[Node]:
    """The events that a toll includes, each by its days as a link to it."""
    if not inside:
        return
    yield "includes "
    for place, number in enumerate(sorted(inside)[:MOST_INSIDE]):
        yield ", " if place else None
        row = picture.drawing.rows[number]
        yield element("a", row.dates_text, href=f"#{anchor(row.id)}")
    if len(inside) > MOST_INSIDE:
        yield f" and {len(inside) - MOST_INSIDE} more"
