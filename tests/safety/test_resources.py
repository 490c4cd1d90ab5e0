"""Lack of resources: one line, the right exit code, and no half-written file."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from profiles import scaled

from idlibtl import __main__
from idlibtl.read import files

PYTHONPATH = str(Path(files.__file__).parents[2])
NO_MEMORY = "Error: there is not enough memory for this.\n"


def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    """The program in its own process."""
    environment = os.environ | {"PYTHONPATH": PYTHONPATH} | more.pop("env", {})  # type: ignore[operator]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "idlibtl", *arguments],
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=120,
        **more,
    )


# Memory


@pytest.mark.parametrize("command", ["totals --by month", "list --json", "list --from 2019-13"])
def test_with_too_little_memory_a_run_answers_or_says_so(command: str) -> None:
    chance = random.Random(command)  # noqa: S311 - must be repeatable
    for _ in range(scaled(10, least=2)):
        most = chance.randrange(16_000, 70_000) * 1024

        def limited(most: int = most) -> None:
            resource.setrlimit(resource.RLIMIT_AS, (most, most))

        done = run(*command.split(), preexec_fn=limited)
        if done.returncode == 1:
            assert done.stderr == NO_MEMORY
        else:
            assert done.returncode == (2 if "13" in command else 0)


@pytest.mark.parametrize(
    ("error", "lacks"),
    [
        (MemoryError(), True),
        (ImportError("x.so: failed to map segment from shared object"), True),
        (OSError(12, "Cannot allocate memory"), True),
        (SystemError("error return without exception set"), True),
        (SystemError("<function f> returned NULL without setting an exception"), True),
        (ImportError("No module named 'typer'"), False),
        (OSError(2, "No such file or directory"), False),
    ],
)
def test_only_a_lack_of_memory_is_reported_as_such(
    error: Exception, lacks: bool, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def end() -> int:
        raise error

    def leave(code: int) -> None:
        raise InterruptedError(code)

    monkeypatch.setattr("idlibtl.cli.main.main", end)
    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(InterruptedError if lacks else type(error)):
        __main__.run()
    assert capfd.readouterr().err == (NO_MEMORY if lacks else "")


def test_a_lack_of_memory_is_silent_if_stderr_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def end() -> int:
        raise MemoryError

    def closed(*_: object) -> int:
        raise OSError

    def leave(code: int) -> None:
        raise InterruptedError(code)

    monkeypatch.setattr("idlibtl.cli.main.main", end)
    monkeypatch.setattr(os, "write", closed)
    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(InterruptedError, match="1"):
        __main__.run()


# Ctrl-C


MARKED = """
import os, signal
real = signal.signal
def marked(*given):
    found = real(*given)
    os.write(1, b"!")
    return found
signal.signal = marked
from idlibtl.__main__ import run
run()
"""


@pytest.mark.parametrize("command", ["totals --json", "list -o out.txt", ""])
def test_ctrl_c_at_any_moment_ends_without_a_word(command: str, tmp_path: Path) -> None:
    chance = random.Random(command)  # noqa: S311 - must be repeatable
    environment = os.environ | {"PYTHONPATH": PYTHONPATH}
    if not command:  # a TAB
        environment |= {"_IDLIBTL_COMPLETE": "complete_bash", "COMP_WORDS": "idlibtl\nlist\n--act", "COMP_CWORD": "2"}
    for _ in range(scaled(20, least=2)):
        process = subprocess.Popen(
            [sys.executable, "-c", MARKED, *command.split()],
            env=environment,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdout.read(1) == b"!"  # from here on it reacts to signals
        time.sleep(chance.random() * 0.3)
        process.send_signal(signal.SIGINT)
        _, message = process.communicate(timeout=60)
        assert process.returncode in (0, 130)  # 0 if it was done already
        assert b"Traceback" not in message
        assert {path.name for path in tmp_path.iterdir()} <= {"out.txt"}
        (tmp_path / "out.txt").unlink(missing_ok=True)  # or the next would not replace it


# Files and folders


def small_disk(path: Path) -> None:
    """Mount a disk of 16 kB there, or skip."""
    _mount("-t", "tmpfs", "-o", "size=16k,mode=777", "none", str(path))


def _mount(*arguments: str) -> None:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a disk")
    if subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A very small disk."""
    path = tmp_path / "disk"
    path.mkdir()
    small_disk(path)
    yield path
    subprocess.run(["umount", "-l", str(path)], check=True)


def read_only(disk: Path) -> None:
    """Nothing more can be written there."""
    _mount("-o", "remount,ro", str(disk))


def test_a_disk_that_is_full_keeps_the_file_that_was_there(disk: Path) -> None:
    (disk / "out.csv").write_text("before")
    done = run("list", "--json", "-o", "out.csv", "--force", cwd=disk)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == "Error: Cannot write out.csv: the disk is full."
    assert [(path.name, path.read_text()) for path in disk.iterdir()] == [("out.csv", "before")]


def test_a_read_only_disk_is_reported(disk: Path) -> None:
    (disk / "events.json").write_text("[]")
    read_only(disk)
    done = run("list", "-o", "out.csv", cwd=disk)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == "Error: Cannot write out.csv: read-only file system."
    assert run("list", cwd=disk, env={"HOME": str(disk), "TMPDIR": str(disk)}).returncode == 0
    assert run("check", "events.json", cwd=disk).returncode == 1


def in_bash(home: Path | None, **more: object) -> subprocess.CompletedProcess[str]:
    """Completion installed from a real bash."""
    environment = os.environ | {"PYTHONPATH": PYTHONPATH, "HOME": "" if home is None else str(home)}
    if home is None:
        del environment["HOME"]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        ["bash", "-c", f"{sys.executable} -m idlibtl --install-completion; exit $?"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **more,
    )


@pytest.mark.parametrize("is_full", [True, False])
def test_a_start_up_file_on_a_full_or_read_only_disk_stays_whole(disk: Path, is_full: bool) -> None:
    before = b"# caf\xe9\n" * 500
    (disk / ".bashrc").write_bytes(before)
    (disk / "more").write_bytes(b"x" * 8000)
    if not is_full:
        read_only(disk)
    done = in_bash(disk)
    assert (done.returncode, done.stdout) == (1, "")
    reason = "the disk is full" if is_full else "read-only file system"
    assert done.stderr.startswith(f"Error: Cannot write {disk}/")
    assert done.stderr.endswith(f": {reason}.\n")
    assert len(done.stderr.splitlines()) == 1
    assert (disk / ".bashrc").read_bytes() == before
    assert list(disk.rglob("*.part")) == []


def test_a_limit_on_the_size_of_files_is_reported_and_leaves_none(tmp_path: Path) -> None:
    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    done = run("list", "-o", "out.txt", cwd=tmp_path, preexec_fn=limited)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == "Error: Cannot write out.txt: file too large."
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_not_a_folder_or_missing_is_reported(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    message = in_bash(tmp_path / "home")
    assert (message.returncode, message.stdout, len(message.stderr.splitlines())) == (1, "", 1)
    assert message.stderr.endswith("not a directory.\n")
    nobody = in_bash(None, user=54321) if os.geteuid() == 0 else None
    if nobody is not None and "python" not in nobody.stderr:  # if no one may run this Python at all
        assert (nobody.returncode, nobody.stdout) == (2, "")
        assert nobody.stderr.endswith("There is no home directory. Set HOME.\n")


def test_a_home_that_may_not_be_written_changes_nothing_else() -> None:
    answer = run("list").stdout
    assert "2019-04-26" in answer
    for home in ("/proc", ""):
        done = run("list", env={"HOME": home})
        assert (done.returncode, done.stdout) == (0, answer)


@pytest.mark.parametrize("arguments", [["totals", "civilians"], ["--help"]])
def test_a_current_folder_that_is_gone_does_not_matter(arguments: list[str], tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    line = f"cd {gone} && rmdir {gone} && {sys.executable} -m idlibtl {' '.join(arguments)}"
    done = subprocess.run(
        ["bash", "-c", line], env=os.environ | {"PYTHONPATH": PYTHONPATH}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert done.stdout == run(*arguments).stdout


def test_a_file_in_a_folder_that_is_gone_is_reported(tmp_path: Path) -> None:
    for what, code, result in (
        ("list -o out.txt", 1, "Error: Cannot write out.txt: no such folder."),
        ("list --data x.json", 1, "x.json: does not exist. Check the name."),
    ):
        gone = tmp_path / "gone"
        gone.mkdir()
        line = f"cd {gone} && rmdir {gone} && {sys.executable} -m idlibtl {what}"
        environment = os.environ | {"PYTHONPATH": PYTHONPATH}
        done = subprocess.run(["bash", "-c", line], env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (code, "")
        assert done.stderr.splitlines()[-1] == result


def test_no_folder_for_temporary_files_is_needed() -> None:
    for folder in ("", "/dev/null"):
        assert run("totals", "-f", "csv", env={"TMPDIR": folder}).returncode == 0


@pytest.mark.parametrize(
    "line", ["list >&- 2>&-", "list <&- >/dev/null", "list --json 2>&- >/dev/full", "nothing >&- 2>&-"]
)
def test_closed_streams_end_in_an_exit_code(line: str) -> None:
    environment = os.environ | {"PYTHONPATH": PYTHONPATH}
    command = f"{sys.executable} -m idlibtl {line}"
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, check=False)
    expected = {"list >&- 2>&-": 1, "list <&- >/dev/null": 0, "list --json 2>&- >/dev/full": 1, "nothing >&- 2>&-": 2}
    assert done.returncode == expected[line]


# Names of files


NAMES = [
    "a\nb",
    "a\rb",
    "\x1b[31mred",
    "\u202eback",
    "x\u2028y",
    "\x9b2J",
    "a\tb",
    "$(id)",
    "'\"`",
    "%s{}",
    "\udcff",
    "-x",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_message_is_one_line_whatever_a_file_is_called(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from idlibtl.cli.main import main

    monkeypatch.chdir(tmp_path)
    Path(f"{name}.d").mkdir()
    for arguments, code in (
        (["list", f"--data={name}"], 1),
        (["list", f"--data=missing{name}"], 1),
        (["list", "--json", f"--output={name}.d"], 2),
        (["list", "--json", f"--output={name}"], 2),
        (["list", "--json", f"--output=missing{name}/x"], 1),
        (["export", "geojson", f"--output=missing{name}/x"], 1),
        (["init", "--force", "--", name], 0),
    ):
        Path(name).write_text("[]")
        assert main(arguments) == code, arguments
        message = capsys.readouterr()
        assert (message.out, len(message.err.splitlines()), message.err.count("\n")) == ("", 1, 1), message
        assert message.err[:-1].isprintable(), message
    for file in (name, f"missing{name}"):
        Path(name).write_text("[]")
        assert main(["check", "--", file]) == 1
        message = capsys.readouterr()  # what is wrong, and a line that counts it
        assert (message.err, len(message.out.splitlines()), message.out.count("\n")) == ("", 2, 2), message
        assert message.out.replace("\n", "").isprintable(), message
    assert main(["list", "--json", f"--output={name}", "--force"]) == 0
    assert capsys.readouterr() == ("", "")
    assert Path(name).read_text(encoding="utf-8").startswith("[{")


@pytest.mark.parametrize(("name", "shown"), [("\0", r"'\x00'"), ("\ud800", r"'\ud800'")])
def test_a_name_that_no_file_can_have_is_reported(name: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    from idlibtl.cli.main import main

    assert main(["list", "-o", name]) == 1
    assert capsys.readouterr().err == f"Error: Cannot write {shown}: no file can have this name.\n"


def test_a_link_that_leads_to_itself_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    from idlibtl.cli.main import main

    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder, "link")
        link.symlink_to(link)
        assert main(["list", "-o", str(link)]) == 2
        assert capsys.readouterr().err == f"Error: {link} already exists. Use --force to replace it.\n"
        assert main(["list", "-o", str(link), "--force"]) == 1
    assert "symbolic links" in capsys.readouterr().err.splitlines()[-1]
