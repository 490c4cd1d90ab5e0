"""The commands that ask: each loads, asks and emits."""

from typing import Annotated

import typer

from idlibtl.cli.completion import names
from idlibtl.cli.options import Data, Fields, FigureFields, Limit, OutputOptions
from idlibtl.cli.registry import ASK, command, loaded, question_of, totals_of
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import By, Cite, Section
from idlibtl.query.filters import Filters


@command("list", ASK, "idlibtl list --from 2019-06 --place idlib")
def list_(asked: Filters, out: OutputOptions, fields: Fields = None, limit: Limit = None, data: Data = None) -> None:
    """What happened: the events, in order."""
    from idlibtl.listings import list_report
    from idlibtl.show.output import emit

    emit(list_report(question_of(asked, data), limit), out.output(fields))


@command("range", ASK, "idlibtl range 2019-06..2019-08")
def range_(
    dates: Annotated[list[str], typer.Argument(metavar="DATE", help="A range, A..B, A.. or ..B; or one or two dates.")],
    asked: Filters,
    out: OutputOptions,
    fields: Fields = None,
    data: Data = None,
) -> None:
    """One window of time: its events, totals and phases."""
    from idlibtl.query.question import ask_range, in_range
    from idlibtl.reports import range_report
    from idlibtl.show.output import emit

    question = ask_range(loaded(data, in_range(dates, asked)), dates, asked)
    emit(range_report(question), out.output(fields))


@command("totals", ASK, "idlibtl totals civilians --by month")
def totals(
    asked: Filters,
    out: OutputOptions,
    *,
    metric: Annotated[
        list[str] | None,
        typer.Argument(metavar="METRIC", help="The same as --metric.", autocompletion=names("metrics")),
    ] = None,
    by: Annotated[By | None, typer.Option(case_sensitive=False, help="Break each total down.")] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="The N largest rows of a breakdown.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Only the line to quote, for each metric.")] = False,
    data: Data = None,
) -> None:
    """Add up figures, counting no one twice."""
    from idlibtl.show.output import emit

    if limit is not None and by is None:
        raise BadQuestion("--limit needs --by. Without it there are no rows to leave out.")
    asked = asked._replace(metrics=[*asked.metrics, *(metric or ())])
    emit(totals_of(asked, data, by).shortened(limit, brief=brief), out.output())


@command("figures", ASK, "idlibtl figures --metric civilians -f csv")
def figures(
    asked: Filters, out: OutputOptions, fields: FigureFields = None, limit: Limit = None, data: Data = None
) -> None:
    """The numbers as they were printed: one row a figure, with what it adds to its total."""
    from idlibtl.reports import figures_report
    from idlibtl.show.output import emit

    emit(figures_report(question_of(asked, data), limit), out.output(fields))


@command("actor", ASK, "idlibtl actor russia")
def actor(
    asked: Filters,
    out: OutputOptions,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Id, name or alias.", autocompletion=names("actors"))
    ] = None,
    data: Data = None,
) -> None:
    """All actors; or one: what is attributed to it, what it reported, and its events."""
    from idlibtl.reports import actor_report, actors_report
    from idlibtl.show.output import emit

    question = question_of(asked, data)
    emit(actors_report(question) if name is None else actor_report(question, name), out.output())


@command("phase", ASK, "idlibtl phase 4")
def phase(
    asked: Filters,
    out: OutputOptions,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Id, title or number.", autocompletion=names("phases"))
    ] = None,
    data: Data = None,
) -> None:
    """All phases; or one: its days, totals and events."""
    from idlibtl.reports import phase_report, phases_report
    from idlibtl.show.output import emit

    question = question_of(asked, data)
    emit(phases_report(question) if name is None else phase_report(question, name), out.output())


@command("place", ASK, "idlibtl place maaret-al-numan")
def place(
    asked: Filters,
    out: OutputOptions,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Id, name or alias.", autocompletion=names("places"))
    ] = None,
    data: Data = None,
) -> None:
    """All places; or one: where it is, its totals and its events."""
    from idlibtl.reports import place_report, places_report
    from idlibtl.show.output import emit

    question = question_of(asked, data)
    emit(places_report(question) if name is None else place_report(question, name), out.output())


@command("show", ASK, "idlibtl show 2019-07-22")
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
    cite: Annotated[
        Cite | None,
        typer.Option(case_sensitive=False, metavar="FORM", help="Only how to cite: text, bibtex, csl-json."),
    ] = None,
    data: Data = None,
) -> None:
    """Records in full: every figure, source, paragraph and note; a sentence to quote, and how to cite."""
    from idlibtl.listings import show_report
    from idlibtl.show.output import emit, emit_text

    report = show_report(question_of(Filters(), data, ids=event), event)
    if cite is None:
        emit(report, out.output())
        return
    if out.format or out.json:
        raise BadQuestion("--cite has forms of its own, text, bibtex and csl-json; leave out --format and --json")
    from idlibtl.show.citations import citations

    emit_text(citations(report.question.timeline, report.events, cite), file=out.output_file)


@command("names", ASK, "idlibtl names places")
def names_(
    out: OutputOptions,
    section: Annotated[Section | None, typer.Argument(metavar="SECTION", help="Only these.")] = None,
    data: Data = None,
) -> None:
    """What may be typed behind a filter: actors, phases, places, metrics, kinds and sources."""
    from idlibtl.reports import names_report
    from idlibtl.show.output import emit

    emit(names_report(question_of(Filters(), data), section), out.output())
