"""What list, timeline and show report: events, without a sum. Apart from `reports`, for it is the quickest answer.

`document` is what its JSON says; how it looks is the business of `showing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from idlibtl.model.records import Event
from idlibtl.query.names import find_event
from idlibtl.query.question import Question


@dataclass(frozen=True)
class Listing:
    """The report of list: the events in order."""

    question: Question
    events: tuple[Event, ...]
    remark: str

    @property
    def fields(self) -> tuple[str, ...]:
        """What may be chosen of each event."""
        return self.question.timeline.event_fields

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self.events


@dataclass(frozen=True)
class Chart(Listing):
    """The report of timeline: the events of list, to be drawn against time."""


@dataclass(frozen=True)
class Shown:
    """The report of show: records in full. One is an object in JSON, several are an array."""

    question: Question
    events: tuple[Event, ...]
    remark: ClassVar[str] = ""

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self.events[0] if len(self.events) == 1 else self.events


def list_report(question: Question, limit: int | None = None) -> Listing:
    """The events in order; at most `limit`."""
    events = question.events
    remark = question.remark
    if limit is not None and limit < len(events):
        events, remark = events[:limit], f"the first {limit:,} of {len(events):,} events that match"
    return Listing(question, events, remark)


def timeline_report(question: Question) -> Chart:
    """The events in order, to be drawn against time."""
    return Chart(question, question.events, question.remark)


def show_report(question: Question, typed: Sequence[str]) -> Shown:
    """Events in full, by id, title, or what only one of them begins with. Raises UnknownName."""
    events = (find_event(question.timeline, name) for name in typed)
    return Shown(question, tuple({event.id: event for event in events}.values()))
