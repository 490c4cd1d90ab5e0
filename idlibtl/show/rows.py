"""A report -> a header and tidy rows: what CSV and TSV say."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from idlibtl.listings import Listing, Shown
from idlibtl.model.dates import Window
from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, PUBLICATION, Citation, Event, Figure, Scope
from idlibtl.read.files import Finding
from idlibtl.reports import Checked, Figures, Named, NamesReport, OfEvents, Report, Summaries
from idlibtl.totals import quotes
from idlibtl.totals.total import Total, Totals

if TYPE_CHECKING:
    from idlibtl.totals.figures import FigureRow

TOTAL_COLUMNS = tuple(
    "metric group parent first last best low high quote our_sum sources wider headline".split()  # noqa: SIM905 - short
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
            return figure_table(report.rows, chosen or report.fields)
        case Summaries():
            header = (*report.kind.model_fields, "event_count")
            return header, (
                [_cell(value) for value in (*dict(one.record).values(), one.event_count)] for one in report.summaries
            )
        case NamesReport():
            return Named._fields, ([_cell(value) for value in name] for name in report.named)
        case Checked():
            return Finding._fields, report.findings
        case _:
            from idlibtl.show.comparison_view import comparison_rows  # two commands in many

            return comparison_rows(report)


def event_rows(events: Iterable[Event], chosen: Sequence[str]) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Return events as rows of their fields."""
    cells = [_EVENT_CELLS[field] for field in chosen]
    return chosen, ([cell(event) for cell in cells] for event in events)


def figure_table(
    figures: "Iterable[FigureRow]", chosen: Sequence[str]
) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Return figures as rows of their fields. Where there is nothing, an empty cell could be read as the event's."""
    return chosen, ([_figure_value(field, getattr(row, field)) for field in chosen] for row in figures)


def _figure_value(field: str, value: object) -> object:
    return _NONE.get(field) if value in (None, ()) else _cell(value)


#: What is in a cell that would be empty, and could be read as what the event says.
_NONE = {"source": PUBLICATION, "places": NO_PLACE, "attributed_to": NOT_ATTRIBUTED}


def _total_rows(total: Total) -> Iterator[Sequence[object]]:
    """One row, or one a group. The headline is that of the whole answer, with what is left out."""
    if total.groups is None:
        window = total.window or Window()
        sources = {quotes.source_id(figure) for entry in total.counted for figure in (entry, *entry.also_given)}
        yield (
            *(total.metric, None, None, window.first, window.last, total.best, total.low, total.high, total.quote),
            *(_cell(total.our_sum), "; ".join(sorted(sources)), _cell(bool(total.wider)), total.headline),
        )
    for group in total.groups or ():
        yield (
            *(total.metric, group.group, group.parent, group.first, group.last, group.best, group.low, group.high),
            *(group.quote, _cell(group.our_sum), "; ".join(group.sources), _cell(group.wider), total.headline),
        )


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(_in_cell, value)) if isinstance(value, tuple) else value


def _in_cell(value: object) -> str:
    """One of several things in a cell; a citation as `herald 3 4 https://example.org/page`."""
    if isinstance(value, Citation):
        return " ".join([value.publication, *map(str, value.paragraphs), *([value.url] if value.url else ())])
    return str(value)


def _figure_cells(event: Event) -> str:
    return "; ".join(f"{_figure_cell(figure)}{remark}" for figure, remark in quotes.with_remarks(event))


def _figure_cell(figure: Figure) -> str:
    days = f", {figure.period.first}/{figure.period.last or '..'}" if figure.scope is Scope.CUMULATIVE else ""
    return f"{figure.metric}: {quotes.printed(figure)}{days} ({quotes.source_id(figure)})"


#: The fields of an event, each as one cell.
_EVENT_CELLS: Mapping[str, Callable[[Event], object]] = {
    "id": lambda event: event.id,
    "date": lambda event: event.date,
    "date_text": lambda event: event.date_text,
    "title": lambda event: event.title,
    "summary": lambda event: event.summary,
    "kinds": lambda event: "; ".join(event.kinds),
    "phase": lambda event: event.phase,
    "actors": lambda event: "; ".join(f"{part.actor} ({part.role.value})" for part in event.actors),
    "places": lambda event: "; ".join(event.places),
    "citations": lambda event: _cell(event.citations),
    "source": lambda event: event.source,
    "figures": _figure_cells,
    "paragraphs": lambda event: "; ".join(map(str, event.paragraphs)),
    "replaced_by": lambda event: event.replaced_by,
    "note": lambda event: event.note,
    "first": lambda event: event.first,
    "last": lambda event: event.last,
    "approximate": lambda event: _cell(event.approximate),
    "attributed_to": lambda event: "; ".join(event.attributed_to),
}
