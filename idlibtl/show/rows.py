"""A report -> a header and tidy rows, for CSV and TSV."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from idlibtl.listings import Listing, Shown
from idlibtl.model.dates import Window
from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, PUBLICATION, Event
from idlibtl.read.files import Finding
from idlibtl.reports import Checked, Figures, Named, NamesReport, OfEvents, Report, Summaries
from idlibtl.show.cells import cell, picked
from idlibtl.show.quoted import left_out
from idlibtl.totals import quotes
from idlibtl.totals.total import DOUBT, Total, Totals, caveats

if TYPE_CHECKING:
    from idlibtl.totals.figures import FigureRow

TOTAL_COLUMNS = tuple(
    "metric asked by group parent first last best low high quote our_sum sources wider left_out".split()  # noqa: SIM905
)


def rows(  # noqa: PLR0911 - one for each report
    report: Report, chosen: Sequence[str] = ()
) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Return the report as a header and tidy rows, with the `chosen` fields of events or figures, or all."""
    match report:
        case Listing() | OfEvents() | Shown():
            return event_rows(report.events, chosen or report.question.chronology.event_fields)
        case Totals():
            return TOTAL_COLUMNS, (row for total in report.totals for row in _total_rows(total))
        case Figures():
            return figure_table(report.document, chosen or report.fields)
        case Summaries():
            header = (*report.kind.model_fields, "event_count")
            return header, (
                [cell(value) for value in (*dict(one.record).values(), one.event_count)] for one in report.summaries
            )
        case NamesReport():
            return Named._fields, ([cell(value) for value in name] for name in report.document)
        case Checked():
            return Finding._fields, report.document
        case _:
            from idlibtl.show.comparison_view import comparison_rows  # few commands need it

            return comparison_rows(report)


def event_rows(events: Iterable[Event], chosen: Sequence[str]) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Return events as rows of their fields."""
    return chosen, (
        [_figure_cells(event) if field == "figures" else cell(getattr(event, field)) for field in chosen]
        for event in events
    )


def figure_table(
    figures: "Iterable[FigureRow]", chosen: Sequence[str]
) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Return figures as rows of their fields. A word says that there is no place: an empty cell means the event's."""
    return chosen, ([_figure_value(field, getattr(row, field)) for field in chosen] for row in figures)


def _figure_value(field: str, value: object) -> object:
    return _NONE.get(field) if value in (None, ()) else cell(value)


#: The words in cells that, if empty, could be read as the event's value.
_NONE = {"source": PUBLICATION, "places": NO_PLACE, "attributed_to": NOT_ATTRIBUTED}


def _total_rows(total: Total) -> Iterator[Sequence[object]]:
    """One row, or one for each group: a wider figure of the whole answer need not be wider than each group."""
    unread = [total.left_out.text] if total.left_out else []
    notes = [note.rstrip(".") for note in caveats([total])]
    doubts = [f"in the whole total, {note.replace(' of these', '')}" for note in notes if DOUBT in note]
    words = [*unread, *doubts] if total.groups else [*left_out(total), *unread, *notes]
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
    cells = []
    for figure, remark in quotes.with_remarks(event):
        words = f"{figure.metric}: {quotes.printed(figure)}"
        if set(figure.places) != set(event.places):
            words += f" in {' and '.join(figure.places) or NO_PLACE}"
        if figure.period != event.span:
            words += f", {figure.period.stored}"
        if set(figure.attributed_to) != set(event.attributed_to):
            who = " and ".join(figure.attributed_to)
            words += f", attributed to {who}" if who else f", {NOT_ATTRIBUTED}"
        cells.append(f"{words} ({quotes.source_id(figure)}){remark}")
    return "; ".join(cells)
