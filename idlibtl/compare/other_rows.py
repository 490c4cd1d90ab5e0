"""Another dataset as rows that one of our figures may be held against: where and when each is, and what it says.

A row of UCDP GED or ACLED is taken as its file has it. Of a chronology in our own format an event is a row; what its
tolls include is taken off, as in a total.
"""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from idlibtl.compare.outcomes import NOTHING, Estimate
from idlibtl.compare.same_places import Matched
from idlibtl.field.chronology import FieldTimeline
from idlibtl.field.rows import Numbers, Row
from idlibtl.model.dates import Days
from idlibtl.model.figures import Count, together
from idlibtl.model.letters import letters_of
from idlibtl.model.records import Event, Figure, Metric
from idlibtl.model.timeline import Timeline
from idlibtl.query.names import searchable, words
from idlibtl.totals.nests import OPEN, nest, reckoned

#: What a field dataset counts apart from all who were killed, and who all of them are.
_PARTS, WHOLE = ("civilians", "fighters"), "killed"

#: The code of GED for violence against civilians: all its dead are civilians.
_ONE_SIDED = 3

#: The codes of GED for a place that is known: in a town, or near it.
_PRECISE = (1, 2)


class Bound(NamedTuple):
    """What a number is at the least, and at the most if that is known."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One row. `said` is what it says of the metric; where it says nothing of it, another number may be a `bound`.

    `is_sure`: the row is really in the town that it names. `sources` are the names of those that it rests on.
    """

    id: str
    days: Days
    places: tuple[str, ...]
    said: Count | None
    bound: Bound | None
    is_sure: bool
    sources: tuple[str, ...]

    @property
    def has_figure(self) -> bool:
        """Whether it tells anything of the number at all."""
        return self.said is not None or self.bound is not None


@dataclass(frozen=True)
class Chosen:
    """The rows on some days in some places.

    Not counted are `straddling` ones, which lie there only in part, and `unsure` ones, which name the town without
    saying that they know it.
    """

    rows: tuple[BesideRow, ...]
    straddling: tuple[BesideRow, ...]
    unsure: int


class Beside:
    """The rows of one dataset for one metric, or, without one, whatever they count."""

    def __init__(self, timeline: Timeline, metric: Metric | None) -> None:
        self.timeline, self.metric = timeline, metric
        found = _field_rows(timeline, metric) if isinstance(timeline, FieldTimeline) else _own_rows(timeline, metric)
        self.rows = sorted(found, key=lambda row: (row.days.first, row.days.last, row.id))
        self._firsts = [row.days.first for row in self.rows]
        self._lasts = list(accumulate((row.days.last for row in self.rows), max))

    def chosen(self, days: Days, places: Matched) -> Chosen:
        """The rows whose days and places all lie inside, and those that only overlap."""
        begin, end = bisect_left(self._lasts, days.first), bisect_right(self._firsts, days.last)
        inside, straddling, unsure = [], [], 0
        for row in self.rows[begin:end]:
            if not days.touches(row.days):
                continue
            there = [each in places.certain or (row.is_sure and each in places.towns) for each in row.places]
            if all(there) and there and days.holds(row.days):
                inside.append(row)
            elif any(there):
                straddling.append(row)
            elif not row.is_sure:
                unsure += not places.towns.isdisjoint(row.places)
        return Chosen(tuple(inside), tuple(straddling), unsure)

    def sum(self, rows: Sequence[BesideRow]) -> Estimate:
        """What the rows add up to, their bounds put in order last; nothing where none of them has a figure."""
        if not any(row.has_figure for row in rows):
            return NOTHING
        low, best, high = self._known([row for row in rows if row.said is not None])
        known = {row.id for row in rows if row.said is not None}
        bounds = [row.bound for row in rows if row.bound is not None and not self._is_inside(row.id, known)]
        low += sum(bound.low for bound in bounds)
        high += sum(OPEN if bound.high is None else bound.high for bound in bounds)
        sums = [low, high] if bounds else [low, best, high]
        return Estimate(min(sums), None if bounds else best, None if high >= OPEN else max(sums))

    def _is_inside(self, event: str, known: Collection[str]) -> bool:
        """Whether a toll that is counted includes the event."""
        of = self.metric.id if self.metric else ""
        at = self.timeline.holder.get((of, event))
        while at is not None and at not in known:
            at = self.timeline.holder.get((of, at))
        return at is not None

    def _known(self, rows: Sequence[BesideRow]) -> tuple[int, int, int]:
        """The sums of what rows say of the metric; nobody is counted twice where one includes another."""
        said = {row.id: row.said for row in rows}
        if self.metric is None or not self.timeline.holder or isinstance(self.timeline, FieldTimeline):
            counts = [count for count in said.values() if count is not None]
            highs = [OPEN if count.high is None else count.high for count in counts]
            return sum(count.low for count in counts), sum(count.best for count in counts), sum(highs)
        nested = nest(self.timeline, self.metric)
        counted = [said.get(event) if of == self.metric.id else None for of, event in nested.keys]
        owns = reckoned(nested, counted)
        return sum(owns.low), sum(owns.best), sum(owns.high)


# A field dataset


def _field_rows(timeline: FieldTimeline, metric: Metric | None) -> Iterator[BesideRow]:
    rows = timeline.rows
    is_part = metric is not None and metric.id in _PARTS
    for event in timeline.events:
        row = rows[event.id]
        codes, deaths = row.codes, row.deaths
        said = deaths.killed if metric is None or metric.id == WHOLE else getattr(deaths, metric.id)
        one_sided = codes.type_of_violence == _ONE_SIDED and metric is not None and metric.id == _PARTS[0]
        bound = Bound(deaths.killed.low if one_sided else 0, deaths.killed.high)
        yield BesideRow(
            id=row.id,
            days=Days(row.first, row.last),
            places=event.places,
            said=_count(said),
            bound=bound if is_part and said is None else None,
            # ACLED has no codes of GED: what it places in a town is there
            is_sure=codes.where_prec in _PRECISE or codes.type_of_violence is None,
            sources=_sources(row),
        )


def _count(numbers: Numbers | None) -> Count | None:
    return None if numbers is None else Count(*numbers)


def _sources(row: Row) -> tuple[str, ...]:
    """Who a row rests on: its offices, its original sources and the papers of its articles; no headlines."""
    return _named_in(row.source_office, row.source_original, row.source_article)


@lru_cache(maxsize=1 << 14)
def _named_in(offices: str, originals: str, articles: str) -> tuple[str, ...]:
    papers = re.findall(r'"([^",]+),[0-9]{4}-[0-9]{2}-[0-9]{2}', articles)
    named = (*re.split(r"[;,]", f"{offices};{originals}"), *papers)
    return tuple(dict.fromkeys(name.strip() for name in named if name.strip()))


# A chronology in our own format


def _own_rows(timeline: Timeline, metric: Metric | None) -> Iterator[BesideRow]:
    for event in timeline.standing:
        told = timeline.figures_of[metric.id].get(event.id, ()) if metric else ()
        others = _others(timeline, event, metric) if metric and not told else ()
        figure = next(iter((*told, *others)), None)
        yield BesideRow(
            id=event.id,
            days=timeline.days(figure.period if figure else event.span),
            places=figure.places if figure else event.places,
            said=together([each.count for each in told]) if told else None,
            bound=_bound(others, metric) if metric and others else None,
            is_sure=True,
            sources=tuple(_source_names(timeline, event)),
        )


def _others(timeline: Timeline, event: Event, metric: Metric) -> tuple[Figure, ...]:
    """The figures of an event that bound a metric of which it has none: of what it is a part of, or of its parts."""
    whole = timeline.whole.get(metric.id)
    of_whole = timeline.figures_of[whole].get(event.id, ()) if whole else ()
    return of_whole or tuple(
        figure for part in metric.parts for figure in timeline.figures_of[part].get(event.id, ())[:1]
    )


def _bound(others: Sequence[Figure], metric: Metric) -> Bound:
    """There are no more civilians than people killed, and no fewer people killed than civilians and fighters."""
    if others[0].metric in metric.parts:
        return Bound(sum(figure.count.low or 0 for figure in others), None)
    return Bound(0, together([figure.count for figure in others]).high)


def _source_names(timeline: Timeline, event: Event) -> Iterator[str]:
    for source in dict.fromkeys((event.source, *(figure.source for figure in event.figures))):
        if source is not None:
            yield from names_of(timeline, source)


# The same source


def names_of(timeline: Timeline, source: str) -> tuple[str, ...]:
    """What a source is called: an actor, or a publication where there are several."""
    if source in timeline.actor:
        return (timeline.actor[source].name, *timeline.actor[source].aliases)
    publication = timeline.publication_by_id[source]
    return (publication.title, *((publication.publisher,) if publication.publisher else ()))


def cites(row: BesideRow, names: tuple[str, ...]) -> bool:
    """Whether a row rests on somebody of these names."""
    return any(_is_called(source, names) for source in row.sources)


@lru_cache(maxsize=1 << 16)
def _is_called(source: str, names: tuple[str, ...]) -> bool:
    """Whether a source is one of the names, or has one in it that is an abbreviation or of several words."""
    letters, text = letters_of(source), f"{searchable(source)} "
    for name in names:
        spelled = " ".join(words(name))
        telling = " " in spelled or (len(name) >= 3 and name.isupper())
        if letters_of(name) == letters or (telling and f" {spelled} " in text):
            return bool(letters)
    return False


def metric_like(theirs: Timeline, metric: Metric) -> Metric | None:
    """Their metric of the same id or names as one of ours."""
    if metric.id in theirs.metric:
        return theirs.metric[metric.id]
    ours = _letters(metric)
    return next((other for other in theirs.metrics if not ours.isdisjoint(_letters(other))), None)


def _letters(metric: Metric) -> set[str]:
    return set(map(letters_of, (metric.id, metric.label, *metric.aliases)))


def widened(days: Days) -> Days:
    """The days with one more on either side, as far as the calendar goes."""
    one = dt.timedelta(days=1)
    return Days(
        days.first - one if days.first > dt.date.min else days.first,
        days.last + one if days.last < dt.date.max else days.last,
    )
