"""The file of a chronology: where it is, its bytes, and findings about it."""

import json
import os
import re
import stat
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TextIO

#: The largest file, in bytes. An endless stream is read no further.
MAX_FILE_BYTES = 2 * 1024**3
CHUNK_BYTES = 16 * 1024**2

#: How UTF-16 text begins. Excel's "Unicode text" is such a file, and so is what PowerShell writes to a file.
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

#: The largest file, in bytes, that is searched while a person waits for a completion.
MAX_COMPLETED_BYTES = 16 * 1024**2

#: What an id looks like. It can be typed in any shell without quotes.
ID_PATTERN = r"[a-z0-9][a-z0-9_-]*"

#: How many findings one message lists.
MAX_LISTED = 50


class Severity(StrEnum):
    """Whether a finding makes a file unusable."""

    ERROR = "error"
    WARNING = "warning"


class Finding(NamedTuple):
    """An error or a likely mistake: in which record and field, and why.

    `record` is empty for the file as a whole. `line` and `column`, from 1, are where the field or its record begins.
    """

    severity: Severity
    record: str
    field: str
    reason: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = "" if self.line is None else f"line {self.line}, column {self.column}"
        return ": ".join(part for part in (place, self.record, self.field, self.reason) if part)


def file_named(file: str) -> str:
    """Return a file's name as a message shows it: on one line."""
    return " ".join(file.splitlines()) or repr(file)


class DatasetError(Exception):
    """A dataset that cannot be used: `file` and its `findings`, all of them errors.

    If it was made of several files, each finding names its own.
    """

    def __init__(self, file: str, findings: Sequence[Finding], *, has_names: bool = False) -> None:
        before, after = ("", "") if has_names else (f"{file_named(file)}: ", ", listed by idlibtl check")
        lines = [f"{before}{finding}" for finding in findings[:MAX_LISTED]]
        if len(findings) > MAX_LISTED:
            lines.append(f"{before}and {len(findings) - MAX_LISTED:,} more{after}")
        super().__init__("\n".join(lines))
        self.file = file
        self.findings = tuple(findings)


class Unreadable(Exception):
    """A file that cannot be read or parsed at all; `findings` say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings


def unreadable(reason: str) -> Unreadable:
    """Return the exception for a file that cannot be read or parsed at all."""
    return Unreadable(Finding(Severity.ERROR, "", "", reason))


def bundled(name: str = "events.json") -> Path:
    """Return the path of the bundled chronology: in the installed package, or next to it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "data" / name
    return inside if inside.exists() else package.parent / "data" / name


def start() -> str:
    """Return a small chronology to start from."""
    return bundled("start.json").read_text(encoding="utf-8")


def start_tables() -> Mapping[str, str]:
    """Return the tables of a small chronology to start from in a spreadsheet, by the names of their files."""
    # with the mark that shows Excel that they are UTF-8; it keeps them so
    tables = sorted(bundled("start").glob("*.csv"))
    return {table.name: f"\ufeff{table.read_text(encoding='utf-8')}" for table in tables}


def read(path: str | os.PathLike[str]) -> bytes:
    """Return the bytes of a file or a pipe, or of standard input for `-`. Raises Unreadable, for devices too."""
    try:
        content = _read_stdin(sys.stdin) if os.fsdecode(path) == "-" else _read_file(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise unreadable(reason_of(error)) from None
    if len(content) > MAX_FILE_BYTES:
        raise unreadable(f"is larger than {MAX_FILE_BYTES:,} bytes")
    return content


def from_utf_16(content: bytes) -> bytes:
    """Return the content, in UTF-8 if it begins like UTF-16; any other is unchanged. Raises Unreadable."""
    if not content.startswith(UTF_16):
        return content
    try:
        return content.decode("utf-16").encode()
    except UnicodeDecodeError:
        raise unreadable("begins like UTF-16 text, but is not. Save it as UTF-8.") from None


def _read_file(path: str | os.PathLike[str]) -> bytes:
    with open(path, "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise unreadable("is a device, not a file. Name a file.")
        content = bytearray()
        while len(content) <= MAX_FILE_BYTES and (more := file.read(CHUNK_BYTES)):
            content += more
    return bytes(content)


@lru_cache(maxsize=1)  # it can be read only once, and several functions ask for it
def _read_stdin(stdin: TextIO | None) -> bytes:
    if stdin is None:
        raise unreadable("cannot be read: standard input is closed")
    return stdin.buffer.read(MAX_FILE_BYTES + 1)


def reason_of(error: Exception) -> str:
    """Return why a file cannot be read: if it does not exist, what to do; else the system's message."""
    if isinstance(error, FileNotFoundError):
        return "does not exist. Check the name."
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"


def names(path: str | os.PathLike[str] | None, *sections: str) -> list[list[str]]:
    """Return the id, name and aliases of each record in sections of a chronology's file, unchecked, for completion.

    It is empty if the file cannot be read at once. A record without a valid id is left out.
    """
    try:
        file = Path(bundled() if path is None else path)
        if not file.is_file() or file.stat().st_size > MAX_COMPLETED_BYTES:  # a pipe may keep a person waiting forever
            return []
        raw = json.loads(read(file))
        records = [record for section in sections for record in raw.get(section, ())]
        return [_names(record) for record in records if re.fullmatch(ID_PATTERN, record["id"])]
    except (Unreadable, OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []


def _names(record: Mapping[str, object]) -> list[str]:
    aliases = record.get("aliases")
    named = [record["id"], *(record.get(key) for key in ("name", "title", "label"))]
    return [name for name in (*named, *(aliases if isinstance(aliases, list) else ())) if isinstance(name, str)]


# Where a chronology was read from, so that others can check that they have the same one


class Origin(NamedTuple):
    """The file of a chronology (None for the bundled one), more files of its dataset, and the SHA-256 of all bytes."""

    file: str | None
    sha256: str
    more: tuple[str, ...] = ()


def tables_in(folder: str) -> Sequence[Path]:
    """Return the tables of a chronology in a folder: its CSV files, except hidden ones. Raises OSError."""
    return sorted(file for file in Path(folder).iterdir() if file.suffix.lower() == ".csv" and file.name[0] != ".")


def origin_of(paths: Sequence[str], contents: Mapping[str, bytes]) -> Origin:
    """Return where a chronology is from; `contents` are the bytes of files that can be read once. Raises OSError."""
    import hashlib  # help does not need it

    digest = hashlib.sha256()
    folders = {path: list(map(str, tables_in(path))) for path in paths if Path(path).is_dir()}
    for path in chain.from_iterable(folders.get(path) or [path] for path in paths or (str(bundled()),)):
        if path in contents:
            digest.update(contents[path])
            continue
        with open(path, "rb") as opened:
            while more := opened.read(CHUNK_BYTES):
                digest.update(more)
    file, *others = paths or (None,)
    return Origin(file, digest.hexdigest(), tuple(filter(None, others)))
