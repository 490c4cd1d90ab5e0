"""Rows of a field dataset -> a Timeline: an event a row, its places each within the next, its figures as they stand.

What such a file has not, phases and paragraphs, is not there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from pydantic import PrivateAttr

from idlibtl.field.places import Register
from idlibtl.field.rows import About, Numbers, Row
from idlibtl.model.dates import Days, Span
from idlibtl.model.figures import Hedge
from idlibtl.model.records import NO_PLACE, Event, Figure, Participation, Publication, Role, Scope, unchecked
from idlibtl.model.timeline import Timeline
from idlibtl.read.files import Finding

#: So many figures are listed in the working of a total; a file may have hundreds of thousands.
MAX_LISTED = 100

#: A remark tells why so many rows were left out.
MAX_TOLD_ROWS = 3


class FieldTimeline(Timeline):
    """The timeline of a field dataset: of all its rows, or of those that a question may concern."""

    _rows: Mapping[str, Row] = PrivateAttr(default_factory=dict)
    _left_out: Sequence[Finding] = PrivateAttr(default=())
    _unread_days: Sequence[Days | None] = PrivateAttr(default=())
    _counts: tuple[int, int, int] = PrivateAttr(default=(0, 0, 0))

    def put_down(self, rows: Mapping[str, Row], read: "Read") -> None:
        """Put down what it was made of."""
        self._rows, self._left_out, self._unread_days = rows, tuple(read.left_out), tuple(read.unread_days)
        self._counts = read.row_count, read.repeated, read.left_out_count

    @property
    def rows(self) -> Mapping[str, Row]:
        """By event, the row that it was made of."""
        return self._rows

    @property
    def left_out(self) -> Sequence[Finding]:
        """The first rows that could not be used, and why."""
        return self._left_out

    def left_out_on(self, days: Days) -> int:
        """Return how many rows could not be read that are on these days, or whose days could not be read either."""
        return sum(its is None or its.touches(days) for its in self._unread_days)

    @property
    def left_out_count(self) -> int:
        """How many rows could not be used."""
        return self._counts[2]

    @property
    def max_listed(self) -> int:
        """How many figures the working of a total lists."""
        return MAX_LISTED

    @property
    def undivided(self) -> str:
        """The metric of all who were killed: a row may not tell civilians from fighters."""
        return "killed"

    @property
    def extent(self) -> frozenset[str]:
        """The world: which places the rows that are not here have, nobody knows."""
        return frozenset((NO_PLACE,))

    @property
    def left_out_remark(self) -> str:
        """How many rows could not be used, and why the first could not; empty where all were."""
        if not (number := self.left_out_count):
            return ""
        told = "; ".join(f"{each.record} {each.reason}" for each in self.left_out[:MAX_TOLD_ROWS])
        more = f"; and {number - MAX_TOLD_ROWS:,} more" if number > MAX_TOLD_ROWS else ""
        return f"{number:,} {'row is' if number == 1 else 'rows are'} left out: {told}{more}"

    @property
    def event_count(self) -> int:
        """How many events the file has, whatever was asked; rows that were not looked at pass as sound."""
        rows, repeated, left_out = self._counts
        return rows - repeated - left_out


class Read(Protocol):
    """What was found on the way through a file."""

    row_count: int
    repeated: int
    left_out: list[Finding]
    left_out_count: int
    unread_days: list[Days | None]
    as_of: date


def timeline_of(about: About, rows: Iterable[Row], register: Register, read: Read) -> FieldTimeline:
    """The timeline that these rows are. Places and actors that are in the register already are in it too."""
    kept = sorted(rows, key=lambda row: (row.first, row.last))
    events = tuple(event_of(register, row) for row in kept)
    publication = unchecked(
        Publication,
        title=about.title,
        kind=about.kind,
        as_of=read.as_of,
        publisher=about.publisher,
        url=about.url,
        note=about.note,
    )
    timeline = FieldTimeline.model_construct(
        schema_version=1,
        title=about.title,
        description=about.description,
        publication=publication,
        license=about.license,
        kinds=about.kinds,
        metrics=about.metrics,
        actors=tuple(register.actors.values()),
        places=tuple(register.places.values()),
        phases=(),
        events=events,
        is_coded=True,
    )
    timeline.put_down({row.id: row for row in kept}, read)
    return timeline


def event_of(register: Register, row: Row) -> Event:
    """The event that a row is; its place and actors are put down."""
    at = None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude)
    place = register.place(row.place, at)
    actors = {name: register.actor(name) for name in row.parties}
    places = () if place is None else (place,)
    attributed = () if row.attacker is None else (actors[row.attacker],)
    return unchecked(
        Event,
        id=row.id,
        date=stored(row.span),
        title=_title(row),
        summary=_summary(row),
        kinds=(row.codes.kind,),
        actors=tuple(
            unchecked(Participation, actor=actor, role=Role.ATTACKER if name == row.attacker else Role.PARTY)
            for name, actor in actors.items()
        ),
        places=places,
        figures=tuple(_figures(row, places, attributed)),
        note=" ".join(row.remarks) or None,
    )


def _figures(row: Row, places: tuple[str, ...], attributed: tuple[str, ...]) -> Iterator[Figure]:
    deaths = row.deaths
    for metric, numbers in (("civilians", deaths.civilians), ("fighters", deaths.fighters), ("killed", deaths.killed)):
        if numbers is not None:
            yield raw_figure(
                numbers,
                metric=metric,
                period=row.span,
                places=places,
                attributed_to=attributed,
                scope=Scope.CUMULATIVE if row.codes.cumulative else Scope.INCIDENT,
                note=row.sources or None,
            )


def raw_figure(numbers: Numbers, **more: Any) -> Figure:
    """A figure with the bounds of its row, which may be out of order: rows are summed first, and put in order then."""
    low, best, high = numbers
    is_one = low == best and high in (best, None)
    ends = None if is_one or high is None else f"{min(low, best, high):,} to {max(low, best, high):,}"
    return unchecked(
        Figure,
        value=best,
        hedge=Hedge.AT_LEAST if high is None else Hedge.EXACT,
        wording=ends and f"{best:,} ({ends})",
        stated_low=None if is_one else low,
        stated_high=None if is_one else high,
        **more,
    )


def stored(span: Span) -> str:
    """Days as a file of ours has them."""
    first = f"{span.first}{'~' * span.first_approximate}"
    return first if span.first == span.last else f"{first}/{span.last}{'~' * span.last_approximate}"


def _title(row: Row) -> str:
    """Who and where: Government of Syria - Civilians, near Kafr Nabl town."""
    sides = " - ".join(filter(None, row.sides)) or row.what
    where = row.place.names[row.place.level - 1] if row.place.level else ""
    return f"{sides}, {'near ' * row.place.near}{where}" if where else sides


def _summary(row: Row) -> str:
    where = ", ".join(reversed([name for name in row.place.names[: row.place.level] if name]))
    return f"{row.what}{' near ' if row.place.near else ' in '}{where}." if where else f"{row.what}."
