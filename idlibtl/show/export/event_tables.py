"""The table of events, and those that join it to actors, places and publications."""

from collections.abc import Iterator, Sequence

from idlibtl.model.records import Event
from idlibtl.show.export import words
from idlibtl.show.export.chosen import Chosen
from idlibtl.show.export.columns import ID, NOTE, Column, Table, cell

EVENT = Column("event", "string", "The event.", required=True, to="events")
ACTOR = Column("actor", "string", "The actor.", required=True, to="actors")
PLACE = Column("place", "string", "The place.", required=True, to="places")

_COLUMNS = (
    ID,
    Column("matches", "boolean", "Whether the filters leave it; if not, a figure here names it.", required=True),
    Column("date", "string", "As stored: ~ marks an end that is approximate, .. one that is open.", required=True),
    Column("first", "date", "Its first day.", required=True),
    Column("last", "date", "Its last day, which is part of it; empty where it was still going on."),
    Column("approximate", "boolean", "Whether the source does not pin the days down.", required=True),
    Column("date_text", "string", "The date as printed, where it is no plain one."),
    Column("title", "string", "What happened.", required=True),
    Column("summary", "string", "More of what happened."),
    Column("kind", "string", "What kind of event it is.", required=True, to="kinds"),
    Column("phase", "string", "The section that it is in.", to="phases"),
    Column("source", "string", "On whose word it rests.", to="sources"),
    Column("actors", "string", "Who took part, and how; event_actors has a row for each."),
    Column("attributed_to", "string", "Its attackers and backers; empty where nobody is named."),
    Column("places", "string", "Where; event_places has a row for each."),
    Column("cited", "string", "Where it stands; citations has a row for each publication."),
    NOTE,
    Column("replaced_by", "string", "The event that corrects it; then its figures are not counted.", to="events"),
)


def events(of: Chosen) -> Table:
    """What happened."""
    timeline = of.timeline
    matching = {event.id for event in of.handed.question.events}

    def cells(event: Event) -> Sequence[object]:
        own = {
            "matches": event.id in matching,
            "source": words.source_of(timeline, event.source),
            "actors": "; ".join(f"{part.actor} ({part.role.value})" for part in event.actors) or None,
            "cited": words.cited(timeline, event) or None,
        }
        return [own[name] if name in own else cell(getattr(event, name)) for name, *_ in _COLUMNS]

    return Table("events", "What happened, when and on whose word.", _COLUMNS, ("id",), lambda: map(cells, of.events))


def of_events(of: Chosen) -> Iterator[Table]:
    """Who took part in events, where they were, and where they stand."""
    found, timeline = of.events, of.timeline
    role = Column("role", "string", "Attacker, backer, target, accused and so on.", required=True)
    yield Table(
        "event_actors",
        "Who took part in which event, and how. An event is attributed to its attackers and backers alone.",
        (EVENT, ACTOR, role),
        ("event", "actor", "role"),
        lambda: dict.fromkeys((event.id, part.actor, part.role.value) for event in found for part in event.actors),
    )
    yield Table(
        "event_places",
        "Where events were. An event at several places has several rows: count events, not rows.",
        (EVENT, PLACE),
        ("event", "place"),
        lambda: dict.fromkeys((event.id, place) for event in found for place in event.places),
    )
    publication = Column("publication", "string", "The publication.", required=True, to="publications")
    paragraphs = Column("paragraphs", "string", "The paragraphs of it, counted from 1.")
    url = Column("url", "string", "Where it can be read.")
    yield Table(
        "citations",
        "Where events stand in the publications.",
        (EVENT, publication, paragraphs, url),
        ("event", "publication"),
        lambda: (
            (event.id, each.publication, cell(each.paragraphs), each.url)
            for event in found
            for each in timeline.cited(event)
        ),
    )
