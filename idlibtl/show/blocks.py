"""What people read, before it has a shape: headings, sentences, tables."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # help has blocks too, and no records
    from idlibtl.model.chronology import Chronology
    from idlibtl.model.records import Event
    from idlibtl.show.chart import Mark

#: A cell; one of several lines is a tuple.
Cell = str | tuple[str, ...]

#: A column with this for `beneath` is beneath the first column that folds on every screen.
ALWAYS = 10**6


class Heading(NamedTuple):
    """A line that begins a part; `below` is a dim line directly under it."""

    text: str
    below: str = ""


class Sentence(NamedTuple):
    """A paragraph; `bold` for the one that matters most, which has a blank line before it, as one that is `apart`.

    The style of a warning is yellow. One that is `whole` is on one line, however long, so that programs can read it.
    """

    text: str
    bold: bool = False
    indent: int = 0
    apart: bool = False
    style: str = ""
    whole: bool = False


class Caption(NamedTuple):
    """A dim line that explains a word in the answer, or says where the answer is from. Captions end an answer.

    There is a blank line before the first, unless it is `close`.
    """

    text: str
    close: bool = False


class Hint(NamedTuple):
    """What to type next: a dim line that is in no Markdown."""

    text: str
    close: bool = False


class Foot(NamedTuple):
    """The last line: where an answer is from. Markdown, which leaves the terminal, has it in full."""

    text: str
    full: str


class Column(NamedTuple):
    """A column of a table.

    On a screen narrower than `beneath`, its cells are beneath those of the first column that folds. `whole` ones never
    fold. `width` is one that does not depend on the cells; if all columns but one have one, rows are shown as they
    come. `roomy` is the width instead where the column without one keeps enough room: its own `roomy`. The style
    "number" is bold, with the source in brackets dim.
    """

    title: str
    style: str = ""
    right: bool = False
    whole: bool = False
    beneath: int = 0
    width: int = 0
    roomy: int = 0


class Table(NamedTuple):
    """Rows of cells. `bars`, if any, are drawn next to the rows, to one scale; the `last` row is after a rule.

    Without `headed` the titles are for Markdown alone, but for those of columns after the one without a width: they are
    on the line of the `title`. `gap` is the space between columns, `indent` that before them.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    bars: "Sequence[Mark]" = ()
    headed: bool = True
    gap: int = 3
    indent: int = 0
    title: str = ""
    last: Sequence[Cell] = ()


class Drawing(NamedTuple):
    """Events drawn against time."""

    chronology: "Chronology"
    events: "Sequence[Event]"


Block = Heading | Sentence | Caption | Hint | Foot | Table | Drawing
