"""Numbers in words, ready to quote: with their hedge, source, days and places."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Self

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Span, day_text, days_text, window_text
from idlibtl.model.figures import Count, Hedge, coded_words, number_of
from idlibtl.model.records import PUBLICATION, Actor, Event, Figure
from idlibtl.model.vocabulary import Exceeds
from idlibtl.query.question import Question

if TYPE_CHECKING:  # a list of events does not need accounts
    from idlibtl.totals.account import Account

#: The words for "nothing is counted". It is never 0.
NOT_REPORTED = "not reported"

#: How the words for figures that may repeat begin.
NOT_ADDED = "not added"

#: Words that are counted as a number; "of" follows them: hundreds of fighters.
_COUNTED_WORDS = ("tens", "dozens", "scores", "hundreds", "thousands", "millions")

#: What is counted, at the beginning of a label, and its singular.
_ONE_OF = {"people": "person", "persons": "person", "children": "child", "women": "woman", "men": "man"}

#: The plurals of the kinds of violence.
_SEVERAL = {"strike": "strikes", "clash": "clashes", "advance": "advances", "truce": "truces"}


# One figure


def printed(figure: Figure) -> str:
    """Return the figure as printed: its wording, or its number with its hedge or range."""
    if figure.wording:
        return figure.wording
    count = figure.count
    if figure.stated_low is not None and figure.stated_high is not None and count.low != count.high:
        return f"between {count.low:,} and {count.high:,}"
    return hedged(figure.hedge, figure.value)


def hedged(hedge: Hedge, number: int) -> str:
    """Return a number after its hedge: at least 45; an exact one alone."""
    return f"{hedge.words} {number:,}".lstrip()


def counted_as(figure: Figure) -> str:
    """Return how a figure printed as a word, such as "hundreds", is counted, for the end of a line.

    It is empty for any other figure.
    """
    is_word = figure.wording is not None and not any(map(str.isdigit, figure.wording))
    return f", counted as {hedged(figure.hedge, figure.value)}" if is_word else ""


def with_label(figure: Figure, label: str) -> str:
    """Return the figure and what it counts: around 50 civilians killed, hundreds of fighters killed."""
    words = printed(figure)
    return f"{words}{after_number(words, label)}"


def after_number(words: str, label: str) -> str:
    """Return what follows a number in words: " of fighters killed" after hundreds."""
    if words.rpartition(" ")[2] in _COUNTED_WORDS:
        return f" of {label}"
    return f" {label_of_one(label) if is_one(words) else label}"


def is_one(words: str) -> bool:
    """Return whether a number in words is followed by the singular: 1, at least 1, but not 1 (0 to 2)."""
    return words.rpartition(" ")[2].lower() in ("1", "one")


def label_of_one(label: str) -> str:
    """Return the label of a metric for one: civilian killed. It is unchanged if the singular is not certain."""
    first, *rest = label.split(" ")
    one = _ONE_OF.get(first.lower()) or re.sub(r"([a-z][dklmnrt]|ouse|age|ace|ice|dge)s$", r"\1", first)
    return " ".join((one, *rest))


def with_source(chronology: Chronology, figure: Figure, label: str = "") -> str:
    """Return the figure as printed, and its source: around 50 (SOHR)."""
    words = with_label(figure, label) if label else printed(figure)
    return f"{words} ({chronology.source_short(figure.source)})"


def with_sources(chronology: Chronology, figures: Sequence[Figure], label: str = "") -> str:
    """Return what each source gives for the same people: 7 (hospital); 3 (army)."""
    first, *others = figures
    return "; ".join((with_source(chronology, first, label), *(with_source(chronology, other) for other in others)))


def source_id(figure: Figure) -> str:
    """Return the id of the figure's source; "publication" for the publication itself."""
    return figure.source or PUBLICATION


def titled(event: Event) -> str:
    """Return an event's title, marked if the event is replaced."""
    return f"REPLACED by {event.replaced_by}: {event.title}" if event.replaced_by else event.title


def up_to(chronology: Chronology, as_of: dt.date) -> str:
    """Return the cut-off date in words: as of 26 Jan 2020. That of coded data is only the last day in the file."""
    return f"{'events up to' if chronology.is_coded else 'as of'} {day_text(as_of)}"


def capital(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def names_text(names: Iterable[str], last_word: str = "and") -> str:
    """Return names in a row: Idlib, Hama and Aleppo."""
    *most, last = names
    return f"{', '.join(most)} {last_word} {last}" if most else last


def place_names(chronology: Chronology, places: Iterable[str]) -> str:
    """Return the names of places in a row; a figure may have none even if its event has."""
    return names_text([chronology.place[place].name for place in places] or ["no named place"])


def actor_names(chronology: Chronology, actors: Iterable[str]) -> str:
    """Return the names of actors in a row."""
    return names_text(chronology.actor[actor].name for actor in actors)


def in_sentence(actor: Actor, name: str = "") -> str:
    """Return the actor's name, or this name of it, with "the" before it if an alias has that."""
    name = name or actor.name
    return f"the {name}" if f"the {name}" in actor.aliases else name


def attribution_text(chronology: Chronology, figure: Figure) -> str:
    """Return who a figure is attributed to, in words."""
    names = [in_sentence(chronology.actor[actor]) for actor in figure.attributed_to]
    return f"attributed to {names_text(names)}" if names else "not attributed"


# Sums


def sum_hedge(count: Count) -> Hedge:
    """Return the hedge of a sum of figures: at least, if the sum equals its low; else about. Nothing is at least 0."""
    if count.low == count.best:
        return Hedge.AT_LEAST if count.best else Hedge.EXACT
    return Hedge.ABOUT


class Quote(str):
    """A number to quote, as a text. `number` is without its days and places, and without how many figures it sums up.

    A row of a table has these already.
    """

    __slots__ = ("number",)
    number: str

    def __new__(cls, text: str, number: str) -> Self:
        """Return the text with its number."""
        quote = super().__new__(cls, text)
        quote.number = number
        return quote


def reported_sum(count: Count, figures: int, label: str = "") -> Quote:
    """Return a sum that no source printed: about 93 reported (sum of 2 figures)."""
    words = hedged(sum_hedge(count), count.best)
    number = number_of(figures, "figure")
    if label:
        return Quote(f"{words} {label} (sum of {number} reported)", f"{words} {label}")
    return Quote(f"{words} reported (sum of {number})", words)


def coded_sum(count: Count, events: int) -> Quote:
    """Return a sum of coded data: 26,653 (25,005 to 42,859), in 16,566 events."""
    return Quote(f"{coded_words(count)}, in {number_of(events, 'event')}", coded_words(count))


# The answer


def quote(account: "Account") -> Quote:
    """Return the number to quote: a figure as its source printed it, a sum of figures, or "not reported"."""
    chronology, count, single = account.question.chronology, account.total, account.single
    if count is None:
        return Quote(NOT_REPORTED, NOT_REPORTED)
    if chronology.is_coded:
        return coded_sum(count, account.size_of(account.inside))
    if single is not None:
        event, figures = account.reported(single)
        words, counted = with_sources(chronology, figures, part_label(account, single)), counted_as(figures[0])
        covered = ", ".join((words, *narrower(account.question, event, figures[0])))
        return Quote(f"{covered}{counted}", f"{words}{counted}")
    reporting = account.inside if account.metric.parts else ()
    labels = {part_label(account, number) for number in reporting if account.own[number]}
    label = labels.pop() if len(labels) == 1 else ""
    return reported_sum(count, len(account.counted if len(account.counted) > 1 else account.making), label)


def part_label(account: "Account", number: int) -> str:
    """Return what a figure counts if it is only a part of what was asked; else an empty text."""
    metric = account.nest.keys[number][0]
    return "" if metric == account.metric.id else account.question.chronology.metric[metric].label


def hedge(account: "Account") -> Hedge | None:
    """Return the hedge of the total: its single figure's, or that of a sum.

    A range, and a number on which sources disagree, are not exact: 7 (hospital); 3 (army) is about 7.
    """
    if account.total is None:
        return None
    if account.single is not None:
        report = account.reported(account.single)
        figure, stated = report.figure, report.stated
        if figure.hedge is not Hedge.EXACT or stated.low == stated.high == figure.value:
            return figure.hedge
    elif account.question.chronology.is_coded:
        return Hedge.AT_LEAST if account.total.high is None else Hedge.EXACT
    return sum_hedge(account.total)


def narrower(question: Question, event: Event, figure: Figure) -> Iterator[str]:
    """Yield a figure's own days and places, if they are narrower than the question; and days that are approximate."""
    chronology = question.chronology
    days = chronology.days(figure.period, event)
    if figure.period.approximate or all((w.first, w.last) != (days.first, days.last) for w in question.windows):
        yield days_text(figure.period)
    whole = question.places or chronology.extent
    if figure.places and not whole <= set(figure.places):
        yield place_names(chronology, figure.places)


# What was asked


def asked_text(question: Question, *, of_events: bool = False) -> str:
    """Return what was asked apart from the metric, to follow its label: ` in Idlib, 1 Jun – 31 Aug 2019`.

    Events are asked for by any role of an actor, and by the metrics that they have figures of.
    """
    chronology = question.chronology
    words = []
    if question.kinds:
        kinds = [kind for kind in chronology.kind.values() if kind.id in question.kinds]
        if of_events:
            words.append(f" of the kind {_either(kind.label for kind in kinds)}")
        else:
            labels = [_SEVERAL.get(kind.id, f'events of the kind "{kind.label}"') for kind in kinds]
            words.append(f" in {_either(labels)}")
    if question.places:
        comma = "," if words and of_events else ""
        words.append(f"{comma} in {_either(place.name for place in chronology.places if place.id in question.places)}")
    if question.texts:
        which = "with" if of_events else "in events with"
        words.append(f"{',' if words else ''} {which} {_either(map(quoted_words, question.asked.texts))}")
    if question.actors:
        words.append(f", {actors_asked(question, of_events=of_events)}")
    if question.asked.metrics and of_events:
        is_any = len(question.metrics) == len(chronology.metrics)
        words.append(f", with figures{'' if is_any else f' of {_either(one.label for one in question.metrics)}'}")
    if question.sources is not None:
        sources = sorted(question.sources, key=chronology.source_short)
        words.append(f", as reported by {_either(_reporter(chronology, source) for source in sources)}")
    if question.phases:
        words.append(f", phase {_either(f'{phase.number} ({days_text(phase.span)})' for phase in question.phases)}")
    if question.window:
        words.append(f", {window_text(question.window)}")
    return "".join(words)


def quoted_words(text: str) -> str:
    """Return the words as typed, in quotes and on one line."""
    return f'"{" ".join(text.split())}"'


def _reporter(chronology: Chronology, source: str | None) -> str:
    """A source by its short name."""
    short = chronology.source_short(source)
    if source is not None and source in chronology.actor:
        return in_sentence(chronology.actor[source], short)
    return "the publication" if short == PUBLICATION else short


def _either(names: Iterable[str]) -> str:
    return names_text(names, "or")


def actors_asked(question: Question, *, of_events: bool = False) -> str:
    """Return which actors figures have to be attributed to, or which ones events have to name."""
    names = [in_sentence(actor) for actor in question.chronology.actors if actor.id in question.actors]
    either = []
    if names:
        either.append(f"with {_either(names)} in any role" if of_events else f"attributed to {_either(names)} alone")
    if not question.wants_attribution:
        either.append("naming no one who acts" if of_events else "not attributed")
    return _either(either)


def events_asked(question: Question) -> str:
    """Return what events were asked for, as a line of its own; empty if nothing was."""
    asked = asked_text(question, of_events=True).strip(" ,")
    return f"Asked: {asked}" if asked else ""


# What is left out


class Headline(str):
    """One line that can be copied alone. `left_out` are its parts that say which figures are left out."""

    __slots__ = ("left_out",)
    left_out: Sequence[str]

    def __new__(cls, answer: str, left_out: Sequence[str], unread: str = "") -> Self:
        """Return the answer, then what is left out, then how many rows could not be read."""
        line = super().__new__(cls, "; ".join(filter(None, (answer, *left_out, unread))))
        line.left_out = left_out
        return line


def headline(account: "Account", quote: str) -> Headline:
    """Return what was asked, the quote, and the largest figures left out."""
    left_out = sorted(_left_out(account), key=lambda part: -part[0])
    unread = account.question.chronology.loaded.left_out
    answer = f"{capital(account.metric.label)}{asked_text(account.question)}: {quote}"
    return Headline(answer, [text for _, text in left_out], unread.text if unread else "")


def _left_out(account: "Account") -> Iterator[tuple[int, str]]:
    """What the headline says about figures left out; each part with its largest number, to sort by."""
    may = "may include more" if account.total else "may include some"
    for numbers, one, several in (
        (account.wider, f"a wider figure {may}", f"wider figures {may}"),
        (account.not_attributed, "a figure names no attacker", "figures name no attacker"),
    ):
        if outermost := account.outermost(numbers):
            number, largest = account.size_of(outermost), outermost[0]
            what = f"{one}:" if number == 1 else f"{number:,} {several}, the largest"
            yield account.reported(largest).stated.best, f"{what} {left_out_figure(account, largest)}"
    if sums := account.may_repeat:
        yield account.sum_of(sums[0]).best, not_added(account)


def left_out_figure(account: "Account", number: int) -> str:
    """Return a figure that is left out: as printed, its source, its days, and what else it covers."""
    chronology, figures = account.question.chronology, account.reported(number).figures
    figure, exceeds = figures[0], account.verdict(number).exceeds
    words = [with_sources(chronology, figures, part_label(account, number)), days_text(figure.period)]
    if Exceeds.PLACES in exceeds and figure.places:
        words.append(place_names(chronology, figure.places))
    if Exceeds.ACTORS in exceeds and figure.attributed_to:
        words.append(attribution_text(chronology, figure))
    return ", ".join(words)


def others_covered(exceeds: Sequence[Exceeds]) -> str:
    """Return what a wider figure also covers: other days and places; empty if it only includes a counted figure."""
    others = ["events" if one is Exceeds.WORDS else str(one) for one in exceeds]
    return f"other {names_text(others)}" if others else ""


def not_added(account: "Account") -> str:
    """Return the largest of the sums that may count the same people, with its days, and how many more there are."""
    numbers, *others = account.may_repeat
    reports = [account.reported(number) for number in numbers]
    spans = [report.figure.period for report in reports]
    first, last = min(spans, key=lambda span: span.first), max(spans, key=lambda span: span.last or dt.date.max)
    span = Span(first.first, last.last, first.first_approximate, last.last_approximate, first.since_month)
    if len(reports) == 1 and reports[0].stated.best == account.adds[numbers[0]]:
        words = with_sources(account.question.chronology, reports[0].figures)
    else:
        words = reported_sum(account.sum_of(numbers), len(numbers))
    more = f"; and {len(others):,} more" if others else ""
    return f"{NOT_ADDED}, because they may be the same people: {words}, {days_text(span)}{more}"
