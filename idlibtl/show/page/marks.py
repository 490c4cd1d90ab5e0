"""What is drawn next to the rows of the timeline, as SVG: places along the axis in percent, heights in pixels.

A mark shows how exactly its days are known, and never by colour alone. The legend is made from its class.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from idlibtl.model.dates import Span, month_of
from idlibtl.show.axis import Axis, axis, ticks, years
from idlibtl.show.page.bars import percent
from idlibtl.show.page.elements import Markup, Node, element
from idlibtl.show.page.report import PageReport
from idlibtl.show.timeline_rows import EventRow, Lead, RowGroup, Sort, days_of, groups, leads, timeline

#: The middle line of all marks; half the height of a bar, of a bracket's ends, of its ticks, and of a dot; in pixels.
MIDDLE, _BAR, _END, _TICK, _DOT = 12, 4.5, 7, 4, 5

#: The head of an arrow, a little beyond the end of its bar.
_HEAD = "M-2-8 9 0-2 8z"

#: A stroke through a mark.
_STROKE = "M-8 10 8-10"

#: The most lines that are drawn, counted in each row that they pass: no one could follow more.
MOST_LINES = 2000

#: The halves of a row that a dotted line passes.
UPPER, LOWER = 1, 2


class Tracks:
    """The drawings next to the rows of events, all on one axis. There must be at least one event."""

    def __init__(self, report: PageReport) -> None:
        self.rows, phases = timeline(report.chronology, report.events)
        self.groups = list(groups(self.rows, phases))
        self.window = report.question.window
        self.axis = axis(days_of(self.rows), [day for day in (self.window.first, self.window.last) if day])
        self.inside = leads_on(self.rows, self.axis)
        self.lines = lines(len(self.rows), self.inside)

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
        signs = (element("g", shape, id=sort_id(sort)) for sort, shape in _SORTS.items())
        return [element("g", *drawn, id="tl-grid"), through, *signs]

    def heading(self, group: RowGroup) -> list[Node]:
        """Return the drawing next to the heading of a group: lines that reach the row below it pass through."""
        passing = {at: UPPER | LOWER for at, halves in self.lines[group.begin].items() if halves & UPPER}
        return [*self._ground(group), *drawn_lines(passing)]

    def row(self, group: RowGroup, number: int) -> list[Node]:
        """Return the drawing next to a row of a group."""
        inside = dict.fromkeys(percent(lead.at) for lead in self.inside.get(number, ()))
        drawn = chain(drawn_lines(self.lines[number]), marks(self.rows[number], self.axis))
        return [*self._ground(group), *drawn, *(_upright(at, _TICK, "tl-tick") for at in inside)]

    def _ground(self, group: RowGroup) -> Iterator[Node]:
        """The days of a phase, unless they are beyond the axis, and the lines over them."""
        if group.phase:
            begin, end = self.axis.at(group.phase.first), self.axis.after(group.phase.last)
            if begin < end:
                place = {"x": percent(begin), "width": percent(end - begin)}
                yield element("rect", **place, y=0, height="100%", class_="tl-band")
        yield element("use", href="#tl-grid")


def axis_names(axis: Axis) -> Iterator[Node]:
    """Yield the names of months (a narrow screen shows the first letter), and of years to the right of their lines."""
    for tick in ticks(axis):
        if tick.name:
            rest = element("tspan", tick.name[1:], class_="tl-rest") if tick.name[0].isalpha() else tick.name[1:]
            yield element("text", tick.name[0], rest, x=percent(tick.at))
    for year in years(axis):
        at, class_ = ("100%", "tl-year tl-end") if year.at_end else (percent(year.at), "tl-year")
        yield element("text", year.name, x=at, class_=class_)


# The marks of an event


def marks(row: EventRow, axis: Axis) -> Iterator[Markup]:
    """Yield an event's own days, or the bracket of its toll; both if not all of its days are among the toll's."""
    if row.has_own_mark:
        yield from _days(row, axis)
    if row.bracket:
        yield from _bracket(row, row.bracket, axis)
    if row.replaced:
        yield _moved("tl-struck", _STROKE, percent(axis.middle(row.span.first, row.span.first)))


def _days(row: EventRow, axis: Axis) -> Iterator[Markup]:
    """The days of an event; each end shows how exactly it is known."""
    first, last = row.span.first, row.last
    is_rough, ends_roughly = row.span.first_approximate, row.span.last_approximate
    begin, end = axis.at(first), axis.after(last)
    month = "tl-month tl-rough" if is_rough else "tl-month"
    if row.span.last is None:
        if row.month_only:  # it begins with that whole month
            whole = axis.after(min(last, month_of(first).last))
            yield _bar(begin, whole, month)
            begin = whole
        if begin < axis.at(last):
            yield _bar(begin, end, "tl-on")
        if is_rough and not row.month_only:
            yield _round(axis, first)
        yield _moved("tl-head", _HEAD, percent(end))
    elif row.month_only:
        yield _bar(begin, end, month)
    elif first == last:
        at, class_ = percent(axis.middle(first, first)), "tl-about" if is_rough or ends_roughly else "tl-dot"
        yield element("use", href=f"#{sort_id(row.sort)}", x=at, y=MIDDLE, class_=class_)
    elif is_rough and ends_roughly:
        yield _bar(begin, end, "tl-about")
    else:
        yield _bar(begin, end, "tl-span")
        yield from [_round(axis, first)] if is_rough else []
        yield from [_round(axis, last)] if ends_roughly else []


def _ends(row: EventRow, axis: Axis) -> tuple[float, float]:
    """Where the bracket of a toll begins and ends."""
    span = row.bracket or row.span
    return axis.at(span.first), axis.after(span.last or row.last)


def _bracket(row: EventRow, span: Span, axis: Axis) -> Iterator[Markup]:
    """A line over these days, its ends upright, or dashed circles if they are approximate."""
    begin, end = map(percent, _ends(row, axis))
    yield _line(begin, end, MIDDLE, MIDDLE, "tl-toll")
    yield _round(axis, span.first) if span.first_approximate else _upright(begin, _END, "tl-toll")
    if span.last is None:
        yield _moved("tl-head", _HEAD, end)
    else:
        yield _round(axis, span.last) if span.last_approximate else _upright(end, _END, "tl-toll")


def _bar(begin: float, end: float, class_: str) -> Markup:
    return _box(class_, percent(begin), percent(end - begin))


def _box(class_: str, x: float | str = 3, width: float | str = 36) -> Markup:
    """A bar; the bar of a sample has its place in pixels."""
    return element("rect", x=x, y=MIDDLE - _BAR, width=width, height=2 * _BAR, rx=2, class_=class_)


def _round(axis: Axis, day: date) -> Markup:
    """The dashed circle at an approximate end."""
    return element("circle", cx=percent(axis.middle(day, day)), cy=MIDDLE, r=_DOT, class_="tl-about")


def _upright(at: str, half: int, class_: str) -> Markup:
    return _line(at, at, MIDDLE - half, MIDDLE + half, class_)


def _line(x1: str, x2: str, y1: float | str, y2: float | str, class_: str) -> Markup:
    return element("line", x1=x1, x2=x2, y1=y1, y2=y2, class_=class_)


def _moved(class_: str, path: str, x: str) -> Markup:
    return element("svg", element("path", d=path, class_=class_), x=x, y=MIDDLE, overflow="visible")


# Lines from events to the toll that includes them


def leads_on(rows: Sequence[EventRow], axis: Axis) -> Mapping[int, Sequence[Lead[float]]]:
    """Return, by the row of a toll, the lines to it from the events inside."""
    return leads(
        rows, lambda row: axis.middle(row.span.first, row.span.last or row.span.first), lambda row: _ends(row, axis)
    )


def lines(rows: int, inside: Mapping[int, Sequence[Lead[float]]]) -> list[dict[str, int]]:
    """Return the places of dotted lines in each row, with the halves that they pass; none if there are too many."""
    by_row: list[dict[str, int]] = [{} for _ in range(rows)]
    passed = 0
    for begin, end, at in sorted(chain.from_iterable(inside.values()), key=lambda lead: lead.at):
        passed += end - begin + 1
        if passed > MOST_LINES:
            return [{} for _ in by_row]
        place = percent(at)
        for row in range(begin, end + 1):
            halves = (UPPER if row > begin else 0) | (LOWER if row < end else 0)
            by_row[row][place] = by_row[row].get(place, 0) | halves
    return by_row


def drawn_lines(of_row: Mapping[str, int]) -> Iterator[Markup]:
    """Yield the dotted lines of a row."""
    for at, halves in of_row.items():
        if halves == UPPER | LOWER:
            yield element("use", href="#tl-line", x=at, class_="tl-line")
        else:
            yield _line(at, at, 0 if halves == UPPER else MIDDLE, "100%" if halves == LOWER else MIDDLE, "tl-line")


# The legend


def sort_id(sort: Sort) -> str:
    """Return the id of the sign of a sort of events."""
    return f"k-{sort.name.lower()}"


#: The sign of each sort of events. Violence is a dot, as in the terminal.
_SORTS: Mapping[Sort, Markup] = {
    Sort.VIOLENCE: element("circle", r=_DOT),
    Sort.ADVANCE: element("path", d="M-6 5 0-6 6 5z"),
    Sort.TALKS: element("path", d="M-4.5-4.5h9v9h-9z", class_="tl-open"),
    Sort.DISPLACEMENT: element("path", d="M-5-5.5 6 0-5 5.5z", class_="tl-open"),
    Sort.STATEMENT: element("circle", r=3.2, class_="tl-open"),
    Sort.OTHER: element("path", d="M-5.5 0 0-5.5 5.5 0 0 5.5z", class_="tl-open"),
}


def sort_sign(sort: Sort) -> Markup:
    """Return the sign of a sort of events to put next to words."""
    return element("svg", element("use", href=f"#{sort_id(sort)}"), class_="tl-sort", aria_hidden="true")


_TOLL = (_line("3", "39", MIDDLE, MIDDLE, "tl-toll"), _upright("3", _END, "tl-toll"), _upright("39", _END, "tl-toll"))
_ABOUT = (element("circle", cx=8, cy=MIDDLE, r=_DOT, class_="tl-about"), _box("tl-about", 18, 22))
_GOING_ON = (_box("tl-on", 3, 30), _moved("tl-head", _HEAD, "33"))

#: The class of each mark, what it means, and a sample of it.
_MARKS: Sequence[tuple[str, str, Sequence[Node]]] = (
    ("tl-span", "several days", (_box("tl-span"),)),
    ("tl-month", "some time in this month", (_box("tl-month"),)),
    ("tl-about", "approximate (c.)", _ABOUT),
    ("tl-head", "still going on", _GOING_ON),
    ("tl-toll", "a cumulative toll, for these days", _TOLL),
    ("tl-tick", "an event included in a toll", (*_TOLL, _upright("20", _TICK, "tl-tick"))),
    ("tl-line", "leads from an event to the toll that includes it", (_upright("21", MIDDLE, "tl-line"),)),
    ("tl-struck", "replaced by another event", (_box("tl-span", 13, 16), _moved("tl-struck", _STROKE, "21"))),
    ("tl-band", "the days of a phase", (element("rect", x=3, y=3, width=36, height=18, class_="tl-band"),)),
    ("tl-edge", "the ends of the days asked about", (_upright("21", MIDDLE, "tl-edge"),)),
)


def legend(rows: Iterable[EventRow], drawn: Iterable[Markup]) -> Markup:
    """Return the meanings of the signs and marks that appear."""
    sorts = {row.sort for row in rows}
    items = [element("li", sort_sign(sort), sort.value) for sort in Sort if sort in sorts]
    for class_, meaning, shapes in meanings(drawn):
        sample = element("svg", *shapes, class_="t", width=44, height=24, aria_hidden="true")
        items.append(element("li", sample, meaning, class_="tl-wide" if class_ == "tl-line" else None))
    return element("ul", *items, class_="legend tl-legend")


def meanings(drawn: Iterable[Markup]) -> Sequence[tuple[str, str, Sequence[Node]]]:
    """Return the class, meaning and sample of each mark that is drawn."""
    # no text of a chronology has a bracket that is not escaped
    names = (names for text in drawn for names in re.findall('<[^<>]* class="([^"]*)"', text))
    seen = {name for several in names for name in several.split()}
    return [mark for mark in _MARKS if mark[0] in seen]
