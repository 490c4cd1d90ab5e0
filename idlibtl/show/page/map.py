"""Where the events were: a map, and below it a table that says the same."""

from collections.abc import Iterator, Sequence

from idlibtl.model.figures import number_of
from idlibtl.model.records import PlaceKind
from idlibtl.show.page.bars import axis
from idlibtl.show.page.breakdowns import WIDER, row_cells, row_scale, row_words
from idlibtl.show.page.elements import Node, definitions, element, head, heard, isolated, note, section, table
from idlibtl.show.page.labels import NARROW, WIDE
from idlibtl.show.page.map_picture import (
    MOST_PLACES,
    SPOTS,
    Map,
    NamedPlace,
    Picture,
    Places,
    ground,
    map_of,
    picture,
    places_of,
)
from idlibtl.show.page.report import PageReport
from idlibtl.totals import quotes


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


#: How many places that are not on the map are named; further ones are counted.
MAX_NAMED = 3


def map_section(report: PageReport) -> Node:
    """Return the section of the map and its table; None if no place is named."""
    places = places_of(report)
    shown, number = places.shown, places.number
    if not shown:
        return None
    drawn = map_of(shown)
    numbers = {named.place.id: number for number, named in enumerate(shown, 1)}
    wide, narrow = (picture(drawn, frame, numbers) if drawn else Picture((), frozenset()) for frame in (WIDE, NARROW))
    rest = f"These are the {MOST_PLACES} places with the most events, of {number:,}. All of them: "
    return section(
        "map",
        "Where",
        element("p", isolated(lead(report, shown, drawn)), class_="lead"),
        _figure(drawn, wide, narrow) if drawn else None,
        place_table(report, places, wide.numbered | narrow.numbered),
        note(rest, element("code", report.command("place"))) if number > MOST_PLACES else None,
    )


def lead(report: PageReport, shown: Sequence[NamedPlace], drawn: Map | None) -> str:
    """Return what the numbers on the map are, and which events are not on it."""
    if not drawn:
        return "There is no map: fewer than two of the places have coordinates."
    unseen = {named.place.id for named in shown} - {*drawn.areas, *drawn.points}
    beyond = [event for event in report.events if event.places and unseen.issuperset(event.places)]
    missing = []
    if beyond:
        ids = {place for event in beyond for place in event.places}
        places = [named.place.name for named in shown if named.place.id in ids]
        more = [f"{len(places) - MAX_NAMED:,} more"] if len(places) > MAX_NAMED else []
        missing.append(f"{number_of(len(beyond), 'event')} in {quotes.names_text([*places[:MAX_NAMED], *more])}")
    if nowhere := sum(not event.places for event in report.events):
        missing.append(f"{nowhere:,} without a place")
    numbers = "Numbers on the map are events, not deaths."
    return f"{numbers} Not on the map: {', '.join(missing)}." if missing else numbers


def _figure(drawn: Map, wide: Picture, narrow: Picture) -> Node:
    """The map with its name, its content in words, and the source of its lines."""
    on_it = "; ".join(
        f"{named.place.name}, {named.place.kind}, {number_of(named.events, 'event')}" for named in drawn.shown
    )
    role = {"class_": "map-picture", "role": "img", "aria_labelledby": "map-title map-words"}
    plain = "" if drawn.outlines else " map-plain"
    outline = ground(drawn)
    return element(
        "figure",
        definitions(outline) if outline else None,
        *(
            element(
                "div", element("svg", *shown.content, **role, width="100%", height="100%"), class_=f"{class_}{plain}"
            )
            for shown, class_ in ((wide, "map-frame map-wide"), (narrow, "map-frame map-narrow"))
        ),
        element("span", "Map of the places named", id="map-title", class_="vh"),
        element("span", f"{on_it}. The table below says the same.", id="map-words", class_="vh"),
        element("figcaption", " ".join(caption(drawn, has_numbers=bool(wide.numbered or narrow.numbered)))),
    )


def caption(drawn: Map, *, has_numbers: bool) -> Iterator[str]:
    """Yield the meaning of the map's signs, and the source of its lines."""
    kinds = {named.place.kind for named in drawn.shown if named.place.id in drawn.points}
    if kinds & SPOTS:
        spots = "towns" if kinds & SPOTS <= {PlaceKind.TOWN} else "towns and other spots"
        yield f"Dots are {spots}: the larger, the more events."
    if kinds - SPOTS:
        yield "A diamond is the middle of a larger place."
    if has_numbers:
        yield "A number alone is that of a row of the table."
    if drawn.outlines:
        source = f"{drawn.outlines.source} ({drawn.outlines.scale}; {drawn.outlines.licence})"
        yield f"Provinces and borders: {source}; they are approximate and take no position."
        yield "Small grey points are cities without events of their own; the road is schematic."
