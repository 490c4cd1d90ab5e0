"""All commands, in the order in which help lists them."""

from idlibtl.cli import ask, compare, look, own  # noqa: F401 - each puts its commands into the list
from idlibtl.cli.registry import Command, commands

__all__ = ["Command", "commands"]
