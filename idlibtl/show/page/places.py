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
    """A place, how many events name it, how many places of the table contain it, and its row of the breakdown."""

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
    by_place = groups(report.lead.account, By.PLACE, most) if report.lead else ()
    rows = {group.group: group for group in by_place}
    chosen = [place for place in chronology.places if place.id in (events.keys() | rows if most is None else most)]
    # those with the largest numbers first
    entries = [NamedPlace(place, events[place.id], 0, rows.get(place.id)) for place in chosen]
    entries.sort(key=lambda named: (-((named.group and named.group.best) or 0), -named.events, named.place.name))
    by_id = {named.place.id: named for named in entries}
    shown = [by_id[place]._replace(depth=depth) for place, _, depth in in_tree(chronology, by_id)]
    return Places(shown, len(events), rows.get(REST))


def place_table(report: PageReport, places: Places, numbered: frozenset[str]) -> Node:
    """Return a table with a row for each place: its number on the map, its events, its total of the first metric."""
    shown, rest, question = places.shown, places.rest, report.question
    top = row_scale(named.group for named in shown if named.group)
    label = quotes.capital(report.lead.total.label) if report.lead else "Reported"
    rows: list[Node] = []
    for number, named in enumerate(shown, 1):
        place = named.place
        is_beyond = question.places and place.id not in question.within
        without = "not asked about" if is_beyond else quotes.NOT_REPORTED
        name, *cells = row_cells(place.name, named.group, top, named.depth, without)
        own = element("td", str(number) if place.id in numbered else None, class_="no") if numbered else None
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
