"""Help: what each command does, its filters and its output options, in groups, as wide as the terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from idlibtl.cli.commands import COMMANDS
from idlibtl.model.dates import BadQuestion, quoted
from idlibtl.query.filters import FILTERS, Filters

if TYPE_CHECKING:
    from idlibtl.show.blocks import Block

#: The fields of the options that say how an answer is written.
_OUTPUT = ("format", "json", "fields", "sort", "limit", "last", "output_file", "output", "force", "color", "no_pager",
           "exit_code")  # fmt: skip

#: The commands in which filters choose among figures, not events.
_OF_FIGURES = ("totals", "figures", "claim")

_FILTERS_TITLE = "Filters (all must match; given twice, either value matches)"

#: Words that people may type instead of a command, and the command to use.
SYNONYMS: Mapping[str, str] = {
    word: use
    for use, words in {
        "idlibtl list --text WORDS": "search find grep text",
        "idlibtl list": "events event ls",
        "idlibtl show NAME --cite text": "cite citation reference",
        "idlibtl show NAME": "quote details record view",
        "idlibtl report -o page.html, or idlibtl export geojson -o map.geojson": "map geojson",
        "idlibtl report -o page.html": "html page web print",
        "idlibtl figures -o figures.csv, or idlibtl list -o events.csv": "csv excel",
        "idlibtl timeline, or idlibtl totals --by month": "chart draw plot graph calendar",
        "idlibtl totals": "sum count total deaths dead killed toll summary stats statistics",
        "idlibtl figures": "numbers figure",
        "idlibtl claim WORDS": "verify compare factcheck fact-check",
        "idlibtl names metrics": "metrics",
        "idlibtl names sources": "sources",
        "idlibtl names kinds": "kinds",
        "idlibtl actor": "actors",
        "idlibtl place": "places",
        "idlibtl phase": "phases",
        "idlibtl --version": "version",
    }.items()
    for word in words.split()
}

#: Options that people may type, and what they may mean.
OPTIONS_MEANT: Mapping[str, str] = {
    f"--{word}": use
    for use, words in {
        "--from": "since start after begin",
        "--to": "until end before",
        "--from and --to": "date dates day month year",
        "--text": "search find word words",
        "--place": "in location region town",
        "--by": "group per",
    }.items()
    for word in words.split()
}

SUMMARY = (
    "A chronology of the offensive on Idlib, April 2019 to January 2020.",
    'Look up events and add up the dead and displaced. Every number keeps its source and its "about" or "at least".',
)

EXAMPLES = (
    ("idlibtl list --from 2019-06", ""),
    ("idlibtl totals civilians --by month", ""),
    ("idlibtl help totals", "All options of a command."),
)


def _text(blocks: Iterable["Block"]) -> str:
    """The blocks as text for this terminal."""
    from idlibtl.show.output import screen_of
    from idlibtl.show.terminal import text

    return "".join(text(blocks, screen_of(None))).rstrip("\n")


def _section(title: str, rows: Sequence[tuple[str, str]]) -> Iterator["Block"]:
    from idlibtl.show.blocks import Column, Heading, Table

    if rows:
        yield Heading(f"{title}:")
        yield Table((Column("", whole=True), Column("")), rows, headed=False, gap=2, indent=2)


class Command(TyperCommand):
    """A command whose help has its options in groups, and which refuses an option of one value that is given twice."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Read the arguments. Raises BadQuestion for an option that takes one value and is given twice."""
        if not ctx.resilient_parsing:
            _, _, given = self.make_parser(ctx).parse_args(args=list(args))
            seen = []
            for parameter in given:
                if parameter in seen and not getattr(parameter, "multiple", False) and parameter.nargs == 1:
                    option = max(parameter.opts, key=len)
                    more = " To compare two chronologies: idlibtl crosscheck." if option == "--data" else ""
                    raise BadQuestion(f"{option} is given twice. Give it once.{more}")
                seen.append(parameter)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the help, laid out for this terminal."""
        from idlibtl.show.blocks import Sentence

        parameters = [one for one in self.get_params(ctx) if not getattr(one, "hidden", False)]
        arguments = [one for one in parameters if one.param_type_name == "argument"]
        options = [one for one in parameters if one.param_type_name == "option"]
        usage = [f"{metavar(one)}{'...' * (one.nargs != 1)}" for one in arguments]
        usage = [name if one.required else f"[{name}]" for one, name in zip(arguments, usage, strict=True)]
        paragraphs = (" ".join(paragraph.split()) for paragraph in (self.help or "").split("\n\n"))
        of_output = [one for one in options if one.name in _OUTPUT]
        of_filters = [one for one in options if one.name in Filters._fields]
        others = [one for one in options if one not in of_output and one not in of_filters]
        helps = {one.field: one.figures_help if self.name in _OF_FIGURES else one.help for one in FILTERS}
        return _text(
            [
                Sentence(f"Usage: {' '.join([ctx.command_path, *usage, '[OPTIONS]'])}", bold=True),
                *(Sentence(paragraph, apart=number == 0) for number, paragraph in enumerate(paragraphs)),
                *_section("Arguments", [(metavar(one), getattr(one, "help", None) or "") for one in arguments]),
                *_section("Options", [_option(one) for one in others if one.name != "help"]),
                *_section(_FILTERS_TITLE, [(_option(one)[0], helps[str(one.name)]) for one in of_filters]),
                *_section("Output", [_option(one) for one in of_output]),
                Sentence(self.epilog or "", apart=True),
            ]
        )


def either(names: Iterable[str]) -> str:
    """Return names as alternatives: auto, always or never."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def metavar(parameter: Any) -> str:
    """Return the word for a parameter's value in help."""
    return parameter.metavar or str(parameter.name).upper()


def _option(option: Any) -> tuple[str, str]:
    """An option with what it takes, and what it does."""
    names = ", ".join(sorted(option.opts, key=len))
    takes = "" if option.is_flag else f" {metavar(option)}"
    notes = [f"[env var: {option.envvar}]"] if option.envvar else []
    notes += [f"[default: {option.default.value}]"] if isinstance(option.default, Enum) else []
    return f"{names}{takes}", " ".join((option.help or "", *notes))


class Program(TyperGroup):
    """The program. Its help lists the commands in groups; for a word that is not a command it suggests one."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the help, laid out for this terminal."""
        from idlibtl.show.blocks import Sentence

        blocks: list[Block] = [Sentence("Usage: idlibtl COMMAND [OPTIONS]", bold=True)]
        blocks += [Sentence(line, apart=number == 0) for number, line in enumerate(SUMMARY)]
        width = max(map(len, COMMANDS))
        for group in dict.fromkeys(command.group for command in COMMANDS.values()):
            members = (command for command in COMMANDS.values() if command.group == group)
            blocks += _section(group, [(command.name.ljust(width), command.summary) for command in members])
        options = (one for one in self.get_params(ctx) if one.name != "help" and not getattr(one, "hidden", False))
        blocks += _section("Options", [_option(one) for one in options])
        return _text([*blocks, *_section("Examples", EXAMPLES)])

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Return the command with this name. Raises BadQuestion for another word, with the command to use."""
        name = args[0]
        if self.get_command(ctx, name) is not None or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if instead := SYNONYMS.get(name.casefold()):
            raise BadQuestion(f"{quoted(name)} is not a command. Use {instead}.")
        from idlibtl.model.letters import alike

        near = alike(name.casefold(), COMMANDS, 2)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        raise BadQuestion(f"{quoted(name)} is not a command.{meant} All commands: idlibtl --help")
