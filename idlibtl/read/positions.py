"""Where in a file a finding is: line and column of its field, or of its record as far as the field is there.

The file is walked once more for that, and only if there is a finding. Every object and list is walked once: the JSON
decoder passes over what is inside it, which is quick.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from idlibtl.read.faults import SECTIONS, named
from idlibtl.read.files import Finding

_SPACE = re.compile(r"[ \t\n\r]*")
#: One step of the way to a field, as a finding has it: a key, or a place in a list.
_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")

_decode = json.JSONDecoder().raw_decode


def placed(text: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings about a file of this text with their lines and columns, if they have any."""
    positions = _Positions(text)
    try:
        return tuple(positions.of(finding) for finding in findings)
    except (ValueError, RecursionError):  # no JSON, or none that can be walked
        return tuple(findings)


def record_name(section: str, index: int, raw: Any) -> str:
    """Return what a message calls a record: its kind and id, or its place in the file if it has no id."""
    identity = raw.get("id") if isinstance(raw, dict) else None
    if isinstance(identity, str):
        return f"{SECTIONS[section]} {named(identity)}"
    return f"{SECTIONS[section]} number {index + 1}"


class _Positions:
    """The places of the records and fields in one file, each searched for when it is needed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._inside: dict[int, dict[str | int, int]] = {}

    def of(self, finding: Finding) -> Finding:
        """Return the finding with its line and column."""
        at = self._records.get(finding.record) if finding.record else self._start
        if at is None or not (finding.record or finding.field):  # the file as a whole is nowhere in it
            return finding
        for step in _steps(finding.field):
            if (inner := self._parts(at).get(step)) is None:
                break
            at = inner
        line = bisect_right(self._lines, at)
        column = at - self._lines[line - 1] + 1
        return finding._replace(line=line, column=column)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def _start(self) -> int:
        return self._behind_space(0)

    @cached_property
    def _records(self) -> Mapping[str, int]:
        """Where each record begins, by what a message calls it."""
        found: dict[str, int] = {}
        for section, at in self._parts(self._start).items():
            for index, begin in self._parts(at).items() if section in SECTIONS else ():
                record, _ = _decode(self.text, begin)
                if isinstance(index, int):
                    found.setdefault(record_name(str(section), index, record), begin)
                if section == "phases" and isinstance(record, dict):  # two of one number
                    found.setdefault(f"phase number {record.get('number')}", begin)
        return found

    def _parts(self, at: int) -> Mapping[str | int, int]:
        """Where the values of an object or a list begin; of a key that is there twice the last."""
        if at not in self._inside:
            self._inside[at] = dict(self._walk(at))
        return self._inside[at]

    def _walk(self, at: int) -> Iterator[tuple[str | int, int]]:
        opening = self.text[at : at + 1]
        if opening not in ("{", "["):
            return
        at = self._behind_space(at + 1)
        number = 0
        while self.text[at : at + 1] not in ("}", "]", ""):
            step: str | int = number
            if opening == "{":
                step, at = _decode(self.text, at)
                at = self._behind_space(self._behind_space(at) + 1)  # the colon
            yield step, at
            _, at = _decode(self.text, at)
            at = self._behind_space(at)
            if self.text[at : at + 1] == ",":
                at = self._behind_space(at + 1)
            number += 1

    def _behind_space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        assert found
        return found.end()


def _steps(field: str) -> Iterator[str | int]:
    for number, key in _STEP.findall(field):
        yield int(number) if number else key
