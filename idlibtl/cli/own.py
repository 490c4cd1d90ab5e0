"""The commands for a chronology of one's own."""

from typing import Annotated

import typer

from idlibtl.cli.options import OutputOptions
from idlibtl.cli.registry import OWN, command
from idlibtl.model.dates import BadQuestion, quoted
from idlibtl.model.vocabulary import Answer


@command("init", OWN, "idlibtl init my-chronology.json")
def init(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Where to write it; to standard output if not given.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """A small chronology to begin from: valid, and an example of what the format can say."""
    from idlibtl.reading.files import start
    from idlibtl.showing.output import emit_text, say

    try:
        emit_text([start()], file, is_new=not force)
    except FileExistsError:
        raise BadQuestion(f"{quoted(file)} is there already; another name, or --force to write over it") from None
    if file is not None:
        say(f"written to {file}; idlibtl check tells what is wrong with it after each change")


@command("check", OWN, "idlibtl check my-chronology.json")
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A chronology in JSON; - for standard input.")],
    out: OutputOptions,
) -> None:
    """What is wrong in a file, and what its author should look at.

    The exit code is 1 if there is an error.
    """
    from idlibtl.asking.reports import Checked
    from idlibtl.reading import dataset
    from idlibtl.showing.output import emit

    report = Checked("standard input" if file == "-" else file, dataset.check(file))
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
