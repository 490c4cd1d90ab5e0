"""Installing completion: a person's start-up file is whole at every moment, whatever happens."""

import errno
import os
import stat
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from idlibtl.model.dates import BadQuestion


class NotInstalled(Exception):
    """Completion could not be installed; the message says why."""


class Installed(NamedTuple):
    """Where a shell looks: its start-up file and the lines it needs there, and the file of the script."""

    script: str
    start: str | None
    lines: tuple[str, ...]


_PLACES = {
    "bash": Installed(".bash_completions/idlibtl.sh", ".bashrc", ("source ~/.bash_completions/idlibtl.sh",)),
    "zsh": Installed(".zfunc/_idlibtl", ".zshrc", ("fpath+=~/.zfunc; autoload -Uz compinit; compinit",)),
    "fish": Installed(".config/fish/completions/idlibtl.fish", None, ()),
}


def install(shell: str, home: Path) -> Path:
    """Return the script, written under `home` for a shell that is to read it at its next start. Raises OSError."""
    from idlibtl.cli.shells import SCRIPTS

    place = _PLACES[shell]
    script = home / place.script
    script.parent.mkdir(parents=True, exist_ok=True)
    _write(script, f"{SCRIPTS[shell]}\n".encode())  # first: a start-up file must not name what is not there
    if place.start is not None:
        start = home / place.start
        before = start.read_bytes() if start.exists() else b""  # bytes: it may be in any encoding
        present = before.splitlines()
        also = [line for line in place.lines if line.encode() not in present and not _named(before, script)]
        if also:
            end = b"" if not before or before.endswith(b"\n") else b"\n"
            _write(start, before + end + "".join(f"{line}\n" for line in also).encode())
    return script


def _named(before: bytes, script: Path) -> bool:
    """Whether a bash start-up file names the script already, in the words of an earlier version."""
    return script.suffix == ".sh" and f"source '{script}'".encode() in before


def _write(path: Path, content: bytes) -> None:
    """Write a file next to its place, then rename it: it is never half-written, and its permissions are unchanged."""
    try:
        target = path.resolve()
    except RuntimeError:  # a link that leads to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            if target.exists():
                os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def shell() -> str:
    """Return the shell that this runs in. Raises BadQuestion for one that cannot be served."""
    from typer._completion_shared import _get_shell_name

    try:
        name = _get_shell_name() or ""
    except OSError:  # it asks the system for the processes above
        name = ""
    if name not in _PLACES:
        this = f"this one is {name}" if name else "which one this is cannot be seen"
        raise BadQuestion(f"completion is there for the shells {', '.join(_PLACES)}; {this}")
    return name


def _install(wanted: bool) -> None:
    if not wanted:
        return
    running = shell()
    try:
        script = install(running, Path.home())
    except RuntimeError:
        raise NotInstalled("completion cannot be installed: there is no home directory; set HOME") from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise NotInstalled(f"completion cannot be installed: {where}{error.strerror}") from None
    typer.echo(f"{running} completion installed in {script}\nCompletion will take effect once you restart the terminal")
    raise typer.Exit


def _show(wanted: bool) -> None:
    if wanted:
        from idlibtl.cli.shells import SCRIPTS

        typer.echo(SCRIPTS[shell()])
        raise typer.Exit


Install = Annotated[
    bool,
    typer.Option("--install-completion", callback=_install, help="Install completion for this shell."),
]
Show = Annotated[
    bool,
    typer.Option(
        "--show-completion",
        hidden=True,
        callback=_show,
        help="Print the completion script.",
    ),
]
