"""How a fault is told: what a record is called, and what may have been meant."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import TypeVar

from idlibtl.model.dates import quoted
from idlibtl.read.files import Finding, Severity

_Key = TypeVar("_Key")

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

#: Where an id may be that of one or the other: who speaks, in a file with several publications.
SOURCES = "sources"
_CALLED = {**SECTIONS, SOURCES: "actor or publication"}
_ALL_CALLED = {SOURCES: "actors and publications"}

#: How many ids a message lists.
MAX_LISTED = 12

#: For so many wrong ids one that is like it is looked for.
MAX_SUGGESTED = 5

#: Beyond so many ids none is searched for one like a wrong one.
MAX_COMPARED = 5000

#: Only so many letters are compared.
MAX_COMPARED_LETTERS = 40


def error(record: str, field: str, reason: str) -> Finding:
    """A finding that makes a file unusable."""
    return Finding(Severity.ERROR, record, field, reason)


def warning(record: str, field: str, reason: str) -> Finding:
    """A finding that its author should look at."""
    return Finding(Severity.WARNING, record, field, reason)


def named(name: str) -> str:
    """A name from the file as a message shows it: in quotes where it is odd or long."""
    return name if 0 < len(name) <= 60 and name.isprintable() else quoted(name)


def nothing(record: str, field: str, section: str, identity: str, known: Collection[str]) -> Finding:
    """The finding where an id points nowhere, with the one of the `known` that may be meant."""
    return error(record, field, there_is_no(section, identity, known))


def there_is_no(section: str, identity: str, known: Collection[str]) -> str:
    """The reason where an id points nowhere, with the one of the `known` that may be meant, or with those there are."""
    told = meant(identity, known)
    if not told and 0 < len(known) <= MAX_COMPARED and section != "events":  # of events there are many, each new
        listed = ", ".join(map(named, sorted(known)[:MAX_LISTED]))
        more = f" and {len(known) - MAX_LISTED:,} more" if len(known) > MAX_LISTED else ""
        told = f"; the {_ALL_CALLED.get(section, section)} are {listed}{more}"
    return f"there is no {_CALLED[section]} {quoted(identity)}{told}"


def meant(word: str, known: Collection[str], likeness: float = 0.6) -> str:
    """The one of the `known` that is like a wrong word, as the rest of a sentence; empty if none is."""
    short = [each for each in known if len(each) <= MAX_COMPARED_LETTERS]
    near = (
        get_close_matches(word[:MAX_COMPARED_LETTERS], short, n=1, cutoff=likeness)
        if len(short) <= MAX_COMPARED
        else []
    )
    return f"; did you mean {named(near[0])}?" if near else ""


def on_cycles(parents: Mapping[_Key, _Key | None]) -> list[_Key]:
    """The keys that are their own ancestors, in order."""
    found: list[_Key] = []
    settled: set[_Key] = set()
    for start in parents:
        path: dict[_Key, None] = {}
        at: _Key | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = parents.get(at)
        if at in path:
            walked = list(path)
            found += walked[walked.index(at) :]
        settled.update(path)
    return found
