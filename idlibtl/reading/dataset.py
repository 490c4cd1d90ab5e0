"""A dataset file: bytes -> Timeline, or one DatasetError that lists every fault.

A file is read whole, checked once, and answers nothing until it is free of errors.
"""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NoReturn, TypeVar

from pydantic import ValidationError

from idlibtl.model.dates import Span, quoted
from idlibtl.model.records import PUBLICATION, Event, Figure, Scope, Timeline
from idlibtl.reading.files import DatasetError, Finding, Severity, Unreadable, bundled, read, unreadable

_Key = TypeVar("_Key")

_SECTIONS = {"metrics": "metric", "actors": "actor", "places": "place", "phases": "phase", "events": "event"}


def load(path: str | os.PathLike[str] | None = None) -> Timeline:
    """The chronology in the file at `path`, or the bundled one. Raises DatasetError."""
    file = bundled() if path is None else path
    timeline, errors = examine(file)
    if timeline is None or errors:
        raise DatasetError(os.fsdecode(file), errors)
    return timeline


def check(path: str | os.PathLike[str]) -> tuple[Finding, ...]:
    """Every finding about the file at `path`: its errors, and if it has none, what its curator should look at."""
    timeline, errors = examine(path)
    return tuple(_warnings(timeline)) if timeline and not errors else tuple(errors)


def examine(path: str | os.PathLike[str]) -> tuple[Timeline | None, list[Finding]]:
    """The timeline in a file, as far as it can be read, and every error found."""
    try:
        raw = parse(read(path))
    except Unreadable as problem:
        return None, list(problem.findings)
    try:
        timeline = Timeline.model_validate(raw)
    except ValidationError as invalid:
        return None, [*_shape_errors(invalid, raw), *_errors_of_the_rest(invalid, raw)]
    return timeline, list(_errors(timeline, {}))


def _error(record: str, field: str, reason: str) -> Finding:
    return Finding(Severity.ERROR, record, field, reason)


# The JSON


def parse(content: bytes) -> Any:
    """The JSON value in `content`: UTF-8, no key twice in an object, no number that JSON does not know."""
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise unreadable(f"is not UTF-8 text: byte {error.start + 1:,} is {content[error.start]:#04x}") from None
    repeated = False

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        found = dict(pairs)
        repeated = repeated or len(found) != len(pairs)
        return found

    try:
        raw = json.loads(text, object_pairs_hook=unique, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        if not text.strip():
            raise unreadable("is empty") from None
        raise unreadable(f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise unreadable("is nested too deeply to be a chronology") from None
    except ValueError:  # Python's own limit on the digits of a whole number
        raise unreadable("holds a number of more than 4,300 digits") from None
    if repeated:  # found in passing, and looked for once more to say where
        raise Unreadable(*_repetitions_in(text))
    return raw


def _repetitions_in(text: str) -> list[Finding]:
    try:
        return list(_repeated_keys(json.loads(text, object_pairs_hook=_Pairs)))
    except RecursionError:
        raise unreadable("is nested too deeply to be a chronology") from None


def _refuse_constant(name: str) -> NoReturn:
    raise unreadable(f"is not JSON: {name} is not a number there")


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with every key that it was written with."""


def _repeated_keys(value: Any, record: str = "", field: str = "") -> Iterator[Finding]:
    if isinstance(value, _Pairs):
        for key, times in Counter(key for key, _ in value).items():
            if times > 1:
                yield _error(record, field, f"the key {quoted(key)} stands there {times} times")
        for key, inner in value:
            if not record and key in _SECTIONS and isinstance(inner, list) and not isinstance(inner, _Pairs):
                for index, item in enumerate(inner):
                    known = dict(item) if isinstance(item, _Pairs) else {}
                    yield from _repeated_keys(item, _record_name(key, index, known))
            else:
                yield from _repeated_keys(inner, record, f"{field}{_step(key)}".lstrip("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _repeated_keys(item, record, f"{field}{_step(index)}")


# The shape of each record, as pydantic finds it

_PLAIN: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: "is missing",
    "extra_forbidden": lambda _: "is not a key that this record has",
    "model_type": lambda _: "must be an object",
    "tuple_type": lambda _: "must be a list",
    "string_type": lambda _: "must be text",
    "string_unicode": lambda _: "is not valid Unicode text",
    "string_too_short": lambda _: "must not be empty",
    "string_pattern_mismatch": lambda _: "must be an id: lower-case letters, digits, - and _",
    "int_type": lambda _: "must be a whole number",
    "float_type": lambda _: "must be a number",
    "finite_number": lambda _: "must be a finite number",
    "greater_than_equal": lambda context: f"must be {context['ge']} or more",
    "less_than_equal": lambda context: f"must be {context['le']:,} or less",
    "literal_error": lambda context: f"must be {context['expected']}",
    "enum": lambda context: f"must be {context['expected']}",
    "value_error": lambda context: str(context["error"]),
}


def _shape_errors(invalid: ValidationError, raw: Any) -> Iterator[Finding]:
    for error in invalid.errors(include_url=False):
        record, path = "", error["loc"]
        if len(path) >= 2 and path[0] in _SECTIONS and isinstance(path[1], int):
            record = _record_name(str(path[0]), path[1], raw[path[0]][path[1]])
            path = path[2:]
        field = "".join(map(_step, path)).lstrip(".")
        tell = _PLAIN.get(error["type"])
        reason = tell(error.get("ctx", {})) if tell else error["msg"]
        found = error["input"]
        if error["type"] not in ("missing", "extra_forbidden", "value_error") and not isinstance(found, (dict, list)):
            reason = f"{reason}, not {quoted(found) if isinstance(found, str) else _number(found)}"
        yield _error(record, field, reason)


def _number(found: object) -> str:
    """A number, true, false or null as the file has it, cut short."""
    return "a number beyond all bounds" if found in (float("inf"), float("-inf")) else json.dumps(found)[:60]


def _step(step: str | int) -> str:
    """One step of the way to a field: into a list, or to a key of an object."""
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step if _is_plain(step) else quoted(step)}"


def _is_plain(name: str) -> bool:
    """Whether a name from the file can be shown in a message without quotes."""
    return 0 < len(name) <= 60 and name.isprintable()


def _record_name(section: str, index: int, raw: Any) -> str:
    """What a message calls a record: its kind and id, or its place in the file where it has no id."""
    identity = raw.get("id") if isinstance(raw, dict) else None
    if isinstance(identity, str):
        return f"{_SECTIONS[section]} {identity if _is_plain(identity) else quoted(identity)}"
    return f"{_SECTIONS[section]} number {index + 1}"


def _errors_of_the_rest(invalid: ValidationError, raw: Any) -> Iterator[Finding]:
    """What is wrong between the records that are themselves well formed."""
    broken: dict[str, set[int]] = {section: set() for section in _SECTIONS}
    for error in invalid.errors(include_url=False, include_context=False, include_input=False):
        match error["loc"]:
            case (str(section), int(index), *_) if section in broken:
                broken[section].add(index)
            case _:
                return  # the file as a whole is not what it should be: one thing at a time
    kept = {
        section: [record for index, record in enumerate(raw[section]) if index not in indices]
        for section, indices in broken.items()
    }
    known = {
        section: [
            record["id"]
            for index in indices
            if isinstance(record := raw[section][index], dict) and isinstance(record.get("id"), str)
        ]
        for section, indices in broken.items()
    }
    yield from _errors(Timeline.model_validate({**raw, **kept}), known)


# What one record says of another


def _errors(timeline: Timeline, also_known: Mapping[str, Iterable[str]]) -> Iterator[Finding]:
    """The errors between records; `also_known` are ids of records that are broken themselves."""
    known: dict[str, set[str]] = {}
    for section, kind in _SECTIONS.items():
        times = Counter(record.id for record in getattr(timeline, section))
        times.update(also_known.get(section, ()))
        known[section] = set(times)
        for identity, count in times.items():
            if count > 1:
                yield _error(f"{kind} {identity}", "id", f"{count} {section} have this id")
    yield from _faulty_metrics(timeline, known)
    yield from _faulty_places(timeline, known)
    for actor in timeline.actors:
        if actor.id == PUBLICATION:
            yield _error(f"actor {actor.id}", "id", "is kept for the publication itself; use another id")
    for number, count in Counter(phase.number for phase in timeline.phases).items():
        if count > 1:
            yield _error(f"phase number {number}", "number", f"{count} phases have this number")
    yield from _dangling(timeline, known)
    for event in timeline.events:
        yield from _faulty_attributions(event)
        yield from _repetitions(event)
    yield from _faulty_includes(timeline, known["events"], also_known.get("events", ()))


def _nothing(record: str, field: str, section: str, identity: str) -> Finding:
    return _error(record, field, f"there is no {_SECTIONS[section]} {quoted(identity)}")


def _faulty_metrics(timeline: Timeline, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    wholes = {metric.id for metric in timeline.metrics if metric.parts}
    holders = Counter(part for metric in timeline.metrics for part in metric.parts)
    for metric in timeline.metrics:
        for part in dict.fromkeys(metric.parts):
            if part not in known["metrics"]:
                yield _nothing(f"metric {metric.id}", "parts", "metrics", part)
            elif part in wholes:
                yield _error(f"metric {metric.id}", "parts", f"{part} has parts itself; one level is the most")
            elif holders[part] > 1:
                yield _error(f"metric {metric.id}", "parts", f"{part} is named as a part {holders[part]} times")


def _faulty_places(timeline: Timeline, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    for place in timeline.places:
        if place.within is not None and place.within not in known["places"]:
            yield _nothing(f"place {place.id}", "within", "places", place.within)
    for identity in _on_cycles({place.id: place.within for place in timeline.places}):
        yield _error(f"place {identity}", "within", "the place lies within itself")


def _dangling(timeline: Timeline, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Every id in an event that points nowhere."""
    figures = [figure for event in timeline.events for figure in event.figures]
    pointed_at: dict[str, set[str | None]] = {
        "phases": {event.phase for event in timeline.events},
        "places": {place for event in timeline.events for place in event.places},
        "metrics": {figure.metric for figure in figures},
        "actors": {part.actor for event in timeline.events for part in event.actors}
        | {event.source for event in timeline.events}
        | {figure.source for figure in figures},
    }
    astray = {section: ids.difference(known[section], (None,)) for section, ids in pointed_at.items()}
    for event in timeline.events if any(astray.values()) else ():
        for field, section, identity in _pointers(event):
            if identity in astray[section]:
                yield _nothing(f"event {event.id}", field, section, identity)


def _pointers(event: Event) -> Iterator[tuple[str, str, str]]:
    """The ids that an event names: in which field, of which section."""
    if event.phase:
        yield "phase", "phases", event.phase
    if event.source:
        yield "source", "actors", event.source
    for index, part in enumerate(event.actors):
        yield f"actors[{index}].actor", "actors", part.actor
    for index, place in enumerate(event.places):
        yield f"places[{index}]", "places", place
    for index, figure in enumerate(event.figures):
        yield f"figures[{index}].metric", "metrics", figure.metric
        if figure.source:
            yield f"figures[{index}].source", "actors", figure.source


def _faulty_attributions(event: Event) -> Iterator[Finding]:
    for index, figure in enumerate(event.figures):
        if "attributed_to" in figure.model_fields_set:
            for actor in dict.fromkeys(figure.attributed_to):
                if actor not in event.attributed_to:
                    reason = f"{actor} is no attacker or backer of the event"
                    yield _error(f"event {event.id}", f"figures[{index}].attributed_to", reason)


def _repetitions(event: Event) -> Iterator[Finding]:
    """What an event says twice. No include could tell two figures of one metric apart, and they would count twice."""
    for field, values, why in (
        ("places", event.places, ""),
        ("actors", [f"{part.actor} as {part.role}" for part in event.actors], ""),
        ("figures", [figure.metric for figure in event.figures], "; an event gives one figure a metric"),
    ):
        if len(set(values)) < len(values):
            for value, times in Counter(values).items():
                if times > 1:
                    yield _error(f"event {event.id}", field, f"{value} stands there {times} times{why}")


def _faulty_includes(timeline: Timeline, known: Collection[str], broken: Iterable[str]) -> Iterator[Finding]:
    figures = {(figure.metric, event.id): figure for event in timeline.events for figure in event.figures}
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event in timeline.events:
        for index, figure in enumerate(event.figures):
            if not figure.includes:
                continue
            reasons = [] if figure.scope is Scope.CUMULATIVE else ["only a cumulative figure includes others"]
            for included, times in Counter(figure.includes).items():
                holders[figure.metric, included].append(event.id)
                inner = figures.get((figure.metric, included))
                if times > 1:
                    reasons.append(f"{included} stands there {times} times")
                if included not in known:
                    reasons.append(f"there is no event {quoted(included)}")
                elif inner is None and included not in broken:
                    reasons.append(f"{included} has no figure of {figure.metric}")
                elif inner is not None and not _inside(inner.period, figure.period):
                    reasons.append(f"{included} counts days that lie outside this figure's period")
            yield from (_error(f"event {event.id}", f"figures[{index}].includes", reason) for reason in reasons)
    for (metric, included), events in holders.items():
        if len(events) > 1:
            reason = f"its {metric} are included by {len(events)} figures: {', '.join(sorted(events))}"
            yield _error(f"event {included}", "figures", f"{reason}; one is the most")
    sole = {(metric, included): (metric, events[0]) for (metric, included), events in holders.items()}
    for metric, included in _on_cycles(sole):
        yield _error(f"event {included}", "figures", f"its {metric} include themselves")


def _inside(inner: Span, outer: Span) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _on_cycles(parents: Mapping[_Key, _Key | None]) -> list[_Key]:
    """The keys that are their own ancestors, in order."""
    found: list[_Key] = []
    settled: set[_Key] = set()
    for start in parents:
        path: dict[_Key, None] = {}
        at: _Key | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = parents.get(at)
        if at in path:
            walked = list(path)
            found += walked[walked.index(at) :]
        settled.update(path)
    return found


# What a curator should look at


def _warnings(timeline: Timeline) -> Iterator[Finding]:
    """Nothing that makes the file unusable, but what its author may not have meant."""
    used = Counter(event.phase for event in timeline.events)
    for phase in timeline.phases:
        if not used[phase.id]:
            yield _warning(f"phase {phase.id}", "", "has no events")
    for event in timeline.events:
        span = timeline.phase[event.phase].span if event.phase else event.span
        if not _inside(event.span, span):
            yield _warning(
                f"event {event.id}", "date", f"{event.date} lies outside its phase, {span.first} to {span.last}"
            )
        for index, figure in enumerate(event.figures):
            if "source" not in figure.model_fields_set:
                yield _warning(
                    f"event {event.id}",
                    f"figures[{index}].source",
                    "is not given; null says that the publication itself speaks",
                )
    yield from _likely_double_counts(timeline)
    cited = {
        *timeline.paragraphs,
        *(paragraph for actor in timeline.actors for paragraph in actor.paragraphs),
        *(paragraph for event in timeline.events for paragraph in event.paragraphs),
    }
    last = timeline.publication.paragraphs or max(cited, default=0)
    for beyond in sorted(number for number in cited if number > last):
        yield _warning("", "paragraphs", f"paragraph {beyond} is cited, but the publication has {last}")
    uncited = (number for number in range(1, last + 1) if number not in cited)
    for _, run in groupby(enumerate(uncited), key=lambda item: item[1] - item[0]):
        numbers = [number for _, number in run]
        one, many = numbers[0], f"paragraphs {numbers[0]} to {numbers[-1]} of the publication are cited nowhere"
        told = many if len(numbers) > 1 else f"paragraph {one} of the publication is cited nowhere"
        yield _warning("", "paragraphs", told)


def _warning(record: str, field: str, reason: str) -> Finding:
    return Finding(Severity.WARNING, record, field, reason)


def _likely_double_counts(timeline: Timeline) -> Iterator[Finding]:
    """For each figure, the first earlier one of its metric that shares a day and a place with it and is not in it."""
    by_metric: dict[str, list[tuple[Event, int, Figure]]] = defaultdict(list)
    for event in timeline.events:
        for index, figure in enumerate(event.figures):
            by_metric[figure.metric].append((event, index, figure))
    around = {place.id: set(timeline.places_around(place.id)) for place in timeline.places}

    def share_a_place(one: Event, other: Event) -> bool:
        return any(mine in around[theirs] or theirs in around[mine] for mine in one.places for theirs in other.places)

    for metric, figures in by_metric.items():
        is_inside = _inclusion({event.id: timeline.holder.get((metric, event.id)) for event, _, _ in figures})
        going_on: list[tuple[Event, Figure]] = []
        for event, index, figure in sorted(figures, key=lambda item: item[2].period.first):
            going_on = [item for item in going_on if item[1].period.last >= figure.period.first]
            for other, _ in going_on:
                if (
                    share_a_place(event, other)
                    and not is_inside(event.id, other.id)
                    and not is_inside(other.id, event.id)
                ):
                    yield _warning(
                        f"event {event.id}",
                        f"figures[{index}]",
                        f"{metric} may be counted twice: {other.id} has a figure of days and a place that this one"
                        " shares, and neither includes the other",
                    )
                    break
            going_on.append((event, figure))


def _inclusion(holders: Mapping[str, str | None]) -> Callable[[str, str], bool]:
    """A function that tells whether one event is inside another, by way of others or directly.

    Each event gets the stretch of numbers that a walk through it and all inside it takes.
    """
    children: dict[str | None, list[str]] = defaultdict(list)
    for event, holder in holders.items():
        children[holder].append(event)
    begin: dict[str, int] = {}
    end: dict[str, int] = {}
    walk = [(event, True) for event in children[None]]
    while walk:
        event, entering = walk.pop()
        if entering:
            begin[event] = len(begin)
            walk += [(event, False), *((child, True) for child in children.get(event, ()))]
        else:
            end[event] = len(begin)
    return lambda inner, outer: begin[outer] <= begin[inner] < end[outer]
