"""The commands that draw and export: a timeline in the terminal, a page, and files for other programs."""

from typing import Annotated

import typer

from idlibtl.cli.help import either
from idlibtl.cli.options import DataOptions, Force, OutputFile, OutputOptions, choice, read, require_own_suffix
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import Export, Part
from idlibtl.query.filters import Filters


def timeline_command(asked: Filters, out: OutputOptions, data: DataOptions) -> None:
    """Draw events on a timeline."""
    from idlibtl.listings import timeline_report

    out.write(timeline_report(data.question(asked, only_listed=True)), data)


def report_command(
    asked: Filters,
    *,
    part: Annotated[Part | None, choice("Make one picture (SVG) instead: timeline, map or bars.")] = None,
    output_file: OutputFile = None,
    force: Force = False,
    data: DataOptions,
) -> None:
    """Make a web page with totals, timeline, map and all events (one file, works offline)."""
    from idlibtl.field.load import load_with_origin
    from idlibtl.query.question import ask
    from idlibtl.show.output import emit_text, say
    from idlibtl.show.page.frame import page
    from idlibtl.show.page.part import part_of
    from idlibtl.show.page.report import PageReport

    require_own_suffix(output_file, ".html", ".htm", ".svg")
    chronology, source = read(lambda watch: load_with_origin(data.files, asked, strict=data.strict, watch=watch))
    data.say_left_out(chronology)
    question = ask(chronology, asked)
    pieces = page(PageReport(question, source)) if part is None else iter([part_of(question, part)])
    emit_text(pieces, output_file, force=force)
    say(question.remark)


def _format(typed: str) -> Export:
    """The format with this name; frictionless is another name of datapackage."""
    name = typed.lower().replace("frictionless", Export.DATAPACKAGE)
    if name not in set(Export):
        raise typer.BadParameter("'{}' is not one of '{}'".format(typed, "', '".join(Export)))
    return Export(name)


def export_command(
    format: Annotated[  # noqa: A002 - as it is called in help
        Export,
        typer.Argument(
            metavar="FORMAT",
            parser=_format,
            help=f"{either(Export).replace(Export.DATAPACKAGE, 'datapackage (or frictionless)')}.",
            autocompletion=lambda incomplete: [name for name in Export if name.startswith(incomplete.lower())],
        ),
    ],
    asked: Filters,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="OUT", help="Write to this file (datapackage: folder); - is standard output."
        ),
    ],
    *,
    part: Annotated[Part | None, choice("For svg, which picture: timeline (default), map or bars.")] = None,
    force: Force = False,
    data: DataOptions,
) -> None:
    """Export for maps, timelines, spreadsheets and databases."""
    if part and format is not Export.SVG:
        raise BadQuestion(f"--part is for svg alone: {format} has no pictures.")
    from idlibtl.show.export.write import export, require_place

    require_own_suffix(output, ".geojson", ".db", ".sqlite", ".svg")
    require_place(format, output, force=force)
    export(data.question(asked), format, output, part or Part.TIMELINE, force=force)
