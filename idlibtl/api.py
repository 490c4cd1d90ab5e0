"""Everything that a script can import from `idlibtl`, in a module that the command line does not load."""

from idlibtl.compare.claim import claim_report
from idlibtl.compare.crosscheck import Outcome, crosscheck_report
from idlibtl.field.load import check, load
from idlibtl.listings import list_report, show_report, timeline_report
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import BadQuestion, Days, Span, Window
from idlibtl.model.figures import Count, Hedge
from idlibtl.model.records import Actor, Citation, Event, Figure, Kind, Metric, Phase, Place, Publication
from idlibtl.model.vocabulary import By, Section
from idlibtl.query.filters import Filters, Rows
from idlibtl.query.names import UnknownName
from idlibtl.query.question import Question, ask, ask_range
from idlibtl.read.dataset import from_bytes
from idlibtl.read.files import DatasetError, Finding
from idlibtl.reports import (
    actor_report,
    actors_report,
    figures_report,
    names_report,
    phase_report,
    phases_report,
    place_report,
    places_report,
    range_report,
)
from idlibtl.totals.total import Total, totals_report

__all__ = [
    "Actor", "BadQuestion", "By", "Chronology", "Citation", "Count", "DatasetError", "Days", "Event", "Figure",
    "Filters", "Finding", "Hedge", "Kind", "Metric", "Outcome", "Phase", "Place", "Publication", "Question", "Rows",
    "Section", "Span", "Total", "UnknownName", "Window", "actor_report", "actors_report", "ask", "ask_range", "check",
    "claim_report", "crosscheck_report", "figures_report", "from_bytes", "list_report", "load", "names_report",
    "phase_report", "phases_report", "place_report", "places_report", "range_report", "show_report", "timeline_report",
    "totals_report",
]  # fmt: skip
