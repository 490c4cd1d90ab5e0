"""Claims held against chronologies: what is said of them, and that a wider figure is never an agreement."""

import datetime as dt
from typing import Any

import pytest
from edited import FLARE, TOLL, changed, content_of
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled
from slow_reckoning import Question as Asked
from test_laws import METRIC_IDS, as_question
from timelines import AS_OF, Raw, chronologies, days, loaded, questions

from idlibtl import BadQuestion, Filters, ask, from_bytes, load, totals_report
from idlibtl.compare.claim import ClaimDocument, Standing, claim_report
from idlibtl.compare.outcomes import Outcome
from idlibtl.model.number_words import claimed
from idlibtl.show.comparison_view import comparison_blocks

PARTS = {"killed": ("civilians", "fighters")}
TOP = {"plain", "hill", "ford"}
CLAIMS = st.one_of(
    st.integers(0, 400).map(str),
    st.builds("{} {}".format, st.sampled_from(["about", "at least", "over", "up to"]), st.integers(0, 300)),
    st.builds("nearly {}".format, st.integers(1, 300)),
    st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda ends: f"{min(ends)} to {max(ends)}"),
)


def against(words: str, **filters: Any) -> ClaimDocument:
    """The bundled chronology's answer."""
    return claim_report(ask(load(), Filters(**filters)), words).document


def brief(standing: Standing) -> tuple[str | None, str, str]:
    return standing.event, standing.metric, standing.outcome.value


def test_the_figure_that_covers_a_claim_is_named_with_source_and_paragraph() -> None:
    found = against("over a thousand", metrics=["civilians"], since="2019-04", until="2019-08")
    assert (found.low, found.high) == (1001, None)
    [toll] = found.figures
    assert (toll.event, toll.wording, toll.sources, toll.paragraphs) == (TOLL, "nearly 1,000", ("sohr",), (11,))
    assert (toll.outcome, found.total.outcome, found.total.event) == (Outcome.HIGHER, Outcome.HIGHER, TOLL)
    # it begins on 26 April, and the claim on the 1st
    assert (str(toll.first), str(toll.last), toll.exceeds, toll.lacks) == ("2019-04-26", "2019-08-31", (), ("days",))


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("900", "agrees"),
        ("1000", "agrees"),
        ("1001", "higher"),
        ("899", "lower"),
        ("at least 1000", "not contradicted"),
    ],
)
def test_the_words_are_said_of_the_claim(words: str, outcome: str) -> None:
    found = against(words, metrics=["civilians"], since="2019-04-26", until="2019-08-31")
    assert [brief(each) for each in found.figures] == [(TOLL, "civilians", outcome)]
    assert (found.figures[0].exceeds, found.figures[0].lacks, found.figures[0].reason) == ((), (), None)


def test_nearest_comes_first() -> None:
    found = against("50", metrics=["civilians"], since="2019-07-22", until="2019-07-22", places=["maaret-al-numan"])
    assert [(each.event, list(each.exceeds)) for each in found.figures] == [
        ("2019-07-22-market-strikes", ["places"]),
        (TOLL, ["days", "places"]),
    ]
    assert brief(found.total) == (None, "civilians", "nothing found")


def test_of_figures_that_hold_each_other_the_shorter_is_nearer() -> None:
    week = {
        "metric": "civilians",
        "value": 99,
        "source": "un",
        "scope": "cumulative",
        "period": "2019-06-14/2019-06-21",
    }
    raw = changed(("events/2019-06-03-hrw-banned-weapons/figures", [week]))
    question = ask(from_bytes(content_of(raw)), Filters(metrics=["civilians"], since="2019-06-16", until="2019-06-17"))
    found = claim_report(question, "99").document
    assert [each.event for each in found.figures] == ["2019-06-03-hrw-banned-weapons", TOLL]
    assert {each.outcome for each in found.figures} == {Outcome.NOT_COMPARABLE}


def test_parts_of_a_metric_say_only_how_many_there_are_at_the_least() -> None:
    question = {"metrics": ["killed"], "since": "2019-06-15", "until": "2019-06-15"}
    for words, outcome in (("9", "lower"), ("10", "not contradicted"), ("100", "not contradicted")):
        found = against(words, **question)
        assert [brief(each) for each in found.figures if not each.exceeds] == [
            (FLARE, "killed", "lower" if int(words) < 45 else "not contradicted"),
            (FLARE, "civilians", outcome),
        ]
        wider = next(each for each in found.figures if each.exceeds)
        assert brief(wider) == (TOLL, "civilians", "not comparable")


def test_a_total_of_parts_alone_is_open_upwards() -> None:
    found = against("30", metrics=["killed"], since="2020-01-11", until="2020-01-11")
    assert (found.total.low, found.total.high, found.total.outcome) == (16, None, Outcome.NOT_CONTRADICTED)
    assert found.total.reason is not None
    assert "figures that are added up count civilians killed only" in found.total.reason


def test_a_filter_on_sources_or_kinds_makes_a_figure_wider_too() -> None:
    found = against("2000", metrics=["civilians"], kinds=["strike"], since="2019-05", until="2019-08")
    [toll] = found.figures
    assert (toll.event, list(toll.exceeds), toll.outcome) == (TOLL, ["days", "events"], Outcome.HIGHER)


def test_nobody_is_within_a_figure_of_more_days() -> None:
    [toll] = against("nobody", metrics=["civilians"], since="2019-05", until="2019-05").figures
    assert brief(toll) == (TOLL, "civilians", "not comparable")


def test_a_figure_of_one_province_covers_less_than_all_places() -> None:
    question = {"metrics": ["children"], "since": "2020-01-21", "until": "2020-01-21"}
    assert [list(each.lacks) for each in against("13", **question).figures] == [["places"]]
    assert [list(each.lacks) for each in against("13", **question, places=["idlib", "aleppo"]).figures] == [[]]


@pytest.mark.parametrize(
    ("words", "is_told"), [("about 13", True), ("nearly 13", True), ("13", False), ("at least 13", False)]
)
def test_our_reading_of_a_hedge_in_the_claim_is_told(words: str, *, is_told: bool) -> None:
    notes = against(words, metrics=["children"]).notes
    assert any("in the claim is read as within 10 %" in note for note in notes) is is_told


@pytest.mark.parametrize("metrics", [[], ["civilians", "fighters"]])
def test_a_claim_is_about_one_metric(metrics: list[str]) -> None:
    with pytest.raises(BadQuestion, match="a claim is about one metric"):
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
    event = {"id": "it", "date": "2019-06-15", "title": "It", "kind": "strike", "places": ["idlib-region"]}
    event |= {"source": "times"}
    raw |= {"publications": several, "events": [{**event, "figures": figures, "citations": cited}]}
    question = ask(from_bytes(content_of(raw)), Filters(metrics=["civilians"], since="2019-06-15", until="2019-06-15"))
    report = claim_report(question, "5")
    [found] = report.document.figures
    told = "".join(str(block) for block in comparison_blocks(report))
    assert "in Idlib and its surroundings: 5/5/5, The Times, paragraphs 3, 4, The Post" in told
    assert [(each.publication, each.paragraphs) for each in found.citations] == [("times", (3, 4)), ("post", ())]
    assert (found.sources, found.paragraphs) == (("times",), ())


# For any chronology, question and claim


def said(low: int, high: int | None, their_low: int, their_high: int | None) -> str:
    """The word for two ranges."""
    if high is not None and high < their_low:
        return "lower"
    if their_high is not None and low > their_high:
        return "higher"
    return "not contradicted" if high is None or their_high is None else "agrees"


@settings(max_examples=scaled(800))
@given(chronologies(), questions(), st.sampled_from(METRIC_IDS), CLAIMS)
def test_a_claim_stands_as_its_numbers_do_and_never_agrees_with_more_than_it_is_of(
    raw: Raw, asked: Asked, metric: str, words: str
) -> None:
    question = as_question(loaded(raw), asked, metric)
    found, claim = claim_report(question, words).document, claimed(words)
    [total] = totals_report(question).totals
    assert (found.total.best, found.headline, found.counted) == (total.best, total.headline, total.counted)
    assert (found.total.outcome is Outcome.NOTHING_FOUND) is (total.best is None)
    if total.low is not None:
        of_parts = any(entry.metric != metric for entry in total.counted)
        assert found.total.outcome == said(claim.low, claim.high, total.low, None if of_parts else total.high)
    known = {(entry.event, entry.metric) for entry in (*total.counted, *total.included, *total.wider)}
    for figure in found.figures:
        assert (figure.event, figure.metric) in known
        is_part = figure.metric != metric
        if figure.exceeds:
            assert figure.outcome in (Outcome.HIGHER, Outcome.NOT_COMPARABLE)
            is_higher = not is_part and figure.high is not None and claim.low > figure.high
            assert (figure.outcome is Outcome.HIGHER) is is_higher
        else:
            assert figure.low is not None
            assert figure.outcome == said(claim.low, claim.high, figure.low, None if is_part else figure.high)
        # what is said of a number is never said without what it covers more, or less
        assert (figure.reason is None) is not (figure.exceeds or figure.lacks or is_part)
    assert [len(each.exceeds) for each in found.figures] == sorted(len(each.exceeds) for each in found.figures)


@settings(max_examples=scaled(400))
@given(chronologies(), questions(), st.sampled_from(METRIC_IDS))
def test_a_figure_is_named_if_it_covers_all_of_the_question(raw: Raw, asked: Asked, metric: str) -> None:
    question = as_question(loaded(raw), asked, metric)
    found = claim_report(question, "5").document
    [total] = totals_report(question).totals
    named = {(each.event, each.metric) for each in found.figures}
    for entry in (*total.counted, *total.included, *total.wider):
        stretch = stretch_of(entry.period.first, entry.period.last)
        holds_days = all(
            window.is_empty
            or (window.first and window.last and stretch[0] <= window.first and window.last <= stretch[1])
            for window in question.windows
        )
        inside = TOP if "plain" in entry.places else set(entry.places)
        holds_places = (set(question.places) or {"plain"}) <= inside
        is_all_there_is = total.printed_by == entry.event
        if holds_days and holds_places:
            assert (entry.event, entry.metric) in named
        elif (entry.event, entry.metric) in named:
            assert is_all_there_is


def stretch_of(first: dt.date, last: dt.date | None) -> tuple[dt.date, dt.date]:
    return first, max(first, AS_OF) if last is None else last


def test_the_days_of_the_laws_are_those_of_the_program() -> None:
    assert days("2019-02-01/..") == stretch_of(dt.date(2019, 2, 1), None)
