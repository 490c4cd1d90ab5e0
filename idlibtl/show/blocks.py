"""What people read, before it has a shape: headings, sentences, tables."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from idlibtl.show.timeline_rows import PhaseBand, Row

#: A cell; one of several lines is a tuple.
Cell = str | tuple[str, ...]


class Heading(NamedTuple):
    """A line that begins a part."""

    text: str


class Sentence(NamedTuple):
    """A paragraph; `bold` for the one that matters most."""

    text: str
    bold: bool = False


class Caption(NamedTuple):
    """A paragraph that says what a table of records is, or where it comes from: no record itself."""

    text: str


class Hint(NamedTuple):
    """What to type next; said only to somebody at a screen."""

    text: str


class Column(NamedTuple):
    """A column of a table.

    On a screen narrower than `beneath`, its cells stand beneath those of the first column that folds. `whole` ones
    never fold.
    """

    title: str
    style: str = ""
    right: bool = False
    whole: bool = False
    beneath: int = 0


class Interval(NamedTuple):
    """What a bar shows: `best` is None where there is no figure, `high` where a figure is open upwards.

    A `spanning` one is of several rows together, and does not set the scale where it dwarfs them.
    """

    low: int | None
    best: int | None
    high: int | None
    spanning: bool = False


class Table(NamedTuple):
    """Rows of cells. `bars`, if any, are drawn beside the rows, to one scale."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    bars: Sequence[Interval] = ()


class Drawing(NamedTuple):
    """Events drawn against time; `last` is the day that stands for the end of what is still going on."""

    rows: Sequence[Row]
    phases: Sequence[PhaseBand]
    last: date | None


Block = Heading | Sentence | Caption | Hint | Table | Drawing
