"""Numbers in words, as they may be quoted: with their hedge, their source, their days and places."""

from collections.abc import Iterable, Iterator, Sequence

from idlibtl.model.dates import Span, days_text, window_text
from idlibtl.model.figures import Count, Hedge
from idlibtl.model.records import PUBLICATION, Actor, Event, Figure
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import Exceeds
from idlibtl.query.question import Question
from idlibtl.totals.account import Account, Reported

#: What is said if nothing is counted. It is never 0.
NOT_REPORTED = "not reported"

#: Words that are counted as a number; "of" follows them: hundreds of fighters.
_COUNTED_WORDS = ("tens", "dozens", "scores", "hundreds", "thousands", "millions")

#: How the first word of a label is written after 1; any other word stays as it is.
_ONE = {
    "people": "person",
    "children": "child",
    "women": "woman",
    "men": "man",
    **{f"{word}s": word for word in ("civilian", "fighter", "worker", "hospital", "school", "house", "home")},
}

#: How the kinds of violence are said of several events.
_SEVERAL = {"strike": "strikes", "clash": "clashes", "advance": "advances", "truce": "truces"}


# One figure


def printed(figure: Figure) -> str:
    """Return the figure as printed: its wording, or its number with its hedge or range."""
    if figure.wording:
        return figure.wording
    count = figure.count
    if figure.stated_low is not None and figure.stated_high is not None and count.low != count.high:
        return f"between {count.low:,} and {count.high:,}"
    return f"{figure.hedge.words} {figure.value:,}".lstrip()


def is_word(figure: Figure) -> bool:
    """Return whether the figure was printed as a word, such as "hundreds", and is counted as a number."""
    return figure.wording is not None and not any(map(str.isdigit, figure.wording))


def counted_as(figure: Figure) -> str:
    """Return how a figure that was printed as a word is counted, for the end of a line; empty for any other."""
    return f", counted as {f'{figure.hedge.words} {figure.value:,}'.lstrip()}" if is_word(figure) else ""


def with_label(figure: Figure, label: str) -> str:
    """Return the figure and what it counts: around 50 civilians killed, hundreds of fighters killed."""
    words = printed(figure)
    return f"{words}{' of' if words.split()[-1] in _COUNTED_WORDS else ''} {after_number(words, label)}"


def is_one(words: str) -> bool:
    """Return whether a number in words takes the singular: 1, at least one."""
    return words.rsplit(maxsplit=1)[-1].lower() in ("1", "one")


def after_number(words: str, label: str) -> str:
    """Return a label as it follows a number: 5 civilians killed, 1 civilian killed."""
    first, space, rest = label.partition(" ")
    return f"{_ONE.get(first, first)}{space}{rest}" if is_one(words) else label


def with_source(timeline: Timeline, figure: Figure, label: str = "") -> str:
    """Return the figure as printed and who gives it: around 50 (SOHR)."""
    words = with_label(figure, label) if label else printed(figure)
    return f"{words} ({timeline.source_short(figure.source)})"


def with_sources(timeline: Timeline, figures: Sequence[Figure], label: str = "") -> str:
    """Return what each source says of the same people: 7 (hospital); 3 (army)."""
    first, *others = figures
    return "; ".join((with_source(timeline, first, label), *(with_source(timeline, other) for other in others)))


def source_id(figure: Figure) -> str:
    """Return the id of the actor that gives the figure; "publication" if the publication speaks for itself."""
    return figure.source or PUBLICATION


def titled(event: Event) -> str:
    """Return an event's title, marked if the event is replaced."""
    return f"REPLACED by {event.replaced_by}: {event.title}" if event.replaced_by else event.title


def with_remarks(event: Event) -> Iterator[tuple[Figure, str]]:
    """Yield the figures of an event, each with what has to follow it; empty if nothing has.

    Another source's figure of the same people is "also given", and one of an event that is replaced is "replaced".
    """
    metrics: set[str] = set()
    replaced = ", replaced" if event.replaced_by else ""
    for figure in event.figures:
        yield figure, f"{', also given' if figure.metric in metrics else ''}{replaced}"
        metrics.add(figure.metric)


def names_text(names: Iterable[str], last_word: str = "and") -> str:
    """Return names in a row: Idlib, Hama and Aleppo."""
    *most, last = names
    return f"{', '.join(most)} {last_word} {last}" if most else last


def place_names(timeline: Timeline, places: Iterable[str]) -> str:
    """Return the names of places in a row; a figure may have none though its event has."""
    return names_text([timeline.place[place].name for place in places] or ["no named place"])


def actor_names(timeline: Timeline, actors: Iterable[str]) -> str:
    """Return the names of actors in a row."""
    return names_text(timeline.actor[actor].name for actor in actors)


def in_sentence(actor: Actor, name: str = "") -> str:
    """Return the name of an actor, or another one that it has, with "the" before it if an alias has that."""
    name = name or actor.name
    return f"the {name}" if f"the {name}" in actor.aliases else name


def attribution_text(timeline: Timeline, figure: Figure) -> str:
    """Return who a figure is attributed to, in words."""
    names = [in_sentence(timeline.actor[actor]) for actor in figure.attributed_to]
    return f"attributed to {names_text(names)}" if names else "not attributed"


# Sums


def sum_hedge(count: Count) -> Hedge:
    """Return how a sum of figures is hedged: at least, if it has a low that equals it; else about."""
    return Hedge.AT_LEAST if count.low == count.best else Hedge.ABOUT


def sum_words(count: Count) -> str:
    """Return a sum of figures with its hedge in words. 0 has none: nothing is "at least 0"."""
    return f"{sum_hedge(count).value.replace('_', ' ')} {count.best:,}" if count.best else "0"


def reported_sum(count: Count, figures: int, label: str = "") -> str:
    """Return a sum that no source printed: about 93 reported (sum of 2 figures)."""
    number = f"{figures:,} {'figure' if figures == 1 else 'figures'}"
    return (
        f"{sum_words(count)} {label} (sum of {number} reported)"
        if label
        else f"{sum_words(count)} reported (sum of {number})"
    )


def coded_sum(count: Count, events: int) -> str:
    """Return a sum of coded data: 26,653 (25,005 to 39,769), in 16,566 events."""
    number = f"{events:,} {'event' if events == 1 else 'events'}"
    if count.high is None:
        return f"at least {count.best:,}, in {number}"
    bounds = f" ({count.low:,} to {count.high:,})" if not count.low == count.best == count.high else ""
    return f"{count.best:,}{bounds}, in {number}"


# The answer


def quote(account: Account) -> str:
    """Return the number to quote: a figure as its source printed it, a sum of figures, or "not reported"."""
    if account.total is None:
        return NOT_REPORTED
    if account.question.timeline.is_coded:
        return coded_sum(account.total, account.size_of(account.inside))
    if account.single is not None:
        return _single_quote(account, account.single)
    return _sum_quote(account, account.counted, account.total)


def _single_quote(account: Account, number: int) -> str:
    reported = account.reported(number)
    where = "".join(f", {text}" for text in _narrower(account.question, reported.figure))
    words = with_sources(account.question.timeline, reported.figures, part_label(account, number))
    return f"{words}{where}{counted_as(reported.figure)}"


def _sum_quote(account: Account, numbers: Sequence[int], count: Count) -> str:
    parts = {account.nest.keys[number][0] for number in account.inside if account.own[number]}
    label = account.question.timeline.metric[parts.pop()].label if len(parts) == 1 else ""
    figures = len(numbers) if len(numbers) > 1 else len(account.making)
    return reported_sum(count, figures, "" if label == account.metric.label else label)


def part_label(account: Account, number: int) -> str:
    """Return what a figure counts if that is only a part of what was asked; else an empty text."""
    metric = account.nest.keys[number][0]
    return "" if metric == account.metric.id else account.question.timeline.metric[metric].label


def hedge(account: Account) -> Hedge | None:
    """Return the hedge of the total: its single figure's, or that of a sum."""
    if account.total is None:
        return None
    if account.single is not None:
        return account.reported(account.single).figure.hedge
    if account.question.timeline.is_coded:
        return Hedge.AT_LEAST if account.total.high is None else Hedge.EXACT
    return sum_hedge(account.total)


def _narrower(question: Question, figure: Figure) -> Iterator[str]:
    """A figure's own days and places, if they are narrower than the question."""
    timeline = question.timeline
    days = timeline.days(figure.period)
    if all((window.first, window.last) != (days.first, days.last) for window in question.windows):
        yield days_text(figure.period)
    whole = question.places or timeline.extent
    if figure.places and not whole <= set(figure.places):
        yield place_names(timeline, figure.places)


# What was asked


def asked_text(question: Question) -> str:
    """Return what was asked apart from the metric, as it follows the label: ` in Idlib, 1 Jun – 31 Aug 2019`."""
    timeline = question.timeline
    words = []
    if question.kinds:
        words.append(f" in {_either(_several(timeline, kind) for kind in timeline.kind if kind in question.kinds)}")
    if question.places:
        words.append(f" in {_either(place.name for place in timeline.places if place.id in question.places)}")
    if question.texts:
        words.append(f" in events with {_either(quoted_words(text) for text in question.asked.texts)}")
    if question.actors:
        names = [in_sentence(actor) for actor in timeline.actors if actor.id in question.actors]
        alone = [f"attributed to {_either(names)} alone"] if names else []
        words.append(f", {_either([*alone, *([] if question.wants_attribution else ['not attributed'])])}")
    if question.sources is not None:
        sources = sorted(question.sources, key=timeline.source_short)
        words.append(f", as reported by {_either(_reporter(timeline, source) for source in sources)}")
    if question.phases:
        words.append(f", phase {_either(f'{phase.number} ({days_text(phase.span)})' for phase in question.phases)}")
    if question.window:
        words.append(f", {window_text(question.window)}")
    return "".join(words)


def quoted_words(text: str) -> str:
    """Return words as they were typed, in quotes and on one line."""
    return f'"{" ".join(text.split())}"'


def _reporter(timeline: Timeline, source: str | None) -> str:
    """A source by its short name."""
    short = timeline.source_short(source)
    if source is not None and source in timeline.actor:
        return in_sentence(timeline.actor[source], short)
    return "the publication" if short == PUBLICATION else short


def _either(names: Iterable[str]) -> str:
    return names_text(names, "or")


def _several(timeline: Timeline, kind: str) -> str:
    return _SEVERAL.get(kind) or f'events of the kind "{timeline.kind[kind].label}"'


def headline(account: Account) -> str:
    """Return one line that can be copied alone: what was asked, the quote, and the largest figures left out."""
    label = account.metric.label
    left_out = sorted(_left_out(account), key=lambda part: -part[0])
    asked = asked_text(account.question)
    return f"{label[:1].upper()}{label[1:]}{asked}: {quote(account)}{''.join(text for _, text in left_out)}"


def _left_out(account: Account) -> Iterator[tuple[int, str]]:
    """What is left out, as the headline goes on; each with its largest number."""
    may = "may include more" if account.total else "may include some"
    if wider := account.outermost(account.wider):
        number = account.size_of(wider)
        one, several = f"a wider figure {may}: ", f"{number:,} wider figures {may}, the largest "
        yield _size(account, wider[0]), f"; {one if number == 1 else several}{left_out_figure(account, wider[0])}"
    if free := account.outermost(account.not_attributed):
        number = account.size_of(free)
        one, several = "a figure names no attacker: ", f"{number:,} figures name no attacker, the largest "
        yield _size(account, free[0]), f"; {one if number == 1 else several}{left_out_figure(account, free[0])}"
    if sums := account.may_repeat:
        more = f"; and {len(sums) - 1:,} more" if len(sums) > 1 else ""
        text = f"; not added, because they may be the same people: {repeated(account, sums[0])}{more}"
        yield account.sum_of(sums[0]).best, text
    if left_out := account.question.timeline.left_out:
        yield -1, f"; {left_out.rows:,} of {left_out.of:,} rows could not be read"


def _size(account: Account, number: int) -> int:
    return account.reported(number).stated.best


def left_out_figure(account: Account, number: int) -> str:
    """Return a figure that is left out: as printed, its source, its days, and what else it covers."""
    timeline, reported = account.question.timeline, account.reported(number)
    figure, exceeds = reported.figure, account.verdict(number).exceeds
    words = [
        with_sources(timeline, reported.figures, part_label(account, number)),
        days_text(figure.period),
        *([place_names(timeline, figure.places)] if Exceeds.PLACES in exceeds and figure.places else ()),
        *([attribution_text(timeline, figure)] if Exceeds.ACTORS in exceeds and figure.attributed_to else ()),
    ]
    return ", ".join(words)


def repeated(account: Account, numbers: Sequence[int]) -> str:
    """Return a sum of figures that may be of the same people, and its days."""
    figures = [account.reported(number) for number in numbers]
    period = _period(figures)
    if len(figures) == 1 and figures[0].stated.best == account.adds[numbers[0]]:
        return f"{with_sources(account.question.timeline, figures[0].figures)}, {period}"
    return f"{reported_sum(account.sum_of(numbers), len(numbers))}, {period}"


def _period(figures: Sequence[Reported]) -> str:
    """The days from the first to the last of several figures, in words."""
    first = min((one.figure.period for one in figures), key=lambda span: span.first)
    last = max((one.figure.period for one in figures), key=lambda span: span.last or span.first)
    if any(one.figure.period.last is None for one in figures):
        return days_text(Span(first.first, None, first.first_approximate))
    return days_text(Span(first.first, last.last, first.first_approximate, last.last_approximate))
