"""Findings in words: what messages call a record, what may have been meant, and where in the file it is."""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar

from idlibtl.model import letters
from idlibtl.model.dates import quoted
from idlibtl.read.files import Finding, Severity

_Key = TypeVar("_Key", bound=Hashable)

#: The sections of a file whose records have ids, and the word for one record of each.
SECTIONS = {
    "publications": "publication",
    "kinds": "kind",
    "metrics": "metric",
    "actors": "actor",
    "places": "place",
    "phases": "phase",
    "events": "event",
}

#: An id that begins so is not in the file: it replaces one that is missing or wrong, so that the rest can be checked.
HOLE = "0_hole_"

#: A source is an actor or, in a file with several publications, one of these.
SOURCES = "sources"
CALLED = {**SECTIONS, SOURCES: "actor or publication"}
_ALL_CALLED = {SOURCES: "actors and publications"}

#: How many ids a message lists.
MAX_LISTED = 12

#: For how many wrong ids a similar one is searched for.
MAX_SUGGESTED = 10

#: How similar a suggestion from a few words must be: `figures` is not suggested for `first`.
LIKENESS = 0.75


def error(record: str, field: str, reason: str) -> Finding:
    """Return a finding that makes a file unusable."""
    return Finding(Severity.ERROR, record, field, reason)


def warning(record: str, field: str, reason: str) -> Finding:
    """Return a finding for the compiler to look at."""
    return Finding(Severity.WARNING, record, field, reason)


def named(name: str) -> str:
    """Return a name from the file as a message shows it: in quotes if it is odd or long."""
    return name if 0 < len(name) <= 60 and name.isprintable() else quoted(name)


def record_name(section: str, index: int, raw: Any) -> str:
    """Return what a message calls a record: its kind and id, or its number in the section if it has no id."""
    identity = raw.get("id") if isinstance(raw, dict) else None
    if isinstance(identity, str):
        return f"{SECTIONS[section]} {named(identity)}"
    return f"{SECTIONS[section]} number {index + 1}"


def unknown(section: str, identity: str, ids: Collection[str]) -> str:
    """Return the message for an id that is not in the file, with the one of `ids` that may be meant, or all of them."""
    reason = f"unknown {CALLED[section]} {quoted(identity)}"
    if suggestion := meant(identity, ids):
        return f"{reason}{suggestion}"
    if not 0 < len(ids) <= letters.MAX_COMPARED or section == "events":  # events are too many to list
        return reason
    return f"{reason}. The {_ALL_CALLED.get(section, section)} are {listed(sorted(ids))}."


def listed(ids: Sequence[str]) -> str:
    """Return ids as a message lists them: the first of them, and how many more there are."""
    more = f" and {len(ids) - MAX_LISTED:,} more" if len(ids) > MAX_LISTED else ""
    return f"{', '.join(map(named, ids[:MAX_LISTED]))}{more}"


def step(part: str | int) -> str:
    """Return one step of the way to a field: into a list, or to a key of an object."""
    return f"[{part}]" if isinstance(part, int) else f".{named(part)}"


def meant(word: str, words: Collection[str], likeness: float = 0.6) -> str:
    """Return a suggestion, as the end of a message: the one of `words` that is similar to a wrong word, if any."""
    near = letters.alike(word, words, likeness=likeness)
    return f". Did you mean {named(near[0])}?" if near else ""


def meant_or_all(word: str, words: Collection[str], called: str) -> str:
    """Return a suggestion, as the end of a message: one of a few `words` that is similar, or all of them."""
    return meant(word, words, LIKENESS) or f". The {called} are {', '.join(words)}."


def repeated(values: Collection[_Key]) -> Iterable[tuple[_Key, int]]:
    """Return the values that appear more than once, and how often."""
    if len(values) < 2 or len(set(values)) == len(values):  # the usual case, seen fastest so
        return ()
    return [(value, times) for value, times in Counter(values).items() if times > 1]


def on_cycles(parents: Mapping[_Key, _Key | None]) -> list[_Key]:
    """Return the keys that are their own ancestors, in order."""
    # keys without anything inside are removed until none is left but those that go round
    left, inside = dict(parents), Counter(parents.values())
    waiting = [key for key in parents if not inside[key]]
    while waiting:
        parent = left.pop(waiting.pop())
        inside[parent] -= 1
        if parent in left and not inside[parent]:
            waiting.append(parent)
    return list(left)


# Where a finding is: the line and column of its field, or of the nearest part of its record that is there. The file is
# walked once more for that, if there is a finding. Every object and list is walked once; the JSON decoder skips what is
# inside, which is fast.

#: One step of the way to a field in a finding: an index in a list, or a key.
_STEP = r"\[(\d+)\]|\.?([^.\[\]]+)"
#: What may come between two keys or values of a JSON text.
_BETWEEN = re.compile(r"[ \t\n\r:,]*")

_decode = json.JSONDecoder().raw_decode


def placed(text: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings about a file of this text with their lines and columns, if they have any."""
    positions = _Positions(text)
    try:
        return tuple(positions.of(finding) for finding in findings)
    except (ValueError, IndexError, RecursionError):  # not JSON, or nested too deeply
        return tuple(findings)


class _Positions:
    """The positions of the records and fields in a file, each searched for when it is needed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._next(0)
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._parts = cache(self._parts_at)

    def of(self, finding: Finding) -> Finding:
        """Return the finding with its line and column."""
        at = self._records.get(finding.record) if finding.record else self._start
        if at is None or not (finding.record or finding.field):  # a finding about the whole file has no position
            return finding
        for number, key in re.findall(_STEP, finding.field):
            if (inner := self._parts(at).get(int(number) if number else key)) is None:
                break
            at = inner
        line = bisect_right(self._lines, at)
        return finding._replace(line=line, column=at - self._lines[line - 1] + 1)

    @cached_property
    def _records(self) -> Mapping[str, int]:
        """Where each record begins, by what a message calls it."""
        beginnings: dict[str, int] = {}
        for section, at in self._parts(self._start).items():
            for index, begin in self._parts(at).items() if section in SECTIONS else ():
                if isinstance(index, int):
                    beginnings.setdefault(record_name(str(section), index, _decode(self._text, begin)[0]), begin)
        return beginnings

    def _parts_at(self, at: int) -> Mapping[str | int, int]:
        """Where the values of the object or list at a place begin; for a repeated key, the last."""
        parts: dict[str | int, int] = {}
        opening, at = self._text[at], self._next(at + 1)
        while opening in "{[" and self._text[at] not in "}]":
            step: str | int = len(parts)
            if opening == "{":
                step, at = _decode(self._text, at)
                at = self._next(at)
            parts[step] = at
            at = self._next(_decode(self._text, at)[1])
        return parts

    def _next(self, at: int) -> int:
        match = _BETWEEN.match(self._text, at)
        assert match
        return match.end()
