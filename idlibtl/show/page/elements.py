"""Pieces of HTML that escape by construction: no text of a chronology can become markup.

`element("p", "a < b", class_="note")` is `<p class="note">a &lt; b</p>`. Only the tags and attributes listed here
exist. No `style`, `src` or handler is among them, and a link leads into the page or to an http address. The methods of
str turn Markup into a plain text again, which is escaped when it is put into an element.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from idlibtl.show.safe_text import harmless

#: Elements without content or end tag.
VOID = frozenset(("input", "meta"))

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
cx cy d height overflow paint-order patternTransform patternUnits r rx text-anchor transform vector-effect viewBox
width x x1 x2 xmlns y y1 y2
"""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())

#: A longer text is cut, because no one reads a paragraph of megabytes.
MAX_TEXT_LENGTH = 10_000

#: A text in which nothing needs to be escaped or replaced.
_PLAIN = re.compile("[ !#-%(-;=?-~]{0,1000}")


class Markup(str):
    """HTML in which every text is already escaped."""

    __slots__ = ()


#: The content of an element: Markup, a text, or nothing.
Node = Markup | str | None


def element(tag: str, *children: Node, **attributes: str | float | bool | None) -> Markup:
    """Return an element. In the names of attributes `_` is read as `-`, and one at the end as nothing.

    True gives an attribute without a value; None and False leave it out. Raises ValueError for what no page may have.
    """
    if tag not in TAGS:
        raise ValueError(f"there is no element {tag} in a page")
    given = "".join([_attribute(name, value) for name, value in attributes.items() if value is not None])
    if tag in VOID or tag in EMPTY:
        if children:
            raise ValueError(f"{tag} has no content")
        return Markup(f"<{tag}{given}/>" if tag in EMPTY else f"<{tag}{given}>")
    return Markup(f"<{tag}{given}>{''.join(map(_content, children))}</{tag}>")


@lru_cache(maxsize=1 << 13, typed=True)  # most attributes appear many times on a page
def _attribute(name: str, value: str | float | bool) -> str:
    written_name = name.rstrip("_").replace("_", "-")
    if written_name not in ATTRIBUTES and not written_name.startswith(("aria-", "data-")):
        raise ValueError(f"there is no attribute {written_name} in a page")
    if value is False:
        return ""
    if isinstance(value, str):
        text = _link(value) if written_name == "href" else escape(harmless(value))
    else:
        text = "" if value is True else number_text(value)
    return f' {written_name}="{text}"' if text else f" {written_name}"


def _content(node: Node) -> str:
    if node is None or type(node) is Markup:
        return node or ""
    return node if _PLAIN.fullmatch(node) else escape(harmless(cut(node)), quote=False)


def cut(text: str) -> str:
    """Return the text, or the beginning of a very long one and how to see the rest."""
    if len(text) <= MAX_TEXT_LENGTH:
        return text
    return f"{text[:MAX_TEXT_LENGTH]} ... (cut here, of {len(text):,} characters; idlibtl list --json has them all)"


def number_text(number: float) -> str:
    """Return a number with at most two decimals, without zeros at the end."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _link(address: str) -> str:
    if not address.lower().startswith(("#", "http://", "https://")):
        raise ValueError("a link leads into the page, or to an http address")
    # characters that a browser would drop from an address, or show in another order, are not allowed
    return escape("".join(part if part.isprintable() and part != " " else "%EF%BF%BD" for part in address))


def verbatim(tag: str, content: str) -> Markup:
    """Return a style sheet or a script of the package, unchanged. Raises ValueError if it could end its element."""
    if tag not in ("script", "style") or "</" in content or "<!" in content:
        raise ValueError(f"not a {tag} to put into a page whole")
    return Markup(f"<{tag}>{content}</{tag}>")


def isolated(text: str) -> Node:
    """Return words of the chronology so that they keep their place, whatever their direction of reading.

    Plain letters have the direction of those around them, and are unchanged.
    """
    return text if text.isascii() else element("bdi", text)


def heard(text: str) -> Markup:
    """Return words for screen readers, which are not visible."""
    return element("span", isolated(text), class_="vh")


def definitions(*content: Node) -> Markup:
    """Return shapes that drawings of the page use by their ids."""
    return element("svg", element("defs", *content), width=0, height=0, aria_hidden="true", class_="defs")


def section(identity: str, title: str, *content: Node) -> Markup:
    """Return a section of the page with its heading and a link to itself, `#identity`."""
    link = element("a", "¶", href=f"#{identity}", class_="pl", aria_label=f"Link to: {title}")
    heading = element("h2", element("span", title, id=f"{identity}-h"), " ", link)
    return element("section", heading, *content, id=identity, aria_labelledby=f"{identity}-h")


def note(*content: Node) -> Markup:
    """Return a paragraph in small letters."""
    return element("p", *content, class_="note")


def copy_button(text: str, label: str = "Copy") -> Markup:
    """Return a button that copies a text. Only the script shows it."""
    return element("button", label, type="button", class_="copy", data_copy=cut(text), hidden=True)


def head(content: Node, class_: str | None = None) -> Markup:
    """Return the head of a column."""
    return element("th", content, scope="col", class_=class_)


def table(caption: Node, heads: Iterable[Node], *bodies: Node, class_: str) -> Markup:
    """Return a table with a caption and a head."""
    return element(
        "table", element("caption", caption), element("thead", element("tr", *heads)), *bodies, class_=class_
    )
