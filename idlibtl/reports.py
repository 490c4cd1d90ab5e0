"""The report of each command: a Question -> a frozen record of the question, the answer, and a remark for stderr.

`document` is the content of its JSON; `show` decides how it looks.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from idlibtl.listings import Listing, Result, Shown, chosen_events
from idlibtl.model.dates import BadQuestion, quoted
from idlibtl.model.figures import number_of
from idlibtl.model.records import Actor, Event, Phase, Place
from idlibtl.model.vocabulary import Section
from idlibtl.query.filters import ALL_ROWS, Rows
from idlibtl.query.names import find, names
from idlibtl.query.question import Question, ask, events_title, mentions
from idlibtl.read.files import Finding, Severity, file_named
from idlibtl.totals.account import sum_of_coded
from idlibtl.totals.quotes import coded_sum
from idlibtl.totals.suspicions import suspicions
from idlibtl.totals.total import Total, Totals, totals

# imported only by the commands that need them
if TYPE_CHECKING:
    from idlibtl.compare.claim import ClaimReport
    from idlibtl.compare.crosscheck import Crosscheck
    from idlibtl.totals.figures import FigureRow  # noqa: F401 - in quotes below


class RangeDocument(NamedTuple):
    """The JSON of range: the events and totals of its dates, and the phases that share a day. An open end is null."""

    first: dt.date | None
    last: dt.date | None
    events: tuple[Event, ...]
    totals: tuple[Total, ...]
    phases: tuple[Phase, ...]


class TookPart(NamedTuple):
    """What coded data count in the events in which an actor took part, by any attacker."""

    metric: str
    label: str
    quote: str
    best: int
    low: int | None
    high: int | None


class ActorDocument(NamedTuple):
    """The JSON of actor with a name: its events, the totals attributed to it alone, and the totals that it reported.

    `took_part` is empty except for coded data, which know the sides of an event better than who killed.
    """

    actor: Actor
    events: tuple[Event, ...]
    totals: tuple[Total, ...]
    reported: tuple[Total, ...]
    took_part: tuple[TookPart, ...]


class PhaseDocument(NamedTuple):
    """The JSON of phase with a name: its events, and the totals of its days."""

    phase: Phase
    events: tuple[Event, ...]
    totals: tuple[Total, ...]


class PlaceDocument(NamedTuple):
    """The JSON of place with a name: what is within it, its events, and its totals."""

    place: Place
    holds: tuple[str, ...]
    events: tuple[Event, ...]
    totals: tuple[Total, ...]


class OfEvents(Result[RangeDocument | ActorDocument | PhaseDocument | PlaceDocument]):
    """The report of range, and of an actor, a phase or a place by name: a JSON object with events in it.

    `remark` says how many of all events these are, and the dates as understood.
    """

    @property
    def events(self) -> tuple[Event, ...]:
        """Its events."""
        return self.document.events

    @property
    def is_empty(self) -> bool:
        """Whether nothing matches."""
        return not self.events


class Figures(Result["Sequence[FigureRow]"]):
    """The report of figures: one row per figure."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of each figure that can be chosen."""
        return self.question.chronology.figure_fields


class Summary(NamedTuple):
    """An actor, a phase or a place, and the number of matching events with it."""

    record: Actor | Phase | Place
    event_count: int


class Summaries(NamedTuple):
    """The report of actor, phase or place without a name: all of them, or those in the events that match."""

    question: Question
    kind: type[Actor] | type[Phase] | type[Place]
    summaries: tuple[Summary, ...]

    @property
    def document(self) -> object:
        """The content of its JSON: records, each with the number of its events."""
        return [{**one.record.model_dump(), "event_count": one.event_count} for one in self.summaries]

    @property
    def is_empty(self) -> bool:
        """Whether nothing matches."""
        return not self.summaries

    @property
    def what(self) -> str:
        """What is listed, which is also the name of the command."""
        return self.kind.__name__.lower()

    @property
    def remark(self) -> str:
        """The line for stderr; empty if there is an answer."""
        if self.is_empty and self.kind is Phase and not self.question.chronology.phases:
            return "The chronology has no phases."
        return f"No {self.what}s match." if self.is_empty else ""


class Named(NamedTuple):
    """Something that may be typed after a filter: its id, name and aliases, and the number of its events."""

    section: str
    id: str
    name: str
    aliases: tuple[str, ...]
    event_count: int


class NamesReport(Result[tuple[Named, ...]]):
    """The report of names."""


class Checked(NamedTuple):
    """The report of check: the findings about a file."""

    file: str
    document: tuple[Finding, ...]
    is_empty: bool = False  # no finding is an answer too

    @property
    def errors(self) -> int:
        """How many findings make the file unusable."""
        return sum(finding.severity is Severity.ERROR for finding in self.document)

    @property
    def remark(self) -> str:
        """How many errors and warnings there are."""
        errors = number_of(self.errors, "error", "no")
        return f"{file_named(self.file)}: {errors}, {number_of(len(self.document) - self.errors, 'warning', 'no')}"


Comparison: TypeAlias = "Crosscheck | ClaimReport"
Report: TypeAlias = "Listing | OfEvents | Totals | Figures | Summaries | Shown | NamesReport | Checked | Comparison"


def figures_report(question: Question, rows: Rows = ALL_ROWS) -> Figures:
    """Return every figure that concerns the question, or those that `rows` asks for. Raises BadQuestion."""
    from idlibtl.totals.figures import figure_rows

    figures, fields = figure_rows(question), question.chronology.figure_fields
    if rows.sort is not None and (field := rows.sort.removeprefix("-")) not in fields:
        raise BadQuestion(f"Cannot sort by {quoted(field)}. Use {', '.join(fields)}.")
    chosen = rows.chosen(figures, attrgetter)
    number = number_of(len(figures), "figure") if len(chosen) < len(figures) else ""
    title = rows.title(len(chosen), len(figures), number if figures else "No figures match.")
    return Figures(question, chosen, title)


def range_report(question: Question, rows: Rows = ALL_ROWS) -> OfEvents:
    """Return the events of a date range, or those that `rows` asks for, its totals and phases. Raises BadQuestion."""
    days, (events, title) = question.window, chosen_events(question, question.events, rows)
    phases = tuple(phase for phase in question.chronology.phases if days.touches(phase.days))
    return OfEvents(question, RangeDocument(days.first, days.last, events, totals(question), phases), title)


def actors_report(question: Question) -> Summaries:
    """Return every actor, or those in the events that match; for coded data, those with the most events first."""
    report = _summaries(Actor, question, question.chronology.actors, Section.ACTORS, Section.SOURCES)
    if not question.chronology.is_coded:
        return report
    by_size = sorted(report.summaries, key=lambda summary: (-summary.event_count, summary.record.id))
    return report._replace(summaries=tuple(by_size))


def phases_report(question: Question) -> Summaries:
    """Return every phase; if the question has filters, the phases of its events."""
    return _summaries(Phase, question, question.chronology.phases, Section.PHASES)


def places_report(question: Question) -> Summaries:
    """Return every place; if the question has filters, the places of its events."""
    return _summaries(Place, question, question.chronology.places, Section.PLACES)


def actor_report(question: Question, name: str) -> OfEvents:
    """Return one actor: its events, what is attributed to it alone, and what it reported.

    Raises UnknownName and BadQuestion.
    """
    chronology = question.chronology
    actor = chronology.actor[find(chronology, "actors", name)]
    attributed = _narrowed(question, "actor", actor.id)
    reported: tuple[Total, ...] = ()
    doubts = suspicions(chronology, question.reporting)
    if question.sources is None or actor.id in question.sources:
        as_source = ask(chronology, question.asked._replace(sources=[actor.id]), question.window)
        reported = tuple(total for total in totals(as_source, None, doubts) if total.best is not None)
    roles = [mentions(chronology, section) for section in (Section.ACTORS, Section.SOURCES)]
    events = tuple(event for event in question.events if any(actor.id in of(event) for of in roles))
    took_part = tuple(_took_part(question, events)) if chronology.is_coded else ()
    document = ActorDocument(actor, events, totals(attributed, None, doubts), reported, took_part)
    return OfEvents(question, document, events_title(question, events))


def _took_part(question: Question, events: Sequence[Event]) -> Iterator[TookPart]:
    """The sum of each metric in the events of a party, as the makers of coded data add them up."""
    for metric in question.metrics:
        counts = [figure.count for event in events for figure in event.figures if figure.metric == metric.id]
        if counts:
            count = sum_of_coded(counts)
            label = f"{metric.label} in events that it took part in"
            yield TookPart(metric.id, label, coded_sum(count, len(counts)), count.best, count.low, count.high)


def phase_report(question: Question, name: str) -> OfEvents:
    """Return one phase: its events, and the totals of its days. Raises UnknownName and BadQuestion."""
    phase = question.chronology.phase[find(question.chronology, "phases", name)]
    of_phase = _narrowed(question, "phase", phase.id)
    document = PhaseDocument(phase, of_phase.events, totals(of_phase))
    return OfEvents(of_phase, document, events_title(of_phase, of_phase.events))


def place_report(question: Question, name: str) -> OfEvents:
    """Return one place: what is within it, its events and totals. Raises UnknownName and BadQuestion."""
    place = question.chronology.place[find(question.chronology, "places", name)]
    there = _narrowed(question, "place", place.id)
    holds = tuple(other.id for other in question.chronology.places if other.id in there.within and other.id != place.id)
    document = PlaceDocument(place, holds, there.events, totals(there))
    return OfEvents(there, document, events_title(there, there.events))


def names_report(question: Question, section: Section | None = None) -> NamesReport:
    """Return everything that may be typed after a filter, of one section or of all."""
    chronology = question.chronology
    named = []
    for one in (Section(section),) if section else Section:
        counts = _counts(question, one)
        for identity, (name, *aliases) in names(chronology, one):
            if one is not Section.SOURCES or identity in counts:
                named.append(Named(one.value, identity, name, tuple(aliases), counts.get(identity, 0)))
    return NamesReport(question, tuple(named))


def _counts(question: Question, *sections: Section) -> Mapping[str, int]:
    """The number of events that mention each id of these sections."""
    chronology = question.chronology
    if chronology.loaded.mentions is not None:  # its events are not here
        return chronology.loaded.mentions[sections[0]]
    mentioned = [mentions(chronology, one) for one in sections]
    return Counter(chain.from_iterable({name for of in mentioned for name in of(event)} for event in question.events))


def _summaries(
    kind: type[Actor] | type[Phase] | type[Place],
    question: Question,
    records: Sequence[Actor] | Sequence[Phase] | Sequence[Place],
    *sections: Section,
) -> Summaries:
    counts = _counts(question, *sections)
    listed = (record for record in records if record.id in counts or not question.is_narrowed)
    return Summaries(question, kind, tuple(Summary(record, counts.get(record.id, 0)) for record in listed))


def _narrowed(question: Question, what: str, identity: str) -> Question:
    """The question about one actor, phase or place. Raises BadQuestion if a filter names one already."""
    if getattr(question.asked, f"{what}s"):
        raise BadQuestion(f"Give the {what} once: as NAME or with --{what}.")
    more: Any = {f"{what}s": [identity]}
    return ask(question.chronology, question.asked._replace(**more), question.window)
