"""Which figures are included in which, and what each adds: its own part, so that no one is counted twice.

A figure is included in a figure of its metric that names its event in `includes`. A figure of a part is included in the
stated total of its own event, and of an event that includes it. Both are true through any chain, also through figures
that are not counted. A figure's own part is its value minus the own parts of all counted figures included in it, never
below 0. Figures are numbered here, included ones before those that include them.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Days
from idlibtl.model.records import Figure, Metric

#: A figure: its metric and its event.
Key = tuple[str, str]

NONE = -1

Node = TypeVar("Node", bound=Hashable)


class Nest(NamedTuple):
    """How the figures of a metric and its parts nest.

    Each of the `figures` is of one metric and event, on these `days`. `holder` is the figure of the same metric that
    includes a figure, `whole` the stated total that includes a figure of a part. `outer` are, for each figure, the
    figures to which it passes its own part and all inside it: added, or subtracted if another figure passes the same
    people there already. `is_flat`: no figure is included in another.
    """

    metric: str
    keys: Sequence[Key]
    figures: Sequence[tuple[Figure, ...]]
    days: Sequence[Days]
    holder: Sequence[int]
    whole: Sequence[int]
    outer: Sequence[Sequence[tuple[int, int]]]
    is_flat: bool

    def order(self, figure: int) -> tuple[Days, bool, str]:
        """Return the sort key of a figure: its days, then the metric itself before its parts, then the event."""
        metric, event = self.keys[figure]
        return self.days[figure], metric != self.metric, event

    def above(self, figure: int) -> Iterable[int]:
        """Return the figures that include one directly, its own metric's first."""
        return (above for above in (self.holder[figure], self.whole[figure]) if above != NONE)


def holders_of(chronology: Chronology, metric: str) -> Mapping[str, str | None]:
    """Return, for each event with a figure of a metric, the event whose figure includes it, if any."""
    return {event: chronology.holder.get((metric, event)) for event in chronology.figures_of[metric]}


def inclusion(chronology: Chronology, metric: str) -> Callable[[str, str], bool]:
    """Return the function that says if one event's figure of a metric is included in another's, through any chain."""
    holders = {inner: outer for (of, inner), outer in chronology.holder.items() if of == metric}
    parts = stretches({event: holders.get(event) for event in holders.values()})  # most figures include nothing

    def is_included(inner: str, outer: str) -> bool:
        return inner in holders and outer in parts and is_inside(parts[holders[inner]], parts[outer])

    return is_included


def nest(chronology: Chronology, metric: Metric) -> Nest:
    """Return how the figures of a metric and its parts nest, whatever the question."""
    keys: list[Key] = []
    figures: list[tuple[Figure, ...]] = []
    days: list[Days] = []
    holder: list[int] = []
    number: dict[str, int] = {}
    for one in (*metric.parts, metric.id):
        holders = holders_of(chronology, one)
        holding = frozenset(holders.values())
        events = [event for event in holders if event not in holding]  # most of them
        events += reversed(stretches({event: holders[event] for event in holders if event in holding}))
        number = {event: index for index, event in enumerate(events, start=len(keys))}
        keys += [(one, event) for event in events]
        figures += map(chronology.figures_of[one].__getitem__, events)
        days += map(chronology.days_of[one].__getitem__, events)
        holder += [number.get(holders[event] or "", NONE) for event in events]
    # `number` has the stated totals now
    whole = [NONE] * len(keys)
    for index, (of, event) in enumerate(keys if number and metric.parts else ()):
        if of != metric.id:
            around = event if event in number else chronology.holder.get((metric.id, event), "")
            whole[index] = number.get(around, NONE)
    carried = {above: ((above, 1),) if above != NONE else () for above in holder}  # one for all that a toll includes
    outer: list[tuple[tuple[int, int], ...]] = [carried[above] for above in holder]
    for index, last in _new_holders(holder, whole) if metric.parts and number else ():
        outer[index] += ((whole[index], 1),) if last == NONE else ((whole[index], 1), (last, -1))
    return Nest(metric.id, keys, figures, days, holder, whole, outer, is_flat=not any(outer))


def _new_holders(holder: Sequence[int], whole: Sequence[int]) -> Iterable[tuple[int, int]]:
    """For each figure of a part in a stated total that no holder of it is in: the first total further out with one.

    A day's civilians are included in the week's civilians, and in the day's people killed. Both of these may be
    included in the month's people killed, which must not subtract them twice.
    """
    if max(holder) == NONE:  # half the time
        yield from ((index, NONE) for index, stated in enumerate(whole) if stated != NONE)
        return
    parents, marks = (
        {index: None if above == NONE else above for index, above in enumerate(of)} for of in (holder, whole)
    )
    marked = Marked(parents)  # the stated totals around the part's figures on the way down to this one
    for index, stated in marked_down(parents, marks, marked):
        if stated is not None and not marked.is_around(stated):
            last = marked.nearest_around(stated)
            yield index, NONE if last is None else last


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


def own_parts(nested: Nest, values: Mapping[int, int]) -> Mapping[int, int]:
    """Return the own part of each counted figure; `values` has what each counts."""
    if nested.is_flat:
        return values
    own: dict[int, int] = {}
    inside: dict[int, int] = defaultdict(int)
    for figure in with_holders(nested, values):
        below = inside.get(figure, 0)
        if figure in values:
            own[figure] = max(0, values[figure] - below)
        carried = own.get(figure, 0) + below
        for above, sign in nested.outer[figure]:
            inside[above] += sign * carried
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
        if through != NONE and (own == NONE or (own > through and own in with_holders(nested, [through]))):
            by_whole[figure] = through
    by_whole |= by_metric
    return {figure: by_whole[figure] for figure in figures if figure in by_whole}


# Forests: each node is inside at most one other. Questions take few steps, however deep a forest is.

#: Where a walk through a forest enters a key, and where it has left the key and all inside it.
Stretch = tuple[int, int]


def stretches(parents: Mapping[Node, Node | None]) -> dict[Node, Stretch]:
    """Return, for each node, the part of a walk through it and all inside it; parents come before what is inside."""
    inside: dict[Node | None, list[Node]] = defaultdict(list)
    for node, parent in parents.items():
        inside[parent].append(node)
    order, waiting = [], inside[None]
    while waiting:
        node = waiting.pop()
        order.append(node)
        if node in inside:  # most have nothing inside
            waiting += inside[node]
    length = dict.fromkeys(order, 1)
    for node in reversed(order):
        if (around := parents[node]) is not None:
            length[around] += length[node]
    return {node: (begin, begin + length[node]) for begin, node in enumerate(order)}


def is_inside(inner: Stretch, outer: Stretch) -> bool:
    """Return whether one is inside the other, or is the other."""
    return outer[0] <= inner[0] < outer[1]


class Marked(Generic[Node]):
    """Marked keys of a forest. Marks are added and removed; it says which keys have a marked one inside."""

    def __init__(self, parents: Mapping[Node, Node | None]) -> None:
        self._parents = parents
        self._stretches = stretches(parents)
        self._begins: list[int] = []
        # jumps of growing length, so that few of them go far
        self._far: dict[Node | None, Node | None] = {None: None}
        depth: dict[Node | None, int] = {None: 0}
        for node in self._stretches:
            parent = parents[node]
            far = self._far[parent]
            further = self._far[far]
            depth[node] = depth[parent] + 1
            self._far[node] = further if depth[parent] - depth[far] == depth[far] - depth[further] else parent

    def add(self, key: Node) -> None:
        """Mark a key; one that is marked gets another mark."""
        insort(self._begins, self._stretches[key][0])

    def remove(self, key: Node) -> None:
        """Take one mark away."""
        del self._begins[bisect_left(self._begins, self._stretches[key][0])]

    def is_around(self, key: Node) -> bool:
        """Return whether a marked key is inside this one, or is this one."""
        begin, end = self._stretches[key]
        at = bisect_left(self._begins, begin)
        return at < len(self._begins) and self._begins[at] < end

    def nearest_around(self, key: Node) -> Node | None:
        """Return the innermost of this key and those around it that has a marked key inside; None if none has."""
        at: Node | None = key
        while at is not None and not self.is_around(at):
            far = self._far[at]
            at = self._parents[at] if far is None or self.is_around(far) else far
        return at


def marked_down(
    parents: Mapping[Node, Node | None], marks: Mapping[Node, Node | None], marked: Marked[Node]
) -> Iterator[tuple[Node, Node | None]]:
    """Yield every node of a forest and its mark, from the outside in; `marked` has the marks of those around it."""
    around: list[tuple[int, Node]] = []  # where the marked nodes around this one end, and their marks
    for node, (begin, end) in stretches(parents).items():
        while around and around[-1][0] <= begin:
            marked.remove(around.pop()[1])
        mark = marks[node]
        yield node, mark
        if mark is not None and end > begin + 1:
            marked.add(mark)
            around.append((end, mark))
    for _, mark in around:
        marked.remove(mark)
