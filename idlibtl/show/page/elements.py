"""Pieces of HTML that escape by construction: no text of a chronology can become markup.

`element("p", "a < b", class_="note")` is `<p class="note">a &lt; b</p>`. Only the tags and attributes listed here
exist. No `style`, `src` or handler is among them, and a link leads into the page or to an http address.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple

from idlibtl.show.safe_text import harmless

#: Elements without content and end tag.
VOID = frozenset(("br", "input", "meta"))

#: The shapes of SVG without content: `<rect .../>`.
EMPTY = frozenset(("circle", "line", "path", "rect", "use"))

_TAGS = """
a article b bdi body button caption code datalist dd details div dl dt figcaption figure form h1 h2 h3 head header html
label li main nav ol option output p s section select small span strong summary table tbody td th thead time title tr ul
defs g pattern svg text tspan
"""
TAGS = VOID | EMPTY | frozenset(_TAGS.split())

_ATTRIBUTES = """
autocomplete charset class colspan content datetime dir hidden href http-equiv id lang name property role rowspan scope
type value
cx cy d focusable height overflow paint-order patternTransform patternUnits preserveAspectRatio r rx text-anchor
transform vector-effect viewBox width x x1 x2 xmlns y y1 y2
"""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())

#: A page is handed on in pieces of about this many characters.
PIECE = 1 << 16

#: A longer text is cut, because no one reads a paragraph of megabytes.
MAX_TEXT_LENGTH = 10_000

Value = str | int | float | None


class Element(NamedTuple):
    """An element with its attributes, escaped, in the order given."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """Nodes that are made when they are written, so that a long list is never in memory as a whole."""

    nodes: Callable[[], Iterable["Node"]]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A style sheet or a script of the package, put in whole."""

    tag: str
    content: str

    def __post_init__(self) -> None:
        if self.tag not in ("script", "style") or "</" in self.content or "<!" in self.content:
            raise ValueError(f"not a {self.tag} to put into a page whole")


#: What is in an element: another one, text, or nothing.
Node = Element | Later | Verbatim | str | None


class Unsafe(ValueError):
    """A tag, an attribute or a link that no page may have."""


def element(tag: str, *children: Node, **attributes: Value | bool) -> Element:
    """Return an element. In the names of attributes `_` is read as `-`, and one at the end as nothing.

    True gives an attribute without a value; None and False leave it out. Raises Unsafe.
    """
    if tag not in TAGS:
        raise Unsafe(f"there is no element {tag} in a page")
    if children and (tag in VOID or tag in EMPTY):
        raise Unsafe(f"{tag} has no content")
    given = [_attribute(name, value) for name, value in attributes.items() if value is not None and value is not False]
    return Element(tag, tuple(given), children)


def _attribute(name: str, value: Value | bool) -> tuple[str, str]:
    written_name = _attribute_name(name)
    if isinstance(value, str):
        return written_name, _link(value) if written_name == "href" else _escaped(value)
    if isinstance(value, float):
        return written_name, number_text(value)
    return written_name, "" if value is True else str(value)


@lru_cache(maxsize=1 << 12)  # most values are on a page many times
def _escaped(value: str) -> str:
    return escape(harmless(value))


def number_text(number: float) -> str:
    """Return a number with at most two decimals, and no more than it needs."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=1 << 10)
def _attribute_name(name: str) -> str:
    written_name = name.rstrip("_").replace("_", "-")
    if written_name not in ATTRIBUTES and not written_name.startswith(("aria-", "data-")):
        raise Unsafe(f"there is no attribute {written_name} in a page")
    return written_name


def is_link(address: str) -> bool:
    """Return whether an address leads into the page, or is an http or https one."""
    return address.startswith("#") or address.lower().startswith(("http://", "https://"))


def _link(address: str) -> str:
    if not is_link(address):
        raise Unsafe("a link leads into the page, or to an http address")
    # what a browser would leave out of an address, or show in another order, is not allowed in one
    return escape("".join(part if part.isprintable() and part != " " else "%EF%BF%BD" for part in address))


def isolated(text: str) -> Node:
    """Return words of the chronology so that they keep their place, whichever direction they are read in.

    Plain letters are read as those around them, and need nothing.
    """
    return text if text.isascii() else element("bdi", text)


def definitions(*content: Node) -> Element:
    """Return what drawings of the page use by its id."""
    return element("svg", element("defs", *content), width=0, height=0, aria_hidden="true", class_="defs")


def section(identity: str, title: str, *content: Node) -> Element:
    """Return a section of the page under its heading, with a link to itself; `#identity` leads to it."""
    link = element("a", "¶", href=f"#{identity}", class_="pl", aria_label=f"Link to: {title}")
    heading = element("h2", element("span", title, id=f"{identity}-h"), " ", link)
    return element("section", heading, *content, id=identity, aria_labelledby=f"{identity}-h")


def table(caption: Node, heads: Iterable[Node], *bodies: Node, class_: str) -> Element:
    """Return a table with a caption and a head; what is not a cell of the head already becomes one."""
    cells = (
        head if isinstance(head, Element) and head.tag == "th" else element("th", head, scope="col")
        for head in heads
        if head is not None
    )
    return element(
        "table", element("caption", caption), element("thead", element("tr", *cells)), *bodies, class_=class_
    )


# Writing


def cut(text: str) -> str:
    """Return the text, or the beginning of a very long one and how to see the rest."""
    if len(text) <= MAX_TEXT_LENGTH:
        return text
    return f"{text[:MAX_TEXT_LENGTH]} ... (cut here, of {len(text):,} characters; idlibtl list --json has them all)"


class _Opened(NamedTuple):
    nodes: Iterator[Node]
    end: str


def written(nodes: Iterable[Node]) -> Iterator[str]:
    """Return the HTML of the nodes, in pieces."""
    out: list[str] = []
    size = 0
    stack = [_Opened(iter(nodes), "")]
    while stack:
        for node in stack[-1].nodes:
            if isinstance(node, str):
                text = escape(harmless(cut(node)), quote=False)
            elif isinstance(node, Element):
                text = _start(node)
                if node.children:
                    stack.append(_Opened(iter(node.children), f"</{node.tag}>"))
            elif isinstance(node, Verbatim):
                text = f"<{node.tag}>{node.content}</{node.tag}>"
            elif isinstance(node, Later):
                text = ""
                stack.append(_Opened(iter(node.nodes()), ""))
            else:
                continue
            out.append(text)
            size += len(text)
            if isinstance(node, Later) or (isinstance(node, Element) and node.children):
                break
        else:
            out.append(end := stack.pop().end)
            size += len(end)
        if size >= PIECE:
            yield "".join(out)
            out, size = [], 0
    yield "".join(out)


def _start(node: Element) -> str:
    """The start tag of an element; the whole of one that has no content."""
    given = "".join([f' {name}="{value}"' if value else f" {name}" for name, value in node.attributes])
    if node.tag in EMPTY:
        return f"<{node.tag}{given}/>"
    if node.children or node.tag in VOID:
        return f"<{node.tag}{given}>"
    return f"<{node.tag}{given}></{node.tag}>"


def html(*nodes: Node) -> str:
    """Return the HTML of a few nodes as one text."""
    return "".join(written(nodes))
