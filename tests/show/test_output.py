"""The streams, the pager, and what stands beside a table."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from transcripts import in_process

#: More lines than the terminals of these tests have.
LONG = [sys.executable, "-m", "idlibtl", "list"]


def on_a_terminal(command: list[str], *, interrupt: bool = False, **environment: str) -> tuple[str, int]:
    """What a command writes to a terminal of 24 lines, and its exit code; `interrupt` presses Ctrl-C in between."""
    unset = ("PAGER", "LESS", "IDLIBTL_PAGER", "COLUMNS")
    clean = {key: value for key, value in os.environ.items() if key not in unset}
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, {**clean, "TERM": "xterm", "LINES": "24", **environment})  # noqa: S606 - as a terminal does
    written = b""
    later = time.monotonic() + 1.0
    while True:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            try:
                more = os.read(terminal, 1 << 16)
            except OSError:
                break
            if not more:
                break
            written += more
        if interrupt and time.monotonic() > later:
            os.kill(pid, signal.SIGINT)
            interrupt = False
    _, status = os.waitpid(pid, 0)
    return written.decode(errors="replace"), os.waitstatus_to_exitcode(status)


def script(folder: Path, text: str) -> str:
    """A pager made of a few lines of shell."""
    path = folder / "pager"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("variables", [("IDLIBTL_PAGER",), ("PAGER",), ("IDLIBTL_PAGER", "PAGER")])
def test_a_long_answer_goes_through_the_pager(variables: tuple[str, ...], tmp_path: Path) -> None:
    pager = script(tmp_path, "echo PAGED; cat")
    others = {"PAGER": "false"} if variables == ("IDLIBTL_PAGER", "PAGER") else {}
    chosen: dict[str, Any] = {variables[0]: pager, **others}
    found, code = on_a_terminal(LONG, **chosen)
    assert code == 0
    assert "PAGED" in found
    assert "2020-01-26-maaret-al-numan" in found


@pytest.mark.parametrize("chosen", ["cat", "", "no-such-pager-at-all", "less 'never closed"])
def test_without_a_pager_the_answer_is_written_as_it_is(chosen: str) -> None:
    found, code = on_a_terminal(LONG, IDLIBTL_PAGER=chosen)
    assert code == 0
    assert "2020-01-26-maaret-al-numan" in found


def test_no_pager_is_used_where_it_is_not_wanted_or_needed(tmp_path: Path) -> None:
    pager = script(tmp_path, "echo PAGED; cat")
    found, _ = on_a_terminal([*LONG, "--no-pager"], IDLIBTL_PAGER=pager)
    assert "PAGED" not in found
    found, _ = on_a_terminal([*LONG, "--kind", "diplomacy", "--limit", "1"], IDLIBTL_PAGER=pager)
    assert "PAGED" not in found
    assert "veto" in found


def test_a_reader_who_has_enough_ends_the_work_without_a_word(tmp_path: Path) -> None:
    pager = script(tmp_path, "head -n 3; exit 0")
    found, code = on_a_terminal(LONG, IDLIBTL_PAGER=pager)
    assert code == 0
    assert "rror" not in found
    assert "The offensive on Idlib" in found


def test_ctrl_c_is_the_pagers(tmp_path: Path) -> None:
    pager = script(tmp_path, "trap 'echo TRAPPED' INT; cat >/dev/null; sleep 2; echo AFTER")
    found, code = on_a_terminal(LONG, interrupt=True, IDLIBTL_PAGER=pager)
    assert code == 0
    assert "Traceback" not in found
    assert "AFTER" in found


def test_columns_are_honoured_in_a_pipe() -> None:
    environment = {**os.environ, "COLUMNS": "80"}
    done = subprocess.run(LONG, env=environment, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) == 80
    # the id of each record on a line that holds it whole
    assert any("2020-01-15-aleppo-displacement" in line for line in lines)
    plain = subprocess.run(LONG, env={**os.environ, "COLUMNS": "no"}, capture_output=True, text=True, check=True)
    assert len(plain.stdout.splitlines()) == 24


@pytest.mark.parametrize("columns", [72, 80, 100, 120, 150, 200])
@pytest.mark.parametrize(
    "command", ["list", "totals civilians", "totals civilians --by month", "figures", "range 2019-06..2019-08"]
)
def test_an_id_is_never_broken_and_nothing_is_wider_than_the_screen(command: str, columns: int, tmp_path: Path) -> None:
    from idlibtl import load
    from idlibtl.show.safe_text import cell_width

    stdout, _, code = in_process(f"idlibtl {command}", tmp_path, columns)
    assert code == 0
    assert max(map(cell_width, stdout.splitlines())) <= columns
    beginnings = [event.id for event in load().events if event.id[:14] in stdout]
    assert beginnings
    assert [identity for identity in beginnings if identity not in stdout] == []


def test_wide_characters_are_aligned(tmp_path: Path) -> None:
    import json

    from idlibtl.read.files import bundled
    from idlibtl.show.safe_text import cell_width

    raw = json.loads(bundled().read_bytes())
    raw["events"] = [
        {**raw["events"][0], "id": f"e{number}", "title": title}
        for number, title in enumerate(("空襲が始まる", "An air raid", "Ά́ combining"))
    ]
    (tmp_path / "events.json").write_text(json.dumps(raw), encoding="utf-8")
    stdout, _, _ = in_process("idlibtl list --data events.json --fields title,id", tmp_path, None)
    header, *rows = stdout.splitlines()
    places = {cell_width(row[: row.index(f"e{number}")]) for number, row in enumerate(rows)}
    assert places == {cell_width(header[: header.index("id")])}


def test_every_report_is_frozen() -> None:
    from dataclasses import FrozenInstanceError

    from idlibtl import Filters, ask, list_report, load, totals_report

    question = ask(load(), Filters())
    report = totals_report(question)
    with pytest.raises(FrozenInstanceError):
        report.totals = ()  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        list_report(question).events = ()  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        report.totals[0].best = 0  # type: ignore[misc]
