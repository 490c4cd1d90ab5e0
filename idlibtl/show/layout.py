"""A table fitted to a screen: which columns are side by side, how wide each is, and what is beneath another."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from idlibtl.show.blocks import Cell, Column, Drawing, Table
from idlibtl.show.chart import Bar, Bars, bars, legend
from idlibtl.show.safe_text import cell_width, harmless
from idlibtl.show.signs import folded, padded, side_by_side, signs_for
from idlibtl.show.timeline_chart import draw

#: Where a text on a screen breaks off; nothing that a person wrote by hand is as long.
MAX_CHARACTERS = 2000

#: What a column of text is not made narrower than, and the last column next to those of a fixed width.
MIN_WIDTH = 14
MIN_REST = 24

#: The widest bars, and those below which they are in lines of their own: about three tenths of the screen are theirs.
MAX_BARS = 40
MIN_BARS = 20

#: The longest rule beneath titles.
MAX_RULE = 120

#: A text and its style; a line is made of several, a cell of one a line.
Part = tuple[str, str]
Line = Sequence[Part]
Lines = list[Part]


class Layout(NamedTuple):
    """A table as it is printed: its columns with their widths, and the rows. Without widths, one row below the other.

    `legend` are lines that say what its bars mean.
    """

    columns: Sequence[Column]
    rows: Iterable[Sequence[Lines]]
    widths: Sequence[int]
    legend: Sequence[str]


def parts_of(cell: Cell) -> tuple[str, ...]:
    """Return the lines of a cell."""
    return cell if isinstance(cell, tuple) else (cell,) if cell else ()


def shown(text: str) -> str:
    """Return a text as it may be shown: on one line, harmless, and cut if it is longer than anyone reads."""
    if len(text) > MAX_CHARACTERS:
        text = f"{text[:MAX_CHARACTERS]}... ({len(text):,} characters, whole in JSON)"
    return harmless(text)


def table_lines(table: Table, width: int, encoding: str) -> Iterator[Line]:
    """Yield a table in lines of at most so many columns; nothing if it has no rows."""
    layout = fitted(table, width - table.indent, encoding)
    before = " " * table.indent
    is_first = True
    for row in layout.rows:
        if is_first and table.headed and layout.widths and any(column.title for column in layout.columns):
            titles = [[(column.title, "bold")] for column in layout.columns]
            yield from _row(layout, titles, table.gap, before)
            yield [("─" * min(width, MAX_RULE), "dim")]
        is_first = False
        if layout.widths:
            yield from _row(layout, row, table.gap, before)
        else:
            yield from _card(layout.columns, row, width - table.indent, before)
    for text in layout.legend:
        yield [(before + text, "dim")]


def _row(layout: Layout, row: Sequence[Lines], gap: int, before: str) -> Iterator[Line]:
    """The lines of a row whose columns are side by side."""
    cells = [
        [(line, style) for text, style in cell for line in _lines_of(shown(text), wide)]
        for cell, wide in zip(row, layout.widths, strict=True)
    ]
    for parts in zip_longest(*cells, fillvalue=("", "")):
        line = [(before, "")]
        for (text, style), column, wide in zip(parts, layout.columns, layout.widths, strict=True):
            room = " " * (wide - cell_width(text))
            if len(line) > 1:
                line.append((" " * gap, ""))
            line += [(room, ""), (text, style)] if column.right else [(text, style), (room, "")]
        yield line


def _lines_of(text: str, width: int) -> list[str]:
    return [text] if cell_width(text) <= width else folded(text, width)


def _card(columns: Sequence[Column], row: Sequence[Lines], width: int, before: str) -> Iterator[Line]:
    """A row as lines one below the other, for a screen too narrow for columns."""
    for indent, text, style in card(columns, row):
        for line in folded(shown(text), max(2, width - indent)):
            yield [(f"{before}{' ' * indent}{line}", style)]


def fitted(table: Table, width: int, encoding: str) -> Layout:
    """Return the table on a screen of so many columns.

    What has no room of its own is beneath the first column that folds: first what is meant to on so narrow a screen,
    then one column after the other. A long word, such as an id, is not broken while there is any way.
    """
    if (widths := _fixed(table, width)) is not None:
        return _as_they_come(table, widths)
    table = table._replace(rows=list(table.rows))
    found = _side_by_side(table, width, width)
    for_bars = min(MAX_BARS, width * 3 // 10)
    if not (table.bars and found.widths):
        return found
    if for_bars >= MIN_BARS and (with_room := _side_by_side(table, width, width - table.gap - for_bars)).widths:
        found = with_room
    room = width - _breadth(found.widths, table.gap) - table.gap
    if room < min(MIN_BARS, found.widths[_place(found, table)]):
        return _with_bars_beneath(table, found, width, encoding)
    drawn = bars_of(table, min(MAX_BARS, room), encoding)
    if not drawn.scale:
        return found
    rows = [[*row, [(cell, "cyan")]] for row, cell in zip(found.rows, drawn.cells, strict=True)]
    columns = [*found.columns, Column(drawn.scale, style="cyan", whole=True)]
    return Layout(columns, rows, [*found.widths, cell_width(drawn.scale)], bars_legend(drawn, width, encoding))


def _fixed(table: Table, width: int) -> list[int] | None:
    """The widths of columns that do not depend on the cells; none if there is no room for them. None: they depend."""
    *fixed, _ = columns = [column for column in table.columns if column.beneath <= width]
    if not fixed or not all(column.width for column in fixed):
        return None
    widths = [column.width for column in fixed]
    rest = width - sum(widths) - table.gap * (len(columns) - 1)
    return [*widths, rest] if rest >= MIN_REST else []


def _as_they_come(table: Table, widths: list[int]) -> Layout:
    """The columns whose widths are known, the rest beneath the last of them; rows are laid out one by one."""
    beside = [index for index, column in enumerate(table.columns) if column.beneath == 0]
    rows = (_stacked(table.columns, row, beside[-1], beside) for row in table.rows)
    return Layout([table.columns[index] for index in beside], rows, widths, ())


def _side_by_side(table: Table, screen: int, room: int) -> Layout:
    """The columns that a screen of this width shows side by side, in so much room; without bars."""
    main = _main(table)
    beside = [index for index, column in enumerate(table.columns) if column.beneath <= screen]
    movable = [i for i in beside if i != main and not (table.columns[i].whole or table.columns[i].right)]
    texts = [_texts(table, index) for index in range(len(table.columns))]
    while True:
        rows = [_stacked(table.columns, row, main, beside) for row in table.rows]
        columns = [table.columns[index] for index in beside]
        widths = _widths(columns, main, beside, texts, room, table.gap)
        if widths or not movable:
            return Layout(columns, rows, widths, ())
        beside.remove(movable.pop())


def _with_bars_beneath(table: Table, found: Layout, width: int, encoding: str) -> Layout:
    """The bars in lines of their own, each beneath what the first column that folds says of its row."""
    main = _place(found, table)
    drawn = bars_of(table, min(MAX_BARS, found.widths[main]), encoding)
    rows = [
        [[*cell, (bar, "cyan")] if bar and column == main else cell for column, cell in enumerate(row)]
        for row, bar in zip(found.rows, drawn.cells, strict=True)
    ]
    scale = [f"bars from 0 to {drawn.scale.split()[-1]}"] if " " in drawn.scale.strip() else []
    return Layout(found.columns, rows, found.widths, [*scale, *bars_legend(drawn, width, encoding)])


def _place(found: Layout, table: Table) -> int:
    """Where the first column that folds stands now."""
    return found.columns.index(table.columns[_main(table)])


def _main(table: Table) -> int:
    """The first column that folds."""
    return next(index for index, column in enumerate(table.columns) if not (column.whole or column.right))


def bars_of(table: Table, width: int, encoding: str) -> Bars:
    """The table's bars, in so many columns."""
    intervals = [Bar(each.low, each.best, each.high) for each in table.bars]
    return bars(intervals, width, signs_for(encoding), [each.spanning for each in table.bars])


def bars_legend(drawn: Bars, width: int, encoding: str) -> list[str]:
    """What the signs of the bars mean, in lines."""
    return side_by_side(legend(drawn, signs_for(encoding)), width)


def _texts(table: Table, column: int) -> set[str]:
    """The different texts of a column."""
    return {table.columns[column].title, *(text for row in table.rows for text in parts_of(row[column]))}


def _stacked(columns: Sequence[Column], row: Sequence[Cell], main: int, beside: Sequence[int]) -> list[Lines]:
    """A row, what is beneath in the cell of the main column; of one style, if it has one, in one line."""
    cells: list[Lines] = [[(part, columns[index].style) for part in parts_of(row[index])] for index in beside]
    stacked = cells[beside.index(main)]
    beneath = (index for index in range(len(columns)) if index not in beside)
    for style, indices in groupby(beneath, key=lambda index: columns[index].style):
        parts = [part for index in indices for part in parts_of(row[index])]
        stacked += [(" · ".join(parts), style)] if style and parts else [(part, style) for part in parts]
    return cells


def _widths(
    columns: Sequence[Column], main: int, beside: Sequence[int], texts: Sequence[set[str]], screen: int, gap: int
) -> list[int]:
    """The width of each column; none if what must stay whole does not fit.

    Whole columns, numbers and long words get what they need. What is left goes to the columns that want more.
    """
    wanted, least = [], []
    for column, index in zip(columns, beside, strict=True):
        mine = [texts[index]]
        if index == main:
            mine += [texts[each] for each in range(len(texts)) if each not in beside]
        wants = min(MAX_CHARACTERS, max(cell_width(text) for each in mine for text in each))
        words = {word for each in mine for text in each for word in text.split()}
        longest = max(map(cell_width, words), default=0)
        wanted.append(wants)
        least.append(wants if column.whole or column.right else max(longest, min(MIN_WIDTH, wants)))
    if _breadth(least, gap) > screen:
        return []
    widths = list(least)
    growing = sorted(range(len(columns)), key=lambda index: wanted[index] - widths[index])
    for place, index in enumerate(growing):
        share = max(0, screen - _breadth(widths, gap)) // (len(growing) - place)
        widths[index] += max(0, min(share, wanted[index] - widths[index]))
    return widths


def _breadth(widths: Sequence[int], gap: int) -> int:
    return sum(widths) + gap * (len(widths) - 1)


def card(columns: Sequence[Column], row: Sequence[Lines]) -> Iterator[tuple[int, str, str]]:
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


def drawn(drawing: Drawing, width: int, encoding: str) -> Iterator[str]:
    """A timeline in lines of at most so many columns."""
    return draw(drawing.rows, drawing.phases, None, drawing.last, width, signs_for(encoding))


def one_line(cell: Cell) -> str:
    """A cell on one line, harmless."""
    return harmless(cell if isinstance(cell, str) else "; ".join(cell))
