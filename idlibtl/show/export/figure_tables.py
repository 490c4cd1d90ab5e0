"""The table of figures, and those that join it to places, actors and events."""

from collections.abc import Iterator, Sequence

from idlibtl.model.timeline import Timeline
from idlibtl.show.export import words
from idlibtl.show.export.chosen import Chosen
from idlibtl.show.export.columns import BOUNDS, ID, NOTE, Column, Table, cell
from idlibtl.show.export.event_tables import ACTOR, EVENT, PLACE
from idlibtl.totals.figures import FigureRow

_FIGURE = Column("figure", "string", "The figure.", required=True, to="figures")

_COLUMNS = (
    ID,
    EVENT,
    Column("metric", "string", "What is counted.", required=True, to="metrics"),
    Column("source", "string", "On whose word.", to="sources"),
    Column("first", "date", "The first day that it counts.", required=True),
    Column("last", "date", "The last day that it counts; empty where it was still going on."),
    Column("approximate", "boolean", "Whether the source does not pin the days down.", required=True),
    Column("value", "integer", "The number as printed. Do not add these up.", required=True),
    Column("wording", "string", "The number in the words of the source."),
    Column("hedge", "string", "exact, about, nearly, at_least or more_than.", required=True),
    *(Column(bound, "integer", f"What it says: {told}. Do not add these up.") for bound, told in BOUNDS.items()),
    Column("scope", "string", "incident, or cumulative over its days.", required=True),
    Column("places", "string", "What it covers; figure_places has a row for each."),
    Column("attributed_to", "string", "To whom it is attributed; figure_actors has a row for each."),
    Column(
        "status",
        "string",
        "counted; included in a larger figure; alternative, the same people as another source tells it; wider than what"
        " was asked; or replaced by a correction.",
        required=True,
    ),
    Column("inside", "string", "The event whose figure of the same metric holds it.", to="events"),
    NOTE,
    *(
        Column(f"share_{bound}", "integer", f"What it adds that no other figure has: {told}. Add up share_best alone.")
        for bound, told in BOUNDS.items()
    ),
    *(
        Column(f"counted_{bound}", "integer", f"What it stands for with those inside it: {told}.")
        for bound, told in BOUNDS.items()
    ),
)


def figures(of: Chosen) -> Table:
    """How many."""

    def cells(row: FigureRow) -> Sequence[object]:
        own = {"id": figure_id(of.timeline, row), "source": words.source_of(of.timeline, row.source)}
        return [own[name] if name in own else cell(getattr(row, name)) for name, *_ in _COLUMNS]

    told = "The numbers as they were printed, with what each adds to its total. Only share_best adds up."
    return Table("figures", told, _COLUMNS, ("id",), lambda: map(cells, of.handed.rows))


def figure_id(timeline: Timeline, row: FigureRow) -> str:
    """What a figure is called by: an event never has two of one metric from one source."""
    return f"{row.event}/{row.metric}/{words.source_of(timeline, row.source) or ''}"


def of_figures(of: Chosen) -> Iterator[Table]:
    """What figures cover, to whom they are attributed, and what is already inside them."""
    rows = [(figure_id(of.timeline, row), row) for row in of.handed.rows]
    yield Table(
        "figure_places",
        "What figures cover. One of several places has several rows, and is a number of none of them alone.",
        (_FIGURE, PLACE),
        ("figure", "place"),
        lambda: dict.fromkeys((figure, place) for figure, row in rows for place in row.places),
    )
    yield Table(
        "figure_actors",
        "To whom figures are attributed. One of several actors is a number of none of them alone.",
        (_FIGURE, ACTOR),
        ("figure", "actor"),
        lambda: dict.fromkeys((figure, actor) for figure, row in rows for actor in row.attributed_to),
    )
    yield Table(
        "figure_includes",
        "The events whose figure of the same metric is already inside a figure.",
        (_FIGURE, EVENT),
        ("figure", "event"),
        lambda: dict.fromkeys((figure, event) for figure, row in rows for event in row.includes),
    )
