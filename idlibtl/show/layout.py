"""Fit a table to a screen: which columns are side by side, how wide each is, and which are beneath another."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, zip_longest
from typing import NamedTuple

from idlibtl.model.figures import Count
from idlibtl.show.blocks import Cell, Column, Drawing, Table
from idlibtl.show.chart import LEAST_WIDTH, Beyond, bars
from idlibtl.show.safe_text import cell_width, harmless
from idlibtl.show.signs import folded, signs_for

#: The longest text on a screen, in characters; the rest is cut.
MAX_CHARACTERS = 2000

#: The least widths of a column of text, and of the last column next to columns of fixed widths.
MIN_WIDTH = 14
MIN_REST = 24

#: The least width of the column without a fixed width if others get more than they need.
ROOMY = 50

#: The widest bars.
MAX_BARS = 60

#: The longest rule beneath titles.
MAX_RULE = 120

#: A text and its style. A line has several, and a cell one for each line.
Part = tuple[str, str]
Line = Sequence[Part]
Lines = list[Part]


class Layout(NamedTuple):
    """A table as printed: its columns side by side with their widths. Without widths, cells are below each other.

    `labels` are the titles for cells below each other. `legend` says what the signs of bars mean.
    """

    columns: Sequence[Column]
    rows: Iterable[Sequence[Lines]]
    last: Sequence[Lines]
    widths: Sequence[int]
    labels: Sequence[str]
    legend: str = ""


def parts_of(cell: Cell) -> tuple[str, ...]:
    """Return the lines of a cell."""
    return cell if isinstance(cell, tuple) else (cell,) if cell else ()


def shown(text: str) -> str:
    """Return a text that is safe to show: on one line, harmless, and cut if it is longer than anyone reads."""
    if len(text) > MAX_CHARACTERS:
        text = f"{text[:MAX_CHARACTERS]}... ({len(text):,} characters, whole in JSON)"
    return harmless(text)


def lines_of(table: Table, width: int, encoding: str) -> Iterator[Line]:
    """Yield the lines of a table in `width` columns, row by row as they come; none if it has no rows."""
    layout = fitted(table, width - table.indent, encoding)
    before, rule = " " * table.indent, [("─" * min(width, MAX_RULE), "dim")]
    rows = iter(layout.rows)
    if (first := next(rows, None)) is None:
        return
    yield from _head(table, layout, before, rule)
    for row in chain([first], rows):
        yield from _row(table, layout, row, width)
    if layout.last:
        yield rule
        yield from _row(table, layout, layout.last, width)
    if layout.legend:
        yield [(before + layout.legend, "dim")]


def _row(table: Table, layout: Layout, row: Sequence[Lines], width: int) -> Iterator[Line]:
    """A row as cells side by side, or below each other if there is no room."""
    if not layout.widths:
        return _card(layout, row, width, " " * table.indent)
    cells: list[Lines] = [[] for _ in row]
    for lines, cell, wide in zip(cells, row, layout.widths, strict=True):
        for part, style in cell:
            text = shown(part)
            fits = cell_width(text) <= wide
            lines += [(line, style) for line in ([text] if fits else folded(text, wide))]
    return _cells(table, layout, cells)


def _cells(table: Table, layout: Layout, cells: Iterable[Lines]) -> Iterator[Line]:
    """Cells side by side, each as wide as its column."""
    for parts in zip_longest(*cells, fillvalue=("", "")):
        line = [(" " * table.indent, "")]
        for part, column, wide in zip(parts, layout.columns, layout.widths, strict=True):
            room = (" " * (wide - cell_width(part[0])), "")
            line += [room, part] if column.right else [part, room]
            line.append((" " * table.gap, ""))
        yield line


def _head(table: Table, layout: Layout, before: str, rule: Line) -> Iterator[Line]:
    """The titles of the columns, and a rule; or the title of the table, with those of columns after the main one."""
    titles = [column.title for column in layout.columns]
    if table.headed and layout.widths and any(titles):
        yield from _cells(table, layout, [[(title, "bold")] for title in titles])
        yield rule
    elif table.title:
        line, column = [(before, ""), (table.title, "bold")], 0
        for title, wide in zip(layout.labels, layout.widths, strict=False):
            room = column - sum(cell_width(part) for part, _ in line)
            if title and room > 0:
                line += [(" " * room, ""), (title, "dim")]
            column += wide + table.gap
        yield line


def _card(layout: Layout, row: Sequence[Lines], width: int, before: str) -> Iterator[Line]:
    """A row as cells below each other, for a screen too narrow for columns."""
    for index, (cell, label) in enumerate(zip(row, layout.labels, strict=True)):
        for number, (text, style) in enumerate(cell):
            indent = f"{before}{'  ' if index or number else ''}"
            words = shown(f"{label}: {text}" if label and index > 1 else text)
            yield from ([(f"{indent}{line}", style)] for line in folded(words, max(2, width - len(indent))))


def fitted(table: Table, width: int, encoding: str) -> Layout:
    """Return the table fitted to a screen of that width.

    Columns without room are put beneath the main column, the first that folds: first those meant for it on so narrow a
    screen, then one after another. A long word, such as an id, is broken only if nothing else helps.
    """
    across = [index for index, column in enumerate(table.columns) if column.beneath <= width]
    free = [index for index in across if not table.columns[index].width]
    if len(across) - len(free) < 1 or len(free) + bool(table.bars) > 1:
        return _side_by_side(table, width, across)
    columns = [table.columns[index] for index in across]
    widths = [column.width for column in columns]
    rest = width - _breadth(widths, table.gap) - table.gap * bool(table.bars)
    if table.bars and rest < LEAST_WIDTH:
        rows = [
            (*row[:-1], (*parts_of(row[-1]), mark.text)) if isinstance(mark, Beyond) else row
            for row, mark in zip(table.rows, table.bars, strict=True)
        ]
        return _side_by_side(table._replace(rows=rows), width, across)
    main = free[0] if free else across[-1]
    for index, column in enumerate(columns):
        if column.roomy > column.width > 0 and rest - (column.roomy - column.width) >= (columns[main].roomy or ROOMY):
            rest -= column.roomy - column.width
            widths[index] = column.roomy
    if free:
        widths[across.index(main)] = rest
    labels = [table.columns[index].title if table.headed or index > main else "" for index in across]
    if not table.bars:
        return _stacked(table, across, main, widths if rest >= MIN_REST else [], labels)
    drawn = bars(table.bars, min(MAX_BARS, rest), signs_for(encoding))
    layout = _stacked(table, across, main, [*widths, rest], [*labels, ""])
    bar_cells = [
        (text, "cyan" if isinstance(one, Count) else "") for text, one in zip(drawn.cells, table.bars, strict=True)
    ]
    return layout._replace(
        columns=[*columns, Column(drawn.scale)],
        rows=([*row, [bar]] for row, bar in zip(layout.rows, bar_cells, strict=True)),
        last=[*layout.last, []] if layout.last else [],
        legend=drawn.legend,
    )


def _side_by_side(table: Table, width: int, across: list[int]) -> Layout:
    """The columns that a screen of this width shows side by side, as wide as their cells need."""
    table = table._replace(rows=list(table.rows))
    main = next(index for index, column in enumerate(table.columns) if not (column.whole or column.right))
    movable = [i for i in across if i != main and not (table.columns[i].whole or table.columns[i].right)]
    texts = [
        {column.title, *(text for row in table.rows for text in parts_of(row[index]))}
        for index, column in enumerate(table.columns)
    ]
    while True:
        columns = [table.columns[index] for index in across]
        widths = _widths(columns, main, across, texts, width, table.gap)
        if widths or not movable:
            return _stacked(table, across, main, widths, [column.title for column in columns])
        across.remove(movable.pop())


def _stacked(table: Table, across: Sequence[int], main: int, widths: Sequence[int], labels: Sequence[str]) -> Layout:
    """The layout with the cells beneath put into the cell of the main column; cells of one style share a line."""
    beneath = [index for index in range(len(table.columns)) if index not in across]

    def stacked(row: Sequence[Cell]) -> list[Lines]:
        cells: list[Lines] = [[(part, table.columns[index].style) for part in parts_of(row[index])] for index in across]
        for style, indices in groupby(beneath, key=lambda index: table.columns[index].style):
            parts = [part for index in indices for part in parts_of(row[index])]
            joined = [" · ".join(parts)] if style and parts else parts
            cells[across.index(main)] += [(part, style) for part in joined]
        return cells

    columns = [table.columns[index] for index in across]
    return Layout(columns, map(stacked, table.rows), stacked(table.last) if table.last else [], widths, labels)


def _widths(
    columns: Sequence[Column], main: int, across: Sequence[int], texts: Sequence[set[str]], screen: int, gap: int
) -> list[int]:
    """The width of each column; none if whole columns do not fit.

    Whole columns, numbers and long words get what they need. The rest goes to the columns that can use it.
    """
    wanted, least = [], []
    for column, index in zip(columns, across, strict=True):
        cells = set(texts[index])
        if index == main:
            cells.update(*(texts[other] for other in range(len(texts)) if other not in across))
        wants = min(MAX_CHARACTERS, max(map(cell_width, cells)))
        words = {word for text in cells for word in text.split()}
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


def drawn(drawing: Drawing, width: int, encoding: str) -> Iterator[Line]:
    """Yield a timeline in lines of at most `width` columns: a list if it is narrow, and counts of very many events."""
    # only one command needs these
    from idlibtl.show.calendar_chart import draw_counts
    from idlibtl.show.events_view import event_table
    from idlibtl.show.timeline_chart import LEAST_SCREEN, draw
    from idlibtl.show.timeline_rows import MOST_ROWS, days_of, timeline

    signs = signs_for(encoding)
    rows, phases = timeline(drawing.chronology, drawing.events)
    if len(rows) > MOST_ROWS:
        begun = [row.span.first for row in rows if not row.replaced]
        return ([(line, "")] for line in draw_counts(begun, width, signs))
    if width < LEAST_SCREEN:
        return lines_of(event_table(drawing.chronology, drawing.events), width, encoding)
    return draw(rows, phases, days_of(rows), width, signs)
