"""The shape of each record: the errors that pydantic finds, in words.

An error of shape must not hide other errors, in the same record or another. So a valid value is filled in for it, and
the file is checked once more. What depends on such a value is not reported.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import quoted
from idlibtl.model.records import Record
from idlibtl.read.checks.errors import faults_between
from idlibtl.read.faults import CALLED, HOLE, LIKENESS, SECTIONS, error, meant, meant_or_all, record_name, step
from idlibtl.read.files import Finding

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

#: The way to a field: keys, and indices in lists.
Way = tuple[str | int, ...]


def faults_of(wrong: Sequence["ErrorDetails"], raw: Any) -> Iterator[Finding]:
    """Yield every error of a file in which pydantic has found some. The JSON is changed: values are filled in."""
    events = raw.get("events") if isinstance(raw, dict) and "schema_version" not in raw else ()
    if isinstance(events, list) and any("start_date" in event for event in events if isinstance(event, dict)):
        yield error("", "", "is a TimelineJS timeline. To use it see idlibtl convert --help.")
        return
    yield from _shape_faults(wrong, raw)
    filled = _Filled(raw if isinstance(raw, dict) else {})
    for _ in range(_TRIES):
        for fault in wrong:
            filled.fill(fault["loc"])
        try:
            chronology = Chronology.model_validate(filled.raw)
        except ValidationError as invalid:
            wrong = invalid.errors(include_url=False, include_context=False, include_input=False)
        else:
            yield from filled.findings(chronology)
            return


# In words

_REASONS: Mapping[str, str] = {
    "missing": "is missing",
    "model_type": "must be an object",
    "tuple_type": "must be a list",
    "too_short": "must not be empty",
    "string_type": "must be text",
    "string_unicode": "is not valid Unicode text",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must be an id: lower-case letters, digits, - and _",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le:,} or less",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "value_error": "{error}",
}

#: For how many wrong words a similar one is searched for.
MAX_WORDS = 100


def _shape_faults(faults: Sequence["ErrorDetails"], raw: Any) -> Iterator[Finding]:
    left = MAX_WORDS
    around = {fault["loc"][:-1] for fault in faults}
    for fault in faults:
        kind, value = fault["type"], fault["input"]
        if kind == "too_short" and fault["loc"] in around:
            continue  # an item of a list that is wrong is not missing
        record, way = "", fault["loc"]
        match way:
            case (str(section), int(index), *_) if section in SECTIONS:
                record, way = record_name(section, index, raw[section][index]), way[2:]
        reason = _REASONS.get(kind, "{msg}").format(msg=fault["msg"], **fault.get("ctx", {}))
        if kind == "extra_forbidden":
            reason = f"unknown key {quoted(way[-1])}"
        elif kind not in ("missing", "value_error") and not isinstance(value, dict | list | tuple):
            reason = f"{reason}, not {quoted(value) if isinstance(value, str) else json.dumps(value)[:60]}"
        if kind in ("extra_forbidden", "enum"):
            left -= 1
            reason += _suggestion(fault) if left >= 0 else ""
        yield error(record, "".join(map(step, way)).lstrip("."), reason)


def _suggestion(fault: "ErrorDetails") -> str:
    """What to write instead of a wrong key or word."""
    *way, last = fault["loc"]
    if fault["type"] == "enum":
        words = re.findall("'([^']*)'", fault["ctx"]["expected"])
        return meant(fault["input"], words, LIKENESS) if isinstance(fault["input"], str) else ""
    return meant_or_all(str(last), keys_of(part for part in way if isinstance(part, str)), "keys")


def keys_of(way: Iterable[str]) -> Sequence[str]:
    """Return the keys of the objects at the end of a way: those of a figure for events, figures."""
    return [field.alias or name for name, field in _record_at(way).model_fields.items()]


def _record_at(way: Iterable[str]) -> type[Record]:
    record: type[Record] = Chronology
    for key in way:
        types = get_args(record.model_fields[key].annotation)
        record = next(one for one in types if isinstance(one, type) and issubclass(one, Record))
    return record


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
#: The keys that a record must have, by section; those of the file itself, except its sections, are under "".
NEEDED: Mapping[str, Sequence[str]] = {
    "": ("schema_version", "title", "description", "license"),
    **{
        section: [key for key, field in _record_at([section]).model_fields.items() if field.is_required()]
        for section in SECTIONS
    },
    "publications": ("id", "title", "kind", "as_of"),
    "figures": ("metric", "value"),
}

#: For a wrong field of an event, or wrong publications of the file, the fields that cannot be checked then.
_DEPENDENT = (
    ("publications?", r"citations.*|paragraphs|source|figures.*\.source|publication.*"),
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


class _Filled:
    """A file with a valid value for each error of shape; what is not a dict is an empty one here."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        #: The wrong keys of the file itself, and those of records, which keep the names that they had.
        self._keys: set[str] = set()
        self._wrong: dict[tuple[str, int], set[str]] = {}
        self._names: dict[tuple[str, int], str] = {}
        self._numbers = count(1)

    def fill(self, loc: Way) -> None:
        """Fill in the value at the end of a way: a key of a record or of a figure, or else of the file."""
        match loc:
            case (str(section), int(index), *way) if section in SECTIONS and section in self.raw:
                record, key = self.raw[section][index], str((*way, "")[0])
                if (section, index) not in self._wrong:
                    self._names[section, index] = record_name(section, index, record)
                    self.raw[section][index] = record = record if isinstance(record, dict) else {}
                match way:
                    case ["figures", int(number), *inner]:
                        figures = record["figures"]
                        figures[number] = figure = figures[number] if isinstance(figures[number], dict) else {}
                        if inner:
                            key = f"figures.{inner[0]}"
                            figure.pop(str(inner[0]), None)
                        self._complete(figure, "figures")
                    case _:
                        record.pop(key, None)
                self._wrong.setdefault((section, index), set()).add(key)
                self._complete(record, section)
            case (str(key), *_):
                self._keys.add(key)
                self.raw.pop(key, None)
                if key.startswith("publication"):
                    self.raw.pop("publications", None)
                    self.raw["publication"] = {"title": "-", "kind": "-", "as_of": "9999-12-31"}
                elif key in SECTIONS:
                    self.raw[key] = []
                self._complete(self.raw, "")

    def _complete(self, record: dict[str, Any], section: str) -> None:
        for key in NEEDED[section]:
            if key not in record:
                number = next(self._numbers)
                record[key] = 10**6 - number if key == "number" else _FILLED.get(key, f"{HOLE}{number}")

    def findings(self, chronology: Chronology) -> Iterator[Finding]:
        """Yield the errors between the records that are not about filled-in values, and do not depend on them."""
        undecided = {
            self.raw[section][index]["id"]
            for (section, index), wrong in self._wrong.items()
            if section == "events" and any(re.fullmatch(_DECISIVE, field) for field in wrong)
        }
        in_metrics = {key for (section, _), wrong in self._wrong.items() if section == "metrics" for key in wrong}
        if "metrics" in self._keys or not in_metrics.isdisjoint({"", "id", "parts"}):
            undecided = {event.id for event in chronology.events}
        unknown = tuple(f"unknown {CALLED[section]} " for section in self._keys & set(SECTIONS))
        at = {
            f"{SECTIONS[section]} {self.raw[section][index]['id']}": (section, index)
            for section, index in self._wrong
            if section in self.raw
        }
        for finding in faults_between(chronology, undecided):
            place = at.get(finding.record, ("", 0))
            wrong = self._wrong.get(place, set()) | (self._keys & {"publication", "publications"})
            dependent = [fields for keys, fields in _DEPENDENT if any(re.fullmatch(keys, key) for key in wrong)]
            if not (
                HOLE in finding.reason
                or finding.reason.startswith(unknown)
                or any(re.fullmatch(fields, finding.field) for fields in dependent)
            ):
                yield finding._replace(record=self._names.get(place, finding.record))
