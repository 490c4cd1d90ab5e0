"""Totals, held against a slow reckoning of their definition, against worked numbers, and against the laws of sums."""

import datetime as dt
import math
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from timelines import (
    Days,
    Raw,
    chronologies,
    chronology,
    cuts,
    days,
    inside,
    loaded,
    period_of,
    raw_events,
    source_choices,
    windows,
)

import idlibtl
from idlibtl import By, Event, Filters, Timeline, Total, Window, select, totals_report
from idlibtl.asking.totals import Basis, Entry, Relation, attributed_totals, reported_totals, totals

# The definition, followed slowly


class Amount(NamedTuple):
    """Bounds, and the hedges that took part in them; none makes them exact."""

    low: int
    best: int
    high: int | None
    hedges: frozenset[str] = frozenset()

    @property
    def hedge(self) -> str:
        if not self.hedges:
            return "exact"
        return "at_least" if self.hedges <= {"at_least", "more_than"} else "about"


Bounds = tuple[int | None, int | None, int | None]  # low, best, high; only high may be open
Key = tuple[str, str]  # a metric, and an event that has a figure of it


def amount(figure: Raw) -> Amount:
    value, hedge = figure["value"], figure["hedge"]
    tenth = Fraction(value, 10)
    bounds: Mapping[str, tuple[int, int | None]] = {
        "exact": (value, value),
        "about": (math.floor(value - tenth), math.ceil(value + tenth)),
        "nearly": (math.floor(value - tenth), value),
        "at_least": (value, None),
        "more_than": (value, None),
    }
    low, high = figure.get("low", bounds[hedge][0]), figure.get("high", bounds[hedge][1])
    if hedge == "exact" and low == high:
        return Amount(low, value, high)
    return Amount(low, value, high, frozenset({"about" if hedge == "exact" else hedge}))


def added(amounts: Iterable[Amount]) -> Amount:
    def both(one: Amount, other: Amount) -> Amount:
        high = None if one.high is None or other.high is None else one.high + other.high
        return Amount(one.low + other.low, one.best + other.best, high, one.hedges | other.hedges)

    return reduce(both, amounts, Amount(0, 0, 0))


def rest(whole: Amount, parts: Sequence[Amount]) -> Amount:
    """What a figure reports beyond parts of it. Less something inexact, it is no bound any more: about."""
    if not parts:
        return whole
    away = added(parts)
    best = max(0, whole.best - away.best)
    low = 0 if away.high is None else max(0, whole.low - away.high)
    high = None if whole.high is None else max(best, whole.high - away.low)
    return Amount(low, best, high, frozenset({"about"}) if away.hedges else whole.hedges)


class Reckoning:
    """The definition of a total, followed step by step from the JSON of a chronology, with no thought of speed."""

    def __init__(
        self,
        raw: Raw,
        window: Window = Window(),  # noqa: B008 - frozen
        sources: Collection[str | None] | None = None,
        events: Collection[str] | None = None,
        *,
        parts_of_included: bool = True,
    ) -> None:
        self.raw = raw
        self.parts_of_included = parts_of_included
        self.events = {event["id"]: event for event in raw["events"]}
        self.parts: dict[str, Sequence[str]] = {metric["id"]: metric.get("parts", ()) for metric in raw["metrics"]}
        self.figures: dict[Key, Raw] = {
            (figure["metric"], event["id"]): figure for event in raw["events"] for figure in event["figures"]
        }
        self.holder = {
            (metric, held): (metric, event)
            for (metric, event), figure in self.figures.items()
            for held in figure.get("includes", ())
        }
        asked = (window.first or dt.date.min, window.last or dt.date.max)
        self.taken: set[Key] = set()
        self.overlapping: set[Key] = set()
        for key, figure in self.figures.items():
            if (events is None or key[1] in events) and (sources is None or figure["source"] in sources):
                period = self.period(key)
                if inside(period, asked):
                    self.taken.add(key)
                elif period[0] <= asked[1] and asked[0] <= period[1]:
                    self.overlapping.add(key)

    def period(self, key: Key) -> Days:
        return period_of(self.events[key[1]], self.figures[key])

    def of(self, keys: set[Key], metric: str) -> set[Key]:
        return {key for key in keys if key[0] in (metric, *self.parts[metric])}

    def holders(self, key: Key) -> list[Key]:
        """The figures that a figure is inside of, innermost first, taken or not."""
        return [self.holder[key], *self.holders(self.holder[key])] if key in self.holder else []

    def held_by(self, key: Key) -> Key | None:
        return next((holder for holder in self.holders(key) if holder in self.taken), None)

    def held(self, key: Key) -> list[Amount]:
        return [self.counts_for(each) for each in self.taken if self.held_by(each) == key]

    def own(self, key: Key) -> Amount:
        """What a figure says; of a stated total, what it leaves unspecified."""
        split = [self.counts_for(each) for part in self.parts[key[0]] for each in self.split(key, part)]
        return rest(amount(self.figures[key]), split)

    def below(self, key: Key, part: str) -> set[Key]:
        """The figures of a part in the events that a stated total includes, directly or through others."""
        return {each for each in self.of(self.taken, part) if key in self.holders((key[0], each[1]))}

    def split(self, key: Key, part: str) -> set[Key]:
        """The figures of a part that a stated total is split into."""
        if (part, key[1]) in self.taken:
            return {(part, key[1])}
        below = self.below(key, part) if self.parts_of_included else set()
        return {each for each in below if not below.intersection(self.holders(each))}  # each person once

    def counts_for(self, key: Key) -> Amount:
        own, inner = self.own(key), added(self.held(key))
        if inner.best > own.best:
            return inner
        return own._replace(low=max(own.low, inner.low))

    def share(self, key: Key) -> Amount:
        return rest(self.own(key), self.held(key))

    def counted(self, metric: str) -> dict[Key, Amount]:
        keys = self.of(self.taken, metric)
        return {key: self.counts_for(key) for key in keys if self.held_by(key) is None}

    def naive_sum(self, metric: str) -> int | None:
        keys = self.of(self.taken, metric)
        return sum(self.figures[key]["value"] for key in keys) if keys and not self.parts[metric] else None

    def groups(self, metric: str, by: By) -> dict[str | Days, Amount]:
        keys = self.of(self.taken, metric)
        return {
            row: added(self.share(key) for key in keys if self.row(key, by) == row)
            for row in {self.row(key, by) for key in keys}
        }

    def attribution(self, key: Key) -> set[str]:
        blamed = {each["actor"] for each in self.events[key[1]]["actors"] if each["role"] in ("attacker", "backer")}
        return blamed & set(self.figures[key].get("attributed_to", blamed))

    def row(self, key: Key, by: By) -> str | Days:
        """The label of the group in which a figure stands, in a breakdown of time its days."""
        event, (first, last) = self.events[key[1]], self.period(key)
        match by:
            case By.MONTH | By.QUARTER | By.YEAR:
                months = {By.MONTH: 1, By.QUARTER: 3, By.YEAR: 12}[by]
                end = (first.month - 1) // months * months + months
                begin = dt.date(first.year, end - months + 1, 1)
                group = (begin, dt.date(first.year, end, monthrange(first.year, end)[1]))
                return group if inside((first, last), group) else (first, last)
            case By.PHASE:
                phases = [
                    tuple(map(dt.date.fromisoformat, (each["first"], each["last"]))) for each in self.raw["phases"]
                ]
                return next(((begin, end) for begin, end in phases if begin <= first <= last <= end), (first, last))
            case By.ACTOR:
                return self.names("actors", self.attribution(key)) or "not attributed"
            case By.PLACE:
                return self.names("places", event["places"]) or "no place given"
            case By.SOURCE:
                source = self.figures[key]["source"]
                return self.names("actors", [source]) if source else "the publication itself"
            case By.KIND:
                return str(event["kind"])

    def names(self, section: str, ids: Collection[str]) -> str:
        *most, last = [each["name"] for each in self.raw[section] if each["id"] in ids] or [""]
        return f"{', '.join(most)} and {last}" if most else str(last)

    def is_tangled(self) -> bool:
        """Whether the includes of stated totals go another way than those of their parts, below some stated total.

        One event holds another's part without holding its total, or the other way round: how much of the stated total
        is left then depends on which of the two is believed, and the definition does not say.
        """
        for whole in self.taken:
            for part in self.parts[whole[0]]:
                below = self.below(whole, part)
                for one in below:
                    total = (whole[0], one[1])
                    held = {other for other in below if total in self.holders((whole[0], other[1]))}
                    if held != {other for other in below if one in self.holders(other)}:
                        return True
        return False


def bounds(each: Any) -> Bounds:
    return each.low, each.best, each.high


def key(entry: Entry) -> Key:
    return entry.metric, entry.event


def rows(total: Total) -> dict[str | Days, Bounds]:
    return {(row.first, row.last) if row.first and row.last else row.label: bounds(row) for row in total.groups or ()}


def chosen(timeline: Timeline, left_out: Collection[str]) -> list[Event]:
    return [event for event in timeline.events if event.id not in left_out]


LEFT_OUT = st.sets(st.sampled_from(["e0", "e1", "e2"])) | st.just(set[str]())


@settings(max_examples=500, deadline=None)
@given(chronologies(), windows(), source_choices(), LEFT_OUT)
def test_totals_are_what_a_slow_reckoning_of_their_definition_finds(
    raw: Raw, window: Window, sources: set[str | None] | None, left_out: set[str]
) -> None:
    timeline = loaded(raw)
    events = chosen(timeline, left_out)
    slow = Reckoning(raw, window, sources, [event.id for event in events])
    for total in totals(timeline, events, timeline.metrics, window=window, sources=sources):
        metric = total.metric
        if slow.parts[metric] and slow.is_tangled():  # see there why
            continue
        expected = slow.counted(metric)
        whole = added(expected.values())
        assert {key(entry): bounds(entry.counted_as) for entry in total.counted} == {
            each: bounds(amount) for each, amount in expected.items()
        }
        if expected:
            assert (bounds(total), total.hedge) == (bounds(whole), whole.hedge)
        else:
            assert (bounds(total), total.hedge) == ((None, None, None), None)
        assert total.naive_sum == slow.naive_sum(metric)
        assert {key(entry): (entry.metric, entry.held_by) for entry in total.included} == {
            each: holder for each in slow.of(slow.taken, metric) if (holder := slow.held_by(each))
        }
        assert {key(entry) for entry in total.straddling} == slow.of(slow.overlapping, metric)


@settings(max_examples=300, deadline=None)
@given(chronologies(), windows(), source_choices())
def test_breakdowns_are_what_a_slow_reckoning_of_their_definition_finds(
    raw: Raw, window: Window, sources: set[str | None] | None
) -> None:
    timeline = loaded(raw)
    slow = Reckoning(raw, window, sources)
    metrics = [each for each in timeline.metrics if not (each.parts and slow.is_tangled())]
    for by in By:
        for total in totals(timeline, timeline.events, metrics, window=window, sources=sources, by=by):
            expected = slow.groups(total.metric, by)
            assert rows(total) == {row: bounds(amount) for row, amount in expected.items()}
            assert len(total.groups or ()) == len(expected)


# The definition, rule by rule


def said(metric: str, value: int, hedge: str = "exact", **more: Any) -> Raw:
    return {"metric": metric, "value": value, "hedge": hedge, "source": None, **more}


def toll(metric: str, value: int, hedge: str = "exact", *, includes: Sequence[str] = (), **more: Any) -> Raw:
    return said(metric, value, hedge, scope="cumulative", includes=includes, **more)


def event(identity: str, date: str, *figures: Raw, **more: Any) -> Raw:
    return {"id": identity, "date": date, "title": identity, "kind": "strike", "figures": figures, **more}


def total_of(metric: str, *events: Raw, **asked: Any) -> Total:
    timeline = loaded(chronology(events))
    return totals(timeline, timeline.events, [timeline.metric[metric]], **asked)[0]


JANUARY = Window(dt.date(2019, 1, 1), dt.date(2019, 1, 31))


@pytest.mark.parametrize(
    ("period", "fate"),
    [
        ("2019-01-01", "counted"),
        ("2019-01-31", "counted"),
        ("2019-01", "counted"),
        ("2018-12-31/2019-01-01", "straddling"),
        ("2019-01-31/2019-02-01", "straddling"),
        ("2018-12/2019-02", "straddling"),
        ("2018-12-31", "neither"),
        ("2019-02-01", "neither"),
    ],
)
def test_a_figure_counts_if_its_period_lies_inside_and_straddles_if_it_only_overlaps(period: str, fate: str) -> None:
    # the event's own day is no matter: a toll may be told outside the days that it counts
    for day in ("2019-01-15", "2019-06-01"):
        for metric in ("civilians", "killed"):
            total = total_of(metric, event("raid", day, said("civilians", 7, period=period)), window=JANUARY)
            assert [entry.event for entry in total.counted] == ["raid"] * (fate == "counted")
            assert [entry.event for entry in total.straddling] == ["raid"] * (fate == "straddling")
            assert total.best == (7 if fate == "counted" else None)


def test_without_a_window_everything_is_inside_and_the_window_is_null() -> None:
    total = total_of(
        "civilians", event("old", "0001-01-01", said("civilians", 1)), event("new", "9999-12", said("civilians", 2))
    )
    assert (total.best, total.straddling, total.window) == (3, (), None)


def test_a_figure_is_held_by_the_nearest_taken_one_through_others_that_are_not() -> None:
    events = (
        event("raid", "2019-01-10", said("civilians", 4, source="watch")),
        event("week", "2019-01-07/2019-01-13", toll("civilians", 6, source="north", includes=["raid"])),
        event("month", "2019-01", toll("civilians", 9, source="watch", includes=["week"])),
    )
    every = total_of("civilians", *events)
    assert {each.event: each.held_by for each in every.included} == {"raid": "week", "week": "month"}
    assert (every.best, every.naive_sum) == (9, 19)
    watched = total_of("civilians", *events, sources={"watch"})
    assert {each.event: each.held_by for each in watched.included} == {"raid": "month"}
    assert (watched.best, watched.naive_sum) == (9, 13)


@pytest.mark.parametrize(
    ("whole", "inner", "expected"),
    [
        # own (90, 100, 110), inside it (95, 95, 95): the larger low
        (("about", 100), [("exact", 95)], (95, 100, 110)),
        (("about", 100), [("exact", 50)], (90, 100, 110)),
        # as much inside as it says itself: its own bounds, but for the low
        (("about", 100), [("exact", 60), ("exact", 40)], (100, 100, 110)),
        # more inside than it says: what is inside, in all three bounds
        (("about", 100), [("exact", 60), ("exact", 41)], (101, 101, 101)),
        (("at_least", 100), [("about", 101)], (90, 101, 112)),
        # one open figure leaves the whole open only where it stands in its place
        (("exact", 100), [("at_least", 60)], (100, 100, 100)),
        (("exact", 100), [("at_least", 60), ("exact", 60)], (120, 120, None)),
        (("more_than", 100), [("exact", 60)], (100, 100, None)),
    ],
)
def test_a_cumulative_figure_counts_for_no_less_than_what_it_includes(
    whole: tuple[str, int], inner: list[tuple[str, int]], expected: Bounds
) -> None:
    raids = [
        event(f"raid-{index}", "2019-01-10", said("civilians", value, hedge))
        for index, (hedge, value) in enumerate(inner)
    ]
    month = toll("civilians", whole[1], whole[0], includes=[raid["id"] for raid in raids])
    total = total_of("civilians", *raids, event("month", "2019-01", month))
    assert bounds(total) == expected
    assert [(each.event, bounds(each.counted_as)) for each in total.counted] == [("month", expected)]


def test_a_cumulative_rest_is_low_where_the_inner_are_high_and_high_where_they_are_low() -> None:
    raid = event("raid", "2019-01-10", said("civilians", 40, "about"))  # 36, 40, 44
    month = event("month", "2019-01/2019-02", toll("civilians", 100, "about", includes=["raid"]))  # 90, 100, 110
    total = total_of("civilians", raid, month, by=By.MONTH)
    assert rows(total) == {
        days("2019-01"): (36, 40, 44),
        days("2019-01/2019-02"): (90 - 44, 60, 110 - 36),
    }


@pytest.mark.parametrize(
    ("period", "month", "quarter", "year"),
    [
        ("2019-03-31", "2019-03", "2019-Q1", "2019"),
        ("2019-04-01", "2019-04", "2019-Q2", "2019"),
        ("2019-06", "2019-06", "2019-Q2", "2019"),
        ("2019-09-30", "2019-09", "2019-Q3", "2019"),
        ("2019-11~", "2019-11", "2019-Q4", "2019"),
        ("2020-02-29", "2020-02", "2020-Q1", "2020"),
        ("2019-10/2019-12", None, "2019-Q4", "2019"),
        ("2019-03-31/2019-04-01", None, None, "2019"),
        ("2019-12-31/2020-01-01", None, None, None),
    ],
)
def test_a_figure_stands_in_the_month_quarter_and_year_that_hold_all_its_days(
    period: str, month: str | None, quarter: str | None, year: str | None
) -> None:
    for by, group in ((By.MONTH, month), (By.QUARTER, quarter), (By.YEAR, year)):
        total = total_of("civilians", event("raid", "2018-01-01", said("civilians", 5, period=period)), by=by)
        (row,) = total.groups or ()
        assert (row.first, row.last) == days(period) if group is None else row.group == group


def test_what_fits_in_no_month_is_a_row_of_its_own_that_names_its_days() -> None:
    total = total_of("civilians", event("raid", "2019-01-31/2019-02-01", said("civilians", 5)), by=By.MONTH)
    (row,) = total.groups or ()
    assert row.label.startswith("not broken down")
    assert "2019-01-31" in row.label
    assert "2019-02-01" in row.label


CLASH = event("clash", "2019-01-10", said("killed", 45), said("civilians", 10))
KILLED = {
    "a stated total holds the parts of what it includes": (
        [CLASH, event("month", "2019-01", toll("killed", 100, includes=["clash"]))],
        100,
    ),
    "also through an event that does not split its own": (
        [
            CLASH,
            event("week", "2019-01-07/2019-01-13", toll("killed", 60, includes=["clash"])),
            event("month", "2019-01", toll("killed", 100, includes=["week"])),
        ],
        100,
    ),
    "its own figure of a part goes before those of what it includes": (
        [
            CLASH,
            event(
                "month", "2019-01", toll("killed", 100, includes=["clash"]), toll("civilians", 30, includes=["clash"])
            ),
        ],
        100,
    ),
    "a part that it does not give itself is taken from what it includes": (
        [
            event("clash", "2019-01-10", said("killed", 45), said("civilians", 10), said("fighters", 20)),
            event(
                "month", "2019-01", toll("killed", 100, includes=["clash"]), toll("civilians", 30, includes=["clash"])
            ),
        ],
        100,
    ),
    "parts inside a part are taken off once": (
        [
            event("raid", "2019-01-10", said("civilians", 10)),
            event("month", "2019-01", said("killed", 100), toll("civilians", 30, includes=["raid"])),
        ],
        100,
    ),
    "parts that are more than the total stand in its place": (
        [event("raid", "2019-01-10", said("killed", 20), said("civilians", 15), said("fighters", 9))],
        24,
    ),
    "parts without a total are a total": (
        [event("raid", "2019-01-10", said("civilians", 15), said("fighters", 9))],
        24,
    ),
    "a total without parts is a total": ([event("raid", "2019-01-10", said("killed", 20))], 20),
    "what a total does not include adds to it": ([CLASH, event("month", "2019-01", said("killed", 100))], 145),
}


@pytest.mark.parametrize(("events", "best"), KILLED.values(), ids=KILLED.keys())
def test_people_killed_are_the_parts_and_the_unspecified_rests(events: list[Raw], best: int) -> None:
    assert total_of("killed", *events).best == best


def test_the_letter_of_the_definition_would_count_the_civilians_of_an_included_event_twice() -> None:
    # By the letter a total is less the parts of its own event alone: 10 civilians, and the 100 that hold them already
    events = [CLASH, event("month", "2019-01", toll("killed", 100, includes=["clash"]))]
    letter = Reckoning(chronology(events), parts_of_included=False)
    assert added(letter.counted("killed").values()).best == 110
    assert total_of("killed", *events).best == 100


def test_parts_of_an_untaken_source_are_not_taken_off() -> None:
    raid = event("raid", "2019-01-10", said("killed", 45, source="watch"), said("civilians", 10, source="north"))
    assert total_of("killed", raid, sources={"watch"}).best == 45
    assert total_of("killed", raid, sources={"north"}).best == 10
    assert total_of("killed", raid, sources={"watch", "north"}).best == 45


def test_parts_of_a_taken_source_are_taken_off_also_where_their_own_total_is_of_another() -> None:
    events = (
        event("raid", "2019-01-10", said("killed", 35, source="north"), said("civilians", 30, source="watch")),
        event(
            "week",
            "2019-01-07/2019-01-13",
            toll("killed", 60, source="north", includes=["raid"]),
            toll("civilians", 40, source="watch", includes=["raid"]),
        ),
        event("month", "2019-01", toll("killed", 200, source="watch", includes=["week"])),
    )
    total = total_of("killed", *events, sources={"watch"})
    assert {key(entry): entry.counted_as.best for entry in total.counted} == {
        ("civilians", "week"): 40,
        ("killed", "month"): 160,
    }


@pytest.mark.parametrize(
    ("stated", "part", "expected", "hedge"),
    [
        # 45 less 10: no hedge, no doubt
        (("exact", 45), ("exact", 10), (35, 35, 35), "exact"),
        # (90, 100, 110) less (36, 40, 44)
        (("about", 100), ("about", 40), (46, 60, 74), "about"),
        (("at_least", 45), ("exact", 10), (35, 35, None), "at_least"),
        # the part may be all of it: the rest is no lower bound, and so the sum of both is none
        (("exact", 45), ("at_least", 10), (0, 35, 35), "about"),
        # 20 less (27, 30, 33): nobody is left
        (("exact", 20), ("about", 30), (0, 0, 0), "about"),
    ],
)
def test_an_unspecified_rest_is_as_uncertain_as_what_it_is_reckoned_from(
    stated: tuple[str, int], part: tuple[str, int], expected: Bounds, hedge: str
) -> None:
    raid = event("raid", "2019-01-10", said("killed", stated[1], stated[0]), said("civilians", part[1], part[0]))
    total = total_of("killed", raid)
    assert {entry.metric: bounds(entry.counted_as) for entry in total.counted}["killed"] == expected
    assert total.hedge == hedge


def test_a_breakdown_by_actor_follows_the_attribution_of_each_figure() -> None:
    both = [{"actor": "south", "role": "backer"}, {"actor": "north", "role": "attacker"}]
    raid = event(
        "raid",
        "2019-01-10",
        said("civilians", 5),
        said("displaced", 7, attributed_to=["south"]),
        said("fighters", 9, attributed_to=[]),
        actors=[*both, {"actor": "watch", "role": "accused"}],
    )
    timeline = loaded(chronology([raid]))
    found = {total.metric: rows(total) for total in totals(timeline, timeline.events, timeline.metrics, by=By.ACTOR)}
    assert found == {
        "civilians": {"The North and The South": (5, 5, 5)},
        "fighters": {"not attributed": (9, 9, 9)},
        "killed": {"The North and The South": (5, 5, 5), "not attributed": (9, 9, 9)},
        "displaced": {"The South": (7, 7, 7)},
    }


# The worked numbers of the chronology that comes with the program


@pytest.fixture(scope="module")
def bundled() -> Timeline:
    return idlibtl.load()


@pytest.mark.parametrize(
    ("metric", "expected", "naive_sum", "hedge"),
    [
        ("civilians", (1022, 1134, None), 1229, "about"),
        ("children", (13, 13, 13), 13, "exact"),
        ("fighters", (100, 100, None), 100, "at_least"),
        ("killed", (1157, 1269, None), None, "about"),
        ("displaced", (760_200, 796_000, None), 946_000, "about"),
        ("hospitals", (12, 12, 12), 12, "exact"),
        ("schools", (10, 10, 10), 10, "exact"),
    ],
)
def test_the_worked_numbers_over_the_whole_dataset(
    bundled: Timeline, metric: str, expected: Bounds, naive_sum: int | None, hedge: str
) -> None:
    (total,) = totals_report(select(bundled, Filters(metrics=[metric]))).totals
    assert (bounds(total), total.naive_sum, total.hedge) == (expected, naive_sum, hedge)
    assert total.straddling == ()


BROKEN_DOWN = [
    ("civilians", By.MONTH, {"2019-04": 15, "2019-06": 30, "2019-07": 50, "2019-12": 93, "2020-01": 41}, 905),
    (
        "civilians",
        By.PHASE,
        {
            "2019-04-26/2019-06-03": 15,
            "2019-06-15/2019-09-19": 80,
            "2019-12-02/2019-12-29": 93,
            "2020-01-11/2020-01-26": 41,
        },
        905,
    ),
]


@pytest.mark.parametrize(("metric", "by", "expected", "unbroken"), BROKEN_DOWN, ids=["month", "phase"])
def test_the_worked_numbers_in_time(
    bundled: Timeline, metric: str, by: By, expected: dict[str, int], unbroken: int
) -> None:
    (total,) = totals_report(select(bundled, Filters(metrics=[metric])), by).totals
    groups = total.groups or ()
    assert {(row.first, row.last): row.best for row in groups} == {
        **{days(period): best for period, best in expected.items()},
        days("2019-04-26/2019-08-31"): unbroken,  # the rest of the toll of four months
    }
    assert [row.best for row in groups] == [*expected.values(), unbroken]  # in order of time, the unbroken rows last
    assert [row.best for row in groups if row.label.startswith("not broken down")] == [unbroken]


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        # about 15 and at least 23; 20, about 13 and about 18; 1,000 less 95, and nearly 80; 10 and about 50
        (
            "civilians",
            {
                "Russia": (13 + 23, 38, None),
                "Syrian government": (20 + 11 + 16, 51, 20 + 15 + 20),
                "Syrian government and Russia": (900 - 102 + 72, 985, 1000 - 88 + 80),
                "not attributed": (10 + 45, 60, 10 + 55),
            },
        ),
        ("fighters", {"not attributed": (100, 100, None)}),
        ("children", {"Russia": (13, 13, 13)}),
        # at least 45 less 10 are nobody's, as are the fighters
        (
            "killed",
            {
                "Russia": (36, 38, None),
                "Syrian government": (47, 51, 55),
                "Syrian government and Russia": (870, 985, 992),
                "not attributed": (55 + 100 + 35, 195, None),
            },
        ),
    ],
)
def test_the_worked_numbers_by_actor(bundled: Timeline, metric: str, expected: dict[str, Bounds]) -> None:
    (total,) = totals_report(select(bundled, Filters(metrics=[metric])), By.ACTOR).totals
    assert rows(total) == expected


def test_the_worked_numbers_of_a_summer(bundled: Timeline) -> None:
    summer = Filters(since="2019-06", until="2019-08", metrics=["civilians", "displaced"])
    civilians, displaced = totals_report(select(bundled, summer)).totals
    # 10, 20 and about 50
    assert bounds(civilians) == (75, 80, 85)
    assert [entry.event for entry in civilians.counted] == [
        "2019-06-15-flare-up",
        "2019-06-20-bombardment",
        "2019-07-22-market-strikes",
    ]
    assert [(entry.event, entry.value) for entry in civilians.straddling] == [("2019-08-31-four-month-toll", 1000)]
    assert (bounds(displaced), displaced.quote) == ((None, None, None), None)
    assert [(entry.event, entry.value) for entry in displaced.straddling] == [("2019-08-31-four-month-toll", 400_000)]


def test_the_toll_of_four_months_holds_four_figures(bundled: Timeline) -> None:
    (total,) = totals_report(select(bundled, Filters(metrics=["civilians"]))).totals
    assert {(entry.event, entry.best, entry.held_by) for entry in total.included} == {
        ("2019-04-26-air-raids", 15, "2019-08-31-four-month-toll"),
        ("2019-06-15-flare-up", 10, "2019-08-31-four-month-toll"),
        ("2019-06-20-bombardment", 20, "2019-08-31-four-month-toll"),
        ("2019-07-22-market-strikes", 50, "2019-08-31-four-month-toll"),
    }
    assert [entry.best for entry in total.counted] == [1000, 13, 80, 18, 23]


@pytest.mark.parametrize(
    ("source", "metric", "expected"),
    [
        # the toll of nearly 1,000 holds 15 and 50; nearly 80; about 18
        ("sohr", "civilians", (900 + 72 + 16, 1098, 1000 + 80 + 20)),
        # 10, 20, about 13, at least 23: none inside another of the same source
        ("publication", "civilians", (10 + 20 + 11 + 23, 66, None)),
        ("publication", "displaced", (400_000, 400_000, None)),
        # 150,000 and 38,000 and about 358,000
        ("un", "displaced", (150_000 + 38_000 + 322_200, 546_000, 150_000 + 38_000 + 393_800)),
    ],
)
def test_a_source_chooses_figures_by_their_own_source(
    bundled: Timeline, source: str, metric: str, expected: Bounds
) -> None:
    (total,) = totals_report(select(bundled, Filters(sources=[source], metrics=[metric]))).totals
    assert bounds(total) == expected


# What is attributed to an actor, and what it reports

EVER = Window()


def attributed(
    timeline: Timeline, actor: str, window: Window = EVER
) -> dict[tuple[str, Relation, tuple[str, ...]], Total]:
    found = attributed_totals(timeline, timeline.events, timeline.metrics, window, None, actor)
    return {(total.metric, total.basis.relation, total.basis.actors): total for total in found if total.basis}


BOTH = ("syrian-government", "russia")


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (
            "russia",
            {
                ("civilians", "alone", ("russia",)): (13 + 23, 38, None),
                ("civilians", "jointly", BOTH): (798 + 72, 905 + 80, 912 + 80),
                ("children", "alone", ("russia",)): (13, 13, 13),
                ("killed", "alone", ("russia",)): (13 + 23, 38, None),
                ("killed", "jointly", BOTH): (798 + 72, 905 + 80, 912 + 80),
                # more than 400,000, of which 150,000 are attributed to nobody
                ("displaced", "jointly", BOTH): (250_000, 250_000, None),
            },
        ),
        (
            "syrian-government",
            {
                ("civilians", "alone", ("syrian-government",)): (47, 51, 55),
                ("civilians", "jointly", BOTH): (870, 985, 992),
                ("killed", "alone", ("syrian-government",)): (47, 51, 55),
                ("killed", "jointly", BOTH): (870, 985, 992),
                ("displaced", "jointly", BOTH): (250_000, 250_000, None),
            },
        ),
        ("hts", {}),  # a party and a target, of nothing an attacker
        ("sohr", {}),
    ],
)
def test_what_is_attributed_to_an_actor_alone_and_jointly(
    bundled: Timeline, actor: str, expected: dict[tuple[str, str, tuple[str, ...]], Bounds]
) -> None:
    assert {each: bounds(total) for each, total in attributed(bundled, actor).items()} == expected


def test_an_attributed_total_tells_its_own_figures_alone(bundled: Timeline) -> None:
    found = attributed(bundled, "russia")
    alone = found["civilians", Relation.ALONE, ("russia",)]
    assert [entry.event for entry in alone.counted] == ["2019-04-26-air-raids", "2020-01-21-strikes"]
    assert (alone.included, alone.straddling, alone.hedge, alone.our_sum) == ((), (), "about", True)
    jointly = found["civilians", Relation.JOINTLY, BOTH]
    assert [(entry.event, bounds(entry.counted_as)) for entry in jointly.counted] == [
        ("2019-08-31-four-month-toll", (798, 905, 912)),
        ("2019-12-two-week-toll", (72, 80, 80)),
    ]
    assert {entry.event for entry in jointly.included} == {
        "2019-04-26-air-raids",
        "2019-06-15-flare-up",
        "2019-06-20-bombardment",
        "2019-07-22-market-strikes",
    }


def test_an_attributed_total_has_the_straddling_figures_of_the_same_attribution(bundled: Timeline) -> None:
    summer = Window(dt.date(2019, 4, 1), dt.date(2019, 8, 30))
    alone = attributed(bundled, "russia", summer)["civilians", Relation.ALONE, ("russia",)]
    assert (bounds(alone), alone.straddling) == ((13, 15, 17), ())
    toll_of_both = toll("civilians", 9, period="2019-01/2019-02")
    actors = [{"actor": "north", "role": "attacker"}]
    timeline = loaded(
        chronology(
            [
                event("raid", "2019-01-10", said("civilians", 4), actors=actors),
                event("mine", "2019-02-10", toll_of_both, actors=actors),
                event("theirs", "2019-02-10", toll_of_both, actors=[{"actor": "south", "role": "attacker"}]),
            ]
        )
    )
    found = attributed(timeline, "north", JANUARY)["civilians", Relation.ALONE, ("north",)]
    assert [entry.event for entry in found.straddling] == ["mine"]


def test_figures_included_in_one_of_the_same_attribution_are_counted_and_not_told_as_included() -> None:
    actors = [{"actor": "north", "role": "attacker"}]
    timeline = loaded(
        chronology(
            [
                event("raid", "2019-01-10", said("civilians", 4), actors=actors),
                event("fog", "2019-01-11", said("civilians", 3)),
                event("month", "2019-01", toll("civilians", 9, includes=["raid", "fog"]), actors=actors),
            ]
        )
    )
    found = attributed(timeline, "north")["civilians", Relation.ALONE, ("north",)]
    assert {entry.event: entry.counted_as.best for entry in found.counted} == {"raid": 4, "month": 9 - 7}
    assert [(entry.event, entry.held_by) for entry in found.included] == [("fog", "month")]
    assert (found.best, found.naive_sum) == (6, 13)


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("sohr", {"civilians": (988, 1098, 1100), "killed": (988, 1098, 1100)}),
        ("un", {"displaced": (510_200, 546_000, 581_800), "hospitals": (12, 12, 12), "schools": (10, 10, 10)}),
        ("russia", {}),
    ],
)
def test_what_an_actor_reports(bundled: Timeline, actor: str, expected: dict[str, Bounds]) -> None:
    found = reported_totals(bundled, bundled.events, bundled.metrics, EVER, actor)
    assert {total.metric: bounds(total) for total in found} == expected
    assert all(total.basis == Basis(Relation.REPORTED, (actor,)) for total in found)


# How a number may be quoted, and what is told beside it


@pytest.mark.parametrize(
    ("figures", "hedge", "quote", "our_sum"),
    [
        ([("exact", 12)], "exact", "12", False),
        ([("about", 15)], "about", "about 15; between 13 and 17", False),
        ([("about", 0)], "about", "about 0", False),
        ([("nearly", 80)], "about", "nearly 80; between 72 and 80", False),
        ([("at_least", 45)], "at_least", "at least 45", False),
        ([("more_than", 400_000)], "at_least", "more than 400,000", False),
        ([("exact", 1000), ("exact", 234)], "exact", "1,234", True),
        ([("exact", 10), ("at_least", 45)], "at_least", "at least 55", True),
        ([("more_than", 10), ("at_least", 45)], "at_least", "at least 55", True),
        ([("exact", 10), ("about", 50)], "about", "about 60; between 55 and 65", True),
        ([("nearly", 10), ("nearly", 50)], "about", "about 60; between 54 and 60", True),
        ([("about", 15), ("at_least", 20)], "about", "about 35; at least 33", True),
    ],
)
def test_a_number_is_quoted_with_its_hedge_and_what_the_hedge_leaves_open(
    figures: list[tuple[str, int]], hedge: str, quote: str, *, our_sum: bool
) -> None:
    total = total_of(
        "civilians",
        *(event(f"e{i}", "2019-01-10", said("civilians", value, hedge)) for i, (hedge, value) in enumerate(figures)),
    )
    assert (total.hedge, total.quote, total.our_sum) == (hedge, quote, our_sum)


@pytest.mark.parametrize(
    ("metric", "quote"),
    [
        ("civilians", "about 1,134; at least 1,022"),
        ("children", "13"),
        ("fighters", "at least 100"),
        ("killed", "about 1,269; at least 1,157"),
        ("displaced", "about 796,000; at least 760,200"),
        ("hospitals", "12"),
    ],
)
def test_the_numbers_of_the_dataset_as_they_may_be_quoted(bundled: Timeline, metric: str, quote: str) -> None:
    (total,) = totals_report(select(bundled, Filters(metrics=[metric]))).totals
    assert total.quote == quote
    assert total.our_sum == (metric in ("civilians", "killed", "displaced"))


def test_a_range_that_a_source_gives_beside_an_exact_number_makes_it_about() -> None:
    total = total_of("civilians", event("raid", "2019-01-10", said("civilians", 100, low=90, high=130)))
    assert (bounds(total), total.hedge, total.our_sum) == ((90, 100, 130), "about", False)
    assert str(total.quote).endswith("100; between 90 and 130")
    same = total_of("civilians", event("raid", "2019-01-10", said("civilians", 100, low=100, high=100)))
    assert (same.hedge, same.quote) == ("exact", "100")


def test_a_stated_total_of_people_killed_is_no_sum_of_ours() -> None:
    total = total_of("killed", CLASH)
    assert (total.quote, total.our_sum) == ("45", False)
    # the number of a part is printed, but not as that of all who were killed
    assert total_of("killed", event("raid", "2019-01-10", said("civilians", 10))).our_sum


def test_what_stands_in_the_place_of_a_cumulative_figure_is_our_sum() -> None:
    raids = [event(f"raid-{day}", f"2019-01-{day}", said("civilians", 60)) for day in (10, 11)]
    month = event("month", "2019-01", toll("civilians", 100, "about", includes=["raid-10", "raid-11"]))
    total = total_of("civilians", *raids, month)
    assert (total.hedge, total.quote, total.our_sum) == ("exact", "120", True)


ABOUT_IS = "10 %"
OPEN_IS = "no upper bound"
OUR_SUM_IS = "our sum"
NOTHING_IS = "nothing is reported"
STRADDLING_IS = "overlap the window"
TWICE_IS = "in two figures"  # the note of the metric itself
SHARED_IS = "shares people"


@pytest.mark.parametrize(
    ("metric", "figures", "told"),
    [
        ("civilians", [said("civilians", 5)], set()),
        ("civilians", [said("civilians", 5, "about")], {ABOUT_IS}),
        ("civilians", [said("civilians", 5, "nearly")], {ABOUT_IS}),
        ("civilians", [said("civilians", 5, "at_least")], {OPEN_IS}),
        ("civilians", [said("civilians", 5, "more_than")], {OPEN_IS}),
        ("civilians", [said("civilians", 5), said("civilians", 6)], {OUR_SUM_IS}),
        ("civilians", [said("civilians", 5), said("civilians", 6, period="2018-12/2019-01")], {STRADDLING_IS}),
        ("civilians", [said("civilians", 6, "about", period="2018-12/2019-01")], {NOTHING_IS, STRADDLING_IS}),
        ("civilians", [said("civilians", 6, "about", period="2018-12")], {NOTHING_IS}),
        ("displaced", [said("displaced", 5)], {TWICE_IS}),
        ("displaced", [], {TWICE_IS, NOTHING_IS}),
    ],
)
def test_notes_tell_what_a_reader_of_the_number_has_to_know(metric: str, figures: list[Raw], told: set[str]) -> None:
    events = [event(f"e{index}", "2019-01-10", figure) for index, figure in enumerate(figures)]
    notes = total_of(metric, *events, window=JANUARY).notes
    every = (ABOUT_IS, OPEN_IS, OUR_SUM_IS, NOTHING_IS, STRADDLING_IS, TWICE_IS, SHARED_IS)
    assert {each for each in every if any(each in note for note in notes)} == told
    assert len(notes) == len(told)


def test_a_note_tells_where_a_figure_counts_with_other_than_it_says() -> None:
    assert any(SHARED_IS in note for note in total_of("killed", CLASH).notes)
    raid = event("raid", "2019-01-10", said("civilians", 9))
    month = event("month", "2019-01", toll("civilians", 8, includes=["raid"]))
    assert any(SHARED_IS in note for note in total_of("civilians", raid, month).notes)


# The laws


def every_total(raw: Raw, **asked: Any) -> tuple[Total, ...]:
    timeline = loaded(raw)
    return totals(timeline, timeline.events, timeline.metrics, **asked)


def summed(rows_of_a_total: Iterable[Any]) -> Amount:
    return added(Amount(row.low, row.best, row.high) for row in rows_of_a_total)


@settings(max_examples=150, deadline=None)
@given(chronologies(), windows(), source_choices())
def test_the_groups_of_every_breakdown_add_up_to_the_total(
    raw: Raw, window: Window, sources: set[str | None] | None
) -> None:
    for by in By:
        for total in every_total(raw, window=window, sources=sources, by=by):
            groups = summed(total.groups or ())
            assert groups.best == (total.best or 0)
            # less is certain of the groups than of the whole
            assert groups.low <= (total.low or 0)
            if total.counted and groups.high is not None:
                assert total.high is not None
                assert groups.high >= total.high


@settings(max_examples=200, deadline=None)
@given(chronologies(), windows(), source_choices(), st.sampled_from(By))
def test_low_is_at_most_best_and_best_at_most_high(
    raw: Raw, window: Window, sources: set[str | None] | None, by: By
) -> None:
    for total in every_total(raw, window=window, sources=sources, by=by):
        ranges: list[Any] = [*(total.groups or ()), *(entry.counted_as for entry in total.counted)]
        if total.counted:
            ranges.append(total)
        for each in ranges:
            assert 0 <= each.low <= each.best
            assert each.high is None or each.best <= each.high


@settings(max_examples=300, deadline=None)
@given(chronologies(parts_inside=True), cuts(), source_choices())
def test_cutting_a_window_in_two_never_raises_the_sum_of_the_totals(
    raw: Raw, windows_cut: tuple[Window, Window, Window], sources: set[str | None] | None
) -> None:
    # The parts of a stated total count its own days alone: if a part straddles and its total does not, the total is all
    # there is to count, and it may be firmer than the part was.
    whole, *halves = (every_total(raw, window=window, sources=sources) for window in windows_cut)
    for total, *parts in zip(whole, *halves, strict=True):
        assert sum(part.best or 0 for part in parts) <= (total.best or 0)
        assert sum(part.low or 0 for part in parts) <= (total.low or 0)


@settings(max_examples=150, deadline=None)
@given(chronologies(), windows(), source_choices(), st.sampled_from(By), raw_events("extra"), st.booleans())
def test_adding_an_event_outside_the_window_changes_nothing(
    raw: Raw, window: Window, sources: set[str | None] | None, by: By, extra: Raw, early: bool
) -> None:
    ends = [window.first and window.first - dt.timedelta(days=1), window.last and window.last + dt.timedelta(days=1)]
    day = ends[0] if early or ends[1] is None else ends[1]
    assume(day)
    moved = {**extra, "date": str(day), "figures": [{**each, "period": str(day)} for each in extra["figures"]]}
    asked = {"window": window, "sources": sources, "by": by}
    with_it = {**raw, "events": [*raw["events"], moved]}
    assert every_total(with_it, **asked) == every_total(raw, **asked)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=key)


@settings(max_examples=150, deadline=None)
@given(chronologies(), windows(), source_choices(), st.sampled_from(By), st.randoms(use_true_random=False))
def test_the_order_of_the_events_in_the_file_changes_nothing(
    raw: Raw, window: Window, sources: set[str | None] | None, by: By, chance: Random
) -> None:
    shuffled = {**raw, "events": chance.sample(raw["events"], len(raw["events"]))}
    asked = {"window": window, "sources": sources, "by": by}
    for one, other in zip(every_total(raw, **asked), every_total(shuffled, **asked), strict=True):
        for entries in ("counted", "included", "straddling"):
            assert in_order(getattr(one, entries)) == in_order(getattr(other, entries))
        compared: dict[str, Any] = {"counted": (), "included": (), "straddling": ()}
        if [entry.best for entry in one.counted].count(one.best or 0) > 1:
            compared["quote"] = None  # of two figures that both say the whole, such as 0, the first is quoted
        assert replace(one, **compared) == replace(other, **compared)


@settings(max_examples=150, deadline=None)
@given(chronologies(), windows(), source_choices(), st.sampled_from(By))
def test_nothing_counted_gives_null_and_never_0(
    raw: Raw, window: Window, sources: set[str | None] | None, by: By
) -> None:
    slow = Reckoning(raw, window, sources)
    for total in every_total(raw, window=window, sources=sources, by=by):
        numbers = (total.low, total.best, total.hedge, total.quote)
        if slow.of(slow.taken, total.metric):
            assert None not in numbers
            assert total.counted
            assert total.groups
        else:
            assert (*numbers, total.high, total.naive_sum) == (None,) * 6
            assert (total.counted, total.included, total.groups, total.our_sum) == ((), (), (), False)


@pytest.mark.parametrize(("figures", "best"), [([], None), ([said("civilians", 0)], 0)])
def test_a_reported_0_is_0_and_nothing_reported_is_null(figures: list[Raw], best: int | None) -> None:
    for metric in ("civilians", "killed"):
        assert bounds(total_of(metric, event("raid", "2019-01-10", *figures))) == (best, best, best)


@settings(max_examples=150, deadline=None)
@given(chronologies(), windows(), source_choices())
def test_what_the_figures_are_counted_as_adds_up_to_the_total(
    raw: Raw, window: Window, sources: set[str | None] | None
) -> None:
    for total in every_total(raw, window=window, sources=sources):
        if total.counted:
            assert bounds(summed(entry.counted_as for entry in total.counted)) == bounds(total)


@settings(max_examples=150, deadline=None)
@given(chronologies(), windows(), source_choices())
def test_what_is_attributed_to_actors_are_their_groups_and_never_more_than_the_total(
    raw: Raw, window: Window, sources: set[str | None] | None
) -> None:
    timeline = loaded(raw)
    asked = (timeline, timeline.events, timeline.metrics, window, sources)
    found: dict[tuple[str, str], Total] = {}  # what is attributed to two actors is told for each of them
    for actor in timeline.actors:
        for total in attributed_totals(*asked, actor.id):
            assert total.basis
            assert actor.id in total.basis.actors
            assert total.basis.relation == ("alone" if total.basis.actors == (actor.id,) else "jointly")
            names = " and ".join(timeline.actor[each].name for each in total.basis.actors)
            assert bounds(found.setdefault((total.metric, names), total)) == bounds(total)
    for total in every_total(raw, window=window, sources=sources, by=By.ACTOR):
        mine = {names: each for (metric, names), each in found.items() if metric == total.metric}
        groups = {label: amount for label, amount in rows(total).items() if label != "not attributed"}
        assert {names: bounds(each) for names, each in mine.items()} == groups
        assert summed(mine.values()).best <= (total.best or 0)
        assert summed(mine.values()).low <= (total.low or 0)
        for each in mine.values():
            assert bounds(summed(entry.counted_as for entry in each.counted)) == bounds(each)


@settings(max_examples=100, deadline=None)
@given(chronologies(), windows(), st.sampled_from(["watch", "north", "south"]))
def test_what_an_actor_reports_is_the_total_of_the_figures_whose_source_it_is(
    raw: Raw, window: Window, actor: str
) -> None:
    timeline = loaded(raw)
    basis = Basis(Relation.REPORTED, (actor,))
    assert reported_totals(timeline, timeline.events, timeline.metrics, window, actor) == tuple(
        replace(total, basis=basis) for total in every_total(raw, window=window, sources={actor}) if total.counted
    )


def test_a_source_that_gives_the_part_and_not_the_whole_is_not_taken_off_twice() -> None:
    raid = event("raid", "2019-01-10", said("killed", 45, source="north"), said("civilians", 30, source="north"))
    week = event(
        "week",
        "2019-01-07/2019-01-13",
        toll("killed", 60, includes=["raid"], source="south"),
        toll("civilians", 40, includes=["raid"], source="north"),
    )
    month = event("month", "2019-01", toll("killed", 200, includes=["week"], source="north"))
    assert total_of("killed", raid, week, month, sources={"north"}).best == 200
    assert total_of("killed", raid, week, month).best == 200
