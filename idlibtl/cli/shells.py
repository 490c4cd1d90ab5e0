"""What each shell gets at a TAB, and how the script that makes it ask is installed.

The shell never runs or expands any word that it gets.

Typer's own scripts pass what they get to `eval` (zsh) or expand file names in it (bash), and put it on the command line
unchanged. Here each shell gets words that are quoted for it, or plain lines that it takes as data. The instructions
have the names that Typer gives them, so a script that Typer once installed asks for the same, and is safe.
"""

import os
import re
import shlex
from pathlib import Path
from typing import Any

from typer._click.shell_completion import CompletionItem, ShellComplete, add_completion_class
from typer._completion_classes import BashComplete, FishComplete, ZshComplete

from idlibtl.cli.completion import is_plain
from idlibtl.model.dates import BadQuestion
from idlibtl.show.atomic import replacing, resolved
from idlibtl.show.safe_text import harmless

BASH = r"""_idlibtl_completion() {
    local IFS=$'\n'
    mapfile -t COMPREPLY < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD _IDLIBTL_COMPLETE=complete_bash "$1")
    return 0
}

complete -o default -F _idlibtl_completion idlibtl"""

ZSH = r"""#compdef idlibtl

_idlibtl_completion() {
  eval "$(_TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _IDLIBTL_COMPLETE=complete_zsh idlibtl)"
}

compdef _idlibtl_completion idlibtl"""

FISH = (
    'complete --command idlibtl --no-files --arguments "(env _IDLIBTL_COMPLETE=complete_fish'
    ' _TYPER_COMPLETE_FISH_ACTION=get-args _TYPER_COMPLETE_ARGS=(commandline -cp | string collect) idlibtl)"'
    ' --condition "env _IDLIBTL_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=is-args'
    ' _TYPER_COMPLETE_ARGS=(commandline -cp | string collect) idlibtl"'
)


class _Plain(ShellComplete):
    """Completion that offers only plain words: options, commands, and names without a meaning to a shell."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Return the completions that are plain words."""
        return [item for item in super().get_completions(args, incomplete) if is_plain(item.value.lstrip("-"))]


class Bash(_Plain, BashComplete):
    """One word per line, with a backslash where bash needs one, because it puts words on the command line unchanged."""

    source_template = BASH

    def complete(self) -> str:
        """Return the completions as they would be typed: bare, or inside a quote that is already open."""
        args, incomplete = self.get_completion_args()
        words = os.environ["COMP_WORDS"].split("\n")
        number = int(os.environ["COMP_CWORD"])
        offered = [item.value for item in self.get_completions(args, incomplete)]
        match words[number][:1] if number < len(words) else "":
            case '"':
                return "\n".join(offered)
            case "'":
                return "\n".join(word for word in offered if "'" not in word)
            case _:
                return "\n".join(re.sub(r"([ '])", r"\\\1", word) for word in offered)


class Zsh(_Plain, ZshComplete):
    """One command of zsh's own for it to run, with every word quoted. Zsh quotes again what it puts on the line."""

    source_template = ZSH

    def complete(self) -> str:
        """Return the command that offers the completions."""
        items = self.get_completions(*self.get_completion_args())
        if not items:
            return "_files"
        words = " ".join(shlex.quote(item.value) for item in items)
        matching = "'m:{[:lower:][:upper:]}={[:upper:][:lower:]}'"
        lines = [f"{item.value} -- {harmless(item.help)}" if item.help else item.value for item in items]
        shown = " ".join(map(shlex.quote, lines))
        return (
            f"compset -P '--[a-z-]##=' ; local -a idlibtl_shown ; idlibtl_shown=( {shown} ) ;"
            f" compadd -M {matching} {'-l ' if lines != [item.value for item in items] else ''}"
            f"-d idlibtl_shown -- {words}"
        )


class Fish(_Plain, FishComplete):
    """One word per line: fish quotes what it puts on the line."""

    source_template = FISH


def register() -> None:
    """Make Typer answer shells in these ways instead of its own."""
    for name, answering in (("bash", Bash), ("zsh", Zsh), ("fish", Fish)):
        given: Any = answering
        add_completion_class(given, name)


# Installing: the user's start-up file is never left half-written, whatever happens

#: The script that a shell reads at its start, to ask this program at a TAB.
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}

#: For each shell, in the home directory: the file of the script, its start-up file, and the line that it needs there.
_PLACES: dict[str, tuple[str, str | None, str]] = {
    "bash": (".bash_completions/idlibtl.sh", ".bashrc", "source ~/.bash_completions/idlibtl.sh"),
    "zsh": (".zfunc/_idlibtl", ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"),
    "fish": (".config/fish/completions/idlibtl.fish", None, ""),
}


def shell() -> str:
    """Return the shell that this runs in. Raises BadQuestion for one without completion."""
    from typer._completion_shared import _get_shell_name

    try:
        name = _get_shell_name() or ""
    except OSError:  # it asks the system for the processes above
        name = ""
    if name not in _PLACES:
        this = f"This one is {name}." if name else "This shell could not be identified."
        raise BadQuestion(f"Completion works in these shells: {', '.join(_PLACES)}. {this}")
    return name


def install_here() -> str:
    """Install completion for the shell that this runs in, and return what was done. Raises BadQuestion and OSError."""
    running = shell()
    try:
        home = Path.home()
    except RuntimeError:
        raise BadQuestion("There is no home directory. Set HOME.") from None
    script = install(running, home)
    return f"Completion for {running} is installed in {script}. It takes effect in a new terminal."


def install(shell: str, home: Path) -> Path:
    """Write the script under `home`, make the shell read it at its next start, and return its path. Raises OSError."""
    place, start, line = _PLACES[shell]
    script = home / place
    script.parent.mkdir(parents=True, exist_ok=True)
    _write(script, f"{SCRIPTS[shell]}\n".encode())  # first: the start-up file must not name a missing file
    if start is not None:
        before = (home / start).read_bytes() if (home / start).exists() else b""  # bytes: it may be in any encoding
        is_named = script.suffix == ".sh" and f"source '{script}'".encode() in before  # as an earlier version wrote it
        if line.encode() not in before.splitlines() and not is_named:
            end = b"" if not before or before.endswith(b"\n") else b"\n"
            _write(home / start, before + end + f"{line}\n".encode())
    return script


def _write(path: Path, content: bytes) -> None:
    try:
        with replacing(resolved(str(path))) as part:
            part.touch(mode=0o600)  # it may have secrets, and gets the old permissions only at the end
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:  # it may name the part, or nothing
        raise OSError(error.errno, error.strerror, str(path)) from None
