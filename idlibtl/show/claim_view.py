"""A claim -> blocks for people, and tidy rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from idlibtl.compare.claim import Basis, ClaimDocument, ClaimReport, Standing
from idlibtl.compare.outcomes import Outcome
from idlibtl.model.dates import days_text
from idlibtl.model.records import Citation
from idlibtl.model.timeline import Timeline
from idlibtl.show.blocks import Block, Cell, Column, Heading, Sentence, Table
from idlibtl.show.crosscheck_view import three
from idlibtl.show.totals_view import what_was_asked
from idlibtl.totals import quotes

_DATE = Column("Date", style="cyan", whole=True)
_ID = Column("ID", style="dim", beneath=150)

#: What a row of a claim says of the claim itself, before how it stands to one number.
CLAIM_COLUMNS = ("claim", "claim_low", "claim_high")
_OF_THE_CLAIM = {
    Outcome.AGREES: "the claim agrees",
    Outcome.LOWER: "the claim is lower",
    Outcome.HIGHER: "the claim is higher",
    Outcome.NOT_CONTRADICTED: "the claim is not contradicted",
    Outcome.NOTHING_FOUND: "nothing found",
    Outcome.NOT_COMPARABLE: "not comparable",
}


def claim_blocks(report: ClaimReport) -> Iterator[Block]:
    """The report as sentences and tables."""
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


# Tidy rows


def claim_rows(report: ClaimReport) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """A row for each number that the claim is held against."""
    names = tuple(field.name for field in fields(Standing))
    return (*CLAIM_COLUMNS, *names), _standing_rows(report, names)


def _standing_rows(report: ClaimReport, names: Sequence[str]) -> Iterator[Sequence[object]]:
    found = report.document
    for standing in (found.total, *found.figures):
        yield found.words, found.low, found.high, *(_cell(getattr(standing, name)) for name in names)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Citation):
        return " ".join((value.publication, ", ".join(map(str, value.paragraphs)))).strip()
    return "; ".join(str(_cell(each)) for each in value) if isinstance(value, tuple) else value
