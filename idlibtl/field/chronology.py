"""Rows of a field dataset -> a chronology: an event for each row, with its places, each in the next, and its figures.

Such a file has no phases and no paragraphs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import PurePath
from typing import Any

from pydantic import PrivateAttr

from idlibtl.field.places import Register
from idlibtl.field.reading import Reading
from idlibtl.field.rows import Parties, Row
from idlibtl.model.chronology import Chronology, Loaded
from idlibtl.model.dates import Days
from idlibtl.model.figures import Count, Hedge, coded_words
from idlibtl.model.records import Event, Figure, Participation, Record, Role, Scope, unchecked


class FieldChronology(Chronology):
    """The chronology of a field dataset: of all its rows, or of those that concern a question."""

    _reading: Reading = PrivateAttr()
    _rows: Mapping[str, Row] = PrivateAttr()

    @property
    def reading(self) -> Reading:
        """The reading of its files."""
        return self._reading

    @property
    def rows(self) -> Mapping[str, Row]:
        """By event, the row that it was made from."""
        return self._rows

    @property
    def extent(self) -> frozenset[str]:
        """No place, because the places of rows that are not here are not known."""
        return frozenset()

    @property
    def event_count(self) -> int:
        """How many events the file has, whatever was asked. Rows that were not read to the end count as valid."""
        return self.reading.row_count - self.reading.repeated - self.reading.left_out_count

    def left_out_on(self, days: Days) -> int:
        """Return how many unreadable rows are on these days, or have unreadable days too."""
        return sum(row_days is None or row_days.touches(days) for row_days in self.reading.left_out_days)

    def source_short(self, source: str | None) -> str:
        """Return the short name of a source; without one, that of the dataset."""
        return self.reading.layout.short if source is None else super().source_short(source)


def chronology_of(
    reading: Reading,
    register: Register,
    rows: Iterable[Row] = (),
    more: Iterable[Event] = (),
    remark: str = "",
    **loaded: Any,
) -> FieldChronology:
    """Return the chronology of rows that were read, and of more events, with the places and actors of the register.

    `remark` is about the rows that it has, and `loaded` has more fields of Loaded.
    """
    layout = reading.layout
    kept = sorted(rows, key=lambda row: row.span[:2])
    events = (*events_of(register, kept), *more)
    title = f"{layout.publication.title}{_version(reading)}"
    values: dict[str, Any] = {
        "schema_version": 1,
        "title": title,
        "description": layout.description,
        "publication": layout.publication.model_copy(update={"title": title, "as_of": reading.as_of}),
        "license": layout.license,
        "kinds": layout.kinds,
        "metrics": layout.metrics,
        "actors": register.actor_records,
        "places": register.place_records,
        "phases": (),
        "events": events,
        "is_coded": True,
        "_reading": reading,
        "_rows": {row.id: row for row in kept},
        "_loaded": Loaded(reading.left_out, (*reading.remarks, *filter(None, (remark,))), **loaded),
    }
    return FieldChronology.model_construct(**values)


def _version(reading: Reading) -> str:
    """The version of the dataset, if the file's name has it: 25.1, or 25.0.3 for the candidate events of a month."""
    pattern = re.compile(r"(?i:ged[a-z_-]*v?)([0-9]{2})[._-]?([0-9])(?:[._]([0-9]{1,2}))?(?![0-9])")
    matches = [pattern.search(PurePath(table.name).name) for table in reading.tables]
    versions = dict.fromkeys(".".join(filter(None, match.groups())) for match in matches if match)
    return f", version {' and '.join(versions)} by its file's name" if versions else ""


def events_of(register: Register, rows: Iterable[Row]) -> Iterator[Event]:
    """Yield an event for each row; its places and actors are entered in the register."""

    @cache  # most rows share their parties with other rows
    def entered_parties(parties: Parties) -> tuple[tuple[Participation, ...], tuple[str, ...]]:
        """Enter the actors that took part, and return them and those that the event is attributed to."""
        actors = dict.fromkeys(map(register.actor, parties.names))  # two spellings are one actor
        attributed = () if parties.attacker is None else (register.actor(parties.attacker),)
        roles = [(actor, Role.ATTACKER if actor in attributed else Role.PARTY) for actor in actors]
        return tuple(unchecked(Participation, actor=actor, role=role) for actor, role in roles), attributed

    for row in rows:
        places = register.place(row.place.places, row.place.at)
        actors, attributed = entered_parties(row.parties)
        yield unchecked(
            Event,
            id=row.id,
            date=row.span.stored,
            title=title_of(row),
            summary=summary_of(row),
            kinds=(row.codes.kind,),
            actors=actors,
            places=places,
            figures=tuple(figures_of(row, places, attributed)),
            note=" ".join((*row.codes.remarks, *row.remarks)) or None,
            span=row.span,  # so that it is not read from `date` again
        )


def figures_of(row: Row, places: tuple[str, ...], attributed: tuple[str, ...]) -> Iterator[Figure]:
    """Yield the figures of a row; the last one is of all people killed."""
    shared = {
        "period": row.span,
        "places": places,
        "attributed_to": attributed,
        "scope": Scope.CUMULATIVE if row.codes.is_cumulative else Scope.INCIDENT,
        "note": row.sources or None,
    }
    deaths = row.deaths
    for metric, numbers in (("civilians", deaths.civilians), ("fighters", deaths.fighters), ("killed", deaths.killed)):
        if numbers is not None:
            yield figure(numbers, metric=metric, **shared)


def figure(numbers: Count, **more: Any) -> Figure:
    """Return a figure with the bounds of its row, which are put in order only after they have been added up."""
    return unchecked(Figure, _stated(numbers), **more)


@lru_cache(maxsize=1 << 12)  # most rows have small numbers
def _stated(numbers: Count) -> Mapping[str, Any]:
    """The fields of a figure that say how many."""
    low, best, high = numbers
    is_one = low == best and high in (best, None)
    return {
        "value": best,
        "hedge": Hedge.AT_LEAST if high is None else Hedge.EXACT,
        "wording": None if is_one or high is None else coded_words(numbers),
        "stated_low": None if is_one else low,
        "stated_high": None if is_one else high,
        "count": numbers,
    }


def title_of(row: Row) -> str:
    """Return who and where: Government of Syria - Civilians, near Kafr Nabl town."""
    sides = " - ".join(filter(None, row.sides)) or row.what
    return ", ".join((sides, *(f"{'near ' * row.place.near}{place.name}" for place in row.place.places[-1:])))


def summary_of(row: Row) -> str:
    """Return what happened and where, and the headline and the articles or notes from which the row was coded."""
    where = ", ".join(place.name for place in reversed(row.place.places))
    happened = f"{row.what}{' near ' if row.place.near else ' in '}{where}." if where else f"{row.what}."
    headlines = "; ".join(part for part in row.headline.split(";") if part.strip() not in row.source_article)
    return " ".join(filter(None, (happened, headlines, row.source_article)))


# A file in the format of idlibtl

#: The keys that are written for a chronology, for an event, and for a figure with the days, places and attribution of
#: its event.
_CHRONOLOGY = {"schema_version", "title", "description", "publication", "license", "kinds", "metrics", "is_coded"}
_EVENT = {"id", "date", "title", "summary", "kinds", "actors", "places", "note"}
_FIGURE = {"metric", "value", "hedge", "wording", "scope", "note"}


def own_format(chronology: Chronology, events: Sequence[Event]) -> dict[str, Any]:
    """Return these events as a file in idlibtl's format, with the places and actors that they name.

    They stay coded data: the bounds are those of the rows, so that totals are the same.
    """
    places = chronology.places_around({place for event in events for place in event.places})
    actors = {part.actor for event in events for part in event.actors}
    return {
        **_written(chronology, _CHRONOLOGY),
        "actors": [_written(actor) for actor in chronology.actors if actor.id in actors],
        "places": [_written(place) for place in chronology.places if place.id in places],
        "phases": [],
        "events": [
            {**_written(event, _EVENT), "source": None, "figures": [_written_figure(one) for one in event.figures]}
            for event in events
        ],
    }


def _written(record: Record, include: set[str] | None = None) -> dict[str, Any]:
    """A record as it is in a file, without the values that are defaults."""
    return record.model_dump(mode="json", exclude_defaults=True, include=include)


def _written_figure(figure: Figure) -> dict[str, Any]:
    bounds = {"low": figure.stated_low, "high": figure.stated_high}
    stated = {key: bound for key, bound in bounds.items() if bound is not None}
    return {**_written(figure, _FIGURE), **stated, "source": None}
