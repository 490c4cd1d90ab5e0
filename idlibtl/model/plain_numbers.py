"""One whole number in digits or in words, such as `1,000`, `1.5 million`, `two hundred and fifty`, -> that number.

What may be two numbers ("1.000") is refused with what to write instead: nothing is guessed.
"""

import re

from idlibtl.model.dates import BadQuestion, quoted

#: The largest number that a figure may have.
MAX_NUMBER = 10**12

FORMS = "write digits such as 1,000, or words such as two hundred and fifty"

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_ONES = {word: number for number, word in enumerate(_TO_NINETEEN.split())}
_FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * number for number, word in enumerate(_FROM_TWENTY.split(), start=2)}
_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9}
WHOLES = {"dozen": 12, "hundred": 100, **_SCALES}
_NOBODY = ("nobody", "none", "no one", "nil")
NUMBER_WORDS = frozenset((*_ONES, *_TENS, *WHOLES, "half"))


class ClaimError(BadQuestion):
    """A claim that is not read as a number; its message is a sentence to show as it is."""


def begins_with_digit(text: str) -> bool:
    """Whether a text is to be read as digits, of whatever script."""
    return text[:1].isdecimal()


def number_of(text: str) -> int:
    """The whole number that digits or words name. Raises ClaimError."""
    if not text:
        raise ClaimError(f"there is no number in the claim; {FORMS}")
    found = _from_digits(text) if begins_with_digit(text) else _from_words(text)
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
        raise ClaimError(f"{quoted(text)} is no whole number; {FORMS}")
    raise _not_read(text)


def _scaled(text: str, digits: str, scale: int) -> int:
    """A number such as 1.5 million."""
    if re.fullmatch(r"[0-9]{1,12}(?:[.][0-9]{1,9})?", digits):
        whole, _, fraction = digits.partition(".")
        number = int(whole + fraction) * scale
        if number % 10 ** len(fraction):
            raise ClaimError(f"{quoted(text)} is no whole number; {FORMS}")
        return number // int(10 ** len(fraction))
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", digits):
        raise ClaimError(f"{quoted(text)} has a comma where a fraction begins; write {text.replace(',', '.')}")
    if re.fullmatch(_GROUPED, digits):
        return int(re.sub(r"[^0-9]", "", digits)[:40]) * scale
    raise _not_read(text)


def _from_words(text: str) -> int:
    """The number of words such as `two hundred and fifty`, `a thousand`, `half a million`, `a dozen`."""
    if text in _NOBODY:
        return 0
    plain = re.sub(r"\ban? (?=[a-z])", "one ", text.replace("-", " "))
    if half := re.fullmatch(r"(?:one )?half (?:one )?(dozen|hundred|thousand|million|billion)", plain):
        return WHOLES[half[1]] // 2
    if more := re.fullmatch(r"(.+) and one half (thousand|million|billion)", plain):
        return _below_thousand(text, more[1].split()) * _SCALES[more[2]] + _SCALES[more[2]] // 2
    if dozens := re.fullmatch(r"(.+) dozen", plain):
        return 12 * _below_thousand(text, dozens[1].split())
    return _from_parts(text, plain.split())


def _from_parts(text: str, words: list[str]) -> int:
    """Thousands before hundreds, the larger scale first. Raises ClaimError."""
    total, limit = 0, MAX_NUMBER * 10
    part: list[str] = []
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
    if not part and total:
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
    return ClaimError(f"{quoted(text)} is not read as a number; {FORMS}, without what was counted: --metric says that")
