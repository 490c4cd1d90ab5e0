"""The one place that decides whether a figure, or an event, belongs to a question.

A figure is counted if everything that it covers is inside the question. If it only touches the question it is wider: it
is listed and never added. Both chronologies and field files use these rules.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
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
    """How a figure relates to the question in one respect, such as its days."""

    INSIDE = auto()
    TOUCHES = auto()
    NOT_ATTRIBUTED = auto()
    OUTSIDE = auto()


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
        given = [aspect for one in FILTERS if (aspect := ASPECTS[one.field]).is_given(question)]
        rules = {aspect.exceeds: aspect.rule for aspect in given}
        self._question, self._lists = question, [aspect.lists for aspect in given]
        self._rules = [(exceeds, rule) for exceeds in Exceeds if (rule := rules.get(exceeds))]
        #: Whether a filter was given that can leave a figure out.
        self.limits = bool(self._rules)

    def passes(self, event: Event) -> bool:
        """Return whether an event is listed: it touches the question in every respect. Its figures do not matter."""
        return all(lists(self._question, event) for lists in self._lists)

    def verdict(self, covers: Covers) -> Verdict:
        """Return the verdict on a figure that covers this, whatever it includes or is included in."""
        relations = {}
        for exceeds, rule in self._rules:  # most figures are inside in every respect
            if (relation := rule(self._question, covers)) is not Relation.INSIDE:
                relations[exceeds] = relation
        if not relations:
            return COUNTED
        if Relation.OUTSIDE in relations.values():
            return Verdict(None, tuple(relations))
        is_attributed = Relation.NOT_ATTRIBUTED not in relations.values()
        return Verdict(Status.WIDER if is_attributed else Status.NOT_ATTRIBUTED, tuple(relations))


def _inside(is_inside: bool) -> Relation:
    return Relation.INSIDE if is_inside else Relation.OUTSIDE


def _sets(asked: frozenset[str], covered: tuple[str, ...]) -> Relation:
    if covered and asked.issuperset(covered):
        return Relation.INSIDE
    return Relation.OUTSIDE if asked.isdisjoint(covered) else Relation.TOUCHES


def _days(question: "Question", covers: Covers) -> Relation:
    if any(window.holds(covers.days) for window in question.windows):
        return Relation.INSIDE
    return Relation.TOUCHES if any(window.touches(covers.days) for window in question.windows) else Relation.OUTSIDE


def _places(question: "Question", covers: Covers) -> Relation:
    relation = _sets(question.within, covers.places)
    is_around = relation is Relation.OUTSIDE and not question.around.isdisjoint(covers.places)
    return Relation.TOUCHES if is_around else relation


def _actors(question: "Question", covers: Covers) -> Relation:
    if not covers.attributed_to:
        return Relation.NOT_ATTRIBUTED if question.wants_attribution else Relation.INSIDE
    if question.together and question.actors > set(covers.attributed_to):
        return Relation.OUTSIDE
    return _sets(question.actors, covers.attributed_to)


def _is_reported(question: "Question", sources: Iterable[str | None]) -> bool:
    """Whether one of the sources was asked for."""
    return question.sources is None or not question.sources.isdisjoint(sources)


def _acts(question: "Question", event: Event) -> bool:
    """Whether an actor asked for has a role in the event; for `none`, whether no one acts in it."""
    if NO_ONE in question.actors and not names_someone(event):
        return True
    return any(part.actor in question.actors for part in event.actors)


def names_someone(event: Event) -> bool:
    """Return whether an event names anyone who does something, not only those who suffer it or help."""
    return any(part.role not in _PASSIVE for part in event.actors)


_PASSIVE = frozenset((Role.TARGET, Role.AFFECTED, Role.HELPER))


def sources_of(event: Event) -> set[str | None]:
    """Return the sources of an event and its figures; None is the publication itself."""
    return {event.source, *[figure.source for figure in event.figures]}


def _is_worded(question: "Question", text: str) -> bool:
    """Whether a text has all the words of one of the texts asked for."""
    return any(has_words(text, words) for words in question.texts)


class Aspect(NamedTuple):
    """What a filter means: whether it was given, whether it lists an event, and how it judges a figure.

    A filter without a rule leaves no figure out.
    """

    is_given: Callable[["Question"], bool]
    lists: Callable[["Question", Event], bool]
    exceeds: Exceeds | None = None
    rule: Callable[["Question", Covers], Relation] | None = None


_DATES = Aspect(
    lambda question: bool(question.window),
    lambda question, event: question.window.touches(question.chronology.days(event.span, event)),
    Exceeds.DAYS,
    _days,
)

#: What each of FILTERS means. If one is missing here, every command fails.
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
        _places,
    ),
    "kinds": Aspect(
        lambda question: bool(question.kinds),
        lambda question, event: not question.kinds.isdisjoint(event.kinds),
        Exceeds.KINDS,
        lambda question, covers: _sets(question.kinds, covers.kinds),
    ),
    "sources": Aspect(
        lambda question: question.sources is not None,
        lambda question, event: _is_reported(question, sources_of(event)),
        Exceeds.SOURCES,
        lambda question, covers: _inside(_is_reported(question, covers.sources)),
    ),
    "actors": Aspect(lambda question: bool(question.actors), _acts, Exceeds.ACTORS, _actors),
    "metrics": Aspect(
        lambda question: bool(question.asked.metrics),
        lambda question, event: any(figure.metric in question.reporting for figure in event.figures),
    ),
    "texts": Aspect(
        lambda question: bool(question.texts),
        lambda question, event: _is_worded(question, question.text(event)),
        Exceeds.WORDS,
        lambda question, covers: _inside(_is_worded(question, covers.text)),
    ),
}
