"""The totals broken down: each row is the answer to the question about it.

A figure for several rows together is a bracket across these rows, never another bar: the scale is that of the rows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from idlibtl.model.dates import Days
from idlibtl.model.figures import Count, Hedge
from idlibtl.model.records import REST
from idlibtl.model.vocabulary import By
from idlibtl.show.breakdown_view import GroupRow, rows_of
from idlibtl.show.page.bars import BarScale, axis, bar, scale
from idlibtl.show.page.elements import Markup, Node, element, head, heard, isolated, note, section, table
from idlibtl.show.page.report import MetricAnswer, PageReport
from idlibtl.show.page.totals import NOT_ZERO, folded, in_two
from idlibtl.totals import quotes
from idlibtl.totals.breakdown import Group

#: How many rows a table has before it is cut.
MAX_ROWS = 30

#: The most columns of brackets. Further brackets that overlap are described below the table.
MAX_LANES = 2

#: The deepest level of places that is indented further than the one above.
MAX_DEPTH = 4

LEAD = (
    f"Each row shows what you get if you ask for it alone. A bracket is a figure for several rows together. {NOT_ZERO}"
)
CODED = f"Each row shows what you get if you ask for it alone. {NOT_ZERO}"
WIDER = "* A wider figure also covers this row, and may include more."


def breakdowns_section(report: PageReport) -> Node:
    """Return the section of the breakdowns; None if no total has more than one figure."""
    answers = [answer for answer in report.answers if answer.breakdowns]
    if not answers:
        return None
    return section(
        "breakdowns",
        "Broken down",
        element("p", CODED if report.chronology.is_coded else LEAD, class_="lead"),
        *(folded(report, answer, f"b-{answer.total.metric}", _tables(report, answer)) for answer in answers),
    )


def _tables(report: PageReport, answer: MetricAnswer) -> Markup:
    """The tables of a metric, on one scale, except for places; the places of the first metric are below the map."""
    on = row_scale(group for by, groups in answer.breakdowns.items() if by is not By.PLACE for group in groups)
    tables = (
        _table(report, answer, by, groups, row_scale(groups) if by is By.PLACE else on)
        for by, groups in answer.breakdowns.items()
        if any(group.group != REST for group in groups)
    )
    return element("div", *tables, class_="brks")


def row_scale(groups: Iterable[Group]) -> BarScale:
    """Return a scale with room for every row except the rest."""
    return scale(max(group.best or 0, group.high or 0) for group in groups if group.group != REST)


class Bracket(NamedTuple):
    """A figure for several rows together: the first and the last of them, and its words."""

    first: int
    last: int
    text: str
    is_counted: bool


def _table(report: PageReport, answer: MetricAnswer, by: By, groups: Sequence[Group], on: BarScale) -> Markup:
    rows = list(rows_of(by, groups))
    rest = next((group for group in groups if group.group == REST), None)
    largest = frozenset(sorted(range(len(rows)), key=lambda at: -(rows[at].group.best or 0))[:MAX_ROWS])
    shown, cut = [row for at, row in enumerate(rows) if at in largest], len(rows) > MAX_ROWS
    lanes, others = ([], []) if cut else lanes_of(list(brackets_of(answer, by, rows, rest)))
    is_bracketed = any(bracket.is_counted for lane in lanes for bracket in lane)
    columns = [_cells(lane, len(shown)) for lane in lanes]
    body = [
        element("tr", *row_cells(row.label, row.group, on), *(column[at] for column in columns))
        for at, row in enumerate(shown)
    ]
    more = (_hidden("In several rows", "b") for _ in columns)
    heads = (
        _hidden(quotes.capital(by)),
        _hidden("Reported", "v"),
        head(element("span", heard("Bar"), axis(on))),
        *more,
    )
    body += _rest(None if is_bracketed else rest, len(rows) - len(shown), len(columns))
    notes = [WIDER] if any(row.group.wider for row in shown) else []
    notes += (f"{quotes.capital(other.text)}." for other in others)
    command = element("code", report.command("totals", "--by", by.value, metrics=[answer.total.metric]))
    return element(
        "div",
        table(
            element("span", f"By {by}", heard(f": {answer.total.label}")),
            heads,
            element("tbody", *body),
            class_="brk lanes" if lanes else "brk",
        ),
        *(note(isolated(text)) for text in notes),
        note("Every row: ", command) if cut else None,
    )


def _hidden(text: str, class_: str | None = None) -> Markup:
    """A cell of a head that only screen readers read: it says what its column is."""
    return head(heard(text), class_)


def row_cells(label: str, group: Group, on: BarScale, depth: int = 0) -> Iterator[Markup]:
    """Yield the cells of a group: its name, its number, and its bar."""
    class_ = f"in{min(depth, MAX_DEPTH)}" if depth else None
    star = " *" if group.wider else ""
    yield element("th", isolated(label), star, scope="row", class_=class_)
    if group.best is None:
        yield element("td", row_words(group), colspan=2, class_="none")
        return
    between = Count(group.low, group.best, group.high).interval
    bounds = element("small", f"{between[0]:,} to {between[1]:,}") if between else None
    yield element("td", isolated(row_words(group)), class_="v")
    yield element("td", row_bar(group, on), bounds)


def row_words(group: Group) -> str:
    """Return the number of a group with its hedge and source, or why there is none."""
    if group.best is None:
        return "no figure of its own" if group.wider else quotes.NOT_REPORTED
    number, more = in_two(group.quote)
    source = re.match(r"\((?!sum of |\d|publication\))[^()]+\)", more)
    return f"{number} {source[0]}" if source else number


def row_bar(group: Group, on: BarScale) -> Markup:
    """Return the bar of a group with a number."""
    return bar(on, Count(group.low, group.best or 0, group.high))


def _rest(rest: Group | None, cut: int, lanes: int) -> Iterator[Markup]:
    """The number of rows not shown, and what is in no row."""
    if cut:
        yield element("tr", element("th", f"and {cut:,} more", scope="row", colspan=3 + lanes), class_="rest")
    if rest:
        name, number = element("th", rest.label, scope="row"), element("td", row_words(rest), class_="v")
        yield element("tr", name, number, element("td", colspan=1 + lanes), class_="rest")


# Brackets


def brackets_of(answer: MetricAnswer, by: By, rows: Sequence[GroupRow], rest: Group | None) -> Iterator[Bracket]:
    """Yield the figures for several rows of time together: those that add to the rest, and the largest wider one.

    For a metric that repeats, whose figures are not added up, they are those that are counted or may repeat.
    """
    account = answer.account
    chronology = account.question.chronology
    if chronology.is_coded or not rows or rows[0].days is None:
        return
    spans: dict[tuple[int, int], list[int]] = {}
    for number in account.members(account.counted):
        if account.own[number] and (span := _span(rows, account.days(number))) and span[0] != span[1]:
            spans.setdefault(span, []).append(number)
    added = sum(account.own[number] for numbers in spans.values() for number in numbers)
    if rest and added == rest.best:
        for (first, last), numbers in spans.items():
            best = sum(account.own[number] for number in numbers)
            words = quotes.hedged(Hedge.ABOUT, best)
            figures = quotes.names_text(quotes.with_source(chronology, account.reported(n).figure) for n in numbers)
            what = f"the wider figure of {figures}" if len(numbers) == 1 else f"the wider figures of {figures}"
            yield Bracket(first, last, f"{words} more, somewhere in these {by}s, in {what}", is_counted=True)
    # the rows of a metric that repeats add up to nothing
    several = [*account.counted, *chain.from_iterable(account.may_repeat)] if account.metric.repeats else []
    for number in several:
        if (span := _span(rows, account.days(number))) and span[0] != span[1]:
            words = f"{quotes.left_out_figure(account, number)}, in these {by}s together"
            yield Bracket(*span, words, is_counted=number in account.counted)
    for number in account.outermost(account.wider)[:1]:
        if span := _span(rows, account.days(number)):
            words = quotes.left_out_figure(account, number)
            yield Bracket(*span, f"a wider figure may include more: {words}", is_counted=False)


def _span(rows: Sequence[GroupRow], days: Days) -> tuple[int, int] | None:
    """The first and the last row that these days touch."""
    touched = [at for at, row in enumerate(rows) if row.days and row.days.touches(days)]
    return (touched[0], touched[-1]) if touched else None


def lanes_of(brackets: Sequence[Bracket]) -> tuple[list[list[Bracket]], list[Bracket]]:
    """Return the brackets in columns without overlaps, and the brackets for which there is no column."""
    lanes: list[list[Bracket]] = []
    others = []
    for bracket in sorted(brackets):
        free = next((lane for lane in lanes if lane[-1].last < bracket.first), None)
        if free is not None:
            free.append(bracket)
        elif len(lanes) < MAX_LANES:
            lanes.append([bracket])
        else:
            others.append(bracket)
    return lanes, others


def _cells(lane: Sequence[Bracket], rows: int) -> list[Node]:
    """The cells of a column of brackets by row; None where a cell from above continues."""
    cells: list[Node] = [None] * rows
    at = 0
    for bracket in lane:
        if at < bracket.first:
            cells[at] = element("td", rowspan=bracket.first - at)
        text = element("span", isolated(bracket.text))
        height = bracket.last + 1 - bracket.first
        cells[bracket.first] = element("td", text, rowspan=height, class_="br" if bracket.is_counted else "br apart")
        at = bracket.last + 1
    if at < rows:
        cells[at] = element("td", rowspan=rows - at)
    return cells
