"""The page as a whole: what is before, around and after its sections."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from idlibtl import __version__
from idlibtl.show.page.about import about_section, heading, page_title
from idlibtl.show.page.breakdowns import breakdowns_section
from idlibtl.show.page.cards import cards_section
from idlibtl.show.page.elements import Element, Node, Verbatim, definitions, element, written
from idlibtl.show.page.events import events_section
from idlibtl.show.page.map import map_section
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.timeline import timeline_section
from idlibtl.show.page.working import working_section

#: The sections in their order: the id of each, what the contents call it, and the function that makes it.
SECTIONS: tuple[tuple[str, str, Callable[[PageReport], Node]], ...] = (
    ("totals", "Totals", cards_section),
    ("timeline", "Timeline", timeline_section),
    ("working", "How they add up", working_section),
    ("map", "Where", map_section),
    ("breakdowns", "Broken down", breakdowns_section),
    ("events", "Events", events_section),
    ("about", "About", about_section),
)

#: The style sheets, put in one after the other. The first has the colours, and all that a picture alone needs.
MARKS = "marks.css"
STYLES = (MARKS, "page.css")
SCRIPT = "page.js"


@cache
def style() -> Verbatim:
    """Return the style of every page."""
    return Verbatim("style", "".join(map(style_file, STYLES)))


@cache
def script() -> Verbatim:
    """Return the script of every page."""
    return Verbatim("script", style_file(SCRIPT))


def style_file(name: str) -> str:
    """Return a file of the style or the script."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def policy() -> str:
    """Return what a browser lets the page do: show itself. It loads nothing and sends nothing."""
    return (
        f"default-src 'none'; style-src {_hash(style())}; script-src {_hash(script())}; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(part: Verbatim) -> str:
    return f"'sha256-{b64encode(sha256(part.content.encode()).digest()).decode()}'"


def page(report: PageReport) -> Iterator[str]:
    """Yield the whole page, piece by piece."""
    yield "<!DOCTYPE html>\n"
    yield from written([element("html", _head(report), _body(report), lang="en")])
    yield "\n"


def _head(report: PageReport) -> Node:
    title, description = page_title(report.question), report.timeline.description
    graph = {"og:type": "article", "og:title": title, "og:description": description}
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy()),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content=f"idlibtl {__version__}"),
        element("meta", name="description", content=description),
        *(element("meta", property=name, content=content) for name, content in graph.items()),
        element("title", title),
        style(),
    )


def _body(report: PageReport) -> Node:
    sections = [(identity, name, made) for identity, name, make in SECTIONS if (made := make(report)) is not None]
    links = (element("li", element("a", name, href=f"#{identity}")) for identity, name, _ in sections)
    return element(
        "body",
        element("a", "Skip to the totals", href="#totals", class_="skip"),
        definitions(hatching()),
        element(
            "header",
            element("div", *heading(report)),
            element("nav", element("ul", *links), aria_label="Sections"),
        ),
        element("main", *(made for *_, made in sections)),
        script(),
    )


def hatching() -> Element:
    """Return the hatching of what is between a low and a high, for all bars."""
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
