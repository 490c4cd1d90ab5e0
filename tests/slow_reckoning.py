"""The definition of a total, followed step by step from the JSON of a chronology, with no thought of speed.

Nothing of the program is used here, so that what the program reckons can be held against it.
"""

import datetime as dt
import math
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Raw = dict[str, Any]
Days = tuple[dt.date, dt.date]
#: Low, best and high; a high of None is open upwards.
Bounds = tuple[int, int, int | None]
#: A metric, and an event that has a figure of it.
Key = tuple[str, str]
#: A group of a breakdown: its id, or "not-broken-down" with the first and the last day.
Group = str | tuple[str, dt.date, dt.date]

BLAMED = ("attacker", "backer")


@dataclass(frozen=True)
class Question:
    """What is asked for; what is empty or None asks for everything. Only `text_events` are left by the text filter."""

    first: dt.date | None = None
    last: dt.date | None = None
    phases: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sources: tuple[str | None, ...] | None = None
    kinds: tuple[str, ...] = ()
    text_events: frozenset[str] | None = None


def one_date(text: str) -> Days:
    """The days of a stored day or month, approximate or not."""
    year, month, *day = (int(number) for number in text.removesuffix("~").split("-"))
    last = day[0] if day else monthrange(year, month)[1]
    return dt.date(year, month, day[0] if day else 1), dt.date(year, month, last)


def stored_days(text: str, as_of: dt.date) -> Days:
    """The days of a stored date or period; an open end is closed by the publication's day."""
    start, _, end = text.partition("/")
    first, last = one_date(start)
    if end == "..":
        return first, max(first, as_of)
    return first, one_date(end)[1] if end else last


def bounds_of_one(figure: Mapping[str, Any]) -> Bounds:
    """Low, best and high of one figure: by its hedge, or as its source gives them."""
    value: int = figure["value"]
    hedge = figure.get("hedge", "exact")
    low = math.floor(value - Fraction(value, 10)) if hedge in ("about", "nearly") else value
    high: int | None = value
    if hedge == "about":
        high = math.ceil(value + Fraction(value, 10))
    if hedge in ("at_least", "more_than"):
        high = None
    if figure.get("low") is not None:
        low = figure["low"]
    if figure.get("high") is not None:
        high = figure["high"]
    return low, value, high


def bounds_of_all(figures: Iterable[Mapping[str, Any]]) -> Bounds:
    """Sources that disagree as one: best of the first, the lowest low, the highest high, open if one is."""
    told = [bounds_of_one(figure) for figure in figures]
    highs = [high for _, _, high in told if high is not None]
    return min(low for low, _, _ in told), told[0][1], max(highs) if len(highs) == len(told) else None


def clamped(low: int, best: int, high: int | None) -> Bounds:
    """The same best, with a low that is not above it and a high that is not below it."""
    return min(low, best), best, None if high is None else max(high, best)


def sum_or_open(numbers: Iterable[int | None]) -> int | None:
    """The sum, or None if one of them is unbounded."""
    listed = list(numbers)
    return None if None in listed else sum(number for number in listed if number is not None)


def standing(raw: Raw) -> Raw:
    """The chronology without the events that others replace; in includes, what replaces an event takes its place."""
    by = {event["id"]: event.get("replaced_by") for event in raw["events"]}

    def in_the_end(event: str) -> str:
        return in_the_end(str(by[event])) if by[event] else event

    def with_replacements(figure: Raw) -> Raw:
        return {**figure, "includes": [in_the_end(each) for each in figure.get("includes", ())]}

    events = [event for event in raw["events"] if not by[event["id"]]]
    told = [{**event, "figures": [with_replacements(each) for each in event.get("figures", ())]} for event in events]
    return {**raw, "events": told}


class Chronology:
    """The figures of one metric and its parts: what each says and covers, and what lies inside what."""

    def __init__(self, raw: Raw, metric: str) -> None:
        declared = {each["id"]: each for each in raw["metrics"]}
        self.raw = raw = standing(raw)
        self.as_of = dt.date.fromisoformat(raw["publication"]["as_of"])
        self.metric = metric
        self.parts: tuple[str, ...] = tuple(declared[metric].get("parts", ()))
        self.within = {place["id"]: place.get("within") for place in raw["places"]}
        self.events = {event["id"]: event for event in raw["events"]}
        self.figures: dict[Key, list[Raw]] = {}
        for event in sorted(raw["events"], key=lambda event: stored_days(event["date"], self.as_of)):
            for figure in event.get("figures", ()):
                if figure["metric"] in (metric, *self.parts):
                    self.figures.setdefault((figure["metric"], event["id"]), []).append(figure)
        self.direct = {key: self._directly_inside(key) for key in self.figures}
        self.holders = {key: self._lies_inside(key) for key in self.figures}

    def days(self, key: Key) -> Days:
        """The days that a figure covers: its own, or its event's."""
        return stored_days(self.figures[key][0].get("period") or self.events[key[1]]["date"], self.as_of)

    def places(self, key: Key) -> tuple[str, ...]:
        """The places that a figure covers: its own, or its event's."""
        own = self.figures[key][0].get("places")
        return tuple(self.events[key[1]].get("places", ()) if own is None else own)

    def actors(self, key: Key) -> tuple[str, ...]:
        """To whom a figure is attributed: whom it names itself, or its event's attackers and backers."""
        own = self.figures[key][0].get("attributed_to")
        if own is not None:
            return tuple(own)
        return tuple(part["actor"] for part in self.events[key[1]].get("actors", ()) if part["role"] in BLAMED)

    def around(self, place: str) -> list[str]:
        """A place and all places that hold it."""
        found = [place]
        while (outer := self.within[found[-1]]) is not None:
            found.append(outer)
        return found

    def _includers(self, metric: str, event: str) -> set[Key]:
        """The figures of a metric that include an event."""
        return {key for key, told in self.figures.items() if key[0] == metric and event in told[0].get("includes", ())}

    def _directly_inside(self, key: Key) -> set[Key]:
        metric, event = key
        found = self._includers(metric, event)
        if metric in self.parts:
            found |= self._includers(self.metric, event)
            found |= {(self.metric, event)} & set(self.figures)
        return found

    def _lies_inside(self, key: Key) -> set[Key]:
        """All that a figure lies inside, by any chain."""
        found: set[Key] = set()
        while new := {outer for each in (key, *found) for outer in self.direct[each]} - found:
            found |= new
        return found


class Reckoning(Chronology):
    """The total of one metric for one question, with all that it rests on.

    `low`, `best` and `high` are None where nothing is counted; a high of None beside a best is open.
    """

    def __init__(self, raw: Raw, question: Question, metric: str) -> None:
        super().__init__(raw, metric)
        self.question = question
        self.windows = self._windows()
        self.exceeding = {key: self._exceeds(key) for key in self.figures}
        #: All counted figures, inside another or not.
        self.taken = {key for key, exceeds in self.exceeding.items() if not exceeds}
        self.wider = {
            key: exceeds for key, exceeds in self.exceeding.items() if key not in self.taken and self._covers_more(key)
        }
        self.unconcerned = set(self.figures) - self.taken - set(self.wider)
        self.said = {key: bounds_of_all(self._told(key)) for key in self.taken}
        one_group: dict[Key, Group] = dict.fromkeys(self.taken, "all")
        self.lows = self._owns({key: self.said[key][0] for key in self.taken})
        self.bests = self._owns({key: self.said[key][1] for key in self.taken})
        self.highs = self._owns({key: self._high(key, one_group) for key in self.taken})
        self.own = {key: own for key, own in self.bests.items() if own is not None}
        self.included = {key: self._held_by(key) for key in self.taken if self.holders[key] & self.taken}
        self.counted = {key: self._counted_as(key) for key in self.figures if key in self.taken - set(self.included)}
        self.low, self.best, self.high, self.open_before_wider = self._total(one_group)
        self.shares = {key: self._bounds({key}, {each: "+".join(each) for each in self.taken}) for key in self.taken}

    # What is counted

    def _windows(self) -> list[Days]:
        """The stretches of days that were asked for; a figure lies inside the question if it lies inside one."""
        asked = (self.question.first or dt.date.min, self.question.last or dt.date.max)
        found = [asked]
        if self.question.phases:
            phases = [phase for phase in self.raw["phases"] if phase["id"] in self.question.phases]
            ends = [(dt.date.fromisoformat(phase["first"]), dt.date.fromisoformat(phase["last"])) for phase in phases]
            found = [(max(first, asked[0]), min(last, asked[1])) for first, last in ends]
        return [(first, last) for first, last in found if first <= last]

    def _told(self, key: Key) -> list[Raw]:
        """The figures, of sources that disagree, that come from the sources asked for."""
        sources = self.question.sources
        return [told for told in self.figures[key] if sources is None or told.get("source") in sources]

    def _exceeds(self, key: Key) -> frozenset[str]:
        """In what a figure is not inside the question."""
        question, event = self.question, self.events[key[1]]
        (first, last), places, actors = self.days(key), self.places(key), self.actors(key)
        lies_in = [any(asked in self.around(place) for asked in question.places) for place in places]
        outside = {
            "days": not any(begin <= first and last <= end for begin, end in self.windows),
            "places": bool(question.places) and not (places and all(lies_in)),
            "actors": bool(question.actors) and not (actors and set(actors) <= set(question.actors)),
            "sources": not self._told(key),
            "events": bool(question.kinds and event["kind"] not in question.kinds)
            or (question.text_events is not None and key[1] not in question.text_events),
        }
        return frozenset(word for word, holds in outside.items() if holds)

    def _touches(self, key: Key) -> bool:
        """Whether a figure has a day, a place and an actor in common with the question."""
        question, (first, last) = self.question, self.days(key)
        near = any(
            asked in self.around(place) or place in self.around(asked)
            for place in self.places(key)
            for asked in question.places
        )
        return (
            any(begin <= last and first <= end for begin, end in self.windows)
            and (near or not question.places)
            and (not question.actors or bool(set(self.actors(key)) & set(question.actors)))
        )

    def _covers_more(self, key: Key) -> bool:
        """Whether a figure that is not counted is to be listed all the same."""
        exceeds = self.exceeding[key]
        if any(key in self.holders[inner] for inner in self.taken):
            return True
        if not self._touches(key) or "sources" in exceeds:
            return False
        return "events" not in exceeds or self.figures[key][0].get("scope") == "cumulative"

    # What the counted figures add up to

    def _owns(self, values: Mapping[Key, int | None]) -> dict[Key, int | None]:
        """What each says less the owns of all that lie inside it, never below 0; None is unbounded."""
        inner = {key: [each for each in self.taken if key in self.holders[each]] for key in self.taken}
        owns: dict[Key, int | None] = {}
        for key in sorted(self.taken, key=lambda key: len(inner[key])):
            value, held = values[key], sum_or_open(owns[each] for each in inner[key])
            if value is None:
                owns[key] = None
            else:
                owns[key] = 0 if held is None else max(0, value - held)
        return owns

    def _high(self, key: Key, group_of: Mapping[Key, Group]) -> int | None:
        """A figure at its high: an open one at its best where a closed one of its group holds it."""
        _, best, high = self.said[key]
        bounded = any(
            group_of[holder] == group_of[key] and self.said[holder][2] is not None
            for holder in self.holders[key] & self.taken
        )
        return best if high is None and bounded else high

    def _bounds(self, group: set[Key], group_of: Mapping[Key, Group]) -> Bounds:
        """Low, best and high of one group: its figures at one end, all others at the other end."""
        lows: dict[Key, int | None] = {key: self.said[key][0] for key in self.taken}
        highs = {key: self._high(key, group_of) for key in self.taken}
        at_low = self._owns({key: (lows if key in group else highs)[key] for key in self.taken})
        at_high = self._owns({key: (highs if key in group else lows)[key] for key in self.taken})
        low = sum_or_open(at_low[key] for key in group)
        assert low is not None  # every figure has a low
        return clamped(low, sum(self.own[key] for key in group), sum_or_open(at_high[key] for key in group))

    def _total(self, one_group: Mapping[Key, Group]) -> tuple[int | None, int | None, int | None, bool]:
        """Low, best, high, and whether it is open before wider figures open it."""
        if not self.taken:
            return None, None, None, False
        low, best, high = self._bounds(self.taken, one_group)
        return low, best, None if self.wider else high, high is None

    def _held_by(self, key: Key) -> Key:
        """The innermost counted figure that holds this one: of its own metric if there is one."""
        all_holders = self.holders[key] & self.taken
        holders = {each for each in all_holders if each[0] == key[0]} or all_holders
        innermost = [each for each in holders if not any(each in self.holders[other] for other in holders)]
        # of two that are not inside each other: that of its own event, or that which its own event is inside, first
        whole = (self.metric, key[1])
        near = {whole} | (self.holders[whole] if whole in self.figures else set()) | self.direct[key]
        return min(innermost, key=lambda each: (each not in near, list(self.figures).index(each)))

    def _counted_as(self, key: Key) -> Bounds:
        """A figure's own and the owns listed under it, at their lows, bests and highs."""
        under = {key}
        while more := {each for each, holder in self.included.items() if holder in under} - under:
            under |= more
        low, best = (sum_or_open(owns[each] for each in under) for owns in (self.lows, self.bests))
        assert low is not None
        assert best is not None
        return clamped(low, best, sum_or_open(self.highs[each] for each in under))

    # The number to quote

    @property
    def single(self) -> Key | None:
        """The figure that says it all: it counts for what it says, and every other that is counted for 0."""
        for key, counts_for in self.counted.items():
            others = [each for other, each in self.counted.items() if other != key]
            if counts_for == clamped(*self.said[key]) and all(each == (0, 0, 0) for each in others):
                return key
        return None

    @property
    def hedge(self) -> str | None:
        """How our sum is hedged, before wider figures."""
        if self.low is None:
            return None
        low, best, high = self._bounds(self.taken, dict.fromkeys(self.taken, "all"))
        if high is None:
            return "at_least" if low == best else "about_or_more"
        return "exact" if low == best == high else "about"

    # A breakdown

    def groups(self, by: str) -> dict[Group, Bounds]:
        """The groups of a breakdown, with the low, best and high of each."""
        names: dict[str, Callable[[Key], str]] = {
            "actor": lambda key: "+".join(sorted(set(self.actors(key)))) or "not-attributed",
            "place": lambda key: "+".join(sorted(set(self.places(key)))) or "no-place",
            "source": lambda key: "+".join(sorted({told.get("source") or "publication" for told in self._told(key)})),
            "kind": lambda key: str(self.events[key[1]]["kind"]),
        }
        group_of: dict[Key, Group] = {
            key: names[by](key) if by in names else self._stretch(by, *self.days(key)) for key in self.taken
        }
        return {
            group: self._bounds({key for key in self.taken if group_of[key] == group}, group_of)
            for group in set(group_of.values())
        }

    def _stretch(self, by: str, first: dt.date, last: dt.date) -> Group:
        """The month, quarter, year or phase inside which these days lie, if there is one."""
        if by == "phase":
            for phase in self.raw["phases"]:
                if phase["first"] <= first.isoformat() and last.isoformat() <= phase["last"]:
                    return str(phase["id"])
        elif (group := _calendar(by, first)) == _calendar(by, last):
            return group
        return "not-broken-down", first, last


def _calendar(by: str, day: dt.date) -> str:
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    return {"month": day.isoformat()[:7], "quarter": quarter, "year": day.isoformat()[:4]}[by]
