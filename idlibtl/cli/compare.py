"""The commands that compare numbers: with another dataset, and with a claim."""

from pathlib import Path
from typing import Annotated

import typer

from idlibtl.cli.common import loaded, question_of
from idlibtl.cli.options import DataOptions, OutputOptions
from idlibtl.query.filters import Filters


def crosscheck_command(
    with_: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A GED or ACLED CSV, or another chronology."),
    ],
    asked: Filters,
    out: OutputOptions,
    *,
    ids: Annotated[bool, typer.Option("--ids", help="List the ids of the rows compared.")] = False,
    data: DataOptions,
) -> None:
    """Compare each figure with GED, ACLED or another chronology."""
    from idlibtl.compare.crosscheck import crosscheck_report, filters_needed

    question = question_of(asked, data)
    other = loaded(DataOptions([Path(with_)], data.strict), filters_needed(question))
    out.write(crosscheck_report(question, other, with_ids=ids), data)


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

    It compares with printed figures first, and never says that a claim is true or false. The exit code is 0 whatever
    the answer.
    """
    from idlibtl.compare.claim import claim_report
    from idlibtl.query.question import ask

    claimed = " ".join(words)
    out.write(claim_report(ask(loaded(data, asked, claim=claimed), asked), claimed), data)
