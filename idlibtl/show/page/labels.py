"""Texts on a map, placed so that none covers another. Lengths are in the units of the map, about a pixel each."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from idlibtl.show.page.outlines import Frame, Point
from idlibtl.show.safe_text import cell_width, harmless

#: The width of a character and the height of a text; estimated large rather than small.
_CHARACTER, _HIGH = 7.6, 16

#: How far from the edge of a point its text begins.
_GAP = 5


class Box(NamedTuple):
    """A part of a map that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, radius: float) -> "Box":
        """Return the box around a point."""
        return cls(x - radius, y - radius, x + radius, y + radius)

    def fits(self, frame: Frame) -> bool:
        """Return whether all of it is on the map."""
        return self.left >= 0 and self.top >= 0 and self.right <= frame.width and self.bottom <= frame.height

    def is_apart(self, other: "Box") -> bool:
        """Return whether the boxes do not overlap."""
        is_left_or_right = self.right <= other.left or other.right <= self.left
        return is_left_or_right or self.bottom <= other.top or other.bottom <= self.top


class Placed(NamedTuple):
    """A text: where its baseline begins, ends or has its middle, its class, and the point that a line leads to."""

    text: str
    x: float
    y: float
    anchor: str
    class_: str = ""
    point: Point | None = None

    @property
    def box(self) -> Box:
        """The room of the text, whose baseline is a quarter of its height above its lower side."""
        wide = cell_width(harmless(self.text)) * _CHARACTER
        left = self.x - {"start": 0, "middle": wide / 2, "end": wide}[self.anchor]
        bottom = self.y + _HIGH / 4
        return Box(left, bottom - _HIGH, left + wide, bottom)


def placed(wanted: Iterable[Sequence[Placed]], taken: Sequence[Box], frame: Frame) -> Iterator[Placed | None]:
    """Yield the first of the possible places of each text that is free of boxes and earlier texts, None without one."""
    boxes = list(taken)
    for places in wanted:
        free = (one for one in places if one.box.fits(frame) and all(map(one.box.is_apart, boxes)))
        place = next(free, None)
        boxes += [place.box] if place else []
        yield place


def next_to_point(text: str, x: float, y: float, radius: float, class_: str = "") -> list[Placed]:
    """Return the possible places of a point's name, the best first."""
    gap = radius + _GAP
    sides = ((gap, 4, "start"), (-gap, 4, "end"), (0, -gap, "middle"), (0, gap + 12, "middle"))
    return [Placed(text, x + dx, y + dy, anchor, class_) for dx, dy, anchor in sides]


def over_area(text: str, x: float, y: float, class_: str = "") -> list[Placed]:
    """Return the possible places of an area's name: over its middle, or a little above or below it."""
    return [Placed(text, x, y + dy, "middle", class_) for dy in (4, -14, 22, -32, 40, -50, 58)]
