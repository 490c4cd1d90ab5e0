"""Cross-checks and claims -> a header and tidy rows: what CSV and TSV say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import assert_never

from idlibtl.compare.claim import ClaimReport, Standing
from idlibtl.compare.crosscheck import Crosscheck, Line
from idlibtl.model.records import Citation
from idlibtl.reports import Comparison
from idlibtl.show.comparison_view import three
from idlibtl.totals import quotes

CROSSCHECK_COLUMNS = (
    *("event", "metric", "first", "last", "places", "wording", "source", "low", "best", "high"),
    *("theirs_low", "theirs_best", "theirs_high", "outcome", "reason", "rows", "rows_with_figure", "straddling"),
    *("same_source", "other_looks"),
)

#: What a row of a claim says of the claim itself, before how it stands to one number.
CLAIM_COLUMNS = ("claim", "claim_low", "claim_high")


def comparison_rows(report: Comparison) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """A cross-check as a row a figure; a claim as a row for each number that it is held against."""
    match report:
        case Crosscheck():
            more = ("ids", "straddling_ids") if report.with_ids else ()
            return (*CROSSCHECK_COLUMNS, *more), (
                (*_line(line), *(_cell(getattr(line.compared, name)) for name in more)) for line in report.lines
            )
        case ClaimReport():
            names = tuple(field.name for field in fields(Standing))
            return (*CLAIM_COLUMNS, *names), _standings(report, names)
        case _:
            assert_never(report)


def _line(line: Line) -> Sequence[object]:
    found, figure = line.compared, line.figure
    span = figure.period if figure else line.event.span
    looks = (f"{look.look}: {three(look.low, look.best, look.high)} {look.outcome}" for look in found.other_looks)
    return (
        *(found.event, found.metric, span.first, span.last),
        _cell(figure.places if figure else line.event.places),
        *(found.wording, quotes.source_id(figure) if figure else None, found.low, found.best, found.high),
        *(found.theirs.low, found.theirs.best, found.theirs.high, found.outcome, found.reason),
        *(found.rows, found.rows_with_figure, found.straddling, found.same_source),
        "; ".join(" ".join(look.split()) for look in looks),
    )


def _standings(report: ClaimReport, names: Sequence[str]) -> Iterator[Sequence[object]]:
    found = report.document
    for standing in (found.total, *found.figures):
        yield found.words, found.low, found.high, *(_cell(getattr(standing, name)) for name in names)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Citation):
        return " ".join((value.publication, ", ".join(map(str, value.paragraphs)))).strip()
    return "; ".join(str(_cell(each)) for each in value) if isinstance(value, tuple) else value
