"""The numbers in the wording of a figure, to compare with its coding or to code it."""

from collections.abc import Iterator
from contextlib import suppress

from idlibtl.model.printed_numbers import ClaimError, PrintedNumber, number_ends, read_number

_PUNCTUATION = ",.;:()[]\"'“”"


def numbers_in(wording: str) -> Iterator[PrintedNumber]:
    """Yield every number in a wording that can be read, such as those of "19 people, 15 of them civilians"."""
    words = [word.strip(_PUNCTUATION) for word in wording.casefold().split()]
    at = 0
    while at < len(words):
        end = number_ends(words, at)
        if end is not None:
            with suppress(ClaimError):  # nothing is guessed
                yield read_number(" ".join(words[at:end]))
        at = end or at + 1
