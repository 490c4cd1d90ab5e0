"""The foot of every answer: where the chronology is from, and that it is not verified."""

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import day_text
from idlibtl.totals.quotes import names_text


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
    publications = [f'"{one.title}" ({one.kind}), as of {day_text(one.as_of)}' for one in chronology.all_publications]
    license_ = f" {chronology.license.rstrip('.')}." if chronology.is_coded else ""
    return f"From {'; '.join(publications)}.{license_} {AS_REPORTED}"


AS_REPORTED = (
    "Figures are as the publication reported them, or as it quoted others; none has been independently verified."
)


def names_of(chronology: Chronology) -> str:
    """Return the titles of the publications, in quotation marks; the names of datasets have none."""
    titles = [one.title if chronology.is_coded else f'"{one.title}"' for one in chronology.all_publications]
    return names_text(titles)
