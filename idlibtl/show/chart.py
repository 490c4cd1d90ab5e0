"""Interval bars for a breakdown: a number's low, best and high value, all rows on one scale."""

from collections.abc import Sequence
from typing import NamedTuple

from idlibtl.show.signs import Signs

#: No bars are drawn in fewer columns: they would all look the same.
LEAST_WIDTH = 5

#: A row that spans several groups is cut where it is more than this many times the largest of the others.
DWARFS = 3


class Bar(NamedTuple):
    """The values of one row. `best` None: no figure; `high` None with a best: open upwards."""

    low: int | None
    best: int | None
    high: int | None


class Bars(NamedTuple):
    """What stands beside the rows: a cell for each, at most as wide as was asked; above them the scale.

    `cut` tells for each row whether its bar goes on beyond the scale. Where there is no room, or no figure, the cells
    and the scale are empty.
    """

    cells: list[str]
    scale: str
    cut: list[bool]


def bars(rows: Sequence[Bar], width: int, signs: Signs, spanning: Sequence[bool] = ()) -> Bars:
    """A bar for each row in `width` columns.

    `spanning` marks rows that span several groups. Where one dwarfs the rest it does not set the scale, and is cut;
    but only if at least two others have something to show, for otherwise the scale would set nothing apart.
    """
    if width < LEAST_WIDTH or all(row.best is None for row in rows):
        return Bars([""] * len(rows), "", [False] * len(rows))
    spans = spanning or [False] * len(rows)
    others = [
        extent for row, spans_some in zip(rows, spans, strict=True) if not spans_some and (extent := _extent(row))
    ]
    limit = DWARFS * max(others) if len(others) > 1 else None
    cut = [
        spans_some and limit is not None and _extent(row) > limit for row, spans_some in zip(rows, spans, strict=True)
    ]
    tail = signs.open if width >= 2 * LEAST_WIDTH else signs.open[-1]
    top = max(1, *(_needed(row, width, len(tail)) for row, is_cut in zip(rows, cut, strict=True) if not is_cut))
    cells = [
        "" if row.best is None else (_cut if is_cut else _bar)(row, width, top, signs, tail)
        for row, is_cut in zip(rows, cut, strict=True)
    ]
    return Bars(cells, _scale(top, width), cut)


def legend(drawn: Bars, signs: Signs) -> list[str]:
    """What the signs that occur in the bars mean, a short text each; none where there are no bars."""
    seen = set("".join(drawn.cells))
    arrow = signs.open if any(cell.endswith(signs.open) for cell in drawn.cells) else signs.open[-1]
    entries = [
        (not seen.isdisjoint(signs.solid + signs.eighths), f"{signs.solid} at least"),
        (any(signs.doubt in cell.removesuffix(arrow) for cell in drawn.cells), f"{signs.doubt} up to the high value"),
        (signs.best in seen, f"{signs.best} best"),
        (arrow[-1] in seen, f"{arrow} open upwards"),
        (any(drawn.cut), f"{signs.cut} cut: goes on beyond the scale"),
    ]
    return [text for occurs, text in entries if occurs]


def _extent(row: Bar) -> int:
    """How far a row reaches, without the arrow of one that is open; 0 without a figure."""
    return max(row.low or 0, row.best or 0, row.high or 0)


def _needed(row: Bar, width: int, tail: int) -> int:
    """The least value at the right end of the scale with which the row fits: an open row needs room for its arrow."""
    if row.best is None or row.high is not None:
        return _extent(row)
    return _extent(row) * width // (width - tail) + 1


def _scale(top: int, width: int) -> str:
    """The line above the bars: 0 at the left and the scale's end at the right, if there is room for both."""
    end = f"{top:,}"
    return f"0{end:>{width - 1}}" if len(end) < width - 1 else "0".ljust(width)


def _bar(row: Bar, width: int, top: int, signs: Signs, tail: str) -> str:
    """A bar that fits the scale. The tick stands in the column that holds the best value, and wins over the rest.

    A number without doubt has no tick: its bar ends at it. Of a number that is not 0 at least a sliver shows.
    """
    low, best, high = row.low or 0, row.best or 0, row.high
    if low == best == high and best:
        return _solid(low, width, top, signs)
    tick = min(best * width // top, width - 1)
    ends = tick + 1 if high is None else max(tick + 1, min(_nearest(high * width, top), width))
    before = _until(low, width, top, signs, tick)
    return before + signs.best + signs.doubt * (ends - tick - 1) + tail * (high is None)


def _until(low: int, width: int, top: int, signs: Signs, tick: int) -> str:
    """What stands before the tick: solid up to the low value, then doubt.

    The solid ends within a column only right before the tick: before doubt, a part of a column would look like a gap.
    """
    full = _nearest(low * width, top)
    if full >= tick:
        return _solid(low, width, top, signs)[:tick]
    return signs.solid * full + signs.doubt * (tick - full)


def _solid(value: int, width: int, top: int, signs: Signs) -> str:
    """A solid bar as long as the value, to the eighth of a column where there are such signs."""
    parts = len(signs.eighths) + 1
    length = max(1, _nearest(value * width * parts, top))
    full, part = divmod(length, parts)
    return signs.solid * full + (signs.eighths[part - 1] if part else "")


def _cut(row: Bar, width: int, top: int, signs: Signs, tail: str) -> str:
    """A bar that goes on beyond the scale: cut at the right edge, where an open one has its arrow too."""
    end = signs.cut + tail * (row.high is None)
    room = width - len(end)
    full = min(room, _nearest((row.low or 0) * width, top))
    drawn = signs.solid * full + signs.doubt * (room - full)
    tick = (row.best or 0) * width // top
    return (drawn[:tick] + signs.best + drawn[tick + 1 :] if tick < room else drawn) + end


def _nearest(numerator: int, denominator: int) -> int:
    """The whole number nearest to the fraction, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)
