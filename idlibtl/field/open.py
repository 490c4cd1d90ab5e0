"""Any file, or standard input -> a table of UCDP GED or ACLED, known by its header, or the bytes of a chronology.

Commas, semicolons or tabs are between the cells. A zip with one CSV and a gz are read as they unpack, within a bound.
"""

import csv
import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, cast

from idlibtl.field.acled import LAYOUTS, Acled
from idlibtl.field.ged import Ged
from idlibtl.field.records import Records
from idlibtl.field.rows import BadRow, Layout
from idlibtl.model.dates import quoted
from idlibtl.read.files import MAX_FILE_BYTES, DatasetError, Unreadable, read, unreadable

DELIMITERS = (",", ";", "\t")

#: A line longer than this is no row, and no header, of any dataset.
MAX_LINE_BYTES = 1024**2

#: So much a packed file may unpack to in all: as many times its size, if that is more than the least, up to the most.
MAX_RATIO, LEAST_UNPACKED, MOST_UNPACKED = 50, 32 * 1024**2, 4 * 1024**3

#: So many lines may be before the header: comments and blank lines.
MAX_LEADING_LINES = 100

#: A table of at least so many columns is meant to be one of a field dataset.
MANY_COLUMNS = 10

_ZIP, _GZIP, _OLD_EXCEL = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_CSV = 'save it as CSV ("CSV UTF-8" in Excel)'

#: Is called with how much of the files is read, from 0 to 1.
Watch = Callable[[float], None]


@dataclass(frozen=True)
class Table:
    """A file of rows: its name, a fresh stream of its bytes, about how many these are, and how to read its rows.

    `line` and `position` are the lines and the bytes up to the end of the header.
    """

    name: str
    opened: Callable[[], IO[bytes]]
    size: int
    layout: Layout
    delimiter: str
    line: int
    position: int

    def lines(self, watch: Watch | None = None) -> Iterator[bytes]:
        """Yield the physical lines after the header. Raise Unreadable."""
        done = shown = self.position
        with in_words(), self.opened() as stream:
            stream.seek(self.position)
            for line in iter(partial(stream.readline, MAX_LINE_BYTES), b""):
                if len(line) == MAX_LINE_BYTES:
                    raise unreadable(f"has a line of more than {MAX_LINE_BYTES:,} bytes: it is not a row")
                if watch is not None:
                    done += len(line)
                    if done - shown > MAX_LINE_BYTES:
                        shown = done
                        watch(min(1.0, done / max(1, self.size)))
                yield line

    def cells_at(self, positions: Iterable[int]) -> Iterator[list[str]]:
        """Yield the cells of the sound records that begin at these positions, in order. Raise Unreadable."""
        with in_words(), self.opened() as stream:
            for position in positions:
                stream.seek(position)
                yield next(Records(stream, self.delimiter, 0, position).cells(_raise))


def _raise(problem: BadRow) -> None:
    raise AssertionError(problem)


def opened(path: str | os.PathLike[str], content: bytes | None = None) -> Table | bytes:
    """Return the table in a file, or, of what is no table, all its bytes; `-` is standard input. Raise DatasetError.

    `content` are its bytes, if they have been read already.
    """
    name = os.fsdecode(path)
    try:
        with in_words():
            return _opened(name, read(name) if content is None and is_stream(name) else content)
    except Unreadable as problem:
        raise DatasetError(shown_name(name), problem.findings) from None


def is_stream(path: str) -> bool:
    """Return whether a file gives its bytes once: standard input, or a pipe."""
    return path == "-" or (Path(path).exists() and not Path(path).is_file())


def shown_name(path: str) -> str:
    """Return what messages call a file."""
    return "standard input" if path == "-" else path


def is_field_file(path: str) -> bool:
    """Return whether a file is a table of a field dataset. Raise DatasetError if it is one that cannot be read."""
    if path != "-" and is_stream(path):
        return False
    try:
        return isinstance(opened(path), Table)
    except DatasetError as problem:
        if any(_NO_HEADER in finding.reason for finding in problem.findings):
            return False
        raise


def _opened(path: str, content: bytes | None) -> Table | bytes:
    plain: Callable[[], IO[bytes]]
    if content is not None:
        plain, size = partial(io.BytesIO, content), len(content)
    else:
        plain, size = partial(_plain, path), Path(path).stat().st_size
    with plain() as stream:
        head = stream.read(1024)
    stream_of, size = _unpacked(plain, head, size)
    with stream_of() as stream:
        table = _table(shown_name(path), stream_of, size, stream)
        if table is not None:
            return table
    if head.startswith(_ZIP):
        raise _no_header()
    with stream_of() as stream:
        return stream.read(MAX_FILE_BYTES)


def _plain(path: str) -> IO[bytes]:
    return open(path, "rb", buffering=MAX_LINE_BYTES)


@contextmanager
def in_words() -> Iterator[None]:
    """What the system or a broken zip says against reading becomes Unreadable."""
    try:
        yield
    except (OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise unreadable(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


# The header


def _table(name: str, stream_of: Callable[[], IO[bytes]], size: int, stream: IO[bytes]) -> Table | None:
    """The table in a stream; None if it has no table."""
    position = 0
    for line in range(1, MAX_LEADING_LINES):
        first = stream.readline(MAX_LINE_BYTES)
        position += len(first)
        content = first.removeprefix(_BOM) if line == 1 else first
        if content.startswith(_UTF_16):
            raise unreadable("is UTF-16 text; save it as UTF-8")
        if not content or content.lstrip().startswith((b"{", b"[")):
            return None
        if content.strip() and not content.lstrip().startswith((b"#", b"sep=")):
            break
    text = content.decode(errors="replace")
    by_delimiter = {delimiter: _cells(text, delimiter) for delimiter in DELIMITERS}
    delimiter, header = max(by_delimiter.items(), key=lambda item: len(item[1]))
    if len(header) < MANY_COLUMNS:
        return None
    if len(first) == MAX_LINE_BYTES:
        raise unreadable(f"has a header of more than {MAX_LINE_BYTES:,} bytes")
    return Table(name, stream_of, size, _layout(header, decimal_comma=delimiter == ";"), delimiter, line, position)


def _cells(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(cell.strip().lower() for cell in next(csv.reader((text,), delimiter=delimiter), ()))
    except csv.Error:
        return ()


_NO_HEADER = "has no header that is known"


def _layout(header: tuple[str, ...], *, decimal_comma: bool) -> Layout:
    """How to read a file with this header. Raise Unreadable, with the columns that it lacks."""
    known = set(header)
    if "event_id_cnty" in known or "event_id_no_cnty" in known:
        _require("an ACLED export", Acled.columns, header)
        if not any(known.issuperset(columns) for columns in LAYOUTS.values()):
            layouts = "; ".join(f"that of {name} has {', '.join(columns)}" for name, columns in LAYOUTS.items())
            raise unreadable(f"is an ACLED export in a layout that is not read: {layouts}")
        return Acled(header, decimal_comma=decimal_comma)
    if len(known.intersection(Ged.columns)) < len(Ged.columns) // 2:
        raise _no_header()
    _require("a UCDP GED file", Ged.columns, header)
    return Ged(header, decimal_comma=decimal_comma)


def _no_header() -> Unreadable:
    return unreadable(
        f"{_NO_HEADER}: neither JSON, nor the columns of UCDP GED ({', '.join(Ged.columns)})"
        f" or ACLED ({', '.join(Acled.columns)})"
    )


def _require(what: str, columns: Sequence[str], header: Sequence[str]) -> None:
    known = set(header)
    if missing := [column for column in columns if column not in known]:
        raise unreadable(f"is {what} without the column{'s' * (len(missing) > 1)} {', '.join(missing)}")
    if twice := [column for column in columns if header.count(column) > 1]:
        raise unreadable(f"is {what} with the column{'s' * (len(twice) > 1)} {', '.join(twice)} more than once")


# What is packed


def _unpacked(plain: Callable[[], IO[bytes]], head: bytes, size: int) -> tuple[Callable[[], IO[bytes]], int]:
    """A function that opens what a file unpacks to, and about how many bytes that is. Raise Unreadable."""
    if head.startswith(_OLD_EXCEL):
        raise unreadable(f"is an Excel workbook; {_SAVE_AS_CSV}")
    most = min(MOST_UNPACKED, max(LEAST_UNPACKED, MAX_RATIO * size))
    if head.startswith(_GZIP):
        with plain() as stream:
            stream.seek(-4, io.SEEK_END)
            stated = int.from_bytes(stream.read(4), "little")

        def content(closing: ExitStack) -> IO[bytes]:
            return cast("IO[bytes]", gzip.open(closing.enter_context(plain())))

        return partial(_limited, content, most), stated
    if not head.startswith(_ZIP):
        return plain, size
    with plain() as stream, zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
    if any(member.filename == "[Content_Types].xml" for member in members):
        raise unreadable(f"is an Excel workbook; {_SAVE_AS_CSV}")
    tables = [m for m in members if m.filename.lower().endswith(".csv") and "__MACOSX" not in m.filename]
    if len(tables) != 1:
        raise unreadable(f"is a zip with {len(tables)} CSV files; it must have exactly one")
    if tables[0].flag_bits & 1:
        raise unreadable("is a zip with a password; unpack it first")
    if tables[0].file_size > most:
        raise _too_large(f"{quoted(tables[0].filename)} would unpack to {tables[0].file_size:,} bytes")

    def member(closing: ExitStack) -> IO[bytes]:
        archive = closing.enter_context(zipfile.ZipFile(closing.enter_context(plain())))
        return archive.open(tables[0])

    return partial(_limited, member, most), tables[0].file_size


def _too_large(what: str) -> Unreadable:
    return unreadable(f"{what}, which is very much for its size; unpack it yourself if you trust it")


def _limited(open_: Callable[[ExitStack], IO[bytes]], most: int) -> IO[bytes]:
    """A stream of what is packed; closing it closes the file. Raise Unreadable."""
    with ExitStack() as closing:
        inner = closing.enter_context(open_(closing))
        return io.BufferedReader(_Limited(inner, most, closing.pop_all().close), MAX_LINE_BYTES)


class _Limited(io.RawIOBase):
    """A stream that refuses to give more than the most that a packed file may unpack to."""

    def __init__(self, inner: IO[bytes], most: int, closing: Callable[[], None]) -> None:
        super().__init__()
        self._inner, self._most, self._closing = inner, most, closing

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True: it goes on to a later byte."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte."""
        with in_words():
            return self._inner.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer. Raise Unreadable."""
        with in_words():
            found = self._inner.read(len(buffer))
            if self._inner.tell() > self._most:
                raise _too_large(f"unpacks to more than {self._most:,} bytes")
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        """Close what it reads from too."""
        self._closing()
        super().close()
