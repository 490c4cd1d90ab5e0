"""The definition of totals once more, slow and plain, from its text alone: sets, loops, and the JSON of a file.

Every figure of one metric in one event is one `Figure` here, however many sources give it: they count the same people.
A row of a breakdown is an answer to a narrower question, so it is an `Answer` like any other. If the text leaves a
choice, a comment that begins with "Choice:" says which was taken.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from idlibtl.model.dates import stored_span

Raw = Mapping[str, Any]
#: A metric and the id of an event.
Key = tuple[str, str]
Source = str | None

STATES_ITS_LOW = ("exact", "at_least", "more_than")
STATES_ITS_HIGH = ("exact", "nearly", "at_most", "fewer_than")
TIMES = ("month", "quarter", "year", "phase")
#: The definition has the tree of places; these are one level of it.
LEVELS = ("country", "province")


@dataclass(frozen=True)
class Question:
    """The question; None or empty asks for everything. In `actors`, None is "not attributed"."""

    first: dt.date | None = None
    last: dt.date | None = None
    phases: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    actors: tuple[str | None, ...] = ()
    sources: tuple[Source, ...] = ()
    kinds: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    #: for a row of a breakdown: these days alone, and attributed to exactly these actors together
    only_days: frozenset[dt.date] | None = None
    together: bool = False


class Printed(NamedTuple):
    """A number of one source."""

    source: Source
    value: int
    low: int | None
    high: int | None
    hedge: str


@dataclass(frozen=True, eq=False)
class Figure:
    """An event's figure of a metric; `printed` has a number for each source, the compiler's choice first."""

    metric: str
    event: str
    days: frozenset[dt.date]
    places: frozenset[str]
    attributed_to: frozenset[str]
    kinds: frozenset[str]
    includes: frozenset[str]
    adds_to: frozenset[str]
    printed: tuple[Printed, ...]
    order: int

    @property
    def key(self) -> Key:
        """Its metric and its event."""
        return self.metric, self.event


def days_between(first: dt.date, last: dt.date) -> frozenset[dt.date]:
    """All days from the first to the last, both included."""
    return frozenset(first + dt.timedelta(days=number) for number in range((last - first).days + 1))


def stored_days(stored: str, as_of: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of a stored date; an open end is the cut-off date."""
    span = stored_span(stored)
    return span.first, max(span.first, as_of) if span.last is None else span.last


def printed(figure: Raw) -> Printed:
    """What the words of a figure state. A range without a value counts its low."""
    value = figure["value"] if figure.get("value") is not None else figure["low"]
    hedge = figure.get("hedge") or "exact"
    low = figure.get("low")
    # Choice: the table knows only ranges with both ends; if a file gives a low alone, it is the one that is stated
    if low is None and hedge in STATES_ITS_LOW:
        low = value
    high = figure.get("high")
    if high is None and hedge in STATES_ITS_HIGH:
        high = value
    return Printed(figure.get("source"), value, low, high, hedge)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(r"\w+", text.casefold())


def contains(text: str, asked: str) -> bool:
    """Whether each of the words asked for is in a text, whole or as the beginning of a word."""
    # Choice: "UN" does not find "under", so a beginning has at least three letters
    return all(
        any(word == begin or (len(begin) > 2 and word.startswith(begin)) for word in words_of(text))
        for begin in words_of(asked)
    )


class SlowChronology:
    """The figures of a file, what includes what, and what an event's words are."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        publications = [raw["publication"]] if raw.get("publication") else raw["publications"]
        self.as_of = max(dt.date.fromisoformat(publication["as_of"]) for publication in publications)
        self.parts = {metric["id"]: tuple(metric.get("parts", ())) for metric in raw["metrics"]}
        self.repeats = {metric["id"] for metric in raw["metrics"] if metric.get("repeats")}
        self.container = {place["id"]: place.get("within") for place in raw["places"]}
        self.replaced_by = {event["id"]: event["replaced_by"] for event in raw["events"] if event.get("replaced_by")}
        self.event = {event["id"]: event for event in raw["events"]}
        self.figures = list(self._figures())
        self.all_days = {day for figure in self.figures for day in figure.days}
        self._includers = {figure.key: self._closure(figure) for figure in self.figures}

    def _figures(self) -> Iterator[Figure]:
        """Every figure of an event that is not replaced, in order of days and then of the file."""
        events = [event for event in self.raw["events"] if event["id"] not in self.replaced_by]
        events.sort(key=lambda event: stored_days(event["date"], self.as_of))
        for order, event in enumerate(events):
            roles = {(part["actor"], part["role"]) for part in event.get("actors", ())}
            attackers = {actor for actor, role in roles if role == "attacker"}
            backers = {actor for actor, role in roles if role == "backer"}
            attributed_to = attackers | backers if attackers else set()
            kinds = event["kinds"] if "kinds" in event else [event["kind"]]
            of_metric: dict[str, list[Raw]] = {}
            for figure in event.get("figures", ()):
                of_metric.setdefault(figure["metric"], []).append(figure)
            for metric, given in of_metric.items():
                # the days, places and includes of the first apply to the others: they are the same people
                first = given[0]
                yield Figure(
                    metric,
                    event["id"],
                    days_between(*stored_days(first.get("period") or event["date"], self.as_of)),
                    frozenset(first.get("places", event.get("places", ()))),
                    frozenset(first.get("attributed_to", attributed_to)),
                    frozenset(kinds),
                    frozenset(map(self.replacement, first.get("includes", ()))) - {event["id"]},
                    # Choice: the text says of includes alone that the replacement takes its place; so it does here
                    frozenset(map(self.replacement, first.get("adds_to", ()))) - {event["id"]},
                    tuple(map(printed, given)),
                    order,
                )

    def replacement(self, event: str) -> str:
        """The event that replaces this one in the end; itself if none does."""
        while event in self.replaced_by:
            event = self.replaced_by[event]
        return event

    def _directly(self, inner: Figure, outer: Figure) -> bool:
        """Whether the outer figure's own words, or the parts of its metric, say that it includes the inner one."""
        if inner.metric == outer.metric:
            return inner.event in outer.includes
        # Choice: "an event that includes it" is one whose figure of the whole names it; what the event's figure of the
        # part includes gets there by a chain
        return inner.metric in self.parts[outer.metric] and inner.event in {outer.event, *outer.includes}

    def _closure(self, inner: Figure) -> set[Key]:
        """All figures that include this one, through any chain."""
        result: set[Key] = set()
        waiting = [inner]
        while waiting:
            at = waiting.pop()
            for outer in self.figures:
                if outer.key not in result and self._directly(at, outer):
                    result.add(outer.key)
                    waiting.append(outer)
        return result

    def includes(self, outer: Figure, inner: Figure) -> bool:
        """Whether the inner figure is included in the outer one."""
        return outer.key in self._includers[inner.key]

    def family(self, metric: str) -> list[Figure]:
        """The figures that a total of the metric uses: its own and those of its parts."""
        return [figure for figure in self.figures if figure.metric in (metric, *self.parts[metric])]

    def around(self, place: str) -> set[str]:
        """The place, and all that contain it."""
        result = set()
        at: str | None = place
        while at is not None:
            result.add(at)
            at = self.container[at]
        return result

    def text_of(self, event: str) -> str:
        """What --text searches: titles, summaries, wording, names and aliases of actors, places and sources."""
        record = self.event[event]
        figures = record.get("figures", ())
        # Choice: places and actors that a figure alone names are the event's too; places around them are not
        named = {part["actor"] for part in record.get("actors", ())} | {record.get("source")}
        named |= {figure.get("source") for figure in figures}
        places = {place for one in (record, *figures) for place in one.get("places", ())}
        texts = [record["title"], record.get("summary"), *(figure.get("wording") for figure in figures)]
        for section, ids in (("actors", named), ("places", places)):
            for one in self.raw[section]:
                if one["id"] in ids:
                    texts += [one["name"], one.get("short"), *one.get("aliases", ())]
        return "\n".join(filter(None, texts))

    def days_of_phases(self, phases: Iterable[str]) -> frozenset[dt.date]:
        """The days of some phases; of both, if two are asked for."""
        result: frozenset[dt.date] = frozenset()
        for phase in self.raw["phases"]:
            if phase["id"] in phases:
                result |= days_between(*(dt.date.fromisoformat(phase[end]) for end in ("first", "last")))
        return result

    def answer(self, question: Question, metric: str) -> "Answer":
        """The answer to a question about a metric."""
        return Answer(self, question, metric)


class Asked:
    """What a question asks, one respect after another: what is inside it, and what touches it."""

    def __init__(self, chronology: SlowChronology, question: Question) -> None:
        self.chronology = chronology
        self.question = question
        self.in_phases = chronology.days_of_phases(question.phases) if question.phases else None
        self.days_of_figures = set(filter(self.is_day, chronology.all_days))

    def is_day(self, day: dt.date) -> bool:
        """Whether a day is asked for: it is in the dates, in a phase, and in the row."""
        asked = self.question
        return (
            (asked.first is None or asked.first <= day)
            and (asked.last is None or day <= asked.last)
            and (self.in_phases is None or day in self.in_phases)
            and (asked.only_days is None or day in asked.only_days)
        )

    @property
    def days(self) -> frozenset[dt.date] | None:
        """All days that are asked for; None if the dates have an open end."""
        asked = self.question
        if asked.only_days is not None:
            all_days = asked.only_days
        elif self.in_phases is not None:
            all_days = self.in_phases
        elif asked.first is None or asked.last is None:
            return None
        else:
            all_days = days_between(asked.first, asked.last)
        return frozenset(filter(self.is_day, all_days))

    def used(self, figure: Figure) -> tuple[Printed, ...]:
        """The numbers of the sources asked for."""
        sources = self.question.sources
        return tuple(one for one in figure.printed if not sources or one.source in sources)

    def has_words(self, figure: Figure) -> bool:
        """Whether the figure's event contains the words; of several texts, one."""
        texts = self.question.texts
        return not texts or any(contains(self.chronology.text_of(figure.event), text) for text in texts)

    def days_inside(self, figure: Figure) -> bool:
        """Whether all its days are asked for."""
        return figure.days <= self.days_of_figures

    def places_inside(self, figure: Figure) -> bool:
        """Whether all its places are in a place asked for."""
        asked = set(self.question.places)
        # Choice: a figure without places is in no place, as a row by place says
        return not asked or (
            bool(figure.places) and all(asked & self.chronology.around(place) for place in figure.places)
        )

    def kinds_inside(self, figure: Figure) -> bool:
        """Whether all its event's kinds are asked for."""
        return not self.question.kinds or figure.kinds <= set(self.question.kinds)

    def actors_inside(self, figure: Figure) -> bool:
        """Whether every actor that it is attributed to is asked for, and there is one."""
        asked = set(self.question.actors)
        if not asked:
            return True
        if not figure.attributed_to:
            return None in asked
        return figure.attributed_to == asked if self.question.together else figure.attributed_to <= asked

    def all_but_actors_inside(self, figure: Figure) -> bool:
        """Whether it would be counted if no actor had been asked for."""
        return (
            self.days_inside(figure)
            and self.places_inside(figure)
            and self.kinds_inside(figure)
            and bool(self.used(figure))
            and self.has_words(figure)
        )

    def touches(self, figure: Figure) -> bool:
        """Whether it touches the question in each respect, leaving out actors."""
        asked = self.question
        around = {outer for place in asked.places for outer in self.chronology.around(place)}
        return (
            bool(figure.days & self.days_of_figures)
            and (
                not asked.places
                or any(place in around or self.chronology.around(place) & set(asked.places) for place in figure.places)
            )
            and (not asked.kinds or bool(figure.kinds & set(asked.kinds)))
            and bool(self.used(figure))
            and self.has_words(figure)
        )

    def touches_actors(self, figure: Figure) -> bool:
        """Whether it is attributed to an actor asked for.

        Choice: the text lists no actors among what a wider figure touches, but says of its excess "attributed to those
        asked for and to others", and in the worked numbers what is attributed to others alone is outside.
        """
        asked = set(self.question.actors)
        if not asked:
            return True
        # what names one of them and someone else exceeds a row of actors named together
        others = figure.attributed_to - asked
        if self.question.together and not others:
            return figure.attributed_to == asked
        return bool(figure.attributed_to & asked) or (not figure.attributed_to and None in asked)

    def exceeds(self, figure: Figure) -> set[str]:
        """The respects in which it is not inside the question.

        Choice: the text lists no words among these; a figure may exceed the question in nothing else.
        """
        respects = {
            "days": self.days_inside(figure),
            "places": self.places_inside(figure),
            "kinds": self.kinds_inside(figure),
            "sources": bool(self.used(figure)),
            "actors": self.actors_inside(figure),
            "words": self.has_words(figure),
        }
        return {respect for respect, is_inside in respects.items() if not is_inside}


class Row(NamedTuple):
    """A row of a breakdown; the rest has a best alone."""

    best: int | None
    low: int | None = None
    is_wider: bool = False
    parent: str | None = None


class Answer:
    """The answer to a question about a metric, worked out from the top of the definition to its end."""

    def __init__(self, chronology: SlowChronology, question: Question, metric: str) -> None:
        self.chronology = chronology
        self.question = question
        self.metric = metric
        self.asked = asked = Asked(chronology, question)
        family = chronology.family(metric)

        # what is counted
        self.inside = [one for one in family if asked.all_but_actors_inside(one) and asked.actors_inside(one)]
        includes = chronology.includes
        in_counted = {one.key for one in family if any(includes(outer, one) for outer in self.inside)}
        self.included = [one for one in self.inside if one.key in in_counted]
        self.outermost = [one for one in self.inside if one.key not in in_counted]

        # what is not
        self.wider: list[Figure] = []
        self.not_attributed: list[Figure] = []
        for figure in family:
            # Choice: what is included in a counted figure is not listed as not attributed: its people are in the answer
            if figure in self.inside or figure.key in in_counted:
                continue
            includes_counted = any(includes(figure, inner) for inner in self.inside)
            if question.actors and None not in question.actors and not figure.attributed_to:
                if asked.touches(figure) or includes_counted:
                    self.not_attributed.append(figure)
            elif (asked.touches(figure) and asked.touches_actors(figure)) or includes_counted:
                self.wider.append(figure)

        # how it adds up
        self.may_repeat: list[Figure] = []
        self.counted = self.outermost
        if metric in chronology.repeats:
            self.counted = self._largest_sum()
            self.may_repeat = [figure for figure in self.outermost if figure not in self.counted]

    # values

    def value(self, figure: Figure) -> int:
        """The number of the first source asked for; of a figure of other sources, its first."""
        return (self.asked.used(figure) or figure.printed)[0].value

    def lowest(self, figure: Figure) -> int | None:
        """The lowest number that its sources state, if all of them state one."""
        lows = [one.low for one in self.asked.used(figure) or figure.printed]
        return None if None in lows else min(low for low in lows if low is not None)

    def own_parts(self, number: Callable[[Figure], int]) -> dict[Key, int]:
        """The number of each figure without the own parts of all counted figures included in it, never below 0."""
        includes = self.chronology.includes
        inner = {figure.key: [one for one in self.inside if includes(figure, one)] for figure in self.inside}
        result: dict[Key, int] = {}
        for figure in sorted(self.inside, key=lambda one: len(inner[one.key])):
            result[figure.key] = max(0, number(figure) - sum(result[one.key] for one in inner[figure.key]))
        return result

    @property
    def best(self) -> int | None:
        """The sum of the own parts; None if nothing is counted."""
        if not self.inside:
            return None
        return sum(self.shares.values())

    @property
    def low(self) -> int | None:
        """The same from the lows, if every counted figure states one; of a single figure its own."""
        # Choice: the included are counted figures too; of a metric that repeats, those in the largest sum
        includes = self.chronology.includes
        used = [one for one in self.inside if any(one is top or includes(top, one) for top in self.counted)]
        if not used or any(self.lowest(figure) is None for figure in used):
            return None
        if self.metric in self.chronology.repeats:
            return sum(self.lowest(figure) or 0 for figure in self.counted)
        if self.single is not None:  # its words are the quote, and the low is the one that they state
            return self.lowest(self.single)
        low = sum(self.own_parts(lambda figure: self.lowest(figure) or 0).values())
        # Choice: if two totals share a part, the lows can add up to more than the best: then the best is the low
        return min(low, self.best or 0)

    @property
    def shares(self) -> dict[Key, int]:
        """What each counted or included figure, or one that may repeat, adds to `best` by itself."""
        own = self.own_parts(self.value)
        if self.metric not in self.chronology.repeats:
            return own
        # a metric that repeats is not added up: a figure counts in full, even if those inside it are more
        result: dict[Key, int] = {}
        for top in self.outermost:
            inner = [figure.key for figure in self.inside if self.chronology.includes(top, figure)]
            is_less = sum(own[key] for key in inner) > self.value(top)
            result |= {key: 0 if is_less else own[key] for key in inner} | {
                top.key: self.value(top) if is_less else own[top.key]
            }
            if top in self.may_repeat:
                result |= dict.fromkeys((top.key, *inner), 0)
        return result

    def _largest_sum(self) -> list[Figure]:
        """Of the figures that are not included in another one, those of the largest sum; the earliest if equal.

        Choice: figures that are linked by `adds_to` through others of them are one sum.
        """
        sums: list[list[Figure]] = []
        for figure in sorted(self.outermost, key=self._place_in_time):
            linked = [group for group in sums if any(_adds(figure, other) for other in group)]
            sums = [group for group in sums if group not in linked]
            sums.append([*(one for group in linked for one in group), figure])
        # Choice: the earliest by the figures' days, of a sum by its earliest figure
        sums = [sorted(group, key=self._place_in_time) for group in sums]
        sums.sort(key=lambda group: (-sum(map(self.value, group)), self._place_in_time(group[0])))
        return sums[0] if sums else []

    @staticmethod
    def _place_in_time(figure: Figure) -> tuple[dt.date, dt.date, str]:
        return min(figure.days), max(figure.days), figure.event

    # the lists

    def nearest(self, figure: Figure, among: Iterable[Figure]) -> list[Figure]:
        """The figures that include it and include no other that does.

        There are several if a part is in two totals. First is the one of its own metric, then that of its own event.
        """
        includes = self.chronology.includes
        outer = [one for one in among if includes(one, figure)]
        nearest = [one for one in outer if not any(includes(one, other) for other in outer)]
        nearest.sort(key=lambda one: (one.metric != figure.metric, one.event != figure.event, one.order))
        return nearest

    def under(self, figure: Figure) -> list[Figure]:
        """The figures that are listed directly under it."""
        return [one for one in self.included if self.nearest(one, self.inside)[0] == figure]

    def adds(self, figure: Figure) -> int:
        """What it adds, including the figures inside it.

        Choice: a part of two totals is inside the one that it is listed under, so that these add up to the sum.
        """
        if self.metric in self.chronology.repeats:
            return self.value(figure)
        return self.shares[figure.key] + sum(map(self.adds, self.under(figure)))

    @property
    def naive_sum(self) -> int | None:
        """The sum of every figure that is counted, included or may repeat.

        Choice: the table of worked numbers gives none for a metric with parts.
        """
        if not self.inside or self.chronology.parts[self.metric]:
            return None
        return sum(map(self.value, self.inside))

    @property
    def days_asked(self) -> int | None:
        """How many days are asked for; None without given dates at both ends."""
        return None if self.asked.days is None else len(self.asked.days)

    @property
    def days_covered(self) -> int | None:
        """How many of these days the figures of the sum cover. Choice: if nothing is counted, None as for the sum."""
        if self.asked.days is None or not self.inside:
            return None
        # what is included in these has no other days
        return len({day for figure in self.counted for day in figure.days})

    # the headline

    @property
    def making(self) -> list[Figure]:
        """The figures that the sum is made of: a toll by itself, or if they are more, those inside it."""
        result = []
        waiting = list(self.counted)
        while waiting:
            figure = waiting.pop(0)
            if self.adds(figure) > self.value(figure):
                waiting += self.under(figure)
                if self.shares[figure.key]:
                    result.append(figure)
            elif self.adds(figure):
                result.append(figure)
        # Choice: several that are all 0 are a sum
        return result or self.counted

    @property
    def number_of_figures(self) -> int:
        """How many figures the quote says that the sum is of.

        Choice: those that are listed as counted; if one is, and those inside it add up to more, these.
        """
        return len(self.counted) if len(self.counted) > 1 else len(self.making)

    @property
    def single(self) -> Figure | None:
        """The figure that is the whole answer: it counts with its full value, and every other adds 0."""
        making = self.making
        return making[0] if len(making) == 1 and self.value(making[0]) == self.best else None

    @property
    def hedge(self) -> str | None:
        """The hedge of the sum, or that of the single figure."""
        if self.best is None:
            return None
        if self.single:
            used = self.asked.used(self.single)
            ends = {end for one in used for end in (one.low, one.high)}
            # Choice: a range, or a number on which sources disagree, is not exact
            if used[0].hedge != "exact" or ends == {used[0].value}:
                return used[0].hedge
        if self.low == self.best == 0:  # nothing is at least 0
            return "exact"
        return "at_least" if self.low == self.best else "about"

    def outer(self, left_out: Sequence[Figure]) -> list[Figure]:
        """The figures of a list that are not included in another one of it, the largest first."""
        result = [one for one in left_out if not self.nearest(one, left_out)]
        return sorted(result, key=lambda one: (-self.value(one), self._place_in_time(one)))

    # the breakdown

    def row(self, parent: str | None = None, **narrower: Any) -> Row:
        """The answer to a narrower question as a row."""
        answer = Answer(self.chronology, replace(self.question, **narrower), self.metric)
        return Row(answer.best, answer.low, bool(answer.wider), parent)

    def rows(self, by: str) -> dict[str, Row]:
        """The rows of a breakdown by name, empty ones left out, and the rest as `rest`."""
        result = {name: row for name, row in self._all_rows(by) if row.best is not None or row.is_wider}
        counted = [figure for figure in self.inside if figure not in self.may_repeat]
        if by in ("source", "kind") or self.metric in self.chronology.repeats or not counted:
            return result
        if by == "place":
            rest = sum(self.shares[figure.key] for figure in counted if not figure.places)
        else:
            rest = max(0, (self.best or 0) - sum(row.best or 0 for row in result.values()))
        return result | ({"rest": Row(rest)} if rest else {})

    def _all_rows(self, by: str) -> Iterator[tuple[str, Row]]:
        if by in TIMES:
            return ((name, self.row(only_days=days)) for name, days in self._stretches(by))
        if by in ("place", *LEVELS):
            return self._place_rows(by)
        return {"actor": self._actor_rows, "source": self._source_rows, "kind": self._kind_rows}[by]()

    def _place_rows(self, by: str) -> Iterator[tuple[str, Row]]:
        asked = set(self.question.places)
        kind_of = {place["id"]: place["kind"] for place in self.chronology.raw["places"]}
        for place, container in self.chronology.container.items():
            around = self.chronology.around(place)
            # Choice: of the places asked for and those in them; a place around them would have the same row again
            if asked and not asked & around:
                continue
            if by == "place":
                has_parent = container is not None and (not asked or asked & self.chronology.around(container))
                yield place, self.row(container if has_parent else None, places=(place,))
            # Choice: of places of one kind that are in each other, the outermost
            elif kind_of[place] == by and [kind_of[outer] for outer in around].count(by) == 1:
                yield place, self.row(places=(place,))

    def _actor_rows(self) -> Iterator[tuple[str, Row]]:
        # Choice: an actor has a row if a figure that concerns the question is attributed to it alone
        for actors in {figure.attributed_to for figure in self._concerned() if figure.attributed_to}:
            if not self.question.actors or actors <= set(self.question.actors):
                # Choice: the question of actors named together is "attributed to exactly these": otherwise rows would
                # overlap, and they are to add up
                yield "+".join(sorted(actors)), self.row(actors=tuple(actors), together=True)

    def _source_rows(self) -> Iterator[tuple[str, Row]]:
        for source in {one.source for figure in self.chronology.family(self.metric) for one in figure.printed}:
            if not self.question.sources or source in self.question.sources:
                yield source or "publication", self.row(sources=(source,))

    def _kind_rows(self) -> Iterator[tuple[str, Row]]:
        for kind in {kind for figure in self.chronology.family(self.metric) for kind in figure.kinds}:
            if not self.question.kinds or kind in self.question.kinds:
                yield kind, self.row(kinds=(kind,))

    def _concerned(self) -> list[Figure]:
        """The figures that are counted, touch the question, or include a counted one."""
        asked, includes = self.asked, self.chronology.includes
        return [
            figure
            for figure in self.chronology.family(self.metric)
            if (asked.touches(figure) and asked.touches_actors(figure))
            or any(figure is inner or includes(figure, inner) for inner in self.inside)
        ]

    def _stretches(self, by: str) -> Iterator[tuple[str, frozenset[dt.date]]]:
        """The months, quarters, years or phases, each with its days that are asked for."""
        if by == "phase":
            for phase in self.chronology.raw["phases"]:
                days = self.chronology.days_of_phases([phase["id"]])
                yield phase["id"], frozenset(filter(self.asked.is_day, days))
            return
        stretches: dict[str, list[dt.date]] = {}
        for day in self.asked.days_of_figures:
            quarter = f"{day.year}-Q{(day.month + 2) // 3}"
            name = {"month": f"{day:%Y-%m}", "quarter": quarter, "year": f"{day.year}"}[by]
            stretches.setdefault(name, []).append(day)
        # days that no figure covers may be left out: no figure is inside or outside for them
        yield from ((name, frozenset(days_of_figures)) for name, days_of_figures in stretches.items())


def _adds(one: Figure, other: Figure) -> bool:
    """Whether the publication adds one figure to the other, whichever says so."""
    return other.event in one.adds_to or one.event in other.adds_to
