"""A claim -> blocks for people, and tidy rows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from idlibtl.compare.claim import WIDER_NOTE, ClaimDocument, ClaimOutcome, ClaimReport, PrintedFigure, nearest
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import days_text
from idlibtl.model.vocabulary import Exceeds
from idlibtl.show.blocks import Block, Column, Sentence, Table
from idlibtl.show.rows import picked
from idlibtl.totals import quotes
from idlibtl.totals.sentences import paragraphs_text

#: How many figures a screen shows: of those like the claim, and of all if there are fewer of those.
MOST_LIKE, MOST = 20, 6

_NOT_REPORTED = 'No sum is reported for this question. "Not reported" does not mean zero.'

_CLAIM_COLUMNS = """
    claim claim_low claim_high outcome by reason event metric first last wording printed_value hedge printed_low
    printed_high source places attributed_to exceeds paragraphs sum
"""
CLAIM_COLUMNS = tuple(_CLAIM_COLUMNS.split())


def claim_blocks(report: ClaimReport) -> Iterator[Block]:
    """Return the answer, the printed figures, the sum, and what they do not say."""
    document, chronology = report.document, report.question.chronology
    yield Sentence(document.headline, bold=True)
    shown = _shown(document)
    yield Table(
        (Column("Printed"), Column("The claim")),
        [(_printed(chronology, figure), tuple(figure.comparison.split(", ", 1))) for figure in shown],
    )
    if more := len(document.figures) - len(shown):
        yield Sentence(f"{more:,} more printed {'figure' if more == 1 else 'figures'}. To list all, add -f csv.")
    is_reported = document.total.best is not None
    yield Sentence(f"Sum of what is reported: {_sum(document)}" if is_reported else _NOT_REPORTED)
    is_wider = any(set(figure.exceeds) - {Exceeds.ACTORS} for figure in shown)
    yield from (Sentence(note) for note in document.notes if is_wider or note != WIDER_NOTE)


def _shown(document: ClaimDocument) -> Sequence[PrintedFigure]:
    """The figures like the claim, with the largest others if there are few; the nearest if there are none."""
    like = [one for one in document.figures if one.outcome in (ClaimOutcome.SAME_NUMBER, ClaimOutcome.FITS)]
    if not like:
        return [figure for figure in [nearest(document)] if figure]
    others = [figure for figure in document.figures if figure not in like] if len(like) < MOST else []
    chosen = [*like[:MOST_LIKE], *others[: MOST - len(like)]]
    return [figure for figure in document.figures if figure in chosen]


def _printed(chronology: Chronology, figure: PrintedFigure) -> tuple[str, ...]:
    """A figure as printed, with its source, days, places and paragraphs; then what to know of it."""
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


def _sum(document: ClaimDocument) -> str:
    total = document.total
    single = next((entry for entry in total.counted if entry.event == total.printed_by), None)
    if single is not None and not single.also_given:
        return quotes.printed(single)
    return re.sub(" reported|sum of ", "", total.quote) if total.our_sum else total.quote


def claim_rows(report: ClaimReport) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Return a header, and a row for each printed figure."""
    document = report.document
    of_all = {
        "claim": document.claim,
        "claim_low": document.low,
        "claim_high": document.high,
        "sum": document.total.best,
    }

    def more(figure: PrintedFigure) -> Mapping[str, object]:
        days = {"first": figure.period.first, "last": figure.period.last}
        printed = {"wording": quotes.printed(figure), "printed_value": figure.value}
        return {**of_all, **days, **printed, "source": quotes.source_id(figure)}

    return CLAIM_COLUMNS, (picked(CLAIM_COLUMNS, figure, more(figure)) for figure in document.figures)
