"""The list of commands, and what each begins with: a chronology loaded, a question asked."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from idlibtl.cli.options import FilterOptions, expanded

if TYPE_CHECKING:
    from idlibtl.asking.queries import Question
    from idlibtl.model.timeline import Timeline

ASK, LOOK, COMPARE = "Ask", "Look", "Compare"
HAND_OVER, OWN = "Hand over", "A chronology of your own"


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


def loaded(data: str | None) -> "Timeline":
    """The chronology in the file `data`, or the bundled one. Raises DatasetError."""
    from idlibtl.reading import dataset
    from idlibtl.showing.progress import waiting

    with waiting("reading the chronology"):
        return dataset.load(data)


def question_of(asked: FilterOptions, data: str | None) -> "Question":
    """The question that the filters ask of it. Raises DatasetError and BadQuestion."""
    from idlibtl.asking.queries import ask

    return ask(loaded(data), asked.filters())
