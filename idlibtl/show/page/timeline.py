"""The events drawn against time: a row an event, under the headings of the phases; very many of them are counted."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from idlibtl.model.dates import Span, days_text
from idlibtl.model.records import Event, Figure, Scope
from idlibtl.show.blocks import Drawing
from idlibtl.show.drawings import drawing
from idlibtl.show.page.axis import Axis, axis, ticks, years
from idlibtl.show.page.elements import Element, Node, element, said, section
from idlibtl.show.page.event_counts import counts
from idlibtl.show.page.marks import (
    Line,
    Mark,
    Sign,
    drawn_lines,
    lines,
    marks,
    passing,
    percent,
    places_inside,
    sample,
    struck,
    ticks_inside,
)
from idlibtl.show.page.report import PageReport
from idlibtl.show.timeline_rows import MOST_ROWS, Group, PhaseBand, groups
from idlibtl.totals import quotes

#: The events inside a toll are linked one by one; of more than these the rest is counted.
MOST_INSIDE = 12

_WHAT = (
    "A row is an event. Where no mark stands, the chronology reports nothing; that is no sign that nothing happened."
)


class _Picture(NamedTuple):
    """What the rows are drawn from: the events, the same as rows, the axis, and the dotted lines in each row."""

    report: PageReport
    events: Sequence[Event]
    drawing: Drawing
    axis: Axis
    lines: Sequence[Sequence[Line]]


class _Track(NamedTuple):
    """What is drawn beside a row, and what it means."""

    svg: Element
    signs: frozenset[Sign]


def timeline_section(report: PageReport) -> Node:
    """The section of the timeline; None where there is no event."""
    events = report.events
    if not events:
        return None
    if len(events) > MOST_ROWS:
        return section("timeline", "The timeline", *counts(report))
    return section("timeline", "The timeline", *_drawn(_picture(report, events)))


def _picture(report: PageReport, events: Sequence[Event]) -> _Picture:
    drawn = drawing(report.question.timeline, events)
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
    yield element("p", _WHAT, class_="lead")
    yield element("p", "How to read the marks:", class_="vh")
    legend = (
        element("li", sample(sign), sign.value, class_="tl-wide" if sign is Sign.LINE else None)
        for sign in Sign
        if sign in seen
    )
    yield element("ul", *legend, class_="legend tl-legend")
    if _too_many_lines(picture):
        yield element(
            "p", "Lines from the events to the sums would be too many to follow; the rows say which they are."
        )
    yield _grid(picture)
    yield element("div", _head(picture.axis), *rows, class_="tl")


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
    grid = element("defs", element("g", *drawn, id="tl-grid"), through)
    return element("svg", grid, width=0, height=0, aria_hidden="true", class_="defs")


def _head(line: Axis) -> Node:
    """The names of months and years above the rows."""
    names: list[Node] = []
    for tick in ticks(line):
        if tick.name:
            rest = element("tspan", tick.name[1:], class_="tl-rest") if tick.name[0].isalpha() else tick.name[1:]
            names.append(element("text", tick.name[0], rest, x=percent(tick.at)))
    for year in years(line):
        known = "tl-year tl-before" if year.before else "tl-year"
        names.append(element("text", year.name, x=percent(year.at), class_=known))
    return element("div", element("svg", *names, class_="tl-axis"), class_="tl-head-row", aria_hidden="true")


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
    """The days of a phase; none where they lie beyond the axis."""
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
        title = element("span", said(group.title), class_="tl-title")
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
    """An event in words, and its days drawn beside them."""
    event, row = picture.events[number], picture.drawing.rows[number]
    title = element("s", said(event.title)) if event.replaced_by else said(event.title)
    words = [element("a", title, href=f"#e-{event.id}"), *_words(picture, number)]
    return element(
        "li",
        element("span", row.dates_text, class_="tl-date"),
        " ",
        element("span", *words, class_="tl-words"),
        track,
        data_e=event.id,
    )


def _words(picture: _Picture, number: int) -> Iterator[Node]:
    """What an event reports, each figure with its source, and what its sums hold."""
    event = picture.events[number]
    if event.replaced_by:
        lost = "; its figures are not counted" if event.figures else None
        yield element("small", "replaced by ", _replacement(picture, event.replaced_by), lost)
    if event.figures:
        parts: list[Node] = []
        for figure in event.figures:
            parts += ["; " if parts else None, *_figure(picture.report, figure)]
        yield element("small", *([element("s", *parts)] if event.replaced_by else parts))
    sums = dict.fromkeys(days_text(each.period) for each in event.figures if each.scope is Scope.CUMULATIVE)
    inside = picture.drawing.rows[number].inside
    if sums or inside:
        told: list[Node] = [f"sums up {' and '.join(sums)}"] if sums else []
        yield element("small", *told, ", " if told and inside else None, *_inside(picture, inside))


def _replacement(picture: _Picture, identity: str) -> Node:
    """The event that stands in the place of another, linked where it is on the page."""
    event = picture.report.question.timeline.event[identity]
    name = said(f"{event.title}, {days_text(event.span)}")
    return element("a", name, href=f"#e-{identity}") if identity in picture.report.ids else name


def _figure(report: PageReport, figure: Figure) -> Iterator[Node]:
    yield element("b", said(quotes.printed(figure)))
    yield " "
    yield said(report.question.timeline.metric[figure.metric].label)
    yield f" ({quotes.source_id(figure)})"


def _inside(picture: _Picture, inside: Sequence[int]) -> Iterator[Node]:
    """The events inside, each by its days as a link to it."""
    if not inside:
        return
    yield f"with {len(inside)} of the events here inside it: "
    for place, number in enumerate(sorted(inside)[:MOST_INSIDE]):
        yield ", " if place else None
        row = picture.drawing.rows[number]
        yield element("a", row.dates_text, href=f"#e-{row.id}")
    if len(inside) > MOST_INSIDE:
        yield f" and {len(inside) - MOST_INSIDE} more"
