"""The signs of charts in a terminal, and text laid out by the columns that it takes there."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from idlibtl.show.safe_text import cell_width


class Signs(NamedTuple):
    """One set of signs, each one column wide. The defaults are in Unicode; all sets have the same meanings."""

    solid: str = "█"
    eighths: str = "▏▎▍▌▋▊▉"  # the seventh is seven eighths of a solid column; empty if there are none
    doubt: str = "░"
    best: str = "┃"
    sorts: str = "●▲□▷◦◇"  # of an event, in the order of timeline_rows.Sort
    days: str = "━"
    month: str = "┄"
    approximate: str = "○"
    going_on: str = "→"
    toll_begins: str = "├"
    toll: str = "─"
    toll_ends: str = "┤"
    holds: str = "┼"
    leads: str = "┊"
    phase: str = "▁"
    nothing: str = "·"
    to: str = "–"


UNICODE = Signs()
ASCII = Signs("#", "", "-", "|", "*ATDS?", "=", "~", "o", ">", "[", "-", "]", "+", ":", "_", ".", "-")


def signs_for(encoding: str) -> Signs:
    """Return the signs that an output in this encoding can show: ASCII if it lacks any of the Unicode ones."""
    try:
        "".join(UNICODE).encode(encoding)
    except UnicodeError:
        return ASCII
    return UNICODE


#: What is never broken: a command at the end of a text, a word, or a day or month with its year, and the dash, dot or
#: star after it.
_WORD = re.compile(
    r"(?:idlibtl [a-z]++(?: \S++){0,30}+$"  # not longer, so that a text of many such words takes no time
    r"|(?:c\. )?(?:\d{1,2}(?:–\d{1,2})? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?: \d{4})?\b\S*|\S+)"
    r"(?: [–·*](?= |$))?"
)


def folded(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` columns (at least 2), broken between words if that is possible.

    A date is not broken. The spaces before the first word are put before each line, if a wide letter fits after them.
    """
    before = " " * min(len(text) - len(text.lstrip(" ")), width // 2, width - 2)
    room = width - len(before)
    lines: list[str] = []
    line, taken = "", 0
    words = (word for one in _WORD.findall(text) for word in ([one] if cell_width(one) <= room else one.split()))
    for word in words:
        for piece, wide in _pieces(word, room):
            if line and taken + 1 + wide <= room:
                line, taken = f"{line} {piece}", taken + 1 + wide
                continue
            lines.append(line)
            line, taken = piece, wide
    return [before + line for line in (*lines, line) if line]


def _pieces(word: str, width: int) -> Iterator[tuple[str, int]]:
    """A word, in parts no wider than `width`, each with its width; a combining mark stays with its letter."""
    whole = cell_width(word)
    if whole <= width:
        yield word, whole
        return
    piece, taken = "", 0
    for character in word:
        wide = cell_width(character)
        if taken + wide > width:
            yield piece, taken
            piece, taken = "", 0
        piece, taken = piece + character, taken + wide
    yield piece, taken


def side_by_side(items: Iterable[str], width: int) -> list[str]:
    """Return the items in lines of at most `width` columns, with two spaces between them, unbroken if possible."""
    lines: list[str] = []
    for item in items:
        if lines and cell_width(lines[-1]) + 2 + cell_width(item) <= width:
            lines[-1] += f"  {item}"
        else:
            lines += folded(item, width)
    return lines
