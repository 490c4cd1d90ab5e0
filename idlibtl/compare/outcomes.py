"""How one number stands to another: the few words of the comparing commands, and nothing more exact than they are."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What is said of a number held against another. None of these says that it is right or wrong."""

    AGREES = "agrees"
    LOWER = "lower"
    HIGHER = "higher"
    NOT_CONTRADICTED = "not contradicted"
    NOTHING_FOUND = "nothing found"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a number is held against. All three are null where nothing was found, which is not 0.

    With a `low`, a null `best` is not known, and a null `high` is open upwards.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None


#: Where nothing was found.
NOTHING = Estimate()


def outcome(low: int, high: int | None, theirs: Estimate) -> Outcome:
    """The word for the numbers from `low` to `high`, both included, held against an estimate; null is open upwards.

    Where either of the two that overlap is open upwards they do not agree; the one does not contradict the other.
    """
    if theirs.low is None:
        return Outcome.NOTHING_FOUND
    if high is not None and high < theirs.low:
        return Outcome.LOWER
    if theirs.high is not None and low > theirs.high:
        return Outcome.HIGHER
    if theirs.best is None:
        return Outcome.NOT_COMPARABLE
    return Outcome.NOT_CONTRADICTED if high is None or theirs.high is None else Outcome.AGREES
