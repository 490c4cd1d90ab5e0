"""The laws of totals, and the program's reckoning held against a slow one of the same definition."""

from collections.abc import Sequence
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from profiles import scaled
from slow_reckoning import Question as Asked
from slow_reckoning import Reckoning
from timelines import ACTORS, METRICS, SOURCES, Raw, chronologies, loaded, questions

from idlibtl import By, Filters, Question, Timeline, Total, ask, figures_report, totals_report

METRIC_IDS = tuple(str(metric["id"]) for metric in METRICS)


def as_question(timeline: Timeline, asked: Asked, metric: str | None = None) -> Question:
    """The same question to the program."""
    return ask(
        timeline,
        Filters(
            since=str(asked.first) if asked.first else None,
            until=str(asked.last) if asked.last else None,
            phases=asked.phases,
            places=asked.places,
            actors=asked.actors,
            sources=["publication" if each is None else each for each in asked.sources or ()],
            kinds=asked.kinds,
            texts=() if asked.text_events is None else sorted(asked.text_events) or ["nothing-at-all"],
            metrics=[metric] if metric else (),
        ),
    )


def total_of(timeline: Timeline, asked: Asked, metric: str, by: By | None = None) -> Total:
    [total] = totals_report(as_question(timeline, asked, metric), by).totals
    return total


def bounds(total: Any) -> tuple[int | None, int | None, int | None]:
    return total.low, total.best, total.high


def keys(entries: Sequence[Any]) -> set[tuple[str, str]]:
    return {(entry.metric, entry.event) for entry in entries}


CASES = given(raw=chronologies(), asked=questions(), metric=st.sampled_from(METRIC_IDS))


@settings(max_examples=scaled(1500), deadline=None)
@CASES
def test_a_total_is_what_the_slow_reckoning_makes_of_the_definition(raw: Raw, asked: Asked, metric: str) -> None:
    slow, total = Reckoning(raw, asked, metric), total_of(loaded(raw), asked, metric)
    assert bounds(total) == (slow.low, slow.best, slow.high)
    assert (total.quote == "not reported") is (slow.best is None)
    assert keys(total.counted) == set(slow.counted)
    assert keys(total.included) == set(slow.included)
    assert {(e.metric, e.event): {str(each) for each in e.exceeds} for e in total.wider} == slow.wider
    assert sum(entry.counted_as.best for entry in total.counted) == (slow.best or 0)


@settings(max_examples=scaled(600), deadline=None)
@given(raw=chronologies(), asked=questions(), metric=st.sampled_from(("civilians", "displaced")))
def test_each_counted_figure_stands_for_itself_and_what_is_listed_under_it(raw: Raw, asked: Asked, metric: str) -> None:
    # of a metric with parts a figure may lie in two others, and the definition does not say under which it is listed
    total = total_of(loaded(raw), asked, metric)
    found = {(entry.metric, entry.event): bounds(entry.counted_as) for entry in total.counted}
    assert found == Reckoning(raw, asked, metric).counted


@settings(max_examples=scaled(1200), deadline=None)
@given(raw=chronologies(), asked=questions(), metric=st.sampled_from(METRIC_IDS), by=st.sampled_from(By))
def test_a_breakdown_is_what_the_slow_reckoning_makes_of_the_definition(
    raw: Raw, asked: Asked, metric: str, by: By
) -> None:
    slow, total = Reckoning(raw, asked, metric), total_of(loaded(raw), asked, metric, by)
    assert total.groups is not None
    found = {"+".join(sorted(g.group.split("+"))): bounds(g) for g in total.groups if g.status == "counted"}
    groups = slow.groups(by.value).items()
    expected = {name if isinstance(name, str) else f"{name[0]} {name[1]}/{name[2]}": each for name, each in groups}
    assert found == expected


@settings(max_examples=scaled(1200), deadline=None)
@given(raw=chronologies(), asked=questions(), metric=st.sampled_from(METRIC_IDS), by=st.sampled_from(By))
def test_groups_add_up_to_the_total(raw: Raw, asked: Asked, metric: str, by: By) -> None:
    total = total_of(loaded(raw), asked, metric, by)
    counted = [group for group in total.groups or () if group.best is not None]
    if total.best is None or total.low is None:
        assert not counted
        return
    assert sum(group.best or 0 for group in counted) == total.best
    assert sum(group.low or 0 for group in counted) <= total.low
    highs = [group.high for group in counted]
    if not total.wider and None not in highs:
        assert total.high is not None
        assert sum(high for high in highs if high is not None) >= total.high
    if len(counted) == 1 and not total.wider:
        assert bounds(counted[0]) == bounds(total)


@settings(max_examples=scaled(800), deadline=None)
@given(raw=chronologies(), asked=questions(), metric=st.sampled_from(METRIC_IDS))
def test_shares_and_counted_columns_add_up_to_the_total(raw: Raw, asked: Asked, metric: str) -> None:
    timeline = loaded(raw)
    total = total_of(timeline, asked, metric)
    rows = figures_report(as_question(timeline, asked, metric)).rows
    assert sum(row.share_best or 0 for row in rows) == (total.best or 0)
    assert sum(row.counted_best or 0 for row in rows) == (total.best or 0)
    shares = {(r.metric, r.event): (r.share_low, r.share_best, r.share_high) for r in rows if r.share_best is not None}
    assert shares == Reckoning(raw, asked, metric).shares


@settings(max_examples=scaled(500), deadline=None)
@CASES
def test_every_figure_is_in_exactly_one_list(raw: Raw, asked: Asked, metric: str) -> None:
    total = total_of(loaded(raw), asked, metric)
    lists = [keys(total.counted), keys(total.included), keys(total.wider)]
    assert (
        sum(map(len, lists)) == len(set().union(*lists)) == sum(map(len, (total.counted, total.included, total.wider)))
    )


@settings(max_examples=scaled(500), deadline=None)
@given(raw=chronologies(), asked=questions(), metric=st.sampled_from(METRIC_IDS), by=st.none() | st.sampled_from(By))
def test_the_order_of_events_changes_nothing(raw: Raw, asked: Asked, metric: str, by: By | None) -> None:
    turned = {**raw, "events": raw["events"][::-1]}
    one, other = total_of(loaded(raw), asked, metric, by), total_of(loaded(turned), asked, metric, by)
    assert one == other


@settings(max_examples=scaled(500), deadline=None)
@given(raw=chronologies(), asked=questions(), metric=st.sampled_from(METRIC_IDS), data=st.data())
def test_another_source_of_the_same_people_changes_no_best(
    raw: Raw, asked: Asked, metric: str, data: st.DataObject
) -> None:
    assume(asked.sources is None)
    told = [(event, figure) for event in raw["events"] for figure in event["figures"] if figure["metric"] == metric]
    assume(told)
    event, _ = data.draw(st.sampled_from(told))
    said = {figure["source"] for figure in event["figures"] if figure["metric"] == metric}
    left = [source for source in (*SOURCES, "south") if source not in said]
    before = total_of(loaded(raw), asked, metric).best
    event["figures"].append({"metric": metric, "value": data.draw(st.integers(0, 200)), "source": left[0]})
    assert total_of(loaded(raw), asked, metric).best == before


@settings(max_examples=scaled(800), deadline=None)
@given(raw=chronologies(), asked=questions(), metric=st.sampled_from(("civilians", "fighters", "displaced")))
def test_asking_for_less_never_raises_the_number(raw: Raw, asked: Asked, metric: str) -> None:
    # leaving out a source may put another one first among those that disagree, so this is of the other filters
    assume(asked.sources is None)
    timeline = loaded(raw)
    less, all_of_it = total_of(timeline, asked, metric), total_of(timeline, Asked(), metric)
    assert (less.best or 0) <= (all_of_it.best or 0)


@settings(max_examples=scaled(300), deadline=None)
@given(raw=chronologies(), name=st.sampled_from([actor["id"] for actor in ACTORS]))
def test_the_totals_of_an_actor_and_of_a_phase_are_those_of_the_filter(raw: Raw, name: str) -> None:
    from idlibtl import actor_report, phase_report

    timeline = loaded(raw)
    everything = ask(timeline, Filters())
    of_actor = actor_report(everything, name).document
    assert of_actor.totals == totals_report(ask(timeline, Filters(actors=[name]))).totals
    by_source = totals_report(ask(timeline, Filters(sources=[name]))).totals
    assert of_actor.reported == tuple(total for total in by_source if total.counted)  # type: ignore[union-attr]
    of_phase = phase_report(everything, "early").document
    assert of_phase.totals == totals_report(ask(timeline, Filters(phases=["early"]))).totals


@settings(max_examples=scaled(300), deadline=None)
@given(raw=chronologies(), asked=questions(), metric=st.sampled_from(METRIC_IDS))
def test_a_quote_never_says_more_than_its_bounds(raw: Raw, asked: Asked, metric: str) -> None:
    total = total_of(loaded(raw), asked, metric)
    assert "at least 0" not in total.quote or "at least 0" in str([e.wording for e in total.counted])
    if total.our_sum:
        assert f"{total.best:,}" in total.quote
        assert f"our sum of {len(total.counted)} figure" in total.quote
        assert not total.quote.startswith("at least") or total.low == total.best
    for entry in total.wider[:1]:
        assert f"{entry.value:,}" in total.headline or (entry.wording or "") in total.headline
        assert "not added" in total.headline
