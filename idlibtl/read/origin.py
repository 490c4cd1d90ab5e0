"""Where a chronology was read from, so that anybody can tell that they have the same one."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from idlibtl.model.timeline import Timeline
from idlibtl.read import dataset
from idlibtl.read.files import CHUNK_BYTES, DatasetError, Unreadable, bundled, read

if TYPE_CHECKING:
    from idlibtl.field.files import Asked


class Origin(NamedTuple):
    """The file of a chronology, None for the bundled one, and the SHA-256 of its bytes."""

    file: str | None
    sha256: str


def load(
    path: str | os.PathLike[str] | None,
    filters: "Asked | None" = None,
    *,
    strict: bool = False,
    watch: Callable[[float], None] | None = None,
) -> tuple[Timeline, Origin]:
    """What `dataset.load` gives, and where it is from. Raises what that does."""
    file = bundled() if path is None else Path(path)
    name = None if path is None else os.fsdecode(path)
    if path is not None and file.exists() and not file.is_file():  # a pipe gives its bytes once
        try:
            content = read(path)
        except Unreadable as problem:
            raise DatasetError(os.fsdecode(path), problem.findings) from None
        return dataset.from_bytes(content, os.fsdecode(path)), Origin(name, hashlib.sha256(content).hexdigest())
    return dataset.load(path, filters, strict=strict, watch=watch), Origin(name, _digest(file))


def _digest(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while more := opened.read(CHUNK_BYTES):
            found.update(more)
    return found.hexdigest()
