"""Questions to field datasets: the names that people type are found in the rows. And what the rows cover."""

import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from idlibtl.field.chronology import Facts, chronology_of, figures_of, summary_of, title_of
from idlibtl.field.places import PlaceLevel, Register, called, chain, says_more, slug
from idlibtl.field.reading import Lacks, Reading
from idlibtl.field.rows import TOWN, Codes, Deaths, FileLayout, Memo, Parties, Row, Where
from idlibtl.model.dates import Days, Span, Window
from idlibtl.model.letters import letters_of, plain
from idlibtl.model.records import PUBLICATION, Event, Figure, Participation, Role, unchecked
from idlibtl.query.filters import Filters
from idlibtl.query.names import UnknownName, has_words, searchable
from idlibtl.query.question import Question, ask
from idlibtl.query.verdict import Covers

#: The most rows that are kept as they are read. If there are more, they are read again at their positions.
MAX_KEPT = 25_000

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


def how_often(groups: Sequence[AlikeRows]) -> list[tuple[RowNumbers, int]]:
    """Return the entries of groups, and how many rows have each."""
    times = Counter[int]()
    for group in groups:
        times.update(group.numbers)
    return [(groups[0].entries[number], count) for number, count in times.items()]


class Asked:
    """A question to the files of a reading, before the places and actors that it names are known.

    `matters` has what matters even if no filter asks for it: place, actor (that rows are attributed to), role (all who
    have one), or day. `phrases` may be names of places and actors that matter. `period` gives the row of a breakdown by
    time for a day. `places` are those of the rows that were read, by id, each after those that contain it, and `at` is
    where a town is; `actors` are the names of all who have a role in these rows, `entries` their different numbers.
    If `keeps`, `rows` has the rows that were read, by position, unless there are too many to keep.
    """

    def __init__(
        self,
        reading: Reading,
        filters: Filters,
        *,
        window: Window | None = None,
        matters: Collection[str] = (),
        phrases: Sequence[str] = (),
        period: Callable[[Days], Days] | None = None,
        keeps: bool = False,
    ) -> None:
        self.reading, self.filters = reading, filters
        unnamed = filters._replace(places=(), actors=(), sources=())
        self.question = ask(chronology_of((), Register(), Facts(reading)), unnamed, window)
        self.places: dict[str, tuple[PlaceLevel, ...]] = {}
        self.at: dict[str, tuple[float, float] | None] = {}
        self.actors: dict[str, str] = {}
        self.entries: Sequence[RowNumbers] = ()
        #: The text of every row for the verdict: all rows that were read have the words that were asked for.
        self.text = searchable(" ".join(next(iter(self.question.texts), ())))
        self._matters = {*matters}
        if filters.places or phrases:
            self._matters.add("place")
        if filters.actors or filters.sources or "role" in matters:
            self._matters.add("actor")
        self._place_names = frozenset(map(letters_of, (*filters.places, *phrases)))
        self._actor_names = frozenset(map(letters_of, (*filters.actors, *filters.sources, *phrases)))
        self._window, self._period, self._keeps = window, period, keeps
        self.rows: dict[int, Row] = {}
        self._periods = Memo(self._asked_of)

    def answered(self, meant: Register | None = None) -> "tuple[Asked, Question, Sequence[AlikeRows]]":
        """Return the question with its names resolved, and the rows that concern it.

        Names are searched for in the rows that are read, then in all rows: then the rows are read once more, with the
        places and actors that are `meant` known. Raises DatasetError and UnknownName.
        """
        groups = self.groups()
        try:
            return self, self.resolved(self.register(meant)), groups
        except UnknownName:
            if meant:
                raise
        again, meant = self._in_all_rows()
        return again.answered(meant)

    def groups(self) -> Sequence[AlikeRows]:
        """Return the rows that concern the question. Raises DatasetError."""
        groups: dict[tuple[Any, ...], tuple[array[int], array[int]]]
        groups = defaultdict(lambda: (array("Q"), array("I")))
        entries: dict[RowNumbers, int] = {}
        texts = self.question.texts
        by_place, by_actor, by_role = ("place" in self._matters, "actor" in self._matters, "role" in self._matters)
        alike = None if "day" in self._matters else self._alike
        lacks = _lacks(texts, self.reading.layout) if texts else None
        keeps = self._keeps
        place: str | None = ""
        attacker, parties = None, None

        def number_of(codes: Codes, deaths: Deaths) -> tuple[str, int]:
            return codes.kind, entries.setdefault(RowNumbers(deaths, codes.is_unchecked), len(entries))

        for layout, rows in self.reading.rows(number_of, self.question.window, lacks, alike):
            pick_place, place_of = layout.places(self._place)
            pick_parties, parties_of = layout.parties(self._parties)
            for cells, position, days, (kind, number) in rows:
                if by_place and (place := place_of[pick_place(cells)]) is None:
                    continue
                if texts and not _has_words(layout, cells, texts, lacks):
                    continue
                if by_actor:
                    attacker, others = parties_of[pick_parties(cells)]
                    parties = others if by_role else None
                positions, numbers = groups[days, kind, place, attacker, parties]
                positions.append(position)
                numbers.append(number)
                if keeps:
                    self.rows[position] = layout.row(cells)
                    if len(self.rows) > MAX_KEPT:
                        self.rows.clear()
                        keeps = False
        self.reading.require_enough()
        self.entries = list(entries)
        return [AlikeRows(Coverage(*key), self.entries, *rows) for key, rows in groups.items()]

    def _place(self, where: Where) -> str | None:
        """The id of a place, which is entered; None if it is neither in a place asked for nor around one.

        It is empty if the row names no place; without a filter by place, also if no phrase names its town.
        """
        places = chain(where)
        if where.level == TOWN and self._place_names and self._place_names.isdisjoint(called(places)):
            return None if self.filters.places else ""
        if where.at and places[-1].id not in self.at:
            self.at[places[-1].id] = where.at
        for number, place in enumerate(places, 1):
            earlier_chain = self.places.get(place.id)
            if earlier_chain is None or says_more(place.name, earlier_chain[-1].name):
                self.places[place.id] = places[:number]
        return places[-1].id if places else ""

    def _parties(self, parties: Parties) -> tuple[str, tuple[str, ...]]:
        """The id of the actor that a row is attributed to, and of all that have a role in it; all are entered."""
        for name in parties.names:
            if says_more(name, self.actors.get(slug(name), "")):
                self.actors[slug(name)] = name
        return slug(parties.attacker) if parties.attacker else "", tuple(map(slug, parties.names))

    def _alike(self, days: Days) -> Days:
        """The days of a row, or their whole period if the question and its breakdown treat its days alike."""
        if not self.question.window.holds(days):
            return days
        period = self._periods[self._period(days) if self._period else ALL_DAYS]
        return period if period.holds(days) else days

    def _asked_of(self, period: Days) -> Days:
        """The part of a period that was asked about."""
        within = self.question.window.within(period)
        return Days(within.first or period.first, within.last or period.last)

    def register(self, register: Register | None = None) -> Register:
        """Return a register with the places and actors of the rows that were read that may be the ones asked for."""
        register = register or Register()
        for places in self.places.values():
            if not self._place_names.isdisjoint(called(places)):
                register.place(places)
        for identity, name in self.actors.items():
            if not self._actor_names.isdisjoint((letters_of(identity), letters_of(name))):
                register.actor(name)
        return register

    def all_names(self, register: Register) -> Register:
        """Return the register with all places and actors of the rows that were read."""
        for identity, places in self.places.items():
            register.place(places, self.at.get(identity))
        for name in self.actors.values():
            register.actor(name)
        return register

    def resolved(self, register: Register, filters: Filters | None = None) -> Question:
        """Return the question, or that of other filters, about these places and actors. Raises UnknownName."""
        return ask(chronology_of((), register, Facts(self.reading)), filters or self.filters, self._window)

    def _in_all_rows(self) -> "tuple[Asked, Register]":
        """The same question with names searched for in all rows, and the places and actors that are meant."""
        every = Asked(Reading(self.reading.tables, self.reading.watch), Filters(), matters=("place", "role"))
        every.groups()
        meant = Register()
        question = self.resolved(every.all_names(Register()))
        sources = question.sources or ()
        for place in question.places:
            meant.place(every.places[place], every.at.get(place))
        for actor in {*question.actors, *sources}:
            if actor in every.actors:
                meant.actor(every.actors[actor])
        ids = [PUBLICATION if source is None else source for source in sources]
        filters = self.filters._replace(places=[*question.places], actors=[*question.actors], sources=ids)
        again = Asked(
            Reading(self.reading.tables, self.reading.watch),
            filters,
            window=self._window,
            matters=self._matters,
            period=self._period,
            keeps=self._keeps,
        )
        return again, meant


def _has_words(layout: FileLayout, cells: list[str], texts: Sequence[Sequence[str]], lacks: Lacks | None) -> bool:
    """Whether --text finds one of several texts in the event of a row. Its title has its places and actors."""
    if lacks and lacks(" ".join(cells)):
        return False
    row = layout.row(cells)
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
