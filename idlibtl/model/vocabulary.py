"""The closed vocabularies that people type.

They stand apart from the rooms that use them, since help and completion must not pay for those.
"""

from enum import StrEnum


class Answer(StrEnum):
    """The commands whose JSON has a schema."""

    LIST = "list"
    RANGE = "range"
    TOTALS = "totals"
    ACTOR = "actor"
    PHASE = "phase"
    SHOW = "show"
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


class EventKind(StrEnum):
    """What sort of event a record tells of."""

    STRIKE = "strike"
    CLASH = "clash"
    ADVANCE = "advance"
    TRUCE = "truce"
    DIPLOMACY = "diplomacy"
    REPORT = "report"
    TOLL = "toll"
    BACKGROUND = "background"


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


#: The fields of an event's JSON, in its order; `--fields` chooses among them.
EVENT_FIELDS = (
    "id",
    "date",
    "date_text",
    "title",
    "summary",
    "kind",
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
