"""Claims as people print them -> numbers."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.model.number_words import ClaimHedge, claimed
from idlibtl.model.plain_numbers import ClaimError, number_of

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_OTHERS = "a hundred thousand million half dozen and to between about over at least 5 1,000 - – +"
ONES, TENS = _ONES.split(), ["", "", *_TENS.split()]


def in_words(number: int, link: str = " and ", dash: str = "-") -> str:
    """A number below a billion in words."""
    for scale, word in ((10**6, "million"), (10**3, "thousand")):
        if number >= scale:
            rest = number % scale
            behind = (link if rest < 100 else " ") + in_words(rest, link, dash) if rest else ""
            return f"{in_words(number // scale, link, dash)} {word}{behind}"
    if number >= 100:
        return f"{ONES[number // 100]} hundred" + (link + in_words(number % 100, link, dash) if number % 100 else "")
    if number >= 20:
        return TENS[number // 10] + (f"{dash}{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


NUMBERS = st.one_of(st.integers(0, 1200), st.integers(0, 10**9 - 1))


@settings(max_examples=scaled(1000))
@given(NUMBERS, st.sampled_from([" and ", " "]), st.sampled_from(["-", " "]))
@example(100_000_001, " and ", "-")
def test_a_number_in_words_is_that_number(number: int, link: str, dash: str) -> None:
    words = in_words(number, link, dash)
    assert number_of(words) == number
    assert number_of(words.replace("one hundred", "a hundred").replace("one thousand", "a thousand")) == number


@settings(max_examples=scaled(500))
@given(st.integers(0, 10**12), st.sampled_from([",", " ", "'", ""]))
def test_a_number_in_digits_is_that_number(number: int, sign: str) -> None:
    assert number_of(f"{number:,}".replace(",", sign)) == number


@settings(max_examples=scaled(300))
@given(NUMBERS, NUMBERS, st.sampled_from(["between {} and {}", "{} to {}", "from {} to {}", "{}–{}", "{}-{}"]))
def test_a_range_in_digits_has_its_ends(one: int, other: int, form: str) -> None:
    low, high = sorted((one, other))
    found = claimed(form.format(f"{low:,}", high))
    assert (found.hedge, found.low, found.high) == (ClaimHedge.BETWEEN, low, high)


def read_or_refused(text: str) -> None:
    """A claim leaves some numbers, or one sentence tells why not."""
    try:
        found = claimed(text)
    except ClaimError as error:
        assert str(error)
        assert "\n" not in str(error)
    else:
        assert found.low >= 0
        assert found.high is None or found.low <= found.high


@settings(max_examples=scaled(500))
@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_whatever_is_typed_is_a_claim_or_is_refused_in_a_sentence(text: str) -> None:
    read_or_refused(text)


_PIECES = st.lists(st.sampled_from([*_OTHERS.split(), "one", "two", "ten", "twenty"]), max_size=7)


@settings(max_examples=scaled(1000))
@given(_PIECES)
def test_pieces_of_claims_are_read_or_refused_too(pieces: list[str]) -> None:
    read_or_refused(" ".join(pieces))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1,000", 1000, 1000),
        ("Exactly  1000", 1000, 1000),
        ("over a thousand", 1001, None),
        ("More than 1,000", 1001, None),
        ("at least 23", 23, None),
        ("no fewer than 23", 23, None),
        ("23 or more", 23, None),
        ("23+", 23, None),
        ("fewer than 20", 0, 19),
        ("less than twenty", 0, 19),
        ("fewer than 1", 0, 0),
        ("up to 5", 0, 5),
        ("no more than 5", 0, 5),
        ("as many as fifty", 0, 50),
        ("5 or fewer", 0, 5),
        # 10 % either way, rounded away from the number
        ("about 15", 13, 17),
        ("around 50", 45, 55),
        ("some 358,000", 322_200, 393_800),
        ("50 or so", 45, 55),
        ("~50", 45, 55),
        ("c. 50", 45, 55),
        # up to 10 % less, and the number itself is not reached
        ("nearly 1,000", 900, 999),
        ("almost a thousand", 900, 999),
        ("nearly 1", 0, 0),
        ("nearly 5", 4, 4),
        ("between 40 and 50", 40, 50),
        ("40 to 50", 40, 50),
        ("40-50", 40, 50),
        ("between two hundred and fifty and three hundred", 250, 300),
        ("between 900 and a thousand", 900, 1000),
        ("a hundred", 100, 100),
        ("two hundred and fifty", 250, 250),
        ("half a million", 500_000, 500_000),
        ("a half million", 500_000, 500_000),
        ("1.5 million", 1_500_000, 1_500_000),
        ("one and a half million", 1_500_000, 1_500_000),
        ("1,200 thousand", 1_200_000, 1_200_000),
        ("fifteen hundred", 1500, 1500),
        ("a dozen", 12, 12),
        ("two dozen", 24, 24),
        ("half a dozen", 6, 6),
        ("twenty-five", 25, 25),
        ("1\u00a0000", 1000, 1000),
        ("nobody", 0, 0),
        ("0", 0, 0),
    ],
)
def test_a_claim_leaves_these_numbers(text: str, low: int, high: int | None) -> None:
    found = claimed(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "the claim is empty"),
        ("dozens", 'such as "at least 12"'),
        ("hundreds", 'such as "at least 100"'),
        ("scores", 'such as "at least 20"'),
        ("several", 'such as "at least 10"'),
        ("a few hundred", '"at least 200" for "a few hundred"'),
        ("tens of thousands", "is no number that can be compared"),
        ("1.000", "is ambiguous"),
        ("1.000.000", "write 1,000,000 if that is what it says"),
        ("1,5 million", "write 1.5 million"),
        ("1.5", "is no whole number"),
        ("1.2345 thousand", "is no whole number"),
        ("1,00", "is not read as a number"),
        ("1,00 million", "has a comma where a fraction begins"),
        ("1,0000 million", "is not read as a number"),
        ("1,000 civilians", "without what was counted"),
        ("about", "there is no number in the claim"),
        ("nearly 0", "is less than nobody"),
        ("fewer than 0", "is less than nobody"),
        ("about about 5", 'qualifies its number twice, "about" and "about"'),
        ("at least 5 or more", 'qualifies its number twice, "at least" and "or more"'),
        ("about 40 to 50", "qualifies an end of a range"),
        ("about 40-50", "qualifies an end of a range"),
        ("about between 40 and 50", 'qualifies a range, "about"'),
        ("between 5 and 3", "is reversed: it ends at 3, below 5"),
        ("between 5", "is no range"),
        ("between 5 and several", "is no number that can be compared"),
        ("40 to 50 thousand", "may be read in two ways"),
        ("six to eight hundred", "may be read in two ways"),
        ("1 to 2 to 3", "is not read as a number"),
        ("1000000000001", "is more than 1,000,000,000,000"),
        ("9" * 150, "is more than 1,000,000,000,000"),
        ("9" * 201, "is too long to be a number"),
        ("٥", "is not read as a number"),
        ("-", "is not read as a number"),
        ("-5", "is not read as a number"),
        ("1e6", "is not read as a number"),
        ("half", "is not read as a number"),
        ("hundred", "is not read as a number"),
        ("zero thousand", "is not read as a number"),
        ("thousand million", "is not read as a number"),
        ("two thousand million", "is not read as a number"),
        ("thousand five", "is not read as a number"),
        ("twenty eleven", "is not read as a number"),
        ("one hundred and", "is not read as a number"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_write(text: str, part: str) -> None:
    with pytest.raises(ClaimError) as refused:
        claimed(text)
    assert part in str(refused.value)


def test_the_table_of_the_page_says_how_claims_are_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "cross-check.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+) \| ([0-9]+)(?: (to|or more) ?([0-9]*))? \|$", page, re.MULTILINE)
    assert len(rows) == 8
    for claims, low, how, high in rows:
        for claim in claims.split(", "):
            found = claimed(claim)
            assert (found.low, found.high) == (int(low), {"to": int(high or 0), "or more": None}.get(how, int(low)))
