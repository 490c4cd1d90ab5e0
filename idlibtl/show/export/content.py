"""The content of an export: events and figures of a question, calculated once, and the texts of every format."""

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from idlibtl import __version__
from idlibtl.model.chronology import Chronology
from idlibtl.model.figures import number_of
from idlibtl.model.records import Event
from idlibtl.model.vocabulary import Export
from idlibtl.query.question import Question
from idlibtl.show.about import typed
from idlibtl.show.describe import figures_of, left_out_words, own_label
from idlibtl.totals.account import Account
from idlibtl.totals.figures import FigureRow, figure_rows
from idlibtl.totals.quotes import names_text
from idlibtl.totals.suspicions import suspicions
from idlibtl.totals.total import Total, totals


class Content:
    """A question and its answer."""

    def __init__(self, question: Question) -> None:
        self.question, self.chronology = question, question.chronology

    @cached_property
    def most_characters(self) -> int:
        """How long an export may be. The limit grows with the file; a longer export repeats long texts or lists."""
        events = self.chronology.events
        texts = sum(len(text) for event in events for text in (event.title, event.summary, event.note) if text)
        return 20_000_000 + 1_000 * sum(1 + len(event.figures) for event in events) + 3 * texts

    def bounded(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield the texts. Raises OSError if they are longer than an export may be."""
        left, number = self.most_characters, self.most_characters // 1_000_000
        for text in texts:
            left -= len(text)
            if left < 0:
                why = f"more than {number:,} MB, because long texts or lists are repeated. Use filters"
                raise OSError(errno.EFBIG, why)
            yield text

    @cached_property
    def _accounts(self) -> Mapping[str, Account]:
        return {metric.id: Account(self.question, metric) for metric in self.question.metrics}

    @cached_property
    def rows(self) -> Sequence[FigureRow]:
        """The figures, as in `idlibtl figures`."""
        return figure_rows(self.question, self._accounts)

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """The total of each metric asked about."""
        # before the accounts and the rows: this needs as much memory as they do, and frees it
        doubts = suspicions(self.chronology, self.question.reporting)
        return totals(self.question, doubts=doubts, accounts=self._accounts)

    @cached_property
    def rows_of(self) -> Mapping[str, tuple[FigureRow, ...]]:
        """The figures of each event."""
        return {event: tuple(rows) for event, rows in groupby(self.rows, key=lambda row: row.event)}

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that match, and those with a counted figure, which may have other days than its event."""
        ids = {row.event for row in self.rows if row.share is not None}
        ids.update(event.id for event in self.question.events)
        return tuple(event for event in self.chronology.events if event.id in ids)

    @property
    def wider_remark(self) -> str:
        """A remark on how many wider figures, which no other includes, were left out; empty if none was."""
        accounts = self._accounts.values()
        # a figure of a part is in the account of its whole too
        number = len({account.nest.keys[one] for account in accounts for one in account.outermost(account.wider)})
        figures = f"{number_of(number, 'wider figure')} {'was' if number == 1 else 'were'}"
        see = typed("totals", self.question.asked)
        return f"{figures} left out, so totals may be too low. See {see}" if number else ""


#: What to know before adding anything up, in every format.
SHARES = (
    "Do not add up printed numbers: one figure may include the people of another. Only shares add up. A share is what a"
    " figure adds that no other figure does. It is 0 if the same people may be in another figure, and empty if the"
    " figure is not counted: empty never means zero. Quote the totals, with all their words, not a sum of your own."
)


def whole_answer(total: Total) -> str:
    """Return a total in words, with its notes."""
    return ". ".join((total.headline, *([" ".join(total.notes)] if total.notes else ())))


def made_with(content: Content, format_: Export) -> str:
    """Return the command that makes the same export again, without the names of files."""
    return f"{typed(f'export {format_.value}', content.question.asked)} (idlibtl {__version__})"


def share_label(chronology: Chronology, metric_id: str) -> str:
    """Return what the shares of a metric count; if it has parts, only the people that no source counts in a part."""
    metric = chronology.metric[metric_id]
    if not metric.parts:
        return metric.label
    parts = (own_label(chronology.metric[part].label, metric.label) for part in metric.parts)
    return f"{metric.label.removeprefix(metric.unit).strip()}, not known to be {names_text(parts, 'or')}"


def one_month(days: Event | FigureRow) -> str | None:
    """Return the month of all the days, such as 2019-06; None if they are in more than one."""
    first, last = (str(day)[:7] for day in (days.first, days.last))
    return first if first == last else None


def figure_texts(content: Content, event: Event) -> Mapping[tuple[str, str | None], str]:
    """Return an event's figures of the metrics asked about, by metric and source, with what to know about each."""
    statuses = {(row.metric, row.source): row.status for row in content.rows_of.get(event.id, ())}
    chronology, reporting = content.chronology, content.question.reporting
    described = {
        (text.figure.metric, text.figure.source): text
        for text in figures_of(chronology, event)
        if text.figure.metric in reporting
    }

    def in_words(key: tuple[str, str | None]) -> str:
        text = described[key]
        if key in statuses:
            counting = left_out_words(statuses[key])
        else:
            counting = "" if text.replaced else "not counted: not what was asked"
        # titles are for readers who have never seen an id
        qualifiers = text.qualifiers(lambda other: f'"{chronology.event[other].title}"')
        return ", ".join(filter(None, (text.text, *qualifiers, counting)))

    return dict(zip(described, content.bounded(map(in_words, described)), strict=True))
