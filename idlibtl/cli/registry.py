"""The list of commands, and what each begins with: a chronology loaded, a question asked."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from idlibtl.cli.options import Data, DataOptions, expanded
from idlibtl.query.filters import Filters

if TYPE_CHECKING:
    from idlibtl.model.timeline import Timeline
    from idlibtl.model.vocabulary import By
    from idlibtl.query.filters import Filters
    from idlibtl.query.question import Question
    from idlibtl.reports import Totals

ASK, LOOK, COMPARE = "Ask", "Look", "Compare"
HAND_OVER, OWN = "Hand over", "A chronology of your own"

#: The groups of the help, in its order.
GROUPS = (ASK, LOOK, COMPARE, HAND_OVER, OWN)


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


def loaded(
    data: Data, filters: "Filters | None" = None, ids: Sequence[str] = (), *, only_listed: bool = False
) -> "Timeline":
    """Return the chronology in the file of `data`, or the bundled one; of a field dataset what these filters concern.

    Say which rows of such a dataset cannot be used. Raise DatasetError and BadQuestion.
    """
    from idlibtl.field.load import load
    from idlibtl.show.progress import reading

    data = data or DataOptions()
    with reading() as watch:
        timeline = load(data.files, filters, ids=ids, only_listed=only_listed, strict=data.strict, watch=watch)
    tell_of(timeline, data.files)
    return timeline


def tell_of(timeline: "Timeline", files: Sequence[str]) -> None:
    """Say how many rows of a field dataset were left out, if any."""
    if left_out := timeline.left_out:
        from idlibtl.show.output import say

        told = "; ".join(left_out.reasons)
        number = f"{left_out.rows:,} of {left_out.of:,} rows could not be read"
        say(f"{files[0]}: {number}: {told}. See all of them with idlibtl check {files[0]}.")


def question_of(
    asked: Filters, data: Data, ids: Sequence[str] = (), *, only_listed: bool = False
) -> "Question":
    """The question that the filters ask of it; `ids` may be enough. Raises DatasetError and BadQuestion."""
    from idlibtl.query.question import ask

    return ask(loaded(data, asked, ids, only_listed=only_listed), asked)


def names_of(asked: Filters, data: Data) -> "Question":
    """Return the question to a chronology that may have the names and how often they are mentioned, but no events."""
    from idlibtl.field.load import names_in
    from idlibtl.query.question import ask
    from idlibtl.show.progress import reading

    data = data or DataOptions()
    with reading() as watch:
        timeline = names_in(data.files, asked, strict=data.strict, watch=watch)
    tell_of(timeline, data.files)
    return ask(timeline, asked)


def totals_of(asked: Filters, data: Data, by: "By | None") -> "Totals":
    """The totals that the filters ask of it, of a field dataset of any size. Raises DatasetError and BadQuestion."""
    from idlibtl.field.load import totals_from
    from idlibtl.reports import Totals
    from idlibtl.show.progress import reading

    data = data or DataOptions()
    with reading() as watch:
        question, found = totals_from(data.files, asked, by, strict=data.strict, watch=watch)
    tell_of(question.timeline, data.files)
    return Totals(question, found)
