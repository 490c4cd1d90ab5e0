"""What each shell gets at a TAB, and the script that makes it ask. The shell never runs or expands any word of it.

Typer's own scripts pass what they get to `eval` (zsh) or expand file names in it (bash), and put it on the command line
unchanged. Here each shell gets words that are quoted for it, or plain lines that it takes as data. The instructions
have the names that Typer gives them, so a script that Typer once installed asks for the same, and is safe.
"""

import os
import re
import shlex
from typing import Any, ClassVar

from typer._click.shell_completion import CompletionItem, ShellComplete, add_completion_class
from typer._completion_classes import BashComplete, FishComplete, PowerShellComplete, ZshComplete

from idlibtl.cli.completion import is_plain
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

#: The script that a shell reads at its start, to ask this program at a TAB.
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


class _Plain(ShellComplete):
    """Completion that offers only plain words: options, commands, and names without a meaning to a shell."""

    name: ClassVar[str]
    source_template: ClassVar[str] = ""

    def source(self) -> str:
        """Return the script that a shell reads at its start."""
        return SCRIPTS[self.name] if self.name in SCRIPTS else super().source()

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Return the completions that are plain words."""
        return [item for item in super().get_completions(args, incomplete) if is_plain(item.value.lstrip("-"))]


class Bash(_Plain, BashComplete):
    """One word per line, with a backslash where bash needs one, because it puts words on the command line unchanged."""

    def complete(self) -> str:
        """Return the completions as lines."""
        args, incomplete = self.get_completion_args()
        words = os.environ["COMP_WORDS"].split("\n")
        number = int(os.environ["COMP_CWORD"])
        quote = words[number][:1] if number < len(words) else ""
        offered = [item.value for item in self.get_completions(args, incomplete)]
        return "\n".join(word for value in offered if (word := _for_bash(value, quote)))


def _for_bash(value: str, quote: str) -> str:
    """The word as it would be typed: bare, or inside a quote that is already open."""
    match quote:
        case '"':
            return value
        case "'":
            return "" if "'" in value else value
        case _:
            return re.sub(r"([ '])", r"\\\1", value)


class Zsh(_Plain, ZshComplete):
    """One command of zsh's own for it to run, with every word quoted. Zsh quotes again what it puts on the line."""

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


class PowerShell(_Plain, PowerShellComplete):
    """Words that do not need quotes."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Return ids, and names of one word."""
        return [item for item in super().get_completions(args, incomplete) if re.fullmatch(r"[\w-]+", item.value)]


def register() -> None:
    """Make Typer answer shells in these ways instead of its own."""
    shells: dict[str, type[ShellComplete]] = {
        "bash": Bash,
        "zsh": Zsh,
        "fish": Fish,
        "powershell": PowerShell,
        "pwsh": PowerShell,
    }
    for name, answering in shells.items():
        given: Any = answering
        add_completion_class(given, name)
