"""What range, totals, actor, phase and check report: a Selection -> plain records, which their JSON spells out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idlibtl.asking.queries import Listing, Selection, Shown, events_remark, find_actor, find_phase, rests_on
from idlibtl.asking.totals import Total, attributed_totals, reported_totals, totals
from idlibtl.model.dates import Window
from idlibtl.model.records import SCHEMA_VERSION, Actor, Event, Phase, Timeline
from idlibtl.model.vocabulary import Answer, By
from idlibtl.reading.files import Finding, Severity


class _OfEvents:
    """A report that is an object in JSON, with events among its keys."""

    events: tuple[Event, ...]

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self

    def remark(self, selection: Selection) -> str:
        """What to tell beside it."""
        return events_remark(self.events, selection)


@dataclass(frozen=True)
class Range(_OfEvents):
    """The report of range: its events, their totals, and the phases that share a day with it. An open end is null."""

    first: dt.date | None
    last: dt.date | None
    events: tuple[Event, ...]
    totals: tuple[Total, ...]
    phases: tuple[Phase, ...]


@dataclass(frozen=True)
class ActorReport(_OfEvents):
    """The report of actor with a name: its events, and what is attributed to it alone, jointly, or reported by it."""

    actor: Actor
    events: tuple[Event, ...]
    totals: tuple[Total, ...]


@dataclass(frozen=True)
class PhaseReport(_OfEvents):
    """The report of phase with a name: its events, and the totals of its days."""

    phase: Phase
    events: tuple[Event, ...]
    totals: tuple[Total, ...]


@dataclass(frozen=True)
class Totals:
    """The report of totals."""

    totals: tuple[Total, ...]

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self.totals

    def remark(self, _: Selection) -> str:
        """What to tell beside it."""
        return "" if any(total.counted for total in self.totals) else "no figure is counted"


class ActorSummary(Actor):
    """An actor, and in how many of the events asked about it takes part or is the source."""

    event_count: int


@dataclass(frozen=True)
class Actors:
    """The report of actor without a name."""

    actors: tuple[ActorSummary, ...]

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self.actors

    def remark(self, _: Selection) -> str:
        """What to tell beside it."""
        return "" if self.actors else "no actor matches"


class PhaseSummary(Phase):
    """A phase, and how many of the events asked about belong to it."""

    event_count: int


@dataclass(frozen=True)
class Phases:
    """The report of phase without a name."""

    phases: tuple[PhaseSummary, ...]

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self.phases

    def remark(self, _: Selection) -> str:
        """What to tell beside it."""
        return "" if self.phases else "no phase matches"


@dataclass(frozen=True)
class Checked:
    """The report of check: what was found about a file."""

    file: str
    findings: tuple[Finding, ...]

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self.findings

    @property
    def errors(self) -> int:
        """How many findings make the file unusable."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    def remark(self, _: object = None) -> str:
        """What to tell beside it."""
        return f"{self.file or repr(self.file)}: errors: {self.errors}, warnings: {len(self.findings) - self.errors}"


Report = Listing | Shown | Range | Totals | Actors | ActorReport | Phases | PhaseReport | Checked


def range_report(selection: Selection) -> Range:
    """One window: its events, totals and phases."""
    days = selection.window
    phases = tuple(phase for phase in selection.timeline.phases if days.touches(phase.span))
    return Range(days.first, days.last, selection.events, _totals(selection, days), phases)


def totals_report(selection: Selection, by: By | None = None) -> Totals:
    """A total of each metric asked about."""
    return Totals(_totals(selection, selection.window, by))


def _totals(selection: Selection, days: Window, by: By | None = None) -> tuple[Total, ...]:
    return totals(selection.timeline, selection.pool, selection.metrics, window=days, sources=selection.sources, by=by)


def actors(selection: Selection) -> Actors:
    """Every actor; if the selection is narrowed, those of its events."""
    summaries = (
        ActorSummary.model_construct(
            **dict(actor), event_count=sum(_concerns(event, actor) for event in selection.events)
        )
        for actor in selection.timeline.actors
    )
    return Actors(tuple(each for each in summaries if each.event_count or not selection.is_narrowed))


def actor_report(selection: Selection, name: str) -> ActorReport:
    """One actor: its events, and the totals attributed to it or reported by it. Raises UnknownName."""
    actor = find_actor(selection.timeline, name)
    asked = (selection.timeline, selection.pool, selection.metrics, selection.window)
    attributed = attributed_totals(*asked, selection.sources, actor.id)
    reported = reported_totals(*asked, actor.id) if selection.sources is None or actor.id in selection.sources else ()
    events = tuple(event for event in selection.events if _concerns(event, actor))
    return ActorReport(actor, events, attributed + reported)


def phases(selection: Selection) -> Phases:
    """Every phase; if the selection is narrowed, those of its events."""
    summaries = (
        PhaseSummary.model_construct(
            **dict(phase), event_count=sum(event.phase == phase.id for event in selection.events)
        )
        for phase in selection.timeline.phases
    )
    return Phases(tuple(each for each in summaries if each.event_count or not selection.is_narrowed))


def phase_report(selection: Selection, name: str) -> PhaseReport:
    """One phase: its events, and the totals of the figures whose period lies inside it. Raises UnknownName."""
    phase = find_phase(selection.timeline, name)
    asked = selection.window
    days = Window(max(phase.first, asked.first or phase.first), min(phase.last, asked.last or phase.last))
    events = tuple(event for event in selection.events if event.phase == phase.id)
    return PhaseReport(phase, events, _totals(selection, days))


def _concerns(event: Event, actor: Actor) -> bool:
    return any(part.actor == actor.id for part in event.actors) or rests_on(event, actor.id)


#: What each command's JSON is.
_DOCUMENTS: Mapping[Answer, Any] = {
    Answer.LIST: tuple[Event, ...],
    Answer.RANGE: Range,
    Answer.TOTALS: tuple[Total, ...],
    Answer.ACTOR: tuple[ActorSummary, ...] | ActorReport,
    Answer.PHASE: tuple[PhaseSummary, ...] | PhaseReport,
    Answer.SHOW: Event,
    Answer.CHECK: tuple[Finding, ...],
}


def schema(answer: Answer | None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a command's JSON, or of the dataset file."""
    from pydantic import TypeAdapter

    if answer is None:
        what, found = "an idlibtl dataset", TypeAdapter(Timeline).json_schema(mode="validation")
    else:
        what, found = f"the JSON of idlibtl {answer}", TypeAdapter(_DOCUMENTS[answer]).json_schema(mode="serialization")
        _let_grow(found)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:idlibtl:{answer or 'dataset'}:{SCHEMA_VERSION}",
        "version": SCHEMA_VERSION,
        **found,
        "title": f"{what}, version {SCHEMA_VERSION}",
    }


def _let_grow(node: Any) -> None:
    """Allow keys that a later version adds."""
    if isinstance(node, dict):
        node.pop("additionalProperties", None)
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _let_grow(child)
