"""TimelineJS 3 (timeline.knightlab.com): a slide for each event, an era for each phase.

TimelineJS puts text into its page as HTML, makes links of what looks like an address, and reads some fields in ways
that undo an escape. So every text of the chronology is escaped, no address in it is one any more, and the fields that
TimelineJS does not clean hold words of ours alone.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from idlibtl.model.dates import Span, day_text, days_text
from idlibtl.model.records import Event, Phase
from idlibtl.model.vocabulary import Export
from idlibtl.show.exports import words
from idlibtl.show.exports.handed import Handed
from idlibtl.show.json_text import as_json
from idlibtl.show.safe_text import harmless
from idlibtl.totals.quotes import titled


def timelinejs(handed: Handed) -> Iterator[str]:
    """The file, slide by slide: a line each."""
    yield f'{{"title": {as_json(_title(handed)).rstrip()},\n"eras": [\n'
    phases = {event.phase for event in handed.events}
    eras = [_era(phase) for phase in handed.timeline.phases if phase.id in phases]
    yield from (f"{',' if number else ''}{as_json(era)}" for number, era in enumerate(eras))
    yield '],\n"events": [\n'
    yield from (f"{',' if number else ''}{as_json(_slide(handed, e))}" for number, e in enumerate(handed.events))
    yield "]}\n"


def _title(handed: Handed) -> dict[str, Any]:
    timeline, question = handed.timeline, handed.question
    told = [timeline.description, words.credit(timeline)]
    if question.is_narrowed:
        told.append(f"{len(handed.events):,} of {len(timeline.events):,} events.")
    told += [
        *(f"{total.label}: {total.headline}" for total in handed.totals if total.best is not None or total.wider),
        f"{timeline.license}",
        f"Made with {words.command(question, Export.TIMELINEJS)} ({words.made_by()}).",
    ]
    return {"text": {"headline": escaped(timeline.title), "text": _paragraphs(told)}}


def _era(phase: Phase) -> dict[str, Any]:
    """A phase, from the beginning of its first day to the end of its last; TimelineJS refuses one without length."""
    return {
        "start_date": {**_day(phase.first), "hour": 0, "minute": 0},
        "end_date": {**_day(phase.last), "hour": 23, "minute": 59},
        "text": {"headline": escaped(phase.title)},
    }


def _slide(handed: Handed, event: Event) -> dict[str, Any]:
    """An event. What is still going on has no end: TimelineJS takes an empty one for a fault."""
    span = event.span
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": {**_day(span.first), "display_date": days_text(_beginning(span))},
        "display_date": days_text(span),
        "text": {"headline": escaped(titled(event)), "text": _text(handed, event)},
    }
    if span.last is not None and span.last != span.first:
        about = "c. " if span.last_approximate else ""
        slide["end_date"] = {**_day(span.last), "display_date": f"{about}{day_text(span.last)}"}
    return slide


def _beginning(span: Span) -> Span:
    """The first day alone, or "since" it where there is no end."""
    return span if span.last is None else Span(span.first, span.first, span.first_approximate)


def _day(day: dt.date) -> dict[str, Any]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _text(handed: Handed, event: Event) -> str:
    timeline = handed.timeline
    source = [each for each in (timeline.source_name(event.source), words.cited(timeline, event)) if each]
    asked_who = any(timeline.kind[kind].violent for kind in event.kinds)
    told = [
        event.summary or "",
        f"Date as printed: {event.date_text}" if event.date_text else "",
        f"Who: {words.who(timeline, event) or 'nobody is named'}" if event.actors or asked_who else "",
        f"Where: {words.where(timeline, event.places)}" if event.places else "",
        *words.figures_told(handed, event, event.places),
        f"Source: {'; '.join(source)}",
        f"Note: {event.note}" if event.note else "",
    ]
    return _paragraphs([each for each in told if each])


def _paragraphs(told: list[str]) -> str:
    return "".join(f"<p>{escaped(each)}</p>" for each in told)


_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})

#: What TimelineJS makes a link of, without a look at what follows: a quote there would end the link's address.
_LINKED = re.compile(r"www(?=\.)|(?:https?|ftp)(?=://)|(?<=[a-z0-9_.+-])(?=@)", re.IGNORECASE)


def escaped(text: str) -> str:
    """The text as HTML that stays text: an empty <wbr> breaks up what TimelineJS would make a link of."""
    return _LINKED.sub(lambda found: f"{found[0]}<wbr>", harmless(text).translate(_ENTITIES))
