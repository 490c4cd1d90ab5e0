"""Words of many answers: where they are from, numbers in the shorter form of tables, and commands to type."""

import re
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import day_text
from idlibtl.model.records import PUBLICATION
from idlibtl.query.filters import Filters, command_line
from idlibtl.totals.quotes import Headline, Quote, names_text, up_to

if TYPE_CHECKING:  # a list of events needs no totals
    from idlibtl.totals.breakdown import Group
    from idlibtl.totals.total import Total


# Where an answer is from


def foot(chronology: Chronology) -> str:
    """Return the last line of an answer: where it is from."""
    publications = chronology.all_publications
    if chronology.is_coded:
        return f"From {names_of(chronology)}. {chronology.license.rstrip('.')}. Not verified."
    if len(publications) == 1:
        return f"From {names_of(chronology)}, {day_text(chronology.as_of)}. Not verified."
    return f"From {len(publications)} publications, latest {day_text(chronology.as_of)}. Not verified."


def caveat(chronology: Chronology) -> str:
    """Return the foot in full, for answers that leave the terminal."""
    publications = [
        f'"{one.title}" ({one.kind}), {up_to(chronology, one.as_of)}' for one in chronology.all_publications
    ]
    license_ = f" {chronology.license.rstrip('.')}." if chronology.is_coded else ""
    return f"From {'; '.join(publications)}.{license_} {AS_REPORTED}"


AS_REPORTED = (
    "Figures are as the publication reported them, or as it quoted others; none has been independently verified."
)


def names_of(chronology: Chronology) -> str:
    """Return the titles of the publications, in quotation marks; the names of datasets have none."""
    titles = [one.title if chronology.is_coded else f'"{one.title}"' for one in chronology.all_publications]
    return names_text(titles)


# Numbers


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


# Commands


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
