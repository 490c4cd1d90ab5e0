"""The program: its commands put together, and main()."""

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from idlibtl.cli.commands import commands
from idlibtl.cli.install import Install, NotInstalled, Show
from idlibtl.cli.options import Version
from idlibtl.model.dates import BadQuestion
from idlibtl.read.files import DatasetError

if TYPE_CHECKING:
    from typer._click import HelpFormatter

EXAMPLES = """\b
Examples:
  idlibtl list --from 2019-06
  idlibtl range 2019-06..2019-08
  idlibtl totals --metric civilians --by month
  idlibtl actor russia
  idlibtl phase 4
  idlibtl list --json | python3 -m json.tool

Dates: 2019, 2019-06, 2019-06-15, 2019-Q3, June 2019, 15 June 2019; both ends are included."""


def _start(
    context: typer.Context,
    version: Version = False,  # noqa: ARG001 - their callbacks have done the work
    install: Install = False,  # noqa: ARG001
    show: Show = False,  # noqa: ARG001
) -> None:
    """A chronology of the offensive on Idlib, April 2019 to January 2020.

    Who did what, where and when, and how many were killed or displaced, on whose word.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


class _Groups(TyperGroup):
    """Lists the commands in groups, no line of their help cut short."""

    def format_commands(self, ctx: typer.Context, formatter: "HelpFormatter") -> None:  # type: ignore[override]
        """Write the groups, in the order in which they first occur."""
        listed = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        for group in dict.fromkeys(command.group for command in commands.values()):
            mine = [(name, each) for name, each in listed.items() if each and commands[name].group == group]
            with formatter.section(group):
                formatter.write_dl([(name, each.get_short_help_str(limit=1000)) for name, each in mine])


def app(only: str | None = None) -> typer.Typer:
    """The program, with all its commands or `only` one of them, which is quicker to build."""
    program = typer.Typer(
        cls=_Groups,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,  # see install and shells
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=EXAMPLES,
    )
    program.callback(invoke_without_command=True)(_start)
    for name, command in commands.items():
        if only in (None, name):
            program.command(name, epilog=f"Example: {command.example}")(command.function)
    return program


def main(arguments: Sequence[str] | None = None) -> int:  # noqa: PLR0911 - one for each way that a run ends
    """The exit code: 0, 1 for a dataset that is wrong, 2 for a wrong call, 130 for Ctrl-C."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes longer than the answer
    arguments = sys.argv[1:] if arguments is None else arguments
    first = next(iter(arguments), None)
    only = first if first in commands else None
    if "_IDLIBTL_COMPLETE" in os.environ:
        from idlibtl.cli.shells import register

        register()
        with suppress(KeyError, ValueError, MemoryError):  # the shell has not told what to complete
            app()(prog_name="idlibtl")
        return 0
    try:
        code = app(only)(arguments, prog_name="idlibtl", standalone_mode=False)
        _require_stdout()  # Typer prints its help without a word to nobody
    except DatasetError as error:
        return _fail(str(error), 1)
    except BadQuestion as error:
        return _fail(f"Error: {error}", 2)
    except NotInstalled as error:
        return _fail(f"Error: {error}", 1)
    except MemoryError:
        return _fail("Error: there is not enough memory for this", 1)
    except typer.TyperException as error:
        return _fail(f"Error: {_told(error, only)}", error.exit_code)
    except OSError as error:  # files that cannot be read are DatasetErrors by now
        from idlibtl.show.output import abandon_stdout

        abandon_stdout()
        return _fail(f"Error: the answer cannot be written: {error.strerror}", 1)
    except SystemExit as leaving:  # Typer leaves so when nobody reads its help any more, and after its own options
        return 0 if leaving.code in (None, 0, 1) else 2
    return code if isinstance(code, int) else 0


def _require_stdout() -> None:
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")


def _told(error: typer.TyperException, command: str | None, longest: int = 300) -> str:
    """What Typer found wrong in a call, and where to see what would be right."""
    message = (
        " ".join(error.format_message().splitlines()).replace("Value error, ", "", 1).rstrip(".")
    )  # pydantic's word, in front of Typer's
    if message.startswith("Got unexpected extra argument"):
        message = f"did not expect {message.partition('(s) ')[2]}; put a text of several words in quotes"
    shown = message if len(message) <= longest else f"{message[:longest]}..."
    return f"{shown}{' See' if shown.endswith('?') else '; see'} idlibtl {f'{command} ' if command else ''}--help"


def _fail(message: str, code: int) -> int:
    from idlibtl.show.output import say

    say(message)
    return code
