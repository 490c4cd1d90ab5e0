"""Options of the commands, in groups that several commands share."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar

import typer

from idlibtl import __version__
from idlibtl.cli.completion import listed, names
from idlibtl.cli.help import either
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import EVENT_FIELDS, FIGURE_FIELDS, Color, Format
from idlibtl.query.filters import ALL_ROWS, FILTERS, Filter, Filters, Rows

# each command imports what it needs to ask and to show: pydantic and rich take most of the time of a run
if TYPE_CHECKING:
    from idlibtl.field.open import Watch
    from idlibtl.model.chronology import Chronology
    from idlibtl.query.question import Question
    from idlibtl.reports import Report

_Read = TypeVar("_Read")

#: The file name that means standard output.
STDOUT = "-"


def choice(help_: str, metavar: str | None = None, *option: str) -> Any:
    """Return an option for one of a list of words, whatever the case. Its name is the parameter's, unless given."""
    return typer.Option(*option, case_sensitive=False, metavar=metavar, help=help_)


def number(help_: str) -> Any:
    """Return an option for a whole number, at least 1."""
    return typer.Option(metavar="N", min=1, help=help_)


def named(section: str, help_: str, metavar: str = "NAME") -> Any:
    """Return an argument for names of a section, which are completed."""
    return typer.Argument(metavar=metavar, help=help_, autocompletion=names(section))


def _fields(what: str, fields: tuple[str, ...]) -> Any:
    return typer.Option(metavar="A,B,C", help=f"Show only these {what}.", autocompletion=listed(fields))


Names = list[str] | None
Fields = Annotated[str | None, _fields("fields", EVENT_FIELDS)]
FigureFields = Annotated[str | None, _fields("columns", FIGURE_FIELDS)]


def _prints(text: Callable[[], str]) -> Callable[[bool], None]:
    """The callback of an option that prints a text instead of running a command."""

    def callback(wanted: bool) -> None:
        if wanted:
            typer.echo(text())
            raise typer.Exit

    return callback


_show_version = _prints(lambda: f"idlibtl {__version__}")


def _citation() -> str:
    from idlibtl.read.dataset import load
    from idlibtl.totals.sentences import compilation

    return compilation(load())


def _installed() -> str:
    from idlibtl.cli.shells import install_here

    return install_here()


def _script() -> str:
    from idlibtl.cli.shells import SCRIPTS, shell

    return SCRIPTS[shell()]


VERSION = typer.Option("-V", "--version", is_eager=True, callback=_show_version, help="Show the version.")
HIDDEN_VERSION = typer.Option("-V", "--version", is_eager=True, callback=_show_version, hidden=True)
CITE = typer.Option("--cite", callback=_prints(_citation), help="Show how to cite this chronology.")
INSTALL = typer.Option("--install-completion", callback=_prints(_installed), help="Install completion for this shell.")
SHOW_SCRIPT = typer.Option(
    "--show-completion", hidden=True, callback=_prints(_script), help="Print the completion script."
)
Force = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]
OutputFile = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        callback=lambda file: None if file == STDOUT else file,
        help="Write to FILE; - is standard output.",
    ),
]


def _option(one: Filter) -> object:
    """The option of a filter, for Typer."""
    completion = names(one.section) if one.section else None
    option = typer.Option(one.option, metavar=one.metavar, help=one.help, autocompletion=completion)
    return Annotated[Names if one.repeats else str | None, option]


#: The options of groups that are not of the command line alone.
_OPTIONS: Mapping[object, Mapping[str, Any]] = {
    Filters: {one.field: _option(one) for one in FILTERS},
    Rows: {
        "sort": Annotated[
            str | None, typer.Option(metavar="FIELD", help="Sort by a field or a metric; -FIELD: largest first.")
        ],
        "limit": Annotated[int | None, number("Show at most N.")],
        "last": Annotated[int | None, number("Show the last N.")],
    },
}

Strict = Annotated[bool, typer.Option("--strict", help="Fail if a GED or ACLED file has unusable rows.")]


class DataOptions(NamedTuple):
    """Which chronology."""

    data: Annotated[
        list[Path] | None,  # not text: Typer would split the environment variable at spaces
        typer.Option(
            envvar="IDLIBTL_DATA", metavar="FILE", help="Use this chronology, folder of tables, GED or ACLED CSV."
        ),
    ] = None
    strict: Strict = False

    @property
    def files(self) -> list[str]:
        """The files that were given; none for the bundled chronology."""
        return [str(file) for file in self.data or ()]

    def question(
        self,
        asked: Filters,
        needed: Filters | None = None,
        *,
        ids: Sequence[str] = (),
        only_listed: bool = False,
        rows: Rows = ALL_ROWS,
    ) -> "Question":
        """Return the question. Of a large field dataset, only the rows that it needs are kept: see `field.load`.

        These are the rows that `needed` asks for, if not what is asked. Raises DatasetError and BadQuestion.
        """
        if not self.files:  # the most frequent call does not need field datasets
            from idlibtl.query.question import ask
            from idlibtl.read.dataset import load as load_bundled

            return ask(load_bundled(), asked)
        from idlibtl.field.load import load

        kept, strict = needed or asked, self.strict

        def reader(watch: "Watch | None") -> "Chronology":
            return load(self.files, kept, ids=ids, only_listed=only_listed, rows=rows, strict=strict, watch=watch)

        return self.asked_of(reader, asked)

    def names(self, asked: Filters) -> "Question":
        """Return the question about a chronology with all names, and how often each is mentioned.

        It may have no events.
        """
        if not self.files:
            return self.question(asked)
        from idlibtl.field.load import names_in

        return self.asked_of(lambda watch: names_in(self.files, asked, strict=self.strict, watch=watch), asked)

    def asked_of(self, reader: "Callable[[Watch | None], Chronology]", asked: Filters) -> "Question":
        """Return the question to what is read from the files, and report rows that are left out."""
        from idlibtl.query.question import ask

        chronology = read(reader)
        self.say_left_out(chronology)
        return ask(chronology, asked)

    def say_left_out(self, chronology: "Chronology") -> None:
        """Report how many rows of a field dataset could not be read, if any."""
        from idlibtl.show.atomic import shown_path
        from idlibtl.show.output import say

        for remark in chronology.loaded.remarks:
            say(remark)
        if left_out := chronology.loaded.left_out:
            file = shown_path(self.files[0])
            say(f"{file}: {left_out.text}. The first reasons:")
            for reason in left_out.reasons:
                say(reason)
            say(f"See all with idlibtl check {file}.")


def read(reader: "Callable[[Watch | None], _Read]") -> _Read:
    """Return what is read from files. Someone who waits sees how much has been read. Raises what `reader` raises."""
    from idlibtl.show.progress import waiting

    with waiting("reading the chronology") as watch:
        return reader(watch)


#: The format for a file's suffix.
_SUFFIXES = {f".{one}": one for one in Format} | {".ndjson": Format.JSONL, ".md": Format.MARKDOWN}

#: Suffixes of other formats, and what to use instead.
_OTHERS = {
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "Spreadsheets open .csv."),
    **dict.fromkeys((".html", ".htm", ".pdf"), "For a page: idlibtl report -o page.html"),
    **dict.fromkeys((".gz", ".zip", ".parquet", ".yaml", ".yml", ".xml"), "Write .csv or .json, and convert it."),
    **dict.fromkeys((".geojson", ".db", ".sqlite", ".svg"), "See idlibtl export --help"),
    **dict.fromkeys((".png", ".jpg", ".jpeg"), "For a picture: idlibtl export svg --help"),
}


def require_own_suffix(file: str | None, *own: str) -> str:
    """Return the suffix of a file to write. Raises BadQuestion for another format's; `own` are allowed."""
    suffix = Path(file or "").suffix.lower()
    if suffix in _OTHERS and suffix not in own:
        raise BadQuestion(f"This command cannot write {suffix}. {_OTHERS[suffix]}")
    return suffix


class OutputOptions(NamedTuple):
    """How the answer is written."""

    format: Annotated[
        Format | None,
        choice(
            f"Output format: {either(Format)}. [default: by the name of FILE, else table]", "FORMAT", "--format", "-f"
        ),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="The same as -f json.")] = False
    output_file: OutputFile = None
    force: Force = False
    color: Annotated[Color, choice(f"Use colour: {either(Color)}.", "WHEN")] = Color.AUTO
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Do not use a pager.")] = False
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if nothing matches.")] = False

    def write(self, report: "Report", data: DataOptions | None = None, chosen: str | None = None) -> None:
        """Write the answer from `data`, with the fields that `--fields` has chosen. Raises BadQuestion and OSError.

        With --exit-code, exit with 1 if nothing matches.
        """
        from idlibtl.show.output import emit

        if self.json and self.format not in (None, Format.JSON):
            raise BadQuestion(f"Use either --json or --format {self.format}, not both.")
        fields = [name.strip() for name in chosen.split(",")] if chosen is not None else []
        suffix = require_own_suffix(self.output_file)
        emit(
            report,
            Format.JSON if self.json else self.format or _SUFFIXES.get(suffix, Format.TABLE),
            tuple(dict.fromkeys(fields)),
            file=self.output_file,
            force=self.force,
            color=self.color,
            paged=not self.no_pager,
            data=data.files if data else (),
        )
        if self.exit_code and report.is_empty:
            raise typer.Exit(1)


# Commands take whole groups of options


def expanded(function: Callable[..., None]) -> Callable[..., None]:
    """Return the command with an option for each field of its groups.

    Typer does not know groups of options. It reads the signature of a function, so this writes one.
    """
    groups, options = {}, []
    for one in inspect.signature(function).parameters.values():
        group = one.annotation
        if not hasattr(group, "_field_defaults"):
            options.append(one.replace(kind=one.KEYWORD_ONLY))
            continue
        groups[one.name] = group
        annotations = _OPTIONS.get(group, group.__annotations__)
        for field, default in group._field_defaults.items():
            none = None if group is Filters else default  # Typer has no empty list as a default
            options.append(inspect.Parameter(field, one.KEYWORD_ONLY, default=none, annotation=annotations[field]))
    version_option = inspect.Parameter(
        "version", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Annotated[bool, HIDDEN_VERSION]
    )
    options.append(version_option)

    def command(*, version: bool, **given: Any) -> None:  # noqa: ARG001 - its callback does the work
        _require_writable(given)
        if given.get("limit") is not None and given.get("last") is not None:
            raise BadQuestion("Use either --limit or --last, not both.")
        for name, group in groups.items():
            values = {field: given.pop(field) for field in group._fields}
            given[name] = group(**{field: value for field, value in values.items() if value is not None})
        try:
            function(**given)
        except BadQuestion as error:
            from idlibtl.show.about import with_data

            data = given.get("data")
            raise BadQuestion(with_data(str(error), data.files if data else ())) from None

    command.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
    command.__doc__ = function.__doc__
    return command


#: The options and arguments that name a file to read, and those that name one to write. --base is not among the first,
#: because a chronology may replace its base: that is how it is changed.
_READ = ("data", "file", "files", "with_")
_WRITTEN = ("output_file", "output")


def _require_writable(given: Mapping[str, Any]) -> None:
    """Raise BadQuestion if the answer would replace a file that it is made from, or another one without --force."""
    read = [path for name in _READ for path in _paths(given.get(name))]
    if "data" in given and not given["data"]:
        from idlibtl.read.files import bundled

        read.append(str(bundled()))
    for path in (path for name in _WRITTEN for path in _paths(given.get(name))):
        if any(_is_one_file(path, other) for one in read for other in _files_of(one)):
            raise BadQuestion(f"{path} is the input file. Choose another output file.")
    file = given.get("output_file")
    if file is not None:
        from idlibtl.show.atomic import require_free

        require_free(file, force=given["force"])


def _paths(given: object) -> Iterable[str]:
    several = given if isinstance(given, list) else [given]
    return [str(path) for path in several if isinstance(path, str | Path)]


def _files_of(path: str) -> Iterable[str]:
    """A file, or the tables in a folder."""
    from idlibtl.read.files import tables_in

    with suppress(OSError):  # reported when it is read
        return list(map(str, tables_in(path))) if Path(path).is_dir() else [path]
    return ()


def _is_one_file(path: str, other: str) -> bool:
    try:
        return Path(path).is_file() and Path(path).samefile(other)
    except (OSError, ValueError):
        return False
