"""A field dataset's file, read line by line: what a question may concern of its rows, and what is wrong with others.

The cheapest is tried first: the days as they stand in the line, then the place; what is left is read in full. A row
that a question would count, list, or tell of as covering more is never lost.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import chain as in_a_row
from typing import Protocol

from idlibtl.model.dates import BadQuestion, Days, Span, Window, window
from idlibtl.model.letters import letters_of
from idlibtl.reading import acled, ged
from idlibtl.reading.field import FieldTimeline, timeline_of
from idlibtl.reading.files import DatasetError, Finding, Severity, Unreadable, unreadable
from idlibtl.reading.places import Register, chain
from idlibtl.reading.rows import TOWN, Reader, Row, Where, check_width
from idlibtl.reading.tables import BadRow, Record, Table, cells, raw_records

#: So many rows are held as records at once; more are for totals, which hold none.
MAX_HELD_ROWS = 100_000

#: Of so many bad rows each is told.
MAX_FINDINGS = 10_000

#: Is told how much of a file is read, from 0 to 1.
Watch = Callable[[float], None]


class Asked(Protocol):
    """What is used here of filters, as people type them."""

    @property
    def since(self) -> str | None:
        """Only from this date on."""

    @property
    def until(self) -> str | None:
        """Only up to this date."""

    @property
    def places(self) -> Sequence[str]:
        """Only in these places."""

    @property
    def actors(self) -> Sequence[str]:
        """Only with these actors."""


def reader_of(header: Sequence[str]) -> Reader:
    """How to read a file with this header. Raises Unreadable, with the columns that it lacks."""
    known = set(header)
    if len(known) < len(header) and (twice := {each for each in header if header.count(each) > 1 and each}):
        raise unreadable(f"has the column {', '.join(sorted(twice)[:5])} more than once")
    if "event_id_cnty" in known or "event_id_no_cnty" in known:
        _require("an ACLED export", acled.COLUMNS, known)
        if not any(known.issuperset(columns) for columns in acled.LAYOUTS.values()):
            read = "; ".join(f"that of {name} has {', '.join(columns)}" for name, columns in acled.LAYOUTS.items())
            raise unreadable(f"is an ACLED export in a layout that is not read: {read}")
        return acled.Acled(header)
    if len(known.intersection(ged.COLUMNS)) < len(ged.COLUMNS) // 2:
        raise unreadable(
            "has no header that is known: neither JSON, nor the columns of UCDP GED"
            f" ({', '.join(ged.COLUMNS)}) or ACLED ({', '.join(acled.COLUMNS)})"
        )
    _require("a UCDP GED file", ged.COLUMNS, known)
    return ged.Ged(header)


def _require(what: str, columns: Sequence[str], known: set[str]) -> None:
    if missing := [column for column in columns if column not in known]:
        raise unreadable(f"is {what} without the column{'s' * (len(missing) > 1)} {', '.join(missing)}")


class FieldFile:
    """One reading of a file: its rows, and what was found on the way."""

    def __init__(self, table: Table, watch: Watch | None = None) -> None:
        self.table, self.watch = table, watch
        self.reader = reader_of(table.header)
        self.row_count = 0
        self.left_out: list[Finding] = []
        self.left_out_count = 0
        self.repeated = 0
        self.as_of = date.min
        self._last = b""

    def leave_out(self, line: int, reason: object) -> None:
        """Put down that a row cannot be used."""
        self.left_out_count += 1
        if self.left_out_count <= MAX_FINDINGS:
            self.left_out.append(Finding(Severity.WARNING, f"line {line:,}", "", str(reason)))

    def rows(self, days: Window) -> Iterator[tuple[Record, list[str]]]:
        """The records that may lie in these days, each once, with their cells."""
        raw_days, width, repeats = self.reader.raw_days, self.reader.width, self.reader.repeats
        first = str(days.first or date.min).encode()
        last = str(days.last or date.max).encode()
        seen: set[str] = set()
        with self.table.opened() as stream:
            records = raw_records(stream, self._moved if self.watch else None)
            next(records, None)
            for record in records:
                self.row_count += 1
                if days and (told := raw_days(record[1])) is not None:
                    if told[1] > self._last:
                        self._tell_of(told[1])
                    if told[0] > last or told[1] < first:
                        continue
                try:
                    found = cells(record)
                    if not any(found) or self._is_no_row(record, found):
                        self.row_count -= 1
                        continue
                    check_width(found, width)
                    identity = self.reader.identity(found)
                except BadRow as problem:
                    self.leave_out(record[0], problem)
                    continue
                if identity in seen:
                    self.repeated += 1
                    if not repeats:
                        self.leave_out(record[0], f"has the id {identity.partition('-')[2]} once more")
                    continue
                seen.add(identity)
                yield record, found

    def _moved(self, done: int) -> None:
        assert self.watch
        self.watch(min(1.0, done / max(1, self.table.size)))

    def _is_no_row(self, record: Record, found: Sequence[str]) -> bool:
        """Whether a record is a row of HXL tags, or the header once more, which is told."""
        if self.row_count == 1 and any(cell.startswith("#") for cell in found):
            return all(cell == "" or cell.startswith("#") for cell in found)
        if found[0].strip() == self.table.header[0] and tuple(map(str.strip, found)) == self.table.header:
            self.leave_out(record[0], "is the header once more")
            return True
        return False

    def _tell_of(self, day: bytes) -> None:
        self._last = day
        with suppress(ValueError):  # no day of the calendar
            self.tell_of(date.fromisoformat(day.decode()))

    def tell_of(self, day: date) -> None:
        """Put down that a row tells of a day: `as_of` is the last, as far as rows were looked at."""
        self.as_of = max(self.as_of, day)


class Selection:
    """The rows of a file that a question may concern, by its days and places.

    `register` has places and actors beside those of the rows where a name that was typed is not among these.
    """

    def __init__(self, file: FieldFile, asked: Asked | None) -> None:
        self.file = file
        self.days = window(asked.since, asked.until) if asked else Window()
        self.places = {letters_of(name): name for name in asked.places} if asked else {}
        self.actors = {letters_of(name): name for name in asked.actors} if asked else {}
        self.register = Register()
        self._around: set[str] = set()
        self._found: set[str] = set()
        self._known: dict[Where, bool] = {}

    def rows(self) -> Iterator[tuple[Record, list[str]]]:
        """The rows, with their cells. Those that are around a place come last: which one is meant is known then."""
        reader, aside = self.file.reader, []
        actors: set[str] = set()
        for record, found in self.file.rows(self.days):
            try:
                if self.days and not self._is_in_days(reader.facts(found).span):
                    continue
                where = reader.where(found) if self.places else None
            except BadRow as problem:
                self.file.leave_out(record[0], problem)
                continue
            if where is None or self._is_within(where):
                if self.actors:
                    actors.update(map(letters_of, reader.parties(found)[0]))
                yield record, found
            elif where.level < TOWN:
                aside.append(record)
        if not (self._found.issuperset(self.places) and actors.issuperset(self.actors)):
            self._look_through_all()
        for record in aside:
            found = cells(record)
            places = chain(reader.where(found))
            if places and places[-1].id in self._around:
                yield record, found

    def _is_in_days(self, span: Span) -> bool:
        assert span.last, "no row is open"
        self.file.tell_of(span.last)
        return self.days.touches(Days(span.first, span.last))

    def _is_within(self, where: Where) -> bool:
        """Whether a place is one asked for, or lies in one; what is around such a place is put down."""
        known = self._known.get(where)
        if known is None:
            known = False
            for number, each in enumerate(places := chain(where)):
                if mine := each.letters() & self.places.keys():
                    self._found |= mine
                    self._around.update(outer.id for outer in places[:number])
                    known = True
            self._known[where] = known
        return known

    def _look_through_all(self) -> None:
        """All places and actors of the file, for one that was typed is not among those of its rows on these days."""
        file = FieldFile(self.file.table, self.file.watch)
        for _, found in file.rows(Window()):
            with suppress(BadRow):
                file.reader.facts(found)
                where = file.reader.where(found)
                self.register.place(where)
                for name in file.reader.parties(found)[0]:
                    self.register.actor(name)
                self._is_within(where)


def field_timeline(
    table: Table, asked: Asked | None = None, *, strict: bool = False, watch: Watch | None = None
) -> FieldTimeline:
    """The timeline of the dataset in a table: of all its rows, or of those that the question may concern.

    If `strict`, every row has to be sound. Raises DatasetError, and BadQuestion where there are too many rows to hold.
    """
    try:
        file = FieldFile(table, watch)
        selection = Selection(file, None if strict else asked)
        kept = list(_held(selection))
    except Unreadable as problem:
        raise DatasetError(table.name, problem.findings) from None
    if strict and file.left_out:
        raise DatasetError(table.name, [replace(each, severity=Severity.ERROR) for each in file.left_out])
    return timeline_of(file.reader.about, kept, selection.register, file)


def _held(selection: Selection) -> Iterator[Row]:
    file = selection.file
    for number, (record, found) in enumerate(selection.rows()):
        if number >= MAX_HELD_ROWS:
            raise BadQuestion(
                f"this takes in more than {MAX_HELD_ROWS:,} rows of {file.table.name}; narrow it by --from, --to or"
                " --place, or ask idlibtl totals, which adds up any number"
            )
        try:
            row = file.reader.row(record[0], found)
        except BadRow as problem:
            file.leave_out(record[0], problem)
            continue
        file.tell_of(row.last)
        yield row


def field_findings(table: Table, *, strict: bool = False) -> tuple[Finding, ...]:
    """What is to be known of the rows of a file: those that are left out, and how many have bounds out of order.

    If `strict`, those left out are errors.
    """
    try:
        file = FieldFile(table)
        low = high = 0
        for record, found in file.rows(Window()):
            try:
                killed = file.reader.row(record[0], found).facts.killed
            except BadRow as problem:
                file.leave_out(record[0], problem)
                continue
            low += killed.low > killed.best
            high += killed.high is not None and killed.high < killed.best
    except Unreadable as problem:
        return problem.findings
    severity = Severity.ERROR if strict else Severity.WARNING
    left_out = [replace(each, severity=severity) for each in in_a_row(file.left_out, _more_left_out(file))]
    return (*left_out, *_told_of_all(file, low, high))


def _more_left_out(file: FieldFile) -> Iterator[Finding]:
    if (more := file.left_out_count - len(file.left_out)) > 0:
        yield Finding(Severity.WARNING, "", "", f"{more:,} more rows are left out; only the first are listed")


def _told_of_all(file: FieldFile, low: int, high: int) -> Iterator[Finding]:
    if file.repeated and file.reader.repeats:
        reason = f"{file.repeated:,} rows tell an event once more, as monadic exports do; each event counts once"
        yield Finding(Severity.WARNING, "", "event_id_cnty", reason)
    for column, number, order in (("low", low, "more"), ("high", high, "less")):
        if number:
            rows = "row has" if number == 1 else "rows have"
            reason = f"{number:,} {rows} {order} than best; rows are added up as they stand, and put in order then"
            yield Finding(Severity.WARNING, "", column, reason)
