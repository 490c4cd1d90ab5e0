"""Blocks -> text for people, in lines of a width, with colour where it is wanted. Rich is imported here."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import assert_never

from idlibtl.show.blocks import Block, Caption, Drawing, Foot, Heading, Hint, Sentence, Table
from idlibtl.show.layout import Line, drawn, shown, table_lines
from idlibtl.show.safe_text import harmless
from idlibtl.show.screens import Screen
from idlibtl.show.signs import folded

#: How many lines are written at a time, so that the first screen does not wait for the last line.
LINES_AT_A_TIME = 100


def text(blocks: Iterable[Block], screen: Screen) -> Iterator[str]:
    """Yield the blocks as text, piece by piece, in lines of at most the width of the screen."""
    painted = _painted if screen.color else _plain
    before: Block | None = None
    for block in blocks:
        lines = _lines(block, screen)
        first = next(lines, None)
        if first is None:
            continue
        if before is not None and _is_apart(before, block):
            yield "\n"
        lines = chain([first], lines)
        while some := list(islice(lines, LINES_AT_A_TIME)):
            yield "".join(map(painted, some))
        before = block


def _is_apart(before: Block, block: Block) -> bool:
    """Whether there is a blank line before a block."""
    match block:
        case Heading() | Sentence(bold=True) | Sentence(apart=True):
            return True
        case Sentence():
            return isinstance(before, Heading) and bool(before.below)
        case Table() | Drawing():
            return not isinstance(before, Heading) or bool(before.below)
        case Caption(_, close) | Hint(_, close):
            return not close and not isinstance(before, Caption | Hint)
        case Foot():
            return not isinstance(before, Caption | Hint)
        case _:
            assert_never(block)


def _lines(block: Block, screen: Screen) -> Iterator[Line]:
    match block:
        case Heading(content, below):
            yield from _paragraph(content, "bold", screen.width)
            yield from _paragraph(below, "dim", screen.width)
        case Sentence(content, whole=True):
            yield [(harmless(content), block.style)]
        case Sentence(content, bold, indent):
            yield from _paragraph(content, "bold" if bold else block.style, screen.width, indent)
        case Caption(content) | Hint(content) | Foot(content):
            yield from _paragraph(content, "dim", screen.width)
        case Drawing():
            yield from drawn(block, screen.width, screen.encoding)
        case Table():
            yield from table_lines(block, screen.width, screen.encoding)
        case _:
            assert_never(block)


def _paragraph(content: str, style: str, width: int, indent: int = 0) -> Iterator[Line]:
    for line in folded(shown(content), max(2, width - indent)):
        yield [(" " * indent, ""), (line, style)]


def _plain(line: Line) -> str:
    return "".join(part for part, _ in line).rstrip() + "\n"


def _painted(line: Line) -> str:
    last = max((number for number, (part, _) in enumerate(line, 1) if part.strip()), default=0)
    return "".join(_render(style)(part) if style and part else part for part, style in line[:last]).rstrip() + "\n"


@cache
def _render(style: str) -> Callable[[str], str]:
    from rich.color import ColorSystem
    from rich.style import Style

    if style == "number":
        return lambda part: "".join(
            _render("dim" if text.startswith("(") else "bold")(text) for text in _BRACKETS.split(part) if text
        )
    found = Style.parse(style)
    return lambda part: found.render(part, color_system=ColorSystem.STANDARD)


#: What is in brackets after a number: who gives it.
_BRACKETS = re.compile(r"(\([^()]*\)?)")
