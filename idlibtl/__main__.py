"""The program: `idlibtl`, or `python -m idlibtl`."""

import gc
import os
import signal
import sys
from contextlib import suppress

TYPE_CHECKING = False  # as typing has it, which takes long to open
if TYPE_CHECKING:
    from typing import NoReturn


def _leave(*_: object) -> None:
    """Ctrl-C: there is nothing to tidy up, and an exception might come where nobody can catch it."""
    os._exit(130)


def run() -> "NoReturn":
    """Run the command line, and leave with its exit code."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # and not ignored, as in a script's background
        signal.signal(signal.SIGINT, _leave)
    gc.disable()  # a run is short and leaves no cycles; looking for them doubles the time for a large file
    try:
        from .cli.main import main  # the longest part of a short run: Ctrl-C may come here too

        code = main()
    except SystemExit as leaving:  # completion leaves so
        code = leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        code = 130
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # closed, or nobody reads it any more
            stream.flush()
    os._exit(code)  # all is written: the interpreter's farewell to each module would take longer than most answers


if __name__ == "__main__":
    run()
