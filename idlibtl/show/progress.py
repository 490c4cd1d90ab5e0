"""How far a slow reading has come, for a person who waits."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

#: After how many seconds a person at a terminal sees what is going on.
PATIENCE = 2.0


@contextmanager
def waiting(what: str, unless: Callable[[], bool] = bool) -> Iterator[None]:
    """Say on stderr what is going on, if it takes long and a person is there to see it; gone when it is done.

    Nothing is said if by then `unless` holds.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    written = []

    def write() -> None:
        if unless():
            return
        written.append(sys.stderr.write(f"{what} ..."))
        sys.stderr.flush()

    timer = Timer(PATIENCE, write)
    timer.daemon = True
    try:
        timer.start()
    except RuntimeError:  # the system gives no more threads: then there is no word
        yield
        return
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if written:
            sys.stderr.write("\r\x1b[K")  # the line is as it was
            sys.stderr.flush()


@contextmanager
def reading() -> Iterator[Callable[[float], None] | None]:
    """Show how far a file is read, if it takes long and a person is there to see it.

    What it gives is to be called with the part that is read, from 0 to 1; a file that is read at once never calls it.
    None where no one looks.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar()
    with waiting("reading the chronology", unless=bar.is_moving):
        try:
            yield bar.move
        finally:
            bar.stop()


class _Bar:
    """A bar on stderr that appears when reading takes long, and is gone when it is done."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self._shown: Any = None
        self._task: Any = None

    def is_moving(self) -> bool:
        """Whether it has been moved at all."""
        return self._begun is not None

    def move(self, part: float) -> None:
        """Show that so much is read, from 0 to 1."""
        now = monotonic()
        if self._begun is None:
            self._begun = now
        if self._shown is None and now - self._begun > PATIENCE:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

            columns = TextColumn("reading", markup=False), BarColumn(), TaskProgressColumn(markup=False)
            self._shown = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._shown.add_task("", total=1.0)
            self._shown.start()
        if self._shown is not None:
            self._shown.update(self._task, completed=part)

    def stop(self) -> None:
        """Leave the line as it was."""
        if self._shown is not None:
            self._shown.stop()
