"""Bars for a breakdown, all rows on one scale."""

from collections.abc import Sequence
from typing import NamedTuple

from idlibtl.model.figures import Count
from idlibtl.show.signs import Signs

#: The fewest columns for bars: in fewer they would all look the same.
LEAST_WIDTH = 10

#: How many times as long as another a bar would be, in words.
_TIMES = ("", "", "twice", "three times", "four times", "five times", "six times", "seven times", "eight times",
          "nine times", "ten times")  # fmt: skip


class Beyond(NamedTuple):
    """A number that is not drawn to the scale of the rows, because it is for several of them; and where it is from."""

    best: int
    text: str


#: The mark next to a row: none if no number is reported.
Mark = Count | Beyond | None


class Bars(NamedTuple):
    """Bars as texts, one for each row, at most as wide as asked; the scale above them; the meaning of the signs."""

    cells: list[str]
    scale: str
    legend: str


def bars(rows: Sequence[Mark], width: int, signs: Signs) -> Bars:
    """Return bars for the rows in `width` columns, at least LEAST_WIDTH. A number beyond the scale is in words."""
    drawn = [row for row in rows if isinstance(row, Count)]
    top = max((max(row.best, row.high or 0) for row in drawn), default=0)
    longest = max((row.best for row in drawn), default=0)
    cells = []
    for row in rows:
        match row:
            case Count():
                cells.append(_bar(row, width, top, signs) if row.best or row.high else "")
            case Beyond(best, text):
                times = (2 * best + longest) // (2 * longest) if longest else 0
                words = _TIMES[times] if times < len(_TIMES) else f"{times:,} times"
                longer = f"; a bar of it would be {words} as long as the longest here" if times > 1 else ""
                cells.append(f"{text}{longer}")
            case None:
                cells.append("")
    end = f"{top:,}"
    scale = f"0{end:>{width - 1}}" if top and len(end) < width - 1 else ""
    legend = f"{signs.solid} low  {signs.best} best  {signs.doubt} high" if any(row.interval for row in drawn) else ""
    return Bars(cells, scale, legend)


def _bar(row: Count, width: int, top: int, signs: Signs) -> str:
    """A bar for the number, to the eighth of a column if the signs allow; if it has bounds, with a tick at the best."""
    if not row.interval:
        parts = len(signs.eighths) + 1
        full, part = divmod(max(1, _nearest(row.best * width * parts, top)), parts)
        return signs.solid * full + (signs.eighths[part - 1] if part else "")
    low, high = row.interval
    tick = min(row.best * width // top, width - 1)
    before = signs.solid * min(_nearest(low * width, top), tick)
    after = signs.doubt * (max(tick + 1, min(_nearest(high * width, top), width)) - tick - 1)
    return f"{before:{signs.doubt}<{tick}}{signs.best}{after}"


def _nearest(numerator: int, denominator: int) -> int:
    """The fraction rounded to a whole number, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)
