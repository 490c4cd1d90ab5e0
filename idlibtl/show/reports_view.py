"""Reports with totals, and lists of names -> blocks: range, actor, phase, place, names, check and the rest."""

import shlex
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, assert_never

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import days_text, window_text
from idlibtl.model.records import Actor, ActorKind, Event, Phase, Place, Role
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
from idlibtl.show.blocks import ALWAYS, Block, Caption, Column, Heading, Hint, Sentence, Table
from idlibtl.show.describe import Description, phase_text
from idlibtl.show.events_view import EVENT_COLUMNS, event_table
from idlibtl.totals import quotes
from idlibtl.totals.total import Total, ends_notes

if TYPE_CHECKING:
    from idlibtl.reports import Comparison

#: The width of the roles of an actor.
_ROLES = 15


def reports_blocks(
    report: "OfEvents | Figures | Summaries | NamesReport | Checked | Comparison", fields: Sequence[str]
) -> Iterator[Block]:
    """Yield the report; nothing if nothing was found."""
    match report:
        case Figures(rows=()) | Summaries(summaries=()) | NamesReport(named=()):
            return
        case OfEvents(document=RangeDocument(events=())):
            return
        case Figures():
            from idlibtl.show.figures_view import figures_blocks

            yield from figures_blocks(report, fields)
        case OfEvents():
            yield from _of_events(report)
        case Summaries():
            yield from _summaries(report)
        case NamesReport():
            yield from _names_blocks(report)
        case Checked():
            for finding in report.findings:
                style = "yellow" if finding.severity is Severity.WARNING else ""
                yield Sentence(f"{finding.severity.value}: {finding}", style=style, whole=True)
            yield Sentence(report.remark)
        case _:
            from idlibtl.show.comparison_view import comparison_blocks  # two commands in many

            yield from comparison_blocks(report)


# A range, and an actor, a phase or a place by name


def _of_events(report: OfEvents) -> Iterator[Block]:
    chronology = report.question.chronology
    match report.document:
        case RangeDocument() as document:
            days = window_text(report.question.window)
            phases = (f"phase {phase_text(chronology, phase.id)}" for phase in document.phases)
            number = report.remark.removesuffix(f", {days}")
            yield Heading(quotes.capital(days), " · ".join((number, *phases)))
            yield from _asked(report.question, since=None, until=None)
            yield from map(Caption, ends_notes(document.totals))
            if report.question.asked.metrics:
                yield from _metrics("Totals", document.totals)
            yield from _events(report)
            if not report.question.asked.metrics:
                yield from _metrics("Totals", document.totals)
            return
        case ActorDocument() as document:
            yield from _actor_blocks(report, document)
            return
        case PhaseDocument() as document:
            phase = document.phase
            yield Heading(f"{phase_text(chronology, phase.id)}, {days_text(phase.span)}")
            yield from _asked(report.question, phases=())
            yield from _texts(phase.summary)
            yield from [Sentence(phase.note)] if phase.note else []
        case PlaceDocument() as document:
            yield from _place_head(chronology, document)
            yield from _asked(report.question, places=())
        case _:
            assert_never(report.document)
    yield from _metrics("Totals", document.totals)
    yield from _events(report)


def _asked(question: Question, **subject: Any) -> Iterator[Block]:
    """What was asked, if filters narrow the answer beyond its `subject`."""
    if any(question.asked._replace(metrics=(), **subject)):
        yield Sentence(f"Asked: {quotes.asked_text(question).strip(' ,')}")


def _events(report: OfEvents) -> Iterator[Block]:
    if not report.events:
        yield Sentence(report.remark, apart=True)
        return
    yield Heading(f"Events ({len(report.events):,})")
    yield event_table(report.question.chronology, report.events)


def _texts(*texts: str | None) -> Iterator[Block]:
    yield from (Sentence(text) for text in texts if text)


def _metrics(title: str, totals: Sequence[Total], indent: int = 0) -> Iterator[Block]:
    from idlibtl.show.totals_view import summary

    yield Heading(title)
    yield from summary([total for total in totals if not _says_the_same(total, totals)], indent=indent)


def _says_the_same(total: Total, totals: Sequence[Total]) -> bool:
    """Whether a total has only what the total of one of its parts has, which is listed too."""
    entries = (*total.counted, *total.included, *total.wider)
    metrics = {entry.metric for entry in entries}
    return len(metrics) == 1 and total.metric not in metrics and any(part.metric in metrics for part in totals)


def _not_attributed(question: Question, totals: Sequence[Total]) -> Iterator[Block]:
    from idlibtl.show.totals_view import not_attributed

    yield from not_attributed(question, totals, indent=2)


def _place_head(chronology: Chronology, document: PlaceDocument) -> Iterator[Block]:
    place = document.place
    around = [chronology.place[place.within].name] if place.within else []
    coordinates = _coordinates(place)
    where = [*(f"in {name}" for name in around), *filter(None, (coordinates, place.pcode and f"p-code {place.pcode}"))]
    yield Heading(f"{place.name} ({place.kind})", " · ".join(where))
    if document.holds:
        yield Sentence(f"Places in it: {', '.join(chronology.place[one].name for one in document.holds)}")
    yield from _texts(place.note)


def _coordinates(place: Place) -> str:
    latitude, longitude = place.latitude, place.longitude
    return "" if latitude is None or longitude is None else f"{latitude:.6g}, {longitude:.6g}"


# An actor


def _actor_blocks(report: OfEvents, document: ActorDocument) -> Iterator[Block]:
    chronology, actor = report.question.chronology, document.actor
    yield Heading(f"{actor.name} ({actor.kind.value.replace('-', ' ')})")
    if actor.note:
        yield Sentence(f"{actor.note.rstrip('.')}{_cited(actor.paragraphs)}.")
    yield from _asked(report.question, actors=()) if document.events else ()
    is_armed = actor.kind in (ActorKind.STATE, ActorKind.ARMED_GROUP)
    if any(total.best is not None or total.wider or (is_armed and total.not_attributed) for total in document.totals):
        yield from _metrics(f"Attributed to {quotes.in_sentence(actor)} alone", document.totals, indent=2)
        yield from _not_attributed(report.question, document.totals)
    if document.took_part:
        yield Heading("In events that it took part in, by any attacker")
        sums = [(one.label.partition(" in events")[0], one.quote) for one in document.took_part]
        yield Table((Column("Metric"), Column("Sum", style="bold")), sums, headed=False, gap=2, indent=2)
    if document.reported:
        yield from _metrics(f"Reported by {quotes.in_sentence(actor)}", document.reported, indent=2)
    rows = [
        (title if number == 0 else "", record.days, record.title, record.figures_line)
        for title, belongs in _parts(actor.id)
        for number, event in enumerate(event for event in document.events if belongs(event))
        for record in [Description(chronology, event)]
    ]
    if not rows:
        yield Sentence(report.remark, apart=True)
    else:
        yield Heading(f"Events ({len(document.events):,})")
        columns = Column("Role", width=_ROLES), *EVENT_COLUMNS[:3]
        yield Table(columns, rows, headed=False, gap=2, indent=2)


def _parts(actor: str) -> Iterator[tuple[str, Callable[[Event], bool]]]:
    """The parts that an actor may have in an event, as headings."""

    def has(role: Role) -> Callable[[Event], bool]:
        return lambda event: any(part.actor == actor and part.role is role for part in event.actors)

    attacks = has(Role.ATTACKER)
    yield "attacker, alone", lambda event: attacks(event) and event.attributed_to == (actor,)
    yield "attacker, with others", lambda event: attacks(event) and event.attributed_to != (actor,)
    for role in (Role.BACKER, Role.ACCUSED, Role.TARGET, Role.PARTY, Role.AFFECTED, Role.HELPER):
        yield role.value, has(role)
    yield "source", lambda event: actor in sources_of(event)


def _cited(paragraphs: Sequence[int]) -> str:
    many = "s" if len(paragraphs) > 1 else ""
    return f" (paragraph{many} {', '.join(map(str, paragraphs))})" if paragraphs else ""


# All actors, phases, places, names


_EVENTS = Column("Events", right=True, whole=True)


def _summaries(report: Summaries) -> Iterator[Block]:
    columns = [Column(report.what.capitalize()), Column("Kind", style="dim"), _EVENTS]
    if report.kind is Phase:
        columns[1] = Column("Days", style="cyan", whole=True)
    elif report.kind is Place:
        columns.append(Column("Coordinates", beneath=60))
    yield Table(tuple(columns), [_summary_cells(depth, summary) for depth, summary in _as_tree(report.summaries)])
    last = report.summaries[-1].record
    name = str(last.number) if isinstance(last, Phase) else last.id
    yield Hint(f"To see one: {shlex.join(['idlibtl', report.what, name])}")


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


def _as_tree(summaries: Sequence[Summary]) -> Iterator[tuple[int, Summary]]:
    """What is listed; each place under the one that it is in, with how deep it is."""
    shown = {one.record.id for one in summaries}
    inside: dict[str | None, list[Summary]] = {}
    for one in summaries:
        within = one.record.within if isinstance(one.record, Place) else None
        inside.setdefault(within if within in shown else None, []).append(one)
    waiting = [(0, one) for one in reversed(inside.get(None, []))]
    while waiting:
        depth, one = waiting.pop()
        yield depth, one
        waiting += [(depth + 1, inner) for inner in reversed(inside.get(one.record.id, []))]


def _names_blocks(report: NamesReport) -> Iterator[Block]:
    columns = (
        Column("ID", style="bold", whole=True),
        Column("Name"),
        _EVENTS,
        Column("Also called", style="dim", beneath=ALWAYS),
    )
    for section in dict.fromkeys(name.section for name in report.named):
        yield Heading(f"{section.capitalize()} (--{section.removesuffix('s')})")
        of_section = (name for name in report.named if name.section == section)
        yield Table(columns, [(n.id, n.name, f"{n.event_count:,}", ", ".join(n.aliases)) for n in of_section])
