"""Interval bars as inline SVG: solid up to the low value, hatched up to the high one, a tick at the best.

Everything is placed in percent of the width of its cell, and says nothing that the text beside it does not say.
"""

from collections.abc import Iterable, Iterator
from itertools import count as counted_up
from typing import NamedTuple

from idlibtl.model.figures import Count
from idlibtl.show.page.elements import Element, Node, element, number_text

#: How long the arrow of an open number is, in percent of the scale.
ARROW = 9

#: Ends of a scale: each has a half that is a whole number too.
_ENDS = (10, 12, 16, 20, 24, 30, 40, 50, 60, 80)
_SMALL_ENDS = (2, 4, 6, 8)


class Scale(NamedTuple):
    """A line from 0 to `top`."""

    top: int

    def at(self, value: int) -> float:
        """Where a value lies, in percent."""
        return 100 * value / self.top

    def holds(self, reach: float) -> bool:
        """Whether something that reaches so far has room on it."""
        return reach <= self.top


def reach(count: Count, start: int = 0) -> float:
    """How far a bar reaches that begins at `start`; one that is open with its arrow."""
    if count.high is None:
        return (start + count.best) / (1 - ARROW / 100)
    return start + max(count.best, count.high)


def scale(reaches: Iterable[float]) -> Scale:
    """A scale that ends in a round number and holds all of these."""
    need = max(reaches, default=0)
    for end in _SMALL_ENDS:
        if need <= end:
            return Scale(end)
    for power in counted_up():
        for end in _ENDS:
            if need <= end * 10**power:
                return Scale(end * 10**power)
    raise AssertionError  # pragma: no cover - there is always a greater power


def track(*shapes: Node, class_: str = "t") -> Element:
    """A drawing that a reader who hears the page does not miss, as wide as its cell."""
    return element("svg", *shapes, class_=class_, aria_hidden="true")


def axis(on: Scale) -> Element:
    """The scale's ends and middle."""
    return track(
        element("text", "0", x="0%", y=11),
        element("text", f"{on.top // 2:,}", x="50%", y=11, text_anchor="middle", class_="mid"),
        element("text", f"{on.top:,}", x="100%", y=11, text_anchor="end"),
        class_="t ax",
    )


def bar(on: Scale, count: Count, start: int = 0) -> Element:
    """A number's low, best and high, from `start` on; cut where it has no room."""
    return track(*(_cut(on, count) if not on.holds(reach(count, start)) else _whole(on, count, start)))


def _whole(on: Scale, count: Count, start: int) -> Iterator[Node]:
    low, best = on.at(start + count.low), on.at(start + count.best)
    high = best if count.high is None else on.at(start + max(count.high, count.best))
    begin = on.at(start)
    if low > begin:
        yield _box(begin, low, "sure")
    if high > low:
        yield _box(low, high, "perhaps")
    if not count.low == count.best == count.high or not count.best:
        yield _upright(best, "best")
    if count.high is None:
        yield from _arrow(best, best + ARROW)


def _cut(on: Scale, count: Count) -> Iterator[Node]:
    """A bar that goes on beyond the scale: to the right edge, and a slash there."""
    low = min(on.at(count.low), 94)
    yield _box(0, low, "sure")
    if low < 94:
        yield _box(low, 94, "perhaps")
    if (best := on.at(count.best)) < 94:
        yield _upright(best, "best")
    yield from _slash(94)


def hollow(on: Scale, value: int, start: int = 0) -> Element:
    """A number that is told, and not added."""
    if on.holds(start + value):
        return track(_box(on.at(start), on.at(start + value), "hollow"))
    return track(_box(on.at(start), 94, "hollow"), *_slash(94))


def _box(begin: float, end: float, class_: str) -> Element:
    return element("rect", x=_percent(begin), y=4, width=_percent(max(end - begin, 0.15)), height=10, class_=class_)


def _percent(part: float) -> str:
    return f"{number_text(part)}%"


def _upright(at: float, class_: str) -> Element:
    return element("line", x1=_percent(at), x2=_percent(at), y1=1, y2=17, class_=class_)


def _arrow(begin: float, end: float) -> Iterator[Element]:
    yield element("line", x1=_percent(begin), x2=_percent(end), y1=9, y2=9, class_="open")
    yield element(
        "svg", element("path", d="M-7-4.5 0 0-7 4.5", class_="head"), x=_percent(end), y=9, overflow="visible"
    )


def _slash(at: float) -> Iterator[Element]:
    yield element(
        "svg", element("path", d="M0 8 5-8M5 8 10-8", class_="slash"), x=_percent(at), y=9, overflow="visible"
    )


#: The signs of a bar, and what they mean.
_SIGNS = (
    ((_box(0, 90, "sure"),), "at least this"),
    (
        (_box(0, 45, "sure"), _box(45, 90, "perhaps"), _upright(70, "best")),
        "from the low to the high value; the tick is the best",
    ),
    ((_upright(4, "best"), *_arrow(4, 90)), "open: no upper bound"),
    ((_box(2, 90, "hollow"),), "told, and not added"),
    ((_box(0, 76, "sure"), *_slash(76)), "goes on beyond the scale"),
)


def legend(*, is_cut: bool) -> Element:
    """What the signs of the bars mean; the last only where a bar is cut."""
    signs = _SIGNS if is_cut else _SIGNS[:-1]
    rows = (element("li", track(*shapes, class_="t key"), meaning) for shapes, meaning in signs)
    return element("ul", *rows, class_="legend")
