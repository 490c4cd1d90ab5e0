"""A report -> a header and tidy rows, for CSV and TSV."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from idlibtl.listings import Listing, Shown
from idlibtl.model.dates import Window
from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, PUBLICATION, Citation, Event, Participation
from idlibtl.read.files import Finding
from idlibtl.reports import Checked, Comparison, Figures, Named, NamesReport, OfEvents, Report, Summaries
from idlibtl.show.about import left_out
from idlibtl.totals import quotes
from idlibtl.totals.total import Total, Totals, caveats

if TYPE_CHECKING:
    from idlibtl.compare.claim import PrintedFigure
    from idlibtl.compare.crosscheck import Line

#: A header, and the rows.
Rows = tuple[Sequence[str], Iterable[Sequence[object]]]

TOTAL_COLUMNS = tuple(
    "metric asked by group parent first last best low high quote our_sum sources wider left_out".split()  # noqa: SIM905
)


def rows(report: Report, chosen: Sequence[str] = ()) -> Rows:
    """Return the report as a header and tidy rows, with the `chosen` fields of events or figures, or all."""
    match report:
        case Listing() | OfEvents() | Shown():
            header: Sequence[str] = chosen or report.question.chronology.event_fields
            lines: Iterable[Sequence[object]] = (
                [_figure_cells(one) if key == "figures" else cell(getattr(one, key)) for key in header]
                for one in report.events
            )
        case Totals():
            header, lines = TOTAL_COLUMNS, (row for total in report.totals for row in _total_rows(total))
        case Figures():
            header = chosen or report.fields
            lines = ([_figure_cell(key, getattr(one, key)) for key in header] for one in report.document)
        case Summaries():
            header = (*report.kind.model_fields, "event_count")
            records = ((*dict(one.record).values(), one.event_count) for one in report.summaries)
            lines = (list(map(cell, values)) for values in records)
        case NamesReport():
            header, lines = Named._fields, (list(map(cell, name)) for name in report.document)
        case Checked():
            header, lines = Finding._fields, report.document
        case _:
            return _comparison_rows(report)
    return header, lines


def _figure_cell(field: str, value: object) -> object:
    """A field of a figure. A word says that there is no place: an empty cell means the event's."""
    return _NONE.get(field) if value in (None, ()) else cell(value)


#: The words in cells that, if empty, could be read as the event's value.
_NONE = {"source": PUBLICATION, "places": NO_PLACE, "attributed_to": NOT_ATTRIBUTED}


def _total_rows(total: Total) -> Iterator[Sequence[object]]:
    """One row, or one for each group: a wider figure of the whole answer need not be wider than each group."""
    unread = [total.left_out.text] if total.left_out else []
    notes = [note.rstrip(".") for note in caveats([total])]
    of_whole = [f"in the whole total, {note.replace(' of these', ' of the')}" for note in notes if note[0].isdigit()]
    words = [*unread, *of_whole] if total.groups else [*left_out(total), *unread, *notes]
    more: dict[str, object] = {
        "metric": total.metric,
        "asked": total.asked,
        "by": total.by,
        "left_out": "; ".join(words),
    }
    for group in total.groups or ():
        yield picked(TOTAL_COLUMNS, group, more)
    if total.groups is None:
        window = total.window or Window()
        sources = {quotes.source_id(figure) for entry in total.counted for figure in (entry, *entry.also_given)}
        if total.best is not None and not sources:  # rows of coded data are too many to be listed
            sources = {PUBLICATION}
        more |= {"group": None, "parent": None, "sources": tuple(sorted(sources)), "wider": bool(total.wider)}
        yield picked(TOTAL_COLUMNS, total, more | {"first": window.first, "last": window.last})


def _figure_cells(event: Event) -> str:
    """The figures, each with its places, days and attribution if they are not those that the event's row has."""
    cells, metrics = list[str](), set[str]()
    for figure in event.figures:
        words = f"{figure.metric}: {quotes.printed(figure)}"
        if set(figure.places) != set(event.places):
            words += f" in {' and '.join(figure.places) or NO_PLACE}"
        if figure.period != event.span:
            words += f", {figure.period.stored}"
        if set(figure.attributed_to) != set(event.attributed_to):
            who = " and ".join(figure.attributed_to)
            words += f", attributed to {who}" if who else f", {NOT_ATTRIBUTED}"
        also_given = ", also given" if figure.metric in metrics else ""
        metrics.add(figure.metric)
        cells.append(f"{words} ({quotes.source_id(figure)}){also_given}{', replaced' if event.replaced_by else ''}")
    return "; ".join(cells)


# Cross-checks and claims

_CROSSCHECK_COLUMNS = """
    event metric first last approximate places wording source low best high theirs_low theirs_best theirs_high outcome
    reason rows rows_with_figure straddling same_source other_looks
"""
_CLAIM_COLUMNS = """
    claim claim_low claim_high outcome by reason event metric first last approximate wording printed_value hedge
    printed_low printed_high source places attributed_to exceeds paragraphs sum sum_headline
"""


def _comparison_rows(report: Comparison) -> Rows:
    """A row for each figure, or each line of a cross-check."""
    from idlibtl.compare.crosscheck import Crosscheck  # few commands need it

    if isinstance(report, Crosscheck):
        columns = (*_CROSSCHECK_COLUMNS.split(), *(("ids", "straddling_ids") if report.with_ids else ()))
        return columns, (picked(columns, line.compared, _line_values(line)) for line in report.lines)
    claimed, claim_columns = report.document, _CLAIM_COLUMNS.split()
    same: dict[str, object] = {
        "claim": claimed.claim,
        "claim_low": claimed.low,
        "claim_high": claimed.high,
        "sum": claimed.total.best,
        "sum_headline": "; ".join((claimed.total.headline, *(note.rstrip(".") for note in caveats([claimed.total])))),
    }
    return claim_columns, (picked(claim_columns, figure, same | _figure_values(figure)) for figure in claimed.figures)


def _line_values(line: "Line") -> Mapping[str, object]:
    """The cells of a row that are not fields of the comparison."""
    figure, compared = line.figure, line.compared
    looks = (f"{look.look}: {look.estimate} {look.outcome}" for look in compared.other_looks)
    return {
        "source": quotes.source_id(figure) if figure else None,
        "other_looks": tuple(" ".join(look.split()) for look in looks),
        **{f"theirs_{end}": getattr(compared.theirs, end) for end in ("low", "best", "high")},
    }


def _figure_values(figure: "PrintedFigure") -> dict[str, object]:
    """The cells of a row that are not fields of the figure."""
    return {
        "first": figure.period.first,
        "last": figure.period.last,
        "approximate": figure.period.approximate,
        "wording": quotes.printed(figure),
        "printed_value": figure.value,
        "source": quotes.source_id(figure),
    }


# Cells, here and in the tables of exports


def picked(columns: Sequence[str], record: object, more: Mapping[str, object]) -> Sequence[object]:
    """Return the row of a record: for each column the value in `more`, else the field with that name, as a cell."""
    return [cell(more[column] if column in more else getattr(record, column)) for column in columns]


def cell(value: object) -> object:
    """Return a value as a cell of a tidy row; a list is one cell, with semicolons."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(in_cell, value)) if isinstance(value, tuple) else value


def in_cell(value: object) -> str:
    """Return one item of a list in a cell: `russia (attacker)`, `herald 3 4 https://example.org/page`."""
    match value:
        case Participation(actor=actor, role=role):
            return f"{actor} ({role.value})"
        case Citation(publication=publication, paragraphs=paragraphs, url=url):
            return " ".join([publication, *map(str, paragraphs), *([url] if url else ())])
        case _:
            return str(value)
