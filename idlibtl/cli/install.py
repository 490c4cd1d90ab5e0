"""Installing completion. The user's start-up file is never left half-written, whatever happens."""

import os
from pathlib import Path

import typer

from idlibtl.cli.shells import SCRIPTS
from idlibtl.model.dates import BadQuestion
from idlibtl.show.atomic import replacing, resolved_file

#: For each shell, in the home directory: the file of the script, its start-up file, and the line that it needs there.
_PLACES: dict[str, tuple[str, str | None, str]] = {
    "bash": (".bash_completions/idlibtl.sh", ".bashrc", "source ~/.bash_completions/idlibtl.sh"),
    "zsh": (".zfunc/_idlibtl", ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"),
    "fish": (".config/fish/completions/idlibtl.fish", None, ""),
}


def install(shell: str, home: Path) -> Path:
    """Write the script under `home`, make the shell read it at its next start, and return its path. Raises OSError."""
    place, start, line = _PLACES[shell]
    script = home / place
    script.parent.mkdir(parents=True, exist_ok=True)
    _write(script, f"{SCRIPTS[shell]}\n".encode())  # first: the start-up file must not name a missing file
    if start is not None:
        before = (home / start).read_bytes() if (home / start).exists() else b""  # bytes: it may be in any encoding
        if line.encode() not in before.splitlines() and not _is_named(before, script):
            end = b"" if not before or before.endswith(b"\n") else b"\n"
            _write(home / start, before + end + f"{line}\n".encode())
    return script


def _is_named(before: bytes, script: Path) -> bool:
    """Whether a bash start-up file names the script already, in the words of an earlier version."""
    return script.suffix == ".sh" and f"source '{script}'".encode() in before


def _write(path: Path, content: bytes) -> None:
    try:
        with replacing(resolved_file(str(path))) as part:
            part.touch(mode=0o600)  # it may have secrets, and gets the old permissions only at the end
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:  # it may name the part, or nothing
        raise OSError(error.errno, error.strerror, str(path)) from None


def shell() -> str:
    """Return the shell that this runs in. Raises BadQuestion for one without completion."""
    from typer._completion_shared import _get_shell_name

    try:
        name = _get_shell_name() or ""
    except OSError:  # it asks the system for the processes above
        name = ""
    if name not in _PLACES:
        this = f"This one is {name}." if name else "Which one this is cannot be detected."
        raise BadQuestion(f"Completion works in these shells: {', '.join(_PLACES)}. {this}")
    return name


def install_here() -> None:
    """Install completion for the shell that this runs in. Raises BadQuestion and OSError."""
    running = shell()
    try:
        home = Path.home()
    except RuntimeError:
        raise BadQuestion("There is no home directory. Set HOME.") from None
    script = install(running, home)
    typer.echo(f"{running} completion installed in {script}\nCompletion will take effect once you restart the terminal")
