"""Text in spreadsheet cells. A guard keeps it from being taken for a formula: added on writing, removed on reading."""

#: What a formula begins with. Some spreadsheets treat full-width signs like the ordinary ones.
_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


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
