"""A hedged count: what "about" or "at least" leave open.

`low`, `best`, `high` are UCDP's three estimates of one count. All arithmetic is in whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

#: How far "about" and "nearly" may be off, in percent. Our convention; no source states one.
TOLERANCE = 10


class Hedge(StrEnum):
    """How a source qualifies a number."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"

    @property
    def words(self) -> str:
        """The hedge as it is written before a number; empty for an exact one."""
        return "" if self is Hedge.EXACT else self.value.replace("_", " ")

    @property
    def is_open(self) -> bool:
        """Whether the hedge sets no upper bound."""
        return self in (Hedge.AT_LEAST, Hedge.MORE_THAN)


@dataclass(frozen=True, slots=True)
class Count:
    """Low, best and high estimate of one number of people or facilities; `high` is None where it is open."""

    low: int
    best: int
    high: int | None


def count(value: int, hedge: Hedge, low: int | None = None, high: int | None = None) -> Count:
    """The bounds of a figure: the source's own `low` and `high` where it gives them, else those of its hedge."""
    below = value * (100 - TOLERANCE) // 100
    above = -(-value * (100 + TOLERANCE) // 100)
    lows = {Hedge.ABOUT: below, Hedge.NEARLY: below}
    highs = {Hedge.ABOUT: above, Hedge.AT_LEAST: None, Hedge.MORE_THAN: None}
    return Count(
        low=lows.get(hedge, value) if low is None else low,
        best=value,
        high=highs.get(hedge, value) if high is None else high,
    )


def together(counts: Sequence[Count]) -> Count:
    """One count of the same people as several sources tell it: best of the first, the lowest low, the highest high."""
    if len(counts) == 1:
        return counts[0]
    highs = [each.high for each in counts]
    return Count(
        low=min(each.low for each in counts),
        best=counts[0].best,
        high=None if None in highs else max(high for high in highs if high is not None),
    )


def in_order(count: Count) -> Count:
    """The same with its bounds in order, for those of a row of a field dataset may not be."""
    low, best, high = count.low, count.best, count.high
    if high is None:
        return Count(min(low, best), best, None)
    return Count(min(low, best, high), best, max(low, best, high))
