"""The bar that shows how much of a file has been read, for a person who waits and no one else."""

import io
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
        with progress.reading() as watch:
            assert watch is None


def test_a_file_that_is_read_at_once_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    with progress.reading() as watch:
        assert watch
        watch(0.5)
        watch(1.0)
    assert stderr.getvalue() == ""


def test_a_bar_appears_when_it_takes_long_and_goes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    with progress.reading() as watch:
        assert watch
        watch(0.0)
        time.sleep(0.01)
        watch(0.25)
        watch(0.5)
    shown = stderr.getvalue()
    assert "reading" in shown
    assert "50%" in shown
    assert shown.endswith("\x1b[2K") or "\x1b[2K" in shown[-20:]  # the line is as it was


def test_a_file_without_progress_has_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with progress.reading():
        for _ in range(200):
            if stderr.getvalue():
                break
            time.sleep(0.02)
    assert stderr.getvalue() == "reading the chronology ...\r\x1b[K"


def test_a_bar_needs_no_word_next_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0.1)
    with progress.reading() as watch:
        assert watch
        watch(0.0)
        time.sleep(0.3)
    assert "..." not in stderr.getvalue()


def test_readers_report_how_much_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of(tmp_path, ged(*[{}] * 200))
    monkeypatch.setattr("idlibtl.field.reading.MAX_LINE_BYTES", 5000)  # after this time it is shown
    parts: list[float] = []
    load(path, watch=parts.append)
    totals_from(path, Filters(), watch=parts.append)
    assert all(0 < part <= 1 for part in parts)
    assert sum(part > 0.8 for part in parts) >= 2
    load(path, strict=True, watch=parts.append)


def test_a_person_who_waits_reads_what_is_going_on(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    with progress.waiting("reading"):
        for _ in range(200):
            if "reading" in stderr.getvalue():
                break
            time.sleep(0.02)
    # and the line is as it was
    assert stderr.getvalue() == "reading ...\r\x1b[K"


def test_nothing_is_shown_to_a_person_who_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    quick, nobody = Terminal(), io.StringIO()
    for stderr in (quick, nobody, None):
        monkeypatch.setattr(sys, "stderr", stderr)
        with progress.waiting("reading"):
            pass
    assert (quick.getvalue(), nobody.getvalue()) == ("", "")
