"""ACLED exports: their two layouts, of 2020 and of 2022 and later, known by their columns, and their rows.

ACLED codebook, https://acleddata.com/. The only number in a row is the number of fatalities.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from idlibtl.field.places import ADM_1, TOWN
from idlibtl.field.rows import (
    BadRow,
    Cells,
    Codes,
    Deaths,
    FileLayout,
    Parties,
    Row,
    day_of,
    require_year,
    text,
)
from idlibtl.model.dates import Span, month_of, quoted
from idlibtl.model.figures import Count
from idlibtl.model.records import Kind, Metric, Publication, unchecked

#: The columns that distinguish these two layouts from older ones, which are not read.
LAYOUTS = {"2020": ("data_id", "iso3"), "2022 and later": ("disorder_type", "civilian_targeting", "tags")}

_KINDS = {
    "shelling/artillery/missile attack": "strike",
    "air/drone strike": "strike",
    "armed clash": "clash",
    "government regains territory": "advance",
    "non-state actor overtakes territory": "advance",
    "non-violent transfer of territory": "advance",
    "agreement": "truce",
}

#: The numbers that ACLED writes for "tens" and "hundreds".
_WORDS_AS_NUMBERS = {10: "tens", 100: "hundreds"}

#: How notes say that a total was split over several rows.
_SPLIT = re.compile(
    r"\b(?:split|divided|distributed|spread)\b.{0,80}\b(?:event|day|date|location|place|district|village|town|city|cities"
    r"|province|governorate)s?\b|\b(?:fatalit|death|killed|total).{0,80}\b(?:split|divided|distributed|spread)\b",
    re.IGNORECASE,
)


class Acled(FileLayout):
    """How to read the rows of one ACLED export."""

    short = "ACLED"
    publication = unchecked(
        Publication,
        title="Armed Conflict Location & Event Data (ACLED)",
        kind="event dataset",
        as_of=date.min,
        publisher="ACLED",
        url="https://acleddata.com/",
        note="ACLED's terms of use forbid passing its rows on; cite it as they ask, with the day of the download.",
    )
    description = (
        "Events of political violence and protest, as ACLED has coded them from news and reports. A row is"
        " an event, with one number of fatalities."
    )
    license = "ACLED's terms of use: its rows may not be passed on"
    kinds = (Kind(id="incident", label="incident", violent=True),)
    metrics = (
        Metric(
            id="killed",
            label="people killed",
            unit="people",
            aliases=("deaths", "dead", "fatalities"),
            note='ACLED writes 10 for "tens" and 100 for "hundreds"; a row with one of these has no upper limit.',
        ),
    )
    prefix = "acled-"
    repeats = True
    id_column = "event_id_cnty"
    day_columns = ("event_date", "time_precision", "year")
    place_columns = ("country", "admin1", "admin2", "location", "geo_precision", "latitude", "longitude")
    party_columns = ("actor1", "inter1", "actor2", "inter2")
    code_columns = ("sub_event_type",)
    death_columns = ("fatalities",)
    word_columns = ("actor1", "actor2", "sub_event_type", "source", "notes")
    levels = (TOWN, TOWN, ADM_1)
    own_words = ("near in at least Event",)

    def identity(self, cell: str) -> str:
        """Return the id of a row's event."""
        written = cell.strip()
        if re.fullmatch(r"[A-Za-z]{0,5}[0-9]{1,12}", written):
            return written.lower()
        raise BadRow(f"{quoted(written)} is not letters and digits such as ABC123", self.id_column)

    def read_span(self, cells: Cells) -> Span:
        """Return the days of a row: if only the week is known, seven around the day; if only the month, all of it."""
        written, precision, year = cells
        day = day_of(written, "event_date")
        require_year(Span(day, day), year)
        match self.code(precision, "time_precision", 3):
            case 2:
                around = timedelta(days=3)
                first, last = max(day, date.min + around) - around, min(day, date.max - around) + around
                return Span(first, last, first_approximate=True, last_approximate=True)
            case 3:
                return Span(*month_of(day), first_approximate=True, last_approximate=True)
            case _:
                return Span(day, day)

    def read_parties(self, cells: Cells) -> Parties:
        """Return both actors, except civilians. The event is not attributed to anyone."""
        actor1, inter1, actor2, inter2 = map(text, cells)
        named = ((actor1, inter1), (actor2, inter2))
        civilians = ("7", "7.0", "civilians")
        acting = (name for name, kind in named if name and kind.lower() not in civilians)
        return Parties(tuple(dict.fromkeys(acting)), None)

    def _read_codes(self, cells: Cells) -> Codes:
        return Codes(_KINDS.get(cells[0].strip().lower(), "incident"))

    def _read_deaths(self, cells: Cells) -> Deaths:
        deaths = self.whole_number(cells[0], "fatalities")
        return Deaths(Count(deaths, deaths, None if deaths in _WORDS_AS_NUMBERS else deaths))

    def _worded(self, row: Row, words: tuple[str, ...]) -> Row:
        actor1, actor2, what, source, notes = words
        return row._replace(
            sides=(actor1, actor2),
            what=what or "Event",
            sources=f"Source: {source}" if source else "",
            remarks=tuple(_remarks(row.span, row.deaths.killed.best, notes)),
            source_office=source,
            source_article=notes,
        )


def _remarks(span: Span, number: int, notes: str) -> Iterator[str]:
    if span.approximate:
        yield "ACLED knows its date only to the week or month. It is listed for all days that may be meant."
    if word := _WORDS_AS_NUMBERS.get(number):
        yield f'ACLED also writes {number} for "{word}": {number} or more.'
    if _SPLIT.search(notes):
        yield "Its notes say that a total was split over days or places: this number is a share of it."
