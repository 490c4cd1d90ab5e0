"""A chronology of the offensive on Idlib, April 2019 to January 2020, and the questions one may ask of it.

>>> from idlibtl import Filters, load, select, totals_report
>>> timeline = load()
>>> report = totals_report(select(timeline, Filters(metrics=["civilians"])))
>>> report.totals[0].quote
'about 1,134; at least 1,022'
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .asking.queries import Filters, Selection, listing, select, select_range, shown
    from .asking.reports import actor_report, actors, phase_report, phases, range_report, totals_report
    from .asking.totals import Total
    from .model.dates import BadQuestion, Span, Window
    from .model.figures import Count, Hedge
    from .model.records import Actor, Event, Figure, Metric, Phase, Place, Timeline
    from .model.vocabulary import By, EventKind
    from .reading.dataset import check, load
    from .reading.files import DatasetError, Finding

__version__ = "1.0.0"

_ROOMS = {
    "model.vocabulary": ("By", "EventKind"),
    "reading.dataset": ("check", "load"),
    "model.dates": ("BadQuestion", "Span", "Window"),
    "model.figures": ("Count", "Hedge"),
    "reading.files": ("DatasetError", "Finding"),
    "asking.queries": ("Filters", "Selection", "listing", "select", "select_range", "shown"),
    "model.records": ("Actor", "Event", "Figure", "Metric", "Phase", "Place", "Timeline"),
    "asking.reports": ("actor_report", "actors", "phase_report", "phases", "range_report", "totals_report"),
    "asking.totals": ("Total",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Actor",
    "BadQuestion",
    "By",
    "Count",
    "DatasetError",
    "Event",
    "EventKind",
    "Figure",
    "Filters",
    "Finding",
    "Hedge",
    "Metric",
    "Phase",
    "Place",
    "Selection",
    "Span",
    "Timeline",
    "Total",
    "Window",
    "actor_report",
    "actors",
    "check",
    "listing",
    "load",
    "phase_report",
    "phases",
    "range_report",
    "select",
    "select_range",
    "shown",
    "totals_report",
]


def __getattr__(name: str) -> object:
    # rooms are opened when they are asked for: the command line must not pay for all of them
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_ROOM_OF[name]}", __name__), name)
