"""The marks of the timeline as SVG: places along the axis in percent, heights in pixels.

A mark says how well its days are known, and never by its colour alone.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from idlibtl.show.page.axis import Axis
from idlibtl.show.page.bars import percent
from idlibtl.show.page.elements import Element, Node, element
from idlibtl.show.timeline_rows import Row, Sort, Toll

#: The line of all marks; half of a bar, of a bracket's ends, of the ticks on it, and of a dot; in pixels.
MIDDLE, _BAR, _END, _TICK, _DOT = 12, 4.5, 7, 4, 5

#: The head of an arrow, a little beyond the end of its bar.
_HEAD = "M-2-8 9 0-2 8z"

#: A stroke through a mark.
_STROKE = "M-8 10 8-10"

#: More lines than these, counted in each row that they pass, are not drawn: no one could follow them.
MOST_LINES = 2000


class Sign(Enum):
    """What a mark means, in the order of the legend."""

    DAYS = "several days"
    MONTH = "some time in this month"
    APPROXIMATE = "approximate (c.)"
    GOING_ON = "still going on when the chronology ends"
    TOLL = "a cumulative toll, for these days"
    INSIDE = "an event included in a toll"
    LINE = "leads from an event to the toll that includes it"
    REPLACED = "replaced by another record"
    PHASE = "the days of a phase"
    EDGE = "the ends of the days asked about"


class Mark(NamedTuple):
    """A mark, and what it means."""

    node: Element
    signs: tuple[Sign, ...]


class Line(NamedTuple):
    """A dotted line at a place of the axis, in one row: from its top or its middle to its middle or its bottom."""

    at: float
    from_top: bool
    to_bottom: bool


# The marks of an event


def marks(row: Row, axis: Axis, until: date | None) -> Iterator[Mark]:
    """Yield an event's own days, or the bracket of its toll; both if some of its days are not among those of the toll.

    `until` is taken for the end of what is still going on.
    """
    sums, last = row.cumulative, _last(row, until)
    if not (sums or row.inside) or (sums and (row.first < sums.first or row.last is None or row.last > sums.last)):
        yield from _days(row, axis, last)
    if sums:
        yield from _bracket(sums, axis)
    elif row.inside:
        own = Toll(row.first, last, row.first_approximate, row.last_approximate)
        yield from _bracket(own, axis, goes_on=row.last is None)


def _last(row: Row, until: date | None) -> date:
    return row.last or max(row.first, until or row.first)


def _days(row: Row, axis: Axis, last: date) -> Iterator[Mark]:
    """The days of an event, each end with what is known of it."""
    first = row.first
    if row.last is None:
        yield from _going_on(row, axis, last)
    elif row.month_only:
        yield _month(axis, first, last, roughly=row.first_approximate)
    elif first == last:
        roughly = row.first_approximate or row.last_approximate
        yield _day(axis, row.sort, first, roughly=roughly)
    elif row.first_approximate and row.last_approximate:
        yield Mark(_bar(axis, first, last, "tl-about"), (Sign.APPROXIMATE,))
    else:
        yield Mark(_bar(axis, first, last, "tl-span"), (Sign.DAYS,))
        yield from [_dot(axis, first)] if row.first_approximate else []
        yield from [_dot(axis, last)] if row.last_approximate else []


def _day(axis: Axis, sort: Sort, day: date, *, roughly: bool) -> Mark:
    """The sign of the event's sort, dashed if its source does not pin the day down."""
    at = percent(axis.middle(day, day))
    class_ = "tl-about" if roughly else "tl-dot"
    sign = element("use", href=f"#{sort_id(sort)}", x=at, y=MIDDLE, class_=class_)
    return Mark(sign, (Sign.APPROXIMATE,) if roughly else ())


def _going_on(row: Row, axis: Axis, last: date) -> Iterator[Mark]:
    """A bar that ends in an arrow; some time in its first month if no day of it is known to be the first."""
    begin = row.first
    if row.month_only:
        month_end = min(last, begin.replace(day=monthrange(begin.year, begin.month)[1]))
        yield _month(axis, begin, month_end, roughly=row.first_approximate)
        begin = month_end + timedelta(days=1) if month_end < last else last
    if begin < last:
        yield Mark(_bar(axis, begin, last, "tl-span"), (Sign.GOING_ON,))
    if row.first_approximate and not row.month_only:
        yield _dot(axis, begin)
    yield _arrow(axis, last)


def _bracket(days: Toll, axis: Axis, *, goes_on: bool = False) -> Iterator[Mark]:
    """A line over the days of a toll, its ends upright, or dashed circles if they are approximate."""
    begin, end = percent(axis.at(days.first)), percent(axis.after(days.last))
    yield Mark(_line(begin, end, MIDDLE, MIDDLE, "tl-toll"), (Sign.TOLL,))
    if days.first_approximate:
        yield _dot(axis, days.first)
    else:
        yield Mark(_upright(begin, _END), (Sign.TOLL,))
    if goes_on:
        yield _arrow(axis, days.last)
    elif days.last_approximate:
        yield _dot(axis, days.last)
    else:
        yield Mark(_upright(end, _END), (Sign.TOLL,))


def _month(axis: Axis, first: date, last: date, *, roughly: bool) -> Mark:
    signs = (Sign.MONTH, Sign.APPROXIMATE) if roughly else (Sign.MONTH,)
    return Mark(_bar(axis, first, last, "tl-month tl-rough" if roughly else "tl-month"), signs)


def _dot(axis: Axis, day: date) -> Mark:
    """The dashed circle at an end that is not pinned down."""
    return Mark(_circle(axis.middle(day, day), "tl-about"), (Sign.APPROXIMATE,))


def _arrow(axis: Axis, last: date) -> Mark:
    head = element("path", d=_HEAD, class_="tl-head")
    place = element("svg", head, x=percent(axis.after(last)), y=MIDDLE, overflow="visible")
    return Mark(place, (Sign.GOING_ON,))


def _bar(axis: Axis, first: date, last: date, class_: str) -> Element:
    begin = axis.at(first)
    long = percent(axis.after(last) - begin)
    return element("rect", x=percent(begin), y=MIDDLE - _BAR, width=long, height=2 * _BAR, rx=2, class_=class_)


def _circle(at: float, class_: str) -> Element:
    return element("circle", cx=percent(at), cy=MIDDLE, r=_DOT, class_=class_)


def _upright(at: str, half: int) -> Element:
    return _line(at, at, MIDDLE - half, MIDDLE + half, "tl-toll")


def _line(x1: str, x2: str, y1: float | str, y2: float | str, class_: str) -> Element:
    return element("line", x1=x1, x2=x2, y1=y1, y2=y2, class_=class_)


def struck(row: Row, axis: Axis) -> Mark:
    """Return a stroke through the beginning of an event that is replaced."""
    stroke = element("path", d=_STROKE, class_="tl-struck")
    at = percent(axis.middle(row.first, row.first))
    return Mark(element("svg", stroke, x=at, y=MIDDLE, overflow="visible"), (Sign.REPLACED,))


# What leads from an event to the toll that includes it


def places_inside(rows: Sequence[Row], toll: Row, axis: Axis, until: date | None) -> dict[int, float]:
    """Return where on its bracket each event inside a toll has its tick, by the event's place in the rows."""
    days = toll.cumulative or toll
    begin, end = axis.at(days.first), axis.after(days.last or _last(toll, until))
    return {
        inner: min(max(axis.middle(rows[inner].first, rows[inner].last or rows[inner].first), begin), end)
        for inner in toll.inside
    }


def ticks_inside(places: Mapping[int, float]) -> Iterator[Mark]:
    """Yield a tick on the bracket for each event inside."""
    for at in dict.fromkeys(map(percent, places.values())):
        yield Mark(_upright(at, _TICK), (Sign.INSIDE,))


def lines(rows: Sequence[Row], axis: Axis, until: date | None) -> list[list[Line]]:
    """Return for each row the dotted lines in it, those that pass through among them; none if they are too many."""
    found: list[set[Line]] = [set() for _ in rows]
    passed = 0
    for number, toll in enumerate(rows):
        for inner, at in places_inside(rows, toll, axis, until).items():
            begin, end = min(inner, number), max(inner, number)
            passed += end - begin + 1
            if passed > MOST_LINES:
                return [[] for _ in rows]
            for row in range(begin, end + 1):
                found[row].add(Line(at, row > begin, row < end))
    return [sorted(each) for each in found]


def drawn_lines(of_row: Sequence[Line]) -> Iterator[Mark]:
    """Yield the dotted lines of a row; of two at one place, one."""
    whole: defaultdict[str, set[tuple[bool, bool]]] = defaultdict(set)
    for line in of_row:
        whole[percent(line.at)].add((line.from_top, line.to_bottom))
    for at, parts in whole.items():
        from_top, to_bottom = (any(part[side] for part in parts) for side in (0, 1))
        if from_top and to_bottom:
            yield Mark(element("use", href="#tl-line", x=at), (Sign.LINE,))
        else:
            y1, y2 = 0 if from_top else MIDDLE, "100%" if to_bottom else MIDDLE
            yield Mark(_line(at, at, y1, y2, "tl-line"), (Sign.LINE,))


def passing(of_row: Sequence[Line]) -> list[Line]:
    """Return which of a row's lines pass through a heading between it and the row before."""
    return [Line(line.at, from_top=True, to_bottom=True) for line in of_row if line.from_top]


# The legend


def sort_id(sort: Sort) -> str:
    """Return the id of the sign of a sort of events."""
    return f"k-{sort.name.lower()}"


#: The sign of each sort of events. Violence is a dot, as in the terminal.
_SORTS: Mapping[Sort, Element] = {
    Sort.VIOLENCE: element("circle", r=_DOT),
    Sort.ADVANCE: element("path", d="M-6 5 0-6 6 5z"),
    Sort.TALKS: element("path", d="M-4.5-4.5h9v9h-9z", class_="tl-open"),
    Sort.DISPLACEMENT: element("path", d="M-5-5.5 6 0-5 5.5z", class_="tl-open"),
    Sort.STATEMENT: element("circle", r=3.2, class_="tl-open"),
    Sort.OTHER: element("path", d="M-5-1.5H5v3H-5z"),
}


def sort_signs() -> Iterator[Element]:
    """Yield the signs of all sorts of events, which marks use by their ids."""
    return (element("g", shape, id=sort_id(sort)) for sort, shape in _SORTS.items())


def sort_sign(sort: Sort) -> Element:
    """Return the sign of a sort of events, as it is next to words."""
    sign = element("use", href=f"#{sort_id(sort)}", x=8, y=8, class_="tl-dot")
    return element("svg", sign, class_="tl-sort", width=16, height=16, aria_hidden="true")


def sample(sign: Sign) -> Element:
    """Return a mark as the legend shows it."""
    return element("svg", *_SAMPLES[sign], class_="t", width=44, height=24, aria_hidden="true")


def _sample_bar(class_: str, x: float = 3, width: float = 36) -> Element:
    return element("rect", x=x, y=MIDDLE - _BAR, width=width, height=2 * _BAR, rx=2, class_=class_)


def _sample_line(x1: float, x2: float, half: float, class_: str) -> Element:
    return element("line", x1=x1, x2=x2, y1=MIDDLE - half, y2=MIDDLE + half, class_=class_)


def _sample_path(path: str, x: float, class_: str) -> Element:
    return element("svg", element("path", d=path, class_=class_), x=x, y=MIDDLE, overflow="visible")


_TOLL = (_sample_line(3, 39, 0, "tl-toll"), _sample_line(3, 3, _END, "tl-toll"), _sample_line(39, 39, _END, "tl-toll"))
_ROUND = element("circle", cx=8, cy=MIDDLE, r=_DOT, class_="tl-about")
_SAMPLES: Mapping[Sign, Sequence[Node]] = {
    Sign.DAYS: (_sample_bar("tl-span"),),
    Sign.MONTH: (_sample_bar("tl-month"),),
    Sign.APPROXIMATE: (_ROUND, _sample_bar("tl-about", 18, 22)),
    Sign.GOING_ON: (_sample_bar("tl-span", 3, 30), _sample_path(_HEAD, 33, "tl-head")),
    Sign.TOLL: _TOLL,
    Sign.INSIDE: (*_TOLL, _sample_line(20, 20, _TICK, "tl-toll")),
    Sign.LINE: (_sample_line(21, 21, MIDDLE, "tl-line"),),
    Sign.REPLACED: (_sample_bar("tl-span", 13, 16), _sample_path(_STROKE, 21, "tl-struck")),
    Sign.PHASE: (element("rect", x=3, y=3, width=36, height=18, class_="tl-band"),),
    Sign.EDGE: (_sample_line(21, 21, MIDDLE, "tl-edge"),),
}
