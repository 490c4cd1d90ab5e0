"""The program as a process: pipes, full disks, closed streams, encodings, signals. Also run with the wheel's."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import idlibtl

Run = Callable[..., subprocess.CompletedProcess[bytes]]

EVENTS = 26


@pytest.fixture
def run(program: str | None, tmp_path: Path) -> Run:
    """Run a line of shell in its own folder, in which `idlibtl` is the program under test."""
    name = shlex.quote(program) if program else f"{shlex.quote(sys.executable)} -m idlibtl"
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LC_", "LANG"))}
    if not program:
        clean["PYTHONPATH"] = str(Path(idlibtl.__file__).parent.parent)  # this checkout, whichever is installed

    def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["bash", "-c", f'idlibtl() {{ {name} "$@"; }}; {line}'],
            cwd=tmp_path,
            env=clean | environment,
            capture_output=True,
            check=False,
            timeout=60,
        )

    return shell


def test_a_table_in_a_pipe_has_no_colour_and_ends_with_its_source(run: Run) -> None:
    done = run("idlibtl list")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    lines = done.stdout.decode().splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[-1].startswith('From "Months of Strikes')
    # it is not part of the data
    assert b"From" not in run("idlibtl list -f csv").stdout


@pytest.mark.parametrize("command", ["list", "list --json", "--help"])
def test_a_closed_pipe_ends_silently(run: Run, command: str) -> None:
    done = run(f"idlibtl {command} | true; echo ${{PIPESTATUS[0]}}")
    assert (done.stdout, done.stderr.count(b"rror")) == (b"0\n", 0)


def test_the_c_locale_takes_a_table(run: Run) -> None:
    done = run("idlibtl list | head -1", LC_ALL="C")
    assert done.returncode == 0
    assert b"rror" not in done.stderr
    assert done.stdout.startswith(b"since Jan 2019 ")


@pytest.mark.parametrize(
    ("encoding", "days"),
    [("ascii", b"26-27 Apr 2019"), ("cp1252", b"26\x9627 Apr 2019")],
)
def test_a_table_is_written_in_the_terminals_encoding(run: Run, encoding: str, days: bytes) -> None:
    done = run("idlibtl list; idlibtl totals --by month", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert days in done.stdout
    assert b"?" not in done.stdout
    assert b"#" in done.stdout  # bars, if there are no blocks


def test_what_programs_read_is_utf_8_in_any_locale(run: Run) -> None:
    line = "for format in json csv; do idlibtl list -f $format --limit 3; done"
    plain = run(line, PYTHONIOENCODING="utf-8").stdout
    assert run(line, PYTHONIOENCODING="ascii", LC_ALL="C").stdout == plain
    assert plain.decode("utf-8").endswith("\n")


def test_json_is_json(run: Run) -> None:
    assert len(json.loads(run("idlibtl list --json | python3 -m json.tool").stdout)) == EVENTS


@pytest.mark.parametrize("command", ["list", "list --json", "--version"])
@pytest.mark.parametrize(
    ("target", "reason"), [(">/dev/full", b"the disk is full"), (">&-", b"standard output is closed")]
)
def test_an_answer_that_cannot_be_written_fails(run: Run, command: str, target: str, reason: bytes) -> None:
    done = run(f"idlibtl {command} {target}")
    assert done.returncode == 1
    assert done.stderr.endswith(b"Error: Cannot write the answer: %b.\n" % reason)
    assert b"Traceback" not in done.stderr


def test_a_closed_stderr_loses_only_remarks(run: Run) -> None:
    done = run("idlibtl list --from 2020 --json 2>&-")
    assert (done.returncode, len(json.loads(done.stdout))) == (0, 9)
    assert run("idlibtl list --from never 2>&-").returncode == 2
    assert run("idlibtl list --from never 2>/dev/full").returncode == 2


@pytest.mark.parametrize(
    "line",
    [
        "idlibtl show nothing -f csv",
        "IDLIBTL_DATA=. idlibtl totals",
        "idlibtl list --from $'\\xff\\xfe'",
        "idlibtl list --actor $'\\x1b[31mred'",
    ],
)
def test_a_failure_writes_nothing_to_stdout_and_one_line_to_stderr(run: Run, line: str) -> None:
    done = run(line)
    assert done.returncode in (1, 2)
    assert done.stdout == b""
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stderr


def test_an_answer_may_go_to_a_pipe_that_has_a_name_in_dev(run: Run) -> None:
    for line in ("idlibtl list --json -o /dev/stdout | cat", "idlibtl list --json -o >(cat) | cat"):
        done = run(line)
        assert (done.stderr, len(json.loads(done.stdout))) == (b"", EVENTS)


def test_data_may_come_through_a_pipe(run: Run) -> None:
    done = run("idlibtl schema >/dev/null && idlibtl list --data <(echo '[]') --json")
    assert done.returncode == 1
    assert b"must be an object" in done.stderr


def test_ctrl_c_ends_with_130_and_no_traceback(program: str | None, tmp_path: Path) -> None:
    fifo = tmp_path / "never.json"
    os.mkfifo(fifo)
    command = [program] if program else [sys.executable, "-m", "idlibtl"]
    process = subprocess.Popen(
        [*command, "list", "--data", str(fifo)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # the pipe can be opened for writing when the program has opened it for reading
    pipe = None
    while pipe is None and process.poll() is None:
        with suppress(OSError):
            pipe = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.01)
    assert pipe is not None
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    os.close(pipe)
    assert (process.returncode, stdout) == (130, b"")
    assert b"Traceback" not in stderr


def test_two_programs_that_write_one_file_at_once_leave_it_whole(run: Run, tmp_path: Path) -> None:
    answers = {run(f"idlibtl {command} --json").stdout for command in ("list", "totals")}
    both = "idlibtl list -f json -o out --force & idlibtl totals -f json -o out --force & wait"
    for _ in range(2):
        assert run(both).stderr == b""
        assert (tmp_path / "out").read_bytes() in answers
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_it_runs_as_a_module_and_shows_its_version(run: Run) -> None:
    assert run("idlibtl --version").stdout == run("idlibtl list -V").stdout
    assert run("idlibtl").stdout == run("idlibtl --help").stdout


def test_another_chronology_comes_by_option_or_environment(run: Run, tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "docs" / "example.json"
    (tmp_path / "mine.json").write_bytes(example.read_bytes())
    by_option = run("idlibtl totals -f csv --data mine.json").stdout
    assert by_option == run("idlibtl totals -f csv", IDLIBTL_DATA="mine.json").stdout
    assert by_option.splitlines()[0].startswith(
        b"metric,asked,by,group,parent,first,last,best,low,high,quote,our_sum,sources,"
    )
    assert run("idlibtl list -f csv", IDLIBTL_DATA="").stdout.count(b"\n") == 1 + EVENTS
