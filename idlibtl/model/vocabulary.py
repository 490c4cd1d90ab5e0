"""The closed vocabularies that people type.

They have a module of their own, so that help and completion need not load the modules that use them.
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
    TIMELINE = "timeline"
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
    COUNTRY = "country"
    PROVINCE = "province"
    SOURCE = "source"
    KIND = "kind"


#: Breakdowns whose rows are parts of the calendar, those whose rows are days, and those whose rows are places.
BY_CALENDAR = (By.MONTH, By.QUARTER, By.YEAR)
BY_TIME = (*BY_CALENDAR, By.PHASE)
BY_PLACE = (By.PLACE, By.COUNTRY, By.PROVINCE)


class Color(StrEnum):
    """When a table has colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


#: The kinds of event that every file may use, and whether readers ask who did it.
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


class Exceeds(StrEnum):
    """In which respect a wider figure exceeds the question. `words`: its event lacks the words that were asked for."""

    DAYS = "days"
    PLACES = "places"
    KINDS = "kinds"
    SOURCES = "sources"
    ACTORS = "actors"
    WORDS = "words"


class Status(StrEnum):
    """How a total treats a figure."""

    COUNTED = "counted"
    INCLUDED = "included"
    ALTERNATIVE = "alternative"
    MAY_REPEAT = "may_repeat"
    WIDER = "wider"
    NOT_ATTRIBUTED = "not_attributed"
    REPLACED = "replaced"


class Section(StrEnum):
    """What the names that filters take are for."""

    ACTORS = "actors"
    PHASES = "phases"
    PLACES = "places"
    METRICS = "metrics"
    KINDS = "kinds"
    SOURCES = "sources"


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


class Export(StrEnum):
    """The formats of exports."""

    GEOJSON = "geojson"
    TIMELINEJS = "timelinejs"
    DATAPACKAGE = "datapackage"
    SQLITE = "sqlite"
    SVG = "svg"


class Part(StrEnum):
    """The pictures of the page that can be made alone."""

    TIMELINE = "timeline"
    MAP = "map"
    BARS = "bars"


class Cite(StrEnum):
    """How a citation is written."""

    TEXT = "text"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


_EVENT_FIELDS = """
    id date date_text title summary kinds phase actors places citations source figures paragraphs replaced_by note first
    last approximate attributed_to
"""
#: The fields of an event's JSON, in its order; `--fields` chooses among them.
ALL_EVENT_FIELDS = tuple(_EVENT_FIELDS.split())
#: Those of every chronology; the others are shown only if a chronology uses them.
EVENT_FIELDS = tuple(field for field in ALL_EVENT_FIELDS if field not in ("citations", "replaced_by"))

_FIGURE_FIELDS = """
    event metric first last approximate wording share status printed_value hedge printed_low printed_high source
    scope places attributed_to phase kinds inside includes adds_to note paragraphs period
"""
#: The columns of `figures`, in its order; `--fields` chooses among them.
FIGURE_FIELDS = tuple(_FIGURE_FIELDS.split())
