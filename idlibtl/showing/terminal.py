"""Blocks -> text for people: on a screen, or off it. The only place that speaks Rich."""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal, assert_never

from idlibtl.showing.blocks import Block, Caption, Column, Heading, Interval, Screen, Sentence, Table
from idlibtl.showing.formats import parts_of
from idlibtl.showing.safe_text import harmless

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: Where a text in a table on a screen breaks off; nothing that a person wrote by hand is as long.
MAX_CHARACTERS = 2000

#: The width beyond which cells off a screen are no longer padded to be of one length.
MAX_PADDED = 200

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
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for number, block in enumerate(blocks):
        for _ in _printed(console, block, screen.width, is_first=number == 0):
            yield "".join(f"{each.rstrip()}\n" for each in written.getvalue().splitlines())
            written.seek(0)
            written.truncate()


def _printed(console: "Console", block: Block, width: int, *, is_first: bool) -> Iterator[None]:
    """Print a block, a piece at each step."""
    match block:
        case Heading(content):
            if not is_first:
                console.print()
            console.print(_line(content, "bold"))
            yield
        case Caption(content):
            console.print(_line(content, "dim"))
            yield
        case Sentence(content, bold):
            console.print(_line(content, "bold" if bold else ""))
            yield
        case Table():
            yield from _print_table(console, block, width)
        case _:
            assert_never(block)


def _line(content: str, style: str = "") -> "Text":
    from rich.text import Text

    if len(content) > MAX_CHARACTERS:
        content = f"{content[:MAX_CHARACTERS]}... ({len(content):,} characters, whole in JSON)"
    return Text(harmless(content), style, overflow="fold")


def _print_table(console: "Console", block: Table, width: int) -> Iterator[None]:
    from rich.box import SIMPLE_HEAD
    from rich.padding import Padding
    from rich.table import Table as RichTable
    from rich.text import Text

    if not block.rows:
        return
    columns, rows = _arranged(block, width)
    widths = _widths(columns, rows, width)
    if _breadth(widths) > width:
        for row in rows:
            for indent, content, style in _card(columns, row):
                console.print(Padding(_line(content, style), (0, 0, 0, indent)))
            yield
        return
    deep = any(len(cell) > 1 for row in rows for cell in row)
    for start in range(0, len(rows), ROWS_AT_A_TIME):
        table = RichTable(
            box=SIMPLE_HEAD,
            pad_edge=False,
            show_edge=False,
            show_header=start == 0 and any(column.title for column in columns),
            header_style="dim",
            leading=1 if deep else 0,
        )
        for column, each in zip(columns, widths, strict=True):
            justify: Literal["right", "left"] = "right" if column.right else "left"
            table.add_column(column.title, width=each, justify=justify, no_wrap=column.whole, overflow="fold")
        for row in rows[start : start + ROWS_AT_A_TIME]:
            table.add_row(*(Text("\n").join(_line(*part) for part in cell) for cell in row))
        if start and deep:
            console.print()
        console.print(table)
        yield


#: A cell's lines, each with its style.
_Lines = list[tuple[str, str]]


def _arranged(table: Table, width: int) -> tuple[list[Column], list[list[_Lines]]]:
    """The columns that stand side by side on a screen of `width`, and the rows; what has no room of its own stands
    beneath the first column that folds, the lesser columns in one line.
    """
    main = next(index for index, column in enumerate(table.columns) if not (column.whole or column.right))
    beside = [index for index, column in enumerate(table.columns) if column.beneath <= width]
    beneath = [index for index, column in enumerate(table.columns) if column.beneath > width]
    room = width - sum(_widest(table, index) + 3 for index in beside)
    bars = _bars(table.bars, min(40, room))
    rows = []
    for number, row in enumerate(table.rows):
        cells = [[(part, table.columns[index].style) for part in parts_of(row[index])] for index in beside]
        stacked = cells[beside.index(main)]
        for style, indices in groupby(beneath, key=lambda index: table.columns[index].style):
            parts = [part for index in indices for part in parts_of(row[index])]
            stacked += [(" · ".join(parts), style)] if style and parts else [(part, style) for part in parts]
        if bars:
            cells.append([(bars[number], "cyan")])
        rows.append(cells)
    columns = [table.columns[index] for index in beside]
    return columns + [Column("")] * bool(bars), rows


def _widest(table: Table, column: int) -> int:
    """The width that a column of a table wants."""
    parts = [part for row in table.rows for part in parts_of(row[column])]
    return max(map(len, (*parts, table.columns[column].title)))


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[_Lines]], screen: int) -> list[int]:
    """The width of each column; more than the screen has where what must stay whole does not fit.

    Whole columns and numbers get what they need, and long words, such as ids, too if there is room. What is left goes
    to the columns that want more.
    """
    texts = [
        [column.title, *(text for cell in cells for text, _ in cell)]
        for column, cells in zip(columns, zip(*rows, strict=True), strict=True)
    ]
    wanted = [min(MAX_CHARACTERS, max(map(len, mine))) for mine in texts]
    widths = [
        want if column.whole or column.right else min(14, want) for column, want in zip(columns, wanted, strict=True)
    ]
    for index, mine in enumerate(texts):
        longest = max(len(word) for text in mine for word in text.split() or [""])
        if _breadth(widths) + max(0, longest - widths[index]) <= screen:
            widths[index] = max(widths[index], longest)
    growing = sorted(range(len(columns)), key=lambda index: wanted[index] - widths[index])
    for place, index in enumerate(growing):
        share = max(0, screen - _breadth(widths)) // (len(growing) - place)
        widths[index] += max(0, min(share, wanted[index] - widths[index]))
    return widths


def _breadth(widths: Sequence[int]) -> int:
    return sum(widths) + 3 * (len(widths) - 1)


def _card(columns: Sequence[Column], row: Sequence[_Lines]) -> Iterator[tuple[int, str, str]]:
    """A row as lines one below the other, for a screen too narrow for columns: each line's indent, text and style."""
    bounds = []
    for number, (column, cell) in enumerate(zip(columns, row, strict=True)):
        if column.right:
            bounds += [f"{column.title} {text}" for text, _ in cell]
            continue
        for index, (text, style) in enumerate(cell):
            label = f"{column.title}: " if number > 1 and index == 0 and column.title else ""
            yield 2 if number or index else 0, f"{label}{text}", style
    if bounds:
        yield 2, ", ".join(bounds), ""


def _bars(intervals: Sequence[Interval], width: int) -> list[str]:
    """A bar for each number, the largest `width` long; none where there is no room for any."""
    largest = max((each.best or 0 for each in intervals), default=0)
    if width < 5 or not largest:
        return []
    return ["█" * max(1, each.best * width // largest) if each.best else "" for each in intervals]


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
                columns, grid, widths = _grid(block)
                for number, row in enumerate(grid):
                    cells = (
                        styled(
                            cell.rjust(width) if column.right else cell.ljust(width),
                            "" if number == 0 else column.style,
                        )
                        for cell, width, column in zip(row, widths, columns, strict=True)
                    )
                    yield f"{'  '.join(cells).rstrip()}\n"
            case _:
                continue
        before = "\n"


def _grid(table: Table) -> tuple[list[Column], list[list[str]], list[int]]:
    """A table as one line a row: its columns, its lines with the titles before them, and the columns' widths."""
    grid = [[harmless("; ".join(parts_of(cell))) for cell in row] for row in table.rows]
    columns = list(table.columns)
    if bars := _bars(table.bars, 20):
        columns.append(Column(""))
        grid = [[*row, bar] for row, bar in zip(grid, bars, strict=True)]
    if any(column.title for column in columns):
        grid.insert(0, [column.title for column in columns])
    return columns, grid, [min(MAX_PADDED, max(map(len, cells))) for cells in zip(*grid, strict=True)]
