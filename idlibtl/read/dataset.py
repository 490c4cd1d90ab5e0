"""The file of a chronology: bytes -> Chronology, or one DatasetError that lists every error.

The whole file is read and checked once. With errors, no question is answered.
"""

import gc
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import ValidationError

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import quoted
from idlibtl.model.records import Event, sharing
from idlibtl.read.checks.errors import faults_between
from idlibtl.read.faults import SECTIONS, error, placed, record_name, repeated, step
from idlibtl.read.files import DatasetError, Finding, Unreadable, bundled, read, unreadable

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def load(path: str | os.PathLike[str] | None = None) -> Chronology:
    """Return the chronology in the file at `path`, or the bundled one. Raises DatasetError."""
    file = bundled() if path is None else path
    try:
        return from_bytes(read(file), os.fsdecode(file))
    except Unreadable as problem:
        raise DatasetError(os.fsdecode(file), problem.findings) from None


def from_bytes(content: bytes, name: str = "the chronology") -> Chronology:
    """Return the chronology of these bytes; messages call it `name`. Raises DatasetError."""
    with no_garbage_collected():
        try:
            raw = parse(content)
        except Unreadable as problem:
            raise DatasetError(name, problem.findings) from None
        wrong = _read_events(raw)
        try:
            chronology = Chronology.model_validate({**raw, "events": []} if wrong else raw)
        except ValidationError as invalid:
            wrong = [*invalid.errors(include_url=False), *wrong]
        if wrong:
            from idlibtl.read.shape import faults_of  # few files need it

            errors = faults_of(wrong, raw)
        else:
            errors = faults_between(chronology)
        if findings := list(islice(errors, MAX_FINDINGS + 1)):
            if len(findings) > MAX_FINDINGS:
                findings[-1] = error("", "", f"has more than {MAX_FINDINGS:,} errors. Only the first are listed.")
            raise DatasetError(name, findings)
    return chronology


def check(content: bytes) -> tuple[Finding, ...]:
    """Return every finding about the chronology of these bytes: its errors, or if it has none, its warnings.

    Each has the line and column of its field, or of its record.
    """
    from idlibtl.read.checks.warnings import warnings  # of one command in many

    try:
        findings = tuple(warnings(from_bytes(content)))
    except DatasetError as problem:
        findings = problem.findings
    return placed(content.decode(errors="replace").removeprefix("\ufeff"), findings) if findings else ()


#: How many errors of a file are listed; the rest of it is not checked.
MAX_FINDINGS = 10_000


def _read_events(raw: Any) -> list["ErrorDetails"]:
    """Put records in place of the JSON of events, because both at once take twice the memory; the errors in others."""
    events: Any = raw.get("events") if isinstance(raw, dict) else None
    wrong: list[ErrorDetails] = []
    validated = Event.__pydantic_validator__.validate_python  # model_validate checks its options for each event
    share = sharing()
    for index, event in enumerate(events if isinstance(events, list) else ()):
        if isinstance(event, dict) and "kind" in event and "kinds" not in event:  # a file from before version 3
            event["kinds"] = [event.pop("kind")]
        try:
            events[index] = share(validated(event))
        except ValidationError as invalid:
            faults = invalid.errors(include_url=False)
            wrong += [{**fault, "loc": ("events", index, *fault["loc"])} for fault in faults]
            if len(wrong) > MAX_FINDINGS:  # the errors of millions take all memory
                del events[index + 1 :]
                break
    return wrong


@contextmanager
def no_garbage_collected() -> Iterator[None]:
    """Stop the garbage collector: loading makes many records and no cycles, and collecting takes as long as loading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


# The JSON


#: What to do with a table.
A_TABLE = "For a table of your own see idlibtl convert --help."


def parse(content: bytes) -> Any:
    """Return the JSON value in `content`: UTF-8, no key twice in an object, no number that JSON does not have."""
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise unreadable(f"is not UTF-8 text: byte {error.start + 1:,} is {content[error.start]:#04x}") from None
    twice: _Twice = {}

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            twice[id(value)] = value, [key for key, _ in pairs]
        return value

    try:
        raw = json.loads(text, object_pairs_hook=unique, parse_constant=_refuse_constant)
        if twice:
            raise Unreadable(*_repeated_keys(raw, twice))
    except json.JSONDecodeError as error:
        if not text.strip():
            raise unreadable("is empty") from None
        if not text.lstrip().startswith(("{", "[")):
            raise unreadable(f"is not JSON. {A_TABLE}") from None
        raise unreadable(f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise unreadable("is nested too deeply to be a chronology") from None
    except ValueError:  # Python's own limit on the digits of a whole number
        raise unreadable("has a number of more than 4,300 digits") from None
    return raw


def _refuse_constant(name: str) -> NoReturn:
    raise unreadable(f"is not JSON: {name} is not a JSON number")


#: The objects that have a key more than once, by their place in memory, and all of their keys.
_Twice = dict[int, tuple[dict[str, Any], list[str]]]


def _repeated_keys(value: Any, twice: _Twice, record: str = "", field: str = "") -> Iterator[Finding]:
    if isinstance(value, dict):
        for key, times in repeated(twice[id(value)][1]) if id(value) in twice else ():
            yield error(record, field, f"the key {quoted(key)} appears {times} times")
        for key, inner in value.items():
            if not record and key in SECTIONS and isinstance(inner, list):
                for index, item in enumerate(inner):
                    yield from _repeated_keys(item, twice, record_name(key, index, item))
            else:
                yield from _repeated_keys(inner, twice, record, f"{field}{step(key)}".lstrip("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _repeated_keys(item, twice, record, f"{field}{step(index)}")
