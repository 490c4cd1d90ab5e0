"""A whole chronology: its records, and how they relate."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple, Self, TypeVar

from pydantic import ConfigDict, Field, PrivateAttr, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from idlibtl.model.dates import Days, Span
from idlibtl.model.fields import Paragraph, SchemaVersion, Text
from idlibtl.model.records import (
    PUBLICATION,
    Actor,
    Citation,
    Event,
    Figure,
    Kind,
    Metric,
    Phase,
    Place,
    Publication,
    Record,
)
from idlibtl.model.vocabulary import ALL_EVENT_FIELDS, FIGURE_FIELDS, KINDS


class LeftOut(NamedTuple):
    """How many rows of a field file could not be read, out of how many, and the first reasons."""

    rows: int
    of: int
    reasons: tuple[str, ...]

    @property
    def text(self) -> str:
        """The numbers in words: 4 of 13 rows could not be read."""
        return f"{self.rows:,} of {self.of:,} rows could not be read"


class Loaded(NamedTuple):
    """How a field file was loaded, of which only a part may be here. Any other file is here as it is.

    `left_out` are the rows that could not be read, `remarks` what else a reader must know, and `notes` what about the
    total of a metric, in whole sentences. `rows_in`: for an event that adds up rows, how many of them have a figure of
    each metric. `listed`: how many events match the question, if only some of them are here. `mentions`: by section, in
    how many events each id is mentioned, if no event is here. `sum_up` makes the totals of a question and a breakdown,
    if the records here are not enough for them.
    """

    left_out: LeftOut | None = None
    remarks: Sequence[str] = ()
    notes: Mapping[str, Sequence[str]] = {}
    rows_in: Mapping[str, Mapping[str, int]] = {}
    listed: int | None = None
    mentions: Mapping[str, Mapping[str, int]] | None = None
    sum_up: Callable[[Any, Any], tuple[Any, ...]] | None = None


_WithId = TypeVar("_WithId", Publication, Kind, Metric, Actor, Place, Phase, Event)


_ById = cached_property[Mapping[str, _WithId]]


def _by_id(section: Callable[["Chronology"], Iterable[_WithId]]) -> _ById[_WithId]:
    """A property of a chronology: the records of a section by their ids."""
    return cached_property(lambda chronology: {record.id: record for record in section(chronology)})


class Chronology(Record):
    """A whole chronology. Events are in order of `first`, then `last`, then the file; phases in order of number.

    It is compiled from one `publication`, or from several `publications` that its events cite by their ids. If it
    `is_coded`, its figures are one count of all that their makers know, as in GED: their bounds are added up too.
    """

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["publication"]}, {"required": ["publications"]}]},
    )

    schema_version: SchemaVersion
    title: Text
    description: Text
    paragraphs: tuple[Paragraph, ...] = ()
    # before `publication`, which is missing where this is
    publications: tuple[Publication, ...] = ()
    publication: Publication | None = Field(default=None, validate_default=True)
    license: Text
    kinds: tuple[Kind, ...] = ()
    metrics: tuple[Metric, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    phases: tuple[Phase, ...]
    events: tuple[Event, ...]
    is_coded: bool = False
    _loaded: Loaded = PrivateAttr(Loaded())

    @field_validator("publications", mode="before")
    @classmethod
    def _several(cls, publications: object) -> object:
        """The publications, each with an id of its own."""
        if isinstance(publications, list):
            if not publications:
                raise ValueError("must name at least one. For one text, use publication.")
            for index, publication in enumerate(publications):
                if isinstance(publication, dict) and "id" not in publication:
                    raise ValueError(f"number {index + 1} has no id, which events cite it by")
        return publications

    @field_validator("publication", mode="before")
    @classmethod
    def _one(cls, publication: object, info: ValidationInfo) -> object:
        """The publication; None where there are several."""
        several = info.data.get("publications", True)  # missing here if they are wrong
        if publication is not None and several:
            raise ValueError("use publication or publications, not both")
        if publication is None and not several:
            raise PydanticCustomError("missing", "")
        return publication

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        fields = vars(self)  # records are frozen
        fields["events"] = tuple(sorted(self.events, key=lambda event: self.days(event.span, event)))
        fields["phases"] = tuple(sorted(self.phases, key=lambda phase: phase.number))
        return self

    @property
    def event_count(self) -> int:
        """How many events the chronology has, even if not all of them are loaded."""
        return len(self.events)

    @property
    def extent(self) -> frozenset[str]:
        """The outermost places: together they are all that the chronology covers."""
        return frozenset(place.id for place in self.places if place.within is None)

    @property
    def loaded(self) -> Loaded:
        """How its file was loaded."""
        return self._loaded

    @property
    def event_fields(self) -> tuple[str, ...]:
        """The fields of its events: those of all chronologies, and the rare ones that it uses."""
        used = {"citations": bool(self.publications), "replaced_by": bool(self.replaced)}
        return tuple(field for field in ALL_EVENT_FIELDS if used.get(field, True))

    @property
    def figure_fields(self) -> tuple[str, ...]:
        """The columns of its figures: with citations if it has several publications."""
        return (*FIGURE_FIELDS, "citations") if self.publications else FIGURE_FIELDS

    @property
    def all_publications(self) -> tuple[Publication, ...]:
        """What the chronology was compiled from: its one publication, or its several."""
        return (self.publication,) if self.publication else self.publications

    @cached_property
    def as_of(self) -> dt.date:
        """The chronology's cut-off date: the latest of its publications'."""
        return max(publication.as_of for publication in self.all_publications)

    @cached_property
    def nests(self) -> dict[str, Any]:
        """How the figures of metrics nest, as far as it has been worked out: many answers need the same."""
        return {}

    def cited(self, event: Event) -> tuple[Citation, ...]:
        """Return the citations of an event, in either form of a file; with the publication's URL if it has no other."""
        if self.publication:
            one = self.publication
            return (Citation.model_construct(publication=one.id, paragraphs=event.paragraphs, url=one.url),)
        return tuple(
            cited if cited.url else cited.model_copy(update={"url": self.publication_by_id[cited.publication].url})
            for cited in event.citations
        )

    def until(self, event: Event) -> dt.date:
        """Return the day up to which an event is known: the latest cut-off date of those that it cites, else of all."""
        by_id = self.publication_by_id
        cited = (by_id[one.publication].as_of for one in event.citations if one.publication in by_id)
        return max(cited, default=self.as_of)

    def days(self, span: Span, event: Event) -> Days:
        """Return the days of a span in an event, to compare: an open end is the last day that is known."""
        return Days(span.first, span.last or max(span.first, self.until(event)))

    def covered(self, event: str, figure: Figure) -> tuple[Days, frozenset[str]]:
        """Return the days and places of a figure in an event, to find others of the same."""
        return self.days(figure.period, self.event[event]), frozenset(figure.places)

    # the records of each section by their ids
    kind: ClassVar[_ById[Kind]] = _by_id(
        lambda self: (*(Kind(id=kind, label=kind, violent=violent) for kind, violent in KINDS.items()), *self.kinds)
    )
    metric: ClassVar[_ById[Metric]] = _by_id(lambda self: self.metrics)
    actor: ClassVar[_ById[Actor]] = _by_id(lambda self: self.actors)
    place: ClassVar[_ById[Place]] = _by_id(lambda self: self.places)
    phase: ClassVar[_ById[Phase]] = _by_id(lambda self: self.phases)
    event: ClassVar[_ById[Event]] = _by_id(lambda self: self.events)
    publication_by_id: ClassVar[_ById[Publication]] = _by_id(lambda self: self.all_publications)

    @property
    def has_phases_that_overlap(self) -> bool:
        """Whether a day is in two phases."""
        by_day = sorted(self.phases, key=lambda phase: phase.days)
        return any(one.last >= other.first for one, other in pairwise(by_day))

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        """For each event that is replaced, the event that corrects it."""
        return {event.id: event.replaced_by for event in self.events if event.replaced_by}

    @cached_property
    def current_events(self) -> tuple[Event, ...]:
        """The events that are not replaced, in order. Only these are counted."""
        return tuple(event for event in self.events if not event.replaced_by) if self.replaced else self.events

    @cached_property
    def last_correction(self) -> Mapping[str, str]:
        """For each event that is replaced, the last of its corrections.

        Events whose corrections go in a circle are left out. That is an error in the file.
        """
        ends: dict[str, str | None] = {}
        for start in self.replaced:
            path: list[str] = []
            at: str = start
            while at in self.replaced and at not in ends:
                ends[at] = None  # until its end is known; a circle has none
                path.append(at)
                at = self.replaced[at]
            ends.update(dict.fromkeys(path, ends.get(at, at)))
        return {event: end for event, end in ends.items() if end is not None and end in self.event}

    @cached_property
    def linked(self) -> Sequence[tuple[Event, Figure]]:
        """The figures that include others or are added to others, each with its event."""
        return [
            (event, figure) for event in self.events for figure in event.figures if figure.includes or figure.adds_to
        ]

    @cached_property
    def holder(self) -> Mapping[tuple[str, str], str]:
        """For a metric and an event, the event whose cumulative figure of that metric includes the event's.

        If an included event is replaced, its replacement is included instead.
        """
        return {
            (figure.metric, self.last_correction.get(included, included)): event.id
            for event, figure in self.linked
            if not event.replaced_by
            for included in figure.includes
        }

    @cached_property
    def adds_to(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """For a metric and an event, the events whose figures of it the publication adds to this one's: both ways."""
        added: dict[tuple[str, str], set[str]] = {}
        for event, figure in self.linked:
            for other in figure.adds_to if not event.replaced_by else ():
                current = self.last_correction.get(other, other)
                added.setdefault((figure.metric, event.id), set()).add(current)
                added.setdefault((figure.metric, current), set()).add(event.id)
        return {key: frozenset(events) for key, events in added.items()}

    @cached_property
    def whole(self) -> Mapping[str, str]:
        """For a metric that is a part, the metric that it is a part of."""
        return {part: metric.id for metric in self.metrics for part in metric.parts}

    @cached_property
    def among(self) -> Mapping[str, str]:
        """For a metric that is a part, or that counts some of the people of another one, that other metric."""
        return {metric.id: metric.among for metric in self.metrics if metric.among} | dict(self.whole)

    @cached_property
    def _inner(self) -> Mapping[str, Sequence[str]]:
        """For each place, the places directly in it."""
        inner: dict[str, list[str]] = {}
        for place in self.places:
            if place.within is not None:
                inner.setdefault(place.within, []).append(place.id)
        return inner

    def places_within(self, places: Iterable[str]) -> frozenset[str]:
        """Return the ids of `places` and of all places inside them."""
        within = dict.fromkeys(places)
        waiting = list(within)
        while waiting:
            new = [place for place in self._inner.get(waiting.pop(), ()) if place not in within]
            within.update(dict.fromkeys(new))
            waiting += new
        return frozenset(within)

    def around(self, place: str) -> Iterator[str]:
        """Yield the places that contain this one, the nearest first."""
        at = self.place[place].within
        while at is not None:
            yield at
            at = self.place[at].within

    def places_around(self, places: Iterable[str]) -> frozenset[str]:
        """Return the ids of `places` and of all places around them."""
        around: set[str] = set()
        for place in places:
            at: str | None = place
            while at is not None and at not in around:
                around.add(at)
                at = self.place[at].within
        return frozenset(around)

    @cached_property
    def figures_of(self) -> Mapping[str, Mapping[str, tuple[Figure, ...]]]:
        """For each metric, by event, its figures: several if sources disagree, the compiler's choice first.

        Replaced events are left out, so they are not counted.
        """
        return self._figures_in(self.current_events)

    @cached_property
    def replaced_figures_of(self) -> Mapping[str, Mapping[str, tuple[Figure, ...]]]:
        """The same for the events that are replaced."""
        return self._figures_in(self.event[replaced] for replaced in self.replaced)

    def _figures_in(self, events: Iterable[Event]) -> Mapping[str, Mapping[str, tuple[Figure, ...]]]:
        figures: dict[str, dict[str, tuple[Figure, ...]]] = {metric.id: {} for metric in self.metrics}
        for event in events:
            for figure in event.figures:
                of_metric = figures.setdefault(figure.metric, {})
                of_metric[event.id] = (*of_metric[event.id], figure) if event.id in of_metric else (figure,)
        return figures

    def source_name(self, source: str | None) -> str:
        """Return the name of the actor or publication that is the source of a figure or an event."""
        if source is None:
            return self.publication.title if self.is_coded and self.publication else "the publication itself"
        return self.actor[source].name if source in self.actor else self.publication_by_id[source].title

    def source_short(self, source: str | None) -> str:
        """Return the source as it is named in brackets after a figure: SOHR, UN, or `publication`."""
        if source is None:
            return self.publication.title if self.is_coded and self.publication else PUBLICATION
        actor = self.actor.get(source)
        return self.publication_by_id[source].title if actor is None else actor.short or actor.name
