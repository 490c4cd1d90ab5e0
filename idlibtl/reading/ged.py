"""UCDP GED, the Georeferenced Event Dataset: its layouts, told by their columns, and its rows.

Sundberg and Melander 2013, "Introducing the UCDP Georeferenced Event Dataset", Journal of Peace Research 50(4).
"""

from collections.abc import Sequence
from operator import itemgetter

from idlibtl.model.records import Kind, Metric
from idlibtl.reading.field import About
from idlibtl.reading.rows import ADM_1, ADM_2, COUNTRY, TOWN, Numbers, Row, code, coordinates, day, whole_number
from idlibtl.reading.tables import BadRow

#: The columns that are read; a GED file has more. Their order differs between versions.
COLUMNS = (
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "source_article",
    "source_office",
    "source_original",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "country",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "low",
    "best",
    "high",
)

#: How wide a place is at each where_prec: 5 is a part of a province or a river, 7 is the sea or the air.
_LEVELS = {1: TOWN, 2: TOWN, 3: ADM_2, 4: ADM_1, 5: ADM_1, 6: COUNTRY, 7: 0}

_WHAT = {
    1: "State-based conflict",
    2: "Conflict between organised groups without a state",
    3: "Violence against civilians",
}


def civilian_bounds(deaths: int, unknown: int, killed: Numbers) -> Numbers:
    """What a row leaves open of the deaths on one side, or of civilians: its unspecified dead and its own bounds."""
    low, best, high = killed
    return Numbers(
        max(0, deaths - (best - low)) if deaths else 0, deaths, max(0, deaths + unknown + ((high or 0) - best))
    )


class Ged:
    """How to read the rows of one GED file."""

    def __init__(self, header: Sequence[str]) -> None:
        self.width = len(header)
        self._pick = itemgetter(*(header.index(column) for column in COLUMNS))

    def row(self, line: int, cells: Sequence[str]) -> Row:
        """One row. Raises BadRow."""
        if len(cells) != self.width:
            raise BadRow(f"has {len(cells)} cells; the header has {self.width}")
        picked = [cell.strip() for cell in self._pick(cells)]
        (identity, violence, side_a, side_b, article, office, original, where_prec, town, adm_1, adm_2, *_) = picked
        latitude, longitude, country, clarity, date_prec, start, end, *deaths = picked[11:]
        if not (identity.isascii() and identity.isdecimal() and len(identity) <= 18):
            raise BadRow(f"has {identity[:60]!r} as id; a number in digits is wanted")
        kind = code(violence, "type_of_violence", 3)
        if kind is None:
            raise BadRow("has no type_of_violence")
        precision, day_precision = code(where_prec, "where_prec", 7), code(date_prec, "date_prec", 5)
        clear = code(clarity, "event_clarity", 2)
        first, last = day(start, "date_start"), day(end, "date_end")
        if last < first:
            raise BadRow(f"ends on {last}, before it begins on {first}")
        killed, civilians, fighters = _numbers(*deaths)
        where = (country, adm_1, adm_2, town)
        level = _level(precision, where)
        north, east = coordinates(latitude, longitude) if level == TOWN else (None, None)
        rough = (day_precision or 1) > 1
        return Row(
            line=line,
            id=f"ged-{identity}",
            first=first,
            last=last,
            first_approximate=rough,
            last_approximate=rough,
            kind="toll" if clear == 2 else "incident",
            cumulative=clear == 2,
            where=where,
            level=level,
            near=precision == 2,
            latitude=north,
            longitude=east,
            sides=(side_a, side_b),
            parties=(side_a,) if kind == 3 else tuple(dict.fromkeys((side_a, side_b))),
            attacker=side_a if kind == 3 else None,
            killed=killed,
            civilians=civilians,
            fighters=fighters,
            what=_WHAT[kind],
            sources="; ".join(
                f"{name}: {said}"
                for name, said in (("Articles", article), ("Offices", office), ("Original source", original))
                if said
            ),
            remarks=_remarks(precision, day_precision, clear),
            type_of_violence=kind,
            where_prec=precision,
            date_prec=day_precision,
            event_clarity=clear,
            source_original=original,
            source_office=office,
            source_article=article,
        )


def _numbers(  # noqa: PLR0917 - the columns, in order
    deaths_a: str, deaths_b: str, deaths_civilians: str, deaths_unknown: str, low: str, best: str, high: str
) -> tuple[Numbers, Numbers | None, Numbers | None]:
    """killed, civilians, fighters; null where the row does not tell them apart."""
    killed = Numbers(whole_number(low, "low"), whole_number(best, "best"), whole_number(high, "high"))
    unknown = whole_number(deaths_unknown or "0", "deaths_unknown")
    civilians = (
        civilian_bounds(whole_number(deaths_civilians, "deaths_civilians"), unknown, killed)
        if deaths_civilians
        else None
    )
    fighters = None
    if deaths_a and deaths_b:
        both = whole_number(deaths_a, "deaths_a") + whole_number(deaths_b, "deaths_b")
        fighters = civilian_bounds(both, unknown, killed)
    return killed, civilians, fighters


def _level(precision: int | None, where: tuple[str, str, str, str]) -> int:
    """How many of the names of its places a row really means; without a precision, all that it names."""
    level = TOWN if precision is None else _LEVELS[precision]
    while level and not where[level - 1]:
        level -= 1
    return level


def _remarks(precision: int | None, day_precision: int | None, clear: int | None) -> tuple[str, ...]:
    told = []
    if precision is None:
        told.append("The row does not say how exactly its place is known.")
    if day_precision is None:
        told.append("The row does not say how exactly its days are known.")
    if clear == 2:
        told.append("Several events told together; UCDP has taken off what it lists by itself.")
    return tuple(told)


ABOUT = About(
    title="UCDP Georeferenced Event Dataset",
    kind="event dataset",
    description="Events of organised violence with at least one death, as the Uppsala Conflict Data Program has coded"
    " them.",
    license="CC BY 4.0, Uppsala Conflict Data Program (UCDP)",
    note="CC BY 4.0. Cite: Sundberg and Melander 2013, Introducing the UCDP Georeferenced Event Dataset, Journal of"
    " Peace Research 50(4); and for the version in use, UCDP's own yearly article.",
    kinds=(Kind(id="incident", label="incident", violent=True),),
    metrics=(
        Metric(
            id="civilians",
            label="civilians killed",
            unit="people",
            note="Rows that do not tell civilians from fighters are counted in killed alone.",
        ),
        Metric(
            id="fighters",
            label="fighters killed",
            unit="people",
            note="Rows that do not tell civilians from fighters are counted in killed alone.",
        ),
        Metric(id="killed", label="people killed", unit="people", aliases=("deaths", "dead", "fatalities")),
    ),
)
