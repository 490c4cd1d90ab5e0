"""One reading of the tables of a field dataset: their valid rows, each event once, and what is wrong with others.

A record may have several lines, because a cell in quotes may have line breaks: one csv.reader joins them.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import groupby
from typing import TypeAlias

from idlibtl.field.open import MAX_LINE_BYTES, FieldFile, Watch, in_words, too_large
from idlibtl.field.rows import BadRow, Cells, Codes, Deaths, FileLayout, Memo, Row, day_of, days_of
from idlibtl.model.chronology import LeftOut
from idlibtl.model.dates import Days, Window
from idlibtl.read.cells import is_missing
from idlibtl.read.files import DatasetError, Finding, Severity, unreadable
from idlibtl.read.sheets import column_name

#: How many unreadable rows are listed one by one.
MAX_FINDINGS = 10_000

#: The most reasons that are given for rows left out.
MAX_REASONS = 3

#: A position in several tables: the number of the table is above these bits, the bytes before the row below.
_TABLE_BITS = 48

#: A quick test whether a text lacks the words asked for, on a row or on a record.
Lacks = Callable[[str], bool]

#: A valid row: its cells, where it begins in the tables, its days or a longer period that a question treats alike, and
#: its codes and numbers. It is a plain tuple because a file may have 400,000.
ValidRow: TypeAlias = tuple[list[str], int, Days, tuple[Codes, Deaths]]

_ALL_DATES = Window()


def _text(line: bytes) -> str:
    """The text of a line: UTF-8, or else Latin-1 as Windows writes it."""
    with suppress(UnicodeDecodeError):
        return line.decode()
    return line.decode("cp1252", errors="replace")


class Reading:
    """One reading of tables of one kind, one after the other.

    `row_count` counts all rows; `outside` those on other days or without the words, which are not read to the end;
    `repeated` those of an event that was read before. `not_utf8` lines were read as Latin-1 because they are not UTF-8.
    `as_of` is the last day of any row that was read.
    """

    def __init__(self, tables: Sequence[FieldFile], watch: Watch | None = None) -> None:
        self.tables, self.watch = tables, watch
        self.as_of = date.min
        self.row_count = self.outside = self.repeated = self.not_utf8 = self.left_out_count = 0
        self.findings: list[Finding] = []
        self.left_out_days: list[Days | None] = []
        self._events: set[int | str] = set()
        #: Whether the next line begins a record, where the current one begins, and the last line that was read.
        self._begins = True
        self._line = self._position = 0
        self._last = b""

    def again(self) -> "Reading":
        """Return a new reading of the same tables."""
        return Reading(self.tables, self.watch)

    @property
    def layout(self) -> FileLayout:
        """How to read the first table: all are of one kind."""
        return self.tables[0].layout

    def rows(
        self,
        window: Window = _ALL_DATES,
        lacks: Lacks | None = None,
        period: Callable[[Days], Days] | None = None,
    ) -> Iterator[tuple[FileLayout, Iterator[ValidRow]]]:
        """Yield each table's layout and its valid rows on these days, except those whose text `lacks` words asked for.

        A row has the `period` of its days that a question treats alike. Raises DatasetError.
        """
        for number, table in enumerate(self.tables):
            layout = table.layout
            days_in = layout.part(layout.day_columns, partial(self._days, layout, window, period))
            lines = self._lines(table, self._elsewhere(table, window, lacks), lacks)
            yield layout, self._rows_of(number, lines, days_in)

    def rows_at(self, positions: Iterable[int]) -> Iterator[Row]:
        """Yield rows that were yielded before, in the order of their positions. Raises DatasetError."""
        for number, inside in groupby(sorted(positions), lambda position: position >> _TABLE_BITS):
            table = self.tables[number]
            with in_words(table.name), table.source.opened() as stream:
                lines = map(_text, iter(partial(stream.readline, MAX_LINE_BYTES), b""))
                for position in inside:
                    stream.seek(position & ((1 << _TABLE_BITS) - 1))
                    cells = next(csv.reader(lines, delimiter=table.delimiter))
                    table.layout.fill_up(cells)
                    yield table.layout.row(cells)

    def _rows_of(self, number: int, lines: Iterator[str], days_in: Memo[Days | None]) -> Iterator[ValidRow]:
        """The valid rows of a table on the days asked about."""
        table, start = self.tables[number], number << _TABLE_BITS
        layout, width = table.layout, table.layout.width
        id_at, identity = layout.id_at, layout.identity
        numbers_in = layout.numbers
        pick_days, pick_numbers = days_in.pick, numbers_in.pick
        earlier, events = self._events, {*self._events}
        may_repeat = layout.repeats or len(self.tables) > 1
        reader = csv.reader(lines, delimiter=table.delimiter)
        is_read = False
        while not is_read:
            try:
                for cells in reader:
                    self._begins = True
                    self.row_count += 1
                    if len(cells) != width:
                        layout.fill_up(cells, is_whole=self._last.endswith(b"\n"))
                    days = days_in[pick_days(cells)]
                    if days is None:
                        self.outside += 1
                        if may_repeat:
                            with suppress(BadRow):  # its event does not count with the days that a later row gives it
                                events.add(identity(cells[id_at]))
                        continue
                    numbers = numbers_in[pick_numbers(cells)]
                    event = identity(cells[id_at])
                    if event not in events:
                        events.add(event)
                        yield cells, start + self._position, days, numbers
                    elif event in earlier or layout.repeats:
                        self.repeated += 1
                    else:
                        self._leave_out(table, BadRow(f"{event} is the id of an earlier row", "id"), cells)
                is_read = True
            except csv.Error as error:
                self._begins = True
                self.row_count += 1
                self._leave_out(table, BadRow(self._reason(table, str(error))), [])
            except BadRow as problem:
                self._leave_out(table, problem, cells)
        self._events = events

    def _days(
        self, layout: FileLayout, window: Window, period: Callable[[Days], Days] | None, cells: Cells
    ) -> Days | None:
        """The days of a row, or their period; None if they are not among those asked about."""
        days = days_of(layout.read_span(cells))
        self.as_of = max(self.as_of, days.last)
        if not window.touches(days):
            return None
        return period(days) if period else days

    # Lines

    def _lines(
        self, table: FieldFile, is_elsewhere: Callable[[bytes], bool | None] | None, lacks: Lacks | None
    ) -> Iterator[str]:
        """The physical lines of a table, for csv.reader. After a record is taken from that, `_begins` must be set.

        A record of one line that `is_elsewhere`, by its bytes, is passed over, and if its days are known also one that
        `lacks` the words asked for. Raises DatasetError.
        """
        source, number, end = table.source, table.line, table.position
        plain, opening = b'[^"' + table.delimiter.encode() + b"]", table.delimiter.encode() + b'"'
        #: What comes before a quotation mark that closes a cell, or is a character of a cell without quotes.
        closes = Memo(re.compile(b"(?s:.." + plain + b"|" + plain + b'"")').fullmatch)
        look = 0
        with in_words(table.name), source.opened() as stream:
            stream.seek(end)
            for line in iter(partial(stream.readline, MAX_LINE_BYTES), b""):
                if end >= look:
                    if source.most is not None and end > source.most:
                        raise too_large(f"unpacks to more than {source.most:,} bytes")
                    if self.watch is not None:
                        self.watch(min(1.0, end / max(1, source.size)))
                    look = end + MAX_LINE_BYTES
                size = len(line)
                if size >= MAX_LINE_BYTES:
                    raise unreadable(f"has a line of more than {MAX_LINE_BYTES:,} bytes: it is not a row")
                number += 1
                begin = end
                end += size
                if self._begins:
                    if line.isspace():
                        continue
                    head, mark, rest = line.rpartition(b'"') if is_elsewhere else (b"", b"", b"")
                    # if the last quotation mark may open a cell, the record goes on: a cell may contain line ends
                    is_whole = not mark or closes[head[-3:]] is not None
                    elsewhere = is_elsewhere(rest) if is_elsewhere else None
                    if is_whole and elsewhere:
                        self.row_count += 1
                        self.outside += 1
                        continue
                try:
                    text = line.decode()
                except UnicodeDecodeError:
                    self.not_utf8 += 1
                    text = _text(line)
                if self._begins:
                    is_whole = is_whole or (head.endswith(opening) and text.count('"') % 2 == 0)  # an empty cell
                    if is_whole and lacks is not None and elsewhere is False and lacks(text):
                        self.row_count += 1
                        self.outside += 1
                        continue
                    self._line, self._position = number, begin
                    self._begins = False
                self._last = line
                yield text
            if not self._begins:
                raise unreadable(f"line {self._line:,} opens a quotation mark that is never closed")

    def _reason(self, table: FieldFile, error: str) -> str:
        """Why the current record cannot be read. Raises DatasetError if rows may be hidden in it."""
        if "field limit" in error:
            reason = f"line {self._line:,} has a cell of more than {csv.field_size_limit():,} characters"
            raise DatasetError(table.name, unreadable(f"{reason}: is a quotation mark never closed?").findings)
        if "new-line character" in error:
            return "has a lone carriage return outside quotation marks. Save the file with ordinary line ends."
        return f"is not CSV: {error}"

    # Rows that are not read to the end

    def _elsewhere(
        self, table: FieldFile, window: Window, lacks: Lacks | None
    ) -> Callable[[bytes], bool | None] | None:
        """A quick test whether the end of a record has other days, if the last cells of rows have their days.

        It is None if the days cannot be read there. It notes the last day, also of rows that lack the words asked for.
        """
        header, columns = table.layout.header, table.layout.day_columns
        begin = header.index(columns[0])
        # rows on other days or without the words are read too if an event may have several: its first row counts
        may_repeat = len(self.tables) > 1 or table.layout.repeats
        if not (window or lacks) or header[begin : begin + 2] != columns[:2] or may_repeat:
            return None
        tail, delimiter = len(header) - begin, table.delimiter.encode()
        days = Memo(self._day)
        first, last = window.first or date.min, window.last or date.max

        def is_elsewhere(end: bytes) -> bool | None:
            cells = end.rsplit(delimiter, tail)
            if len(cells) <= tail:
                return None
            begins, ends = days[cells[1]], days[cells[2]]
            return None if begins is None or ends is None else ends < first or begins > last

        return is_elsewhere

    def _day(self, cell: bytes) -> date | None:
        """The day in a cell; None if it cannot be read: then its row is read."""
        with suppress(BadRow):
            day = day_of(cell.decode(errors="replace"), "")
            self.as_of = max(self.as_of, day)
            return day
        return None

    # Rows that are left out

    def _leave_out(self, table: FieldFile, problem: BadRow, cells: list[str]) -> None:
        """Note a row that cannot be used, unless it is not a row: blank, HXL tags, a comment, or the header again."""
        layout = table.layout
        is_wide = len(cells) == layout.width
        read = [cells[at] for at in layout.read_at] if is_wide else cells
        is_header = is_wide and tuple(map(column_name, cells)) == layout.header
        is_comment = not is_wide and "".join(cells[:1]).lstrip().startswith("#")
        is_blank = cells and all(is_missing(cell) or cell.lstrip().startswith("#") for cell in read)
        if is_header or is_comment or is_blank:
            self.row_count -= 1
            return
        self.left_out_count += 1
        if self.left_out_count > MAX_FINDINGS:
            return
        name = f"{table.name}, " if len(self.tables) > 1 else ""
        where = f"{name}line {self._line:,}"
        self.findings.append(Finding(Severity.WARNING, where, problem.column, str(problem)))
        days = None
        with suppress(BadRow):
            days = days_of(layout.span.of(cells)) if is_wide else None
        self.left_out_days.append(days)

    @property
    def left_out(self) -> LeftOut | None:
        """How many rows on these days cannot be read, out of how many; None if all can."""
        if not self.left_out_count:
            return None
        reasons = tuple(str(finding) for finding in self.findings[:MAX_REASONS])
        return LeftOut(self.left_out_count, self.row_count - self.outside, reasons)

    @property
    def remarks(self) -> Sequence[str]:
        """What else a reader must know about the rows, in whole sentences."""
        repeated = f"{self.repeated:,} {'row repeats' if self.repeated == 1 else 'rows repeat'} an event"
        lines = f"{self.not_utf8:,} {'line is' if self.not_utf8 == 1 else 'lines are'} not UTF-8 text"
        return (
            *([f"{repeated} and {'is' if self.repeated == 1 else 'are'} not counted again."] if self.repeated else ()),
            *([f"{lines}, but read as Latin-1."] if self.not_utf8 else ()),
        )

    def require_enough(self) -> None:
        """Raise DatasetError if fewer than half of the rows can be used, or if there are none."""
        name = self.tables[0].name
        if not self.row_count:
            raise DatasetError(name, [Finding(Severity.ERROR, "", "", "has a header, but no rows")])
        # a row without readable days may be on others than those asked about
        undated = sum(days is None for days in self.left_out_days) if self.outside else 0
        if (self.left_out_count - undated) * 2 <= self.row_count - self.outside - undated:
            return
        left_out = self.left_out
        assert left_out
        first = f"{left_out.rows:,} of {left_out.of:,} rows cannot be read. The first reasons:"
        advice = f"See all with idlibtl check {name}. Use the file as it was published, or correct these rows."
        reasons = (first, *left_out.reasons, advice)
        raise DatasetError(name, [Finding(Severity.ERROR, "", "", reason) for reason in reasons])
