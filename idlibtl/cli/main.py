"""The program: all commands, and main()."""

import errno
import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Annotated

import typer

from idlibtl.cli.commands import COMMANDS
from idlibtl.cli.help import OPTIONS_MEANT, Command, Program, either, metavar
from idlibtl.cli.options import CITE, INSTALL, SHOW_SCRIPT, VERSION, expanded
from idlibtl.model.dates import BadQuestion, is_date, quoted
from idlibtl.model.letters import alike
from idlibtl.read.files import DatasetError


def _start(
    context: typer.Context,
    version: Annotated[bool, VERSION] = False,  # noqa: ARG001 - their callbacks have done the work
    cite: Annotated[bool, CITE] = False,  # noqa: ARG001
    install: Annotated[bool, INSTALL] = False,  # noqa: ARG001
    show: Annotated[bool, SHOW_SCRIPT] = False,  # noqa: ARG001
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def app(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the program with these commands. One alone is faster to build, and the list of all of them needs none."""
    program = typer.Typer(
        cls=Program,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,  # see install and shells
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    program.callback(invoke_without_command=True)(_start)
    for name in names:
        command = COMMANDS[name]
        program.command(name, cls=Command, epilog=f"Example: {command.example}")(expanded(command.function))
    return program


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return the exit code: 0, 1 for a wrong dataset, 2 for a wrong call, 130 for Ctrl-C."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if arguments[:1] == ["help"]:
        arguments = [*(word for word in arguments[1:2] if word != "help"), "--help"]
    first = next(iter(arguments), "")
    command = first if first in COMMANDS else ""
    if "_IDLIBTL_COMPLETE" in os.environ:
        from idlibtl.cli.shells import register

        register()
        with suppress(KeyError, ValueError, MemoryError):  # the shell did not say what to complete
            app()(prog_name="idlibtl")
        return 0
    try:
        return _run(arguments, command)
    except DatasetError as error:
        message, code = str(error), 1
    except BadQuestion as error:
        message, code = f"Error: {error}", 2
    except MemoryError:
        message, code = "Error: there is not enough memory for this.", 1
    except typer.TyperException as error:
        message, code = f"Error: {_call_error(error, command)}", error.exit_code
    except OSError as error:  # files that cannot be read are DatasetErrors by now
        from idlibtl.show.output import abandon_stdout

        abandon_stdout()
        message, code = f"Error: {_write_error(error)}", 1
    except SystemExit as leaving:  # Typer exits so after its own options, and when no one reads its help any more
        return 0 if leaving.code in (None, 0, 1) else 2
    from idlibtl.show.output import say

    say(message)
    return code


def _run(arguments: list[str], command: str) -> int:
    """Run the command and return its exit code. Raises whatever it raises."""
    if "--data=" in arguments or ("--data", "") in pairwise(arguments):
        # as from a variable that is not set: it would mean this folder
        raise BadQuestion("--data needs the name of a file.")
    can_run = not COMMANDS.keys().isdisjoint(arguments)
    names = (command,) if command else tuple(COMMANDS) if can_run else ()
    code = app(names)(arguments, prog_name="idlibtl", standalone_mode=False)
    if sys.stdout is None:  # Typer's help fails silently if no one can read it
        raise OSError(errno.EBADF, "standard output is closed")
    return code if isinstance(code, int) else 0


def _write_error(error: OSError) -> str:
    """The message: what could not be written, and why."""
    from idlibtl.show.atomic import shown_path

    name = shown_path(os.fsdecode(error.filename)) if error.filename else "the answer"
    reasons = {errno.ENOENT: "no such folder", errno.EACCES: "no permission", errno.ENOSPC: "the disk is full"}
    reason = reasons.get(error.errno or 0) or (error.strerror or str(error)).lower()
    return f"Cannot write {name}: {reason}."


_DATES = 'For dates use --from and --to, with quotes around several words: --from "June 2019"'
_QUOTED = "Put dates and names of several words in quotes"


def _call_error(error: typer.TyperException, command: str) -> str:  # noqa: PLR0911 - one for each mistake
    """The message for a wrong call: what Typer found wrong, and what to do."""
    message = " ".join(error.format_message().splitlines()).rstrip(".").rpartition("Value error, ")[2]
    message = re.sub(r"^Invalid value for '[^']*': ", "", message)
    see = f"See idlibtl {f'{command} ' if command else ''}--help"
    parameter, option = getattr(error, "param", None), getattr(error, "option_name", None)
    if str(option).startswith("--not-"):
        return f'There is no {option}. docs/scripting.md shows how to leave events out: "Not by someone".'
    if (possible := getattr(error, "possibilities", None)) is not None:
        near = [OPTIONS_MEANT[str(option)]] if option in OPTIONS_MEANT else alike(str(option), possible, 2)
        return f"Unknown option {quoted(option)}. {f'Did you mean {either(near)}?' if near else see}"
    if extra := re.fullmatch(r"Got unexpected extra argument(?:\(s\)|s?) \((.*)\)", message):
        use = "Names go after a filter, e.g. --place idlib" if " " not in extra[1] else _QUOTED
        return f"Unexpected: {_short(extra[1])}. {_DATES if command != 'range' and is_date(extra[1]) else use}."
    if parameter is None:
        needs = "needs a value" if "requires an argument" in message else "takes no value"
        return f"{option} {needs}. {see}" if option else f"{_short(message)}. {see}"
    name = max(parameter.opts, key=len) if parameter.param_type_name == "option" else metavar(parameter)
    if message.startswith("Missing"):
        return f"{name} is missing. Example: {COMMANDS[command].example}" if command else f"{name} is missing. {see}"
    if choices := re.search(r"(?:for '[^']*': )?('.*') is not one of '(.*)'", message):
        words = either(choices[2].rstrip("'").split("', '"))
        return f"{name} cannot be {_short(choices[1])}. Use {words}."
    if least := re.search(r"greater than or equal to ([0-9]+)", message):
        return f"{name} must be at least {least[1]}."
    return f"{name} needs a whole number." if "valid integer" in message else f"{_short(message)}. {see}"


def _short(message: str, longest: int = 300) -> str:
    return message if len(message) <= longest else f"{message[:longest]}..."
