"""Texts on a map, placed so that none covers another, however wide the map is shown.

Places are in percent of the map, but texts keep their size in pixels. Two boxes are apart at every width if they are
apart in the same direction at the smallest and at the largest width, because distances are linear in the width.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from idlibtl.show.safe_text import cell_width, harmless

#: The width of a character and the height of a text, in pixels; estimated large rather than small.
_CHARACTER, _HIGH = 7.6, 16

#: How far from the edge of a point its text begins, in pixels.
_GAP = 5


class Frame(NamedTuple):
    """How a map is shown: its width to its height, and its smallest and largest width in pixels."""

    ratio: float
    widths: tuple[int, int]


#: The map on a wide and on a narrow screen; the style sheet has the same ratios.
WIDE, NARROW = Frame(1.7, (850, 1120)), Frame(1.0, (270, 640))


class Box(NamedTuple):
    """A box fixed to a place in percent; its sides are at distances from it in pixels."""

    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float


class Placed(NamedTuple):
    """A text, its place in percent, the distance of its baseline from there in pixels, its side, and its class."""

    text: str
    x: float
    y: float
    dx: float
    dy: float
    anchor: str
    class_: str = ""


def _sides(box: Box, frame: Frame) -> list[tuple[float, float, float, float]]:
    """The left, upper, right and lower side of a box in pixels, on the smallest and the largest map."""
    places = [(box.x * width / 100, box.y * (width / frame.ratio / 100)) for width in frame.widths]
    return [(x + box.left, y + box.top, x + box.right, y + box.bottom) for x, y in places]


def fits(box: Box, frame: Frame) -> bool:
    """Return whether the box is on the map at every width."""
    return all(
        left >= 0 and right <= width and top >= 0 and bottom <= width / frame.ratio
        for (left, top, right, bottom), width in zip(_sides(box, frame), frame.widths, strict=True)
    )


def apart(one: Box, other: Box, frame: Frame) -> bool:
    """Return whether the boxes never overlap, at any width: one ends before the other, across or downwards."""
    shown = list(zip(_sides(one, frame), _sides(other, frame), strict=True))
    return any(
        all(a[end] <= b[begin] for a, b in shown) or all(b[end] <= a[begin] for a, b in shown)
        for begin, end in ((0, 2), (1, 3))
    )


def placed(wanted: Iterable[Sequence[Placed]], taken: Sequence[Box], frame: Frame) -> Iterator[Placed | None]:
    """Yield the first of the possible places of each text that is free of boxes and earlier texts, None without one."""
    boxes = list(taken)
    for places in wanted:
        for place in places:
            box = box_of(place)
            if fits(box, frame) and all(apart(box, other, frame) for other in boxes):
                boxes.append(box)
                yield place
                break
        else:
            yield None


def box_of(place: Placed) -> Box:
    """Return the box of a text, whose baseline is a quarter of its height above its lower side."""
    wide = cell_width(harmless(place.text)) * _CHARACTER
    left = {"start": 0.0, "middle": -wide / 2, "end": -wide}[place.anchor] + place.dx
    bottom = place.dy + _HIGH / 4
    return Box(place.x, place.y, left, bottom - _HIGH, left + wide, bottom)


def next_to_point(text: str, x: float, y: float, radius: float, class_: str = "") -> list[Placed]:
    """Return the possible places of a point's name, the best first."""
    gap = radius + _GAP
    sides = ((gap, 4, "start"), (-gap, 4, "end"), (0, -gap, "middle"), (0, gap + 12, "middle"))
    return [Placed(text, x, y, dx, dy, anchor, class_) for dx, dy, anchor in sides]


def over_area(text: str, x: float, y: float, class_: str = "") -> list[Placed]:
    """Return the possible places of an area's name: over its middle, or a little above or below it."""
    return [Placed(text, x, y, 0, dy, "middle", class_) for dy in (4, -14, 22, -32, 40, -50, 58)]
