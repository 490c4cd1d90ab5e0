"""A table that a spreadsheet program saved as CSV: bytes -> a header and numbered rows."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import count, zip_longest
from types import MappingProxyType
from typing import NamedTuple

from idlibtl.model.dates import quoted
from idlibtl.model.letters import unguarded
from idlibtl.read.cells import is_missing
from idlibtl.read.faults import repeated
from idlibtl.read.files import from_utf_16, read, unreadable

DELIMITERS = (",", ";", "\t")

#: The most columns of a table, which are those of Excel.
MAX_COLUMNS = 16_384

#: How workbooks begin: as a zip, or in the old form.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SAVE = 'Save it as "CSV UTF-8".'

#: The encoding of Excel's plain CSV in much of the world: Latin-1 with quotation marks and dashes.
_WESTERN = "cp1252"


class SheetRow(NamedTuple):
    """One row: what messages call it, and its cells that are not empty."""

    name: str
    cells: Mapping[str, str]


class Sheet(NamedTuple):
    """A table: the names of its columns, its rows, and what is wrong with its shape."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    #: Whether its program writes a decimal comma: it did not put commas between cells.
    decimal_comma: bool = False
    faults: tuple[str, ...] = ()
    #: The file's own names of columns that have another name here.
    called: Mapping[str, str] = MappingProxyType({})
    #: How it was read, in a sentence, if the reader must know that.
    remark: str = ""


def sheet(path: str, content: bytes | None = None) -> Sheet:
    """Return the table in the file at `path`: cells separated by commas, semicolons or tabs. Raises Unreadable.

    `content` is given if it was read before: a pipe can be read only once.
    """
    text, remark = _text(read(path) if content is None else content)
    delimiter = max(DELIMITERS, key=text.lstrip().partition("\n")[0].count)
    lines = _lines(text, delimiter)
    header = next((cells for _, cells in lines if any(cells)), [])
    if len(header) > MAX_COLUMNS:
        raise unreadable(f"has {len(header):,} columns. At most {MAX_COLUMNS:,} can be used.")
    columns = tuple(map(column_name, header))
    twice = repeated(list(filter(None, columns)))
    faults = [f"the column {quoted(column)} appears {times} times" for column, times in twice]
    rows = []
    for name, cells in lines:
        # the name of a column is empty where the header has none
        pairs = [pair for pair in zip_longest(columns, cells, fillvalue="") if not is_missing(pair[1])]
        if pairs:
            rows.append(SheetRow(name, {column: unguarded(cell) for column, cell in pairs if column}))
        if beyond := [cell for column, cell in pairs if not column]:
            faults.append(f"{name}: {quoted(beyond[0])} is under a column without a name")
    return Sheet(path, tuple(filter(None, columns)), tuple(rows), delimiter == ";", faults=tuple(faults), remark=remark)


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


def column_name(written: str) -> str:
    """Return the name of a column, whatever its case and spaces: `Date Start` is date_start."""
    return "_".join(written.lower().split())


def _lines(text: str, delimiter: str) -> Iterator[tuple[str, list[str]]]:
    """Every row: what messages call it, with its number as spreadsheets count, and its cells. Raises Unreadable."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number in count(1):
        line = reader.line_num + 1
        name = f"row {number}" if number == line else f"row {number} (line {line})"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise unreadable(f"{name}: {_in_words(str(error))}") from None
        if cells is None:
            return
        yield name, cells


def _in_words(error: str) -> str:
    """An error of Python's csv.reader in other words."""
    if match := re.search(r"field limit \(([0-9]+)\)", error):
        return f"a cell has more than {int(match[1]):,} characters. Is a quotation mark not closed?"
    if "unexpected end" in error:
        return "a quotation mark is never closed"
    return 'a cell goes on after its closing quotation mark. Inside a cell in quotes, write a quotation mark as "".'
