"""Warnings: what the compiler should look at. The file can be used, but may not say what was meant."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Span, month_of
from idlibtl.model.figures import Hedge, coded_words
from idlibtl.model.printed_numbers import numbers_in
from idlibtl.model.records import Figure, field_of
from idlibtl.read.checks.errors import mentioned
from idlibtl.read.faults import SECTIONS, SOURCES, warning
from idlibtl.read.files import Finding
from idlibtl.totals.nests import Nest, nest
from idlibtl.totals.quotes import hedged
from idlibtl.totals.suspicions import SEARCHES, Search, most_of

#: How many warnings of one kind are listed.
MAX_WARNINGS = 10_000

#: A number of coded data as convert writes it. It must agree with the coding as a whole.
_OF_A_ROW = re.compile(r"[0-9,]+ \([0-9,]+ to [0-9,]+\)")


def warnings(chronology: Chronology) -> Iterator[Finding]:
    """Yield every warning, kind by kind."""
    kinds: tuple[Callable[[Chronology], Iterator[Finding]], ...] = (
        _outside_their_phase,
        _sources_not_given,
        _contradicting_wordings,
        *(partial(_suspected, search) for search in SEARCHES),
        _more_than_they_are_among,
        _incomplete_corrections,
        _attributions_apart,
        _later_than_as_of,
        _unused,
        _without_coordinates,
        _uncited_paragraphs,
    )
    for kind in kinds:
        findings = kind(chronology)
        yield from islice(findings, MAX_WARNINGS)
        if next(findings, None):
            reason = f"there are more than {MAX_WARNINGS:,} warnings like the last. The rest are not listed."
            yield warning("", "", reason)


def _suspected(search: Search, chronology: Chronology) -> Iterator[Finding]:
    """Figures that may count the same people twice."""
    for suspicion in search(chronology, chronology.metric):
        record = f"event {suspicion.events[0]}" if suspicion.events else ""
        yield warning(record, suspicion.field, suspicion.reason)


def _more_than_they_are_among(chronology: Chronology) -> Iterator[Finding]:
    """More children than the civilians that they are among: of their event, or else of the same days and places."""
    for metric in chronology.metrics if not chronology.is_coded else ():
        if metric.among is None:
            continue
        wholes, of_same = chronology.figures_of[metric.among], Counter[object]()
        for event, figures in wholes.items():
            of_same[chronology.covered(event, figures[0])] += most_of(figures)
        for event, (figure, *_) in chronology.figures_of[metric.id].items():
            most = most_of(wholes[event]) if event in wholes else of_same.get(chronology.covered(event, figure))
            if most is not None and figure.value > most:
                which = f"its {metric.among}" if event in wholes else f"{metric.among} of the same dates and places"
                reason = f"is {figure.value:,} ({metric.id}), but {which} are {most:,}. Check the numbers."
                yield warning(f"event {event}", field_of(chronology.event[event], metric.id), reason)


def _outside_their_phase(chronology: Chronology) -> Iterator[Finding]:
    for event in chronology.events:
        days, section = chronology.days(event.span, event), chronology.phase[event.phase].days if event.phase else None
        if section and not (section.touches(days) if event.last is None else section.holds(days)):
            reason = f"{event.date} is outside its phase, {section.first} to {section.last}"
            yield warning(f"event {event.id}", "date", reason)


def _sources_not_given(chronology: Chronology) -> Iterator[Finding]:
    for event in chronology.events:
        for index, figure in enumerate(event.figures):
            if "source" not in figure.model_fields_set and (chronology.publication or figure.source != event.source):
                taken = f"It is taken to be {figure.source}, but the event's is {event.source}."
                itself = "Write null for the publication itself."
                reason = f"is not given. {itself if chronology.publication else taken}"
                yield warning(f"event {event.id}", f"figures[{index}].source", reason)


def _contradicting_wordings(chronology: Chronology) -> Iterator[Finding]:
    """Wordings with a number, hedge or range that is not in the coding."""
    for event in chronology.events:
        for index, figure in enumerate(event.figures):
            wording = figure.wording or ""
            own = figure.value, figure.hedge, figure.stated_low, figure.stated_high
            printed = [
                (number.value, number.hedge, *((number.low, number.high) if number.is_range else (None, None)))
                for number in numbers_in(wording)
            ]
            if _OF_A_ROW.fullmatch(wording):
                says, coded = wording, coded_words(figure.count)
            elif any(one == own or one[2:] == own[2:] != (None, None) for one in printed):
                continue  # of a range only the ends must agree
            else:
                says, coded = "; ".join(_in_words(*one) for one in printed), _in_words(*own)
            if says not in ("", coded):
                reason = f"says {says}, but the figure is coded as {coded}. Make them agree."
                yield warning(f"event {event.id}", f"figures[{index}].wording", reason)


def _in_words(value: int, hedge: Hedge, low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    bounds = [f"{name} {bound:,}" for name, bound in (("low", low), ("high", high)) if bound is not None]
    return ", ".join([hedged(hedge, value), *bounds])


def _later_than_as_of(chronology: Chronology) -> Iterator[Finding]:
    """Dates and periods after the cut-off dates of all publications that the event cites."""
    for event in chronology.events:
        as_of = chronology.until(event)
        if _is_later(event.span, as_of):
            reason = f"{event.date} is after the publication's as_of date, {as_of}"
            yield warning(f"event {event.id}", "date", reason)
        for index, figure in enumerate(event.figures):
            if figure.period != event.span and _is_later(figure.period, as_of):
                reason = f"ends after the publication's as_of date, {as_of}"
                yield warning(f"event {event.id}", f"figures[{index}].period", reason)


def _is_later(span: Span, as_of: dt.date) -> bool:
    """Whether days go beyond the cut-off date. Its whole month is allowed: it may mean "up to that day"."""
    last = span.last or span.first
    return last > as_of and last != month_of(as_of).last


def _unused(chronology: Chronology) -> Iterator[Finding]:
    """The phases, actors, places and publications that no event names."""
    ids = mentioned(chronology)
    in_no_event = (
        ("phases", ids["phases"], "has no events"),
        ("actors", ids["actors"] | ids[SOURCES], "is not used in any event"),
        ("places", chronology.places_around(ids["places"]), "has no events, not even in places inside it"),
        ("publications", ids["publications"], "is not cited in any event"),
    )
    for section, used, reason in in_no_event:
        for record in getattr(chronology, section):
            if record.id not in used:
                yield warning(f"{SECTIONS[section]} {record.id}", "", reason)


def _without_coordinates(chronology: Chronology) -> Iterator[Finding]:
    """Places that a map leaves out although it shows others of their kind, and places with only one coordinate."""
    located = Counter(place.kind for place in chronology.places if None not in (place.latitude, place.longitude))
    for place in chronology.places:
        if (place.latitude is None) != (place.longitude is None):
            has, lacks = ("latitude", "longitude") if place.longitude is None else ("longitude", "latitude")
            yield warning(f"place {place.id}", lacks, f"is not given, but the {has} is")
        elif place.latitude is None and (others := located[place.kind]):
            have = "places of its kind have them" if others > 1 else "place of its kind has them"
            reason = f"has no coordinates, but {others:,} other {have} ({place.kind}). Add latitude and longitude."
            yield warning(f"place {place.id}", "latitude", reason)


def _uncited_paragraphs(chronology: Chronology) -> Iterator[Finding]:
    """Paragraphs that are cited but that a publication does not have, and paragraphs that no record cites."""
    own = {*chronology.paragraphs, *(paragraph for actor in chronology.actors for paragraph in actor.paragraphs)}
    cited: dict[str, set[int]] = {publication.id: set(own) for publication in chronology.all_publications}
    for event in chronology.events:
        for citation in chronology.cited(event):
            cited[citation.publication].update(citation.paragraphs)
    for publication in chronology.all_publications:
        record = f"publication {publication.id}" if chronology.publications else ""
        name, of = ("it", "") if record else ("the publication", " of the publication")
        numbers = sorted(cited[publication.id])
        last = publication.paragraphs or max(numbers, default=0)
        there = [number for number in numbers if number <= last]
        for beyond in numbers[len(there) :]:
            yield warning(record, "paragraphs", f"paragraph {beyond} is cited, but {name} has {last}")
        for before, after in pairwise((0, *there, last + 1)):
            first, until = before + 1, after - 1
            if first <= until:
                those = f"paragraph {first}{of} is" if first == until else f"paragraphs {first} to {until}{of} are"
                yield warning(record, "paragraphs", f"{those} not cited in any record")


def _incomplete_corrections(chronology: Chronology) -> Iterator[Finding]:
    """Corrections that do not include everything that the replaced figure includes."""
    for event in chronology.events if chronology.last_correction else ():
        current = chronology.last_correction.get(event.id)
        for figure in event.figures if current else ():
            if current is None or current not in chronology.figures_of[figure.metric]:
                continue
            for included in figure.includes:
                now = chronology.last_correction.get(included, included)
                if now != current and chronology.holder.get((figure.metric, now)) != current:
                    reason = f"replaces {event.id}, whose {figure.metric} include those of {included}."
                    yield warning(f"event {current}", "figures", f"{reason} Should it include them too?")


def _attributions_apart(chronology: Chronology) -> Iterator[Finding]:
    """Figures that include figures attributed to other actors: a breakdown by actor counts both."""
    for metric in chronology.metrics:
        if metric.id in chronology.whole:
            continue  # its figures are among those of that metric
        nested, warned = nest(chronology, metric), set[int]()
        for inner in () if nested.is_flat else _innermost_first(chronology, nested):
            (figure, *_), outers = nested.figures[inner], _attributed_around(nested, inner)
            for outer in outers if figure.attributed_to or len(outers) > 1 else ():
                total = nested.figures[outer][0]
                if outer in warned or set(total.attributed_to) == set(figure.attributed_to):
                    continue
                warned.add(outer)
                (of, around), (part, event) = nested.keys[outer], nested.keys[inner]
                reason = (
                    f"{of}, {_attributed(total)}, include {part} of {event}, {_attributed(figure)}."
                    " A breakdown by actor counts both in full."
                )
                yield warning(f"event {around}", "figures", reason)


def _innermost_first(chronology: Chronology, nested: Nest) -> Sequence[int]:
    """The figures of each metric: first those that include no other of it, in the order of the file."""
    at = {event.id: position for position, event in enumerate(chronology.events)}
    metrics = {of: position for position, (of, _) in enumerate(nested.keys)}

    def order(number: int) -> tuple[int, bool, int]:
        of, event = nested.keys[number]
        includes = nested.first[number] < number
        return metrics[of], includes, number if includes else at[event]

    return sorted(range(len(nested.keys)), key=order)


def _attributed(figure: Figure) -> str:
    return f"attributed to {' and '.join(figure.attributed_to)}" if figure.attributed_to else "not attributed"


#: How many figures without attribution are passed on the way to one that has it.
_MAX_PASSED = 100


def _attributed_around(nested: Nest, figure: int) -> Sequence[int]:
    """The nearest attributed figures that include a figure."""
    waiting, passed = [figure], {figure}
    attributed: list[int] = []
    while waiting and len(passed) < _MAX_PASSED:
        for above in nested.above(waiting.pop()):
            if above not in passed:
                passed.add(above)
                (attributed if nested.figures[above][0].attributed_to else waiting).append(above)
    return attributed
