"""Figures that may count the same people twice, as far as the chronology itself shows it. Nothing here is certain.

`idlibtl check` lists every suspicion and what to do; a total says how many of its figures are in doubt.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Days
from idlibtl.model.figures import together
from idlibtl.model.records import PUBLICATION, Figure, Scope, field_of
from idlibtl.totals.nests import Key, inclusion, nest, with_parts

#: The most comparisons of a figure with another of the same days, in one chronology.
MAX_PAIRS = 4_000_000


class Suspicion(NamedTuple):
    """A metric, and the events whose figures of it may count the same people.

    `field` is the field of the first of these events to look at. `reason` says what is wrong, as the end of a
    sentence, then what to do. Without events it is about the whole chronology.
    """

    metric: str
    events: tuple[str, ...]
    field: str
    reason: str


def suspicions(chronology: Chronology, metrics: Collection[str]) -> tuple[Suspicion, ...]:
    """Return every suspicion about figures of these metrics.

    The rows of a coded dataset are one count, so they are not compared with each other.
    """
    return tuple(chain.from_iterable(search(chronology, metrics) for search in SEARCHES))


# Figures of the same days and place, neither of which includes the other


class _Counting(NamedTuple):
    """The days of a figure, its event, and the figure, in the order of sorting. No event has two of a metric.

    The `series` of a cumulative figure is its source, whose next such figure may sum up the same days.
    """

    days: Days
    event: str
    figure: Figure
    series: str | None

    @property
    def length(self) -> tuple[dt.timedelta, dt.date, str]:
        """How many days it has; if equal, the earlier figure comes first, then the event decides."""
        return self.days.last - self.days.first, self.days.first, self.event

    def may_repeat(self, other: "_Counting", is_included: Callable[[str, str], bool]) -> bool:
        """Return whether two figures that share days, and a place or a series, may count the same people.

        Neither is included in the other, and the publication adds neither to the other. If one has no place, the days
        of one are among those of the other.
        """
        if is_included(self.event, other.event) or is_included(other.event, self.event):
            return False
        if other.event in self.figure.adds_to or self.event in other.figure.adds_to:
            return False
        is_placed = bool(self.figure.places and other.figure.places)
        return is_placed or self.days.holds(other.days) or other.days.holds(self.days)


def _overlaps(chronology: Chronology, metrics: Collection[str]) -> Iterator[Suspicion]:
    """For each figure, the shortest earlier one of its metric that may count the same people."""
    left = MAX_PAIRS
    # the figures of a metric whose days are not over: those at a place, those at it or in it, and those of a series
    open_: dict[tuple[str, str | bool], list[_Counting]] = defaultdict(list)
    around = cache(lambda place: chronology.places_around((place,)) - {place})
    entered = cache(lambda place: [open_["at", place], *(open_["in", one] for one in (place, *around(place)))])
    shared = cache(lambda place: [open_["in", place], *(open_["at", one] for one in around(place))])
    for metric in chronology.metrics if not chronology.is_coded else ():
        if metric.id not in metrics or metric.repeats or len(chronology.figures_of[metric.id]) < 2:
            continue
        is_included = inclusion(chronology, metric)
        for some in open_.values():
            some.clear()
        for counting in _by_first_day(chronology, metric.id):
            places, begins, other = counting.figure.places, counting.days.first, None
            sharing = list(chain.from_iterable(map(shared, places)))
            if counting.series:
                # figures that both have places are compared if these are shared
                sharing += [open_[counting.series, is_placed] for is_placed in ((False,) if places else (False, True))]
            for some in filter(None, sharing):
                some[:] = [one for one in some if one.days.last >= begins]
                left -= len(some)
                for one in some:
                    if (other is None or one.length < other.length) and counting.may_repeat(one, is_included):
                        other = one
            if left < 0:
                reason = f"not all of them were compared: those that share days make more than {MAX_PAIRS:,} pairs"
                yield Suspicion(metric.id, (), "figures", reason)
                return
            if other:
                field = field_of(chronology.event[counting.event], metric.id)
                what = "place" if places and other.figure.places else "source"
                reason = (
                    f"{metric.id} may be counted twice: overlaps with {other.event} in dates and {what}, but neither"
                    f" includes the other. {_remedy(counting, other)}"
                )
                yield Suspicion(metric.id, (counting.event, other.event), field, reason)
            for some in chain.from_iterable(map(entered, places)):
                some.append(counting)
            if counting.series:
                open_[counting.series, bool(places)].append(counting)


def _by_first_day(chronology: Chronology, metric: str) -> Sequence[_Counting]:
    days_of = chronology.days_of[metric]
    return sorted(
        _Counting(
            days_of[event],
            event,
            figure,  # the other figures count the same people
            (figure.source or PUBLICATION) if figure.scope is Scope.CUMULATIVE else None,
        )
        for event, (figure, *_) in chronology.figures_of[metric].items()
    )


def _remedy(one: _Counting, other: _Counting) -> str:
    """What to write if the two do count the same people."""
    wider, inner = (one, other) if one.days.holds(other.days) else (other, one)
    if not wider.days.holds(inner.days):
        return "Neither can, because each has days of its own. Check their dates."
    if wider.series and wider.series == inner.series and wider.figure.value < inner.figure.value:
        return f'If it was revised down, add to {inner.event}: "replaced_by": "{wider.event}"'
    scope = "" if wider.series else '"scope": "cumulative", '
    return f'If one does, add to the figure of {wider.event}: {scope}"includes": ["{inner.event}"]'


# A stated total and a figure of a part, of which neither includes the other


def _mixed_nests(chronology: Chronology, metrics: Collection[str]) -> Iterator[Suspicion]:
    """An event whose figure of a part is included in another event's, but whose stated total is not; or vice versa."""
    holder, figures_of = chronology.holder, chronology.figures_of
    inclusion_of = cache(lambda metric: inclusion(chronology, chronology.metric[metric]))
    included: dict[str, list[str]] = defaultdict(list)
    for metric, event in holder:
        if event in figures_of[metric]:
            included[metric].append(event)
    for part, whole in chronology.whole.items():
        for metric, other in ((part, whole), (whole, part)):
            for event in included[metric] if other in metrics and figures_of[other] else ():
                outer = holder[metric, event]
                both = event in figures_of[other] and outer in figures_of[other]
                if both and not inclusion_of(other)(event, outer):
                    reason = f"its {metric} include those of {event}, but its {other} do not. Should they too?"
                    yield Suspicion(other, (outer, event), "figures", reason)


def _parts_apart(chronology: Chronology, metrics: Collection[str]) -> Iterator[Suspicion]:
    """Two events with a stated total and a figure of a part for the same days and places, neither in the other."""
    for whole in chronology.metrics if not chronology.is_coded else ():
        totals, parts = chronology.figures_of[whole.id], [part for part in whole.parts if part in metrics]
        if not totals or not parts:
            continue
        by_days: dict[object, str] = {}
        for event, (figure, *_) in sorted(totals.items()):
            by_days.setdefault((chronology.days_of[whole.id][event], frozenset(figure.places)), event)
        same: dict[Key, str] = {}
        for part in parts:
            for event, (figure, *_) in chronology.figures_of[part].items():
                stated = by_days.get((chronology.days_of[part][event], frozenset(figure.places)))
                if stated and event not in totals:
                    same[part, event] = stated
        if same:
            nested, at = nest(chronology, whole), defaultdict[str, list[Key]](list)
            for key, stated in same.items():
                at[stated].append(key)
            number_of = {key: number for number, key in enumerate(nested.keys)}
            for total, included in with_parts(nested, number_of.values(), defaultdict(int)):
                metric, event = nested.keys[total]
                for key in at[event] if metric == whole.id and event in at else ():
                    if included.has(number_of[key]):
                        del same[key]
        for (part, event), stated in same.items():
            reason = (
                f"{part} may be counted twice: {stated} has {whole.id} of the same dates and places, but does not"
                f' include this event. If it does, add to its figure: "includes": ["{event}"]'
            )
            yield Suspicion(part, (event, stated), "figures", reason)


# Figures below what they are made up of


def _sums_beyond(chronology: Chronology, metrics: Collection[str]) -> Iterator[Suspicion]:
    """A figure below those that it includes, and a stated total below its parts."""
    held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (of, inner_event), holder in chronology.holder.items():
        held[of][holder].append(inner_event)
    for metric in chronology.metrics:
        figures_of, including = chronology.figures_of[metric.id], held[metric.id]
        for event in (figures_of if metric.parts else including) if metric.id in metrics else ():
            figures, included = figures_of[event], including.get(event, [])
            most = most_of(figures)
            inner = (
                figures_of[other][0].value if other in figures_of else _sum(chronology, metric.parts, other)
                for other in included
            )
            own = _sum(chronology, metric.parts, event)
            for what, total, others in (("figures it includes", sum(inner), included), ("parts", own, [event])):
                if total > most:
                    stated = f"{'at most ' if most != figures[0].value else ''}{most:,}"
                    reason = f"is {stated} ({metric.id}), but the {what} add up to {total:,}. Check the numbers."
                    yield Suspicion(
                        metric.id, (event, min(others)), field_of(chronology.event[event], metric.id), reason
                    )


def most_of(figures: Sequence[Figure]) -> int:
    """Return the most that figures of the same people state; without a limit, the number: much more is rarely meant."""
    counts = together([figure.count for figure in figures])
    return counts.best if counts.high is None else counts.high


def _sum(chronology: Chronology, metrics: Iterable[str], event: str) -> int:
    """The sum of an event's first figures of some metrics."""
    of_metrics = [chronology.figures_of[metric] for metric in metrics]
    return sum(figures_of[event][0].value for figures_of in of_metrics if event in figures_of)


Search = Callable[[Chronology, Collection[str]], Iterator[Suspicion]]

#: Every search, each a kind of warning of its own.
SEARCHES: tuple[Search, ...] = (_overlaps, _mixed_nests, _parts_apart, _sums_beyond)
