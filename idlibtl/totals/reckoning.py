"""What a question counts: each figure of a metric held against it -> counted, wider, or not concerned."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from idlibtl.model.dates import Days
from idlibtl.model.figures import Count, in_order, together
from idlibtl.model.records import Event, Figure, Metric, Scope
from idlibtl.model.vocabulary import Exceeds
from idlibtl.query.question import Question
from idlibtl.totals.nests import Reckoned, bounds, nearest_counted, nest, reckoned, with_something_inside


@dataclass(frozen=True, slots=True)
class Taken:
    """A figure as the question takes it: what its sources say, how it is counted, and in what it exceeds the question.

    `is_wider` tells whether it touches the question and is to be told beside the total.
    """

    event: Event
    figures: Sequence[Figure]
    count: Count
    exceeds: tuple[Exceeds, ...]
    is_wider: bool

    @property
    def figure(self) -> Figure:
        """The figure whose days, places and attribution all of these share."""
        return self.figures[0]


def taken(question: Question, event: Event, told: Sequence[Figure]) -> Taken:
    """What an event tells of a metric held against the question: it is counted if it exceeds it in nothing."""
    timeline = question.timeline
    if not question.limits:
        count = told[0].count if len(told) == 1 else together([each.count for each in told])
        return Taken(event, told, count, (), is_wider=False)
    asked = tuple(figure for figure in told if question.sources is None or figure.source in question.sources)
    figure, exceeds, touches = told[0], [], bool(asked)
    days = timeline.days(figure.period)
    if not any(window.holds(days) for window in question.windows):
        exceeds.append(Exceeds.DAYS)
        touches = touches and any(window.touches(days) for window in question.windows)
    if question.places and not (figure.places and question.within.issuperset(figure.places)):
        exceeds.append(Exceeds.PLACES)
        touches = touches and not (question.within | question.around).isdisjoint(figure.places)
    if question.actors and not (figure.attributed_to and question.actors.issuperset(figure.attributed_to)):
        exceeds.append(Exceeds.ACTORS)
        touches = touches and not question.actors.isdisjoint(figure.attributed_to)
    if not asked:
        exceeds.append(Exceeds.SOURCES)
    if not question.leaves(event):
        exceeds.append(Exceeds.EVENTS)
        touches = touches and figure.scope is Scope.CUMULATIVE
    said = asked or told
    return Taken(event, said, together([each.count for each in said]), tuple(exceeds), bool(exceeds) and touches)


class Reckoning:
    """One metric reckoned: each figure of it and its parts by number, those inside others first."""

    def __init__(self, question: Question, metric: Metric) -> None:
        self.question, self.metric = question, metric
        self.rank = {each: number for number, each in enumerate((metric.id, *reversed(metric.parts)))}
        self.nest = nest(question.timeline, metric)
        event, told = question.timeline.event, question.timeline.figures_of
        self.taken = [taken(question, event[of], told[each][of]) for each, of in self.nest.keys]
        self.is_counted = [not each.exceeds for each in self.taken]
        self.counts = [None if each.exceeds else each.count for each in self.taken]
        holds_counted = with_something_inside(self.nest, self.is_counted)
        self.is_wider = [
            bool(each.exceeds) and (each.is_wider or holds)
            for each, holds in zip(self.taken, holds_counted, strict=True)
        ]
        self.held_by = nearest_counted(self.nest, self.is_counted)

    @cached_property
    def counted(self) -> list[int]:
        """The figures that are counted, in order of their days; those inside others among them."""
        return sorted((number for number, yes in enumerate(self.is_counted) if yes), key=self.days)

    def days(self, number: int) -> tuple[object, ...]:
        """By what a list of figures is in order."""
        days = self.question.timeline.days(self.taken[number].figure.period)
        return days.first, days.last, self.rank[self.nest.keys[number][0]], self.taken[number].event.id

    @cached_property
    def owns(self) -> Reckoned:
        """What each figure adds to the total."""
        return reckoned(self.nest, self.counts)

    @cached_property
    def counted_as(self) -> dict[int, Count]:
        """What each figure that lies inside no other counted one stands for, with all inside it."""
        sums: dict[int, list[int]] = {}
        top = list(range(len(self.taken)))
        for number in reversed(range(len(self.taken))):
            if self.is_counted[number]:
                if self.held_by[number] >= 0:
                    top[number] = top[self.held_by[number]]
                mine = sums.setdefault(top[number], [0, 0, 0])
                for place, owns in enumerate((self.owns.low, self.owns.best, self.owns.high)):
                    mine[place] += owns[number]
        return {number: bounds(self.nest, *sums[number]) for number in self.counted if number in sums}

    @cached_property
    def sum(self) -> Count | None:
        """The total, before wider figures; None where nothing is counted."""
        if not any(self.is_counted):
            return None
        return bounds(self.nest, sum(self.owns.low), sum(self.owns.best), sum(self.owns.high))

    @property
    def number(self) -> int:
        """How many figures the total is the sum of."""
        return len(self.counted_as)

    @property
    def naive_sum(self) -> int | None:
        """What adding up every figure would give; None where nothing is counted, and for a metric with parts."""
        told = [figure for number in self.counted for figure in self.taken[number].figures]
        return sum(figure.value for figure in told) if told and not self.metric.parts else None

    @property
    def wider_number(self) -> int:
        """How many wider figures there are beside the first and those inside others."""
        inside = nearest_counted(self.nest, self.is_wider)
        return sum(number != self.wider[0] and inside[number] < 0 for number in self.wider)

    @property
    def longer(self) -> Sequence[Days]:
        """The days of the wider figures that have days beyond those asked about."""
        exceeding = (self.taken[number] for number in self.wider if Exceeds.DAYS in self.taken[number].exceeds)
        return [self.question.timeline.days(each.figure.period) for each in exceeding]

    @cached_property
    def to_nobody(self) -> list[int]:
        """Under a filter on actors: the figures that would be counted if somebody asked for had them attributed."""
        are = [each.exceeds == (Exceeds.ACTORS,) and not each.figure.attributed_to for each in self.taken]
        inside = nearest_counted(self.nest, are)
        outermost = [number for number, yes in enumerate(are) if yes and inside[number] < 0]
        return sorted(outermost, key=lambda number: (-self.taken[number].count.best, self.days(number)))

    @property
    def to_nobody_number(self) -> int:
        """How many these are."""
        return len(self.to_nobody)

    @cached_property
    def untold(self) -> tuple[int, int]:
        """How many events have only people whom they do not tell apart, for all that is known some of this metric; and
        how many people.
        """
        whole = self.question.timeline.undivided
        if whole is None or whole == self.metric.id:
            return 0, 0
        told = {self.taken[number].event.id for number in self.counted}
        of_all = Reckoning(self.question, self.question.timeline.metric[whole])
        counts = [of_all.taken[number] for number in of_all.counted]
        people = [each.count.best for each in counts if each.event.id not in told]
        return len(people), sum(people)

    @cached_property
    def single(self) -> int | None:
        """The one figure that says it all: it counts for what it says, and every other for nothing."""
        weighty = [number for number, count in self.counted_as.items() if count != Count(0, 0, 0)]
        numbers = weighty or list(self.counted_as)  # several that count nobody are a sum of ours
        if len(numbers) == 1 and self.counted_as[numbers[0]] == in_order(self.taken[numbers[0]].count) == self.sum:
            return numbers[0]
        return None

    @cached_property
    def wider(self) -> list[int]:
        """The wider figures: first those whose event or one of whose places lies inside the question, then by size."""

        def rank(number: int) -> tuple[object, ...]:
            return not self._is_near(self.taken[number]), -self.taken[number].count.best, *self.days(number)

        return sorted((number for number, yes in enumerate(self.is_wider) if yes), key=rank)

    def _is_near(self, figure: Taken) -> bool:
        question, event = self.question, figure.event
        if question.places and not question.within.isdisjoint(figure.figure.places):
            return True
        days = question.timeline.days(event.span)
        return (
            any(window.holds(days) for window in question.windows)
            and (not question.places or (bool(event.places) and question.within.issuperset(event.places)))
            and (not question.actors or (bool(event.attributed_to) and question.actors.issuperset(event.attributed_to)))
        )

    def what(self, number: int) -> str:
        """What a figure counts, where it is not what the total is of."""
        metric = self.nest.keys[number][0]
        return "" if metric == self.metric.id else f" {self.question.timeline.metric[metric].label}"
