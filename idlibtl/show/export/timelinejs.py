"""TimelineJS 3 (timeline.knightlab.com): a slide for each event, an era for each phase.

TimelineJS puts text into its page as HTML, makes links of what looks like an address, and reads some fields in ways
that undo an escape. So every text of the chronology is escaped, addresses in it are broken up, and the fields that
TimelineJS does not clean have only text of the program.
"""

import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from idlibtl.model.dates import Span, day_text, days_text
from idlibtl.model.records import Event, Phase
from idlibtl.model.vocabulary import Export
from idlibtl.show.about import caveat
from idlibtl.show.describe import Description
from idlibtl.show.export.content import Content, figure_texts, made_with, whole_answer
from idlibtl.show.safe_text import as_json, harmless
from idlibtl.totals.quotes import NOT_REPORTED
from idlibtl.totals.sentences import paragraphs_text


def timelinejs(content: Content) -> Iterator[str]:
    """Yield the file, one line per slide."""
    yield f'{{"title": {as_json(_title(content)).rstrip()},\n"eras": [\n'
    phases = {event.phase for event in content.events}
    eras = (_era(phase) for phase in content.chronology.phases if phase.id in phases)
    yield from (f"{',' if number else ''}{as_json(era)}" for number, era in enumerate(eras))
    yield '],\n"events": [\n'
    slides = (_slide(content, event) for event in content.events)
    yield from (f"{',' if number else ''}{as_json(slide)}" for number, slide in enumerate(slides))
    yield "]}\n"


def _title(content: Content) -> dict[str, Any]:
    chronology = content.chronology
    paragraphs = [
        chronology.description,
        caveat(chronology),
        content.question.remark,
        *(whole_answer(total) for total in content.totals if not total.headline.endswith(NOT_REPORTED)),
        chronology.license,
        f"Made with {made_with(content, Export.TIMELINEJS)}.",
    ]
    return {"text": {"headline": escaped(chronology.title), "text": _paragraphs(paragraphs)}}


def _era(phase: Phase) -> dict[str, Any]:
    """A phase, from the start of its first day to the end of its last; TimelineJS refuses an era without length."""
    return {
        "start_date": {**_day(phase.first), "hour": 0, "minute": 0},
        "end_date": {**_day(phase.last), "hour": 23, "minute": 59},
        "text": {"headline": escaped(phase.title)},
    }


def _slide(content: Content, event: Event) -> dict[str, Any]:
    """An event, on the days of all its figures if these are the same, as for a toll; else on its own.

    It has no end if it is still going on: TimelineJS refuses an empty one.
    """
    description = Description(content.chronology, event)
    spans = {figure.period for figure in event.figures}
    span = spans.pop() if len(spans) == 1 else event.span
    start = span if span.last is None else Span(span.first, span.first, span.first_approximate)
    paragraphs = {
        "": event.summary or "",
        "Reported: ": days_text(event.span) if span != event.span else "",
        "Date as printed: ": event.date_text or "",
        "Who: ": description.who,
        "Where: ": description.places,
        "Figures: ": "; ".join(figure_texts(content, event).values()),
        "Source: ": "; ".join((f"{description.source}{paragraphs_text(event.paragraphs)}", *description.cited)),
        "Note: ": event.note or "",
    }
    text = _paragraphs(f"{label}{text}" for label, text in paragraphs.items() if text)
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": {**_day(span.first), "display_date": days_text(start)},
        "display_date": days_text(span),
        "text": {"headline": escaped(description.title), "text": text},
    }
    if span.last is not None and span.last != span.first:
        about = "c. " if span.last_approximate else ""
        slide["end_date"] = {**_day(span.last), "display_date": f"{about}{day_text(span.last)}"}
    return slide


def _day(day: dt.date) -> dict[str, Any]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escaped(text)}</p>" for text in texts if text)


#: The beginnings of texts that TimelineJS turns into links. A quotation mark in such a text would end the address.
_LINKED = re.compile(r"www(?=\.)|(?:https?|ftp)(?=://)|(?<=[a-z0-9_.+-])(?=@)", re.IGNORECASE)


def escaped(text: str) -> str:
    """Return the text as HTML that stays text: an empty <wbr> breaks up what TimelineJS would turn into a link."""
    return _LINKED.sub(lambda match: f"{match[0]}<wbr>", html.escape(harmless(text)))
