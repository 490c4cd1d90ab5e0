"""What people and spreadsheet programs write into a cell -> what a record of ours holds.

Each function takes the text of a cell that is not empty, and raises BadCell with what would be right.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from idlibtl.model.dates import DateError, Span, quoted, stored_span, typed_days
from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, PUBLICATION, Role
from idlibtl.read.faults import meant
from idlibtl.read.files import ID_PATTERN


class BadCell(ValueError):
    """A cell that cannot be read; its message is the reason, as the rest of a sentence."""


def text(cell: str) -> str:
    """The cell as it is."""
    return cell


def name(cell: str) -> str:
    """One id; whether there is such a record is looked up later."""
    found = cell.strip()
    if not re.fullmatch(ID_PATTERN, found):
        raise BadCell(f"{quoted(found)} is no id: lower-case letters, digits, - and _")
    return found


def names(cell: str) -> list[str]:
    """Several ids, with semicolons between; none for the words that say so."""
    found = [each.strip() for each in cell.split(";") if each.strip()]
    if any("," in each for each in found):
        raise BadCell(f"{quoted(cell.strip())} is no id; write several with semicolons between, as in idlib; hama")
    return [] if found in ([NO_PLACE], [NOT_ATTRIBUTED]) else [name(each) for each in found]


def word_of(vocabulary: Iterable[str]) -> Callable[[str], str]:
    """What reads a cell with one of these words."""
    words = list(map(str, vocabulary))

    def word(cell: str) -> str:
        found = cell.strip().lower()
        if found not in words:
            raise BadCell(f"must be {', '.join(words[:-1])} or {words[-1]}, not {quoted(found)}{meant(found, words)}")
        return found

    return word


def source(cell: str) -> str | None:
    """The id of a source, or None for the publication itself."""
    return None if cell.strip() == PUBLICATION else name(cell)


def actors(cell: str) -> list[dict[str, str]]:
    """Actors with their roles: `russia (backer); syrian-government (attacker)`."""
    role = word_of(Role)
    found = []
    for each in filter(None, map(str.strip, cell.split(";"))):
        parts = re.fullmatch(r"([^()]+)\(([^()]+)\)", each)
        if parts is None:
            raise BadCell(
                f"{quoted(each)} is no actor with a role; write each as in russia (attacker), with semicolons between;"
                f" the roles are {', '.join(Role)}"
            )
        found.append({"actor": name(parts[1]), "role": role(parts[2])})
    return found


def paragraphs(cell: str) -> list[int]:
    """Numbers of paragraphs, with semicolons or commas between."""
    found = [each.strip() for each in re.split("[;,]", cell) if each.strip()]
    for each in found:
        if not re.fullmatch("[0-9]{1,7}", each):
            raise BadCell(f"{quoted(each)} is no number of a paragraph; write them as in 3; 4")
    return [int(each) for each in found]


def citations(cell: str) -> list[dict[str, object]]:
    """Where an event stands, with semicolons between: `herald 3 4 https://example.org/page; gazette`."""
    found = []
    for each in filter(None, map(str.strip, re.split(r";(?:\s|$)", cell))):
        publication, *rest = each.split()
        cited: dict[str, object] = {"publication": name(publication)}
        if numbers := [int(word) for word in rest if re.fullmatch("[0-9]{1,7}", word)]:
            cited["paragraphs"] = numbers
        if others := rest[len(numbers) :]:
            cited["url"] = " ".join(others)
        if not all(word.isdecimal() for word in rest[: len(numbers)]) or not all("://" in word for word in others):
            raise BadCell(
                f"{quoted(each)} is no citation; write a publication's id, its paragraphs and then a URL if it has one,"
                " as in herald 3 4 https://example.org/page, with semicolons between"
            )
        found.append(cited)
    return found


def flag(cell: str) -> bool:
    """True or false, as spreadsheets write it."""
    found = {"true": True, "false": False}.get(cell.strip().lower())
    if found is None:
        raise BadCell(f"must be true or false, not {quoted(cell)}")
    return found


# Numbers

#: What stands between groups of three digits: a comma, a point, an apostrophe, or a space, which may be a narrow one.
_GROUPED = re.compile(r"[0-9]{1,3}(?:([,.'\u2019 \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*")


def number(cell: str, *, decimal_comma: bool = False) -> int:
    """A whole number: `1000`, `1,000`, `1 000`, `1.000.000`, `1000.0`. What might be a fraction is refused.

    `decimal_comma` tells that a comma may stand before a fraction.
    """
    written = cell.strip()
    if re.fullmatch("[0-9]{1,15}(?:[.]0)?", written):
        return int(written.partition(".")[0])
    grouped = _GROUPED.fullmatch(written)
    digits = re.sub("[^0-9]", "", written)
    if grouped is None or len(digits) > 15:
        raise BadCell(f"{quoted(written)} is not a whole number; write it in digits alone, as in 1000")
    if len(re.findall("[^0-9]", written)) == 1 and (grouped[1] == "." or (grouped[1] == "," and decimal_comma)):
        raise BadCell(f"{quoted(written)} may be {int(digits):,} or a fraction; write {int(digits)}")
    return int(digits)


# Dates

_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:[ T].*)?")
_YEAR_MONTH_DAY = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})(?:[ T].*)?")


def date(cell: str) -> str:
    """A stored date."""
    written = cell.strip()
    try:
        stored_span(written)
    except DateError as error:
        raise BadCell(_better_date(written) or str(error)) from None
    return written


def _better_date(written: str) -> str:
    """What to write instead of a date that a spreadsheet program has turned into its own form; empty if unknown."""
    if found := _YEAR_MONTH_DAY.fullmatch(written):
        readings = _days((found[1], found[2], found[3]))
    elif found := _DAY_MONTH_YEAR.fullmatch(written):
        readings = _days((found[3], found[2], found[1]), (found[3], found[1], found[2]))
    elif re.fullmatch("[0-9]{5}", written):
        return f"{quoted(written)} is how spreadsheets keep a day; make the cell text, and write it as in 2019-07-22"
    else:
        readings = []
        with suppress(DateError):
            days = typed_days(written)
            readings = [Span(days.first, days.last).stored]
    match readings:
        case [only]:
            return f"{quoted(written)} is not written as dates are here; write {only}"
        case [one, other]:
            return f"{quoted(written)} does not say which is the day and which the month; write {one} or {other}"
        case _:
            return ""


def _days(*readings: tuple[Any, Any, Any]) -> list[str]:
    """The days that there are among these years, months and days, each once."""
    found: dict[str, None] = {}
    for reading in readings:
        with suppress(ValueError):
            found[dt.date(*map(int, reading)).isoformat()] = None
    return list(found)
