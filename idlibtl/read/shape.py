"""The shape of each record: the errors that pydantic finds, in words.

An error of shape must not hide other errors, in the same record or another. So a valid value is filled in for it, and
the file is checked once more. What depends on such a value is not reported.
"""

import copy
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import quoted
from idlibtl.model.records import (
    Actor,
    Citation,
    Event,
    Figure,
    Kind,
    Metric,
    Participation,
    Phase,
    Place,
    Publication,
    Record,
)
from idlibtl.read.checks.errors import faults_between
from idlibtl.read.faults import CALLED, HOLE, LIKENESS, SECTIONS, error, meant, meant_or_all, record_name, step
from idlibtl.read.files import Finding

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

#: The way to a field: keys, and indices in lists.
Way = tuple[str | int, ...]

#: What the objects of a file are.
RECORDS: Mapping[Way, type[Record]] = {
    (): Chronology,
    ("publication",): Publication,
    ("publications",): Publication,
    ("kinds",): Kind,
    ("metrics",): Metric,
    ("actors",): Actor,
    ("places",): Place,
    ("phases",): Phase,
    ("events",): Event,
    ("events", "actors"): Participation,
    ("events", "citations"): Citation,
    ("events", "figures"): Figure,
}


# In words

_REASONS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: "is missing",
    "model_type": lambda _: "must be an object",
    "tuple_type": lambda _: "must be a list",
    "too_short": lambda _: "must not be empty",
    "string_type": lambda _: "must be text",
    "string_unicode": lambda _: "is not valid Unicode text",
    "string_too_short": lambda _: "must not be empty",
    "string_pattern_mismatch": lambda _: "must be an id: lower-case letters, digits, - and _",
    "int_type": lambda _: "must be a whole number",
    "float_type": lambda _: "must be a number",
    "finite_number": lambda _: "must be a finite number",
    "greater_than_equal": lambda context: f"must be {context['ge']} or more",
    "less_than_equal": lambda context: f"must be {context['le']:,} or less",
    "literal_error": lambda context: f"must be {context['expected']}",
    "enum": lambda context: f"must be {context['expected']}",
    "value_error": lambda context: str(context["error"]),
}

#: For how many wrong words a similar one is searched for.
MAX_WORDS = 100


def shape_faults(invalid: ValidationError, raw: Any) -> Iterator[Finding]:
    """Yield the errors that pydantic has found in a file."""
    left = MAX_WORDS
    faults = invalid.errors(include_url=False)
    around = {fault["loc"][:-1] for fault in faults}
    for fault in faults:
        if fault["type"] == "too_short" and fault["loc"] in around:
            continue  # an item of a list that is wrong is not missing
        record, way = _place(raw, fault["loc"])
        reason_of, value = _REASONS.get(fault["type"]), fault["input"]
        reason = reason_of(fault.get("ctx", {})) if reason_of else fault["msg"]
        if fault["type"] == "extra_forbidden":
            reason = f"unknown key {quoted(way[-1])}"
        elif fault["type"] not in ("missing", "value_error") and not isinstance(value, dict | list | tuple):
            reason = f"{reason}, not {quoted(value) if isinstance(value, str) else _number(value)}"
        if fault["type"] in ("extra_forbidden", "enum"):
            left -= 1
            reason += _suggestion(fault) if left >= 0 else ""
        yield error(record, "".join(map(step, way)).lstrip("."), reason)


def _place(raw: Any, loc: Way) -> tuple[str, Way]:
    """The record with the error, as messages call it, and the way from there to the field."""
    section, index = (*loc, None, None)[:2]
    if section not in SECTIONS or not isinstance(index, int):
        return "", loc
    record, way = raw[section][index], loc[2:]
    if way[:1] == ("kinds",) and isinstance(record, dict) and "kinds" not in record and "kind" in record:
        way = ("kind",)
    return record_name(str(section), index, record), way


def _suggestion(fault: "ErrorDetails") -> str:
    """What to write instead of a wrong key or word."""
    *way, last = fault["loc"]
    if fault["type"] == "enum":
        words = re.findall("'([^']*)'", fault["ctx"]["expected"])
        return meant(fault["input"], words, LIKENESS) if isinstance(fault["input"], str) else ""
    record = RECORDS[tuple(part for part in way if isinstance(part, str))]
    keys = [field.alias or name for name, field in record.model_fields.items()]
    return meant_or_all(str(last), keys, "keys")


def _number(value: object) -> str:
    """A number, true, false or null as the file has it, cut short."""
    return "a number beyond all bounds" if value in (float("inf"), float("-inf")) else json.dumps(value)[:60]


# Filled in

#: The values that are filled in for keys that a record must have; for all other keys, an id that no record has.
_FILLED: Mapping[str, object] = {
    **dict.fromkeys(("title", "description", "license", "label", "name", "unit"), "-"),
    **dict.fromkeys(("last", "as_of"), "9999-12-31"),
    "schema_version": 1,
    "kind": "state",
    "kinds": ["background"],
    "value": 0,
    "date": "2000-01-01",
    "first": "1000-01-01",
}
#: The keys that a record must have, by section; those of the file itself are under "".
NEEDED: Mapping[str, Sequence[str]] = {
    "": ("schema_version", "title", "description", "license"),
    "publications": ("id", "title", "kind", "as_of"),
    "kinds": ("id", "label"),
    "metrics": ("id", "label", "unit"),
    "actors": ("id", "name", "kind"),
    "places": ("id", "name", "kind"),
    "phases": ("id", "number", "title", "first", "last"),
    "events": ("id", "date", "title", "kinds"),
    "figures": ("metric", "value"),
}

#: For a wrong field of an event, the fields that cannot be checked then.
_DEPENDENT = (
    ("actors", r"figures.*\.attributed_to"),
    ("citations|paragraphs", r"citations.*|paragraphs|source|figures.*\.source"),
    ("source", "source"),
    (r"figures(\.source)?", r"figures|figures.*\.source"),
    (r"figures\.scope", r"figures.*\.includes"),
    (r"figures\.value", r"figures.*\.(low|high)"),
    (r"date|figures(\.metric|\.period)?", r"figures|figures.*\.period"),
)
#: Without these fields, an event cannot be compared with others.
_DECISIVE = r"id|date|replaced_by|figures(\.metric|\.period)?"

#: How often a file is filled in and tried again.
_TRIES = 3


def faults_of_the_rest(invalid: ValidationError, raw: Any) -> Iterator[Finding]:
    """Yield the errors between the records of a file in which pydantic has found errors."""
    filled = _Filled(raw)
    for _ in range(_TRIES):
        for fault in invalid.errors(include_url=False, include_context=False, include_input=False):
            filled.fill(fault["loc"])
        try:
            chronology = Chronology.model_validate(filled.raw)
        except ValidationError as still_invalid:
            invalid = still_invalid
        else:
            yield from filled.findings(chronology)
            return


class _Filled:
    """A file with a value filled in for each error of shape, and where these are."""

    def __init__(self, original: Any) -> None:
        self.raw: dict[str, Any] = dict(original) if isinstance(original, dict) else {}
        self._original = original
        self._keys: set[str] = set()
        self._wrong: dict[tuple[str, int], set[str]] = {}
        self._numbers = count(1)

    def fill(self, loc: Way) -> None:
        """Fill in the value at the end of a way: a key of a record or of a figure, or else of the file."""
        match loc:
            case (str(section), int(index), *way) if section in SECTIONS:
                record, key = self._record(section, index), str((*way, "")[0])
                match way:
                    case ["figures", int(number), *inner]:
                        figure = record["figures"][number]
                        record["figures"][number] = figure = figure if isinstance(figure, dict) else {}
                        for part in inner[:1]:
                            key = f"figures.{part}"
                            figure.pop(str(part), None)
                        self._complete(figure, "figures")
                    case _:
                        record.pop("kind" if key == "kinds" and key not in record else key, None)
                self._wrong[section, index].add(key)
                self._complete(record, section)
            case (str(key), *_):
                self._keys.add(key)
                self.raw.pop(key, None)
                if key.startswith("publication"):
                    self.raw.pop("publications", None)
                    self.raw["publication"] = {"title": "-", "kind": "-", "as_of": "9999-12-31"}
                self._complete(self.raw, "")
                for section in ("metrics", "actors", "places", "phases", "events"):
                    self.raw.setdefault(section, [])

    def _record(self, section: str, index: int) -> dict[str, Any]:
        """A copy of a record that may be changed; everything else is unchanged."""
        if (section, index) not in self._wrong:
            self._wrong[section, index] = set()
            record = self.raw[section][index]
            self.raw[section] = list(self.raw[section])
            self.raw[section][index] = copy.deepcopy(record) if isinstance(record, dict) else {}
        record_copy: dict[str, Any] = self.raw[section][index]
        return record_copy

    def _complete(self, record: dict[str, Any], section: str) -> None:
        for key in NEEDED[section]:
            if key not in record and not (key == "kinds" and "kind" in record):
                number = next(self._numbers)
                record[key] = 10**6 - number if key == "number" else _FILLED.get(key, f"{HOLE}{number}")

    def findings(self, chronology: Chronology) -> Iterator[Finding]:
        """Yield the errors between the records that do not depend on filled-in values."""
        ids = {event.id for event in chronology.events}
        undecided = {
            self.raw[section][index]["id"]
            for (section, index), wrong in self._wrong.items()
            if section == "events" and any(re.fullmatch(_DECISIVE, field) for field in wrong)
        }
        in_metrics = {key for (section, _), wrong in self._wrong.items() if section == "metrics" for key in wrong}
        if "metrics" in self._keys or not in_metrics.isdisjoint({"", "id", "parts"}):
            undecided = ids
        places = {
            f"{SECTIONS[section]} {self.raw[section][index]['id']}": (section, index) for section, index in self._wrong
        }
        for finding in faults_between(chronology, undecided):
            section, index = places.get(finding.record, ("", 0))
            if self._is_certain(finding, self._wrong.get((section, index), ())):
                record = record_name(section, index, self._original[section][index]) if section else finding.record
                yield error(record, finding.field, finding.reason)

    def _is_certain(self, finding: Finding, wrong: Collection[str]) -> bool:
        """Whether a finding is not about a filled-in value, and does not depend on one."""
        citing = "publication" in self._keys or "publications" in self._keys
        dependent = [fields for keys, fields in _DEPENDENT if any(re.fullmatch(keys, key) for key in wrong)]
        if citing:
            dependent.append(r"citations.*|paragraphs|source|figures.*\.source|publication.*")
        unknown = {CALLED[section] for section in self._keys & set(SECTIONS)}
        return not (
            HOLE in finding.reason
            or any(re.fullmatch(fields, finding.field) for fields in dependent)
            or any(finding.reason.startswith(f"unknown {called} ") for called in unknown)
        )
