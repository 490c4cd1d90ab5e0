"""Files and folders that are written whole or not at all: beside their place, then renamed."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from idlibtl.model.dates import BadQuestion


class Taken(BadQuestion):
    """There is something at the place already."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside `target` for a file or a folder, which takes its place once it is complete; gone if it is not.

    What stood at `target` stays until then. Raises OSError.
    """
    beside = target.with_name(f".{target.name[:50]}.{os.getpid()}.part")
    with _interruptible():
        try:
            yield beside
            if target.exists():
                beside.chmod(stat.S_IMODE(target.stat().st_mode))  # who may read it stays as it was
            if beside.is_dir() and target.exists():
                _replaced_folder(beside, target)
            else:
                beside.replace(target)
        except BaseException:
            _removed(beside)
            raise


def resolved(path: str) -> Path:
    """Where a path leads, through links. Raises OSError: for a link that leads to itself, and for a way through a
    folder that is not there, such as gone/.., which leads nowhere though what it names without its dots is there.
    """
    try:
        found: Path | None = Path(path).resolve()
    except RuntimeError:  # before Python 3.13
        found = None
    except ValueError:
        raise OSError(errno.EINVAL, "no file can have this name", path) from None
    if found is None or found.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
    if (found.exists() and not Path(path).exists()) or not Path(path).parent.exists():
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return found


def resolved_file(path: str) -> Path:
    """Where the path of a file leads. Raises OSError as `resolved` does, and for a name that only a folder can have."""
    if path.endswith("/"):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    return resolved(path)


def _replaced_folder(beside: Path, target: Path) -> None:
    """Put a folder in the place of another one, which comes back if that fails."""
    before = target.with_name(f".{target.name[:50]}.{os.getpid()}.old")
    target.replace(before)
    try:
        beside.replace(target)
    except BaseException:
        before.replace(target)
        raise
    rmtree(before)


def _removed(path: Path) -> None:
    if path.is_dir():
        rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C comes as an exception, since something is to be tidied up; everywhere else it ends the program at once."""
    import signal

    before = signal.getsignal(signal.SIGINT)
    if callable(before):  # not where it is ignored
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        if callable(before):
            signal.signal(signal.SIGINT, before)


def is_stream(path: str) -> bool:
    """Whether a pipe or a device is at the place, which is written to and never replaced."""
    target = Path(path)
    return target.exists() and not target.is_file() and not target.is_dir()


def require_free(path: str, *, force: bool) -> None:
    """Raises Taken where a file or a link is at the place, unless it may be replaced, or where a folder is."""
    target = Path(path)
    if target.is_dir():
        raise Taken(f"{_shown(path)} is a folder; name a file to write")
    if os.path.lexists(target) and not is_stream(path) and not force:
        raise Taken(f"{_shown(path)} is there already; --force replaces it")


def require_free_folder(path: str, ours: frozenset[str], *, force: bool) -> None:
    """Raises Taken where anything is at the place, unless it may be replaced: a folder that holds only `ours`."""
    target = Path(path)
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise Taken(f"{_shown(path)} is there already, and no folder; name another place")
    if not force:
        raise Taken(f"{_shown(path)} is there already; --force replaces a data package")
    if Path.cwd().is_relative_to(target.resolve()):
        raise Taken(f"{_shown(path)} is the folder that you are in, or holds it; name another")
    entries = sorted(os.scandir(target), key=lambda entry: entry.name)
    found = [entry.name for entry in entries]
    if strangers := [each.name for each in entries if each.name not in ours or each.is_dir(follow_symlinks=False)]:
        raise Taken(f"{_shown(path)} holds {_shown(strangers[0])}, which no data package of ours has; it stays")
    if found and "datapackage.json" not in found:
        raise Taken(f"{_shown(path)} is no data package, for it has no datapackage.json; it stays")


def _shown(path: str) -> str:
    return path if path.isprintable() and path else repr(path)
