"""The marks of the timeline as SVG: places along the axis in percent, heights in pixels.

A mark shows how exactly its days are known, and never by colour alone. The legend is made from its class.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from idlibtl.model.dates import Span, month_of
from idlibtl.show.axis import Axis
from idlibtl.show.page.bars import percent
from idlibtl.show.page.elements import Markup, Node, element
from idlibtl.show.timeline_rows import EventRow, Lead, Sort, leads

#: The middle line of all marks; half the height of a bar, of a bracket's ends, of its ticks, and of a dot; in pixels.
MIDDLE, _BAR, _END, _TICK, _DOT = 12, 4.5, 7, 4, 5

#: The head of an arrow, a little beyond the end of its bar.
_HEAD = "M-2-8 9 0-2 8z"

#: A stroke through a mark.
_STROKE = "M-8 10 8-10"

#: The most lines that are drawn, counted in each row that they pass: no one could follow more.
MOST_LINES = 2000


class LeadLine(NamedTuple):
    """A dotted line in one row, at a place of the axis: from the top or middle of the row to the middle or bottom."""

    at: float
    from_top: bool
    to_bottom: bool


# The marks of an event


def marks(row: EventRow, axis: Axis, until: date | None) -> Iterator[Markup]:
    """Yield an event's own days, or the bracket of its toll; both if some of its days are not among those of the toll.

    `until` is the end of marks for what is still going on.
    """
    if row.has_own_mark:
        yield from _days(row, axis, _last(row.span, until))
    if row.bracket:
        yield from _bracket(row.bracket, axis, until)
    if row.replaced:
        yield _moved("tl-struck", _STROKE, percent(axis.middle(row.span.first, row.span.first)))


def _last(span: Span, until: date | None) -> date:
    return span.last or max(span.first, until or span.first)


def _days(row: EventRow, axis: Axis, last: date) -> Iterator[Markup]:
    """The days of an event; each end shows how exactly it is known."""
    first, span = row.span.first, row.span
    if span.last is None:
        yield from _going_on(row, axis, last)
    elif row.month_only:
        yield _bar(axis, first, last, "tl-month tl-rough" if span.first_approximate else "tl-month")
    elif first == last:
        class_ = "tl-about" if span.first_approximate or span.last_approximate else "tl-dot"
        at = percent(axis.middle(first, first))
        yield element("use", href=f"#{sort_id(row.sort)}", x=at, y=MIDDLE, class_=class_)
    elif span.first_approximate and span.last_approximate:
        yield _bar(axis, first, last, "tl-about")
    else:
        yield _bar(axis, first, last, "tl-span")
        yield from [_round(axis, first)] if span.first_approximate else []
        yield from [_round(axis, last)] if span.last_approximate else []


def _going_on(row: EventRow, axis: Axis, last: date) -> Iterator[Markup]:
    """A bar that ends in an arrow; if only the month of its beginning is known, it begins with that whole month."""
    begin, is_rough = row.span.first, row.span.first_approximate
    if row.month_only:
        month_end = min(last, month_of(begin).last)
        yield _bar(axis, begin, month_end, "tl-month tl-rough" if is_rough else "tl-month")
        begin = month_end + timedelta(days=1) if month_end < last else last
    if begin < last:
        yield _bar(axis, begin, last, "tl-on")
    if is_rough and not row.month_only:
        yield _round(axis, begin)
    yield _moved("tl-head", _HEAD, percent(axis.after(last)))


def _ends(span: Span, axis: Axis, until: date | None) -> tuple[float, float]:
    return axis.at(span.first), axis.after(_last(span, until))


def _bracket(span: Span, axis: Axis, until: date | None) -> Iterator[Markup]:
    """A line over days, its ends upright, or dashed circles if they are approximate."""
    begin, end = map(percent, _ends(span, axis, until))
    yield _line(begin, end, MIDDLE, MIDDLE, "tl-toll")
    yield _round(axis, span.first) if span.first_approximate else _upright(begin, _END, "tl-toll")
    if span.last is None:
        yield _moved("tl-head", _HEAD, end)
    else:
        yield _round(axis, span.last) if span.last_approximate else _upright(end, _END, "tl-toll")


def _bar(axis: Axis, first: date, last: date, class_: str) -> Markup:
    begin = axis.at(first)
    return _box(class_, percent(begin), percent(axis.after(last) - begin))


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


def leads_on(rows: Sequence[EventRow], axis: Axis, until: date | None) -> Mapping[int, Sequence[Lead[float]]]:
    """Return, by the row of a toll, the lines to it from the events inside."""
    return leads(
        rows,
        lambda row: axis.middle(row.span.first, row.span.last or row.span.first),
        lambda span: _ends(span, axis, until),
    )


def ticks_inside(inside: Iterable[Lead[float]]) -> Iterator[Markup]:
    """Yield a tick on the bracket for each event inside."""
    return (_upright(at, _TICK, "tl-tick") for at in dict.fromkeys(percent(lead.at) for lead in inside))


def lines(rows: int, inside: Mapping[int, Sequence[Lead[float]]]) -> list[list[LeadLine]]:
    """Return the dotted lines in each row, including those that pass through; none if there are too many."""
    by_row: list[set[LeadLine]] = [set() for _ in range(rows)]
    passed = 0
    for begin, end, at in chain.from_iterable(inside.values()):
        passed += end - begin + 1
        if passed > MOST_LINES:
            return [[] for _ in by_row]
        for row in range(begin, end + 1):
            by_row[row].add(LeadLine(at, row > begin, row < end))
    return [sorted(of_row) for of_row in by_row]


def drawn_lines(of_row: Iterable[LeadLine]) -> Iterator[Markup]:
    """Yield the dotted lines of a row; two at the same place are drawn as one."""
    whole: defaultdict[str, set[tuple[bool, bool]]] = defaultdict(set)
    for line in of_row:
        whole[percent(line.at)].add((line.from_top, line.to_bottom))
    for at, parts in whole.items():
        from_top, to_bottom = (any(part[side] for part in parts) for side in (0, 1))
        if from_top and to_bottom:
            yield element("use", href="#tl-line", x=at, class_="tl-line")
        else:
            yield _line(at, at, 0 if from_top else MIDDLE, "100%" if to_bottom else MIDDLE, "tl-line")


def passing(of_row: Iterable[LeadLine]) -> list[LeadLine]:
    """Return the lines of a row that pass through a heading between it and the row before."""
    return [LeadLine(line.at, from_top=True, to_bottom=True) for line in of_row if line.from_top]


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


def sort_signs() -> Iterator[Markup]:
    """Yield the signs of all sorts of events; marks use them by their ids."""
    return (element("g", shape, id=sort_id(sort)) for sort, shape in _SORTS.items())


def sort_sign(sort: Sort) -> Markup:
    """Return the sign of a sort of events to put next to words."""
    return element("svg", element("use", href=f"#{sort_id(sort)}"), class_="tl-sort", aria_hidden="true")


_TOLL = (_line("3", "39", MIDDLE, MIDDLE, "tl-toll"), _upright("3", _END, "tl-toll"), _upright("39", _END, "tl-toll"))

#: The class of each mark, what it means, and a sample of it.
_MARKS: Sequence[tuple[str, str, Sequence[Node]]] = (
    ("tl-span", "several days", (_box("tl-span"),)),
    ("tl-month", "some time in this month", (_box("tl-month"),)),
    (
        "tl-about",
        "approximate (c.)",
        (element("circle", cx=8, cy=MIDDLE, r=_DOT, class_="tl-about"), _box("tl-about", 18, 22)),
    ),
    (
        "tl-head",
        "still going on when the chronology ends",
        (_box("tl-on", 3, 30), _moved("tl-head", _HEAD, "33")),
    ),
    ("tl-toll", "a cumulative toll, for these days", _TOLL),
    ("tl-tick", "an event included in a toll", (*_TOLL, _upright("20", _TICK, "tl-tick"))),
    ("tl-line", "leads from an event to the toll that includes it", (_upright("21", MIDDLE, "tl-line"),)),
    ("tl-struck", "replaced by another record", (_box("tl-span", 13, 16), _moved("tl-struck", _STROKE, "21"))),
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
    seen = _classes(drawn)
    return [mark for mark in _MARKS if mark[0] in seen]


def _classes(drawn: Iterable[Markup]) -> set[str]:
    """The classes of all elements. No text of a chronology has a bracket that is not escaped."""
    return {one for text in drawn for names in re.findall('<[^<>]* class="([^"]*)"', text) for one in names.split()}
