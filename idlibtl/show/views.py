"""A report -> blocks, for people."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from idlibtl.listings import Listing, Shown
from idlibtl.query.question import Question, notes
from idlibtl.show.about import caveat, foot, with_data
from idlibtl.show.blocks import Block, Caption, Sentence

if TYPE_CHECKING:
    from idlibtl.reports import Report


def blocks(report: "Report", fields: Sequence[str] = (), data: Sequence[str] = ()) -> Iterator[Block]:
    """Yield the report as headings, sentences and tables, and a foot; nothing if nothing matches.

    `data` are the files that it is from.
    """
    block = None
    for block in _answer(report, fields):
        yield block._replace(text=with_data(block.text, data)) if isinstance(block, Caption | Sentence) else block
    question: Question | None = getattr(report, "question", None)
    if block is None or question is None:
        return
    chronology = question.chronology
    if chronology.loaded.left_out and not getattr(report, "has_headlines", False):
        yield Sentence(f"{chronology.loaded.left_out.text}.", style="yellow")
    if not isinstance(report, Shown):  # its citations say more
        yield from (Caption(note, markdown="") for note in notes(question) if note not in report.remark)
        yield Caption(foot(chronology), markdown=caveat(chronology))


def _answer(report: "Report", fields: Sequence[str]) -> Iterator[Block]:
    """The report without its foot. The most frequent reports do not import what others need."""
    if isinstance(report, Listing | Shown):
        from idlibtl.show.events_view import events_blocks

        return events_blocks(report, fields)
    from idlibtl.totals.total import Totals

    if isinstance(report, Totals):
        from idlibtl.show.totals_view import totals_blocks

        return totals_blocks(report)
    from idlibtl.show.reports_view import reports_blocks

    return reports_blocks(report, fields)
