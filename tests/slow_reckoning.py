"""The definition of a total, followed step by step from the JSON of a chronology, with no thought of speed.

Nothing of the program is used: only the standard library, and the text of the definition in docs/totals.md.
"""

import datetime as dt
import math
from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

Raw = dict[str, Any]
Key = tuple[str, str]  # a metric, and an event that has a figure of it
Days = tuple[dt.date, dt.date]
Bounds = tuple[int, int, int | None]

INFINITE = 10**40


@dataclass(frozen=True)
class Asked:
    """A question; what is empty or None filters nothing. `texts` are the ids of the events that a text leaves."""

    first: dt.date | None = None
    last: dt.date | None = None
    phases: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sources: tuple[str | None, ...] | None = None
    kinds: tuple[str, ...] = ()
    texts: frozenset[str] | None = None


def one_date(text: str) -> Days:
    year, month, *day = (int(number) for number in text.rstrip("~").split("-"))
    if day:
        return dt.date(year, month, *day), dt.date(year, month, *day)
    return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])


def closed(stored: str, as_of: dt.date) -> Days:
    """The days of a stored date, an open end closed by the publication's date."""
    begin, _, end = stored.partition("/")
    first = one_date(begin)[0]
    if end == "..":
        return first, max(first, as_of)
    return first, one_date(end or begin)[1]


def bounds_of(figure: Raw) -> Bounds:
    """The table of hedges; a source's own low and high instead, where it gives them."""
    value, tenth = figure["value"], Fraction(figure["value"], 10)
    low: int = value
    high: int | None = value
    match figure.get("hedge", "exact"):
        case "about":
            low, high = math.floor(value - tenth), math.ceil(value + tenth)
        case "nearly":
            low = math.floor(value - tenth)
        case "at_least" | "more_than":
            high = None
    return figure.get("low", low), value, figure.get("high", high)


class Slow:
    """One metric of one question, reckoned slowly."""

    def __init__(self, raw: Raw, asked: Asked, metric: str) -> None:
        self.raw, self.asked, self.metric = raw, asked, metric
        self.as_of = dt.date.fromisoformat(raw["publication"]["as_of"])
        self.events = {event["id"]: event for event in raw["events"]}
        self.parts: tuple[str, ...] = next(tuple(m.get("parts", ())) for m in raw["metrics"] if m["id"] == metric)
        self.within = {place["id"]: place.get("within") for place in raw["places"]}
        self.figures: dict[Key, list[Raw]] = {}
        for event in raw["events"]:
            for figure in event["figures"]:
                if figure["metric"] in (metric, *self.parts):
                    self.figures.setdefault((figure["metric"], event["id"]), []).append(figure)

    # what a figure covers

    def days(self, key: Key) -> Days:
        return closed(self.figures[key][0].get("period") or self.events[key[1]]["date"], self.as_of)

    def places(self, key: Key) -> set[str]:
        return set(self.figures[key][0].get("places", self.events[key[1]].get("places", ())))

    def actors(self, key: Key) -> set[str]:
        event = self.events[key[1]]
        blamed = [part["actor"] for part in event.get("actors", ()) if part["role"] in ("attacker", "backer")]
        return set(self.figures[key][0].get("attributed_to", blamed))

    def told(self, key: Key) -> list[Raw]:
        """The figures of the sources asked; all of them where none is."""
        sources = self.asked.sources
        return [f for f in self.figures[key] if sources is None or f.get("source") in sources] or self.figures[key]

    def bounds(self, key: Key) -> Bounds:
        all_bounds = [bounds_of(figure) for figure in self.told(key)]
        highs = [high for _, _, high in all_bounds]
        high = None if None in highs else max(h for h in highs if h is not None)
        return min(low for low, _, _ in all_bounds), all_bounds[0][1], high

    # what the question leaves

    def windows(self) -> list[Days]:
        asked = (self.asked.first or dt.date.min, self.asked.last or dt.date.max)
        if not self.asked.phases:
            return [asked]
        spans = [
            (dt.date.fromisoformat(phase["first"]), dt.date.fromisoformat(phase["last"]))
            for phase in self.raw["phases"]
            if phase["id"] in self.asked.phases
        ]
        cut = [(max(asked[0], first), min(asked[1], last)) for first, last in spans]
        return [(first, last) for first, last in cut if first <= last]

    def around(self, place: str | None) -> set[str]:
        return set() if place is None else {place, *self.around(self.within[place])}

    def respects(self, key: Key) -> dict[str, tuple[bool, bool]]:
        """For each respect whether the figure lies inside the question, and whether it touches it."""
        (first, last), asked, event = self.days(key), self.asked, self.events[key[1]]
        places, actors = self.places(key), self.actors(key)
        inside_asked = {place for place in self.within if self.around(place) & set(asked.places)}
        around_asked = {outer for place in asked.places for outer in self.around(place)}
        is_left = not asked.kinds or event["kind"] in asked.kinds
        is_left = is_left and (asked.texts is None or event["id"] in asked.texts)
        is_told = asked.sources is None or any(f.get("source") in asked.sources for f in self.figures[key])
        return {
            "days": (
                any(begin <= first and last <= end for begin, end in self.windows()),
                any(begin <= last and first <= end for begin, end in self.windows()),
            ),
            "places": (
                not asked.places or bool(places and places <= inside_asked),
                not asked.places or bool(places & (inside_asked | around_asked)),
            ),
            "actors": (
                not asked.actors or bool(actors and actors <= set(asked.actors)),
                not asked.actors or bool(actors & set(asked.actors)),
            ),
            "sources": (is_told, is_told),
            "events": (is_left, is_left),
        }

    @cached_property
    def counted_keys(self) -> set[Key]:
        return {key for key in self.figures if all(inside for inside, _ in self.respects(key).values())}

    @cached_property
    def wider(self) -> dict[Key, set[str]]:
        found = {}
        for key in set(self.figures) - self.counted_keys:
            respects = self.respects(key)
            touches = {name: touching for name, (_, touching) in respects.items()}
            is_sum = self.figures[key][0].get("scope") == "cumulative"
            same = all(touches[name] for name in ("days", "places", "actors", "sources"))
            holds_counted = any(key in self.holders(other) for other in self.counted_keys)
            if (same and (touches["events"] or is_sum)) or holds_counted:
                found[key] = {name for name, (inside, _) in respects.items() if not inside}
        return found

    # what lies inside what

    def directly_in(self, key: Key) -> set[Key]:
        """The figures that hold one at one step: same metric, and of a part the stated total of its event or above."""
        metric, event = key
        same = {(m, e) for (m, e), f in self.figures.items() if m == metric and event in f[0].get("includes", ())}
        if metric == self.metric or not self.parts:
            return same
        stated = {(self.metric, event)} & set(self.figures)
        above = {(m, e) for (m, e), f in self.figures.items() if m == self.metric and event in f[0].get("includes", ())}
        return same | stated | above

    def holders(self, key: Key) -> set[Key]:
        found: set[Key] = set()
        new = self.directly_in(key)
        while new:
            found |= new
            new = {above for each in new for above in self.directly_in(each)} - found
        return found

    # what it adds up to

    def owns(self, says: Mapping[Key, int]) -> dict[Key, int]:
        """What each counted figure says less the owns of all counted figures that lie inside it."""
        counted = self.counted_keys
        inside = {key: {other for other in counted if key in self.holders(other)} for key in counted}
        found: dict[Key, int] = {}
        while len(found) < len(self.counted_keys):
            for key in self.counted_keys - set(found):
                if inside[key] <= set(found):
                    found[key] = max(0, says[key] - sum(found[other] for other in inside[key]))
        return found

    def lows(self) -> dict[Key, int]:
        return {key: self.bounds(key)[0] for key in self.counted_keys}

    def bests(self) -> dict[Key, int]:
        return {key: self.bounds(key)[1] for key in self.counted_keys}

    def highs(self, group: Mapping[Key, object]) -> dict[Key, int]:
        found = {}
        for key in self.counted_keys:
            _, best, high = self.bounds(key)
            if high is None:
                is_bounded = any(
                    self.bounds(other)[2] is not None and group[other] == group[key]
                    for other in self.holders(key) & self.counted_keys
                )
                high = best if is_bounded else INFINITE
            found[key] = high
        return found

    @cached_property
    def groups_of_all(self) -> dict[Key, object]:
        return dict.fromkeys(self.counted_keys)

    def summed(self, keys: Collection[Key], group: Mapping[Key, object]) -> Bounds:
        """Low: own figures at their low, all others at their high. High: the other way round."""
        low, high = self.lows(), self.highs(group)
        lows = self.owns({key: low[key] if key in keys else high[key] for key in self.counted_keys})
        bests = self.owns(self.bests())
        highs = self.owns({key: high[key] if key in keys else low[key] for key in self.counted_keys})
        best = sum(bests[key] for key in keys)
        top = sum(highs[key] for key in keys)
        return min(best, sum(lows[key] for key in keys)), best, None if top > INFINITE // 2 else max(best, top)

    @cached_property
    def total(self) -> Bounds | None:
        """The total, before wider figures open it."""
        return self.summed(self.counted_keys, self.groups_of_all) if self.counted_keys else None

    def groups(self, by: str) -> dict[str, Bounds]:
        group = {key: self.group(by, key) for key in self.counted_keys}
        return {name: self.summed({key for key in group if group[key] == name}, group) for name in set(group.values())}

    def shares(self) -> dict[Key, Bounds]:
        group: dict[Key, object] = {key: key for key in self.counted_keys}
        return {key: self.summed({key}, group) for key in self.counted_keys}

    def group(self, by: str, key: Key) -> str:  # noqa: PLR0911 - one for each breakdown
        first, last = self.days(key)
        event = self.events[key[1]]
        unbroken = f"not-broken-down {first}/{last}"
        match by:
            case "month":
                return f"{first:%Y-%m}" if f"{first:%Y-%m}" == f"{last:%Y-%m}" else unbroken
            case "quarter":
                quarters = [f"{day.year:04}-Q{(day.month - 1) // 3 + 1}" for day in (first, last)]
                return quarters[0] if quarters[0] == quarters[1] else unbroken
            case "year":
                return f"{first.year:04}" if first.year == last.year else unbroken
            case "phase":
                holding = [p for p in self.raw["phases"] if p["first"] <= str(first) and str(last) <= p["last"]]
                return min(holding, key=lambda phase: phase["number"])["id"] if holding else unbroken
            case "actor":
                return "+".join(sorted(self.actors(key))) or "not-attributed"
            case "place":
                return "+".join(sorted(self.places(key))) or "no-place"
            case "source":
                return "+".join(sorted(figure.get("source") or "publication" for figure in self.told(key)))
            case _:
                return str(event["kind"])

    # what is listed

    def held_by(self, key: Key) -> Key | None:
        """The nearest counted figure that holds one, of its own metric if there is one."""
        for metrics in ((key[0],), (self.metric,)):
            around = {other for other in self.holders(key) & self.counted_keys if other[0] in metrics}
            innermost = [other for other in around if not any(other in self.holders(third) for third in around)]
            if innermost:
                return min(innermost)
        return None

    @cached_property
    def counted_as(self) -> dict[Key, int]:
        """What each figure that lies in no other stands for, at its best: its own, and those listed under it."""
        owns = self.owns(self.bests())
        found: dict[Key, int] = {}
        for key in self.counted_keys:
            top = key
            while (above := self.held_by(top)) is not None:
                top = above
            found[top] = found.get(top, 0) + owns[key]
        return found
