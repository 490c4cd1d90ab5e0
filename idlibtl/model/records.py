"""The records of a chronology, typed and frozen: Event, Figure, Actor, Place, Phase, Metric.

What a record says about itself is checked here, what it says about others in `read.checks.errors`.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, computed_field, field_validator

from idlibtl.model.dates import Days, Span, stored_span
from idlibtl.model.fields import (
    Id,
    Latitude,
    Longitude,
    Number,
    Ordinal,
    Paragraph,
    StoredDate,
    StoredDay,
    StoredPeriod,
    Text,
    Url,
)
from idlibtl.model.figures import Count, Hedge, count

#: The source of what the publication says itself.
PUBLICATION = "publication"

#: Words of tables that cannot be ids: what is not attributed to anyone, what has no place, and the row of a breakdown
#: for what is in no other row.
NOT_ATTRIBUTED = "not-attributed"
NO_PLACE = "no-place"
REST = "rest"


class ActorKind(StrEnum):
    """What an actor is."""

    # `key_meanings` says what each word means

    STATE = "state"
    ARMED_GROUP = "armed-group"
    ORGANISATION = "organisation"
    MONITOR = "monitor"
    AUTHORITY = "authority"
    COMPANY = "company"
    MEDIA = "media"
    GROUP = "group"
    PERSON = "person"


class PlaceKind(StrEnum):
    """The kinds of places that the program itself knows; a file may use any other word.

    UCDP calls a `province` adm_1 and a `district` adm_2.
    """

    REGION = "region"
    PROVINCE = "province"
    TOWN = "town"
    COUNTRY = "country"
    DISTRICT = "district"
    SITE = "site"
    WATER = "water"


class Role(StrEnum):
    """An actor's part in an event, as the sentence itself gives it."""

    ATTACKER = "attacker"
    BACKER = "backer"
    TARGET = "target"
    ACCUSED = "accused"
    PARTY = "party"
    AFFECTED = "affected"
    HELPER = "helper"


class Scope(StrEnum):
    """Whether a figure counts one incident or sums up a period."""

    INCIDENT = "incident"
    CUMULATIVE = "cumulative"


class Record(BaseModel):
    """A frozen record that allows no keys but its own."""

    # defer_build: a schema includes those of the records inside it, and building each by itself doubles start-up
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


_Record = TypeVar("_Record", bound=BaseModel)


def unchecked(kind: type[_Record], shared: Mapping[str, object] | None = None, /, **fields: object) -> _Record:
    """Return a record without checking its fields, which come from records that were checked, or from rows.

    `shared` are fields that many records have in common. Checking very many again takes long, and the bounds of a row
    may be out of order, which a file does not allow.
    """
    record = kind.__new__(kind)
    # as pydantic copies a record; its JSON has the keys in this order
    object.__setattr__(record, "__dict__", {**_defaults(kind), **(shared or {}), **fields})
    object.__setattr__(record, "__pydantic_fields_set__", _all_fields(kind))
    object.__setattr__(record, "__pydantic_extra__", None)
    object.__setattr__(record, "__pydantic_private__", None)
    return record


def sharing() -> Callable[["Event"], "Event"]:
    """Return a function that replaces equal values in the events of one chronology, just checked, by one object each.

    That saves a sixth of the memory of a large chronology, and the same object is faster to compare. pydantic keeps a
    set of the given fields for every record, which takes more than that: these sets are shared too. Later only the
    source of a figure is looked up in them.
    """
    same = dict[object, Any]().setdefault
    of_event, of_part, of_figure = map(_all_fields, (Event, Participation, Figure))
    without_source = of_figure - {"source"}

    def share(event: Event) -> Event:
        _set(event, "__pydantic_fields_set__", of_event)
        values = vars(event)
        for field in ("kinds", "places", "source", "paragraphs"):
            value = values[field]
            values[field] = same(value, value)
        parts = event.actors
        values["actors"] = same(tuple([(part.actor, part.role) for part in parts]), parts)
        for part in parts if values["actors"] is parts else ():
            _set(part, "__pydantic_fields_set__", of_part)
        for figure in event.figures:
            has_source = "source" in figure.__pydantic_fields_set__
            _set(figure, "__pydantic_fields_set__", of_figure if has_source else without_source)
            values = vars(figure)
            for field in ("metric", "wording", "source", "places", "attributed_to"):
                value = values[field]
                values[field] = same(value, value)
        return event

    return share


_set = object.__setattr__  # records are frozen


@cache
def _defaults(kind: type[BaseModel]) -> Mapping[str, object]:
    """Every field in its order, with its default; a required one has None here, and is always given."""
    return {name: None if field.is_required() else field.default for name, field in kind.model_fields.items()}


@cache
def _all_fields(kind: type[BaseModel]) -> set[str]:
    """Every field of a record: each is set."""
    return set(kind.model_fields)


class Publication(Record):
    """What the chronology was compiled from, or one of several; `paragraphs` is how many it has.

    `as_of` is its cut-off date. The `id` is what events cite it by if there are several.
    """

    id: Id = PUBLICATION
    title: Text
    kind: Text
    as_of: StoredDay
    publisher: Text | None = None
    url: Url | None = None
    note: Text | None = None
    paragraphs: Paragraph | None = None


class Citation(Record):
    """Where an event is reported: in which publication, which paragraphs, and at which address if it has its own."""

    publication: Id
    paragraphs: tuple[Paragraph, ...] = ()
    url: Url | None = None


class Metric(Record):
    """Something that is counted; a figure of it may be split into figures of its `parts`.

    Its people may be `among` those of another metric, as children are among civilians; they are added to nothing.
    If it `repeats`, one person may be counted again in the next figure, so its figures are not added up.
    """

    id: Id
    label: Text
    unit: Text
    parts: tuple[Id, ...] = ()
    among: Id | None = None
    repeats: bool = False
    aliases: tuple[Text, ...] = ()
    note: Text | None = None


class Kind(Record):
    """A kind of event. If it is `violent`, readers ask who did it, and are answered even if no one is named."""

    id: Id
    label: Text
    violent: bool = False
    aliases: tuple[Text, ...] = ()


class Actor(Record):
    """A state, an armed group, an organisation, a person... that acts or is a source.

    `short` is the name in the brackets after a figure, such as SOHR.
    """

    id: Id
    name: Text
    short: Text | None = None
    kind: ActorKind
    aliases: tuple[Text, ...] = ()
    note: Text | None = None
    paragraphs: tuple[Paragraph, ...] = ()


class Place(Record):
    """A region, country, town and so on; `within` is the place around it, coordinates are in degrees (WGS 84)."""

    id: Id
    name: Text
    kind: Text
    within: Id | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    pcode: Text | None = None
    aliases: tuple[Text, ...] = ()
    note: Text | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """The longitude and latitude; None unless both are given."""
        return None if self.longitude is None or self.latitude is None else (self.longitude, self.latitude)


class Phase(Record):
    """A section of the chronology, from `first` to `last`, both days included."""

    id: Id
    number: Ordinal
    title: Text
    first: StoredDay
    last: StoredDay
    summary: Text | None = None
    note: Text | None = None

    @field_validator("last")
    @classmethod
    def _in_order(cls, last: dt.date, info: ValidationInfo) -> dt.date:
        if last < info.data.get("first", last):
            raise ValueError(f"the phase ends on {last}, before it begins on {info.data['first']}")
        return last

    @property
    def span(self) -> Span:
        """The phase's days, to show."""
        return Span(self.first, self.last)

    @property
    def days(self) -> Days:
        """The phase's days, to compare."""
        return Days(self.first, self.last)


class Figure(Record):
    """A number, what it counts, and its source.

    `wording` is the number as printed, with its hedge. `source` is the actor that gives it, or null for the publication
    itself; in a file with several publications, the id of one of them. `includes` names the events whose figure of the
    same metric is already part of this cumulative one, `adds_to` those to whose figure the publication itself adds this
    one. In a file `period`, `places` and `attributed_to` may be left out if they are those of the figure's event, and
    `value` if `low` and `high` are given: the low is then what counts.
    """

    metric: Id
    value: Number
    hedge: Hedge = Hedge.EXACT
    wording: Text | None = None
    source: Id | None = None
    stated_low: Annotated[Number | None, Field(alias="low", exclude=True)] = None
    stated_high: Annotated[Number | None, Field(alias="high", exclude=True)] = None
    period: StoredPeriod
    places: tuple[Id, ...]
    attributed_to: tuple[Id, ...]
    scope: Scope = Scope.INCIDENT
    includes: tuple[Id, ...] = ()
    adds_to: tuple[Id, ...] = ()
    note: Text | None = None

    @cached_property
    def count(self) -> Count:
        """What the figure's words state."""
        return count(self.value, self.hedge, self.stated_low, self.stated_high)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def printed_low(self) -> int | None:
        """The lower limit that the words state; null if they state none."""
        return self.count.low

    @computed_field  # type: ignore[prop-decorator]
    @property
    def printed_high(self) -> int | None:
        """The upper limit that the words state; null if they state none."""
        return self.count.high


class Participation(Record):
    """An actor's role in an event."""

    actor: Id
    role: Role


class Event(Record):
    """One entry of the chronology: when, what, who, where, how many, who reports it, and in which paragraphs.

    In a file with several publications an event has `citations` instead of `paragraphs`. `replaced_by` names the
    event that corrects this one: it is kept and shown, and not counted.
    """

    model_config = ConfigDict(defer_build=False)  # used by itself and by Chronology: built once for both

    id: Id
    date: StoredDate
    date_text: Text | None = None
    title: Text
    summary: Text | None = None
    kinds: Annotated[tuple[Id, ...], Field(min_length=1)]
    phase: Id | None = None
    actors: tuple[Participation, ...] = ()
    places: tuple[Id, ...] = ()
    # keys that only some chronologies use are left out of the answers of all others
    citations: tuple[Citation, ...] = Field(default=(), exclude_if=lambda cited: not cited)
    source: Annotated[Id | None, Field(validate_default=True)] = None
    figures: tuple[Figure, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    replaced_by: Id | None = Field(default=None, exclude_if=lambda event: event is None)
    note: Text | None = None

    @field_validator("source")
    @classmethod
    def _with_source(cls, source: str | None, info: ValidationInfo) -> str | None:
        """The source; if none is given and one publication is cited, that publication."""
        return _sole(info.data) if source is None else source

    @field_validator("figures")
    @classmethod
    def _with_sources(cls, figures: tuple[Figure, ...], info: ValidationInfo) -> tuple[Figure, ...]:
        """The figures; those without a source are from the one publication that is cited."""
        if (publication := _sole(info.data)) is None:
            return figures
        return tuple(figure if figure.source else _reported_by(figure, publication) for figure in figures)

    @field_validator("figures", mode="before")
    @classmethod
    def _complete(cls, figures: object, info: ValidationInfo) -> object:
        """Each figure with what it shares with its event, or with an earlier figure of the same metric."""
        if not isinstance(figures, list | tuple):
            return figures
        event = info.data
        shared = {
            "period": event.get("date", "2000-01-01"),  # a date that is wrong is an error of its own
            "places": event.get("places", ()),
            "attributed_to": attributed_to(event.get("actors", ())),
        }
        first: dict[str, dict[str, object]] = {}
        return [_completed(figure, shared, first) if isinstance(figure, dict) else figure for figure in figures]

    @property
    def span(self) -> Span:
        """The event's days, as they are stated."""
        return stored_span(self.date)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def first(self) -> dt.date:
        """The event's first day."""
        return self.span.first

    @computed_field  # type: ignore[prop-decorator]
    @property
    def last(self) -> dt.date | None:
        """The event's last day; null if it was still going on."""
        return self.span.last

    @computed_field  # type: ignore[prop-decorator]
    @property
    def approximate(self) -> bool:
        """Whether the source does not give the days exactly."""
        return self.span.approximate

    @computed_field  # type: ignore[prop-decorator]
    @property
    def attributed_to(self) -> tuple[str, ...]:
        """The ids of the event's attackers, and of its backers if it has an attacker."""
        return attributed_to(self.actors)


#: What the figures of one metric in one event share, because they count the same people.
SHARED = ("period", "places", "attributed_to", "scope", "includes", "adds_to")


def _completed(
    figure: dict[str, object], shared: Mapping[str, object], first: dict[str, dict[str, object]]
) -> Mapping[str, object]:
    """A figure with what it shares; `first` has the first figure of each metric, and gets this one."""
    if "value" not in figure and "high" in figure and (low := figure.get("low")) is not None:
        figure = {"value": low, **figure}
    metric = str(figure.get("metric"))
    if earlier := first.get(metric):
        return {**{key: earlier[key] for key in SHARED if key in earlier}, **figure}
    first[metric] = figure = {**shared, **figure}
    return figure


def _sole(event: Mapping[str, Any]) -> str | None:
    """The publication that an event cites, if it cites only one."""
    cited = event.get("citations", ())
    return cited[0].publication if len(cited) == 1 else None


def _reported_by(figure: Figure, source: str) -> Figure:
    """The figure with this source, still marked as not given: `check` reports that."""
    complete = figure.model_copy(update={"source": source})
    if "source" not in figure.model_fields_set:
        complete.model_fields_set.discard("source")
    return complete


def attributed_to(parts: Sequence[Participation]) -> tuple[str, ...]:
    """Return the ids of the actors that an event is attributed to: attackers, and backers if there is an attacker."""
    actors: dict[str, None] = {}
    is_attacked = False
    for part in parts:
        if part.role in _ATTACKING:
            actors[part.actor] = None
            is_attacked = is_attacked or part.role is Role.ATTACKER
    return tuple(actors) if is_attacked else ()


_ATTACKING = (Role.ATTACKER, Role.BACKER)


def field_of(event: Event, metric: str) -> str:
    """Return the first figure of a metric, as findings name it."""
    return f"figures[{next(index for index, figure in enumerate(event.figures) if figure.metric == metric)}]"
