"""Questions to field datasets: the names that people type are found in the rows. And what the rows cover."""

import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from idlibtl.field.chronology import chronology_of, figures_of, summary_of, title_of
from idlibtl.field.places import PlaceLevel, Register, called, chain, says_more, slug
from idlibtl.field.reading import Reading
from idlibtl.field.rows import TOWN, Cells, Codes, Deaths, FileLayout, Memo, Row
from idlibtl.model.dates import Days, Span, Window
from idlibtl.model.letters import letters_of, plain
from idlibtl.model.records import PUBLICATION, Event, Figure, Participation, Role, unchecked
from idlibtl.query.filters import NO_FILTERS, Filters
from idlibtl.query.names import UnknownName, has_words, searchable
from idlibtl.query.question import ask
from idlibtl.query.verdict import Covers

#: Every day of the calendar.
ALL_DAYS = Days(date.min, date.max)


class Coverage(NamedTuple):
    """What rows cover, as far as it matters to a question. None: it was not asked about. Empty: it is not known.

    `place` and `attacker` are ids; `parties` are the ids of all who have a role.
    """

    days: Days
    kind: str
    place: str | None
    attacker: str | None
    parties: tuple[str, ...] | None

    def covers(self, text: str = "") -> Covers:
        """Return the same in the form that the verdict takes; `text` is what --text searches."""
        return Covers(
            days=self.days,
            places=(self.place,) if self.place else (),
            attributed_to=(self.attacker,) if self.attacker else (),
            kinds=(self.kind,),
            sources=(None,),
            text=text,
        )

    def event(self, identity: str = "", title: str = "", figures: Iterable[Figure] = ()) -> Event:
        """Return an event that covers the same."""
        actors = dict.fromkeys((*((self.attacker,) if self.attacker else ()), *(self.parties or ())), Role.PARTY)
        if self.attacker:
            actors[self.attacker] = Role.ATTACKER
        return unchecked(
            Event,
            id=identity,
            date=Span(self.days.first, self.days.last).stored,
            title=title,
            kinds=(self.kind,),
            actors=tuple(unchecked(Participation, actor=actor, role=role) for actor, role in actors.items()),
            places=(self.place,) if self.place else (),
            figures=tuple(figures),
        )


class RowNumbers(NamedTuple):
    """Numbers of rows. `is_unchecked`: the makers of the dataset have not yet checked these rows."""

    deaths: Deaths
    is_unchecked: bool


#: Different numbers, and how many rows have each.
Entries = Sequence[tuple[RowNumbers, int]]


class AlikeRows(NamedTuple):
    """Rows that cover the same: where each begins, and the index of its entry in `entries`."""

    coverage: Coverage
    entries: Sequence[RowNumbers]
    positions: Sequence[int]
    numbers: Sequence[int]

    def rows(self) -> Iterator[tuple[Deaths, int]]:
        """Yield the numbers of each row, and where it begins."""
        for number, position in zip(self.numbers, self.positions, strict=True):
            yield self.entries[number].deaths, position


def how_often(groups: Sequence[AlikeRows]) -> Entries:
    """Return the different numbers in groups, and how many rows have each."""
    times = Counter[int]()
    for group in groups:
        times.update(group.numbers)
    return [(groups[0].entries[number], count) for number, count in times.items()]


class Asked:
    """A question to a field dataset, and what one reading of its files says about it.

    `matters` has what matters even if no filter asks for it: place, actor (that rows are attributed to), role (all who
    have one), or day. `window` has the dates if the filters do not. `phrases` may be names of places and actors that
    matter. `period` gives the row of a breakdown by time for a day.

    `question` has no places, actors and sources until it is answered. `groups` are the rows that concern it. `places`
    are those of the rows that were read, by id, each after those that contain it, and `at` is where a town is; `actors`
    are the names of all who have a role in these rows.
    """

    def __init__(
        self,
        reading: Reading,
        filters: Filters,
        matters: Collection[str] = (),
        window: Window | None = None,
        phrases: Sequence[str] = (),
        period: Callable[[Days], Days] | None = None,
    ) -> None:
        self.reading, self.filters, self.matters = reading, filters, matters
        self.window, self.phrases, self.period = window, phrases, period
        self.groups: Sequence[AlikeRows] = ()
        self.places: dict[str, tuple[PlaceLevel, ...]] = {}
        self.at: dict[str, tuple[float, float]] = {}
        self.actors: dict[str, str] = {}
        self.resolve(Register(), filters._replace(places=(), actors=(), sources=()))
        #: The text of every row for the verdict: all rows that were read have the words that were asked for.
        self.text = searchable(" ".join(next(iter(self.question.texts), ())))
        asked_days = self.question.window
        self._periods = Memo(lambda period: Days._make(asked_days.within(period)))
        self._place_names = frozenset(map(letters_of, (*filters.places, *phrases)))
        self._actor_names = frozenset(map(letters_of, (*filters.actors, *filters.sources, *phrases)))

    def answered(self, meant: Register | None = None) -> "Asked":
        """Return the question with its names resolved, and with the rows that concern it.

        Names are searched for in the rows that are read, then in all rows: then the rows are read once more, with all
        places and actors known, which are `meant`. Raises DatasetError and UnknownName.
        """
        self.read()
        try:
            self.resolve(self.register(meant))
        except UnknownName:
            if meant:
                raise
        else:
            return self
        every = Asked(self.reading.again(), NO_FILTERS, ("place", "role"))
        every.read()
        meant = every.register(every=True)
        self.resolve(meant)
        sources = [PUBLICATION if source is None else source for source in self.question.sources or ()]
        filters = self.filters._replace(places=[*self.question.places], actors=[*self.question.actors], sources=sources)
        again = Asked(self.reading.again(), filters, self.matters, self.window, self.phrases, self.period)
        return again.answered(meant)

    def read(self) -> None:
        """Read the rows that concern the question, into `groups`. Raises DatasetError."""
        groups: dict[tuple[Any, ...], tuple[array[int], array[int]]]
        groups = defaultdict(lambda: (array("Q"), array("I")))
        entries: dict[RowNumbers, int] = {}
        texts, filters = self.question.texts, self.filters
        by_role = "role" in self.matters
        by_actor = by_role or "actor" in self.matters or bool(filters.actors or filters.sources)
        by_place = "place" in self.matters or bool(filters.places or self.phrases)
        alike = None if "day" in self.matters else self._alike
        lacks = _lacks(texts, self.reading.layout) if texts else None
        place: str | None = ""
        attacker, parties = None, None

        def number_of(codes: Codes, deaths: Deaths) -> tuple[str, int]:
            return codes.kind, entries.setdefault(RowNumbers(deaths, codes.is_unchecked), len(entries))

        for layout, rows in self.reading.rows(number_of, self.question.window, lacks, alike):
            place_of = layout.part(layout.place_columns, partial(self._place, layout))
            parties_of = layout.part(layout.party_columns, partial(self._parties, layout))
            pick_place, pick_parties = place_of.pick, parties_of.pick
            for cells, position, days, (kind, number) in rows:
                if by_place and (place := place_of[pick_place(cells)]) is None:
                    continue
                if texts and not _has_words(layout.row(cells), texts):
                    continue
                if by_actor:
                    attacker, others = parties_of[pick_parties(cells)]
                    parties = others if by_role else None
                positions, numbers = groups[days, kind, place, attacker, parties]
                positions.append(position)
                numbers.append(number)
        self.reading.require_enough()
        different = list(entries)
        self.groups = [AlikeRows(Coverage(*key), different, *rows) for key, rows in groups.items()]

    def _place(self, layout: FileLayout, cells: Cells) -> str | None:
        """The id of a row's place, which is entered; None if it is neither in a place asked for nor around one.

        It is empty if the row names no place; without a filter by place, also if no phrase names its town.
        """
        where = layout.read_place(cells)
        places = chain(where)
        if where.level == TOWN and self._place_names and self._place_names.isdisjoint(called(places)):
            return None if self.filters.places else ""
        if where.at:
            self.at.setdefault(places[-1].id, where.at)
        for number, place in enumerate(places, 1):
            earlier_chain = self.places.get(place.id)
            if earlier_chain is None or says_more(place.name, earlier_chain[-1].name):
                self.places[place.id] = places[:number]
        return places[-1].id if places else ""

    def _parties(self, layout: FileLayout, cells: Cells) -> tuple[str, tuple[str, ...]]:
        """The id of the actor that a row is attributed to, and of all that have a role in it; all are entered."""
        parties = layout.read_parties(cells)
        for name in parties.names:
            if says_more(name, self.actors.get(slug(name), "")):
                self.actors[slug(name)] = name
        return slug(parties.attacker) if parties.attacker else "", tuple(map(slug, parties.names))

    def _alike(self, days: Days) -> Days:
        """The days of a row, or their whole period if the question and its breakdown treat its days alike."""
        if not self.question.window.holds(days):
            return days
        period = self._periods[self.period(days) if self.period else ALL_DAYS]
        return period if period.holds(days) else days

    def register(self, register: Register | None = None, *, every: bool = False) -> Register:
        """Return a register with the places and actors of the rows that were read: those asked for, or `every` one."""
        register = register or Register()
        for identity, places in self.places.items():
            if every or not self._place_names.isdisjoint(called(places)):
                register.place(places, self.at.get(identity) if every else None)
        for identity, name in self.actors.items():
            if every or not self._actor_names.isdisjoint((letters_of(identity), letters_of(name))):
                register.actor(name)
        return register

    def resolve(self, register: Register, filters: Filters | None = None) -> None:
        """Ask the question, or that of other filters, about these places and actors. Raises UnknownName."""
        self.question = ask(chronology_of(self.reading, register), filters or self.filters, self.window)


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
