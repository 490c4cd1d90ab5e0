"""The command line: options, the commands, main()."""

import errno
import inspect
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from idlibtl import __version__
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import EVENT_FIELDS, Answer, By, Color, EventKind, Format
from idlibtl.reading import files
from idlibtl.reading.files import DatasetError

# The other rooms are opened by the command that needs them: pydantic and rich are most of the time that a run takes.
if TYPE_CHECKING:
    from idlibtl.asking.queries import Filters, Selection
    from idlibtl.showing.output import Output

EXAMPLES = """\b
Examples:
  idlibtl list --from 2019-06
  idlibtl range 2019-06..2019-08
  idlibtl totals --metric civilians --by month
  idlibtl actor russia
  idlibtl phase 4
  idlibtl list --json | python3 -m json.tool

Dates: 2019, 2019-06, 2019-06-15, 2019-Q3, June 2019, 15 June 2019; both ends are included."""

# Completion: ids straight from the file, for a TAB must neither wait nor complain


def _ids(section: str, *more: str) -> Callable[[typer.Context, str], list[str]]:
    def complete(context: typer.Context, incomplete: str) -> list[str]:
        known = [*files.ids(context.params.get("data"), section), *more]
        return [name for name in known if name.startswith(incomplete)]

    return complete


def _kinds(incomplete: str) -> list[str]:
    return [kind.value for kind in EventKind if kind.startswith(incomplete)]


def _fields(incomplete: str) -> list[str]:
    done, comma, begun = incomplete.rpartition(",")
    return [f"{done}{comma}{field}" for field in EVENT_FIELDS if field.startswith(begun)]


# Options


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"idlibtl {__version__}")
        raise typer.Exit


Names = list[str] | None
Data = Annotated[
    str | None,
    typer.Option(
        envvar="IDLIBTL_DATA", show_envvar=True, metavar="FILE", help="Another chronology in the same format."
    ),
]
Fields = Annotated[
    str | None,
    typer.Option(metavar="A,B,C", help="Only these fields of each event.", autocompletion=_fields),
]
Version = Annotated[
    bool,
    typer.Option("-V", "--version", is_eager=True, callback=_show_version, help="Show the version and exit."),
]


class FilterOptions(NamedTuple):
    """Which events. A filter given twice: either; different filters: all."""

    since: Annotated[str | None, typer.Option("--from", metavar="D", help="Only from this date on.")] = None
    until: Annotated[str | None, typer.Option("--to", metavar="D", help="Only up to this date, included.")] = None
    actor: Annotated[
        Names,
        typer.Option(metavar="A", help="Only events in which this actor has a role.", autocompletion=_ids("actors")),
    ] = None
    phase: Annotated[
        Names,
        typer.Option(metavar="P", help="Only events of this phase: name or number.", autocompletion=_ids("phases")),
    ] = None
    place: Annotated[
        Names, typer.Option(metavar="L", help="Only events in this place or within it.", autocompletion=_ids("places"))
    ] = None
    kind: Annotated[
        Names, typer.Option(metavar="K", help="Only events of this kind, such as strike.", autocompletion=_kinds)
    ] = None
    source: Annotated[
        Names,
        typer.Option(
            metavar="S",
            help="Only events, or in totals figures, of this source.",
            autocompletion=_ids("actors", "publication"),
        ),
    ] = None
    metric: Annotated[
        Names, typer.Option(metavar="M", help="Only events, or totals, of this metric.", autocompletion=_ids("metrics"))
    ] = None
    text: Annotated[
        Names, typer.Option(metavar="WORDS", help="Only events with words that begin like all of these.")
    ] = None

    def filters(self) -> "Filters":
        """The same as a question to a timeline."""
        from idlibtl.asking.queries import Filters

        return Filters(
            since=self.since,
            until=self.until,
            actors=self.actor or (),
            phases=self.phase or (),
            places=self.place or (),
            kinds=self.kind or (),
            sources=self.source or (),
            metrics=self.metric or (),
            texts=self.text or (),
        )


class OutputOptions(NamedTuple):
    """How the answer is written."""

    format: Annotated[
        Format | None, typer.Option("--format", "-f", case_sensitive=False, help="How to write it; table if not given.")
    ] = None
    json: Annotated[bool, typer.Option("--json", help="The same as -f json.")] = False
    color: Annotated[Color, typer.Option(case_sensitive=False, help="When a table has colour.")] = Color.AUTO

    def output(self, chosen: str | None = None) -> "Output":
        """The same for `present`, with the fields that `--fields` has chosen."""
        from idlibtl.showing.output import Output

        if self.json and self.format not in (None, Format.JSON):
            raise BadQuestion(f"--json and --format {self.format} contradict each other; give one of them")
        names = [name.strip() for name in (chosen or "").split(",")] if chosen is not None else []
        return Output(
            Format.JSON if self.json else self.format or Format.TABLE, tuple(dict.fromkeys(names)), self.color
        )


class Command(NamedTuple):
    """A command of the program, with a line that shows it at work."""

    function: Callable[..., None]
    example: str


commands: dict[str, Command] = {}


def _command(name: str, example: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Keep a command; a parameter that is a group of options becomes one option for each of its fields."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        parameters = inspect.signature(function).parameters.values()
        groups = {each.name: each.annotation for each in parameters if hasattr(each.annotation, "_field_defaults")}
        options = []
        for each in parameters:
            if group := groups.get(each.name):
                options += [
                    _parameter(field, default=default, annotation=group.__annotations__[field])
                    for field, default in group._field_defaults.items()
                ]
            else:
                options.append(_parameter(each.name, default=each.default, annotation=each.annotation))

        options.append(_parameter("version", default=False, annotation=Version))

        def command(*, version: bool, **given: Any) -> None:  # noqa: ARG001 - its callback has done the work
            for each, group in groups.items():
                given[each] = group(**{field: given.pop(field) for field in group._fields})
            function(**given)

        command.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
        command.__doc__ = function.__doc__
        commands[name] = Command(command, example)
        return function

    return register


def _parameter(name: str, *, default: object, annotation: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _select(asked: FilterOptions, data: str | None) -> "Selection":
    from idlibtl.asking import queries
    from idlibtl.reading import dataset

    return queries.select(dataset.load(data), asked.filters())


# Commands: load, ask, emit


def _start(context: typer.Context, version: Version = False) -> None:  # noqa: ARG001 - see _show_version
    """A chronology of the offensive on Idlib, April 2019 to January 2020.

    Who did what, where and when, and how many were killed or displaced, on whose word.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@_command("list", "idlibtl list --from 2019-06 --place idlib")
def list_(asked: FilterOptions, out: OutputOptions, fields: Fields = None, data: Data = None) -> None:
    """The events, in order."""
    from idlibtl.asking import queries
    from idlibtl.showing import output as present

    selection = _select(asked, data)
    present.emit(queries.listing(selection), out.output(fields), selection)


@_command("range", "idlibtl range 2019-06..2019-08")
def range_(
    start: Annotated[str, typer.Argument(metavar="START", help="A date, or a range: A..B, A.. or ..B.")],
    asked: FilterOptions,
    out: OutputOptions,
    end: Annotated[str | None, typer.Argument(metavar="END", help="The last date (included).")] = None,
    fields: Fields = None,
    data: Data = None,
) -> None:
    """One window of time: its events, totals and phases."""
    from idlibtl.asking import queries, reports
    from idlibtl.reading import dataset
    from idlibtl.showing import output as present

    selection = queries.select_range(dataset.load(data), start, end, asked.filters())
    present.emit(reports.range_report(selection), out.output(fields), selection)


@_command("totals", "idlibtl totals --metric civilians --by month")
def totals(
    asked: FilterOptions,
    out: OutputOptions,
    by: Annotated[By | None, typer.Option(case_sensitive=False, help="Break each total down.")] = None,
    data: Data = None,
) -> None:
    """Totals that can be quoted, with their working if --metric is given."""
    from idlibtl.asking import reports
    from idlibtl.showing import output as present

    selection = _select(asked, data)
    present.emit(reports.totals_report(selection, by), out.output(), selection)


@_command("actor", "idlibtl actor russia")
def actor_(
    asked: FilterOptions,
    out: OutputOptions,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Its id, name or alias.", autocompletion=_ids("actors"))
    ] = None,
    data: Data = None,
) -> None:
    """All actors; or one: its events by role, and its totals."""
    from idlibtl.asking import reports
    from idlibtl.showing import output as present

    selection = _select(asked, data)
    report = reports.actors(selection) if name is None else reports.actor_report(selection, name)
    present.emit(report, out.output(), selection)


@_command("phase", "idlibtl phase 4")
def phase_(
    asked: FilterOptions,
    out: OutputOptions,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Its id, title or number.", autocompletion=_ids("phases"))
    ] = None,
    data: Data = None,
) -> None:
    """All phases; or one: its span, events and totals."""
    from idlibtl.asking import reports
    from idlibtl.showing import output as present

    selection = _select(asked, data)
    report = reports.phases(selection) if name is None else reports.phase_report(selection, name)
    present.emit(report, out.output(), selection)


@_command("show", "idlibtl show 2019-07-22-market-strikes")
def show(
    event: Annotated[str, typer.Argument(metavar="ID", help="The event's id.", autocompletion=_ids("events"))],
    out: OutputOptions,
    data: Data = None,
) -> None:
    """One record in full: every figure, source, paragraph and note."""
    from idlibtl.asking import queries
    from idlibtl.showing import output as present

    selection = _select(FilterOptions(), data)
    present.emit(queries.shown(selection, event), out.output(), selection)


@_command("schema", "idlibtl schema list")
def schema(
    command: Annotated[
        Answer | None, typer.Argument(metavar="COMMAND", help="Whose JSON; the dataset file if none.")
    ] = None,
) -> None:
    """The JSON Schema of the dataset file, or of a command's JSON."""
    from idlibtl.asking import reports
    from idlibtl.showing import output as present

    present.emit_json(reports.schema(command))


@_command("check", "idlibtl check my-chronology.json")
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A chronology in JSON.")],
    out: OutputOptions,
) -> None:
    """All that is wrong in a dataset file, and what its author should look at.

    The exit code is 1 if there is an error.
    """
    from idlibtl.asking import reports
    from idlibtl.reading import dataset
    from idlibtl.showing import output as present

    report = reports.Checked(file, dataset.check(file))
    present.emit(report, out.output())
    present.say(report.remark())
    if report.errors:
        raise typer.Exit(1)


def app(only: str | None = None) -> typer.Typer:
    """The program, with all its commands or `only` one of them, which is quicker to build."""
    program = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
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
        with suppress(KeyError, ValueError):  # the shell has not told what to complete
            app()(prog_name="idlibtl")
        return 0
    try:
        code = app(only)(arguments, prog_name="idlibtl", standalone_mode=False)
        _require_stdout()  # Typer prints its help without a word to nobody
    except DatasetError as error:
        return _fail(str(error), 1)
    except BadQuestion as error:
        return _fail(f"Error: {error}", 2)
    except typer.TyperException as error:
        return _fail(f"Error: {_told(error, only)}", error.exit_code)
    except OSError as error:  # files that cannot be read are DatasetErrors by now
        from idlibtl.showing.output import abandon_stdout

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
    message = error.format_message().replace("Value error, ", "", 1).rstrip(".")  # pydantic's word, in front of Typer's
    shown = message if len(message) <= longest else f"{message[:longest]}..."
    return f"{shown}{' See' if shown.endswith('?') else '; see'} idlibtl {f'{command} ' if command else ''}--help"


def _fail(message: str, code: int) -> int:
    from idlibtl.showing.output import say

    say(message)
    return code
