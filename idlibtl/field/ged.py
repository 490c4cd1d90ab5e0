"""UCDP GED, the Georeferenced Event Dataset: its layouts, known by their columns, and its rows.

Sundberg and Melander 2013, "Introducing the UCDP Georeferenced Event Dataset", Journal of Peace Research 50(4).
"""

from collections.abc import Iterator
from datetime import date

from idlibtl.field.places import ADM_1, ADM_2, COUNTRY, TOWN
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
from idlibtl.model.dates import Span
from idlibtl.model.figures import Count
from idlibtl.model.records import Kind, Metric, Publication, unchecked
from idlibtl.read.cells import is_missing

#: The codes of a place that is known: in a town, or near it; and of a place at sea or in the air.
_PRECISE, _AT_SEA = (1, 2), 7

_ONE_SIDED = 3

#: What a row is about, by its kind.
_WHAT = {
    "state-based": "Violence between a government and an armed group",
    "non-state": "Violence between armed groups",
    "one-sided": "Violence against civilians",
}


class Ged(FileLayout):
    """How to read the rows of one GED file."""

    short = "UCDP GED"
    publication = unchecked(
        Publication,
        title="UCDP Georeferenced Event Dataset",
        kind="event dataset",
        as_of=date.min,
        publisher="Uppsala Conflict Data Program",
        url="https://ucdp.uu.se/",
        note="CC BY 4.0. Cite: Sundberg and Melander 2013, Introducing the UCDP Georeferenced Event Dataset, Journal of"
        " Peace Research 50(4); and the article that UCDP names for the version in use.",
    )
    description = (
        "Events of organised violence that cost lives, as the Uppsala Conflict Data Program has coded them"
        " from news and reports. A row is an event; low, best and high are its estimates."
    )
    license = "CC BY 4.0, Uppsala Conflict Data Program (UCDP)"
    kinds = (  # in order of type_of_violence
        Kind(id="state-based", label="state-based violence", violent=True),
        Kind(id="non-state", label="non-state violence", violent=True),
        Kind(id="one-sided", label="one-sided violence", violent=True, aliases=("violence against civilians",)),
    )
    metrics = (
        Metric(id="civilians", label="civilians killed", unit="people"),
        Metric(id="fighters", label="fighters killed", unit="people"),
        Metric(id="killed", label="people killed", unit="people", aliases=("deaths", "dead", "fatalities")),
    )
    prefix = "ged-"
    id_column = "id"
    day_columns = ("date_start", "date_end", "date_prec", "year")
    place_columns = ("country", "adm_1", "adm_2", "where_coordinates", "where_prec", "latitude", "longitude")
    party_columns = ("side_a", "side_b", "type_of_violence")
    code_columns = ("type_of_violence", "where_prec", "date_prec", "event_clarity", "code_status")
    death_columns = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high")
    word_columns = ("side_a", "side_b", "source_article", "source_office", "source_original", "source_headline")
    optional = ("year", "code_status", "source_headline")
    # 5 is a part of a province or a river, 7 the sea or the air of a country
    levels = (TOWN, TOWN, ADM_2, ADM_1, ADM_1, COUNTRY, COUNTRY)
    own_words = (*_WHAT.values(), "near in to")

    def identity(self, cell: str) -> int:
        """Return the id of a row's event."""
        if cell.isdecimal() and cell.isascii() and len(cell) <= 15:
            return int(cell)
        return self.whole_number(cell, "id")

    def read_span(self, cells: Cells) -> Span:
        """Return the days of a row. They are approximate unless the exact day is known."""
        start, end, precision, year = cells
        first, last = day_of(start, "date_start"), day_of(end, "date_end")
        if last < first:
            raise BadRow(f"{last} is before date_start, {first}", "date_end")
        rough = text(precision).removesuffix(".0") not in ("", "1")
        span = Span(first, last, rough, rough)
        require_year(span, year)
        return span

    def read_parties(self, cells: Cells) -> Parties:
        """Return both sides; for violence against civilians only the attacker, and it is attributed to the attacker."""
        side_a, side_b, violence = map(text, cells)
        if violence and self.code(violence, "type_of_violence", 3) == _ONE_SIDED:
            return Parties((side_a,), side_a) if side_a else Parties((), None)
        return Parties(tuple(dict.fromkeys(filter(None, (side_a, side_b)))), None)

    def _read_codes(self, cells: Cells) -> Codes:
        """The kind and codes of a row. UCDP marks it as Clear once it has checked it."""
        violence, where_prec, date_prec, clarity, status = cells
        if (kind := self.code(violence, "type_of_violence", 3)) is None:
            raise BadRow("is missing", "type_of_violence")
        try:
            where = self.code(where_prec, "where_prec", len(self.levels))
        except BadRow:
            where = None
        days, is_cumulative = self.code(date_prec, "date_prec", 5), self.code(clarity, "event_clarity", 2) == 2
        is_unchecked = text(status).lower() not in ("", "clear")
        remarks = _remarks(where, days, is_cumulative=is_cumulative)
        return Codes(
            kind=self.kinds[kind - 1].id,
            is_unchecked=is_unchecked,
            is_cumulative=is_cumulative,
            is_sure=where in _PRECISE,
            remarks=(*remarks, *(["UCDP has not yet checked the row."] if is_unchecked else ())),
        )

    def _read_deaths(self, cells: Cells) -> Deaths:
        side_a, side_b, civilians, unknown = (
            None if is_missing(cell) else self.whole_number(cell, column)
            for cell, column in zip(cells[:4], self.death_columns, strict=False)
        )
        killed = Count(*map(self.whole_number, cells[4:], self.death_columns[4:]))
        fighters = None if side_a is None or side_b is None else side_a + side_b
        return Deaths(killed, _bounds(civilians, unknown or 0, killed), _bounds(fighters, unknown or 0, killed))

    def _worded(self, row: Row, words: tuple[str, ...]) -> Row:
        side_a, side_b, article, office, original, headline = (*words, "")[: len(self.word_columns)]
        sources = (("Offices", office), ("Original source", original))
        return row._replace(
            sides=(side_a, side_b),
            what=_WHAT[row.codes.kind],
            headline=headline,
            sources="; ".join(f"{name}: {words}" for name, words in sources if words),
            source_original=original,
            source_office=office,
            source_article=article,
        )


def _bounds(deaths: int | None, unknown: int, killed: Count) -> Count | None:
    """The bounds of a part of the dead: people of unknown side may belong to it, and the row has bounds of its own."""
    if deaths is None:
        return None
    low, best, high = killed
    assert low is not None
    assert high is not None
    return Count(max(0, deaths - (best - low)) if deaths else 0, deaths, max(0, deaths + unknown + (high - best)))


def _remarks(where: int | None, days: int | None, *, is_cumulative: bool) -> Iterator[str]:
    if where is None:
        yield "The row does not say how exactly its place is known."
    if where == _AT_SEA:
        yield "It happened at sea or in the air, and is counted for the country in its row."
    if days is None:
        yield "The row does not say how exactly its days are known."
    if is_cumulative:
        yield "The row sums up several events. UCDP has subtracted those that have rows of their own."
