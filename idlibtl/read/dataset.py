"""The file of a chronology: bytes -> Chronology, or one DatasetError that lists every error.

The whole file is read and checked once. With errors, no question is answered.
"""

import gc
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, NoReturn

from pydantic import ValidationError

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import quoted
from idlibtl.model.records import Event, sharing
from idlibtl.read.checks.errors import faults_between, shares_repeated
from idlibtl.read.faults import SECTIONS, error, placed, record_name, repeated, step
from idlibtl.read.files import DatasetError, Finding, Unreadable, bundled, read, unreadable


def load(path: str | os.PathLike[str] | None = None) -> Chronology:
    """Return the chronology in the file at `path`, or the bundled one. Raises DatasetError."""
    file = bundled() if path is None else path
    return _sound(os.fsdecode(file), *_examined(lambda: read(file)))


def from_bytes(content: bytes, name: str = "the chronology") -> Chronology:
    """Return the chronology of these bytes; messages call it `name`. Raises DatasetError."""
    return _sound(name, *_examined(lambda: content))


def check(content: bytes) -> tuple[Finding, ...]:
    """Return every finding about the chronology of these bytes: its errors, or if it has none, its warnings.

    Each has the line and column of its field, or of its record.
    """
    from idlibtl.read.checks.warnings import warnings  # of one command in many

    chronology, errors = _examined(lambda: content)
    findings = tuple(warnings(chronology)) if chronology and not errors else tuple(errors)
    return placed(content.decode(errors="replace").removeprefix("\ufeff"), findings) if findings else ()


def _sound(name: str, chronology: Chronology | None, errors: list[Finding]) -> Chronology:
    if chronology is None or errors:
        raise DatasetError(name, errors)
    return chronology


def _examined(content: Callable[[], bytes]) -> tuple[Chronology | None, list[Finding]]:
    with no_garbage_collected():
        try:
            written = content()
            raw = parse(written)
        except Unreadable as problem:
            return None, list(problem.findings)
        repeats = list(islice(shares_repeated(raw), MAX_FINDINGS + 1))
        try:
            chronology = Chronology.model_validate(_with_records(raw))
        except ValidationError:  # finding every error takes all of its JSON again
            return None, _first(_faults_of_shape(parse(written)))
        return chronology, _first(chain(repeats, faults_between(chronology)))


def _with_records(raw: Any) -> Any:
    """The file with its events as records, each in place of its JSON, because both at once take twice the memory."""
    events = raw.get("events") if isinstance(raw, dict) else None
    if isinstance(events, list):
        validated = Event.__pydantic_validator__.validate_python  # model_validate checks its options for each event
        share = sharing()
        for index, event in enumerate(events):
            events[index] = share(validated(event))
    return raw


def _faults_of_shape(raw: Any) -> Iterator[Finding]:
    from idlibtl.read.shape import faults_of_the_rest, shape_faults  # few files need it

    shortened = _shortened(raw)
    try:
        Chronology.model_validate(shortened)
    except ValidationError as invalid:
        events = raw.get("events") if isinstance(raw, dict) and "schema_version" not in raw else ()
        if isinstance(events, list) and any("start_date" in event for event in events if isinstance(event, dict)):
            yield from unreadable("is a TimelineJS timeline. To use it see idlibtl convert --help.").findings
            return
        yield from chain(shape_faults(invalid, raw), shares_repeated(raw))
        yield from faults_of_the_rest(invalid, raw) if shortened is raw else ()


#: How many errors of a file are listed; the rest of it is not checked.
MAX_FINDINGS = 10_000


def _first(errors: Iterable[Finding]) -> list[Finding]:
    findings = list(islice(errors, MAX_FINDINGS + 1))
    if len(findings) > MAX_FINDINGS:
        findings[MAX_FINDINGS] = error("", "", f"has more than {MAX_FINDINGS:,} errors. Only the first are listed.")
    return findings


def _shortened(raw: Any) -> Any:
    """The file, cut after its first events without an id: collecting the errors of millions takes all memory."""
    events = raw.get("events") if isinstance(raw, dict) else None
    if not isinstance(events, list):
        return raw
    broken = (index for index, event in enumerate(events) if not isinstance(event, dict) or "id" not in event)
    last = next(islice(broken, MAX_FINDINGS, None), None)
    return raw if last is None else {**raw, "events": events[: last + 1]}


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
    is_repeated = False

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal is_repeated
        value = dict(pairs)
        if len(value) != len(pairs):
            is_repeated = True
        return value

    try:
        raw = json.loads(text, object_pairs_hook=unique, parse_constant=_refuse_constant)
        if is_repeated:  # noticed while parsing, and searched for once more to say where
            raise Unreadable(*_repeated_keys(json.loads(text, object_pairs_hook=_Pairs)))
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


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with all keys as written, repeated ones too."""


def _repeated_keys(value: Any, record: str = "", field: str = "") -> Iterator[Finding]:
    if isinstance(value, _Pairs):
        for key, times in repeated([key for key, _ in value]):
            yield error(record, field, f"the key {quoted(key)} appears {times} times")
        for key, inner in value:
            if not record and key in SECTIONS and isinstance(inner, list) and not isinstance(inner, _Pairs):
                for index, item in enumerate(inner):
                    fields = dict(item) if isinstance(item, _Pairs) else {}
                    yield from _repeated_keys(item, record_name(key, index, fields))
            else:
                yield from _repeated_keys(inner, record, f"{field}{step(key)}".lstrip("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _repeated_keys(item, record, f"{field}{step(index)}")
