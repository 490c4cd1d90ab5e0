"""The page as a whole: what stands before, around and behind its sections."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from idlibtl import __version__
from idlibtl.show.page.about import about_section, heading
from idlibtl.show.page.broken_down import broken_down_section
from idlibtl.show.page.cards import cards_section
from idlibtl.show.page.elements import Node, Verbatim, element, written
from idlibtl.show.page.events import events_section
from idlibtl.show.page.map import map_section
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.timeline import timeline_section
from idlibtl.show.page.working import working_section

#: The sections in their order: the id of each, what the contents call it, and the function that makes it.
SECTIONS: tuple[tuple[str, str, Callable[[PageReport], Node]], ...] = (
    ("totals", "Totals", cards_section),
    ("timeline", "Timeline", timeline_section),
    ("working", "Working", working_section),
    ("map", "Where", map_section),
    ("breakdowns", "Broken down", broken_down_section),
    ("events", "Events", events_section),
    ("about", "About", about_section),
)

#: The style sheets, put in one after the other.
STYLES = ("page.css", "timeline.css", "map.css")
SCRIPT = "page.js"


@cache
def style() -> Verbatim:
    """The style of every page."""
    return Verbatim("style", "".join(map(_file, STYLES)))


@cache
def script() -> Verbatim:
    """The script of every page: it only filters the list of events."""
    return Verbatim("script", _file(SCRIPT))


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def policy() -> str:
    """What a browser lets the page do: show itself. It loads nothing and sends nothing."""
    return (
        f"default-src 'none'; style-src {_hash(style())}; script-src {_hash(script())}; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(part: Verbatim) -> str:
    return f"'sha256-{b64encode(sha256(part.content.encode()).digest()).decode()}'"


def page(report: PageReport) -> Iterator[str]:
    """The whole page, piece by piece."""
    yield "<!DOCTYPE html>\n"
    yield from written([element("html", _head(report), _body(report), lang="en")])
    yield "\n"


def _head(report: PageReport) -> Node:
    timeline = report.question.timeline
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy()),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content=f"idlibtl {__version__}"),
        element("meta", name="description", content=timeline.description),
        element("title", timeline.title),
        style(),
    )


def _body(report: PageReport) -> Node:
    sections = [(identity, name, made) for identity, name, make in SECTIONS if (made := make(report)) is not None]
    links = (element("li", element("a", name, href=f"#{identity}")) for identity, name, _ in sections)
    return element(
        "body",
        element("a", "Skip to the totals", href="#totals", class_="skip"),
        _defs(),
        element("header", *heading(report), element("nav", element("ul", *links), aria_label="Sections")),
        element("main", *(made for *_, made in sections)),
        script(),
    )


def _defs() -> Node:
    """The hatching of what lies between a low and a high value, for all bars."""
    hatch = element(
        "pattern",
        element("rect", width=5, height=5, class_="hb"),
        element("line", x1=0, x2=0, y1=0, y2=5, class_="hl"),
        id="hatch",
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element(
        "svg", element("defs", hatch), width=0, height=0, aria_hidden="true", focusable="false", class_="defs"
    )
