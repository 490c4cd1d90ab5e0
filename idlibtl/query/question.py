"""Questions about a chronology: filters as people type them -> a Question, which finds the events that match."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, assert_never

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import (
    BadQuestion,
    DateError,
    Days,
    Window,
    day_text,
    quoted,
    range_window,
    window,
    window_text,
)
from idlibtl.model.figures import number_of
from idlibtl.model.records import PUBLICATION, Event, Figure, Metric, Phase
from idlibtl.model.vocabulary import Section
from idlibtl.query.filters import NO_FILTERS, Filters
from idlibtl.query.names import NO_ONE, find, find_or_word, find_source, searchable, words
from idlibtl.query.verdict import Covers, Judge, sources_of

#: In a question about metrics: any of them, so that only events with a figure match.
ANY = "any"


class _Asked(NamedTuple):  # quicker to make than a dataclass
    chronology: Chronology
    asked: Filters
    window: Window
    phases: tuple[Phase, ...]
    actors: frozenset[str]
    places: frozenset[str]
    kinds: frozenset[str]
    sources: frozenset[str | None] | None
    metrics: tuple[Metric, ...]
    texts: tuple[tuple[str, ...], ...]
    together: bool = False


class Question(_Asked):
    """A question and its chronology; an empty filter leaves everything in.

    `sources` is None for every source; an entry of None is the publication itself. `together`: attributed to exactly
    these actors, as in a row of a breakdown.
    """

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter was given."""
        return bool(self.window) or any(self.asked)

    @property
    def wants_attribution(self) -> bool:
        """Whether a figure must be attributed to someone."""
        return bool(self.actors) and NO_ONE not in self.actors

    @cached_property
    def judge(self) -> Judge:
        """The rules that decide which figures are counted."""
        return Judge(self)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """The periods of the question: the dates asked for, or their part in each phase. A figure must be inside one.

        Phases that adjoin are one period.
        """
        if not self.phases:
            return (self.window,)
        joined: list[Days] = []
        for days in sorted((phase.days for phase in self.phases), key=lambda days: days.first):
            if joined and (days.first - joined[-1].last).days <= 1:
                joined[-1] = Days(joined[-1].first, max(joined[-1].last, days.last))
            else:
                joined.append(days)
        return tuple(self.window.within(days) for days in joined)

    @cached_property
    def within(self) -> frozenset[str]:
        """The places asked for, and all places in them."""
        return self.chronology.places_within(self.places)

    @cached_property
    def around(self) -> frozenset[str]:
        """The places asked for, and all places that contain them."""
        return self.chronology.places_around(self.places)

    @cached_property
    def reporting(self) -> frozenset[str]:
        """The metrics asked for, and their parts."""
        return frozenset(metric for asked in self.metrics for metric in (asked.id, *asked.parts))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that match every filter, in order."""
        return tuple(event for event in self.chronology.events if self.judge.passes(event))

    def covers(self, event: Event, figures: Sequence[Figure]) -> Covers:
        """Return what the figures of one metric in an event cover; they share all but their sources."""
        figure = figures[0]
        return Covers(
            self.chronology.days(figure.period, event),
            figure.places,
            figure.attributed_to,
            event.kinds,
            (figure.source,) if len(figures) == 1 else tuple(figure.source for figure in figures),
            self.text(event) if self.texts else "",
        )

    def text(self, event: Event) -> str:
        """Return what --text searches: title, summary, wording, and the names of actors, places and sources.

        Notes are for the reader of a record and are never searched.
        """
        chronology = self.chronology
        places = dict.fromkeys((*event.places, *(place for figure in event.figures for place in figure.places)))
        sources = dict.fromkeys((event.source, *(figure.source for figure in event.figures)))
        actors = dict.fromkeys((*(part.actor for part in event.actors), *(source for source in sources if source)))
        named = [chronology.actor[actor] for actor in actors if actor in chronology.actor]
        return searchable(
            event.title,
            event.summary,
            *(figure.wording for figure in event.figures),
            *(name for one in named for name in (one.name, one.short, *one.aliases)),
            *(chronology.publication_by_id[actor].title for actor in actors if actor not in chronology.actor),
            *(name for place in places for name in (chronology.place[place].name, *chronology.place[place].aliases)),
        )

    @property
    def end_text(self) -> str:
        """Where the chronology ends, as a sentence, if days after that are asked about."""
        as_of = self.chronology.as_of
        days = (day for window in self.windows for day in window if day)
        return f"The chronology ends on {day_text(as_of)}." if any(day > as_of for day in days) else ""

    @property
    def remark(self) -> str:
        """How many of all events match, and the dates as understood; empty without a filter."""
        return events_title(self, self.events) if self.is_narrowed or not self.events else ""


def ask(chronology: Chronology, filters: Filters = NO_FILTERS, days: Window | None = None) -> Question:
    """Return the question that `filters` ask; `days` are its dates if the command has its own.

    Raises DateError and UnknownName.
    """
    metrics = frozenset(find_or_word(chronology, "metrics", name, ANY) for name in filters.metrics)
    is_any = not metrics or (ANY in metrics and ANY not in chronology.metric)
    phases = _ids(chronology, "phases", filters.phases)
    asked = window(filters.since, filters.until) if days is None else days
    begins = chronology.events[0].first.year if chronology.events else 1
    for year in (day.year for day in (asked.first, asked.last) if day):
        if year < 1000 <= begins:  # it can only be a typing error
            raise BadQuestion(
                f"The year {year} is before the first event ({begins}). Type all four digits of the year."
            )
    texts = tuple(tuple(words(text)) for text in filters.texts)
    if () in texts:
        empty = quoted(filters.texts[texts.index(())])
        raise BadQuestion(f"--text needs at least one letter or digit, not {empty}.")
    return Question(
        chronology=chronology,
        asked=filters,
        window=asked,
        phases=tuple(phase for phase in chronology.phases if phase.id in phases),
        actors=frozenset(find_or_word(chronology, "actors", name, NO_ONE) for name in filters.actors),
        places=_ids(chronology, "places", filters.places),
        kinds=_ids(chronology, "kinds", filters.kinds),
        sources=frozenset(find_source(chronology, name) for name in filters.sources) or None,
        metrics=tuple(metric for metric in chronology.metrics if is_any or metric.id in metrics),
        texts=texts,
    )


def ask_range(chronology: Chronology, dates: Sequence[str], filters: Filters = NO_FILTERS) -> Question:
    """Return the question about one range, `A..B`, or the days between two dates.

    Raises UnknownName, and DateError, also if the filters have dates too.
    """
    return ask(chronology, in_range(dates, filters))


def in_range(dates: Sequence[str], filters: Filters) -> Filters:
    """Return the filters with the days of a range. Raises DateError, also if they have dates already."""
    days = range_window(*dates)
    if filters.since is not None or filters.until is not None:
        raise DateError("range takes its dates as arguments. Leave out --from and --to.")
    first, last = (None if day is None else str(day) for day in (days.first, days.last))
    return filters._replace(since=first, until=last)


def _ids(chronology: Chronology, section: str, typed: Iterable[str]) -> frozenset[str]:
    return frozenset(find(chronology, section, name) for name in typed)


def events_title(question: Question, events: Sequence[Event]) -> str:
    """Return how many of all events these are, and the dates as understood; if there is none, what to do."""
    days = f", {window_text(question.window)}" if question.window else ""
    everything = question.chronology.event_count
    if not everything:
        return "The chronology has no events."
    if not events:
        return f"No events match (0 of {everything:,}){days}.{_hint(question)}"
    number = question.chronology.loaded.listed or len(events)
    if question.is_narrowed or number < everything:
        return f"{number:,} of {number_of(everything, 'event')}{days}"
    return number_of(everything, "event")


def mentions(chronology: Chronology, section: Section) -> Callable[[Event], Collection[str]]:
    """Return the function that gives what an event mentions of a section.

    Places come with all places around them, parts with the metric that they are a part of.
    """
    match section:
        case Section.ACTORS:
            return lambda event: {part.actor for part in event.actors}
        case Section.PHASES:
            return lambda event: [event.phase] if event.phase else []
        case Section.PLACES:
            return lambda event: chronology.places_around(event.places)
        case Section.METRICS:
            whole = chronology.whole  # --metric killed finds civilians killed too
            return lambda event: {one for f in event.figures for one in (f.metric, whole.get(f.metric, f.metric))}
        case Section.KINDS:
            return lambda event: set(event.kinds)
        case Section.SOURCES:
            return lambda event: {source or PUBLICATION for source in sources_of(event)}
        case _:
            assert_never(section)


def notes(question: Question) -> Iterable[str]:
    """Yield what was understood, if it may not be what was meant: which of two places with one name it is."""
    chronology = question.chronology
    for place in (place for place in chronology.places if place.id in question.places):
        around = chronology.places_around([place.id]) - question.places
        wider = [one for one in chronology.places if one.id in around and one.name.startswith(f"{place.name} ")]
        if wider:
            yield f"{place.name} is the {place.kind}. {wider[0].name}: --place {wider[0].id}"


def _hint(question: Question) -> str:
    """What may have been meant, such as the source instead of an actor that acts in no event."""
    chronology = question.chronology
    for actor in question.actors if len(question.actors) == 1 else ():
        acts = any(part.actor == actor for event in chronology.events for part in event.actors)
        if not acts and any(actor in sources_of(event) for event in chronology.events):
            record = chronology.actor[actor]
            name = next((alias for alias in record.aliases if alias.startswith("the ")), record.name)
            return f" {name[:1].upper()}{name[1:]} is a source here: --source {actor}"
    return "".join(f" {note}" for note in (question.end_text, *notes(question)) if note)
