"""Questions to a chronology: filters as people type them -> a Question, which knows the events that it leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from idlibtl.model.dates import BadQuestion, DateError, Window, quoted, range_window, window, window_text
from idlibtl.model.records import Event, Metric, Phase
from idlibtl.model.timeline import Timeline
from idlibtl.query.names import find, find_source, has_words, searchable, words


class Filters(NamedTuple):
    """Filters as people type them. Given twice: either; different ones: all."""

    since: str | None = None
    until: str | None = None
    actors: Sequence[str] = ()
    phases: Sequence[str] = ()
    places: Sequence[str] = ()
    kinds: Sequence[str] = ()
    sources: Sequence[str] = ()
    metrics: Sequence[str] = ()
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class Question:
    """What is asked of which timeline; an empty filter leaves everything.

    `sources` is None for every source; in it, None is the publication itself.
    """

    timeline: Timeline
    asked: Filters
    window: Window
    phases: tuple[Phase, ...]
    actors: frozenset[str]
    places: frozenset[str]
    kinds: frozenset[str]
    sources: frozenset[str | None] | None
    metrics: tuple[Metric, ...]
    texts: tuple[tuple[str, ...], ...]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything at all was filtered."""
        return bool(self.window) or any(self.asked)

    @cached_property
    def limits(self) -> bool:
        """Whether any figure may be left out; a filter on metrics leaves out none of a metric."""
        return bool(self.window) or any(self.asked._replace(metrics=()))

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """The stretches of days that a figure has to lie in one of: the window, or its part in each phase."""
        phases = [self.window.within(phase.days) for phase in self.phases]
        return tuple(phases) if phases else (self.window,)

    @cached_property
    def within(self) -> frozenset[str]:
        """The places asked for, and all that lie within them."""
        return self.timeline.places_within(self.places)

    @cached_property
    def around(self) -> frozenset[str]:
        """The places asked for, and all that hold them."""
        return self.timeline.places_around(self.places)

    def leaves(self, event: Event) -> bool:
        """Whether the filters on kind and text leave the event."""
        return (not self.kinds or not self.kinds.isdisjoint(event.kinds)) and (
            not self.texts or event.id in self._with_the_words
        )

    @cached_property
    def _with_the_words(self) -> frozenset[str]:
        return frozenset(event.id for event in self.timeline.events if self.has_words(event))

    def has_words(self, event: Event) -> bool:
        """Whether an event has all words of one of the texts asked for."""
        text = searchable(event.title, event.summary, event.note, event.id)
        return any(has_words(text, sought) for sought in self.texts)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that pass every filter, in order."""
        phases = {phase.id for phase in self.phases}
        reporting = {metric for each in self.metrics for metric in (each.id, *each.parts)}
        days = self.timeline.days
        return tuple(
            event
            for event in self.timeline.events
            if self.window.touches(days(event.span))
            and (not self.actors or any(part.actor in self.actors for part in event.actors))
            and (not phases or event.phase in phases)
            and (not self.places or any(place in self.within for place in event.places))
            and self.leaves(event)
            and (self.sources is None or any(rests_on(event, source) for source in self.sources))
            and (not self.asked.metrics or any(figure.metric in reporting for figure in event.figures))
        )

    @property
    def remark(self) -> str:
        """How many events of all there are, and the window understood; empty where nothing was filtered."""
        return events_remark(self, self.events)


def ask(timeline: Timeline, filters: Filters, days: Window | None = None) -> Question:
    """The question that `filters` ask, in `days` if a command names its window itself.

    Raises DateError and UnknownName.
    """
    metrics = _ids(timeline, "metrics", filters.metrics)
    phases = _ids(timeline, "phases", filters.phases)
    return Question(
        timeline=timeline,
        asked=filters,
        window=window(filters.since, filters.until) if days is None else days,
        phases=tuple(phase for phase in timeline.phases if phase.id in phases),
        actors=_ids(timeline, "actors", filters.actors),
        places=_ids(timeline, "places", filters.places),
        kinds=_ids(timeline, "kinds", filters.kinds),
        sources=frozenset(find_source(timeline, name) for name in filters.sources) or None,
        metrics=tuple(metric for metric in timeline.metrics if not metrics or metric.id in metrics),
        texts=tuple(_sought(text) for text in filters.texts),
    )


def ask_range(timeline: Timeline, dates: Sequence[str], filters: Filters) -> Question:
    """The question about the days of one range, `A..B`, or between two dates.

    Raises DateError, also where the filters name a second window, and UnknownName.
    """
    days = range_window(*dates)
    if filters.since is not None or filters.until is not None:
        raise DateError("two windows at once: range names its own, so leave out --from and --to")
    return ask(timeline, filters, days)


def in_range(dates: Sequence[str], filters: Filters) -> Filters:
    """The filters with the days of a range. Raises DateError."""
    days = range_window(*dates)
    first, last = (None if day is None else str(day) for day in (days.first, days.last))
    return filters._replace(since=first, until=last)


def _ids(timeline: Timeline, section: str, typed: Iterable[str]) -> frozenset[str]:
    return frozenset(find(timeline, section, name) for name in typed)


def _sought(text: str) -> tuple[str, ...]:
    if not (found := words(text)):
        raise BadQuestion(f"{quoted(text)} has no word to look for; give letters or digits")
    return tuple(found)


def rests_on(event: Event, source: str | None) -> bool:
    """Whether `source` (None is the publication itself) is that of an event or of a figure in it."""
    return event.source == source or any(figure.source == source for figure in event.figures)


def events_remark(question: Question, events: Sequence[Event]) -> str:
    """How many of all events these are, and the window understood; empty where nothing was filtered."""
    days = f", {window_text(question.window)}" if question.window else ""
    everything = question.timeline.event_count
    if not events:
        return f"none of the {everything:,} events matches{days}" if everything else "the chronology has no events"
    narrowed = question.is_narrowed or len(events) < everything
    return f"{len(events):,} of {everything:,} events{days}" if narrowed else ""
