"""What the page reports: a Question -> a frozen record of all that stands on it."""

from dataclasses import dataclass

from idlibtl.asking.queries import Question
from idlibtl.asking.totals import Total, totals
from idlibtl.model.records import Event


@dataclass(frozen=True)
class PageReport:
    """The report of `report`: the events and totals of a question."""

    question: Question
    events: tuple[Event, ...]
    totals: tuple[Total, ...]

    @property
    def remark(self) -> str:
        """What to tell beside it."""
        return self.question.remark


def page_report(question: Question) -> PageReport:
    """The events and totals of a question, to be put on one page."""
    return PageReport(question, question.events, totals(question))
