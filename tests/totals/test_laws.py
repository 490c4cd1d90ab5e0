"""The laws of totals, and the program compared with a slow calculation of the same definition."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from chronologies import ACTORS, METRICS, PHASES, SOURCES, Raw, as_filters, documents, loaded, questions
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from profiles import scaled
from slow_totals import Answer, Figure, Key, Row, SlowChronology
from slow_totals import Question as Asked

from idlibtl import By, Chronology, Filters, Total, actor_report, ask, figures_report, phase_report, totals_report
from idlibtl.model.vocabulary import Status

METRIC_IDS = tuple(str(metric["id"]) for metric in METRICS)
TIMES = (By.MONTH, By.QUARTER, By.YEAR, By.PHASE)
ADD_UP = (*TIMES, By.ACTOR, By.COUNTRY, By.PROVINCE)

METRIC = st.sampled_from(METRIC_IDS)

# Most of the time goes into drawing a chronology, so laws about the same things share what is drawn.


def total_of(chronology: Chronology, asked: Asked, metric: str, by: By | None = None) -> Total:
    [total] = totals_report(ask(chronology, as_filters(asked, metric)), by).totals
    return total


def slow_answer(raw: Raw, asked: Asked, metric: str) -> Answer:
    return SlowChronology(raw).answer(asked, metric)


def keys(entries: Iterable[Any]) -> list[Key]:
    """The metric and event of figures, sorted, so that one that is listed twice is seen."""
    return sorted((entry.metric, entry.event) for entry in entries)


def shares_a_part(answer: Answer) -> bool:
    """Whether a counted figure is in two counted totals of which neither includes the other."""
    return any(len(answer.nearest(figure, answer.inside)) > 1 for figure in answer.included)


def holders(answer: Answer, figures: Sequence[Figure], among: Sequence[Figure]) -> dict[Key, set[Key]]:
    """For each figure, those that it may be listed under; of a part in two totals the text does not say which."""
    return {figure.key: {outer.key for outer in answer.nearest(figure, among)} for figure in figures}


# The program and the slow calculation


@settings(max_examples=scaled(1500))
@given(raw=documents(), asked=questions(), metric=METRIC, by=st.sampled_from(By))
def test_a_total_and_its_breakdown(raw: Raw, asked: Asked, metric: str, by: By) -> None:
    chronology, answer = loaded(raw), slow_answer(raw, asked, metric)
    total = total_of(chronology, asked, metric)
    _is_as_calculated_slowly(total, answer)
    _has_nothing_that_no_source_said(total)
    broken_down = total_of(chronology, asked, metric, by)
    assert broken_down._replace(by=None, adds_up=None, groups=None) == total
    _has_the_rows_calculated_slowly(broken_down, by, answer)


def _is_as_calculated_slowly(total: Total, answer: Answer) -> None:
    assert (total.best, total.low, total.high) == (answer.best, answer.low, None)
    assert total.naive_sum == answer.naive_sum
    assert (total.days_asked, total.days_covered) == (answer.days_asked, answer.days_covered)
    assert (total.best is None) is (not total.counted)
    _lists_are_equal(total, answer)
    _entries_are_equal(total, answer)
    _headline_agrees(total, answer)


LISTS = ("counted", "included", "may_repeat", "wider", "not_attributed")


def _lists_are_equal(total: Total, answer: Answer) -> None:
    for name in LISTS:
        assert keys(getattr(total, name)) == keys(getattr(answer, name)), name
        for entry in getattr(total, name):
            [figure] = [figure for figure in getattr(answer, name) if figure.key == (entry.metric, entry.event)]
            used = answer.asked.used(figure) or figure.printed
            given = [(entry.value, entry.source), *((other.value, other.source) for other in entry.also_given)]
            assert given == [(one.value, one.source) for one in used]
    listed = keys(entry for name in LISTS for entry in getattr(total, name))
    assert len(listed) == len(set(listed)), "a figure is in one list at most"


def _entries_are_equal(total: Total, answer: Answer) -> None:
    may_be_under = holders(answer, answer.included, answer.inside)
    for inner in total.included:
        assert (inner.held_by_metric, inner.held_by) in may_be_under[inner.metric, inner.event]
    assert {(entry.metric, entry.event): set(map(str, entry.exceeds)) for entry in total.wider} == {
        figure.key: answer.asked.exceeds(figure) for figure in answer.wider
    }
    for entries, figures in ((total.wider, answer.wider), (total.not_attributed, answer.not_attributed)):
        may_be_inside = holders(answer, figures, figures)
        for left_out in entries:
            inside = {outer for _, outer in may_be_inside[left_out.metric, left_out.event]}
            assert left_out.inside in inside or (left_out.inside is None and not inside)
    adds = {(top.metric, top.event): top.adds for tops in (total.counted, total.may_repeat) for top in tops}
    assert sum(entry.adds for entry in total.counted) == (answer.best or 0)
    if not shares_a_part(answer):
        assert adds == {figure.key: answer.adds(figure) for figure in answer.outermost}


def _headline_agrees(total: Total, answer: Answer) -> None:
    assert total.headline.startswith(total.label.capitalize())
    assert total.quote in total.headline
    if answer.best is None:
        assert (total.quote, total.our_sum, total.hedge) == ("not reported", False, None)
    else:
        assert total.our_sum is (answer.single is None)
        # of sources that disagree and of a range the text does not say which hedge the total has
        if answer.single is None or len(answer.asked.used(answer.single)) == 1:
            assert total.hedge == answer.hedge
    if total.our_sum and not shares_a_part(answer):
        assert f"{total.best:,}" in total.quote
        assert f"sum of {answer.number_of_figures} figure" in total.quote
    for figures, one, several in (
        (answer.outer(answer.wider), "a wider figure may include", "{} wider figures may include"),
        (answer.outer(answer.not_attributed), "a figure names no attacker", "{} figures name no attacker"),
    ):
        if not figures:
            assert one not in total.headline
            assert several.format("") not in total.headline
            continue
        words = one if len(figures) == 1 else several.format(len(figures))
        assert words in total.headline
        # of a range both ends are printed, and of them only the low counts
        largest = answer.asked.used(figures[0]) or figures[0].printed
        shown = {f"{number:,}" for number in (largest[0].value, largest[0].low) if number is not None}
        assert shown & set(re.findall(r"[0-9,]*[0-9]", total.headline.split(words)[1])), "the largest that is left out"
    if answer.wider:
        assert ("may include some" in total.headline) is (answer.best is None)


def _has_nothing_that_no_source_said(total: Total) -> None:
    assert total.high is None
    assert total.low is None or total.low <= (total.best or 0)
    if total.best is not None and not total.our_sum:
        entries = (*total.counted, *total.included)
        assert total.best in {entry.value for entry in entries}
        assert total.low is None or total.low in {entry.printed_low for entry in entries} | {
            other.printed_low for entry in entries for other in entry.also_given
        }


def _has_the_rows_calculated_slowly(total: Total, by: By, answer: Answer) -> None:
    assert total.groups is not None
    is_more = sum(group.best or 0 for group in total.groups) > (answer.best or 0)
    assert total.adds_up is (by in ADD_UP and total.metric != "displaced" and not is_more)
    result = {
        "+".join(sorted(group.group.split("+"))): Row(group.best, group.low, group.wider, group.parent)
        for group in total.groups
        if group.best is not None or group.wider
    }
    assert result == answer.rows(by.value)
    assert all(group.high is None for group in total.groups)
    if by in ADD_UP:
        _rows_and_rest_add_up(total)
    if by in TIMES[:3]:
        # every month between the first and the last is a row
        for one, other in pairwise(group for group in total.groups if group.group != "rest"):
            assert one.last is not None
            assert other.first == one.last + dt.timedelta(days=1)


def _rows_and_rest_add_up(total: Total) -> None:
    rest = [group.best or 0 for group in total.groups or () if group.group == "rest"]
    rows = sum(group.best or 0 for group in total.groups or () if group.group != "rest")
    assert len(rest) <= 1
    assert 0 not in rest
    if total.metric == "displaced":
        assert not rest
    elif rows > (total.best or 0):
        # figures that a toll includes may be in another row, and be more than what is left of the toll
        assert not rest
        event("more in the rows than in the total")
    else:
        assert rows + sum(rest) == (total.best or 0)


@settings(max_examples=scaled(800))
@given(raw=documents(), asked=questions())
def test_the_rows_of_figures(raw: Raw, asked: Asked) -> None:
    rows = figures_report(ask(loaded(raw), as_filters(asked))).document
    slow = SlowChronology(raw)
    parts = {metric: slow.parts[metric] for metric in METRIC_IDS}
    statuses: dict[Key, Status] = {}
    for metric in METRIC_IDS:
        answer = slow.answer(asked, metric)
        shares = {row.event: row.share for row in rows if row.metric == metric and row.share is not None}
        assert shares == {event: share for (of, event), share in answer.shares.items() if of == metric}
        of_family = [row.share or 0 for row in rows if row.metric in (metric, *parts[metric])]
        assert sum(of_family) == (answer.best or 0)
        # its status in the total of its own metric
        for status in (Status.COUNTED, Status.INCLUDED, Status.MAY_REPEAT, Status.WIDER, Status.NOT_ATTRIBUTED):
            figures = [figure for figure in getattr(answer, status.value) if figure.metric == metric]
            statuses |= {figure.key: status for figure in figures}
    by_themselves = (Status.ALTERNATIVE, Status.REPLACED)
    assert statuses == {(row.metric, row.event): row.status for row in rows if row.status not in by_themselves}


# A row is the answer to the question about it


@settings(max_examples=scaled(800))
@given(raw=documents(), asked=questions(), metric=METRIC, by=st.sampled_from(By))
def test_a_row_is_the_answer_to_its_question(raw: Raw, asked: Asked, metric: str, by: By) -> None:
    chronology = loaded(raw)
    _a_row_of_all_is_the_answer(chronology, metric, by)
    if by in TIMES[:3]:
        _a_row_of_days_is_the_answer_inside_the_question(chronology, asked, metric, by)


def _a_row_of_all_is_the_answer(chronology: Chronology, metric: str, by: By) -> None:
    for group in total_of(chronology, Asked(), metric, by).groups or ():
        if group.group == "rest" or "+" in group.group:
            continue  # no question asks for what is left, or for actors named together
        match by:
            case By.MONTH | By.QUARTER | By.YEAR:
                asked = Asked(first=group.first, last=group.last)
            case By.PHASE:
                asked = Asked(phases=(group.group,))
            case By.PLACE | By.COUNTRY | By.PROVINCE:
                asked = Asked(places=(group.group,))
            case By.ACTOR:
                asked = Asked(actors=(group.group,))
            case By.SOURCE:
                asked = Asked(sources=(None if group.group == "publication" else group.group,))
            case By.KIND:
                asked = Asked(kinds=(group.group,))
        total = total_of(chronology, asked, metric)
        row = (group.best, group.low, group.quote, group.our_sum, group.wider)
        assert row == (total.best, total.low, total.quote, total.our_sum, bool(total.wider))


def _a_row_of_days_is_the_answer_inside_the_question(chronology: Chronology, asked: Asked, metric: str, by: By) -> None:
    for group in total_of(chronology, asked, metric, by).groups or ():
        if group.group != "rest":
            total = total_of(chronology, replace(asked, first=group.first, last=group.last), metric)
            assert (group.best, group.low, group.quote) == (total.best, total.low, total.quote)


# Other laws


@settings(max_examples=scaled(200))
@given(raw=documents(), actor=st.sampled_from([str(actor["id"]) for actor in ACTORS]), phase=st.sampled_from(PHASES))
def test_the_totals_of_an_actor_and_of_a_phase_are_those_of_the_filter(
    raw: Raw, actor: str, phase: dict[str, Any]
) -> None:
    chronology = loaded(raw)
    everything = ask(chronology, Filters())
    by_actor = totals_report(ask(chronology, Filters(actors=[actor]))).totals
    assert actor_report(everything, actor).document.totals == by_actor
    by_phase = totals_report(ask(chronology, Filters(phases=[phase["id"]]))).totals
    assert phase_report(everything, phase["id"]).document.totals == by_phase
    assert phase_report(everything, str(phase["number"])).document.totals == by_phase


def _agrees(raw: Raw) -> bool:
    """Whether the first of the sources that disagree gives the most: without it the total is no more."""
    return all(
        figure.printed[0].value == max(one.value for one in figure.printed) for figure in SlowChronology(raw).figures
    )


@settings(max_examples=scaled(800))
@given(
    raw=documents(),
    asked=questions(),
    more=questions(),
    metric=METRIC,
    left_out=st.sampled_from(SOURCES),
)
def test_asking_for_less_never_raises_best(
    raw: Raw, asked: Asked, more: Asked, metric: str, left_out: str | None
) -> None:
    answer = slow_answer(raw, asked, metric)
    # what two totals share is in each of them once it is not known
    assume(not shares_a_part(answer))
    # and what a figure that is not added up includes may be more than it
    assume(metric != "displaced" or not answer.included)
    chronology = loaded(raw)
    best = total_of(chronology, asked, metric).best or 0
    names = [name for name in Asked.__dataclass_fields__ if not getattr(asked, name)]
    # a source that is left out may be the first of those that disagree
    names = [
        name for name in names if name != "sources" and not (name in ("first", "last") and (asked.first or asked.last))
    ]
    narrower = replace(asked, **{name: getattr(more, name) for name in names})
    assert (total_of(chronology, narrower, metric).best or 0) <= best
    others = tuple(source for source in (asked.sources or SOURCES) if source != left_out)
    if others and _agrees(raw):
        assert (total_of(chronology, replace(asked, sources=others), metric).best or 0) <= best


@settings(max_examples=scaled(400))
@given(
    raw=documents(),
    asked=questions(),
    metric=METRIC,
    by=st.none() | st.sampled_from(By),
    data=st.data(),
)
def test_the_order_of_events_changes_nothing(
    raw: Raw, asked: Asked, metric: str, by: By | None, data: st.DataObject
) -> None:
    turned = {**raw, "events": data.draw(st.permutations(raw["events"]))}
    one, other = (total_of(loaded(one), asked, metric, by) for one in (raw, turned))
    assert one == other


@settings(max_examples=scaled(400))
@given(raw=documents(), asked=questions(), metric=METRIC, data=st.data())
def test_another_source_of_the_same_people_changes_no_best(
    raw: Raw, asked: Asked, metric: str, data: st.DataObject
) -> None:
    assume(not asked.sources)
    given = [(record, figure) for record in raw["events"] for figure in record["figures"] if figure["metric"] == metric]
    assume(given)
    record, _ = data.draw(st.sampled_from(given))
    sources = {figure["source"] for figure in record["figures"] if figure["metric"] == metric}
    left = [source for source in (*SOURCES, "south") if source not in sources]
    # a source's name is among the words of an event
    assume(not asked.texts)
    before = total_of(loaded(raw), asked, metric)
    record["figures"].append({"metric": metric, "value": data.draw(st.integers(0, 200)), "source": left[0]})
    after = total_of(loaded(raw), asked, metric)
    assert after.best == before.best
    assert after.low is None or (before.low is not None and after.low <= before.low)


@pytest.mark.parametrize("metric", METRIC_IDS)
def test_nothing_is_not_zero(metric: str) -> None:
    from chronologies import document

    total = total_of(loaded(document([])), Asked(), metric)
    assert (total.best, total.low, total.high, total.naive_sum, total.quote) == (None, None, None, None, "not reported")
