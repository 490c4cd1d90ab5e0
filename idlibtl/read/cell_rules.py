"""What programs write into a cell for a number, a day, or nothing: one set of rules for every table that is read.

Each function takes the text of a cell, and raises BadCell with what would be right.
"""

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress

from idlibtl.model.dates import quoted, stored_form

#: What R, pandas, spreadsheets and databases write for a missing value.
MISSING = frozenset(("", "NA", "N/A", "#N/A", "NaN", "nan", "NaT", "None", "NULL", "null", "(null)", "<NA>", r"\N"))


class BadCell(ValueError):
    """A cell that cannot be read; its message is the reason."""


def is_missing(cell: str) -> bool:
    """Return whether a cell says that there is no value."""
    return cell.strip() in MISSING


# Numbers

#: What separates groups of three digits: a comma, a point, an apostrophe, or a space, which may be a narrow one.
_GROUPED = re.compile(r"[0-9]{1,3}(?:([,.'\u2019 \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*")
#: 1e+05, as R writes 100,000.
_POWER = re.compile(r"([0-9])(?:[.]([0-9]{1,9}))?[eE][+]([0-9]{2})")


def number(cell: str, *, decimal_comma: bool = False) -> int:
    """Return a whole number: `1000`, `1,000`, `1 000`, `1.000.000`, `1000.0`, `1e+03`. Raise BadCell for a fraction.

    With `decimal_comma` a comma may be before a fraction. What may be a fraction is refused.
    """
    written = cell.strip()
    if re.fullmatch("[0-9]{1,15}(?:[.]0{1,2})?", written):
        return int(written.partition(".")[0])
    if decimal_comma and re.fullmatch("[0-9]{1,15},0{1,2}", written):
        return int(written.partition(",")[0])
    if (power := _POWER.fullmatch(written)) and len(power[2] or "") <= int(power[3]) <= 15:
        return int(f"{power[1]}{(power[2] or '').ljust(int(power[3]), '0')}")
    grouped = _GROUPED.fullmatch(written)
    digits = re.sub("[^0-9]", "", written)
    if grouped is None or len(digits) > 15:
        raise BadCell(f"{quoted(written)} is not a whole number. Write digits alone, e.g. 1000.")
    if len(re.findall("[^0-9]", written)) == 1 and (grouped[1] == "." or (grouped[1] == "," and decimal_comma)):
        raise BadCell(f"{quoted(written)} may be {int(digits):,} or a fraction. Write {int(digits)}.")
    return int(digits)


# Days

_TIME = r"(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
_ISO_DAY = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_TIME}")
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?:[ T][0-9]{1,2}:.*)?")
_YEAR_MONTH_DAY = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})(?:[ T][0-9]{1,2}:.*)?")

#: What to do with a file whose days a spreadsheet program has turned into its own form.
_SAVED_BY_EXCEL = (
    "is a date as spreadsheet programs write it. Use the file as it was downloaded, or format the column as yyyy-mm-dd"
    " before saving it"
)


def day(cell: str) -> dt.date:
    """Return the day of `2019-04-09`, with or without a time after it. Raise BadCell."""
    written = cell.strip()
    if found := _ISO_DAY.fullmatch(written):
        with suppress(ValueError):
            return dt.date.fromisoformat(found[1])
        raise BadCell(f"{quoted(written)} is not a day of the calendar")
    if _DAY_MONTH_YEAR.fullmatch(written) or re.fullmatch("[0-9]{5}(?:[.]0)?", written):
        raise BadCell(f"{quoted(written)} {_SAVED_BY_EXCEL}")
    raise BadCell(f"{quoted(written)} is not a day. Write it as 2019-04-09.")


def readings(written: str) -> list[str]:
    """Return the stored dates that a date in the form of a spreadsheet program or of people may be: none to two."""
    if found := _YEAR_MONTH_DAY.fullmatch(written):
        return _days((found[1], found[2], found[3]))
    if (found := _DAY_MONTH_YEAR.fullmatch(written)) and len(found[3]) == 4:
        return _days((found[3], found[2], found[1]), (found[3], found[1], found[2]))
    return [form] if (form := stored_form(written)) else []


def better_date(written: str) -> str:
    """Return what to write instead of a date in the form of a spreadsheet program or of people; empty if unknown."""
    if re.fullmatch("[0-9]{5}", written):
        return f"{quoted(written)} is how spreadsheets store a day. Make the cell text, and write it as 2019-07-22."
    match readings(written):
        case [only]:
            return f"{quoted(written)} must be written {only}"
        case [one, other]:
            return f"{quoted(written)} does not say which is the day and which the month. Write {one} or {other}."
        case _:
            return ""


def _days(*readings: Iterable[str]) -> list[str]:
    """The days that there are among these years, months and days, each once."""
    found: dict[str, None] = {}
    for reading in readings:
        with suppress(ValueError):
            year, month, date = map(int, reading)
            found[dt.date(year, month, date).isoformat()] = None
    return list(found)
