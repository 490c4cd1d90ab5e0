"""TAB in the real bash, zsh and fish, with a file that is meant ill: nothing in it runs, and names arrive whole."""

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import profiles
import pytest
from hypothesis import settings

from idlibtl.cli.completion import is_plain
from idlibtl.reading import files

SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}

#: What an id, a name or an alias may hold to make a shell do something; PWNED is a file that must not come to be.
HOSTILE = [
    r"x\\$(touch PWNED)",
    "x$(touch PWNED)",
    "x`touch PWNED`",
    "x;touch PWNED;",
    "x\ntouch PWNED\n",
    "x'; touch PWNED; '",
    'x"; touch PWNED; "',
    r"x\'; touch PWNED; \'",
    r'x\"$(touch PWNED)\"',
    "x)); touch PWNED; ((",
    "x))'; touch PWNED; '",
    "x*", "x?", "x[a-z]*", "x{a,b}", "x~",
    "x | touch PWNED", "x & touch PWNED", "x > PWNED", "x <(touch PWNED)",
    "x\r\x03touch PWNED\r",
    "x\x1b[A\n",
    "x:$(touch PWNED)", "x\ttouch PWNED",
    "x${PWNED:=$(touch PWNED)}", "x$'\\ntouch PWNED'", "x!!", "x#",
    "x\u2028touch PWNED", "x\u202etouch",
    "x%(touch PWNED)", "=(touch PWNED)", "-x", "--data=x",
    "x(e:'touch PWNED':)", "x(touch PWNED)",
]  # fmt: skip


def chronology(folder: Path, actors: list[dict[str, Any]]) -> Path:
    path = folder / "file.json"
    path.write_text(json.dumps({"actors": actors}))
    return path


def spied(folder: Path) -> Path:
    """A folder in which `idlibtl` completes as this checkout does, and else notes down what it was called with."""
    commands = folder / "commands"
    commands.mkdir()
    program = commands / "idlibtl"
    program.write_text(
        f"#!{sys.executable}\nimport os, sys, json\n"
        "if '_IDLIBTL_COMPLETE' in os.environ:\n"
        f"    os.execv({sys.executable!r}, [{sys.executable!r}, '-m', 'idlibtl', *sys.argv[1:]])\n"
        f"with open({str(folder / 'called')!r} + '.part', 'w') as file: json.dump(sys.argv[1:], file)\n"
        f"os.rename({str(folder / 'called')!r} + '.part', {str(folder / 'called')!r})\n"
    )
    program.chmod(0o755)
    return commands


class Shell:
    """A real shell at a terminal of its own, in an empty folder, which has read the program's script."""

    def __init__(self, name: str, folder: Path) -> None:
        self.folder, self.work, self.seen = folder, folder / "work", ""
        self.work.mkdir()
        environment = os.environ | {
            "PATH": f"{spied(folder)}{os.pathsep}{os.environ['PATH']}",
            "TERM": "xterm",
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(Path(files.__file__).parents[2]),
        }
        script = subprocess.run(
            ["idlibtl"], env=environment | {"_IDLIBTL_COMPLETE": f"source_{name}"}, capture_output=True, check=True
        ).stdout
        (folder / "script").write_bytes(script)
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(self.work)
            os.execvpe(SHELLS[name][0], SHELLS[name], environment)  # noqa: S606 - it is under test
        self.wait("$ ", "# ", "% ", "> ")
        begin = "autoload -Uz compinit; compinit -u -D; " if name == "zsh" else ""
        self.type(f"{begin}. {folder / 'script'}; echo rea''dy\n")
        self.wait("ready")
        self.rest()

    def type(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def read(self, seconds: float) -> bool:
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            came = os.read(self.terminal, 1 << 16).decode(errors="replace")
        except OSError:
            return False
        if re.search(r"\x1b\[0?c", came):  # fish asks what the terminal is
            self.type("\x1b[?62;c")
        self.seen += came
        return True

    def wait(self, *marks: str) -> None:
        end = time.monotonic() + 30
        while not any(mark in self.seen for mark in marks) and time.monotonic() < end:
            self.read(0.2)
        assert any(mark in self.seen for mark in marks), self.seen

    def rest(self, seconds: float = 0.5) -> None:
        while self.read(seconds):
            pass

    def called(self, line: str) -> list[str] | None:
        """What the program is called with when a line is completed and entered."""
        called = self.folder / "called"
        called.unlink(missing_ok=True)
        self.seen = ""
        self.type(f"{line}\t")
        self.rest(2.0)
        self.type("\x05\n")
        end = time.monotonic() + 5
        while not called.exists() and time.monotonic() < end:
            self.read(0.2)
        self.rest(0.2)
        return json.loads(called.read_text()) if called.exists() else None

    def close(self) -> None:
        os.close(self.terminal)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


THOROUGH = pytest.mark.skipif(
    profiles.FACTORS[settings.get_current_profile_name()] < 1,
    reason="real shells take their time; .ci/run waits for them",
)


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed here; it is no part of the project's set-up")
    found = Shell(request.param, tmp_path)
    yield found
    found.close()


@THOROUGH
def test_names_arrive_as_one_plain_word(shell: Shell) -> None:
    actors: list[dict[str, Any]] = [
        {"id": "government", "name": "Syrian government", "aliases": ["Damascus town"]},
        {"id": "nu", "name": "Ma'arrat An Nu'man"},
    ]
    data = str(chronology(shell.folder, actors))
    for line, expected in {
        "dam": "Damascus town", "gov": "government", '"Syr': "Syrian government", "ma": "Ma'arrat An Nu'man"
    }.items():  # fmt: skip
        assert shell.called(f"idlibtl actor --data {data} {line}") == ["actor", "--data", data, expected], shell.seen


@THOROUGH
def test_nothing_in_a_file_runs(shell: Shell) -> None:
    actors: list[dict[str, Any]] = [{"id": each, "name": each, "aliases": [each]} for each in HOSTILE]
    also: list[dict[str, Any]] = [{"id": "xa", "name": "X"}]
    for more in (also[:0], also):
        data = str(chronology(shell.folder, actors + more))
        for begun in ("x", '"x', "'x", "", "-"):
            shell.called(f"idlibtl actor --data {data} {begun}")
            shell.type("\x03\x03")
            shell.rest(0.3)
        assert list(shell.work.iterdir()) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_what_means_something_to_a_shell_is_not_offered(name: str, tmp_path: Path) -> None:
    data = chronology(
        tmp_path, [{"id": name, "name": "fine"}, {"id": "fine", "name": name}, {"id": "xa", "aliases": [name]}]
    )
    assert not is_plain(name)
    assert files.names(data, "actors") == [["fine", name], ["xa", name]]
