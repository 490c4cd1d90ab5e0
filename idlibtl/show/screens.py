"""The screens on which people read."""

from typing import NamedTuple

#: The width of a table in a pipe or a file, unless COLUMNS sets another.
PIPE_WIDTH = 100

#: The widths that COLUMNS may set, and that a terminal may have.
NARROWEST = 20
WIDEST = 1000


class Screen(NamedTuple):
    """A screen: its width in columns, whether to use colour, and its encoding."""

    width: int = PIPE_WIDTH
    color: bool = False
    encoding: str = "utf-8"
