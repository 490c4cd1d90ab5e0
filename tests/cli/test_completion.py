"""Completion in bash, zsh and fish: names too, quickly, and never an error."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from transcripts import Stdout

from idlibtl.cli import main as cli
from idlibtl.cli.commands import COMMANDS
from idlibtl.model.vocabulary import EVENT_FIELDS

Complete = Callable[..., list[str]]


@pytest.fixture
def completed(monkeypatch: pytest.MonkeyPatch) -> Complete:
    """What bash would offer for the last of the words."""

    def complete(words: str) -> list[str]:
        stdout, stderr = Stdout(None), Stdout(None)
        with monkeypatch.context() as patch:
            for name, value in typed(words).items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdout", stdout)
            patch.setattr(sys, "stderr", stderr)
            patch.setattr(sys, "argv", ["idlibtl"])
            with pytest.raises(SystemExit) as left:
                cli.main()
        assert (left.value.code, stderr.text) == (0, "")
        return stdout.text.split()

    return complete


def typed(words: str) -> dict[str, str]:
    """What bash puts into the environment when TAB is pressed after these words."""
    last = len(words.split(" ")) - 1
    return {"_IDLIBTL_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(last)}


def as_process(environment: dict[str, str]) -> tuple[int, str, str]:
    """How the program ends, and what it writes, when a shell asks it to complete."""
    done = subprocess.run(
        [sys.executable, "-m", "idlibtl"],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("idlibtl ", list(COMMANDS)),
        ("idlibtl to", ["totals"]),
        ("idlibtl list --actor ", ["syrian-government", "russia", "hts", "china", "un", "sohr", "hrw"]),
        ("idlibtl list --actor r", ["regime", "russia"]),
        (
            "idlibtl totals --metric ",
            ["civilians", "children", "fighters", "killed", "displaced", "hospitals", "schools"],
        ),
        ("idlibtl list --phase s", ["syrian-advance"]),
        ("idlibtl list --place m", ["maaret-al-numan"]),
        ("idlibtl list --kind t", ["truce"]),
        ("idlibtl totals --source pub", ["publication"]),
        ("idlibtl list --format js", ["json", "jsonl"]),
        ("idlibtl totals --by q", ["quarter"]),
        ("idlibtl actor h", ["hts", "hrw"]),
        ("idlibtl phase new", ["new-escalation"]),
        ("idlibtl show 2020-01-2", ["2020-01-21-strikes", "2020-01-26-maaret-al-numan"]),
        ("idlibtl schema s", ["show"]),
        ("idlibtl list --fields id,ti", ["id,title"]),
        ("idlibtl list --fields ", list(EVENT_FIELDS)),
        ("idlibtl list --te", ["--text"]),
        ("idlibtl list --actor=s", ["syrian-government", "sohr"]),
    ],
)
def test_a_word_is_completed(words: str, expected: list[str], completed: Complete) -> None:
    assert completed(words) == expected


def test_a_process_answers_a_shell() -> None:
    assert as_process(typed("idlibtl list --actor r")) == (0, "regime\nrussia\n", "")


def test_names_come_from_the_chronology_in_use(
    tmp_path: Path, completed: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = Path(__file__).parents[2] / "docs" / "example.json"
    assert completed(f"idlibtl list --data {example} --actor r") == ["relief"]
    monkeypatch.setenv("IDLIBTL_DATA", str(example))
    assert completed("idlibtl list --place ") == ["sandrel", "ostwick", "marrow"]
    os.mkfifo(tmp_path / "pipe")  # no one writes to it, and it keeps no TAB waiting
    for broken in ("missing.json", "/dev/null", tmp_path, tmp_path / "pipe"):
        monkeypatch.setenv("IDLIBTL_DATA", str(broken))
        assert completed("idlibtl list --actor ") == []


@pytest.mark.parametrize(
    "words", ["idlibtl nothing ", "idlibtl list --from 2019-13 --actor r", "idlibtl list extra --pl"]
)
def test_a_line_that_is_wrong_completes_without_an_error(words: str, completed: Complete) -> None:
    completed(words)


@pytest.mark.parametrize("environment", [{}, {"COMP_WORDS": "idlibtl", "COMP_CWORD": "x"}])
def test_a_shell_that_sends_nonsense_gets_no_error(environment: dict[str, str]) -> None:
    assert as_process({"_IDLIBTL_COMPLETE": "complete_bash"} | environment) == (0, "", "")


def test_completion_imports_only_what_it_needs() -> None:
    show = "import sys; sys.argv = ['idlibtl']; sys.stderr = open(2, 'w')\n"
    show += "from idlibtl.cli.main import main\ntry: main()\n"
    show += (
        "finally: print(*(name for name in sys.modules if name in ('rich', 'idlibtl.model.records')), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", show],
        env=os.environ | typed("idlibtl list --actor r"),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("regime\nrussia\n", "\n")


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH on which `idlibtl` is the code of this checkout."""
    command = tmp_path / "idlibtl"
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m idlibtl \"$@\"\n")
    command.chmod(0o755)
    return f"{tmp_path}{os.pathsep}{os.environ['PATH']}"


def script(shell: str, path: str) -> str:
    """The script for completion that the program gives to a shell."""
    done = subprocess.run(
        ["idlibtl"],
        env=os.environ | {"PATH": path, "_IDLIBTL_COMPLETE": f"source_{shell}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def in_shell(shell: str, line: str, path: str) -> str:
    """What a real shell makes of a line after it has run the program's script."""
    done = subprocess.run(
        [shell, "-c", line], env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""
    return done.stdout


def test_bash_completes_a_name(path: str) -> None:
    line = 'COMP_WORDS=(idlibtl actor ru); COMP_CWORD=2; _idlibtl_completion idlibtl; echo "${COMPREPLY[*]}"'
    assert in_shell("bash", f"{script('bash', path)}\n{line}", path) == "russia\n"


def test_fish_completes_a_name(path: str) -> None:
    if not shutil.which("fish"):
        pytest.skip("fish is not installed here; it is not part of the project's set-up")
    assert "russia" in in_shell("fish", f"{script('fish', path)}\ncomplete -C 'idlibtl actor ru'", path)


def test_zsh_is_offered_a_name(path: str) -> None:
    if not shutil.which("zsh"):
        pytest.skip("zsh is not installed here; it is not part of the project's set-up")
    # the function that zsh calls, with what it would put on the screen printed instead
    stub = 'compdef() { : }; compset() { : }; compadd() { print -r -- "$@" }; words=(idlibtl actor ru); CURRENT=3;'
    assert "russia" in in_shell("zsh", f"{stub}\n{script('zsh', path)}\n_idlibtl_completion", path)
