"""HXL: CSV with a row of hashtags under its header (hxlstandard.org), a row for each event and place.

The rows are the features of `geojson`, and the numbers are the same shares: a tool that adds up a column, as those for
HXL do, counts nobody twice.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from idlibtl.model.dates import days_text
from idlibtl.model.records import Metric, Place, PlaceKind
from idlibtl.model.timeline import Timeline
from idlibtl.show.export import words
from idlibtl.show.export.handed import Handed, Spot
from idlibtl.show.formats import separated
from idlibtl.totals.quotes import titled


class Column(NamedTuple):
    """A column: its header, its hashtag, and what stands in it."""

    header: str
    tag: str
    cell: Callable[[Spot], object]


def hxl(handed: Handed) -> Iterator[str]:
    """The file, piece by piece."""
    columns = [*_columns(handed), *chain.from_iterable(map(_metric_columns, _tagged(handed)))]
    rows = ([column.cell(spot) for column in columns] for spot in handed.spots)
    return separated([column.header for column in columns], chain([[column.tag for column in columns]], rows))


def _columns(handed: Handed) -> Sequence[Column]:
    timeline = handed.timeline

    def place(spot: Spot) -> Place | None:
        return None if spot.place is None else timeline.place[spot.place]

    def of_place(field: str) -> Callable[[Spot], object]:
        return lambda spot: getattr(place(spot), field, None)

    def of_province(field: str) -> Callable[[Spot], object]:
        return lambda spot: getattr(province(timeline, spot.places), field, None)

    return (
        Column("Event", "#event+id", lambda spot: spot.event.id),
        Column("Title", "#event+name", lambda spot: titled(spot.event)),
        Column("Kind", "#event+type", lambda spot: ", ".join(timeline.kind[kind].label for kind in spot.event.kinds)),
        Column("First day", "#date+start", lambda spot: spot.event.first),
        Column("Last day", "#date+end", lambda spot: spot.event.last),
        Column("Date in words", "#description+date", lambda spot: days_text(spot.event.span)),
        Column("Province p-code", "#adm1+code", of_province("pcode")),
        Column("Province", "#adm1+name", of_province("name")),
        Column("Place", "#loc+name", lambda spot: words.where(timeline, spot.places)),
        Column("Place is a", "#loc+type", lambda spot: getattr(place(spot), "kind", None)),
        Column("Latitude", "#geo+lat", of_place("latitude")),
        Column("Longitude", "#geo+lon", of_place("longitude")),
        Column("Who", "#description+who", lambda spot: words.who(timeline, spot.event)),
        Column("Attributed to", "#org+attributed", lambda spot: words.names_of(timeline, spot.event.attributed_to)),
        Column("Source", "#meta+source", lambda spot: timeline.source_name(spot.event.source)),
        Column("Cited", "#meta+cited", lambda spot: words.cited(timeline, spot.event)),
        Column("Corrected by", "#meta+replaced_by", lambda spot: spot.event.replaced_by),
        Column(
            "Figures as printed",
            "#description+figures",
            lambda spot: "; ".join(words.figures_told(handed, spot.event, spot.places)),
        ),
        Column("Note", "#description+note", lambda spot: spot.event.note),
    )


def province(timeline: Timeline, places: Sequence[str]) -> Place | None:
    """The one province that all of the places are, or lie in; None where there is none."""
    around = [timeline.places_around([place]) for place in places]
    found = {each for holders in around for each in holders if timeline.place[each].kind == PlaceKind.PROVINCE}
    the_one = next(iter(found)) if len(found) == 1 else None
    return timeline.place[the_one] if the_one is not None and all(the_one in holders for holders in around) else None


def _tagged(handed: Handed) -> Iterator[tuple[Metric, str]]:
    """Each metric that has shares with its hashtag, no two the same.

    The parts of a metric have its attribute too, so that #indicator+killed finds civilians, fighters, and the rest.
    """
    whole = handed.timeline.whole
    used: dict[str, int] = {}
    for metric in handed.shared:
        attributes = [whole[metric.id], metric.id] if metric.id in whole else [metric.id]
        if metric.parts:
            attributes.append("other")
        tag = "#indicator" + "".join(f"+{_attribute(each)}" for each in attributes)
        used[tag] = used.get(tag, 0) + 1
        yield metric, tag if used[tag] == 1 else f"{tag}+n{used[tag]}"


def _attribute(identity: str) -> str:
    """An id as HXL writes attributes: letters, digits and _, a letter first."""
    plain = re.sub("[^a-z0-9_]", "_", identity)
    return plain if plain[0].isalpha() else f"m{plain}"


def _metric_columns(tagged: tuple[Metric, str]) -> Iterator[Column]:
    metric, tag = tagged
    for bound in ("low", "best", "high"):
        yield Column(f"{metric.label}: share, {bound}", f"{tag}+{bound}", _share(metric.id, bound))


def _share(metric: str, bound: str) -> Callable[[Spot], object]:
    return lambda spot: next((getattr(row, f"share_{bound}") for row in spot.rows if row.metric == metric), None)
