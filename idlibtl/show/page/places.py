"""The table beside the map: each place, its events, and what is reported of it and of nothing beyond it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from idlibtl.model.dates import days_text
from idlibtl.model.records import Place
from idlibtl.show.page.elements import Node, element, said
from idlibtl.show.page.report import PageReport
from idlibtl.totals.place_totals import PlaceTotals
from idlibtl.totals.total import Total

#: The table and the map have the places with the most events, and no more than these.
MOST_PLACES = 25

#: Behind a number up to so many of its events are linked one by one; more are counted.
MOST_EVENTS = 6

#: The figures of places are added up until so many events have been looked at; a long page must not take long to make.
MOST_WORK = 4000


class Named(NamedTuple):
    """A place that events name, and how many do."""

    place: Place
    events: int


def named_places(report: PageReport) -> list[Named]:
    """The places that events name, those with the most events first."""
    counted = Counter(place for event in report.events for place in dict.fromkeys(event.places))
    known = report.question.timeline.places
    found = [Named(place, counted[place.id]) for place in known if place.id in counted]
    return sorted(found, key=lambda each: -each.events)


def events_text(number: int) -> str:
    """So many events, in words."""
    return f"{number:,} {'event' if number == 1 else 'events'}"


def place_table(report: PageReport, shown: Sequence[tuple[Named, str]]) -> Node:
    """A row a place, with what is said of it: its kind, and how it is on the map."""
    head = element(
        "thead",
        element(
            "tr",
            element("th", "Place", scope="col"),
            element("th", "Events", scope="col"),
            element("th", "Reported of it alone", scope="col"),
        ),
    )
    reckoned = PlaceTotals(report.question)
    rows, work = [], 0
    for named, kind in shown:
        events = reckoned.events(named.place.id)
        work += len(events)
        found = reckoned.of(named.place.id, events) if work <= MOST_WORK else None
        work -= 0 if found else len(events)
        rows.append(_row(report, named, kind, found))
    return element(
        "table", element("caption", "The places that are named"), head, element("tbody", *rows), class_="map-places"
    )


def _row(report: PageReport, named: Named, kind: str, found: Sequence[Total] | None) -> Node:
    name = element("th", said(named.place.name), " ", element("small", kind), scope="row")
    told = _reported(report, named.place, found)
    return element("tr", name, element("td", f"{named.events:,}"), element("td", *told))


def _reported(report: PageReport, place: Place, found: Sequence[Total] | None) -> Iterator[Node]:
    """The totals of the question in this place alone; where nothing is counted there, that in words."""
    question = report.question
    if question.places and place.id not in question.within:
        yield element("span", "not asked about", class_="map-none")
        return
    if found is None:
        yield element("code", report.command("totals", places=place.id))
        return
    counted = [total for total in found if total.counted and not _says_no_more(total, found)]
    for total in counted:
        yield _total(report, total)
    if not counted:
        yield element("span", "nothing of it alone", class_="map-none")
        if wider := [total.label for total in found if total.wider]:
            yield element("small", f"figures of more than this place: {', '.join(wider)}", class_="map-more")


def _says_no_more(total: Total, found: Sequence[Total]) -> bool:
    """Whether a total has only the figures of one of its parts, which stands there too."""
    [*parts] = {entry.metric for entry in (*total.counted, *total.included)}
    return len(parts) == 1 and parts[0] != total.metric and any(other.metric == parts[0] for other in found)


def _total(report: PageReport, total: Total) -> Node:
    """The number to quote with its bounds where they differ, what was not added, and the events that it is of."""
    parts: list[Node] = [said(total.label), ": ", element("b", said(total.quote))]
    if total.low != total.best or total.best != total.high:
        high = "open" if total.high is None else f"{total.high:,}"
        parts += [" ", element("small", f"({total.low:,} – {high})", class_="map-bounds")]
    more: list[Node] = list(_links(report, total))
    if rest := total.headline.removeprefix(total.quote).removeprefix("; "):
        more += [". " if more else None, said(f"{rest[0].upper()}{rest[1:]}")]
    return element("div", *parts, element("small", *more, class_="map-more") if more else None, class_="map-total")


def _links(report: PageReport, total: Total) -> Iterator[Node]:
    """The events whose figures are counted, by their days, linked where they are on the page; of many how many."""
    events = list(dict.fromkeys(entry.event for entry in total.counted))
    timeline = report.question.timeline
    if len(events) > MOST_EVENTS:
        yield f"From {len(events):,} events"
        return
    for number, identity in enumerate(events):
        days = days_text(timeline.event[identity].span)
        yield ", " if number else "From "
        yield element("a", days, href=f"#e-{identity}") if identity in report.ids else days
