"""The whole page: its head and heading, its sections, and at the end how to read and cite it."""

from base64 import b64encode
from calendar import month_name
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from idlibtl import __version__
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Window
from idlibtl.model.figures import number_of
from idlibtl.model.records import Publication
from idlibtl.query.question import Question
from idlibtl.show.about import AS_REPORTED, foot, names_of
from idlibtl.show.breakdown_view import NOT_ZERO
from idlibtl.show.page.breakdowns import breakdowns_section
from idlibtl.show.page.elements import Markup, Node, copy_button, definitions, element, isolated, section, verbatim
from idlibtl.show.page.events import RECORDS, events_section, records
from idlibtl.show.page.map import map_section
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.timeline import timeline_section
from idlibtl.show.page.totals import cards_section, working_section
from idlibtl.totals import quotes

HEDGES = (
    "Every number keeps its hedge: about, nearly, at least. A sum of figures is what was reported, not all that"
    " happened, and no one is in it twice. A wider figure is for other days, places or events too, and is never"
    f" added. {NOT_ZERO}"
)
CODED = (
    "A number is as the makers of the dataset have coded it, with their low and high in brackets. A sum is of the rows"
    " of the file, not of all that happened. A wider row is for other days or places too, and is never added."
    f" {NOT_ZERO}"
)
ATTRIBUTION = (
    '"c." before a date means that the source does not fix the day. An event is attributed to its attackers, and to its'
    " backers if it has an attacker. Where the source names no one, it is not attributed. An accusation is not an"
    " attribution."
)
ROOM = "A chronology has only what its sources report. Where nothing is reported, something may still have happened."


def page_title(question: Question, metric: str = "") -> str:
    """Return the heading of the page, or of its numbers of one metric.

    It is the question, or the name of the chronology if everything was asked for.
    """
    if not question.is_narrowed:
        return ", ".join(filter(None, (question.chronology.title, metric)))
    if question.asked.metrics and not metric:
        metric = quotes.names_text(one.label for one in question.metrics)
    words = quotes.asked_text(question._replace(window=Window()), of_events=not metric)
    days = f", {_days(question.window)}" if question.window else ""
    return f"{quotes.capital(metric or 'events')}{words}{days}"


def _days(window: Window) -> str:
    """Days as a heading has them: 1 June to 31 August 2019."""
    if window.first and window.last and window.first != window.last:
        is_year = window.first.year == window.last.year
        return f"{_day(window.first).removesuffix(f' {window.first.year}' if is_year else '')} to {_day(window.last)}"
    if window.first:
        return _day(window.first) if window.last else f"from {_day(window.first)}"
    return f"to {_day(window.last)}" if window.last else ""


def _day(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"


def heading(report: PageReport) -> Iterator[Node]:
    """Yield the top of the page: its subject, its events, the months that they cover, and where it is from."""
    chronology, question, events = report.chronology, report.question, report.events
    everything = number_of(len(chronology.events), "event")
    number = f"{len(events):,} of {everything}" if len(events) < len(chronology.events) else everything
    days = [chronology.days(event.span, event) for event in events]
    ends = (min(span.first for span in days), max(span.last for span in days)) if days else ()
    months = " to ".join(dict.fromkeys(f"{month_name[day.month]} {day.year}" for day in ends))
    if question.is_narrowed:
        yield element("p", isolated(chronology.title), class_="kicker")
    yield element("h1", page_title(question), dir="auto")
    if not question.is_narrowed:
        yield element("p", chronology.description, dir="auto", class_="dek")
    yield element("p", f"{number}{', ' if months else ''}{months}. ", isolated(foot(chronology)), class_="src")
    if left := next((answer.total.left_out for answer in report.answers if answer.total.left_out), None):
        why = f": {left.reasons[0]}" if left.reasons else ""
        yield element("p", isolated(f"{left.text}{why}"), class_="filt")


def about_section(report: PageReport) -> Markup:
    """Return the section at the end."""
    chronology = report.chronology
    notes = dict.fromkeys(filter(None, (metric.note for metric in report.question.metrics)))
    command = report.command("report")
    compiled = "" if chronology.is_coded else f'"{chronology.title}", a chronology compiled from '
    cite = (
        f"{compiled}{names_of(chronology)}, {quotes.up_to(chronology, chronology.as_of)}."
        f" idlibtl {__version__}, {command}. {AS_REPORTED}"
    )
    repeats = "The same command on the same file makes the same page, byte for byte."
    made = (f"Made by idlibtl {__version__} with ", element("code", command), " from a chronology with the SHA-256 ")
    sha = element("code", report.origin.sha256, class_="sha")
    return section(
        "about",
        "About",
        element("h3", "How to read this"),
        element("p", CODED if chronology.is_coded else HEDGES),
        element("p", ATTRIBUTION),
        element("p", isolated(" ".join(notes))) if notes else None,
        element("h3", "Where it is from"),
        element("p", f"Compiled from {number_of(len(chronology.all_publications), 'publication')}:"),
        element("ul", *(_publication(chronology, one) for one in chronology.all_publications)),
        element("p", f"{AS_REPORTED} {ROOM}"),
        element("h3", "How to cite"),
        element("p", isolated(cite), " ", copy_button(cite)),
        element("p", "Licence: ", isolated(chronology.license)),
        element("p", *made, sha, f". {repeats} The page loads nothing and sends nothing."),
    )


def _publication(chronology: Chronology, publication: Publication) -> Markup:
    """A publication as an item of a list, with a link if it has an address."""
    title, note = isolated(publication.title), isolated(publication.note or "")
    linked = element("a", title, href=publication.url) if publication.url else title
    kind = isolated(", ".join(filter(None, (publication.kind, publication.publisher))))
    return element("li", '"', linked, '" (', kind, f"), {quotes.up_to(chronology, publication.as_of)}. ", note)


#: The sections in their order: the id of each, its name in the contents, and the function that makes it.
SECTIONS: tuple[tuple[str, str, Callable[[PageReport], Node]], ...] = (
    ("totals", "Totals", cards_section),
    ("timeline", "Timeline", timeline_section),
    ("working", "How they add up", working_section),
    ("map", "Where", map_section),
    ("breakdowns", "Broken down", breakdowns_section),
    ("events", "Events", events_section),
    ("about", "About", about_section),
)

#: The style sheets, one after another. The first has the colours, and everything that a single picture needs.
MARKS = "marks.css"
STYLES = (MARKS, "page.css")
SCRIPT = "page.js"


@cache
def style_file(*names: str) -> str:
    """Return files of the style or the script, one after another."""
    return "".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def page(report: PageReport) -> Iterator[str]:
    """Yield the whole page, piece by piece."""
    before, _, after = element("html", _head(report), _body(report), lang="en").partition(RECORDS)
    yield f"<!DOCTYPE html>\n{before}"
    yield from records(report)
    yield f"{after}\n"


def _head(report: PageReport) -> Node:
    """What is not seen of the page. Its policy: it may show itself, but load nothing and send nothing."""
    title, description = page_title(report.question), report.chronology.description
    style, script = style_file(*STYLES), style_file(SCRIPT)
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; base-uri 'none';"
        " form-action 'none'"
    )
    names = {
        "viewport": "width=device-width, initial-scale=1",
        "color-scheme": "light dark",
        "referrer": "no-referrer",
        "generator": f"idlibtl {__version__}",
        "description": description,
    }
    graph = {"og:type": "article", "og:title": title, "og:description": description}
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        *(element("meta", name=name, content=content) for name, content in names.items()),
        *(element("meta", property=name, content=content) for name, content in graph.items()),
        element("title", title),
        verbatim("style", style),
    )


def _body(report: PageReport) -> Node:
    sections = [(identity, name, made) for identity, name, make in SECTIONS if (made := make(report)) is not None]
    links = (element("li", element("a", name, href=f"#{identity}")) for identity, name, _ in sections)
    nav = element("nav", element("ul", *links), aria_label="Sections")
    return element(
        "body",
        element("a", "Skip to the totals", href="#totals", class_="skip"),
        definitions(hatching()),
        element("header", element("div", *heading(report)), nav),
        element("main", *(made for *_, made in sections)),
        verbatim("script", style_file(SCRIPT)),
    )


def hatching() -> Markup:
    """Return the hatching between a low and a high, for all bars."""
    return element(
        "pattern",
        element("rect", width=5, height=5, class_="hb"),
        element("line", x1=0, x2=0, y1=0, y2=5, class_="hl"),
        id="hatch",
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
