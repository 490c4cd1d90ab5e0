"""Totals of a field dataset in one go through its file: nothing is held but sums, and the rows that are shown.

What is counted and what covers more is decided as in `counting`; rows have no nests, so that a total is a plain sum.
The rows that are shown make a small timeline, from which the working is listed as it always is.
"""

import os
from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import repeat
from operator import attrgetter
from typing import Any, NamedTuple

from idlibtl.field.chronology import MAX_LISTED, event_of, timeline_of
from idlibtl.field.files import Batch, FieldFile, Selection, about, field_timeline, require_sound
from idlibtl.field.places import Register, chain, slug
from idlibtl.field.rows import REMEMBERED, Codes, Deaths, Numbers, Where
from idlibtl.field.tables import BadRow, Table
from idlibtl.field.tables import cells as cells_of
from idlibtl.model.dates import Days, Span
from idlibtl.model.figures import Count, in_order
from idlibtl.model.records import PUBLICATION, Metric
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import By
from idlibtl.query.names import UnknownName
from idlibtl.query.question import Filters, Question, ask
from idlibtl.read import dataset
from idlibtl.read.files import DatasetError, Unreadable
from idlibtl.reports import Totals, totals_report
from idlibtl.totals.breakdown import NOBODY, NOWHERE, Part, Row, one_row_a_group, rows_by
from idlibtl.totals.notes import MAX_NAMED
from idlibtl.totals.reckoning import Reckoning
from idlibtl.totals.total import total


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
        empty = timeline_of(about(file), (), Register(), file)
        try:
            question = ask(empty, filters._replace(places=(), actors=()))
        except UnknownName as problem:
            if problem.what == "source":
                return None
            raise
        stream = _Stream(file, Selection(file, filters), question, by)
        stream.run()
        if also_names := stream.selection.also_names:  # an id is meant before a name
            file = FieldFile(table, watch)
            stream = _Stream(file, Selection(file, filters, also_names), question, by)
            stream.run()
        return stream.report(filters, by)
    except Unreadable as problem:
        raise DatasetError(table.name, problem.findings) from None


#: The last day of a row's days, none of which are open.
_last_day: Callable[[Span], date] = attrgetter("last")

# What is kept of the rows

#: A row that may be shown: a number of its own, and its cells or its bytes.
Shown = tuple[int, list[str] | bytes]


class _First:
    """The first rows by some order, and how many there are in all."""

    def __init__(self, most: int) -> None:
        self.most, self.number = most, 0
        self.rows: list[tuple[tuple[Any, ...], Shown]] = []

    def takes(self, key: tuple[Any, ...]) -> bool:
        """Whether a row is among the first."""
        return len(self.rows) < self.most or key < self.rows[-1][0]

    def add(self, key: tuple[Any, ...], row: Shown) -> None:
        """Take a row if it is among the first."""
        self.number += 1
        if self.takes(key):
            insort(self.rows, (key, row))
            del self.rows[self.most :]


class _Sum:
    """A sum of bounds as rows have them, and which row may be all of it."""

    __slots__ = ("best", "figures", "first", "heavy", "heavy_one", "high", "is_open", "low")

    def __init__(self) -> None:
        self.figures = self.heavy = self.low = self.best = self.high = 0
        self.is_open = False
        self.first: Shown | None = None
        self.heavy_one: Shown | None = None

    def add(self, numbers: Numbers) -> bool:
        """Add a row's numbers. Gives whether the row may be all of the sum; then it is to be kept."""
        low, best, high = numbers
        self.figures += 1
        self.low += low
        self.best += best
        if high is None:
            self.is_open = True
        else:
            self.high += high
        if low or best or high:
            self.heavy += 1
            return self.heavy == 1
        return self.figures == 1

    def keep(self, numbers: Numbers, row: Shown) -> None:
        """Keep a row that may be all of the sum."""
        self.first = self.first or row
        if any(numbers):
            self.heavy_one = self.heavy_one or row

    def join(self, other: "_Sum") -> None:
        """Add another sum."""
        self.first = self.first or other.first
        self.heavy_one = self.heavy_one or other.heavy_one
        self.figures += other.figures
        self.heavy += other.heavy
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
        self.parts: dict[Row | None, _Sum] = {}
        self.counted, self.wider, self.to_nobody = _First(MAX_LISTED), _First(MAX_LISTED), _First(MAX_NAMED)
        self.longer: set[Days] = set()
        self.untold_events = self.untold_people = 0
        self.latest_listed = date.max

    def list_(self, order: tuple[date, date, str], row: Shown) -> None:
        """List a row, if it is among the first."""
        self.counted.add(order, row)
        if len(self.counted.rows) == self.counted.most:
            self.latest_listed = self.counted.rows[-1][0][0]

    def tells_nothing(self, deaths: Deaths) -> None:
        """Put down a row that does not tell its people apart."""
        self.untold_events += 1
        self.untold_people += deaths.killed.best

    @cached_property
    def sum(self) -> _Sum:
        """All of it, when all rows are read."""
        found = _Sum()
        for part in self.parts.values():
            found.join(part)
        return found

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
        self.by, self.taken = by, 0
        self.sums_of = self._sums_by_row()
        self.is_limited = question.limits or bool(selection.places or selection.actors)

    def run(self) -> None:
        """Read all rows, add up those that are counted, and put down those that cover more."""
        selection = self.selection
        if selection.actors or self.question.texts or self.by in (By.PLACE, By.ACTOR):
            self._take_each(selection.rows())
            return
        for found in self.file.batches(selection.days, places=bool(selection.places)):
            if isinstance(found, Batch):
                self._take_many(self._counted(found) if self.is_limited else found)
            else:
                self._take_each(selection.of(found))
        self._take_each(selection.rest())

    def _take_each(self, rows: Iterable[list[str]]) -> None:
        file, reader, sums_of = self.file, self.file.reader, self.sums_of
        for cells in rows:
            try:
                span, codes, deaths = reader.span(cells), reader.codes(cells), reader.deaths(cells)
            except BadRow as problem:
                file.leave_out(file.line, problem)
                continue
            file.tell_of(span.last or date.min)
            if self.is_limited and not self._is_counted(cells, span, codes, deaths):
                continue
            self.taken += 1
            sums, row = sums_of(span, codes, cells), (self.taken, cells)
            for number, account in enumerate(self.accounts):
                if (numbers := deaths[account.place]) is not None:
                    if sums[number].add(numbers):
                        sums[number].keep(numbers, row)
                    if span.first <= account.latest_listed:
                        account.list_(self._order(span, reader.identity(cells)), row)
                else:
                    account.tells_nothing(deaths)

    def _counted(self, batch: Batch) -> Batch:
        """The rows of a batch that are counted; the others are taken one by one, as far as they matter."""
        question, selection = self.question, self.selection
        first, last = question.window.first or date.min, question.window.last or date.max
        places, kinds, is_within = selection.places, question.kinds, selection.is_within
        wheres = batch.wheres if places else [None] * len(batch.ids)
        inside: list[int] = []
        others: list[int] = []
        for number, (span, codes, where) in enumerate(zip(batch.spans, batch.codes, wheres, strict=True)):
            is_counted = (
                first <= span.first
                and (span.last or date.max) <= last
                and (not places or (where is not None and is_within(where)))
                and (not kinds or codes.kind in kinds)
                and self.is_on_their_word
            )
            (inside if is_counted else others).append(number)
        if others:
            self._take_each(selection.of(selection.others(batch, others)))
        return batch.of(inside) if others else batch

    def _take_many(self, batch: Batch) -> None:
        """The same for many rows at once, all of which are counted."""
        if not batch.ids:
            return
        self.file.tell_of(max(map(_last_day, batch.spans)))
        records = cache(batch.records)  # those that are shown are few
        sums = list(map(self.sums_of, batch.spans, batch.codes, repeat(())))
        for place, account in enumerate(self.accounts):
            told, latest = account.place, account.latest_listed
            for number, (found, span, deaths) in enumerate(zip(sums, batch.spans, batch.deaths, strict=True)):
                if (numbers := deaths[told]) is None:
                    account.tells_nothing(deaths)
                    continue
                if found[place].add(numbers):
                    found[place].keep(numbers, (self.taken + 1 + number, records()[number][1]))
                if span.first <= latest:
                    order = self._order(span, batch.ids[number])
                    if account.counted.takes(order):
                        account.list_(order, (self.taken + 1 + number, records()[number][1]))
                        latest = account.latest_listed
        self.taken += len(batch.ids)

    def _order(self, span: Span, identity: str) -> tuple[date, date, str]:
        """By what a list of figures is in order."""
        return span.first, span.last or date.max, f"{self.file.reader.prefix}{identity}"

    def _sums(self, row: Row | None) -> Sequence[_Sum]:
        """For each metric its sum in one row of the breakdown."""
        return [account.parts.setdefault(row, _Sum()) for account in self.accounts]

    def _sums_by_row(self) -> Callable[[Span, Codes, Sequence[str]], Sequence[_Sum]]:
        """A function to the sums of the row of the breakdown in which a row of the file stands."""
        reader, by = self.file.reader, self.by
        if by is None:
            everything = self._sums(None)
            return lambda _, __, ___: everything
        known = cache(self._sums)
        if by is By.PLACE:
            of_place = cache(_place_row)
            return lambda _, __, cells: known(of_place(reader.where(cells)))
        if by is By.ACTOR:
            of_actor = cache(_actor_row)
            return lambda _, __, cells: known(of_actor(reader.parties(cells)[1]))
        return self._sums_by_days(rows_by(self.question.timeline, by))

    def _sums_by_days(self, row_of: Any) -> Callable[[Span, Codes, Sequence[str]], Sequence[_Sum]]:
        """The same where `row_of` looks at nothing but the days, kind and source of a figure."""
        known: dict[tuple[int, str], tuple[Span, Sequence[_Sum]]] = {}

        def sums(span: Span, codes: Codes, _: Sequence[str]) -> Sequence[_Sum]:
            # spans are kept in mind by the reader: to know one again is quicker than to compare it
            key = id(span), codes[0]
            found = known.get(key)
            if found is None:
                if len(known) > REMEMBERED:
                    known.clear()
                figure = _Figure(span)
                found = known[key] = span, self._sums(row_of(_Taken(_Event(codes.kind), (figure,), figure)))
            return found[1]

        return sums

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
        self.taken += 1
        order, row = self._order(span, reader.identity(cells)), (self.taken, cells)
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
        rows = [
            reader.row(number, cells_of(found) if isinstance(found, bytes) else found)
            for number, found in shown.items()
        ]
        timeline = timeline_of(about(self.file), rows, self.selection.register, self.file)
        question = ask(timeline, filters)
        event_at = {row.line: row.id for row in rows}
        found = []
        for account in self.accounts:
            reckoning = _Streamed(question, account, event_at)
            found.append(total(reckoning, by, reckoning.parts()))
        return Totals(question, tuple(found))


def _place_row(where: Where) -> Row:
    places = chain(where)
    return Row(places[-1].id, places[-1].name) if places else NOWHERE


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
        told = {row: part for row, part in self._account.parts.items() if row is not None and part.figures}
        for row, part in zip(one_row_a_group(told), told.values(), strict=True):
            assert row is not None
            merged.setdefault(row, _Sum()).join(part)
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

    @property
    def untold(self) -> tuple[int, int]:
        """How many rows do not tell their people apart, and how many people."""
        return self._account.untold_events, self._account.untold_people
