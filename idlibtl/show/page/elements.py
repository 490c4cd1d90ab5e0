"""Pieces of HTML that escape by construction: nothing that a chronology says can become markup.

`element("p", "a < b", class_="note")` is `<p class="note">a &lt; b</p>`. Only the tags and attributes listed here
exist; no `style`, no `src` and no handler is among them, and a link leads into the page or to an http address.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple

from idlibtl.show.safe_text import harmless

#: Elements that hold nothing and have no end tag.
VOID = frozenset(("br", "input", "meta"))

#: The shapes of SVG that hold nothing: `<rect .../>`.
EMPTY = frozenset(("circle", "line", "path", "rect", "use"))

_TAGS = """
a abbr article b bdi body button caption code dd details div dl dt em figcaption figure footer form h1 h2 h3 h4 head
header html label li main nav ol option output p s section select small span strong summary table tbody td th thead time
title tr ul
defs desc g marker pattern svg symbol text tspan
"""
TAGS = VOID | EMPTY | frozenset(_TAGS.split())

_ATTRIBUTES = """
autocomplete charset class colspan content datetime dir for headers hidden href http-equiv id label lang name open rel
role rowspan scope tabindex type value
cx cy d dominant-baseline dx dy fill fill-opacity focusable height markerHeight markerUnits markerWidth marker-end
offset opacity orient overflow paint-order patternTransform patternUnits points preserveAspectRatio r refX refY rx ry
stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-width text-anchor transform vector-effect viewBox width x
x1 x2 y y1 y2
"""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())

#: A page is handed on in pieces of about this many characters.
PIECE = 1 << 16

#: A longer text is cut: a page of a few megabytes in one paragraph is of use to nobody.
MAX_TEXT_LENGTH = 10_000

Value = str | int | float | None


class Element(NamedTuple):
    """An element with its attributes, escaped, in the order given."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """Nodes that are made when they are written, so that a long list never stands in memory as a whole."""

    nodes: Callable[[], Iterable["Node"]]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A file of ours, put in whole: a style sheet or a script."""

    tag: str
    content: str

    def __post_init__(self) -> None:
        if self.tag not in ("script", "style") or "</" in self.content or "<!" in self.content:
            raise ValueError(f"this is no {self.tag} to put into a page whole")


#: What stands in an element: another one, text, or nothing.
Node = Element | Later | Verbatim | str | None


class Unsafe(ValueError):
    """A tag, an attribute or a link that no page may have."""


def element(tag: str, *children: Node, **attributes: Value | bool) -> Element:
    """An element of this tag. In the names of attributes `_` stands for `-`, and one at the end for nothing.

    True gives an attribute without a value; None and False leave it out. Raises Unsafe.
    """
    if tag not in TAGS:
        raise Unsafe(f"there is no element {tag} in a page")
    if children and (tag in VOID or tag in EMPTY):
        raise Unsafe(f"{tag} holds nothing")
    told = [_attribute(name, value) for name, value in attributes.items() if value is not None and value is not False]
    return Element(tag, tuple(told), children)


def _attribute(name: str, value: Value | bool) -> tuple[str, str]:
    known = _attribute_name(name)
    if isinstance(value, str):
        return known, _link(value) if known == "href" else _escaped(value)
    if isinstance(value, float):
        return known, number_text(value)
    return known, "" if value is True else str(value)


@lru_cache(maxsize=1 << 12)  # most values stand on a page many times
def _escaped(value: str) -> str:
    return escape(harmless(value))


def number_text(number: float) -> str:
    """A number with at most two decimals, and no more than it needs."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=1 << 10)
def _attribute_name(name: str) -> str:
    known = name.rstrip("_").replace("_", "-")
    if known not in ATTRIBUTES and not known.startswith(("aria-", "data-")):
        raise Unsafe(f"there is no attribute {known} in a page")
    return known


def is_link(address: str) -> bool:
    """Whether an address leads into the page, or to an http or https one."""
    return address.startswith("#") or address.lower().startswith(("http://", "https://"))


def _link(address: str) -> str:
    if not is_link(address):
        raise Unsafe("a link leads into the page, or to an http address")
    # what a browser would leave out of an address, or show in another order, cannot stand in one
    return escape("".join(part if part.isprintable() and part != " " else "%EF%BF%BD" for part in address))


def said(text: str) -> Node:
    """Words of the chronology among ours: whichever direction they are read in, ours keep their place.

    Plain letters are read as ours are, and need nothing around them.
    """
    return text if text.isascii() else element("bdi", text)


def section(identity: str, title: str, *content: Node) -> Element:
    """A section of the page under its heading; `#identity` leads to it."""
    heading = element("h2", title, id=f"{identity}-h")
    return element("section", heading, *content, id=identity, aria_labelledby=f"{identity}-h")


# Writing


def cut(text: str) -> str:
    """The text, or the beginning of a very long one and where the rest is."""
    if len(text) <= MAX_TEXT_LENGTH:
        return text
    return f"{text[:MAX_TEXT_LENGTH]} ... (cut here, of {len(text):,} characters; idlibtl list --json has them all)"


class _Opened(NamedTuple):
    nodes: Iterator[Node]
    end: str


def written(nodes: Iterable[Node]) -> Iterator[str]:
    """The HTML of the nodes, in pieces."""
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
    """The start tag of an element; the whole of one that holds nothing."""
    told = "".join([f' {name}="{value}"' if value else f" {name}" for name, value in node.attributes])
    if node.tag in EMPTY:
        return f"<{node.tag}{told}/>"
    if node.children or node.tag in VOID:
        return f"<{node.tag}{told}>"
    return f"<{node.tag}{told}></{node.tag}>"


def html(*nodes: Node) -> str:
    """The HTML of a few nodes as one text."""
    return "".join(written(nodes))
