"""The text of a cell, as people and programs write it -> a number, a day, a list of ids...: the same for every table.

Each function takes the text of a cell that is not empty, and raises BadCell, whose message says what would be right.
"""

import datetime as dt
import re
from calendar import month_abbr, month_name
from collections.abc import Callable, Iterable

from idlibtl.model.dates import DateError, days_in_numbers, quoted, stored_form, stored_span
from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, PUBLICATION, Role
from idlibtl.read.faults import meant
from idlibtl.read.files import ID_PATTERN

#: What R, pandas, spreadsheets and databases write for a missing value.
MISSING = frozenset(("", "NA", "N/A", "#N/A", "NaN", "nan", "NaT", "None", "NULL", "null", "(null)", "<NA>", r"\N"))


class BadCell(ValueError):
    """A cell that cannot be read; its message is the reason."""


def is_missing(cell: str) -> bool:
    """Return whether a cell says that there is no value."""
    return cell.strip() in MISSING


# Numbers

#: 1000, or 1000.0 as pandas writes it; with a comma where that comes before a fraction.
_WHOLE = re.compile("([0-9]{1,15})(?:([.,])0{1,2})?")
#: What separates groups of three digits: a comma, a point, an apostrophe, or a space, which may be a narrow one.
_GROUPED = re.compile(r"[0-9]{1,3}(?:([,.'\u2019 \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*")
#: 1e+05, as R writes 100,000.
_POWER = re.compile(r"([0-9])(?:[.]([0-9]{1,9}))?[eE][+]([0-9]{2})")


def number(cell: str, *, decimal_comma: bool = False) -> int:
    """Return a whole number: `1000`, `1,000`, `1 000`, `1.000.000`, `1000.0`, `1e+03`. Raise BadCell for a fraction.

    With `decimal_comma` a comma may come before a fraction. A number that may be a fraction is refused.
    """
    written = cell.strip()
    if (whole := _WHOLE.fullmatch(written)) and (decimal_comma or whole[2] != ","):
        return int(whole[1])
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

_TIME = r"(?:[ T]([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:[.][0-9]{1,9})?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
_ISO_DAY = re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}}){_TIME}")
#: 02 June 2023, 9-May-20: a month that is written out leaves no doubt.
_WRITTEN_OUT = re.compile("([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4}|[0-9]{2})")
#: A time after a day that cannot make it another day: 10:36, 1:00:00 PM, 00:00Z, 00:00:00 UTC.
_CLOCK = r"(?:[ T](?:[0-9]{1,2}:[0-9:.]+(?: ?[AaPp][Mm])?|00:00(?::00(?:[.]0+)?)?(?:Z| ?UTC| ?GMT|[+-][0-9:]+)))"
_DAY_MONTH_YEAR = re.compile(rf"([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{4}}|[0-9]{{2}}){_CLOCK}?")
_YEAR_MONTH_DAY = re.compile(rf"([0-9]{{4}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{1,2}}){_CLOCK}?")


def day(cell: str) -> dt.date:
    """Return the day of `2019-04-09`, `2019/4/9` or `9 April 2019`, with or without a time after it. Raise BadCell."""
    written = cell.strip()
    if (match := _ISO_DAY.fullmatch(written)) and match[5] and match[4] != "00:00":
        # a program that changes time zones changes days
        raise BadCell(f"{quoted(written)} may be another day in another time zone. Write the day alone, as 2019-04-09.")
    if match := match or _YEAR_MONTH_DAY.fullmatch(written):
        parts = int(match[1]), int(match[2]), int(match[3])
    elif match := _WRITTEN_OUT.fullmatch(written):
        name, year = match[2].capitalize(), int(match[3])
        month = next((n for n in range(1, 13) if name in (month_abbr[n], month_name[n])), 0)  # 0 is no month either
        century = 0 if len(match[3]) == 4 else 2000 if year < 80 else 1900
        parts = century + year, month, int(match[1])
    elif _DAY_MONTH_YEAR.fullmatch(written) or re.fullmatch("[0-9]{5}(?:[.]0)?", written):
        raise BadCell(
            f"{quoted(written)} is a date as spreadsheet programs write it. Use the file as it was downloaded, or"
            " format the column as yyyy-mm-dd before saving it"
        )
    else:
        raise BadCell(f"{quoted(written)} is not a day. Write it as 2019-04-09.")
    try:
        return dt.date(*parts)
    except ValueError:
        raise BadCell(f"{quoted(written)} is not a day of the calendar") from None


def readings(written: str) -> list[str]:
    """Return the stored dates that a date as spreadsheet programs or people write it may mean: none, one or two."""
    if match := _YEAR_MONTH_DAY.fullmatch(written):
        written = "-".join(match.groups())
    without_time = re.sub(f"{_CLOCK}$", "", written)
    days = [day.isoformat() for day in days_in_numbers(without_time)]
    stored = days or list(filter(None, [stored_form(without_time)]))
    # a year or a month has no time of day
    return [form for form in stored if without_time == written or re.fullmatch("[0-9-]{10}", form)]


def date(cell: str) -> str:
    """Return a stored date. A BadCell says how to write one of another form, if that is clear."""
    written = cell.strip()
    try:
        stored_span(written)
    except DateError as error:
        reason = str(error)
        match readings(written):
            case _ if re.fullmatch("[0-9]{5}", written):
                how = "is how spreadsheets store a day. Make the cell text, and write it as 2019-07-22."
                reason = f"{quoted(written)} {how}"
            case [only]:
                reason = f"{quoted(written)} must be written {only}"
            case [one, other]:
                which = "does not say which is the day and which the month."
                reason = f"{quoted(written)} {which} Write {one} or {other}."
        raise BadCell(reason) from None
    return written


# The fields of records


def name(cell: str) -> str:
    """Return one id. Whether there is such a record is checked later."""
    identity = cell.strip()
    if not re.fullmatch(ID_PATTERN, identity):
        raise BadCell(f"{quoted(identity)} is not an id: lower-case letters, digits, - and _")
    return identity


def names(cell: str) -> list[str]:
    """Return ids separated by semicolons; none for the words that mean none."""
    ids = texts(cell)
    if any("," in identity for identity in ids):
        raise BadCell(f"{quoted(cell.strip())} is not an id. Separate ids with semicolons, as in idlib; hama.")
    return [] if ids in ([NO_PLACE], [NOT_ATTRIBUTED]) else [name(identity) for identity in ids]


def texts(cell: str) -> list[str]:
    """Return texts separated by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def degrees(cell: str) -> float:
    """Return a latitude or a longitude, with a point or a comma before its fraction."""
    written = cell.strip()
    if not re.fullmatch("[+-]?[0-9]{1,3}(?:[.,][0-9]{1,15})?", written):
        raise BadCell(f"{quoted(written)} is not in degrees. Write it as 35.648 or -41.2.")
    return float(written.replace(",", "."))


def word_of(vocabulary: Iterable[str]) -> Callable[[str], str]:
    """Return the function that reads a cell with one of these words."""
    words = list(map(str, vocabulary))

    def word(cell: str) -> str:
        typed = cell.strip()
        plain = typed.lower()
        if plain not in words:
            one_of = f"{', '.join(words[:-1])} or {words[-1]}"
            raise BadCell(f"must be {one_of}, not {quoted(typed)}{meant(plain, words)}")
        return plain

    return word


def source(cell: str) -> str | None:
    """Return the id of a source, or None for the publication itself."""
    return None if cell.strip() == PUBLICATION else name(cell)


def actors(cell: str) -> list[dict[str, str]]:
    """Return actors with their roles: `russia (backer); syrian-government (attacker)`."""
    role = word_of(Role)
    parts = []
    for part in texts(cell):
        words = re.fullmatch(r"([^()]+)\(([^()]+)\)", part)
        if words is None:
            raise BadCell(
                f"{quoted(part)} is not an actor with a role. Write russia (attacker), separated by semicolons."
                f" The roles are {', '.join(Role)}."
            )
        parts.append({"actor": name(words[1]), "role": role(words[2])})
    return parts


def paragraphs(cell: str) -> list[int]:
    """Return the numbers of paragraphs, separated by semicolons or commas."""
    numbers = [part.strip() for part in re.split("[;,]", cell) if part.strip()]
    for written in numbers:
        if not re.fullmatch("[0-9]{1,7}", written):
            raise BadCell(f"{quoted(written)} is not the number of a paragraph. Write 3; 4.")
    return [int(written) for written in numbers]


def citations(cell: str) -> list[dict[str, object]]:
    """Return citations, separated by semicolons: `herald 3 4 https://example.org/page; gazette`."""
    cited = []
    for part in filter(None, map(str.strip, re.split(r";(?:\s|$)", cell))):
        words = re.fullmatch(r"(\S+)((?: [0-9]{1,7})*)(?: (\S+))?", " ".join(part.split()))
        if words is None or (words[3] and "://" not in words[3]):
            raise BadCell(
                f"{quoted(part)} is not a citation. Write a publication's id, its paragraphs, and a URL if it has one:"
                " herald 3 4 https://example.org/page."
            )
        citation: dict[str, object] = {"publication": name(words[1])}
        if words[2]:
            citation["paragraphs"] = list(map(int, words[2].split()))
        if words[3]:
            citation["url"] = words[3]
        cited.append(citation)
    return cited


def flag(cell: str) -> bool:
    """Return true or false, as spreadsheets write it."""
    return word_of(("true", "false"))(cell) == "true"
