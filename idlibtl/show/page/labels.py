"""Texts on a map, placed so that none lies on another, however wide the map is shown.

Places are in percent of the map, but texts keep their size in pixels. Two boxes are apart at every width if they are
apart in the same direction at the smallest and at the largest: between the two nothing bends.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from idlibtl.show.safe_text import cell_width, harmless

#: The narrowest and the widest that a map is shown, in pixels.
WIDTHS = (270, 900)

#: A text is taken to be so wide a character, and so high, in pixels: rather too large than too small.
_CHARACTER, _HIGH = 8.6, 16

#: How far from a point its text begins, and how large the point is.
GAP, POINT = 10, 6


class Box(NamedTuple):
    """A box fixed to a place in percent; its sides are so many pixels from it."""

    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float


class Placed(NamedTuple):
    """A text, where it is fixed, how far from there its baseline is in pixels, and on which side it stands."""

    text: str
    x: float
    y: float
    dx: float
    dy: float
    anchor: str


def fits(box: Box, ratio: float) -> bool:
    """Whether the box lies on the map at every width."""
    return all(
        box.x * width / 100 + box.left >= 0
        and box.x * width / 100 + box.right <= width
        and box.y * width / ratio / 100 + box.top >= 0
        and box.y * width / ratio / 100 + box.bottom <= width / ratio
        for width in WIDTHS
    )


def apart(one: Box, other: Box, ratio: float) -> bool:
    """Whether the boxes never overlap, at any width."""
    return any(_beside(first, second) or _above(first, second, ratio) for first, second in ((one, other), (other, one)))


def _beside(one: Box, other: Box) -> bool:
    return all(one.x * width / 100 + one.right <= other.x * width / 100 + other.left for width in WIDTHS)


def _above(one: Box, other: Box, ratio: float) -> bool:
    return all(
        one.y * width / ratio / 100 + one.bottom <= other.y * width / ratio / 100 + other.top for width in WIDTHS
    )


def placed(wanted: Iterable[Sequence[Placed]], taken: Sequence[Box], ratio: float) -> Iterator[Placed | None]:
    """A place for each text of those that it could stand at, in order: on no box that is taken, nor on an earlier text.

    None where there is none.
    """
    boxes = list(taken)
    for places in wanted:
        free = (
            place
            for place in places
            if fits(box := box_of(place), ratio) and all(apart(box, other, ratio) for other in boxes)
        )
        found = next(free, None)
        if found:
            boxes.append(box_of(found))
        yield found


def point_box(x: float, y: float) -> Box:
    """The box of a point."""
    return Box(x, y, -POINT, -POINT, POINT, POINT)


def box_of(place: Placed) -> Box:
    """The box of a text, whose baseline is a quarter of its height above its lower side."""
    wide = cell_width(harmless(place.text)) * _CHARACTER
    left = {"start": 0.0, "middle": -wide / 2, "end": -wide}[place.anchor] + place.dx
    bottom = place.dy + _HIGH / 4
    return Box(place.x, place.y, left, bottom - _HIGH, left + wide, bottom)


def beside_point(text: str, x: float, y: float) -> list[Placed]:
    """Where the name of a point could stand, the best place first."""
    sides = ((GAP, 4, "start"), (-GAP, 4, "end"), (0, -GAP, "middle"), (0, GAP + 12, "middle"))
    return [Placed(text, x, y, dx, dy, anchor) for dx, dy, anchor in sides]


def over_area(text: str, x: float, y: float) -> list[Placed]:
    """Where the name of an area could stand: over its middle, or somewhat above or below it."""
    return [Placed(text, x, y, 0, dy, "middle") for dy in (4, -14, 22, -32, 40)]
