"""A cross-check -> blocks for people, and tidy rows."""

from collections.abc import Iterable, Iterator, Sequence

from idlibtl.compare.crosscheck import Crosscheck, Line, rows_text
from idlibtl.compare.outcomes import Estimate, Outcome, distance
from idlibtl.model.dates import days_text
from idlibtl.model.records import Figure
from idlibtl.model.timeline import Timeline
from idlibtl.show.blocks import Block, Column, Heading, Sentence, Table
from idlibtl.totals import quotes

CROSSCHECK_COLUMNS = (
    *("event", "metric", "first", "last", "places", "wording", "source", "low", "best", "high"),
    *("theirs_low", "theirs_best", "theirs_high", "outcome", "reason", "rows", "rows_with_figure", "straddling"),
    *("same_source", "other_looks"),
)

_DATE = Column("Date", style="cyan", whole=True)

#: What is said of the signs in the numbers, if they are shown.
_SIGNS = {
    "/": "Numbers are low/best/high, summed over the rows. Rows are counted whoever did the killing.",
    "?": "?: the rows give only a low and a high.",
    "-": "-: the other dataset does not state it.",
    "open": "open: no upper limit.",
}


def crosscheck_blocks(report: Crosscheck) -> Iterator[Block]:
    """Return the report as headings, sentences and tables."""
    ours, other = report.question.timeline, report.other
    figures = [(line, line.figure) for line in report.lines if line.figure]
    compared = [(line, figure) for line, figure in figures if not line.is_missing]
    missing = [(line, figure) for line, figure in figures if line.is_missing]
    name = quotes.names_text(publication.title for publication in other.all_publications)
    yield Sentence(f"{ours.title}, compared with {name}", bold=True)
    if compared:
        yield Sentence(
            "Each figure is compared with the other dataset's rows for the same days and places. Overlap is not"
            " confirmation: both may use the same source."
        )
        yield Heading(f"Figures ({len(compared)})")
        cells = [(days_text(figure.period), tuple(_figure(ours, line, figure))) for line, figure in compared]
        yield Table((_DATE, Column("Figure, and how it compares")), cells)
    if missing:
        yield Heading(f"Not counted by the other dataset ({len(missing)})")
        cells = [(days_text(figure.period), (_printed(ours, figure),)) for _, figure in missing]
        yield Table((_DATE, Column("Figure")), cells)
    if events := [line for line in report.lines if not line.figure]:
        yield Heading(f"Events without a figure ({len(events)})")
        cells = [(days_text(line.event.span), (line.event.title, *_rows(line))) for line in events]
        yield Table((_DATE, Column("Event, and the rows on its days and in its places")), cells)
    yield from map(Sentence, _notes(report, compared))


def _printed(timeline: Timeline, figure: Figure) -> str:
    """A figure and its source, if that is not the publication itself, and its places."""
    label = timeline.metric[figure.metric].label
    words = quotes.with_source(timeline, figure, label) if figure.source else quotes.with_label(figure, label)
    places = f", {quotes.place_names(timeline, figure.places)}" if figure.places else ""
    return f"{words}{places}{quotes.counted_as(figure)}"


def _figure(timeline: Timeline, line: Line, figure: Figure) -> Iterator[str]:
    compared = line.compared
    yield _printed(timeline, figure)
    yield "; ".join((_word(figure.value, compared.outcome, compared.theirs), *line.reasons))
    yield from _rows(line)
    for look in compared.other_looks:
        yield f"but {look.look}: {_word(figure.value, look.outcome, look.estimate)}"


def _word(value: int, outcome: Outcome | None, theirs: Estimate) -> str:
    """The outcome, by how much, and the other dataset's numbers."""
    by = f" by {distance(value, theirs):,}" if outcome in (Outcome.BELOW, Outcome.ABOVE) else ""
    return f"{outcome}{by}{f': {theirs}' if str(theirs) else ''}"


def _rows(line: Line) -> Iterator[str]:
    """How many rows were counted, what they cite, and which were not counted."""
    compared, figure = line.compared, line.figure
    facts = [rows_text(compared.rows)] if compared.rows or figure is None else []
    if figure and compared.rows:
        if without := compared.rows - (compared.rows_with_figure or 0):
            facts.append(f"{without:,} without a figure")
        if compared.same_source is not None:
            facts.append(f"{compared.same_source:,} of {rows_text(compared.rows)} cite the same source")
        elif figure.source is None:
            facts.append("our figure has no named source")
        if line.unnamed:
            facts.append(f"{line.unnamed:,} cite no source")
    if compared.straddling:
        facts.append(f"{rows_text(compared.straddling)} only partly in these days or places, not counted")
    facts += () if figure else line.reasons
    yield from ["; ".join(facts)] if facts else []
    for name, ids in (("counted", "ids"), ("only partly there", "straddling_ids")):
        if found := getattr(compared, ids, ()):
            yield f"{name}: {', '.join(found)}"


def _notes(report: Crosscheck, compared: Sequence[tuple[Line, Figure]]) -> Iterator[str]:
    looks = [look for line, _ in compared for look in line.compared.other_looks]
    estimates = [line.compared.theirs for line, _ in compared]
    numbers = " ".join(map(str, (*estimates, *(look.estimate for look in looks))))
    for sign, meaning in _SIGNS.items():
        if sign in numbers:
            yield meaning
    if any(line.compared.outcome is Outcome.NO_ROWS for line, _ in compared):
        yield '"No rows" does not mean zero.'
    if looks:
        yield (
            '"But" lines try nearby days or another place, in case the other dataset dates or places the event'
            " differently."
        )
    if any(line.figure is None for line in report.lines):
        yield "A row in the same place and days may be about another event."
    if any(line.is_missing for line in report.lines):
        labels = [metric.label for metric in report.other.metrics]
        yield f"The other dataset counts {quotes.names_text(labels) if labels else 'nothing'}."
    if report.other.left_out_remark:
        yield f"Of the other dataset {report.other.left_out_remark}."
    for publication in report.other.all_publications:
        note = f" {publication.note}" if publication.note else ""
        yield f"Compared with: {publication.title} ({publication.kind}).{note}"


# Tidy rows


def crosscheck_rows(report: Crosscheck) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Return a header, and a row a figure."""
    more = ("ids", "straddling_ids") if report.with_ids else ()
    return (*CROSSCHECK_COLUMNS, *more), (
        (*_cells(line), *("; ".join(getattr(line.compared, name)) for name in more)) for line in report.lines
    )


def _cells(line: Line) -> Sequence[object]:
    compared, figure = line.compared, line.figure
    span = figure.period if figure else line.event.span
    looks = (" ".join(f"{look.look}: {look.estimate} {look.outcome}".split()) for look in compared.other_looks)
    return (
        *(compared.event, compared.metric, span.first, span.last),
        "; ".join(figure.places if figure else line.event.places),
        *(compared.wording, quotes.source_id(figure) if figure else None, compared.low, compared.best, compared.high),
        *(compared.theirs.low, compared.theirs.best, compared.theirs.high, compared.outcome, compared.reason),
        *(compared.rows, compared.rows_with_figure, compared.straddling, compared.same_source),
        "; ".join(looks),
    )
