"""Show progress to a person who waits."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

#: After how many seconds a person at a terminal sees progress.
PATIENCE = 2.0


@contextmanager
def waiting(what: str, unless: Callable[[], bool] = bool) -> Iterator[None]:
    """Show on a terminal, if it takes long, what is going on; the line is removed at the end.

    Nothing is shown if `unless` is true by then.
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
    except RuntimeError:  # the system has no more threads: then nothing is shown
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
    """Show on a terminal, if it takes long, how much of a file has been read.

    It yields a function to call with the part that has been read, from 0 to 1, or None if stderr is not a terminal. A
    file that is read in one step never calls it.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    begun: float | None = None
    bar: Any = None

    def move(part: float) -> None:
        nonlocal begun, bar
        now = monotonic()
        begun = now if begun is None else begun
        if bar is None and now - begun > PATIENCE:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

            columns = TextColumn("reading", markup=False), BarColumn(), TaskProgressColumn(markup=False)
            bar = Progress(*columns, console=Console(stderr=True), transient=True)
            bar.add_task("", total=1.0)
            bar.start()
        if bar is not None:
            bar.update(bar.task_ids[0], completed=part)

    with waiting("reading the chronology", unless=lambda: begun is not None):
        try:
            yield move
        finally:
            if bar is not None:
                bar.stop()  # the line is as it was
