"""Cross-checks and claims -> blocks. Every line says what it rests on, so that it is not taken for more than it is."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from idlibtl.compare.claim import Basis, ClaimDocument, ClaimReport, Standing
from idlibtl.compare.crosscheck import Compared, Crosscheck, Line
from idlibtl.compare.outcomes import Estimate, Outcome
from idlibtl.model.dates import days_text
from idlibtl.model.records import Citation, Figure
from idlibtl.model.timeline import Timeline
from idlibtl.reports import Comparison
from idlibtl.show.blocks import Block, Cell, Column, Heading, Sentence, Table
from idlibtl.show.totals_view import what_was_asked
from idlibtl.totals import quotes
from idlibtl.totals.notes import Convention, is_hedged

_DATE = Column("Date", style="cyan", whole=True)
_ID = Column("ID", style="dim", beneath=150)


def comparison_blocks(report: Comparison) -> Iterator[Block]:
    """The report of crosscheck or claim as headings, sentences and tables."""
    match report:
        case Crosscheck():
            yield from _crosscheck(report)
        case ClaimReport():
            yield from _claim(report)
        case _:
            assert_never(report)


def three(low: int | None, best: int | None, high: int | None) -> str:
    """Low, best and high in a word: 13/15/17, 45/45/open, 0/?/483; nothing where there is no low."""
    if low is None:
        return ""
    return f"{low:,}/{'?' if best is None else f'{best:,}'}/{'open' if high is None else f'{high:,}'}"


# The cross-check

_OF_OURS = {
    Outcome.AGREES: "ours agrees",
    Outcome.LOWER: "ours is lower",
    Outcome.HIGHER: "ours is higher",
    Outcome.NOT_CONTRADICTED: "ours is not contradicted",
    Outcome.NOTHING_FOUND: "nothing found",
    Outcome.NOT_COMPARABLE: "not comparable",
}


def _crosscheck(report: Crosscheck) -> Iterator[Block]:
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


# A claim

_OF_THE_CLAIM = {
    Outcome.AGREES: "the claim agrees",
    Outcome.LOWER: "the claim is lower",
    Outcome.HIGHER: "the claim is higher",
    Outcome.NOT_CONTRADICTED: "the claim is not contradicted",
    Outcome.NOTHING_FOUND: "nothing found",
    Outcome.NOT_COMPARABLE: "not comparable",
}


def _claim(report: ClaimReport) -> Iterator[Block]:
    found = report.document
    yield Sentence(f'The claim: "{found.words}" {found.label}, read as {_range(found)}.', bold=True)
    yield Sentence(f"{what_was_asked(report.question)}.")
    yield Sentence(f"Total: {found.headline}.")
    yield Table(
        (Column("Covers", style="cyan", whole=True), Column("Reported"), Column("How the claim stands"), _ID),
        [_standing(report, standing) for standing in _standings(found)],
    )
    if found.total.our_sum:
        yield Heading(f"Added up ({len(found.counted)})")
        timeline = report.question.timeline
        rows = []
        for entry in found.counted:
            told = quotes.with_sources((entry, *entry.also_given), _what(report, entry.metric))
            printed = f"{told}{_cited(timeline, timeline.cited(timeline.event[entry.event]))}"
            rows.append((days_text(entry.period), (printed, timeline.event[entry.event].title), entry.event))
        yield Table((_DATE, Column("Figure"), _ID), rows)
    yield Heading("Notes")
    yield from map(Sentence, found.notes)


def _range(found: ClaimDocument) -> str:
    if found.high is None:
        return f"{found.low:,} or more"
    return f"{found.low:,}" if found.low == found.high else f"{found.low:,} to {found.high:,}"


def _standings(found: ClaimDocument) -> Iterator[Standing]:
    """The total and the figures; no total where it is one of the figures, bounds and all."""
    total = found.total
    same = [figure for figure in found.figures if figure.event == total.event and _numbers(figure) == _numbers(total)]
    if len(same) != 1:
        yield total
    yield from found.figures


def _numbers(standing: Standing) -> tuple[int | None, ...]:
    return standing.low, standing.best, standing.high


def _standing(report: ClaimReport, standing: Standing) -> tuple[Cell, ...]:
    timeline = report.question.timeline
    said = (_OF_THE_CLAIM[standing.outcome], *((standing.reason,) if standing.reason else ()))
    numbers = three(standing.low, standing.best, standing.high)
    if standing.basis is Basis.TOTAL:
        told = f"total: {standing.wording}{f': {numbers}' if numbers else ''}{_cited(timeline, standing.citations)}"
        return "what was asked", told, said, standing.event or ""
    assert standing.first
    assert standing.event
    event = timeline.event[standing.event]
    where = quotes.names_text(timeline.place[place].name for place in standing.places) if standing.places else ""
    told = (
        f"{standing.wording}{_what(report, standing.metric)} ({', '.join(standing.sources)})"
        f"{f' in {where}' if where else ''}: {numbers}{_cited(timeline, standing.citations)}"
    )
    return _covers(report, standing), (told, event.title), said, event.id


def _covers(report: ClaimReport, standing: Standing) -> str:
    """The days of a figure, as its source states them."""
    figures = report.question.timeline.figures_of[standing.metric][standing.event or ""]
    return days_text(figures[0].period)


def _what(report: ClaimReport, metric: str) -> str:
    return f" {report.question.timeline.metric[metric].label}"


def _cited(timeline: Timeline, citations: Sequence[Citation]) -> str:
    """The paragraphs that a number stands in; with the publication where there are several."""
    told = ""
    for publication in dict.fromkeys(cited.publication for cited in citations):
        found = {each for cited in citations if cited.publication == publication for each in cited.paragraphs}
        if not timeline.publication:
            told += f", {timeline.publication_by_id[publication].title}"
        if found:
            told += f", paragraph{'s' if len(found) > 1 else ''} {', '.join(map(str, sorted(found)))}"
    return told
