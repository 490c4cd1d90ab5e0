"""How names are compared: by letters and digits, whatever the case, accents, apostrophes, hyphens and spaces.

And how text in a cell is kept from being taken for a formula: a guard is added on writing, and removed on reading.
"""

import unicodedata
from collections.abc import Collection

#: Characters that are used for an apostrophe, ayn or hamza; to Unicode some of them are letters.
_APOSTROPHES = frozenset("'`\u00b4\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2018\u2019\u201b\u2032")

#: What a formula begins with. Some spreadsheets treat full-width signs like the ordinary ones.
_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")

#: The most words that are searched for a similar one: each is compared letter by letter.
MAX_COMPARED = 5000

#: The most letters of a word that are compared.
MAX_COMPARED_LETTERS = 40


def letters_of(text: str) -> str:
    """Return a name's letters and digits, by which it is matched."""
    return "".join(filter(str.isalnum, plain(text)))


def plain(text: str) -> str:
    """Return a text without case, accents and apostrophes."""
    if text.isascii():
        return text.casefold().replace("'", "").replace("`", "")
    # marks go first: normalising very many of them in a row takes quadratic time
    bare = "".join(character for character in text.casefold() if not unicodedata.combining(character))
    decomposed = unicodedata.normalize("NFKD", bare)
    return "".join(
        character for character in decomposed if not unicodedata.combining(character) and character not in _APOSTROPHES
    )


def alike(word: str, words: Collection[str], most: int = 1, likeness: float = 0.6) -> list[str]:
    """Return up to `most` of the `words` that are spelled like this one, the most similar first.

    `likeness` is the least that is similar, from 0 to 1 (the same). If there are too many words, none is returned.
    """
    from difflib import get_close_matches  # only mistakes need it

    short = [other for other in words if len(other) <= MAX_COMPARED_LETTERS] if len(words) <= MAX_COMPARED else []
    return get_close_matches(word[:MAX_COMPARED_LETTERS], short, n=most, cutoff=likeness)


def guarded(text: str) -> str:
    """Return the text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if _needs_guard(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` wrote as this cell."""
    return cell[1:] if cell.startswith("'") and _needs_guard(cell[1:]) else cell


def _needs_guard(text: str) -> bool:
    """Whether a text begins like a formula. Spreadsheets skip white space before one.

    A text that begins like a guarded one is guarded too, so that removing one guard always restores the text.
    """
    bare = text.lstrip("'")
    return bare.startswith(("\t", "\r")) or bare.lstrip().startswith(_SIGNS)
