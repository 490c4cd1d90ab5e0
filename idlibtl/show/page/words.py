"""Texts that several sections of the page share: links to events, numbers in two sizes, what a figure also covers."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from idlibtl.model.records import Event, Figure
from idlibtl.model.vocabulary import Exceeds
from idlibtl.show.describe import of_them
from idlibtl.show.page.elements import Markup, Node, element, isolated, joined
from idlibtl.show.page.report import PageReport
from idlibtl.totals import quotes

NOT_ZERO = "“Not reported” does not mean zero."


def anchor(event: str) -> str:
    """Return the id of an event's record on the page."""
    return f"e-{event}"


def event_link(report: PageReport, event: str, text: str | None = None) -> Markup:
    """Return a link to an event's record, with its title or a text; no link if it is not on the page."""
    shown = isolated(report.chronology.event[event].title if text is None else text)
    if event in report.ids:
        return element("a", shown, href=f"#{anchor(event)}")
    return element("span", shown, " (not on this page)")


def event_title(event: Event) -> Node:
    """Return the title of an event, struck out if another record replaces it."""
    return element("s", isolated(event.title)) if event.replaced_by else isolated(event.title)


def in_two(text: str) -> tuple[str, str]:
    """Return the number of a quote, and the words after it: "about 80" and "reported (sum of 3 figures)".

    The numbers of sources that disagree stay together.
    """
    if text == quotes.NOT_REPORTED:
        return text, ""
    if "; " in text:
        numbers, end, rest = text.rpartition(")")
        return f"{numbers}{end}" or rest, rest.strip(", ") if end else ""
    at = min((begin for mark in (" reported", " (", ", ") if (begin := text.find(mark)) > 0), default=len(text))
    return text[:at], text[at:].strip(", ")


def figure_words(report: PageReport, figure: Figure, whole: str | None = None) -> Markup:
    """Return a figure as printed and what it counts; with its source, unless that is the publication itself.

    `whole` is the metric of the figure before it, if this one is a part of that.
    """
    metric, printed = report.chronology.metric, quotes.printed(figure)
    label = metric[figure.metric].label
    after = f" {of_them(printed, label, metric[whole].label)}" if whole else quotes.after_number(printed, label)
    source = None if figure.source is None else report.chronology.source_short(figure.source)
    return _figure_words(printed, figure.wording, after, source)


@lru_cache(maxsize=1 << 12)  # coded data repeat the same small numbers
def _figure_words(printed: str, wording: str | None, words: str, source: str | None) -> Markup:
    number = element("b", isolated(printed), class_="w" if wording else None)  # --text searches wordings alone
    after = isolated(words)
    return joined(number, after, *(() if source is None else (" (", isolated(source), ")")))


_AND, _OF_THEM, _ALSO_GIVEN = Markup("; "), Markup(", "), Markup("; also given: ")


def all_figures(report: PageReport, event: Event) -> Iterator[Node]:
    """Yield the figures of an event in a row; parts, and other sources' figures for the same people, say so."""
    first: dict[str, Figure] = {}
    for figure in event.figures:
        whole = first.get(report.chronology.among.get(figure.metric, ""))
        is_part = figure.metric not in first and whole is not None and _is_of_the_same(whole, figure)
        if first:
            yield _ALSO_GIVEN if figure.metric in first else _OF_THEM if is_part else _AND
        yield figure_words(report, figure, whole.metric if whole and is_part else None)
        first.setdefault(figure.metric, figure)


def _is_of_the_same(one: Figure, other: Figure) -> bool:
    """Whether two figures have one source, and cover the same days and places."""
    return (one.source, one.period, one.places) == (other.source, other.period, other.places)


def also_covers(report: PageReport, figure: Figure, exceeds: Sequence[Exceeds]) -> str:
    """Return what a wider figure also covers, in words."""
    if not exceeds:
        return "includes a counted figure"
    more = [quotes.place_names(report.chronology, figure.places)] if Exceeds.PLACES in exceeds and figure.places else []
    more += [quotes.attribution_text(report.chronology, figure)] if Exceeds.ACTORS in exceeds else []
    return f"also covers {quotes.others_covered(exceeds)}{': ' if more else ''}{'; '.join(more)}"
