"""Blocks -> text for people, in lines of a width, with colour where it is wanted. Rich is imported here."""

import io
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, repeat, zip_longest
from typing import TYPE_CHECKING, assert_never

from idlibtl.show.blocks import Block, Caption, Column, Drawing, Foot, Heading, Hint, Sentence, Table
from idlibtl.show.layout import Grid, Line, Lines, drawn, pieces, shown
from idlibtl.show.safe_text import cell_width, harmless
from idlibtl.show.screens import Screen
from idlibtl.show.signs import folded

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.segment import Segment
    from rich.table import Table as RichTable


def text(blocks: Iterable[Block], screen: Screen) -> Iterator[str]:
    """Yield the blocks as text, piece by piece, in lines of at most the width of the screen.

    Without colour nothing is left for Rich to do, and to import it takes a fifth of a run.
    """
    printed = partial(_painted, _console(screen)) if screen.color else _plain
    before: Block | None = None
    for block in blocks:
        parts = _pieces(block, screen)
        first = next(parts, None)
        if first is None:
            continue
        if before is not None and _is_apart(before, block):
            yield "\n"
        for part in chain([first], parts):
            yield printed(part)
        before = block


def _console(screen: Screen) -> "Console":
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=screen.width,
        force_terminal=True,
        color_system="standard",
        no_color=False,  # NO_COLOR has had its say where --color did not
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _plain(part: Line | Grid) -> str:
    if not isinstance(part, Grid):
        return "".join(text for text, _ in part).rstrip() + "\n"
    before, between = " " * part.indent, " " * part.gap
    lines = (
        before + between.join(map(_padded, texts, part.widths, part.columns))
        for row in part.rows
        for texts in zip_longest(*row, fillvalue=("", ""))
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _padded(part: tuple[str, str], width: int, column: Column) -> str:
    text, _ = part
    room = " " * (width - cell_width(text))
    return f"{room}{text}" if column.right else f"{text}{room}"


def _painted(console: "Console", part: Line | Grid) -> str:
    """What Rich prints, without the blanks at the ends of lines."""
    from rich.segment import Segments

    with console.capture() as capture:
        shown = _table(console, part) if isinstance(part, Grid) else Segments(_segments(console, part))
        console.print(shown, soft_wrap=True)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _table(console: "Console", grid: Grid) -> "RichTable | Padding":
    """The rows as a single row of a Rich table, a line of its cells for each: Rich takes long over many rows."""
    from rich.padding import Padding
    from rich.segment import Segments
    from rich.table import Table as RichTable

    table = RichTable.grid(padding=(0, grid.gap, 0, 0), pad_edge=False)
    for width in grid.widths:
        table.add_column(width=width, no_wrap=True)
    heights = [max(map(len, row)) for row in grid.rows]
    columns = zip(*grid.rows, strict=True)
    table.add_row(
        *(
            Segments(chain.from_iterable(map(partial(_cell, console, column, width), cells, heights)))
            for column, width, cells in zip(grid.columns, grid.widths, columns, strict=True)
        )
    )
    return Padding(table, (0, 0, 0, grid.indent), expand=False) if grid.indent else table


def _cell(console: "Console", column: Column, width: int, lines: Lines, height: int) -> Iterator["Segment"]:
    """The lines of a cell, as many as the highest of its row has."""
    from rich.segment import Segment

    for text, style in lines:
        if column.right:
            yield Segment(" " * (width - cell_width(text)))
        yield from _segments(console, [(text, style)])
        yield Segment.line()
    yield from repeat(Segment.line(), height - len(lines))


def _segments(console: "Console", line: Line) -> Iterator["Segment"]:
    from rich.segment import Segment

    for text, style in line:
        if style == "number":
            for place, piece in enumerate(_BRACKETS.split(text)):
                yield Segment(piece, console.get_style("dim" if place % 2 else "bold"))
        else:
            yield Segment(text, console.get_style(style) if style else None)


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
