"""Numbers as they are printed -> what their words state; text that could be two numbers is refused."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.model.figures import Hedge
from idlibtl.model.printed_numbers import MAX_NUMBERS, ClaimError, number_ends, numbers_in, read_number

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES, TENS = _ONES.split(), ["", "", *_TENS.split()]
_PIECES = (
    "a hundred thousand million half dozen dozens several few many and of to between about over at least or more"
    " 5 20 1,000 1.000 k - – + one two ten twenty"
)


def in_words(number: int, link: str = " and ", dash: str = "-") -> str:
    """A number below a thousand billion in words."""
    for scale, word in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if number >= scale:
            rest = number % scale
            tail = (link if rest < 100 else " ") + in_words(rest, link, dash) if rest else ""
            return f"{in_words(number // scale, link, dash)} {word}{tail}"
    if number >= 100:
        return f"{ONES[number // 100]} hundred" + (link + in_words(number % 100, link, dash) if number % 100 else "")
    if number >= 20:
        return TENS[number // 10] + (f"{dash}{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


NUMBERS = st.one_of(st.integers(0, 1200), st.integers(0, 10**12 - 1))


@settings(max_examples=scaled(1000))
@given(NUMBERS, st.sampled_from([" and ", " "]), st.sampled_from(["-", " "]))
@example(100_000_001, " and ", "-")
@example(10**12 - 1, " ", " ")
def test_a_number_in_words_is_that_number(number: int, link: str, dash: str) -> None:
    words = in_words(number, link, dash)
    assert read_number(words) == (Hedge.EXACT, number, number, number, False, None)
    for scale in ("hundred", "thousand", "million", "billion"):
        if words.startswith(f"one {scale}"):
            assert read_number(f"a{words[3:]}").value == number


@settings(max_examples=scaled(500))
@given(st.integers(11, 99), st.integers(0, 99))
def test_hundreds_may_be_counted_beyond_nine(hundreds: int, rest: int) -> None:
    assert read_number(f"{in_words(hundreds)} hundred{f' and {in_words(rest)}' if rest else ''}").value == (
        100 * hundreds + rest
    )


@settings(max_examples=scaled(1000))
@given(st.lists(st.sampled_from([*ONES, *TENS[2:], "hundred", "thousand", "million"]), min_size=1, max_size=5))
def test_words_that_do_not_form_one_number_are_refused(words: list[str]) -> None:
    text = " ".join(words)
    try:
        number = read_number(text).value
    except ClaimError:
        return
    hundreds = f"{in_words(number // 100, ' ', ' ')} hundred {in_words(number % 100, ' ', ' ') if number % 100 else ''}"
    assert text in (in_words(number, " ", " "), hundreds.strip())


@settings(max_examples=scaled(500))
@given(st.integers(0, 10**12), st.sampled_from([",", " ", "'", "’", "\u00a0", "\u202f", ""]))
def test_a_number_in_digits_is_that_number(number: int, sign: str) -> None:
    assert read_number(f"{number:,}".replace(",", sign)).value == number


@settings(max_examples=scaled(500))
@given(
    NUMBERS, NUMBERS, st.sampled_from(["between {} and {}", "{} to {}", "from {} to {}", "{}–{}", "{}-{}", "{} - {}"])
)
def test_a_range_in_digits_has_its_ends_unless_the_first_may_be_cut_short(one: int, other: int, form: str) -> None:
    low, high = sorted((one, other))
    text = form.format(f"{low:,}", f"{high:,}")
    groups = len(f"{low:,}".split(","))
    if any(0 < low * 1000**more < high for more in range(1, 5) if groups <= more < len(f"{high:,}".split(","))):
        with pytest.raises(ClaimError, match="can be read in two ways"):
            read_number(text)
    else:
        assert read_number(text) == (Hedge.EXACT, low, low, high, True, None)


def read_or_refused(text: str) -> None:
    """A text is a number of at least 0, or a message of at most two lines of a screen says why not."""
    try:
        number = read_number(text)
    except ClaimError as error:
        assert str(error).endswith(".")
        assert "\n" not in str(error)
        assert len(str(error)) <= 160
    else:
        assert number.value >= 0
        assert number.low is None or number.high is None or number.low <= number.high
        assert number.is_range or number.value in {number.low, number.high} or number.hedge is Hedge.ABOUT


@settings(max_examples=scaled(500))
@given(st.text(st.characters(codec="utf-8"), max_size=250))
def test_whatever_is_typed_is_a_number_or_is_refused_in_a_sentence(text: str) -> None:
    read_or_refused(text)


@settings(max_examples=scaled(1000))
@given(st.lists(st.sampled_from(_PIECES.split()), max_size=7))
def test_pieces_of_numbers_are_read_or_refused_too(pieces: list[str]) -> None:
    read_or_refused(" ".join(pieces))


@pytest.mark.parametrize(
    ("text", "hedge", "value"),
    [
        ("1,000", "exact", 1000),
        ("Exactly  1000", "exact", 1000),
        ("a total of 45", "exact", 45),
        ("another 20", "exact", 20),
        ("over a thousand", "more_than", 1000),
        ("More than 1,000", "more_than", 1000),
        ("just over 1,000", "more_than", 1000),
        ("in excess of 1,000", "more_than", 1000),
        (">1,000", "more_than", 1000),
        ("at least 23", "at_least", 23),
        ("no fewer than 23", "at_least", 23),
        ("23 or more", "at_least", 23),
        ("23+", "at_least", 23),
        ("1,000-plus", "at_least", 1000),
        ("a total of at least 23", "at_least", 23),
        ("fewer than 20", "fewer_than", 20),
        ("less than twenty", "fewer_than", 20),
        ("fewer than 1", "fewer_than", 1),
        ("up to 300", "at_most", 300),
        ("no more than 5", "at_most", 5),
        ("as many as fifty", "at_most", 50),
        ("5 or fewer", "at_most", 5),
        ("about 15", "about", 15),
        ("around 50", "about", 50),
        ("some 358,000", "about", 358_000),
        ("close to 50", "about", 50),
        ("50 or so", "about", 50),
        ("50-odd", "about", 50),
        ("~50", "about", 50),
        ("c. 50", "about", 50),
        ("nearly 1,000", "nearly", 1000),
        ("almost a thousand", "nearly", 1000),
        ("just under 80", "nearly", 80),
        ("nearly 1", "nearly", 1),
        ("a hundred", "exact", 100),
        ("two hundred and fifty", "exact", 250),
        ("half a million", "exact", 500_000),
        ("a half million", "exact", 500_000),
        ("1.5 million", "exact", 1_500_000),
        ("1.5m", "exact", 1_500_000),
        ("1k", "exact", 1000),
        ("400 thousand", "exact", 400_000),
        ("1,200 thousand", "exact", 1_200_000),
        ("one and a half million", "exact", 1_500_000),
        ("a million and a half", "exact", 1_500_000),
        ("fifteen hundred", "exact", 1500),
        ("a dozen", "exact", 12),
        ("two dozen", "exact", 24),
        ("half a dozen", "exact", 6),
        ("a score", "exact", 20),
        ("twenty-five", "exact", 25),
        ("1\u00a0000", "exact", 1000),
        ("nobody", "exact", 0),
        ("none", "exact", 0),
        ("no one", "exact", 0),
        ("nil", "exact", 0),
        ("2m", "exact", 2_000_000),
        ("2 mn", "exact", 2_000_000),
        ("2bn", "exact", 2_000_000_000),
        ("two billion", "exact", 2_000_000_000),
        ("three score", "exact", 60),
        ("no", "exact", 0),
        ("0", "exact", 0),
    ],
)
def test_a_number_has_a_hedge_and_a_value(text: str, hedge: str, value: int) -> None:
    number = read_number(text)
    assert (number.hedge, number.value, number.is_range, number.reading) == (hedge, value, False, None)


@pytest.mark.parametrize("hedge", Hedge)
def test_a_hedge_is_read_as_it_is_written(hedge: Hedge) -> None:
    assert read_number(f"{hedge.words} 50".strip()).hedge is hedge


@pytest.mark.parametrize(
    ("hedge", "before", "after"),
    [
        ("exact", "exactly, precisely, a total of, another, a further, an additional, only, just", ""),
        (
            "about",
            (
                "about, around, some, roughly, approximately, approx., approx, circa, ca., ca, c., ~, ≈, an estimated"
                ", estimated, close to, in the region of"
            ),
            "or so, or thereabouts, -odd, odd",
        ),
        ("nearly", "nearly, almost, just under, just below, not quite, approaching", ""),
        (
            "at_least",
            "at least, no fewer than, not fewer than, no less than, not less than, a minimum of, >=, ≥",
            "or more, and more, or over, at least, plus, -plus, +",
        ),
        (
            "more_than",
            (
                "more than, over, above, just over, well over, upwards of, upward of, greater than, in excess of"
                ", exceeding, >"
            ),
            "",
        ),
        (
            "at_most",
            "up to, at most, no more than, not more than, as many as, as much as, a maximum of, <=, ≤",
            "or fewer, or less, at most",
        ),
        ("fewer_than", "fewer than, less than, under, below, well under, well below, <", ""),
    ],
)
def test_every_word_that_hedges(hedge: str, before: str, after: str) -> None:
    words = [f"{word} 50" for word in before.split(", ")] + [f"50 {word}" for word in after.split(", ") if word]
    assert {text: (read_number(text).hedge, read_number(text).value) for text in words} == dict.fromkeys(
        words, (hedge, 50)
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("50", 50, 50),
        ("about 50", None, None),
        ("nearly 50", None, 50),
        ("at least 50", 50, None),
        ("more than 50", 50, None),
        ("at most 50", None, 50),
        ("fewer than 50", None, 50),
        ("between 80 and 120", 80, 120),
    ],
)
def test_the_bounds_are_those_that_the_words_state(text: str, low: int | None, high: int | None) -> None:
    assert (read_number(text).low, read_number(text).high) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("40 to 50", 40, 50),
        ("40-50", 40, 50),
        ("80—120", 80, 120),
        ("between two hundred and fifty and three hundred", 250, 300),
        ("between 900 and a thousand", 900, 1000),
        ("fifty to a hundred", 50, 100),
        ("a hundred to two hundred", 100, 200),
        ("1 million to 2 million", 10**6, 2 * 10**6),
        ("20,000 to 30,000", 20_000, 30_000),
        ("0 to 5,000", 0, 5000),
        # no scale makes 5 of 5,000 a number below it
        ("5 to 5,000", 5, 5000),
        ("two to two thousand", 2, 2000),
        ("1,200 to 3,000,000", 1200, 3_000_000),
    ],
)
def test_a_range_counts_its_low(text: str, low: int, high: int) -> None:
    assert read_number(text) == (Hedge.EXACT, low, low, high, True, None)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("hundreds", "hundreds: at least 100"),
        ("scores", "scores: at least 40"),
        ("dozens", "dozens: at least 24"),
        ("tens", "tens: at least 10"),
        ("several", "several: at least 3"),
        ("a few", "a few: at least 3"),
        ("Thousands", "thousands: at least 1,000"),
        ("millions", "millions: at least 1,000,000"),
        ("billions", "billions: at least 1,000,000,000"),
        ("tens of thousands", "tens of thousands: at least 10,000"),
        ("hundreds of thousands", "hundreds of thousands: at least 100,000"),
        ("several hundred", "several hundred: at least 300"),
        ("a few dozen", "a few dozen: at least 36"),
        ("several hundred thousand", "several hundred thousand: at least 300,000"),
        ("at least hundreds", "hundreds: at least 100"),
        ("a total of dozens", "dozens: at least 24"),
    ],
)
def test_a_vague_word_is_read_as_the_least_it_can_mean_and_says_so(text: str, reading: str) -> None:
    number = read_number(text)
    assert number.reading == reading
    assert (number.hedge, number.low, number.high) == (Hedge.AT_LEAST, number.value, None)
    assert reading.endswith(f" {number.value:,}")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "There is no number"),
        (" \n", "There is no number"),
        ("about", "There is no number"),
        ("many", "too vague to compare. Give the smallest number"),
        ("few", "too vague to compare"),
        ("numerous", "too vague to compare"),
        ("countless", "too vague to compare"),
        ("multiple", "too vague to compare"),
        ("a couple", "too vague to compare"),
        ("a handful", "too vague to compare"),
        ("many thousands", "too vague to compare"),
        ("between 5 and several", "too vague to compare"),
        ("up to hundreds", "too vague to compare. Give a number instead of 'hundreds'."),
        ("about a few", "too vague to compare"),
        ("exactly dozens", "too vague to compare"),
        ("thousands of millions", "is not a number"),
        ("1.000", "can be read in two ways. Write thousands as 1,000 and fractions as 1.5."),
        ("1.000.000", "can be read in two ways"),
        ("1.250 million", "can be read in two ways"),
        ("1,5 million", "can be read in two ways"),
        ("1,00", "can be read in two ways"),
        ("1.5", "is not a whole number"),
        ("1.2345 thousand", "is not a whole number"),
        ("1,0000 million", "is not a number"),
        ("1,000 civilians", "is not a number"),
        ("nearly 0", "would be below zero"),
        ("fewer than 0", "would be below zero"),
        ("about about 5", 'has two hedges, "about" and "about". Keep one.'),
        ("at least 5 or more", 'has two hedges, "at least" and "or more"'),
        ("at least about 5", 'has two hedges, "at least" and "about"'),
        ("about 40 to 50", "hedges an end of a range"),
        ("about 40-50", "hedges an end of a range"),
        ("40 to at most 50", "hedges an end of a range"),
        ("about between 40 and 50", 'hedges a range with "about"'),
        ("between 5 and 3", "ends at 3, below 5. Put the lower number first."),
        ("120-30", "ends at 30, below 120"),
        ("between 5", "is not a range"),
        ("20-30,000", "can be read in two ways. Write both ends in full"),
        ("between 300 and 400,000", "can be read in two ways"),
        ("between 300 and 400 thousand", "can be read in two ways"),
        ("1-2k", "can be read in two ways"),
        ("900 to 1,000,000", "can be read in two ways"),
        ("40 to 50 thousand", "can be read in two ways"),
        ("six to eight hundred", "can be read in two ways"),
        ("six to eight hundred and fifty", "can be read in two ways"),
        ("two to three dozen", "can be read in two ways"),
        ("two hundred to three hundred thousand", "can be read in two ways"),
        ("between one hundred and one thousand and two hundred", "can be read in two ways"),
        ("1.2 to 3 million", "is not a whole number"),
        ("1 to 2 to 3", "is not a number"),
        ("45 or 46", "is not a number"),
        ("1000000000001", "is too large. The largest number is 1,000,000,000,000."),
        ("9" * 150, "is too large"),
        ("9" * 200, "is too large"),
        ("9" * 201, "is too long for a number"),
        ("٥", "is not a number"),
        ("-", "is not a number"),
        ("-5", "is not a number"),
        ("minus five", "is not a number"),
        ("-five", "is not a number"),
        ("1e6", "is not a number"),
        ("5x", "is not a number"),
        ("half", "is not a number"),
        ("hundred", "is not a number"),
        ("dozen", "is not a number"),
        ("zero hundred", "is not a number"),
        ("zero hundred five", "is not a number"),
        ("overten", "is not a number"),
        ("nearly5", "is not a number"),
        ("one hundred hundred", "is not a number"),
        ("zero thousand", "is not a number"),
        ("thousand million", "is not a number"),
        ("two thousand million", "is not a number"),
        ("thousand five", "is not a number"),
        ("twenty eleven", "is not a number"),
        ("twenty and five", "is not a number"),
        ("five a hundred", "is not a number"),
        ("a hundred a thousand", "is not a number"),
        ("two hundred and thousand", "is not a number"),
        ("one hundred and", "is not a number"),
        ("and five", "is not a number"),
        ("twenty-thirty", "is not a number"),
    ],
)
def test_what_is_not_one_number_is_refused_with_what_to_write(text: str, part: str) -> None:
    with pytest.raises(ClaimError) as refused:
        read_number(text)
    assert part in str(refused.value)


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("about 1,000 civilians", "about 1,000", 1000),
        ("a total of at least 23 were killed", "a total of at least 23", 23),
        ("some two hundred and fifty people", "some two hundred and fifty", 250),
        ("half a million and more fled", "half a million and more", 500_000),
        ("half an hundred died", "half an hundred", 50),
        ("thirty-odd people", "thirty-odd", 30),
        ("between 40 and 50 killed", "between 40 and 50", 40),
        ("80 – 120 of them", "80 – 120", 80),
        ("tens of thousands left", "tens of thousands", 10_000),
        ("several people", "several", 3),
        ("a few hundred people", "a few hundred", 300),
        ("no one was killed", "no one", 0),
    ],
)
def test_a_number_at_the_start_of_a_text_is_found_whole(text: str, number: str, value: int) -> None:
    words = text.split()
    assert " ".join(words[: number_ends(words, 0) or 0]) == number
    assert read_number(number).value == value


@pytest.mark.parametrize(
    "text", ["civilians 1,000", "about people", "31/12 people", "a civilian", "to 50", "between us"]
)
def test_where_no_number_begins(text: str) -> None:
    assert number_ends(text.split(), 0) is None


@pytest.mark.parametrize(
    ("wording", "values"),
    [
        ("19 people, 15 of them civilians", [19, 15]),
        ("the deaths of (at least) twenty-five people; hundreds were hurt", [25, 100]),
        ("civilians", []),
        ("", []),
        # what could be two numbers is not one
        ("1.000 or so; 12 of them children", [12]),
    ],
)
def test_the_numbers_in_a_wording(wording: str, values: list[int]) -> None:
    assert [number.value for number in numbers_in(wording)] == values


def test_of_a_long_wording_only_the_beginning_is_read() -> None:
    # each word may begin a number of many words, so very many words would take hours
    assert list(numbers_in("a " * 50_000)) == []
    within, beyond = f"{'x ' * 247}1,000", f"{'x ' * 248}1,000"
    assert (len(within), len(beyond)) == (499, 501)
    assert [number.value for number in numbers_in(within)] == [1000]
    assert [number.value for number in numbers_in(f"{'x ' * 249}10 dead")] == [10]
    # a number is never cut
    assert list(numbers_in(beyond)) == []
    assert [number.value for number in numbers_in("7 x " * 25)] == [7] * MAX_NUMBERS
