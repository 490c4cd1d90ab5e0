"""The form that filters the events on the page; only the script shows it."""

from collections.abc import Iterator, Sequence

from idlibtl.model.records import PUBLICATION
from idlibtl.model.vocabulary import Section
from idlibtl.show.page.elements import Element, Node, element
from idlibtl.show.page.report import PageReport

#: A choice: its value, its name, and the place that it lies in.
_Choice = tuple[str, str, str | None]


def filter_form(report: PageReport, *, in_full: bool) -> Element:
    """The form, with what the events on the page can be told apart by.

    A filter that the page itself was made with is not offered: given twice, it would mean either.
    """
    fields = [field for each in Section if (field := _select(report, each)) is not None]
    return element(
        "form",
        *_words(report, in_full=in_full),
        *fields,
        *_days(report),
        element("button", "Filter", type="submit"),
        element("button", "Show all", type="reset"),
        element("output", f"{len(report.events):,} of {len(report.events):,} events", id="found"),
        element(
            "p",
            "The totals above do not follow this filter: they count figures, not events. With it: ",
            element("code", report.command("totals"), id="command"),
            class_="hint",
        ),
        id="filter",
        hidden=True,
        aria_label="Filter the events",
    )


def _words(report: PageReport, *, in_full: bool) -> Iterator[Node]:
    if report.question.asked.texts:
        return
    is_cut = not in_full and any(event.summary or event.note for event in report.events)
    where = "Words in title or ID" if is_cut else "Words in title, summary, note or ID"
    yield _field(where, element("input", name="q", type="search", autocomplete="off"), class_="q")
    if is_cut:
        yield element(
            "p",
            "Words in summaries and notes: ",
            element("code", report.command("list", texts="WORDS")),
            class_="hint",
        )


def _days(report: PageReport) -> Iterator[Element]:
    asked = report.question.asked
    if asked.since is None and asked.until is None:
        yield _field("From", element("input", name="f", type="date"))
        yield _field("To", element("input", name="t", type="date"))


_FIELDS = {
    Section.KINDS: ("Kind", "k"),
    Section.ACTORS: ("Actor, in any role", "a"),
    Section.PLACES: ("Place, with all in it", "l"),
    Section.PHASES: ("Phase", "p"),
    Section.METRICS: ("With a figure of", "m"),
    Section.SOURCES: ("On the word of", "s"),
}


def _select(report: PageReport, section: Section) -> Element | None:
    choices = () if getattr(report.question.asked, section) else _choices(report, section)
    if not choices:
        return None
    title, name = _FIELDS[section]
    options = (element("option", label, value=value, data_w=within) for value, label, within in choices)
    return _field(title, element("select", element("option", "all", value=""), *options, name=name))


def _field(title: str, field: Element, class_: str | None = None) -> Element:
    return element("label", element("span", title), field, class_=class_)


def _choices(report: PageReport, section: Section) -> Sequence[_Choice]:
    """What the events on the page mention of a section, in the order of the chronology."""
    timeline, events = report.question.timeline, report.events
    match section:
        case Section.KINDS:
            kinds = {kind for event in events for kind in event.kinds}
            return [(kind.id, kind.label, None) for kind in timeline.kind.values() if kind.id in kinds]
        case Section.ACTORS:
            actors = {part.actor for event in events for part in event.actors}
            return [(actor.id, actor.name, None) for actor in timeline.actors if actor.id in actors]
        case Section.PLACES:
            places = timeline.places_around({place for event in events for place in event.places})
            return [(place.id, place.name, place.within) for place in timeline.places if place.id in places]
        case Section.PHASES:
            phases = {event.phase for event in events}
            return [
                (phase.id, f"{phase.number}. {phase.title}", None) for phase in timeline.phases if phase.id in phases
            ]
        case Section.METRICS:
            metrics = {figure.metric for event in events for figure in event.figures}
            return [
                (" ".join((metric.id, *metric.parts)), metric.label, None)
                for metric in timeline.metrics
                if not metrics.isdisjoint((metric.id, *metric.parts))
            ]
        case _:
            sources = {
                source for event in events for source in (event.source, *(each.source for each in event.figures))
            }
            known = (
                *((each.id, each.title) for each in timeline.publications),
                *((each.id, each.name) for each in timeline.actors),
            )
            itself = [(PUBLICATION, timeline.source_name(None), None)] if None in sources else []
            return [*itself, *((each, name, None) for each, name in known if each in sources)]
