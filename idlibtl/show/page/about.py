"""What the page is: its heading, and at its end what it rests on and how it was made."""

from calendar import month_name
from collections.abc import Iterator
from datetime import date

from idlibtl import __version__
from idlibtl.model.dates import day_text
from idlibtl.model.records import Publication
from idlibtl.show.page.elements import Element, Node, element, said, section
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import listed
from idlibtl.show.totals_view import what_was_asked
from idlibtl.totals.notes import Convention

#: How many publications are named at the head of the page.
MAX_NAMED = 5

#: How many are named at its end.
MAX_LISTED = 200

MARKS = (
    "“c.” before a date means that the source does not pin it down, and ¶ is a paragraph of the publication. An event"
    " is attributed to its attackers and backers, and to nobody where the source names none; who is accused of"
    " something has nothing attributed to them."
)
ROOM = (
    "A chronology holds what its sources chose to tell. What they left out is missing here, and where nothing is told,"
    " that is no sign that nothing happened."
)


def heading(report: PageReport) -> Iterator[Node]:
    """The top of the page: what it is about, the days that it covers, and on whose word."""
    timeline = report.question.timeline
    yield element("h1", timeline.title, dir="auto")
    yield element("p", timeline.description, dir="auto", class_="dek")
    yield element("p", f"{_extent(report)}. ", *_compiled(report), class_="src")
    if report.question.is_narrowed:
        yield element(
            "p",
            "This page answers a narrower question: ",
            said(what_was_asked(report.question)),
            ". To make it again: ",
            element("code", report.command("report")),
            class_="filt",
        )


def _extent(report: PageReport) -> str:
    """How many events, and the months from the first to the last."""
    events, timeline = report.events, report.question.timeline
    everything = len(timeline.events)
    number = f"{len(events):,} of {everything:,}" if len(events) < everything else f"{everything:,}"
    told = f"{number} event{'s' if everything != 1 else ''}"
    if not events:
        return told
    days = [timeline.days(event.span) for event in events]
    first, last = (_month(day) for day in (min(each.first for each in days), max(each.last for each in days)))
    return f"{told}, {first} to {last}" if first != last else f"{told}, {first}"


def _month(day: date) -> str:
    return f"{month_name[day.month]} {day.year}"


def _compiled(report: PageReport) -> Iterator[Node]:
    """What the chronology was compiled from."""
    publications = report.question.timeline.all_publications
    if len(publications) == 1:
        yield "Compiled from one publication: "
    else:
        yield f"Compiled from {len(publications):,} publications, among them "
    yield from listed((_publication(each) for each in publications[:MAX_NAMED]), "; ")
    yield "."
    for note in dict.fromkeys(each.note for each in publications[:MAX_NAMED] if each.note):
        yield " "
        yield said(note)


def _publication(publication: Publication) -> Element:
    """A publication, with a link where it has an address."""
    title = said(publication.title)
    by = (", ", said(publication.publisher)) if publication.publisher else ()
    return element(
        "span",
        "“",
        element("a", title, href=publication.url) if publication.url else title,
        "” (",
        said(publication.kind),
        *by,
        f"), as of {day_text(publication.as_of)}",
    )


def about_section(report: PageReport) -> Element:
    """The section at the end."""
    timeline = report.question.timeline
    return section(
        "about",
        "What this is, and what it is not",
        element("p", *_compiled(report)),
        _publications(report),
        element("p", ROOM),
        element("p", " ".join(convention.value for convention in Convention)),
        element("p", MARKS),
        element("p", "License: ", said(timeline.license)),
        element(
            "p",
            f"Made by idlibtl {__version__} with ",
            element("code", report.command("report")),
            " from a chronology with the SHA-256 ",
            element("code", report.origin.sha256, class_="sha"),
            ". The same command on the same file makes the same page, byte for byte. The page loads nothing and sends"
            " nothing.",
        ),
    )


def _publications(report: PageReport) -> Node:
    """All publications, where the head of the page does not name them."""
    publications = report.question.timeline.all_publications
    if len(publications) <= MAX_NAMED:
        return None
    shown = (element("li", _publication(each)) for each in publications[:MAX_LISTED])
    more = len(publications) - MAX_LISTED
    return element("ul", *shown, element("li", f"and {more:,} more, in the file") if more > 0 else None)
