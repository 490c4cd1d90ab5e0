"""Blocks -> text for people, in lines of a width, with colour where it is wanted. Rich is imported here."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat, zip_longest
from typing import assert_never

from idlibtl.show.blocks import Block, Caption, Column, Drawing, Foot, Heading, Hint, Sentence, Table
from idlibtl.show.layout import Grid, Line, drawn, pieces, shown
from idlibtl.show.safe_text import cell_width, harmless
from idlibtl.show.screens import Screen
from idlibtl.show.signs import folded


def text(blocks: Iterable[Block], screen: Screen) -> Iterator[str]:
    """Yield the blocks as text, piece by piece, in lines of at most the width of the screen.

    Without colour nothing is left for Rich to do, and to import it takes a fifth of a run.
    """
    painted = _painter() if screen.color else _unpainted
    before: Block | None = None
    for block in blocks:
        parts = _pieces(block, screen)
        first = next(parts, None)
        if first is None:
            continue
        if before is not None and _is_apart(before, block):
            yield "\n"
        for part in chain([first], parts):
            yield _printed(part, painted)
        before = block


def _painter() -> Callable[[str, str], str]:
    """How to colour: what Rich does with a text and its style. Its tables would lay out once more what is laid out."""
    from rich.color import ColorSystem
    from rich.style import Style

    def painted(text: str, style: str) -> str:
        if style != "number":
            return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
        pieces = enumerate(_BRACKETS.split(text))
        return "".join(painted(piece, "dim" if place % 2 else "bold") for place, piece in pieces)

    return painted


def _unpainted(text: str, _: str) -> str:
    return text


def _printed(part: Line | Grid, painted: Callable[[str, str], str]) -> str:
    """A part as lines, without the blanks at their ends."""
    if not isinstance(part, Grid):
        return "".join(painted(text, style) for text, style in part).rstrip() + "\n"
    before, between = " " * part.indent, " " * part.gap
    lines = (
        before + between.join(map(_padded, texts, part.widths, part.columns, repeat(painted)))
        for row in part.rows
        for texts in zip_longest(*row, fillvalue=("", ""))
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _padded(part: tuple[str, str], width: int, column: Column, painted: Callable[[str, str], str]) -> str:
    text, style = part
    room = " " * (width - cell_width(text))
    text = painted(text, style)
    return f"{room}{text}" if column.right else f"{text}{room}"


#: What is in brackets after a number: who gives it.
_BRACKETS = re.compile(r"(\([^()]*\)?)")


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


def _pieces(block: Block, screen: Screen) -> Iterator[Line | Grid]:
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
            yield from pieces(block, screen.width, screen.encoding)
        case _:
            assert_never(block)


def _paragraph(content: str, style: str, width: int, indent: int = 0) -> Iterator[Line]:
    for line in folded(shown(content), max(2, width - indent)):
        yield [(" " * indent, ""), (line, style)]
