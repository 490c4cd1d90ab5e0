"""Bars as inline SVG. Reported numbers are solid; coded data are solid to the low, then hatched, a tick at the best.

All places are in percent of the width of the cell. A bar shows nothing that the text next to it does not say.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from itertools import count as counted_up

from idlibtl.model.figures import Count
from idlibtl.show.page.elements import Markup, Node, element, number_text

#: Where a bar that goes beyond the scale is cut, in percent.
_CUT = 94

#: Ends of a scale. The half of each is a whole number too.
_ENDS = (10, 12, 16, 20, 24, 30, 40, 50, 60, 80)
_SMALL_ENDS = (2, 4, 6, 8)


def scale(values: Iterable[int]) -> int:
    """Return the end of a scale that begins at 0: a round number with room for all of these."""
    need = max(values, default=0)
    round_ends = chain(_SMALL_ENDS, (end * 10**power for power in counted_up() for end in _ENDS))
    top: int = next(end for end in round_ends if need <= end)
    return top


def percent(part: float) -> str:
    """Return a place or a length as a percentage of a width."""
    return f"{number_text(part)}%"


def track(*shapes: Node, class_: str = "t") -> Markup:
    """Return a drawing as wide as its cell; screen readers skip it."""
    return element("svg", *shapes, class_=class_, aria_hidden="true")


def axis(top: int) -> Markup:
    """Return the ends of a scale."""
    ends = element("text", "0", x="0%", y=11), element("text", f"{top:,}", x="100%", y=11, text_anchor="end")
    return track(*ends, class_="t ax")


def bar(top: int, count: Count, start: int = 0) -> Markup:
    """Return the bar of a number, from `start` on; for coded data with its low and high."""
    if not count.interval:
        return track(*_up_to(top, start, count.best, "sure"))
    low, high, best = (100 * (start + value) / top for value in (*count.interval, count.best))
    return track(
        *_up_to(top, start, count.interval[0], "sure"),
        _box(low, high, "perhaps"),
        element("line", x1=percent(best), x2=percent(best), y1=1, y2=17, class_="best"),
    )


def parts(top: int, values: Iterable[int]) -> Markup:
    """Return one bar of several parts, one after the other."""
    start, shapes = 0, list[Node]()
    for value in values:
        shapes += _up_to(top, start, value, "sure part")
        start += value
    return track(*shapes)


def hollow(top: int, value: int, start: int = 0) -> Markup:
    """Return the bar of a number that is not added."""
    return track(*_up_to(top, start, value, "hollow"))


def _up_to(top: int, start: int, value: int, class_: str) -> Iterator[Node]:
    """A box from `start` on, cut with a slash if it goes beyond the scale."""
    begin, end = 100 * start / top, 100 * (start + value) / top
    if end > 100:
        slash = element("path", d="M0 8 5-8M5 8 10-8", class_="slash")
        yield _box(begin, max(_CUT, begin), class_)
        yield element("svg", slash, x=percent(_CUT), y=9, overflow="visible")
    elif value:
        yield _box(begin, end, class_)


def _box(begin: float, end: float, class_: str) -> Markup:
    return element("rect", x=percent(begin), y=4, width=percent(max(end - begin, 0.15)), height=10, class_=class_)
