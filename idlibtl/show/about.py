"""What is said of a whole chronology, under every answer: where it is from, and that it is not verified."""

from idlibtl.model.dates import day_text
from idlibtl.model.timeline import Timeline
from idlibtl.totals.quotes import names_text


def foot(timeline: Timeline) -> str:
    """Return the last line of an answer: where it is from."""
    publications = timeline.all_publications
    if timeline.is_coded:
        return f"From {names_of(timeline)}. {timeline.license.rstrip('.')}. Not verified."
    if len(publications) == 1:
        return f"From {names_of(timeline)}, {day_text(timeline.as_of)}. Not verified."
    return f"From {len(publications)} publications, latest {day_text(timeline.as_of)}. Not verified."


def caveat(timeline: Timeline) -> str:
    """Return the whole of what the foot says, for where an answer leaves the terminal."""
    publications = [f'"{one.title}" ({one.kind}), as of {day_text(one.as_of)}' for one in timeline.all_publications]
    license_ = f" {timeline.license.rstrip('.')}." if timeline.is_coded else ""
    return f"From {'; '.join(publications)}.{license_} {AS_REPORTED}"


AS_REPORTED = (
    "Figures are as the publication reported them, or as it quoted others; none has been independently verified."
)


def names_of(timeline: Timeline) -> str:
    """Return the titles of the publications; those of data are no titles of texts, and have no quotation marks."""
    titles = [one.title if timeline.is_coded else f'"{one.title}"' for one in timeline.all_publications]
    return names_text(titles)
