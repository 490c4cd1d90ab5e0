"""The content of a record in words, made once: who, where, when, how many, and who reports it.

Tables, Markdown, the page and the exports lay it out. A text is empty if the record does not say it, or if it adds
nothing to what its event says.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import assert_never

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import days_text
from idlibtl.model.records import Event, Figure, Role
from idlibtl.model.vocabulary import Status
from idlibtl.query.verdict import names_someone
from idlibtl.totals import quotes
from idlibtl.totals.sentences import citation, paragraphs_text, sentences

#: The words for violence if the publication does not name the attacker.
_NOT_ATTRIBUTED = "not attributed"

#: How a note by the compilers begins.
_OUR_READING = "Our reading: "


class FigureText:
    """A figure in words: `text` is its number, what it counts, and its source: around 50 civilians killed (SOHR).

    `bracket` is the source, with a space before it; empty for the publication itself. `places`, `days` and
    `attribution` are given if they are not those of its event. `whole` is what it is a part of, if it is one of the
    `metrics` of the event. `also_given`: an earlier figure of the event is of the same metric. `included_in`,
    `includes` and `adds_to` are ids of events.
    """

    def __init__(
        self, chronology: Chronology, event: Event, figure: Figure, metrics: Container[str | None], *, also_given: bool
    ) -> None:
        self.figure, self.also_given = figure, also_given
        self.number, self.replaced = quotes.printed(figure), event.replaced_by is not None
        metric, whole = chronology.metric[figure.metric], chronology.among.get(figure.metric)
        self.label = metric.label
        self.bracket = "" if figure.source is None else f" ({chronology.source_short(figure.source)})"
        self.text = f"{self.number}{quotes.after_number(self.number, self.label)}{self.bracket}"
        has_other_places = figure.places and set(figure.places) != set(event.places)
        self.places = quotes.place_names(chronology, figure.places) if has_other_places else ""
        self.days = "" if figure.period == event.span else days_text(figure.period)
        attributed_alike = set(figure.attributed_to) == set(event.attributed_to)
        self.attribution = "" if attributed_alike else quotes.attribution_text(chronology, figure)
        self.whole = chronology.metric[whole].label if whole and whole in metrics else ""
        holders = (chronology.holder.get((one, event.id)) for one in (figure.metric, whole) if one)
        self.included_in = tuple(dict.fromkeys(filter(None, holders)))
        self.includes = figure.includes
        self.adds_to = tuple(sorted(chronology.adds_to.get((figure.metric, event.id), ())))
        self.counted_as = quotes.counted_as(figure).removeprefix(", counted as ")
        self.notes = tuple(filter(None, (figure.note, None if also_given else metric.note)))

    @property
    def tail(self) -> str:
        """The text after the number and its label in a line: places, source, days, attribution."""
        places = f" in {self.places}" if self.places else ""
        days = f", {self.days}" if self.days else ""
        attribution = f", {self.attribution}" if self.attribution else ""
        counted = f", counted as {self.counted_as}" if self.counted_as else ""
        return f"{places}{self.bracket}{days}{attribution}{counted}"

    def qualifiers(self, name: Callable[[str], str] = str) -> tuple[str, ...]:
        """Return what to know before using it, each in a few words; `name` gives the name of an event for its id."""
        own = [f"the {self.whole} of this event"] if self.whole else []
        holders = [*own, *map(name, self.included_in)]
        those = "the two" if len(holders) == 1 else "them"
        covers = " and ".join(filter(None, (self.places, self.days)))
        texts = (
            "replaced, not counted" if self.replaced else "",
            "another source's figure for the same people: do not add the two" if self.also_given else "",
            f"counted as {self.counted_as}" if self.counted_as else "",
            f"covers {covers}" if covers else "",
            self.attribution,
            f"already included in {' and '.join(holders)}: do not add {those}"
            if holders and not self.also_given
            else "",
            f"includes {quotes.names_text(map(name, self.includes))}" if self.includes else "",
            f"the publication adds it to {quotes.names_text(map(name, self.adds_to))}" if self.adds_to else "",
        )
        return tuple(filter(None, texts))


class ListedEvent:
    """What a list says about an event; very many are listed at once.

    `title` is marked if the event is replaced. `who` has all actors with their roles, and says if readers ask who did
    it and no one is named.
    """

    def __init__(self, chronology: Chronology, event: Event) -> None:
        self.chronology, self.event = chronology, event
        self.title, self.days = quotes.titled(event), days_text(event.span)
        self.places = ", ".join(chronology.place[place].name for place in event.places)
        self.by_role = [
            (role, [chronology.actor[part.actor].name for part in parts])
            for role, parts in groupby(event.actors, key=lambda part: part.role)
        ]
        self.who = ", ".join(f"{', '.join(names)} ({role.value})" for role, names in self.by_role)
        self.is_violent = any(chronology.kind[kind].violent for kind in event.kinds)
        if self.is_violent and not names_someone(event):
            self.who = f"{_NOT_ATTRIBUTED}, {self.who}" if self.who else _NOT_ATTRIBUTED

    @cached_property
    def figures(self) -> tuple[FigureText, ...]:
        """The figures, in the order of the file."""
        return tuple(figures_of(self.chronology, self.event))

    @property
    def figures_line(self) -> str:
        """All figures in a line, for a list: at least 45 people killed, 10 of them civilians."""
        return "".join(f"{before}{figure.number}{after}" for before, figure, after in in_a_row(self.figures))

    @property
    def lines(self) -> tuple[str, str, str]:
        """The lines about the event: its figures, who, and where. A single figure has its place with it."""
        if not self.who and self.places and len(self.figures) == 1:
            [one] = self.figures
            places = "" if one.places else f" in {quotes.place_names(self.chronology, self.event.places)}"
            return f"{one.number}{quotes.after_number(one.number, one.label)}{places}{one.tail}", "", ""
        return self.figures_line, self.who, self.places


class Description(ListedEvent):
    """One record of a chronology in full.

    `printed_days` has the publication's words for days that are not certain. `attribution` has the actors that it is
    attributed to, `other_roles` the roles and names of the others. `note` is the note of the compilers unless it is
    their `reading`. `cited` are the publications, each with paragraphs and address, if there are several.
    `corrected_by` and `corrects` are sentences on the event that replaces this one, and on those that it replaces,
    whose ids are in `replaces`.
    """

    def __init__(self, chronology: Chronology, event: Event) -> None:
        super().__init__(chronology, event)
        self.printed_days = f'{self.days} ("{event.date_text}")' if event.date_text else self.days
        self.kinds = ", ".join(chronology.kind[kind].label for kind in event.kinds)
        named = [part for part in event.actors if part.role in _ATTRIBUTED] if event.attributed_to else []
        self.attribution = ", ".join(f"{chronology.actor[part.actor].name} ({part.role.value})" for part in named)
        if self.is_violent and not named:
            names = "dataset names sides, but" if chronology.is_coded else "publication names"
            self.attribution = f"{_NOT_ATTRIBUTED}: the {names} no attacker"
        others = [(role, names) for role, names in self.by_role if not (named and role in _ATTRIBUTED)]
        self.other_roles = [(role.value.capitalize(), quotes.names_text(names)) for role, names in others]
        self.source = source_text(chronology, event.source)
        self.source_and_paragraphs = f"{self.source}{paragraphs_text(event.paragraphs)}"
        self.phase = phase_text(chronology, event.phase)
        note = event.note or ""
        reading = note.removeprefix(_OUR_READING)
        self.reading, self.note = (quotes.capital(reading), "") if reading != note else ("", note)
        several = () if chronology.publication else chronology.cited(event)
        self.cited = [
            f"{chronology.publication_by_id[one.publication].title}{paragraphs_text(one.paragraphs)}"
            f"{f', {one.url}' if one.url else ''}"
            for one in several
        ]
        self.corrected_by = ""
        if event.replaced_by:
            new = chronology.event[chronology.last_correction[event.id]]
            self.corrected_by = f"This event was replaced by: {new.title} ({new.id}). Its figures are not counted."
        self.replaces = [old for old, new_id in chronology.replaced.items() if new_id == event.id]
        self.corrects = [f"This event replaces: {chronology.event[old].title} ({old})." for old in self.replaces]

    @property
    def to_quote(self) -> tuple[str, ...]:
        """A sentence to quote for each figure."""
        return tuple(sentences(self.chronology, self.event))

    @property
    def cite(self) -> tuple[str, ...]:
        """How to cite the record, for each publication that it cites."""
        return tuple(citation(self.chronology, self.event, one) for one in self.chronology.cited(self.event))


_ATTRIBUTED = frozenset((Role.ATTACKER, Role.BACKER))


def figures_of(chronology: Chronology, event: Event) -> Iterator[FigureText]:
    """Yield the figures of an event, in the order of the file."""
    metrics, seen = {figure.metric for figure in event.figures}, set[str]()
    for figure in event.figures:
        yield FigureText(chronology, event, figure, metrics, also_given=figure.metric in seen)
        seen.add(figure.metric)


def in_a_row(figures: Iterable[FigureText]) -> Sequence[tuple[str, FigureText, str]]:
    """Return the figures of an event for one line, each with the words before and after its number.

    Those of a part, and those of other sources, come after the figure that they belong to. If several figures share
    what follows them, such as a source, it is written once.
    """
    row: list[tuple[str, FigureText, str]] = []
    tail, above = "", None
    for one in figures:
        before, after = ", ", quotes.after_number(one.number, one.label)
        if above and one.also_given:
            before, after, tail = f"{tail}, also given: ", one.bracket, ""
        elif above and one.whole == above.label and (tail, above.counted_as) == (one.tail, ""):
            part = own_label(one.label, one.whole)
            after = f" of them {f'a {quotes.label_of_one(part)}' if quotes.is_one(one.number) else part}"
        elif not (above and tail and tail == one.tail):
            before, tail, above = f"{tail}; " if above else "", one.tail, one
        row.append((before, one, after))
    if row:
        before, last, after = row[-1]
        row[-1] = before, last, f"{after}{tail}"
    return row


def left_out_words(status: Status) -> str:
    """Return why a figure adds nothing to a total; empty for any other figure."""
    match status:
        case Status.WIDER:
            return "not counted: wider than the question"
        case Status.NOT_ATTRIBUTED:
            return "not counted: not attributed to anyone"
        case Status.MAY_REPEAT:
            return "not added: may be the same people"
        case Status.COUNTED | Status.INCLUDED | Status.ALTERNATIVE | Status.REPLACED:
            return ""
        case _:
            assert_never(status)


def own_label(part: str, whole: str) -> str:
    """Return what a part counts, without the words that it shares with its whole: civilians, of people killed."""
    words, others = part.split(), whole.split()
    while len(words) > 1 and len(others) > 1 and words[-1] == others[-1]:
        words.pop()
        others.pop()
    return " ".join(words)


# Texts for several records


def source_text(chronology: Chronology, source: str | None) -> str:
    """Return the name of a source, with its short name in brackets: Syrian Observatory for Human Rights (SOHR)."""
    name, short = chronology.source_name(source), chronology.source_short(source)
    return name if source is None or name == short else f"{name} ({short})"


def phase_text(chronology: Chronology, phase: str | None) -> str:
    """Return the number and the title of a phase: 2. Hundreds killed; empty for None."""
    return f"{chronology.phase[phase].number}. {chronology.phase[phase].title}" if phase else ""
