"""The records of all events asked about, and the form that filters them.

The form is made from the list of filters; only the script shows it.
"""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import groupby

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import days_text
from idlibtl.model.figures import number_of
from idlibtl.model.records import PUBLICATION, Citation, Event
from idlibtl.model.vocabulary import Section
from idlibtl.query.filters import FILTERS, Filter
from idlibtl.query.names import names
from idlibtl.query.question import mentions
from idlibtl.query.verdict import sources_of
from idlibtl.show.about import foot
from idlibtl.show.describe import Description, FigureText
from idlibtl.show.page.elements import Markup, Node, element, isolated, section
from idlibtl.show.page.marks import sort_sign
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.totals import copy_button
from idlibtl.show.page.words import all_figures, anchor, event_link, event_title, figure_words
from idlibtl.show.timeline_rows import sort_of
from idlibtl.totals.sentences import paragraphs_text


def filtered_line() -> Markup:
    """Return the line that says which events are shown while a filter is set."""
    return element("p", class_="showing", hidden=True)


def filter_form(report: PageReport, *, in_full: bool) -> Markup:
    """Return the form, with a field for each filter of the command line.

    A filter with which the page itself was made is not offered: given twice, it would match either value.
    """
    mentioned = _mentioned(report)
    fields = [_field(report, one, mentioned) for one in sorted(FILTERS, key=lambda one: one.field != "texts")]
    cut = element(
        "p",
        "Words of summaries are not on this page: ",
        element("code", report.command("list", texts=["WORDS"])),
        class_="hint",
    )
    number = number_of(len(report.events), "event")
    return element(
        "form",
        *fields,
        element("button", "Filter", type="submit"),
        element("button", "Show all", type="reset"),
        element("output", number, id="found"),
        None if in_full or not any(event.summary for event in report.events) else cut,
        element(
            "p",
            "The totals do not follow this filter: they count figures, not events. Totals with it: ",
            element("code", report.command("totals"), id="command"),
            class_="hint",
        ),
        element("datalist", *_names(report, mentioned), id="names"),
        id="filter",
        hidden=True,
        aria_label="Filter the events",
    )


def _mentioned(report: PageReport) -> Mapping[str, AbstractSet[str]]:
    """The ids that the events on the page mention, by section."""
    return {
        section: {name for event in report.events for name in of(event)}
        for section in Section
        for of in [mentions(report.chronology, section)]
    }


def _field(report: PageReport, one: Filter, mentioned: Mapping[str, AbstractSet[str]]) -> Node:
    """A field with the name of its option; None if the page was made with it, or if there is nothing to choose.

    The script has to know it: see `matches` and `typed` there.
    """
    if getattr(report.question.asked, one.field):
        return None
    name = one.option.removeprefix("--")
    if section_ := one.section:
        entries = (named for named in names(report.chronology, section_) if named.id in mentioned[section_])
        options = [_option(report, section_, identity, label) for identity, (label, *_) in entries]
        field = element("select", element("option", "all", value=""), *options, name=name) if options else None
    elif one.field == "texts":
        name, field = "words", element("input", name="q", type="search", autocomplete="off")
    else:
        field = element("input", name=name, type="date") if one.metavar == "DATE" else None
    return element("label", element("span", name.capitalize()), field) if field else None


def _option(report: PageReport, of: str, identity: str, name: str) -> Markup:
    """A choice: a metric with its parts, a place with the place that contains it."""
    parts = report.chronology.metric[identity].parts if of == Section.METRICS else ()
    within = report.chronology.place[identity].within if of == Section.PLACES else None
    return element("option", name, value=" ".join((identity, *parts)), data_w=within)


def _names(report: PageReport, mentioned: Mapping[str, AbstractSet[str]]) -> Iterator[Markup]:
    """Names of actors, sources and places that the records do not show, because words find an event by these too."""
    chronology = report.chronology
    places = {place for event in report.events for place in (*event.places, *places_beyond(event))}
    # --text does not search the name of the one publication
    sources = {*chronology.actor, *(publication.id for publication in chronology.publications)}
    for of, key, named in (
        (Section.ACTORS, "a", mentioned[Section.ACTORS] & sources),
        (Section.PLACES, "l", places),
        (Section.SOURCES, "a", mentioned[Section.SOURCES] & sources),
    ):
        for identity, words in names(chronology, of):
            if identity in named:
                yield element("option", " ".join(words), value=f"{key}-{identity}")


def places_beyond(event: Event) -> list[str]:
    """Return the places of an event's figures that are not its own."""
    own = event.places
    more = [place for figure in event.figures if figure.places != own for place in figure.places]
    return [place for place in dict.fromkeys(more) if place not in own]


def data_of(report: PageReport, event: Event) -> dict[str, str | None]:
    """Return attributes of an event's record for the form; without a source, the publication is its source."""
    days, sources = report.chronology.days(event.span, event), sources_of(event)
    return {
        "data_k": " ".join(event.kinds) or None,
        "data_p": event.phase,
        "data_a": " ".join(dict.fromkeys([part.actor for part in event.actors])) or None,
        "data_l": " ".join(event.places) or None,
        "data_x": " ".join(places_beyond(event)) or None,
        "data_m": " ".join(dict.fromkeys([figure.metric for figure in event.figures])) or None,
        "data_s": None if sources == {None} else " ".join(sorted(source or PUBLICATION for source in sources)),
        "data_d": f"{days.first}" if days.first == days.last else f"{days.first} {days.last}",
    }


#: If there are more events, each is a line, in a fold for its month.
MAX_IN_FULL = 2000

#: If there are more, browsers do not lay out those outside the view, and there are no buttons to copy their sentences.
MAX_LAID_OUT = 100

#: Marks the place of the records in the section. No text of a chronology has this character on the page.
RECORDS = Markup("\0")


def events_section(report: PageReport) -> Markup:
    """Return the section of the records."""
    events = report.events
    if not events:
        return section("events", "Events", element("p", isolated(report.question.remark.splitlines()[0])))
    if is_in_lines(report):
        markdown = element("code", report.command("list", "-f", "markdown"))
        one = element("code", report.unfiltered("show", "ID"))
        number = number_of(len(events), "event")
        lead = element("p", f"{number}, one per line. One in full: ", one, "; all: ", markdown, class_="lead")
        class_ = None
    else:
        lead, class_ = None, "big" if len(events) > MAX_LAID_OUT else None
    form = filter_form(report, in_full=not is_in_lines(report))
    return section("events", "Events", lead, form, filtered_line(), element("div", RECORDS, id="list", class_=class_))


def records(report: PageReport) -> Iterator[Markup]:
    """Yield the text that replaces RECORDS, piece by piece, so that a long list is never in memory as a whole."""
    return _folds(report) if is_in_lines(report) else (_record(report, event) for event in report.events)


def is_in_lines(report: PageReport) -> bool:
    """Return whether each event is a line."""
    return len(report.events) > MAX_IN_FULL or report.chronology.is_coded


# A line each


def _folds(report: PageReport) -> Iterator[Markup]:
    """A fold for each month in which events began."""
    for month, events in groupby(report.events, key=lambda event: event.first.replace(day=1)):
        lines = [_line(report, event) for event in events]
        title = f"{month_name[month.month]} {month.year}: {number_of(len(lines), 'event')}"
        yield element("details", element("summary", title), element("ul", *lines, class_="fold"))


_SPACE, _DASH = Markup(" "), Markup(" – ")


def _line(report: PageReport, event: Event) -> Markup:
    """The days, title and numbers of an event; in coded data also its note, which says where they are from."""
    note = event.figures[0].note if report.chronology.is_coded and event.figures else None
    return element(
        "li",
        days_text(event.span),
        f" Replaced by {event.replaced_by}: " if event.replaced_by else _SPACE,
        element("bdi", event_title(event)),
        _DASH if event.figures else None,
        *all_figures(report, event),
        element("small", isolated(note)) if note else None,
        id=anchor(event.id),
        **data_of(report, event),
    )


# In full


def _record(report: PageReport, event: Event) -> Markup:
    record = Description(report.chronology, event)
    return element(
        "article",
        element(
            "p",
            element("time", record.days, datetime=event.first.isoformat()),
            element("span", sort_sign(sort_of(report.chronology, event)), isolated(record.kinds), class_="kind"),
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


def _corrections(report: PageReport, record: Description) -> Iterator[Markup]:
    """The event that replaces a record, and the events that it replaces."""
    ids = (record.event.replaced_by or "", *record.replaces)
    for text in (record.corrected_by, *record.corrects):
        if text:
            yield element("p", *_linked(report, text, filter(None, ids), by_title=False), class_="filt")


def _copied(report: PageReport, record: Description) -> Iterator[Markup]:
    """A button that copies the sentences to quote; for an event without figures, its title and source."""
    if len(report.events) <= MAX_LAID_OUT:
        title = f"{record.days}: {record.title} ({record.source_and_paragraphs}). {foot(report.chronology)}"
        yield copy_button(" ".join(record.to_quote) or title, "Copy quote")


def _figure(report: PageReport, figure: FigureText) -> Markup:
    parts: list[Node] = [figure_words(report, figure.figure)]
    ids = (*figure.included_in, *figure.includes, *figure.adds_to)
    for qualifier in figure.qualifiers():
        parts += ["; ", element("span", *_linked(report, qualifier, ids), class_="mut")]
    if figure.figure.note:
        parts += ["; ", element("span", isolated(figure.figure.note), class_="mut")]
    return element("li", *parts)


def _linked(report: PageReport, text: str, ids: Iterable[str], *, by_title: bool = True) -> Iterator[Node]:
    """A text in which the ids of some events become links, with their titles unless the text has these already."""
    pattern = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    for number, part in enumerate(re.split(rf"(?<![\w-])({pattern})(?![\w-])", text) if pattern else [text]):
        yield event_link(report, part, None if by_title else part) if number % 2 else isolated(part)


def _facts(report: PageReport, record: Description) -> Iterator[Markup]:
    """What a record says apart from its figures, by name."""
    event, chronology = record.event, record.chronology
    facts: list[tuple[str, Node]] = [
        ("Attributed to", isolated(record.attribution)),
        *((role, isolated(names)) for role, names in record.other_roles),
        ("Where", isolated(record.places)),
        ("Phase", isolated(record.phase)),
        ("Source", isolated(record.source_and_paragraphs)),
        *(("Cited", _cited(chronology, cited)) for cited in chronology.cited(event) if chronology.publications),
        ("Date as printed", isolated(f"“{event.date_text}”") if event.date_text else None),
        ("ID", element("span", element("code", event.id), *_copied(report, record))),
    ]
    yield from (element("div", element("dt", name), " ", element("dd", text)) for name, text in facts if text)


def _cited(chronology: Chronology, cited: Citation) -> Node:
    text = isolated(f"{chronology.publication_by_id[cited.publication].title}{paragraphs_text(cited.paragraphs)}")
    return element("a", text, href=cited.url) if cited.url else text
