"""Questions about field datasets: the names that people type are found in the rows. And what the rows cover."""

import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from idlibtl.field.chronology import chronology_of, figures_of, summary_of, title_of
from idlibtl.field.places import Register, called, slug
from idlibtl.field.reading import Reading
from idlibtl.field.rows import Cells, Deaths, FileLayout, Row
from idlibtl.model.dates import Days, Span, Window
from idlibtl.model.letters import letters_of, plain
from idlibtl.model.records import PUBLICATION, Event, Figure, Participation, Role, unchecked
from idlibtl.model.vocabulary import BY_CALENDAR, BY_PLACE, By
from idlibtl.query.filters import NO_FILTERS, Filters
from idlibtl.query.names import UnknownName, has_words, searchable
from idlibtl.query.question import ask
from idlibtl.query.verdict import Covers
from idlibtl.totals.breakdown import calendar_period

#: Every day of the calendar.
ALL_DAYS = Days(date.min, date.max)

#: The row of a breakdown by time that a month is in, which many days share.
_row_of = cache(calendar_period)


class AlikeRows(NamedTuple):
    """Rows that cover the same, all or none of them checked by the makers of the dataset.

    `parties` are the ids of all who have a role, if that matters. Each row has its numbers, and where it begins.
    """

    covers: Covers
    parties: tuple[str, ...]
    is_unchecked: bool
    deaths: Sequence[Deaths]
    positions: Sequence[int]

    def rows(self) -> Iterator[tuple[Deaths, int]]:
        """Yield the numbers of each row, and where it begins."""
        return zip(self.deaths, self.positions, strict=True)

    def event(self, identity: str = "", title: str = "", figures: Iterable[Figure] = ()) -> Event:
        """Return an event that covers the same."""
        days, places, attributed_to, kinds, *_ = self.covers
        actors = dict.fromkeys((*attributed_to, *self.parties), Role.PARTY) | dict.fromkeys(
            attributed_to, Role.ATTACKER
        )
        return unchecked(
            Event,
            id=identity,
            date=Span(*days).stored,
            title=title,
            kinds=kinds,
            actors=tuple(unchecked(Participation, actor=actor, role=role) for actor, role in actors.items()),
            places=places,
            figures=tuple(figures),
        )


class Asked:
    """A question about a field dataset, and what one reading of its files says about it.

    `matters` has what matters even if no filter or breakdown asks for it: place, role (all who have one), or day.
    `window` has the dates if the filters do not. `phrases` may be names of places and actors that matter.

    `question` has no places, actors and sources until it is answered. `groups` are the rows that concern it. `register`
    has the places of the rows that were read, and all who have a role in them; `named` those that are asked for.
    """

    def __init__(
        self,
        reading: Reading,
        filters: Filters,
        matters: Collection[str] = (),
        window: Window | None = None,
        phrases: Sequence[str] = (),
        by: By | None = None,
    ) -> None:
        self.reading, self.filters, self.matters = reading, filters, matters
        self.window, self.phrases, self.by = window, phrases, by
        self.groups: Sequence[AlikeRows] = ()
        self.register, self.named = Register(), Register()
        unnamed = filters._replace(places=(), actors=(), sources=())
        self.question = ask(chronology_of(reading, self.named), unnamed, window)
        #: The text of every row for the verdict: all rows that were read have the words that were asked for.
        self.text = searchable(" ".join(next(iter(self.question.texts), ())))
        self._place_names = frozenset(map(letters_of, (*filters.places, *phrases)))
        self._names = self._place_names.union(map(letters_of, (*filters.actors, *filters.sources)))

    def answered(self) -> "Asked":
        """Return the question with its names resolved, and with the rows that concern it.

        Names are searched for in the rows that are read, then in all rows: then the rows are read once more, with all
        places and actors known. Raises DatasetError and UnknownName.
        """
        self.read()
        with suppress(UnknownName):
            self.resolve()
            return self
        every = Asked(self.reading.again(), NO_FILTERS, ("place", "role"))
        every.read()
        self.resolve(every.register)
        sources = [PUBLICATION if source is None else source for source in self.question.sources or ()]
        filters = self.filters._replace(places=[*self.question.places], actors=[*self.question.actors], sources=sources)
        again = Asked(self.reading.again(), filters, self.matters, self.window, self.phrases, self.by)
        again.read()
        again.resolve(every.register)
        return again

    def read(self) -> None:
        """Read the rows that concern the question, into `groups`. Raises DatasetError."""
        groups: dict[tuple[Any, ...], tuple[list[Deaths], array[int]]] = defaultdict(lambda: ([], array("Q")))
        texts, filters = self.question.texts, self.filters
        by_role = "role" in self.matters
        by_actor = by_role or self.by is By.ACTOR or bool(filters.actors or filters.sources)
        by_place = "place" in self.matters or self.by in BY_PLACE or bool(filters.places or self.phrases)
        alike = None if "day" in self.matters else self._alike
        lacks = _lacks(texts, self.reading.layout) if texts else None
        places: tuple[str, ...] | None = ()
        attributed_to: tuple[str, ...] = ()
        parties: tuple[str, ...] = ()
        for layout, rows in self.reading.rows(self.question.window, lacks, alike):
            place_of = layout.part(layout.place_columns, partial(self._place, layout))
            parties_of = layout.part(layout.party_columns, partial(self._parties, layout))
            pick_place, pick_parties = place_of.pick, parties_of.pick
            for cells, position, days, (codes, deaths) in rows:
                if by_place and (places := place_of[pick_place(cells)]) is None:
                    continue
                if texts and not _has_words(layout.row(cells), texts):
                    continue
                if by_actor:
                    attributed_to, others = parties_of[pick_parties(cells)]
                    parties = others if by_role else ()
                numbers, positions = groups[days, places, attributed_to, codes.kind, parties, codes.is_unchecked]
                numbers.append(deaths)
                positions.append(position)
        self.reading.require_enough()
        self.groups = [
            AlikeRows(Covers(days, places, attributed_to, (kind,), (None,), self.text), parties, is_unchecked, *alike)
            for (days, places, attributed_to, kind, parties, is_unchecked), alike in groups.items()
        ]

    def _place(self, layout: FileLayout, cells: Cells) -> tuple[str, ...] | None:
        """The id of a row's place, which is entered; None if it is neither in a place asked for nor around one.

        There is none if the row names no place; without a filter by place, also if no phrase names its town.
        """
        where = layout.read_place(cells)
        if self._place_names and where.is_town and self._place_names.isdisjoint(called(where.places)):
            return None if self.filters.places else ()
        return self.register.place(where.places, where.at)

    def _parties(self, layout: FileLayout, cells: Cells) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the actor that a row is attributed to, and of all that have a role in it; all are entered."""
        parties = layout.read_parties(cells)
        actors = tuple(map(self.register.actor, parties.names))
        return (slug(parties.attacker),) if parties.attacker else (), actors

    def _alike(self, days: Days) -> Days:
        """The days of a row, or their whole period if the question and its breakdown treat its days alike."""
        window = self.question.window
        if not window.holds(days):
            return days
        row = _row_of(self.by, days.first.replace(day=1))[2] if self.by in BY_CALENDAR else ALL_DAYS
        period = Days._make(window.within(row))
        return period if period.holds(days) else days

    def resolve(self, known: Register | None = None) -> None:
        """Ask the question about the places and actors that are named, and those already known. Raises UnknownName."""
        self.named = Register().add(known or Register()).add(self.register, self._names)
        self.question = ask(chronology_of(self.reading, self.named), self.filters, self.window)


def _has_words(row: Row, texts: Sequence[Sequence[str]]) -> bool:
    """Whether --text finds one of several texts in the event of a row. Its title has its places and actors."""
    text = searchable(title_of(row), summary_of(row), *(figure.wording for figure in figures_of(row, (), ())))
    return any(has_words(text, words) for words in texts)


def _lacks(texts: Sequence[Sequence[str]], layout: FileLayout) -> Callable[[str], bool] | None:
    """A quick test whether no text asked for can be found, by their words in ASCII that not every event has."""
    own = searchable(*layout.own_words)
    sought = [[word for word in words if word.isascii() and not has_words(own, (word,))] for words in texts]
    if not all(sought):
        return None

    def lacks(text: str) -> bool:
        if not text.isascii():
            text = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
        letters = plain(text)
        return not any(all(word in letters for word in words) for words in sought)

    return lacks
