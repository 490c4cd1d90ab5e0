"""The account of one metric: which figures a question counts, what each adds, and what is left out.

`query.verdict` judges a figure by itself. Here the figures that it includes, and that include it, count too.
The same account serves a total and each row of its breakdown.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice
from typing import Generic, NamedTuple, TypeVar, overload

from idlibtl.model.dates import Days
from idlibtl.model.figures import Count, in_order, together
from idlibtl.model.records import PUBLICATION, Event, Figure, Metric
from idlibtl.model.vocabulary import Status
from idlibtl.query.question import Question
from idlibtl.query.verdict import Covers, Verdict
from idlibtl.totals.nests import Nest, nearest_holders, nest, own_parts, with_holders


class Reported(NamedTuple):
    """The figures of one metric in one event: more than one if sources disagree. They count as one figure.

    `figures` are those of the sources asked for, the compiler's choice first.
    """

    event: Event
    figures: Sequence[Figure]

    @property
    def stated(self) -> Count:
        """What the figures state together."""
        if len(self.figures) == 1:  # as always in coded data, which have very many
            return self.figures[0].count
        return together([figure.count for figure in self.figures])

    @property
    def figure(self) -> Figure:
        """The figure that counts."""
        return self.figures[0]


class Account:
    """What a question counts of one metric. Figures are numbered as in the nest.

    A row of a breakdown has an account of its own, which judges only some `numbers` and the figures that include a
    counted one. It takes from the account of the `whole` what does not depend on the question.
    """

    def __init__(
        self,
        question: Question,
        metric: Metric,
        whole: "Account | None" = None,
        numbers: Iterable[int] | None = None,
    ) -> None:
        self.question, self.metric = question, metric
        self.nest: Nest = whole.nest if whole else nest(question.chronology, metric)
        self._judged = list(range(len(self.nest.keys)) if numbers is None else numbers)
        #: What a figure covers.
        self.covers: Callable[[int], Covers] = whole.covers if whole else cache(self._covers)
        #: The verdict on a figure by itself.
        self.verdict: Callable[[int], Verdict] = cache(lambda number: question.judge.verdict(self.covers(number)))

    # Single figures

    def _event(self, number: int) -> Event:
        return self.question.chronology.event[self.nest.keys[number][1]]

    def figures(self, number: int) -> Sequence[Figure]:
        """Return a figure, the compiler's choice first, of the sources that the question asks for."""
        figures, sources = self.nest.figures[number], self.question.sources
        if sources is None:  # as in most questions
            return figures
        return tuple(figure for figure in figures if figure.source in sources) or figures

    def reported(self, number: int) -> Reported:
        """Return a figure with its event."""
        return Reported(self._event(number), self.figures(number))

    def _covers(self, number: int) -> Covers:
        return self.question.covers(self._event(number), self.nest.figures[number])

    def days(self, number: int) -> Days:
        """Return the days of a figure."""
        return self.nest.days[number]

    def size(self, number: int) -> tuple[object, ...]:
        """Return the key that sorts figures with the largest first."""
        return -self.figures(number)[0].value, *self.nest.order(number)

    # Which figures

    @cached_property
    def inside(self) -> list[int]:
        """The figures that are inside the question, in order of their days."""
        inside = self._judged
        if self.question.judge.limits:
            inside = [number for number in inside if self.verdict(number).status is Status.COUNTED]
        return sorted(inside, key=self.nest.order)

    @cached_property
    def _values(self) -> Mapping[int, int]:
        return {number: self.figures(number)[0].value for number in self.inside}

    def sources_of(self, numbers: Iterable[int]) -> frozenset[str]:
        """Return the ids of all who give some of the figures."""
        return frozenset(one.source or PUBLICATION for number in numbers for one in self.figures(number))

    @cached_property
    def includers(self) -> frozenset[int]:
        """The figures outside the question that include a counted one, and so concern it whatever they cover."""
        return frozenset(with_holders(self.nest, self.inside)).difference(self.inside)

    def has_wider(self, numbers: Iterable[int]) -> bool:
        """Return whether one of the figures is wider. Usually one of the first is, so these are looked at first."""
        waiting, size = iter(numbers), 100
        while some := tuple(islice(waiting, size)):
            if Status.WIDER in self._statuses(some).values():
                return True
            size *= 10  # each step looks at everything that includes these figures
        return False

    def _statuses(self, numbers: Iterable[int]) -> Mapping[int, Status]:
        """The status of the figures that concern the question and are neither counted nor included."""
        reaching = [n for n in numbers if self.verdict(n).status is not None or n in self.includers]
        included = nearest_holders(self.nest, reaching, self._values)
        statuses = {}
        for number in reaching:
            if number not in included and number not in self._values:
                is_attributed = not self.question.wants_attribution or self.covers(number).attributed_to
                statuses[number] = Status.WIDER if is_attributed else Status.NOT_ATTRIBUTED
        return statuses

    @cached_property
    def touching(self) -> list[int]:
        """The figures that are not inside the question, but touch it or include a counted one."""
        apart = frozenset(self._judged).difference(self.inside)
        return sorted(self.includers.union(number for number in apart if self.verdict(number).status is not None))

    @cached_property
    def _left_out(self) -> Sequence[tuple[int, Status]]:
        return sorted(self._statuses(self.touching).items(), key=lambda pair: self.size(pair[0]))

    @cached_property
    def wider(self) -> list[int]:
        """The wider figures, the largest first."""
        return [number for number, status in self._left_out if status is Status.WIDER]

    @cached_property
    def not_attributed(self) -> list[int]:
        """The figures that name no attacker, if the question is about actors, the largest first."""
        return [number for number, status in self._left_out if status is Status.NOT_ATTRIBUTED]

    def holders(self, numbers: Sequence[int]) -> Mapping[int, int]:
        """Return, for each of the figures that is included in another of them, the nearest that includes it."""
        return nearest_holders(self.nest, numbers, frozenset(numbers))

    def outermost(self, numbers: Sequence[int]) -> list[int]:
        """Return the figures that none of the others includes, in their order."""
        included = self.holders(numbers)
        return [number for number in numbers if number not in included]

    # What they add

    @cached_property
    def own(self) -> Mapping[int, int]:
        """The own part of each figure inside the question.

        A metric that repeats is not added up: a figure counts in full, even if those inside it add up to more.
        """
        own = own_parts(self.nest, self._values)
        if not self.metric.repeats:
            return own
        in_full = {top: self._values[top] for top, added in self._added(own).items() if added > self._values[top]}
        return {n: in_full.get(n, 0) if self.top[n] in in_full else part for n, part in own.items()}

    @cached_property
    def held_by(self) -> Mapping[int, int]:
        """For each counted figure that is included in another one, the nearest figure that includes it."""
        return self.holders(self.inside)

    @cached_property
    def top(self) -> Mapping[int, int]:
        """For each figure inside the question, the outermost figure that includes it, or the figure itself."""
        top: dict[int, int] = {}
        for number in sorted(self.inside, reverse=True):  # outer figures have higher numbers
            holder = self.held_by.get(number)
            top[number] = number if holder is None else top[holder]
        return top

    def _added(self, own: Mapping[int, int]) -> Mapping[int, int]:
        sums = {number: 0 for number in self.inside if number not in self.held_by}
        for number, part in own.items():
            sums[self.top[number]] += part
        return sums

    @cached_property
    def adds(self) -> Mapping[int, int]:
        """What each outermost figure adds, together with all figures inside it, in order of their days."""
        return self._added(self.own)

    @cached_property
    def _sums(self) -> list[list[int]]:
        """The figures of each sum. Only a metric that repeats has several sums; the one that counts comes first."""
        if not self.metric.repeats:
            return [list(self.adds)]
        at = {self.nest.keys[number]: number for number in self.adds}
        sums: dict[int, list[int]] = defaultdict(list)
        joined: dict[int, int] = {}
        for number in self.adds:
            waiting = [number]
            while waiting:
                one = waiting.pop()
                if one not in joined:
                    joined[one] = number
                    added = self.question.chronology.adds_to.get(self.nest.keys[one], ())
                    keys = ((self.nest.keys[one][0], event) for event in added)
                    waiting += [at[key] for key in keys if key in at]
            sums[joined[number]].append(number)
        return sorted(sums.values(), key=lambda numbers: -sum(map(self.adds.__getitem__, numbers))) or [[]]

    @cached_property
    def counted(self) -> list[int]:
        """The figures that the total adds up, in order of their days; those included in one of them are not listed."""
        return self._sums[0]

    @cached_property
    def may_repeat(self) -> list[list[int]]:
        """The sums that may count the same people as the one that counts, the largest first."""
        return self._sums[1:]

    def members(self, tops: Collection[int]) -> Sequence[int]:
        """Return these outermost figures, with all figures inside them."""
        if len(tops) == len(self.adds):
            return self.inside
        wanted = frozenset(tops)
        return [number for number in self.inside if self.top[number] in wanted]

    @cached_property
    def _counted(self) -> frozenset[int]:
        return frozenset(self.members(self.counted))

    @cached_property
    def statuses(self) -> Mapping[int, Status]:
        """The status of every figure that concerns the question."""
        inside = {n: Status.COUNTED if n in self._counted else Status.MAY_REPEAT for n in self.inside}
        return inside | dict.fromkeys(self.held_by, Status.INCLUDED) | dict(self._left_out)

    def share(self, number: int) -> int | None:
        """Return what a figure itself adds to the total: 0 if it may repeat, None if it is not inside the question."""
        return 0 if number in self.own and number not in self._counted else self.own.get(number)

    def sum_of(self, tops: Sequence[int]) -> Count:
        """Return what these outermost figures add together, with all figures inside them.

        The sum has a low if every figure states one, and never a high: it is what was reported, not all that happened.
        If two totals share a part, lows may add up to more than the sum. Then the sum is the low.
        """
        best = sum(map(self.adds.__getitem__, tops))
        stated: dict[int, int] = {}
        for number in self.members(tops):
            low = self.reported(number).stated.low
            if low is None:
                return Count(None, best, None)
            stated[number] = low
        own = {top: stated[top] for top in tops} if self.metric.repeats else own_parts(self.nest, stated)
        return Count(min(sum(own.values()), best), best, None)

    @cached_property
    def total(self) -> Count | None:
        """The total; None if nothing is counted. Coded data are added up as their makers do, and put in order last.

        If one figure is the whole answer, the low is the one that it states, because the quote has its words.
        """
        if not self.inside:
            return None
        if self.question.chronology.is_coded:
            return sum_of_coded([self.reported(number).stated for number in self.inside])
        total = self.sum_of(self.counted)
        if total.low is None or self.single is None:
            return total
        return total._replace(low=self.reported(self.single).stated.low)

    @cached_property
    def single(self) -> int | None:
        """The figure that is the whole answer: it counts in full, and every other figure adds 0."""
        if self.question.chronology.is_coded:
            return None
        numbers = self.making or self.counted
        best = sum(map(self.adds.__getitem__, self.counted))
        return numbers[0] if len(numbers) == 1 and self._values[numbers[0]] == best else None

    @cached_property
    def making(self) -> list[int]:
        """The figures that the total is made of. If those inside a figure add up to more, they replace it."""
        added = dict(self.own)
        inside: dict[int, list[int]] = defaultdict(list)
        for number in sorted(self.held_by):  # inner figures have lower numbers
            added[self.held_by[number]] += added[number]
            inside[self.held_by[number]].append(number)
        making, waiting = [], list(self.counted)
        while waiting:
            number = waiting.pop()
            if added[number] > self._values[number]:
                waiting += inside[number]
            elif added[number]:
                making.append(number)
        return making

    @property
    def naive_sum(self) -> int | None:
        """What adding up every figure would give; None if nothing is counted, and for a metric with parts."""
        return sum(self._values.values()) if self.inside and not self.metric.parts else None

    # Days

    @cached_property
    def days_asked(self) -> int | None:
        """How many days were asked about; None if an end is open."""
        windows = self.question.windows
        if any(window.first is None or window.last is None for window in windows):
            return None
        return days_in(Days(w.first, w.last) for w in windows if w.first and w.last and not w.is_empty)

    def rows_in(self, number: int) -> int | None:
        """Return how many rows of coded data a figure adds up; None if it is one row itself."""
        (metric, event), rows_in = self.nest.keys[number], self.question.chronology.loaded.rows_in
        return rows_in[event][metric] if event in rows_in else None

    def size_of(self, numbers: Sequence[int]) -> int:
        """Return how many figures these are, counting the rows that they add up."""
        if not self.question.chronology.loaded.rows_in:
            return len(numbers)  # there may be very many
        return sum(1 if rows is None else rows for rows in map(self.rows_in, numbers))

    @cached_property
    def days_covered(self) -> int | None:
        """How many of the days asked about the counted figures cover; None if an end is open, or nothing is counted.

        It is None for coded data too: on a day without a row there was nothing to code.
        """
        if self.days_asked is None or not self.inside or self.question.chronology.is_coded:
            return None
        return days_in(map(self.days, self._counted))


def sum_of_coded(counts: Sequence[Count]) -> Count:
    """Return the sum of coded figures: low, best and high are added up as they are, then put in order.

    An open high stays open. The bounds of a row may be out of order, because UCDP splits totals over places. So rows
    are not put in order before they are added up.
    """
    low, best = sum(count.low or 0 for count in counts), sum(count.best for count in counts)
    is_open = any(count.high is None for count in counts)
    return in_order(Count(low, best, None if is_open else sum(count.high or 0 for count in counts)))


def days_in(periods: Iterable[Days]) -> int:
    """Return how many different days these periods cover together."""
    number, reached = 0, 0
    for days in sorted(periods, key=lambda days: days.first):
        first = max(days.first.toordinal(), reached + 1)
        number += max(0, days.last.toordinal() - first + 1)
        reached = max(reached, days.last.toordinal())
    return number


_Of = TypeVar("_Of")
_Made = TypeVar("_Made")


class Made(Sequence[_Made], Generic[_Of, _Made]):
    """A list that makes its items when they are looked at, because a screen shows few of very many."""

    def __init__(self, make: Callable[[_Of], _Made], of: Sequence[_Of]) -> None:
        self._make, self._of = make, of

    def __len__(self) -> int:
        return len(self._of)

    @overload
    def __getitem__(self, index: int) -> _Made: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Made]: ...
    def __getitem__(self, index: int | slice) -> _Made | Sequence[_Made]:
        """Return one item, or some that are made later."""
        return Made(self._make, self._of[index]) if isinstance(index, slice) else self._make(self._of[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
