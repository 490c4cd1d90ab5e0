"""A text in a cell of a spreadsheet, where it must not be taken for a formula: written with a guard, read without."""

#: What a formula begins with; some spreadsheets take the wide signs for the narrow ones.
_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def guarded(text: str) -> str:
    """Return the text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if _needs_guard(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` wrote as this cell."""
    return cell[1:] if cell.startswith("'") and _needs_guard(cell[1:]) else cell


def _needs_guard(text: str) -> bool:
    """Whether a text begins like a formula, before which spreadsheets pass over white space.

    One that begins like a guarded text is guarded too, so that taking one guard off always gives back what was written.
    """
    bare = text.lstrip("'")
    return bare.startswith(("\t", "\r")) or bare.lstrip().startswith(_SIGNS)
