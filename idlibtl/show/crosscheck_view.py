"""A cross-check -> blocks for people, and tidy rows. Every line says what it rests on."""

from collections.abc import Iterable, Iterator, Sequence

from idlibtl.compare.crosscheck import Compared, Crosscheck, Line
from idlibtl.compare.outcomes import Estimate, Outcome
from idlibtl.model.dates import days_text
from idlibtl.model.records import Figure
from idlibtl.model.timeline import Timeline
from idlibtl.show.blocks import Block, Cell, Column, Heading, Sentence, Table
from idlibtl.totals import quotes
from idlibtl.totals.notes import Convention, is_hedged

_DATE = Column("Date", style="cyan", whole=True)
_ID = Column("ID", style="dim", beneath=150)

CROSSCHECK_COLUMNS = (
    *("event", "metric", "first", "last", "places", "wording", "source", "low", "best", "high"),
    *("theirs_low", "theirs_best", "theirs_high", "outcome", "reason", "rows", "rows_with_figure", "straddling"),
    *("same_source", "other_looks"),
)


def three(low: int | None, best: int | None, high: int | None) -> str:
    """Low, best and high in a word: 13/15/17, 45/45/open, 0/?/483; nothing where there is no low."""
    if low is None:
        return ""
    return f"{low:,}/{'?' if best is None else f'{best:,}'}/{'open' if high is None else f'{high:,}'}"


_OF_OURS = {
    Outcome.AGREES: "ours agrees",
    Outcome.LOWER: "ours is lower",
    Outcome.HIGHER: "ours is higher",
    Outcome.NOT_CONTRADICTED: "ours is not contradicted",
    Outcome.NOTHING_FOUND: "nothing found",
    Outcome.NOT_COMPARABLE: "not comparable",
}


def crosscheck_blocks(report: Crosscheck) -> Iterator[Block]:
    """The report as headings, sentences and tables."""
    ours, theirs = report.question.timeline, report.beside
    name = quotes.names_text(each.title for each in theirs.all_publications)
    yield Sentence(f"{ours.title}, beside {name}", bold=True)
    yield Sentence(
        "Each line is a figure of ours, and beside it what the rows of the other dataset add up to on the same days in"
        " the same places. It is no confirmation: both may rest on the same source."
    )
    compared = [line for line in report.figures if _is_counted_there(line.compared)]
    others = [line for line in report.figures if not _is_counted_there(line.compared)]
    if compared:
        yield Heading(f"Figures ({len(compared)})")
        yield Table(
            (_DATE, Column("Ours"), Column("Theirs"), Column("It rests on", beneath=120), _ID),
            [
                (_days(line), _ours(ours, line), _theirs(line.compared), _rests_on(line), line.event.id)
                for line in compared
            ],
        )
    if others:
        yield Heading(f"Not in the other dataset ({len(others)})")
        yield Table(
            (_DATE, Column("Ours"), Column("Theirs"), _ID),
            [
                (_days(line), _ours(ours, line), ("not comparable", line.compared.reason or ""), line.event.id)
                for line in others
            ],
        )
    if report.records:
        yield Heading(f"Records without a figure ({len(report.records)})")
        yield Table(
            (_DATE, Column("Event"), Column("Their rows on these days in these places"), _ID),
            [
                (days_text(line.event.span), line.event.title, _of_a_record(line.compared), line.event.id)
                for line in report.records
            ],
        )
    yield Heading("Notes")
    yield from map(Sentence, _crosscheck_notes(report, compared))


def _is_counted_there(compared: Compared) -> bool:
    """Whether the other dataset counts what the figure counts."""
    return compared.outcome is not Outcome.NOT_COMPARABLE or compared.theirs.low is not None


def _days(line: Line) -> str:
    assert line.figure
    return days_text(line.figure.period)


def _ours(timeline: Timeline, line: Line) -> Cell:
    figure = line.figure
    assert figure
    said = quotes.with_sources((figure,), f" {timeline.metric[figure.metric].label}")
    where = f" in {_where(timeline, figure)}" if figure.places else ""
    found = line.compared
    return f"{said}{where}: {three(found.low, found.best, found.high)}", line.event.title


def _where(timeline: Timeline, figure: Figure) -> str:
    return quotes.names_text(timeline.place[place].name for place in figure.places)


def _theirs(compared: Compared) -> Cell:
    assert compared.outcome
    sum_ = compared.theirs
    numbers = three(sum_.low, sum_.best, sum_.high)
    return (numbers, _OF_OURS[compared.outcome]) if numbers else (_OF_OURS[compared.outcome],)


def _rests_on(line: Line) -> Cell:
    """What an answer rests on: rows, sources, reasons, and what other days or another place would give."""
    compared = line.compared
    told = list(_rows(compared)) if compared.rows or compared.straddling else []
    if compared.same_source is not None and compared.rows:
        told.append(f"rests on the same source in {compared.same_source:,} of {compared.rows:,} rows")
        if line.unnamed:
            told.append(f"{line.unnamed:,} rows name no source")
    elif compared.rows and line.unnamed == compared.rows:
        told.append("their sources are not named")
    elif compared.rows:
        told.append("ours names no source")
    if compared.reason:
        told.append(compared.reason)
    for look in compared.other_looks:
        numbers = three(look.low, look.best, look.high)
        told.append(f"but {look.look}: {f'{numbers}, ' if numbers else ''}{_OF_OURS[look.outcome]}")
    return tuple(told)


def _rows(compared: Compared) -> Iterator[str]:
    """How many rows were counted, how many of them without a figure, and how many lie there only in part."""
    yield "1 row" if compared.rows == 1 else f"{compared.rows:,} rows" if compared.rows else "no row"
    if compared.rows_with_figure is not None and (without := compared.rows - compared.rows_with_figure):
        yield f"{without:,} without a figure"
    if compared.straddling:
        yield f"{compared.straddling:,} only partly there, not counted"
    ids = getattr(compared, "ids", ())
    if ids:
        yield f"counted: {', '.join(ids)}"
    if partly := getattr(compared, "straddling_ids", ()):
        yield f"partly there: {', '.join(partly)}"


def _of_a_record(compared: Compared) -> Cell:
    return (*_rows(compared), *((compared.reason,) if compared.reason else ()))


def _crosscheck_notes(report: Crosscheck, compared: list[Line]) -> Iterator[str]:
    outcomes = {line.compared.outcome for line in compared}
    numbers = [Estimate(line.compared.low, line.compared.best, line.compared.high) for line in compared]
    numbers += [line.compared.theirs for line in compared]
    if compared:
        yield "Numbers are low/best/high. The word is said of ours."
    if any(each.low is not None and each.best is None for each in numbers):
        yield "? is not told: the rows give only bounds of this number."
    if any(each.low is not None and each.high is None for each in numbers):
        yield "Open is without an upper bound."
    for outcome, meaning in _MEANINGS.items():
        if outcome in outcomes:
            yield meaning
    if any(line.figure and is_hedged(line.figure) for line in compared):
        yield Convention.TOLERANCE.value
    if any(line.compared.other_looks for line in compared):
        yield (
            '"But" shows what other days or another place would give, where the word would be another.'
            " It helps to find an event that the other dataset dates or places otherwise. It is not the answer."
        )
    if report.records:
        yield "A row there is no sign that it tells of the same event."
    if len(compared) < len(report.figures):
        labels = [metric.label for metric in report.beside.metrics]
        yield f"The other dataset counts {quotes.names_text(labels) if labels else 'nothing'}."
    if report.beside.left_out_remark:
        yield f"Of the other dataset {report.beside.left_out_remark}."
    for theirs in report.beside.all_publications:
        yield f"Beside: {theirs.title} ({theirs.kind}).{f' {theirs.note}' if theirs.note else ''}"


_MEANINGS = {
    Outcome.AGREES: (
        "Agrees: the two ranges overlap. That is no confirmation. Where rows rest on the same source, one source is"
        " told twice."
    ),
    Outcome.LOWER: "Lower, higher: the two ranges do not meet.",
    Outcome.HIGHER: "Lower, higher: the two ranges do not meet.",
    Outcome.NOT_CONTRADICTED: "Not contradicted: the ranges overlap, and one of them is open upwards.",
    Outcome.NOTHING_FOUND: "Nothing found: no row is counted there that has such a figure. That is not 0.",
    Outcome.NOT_COMPARABLE: "Not comparable: the other dataset has no such figures, or does not tell enough.",
}


# Tidy rows


def crosscheck_rows(report: Crosscheck) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """A row a figure."""
    more = ("ids", "straddling_ids") if report.with_ids else ()
    return (*CROSSCHECK_COLUMNS, *more), (
        (*_line(line), *(_cell(getattr(line.compared, name)) for name in more)) for line in report.lines
    )


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


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else value
