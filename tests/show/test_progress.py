"""The line that shows how much of a file has been read, for a person who waits and no one else."""

import io
import re
import sys
import time
from pathlib import Path

import pytest
from invented import file_of, ged

from idlibtl import Filters
from idlibtl.field.load import load, totals_from
from idlibtl.show import progress


class Terminal(io.StringIO):
    """A terminal's stderr."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """What stderr is from now on."""
    result = Terminal()
    monkeypatch.setattr(sys, "stderr", result)
    return result


def test_no_one_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    for nobody in (None, io.StringIO()):
        monkeypatch.setattr(sys, "stderr", nobody)
        with progress.waiting("reading") as watch:
            assert watch is None


def test_a_file_that_is_read_at_once_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    with progress.waiting("reading") as watch:
        assert watch
        watch(0.5)
        watch(1.0)
    assert stderr.getvalue() == ""


def test_the_part_that_is_read_appears_when_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with progress.waiting("reading") as watch:
        assert watch
        watch(0.25)
        time.sleep(0.05)  # the word for work in one step does not replace it
        watch(0.5)
        watch(0.501)
    # once for each percent, each with a bar of twelve columns, and the line is as it was
    shown = re.sub(r"\x1b\[[0-9;]*m", "", stderr.getvalue()).replace("\rreading ...", "")
    bar = "[━╺╸ ]{12}"
    assert re.fullmatch(rf"\rreading  25% {bar}\rreading  50% {bar}\r\x1b\[K", shown)


def test_readers_report_how_much_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of(tmp_path, ged(*[{}] * 200))
    monkeypatch.setattr("idlibtl.field.reading.MAX_LINE_BYTES", 5000)  # after this time it is shown
    parts: list[float] = []
    load(path, watch=parts.append)
    totals_from(path, Filters(), watch=parts.append)
    assert all(0 < part <= 1 for part in parts)
    assert sum(part > 0.8 for part in parts) >= 2
    load(path, strict=True, watch=parts.append)


def test_work_in_one_step_has_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with progress.waiting("reading"):
        for _ in range(200):
            if stderr.getvalue():
                break
            time.sleep(0.02)
    # and the line is as it was
    assert stderr.getvalue() == "\rreading ...\r\x1b[K"
