"""The program: `idlibtl`, or `python -m idlibtl`."""

import os
import signal
import sys
from types import SimpleNamespace
from typing import Any, NoReturn


def _leave(*_: object) -> None:
    """Ctrl-C: there is nothing to tidy up, and an exception might come where nothing can catch it."""
    os._exit(130)


def _lacks_memory(error: Exception) -> bool:
    """Whether memory has run out: the system says so in several words, and Python's core at times in none."""
    words = str(error).lower()
    return isinstance(error, MemoryError) or any(
        sign in words
        for sign in ("failed to map", "cannot allocate memory", "without exception set", "without setting an exception")
    )


def _say_no_memory() -> None:
    try:
        os.write(2, b"Error: there is not enough memory for this.\n")
    except OSError:  # there is no one to read it
        return


def run() -> NoReturn:
    """Run the command line, and leave with its exit code."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # and not ignored, as in a script's background
        signal.signal(signal.SIGINT, _leave)
    import gc

    gc.disable()  # a run is short and leaves no cycles; looking for them doubles the time for a large file
    # pydantic looks for plugins, and for that opens importlib.metadata: 6 % of a short answer. There are none here.
    no_plugins: Any = SimpleNamespace(get_plugins=tuple)
    sys.modules.setdefault("pydantic.plugin._loader", no_plugins)
    try:
        from .cli.main import main

        code = main()
    except SystemExit as leaving:  # completion leaves so
        code = leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:  # while a file is written, which is tidied up
        code = 130
    except (MemoryError, ImportError, SystemError, OSError) as error:  # where `main` has not even enough to tell of it
        if not _lacks_memory(error):
            raise
        _say_no_memory()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):  # closed, or no longer read
            continue
    os._exit(code)  # all is written: the interpreter's farewell to each module would take longer than most answers


if __name__ == "__main__":
    run()
