"""The tables of a data package and of a database: a row each for what one record says, and tables that join them.

An event that the filters leave out is there too where a figure or a correction names it, with `matches` false.
"""

from collections.abc import Sequence

from idlibtl.show.export.chosen import Chosen, chosen
from idlibtl.show.export.columns import BOUNDS, ID, NOTE, Column, Table, cells
from idlibtl.show.export.event_tables import events, of_events
from idlibtl.show.export.figure_tables import figures, of_figures
from idlibtl.show.export.handed import Handed


def tables(handed: Handed) -> Sequence[Table]:
    """All tables, each after those that it points to."""
    of = chosen(handed)
    return (
        _publications(of),
        _metrics(of),
        _kinds(of),
        _phases(of),
        _places(of),
        _actors(of),
        _sources(of),
        events(of),
        *of_events(of),
        figures(of),
        *of_figures(of),
        _quotes(of),
    )


def _publications(of: Chosen) -> Table:
    columns = (
        ID,
        Column("title", "string", "Its title.", required=True),
        Column("kind", "string", "What sort of publication it is.", required=True),
        Column("publisher", "string", "Who published it."),
        Column("url", "string", "Where it can be read."),
        Column("as_of", "date", "The day up to which it tells.", required=True),
        Column("paragraphs", "integer", "How many paragraphs it has."),
        NOTE,
    )
    rows = [cells(each, columns) for each in of.timeline.all_publications]
    return Table("publications", "What the chronology was compiled from.", columns, ("id",), lambda: rows)


def _metrics(of: Chosen) -> Table:
    columns = (
        ID,
        Column("label", "string", "What it is called.", required=True),
        Column("unit", "string", "What is counted.", required=True),
        Column("part_of", "string", "The metric whose total takes this one in.", to="metrics"),
        NOTE,
    )
    rows = [
        (each.id, each.label, each.unit, of.timeline.whole.get(each.id), each.note)
        for each in of.timeline.metrics
        if each.id in of.metrics
    ]
    return Table("metrics", "What is counted.", columns, ("id",), lambda: rows)


def _kinds(of: Chosen) -> Table:
    columns = (
        ID,
        Column("label", "string", "What it is called.", required=True),
        Column("violent", "boolean", "Whether readers ask who did it.", required=True),
    )
    rows = [cells(each, columns) for each in of.timeline.kind.values() if each.id in of.kinds]
    return Table("kinds", "The kinds of event.", columns, ("id",), lambda: rows)


def _phases(of: Chosen) -> Table:
    columns = (
        ID,
        Column("number", "integer", "Its place in the order of phases.", required=True),
        Column("title", "string", "What it is called.", required=True),
        Column("first", "date", "Its first day.", required=True),
        Column("last", "date", "Its last day, which is part of it.", required=True),
        Column("summary", "string", "What happened in it."),
    )
    rows = [cells(each, columns) for each in of.timeline.phases if each.id in of.phases]
    return Table("phases", "The sections of the chronology.", columns, ("id",), lambda: rows)


def _places(of: Chosen) -> Table:
    columns = (
        ID,
        Column("name", "string", "What it is called.", required=True),
        Column("kind", "string", "What it is: a region, a province, a town and so on.", required=True),
        Column("within", "string", "The place that holds it.", to="places"),
        Column("latitude", "number", "Degrees north (WGS 84); of more than a town, somewhere in its middle."),
        Column("longitude", "number", "Degrees east (WGS 84)."),
        Column("pcode", "string", "Its code among those of the United Nations."),
        Column("aliases", "string", "What else it is called."),
        NOTE,
    )
    rows = [cells(each, columns) for each in of.timeline.places if each.id in of.places]
    told = "Where events were. A place takes in all that lie within it."
    return Table("places", told, columns, ("id",), lambda: rows)


def _actors(of: Chosen) -> Table:
    columns = (
        ID,
        Column("name", "string", "What it is called.", required=True),
        Column("kind", "string", "What it is: a state, an armed group, a monitor and so on.", required=True),
        Column("aliases", "string", "What else it is called."),
        NOTE,
    )
    rows = [cells(each, columns) for each in of.timeline.actors if each.id in of.actors]
    return Table("actors", "Who acts, or is a source.", columns, ("id",), lambda: rows)


def _sources(of: Chosen) -> Table:
    columns = (
        ID,
        Column("name", "string", "What it is called.", required=True),
        Column("actor", "string", "The actor that it is.", to="actors"),
        Column("publication", "string", "The publication that it is.", to="publications"),
    )
    timeline = of.timeline
    rows: list[Sequence[object]] = [(each.id, each.title, None, each.id) for each in timeline.all_publications]
    rows += [(each.id, each.name, each.id, None) for each in timeline.actors if each.id in of.sources]
    return Table("sources", "On whose word events and figures rest.", columns, ("id",), lambda: rows)


def _quotes(of: Chosen) -> Table:
    columns = (
        Column("metric", "string", "What is counted.", required=True, to="metrics"),
        *(Column(bound, "integer", f"The total: {told}.") for bound, told in BOUNDS.items()),
        Column("high_open", "boolean", "Whether there is no upper bound; empty where nothing is reported."),
        Column("hedge", "string", "How the total is hedged."),
        Column("quote", "string", "The number to quote.", required=True),
        Column("our_sum", "boolean", "Whether it is a sum of ours, which no source printed.", required=True),
        Column("headline", "string", "The number and what was not added to it. Quote the whole line.", required=True),
    )
    rows = [
        (
            *(total.metric, total.low, total.best, total.high, None if total.best is None else total.high is None),
            *(total.hedge, total.quote, total.our_sum, total.headline),
        )
        for total in of.handed.totals
    ]
    return Table("quotes", "The total of each metric, as it may be quoted.", columns, ("metric",), lambda: rows)
