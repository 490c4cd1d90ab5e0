"""Copies of the bundled chronology with something changed, read in memory, and the findings about them."""

import copy
import json
import re
from typing import Any

import pytest

from idlibtl.read.checks.warnings import warnings
from idlibtl.read.dataset import from_bytes
from idlibtl.read.files import DatasetError, Finding, Severity, bundled, start

TEXT = bundled().read_text(encoding="utf-8")
RAW: dict[str, Any] = json.loads(TEXT)

#: The chronology that `init` writes: of several publications, with a correction.
START: dict[str, Any] = json.loads(start())
FIRST_REPORT = "2031-05-03-dam-first-report"
DAM = "2031-05-03-dam"
LOWMERE = "2031-05-09-lowmere"
MAY = "2031-05-toll"

#: (record, field, reason)
Fault = tuple[str, str, str]
#: (where, what is put there): a path of keys, indices and ids of records; `+` is after the end of a list
Change = tuple[str, Any]

MISSING = object()

#: The warnings about actors, places and publications that are not used.
UNUSED = (
    "is not used in any event",
    "has no events, not even in places inside it",
    "is not cited in any event",
)

#: What to write instead, or what to do: this has tests of its own.
_INSTEAD = re.compile(r"\. The [a-z ]+ are .*|(?<=neither includes the other)\..*|(?<=not include this event)\..*")

SECTIONS = ("metrics", "actors", "places", "phases", "events")
RAIDS = "2019-04-26-air-raids"
FLARE = "2019-06-15-flare-up"
TOLL = "2019-08-31-four-month-toll"
DISPLACED = "2019-08-31-displacement"
ADDED = "2020-01-idlib-displacement"


def changed(*changes: Change, of: dict[str, Any] = RAW) -> dict[str, Any]:
    """The bundled chronology, or another one, with something changed or removed."""
    raw = copy.deepcopy(of)
    for path, value in changes:
        *way, last = path.split("/")
        at: Any = raw
        for step in way:
            at = at[_key(at, step)]
        if value is MISSING:
            del at[_key(at, last)]
        elif last == "+":
            at.append(value)
        else:
            at[_key(at, last)] = value
    return raw


def _key(at: Any, step: str) -> Any:
    if isinstance(at, dict):
        return step
    return int(step) if step.isdigit() else next(index for index, record in enumerate(at) if record["id"] == step)


def content_of(raw: Any) -> bytes:
    """The bytes of a file with this JSON value; bytes and text are unchanged."""
    if isinstance(raw, bytes):
        return raw
    return (raw if isinstance(raw, str) else json.dumps(raw)).encode()


def faults(raw: Any) -> list[Fault]:
    """The findings about this content, all of them errors."""
    with pytest.raises(DatasetError) as refused:
        from_bytes(content_of(raw), "my.json")
    findings = refused.value.findings
    assert {finding.severity for finding in findings} == {Severity.ERROR}
    # every line names the file
    assert str(refused.value).splitlines() == [f"my.json: {finding}" for finding in findings]
    return list(map(fault_of, findings))


def advice(raw: Any) -> list[Fault]:
    """The warnings about a chronology without errors, except that something is not used."""
    return [fault for fault in all_advice(raw) if fault[2] not in UNUSED]


def all_advice(raw: Any) -> list[Fault]:
    """All warnings about a chronology without errors."""
    findings = list(warnings(from_bytes(content_of(raw))))
    assert {finding.severity for finding in findings} <= {Severity.WARNING}
    return list(map(fault_of, findings))


def fault_of(finding: Finding) -> Fault:
    """The record, field and reason of a finding, without the advice."""
    return finding.record, finding.field, _INSTEAD.sub("", finding.reason)


def twice(metric: str, other: str) -> str:
    """The reason of a likely double count, without what to do."""
    return f"{metric} may be counted twice: overlaps with {other} in dates and place, but neither includes the other"


def nothing(section: str, identity: str) -> str:
    """The reason for an id that is not in the file."""
    return f"unknown {section} '{identity}'"


def event(**fields: Any) -> dict[str, Any]:
    """An event of few keys."""
    return {"id": "new", "date": "2019-06-15", "title": "Something", "kinds": ["strike"], **fields}


def actor(**fields: Any) -> dict[str, Any]:
    """An actor of few keys."""
    return {"name": "Somebody", "kind": "state", **fields}


def civilians(**fields: Any) -> dict[str, Any]:
    """A figure of few keys."""
    return {"metric": "civilians", "value": 5, "source": None, **fields}


def cumulative(*includes: str) -> dict[str, Any]:
    """A figure that sums up the year and includes others."""
    return civilians(scope="cumulative", period="2019-01/2019-12", includes=list(includes))
