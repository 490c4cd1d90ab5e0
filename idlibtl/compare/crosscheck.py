"""Each figure of a chronology beside an independent dataset: its sum for the same days and places, and one word.

The word is said of ours, and no more exact than it is: there is no score. Agreement is no confirmation, for both may
rest on one source.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from idlibtl.compare.other_rows import WHOLE, Beside, BesideRow, Chosen, cites, metric_like, names_of, widened
from idlibtl.compare.outcomes import NOTHING, Estimate, Outcome, outcome
from idlibtl.compare.same_places import SamePlaces
from idlibtl.model.dates import Days
from idlibtl.model.figures import in_order
from idlibtl.model.records import Event, Figure, Metric
from idlibtl.model.timeline import Timeline
from idlibtl.query.question import Filters, Question
from idlibtl.totals import quotes


@dataclass(frozen=True, slots=True)
class Look:
    """What other days or another place give: never the answer, and told only where the word would be another."""

    look: str
    low: int | None
    best: int | None
    high: int | None
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One figure, ours, beside what the other dataset has: `theirs`, null where it has nothing, which is not 0.

    Beside a `low` of theirs, a null `best` is not known, and a null `high` is open upwards. `rows` were counted, of
    which `rows_with_figure` bound the number; `straddling` ones lie there only in part and are not counted.
    `same_source` is how many of the counted rows rest on the source of our figure; null where ours names none. For a
    record without a figure, `metric` and all that belongs to a figure is null.
    """

    event: str
    metric: str | None
    wording: str | None
    low: int | None
    best: int | None
    high: int | None
    theirs: Estimate
    outcome: Outcome | None
    reason: str | None
    rows: int
    rows_with_figure: int | None
    straddling: int
    same_source: int | None
    other_looks: tuple[Look, ...]


@dataclass(frozen=True, kw_only=True)
class ComparedWithIds(Compared):
    """The same with the ids of the rows that were counted, and of those that lie there only in part."""

    ids: tuple[str, ...]
    straddling_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of ours, or a record without one, and what was found beside it."""

    event: Event
    figure: Figure | None
    days: Days
    unnamed: int  # counted rows that do not say on whose word they rest
    compared: Compared


@dataclass(frozen=True)
class Crosscheck:
    """The report of crosscheck: a line a figure, then the records without one. `beside` is the other dataset."""

    question: Question
    beside: Timeline
    lines: tuple[Line, ...]
    with_ids: bool

    @property
    def document(self) -> object:
        """What its JSON says."""
        return tuple(line.compared for line in self.lines)

    @property
    def figures(self) -> tuple[Line, ...]:
        """The lines of figures."""
        return tuple(line for line in self.lines if line.figure)

    @property
    def records(self) -> tuple[Line, ...]:
        """The lines of records without a figure."""
        return tuple(line for line in self.lines if line.figure is None)

    @property
    def remark(self) -> str:
        """What to tell beside it."""
        return "" if self.lines else "no figure matches"


def asked_figures(question: Question) -> tuple[tuple[Event, Figure | None], ...]:
    """The figures that the filters leave, in order of their events; then the records that have none at all.

    What another record replaces is not among them.
    """
    metrics = {metric.id for metric in question.metrics}
    events = [event for event in question.events if not event.replaced_by]
    figures = [
        (event, figure)
        for event in events
        for figure in event.figures
        if figure.metric in metrics and (question.sources is None or figure.source in question.sources)
    ]
    return (*figures, *((event, None) for event in events if not event.figures))


def filters_needed(question: Question) -> Filters:
    """What of the other dataset the answer may look at: the days of all that is asked for, and one either side."""
    days = [
        question.timeline.days(figure.period if figure else event.span) for event, figure in asked_figures(question)
    ]
    first = min((each.first for each in days), default=question.timeline.as_of)
    last = max((each.last for each in days), default=first)
    needed = widened(Days(first, last))
    return Filters(since=needed.first.isoformat(), until=needed.last.isoformat())


def crosscheck_report(question: Question, theirs: Timeline, *, with_ids: bool = False) -> Crosscheck:
    """Each figure that the filters leave beside what another dataset has for the same days and places."""
    check = _Check(question, theirs, with_ids=with_ids)
    lines = tuple(check.line(event, figure) for event, figure in asked_figures(question))
    return Crosscheck(question, theirs, lines, with_ids)


class _Answer(NamedTuple):
    """What was found for a figure; nothing for a record without one."""

    theirs: Estimate = NOTHING
    outcome: Outcome | None = None
    reason: str | None = None
    looks: tuple[Look, ...] = ()


class _Check:
    """Two timelines held against each other; what is needed for several figures is made once."""

    def __init__(self, question: Question, theirs: Timeline, *, with_ids: bool) -> None:
        self.ours, self.theirs, self.with_ids = question.timeline, theirs, with_ids
        self.places = SamePlaces(self.ours, theirs)
        self._beside: dict[str, Beside] = {}

    @cached_property
    def _all_rows(self) -> Beside:
        return Beside(self.theirs, None)

    def _of(self, metric: Metric) -> Beside:
        if metric.id not in self._beside:
            self._beside[metric.id] = Beside(self.theirs, metric)
        return self._beside[metric.id]

    def line(self, event: Event, figure: Figure | None) -> Line:
        """One figure, or a record without one, beside the other dataset."""
        days = self.ours.days(figure.period if figure else event.span)
        metric = self._metric(figure) if figure else None
        beside = self._of(metric) if metric else self._all_rows
        chosen = beside.chosen(days, self.places.matched(figure.places if figure else event.places))
        if figure is None:
            answer = _Answer(reason=_not_sure(chosen) or None)
        elif metric is None or not figure.places:
            answer = _Answer(NOTHING, Outcome.NOT_COMPARABLE, self._why_not(figure))
        else:
            theirs = beside.sum(chosen.rows)
            ours = in_order(figure.count)
            said = outcome(ours.low, ours.high, theirs)
            looks = tuple(look for look in self._looks(beside, event, figure, days) if look.outcome is not said)
            answer = _Answer(theirs, said, _reason(said, figure, theirs, chosen, self._what(metric)), looks)
        return self._line(event, figure, days, chosen, answer)

    def _metric(self, figure: Figure) -> Metric | None:
        """What the other dataset has of the kind that a figure counts."""
        return metric_like(self.theirs, self.ours.metric[figure.metric])

    def _why_not(self, figure: Figure) -> str:
        if self._metric(figure) is not None:
            return "our figure names no place"
        return f"the other dataset has no figure of {self.ours.metric[figure.metric].label}"

    def _what(self, metric: Metric) -> str:
        """What rows give that do not give the metric itself."""
        known = self.theirs.metric
        others = [
            known[each].label for each in metric.parts or (self.theirs.whole.get(metric.id, WHOLE),) if each in known
        ]
        return f"only {quotes.names_text(others)}, not {metric.label}" if others else ""

    def _line(self, event: Event, figure: Figure | None, days: Days, chosen: Chosen, answer: _Answer) -> Line:
        is_compared = figure is not None and self._metric(figure) is not None
        ours = in_order(figure.count) if figure else None
        known = {
            "event": event.id,
            "metric": figure.metric if figure else None,
            "wording": quotes.printed(figure) if figure else None,
            "low": ours.low if ours else None,
            "best": ours.best if ours else None,
            "high": ours.high if ours else None,
            "theirs": answer.theirs,
            "outcome": answer.outcome,
            "reason": answer.reason,
            "rows": len(chosen.rows),
            "rows_with_figure": sum(row.has_figure for row in chosen.rows) if is_compared else 0 if figure else None,
            "straddling": len(chosen.straddling),
            "same_source": self._same_source(figure, chosen.rows) if figure and is_compared else None,
            "other_looks": answer.looks,
        }
        unnamed = sum(not row.sources for row in chosen.rows)
        if not self.with_ids:
            return Line(event, figure, days, unnamed, Compared(**known))  # type: ignore[arg-type]
        ids, straddling = (tuple(row.id for row in rows) for rows in (chosen.rows, chosen.straddling))
        compared = ComparedWithIds(**known, ids=ids, straddling_ids=straddling)  # type: ignore[arg-type]
        return Line(event, figure, days, unnamed, compared)

    def _same_source(self, figure: Figure, rows: Sequence[BesideRow]) -> int | None:
        """How many rows rest on the figure's source; None where that cannot be told."""
        if figure.source is None or (rows and not any(row.sources for row in rows)):
            return None
        names = names_of(self.ours, figure.source)
        return sum(cites(row, names) for row in rows)

    # Other looks

    def _looks(self, beside: Beside, event: Event, figure: Figure, days: Days) -> Iterator[Look]:
        yield self._look(beside, figure, "one day either side", widened(days), figure.places)
        for places in self._other_places(event, figure):
            names = quotes.names_text(self.ours.place[place].name for place in places)
            yield self._look(beside, figure, f"in {names}", days, places)

    def _look(self, beside: Beside, figure: Figure, look: str, days: Days, places: Sequence[str]) -> Look:
        theirs = beside.sum(beside.chosen(days, self.places.matched(places)).rows)
        ours = in_order(figure.count)
        return Look(look, theirs.low, theirs.best, theirs.high, outcome(ours.low, ours.high, theirs))

    def _other_places(self, event: Event, figure: Figure) -> Iterator[tuple[str, ...]]:
        """The wider places; and where a figure's places are wider than its event's, the event's and those between."""
        if (wider := self._around(figure.places)) != figure.places:
            yield wider
        if figure.places == event.places:
            return
        at, held = event.places, self.ours.places_within(figure.places)
        while at and held.issuperset(at) and not set(at) & set(figure.places):
            yield at
            at = self._around(at)

    def _around(self, places: Sequence[str]) -> tuple[str, ...]:
        """The places that hold these; themselves where nothing does."""
        return tuple(dict.fromkeys(self.ours.place[place].within or place for place in places))


def _reason(said: Outcome, figure: Figure, theirs: Estimate, chosen: Chosen, what: str) -> str | None:
    told = []
    if said is Outcome.NOTHING_FOUND and chosen.rows:
        told.append(
            f"none of the {len(chosen.rows):,} rows there has such a figure"
            if len(chosen.rows) > 1
            else "the row there has no such figure"
        )
    elif said is Outcome.NOTHING_FOUND:
        surely = "surely " if chosen.unsure else ""
        told.append(f"no row of the other dataset is {surely}there on these days")
    elif said is Outcome.NOT_COMPARABLE:
        silent = sum(row.said is None for row in chosen.rows)
        told.append(
            f"{silent:,} of {len(chosen.rows):,} rows tell {what}" if len(chosen.rows) > 1 else f"it tells {what}"
        )
    elif said is Outcome.NOT_CONTRADICTED:
        told += [
            f"{name} is open upwards"
            for name, high in (("ours", figure.count.high), ("theirs", theirs.high))
            if high is None
        ]
    return "; ".join(filter(None, (*told, _not_sure(chosen)))) or None


def _not_sure(chosen: Chosen) -> str:
    """What is told of rows that name the town and may not be there; empty where there is none."""
    if not chosen.unsure:
        return ""
    rows = "1 row names" if chosen.unsure == 1 else f"{chosen.unsure:,} rows name"
    return f"not counted: {rows} the town without saying how exactly the place is known"
