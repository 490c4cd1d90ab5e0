"""Blocks -> text for people: on a screen, off it, or in Markdown. The only room that speaks Rich."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, assert_never

from idlibtl.showing.safe_text import harmless
from idlibtl.showing.views import Block, Caption, Cell, Column, Heading, Sentence, Table

#: Where a text in a table on a screen breaks off; nothing that a person wrote by hand is as long.
LONGEST = 2000


#: The width beyond which cells off a screen are no longer padded to be of one length.
WIDEST = 200


class Screen(NamedTuple):
    """What stdout is: its width in columns if a person looks at it, else None; and whether to colour."""

    width: int | None
    color: bool


def text(blocks: Iterable[Block], screen: Screen) -> str:
    """The blocks as plain text: folded to the screen if there is one, else one record a line."""
    return _on_screen(blocks, screen) if screen.width is not None else _off_screen(blocks, screen)


def _on_screen(blocks: Iterable[Block], screen: Screen) -> str:
    """For a person: folded to the width of the screen."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table as RichTable
    from rich.text import Text

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

    def line(content: str, style: str = "") -> Text:
        if len(content) > LONGEST:
            content = f"{content[:LONGEST]}... ({len(content):,} characters, whole in JSON)"
        return Text(harmless(content), style, overflow="fold")

    for block in blocks:
        match block:
            case Heading(content):
                console.print()
                console.print(line(content, "bold"))
            case Caption(content):
                console.print(line(content, "dim"))
            case Sentence(content, bold):
                console.print(line(content, "bold" if bold else ""))
            case Table(rows=[]):
                pass
            case Table():
                columns, rows = _arranged(block, screen.width)
                widths = _widths(columns, rows, screen.width)
                if _breadth(widths) > screen.width:
                    for indent, content, style in _cards(columns, rows):
                        console.print(Padding(line(content, style), (0, 0, 0, indent)))
                    continue
                deep = any(len(cell) > 1 for row in rows for cell in row)
                table = RichTable(
                    box=SIMPLE_HEAD,
                    pad_edge=False,
                    show_edge=False,
                    show_header=any(column.title for column in columns),
                    header_style="dim",
                    leading=1 if deep else 0,
                )
                for column, width in zip(columns, widths, strict=True):
                    table.add_column(
                        column.title,
                        width=width,
                        justify="right" if column.right else "left",
                        no_wrap=column.whole,
                        overflow="fold",
                    )
                for row in rows:
                    table.add_row(*(Text("\n").join(line(*part) for part in cell) for cell in row))
                console.print(table)
            case _:
                assert_never(block)
    return "".join(f"{each.rstrip()}\n" for each in written.getvalue().splitlines())


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
        cells = [[(part, table.columns[index].style) for part in _parts_of(row[index])] for index in beside]
        stacked = cells[beside.index(main)]
        for style, indices in groupby(beneath, key=lambda index: table.columns[index].style):
            parts = [part for index in indices for part in _parts_of(row[index])]
            stacked += [(" · ".join(parts), style)] if style and parts else [(part, style) for part in parts]
        if bars:
            cells.append([(bars[number], "cyan")])
        rows.append(cells)
    columns = [table.columns[index] for index in beside]
    return columns + [Column("")] * bool(bars), rows


def _widest(table: Table, column: int) -> int:
    """The width that a column of a table wants."""
    parts = [part for row in table.rows for part in _parts_of(row[column])]
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
    wanted = [min(LONGEST, max(map(len, mine))) for mine in texts]
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


def _cards(columns: Sequence[Column], rows: Sequence[Sequence[_Lines]]) -> Iterator[tuple[int, str, str]]:
    """The rows one below the other, for a screen too narrow for columns: each line's indent, text and style."""
    for row in rows:
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


def _parts_of(cell: Cell) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else (cell,) if cell else ()


def _bars(numbers: Sequence[int], width: int) -> list[str]:
    """A bar for each number, the largest `width` long; none where there is no room for any."""
    largest = max(numbers, default=0)
    if width < 5 or not largest:
        return []
    return ["█" * max(1, number * width // largest) if number else "" for number in numbers]


def _off_screen(blocks: Iterable[Block], screen: Screen) -> str:
    """For a pipe or a file: one record a line, nothing folded or cut."""
    lines: list[str] = []

    def styled(text: str, style: str) -> str:
        if not (screen.color and style):
            return text
        from rich.color import ColorSystem
        from rich.style import Style

        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    for block in blocks:
        match block:
            case Heading(content):
                lines += [""] * bool(lines) + [styled(harmless(content), "bold")]
            case Sentence(content, bold):
                lines.append(styled(harmless(content), "bold" if bold else ""))
            case Table() if block.rows:
                grid = [[harmless("; ".join(_parts_of(cell))) for cell in row] for row in block.rows]
                columns = list(block.columns)
                if bars := _bars(block.bars, 20):
                    columns.append(Column(""))
                    grid = [[*row, bar] for row, bar in zip(grid, bars, strict=True)]
                if any(column.title for column in columns):
                    grid.insert(0, [column.title for column in columns])
                widths = [min(WIDEST, max(map(len, cells))) for cells in zip(*grid, strict=True)]
                for number, row in enumerate(grid):
                    cells = (
                        styled(
                            cell.rjust(width) if column.right else cell.ljust(width),
                            "" if number == 0 else column.style,
                        )
                        for cell, width, column in zip(row, widths, columns, strict=True)
                    )
                    lines.append("  ".join(cells).rstrip())
    return "".join(f"{line}\n" for line in lines)


def markdown(blocks: Iterable[Block]) -> str:
    """The blocks in Markdown."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading(content):
                parts.append(f"## {_in_markdown(content)}")
            case Caption(content):
                parts.append(f"*{_in_markdown(content)}*")
            case Sentence(content, bold):
                parts.append(f"**{_in_markdown(content)}**" if bold else _in_markdown(content))
            case Table():
                lines = [
                    [_in_markdown(column.title) for column in block.columns],
                    ["--:" if column.right else "---" for column in block.columns],
                    *([_in_markdown("; ".join(_parts_of(cell))) for cell in row] for row in block.rows),
                ]
                parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
            case _:
                assert_never(block)
    return "\n\n".join(parts) + "\n" * bool(parts)


def _in_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", harmless(text))
