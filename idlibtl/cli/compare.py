"""The commands that compare: with another dataset, and with a printed claim."""

from pathlib import Path
from typing import Annotated

import typer

from idlibtl.cli.options import Data, DataOptions, OutputOptions
from idlibtl.cli.registry import CHECK, answer, command, loaded, question_of
from idlibtl.query.filters import Filters


@command("crosscheck", CHECK, "idlibtl crosscheck ged.csv --metric civilians")
def crosscheck(
    with_: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A GED or ACLED CSV, or another chronology."),
    ],
    asked: Filters,
    out: OutputOptions,
    ids: Annotated[bool, typer.Option("--ids", help="List the ids of the rows compared.")] = False,
    data: Data = None,
) -> None:
    """Compare each figure with GED, ACLED or another chronology."""
    from idlibtl.compare.crosscheck import crosscheck_report, filters_needed

    question = question_of(asked, data)
    strict = data is not None and data.strict
    theirs = loaded(DataOptions([Path(with_)], strict), filters_needed(question))
    answer(crosscheck_report(question, theirs, with_ids=ids), out)


@command("claim", CHECK, 'idlibtl claim "over a thousand civilians were killed from April to August 2019"')
def claim(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help='A number as printed, e.g. "nearly 1,000", or a whole sentence.'),
    ],
    asked: Filters,
    out: OutputOptions,
    data: Data = None,
) -> None:
    """Compare a number you have read with what the chronology reports.

    It compares with printed figures first, and never says that a claim is true or false. The exit code is 0 whatever
    the answer.
    """
    from idlibtl.compare.claim import Claim, claim_report
    from idlibtl.query.question import ask

    claimed = " ".join(words)
    answer(claim_report(ask(loaded(data, asked, claim=Claim(asked, claimed)), asked), claimed), out)
