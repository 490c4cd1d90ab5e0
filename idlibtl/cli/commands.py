"""The commands: each loads, asks and emits."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from idlibtl.cli.completion import names
from idlibtl.cli.options import Data, Fields, FigureFields, FilterOptions, Limit, OutputOptions, expanded
from idlibtl.model.vocabulary import Answer, By, Section

if TYPE_CHECKING:
    from idlibtl.asking.queries import Question
    from idlibtl.model.timeline import Timeline

ASK, LOOK, OWN = "Ask", "Look", "A chronology of your own"


class Command(NamedTuple):
    """A command of the program, the group of the help that it is in, and a line that shows it at work."""

    function: Callable[..., None]
    group: str
    example: str


commands: dict[str, Command] = {}


def _command(name: str, group: str, example: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def register(function: Callable[..., None]) -> Callable[..., None]:
        commands[name] = Command(expanded(function), group, example)
        return function

    return register


def _loaded(data: str | None) -> "Timeline":
    from idlibtl.reading import dataset
    from idlibtl.showing.progress import waiting

    with waiting("reading the chronology"):
        return dataset.load(data)


def _ask(asked: FilterOptions, data: str | None) -> "Question":
    from idlibtl.asking.queries import ask

    return ask(_loaded(data), asked.filters())


@_command("list", ASK, "idlibtl list --from 2019-06 --place idlib")
def list_(
    asked: FilterOptions, out: OutputOptions, fields: Fields = None, limit: Limit = None, data: Data = None
) -> None:
    """What happened: the events, in order."""
    from idlibtl.asking.listings import list_report
    from idlibtl.showing.output import emit

    emit(list_report(_ask(asked, data), limit), out.output(fields))


@_command("range", ASK, "idlibtl range 2019-06..2019-08")
def range_(
    dates: Annotated[list[str], typer.Argument(metavar="DATE", help="A range, A..B, A.. or ..B; or one or two dates.")],
    asked: FilterOptions,
    out: OutputOptions,
    fields: Fields = None,
    data: Data = None,
) -> None:
    """One window of time: its events, totals and phases."""
    from idlibtl.asking.queries import ask_range
    from idlibtl.asking.reports import range_report
    from idlibtl.showing.output import emit

    question = ask_range(_loaded(data), dates, asked.filters())
    emit(range_report(question), out.output(fields))


@_command("totals", ASK, "idlibtl totals civilians --by month")
def totals(
    asked: FilterOptions,
    out: OutputOptions,
    metric: Annotated[
        list[str] | None,
        typer.Argument(metavar="METRIC", help="The same as --metric.", autocompletion=names("metrics")),
    ] = None,
    by: Annotated[By | None, typer.Option(case_sensitive=False, help="Break each total down.")] = None,
    data: Data = None,
) -> None:
    """How many: add up figures without counting anyone twice."""
    from idlibtl.asking.reports import totals_report
    from idlibtl.showing.output import emit

    asked = asked._replace(metrics=[*(asked.metrics or ()), *(metric or ())] or None)
    emit(totals_report(_ask(asked, data), by), out.output())


@_command("figures", ASK, "idlibtl figures --metric civilians -f csv")
def figures(
    asked: FilterOptions, out: OutputOptions, fields: FigureFields = None, limit: Limit = None, data: Data = None
) -> None:
    """The numbers as they were printed: one row a figure, with what it adds to its total."""
    from idlibtl.asking.reports import figures_report
    from idlibtl.showing.output import emit

    emit(figures_report(_ask(asked, data), limit), out.output(fields))


@_command("actor", ASK, "idlibtl actor russia")
def actor(
    asked: FilterOptions,
    out: OutputOptions,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Id, name or alias.", autocompletion=names("actors"))
    ] = None,
    data: Data = None,
) -> None:
    """All actors; or one: what is attributed to it, what it reported, and its events."""
    from idlibtl.asking.reports import actor_report, actors_report
    from idlibtl.showing.output import emit

    question = _ask(asked, data)
    emit(actors_report(question) if name is None else actor_report(question, name), out.output())


@_command("phase", ASK, "idlibtl phase 4")
def phase(
    asked: FilterOptions,
    out: OutputOptions,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Id, title or number.", autocompletion=names("phases"))
    ] = None,
    data: Data = None,
) -> None:
    """All phases; or one: its days, totals and events."""
    from idlibtl.asking.reports import phase_report, phases_report
    from idlibtl.showing.output import emit

    question = _ask(asked, data)
    emit(phases_report(question) if name is None else phase_report(question, name), out.output())


@_command("place", ASK, "idlibtl place maaret-al-numan")
def place(
    asked: FilterOptions,
    out: OutputOptions,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Id, name or alias.", autocompletion=names("places"))
    ] = None,
    data: Data = None,
) -> None:
    """All places; or one: where it is, its totals and its events."""
    from idlibtl.asking.reports import place_report, places_report
    from idlibtl.showing.output import emit

    question = _ask(asked, data)
    emit(places_report(question) if name is None else place_report(question, name), out.output())


@_command("show", ASK, "idlibtl show 2019-07-22")
def show(
    event: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="An event's id, the beginning of it, or words of its title.",
            autocompletion=names("events"),
        ),
    ],
    out: OutputOptions,
    data: Data = None,
) -> None:
    """Records in full: every figure, source, paragraph and note."""
    from idlibtl.asking.listings import show_report
    from idlibtl.showing.output import emit

    emit(show_report(_ask(FilterOptions(), data), event), out.output())


@_command("names", ASK, "idlibtl names places")
def names_(
    out: OutputOptions,
    section: Annotated[Section | None, typer.Argument(metavar="SECTION", help="Only these.")] = None,
    data: Data = None,
) -> None:
    """What may be typed behind a filter: actors, phases, places, metrics, kinds and sources."""
    from idlibtl.asking.reports import names_report
    from idlibtl.showing.output import emit

    emit(names_report(_ask(FilterOptions(), data), section), out.output())


@_command("timeline", LOOK, "idlibtl timeline --phase 2")
def timeline(asked: FilterOptions, out: OutputOptions, data: Data = None) -> None:
    """The events drawn against time."""
    from idlibtl.asking.listings import timeline_report
    from idlibtl.showing.output import emit

    emit(timeline_report(_ask(asked, data)), out.output())


@_command("check", OWN, "idlibtl check my-chronology.json")
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A chronology in JSON.")],
    out: OutputOptions,
) -> None:
    """What is wrong in a file, and what its author should look at.

    The exit code is 1 if there is an error.
    """
    from idlibtl.asking.reports import Checked
    from idlibtl.reading import dataset
    from idlibtl.showing.output import emit

    report = Checked(file, dataset.check(file))
    emit(report, out.output())
    if report.errors:
        raise typer.Exit(1)


@_command("schema", OWN, "idlibtl schema list")
def schema(
    command: Annotated[
        Answer | None, typer.Argument(metavar="COMMAND", help="Whose JSON; the dataset file if none.")
    ] = None,
) -> None:
    """The JSON Schema of the dataset file, or of a command's JSON."""
    from idlibtl.asking import schemas
    from idlibtl.showing.output import emit_json

    emit_json(schemas.schema(command))
