"""Installing completion never leaves a half-written file, whatever is in it and however full the disk is."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from idlibtl.cli import shells
from idlibtl.cli.main import main

BEFORE = b"# caf\xe9, in latin-1\nexport A=1"


@pytest.mark.parametrize(("shell", "start"), [("bash", ".bashrc"), ("zsh", ".zshrc"), ("fish", None)])
def test_a_start_up_file_keeps_all_that_it_had(shell: str, start: str | None, tmp_path: Path) -> None:
    if start:
        (tmp_path / start).write_bytes(BEFORE)
        (tmp_path / start).chmod(0o600)
    for _ in range(2):
        script = shells.install(shell, tmp_path)
        assert script.read_text() == shells.SCRIPTS[shell] + "\n"
        if start:
            lines = (tmp_path / start).read_bytes().split(b"\n")
            assert lines[:2] == BEFORE.split(b"\n")
            assert len(lines) == 4
            assert (tmp_path / start).stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_the_start_up_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".bashrc").write_bytes(BEFORE)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(shells, "shell", lambda: "bash")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert main(["--install-completion"]) == 1
    assert (
        capsys.readouterr().err == f"Error: Cannot write {tmp_path}/.bash_completions/idlibtl.sh: the disk is full.\n"
    )
    assert (tmp_path / ".bashrc").read_bytes() == BEFORE
    assert [path.name for path in tmp_path.rglob("*.part")] == []


def test_no_memory_is_reported_in_a_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def none_left(*_: Any, **__: Any) -> None:
        raise MemoryError

    monkeypatch.setattr("idlibtl.read.dataset.load", none_left)
    assert main(["list"]) == 1
    assert capsys.readouterr().err == "Error: there is not enough memory for this.\n"
