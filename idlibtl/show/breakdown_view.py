"""A total broken down -> a table with bars, and the notes that it needs."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from idlibtl.model.dates import Days, days_text, for_days
from idlibtl.model.figures import Count
from idlibtl.model.records import PUBLICATION, REST
from idlibtl.model.vocabulary import BY_CALENDAR, BY_PLACE, By, Exceeds
from idlibtl.query.question import Question
from idlibtl.show.blocks import Block, Caption, Column, Table
from idlibtl.show.chart import Beyond, Mark
from idlibtl.show.quoted import own_words, total_words
from idlibtl.show.safe_text import cell_width
from idlibtl.totals import quotes
from idlibtl.totals.account import Account
from idlibtl.totals.breakdown import Group, calendar_period
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

#: Which figures the rest is from, unless they are figures of several months.
_REST = {
    By.ACTOR: "in figures that name no attacker",
    By.PLACE: "in figures without a place",
    By.COUNTRY: "in figures not placed in one country",
    By.PROVINCE: "in figures not placed in one province",
}


class GroupRow(NamedTuple):
    """A row of a breakdown: a group, or several months, quarters or years one after another without a report.

    `group` is the last of several. `days` are those of a row of time.
    """

    label: str
    group: Group
    days: Days | None


def rows_of(by: By | None, groups: Iterable[Group]) -> Iterator[GroupRow]:
    """Yield the rows without the rest."""
    for is_silent, alike in groupby(groups, lambda group: group.best is None and not group.wider):
        run = [group for group in alike if group.group != REST]
        if is_silent and by in BY_CALENDAR:
            first, last = run[0], run[-1]
            days = Days(first.first, last.last) if first.first and last.last else None
            yield GroupRow(_span_label(first.label, last.label), last, days)
            continue
        for group in run:
            yield GroupRow(group.label, group, Days(group.first, group.last) if group.first and group.last else None)


def breakdown_blocks(question: Question, total: Total) -> Iterator[Block]:
    """Yield the rows of a breakdown with their bars, and the notes that they need."""
    if total.by is None:
        return
    if total.by is By.PHASE and not question.chronology.phases:
        yield Caption("The chronology has no phases.")
        return
    if not total.groups:
        yield Caption(_NO_ROW.get(total.by, f"No figure is in a single {total.by}.") if total.counted else NOT_ZERO)
        return
    account = None if question.chronology.is_coded else Account(question, question.chronology.metric[total.metric])
    printed = _printed(question, total)
    rows = list(_rows(question, total, printed, account))
    last = ("All", _quote_words(printed, total))
    style = "cyan" if total.by in BY_CALENDAR else ""
    yield Table(
        (
            Column(total.by.capitalize(), style, width=_width(_LABELS, [label for label, _, _ in rows])),
            Column("Reported", "number", width=_width(_NUMBERS, [last[1], *(words for _, words, _ in rows)])),
        ),
        [(label, words) for label, words, _ in rows],
        bars=[mark for _, _, mark in rows],
        last=last,
    )
    yield from map(Caption, _notes(question, total, account))


def _width(limits: tuple[int, int], texts: Sequence[str]) -> int:
    least, most = limits
    return min(most, max(least, *map(cell_width, texts)))


# Quotes


def _quote_words(printed: Mapping[str, str], total: Total | Group) -> str:
    """A number without its days and places, which are those of the row or of the whole answer."""
    quote = total.quote
    while quote and quote not in printed:
        quote = quote.rpartition(", ")[0]
    return printed.get(quote) or total_words(total)


def _printed(question: Question, total: Total) -> Mapping[str, str]:
    """For the beginnings of quotes, the form that a table shows."""
    chronology, shown = question.chronology, dict[str, str]()
    for entry in (*total.counted, *total.included, *total.may_repeat):
        label = "" if entry.metric == total.metric else chronology.metric[entry.metric].label
        figures = entry, *entry.also_given
        for some in (figures, *((figure,) for figure in figures)):
            words = quotes.with_sources(chronology, some, label)
            shown[words] = own_words(f"{words}{quotes.counted_as(some[0])}")
    return shown


# Rows


def _rows(question: Question, total: Total, printed: Mapping[str, str], account: Account | None) -> Iterator[_Cells]:
    groups = total.groups or ()
    depths: dict[str | None, int] = {None: -1}
    for name, group, _ in rows_of(total.by, groups):
        depths[group.group] = depth = depths[group.parent] + 1
        label = f"{'  ' * depth}{name}{' *' * group.wider}"
        if group.best is None:
            yield label, "-" if group.wider else quotes.NOT_REPORTED, None
        else:
            yield label, _quote_words(printed, group), Count(group.low, group.best, group.high)
    for rest in groups:
        if rest.group == REST:
            yield _rest(question, total, rest, printed, account)


def _span_label(first: str, last: str) -> str:
    """The label of several months, quarters or years one after another: Sep – Nov 2019."""
    if first == last:
        return first
    name, _, year = first.rpartition(" ")
    return f"{name if name and last.endswith(year) else first} – {last}"


def _rest(question: Question, total: Total, rest: Group, printed: Mapping[str, str], account: Account | None) -> _Cells:
    """The row of what is in no other row, and which figures it is from."""
    best, by = rest.best or 0, total.by
    is_more = any(group.best for group in total.groups or () if group is not rest)
    words = _quote_words(printed, rest)
    words = f"{words} more" if is_more else words
    if by is None or by in _REST:
        return rest.label, words, Beyond(best, _REST[by] if by else "")
    days = [account.days(number) for number, part in account.own.items() if part] if account else []
    phases = [phase.days for phase in question.chronology.phases]
    across = [one for one in days if not _is_in_one(by, phases, one)]
    if by is By.PHASE and any(not any(phase.touches(one) for phase in phases) for one in across):
        return rest.label, words, Beyond(best, "in figures of other days")
    if len(across) != 1:
        where = f"in {len(across):,} wider figures alone" if across else f"in rows of no single {by}"
        return rest.label, words, Beyond(best, where)
    ends = [calendar_period(by, day)[1] for day in (across[0].first, across[0].last)]
    label = _span_label(*ends) if by in BY_CALENDAR else rest.label
    return label, words, Beyond(best, "in the wider figure alone")


def _is_in_one(by: By, phases: Sequence[Days], days: Days) -> bool:
    """Whether days are in one month, quarter, year or phase."""
    if by is By.PHASE:
        return any(phase.holds(days) for phase in phases)
    return calendar_period(by, days.first) == calendar_period(by, days.last)


# Notes


def _notes(question: Question, total: Total, account: Account | None) -> Iterator[str]:
    """Notes on the marks and words of the table."""
    groups = total.groups or ()
    if marked := [group for group in groups if group.wider]:
        yield _wider_note(question, total, account, marked)
    if question.chronology.is_coded and any(group.high is not None and group.low != group.high for group in groups):
        yield "In brackets: the low and the high estimate."
    if total.by is By.PLACE and any(group.parent for group in groups):
        yield "A place includes the places indented under it."
    if total.by is By.ACTOR:
        yield "A row has what is attributed to that actor alone, or to those together."
    overlaps = total.by in (By.SOURCE, By.KIND) and not question.chronology.is_coded
    if (overlaps or (total.by is By.PHASE and question.chronology.has_phases_that_overlap)) and len(groups) > 1:
        yield "These overlap: do not add them up."
    elif question.chronology.metric[total.metric].repeats and total.by is not By.PLACE and len(groups) > 1:
        yield "The same people may be in several rows: do not add them up."
    if any(group.best is None and not group.wider for group in groups):
        yield NOT_ZERO


def _wider_note(question: Question, total: Total, account: Account | None, marked: Sequence[Group]) -> str:
    """The note on the largest wider figures of the marked rows, without those that another of them includes."""
    what = str(total.by)
    if account is None:
        return f"* Wider rows cover this {what} too and are not counted in it."
    outermost = account.outermost(sorted(set(_reaching(question, total.by, account, marked)), key=account.size))
    if not outermost:
        return f"* A wider figure covers this {what} too."
    most = _MAX_NAMED if marked[0].first else 1  # rows of time may each have another one
    words = [_wider_words(total.by, account, number) for number in outermost[:most]]
    of_source = total.by is By.SOURCE
    if len(outermost) == 1:
        return (
            f"* {words[0]} includes figures of this {what}." if of_source else f"* {words[0]} covers this {what} too."
        )
    which = ", the largest" if len(outermost) > len(words) else ""
    verb = f"include figures of this {what}" if of_source else f"cover this {what} too"
    return f"* Wider figures {verb}{which}: {'; '.join(words)}."


def _wider_words(by: By | None, account: Account, number: int) -> str:
    """A wider figure as printed, with what it covers."""
    chronology, reported = account.question.chronology, account.reported(number)
    figure, covered = reported.figure, list[str]()
    if by is By.ACTOR and figure.attributed_to:
        covered.append(quotes.actor_names(chronology, figure.attributed_to))
    if figure.places and (by in BY_PLACE or Exceeds.PLACES in account.verdict(number).exceeds):
        covered.append(quotes.place_names(chronology, figure.places))
    words = own_words(quotes.with_sources(chronology, reported.figures, quotes.part_label(account, number)))
    if not covered:
        return f"{words} {for_days(figure.period)}"
    return f"{words} for {', '.join((*covered, days_text(figure.period)))}"


def _reaching(question: Question, by: By | None, account: Account, marked: Sequence[Group]) -> Iterator[int]:
    """The figures that are wider than a marked row."""
    if rows := [Days(group.first, group.last) for group in marked if group.first and group.last]:
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
        yield from Account(question._replace(**narrowed), account.metric, account).wider
