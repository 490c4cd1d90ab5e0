"""The form that filters the events on the page, made from the list of filters; only the script shows it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, assert_never

from idlibtl.model.records import PUBLICATION, Event
from idlibtl.model.vocabulary import Section
from idlibtl.query.filters import FILTERS, Filter
from idlibtl.query.verdict import sources_of
from idlibtl.show.page.elements import Element, Node, element
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import counted


class Choice(NamedTuple):
    """One value of a field: what the form sends, its name, and the place that contains it."""

    value: str
    label: str
    within: str | None = None


def filtered_line() -> Element:
    """Return the line that says which events are shown, while there is a filter."""
    return element("p", class_="showing", hidden=True)


def filter_form(report: PageReport, *, in_full: bool) -> Element:
    """Return the form, with a field for each filter of the command line.

    A filter that the page itself was made with is not offered: given twice, it would mean either.
    """
    fields = [_field(report, one) for one in sorted(FILTERS, key=lambda one: one.field != "texts")]
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
            "The totals do not follow this filter: they count figures, not events. With it: ",
            element("code", report.command("totals"), id="command"),
            class_="hint",
        ),
        element("datalist", *_names(report), id="names"),
        id="filter",
        hidden=True,
        aria_label="Filter the events",
    )


def _field(report: PageReport, one: Filter) -> Node:
    """A field under the name of its option; None if the page was made with it, or if there is nothing to choose."""
    if getattr(report.question.asked, one.field):
        return None
    name = one.option.removeprefix("--")
    if one.section:
        choices = _choices(report, Section(one.section))
        options = (element("option", each.label, value=each.value, data_w=each.within) for each in choices)
        field = element("select", element("option", "all", value=""), *options, name=name) if choices else None
    elif one.field == "texts":
        name, field = "words", element("input", name="q", type="search", autocomplete="off")
    else:
        field = element("input", name=name, type="date")
    return element("label", element("span", name.capitalize()), field) if field else None


def _choices(report: PageReport, section: Section) -> Sequence[Choice]:
    """What the events on the page mention of a section, in the order of the chronology."""
    timeline, events = report.timeline, report.events
    match section:
        case Section.KINDS:
            kinds = {kind for event in events for kind in event.kinds}
            return [Choice(kind.id, kind.label) for kind in timeline.kind.values() if kind.id in kinds]
        case Section.ACTORS:
            actors = {part.actor for event in events for part in event.actors}
            return [Choice(actor.id, actor.name) for actor in timeline.actors if actor.id in actors]
        case Section.PLACES:
            places = timeline.places_around({place for event in events for place in event.places})
            return [Choice(place.id, place.name, place.within) for place in timeline.places if place.id in places]
        case Section.PHASES:
            phases = {event.phase for event in events}
            shown = (phase for phase in timeline.phases if phase.id in phases)
            return [Choice(phase.id, f"{phase.number}. {phase.title}") for phase in shown]
        case Section.METRICS:
            metrics = {figure.metric for event in events for figure in event.figures}
            every = ((" ".join((metric.id, *metric.parts)), metric) for metric in timeline.metrics)
            return [Choice(value, metric.label) for value, metric in every if not metrics.isdisjoint(value.split())]
        case Section.SOURCES:
            sources = {source for event in events for source in sources_of(event)}
            known = (*(each.id for each in timeline.publications), *(actor.id for actor in timeline.actors))
            named = [None, *known] if None in sources else known
            return [Choice(each or PUBLICATION, timeline.source_name(each)) for each in named if each in sources]
        case _:
            assert_never(section)


def _names(report: PageReport) -> Iterator[Element]:
    """What actors, sources and places are called besides what the records show: words find an event by these too."""
    timeline, events = report.timeline, report.events
    actors = {actor for event in events for actor in (*(part.actor for part in event.actors), *sources_of(event))}
    for actor in timeline.actors:
        if actor.id in actors:
            called = " ".join(filter(None, (actor.name, actor.short, *actor.aliases)))
            yield element("option", called, value=f"a-{actor.id}")
    for publication in timeline.publications:
        yield element("option", publication.title, value=f"a-{publication.id}")
    places = {place for event in events for place in places_in(event)}
    for place in timeline.places:
        if place.id in places:
            yield element("option", " ".join((place.name, *place.aliases)), value=f"l-{place.id}")


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
