"""A chronology of the offensive on Idlib, April 2019 to January 2020, and the questions one may ask of it.

>>> from idlibtl import Filters, ask, load, totals_report
>>> question = ask(load(), Filters(metrics=["civilians"]))
>>> totals_report(question).totals[0].headline
'about 1,134 or more (our sum of 5 figures)'
"""

TYPE_CHECKING = False  # as typing has it, which takes long to open
if TYPE_CHECKING:
    from .asking.claim import claim_report as claim_report
    from .asking.crosscheck import crosscheck_report as crosscheck_report
    from .asking.listings import list_report as list_report
    from .asking.listings import show_report as show_report
    from .asking.listings import timeline_report as timeline_report
    from .asking.names import UnknownName as UnknownName
    from .asking.outcomes import Outcome as Outcome
    from .asking.queries import Filters as Filters
    from .asking.queries import Question as Question
    from .asking.queries import ask as ask
    from .asking.queries import ask_range as ask_range
    from .asking.reports import actor_report as actor_report
    from .asking.reports import actors_report as actors_report
    from .asking.reports import figures_report as figures_report
    from .asking.reports import names_report as names_report
    from .asking.reports import phase_report as phase_report
    from .asking.reports import phases_report as phases_report
    from .asking.reports import place_report as place_report
    from .asking.reports import places_report as places_report
    from .asking.reports import range_report as range_report
    from .asking.reports import totals_report as totals_report
    from .asking.totals import Total as Total
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
    from .model.timeline import Timeline as Timeline
    from .model.vocabulary import By as By
    from .reading.dataset import check as check
    from .reading.dataset import from_bytes as from_bytes
    from .reading.dataset import load as load
    from .reading.files import DatasetError as DatasetError
    from .reading.files import Finding as Finding

__version__ = "2.0.0"

_MODULES = {
    "asking.claim": ("claim_report",),
    "asking.crosscheck": ("crosscheck_report",),
    "asking.listings": ("list_report", "show_report", "timeline_report"),
    "asking.names": ("UnknownName",),
    "asking.outcomes": ("Outcome",),
    "asking.queries": ("Filters", "Question", "ask", "ask_range"),
    "asking.reports": (
        "actor_report",
        "actors_report",
        "figures_report",
        "names_report",
        "phase_report",
        "phases_report",
        "place_report",
        "places_report",
        "range_report",
        "totals_report",
    ),
    "asking.totals": ("Total",),
    "model.dates": ("BadQuestion", "Days", "Span", "Window"),
    "model.figures": ("Count", "Hedge"),
    "model.records": ("Actor", "Citation", "Event", "Figure", "Kind", "Metric", "Phase", "Place", "Publication"),
    "model.timeline": ("Timeline",),
    "model.vocabulary": ("By",),
    "reading.dataset": ("check", "from_bytes", "load"),
    "reading.files": ("DatasetError", "Finding"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_MODULE_OF)  # noqa: PLE0605 - one list, which a test holds against the imports above


def __getattr__(name: str) -> object:
    # a module is imported when it is asked for: the command line must not pay for all of them
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
