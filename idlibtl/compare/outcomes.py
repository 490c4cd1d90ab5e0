"""The few words for how a figure compares in a cross-check. No word says that a number is right or wrong."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a figure compares with the sum of another dataset's rows."""

    WITHIN = "within their range"
    BELOW = "below their low"
    ABOVE = "above their high"
    NO_ROWS = "no rows"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What another dataset's rows add up to. All three are null where no row has a figure, which is not 0.

    Next to a `low`, a null `best` is unknown. A null `high` has no upper limit.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None

    def __str__(self) -> str:
        """Return the three numbers in a word: 13/15/17, 45/45/open, 0/?/483, -/15/- if no bounds are stated.

        It is empty if there are none.
        """
        if self == NOTHING:
            return ""
        low, best = (
            f"{number:,}" if number is not None else sign for number, sign in ((self.low, "-"), (self.best, "?"))
        )
        return f"{low}/{best}/{f'{self.high:,}' if self.high is not None else '-' if self.low is None else 'open'}"


#: Where no row has a figure.
NOTHING = Estimate()


def outcome(value: int, theirs: Estimate) -> Outcome:
    """Return the word for a printed value, compared with an estimate.

    Words such as "around 15" state neither a low nor a high; only their best can be compared with them.
    """
    low, best, high = theirs.low, theirs.best, theirs.high
    if theirs == NOTHING:
        return Outcome.NO_ROWS
    if best is None or (low is None and high is None and value != best):
        return Outcome.NOT_COMPARABLE
    if low is not None and value < low:
        return Outcome.BELOW
    return Outcome.ABOVE if high is not None and value > high else Outcome.WITHIN


def distance(value: int, theirs: Estimate) -> int:
    """Return by how much a value is below the low or above the high of an estimate; 0 if it is neither."""
    return max(0, (theirs.low or 0) - value, 0 if theirs.high is None else value - theirs.high)
