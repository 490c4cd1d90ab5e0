"""Totals of a field dataset in one go through its file: nothing is held but sums, and the rows that are shown.

What is counted and what covers more is decided as in `counting`; rows have no nests, so that a total is a plain sum.
The rows that are shown make a small timeline, from which the working is listed as it always is.
"""

import os
from bisect import insort
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from idlibtl.asking.breakdowns import NOBODY, NOWHERE, Part, Row, one_row_a_group, rows_by
from idlibtl.asking.counting import Reckoning
from idlibtl.asking.names import UnknownName
from idlibtl.asking.notes import MAX_NAMED
from idlibtl.asking.queries import Filters, Question, ask
from idlibtl.asking.reports import Totals, totals_report
from idlibtl.asking.totals import total
from idlibtl.model.dates import Days, Span
from idlibtl.model.figures import Count, in_order
from idlibtl.model.records import PUBLICATION, Metric
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import By
from idlibtl.reading import dataset
from idlibtl.reading.field import MAX_LISTED, event_of, timeline_of
from idlibtl.reading.field_files import FieldFile, Selection, field_timeline, require_sound
from idlibtl.reading.files import DatasetError, Unreadable
from idlibtl.reading.places import Register, chain, slug
from idlibtl.reading.rows import REMEMBERED, Codes, Deaths, Numbers, Reader, Where
from idlibtl.reading.tables import BadRow, Table


def totals_from(
    path: str | os.PathLike[str] | None,
    filters: Filters,
    by: By | None = None,
    *,
    strict: bool = False,
    watch: Callable[[float], None] | None = None,
) -> Totals:
    """The totals of a file, or of the bundled chronology; of a field dataset of any size.

    Raises DatasetError, DateError and UnknownName.
    """
    found = None if path is None else dataset.opened(path)
    if path is not None and isinstance(found, Table):
        if strict:
            require_sound(found, watch)
        if (streamed := _streamed(found, filters, by, watch)) is not None:
            return streamed
        timeline: Timeline = field_timeline(found, filters, watch=watch)
    elif path is None or not isinstance(found, bytes):
        timeline = dataset.load()
    else:
        timeline = dataset.from_bytes(found, os.fsdecode(path))
    return totals_report(ask(timeline, filters), by)


def _streamed(table: Table, filters: Filters, by: By | None, watch: Callable[[float], None] | None) -> Totals | None:
    """The totals of a field dataset; None where the question is about the word of a source that a row may name."""
    try:
        file = FieldFile(table, watch)
        empty = timeline_of(file.reader.about, (), Register(), file)
        try:
            question = ask(empty, filters._replace(places=(), actors=()))
        except UnknownName as problem:
            if problem.what == "source":
                return None
            raise
        stream = _Stream(file, Selection(file, filters), question, by)
        stream.run()
        return stream.report(filters, by)
    except Unreadable as problem:
        raise DatasetError(table.name, problem.findings) from None


# What is kept of the rows

#: A row that may be shown: its line, and its cells.
Shown = tuple[int, list[str]]


class _First:
    """The first rows by some order, and how many there are in all."""

    def __init__(self, most: int) -> None:
        self.most, self.number = most, 0
        self.rows: list[tuple[tuple[Any, ...], Shown]] = []

    def add(self, key: tuple[Any, ...], row: Shown) -> bool:
        """Take a row if it is among the first. Gives whether there are as many as are taken."""
        self.number += 1
        if len(self.rows) < self.most:
            insort(self.rows, (key, row))
        elif key < self.rows[-1][0]:
            insort(self.rows, (key, row))
            self.rows.pop()
        return len(self.rows) == self.most


class _Sum:
    """A sum of bounds as rows have them, and which row may be all of it."""

    __slots__ = ("best", "figures", "first", "heavy", "heavy_one", "high", "is_open", "low")

    def __init__(self) -> None:
        self.figures = self.heavy = self.low = self.best = self.high = 0
        self.is_open = False
        self.first: Shown | None = None
        self.heavy_one: Shown | None = None

    def add(self, numbers: Numbers, line: int, cells: list[str]) -> None:
        """Add a row's numbers."""
        low, best, high = numbers
        if not self.figures:
            self.first = line, cells
        self.figures += 1
        self.low += low
        self.best += best
        if high is None:
            self.is_open = True
        else:
            self.high += high
        if low or best or high:
            if not self.heavy:
                self.heavy_one = line, cells
            self.heavy += 1

    def join(self, other: "_Sum") -> None:
        """Add another sum."""
        self.figures += other.figures
        self.low += other.low
        self.best += other.best
        self.high += other.high
        self.is_open = self.is_open or other.is_open

    @property
    def count(self) -> Count:
        """The sum, its bounds in order."""
        return in_order(Count(self.low, self.best, None if self.is_open else self.high))

    @property
    def only(self) -> Shown | None:
        """The one row that says it all: it counts for what it says, and every other for nothing."""
        if self.heavy == 1:
            return self.heavy_one
        return self.first if self.figures == 1 else None


class _Account:
    """What is known of one metric; `place` is where rows have it."""

    def __init__(self, metric: Metric) -> None:
        self.metric, self.place = metric, Deaths._fields.index(metric.id)
        self.sum = _Sum()
        self.parts: dict[Row, _Sum] = {}
        self.counted, self.wider, self.to_nobody = _First(MAX_LISTED), _First(MAX_LISTED), _First(MAX_NAMED)
        self.longer: set[Days] = set()
        self.latest_listed = date.max
        self.by_identity: dict[int, _Sum] = {}

    def part(self, row: Row) -> _Sum:
        """The sum of one row of the breakdown."""
        found = self.by_identity.get(id(row))
        if found is None:
            found = self.parts.setdefault(row, _Sum())
            self.by_identity[id(row)] = found
        return found

    def list_(self, order: tuple[date, date, str], row: Shown) -> None:
        """List a row, if it is among the first."""
        if self.counted.add(order, row):
            self.latest_listed = self.counted.rows[-1][0][0]

    def shown(self) -> Iterator[Shown]:
        """The rows that are shown."""
        for each in (self.counted, self.wider, self.to_nobody):
            yield from (row for _, row in each.rows)
        ones = (self.sum.only, *(part.first for part in self.parts.values() if part.figures == 1))
        yield from (row for row in ones if row is not None)


# The rows


class _Stream:
    """One reading of a file for its totals."""

    def __init__(self, file: FieldFile, selection: Selection, question: Question, by: By | None) -> None:
        self.file, self.selection, self.question = file, selection, question
        self.accounts = [_Account(metric) for metric in question.metrics]
        self.is_on_their_word = question.sources is None or None in question.sources
        self.row_of = _row_function(question.timeline, by, file.reader) if by else None
        self.is_limited = question.limits or bool(selection.places or selection.actors)

    def run(self) -> None:
        """Read all rows, add up those that are counted, and put down those that cover more."""
        file, reader, row_of = self.file, self.file.reader, self.row_of
        accounts = [(account, account.place, account.sum.add) for account in self.accounts]
        as_of = date.min
        for cells in self.selection.rows():
            try:
                span, codes, deaths = reader.span(cells), reader.codes(cells), reader.deaths(cells)
            except BadRow as problem:
                file.leave_out(file.line, problem)
                continue
            first, last, line = span.first, span.last or date.min, file.line
            if last > as_of:
                as_of = last
                file.tell_of(last)
            if self.is_limited and not self._is_counted(cells, span, codes, deaths):
                continue
            row = row_of(span, codes, cells) if row_of else None
            for account, place, add in accounts:
                if (numbers := deaths[place]) is None:
                    continue
                add(numbers, line, cells)
                if row is not None:
                    account.part(row).add(numbers, line, cells)
                if first <= account.latest_listed:
                    account.list_((first, last, self._id(cells)), (line, cells))

    def _id(self, cells: Sequence[str]) -> str:
        return f"{self.file.reader.prefix}{self.file.reader.identity(cells)}"

    def _is_counted(self, cells: list[str], span: Span, codes: Codes, deaths: Deaths) -> bool:
        """Whether everything that a row covers lies inside the question. One that covers more is put down."""
        question, selection, reader = self.question, self.selection, self.file.reader
        if not self.is_on_their_word:
            return False
        assert span.last, "no row is open"
        days = Days(span.first, span.last)
        in_days = question.window.holds(days)
        in_places = not selection.places or selection.is_within(reader.where(cells))
        attacker = reader.parties(cells)[1] if selection.actors else None
        by_them = not selection.actors or (attacker is not None and selection.is_asked_for(attacker))
        left = (not question.kinds or codes.kind in question.kinds) and self._has_words(cells)
        if in_days and in_places and by_them and left:
            return True
        order, row = (days.first, days.last, self._id(cells)), (self.file.line, cells)
        told = [(account, numbers) for account in self.accounts if (numbers := deaths[account.place]) is not None]
        if by_them and (left or codes.cumulative):
            is_near = in_places if selection.places else in_days
            for account, numbers in told:
                account.wider.add((not is_near, -numbers.best, *order), row)
                if not in_days:
                    account.longer.add(days)
        elif in_days and in_places and left and attacker is None:
            for account, numbers in told:
                account.to_nobody.add((-numbers.best, *order), row)
        return False

    def _has_words(self, cells: Sequence[str]) -> bool:
        if not self.question.texts:
            return True
        return self.question.has_words(event_of(Register(), self.file.reader.row(self.file.line, cells)))

    def report(self, filters: Filters, by: By | None) -> Totals:
        """The totals. Raises UnknownName."""
        reader = self.file.reader
        shown = dict(row for account in self.accounts for row in account.shown())
        rows = [reader.row(line, cells) for line, cells in shown.items()]
        timeline = timeline_of(reader.about, rows, self.selection.register, self.file)
        question = ask(timeline, filters)
        event_at = {row.line: row.id for row in rows}
        found = []
        for account in self.accounts:
            reckoning = _Streamed(question, account, event_at)
            found.append(total(reckoning, by, reckoning.parts()))
        return Totals(question, tuple(found))


def _row_function(timeline: Timeline, by: By, reader: Reader) -> Callable[[Span, Codes, Sequence[str]], Row]:
    """A function to the row of a breakdown in which a row of the file stands."""
    if by is By.PLACE:
        return lambda _, __, cells: _place_row(reader.where(cells))
    if by is By.ACTOR:
        return lambda _, __, cells: _actor_row(reader.parties(cells)[1])
    row_of: Any = rows_by(timeline, by)  # which looks at no more than what is here
    known: dict[tuple[int, str], tuple[Span, Row]] = {}

    def row(span: Span, codes: Codes, _: Sequence[str]) -> Row:
        # spans are kept in mind by the reader: to know one again is quicker than to compare it
        key = id(span), codes.kind
        found = known.get(key)
        if found is None:
            if len(known) > REMEMBERED:
                known.clear()
            figure = _Figure(span)
            found = known[key] = span, row_of(_Taken(_Event(codes.kind), (figure,), figure))
        return found[1]

    return row


@cache
def _place_row(where: Where) -> Row:
    places = chain(where)
    return Row(places[-1].id, places[-1].name) if places else NOWHERE


@cache
def _actor_row(attacker: str | None) -> Row:
    return NOBODY if attacker is None else Row(slug(attacker), attacker)


class _Figure(NamedTuple):
    period: Span
    source: None = None


class _Event(NamedTuple):
    kind: str


class _Taken(NamedTuple):
    event: _Event
    figures: tuple[_Figure, ...]
    figure: _Figure


class _Streamed(Reckoning):
    """The reckoning of the rows that are shown, which knows the sums of all."""

    def __init__(self, question: Question, account: _Account, event_at: dict[int, str]) -> None:
        super().__init__(question, account.metric)
        self._account, self._event_at = account, event_at

    def _index(self, row: Shown | None) -> int | None:
        return None if row is None else self.nest.number[self.metric.id, self._event_at[row[0]]]

    def parts(self) -> list[Part]:
        """The rows of the breakdown."""
        merged: dict[Row, _Sum] = {}
        for row, part in zip(one_row_a_group(self._account.parts), self._account.parts.values(), strict=True):
            assert row is not None
            if row in merged:
                merged[row].join(part)
            else:
                merged[row] = part
        sources = frozenset((PUBLICATION,))
        return [
            Part(row, part.count, part.figures, (self._index(part.first) or 0) if part.figures == 1 else 0, sources)
            for row, part in merged.items()
        ]

    @property
    def number(self) -> int:
        """How many figures the total is the sum of."""
        return self._account.sum.figures

    @property
    def naive_sum(self) -> int | None:
        """What adding up every figure gives."""
        return self._account.sum.best if self._account.sum.figures else None

    @property
    def sum(self) -> Count | None:
        """The total, before wider figures."""
        return self._account.sum.count if self._account.sum.figures else None

    @property
    def single(self) -> int | None:
        """The one figure that says it all."""
        return self._index(self._account.sum.only)

    @property
    def wider_number(self) -> int:
        """How many wider figures there are beside the first."""
        return max(0, self._account.wider.number - 1)

    @property
    def longer(self) -> Sequence[Days]:
        """The days of the wider figures that have days beyond those asked about."""
        return tuple(self._account.longer)

    @property
    def to_nobody_number(self) -> int:
        """How many figures would be counted if somebody asked for had them attributed."""
        return self._account.to_nobody.number
