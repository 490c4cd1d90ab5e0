"""Show progress to a person who waits."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic

#: After how many seconds a person at a terminal sees progress.
PATIENCE = 2.0

#: How wide the bar is, in columns: with its words it fits on a narrow terminal.
_WIDTH = 12


@contextmanager
def waiting(what: str) -> Iterator[Callable[[float], None] | None]:
    """Show on a terminal, if it takes long, what is going on; the line is removed at the end.

    It yields a function to call with the part that is done, from 0 to 1, or None if stderr is not a terminal. Work that
    is done in one step never calls it, and has no bar.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from threading import Timer

    begun, shown = monotonic(), ""

    def show(part: float | None = None) -> None:
        nonlocal shown
        text = f"{what} ..." if part is None else f"{what} {part:4.0%} "
        if text == shown or (shown if part is None else monotonic() - begun < PATIENCE):
            return
        shown = text
        sys.stderr.write(f"\r{text}")
        if part is not None:
            # not Rich's own progress line, which would leave the cursor hidden after Ctrl-C
            from rich.console import Console
            from rich.progress_bar import ProgressBar

            Console(stderr=True).print(ProgressBar(total=1.0, completed=part, width=_WIDTH), end="")
        sys.stderr.flush()

    timer = Timer(PATIENCE, show)
    timer.daemon = True
    with suppress(RuntimeError):  # the system has no more threads: then only parts are shown
        timer.start()
    try:
        yield show
    finally:
        timer.cancel()
        if timer.is_alive():
            timer.join()
        if shown:
            sys.stderr.write("\r\x1b[K")  # the line is as it was
            sys.stderr.flush()
