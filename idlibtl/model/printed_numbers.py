"""Numbers as they are printed: `nearly 1,000`, `two hundred and fifty`, `half a million`, `80 to 120`, `hundreds`.

The only reader of such numbers, for claim, check and convert. It never guesses: text that is not a number, or could be
read as two ("1.000", "20-30,000"), is refused, and the message says what to write.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from idlibtl.model.dates import BadQuestion, quoted
from idlibtl.model.figures import Hedge, count

#: The largest number that a figure may have.
MAX_NUMBER = 10**12

#: A longer text is not a number.
MAX_LETTERS = 200

#: How many letters of a wording are read, and how many numbers in it: each word may begin a number of many words.
MAX_WORDING = 500
MAX_NUMBERS = 20

_WHAT_TO_WRITE = 'Write digits or words, e.g. 1,000 or "two hundred".'

#: The hedges that may come before a number. The words at None say nothing about how exact it is.
_BEFORE: dict[Hedge | None, str] = {
    Hedge.EXACT: "exactly, precisely",
    Hedge.ABOUT: "about, around, some, roughly, approximately, approx., approx, circa, ca., ca, c., ~, ≈, an estimated,"
    " estimated, close to, in the region of",
    Hedge.NEARLY: "nearly, almost, just under, just below, not quite, approaching",
    Hedge.AT_LEAST: "at least, no fewer than, not fewer than, no less than, not less than, a minimum of, >=, ≥",
    Hedge.MORE_THAN: "more than, over, above, just over, well over, upwards of, upward of, greater than, in excess of,"
    " exceeding, >",
    Hedge.AT_MOST: "up to, at most, no more than, not more than, as many as, as much as, a maximum of, <=, ≤",
    Hedge.FEWER_THAN: "fewer than, less than, under, below, well under, well below, <",
    None: "a total of, another, a further, an additional, only, just",
}

#: The hedges that may come after it.
_AFTER: dict[Hedge | None, str] = {
    Hedge.AT_LEAST: "or more, and more, or over, at least, plus, -plus, +",
    Hedge.AT_MOST: "or fewer, or less, at most",
    Hedge.ABOUT: "or so, or thereabouts, -odd, odd",
}


def _longest_first(table: dict[Hedge | None, str]) -> list[tuple[str, Hedge | None]]:
    phrases = ((phrase, hedge) for hedge, row in table.items() for phrase in row.split(", "))
    return sorted(phrases, key=lambda pair: -len(pair[0]))


_PREFIXES, _SUFFIXES = _longest_first(_BEFORE), _longest_first(_AFTER)


def _by_first_word(hedges: Sequence[tuple[str, Hedge | None]]) -> Mapping[str, Sequence[Sequence[str]]]:
    phrases: dict[str, list[Sequence[str]]] = defaultdict(list)
    for phrase, _ in hedges:
        words = phrase.split()
        phrases[words[0]].append(words)
    return phrases


_WORDS_BEFORE, _WORDS_AFTER = _by_first_word(_PREFIXES), _by_first_word(_SUFFIXES)

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {
    **{word: number for number, word in enumerate(_TO_NINETEEN.split())},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), start=2)},
}
_WORD = {number: word for word, number in _SMALL.items()}
_LARGE = {"billion": 10**9, "million": 10**6, "thousand": 1000}
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, **_LARGE}
_SHORT = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9}
_NO_ONE = ("nobody", "none", "no one", "no", "nil")

#: Words that mean many, and the least that they can mean: "hundreds" as ACLED codes it, dozens and scores as two.
_VAGUE = {"tens": 10, "dozens": 24, "scores": 40, "hundreds": 100, **{f"{word}s": _LARGE[word] for word in _LARGE}}
_SEVERAL = 3
_TOO_VAGUE = frozenset(("many", "numerous", "countless", "multiple", "few", "couple", "handful"))

#: Every word that numbers are made of, and what may be between two of them.
_WORDS = frozenset((*_SMALL, *_SCALES, *_VAGUE, *_TOO_VAGUE, "several", "half", *" ".join(_NO_ONE).split()))
_LINKS = ("a", "an", "and", "of", "to", "-", "–", "—")

_ANY_SCALE, _ANY_LARGE = "|".join(_SCALES), "|".join(_LARGE)
_GROUPED = r"[0-9]{1,3}(?:(?P<sign>[, '’])[0-9]{3})(?:(?P=sign)[0-9]{3})*"


class ClaimError(BadQuestion):
    """A text that cannot be read as a number. The message is shown unchanged."""


class PrintedNumber(NamedTuple):
    """A number as its words state it.

    `low` and `high` are what the words state, both included, as in `model.figures.count`; None is not stated. The
    `value` of a range is its low. `reading` says how a vague word was read; None for any other number.
    """

    hedge: Hedge
    value: int
    low: int | None
    high: int | None
    is_range: bool = False
    reading: str | None = None


def read_number(text: str) -> PrintedNumber:
    """Return what a number in digits or words states, with its hedge. Raises ClaimError."""
    words = re.sub("[‐‑‒–—−]", "-", " ".join(text.casefold().split()))
    if not words:
        raise ClaimError(f"There is no number. {_WHAT_TO_WRITE}")
    if len(words) > MAX_LETTERS:
        raise ClaimError(f"{quoted(words)} is too long for a number. {_WHAT_TO_WRITE}")
    if ends := _range(words):
        return PrintedNumber(Hedge.EXACT, ends[0], *ends, is_range=True)
    hedge, number = _hedged(words)
    if least := _vague(number):
        if hedge not in (None, Hedge.AT_LEAST):
            raise ClaimError(f"{quoted(words)} is too vague to compare. Give a number instead of {number!r}.")
        return PrintedNumber(Hedge.AT_LEAST, least, least, None, reading=f"{number}: at least {least:,}")
    value = _number(number)
    if value == 0 and hedge in (Hedge.NEARLY, Hedge.FEWER_THAN):
        raise ClaimError(f"{quoted(words)} would be below zero. Write a number above zero.")
    stated = count(value, hedge or Hedge.EXACT)
    return PrintedNumber(hedge or Hedge.EXACT, value, stated.low, stated.high)


def _hedged(words: str) -> tuple[Hedge | None, str]:
    """The hedge of a number, if it has one, and the number that is left. Raises ClaimError for two hedges."""
    hedges: list[tuple[str, Hedge]] = []
    rest = words
    while pair := next((pair for pair in _PREFIXES if _begins(rest, pair[0])), None):
        hedges += [(pair[0], pair[1])] if pair[1] else []
        rest = rest[len(pair[0]) :].strip()
    while pair := next((pair for pair in _SUFFIXES if _ends(rest, pair[0])), None):
        hedges += [(pair[0], pair[1])] if pair[1] else []
        rest = rest[: -len(pair[0])].strip()
    if len(hedges) > 1:
        raise ClaimError(f'{quoted(words)} has two hedges, "{hedges[0][0]}" and "{hedges[1][0]}". Keep one.')
    return hedges[0][1] if hedges else None, rest


def _begins(words: str, phrase: str) -> bool:
    return words.startswith(phrase) and (not phrase[-1].isalpha() or not words[len(phrase) : len(phrase) + 1].isalnum())


def _ends(words: str, phrase: str) -> bool:
    return words.endswith(phrase) and (not phrase[0].isalpha() or words[: -len(phrase)][-1:] == " ")


# One number


def _number(text: str) -> int:
    """The whole number that digits or words name, without a hedge. Raises ClaimError."""
    if _vague(text) or not _TOO_VAGUE.isdisjoint(text.split()):
        raise ClaimError(
            f'{quoted(text)} is too vague to compare. Give the smallest number it can mean, e.g. "at least 10".'
        )
    number = _from_digits(text) if text[:1].isdecimal() else _from_words(text)
    if number is None:
        problem = f"{quoted(text)} is not a number" if text else "There is no number"
        raise ClaimError(f"{problem}. {_WHAT_TO_WRITE}")
    if number > MAX_NUMBER:
        raise ClaimError(f"{quoted(text)} is too large. The largest number is {MAX_NUMBER:,}.")
    return number


def _from_digits(text: str) -> int | None:
    """The number of `1,000`, `1 000`, `1.5 million`, `1k`. Raises ClaimError for what could be two numbers."""
    parts = re.fullmatch(r"([0-9][0-9.,'’ ]*?) ?([a-z]*)", text)
    scale = {"": 1, **_SCALES, **_SHORT}.get(parts[2]) if parts else None
    if parts is None or scale is None:
        return None
    digits = parts[1]
    if re.fullmatch(rf"[0-9]+|{_GROUPED}", digits):
        return int(re.sub("[^0-9]", "", digits)) * scale
    if re.fullmatch(r"[0-9]{1,3}([.][0-9]{3})+|[0-9]+,[0-9]{1,2}", digits):
        raise ClaimError(f"{quoted(text)} can be read in two ways. Write thousands as 1,000 and fractions as 1.5.")
    if fraction := re.fullmatch("([0-9]+)[.]([0-9]+)", digits):
        number, rest = divmod(int(fraction[1] + fraction[2]) * scale, int(10 ** len(fraction[2])))
        if rest:
            raise ClaimError(f"{quoted(text)} is not a whole number. {_WHAT_TO_WRITE}")
        return number
    return None


def _from_words(text: str) -> int | None:
    """The number of `two hundred and fifty`, `a thousand`, `half a million`, `a dozen`."""
    if text in _NO_ONE:
        return 0
    if half := re.fullmatch(rf"(?:an? )?half (?:an? )?({_ANY_SCALE})", text):
        return _SCALES[half[1]] // 2
    if more := re.fullmatch(rf"(.+) and a half ({_ANY_LARGE})|an? ({_ANY_LARGE}) and a half", text):
        scale = _LARGE[more[2] or more[3]]
        whole = _spelled(more[1]) if more[1] else 1
        return None if whole is None else whole * scale + scale // 2
    if dozens := re.fullmatch("(.+) (dozen|score)", text):
        times = 1 if dozens[1] == "a" else _spelled(dozens[1])
        return None if times is None else times * _SCALES[dozens[2]]
    return _spelled(text)


def _spelled(text: str) -> int | None:
    """The number of these words; None unless the number, written out again, gives the same words."""
    words = re.sub(r"^an? ", "one ", text.replace("-", " "))
    words = re.sub(rf"\b(hundred|{_ANY_LARGE}) and (?!(?:hundred|{_ANY_LARGE})\b)", r"\1 ", words)
    total = part = 0
    for word in words.split():
        if word in _LARGE:
            total, part = total + part * _LARGE[word], 0
        elif word == "hundred":
            part *= 100
        elif word in _SMALL:
            part += _SMALL[word]
        else:
            return None
    number = total + part
    hundreds, rest = divmod(number, 100)
    spellings = [_spell(number)]
    if 1 <= hundreds < 100:  # fifteen hundred
        spellings.append(f"{_spell(hundreds)} hundred {_spell(rest) if rest else ''}".rstrip())
    return number if words in spellings else None


def _spell(number: int) -> str:
    """A number in words, without "and" and hyphens."""
    for word, scale in (*_LARGE.items(), ("hundred", 100)):
        if number >= scale:
            return f"{_spell(number // scale)} {word} {_spell(number % scale) if number % scale else ''}".rstrip()
    return _WORD.get(number) or f"{_WORD[number - number % 10]} {_WORD[number % 10]}"


def _vague(text: str) -> int | None:
    """The least that words such as `hundreds`, `tens of thousands`, `several hundred` can mean."""
    if plural := re.fullmatch(rf"({'|'.join(_VAGUE)})(?: of ({_ANY_LARGE})s)?", text):
        is_doubled = plural[2] and plural[1].removesuffix("s") in _LARGE  # thousands of millions
        return None if is_doubled else _VAGUE[plural[1]] * _LARGE.get(plural[2], 1)
    several = rf"(?:a few|several)(?: (dozen|score|hundred)s?)?(?:(?: of)? ({_ANY_LARGE})s?)?"
    if few := re.fullmatch(several, text):
        return _SEVERAL * _SCALES.get(few[1], 1) * _LARGE.get(few[2], 1)
    return None


# Ranges


def _range(words: str) -> tuple[int, int] | None:
    """The ends of `between A and B`, `A to B` or `A-B`; None for what is not a range. Raises ClaimError."""
    if between := re.fullmatch("(.*?) ?\\bbetween (.*)", words):
        if between[1]:
            raise ClaimError(f'{quoted(words)} hedges a range with "{between[1]}". Leave that out.')
        return _ends_of(words, list(_splits(between[2], " and ")))
    plain = words.removeprefix("from ")
    for sign in (" to ", "-"):
        halves = [
            pair for pair in _splits(plain, sign) if all(any(map(_is_number_word, half.split())) for half in pair)
        ]
        if sign == "-":  # twenty-five is not a range
            halves = [pair for pair in halves if all(re.search("[0-9]", half) for half in pair)]
        if halves:
            return _ends_of(words, halves)
    return None


def _splits(words: str, sign: str) -> list[tuple[str, str]]:
    """Each way to cut a text in two at the sign."""
    pieces = words.split(sign)
    return [(sign.join(pieces[:at]).strip(), sign.join(pieces[at:]).strip()) for at in range(1, len(pieces))]


def _is_number_word(word: str) -> bool:
    """Whether a word has digits, other than those of a date, or is a word that numbers are made of."""
    return (any(map(str.isdecimal, word)) and "/" not in word) or any(
        part in _WORDS for part in word.casefold().split("-")
    )


def number_ends(words: Sequence[str], at: int) -> int | None:
    """Return where the number ends that begins at `at`, its hedges included; None if none begins there.

    The words are in lower case. Whether they form one number is for `read_number` to say.
    """
    start = _after_hedges(words, at, _WORDS_BEFORE)
    start += words[start : start + 1] in (["between"], ["from"])
    end = start
    while True:
        links = ("a", "an") if end == start else _LINKS
        ahead = next((one for one in range(end, len(words)) if words[one] not in links), len(words))
        if ahead == len(words) or not _is_number_word(words[ahead]):
            break
        end = ahead + 1
    return None if end == start else _after_hedges(words, end, _WORDS_AFTER)


def _after_hedges(words: Sequence[str], at: int, hedges: Mapping[str, Sequence[Sequence[str]]]) -> int:
    """Where the hedges end that begin at this place; there may be none."""
    while at < len(words):
        here = (phrase for phrase in hedges.get(words[at], ()) if list(words[at : at + len(phrase)]) == phrase)
        if (phrase := next(here, None)) is None:
            break
        at += len(phrase)
    return at


def _ends_of(words: str, halves: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """The ends of a range, from all the ways to cut it in two. Raises ClaimError."""
    in_full = 'Write both ends in full, as in "between 40 and 50".'
    readings, problem = [], f"{quoted(words)} is not a range. {in_full}"
    for pair in halves:
        if any(_hedged(half)[0] for half in pair):
            raise ClaimError(f"{quoted(words)} hedges an end of a range. {in_full}")
        try:
            readings.append((_number(pair[0]), _number(pair[1]), *pair))
        except ClaimError as error:
            problem = str(error)
    if not readings:
        raise ClaimError(problem)
    first, last, one, other = readings[0]
    scales = _scales(other, last) - _scales(one, first)
    if len(readings) > 1 or (first and any(first * scale < last for scale in scales)):
        raise ClaimError(f"{quoted(words)} can be read in two ways. {in_full}")
    if last < first:
        raise ClaimError(f"{quoted(words)} ends at {last:,}, below {first:,}. Put the lower number first.")
    return first, last


def _scales(text: str, number: int) -> set[int]:
    """The scales that one end of a range names; they may be meant for the other end too: 40 to 50 thousand."""
    named = {scale for word, scale in _SCALES.items() if word in text}
    return named | {scale for scale in _LARGE.values() if scale <= number and re.search("[0-9]", text)}


# In a wording

_PUNCTUATION = ",.;:()[]\"'“”"


def numbers_in(wording: str) -> Iterator[PrintedNumber]:
    """Yield the first numbers in a wording that can be read, such as those of "19 people, 15 of them civilians"."""
    words = [word.strip(_PUNCTUATION) for word in wording[: MAX_WORDING + 1].casefold().split()]
    if wording[MAX_WORDING:] and not wording[MAX_WORDING].isspace():
        words = words[:-1]  # it may be cut
    at, left = 0, MAX_NUMBERS
    while at < len(words) and left:
        end = number_ends(words, at)
        if end is not None:
            left -= 1
            with suppress(ClaimError):  # nothing is guessed
                yield read_number(" ".join(words[at:end]))
        at = end or max(at + 1, _after_hedges(words, at, _WORDS_BEFORE))
