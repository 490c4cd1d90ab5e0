"""The commands for a chronology of one's own."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from idlibtl.cli.options import STDOUT, DataOptions, Force, OutputFile, OutputOptions, Strict
from idlibtl.cli.registry import OWN, command, question_of
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import Answer
from idlibtl.query.filters import Filters


@command("init", OWN, "idlibtl init my-chronology.json")
def init(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Write to FILE. [default: standard output]")
    ] = None,
    force: Force = False,
) -> None:
    """Write a small sample chronology to start from."""
    from idlibtl.read.files import start
    from idlibtl.show.output import emit_text
    from idlibtl.show.whole import require_free, shown_path

    remark = ""
    if file == STDOUT:
        file = None
    if file is not None:
        require_free(file, force=force)
        typed = shlex.quote(file) if file.isprintable() else "FILE"
        remark = f"Wrote {shown_path(file)}. After each change, run: idlibtl check {typed}"
    emit_text([start()], remark, file)


@command("check", OWN, "idlibtl check my-chronology.json")
def check(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A chronology, or a GED or ACLED CSV; - is standard input."),
    ],
    out: OutputOptions,
    strict: Strict = False,
) -> None:
    """Check a file for errors and likely mistakes.

    The exit code is 1 if there is an error.
    """
    from idlibtl.field.load import check
    from idlibtl.field.open import shown_name
    from idlibtl.reports import Checked
    from idlibtl.show.output import emit
    from idlibtl.show.progress import reading

    with reading() as watch:
        report = Checked(shown_name(file), check(file, strict=strict, watch=watch))
    emit(report, out.output())
    if report.errors:
        raise typer.Exit(1)


@command("schema", OWN, "idlibtl schema list")
def schema(
    command: Annotated[
        Answer | None,
        typer.Argument(metavar="COMMAND", help="The command whose output to describe. [default: the file format]"),
    ] = None,
) -> None:
    """Print the JSON Schema of the file format or of a command's output."""
    from idlibtl import schemas
    from idlibtl.show.output import emit_json

    emit_json(schemas.schema(command))


@command("convert", OWN, "idlibtl convert events.csv figures.csv --base my.json -o new.json")
def convert(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="CSV tables of events and figures, as list and figures write them; or one GED or ACLED file.",
        ),
    ],
    asked: Filters,
    base: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Chronology to take everything except events from."),
    ] = None,
    output_file: OutputFile = None,
    force: Force = False,  # noqa: ARG001 - it was looked at before this is called
    strict: Strict = False,
) -> None:
    """Make a chronology from CSV tables, or from a GED or ACLED file.

    Filters choose among the rows of a GED or ACLED file.
    """
    from idlibtl.show.output import emit_json

    converted = _field_converted(files[0], asked, strict=strict) if len(files) == 1 and base is None else None
    if converted is None and any(asked):
        raise BadQuestion("Filters are for one GED or ACLED file. CSV tables are converted whole.")
    emit_json(
        _converted(files, base) if converted is None else converted, None if output_file == STDOUT else output_file
    )


def _field_converted(file: str, asked: Filters, *, strict: bool) -> object:
    """The events of a field dataset as the JSON of a chronology; None for another file.

    Raises DatasetError and BadQuestion.
    """
    from idlibtl.field.chronology import FieldTimeline
    from idlibtl.field.open import is_field_file
    from idlibtl.field.own_format import own_format
    from idlibtl.show.output import say

    if not is_field_file(file):
        return None
    question = question_of(asked, DataOptions([Path(file)], strict), only_listed=True)
    assert isinstance(question.timeline, FieldTimeline)
    document = own_format(question.timeline, question.events)
    number = len(question.events)
    say(f"{number:,} {'event' if number == 1 else 'events'}. {question.timeline.license}.")
    return document


def _converted(files: list[str], base: str | None) -> object:
    """The chronology in one file or several, in the form of its JSON. Raises DatasetError and BadQuestion."""
    from idlibtl.field.open import opened
    from idlibtl.read import spreadsheet

    if base is None:
        opened(files[0])  # what cannot be read at all is said first
        raise BadQuestion(
            "CSV tables need --base: a chronology with the actors, places and metrics. idlibtl init writes one."
        )
    return spreadsheet.chronology(files, base)
