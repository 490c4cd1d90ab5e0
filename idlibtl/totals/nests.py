"""Which figures are included in which, and what each adds: its own part, so that no one is counted twice.

A figure is included in a figure of its metric that names its event in `includes`. A figure of a part is included in the
stated total of its own event, and of an event that includes it. Both are true through any chain, also through figures
that are not counted. A figure's own part is its value minus the own parts of all counted figures included in it, never
below 0. Figures are numbered here, included ones before those that include them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Days
from idlibtl.model.records import Figure, Metric

#: A figure: its metric and its event.
Key = tuple[str, str]

NONE = -1


class Nest(NamedTuple):
    """How the figures of a metric and its parts nest.

    Each of the `figures` is of one metric and event, on these `days`; `number` finds it. `holder` is the figure of the
    same metric that includes a figure, `whole` the stated total that includes a figure of a part. Just before a figure
    are those of its metric that it includes, from the `first` on. `is_flat`: no figure is included in another.
    """

    metric: str
    keys: Sequence[Key]
    number: Mapping[Key, int]
    figures: Sequence[tuple[Figure, ...]]
    days: Sequence[Days]
    holder: Sequence[int]
    whole: Sequence[int]
    first: Sequence[int]
    is_flat: bool

    def order(self, figure: int) -> tuple[Days, bool, str]:
        """Return the sort key of a figure: its days, then the metric itself before its parts, then the event."""
        metric, event = self.keys[figure]
        return self.days[figure], metric != self.metric, event

    def above(self, figure: int) -> Iterable[int]:
        """Return the figures that include one directly, its own metric's first."""
        return (above for above in (self.holder[figure], self.whole[figure]) if above != NONE)

    def holds(self, outer: int, inner: int) -> bool:
        """Return whether a figure includes another of its metric, or is the same."""
        return self.first[outer] <= inner <= outer


def nest(chronology: Chronology, metric: Metric) -> Nest:
    """Return how the figures of a metric and its parts nest, whatever the question."""
    if metric.id not in chronology.nests:
        chronology.nests[metric.id] = _nest(chronology, metric)
    nested: Nest = chronology.nests[metric.id]
    return nested


def _nest(chronology: Chronology, metric: Metric) -> Nest:
    number: dict[Key, int] = {}
    figures: list[tuple[Figure, ...]] = []
    days: list[Days] = []
    holder: list[int] = []
    first: list[int] = []
    for one in (*metric.parts, metric.id):
        figures_of = chronology.figures_of[one]
        holders = {event: outer for event in figures_of if (outer := chronology.holder.get((one, event)))}
        inside = _number_inside(figures_of, holders)
        events = [*(event for event in figures_of if event not in inside), *inside]
        first += [index - inside.get(event, 0) for index, event in enumerate(events, start=len(number))]
        number |= {(one, event): index for index, event in enumerate(events, start=len(number))}
        figures += map(figures_of.__getitem__, events)
        days += (chronology.days(figures_of[event][0].period, chronology.event[event]) for event in events)
        holder += [number[one, holders[event]] if event in holders else NONE for event in events]
    whole = [NONE] * len(number)
    for (of, event), index in number.items() if metric.parts and chronology.figures_of[metric.id] else ():
        if of != metric.id:
            around = event if (metric.id, event) in number else chronology.holder.get((metric.id, event), "")
            whole[index] = number.get((metric.id, around), NONE)
    is_flat = max((*holder, *whole), default=NONE) == NONE
    return Nest(metric.id, tuple(number), number, figures, days, holder, whole, first, is_flat)


def _number_inside(events: Iterable[str], holders: Mapping[str, str]) -> Mapping[str, int]:
    """How many events are inside each event of a nest; these come just before it, in the order of the `events`."""
    inside: dict[str, list[str]] = defaultdict(list)
    for inner, outer in holders.items():
        inside[outer].append(inner)
    order: list[str] = []
    waiting = [event for event in events if event in inside and event not in holders]
    while waiting:
        order.append(waiting.pop())
        waiting += inside.get(order[-1], ())
    number = dict.fromkeys(reversed(order), 0)
    for event in number:
        if event in holders:
            number[holders[event]] += number[event] + 1
    return number


def with_holders(nested: Nest, figures: Collection[int]) -> Sequence[int]:
    """Return these figures and all that include them, included ones before those that include them."""
    if len(figures) == len(nested.keys):  # all of them
        return range(len(figures))
    reached = set(figures)
    waiting = list(reached)
    while waiting:
        new = [above for above in nested.above(waiting.pop()) if above not in reached]
        reached.update(new)
        waiting += new
    return sorted(reached)


class IncludedParts:
    """The figures of parts that a stated total includes, and the sum of their own parts.

    `outermost` are those that no other of them includes, in order. `carried` has the sum of own parts of each figure of
    a part and of all figures of its metric inside it.
    """

    def __init__(self, nested: Nest, carried: Mapping[int, int]) -> None:
        self._nested, self._carried = nested, carried
        self.outermost: list[int] = []
        self.sum = 0

    def has(self, part: int) -> bool:
        """Return whether a figure of a part is included."""
        at = bisect_left(self.outermost, part)
        return at < len(self.outermost) and self._nested.holds(self.outermost[at], part)

    def add(self, part: int) -> None:
        """Include a figure of a part, with all figures inside it; what is included already is not added again."""
        if not self.has(part):
            begin, end = (bisect_left(self.outermost, number) for number in (self._nested.first[part], part))
            self.sum += self._carried[part] - sum(map(self._carried.__getitem__, self.outermost[begin:end]))
            self.outermost[begin:end] = [part]

    def joined(self, other: "IncludedParts") -> "IncludedParts":
        """Return what both include, which is from now on the larger of the two."""
        small, large = sorted((self, other), key=lambda parts: len(parts.outermost))
        for part in small.outermost:
            large.add(part)
        return large


def with_parts(nested: Nest, figures: Iterable[int], carried: Mapping[int, int]) -> Iterator[tuple[int, IncludedParts]]:
    """Yield figures, those inside first, each with the figures of parts that it includes if it is a stated total.

    `carried` must have what a figure of a part carries when the next figure is asked for.
    """
    parts: dict[int, IncludedParts] = defaultdict(lambda: IncludedParts(nested, carried))
    nothing = IncludedParts(nested, carried)
    for figure in figures:
        included = parts.pop(figure, nothing)
        yield figure, included
        if (whole := nested.whole[figure]) != NONE:
            parts[whole].add(figure)
        if included is not nothing and (holder := nested.holder[figure]) != NONE:
            parts[holder] = parts[holder].joined(included)


def own_parts(nested: Nest, values: Mapping[int, int]) -> Mapping[int, int]:
    """Return the own part of each counted figure; `values` has what each counts."""
    if nested.is_flat:
        return values
    own: dict[int, int] = {}
    carried: dict[int, int] = defaultdict(int)
    for figure, parts in with_parts(nested, with_holders(nested, values), carried):
        if figure in values:
            own[figure] = max(0, values[figure] - carried[figure] - parts.sum)
            carried[figure] += own[figure]
        if (holder := nested.holder[figure]) != NONE:
            carried[holder] += carried[figure]
    return own


def nearest_holders(nested: Nest, figures: Collection[int], counted: Collection[int]) -> Mapping[int, int]:
    """Return, for each figure, the nearest counted figure that includes it, of its own metric if there is one.

    A figure that no counted one includes is left out.
    """
    if nested.is_flat:
        return {}
    by_metric: dict[int, int] = {}
    by_whole: dict[int, int] = {}
    for figure in reversed(with_holders(nested, figures)):
        if nested.holder[figure] == nested.whole[figure] == NONE:
            continue
        for above, by in ((nested.holder[figure], by_metric), (nested.whole[figure], by_whole)):
            if above != NONE and (near := above if above in counted else by_metric.get(above, NONE)) != NONE:
                by[figure] = near
        own, through = by_whole.get(figure, NONE), by_whole.get(nested.holder[figure], NONE)
        # the total around the figures of its metric is nearer if the total of its own event includes it
        if through != NONE and (own == NONE or nested.holds(own, through)):
            by_whole[figure] = through
    by_whole |= by_metric
    return {figure: by_whole[figure] for figure in figures if figure in by_whole}
