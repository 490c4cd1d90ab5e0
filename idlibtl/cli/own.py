"""The commands for a chronology of one's own."""

from typing import Annotated

import typer

from idlibtl.cli.options import OutputOptions
from idlibtl.cli.registry import OWN, command
from idlibtl.model.dates import BadQuestion
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
    from idlibtl.showing.output import emit_text
    from idlibtl.showing.whole import require_free

    remark = ""
    if file is not None:
        require_free(file, force=force)
        remark = f"written to {file}; idlibtl check tells what is wrong with it after each change"
    emit_text([start()], remark, file)


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


@command("convert", OWN, "idlibtl convert events.csv figures.csv --base my.json -o new.json")
def convert(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Tables of events and figures, as list and figures write them."),
    ],
    base: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="The chronology that gives actors, places and all else but events."),
    ] = None,
    output_file: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file, whole or not at all.")
    ] = None,
) -> None:
    """A chronology in JSON, from a spreadsheet saved as CSV."""
    from idlibtl.showing.output import emit_json

    emit_json(_converted(files, base), output_file)


def _converted(files: list[str], base: str | None) -> object:
    """The chronology in one file or several, in the form of its JSON. Raises DatasetError and BadQuestion."""
    from idlibtl.reading import spreadsheet

    if base is None:
        raise BadQuestion(
            "a spreadsheet has events and figures; name with --base the chronology that has the actors, places, metrics"
            " and all else, such as the one that idlibtl init writes"
        )
    return spreadsheet.chronology(files, base)
