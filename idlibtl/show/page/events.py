"""The records of all events asked about, and the form that filters them.

The form is made from the list of filters; only the script shows it.
"""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain, groupby

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
from idlibtl.show.describe import Description, FigureText, figures_of, in_a_row
from idlibtl.show.page.elements import Markup, Node, copy_button, element, isolated, note, section
from idlibtl.show.page.marks import sort_sign
from idlibtl.show.page.report import PageReport
from idlibtl.show.timeline_rows import sort_of
from idlibtl.totals import quotes
from idlibtl.totals.sentences import paragraphs_text

# What the sections say about events


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
    """Return the title of an event, struck out if another event replaces it."""
    return element("s", isolated(event.title)) if event.replaced_by else isolated(event.title)


def all_figures(report: PageReport, event: Event) -> Iterator[Node]:
    """Yield the figures of an event in a row, in the words of a list of events."""
    for before, figure, after in in_a_row(figures_of(report.chronology, event)):
        yield from (isolated(before), _number(figure), isolated(after))


def _number(figure: FigureText) -> Markup:
    """The number of a figure as printed; the script searches those in the publication's own words."""
    return element("b", isolated(figure.number), class_="w" if figure.figure.wording else None)


# The form


#: The line that says which events are shown while a filter is set.
FILTERED = element("p", class_="showing", hidden=True)

#: The ids that the events on the page mention, by section.
_Mentioned = Mapping[str, AbstractSet[str]]


def filter_form(report: PageReport) -> Markup:
    """Return the form, with a field for each filter of the command line.

    A filter with which the page itself was made is not offered: given twice, it would match either value.
    """
    chronology, events = report.chronology, report.events
    mentioned: _Mentioned = {of: set(chain.from_iterable(map(mentions(chronology, of), events))) for of in Section}
    fields = [_field(report, one, mentioned) for one in sorted(FILTERS, key=lambda one: one.field != "texts")]
    words = element("code", report.command("list", texts=["WORDS"]))
    is_cut = is_in_lines(report) and any(event.summary for event in events)
    totals = "The totals do not follow this filter: they count figures, not events. Totals with it: "
    return element(
        "form",
        *fields,
        element("button", "Filter", type="submit"),
        element("button", "Show all", type="reset"),
        element("output", number_of(len(events), "event"), id="found"),
        element("p", "Words of summaries are not on this page: ", words, class_="hint") if is_cut else None,
        element("p", totals, element("code", report.command("totals"), id="command"), class_="hint"),
        element("datalist", *_names(report, mentioned), id="names"),
        id="filter",
        hidden=True,
        aria_label="Filter the events",
    )


def _field(report: PageReport, one: Filter, mentioned: _Mentioned) -> Node:
    """A field with the name of its option; None if the page was made with it, or if there is nothing to choose.

    The script has to know it: see `matches` and `typed` there.
    """
    if getattr(report.question.asked, one.field):
        return None
    name, chronology, field = one.option.removeprefix("--"), report.chronology, None
    if one.section:
        options = []
        for identity, (label, *_) in names(chronology, one.section):
            if identity in mentioned[one.section]:
                # a metric comes with its parts, a place with the place that contains it
                parts = chronology.metric[identity].parts if one.section == Section.METRICS else ()
                within = chronology.place[identity].within if one.section == Section.PLACES else None
                options.append(element("option", label, value=" ".join((identity, *parts)), data_w=within))
        field = element("select", element("option", "all", value=""), *options, name=name) if options else None
    elif one.field == "texts":
        name, field = "words", element("input", name="q", type="search", autocomplete="off")
    elif one.metavar == "DATE":
        field = element("input", name=name, type="date")
    return element("label", element("span", name.capitalize()), field) if field else None


def _names(report: PageReport, mentioned: _Mentioned) -> Iterator[Markup]:
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
    named: dict[str, Iterable[str]] = {
        "data_k": event.kinds,
        "data_p": (event.phase or "",),
        "data_a": dict.fromkeys(part.actor for part in event.actors),
        "data_l": event.places,
        "data_x": places_beyond(event),
        "data_m": dict.fromkeys(figure.metric for figure in event.figures),
        "data_s": () if sources == {None} else sorted(source or PUBLICATION for source in sources),
        "data_d": dict.fromkeys((f"{days.first}", f"{days.last}")),
    }
    return {name: " ".join(values) or None for name, values in named.items()}


# The records


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
    lead, class_ = None, "big" if len(events) > MAX_LAID_OUT else None
    if is_in_lines(report):
        markdown = element("code", report.command("list -f markdown"))
        one = element("code", f"idlibtl show ID{report.data}")
        number = number_of(len(events), "event")
        lead = element("p", f"{number}, one per line. One in full: ", one, "; all: ", markdown, class_="lead")
    records_at = element("div", RECORDS, id="list", class_=class_)
    return section("events", "Events", lead, filter_form(report), FILTERED, records_at)


def is_in_lines(report: PageReport) -> bool:
    """Return whether each event is a line."""
    return len(report.events) > MAX_IN_FULL or report.chronology.is_coded


def records(report: PageReport) -> Iterator[Markup]:
    """Yield the text that replaces RECORDS, piece by piece, so that a long list is never in memory as a whole.

    It is the events in full, or lines in a fold for each month in which they begin.
    """
    if not is_in_lines(report):
        yield from (_record(report, event) for event in report.events)
        return
    for month, events in groupby(report.events, key=lambda event: event.first.replace(day=1)):
        lines = [_line(report, event) for event in events]
        title = f"{month_name[month.month]} {month.year}: {number_of(len(lines), 'event')}"
        yield element("details", element("summary", title), element("ul", *lines, class_="fold"))


def _line(report: PageReport, event: Event) -> Markup:
    """The days, title and numbers of an event; in coded data also its note, which says where they are from."""
    remark = event.figures[0].note if report.chronology.is_coded and event.figures else None
    return element(
        "li",
        days_text(event.span),
        f" Replaced by {event.replaced_by}: " if event.replaced_by else " ",
        element("bdi", event_title(event), class_="s"),
        " – " if event.figures else None,
        *all_figures(report, event),
        element("small", isolated(remark)) if remark else None,
        id=anchor(event.id),
        **data_of(report, event),
    )


def _record(report: PageReport, event: Event) -> Markup:
    """An event in full."""
    record = Description(report.chronology, event)
    date = element("time", record.days, datetime=event.first.isoformat())
    kind = element("span", sort_sign(sort_of(report.chronology, event)), isolated(record.kinds), class_="kind")
    title = element("a", isolated(event.title), href=f"#{anchor(event.id)}")
    figures = [_figure(report, figure) for figure in record.figures]
    others = [event.replaced_by or "", *record.replaces]
    corrections = [_linked(report, text, others, by_title=False) for text in (record.corrected_by, *record.corrects)]
    return element(
        "article",
        element("p", date, kind, class_="when"),
        element(
            "div",
            element("h3", element("strong", "Replaced: ") if event.replaced_by else None, title),
            *(element("p", *parts, class_="filt") for parts in corrections if parts),
            element("p", event.summary, dir="auto", class_="s") if event.summary else None,
            element("ul", *figures, class_="figs") if figures else None,
            note(element("b", "Our reading: "), isolated(record.reading)) if record.reading else None,
            note(isolated(record.note)) if record.note else None,
        ),
        element("div", element("dl", *_facts(report, record)), class_="facts"),
        class_="ev",
        id=anchor(event.id),
        **data_of(report, event),
    )


def _figure(report: PageReport, figure: FigureText) -> Markup:
    label = quotes.after_number(figure.number, figure.label)
    parts: list[Node] = [_number(figure), isolated(f"{label}{figure.bracket}")]
    ids = (*figure.included_in, *figure.includes, *figure.adds_to)
    for qualifier in figure.qualifiers():
        parts += ["; ", element("span", *_linked(report, qualifier, ids), class_="mut")]
    if figure.figure.note:
        parts += ["; ", element("span", isolated(figure.figure.note), class_="mut")]
    return element("li", *parts)


def _linked(report: PageReport, text: str, ids: Iterable[str], *, by_title: bool = True) -> list[Node]:
    """A text in which the ids of some events become links, with their titles unless the text has these already."""
    pattern = "|".join(map(re.escape, sorted(filter(None, ids), key=len, reverse=True)))
    parts = re.split(rf"(?<![\w-])({pattern})(?![\w-])", text) if pattern else [text]
    return [
        event_link(report, part, None if by_title else part) if number % 2 else isolated(part)
        for number, part in enumerate(parts)
        if text
    ]


def _facts(report: PageReport, record: Description) -> Iterator[Markup]:
    """What a record says apart from its figures, by name, and a button that copies what to quote."""
    event, chronology = record.event, record.chronology
    copied = None
    if len(report.events) <= MAX_LAID_OUT:
        title = f"{record.days}: {record.title} ({record.source_and_paragraphs}). {foot(chronology)}"
        copied = copy_button(" ".join(record.to_quote) or title, "Copy quote")
    facts: list[tuple[str, Node]] = [
        ("Attributed to", isolated(record.attribution)),
        *((role, isolated(names)) for role, names in record.other_roles),
        ("Where", isolated(record.places)),
        ("Phase", isolated(record.phase)),
        ("Source", isolated(record.source_and_paragraphs)),
        *(("Cited", _cited(chronology, cited)) for cited in chronology.cited(event) if chronology.publications),
        ("Date as printed", isolated(f'"{event.date_text}"') if event.date_text else None),
        ("ID", element("span", element("code", event.id), copied)),
    ]
    yield from (element("div", element("dt", name), " ", element("dd", text)) for name, text in facts if text)


def _cited(chronology: Chronology, cited: Citation) -> Node:
    text = isolated(f"{chronology.publication_by_id[cited.publication].title}{paragraphs_text(cited.paragraphs)}")
    return element("a", text, href=cited.url) if cited.url else text
