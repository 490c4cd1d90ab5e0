"""All commands, in the groups and the order of help. Each group is a module, imported only for its commands."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple


class CommandEntry(NamedTuple):
    """A command of the program: its group in help, its module, and an example."""

    name: str
    group: str
    module: str
    example: str

    @property
    def function(self) -> Callable[..., None]:
        """The function that runs it."""
        function: Callable[..., None] = getattr(import_module(f"idlibtl.cli.{self.module}"), f"{self.name}_command")
        return function

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""
        return (self.function.__doc__ or "").partition("\n")[0]


_EXAMPLES = {
    ("Query", "query"): (
        "list --from 2019-06 --place idlib",
        "range 2019-06..2019-08",
        "totals civilians --by month",
        "figures --metric civilians -f csv",
        "actor russia",
        "phase 4",
        "place maaret-al-numan",
        "show 2019-07-22",
        "names places",
    ),
    ("Draw", "export"): ("timeline --phase 2", "report -o idlib.html"),
    ("Check numbers", "query"): (
        "crosscheck ged.csv --metric civilians",
        'claim "over a thousand civilians were killed from April to August 2019"',
    ),
    ("Export", "export"): ("export geojson -o idlib.geojson",),
    ("Your own data", "own"): (
        "init my-chronology.json",
        "check my-chronology.json",
        "schema list",
        "convert my-tables -o my.json",
    ),
}

#: Every command by name, which is the first word of its example.
COMMANDS: Mapping[str, CommandEntry] = {
    name: CommandEntry(name, group, module, f"idlibtl {example}")
    for (group, module), examples in _EXAMPLES.items()
    for example in examples
    for name in [example.partition(" ")[0]]
}
