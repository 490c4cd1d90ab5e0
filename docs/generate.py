"""Make docs/commands.md and docs/idlibtl.1 from the program's own help, and docs/format.md from its schema.

python docs/generate.py          write them
python docs/generate.py --check  exit 1 if one of them is out of date
"""

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from format_page import format_md

from idlibtl import __version__
from idlibtl.cli import main as cli
from idlibtl.cli.commands import COMMANDS

HERE = Path(__file__).parent
COMMANDS_MD = HERE / "commands.md"
MAN_PAGE = HERE / "idlibtl.1"
FORMAT_MD = HERE / "format.md"

SUMMARY = """\
Look up events and add up the dead and displaced. Every number keeps its source and its "about" or "at least". \
Answers go to standard output, remarks to standard error."""

DATES = """\
A date is typed as 2019, 2019-06, 2019-06-15, 2019-Q3, "June 2019", "15 June 2019" or "Jun 15, 2019". Both ends of a \
period are included. A range is A..B, A.., ..B, or two dates."""

NAMES = """\
Actors, phases, places, metrics, kinds and sources are matched by id, name or alias, whatever the case, accents, \
apostrophes and hyphens. The beginning of a name is enough if no other begins so. For what the publication itself \
says: --source publication. All names: idlibtl names."""

EXIT = {
    "0": "An answer was written, also if nothing matches.",
    "1": "The file cannot be read or is wrong, the answer cannot be written, or nothing matches with --exit-code.",
    "2": "The call is wrong: a date, a name or an option.",
    "130": "Interrupted with Ctrl-C.",
}

ENVIRONMENT = {
    "IDLIBTL_DATA": "The file to use, as with --data.",
    "IDLIBTL_PAGER, PAGER": "The pager for long answers on a terminal. Without them it is less.",
    "NO_COLOR": "If it is not empty, tables have no colour.",
    "FORCE_COLOR": "If it is not empty, tables have colour in a pipe too; 0 or false turns colour off.",
    "COLUMNS": "How wide tables are. Without it they are as wide as the terminal, and 100 columns in a pipe.",
}

Entries = Mapping[str, str]


class Help(NamedTuple):
    """The help of a command: its usage, its sentences, and the entries of each section."""

    usage: str
    sentences: str
    sections: Mapping[str, Entries]


def help_of(*command: str) -> str:
    """Return the help of a command, with each entry on one line."""
    os.environ["COLUMNS"] = "1000"
    written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(written):
        cli.main([*command, "--help"])
    buffer = written.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def read(text: str) -> Help:
    """Return the parts of a help."""
    usage, _, rest = text.partition("\n\n")
    sections = {}
    for title, lines in re.findall(r"^(\w[^\n]*):\n((?:  .*\n)+)", rest, re.MULTILINE):
        pairs = (line.strip().partition("  ") for line in lines.splitlines())
        sections[title] = {name: meaning.strip() for name, _, meaning in pairs}
    sentences = re.split(r"^(?:\w[^\n]*:\n  |Example: )", rest, maxsplit=1, flags=re.MULTILINE)[0]
    return Help(usage.removeprefix("Usage: "), " ".join(sentences.split()), sections)


class Common(NamedTuple):
    """Options that many commands share: a title, an introduction, and their entries."""

    title: str
    introduction: str
    entries: Entries


def common(helps: Mapping[str, Help]) -> tuple[Common, ...]:
    """Return the options that many commands share."""
    [filters] = [title for title in helps["list"].sections if title.startswith("Filters")]
    given = f"{filters.partition('(')[2].removesuffix(')').capitalize()}.\n\n"
    return (
        Common("Filters of events", given, helps["list"].sections[filters]),
        Common("Filters of figures", given, helps["totals"].sections[filters]),
        Common("Data options", "", helps["names"].sections["Options"]),
        Common("Output options", "", helps["names"].sections["Output"]),
    )


def own(one: Help, shared: Sequence[Common]) -> tuple[Entries, list[str]]:
    """Return the entries that only this command has, and the titles of the options that it shares with others."""
    entries = {name: meaning for section in one.sections.values() for name, meaning in section.items()}
    has = [group for group in shared if entries.items() >= group.entries.items()]
    taken = {item for group in has for item in group.entries.items()}
    left = {name: meaning for name, meaning in entries.items() if (name, meaning) not in taken}
    return left, [group.title for group in has]


def commands_md() -> str:
    """Return the page of all commands."""
    helps = {name: read(help_of(name)) for name in COMMANDS}
    shared = common(helps)
    parts = [
        "# Commands\n\nMade by docs/generate.py from the program's own help.\n",
        f"{DATES}\n\n{NAMES}\n",
        bullets(read(help_of()).sections["Options"]),
        *(f"## {group.title}\n\n{group.introduction}{bullets(group.entries)}" for group in shared),
    ]
    for name, command in COMMANDS.items():
        entries, titles = own(helps[name], shared)
        links = [f"[{title.lower()}](#{title.lower().replace(' ', '-')})" for title in titles]
        parts += [f"## idlibtl {name}\n", f"`{helps[name].usage}`  \n{helps[name].sentences}{also(links)}\n"]
        parts += [bullets(entries)] if entries else []
        parts += [f"Example: `{command.example}`\n"]
    parts += ["## Exit codes\n", bullets(EXIT), "## Environment\n", bullets(ENVIRONMENT)]
    return "\n".join(parts)


def also(named: Sequence[str]) -> str:
    """Return a sentence that names options that several commands share."""
    *most, last = named or [""]
    return f" Also takes {', '.join(most)}{' and ' if most else ''}{last}." if named else ""


def bullets(entries: Entries) -> str:
    """Return entries as a list in Markdown."""
    return "".join(f"- `{name}`: {meaning}\n" for name, meaning in entries.items())


def man_page() -> str:
    """Return the man page, in the macros of man(7)."""
    helps = {name: read(help_of(name)) for name in COMMANDS}
    shared = common(helps)
    lines = [
        f'.TH IDLIBTL 1 "" "idlibtl {__version__}" "User Commands"',
        ".SH NAME",
        "idlibtl \\- a chronology of the offensive on Idlib, April 2019 to January 2020",
        ".SH SYNOPSIS",
        ".B idlibtl",
        ".I COMMAND",
        "[ARGUMENTS] [OPTIONS]",
        ".SH DESCRIPTION",
        *paragraphs(SUMMARY, DATES, NAMES),
        ".SH OPTIONS",
        *items(read(help_of()).sections["Options"]),
        ".SH COMMANDS",
    ]
    for name, command in COMMANDS.items():
        entries, titles = own(helps[name], shared)
        lines += [f".SS idlibtl {name}", escaped(helps[name].usage), ".PP"]
        lines += [
            escaped(f"{helps[name].sentences}{also([title.lower() for title in titles])}"),
            *items(entries),
            ".PP",
        ]
        lines += [escaped(f"Example: {command.example}")]
    for group in shared:
        lines += [
            f".SH {group.title.upper()}",
            *paragraphs(*group.introduction.split("\n\n")[:1]),
            *items(group.entries),
        ]
    lines += [".SH EXIT STATUS", *items(EXIT), ".SH ENVIRONMENT", *items(ENVIRONMENT)]
    return "\n".join(lines) + "\n"


def paragraphs(*texts: str) -> list[str]:
    """Return texts as paragraphs of man(7)."""
    return [line for number, text in enumerate(texts) for line in ([".PP"] * (number > 0) + [escaped(text)])]


def items(entries: Entries) -> Iterable[str]:
    """Return entries as a list in man(7)."""
    return [line for name, meaning in entries.items() for line in (".TP", f".B {escaped(name)}", escaped(meaning))]


def escaped(text: str) -> str:
    """Return the text for roff: no escape, hyphen or control line of its own."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in safe.splitlines())


def main() -> int:
    """Write the pages, or say which are out of date."""
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
