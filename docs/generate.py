"""Make docs/commands.md and docs/idlibtl.1 from the program's own help, and docs/format.md from its schema.

python docs/generate.py          write them
python docs/generate.py --check  exit 1 if one of them is out of date
"""

import contextlib
import io
import os
import re
import sys
from pathlib import Path

from format_page import format_md

from idlibtl import __version__
from idlibtl.cli import main as cli
from idlibtl.cli.commands import commands

HERE = Path(__file__).parent
COMMANDS_MD = HERE / "commands.md"
MAN_PAGE = HERE / "idlibtl.1"
FORMAT_MD = HERE / "format.md"

DATES = """\
A date is typed as 2019, 2019-06, 2019-06-15, 2019-Q3, June 2019, 15 June 2019 or Jun 15, 2019. Both ends of a window
are included. A range is A..B, A.., ..B, or two dates."""

NAMES = """\
Actors, phases, places, metrics, kinds and sources are matched by id, name or alias, without regard to case, accents,
apostrophes and hyphens. A filter given twice means either; different filters mean all. The source of what the
publication says itself is called publication."""

EXIT = {
    "0": "An answer was written, also if nothing matches.",
    "1": "The dataset cannot be read or is wrong, or the answer cannot be written.",
    "2": "The call is wrong: a date, a name or an option.",
    "130": "Interrupted with Ctrl-C.",
}

ENVIRONMENT = {
    "IDLIBTL_DATA": "A chronology to use instead of the bundled one, as with --data.",
    "NO_COLOR": "If it is not empty, tables have no colour.",
    "FORCE_COLOR": "If it is not empty, tables have colour also in a pipe; 0 or false turns colour off.",
    "COLUMNS": "The width of the terminal, if not what the terminal says.",
}


def help_of(*command: str) -> str:
    """The help of a command, at a width that does not depend on the terminal."""
    os.environ["COLUMNS"] = "80"
    written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(written):
        cli.main([*command, "--help"])
    buffer = written.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def commands_md() -> str:
    """The page of all commands."""
    parts = [
        "# Commands\n\nMade by docs/generate.py from the program's own help.\n",
        f"{DATES}\n\n{NAMES}\n",
        "Colour: `--color`, then `NO_COLOR`, `FORCE_COLOR`, `TERM=dumb`, then whether stdout is a terminal.\n",
        *(
            f"## idlibtl {name}\n\n```text\n{help_of(*name.split())}```\n".replace("## idlibtl \n", "## idlibtl\n")
            for name in ("", *commands)
        ),
        "## Exit codes\n\n" + "".join(f"- {code}: {meaning}\n" for code, meaning in EXIT.items()),
        "## Environment\n\n" + "".join(f"- `{name}`: {meaning}\n" for name, meaning in ENVIRONMENT.items()),
    ]
    return "\n".join(parts)


def man_page() -> str:
    """The man page, in the macros of man(7)."""
    lines = [
        f'.TH IDLIBTL 1 "" "idlibtl {__version__}" "User Commands"',
        ".SH NAME",
        "idlibtl \\- a chronology of the offensive on Idlib, April 2019 to January 2020",
        ".SH SYNOPSIS",
        ".B idlibtl",
        ".I COMMAND",
        "[ARGUMENTS] [OPTIONS]",
        ".SH DESCRIPTION",
        escaped(
            "What happened, who is said to have done it and on whose word, and totals that can be quoted: with every"
        ),
        escaped("hedge kept, and nobody counted twice. Answers go to standard output, remarks to standard error."),
        ".PP",
        escaped(DATES),
        ".PP",
        escaped(NAMES),
        ".SH COMMANDS",
    ]
    for name, command in commands.items():
        lines += [f".SS idlibtl {name}", *described(help_of(name)), ".PP", escaped(f"Example: {command.example}")]
    for title, entries in (("EXIT STATUS", EXIT), ("ENVIRONMENT", ENVIRONMENT)):
        lines.append(f".SH {title}")
        for name, meaning in entries.items():
            lines += [".TP", f".B {escaped(name)}", escaped(meaning)]
    return "\n".join(lines) + "\n"


def described(text: str) -> list[str]:
    """The help of one command as man(7): its sentences, then each argument and option."""
    usage, _, rest = text.partition("\n\n")
    sentences, *sections = re.split(r"^(?:Arguments|Options):\n", rest, flags=re.MULTILINE)
    lines = [escaped(" ".join(usage.removeprefix("Usage: ").split())), ".PP", escaped(" ".join(sentences.split()))]
    for section in sections:
        for entry in re.findall(r"^  (\S.*(?:\n {4,}\S.*)*)", section.partition("\n\n")[0], re.MULTILINE):
            name, _, meaning = re.sub(r"\n {4,}", "  ", entry, count=1).partition("  ")
            lines += [".TP", f".B {escaped(name)}", escaped(" ".join(meaning.split()))]
    return lines


def escaped(text: str) -> str:
    """The text for roff: no escape, hyphen or control line of its own."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in safe.splitlines())


def main() -> int:
    """Write the pages, or tell which are out of date."""
    made = {COMMANDS_MD: commands_md(), MAN_PAGE: man_page(), FORMAT_MD: format_md()}
    if "--check" not in sys.argv:
        for path, text in made.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path.name for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    print(f"out of date: {', '.join(stale)}; run python docs/generate.py" if stale else "up to date")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
