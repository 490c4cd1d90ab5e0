"""Files and folders that are never left half-written: they are made next to the target, then renamed."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from idlibtl.model.dates import BadQuestion


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a path next to `target` for a file or a folder. It replaces `target` when it is complete, or is removed.

    Until then `target` is left alone. Raises OSError.
    """
    part = target.with_name(f".{target.name[:50]}.{os.getpid()}.part")
    with _interruptible():
        try:
            yield part
            if target.exists():
                part.chmod(stat.S_IMODE(target.stat().st_mode))  # who may read it is unchanged
            if part.is_dir() and target.exists():
                _replaced_folder(part, target)
            else:
                part.replace(target)
        except BaseException:
            _removed(part)
            raise


def resolved(path: str, *, is_folder: bool = False) -> Path:
    """Return where the path of a file or a folder leads, through links.

    Raises OSError for a link that leads to itself, for the name of a folder if it is for a file, and for a path through
    a folder that does not exist, such as gone/.., even if the folder that remains without the dots exists.
    """
    if path.endswith("/") and not is_folder:
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    try:
        leads_to: Path | None = Path(path).resolve()
    except RuntimeError:  # before Python 3.13
        leads_to = None
    except ValueError:
        raise OSError(errno.EINVAL, "no file can have this name", path) from None
    if leads_to is None or leads_to.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
    if (leads_to.exists() and not Path(path).exists()) or not Path(path).parent.exists():
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return leads_to


def _replaced_folder(part: Path, target: Path) -> None:
    """Replace a folder by another one; if that fails or is interrupted, one of the two is there, whole."""
    before = target.with_name(f".{target.name[:50]}.{os.getpid()}.old")
    try:
        target.replace(before)
        part.replace(target)
        rmtree(before)
    except BaseException:
        if target.exists():
            _removed(before)
        else:
            before.replace(target)
        raise


def _removed(path: Path) -> None:
    if path.is_dir():
        rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Delay signals that would end the program until everything is cleaned up: first they raise KeyboardInterrupt."""
    import signal

    received: list[int] = []

    def end(number: int, _: object) -> None:
        received.append(number)
        for one in before:  # a second signal would end the clean-up
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    numbers = (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP"))  # Windows has no SIGHUP
    handlers = {number: signal.getsignal(number) for number in numbers if number is not None}
    before = {number: handler for number, handler in handlers.items() if handler not in (signal.SIG_IGN, None)}
    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in received:  # now the signal has its usual effect
            signal.raise_signal(number)


def is_stream(path: str) -> bool:
    """Return whether the path is a pipe or a device, which is written to and never replaced."""
    target = Path(path)
    return target.exists() and not target.is_file() and not target.is_dir()


def require_free(path: str, *, force: bool) -> None:
    """Raise BadQuestion if the path is a folder, or a file or link that may not be replaced."""
    target = Path(path)
    if target.is_dir():
        raise BadQuestion(f"{shown_path(path)} is a folder. Choose a file to write.")
    if os.path.lexists(target) and not is_stream(path) and not force:
        raise BadQuestion(f"{shown_path(path)} already exists. Use --force to replace it.")


def require_free_folder(path: str, own: frozenset[str], *, force: bool) -> None:
    """Raise BadQuestion if the path exists; with `force`, unless it is a folder that contains only `own` files."""
    target, shown = Path(path), shown_path(path)
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise BadQuestion(f"{shown} already exists and is not a folder. Choose another folder.")
    if not force:
        raise BadQuestion(f"{shown} already exists. Use --force to replace a data package.")
    if Path.cwd().is_relative_to(target.resolve()):
        raise BadQuestion("Cannot replace the current folder or one above it. Choose another.")
    entries = sorted(os.scandir(target), key=lambda entry: entry.name)
    if strangers := [entry.name for entry in entries if entry.name not in own or entry.is_dir(follow_symlinks=False)]:
        strange = shown_path(strangers[0])
        raise BadQuestion(f"{shown} contains {strange}, which is not part of a data package. Nothing was changed.")
    if entries and all(entry.name != "datapackage.json" for entry in entries):
        raise BadQuestion(f"{shown} is not a data package: it has no datapackage.json. Nothing was changed.")


def shown_path(path: str) -> str:
    """Return a path on one line; if it has control characters, these are spelled out, and it is in quotes."""
    return path if path.isprintable() and path else repr(path)
