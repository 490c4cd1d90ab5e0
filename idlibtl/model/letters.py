"""What counts in a name: its letters and digits, without regard to case, accents, apostrophes, hyphens and spaces."""

import unicodedata
from collections.abc import Collection

#: Marks of several scripts and typewriters for an apostrophe, ayn or hamza; some count as letters.
_APOSTROPHES = frozenset("'`\u00b4\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2018\u2019\u201b\u2032")

#: The most words that are searched for one like another: each costs a comparison of letters.
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
    # marks go first: to put very many of them in order takes the square of the time
    bare = "".join(character for character in text.casefold() if not unicodedata.combining(character))
    decomposed = unicodedata.normalize("NFKD", bare)
    return "".join(
        character for character in decomposed if not unicodedata.combining(character) and character not in _APOSTROPHES
    )


def alike(word: str, words: Collection[str], most: int = 1, likeness: float = 0.6) -> list[str]:
    """Return the `words` that are spelled much like one, the best first, and no more than `most` of them.

    `likeness` is from 0 to 1, which is the same spelling. Too many words are not compared: then there is none.
    """
    from difflib import get_close_matches  # only mistakes need it

    short = [other for other in words if len(other) <= MAX_COMPARED_LETTERS] if len(words) <= MAX_COMPARED else []
    return get_close_matches(word[:MAX_COMPARED_LETTERS], short, n=most, cutoff=likeness)
