"""What people and spreadsheet programs write into a cell -> what a record of a chronology has.

Each function takes the text of a cell that is not empty, and raises BadCell with what would be right.
"""

import re
from collections.abc import Callable, Iterable

from idlibtl.model.dates import DateError, quoted, stored_span
from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, PUBLICATION, Role
from idlibtl.read.cell_rules import BadCell, better_date
from idlibtl.read.faults import meant
from idlibtl.read.files import ID_PATTERN


def text(cell: str) -> str:
    """Return the cell unchanged."""
    return cell


def name(cell: str) -> str:
    """Return one id; whether there is such a record is checked later."""
    identity = cell.strip()
    if not re.fullmatch(ID_PATTERN, identity):
        raise BadCell(f"{quoted(identity)} is not an id: lower-case letters, digits, - and _")
    return identity


def names(cell: str) -> list[str]:
    """Return several ids, separated by semicolons; none for the words that say so."""
    ids = texts(cell)
    if any("," in identity for identity in ids):
        raise BadCell(f"{quoted(cell.strip())} is not an id. Separate ids with semicolons, as in idlib; hama.")
    return [] if ids in ([NO_PLACE], [NOT_ATTRIBUTED]) else [name(identity) for identity in ids]


def texts(cell: str) -> list[str]:
    """Return several texts, separated by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def degrees(cell: str) -> float:
    """Return a latitude or a longitude, with a point or a comma before its fraction."""
    written = cell.strip()
    if not re.fullmatch("[+-]?[0-9]{1,3}(?:[.,][0-9]{1,15})?", written):
        raise BadCell(f"{quoted(written)} is not in degrees. Write it as 35.648 or -41.2.")
    return float(written.replace(",", "."))


def word_of(vocabulary: Iterable[str]) -> Callable[[str], str]:
    """Return what reads a cell with one of these words."""
    words = list(map(str, vocabulary))

    def word(cell: str) -> str:
        typed = cell.strip().lower()
        if typed not in words:
            raise BadCell(f"must be {', '.join(words[:-1])} or {words[-1]}, not {quoted(typed)}{meant(typed, words)}")
        return typed

    return word


def source(cell: str) -> str | None:
    """Return the id of a source, or None for the publication itself."""
    return None if cell.strip() == PUBLICATION else name(cell)


def actors(cell: str) -> list[dict[str, str]]:
    """Return actors with their roles: `russia (backer); syrian-government (attacker)`."""
    role = word_of(Role)
    parts = []
    for part in filter(None, map(str.strip, cell.split(";"))):
        words = re.fullmatch(r"([^()]+)\(([^()]+)\)", part)
        if words is None:
            raise BadCell(
                f"{quoted(part)} is not an actor with a role. Write russia (attacker), separated by semicolons."
                f" The roles are {', '.join(Role)}."
            )
        parts.append({"actor": name(words[1]), "role": role(words[2])})
    return parts


def paragraphs(cell: str) -> list[int]:
    """Return numbers of paragraphs, separated by semicolons or commas."""
    numbers = [part.strip() for part in re.split("[;,]", cell) if part.strip()]
    for written in numbers:
        if not re.fullmatch("[0-9]{1,7}", written):
            raise BadCell(f"{quoted(written)} is not the number of a paragraph. Write 3; 4.")
    return [int(written) for written in numbers]


def citations(cell: str) -> list[dict[str, object]]:
    """Return citations, separated by semicolons: `herald 3 4 https://example.org/page; gazette`."""
    cited = []
    for part in filter(None, map(str.strip, re.split(r";(?:\s|$)", cell))):
        publication, *rest = part.split()
        citation: dict[str, object] = {"publication": name(publication)}
        if numbers := [int(word) for word in rest if re.fullmatch("[0-9]{1,7}", word)]:
            citation["paragraphs"] = numbers
        if others := rest[len(numbers) :]:
            citation["url"] = " ".join(others)
        if not all(word.isdecimal() for word in rest[: len(numbers)]) or not all("://" in word for word in others):
            raise BadCell(
                f"{quoted(part)} is not a citation. Write a publication's id, its paragraphs, and a URL if it has one:"
                " herald 3 4 https://example.org/page."
            )
        cited.append(citation)
    return cited


def flag(cell: str) -> bool:
    """Return true or false, as spreadsheets write it."""
    value = {"true": True, "false": False}.get(cell.strip().lower())
    if value is None:
        raise BadCell(f"must be true or false, not {quoted(cell)}")
    return value


# Dates


def date(cell: str) -> str:
    """Return a stored date."""
    written = cell.strip()
    try:
        stored_span(written)
    except DateError as error:
        raise BadCell(better_date(written) or str(error)) from None
    return written
