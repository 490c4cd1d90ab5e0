"""Names as people type them -> ids, whatever the case, accents, apostrophes, hyphens and spaces."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeVar

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import BadQuestion, quoted, stored_form
from idlibtl.model.letters import alike, letters_of, plain
from idlibtl.model.records import PUBLICATION, Event

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")

#: How many names a message suggests, and how many it lists if several match.
MAX_OFFERED = 3
MAX_LISTED = 6

#: The fewest letters that are enough as the beginning of a name, if no other name begins so.
MIN_BEGUN = 3

#: The name, in a question about actors, for events that name no one who acts and figures that are not attributed.
NO_ONE = "none"

#: Words of at most this many letters match only whole words.
MAX_WHOLE = 2


class Name(NamedTuple):
    """Something with a name: its id, and what else it is called."""

    id: str
    others: tuple[str, ...] = ()


#: The command that lists a section.
_ALL = {
    "actors": "idlibtl actor",
    "phases": "idlibtl phase",
    "places": "idlibtl place",
    "metrics": "idlibtl names metrics",
    "kinds": "idlibtl names kinds",
    "sources": "idlibtl names sources",
    "events": "idlibtl list --text WORDS",  # there may be very many
}


class UnknownName(BadQuestion):
    """A name that matches nothing, or several: `what` it was to be, what was `typed`, and the `candidates`."""

    def __init__(self, section: str, typed: str, candidates: Sequence[str], *, ambiguous: bool) -> None:
        self.what, self.typed, self.candidates = section.removesuffix("s"), typed, tuple(candidates)
        matches = f"{quoted(typed)} matches {len(candidates):,} {section}"
        offered = candidates[:MAX_OFFERED]
        if not ambiguous:
            meant = f" Did you mean {' or '.join(offered)}?" if offered else ""
            how = "To search" if section == "events" else f"All {section}"
            message = f"Unknown {self.what} {quoted(typed)}.{meant} {how}: {_ALL[section]}"
        elif len(candidates) > MAX_LISTED:
            message = f"{matches}, such as {', '.join(offered)}. Type more of the name."
        else:
            message = f"{matches}: {', '.join(candidates)}. Type one of these."
        super().__init__(message)


def names(chronology: Chronology, section: str) -> Iterable[Name]:
    """Return everything in a section (actors, phases, places, metrics, kinds, sources) with what it is called."""
    match section:
        case "actors":
            return (Name(actor.id, _once(actor.name, actor.short, *actor.aliases)) for actor in chronology.actors)
        case "phases":
            return (Name(phase.id, (phase.title, str(phase.number))) for phase in chronology.phases)
        case "places":
            return (Name(place.id, (place.name, *place.aliases)) for place in chronology.places)
        case "metrics":
            return (Name(metric.id, (metric.label, *metric.aliases)) for metric in chronology.metrics)
        case "kinds":
            return (Name(kind.id, (kind.label, *kind.aliases)) for kind in chronology.kind.values())
        case _:
            sources = [*names(chronology, "actors")]
            sources += [Name(publication.id, (publication.title,)) for publication in chronology.publications]
            if chronology.publication:
                title, short = chronology.publication.title, chronology.source_short(None)
                itself = ("the publication", "the publication itself")
                # a dataset goes by its name
                called = _once(title, *itself, short) if chronology.is_coded else (*itself, title)
                sources.append(Name(PUBLICATION, called))
            return sources


def _once(*called: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, called)))


def find(chronology: Chronology, section: str, typed: str) -> str:
    """Return the id in a section that `typed` names: by id, name or alias, or by a beginning that is unique.

    An id or a name wins over an alias. If places with one name are in each other, it is the outermost, which includes
    the others. Raises UnknownName.
    """
    all_names = list(names(chronology, section))
    fits = _called(typed, all_names)
    if section == "places":
        namesakes = frozenset(fits)
        fits = [place for place in fits if namesakes.isdisjoint(chronology.places_around([place]) - {place})]
    if len(fits) > 1 and section != "phases":  # which have no aliases
        fitting = frozenset(fits)
        fits = _called(typed, (Name(name.id, name.others[:1]) for name in all_names if name.id in fitting)) or fits
    return _only(section, typed, fits or _begun(typed, all_names), all_names)


def first_known(answer: Callable[[_Asked], _Answer], questions: Sequence[_Asked]) -> _Answer:
    """Return the answer to the first of the questions whose names are all known. Raises the UnknownName of the last."""
    for question in questions[:-1]:
        with suppress(UnknownName):
            return answer(question)
    return answer(questions[-1])


def find_source(chronology: Chronology, typed: str) -> str | None:
    """Return the actor or publication that `typed` names, or None for the one publication. Raises UnknownName."""
    source = find(chronology, "sources", typed)
    return None if chronology.publication and source == PUBLICATION else source


def find_or_word(chronology: Chronology, section: str, typed: str, word: str) -> str:
    """Return the id that `typed` names, or this word if it was typed and nothing is called so. Raises UnknownName."""
    try:
        return find(chronology, section, typed)
    except UnknownName:
        if letters_of(typed) == word:
            return word
        raise


def find_event(chronology: Chronology, typed: str) -> Event:
    """Return the event with this id or title, or else the only one whose id begins so or whose title has these words.

    The beginning of an id may be typed as any date. Raises UnknownName.
    """
    if typed in chronology.event:
        return chronology.event[typed]
    typed_words = words(typed)
    begins = (typed.casefold().strip(), stored_form(typed))
    begun = [event.id for event in chronology.events if event.id.startswith(tuple(filter(None, begins)))]
    worded = [
        event.id for event in chronology.events if typed_words and has_words(searchable(event.title), typed_words)
    ]
    all_names = [Name(event.id, (event.title,)) for event in chronology.events]
    fits = _called(typed, all_names) or begun or worded
    return chronology.event[_only("events", typed, fits, all_names)]


def _called(typed: str, some_names: Iterable[Name]) -> list[str]:
    """The ids that `typed` may name: the id that it is, or the ids of everything called so."""
    ids = _by_letters(some_names).get(letters_of(typed), ())
    return [typed] if typed in ids else sorted(ids)


def _by_letters(some_names: Iterable[Name]) -> Mapping[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for name in some_names:
        for word in (name.id, *name.others):
            ids.setdefault(letters_of(word), set()).add(name.id)
    return ids


def _begun(typed: str, all_names: Iterable[Name]) -> list[str]:
    """The ids of everything in whose name each word typed begins a word."""
    sought = words(typed)
    if len(letters_of(typed)) < MIN_BEGUN:
        return []
    return sorted(n.id for n in all_names if any(has_words(searchable(w), sought) for w in (n.id, *n.others)))


def _only(section: str, typed: str, fits: Sequence[str], all_names: Iterable[Name]) -> str:
    """The only id that fits. Raises UnknownName with those that fit, or else with those of similar names."""
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise UnknownName(section, typed, fits, ambiguous=True)
    ids = _by_letters(all_names)
    like = alike(letters_of(typed), ids, MAX_OFFERED, 0.7)
    near = dict.fromkeys(identity for name in like for identity in sorted(ids[name]))
    raise UnknownName(section, typed, list(near)[:MAX_OFFERED], ambiguous=False)


def words(text: str) -> list[str]:
    """Return the words of a text for a search: without case, accents and apostrophes."""
    return "".join(character if character.isalnum() else " " for character in plain(text)).split()


def searchable(*texts: str | None) -> str:
    """Return texts in the form that `has_words` searches."""
    return f" {' '.join(words(' '.join(filter(None, texts))))} "


def has_words(searched: str, sought: Sequence[str]) -> bool:
    """Return whether each of the words is in a searchable text, or a word there starts with it.

    A word of one or two letters has to be there whole: UN is not found in "under".
    """
    return all(f" {word}{' ' if len(word) <= MAX_WHOLE else ''}" in searched for word in sought)
