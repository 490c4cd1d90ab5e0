"""Where people read."""

from typing import NamedTuple

#: The width of a table in a pipe or a file, unless COLUMNS sets another.
PIPE_WIDTH = 100

#: What COLUMNS may set, and what a terminal may have.
NARROWEST = 20
WIDEST = 1000


class Screen(NamedTuple):
    """Where people read: its width in columns, whether to colour, and its encoding."""

    width: int = PIPE_WIDTH
    color: bool = False
    encoding: str = "utf-8"
