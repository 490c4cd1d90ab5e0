"""ACLED exports: the layout of 2020 and that of 2022 and later, told by their columns, and their rows.

ACLED codebook, https://acleddata.com/. One number of fatalities is all that a row gives.
"""

import re
from calendar import month_abbr, month_name, monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from idlibtl.field.rows import (
    ADM_1,
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
from idlibtl.field.tables import BadRow
from idlibtl.model.dates import Span, quoted
from idlibtl.model.records import Kind, Metric

_WHERE = ("country", "admin1", "admin2", "location", "geo_precision")
_DAYS = ("event_date", "time_precision")
_WORDS = ("actor1", "inter1", "actor2", "inter2", "latitude", "longitude", "sub_event_type", "source", "notes")

#: The columns that are read.
COLUMNS = ("event_id_cnty", *dict.fromkeys((*_WHERE, *_DAYS, "fatalities", *_WORDS)))

#: The columns that tell the two layouts that are read from older ones.
LAYOUTS = {"2020": ("data_id", "iso3"), "2022 and later": ("disorder_type", "civilian_targeting", "tags")}

_LEVELS = {1: TOWN, 2: TOWN, 3: ADM_1, 0: NOWHERE}

_KINDS = {
    "shelling/artillery/missile attack": "strike",
    "air/drone strike": "strike",
    "armed clash": "clash",
    "government regains territory": "advance",
    "non-state actor overtakes territory": "advance",
    "non-violent transfer of territory": "advance",
    "agreement": "truce",
}

#: Both ends of a span.
_ROUGHLY = (True, True)

#: In these numbers ACLED writes "tens" and "hundreds".
_WORDS_AS_NUMBERS = {10: "tens", 100: "hundreds"}

#: What notes say where a total was split over several rows.
_SPLIT = re.compile(
    r"\b(?:split|divided|distributed|spread)\b.{0,80}\b(?:event|day|date|location|place|district|village|town|city|cities"
    r"|province|governorate)s?\b|\b(?:fatalit|death|killed|total).{0,80}\b(?:split|divided|distributed|spread)\b",
    re.IGNORECASE,
)

ABOUT = About(
    title="Armed Conflict Location & Event Data (ACLED)",
    kind="event dataset",
    publisher="ACLED",
    url="https://acleddata.com/",
    description="Events of political violence and protest, as ACLED has coded them from news and reports. A row is an"
    " event, with one number of fatalities.",
    license="ACLED's terms of use: its rows may not be passed on",
    note="ACLED's terms of use forbid passing its rows on; cite it as they ask, with the day of the download.",
    kinds=(Kind(id="incident", label="incident", violent=True),),
    metrics=(
        Metric(
            id="killed",
            label="people killed",
            unit="people",
            aliases=("deaths", "dead", "fatalities"),
            note='ACLED writes 10 for "tens" and 100 for "hundreds"; a row with one of these is open upwards.',
        ),
    ),
)


class Acled:
    """How to read the rows of one ACLED export."""

    about = ABOUT
    prefix = "acled-"
    repeats = True
    tail = 0
    quick: Quick | None = None
    quick_with_places: Quick | None = None

    def __init__(self, header: Sequence[str]) -> None:
        self.width, self.id_at = len(header), header.index("event_id_cnty")
        self._fatalities = header.index("fatalities")
        self._where, self._days = picker(header, _WHERE), picker(header, _DAYS)
        self._kind, self._words = header.index("sub_event_type"), picker(header, _WORDS)

    def identity(self, cells: Sequence[str]) -> str:
        """The id of the event. Raises BadRow."""
        found = cells[self.id_at].strip()
        if re.fullmatch(r"[A-Za-z]{0,5}[0-9]{1,12}", found):
            return found.lower()
        raise BadRow(f"has {quoted(found)} as event_id_cnty; letters and digits such as ABC123 are wanted")

    def span(self, cells: Sequence[str]) -> Span:
        """Its days. Raises BadRow."""
        return _span(*self._days(cells))

    def codes(self, cells: Sequence[str]) -> Codes:
        """Its kind. Raises BadRow."""
        return _codes(cells[self._kind])

    def deaths(self, cells: Sequence[str]) -> Deaths:
        """Its number. Raises BadRow."""
        return _deaths(cells[self._fatalities])

    def where(self, cells: Sequence[str]) -> Where:
        """Where it is."""
        return _where(*self._where(cells))

    def parties(self, cells: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
        """Both actors but civilians; it is attributed to nobody."""
        actor1, inter1, actor2, inter2, *_ = self._words(cells)
        return _parties(actor1, inter1, actor2, inter2), None

    def row(self, line: int, cells: Sequence[str]) -> Row:
        """All of it. Raises BadRow."""
        actor1, inter1, actor2, inter2, latitude, longitude, what, source, notes = map(str.strip, self._words(cells))
        span, deaths, codes = self.span(cells), self.deaths(cells), self.codes(cells)
        where = self.where(cells)
        north, east = (coordinates(latitude, longitude) if where.level == TOWN else None) or (None, None)
        return Row(
            line=line,
            id=f"{self.prefix}{self.identity(cells)}",
            span=span,
            codes=codes,
            deaths=deaths,
            place=where,
            latitude=north,
            longitude=east,
            sides=(actor1, actor2),
            parties=_parties(actor1, inter1, actor2, inter2),
            attacker=None,
            what=what or "Event",
            sources="; ".join(f"{name}: {each}" for name, each in (("Source", source), ("Notes", notes)) if each),
            remarks=tuple(_remarks(span, deaths.killed.best, notes)),
            source_original="",
            source_office=source,
            source_article=notes,
        )


@lru_cache(maxsize=REMEMBERED)
def _where(country: str, admin1: str, admin2: str, location: str, precision: str) -> Where:
    names = country.strip(), admin1.strip(), admin2.strip(), location.strip()
    level = known_code(precision.strip(), 3)
    return Where(names, named(names, TOWN if level is None else _LEVELS[level]), level == 2)


@lru_cache(maxsize=REMEMBERED)
def _span(text: str, precision: str) -> Span:
    """The days: of a week the seven around the day, of a month all of it; both approximate."""
    day = _day(text.strip())
    match code(precision.strip(), "time_precision", 3):
        case 2:
            around = timedelta(days=3)
            return Span(max(day, date.min + around) - around, min(day, date.max - around) + around, *_ROUGHLY)
        case 3:
            return Span(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]), *_ROUGHLY)
        case _:
            return Span(day, day)


def _day(text: str) -> date:
    """A day: 02 June 2023, 9-May-20, 2020-05-09. Raises BadRow."""
    if not (words := re.fullmatch(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4}|[0-9]{2})", text)):
        return iso_day(text, "event_date")
    name = words[2].capitalize()
    month = next((n for n in range(1, 13) if name in (month_abbr[n], month_name[n])), 0)  # 0 is no month either
    year = int(words[3]) + (0 if len(words[3]) == 4 else 2000 if int(words[3]) < 80 else 1900)
    try:
        return date(year, month, int(words[1]))
    except ValueError:
        raise BadRow(f"has {quoted(text)} as event_date, which is no day of the calendar") from None


@lru_cache(maxsize=REMEMBERED)
def _codes(sub_event_type: str) -> Codes:
    return Codes(_KINDS.get(sub_event_type.strip().lower(), "incident"))


@lru_cache(maxsize=REMEMBERED)
def _deaths(text: str) -> Deaths:
    number = whole_number(text.strip(), "fatalities")
    return Deaths(Numbers(number, number, None if number in _WORDS_AS_NUMBERS else number))


@lru_cache(maxsize=REMEMBERED)
def _parties(*cells: str) -> tuple[str, ...]:
    actor1, inter1, actor2, inter2 = map(str.strip, cells)
    named = ((actor1, inter1), (actor2, inter2))
    return tuple(dict.fromkeys(name for name, kind in named if name and kind.lower() not in ("7", "civilians")))


def _remarks(span: Span, number: int, notes: str) -> Sequence[str]:
    told = []
    if span.approximate:
        told.append("ACLED knows its days only to the week or month; all days that may be meant are taken.")
    if word := _WORDS_AS_NUMBERS.get(number):
        told.append(f'ACLED also writes {number} for "{word}"; so many or more.')
    if _SPLIT.search(notes):
        told.append("Its notes say that a total was split over days or places: this number is a share of it.")
    return told
