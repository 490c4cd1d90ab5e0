"""Hypothesis strategies for whole chronologies, small but tangled, in the form of their JSON.

Days come from a handful, so that periods often nest, overlap, and end with a month, a phase or the dates asked for.
"""

import copy
import datetime as dt
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations, product
from pathlib import Path
from typing import Any, cast

from hypothesis import strategies as st
from slow_totals import Question, stored_days

import idlibtl
from idlibtl import Chronology, Filters, Window

Raw = dict[str, Any]
Days = tuple[dt.date, dt.date]

METRICS: tuple[Raw, ...] = (
    {"id": "civilians", "label": "civilians killed", "unit": "people"},
    {"id": "fighters", "label": "fighters killed", "unit": "people"},
    {"id": "killed", "label": "people killed", "unit": "people", "parts": ["civilians", "fighters"]},
    {
        "id": "displaced",
        "label": "people displaced",
        "unit": "people",
        "repeats": True,
        "note": "One person may be in two figures.",
    },
)
ACTORS: tuple[Raw, ...] = (
    {"id": "north", "name": "The North", "kind": "state"},
    {"id": "south", "name": "The South", "kind": "armed-group"},
    {"id": "watch", "name": "The Watch", "kind": "monitor", "aliases": ["Night guard"]},
)
PLACES: tuple[Raw, ...] = (
    {"id": "plain", "name": "The Plain", "kind": "region"},
    {"id": "hill", "name": "The Hill", "kind": "town", "within": "plain"},
    {"id": "ford", "name": "The Ford", "kind": "town", "within": "plain"},
    {"id": "mill", "name": "The Mill", "kind": "site", "within": "hill", "aliases": ["Windmill"]},
    {"id": "coast", "name": "The Coast", "kind": "country"},
    {"id": "shire", "name": "The Shire", "kind": "province", "within": "coast"},
    {"id": "dale", "name": "The Dale", "kind": "province", "within": "plain"},
)
PHASES: tuple[Raw, ...] = (
    {"id": "early", "number": 1, "title": "Early days", "first": "2019-01-05", "last": "2019-02-09"},
    {"id": "late", "number": 2, "title": "Late days", "first": "2019-02-10", "last": "2019-03-31"},
)
SOURCES = (None, "watch", "north")
KINDS = (("strike",), ("strike",), ("clash",), ("strike", "clash"), ("clash", "advance"))
SUMMARIES = (None, None, "Bombs fall on a market.", "A marksman, they say.")
#: The cut-off date, which is used for an open end.
AS_OF = dt.date(2020, 1, 26)
PARTS = ("civilians", "fighters")

_PERIODS = (
    "2019-01-05",
    "2019-01-31",
    "2019-02-01",
    "2019-02-10~",
    "2018-12-20",
    "2019-04-01",
    "2019-01-05/2019-01-31",
    "2019-02-01/2019-02-10",
    "2019-02",
    "2019-01-05/2019-02-09",
    "2019-01/2019-02~",
    "2019-01/2019-02",
    "2018-12-20/2019-02-10",
    "2019-01/2019-03",
    "2019-02-01~/2019-04-01",
    "2018-12/2019-04",
    "2018-12-20/2019-04-01",
    "2019-02-01/..",
    "2019-02-10~/..",
    "2018-12/..",
)
_ENDS = ("2018-12-20", "2019-01-01", "2019-01-31", "2019-02-01", "2019-02-10", "2019-03-31", "2019-04-01")

# Each list below has every combination of some choices, the plainest first: one draw is faster than several.
_HEDGES = ("exact", "exact", "about", "nearly", "at_least", "more_than", "at_most", "fewer_than")
#: What a source states in addition to its number: a range around it; the last is a range without a number.
_RANGES = ((None, None), (None, None), (None, None), (0, None), (None, 9), (3, 0), (20, 40), (None, None, 30))
_HEDGED = tuple(product(_HEDGES, _RANGES))
_ATTRIBUTED = ("all", "all", "first", "none")
_REPORTED = tuple(product(SOURCES, _ATTRIBUTED, ("incident", "cumulative")))
_ROLES = ("attacker", "attacker", "backer", "target", "accused", "party")
_WHO = tuple(
    tuple({"actor": actor["id"], "role": role} for actor, role in zip(actors, roles, strict=True))
    for number in range(3)
    for actors in permutations(cast("list[dict[str, str]]", ACTORS), number)
    for roles in product(_ROLES, repeat=number)
)
_PLACES = cast("list[dict[str, str]]", PLACES)
_WHERE = tuple(tuple(place["id"] for place in some) for number in range(3) for some in permutations(_PLACES, number))
# the sources that report the same people differently; one that gave the first figure is left out
_DISAGREEING: tuple[tuple[str | None, ...], ...] = ((), (), (), ("watch",), ("north", None))
_OWN_PLACES = (None, None, None, *_WHERE)
_IS_CORRECTED = (False, False, False, False, True)
_METRICS = (
    ("killed",),
    ("civilians",),
    ("killed", "civilians"),
    ("killed", "fighters"),
    ("killed", "civilians", "fighters"),
    ("civilians", "fighters"),
    ("killed", "civilians", "displaced"),
    ("displaced",),
    ("displaced",),
    ("displaced",),
)


def days(stored: str) -> Days:
    """The first and the last day of a stored date; an open end is the cut-off date."""
    return stored_days(stored, AS_OF)


def inside(inner: Days, outer: Days) -> bool:
    """Whether all days of one period are days of the other."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def period_of(event: Raw, figure: Raw) -> Days:
    """The days that a figure covers."""
    return days(figure.get("period") or event["date"])


def document(events: Sequence[Raw], **other: Any) -> Raw:
    """The JSON of a chronology with these events; its metrics, actors, places and phases are those above."""
    return {
        "schema_version": 1,
        "title": "A chronology",
        "description": "Made up.",
        "publication": {"title": "A publication", "kind": "invention", "as_of": AS_OF.isoformat()},
        "license": "CC0-1.0",
        "metrics": METRICS,
        "actors": ACTORS,
        "places": PLACES,
        "phases": PHASES,
        "events": events,
        **other,
    }


def loaded(raw: Raw) -> Chronology:
    """The chronology as the program reads it: from a file, with every check."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "events.json")
        path.write_text(json.dumps(raw), encoding="utf-8")
        return idlibtl.load(path)


# small numbers often, so that sums are equal, and figures less than those that they include
_VALUES = st.integers(0, 12) | st.integers(0, 120)
_FIGURES = st.tuples(
    _VALUES, st.sampled_from(_HEDGED), st.sampled_from(_REPORTED), st.sampled_from((None, None, None, *_PERIODS))
)


@st.composite
def _figures(draw: st.DrawFn, metric: str, who: Sequence[Mapping[str, str]]) -> list[Raw]:
    """What an event gives of a metric: one figure, and sometimes others of the same people, from other sources."""
    value, hedged, (source, attributed, scope), period = draw(_FIGURES)
    figure = {**_number(metric, value, hedged), "source": source, "scope": scope}
    if period is not None:
        figure["period"] = period
    if (places := draw(st.sampled_from(_OWN_PLACES))) is not None:
        figure["places"] = list(places)
    if attributed != "all":
        roles = {part["role"] for part in who}
        named = [part["actor"] for part in who if part["role"] in ("attacker", "backer") and "attacker" in roles]
        figure["attributed_to"] = named[: attributed == "first"]
    figures = [figure]
    for other in draw(st.sampled_from(_DISAGREEING)):
        if other != source:
            value, hedged, *_ = draw(_FIGURES)
            figures.append({**_number(metric, value, hedged), "source": other})
    return figures


def _number(metric: str, value: int, hedged: tuple[str, tuple[int | None, ...]]) -> Raw:
    hedge, (below, above, *without) = hedged
    figure: Raw = {"metric": metric, "value": value, "hedge": hedge}
    if without:
        return {"metric": metric, "low": value, "high": value + (without[0] or 0)}
    if below is not None:
        figure["low"] = max(0, value - below)
    if above is not None:
        figure["high"] = value + above
    return figure


@st.composite
def raw_events(draw: st.DrawFn, identity: str) -> Raw:
    """One event that includes nothing. Its parts cover only days that its stated total covers."""
    date, who = draw(st.sampled_from(_PERIODS)), draw(st.sampled_from(_WHO))
    figures = {metric: draw(_figures(metric, who)) for metric in draw(st.sampled_from(_METRICS))}
    event = {
        "id": identity,
        "date": date,
        "title": f"The event {identity}",
        "kinds": list(draw(st.sampled_from(KINDS))),
        "actors": who,
        "places": draw(st.sampled_from(_WHERE)),
        "source": draw(st.sampled_from(SOURCES)),
        "figures": [figure for of_metric in figures.values() for figure in of_metric],
        "note": "A marching band, the mayor says.",  # no word finds it
    }
    if summary := draw(st.sampled_from(SUMMARIES)):
        event["summary"] = summary
    if "killed" in figures:
        whole = figures["killed"][0]
        for part, *_ in (figures[metric] for metric in PARTS if metric in figures):
            if not inside(period_of(event, part), period_of(event, whole)):
                part["period"] = whole.get("period", date)
    return event


def _to_include(events: Sequence[Raw], metric: str) -> Iterator[tuple[str, Raw | None, Days]]:
    """The events that a figure of a metric may include: their ids, their own figure of it, the days that it counts.

    An event without a stated total may be included for its parts, and then for the days of all of these.
    """
    for event in events:
        first = {figure["metric"]: figure for figure in reversed(event["figures"])}
        metrics = PARTS if metric == "killed" and metric not in first else (metric,)
        inner = [first[part] for part in metrics if part in first]
        if inner:
            firsts, lasts = zip(*(period_of(event, figure) for figure in inner), strict=True)
            yield event["id"], first.get(metric), (min(firsts), max(lasts))


@st.composite
def documents(draw: st.DrawFn) -> Raw:
    """A valid chronology of up to seven events, its includes a forest for each metric."""
    number = draw(st.integers(0, 7) | st.integers(4, 7))
    events = [draw(raw_events(f"e{index}")) for index in range(number)]
    held_by: dict[str, str | None] = {}
    for metric in ("killed", *PARTS, "displaced"):
        figures = list(_to_include(events, metric))
        for index, (event, _, period) in enumerate(figures):
            # if two figures have the same days, only the earlier may include the later, so that there is no cycle
            holders = {
                holder: figure
                for place, (holder, figure, days_held) in enumerate(figures)
                if figure is not None and inside(period, days_held) and (period != days_held or place < index)
            }
            # usually the includes of a stated total and of its parts agree, as a careful compiler's do
            likely = [holder for holder in holders if holder == held_by.get(event)] * 9
            holder = draw(st.sampled_from([*likely, *holders, *holders, None]))
            if metric == "killed":
                held_by[event] = holder
            if holder is not None:
                holders[holder]["scope"] = "cumulative"
                holders[holder].setdefault("includes", []).append(event)
        if metric == "displaced":
            draw(_added(figures))
    corrections = [draw(_corrected(event)) for event in events if draw(st.sampled_from(_IS_CORRECTED))]
    return document([*events, *corrections])


@st.composite
def _added(draw: st.DrawFn, figures: Sequence[tuple[str, Raw | None, Days]]) -> None:
    """Have the publication add some figures up, of which neither includes the other."""
    figure_of = {event: figure for event, figure, _ in figures if figure is not None}

    def includes(outer: str, inner: str) -> bool:
        return any(item == inner or includes(item, inner) for item in figure_of[outer].get("includes", ()))

    for one, other in permutations(figure_of, 2):
        if (
            not includes(one, other)
            and not includes(other, one)
            and draw(st.sampled_from((False, False, False, False, True)))
        ):
            figure_of[one].setdefault("adds_to", []).append(other)


@st.composite
def _corrected(draw: st.DrawFn, event: Raw) -> Raw:
    """The event that replaces this one: of the same days, with other numbers, and sometimes of fewer metrics.

    What the event includes the other may include no more.
    """
    identity = f"c{event['id'][1:]}"
    correction = copy.deepcopy(event) | {"id": identity, "title": f"The event {identity}"}
    event["replaced_by"] = correction["id"]
    left_out = draw(st.sampled_from((None, None, *(figure["metric"] for figure in event["figures"]))))
    dropped = draw(st.sampled_from(((), (), ("includes",), ("adds_to",))))
    figures = []
    for figure in correction["figures"]:
        if figure["metric"] != left_out:
            value, hedged, *_ = draw(_FIGURES)
            rest = {key: of_key for key, of_key in figure.items() if key not in ("low", "high", "value", *dropped)}
            figures.append(rest | _number(figure["metric"], value, hedged))
    return correction | {"figures": figures}


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question without filters, with one filter (half of the time), or with several."""
    asked_by = draw(st.sampled_from(_ASKED_BY))
    asked: dict[str, Any] = {name: draw(_ASKED[name]) for name in asked_by if name != "days"}
    if "days" in asked_by:
        first, last = (draw(st.sampled_from((None, *map(dt.date.fromisoformat, _ENDS)))) for _ in range(2))
        asked["first"], asked["last"] = (last, first) if first and last and last < first else (first, last)
    return Question(**asked)


def as_filters(asked: Question, metric: str | None = None) -> Filters:
    """Return the same question as the program's filters."""
    return Filters(
        since=str(asked.first) if asked.first else None,
        until=str(asked.last) if asked.last else None,
        phases=asked.phases,
        places=asked.places,
        actors=["none" if actor is None else actor for actor in asked.actors],
        sources=["publication" if source is None else source for source in asked.sources],
        kinds=asked.kinds,
        texts=asked.texts,
        metrics=[metric] if metric else (),
    )


_ASKED: dict[str, st.SearchStrategy[Any]] = {
    "phases": st.sampled_from([("early",), ("late",), ("early", "late")]),
    "places": st.sampled_from([("plain",), ("hill",), ("mill",), ("hill", "ford"), ("plain", "shire"), ("coast",)]),
    "actors": st.sampled_from([("north",), ("south",), ("north", "south"), ("north",), (None,), (None, "north")]),
    "sources": st.sampled_from([(None, "watch"), (None, "north"), ("watch", "north"), (None,), ("watch",)]),
    "kinds": st.sampled_from([("strike",), ("clash",), ("strike", "clash"), ("advance",)]),
    "texts": st.sampled_from([("e1",), ("e0", "c0", "e2"), ("mar",), ("market",), ("windm",), ("guard",), ("hill",)]),
}
_ASKED_BY: tuple[tuple[str, ...], ...] = (
    *((),) * 12,
    *(("days",), *((name,) for name in _ASKED)) * 3,
    *combinations(("days", *_ASKED), 2),
    ("days", "places", "sources"),
    ("days", *_ASKED),
)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """A window that is open at both ends (half of the time), at one, or at none."""
    if draw(st.booleans()):
        return Window()
    first, last = (draw(st.sampled_from((None, *map(dt.date.fromisoformat, _ENDS)))) for _ in range(2))
    return Window(last, first) if first and last and last < first else Window(first, last)
