"""Tables of text: a CSV file, or one in a zip -> its records, a line of cells at a time, in little memory.

A record may take several lines of the file: a field in quotes holds line breaks.
"""

import csv
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Protocol

from idlibtl.model.dates import quoted
from idlibtl.read.files import Unreadable, read, unreadable

#: A record longer than this, with all its line breaks, is no row of any dataset that is read here.
MAX_RECORD_BYTES = 1024**2

#: What a zip may unpack to, in all, and as how many times its own size.
MAX_UNZIPPED_BYTES = 4 * 1024**3
MAX_ZIP_RATIO = 200

#: So much is read at once, where many rows are: with the rest of its last row less than a cell may have.
BLOCK_BYTES = 120 * 1024

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


def is_field_table(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a table of a field dataset, or a zip, which is one or nothing: never a pipe."""
    if not Path(os.fsdecode(path)).is_file():
        return False
    with _opened(path) as stream:
        head = stream.read(HEAD_BYTES)
    return head.startswith(_ZIP) or (_looks_like_a_table(head) and _is_of_a_dataset(head))


def _is_of_a_dataset(head: bytes) -> bool:
    """Whether a header has a column that only field datasets have."""
    first = head.removeprefix(_BOM).partition(b"\n")[0]
    return any(column in first for column in (b"type_of_violence", b"event_id_cnty", b"where_prec"))


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
        if _is_of_a_dataset(head) and head.partition(b"\n")[0].count(b";") >= 10:
            raise unreadable("has semicolons between its cells; save it with commas")
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

    with io.BytesIO(head.removeprefix(_BOM)) as stream:
        first = next(raw_records(stream), (1, b""))
    try:
        return tuple(cell.strip() for cell in cells(first[1]))
    except BadRow as problem:
        raise unreadable(f"line 1 {problem}") from None


@contextmanager
def _told_in_words() -> Iterator[None]:
    """What the system or a broken zip says against reading becomes Unreadable."""
    try:
        yield
    except Unreadable:
        raise
    except (OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise unreadable(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


class Lines(Protocol):
    """What records are read from."""

    def read(self, size: int, /) -> bytes:
        """So many bytes."""

    def readline(self, size: int, /) -> bytes:
        """A line, or so many bytes of it."""


#: A record: the line where it begins, and its bytes.
Record = tuple[int, bytes]


def raw_records(stream: Lines, number: int = 0) -> Iterator[Record]:
    """The records of a file, `number` lines into it: lines are joined where a quote is still open.

    Raises Unreadable.
    """
    readline = partial(stream.readline, MAX_RECORD_BYTES)
    for line in iter(readline, b""):
        number += 1
        if line.count(b'"') % 2 == 0 and len(line) < MAX_RECORD_BYTES:
            yield number, line
            continue
        joined, lines = _joined(line, number, readline)
        yield number, joined
        number += lines - 1


def blocks(stream: Lines, number: int) -> Iterator[Record]:
    """Whole records, many at once, `number` lines into a file: the line where the first begins, and their bytes.

    Raises Unreadable.
    """
    while block := stream.read(BLOCK_BYTES):
        parts, size, quotes = [block], len(block), block.count(b'"')
        while quotes % 2 or not parts[-1].endswith(b"\n"):
            more = stream.readline(MAX_RECORD_BYTES) if size <= 2 * MAX_RECORD_BYTES else b""
            if not more:
                break  # the end, or more than a record may have
            parts.append(more)
            size += len(more)
            quotes += more.count(b'"')
        found = b"".join(parts)
        if size > MAX_RECORD_BYTES:
            for _ in raw_records(io.BytesIO(found), number):
                pass  # raises, if there is a record that is too long, or a quote that is not closed
        yield number + 1, found
        number += found.count(b"\n")


def gathered(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The same records, many at once."""
    found: list[Record] = []
    size = 0
    for record in records:
        found.append(record)
        size += len(record[1])
        if size >= BLOCK_BYTES:
            yield found
            found, size = [], 0
    if found:
        yield found


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


def cells(content: bytes) -> list[str]:
    """The cells of one record. Raises BadRow."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise BadRow(f"is not UTF-8 text: it has the byte {error.object[error.start]:#04x}") from None
    if "\0" in text:
        raise BadRow("holds a NUL, which is no text")
    try:
        return next(csv.reader((text,)), [])
    except csv.Error as error:
        if "\r" in text.removesuffix("\n").removesuffix("\r"):
            raise BadRow(
                "has a lone carriage return outside quotes; save the file with ordinary ends of lines"
            ) from None
        raise BadRow(f"is not CSV: {error}") from None


#: Stands for what a record has in quotes.
QUOTED = "\x01"
_QUOTED = QUOTED.encode()


def ends_of_rows(block: bytes, width: int, head: int, tail: int) -> list[list[str]] | None:
    """Of each of many records the first cells and the last, `head` and `tail` of them, where these are not in quotes.

    A quarter of the work of reading them in full; QUOTED stands for what is in quotes. None where anything is odd, so
    that they have to be read one by one.
    """
    if len(block) > csv.field_size_limit():
        return None  # one of its cells may be longer than a cell may be
    outside = block.split(b'"')[::2]
    # a quote that does not stand at the end of a cell means something else; nothing is between two of them in a text
    begun, ended = {each[:1] for each in outside[1:]}, {each[-1:] for each in outside[:-1]}
    if not (begun <= _BEHIND_QUOTES and ended <= _BEFORE_QUOTES) or _QUOTED in block or b"\0" in block:
        return None
    try:
        if not block.isascii():
            block.decode()
        bare = _QUOTED.join(outside).decode()
    except UnicodeDecodeError:
        return None
    end = "\r\n" if "\r" in bare else "\n"
    lines = bare.removesuffix(end).split(end)
    rows = len(lines) - (not bare.endswith(end))
    if bare.count("\n") != rows or bare.count("\r") != rows * (len(end) - 1):
        return None  # lines that end in several ways
    if {line.count(",") for line in lines} != {width - 1}:
        return None
    return [line.split(",", head)[:head] + line.rsplit(",", tail)[1:] for line in lines]


_BEHIND_QUOTES = frozenset((b"", b",", b"\n", b"\r"))
_BEFORE_QUOTES = frozenset((b"", b",", b"\n"))


# A zip


def _only_member(opened: Callable[[], IO[bytes]]) -> tuple[Callable[[], IO[bytes]], int]:
    """A function that opens the one CSV file in a zip, and how many bytes it has. Raises Unreadable."""
    with _told_in_words(), opened() as file, zipfile.ZipFile(file) as archive:
        listed = [each for each in archive.infolist() if not each.is_dir()]
    found = [each for each in listed if each.filename.lower().endswith(".csv") and "__MACOSX" not in each.filename]
    if len(found) != 1:
        raise unreadable(f"is a zip with {len(found)} CSV files; it must hold exactly one")
    member = found[0]
    if member.flag_bits & 1:
        raise unreadable("is a zip with a password; unpack it first")
    if member.file_size > min(MAX_UNZIPPED_BYTES, MAX_ZIP_RATIO * max(1, member.compress_size)):
        raise unreadable(
            f"is a zip whose {quoted(member.filename)} would unpack to {member.file_size:,} bytes; unpack it yourself"
            " if you trust it"
        )
    return partial(_unpacked, opened, member), member.file_size


def _unpacked(opened: Callable[[], IO[bytes]], member: zipfile.ZipInfo) -> IO[bytes]:
    """A stream of what a member of a zip holds; closing it closes the zip. Raises Unreadable."""
    with ExitStack() as closing, _told_in_words():
        archive = closing.enter_context(zipfile.ZipFile(closing.enter_context(opened())))
        inner = closing.enter_context(archive.open(member))
        return io.BufferedReader(_Limited(inner, member.file_size, closing.pop_all().close), 1024**2)


class _Limited(io.RawIOBase):
    """A stream that refuses to give more than was announced."""

    def __init__(self, inner: IO[bytes], most: int, closing: Callable[[], None]) -> None:
        super().__init__()
        self._inner, self._left, self._closing = inner, most, closing

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
        """Close what it reads from too."""
        self._closing()
        super().close()
