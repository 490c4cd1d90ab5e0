"""The command that hands a chronology over to other tools."""

from typing import Annotated

import typer

from idlibtl.cli.options import Data
from idlibtl.cli.registry import HAND_OVER, command, question_of
from idlibtl.model.vocabulary import Export
from idlibtl.query.filters import Filters


@command("export", HAND_OVER, "idlibtl export geojson -o idlib.geojson")
def export(
    format: Annotated[  # noqa: A002 - as it is called in help
        Export,
        typer.Argument(metavar="FORMAT", case_sensitive=False, help="geojson, timelinejs, datapackage or sqlite."),
    ],
    asked: Filters,
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="OUT", help="The file, for datapackage the folder; - for stdout."),
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    data: Data = None,
) -> None:
    """The chronology as a file for other tools: maps, timelines, spreadsheets, databases."""
    from idlibtl.show.export.writing import export, require_place

    require_place(format, output, force=force)
    export(question_of(asked, data), format, output, force=force)
