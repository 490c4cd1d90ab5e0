"""Figures that may count the same people twice, as far as the chronology itself shows it. Nothing here is certain.

`idlibtl check` lists every suspicion and what to do; a total says how many of its figures are in doubt.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from idlibtl.model.chronology import Chronology
from idlibtl.model.figures import together
from idlibtl.model.records import PUBLICATION, Figure, Scope, field_of
from idlibtl.totals.nests import Key, Nest, nest, with_parts

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


def _overlaps(chronology: Chronology, metrics: Collection[str]) -> Iterator[Suspicion]:
    """For each figure, the shortest earlier one of its metric that may count the same people."""
    left = MAX_PAIRS
    # the figures of a metric whose days are not over: those at a place, those at it or in it, and those of a series
    open_: dict[tuple[str, str | bool], list[int]] = defaultdict(list)
    around = cache(lambda place: chronology.places_around((place,)) - {place})
    entered = cache(lambda place: [open_["at", place], *(open_["in", one] for one in (place, *around(place)))])
    shared = cache(lambda place: [open_["in", place], *(open_["at", one] for one in around(place))])
    for metric in chronology.metrics if not chronology.is_coded else ():
        if metric.id not in metrics or metric.repeats or len(chronology.figures_of[metric.id]) < 2:
            continue
        nested = nest(chronology, metric)
        # if two have the same number of days, the earlier figure comes first, then the event decides
        length = [(last - first, first, key) for key, (first, last) in zip(nested.keys, nested.days, strict=True)]
        for some in open_.values():
            some.clear()
        for one in sorted((number for (of, _), number in nested.number.items() if of == metric.id), key=nested.order):
            (figure, *_), begins, shortest = nested.figures[one], nested.days[one].first, None
            series = _series(figure)
            sharing = list(chain.from_iterable(map(shared, figure.places)))
            if series:
                # figures that both have places are compared if these are shared
                sharing += [open_[series, is_placed] for is_placed in ((False,) if figure.places else (False, True))]
            for some in filter(None, sharing):
                some[:] = [other for other in some if nested.days[other].last >= begins]
                left -= len(some)
                for other in some:
                    if (shortest is None or length[other] < length[shortest]) and _may_repeat(nested, one, other):
                        shortest = other
            if left < 0:
                reason = f"not all of them were compared: those that share days make more than {MAX_PAIRS:,} pairs"
                yield Suspicion(metric.id, (), "figures", reason)
                return
            if shortest is not None:
                (_, event), (_, other_event) = nested.keys[one], nested.keys[shortest]
                what = "place" if figure.places and nested.figures[shortest][0].places else "source"
                reason = (
                    f"{metric.id} may be counted twice: overlaps with {other_event} in dates and {what}, but neither"
                    f" includes the other. {_remedy(nested, one, shortest)}"
                )
                field = field_of(chronology.event[event], metric.id)
                yield Suspicion(metric.id, (event, other_event), field, reason)
            for some in chain.from_iterable(map(entered, figure.places)):
                some.append(one)
            if series:
                open_[series, bool(figure.places)].append(one)


def _series(figure: Figure) -> str | None:
    """The source of a cumulative figure, whose next such figure may sum up the same days."""
    return (figure.source or PUBLICATION) if figure.scope is Scope.CUMULATIVE else None


def _may_repeat(nested: Nest, one: int, other: int) -> bool:
    """Whether two figures that share days, and a place or a series, may count the same people.

    Neither is included in the other, and the publication adds neither to the other. If one has no place, the days of
    one are among those of the other.
    """
    if nested.holds(one, other) or nested.holds(other, one):
        return False
    (figure, *_), (other_figure, *_) = nested.figures[one], nested.figures[other]
    if nested.keys[other][1] in figure.adds_to or nested.keys[one][1] in other_figure.adds_to:
        return False
    days, other_days = nested.days[one], nested.days[other]
    return bool(figure.places and other_figure.places) or days.holds(other_days) or other_days.holds(days)


def _remedy(nested: Nest, one: int, other: int) -> str:
    """What to write if the two do count the same people."""
    wider, inner = (one, other) if nested.days[one].holds(nested.days[other]) else (other, one)
    if not nested.days[wider].holds(nested.days[inner]):
        return "Neither can, because each has days of its own. Check their dates."
    (_, outer_event), (_, inner_event) = nested.keys[wider], nested.keys[inner]
    (toll, *_), (part, *_) = nested.figures[wider], nested.figures[inner]
    if _series(toll) and _series(toll) == _series(part) and toll.value < part.value:
        return f'If it was revised down, add to {inner_event}: "replaced_by": "{outer_event}"'
    scope = "" if _series(toll) else '"scope": "cumulative", '
    return f'If one does, add to the figure of {outer_event}: {scope}"includes": ["{inner_event}"]'


# A stated total and a figure of a part, of which neither includes the other


def _mixed_nests(chronology: Chronology, metrics: Collection[str]) -> Iterator[Suspicion]:
    """An event whose figure of a part is included in another event's, but whose stated total is not; or vice versa."""
    holder, figures_of = chronology.holder, chronology.figures_of
    included: dict[str, list[str]] = defaultdict(list)
    for metric, event in holder:
        if event in figures_of[metric]:
            included[metric].append(event)
    for part, whole in chronology.whole.items():
        for metric, other in ((part, whole), (whole, part)):
            for event in included[metric] if other in metrics and figures_of[other] else ():
                outer = holder[metric, event]
                nested, keys = nest(chronology, chronology.metric[other]), ((other, outer), (other, event))
                both = [nested.number[key] for key in keys if key in nested.number]
                if len(both) == len(keys) and not nested.holds(*both):
                    reason = f"its {metric} include those of {event}, but its {other} do not. Should they too?"
                    yield Suspicion(other, (outer, event), "figures", reason)


def _parts_apart(chronology: Chronology, metrics: Collection[str]) -> Iterator[Suspicion]:
    """Two events with a stated total and a figure of a part for the same days and places, neither in the other."""
    for whole in chronology.metrics if not chronology.is_coded else ():
        totals, parts = chronology.figures_of[whole.id], [part for part in whole.parts if part in metrics]
        if not totals or not parts:
            continue
        by_covered: dict[object, str] = {}
        for event in sorted(totals):
            by_covered.setdefault(chronology.covered(event, totals[event][0]), event)
        same: dict[Key, str] = {}
        for part in parts:
            for event, (figure, *_) in chronology.figures_of[part].items():
                if event not in totals and (stated := by_covered.get(chronology.covered(event, figure))):
                    same[part, event] = stated
        if same:
            nested, at = nest(chronology, whole), defaultdict[str, list[Key]](list)
            for key, stated in same.items():
                at[stated].append(key)
            for total, included in with_parts(nested, range(len(nested.keys)), defaultdict(int)):
                metric, event = nested.keys[total]
                for key in at[event] if metric == whole.id and event in at else ():
                    if included.has(nested.number[key]):
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
