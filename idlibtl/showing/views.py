"""A report -> the shapes that formats write: rows, for CSV and TSV; blocks, for people."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, assert_never

from idlibtl.asking.queries import Listing, Selection, Shown, rests_on
from idlibtl.asking.reports import (
    ActorReport,
    Actors,
    ActorSummary,
    Checked,
    PhaseReport,
    Phases,
    PhaseSummary,
    Range,
    Report,
    Totals,
)
from idlibtl.asking.totals import NOT_BROKEN_DOWN, OPEN_NOTE, TOLERANCE_NOTE, Entry, Group, Relation, Total
from idlibtl.model.dates import day_text, days_text, window_text
from idlibtl.model.figures import Count
from idlibtl.model.records import PUBLICATION, Event, Figure, Role, Scope, Timeline
from idlibtl.model.vocabulary import EVENT_FIELDS

# The rows: what CSV and TSV say


def rows(report: Report, fields: Sequence[str] = ()) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """The report as a header and tidy rows."""
    match report:
        case Listing() | Range() | ActorReport() | PhaseReport():
            return _event_rows(report.events, fields)
        case Shown():
            return _event_rows((report.event,), fields)
        case Totals():
            return ("metric", "group", "low", "best", "high"), _total_rows(report.totals)
        case Actors():
            return _record_rows(ActorSummary, report.actors)
        case Phases():
            return _record_rows(PhaseSummary, report.phases)
        case Checked():
            header = ("severity", "record", "field", "reason")
            return header, [[getattr(finding, field) for field in header] for finding in report.findings]
        case _:
            assert_never(report)


def _event_rows(events: Iterable[Event], fields: Sequence[str]) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    header = tuple(fields or EVENT_FIELDS)
    cells = [_EVENT_CELLS[field] for field in header]
    return header, ([cell(event) for cell in cells] for event in events)


def _total_rows(totals: Iterable[Total]) -> Iterator[Sequence[object]]:
    for total in totals:
        if total.groups is None:
            yield total.metric, None, total.low, total.best, total.high
        for group in total.groups or ():
            yield total.metric, group.group, group.low, group.best, group.high


def _record_rows(
    kind: type[ActorSummary] | type[PhaseSummary], records: Iterable[ActorSummary | PhaseSummary]
) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    header = tuple(kind.model_fields)
    return header, [[_cell(getattr(record, field)) for field in header] for record in records]


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else value


def _figure_cell(figure: Figure) -> str:
    days = f", {figure.period.first}/{figure.period.last}" if figure.scope is Scope.CUMULATIVE else ""
    return f"{figure.metric}: {printed(figure)}{days} ({figure.source or PUBLICATION})"


#: The fields of an event, each as one cell.
_EVENT_CELLS: Mapping[str, Callable[[Event], object]] = {
    "id": lambda event: event.id,
    "date": lambda event: event.date,
    "date_text": lambda event: event.date_text,
    "title": lambda event: event.title,
    "summary": lambda event: event.summary,
    "kind": lambda event: event.kind.value,
    "phase": lambda event: event.phase,
    "actors": lambda event: "; ".join(f"{part.actor} ({part.role.value})" for part in event.actors),
    "places": lambda event: "; ".join(event.places),
    "source": lambda event: event.source,
    "figures": lambda event: "; ".join(map(_figure_cell, event.figures)),
    "paragraphs": lambda event: "; ".join(map(str, event.paragraphs)),
    "note": lambda event: event.note,
    "first": lambda event: event.first,
    "last": lambda event: event.last,
    "approximate": lambda event: "true" if event.approximate else "false",
    "attributed_to": lambda event: "; ".join(event.attributed_to),
}


# The blocks: what people read

Cell = str | tuple[str, ...]


class Heading(NamedTuple):
    """A line that begins a part."""

    text: str


class Sentence(NamedTuple):
    """A paragraph; `bold` for the one that matters most."""

    text: str
    bold: bool = False


class Caption(NamedTuple):
    """A paragraph that is left out where nobody looks."""

    text: str


class Column(NamedTuple):
    """A column of a table.

    On a screen narrower than `beneath`, its cells stand beneath those of the first column that folds. `whole` ones
    never fold.
    """

    title: str
    style: str = ""
    right: bool = False
    whole: bool = False
    beneath: int = 0


class Table(NamedTuple):
    """Rows of cells; a cell of several lines is a tuple. `bars`, if any, are drawn beside the rows, to scale."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    bars: Sequence[int] = ()


Block = Heading | Sentence | Caption | Table


def blocks(report: Report, selection: Selection | None, fields: Sequence[str] = ()) -> Iterator[Block]:
    """The report as headings, sentences and tables."""
    if isinstance(report, Checked):
        yield from (Sentence(f"{finding.severity.value}: {finding}") for finding in report.findings)
        return
    assert selection is not None, "only a file that is checked has none"
    yield from _answer(report, selection, fields)
    credit = _credit(selection.timeline)
    # where nobody looks, a table of records is nothing but records; numbers always have their source with them
    yield Caption(credit) if isinstance(report, Listing | Actors | Phases) else Sentence(credit)


def _answer(
    report: Listing | Shown | Range | Totals | Actors | ActorReport | Phases | PhaseReport,
    selection: Selection,
    fields: Sequence[str],
) -> Iterator[Block]:
    timeline = selection.timeline
    match report:
        case Listing():
            yield Caption(timeline.title)
            yield _event_table(timeline, report.events, fields)
        case Range():
            yield Heading(window_text(selection.window))
            yield Sentence(f"Phases: {', '.join(phase.title for phase in report.phases) or 'none'}")
            yield _event_table(timeline, report.events, fields)
            yield Heading("Totals")
            yield from _summary(timeline, report.totals)
        case Totals():
            yield from _totals_blocks(report, selection)
        case Actors():
            yield _actors_table(report)
        case ActorReport():
            yield from _actor_blocks(timeline, report)
        case Phases():
            yield _phases_table(report)
        case PhaseReport():
            yield from _phase_blocks(timeline, report)
        case Shown():
            yield from _event_blocks(timeline, report.event)
        case _:
            assert_never(report)


def _totals_blocks(report: Totals, selection: Selection) -> Iterator[Block]:
    """All metrics in short, or those asked for with their working."""
    days = window_text(selection.window)
    yield Heading(f"{days[0].upper()}{days[1:]}")
    if any((selection.asked.places, selection.asked.kinds, selection.asked.texts)):
        yield Sentence(
            "These are the figures of the events that pass the filters: a toll of more than these events, or of a wider"
            " place, is not among them."
        )
    if selection.asked.actors:
        yield Sentence(
            "These are the figures of all events in which the actor has any role, accused and party too. For what is"
            " attributed to it: idlibtl actor"
        )
    if selection.asked.phases:
        yield Sentence(
            "These are the figures of the phase's events, whatever days they count. For its days: idlibtl phase"
        )
    if not selection.asked.metrics:
        yield from _summary(selection.timeline, report.totals)
    else:
        for total in report.totals:
            yield from _account(selection.timeline, total)


def _credit(timeline: Timeline) -> str:
    publication = timeline.publication
    said = f"Source: {publication.title} ({publication.kind}), as of {day_text(publication.as_of)}."
    return f"{said} {publication.note}" if publication.note else said


def _event_table(timeline: Timeline, events: Sequence[Event], fields: Sequence[str] = ()) -> Table:
    if fields:
        header, lines = _event_rows(events, fields)
        return Table(
            tuple(Column(field) for field in header),
            [["" if cell is None else str(cell) for cell in line] for line in lines],
        )
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
                event.title,
                tuple(_figure_text(timeline, figure) for figure in event.figures),
                _who(timeline, event),
                ", ".join(timeline.place[place].name for place in event.places),
                event.id,
            )
            for event in events
        ],
    )


def _who(timeline: Timeline, event: Event) -> Cell:
    if not event.actors:
        return "nobody is named" if event.kind in _VIOLENT else ""
    return tuple(f"{timeline.actor[part.actor].name} ({part.role.value})" for part in event.actors)


#: Kinds of event of which a reader asks who did it.
_VIOLENT = ("strike", "clash", "toll")


def _figure_text(timeline: Timeline, figure: Figure) -> str:
    return f"{timeline.metric[figure.metric].label}: {printed(figure)} ({figure.source or PUBLICATION})"


def printed(figure: Figure) -> str:
    """The figure as printed, and how it is read where it was not printed in digits."""
    number = f"{figure.hedge.words} {figure.value:,}".lstrip()
    if figure.wording is None:
        return number
    return figure.wording if any(map(str.isdigit, figure.wording)) else f"{figure.wording}, read as {number}"


def _summary(timeline: Timeline, totals: Sequence[Total]) -> Iterator[Block]:
    """All metrics in one table, or each broken down."""
    if any(total.groups is not None for total in totals):
        for total in totals:
            yield from _breakdown(total)
        return
    straddling = any(total.straddling for total in totals)
    yield Table(
        (
            Column("Metric"),
            Column("To quote", style="bold"),
            *_BOUNDS,
            Column("Figures", style="dim", right=True, whole=True),
            *([Column("Not counted", style="dim", beneath=110)] if straddling else []),
        ),
        [
            (
                total.label,
                _quote(total),
                *_bounds(total),
                str(len(total.counted)) if total.counted else "",
                *([tuple(_straddling(entry) for entry in total.straddling)] if straddling else []),
            )
            for total in totals
        ],
    )
    yield from _conventions(timeline, totals)
    yield Caption("The working behind a number: idlibtl totals --metric METRIC")


def _conventions(timeline: Timeline, totals: Sequence[Total]) -> Iterator[Block]:
    """What has to be known of all the numbers in a table, told once."""
    said = {note for total in totals for note in total.notes}
    metrics = dict.fromkeys(total.metric for total in totals if total.counted)
    notes = [*(note for note in (TOLERANCE_NOTE, OPEN_NOTE) if note in said)]
    notes += [note for metric in metrics if (note := timeline.metric[metric].note)]
    if notes:
        yield Heading("Notes")
        yield from map(Sentence, notes)


_BOUNDS = tuple(Column(title, right=True, whole=True) for title in ("Low", "Best", "High"))


def _straddling(entry: Entry) -> str:
    told = f"{printed(entry)}, {days_text(entry.period)} ({entry.source or PUBLICATION})"
    return f"not counted, it straddles the window: {told}"


def _quote(total: Total) -> str:
    """A total as it may be quoted: a figure as its source printed it, or our own sum or remainder, marked as ours."""
    if total.quote is None:
        return "not reported"
    if total.our_sum:
        is_remainder = len(total.counted) == 1 and total.counted[0].counted_as != total.counted[0].count
        return f"{total.quote} ({'our remainder' if is_remainder else 'our sum'})"
    counts = Count(total.low or 0, total.best or 0, total.high)
    return next(
        f"{printed(entry)} ({entry.source or PUBLICATION})"
        for entry in total.counted
        if entry.metric == total.metric and entry.count == counts
    )


def _account(timeline: Timeline, total: Total) -> Iterator[Block]:
    """One metric with its working."""
    yield Heading(total.label.capitalize())
    yield Sentence(_quote(total), bold=True)
    for title, listed, columns, cells in (
        ("Counted", total.counted, _BOUNDS, [_bounds(entry.counted_as) for entry in total.counted]),
        ("Already inside a larger figure", total.included, (Column("Inside"),), [(e.held_by,) for e in total.included]),
        ("Not counted: straddling the window", total.straddling, (), [()] * len(total.straddling)),
    ):
        if listed:
            yield Heading(f"{title} ({len(listed)})")
            yield _entry_table(timeline, total, listed, columns, cells)
    if total.groups is not None:
        yield from _breakdown(total, f"By {total.by}")
    if total.notes:
        yield Heading("Notes")
        yield from (Sentence(note) for note in total.notes)


def _entry_table(
    timeline: Timeline,
    total: Total,
    entries: Sequence[Entry],
    columns: Sequence[Column],
    cells: Sequence[Sequence[Cell]],
) -> Table:
    return Table(
        (
            Column("Date", style="cyan", whole=True),
            Column("Event"),
            Column("As printed"),
            *columns,
            Column("Source", beneath=100, style="dim"),
            Column("ID", beneath=150, style="dim"),
        ),
        [
            (
                days_text(entry.period),
                timeline.event[entry.event].title,
                # a total with parts lists figures of several metrics
                printed(entry) + (f" {timeline.metric[entry.metric].label}" if entry.metric != total.metric else ""),
                *cell,
                timeline.source_name(entry.source),
                entry.event,
            )
            for entry, cell in zip(entries, cells, strict=True)
        ],
    )


def _breakdown(total: Total, heading: str | None = None) -> Iterator[Block]:
    groups = total.groups or ()
    yield Heading(heading or f"{total.label.capitalize()} by {total.by}")
    if not groups:
        yield Sentence("not reported")
        return
    yield Table(
        (
            Column(str(total.by).capitalize()),
            *_BOUNDS,
        ),
        [(group.label, *_bounds(group)) for group in groups],
        bars=[group.best for group in groups],
    )
    if any(group.group.startswith(NOT_BROKEN_DOWN) for group in groups):
        yield Sentence(f"Not broken down: days that no one {total.by} holds.")
    if total.included:
        yield Sentence(
            "A cumulative figure counts here with its rest: what it reports beyond the figures inside it, which stand"
            " in groups of their own."
        )


def _bounds(counted: Total | Group | Count) -> tuple[str, str, str]:
    if counted.best is None:
        return "", "", ""
    return f"{counted.low:,}", f"{counted.best:,}", "open" if counted.high is None else f"{counted.high:,}"


def _actors_table(report: Actors) -> Table:
    return Table(
        (
            Column("ID", style="bold", whole=True),
            Column("Actor"),
            Column("Kind", style="dim"),
            Column("Events", right=True, whole=True),
            Column("Also called", style="dim", beneath=72),
        ),
        [
            (actor.id, actor.name, actor.kind.value, str(actor.event_count), ", ".join(actor.aliases))
            for actor in report.actors
        ],
    )


def _actor_blocks(timeline: Timeline, report: ActorReport) -> Iterator[Block]:
    actor = report.actor
    yield Heading(actor.name)
    yield Sentence(f"{actor.kind.value}; id {actor.id}")
    if actor.aliases:
        yield Sentence(f"Also called: {', '.join(actor.aliases)}")
    if actor.note:
        yield Sentence(f"{actor.note}{_cited(actor.paragraphs)}")
    for title, belongs in _parts(actor.id):
        if events := [event for event in report.events if belongs(event)]:
            yield Heading(f"{title} ({len(events)})")
            yield _event_table(timeline, events)
    if report.totals:
        yield Heading("Totals")
        yield Table(
            (
                Column("Metric"),
                Column("Whose", style="dim"),
                Column("To quote", style="bold"),
                *_BOUNDS,
            ),
            [
                (total.label, _basis(timeline, actor.id, total), _quote(total), *_bounds(total))
                for total in report.totals
            ],
        )
        if any(total.basis and total.basis.relation is not Relation.REPORTED for total in report.totals):
            yield Sentence(
                "Attributed to means to attackers and backers together. No two of these rows count a person twice: a"
                " cumulative figure counts with its rest, which is what it reports beyond the figures inside it."
            )
        yield from _conventions(timeline, report.totals)


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
    yield "Reported by it", lambda event: rests_on(event, actor)


def _basis(timeline: Timeline, actor: str, total: Total) -> str:
    assert total.basis is not None
    match total.basis.relation:
        case Relation.ALONE:
            return "attributed to it alone"
        case Relation.JOINTLY:
            others = " and ".join(timeline.actor[each].name for each in total.basis.actors if each != actor)
            return f"jointly with {others}"
        case Relation.REPORTED:
            return "reported by it"
        case _:
            assert_never(total.basis.relation)


def _phases_table(report: Phases) -> Table:
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
            for phase in report.phases
        ],
    )


def _phase_blocks(timeline: Timeline, report: PhaseReport) -> Iterator[Block]:
    phase = report.phase
    yield Heading(f"{phase.number}. {phase.title}: {days_text(phase.span)}")
    if phase.summary:
        yield Sentence(phase.summary)
    yield _event_table(timeline, report.events)
    yield Heading("Totals of these days")
    yield from _summary(timeline, report.totals)


def _event_blocks(timeline: Timeline, event: Event) -> Iterator[Block]:
    yield Heading(event.title)
    if event.summary:
        yield Sentence(event.summary)
    printed_date = f' ("{event.date_text}")' if event.date_text else ""
    facts = (
        ("Date", f"{days_text(event.span)}{printed_date}"),
        ("Kind", event.kind.value),
        ("Phase", timeline.phase[event.phase].title if event.phase else "none"),
        ("Who", "; ".join(_who(timeline, event)) if event.actors else "nobody is named"),
        ("Attributed to", _names(timeline, event.attributed_to)),
        ("Where", ", ".join(timeline.place[place].name for place in event.places) or "not given"),
        ("Source", timeline.source_name(event.source)),
        ("Paragraphs", ", ".join(map(str, event.paragraphs)) or "none"),
        ("Note", event.note or "none"),
        ("ID", event.id),
    )
    yield Table((Column("", style="bold", whole=True), Column("")), facts)
    if event.figures:
        yield Heading(f"Figures ({len(event.figures)})")
        yield Table(
            (
                Column("Figure"),
                Column("As printed", style="bold"),
                *_BOUNDS,
                Column("Source", style="dim", beneath=60),
            ),
            [
                (
                    timeline.metric[figure.metric].label,
                    printed(figure),
                    *_bounds(figure.count),
                    timeline.source_name(figure.source),
                )
                for figure in event.figures
            ],
        )
        yield from (Sentence(more) for figure in event.figures if (more := _more(timeline, event, figure)))


def _more(timeline: Timeline, event: Event, figure: Figure) -> str:
    """What is to be known of a figure beyond its event: its days, what it includes, whom it is laid on."""
    parts = []
    if figure.scope is Scope.CUMULATIVE or figure.period != event.span:
        parts.append(f"{figure.scope.value}, {days_text(figure.period)}")
    if figure.includes:
        parts.append(f"includes {', '.join(figure.includes)}")
    if holder := timeline.holder.get((figure.metric, event.id)):
        parts.append(f"already inside {holder}, whose attribution is its own")
    if set(figure.attributed_to) != set(event.attributed_to):
        parts.append(f"attributed to {_names(timeline, figure.attributed_to)}")
    return f"{timeline.metric[figure.metric].label.capitalize()}: {'; '.join(parts)}." if parts else ""


def _names(timeline: Timeline, actors: Sequence[str]) -> str:
    return " and ".join(timeline.actor[actor].name for actor in actors) or "nobody"


def _cited(paragraphs: Sequence[int]) -> str:
    many = "s" if len(paragraphs) > 1 else ""
    return f" (paragraph{many} {', '.join(map(str, paragraphs))})" if paragraphs else ""
