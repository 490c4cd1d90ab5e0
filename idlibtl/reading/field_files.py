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
from idlibtl.reading.places import Register, chain, slug
from idlibtl.reading.rows import TOWN, Reader, Row, Where
from idlibtl.reading.tables import BadRow, Rows, Table

#: So many rows are held as records at once; more are for totals, which hold none.
MAX_HELD_ROWS = 100_000

#: Stands between cells that are put aside; no cell has it.
_APART = "\0"

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
    """One reading of a file: its rows, and what was found on the way. `line` is where the row at hand begins."""

    def __init__(self, table: Table, watch: Watch | None = None) -> None:
        self.table, self.watch = table, watch
        self.reader = reader_of(table.header)
        self.as_of = date.min
        self.row_count = self.line = 0
        self.left_out: list[Finding] = []
        self.left_out_count = 0
        self.repeated = 0

    def leave_out(self, line: int, reason: object) -> None:
        """Put down that a row cannot be used."""
        self.left_out_count += 1
        if self.left_out_count <= MAX_FINDINGS:
            self.left_out.append(Finding(Severity.WARNING, f"line {line:,}", "", str(reason)))

    def tell_of(self, day: date) -> None:
        """Put down that a row tells of a day: `as_of` is the last, as far as rows were looked at."""
        self.as_of = max(self.as_of, day)

    def rows(self, days: Window) -> Iterator[list[str]]:
        """The cells of the rows that may lie in these days, each event once."""
        width, at = self.reader.width, self.reader.id_at
        seen: set[str] = set()
        with self.table.opened() as stream:
            rows = Rows(stream, self._wanted(days), self.leave_out, self._moved if self.watch else None)
            for number, cells in enumerate(rows):
                self.row_count = rows.number - 1
                if not number or not cells:
                    continue
                self.line = rows.line
                identity = cells[at] if len(cells) == width else ""
                if not (identity.isdecimal() and identity.isascii() and len(identity) <= 18):
                    try:
                        if self._is_no_row(cells, first=rows.number == 2):
                            continue
                        identity = self.reader.identity(cells)
                    except BadRow as problem:
                        self.leave_out(self.line, problem)
                        continue
                if identity in seen:
                    self._repeats(identity)
                    continue
                seen.add(identity)
                yield cells
            self.row_count = rows.number - 1

    def _wanted(self, days: Window) -> Callable[[bytes], bool] | None:
        """A function that tells whether a raw record may lie in these days; None where all are wanted."""
        if not days:
            return None
        raw_days, latest = self.reader.raw_days, b""
        first, last = str(days.first or date.min).encode(), str(days.last or date.max).encode()

        def wanted(content: bytes) -> bool:
            nonlocal latest
            if (told := raw_days(content)) is None:
                return True
            if told[1] > latest:
                latest = told[1]
                with suppress(ValueError):  # no day of the calendar
                    self.tell_of(date.fromisoformat(latest.decode()))
            return told[0] <= last and told[1] >= first

        return wanted

    def _moved(self, done: int) -> None:
        assert self.watch
        self.watch(min(1.0, done / max(1, self.table.size)))

    def _is_no_row(self, cells: Sequence[str], *, first: bool) -> bool:
        """Whether a record is a row of HXL tags, empty, or the header once more, which is told. Raises BadRow."""
        if first and any(cell.startswith("#") for cell in cells):
            return True
        if not any(cells):
            return True
        if tuple(map(str.strip, cells)) == self.table.header:
            raise BadRow("is the header once more")
        if len(cells) != self.reader.width:
            raise BadRow(f"has {len(cells):,} cells, and the header has {self.reader.width}")
        return False

    def _repeats(self, identity: str) -> None:
        self.repeated += 1
        if not self.reader.repeats:
            self.leave_out(self.line, f"has the id {identity} once more")


class Selection:
    """The rows of a file that a question may concern, by its days and places.

    `register` has places and actors beside those of the rows where a name that was typed is not among these.
    """

    def __init__(self, file: FieldFile, asked: Asked | None) -> None:
        self.file = file
        self.days = window(asked.since, asked.until) if asked else Window()
        self.places = {letters_of(name) for name in asked.places} if asked else set()
        self.actors = {letters_of(name) for name in asked.actors} if asked else set()
        self.register = Register()
        self._around: set[str] = set()
        self._found: set[str] = set()
        self._known: dict[Where, bool] = {}
        self._known_actors: dict[str, bool] = {}

    def rows(self) -> Iterator[list[str]]:
        """The cells of the rows. Those around a place come last: which one is meant is known then."""
        if not (self.days or self.places or self.actors):
            yield from self.file.rows(self.days)
            return
        file, reader = self.file, self.file.reader
        aside: list[tuple[int, str]] = []
        for cells in file.rows(self.days):
            try:
                if self.days and not self._is_in_days(reader.span(cells)):
                    continue
                reader.codes(cells)
            except BadRow as problem:
                file.leave_out(file.line, problem)
                continue
            where = reader.where(cells) if self.places else None
            if where is None or self.is_within(where):
                for name in reader.parties(cells)[0] if self.actors else ():
                    self.is_asked_for(name)
                yield cells
            elif where.level < TOWN:
                aside.append((file.line, _APART.join(cells)))
        if not self._found.issuperset(self.places | self.actors):
            self._look_through_all()
        for file.line, told in aside:
            cells = told.split(_APART)
            places = chain(reader.where(cells))
            if places and places[-1].id in self._around:
                yield cells

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
                if mine := each.letters() & self.places:
                    self._found |= mine
                    self._around.update(outer.id for outer in places[:number])
                    self.register.place(where)
                    found = True
            known = self._known[where] = found
        return known

    def is_asked_for(self, actor: str) -> bool:
        """Whether an actor is one asked for."""
        known = self._known_actors.get(actor)
        if known is None:
            mine = {letters_of(actor), letters_of(slug(actor))} & self.actors
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


def field_timeline(
    table: Table, asked: Asked | None = None, *, strict: bool = False, watch: Watch | None = None
) -> FieldTimeline:
    """The timeline of the dataset in a table: of all its rows, or of those that the question may concern.

    If `strict`, every row has to be sound. Raises DatasetError, and BadQuestion where there are too many rows to hold.
    """
    if strict:
        require_sound(table, watch)
    try:
        file = FieldFile(table, watch)
        selection = Selection(file, asked)
        kept = list(_held(selection))
    except Unreadable as problem:
        raise DatasetError(table.name, problem.findings) from None
    return timeline_of(file.reader.about, kept, selection.register, file)


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
            file.leave_out(file.line, problem)
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
    if file.repeated and file.reader.repeats:
        reason = f"{file.repeated:,} rows tell an event once more, as monadic exports do; each event counts once"
        yield Finding(Severity.WARNING, "", "event_id_cnty", reason)
    for column, number, order in (("low", low, "more"), ("high", high, "less")):
        if number:
            rows = "row has" if number == 1 else "rows have"
            reason = f"{number:,} {rows} {order} than best; rows are added up as they stand, and put in order then"
            yield Finding(Severity.WARNING, "", column, reason)
