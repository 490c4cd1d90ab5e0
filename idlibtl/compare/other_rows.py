"""Another dataset as rows to compare figures with: when and where each is, and what it states.

A row of UCDP GED or ACLED is used as its file has it. In a chronology each event is a row; what its tolls include is
counted once, as in a total.
"""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from idlibtl.compare.same_places import Matched
from idlibtl.field.chronology import FieldChronology
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Days
from idlibtl.model.figures import Count, together
from idlibtl.model.letters import letters_of
from idlibtl.model.records import Metric
from idlibtl.query.filters import Filters
from idlibtl.query.names import searchable, words
from idlibtl.query.question import ask
from idlibtl.query.verdict import sources_of
from idlibtl.totals.account import Account, sum_of_coded

#: In coded data, the metric of all people killed, and the metrics that are a part of it.
WHOLE, CIVILIANS, FIGHTERS = "killed", "civilians", "fighters"

#: GED's kind of violence against civilians, in which all the dead are civilians.
_ONE_SIDED = "one-sided"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What another dataset's rows add up to. All three are null if no row has a figure, which is not 0.

    If there is a `low`, a null `best` is unknown. A null `high` means no upper limit.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None

    def __str__(self) -> str:
        """Return the three numbers with slashes: 13/15/17, 45/45/open, 0/?/483, -/15/- if no bounds are stated.

        It is empty if there are no numbers.
        """
        if self == NOTHING:
            return ""
        low, best = (
            f"{number:,}" if number is not None else sign for number, sign in ((self.low, "-"), (self.best, "?"))
        )
        return f"{low}/{best}/{f'{self.high:,}' if self.high is not None else '-' if self.low is None else 'open'}"


#: The estimate if no row has a figure.
NOTHING = Estimate()


class OtherRow(NamedTuple):
    """One row: its `number`, what `label` says that it counts, and what it `states` about the metric.

    A number of another metric states no best. `is_sure`: the row is certainly in the town that it names. `sources` are
    the names of the sources that it cites.
    """

    id: str
    days: Days
    places: tuple[str, ...]
    number: Estimate
    label: str
    states: Estimate | None
    is_sure: bool
    sources: tuple[str, ...]


class Chosen(NamedTuple):
    """The rows for some days and places, and their `sum`.

    `straddling` rows are only partly in these days or places. `unsure` rows name the town, but their place may be
    another one. Neither are added up. `unread` rows on these days could not be read.
    """

    rows: Sequence[OtherRow]
    straddling: Sequence[OtherRow]
    unsure: Sequence[OtherRow]
    unread: int
    sum: Estimate


class _ByDay:
    """Rows in order of their days."""

    def __init__(self, rows: Sequence[OtherRow]) -> None:
        self._rows = rows
        self._firsts = [row.days.first for row in rows]
        self._lasts = list(accumulate((row.days.last for row in rows), max))

    def split(self, days: Days) -> tuple[list[OtherRow], list[OtherRow]]:
        """Return the rows that are entirely in these days, and those that are partly in them."""
        near = self._rows[bisect_left(self._lasts, days.first) : bisect_right(self._firsts, days.last)]
        inside = [row for row in near if days.holds(row.days)]
        return inside, [row for row in near if days.touches(row.days) and not days.holds(row.days)]


class OtherRows:
    """The rows of another dataset for one metric; without a metric, whatever they count."""

    def __init__(self, chronology: Chronology, metric: Metric | None) -> None:
        self._chronology = chronology
        self._rows = sorted(_rows(chronology, metric), key=_order)
        self._by_place: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            for place in row.places:
                self._by_place[place].append(number)
        self._in_places = cache(self._located)
        if metric is not None and not chronology.is_coded:
            self._whole = Account(ask(chronology, Filters()), metric)
            self._numbers: dict[str, list[int]] = defaultdict(list)
            for number, (_, event) in enumerate(self._whole.nest.keys):
                self._numbers[event].append(number)

    def look(self, days: Days, places: Matched) -> Chosen:
        """Return the rows that are entirely in these days and places, those that may be, and what the first add up to.

        A row that names a town may be in another one of that name, unless it is certain.
        """
        (rows, straddling), (partly, partly_both), unsure = (one.split(days) for one in self._in_places(places))
        straddling = sorted((*straddling, *partly, *partly_both), key=_order)
        unread = self._chronology.left_out_on(days) if isinstance(self._chronology, FieldChronology) else 0
        return Chosen(rows, straddling, sorted(chain(*unsure), key=_order), unread, self._sum(rows))

    def _located(self, places: Matched) -> Sequence[_ByDay]:
        """The rows that are entirely in these places, those that are partly in them, and those that may be."""
        located: tuple[list[OtherRow], ...] = ([], [], [])
        numbers = {number for place in places.certain | places.towns for number in self._by_place.get(place, ())}
        for row in map(self._rows.__getitem__, sorted(numbers)):
            there = [place in places.certain or (row.is_sure and place in places.towns) for place in row.places]
            located[0 if all(there) else 1 if any(there) else 2].append(row)
        return [_ByDay(rows) for rows in located]

    def _sum(self, rows: Sequence[OtherRow]) -> Estimate:
        """What rows add up to: in a chronology, what a total counts, or if that is one figure, its bounds."""
        states = [row.states for row in rows if row.states]
        if not states:
            return NOTHING
        has_best = all(estimate.best is not None for estimate in states)
        if self._chronology.is_coded:
            bests = (estimate.best if has_best else estimate.low for estimate in states)
            counts = [Count(row.low, best or 0, row.high) for row, best in zip(states, bests, strict=True)]
            low, best, high = sum_of_coded(counts)
            return Estimate(low, best if has_best else None, high)
        if not has_best:
            return Estimate(low=0)
        numbers = [number for row in rows for number in self._numbers.get(row.id, ())]
        account = Account(self._whole.question, self._whole.metric, self._whole, numbers)
        total = account.total if account.single is None else account.reported(account.single).stated
        return Estimate(*total) if total else NOTHING


def _order(row: OtherRow) -> tuple[dt.date, dt.date, str]:
    return row.days.first, row.days.last, row.id


def _rows(chronology: Chronology, metric: Metric | None) -> Iterator[OtherRow]:
    """The events of a chronology; each has the first figure that it has of these metrics.

    They are the metric, its parts, and what it is a part of: a number of people killed limits the number of civilians.
    """
    parts = chronology.whole
    if chronology.is_coded:
        parts = {CIVILIANS: WHOLE, FIGHTERS: WHOLE, **parts}
    wanted = (metric.id, *metric.parts, parts.get(metric.id, metric.id)) if metric else (WHOLE,)
    of_file = chronology.rows if isinstance(chronology, FieldChronology) else {}
    for event in chronology.current_events:
        row = of_file.get(event.id)
        # the figures of a row have their bounds unchanged
        figures = next((its for of in wanted if (its := chronology.figures_of.get(of, {}).get(event.id, ()))), ())
        count, of = (together([figure.count for figure in figures]), figures[0].metric) if figures else (None, "")
        states = number = Estimate(*count) if count else NOTHING
        if row is None:
            sources = tuple(name for one in sources_of(event) if one for name in names_of(chronology, one))
        else:
            sources = _cited(row.source_original, row.source_office, row.source_article)
        if metric and of not in (metric.id, *metric.parts):
            is_one_sided = _ONE_SIDED in event.kinds and metric.id == CIVILIANS
            states = Estimate(number.low if is_one_sided else 0, None, number.high)
        yield OtherRow(
            id=event.id,
            days=chronology.days(figures[0].period if figures else event.span, event),
            places=figures[0].places if figures else event.places,
            number=number,
            label=chronology.metric[of].label if of else "",
            states=states if of and metric else None,
            is_sure=row is None or row.codes.is_sure,
            sources=sources,
        )


# Sources


@lru_cache(maxsize=1 << 14)
def _cited(originals: str, offices: str, articles: str) -> tuple[str, ...]:
    """The sources that a row cites: original sources, offices, and the papers of its articles, not their headlines."""
    papers = re.findall(r'"([^",]+),[0-9]{4}-[0-9]{2}-[0-9]{2}', articles)
    names = (*re.split(r"[;,]", f"{originals};{offices}"), *papers)
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def names_of(chronology: Chronology, source: str) -> tuple[str, ...]:
    """Return the names of a source: an actor, or one of several publications."""
    actor = chronology.actor.get(source)
    if actor is None:
        publication = chronology.publication_by_id[source]
        return tuple(filter(None, (publication.title, publication.publisher)))
    return tuple(filter(None, (actor.name, actor.short, *actor.aliases)))


@lru_cache(maxsize=1 << 16)
def is_called(source: str, names: tuple[str, ...]) -> bool:
    """Return whether a source has one of the names, or contains one that is an abbreviation or has several words."""
    letters, text = letters_of(source), f"{searchable(source)} "
    for name in names:
        spelled = " ".join(words(name))
        is_distinct = " " in spelled or (len(name) >= 3 and name.isupper())
        if letters_of(name) == letters or (is_distinct and f" {spelled} " in text):
            return bool(letters)
    return False


# Metrics and days


def metric_like(other: Chronology, metric: Metric) -> Metric | None:
    """Return the other dataset's metric with the same id, or with one of the same names."""
    if metric.id in other.metric:
        return other.metric[metric.id]
    return next((like for like in other.metrics if not _spellings(metric).isdisjoint(_spellings(like))), None)


def _spellings(metric: Metric) -> set[str]:
    return {letters_of(name) for name in (metric.id, metric.label, *metric.aliases)}


def widened(days: Days) -> Days:
    """Return the days with one more on each side, as far as the calendar goes."""
    one = dt.timedelta(days=1)
    return Days(max(days.first, dt.date.min + one) - one, min(days.last, dt.date.max - one) + one)
