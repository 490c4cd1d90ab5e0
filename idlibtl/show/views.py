"""A report -> blocks, for people."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, assert_never

from idlibtl.listings import Chart, Listing, Shown
from idlibtl.model.dates import day_text, days_text, window_text
from idlibtl.model.records import Event, Figure, Role
from idlibtl.model.timeline import Timeline
from idlibtl.query.verdict import sources_of
from idlibtl.reports import (
    ActorDocument,
    ActorSummary,
    Checked,
    Figures,
    NamesReport,
    OfEvents,
    PhaseDocument,
    PhaseSummary,
    PlaceDocument,
    RangeDocument,
    Report,
    Summaries,
    Totals,
)
from idlibtl.show.blocks import Block, Caption, Cell, Column, Heading, Hint, Sentence, Table
from idlibtl.show.drawings import drawing
from idlibtl.show.figures_view import figures_blocks
from idlibtl.show.record_view import event_blocks, who
from idlibtl.show.rows import event_rows
from idlibtl.show.timeline_rows import MOST_ROWS
from idlibtl.totals import quotes
from idlibtl.totals.total import Total

if TYPE_CHECKING:
    from idlibtl.reports import Comparison


def blocks(report: Report, fields: Sequence[str] = ()) -> Iterator[Block]:
    """The report as headings, sentences and tables."""
    if isinstance(report, Checked):
        yield from (Sentence(f"{finding.severity.value}: {finding}") for finding in report.findings)
        return
    yield from _answer(report, fields)
    credit = _credit(report.question.timeline)
    # numbers and whole records always have their source with them; beside a table of records it is a caption
    is_table = isinstance(report, Listing | Figures | Summaries | NamesReport)
    yield Caption(credit) if is_table else Sentence(credit)


def _answer(
    report: "Listing | OfEvents | Totals | Figures | Summaries | Shown | NamesReport | Comparison",
    fields: Sequence[str],
) -> Iterator[Block]:
    timeline = report.question.timeline
    match report:
        case Chart():
            yield Caption(timeline.title)
            yield drawing(timeline, report.events)
            if len(report.events) > MOST_ROWS:
                yield Hint(f"Up to {MOST_ROWS} events are drawn one by one: narrow it, such as by --from and --to")
        case Listing():
            yield Caption(timeline.title)
            yield _event_table(timeline, report.events, fields)
        case OfEvents():
            yield from _of_events(report)
        case Totals():
            from idlibtl.show.totals_view import totals_blocks

            yield from totals_blocks(report)
        case Figures():
            yield from figures_blocks(report, fields)
        case Summaries():
            yield _summaries_table(report)
        case Shown():
            for event in report.events:
                yield from event_blocks(timeline, event)
        case NamesReport():
            yield from _names_blocks(report)
        case _:
            from idlibtl.show.comparison_view import comparison_blocks  # two commands in many

            yield from comparison_blocks(report)


def _of_events(report: OfEvents) -> Iterator[Block]:
    match report.document:
        case RangeDocument() as found:
            yield from _range_blocks(report, found)
        case ActorDocument() as found:
            yield from _actor_blocks(report, found)
        case PhaseDocument() as found:
            phase = found.phase
            yield Heading(f"{phase.number}. {phase.title}: {days_text(phase.span)}")
            yield from [Sentence(phase.summary)] if phase.summary else []
            yield from _summary(found.totals)
            yield from _events(report)
        case PlaceDocument() as found:
            yield from _place_blocks(report, found)
        case _:
            assert_never(report.document)


def _credit(timeline: Timeline) -> str:
    told = [f"{each.title} ({each.kind}), as of {day_text(each.as_of)}" for each in timeline.all_publications]
    notes = [f" {each.note}" for each in timeline.all_publications if each.note]
    return f"Source{'s' if len(told) > 1 else ''}: {'; '.join(told)}.{''.join(notes)}"


def _summary(totals: Sequence[Total]) -> Iterator[Block]:
    from idlibtl.show.totals_view import summary

    yield from summary(totals)


# Events


def _events(report: OfEvents, title: str = "Events") -> Iterator[Block]:
    if report.events:
        yield Heading(f"{title} ({len(report.events)})")
        yield _event_table(report.question.timeline, report.events)


def _event_table(timeline: Timeline, events: Sequence[Event], fields: Sequence[str] = ()) -> Table:
    if fields:
        return _plain_table(*event_rows(events, fields))
    return Table(
        (
            Column("Date", style="cyan", whole=True),
            Column("Event"),
            Column("Figures", beneath=72),
            Column("Who", style="dim", beneath=110),
            Column("Where", style="dim", beneath=110),
            Column("ID", style="dim", beneath=150),
        ),
        [
            (
                days_text(event.span),
                quotes.titled(event),
                _figures_cell(timeline, event),
                who(timeline, event),
                ", ".join(timeline.place[place].name for place in event.places),
                event.id,
            )
            for event in events
        ],
    )


def _plain_table(header: Sequence[str], lines: object) -> Table:
    assert hasattr(lines, "__iter__")
    return Table(
        tuple(Column(field) for field in header),
        [["" if cell is None else str(cell) for cell in line] for line in lines],
    )


def _figures_cell(timeline: Timeline, event: Event) -> Cell:
    return tuple(
        f"{timeline.metric[figure.metric].label}: {quotes.printed(figure)}"
        f"{_elsewhere(timeline, event, figure)} ({quotes.source_id(figure)}){remark}"
        for figure, remark in quotes.with_remarks(event)
    )


def _elsewhere(timeline: Timeline, event: Event, figure: Figure) -> str:
    """Where a figure's people were, if its event's places are others: a town's event may tell of the whole region."""
    if set(figure.places) == set(event.places) or not figure.places:
        return ""
    return f" in {quotes.names_text(timeline.place[place].name for place in figure.places)}"


def _range_blocks(report: OfEvents, found: RangeDocument) -> Iterator[Block]:
    question = report.question
    yield Heading(window_text(question.window))
    yield Sentence(f"Phases: {', '.join(phase.title for phase in found.phases) or 'none'}")
    if question.asked.metrics:
        yield from _summary(found.totals)
        yield from _events(report)
        return
    yield _event_table(question.timeline, found.events)
    yield Heading("Totals")
    yield from _summary(found.totals)


# Actors, phases, places


def _summaries_table(report: Summaries) -> Table:
    if report.kind is PhaseSummary:
        return Table(
            (
                Column("Phase"),
                Column("Days", style="cyan", whole=True),
                Column("Events", right=True, whole=True),
                Column("Summary", style="dim", beneath=72),
                Column("ID", style="dim", beneath=110),
            ),
            [
                (
                    f"{phase.number}. {phase.title}",
                    days_text(phase.span),
                    str(phase.event_count),
                    phase.summary or "",
                    phase.id,
                )
                for phase in report.records
                if isinstance(phase, PhaseSummary)
            ],
        )
    if report.kind is ActorSummary:
        return Table(
            _RECORD_COLUMNS,
            [
                (actor.id, actor.name, actor.kind.value, str(actor.event_count), ", ".join(actor.aliases))
                for actor in report.records
                if isinstance(actor, ActorSummary)
            ],
        )
    place = report.question.timeline.place
    return Table(
        (*_RECORD_COLUMNS[:4], Column("Within"), Column("Coordinates", beneath=100), _RECORD_COLUMNS[4]),
        [
            (
                each.id,
                each.name,
                each.kind,
                str(each.event_count),
                place[each.within].name if each.within else "",
                _coordinates(each.latitude, each.longitude),
                ", ".join(each.aliases),
            )
            for each in report.records
            if not isinstance(each, ActorSummary | PhaseSummary)
        ],
    )


_RECORD_COLUMNS = (
    Column("ID", style="bold", whole=True),
    Column("Name"),
    Column("Kind", style="dim"),
    Column("Events", right=True, whole=True),
    Column("Also called", style="dim", beneath=110),
)


def _coordinates(latitude: float | None, longitude: float | None) -> str:
    return "" if latitude is None or longitude is None else f"{latitude:.6g}, {longitude:.6g}"


def _place_blocks(report: OfEvents, found: PlaceDocument) -> Iterator[Block]:
    place, known = found.place, report.question.timeline.place
    yield Heading(place.name)
    told = [f"{place.kind}; id {place.id}"]
    if place.within:
        told.append(f"in {known[place.within].name}")
    if coordinates := _coordinates(place.latitude, place.longitude):
        told.append(f"at {coordinates}")
    if place.pcode:
        told.append(f"p-code {place.pcode}")
    yield Sentence("; ".join(told))
    yield from [Sentence(f"Also called: {', '.join(place.aliases)}")] if place.aliases else []
    if found.holds:
        yield Sentence(f"Within it: {', '.join(known[each].name for each in found.holds)}")
    yield from [Sentence(place.note)] if place.note else []
    yield from _summary(found.totals)
    yield from _events(report)


def _actor_blocks(report: OfEvents, found: ActorDocument) -> Iterator[Block]:
    timeline, actor = report.question.timeline, found.actor
    yield Heading(actor.name)
    yield Sentence(f"{actor.kind.value}; id {actor.id}")
    if actor.aliases:
        yield Sentence(f"Also called: {', '.join(actor.aliases)}")
    if actor.note:
        yield Sentence(f"{actor.note}{_cited(actor.paragraphs)}")
    attributed = [total for total in found.totals if total.counted or total.wider]
    if attributed:
        yield Heading(f"Attributed to {actor.name} alone")
        yield from _summary(attributed)
    if found.reported:
        yield Heading(f"Reported by {actor.name}")
        yield from _summary(found.reported)
    for title, belongs in _parts(actor.id):
        if events := [event for event in found.events if belongs(event)]:
            yield Heading(f"{title} ({len(events)})")
            yield _event_table(timeline, events)


def _parts(actor: str) -> Iterator[tuple[str, Callable[[Event], bool]]]:
    """The parts that an actor may have in an event, as headings."""

    def has(role: Role) -> Callable[[Event], bool]:
        return lambda event: any(part.actor == actor and part.role is role for part in event.actors)

    attacks = has(Role.ATTACKER)
    yield "Attacker, alone", lambda event: attacks(event) and event.attributed_to == (actor,)
    yield "Attacker, with others", lambda event: attacks(event) and event.attributed_to != (actor,)
    yield "Backer", has(Role.BACKER)
    yield "Accused", has(Role.ACCUSED)
    yield "Target", has(Role.TARGET)
    yield "Party", has(Role.PARTY)
    yield "Affected", has(Role.AFFECTED)
    yield "Helper", has(Role.HELPER)
    yield "Reported by it", lambda event: actor in sources_of(event)


def _cited(paragraphs: Sequence[int]) -> str:
    many = "s" if len(paragraphs) > 1 else ""
    return f" (paragraph{many} {', '.join(map(str, paragraphs))})" if paragraphs else ""


def _names_blocks(report: NamesReport) -> Iterator[Block]:
    for section in dict.fromkeys(name.section for name in report.named):
        yield Heading(f"{section.capitalize()} (--{section.removesuffix('s')})")
        mine = [name for name in report.named if name.section == section]
        rows: list[tuple[Cell, ...]] = [
            (name.id, name.name, str(name.event_count), ", ".join(name.aliases)) for name in mine
        ]
        yield Table((*_RECORD_COLUMNS[:2], _RECORD_COLUMNS[3], _RECORD_COLUMNS[4]), rows)
