"""What an export holds: the events and figures of a question, worked out once, the same in every format."""

import errno
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from idlibtl.model.records import Event, Metric
from idlibtl.model.timeline import Timeline
from idlibtl.query.question import Question
from idlibtl.totals import quotes
from idlibtl.totals.account import Account
from idlibtl.totals.figures import FigureRow, figure_rows
from idlibtl.totals.suspicions import suspicions
from idlibtl.totals.total import notes


class Quote(NamedTuple):
    """The total of a metric, as it may be quoted."""

    metric: str
    label: str
    best: int | None
    low: int | None
    high: int | None
    quote: str
    our_sum: bool
    headline: str
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole answer."""
        return ". ".join((self.headline, *([" ".join(self.notes)] if self.notes else ())))


@dataclass(frozen=True)
class Content:
    """A question and its answer."""

    question: Question

    @property
    def timeline(self) -> Timeline:
        """The chronology that was asked."""
        return self.question.timeline

    @cached_property
    def most_characters(self) -> int:
        """How long an export may be. It grows with the file, so what is longer repeats long texts or lists."""
        events = self.timeline.events
        texts = sum(len(text) for event in events for text in (event.title, event.summary, event.note) if text)
        return 20_000_000 + 1_000 * sum(1 + len(event.figures) for event in events) + 3 * texts

    def bounded(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield the texts. Raises OSError if they are longer than an export may be."""
        left = self.most_characters
        for text in texts:
            left -= len(text)
            if left < 0:
                raise self.too_long
            yield text

    @property
    def too_long(self) -> OSError:
        """What is raised then."""
        number = self.most_characters // 1_000_000
        return OSError(errno.EFBIG, f"more than {number:,} megabytes, as long texts or lists are repeated; try filters")

    @cached_property
    def _accounts(self) -> Mapping[str, Account]:
        return {metric.id: Account(self.question, metric) for metric in self.question.metrics}

    @cached_property
    def rows(self) -> tuple[FigureRow, ...]:
        """The figures, as `idlibtl figures` has them."""
        return figure_rows(self.question, self._accounts)

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The total of each metric asked about."""
        made = self.timeline.totals(self.question, None)
        if made is not None:
            return tuple(Quote(**{name: getattr(total, name) for name in Quote._fields}) for total in made)
        doubts = suspicions(self.timeline, self.question.reporting)
        return tuple(_quote(account, tuple(notes(account, doubts))) for account in self._accounts.values())

    @cached_property
    def rows_of(self) -> Mapping[str, tuple[FigureRow, ...]]:
        """The figures of each event."""
        return {event: tuple(rows) for event, rows in groupby(self.rows, key=lambda row: row.event)}

    @cached_property
    def wider(self) -> frozenset[tuple[str, str]]:
        """The metric and event of each wider figure that no other includes."""
        accounts = self._accounts.values()
        return frozenset(account.nest.keys[n] for account in accounts for n in account.outermost(account.wider))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that match, and those that have a counted figure, whose own days may be others."""
        ids = {row.event for row in self.rows if row.share is not None}
        ids.update(event.id for event in self.question.events)
        return tuple(event for event in self.timeline.events if event.id in ids)

    @cached_property
    def shared(self) -> tuple[Metric, ...]:
        """The metrics of which a figure is counted: those that have shares to add up."""
        metrics = {row.metric for row in self.rows if row.share is not None}
        return tuple(metric for metric in self.timeline.metrics if metric.id in metrics)


def _quote(account: Account, its_notes: tuple[str, ...]) -> Quote:
    count, metric = account.total, account.metric
    return Quote(
        metric.id,
        metric.label,
        count.best if count else None,
        count.low if count else None,
        count.high if count else None,
        quotes.quote(account),
        count is not None and account.single is None,
        quotes.headline(account),
        its_notes,
    )
