"""One row of UCDP GED or ACLED in this program's terms, and what all layouts of such rows have in common.

The bounds of a row may be out of order: they are put in order only after they have been added up.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from idlibtl.field.places import NOWHERE, REMEMBERED, TOWN, PlaceLevel, levels_of
from idlibtl.model.dates import Days, Span, quoted
from idlibtl.model.figures import Count
from idlibtl.model.records import Kind, Metric, Publication
from idlibtl.read.cells import MISSING, BadCell, day, degrees, is_missing, number

#: The most that one row may count: more is an error.
MAX_COUNT = 10**9

Cells = Sequence[str]
_Value = TypeVar("_Value")


class BadRow(ValueError):
    """A row that cannot be used: the reason, and the column of the wrong cell, if it is one cell."""

    def __init__(self, reason: object, column: str = "") -> None:
        super().__init__(str(reason))
        self.column = column


class Where(NamedTuple):
    """Where a row is: its place and those around it, the widest first.

    `near`: near the town, not in it. `at`: degrees north and east of the town.
    """

    places: tuple[PlaceLevel, ...]
    near: bool = False
    at: tuple[float, float] | None = None

    @property
    def is_town(self) -> bool:
        """Whether its place is a town."""
        return bool(self.places) and self.places[-1].level == TOWN


class Parties(NamedTuple):
    """Those who have a role in a row, and the attacker that it is attributed to."""

    names: tuple[str, ...]
    attacker: str | None


class Deaths(NamedTuple):
    """The numbers of a row by metric, unchanged. A null high means no upper limit.

    `civilians` and `fighters` are null if the row does not distinguish them.
    """

    killed: Count
    civilians: Count | None = None
    fighters: Count | None = None


class Codes(NamedTuple):
    """The kind of a row's event, and what its codes say.

    `is_unchecked`: the makers of the dataset have not yet checked the row. `is_cumulative`: it sums up several events.
    `is_sure`: it is certainly in the town that it names. `remarks` are what the reader of its codes must know.
    """

    kind: str
    is_unchecked: bool = False
    is_cumulative: bool = False
    is_sure: bool = True
    remarks: tuple[str, ...] = ()


class Row(NamedTuple):
    """One event of a field dataset.

    `sides` are the actors that its title names. `what` says what kind of event it is, `sources` who reported it,
    `remarks` what its reader must know.
    """

    id: str
    span: Span
    codes: Codes
    deaths: Deaths
    place: Where
    parties: Parties
    sides: tuple[str, ...] = ()
    what: str = ""
    headline: str = ""
    sources: str = ""
    remarks: tuple[str, ...] = ()
    source_original: str = ""
    source_office: str = ""
    source_article: str = ""


class Memo(dict[Any, _Value], Generic[_Value]):
    """What cells say, by their text; each different text is read once. Raises what reading raises.

    `pick` takes these cells of a row. A dict is quicker than a cache, and most rows repeat the cells of others.
    """

    def __init__(self, read: Callable[[Any], _Value], pick: Callable[[Cells], Any] = tuple) -> None:
        self._read, self.pick = read, pick

    def __missing__(self, cells: Any) -> _Value:
        """Read cells that appear for the first time."""
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[cells] = self._read(cells)
        return value

    def of(self, cells: Cells) -> _Value:
        """Return what a row says."""
        return self[self.pick(cells)]


class FileLayout(ABC):
    """How to read the rows of one file, whatever the order of its columns. Methods that take cells may raise BadRow."""

    #: What the dataset is called, its terms, and the kinds and metrics of its events.
    short: ClassVar[str]
    publication: ClassVar[Publication]
    description: ClassVar[str]
    license: ClassVar[str]
    kinds: ClassVar[tuple[Kind, ...]]
    metrics: ClassVar[tuple[Metric, ...]]
    #: What is put before the dataset's id of an event, to make it an id of the chronology.
    prefix: ClassVar[str]
    #: Whether an event may have several rows, which repeat it.
    repeats: ClassVar[bool] = False
    #: The columns of each part of a row, those that a file may lack last.
    id_column: ClassVar[str]
    day_columns: ClassVar[tuple[str, ...]]
    #: Country, adm_1, adm_2, town, how exactly it is known, and where the town is.
    place_columns: ClassVar[tuple[str, ...]]
    party_columns: ClassVar[tuple[str, ...]]
    code_columns: ClassVar[tuple[str, ...]]
    death_columns: ClassVar[tuple[str, ...]]
    word_columns: ClassVar[tuple[str, ...]]
    optional: ClassVar[tuple[str, ...]] = ("year",)
    #: How wide a place is at each code of how exactly it is known.
    levels: ClassVar[tuple[int, ...]]
    #: Words of an event that are not in its row.
    own_words: ClassVar[tuple[str, ...]]

    def __init__(self, header: Sequence[str], *, decimal_comma: bool = False) -> None:
        self.header, self.width, self.decimal_comma = tuple(header), len(header), decimal_comma
        self.id_at = header.index(self.id_column)
        #: Where the cells are that are read. A file has more, and may have a row number before each row.
        self.read_at = [header.index(column) for column in self.columns()]
        self._last_read_at = max(self.read_at)
        self.span = self.part(self.day_columns, self.read_span)
        self._place = self.part(self.place_columns, self.read_place)
        self._parties = self.part(self.party_columns, self.read_parties)
        codes, deaths, many = Memo(self._read_codes), Memo(self._read_deaths), len(self.death_columns)
        self.numbers = self.part(  # with what a file may lack last
            (*self.death_columns, *self.code_columns), lambda cells: (codes[cells[many:]], deaths[cells[:many]])
        )
        self._words = itemgetter(*(header.index(column) for column in self.word_columns if column in header))

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return the columns that a file must have."""
        parts = (cls.place_columns, cls.code_columns, cls.day_columns, cls.death_columns, cls.party_columns)
        named = dict.fromkeys((cls.id_column, *(column for part in (*parts, cls.word_columns) for column in part)))
        return tuple(column for column in named if column not in cls.optional)

    def fill_up(self, cells: list[str], *, is_whole: bool = True) -> None:
        """Add empty cells at the end of a row, or cut them off, so that it has one for each column. Raises BadRow.

        Spreadsheet programs leave out the last cells of a row if they are empty, or write more empty ones than columns.
        A row that is not whole is the end of a broken file.
        """
        number = len(cells)
        if not is_whole or number <= self._last_read_at or any(map(text, cells[self.width :])):
            raise BadRow(f"has {number:,} cells, and the header has {self.width}")
        cells[self.width :] = [""] * (self.width - number)

    def part(self, columns: Sequence[str], read: Callable[[Cells], _Value]) -> Memo[_Value]:
        """Return the part of a row in these columns. A column that the file lacks is empty."""
        places = [self.header.index(column) for column in columns if column in self.header]
        lacking = ("",) * (len(columns) - len(places))
        return Memo(lambda cells: read((*cells, *lacking)), itemgetter(*places))

    def row(self, cells: Cells) -> Row:
        """Return the whole row."""
        identity = f"{self.prefix}{self.identity(cells[self.id_at])}"
        place, parties = self._place.of(cells), self._parties.of(cells)
        row = Row(identity, self.span.of(cells), *self.numbers.of(cells), place, parties)
        return self._worded(row, tuple(map(text, self._words(cells))))

    @abstractmethod
    def identity(self, cell: str) -> int | str:
        """Return the id of a row's event."""

    @abstractmethod
    def read_span(self, cells: Cells) -> Span:
        """Return the days of a row."""

    @abstractmethod
    def read_parties(self, cells: Cells) -> Parties:
        """Return those who have a role in a row."""

    @abstractmethod
    def _read_codes(self, cells: Cells) -> Codes:
        """The kind and codes of a row."""

    @abstractmethod
    def _read_deaths(self, cells: Cells) -> Deaths:
        """The numbers of a row."""

    @abstractmethod
    def _worded(self, row: Row, words: tuple[str, ...]) -> Row:
        """The row with what it says in the texts of its word columns."""

    def read_place(self, cells: Cells) -> Where:
        """Return the narrowest named place that is known to be right; no place for an unknown code."""
        *names, precision, latitude, longitude = cells
        try:
            code = self.code(precision, self.place_columns[4], len(self.levels))
            level = TOWN if code is None else self.levels[code - 1]
        except BadRow:
            code, level = None, NOWHERE
        where = Where(levels_of([text(name) for name in names[:level]]), near=code == 2)
        with suppress(BadCell):
            north, east = degrees(latitude), degrees(longitude)
            if where.is_town and -90 <= north <= 90 and -180 <= east <= 180:
                return where._replace(at=(north, east))
        return where

    def whole_number(self, cell: str, column: str) -> int:
        """Return a count."""
        try:
            count = number(cell, decimal_comma=self.decimal_comma)
        except BadCell as problem:
            raise BadRow("is missing" if is_missing(cell) else problem, column) from None
        if count > MAX_COUNT:
            raise BadRow(f"{quoted(cell)} is more than {MAX_COUNT:,}", column)
        return count

    def code(self, cell: str, column: str, most: int) -> int | None:
        """Return a code from 1 to `most`, None if there is none."""
        code = None if is_missing(cell) else self.whole_number(cell, column)
        if code is not None and not 1 <= code <= most:
            raise BadRow(f"{quoted(cell)} is not a valid code. Valid codes are 1 to {most}.", column)
        return code


def text(cell: str) -> str:
    """Return the text of a cell; empty if it is missing. No text has a NUL."""
    stripped = cell.strip()
    return "" if stripped in MISSING else stripped.replace("\0", "\ufffd")


#: The day in a cell, of which many rows have the same. Raises BadCell.
_day = lru_cache(maxsize=REMEMBERED)(day)


def day_of(cell: str, column: str) -> date:
    """Return a day. Raises BadRow."""
    try:
        return _day(cell)
    except BadCell as problem:
        raise BadRow("is missing" if is_missing(cell) else problem, column) from None


def require_year(days: Span, cell: str) -> None:
    """Raise BadRow if the year column contradicts the days."""
    year = text(cell).removesuffix(".0")
    if year and not (year.isdecimal() and days.first.year <= int(year) <= days_of(days).last.year):
        raise BadRow(f"{quoted(year)} contradicts the date {days.stored}", "year")


def days_of(span: Span) -> Days:
    """Return the days of a row, which always has an end."""
    assert span.last, "no row is open"
    return Days(span.first, span.last)
