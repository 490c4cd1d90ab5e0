"""Quotes and headlines in the shorter form for tables, and commands as typed."""

import re
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from idlibtl.model.chronology import Chronology
from idlibtl.model.records import PUBLICATION
from idlibtl.query.filters import Filters, command_line
from idlibtl.totals.quotes import Headline, Quote

if TYPE_CHECKING:  # a list of events needs no totals
    from idlibtl.totals.breakdown import Group
    from idlibtl.totals.total import Total


def own_words(quote: str, chronology: Chronology | None = None) -> str:
    """Return a quote as a table shows it: without a bracket after the publication's own number.

    With the `chronology`, numbers of coded data have no bracket either, because the foot names their source.
    """
    own = PUBLICATION if chronology is None else chronology.source_short(None)
    return re.sub(r", counted as ([^,]*[\d,]+)$", r" (counted as \1)", quote.replace(f" ({own})", ""))


def total_words(total: "Total | Group") -> str:
    """Return the number of a total as a table shows it, without what its row or the answer says: about 93."""
    return own_words(total.quote.number if isinstance(total.quote, Quote) else total.quote)


def left_out(total: "Total") -> Sequence[str]:
    """Return what the headline says about figures left out, a text for each reason."""
    return total.headline.left_out if isinstance(total.headline, Headline) else ()


def typed(command: str, filters: Filters) -> str:
    """Return a command as typed, with the same filters."""
    return shlex.join(["idlibtl", *command.split(), *command_line(filters)])


def with_data(text: str, files: Sequence[str]) -> str:
    """Return a line that ends with a command with the same files in that command; any other line is unchanged."""
    quoted_files = list(map(shlex.quote, files))
    if not files or not re.search(r": idlibtl [^:]*$", text):
        return text
    if text.endswith(" FILE"):
        return f"{text.removesuffix('FILE')}{' '.join(quoted_files)}"
    return f"{text}{''.join(f' --data {file}' for file in quoted_files)}"
