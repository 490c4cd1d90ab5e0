"""Events -> blocks: a list, a drawing, and records in full."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, assert_never

from idlibtl.listings import Chart, Listing, Shown
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Window
from idlibtl.model.records import Event
from idlibtl.query.question import Question
from idlibtl.show.about import typed
from idlibtl.show.blocks import Block, Caption, Column, Drawing, Heading, Sentence, Table
from idlibtl.show.describe import Description, ListedEvent
from idlibtl.totals import quotes

if TYPE_CHECKING:
    from idlibtl.reports import Figures


def events_blocks(report: Listing | Shown, fields: Sequence[str] = ()) -> Iterator[Block]:
    """Yield a list of events, with only the chosen fields if any; their drawing; or events in full."""
    chronology = report.question.chronology
    match report:
        case Listing(events=()):
            return
        case Chart():
            from idlibtl.show.timeline_rows import FEW_ENOUGH, MOST_ROWS

            yield Heading(chronology.title, _title(report))
            yield Drawing(chronology, report.events)
            if len(report.events) > MOST_ROWS:
                yield Caption(f"{FEW_ENOUGH}. Narrow the dates with --from and --to.", markdown="")
        case Listing():
            yield from [Sentence(_title(report))] if report.remark else []
            if fields:
                yield plain_table(report, fields)
                return
            yield event_table(chronology, report.events)
            yield from _list_notes(report)
        case Shown():
            for event in report.events:
                yield from _record(Description(chronology, event))
        case _:
            assert_never(report)


def _title(report: Listing | Chart) -> str:
    """How many events these are, of which days, and what else was asked: 3 of 26 events, from 21 Jan 2020, in Idlib."""
    asked = quotes.asked_text(report.question._replace(window=Window()), of_events=True).strip(" ,")
    return ", ".join(filter(None, (report.remark, asked, report.more)))


def event_table(chronology: Chronology, events: Iterable[Event]) -> Table:
    """Return events in their order: the days, and next to them title, figures, who and where."""
    records = (ListedEvent(chronology, event) for event in events)
    return Table(EVENT_COLUMNS, ((one.days, one.title, *one.lines) for one in records), headed=False, gap=2)


EVENT_COLUMNS = (
    Column("Date", style="cyan", width=17),
    Column("Event"),
    Column("Figures", style="number", beneath=True),
    Column("Who", style="dim", beneath=True),
    Column("Where", style="dim", beneath=True),
)


def plain_table(report: "Listing | Figures", fields: Sequence[str]) -> Table:
    """Return the chosen fields of the events or figures as a table."""
    from idlibtl.show.rows import rows

    header, lines = rows(report, fields)
    cells = [["" if cell is None else str(cell) for cell in line] for line in lines]
    return Table(tuple(map(Column, header)), cells)


def do_not_add(question: Question, *, includes: bool) -> Caption:
    """Return the warning under figures of which some are included in others, or may count the same people."""
    why = "some include others" if includes else "some may count the same people"
    return Caption(f"Do not add these figures up: {why}. Sums: {typed('totals', question.asked)}")


def _list_notes(report: Listing) -> Iterator[Block]:
    """Notes on the figures in a list, and how to see an event in full."""
    question, events, chronology = report.question, report.events, report.question.chronology
    listed = {event.id for event in events}
    includes = any(
        chronology.holder.get((figure.metric, event.id)) in listed or chronology.among.get(figure.metric) in metrics
        for event in events
        for metrics in [{figure.metric for figure in event.figures}]
        for figure in event.figures
    )
    times = Counter(figure.metric for event in events for figure in event.figures)
    if includes or any(times[metric.id] > 1 for metric in chronology.metrics if metric.repeats):
        note = do_not_add(question, includes=includes)
        # totals take filters alone
        yield Caption(note.text.partition(" Sums:")[0] if report.more else note.text, close=True)
    yield Caption(f"Full record: idlibtl show {_short_id(chronology, events)}", close=True, markdown="")


def _short_id(chronology: Chronology, events: Sequence[Event]) -> str:
    """The shortest text that `show` takes for one of the events: the date in its id, if no other id begins so."""
    begun = Counter(event.id[:10] for event in chronology.events)
    some = (event.id[:10] for event in sorted(events[:100], key=lambda event: not event.figures))
    dates = (text for text in some if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text))
    return next((date for date in dates if begun[date] == 1), events[0].id)


# One record in full


def _record(record: Description) -> Iterator[Block]:
    """Yield everything in a record, sentences to quote, and citations."""
    head = (record.printed_days, record.kinds, record.places, record.event.id)
    yield Heading(record.title, " · ".join(filter(None, head)))
    if record.corrected_by:
        yield Sentence(record.corrected_by, bold=True)
    texts = (*record.corrects, record.event.summary)
    yield from (Sentence(text) for text in texts if text)
    facts = (
        ("Attributed to", record.attribution),
        *record.other_roles,
        ("Source", record.source_and_paragraphs),
        *(("Cited", cited) for cited in record.cited),
        ("Phase", record.phase),
        ("Our reading", record.reading),
        ("Note", record.note),
    )
    rows = [(label, text) for label, text in facts if text]
    yield Table((Column("", style="bold", whole=True), Column("")), rows, headed=False)
    if record.figures:
        yield Heading("Figures")
        for figure in record.figures:
            yield Sentence(figure.text, indent=2, style="number")
            if qualifiers := figure.qualifiers():
                yield Sentence("; ".join(qualifiers), indent=2)
            yield from (Sentence(note, indent=2) for note in figure.notes)
        yield Heading("To quote")
        yield from (Sentence(sentence, indent=2) for sentence in record.to_quote)
    yield Heading("To cite")
    yield from (Sentence(citation, indent=2) for citation in record.cite)
