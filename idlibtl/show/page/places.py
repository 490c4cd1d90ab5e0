"""The places of the events, and the table below the map that says the same as the map."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from idlibtl.model.records import REST, Place
from idlibtl.model.vocabulary import By
from idlibtl.show.page.bars import axis
from idlibtl.show.page.breakdowns import WIDER, row_cells, row_scale, row_words
from idlibtl.show.page.elements import Node, element, head, heard, isolated, note, table
from idlibtl.show.page.report import PageReport
from idlibtl.totals import quotes
from idlibtl.totals.breakdown import Group, groups, in_tree

#: The most places in the table and on the map: those with the most events.
MOST_PLACES = 25


class NamedPlace(NamedTuple):
    """A row of the table: number, place, events that name it, how many rows contain it, and its row of a breakdown."""

    number: int
    place: Place
    events: int
    depth: int
    group: Group | None


class Places(NamedTuple):
    """The places with the most events as a tree, how many are named in all, and the rest without a place."""

    shown: Sequence[NamedPlace]
    number: int
    rest: Group | None


def places_of(report: PageReport) -> Places:
    """Return the places that events name or that have a number; if there are very many, those with the most events."""
    chronology = report.chronology
    events = Counter(place for event in report.events for place in dict.fromkeys(event.places))
    most = frozenset(place for place, _ in events.most_common(MOST_PLACES)) if len(events) > MOST_PLACES else None
    rows = {group.group: group for group in groups(report.lead.account, By.PLACE, most)} if report.lead else {}
    best = {place: group.best or 0 for place, group in rows.items()}
    places = [place for place in chronology.places if place.id in (events.keys() | rows if most is None else most)]
    # those with the largest numbers first
    places.sort(key=lambda place: (-best.get(place.id, 0), -events[place.id], place.name))
    tree = enumerate(in_tree(chronology, {place.id: place for place in places}), 1)
    shown = [
        NamedPlace(number, chronology.place[place], events[place], depth, rows.get(place))
        for number, (place, _, depth) in tree
    ]
    return Places(shown, len(events), rows.get(REST))


def place_table(report: PageReport, places: Places, numbered: frozenset[str]) -> Node:
    """Return a table with a row for each place: its number on the map, its events, its total of the first metric."""
    shown, rest, question = places.shown, places.rest, report.question
    top = row_scale(named.group for named in shown if named.group)
    label = quotes.capital(report.lead.total.label) if report.lead else "Reported"
    rows: list[Node] = []
    for named in shown:
        place = named.place
        is_beyond = question.places and place.id not in question.within
        without = "not asked about" if is_beyond else quotes.NOT_REPORTED
        name, *cells = row_cells(place.name, named.group, top, named.depth, without)
        own = element("td", str(named.number) if place.id in numbered else None, class_="no") if numbered else None
        events = element("td", f"{named.events:,}" if named.events else None, class_="v")
        rows.append(element("tr", own, name, events, *cells, data_l=place.id))
    heads = (
        head("On the map", "no") if numbered else None,
        head("Place"),
        head("Events", "v"),
        head(isolated(label), "v"),
        head(element("span", heard("Bar"), axis(top))),
    )
    notes = [WIDER] if any(named.group and named.group.wider for named in shown) else []
    if any(named.depth for named in shown):
        notes.append("Events are those at the place itself. Totals include the places indented under it.")
    notes += [f"{label}: {row_words(rest)}, {rest.label}."] if rest else []
    title = element("span", "By place", heard(f": {label}"))
    return element(
        "div",
        table(title, heads, element("tbody", *rows), class_="brk places"),
        *(note(isolated(text)) for text in notes),
    )
