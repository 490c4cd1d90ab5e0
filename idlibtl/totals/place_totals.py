"""The totals of one place after another, each reckoned from the events that have to do with it alone."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from idlibtl.model.records import Event
from idlibtl.model.timeline import Timeline
from idlibtl.query.question import Question, ask
from idlibtl.totals.total import Total, totals


class PlaceTotals:
    """The totals of a question in places: of each the same as those of the question with `--place`."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def events(self, place: str) -> list[Event]:
        """The events that bear on a place's totals, in order.

        They are those with a figure there, or in what lies within the place or around it; those whose sums hold such
        figures, through whatever other sums; and all that are replaced, for others stand in their place.
        """
        timeline = self.question.timeline
        near = timeline.places_within([place]) | timeline.places_around([place])
        waiting = [event for each in near for event in self._told_in.get(each, ())]
        found = set(waiting)
        while waiting:
            new = self._sums.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return [timeline.events[number] for number in sorted({*map(self._number.__getitem__, found), *self._replaced})]

    def of(self, place: str, events: Sequence[Event]) -> tuple[Total, ...]:
        """The totals of a place, from the events that bear on them."""
        whole = self.question.timeline
        fields = {name: getattr(whole, name) for name in Timeline.model_fields}
        part = Timeline.model_construct(**{**fields, "events": tuple(events)})
        return totals(ask(part, self.question.asked._replace(places=[place]), self.question.window))

    @cached_property
    def _number(self) -> dict[str, int]:
        return {event.id: number for number, event in enumerate(self.question.timeline.events)}

    @cached_property
    def _replaced(self) -> list[int]:
        return [number for number, event in enumerate(self.question.timeline.events) if event.replaced_by]

    @cached_property
    def _told_in(self) -> dict[str, list[str]]:
        """The events with a figure of each place."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for event in self.question.timeline.standing:
            for place in dict.fromkeys(place for figure in event.figures for place in figure.places):
                found[place].append(event.id)
        return found

    @cached_property
    def _sums(self) -> dict[str, set[str]]:
        """The events whose sums hold figures of each event."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for (_, inner), outer in self.question.timeline.holder.items():
            found[inner].add(outer)
        return found
