"""Figures -> blocks: each as printed, and what became of it."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import days_text
from idlibtl.model.vocabulary import Status
from idlibtl.reports import Figures
from idlibtl.show.blocks import ALWAYS, Block, Caption, Column, Heading, Sentence, Table
from idlibtl.show.describe import left_out_words
from idlibtl.show.quoted import own_words, typed
from idlibtl.show.rows import figure_table
from idlibtl.totals import quotes
from idlibtl.totals.figures import FigureRow

_COLUMNS = (
    Column("Date", "cyan", width=17),
    Column("Figure", "number"),
    Column("In the total", beneath=ALWAYS),
    Column("Event", "dim", beneath=ALWAYS),
    Column("ID", "dim", beneath=ALWAYS),
)


def figures_blocks(report: Figures, fields: Sequence[str] = ()) -> Iterator[Block]:
    """Yield the rows of the figures, with the chosen fields if any are."""
    number = f"{len(report.rows):,} figure{'s' * (len(report.rows) != 1)}"
    asked = quotes.asked_text(report.question).strip(" ,")
    title = report.remark or number
    yield Heading(title, f"Asked: {asked}") if asked else Sentence(title, bold=True)
    if fields:
        header, rows = figure_table(report.rows, fields)
        cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
        yield Table(tuple(Column(field) for field in header), cells)
        return
    yield Table(_COLUMNS, (_cells(report.question.chronology, row) for row in report.rows), headed=False, gap=2)
    if any(row.status is Status.INCLUDED for row in report.rows):
        sums = typed("totals", report.question.asked)
        yield Caption(f"Do not add these figures up: some include others. Sums: {sums}")


def _cells(chronology: Chronology, row: FigureRow) -> tuple[str, ...]:
    """The days of a figure, the figure with what it counts and who gives it, what became of it, and its event."""
    event = chronology.event[row.event]
    figure = next(one for one in event.figures if (one.metric, one.source) == (row.metric, row.source))
    words = quotes.with_source(chronology, figure, chronology.metric[row.metric].label) + quotes.counted_as(figure)
    return (
        days_text(figure.period),
        own_words(words, chronology),
        _status_words(row, event.replaced_by),
        event.title,
        row.event,
    )


def _status_words(row: FigureRow, replaced_by: str | None) -> str:
    """What became of a figure, in words."""
    match row.status:
        case Status.COUNTED:
            is_split = row.share is not None and row.share != row.printed_value
            words = f"counted; adds {row.share:,} to the figures that it includes" if is_split else "counted"
        case Status.INCLUDED:
            words = f"included in {row.inside}"
        case Status.ALTERNATIVE:
            words = "also given, for the same people as the figure before it"
        case Status.MAY_REPEAT | Status.WIDER | Status.NOT_ATTRIBUTED:
            words = left_out_words(row.status)
        case Status.REPLACED:
            words = f"not counted: replaced by {replaced_by}"
        case _:
            assert_never(row.status)
    return words
