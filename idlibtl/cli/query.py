"""The commands about a chronology that is there: each loads, asks and answers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from idlibtl.cli.completion import names
from idlibtl.cli.options import (
    STDOUT,
    Data,
    DataOptions,
    Fields,
    FigureFields,
    Force,
    OutputFile,
    OutputOptions,
    RowOptions,
)
from idlibtl.cli.registry import (
    CHECK,
    DRAW,
    EXPORT,
    QUERY,
    answer,
    command,
    loaded,
    names_of,
    question_of,
    say_left_out,
    totals_of,
)
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import By, Cite, Export, Part, Section
from idlibtl.query.filters import Filters

if TYPE_CHECKING:
    from idlibtl.totals.total import Totals


@command("list", QUERY, "idlibtl list --from 2019-06 --place idlib")
def list_(
    asked: Filters,
    out: OutputOptions,
    rows: RowOptions,
    *,
    paragraph: Annotated[
        list[int] | None,
        typer.Option(metavar="N", min=1, help="Events that cite this paragraph of the publication."),
    ] = None,
    fields: Fields = None,
    data: Data = None,
) -> None:
    """List events by date."""
    from idlibtl.listings import list_report

    answer(
        list_report(question_of(asked, data, only_listed=True, rows=rows), rows.rows(), paragraph or ()), out, fields
    )


@command("range", QUERY, "idlibtl range 2019-06..2019-08")
def range_(
    dates: Annotated[
        list[str],
        typer.Argument(metavar="DATE", help='One date, two dates, or a range: A..B, A.., ..B, "1 Jun - 31 Aug 2019".'),
    ],
    asked: Filters,
    out: OutputOptions,
    rows: RowOptions,
    *,
    fields: Fields = None,
    data: Data = None,
) -> None:
    """Show events and totals for a date range."""
    from idlibtl.query.question import ask_range, in_range
    from idlibtl.reports import range_report

    question = ask_range(loaded(data, in_range(dates, asked), only_listed=True, rows=rows), dates, asked)
    answer(range_report(question, rows.rows()), out, fields)


@command("totals", QUERY, "idlibtl totals civilians --by month")
def totals(
    asked: Filters,
    out: OutputOptions,
    *,
    metric: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="METRIC",
            help="What to count, e.g. civilians. Put names of several words in quotes.",
            autocompletion=names("metrics"),
        ),
    ] = None,
    by: Annotated[
        By | None,
        typer.Option(
            case_sensitive=False,
            metavar="GROUP",
            help="Break totals down by month, quarter, year, phase, place, country, province, actor, source or kind.",
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Show the N largest rows of --by.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Show only the line to quote.")] = False,
    data: Data = None,
) -> None:
    """Add up figures, counting no one twice."""
    if limit is not None and by is None:
        raise BadQuestion("--limit needs --by. Without it there are no rows to leave out.")
    answer(_totals(asked, metric or [], data, by).shortened(limit, brief=brief), out)


def _totals(asked: Filters, typed: list[str], data: Data, by: By | None) -> "Totals":
    """The totals of the metrics typed; several words are one name if there is one, as in: totals civilians killed."""
    from idlibtl.query.names import UnknownName

    if len(typed) > 1:
        try:
            return totals_of(asked._replace(metrics=[*asked.metrics, " ".join(typed)]), data, by)
        except UnknownName:
            pass
    return totals_of(asked._replace(metrics=[*asked.metrics, *typed]), data, by)


@command("figures", QUERY, "idlibtl figures --metric civilians -f csv")
def figures(
    asked: Filters, out: OutputOptions, rows: RowOptions, *, fields: FigureFields = None, data: Data = None
) -> None:
    """List every figure as printed, and what each adds to its total."""
    from idlibtl.reports import figures_report

    answer(figures_report(question_of(asked, data), rows.rows()), out, fields)


@command("actor", QUERY, "idlibtl actor russia")
def actor(
    asked: Filters,
    out: OutputOptions,
    *,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Id, name or alias.", autocompletion=names("actors"))
    ] = None,
    data: Data = None,
) -> None:
    """List actors, or show what is attributed to one, what it reported, and its events."""
    from idlibtl.query.question import ask
    from idlibtl.reports import actor_report, actors_report

    if name is None:
        answer(actors_report(names_of(asked, data)), out)
        return
    its_events = loaded(data, asked._replace(actors=[name]), only_listed=True)
    answer(actor_report(ask(its_events, asked), name), out)


@command("phase", QUERY, "idlibtl phase 4")
def phase(
    asked: Filters,
    out: OutputOptions,
    *,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Id, title or number.", autocompletion=names("phases"))
    ] = None,
    data: Data = None,
) -> None:
    """List phases, or show the dates, totals and events of one."""
    from idlibtl.reports import phase_report, phases_report

    question = question_of(asked, data)
    answer(phases_report(question) if name is None else phase_report(question, name), out)


@command("place", QUERY, "idlibtl place maaret-al-numan")
def place(
    asked: Filters,
    out: OutputOptions,
    *,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Id, name or alias.", autocompletion=names("places"))
    ] = None,
    data: Data = None,
) -> None:
    """List places, or show where one is, its totals and its events."""
    from idlibtl.query.question import ask
    from idlibtl.reports import place_report, places_report

    if name is None:
        answer(places_report(names_of(asked, data)), out)
        return
    its_events = loaded(data, asked._replace(places=[name]), only_listed=True)
    answer(place_report(ask(its_events, asked), name), out)


@command("show", QUERY, "idlibtl show 2019-07-22")
def show(
    event: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME",
            help="The id of an event, the beginning of it, or words of its title.",
            autocompletion=names("events"),
        ),
    ],
    out: OutputOptions,
    *,
    cite: Annotated[
        Cite | None,
        typer.Option(case_sensitive=False, metavar="FORM", help="Only the citation, as text, bibtex or csl-json."),
    ] = None,
    data: Data = None,
) -> None:
    """Show events in full, with a sentence to quote and a citation."""
    from idlibtl.listings import show_report
    from idlibtl.show.output import emit_text

    report = show_report(question_of(Filters(), data, ids=event), event)
    if cite is None:
        answer(report, out)
        return
    if out.format or out.json:
        raise BadQuestion("Use either --cite or --format, not both.")
    from idlibtl.show.citations import citations

    emit_text(citations(report.question.timeline, report.events, cite), file=out.output().file, force=out.force)


@command("names", QUERY, "idlibtl names places")
def names_(
    out: OutputOptions,
    *,
    section: Annotated[
        Section | None,
        typer.Argument(metavar="SECTION", help="actors, phases, places, metrics, kinds or sources."),
    ] = None,
    data: Data = None,
) -> None:
    """List the names you can use in filters."""
    from idlibtl.reports import names_report

    answer(names_report(names_of(Filters(), data), section), out)


# Draw


@command("timeline", DRAW, "idlibtl timeline --phase 2")
def timeline(asked: Filters, out: OutputOptions, data: Data = None) -> None:
    """Draw events on a timeline."""
    from idlibtl.listings import timeline_report

    answer(timeline_report(question_of(asked, data, only_listed=True)), out)


@command("report", DRAW, "idlibtl report -o idlib.html")
def report(
    asked: Filters,
    *,
    part: Annotated[
        Part | None, typer.Option(case_sensitive=False, help="Make one picture (SVG) instead: timeline, map or bars.")
    ] = None,
    output_file: OutputFile = None,
    force: Force = False,
    data: Data = None,
) -> None:
    """Make a web page with totals, timeline, map and all events (one file, works offline)."""
    from idlibtl.field.load import load_with_origin
    from idlibtl.query.question import ask
    from idlibtl.read.dataset import no_garbage_collected
    from idlibtl.show.output import emit_text
    from idlibtl.show.page.frame import page
    from idlibtl.show.page.part import part_of
    from idlibtl.show.page.report import page_report
    from idlibtl.show.progress import reading

    data = data or DataOptions()
    with reading() as watch:
        timeline, source = load_with_origin(data.files, asked, strict=data.strict, watch=watch)
    say_left_out(timeline, data.files)
    with no_garbage_collected():  # of a long chronology this saves a third of the time
        question = ask(timeline, asked)
        pieces = page(page_report(question, source)) if part is None else iter([part_of(question, part)])
        emit_text(pieces, question.remark, None if output_file == STDOUT else output_file, force=force)


# Check numbers


@command("crosscheck", CHECK, "idlibtl crosscheck ged.csv --metric civilians")
def crosscheck(
    with_: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A GED or ACLED CSV, or another chronology."),
    ],
    asked: Filters,
    out: OutputOptions,
    ids: Annotated[bool, typer.Option("--ids", help="List the ids of the rows compared.")] = False,
    data: Data = None,
) -> None:
    """Compare each figure with GED, ACLED or another chronology."""
    from idlibtl.compare.crosscheck import crosscheck_report, filters_needed

    question = question_of(asked, data)
    strict = data is not None and data.strict
    theirs = loaded(DataOptions([Path(with_)], strict), filters_needed(question))
    answer(crosscheck_report(question, theirs, with_ids=ids), out)


@command("claim", CHECK, 'idlibtl claim "over a thousand civilians were killed from April to August 2019"')
def claim(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help='A number as printed, e.g. "nearly 1,000", or a whole sentence.'),
    ],
    asked: Filters,
    out: OutputOptions,
    data: Data = None,
) -> None:
    """Compare a number you have read with what the chronology reports.

    It compares with printed figures first, and never says that a claim is true or false. The exit code is 0 whatever
    the answer.
    """
    from idlibtl.compare.claim import Claim, claim_report
    from idlibtl.query.question import ask

    claimed = " ".join(words)
    answer(claim_report(ask(loaded(data, asked, claim=Claim(asked, claimed)), asked), claimed), out)


# Export


def _format(typed: str) -> Export:
    """The format of this name; frictionless is another name of datapackage."""
    name = typed.lower().replace("frictionless", Export.DATAPACKAGE)
    if name not in set(Export):
        raise typer.BadParameter("'{}' is not one of '{}'".format(typed, "', '".join(Export)))
    return Export(name)


@command("export", EXPORT, "idlibtl export geojson -o idlib.geojson")
def export(
    format: Annotated[  # noqa: A002 - as it is called in help
        Export,
        typer.Argument(
            metavar="FORMAT",
            parser=_format,
            help="geojson, timelinejs, datapackage (or frictionless), sqlite or svg.",
            autocompletion=lambda incomplete: [name for name in Export if name.startswith(incomplete.lower())],
        ),
    ],
    asked: Filters,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="Write to this file (datapackage: folder); - is standard output.",
        ),
    ],
    part: Annotated[
        Part | None, typer.Option(case_sensitive=False, help="For svg, which picture: timeline (default), map or bars.")
    ] = None,
    force: Force = False,
    data: Data = None,
) -> None:
    """Export for maps, timelines, spreadsheets and databases."""
    if part and format is not Export.SVG:
        raise BadQuestion(f"--part is for svg alone: {format} has no pictures.")
    from idlibtl.show.export.write import export, require_place

    require_place(format, output, force=force)
    export(question_of(asked, data), format, output, part or Part.TIMELINE, force=force)
