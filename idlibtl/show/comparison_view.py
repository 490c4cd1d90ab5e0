"""Cross-checks and claims -> blocks for people."""

import re
from collections.abc import Iterator, Sequence

from idlibtl.compare.claim import WIDER_NOTE, ClaimDocument, ClaimOutcome, ClaimReport, PrintedFigure
from idlibtl.compare.crosscheck import Crosscheck, Line, Outcome, distance, rows_text
from idlibtl.compare.other_rows import Estimate
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import days_text
from idlibtl.model.figures import number_of
from idlibtl.model.records import Figure
from idlibtl.model.vocabulary import Exceeds
from idlibtl.reports import Comparison
from idlibtl.show.about import left_out, names_of
from idlibtl.show.blocks import Block, Caption, Cell, Column, Heading, Sentence, Table
from idlibtl.show.events_view import EVENT_COLUMNS
from idlibtl.totals import quotes
from idlibtl.totals.sentences import paragraphs_text
from idlibtl.totals.total import Total


def comparison_blocks(report: Comparison) -> Iterator[Block]:
    """Return the report as headings, sentences and tables."""
    return _crosscheck_blocks(report) if isinstance(report, Crosscheck) else _claim_blocks(report)


# A cross-check


_BENEATH = tuple(
    Column(title, style, beneath=True)
    for title, style in (("Compared", "number"), ("Reasons", ""), ("Rows", "dim"), ("Other looks", ""))
)

#: What the signs in the numbers mean, to print if they appear.
_SIGNS = {
    "/": "Numbers are low/best/high, summed over the rows, for every attacker.",
    "?": "?: the rows give only a low and a high.",
    "-": "-: the other dataset does not state it.",
    "open": "open: no upper limit.",
}


def _crosscheck_blocks(report: Crosscheck) -> Iterator[Block]:
    name, asked = names_of(report.other), quotes.events_asked(report.question)
    compared = [line for line in report.lines if line.figure and not line.is_missing]
    missing = [line for line in report.lines if line.figure and line.is_missing]
    events = [line for line in report.lines if not line.figure]
    for title, below, column, lines in (
        (f"{number_of(len(compared), 'figure')} compared with {name}", asked, "Figure", compared),
        (f"Not counted by {name} ({len(missing):,})", "", "Figure", missing),
        (f"Events without a figure ({len(events):,})", "", "Event", events),
    ):
        if lines:
            yield Heading(title, below)
            columns = (EVENT_COLUMNS[0], Column(column), *(_BENEATH if lines is not missing else ()))
            yield Table(columns, [_cells(report, line) for line in lines], headed=False, gap=2)
    yield from map(Caption, _notes(report, compared) if report.lines else ())


def _cells(report: Crosscheck, line: Line) -> tuple[Cell, ...]:
    """The days, the figure or the event; then, if it can be compared, the outcome, the reasons and the rows."""
    figure, compared, number = line.figure, line.compared, rows_text(line.compared.rows)
    ids = (("counted", "ids"), ("only partly there", "straddling_ids"))
    listed = [f"{name}: {', '.join(getattr(compared, key))}" for name, key in ids if getattr(compared, key, ())]
    rows = (*_rows(line), *listed)
    if figure is None:
        return days_text(line.event.span), line.event.title, number, line.reasons, rows, ""
    chronology = report.question.chronology
    words = quotes.with_label(figure, chronology.metric[figure.metric].label)
    places = f" in {quotes.place_names(chronology, figure.places)}" if figure.places else ""
    source = f" ({chronology.source_short(figure.source)})" if figure.source else ""
    printed = days_text(figure.period), f"{words}{places}{source}{quotes.counted_as(figure)}"
    if line.is_missing:
        return printed
    numbers = f"{compared.theirs} in {number}" if str(compared.theirs) else ""
    looks = (
        _outcome(figure, look.outcome, look.estimate, f"but {look.look}", str(look.estimate))
        for look in compared.other_looks
    )
    return *printed, _outcome(figure, compared.outcome, compared.theirs, numbers), line.reasons, rows, tuple(looks)


def _outcome(figure: Figure, outcome: Outcome | None, estimate: Estimate, *where: str) -> str:
    """The numbers compared, the outcome, and by how much."""
    by = f" by {distance(figure.value, estimate):,}" if outcome in (Outcome.BELOW, Outcome.ABOVE) else ""
    return ": ".join(filter(None, (", ".join(filter(None, where)), f"{outcome}{by}")))


def _rows(line: Line) -> Iterator[str]:
    """The sources that the rows cite, and the rows that were not counted."""
    compared, figure = line.compared, line.figure
    if figure and compared.rows:
        if without := compared.rows - (compared.rows_with_figure or compared.rows):
            yield f"{without:,} of {compared.rows:,} rows without a figure"
        if line.unnamed == compared.rows:
            yield "no row cites a source"
        elif compared.same_source is None:
            yield "the figure has no named source"
        else:
            cite = "cites" if 1 in (compared.same_source, compared.rows) else "cite"
            yield f"{compared.same_source:,} of {rows_text(compared.rows)} {cite} the same source"
            if line.unnamed:
                yield f"{line.unnamed:,} {'cites' if line.unnamed == 1 else 'cite'} no source"
    if compared.straddling:
        yield f"{rows_text(compared.straddling)} only partly in these days or places, not counted"


def _notes(report: Crosscheck, compared: Sequence[Line]) -> Iterator[str]:
    other, lines = report.other, [line.compared for line in compared]
    estimates = [*(line.theirs for line in lines), *(look.estimate for line in lines for look in line.other_looks)]
    numbers = " ".join(map(str, estimates))
    yield from (meaning for sign, meaning in _SIGNS.items() if sign in numbers)
    if any(not line.compared.rows and not line.is_missing for line in report.lines):
        yield '"No rows" does not mean zero.'
    if any(line.other_looks for line in lines):
        yield (
            '"But" lines try nearby days or another place, in case the other dataset dates or places the event'
            " differently."
        )
    if lines:
        yield "Overlap is not confirmation: both may use the same source."
    if any(line.figure is None for line in report.lines):
        yield "A row in the same place and days may be about another event."
    if any(line.is_missing for line in report.lines):
        labels = [metric.label for metric in other.metrics]
        yield f"The other dataset counts {quotes.names_text(labels) if labels else 'nothing'}."
    if unread := other.loaded.left_out:
        yield f"In the other dataset, {unread.text}."
    yield f"Compared with {names_of(other)}.{f' {other.license}.' if other.is_coded else ''}"


# A claim

#: How many figures like the claim a screen shows, and how many of all if there are fewer like it.
MOST_LIKE, MOST = 20, 6


def _claim_blocks(report: ClaimReport) -> Iterator[Block]:
    """The answer, the printed figures, the sum, and notes on what they do not say."""
    document, chronology = report.document, report.question.chronology
    yield Sentence(document.headline, bold=True)
    shown = _shown(document)
    yield Table(
        (Column("Printed"), Column("The claim")),
        [(_printed_words(chronology, figure), tuple(figure.comparison.split(", ", 1))) for figure in shown],
    )
    if more := len(document.figures) - len(shown):
        yield Sentence(f"{number_of(more, 'more printed figure')}. To list all, add -f csv.")
    yield Sentence(_sum(document.total))
    is_wider = any(set(figure.exceeds) - {Exceeds.ACTORS} for figure in shown)
    yield from (Caption(note) for note in document.notes if is_wider or note != WIDER_NOTE)


def _shown(document: ClaimDocument) -> Sequence[PrintedFigure]:
    """The figures like the claim, with the largest others if there are few; the nearest if there are none."""
    like = [one for one in document.figures if one.outcome in (ClaimOutcome.SAME_NUMBER, ClaimOutcome.FITS)]
    if not like:
        return sorted(document.figures, key=lambda figure: abs(figure.value - document.value))[:1]
    others = [figure for figure in document.figures if figure not in like] if len(like) < MOST else []
    chosen = [*like[:MOST_LIKE], *others[: MOST - len(like)]]
    return [figure for figure in document.figures if figure in chosen]


def _printed_words(chronology: Chronology, figure: PrintedFigure) -> tuple[str, ...]:
    """A figure as printed, with its source, days, places and paragraphs; then what to know about it."""
    label = chronology.metric[figure.metric].label
    source = f" ({chronology.source_short(figure.source)})" if figure.source else ""
    places = f", {quotes.place_names(chronology, figure.places)}" if figure.places else ""
    printed_in = "".join(
        f"{'' if chronology.publication else f', {chronology.publication_by_id[cited.publication].title}'}"
        f"{paragraphs_text(cited.paragraphs)}"
        for cited in figure.citations
    )
    words = f"{quotes.with_label(figure, label)}{source}, {days_text(figure.period)}{places}{printed_in}"
    return (words, figure.reason) if figure.reason else (words,)


def _sum(total: Total) -> str:
    """The sum of the question; a figure that is the whole answer, and that no other source contradicts, as printed."""
    if total.best is None:
        return "There is no sum for this question. That does not mean zero."
    words = re.sub(" reported|sum of ", "", total.quote) if total.our_sum else total.quote
    single = next((entry for entry in total.counted if entry.event == total.printed_by), None)
    if single is not None and not single.also_given:
        words = quotes.printed(single)
    others = "".join(f"; {part}" for part in left_out(total) if part.startswith(quotes.NOT_ADDED))
    return f"Sum of what is reported: {words}{others}"
