"""What list, timeline and show report: events, without a sum. Apart from `reports`, because it is the quickest answer.

`document` is what its JSON says; how it looks is the business of `show`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from idlibtl.model.records import Event
from idlibtl.query.names import find_event
from idlibtl.query.question import Question, events_title


@dataclass(frozen=True)
class Listing:
    """The report of list: the events in order. `title` says how many of all they are."""

    question: Question
    events: tuple[Event, ...]
    title: str

    @property
    def fields(self) -> tuple[str, ...]:
        """What may be chosen of each event."""
        return self.question.timeline.event_fields

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self.events

    @property
    def is_empty(self) -> bool:
        """Whether nothing matches."""
        return not self.events

    @property
    def remark(self) -> str:
        """What to say on stderr; empty if every event is listed."""
        is_all = len(self.events) == self.question.timeline.event_count and not self.question.is_narrowed
        return "" if is_all and self.events else self.title


@dataclass(frozen=True)
class Chart(Listing):
    """The report of timeline: the events of list, to be drawn against time."""


@dataclass(frozen=True)
class Shown:
    """The report of show: records in full."""

    question: Question
    events: tuple[Event, ...]
    remark: ClassVar[str] = ""
    is_empty: ClassVar[bool] = False

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self.events


def list_report(question: Question, limit: int | None = None) -> Listing:
    """Return the events in order; at most `limit`."""
    events = question.events
    title = events_title(question, events)
    if limit is not None and limit < len(events):
        title = f"First {limit:,} of {title}"
        events = events[:limit]
    return Listing(question, events, title)


def timeline_report(question: Question) -> Chart:
    """Return the events in order, to be drawn against time."""
    return Chart(question, question.events, events_title(question, question.events))


def show_report(question: Question, typed: Sequence[str]) -> Shown:
    """Return events in full, by id, title, or what only one of them begins with. Raises UnknownName."""
    events = (find_event(question.timeline, name) for name in typed)
    return Shown(question, tuple({event.id: event for event in events}.values()))
