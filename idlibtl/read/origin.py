"""Where a chronology was read from, so that anybody can tell that they have the same one."""

import hashlib
import os
from typing import NamedTuple

from idlibtl.read.files import CHUNK_BYTES, bundled, read


class Origin(NamedTuple):
    """The file of a chronology, None for the bundled one, and the SHA-256 of its bytes."""

    file: str | None
    sha256: str


def origin_of(path: str | os.PathLike[str] | None) -> Origin:
    """Return where a chronology is from; standard input is read once. Raise OSError."""
    file = bundled() if path is None else path
    found = hashlib.sha256()
    if os.fsdecode(file) == "-":
        found.update(read("-"))
    else:
        with open(file, "rb") as opened:
            while more := opened.read(CHUNK_BYTES):
                found.update(more)
    return Origin(None if path is None else os.fsdecode(path), found.hexdigest())
