"""The places that events name, as a tree: how many events name each, and what is reported of it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from idlibtl.model.records import REST, Place
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import By
from idlibtl.show.page.bars import Scale, axis
from idlibtl.show.page.breakdowns import MAX_DEPTH, WIDER, row_cells, row_scale
from idlibtl.show.page.elements import Element, Node, element, isolated, table
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import capital
from idlibtl.totals import quotes
from idlibtl.totals.breakdown import Group, groups

#: The table and the map have the places with the most events, and no more than these.
MOST_PLACES = 25


class Named(NamedTuple):
    """A place, how many events name it, in how many others of the table it is, and its row of the breakdown."""

    place: Place
    events: int
    depth: int
    group: Group | None


class Places(NamedTuple):
    """The places with the most events as a tree, how many are named in all, and what no place is given for."""

    shown: Sequence[Named]
    number: int
    rest: Group | None


def places_of(report: PageReport) -> Places:
    """Return the places that events name or that have a number: if they are very many, those with the most events."""
    timeline = report.timeline
    events = Counter(place for event in report.events for place in dict.fromkeys(event.places))
    most = frozenset(place for place, _ in events.most_common(MOST_PLACES)) if len(events) > MOST_PLACES else None
    found = groups(report.lead.account, By.PLACE, most) if report.lead else ()
    rows = {group.group: group for group in found}
    chosen = {
        place.id: Named(place, events[place.id], 0, rows.get(place.id))
        for place in timeline.places
        if (place.id in events or place.id in rows if most is None else place.id in most)
    }
    return Places(_as_tree(timeline, chosen), len(events), rows.get(REST))


def _as_tree(timeline: Timeline, chosen: Mapping[str, Named]) -> list[Named]:
    """The places, each below the one that contains it, the largest numbers first."""
    children: defaultdict[str | None, list[Named]] = defaultdict(list)
    by_name = sorted(chosen.values(), key=lambda each: each.place.name, reverse=True)
    for each in sorted(by_name, key=lambda each: ((each.group and each.group.best) or 0, each.events)):
        at = each.place.within
        while at is not None and at not in chosen:
            at = timeline.place[at].within
        children[at].append(each)
    found, waiting = list[Named](), children[None]
    while waiting:
        found.append(each := waiting.pop())
        waiting += (inner._replace(depth=each.depth + 1) for inner in children[each.place.id])
    return found


def place_table(report: PageReport, places: Places, numbered: frozenset[str]) -> Node:
    """Return a row for each place: its number on the map, if any, its events, and its answer for the first metric."""
    shown, rest = places.shown, places.rest
    on = row_scale(each.group for each in shown if each.group)
    label = capital(report.lead.total.label) if report.lead else "Reported"
    rows: list[Node] = []
    for number, each in enumerate(shown, 1):
        name, *cells = _cells(report, each, on)
        own = element("td", str(number) if each.place.id in numbered else None, class_="no") if numbered else None
        events = element("td", f"{each.events:,}" if each.events else None, class_="v")
        rows.append(element("tr", own, name, events, *cells, data_l=each.place.id))
    heads = (
        element("th", "On the map", scope="col", class_="no") if numbered else None,
        "Place",
        element("th", "Events", scope="col", class_="v"),
        element("th", isolated(label), scope="col", class_="v"),
        element("span", element("span", "Bar", class_="vh"), axis(on)),
    )
    notes = [WIDER] if any(each.group and each.group.wider for each in shown) else []
    notes += [f"{label}: {rest.best:,}, {rest.label}."] if rest else []
    title = element("span", "By place", element("span", isolated(f": {label}"), class_="vh"))
    return element(
        "div",
        table(title, heads, element("tbody", *rows), class_="brk places"),
        *(element("p", isolated(note), class_="note") for note in notes),
    )


def _cells(report: PageReport, named: Named, on: Scale) -> Iterator[Element]:
    """A place, and its number and bar."""
    if named.group:
        return row_cells(report, named.place.name, named.group, on, named.depth)
    beyond = report.question.places and named.place.id not in report.question.within
    class_ = f"in{min(named.depth, MAX_DEPTH)}" if named.depth else None
    name = element("th", isolated(named.place.name), scope="row", class_=class_)
    return iter((name, element("td", "not asked about" if beyond else quotes.NOT_REPORTED, colspan=2, class_="none")))
