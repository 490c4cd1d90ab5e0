"""The streams, the pager, and the width of a table."""

import io
import json
import os
import pty
import select
import shutil
import signal
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from transcripts import Stdout, in_process

from idlibtl import Filters, __main__, ask, list_report, load, totals_report
from idlibtl.model.dates import BadQuestion
from idlibtl.read.files import bundled
from idlibtl.show import output
from idlibtl.show.safe_text import cell_width

#: More lines than the terminals of these tests have.
LONG = [sys.executable, "-m", "idlibtl", "list"]


def on_a_terminal(
    command: list[str], *, interrupt: str = "", interrupted: Path | None = None, **environment: str
) -> tuple[str, int]:
    """What a command writes to a terminal of 24 lines, and its exit code.

    Ctrl-C is pressed once `interrupt` is written, and then the file `interrupted` is made.
    """
    unset = ("PAGER", "LESS", "IDLIBTL_PAGER", "COLUMNS")
    clean = {key: value for key, value in os.environ.items() if key not in unset}
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, {**clean, "TERM": "xterm", "LINES": "24", **environment})  # noqa: S606 - as a terminal does
    written = b""
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
        if interrupt and interrupt in written.decode(errors="replace"):
            os.kill(pid, signal.SIGINT)
            interrupt = ""
            if interrupted:
                interrupted.touch()
    _, status = os.waitpid(pid, 0)
    return written.decode(errors="replace"), os.waitstatus_to_exitcode(status)


def script(folder: Path, text: str) -> str:
    """A pager made of a few lines of shell."""
    path = folder / "pager"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("variables", [("PAGER",), ("IDLIBTL_PAGER", "PAGER")])
def test_a_long_answer_goes_through_the_pager(variables: tuple[str, ...], tmp_path: Path) -> None:
    pager = script(tmp_path, "echo PAGED; cat")
    others = {"PAGER": "false"} if variables == ("IDLIBTL_PAGER", "PAGER") else {}
    chosen: dict[str, Any] = {variables[0]: pager, **others}
    result, code = on_a_terminal(LONG, **chosen)
    assert code == 0
    assert "PAGED" in result
    assert "26 Jan 2020" in result


def test_no_pager_is_used_where_it_is_not_wanted_or_needed(tmp_path: Path) -> None:
    pager = script(tmp_path, "echo PAGED; cat")
    result, _ = on_a_terminal([*LONG, "--no-pager"], IDLIBTL_PAGER=pager)
    assert "PAGED" not in result
    result, _ = on_a_terminal([*LONG, "--kind", "diplomacy", "--limit", "1"], IDLIBTL_PAGER=pager)
    assert "PAGED" not in result
    assert "veto" in result


def test_a_reader_who_has_enough_ends_the_work_without_a_word(tmp_path: Path) -> None:
    pager = script(tmp_path, "head -n 3; exit 0")
    result, code = on_a_terminal(LONG, IDLIBTL_PAGER=pager)
    assert code == 0
    assert "rror" not in result
    assert "HTS controls the whole region" in result


def test_ctrl_c_is_the_pagers(tmp_path: Path) -> None:
    # all is handed over by then, and the program waits for its pager, which waits for Ctrl-C
    file = tmp_path / "interrupted"
    pager = script(tmp_path, f"cat >/dev/null; echo READY; until [ -e '{file}' ]; do sleep 0.02; done; echo AFTER")
    result, code = on_a_terminal(LONG, interrupt="READY", interrupted=file, IDLIBTL_PAGER=pager)
    assert code == 0
    assert "Traceback" not in result
    assert "AFTER" in result


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        ("80", 80),
        ("20", 20),
        ("1000", 1000),
        ("no", 100),
        ("", 100),
        ("0", 100),
        ("19", 20),
        ("1001", 1000),
        ("-80", 100),
    ],
)
def test_a_table_in_a_pipe_is_as_wide_as_columns_says_within_reason_or_100(
    columns: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    monkeypatch.setenv("COLUMNS", columns)
    assert output.screen_of(None).width == width
    assert output.screen_of("a-file.txt").width == width


@pytest.mark.parametrize("columns", [40, 72, 80, 100, 120, 150, 200])
@pytest.mark.parametrize(
    "command", ["list", "show market", "actor russia", "names", "timeline", "place idlib", "range 2019-06..2019-08"]
)
def test_nothing_is_wider_than_the_screen_and_no_id_is_broken(command: str, columns: int, tmp_path: Path) -> None:
    stdout, _, code = in_process(f"idlibtl {command}", tmp_path, columns)
    assert code == 0
    assert max(map(cell_width, stdout.splitlines())) <= columns
    begun = [event.id for event in load().events if event.id[:14] in stdout]
    assert [identity for identity in begun if identity not in stdout] == []


def test_wide_characters_are_aligned(tmp_path: Path) -> None:
    raw = json.loads(bundled().read_bytes())
    raw["events"] = [
        {**raw["events"][0], "id": f"e{number}", "title": title}
        for number, title in enumerate(("空襲が始まる", "An air raid", "Ά́ combining"))
    ]
    (tmp_path / "events.json").write_text(json.dumps(raw), encoding="utf-8")
    stdout, _, _ = in_process("idlibtl list --data events.json --fields title,id", tmp_path, None)
    header, _, *rows = stdout.splitlines()[:5]
    places = {cell_width(row[: row.index(f"e{number}")]) for number, row in enumerate(rows)}
    assert places == {cell_width(header[: header.index("id")])}


def test_every_report_is_frozen() -> None:
    question = ask(load(), Filters())
    report = totals_report(question)
    with pytest.raises(AttributeError):
        report.totals = ()  # type: ignore[misc]
    with pytest.raises(AttributeError):
        list_report(question).events = ()  # type: ignore[misc]
    with pytest.raises(AttributeError):
        report.totals[0].best = 0  # type: ignore[misc]


# The pager, in this process


def pages(monkeypatch: pytest.MonkeyPatch, pager: str, pieces: list[str]) -> str:
    stdout = Stdout(80)
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setenv("IDLIBTL_PAGER", pager)
    monkeypatch.setenv("LINES", "3")
    output._page(iter(pieces), for_people=True)
    return stdout.text


def test_what_is_longer_than_the_screen_is_fed_to_the_pager(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file, before = tmp_path / "paged.txt", signal.getsignal(signal.SIGINT)
    lines = [f"line {number}\n" for number in range(9)]
    assert pages(monkeypatch, f"sh -c 'cat > {file}'", lines) == ""
    assert file.read_text() == "".join(lines)
    assert pages(monkeypatch, f"sh -c 'cat > {file}'", lines[:2]) == "".join(lines[:2])
    for chosen in ("cat", "", "no-such-pager-at-all", "less 'never closed"):
        assert pages(monkeypatch, chosen, lines) == "".join(lines)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_pager_that_has_had_enough_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def pieces() -> Any:
        for number in range(200_000):
            made.append(number)
            yield f"line {number}\n" * 10

    monkeypatch.setattr(sys, "stdout", Stdout(80))
    output._feed(["true"], pieces())
    assert len(made) < 200_000


def test_less_is_the_pager_if_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IDLIBTL_PAGER", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert output._pager() == ["less", "-FRX"]
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert output._pager() is None
    monkeypatch.setenv("PAGER", "less 'never closed")
    assert output._pager() is None


# Ctrl-C


def test_ctrl_c_at_any_moment_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    __main__._leave(signal.SIGINT, None)
    assert codes == [130]


@pytest.mark.parametrize("force", [False, True])
def test_a_file_that_another_program_makes_meanwhile(force: bool, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"

    def pieces() -> Any:
        file.write_text("another", encoding="utf-8")
        yield "ours"

    with nullcontext() if force else pytest.raises(BadQuestion, match=r"list\.txt already exists"):
        output.write_file(str(file), pieces(), force=force)
    assert file.read_text(encoding="utf-8") == ("ours" if force else "another")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_a_file_is_written_leaves_none(number: signal.Signals, tmp_path: Path) -> None:
    received: list[int] = []

    def pieces() -> Any:
        yield "half"
        signal.raise_signal(number)

    before = signal.signal(number, lambda number, _: received.append(number))
    try:
        with pytest.raises(KeyboardInterrupt):
            output.write_file(str(tmp_path / "list.txt"), pieces())
        assert received == [number]  # the signal has its usual effect after the half-written file is removed
        assert not list(tmp_path.iterdir())
        # where it is ignored, as under nohup, it stays ignored
        signal.signal(number, signal.SIG_IGN)
        output.write_file(str(tmp_path / "whole.txt"), pieces())
    finally:
        signal.signal(number, before)
    assert [path.name for path in tmp_path.iterdir()] == ["whole.txt"]
