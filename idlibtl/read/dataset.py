"""A dataset file: bytes -> Timeline, or one DatasetError that lists every fault.

A file is read whole, checked once, and answers nothing until it is free of errors.
"""

import gc
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import ValidationError

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
from idlibtl.model.timeline import Timeline
from idlibtl.read.checks.errors import faults_between
from idlibtl.read.checks.warnings import warnings
from idlibtl.read.faults import SECTIONS, meant, named
from idlibtl.read.faults import error as _error
from idlibtl.read.files import DatasetError, Finding, Unreadable, bundled, read, read_stdin, unreadable
from idlibtl.read.positions import placed, record_name

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from idlibtl.field.files import Asked
    from idlibtl.field.tables import Table


def load(
    path: str | os.PathLike[str] | None = None,
    filters: "Asked | None" = None,
    *,
    ids: Sequence[str] = (),
    strict: bool = False,
    watch: Callable[[float], None] | None = None,
) -> Timeline:
    """The chronology in the file at `path`, or the bundled one. Raises DatasetError.

    UCDP GED and ACLED exports are read too, in CSV or in a zip: of them at least all that a question with these filters
    concerns; where `ids` are those of events, these may be enough. A row that cannot be used is left out and told of in
    `left_out`; if `strict` it is an error. `watch` is told now and then how much is read, from 0 to 1. Raises
    BadQuestion where more rows are wanted than can be held.
    """
    if path is None:
        return _sound(os.fsdecode(bundled()), *examine(bundled()))
    found = opened(path)
    if isinstance(found, bytes):
        return from_bytes(found, os.fsdecode(path))
    from idlibtl.field.files import field_timeline

    return field_timeline(found, filters, ids=ids, strict=strict, watch=watch)


def opened(path: str | os.PathLike[str]) -> "Table | bytes":
    """The table in a file; or, of what is no table, all its bytes. Raises DatasetError."""
    from idlibtl.field.tables import table

    try:
        return table(path)
    except Unreadable as problem:
        raise DatasetError(os.fsdecode(path), problem.findings) from None


def from_bytes(content: bytes, name: str = "the chronology") -> Timeline:
    """The chronology that these bytes are; `name` is what a message calls it. Raises DatasetError."""
    return _sound(name, *_examined(lambda: content))


def check(path: str | os.PathLike[str], *, strict: bool = False) -> tuple[Finding, ...]:
    """Every finding about the file at `path`: its errors, and if it has none, what its curator should look at.

    Each tells the line and the column of its field, or of its record. A path of `-` is standard input. Of UCDP GED and
    ACLED exports it tells the rows that cannot be used; if `strict`, as errors.
    """
    try:
        found = read_stdin() if path == "-" else opened(path)
    except (DatasetError, Unreadable) as problem:
        return problem.findings
    if not isinstance(found, bytes):
        from idlibtl.field.files import field_findings

        return field_findings(found, strict=strict)
    timeline, errors = _examined(lambda: found)
    findings = tuple(warnings(timeline)) if timeline and not errors else tuple(errors)
    return placed(found.decode(errors="replace").removeprefix("\ufeff"), findings) if findings else ()


def examine(path: str | os.PathLike[str]) -> tuple[Timeline | None, list[Finding]]:
    """The timeline in a file, as far as it can be read, and every error found."""
    return _examined(lambda: read(path))


def _sound(name: str, timeline: Timeline | None, errors: list[Finding]) -> Timeline:
    if timeline is None or errors:
        raise DatasetError(name, errors)
    return timeline


def _examined(content: Callable[[], bytes]) -> tuple[Timeline | None, list[Finding]]:
    with no_garbage_collected():
        try:
            raw = parse(content())
        except Unreadable as problem:
            return None, list(problem.findings)
        shortened = _shortened(raw)
        try:
            timeline = Timeline.model_validate(shortened)
        except ValidationError as invalid:
            rest = _errors_of_the_rest(invalid, raw) if shortened is raw else ()
            return None, _first(chain(_shape_errors(invalid, raw), rest))
        return timeline, _first(faults_between(timeline, {}))


#: A file that is wrong in more places than this is not looked through to its end.
MAX_FINDINGS = 10_000


def _first(errors: Iterable[Finding]) -> list[Finding]:
    found = list(islice(errors, MAX_FINDINGS + 1))
    if len(found) > MAX_FINDINGS:
        found[MAX_FINDINGS] = _error("", "", f"has more than {MAX_FINDINGS:,} errors; only the first are listed")
    return found


def _shortened(raw: Any) -> Any:
    """The file, cut behind its many events without an id: to collect what is wrong with all takes all memory."""
    events = raw.get("events") if isinstance(raw, dict) else None
    if not isinstance(events, list):
        return raw
    broken = (index for index, event in enumerate(events) if not isinstance(event, dict) or "id" not in event)
    last = next(islice(broken, MAX_FINDINGS, None), None)
    return raw if last is None else {**raw, "events": events[: last + 1]}


@contextmanager
def no_garbage_collected() -> Iterator[None]:
    """Loading makes many records and no cycles, and so does a page: to look for these takes as long as the loading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


# The JSON


def parse(content: bytes) -> Any:
    """The JSON value in `content`: UTF-8, no key twice in an object, no number that JSON does not know."""
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise unreadable(f"is not UTF-8 text: byte {error.start + 1:,} is {content[error.start]:#04x}") from None
    repeated = False

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        found = dict(pairs)
        repeated = repeated or len(found) != len(pairs)
        return found

    try:
        raw = json.loads(text, object_pairs_hook=unique, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        if not text.strip():
            raise unreadable("is empty") from None
        raise unreadable(f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise unreadable("is nested too deeply to be a chronology") from None
    except ValueError:  # Python's own limit on the digits of a whole number
        raise unreadable("holds a number of more than 4,300 digits") from None
    if repeated:  # found in passing, and looked for once more to say where
        raise Unreadable(*_repetitions_in(text))
    return raw


def _repetitions_in(text: str) -> list[Finding]:
    try:
        return list(_repeated_keys(json.loads(text, object_pairs_hook=_Pairs)))
    except RecursionError:
        raise unreadable("is nested too deeply to be a chronology") from None


def _refuse_constant(name: str) -> NoReturn:
    raise unreadable(f"is not JSON: {name} is not a number there")


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with every key that it was written with."""


def _repeated_keys(value: Any, record: str = "", field: str = "") -> Iterator[Finding]:
    if isinstance(value, _Pairs):
        for key, times in Counter(key for key, _ in value).items():
            if times > 1:
                yield _error(record, field, f"the key {quoted(key)} appears {times} times")
        for key, inner in value:
            if not record and key in SECTIONS and isinstance(inner, list) and not isinstance(inner, _Pairs):
                for index, item in enumerate(inner):
                    known = dict(item) if isinstance(item, _Pairs) else {}
                    yield from _repeated_keys(item, record_name(key, index, known))
            else:
                yield from _repeated_keys(inner, record, f"{field}{_step(key)}".lstrip("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _repeated_keys(item, record, f"{field}{_step(index)}")


# The shape of each record, as pydantic finds it

_PLAIN: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: "is missing",
    "extra_forbidden": lambda _: NOT_A_KEY,
    "model_type": lambda _: "must be an object",
    "tuple_type": lambda _: "must be a list",
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


NOT_A_KEY = "is not a key that this record has"

#: How like it is what is suggested: `first` is not meant to be `figures`.
_LIKENESS = 0.75

#: For so many wrong words one that is like it is looked for.
MAX_WORDS = 100


def _shape_errors(invalid: ValidationError, raw: Any) -> Iterator[Finding]:
    left = MAX_WORDS
    for error in invalid.errors(include_url=False):
        record, path = "", error["loc"]
        if len(path) >= 2 and path[0] in SECTIONS and isinstance(path[1], int):
            record = record_name(str(path[0]), path[1], raw[path[0]][path[1]])
            path = path[2:]
        tell = _PLAIN.get(error["type"])
        reason = tell(error.get("ctx", {})) if tell else error["msg"]
        found = error["input"]
        if error["type"] not in ("missing", "extra_forbidden", "value_error") and not isinstance(found, (dict, list)):
            reason = f"{reason}, not {quoted(found) if isinstance(found, str) else _number(found)}"
        if error["type"] in ("extra_forbidden", "enum"):
            left -= 1
            reason += _what_may_be(error) if left >= 0 else ""
        yield _error(record, "".join(map(_step, path)).lstrip("."), reason)


def _what_may_be(error: "ErrorDetails") -> str:
    """What may stand instead of a wrong key or word, as the rest of a sentence."""
    *way, last = error["loc"]
    if error["type"] == "enum":
        found = error["input"]
        words = re.findall("'([^']*)'", error["ctx"]["expected"])
        return meant(found, words, _LIKENESS) if isinstance(found, str) else ""
    keys = _keys(tuple(step for step in way if isinstance(step, str)))
    return meant(str(last), keys, _LIKENESS) or f"; its keys are {', '.join(keys)}"


def _keys(way: tuple[str, ...]) -> list[str]:
    """The keys that the record at the end of a way may have."""
    record = _RECORDS[way]
    return [field.alias or name for name, field in record.model_fields.items()]


_RECORDS: Mapping[tuple[str, ...], type[Record]] = {
    (): Timeline,
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


def _number(found: object) -> str:
    """A number, true, false or null as the file has it, cut short."""
    return "a number beyond all bounds" if found in (float("inf"), float("-inf")) else json.dumps(found)[:60]


def _step(step: str | int) -> str:
    """One step of the way to a field: into a list, or to a key of an object."""
    if isinstance(step, int):
        return f"[{step}]"
    return f".{named(step)}"


def _errors_of_the_rest(invalid: ValidationError, raw: Any) -> Iterator[Finding]:
    """What is wrong between the records that are themselves well formed."""
    broken: dict[str, set[int]] = {section: set() for section in SECTIONS}
    for error in invalid.errors(include_url=False, include_context=False, include_input=False):
        match error["loc"]:
            case (str(section), int(index), *_) if section in broken and section != "publications":
                broken[section].add(index)
            case _:
                return  # the file as a whole, or what it rests on, is not what it should be: one thing at a time
    kept = {
        section: [record for index, record in enumerate(raw[section]) if index not in indices]
        for section, indices in broken.items()
        if indices
    }
    known = {
        section: [
            record["id"]
            for index in indices
            if isinstance(record := raw[section][index], dict) and isinstance(record.get("id"), str)
        ]
        for section, indices in broken.items()
    }
    yield from faults_between(Timeline.model_validate({**raw, **kept}), known)
