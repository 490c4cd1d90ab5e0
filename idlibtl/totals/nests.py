"""Owns: what each counted figure adds to a total, so that nobody is counted twice.

A figure *lies inside* another of its metric that includes its event; a figure of a part lies inside the stated total of
its own event, and of an event that includes it; and so does what lies inside these. A figure's *own* is what it says
less the owns of all counted figures that lie inside it, never below 0. A total is the sum of owns.

Here figures are numbered, those that lie inside others first. All passes over them are linear.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from idlibtl.model.dates import BadQuestion
from idlibtl.model.figures import Count, in_order
from idlibtl.model.forest import Marked
from idlibtl.model.records import Metric
from idlibtl.model.timeline import Timeline

#: A figure: its metric and its event.
Key = tuple[str, str]

#: What an open figure is reckoned with at its high: more than any sum of closed ones.
OPEN = 10**30

_NONE = -1

#: A breakdown of figures that lie very deep inside one another may look at so many between those of one group, and at
#: ten more for each figure.
MAX_BETWEEN = 1_000_000


@dataclass(frozen=True)
class Nest:
    """Which figures of a metric and its parts lie inside which.

    `holder` is the figure of the same metric that includes one, `whole` the stated total that one of a part lies in.
    `inner` are, for each figure, the figures whose owns (with all inside them) are within it: added, or taken off
    where another of its figures already brings them.
    """

    keys: Sequence[Key]
    number: Mapping[Key, int]
    holder: Sequence[int]
    whole: Sequence[int]
    inner: Sequence[Sequence[tuple[int, int]]]
    outer: Sequence[Sequence[tuple[int, int]]]

    @cached_property
    def is_flat(self) -> bool:
        """Whether no figure lies inside another."""
        return not any(self.inner)

    def above(self, figure: int) -> Iterable[int]:
        """The figures that hold one directly: of its own metric first."""
        return (each for each in (self.holder[figure], self.whole[figure]) if each != _NONE)


def nest(timeline: Timeline, metric: Metric) -> Nest:
    """How the figures of a metric and its parts nest, whatever is asked."""
    keys: list[Key] = []
    for each in (*metric.parts, metric.id):
        keys += _innermost_first(timeline, each)
    number = {key: index for index, key in enumerate(keys)}
    holder = [_holder(timeline, number, key) for key in keys]
    whole = [_NONE] * len(keys)
    for index, (of, event) in enumerate(keys):
        if of != metric.id:
            stated = number.get((metric.id, event))
            whole[index] = _holder(timeline, number, (metric.id, event)) if stated is None else stated
    inner: list[list[tuple[int, int]]] = [[] for _ in keys]
    outer: list[list[tuple[int, int]]] = [[] for _ in keys]

    def lies_inside(figure: int, in_what: int, sign: int) -> None:
        inner[in_what].append((figure, sign))
        outer[figure].append((in_what, sign))

    for index, above in enumerate(holder):
        if above != _NONE:
            lies_inside(index, above, 1)
    for index, last in _new_holders(holder, whole) if metric.parts else ():
        lies_inside(index, whole[index], 1)
        if last != _NONE:
            lies_inside(index, last, -1)
    return Nest(keys, number, holder, whole, inner, outer)


def _holder(timeline: Timeline, number: Mapping[Key, int], key: Key) -> int:
    including = timeline.holder.get(key)
    return _NONE if including is None else number[key[0], including]


def _innermost_first(timeline: Timeline, metric: str) -> list[Key]:
    children: dict[str, list[str]] = defaultdict(list)
    outermost = []
    for event in timeline.figures_of[metric]:
        if (including := timeline.holder.get((metric, event))) is None:
            outermost.append(event)
        else:
            children[including].append(event)
    found = []
    while outermost:
        found += outermost
        outermost = [child for event in outermost for child in children.get(event, ())]
    return [(metric, event) for event in reversed(found)]


def _new_holders(holder: Sequence[int], whole: Sequence[int]) -> Iterable[tuple[int, int]]:
    """For each figure of a part in a stated total that no holder of the part is in: the first total that one is in.

    A day's civilians lie in the week's, and in the day's killed; both may lie in the month's killed, which must not
    take them off twice.
    """
    children: dict[int, list[int]] = defaultdict(list)
    for index, above in enumerate(holder):
        if above != _NONE:
            children[above].append(index)
    # the stated totals around the part's figures on the way down to this one
    taken = Marked({index: None if above == _NONE else above for index, above in enumerate(holder)} if children else {})
    walk = [(index, False) for index, above in enumerate(holder) if above == _NONE]
    while walk:
        index, is_left = walk.pop()
        stated = whole[index]
        if is_left:
            taken.remove(stated)
            continue
        if not (taken or children.get(index)):  # by far the most: nothing else leads to its stated total
            if stated != _NONE:
                yield index, _NONE
            continue
        if stated != _NONE:
            if not taken.is_around(stated):
                last = taken.nearest_around(stated)
                yield index, _NONE if last is None else last
            taken.add(stated)
            walk.append((index, True))
        walk += [(child, False) for child in children.get(index, ())]


def _beyond(said: int | None, inside: int) -> int:
    """What a figure says beyond what is inside it; one that is open stays open whatever is inside."""
    if said is None:
        return 0
    return said if said >= OPEN else max(0, said - inside)


class Owns(NamedTuple):
    """Each figure's own, and the owns of all inside it."""

    own: Sequence[int]
    inside: Sequence[int]


def owns(nested: Nest, says: Sequence[int | None]) -> Owns:
    """The owns of all figures; `says` is None where a figure is not counted."""
    own: list[int] = []
    insides: list[int] = []
    for figure, inner in enumerate(nested.inner):
        inside = sum(sign * (own[each] + insides[each]) for each, sign in inner) if inner else 0
        own.append(_beyond(says[figure], inside))
        insides.append(inside)
    return Owns(own, insides)


def nearest_counted(nested: Nest, counted: Sequence[bool]) -> list[int]:
    """For each figure the nearest counted one that holds it, of its own metric if there is one; -1 if none does."""
    by_metric, by_whole = [_NONE] * len(counted), [_NONE] * len(counted)
    for figure in reversed(range(len(counted))):
        if (above := nested.holder[figure]) != _NONE:
            by_metric[figure] = above if counted[above] else by_metric[above]
            by_whole[figure] = by_whole[above]
        if (above := nested.whole[figure]) != _NONE:
            near = above if counted[above] else by_metric[above]
            by_whole[figure] = near if near != _NONE else by_whole[figure]
    return [own if own != _NONE else whole for own, whole in zip(by_metric, by_whole, strict=True)]


def with_something_inside(nested: Nest, counted: Sequence[bool]) -> list[bool]:
    """For each figure whether a counted one lies inside it."""
    found = [False] * len(counted)
    for figure in range(len(counted)):
        if counted[figure] or found[figure]:
            for above in nested.above(figure):
                found[above] = True
    return found


class _Steps:
    """How many figures between others a breakdown may still look at."""

    def __init__(self, figures: int) -> None:
        self.most = self.left = MAX_BETWEEN + 10 * figures

    def take(self) -> None:
        """Look at one more. Raises BadQuestion."""
        self.left -= 1
        if self.left < 0:
            raise BadQuestion(
                "the figures lie too deep inside one another to be broken down so: at most"
                f" {self.most:,} steps are taken. Leave out --by, or ask about less"
            )


def highs(
    nested: Nest, counts: Sequence[Count | None], group: Sequence[Hashable], steps: _Steps | None = None
) -> list[int | None]:
    """Each counted figure's high. An open one that a closed one of the same group holds is at its best."""
    steps = steps or _Steps(len(counts))
    closed = {by for by, count in zip(group, counts, strict=True) if count is not None and count.high is not None}
    bounded: dict[tuple[int, Hashable], bool] = {}

    def is_bounded(figure: int, by: Hashable) -> bool:
        """Whether `figure` is a closed one of the group, or lies inside one. Walks up without recursion."""
        walk = [figure]
        while walk:
            at = walk[-1]
            if (at, by) in bounded:
                walk.pop()
                continue
            count = counts[at]
            if count is not None and count.high is not None and group[at] == by:
                bounded[at, by] = True
                continue
            steps.take()
            above = list(nested.above(at))
            unknown = [each for each in above if (each, by) not in bounded]
            if unknown and not any(bounded.get((each, by)) for each in above):
                walk += unknown
            else:
                bounded[at, by] = any(bounded.get((each, by)) for each in above)
        return bounded[figure, by]

    found: list[int | None] = []
    for figure, count in enumerate(counts):
        if count is None or count.high is not None:
            found.append(None if count is None else count.high)
        else:
            by = group[figure]
            held = by in closed and any(is_bounded(above, by) for above in nested.above(figure))
            found.append(count.best if held else OPEN)
    return found


@dataclass(frozen=True)
class Reckoned:
    """The owns of all figures at their low, best and high; 0 where a figure is not counted."""

    low: Sequence[int]
    best: Sequence[int]
    high: Sequence[int]


def reckoned(nested: Nest, counts: Sequence[Count | None]) -> Reckoned:
    """The three reckonings of a total; `counts` is None where a figure is not counted."""
    return Reckoned(
        low=owns(nested, [None if count is None else count.low for count in counts]).own,
        best=owns(nested, [None if count is None else count.best for count in counts]).own,
        high=owns(nested, highs(nested, counts, [None] * len(counts))).own,
    )


def bounds(nested: Nest, low: int, best: int, high: int) -> Count:
    """Sums of owns as a count: open where an open figure is among them, in order where it is not.

    Nests may break the order, and then the best value stands. So may rows of a field dataset, none of which lies inside
    another: of these the least and the most of the three sums are taken.
    """
    closed = None if high > OPEN // 2 else high
    if nested.is_flat:
        return in_order(Count(low, best, closed))
    return Count(min(low, best), best, None if closed is None else max(closed, best))


def group_counts(nested: Nest, counts: Sequence[Count | None], group: Sequence[Hashable]) -> dict[Hashable, Count]:
    """For each group of counted figures the sum of their owns.

    Its low is reckoned with its own figures at their low and all others at their high, its high the other way round.
    Raises BadQuestion where that would take very long.
    """
    steps = _Steps(len(counts))
    lows: list[int | None] = [None if count is None else count.low for count in counts]
    tops = highs(nested, counts, group, steps)
    best = owns(nested, [None if count is None else count.best for count in counts]).own
    members: dict[Hashable, list[int]] = defaultdict(list)
    for figure, count in enumerate(counts):
        if count is not None:
            members[group[figure]].append(figure)
    all_high, all_low = owns(nested, tops), owns(nested, lows)
    return {
        name: bounds(
            nested,
            _sum_of(nested, mine, lows, tops, all_high, steps),
            sum(best[figure] for figure in mine),
            _sum_of(nested, mine, tops, lows, all_low, steps),
        )
        for name, mine in members.items()
    }


def _sum_of(
    nested: Nest,
    members: Sequence[int],
    mine: Sequence[int | None],
    others: Sequence[int | None],
    known: Owns,
    steps: _Steps,
) -> int:
    """The owns of `members` added up, they saying `mine` and all others `others`; `known` are the owns if all say that.

    Only what lies between members has to be reckoned anew.
    """
    left = set(members)
    waiting = list(members)
    heapify(waiting)
    more: dict[int, int] = defaultdict(int)  # what is inside a figure, beyond what is known
    total = 0
    done = _NONE
    while left:
        figure = heappop(waiting)
        if figure == done:
            continue
        done = figure
        said = mine[figure] if figure in left else others[figure]
        own = _beyond(said, known.inside[figure] + more[figure])
        if figure in left:
            left.discard(figure)
            total += own
        else:
            steps.take()
        if change := own - known.own[figure] + more[figure]:
            for above, sign in nested.outer[figure]:
                more[above] += sign * change
                heappush(waiting, above)
    return total
