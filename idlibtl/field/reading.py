"""One reading of the tables of a field dataset: their sound rows, each event once, and what is wrong with others."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from idlibtl.field.open import Table, Watch
from idlibtl.field.records import Records
from idlibtl.field.rows import BadRow, Codes, Deaths, Layout, Memo, Row, days_of
from idlibtl.model.dates import Days, Span, Window
from idlibtl.model.timeline import LeftOut
from idlibtl.read.cell_rules import is_missing
from idlibtl.read.files import DatasetError, Finding, Severity, Unreadable

#: Of so many rows that cannot be read each is listed.
MAX_FINDINGS = 10_000

#: After so many such rows no file is read on if they are most of its rows so far.
GIVES_UP_AFTER = 1_000_000

#: So many reasons are given where rows are left out.
MAX_REASONS = 3

#: A position in several tables: the number of the table is above these bits, the bytes before the row below.
_TABLE_BITS = 48


#: Whether a text lacks words that are asked for: a quick test, of a row and of a line of it.
Lacks = Callable[[str], bool]


class Sound(NamedTuple):
    """A row that can be used: its cells, where it begins in the tables, and what it says.

    `days` are its days, or a longer period that a question treats alike.
    """

    layout: Layout
    cells: list[str]
    position: int
    days: Days
    codes: Codes
    deaths: Deaths


class Reading:
    """One reading of tables of one kind, one after the other.

    `row_count` are all rows; `outside` those on other days or without the words, which are not read to the end;
    `repeated` those of an event that was read before. `as_of` is the last day of any row, as far as they were read.
    """

    def __init__(self, tables: Sequence[Table], watch: Watch | None = None) -> None:
        self.tables, self.watch = tables, watch
        self.as_of = date.min
        self.row_count = self.outside = self.repeated = self.not_utf8 = self.left_out_count = 0
        self.findings: list[Finding] = []
        self.left_out_days: list[Days | None] = []
        self._events: set[int | str] = set()

    @property
    def layouts(self) -> Sequence[Layout]:
        """How to read each table."""
        return [table.layout for table in self.tables]

    @property
    def layout(self) -> Layout:
        """How to read the first table: all are of one kind."""
        return self.tables[0].layout

    def rows(
        self, window: Window | None = None, lacks: Lacks | None = None, period: Callable[[Days], Days] | None = None
    ) -> Iterator[Sound]:
        """Yield the sound rows on these days, but for texts that `lacks` what is asked for. Raise DatasetError.

        A row has as its days the `period` that a question treats alike.
        """
        self._window, self._lacks, self._period = window or Window(), lacks, period
        for number, table in enumerate(self.tables):
            try:
                yield from self._rows_of(number, table)
            except Unreadable as problem:
                raise DatasetError(table.name, problem.findings) from None

    def rows_at(self, positions: Iterable[int]) -> Iterator[Row]:
        """Yield rows that were yielded before, in the order of their positions."""
        mask = (1 << _TABLE_BITS) - 1
        for number, inside in groupby(sorted(positions), lambda position: position >> _TABLE_BITS):
            table = self.tables[number]
            yield from map(table.layout.row, table.cells_at(position & mask for position in inside))

    def _rows_of(self, number: int, table: Table) -> Iterator[Sound]:
        layout, width, begins = table.layout, table.layout.width, number << _TABLE_BITS
        records = Records(table.lines(self.watch), table.delimiter, table.line, table.position)
        name = f"{table.name}, " if len(self.tables) > 1 else ""
        events: set[int | str] = set()
        days_of, codes_of, deaths_of = layout.days(self._days), layout.codes, layout.deaths

        def leave_out(problem: BadRow, cells: list[str] | None) -> None:
            self._leave_out(f"{name}line {records.line:,}", problem, cells, layout)

        def broken(problem: BadRow) -> None:
            self.row_count += 1
            leave_out(problem, None)

        for cells in records.cells(broken, self._skips(table)):
            self.row_count += 1
            if len(cells) != width:
                leave_out(BadRow(f"has {len(cells):,} cells, and the header has {width}"), cells)
                continue
            try:
                days = days_of(cells)
                if days is None:
                    self.outside += 1
                    continue
                codes, deaths, event = codes_of(cells), deaths_of(cells), layout.identity(cells)
            except BadRow as problem:
                leave_out(problem, cells)
                continue
            if event in events or event in self._events:
                if event in self._events or layout.repeats:
                    self.repeated += 1
                else:
                    leave_out(BadRow(f"{event} is the id of an earlier row", "id"), cells)
                continue
            events.add(event)
            yield Sound(layout, cells, begins + records.position, days, codes, deaths)
        self._events |= events
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

    def _skips(self, table: Table) -> Callable[[bytes], bool] | None:
        """A quick test of a physical line: whether it is all of a row that the question cannot concern."""
        lacks = self._lacks
        if not (self._window or lacks):
            return None
        tail, delimiter = table.layout.tail, table.delimiter.encode()
        first, last = str(self._window.first or date.min), str(self._window.last or date.max)
        begins_late = Memo(lambda cell: self._iso_day(cell, "") > last)
        ends_early = Memo(lambda cell: self._iso_day(cell, first) < first)

        def skips(line: bytes) -> bool:
            cells = line.rsplit(delimiter, tail)
            is_outside = (
                len(cells) > tail > 0
                and line.rfind(b'"') < len(cells[0])  # a cell in quotes may have commas
                and (ends_early[cells[2]] or begins_late[cells[1]])
            )
            if not is_outside and (lacks is None or not lacks(line.decode(errors="ignore"))):
                return False
            return line.count(b'"') % 2 == 0

        return skips

    def _iso_day(self, cell: bytes, otherwise: str) -> str:
        """The day of a cell, to compare; what is not a day in ISO form is left to be read with its row."""
        if not re.fullmatch(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9:.]*)?", cell.strip()):
            return otherwise
        written = cell.strip()[:10].decode()
        try:
            self.as_of = max(self.as_of, date.fromisoformat(written))
        except ValueError:
            return otherwise
        return written

    # Rows that are left out

    def _leave_out(self, line: str, problem: BadRow, cells: list[str] | None, layout: Layout) -> None:
        """Enter a row that cannot be used, if it is a row: neither blank, nor HXL tags, nor a comment."""
        if cells is not None and all(is_missing(cell) or cell.lstrip().startswith("#") for cell in cells):
            self.row_count -= 1
            return
        self.left_out_count += 1
        if self.left_out_count % GIVES_UP_AFTER == 0:
            self.require_enough()
        if self.left_out_count > MAX_FINDINGS:
            return
        if cells and tuple(cell.strip().lower() for cell in cells) == layout.header:
            problem = BadRow("is the header once more")
        self.findings.append(Finding(Severity.WARNING, line, problem.column, str(problem)))
        self.left_out_days.append(_days_of(cells, layout))

    @property
    def left_out(self) -> LeftOut | None:
        """How many rows on these days cannot be read, of how many; None if all can."""
        if not self.left_out_count:
            return None
        reasons = tuple(str(finding) for finding in self.findings[:MAX_REASONS])
        return LeftOut(self.left_out_count, self.row_count - self.outside, reasons)

    @property
    def remarks(self) -> Sequence[str]:
        """What else has to be known of the rows, in whole sentences."""
        repeated = f"{self.repeated:,} {'row repeats' if self.repeated == 1 else 'rows repeat'} an event"
        lines = f"{self.not_utf8:,} {'line is' if self.not_utf8 == 1 else 'lines are'} not UTF-8 text"
        return (
            *([f"{repeated} and {'is' if self.repeated == 1 else 'are'} not counted again."] if self.repeated else ()),
            *([f"{lines}, but read as Latin-1."] if self.not_utf8 else ()),
        )

    def require_enough(self) -> None:
        """Raise DatasetError if fewer than half of the rows can be used."""
        if self.left_out_count * 2 <= self.row_count - self.outside:
            return
        left_out = self.left_out
        assert left_out
        first = f"{left_out.rows:,} of {left_out.of:,} rows cannot be read. The first reasons:"
        name = self.tables[0].name
        advice = f"See all with idlibtl check {name}. Use the file as it was published, or correct these rows."
        reasons = (first, *left_out.reasons, advice)
        raise DatasetError(name, [Finding(Severity.ERROR, "", "", reason) for reason in reasons])


def _days_of(cells: list[str] | None, layout: Layout) -> Days | None:
    """The days of a row that cannot be used, if these can be read."""
    try:
        if cells and len(cells) == layout.width:
            return layout.days(days_of)(cells)
    except BadRow:
        pass
    return None
