"""What a curator should look at in numbers that lie inside one another."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from idlibtl.model.figures import Count, together
from idlibtl.model.records import Event, Figure
from idlibtl.model.timeline import Timeline
from idlibtl.read.faults import warning
from idlibtl.read.files import Finding


def sums_beyond(timeline: Timeline) -> Iterator[Finding]:
    """A figure that is less than those that it includes add up to, and a stated total that is less than its parts."""
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (metric, included), holder in timeline.holder.items():
        held[metric, holder].append(included)
    parts = {metric.id: frozenset(metric.parts) for metric in timeline.metrics}
    for event in timeline.standing:
        for index, metric in _firsts(event):
            said = _said(timeline, metric, event.id)
            inner = [_inside(timeline, metric, parts[metric], each) for each in held.get((metric, event.id), ())]
            own = [_said(timeline, part, event.id) for _, part in _firsts(event) if part in parts[metric]]
            for what, counts in (("those that it includes", inner), ("its parts", own)):
                told = sum(count.best for count in counts if count)
                if said and told > _most(said):
                    reason = f"it says {_words(said)} ({metric}), and {what} add up to {told:,}"
                    yield warning(f"event {event.id}", f"figures[{index}]", reason)


def _firsts(event: Event) -> Iterator[tuple[int, str]]:
    """The metrics of an event, each with which of its figures is the first of it."""
    first: dict[str, int] = {}
    for index, figure in enumerate(event.figures):
        first.setdefault(figure.metric, index)
    return ((index, metric) for metric, index in first.items())


def _said(timeline: Timeline, metric: str, event: str) -> Count | None:
    told: Sequence[Figure] = timeline.figures_of[metric].get(event, ())
    return together([figure.count for figure in told]) if told else None


def _inside(timeline: Timeline, metric: str, parts: Collection[str], event: str) -> Count | None:
    """What an included event says of the metric, or else of its parts together."""
    if count := _said(timeline, metric, event):
        return count
    own = (part for _, part in _firsts(timeline.event[event]) if part in parts)
    told = [count for part in own if (count := _said(timeline, part, event))]
    return Count(0, sum(count.best for count in told), None) if told else None


def _most(said: Count) -> int:
    """The most that a figure says; of an open one its number itself, since more than that is seldom meant."""
    return said.best if said.high is None else said.high


def _words(said: Count) -> str:
    if said.high is None:
        return f"{said.best:,} or more"
    return f"{said.best:,}" if said.best == said.high else f"at most {said.high:,}"


def corrections_astray(timeline: Timeline) -> Iterator[Finding]:
    """A correction that does not include what the figure includes that it replaces."""
    if not timeline.stands_for:
        return
    for event in timeline.events:
        stands = timeline.stands_for.get(event.id)
        for figure in event.figures if stands else ():
            if stands is None or stands not in timeline.figures_of[figure.metric]:
                continue
            for included in figure.includes:
                now = timeline.stands_for.get(included, included)
                if now != stands and timeline.holder.get((figure.metric, now)) != stands:
                    reason = (
                        f"it replaces {event.id}, whose {figure.metric} include those of {included}: are they no part?"
                    )
                    yield warning(f"event {stands}", "figures", reason)
