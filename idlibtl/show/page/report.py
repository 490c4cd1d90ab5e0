"""The report of the page: a Question -> everything on it."""

import shlex
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

from idlibtl.model.vocabulary import By
from idlibtl.query.question import Question
from idlibtl.read.files import Origin
from idlibtl.show.about import typed
from idlibtl.totals.account import Account
from idlibtl.totals.breakdown import Group, groups
from idlibtl.totals.total import Total, totals

#: The most years that are broken down by month; more are broken down by year.
MAX_YEARS_BY_MONTH = 5


class MetricAnswer(NamedTuple):
    """The total of one metric, its account, and its breakdowns; none if the total is one figure."""

    account: Account
    total: Total
    breakdowns: Mapping[By, tuple[Group, ...]]


class PageReport:
    """Everything on the page of a question: its events and their ids, and the answer for each metric.

    The `lead` comes first: it is the answer for the first metric with a figure; None if the chronology counts nothing.
    """

    def __init__(self, question: Question, origin: Origin) -> None:
        self.question, self.origin, self.chronology = question, origin, question.chronology
        self.events, self.answers = question.events, list(_answers(question))
        self.ids = frozenset(event.id for event in self.events)
        with_figures = (answer for answer in self.answers if answer.total.best is not None)
        self.lead = next(with_figures, next(iter(self.answers), None))

    def command(self, command: str, **more: Any) -> str:
        """Return a command line that asks the same about the same chronology; `more` filters replace its own.

        `command("list", kinds=["strike"])` is `idlibtl list --kind strike`.
        """
        return f"{typed(command, self.question.asked._replace(**more))}{self.data}"

    @property
    def data(self) -> str:
        """The option of a command line that names the same chronology."""
        # only the names of files: the folders of those who made the page are private
        files = (self.origin.file, *self.origin.more) if self.origin.file is not None else ()
        return "".join(f" --data {shlex.quote(PurePath(file).name)}" for file in files if file)


def _answers(question: Question) -> Iterator[MetricAnswer]:
    accounts, is_first = {metric.id: Account(question, metric) for metric in question.metrics}, True
    for total in totals(question, accounts=accounts):
        account, breakdowns = accounts[total.metric], list[By]()
        if len(account.inside) > 1:
            days = [account.days(number) for number in account.inside]
            years = max(span.last for span in days).year - min(span.first for span in days).year + 1
            breakdowns.append(By.YEAR if years > MAX_YEARS_BY_MONTH else By.MONTH)
            breakdowns += [By.PHASE, By.ACTOR] if question.chronology.phases else [By.ACTOR]
            # the places of the first metric are below the map; in coded data there are thousands of places
            breakdowns += [] if is_first or question.chronology.is_coded else [By.PLACE]
        yield MetricAnswer(account, total, {by: groups(account, by) for by in breakdowns})
        is_first = is_first and not account.inside
