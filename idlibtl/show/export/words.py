"""What every export says in words: what may be added up, what a figure counts, and with which command it was made."""

import shlex
from collections.abc import Collection, Iterable, Iterator

from idlibtl import __version__
from idlibtl.model.records import Event
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import Export, Status
from idlibtl.query.filters import command_line
from idlibtl.show.describe import Description, FigureText, part_label
from idlibtl.show.export.content import Content
from idlibtl.totals.figures import FigureRow
from idlibtl.totals.quotes import names_text

#: What has to be known before anything is added up, in every format.
SHARES = (
    "Do not add up printed numbers: one figure may include the people of another. Only shares add up. A share is what a"
    " figure adds that no other figure does. It is 0 if the same people may be in another figure, and empty if the"
    " figure is not counted: empty never means zero. Quote the totals, with all their words, not a sum of your own."
)


def made_with(content: Content, format_: Export) -> str:
    """Return the command that makes the same export again, without the chronology and the file."""
    command = shlex.join(["idlibtl", "export", format_.value, *command_line(content.question.asked)])
    return f"{command} (idlibtl {__version__})"


def wider_remark(content: Content) -> str:
    """Return how many wider figures were left out; empty if none was."""
    number = len(content.wider)
    figures = "1 wider figure was" if number == 1 else f"{number:,} wider figures were"
    return f"{figures} left out, so totals may be too low. See idlibtl totals." if number else ""


def share_label(timeline: Timeline, metric_id: str) -> str:
    """Return what the shares of a metric count.

    The shares of a metric with parts are of people whose part no source gives: killed, not known to be
    civilians or fighters.
    """
    metric = timeline.metric[metric_id]
    if not metric.parts:
        return metric.label
    parts = (part_label(timeline.metric[part].label, metric.label) for part in metric.parts)
    return f"{metric.label.removeprefix(metric.unit).strip()}, not known to be {names_text(parts, 'or')}"


def month_of(days: Event | FigureRow) -> str | None:
    """Return the month that all the days are in, such as 2019-06; None if they are in more than one."""
    first, last = days.first, days.last
    is_one = last is not None and (first.year, first.month) == (last.year, last.month)
    return f"{first.year:04}-{first.month:02}" if is_one else None


def figures_text(content: Content, event: Event, only: Collection[tuple[str, str | None]] | None = None) -> str:
    """Return the figures of an event that are of the metrics asked about, with what has to be known of each.

    `only` has metric and source of those that are wanted.
    """
    statuses = {(row.metric, row.source): row.status for row in content.rows_of.get(event.id, ())}

    def lines() -> Iterator[str]:
        for text in Description(content.timeline, event).figures:
            key = text.figure.metric, text.figure.source
            if text.figure.metric in content.question.reporting and (only is None or key in only):
                yield _figure_line(_with_titles(content.timeline, text), statuses.get(key))

    return "; ".join(content.bounded(lines()))


def _with_titles(timeline: Timeline, text: FigureText) -> FigureText:
    """The figure with the titles of the events that it names, for those who have never seen an id."""

    def titles(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(f'"{timeline.event[one].title}"' for one in ids)

    return text._replace(
        included_in=titles(text.included_in), includes=titles(text.includes), adds_to=titles(text.adds_to)
    )


def _figure_line(text: FigureText, status: Status | None) -> str:
    """Return a figure in words: around 50 civilians killed (SOHR), covers Idlib and its surroundings."""
    match status:
        case Status.WIDER:
            counting = "wider than what was asked: not counted"
        case Status.NOT_ATTRIBUTED:
            counting = "names no attacker: not counted"
        case Status.MAY_REPEAT:
            counting = "not added: the same people may be in another figure"
        case None if not text.replaced:
            counting = "not what was asked: not counted"
        case _:
            counting = ""
    return ", ".join(filter(None, (text.text, *text.qualifiers, counting)))
