"""The totals broken down: each row is the answer to the question about it.

What is in several rows together is a bracket across these rows, never one more bar: the scale is that of the rows.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from idlibtl.model.dates import Days, days_text
from idlibtl.model.figures import Count
from idlibtl.model.vocabulary import By
from idlibtl.show.page.bars import Scale, Sign, axis, bar, legend, scale
from idlibtl.show.page.elements import Element, Node, element, isolated, section
from idlibtl.show.page.report import Answer, Breakdown, PageReport
from idlibtl.show.page.words import capital
from idlibtl.show.page.working import folded
from idlibtl.totals import quotes
from idlibtl.totals.breakdown import REST, Group

#: How many rows a table has before it is cut.
MAX_ROWS = 30

#: So many columns of brackets are drawn; what overlaps more often is said below the table.
MAX_LANES = 2

#: So deep a place in places in places is set in.
MAX_DEPTH = 4

LEAD = (
    "A row is the answer to the question about it: a month, a phase, an actor alone. A bracket is a figure for several"
    " rows together. “Not reported” does not mean zero."
)
WIDER = "* A wider figure also covers this row, and may include more."


def breakdowns_section(report: PageReport) -> Node:
    """Return the section of the breakdowns; None if no total has more than one figure."""
    answers = [answer for answer in report.answers if answer.breakdowns]
    if not answers:
        return None
    return section(
        "breakdowns",
        "Broken down",
        element("p", LEAD, class_="lead"),
        legend([Sign.CODED]) if report.timeline.is_coded else None,
        *(folded(report, answer, f"b-{answer.total.metric}", _tables(report, answer)) for answer in answers),
    )


def _tables(report: PageReport, answer: Answer) -> Element:
    """The tables of a metric, on one scale; the places of the first metric are below the map."""
    shown = [each for each in answer.breakdowns if not (each.by is By.PLACE and answer is report.lead)]
    on = row_scale(group for each in answer.breakdowns for group in each.groups)
    return element("div", *(_table(report, answer, each, on) for each in shown), class_="brks")


def row_scale(groups: Iterator[Group]) -> Scale:
    """Return a scale with room for every row but the rest."""
    return scale(max(group.best or 0, group.high or 0) for group in groups if group.group != REST)


class _Row(NamedTuple):
    """A row of a table: one group, or several in a row of which nothing is reported."""

    label: str
    group: Group
    days: Days | None


class _Bracket(NamedTuple):
    """What is in several rows together: the first and the last of them, and what it says."""

    first: int
    last: int
    text: str
    is_counted: bool


def _rows(groups: Sequence[Group]) -> list[_Row]:
    """The rows; periods without a figure that follow one another share one."""
    rows: list[_Row] = []
    for group in groups:
        days = Days(group.first, group.last) if group.first and group.last else None
        before = rows[-1] if rows else None
        if before and before.days and days and _is_silent(before.group) and _is_silent(group):
            first = before.label.partition(" – ")[0]
            year = f" {days.last.year}"
            start = first.removesuffix(year) if first.endswith(year) and first != year.strip() else first
            rows[-1] = _Row(f"{start} – {group.label}", group, Days(before.days.first, days.last))
        else:
            rows.append(_Row(group.label, group, days))
    return rows


def _is_silent(group: Group) -> bool:
    return group.best is None and not group.wider


def _table(report: PageReport, answer: Answer, breakdown: Breakdown, on: Scale) -> Element:
    rows = _rows([group for group in breakdown.groups if group.group != REST])
    rest = next((group for group in breakdown.groups if group.group == REST), None)
    shown, cut = _largest(rows)
    brackets, others = ([], []) if cut else _lanes(list(_brackets(answer, breakdown.by, rows, rest)))
    is_bracketed = rest is not None and any(bracket.is_counted for lane in brackets for bracket in lane)
    columns = [_cells(lane, len(shown)) for lane in brackets]
    title = f"By {breakdown.by}"
    head = (
        element("th", element("span", capital(breakdown.by), class_="vh"), scope="col"),
        element("th", element("span", "Reported", class_="vh"), scope="col", class_="v"),
        element("th", element("span", "Bar", class_="vh"), axis(on), scope="col"),
        *(element("th", element("span", "In several rows", class_="vh"), scope="col", class_="b") for _ in columns),
    )
    body = [
        element("tr", *row_cells(report, row.label, row.group, on), *(column[at] for column in columns))
        for at, row in enumerate(shown)
    ]
    return element(
        "div",
        element(
            "table",
            element("caption", title, element("span", f": {answer.total.label}", class_="vh")),
            element("thead", element("tr", *head)),
            element("tbody", *body, *_rest(rest, is_bracketed, cut, len(columns))),
            class_="brk",
        ),
        element("p", WIDER, class_="note") if any(row.group.wider for row in shown) else None,
        *(element("p", isolated(f"{capital(other.text)}."), class_="note") for other in others),
        _command(report, answer, breakdown.by) if cut else None,
    )


def row_cells(report: PageReport, label: str, group: Group, on: Scale, depth: int = 0) -> Iterator[Element]:
    """Yield the cells of a group: its name, its number, and its bar."""
    class_ = f"in{min(depth, MAX_DEPTH)}" if depth else None
    star = " *" if group.wider else ""
    yield element("th", isolated(label), star, scope="row", class_=class_)
    if group.best is None:
        text = "no figure of its own" if group.wider else quotes.NOT_REPORTED
        yield element("td", text, colspan=2, class_="none")
        return
    is_coded = report.timeline.is_coded
    count = Count(group.low, group.best, group.high)
    bounds = f"{group.low:,} to {group.high:,}" if is_coded and group.low != group.high else ""
    yield element("td", f"{group.best:,}", class_="v")
    yield element("td", bar(on, count, is_coded=is_coded), element("small", bounds) if bounds else None)


def _rest(rest: Group | None, is_bracketed: bool, cut: Sequence[_Row], lanes: int) -> Iterator[Element]:
    """What is in none of the rows, if no bracket says so, and what the rows that are not shown add up to."""
    for label, best in (
        (f"{len(cut):,} smaller rows", sum(row.group.best or 0 for row in cut)) if cut else ("", 0),
        (rest.label, rest.best) if rest and not is_bracketed else ("", 0),
    ):
        if best:
            name, number = element("th", isolated(label), scope="row"), element("td", f"{best:,}", class_="v")
            yield element("tr", name, number, element("td", colspan=1 + lanes), class_="rest")


def _largest(rows: Sequence[_Row]) -> tuple[Sequence[_Row], Sequence[_Row]]:
    """The rows to show, in their order: those with the largest numbers if there are too many; and the others."""
    if len(rows) <= MAX_ROWS:
        return rows, ()
    ranked = sorted(range(len(rows)), key=lambda at: -(rows[at].group.best or 0))
    chosen = frozenset(ranked[:MAX_ROWS])
    return [row for at, row in enumerate(rows) if at in chosen], [row for at, row in enumerate(rows) if at not in chosen]


def _command(report: PageReport, answer: Answer, by: By) -> Element:
    command = report.command("totals", "--by", by.value, metrics=[answer.total.metric])
    return element("p", "Every row: ", element("code", command), class_="note")


# Brackets


def _brackets(answer: Answer, by: By, rows: Sequence[_Row], rest: Group | None) -> Iterator[_Bracket]:
    """The figures that are in several rows of time together: those that add to the rest, and the largest wider one."""
    account = answer.account
    timeline = account.question.timeline
    if timeline.is_coded or not rows or rows[0].days is None:
        return
    spans: dict[tuple[int, int], list[int]] = {}
    for number in account.members(account.counted):
        if account.own[number] and (span := _span(rows, account.days(number))) and span[0] != span[1]:
            spans.setdefault(span, []).append(number)
    added = sum(account.own[number] for numbers in spans.values() for number in numbers)
    if rest and added == rest.best:
        for (first, last), numbers in spans.items():
            best = sum(account.own[number] for number in numbers)
            figures = quotes.names_text(quotes.with_source(timeline, account.reported(n).figure) for n in numbers)
            what = f"the wider figure of {figures}" if len(numbers) == 1 else f"the wider figures of {figures}"
            yield _Bracket(first, last, f"{best:,} more, somewhere in these {by}s, in {what}", is_counted=True)
    for number in account.outermost(account.wider)[:1]:
        if span := _span(rows, account.days(number)):
            words = quotes.left_out_figure(account, number)
            yield _Bracket(*span, f"a wider figure may include more: {words}", is_counted=False)


def _span(rows: Sequence[_Row], days: Days) -> tuple[int, int] | None:
    """The first and the last row that these days touch."""
    touched = [at for at, row in enumerate(rows) if row.days and row.days.touches(days)]
    return (touched[0], touched[-1]) if touched else None


def _lanes(brackets: Sequence[_Bracket]) -> tuple[list[list[_Bracket]], list[_Bracket]]:
    """The brackets in columns in which none overlaps another, and those for which there is no column."""
    lanes: list[list[_Bracket]] = []
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


def _cells(lane: Sequence[_Bracket], rows: int) -> list[Node]:
    """The cells of a column of brackets by row; None where one from above goes on."""
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
