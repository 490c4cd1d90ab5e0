"""The content of answers before it is laid out: headings, sentences, tables."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:  # help has blocks too, and needs no records
    from idlibtl.model.chronology import Chronology
    from idlibtl.model.figures import Count
    from idlibtl.model.records import Event

#: A cell; if it has several lines, a tuple.
Cell = str | tuple[str, ...]


class Heading(NamedTuple):
    """A line that begins a part; `below` is a dim line directly under it."""

    text: str
    below: str = ""


class Sentence(NamedTuple):
    """A paragraph. The `bold` one matters most; there is a blank line before it, and before one that is `apart`.

    The style of a warning is yellow. A `whole` sentence is on one line, however long, so that programs can read it.
    """

    text: str
    bold: bool = False
    indent: int = 0
    apart: bool = False
    style: str = ""
    whole: bool = False


class Caption(NamedTuple):
    """A dim line at the end of an answer: it explains a word, or says what to type next, or where the answer is from.

    There is a blank line before the first caption, unless it is `close`. `markdown` is its text in Markdown if that is
    another one: empty for what to type next, and full for where the answer is from, because it leaves the terminal.
    """

    text: str
    close: bool = False
    markdown: str | None = None


class Column(NamedTuple):
    """A column of a table.

    Cells that are `beneath` are below those of the main column: the one without a width, or the first that folds. A
    `whole` column never folds. `width` is fixed; if all columns but one have it, rows are shown as they come. `roomy`
    is used instead of `width` if it leaves the column without a width at least that column's own `roomy`. The style
    "number" is bold, with the source in brackets dim.
    """

    title: str
    style: str = ""
    right: bool = False
    whole: bool = False
    beneath: bool = False
    width: int = 0
    roomy: int = 0


class Beyond(NamedTuple):
    """A number that is not drawn to the scale of the rows, because it is for several of them; and where it is from."""

    best: int
    text: str


#: The mark next to a row: none if no number is reported.
Mark: TypeAlias = "Count | Beyond | None"


class Table(NamedTuple):
    """Rows of cells. `bars`, if any, are drawn next to the rows, to one scale; the `last` row is after a rule.

    Without `headed`, titles of columns are only in Markdown; but those after the column without a width are on the line
    of the `title`. `gap` is the space between columns, `indent` the space before them.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    bars: Sequence[Mark] = ()
    headed: bool = True
    gap: int = 3
    indent: int = 0
    title: str = ""
    last: Sequence[Cell] = ()


class Drawing(NamedTuple):
    """Events drawn against time."""

    chronology: "Chronology"
    events: "Sequence[Event]"


Block = Heading | Sentence | Caption | Table | Drawing
