"""What people and spreadsheet programs write into a cell -> what a record of ours holds.

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


# Dates


def date(cell: str) -> str:
    """A stored date."""
    written = cell.strip()
    try:
        stored_span(written)
    except DateError as error:
        raise BadCell(better_date(written) or str(error)) from None
    return written
