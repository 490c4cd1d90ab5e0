"""What is asked of a field dataset: names as people type them are those of its rows; and what its rows cover."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from idlibtl.field.chronology import Facts, figures_of, summary_of, timeline_of, title_of
from idlibtl.field.places import Named, Register, called, chain, says_more, slug
from idlibtl.field.reading import Reading, Sound
from idlibtl.field.rows import TOWN, Layout, Parties, Where
from idlibtl.model.dates import Days, Span, Window
from idlibtl.model.letters import letters_of, plain
from idlibtl.model.records import PUBLICATION, Event, Figure, Participation, Role, unchecked
from idlibtl.query.filters import Filters
from idlibtl.query.names import UnknownName, has_words, searchable
from idlibtl.query.question import Question, ask
from idlibtl.query.verdict import Covers

_Read = TypeVar("_Read")

#: Every day of the calendar.
ALL_DAYS = Days(date.min, date.max)


class Coverage(NamedTuple):
    """What rows cover, as far as it matters to a question: null is what it does not ask about, empty what is not known.

    `place` and `attacker` are ids; `parties` are the ids of all who have a role.
    """

    days: Days
    kind: str
    place: str | None
    attacker: str | None
    parties: tuple[str, ...] | None

    def covers(self, text: str = "") -> Covers:
        """Return the same for the verdict."""
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


class Asked:
    """A question to the files of a reading, before the names of places and actors in it are known.

    `by_place`, `by_actor` and `by_role`: these matter even if no filter asks for them. `period` is the row of a
    breakdown by time that days are in. `places` are those of the rows that were read, by id, each after those that
    contain it; `actors` are the names of those that have a role in them.
    """

    def __init__(
        self,
        reading: Reading,
        filters: Filters,
        *,
        window: Window | None = None,
        by_place: bool = False,
        by_actor: bool = False,
        by_role: bool = False,
        period: Callable[[Days], Days] | None = None,
    ) -> None:
        self.reading, self.filters = reading, filters
        unnamed = filters._replace(places=(), actors=(), sources=())
        self.question = ask(timeline_of((), Register(), Facts(reading)), unnamed, window)
        self.places: dict[str, tuple[Named, ...]] = {}
        self.actors: dict[str, str] = {}
        self._by_place = by_place or bool(filters.places)
        self._by_actor, self._by_role = by_actor or by_role or bool(filters.actors or filters.sources), by_role
        self._place_names = frozenset(map(letters_of, filters.places))
        self._actor_names = frozenset(map(letters_of, (*filters.actors, *filters.sources)))
        self._window, self._period = window, period
        self._periods: dict[Days, Days] = {}

    def answered(self, read: "Callable[[Asked], _Read]") -> "tuple[Asked, Question, _Read]":
        """Return what a function makes of the rows, and the question that they answer, names in it being known.

        Names are those of the rows that are read, or else of any row: then the rows are read once more. Raise
        DatasetError and UnknownName.
        """
        found = read(self)
        self.reading.require_enough()
        try:
            return self, self.resolved(self.register()), found
        except UnknownName:
            again, register = self._in_all_rows()
            found = read(again)
            again.reading.require_enough()
            return again, again.resolved(again.register(register)), found

    @property
    def may_leave_out(self) -> bool:
        """Whether a filter was given that can leave out a figure of a row that the question may concern."""
        return bool(self.question.window) or any(self.filters._replace(metrics=(), texts=()))

    def rows(self) -> Iterator[tuple[Sound, Coverage, str]]:
        """Yield the rows that the question may concern, what they cover, and, if words are asked for, their text."""
        texts = self.question.texts
        lacks = _lacks(texts, self.reading.layout) if texts else None
        places = {layout: layout.places(self._place) for layout in self.reading.layouts}
        parties = {layout: layout.parties(self._parties) for layout in self.reading.layouts}
        for row in self.reading.rows(self.question.window, lacks, self._alike):
            place = places[row.layout](row.cells) if self._by_place else ""
            if place is None:
                continue
            text = ""
            if texts:
                text = "" if lacks and lacks(" ".join(row.cells)) else _text(row)
                if not any(has_words(text, words) for words in texts):
                    continue
            attacker, others = parties[row.layout](row.cells) if self._by_actor else (None, None)
            yield row, Coverage(row.days, row.codes.kind, place, attacker, others if self._by_role else None), text

    def _place(self, where: Where) -> str | None:
        """The id of a place, which is entered; None if it is neither in a place asked for nor around one."""
        places = chain(where)
        if where.level == TOWN and self._place_names and self._place_names.isdisjoint(called(places)):
            return None
        for number, place in enumerate(places, 1):
            known = self.places.get(place.id)
            if known is None or says_more(place.name, known[-1].name):
                self.places[place.id] = places[:number]
        return places[-1].id if places else ""

    def _parties(self, parties: Parties) -> tuple[str, tuple[str, ...]]:
        """The id of the one that a row is attributed to, and of all who have a role in it, who are entered."""
        for name in parties.names:
            if says_more(name, self.actors.get(slug(name), "")):
                self.actors[slug(name)] = name
        return slug(parties.attacker) if parties.attacker else "", tuple(map(slug, parties.names))

    def _alike(self, days: Days) -> Days:
        """The days of a row; or, if the question and its breakdown treat them alike, the period that they are in."""
        window = self.question.window
        if not window.holds(days):
            return days
        within = window.within(self._period(days) if self._period else ALL_DAYS)
        period = Days(within.first or days.first, within.last or days.last)
        return self._periods.setdefault(period, period) if period.holds(days) else days

    def register(self, register: Register | None = None) -> Register:
        """Return the places and actors that are called as is asked, of the rows that were read, and more."""
        register = register or Register()
        for places in self.places.values():
            if not self._place_names.isdisjoint(called(places)):
                register.place(places)
        for identity, name in self.actors.items():
            if not self._actor_names.isdisjoint((letters_of(identity), letters_of(name))):
                register.actor(name)
        return register

    def resolved(self, register: Register) -> Question:
        """Return the question to these places and actors. Raise UnknownName."""
        return ask(timeline_of((), register, Facts(self.reading)), self.filters, self._window)

    def _in_all_rows(self) -> "tuple[Asked, Register]":
        """The same with ids for the names that any row has, and the places and actors that are meant."""
        every = Asked(Reading(self.reading.tables, self.reading.watch), Filters(), by_place=True, by_role=True)
        for _ in every.rows():
            pass
        register, meant = Register(), Register()
        for places in every.places.values():
            register.place(places)
        for name in every.actors.values():
            register.actor(name)
        question = self.resolved(register)
        sources = question.sources or ()
        for place in question.places:
            meant.place(every.places[place])
        for actor in {*question.actors, *sources}:
            if actor in every.actors:
                meant.actor(every.actors[actor])
        ids = [PUBLICATION if source is None else source for source in sources]
        filters = self.filters._replace(places=[*question.places], actors=[*question.actors], sources=ids)
        again = Asked(
            Reading(self.reading.tables, self.reading.watch),
            filters,
            window=self._window,
            by_place=self._by_place,
            by_actor=self._by_actor,
            by_role=self._by_role,
            period=self._period,
        )
        return again, meant


def _text(row: Sound) -> str:
    """What --text searches in the event that a row is; the names of its places and actors are in its title."""
    whole = row.layout.row(row.cells)
    wordings = (figure.wording for figure in figures_of(whole, (), ()))
    return searchable(title_of(whole), summary_of(whole), *wordings)


def _lacks(texts: Sequence[Sequence[str]], layout: Layout) -> Callable[[str], bool] | None:
    """A quick test whether a text lacks words of all of several: those in ASCII that are not in every event."""
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
