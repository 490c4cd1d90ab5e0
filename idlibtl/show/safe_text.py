"""Text that anyone may have written, in a form that can do no harm, and the screen that it is for."""

import json
import re
import unicodedata
from functools import cache
from typing import NamedTuple

#: The width of a table in a pipe or a file, unless COLUMNS sets another.
PIPE_WIDTH = 100


class Screen(NamedTuple):
    """The screen for an answer: its width in columns, whether to use colour, its encoding, and if a person sees it."""

    width: int = PIPE_WIDTH
    color: bool = False
    encoding: str = "utf-8"
    is_terminal: bool = False

    @property
    def ascii_only(self) -> bool:
        """Whether it is a terminal that cannot show every character."""
        return self.is_terminal and self.encoding.lower().replace("-", "") != "utf8"


def harmless(text: str) -> str:
    """Return the text on one line, with every character replaced that could move, hide or reverse what is shown."""
    return text if text.isprintable() else "".join(map(_shown, text))


def harmless_rows(text: str) -> str:
    """Return rows in harmless characters, with line ends and tabs kept."""
    return re.sub(r"[^\n\t]+", lambda match: harmless(match[0]), text)


@cache
def _shown(character: str) -> str:
    if character in "\n\r\t" or unicodedata.category(character) in ("Zl", "Zp", "Zs"):
        return " "
    # joiners are control characters that scripts and emoji need
    return character if character.isprintable() or character in "\u200c\u200d" else "\ufffd"


def cell_width(text: str) -> int:
    """Return how many columns the text takes in a terminal: 2 for a wide character, 0 for one that combines."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


@cache
def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0  # marks, joiners, and the vowels and final consonants of Korean, which are part of one block
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


#: How the program's own characters are written if stdout lacks them.
_PLAIN = str.maketrans({"–": "-", "—": "-", "─": "-", "·": "-", "█": "#", "\ufffd": "?", "…": "..."})


def encoded(text: str, encoding: str) -> bytes:
    """Return the text in this encoding, in the nearest characters that it has."""
    try:
        return text.encode(encoding)
    except UnicodeError:
        letters = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        return "".join(one for one in letters if not unicodedata.combining(one)).encode(encoding, "replace")


# JSON


def as_json(value: object, *, indent: bool = False, ascii_only: bool = False) -> str:
    """Return one JSON value and a line end, on one line unless it is indented."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=2 if indent else None)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


#: Characters that JSON leaves, but that move, hide or reverse text on a terminal: DEL, C1, line ends, directions.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
