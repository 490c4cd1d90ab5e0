"""Claims compared with printed figures: numbers, bounds, whole sentences, and what is never said."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from edited import changed, content_of
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled
from transcripts import FIXTURES

from idlibtl.compare.claim import ClaimAnswer, ClaimDocument, ClaimOutcome, PrintedFigure, claim_report, compared
from idlibtl.compare.sentence import understood
from idlibtl.field.load import load
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import BadQuestion, days_text
from idlibtl.model.figures import Hedge
from idlibtl.model.printed_numbers import ClaimError, read_number
from idlibtl.model.records import Event, Figure
from idlibtl.query.filters import Filters
from idlibtl.query.question import ask
from idlibtl.read.dataset import from_bytes
from idlibtl.show.blocks import Sentence
from idlibtl.show.comparison_view import comparison_blocks
from idlibtl.show.formats import separated
from idlibtl.show.rows import rows as rows_of
from idlibtl.show.safe_text import Screen
from idlibtl.show.terminal import text
from idlibtl.totals.quotes import printed
from idlibtl.totals.total import totals

CHRONOLOGY = load()
FIGURES = [(event, figure) for event in CHRONOLOGY.events for figure in event.figures]
TOLL = "2019-08-31-four-month-toll"
MARKET = "2019-07-22-market-strikes"
SUMMER: dict[str, Any] = {"metrics": ["civilians"], "since": "2019-06", "until": "2019-08"}
CIVILIANS: dict[str, Any] = {"metrics": ["civilians"]}
HUNDREDS = "hundreds (publication), c. 15–28 Dec 2019"
LOWER = "the claim is lower than nearly 1,000 (SOHR)"
LARGER = "a larger figure is printed too: nearly 1,000 (SOHR)"
WIDER = (
    "nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019;"
    " wider figure (other days): no one can say how much of it falls in these dates"
)
OF_ALL_KILLED = (
    "1 other figure fits: at least 45 people killed (publication), c. 15 Jun 2019; it counts all people killed;"
    f" the source says at least 45: it gives no upper limit; the claim is lower than {HUNDREDS}"
)


def against(words: str, chronology: Chronology = CHRONOLOGY, **filters: Any) -> ClaimDocument:
    return claim_report(ask(chronology, Filters(**filters)), words).document


def screen(words: str, columns: int | None = 80, **filters: Any) -> str:
    report = claim_report(ask(CHRONOLOGY, Filters(**filters)), words)
    return "".join(text(comparison_blocks(report), Screen(columns or 1000, color=False, encoding="utf-8")))


def brief(figures: Sequence[PrintedFigure]) -> list[tuple[str, str]]:
    return [(printed(figure), figure.comparison) for figure in figures]


# One figure


def figure(wording: str) -> Figure:
    number = read_number(wording)
    low, high = (number.low, number.high) if number.is_range else (None, None)
    fields = {"metric": "civilians", "value": number.value, "hedge": number.hedge, "low": low, "high": high}
    return Figure.model_validate({**fields, "period": "2019-06-15", "places": [], "attributed_to": []})


@pytest.mark.parametrize(
    ("claim", "wording", "outcome"),
    [
        # the same words, and the same number in other words
        ("nearly 1,000", "nearly 1,000", "same number"),
        ("almost a thousand", "nearly 1,000", "same number"),
        ("1,000", "nearly 1,000", "same number"),
        ("1,000", "more than 1,000", "same number"),
        ("about 50", "50", "same number"),
        ("at least 45", "45", "same number"),
        ("over 400,000", "more than 400,000", "same number"),
        ("fewer than 50", "fewer than 50", "same number"),
        ("between 80 and 120", "80 to 120", "same number"),
        ("80", "80 to 120", "same number"),
        # "over" begins one above, "nearly" and "fewer than" end one below
        ("over a thousand", "nearly 1,000", "higher"),
        ("at least 1,000", "nearly 1,000", "higher"),
        ("thousands", "nearly 1,000", "higher"),
        ("no more than 400,000", "more than 400,000", "lower"),
        ("no more than 45", "at least 45", "same number"),
        ("over 150,000", "150,000", "higher"),
        ("nearly 23", "at least 23", "lower"),
        ("nearly 80", "80", "lower"),
        ("fewer than 23", "at least 23", "lower"),
        ("more than 22", "at least 23", "fits"),
        # one number is higher or lower by a number, whatever the printed one leaves open
        ("30", "at least 23", "higher by 7"),
        ("900", "nearly 1,000", "lower by 100"),
        ("nearly 80", "around 50", "higher by 30"),
        ("nearly 80", "100", "lower by 20"),
        ("nobody", "13", "lower by 13"),
        ("121", "80 to 120", "higher by 1"),
        ("100", "80 to 120", "fits"),
        # a bound or a range fits what is in it, and is higher or lower than the rest
        ("at least 20", "around 50", "fits"),
        ("at least 20", "13", "higher"),
        ("up to 50", "23", "fits"),
        ("up to 50", "nearly 80", "lower"),
        ("hundreds", "nearly 1,000", "fits"),
        ("dozens", "23", "higher"),
        ("40 to 60", "around 50", "fits"),
        ("40 to 60", "20", "higher"),
        ("40 to 60", "80 to 120", "lower"),
        ("100 to 200", "80 to 120", "fits"),
    ],
)
def test_a_claim_is_compared_by_what_the_words_of_both_state(claim: str, wording: str, outcome: str) -> None:
    word, by = compared(read_number(claim), figure(wording))
    assert (f"{word} by {by:,}" if by else word.value) == outcome


HEDGED = st.builds(
    "{} {}".format,
    st.sampled_from(["", "about", "nearly", "at least", "more than", "up to", "fewer than"]),
    st.integers(1, 30),
)
RANGES = st.tuples(st.integers(1, 30), st.integers(1, 30)).map(lambda ends: f"{min(ends)} to {max(ends)}")


def possible(words: str) -> set[int]:
    """The numbers up to 60 that a claim means; "about" and "nearly" name one."""
    hedge, _, number = words.strip().rpartition(" ")
    if hedge[:1].isdigit():  # 5 to 20
        return set(range(int(hedge.removesuffix(" to")), int(number) + 1))
    value = int(number)
    bounds = {"at least": (value, 60), "more than": (value + 1, 60), "up to": (0, value), "fewer than": (0, value - 1)}
    low, high = bounds.get(hedge, (value, value))
    return set(range(low, high + 1))


@settings(max_examples=scaled(1500))
@given(st.one_of(HEDGED, RANGES), st.one_of(HEDGED, RANGES))
def test_the_words_follow_from_the_numbers_that_are_possible(claim: str, wording: str) -> None:
    number, other = read_number(claim), figure(wording)
    outcome, by = compared(number, other)
    named = possible(wording) if wording[0].isdigit() else {other.value}
    # what the words leave out: nearly 5 and fewer than 5 are 4 or fewer, more than 5 is 6 or more
    below = {Hedge.NEARLY: 1, Hedge.FEWER_THAN: 1}.get(other.hedge, 0)
    above = {Hedge.MORE_THAN: 1}.get(other.hedge, 0)
    strict = {other.value - below, other.value + above} if below or above else named
    same_value = (
        (number.low, number.high) == (other.stated_low, other.stated_high)
        if number.is_range
        else (number.value == other.value)
    )
    match outcome:
        case ClaimOutcome.SAME_NUMBER:
            assert same_value or named == possible(claim)
        case ClaimOutcome.FITS:
            assert (named | strict) & possible(claim)
        case ClaimOutcome.HIGHER:
            assert min(possible(claim)) > max(named) - below or same_value
        case ClaimOutcome.LOWER:
            assert max(possible(claim)) < min(named) + above or same_value
    if by is not None:
        assert by == min(abs(number.value - one) for one in named)
    is_point = number.low == number.high or number.hedge in (Hedge.ABOUT, Hedge.NEARLY)
    is_apart = is_point and number.value not in named  # nearly 80 is lower than 80, by no number
    assert (by is not None) is (is_apart and outcome in (ClaimOutcome.HIGHER, ClaimOutcome.LOWER))


# The 18 figures


def periods(figure: Figure) -> list[dict[str, Any]]:
    """No dates; the months of a figure; each of its years."""
    first, last = figure.period.first, figure.period.last or CHRONOLOGY.as_of
    months = {"since": f"{first:%Y-%m}", "until": f"{last:%Y-%m}"}
    return [{}, months, *({"since": str(year), "until": str(year)} for year in range(first.year, last.year + 1))]


@pytest.mark.parametrize(("event", "figure"), FIGURES, ids=lambda value: getattr(value, "id", None))
def test_every_printed_figure_is_found_as_printed_and_never_called_lower(event: Event, figure: Figure) -> None:
    assert figure.wording
    for dates in periods(figure):
        answer = against(figure.wording, metrics=[figure.metric], **dates)
        assert answer.answer is ClaimAnswer.SAME_NUMBER
        [mine] = [one for one in answer.figures if (one.event, one.metric) == (event.id, figure.metric)]
        assert (mine.outcome, mine.comparison) == (ClaimOutcome.SAME_NUMBER, "same number")
        assert (mine.wording, mine.paragraphs, mine.source) == (figure.wording, event.paragraphs, figure.source)
        same = [one for one in answer.figures if one.outcome is ClaimOutcome.SAME_NUMBER]
        assert answer.figures[: len(same)] == tuple(same)
        first_line, _, *rows = screen(figure.wording, None, metrics=[figure.metric], **dates).splitlines()
        assert "the same number is printed" in first_line
        assert "lower" not in first_line
        parts = (figure.wording, days_text(figure.period), f", paragraph {event.paragraphs[0]}", "  same number")
        assert [row for row in rows if all(part in row for part in parts)]


def test_there_are_18_printed_figures() -> None:
    assert len(FIGURES) == 18


@pytest.mark.parametrize(("event", "figure"), FIGURES, ids=lambda value: getattr(value, "id", None))
def test_every_printed_figure_is_found_by_a_sentence(event: Event, figure: Figure) -> None:
    label, first = CHRONOLOGY.metric[figure.metric].label, figure.period.first
    last = figure.period.last or CHRONOLOGY.as_of
    of = "of " if figure.wording == "hundreds" else ""
    answer = against(f"{figure.wording} {of}{label} from {first:%d %B %Y} to {last:%d %B %Y}.")
    assert answer.figures[0].event == event.id
    assert (answer.figures[0].outcome, answer.figures[0].exceeds) == (ClaimOutcome.SAME_NUMBER, ())


# The answer


def test_the_claim_of_the_guide_reads_as_it_was_designed() -> None:
    result = screen("over a thousand", metrics=["civilians"], since="2019-04", until="2019-08")
    lines = result.splitlines()
    assert len(lines) <= 17  # and the line that names the publication
    assert max(map(len, lines)) <= 80
    assert " ".join(lines[:3]) == (
        '"Over a thousand" (1,001 or more) civilians killed, 1 Apr – 31 Aug 2019: higher than every figure printed for'
        " these days; the largest is nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019."
    )
    [head] = [line for line in lines if line.startswith("Printed")]
    assert head.split() == ["Printed", "The", "claim"]
    words = " ".join(result.split())
    assert "nearly 1,000 civilians killed (SOHR), 26 Apr – 31 Aug 2019, Idlib higher and its surroundings," in words
    assert "paragraph 11" in words
    assert "Sum of what is reported: nearly 1,000 " in words
    assert words.endswith(
        "This compares numbers. It does not say whether the claim is true: the chronology has what was reported, not"
        " everything that happened."
    )


def test_the_same_claim_as_a_sentence_gives_the_same_answer() -> None:
    options = against("over a thousand", metrics=["civilians"], since="2019-04", until="2019-08")
    sentence = against("over a thousand civilians were killed from April to August 2019")
    assert sentence.headline == options.headline
    assert (sentence.figures, sentence.total) == (options.figures, options.total)


def test_the_same_number_comes_first_then_the_others_by_size() -> None:
    answer = against("20", **CIVILIANS)
    values = [one.value for one in answer.figures]
    assert brief(answer.figures)[0] == ("20", "same number")
    assert values[1:] == [1000, 80, 50, 45, 23, 18, 15, 13, 10]


def test_an_absurd_claim_is_higher_than_anything_reported() -> None:
    for asked in (CIVILIANS, {**CIVILIANS, "since": "2019-06", "until": "2019-08"}):
        answer = against("five million", **asked)
        assert answer.answer is ClaimAnswer.HIGHER_THAN_ANYTHING
        assert ": higher than anything reported; " in answer.headline
        assert answer.headline.endswith("the largest is nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019.")
    # the wider figure that gives no upper limit changes nothing
    answer = against("five million", metrics=["killed"], since="2020-01")
    assert answer.headline == (
        '"Five million" (5,000,000) people killed, from 1 Jan 2020: higher than anything reported;'
        " for these days the largest is at least 23 civilians killed (publication), 21 Jan 2020, Idlib and Aleppo."
    )
    assert answer.figures[0].reason == (
        "it counts civilians killed only; the source says at least 23: it gives no upper limit"
    )


def test_the_largest_figure_has_its_hedge_and_attribution() -> None:
    assert against("1,500", metrics=["fighters"]).headline.endswith(f"; the largest is {HUNDREDS}.")
    assert against("over 1,000 civilians killed by Russia in 2019").headline.endswith(
        "; the largest is nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019, not attributed."
    )


def test_a_claim_below_the_sum_is_not_higher_than_anything() -> None:
    # 1,134 are reported in all, by 5 figures, each below 1,000
    assert against("1,134", **CIVILIANS).headline == '"1,134" civilians killed. No figure like it is printed.'
    assert against("1,135", **CIVILIANS).answer is ClaimAnswer.HIGHER_THAN_ANYTHING
    # within the summer the largest figure is the wider toll
    assert against("1,001", **SUMMER).answer is ClaimAnswer.HIGHER_THAN_PRINTED


@pytest.mark.parametrize(
    ("asked", "these"),
    [
        ({"until": "2019-08"}, "for these days"),
        ({"phases": ["1"]}, "for these days"),
        ({"places": ["hama"]}, "for these places"),
        ({"places": ["hama"], "phases": ["4"]}, "for these days and places"),
        ({"places": ["hama"], "until": "2018"}, "for these days and places"),
        ({"kinds": ["truce"]}, "for this question"),
        ({"kinds": ["truce"], "phases": ["4"]}, "for this question"),
    ],
)
def test_if_nothing_is_printed_it_says_for_which_question(asked: dict[str, Any], these: str) -> None:
    # children were killed on 21 January 2020 alone
    answer = against("40", **asked, metrics=["children"])
    assert answer.answer is ClaimAnswer.NOTHING_PRINTED
    assert (answer.figures, answer.total.best) == ((), None)
    assert answer.headline.endswith(f". No figure is printed {these}.")


def test_a_claim_about_no_day_concerns_no_figure() -> None:
    # the first phase ends on 3 June; the toll of April to August also covers days that were not asked about
    answer = against("40", metrics=["civilians"], phases=["1"], since="2019-07")
    assert (answer.answer, answer.figures) == (ClaimAnswer.NOTHING_PRINTED, ())
    assert answer.headline.endswith(". No figure is printed for these days.")


def test_a_true_claim_is_found_whatever_the_sum_is() -> None:
    answer = against("358,000", metrics=["displaced"], since="2019-12-01")
    assert answer.headline == (
        '"358,000" people displaced, from 1 Dec 2019: the same number is printed:'
        " some 358,000 (publication), 1 Dec 2019 – c. 21 Jan 2020, Idlib."
    )
    assert brief(answer.figures) == [
        ("some 358,000", "same number, printed as some 358,000"),
        ("38,000", "higher by 320,000"),
    ]
    assert (answer.figures[0].paragraphs, answer.total.best) == ((21,), 396_000)


def test_a_number_that_is_only_a_sum_is_not_printed_and_the_nearest_is_shown() -> None:
    result = screen("80", **SUMMER)
    assert '"80" civilians killed, 1 Jun – 31 Aug 2019. No figure like it is printed.' in result
    assert "around 50 civilians killed (SOHR), 22 Jul 2019" in result
    assert "higher by 30" in result
    assert "4 more printed figures. To list all, add -f csv." in result
    assert "Sum of what is reported: about 80 (3 figures)" in result
    assert "The counted figures cover 3 of these 92 days." in result
    # the wider figure is not among those shown, and so its note is not either
    assert "A wider figure can show that a claim is too high, never that it is right." not in result
    assert "A wider figure can show" in screen("1,000", **SUMMER)


def test_it_says_what_a_bound_or_a_wider_figure_leaves_open() -> None:
    [same] = [one for one in against("30", **CIVILIANS).figures if one.event == "2020-01-21-strikes"]
    assert same.reason == "the source says at least 23: it gives no upper limit"
    [toll] = [one for one in against("900", **SUMMER).figures if one.event == TOLL]
    assert toll.reason == (
        "the source says nearly 1,000: it gives no lower limit; wider figure (other days): no one can say how much of"
        " it falls in these dates"
    )
    [town] = [one for one in against("50", **CIVILIANS, places=["Maaret al-Numan"]).figures if one.event == MARKET]
    assert (town.comparison, town.exceeds) == ("same number, printed as around 50", ("places",))
    # a limit that a figure fits may be one that it has gone beyond, for all that its source says
    reasons = {figure.wording: figure.reason for figure in against("no more than 900", **CIVILIANS).figures}
    assert reasons["at least 23"] == "the source says at least 23: it gives no upper limit"
    assert (reasons["around 50"], reasons["nearly 80"]) == (None, None)
    reasons = {figure.wording: figure.reason for figure in against("more than 20", **CIVILIANS).figures}
    assert (reasons["at least 23"], reasons["nearly 80"]) == (None, None)
    up_to = {"metric": "civilians", "value": 300, "hedge": "at_most", "wording": "up to 300", "source": None}
    chronology = from_bytes(content_of(changed(("events/2019-12-02-bombardment/figures", [up_to]))))
    reasons = {figure.wording: figure.reason for figure in against("more than 20", chronology, **CIVILIANS).figures}
    assert reasons["up to 300"] == "the source says up to 300: it gives no lower limit"
    assert town.reason == "wider figure (other places): no one can say how much of it was in these places"
    [toll] = [one for one in against("9", **SUMMER, kinds=["clash"], places=["idlib"]).figures if one.value == 45]
    assert toll.reason == (
        "it counts all people killed; wider figure (other places and kinds): no one can say how much of it is part of"
        " the claim"
    )


def test_a_figure_of_another_actor_is_shown_with_its_attribution() -> None:
    answer = against("20", **CIVILIANS, actors=["russia"])
    first = answer.figures[0]
    assert (first.event, first.comparison, first.reason) == (
        "2019-06-20-bombardment",
        "same number",
        "attributed to the Syrian government",
    )
    assert answer.headline == (
        '"20" civilians killed, attributed to Russia alone: no such figure is printed.'
        " The same number is printed: 20 (publication), 20 Jun 2019; attributed to the Syrian government."
    )
    assert first.paragraphs == (8,)
    # another number of another actor says nothing about the claim
    assert {one.attributed_to for one in answer.figures[1:]} == {("russia",), ()}
    assert {one.reason for one in answer.figures if one.event == MARKET} == {"not attributed"}


def test_figures_of_the_parts_and_of_the_whole_are_compared_too() -> None:
    answer = against("45 civilians")
    assert (answer.figures[0].metric, answer.figures[0].reason) == ("killed", "it counts all people killed")
    assert answer.headline.endswith(
        ": no such figure is printed. The same number is printed:"
        " at least 45 people killed (publication), c. 15 Jun 2019; it counts all people killed."
    )
    answer = against("around 50 people were killed in July 2019")
    assert (answer.figures[0].metric, answer.figures[0].reason) == ("civilians", "it counts civilians killed only")
    assert {one.metric for one in against("5", metrics=["fighters"]).figures} == {"fighters", "killed"}
    assert {one.metric for one in against("5", metrics=["children"]).figures} == {"children"}


def test_nothing_printed_is_reported_and_is_not_zero() -> None:
    result = screen("5", **CIVILIANS, since="2021", until="2021")
    assert result.startswith('"5" civilians killed, 1 Jan – 31 Dec 2021. No figure is printed for these days.\n')
    assert "There is no sum for this question. That does not mean zero." in result
    assert "The chronology ends on 26 Jan 2020." in result


@pytest.mark.parametrize(
    ("words", "first_line"),
    [
        ("hundreds", f'"Hundreds" (read as at least 100) fighters killed: the same number is printed: {HUNDREDS}.'),
        (
            "a hundred or more",
            f'"A hundred or more" (100 or more) fighters killed: 1 printed figure fits: {HUNDREDS}.',
        ),
        # hundreds are what is below thousands: no number is printed that a claim could be the same as, or higher by
        ("around 200", f'"Around 200" (about 200) fighters killed: 1 printed figure fits: {HUNDREDS}.'),
        (
            "1,000",
            f'"1,000" fighters killed: higher than anything reported; the largest is {HUNDREDS}.',
        ),
        ("at least 40", f'"At least 40" (40 or more) fighters killed: 1 printed figure fits: {HUNDREDS}.'),
        ("40 to 60", f'"40 to 60" fighters killed: no such figure is printed. {OF_ALL_KILLED}.'),
        (
            "fewer than 50",
            f'"Fewer than 50" (49 or fewer) fighters killed: no such figure is printed. {OF_ALL_KILLED}.',
        ),
        ("about 70", '"About 70" fighters killed. No figure like it is printed.'),
        ("twenty", '"Twenty" (20) fighters killed. No figure like it is printed.'),
    ],
)
def test_the_first_line_says_how_the_number_was_read(words: str, first_line: str) -> None:
    assert against(words, metrics=["fighters"]).headline == first_line


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        # 22 July is inside April to August, and nearly 1,000 is for all of it
        (
            "fewer than 500 civilians killed from 26 April to 31 August 2019",
            f"4 printed figures fit, the largest around 50 (SOHR), 22 Jul 2019; {LOWER}.",
        ),
        (
            "50 civilians killed from 26 April to 31 August 2019",
            f"the same number is printed: around 50 (SOHR), 22 Jul 2019; {LARGER}.",
        ),
        # 10 civilians are printed for that day: what fits is for four months, or counts all people
        (
            "more than ten civilians killed on 15 June 2019",
            f"no such figure is printed. 2 other figures fit, the largest {WIDER}.",
        ),
        # nearly 1,000 is for other days too: one figure is for that day
        ("scores of civilians killed on 22 July 2019", "1 printed figure fits: around 50 (SOHR)."),
        (
            "up to 23 civilians killed on 21 January 2020",
            "the same number is printed: at least 23 (publication), Idlib and Aleppo.",
        ),
    ],
)
def test_the_first_line_alone_calls_no_claim_right_that_is_not(words: str, answer: str) -> None:
    assert against(words).headline.partition("2019: " if "2019" in words else "2020: ")[2] == answer


@pytest.mark.parametrize("word", ["confirm", "true", "false", "%"])
@pytest.mark.parametrize("words", ["1", "nearly 1,000", "five million", "at least 5"])
def test_no_comparison_says_that_a_claim_is_true_or_false(word: str, words: str) -> None:
    answer = against(words, **CIVILIANS)
    assert word not in answer.headline
    assert all(word not in f"{one.comparison} {one.reason}" for one in answer.figures)


def test_one_metric_by_two_names_is_one() -> None:
    assert against("13", metrics=["kids", "children"]).answer is ClaimAnswer.SAME_NUMBER


@pytest.mark.parametrize("metrics", [[], ["civilians", "fighters"], ["any"], ["civilians", "any"]])
def test_a_claim_counts_one_thing(metrics: list[str]) -> None:
    with pytest.raises(BadQuestion, match=r"\. Name it with --metric\."):
        against("5", metrics=metrics)


def test_several_publications_are_named() -> None:
    several = [
        {"id": "times", "title": "The Times", "kind": "paper", "as_of": "2020-01-26"},
        {"id": "post", "title": "The Post", "kind": "paper", "as_of": "2020-01-26"},
    ]
    raw = changed(("events", []), ("actors/russia/paragraphs", []), ("actors/hts/paragraphs", []), ("paragraphs", []))
    del raw["publication"]
    figures = [{"metric": "civilians", "value": 5, "source": "times"}]
    cited = [{"publication": "times", "paragraphs": [3, 4]}, {"publication": "post"}]
    event = {"id": "it", "date": "2019-06-15", "title": "It", "kinds": ["strike"], "places": ["idlib-region"]}
    event |= {"source": "times"}
    raw |= {"publications": several, "events": [{**event, "figures": figures, "citations": cited}]}
    report = claim_report(ask(from_bytes(content_of(raw)), Filters(metrics=["civilians"])), "5")
    shown = "".join(str(block) for block in comparison_blocks(report))
    assert (
        "5 civilians killed (The Times), 15 Jun 2019, Idlib and its surroundings, The Times, paragraphs 3, 4, The Post"
        in shown
    )


def test_sources_that_disagree_are_compared_one_by_one() -> None:
    figures = [
        {"metric": "civilians", "value": 7, "source": "sohr"},
        {"metric": "civilians", "low": 2, "high": 4, "source": "un"},
    ]
    chronology = from_bytes(content_of(changed(("events/2019-12-02-bombardment/figures", figures))))
    answer = against("7", chronology, **CIVILIANS, since="2019-12-02", until="2019-12-02")
    assert [(one.source, one.comparison) for one in answer.figures] == [
        ("sohr", "same number"),
        ("un", "higher by 3"),
    ]
    answer = against("7", chronology, **CIVILIANS, since="2019-12-02", until="2019-12-02", sources=["un"])
    assert [one.source for one in answer.figures] == ["un"]


def test_a_row_of_a_field_file_is_compared_with_its_bounds_in_order() -> None:
    chronology = load(str(FIXTURES / "invented-ged.csv"))
    rows = {one.event: one for one in against("2", chronology, **CIVILIANS).figures}
    # 2, with a low of 4 and a high of 3
    assert (rows["ged-900012"].outcome, rows["ged-900012"].wording) == (ClaimOutcome.SAME_NUMBER, "2 (2 to 4)")
    # 6, between 6 and 7
    assert rows["ged-900001"].comparison == "lower by 4"
    answer = against("3,000 civilians", chronology)
    assert (answer.answer, answer.total.best) == (ClaimAnswer.HIGHER_THAN_ANYTHING, 169)


# Any claim, any question


def related(metric: str) -> set[str]:
    """A metric, its parts, and the metric that it is a part of."""
    return {"killed": {"killed", "civilians", "fighters"}, "children": {"children"}, "displaced": {"displaced"}}.get(
        metric, {metric, "killed"}
    )


def touches(figure: Figure, since: date, until: date, place: str | None, actor: str | None) -> bool:
    last = figure.period.last or CHRONOLOGY.as_of
    inside = {"idlib": {"idlib", "maaret-al-numan", "khan-sheikhun", "idlib-region"}, "hama": {"hama", "idlib-region"}}
    return (
        figure.period.first <= until
        and since <= last
        and (place is None or not inside[place].isdisjoint(figure.places))
        and (actor is None or not figure.attributed_to or actor in figure.attributed_to)
    )


@settings(max_examples=scaled(300))
@given(
    words=st.one_of(HEDGED, RANGES, st.sampled_from(["nearly 1,000", "at least 45", "hundreds", "2,000", "around 50"])),
    metric=st.sampled_from(["civilians", "fighters", "killed", "children", "displaced"]),
    ends=st.tuples(st.dates(date(2019, 4, 1), date(2020, 2, 1)), st.dates(date(2019, 4, 1), date(2020, 2, 1))),
    place=st.sampled_from([None, None, "idlib", "hama"]),
    actor=st.sampled_from([None, None, "russia", "syrian-government"]),
)
def test_every_figure_that_touches_the_question_is_compared(
    words: str, metric: str, ends: tuple[date, date], place: str | None, actor: str | None
) -> None:
    since, until = sorted(ends)
    filters = Filters(
        str(since), str(until), metrics=[metric], places=[place] if place else [], actors=[actor] if actor else []
    )
    question = ask(CHRONOLOGY, filters)
    document = claim_report(question, words).document
    number = read_number(words)
    expected = {
        (event.id, figure.metric)
        for event, figure in FIGURES
        if figure.metric in related(metric)
        and (
            touches(figure, since, until, place, actor)
            or (touches(figure, since, until, place, None) and compared(number, figure)[0] is ClaimOutcome.SAME_NUMBER)
        )
    }
    assert {(one.event, one.metric) for one in document.figures} == expected
    others = [one.value for one in document.figures if one.outcome is not ClaimOutcome.SAME_NUMBER]
    assert others == sorted(others, reverse=True)
    assert (document.total,) == totals(question)
    outcomes = {one.outcome for one in document.figures}
    if document.answer in (ClaimAnswer.HIGHER_THAN_ANYTHING, ClaimAnswer.HIGHER_THAN_PRINTED):
        assert outcomes == {ClaimOutcome.HIGHER}
        assert document.total.best is None or number.low is None or number.low > document.total.best
    assert (document.answer is ClaimAnswer.SAME_NUMBER) is (ClaimOutcome.SAME_NUMBER in outcomes)
    assert (document.answer is ClaimAnswer.NOTHING_PRINTED) is (not outcomes)


# Sentences


@pytest.mark.parametrize(
    ("words", "number", "filters"),
    [
        ("45 civilians", "45", {"metrics": ["civilians"]}),
        ("some 358,000 people fled", "some 358,000", {"metrics": ["displaced"]}),
        ("45 people died on June 15, 2019", "45", {"metrics": ["killed"], "since": "2019-06-15"}),
        (
            "civilians killed in 2019: 45",
            "45",
            {"metrics": ["civilians"], "since": "2019-01-01", "until": "2019-12-31"},
        ),
        ("June 2019: 10 civilians", "10", {"metrics": ["civilians"], "since": "2019-06-01", "until": "2019-06-30"}),
        (
            "between June and August 2019 about 80 civilians were killed",
            "about 80",
            {"metrics": ["civilians"], "since": "2019-06-01", "until": "2019-08-31"},
        ),
        (
            "nearly 80 civilians were killed from 15 to 28 December 2019",
            "nearly 80",
            {"metrics": ["civilians"], "since": "2019-12-15", "until": "2019-12-28"},
        ),
        (
            "From 26 April to 31 August 2019, nearly 1,000 civilians were killed.",
            "nearly 1,000",
            {"metrics": ["civilians"], "since": "2019-04-26", "until": "2019-08-31"},
        ),
        (
            "half a million people had been displaced since December 2019",
            "half a million",
            {"metrics": ["displaced"], "since": "2019-12-01", "until": None},
        ),
        ("80 – 120 civilians killed", "80 – 120", {"metrics": ["civilians"]}),
        ("1500 to 2000 people displaced", "1500 to 2000", {"metrics": ["displaced"]}),
        (
            "between 1500 and 2000 civilians were killed in 2019",
            "between 1500 and 2000",
            {"metrics": ["civilians"], "since": "2019-01-01", "until": "2019-12-31"},
        ),
        (
            "Russia killed 15 civilians in April 2019",
            "15",
            {"metrics": ["civilians"], "actors": ["russia"], "since": "2019-04-01", "until": "2019-04-30"},
        ),
        (
            "20 civilians were killed by Russia and the Syrian government",
            "20",
            {"metrics": ["civilians"], "actors": ["russia", "syrian-government"]},
        ),
        (
            "Russian air strikes killed at least 23 civilians in Idlib and Aleppo",
            "at least 23",
            {"metrics": ["civilians"], "actors": ["russia"], "kinds": ["strike"], "places": ["idlib", "aleppo"]},
        ),
        ("The UN said that 150,000 people were displaced", "150,000", {"metrics": ["displaced"], "sources": ["un"]}),
        (
            "12 hospitals were put out of action, according to the UN",
            "12",
            {"metrics": ["hospitals"], "sources": ["un"]},
        ),
        ("hundreds of thousands displaced", "hundreds of thousands", {"metrics": ["displaced"]}),
        ("13 kids died in Ma'arrat An Nu'man", "13", {"metrics": ["children"], "places": ["maaret-al-numan"]}),
        # newspapers write chronologies in the present tense
        ("strikes kill around 50 civilians", "around 50", {"metrics": ["civilians"], "kinds": ["strike"]}),
        ("the regime kills 20 civilians", "20", {"metrics": ["civilians"], "actors": ["syrian-government"]}),
    ],
)
def test_a_sentence_names_a_number_and_filters(words: str, number: str, filters: dict[str, Any]) -> None:
    result = understood(CHRONOLOGY, words)
    assert result.words == number
    if "since" in filters:
        filters = {"until": filters["since"], **filters}
    named = {field: value for field, value in result.filters._asdict().items() if value}
    assert named == {field: value for field, value in filters.items() if value}


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("45 civilians wounded", "'wounded' is not understood. Leave it out, or use filters"),
        ("a number of civilians were killed", "'a number' is not understood"),
        ("50 civilians killed at a market on 22 July 2019", "'at a market' is not understood"),
        ("50 civilians killed between July 22 and 23, 2019", "'July 22' needs a year"),
        ("45 Syrian civilians were killed", "'Syrian' is not understood"),
        ("45 Russians killed in 2019", "'Russians' is not understood"),
        ("20 civilians killed by Syrian rebels", "'rebels' is not understood"),
        ("45 civilians killed in Damascus", "'in Damascus' is not understood"),
        ("45 civilians killed near Idlib", "'near Idlib' is not understood"),
        ("45 civilians killed in early May 2019", "'in early' is not understood"),
        ("45 civilians killed by 31 August 2019", "'by' is not understood"),
        ("45 civilians were not killed", "'not' is not understood"),
        ("Russia denies killing 15 civilians", "'Russia denies' is not understood"),
        ("45 civilians killed a day", "'a day' is not understood"),
        ("26-27 April 2019 civilians killed", "There is no number"),
        ("45 killed, 10 of them civilians", "'them' is not understood"),
        ("45 civilians killed and 100 fighters killed", "'and' is not understood"),
        (
            "45 civilians killed, 100 fighters killed",
            'The claim has two numbers, "45" and "100". Keep one, or write: between A and B.',
        ),
        ("civilians killed", "There is no number"),
        ("45 civilians killed in 2019 in July 2019", "The claim names two periods. Keep one."),
        ("45 killed and displaced", "A claim counts one thing"),
        ("45 in June 2019", "The claim does not say what it counts"),
        ("many civilians were killed", "too vague to compare"),
        ("45% of civilians", "'45%' is not a number"),
        ("45 of 100 civilians", "'45 of 100' is not a number"),
        ("20-30,000 people displaced", "can be read in two ways"),
        ("a hundred a thousand civilians", "is not a number"),
        ("45 civilians killed in June", "'June'"),
        ("45 civilians killed in summer 2019", "'summer 2019'"),
        ("45 civilians killed on 11/12/2019", "'11/12/2019'"),
        (f"45 civilians {'x' * 500}", "is too long for a claim"),
    ],
)
def test_what_is_not_understood_is_refused(words: str, part: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        against(words)
    assert part in str(refused.value)


@pytest.mark.parametrize(
    ("words", "filters", "option"),
    [
        ("45 civilians", {"metrics": ["killed"]}, "--metric"),
        ("45 civilians in Idlib", {"places": ["hama"]}, "--place"),
        ("45 civilians killed by Russia", {"actors": ["regime"]}, "--actor"),
        ("45 civilians killed in 2019", {"since": "2019-06"}, "--from and --to"),
        ("the UN said 45 civilians were killed", {"sources": ["sohr"]}, "--source"),
    ],
)
def test_options_that_contradict_the_sentence_are_refused(words: str, filters: dict[str, Any], option: str) -> None:
    with pytest.raises(BadQuestion, match=f"The claim contradicts {option}. Keep one of them."):
        against(words, **filters)


def test_options_and_sentence_together_make_the_question() -> None:
    answer = against("10 civilians", places=["idlib region"], since="2019-06", until="2019-06")
    question = ask(CHRONOLOGY, Filters("2019-06", "2019-06", places=["idlib-region"], metrics=["civilians"]))
    assert (answer.total,) == totals(question)
    same = against("10 civilians killed in June 2019", since="2019-06", until="2019-06-30", metrics=["civilian"])
    assert same.figures[0].outcome is ClaimOutcome.SAME_NUMBER


_PIECES = (
    "45 nearly a thousand to between and from in on by since civilians killed people were June 2019 20 Idlib Russia"
    " strikes Syrian the UN said of , not wounded"
)


@settings(max_examples=scaled(500))
@given(
    st.lists(
        st.sampled_from(_PIECES.split()),
        max_size=9,
    )
)
def test_whatever_is_written_is_understood_or_refused_in_a_sentence(words: list[str]) -> None:
    try:
        answer = against(" ".join(words))
    except BadQuestion as error:
        assert "\n" not in str(error)
        return
    # every word was used: nothing is answered from a part of a sentence
    assert not {"not", "wounded"} & set(words)
    assert answer.claim


# Every format


def test_rows_are_tidy_and_have_no_row_of_a_sum() -> None:
    report = claim_report(ask(CHRONOLOGY, Filters()), "20 civilians killed by Russia")
    rows = list(csv.DictReader(io.StringIO("".join(separated(*rows_of(report))))))
    assert len(rows) == len(report.document.figures)
    assert {row["sum"] for row in rows} == {"38"}
    assert {column: rows[0][column] for column in ("claim", "outcome", "by", "reason", "paragraphs", "source")} == {
        "claim": "20",
        "outcome": "same number",
        "by": "",
        "reason": "attributed to the Syrian government",
        "paragraphs": "8",
        "source": "publication",
    }


@pytest.mark.parametrize("columns", [None, 20, 40, 80, 120])
def test_the_first_sentence_and_the_last_are_on_every_screen(columns: int | None) -> None:
    result = screen("around 50 civilians were killed in July 2019", columns)
    assert columns is None or max(map(len, result.splitlines())) <= columns
    words = " ".join(result.split())
    assert words.startswith(
        '"Around 50" (about 50) civilians killed, Jul 2019: the same number is printed: around 50 (SOHR)'
    )
    assert words.endswith("not everything that happened.")


def test_a_number_that_was_corrected_is_printed_and_said_to_be_replaced() -> None:
    raw = changed((f"events/{MARKET}/replaced_by", "2019-06-20-bombardment"), (f"events/{TOLL}/figures", []))
    answer = against("50 civilians killed on 22 July 2019", from_bytes(content_of(raw)))
    assert answer.headline == (
        '"50" civilians killed, 22 Jul 2019: the same number is printed: around 50 (SOHR);'
        " replaced by 2019-06-20-bombardment, not counted."
    )
    assert answer.total.best is None


def test_a_joint_claim_shows_the_attribution_of_the_figure() -> None:
    answer = against("23 civilians killed by Russia and the regime in January 2020")
    assert answer.headline.endswith("at least 23 (publication), 21 Jan 2020, Idlib and Aleppo; attributed to Russia.")


def test_a_claim_without_days_may_be_of_any_day() -> None:
    assert against("50 civilians killed").headline.endswith(
        "the same number is printed: around 50 (SOHR), 22 Jul 2019."
    )
    assert against("fewer than 500 civilians killed").headline.endswith(
        "8 printed figures fit, the largest nearly 80 (SOHR), c. 15–28 Dec 2019;"
        " the claim is lower than nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019."
    )


def test_a_claim_that_fits_very_many_figures_is_shown_short() -> None:
    events = [
        {"id": f"e{number}", "date": "2019-06-15", "title": "It", "kinds": ["strike"], "places": ["idlib-region"]}
        | {"source": "sohr", "figures": [{"metric": "civilians", "value": number + 1, "source": "sohr"}]}
        for number in range(200)
    ]
    raw = changed(
        ("events", events), ("actors/russia/paragraphs", []), ("actors/hts/paragraphs", []), ("paragraphs", [])
    )
    raw["publication"].pop("paragraphs", None)
    report = claim_report(ask(from_bytes(content_of(raw)), Filters(metrics=["civilians"])), "more than 50")
    blocks = list(comparison_blocks(report))
    assert Sentence("180 more printed figures. To list all, add -f csv.") in blocks
    assert report.document.headline.endswith(": 150 printed figures fit, the largest 200 (SOHR), 15 Jun 2019.")


def test_the_error_of_a_number_is_one_of_the_question() -> None:
    assert issubclass(ClaimError, BadQuestion)
