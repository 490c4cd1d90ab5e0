"""UCDP GED, the Georeferenced Event Dataset: its layouts, told by their columns, and its rows.

Sundberg and Melander 2013, "Introducing the UCDP Georeferenced Event Dataset", Journal of Peace Research 50(4).
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat

from idlibtl.field.rows import (
    ADM_1,
    ADM_2,
    COUNTRY,
    NOWHERE,
    REMEMBERED,
    TOWN,
    About,
    Codes,
    Deaths,
    Numbers,
    Quick,
    Row,
    Where,
    code,
    coordinates,
    iso_day,
    known_code,
    named,
    picker,
    whole_number,
)
from idlibtl.field.tables import QUOTED, BadRow
from idlibtl.model.dates import Span, quoted
from idlibtl.model.records import Kind, Metric

_WHERE = ("country", "adm_1", "adm_2", "where_coordinates", "where_prec")
_CODES = ("type_of_violence", "where_prec", "date_prec", "event_clarity")
_DAYS = ("date_start", "date_end", "date_prec")
_DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high")
_WORDS = (
    *("side_a", "side_b", "type_of_violence", "latitude", "longitude"),
    *("source_article", "source_office", "source_original"),
)

#: The columns that are read; a GED file has more, and their order differs between versions.
COLUMNS = tuple(dict.fromkeys(("id", *_WHERE, *_CODES, *_DAYS, *_DEATHS, *_WORDS)))

#: How wide a place is at each where_prec: 5 is a part of a province or a river, 7 is the sea or the air; 0 is no code.
_LEVELS = {1: TOWN, 2: TOWN, 3: ADM_2, 4: ADM_1, 5: ADM_1, 6: COUNTRY, 7: NOWHERE, 0: NOWHERE}

_WHAT = {
    1: "Violence between a government and an armed group",
    2: "Violence between armed groups",
    3: "Violence against civilians",
}

#: Before and behind the texts of a row are so many cells at the most.
_LONGEST_HEAD, _LONGEST_TAIL = 8, 16
_LONGEST_TAIL_WITH_PLACES = 26

_APART = "A row that does not tell civilians from fighters is counted among people killed alone."

ABOUT = About(
    title="UCDP Georeferenced Event Dataset",
    kind="event dataset",
    publisher="Uppsala Conflict Data Program",
    url="https://ucdp.uu.se/",
    description="Events of organised violence that cost lives, as the Uppsala Conflict Data Program has coded them from"
    " news and reports. A row is an event; low, best and high are its estimates.",
    license="CC BY 4.0, Uppsala Conflict Data Program (UCDP)",
    note="CC BY 4.0. Cite: Sundberg and Melander 2013, Introducing the UCDP Georeferenced Event Dataset, Journal of"
    " Peace Research 50(4); and the article that UCDP names for the version in use.",
    kinds=(Kind(id="incident", label="incident", violent=True),),
    metrics=(
        Metric(id="civilians", label="civilians killed", unit="people", note=_APART),
        Metric(id="fighters", label="fighters killed", unit="people", note=_APART),
        Metric(id="killed", label="people killed", unit="people", aliases=("deaths", "dead", "fatalities")),
    ),
)


class Ged:
    """How to read the rows of one GED file, whatever the order of its columns."""

    about = ABOUT
    prefix = "ged-"
    repeats = False

    def __init__(self, header: Sequence[str]) -> None:
        self.width, self.id_at = len(header), header.index("id")
        self._where, self._codes, self._days = (picker(header, each) for each in (_WHERE, _CODES, _DAYS))
        self._deaths, self._words = picker(header, _DEATHS), picker(header, _WORDS)
        self.quick: Quick | None = _quick(header, ())
        self.quick_with_places: Quick | None = _quick(header, _WHERE)
        begin, end = header.index("date_start"), header.index("date_end")
        self.tail = len(header) - begin if end == begin + 1 and len(header) - begin <= _LONGEST_TAIL else 0

    def identity(self, cells: Sequence[str]) -> str:
        """The id of the event. Raises BadRow."""
        found = cells[self.id_at].strip()
        if found.isdecimal() and found.isascii() and len(found) <= 18:
            return found
        raise BadRow(f"has {quoted(found)} as id; a number in digits is wanted")

    def span(self, cells: Sequence[str]) -> Span:
        """Its days. Raises BadRow."""
        return _span(*self._days(cells))

    def codes(self, cells: Sequence[str]) -> Codes:
        """Its kind and codes. Raises BadRow."""
        return _codes(*self._codes(cells))

    def deaths(self, cells: Sequence[str]) -> Deaths:
        """Its numbers. Raises BadRow."""
        return _deaths(*self._deaths(cells))

    def where(self, cells: Sequence[str]) -> Where:
        """Where it is."""
        return _where(*self._where(cells))

    def parties(self, cells: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
        """Both sides; of violence against civilians the one that did it, which alone it is attributed to."""
        side_a, side_b, violence, *_ = self._words(cells)
        return _parties(side_a, side_b, violence)

    def row(self, line: int, cells: Sequence[str]) -> Row:
        """All of it. Raises BadRow."""
        side_a, side_b, violence, latitude, longitude, *said = map(str.strip, self._words(cells))
        article, office, original = said
        codes, where = self.codes(cells), self.where(cells)
        parties, attacker = _parties(side_a, side_b, violence)
        north, east = (coordinates(latitude, longitude) if where.level == TOWN else None) or (None, None)
        assert codes.type_of_violence
        told = (("Articles", article), ("Offices", office), ("Original source", original))
        return Row(
            line=line,
            id=f"{self.prefix}{self.identity(cells)}",
            span=self.span(cells),
            codes=codes,
            deaths=self.deaths(cells),
            place=where,
            latitude=north,
            longitude=east,
            sides=(side_a, side_b),
            parties=parties,
            attacker=attacker,
            what=_WHAT[codes.type_of_violence],
            sources="; ".join(f"{name}: {each}" for name, each in told if each),
            remarks=tuple(_remarks(codes)),
            source_original=original,
            source_office=office,
            source_article=article,
        )


class _Quick:
    """How to read many rows at once by their first cells, the id among them, and those behind their texts."""

    def __init__(self, header: Sequence[str], head: int, tail: int, where: Sequence[str]) -> None:
        self.head, self.tail = head, tail
        ends = [*header[:head], *header[len(header) - tail :]]
        self._days, self._deaths = picker(ends, _DAYS), picker(ends, _DEATHS)
        self._codes = picker(ends, ("type_of_violence", "date_prec", "event_clarity"))
        self._where = picker(ends, where) if where else None

    def many(self, rows: Sequence[Sequence[str]]) -> tuple[list[Span], list[Codes], list[Deaths]]:
        """The days, kinds and numbers of rows of which only these cells are there. Raises BadRow."""
        violence, date_prec, clarity = zip(*map(self._codes, rows), strict=True)
        return (
            list(map(_span, *zip(*map(self._days, rows), strict=True))),
            list(map(_codes, violence, repeat(""), date_prec, clarity)),
            list(map(_deaths, *zip(*map(self._deaths, rows), strict=True))),
        )

    def wheres(self, rows: Sequence[Sequence[str]]) -> list[Where | None]:
        """Where the rows are, if these cells tell it: null for each that has its names in quotes."""
        return list(map(_bare_where, *zip(*map(self._where, rows), strict=True))) if self._where else []


def _quick(header: Sequence[str], where: Sequence[str]) -> _Quick | None:
    """The same for a header; None where the columns are in an order of their own."""
    needed = ("id", "type_of_violence", "date_prec", "event_clarity", *_DAYS, *_DEATHS, *where)
    wanted = {header.index(each) for each in needed}
    first = {at for at in wanted if at < _LONGEST_HEAD}
    head, tail = max(first, default=-1) + 1, len(header) - min(wanted - first, default=0)
    longest = _LONGEST_TAIL_WITH_PLACES if where else _LONGEST_TAIL
    return _Quick(header, head, tail, where) if head and tail <= longest else None


@lru_cache(maxsize=REMEMBERED)
def _codes(violence: str, where_prec: str, date_prec: str, clarity: str) -> Codes:
    found = code(violence.strip(), "type_of_violence", 3)
    if found is None:
        raise BadRow("has no type_of_violence")
    clear = code(clarity.strip(), "event_clarity", 2)
    return Codes(
        "toll" if clear == 2 else "incident",
        clear == 2,
        found,
        known_code(where_prec.strip(), 7) or None,
        code(date_prec.strip(), "date_prec", 5),
        clear,
    )


@lru_cache(maxsize=REMEMBERED)
def _span(start: str, end: str, precision: str) -> Span:
    first, last = iso_day(start.strip(), "date_start"), iso_day(end.strip(), "date_end")
    if last < first:
        raise BadRow(f"ends on {last}, before it begins on {first}")
    rough = precision.strip() not in ("", "1")
    return Span(first, last, rough, rough)


@lru_cache(maxsize=REMEMBERED)
def _where(country: str, adm_1: str, adm_2: str, town: str, precision: str) -> Where:
    names = country.strip(), adm_1.strip(), adm_2.strip(), town.strip()
    level = known_code(precision.strip(), 7)
    return Where(names, named(names, TOWN if level is None else _LEVELS[level]), level == 2)


@lru_cache(maxsize=REMEMBERED)
def _bare_where(*cells: str) -> Where | None:
    return None if QUOTED in "".join(cells) else _where(*cells)


@lru_cache(maxsize=REMEMBERED)
def _parties(side_a: str, side_b: str, violence: str) -> tuple[tuple[str, ...], str | None]:
    side_a, side_b = side_a.strip(), side_b.strip()
    if violence.strip() == "3":
        return ((side_a,), side_a) if side_a else ((), None)
    return tuple(dict.fromkeys(filter(None, (side_a, side_b)))), None


@lru_cache(maxsize=REMEMBERED)
def _deaths(*cells: str) -> Deaths:
    given = {column: cell.strip() for column, cell in zip(_DEATHS, cells, strict=True)}

    def number(column: str) -> int:
        return whole_number(given[column], column)

    killed = Numbers(number("low"), number("best"), number("high"))
    unknown = number("deaths_unknown") if given["deaths_unknown"] else 0
    side_a, side_b, civilians = (number(each) if given[each] else None for each in _DEATHS[:3])
    both = None if side_a is None or side_b is None else side_a + side_b
    return Deaths(killed, _bounds(civilians, unknown, killed), _bounds(both, unknown, killed))


def _bounds(deaths: int | None, unknown: int, killed: Numbers) -> Numbers | None:
    """A part of the dead with what its row leaves open: those of unknown side, and the row's own bounds."""
    if deaths is None:
        return None
    low, best, high = killed
    assert high is not None
    return Numbers(max(0, deaths - (best - low)) if deaths else 0, deaths, max(0, deaths + unknown + (high - best)))


def _remarks(codes: Codes) -> Sequence[str]:
    told = []
    if codes.where_prec is None:
        told.append("The row does not say how exactly its place is known.")
    if codes.date_prec is None:
        told.append("The row does not say how exactly its days are known.")
    if codes.cumulative:
        told.append("Several events told together; UCDP has taken off those that it lists by themselves.")
    return told
