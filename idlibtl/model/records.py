"""The records of a chronology, typed and frozen: Event, Figure, Actor, Place, Phase, Metric, and the Timeline of all.

A record that stands alone is checked here; what one record says of another is checked in `dataset`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    WrapValidator,
    computed_field,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from idlibtl.model.dates import STORED_DATE, Span, stored_day, stored_span
from idlibtl.model.figures import Count, Hedge, count
from idlibtl.model.vocabulary import EventKind

#: The version of the dataset file and of every JSON answer; a change that only adds keeps it.
SCHEMA_VERSION = 1

#: What a figure or an event without a source rests on: the publication's own word.
PUBLICATION = "publication"


def _stored_date(text: object) -> object:
    stored_span(text)
    return text


def _stored_period(text: object, validated: Callable[[Span], Span]) -> Span | None:
    return None if text is None else validated(stored_span(text))


def _schema_version(value: object) -> int:
    if type(value) is not int or value != SCHEMA_VERSION:  # true is 1 to Python
        raise PydanticCustomError("literal_error", "", {"expected": str(SCHEMA_VERSION)})
    return value


_SPAN = {
    "type": "string",
    "pattern": f"^{STORED_DATE}(/{STORED_DATE})?$",
    "description": "A month or a day, or two with a slash between; ~ behind a date marks it as approximate.",
}

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", description="Lower-case letters, digits, - and _.")]
Text = Annotated[str, Field(min_length=1)]
Number = Annotated[int, Field(strict=True, ge=0, le=10**12)]
Paragraph = Annotated[int, Field(strict=True, ge=1, le=10**6, description="A paragraph of the publication.")]
StoredDay = Annotated[dt.date, BeforeValidator(stored_day)]
StoredDate = Annotated[str, BeforeValidator(_stored_date), WithJsonSchema(_SPAN)]
StoredPeriod = Annotated[Span, WrapValidator(_stored_period), WithJsonSchema(_SPAN, mode="validation")]
SchemaVersion = Annotated[int, PlainValidator(_schema_version), WithJsonSchema({"const": SCHEMA_VERSION})]


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    ARMED_GROUP = "armed-group"
    ORGANISATION = "organisation"
    MONITOR = "monitor"


class PlaceKind(StrEnum):
    """What a place is."""

    REGION = "region"
    PROVINCE = "province"
    TOWN = "town"


class Role(StrEnum):
    """An actor's part in an event; only attackers and backers have it attributed to them."""

    ATTACKER = "attacker"
    BACKER = "backer"
    TARGET = "target"
    ACCUSED = "accused"
    PARTY = "party"


class Scope(StrEnum):
    """Whether a figure counts one incident, or sums up a stretch of time."""

    INCIDENT = "incident"
    CUMULATIVE = "cumulative"


class Record(BaseModel):
    """A frozen record that knows no keys but its own."""

    # defer_build: a schema holds those of the records inside it, and building each on its own doubles start-up
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Publication(Record):
    """What the chronology was compiled from; `paragraphs` is how many it has."""

    title: Text
    kind: Text
    as_of: StoredDay
    note: Text | None = None
    paragraphs: Paragraph | None = None


class Metric(Record):
    """Something that is counted; a figure of it may be split into figures of its `parts`."""

    id: Id
    label: Text
    unit: Literal["people", "facilities"]
    parts: tuple[Id, ...] = ()
    note: Text | None = None


class Actor(Record):
    """A state, an armed group, an organisation or a monitor."""

    id: Id
    name: Text
    kind: ActorKind
    aliases: tuple[Text, ...] = ()
    note: Text | None = None
    paragraphs: tuple[Paragraph, ...] = ()


class Place(Record):
    """A region, province or town; `within` is the place that holds it, coordinates are in degrees (WGS 84)."""

    id: Id
    name: Text
    kind: PlaceKind
    within: Id | None = None
    latitude: Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)] | None = None
    longitude: Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)] | None = None
    pcode: Text | None = None
    aliases: tuple[Text, ...] = ()


class Phase(Record):
    """A section of the chronology, from `first` to `last`, both days included."""

    id: Id
    number: Annotated[int, Field(strict=True, ge=1, le=10**6)]
    title: Text
    first: StoredDay
    last: StoredDay
    summary: Text | None = None

    @field_validator("last")
    @classmethod
    def _in_order(cls, last: dt.date, info: Any) -> dt.date:
        if last < info.data.get("first", last):
            raise ValueError(f"the phase ends on {last}, before it begins on {info.data['first']}")
        return last

    @property
    def span(self) -> Span:
        """The phase's days."""
        return Span(self.first, self.last)


class Figure(Record):
    """How many, of what, according to whom.

    `wording` is the number as printed, hedge and all. `source` is the actor that gives it, or null for the publication
    itself. `includes` names the events whose figure of the same metric is already inside this cumulative one.
    `attributed_to` is whom it is laid on: those of its event, unless it names fewer or, being empty, nobody.
    """

    metric: Id
    value: Number
    hedge: Hedge = Hedge.EXACT
    wording: Text | None = None
    source: Id | None = None
    stated_low: Annotated[Number | None, Field(alias="low", exclude=True)] = None
    stated_high: Annotated[Number | None, Field(alias="high", exclude=True)] = None
    # these two are None only until the event that the figure belongs to puts its own there
    period: StoredPeriod = None  # type: ignore[assignment]
    attributed_to: tuple[Id, ...] = None  # type: ignore[assignment]
    scope: Scope = Scope.INCIDENT
    includes: tuple[Id, ...] = ()

    @field_validator("stated_low")
    @classmethod
    def _low(cls, low: int | None, info: Any) -> int | None:
        if low is not None and low > info.data.get("value", low):
            raise ValueError(f"low {low} is more than the value {info.data['value']}")
        return low

    @field_validator("stated_high")
    @classmethod
    def _high(cls, high: int | None, info: Any) -> int | None:
        if high is not None and high < info.data.get("value", high):
            raise ValueError(f"high {high} is less than the value {info.data['value']}")
        return high

    @cached_property
    def count(self) -> Count:
        """The figure's low, best and high."""
        return count(self.value, self.hedge, self.stated_low, self.stated_high)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def low(self) -> int:
        """The lower bound."""
        return self.count.low

    @computed_field  # type: ignore[prop-decorator]
    @property
    def best(self) -> int:
        """The value itself."""
        return self.count.best

    @computed_field  # type: ignore[prop-decorator]
    @property
    def high(self) -> int | None:
        """The upper bound; null where the figure is open upwards."""
        return self.count.high


class Participation(Record):
    """An actor's role in an event."""

    actor: Id
    role: Role


class Event(Record):
    """One entry of the chronology: when, what, who, where, how many, on whose word, and in which paragraphs."""

    model_config = ConfigDict(defer_build=False)  # used by itself and by the timeline: built once for both

    id: Id
    date: StoredDate
    date_text: Text | None = None
    title: Text
    summary: Text | None = None
    kind: EventKind
    phase: Id | None = None
    actors: tuple[Participation, ...] = ()
    places: tuple[Id, ...] = ()
    source: Id | None = None
    figures: tuple[Figure, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _complete_the_figures(self) -> Self:
        for figure in self.figures:
            if figure.period is None:
                figure.__dict__["period"] = self.span
            if figure.attributed_to is None:
                figure.__dict__["attributed_to"] = self.attributed_to
        return self

    @cached_property
    def span(self) -> Span:
        """The event's days."""
        return stored_span(self.date)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def first(self) -> dt.date:
        """The event's first day."""
        return self.span.first

    @computed_field  # type: ignore[prop-decorator]
    @property
    def last(self) -> dt.date:
        """The event's last day."""
        return self.span.last

    @computed_field  # type: ignore[prop-decorator]
    @property
    def approximate(self) -> bool:
        """Whether the source does not pin the days down."""
        return self.span.approximate

    @computed_field  # type: ignore[prop-decorator]
    @property
    def attributed_to(self) -> tuple[str, ...]:
        """The ids of the event's attackers and backers; empty where the source names none."""
        named = (part.actor for part in self.actors if part.role in (Role.ATTACKER, Role.BACKER))
        return tuple(dict.fromkeys(named))


class Timeline(Record):
    """A whole chronology. Events are in order of `first`, then `last`, then the file; phases in order of number."""

    schema_version: SchemaVersion
    title: Text
    description: Text
    paragraphs: tuple[Paragraph, ...] = ()
    publication: Publication
    license: Text
    metrics: tuple[Metric, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    phases: tuple[Phase, ...]
    events: tuple[Event, ...]

    @field_validator("events")
    @classmethod
    def _in_order_of_days(cls, events: tuple[Event, ...]) -> tuple[Event, ...]:
        return tuple(sorted(events, key=lambda event: (event.span.first, event.span.last)))

    @field_validator("phases")
    @classmethod
    def _in_order_of_number(cls, phases: tuple[Phase, ...]) -> tuple[Phase, ...]:
        return tuple(sorted(phases, key=lambda phase: phase.number))

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

    def places_around(self, place: str) -> tuple[str, ...]:
        """The ids of `place` and of every place that holds it, innermost first."""
        found = [place]
        while (within := self.place[found[-1]].within) is not None:
            found.append(within)
        return tuple(found)

    def source_name(self, source: str | None) -> str:
        """The name of the actor that a figure or an event rests on."""
        return "the publication itself" if source is None else self.actor[source].name
