"""Totals that can be quoted: a Question -> a Total for each metric, with what was counted and what was left out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple, TypeVar

from idlibtl.model.chronology import LeftOut
from idlibtl.model.dates import BadQuestion, Window
from idlibtl.model.figures import Hedge
from idlibtl.model.records import REST, Figure, unchecked
from idlibtl.model.vocabulary import By, Exceeds
from idlibtl.query.question import Question
from idlibtl.totals import quotes
from idlibtl.totals.account import Account, Made
from idlibtl.totals.breakdown import Group, adds_up, groups
from idlibtl.totals.suspicions import Suspicion, suspicions


class Entry(Figure):
    """A figure of a total, and its event. `also_given` are other sources' figures for the same people."""

    event: str
    also_given: tuple[Figure, ...]


class Counted(Entry):
    """A figure that is counted, and what it adds with the figures included in it."""

    adds: int


class Included(Entry):
    """A counted figure that is included in another: the figure of `held_by_metric` in the event `held_by`."""

    held_by: str
    held_by_metric: str


class MayRepeat(Entry):
    """A figure that may count the same people as the counted ones, and what it would add."""

    adds: int


class Wider(Entry):
    """A wider figure, the respects in which it exceeds the question, and the event of one that includes it."""

    exceeds: tuple[Exceeds, ...]
    inside: str | None


class NotAttributed(Entry):
    """A figure that names no attacker, and the event of another such figure that includes it."""

    inside: str | None


_Entry = TypeVar("_Entry", bound=Entry)


#: The most rows in the breakdowns of one answer: 200 metrics in 10,000 places each would take minutes.
MAX_ROWS = 100_000

#: How many figures of coded data are listed among those left out: the largest.
MAX_LEFT_OUT = 5


class Total(NamedTuple):
    """The total of one metric. If nothing is counted, best, low and high are null, never 0.

    `headline` can be copied alone; `quote` is its number, `asked` what was asked apart from the metric. `our_sum`: no
    source printed the number; else `printed_by` is the event of the figure that is the whole answer. `high` is null
    except for coded data. `naive_sum` is what adding up every figure would give; null for a metric with parts.
    `notes` are whole sentences. `adds_up` says whether the rows of a breakdown add up to the total.
    """

    metric: str
    label: str
    asked: str
    window: Window | None
    headline: str
    quote: str
    our_sum: bool
    best: int | None
    low: int | None
    high: int | None
    hedge: Hedge | None
    naive_sum: int | None
    days_asked: int | None
    days_covered: int | None
    counted: Sequence[Counted]
    included: Sequence[Included]
    may_repeat: Sequence[MayRepeat]
    wider: Sequence[Wider]
    not_attributed: Sequence[NotAttributed]
    by: By | None
    adds_up: bool | None
    groups: tuple[Group, ...] | None
    notes: tuple[str, ...]
    left_out: LeftOut | None
    printed_by: str | None


def totals(
    question: Question,
    by: By | None = None,
    doubts: Sequence[Suspicion] | None = None,
    accounts: Mapping[str, Account] | None = None,
) -> tuple[Total, ...]:
    """Return a total of each metric asked about, broken down if `by` is given. Raises BadQuestion for too many rows.

    `doubts` are the suspicions about these metrics, and `accounts` their accounts, if they are there already.
    """
    if sum_up := question.chronology.loaded.sum_up:
        return sum_up(question, by)
    if doubts is None:
        doubts = suspicions(question.chronology, question.reporting)
    answer: list[Total] = []
    left = MAX_ROWS
    for metric in question.metrics:
        account = accounts[metric.id] if accounts else Account(question, metric)
        answer.append(total_of(account, doubts, by))
        left -= len(answer[-1].groups or ())
        if left < 0:
            raise BadQuestion(f"Breakdowns have more than {MAX_ROWS:,} rows. Ask about fewer metrics, places or days.")
    return tuple(answer)


def total_of(account: Account, doubts: Sequence[Suspicion], by: By | None = None) -> Total:
    """Return the total of an account, broken down if `by` is given; `doubts` are those about the whole chronology."""
    question, metric, adds = account.question, account.metric, account.adds
    low, best, high = account.total or (None, None, None)
    single, keys, quote, windows = account.single, account.nest.keys, quotes.quote(account), question.windows

    def entries(kind: type[_Entry], numbers: Sequence[int], **more: Callable[[int], object]) -> Sequence[_Entry]:
        """Return the figures, each with its event and `more`. They are valid, and checking very many takes long."""

        def entry(number: int) -> _Entry:
            event, (figure, *others) = account.reported(number)
            added = {field: value_of(number) for field, value_of in more.items()}
            return unchecked(kind, **vars(figure), event=event.id, also_given=tuple(others), **added)

        return Made(entry, numbers)

    def holder_in(numbers: Sequence[int]) -> Callable[[int], object]:
        """Return a function from a figure to the event of the nearest of these figures that includes it."""
        holders = account.holders(numbers)
        return lambda number: keys[holders[number]][1] if number in holders else None

    # coded data have very many rows
    counted = () if question.chronology.is_coded else account.counted
    held_by = {} if question.chronology.is_coded else account.held_by
    wider, not_attributed = _left_out(account, account.wider), _left_out(account, account.not_attributed)
    rows = groups(account, by) if by else None
    return Total(
        metric=metric.id,
        label=metric.label,
        asked=quotes.asked_text(question).strip(" ,"),
        # all dates are null; dates outside the phase asked about are themselves
        window=(question.window if len(windows) > 1 or windows[0].is_empty else windows[0]) or None,
        headline=quotes.headline(account, quote),
        quote=quote,
        our_sum=best is not None and single is None,
        best=best,
        low=low,
        high=high,
        hedge=quotes.hedge(account),
        naive_sum=account.naive_sum,
        days_asked=account.days_asked,
        days_covered=account.days_covered,
        counted=entries(Counted, counted, adds=adds.__getitem__),
        included=entries(
            Included,
            list(held_by),
            held_by=lambda number: keys[held_by[number]][1],
            held_by_metric=lambda number: keys[held_by[number]][0],
        ),
        may_repeat=entries(MayRepeat, list(chain.from_iterable(account.may_repeat)), adds=adds.__getitem__),
        wider=entries(Wider, wider, exceeds=lambda number: account.verdict(number).exceeds, inside=holder_in(wider)),
        not_attributed=entries(NotAttributed, not_attributed, inside=holder_in(not_attributed)),
        by=by,
        adds_up=None if by is None or rows is None else adds_up(by, account, rows),
        groups=rows,
        notes=tuple(notes(account, doubts)),
        left_out=question.chronology.loaded.left_out,
        printed_by=None if single is None else account.reported(single).event.id,
    )


def _left_out(account: Account, numbers: Sequence[int]) -> Sequence[int]:
    """The figures that are left out, the largest first; of coded data only the largest, each a row."""
    if account.question.chronology.is_coded:
        return list(islice((number for number in numbers if account.rows_in(number) is None), MAX_LEFT_OUT))
    return numbers


def notes(account: Account, doubts: Sequence[Suspicion]) -> Iterator[str]:
    """Yield what must follow the headline, in whole sentences."""
    chronology = account.question.chronology
    is_partly_covered = account.days_covered and account.days_covered != account.days_asked
    if account.total and account.single is None and is_partly_covered:
        yield f"The counted figures cover {account.days_covered:,} of these {account.days_asked:,} days."
    if ends := account.question.end_text:
        yield ends
    if doubtful := _doubtful(account, doubts):
        yield f"{doubtful:,} of these figures{DOUBT}: idlibtl check FILE"
    yield from (*chronology.loaded.notes.get(account.metric.id, ()), *chronology.loaded.remarks)
    if account.metric.note:
        yield account.metric.note


def _doubtful(account: Account, doubts: Sequence[Suspicion]) -> int:
    """How many of the counted figures may count the same people as another of them."""
    metrics = {account.metric.id, *account.metric.parts}
    pairs = [doubt.events for doubt in doubts if doubt.metric in metrics and len(doubt.events) > 1]
    doubtful = set().union(*pairs)
    keys = (account.nest.keys[number] for number in account.members(account.counted))
    figures = Counter(event for _, event in keys if event in doubtful)
    suspected = {event for pair in pairs if all(map(figures.__contains__, pair)) for event in pair}
    # a total below its parts: all of these are figures of one event
    return len(suspected) if len(suspected) != 1 else sum(figures[event] for event in suspected)


# The report


class Totals(NamedTuple):
    """The report of totals; a `brief` one has only the lines to quote. `cut` says which rows are left out."""

    question: Question
    totals: tuple[Total, ...]
    brief: bool = False
    cut: str = ""

    @property
    def document(self) -> object:
        """The content of its JSON."""
        return self.totals

    @property
    def remark(self) -> str:
        """The line for stderr; empty if the whole answer is there."""
        if not self.is_empty:
            return self.cut
        asked = f" ({self.totals[0].asked})" if self.totals and self.totals[0].asked else ""
        return " ".join((f"No figures match{asked}.", *caveats(self.totals)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is counted, and nothing is left out."""
        return not any(total.best is not None or total.wider or total.not_attributed for total in self.totals)

    @property
    def has_headlines(self) -> bool:
        """Whether headlines are shown, not a summary of all metrics."""
        return self.brief or bool(self.question.asked.metrics) or any(total.by for total in self.totals)

    def shortened(self, limit: int | None, *, brief: bool) -> "Totals":
        """Return the report with only the `limit` largest rows of each breakdown, in their order, and the rest."""
        if limit is None:
            return self._replace(brief=brief)
        totals = tuple(_largest(total, limit) for total in self.totals)
        cut = (total.notes[-1] for total, whole in zip(totals, self.totals, strict=True) if total is not whole)
        return Totals(self.question, totals, brief, " ".join(dict.fromkeys(cut)))


def caveats(totals: Iterable[Total]) -> tuple[str, ...]:
    """Return the notes that must be shown with the number.

    They say that the chronology ends before the last day asked about, that figures may count the same people, or what
    rows of coded data do not say or are not yet checked for.
    """
    notes = (note for total in totals for note in total.notes)
    return tuple(dict.fromkeys(note for note in notes if any(words in note for words in _CAVEATS)))


_ENDS = "The chronology ends on "
DOUBT = " may count the same people"
UNDIVIDED = " not say how many were "
UNCHECKED = " not yet checked by "

#: What each of these notes has in it.
_CAVEATS = (_ENDS, DOUBT, UNDIVIDED, UNCHECKED)


def _largest(total: Total, limit: int) -> Total:
    rows = [group for group in total.groups or () if group.group != REST]
    if len(rows) <= limit:
        return total
    kept = {group.group for group in sorted(rows, key=lambda group: -(group.best or 0))[:limit]}
    groups = tuple(group for group in total.groups or () if group.group in kept | {REST})
    note = f"These are the {limit:,} largest of {len(rows):,} rows." if limit > 1 else "This is the largest row."
    return total._replace(groups=groups, adds_up=False, notes=(*total.notes, note))


def totals_report(question: Question, by: By | None = None) -> Totals:
    """Return a total of each metric asked about."""
    # a script may pass the word itself, which is equal to it and not the same
    return Totals(question, totals(question, None if by is None else By(by)))
