"""Figures -> blocks: one row a figure, as printed, and what became of it."""

from collections.abc import Iterator, Sequence

from idlibtl.reports import Figures
from idlibtl.show.blocks import Block, Caption, Column, Table
from idlibtl.show.rows import figure_table
from idlibtl.totals import quotes


def figures_blocks(report: Figures, fields: Sequence[str] = ()) -> Iterator[Block]:
    """Yield the rows of the figures, with the chosen fields if any are."""
    yield Caption(report.question.timeline.title)
    if fields:
        header, rows = figure_table(report.rows, fields)
        cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
        yield Table(tuple(Column(field) for field in header), cells)
        return
    timeline = report.question.timeline
    yield Table(
        (
            Column("Event"),
            Column("Figure"),
            Column("Status"),
            Column("Share", right=True, whole=True),
            Column("Source", style="dim", beneath=72),
            Column("ID", style="dim", beneath=150),
        ),
        [
            (
                quotes.titled(timeline.event[row.event]),
                f"{row.wording or row.printed_value} {timeline.metric[row.metric].label}",
                row.status.value,
                "" if row.share is None else f"{row.share:,}",
                row.source or "publication",
                row.event,
            )
            for row in report.rows
        ],
    )
