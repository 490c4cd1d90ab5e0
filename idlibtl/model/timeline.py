"""A whole chronology: its records, and what they are to one another."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property

from pydantic import ValidationInfo, field_validator

from idlibtl.model.dates import Days, Span
from idlibtl.model.fields import Paragraph, SchemaVersion, Text
from idlibtl.model.records import Actor, Event, Figure, Kind, Metric, Phase, Place, Publication, Record
from idlibtl.model.vocabulary import KINDS


class Timeline(Record):
    """A whole chronology. Events are in order of `first`, then `last`, then the file; phases in order of number."""

    schema_version: SchemaVersion
    title: Text
    description: Text
    paragraphs: tuple[Paragraph, ...] = ()
    publication: Publication
    license: Text
    kinds: tuple[Kind, ...] = ()
    metrics: tuple[Metric, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    phases: tuple[Phase, ...]
    events: tuple[Event, ...]

    @field_validator("events")
    @classmethod
    def _in_order_of_days(cls, events: tuple[Event, ...], info: ValidationInfo) -> tuple[Event, ...]:
        as_of = info.data["publication"].as_of if "publication" in info.data else dt.date.max

        def days(event: Event) -> tuple[dt.date, dt.date]:
            span = event.span
            return span.first, max(span.first, as_of) if span.last is None else span.last

        return tuple(sorted(events, key=days))

    @field_validator("phases")
    @classmethod
    def _in_order_of_number(cls, phases: tuple[Phase, ...]) -> tuple[Phase, ...]:
        return tuple(sorted(phases, key=lambda phase: phase.number))

    @property
    def as_of(self) -> dt.date:
        """The day up to which the chronology tells: that of the publication."""
        return self.publication.as_of

    def days(self, span: Span) -> Days:
        """The days of a stretch, to compare: where it was still going on, the publication's day stands for its end."""
        return Days(span.first, max(span.first, self.as_of) if span.last is None else span.last)

    @cached_property
    def kind(self) -> Mapping[str, Kind]:
        """The kinds of event by id: those that every file may use, and those that this one declares."""
        built_in = {name: Kind(id=name, label=name, violent=violent) for name, violent in KINDS.items()}
        return built_in | {kind.id: kind for kind in self.kinds}

    @cached_property
    def metric(self) -> Mapping[str, Metric]:
        """The metrics by id."""
        return {metric.id: metric for metric in self.metrics}

    @cached_property
    def actor(self) -> Mapping[str, Actor]:
        """The actors by id."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def place(self) -> Mapping[str, Place]:
        """The places by id."""
        return {place.id: place for place in self.places}

    @cached_property
    def phase(self) -> Mapping[str, Phase]:
        """The phases by id."""
        return {phase.id: phase for phase in self.phases}

    @cached_property
    def event(self) -> Mapping[str, Event]:
        """The events by id."""
        return {event.id: event for event in self.events}

    @cached_property
    def holder(self) -> Mapping[tuple[str, str], str]:
        """For a metric and an event, the event whose cumulative figure of that metric includes the event's."""
        return {
            (figure.metric, included): event.id
            for event in self.events
            for figure in event.figures
            for included in figure.includes
        }

    @cached_property
    def whole(self) -> Mapping[str, str]:
        """For a metric that is a part, the metric that it is a part of."""
        return {part: metric.id for metric in self.metrics for part in metric.parts}

    def places_within(self, places: Iterable[str]) -> frozenset[str]:
        """The ids of `places` and of all that lie within them."""
        inner: dict[str, list[str]] = {}
        for place in self.places:
            if place.within is not None:
                inner.setdefault(place.within, []).append(place.id)
        found = dict.fromkeys(places)
        waiting = list(found)
        while waiting:
            new = [each for each in inner.get(waiting.pop(), ()) if each not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        return frozenset(found)

    def places_around(self, places: Iterable[str]) -> frozenset[str]:
        """The ids of `places` and of all that hold them."""
        found: set[str] = set()
        for place in places:
            at: str | None = place
            while at is not None and at not in found:
                found.add(at)
                at = self.place[at].within
        return frozenset(found)

    @cached_property
    def told(self) -> Mapping[str, Mapping[str, tuple[Figure, ...]]]:
        """For each metric, by event, its figures: more than one where sources disagree, the curator's choice first."""
        found: dict[str, dict[str, tuple[Figure, ...]]] = {metric.id: {} for metric in self.metrics}
        for event in self.events:
            for figure in event.figures:
                of_metric = found[figure.metric]
                of_metric[event.id] = (*of_metric.get(event.id, ()), figure)
        return found

    def source_name(self, source: str | None) -> str:
        """The name of the actor that a figure or an event rests on."""
        return "the publication itself" if source is None else self.actor[source].name
