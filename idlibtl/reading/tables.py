"""Tables of text: a CSV file, or one in a zip -> its records, a line of cells at a time, in little memory.

A record may take several lines of the file: a field in quotes holds line breaks.
"""

import csv
import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from idlibtl.model.dates import quoted
from idlibtl.reading.files import Unreadable, read, unreadable

#: A record longer than this, with all its line breaks, is no row of any dataset that is read here.
MAX_RECORD_BYTES = 1024**2

#: What a zip may unpack to, in all, and as how many times its own size.
MAX_UNZIPPED_BYTES = 4 * 1024**3
MAX_ZIP_RATIO = 200

#: So much of a file tells what it is.
HEAD_BYTES = 64 * 1024

_ZIP = b"PK\x03\x04"
_BOM = b"\xef\xbb\xbf"
_OTHER_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class BadRow(ValueError):
    """A row that cannot be used; its message is the rest of a sentence that begins with its line."""


@dataclass(frozen=True)
class Table:
    """A file of rows: what messages call it, a fresh stream of its bytes, how many they are, and its header."""

    name: str
    opened: Callable[[], IO[bytes]]
    size: int
    header: tuple[str, ...]


def table(path: str | os.PathLike[str]) -> Table | bytes:
    """The table in a file; or, of what is no table, all its bytes. Raises Unreadable."""
    try:
        mode = Path(os.fsdecode(path)).stat().st_mode
    except (OSError, ValueError) as error:
        raise unreadable(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if not stat.S_ISREG(mode):
        content = read(path)  # a pipe is read once
        opened: Callable[[], IO[bytes]] = partial(io.BytesIO, content)
        return _table(os.fsdecode(path), opened) or content
    return _table(os.fsdecode(path), partial(_opened, path)) or read(path)


def _opened(path: str | os.PathLike[str]) -> IO[bytes]:
    try:
        return open(path, "rb", buffering=1024**2)
    except OSError as error:
        raise unreadable(f"cannot be read: {error.strerror}") from None


def _table(name: str, opened: Callable[[], IO[bytes]]) -> Table | None:
    with _told_in_words(), opened() as stream:
        head = stream.read(HEAD_BYTES)
        size = stream.seek(0, io.SEEK_END)
    if head.startswith(_ZIP):
        opened, size = _only_member(opened)
        with _told_in_words(), opened() as stream:
            head = stream.read(HEAD_BYTES)
    elif not _looks_like_a_table(head):
        return None
    return Table(name, opened, size, _header(head))


def _looks_like_a_table(head: bytes) -> bool:
    """Whether the first line is one of many cells."""
    first = head.removeprefix(_BOM).lstrip()
    return not first.startswith((b"{", b"[")) and first.partition(b"\n")[0].count(b",") >= 10


def _header(head: bytes) -> tuple[str, ...]:
    """The cells of the first record. Raises Unreadable."""
    for mark, encoding in _OTHER_ENCODINGS.items():
        if head.startswith(mark):
            raise unreadable(f"is {encoding} text; save it as UTF-8")

    def refused(line: int, reason: str) -> None:
        raise unreadable(f"line {line} {reason}")

    with io.BytesIO(head.removeprefix(_BOM)) as stream:
        return tuple(cell.strip() for cell in next(iter(Rows(stream, None, refused)), ()))


@contextmanager
def _told_in_words() -> Iterator[None]:
    """What the system or a broken zip says against reading becomes Unreadable."""
    try:
        yield
    except Unreadable:
        raise
    except (OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as error:
        raise unreadable(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


def raw_records(stream: IO[bytes], watch: Callable[[int], None] | None = None) -> Iterator[tuple[int, bytes]]:
    """The records of a file, each with the line where it begins: lines are joined where a quote is still open.

    `watch` is called with the number of bytes read, now and then. Raises Unreadable.
    """
    number = done = 0
    readline = partial(stream.readline, MAX_RECORD_BYTES)
    for line in iter(readline, b""):
        number += 1
        if watch is not None:
            done += len(line)
            if not number % 5000:
                watch(done)
        if line.count(b'"') % 2 == 0 and len(line) < MAX_RECORD_BYTES:
            yield number, line
            continue
        joined, lines = _joined(line, number, readline)
        yield number, joined
        number += lines - 1
        done += len(joined) - len(line)


def _joined(line: bytes, number: int, readline: Callable[[], bytes]) -> tuple[bytes, int]:
    """A line and those behind it, up to where its quotes are closed, and how many they are. Raises Unreadable."""
    lines, size, quotes = [line], len(line), line.count(b'"')
    while quotes % 2 and size < MAX_RECORD_BYTES:
        if not (more := readline()):
            raise unreadable(f"line {number:,} opens a quote that is never closed")
        lines.append(more)
        size += len(more)
        quotes += more.count(b'"')
    if size >= MAX_RECORD_BYTES:
        raise unreadable(
            f"line {number:,} begins a row of more than {MAX_RECORD_BYTES:,} bytes: it is very long, or a quote in it"
            " is not closed"
        )
    return b"".join(lines), len(lines)


class Rows:
    """The rows of a table, the header first: iterating gives their cells; `line` is where the row at hand begins.

    `wanted` tells of the bytes of a record whether it is wanted at all, before anything else is done with it.
    `left_out` is called with the line of a record that is no text, or no CSV, and the reason.
    """

    def __init__(
        self,
        stream: IO[bytes],
        wanted: Callable[[bytes], bool] | None,
        left_out: Callable[[int, str], None],
        watch: Callable[[int], None] | None = None,
    ) -> None:
        self.line = self.number = 0
        self._records = raw_records(stream, watch)
        self._wanted, self._left_out = wanted, left_out

    def __iter__(self) -> Iterator[list[str]]:
        rows = csv.reader(self._texts())
        while True:
            try:
                yield from rows
            except csv.Error as error:
                self._left_out(self.line, f"is not CSV: {error}")
            else:
                return

    def _texts(self) -> Iterator[str]:
        wanted = self._wanted
        for line, content in self._records:
            self.number += 1
            if wanted is not None and not wanted(content):
                continue
            self.line = line
            try:
                text = content.decode()
                if "\0" in text:
                    self._left_out(line, "holds a NUL, which is no text")
                    continue
            except UnicodeDecodeError as error:
                self._left_out(line, f"is not UTF-8 text: it has the byte {error.object[error.start]:#04x}")
                continue
            yield text


# A zip


def _only_member(opened: Callable[[], IO[bytes]]) -> tuple[Callable[[], IO[bytes]], int]:
    """A function that opens the one CSV file in a zip, and how many bytes it has. Raises Unreadable."""
    with _told_in_words(), zipfile.ZipFile(opened()) as archive:
        listed = [each for each in archive.infolist() if not each.is_dir()]
        found = [each for each in listed if each.filename.lower().endswith(".csv") and "__MACOSX" not in each.filename]
        if len(found) != 1:
            raise unreadable(f"is a zip with {len(found)} CSV files; it must hold exactly one")
        member = found[0]
        if member.flag_bits & 1:
            raise unreadable("is a zip with a password; unpack it first")
        packed = max(1, member.compress_size)
        if member.file_size > MAX_UNZIPPED_BYTES or member.file_size > MAX_ZIP_RATIO * packed:
            raise unreadable(
                f"is a zip whose {quoted(member.filename)} would unpack to {member.file_size:,} bytes; unpack it"
                " yourself if you trust it"
            )

    def stream() -> IO[bytes]:
        with _told_in_words():
            inner = zipfile.ZipFile(opened()).open(member)  # noqa: SIM115 - closed with the stream
        return io.BufferedReader(_Limited(inner, member.file_size), 1024**2)

    return stream, member.file_size


class _Limited(io.RawIOBase):
    """A stream that refuses to give more than was announced."""

    def __init__(self, inner: IO[bytes], most: int) -> None:
        super().__init__()
        self._inner, self._left = inner, most

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer. Raises Unreadable."""
        with _told_in_words():
            found = self._inner.read(len(buffer))
        self._left -= len(found)
        if self._left < 0:
            raise unreadable("is a zip that unpacks to more than it says")
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        """Close what it reads from."""
        self._inner.close()
        super().close()
