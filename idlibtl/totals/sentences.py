"""Sentences to quote, with each figure of a record in its source's own words; and how to cite a record.

A sentence will be copied alone, so it has nothing that the publication does not say. Instead of days that are the
compiler's reading it has the publication's words; the date is added in square brackets, like an editor's insertion. It
attributes nothing beyond the figure, and says if the figure is another source's count, or has been corrected.
"""

import re
from collections.abc import Iterator, Sequence

from idlibtl import __version__
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Span, day_text, days_text, month_text
from idlibtl.model.records import Citation, Event, Figure, Scope
from idlibtl.totals.quotes import (
    attribution_text,
    capital,
    is_one,
    names_text,
    place_names,
    printed,
    up_to,
    with_label,
)

#: A label that says what is counted and what happened to it: civilians killed, hospitals put out of action.
_DONE_TO = re.compile(r"(?P<counted>\S+(?: \S+)*?) (?P<done>(?:\w+ed|hurt|put)\b.*)")


def sentences(chronology: Chronology, event: Event) -> Iterator[str]:
    """Yield a sentence for each figure of an event; in coded data not for a 0."""
    first: dict[str, Figure] = {}
    for figure in event.figures:
        first.setdefault(figure.metric, figure)
    for figure in event.figures:
        if chronology.is_coded and figure.count.high == 0:  # most rows count no one of most metrics
            continue
        label = chronology.metric[figure.metric].label
        if split := _DONE_TO.fullmatch(label):
            label = f"{split['counted']} {'was' if is_one(printed(figure)) else 'were'} {split['done']}"
        # the name of everything that the chronology covers is the compiler's
        is_narrower = figure.places and (chronology.is_coded or not chronology.extent <= set(figure.places))
        places = place_names(chronology, figure.places) if is_narrower else ""
        is_near = chronology.is_coded and f" near {places}" in (event.summary or "")
        where = f" {'near' if is_near else 'in'} {places}" if places else ""
        what = f"{with_label(figure, label)}{_in_what(chronology, event)}"
        parts = [f"{what}{where}{_when(chronology, event, figure)}"]
        if first[figure.metric] is not figure:
            parts.append("another source's count, not to be added")
        if total := first.get(chronology.among.get(figure.metric, "")):
            parts.append(f"among {with_label(total, chronology.metric[total.metric].label)}")
        if figure.attributed_to:
            parts.append(attribution_text(chronology, figure))
        text = f"{', '.join(parts)} ({_source(chronology, event, figure)})."
        corrected = f"Since corrected (see {event.replaced_by}): {text}"
        yield corrected if event.replaced_by else capital(text)


def _in_what(chronology: Chronology, event: Event) -> str:
    """The violence in which people were killed, if the title has the word for it: in strikes and clashes."""
    labels = [chronology.kind[kind].label for kind in event.kinds if chronology.kind[kind].violent]
    titled = [re.search(rf"\b{re.escape(label)}e?s\b", event.title, re.IGNORECASE) for label in labels]
    words = [word[0].lower() for word in titled if word]
    return f" in {names_text(words)}" if words else ""


def _when(chronology: Chronology, event: Event, figure: Figure) -> str:
    sums_up = figure.period != event.span and figure.scope is Scope.CUMULATIVE
    if event.date_text:
        dated = "" if str(event.first.year) in event.date_text else f" [{'to ' * sums_up}{_dated(event.span)}]"
        return f', "{event.date_text}"{dated}'
    if sums_up:
        return f" by {days_text(event.span)}"
    if figure.period.last is None:
        giver = chronology.publication_by_id.get(figure.source or "")
        return f", {days_text(figure.period)} (as of {day_text(giver.as_of if giver else chronology.until(event))})"
    if figure.period.approximate and not chronology.is_coded:  # without brackets they would look like the source's own
        return f" [{_dated(figure.period)}]"
    return f"{' on' if figure.period.first == figure.period.last else ','} {days_text(figure.period)}"


def _dated(span: Span) -> str:
    """The days of an event; its months, if the days are not certain."""
    if not span.approximate:
        return days_text(span)
    months = [month_text(day) for day in (span.first, span.last) if day is not None]
    return " – ".join(dict.fromkeys(months))


def _source(chronology: Chronology, event: Event, figure: Figure) -> str:
    """The source of the figure, and where it is printed: the publication itself, or a source that it quotes."""
    cited = chronology.cited(event)
    if figure.source is None or figure.source not in chronology.actor:
        return _printed_in(chronology, [one for one in cited if figure.source in (None, one.publication)])
    return f"{chronology.actor[figure.source].name}, in {_printed_in(chronology, cited)}"


def _printed_in(chronology: Chronology, citations: Sequence[Citation]) -> str:
    return " and ".join(
        f'"{chronology.publication_by_id[citation.publication].title}"{paragraphs_text(citation.paragraphs)}'
        for citation in citations
    )


def paragraphs_text(paragraphs: Sequence[int]) -> str:
    """Return paragraphs as written after a title: `, paragraphs 2, 3`; empty if there are none."""
    many = "s" if len(paragraphs) > 1 else ""
    return f", paragraph{many} {', '.join(map(str, paragraphs))}" if paragraphs else ""


# How to cite


def citation(chronology: Chronology, event: Event, cited: Citation) -> str:
    """Return how to cite a record of a chronology, as one publication reports it."""
    publication = chronology.publication_by_id[cited.publication]
    paragraphs = f"{paragraphs_text(cited.paragraphs)} (counted without headings)" if cited.paragraphs else ""
    missing = [word for word, value in (("publisher", publication.publisher), ("address", cited.url)) if not value]
    where = [
        f'"{publication.title}" ({publication.kind})',
        publication.publisher,
        f"{up_to(chronology, publication.as_of)}{paragraphs}",
        cited.url,
    ]
    written = [
        ", ".join(filter(None, where)),
        f"{' and '.join(missing).capitalize()} not recorded" if missing else "",
        record_text(chronology, event),
        f"Licence: {chronology.license.rstrip('.')}" if chronology.is_coded else "",
    ]
    return f"{'. '.join(filter(None, written))}. {_AS_REPORTED}"


def compilation(chronology: Chronology) -> str:
    """Return how to cite a chronology itself."""
    publications = names_text(f'"{one.title}" ({one.kind})' for one in chronology.all_publications)
    return (
        f'"{chronology.title}", idlibtl {__version__}. Compiled from {publications},'
        f" {up_to(chronology, chronology.as_of)}."
        f" Licence: {chronology.license.rstrip('.')}. {_AS_REPORTED}"
    )


_AS_REPORTED = "Figures are as reported and have not been verified."


def record_text(chronology: Chronology, event: Event) -> str:
    """Return which record of which chronology an event is."""
    corrected = f"; replaced by {event.replaced_by}" if event.replaced_by else ""
    return f'Record {event.id} of "{chronology.title}", idlibtl {__version__}{corrected}'
