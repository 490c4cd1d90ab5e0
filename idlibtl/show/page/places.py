"""The places that events name, as a tree: how many events name each, and what is reported of it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from idlibtl.model.records import Place
from idlibtl.model.vocabulary import By
from idlibtl.show.page.bars import Scale, axis
from idlibtl.show.page.breakdowns import MAX_DEPTH, WIDER, row_cells, row_scale
from idlibtl.show.page.elements import Element, Node, element, isolated
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import capital
from idlibtl.totals import quotes
from idlibtl.totals.breakdown import REST, Group, groups

#: The table and the map have the places with the most events, and no more than these.
MOST_PLACES = 25


class Named(NamedTuple):
    """A place, how many events name it, in how many others of the table it is, and its row of the breakdown."""

    place: Place
    events: int
    depth: int
    group: Group | None


def named_places(report: PageReport) -> list[Named]:
    """Return the places that events name or that have a number, each below the one that contains it."""
    timeline = report.timeline
    events = Counter(place for event in report.events for place in dict.fromkeys(event.places))
    rows = {group.group: group for group in _groups(report)}
    shown = [place for place in timeline.places if place.id in events or place.id in rows]
    children: defaultdict[str | None, list[Place]] = defaultdict(list)
    ids = {place.id for place in shown}
    for place in shown:
        at = place.within
        while at is not None and at not in ids:
            at = timeline.place[at].within
        children[at].append(place)

    def below(within: str | None) -> list[Place]:
        """The places in one, so that the one with the largest number is taken from the end first."""
        number = {place.id: (group.best or 0) if (group := rows.get(place.id)) else 0 for place in children[within]}
        return sorted(children[within], key=lambda place: (number[place.id], events[place.id], place.name))

    found, waiting = [], [(place, 0) for place in below(None)]
    while waiting:
        place, depth = waiting.pop()
        found.append(Named(place, events[place.id], depth, rows.get(place.id)))
        waiting += [(inner, depth + 1) for inner in below(place.id)]
    return found


def _groups(report: PageReport) -> Sequence[Group]:
    """The places of the first metric; there is a row of them even if one figure says all."""
    if report.lead is None or report.lead.account.total is None and not report.lead.total.wider:
        return ()
    return report.lead.by(By.PLACE) or groups(report.lead.account, By.PLACE)


def most_named(named: Sequence[Named]) -> Sequence[Named]:
    """Return the places with the most events, in their order."""
    if len(named) <= MOST_PLACES:
        return named
    chosen = set(sorted(range(len(named)), key=lambda at: -named[at].events)[:MOST_PLACES])
    return [each for at, each in enumerate(named) if at in chosen]


def place_table(report: PageReport, shown: Sequence[Named], numbered: frozenset[str]) -> Node:
    """Return a row a place: its number if it has one on the map, its events, and its answer for the first metric."""
    on = row_scale(each.group for each in shown if each.group)
    label = capital(report.lead.total.label) if report.lead else "Reported"
    head = (
        element("th", "On the map", scope="col", class_="no") if numbered else None,
        element("th", "Place", scope="col"),
        element("th", "Events", scope="col", class_="v"),
        element("th", isolated(label), scope="col", class_="v"),
        element("th", element("span", "Bar", class_="vh"), axis(on), scope="col"),
    )
    rows: list[Node] = []
    for number, each in enumerate(shown, 1):
        name, *cells = _cells(report, each, on)
        known = element("td", str(number) if each.place.id in numbered else None, class_="no") if numbered else None
        events = element("td", f"{each.events:,}" if each.events else None, class_="v")
        rows.append(element("tr", known, name, events, *cells, data_l=each.place.id))
    rest = next((group for group in _groups(report) if group.group == REST), None)
    return element(
        "div",
        element(
            "table",
            element("caption", "By place", element("span", f": {label}", class_="vh")),
            element("thead", element("tr", *head)),
            element("tbody", *rows),
            class_="brk places",
        ),
        element("p", WIDER, class_="note") if any(each.group and each.group.wider for each in shown) else None,
        element("p", isolated(f"{label}: {rest.best:,}, {rest.label}."), class_="note") if rest else None,
    )


def _cells(report: PageReport, named: Named, on: Scale) -> Iterator[Element]:
    """A place, and its number and bar."""
    if named.group:
        return row_cells(report, named.place.name, named.group, on, named.depth)
    beyond = report.question.places and named.place.id not in report.question.within
    class_ = f"in{min(named.depth, MAX_DEPTH)}" if named.depth else None
    name = element("th", isolated(named.place.name), scope="row", class_=class_)
    return iter((name, element("td", "not asked about" if beyond else quotes.NOT_REPORTED, colspan=2, class_="none")))
