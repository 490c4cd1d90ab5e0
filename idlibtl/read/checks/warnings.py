"""What a curator should look at: nothing that makes a file unusable, but what its author may not have meant."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from idlibtl.model.dates import quoted
from idlibtl.model.forest import Marked, Stretch, is_inside, stretches
from idlibtl.model.records import Figure
from idlibtl.model.timeline import Timeline
from idlibtl.read.checks.sums import corrections_astray, sums_beyond
from idlibtl.read.checks.unused import later_than_told, unused, without_coordinates
from idlibtl.read.faults import warning
from idlibtl.read.files import Finding

#: Of each kind of warning so many are listed: who has more begins with these.
MAX_WARNINGS = 10_000


def warnings(timeline: Timeline) -> Iterator[Finding]:
    """Nothing that makes the file unusable, but what its author may not have meant; kind by kind."""
    for kind in (
        _without_events,
        _outside_their_phase,
        _sources_not_given,
        _wordings_astray,
        _likely_double_counts,
        _mixed_nests,
        _parts_apart,
        sums_beyond,
        corrections_astray,
        later_than_told,
        unused,
        without_coordinates,
        _paragraphs_astray,
    ):
        found = kind(timeline)
        yield from islice(found, MAX_WARNINGS)
        if next(found, None):
            reason = f"there are more than {MAX_WARNINGS:,} warnings like the last; the rest are not listed"
            yield warning("", "", reason)


def _without_events(timeline: Timeline) -> Iterator[Finding]:
    used = {event.phase for event in timeline.events}
    for phase in timeline.phases:
        if phase.id not in used:
            yield warning(f"phase {phase.id}", "", "has no events")


def _outside_their_phase(timeline: Timeline) -> Iterator[Finding]:
    for event in timeline.events:
        days, section = timeline.days(event.span), timeline.phase[event.phase].days if event.phase else None
        if section and not (section.touches(days) if event.last is None else section.holds(days)):
            reason = f"{event.date} lies outside its phase, {section.first} to {section.last}"
            yield warning(f"event {event.id}", "date", reason)


def _sources_not_given(timeline: Timeline) -> Iterator[Finding]:
    for event in timeline.events:
        for index, figure in enumerate(event.figures):
            if "source" not in figure.model_fields_set and (timeline.publication or figure.source != event.source):
                said = f"; it is read as {figure.source}, and the event's is {event.source}"
                itself = "; null says that the publication itself speaks"
                reason = f"is not given{itself if timeline.publication else said}"
                yield warning(f"event {event.id}", f"figures[{index}].source", reason)


def _wordings_astray(timeline: Timeline) -> Iterator[Finding]:
    for event in timeline.events:
        for index, figure in enumerate(event.figures):
            if not _wording_fits(figure):
                reason = f"{quoted(figure.wording)} has other digits than the value, {figure.value}"
                yield warning(f"event {event.id}", f"figures[{index}].wording", reason)


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
        yield warning(record, "paragraphs", f"paragraph {beyond} is cited, but {name} has {last}")
    known = sorted(number for number in cited if number <= last)
    for before, behind in pairwise((0, *known, last + 1)):
        first, until = before + 1, behind - 1
        if first == until:
            yield warning(record, "paragraphs", f"paragraph {first}{of} is cited nowhere")
        elif first < until:
            yield warning(record, "paragraphs", f"paragraphs {first} to {until}{of} are cited nowhere")


#: Figures that share days are held against each other, place by place; so many times in a file.
MAX_PAIRS = 6_000_000

_MANY = f"those that share days have more than {MAX_PAIRS:,} pairs of places"


class _Told(NamedTuple):
    """A figure held against others: where it stands, its days, and the stretches of its nest and its places."""

    event: str
    place_in_event: int
    first: dt.date
    last: dt.date
    nest: Stretch
    places: Sequence[Stretch]

    def is_apart(self, other: "_Told") -> bool:
        """Whether the two share a place, and neither includes the other."""
        (begin, end), (other_begin, other_end) = self.nest, other.nest
        if begin <= other_begin < end or other_begin <= begin < other_end:
            return False
        for mine, my_end in self.places:
            for theirs, their_end in other.places:
                if mine <= theirs < my_end or theirs <= mine < their_end:
                    return True
        return False


def _told_of(timeline: Timeline, metric: str, places: Mapping[str, Stretch]) -> list[_Told]:
    """The figures of a metric that have places, by their first days."""
    told = timeline.figures_of[metric]
    nests = stretches({event: timeline.holder.get((metric, event)) for event in told})
    found = []
    for event, (figure, *_) in told.items():  # the others tell of the same people
        if figure.places:
            index = next(index for index, each in enumerate(timeline.event[event].figures) if each is figure)
            days = timeline.days(figure.period)
            where = [places[each] for each in figure.places]
            found.append(_Told(event, index, days.first, days.last, nests[event], where))
    return sorted(found, key=lambda each: each.first)


def _likely_double_counts(timeline: Timeline) -> Iterator[Finding]:
    """For each figure, the first earlier one of its metric that shares a day and a place with it and is not in it."""
    places = stretches({place.id: place.within for place in timeline.places})
    left = MAX_PAIRS
    for metric in timeline.figures_of:
        going_on: list[_Told] = []
        for told in _told_of(timeline, metric, places):
            left -= len(going_on)
            going_on = [held for held in going_on if held.last >= told.first]
            for held in going_on:
                left -= len(told.places) * len(held.places)
                if left < 0:
                    yield warning(
                        "", "figures", f"not all of them were looked through for people counted twice: {_MANY}"
                    )
                    return
                if told.is_apart(held):
                    yield warning(
                        f"event {told.event}",
                        f"figures[{told.place_in_event}]",
                        f"{metric} may be counted twice: {held.event} has a figure of days and a place that this one"
                        " shares, and neither includes the other",
                    )
                    break
            going_on.append(told)


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
    holder, told_of = timeline.holder, timeline.figures_of
    nests = cache(lambda metric: stretches({event: holder.get((metric, event)) for event in told_of[metric]}))
    included: dict[str, list[str]] = defaultdict(list)
    for metric, event in holder:
        if event in told_of[metric]:
            included[metric].append(event)
    for part, whole in timeline.whole.items():
        for of, other in ((part, whole), (whole, part)):
            for event in included[of] if told_of[other] else ():
                of_all = holder[of, event]
                both = event in told_of[other] and of_all in told_of[other]
                if both and not is_inside(nests(other)[event], nests(other)[of_all]):
                    yield warning(
                        f"event {of_all}",
                        "figures",
                        f"its {of} include those of {event}, but its {other} do not: is that meant?",
                    )


def _parts_apart(timeline: Timeline) -> Iterator[Finding]:
    """A stated total and a figure of a part, of the same days and places, of two events, neither in the other."""
    for metric in timeline.metrics:
        if metric.parts:
            yield from _apart(timeline, metric.parts, metric.id)


def _apart(timeline: Timeline, parts: Sequence[str], whole: str) -> Iterator[Finding]:
    totals = timeline.figures_of[whole]
    by_days: dict[object, str] = {}
    for event, (figure, *_) in totals.items():
        by_days.setdefault((timeline.days(figure.period), frozenset(figure.places)), event)
    around = Marked({event: timeline.holder.get((whole, event)) for event in totals})
    for part in parts:
        apart = {}
        for event in _with_totals_around(timeline, part, whole, around):
            figure = timeline.figures_of[part][event][0]
            stated = by_days.get((timeline.days(figure.period), frozenset(figure.places)))
            if stated is not None and event not in totals and not around.is_around(stated):
                apart[event] = stated
        for event in timeline.figures_of[part]:
            if event in apart:
                yield warning(
                    f"event {event}",
                    "figures",
                    f"{part} may be counted twice: {apart[event]} gives {whole} of the same days and places, and does"
                    " not include this event",
                )


def _with_totals_around(timeline: Timeline, part: str, whole: str, around: Marked[str]) -> Iterator[str]:
    """The events with a figure of a part.

    At each, `around` is marked so that just the stated totals are around a mark that it lies in by any chain of
    includes; at the end no mark is left.
    """
    inner: dict[str | None, list[str]] = defaultdict(list)
    for event in timeline.figures_of[part]:
        inner[timeline.holder.get((part, event))].append(event)
    walk: list[tuple[str, str | None]] = [(event, None) for event in inner[None]]
    while walk:
        event, to_leave = walk.pop()
        if to_leave is not None:
            around.remove(to_leave)
            continue
        stated = event if event in timeline.figures_of[whole] else timeline.holder.get((whole, event))
        if stated is not None:
            around.add(stated)
            walk.append((event, stated))
        yield event
        walk += [(child, None) for child in inner.get(event, ())]
