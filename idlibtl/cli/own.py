"""The commands for users' own data."""

import shlex
from itertools import filterfalse
from pathlib import Path
from typing import Annotated

import typer

from idlibtl.cli.options import STDOUT, DataOptions, Force, OutputFile, OutputOptions, Strict, read
from idlibtl.model.dates import BadQuestion
from idlibtl.model.figures import number_of
from idlibtl.model.vocabulary import Answer
from idlibtl.query.filters import Filters


def init_command(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Write to FILE. [default: standard output]")
    ] = None,
    csv: Annotated[
        str | None, typer.Option("--csv", metavar="DIR", help="Write tables for a spreadsheet into the folder DIR.")
    ] = None,
    force: Force = False,
) -> None:
    """Write a small sample chronology to start from."""
    from idlibtl.read.files import start, start_tables
    from idlibtl.show.atomic import require_free, shown_path
    from idlibtl.show.output import emit_text, say

    if file is not None and csv is not None:
        raise BadQuestion("Use either FILE or --csv, not both.")
    texts = {file: start()} if csv is None else {str(Path(csv, name)): text for name, text in start_tables().items()}
    if file == STDOUT or (file is None and csv is None):
        emit_text([start()])
        return
    for path in texts:
        require_free(str(path), force=force)
    if csv is not None:
        Path(csv).mkdir(exist_ok=True)
    for path, text in texts.items():
        emit_text([text], file=path, force=force)
    written = str(file if csv is None else csv)
    typed = shlex.quote(written) if written.isprintable() else "FILE"
    what = shown_path(written) if csv is None else f"{len(texts)} tables"
    say(f"Wrote {what}. After each change, run: idlibtl check {typed}")


CheckedFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help="A chronology, a folder of tables, or a GED or ACLED CSV; - is standard input."
    ),
]


def check_command(file: CheckedFile, out: OutputOptions, strict: Strict = False) -> None:
    """Check a file for errors and likely mistakes.

    The exit code is 1 if there is an error.
    """
    from idlibtl.field.load import check
    from idlibtl.field.open import shown_name
    from idlibtl.reports import Checked

    report = Checked(shown_name(file), read(lambda watch: check(file, strict=strict, watch=watch)))
    out.write(report)
    if report.errors:
        raise typer.Exit(1)


CommandName = Annotated[
    Answer | None,
    typer.Argument(metavar="COMMAND", help="The command whose output to describe. [default: the file format]"),
]


def schema_command(command: CommandName = None) -> None:
    """Print the JSON Schema of the file format or of a command's output."""
    from idlibtl.schemas import schema
    from idlibtl.show.output import emit_json

    emit_json(schema(command))


def convert_command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="A folder of tables; CSV tables of events and figures; a GED, ACLED or TimelineJS file.",
        ),
    ],
    asked: Filters,
    *,
    base: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Chronology to take everything except events from."),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(metavar="NAME=COLUMN,...", help="Which columns of another table are which, e.g. title=Headline."),
    ] = None,
    output_file: OutputFile = None,
    force: Force = False,
    strict: Strict = False,
) -> None:
    """Make a chronology from tables or from another program's file.

    Filters choose among the rows of a GED or ACLED file.
    """
    from idlibtl.field.open import is_field_file, is_folder
    from idlibtl.read.foreign import converted
    from idlibtl.show.output import emit_json, say

    pairs = [pair.partition("=") for pair in (columns or "").split(",") if pair.strip()]
    if not all(name.strip() and column.strip() for name, _, column in pairs):
        raise BadQuestion("Write --columns as NAME=COLUMN,NAME=COLUMN, e.g. --columns date=Date,title=Headline.")
    is_plain = len(files) == 1 and base is None and columns is None and not Path(files[0]).is_dir()
    document = _field_converted(files[0], asked, strict=strict) if is_plain else None
    if document is None:
        if len(files) > 1 and base is None and any(map(is_field_file, filterfalse(is_folder, files))):
            raise BadQuestion("convert takes one GED or ACLED file at a time. Convert them one by one.")
        if any(asked):
            raise BadQuestion("Filters are for one GED or ACLED file. Tables are converted whole.")
        made = converted(files, base, {name.strip(): column.strip() for name, _, column in pairs})
        for remark in made.remarks:
            say(remark)
        document = made.document
    emit_json(document, output_file, force=force)


def _field_converted(file: str, asked: Filters, *, strict: bool) -> object:
    """The events of a field dataset as the JSON of a chronology; None for any other file.

    Raises DatasetError and BadQuestion.
    """
    from idlibtl.field.chronology import FieldChronology, own_format
    from idlibtl.field.open import is_field_file
    from idlibtl.field.rows import days_of
    from idlibtl.show.output import say

    if not is_field_file(file):
        return None
    question = DataOptions([Path(file)], strict).question(asked, only_listed=True)
    assert isinstance(question.chronology, FieldChronology)
    document = own_format(question.chronology, question.events)
    say(f"{number_of(len(question.events), 'event')}. {question.chronology.license}.")
    if wider := sum(not question.window.holds(days_of(event.span)) for event in question.events):
        cover = f"{number_of(wider, 'event')} {'covers' if wider == 1 else 'cover'} other days too."
        say(f"{cover} For the totals of these days, ask the new file with the same --from and --to.")
    return document
