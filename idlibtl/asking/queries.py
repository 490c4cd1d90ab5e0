"""Questions to a chronology: Timeline + filters -> a Selection, and what list and show report of it.

A report is what its JSON says, in plain records; how it looks is the business of `shapes` and `present`.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from idlibtl.model.dates import BadQuestion, DateError, Window, quoted, range_window, window, window_text
from idlibtl.model.records import PUBLICATION, Actor, Event, Metric, Phase, Timeline
from idlibtl.model.vocabulary import EventKind


class UnknownName(BadQuestion):
    """A name that nothing in the chronology has."""


class Filters(NamedTuple):
    """Filters as people type them. Given twice: either; different ones: all."""

    since: str | None = None
    until: str | None = None
    actors: Sequence[str] = ()
    phases: Sequence[str] = ()
    places: Sequence[str] = ()
    kinds: Sequence[str] = ()
    sources: Sequence[str] = ()
    metrics: Sequence[str] = ()
    texts: Sequence[str] = ()


class Selection(NamedTuple):
    """What was asked of which timeline, and the events that it picks.

    `events` pass every filter. `pool` are those that pass the filters on events alone: a total takes its figures from
    them, by each figure's own period and source, since a toll may be told outside the days that it counts.
    """

    timeline: Timeline
    window: Window
    events: tuple[Event, ...]
    pool: tuple[Event, ...]
    metrics: tuple[Metric, ...]
    sources: frozenset[str | None] | None
    asked: Filters

    @property
    def is_narrowed(self) -> bool:
        """Whether anything at all was filtered."""
        return bool(self.window) or any(self.asked)


def select(timeline: Timeline, filters: Filters, days: Window | None = None) -> Selection:
    """The events that pass `filters`, in `days` if a command names its window itself.

    Raises DateError and UnknownName, and DateError too for two windows at once.
    """
    if days is None:
        days = window(filters.since, filters.until)
    actors = {find_actor(timeline, name).id for name in filters.actors}
    phases = {find_phase(timeline, name).id for name in filters.phases}
    places = {_find_place(timeline, name) for name in filters.places}
    kinds = {_find_kind(name) for name in filters.kinds}
    sources = frozenset(_find_source(timeline, name) for name in filters.sources) or None
    metrics = {find_metric(timeline, name).id for name in filters.metrics}
    texts = [_search_words(text) for text in filters.texts]
    within = {place.id for place in timeline.places if places.intersection(timeline.places_around(place.id))}
    reporting = metrics.union(*(timeline.metric[metric].parts for metric in metrics))

    pool = tuple(
        event
        for event in timeline.events
        if (not actors or any(part.actor in actors for part in event.actors))
        and (not phases or event.phase in phases)
        and (not places or any(place in within for place in event.places))
        and (not kinds or event.kind in kinds)
        and (not texts or _has_words(event, texts))
    )
    events = tuple(
        event
        for event in pool
        if days.touches(event.span)
        and (sources is None or any(rests_on(event, source) for source in sources))
        and (not metrics or any(figure.metric in reporting for figure in event.figures))
    )
    return Selection(
        timeline=timeline,
        window=days,
        events=events,
        pool=pool,
        metrics=tuple(metric for metric in timeline.metrics if not metrics or metric.id in metrics),
        sources=sources,
        asked=filters,
    )


def select_range(timeline: Timeline, start: str, end: str | None, filters: Filters) -> Selection:
    """The events between `start` and `end`, or of the one window `start`, that pass `filters`.

    Raises DateError, also where the filters name a second window, and UnknownName.
    """
    days = range_window(start, end)
    if filters.since is not None or filters.until is not None:
        raise DateError("two windows at once: range names its own, so leave out --from and --to")
    return select(timeline, filters, days)


# Reports of events alone; those with totals are in `reports`


class Listing(NamedTuple):
    """The report of list."""

    events: tuple[Event, ...]

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self.events

    def remark(self, selection: Selection) -> str:
        """What to tell beside it."""
        return events_remark(self.events, selection)


class Shown(NamedTuple):
    """The report of show."""

    event: Event

    @property
    def document(self) -> object:
        """What its JSON says."""
        return self.event

    def remark(self, _: Selection) -> str:
        """What to tell beside it: nothing."""
        return ""


def listing(selection: Selection) -> Listing:
    """The events in order."""
    return Listing(selection.events)


def shown(selection: Selection, name: str) -> Shown:
    """One event in full. Raises UnknownName."""
    return Shown(find_event(selection.timeline, name))


def rests_on(event: Event, source: str | None) -> bool:
    """Whether `source` (None is the publication itself) is that of an event or of a figure in it."""
    return event.source == source or any(figure.source == source for figure in event.figures)


def events_remark(events: Sequence[Event], selection: Selection) -> str:
    """How many events of all there are, and the window understood; empty where nothing was filtered."""
    days = f", {window_text(selection.window)}" if selection.window else ""
    everything = len(selection.timeline.events)
    if not events:
        return f"no event matches, of {everything}{days}"
    return f"{len(events)} of {everything} events{days}" if selection.is_narrowed or len(events) < everything else ""


# Names as people type them: without regard to case, accents, apostrophes, hyphens and spaces


def find_actor(timeline: Timeline, name: str) -> Actor:
    """The actor with this id, name or alias. Raises UnknownName."""
    names = ((actor.id, (actor.name, *actor.aliases)) for actor in timeline.actors)
    return timeline.actor[_find("actor", name, names, "all actors: idlibtl actor")]


def find_phase(timeline: Timeline, name: str) -> Phase:
    """The phase with this id, title or number. Raises UnknownName."""
    names = ((phase.id, (phase.title, str(phase.number))) for phase in timeline.phases)
    return timeline.phase[_find("phase", name, names, "all phases: idlibtl phase")]


def find_metric(timeline: Timeline, name: str) -> Metric:
    """The metric with this id or label. Raises UnknownName."""
    names = ((metric.id, (metric.label,)) for metric in timeline.metrics)
    return timeline.metric[_find("metric", name, names, _all("metrics", timeline.metric))]


def find_event(timeline: Timeline, name: str) -> Event:
    """The event with this id or title. Raises UnknownName."""
    names = ((event.id, (event.title,)) for event in timeline.events)
    return timeline.event[_find("event", name, names, "all events: idlibtl list")]


def _find_place(timeline: Timeline, name: str) -> str:
    names = ((place.id, (place.name, *place.aliases)) for place in timeline.places)
    return _find("place", name, names, _all("places", timeline.place))


def _find_kind(name: str) -> EventKind:
    kinds = [kind.value for kind in EventKind]
    return EventKind(_find("kind", name, ((kind, ()) for kind in kinds), _all("kinds", kinds)))


def _find_source(timeline: Timeline, name: str) -> str | None:
    names: list[tuple[str, Sequence[str]]] = [(actor.id, (actor.name, *actor.aliases)) for actor in timeline.actors]
    sources = sorted({figure.source or PUBLICATION for event in timeline.events for figure in event.figures})
    names.append((PUBLICATION, ("the publication itself",)))
    found = _find("source", name, names, _all("sources of figures", sources))
    return None if found == PUBLICATION else found


def _all(what: str, ids: Iterable[str], most: int = 20) -> str:
    listed = list(ids)
    return f"{what}: {', '.join(listed[:most])}{', ...' if len(listed) > most else ''}"


def _find(what: str, typed: str, names: Iterable[tuple[str, Sequence[str]]], everything: str) -> str:
    """The id that `typed` names."""
    known: dict[str, set[str]] = {}
    for identity, others in names:
        if identity == typed:
            return identity
        for name in (identity, *others):
            known.setdefault(_letters(name), set()).add(identity)
    found = sorted(known.get(_letters(typed), ()))
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownName(f"{quoted(typed)} may be the {what} {' or '.join(found)}; use one of these ids")
    near = _nearest(_letters(typed), known)
    suggestion = f"; did you mean {' or '.join(near)}?" if near else "."
    raise UnknownName(f"no {what} is called {quoted(typed)}{suggestion} See {everything}")


def _nearest(letters: str, known: dict[str, set[str]], most: int = 3) -> list[str]:
    """The ids whose names are like `letters`, or begin with them."""
    begun = [name for name in known if len(letters) >= 3 and name.startswith(letters)]
    like = get_close_matches(letters[:100], known, n=most, cutoff=0.7)
    return list(dict.fromkeys(identity for name in (*like, *begun) for identity in sorted(known[name])))[:most]


#: Marks of several scripts and typewriters that stand for an apostrophe, ayn or hamza; some count as letters.
_APOSTROPHES = frozenset("'`\u00b4\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2018\u2019\u201b\u2032")


def _letters(text: str) -> str:
    """A name's letters and digits, by which it is matched."""
    return "".join(filter(str.isalnum, _plain(text)))


def _plain(text: str) -> str:
    """A text without case, accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        character for character in decomposed if not unicodedata.combining(character) and character not in _APOSTROPHES
    )


def _words(text: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in _plain(text)).split()


def _search_words(text: str) -> list[str]:
    words = _words(text)
    if not words:
        raise UnknownName(f"{quoted(text)} has no word to look for; give letters or digits")
    return words


def _has_words(event: Event, texts: Sequence[Sequence[str]]) -> bool:
    """Whether all words of one of the texts begin words of the event's title, summary, note or id."""
    told = " " + " ".join(_words(" ".join(filter(None, (event.title, event.summary, event.note, event.id)))))
    return any(all(f" {word}" in told for word in words) for words in texts)
