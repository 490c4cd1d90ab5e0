"""Reports with totals, figures, and lists of names -> blocks: range, actor, phase, place, names, check and the rest."""

import shlex
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, assert_never

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import days_text, window_text
from idlibtl.model.figures import number_of
from idlibtl.model.records import Actor, ActorKind, Event, Phase, Place, Role
from idlibtl.model.vocabulary import Status
from idlibtl.query.question import Question
from idlibtl.query.verdict import sources_of
from idlibtl.read.files import Severity
from idlibtl.reports import (
    ActorDocument,
    Checked,
    Figures,
    NamesReport,
    OfEvents,
    PhaseDocument,
    PlaceDocument,
    RangeDocument,
    Summaries,
    Summary,
)
from idlibtl.show.about import own_words
from idlibtl.show.blocks import Block, Caption, Column, Heading, Sentence, Table
from idlibtl.show.describe import ListedEvent, left_out_words, phase_text
from idlibtl.show.events_view import EVENT_COLUMNS, do_not_add, event_table, plain_table
from idlibtl.show.totals_view import not_attributed, summary
from idlibtl.totals import quotes
from idlibtl.totals.breakdown import in_tree
from idlibtl.totals.sentences import paragraphs_text
from idlibtl.totals.total import Total, Totals, caveats

if TYPE_CHECKING:
    from idlibtl.reports import Comparison
    from idlibtl.totals.figures import FigureRow

#: The width of the roles of an actor.
_ROLES = 15


def reports_blocks(
    report: "OfEvents | Figures | Summaries | NamesReport | Checked | Comparison", fields: Sequence[str]
) -> Iterator[Block]:
    """Yield the report; nothing if nothing matches."""
    match report:
        case Figures(document=()) | Summaries(summaries=()) | NamesReport(document=()):
            return
        case OfEvents(document=RangeDocument(events=(), totals=totals)) if Totals(report.question, totals).is_empty:
            return
        case Figures():
            yield from _figures(report, fields)
        case OfEvents():
            yield from _of_events(report)
        case Summaries():
            yield from _summaries(report)
        case NamesReport():
            yield from _names_blocks(report)
        case Checked():
            for finding in report.document:
                style = "yellow" if finding.severity is Severity.WARNING else ""
                yield Sentence(f"{finding.severity.value}: {finding}", style=style, whole=True)
            yield Sentence(report.remark)
        case _:
            from idlibtl.show.comparison_view import comparison_blocks  # few commands need it

            yield from comparison_blocks(report)


# A range, and an actor, a phase or a place by name


def _of_events(report: OfEvents) -> Iterator[Block]:
    chronology, question = report.question.chronology, report.question
    match report.document:
        case RangeDocument() as document:
            days = window_text(question.window)
            phases = (f"phase {phase_text(chronology, phase.id)}" for phase in document.phases)
            number = [report.remark.removesuffix(f", {days}")] if report.events else []
            yield Heading(quotes.capital(days), " · ".join((*number, *phases)))
            yield from _asked(question, since=None, until=None)
            if not question.asked.metrics:
                yield from _events(report)
                yield from _totals(question, _counted(question), document.totals)
                return
        case ActorDocument() as document:
            yield from _actor_blocks(report, document)
            return
        case PhaseDocument() as document:
            phase = document.phase
            yield Heading(f"{phase_text(chronology, phase.id)}, {days_text(phase.span)}")
            yield from _asked(question, phases=())
            yield from (Sentence(text) for text in (phase.summary, phase.note) if text)
        case PlaceDocument() as document:
            place = document.place
            within = f"in {chronology.place[place.within].name}" if place.within else ""
            where = (within, _coordinates(place), f"p-code {place.pcode}" if place.pcode else "")
            yield Heading(f"{place.name} ({place.kind})", " · ".join(filter(None, where)))
            if document.holds:
                yield Sentence(f"Places in it: {', '.join(chronology.place[one].name for one in document.holds)}")
            if place.note:
                yield Sentence(place.note)
            yield from _asked(question, places=())
        case _:
            assert_never(report.document)
    yield from _totals(question, _counted(question), document.totals)
    yield from _events(report)


def _counted(question: Question) -> str:
    """The heading of totals. The events are those of an actor in any role, but only what is attributed to it counts."""
    return f"Totals, {quotes.actors_asked(question)}" if question.actors else "Totals"


def _asked(question: Question, **subject: Any) -> Iterator[Block]:
    """What was asked, if there are filters in addition to the `subject`."""
    if any(question.asked._replace(metrics=(), **subject)):
        yield Sentence(quotes.events_asked(question))


def _events(report: OfEvents) -> Iterator[Block]:
    if not report.events:
        yield Sentence(report.remark, apart=True)
        return
    yield Heading(f"Events ({len(report.events):,})")
    yield event_table(report.question.chronology, report.events)


def _totals(question: Question, title: str, totals: Sequence[Total], indent: int = 0) -> Iterator[Block]:
    """The totals, without one that has nothing that the total of one of its parts, listed too, does not have."""
    yield Heading(title)
    shown = []
    for total in totals:
        metrics = {entry.metric for entry in (*total.counted, *total.included, *total.wider)}
        is_of_part = len(metrics) == 1 and total.metric not in metrics
        if not (is_of_part and any(part.metric in metrics for part in totals)):
            shown.append(total)
    yield from summary(shown, indent=indent)
    yield from map(Caption, caveats(totals))
    yield from not_attributed(question, totals, indent=indent)


def _coordinates(place: Place) -> str:
    return f"{place.point[1]:.6g}, {place.point[0]:.6g}" if place.point else ""


# An actor


def _actor_blocks(report: OfEvents, document: ActorDocument) -> Iterator[Block]:
    question, actor, name = report.question, document.actor, quotes.in_sentence(document.actor)
    yield Heading(f"{actor.name} ({actor.kind.value.replace('-', ' ')})")
    if actor.note:
        cited = paragraphs_text(actor.paragraphs).removeprefix(", ")
        yield Sentence(f"{actor.note.rstrip('.')}{f' ({cited})' if cited else ''}.")
    yield from _asked(question, actors=()) if document.events else ()
    is_armed = actor.kind in (ActorKind.STATE, ActorKind.ARMED_GROUP)
    if any(total.best is not None or total.wider or (is_armed and total.not_attributed) for total in document.totals):
        yield from _totals(question, f"Attributed to {name} alone", document.totals, indent=2)
    if document.took_part:
        yield Heading("In events that it took part in, by any attacker")
        sums = [(one.label.partition(" in events")[0], one.quote) for one in document.took_part]
        yield Table((Column("Metric"), Column("Sum", style="bold")), sums, headed=False, gap=2, indent=2)
    if document.reported:
        yield from _totals(question, f"Reported by {name}", document.reported, indent=2)
    if not document.events:
        yield Sentence(report.remark, apart=True)
        return
    rows = []
    for part in _PARTS:
        events = (event for event in document.events if part in _parts_in(event, actor.id))
        records = (ListedEvent(question.chronology, event) for event in events)
        rows += [("" if n else part, one.days, one.title, one.figures_line) for n, one in enumerate(records)]
    yield Heading(f"Events ({len(document.events):,})")
    yield Table((Column("Role", width=_ROLES), *EVENT_COLUMNS[:3]), rows, headed=False, gap=2, indent=2)


#: The parts that an actor may have in events, in the order in which they are listed.
_ALONE, _WITH_OTHERS, _SOURCE = "attacker, alone", "attacker, with others", "source"
_ROLES_BELOW = (Role.BACKER, Role.ACCUSED, Role.TARGET, Role.PARTY, Role.AFFECTED, Role.HELPER)
_PARTS = (_ALONE, _WITH_OTHERS, *(role.value for role in _ROLES_BELOW), _SOURCE)


def _parts_in(event: Event, actor: str) -> Iterator[str]:
    """The parts that an actor has in an event."""
    for role in {part.role for part in event.actors if part.actor == actor}:
        if role is Role.ATTACKER:
            yield _ALONE if event.attributed_to == (actor,) else _WITH_OTHERS
        else:
            yield role.value
    if actor in sources_of(event):
        yield _SOURCE


# Figures


_FIGURE_COLUMNS = (
    EVENT_COLUMNS[0],
    Column("Figure", "number"),
    Column("In the total", beneath=True),
    Column("Event", "dim", beneath=True),
    Column("ID", "dim", beneath=True),
)


def _figures(report: Figures, fields: Sequence[str]) -> Iterator[Block]:
    """The rows of the figures, with only the chosen fields if any."""
    asked = quotes.asked_text(report.question).strip(" ,")
    title = report.remark or number_of(len(report.document), "figure")
    yield Heading(title, f"Asked: {asked}") if asked else Sentence(title, bold=True)
    if fields:
        yield plain_table(report, fields)
        return
    cells = (_figure_cells(report.question.chronology, row) for row in report.document)
    yield Table(_FIGURE_COLUMNS, cells, headed=False, gap=2)
    statuses = [row.status for row in report.document]
    if len(statuses) > 1 and set(statuses) != {Status.COUNTED}:
        yield do_not_add(report.question, includes=Status.INCLUDED in statuses)


def _figure_cells(chronology: Chronology, row: "FigureRow") -> tuple[str, ...]:
    """The days of a figure, the figure with what it counts and its source, its status, and its event."""
    event = chronology.event[row.event]
    figure = next(one for one in event.figures if (one.metric, one.source) == (row.metric, row.source))
    words = quotes.with_source(chronology, figure, chronology.metric[row.metric].label) + quotes.counted_as(figure)
    status = _status_words(row, event.replaced_by)
    return days_text(figure.period), own_words(words, chronology), status, event.title, row.event


def _status_words(row: "FigureRow", replaced_by: str | None) -> str:
    """The status of a figure in words."""
    match row.status:
        case Status.COUNTED if row.share is not None and row.share != row.printed_value:
            # the rest of a number with a hedge has a hedge too
            own = f"about {row.share:,} of them in no other" if row.share else "all of them in other"
            return f"counted; {own} counted figure{'' if row.share else 's'}"
        case Status.COUNTED:
            return "counted"
        case Status.INCLUDED:
            return f"included in {row.inside}"
        case Status.ALTERNATIVE:
            return "also given, for the same people as the figure before it"
        case Status.REPLACED:
            return f"not counted: replaced by {replaced_by}"
        case _:
            return left_out_words(row.status)


# All actors, phases, places, names


_EVENTS = Column("Events", right=True, whole=True)


def _summaries(report: Summaries) -> Iterator[Block]:
    if asked := quotes.events_asked(report.question):
        yield Sentence(asked)
    summaries = {one.record.id: one for one in report.summaries}
    depths = dict.fromkeys(summaries, 0)
    if report.kind is Place:
        depths = {place: depth for place, _, depth in in_tree(report.question.chronology, summaries)}
    kind = Column("Days", style="cyan", whole=True) if report.kind is Phase else Column("Kind", style="dim")
    more = (Column("Coordinates"),) if report.kind is Place else ()
    columns = (Column(report.what.capitalize()), kind, _EVENTS, *more)
    yield Table(columns, [_summary_cells(depth, summaries[one]) for one, depth in depths.items()])
    last = report.summaries[-1].record
    name = str(last.number) if isinstance(last, Phase) else last.id
    yield Caption(f"To see one: {shlex.join(['idlibtl', report.what, name])}", markdown="")


def _summary_cells(depth: int, summary: Summary) -> tuple[str, ...]:
    count = f"{summary.event_count:,}"
    match summary.record:
        case Phase() as phase:
            return f"{phase.number}. {phase.title}", days_text(phase.span), count
        case Actor() as actor:
            return actor.name, actor.kind.value.replace("-", " "), count
        case Place() as place:
            return f"{'  ' * depth}{place.name}", place.kind, count, _coordinates(place)
        case _:
            assert_never(summary.record)


def _names_blocks(report: NamesReport) -> Iterator[Block]:
    columns = (
        Column("ID", style="bold", whole=True),
        Column("Name"),
        _EVENTS,
        Column("Also called", style="dim", beneath=True),
    )
    for section, of_section in groupby(report.document, lambda name: name.section):
        yield Heading(f"{section.capitalize()} (--{section.removesuffix('s')})")
        yield Table(columns, [(n.id, n.name, f"{n.event_count:,}", ", ".join(n.aliases)) for n in of_section])
