"""What of a chronology its tables hold: all of it, or what the filters leave and what that needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from idlibtl.model.records import Event
from idlibtl.model.timeline import Timeline
from idlibtl.show.export.handed import Handed


@dataclass(frozen=True)
class Chosen:
    """What of a chronology the tables hold: all of it, or what the filters leave and what that needs."""

    handed: Handed
    events: Sequence[Event]
    sources: frozenset[str | None]
    places: frozenset[str]
    actors: frozenset[str]
    phases: frozenset[str | None]
    kinds: frozenset[str]
    metrics: frozenset[str]

    @property
    def timeline(self) -> Timeline:
        """The chronology."""
        return self.handed.timeline


def chosen(handed: Handed) -> Chosen:
    """What the tables hold."""
    timeline, question = handed.timeline, handed.question
    events = _events(handed)
    sources = frozenset(event.source for event in events).union(row.source for row in handed.rows)
    if not question.is_narrowed:
        return Chosen(
            handed,
            events,
            sources,
            frozenset(timeline.place),
            frozenset(timeline.actor),
            frozenset(timeline.phase),
            frozenset(timeline.kind),
            frozenset(timeline.metric),
        )
    places = {place for event in events for place in event.places}.union(*(row.places for row in handed.rows))
    actors = {part.actor for event in events for part in event.actors}
    actors.update(*(row.attributed_to for row in handed.rows))
    metrics = {metric.id for metric in handed.metrics}
    return Chosen(
        handed,
        events,
        sources,
        timeline.places_around(places),
        frozenset(actors | {each for each in sources if each is not None and each in timeline.actor}),
        frozenset(event.phase for event in events),
        frozenset(kind for event in events for kind in event.kinds),
        frozenset(metrics | {timeline.whole[each] for each in metrics if each in timeline.whole}),
    )


def _events(handed: Handed) -> Sequence[Event]:
    """The events that match, and all that a figure or a correction of them names, in order."""
    known = handed.timeline.event
    waiting = [event.id for event in handed.question.events]
    waiting += [name for row in handed.rows for name in (row.event, row.inside, *row.includes) if name is not None]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            if (better := known[name].replaced_by) is not None:
                waiting.append(better)
    return [event for event in handed.timeline.events if event.id in found]
