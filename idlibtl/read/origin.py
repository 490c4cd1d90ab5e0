"""Where a chronology was read from, so that others can see that they have the same one."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from idlibtl.read.files import CHUNK_BYTES, bundled


class Origin(NamedTuple):
    """The file of a chronology, None for the bundled one, more files of one dataset, and the SHA-256 of all bytes."""

    file: str | None
    sha256: str
    more: tuple[str, ...] = ()


def origin_of(paths: Sequence[str], contents: Mapping[str, bytes]) -> Origin:
    """Return where a chronology is from; `contents` are the bytes of the files that give them once. Raise OSError."""
    found = hashlib.sha256()
    folders = {path: sorted(map(str, Path(path).glob("*.csv"))) for path in paths if Path(path).is_dir()}
    for path in chain.from_iterable(folders.get(path) or [path] for path in paths or (str(bundled()),)):
        if path in contents:
            found.update(contents[path])
            continue
        with open(path, "rb") as opened:
            while more := opened.read(CHUNK_BYTES):
                found.update(more)
    file, *others = paths or (None,)
    return Origin(file, found.hexdigest(), tuple(filter(None, others)))
