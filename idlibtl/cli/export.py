"""The command that exports to other programs."""

from typing import Annotated

import typer

from idlibtl.cli.common import question_of
from idlibtl.cli.help import either
from idlibtl.cli.options import DataOptions, Force
from idlibtl.model.dates import BadQuestion
from idlibtl.query.filters import Filters
from idlibtl.show.export import Export
from idlibtl.show.page import Part


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
            "--output",
            "-o",
            metavar="OUT",
            help="Write to this file (datapackage: folder); - is standard output.",
        ),
    ],
    *,
    part: Annotated[
        Part | None, typer.Option(case_sensitive=False, help="For svg, which picture: timeline (default), map or bars.")
    ] = None,
    force: Force = False,
    data: DataOptions,
) -> None:
    """Export for maps, timelines, spreadsheets and databases."""
    if part and format is not Export.SVG:
        raise BadQuestion(f"--part is for svg alone: {format} has no pictures.")
    from idlibtl.show.export.write import export, require_place

    require_place(format, output, force=force)
    export(question_of(asked, data), format, output, part or Part.TIMELINE, force=force)
