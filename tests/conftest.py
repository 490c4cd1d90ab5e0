"""Switches of the test run."""

import gc
import os
import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from profiles import FACTORS, at
from typer.main import get_command  # noqa: TID251 - to build commands once

from idlibtl.cli import main as cli
from idlibtl.cli.commands import COMMANDS

# pytest --hypothesis-profile=long: the longer run that CONTRIBUTING names. `profiles.scaled` reads these.
# In continuous integration every run is the same; new examples are searched for elsewhere.
for name in FACTORS:
    settings.register_profile(name, max_examples=at(name, 500), deadline=None, derandomize="CI" in os.environ)
# the same examples each time, and the first that fails, however large
settings.register_profile(
    "mutants", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate), database=None
)
settings.load_profile("dev")

# In the background of a shell Ctrl-C is ignored, and would be by every program that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No run changes the commands, so they are built once for all runs in this process: a third of the time of most.
_app = cli.app
cli.app = cache(lambda names=tuple(COMMANDS): get_command(_app(names)))  # type: ignore[assignment]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write what the commands answer now into the transcripts"
    )
    parser.addoption("--program", help="run the transcripts with this installed program, instead of in this process")


@pytest.fixture(autouse=True)
def plain_process() -> Iterator[None]:
    """Undo after each test what the program changes for its whole process."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in signals]
    yield
    gc.enable()
    for number, handler in zip(signals, before, strict=True):
        signal.signal(number, handler)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on how the person who runs it has set up a terminal."""
    for name in ("IDLIBTL_DATA", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "PAGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IDLIBTL_PAGER", "cat")


@pytest.fixture
def program(request: pytest.FixtureRequest) -> str | None:
    """The installed program to test, or None for the code of this checkout."""
    chosen = request.config.getoption("--program")
    assert chosen is None or os.access(Path(chosen), os.X_OK)
    return chosen if chosen is None else str(chosen)
