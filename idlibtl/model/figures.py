"""A hedged count: what "about" or "at least" leave open, and how such counts add up.

`low`, `best`, `high` are UCDP's three estimates of one count. All arithmetic is in whole numbers.
"""

from collections.abc import Iterable
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


def total(counts: Iterable[Count]) -> Count:
    """The counts added up; open upwards as soon as one of them is."""
    low = best = 0
    high: int | None = 0
    for each in counts:
        low += each.low
        best += each.best
        high = None if high is None or each.high is None else high + each.high
    return Count(low, best, high)


def rest(whole: Count, parts: Count) -> Count:
    """What `whole` reports beyond `parts` that lie inside it: never below 0."""
    best = max(0, whole.best - parts.best)
    return Count(
        low=0 if parts.high is None else max(0, whole.low - parts.high),
        best=best,
        high=None if whole.high is None else max(best, whole.high - parts.low),
    )


def cumulative(own: Count, parts: Count) -> Count:
    """What a cumulative figure counts for: at least what it includes, which replaces it where it is the larger."""
    if parts.best > own.best:
        return parts
    return Count(max(own.low, parts.low), own.best, own.high)


def combined_hedge(hedges: Iterable[Hedge]) -> Hedge:
    """The hedge of a sum: exact if all are, at least if the only hedges are open upwards, else about."""
    found = set(hedges) - {Hedge.EXACT}
    if not found:
        return Hedge.EXACT
    return Hedge.AT_LEAST if all(hedge.is_open for hedge in found) else Hedge.ABOUT
