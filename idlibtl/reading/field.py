"""Rows of a field dataset -> a Timeline: an event a row, its places each within the next, its figures as they stand.

What such a file has not, phases and paragraphs, is not there.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import PrivateAttr

from idlibtl.model.dates import Span
from idlibtl.model.figures import Hedge
from idlibtl.model.records import (
    Actor,
    ActorKind,
    Event,
    Figure,
    Kind,
    Metric,
    Participation,
    Place,
    PlaceKind,
    Publication,
    Role,
    Scope,
    unchecked,
)
from idlibtl.model.timeline import Timeline
from idlibtl.reading.files import Finding
from idlibtl.reading.rows import TOWN, Numbers, Row


class FieldTimeline(Timeline):
    """The timeline of a field dataset, which also knows its rows by event."""

    _rows: Mapping[str, Row] = PrivateAttr(default_factory=dict)
    _left_out: tuple[Finding, ...] = PrivateAttr(default=())
    _row_count: int = PrivateAttr(default=0)

    @property
    def rows(self) -> Mapping[str, Row]:
        """By event, the row that it was made of."""
        return self._rows

    @property
    def left_out(self) -> tuple[Finding, ...]:
        """The rows that could not be used, and why."""
        return self._left_out

    @property
    def row_count(self) -> int:
        """How many rows the file has, whatever was asked."""
        return self._row_count


@dataclass(frozen=True)
class About:
    """What a dataset is called, its terms, and what its metrics mean."""

    title: str
    kind: str
    description: str
    license: str
    note: str
    kinds: tuple[Kind, ...]
    metrics: tuple[Metric, ...]


# Ids

#: Letters that no accent makes.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


@lru_cache(maxsize=1 << 16)
def slug(name: str) -> str:
    """A name as an id: the same for names that differ in case, accents, apostrophes and signs alone."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(
        each for each in plain if not unicodedata.combining(each) and each not in "'`\u2018\u2019\u02bb\u02bf"
    )
    found = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    lost = any(each.isalnum() and not each.isascii() for each in bare)
    return f"{found}-{zlib.crc32(bare.encode()):08x}".lstrip("-") if lost or not found else found


#: What a place is, behind its name: "Idlib Governorate" is also called Idlib.
_SORTS = re.compile(
    r" (?:governorate|province|district|sub-?district|town|village|city|state|division|region|county|department"
    r"|township|municipality|prefecture|commune|zone|oblast|territory|island|camp)$",
    re.IGNORECASE,
)


def _aliases(name: str, around: Iterable[str]) -> tuple[str, ...]:
    """The name without what the place is, unless one around it is called so: Idlib is the province, not its town."""
    short = _SORTS.sub("", name)
    inner = re.fullmatch(r"(.+) \((.+)\)", name)  # Myanmar (Burma)
    found = (short,) if short != name else (inner[1], inner[2]) if inner else ()
    known = {slug(_SORTS.sub("", other)) for other in around} | {slug(other) for other in around}
    return tuple(alias for alias in found if slug(alias) not in known)


_PLACE_KINDS = (PlaceKind.REGION, PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.TOWN)


class Register:
    """The places and actors of the rows seen so far."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.actors: dict[str, Actor] = {}

    def place(self, row: Row) -> str | None:
        """The id of a row's place, put down with all that hold it; None where it has none."""
        path: str | None = None
        around: list[str] = []
        for number, name in enumerate(row.where[: row.level]):
            if not name:
                continue
            within, path = path, slug(name) if path is None else f"{path}_{slug(name)}"
            if path not in self.places:
                is_row = number == TOWN - 1
                self.places[path] = unchecked(
                    Place,
                    id=path,
                    name=name,
                    kind=_PLACE_KINDS[number],
                    within=within,
                    latitude=row.latitude if is_row else None,
                    longitude=row.longitude if is_row else None,
                    aliases=_aliases(name, around),
                )
            around.append(name)
        return path

    def actor(self, name: str) -> str:
        """The id of an actor, put down."""
        found = slug(name)
        if found not in self.actors:
            kind = ActorKind.STATE if name.startswith("Government of ") else ActorKind.ARMED_GROUP
            self.actors[found] = unchecked(Actor, id=found, name=name, kind=kind)
        return found


# Records


def timeline_of(about: About, rows: Iterable[Row]) -> FieldTimeline:
    """The timeline that these rows are."""
    register = Register()
    kept: dict[str, Row] = {}
    events = []
    for row in sorted(rows, key=lambda row: (row.first, row.last)):
        kept[row.id] = row
        events.append(event_of(register, row))
    timeline = FieldTimeline.model_construct(
        schema_version=1,
        title=about.title,
        description=about.description,
        publication=unchecked(
            Publication,
            title=about.title,
            kind=about.kind,
            as_of=max((row.last for row in kept.values()), default=date.min),
            note=about.note,
        ),
        license=about.license,
        kinds=about.kinds,
        metrics=about.metrics,
        actors=tuple(register.actors.values()),
        places=tuple(register.places.values()),
        phases=(),
        events=tuple(events),
    )
    timeline._rows = kept  # noqa: SLF001 - no field, for it is in no file of ours
    return timeline


def event_of(register: Register, row: Row) -> Event:
    """The event that a row is; its place and actors are put down."""
    place = register.place(row)
    parties = tuple(
        unchecked(Participation, actor=register.actor(name), role=Role.ATTACKER if name == row.attacker else Role.PARTY)
        for name in row.parties
        if name
    )
    places = () if place is None else (place,)
    span = Span(row.first, row.last, row.first_approximate, row.last_approximate)
    attributed = tuple(part.actor for part in parties if part.role is Role.ATTACKER)
    return unchecked(
        Event,
        id=row.id,
        date=_stored(span),
        title=_title(row),
        summary=_summary(row),
        kind=row.kind,
        actors=parties,
        places=places,
        figures=tuple(_figures(row, span, places, attributed)),
        note=" ".join(row.remarks) or None,
    )


def _figures(row: Row, span: Span, places: tuple[str, ...], attributed: tuple[str, ...]) -> Iterator[Figure]:
    for metric, numbers in (("civilians", row.civilians), ("fighters", row.fighters), ("killed", row.killed)):
        if numbers is not None:
            yield raw_figure(
                numbers,
                metric=metric,
                period=span,
                places=places,
                attributed_to=attributed,
                scope=Scope.CUMULATIVE if row.cumulative else Scope.INCIDENT,
                note=row.sources or None,
            )


def raw_figure(numbers: Numbers, **more: Any) -> Figure:
    """A figure with the bounds of its row, which may be out of order: rows are summed first, and put in order then."""
    low, best, high = numbers
    hedge = Hedge.AT_LEAST if high is None else Hedge.EXACT
    is_one = low == best and high in (best, None)
    return unchecked(
        Figure,
        value=best,
        hedge=hedge,
        stated_low=None if is_one else low,
        stated_high=None if is_one else high,
        **more,
    )


def _stored(span: Span) -> str:
    first = f"{span.first}{'~' * span.first_approximate}"
    return first if span.first == span.last else f"{first}/{span.last}{'~' * span.last_approximate}"


def _title(row: Row) -> str:
    """Who and where: Government of Syria - Civilians, near Kafr Nabl town."""
    sides = " - ".join(filter(None, row.sides)) or "Sides not named"
    where = row.where[row.level - 1] if row.level else ""
    return f"{sides}, {'near ' * row.near}{where}" if where else sides


def _summary(row: Row) -> str:
    where = ", ".join(reversed([name for name in row.where[: row.level] if name]))
    told = f"{row.what}{' near ' if row.near else ' in '}{where}" if where else row.what
    return f"{told}."
