"""A total broken down -> a table with bars, and the notes that it needs."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from idlibtl.model.dates import days_text
from idlibtl.model.figures import Count
from idlibtl.model.records import PUBLICATION, REST
from idlibtl.model.vocabulary import BY_CALENDAR, BY_PLACE, By, Exceeds
from idlibtl.query.question import Question
from idlibtl.show.about import own_words, total_words
from idlibtl.show.blocks import Beyond, Block, Caption, Column, Mark, Table
from idlibtl.show.safe_text import cell_width
from idlibtl.totals import quotes
from idlibtl.totals.account import Account
from idlibtl.totals.breakdown import Group, calendar_period, overlaps
from idlibtl.totals.total import Total

#: The note if there is a total, but no row.
_NO_ROW = {By.ACTOR: "No figure is attributed to an actor.", By.PLACE: "No figure has a place."}

NOT_ZERO = '"Not reported" does not mean zero.'

#: A row of the table: its label, its number in words, and its bar.
_Cells = tuple[str, str, Mark]

#: The least and the greatest widths of the first two columns.
_LABELS, _NUMBERS = (16, 30), (14, 26)

#: If more actors, places or the like than this have a wider figure, no figure is named.
_MAX_ASKED = 100

#: How many wider figures a note on months, quarters, years or phases names.
_MAX_NAMED = 3

#: Which figures the rest is from, unless they are figures of several months, quarters or years.
_REST = {
    By.PHASE: "in figures of several phases or none",
    By.ACTOR: "in figures that name no attacker",
    By.PLACE: "in figures without a place",
    By.COUNTRY: "in figures not placed in one country",
    By.PROVINCE: "in figures not placed in one province",
}


def rows_of(by: By | None, groups: Iterable[Group]) -> Iterator[Group]:
    """Yield the rows without the rest. Months, quarters or years without a report, one after another, share a row."""
    for is_silent, alike in groupby(groups, lambda group: group.best is None and not group.wider):
        run = [group for group in alike if group.group != REST]
        if is_silent and by in BY_CALENDAR:
            label = _span_label(run[0].label, run[-1].label)
            yield run[-1]._replace(label=label, first=run[0].first)
        else:
            yield from run


def breakdown_blocks(question: Question, total: Total) -> Iterator[Block]:
    """Yield the rows of a breakdown with their bars, and the notes that they need."""
    by, groups = total.by, total.groups or ()
    if by is None:
        return
    if by is By.PHASE and not question.chronology.phases:
        yield Caption("The chronology has no phases.")
        return
    if not groups:
        yield Caption(_NO_ROW.get(by, f"No figure is in a single {by}.") if total.counted else NOT_ZERO)
        return
    account = None if question.chronology.is_coded else Account(question, question.chronology.metric[total.metric])
    rows = [*_rows(by, groups), *(_rest(by, groups, group, account) for group in groups if group.group == REST)]
    last = ("All", total_words(total))
    yield Table(
        (
            Column(
                by.capitalize(), "cyan" if by in BY_CALENDAR else "", width=_width(_LABELS, [row[0] for row in rows])
            ),
            Column("Reported", "number", width=_width(_NUMBERS, [last[1], *(row[1] for row in rows)])),
        ),
        [(label, words) for label, words, _ in rows],
        bars=[mark for _, _, mark in rows],
        last=last,
    )
    yield from map(Caption, _notes(question, by, total, account))


def _width(limits: tuple[int, int], texts: Sequence[str]) -> int:
    least, most = limits
    return min(most, max(least, *map(cell_width, texts)))


# Rows


def _rows(by: By, groups: Sequence[Group]) -> Iterator[_Cells]:
    depths: dict[str | None, int] = {None: -1}
    for group in rows_of(by, groups):
        depths[group.group] = depth = depths[group.parent] + 1
        label = f"{'  ' * depth}{group.label}{' *' * group.wider}"
        if group.best is None:
            yield label, "-" if group.wider else quotes.NOT_REPORTED, None
        else:
            yield label, total_words(group), Count(group.low, group.best, group.high)


def _span_label(first: str, last: str) -> str:
    """The label of several months, quarters or years one after another: Sep – Nov 2019."""
    if first == last:
        return first
    name, _, year = first.rpartition(" ")
    return f"{name if name and last.endswith(year) else first} – {last}"


def _rest(by: By, groups: Sequence[Group], rest: Group, account: Account | None) -> _Cells:
    """The row of what is in no other row, and which figures it is from."""
    label, where = rest.label, _REST.get(by)
    if where is None:
        days = [account.days(number) for number, part in account.own.items() if part] if account else []
        periods = [[calendar_period(by, day)[1] for day in (one.first, one.last)] for one in days]
        across = [(first, last) for first, last in periods if first != last]
        where = f"in {len(across):,} wider figures alone" if across else f"in rows that cover several {by}s"
        if len(across) == 1:
            label, where = _span_label(*across[0]), "in the wider figure alone"
    is_more = any(group.best for group in groups if group is not rest)
    return label, f"{total_words(rest)}{' more' if is_more else ''}", Beyond(rest.best or 0, where)


# Notes


def _notes(question: Question, by: By, total: Total, account: Account | None) -> Iterator[str]:
    """Notes on the marks and words of the table."""
    groups = total.groups or ()
    if marked := [group for group in groups if group.wider]:
        yield _wider_note(by, account, marked)
    if any(group.high is not None and group.low != group.high for group in groups):
        yield "In brackets: the low and the high estimate."
    if by is By.PLACE and any(group.parent for group in groups):
        yield "A place includes the places indented under it."
    if by is By.ACTOR:
        yield "A row has what is attributed to that actor alone, or to those together."
    is_overlap = overlaps(by, question.chronology)
    repeats = not is_overlap and question.chronology.metric[total.metric].repeats
    # a toll may include a figure that is in another row
    is_more = sum(group.best or 0 for group in groups) > (total.best or 0)
    if by is not By.PLACE and len(groups) > 1 and (is_overlap or repeats or is_more):
        yield f"{'The same people may be in several rows' if repeats else 'These overlap'}: do not add them up."
    empty = [group for group in groups if group.best is None]
    if empty:
        yield '"-" does not mean zero.' if all(group.wider for group in empty) else NOT_ZERO


def _wider_note(by: By, account: Account | None, marked: Sequence[Group]) -> str:
    """The note on the largest wider figures of the marked rows, without those that another of them includes."""
    verb, what = ("include", "figures of this source") if by is By.SOURCE else ("cover", f"this {by} too")
    if account is None:
        return f"* Wider rows {verb} {what} and are not counted in it."
    outermost = account.outermost(sorted(set(_reaching(by, account, marked)), key=account.size))
    most = _MAX_NAMED if marked[0].first else 1  # rows of time may each have another one
    words = [_wider_words(by, account, number) for number in outermost[:most]]
    if len(outermost) < 2:
        return f"* {words[0] if words else 'A wider figure'} {verb}s {what}."
    which = ", the largest" if len(outermost) > len(words) else ""
    return f"* Wider figures {verb} {what}{which}: {'; '.join(words)}."


def _wider_words(by: By, account: Account, number: int) -> str:
    """A wider figure as printed, with what it covers."""
    chronology, reported = account.question.chronology, account.reported(number)
    figure, covered = reported.figure, list[str]()
    if by is By.ACTOR and figure.attributed_to:
        covered.append(quotes.actor_names(chronology, figure.attributed_to))
    if figure.places and (by in BY_PLACE or Exceeds.PLACES in account.verdict(number).exceeds):
        covered.append(quotes.place_names(chronology, figure.places))
    words = own_words(quotes.with_sources(chronology, reported.figures, quotes.part_label(account, number)))
    is_since = figure.period.last is None and not covered  # "since 26 Apr 2019" follows the number itself
    return f"{words} {'' if is_since else 'for '}{', '.join((*covered, days_text(figure.period)))}"


def _reaching(by: By, account: Account, marked: Sequence[Group]) -> Iterator[int]:
    """The figures that are wider than a marked row."""
    if rows := [group.days for group in marked if group.days]:
        is_wider = frozenset(account.wider).__contains__
        ends = [row.last for row in rows]
        for number in (*account.inside, *account.wider):
            days = account.days(number)
            first = bisect_left(ends, days.first) if by in BY_CALENDAR else 0
            # months do not overlap and are in order, so the first that a figure reaches decides
            near = rows[first : first + 1] if by in BY_CALENDAR else rows
            if any(row.touches(days) and (is_wider(number) or not row.holds(days)) for row in near):
                yield number
        return
    for group in marked if len(marked) <= _MAX_ASKED else ():
        narrowed: Any = {
            "places" if by in BY_PLACE else f"{by}s": frozenset((None if group.group == PUBLICATION else group.group,))
        }
        yield from Account(account.question._replace(**narrowed), account.metric, account).wider
