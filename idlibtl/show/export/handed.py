"""What is handed over: the events and figures of a question, the same in every format."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from idlibtl.model.records import Event, Metric
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import Status
from idlibtl.query.question import Question
from idlibtl.totals.figures import FigureRow, figure_rows
from idlibtl.totals.total import Total, totals


@dataclass(frozen=True)
class Handed:
    """A question, with what it counts reckoned once."""

    question: Question

    @property
    def timeline(self) -> Timeline:
        """The chronology that it is asked of."""
        return self.question.timeline

    @cached_property
    def rows(self) -> tuple[FigureRow, ...]:
        """The figures, as `idlibtl figures` has them."""
        return figure_rows(self.question)

    @cached_property
    def rows_of(self) -> Mapping[str, tuple[FigureRow, ...]]:
        """The figures of each event."""
        found: dict[str, list[FigureRow]] = {}
        for row in self.rows:
            found.setdefault(row.event, []).append(row)
        return {event: tuple(rows) for event, rows in found.items()}

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """A total of each metric asked about."""
        return totals(self.question)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that match, and those whose figures are counted though their own days lie elsewhere."""
        counted = {row.event for row in self.rows if row.share_best is not None}
        mine = counted.union(event.id for event in self.question.events)
        return tuple(event for event in self.timeline.events if event.id in mine)

    @cached_property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics asked about and their parts."""
        asked = {each for metric in self.question.metrics for each in (metric.id, *metric.parts)}
        return tuple(metric for metric in self.timeline.metrics if metric.id in asked)

    @cached_property
    def shared(self) -> tuple[Metric, ...]:
        """The metrics of which a figure is counted: those that have shares to add up."""
        with_shares = {row.metric for row in self.rows if row.share_best is not None}
        return tuple(metric for metric in self.metrics if metric.id in with_shares)

    @cached_property
    def spots(self) -> tuple["Spot", ...]:
        """Each event at each of its places, in order."""
        return tuple(spot for event in self.events for spot in _spots(event, self.rows_of.get(event.id, ())))


@dataclass(frozen=True)
class Spot:
    """An event at one of its places, with the figures that cover just this place: each figure is in one spot alone.

    So shares add up over spots. Figures that cover several places together, or a place that is not the event's, have a
    spot of their own; an event without a place has one without.
    """

    event: Event
    places: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    siblings: int

    @property
    def place(self) -> str | None:
        """The one place; None where there is none, or several together."""
        return self.places[0] if len(self.places) == 1 else None


def _spots(event: Event, rows: tuple[FigureRow, ...]) -> Iterator[Spot]:
    by_places: dict[tuple[str, ...], list[FigureRow]] = {(place,): [] for place in event.places} or {(): []}
    for row in rows:
        if row.status in (Status.COUNTED, Status.INCLUDED):
            by_places.setdefault(tuple(dict.fromkeys(row.places)), []).append(row)
    return (Spot(event, places, tuple(mine), len(by_places)) for places, mine in by_places.items())
