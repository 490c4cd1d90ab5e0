"""Blocks -> Markdown."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from idlibtl.show.blocks import Block, Caption, Cell, Drawing, Heading, Sentence, Table
from idlibtl.show.chart import Beyond
from idlibtl.show.layout import drawn
from idlibtl.show.safe_text import harmless

#: The width of a timeline in Markdown.
MARKDOWN_WIDTH = 100


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
            picture = ("".join(part for part, _ in line).rstrip() for line in drawn(block, MARKDOWN_WIDTH, "utf-8"))
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
