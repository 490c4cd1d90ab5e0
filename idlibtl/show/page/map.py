"""Where the events were: a map, and beside it a table that says the same."""

from collections.abc import Iterator, Sequence

from idlibtl.model.records import Place
from idlibtl.show.page.elements import Node, element, said, section
from idlibtl.show.page.map_picture import SPOTS, Map, figure, map_of
from idlibtl.show.page.places import MOST_PLACES, Named, events_text, named_places, place_table
from idlibtl.show.page.report import PageReport


def map_section(report: PageReport) -> Node:
    """The section of the map and its table; None where no place is named."""
    named = named_places(report)
    if not named:
        return None
    shown = named[:MOST_PLACES]
    drawn = map_of(shown)
    rows = [(each, _kind(each.place, drawn)) for each in shown]
    table = place_table(report, rows)
    content = element("div", figure(drawn), table, class_="map-grid") if drawn else table
    return section("map", "Where", *_lead(report, shown, drawn), content, _rest(report, named))


# In words


def _kind(place: Place, drawn: Map | None) -> str:
    """What a place is, and how it is on the map."""
    kind = place.kind
    if not drawn:
        return kind
    if place.id in drawn.areas:
        return f"{kind}, on the map as an area"
    if place.id not in drawn.points:
        return f"{kind}, not on the map: no coordinates"
    return f"{kind}, on the map as a point" + ("" if place.kind in SPOTS else " in its middle")


def _lead(report: PageReport, shown: Sequence[Named], drawn: Map | None) -> Iterator[Node]:
    everything = report.events
    told: list[Node] = ["Numbers on the map are events that name the place itself, not deaths."]
    if not drawn:
        told = ["There is no map: fewer than two of the places have coordinates."]
    else:
        unseen = {each.place.id for each in shown} - {*drawn.areas, *drawn.points}
        beyond = [event for event in everything if event.places and unseen.issuperset(event.places)]
        if beyond:
            theirs = {place for event in beyond for place in event.places}
            names = [each.place.name for each in shown if each.place.id in theirs]
            is_one = len(names) == 1
            told += [
                f" {len(beyond):,} of the {events_text(len(everything))} name only ",
                *_few(names),
                f", which {'is' if is_one else 'are'} not on the map; the table has {'it' if is_one else 'them'}.",
            ]
    if nowhere := sum(not event.places for event in everything):
        told.append(f" {events_text(nowhere).capitalize()} {'names' if nowhere == 1 else 'name'} no place.")
    told.append(" Reported of a place alone is what covers that place, or some of it, and nothing beyond.")
    yield element("p", *told, class_="lead")


def _few(names: Sequence[str]) -> Iterator[Node]:
    """Up to three names in a row, and how many more there are."""
    for number, name in enumerate(names[:3]):
        between = " and " if number == len(names) - 1 else ", "
        yield between if number else None
        yield from ("“", said(name), "”")
    if len(names) > 3:
        yield f" and {len(names) - 3:,} more"


def _rest(report: PageReport, named: Sequence[Named]) -> Node:
    """With which command the places that are cut can be seen."""
    if len(named) <= MOST_PLACES:
        return None
    return element(
        "p",
        f"These are the {MOST_PLACES} places with the most events, of {len(named):,}. All of them: ",
        element("code", report.command("place")),
        ".",
        class_="mut",
    )
