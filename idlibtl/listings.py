"""The reports of list, timeline and show: events without a sum. Not in `reports`, because they must be the fastest.

`show` decides how a report looks.
"""

from collections.abc import Callable, Collection, Sequence
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import BadQuestion, quoted
from idlibtl.model.records import Event
from idlibtl.query.filters import ALL_ROWS, Rows
from idlibtl.query.names import UnknownName, find, find_event
from idlibtl.query.question import Question, events_title

_Document = TypeVar("_Document")


class Result(NamedTuple, Generic[_Document]):
    """A report with the content of its JSON, and a remark for stderr, which may be empty.

    `more` is what was asked for in addition to the filters, in words.
    """

    question: Question
    document: _Document
    remark: str = ""
    more: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing matches."""
        return not self.document

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of each event that can be chosen."""
        return self.question.chronology.event_fields


class Listing(Result[tuple[Event, ...]]):
    """The report of list: the events in order. `remark` says how many of all events these are, unless it is all."""

    @property
    def events(self) -> tuple[Event, ...]:
        """Its events."""
        return self.document


class Chart(Listing):
    """The report of timeline: the events of list, to draw against time."""


class Shown(NamedTuple):
    """The report of show: events in full."""

    question: Question
    events: tuple[Event, ...]
    remark: str = ""
    is_empty: bool = False  # a name of no event is an error

    @property
    def document(self) -> object:
        """The content of its JSON: the events, each with a sentence to quote for each figure, and how to cite it."""
        from idlibtl.totals.sentences import citation, sentences

        chronology = self.question.chronology
        return [
            {
                **event.model_dump(),
                "to_quote": tuple(sentences(chronology, event)),
                "cite": tuple(citation(chronology, event, cited) for cited in chronology.cited(event)),
            }
            for event in self.events
        ]


def list_report(question: Question, rows: Rows = ALL_ROWS, paragraphs: Collection[int] = ()) -> Listing:
    """Return the events in order, or as `rows` has them; if paragraphs are given, only events that cite one of them.

    Raises BadQuestion if events cannot be sorted by the field.
    """
    chronology, events = question.chronology, question.events
    more = ""
    if wanted := set(paragraphs):
        from idlibtl.totals.sentences import paragraphs_text  # few lists need it

        more = f"citing{paragraphs_text(sorted(wanted)).removeprefix(',')}"
        cited = ((event, chronology.cited(event)) for event in events)
        events = tuple(event for event, its in cited if any(not wanted.isdisjoint(one.paragraphs) for one in its))
    return Listing(question, *_but_all(question, *chosen_events(question, events, rows)), more)


def chosen_events(question: Question, events: Sequence[Event], rows: Rows) -> tuple[tuple[Event, ...], str]:
    """Return the events that `rows` asks for, and a title that says how many of all events these are.

    Raises BadQuestion if events cannot be sorted by the field.
    """
    chosen = tuple(rows.chosen(events, lambda field: event_key(question.chronology, field)))
    number = question.chronology.loaded.listed or len(events)
    return chosen, rows.title(len(chosen), number, events_title(question, events))


def event_key(chronology: Chronology, field: str) -> Callable[[Event], Any]:
    """Return the sort key of events: a field with one value, or the figure of a metric. Raises BadQuestion.

    If a metric has parts and an event has only figures of the parts, these are added up.
    """
    if field in _SORTED:
        return attrgetter(field)
    try:
        metric = find(chronology, "metrics", field)
    except UnknownName:
        metrics = ", ".join(chronology.metric)
        raise BadQuestion(
            f"Cannot sort by {quoted(field)}. Use {', '.join(_SORTED)}, or a metric: {metrics}."
        ) from None
    parts = chronology.metric[metric].parts

    def number(event: Event) -> int | None:
        # reversed, because the first figure of a metric counts
        values = {figure.metric: figure.value for figure in reversed(event.figures)}
        of_parts = [values[part] for part in parts if part in values]
        return values.get(metric, sum(of_parts) if of_parts else None)

    return number


#: The fields by which events can be sorted.
_SORTED = ("first", "last", "id", "title", "phase", "source")


def timeline_report(question: Question) -> Chart:
    """Return the events in order, to draw against time."""
    return Chart(question, *_but_all(question, question.events, events_title(question, question.events)))


def _but_all(question: Question, events: tuple[Event, ...], title: str) -> tuple[tuple[Event, ...], str]:
    """Events with their title, which is empty if every event is there."""
    is_all = len(events) == question.chronology.event_count and not question.is_narrowed
    return events, "" if is_all and events else title


def show_report(question: Question, typed: Sequence[str]) -> Shown:
    """Return events in full, by id, by title, or by a beginning that is unique. Raises UnknownName."""
    events = (find_event(question.chronology, name) for name in typed)
    return Shown(question, tuple({event.id: event for event in events}.values()))
