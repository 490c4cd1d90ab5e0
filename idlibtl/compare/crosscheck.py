"""Each figure of a chronology compared with another dataset's rows for the same days and places.

Each figure gets one word and a reason; there is no score. Overlap is not confirmation, because both may use the same
source.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, assert_never

from idlibtl.compare.other_rows import (
    NOTHING,
    Chosen,
    Estimate,
    OtherRow,
    OtherRows,
    is_called,
    metric_like,
    names_of,
    widened,
)
from idlibtl.compare.same_places import PROVINCES, TOO_MANY, SamePlaces
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import BadQuestion, Days
from idlibtl.model.figures import in_order, number_of
from idlibtl.model.records import Event, Figure, Metric, PlaceKind
from idlibtl.query.filters import Filters
from idlibtl.query.question import Question
from idlibtl.totals import quotes

#: How many rows of uncertain place a reason lists.
MAX_UNSURE = 3

#: How many rows one comparison may look at, some of them often, and those of a chronology as two. That takes seconds.
MAX_ROWS = 1_500_000


class Outcome(StrEnum):
    """How a figure compares with the sum of another dataset's rows."""

    WITHIN = "within their range"
    BELOW = "below their low"
    ABOVE = "above their high"
    NO_ROWS = "no rows"
    NOT_COMPARABLE = "not comparable"


def outcome(value: int, estimate: Estimate) -> Outcome:
    """Return the word for a printed value, compared with an estimate.

    Rows may state neither a low nor a high, as for "around 15". Then only a value equal to their best can be compared.
    """
    low, best, high = estimate.low, estimate.best, estimate.high
    if estimate == NOTHING:
        return Outcome.NO_ROWS
    if best is None or (low is None and high is None and value != best):
        return Outcome.NOT_COMPARABLE
    if low is not None and value < low:
        return Outcome.BELOW
    return Outcome.ABOVE if high is not None and value > high else Outcome.WITHIN


def distance(value: int, estimate: Estimate) -> int:
    """Return how far a value is below the low or above the high of an estimate; 0 if it is neither."""
    return max(0, (estimate.low or 0) - value, 0 if estimate.high is None else value - estimate.high)


@dataclass(frozen=True, slots=True)
class Look:
    """The result for other days or places. It is never the answer, and listed only if its word is different."""

    look: str
    low: int | None
    best: int | None
    high: int | None
    outcome: Outcome

    @property
    def estimate(self) -> Estimate:
        """The three numbers."""
        return Estimate(self.low, self.best, self.high)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One figure, compared with `theirs`: what the other dataset's rows add up to, null if no row has a figure.

    `first`, `last`, `approximate` and `places` are the figure's own, or those of an event without a figure. `low`,
    `best` and `high` are what the figure's words state. If `theirs` has a `low`, a null `best` is unknown and a null
    `high` means no upper limit. `rows` are counted: `rows_with_figure` of them have a number that says something about
    the metric, and `same_source` cite the source of the figure (null if that is not known). `straddling` rows are only
    partly in these days or places and are not counted. For an event without a figure, what is said of one is null.
    """

    event: str
    metric: str | None
    first: dt.date
    last: dt.date | None
    approximate: bool
    places: tuple[str, ...]
    wording: str | None
    source: str | None
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
    """The same with the ids of the counted rows, and of the rows that are only partly in these days or places."""

    ids: tuple[str, ...]
    straddling_ids: tuple[str, ...]


class Line(NamedTuple):
    """A figure, or an event without one, and the rows that it is compared with.

    `reasons` explain the outcome, except how far the figure is outside the other dataset's range. `is_missing`: the
    other dataset has no figures of this metric. `unnamed` counted rows cite no source.
    """

    event: Event
    figure: Figure | None
    reasons: tuple[str, ...]
    is_missing: bool
    unnamed: int
    compared: Compared


class Crosscheck(NamedTuple):
    """The report of crosscheck: a line for each figure, then the events without one. `other` is the other dataset."""

    question: Question
    other: Chronology
    lines: tuple[Line, ...]
    with_ids: bool

    @property
    def is_empty(self) -> bool:
        """Whether no figure or event matches."""
        return not self.lines

    @property
    def document(self) -> object:
        """The content of its JSON."""
        return tuple(line.compared for line in self.lines)

    @property
    def remark(self) -> str:
        """The line for stderr."""
        return "" if self.lines else "No figures match."


def asked_figures(question: Question) -> tuple[tuple[Event, Figure | None], ...]:
    """Return the figures that match the filters, in order of their events; then the events that have no figure.

    Replaced events are left out.
    """
    events = [event for event in question.events if not event.replaced_by]
    figures = [
        (event, figure)
        for event in events
        for figure in event.figures
        if figure.metric in question.reporting and (question.sources is None or figure.source in question.sources)
    ]
    return (*figures, *((event, None) for event in events if not event.figures))


def filters_needed(question: Question) -> Filters:
    """Return filters for the days of the other dataset that an answer needs: those asked for, and one either side."""
    chronology = question.chronology
    periods = [
        chronology.days(figure.period if figure else event.span, event) for event, figure in asked_figures(question)
    ]
    first = min((days.first for days in periods), default=chronology.as_of)
    last = max((days.last for days in periods), default=first)
    needed = widened(Days(first, last))
    return Filters(since=needed.first.isoformat(), until=needed.last.isoformat())


def crosscheck_report(question: Question, other: Chronology, *, with_ids: bool = False) -> Crosscheck:
    """Return each figure that matches the filters, compared with another dataset.

    Raises BadQuestion if there are too many figures and rows.
    """
    check = _Check(question.chronology, other, with_ids=with_ids)
    lines = tuple(check.line(event, figure) for event, figure in asked_figures(question))
    return Crosscheck(question, other, lines, with_ids)


class _Check:
    """Two chronologies to compare. What several figures need is made once."""

    def __init__(self, chronology: Chronology, other: Chronology, *, with_ids: bool) -> None:
        self._chronology, self._other, self._with_ids = chronology, other, with_ids
        self._places = SamePlaces(chronology, other)
        self._provinces = [place for place in chronology.places if place.kind in PROVINCES]
        self._rows: dict[str | None, OtherRows] = {}
        self._left = MAX_ROWS

    def line(self, event: Event, figure: Figure | None) -> Line:
        """Return one figure, or an event without one, compared with the other dataset."""
        metric = metric_like(self._other, self._chronology.metric[figure.metric]) if figure else None
        span, places = (figure.period, figure.places) if figure else (event.span, event.places)
        days = self._chronology.days(span, event)
        chosen = self._look(metric, days, places)
        word, by, looks, reasons = None, 0, tuple[Look, ...](), tuple(self._uncounted(chosen))
        if figure and metric and figure.places:
            word = _word(figure.value, chosen)
            by = distance(figure.value, chosen.sum) if word in (Outcome.BELOW, Outcome.ABOVE) else 0
            reasons = (*self._reasons(figure, metric, word, chosen), *reasons)
            looks = tuple(look for look in self._other_looks(event, figure, metric, days) if look.outcome is not word)
        elif figure:
            label = self._chronology.metric[figure.metric].label
            word = Outcome.NOT_COMPARABLE
            reasons = ("the figure names no place" if metric else f"the other dataset has no figures of {label}",)
        low, best, high = in_order(figure.count) if figure else (None, None, None)
        compared = Compared(
            event=event.id,
            metric=figure.metric if figure else None,
            first=span.first,
            last=span.last,
            approximate=span.approximate,
            places=places,
            wording=quotes.printed(figure) if figure else None,
            source=figure.source if figure else None,
            low=low,
            best=best,
            high=high,
            theirs=chosen.sum,
            outcome=word,
            reason="; ".join((*((f"by {by:,}",) if by else ()), *reasons)) or None,
            rows=len(chosen.rows),
            rows_with_figure=sum(row.states is not None for row in chosen.rows) if figure else None,
            straddling=len(chosen.straddling),
            same_source=self._same_source(figure, chosen.rows) if figure and metric else None,
            other_looks=looks,
        )
        if self._with_ids:
            ids, straddling = (tuple(row.id for row in rows) for rows in (chosen.rows, chosen.straddling))
            compared = ComparedWithIds(**vars(compared), ids=ids, straddling_ids=straddling)
        unnamed = sum(not row.sources for row in chosen.rows)
        return Line(event, figure, reasons, figure is not None and metric is None, unnamed, compared)

    def _look(self, metric: Metric | None, days: Days, places: Iterable[str]) -> Chosen:
        """The other dataset's rows for these days and places, and what they add up to."""
        key = metric.id if metric else None
        looked = 0
        if key not in self._rows:
            self._rows[key] = OtherRows(self._other, metric)
            looked = len(self._other.events)
        chosen = self._rows[key].look(days, self._places.matched(places))
        looked += len(chosen.rows) + len(chosen.straddling) + len(chosen.unsure)
        # rows whose tolls include other rows take longer than those that are only added up
        self._left -= looked if self._other.is_coded else 2 * looked
        if self._left < 0:
            raise BadQuestion(TOO_MANY)
        return chosen

    def _same_source(self, figure: Figure, rows: Sequence[OtherRow]) -> int | None:
        """How many rows cite the figure's source; None if that is not known."""
        if figure.source is None or (rows and not any(row.sources for row in rows)):
            return None
        names = names_of(self._chronology, figure.source)
        return sum(any(is_called(source, names) for source in row.sources) for row in rows)

    # Reasons

    def _reasons(self, figure: Figure, metric: Metric, word: Outcome, chosen: Chosen) -> Iterator[str]:
        """What explains the outcome: what the figure's words leave open, or why the rows say no more."""
        low, value, high = in_order(figure.count)
        match word:
            case Outcome.BELOW:
                if low == value and high is None:
                    yield "the figure is a minimum"
                elif high is not None and high > value:
                    yield f"the figure goes up to {high:,}"
            case Outcome.ABOVE:
                if low is None and high == value:
                    yield "the figure is a maximum"
                elif low is not None and low < value:
                    yield f"the figure goes down to {low:,}"
            case Outcome.WITHIN:
                ends = (("low", chosen.sum.low), ("high", chosen.sum.high))
                yield from (f"the other dataset states no {name}" for name, end in ends if end is None)
            case Outcome.NO_ROWS | Outcome.NOT_COMPARABLE:
                yield from _silence(metric, chosen)
            case _:
                assert_never(word)

    def _uncounted(self, chosen: Chosen) -> Iterator[str]:
        """The rows that may be in these days and places."""
        if unsure := chosen.unsure:
            names = [
                f"{quotes.place_names(self._other, row.places)} {row.number} {row.label}".rstrip() for row in unsure
            ]
            listed = "; ".join(names[:MAX_UNSURE]) + (f"; {len(names) - MAX_UNSURE:,} more" * (len(names) > MAX_UNSURE))
            yield f"{rows_text(len(unsure))} not counted because the place is not certain ({listed})"
        if chosen.unread:
            yield f"{rows_text(chosen.unread)} on these days could not be read"

    # Other looks

    def _other_looks(self, event: Event, figure: Figure, metric: Metric, days: Days) -> Iterator[Look]:
        for look, when, where in self._wheres(event, figure, days):
            chosen = self._look(metric, when, where)
            yield Look(look, chosen.sum.low, chosen.sum.best, chosen.sum.high, _word(figure.value, chosen))

    def _wheres(self, event: Event, figure: Figure, days: Days) -> Iterator[tuple[str, Days, Iterable[str]]]:
        """Other days and places: a day either side, wider and narrower places, a region without each of its provinces.

        If a figure's places are wider than its event's, the event's and those between are narrower places.
        """
        chronology = self._chronology
        yield "one day either side", widened(days), figure.places
        if (wider := self._around(figure.places)) != figure.places:
            yield f"in {quotes.place_names(chronology, wider)}", days, wider
        inner, narrower = chronology.places_within(figure.places), event.places
        while narrower and inner.issuperset(narrower) and set(narrower).isdisjoint(figure.places):
            yield f"in {quotes.place_names(chronology, narrower)}", days, narrower
            narrower = self._around(narrower)
        regions = (place for place in figure.places if chronology.place[place].kind == PlaceKind.REGION)
        in_regions = chronology.places_within(regions).difference(figure.places)
        provinces = [place for place in self._provinces if place.id in in_regions]
        for province in provinces if len(provinces) > 1 else ():
            out = chronology.places_within([province.id]) | chronology.places_around([province.id])
            yield f"without {province.name}", days, inner - out

    def _around(self, places: Sequence[str]) -> tuple[str, ...]:
        """The places that contain these; themselves if none does."""
        return tuple(dict.fromkeys(self._chronology.place[place].within or place for place in places))


def _word(value: int, chosen: Chosen) -> Outcome:
    """The outcome. Rows that could not be read may only raise the low. Rows that may be there are not "no rows"."""
    word = outcome(value, chosen.sum)
    is_open = (chosen.unread and word is not Outcome.BELOW) or (chosen.unsure and word is Outcome.NO_ROWS)
    return Outcome.NOT_COMPARABLE if is_open else word


def _silence(metric: Metric, chosen: Chosen) -> Iterator[str]:
    """Why rows do not say how many there are."""
    rows = chosen.rows
    partial = [row for row in rows if row.states and row.states.best is None]
    if partial:
        some = f"{len(partial):,} of {len(rows):,} rows" if len(rows) > 1 else "the row"
        gives = f"{some} {'gives' if len(partial) == 1 else 'give'} only"
        yield f"{gives} {quotes.names_text(dict.fromkeys(row.label for row in partial))}, not {metric.label}"
    elif rows and not chosen.unread:
        yield "the rows have no such figure" if chosen.sum == NOTHING else "the other dataset states no low and no high"


def rows_text(number: int) -> str:
    """Return a number of rows in words: 1 row, 5 rows, no rows."""
    return number_of(number, "row", "no")
