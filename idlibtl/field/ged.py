"""UCDP GED, the Georeferenced Event Dataset: its layouts, known by their columns, and its rows.

Sundberg and Melander 2013, "Introducing the UCDP Georeferenced Event Dataset", Journal of Peace Research 50(4).
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from idlibtl.field.rows import (
    ADM_1,
    ADM_2,
    COUNTRY,
    TOWN,
    About,
    BadRow,
    Cells,
    Codes,
    Deaths,
    Layout,
    Numbers,
    Parties,
    Row,
    Where,
    iso_day,
    require_year,
    text,
    where,
)
from idlibtl.model.dates import Span
from idlibtl.model.records import Kind, Metric
from idlibtl.read.cell_rules import is_missing

_Value = TypeVar("_Value")

_WHERE = ("country", "adm_1", "adm_2", "where_coordinates", "where_prec")
_CODES = ("type_of_violence", "where_prec", "date_prec", "event_clarity")
_DAYS = ("date_start", "date_end", "date_prec")
_DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high")
_SIDES = ("side_a", "side_b", "type_of_violence")
_SOURCES = ("source_article", "source_office", "source_original")

#: How wide a place is at where_prec 1 to 7: 5 is a part of a province or a river, 7 the sea or the air of a country.
_LEVELS = (TOWN, TOWN, ADM_2, ADM_1, ADM_1, COUNTRY, COUNTRY)
_AT_SEA = 7

#: The kinds by type_of_violence.
_KINDS = {1: "state-based", 2: "non-state", 3: "one-sided"}
_ONE_SIDED = 3

#: A row is quickly tested for its days if no more than so many cells follow them.
_LONGEST_TAIL = 16

_WHAT = {
    1: "Violence between a government and an armed group",
    2: "Violence between armed groups",
    3: "Violence against civilians",
}


class Ged(Layout):
    """How to read the rows of one GED file."""

    about = About(
        short="UCDP GED",
        title="UCDP Georeferenced Event Dataset",
        kind="event dataset",
        publisher="Uppsala Conflict Data Program",
        url="https://ucdp.uu.se/",
        description="Events of organised violence that cost lives, as the Uppsala Conflict Data Program has coded them"
        " from news and reports. A row is an event; low, best and high are its estimates.",
        license="CC BY 4.0, Uppsala Conflict Data Program (UCDP)",
        note="CC BY 4.0. Cite: Sundberg and Melander 2013, Introducing the UCDP Georeferenced Event Dataset, Journal of"
        " Peace Research 50(4); and the article that UCDP names for the version in use.",
        kinds=(
            Kind(id="state-based", label="state-based violence", violent=True),
            Kind(id="non-state", label="non-state violence", violent=True),
            Kind(id="one-sided", label="one-sided violence", violent=True, aliases=("violence against civilians",)),
        ),
        metrics=(
            Metric(id="civilians", label="civilians killed", unit="people"),
            Metric(id="fighters", label="fighters killed", unit="people"),
            Metric(id="killed", label="people killed", unit="people", aliases=("deaths", "dead", "fatalities")),
        ),
    )
    prefix = "ged-"
    columns = tuple(dict.fromkeys(("id", *_WHERE, *_CODES, *_DAYS, *_DEATHS, *_SIDES, *_SOURCES)))
    own_words = (*_WHAT.values(), "near in to")

    def __init__(self, header: Sequence[str], *, decimal_comma: bool = False) -> None:
        super().__init__(header, decimal_comma=decimal_comma)
        self._id_at = header.index("id")
        self._status_at = header.index("code_status") if "code_status" in header else None
        self._span, self._place = self.days(lambda span: span), self.places(lambda place: place)
        self._party = self.parties(lambda parties: parties)
        self.codes = self.reader(_CODES, self._codes)
        self.deaths = self.reader(_DEATHS, self._deaths)
        self._words = self.picker((*_SIDES[:2], "latitude", "longitude", "source_headline", *_SOURCES))
        begin = header.index("date_start")
        if header[begin + 1 : begin + 2] == ("date_end",) and len(header) - begin <= _LONGEST_TAIL:
            self.tail = len(header) - begin

    def days(self, read: Callable[[Span], _Value]) -> Callable[[Cells], _Value]:
        """Return a function to what is to be known of the days of a row."""
        return self.reader((*_DAYS, "year"), lambda cells: read(_span(cells)))

    def places(self, read: Callable[[Where], _Value]) -> Callable[[Cells], _Value]:
        """Return a function to what is to be known of the place of a row."""
        return self.reader(_WHERE, lambda cells: read(self._where(cells)))

    def parties(self, read: Callable[[Parties], _Value]) -> Callable[[Cells], _Value]:
        """Return a function to what is to be known of those who have a role in a row."""
        return self.reader(_SIDES, lambda cells: read(self._parties(cells)))

    def identity(self, cells: Cells) -> int:
        """Return the id of a row's event. Raise BadRow."""
        cell = cells[self._id_at]
        if cell.isdecimal() and cell.isascii() and len(cell) <= 15:
            return int(cell)
        return self.whole_number(cell, "id")

    def is_unchecked(self, cells: Cells) -> bool:
        """Return whether UCDP has not yet checked a row, which it marks as Clear once it has."""
        return self._status_at is not None and text(cells[self._status_at]).lower() not in ("", "clear")

    def row(self, cells: Cells) -> Row:
        """Return all of a row. Raise BadRow."""
        side_a, side_b, latitude, longitude, headline, article, office, original = map(text, self._words(cells))
        codes, place = self.codes(cells), self._place(cells)
        assert codes.type_of_violence
        north, east = self.coordinates(latitude, longitude) if place.level == TOWN else (None, None)
        told = (("Offices", office), ("Original source", original))
        return Row(
            id=f"{self.prefix}{self.identity(cells)}",
            span=self._span(cells),
            codes=codes,
            deaths=self.deaths(cells),
            place=place,
            latitude=north,
            longitude=east,
            sides=(side_a, side_b),
            parties=self._party(cells),
            what=_WHAT[codes.type_of_violence],
            headline=headline,
            sources="; ".join(f"{name}: {words}" for name, words in told if words),
            is_unchecked=self.is_unchecked(cells),
            remarks=tuple(_remarks(codes)),
            source_original=original,
            source_office=office,
            source_article=article,
        )

    def _codes(self, cells: tuple[str, str, str, str]) -> Codes:
        violence, where_prec, date_prec, clarity = cells
        if (kind := self.code(violence, "type_of_violence", 3)) is None:
            raise BadRow("is missing", "type_of_violence")
        return Codes(
            _KINDS[kind],
            kind,
            self.level(where_prec, "where_prec", _LEVELS)[0],
            self.code(date_prec, "date_prec", 5),
            self.code(clarity, "event_clarity", 2),
        )

    def _where(self, cells: tuple[str, ...]) -> Where:
        *names, precision = cells
        found, level = self.level(precision, "where_prec", _LEVELS)
        return where(names, level, near=found == 2)

    def _deaths(self, cells: tuple[str, ...]) -> Deaths:
        given = {column: cell for column, cell in zip(_DEATHS, cells, strict=True) if not is_missing(cell)}
        for column in ("low", "best", "high"):
            if column not in given:
                raise BadRow("is missing", column)
        numbers = {column: self.whole_number(cell, column) for column, cell in given.items()}
        killed = Numbers(numbers["low"], numbers["best"], numbers["high"])
        unknown = numbers.get("deaths_unknown", 0)
        side_a, side_b, civilians = (numbers.get(column) for column in _DEATHS[:3])
        fighters = None if side_a is None or side_b is None else side_a + side_b
        return Deaths(killed, _bounds(civilians, unknown, killed), _bounds(fighters, unknown, killed))

    def _parties(self, cells: tuple[str, str, str]) -> Parties:
        """Both sides; of violence against civilians only the one that did it, which it is attributed to."""
        side_a, side_b, violence = map(text, cells)
        if violence and self.code(violence, "type_of_violence", 3) == _ONE_SIDED:
            return Parties((side_a,), side_a) if side_a else Parties((), None)
        return Parties(tuple(dict.fromkeys(filter(None, (side_a, side_b)))), None)


def _span(cells: tuple[str, str, str, str]) -> Span:
    start, end, precision, year = cells
    first, last = iso_day(start, "date_start"), iso_day(end, "date_end")
    if last < first:
        raise BadRow(f"{last} is before date_start, {first}", "date_end")
    rough = text(precision).removesuffix(".0") not in ("", "1")
    return require_year(Span(first, last, rough, rough), year)


def _bounds(deaths: int | None, unknown: int, killed: Numbers) -> Numbers | None:
    """A part of the dead with what its row leaves open: those of unknown side, and the row's own bounds."""
    if deaths is None:
        return None
    low, best, high = killed
    assert high is not None
    return Numbers(max(0, deaths - (best - low)) if deaths else 0, deaths, max(0, deaths + unknown + (high - best)))


def _remarks(codes: Codes) -> Sequence[str]:
    remarks = []
    if codes.where_prec is None:
        remarks.append("The row does not say how exactly its place is known.")
    if codes.where_prec == _AT_SEA:
        remarks.append("It happened at sea or in the air, and counts for the country that the row gives.")
    if codes.date_prec is None:
        remarks.append("The row does not say how exactly its days are known.")
    if codes.cumulative:
        remarks.append("The row sums up several events; UCDP has taken off those that it lists by themselves.")
    return remarks
