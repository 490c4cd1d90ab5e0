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
from typing import TypeAlias, TypeVar

from idlibtl.field.open import MAX_LINE_BYTES, FieldFile, Watch, in_words, too_large
from idlibtl.field.rows import BadRow, Codes, Deaths, FileLayout, Memo, Row, days_of
from idlibtl.model.chronology import LeftOut
from idlibtl.model.dates import Days, Span, Window
from idlibtl.read.cells import is_missing
from idlibtl.read.files import DatasetError, Finding, Severity, unreadable

#: How many unreadable rows are listed one by one.
MAX_FINDINGS = 10_000

#: The most reasons that are given for rows left out.
MAX_REASONS = 3

#: A position in several tables: the number of the table is above these bits, the bytes before the row below.
_TABLE_BITS = 48

#: A quick test whether a text lacks the words asked for, on a row or on a record.
Lacks = Callable[[str], bool]

_Value = TypeVar("_Value")

#: A valid row: its cells, where it begins in the tables, its days or a longer period that a question treats alike, and
#: what `read` made of its codes and numbers. It is a plain tuple because a file may have 400,000.
Sound: TypeAlias = tuple[list[str], int, Days, _Value]


class Records:
    """The physical lines of one table as text, from a position on, for csv.reader.

    `line` is where the current record begins, `position` the bytes before it. Set `begins` after taking a record from
    the reader. A record of one line that `is_elsewhere`, by its bytes, or `lacks` the words asked for is passed over,
    and counted in `skipped`. `not_utf8` lines were read as Latin-1 because they are not UTF-8. `last` is the last line.
    """

    def __init__(
        self,
        table: FieldFile,
        position: int,
        is_elsewhere: Callable[[bytes], bool] | None = None,
        lacks: Lacks | None = None,
        watch: Watch | None = None,
    ) -> None:
        self._table, self._is_elsewhere, self._lacks, self._watch = table, is_elsewhere, lacks, watch
        self.line, self.position = table.line, position
        self.skipped = self.not_utf8 = 0
        self.begins = True
        self.last = b""

    def __iter__(self) -> Iterator[str]:
        """Yield each line that is not skipped. Raises DatasetError."""
        number, end = self.line, self.position
        look = skipped = 0
        is_elsewhere, lacks = self._is_elsewhere, self._lacks
        source = self._table.source
        with in_words(self._table.name), source.opened() as stream:
            stream.seek(end)
            readline = partial(stream.readline, MAX_LINE_BYTES)
            while line := readline():
                if end >= look:
                    if source.most is not None and end > source.most:
                        raise too_large(f"unpacks to more than {source.most:,} bytes")
                    if self._watch is not None:
                        self._watch(min(1.0, end / max(1, source.size)))
                    look = end + MAX_LINE_BYTES
                number += 1
                begin = end
                end += len(line)
                if self.begins:
                    if line.isspace():
                        continue
                    if is_elsewhere is not None and is_elsewhere(line):
                        skipped += 1
                        continue
                text = self.text(line)
                if self.begins:
                    if lacks is not None and text.count('"') % 2 == 0 and lacks(text):
                        skipped += 1
                        continue
                    self.line, self.position = number, begin
                    self.begins = False
                yield text
            self.skipped = skipped
            if not self.begins:
                raise unreadable(f"line {self.line:,} opens a quotation mark that is never closed")

    def text(self, line: bytes) -> str:
        """Return the text of a line. Raises Unreadable."""
        self.last = line
        if len(line) >= MAX_LINE_BYTES:
            raise unreadable(f"has a line of more than {MAX_LINE_BYTES:,} bytes: it is not a row")
        try:
            text = line.decode()
        except UnicodeDecodeError:
            self.not_utf8 += 1
            text = line.decode("cp1252", errors="replace")  # Latin-1 as Windows writes it
        return text.replace("\0", "\ufffd") if "\0" in text else text  # no text has a NUL

    def reason(self, error: str) -> str:
        """Return why the current record cannot be read. Raises DatasetError if rows may be hidden in it."""
        if "field limit" in error:
            reason = f"line {self.line:,} has a cell of more than {csv.field_size_limit():,} characters"
            raise DatasetError(self._table.name, unreadable(f"{reason}: is a quotation mark never closed?").findings)
        if "new-line character" in error:
            return "has a lone carriage return outside quotation marks. Save the file with ordinary line ends."
        return f"is not CSV: {error}"


class Reading:
    """One reading of tables of one kind, one after the other.

    `row_count` counts all rows; `outside` those on other days or without the words, which are not read to the end;
    `repeated` those of an event that was read before. `as_of` is the last day of any row that was read.
    """

    def __init__(self, tables: Sequence[FieldFile], watch: Watch | None = None) -> None:
        self.tables, self.watch = tables, watch
        self.as_of = date.min
        self.row_count = self.outside = self.repeated = self.not_utf8 = self.left_out_count = 0
        self.findings: list[Finding] = []
        self.left_out_days: list[Days | None] = []
        self._events: set[int | str] = set()

    @property
    def layout(self) -> FileLayout:
        """How to read the first table: all are of one kind."""
        return self.tables[0].layout

    def rows(
        self,
        read: Callable[[Codes, Deaths], _Value],
        window: Window | None = None,
        lacks: Lacks | None = None,
        period: Callable[[Days], Days] | None = None,
    ) -> Iterator[tuple[FileLayout, Iterator[Sound[_Value]]]]:
        """Yield each table's layout and its valid rows on these days, except those whose text `lacks` words asked for.

        A row has the `period` of its days that a question treats alike, and what `read` makes of its codes and numbers.
        Raises DatasetError.
        """
        self._window, self._lacks, self._period = window or Window(), lacks, period
        for number, table in enumerate(self.tables):
            yield table.layout, self._rows_of(number, table, read)

    def rows_at(self, positions: Iterable[int]) -> Iterator[Row]:
        """Yield rows that were yielded before, in the order of their positions. Raises DatasetError."""
        for number, inside in groupby(sorted(positions), lambda position: position >> _TABLE_BITS):
            table = self.tables[number]
            records = Records(table, 0)
            with in_words(table.name), table.source.opened() as stream:
                for position in inside:
                    stream.seek(position & ((1 << _TABLE_BITS) - 1))
                    lines = iter(partial(stream.readline, MAX_LINE_BYTES), b"")
                    cells = next(csv.reader(map(records.text, lines), delimiter=table.delimiter))
                    table.layout.fill_up(cells)
                    yield table.layout.row(cells)

    def _rows_of(
        self, number: int, table: FieldFile, read: Callable[[Codes, Deaths], _Value]
    ) -> Iterator[Sound[_Value]]:
        layout, width, begin = table.layout, table.layout.width, number << _TABLE_BITS
        records = Records(table, table.position, self._elsewhere(table), self._lacks, self.watch)
        reader = csv.reader(records, delimiter=table.delimiter)
        name = f"{table.name}, " if len(self.tables) > 1 else ""
        earlier, id_at, identity = self._events, layout.id_at, layout.identity
        events = {*earlier}
        days_of = layout.part(layout.day_columns, lambda cells: self._days(layout.read_span(cells)))
        value_of = layout.numbers(read)
        pick_days, pick_numbers = days_of.pick, value_of.pick

        def leave_out(problem: BadRow, cells: list[str]) -> None:
            self._leave_out(f"{name}line {records.line:,}", problem, cells, layout)

        while True:
            try:
                cells = next(reader)
                records.begins = True
                self.row_count += 1
                if len(cells) != width:
                    layout.fill_up(cells, is_whole=records.last.endswith(b"\n"))
                days = days_of[pick_days(cells)]
                if days is None:
                    self.outside += 1
                    if layout.repeats or len(self.tables) > 1:
                        with suppress(BadRow):  # its event does not count with the days that a later row gives it
                            events.add(identity(cells[id_at]))
                    continue
                value = value_of[pick_numbers(cells)]
                event = identity(cells[id_at])
            except StopIteration:
                break
            except csv.Error as error:
                records.begins = True
                self.row_count += 1
                leave_out(BadRow(records.reason(str(error))), [])
                continue
            except BadRow as problem:
                leave_out(problem, cells)
                continue
            if event in events:
                if event in earlier or layout.repeats:
                    self.repeated += 1
                else:
                    leave_out(BadRow(f"{event} is the id of an earlier row", "id"), cells)
                continue
            events.add(event)
            yield cells, begin + records.position, days, value
        self._events = events
        self.outside += records.skipped
        self.row_count += records.skipped
        self.not_utf8 += records.not_utf8

    def _days(self, span: Span) -> Days | None:
        """The days of a row, or their period; None if they are not among those asked about."""
        days = days_of(span)
        self.as_of = max(self.as_of, days.last)
        if not self._window.touches(days):
            return None
        return self._period(days) if self._period else days

    # Rows that are not read to the end

    def _elsewhere(self, table: FieldFile) -> Callable[[bytes], bool] | None:
        """A quick test whether a record is a row on other days, if the last cells of rows have their days.

        It also notes the last day of rows that lack the words asked for.
        """
        header, columns = table.layout.header, table.layout.day_columns
        begin = header.index(columns[0])
        # of several tables, rows on other days are read too: an event counts as in the first table that has it
        if not (self._window or self._lacks) or header[begin : begin + 2] != columns[:2] or len(self.tables) > 1:
            return None
        tail, delimiter = len(header) - begin, table.delimiter.encode()
        first, last = (str(day).encode() for day in (self._window.first or date.min, self._window.last or date.max))
        days = Memo(self._iso_day)
        plain = b'[^"' + delimiter + b"]"
        #: What comes before a quotation mark that certainly closes a cell, or is a character of a cell without quotes.
        closes = Memo(re.compile(b"(?s:.." + plain + b"|" + plain + b'"")').fullmatch)

        def is_elsewhere(record: bytes) -> bool:
            head, mark, rest = record.rpartition(b'"')
            cells = rest.rsplit(delimiter, tail)
            if len(cells) <= tail:
                return False
            begins, ends = days[cells[1]], days[cells[2]]
            # if the last quotation mark may open a cell, the record goes on: a cell may contain line ends
            return bool(begins and ends and (ends < first or begins > last) and (not mark or closes[head[-3:]]))

        return is_elsewhere

    def _iso_day(self, cell: bytes) -> bytes:
        """The day in a cell, to compare; empty if it is not in ISO form: then it is read later, with its row."""
        iso = re.fullmatch(rb"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T][0-9:.]*)?\s*", cell)
        with suppress(ValueError):
            if iso:
                self.as_of = max(self.as_of, date.fromisoformat(iso[1].decode()))
                return iso[1]
        return b""

    # Rows that are left out

    def _leave_out(self, line: str, problem: BadRow, cells: list[str], layout: FileLayout) -> None:
        """Note a row that cannot be used, unless it is not a row: blank, HXL tags, a comment, or the header again."""
        is_wide = len(cells) == layout.width
        read = [cells[at] for at in layout.read_at] if is_wide else cells
        is_no_row = all(is_missing(cell) or cell.lstrip().startswith("#") for cell in read)
        if cells and (is_no_row or tuple(cell.strip().lower() for cell in cells) == layout.header):
            self.row_count -= 1
            return
        self.left_out_count += 1
        if self.left_out_count > MAX_FINDINGS:
            return
        self.findings.append(Finding(Severity.WARNING, line, problem.column, str(problem)))
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
        if self.left_out_count * 2 <= self.row_count - self.outside:
            return
        left_out = self.left_out
        assert left_out
        first = f"{left_out.rows:,} of {left_out.of:,} rows cannot be read. The first reasons:"
        advice = f"See all with idlibtl check {name}. Use the file as it was published, or correct these rows."
        reasons = (first, *left_out.reasons, advice)
        raise DatasetError(name, [Finding(Severity.ERROR, "", "", reason) for reason in reasons])
