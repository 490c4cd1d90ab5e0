"""The closed vocabularies that people type.

They stand apart from the modules that use them, since help and completion must not pay for those.
"""

from enum import StrEnum


class Answer(StrEnum):
    """The commands whose JSON has a schema."""

    LIST = "list"
    RANGE = "range"
    TOTALS = "totals"
    FIGURES = "figures"
    ACTOR = "actor"
    PHASE = "phase"
    PLACE = "place"
    SHOW = "show"
    NAMES = "names"
    CROSSCHECK = "crosscheck"
    CLAIM = "claim"
    CHECK = "check"


class By(StrEnum):
    """What a total may be broken down by."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    PHASE = "phase"
    ACTOR = "actor"
    PLACE = "place"
    SOURCE = "source"
    KIND = "kind"


class Color(StrEnum):
    """When a table has colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


#: The kinds of event that every file may use, and whether readers ask of them who did it.
KINDS = {
    "strike": True,
    "clash": True,
    "advance": False,
    "truce": False,
    "displacement": False,
    "diplomacy": False,
    "statement": False,
    "background": False,
}


class SumHedge(StrEnum):
    """How a total is hedged: as one figure that says it all, or as a sum of ours."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT_OR_MORE = "about_or_more"


class Exceeds(StrEnum):
    """In what a figure covers more than was asked."""

    DAYS = "days"
    PLACES = "places"
    ACTORS = "actors"
    SOURCES = "sources"
    EVENTS = "events"


class Status(StrEnum):
    """What becomes of a figure in a total."""

    COUNTED = "counted"
    INCLUDED = "included"
    ALTERNATIVE = "alternative"
    WIDER = "wider"
    REPLACED = "replaced"


class Section(StrEnum):
    """What may be named behind a filter."""

    ACTORS = "actors"
    PHASES = "phases"
    PLACES = "places"
    METRICS = "metrics"
    KINDS = "kinds"
    SOURCES = "sources"


class Told(StrEnum):
    """What a group of a breakdown has: figures, only a share in a longer one, or nothing."""

    COUNTED = "counted"
    LONGER = "only in a longer figure"
    NOT_REPORTED = "not reported"


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


class Cite(StrEnum):
    """How to cite a record is written."""

    TEXT = "text"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


class Export(StrEnum):
    """What a chronology is handed over as, for other tools to open."""

    GEOJSON = "geojson"
    TIMELINEJS = "timelinejs"
    HXL = "hxl"
    DATAPACKAGE = "datapackage"
    SQLITE = "sqlite"


#: The fields of an event's JSON, in its order; `--fields` chooses among them.
EVENT_FIELDS = (
    "id",
    "date",
    "date_text",
    "title",
    "summary",
    "kinds",
    "phase",
    "actors",
    "places",
    "source",
    "figures",
    "paragraphs",
    "note",
    "first",
    "last",
    "approximate",
    "attributed_to",
)

#: Fields that are told only of a chronology that uses them, and the field before which each stands.
RARE_EVENT_FIELDS = {"citations": "source", "replaced_by": "note"}

#: The columns of `figures`, in its order; `--fields` chooses among them.
FIGURE_FIELDS = (
    "event",
    "metric",
    "first",
    "last",
    "approximate",
    "value",
    "wording",
    "hedge",
    "low",
    "best",
    "high",
    "source",
    "scope",
    "places",
    "attributed_to",
    "phase",
    "kind",
    "status",
    "inside",
    "includes",
    "note",
    "share_low",
    "share_best",
    "share_high",
    "counted_low",
    "counted_best",
    "counted_high",
    "paragraphs",
    "position",
    "period",
    "stated",
)
