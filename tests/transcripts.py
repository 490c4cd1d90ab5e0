"""Transcripts: a command, its output and its exit code, in files that a person can read and a test can repeat.

A transcript is

    $ idlibtl list --from 2020-01-26         the command
    Date         Event ...                   what it writes to stdout
    2> 1 of 22 events, from 26 Jan 2020 on   what it writes to stderr
    [exit 0]

These lines may come before it, for this one transcript: `@ 80`, stdout is a terminal of this width; `- TEXT` and `+
TEXT`, a change to a copy of the bundled file, which the command finds as events.json; `~ init`, it is a copy of what
`init` writes instead; `= TEXT`, lines of events.json instead, or after a line `% NAME`, of a file with that name; `<
NAME`, a copy of a file of tests/fixtures. Lines that begin with `#` are remarks.
"""

import fcntl
import io
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from idlibtl.cli import main as cli
from idlibtl.read import files

FIXTURES = Path(__file__).parent / "fixtures"

#: What a run must not depend on.
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1", "IDLIBTL_PAGER": "cat"}


@dataclass(frozen=True)
class Transcript:
    """A command with the lines before it, its output and its exit code."""

    remarks: tuple[str, ...]
    command: str
    stdout: str
    stderr: str
    code: int

    def __str__(self) -> str:
        message = "".join(f"2> {line}\n" for line in self.stderr.splitlines())
        before = "".join(f"{line}\n" for line in self.remarks)
        return f"{before}$ {self.command}\n{self.stdout}{message}[exit {self.code}]\n"

    @property
    def columns(self) -> int | None:
        """The width of the terminal, or None for a pipe."""
        return next((int(line[2:]) for line in self.remarks if line.startswith("@ ")), None)

    def brought(self) -> dict[str, str]:
        """The content of the files that the transcript brings, by their names."""
        name, lines = "events.json", dict[str, list[str]]()
        for line in self.remarks:
            if line.startswith("% "):
                name = line[2:]
            elif line.startswith("= "):
                lines.setdefault(name, []).append(line[2:])
        result = {name: "\n".join(written) for name, written in lines.items()}
        is_started = "~ init" in self.remarks
        of = {sign: [line[2:] for line in self.remarks if line.startswith(f"{sign} ")] for sign in "-+"}
        if is_started or of["-"]:
            result["events.json"] = files.start() if is_started else files.bundled().read_text(encoding="utf-8")
        if of["-"]:
            old, new = "\n".join(of["-"]), "\n".join(of["+"])
            assert result["events.json"].count(old) >= 1, old
            result["events.json"] = result["events.json"].replace(old, new, 1)
        return result


def parse(text: str) -> Iterator[Transcript]:
    """The transcripts in a file."""
    for block in re.findall(r"(?:^[#@%=+~<-] ?.*\n|^\n)*^\$ .*\n(?:.*\n)*?^\[exit \d+\]\n", text, re.MULTILINE):
        lines = block.splitlines()
        start = next(number for number, line in enumerate(lines) if line.startswith("$ "))
        output = lines[start + 1 : -1]
        yield Transcript(
            tuple(lines[:start]),
            lines[start][2:],
            "".join(f"{line}\n" for line in output if not line.startswith("2> ")),
            "".join(f"{line[3:]}\n" for line in output if line.startswith("2> ")),
            int(lines[-1][6:-1]),
        )


def repeated(transcript: Transcript, folder: Path, program: str | None) -> Transcript:
    """The same command, run now: in this process, or as `program`, in a folder of its own."""
    for name, text in transcript.brought().items():
        (folder / name).write_text(text, encoding="utf-8")
    for line in transcript.remarks:
        if line.startswith("< "):
            shutil.copy(FIXTURES / line[2:], folder)
    if program is None:
        stdout, stderr, code = in_process(transcript.command, folder, transcript.columns)
    else:
        command = transcript.command.replace("idlibtl", shlex.quote(program), 1)
        stdout, stderr, code = as_process(command, folder, transcript.columns)
    return replace(transcript, stdout=stdout, stderr=stderr, code=code)


class Stdout(io.TextIOWrapper):
    """A stdout that is a terminal if it is given a width."""

    def __init__(self, columns: int | None) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)
        self.columns = columns

    def isatty(self) -> bool:
        return self.columns is not None

    @property
    def text(self) -> str:
        """What was written."""
        written = self.buffer
        assert isinstance(written, io.BytesIO)
        return written.getvalue().decode()


def in_process(command: str, folder: Path, columns: int | None) -> tuple[str, str, int]:
    """Run the command line in this process, in `folder`."""
    program, *arguments = shlex.split(command)
    assert program == "idlibtl"
    before = sys.stdout, sys.stderr, os.environ.copy(), Path.cwd()
    stdout, stderr = Stdout(columns), Stdout(None)
    try:
        os.environ |= ENVIRONMENT | ({"COLUMNS": str(columns)} if columns else {})
        os.chdir(folder)
        sys.stdout, sys.stderr = stdout, stderr
        code = cli.main(arguments)
    finally:
        sys.stdout, sys.stderr = before[:2]
        os.environ.clear()
        os.environ |= before[2]
        os.chdir(before[3])
    return stdout.text, stderr.text, code


def as_process(command: str, folder: Path, columns: int | None, path: str = "") -> tuple[str, str, int]:
    """Run a line of shell in `folder`, on a terminal of `columns` or in a pipe."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("IDLIBTL", "PYTHON", "COLUMNS"))
    }
    environment |= ENVIRONMENT
    if path:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
    if columns is None:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.stdout, done.stderr, done.returncode
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 1000, columns, 0, 0))
    process = subprocess.Popen(
        ["bash", "-c", command], cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE
    )
    os.close(theirs)
    written = bytearray()
    try:
        while more := os.read(ours, 65536):
            written += more
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    _, message = process.communicate(timeout=60)
    return written.decode().replace("\r\n", "\n"), message.decode(), process.returncode
