"""The options of the commands, in groups that several commands share."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args

import typer

from idlibtl import __version__
from idlibtl.cli.completion import fields, figure_fields, names
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import Color, Format
from idlibtl.query.filters import FILTERS, Filter, Filters

# what asks and shows is opened by the command that needs it: pydantic and rich are most of the time that a run takes
if TYPE_CHECKING:
    from idlibtl.show.output import Output


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"idlibtl {__version__}")
        raise typer.Exit


Names = list[str] | None
Fields = Annotated[
    str | None, typer.Option(metavar="A,B,C", help="Only these fields of each event.", autocompletion=fields)
]
FigureFields = Annotated[
    str | None, typer.Option(metavar="A,B,C", help="Only these columns.", autocompletion=figure_fields)
]
Limit = Annotated[int | None, typer.Option(metavar="N", min=1, help="At most so many.")]
Version = Annotated[
    bool,
    typer.Option("-V", "--version", is_eager=True, callback=_show_version, help="Show the version and exit."),
]


def _option(one: Filter) -> object:
    """The option of a filter, as Typer reads it."""
    completion = names(one.section) if one.section else None
    option = typer.Option(one.option, metavar=one.metavar, help=one.help, autocompletion=completion)
    return Annotated[Names if one.repeats else str | None, option]


_FILTER_OPTIONS = {one.field: _option(one) for one in FILTERS}


Strict = Annotated[
    bool, typer.Option("--strict", help="Fail if a GED or ACLED file has unusable rows.")
]


class DataOptions(NamedTuple):
    """Which chronology."""

    data: Annotated[
        list[Path] | None,  # not text, which the variable of the environment would be split at its spaces
        typer.Option(
            envvar="IDLIBTL_DATA",
            show_envvar=True,
            metavar="FILE",
            help="Use this file: a chronology, or a GED or ACLED CSV; - for standard input.",
        ),
    ] = None
    strict: Strict = False

    @property
    def files(self) -> list[str]:
        """The files that were named; none for the bundled chronology."""
        return [str(file) for file in self.data or ()]


Data = DataOptions | None


class OutputOptions(NamedTuple):
    """How the answer is written."""

    format: Annotated[
        Format | None, typer.Option("--format", "-f", case_sensitive=False, help="How to write it; table if not given.")
    ] = None
    json: Annotated[bool, typer.Option("--json", help="The same as -f json.")] = False
    output_file: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file, whole or not at all.")
    ] = None
    color: Annotated[Color, typer.Option(case_sensitive=False, help="When a table has colour.")] = Color.AUTO
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Do not page a long answer on a terminal.")] = False

    def output(self, chosen: str | None = None) -> "Output":
        """The same for `showing`, with the fields that `--fields` has chosen. Raises BadQuestion."""
        from idlibtl.show.output import Output

        if self.json and self.format not in (None, Format.JSON):
            raise BadQuestion(f"--json and --format {self.format} contradict each other; give one of them")
        listed = [name.strip() for name in (chosen or "").split(",")] if chosen is not None else []
        return Output(
            format=Format.JSON if self.json else self.format or Format.TABLE,
            fields=tuple(dict.fromkeys(listed)),
            color=self.color,
            file=self.output_file,
            paged=not self.no_pager,
        )


# A command takes whole groups of options


def expanded(function: Callable[..., None]) -> Callable[..., None]:
    """The command with an option for each field of its groups.

    Typer knows no groups of options: it reads a signature, so this writes one.
    """
    parameters = inspect.signature(function).parameters.values()
    groups = {each.name: group for each in parameters if (group := _group(each.annotation))}
    options = []
    for each in parameters:
        if group := groups.get(each.name):
            options += [
                _parameter(field, default=None if group is Filters else default, annotation=_options_of(group)[field])
                for field, default in group._field_defaults.items()
            ]
        else:
            options.append(_parameter(each.name, default=each.default, annotation=each.annotation))
    options.append(_parameter("version", default=False, annotation=Version))

    def command(*, version: bool, **given: Any) -> None:  # noqa: ARG001 - its callback has done the work
        _require_apart(given)
        for each, group in groups.items():
            values = {field: given.pop(field) for field in group._fields}
            given[each] = group(**{field: value for field, value in values.items() if value is not None})
        function(**given)

    command.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
    command.__doc__ = function.__doc__
    return command


#: The options and arguments that name a file to read, and those that name one to write. A chronology may take the place
#: of its base: that is how it is changed.
_READ = ("data", "file", "files", "with_")
_WRITTEN = ("output_file", "output")


def _require_apart(given: Mapping[str, Any]) -> None:
    """Raises BadQuestion where the answer would replace what it is made from."""
    read = [path for name in _READ for path in _paths(given.get(name))]
    for path in (path for name in _WRITTEN for path in _paths(given.get(name))):
        if any(_is_one_file(path, each) for each in read):
            raise BadQuestion(f"{path} is what is read here, and would be replaced; name another file to write")


def _paths(given: object) -> Iterable[str]:
    several = given if isinstance(given, list | tuple) else [given]
    return [str(path) for path in several if isinstance(path, str | Path)]


def _is_one_file(path: str, other: str) -> bool:
    try:
        return Path(path).is_file() and Path(path).samefile(other)
    except (OSError, ValueError):
        return False


def _options_of(group: Any) -> Mapping[str, object]:
    """The options of a group, by its fields."""
    return _FILTER_OPTIONS if group is Filters else group.__annotations__


def _group(annotation: Any) -> Any:
    """The group of options that an annotation names, by itself or or-ed with None; None if it names none."""
    named = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    return next((each for each in named if hasattr(each, "_field_defaults")), None)


def _parameter(name: str, *, default: object, annotation: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
