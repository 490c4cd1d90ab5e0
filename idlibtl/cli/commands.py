"""All commands, in the order in which help lists them."""

from idlibtl.cli import ask, own, registry  # noqa: F401 - both put their commands into the list
from idlibtl.cli.registry import GROUPS, Command

commands = dict(sorted(registry.commands.items(), key=lambda item: GROUPS.index(item[1].group)))

__all__ = ["Command", "commands"]
