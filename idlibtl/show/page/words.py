"""Words that several sections of the page share: names, links to events, numbers with their bounds."""

from collections.abc import Iterable, Iterator

from idlibtl.model.figures import Count
from idlibtl.model.records import Event, Figure
from idlibtl.show.page.elements import Element, Node, element, said
from idlibtl.show.page.report import PageReport
from idlibtl.totals.quotes import printed


def anchor(event: str) -> str:
    """The id of an event's record on the page."""
    return f"e-{event}"


def event_link(report: PageReport, event: str, text: str | None = None) -> Element:
    """A link to the record of an event, by its title unless `text` is given; only its title where it is elsewhere."""
    shown = said(report.question.timeline.event[event].title if text is None else text)
    if event in report.ids:
        return element("a", shown, href=f"#{anchor(event)}")
    return element("span", shown, " (not on this page)")


def listed(nodes: Iterable[Node], separator: str = ", ") -> Iterator[Node]:
    """The nodes with commas between them."""
    for number, node in enumerate(nodes):
        if number:
            yield separator
        yield node


def names(names: Iterable[str]) -> tuple[Node, ...]:
    """Names in a row, each in its own direction."""
    return tuple(listed(map(said, names)))


def number(value: int | None) -> str:
    """A bound as it is shown; None is open."""
    return "open" if value is None else f"{value:,}"


def range_text(count: Count) -> str:
    """From low to high, where they are not the best value; empty for a number without doubt."""
    return "" if is_certain(count) else f"{count.low:,} – {number(count.high)}"


def range_words(count: Count) -> str:
    """The same in words, to stand in a sentence."""
    if is_certain(count):
        return ""
    return f"{count.low:,} or more" if count.high is None else f"{count.low:,} to {count.high:,}"


def is_certain(count: Count) -> bool:
    """Whether a number has one value."""
    return count.low == count.best == count.high


def source(report: PageReport, figure: Figure | Event) -> str:
    """Who a figure or an event rests on, by name."""
    return report.question.timeline.source_name(figure.source)


def as_printed(figure: Figure) -> Node:
    """The figure in the words of its source."""
    return element("b", said(printed(figure)))


def capital(text: str) -> str:
    """The text with a capital letter to begin with."""
    return text[:1].upper() + text[1:]
