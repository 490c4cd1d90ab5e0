"""What a curator should look at: nothing that makes a file unusable, but what its author may not have meant."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from idlibtl.model.dates import quoted
from idlibtl.model.records import Event, Figure
from idlibtl.model.timeline import Timeline
from idlibtl.reading.files import Finding, Severity


def warnings(timeline: Timeline) -> Iterator[Finding]:
    """Nothing that makes the file unusable, but what its author may not have meant."""
    used = Counter(event.phase for event in timeline.events)
    for phase in timeline.phases:
        if not used[phase.id]:
            yield _warning(f"phase {phase.id}", "", "has no events")
    for event in timeline.events:
        days, section = timeline.days(event.span), timeline.phase[event.phase].days if event.phase else None
        if section and not (section.touches(days) if event.last is None else section.holds(days)):
            reason = f"{event.date} lies outside its phase, {section.first} to {section.last}"
            yield _warning(f"event {event.id}", "date", reason)
        for index, figure in enumerate(event.figures):
            if "source" not in figure.model_fields_set and (timeline.publication or figure.source != event.source):
                said = f"; it is read as {figure.source}, and the event's is {event.source}"
                itself = "; null says that the publication itself speaks"
                reason = f"is not given{itself if timeline.publication else said}"
                yield _warning(f"event {event.id}", f"figures[{index}].source", reason)
            if not _wording_fits(figure):
                reason = f"{quoted(figure.wording)} has other digits than the value, {figure.value}"
                yield _warning(f"event {event.id}", f"figures[{index}].wording", reason)
    yield from _likely_double_counts(timeline)
    yield from _mixed_nests(timeline)
    yield from _parts_apart(timeline)
    yield from _paragraphs_astray(timeline)


def _paragraphs_astray(timeline: Timeline) -> Iterator[Finding]:
    """What is cited of each publication that it does not have, and what it has that is cited nowhere."""
    own = {*timeline.paragraphs, *(paragraph for actor in timeline.actors for paragraph in actor.paragraphs)}
    cited: dict[str, set[int]] = {publication.id: set(own) for publication in timeline.all_publications}
    for event in timeline.events:
        for citation in timeline.cited(event):
            cited[citation.publication].update(citation.paragraphs)
    for publication in timeline.all_publications:
        record, name = "", "the publication"
        if timeline.publications:
            record, name = f"publication {publication.id}", "it"
        yield from _numbers_astray(record, name, cited[publication.id], publication.paragraphs)


def _numbers_astray(record: str, name: str, cited: Collection[int], stated: int | None) -> Iterator[Finding]:
    last = stated or max(cited, default=0)
    of = "" if record else " of the publication"
    for beyond in sorted(number for number in cited if number > last):
        yield _warning(record, "paragraphs", f"paragraph {beyond} is cited, but {name} has {last}")
    known = sorted(number for number in cited if number <= last)
    for before, behind in pairwise((0, *known, last + 1)):
        first, until = before + 1, behind - 1
        if first == until:
            yield _warning(record, "paragraphs", f"paragraph {first}{of} is cited nowhere")
        elif first < until:
            yield _warning(record, "paragraphs", f"paragraphs {first} to {until}{of} are cited nowhere")


def _warning(record: str, field: str, reason: str) -> Finding:
    return Finding(Severity.WARNING, record, field, reason)


#: Figures that share days are held against each other, place by place; so many times in a file.
MAX_PAIRS = 6_000_000

_MANY = f"those that share days have more than {MAX_PAIRS:,} pairs of places"


def _likely_double_counts(timeline: Timeline) -> Iterator[Finding]:
    """For each figure, the first earlier one of its metric that shares a day and a place with it and is not in it."""
    by_metric: dict[str, list[tuple[Event, int, Figure]]] = defaultdict(list)
    for event in timeline.events:
        for index, figure in enumerate(event.figures):
            # the others tell of the same people, or are replaced
            if figure is timeline.told[figure.metric].get(event.id, (None,))[0]:
                by_metric[figure.metric].append((event, index, figure))
    lies_in = _inclusion({place.id: place.within for place in timeline.places})

    def share_a_place(one: Sequence[str], other: Sequence[str]) -> bool:
        return any(lies_in(mine, theirs) or lies_in(theirs, mine) for mine in one for theirs in other)

    left = MAX_PAIRS
    for metric, figures in by_metric.items():
        is_inside = _inclusion({event.id: timeline.holder.get((metric, event.id)) for event, _, _ in figures})
        going_on: list[tuple[Event, Figure]] = []
        for event, index, figure in sorted(figures, key=lambda item: item[2].period.first):
            if not figure.places:
                continue
            left -= len(going_on)
            going_on = [item for item in going_on if timeline.days(item[1].period).last >= figure.period.first]
            for other, held in going_on:
                left -= len(figure.places) * len(held.places)
                if left < 0:
                    yield _warning(
                        "", "figures", f"not all of them were looked through for people counted twice: {_MANY}"
                    )
                    return
                if (
                    share_a_place(figure.places, held.places)
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


def _wording_fits(figure: Figure) -> bool:
    """Whether the digits of the wording are those of the value, or of the range that the source gives."""
    wording = figure.wording or ""
    if re.search(r"dozen|hundred|thousand|million", wording, re.IGNORECASE):
        return True  # "1.5 million" has other digits, and is right
    found = re.findall(r"[0-9][0-9., \u00a0\u202f]*", wording)
    numbers = {re.sub(r"[^0-9]", "", each).lstrip("0") or "0" for each in found}  # int() refuses very long ones
    return not numbers or bool(numbers & {str(each) for each in (figure.value, figure.stated_low, figure.stated_high)})


def _mixed_nests(timeline: Timeline) -> Iterator[Finding]:
    """A stated total that includes an event, beside a figure of a part that does not include that event's; or so."""
    for part, whole in timeline.whole.items():
        for of, other in ((part, whole), (whole, part)):
            for event in timeline.told[of]:
                holder = timeline.holder.get((of, event))
                both = holder and event in timeline.told[other] and holder in timeline.told[other]
                if both and not _lies_inside(timeline, other, event, holder):
                    yield _warning(
                        f"event {holder}",
                        "figures",
                        f"its {of} include those of {event}, but its {other} do not: is that meant?",
                    )


def _lies_inside(timeline: Timeline, metric: str, event: str, holder: str | None) -> bool:
    at = timeline.holder.get((metric, event))
    while at is not None and at != holder:
        at = timeline.holder.get((metric, at))
    return at is not None


def _parts_apart(timeline: Timeline) -> Iterator[Finding]:
    """A stated total and a figure of a part, of the same days and places, of two events, neither in the other."""
    for part, whole in timeline.whole.items():
        by_days = defaultdict(list)
        for event, (figure, *_) in timeline.told[whole].items():
            by_days[timeline.days(figure.period), frozenset(figure.places)].append(event)
        for event, (figure, *_) in timeline.told[part].items():
            for stated in by_days.get((timeline.days(figure.period), frozenset(figure.places)), ())[:1]:
                has_own = event in timeline.told[whole]
                if not has_own and stated not in _stated_around(timeline, part, whole, event):
                    yield _warning(
                        f"event {event}",
                        "figures",
                        f"{part} may be counted twice: {stated} gives {whole} of the same days and places, and does not"
                        " include this event",
                    )


def _stated_around(timeline: Timeline, part: str, whole: str, event: str) -> set[str]:
    """The events whose stated total an event's figure of a part lies inside, by any chain of includes."""
    around: set[tuple[str, str]] = set()
    waiting = [(part, event)]
    while waiting:
        metric, at = waiting.pop()
        above = [(of, timeline.holder.get((of, at))) for of in (metric, whole)]
        above.append((whole, at if at in timeline.told[whole] else None))
        new = {(of, holder) for of, holder in above if holder is not None} - around
        around |= new
        waiting += new
    return {holder for metric, holder in around if metric == whole}


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
