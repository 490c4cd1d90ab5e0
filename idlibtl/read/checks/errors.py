"""What one record says of another: the errors that make a file unusable."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, NOT_BROKEN_DOWN, PUBLICATION, Event, Figure, Scope
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import KINDS
from idlibtl.read.checks.citing import faulty_citations
from idlibtl.read.faults import MAX_SUGGESTED, SECTIONS, SOURCES, error, named, nothing, on_cycles, there_is_no
from idlibtl.read.files import Finding

#: Ids that stand for something that is not in the file.
_RESERVED = {
    "actors": {PUBLICATION: "the publication itself", NOT_ATTRIBUTED: "what is attributed to nobody"},
    "places": {NO_PLACE: "what has no place"},
    "phases": {NOT_BROKEN_DOWN: "what lies in no one phase"},
}


def faults_between(timeline: Timeline, also_known: Mapping[str, Iterable[str]]) -> Iterator[Finding]:
    """The errors between records; `also_known` are ids of records that are broken themselves."""
    known: dict[str, set[str]] = {}
    for section, kind in SECTIONS.items():
        times = Counter(record.id for record in getattr(timeline, section))
        times.update(also_known.get(section, ()))
        known[section] = set(times)
        if section == "kinds":
            known[section].update(KINDS)
        for identity, count in times.items():
            if count > 1:
                yield error(f"{kind} {named(identity)}", "id", f"{count} {section} have this id; ids must differ")
    yield from _beyond_limits(timeline)
    yield from _faulty_metrics(timeline, known)
    yield from _faulty_places(timeline, known)
    for section, reserved in _RESERVED.items():
        for record in getattr(timeline, section):
            if record.id in reserved:
                reason = f"is reserved for {reserved[record.id]}; use another id"
                yield error(f"{SECTIONS[section]} {record.id}", "id", reason)
    for number, count in Counter(phase.number for phase in timeline.phases).items():
        if count > 1:
            yield error(f"phase number {number}", "number", f"{count} phases have this number; numbers must differ")
    known[SOURCES] = known["actors"] | known["publications"]
    yield from _dangling(timeline, known)
    yield from faulty_citations(timeline, known)
    for identity in on_cycles({event.id: event.replaced_by for event in timeline.events if event.replaced_by}):
        yield error(f"event {identity}", "replaced_by", "leads back to the event itself: one of them has to stand")
    for event in timeline.events:
        yield from _faulty_attributions(event)
        yield from _repetitions(event)
        if len(event.figures) > 1:
            yield from _disagreements(event)
            yield from _parts_outside(timeline, event)
    yield from _faulty_includes(timeline, known["events"], set(also_known.get("events", ())))


#: Questions take time for each phase and each metric, and for every place that one lies in: there may be so many.
MAX_PHASES = 1000
MAX_METRICS = 1000
MAX_PLACE_DEPTH = 100


def _beyond_limits(timeline: Timeline) -> Iterator[Finding]:
    for section, limit in (("phases", MAX_PHASES), ("metrics", MAX_METRICS)):
        if (number := len(getattr(timeline, section))) > limit:
            yield error("", section, f"there are {number:,}; at most {limit:,} can be used")
    within = {place.id: place.within for place in timeline.places}
    depth: dict[str, int] = {}
    for start in within:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at in within and at not in depth and at not in path:
            path[at] = None
            at = within[at]
        for each in reversed(path):
            depth[each] = depth.get(within[each] or "", 0) + 1
    # the places within these are too deep as well; it is enough to tell where that begins
    for identity, deep in depth.items():
        if deep == MAX_PLACE_DEPTH + 1:
            yield error(
                f"place {identity}", "within", f"it lies in more than {MAX_PLACE_DEPTH} places; at most so many"
            )


def _faulty_metrics(timeline: Timeline, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    wholes = {metric.id for metric in timeline.metrics if metric.parts}
    holders = Counter(part for metric in timeline.metrics for part in metric.parts)
    for metric in timeline.metrics:
        for part in dict.fromkeys(metric.parts):
            if part not in known["metrics"]:
                yield nothing(f"metric {metric.id}", "parts", "metrics", part, known["metrics"])
            elif part in wholes:
                yield error(f"metric {metric.id}", "parts", f"{part} has parts itself; parts go one level deep")
            elif holders[part] > 1:
                yield error(f"metric {metric.id}", "parts", f"{part} is named as a part {holders[part]} times")


def _faulty_places(timeline: Timeline, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    left = MAX_SUGGESTED
    for place in timeline.places:
        if place.within is not None and place.within not in known["places"]:
            yield nothing(f"place {place.id}", "within", "places", place.within, known["places"] if left > 0 else ())
            left -= 1
    for identity in on_cycles({place.id: place.within for place in timeline.places}):
        yield error(f"place {identity}", "within", "the place lies within itself")


def _dangling(timeline: Timeline, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Every id in an event that points nowhere."""
    figures = [figure for event in timeline.events for figure in event.figures]
    pointed_at: dict[str, set[str] | set[str | None]] = {
        "phases": {event.phase for event in timeline.events},
        "kinds": {kind for event in timeline.events for kind in event.kinds},
        "places": {place for event in timeline.events for place in event.places}
        | {place for figure in figures for place in figure.places},
        "metrics": {figure.metric for figure in figures},
        "actors": {part.actor for event in timeline.events for part in event.actors},
        SOURCES: {event.source for event in timeline.events} | {figure.source for figure in figures},
        # what is cited in a file of one publication is a fault of another kind
        "publications": {cited.publication for event in timeline.events for cited in event.citations}
        if timeline.publications
        else set(),
        "events": {event.replaced_by for event in timeline.events},
    }
    astray = {section: ids.difference(known[section], (None,)) for section, ids in pointed_at.items()}
    left = MAX_SUGGESTED
    for event in timeline.events if any(astray.values()) else ():
        for field, section, identity in _pointers(event):
            if identity in astray[section]:
                called = "actors" if section == SOURCES and not timeline.publications else section
                yield nothing(f"event {event.id}", field, called, identity, known[section] if left > 0 else ())
                left -= 1


def _pointers(event: Event) -> Iterator[tuple[str, str, str]]:
    """The ids that an event names: in which field, of which section."""
    for index, kind in enumerate(event.kinds):
        yield f"kinds[{index}]", "kinds", kind
    if event.phase:
        yield "phase", "phases", event.phase
    cited = {citation.publication for citation in event.citations}  # a source among these is told with them
    if event.source and event.source not in cited:
        yield "source", SOURCES, event.source
    if event.replaced_by:
        yield "replaced_by", "events", event.replaced_by
    for index, citation in enumerate(event.citations):
        yield f"citations[{index}].publication", "publications", citation.publication
    for index, part in enumerate(event.actors):
        yield f"actors[{index}].actor", "actors", part.actor
    for index, place in enumerate(event.places):
        yield f"places[{index}]", "places", place
    for index, figure in enumerate(event.figures):
        yield f"figures[{index}].metric", "metrics", figure.metric
        if figure.source and figure.source not in cited:
            yield f"figures[{index}].source", SOURCES, figure.source
    for index, figure in _stated_by_itself(event):
        for number, place in enumerate(figure.places if figure.places != event.places else ()):
            yield f"figures[{index}].places[{number}]", "places", place


def _stated_by_itself(event: Event) -> Iterator[tuple[int, Figure]]:
    """The first figure of each metric, and which of the event's it is: the others share its days, places and more."""
    seen: set[str] = set()
    for index, figure in enumerate(event.figures):
        if figure.metric not in seen:
            seen.add(figure.metric)
            yield index, figure


def _faulty_attributions(event: Event) -> Iterator[Finding]:
    attributed = event.attributed_to
    named = set(attributed)
    for index, figure in _stated_by_itself(event):
        if figure.attributed_to == attributed:
            continue
        for actor in dict.fromkeys(figure.attributed_to):
            if actor not in named:
                reason = f"{actor} is no attacker or backer of the event"
                yield error(f"event {event.id}", f"figures[{index}].attributed_to", reason)


def _repetitions(event: Event) -> Iterator[Finding]:
    """What an event says twice."""
    said: list[tuple[str, Sequence[str]]] = [("places", event.places)]
    if len(event.actors) > 1:
        said.append(("actors", [f"{part.actor} as {part.role}" for part in event.actors]))
    for index, figure in _stated_by_itself(event):
        if figure.places != event.places:
            said.append((f"figures[{index}].places", figure.places))
        if len(figure.attributed_to) > 1:
            said.append((f"figures[{index}].attributed_to", figure.attributed_to))
    for field, values in said:
        if len(set(values)) < len(values):
            for value, times in Counter(values).items():
                if times > 1:
                    yield error(f"event {event.id}", field, f"{value} appears {times} times")


def _disagreements(event: Event) -> Iterator[Finding]:
    """Two figures of one metric tell the same people differently: each must be another source's."""
    told = Counter((figure.metric, figure.source) for figure in event.figures)
    if len(told) == len(event.figures):
        return
    for (metric, source), times in told.items():
        if times > 1:
            reason = f"{source or 'the publication'} gives {times} figures of {metric}; one source gives at most one"
            yield error(f"event {event.id}", "figures", reason)


def _parts_outside(timeline: Timeline, event: Event) -> Iterator[Finding]:
    """A figure of a part lies inside the stated total of its event, so its days do too."""
    days = {figure.metric: timeline.days(figure.period) for figure in reversed(event.figures)}
    for index, figure in _stated_by_itself(event):
        whole = days.get(timeline.whole.get(figure.metric, ""))
        if whole is not None and not whole.holds(timeline.days(figure.period)):
            reason = f"it has days outside those of {timeline.whole[figure.metric]}, which it is a part of"
            yield error(f"event {event.id}", f"figures[{index}].period", reason)


class _Told(NamedTuple):
    """The figures of a timeline, to see what an event tells of a metric."""

    figures: Mapping[tuple[str, str], Figure]
    parts: Mapping[str, Sequence[str]]

    def of(self, metric: str, event: str) -> list[Figure]:
        """The event's figure of the metric, or else those of its parts."""
        whole = self.figures.get((metric, event))
        inner = (self.figures.get((part, event)) for part in self.parts.get(metric, ()))
        return [whole] if whole else [each for each in inner if each]


def _faulty_includes(timeline: Timeline, known: Collection[str], broken: Collection[str]) -> Iterator[Finding]:
    figures = {(figure.metric, event.id): figure for event in timeline.events for figure in reversed(event.figures)}
    told = _Told(figures, {metric.id: metric.parts for metric in timeline.metrics})
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event in timeline.events:
        for index, figure in enumerate(event.figures):
            if not figure.includes or figures[figure.metric, event.id] is not figure:
                continue
            reasons = [] if figure.scope is Scope.CUMULATIVE else ["only a cumulative figure includes others"]
            inside: dict[str, None] = {}
            for included, times in Counter(figure.includes).items():
                if times > 1:
                    reasons.append(f"{included} appears {times} times")
                # what is replaced itself includes what it included when it was written
                stands = included if event.replaced_by else timeline.stands_for.get(included, included)
                if included not in known:
                    reasons.append(there_is_no("events", included, known))
                elif reason := _why_not_inside(timeline, told, event, figure, (included, stands), broken):
                    reasons.append(reason)
                takes_its_place = stands != event.id and told.of(figure.metric, stands)
                if not event.replaced_by and (stands == included or takes_its_place):
                    inside[stands] = None
            for each in inside:
                holders[figure.metric, each].append(event.id)
            yield from (error(f"event {event.id}", f"figures[{index}].includes", reason) for reason in reasons)
    yield from _included_by_several(holders)


def _why_not_inside(
    timeline: Timeline,
    told: _Told,
    event: Event,
    figure: Figure,
    inner: tuple[str, str],
    broken: Collection[str],
) -> str:
    """Why an event, or what stands in its place in the end, cannot be inside a figure; empty if it can."""
    included, stands = inner
    if stands == event.id != included:
        return f"{included} is replaced by this event, and cannot be inside it"
    if not told.of(figure.metric, included) and included not in broken:
        return f"{included} has no figure of {figure.metric}"
    if not all(_holds(timeline, figure, each) for each in told.of(figure.metric, stands)):
        who = included if stands == included else f"{stands}, which replaces {included},"
        return f"{who} counts days that lie outside this figure's period"
    return ""


def _holds(timeline: Timeline, outer: Figure, inner: Figure) -> bool:
    return timeline.days(outer.period).holds(timeline.days(inner.period))


def _included_by_several(holders: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Finding]:
    """The figures that several others include, or that include themselves: includes are a forest."""
    for (metric, included), events in holders.items():
        if len(events) > 1:
            reason = (
                f"its {metric} are included by {len(events)} figures, {', '.join(sorted(events)[:5])}; at most one may"
            )
            yield error(f"event {included}", "figures", reason)
    sole = {(metric, included): (metric, events[0]) for (metric, included), events in holders.items()}
    for metric, included in on_cycles(sole):
        yield error(f"event {included}", "figures", f"its {metric} include themselves")
