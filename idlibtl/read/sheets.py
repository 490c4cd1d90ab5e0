"""A table that a spreadsheet program saved as CSV: bytes -> a header and numbered rows."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from types import MappingProxyType
from typing import NamedTuple

from idlibtl.model.cells import unguarded
from idlibtl.model.dates import quoted
from idlibtl.read.cells import is_missing
from idlibtl.read.faults import error, repeated
from idlibtl.read.files import Finding, from_utf_16, read, unreadable

DELIMITERS = (",", ";", "\t")

#: The most columns of a table, which are those of Excel.
MAX_COLUMNS = 16_384

#: How workbooks begin: as a zip, or in the old form.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SAVE = 'Save it as "CSV UTF-8".'

#: The encoding of Excel's plain CSV in much of the world: Latin-1 with quotation marks and dashes.
_WESTERN = "cp1252"


class SheetRow(NamedTuple):
    """One row: its number as spreadsheets count, what messages call it, and its cells that are not empty."""

    number: int
    name: str
    cells: Mapping[str, str]

    def __str__(self) -> str:
        return self.name


class Sheet(NamedTuple):
    """A table: the names of its columns, its rows, and what is wrong with its shape."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    #: Whether its program writes a decimal comma: it did not put commas between cells.
    decimal_comma: bool = False
    faults: tuple[Finding, ...] = ()
    #: The file's own names of columns that have another name here.
    called: Mapping[str, str] = MappingProxyType({})
    #: How it was read, in a sentence, if the reader must know that.
    remark: str = ""


def sheet(path: str) -> Sheet:
    """Return the table in the file at `path`. Raises Unreadable."""
    text, remark = _text(read(path))
    return from_text(path, text)._replace(remark=remark)


def _text(content: bytes) -> tuple[str, str]:
    """The text of a file, and a remark on how it was read. Raises Unreadable."""
    if content.startswith(_WORKBOOKS):
        raise unreadable(f"is a workbook, not CSV. {_SAVE}")
    content, remark = from_utf_16(content), ""
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        astray = f"is not UTF-8 text: line {line:,} has the byte {content[error.start]:#04x}"
        try:
            text = content.decode(_WESTERN)
        except UnicodeDecodeError:
            raise unreadable(f"{astray}. {_SAVE}") from None
        remark = f'{astray}. It was read as Western European text. If letters are wrong, save it as "CSV UTF-8".'
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise unreadable(f"has a NUL character in line {line:,}, which no text has")
    if not text.strip():
        raise unreadable("is empty")
    return text, remark


def from_text(name: str, text: str) -> Sheet:
    """Return the table in a text whose cells are separated by commas, semicolons or tabs. Raises Unreadable."""
    delimiter = max(DELIMITERS, key=text.lstrip().partition("\n")[0].count)
    lines = _lines(text, delimiter)
    header: list[str] = []
    for _, _, header in lines:
        if any(header):
            break
    if len(header) > MAX_COLUMNS:
        raise unreadable(f"has {len(header):,} columns. At most {MAX_COLUMNS:,} can be used.")
    columns = tuple(map(column_name, header))
    faults = [
        error("", "", f"the column {quoted(column)} appears {times} times")
        for column, times in repeated(list(filter(None, columns)))
    ]
    rows = []
    for number, line, cells in lines:
        if not all(map(is_missing, cells)):
            # the name of a column is empty where the header has none
            pairs = [pair for pair in zip_longest(columns, cells, fillvalue="") if not is_missing(pair[1])]
            filled = {column: unguarded(cell) for column, cell in pairs if column}
            row = SheetRow(number, _row_name(number, line), filled)
            rows.append(row)
            beyond = [cell for column, cell in pairs if not column]
            if beyond:
                faults.append(error(row.name, "", f"{quoted(beyond[0])} is under a column without a name"))
    return Sheet(name, tuple(filter(None, columns)), tuple(rows), delimiter == ";", tuple(faults))


def column_name(written: str) -> str:
    """Return the name of a column, whatever its case and spaces: `Date Start` is date_start."""
    return "_".join(written.lower().split())


def _row_name(number: int, line: int) -> str:
    return f"row {number}" if number == line else f"row {number} (line {line})"


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """Every row: its number, the line on which it begins, and its cells. Raises Unreadable."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = begins = 1
    try:
        for cells in reader:
            yield number, begins, cells
            number, begins = number + 1, reader.line_num + 1
    except csv.Error as error:
        raise unreadable(f"{_row_name(number, begins)}: {_in_words(str(error))}") from None


def _in_words(error: str) -> str:
    """An error of Python's csv.reader in other words."""
    if match := re.search(r"field limit \(([0-9]+)\)", error):
        return f"a cell has more than {int(match[1]):,} characters. Is a quotation mark not closed?"
    if "unexpected end" in error:
        return "a quotation mark is never closed"
    return 'a cell goes on after its closing quotation mark. Inside a cell in quotes, write a quotation mark as "".'
