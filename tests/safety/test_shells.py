"""TAB in the real bash, zsh and fish, with a malicious file: nothing in it runs, and names arrive complete."""

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

import pytest
from hypothesis import settings

from idlibtl.cli.completion import is_plain
from idlibtl.read import files

SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}

#: What an id, a name or an alias may contain to make a shell do something; PWNED is a file that must never exist.
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
    """A folder in which `idlibtl` completes as this checkout does, and otherwise records its arguments."""
    commands = folder / "commands"
    commands.mkdir()
    program = commands / "idlibtl"
    program.write_text(
        f"#!{sys.executable}\nimport os, sys, json, subprocess\n"
        "if '_IDLIBTL_COMPLETE' in os.environ:\n"
        f"    done = subprocess.run([{sys.executable!r}, '-m', 'idlibtl', *sys.argv[1:]], stdout=subprocess.PIPE)\n"
        f"    with open({str(folder / 'offered')!r}, 'ab') as file: file.write(done.stdout + b'\\0')\n"
        "    sys.stdout.buffer.write(done.stdout)\n"
        "    sys.exit(done.returncode)\n"
        f"with open({str(folder / 'called')!r} + '.part', 'w') as file: json.dump(sys.argv[1:], file)\n"
        f"os.rename({str(folder / 'called')!r} + '.part', {str(folder / 'called')!r})\n"
    )
    program.chmod(0o755)
    return commands


class Shell:
    """A real shell in its own terminal, in an empty folder, which has read the program's script."""

    def __init__(self, name: str, folder: Path) -> None:
        self.folder, self.work, self.seen = folder, folder / "work", ""
        self.asks_twice = name == "fish"
        self.work.mkdir()
        environment = os.environ | {
            "PATH": f"{spied(folder)}{os.pathsep}{os.environ['PATH']}",
            "TERM": "xterm",
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(Path(files.__file__).parents[2]),
            "IDLIBTL_DATA": str(folder / "file.json"),
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

    def offers(self) -> list[str]:
        """What the program has answered at each TAB so far."""
        path = self.folder / "offered"
        return path.read_text(errors="replace").split("\0")[:-1] if path.exists() else []

    def tab(self, line: str) -> str:
        """What the program answers when a line is completed; then the line is entered, and given up."""
        before = len(self.offers())
        self.seen = ""
        self.type(f"{line}\t")
        # fish asks first whether there is anything to offer, and goes on only if there is
        for seconds in (30, 5) if self.asks_twice else (30,):
            asked, end = len(self.offers()), time.monotonic() + seconds
            while len(self.offers()) == asked and time.monotonic() < end:
                self.read(0.05)
        self.rest(0.15)
        assert len(self.offers()) > before, self.seen
        self.type("\x05\n")
        self.rest(0.15)
        for key in "\x03\x03\x15":
            self.type(key)
            self.rest(0.1)
        self.seen = ""
        self.type("echo do''ne\n")
        self.wait("done")
        return "".join(self.offers()[before:])

    def close(self) -> None:
        os.close(self.terminal)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


THOROUGH = pytest.mark.skipif(
    settings.get_current_profile_name() == "dev",
    reason="real shells are slow; .ci/run tests them",
)


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed here; it is not part of the project's set-up")
    result = Shell(request.param, tmp_path)
    yield result
    result.close()


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


#: Every option and argument that completes with what is in a file, and what it offers of a harmless one.
OF_THE_FILE = {
    "actor": "xa", "phase": "xh", "place": "xp", "totals": "xm", "show": "xe",
    "list --actor": "xa", "list --phase": "xh", "list --place": "xp", "list --kind": "xk", "list --source": "xa",
    "list --metric": "xm",
}  # fmt: skip
#: How a word may begin at which TAB is pressed; the first for all of them.
BEGUN = ("x", '"x', "'x", "", "-")
#: The others, with a word that each offers.
OF_THE_PROGRAM = {
    "list --fields": "id", "figures --fields": "printed_low", "names": "actors", "schema": "totals",
    "totals --by": "month", "list --format": "json", "list --color": "never",
}  # fmt: skip


def hostile(harmless: bool) -> dict[str, Any]:
    """Every section full of malicious records, with a harmless one at its end if wanted."""
    sections = {"actors": "xa", "phases": "xh", "places": "xp", "metrics": "xm", "events": "xe", "kinds": "xk"}
    return {
        section: [
            *({"id": one, "name": one, "title": one, "label": one, "aliases": [one]} for one in HOSTILE),
            *(
                {"id": f"y{n}", "name": one, "title": one, "label": one, "aliases": [one]}
                for n, one in enumerate(HOSTILE)
            ),
            *([{"id": good, "name": "fine"}] if harmless else []),
        ]
        for section, good in sections.items()
    }


@THOROUGH
@pytest.mark.parametrize("harmless", [False, True])
def test_nothing_in_a_file_runs(shell: Shell, harmless: bool) -> None:
    (shell.folder / "file.json").write_text(json.dumps(hostile(harmless)))
    for line, good in OF_THE_FILE.items():
        for begun in BEGUN if harmless and line == "actor" else BEGUN[:1]:
            offered = shell.tab(f"idlibtl {line} {begun}")
            assert (good in offered) == (harmless and begun != "-"), (line, begun, offered)
            assert "PWNED" not in offered
    for line, good in OF_THE_PROGRAM.items() if harmless else ():
        assert good in shell.tab(f"idlibtl {line} ")
    assert list(shell.work.iterdir()) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_what_means_something_to_a_shell_is_not_offered(name: str, tmp_path: Path) -> None:
    data = chronology(
        tmp_path, [{"id": name, "name": "fine"}, {"id": "fine", "name": name}, {"id": "xa", "aliases": [name]}]
    )
    assert not is_plain(name)
    assert files.names(data, "actors") == [["fine", name], ["xa", name]]
