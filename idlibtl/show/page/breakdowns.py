"""The totals broken down, also by the places on the map: each row is the answer to the question about it.

A figure for several rows together is a bracket across these rows, never another bar: the scale is that of the rows.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from idlibtl.model.dates import Days
from idlibtl.model.figures import Count, Hedge
from idlibtl.model.records import REST, Place
from idlibtl.model.vocabulary import By
from idlibtl.show.breakdown_view import NOT_ZERO, rows_of
from idlibtl.show.page.bars import axis, bar, scale
from idlibtl.show.page.elements import Markup, Node, element, head, heard, isolated, note, section, table
from idlibtl.show.page.report import MetricAnswer, PageReport
from idlibtl.show.page.totals import folded, in_two
from idlibtl.totals import quotes
from idlibtl.totals.breakdown import Group, in_tree
from idlibtl.totals.breakdown import groups as groups_of

#: How many rows a table has before it is cut.
MAX_ROWS = 30

#: The most places in the table below the map and on the map: those with the most events.
MOST_PLACES = 25

#: The deepest level of places that is indented further than the one above.
MAX_DEPTH = 4

_ALONE = 'Each row shows what you get if you ask for it alone; "not attributed" is the rest.'
LEAD = f"{_ALONE} A bracket is a figure for several rows together. {NOT_ZERO}"
CODED = f"{_ALONE} {NOT_ZERO}"
WIDER = "* A wider figure also covers this row, and may include more."


def breakdowns_section(report: PageReport) -> Node:
    """Return the section of the breakdowns; None if no total has more than one figure."""
    answers = [answer for answer in report.answers if answer.breakdowns]
    if not answers:
        return None
    tables = (folded(report, answer, f"b-{answer.total.metric}", _tables(report, answer)) for answer in answers)
    lead = element("p", CODED if report.chronology.is_coded else LEAD, class_="lead")
    return section("breakdowns", "Broken down", lead, *tables)


def _tables(report: PageReport, answer: MetricAnswer) -> Markup:
    """The tables of a metric, on one scale, except for places; the places of the first metric are below the map."""
    top = row_scale(group for by, groups in answer.breakdowns.items() if by is not By.PLACE for group in groups)
    tables = (
        _table(report, answer, by, groups, row_scale(groups) if by is By.PLACE else top)
        for by, groups in answer.breakdowns.items()
        if any(group.group != REST for group in groups)
    )
    return element("div", *tables, class_="brks")


def row_scale(groups: Iterable[Group]) -> int:
    """Return a scale with room for every row except the rest."""
    return scale(max(group.best or 0, group.high or 0) for group in groups if group.group != REST)


def _table(report: PageReport, answer: MetricAnswer, by: By, groups: Sequence[Group], top: int) -> Markup:
    rows = list(rows_of(by, groups))
    rest = next((group for group in groups if group.group == REST), None)
    largest = frozenset(sorted(range(len(rows)), key=lambda at: -(rows[at].best or 0))[:MAX_ROWS])
    shown, cut = [row for at, row in enumerate(rows) if at in largest], len(rows) - len(largest)
    lane, others = ([], []) if cut else lane_of(rows, brackets_of(answer, by, rows, rest))
    cells = _cells(lane, len(shown)) if lane else []
    body = [element("tr", *row_cells(row.label, row, top), *cells[at : at + 1]) for at, row in enumerate(shown)]
    if cut:
        more = element("th", f"and {cut:,} more", scope="row", colspan=3)
        body.append(element("tr", more, class_="rest"))
    if rest and not any(bracket.is_counted for bracket in lane):
        name, number = element("th", rest.label, scope="row"), element("td", row_words(rest), class_="v")
        body.append(element("tr", name, number, element("td", colspan=2 if lane else 1), class_="rest"))
    heads = [
        head(heard(quotes.capital(by))),
        head(heard("Reported"), "v"),
        head(element("span", heard("Bar"), axis(top))),
    ]
    heads += [head(heard("In several rows"), "b")] if lane else []
    caption = element("span", f"By {by}", heard(f": {answer.total.label}"))
    notes = [*([WIDER] if any(row.wider for row in shown) else []), *others]
    command = element("code", report.command(f"totals --by {by}", metrics=[answer.total.metric]))
    return element(
        "div",
        table(caption, heads, element("tbody", *body), class_="brk lanes" if lane else "brk"),
        *(note(isolated(text)) for text in notes),
        note("Every row: ", command) if cut else None,
    )


def row_cells(
    label: str, group: Group | None, top: int, depth: int = 0, without: str = quotes.NOT_REPORTED
) -> Iterator[Markup]:
    """Yield the cells of a group: its name, its number, and its bar; `without` are the words if there is no group."""
    class_ = f"in{min(depth, MAX_DEPTH)}" if depth else None
    yield element("th", isolated(label), " *" if group and group.wider else "", scope="row", class_=class_)
    if group is None or group.best is None:
        yield element("td", row_words(group) if group else without, colspan=2, class_="none")
        return
    between = Count(group.low, group.best, group.high).interval
    bounds = element("small", f"{between[0]:,} to {between[1]:,}") if between else None
    yield element("td", isolated(row_words(group)), class_="v")
    yield element("td", row_bar(group, top), bounds)


def row_words(group: Group) -> str:
    """Return the number of a group with its hedge and source, or why there is none."""
    if group.best is None:
        return "no figure of its own" if group.wider else quotes.NOT_REPORTED
    number, more = in_two(group.quote)
    source = re.match(r"\((?!sum of |\d|publication\))[^()]+\)", more)
    return f"{number} {source[0]}" if source else number


def row_bar(group: Group, top: int) -> Markup:
    """Return the bar of a group with a number."""
    return bar(top, Count(group.low, group.best or 0, group.high))


# Brackets


class Bracket(NamedTuple):
    """A figure for several rows together: the first and the last of them, and its words."""

    first: int
    last: int
    text: str
    is_counted: bool


def brackets_of(answer: MetricAnswer, by: By, rows: Sequence[Group], rest: Group | None) -> Iterator[Bracket]:
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
            what = f"the wider figure{'s' if len(numbers) > 1 else ''} of {figures}"
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


def _span(rows: Sequence[Group], days: Days) -> tuple[int, int] | None:
    """The first and the last row that these days touch."""
    touched = [at for at, row in enumerate(rows) if row.days and row.days.touches(days)]
    return (touched[0], touched[-1]) if touched else None


def lane_of(rows: Sequence[Group], brackets: Iterable[Bracket]) -> tuple[list[Bracket], list[str]]:
    """Return the brackets of a column, counted figures first, in which none overlaps another; the others in words."""
    lane, others = list[Bracket](), list[str]()
    for bracket in sorted(brackets, key=lambda one: (not one.is_counted, one)):
        if any(bracket.first <= one.last and one.first <= bracket.last for one in lane):
            ends = dict.fromkeys(rows[at].label for at in (bracket.first, bracket.last))
            others.append(f"{' to '.join(ends)}: {bracket.text}.")
        else:
            lane.append(bracket)
    return sorted(lane), others


def _cells(lane: Sequence[Bracket], rows: int) -> list[Node]:
    """The cells of the column of brackets by row; None where a cell from above continues."""
    cells: list[Node] = [element("td")] * rows
    for first, last, text, is_counted in lane:
        height = last + 1 - first
        shown = element("span", isolated(text))
        cells[first : last + 1] = [None] * height
        cells[first] = element("td", shown, rowspan=height, class_="br" if is_counted else "br apart")
    return cells


# Places


class NamedPlace(NamedTuple):
    """A row of the table: number, place, events that name it, how many rows contain it, and its row of a breakdown."""

    number: int
    place: Place
    events: int
    depth: int
    group: Group | None


class Places:
    """The places that events name or that have a number, as a tree, and the `rest` of the total without a place.

    `shown` are all of them or, if there are very many, those with the most events; `number` are named in all.
    """

    def __init__(self, report: PageReport) -> None:
        chronology = report.chronology
        events = Counter(place for event in report.events for place in dict.fromkeys(event.places))
        most = frozenset(place for place, _ in events.most_common(MOST_PLACES)) if len(events) > MOST_PLACES else None
        rows = {group.group: group for group in groups_of(report.lead.account, By.PLACE, most)} if report.lead else {}
        best = {place: group.best or 0 for place, group in rows.items()}
        places = [place for place in chronology.places if place.id in (events.keys() | rows if most is None else most)]
        # those with the largest numbers first
        places.sort(key=lambda place: (-best.get(place.id, 0), -events[place.id], place.name))
        tree = enumerate(in_tree(chronology, {place.id: place for place in places}), 1)
        self.number, self.rest = len(events), rows.get(REST)
        self.shown = [
            NamedPlace(number, chronology.place[place], events[place], depth, rows.get(place))
            for number, (place, _, depth) in tree
        ]


def place_table(report: PageReport, places: Places, numbered: frozenset[str]) -> Node:
    """Return a table with a row for each place: its number on the map, its events, its total of the first metric."""
    shown, rest, question = places.shown, places.rest, report.question
    top = row_scale(named.group for named in shown if named.group)
    label = quotes.capital(report.lead.total.label) if report.lead else "Reported"
    rows: list[Node] = []
    for named in shown:
        place = named.place
        is_beyond = question.places and place.id not in question.within
        without = "not asked about" if is_beyond else quotes.NOT_REPORTED
        name, *cells = row_cells(place.name, named.group, top, named.depth, without)
        own = element("td", str(named.number) if place.id in numbered else None, class_="no") if numbered else None
        events = element("td", f"{named.events:,}" if named.events else None, class_="v")
        rows.append(element("tr", own, name, events, *cells, data_l=place.id))
    heads = (
        head("On the map", "no") if numbered else None,
        head("Place"),
        head("Events", "v"),
        head(isolated(label), "v"),
        head(element("span", heard("Bar"), axis(top))),
    )
    notes = [WIDER] if any(named.group and named.group.wider for named in shown) else []
    if any(named.depth for named in shown):
        notes.append("Events are those at the place itself. Totals include the places indented under it.")
    notes += [f"{label}: {row_words(rest)}, {rest.label}."] if rest else []
    title = element("span", "By place", heard(f": {label}"))
    return element(
        "div",
        table(title, heads, element("tbody", *rows), class_="brk places"),
        *(note(isolated(text)) for text in notes),
    )
