"""A number as people print it, hedge and all -> the numbers that it leaves possible.

Read are digits (`1,000`, `1 000`, `1.5 million`) and words (`two hundred and fifty`, `half a million`). What is no
number ("dozens") or may be two ("1.000") is refused with what to write instead: nothing is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from idlibtl.model.dates import quoted
from idlibtl.model.figures import Hedge, count
from idlibtl.model.plain_numbers import FORMS, NUMBER_WORDS, WHOLES, ClaimError, number_of

#: A longer claim is no number.
MAX_LETTERS = 200


class ClaimHedge(StrEnum):
    """How a claim qualifies its number."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    FEWER_THAN = "fewer_than"
    UP_TO = "up_to"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Claimed:
    """The numbers that a claim leaves possible, from `low` to `high`, both included; a null `high` is open upwards."""

    hedge: ClaimHedge
    low: int
    high: int | None


#: What may stand before a number, the longest first where one begins like another.
_BEFORE = {
    ClaimHedge.MORE_THAN: ("more than", "over", "above", "just over", "well over", "upwards of", "greater than"),
    ClaimHedge.AT_LEAST: (
        *("at least", "no fewer than", "not fewer than", "no less than", "not less than", "a minimum of"),
    ),
    ClaimHedge.FEWER_THAN: ("fewer than", "less than", "under", "below"),
    ClaimHedge.UP_TO: ("up to", "at most", "no more than", "not more than", "as many as", "a maximum of"),
    ClaimHedge.ABOUT: (
        *("about", "around", "some", "roughly", "approximately", "approx.", "approx", "circa", "ca.", "c.", "~"),
        *("an estimated", "estimated"),
    ),
    ClaimHedge.NEARLY: ("nearly", "almost", "just under", "just below", "not quite"),
    ClaimHedge.EXACT: ("exactly", "precisely", "a total of"),
}

#: What may stand behind it.
_BEHIND = {
    ClaimHedge.AT_LEAST: ("or more", "and more", "at least", "plus", "+"),
    ClaimHedge.UP_TO: ("or fewer", "or less", "at most"),
    ClaimHedge.ABOUT: ("or so", "or thereabouts"),
}
_HEDGES_BEFORE = sorted(
    ((word, hedge) for hedge, words in _BEFORE.items() for word in words), key=lambda pair: -len(pair[0])
)
_HEDGES_BEHIND = [(word, hedge) for hedge, words in _BEHIND.items() for word in words]

#: Words that mean many, and the least that they can mean, as the Armed Conflict Location & Event Data project codes it.
_VAGUE = {
    "several": 10,
    "few": 10,
    "many": 10,
    "numerous": 10,
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 1_000_000,
}


def claimed(text: str) -> Claimed:
    """The numbers that the words of a claim leave possible. Raises ClaimError."""
    words = " ".join(text.casefold().split())
    if not words:
        raise ClaimError(f"the claim is empty; {FORMS}")
    if len(words) > MAX_LETTERS:
        raise ClaimError(f"{quoted(words)} is too long to be a number; {FORMS}")
    _refuse_vague(words)
    ends = _range(words)
    if ends is not None:
        return Claimed(ClaimHedge.BETWEEN, *ends)
    hedge, number = _hedged(words)
    return _bounds(hedge, number_of(number), words)


def _refuse_vague(words: str) -> None:
    vague = [word for word in re.findall(r"[a-z]+", words.replace("as many as ", "")) if word in _VAGUE]
    if vague:
        example = f"{_VAGUE[words]:,}" if words in _VAGUE else '200" for "a few hundred'
        raise ClaimError(
            f"{quoted(words)} is no number that can be compared; write the least that it can mean as a number,"
            f' such as "at least {example}"'
        )


def _hedged(words: str) -> tuple[ClaimHedge, str]:
    """The hedge of a claim, and the number that is left. Raises ClaimError for two hedges."""
    found: list[tuple[str, ClaimHedge]] = []
    rest = words
    if before := next((pair for pair in _HEDGES_BEFORE if _begins(rest, pair[0])), None):
        found.append(before)
        rest = rest[len(before[0]) :].strip()
    if behind := next((pair for pair in _HEDGES_BEHIND if _ends(rest, pair[0])), None):
        found.append(behind)
        rest = rest[: -len(behind[0])].strip()
    second = next((word for word, _ in _HEDGES_BEFORE if found and _begins(rest, word)), None)
    if len(found) == 2 or second:
        other = second or found[1][0]
        raise ClaimError(f'{quoted(words)} qualifies its number twice, "{found[0][0]}" and "{other}"; keep one of them')
    return (found[0][1] if found else ClaimHedge.EXACT), rest


def _begins(words: str, hedge: str) -> bool:
    return words.startswith(hedge) and (not hedge[-1].isalpha() or not words[len(hedge) : len(hedge) + 1].isalpha())


def _ends(words: str, hedge: str) -> bool:
    before = words[: -len(hedge)]
    return words.endswith(hedge) and (not hedge[0].isalpha() or not before[-1:].isalnum())


def _bounds(hedge: ClaimHedge, value: int, words: str) -> Claimed:
    """What a hedge leaves possible around a number. Raises ClaimError where that is nothing."""
    if value == 0 and hedge in (ClaimHedge.FEWER_THAN, ClaimHedge.NEARLY):
        raise ClaimError(f"{quoted(words)} is less than nobody; {FORMS}")
    around = count(value, Hedge.ABOUT)
    lows = {
        ClaimHedge.MORE_THAN: value + 1,
        ClaimHedge.FEWER_THAN: 0,
        ClaimHedge.UP_TO: 0,
        ClaimHedge.NEARLY: min(around.low, value - 1),
        ClaimHedge.ABOUT: around.low,
    }
    highs = {
        ClaimHedge.MORE_THAN: None,
        ClaimHedge.AT_LEAST: None,
        ClaimHedge.FEWER_THAN: value - 1,
        ClaimHedge.NEARLY: value - 1,
        ClaimHedge.ABOUT: around.high,
    }
    return Claimed(hedge, lows.get(hedge, value), highs.get(hedge, value))


# Ranges


def _range(words: str) -> tuple[int, int] | None:
    """The ends of `between A and B`, `A to B` or `A-B`; None for what is no range. Raises ClaimError."""
    if between := re.fullmatch(r"(?:(.*) )?between (.*)", words):
        if between[1]:
            raise ClaimError(f'{quoted(words)} qualifies a range, "{between[1]}"; leave that out')
        return _ends_of(words, list(_split(between[2], " and ")))
    plain = words.removeprefix("from ")
    for sign in (" to ", "–", "—", "-"):
        halves = [(one, other) for one, other in _split(plain, sign) if _may_be(one) and _may_be(other)]
        if sign != " to ":  # twenty-five is no range
            halves = [pair for pair in halves if all(any(map(str.isdecimal, half)) for half in pair)]
        if halves:
            return _ends_of(words, halves)
    return None


def _split(words: str, sign: str) -> Iterator[tuple[str, str]]:
    """Each way in which a text may be two, with the sign between them."""
    pieces = words.split(sign)
    return ((sign.join(pieces[:at]).strip(), sign.join(pieces[at:]).strip()) for at in range(1, len(pieces)))


def _may_be(text: str) -> bool:
    """Whether a half of what may be a range has a number in it at all, whatever is wrong with it."""
    return bool(text) and (
        any(map(str.isdecimal, text)) or any(word in NUMBER_WORDS for word in re.findall("[a-z]+", text))
    )


def _ends_of(words: str, halves: list[tuple[str, str]]) -> tuple[int, int]:
    """The ends of a range, of all the ways in which it may be cut in two. Raises ClaimError."""
    read, wrong = [], ""
    for one, other in halves:
        for half in (one, other):
            if any(_begins(half, hedge) for hedge, _ in _HEDGES_BEFORE):
                raise ClaimError(f"{quoted(words)} qualifies an end of a range; give both ends as plain numbers")
        try:
            read.append((number_of(one), number_of(other), one, other))
        except ClaimError as error:
            wrong = wrong or str(error)
    if not read:
        raise ClaimError(wrong or f'{quoted(words)} is no range; write it as "between 40 and 50"')
    first, last, one, other = read[0]
    if len(read) > 1 or _shares_its_scale(one, first, other, last):
        raise ClaimError(f'{quoted(words)} may be read in two ways; write both ends in full, as in "between 40 and 50"')
    if last < first:
        raise ClaimError(f"{quoted(words)} is reversed: it ends at {last:,}, below {first:,}; put the lower end first")
    return first, last


def _shares_its_scale(one: str, first: int, other: str, last: int) -> bool:
    """Whether the scale of the second end may be meant for the first too: 40 to 50 thousand."""
    scale = next((number for word, number in WHOLES.items() if other.endswith(f" {word}")), None)
    named = any(word in one.split() for word in WHOLES)
    return scale is not None and not named and first * scale < last
