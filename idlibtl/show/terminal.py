"""Blocks -> text for people: lines of a width, with colour if wanted, or Markdown. Rich is imported here."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from idlibtl.show.blocks import Beyond, Block, Caption, Cell, Drawing, Heading, Sentence, Table
from idlibtl.show.layout import Line, drawn, lines_of, shown
from idlibtl.show.safe_text import PIPE_WIDTH, Screen, harmless
from idlibtl.show.signs import folded


def text(blocks: Iterable[Block], screen: Screen) -> Iterator[str]:
    """Yield the blocks as text, line by line, in lines of at most the width of the screen.

    Without colour, Rich is not needed, and importing it takes a quarter of a run.
    """
    painted = _painted() if screen.color else lambda text, _: text
    before: Block | None = None
    for block in blocks:
        above = "\n" if before is not None and _is_apart(before, block) else ""
        for line in _lines(block, screen):
            yield above + "".join(painted(text, style) for text, style in line).rstrip() + "\n"
            above, before = "", block


def _painted() -> Callable[[str, str], str]:
    """The function that writes a text in a style."""
    from rich.color import ColorSystem
    from rich.style import Style

    def painted(text: str, style: str) -> str:
        if style == "number":
            pieces = enumerate(_BRACKETS.split(text))
            return "".join(painted(piece, "dim" if place % 2 else "bold") for place, piece in pieces)
        if style == "bar":  # words instead of one have no colour
            style = "" if text[:1].isalnum() else "cyan"
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    return painted


#: The brackets after a number, which have its source.
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
        case Caption(_, close):
            return not close and not isinstance(before, Caption)
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
        case Caption(content):
            yield from _paragraph(content, "dim", screen.width)
        case Drawing():
            yield from drawn(block, screen.width, screen.encoding)
        case Table():
            yield from lines_of(block, screen.width, screen.encoding)
        case _:
            assert_never(block)


def _paragraph(content: str, style: str, width: int, indent: int = 0) -> Iterator[Line]:
    for line in folded(shown(content), max(2, width - indent)):
        yield [(" " * indent, ""), (line, style)]


# Markdown


def markdown(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the blocks in Markdown."""
    before = ""
    for block in blocks:
        if text := _markdown_block(block):
            yield f"{before}{text}\n"
            before = "\n"


def _markdown_block(block: Block) -> str:
    match block:
        case Heading(content, below):
            return f"## {_in_markdown(content)}" + (f"\n\n{_in_markdown(below)}" if below else "")
        case Caption(content, _, other):
            text = _in_markdown(content if other is None else other)
            return f"*{text}*" if text else ""
        case Sentence(content, bold):
            return f"**{_in_markdown(content)}**" if bold else _in_markdown(content)
        case Drawing():
            fence = "```"
            picture = ("".join(part for part, _ in line).rstrip() for line in drawn(block, PIPE_WIDTH, "utf-8"))
            return "\n".join((f"{fence}text", *picture, fence))
        case Table(columns, rows):
            lines = [
                [_in_markdown(column.title) for column in columns],
                ["--:" if column.right else "---" for column in columns],
                *([_cell(cell) for cell in row] for row in rows),
            ]
            for line, mark in zip(lines[2:], block.bars, strict=False):
                line[-1] += f" {_in_markdown(mark.text)}" if isinstance(mark, Beyond) else ""
            lines += [[f"**{_cell(cell)}**" if cell else "" for cell in block.last]] if block.last else []
            title = f"## {_in_markdown(block.title)}\n\n" if block.title else ""
            return title + "\n".join(f"| {' | '.join(line)} |" for line in lines)
        case _:
            assert_never(block)


def _cell(cell: Cell) -> str:
    """A cell on one line; indented text stays indented."""
    text = _in_markdown(cell if isinstance(cell, str) else "; ".join(cell))
    return "\N{NO-BREAK SPACE}" * (len(text) - len(text.lstrip(" "))) + text.lstrip(" ")


def _in_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", harmless(text))
