"""A cross-check step by step, straight from the rows of a GED file, with nothing of the program in it.

It has no records and no names: a place is a function that says whether a row is there. Change it only if the rules
change.
"""

import csv
import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import cos, hypot, radians
from pathlib import Path
from typing import NamedTuple

Row = Mapping[str, str]
Days = tuple[dt.date, dt.date]
Where = Callable[[Row], bool]
#: low, best, high; None if it is unknown
Three = tuple[int | None, int | None, int | None]

NONE: Three = (None, None, None)
ONE_DAY = dt.timedelta(days=1)
PROVINCES = {"idlib": "Idlib", "hama": "Hamah", "aleppo": "Aleppo"}
NO_WORDS_OF_A_NAME = {"town", "village", "city"}


class Place(NamedTuple):
    """Whether a row is there; and whether it may be: it names the town, and not how exactly the place is known."""

    has: Where
    may_have: Where


class Found(NamedTuple):
    """What a file has for some days and places."""

    three: Three
    rows: list[str]
    straddling: list[str]
    unsure: list[str]
    citing: int


def reference(name: str) -> Path | None:
    """A reference file, if there is one: in a folder `shared/reference` next to or above the checkout."""
    paths = (parent / "shared" / "reference" / name for parent in Path(__file__).resolve().parents)
    return next((path for path in paths if path.exists()), None)


@cache
def read(path: Path) -> list[Row]:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stored_days(stored: str, as_of: dt.date) -> Days:
    """The first and the last day of a stored date; `as_of` ends what goes on."""
    first, _, last = stored.replace("~", "").partition("/")
    begin = dt.date.fromisoformat(first if len(first) == 10 else f"{first}-01")
    if last == "..":
        return begin, max(begin, as_of)
    last = last or first
    if len(last) == 7:
        year, month = map(int, last.split("-"))
        last = f"{last}-{monthrange(year, month)[1]}"
    return begin, dt.date.fromisoformat(last)


# Places


def nowhere(_row: Row) -> bool:
    """No row."""
    return False


def province(place: str) -> Place:
    """A province: the row's first-order division. Codes 6 and 7 say that the country alone is known."""
    name = f"{PROVINCES[place]} governorate".lower()
    return Place(lambda row: row["adm_1"].lower() == name and row["where_prec"] not in {"6", "7"}, nowhere)


def town(names: Sequence[str], latitude: float, longitude: float, within: str = "idlib") -> Place:
    """A town: the row has a name of its consonants in its province, and knows the place exactly (code 1 or 2)."""
    called = {consonants(name) for name in names}

    def has_the_name(row: Row) -> bool:
        name = consonants(row["where_coordinates"])
        near = kilometres(latitude, longitude, float(row["latitude"]), float(row["longitude"])) <= 10
        return province(within).has(row) and name in called and (len(name) >= 5 or near)

    return Place(
        lambda row: row["where_prec"] in {"1", "2"} and has_the_name(row),
        lambda row: row["where_prec"] == "" and has_the_name(row),
    )


def either(places: Iterable[Place]) -> Place:
    """Several places together."""
    these = list(places)
    has: Where = lambda row: any(place.has(row) for place in these)  # noqa: E731
    return Place(has, lambda row: not has(row) and any(place.may_have(row) for place in these))


def consonants(name: str) -> str:
    """The consonants of a name, doubled ones once, without what says that it is a town."""
    words = re.findall("[a-z]+", re.sub("['’‘ʿʾ`]", "", name.lower()))
    letters = "".join(word for word in words if word not in NO_WORDS_OF_A_NAME)
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyw]", "", letters))


def kilometres(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """How far two points are apart; the ground between them is flat enough."""
    east = radians(to_longitude - longitude) * cos(radians((latitude + to_latitude) / 2))
    return 6371 * hypot(east, radians(to_latitude - latitude))


PLACES: dict[str, Place] = {
    **{name: province(name) for name in PROVINCES},
    "idlib-region": either(map(province, PROVINCES)),
    "maaret-al-numan": town(["Maarat al-Numaan", "Ma'arrat an-Nu'man"], 35.648379, 36.676019),
    "khan-sheikhun": town(["Khan Shaykhun"], 35.44208, 36.65095),
}
WIDER = dict.fromkeys(PROVINCES, "idlib-region") | {"maaret-al-numan": "idlib", "khan-sheikhun": "idlib"}
NAMES = {
    "idlib": "Idlib",
    "hama": "Hama",
    "aleppo": "Aleppo",
    "idlib-region": "Idlib and its surroundings",
    "maaret-al-numan": "Maaret al-Numan",
    "khan-sheikhun": "Khan Sheikhun",
}


# Sums


def compared(rows: Iterable[Row], metric: str, days: Days, places: Iterable[str], cited: str = "") -> Found:
    """What the rows have for a metric on these days in these places."""
    where = either(PLACES[place] for place in places)
    counted: list[Row] = []
    straddling: list[Row] = []
    unsure: list[Row] = []
    for row in rows:
        first, last = (dt.date.fromisoformat(row[column][:10]) for column in ("date_start", "date_end"))
        if last < days[0] or first > days[1]:
            continue
        if where.may_have(row):
            unsure.append(row)
        if where.has(row):
            (counted if days[0] <= first and last <= days[1] else straddling).append(row)
    citing = [row for row in counted if cited and cites(row, cited)]
    return Found(total(counted, metric), ids(counted), ids(straddling), ids(unsure), len(citing))


def ids(rows: Iterable[Row]) -> list[str]:
    """The ids of rows, in order."""
    return sorted(f"ged-{row['id']}" for row in rows)


def total(rows: Sequence[Row], metric: str) -> Three:
    """The sums of low, best and high, put in order last."""
    if not rows:
        return NONE
    lows, bests, highs = zip(*(bounds(row, metric) for row in rows), strict=True)
    best = None if None in bests else sum(number for number in bests if number is not None)
    sums = [sum(lows), sum(highs), *([] if best is None else [best])]
    return min(sums), best, max(sums)


def bounds(row: Row, metric: str) -> tuple[int, int | None, int]:
    """The bounds of one row."""
    low, best, high = (int(row[column]) for column in ("low", "best", "high"))
    if metric == "killed":
        return low, best, high
    columns = ["deaths_civilians"] if metric == "civilians" else ["deaths_a", "deaths_b"]
    if any(row[column] == "" for column in columns):
        return low if metric == "civilians" and row["type_of_violence"] == "3" else 0, None, high
    dead = sum(int(row[column]) for column in columns)
    least = 0 if dead == 0 else max(0, dead - (best - low))
    return least, dead, max(0, dead + int(row["deaths_unknown"] or 0) + (high - best))


def cites(row: Row, words: str) -> bool:
    """Whether a row's sources name someone, by one of several names."""
    sources = " ".join(row[column] for column in ("source_article", "source_office", "source_original"))
    return any(word in sources for word in words.split("|"))


# The word


def word(value: int, outcome: Found) -> str:
    """The outcome for a printed value."""
    low, best, high = outcome.three
    if low is None:
        return "not comparable" if outcome.unsure else "no rows"
    if best is None:
        return "not comparable"
    assert high is not None
    if value < low:
        return "below their low"
    return "above their high" if value > high else "within their range"


def looks(
    rows: Sequence[Row], metric: str, value: int, days: Days, places: Sequence[str], at: Sequence[str]
) -> dict[str, tuple[Three, str]]:
    """What other days and places give, where the word is another. `at` are the places of the figure's event."""
    answer = word(value, compared(rows, metric, days, places))
    tried: dict[str, tuple[Days, Sequence[str]]] = {}
    tried["one day either side"] = ((days[0] - ONE_DAY, days[1] + ONE_DAY), places)
    others: list[Sequence[str]] = [wider(places)]
    while at and not set(at) & set(places) and all(set(around(place)) & set(places) for place in at):
        others.append(at)
        at = wider(at)
    for other in others:
        *most, last = (NAMES[place] for place in other)
        tried[f"in {', '.join(most)} and {last}" if most else f"in {last}"] = (days, other)
    unnamed = [name for name in PROVINCES if name not in places]
    for left_out in unnamed if "idlib-region" in places and len(unnamed) > 1 else ():
        tried[f"without {NAMES[left_out]}"] = (days, [name for name in PROVINCES if name != left_out])
    result = {look: compared(rows, metric, *where) for look, where in tried.items()}
    return {look: (one.three, word(value, one)) for look, one in result.items() if word(value, one) != answer}


def wider(places: Sequence[str]) -> list[str]:
    """The places around these."""
    return list(dict.fromkeys(WIDER.get(place, place) for place in places))


def around(place: str) -> list[str]:
    """A place and all that contain it."""
    return [place, *(around(WIDER[place]) if place in WIDER else [])]
