"""The program: `idlibtl`, or `python -m idlibtl`."""

import os
import signal
import sys
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, NoReturn


def _leave(*_: object) -> None:
    """End at Ctrl-C. There is nothing to clean up, and an exception might come where nothing can catch it."""
    os._exit(130)


def _lacks_memory(error: Exception) -> bool:
    """Whether memory has run out. The system has several messages for it, and Python's core sometimes gives none."""
    words = str(error).lower()
    return isinstance(error, MemoryError) or any(
        sign in words
        for sign in ("failed to map", "cannot allocate memory", "without exception set", "without setting an exception")
    )


def run() -> NoReturn:
    """Run the command line, and exit with its code."""
    # in the background of a script it is ignored, and stays so
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)
    import gc

    gc.disable()  # a run is short and leaves no cycles; searching for them doubles the time of a large file
    # pydantic would search for plugins with importlib.metadata, 6 % of a short answer. There are none here.
    no_plugins: Any = SimpleNamespace(get_plugins=tuple)
    sys.modules.setdefault("pydantic.plugin._loader", no_plugins)
    try:
        from .cli.main import main

        code = main()
    except SystemExit as leaving:  # completion exits so
        code = leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:  # while a file is written; it has been cleaned up
        code = 130
    except (MemoryError, ImportError, SystemError, OSError) as error:  # `main` lacks the memory even for a message
        if not _lacks_memory(error):
            raise
        with suppress(OSError):  # no one can read it
            os.write(2, b"Error: there is not enough memory for this.\n")
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):  # closed, or no longer read
            continue
    os._exit(code)  # everything is written; the interpreter's clean-up would take longer than most answers


if __name__ == "__main__":
    run()
