"""The commands that query the chronology, or compare numbers with it.

Each loads it, asks a question and writes the answer.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from idlibtl.cli.help import either
from idlibtl.cli.options import DataOptions, Fields, FigureFields, OutputOptions, choice, named, number, read
from idlibtl.model.dates import BadQuestion, is_date, quoted
from idlibtl.model.vocabulary import By, Cite, Section
from idlibtl.query.filters import NO_FILTERS, Filters, Rows

if TYPE_CHECKING:
    from idlibtl.query.question import Question
    from idlibtl.totals.total import Totals


def list_command(
    asked: Filters,
    out: OutputOptions,
    rows: Rows,
    *,
    paragraph: Annotated[list[int] | None, number("Events that cite this paragraph of the publication.")] = None,
    fields: Fields = None,
    data: DataOptions,
) -> None:
    """List events by date."""
    from idlibtl.listings import list_report

    question = data.question(asked, only_listed=True, rows=rows)
    out.write(list_report(question, rows, paragraph or ()), data, fields)


Dates = Annotated[
    list[str],
    typer.Argument(metavar="DATE", help='One date, two dates, or a range: A..B, A.., ..B, "1 Jun - 31 Aug 2019".'),
]


def range_command(
    dates: Dates, asked: Filters, out: OutputOptions, rows: Rows, *, fields: Fields = None, data: DataOptions
) -> None:
    """Show events and totals for a date range."""
    from idlibtl.query.question import in_range
    from idlibtl.reports import range_report

    question = data.question(in_range(dates, asked), only_listed=True, rows=rows)
    out.write(range_report(question, rows), data, fields)


def totals_command(
    asked: Filters,
    out: OutputOptions,
    *,
    metric: Annotated[
        list[str] | None,
        named("metrics", "What to count, e.g. civilians. Put names of several words in quotes.", "METRIC"),
    ] = None,
    by: Annotated[
        By | None,
        choice(
            "Break totals down by month, quarter, year, phase, place, country, province, actor, source or kind.",
            "GROUP",
        ),
    ] = None,
    limit: Annotated[int | None, number("Show the N largest rows of --by.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Show only the line to quote.")] = False,
    data: DataOptions,
) -> None:
    """Add up figures, counting no one twice."""
    if limit is not None and by is None:
        raise BadQuestion("--limit needs --by. Without it there are no rows to leave out.")
    out.write(_totals(asked, metric or [], data, by).shortened(limit, brief=brief), data)


def _totals(asked: Filters, typed: list[str], data: DataOptions, by: By | None) -> "Totals":
    """The totals of the metrics typed. Several words may be one name, as in: totals civilians killed."""
    from idlibtl.query.names import first_known

    # a date has a digit; reading every metric as one would take 2 % of a run
    dated = (word for word in (" ".join(typed), *typed) if any(map(str.isdigit, word)))
    for word in filter(is_date, dated):
        raise BadQuestion(f"{quoted(word)} is a date, not a metric. For dates use --from and --to.")
    readings = ([" ".join(typed)], typed) if len(typed) > 1 else (typed,)
    questions = [asked._replace(metrics=[*asked.metrics, *names]) for names in readings]
    if not data.files:
        from idlibtl.totals.total import totals_report

        return totals_report(first_known(data.question, questions), by)
    from idlibtl.field.load import totals_from

    first, *others = questions
    report = read(lambda watch: totals_from(data.files, first, by, others=others, strict=data.strict, watch=watch))
    data.say_left_out(report.question.chronology)
    return report


def figures_command(
    asked: Filters, out: OutputOptions, rows: Rows, *, fields: FigureFields = None, data: DataOptions
) -> None:
    """List every figure as printed, and what each adds to its total."""
    from idlibtl.reports import figures_report

    out.write(figures_report(data.question(asked), rows), data, fields)


def _about(section: str, name: str | None, asked: Filters, data: DataOptions) -> "Question":
    """The question about all names of a section, or about the events of the one with this name."""
    if name is None:
        return data.names(asked)
    more: Any = {section: [name]}
    return data.question(asked, asked._replace(**more), only_listed=True)


ActorName = Annotated[str | None, named("actors", "Id, name or alias.")]
PhaseName = Annotated[str | None, named("phases", "Id, title or number.")]
PlaceName = Annotated[str | None, named("places", "Id, name or alias.")]


def actor_command(asked: Filters, out: OutputOptions, *, name: ActorName = None, data: DataOptions) -> None:
    """List actors, or show what is attributed to one, what it reported, and its events."""
    from idlibtl.reports import actor_report, actors_report

    question = _about("actors", name, asked, data)
    out.write(actors_report(question) if name is None else actor_report(question, name), data)


def phase_command(asked: Filters, out: OutputOptions, *, name: PhaseName = None, data: DataOptions) -> None:
    """List phases, or show the dates, totals and events of one."""
    from idlibtl.reports import phase_report, phases_report

    question = _about("phases", name, asked, data)
    out.write(phases_report(question) if name is None else phase_report(question, name), data)


def place_command(asked: Filters, out: OutputOptions, *, name: PlaceName = None, data: DataOptions) -> None:
    """List places, or show where one is, its totals and its events."""
    from idlibtl.reports import place_report, places_report

    question = _about("places", name, asked, data)
    out.write(places_report(question) if name is None else place_report(question, name), data)


EventNames = Annotated[list[str], named("events", "The id of an event, the beginning of it, or words of its title.")]
CiteForm = Annotated[Cite | None, choice(f"Only the citation, as {either(Cite)}.", "FORM")]


def show_command(event: EventNames, out: OutputOptions, *, cite: CiteForm = None, data: DataOptions) -> None:
    """Show events in full, with a sentence to quote and a citation."""
    from idlibtl.listings import show_report
    from idlibtl.show.output import emit_text

    report = show_report(data.question(NO_FILTERS, ids=event), event)
    if cite is None:
        out.write(report, data)
        return
    if out.format or out.json:
        raise BadQuestion("Use either --cite or --format, not both.")
    from idlibtl.show.citations import citations

    emit_text(citations(report.question.chronology, report.events, cite), file=out.output_file, force=out.force)


SectionName = Annotated[Section | None, typer.Argument(metavar="SECTION", help=f"{either(Section)}.")]


def names_command(out: OutputOptions, *, section: SectionName = None, data: DataOptions) -> None:
    """List the names you can use in filters."""
    from idlibtl.reports import names_report

    out.write(names_report(data.names(NO_FILTERS), section), data)


def crosscheck_command(
    with_: Annotated[str, typer.Argument(metavar="FILE", help="A GED or ACLED CSV, or another chronology.")],
    asked: Filters,
    out: OutputOptions,
    *,
    ids: Annotated[bool, typer.Option("--ids", help="List the ids of the rows compared.")] = False,
    data: DataOptions,
) -> None:
    """Compare each figure with GED, ACLED or another chronology."""
    from idlibtl.compare.crosscheck import crosscheck_report, filters_needed

    question = data.question(asked)
    other = DataOptions([Path(with_)], data.strict).question(NO_FILTERS, filters_needed(question))
    out.write(crosscheck_report(question, other.chronology, with_ids=ids), data)


def claim_command(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help='A number as printed, e.g. "nearly 1,000", or a whole sentence.'),
    ],
    asked: Filters,
    out: OutputOptions,
    data: DataOptions,
) -> None:
    """Compare a number you have read with what the chronology reports.

    It compares numbers, and never says whether a claim is true. The exit code is 0 whatever the answer.
    """
    from idlibtl.compare.claim import claim_report
    from idlibtl.compare.claim_rows import load_for_claim

    claimed, files = " ".join(words), data.files
    question = data.asked_of(
        lambda watch: load_for_claim(files, asked, claimed, strict=data.strict, watch=watch), asked
    )
    out.write(claim_report(question, claimed), data)
