"""The program: `idlibtl`, or `python -m idlibtl`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def run() -> NoReturn:
    """Run the command line, and leave with its exit code."""
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
