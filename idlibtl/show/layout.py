"""Fit a table to a screen: which columns are side by side, how wide each is, which are beneath another, and bars."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, zip_longest
from typing import NamedTuple

from idlibtl.model.figures import Count
from idlibtl.show.blocks import Beyond, Cell, Column, Drawing, Mark, Table
from idlibtl.show.safe_text import cell_width, harmless
from idlibtl.show.signs import Signs, folded, signs_for

#: The longest text on a screen, in characters; the rest is cut.
MAX_CHARACTERS = 2000

#: The least widths of a column of text, and of the last column next to columns of fixed widths.
MIN_WIDTH = 14
MIN_REST = 24

#: The least width of the column without a fixed width if others get more than they need.
ROOMY = 50

#: The fewest columns for bars: in fewer they would all look the same.
LEAST_BARS = 10

#: The widest bars.
MAX_BARS = 60

#: How many times as long as another a bar would be, in words.
_TIMES = ("", "", "twice", "three times", "four times", "five times", "six times", "seven times", "eight times",
          "nine times", "ten times")  # fmt: skip

#: The longest rule beneath titles.
MAX_RULE = 120

#: A text and its style. A line has several, and a cell one for each line.
Part = tuple[str, str]
Line = Sequence[Part]
Lines = list[Part]


def parts_of(cell: Cell) -> tuple[str, ...]:
    """Return the lines of a cell."""
    return cell if isinstance(cell, tuple) else (cell,) if cell else ()


def shown(text: str) -> str:
    """Return a text that is safe to show: on one line, harmless, and cut if it is longer than anyone reads."""
    if len(text) > MAX_CHARACTERS:
        text = f"{text[:MAX_CHARACTERS]}... ({len(text):,} characters, whole in JSON)"
    return harmless(text)


class Layout:
    """A table as printed: its columns side by side with their widths. Without widths, cells are below each other.

    Cells beneath are in the cell of the main column; those of one style share a line. `labels` are the titles that are
    shown, none for the first columns of a table that is not headed.
    """

    def __init__(self, table: Table, across: Sequence[int], main: int, widths: Sequence[int]) -> None:
        self.widths, self.columns = widths, [table.columns[index] for index in across]
        self.labels = [table.columns[index].title if table.headed or index > main else "" for index in across]
        beneath = [index for index in range(len(table.columns)) if index not in across]

        def stacked(row: Sequence[Cell]) -> list[Lines]:
            cells: list[Lines] = [[(part, table.columns[at].style) for part in parts_of(row[at])] for at in across]
            for style, indices in groupby(beneath, key=lambda index: table.columns[index].style):
                parts = [part for index in indices for part in parts_of(row[index])]
                joined = [" · ".join(parts)] if style and parts else parts
                cells[across.index(main)] += [(part, style) for part in joined]
            return cells

        self.rows, self.last = map(stacked, table.rows), stacked(table.last) if table.last else []


def lines_of(table: Table, width: int, encoding: str) -> Iterator[Line]:
    """Yield the lines of a table in `width` columns, row by row as they come; none if it has no rows."""
    before, rule = " " * table.indent, [("─" * min(width, MAX_RULE), "dim")]
    table, legend = _with_bars(table, width, encoding) if table.bars else (table, "")
    layout = fitted(table, width - table.indent)
    rows = iter(layout.rows)
    if (first := next(rows, None)) is None:
        return
    yield from _head(table, layout, width, rule)
    for row in chain([first], rows):
        yield from _row(table, layout, row, width)
    if layout.last:
        yield rule
        yield from _row(table, layout, layout.last, width)
    if legend:
        yield [(before + legend, "dim")]


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


def _head(table: Table, layout: Layout, width: int, rule: Line) -> Iterator[Line]:
    """The titles of the columns, and a rule; or the title of the table, with those of columns after the main one."""
    if table.headed and layout.widths and any(layout.labels):
        yield from _cells(table, layout, [[(title, "bold")] for title in layout.labels])
        yield rule
    elif table.title:
        indent = (" " * table.indent, "")
        *above, last = folded(table.title, width - table.indent)
        yield from ([indent, (line, "bold")] for line in above)
        line, column = [indent, (last, "bold")], 0
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


def _with_bars(table: Table, width: int, encoding: str) -> tuple[Table, str]:
    """The table with its bars in a last column, and what their signs mean.

    If there is no room for bars, the words instead of a bar are beneath the last cell of the row.
    """
    rest = width - table.indent - sum(column.width + table.gap for column in table.columns)
    if rest < LEAST_BARS:
        columns = tuple(column._replace(width=0) for column in table.columns)
        words = (mark.text if isinstance(mark, Beyond) else "" for mark in table.bars)
        cells = [
            (*row[:-1], (*parts_of(row[-1]), *parts_of(word))) for row, word in zip(table.rows, words, strict=True)
        ]
        return table._replace(columns=columns, rows=cells), ""
    drawn = bars(table.bars, min(MAX_BARS, rest), signs_for(encoding))
    columns = (*table.columns, Column(drawn.scale, "bar", width=rest))
    rows = [(*row, bar) for row, bar in zip(table.rows, drawn.cells, strict=True)]
    return table._replace(columns=columns, rows=rows, last=(*table.last, "") if table.last else ()), drawn.legend


def fitted(table: Table, width: int) -> Layout:
    """Return the table fitted to a screen of that width.

    A column without a fixed width, if it is the only one, has what the others leave. Several are as wide as their cells
    need; those without room are put beneath the main column, the first that folds. A long word, such as an id, is
    broken only if nothing else helps.
    """
    across = [index for index, column in enumerate(table.columns) if not column.beneath]
    widths = [table.columns[index].width for index in across]
    if all(widths):
        return Layout(table, across, across[-1], widths)
    if widths.count(0) > 1 or not any(widths):
        return _measured(table, across, width)
    main = across[widths.index(0)]
    rest = width - _breadth(widths, table.gap)
    for place, column in enumerate(table.columns[index] for index in across):
        more = column.roomy - column.width
        if column.width and more > 0 and rest - more >= (table.columns[main].roomy or ROOMY):
            rest -= more
            widths[place] = column.roomy
    widths[across.index(main)] = rest
    return Layout(table, across, main, widths if rest >= MIN_REST else [])


def _measured(table: Table, across: list[int], width: int) -> Layout:
    """The columns that a screen of this width shows side by side, as wide as their cells need."""
    table = table._replace(rows=list(table.rows))
    main = next(index for index, column in enumerate(table.columns) if not column.whole)
    movable = [index for index in across if index != main and not table.columns[index].whole]
    texts = [
        {column.title, *(text for row in table.rows for text in parts_of(row[index]))}
        for index, column in enumerate(table.columns)
    ]
    while True:
        beneath = set().union(*(texts[index] for index in range(len(texts)) if index not in across))
        cells = [texts[index] | beneath if index == main else texts[index] for index in across]
        widths = _widths([table.columns[index] for index in across], cells, width, table.gap)
        if widths or not movable:
            return Layout(table, across, main, widths)
        across.remove(movable.pop())


def _widths(columns: Sequence[Column], texts: Sequence[set[str]], screen: int, gap: int) -> list[int]:
    """The width of each column; none if whole columns do not fit.

    Whole columns and long words get what they need. The rest goes to the columns that can use it.
    """
    wanted, least = [], []
    for column, cells in zip(columns, texts, strict=True):
        wants = min(MAX_CHARACTERS, max(map(cell_width, cells)))
        longest = max((cell_width(word) for text in cells for word in text.split()), default=0)
        wanted.append(wants)
        least.append(wants if column.whole else max(longest, min(MIN_WIDTH, wants)))
    if _breadth(least, gap) > screen:
        return []
    widths = list(least)
    growing = sorted(range(len(columns)), key=lambda index: wanted[index] - least[index])
    for place, index in enumerate(growing):
        share = (screen - _breadth(widths, gap)) // (len(growing) - place)
        widths[index] += min(share, wanted[index] - least[index])
    return widths


def _breadth(widths: Sequence[int], gap: int) -> int:
    return sum(widths) + gap * (len(widths) - 1)


class Bars(NamedTuple):
    """Bars as texts, one for each row, at most as wide as asked; the scale above them; the meaning of the signs."""

    cells: list[str]
    scale: str
    legend: str


def bars(rows: Sequence[Mark], width: int, signs: Signs) -> Bars:
    """Return bars for the rows in `width` columns, at least LEAST_BARS. A `Beyond` is in words."""
    drawn = [row for row in rows if isinstance(row, Count)]
    top = max((max(row.best, row.high or 0) for row in drawn), default=0)
    longest = max((row.best for row in drawn), default=0)
    cells = []
    for row in rows:
        match row:
            case Count():
                cells.append(_bar(row, width, top, signs) if row.best or row.high else "")
            case Beyond(best, text):
                times = (2 * best + longest) // (2 * longest) if longest else 0
                words = _TIMES[times] if times < len(_TIMES) else f"{times:,} times"
                longer = f"; a bar of it would be {words} as long as the longest here" if times > 1 else ""
                cells.append(f"{text}{longer}")
            case None:
                cells.append("")
    end = f"{top:,}"
    scale = f"0{end:>{width - 1}}" if top and len(end) < width - 1 else ""
    legend = f"{signs.solid} low  {signs.best} best  {signs.doubt} high" if any(row.interval for row in drawn) else ""
    return Bars(cells, scale, legend)


def _bar(row: Count, width: int, top: int, signs: Signs) -> str:
    """A bar for the number, to the eighth of a column if the signs allow; if it has bounds, with a tick at the best."""
    if not row.interval:
        parts = len(signs.eighths) + 1
        full, part = divmod(max(1, _nearest(row.best * width * parts, top)), parts)
        return signs.solid * full + (signs.eighths[part - 1] if part else "")
    low, high = row.interval
    tick = min(row.best * width // top, width - 1)
    before = signs.solid * min(_nearest(low * width, top), tick)
    after = signs.doubt * (max(tick + 1, min(_nearest(high * width, top), width)) - tick - 1)
    return f"{before:{signs.doubt}<{tick}}{signs.best}{after}"


def _nearest(numerator: int, denominator: int) -> int:
    """The fraction rounded to a whole number, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def drawn(drawing: Drawing, width: int, encoding: str) -> Iterator[Line]:
    """Yield a timeline in lines of at most `width` columns: a list if it is narrow, and counts of very many events."""
    # only one command needs these
    from idlibtl.show.calendar_chart import draw_counts
    from idlibtl.show.events_view import event_table
    from idlibtl.show.timeline_chart import LEAST_SCREEN, draw
    from idlibtl.show.timeline_rows import MOST_ROWS, begun, days_of, timeline

    signs = signs_for(encoding)
    if len(drawing.events) > MOST_ROWS:
        return ([(line, "")] for line in draw_counts(begun(drawing.events), width, signs))
    if width < LEAST_SCREEN:
        return lines_of(event_table(drawing.chronology, drawing.events), width, encoding)
    rows, phases = timeline(drawing.chronology, drawing.events)
    return draw(rows, phases, days_of(rows), width, signs)
