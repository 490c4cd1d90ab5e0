"""Blocks -> text for people: on a screen, or off it. Rich is imported here alone."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, assert_never

from idlibtl.show.blocks import Block, Caption, Column, Drawing, Heading, Hint, Sentence, Table
from idlibtl.show.layout import MAX_CHARACTERS, Layout, bars_of, card, drawn, fitted, one_line
from idlibtl.show.safe_text import cell_width, harmless
from idlibtl.show.screens import Screen

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: The width beyond which cells off a screen are no longer padded to be of one length.
MAX_PADDED = 200

#: The width of bars off a screen.
BARS = 20

#: The width of a timeline off a screen.
DRAWN = 120

#: How many rows are written at a time, so that the first screen need not wait for the last row.
ROWS_AT_A_TIME = 100


def text(blocks: Iterable[Block], screen: Screen) -> Iterator[str]:
    """The blocks as plain text, piece by piece: folded to the screen if it has a width, else one record a line."""
    return _on_screen(blocks, screen) if screen.width is not None else _off_screen(blocks, screen)


def _on_screen(blocks: Iterable[Block], screen: Screen) -> Iterator[str]:
    """For a person: folded to the width of the screen."""
    from rich.console import Console

    assert screen.width is not None
    written = io.StringIO()
    console = Console(
        file=written,
        width=screen.width,
        force_terminal=True,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,  # NO_COLOR has had its say where --color did not
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for number, block in enumerate(blocks):
        for _ in _printed(console, block, screen, is_first=number == 0):
            yield "".join(f"{each.rstrip()}\n" for each in written.getvalue().splitlines())
            written.seek(0)
            written.truncate()


def _printed(console: "Console", block: Block, screen: Screen, *, is_first: bool) -> Iterator[None]:
    """Print a block, a piece at each step."""
    match block:
        case Heading(content):
            if not is_first:
                console.print()
            console.print(_line(content, "bold"))
            yield
        case Caption(content) | Hint(content):
            console.print(_line(content, "dim"))
            yield
        case Sentence(content, bold):
            console.print(_line(content, "bold" if bold else ""))
            yield
        case Drawing():
            assert screen.width is not None
            for line in drawn(block, screen.width, screen.encoding):
                console.out(line, highlight=False)
                yield
        case Table(rows=[]):
            return
        case Table():
            assert screen.width is not None
            layout = fitted(block, screen.width, screen.encoding)
            yield from _table(console, layout) if layout.widths else _cards(console, layout)
        case _:
            assert_never(block)


def _line(content: str, style: str = "") -> "Text":
    from rich.text import Text

    if len(content) > MAX_CHARACTERS:
        content = f"{content[:MAX_CHARACTERS]}... ({len(content):,} characters, whole in JSON)"
    return Text(harmless(content), style, overflow="fold")


def _cards(console: "Console", layout: Layout) -> Iterator[None]:
    from rich.padding import Padding

    for row in layout.rows:
        for indent, content, style in card(layout.columns, row):
            console.print(Padding(_line(content, style), (0, 0, 0, indent)))
        yield


def _table(console: "Console", layout: Layout) -> Iterator[None]:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable
    from rich.text import Text

    deep = any(len(cell) > 1 for row in layout.rows for cell in row)
    for start in range(0, len(layout.rows), ROWS_AT_A_TIME):
        table = RichTable(
            box=SIMPLE_HEAD,
            pad_edge=False,
            show_edge=False,
            show_header=start == 0 and any(column.title for column in layout.columns),
            header_style="dim",
            leading=1 if deep else 0,
        )
        for column, each in zip(layout.columns, layout.widths, strict=True):
            justify: Literal["right", "left"] = "right" if column.right else "left"
            title = Text(column.title)
            table.add_column(title, width=each, justify=justify, no_wrap=column.whole, overflow="fold")
        for row in layout.rows[start : start + ROWS_AT_A_TIME]:
            table.add_row(*(Text("\n").join(_line(*part) for part in cell) for cell in row))
        if start and deep:
            console.print()
        console.print(table)
        yield
    for line in layout.legend:
        console.print(_line(line, "dim"))
        yield


def _off_screen(blocks: Iterable[Block], screen: Screen) -> Iterator[str]:
    """For a pipe or a file: one record a line, nothing folded or cut."""

    def styled(content: str, style: str) -> str:
        if not (screen.color and style):
            return content
        from rich.color import ColorSystem
        from rich.style import Style

        return Style.parse(style).render(content, color_system=ColorSystem.STANDARD)

    before = ""
    for block in blocks:
        match block:
            case Heading(content):
                yield f"{before}{styled(harmless(content), 'bold')}\n"
            case Sentence(content, bold):
                yield f"{styled(harmless(content), 'bold' if bold else '')}\n"
            case Table() if block.rows:
                columns, grid, widths = _grid(block, screen.encoding)
                styles = ["" for _ in columns]
                for row in grid:
                    cells: Iterable[str] = map(_padded, row, widths, columns)
                    if screen.color:
                        cells = map(styled, cells, styles)
                        styles = [column.style for column in columns]  # the titles have none
                    yield f"{'  '.join(cells).rstrip()}\n"
            case Drawing():
                yield from (f"{line}\n" for line in drawn(block, DRAWN, screen.encoding))
            case _:
                continue
        before = "\n"


def _padded(cell: str, width: int, column: Column) -> str:
    if cell.isascii():
        return cell.rjust(width) if column.right else cell.ljust(width)
    room = " " * (width - cell_width(cell))
    return f"{room}{cell}" if column.right else f"{cell}{room}"


def _grid(table: Table, encoding: str) -> tuple[list[Column], list[list[str]], Sequence[int]]:
    """A table as one line a row: its columns, its lines with the titles before them, and the columns' widths."""
    grid = [[one_line(cell) for cell in row] for row in table.rows]
    columns = list(table.columns)
    if table.bars and (drawn := bars_of(table, BARS, encoding)).scale:
        columns.append(Column(drawn.scale))
        grid = [[*row, bar] for row, bar in zip(grid, drawn.cells, strict=True)]
    if any(column.title for column in columns):
        grid.insert(0, [column.title for column in columns])
    return columns, grid, [min(MAX_PADDED, max(map(cell_width, cells))) for cells in zip(*grid, strict=True)]
