"""One row of a field dataset, UCDP GED or ACLED, in the terms of this program; and how its cells are read.

A row is taken as it stands: its bounds may be out of order, and are not repaired before they are summed.
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from idlibtl.model.dates import quoted
from idlibtl.reading.tables import BadRow

#: The most that one row may count: more is a slip.
MAX_COUNT = 10**9

#: How wide the places of a row are, in the order of `Row.where`; 0 is no place.
COUNTRY, ADM_1, ADM_2, TOWN = 1, 2, 3, 4


class Numbers(NamedTuple):
    """The low, best and high of one metric in a row, as the row has them: they may be out of order.

    A null high is open upwards.
    """

    low: int
    best: int
    high: int | None


class Row(NamedTuple):
    """One event of a field dataset.

    `where` has the names of the country, adm_1, adm_2 and town, as far as the row tells them; `level` is how many of
    them its place really takes (0: no place), and `near` tells that it is near the town, not in it. `killed` are the
    three estimates as the row has them; `civilians` and `fighters` are null where the row does not tell them apart.
    `sides` are named in its title, `parties` have a role. The codes are those of the dataset, null where it has none.
    """

    line: int
    id: str
    first: date
    last: date
    first_approximate: bool
    last_approximate: bool
    kind: str
    cumulative: bool
    where: tuple[str, str, str, str]
    level: int
    near: bool
    latitude: float | None
    longitude: float | None
    sides: tuple[str, ...]
    parties: tuple[str, ...]
    attacker: str | None
    killed: Numbers | None
    civilians: Numbers | None
    fighters: Numbers | None
    what: str
    sources: str
    remarks: tuple[str, ...]
    type_of_violence: int | None
    where_prec: int | None
    date_prec: int | None
    event_clarity: int | None
    source_original: str
    source_office: str
    source_article: str


@lru_cache(maxsize=1 << 16)
def whole_number(text: str, column: str) -> int:
    """A count in plain digits. Raises BadRow."""
    if not (text.isascii() and text.isdecimal()) or int(text[:20]) > MAX_COUNT:
        raise BadRow(f"has {quoted(text)} as {column}; a whole number in digits is wanted")
    return int(text)


def code(text: str, column: str, most: int) -> int | None:
    """A code from 1 to `most`; None where there is none. Raises BadRow."""
    if not text:
        return None
    if len(text) == 1 and "1" <= text <= str(most):
        return int(text)
    raise BadRow(f"has {quoted(text)} as {column}; 1 to {most} are known")


@lru_cache(maxsize=1 << 16)
def day(text: str, column: str) -> date:
    """A day, 2019-04-09, with or without a time behind it. Raises BadRow."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{1,9})?)?", text):
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            raise BadRow(f"has {quoted(text)} as {column}, which is no day of the calendar") from None
    raise BadRow(f"has {quoted(text)} as {column}; a day such as 2019-04-09 is wanted")


@lru_cache(maxsize=1 << 16)
def coordinates(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    """Degrees north and east; None for both where they are no place on Earth."""
    pattern = r"-?[0-9]{1,3}(?:[.][0-9]{1,15})?"
    if re.fullmatch(pattern, latitude) and re.fullmatch(pattern, longitude):
        north, east = float(latitude), float(longitude)
        if -90 <= north <= 90 and -180 <= east <= 180:
            return north, east
    return None, None
