"""The form that filters the events on the page, made from the list of filters; only the script shows it."""

from collections.abc import Iterator, Sequence

from idlibtl.model.records import PUBLICATION, Event
from idlibtl.model.vocabulary import Section
from idlibtl.query.filters import FILTERS, Filter
from idlibtl.query.verdict import sources_of
from idlibtl.reports import Named, names_report
from idlibtl.show.page.elements import Element, Node, element
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import counted


def filtered_line() -> Element:
    """Return the line that says which events are shown, while there is a filter."""
    return element("p", class_="showing", hidden=True)


def filter_form(report: PageReport, *, in_full: bool) -> Element:
    """Return the form, with a field for each filter of the command line.

    A filter that the page itself was made with is not offered: given twice, it would mean either.
    """
    named = names_report(report.question).named
    fields = [_field(report, one, named) for one in sorted(FILTERS, key=lambda one: one.field != "texts")]
    cut = element(
        "p",
        "Words of summaries are not on this page: ",
        element("code", report.command("list", texts=["WORDS"])),
        class_="hint",
    )
    number = counted(len(report.events), "event")
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
        element("datalist", *_names(report, named), id="names"),
        id="filter",
        hidden=True,
        aria_label="Filter the events",
    )


def _field(report: PageReport, one: Filter, named: Sequence[Named]) -> Node:
    """A field under the name of its option; None if the page was made with it, or if there is nothing to choose."""
    if getattr(report.question.asked, one.field):
        return None
    name = one.option.removeprefix("--")
    if one.section:
        metrics = {figure.metric for event in report.events for figure in event.figures}
        found = (each for each in named if each.section == one.section and _occurs(report, each, metrics))
        options = [_option(report, each) for each in found]
        field = element("select", element("option", "all", value=""), *options, name=name) if options else None
    elif one.field == "texts":
        name, field = "words", element("input", name="q", type="search", autocomplete="off")
    else:
        field = element("input", name=name, type="date")
    return element("label", element("span", name.capitalize()), field) if field else None


def _occurs(report: PageReport, named: Named, metrics: set[str]) -> bool:
    """Whether an event on the page has it, or of a metric a part of it."""
    parts = report.timeline.metric[named.id].parts if named.section == Section.METRICS else ()
    return bool(named.event_count or not metrics.isdisjoint(parts))


def _option(report: PageReport, named: Named) -> Element:
    """What may be chosen: a metric with its parts, a place with the place that contains it."""
    parts = report.timeline.metric[named.id].parts if named.section == Section.METRICS else ()
    within = report.timeline.place[named.id].within if named.section == Section.PLACES else None
    return element("option", named.name, value=" ".join((named.id, *parts)), data_w=within)


def _names(report: PageReport, named: Sequence[Named]) -> Iterator[Element]:
    """What actors, sources and places are called apart from what the records show: words find an event by these too."""
    places = {place for event in report.events for place in places_in(event)}
    # the one publication is named nowhere in what --text searches
    sources = {*report.timeline.actor, *(each.id for each in report.timeline.publications)}
    for each in named:
        is_place = each.section == Section.PLACES
        is_source = each.section in (Section.ACTORS, Section.SOURCES) and each.event_count and each.id in sources
        if each.id in places if is_place else is_source:
            yield element("option", " ".join((each.name, *each.aliases)), value=f"{'l' if is_place else 'a'}-{each.id}")


def places_in(event: Event) -> list[str]:
    """Return the places of an event and of its figures."""
    return list(dict.fromkeys((*event.places, *(place for figure in event.figures for place in figure.places))))


def data_of(report: PageReport, event: Event) -> dict[str, str | None]:
    """Return what the form goes by, as attributes of an event's record; without a source it is the publication's."""
    days, sources = report.timeline.days(event.span), sources_of(event)
    values = {
        "k": " ".join(event.kinds),
        "p": event.phase,
        "a": " ".join(dict.fromkeys(part.actor for part in event.actors)),
        "l": " ".join(event.places),
        "x": " ".join(place for place in places_in(event) if place not in event.places),
        "m": " ".join(dict.fromkeys(figure.metric for figure in event.figures)),
        "s": "" if sources == {None} else " ".join(sorted(source or PUBLICATION for source in sources)),
        "d": f"{days.first}" if days.first == days.last else f"{days.first} {days.last}",
    }
    return {f"data_{key}": value or None for key, value in values.items()}
