"""Blocks -> Markdown."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from idlibtl.show.blocks import Block, Caption, Drawing, Heading, Hint, Sentence, Table
from idlibtl.show.layout import drawn, one_line
from idlibtl.show.safe_text import harmless

#: The width of a timeline in Markdown.
MARKDOWN_WIDTH = 100


def markdown(blocks: Iterable[Block]) -> Iterator[str]:
    """The blocks in Markdown."""
    before = ""
    for block in blocks:
        yield f"{before}{_markdown_block(block)}\n"
        before = "\n"


def _markdown_block(block: Block) -> str:
    match block:
        case Heading(content):
            return f"## {_in_markdown(content)}"
        case Caption(content) | Hint(content):
            return f"*{_in_markdown(content)}*"
        case Sentence(content, bold):
            return f"**{_in_markdown(content)}**" if bold else _in_markdown(content)
        case Drawing():
            fence = "```"
            return "\n".join((f"{fence}text", *drawn(block, MARKDOWN_WIDTH, "utf-8"), fence))
        case Table(columns, rows):
            lines = [
                [_in_markdown(column.title) for column in columns],
                ["--:" if column.right else "---" for column in columns],
                *([_in_markdown(one_line(cell)) for cell in row] for row in rows),
            ]
            return "\n".join(f"| {' | '.join(line)} |" for line in lines)
        case _:
            assert_never(block)


def _in_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", harmless(text))
