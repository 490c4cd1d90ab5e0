"""A chronology of the offensive on Idlib, April 2019 to January 2020, and the questions that you can ask it.

>>> from idlibtl import Filters, ask, load, totals_report
>>> question = ask(load(), Filters(metrics=["civilians"]))
>>> totals_report(question).totals[0].headline
'Civilians killed: about 1,134 reported (sum of 5 figures)'
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .compare.claim import claim_report as claim_report
    from .compare.crosscheck import Outcome as Outcome
    from .compare.crosscheck import crosscheck_report as crosscheck_report
    from .field.load import check as check
    from .field.load import load as load
    from .listings import Rows as Rows
    from .listings import list_report as list_report
    from .listings import show_report as show_report
    from .listings import timeline_report as timeline_report
    from .model.chronology import Chronology as Chronology
    from .model.dates import BadQuestion as BadQuestion
    from .model.dates import Days as Days
    from .model.dates import Span as Span
    from .model.dates import Window as Window
    from .model.figures import Count as Count
    from .model.figures import Hedge as Hedge
    from .model.records import Actor as Actor
    from .model.records import Citation as Citation
    from .model.records import Event as Event
    from .model.records import Figure as Figure
    from .model.records import Kind as Kind
    from .model.records import Metric as Metric
    from .model.records import Phase as Phase
    from .model.records import Place as Place
    from .model.records import Publication as Publication
    from .model.vocabulary import By as By
    from .model.vocabulary import Section as Section
    from .query.filters import Filters as Filters
    from .query.names import UnknownName as UnknownName
    from .query.question import Question as Question
    from .query.question import ask as ask
    from .query.question import ask_range as ask_range
    from .read.dataset import from_bytes as from_bytes
    from .read.files import DatasetError as DatasetError
    from .read.files import Finding as Finding
    from .reports import actor_report as actor_report
    from .reports import actors_report as actors_report
    from .reports import figures_report as figures_report
    from .reports import names_report as names_report
    from .reports import phase_report as phase_report
    from .reports import phases_report as phases_report
    from .reports import place_report as place_report
    from .reports import places_report as places_report
    from .reports import range_report as range_report
    from .totals.total import Total as Total
    from .totals.total import totals_report as totals_report

__version__ = "3.0.0"

_MODULES = {
    "compare.claim": "claim_report",
    "compare.crosscheck": "Outcome crosscheck_report",
    "field.load": "check load",
    "listings": "Rows list_report show_report timeline_report",
    "query.names": "UnknownName",
    "query.filters": "Filters",
    "query.question": "Question ask ask_range",
    "reports": "actor_report actors_report figures_report names_report phase_report phases_report place_report"
    " places_report range_report",
    "totals.total": "Total totals_report",
    "model.dates": "BadQuestion Days Span Window",
    "model.figures": "Count Hedge",
    "model.records": "Actor Citation Event Figure Kind Metric Phase Place Publication",
    "model.chronology": "Chronology",
    "model.vocabulary": "By Section",
    "read.dataset": "from_bytes",
    "read.files": "DatasetError Finding",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = sorted(_MODULE_OF)  # noqa: PLE0605 - one list, which a test compares with the imports above


def __getattr__(name: str) -> object:
    # a module is imported when it is needed, so that the command line does not import all of them
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)


def __dir__() -> list[str]:
    # what a shell completes, before anything is imported
    return [*globals(), *__all__]
