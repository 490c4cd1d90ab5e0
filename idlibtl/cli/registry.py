"""The list of commands, and what they share: a chronology loaded, a question asked, an answer written."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import typer

from idlibtl.cli.options import Data, DataOptions, OutputOptions, expanded
from idlibtl.query.filters import Filters

if TYPE_CHECKING:
    from idlibtl.model.timeline import Timeline
    from idlibtl.model.vocabulary import By
    from idlibtl.query.question import Question
    from idlibtl.reports import Report, Totals

QUERY, DRAW, CHECK, EXPORT, OWN = "Query", "Draw", "Check numbers", "Export", "Your own data"

#: The groups of the help, in its order.
GROUPS = (QUERY, DRAW, CHECK, EXPORT, OWN)


class Command(NamedTuple):
    """A command of the program, the group of the help that it is in, and a line that shows it at work."""

    function: Callable[..., None]
    group: str
    example: str


commands: dict[str, Command] = {}


def command(name: str, group: str, example: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Put the function beneath into the list of commands."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        commands[name] = Command(expanded(function), group, example)
        return function

    return register


def loaded(data: Data, filters: "Filters | None" = None, ids: Sequence[str] = ()) -> "Timeline":
    """The chronology in the file of `data`, or the bundled one; of a field dataset what these filters concern.

    Rows of such a dataset that cannot be used are told of. Raises DatasetError and BadQuestion.
    """
    from idlibtl.read import dataset
    from idlibtl.show.progress import reading

    file, strict = data or DataOptions()
    with reading() as watch:
        timeline = dataset.load(file, filters, ids=ids, strict=strict, watch=watch)
    tell_of(timeline, file)
    return timeline


def tell_of(timeline: "Timeline", file: str | None) -> None:
    """Say which rows of a field dataset were left out, if any."""
    if remark := timeline.left_out_remark:
        from idlibtl.show.output import say

        say(f"{file}: {remark}; all of them: idlibtl check {file}")


def answer(report: "Report", out: OutputOptions, fields: str | None = None) -> None:
    """Write the answer; leave with 1 if nothing matches and that was asked for. Raises BadQuestion and OSError."""
    from idlibtl.show.output import emit

    emit(report, out.output(fields))
    if out.exit_code and getattr(report, "is_empty", False):  # a comparison always has an answer
        raise typer.Exit(1)


def question_of(asked: Filters, data: Data, ids: Sequence[str] = ()) -> "Question":
    """The question that the filters ask of it; `ids` may be enough. Raises DatasetError and BadQuestion."""
    from idlibtl.query.question import ask

    return ask(loaded(data, asked, ids), asked)


def totals_of(asked: Filters, data: Data, by: "By | None") -> "Totals":
    """The totals that the filters ask of it, of a field dataset of any size. Raises DatasetError and BadQuestion."""
    file, strict = data or DataOptions()
    if file is None:
        from idlibtl.reports import totals_report

        return totals_report(question_of(asked, data), by)
    from idlibtl.field.totals import totals_from
    from idlibtl.show.progress import reading

    with reading() as watch:
        report = totals_from(file, asked, by, strict=strict, watch=watch)
    tell_of(report.question.timeline, file)
    return report
