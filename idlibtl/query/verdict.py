"""The one place that decides whether a figure, or an event, belongs to a question.

A figure is counted if everything that it covers is inside the question. If it only touches the question it is wider: it
is listed and never added. Both chronologies and field files use these rules.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from idlibtl.model.dates import Days
from idlibtl.model.records import Event, Role
from idlibtl.model.vocabulary import Exceeds, Status
from idlibtl.query.names import NO_ONE, has_words

if TYPE_CHECKING:
    from idlibtl.query.question import Question


class Covers(NamedTuple):
    """What a figure covers: its days, places, attribution, kinds and sources, and the words that --text searches.

    `sources` has None for the publication itself.
    """

    days: Days
    places: tuple[str, ...]
    attributed_to: tuple[str, ...]
    kinds: tuple[str, ...]
    sources: tuple[str | None, ...]
    text: str


class Verdict(NamedTuple):
    """The status of a figure by itself: counted, wider, not attributed, or None if it does not concern the question.

    `exceeds` are the respects in which it is not inside the question.
    """

    status: Status | None
    exceeds: tuple[Exceeds, ...]


COUNTED = Verdict(Status.COUNTED, ())


class Judge:
    """Decides for one question which events its filters list, and which figures they leave out."""

    def __init__(self, question: "Question") -> None:
        self._lists, self._rules = list(_lists(question)), list(_rules(question))
        #: Whether a filter was given that can leave a figure out.
        self.limits = bool(self._rules)

    def passes(self, event: Event) -> bool:
        """Return whether an event is listed: it touches the question in every respect. Its figures do not matter."""
        return all(is_listed(event) for is_listed in self._lists)

    def verdict(self, covers: Covers) -> Verdict:
        """Return the verdict on a figure that covers this, whatever it includes or is included in."""
        statuses = {}
        for exceeds, rule in self._rules:  # most figures are inside in every respect
            if (status := rule(covers)) is not Status.COUNTED:
                statuses[exceeds] = status
        if not statuses:
            return COUNTED
        for status in (None, Status.NOT_ATTRIBUTED):
            if status in statuses.values():
                return Verdict(status, tuple(statuses))
        return Verdict(Status.WIDER, tuple(statuses))


def _lists(asked: "Question") -> Iterator[Callable[[Event], bool]]:
    """Yield, for each filter that was given, whether it lists an event."""
    if asked.window:
        yield lambda event: asked.window.touches(asked.chronology.days(event.span, event))
    if asked.phases:
        yield lambda event: any(event.phase == phase.id for phase in asked.phases)
    if asked.places:
        yield lambda event: not asked.within.isdisjoint(event.places)
    if asked.kinds:
        yield lambda event: not asked.kinds.isdisjoint(event.kinds)
    if (sources := asked.sources) is not None:
        yield lambda event: not sources.isdisjoint(sources_of(event))
    if asked.actors:
        yield (
            lambda event: (
                any(part.actor in asked.actors for part in event.actors)
                or (NO_ONE in asked.actors and not names_someone(event))
            )
        )
    if asked.asked.metrics:
        yield lambda event: any(figure.metric in asked.reporting for figure in event.figures)
    if asked.texts:
        yield lambda event: _is_worded(asked, asked.text(event))


def _rules(asked: "Question") -> Iterator[tuple[Exceeds, Callable[[Covers], Status | None]]]:
    """Yield, for each respect in which figures are limited, the status that a figure has by it alone."""
    if asked.window or asked.phases:
        yield Exceeds.DAYS, partial(_days, asked)
    if asked.places:
        yield Exceeds.PLACES, partial(_places, asked)
    if asked.kinds:
        yield Exceeds.KINDS, lambda covers: _sets(asked.kinds, covers.kinds)
    if (sources := asked.sources) is not None:
        yield Exceeds.SOURCES, lambda covers: None if sources.isdisjoint(covers.sources) else Status.COUNTED
    if asked.actors:
        yield Exceeds.ACTORS, partial(_actors, asked)
    if asked.texts:
        yield Exceeds.WORDS, lambda covers: Status.COUNTED if _is_worded(asked, covers.text) else None


def _sets(asked: frozenset[str], covered: tuple[str, ...]) -> Status | None:
    if covered and asked.issuperset(covered):
        return Status.COUNTED
    return None if asked.isdisjoint(covered) else Status.WIDER


def _days(asked: "Question", covers: Covers) -> Status | None:
    if any(window.holds(covers.days) for window in asked.windows):
        return Status.COUNTED
    return Status.WIDER if any(window.touches(covers.days) for window in asked.windows) else None


def _places(asked: "Question", covers: Covers) -> Status | None:
    status = _sets(asked.within, covers.places)
    is_around = status is None and not asked.around.isdisjoint(covers.places)
    return Status.WIDER if is_around else status


def _actors(asked: "Question", covers: Covers) -> Status | None:
    if not covers.attributed_to:
        return Status.NOT_ATTRIBUTED if asked.wants_attribution else Status.COUNTED
    if asked.together and asked.actors > set(covers.attributed_to):
        return None
    return _sets(asked.actors, covers.attributed_to)


def _is_worded(asked: "Question", text: str) -> bool:
    """Whether a text has all the words of one of the texts asked for."""
    return any(has_words(text, words) for words in asked.texts)


def names_someone(event: Event) -> bool:
    """Return whether an event names anyone who does something, not only those who suffer it or help."""
    return any(part.role not in _PASSIVE for part in event.actors)


_PASSIVE = frozenset((Role.TARGET, Role.AFFECTED, Role.HELPER))


def sources_of(event: Event) -> set[str | None]:
    """Return the sources of an event and its figures; None is the publication itself."""
    return {event.source, *[figure.source for figure in event.figures]}
