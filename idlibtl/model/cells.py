"""A text in a cell of a spreadsheet, where it must not be taken for a formula: written with a guard, read without."""

import re

#: Spreadsheets pass over the white space before a formula, and some take the wide signs for the narrow ones. A text
#: that begins like a guarded one is guarded too, so that taking one guard off always gives back what was written.
_FORMULA = re.compile(r"'*(?:[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def guarded(text: str) -> str:
    """Return the text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` wrote as this cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
