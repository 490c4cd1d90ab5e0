"""The commands for a chronology of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from idlibtl.cli.options import DataOptions, OutputOptions, Strict
from idlibtl.cli.registry import OWN, command, question_of
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import Answer
from idlibtl.query.filters import Filters


@command("init", OWN, "idlibtl init my-chronology.json")
def init(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Where to write it; to standard output if not given.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """A small chronology to begin from: valid, and an example of what the format can say."""
    from idlibtl.read.files import start
    from idlibtl.show.output import emit_text
    from idlibtl.show.whole import require_free

    remark = ""
    if file is not None:
        require_free(file, force=force)
        remark = f"written to {file}; idlibtl check tells what is wrong with it after each change"
    emit_text([start()], remark, file)


@command("check", OWN, "idlibtl check my-chronology.json")
def check(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A chronology in JSON, or a UCDP GED or ACLED file; - for standard input."),
    ],
    out: OutputOptions,
    strict: Strict = False,
) -> None:
    """What is wrong in a file, and what its author should look at.

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
        Answer | None, typer.Argument(metavar="COMMAND", help="Whose JSON; the dataset file if none.")
    ] = None,
) -> None:
    """The JSON Schema of the dataset file, or of a command's JSON."""
    from idlibtl import schemas
    from idlibtl.show.output import emit_json

    emit_json(schemas.schema(command))


@command("convert", OWN, "idlibtl convert events.csv figures.csv --base my.json -o new.json")
def convert(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Tables of events and figures, as list and figures write them; or one UCDP GED or ACLED file.",
        ),
    ],
    asked: Filters,
    base: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="The chronology that gives actors, places and all else but events."),
    ] = None,
    output_file: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file, whole or not at all.")
    ] = None,
    strict: Strict = False,
) -> None:
    """A chronology in JSON, from a spreadsheet saved as CSV, or from a UCDP GED or ACLED file.

    The filters choose among the rows of such a file.
    """
    from idlibtl.show.output import emit_json

    converted = _field_converted(files[0], asked, strict=strict) if len(files) == 1 and base is None else None
    if converted is None and any(asked):
        raise BadQuestion("filters choose among the rows of one UCDP GED or ACLED file; of a spreadsheet all is taken")
    emit_json(_converted(files, base) if converted is None else converted, output_file)


def _field_converted(file: str, asked: Filters, *, strict: bool) -> object:
    """The events of a field dataset in the form of our JSON; None for another file.

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
        opened(files[0])  # what cannot be read at all is told first
        raise BadQuestion(
            "a spreadsheet has events and figures; name with --base the chronology that has the actors, places, metrics"
            " and all else, such as the one that idlibtl init writes"
        )
    return spreadsheet.chronology(files, base)
