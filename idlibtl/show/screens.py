"""Where people read."""

from typing import NamedTuple


class Screen(NamedTuple):
    """Where people read: its width in columns if they see it folded, else None; whether to colour; its encoding."""

    width: int | None = None
    color: bool = False
    encoding: str = "utf-8"
