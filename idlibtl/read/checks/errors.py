"""Errors between records, which make a file unusable."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from idlibtl.model.chronology import Chronology
from idlibtl.model.figures import Hedge
from idlibtl.model.records import NO_PLACE, NOT_ATTRIBUTED, PUBLICATION, REST, SHARED, Event, Figure, Scope, field_of
from idlibtl.model.vocabulary import KINDS
from idlibtl.read.faults import (
    HOLE,
    MAX_SUGGESTED,
    SECTIONS,
    SOURCES,
    error,
    listed,
    named,
    on_cycles,
    repeated,
    unknown,
)
from idlibtl.read.files import Finding

#: Ids that have another meaning in tables.
_RESERVED = {"actors": (PUBLICATION, NOT_ATTRIBUTED, REST), "places": (NO_PLACE, REST), "phases": (REST,)}

#: The most that a file may have. Questions take time for each phase and metric, for every place around a place, and for
#: each figure that counts the same people as another.
MAX_PHASES = 500
MAX_METRICS = 200
MAX_SAME_FIGURES = 200
MAX_PLACE_DEPTH = 100

#: An error in an event: the field, and what is wrong.
_Fault = tuple[str, str]


def faults_between(chronology: Chronology, undecided: Collection[str] = ()) -> Iterator[Finding]:
    """Yield the errors between records, without those that depend on the days or figures of `undecided` events."""
    ids: dict[str, set[str]] = {}
    for section, called in SECTIONS.items():
        records = [record.id for record in getattr(chronology, section) if not record.id.startswith(HOLE)]
        ids[section] = set(records)
        for identity, count in repeated(records):
            yield error(f"{called} {named(identity)}", "id", f"{count} {section} have this id. Ids must differ.")
    ids["kinds"].update(KINDS)
    ids[SOURCES] = ids["actors"] | ids["publications"]
    for section, limit in (("phases", MAX_PHASES), ("metrics", MAX_METRICS)):
        if (number := len(getattr(chronology, section))) > limit:
            yield error("", section, f"there are {number:,}. At most {limit:,} can be used.")
    yield from _faulty_metrics(chronology)
    yield from _faulty_places(chronology)
    for section, reserved in _RESERVED.items():
        for identity in ids[section].intersection(reserved):
            reason = "is reserved, because it has another meaning in tables. Use another id."
            yield error(f"{SECTIONS[section]} {identity}", "id", reason)
    for number, phases in groupby(chronology.phases, lambda phase: phase.number):  # they are in this order
        first, *others = phases
        if others:
            reason = f"{len(others) + 1} phases have the number {number}. Numbers must differ."
            yield error(f"phase {first.id}", "number", reason)
    yield from _dangling(chronology, ids)
    yield from _faulty_citations(chronology, ids)
    for identity in on_cycles(chronology.replaced):
        yield error(f"event {identity}", "replaced_by", "goes in a circle. One of these events must not be replaced.")
    for event in chronology.events:
        faults = (
            () if chronology.publication else _faults_of_citations(event, ids["publications"]),
            _faults_of_lists(event),
            _faults_of_numbers(chronology, event),
            _faults_between_figures(chronology, event) if len(event.figures) > 1 else (),
        )
        for field, reason in chain.from_iterable(faults):
            yield error(f"event {event.id}", field, reason)
    yield from _faulty_links(chronology, undecided)


def mentioned(chronology: Chronology) -> Mapping[str, set[str]]:
    """Return the ids that the events name, by section, and "" where one names none."""
    ids: dict[str, set[str]] = {section: set() for section in (*SECTIONS, SOURCES)}
    kinds, places = set[Sequence[str]](), set[Sequence[str]]()
    for event in chronology.events:
        kinds.add(event.kinds)
        places.add(event.places)
        ids["phases"].add(event.phase or "")
        ids[SOURCES].add(event.source or "")
        ids["events"].add(event.replaced_by or "")
        for part in event.actors:
            ids["actors"].add(part.actor)
        for citation in event.citations:
            ids["publications"].add(citation.publication)
        for figure in event.figures:
            ids["metrics"].add(figure.metric)
            ids[SOURCES].add(figure.source or "")
            places.add(figure.places)
    for _, figure in chronology.linked:
        ids["events"].update(figure.includes, figure.adds_to)
    ids["kinds"].update(*kinds)
    ids["places"].update(*places)
    return ids


# Records that are not events


def _faulty_places(chronology: Chronology) -> Iterator[Finding]:
    within = {place.id: place.within for place in chronology.places}
    inner: dict[str | None, list[str]] = defaultdict(list)
    for place, around in within.items():
        inner[around if around in within else None].append(place)
    deep = inner[None]
    for _ in range(MAX_PLACE_DEPTH):
        deep = [place for outer in deep for place in inner[outer]]
    # the places within these are too deep as well, but it is enough to report where that begins
    for place in deep:
        yield error(f"place {place}", "within", f"is within more than {MAX_PLACE_DEPTH} places, the most allowed")
    for place in on_cycles(within):
        yield error(f"place {place}", "within", "is within itself")


_NOT_CODED = "is not used where is_coded is true. Leave one of the two out."
_NOT_REPEATED = "are not used where repeats is true, here or in a part. Leave one of the two out."


def _faulty_metrics(chronology: Chronology) -> Iterator[Finding]:
    wholes = {metric.id for metric in chronology.metrics if metric.parts}
    times = Counter(part for metric in chronology.metrics for part in metric.parts)
    for metric in chronology.metrics:
        for key in ("parts", "repeats"):
            if chronology.is_coded and getattr(metric, key):
                yield error(f"metric {metric.id}", key, _NOT_CODED)
        repeating = {other.id for other in chronology.metrics if other.repeats}
        if metric.parts and not repeating.isdisjoint((metric.id, *metric.parts)):
            yield error(f"metric {metric.id}", "parts", _NOT_REPEATED)
        for part in dict.fromkeys(metric.parts):
            if part in wholes:
                yield error(f"metric {metric.id}", "parts", f"{part} has parts itself. Parts go one level deep.")
            elif times[part] > 1:
                yield error(f"metric {metric.id}", "parts", f"{part} is named as a part {times[part]} times")
        if metric.among == metric.id:
            yield error(f"metric {metric.id}", "among", "is the metric itself. Name another one.")


# The ids that records name


def _dangling(chronology: Chronology, ids: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Every id that is named but is not in the file."""
    left = MAX_SUGGESTED
    for record, field, section, identity in _pointers(chronology, ids):
        if identity is not None and identity not in ids[section]:
            called = "actors" if section == SOURCES and not chronology.publications else section
            yield error(record, field, unknown(called, identity, ids[section] if left > 0 else ()))
            left -= 1


def _pointers(chronology: Chronology, ids: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str, str, str | None]]:
    """The ids that records name, each with its record, field and section; those in events only if one is unknown."""
    for metric in chronology.metrics:
        yield from ((f"metric {metric.id}", "parts", "metrics", part) for part in dict.fromkeys(metric.parts))
        yield f"metric {metric.id}", "among", "metrics", metric.among
    for place in chronology.places:
        yield f"place {place.id}", "within", "places", place.within
    # in most files none is, and sets show that fastest: naming each field takes 8 % of the time to load
    if any(some.difference(ids[section], ("",)) for section, some in mentioned(chronology).items()):
        for event in chronology.events:
            for pointer in _pointers_in(event, several=bool(chronology.publications)):
                yield f"event {event.id}", *pointer


def _pointers_in(event: Event, *, several: bool) -> Iterator[tuple[str, str, str | None]]:
    cited = {citation.publication for citation in event.citations}  # as sources these are not checked once more
    yield from ((f"kinds[{index}]", "kinds", kind) for index, kind in enumerate(event.kinds))
    yield "phase", "phases", event.phase
    yield "source", SOURCES, None if event.source in cited else event.source
    yield "replaced_by", "events", event.replaced_by
    for index, citation in enumerate(event.citations if several else ()):
        yield f"citations[{index}].publication", "publications", citation.publication
    yield from ((f"actors[{index}].actor", "actors", part.actor) for index, part in enumerate(event.actors))
    yield from ((f"places[{index}]", "places", place) for index, place in enumerate(event.places))
    for index, figure in enumerate(event.figures):
        yield f"figures[{index}].metric", "metrics", figure.metric
        yield f"figures[{index}].source", SOURCES, None if figure.source in cited else figure.source
    for index, figure in _firsts(event):
        for number, place in enumerate(figure.places if figure.places != event.places else ()):
            yield f"figures[{index}].places[{number}]", "places", place
        yield from ((f"figures[{index}].includes", "events", other) for other in dict.fromkeys(figure.includes))
        yield from ((f"figures[{index}].adds_to", "events", other) for other in dict.fromkeys(figure.adds_to))


def _firsts(event: Event) -> Iterable[tuple[int, Figure]]:
    """The first figure of each metric, and its number in the event. The others share its days, places and more."""
    if len(event.figures) < 2:
        return enumerate(event.figures)
    first: dict[str, tuple[int, Figure]] = {}
    for numbered in enumerate(event.figures):
        first.setdefault(numbered[1].metric, numbered)
    return first.values()


def _faulty_citations(chronology: Chronology, ids: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Errors in citations, mostly of the other form: of one publication by paragraphs, or of several by their ids."""
    if chronology.publication:
        if "id" in chronology.publication.model_fields_set:
            yield error("", "publication.id", "is for a file with several publications. Leave it out.")
        for event in chronology.events:
            if event.citations:
                reason = "are for a file with several publications. Give paragraphs."
                yield error(f"event {event.id}", "citations", reason)
        return
    for publication in chronology.publications:
        if publication.id in ids["actors"]:
            yield error(f"publication {publication.id}", "id", "is the id of an actor too. Sources need different ids.")
    actors = [(f"actor {actor.id}", actor.paragraphs) for actor in chronology.actors]
    events = [(f"event {event.id}", event.paragraphs) for event in chronology.events]
    for record, paragraphs in [("", chronology.paragraphs), *actors, *events]:
        if paragraphs:
            yield error(record, "paragraphs", "are for a file with one publication. Give them in citations.")


# Errors in one event


def _faults_of_citations(event: Event, publications: Collection[str]) -> Iterator[_Fault]:
    cited = Counter(citation.publication for citation in event.citations)
    for publication, times in cited.items():
        if times > 1:
            yield "citations", f"{named(publication)} is cited {times} times. Cite it once."
    if not cited:
        yield "citations", f"is required: cite at least one of {listed(sorted(publications))}"
        return
    sources = ((f"figures[{index}].source", figure.source) for index, figure in enumerate(event.figures))
    for field, source in (("source", event.source), *sources):
        if source is None and len(cited) > 1:
            reason = "is required, because the event cites several publications"
            yield field, f"{reason}: {listed(list(cited))} or an actor"
        elif source in publications and source not in cited:
            yield field, f"{source} is not among the event's citations. Cite it too."


def _faults_of_lists(event: Event) -> Iterator[_Fault]:
    places, attributed_to = event.places, event.attributed_to
    lists: list[tuple[str, Sequence[str]]] = [("places", places), ("kinds", event.kinds)]
    if len(event.actors) > 1:
        lists.append(("actors", [f"{part.actor} as {part.role}" for part in event.actors]))
    for index, figure in _firsts(event):
        for actor in dict.fromkeys(figure.attributed_to):
            if actor not in attributed_to:
                reason = f"{actor} is not an attacker or backer of this event. Add it to actors, or remove it from"
                yield f"figures[{index}].attributed_to", f"{reason} attributed_to."
        for key, otherwise in (("attributed_to", attributed_to), ("places", places), ("includes", ()), ("adds_to", ())):
            if (own := getattr(figure, key)) != otherwise:
                lists.append((f"figures[{index}].{key}", own))
    for field, values in lists:
        for value, times in repeated(values) if len(values) > 1 else ():
            yield field, f"{value} appears {times} times"


def _faults_of_numbers(chronology: Chronology, event: Event) -> Iterator[_Fault]:
    for index, figure in enumerate(event.figures):
        low, high = figure.stated_low, figure.stated_high
        if chronology.is_coded:
            # coded data are one count, which is simply added up: links and other hedges would be ignored; their bounds
            # may be out of order, and are put in order after they have been added up
            yield from (
                (f"figures[{index}].{key}", _NOT_CODED) for key in ("includes", "adds_to") if getattr(figure, key)
            )
            if figure.hedge not in (Hedge.EXACT, Hedge.AT_LEAST):
                reason = f"must be exact or at_least where is_coded is true, not {figure.hedge}"
                yield f"figures[{index}].hedge", reason
            continue
        if low is not None and low > figure.value:
            yield f"figures[{index}].low", f"must be {figure.value} or less, not {low}"
        if high is not None and high < figure.value:
            yield f"figures[{index}].high", f"must be {figure.value} or more, not {high}"


def _faults_between_figures(chronology: Chronology, event: Event) -> Iterator[_Fault]:
    for metric, number in Counter(figure.metric for figure in event.figures).items():
        if number > MAX_SAME_FIGURES:
            yield "figures", f"there are {number:,} of {metric}. At most {MAX_SAME_FIGURES:,} can be used."
    # two figures of one metric count the same people differently, so each must have its own source
    for (metric, source), times in repeated([(figure.metric, figure.source) for figure in event.figures]):
        giver = source or "the publication"
        yield "figures", f"{giver} gives {times} figures of {metric}. One source gives at most one."
    first = {figure.metric: figure for figure in reversed(event.figures)}
    for index, figure in enumerate(event.figures):
        for key in SHARED:
            if getattr(figure, key) != getattr(first[figure.metric], key):
                reason = f"only the first figure of {figure.metric} has this. The others count the same people."
                yield f"figures[{index}].{key}", reason
    # the people of a part are among those of the stated total of its event, so its days are too
    for index, figure in _firsts(event):
        whole = first.get(chronology.among.get(figure.metric, ""))
        if whole and not chronology.days(whole.period, event).holds(chronology.days(figure.period, event)):
            yield f"figures[{index}].period", f"has days outside those of {whole.metric}, which it is a part of"


# Figures that include others, or add to them


def _faulty_links(chronology: Chronology, undecided: Collection[str]) -> Iterator[Finding]:
    linked = [pair for pair in chronology.linked if _first(chronology, pair[1].metric, pair[0].id) is pair[1]]
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event, figure in linked:
        for reason in _why_not_included(chronology, event, figure, undecided):
            yield error(f"event {event.id}", f"{field_of(event, figure.metric)}.includes", reason)
        inside: dict[str, None] = {}
        for included in () if event.replaced_by or event.id in undecided else figure.includes:
            current = chronology.last_correction.get(included, included)
            if current == included or (current != event.id and _given(chronology, figure.metric, current)):
                inside[current] = None
        for inner in inside:
            holders[figure.metric, inner].append(event.id)
    # includes form a forest: no figure is in several others, or in itself
    for (metric, included), several in holders.items():
        if len(several) > 1:
            those = ", ".join(sorted(several)[:5])
            reason = f"its {metric} are included in {len(several)} figures, {those}. Only one may include them."
            yield error(f"event {included}", "figures", reason)
    for metric, included in on_cycles({inner: (inner[0], outer[0]) for inner, outer in holders.items()}):
        yield error(
            f"event {included}", "figures", f"its {metric} include themselves. Remove it from what it includes."
        )
    for event, figure in linked:
        for reason in _why_not_added(chronology, event, figure, undecided):
            yield error(f"event {event.id}", f"{field_of(event, figure.metric)}.adds_to", reason)


def _first(chronology: Chronology, metric: str, event: str) -> Figure | None:
    """An event's first figure of a metric, whether the event is replaced or not."""
    figures = chronology.figures_of.get(metric, {}).get(event)
    figures = figures or chronology.replaced_figures_of.get(metric, {}).get(event)
    return figures[0] if figures else None


def _given(chronology: Chronology, metric: str, event: str) -> Sequence[Figure]:
    """An event's figure of a metric, or else the figures of its parts."""
    if figure := _first(chronology, metric, event):
        return (figure,)
    parts = chronology.metric[metric].parts if metric in chronology.metric else ()
    return [figure for part in parts if (figure := _first(chronology, part, event))]


def _why_not_included(
    chronology: Chronology, event: Event, figure: Figure, undecided: Collection[str]
) -> Iterator[str]:
    """Why a figure cannot include what it does."""
    if figure.includes and figure.scope is not Scope.CUMULATIVE:
        yield "only a cumulative figure includes others"
    days = chronology.days(figure.period, event)
    for included in dict.fromkeys(figure.includes):
        # a replaced event still includes what it included when it was written
        current = included if event.replaced_by else chronology.last_correction.get(included, included)
        is_unknown = included not in chronology.event  # which is an error already
        if is_unknown or (undecided and not {event.id, included, current}.isdisjoint(undecided)):
            continue
        elif current == event.id != included:
            yield f"{included} is replaced by this event, which cannot include it"
        elif not (given := _given(chronology, figure.metric, included)):
            yield f"{included} has no figure of {figure.metric}"
        else:
            given = given if current == included else _given(chronology, figure.metric, current)
            inner = chronology.event[current]
            if not all(days.holds(chronology.days(one.period, inner)) for one in given):
                who = included if current == included else f"{current}, which replaces {included},"
                yield f"{who} has days outside this figure's period"


def _why_not_added(chronology: Chronology, event: Event, figure: Figure, undecided: Collection[str]) -> Iterator[str]:
    """Why a publication cannot add a figure to others."""
    around = _around(chronology, figure.metric, event.id) if figure.adds_to else ()
    for other in dict.fromkeys(figure.adds_to):
        if other == event.id:
            yield "names the event itself"
        elif other not in chronology.event or (undecided and not {event.id, other}.isdisjoint(undecided)):
            continue
        elif not _first(chronology, figure.metric, other):
            yield f"{other} has no figure of {figure.metric}"
        elif event.id in _around(chronology, figure.metric, other) or other in around:
            yield f"{other} and this event include one another. What is included is not added."


def _around(chronology: Chronology, metric: str, event: str) -> set[str]:
    """The events whose figures of a metric include an event's, directly or through others."""
    around: set[str] = set()
    at = chronology.holder.get((metric, event))
    while at is not None and at not in around:
        around.add(at)
        at = chronology.holder.get((metric, at))
    return around
