"""A word to somebody who waits."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: After how many seconds somebody at a terminal is told what is going on.
PATIENCE = 2.0


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say on stderr what is going on, if it takes long and a person is there to see it; gone when it is done."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    told = []

    def tell() -> None:
        told.append(sys.stderr.write(f"{what} ..."))
        sys.stderr.flush()

    timer = Timer(PATIENCE, tell)
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
        if told:
            sys.stderr.write("\r\x1b[K")  # the line is as it was
            sys.stderr.flush()
