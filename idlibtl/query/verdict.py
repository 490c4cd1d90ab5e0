"""The one place that decides whether a figure, or an event, belongs to a question.

A figure is counted if everything that it covers is inside the question. If it only touches the question it is wider: it
is listed and never added. Chronologies and field files both ask here.
"""

from collections.abc import Callable, Mapping
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from idlibtl.model.dates import Days
from idlibtl.model.records import Event, Role
from idlibtl.model.vocabulary import Exceeds, Status
from idlibtl.query.filters import FILTERS
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


class Relation(Enum):
    """How what a figure covers in one respect relates to what was asked."""

    INSIDE = auto()
    TOUCHES = auto()
    NOT_ATTRIBUTED = auto()
    OUTSIDE = auto()


class Verdict(NamedTuple):
    """What becomes of a figure by itself: counted, wider, not attributed, or None if it does not concern the question.

    `exceeds` are the respects in which it is not inside the question.
    """

    status: Status | None
    exceeds: tuple[Exceeds, ...]


COUNTED = Verdict(Status.COUNTED, ())

Rule = Callable[[Covers], Relation]


class Judge:
    """Decides for one question. It remembers what it has decided, so that it can be asked of every row of a file."""

    def __init__(self, question: "Question") -> None:
        given = [aspect for one in FILTERS if (aspect := ASPECTS[one.field]).is_given(question)]
        self._lists = tuple(aspect.lists for aspect in given)
        rules = {aspect.exceeds: aspect.rule(question) for aspect in given if aspect.exceeds and aspect.rule}
        self._rules = tuple((exceeds, rules[exceeds]) for exceeds in Exceeds if exceeds in rules)

    @property
    def limits(self) -> bool:
        """Whether a filter was given that can leave a figure out."""
        return bool(self._rules)

    def passes(self, question: "Question", event: Event) -> bool:
        """Return whether every filter that was given lists an event."""
        return all(lists(question, event) for lists in self._lists)

    def verdict(self, covers: Covers) -> Verdict:
        """Return what becomes of a figure that covers this, whatever it includes or is included in."""
        exceeds, touches, is_attributed = [], True, True
        for aspect, rule in self._rules:
            relation = rule(covers)
            if relation is not Relation.INSIDE:
                exceeds.append(aspect)
                touches = touches and relation is not Relation.OUTSIDE
                is_attributed = is_attributed and relation is not Relation.NOT_ATTRIBUTED
        if not exceeds:
            return COUNTED
        if not touches:
            return Verdict(None, tuple(exceeds))
        return Verdict(Status.WIDER if is_attributed else Status.NOT_ATTRIBUTED, tuple(exceeds))


def _days(question: "Question", days: Days) -> Relation:
    if any(window.holds(days) for window in question.windows):
        return Relation.INSIDE
    return Relation.TOUCHES if any(window.touches(days) for window in question.windows) else Relation.OUTSIDE


def _places(question: "Question", places: tuple[str, ...]) -> Relation:
    if places and question.within.issuperset(places):
        return Relation.INSIDE
    nearby = question.within | question.around
    return Relation.OUTSIDE if nearby.isdisjoint(places) else Relation.TOUCHES


def _sets(asked: frozenset[str], covered: tuple[str, ...]) -> Relation:
    if covered and asked.issuperset(covered):
        return Relation.INSIDE
    return Relation.OUTSIDE if asked.isdisjoint(covered) else Relation.TOUCHES


def _actors(question: "Question", attributed_to: tuple[str, ...]) -> Relation:
    if not attributed_to:
        return Relation.NOT_ATTRIBUTED if question.wants_attribution else Relation.INSIDE
    if question.together and question.actors > set(attributed_to):
        return Relation.OUTSIDE
    return _sets(question.actors, attributed_to)


def _inside(is_inside: bool) -> Relation:
    return Relation.INSIDE if is_inside else Relation.OUTSIDE


def passes(question: "Question", event: Event) -> bool:
    """Return whether an event is listed: it touches the question in every respect, whatever its figures cover."""
    return question.judge.passes(question, event)


def _acts(question: "Question", event: Event) -> bool:
    """Whether an actor who was asked for has a role in an event; or if no one was asked for, whether no one acts."""
    if NO_ONE in question.actors and not names_someone(event):
        return True
    return any(part.actor in question.actors for part in event.actors)


def names_someone(event: Event) -> bool:
    """Return whether an event names anyone who does something, not only those that it is done to."""
    return any(part.role not in _PASSIVE for part in event.actors)


_PASSIVE = frozenset((Role.TARGET, Role.AFFECTED, Role.HELPER))


def sources_of(event: Event) -> set[str | None]:
    """Return who gives an event or a figure in it; None is the publication itself."""
    return {event.source, *(figure.source for figure in event.figures)}


class Aspect(NamedTuple):
    """What a filter means: whether it was given, whether it lists an event, and how it judges a figure.

    A filter without a rule leaves no figure out.
    """

    is_given: Callable[["Question"], bool]
    lists: Callable[["Question", Event], bool]
    exceeds: Exceeds | None = None
    rule: Callable[["Question"], Rule] | None = None


def _rule_of_places(question: "Question") -> Rule:
    places = cache(lambda places: _places(question, places))
    return lambda covers: places(covers.places)


_DATES = Aspect(
    lambda question: bool(question.window),
    lambda question, event: question.window.touches(question.timeline.days(event.span)),
    Exceeds.DAYS,
    lambda question: lambda covers: _days(question, covers.days),
)

#: What each of FILTERS means. A filter without its meaning here ends every command.
ASPECTS: Mapping[str, Aspect] = {
    "since": _DATES,
    "until": _DATES,
    "phases": _DATES._replace(
        is_given=lambda question: bool(question.phases),
        lists=lambda question, event: any(event.phase == phase.id for phase in question.phases),
    ),
    "places": Aspect(
        lambda question: bool(question.places),
        lambda question, event: not question.within.isdisjoint(event.places),
        Exceeds.PLACES,
        _rule_of_places,
    ),
    "kinds": Aspect(
        lambda question: bool(question.kinds),
        lambda question, event: not question.kinds.isdisjoint(event.kinds),
        Exceeds.KINDS,
        lambda question: lambda covers: _sets(question.kinds, covers.kinds),
    ),
    "sources": Aspect(
        lambda question: question.sources is not None,
        lambda question, event: not (question.sources or frozenset()).isdisjoint(sources_of(event)),
        Exceeds.SOURCES,
        lambda question: lambda covers: _inside(not (question.sources or frozenset()).isdisjoint(covers.sources)),
    ),
    "actors": Aspect(
        lambda question: bool(question.actors),
        _acts,
        Exceeds.ACTORS,
        lambda question: lambda covers: _actors(question, covers.attributed_to),
    ),
    "metrics": Aspect(
        lambda question: bool(question.asked.metrics),
        lambda question, event: any(figure.metric in question.reporting for figure in event.figures),
    ),
    "texts": Aspect(
        lambda question: bool(question.texts),
        lambda question, event: any(has_words(question.text(event), words) for words in question.texts),
        Exceeds.WORDS,
        lambda question: lambda covers: _inside(any(has_words(covers.text, words) for words in question.texts)),
    ),
}
