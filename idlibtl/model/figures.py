"""What the words of a figure state: "around 50" gives no bounds, "at least 23" a low alone. Whole numbers only."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, assert_never


class Hedge(StrEnum):
    """How a source qualifies a number."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    FEWER_THAN = "fewer_than"

    @property
    def words(self) -> str:
        """The hedge as it is written before a number; empty for an exact one."""
        return "" if self is Hedge.EXACT else self.value.replace("_", " ")


class Count(NamedTuple):
    """What is counted, and the bounds that the words state; None means "not stated"."""

    low: int | None
    best: int
    high: int | None

    @property
    def interval(self) -> tuple[int, int] | None:
        """The low and the high, if there are both and the number may be anything between. A sum of reports has none."""
        low, _, high = self
        return (low, high) if low is not None and high is not None and low < high else None


def count(value: int, hedge: Hedge, low: int | None = None, high: int | None = None) -> Count:
    """Return what a figure states: the bounds that its source gives, else those of its hedge."""
    stated_low: int | None
    stated_high: int | None
    match hedge:
        case Hedge.EXACT:
            stated_low, stated_high = value, value
        case Hedge.ABOUT:
            stated_low, stated_high = None, None
        case Hedge.NEARLY | Hedge.AT_MOST | Hedge.FEWER_THAN:
            stated_low, stated_high = None, value
        case Hedge.AT_LEAST | Hedge.MORE_THAN:
            stated_low, stated_high = value, None
        case _:
            assert_never(hedge)
    return Count(stated_low if low is None else low, value, stated_high if high is None else high)


def together(counts: Sequence[Count]) -> Count:
    """Return one count of the same people from sources that disagree.

    `best` is that of the first, `low` the lowest and `high` the highest; each is None if one of them is.
    """
    lows = [count.low for count in counts if count.low is not None]
    highs = [count.high for count in counts if count.high is not None]
    return Count(
        low=min(lows) if len(lows) == len(counts) else None,
        best=counts[0].best,
        high=max(highs) if len(highs) == len(counts) else None,
    )


def in_order(count: Count) -> Count:
    """Return the count with its bounds in order, because those of a row of coded data may not be."""
    stated = [number for number in (count.low, count.best, count.high) if number is not None]
    return Count(
        low=None if count.low is None else min(stated),
        best=count.best,
        high=None if count.high is None else max(stated),
    )


def coded_words(count: Count) -> str:
    """Return a number of coded data in words, its bounds in order: 26,653 (25,005 to 42,859)."""
    low, best, high = in_order(count)
    if high is None:
        return f"at least {best:,}"
    return f"{best:,}" if low == best == high else f"{best:,} ({low:,} to {high:,})"


def number_of(number: int, noun: str, zero: str = "0") -> str:
    """Return a number of things in words: 1 figure, 1,200 figures; `zero` is the word for none."""
    return f"{f'{number:,}' if number else zero} {noun}{'' if number == 1 else 's'}"
