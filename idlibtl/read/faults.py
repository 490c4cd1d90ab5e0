"""Findings in words: what a record is called, and what may have been meant."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from idlibtl.model.dates import quoted
from idlibtl.read.files import Finding, Severity

_Key = TypeVar("_Key", bound=Hashable)

#: The sections of a file whose records have ids, and what one record of each is called.
SECTIONS = {
    "publications": "publication",
    "kinds": "kind",
    "metrics": "metric",
    "actors": "actor",
    "places": "place",
    "phases": "phase",
    "events": "event",
}

#: An id that begins so is not in the file: it is put in for one that is missing or wrong, to check the rest.
HOLE = "0_hole_"

#: A source is an actor or, in a file with several publications, one of these.
SOURCES = "sources"
CALLED = {**SECTIONS, SOURCES: "actor or publication"}
_ALL_CALLED = {SOURCES: "actors and publications"}

#: How many ids a message lists.
MAX_LISTED = 12

#: The most wrong ids for which the file is searched for one like it.
MAX_SUGGESTED = 5

#: Among more ids than this none is compared with a wrong one.
MAX_COMPARED = 5000

#: How like it is what is suggested of a few words: `first` is not meant to be `figures`.
LIKENESS = 0.75

#: The most letters that are compared.
MAX_COMPARED_LETTERS = 40


def error(record: str, field: str, reason: str) -> Finding:
    """Return a finding that makes a file unusable."""
    return Finding(Severity.ERROR, record, field, reason)


def warning(record: str, field: str, reason: str) -> Finding:
    """Return a finding that the compiler should look at."""
    return Finding(Severity.WARNING, record, field, reason)


def named(name: str) -> str:
    """Return a name from the file as a message shows it: in quotes if it is odd or long."""
    return name if 0 < len(name) <= 60 and name.isprintable() else quoted(name)


def unknown(section: str, identity: str, ids: Collection[str]) -> str:
    """Return the reason for an id that is not in the file, with the one of `ids` that may be meant, or all of them."""
    reason = f"unknown {CALLED[section]} {quoted(identity)}"
    if suggestion := meant(identity, ids):
        return f"{reason}{suggestion}"
    if not 0 < len(ids) <= MAX_COMPARED or section == "events":  # of events there are many, each new
        return reason
    listed = ", ".join(map(named, sorted(ids)[:MAX_LISTED]))
    more = f" and {len(ids) - MAX_LISTED:,} more" if len(ids) > MAX_LISTED else ""
    return f"{reason}. The {_ALL_CALLED.get(section, section)} are {listed}{more}."


def meant(word: str, words: Collection[str], likeness: float = 0.6) -> str:
    """Return the question whether the one of `words` that is like a wrong one is meant; empty if none is."""
    short = [other for other in words if len(other) <= MAX_COMPARED_LETTERS] if len(words) <= MAX_COMPARED else []
    near = get_close_matches(word[:MAX_COMPARED_LETTERS], short, n=1, cutoff=likeness)
    return f". Did you mean {named(near[0])}?" if near else ""


def meant_or_all(word: str, words: Collection[str], called: str) -> str:
    """Return the question whether the one of a few `words` that is like a wrong one is meant; if none is, all."""
    return meant(word, words, LIKENESS) or f". The {called} are {', '.join(words)}."


def repeated(values: Collection[_Key]) -> Iterable[tuple[_Key, int]]:
    """Return the values that are there more than once, and how often."""
    if len(values) < 2 or len(set(values)) == len(values):  # as nearly always, and seen soonest so
        return ()
    return [(value, times) for value, times in Counter(values).items() if times > 1]


def on_cycles(parents: Mapping[_Key, _Key | None]) -> list[_Key]:
    """Return the keys that are their own ancestors, in order."""
    cycles: list[_Key] = []
    settled: set[_Key] = set()
    for start in parents:
        path: dict[_Key, None] = {}
        at: _Key | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = parents.get(at)
        if at in path:
            walked = list(path)
            cycles += walked[walked.index(at) :]
        settled.update(path)
    return cycles
