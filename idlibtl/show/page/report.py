"""What the page reports: a Question -> a frozen record of all that stands on it."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from idlibtl.model.records import Event
from idlibtl.model.vocabulary import By
from idlibtl.query.question import Question
from idlibtl.read.origin import Origin
from idlibtl.totals.breakdown import Group, groups
from idlibtl.totals.reckoning import Reckoning
from idlibtl.totals.total import Total, total

#: Figures of more years than this are broken down by year, not by month.
MAX_YEARS_BY_MONTH = 5

#: The option that is not called as its filter is.
_OPTIONS = {"since": "--from", "until": "--to"}


@dataclass(frozen=True)
class Breakdown:
    """A total broken down."""

    by: By
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class PageReport:
    """The report of `report`: a question, its events and totals, and these broken down where figures add up.

    `breakdowns` are by metric; a metric of which one figure says all has none.
    """

    question: Question
    origin: Origin
    totals: tuple[Total, ...]
    breakdowns: Mapping[str, tuple[Breakdown, ...]]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that pass every filter, in order."""
        return self.question.events

    @property
    def remark(self) -> str:
        """What to tell beside it."""
        return self.question.remark

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the events on the page."""
        return frozenset(event.id for event in self.events)

    @cached_property
    def corrected_by(self) -> Mapping[str, tuple[str, ...]]:
        """For an event that corrects others, the ids of these."""
        found: dict[str, tuple[str, ...]] = {}
        for event in self.question.timeline.events:
            if event.replaced_by:
                found[event.replaced_by] = (*found.get(event.replaced_by, ()), event.id)
        return found

    def command(self, *words: str, **more: str) -> str:
        """A command line that asks the same of the same chronology; `more` filters replace those of the question.

        `command("list", kinds="strike")` is `idlibtl list --kind strike`.
        """
        return " ".join((shlex.join(("idlibtl", *words)), *self._filters(more), *self._data()))

    def unfiltered(self, *words: str) -> str:
        """A command line that asks something else of the same chronology."""
        return " ".join((shlex.join(("idlibtl", *words)), *self._data()))

    def _filters(self, more: Mapping[str, str]) -> Iterator[str]:
        for field, given in self.question.asked._asdict().items():
            option = _OPTIONS.get(field) or f"--{field.removesuffix('s')}"
            asked = more.get(field, given)
            for value in (asked,) if isinstance(asked, str) else asked or ():
                # a value that begins with a dash would be taken for an option
                yield shlex.quote(f"{option}={value}") if value.startswith("-") else f"{option} {shlex.quote(value)}"

    def _data(self) -> Iterator[str]:
        if self.origin.file is not None:  # its name alone: the folders of whoever made the page are nobody's business
            yield f"--data {shlex.quote(PurePath(self.origin.file).name)}"


def page_report(question: Question, origin: Origin) -> PageReport:
    """All that stands on the page of a question."""
    found, broken_down = [], {}
    for metric in question.metrics:
        reckoning = Reckoning(question, metric)
        found.append(total(reckoning, lists_all=True))
        if len(reckoning.counted) > 1:
            broken_down[metric.id] = tuple(_breakdowns(reckoning))
    return PageReport(question, origin, tuple(found), broken_down)


def _breakdowns(reckoning: Reckoning) -> Iterator[Breakdown]:
    years = groups(reckoning, By.YEAR)
    is_long = sum(not year.spanning for year in years) > MAX_YEARS_BY_MONTH
    yield Breakdown(By.YEAR, years) if is_long else Breakdown(By.MONTH, groups(reckoning, By.MONTH))
    if reckoning.question.timeline.phases:
        yield Breakdown(By.PHASE, groups(reckoning, By.PHASE))
    for by in (By.ACTOR, By.PLACE):
        yield Breakdown(by, groups(reckoning, by))
