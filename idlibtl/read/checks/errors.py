"""What one record says of another: the errors that make a file unusable."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, PUBLICATION, REST, Event, Figure, Scope
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import KINDS
from idlibtl.read.checks.citing import faulty_citations
from idlibtl.read.faults import HOLE, MAX_SUGGESTED, SECTIONS, SOURCES, error, named, on_cycles, unknown
from idlibtl.read.files import Finding

_OF_REST = "what is in no other row of a breakdown"

#: Ids that mean something that is not in the file.
_RESERVED = {
    "actors": {PUBLICATION: "the publication itself", NOT_ATTRIBUTED: "what is not attributed", REST: _OF_REST},
    "places": {NO_PLACE: "what has no place", REST: _OF_REST},
    "phases": {REST: _OF_REST},
}

#: Kinds that every file could use before version 3.
_FORMER_KINDS = ("report", "toll")

#: Questions take time for each phase and metric, for every place around one, and for each figure that counts the same
#: people as another: the most that a file may have.
MAX_PHASES = 500
MAX_METRICS = 200
MAX_SAME_FIGURES = 200
MAX_PLACE_DEPTH = 100


def faults_between(timeline: Timeline, undecided: Collection[str] = ()) -> Iterator[Finding]:
    """Yield the errors between records; nothing that depends on the days or figures of the `undecided` events."""
    ids: dict[str, set[str]] = {}
    for section, called in SECTIONS.items():
        times = Counter(record.id for record in getattr(timeline, section) if not record.id.startswith(HOLE))
        ids[section] = set(times)
        for identity, count in times.items():
            if count > 1:
                yield error(f"{called} {named(identity)}", "id", f"{count} {section} have this id. Ids must differ.")
    ids["kinds"].update(KINDS)
    ids[SOURCES] = ids["actors"] | ids["publications"]
    yield from _beyond_limits(timeline)
    yield from _faulty_metrics(timeline, ids["metrics"])
    yield from _faulty_places(timeline, ids["places"])
    for section, reserved in _RESERVED.items():
        for identity in ids[section] & set(reserved):
            reason = f"is reserved for {reserved[identity]}. Use another id."
            yield error(f"{SECTIONS[section]} {identity}", "id", reason)
    for number, count in Counter(phase.number for phase in timeline.phases).items():
        if count > 1:
            yield error(f"phase number {number}", "number", f"{count} phases have this number. Numbers must differ.")
    yield from _dangling(timeline, ids)
    yield from faulty_citations(timeline, ids)
    for identity in on_cycles({event.id: event.replaced_by for event in timeline.events if event.replaced_by}):
        yield error(f"event {identity}", "replaced_by", "goes in a circle. One of these events must not be replaced.")
    for event in timeline.events:
        yield from _faulty_attributions(event)
        yield from _repetitions(event)
        if not timeline.is_coded:
            yield from _reversed_bounds(event)
        if len(event.figures) > 1:
            yield from _disagreements(event)
            yield from _parts_outside(timeline, event)
    yield from _faulty_includes(timeline, ids["events"], undecided)
    yield from _faulty_additions(timeline, ids["events"], undecided)


def _reversed_bounds(event: Event) -> Iterator[Finding]:
    """Bounds out of order: only coded data may have them, which are put in order once they have been added up."""
    for index, figure in enumerate(event.figures):
        value, low, high = figure.value, figure.stated_low, figure.stated_high
        if low is not None and low > value:
            yield error(f"event {event.id}", f"figures[{index}].low", f"must be {value} or less, not {low}")
        if high is not None and high < value:
            yield error(f"event {event.id}", f"figures[{index}].high", f"must be {value} or more, not {high}")


def _beyond_limits(timeline: Timeline) -> Iterator[Finding]:
    for section, limit in (("phases", MAX_PHASES), ("metrics", MAX_METRICS)):
        if (number := len(getattr(timeline, section))) > limit:
            yield error("", section, f"there are {number:,}. At most {limit:,} can be used.")
    for event in timeline.events:
        if len(event.figures) > MAX_SAME_FIGURES:
            for metric, number in Counter(figure.metric for figure in event.figures).items():
                if number > MAX_SAME_FIGURES:
                    reason = f"there are {number:,} of {metric}. At most {MAX_SAME_FIGURES:,} can be used."
                    yield error(f"event {event.id}", "figures", reason)
    within = {place.id: place.within for place in timeline.places}
    depth: dict[str, int] = {}
    for start in within:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at in within and at not in depth and at not in path:
            path[at] = None
            at = within[at]
        for inner in reversed(path):
            depth[inner] = depth.get(within[inner] or "", 0) + 1
    # the places within these are too deep as well; it is enough to say where that begins
    for identity, deep in depth.items():
        if deep == MAX_PLACE_DEPTH + 1:
            yield error(
                f"place {identity}", "within", f"is within more than {MAX_PLACE_DEPTH} places, the most allowed"
            )


def _faulty_metrics(timeline: Timeline, metrics: Collection[str]) -> Iterator[Finding]:
    wholes = {metric.id for metric in timeline.metrics if metric.parts}
    times = Counter(part for metric in timeline.metrics for part in metric.parts)
    for metric in timeline.metrics:
        for part in dict.fromkeys(metric.parts):
            if part not in metrics:
                yield error(f"metric {metric.id}", "parts", unknown("metrics", part, metrics))
            elif part in wholes:
                yield error(f"metric {metric.id}", "parts", f"{part} has parts itself. Parts go one level deep.")
            elif times[part] > 1:
                yield error(f"metric {metric.id}", "parts", f"{part} is named as a part {times[part]} times")


def _faulty_places(timeline: Timeline, places: Collection[str]) -> Iterator[Finding]:
    left = MAX_SUGGESTED
    for place in timeline.places:
        if place.within is not None and place.within not in places:
            suggested = places if left > 0 else ()
            yield error(f"place {place.id}", "within", unknown("places", place.within, suggested))
            left -= 1
    for identity in on_cycles({place.id: place.within for place in timeline.places}):
        yield error(f"place {identity}", "within", "is within itself")


def _dangling(timeline: Timeline, ids: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Every id in an event that is not in the file."""
    left = MAX_SUGGESTED
    several = bool(timeline.publications)
    for event in timeline.events if _any_dangling(timeline, ids) else ():
        for field, section, identity in _pointers(event, several=several):
            if identity not in ids[section]:
                called = "actors" if section == SOURCES and not several else section
                reason = unknown(called, identity, ids[section] if left > 0 else ())
                if section == "kinds" and identity in _FORMER_KINDS:
                    reason = (
                        f"unknown kind {identity!r}. Name what happened, such as strike, or add it to the file's kinds."
                    )
                yield error(f"event {event.id}", field, reason)
                left -= 1


def _any_dangling(timeline: Timeline, ids: Mapping[str, Collection[str]]) -> bool:
    """Whether to look closer: most files have no such id, and sets show it soonest."""
    events = timeline.events
    figures = [figure for event in events for figure in event.figures]
    pointed_at: dict[str, set[str] | set[str | None]] = {
        "phases": {event.phase for event in events},
        "kinds": {kind for event in events for kind in event.kinds},
        "places": {place for event in events for place in event.places}
        | {place for figure in figures for place in figure.places},
        "metrics": {figure.metric for figure in figures},
        "actors": {part.actor for event in events for part in event.actors},
        SOURCES: {event.source for event in events} | {figure.source for figure in figures},
        "publications": {citation.publication for event in events for citation in event.citations},
        "events": {event.replaced_by for event in events},
    }
    return any(values.difference(ids[section], (None,)) for section, values in pointed_at.items())


def _pointers(event: Event, *, several: bool) -> Iterator[tuple[str, str, str]]:
    """The ids that an event names: in which field, and of which section."""
    for index, kind in enumerate(event.kinds):
        yield f"kinds[{index}]", "kinds", kind
    if event.phase:
        yield "phase", "phases", event.phase
    cited = {citation.publication for citation in event.citations}  # these are checked as citations
    if event.source and event.source not in cited:
        yield "source", SOURCES, event.source
    if event.replaced_by:
        yield "replaced_by", "events", event.replaced_by
    for index, citation in enumerate(event.citations if several else ()):
        yield f"citations[{index}].publication", "publications", citation.publication
    for index, part in enumerate(event.actors):
        yield f"actors[{index}].actor", "actors", part.actor
    for index, place in enumerate(event.places):
        yield f"places[{index}]", "places", place
    for index, figure in enumerate(event.figures):
        yield f"figures[{index}].metric", "metrics", figure.metric
        if figure.source and figure.source not in cited:
            yield f"figures[{index}].source", SOURCES, figure.source
    for index, figure in _firsts(event):
        for number, place in enumerate(figure.places if figure.places != event.places else ()):
            yield f"figures[{index}].places[{number}]", "places", place


def _firsts(event: Event) -> Iterator[tuple[int, Figure]]:
    """The first figure of each metric, and its number in the event: the others share its days, places and more."""
    seen: set[str] = set()
    for index, figure in enumerate(event.figures):
        if figure.metric not in seen:
            seen.add(figure.metric)
            yield index, figure


def _faulty_attributions(event: Event) -> Iterator[Finding]:
    attributed = event.attributed_to
    for index, figure in _firsts(event):
        if figure.attributed_to != attributed:
            for actor in dict.fromkeys(figure.attributed_to):
                if actor not in attributed:
                    reason = f"{actor} is not an attacker or backer of this event. Add it to actors, or remove it here."
                    yield error(f"event {event.id}", f"figures[{index}].attributed_to", reason)


def _repetitions(event: Event) -> Iterator[Finding]:
    """What an event says twice."""
    lists: list[tuple[str, Sequence[str]]] = [("places", event.places)]
    if len(event.kinds) > 1:
        lists.append(("kinds", event.kinds))
    if len(event.actors) > 1:
        lists.append(("actors", [f"{part.actor} as {part.role}" for part in event.actors]))
    for index, figure in _firsts(event):
        if figure.places != event.places:
            lists.append((f"figures[{index}].places", figure.places))
        if len(figure.attributed_to) > 1:
            lists.append((f"figures[{index}].attributed_to", figure.attributed_to))
    for field, values in lists:
        if len(set(values)) < len(values):
            for value, times in Counter(values).items():
                if times > 1:
                    yield error(f"event {event.id}", field, f"{value} appears {times} times")


def _disagreements(event: Event) -> Iterator[Finding]:
    """Two figures of one metric count the same people differently: each must be another source's."""
    figures = Counter((figure.metric, figure.source) for figure in event.figures)
    for (metric, source), times in figures.items() if len(figures) < len(event.figures) else ():
        if times > 1:
            reason = f"{source or 'the publication'} gives {times} figures of {metric}. One source gives at most one."
            yield error(f"event {event.id}", "figures", reason)


def _parts_outside(timeline: Timeline, event: Event) -> Iterator[Finding]:
    """A figure of a part is included in the stated total of its event, so its days are too."""
    days = {figure.metric: timeline.days(figure.period) for figure in reversed(event.figures)}
    for index, figure in _firsts(event):
        whole = days.get(timeline.whole.get(figure.metric, ""))
        if whole is not None and not whole.holds(timeline.days(figure.period)):
            reason = f"has days outside those of {timeline.whole[figure.metric]}, which it is a part of"
            yield error(f"event {event.id}", f"figures[{index}].period", reason)


class _Figures(NamedTuple):
    """The first figures of a timeline, to see what an event gives of a metric."""

    first: Mapping[tuple[str, str], Figure]
    parts: Mapping[str, Sequence[str]]

    def of(self, metric: str, event: str) -> list[Figure]:
        """Return the event's figure of the metric, or else those of its parts."""
        whole = self.first.get((metric, event))
        inner = (self.first.get((part, event)) for part in self.parts.get(metric, ()))
        return [whole] if whole else [figure for figure in inner if figure]


def _figures(timeline: Timeline) -> _Figures:
    first = {(figure.metric, event.id): figure for event in timeline.events for figure in reversed(event.figures)}
    return _Figures(first, {metric.id: metric.parts for metric in timeline.metrics})


def _faulty_includes(timeline: Timeline, events: Collection[str], undecided: Collection[str]) -> Iterator[Finding]:
    figures = _figures(timeline)
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event in timeline.events:
        for index, figure in enumerate(event.figures):
            if not figure.includes or figures.first[figure.metric, event.id] is not figure:
                continue
            reasons = [] if figure.scope is Scope.CUMULATIVE else ["only a cumulative figure includes others"]
            inside: dict[str, None] = {}
            for included, times in Counter(figure.includes).items():
                if times > 1:
                    reasons.append(f"{included} appears {times} times")
                # what is replaced itself includes what it included when it was written
                current = included if event.replaced_by else timeline.stands_for.get(included, included)
                if included not in events:
                    reasons.append(unknown("events", included, events))
                elif not undecided or {event.id, included, current}.isdisjoint(undecided):
                    reasons += _why_not_inside(timeline, figures, event, figure, (included, current))
                takes_its_place = current != event.id and figures.of(figure.metric, current)
                if not event.replaced_by and (current == included or takes_its_place):
                    inside[current] = None
            for inner in inside if event.id not in undecided else ():
                holders[figure.metric, inner].append(event.id)
            yield from (error(f"event {event.id}", f"figures[{index}].includes", reason) for reason in reasons)
    yield from _included_by_several(holders)


def _why_not_inside(
    timeline: Timeline, figures: _Figures, event: Event, figure: Figure, inner: tuple[str, str]
) -> Iterator[str]:
    """Why a figure cannot include an event, or its correction."""
    included, current = inner
    if current == event.id != included:
        yield f"{included} is replaced by this event, which cannot include it"
    elif not figures.of(figure.metric, included):
        yield f"{included} has no figure of {figure.metric}"
    elif not all(_holds(timeline, figure, other) for other in figures.of(figure.metric, current)):
        who = included if current == included else f"{current}, which replaces {included},"
        yield f"{who} has days outside this figure's period"


def _holds(timeline: Timeline, outer: Figure, inner: Figure) -> bool:
    return timeline.days(outer.period).holds(timeline.days(inner.period))


def _included_by_several(holders: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Finding]:
    """The figures that several others include, or that include themselves: includes are a forest."""
    for (metric, included), events in holders.items():
        if len(events) > 1:
            those = ", ".join(sorted(events)[:5])
            reason = f"its {metric} are included in {len(events)} figures, {those}. Only one may include them."
            yield error(f"event {included}", "figures", reason)
    sole = {(metric, included): (metric, events[0]) for (metric, included), events in holders.items()}
    for metric, included in on_cycles(sole):
        yield error(f"event {included}", "figures", f"its {metric} include themselves")


def _faulty_additions(timeline: Timeline, events: Collection[str], undecided: Collection[str]) -> Iterator[Finding]:
    """The figures that a publication cannot add to each other."""
    if not any(figure.adds_to for event in timeline.events for figure in event.figures):
        return
    figures = _figures(timeline)
    for event in timeline.events:
        for index, figure in _firsts(event):
            for other, times in Counter(figure.adds_to).items():
                field = f"figures[{index}].adds_to"
                if times > 1:
                    yield error(f"event {event.id}", field, f"{other} appears {times} times")
                if other not in events:
                    yield error(f"event {event.id}", field, unknown("events", other, events))
                elif other == event.id:
                    yield error(f"event {event.id}", field, "names the event itself")
                elif undecided and not {event.id, other}.isdisjoint(undecided):
                    continue
                elif (figure.metric, other) not in figures.first:
                    yield error(f"event {event.id}", field, f"{other} has no figure of {figure.metric}")
                elif _is_inside(timeline, figure.metric, event.id, other):
                    reason = f"{other} and this event include one another. What is included is not added."
                    yield error(f"event {event.id}", field, reason)


def _is_inside(timeline: Timeline, metric: str, one: str, other: str) -> bool:
    """Whether one of two events includes the other's figure of a metric, by any chain of includes."""
    for inner, outer in ((one, other), (other, one)):
        at: str | None = inner
        passed: set[str] = set()
        while at is not None and at not in passed:
            passed.add(at)
            at = timeline.holder.get((metric, at))
            if at == outer:
                return True
    return False
