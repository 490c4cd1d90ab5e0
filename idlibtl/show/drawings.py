"""Events -> what the timeline draws."""

import re
from collections.abc import Sequence

from idlibtl.model.dates import Span, days_text
from idlibtl.model.records import Event, Scope
from idlibtl.model.timeline import Timeline
from idlibtl.show.blocks import Drawing
from idlibtl.show.describe import Description
from idlibtl.show.timeline_rows import PhaseBand, Row, Toll, sort_of
from idlibtl.totals import quotes


def drawing(timeline: Timeline, events: Sequence[Event]) -> Drawing:
    """Return the events as rows, with lines from those inside a toll to the toll."""
    place = {event.id: number for number, event in enumerate(events)}
    named = {event.phase for event in events}
    return Drawing(
        rows=[_row(timeline, event, place) for event in events],
        phases=[
            PhaseBand(phase.id, f"{phase.number}. {phase.title}", phase.first, phase.last)
            for phase in timeline.phases
            if phase.id in named
        ],
        last=timeline.as_of if any(event.last is None for event in events) else None,
    )


def _row(timeline: Timeline, event: Event, place: dict[str, int]) -> Row:
    span = event.span
    sums = [figure for figure in event.figures if figure.scope is Scope.CUMULATIVE]
    inside = (timeline.stands_for.get(identity, identity) for figure in sums for identity in figure.includes)
    included = dict.fromkeys(identity for identity in inside if identity in place and not event.replaced_by)
    return Row(
        first=span.first,
        last=span.last,
        first_approximate=span.first_approximate,
        last_approximate=span.last_approximate,
        month_only=span.since_month or re.fullmatch("[0-9]{4}-[0-9]{2}~?", event.date) is not None,
        dates_text=days_text(span),
        title=quotes.titled(event),
        figures_text=Description(timeline, event).figures_line,
        id=event.id,
        phase=event.phase,
        cumulative=_toll(timeline, [figure.period for figure in sums]) if sums else None,
        inside=tuple(place[identity] for identity in included),
        replaced=event.replaced_by is not None,
        sort=sort_of(timeline, event),
    )


def _toll(timeline: Timeline, periods: Sequence[Span]) -> Toll:
    """The days that several figures of an event sum up, together."""
    begin = min(periods, key=lambda span: span.first)
    end = max(periods, key=lambda span: timeline.days(span).last)
    return Toll(begin.first, timeline.days(end).last, begin.first_approximate, end.last_approximate)
