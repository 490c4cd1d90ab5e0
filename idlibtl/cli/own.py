"""The commands for a chronology of one's own."""

from typing import Annotated

import typer

from idlibtl.cli.options import OutputOptions
from idlibtl.cli.registry import OWN, command
from idlibtl.model.vocabulary import Answer


@command("check", OWN, "idlibtl check my-chronology.json")
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


@command("schema", OWN, "idlibtl schema list")
def schema(
    command: Annotated[
        Answer | None, typer.Argument(metavar="COMMAND", help="Whose JSON; the dataset file if none.")
    ] = None,
) -> None:
    """The JSON Schema of the dataset file, or of a command's JSON."""
    from idlibtl.asking import schemas
    from idlibtl.showing.output import emit_json

    emit_json(schemas.schema(command))
