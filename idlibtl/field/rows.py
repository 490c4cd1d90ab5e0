"""One row of UCDP GED or ACLED in the terms of this program, and what every layout of such rows has in common.

A row is taken as it is: its bounds may be out of order, and are put in order only after they have been added up.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from idlibtl.model.dates import Span, quoted
from idlibtl.model.records import Kind, Metric
from idlibtl.read.cell_rules import BadCell, day, is_missing, number

#: The most that one row may count: more is a slip.
MAX_COUNT = 10**9

#: How many of the names of its places a row means: 0 is no place.
NOWHERE, COUNTRY, ADM_1, ADM_2, TOWN = range(5)

#: How many different cells are remembered, so that those of many rows are read once.
REMEMBERED = 1 << 16

Cells = Sequence[str]
_Value = TypeVar("_Value")


class BadRow(ValueError):
    """A row that cannot be used: the reason, and the column of the cell that is to blame, if it is one."""

    def __init__(self, reason: object, column: str = "") -> None:
        super().__init__(str(reason))
        self.column = column


class Numbers(NamedTuple):
    """The low, best and high of one metric in a row, as the row has them: they may be out of order.

    A null high is open.
    """

    low: int
    best: int
    high: int | None


class Where(NamedTuple):
    """Where a row is: the names of its country, adm_1, adm_2 and town; `level` of them are its place.

    `near`: near the town, not in it.
    """

    names: tuple[str, str, str, str]
    level: int
    near: bool


class Parties(NamedTuple):
    """Those who have a role in a row, and the one of them that it is attributed to."""

    names: tuple[str, ...]
    attacker: str | None


class Deaths(NamedTuple):
    """The numbers of a row by metric. `civilians` and `fighters` are null if the row does not distinguish them."""

    killed: Numbers
    civilians: Numbers | None = None
    fighters: Numbers | None = None


class Codes(NamedTuple):
    """The kind of a row's event, and the dataset's own codes, null where a row has none."""

    kind: str
    type_of_violence: int | None = None
    where_prec: int | None = None
    date_prec: int | None = None
    event_clarity: int | None = None

    @property
    def cumulative(self) -> bool:
        """Whether the row sums up several events."""
        return self.event_clarity == 2


class Row(NamedTuple):
    """One event of a field dataset.

    `sides` are those who are named in its title. `what` says what kind of event it is, `sources` who reported it,
    `remarks` what its reader has to know.
    """

    id: str
    span: Span
    codes: Codes
    deaths: Deaths
    place: Where
    latitude: float | None
    longitude: float | None
    sides: tuple[str, ...]
    parties: Parties
    what: str
    headline: str
    sources: str
    is_unchecked: bool
    remarks: tuple[str, ...]
    source_original: str
    source_office: str
    source_article: str

    @property
    def first(self) -> date:
        """The first day."""
        return self.span.first

    @property
    def last(self) -> date:
        """The last day."""
        return last_day(self.span)


class About(NamedTuple):
    """What a dataset is called, its terms, and the kinds and metrics of its events."""

    short: str
    title: str
    kind: str
    publisher: str
    url: str
    description: str
    license: str
    note: str
    kinds: tuple[Kind, ...]
    metrics: tuple[Metric, ...]


class Memo(dict[Any, _Value], Generic[_Value]):
    """What cells say, read once for each different text. Raises what reading raises."""

    def __init__(self, read: Callable[[Any], _Value]) -> None:
        self._read = read

    def __missing__(self, cells: Any) -> _Value:
        """Read cells that are seen for the first time."""
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[cells] = self._read(cells)
        return value


class Layout(ABC):
    """How to read the rows of one file, whatever the order of its columns. What takes cells may raise BadRow."""

    about: ClassVar[About]
    #: What comes before the id of an event in the dataset, to make it one of ours.
    prefix: ClassVar[str]
    #: Whether an event may have several rows, which repeat it.
    repeats: ClassVar[bool] = False
    #: The columns that a file must have.
    columns: ClassVar[tuple[str, ...]]
    #: Words of an event that its row does not have.
    own_words: ClassVar[tuple[str, ...]]

    identity: Callable[[Cells], int | str]
    codes: Callable[[Cells], Codes]
    deaths: Callable[[Cells], Deaths]

    def __init__(self, header: Sequence[str], *, decimal_comma: bool = False) -> None:
        self.header, self.width, self.decimal_comma = header, len(header), decimal_comma
        #: How many cells there are from the first day of a row on, the last day after it; 0 if it is otherwise.
        self.tail = 0

    @abstractmethod
    def days(self, read: Callable[[Span], _Value]) -> Callable[[Cells], _Value]:
        """Return a function to what is to be known of the days of a row."""

    @abstractmethod
    def places(self, read: Callable[[Where], _Value]) -> Callable[[Cells], _Value]:
        """Return a function to what is to be known of the place of a row."""

    @abstractmethod
    def parties(self, read: Callable[[Parties], _Value]) -> Callable[[Cells], _Value]:
        """Return a function to what is to be known of those who have a role in a row."""

    @abstractmethod
    def row(self, cells: Cells) -> Row:
        """Return all of a row."""

    def reader(self, columns: Sequence[str], read: Callable[[Any], _Value]) -> Callable[[Cells], _Value]:
        """Return a function that reads these columns of a row; a column that the file lacks is an empty cell."""
        pick, memo = self.picker(columns), Memo(read)
        return lambda cells: memo[pick(cells)]

    def picker(self, columns: Sequence[str]) -> Callable[[Cells], Any]:
        """Return a function that takes the cells of several columns from a row, or the one cell of one."""
        known = [column for column in columns if column in self.header]
        pick = itemgetter(*map(self.header.index, known))
        if len(known) == len(columns):
            return pick
        places = [known.index(column) if column in known else None for column in columns]

        def some(cells: Cells) -> tuple[str, ...]:
            found = pick(cells)
            return tuple("" if place is None else found[place] for place in places)

        return some

    def is_unchecked(self, cells: Cells) -> bool:  # noqa: ARG002 - most layouts do not say it
        """Return whether the makers of the dataset have not yet checked a row."""
        return False

    def whole_number(self, cell: str, column: str) -> int:
        """Return a count. Raise BadRow."""
        try:
            found = number(cell, decimal_comma=self.decimal_comma)
        except BadCell as problem:
            raise BadRow(problem, column) from None
        if found > MAX_COUNT:
            raise BadRow(f"{quoted(cell)} is more than {MAX_COUNT:,}", column)
        return found

    def code(self, cell: str, column: str, most: int) -> int | None:
        """Return a code from 1 to `most`, None if there is none. Raise BadRow."""
        found = None if is_missing(cell) else self.whole_number(cell, column)
        if found is not None and not 1 <= found <= most:
            raise BadRow(f"{quoted(cell)} is not a code of it: these are 1 to {most}", column)
        return found

    def level(self, cell: str, column: str, levels: Sequence[int]) -> tuple[int | None, int]:
        """Return a code of how exactly a place is known, and the level of the place: no place for an unknown code."""
        try:
            found = self.code(cell, column, len(levels))
        except BadRow:
            return None, NOWHERE
        return found, TOWN if found is None else levels[found - 1]

    def coordinates(self, latitude: str, longitude: str) -> tuple[float, float] | tuple[None, None]:
        """Return degrees north and east; nothing if they are no place on Earth."""
        if self.decimal_comma:
            latitude, longitude = latitude.replace(",", "."), longitude.replace(",", ".")
        pattern = r"-?[0-9]{1,3}(?:[.][0-9]{1,15})?"
        if re.fullmatch(pattern, latitude) and re.fullmatch(pattern, longitude):
            north, east = float(latitude), float(longitude)
            if -90 <= north <= 90 and -180 <= east <= 180:
                return north, east
        return None, None


def text(cell: str) -> str:
    """Return the text of a cell; empty if it is missing."""
    return "" if is_missing(cell) else cell.strip()


def iso_day(cell: str, column: str) -> date:
    """Return a day. Raise BadRow."""
    try:
        return day(cell)
    except BadCell as problem:
        raise BadRow(problem, column) from None


def require_year(span: Span, cell: str) -> Span:
    """Return the days, if the year column does not contradict them. Raise BadRow."""
    year = text(cell).removesuffix(".0")
    if year and not (year.isdecimal() and span.first.year <= int(year) <= last_day(span).year):
        raise BadRow(f"{quoted(year)} contradicts the date {span.stored}", "year")
    return span


def last_day(span: Span) -> date:
    """Return the last day of a row's days, none of which are open."""
    assert span.last, "no row is open"
    return span.last


def where(names: Sequence[str], level: int, *, near: bool) -> Where:
    """Return a place by the names of its country, adm_1, adm_2 and town: the narrowest up to `level` with a name."""
    country, adm_1, adm_2, town = map(text, names)
    known = (country, adm_1, adm_2, town)
    while level and not known[level - 1]:
        level -= 1
    return Where(known, level, near)
