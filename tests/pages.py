"""The page as a browser's parser sees it, without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

from chronologies import loaded

from idlibtl import Chronology, Filters, ask, load
from idlibtl.read.files import Origin
from idlibtl.show.page.elements import EMPTY, VOID
from idlibtl.show.page.frame import page
from idlibtl.show.page.report import PageReport

ORIGIN = Origin(None, "0" * 64)


@dataclass(eq=False)
class Tag:
    """An element: its name, attributes, and all the text within it."""

    name: str
    attributes: dict[str, str | None]
    within: tuple["Tag", ...]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()


class Page(HTMLParser):
    """A parsed page. Raises AssertionError if a tag is not closed, or closed by another."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.others: list[str] = []
        self._open: list[Tag] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        result = Tag(tag, dict(attrs), tuple(self._open))
        self.tags.append(result)
        if tag not in VOID and tag not in EMPTY:
            self._open.append(result)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in EMPTY
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            tag.parts.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.others.append(f"unknown {data}")

    def handle_pi(self, data: str) -> None:
        self.others.append(f"instruction {data}")

    def named(self, name: str, class_: str | None = None) -> list[Tag]:
        """The elements of a name, and of a class if one is given."""
        return [tag for tag in self.tags if tag.name == name and (class_ is None or class_ in tag.classes)]

    def by_id(self, identity: str) -> Tag:
        """The element with an id."""
        [result] = [tag for tag in self.tags if tag.attributes.get("id") == identity]
        return result

    @property
    def text(self) -> str:
        """The text that people read."""
        [body] = self.named("body")
        script = "".join(tag.text for tag in self.named("script"))
        return body.text.removesuffix(script)


def tree(html: str | None) -> ET.Element:
    """A piece of the page as XML, in which no attribute is without a value."""
    assert html is not None
    return ET.fromstring(html.replace(" hidden>", ' hidden="">'))  # noqa: S314 - our own


def report_of(chronology: Chronology | None = None, origin: Origin = ORIGIN, **filters: Any) -> PageReport:
    """The report of a chronology, the bundled one unless another is given."""
    return PageReport(ask(load() if chronology is None else chronology, Filters(**filters)), origin)


def html_of(raw: dict[str, Any] | Chronology | None = None, origin: Origin = ORIGIN, **filters: Any) -> str:
    """The page of a chronology as text."""
    chronology = loaded(raw) if isinstance(raw, dict) else raw
    return "".join(page(report_of(chronology, origin, **filters)))
