"""Every record of the events asked about: in full, or one line each if there are very many or the data are coded."""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator
from itertools import groupby

from idlibtl.model.dates import days_text
from idlibtl.model.records import Citation, Event
from idlibtl.model.timeline import Timeline
from idlibtl.show.describe import Description, FigureText, foot
from idlibtl.show.page.cards import copy_button
from idlibtl.show.page.elements import Element, Later, Node, element, isolated, section
from idlibtl.show.page.filter_form import data_of, filter_form, filtered_line
from idlibtl.show.page.marks import sort_sign
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import all_figures, anchor, counted, event_link, event_title, figure_words
from idlibtl.show.timeline_rows import sort_of
from idlibtl.totals.sentences import paragraphs_text

#: Beyond so many events each is a line, in a fold for its month.
MAX_IN_FULL = 2000

#: Beyond so many a browser need not lay out those that no one looks at, and their sentences cannot be copied.
MAX_LAID_OUT = 100


def events_section(report: PageReport) -> Element:
    """Return the section of the records."""
    events = report.events
    if not events:
        return section("events", "Events", element("p", isolated(report.remark.splitlines()[0])))
    if is_in_lines(report):
        markdown = element("code", report.command("list", "-f", "markdown"))
        one = element("code", report.unfiltered("show", "ID"))
        number = counted(len(events), "event")
        lead = element("p", f"{number}, one line each. One in full: ", one, "; all: ", markdown, class_="lead")
        records, class_ = Later(lambda: _folds(report)), None
    else:
        lead, class_ = None, "big" if len(events) > MAX_LAID_OUT else None
        records = Later(lambda: (_record(report, event) for event in events))
    form = filter_form(report, in_full=not is_in_lines(report))
    return section("events", "Events", lead, form, filtered_line(), element("div", records, id="list", class_=class_))


def is_in_lines(report: PageReport) -> bool:
    """Return whether each event is a line."""
    return len(report.events) > MAX_IN_FULL or report.timeline.is_coded


# A line each


def _folds(report: PageReport) -> Iterator[Element]:
    """A fold for each month in which events began."""
    for month, events in groupby(report.events, key=lambda event: event.first.replace(day=1)):
        lines = [_line(report, event) for event in events]
        title = f"{month_name[month.month]} {month.year}: {counted(len(lines), 'event')}"
        yield element("details", element("summary", title), element("ul", *lines, class_="fold"))


def _line(report: PageReport, event: Event) -> Element:
    """The days, the title and the numbers of an event; of coded data its note too, which says where they are from."""
    note = event.figures[0].note if report.timeline.is_coded and event.figures else None
    return element(
        "li",
        days_text(event.span),
        f" Replaced by {event.replaced_by}: " if event.replaced_by else " ",
        element("bdi", event_title(event)),
        " – " if event.figures else None,
        *all_figures(report, event),
        element("small", isolated(note)) if note else None,
        id=anchor(event.id),
        **data_of(report, event),
    )


# In full


def _record(report: PageReport, event: Event) -> Element:
    record = Description(report.timeline, event)
    return element(
        "article",
        element(
            "p",
            element("time", record.days, datetime=event.first.isoformat()),
            element("span", sort_sign(sort_of(report.timeline, event)), isolated(record.kinds), class_="kind"),
            class_="when",
        ),
        element(
            "div",
            element(
                "h3",
                element("strong", "Replaced: ") if event.replaced_by else None,
                element("a", isolated(event.title), href=f"#{anchor(event.id)}"),
            ),
            *_corrections(report, record),
            element("p", event.summary, dir="auto", class_="s") if event.summary else None,
            element("ul", *(_figure(report, figure) for figure in record.figures), class_="figs")
            if record.figures
            else None,
            element("p", element("b", "Our reading: "), isolated(record.reading), class_="note")
            if record.reading
            else None,
            element("p", isolated(record.note), class_="note") if record.note else None,
        ),
        element("div", element("dl", *_facts(report, record)), class_="facts"),
        class_="ev",
        id=anchor(event.id),
        **data_of(report, event),
    )


def _corrections(report: PageReport, record: Description) -> Iterator[Element]:
    """What replaces a record, and what it replaces."""
    ids = (record.event.replaced_by or "", *report.replaces.get(record.event.id, ()))
    for text in (record.corrected_by, *record.corrects):
        if text:
            yield element("p", *_linked(report, text, filter(None, ids), by_title=False), class_="filt")


def _copied(report: PageReport, record: Description) -> Iterator[Element]:
    """A button that copies the sentences to quote; of an event without figures, its title with its source."""
    if len(report.events) <= MAX_LAID_OUT:
        title = f"{record.days}: {record.title} ({record.source_and_paragraphs}). {foot(report.timeline)}"
        yield copy_button(" ".join(record.to_quote) or title)


def _figure(report: PageReport, figure: FigureText) -> Element:
    parts: list[Node] = list(figure_words(report, figure.figure))
    ids = (*figure.included_in, *figure.includes, *figure.adds_to)
    for qualifier in figure.qualifiers:
        parts += ["; ", element("span", *_linked(report, qualifier, ids), class_="mut")]
    if figure.figure.note:
        parts += ["; ", element("span", isolated(figure.figure.note), class_="mut")]
    return element("li", *parts)


def _linked(report: PageReport, text: str, ids: Iterable[str], *, by_title: bool = True) -> Iterator[Node]:
    """A text in which the ids of some events are links, by their titles unless these are there already."""
    pattern = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    for number, part in enumerate(re.split(rf"(?<![\w-])({pattern})(?![\w-])", text) if pattern else [text]):
        yield event_link(report, part, None if by_title else part) if number % 2 else isolated(part)


def _facts(report: PageReport, record: Description) -> Iterator[Element]:
    """What a record says apart from its figures, each under its name."""
    event, timeline = record.event, record.timeline
    facts: list[tuple[str, Node]] = [
        ("Attributed to", isolated(record.attribution)),
        *((role, isolated(names)) for role, names in record.other_roles),
        ("Where", isolated(record.places)),
        ("Phase", isolated(record.phase)),
        ("Source", isolated(record.source_and_paragraphs)),
        *(("Cited", _cited(timeline, cited)) for cited in timeline.cited(event) if timeline.publications),
        ("Date as printed", isolated(f"“{event.date_text}”") if event.date_text else None),
        ("ID", element("span", element("code", event.id), *_copied(report, record))),
    ]
    yield from (element("div", element("dt", name), " ", element("dd", text)) for name, text in facts if text)


def _cited(timeline: Timeline, cited: Citation) -> Node:
    text = isolated(f"{timeline.publication_by_id[cited.publication].title}{paragraphs_text(cited.paragraphs)}")
    return element("a", text, href=cited.url) if cited.url else text
