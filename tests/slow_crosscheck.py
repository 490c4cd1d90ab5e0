"""A cross-check step by step, straight from the rows of a GED file, with nothing of the program in it.

It knows no records and no names: a place is a function that tells whether a row lies there. Change it only when the
rules change.
"""

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import cos, hypot, radians
from pathlib import Path
from typing import NamedTuple

Row = Mapping[str, str]
Days = tuple[dt.date, dt.date]
Where = Callable[[Row], bool]
#: low, best, high; None where it is not known, or open
Three = tuple[int | None, int | None, int | None]

PROVINCES = {"idlib": "Idlib", "hama": "Hamah", "aleppo": "Aleppo"}
NO_WORDS_OF_A_NAME = {"town", "village", "city"}


class Found(NamedTuple):
    """What a file has for some days and places."""

    three: Three
    rows: list[str]
    straddling: list[str]
    known: int  # rows that say just what is asked
    citing: int


def reference(name: str) -> Path | None:
    """A reference file, where there is one: in a folder `shared/reference` beside or above the checkout."""
    found = (parent / "shared" / "reference" / name for parent in Path(__file__).resolve().parents)
    return next((path for path in found if path.exists()), None)


@cache
def read(path: Path) -> list[Row]:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_province(place: str) -> Where:
    """Whether a row's first-order division is the province."""
    return lambda row: row["adm_1"].lower() == f"{PROVINCES[place]} governorate".lower()


def in_any(*wheres: Where) -> Where:
    """Whether a row lies in one of these."""
    return lambda row: any(where(row) for where in wheres)


def in_region(row: Row) -> bool:
    """Whether a row lies in Idlib, Hama or Aleppo."""
    return any(in_province(place)(row) for place in PROVINCES)


def in_town(names: Sequence[str], latitude: float, longitude: float, province: str = "idlib") -> Where:
    """Whether a row is in the town: it has a name of its letters that matter, and says that it knows the place."""
    called = {consonants(name) for name in names}

    def where(row: Row) -> bool:
        name = consonants(row["where_coordinates"])
        near = kilometres(latitude, longitude, float(row["latitude"]), float(row["longitude"])) <= 10
        return (
            in_province(province)(row)
            and row["where_prec"] in ("1", "2")
            and name in called
            and (len(name) >= 5 or near)
        )

    return where


def consonants(name: str) -> str:
    """The consonants of a name, one for two of a kind, without what says that it is a town."""
    words = re.findall("[a-z]+", re.sub("['’‘ʿʾ`]", "", name.lower()))
    letters = "".join(word for word in words if word not in NO_WORDS_OF_A_NAME)
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyw]", "", letters))


def kilometres(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """How far two points are apart; the ground between them is flat enough."""
    east = radians(to_longitude - longitude) * cos(radians((latitude + to_latitude) / 2))
    return 6371 * hypot(east, radians(to_latitude - latitude))


def held_against(rows: Iterable[Row], metric: str, days: Days, where: Where, cited: str = "") -> Found:
    """What the rows have for a metric on these days in this place."""
    counted: list[Row] = []
    straddling: list[Row] = []
    for row in rows:
        first, last = (dt.date.fromisoformat(row[column][:10]) for column in ("date_start", "date_end"))
        if last < days[0] or first > days[1] or not where(row):
            continue
        (counted if days[0] <= first and last <= days[1] else straddling).append(row)
    of_rows = [bounds(row, metric) for row in counted]
    if not counted:
        three: Three = (None, None, None)
    elif metric == "killed":
        sums = [sum(int(row[column]) for row in counted) for column in ("low", "best", "high")]
        three = (min(sums), sums[1], max(sums))
    else:
        bests = [best for _, best, _ in of_rows if best is not None]
        best = sum(bests) if len(bests) == len(of_rows) else None
        ends = [sum(low for low, _, _ in of_rows), sum(high for _, _, high in of_rows)]
        ends += [] if best is None else [best]  # where the bounds of rows are out of order, sums may be
        three = (min(ends), best, max(ends))
    citing = [row for row in counted if cited and cites(row, cited)]
    known_rows = len([best for _, best, _ in of_rows if best is not None])
    return Found(three, [row["id"] for row in counted], [row["id"] for row in straddling], known_rows, len(citing))


def bounds(row: Row, metric: str) -> tuple[int, int | None, int]:
    """The bounds of one row."""
    low, best, high = (int(row[column]) for column in ("low", "best", "high"))
    if metric == "killed":
        return low, best, high
    columns = ["deaths_civilians"] if metric == "civilians" else ["deaths_a", "deaths_b"]
    if any(row[column] == "" for column in columns):
        return low if metric == "civilians" and row["type_of_violence"] == "3" else 0, None, high
    said = sum(int(row[column]) for column in columns)
    least = 0 if said == 0 else max(0, said - (best - low))
    return least, said, max(0, said + int(row["deaths_unknown"]) + (high - best))


def cites(row: Row, words: str) -> bool:
    """Whether a row's sources name somebody, by one of several names."""
    told = " ".join(row[column] for column in ("source_article", "source_office", "source_original"))
    return any(word in told for word in words.split("|"))


def word(ours: Three, theirs: Three, *, found: bool) -> str:
    """What is said of our figure."""
    low, _, high = ours
    if not found:
        return "nothing found"
    assert low is not None
    assert theirs[0] is not None
    if high is not None and high < theirs[0]:
        return "lower"
    if theirs[2] is not None and low > theirs[2]:
        return "higher"
    if theirs[1] is None:
        return "not comparable"
    return "not contradicted" if high is None or theirs[2] is None else "agrees"
