"""All commands, in the order in which help lists them."""

from idlibtl.cli import ask, compare, hand_over, look, own, registry  # noqa: F401 - each puts its commands into the list
from idlibtl.cli.registry import GROUPS, Command

commands = dict(sorted(registry.commands.items(), key=lambda item: GROUPS.index(item[1].group)))

__all__ = ["Command", "commands"]
