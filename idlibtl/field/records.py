"""The records of a table: one csv.reader over its physical lines, and the line where each record begins.

A record may have several lines, as a cell in quotes may have line breaks.
"""

import csv
from collections.abc import Callable, Iterable, Iterator

from idlibtl.field.rows import BadRow
from idlibtl.read.files import unreadable

#: Is called with what is wrong with a record.
Broken = Callable[[BadRow], None]


def _raise(problem: BadRow) -> None:
    raise problem


class Records:
    """The records of one table, in order.

    `line` is where the record at hand begins, `position` the bytes before it; `skipped` counts the records that a test
    passed over, `not_utf8` the lines that were read as Latin-1 because they are not UTF-8.
    """

    def __init__(self, lines: Iterable[bytes], delimiter: str, line: int, position: int) -> None:
        self._lines, self._delimiter = lines, delimiter
        self.line, self.position = line, position
        self.skipped = self.not_utf8 = 0
        self._begins, self._goes_on = True, False

    def cells(self, broken: Broken = _raise, skips: Callable[[bytes], bool] | None = None) -> Iterator[list[str]]:
        """Yield the cells of each record, and call `broken` for one that cannot be read as cells.

        A physical line that is all of a record is skipped if a test of its bytes says so. Raise Unreadable if a
        quotation mark is never closed.
        """
        reader = csv.reader(self._texts(skips), delimiter=self._delimiter)
        while True:
            try:
                for cells in reader:
                    self._begins = True
                    yield cells
            except csv.Error as error:
                self._begins = True
                broken(self._reason(str(error)))
            else:
                return

    def _texts(self, skips: Callable[[bytes], bool] | None) -> Iterator[str]:
        """The physical lines as text, but for those that are skipped."""
        number, position = self.line, self.position
        for line in self._lines:
            number += 1
            begins, position = position, position + len(line)
            if self._begins:
                if len(line) < 3 and not line.strip():
                    continue  # blank
                if skips is not None and skips(line):
                    self.skipped += 1
                    continue
                self.line, self.position = number, begins
            self._goes_on, self._begins = not self._begins, False
            if b"\0" in line:
                line = line.replace(b"\0", "\ufffd".encode())  # noqa: PLW2901 - no text has a NUL
            try:
                text = line.decode()
            except UnicodeDecodeError:
                self.not_utf8 += 1
                text = line.decode("cp1252", errors="replace")  # Latin-1 as Windows writes it
            yield text
        if not self._begins:
            raise unreadable(f"line {self.line:,} opens a quotation mark that is never closed")

    def _reason(self, error: str) -> BadRow:
        if "field limit" in error:
            reason = f"has a cell of more than {csv.field_size_limit():,} characters"
            if self._goes_on:
                raise unreadable(f"line {self.line:,} {reason}: is a quotation mark never closed?")
            return BadRow(reason)
        if "new-line character" in error:
            return BadRow("has a lone carriage return outside quotation marks. Save the file with ordinary line ends.")
        return BadRow(f"is not CSV: {error}")
