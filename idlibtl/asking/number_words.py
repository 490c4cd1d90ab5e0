"""A number as people print it, hedge and all -> the numbers that it leaves possible.

Read are digits (`1,000`, `1 000`, `1.5 million`) and words (`two hundred and fifty`, `half a million`). What is no
number ("dozens") or may be two ("1.000") is refused with what to write instead: nothing is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from idlibtl.model.dates import BadQuestion, quoted
from idlibtl.model.figures import Hedge, count

#: The largest number that a figure may have.
MAX_NUMBER = 10**12

#: A longer claim is no number.
MAX_LETTERS = 200


class ClaimError(BadQuestion):
    """A claim that is not read as a number; its message is a sentence to show as it is."""


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
    ClaimHedge.AT_LEAST: ("at least", "no fewer than", "no less than", "not less than", "not fewer than", "a minimum of"),
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

_ONES = dict(
    zip(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
            *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        ),
        range(20),
        strict=True,
    )
)
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9}
_WHOLES = {"dozen": 12, "hundred": 100, **_SCALES}
_NOBODY = ("nobody", "none", "no one", "nil")

_FORMS = "write digits such as 1,000, or words such as two hundred and fifty"


def claimed(text: str) -> Claimed:
    """The numbers that the words of a claim leave possible. Raises ClaimError."""
    words = " ".join(text.casefold().split())
    if not words:
        raise ClaimError(f"the claim is empty; {_FORMS}")
    if len(words) > MAX_LETTERS:
        raise ClaimError(f"{quoted(words)} is too long to be a number; {_FORMS}")
    _refuse_vague(words)
    ends = _range(words)
    if ends is not None:
        return Claimed(ClaimHedge.BETWEEN, *ends)
    hedge, number = _hedged(words)
    return _bounds(hedge, _number(number), words)


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
    match hedge:
        case ClaimHedge.MORE_THAN:
            return Claimed(hedge, value + 1, None)
        case ClaimHedge.AT_LEAST:
            return Claimed(hedge, value, None)
        case ClaimHedge.FEWER_THAN | ClaimHedge.NEARLY if value == 0:
            raise ClaimError(f"{quoted(words)} is less than nobody; {_FORMS}")
        case ClaimHedge.FEWER_THAN:
            return Claimed(hedge, 0, value - 1)
        case ClaimHedge.UP_TO:
            return Claimed(hedge, 0, value)
        case ClaimHedge.NEARLY:
            return Claimed(hedge, min(count(value, Hedge.NEARLY).low, value - 1), value - 1)
        case ClaimHedge.ABOUT:
            around = count(value, Hedge.ABOUT)
            return Claimed(hedge, around.low, around.high)
        case _:
            return Claimed(hedge, value, value)


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
        if halves and sign in "–—-" and not any(_is_digits(one) and _is_digits(other) for one, other in halves):
            continue  # twenty-five
        if halves:
            return _ends_of(words, halves)
    return None


def _split(words: str, sign: str) -> Iterator[tuple[str, str]]:
    """Each way in which a text may be two, with the sign between them."""
    pieces = words.split(sign)
    return ((sign.join(pieces[:at]).strip(), sign.join(pieces[at:]).strip()) for at in range(1, len(pieces)))


def _is_digits(text: str) -> bool:
    return text[:1].isdecimal()


def _may_be(text: str) -> bool:
    """Whether a half of what may be a range has a number in it at all, whatever is wrong with it."""
    return bool(text) and (any(map(str.isdecimal, text)) or any(word in _KNOWN for word in re.findall("[a-z]+", text)))


def _ends_of(words: str, halves: list[tuple[str, str]]) -> tuple[int, int]:
    """The ends of a range, of all the ways in which it may be cut in two. Raises ClaimError."""
    read, wrong = [], ""
    for one, other in halves:
        for half in (one, other):
            if any(_begins(half, hedge) for hedge, _ in _HEDGES_BEFORE):
                raise ClaimError(f"{quoted(words)} qualifies an end of a range; give both ends as plain numbers")
        try:
            read.append((_number(one), _number(other), one, other))
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
    scale = next((number for word, number in _WHOLES.items() if other.endswith(f" {word}")), None)
    named = any(word in one.split() for word in _WHOLES)
    return scale is not None and not named and first * scale < last


# One number


def _number(text: str) -> int:
    """The whole number that digits or words name. Raises ClaimError."""
    if not text:
        raise ClaimError(f"there is no number in the claim; {_FORMS}")
    found = _from_digits(text) if _is_digits(text) else _from_words(text)
    if found > MAX_NUMBER:
        raise ClaimError(f"{quoted(text)} is more than {MAX_NUMBER:,}, the most that a figure may be")
    return found


_GROUPED = r"[0-9]{1,3}(?:(?P<sign>[, '’])[0-9]{3})(?:(?P=sign)[0-9]{3})*"


def _from_digits(text: str) -> int:
    digits, _, scale = text.partition(" ")
    if scale in _SCALES:
        return _scaled(text, digits, _SCALES[scale])
    if re.fullmatch(r"[0-9]+", text):
        return int(text[:40])
    if re.fullmatch(_GROUPED, text):
        return int(re.sub(r"[^0-9]", "", text)[:40])
    if re.fullmatch(r"[0-9]{1,3}([.][0-9]{3})+", text):
        plain = text.replace(".", "")
        raise ClaimError(
            f"{quoted(text)} is ambiguous: the point may part thousands or begin a fraction;"
            f" write {int(plain[:40]):,} if that is what it says"
        )
    if re.fullmatch(r"[0-9]+[.][0-9]+", text):
        raise ClaimError(f"{quoted(text)} is no whole number; {_FORMS}")
    raise _not_read(text)


def _scaled(text: str, digits: str, scale: int) -> int:
    """A number such as 1.5 million."""
    if re.fullmatch(r"[0-9]{1,12}(?:[.][0-9]{1,9})?", digits):
        whole, _, fraction = digits.partition(".")
        number = int(whole + fraction) * scale
        if number % 10 ** len(fraction):
            raise ClaimError(f"{quoted(text)} is no whole number; {_FORMS}")
        return number // 10 ** len(fraction)
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", digits):
        raise ClaimError(f"{quoted(text)} has a comma where a fraction begins; write {text.replace(',', '.')}")
    if re.fullmatch(_GROUPED, digits):
        return int(re.sub(r"[^0-9]", "", digits)[:40]) * scale
    raise _not_read(text)


_KNOWN = frozenset((*_ONES, *_TENS, *_WHOLES, "half"))


def _from_words(text: str) -> int:
    """The number of words such as `two hundred and fifty`, `a thousand`, `half a million`, `a dozen`."""
    if text in _NOBODY:
        return 0
    plain = re.sub(r"\ban? (?=[a-z])", "one ", text.replace("-", " "))
    if half := re.fullmatch(r"(?:one )?half (?:one )?(dozen|hundred|thousand|million|billion)", plain):
        return _WHOLES[half[1]] // 2
    if more := re.fullmatch(r"(.+) and one half (thousand|million|billion)", plain):
        return _below_thousand(text, more[1].split()) * _SCALES[more[2]] + _SCALES[more[2]] // 2
    if dozens := re.fullmatch(r"(.+) dozen", plain):
        return 12 * _below_thousand(text, dozens[1].split())
    return _from_parts(text, plain.split())


def _from_parts(text: str, words: list[str]) -> int:
    """Thousands before hundreds, the larger scale first. Raises ClaimError."""
    total, limit, part = 0, MAX_NUMBER * 10, []
    for word in words:
        if word in _SCALES:
            if _SCALES[word] >= limit or not part:
                raise _not_read(text)
            limit = _SCALES[word]
            if not (times := _below_thousand(text, part)):
                raise _not_read(text)
            total, part = total + times * limit, []
        else:
            part.append(word)
    if not part:
        return total
    if total and part[0] == "and":
        part = part[1:]
    return total + _below_thousand(text, part)


def _below_thousand(text: str, words: list[str]) -> int:
    """The number of at most `nine hundred and ninety-nine`. Raises ClaimError."""
    number, rest = 0, list(words)
    if len(rest) > 1 and rest[1] == "hundred" and 1 <= _ONES.get(rest[0], 0) <= 19:
        number, rest = 100 * _ONES[rest[0]], rest[2:]
        if rest[:1] == ["and"] and len(rest) > 1:
            rest = rest[1:]
    elif not rest:
        raise _not_read(text)
    if rest and rest[0] in _TENS:
        number, rest = number + _TENS[rest[0]], rest[1:]
        if rest and 1 <= _ONES.get(rest[0], 0) <= 9:
            number, rest = number + _ONES[rest[0]], rest[1:]
    elif rest and rest[0] in _ONES and (_ONES[rest[0]] or len(words) == 1):
        number, rest = number + _ONES[rest[0]], rest[1:]
    if rest:
        raise _not_read(text)
    return number


def _not_read(text: str) -> ClaimError:
    return ClaimError(f"{quoted(text)} is not read as a number; {_FORMS}, without what was counted: --metric says that")
