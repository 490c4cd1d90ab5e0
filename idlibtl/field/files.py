"""A field dataset's file, read line by line: what a question may concern of its rows, and what is wrong with others.

The cheapest is tried first: the days as they stand in the line, then the place; what is left is read in full. A row
that a question would count, list, or tell of as covering more is never lost. Rows of one id are taken to lie on the
same days.
"""

import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain as in_a_row
from pathlib import PurePath
from typing import NamedTuple, Protocol, TypeVar

from idlibtl.field import acled, ged
from idlibtl.field.chronology import FieldTimeline, timeline_of
from idlibtl.field.places import Register, chain, slug
from idlibtl.field.rows import REMEMBERED, TOWN, About, Codes, Deaths, Quick, Reader, Row, Where
from idlibtl.field.tables import (
    BLOCK_BYTES,
    BadRow,
    Lines,
    Record,
    Table,
    blocks,
    ends_of_rows,
    gathered,
    raw_records,
)
from idlibtl.field.tables import cells as cells_of
from idlibtl.model.dates import BadQuestion, Days, Span, Window, window
from idlibtl.model.letters import letters_of
from idlibtl.read.files import DatasetError, Finding, Severity, Unreadable, unreadable

#: So many rows are held as records at once; more are for totals, which hold none.
MAX_HELD_ROWS = 100_000

#: Stands between cells that are put aside; no cell has it.
_APART = "\0"

#: Of so many bad rows each is told.
MAX_FINDINGS = 10_000

_Each = TypeVar("_Each")

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
    if "event_id_cnty" in known or "event_id_no_cnty" in known:
        _require("an ACLED export", acled.COLUMNS, header)
        if not any(known.issuperset(columns) for columns in acled.LAYOUTS.values()):
            read = "; ".join(f"that of {name} has {', '.join(columns)}" for name, columns in acled.LAYOUTS.items())
            raise unreadable(f"is an ACLED export in a layout that is not read: {read}")
        return acled.Acled(header)
    if len(known.intersection(ged.COLUMNS)) < len(ged.COLUMNS) // 2:
        raise unreadable(
            "has no header that is known: neither JSON, nor the columns of UCDP GED"
            f" ({', '.join(ged.COLUMNS)}) or ACLED ({', '.join(acled.COLUMNS)})"
        )
    _require("a UCDP GED file", ged.COLUMNS, header)
    return ged.Ged(header)


def _require(what: str, columns: Sequence[str], header: Sequence[str]) -> None:
    known = set(header)
    if missing := [column for column in columns if column not in known]:
        raise unreadable(f"is {what} without the column{'s' * (len(missing) > 1)} {', '.join(missing)}")
    if twice := [column for column in columns if header.count(column) > 1]:
        raise unreadable(f"is {what} with the column{'s' * (len(twice) > 1)} {', '.join(twice)} more than once")


class Batch(NamedTuple):
    """Many rows at once: their ids, days, kinds and numbers; where they are, if that is asked for, null where only the
    record tells it. `records` gives the line and the bytes of each.
    """

    records: Callable[[], Sequence[Record]]
    ids: Sequence[str]
    spans: Sequence[Span]
    codes: Sequence[Codes]
    deaths: Sequence[Deaths]
    wheres: Sequence[Where | None] = ()

    def of(self, numbers: Sequence[int]) -> "Batch":
        """Some of the rows, without where they are."""

        def some(each: Sequence[_Each]) -> Sequence[_Each]:
            return [each[number] for number in numbers]

        return Batch(
            lambda: some(self.records()), some(self.ids), some(self.spans), some(self.codes), some(self.deaths)
        )


class _Known(dict[bytes, bool]):
    """What is so of the day that a cell begins with, 2019-04-09, worked out once; of what is no day it may be so."""

    def __init__(self, is_so: Callable[[str], bool]) -> None:
        self._is_so = is_so

    def __missing__(self, cell: bytes) -> bool:
        """What is so of a day that is met for the first time."""
        if not re.fullmatch(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9:.]*)?", cell):
            return True
        if len(self) >= REMEMBERED:
            self.clear()
        self[cell] = found = self._is_so(cell[:10].decode())
        return found


class _Watched:
    """A stream, and somebody who is told how much of it is read."""

    def __init__(self, stream: Lines, watch: Watch, size: int) -> None:
        self._stream, self._watch, self._size = stream, watch, max(1, size)
        self._done = self._told = 0

    def read(self, size: int, /) -> bytes:
        """Some of it."""
        return self._tell(self._stream.read(size))

    def readline(self, size: int, /) -> bytes:
        """A line of it."""
        return self._tell(self._stream.readline(size))

    def _tell(self, found: bytes) -> bytes:
        self._done += len(found)
        if self._done - self._told >= BLOCK_BYTES:
            self._told = self._done
            self._watch(min(1.0, self._done / self._size))
        return found


def _records_of(block: bytes, before: int) -> list[Record]:
    return list(raw_records(io.BytesIO(block), before))


class FieldFile:
    """One reading of a file: its rows, and what was found on the way. `line` is where the row at hand begins."""

    def __init__(self, table: Table, watch: Watch | None = None) -> None:
        self.table, self.watch = table, watch
        self.reader = reader_of(table.header)
        self.as_of = date.min
        self.row_count = self.line = self._header_lines = 0
        self.left_out: list[Finding] = []
        self.left_out_count = 0
        self.unread_days: list[Days | None] = []
        self.repeated = 0
        self._seen: set[str] = set()

    def leave_out(self, line: int, reason: object) -> None:
        """Put down that a row cannot be used."""
        self.left_out_count += 1
        if self.left_out_count <= MAX_FINDINGS:
            self.left_out.append(Finding(Severity.WARNING, f"line {line:,}", "", str(reason)))

    def leave_out_unread(self, problem: BadRow, cells: Sequence[str] = ()) -> None:
        """Put down that the row at hand cannot be read, and its days if those can."""
        self.leave_out(self.line, problem)
        days = None
        with suppress(BadRow, IndexError):
            span = self.reader.span(cells)
            days = Days(span.first, span.last or span.first)
        self.unread_days.append(days)

    def tell_of(self, day: date) -> None:
        """Put down that a row tells of a day: `as_of` is the last, as far as rows were looked at."""
        self.as_of = max(self.as_of, day)

    def rows(self, days: Window, having: Sequence[bytes] = ()) -> Iterator[list[str]]:
        """The cells of the rows that may lie in these days, each event once; only of those with one of these texts."""
        with self._opened() as (stream, line):
            records = raw_records(stream, line)
            yield from self._each(self._having(records, having) if having else self._in_days(records, days))

    def batches(self, days: Window, *, places: bool) -> Iterator[Batch | Iterator[list[str]]]:
        """The rows that may lie in these days, many at once, with their `places` if wanted: where nothing is wrong with
        any of them as a batch, else as `rows` gives them.
        """
        quick = self.reader.quick_with_places if places else self.reader.quick
        with self._opened() as (stream, before):
            if quick is None:
                yield self._each(self._in_days(raw_records(stream, before), days))
                return
            for block, records in self._blocks(stream, before, days):
                yield self._batch(quick, block, records) or self._each(records())

    def _blocks(self, stream: Lines, before: int, days: Window) -> Iterator[tuple[bytes, Callable[[], list[Record]]]]:
        """The bytes of the records that may lie in these days, many at once, and a function to the records."""
        if days:
            for found in gathered(self._in_days(raw_records(stream, before), days)):
                yield b"".join(content for _, content in found), partial(list, found)
            return
        for line, block in blocks(stream, before):
            yield block, partial(_records_of, block, line - 1)

    @contextmanager
    def _opened(self) -> Iterator[tuple[Lines, int]]:
        """The file behind its header, and the lines that this takes."""
        with self.table.opened() as stream:
            watched: Lines = stream if self.watch is None else _Watched(stream, self.watch, self.table.size)
            _, header = next(raw_records(watched), (1, b""))
            self._header_lines = header.count(b"\n")
            yield watched, self._header_lines

    def _each(self, records: Iterable[Record]) -> Iterator[list[str]]:
        reader, seen = self.reader, self._seen
        width, at = reader.width, reader.id_at
        for self.line, content in records:
            self.row_count += 1
            try:
                cells = cells_of(content)
                identity = cells[at] if len(cells) == width else ""
                if not (identity.isdecimal() and identity.isascii() and len(identity) <= 18):
                    if self._is_no_row(cells):
                        continue
                    identity = reader.identity(cells)
            except BadRow as problem:
                self.leave_out_unread(problem)
                continue
            if identity in seen:
                self._repeats(identity)
                continue
            seen.add(identity)
            yield cells

    def _batch(self, quick: Quick, block: bytes, records: Callable[[], list[Record]]) -> Batch | None:
        """The rows of a block, unless there is anything to look at closely."""
        rows = ends_of_rows(block, self.reader.width, quick.head, quick.tail)
        if rows is None:
            return None
        identities = [cells[self.reader.id_at] for cells in rows]
        new, digits = set(identities), "".join(identities)
        is_plain = digits.isdecimal() and digits.isascii() and "" not in new and max(map(len, new)) <= 18
        if not is_plain or len(new) < len(rows) or not self._seen.isdisjoint(new):
            return None
        try:
            found = Batch(records, identities, *quick.many(rows), quick.wheres(rows))
        except BadRow:
            return None
        self._seen |= new
        self.row_count += len(rows)
        return found

    def _in_days(self, records: Iterable[Record], days: Window) -> Iterable[Record]:
        """Those of the records that may lie in these days. The others are counted, and not read any further."""
        if not (days and self.reader.tail):
            yield from records
            return
        tail, first, last = self.reader.tail, str(days.first or date.min), str(days.last or date.max)
        is_begun = _Known(lambda day: day <= last)
        is_left = _Known(lambda day: self._put_down(day) >= first)
        for record in records:
            cells = record[1].rsplit(b",", tail)
            # to know a cell again is quicker than to read it; a cell in quotes may have commas
            is_told = len(cells) > tail and record[1].rfind(b'"') < len(cells[0])
            if is_told and not (is_left[cells[2]] and is_begun[cells[1]]):
                self.row_count += 1
            else:
                yield record

    def _having(self, records: Iterable[Record], texts: Sequence[bytes]) -> Iterable[Record]:
        """Those of the records that have one of these texts. Of the others only their last days are put down."""
        tail, is_unknown = self.reader.tail, _Known(lambda day: not self._put_down(day))
        for record in records:
            content = record[1]
            if any(map(content.lower().__contains__, texts)):
                yield record
                continue
            self.row_count += 1
            cells = content.rsplit(b",", tail) if tail else []
            if len(cells) <= tail or is_unknown[cells[2]]:
                with suppress(BadRow, IndexError):  # all its cells tell it, if it is a row
                    self.tell_of(self.reader.span(cells_of(content)).last or date.min)

    def _put_down(self, day: str) -> str:
        """The day, when it is put down that a row ends on it."""
        with suppress(ValueError):  # no day of the calendar
            self.tell_of(date.fromisoformat(day))
        return day

    def _is_no_row(self, cells: Sequence[str]) -> bool:
        """Whether a record is a row of HXL tags, or empty: no row. Raises BadRow, for the header once more too."""
        if not any(cells) or (self.line == self._header_lines + 1 and any(cell.startswith("#") for cell in cells)):
            self.row_count -= 1
            return True
        if tuple(map(str.strip, cells)) == self.table.header:
            raise BadRow("is the header once more")
        if len(cells) != self.reader.width:
            raise BadRow(f"has {len(cells):,} cells, and the header has {self.reader.width}")
        return False

    def _repeats(self, identity: str) -> None:
        if self.reader.repeats:
            self.repeated += 1
        else:
            self.leave_out(self.line, f"has the id {identity} once more")


class Selection:
    """The rows of a file that a question may concern, by its days and places.

    `register` has places and actors beside those of the rows where a name that was typed is not among these. What was
    typed may be a name or an id, of those in `only_ids`, by their letters, it is an id.
    """

    def __init__(self, file: FieldFile, asked: Asked | None, only_ids: Collection[str] = ()) -> None:
        self.file = file
        self._typed = {*asked.places, *asked.actors} if asked else set()
        self._only_ids = frozenset(only_ids)
        self._by_id: set[str] = set()
        self._by_name: set[str] = set()
        self.days = window(asked.since, asked.until) if asked else Window()
        self.places = {letters_of(name) for name in asked.places} if asked else set()
        self.actors = {letters_of(name) for name in asked.actors} if asked else set()
        self.register = Register()
        self._aside: list[tuple[int, str]] = []
        self._around: set[str] = set()
        self._found: set[str] = set()
        self._known: dict[Where, bool] = {}
        self._known_actors: dict[str, bool] = {}

    @property
    def is_all(self) -> bool:
        """Whether neither days nor places or actors are asked for."""
        return not (self.days or self.places or self.actors)

    def rows(self) -> Iterator[list[str]]:
        """The cells of the rows."""
        yield from self.of(self.file.rows(self.days))
        yield from self.rest()

    def of(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        """Those of the rows that a question may concern; the ones that may lie around a place are put aside."""
        if self.is_all:
            yield from rows
            return
        file, reader = self.file, self.file.reader
        for cells in rows:
            try:
                if self.days and not self._is_in_days(reader.span(cells)):
                    continue
                reader.span(cells), reader.codes(cells), reader.deaths(cells)  # a row that is left out names nothing
            except BadRow as problem:
                file.leave_out_unread(problem, cells)
                continue
            where = reader.where(cells) if self.places else None
            if where is None or self.is_within(where):
                for name in reader.parties(cells)[0] if self.actors else ():
                    self.is_asked_for(name)
                yield cells
            elif where.level < TOWN:
                self._aside.append((file.line, _APART.join(cells)))

    def rest(self) -> Iterator[list[str]]:
        """Those that lie around a place, when all are read: which place is meant is known then."""
        if not self._found.issuperset(self.places | self.actors):
            self._look_through_all()
        file, reader = self.file, self.file.reader
        for file.line, told in self._aside:
            cells = told.split(_APART)
            places = chain(reader.where(cells))
            if places and places[-1].id in self._around:
                yield cells

    def others(self, batch: Batch, numbers: Sequence[int]) -> Iterator[list[str]]:
        """The cells of some rows of a batch, but for those whose town lies elsewhere."""
        records = batch.records()
        for number in numbers:
            where = batch.wheres[number] if self.places else None
            if where is None or where.level < TOWN or self.is_within(where):
                self.file.line, content = records[number]
                yield cells_of(content)

    def _is_in_days(self, span: Span) -> bool:
        assert span.last, "no row is open"
        self.file.tell_of(span.last)
        return self.days.touches(Days(span.first, span.last))

    def is_within(self, where: Where) -> bool:
        """Whether a place is one asked for, or lies in one; what is around such a place is put down."""
        known = self._known.get(where)
        if known is None:
            found = False
            for number, each in enumerate(places := chain(where)):
                if mine := self._meant(each.id, each.letters() & self.places, is_inside=found):
                    self._found |= mine
                    self._around.update(outer.id for outer in places[:number])
                    self.register.place(where)
                    found = True
            known = self._known[where] = found
        return known

    def _meant(self, identity: str, letters: set[str], *, is_inside: bool = False) -> set[str]:
        """The words, by their letters, that mean this place or actor; `is_inside` another one that is meant."""
        if identity in self._typed:
            self._by_id |= letters
            return letters
        letters = letters - self._only_ids
        if not is_inside:
            self._by_name |= letters
        return letters

    @property
    def also_names(self) -> Collection[str]:
        """Of the words that were typed those that are the id of one place or actor and the name of another."""
        return self._by_id & self._by_name

    def is_asked_for(self, actor: str) -> bool:
        """Whether an actor is one asked for."""
        known = self._known_actors.get(actor)
        if known is None:
            mine = self._meant(slug(actor), {letters_of(actor), letters_of(slug(actor))} & self.actors)
            known = bool(mine)
            if known:
                self._found |= mine
                self.register.actor(actor)
            self._known_actors[actor] = known
        return known

    def _look_through_all(self) -> None:
        """All places and actors of the file, for one that was typed is not among those of its rows on these days."""
        file = FieldFile(self.file.table, self.file.watch)
        reader = file.reader
        for cells in file.rows(Window()):
            with suppress(BadRow):
                reader.span(cells), reader.codes(cells), reader.deaths(cells)
                where = reader.where(cells)
                self.register.place(where)
                for name in reader.parties(cells)[0]:
                    self.register.actor(name)
                self.is_within(where)


def about(file: FieldFile) -> About:
    """What a file is, with its version where its name tells one."""
    found = re.search(r"(?i:ged[a-z_-]*v?)([0-9]{2})[._-]?([0-9])(?![0-9])", PurePath(file.table.name).name)
    known = file.reader.about
    if found is None or not isinstance(file.reader, ged.Ged):
        return known
    return known._replace(title=f"{known.title}, version {found[1]}.{found[2]} by its file's name")


def field_timeline(
    table: Table,
    asked: Asked | None = None,
    *,
    ids: Sequence[str] = (),
    strict: bool = False,
    watch: Watch | None = None,
) -> FieldTimeline:
    """The timeline of the dataset in a table: of all its rows, of those that the question may concern, or of those
    with these `ids`, if they are ids of events.

    If `strict`, every row has to be sound. Raises DatasetError, and BadQuestion where there are too many rows to hold.
    """
    if strict:
        require_sound(table, watch)
    try:
        file = FieldFile(table, watch)
        selection = Selection(file, None)
        kept = _named(file, ids) if ids else []
        if not kept:
            file = FieldFile(table, watch)
            selection = Selection(file, asked)
            kept = list(_held(selection))
    except Unreadable as problem:
        raise DatasetError(table.name, problem.findings) from None
    return timeline_of(about(file), kept, selection.register, file)


def _named(file: FieldFile, ids: Sequence[str]) -> list[Row]:
    """The rows with these ids; none where one of them is no id of an event, or of none."""
    prefix = file.reader.prefix
    wanted = {each.removeprefix(prefix) for each in ids if each.startswith(prefix)}
    if len(wanted) < len(set(ids)):
        return []
    found = []
    for cells in file.rows(Window(), having=[each.encode() for each in wanted]):
        with suppress(BadRow):
            file.tell_of(file.reader.span(cells).last or date.min)
            if file.reader.identity(cells) in wanted:
                found.append(file.reader.row(file.line, cells))
    return found if len(found) == len(wanted) else []


def _held(selection: Selection) -> Iterator[Row]:
    file = selection.file
    for number, cells in enumerate(selection.rows()):
        if number >= MAX_HELD_ROWS:
            raise BadQuestion(
                f"this takes in more than {MAX_HELD_ROWS:,} rows of {file.table.name}; narrow it by --from, --to or"
                " --place, or ask idlibtl totals, which adds up any number"
            )
        try:
            row = file.reader.row(file.line, cells)
        except BadRow as problem:
            file.leave_out_unread(problem, cells)
            continue
        file.tell_of(row.last)
        yield row


def require_sound(table: Table, watch: Watch | None = None) -> None:
    """Raises DatasetError, with every row that cannot be used, if there is one."""
    if errors := [each for each in field_findings(table, watch, strict=True) if each.severity is Severity.ERROR]:
        raise DatasetError(table.name, errors)


def field_findings(table: Table, watch: Watch | None = None, *, strict: bool = False) -> tuple[Finding, ...]:
    """What is to be known of the rows of a file: those that are left out, and how many have bounds out of order.

    If `strict`, those left out are errors.
    """
    try:
        file = FieldFile(table, watch)
        low = high = 0
        for cells in file.rows(Window()):
            try:
                killed = file.reader.row(file.line, cells).deaths.killed
            except BadRow as problem:
                file.leave_out(file.line, problem)
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
    if file.repeated:
        rows = "row tells" if file.repeated == 1 else "rows tell"
        reason = f"{file.repeated:,} {rows} an event once more, as monadic exports do; each event counts once"
        yield Finding(Severity.WARNING, "", "event_id_cnty", reason)
    for column, number, order in (("low", low, "more"), ("high", high, "less")):
        if number:
            rows = "row has" if number == 1 else "rows have"
            reason = f"{number:,} {rows} {order} than best; rows are added up as they stand, and put in order then"
            yield Finding(Severity.WARNING, "", column, reason)
