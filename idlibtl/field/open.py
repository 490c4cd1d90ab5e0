"""Any file, or standard input -> a table of UCDP GED or ACLED, known by its header, or the bytes of a chronology.

Cells are separated by commas, semicolons or tabs. A zip with one CSV, or a gz, is unpacked while it is read, up to a
limit.
"""

import csv
import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple, cast

from idlibtl.field.acled import LAYOUTS, Acled
from idlibtl.field.ged import Ged
from idlibtl.field.rows import FileLayout
from idlibtl.read.dataset import A_TABLE
from idlibtl.read.files import (
    MAX_FILE_BYTES,
    UTF_16,
    DatasetError,
    Unreadable,
    from_utf_16,
    read,
    reason_of,
    unreadable,
)
from idlibtl.read.sheets import DELIMITERS, column_name

#: A longer line is not a row or a header of any dataset.
MAX_LINE_BYTES = 1024**2

#: How much a packed file may unpack to: this many times its size, but always the least, and never more than the most.
MAX_RATIO, LEAST_UNPACKED, MOST_UNPACKED = 50, 16 * 1024**2, 4 * 1024**3

#: The most lines before the header: comments, blank lines, and lines with a title.
MAX_LEADING_LINES = 100

#: A table with at least this many columns is taken for one of a field dataset.
MANY_COLUMNS = 10

_ZIP, _GZIP, _OLD_EXCEL = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
_BOM = b"\xef\xbb\xbf"
_SAVE_AS_CSV = 'Save it as CSV ("CSV UTF-8" in Excel).'

#: A function that is called with how much of the files has been read, from 0 to 1.
Watch = Callable[[float], None]


class Source(NamedTuple):
    """How to open a stream of a file's unpacked bytes, about how many bytes it has, and how many it may have."""

    opened: Callable[[], IO[bytes]]
    size: int
    most: int | None = None


class FieldFile(NamedTuple):
    """A file of rows, and how to read them. `line` and `position` are the lines and the bytes of its header."""

    name: str
    source: Source
    layout: FileLayout
    delimiter: str
    line: int
    position: int


def opened(path: str | os.PathLike[str], content: bytes | None = None) -> FieldFile | bytes:
    """Return the table in a file, or all its bytes if it is not a table; `-` is standard input. Raises DatasetError.

    `content` is its bytes, if they have been read already.
    """
    name = os.fsdecode(path)
    with in_words(shown_name(name)):
        source = _source(name, read(name) if content is None and is_stream(name) else content)
        with source.opened() as stream:
            if table := _table(shown_name(name), source, stream):
                return table
        limit = min(MAX_FILE_BYTES, source.most or MAX_FILE_BYTES)
        with source.opened() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise too_large(f"has more than {limit:,} bytes")
        return data


def is_stream(path: str) -> bool:
    """Return whether a file can be read only once: standard input, or a pipe."""
    return path == "-" or (Path(path).exists() and not Path(path).is_file() and not is_folder(path))


def is_folder(path: str) -> bool:
    """Return whether a path is a folder, which may have the tables of a chronology."""
    return bool(path) and Path(path).is_dir()


def shown_name(path: str) -> str:
    """Return what messages call a file."""
    return "standard input" if path == "-" else path


def is_field_file(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is a table of a field dataset. Raises DatasetError if it is one that cannot be read."""
    name = os.fsdecode(path)
    if name != "-" and is_stream(name):
        return False
    try:
        return isinstance(opened(path), FieldFile)
    except DatasetError as problem:
        if any(_NO_HEADER in finding.reason for finding in problem.findings):
            return False
        raise


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Turn every error in reading a file, by this program, the system or a zip, into DatasetError."""
    try:
        yield
    except Unreadable as problem:
        raise DatasetError(name, problem.findings) from None
    except (OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise DatasetError(name, unreadable(reason_of(error)).findings) from None


# The header


def _table(name: str, source: Source, stream: IO[bytes]) -> FieldFile | None:
    """The table in a stream; None if it has no table. Raises Unreadable."""
    position = 0
    is_first = True  # a table may also have a title in a row of its own
    for line in range(1, MAX_LEADING_LINES):
        first = stream.readline(MAX_LINE_BYTES)
        position += len(first)
        content = first.removeprefix(_BOM) if line == 1 else first
        if not content or content.lstrip().startswith((b"{", b"[")):
            return None
        if not content.strip() or content.lstrip().startswith((b"#", b"sep=")):
            continue
        text = content.decode(errors="replace")
        by_delimiter = {delimiter: _cells(text, delimiter) for delimiter in DELIMITERS}
        delimiter, header = max(by_delimiter.items(), key=lambda item: len(item[1]))
        if len(list(filter(None, header))) >= MANY_COLUMNS:
            if not (is_first or _kind(header)):
                return None
            return FieldFile(name, source, _layout(header, decimal_comma=delimiter == ";"), delimiter, line, position)
        is_first = False
    return None


def _cells(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(map(column_name, next(csv.reader((text,), delimiter=delimiter), ())))
    except csv.Error:
        return ()


_NO_HEADER = "has no known header"


def _kind(header: Collection[str]) -> type[FileLayout] | None:
    """The dataset that has these columns, if it is clear which."""
    if {"event_id_cnty", "event_id_no_cnty"} & {*header}:
        return Acled
    return Ged if len({*header}.intersection(Ged.columns())) >= len(Ged.columns()) // 2 else None


def _layout(header: tuple[str, ...], *, decimal_comma: bool) -> FileLayout:
    """How to read a file with this header. Raises Unreadable, with the columns that it lacks."""
    headings, kind = set(header), _kind(header)
    if kind is None:
        raise unreadable(
            f"{_NO_HEADER}: neither JSON, nor the columns of UCDP GED ({', '.join(Ged.columns())})"
            f" or ACLED ({', '.join(Acled.columns())}). {A_TABLE}"
        )
    what = "an ACLED export" if kind is Acled else "a UCDP GED file"
    if missing := [column for column in kind.columns() if column not in headings]:
        raise unreadable(f"is {what} without the column{'s' * (len(missing) > 1)} {', '.join(missing)}")
    if twice := [column for column in kind.columns() if header.count(column) > 1]:
        raise unreadable(
            f"is {what} with the column{'s' * (len(twice) > 1)} {', '.join(twice)} more than once. Keep one."
        )
    if kind is Acled and not any(headings.issuperset(columns) for columns in LAYOUTS.values()):
        layouts = "; ".join(f"that of {name} has {', '.join(columns)}" for name, columns in LAYOUTS.items())
        raise unreadable(f"is {what} in a layout that is not read: {layouts}")
    return kind(header, decimal_comma=decimal_comma)


# What is packed


def _source(path: str, content: bytes | None) -> Source:
    """The unpacked bytes of a file. Raises Unreadable."""
    size = Path(path).stat().st_size if content is None else len(content)

    def plain() -> IO[bytes]:
        return open(path, "rb", buffering=MAX_LINE_BYTES) if content is None else io.BytesIO(content)

    with plain() as stream:
        head = stream.read(MAX_LINE_BYTES)
        stream.seek(max(0, size - 4))
        tail = stream.read(4)
    most = min(MOST_UNPACKED, max(LEAST_UNPACKED, MAX_RATIO * size))
    if head.startswith(_OLD_EXCEL):
        raise unreadable(f"is an Excel workbook. {_SAVE_AS_CSV}")
    packed = (lambda: path) if content is None else partial(io.BytesIO, content)
    if head.startswith(_GZIP):
        return Source(lambda: cast("IO[bytes]", gzip.open(packed())), int.from_bytes(tail, "little"), most)
    if head.startswith(_ZIP):
        return _member(packed(), most)
    is_macintosh = re.match(rb"[^\r\n]*\r(?!\n)", head) is not None  # a carriage return alone ends its lines
    if not (head.startswith(UTF_16) or is_macintosh):
        return Source(plain, size)
    text = from_utf_16(read(path) if content is None else content)
    text = text.replace(b"\r", b"\n") if is_macintosh else text
    return Source(partial(io.BytesIO, text), len(text))


def _member(packed: str | io.BytesIO, most: int) -> Source:
    """The one CSV in a zip."""
    with zipfile.ZipFile(packed) as archive:
        members = archive.infolist()
    if any(member.filename == "[Content_Types].xml" for member in members):
        raise unreadable(f"is an Excel workbook. {_SAVE_AS_CSV}")
    tables = [m for m in members if m.filename.lower().endswith(".csv") and "__MACOSX" not in m.filename]
    if len(tables) != 1:
        advice = "Unpack it, and name the one that is meant." if tables else "It must have one."
        raise unreadable(f"is a zip with {len(tables)} CSV files. {advice}")
    if tables[0].flag_bits & 1 or tables[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unreadable("is a zip with a password, or not packed in the usual way (deflate). Unpack it first.")

    def member() -> IO[bytes]:
        with zipfile.ZipFile(packed) as archive:
            # the stream keeps the file open until it is closed, and is slow to read line by line
            return io.BufferedReader(cast("io.RawIOBase", archive.open(tables[0])), MAX_LINE_BYTES)

    return Source(member, tables[0].file_size, most)


def too_large(what: str) -> Unreadable:
    """Return the error for a packed file that unpacks to too much."""
    return unreadable(f"{what}, far too much for its size. Unpack it yourself if you trust it.")
