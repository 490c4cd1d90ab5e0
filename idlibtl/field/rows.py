"""One row of a field dataset, UCDP GED or ACLED, in the terms of this program; and how its cells are read.

A row is taken as it stands: its bounds may be out of order, and are not put in order before they are summed.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, Protocol

from idlibtl.field.tables import BadRow
from idlibtl.model.dates import Span, quoted
from idlibtl.model.records import Kind, Metric

#: The most that one row may count: more is a slip.
MAX_COUNT = 10**9

#: How many of the names of its places a row means: 0 is no place.
NOWHERE, COUNTRY, ADM_1, ADM_2, TOWN = range(5)

#: How many different cells are kept in mind, so that those of many rows are read once.
REMEMBERED = 1 << 16


class Numbers(NamedTuple):
    """The low, best and high of one metric in a row, as the row has them: they may be out of order.

    A null high is open upwards.
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


class Deaths(NamedTuple):
    """The numbers of a row by metric. `civilians` and `fighters` are null where the row does not tell them apart."""

    killed: Numbers
    civilians: Numbers | None = None
    fighters: Numbers | None = None


class Codes(NamedTuple):
    """The kind of a row's event, and the dataset's own codes, null where a row has none."""

    kind: str
    cumulative: bool = False
    type_of_violence: int | None = None
    where_prec: int | None = None
    date_prec: int | None = None
    event_clarity: int | None = None


class Row(NamedTuple):
    """One event of a field dataset, and the line where it begins.

    `sides` are those who are named in its title; `parties` those who have a role in it, `attacker` the one of them that
    it is attributed to. `what` tells what kind of event it is, `sources` on whose word, `remarks` what is to be known.
    """

    line: int
    id: str
    span: Span
    codes: Codes
    deaths: Deaths
    place: Where
    latitude: float | None
    longitude: float | None
    sides: tuple[str, ...]
    parties: tuple[str, ...]
    attacker: str | None
    what: str
    sources: str
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
        last = self.span.last
        assert last, "no row is open"
        return last


class About(NamedTuple):
    """What a dataset is called, its terms, and the kinds and metrics of its events."""

    title: str
    kind: str
    publisher: str
    url: str
    description: str
    license: str
    note: str
    kinds: tuple[Kind, ...]
    metrics: tuple[Metric, ...]


class Quick(Protocol):
    """How to read many rows at once by their first cells and their last: `head` and `tail` of them."""

    head: int
    tail: int

    def wheres(self, rows: Sequence[Sequence[str]]) -> list[Where | None]:
        """Where the rows are, if these cells tell it: null for each that has its names in quotes."""

    def many(self, rows: Sequence[Sequence[str]]) -> tuple[list[Span], list[Codes], list[Deaths]]:
        """The days, kinds and numbers of rows of which only these cells are there. Raises BadRow."""


class Reader(Protocol):
    """How to read the rows of one file. What takes cells raises BadRow, but for `where` and `parties`."""

    about: About
    width: int
    #: Where the id of a row's event stands, and what is put before it.
    id_at: int
    prefix: str
    #: Whether an event may take several rows, which are the same event told once more.
    repeats: bool
    #: How many cells there are from the first day of a row on, the last day behind it, no texts; 0 where it is not so.
    tail: int
    #: Without the places, and with them; null where what is needed stands elsewhere.
    quick: Quick | None
    quick_with_places: Quick | None

    def identity(self, cells: Sequence[str]) -> str:
        """The id of a row's event in the dataset."""

    def span(self, cells: Sequence[str]) -> Span:
        """Its days."""

    def codes(self, cells: Sequence[str]) -> Codes:
        """Its kind and codes."""

    def deaths(self, cells: Sequence[str]) -> Deaths:
        """Its numbers."""

    def where(self, cells: Sequence[str]) -> Where:
        """Where it is, of a row whose codes are sound."""

    def parties(self, cells: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
        """Those who have a role in it, and the one of them that it is attributed to."""

    def row(self, line: int, cells: Sequence[str]) -> Row:
        """All of it."""


def picker(header: Sequence[str], columns: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """A function that takes the cells of several columns from a row."""
    return itemgetter(*map(header.index, columns))


def whole_number(text: str, column: str) -> int:
    """A count in plain digits. Raises BadRow."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 12 or int(text) > MAX_COUNT:
        raise BadRow(f"has {quoted(text)} as {column}; a whole number in digits is wanted, up to {MAX_COUNT:,}")
    return int(text)


def code(text: str, column: str, most: int) -> int | None:
    """A code from 1 to `most`; None where there is none. Raises BadRow."""
    if not text:
        return None
    if len(text) == 1 and "1" <= text <= str(most):
        return int(text)
    raise BadRow(f"has {quoted(text)} as {column}; 1 to {most} are known")


def known_code(text: str, most: int) -> int | None:
    """A code from 1 to `most`; 0 for another, None where there is none."""
    if not text:
        return None
    return int(text) if len(text) == 1 and "1" <= text <= str(most) else 0


def iso_day(text: str, column: str) -> date:
    """A day, 2019-04-09, with or without a time behind it. Raises BadRow."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{1,9})?)?", text):
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            raise BadRow(f"has {quoted(text)} as {column}, which is no day of the calendar") from None
    raise BadRow(f"has {quoted(text)} as {column}; a day such as 2019-04-09 is wanted")


@lru_cache(maxsize=REMEMBERED)
def coordinates(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Degrees north and east; None where they are no place on Earth."""
    pattern = r"-?[0-9]{1,3}(?:[.][0-9]{1,15})?"
    if re.fullmatch(pattern, latitude) and re.fullmatch(pattern, longitude):
        north, east = float(latitude), float(longitude)
        if -90 <= north <= 90 and -180 <= east <= 180:
            return north, east
    return None


def named(names: tuple[str, str, str, str], level: int) -> int:
    """The level of the narrowest place up to `level` that has a name."""
    while level and not names[level - 1]:
        level -= 1
    return level
