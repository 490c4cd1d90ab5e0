"""Tables of events and figures that a spreadsheet program saved -> a chronology, with the rest of it from another one.

The tables are those that `list -f csv` and `figures -f csv` write, or that somebody made with columns of these names.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from idlibtl.model.dates import quoted
from idlibtl.model.records import Event
from idlibtl.model.timeline import Timeline
from idlibtl.read import cells, dataset
from idlibtl.read.faults import MAX_SUGGESTED, error, meant, named
from idlibtl.read.files import MAX_TOLD, DatasetError, Finding, Unreadable, read
from idlibtl.read.positions import placed
from idlibtl.read.sheet_records import EVENT_COLUMNS, FIGURE_COLUMNS, Cells, Raw, Told, event, figure
from idlibtl.read.sheets import Sheet, sheet

#: Something wrong: in which row, in which column of it, and why.
Fault = tuple[Told, str, str]

EVENTS, FIGURES = "events", "figures"
_COLUMNS = {EVENTS: EVENT_COLUMNS, FIGURES: FIGURE_COLUMNS}
#: What a table must have; one of events also the days, in one column or another.
_NEEDED = {EVENTS: ("id", "title", "kind"), FIGURES: ("event", "metric", "value")}


class SheetErrors(DatasetError):
    """What is wrong in several files that were to make one chronology; `file` is the first of them."""

    def __init__(self, errors: Sequence[tuple[str, Finding]]) -> None:
        lines = [str(DatasetError(file, [finding])) for file, finding in errors[:MAX_TOLD]]
        if len(errors) > MAX_TOLD:
            lines.append(f"and {len(errors) - MAX_TOLD:,} more")
        Exception.__init__(self, "\n".join(lines))
        self.file = errors[0][0]
        self.findings = tuple(finding for _, finding in errors)


def chronology(paths: Sequence[str], base: str) -> Raw:
    """The chronology of the tables in `paths`, in the form of its JSON; all but its events is that of the file `base`.

    The events are in order of their days. Raises DatasetError, which lists what is wrong in all of the files.
    """
    errors: list[tuple[str, Finding]] = []
    tables = _tables(paths, errors)
    rest, text = _rest(base, errors)
    entries, astray = _entries(tables[EVENTS], tables.get(FIGURES)) if EVENTS in tables else ([], [])
    told = [*(each for entry in entries for each in entry.told), *astray]
    faults = [(each, column, reason) for each in told for column, reason in each.faults]
    if rest is not None and EVENTS in tables:
        timeline, found = _examined(rest, base, [entry.whole for entry in entries if entry.has_id])
        if timeline and not errors and not faults:
            events = {entry.event.record["id"]: entry.whole for entry in entries}
            return {**rest, "events": [events[event.id] for event in timeline.events]}
        undecided = [entry for entry in entries if entry.is_undecided]
        _, more = _examined(rest, base, [entry.alone for entry in undecided if entry.has_id])
        faults += _told_of(found, [entry for entry in entries if not entry.is_undecided]) + _told_of(more, undecided)
        # their lines are not those of the file
        others = [error(each.record, each.field, each.reason) for each in found if not each.record.startswith("event ")]
        errors += [(base, finding) for finding in placed(text, others)]
    raise SheetErrors([*_in_order(faults, paths), *errors])


def _examined(rest: Raw, base: str, events: Sequence[Raw]) -> tuple[Timeline | None, Sequence[Finding]]:
    """The chronology with these events, or what is wrong with it."""
    try:
        return dataset.from_bytes(json.dumps({**rest, "events": events}).encode(), base), ()
    except DatasetError as problem:
        return None, problem.findings


# The files


def _tables(paths: Sequence[str], errors: list[tuple[str, Finding]]) -> Mapping[str, Sheet]:
    """The table of events and that of figures, as far as their shape is right; and what is wrong with it."""
    tables: dict[str, Sheet] = {}
    kinds: dict[str, str] = {}
    for path in paths:
        try:
            table = sheet(path)
        except Unreadable as problem:
            errors += [(path, finding) for finding in problem.findings]
            kinds[path] = ""  # it may be of any kind
            continue
        kind = kinds[path] = _kind(table)
        found = _faults_of_columns(table, kind)
        if kind in tables:
            found = [error("", "", f"is a second table of {kind}; give one of each")]
        if not found:
            tables[kind] = table
            found = list(table.faults)
        errors += [(path, finding) for finding in found]
    if not {"", EVENTS} & set(kinds.values()):
        errors.append((paths[0], error("", "", "is no table of events, and there is no other; give one too")))
    return tables


def _kind(table: Sheet) -> str:
    """What a table has in its rows; empty where its columns do not tell."""
    if {"event", "metric"} & set(table.columns):
        return FIGURES
    return EVENTS if {"id", "title", "date"} & set(table.columns) else ""


def _faults_of_columns(table: Sheet, kind: str) -> list[Finding]:
    if not kind:
        told = "; ".join(f"one of {each} has {', '.join(needed)}" for each, needed in _NEEDED.items())
        return [error("row 1", "", f"there are no columns of a table of ours: {told} and more")]
    found = []
    for column in table.columns:
        if column not in _COLUMNS[kind]:
            suggestion = meant(column, _COLUMNS[kind]) or f"; the columns are {', '.join(_COLUMNS[kind])}"
            found.append(error("row 1", "", f"{quoted(column)} is no column of {kind}{suggestion}"))
    needed = [column for column in _NEEDED[kind] if column not in table.columns]
    found += [error("row 1", "", f"there is no column {column}") for column in needed]
    if kind == EVENTS and not {"date", "first"} & set(table.columns):
        found.append(error("row 1", "", "there is no column date, nor first and last in its place"))
    return found


def _rest(base: str, errors: list[tuple[str, Finding]]) -> tuple[Raw | None, str]:
    """All that the file at `base` holds, and its text."""
    try:
        content = read(base)
        found = dataset.parse(content)
    except Unreadable as problem:
        errors += [(base, finding) for finding in problem.findings]
        return None, ""
    if isinstance(found, dict):
        return found, content.decode().removeprefix("\ufeff")
    errors.append((base, error("", "", "must be an object")))
    return None, ""


# The rows


@dataclass(frozen=True)
class Entry:
    """An event of a table and its figures."""

    event: Told
    figures: list[Told] = field(default_factory=list)

    @property
    def told(self) -> tuple[Told, ...]:
        """All rows that tell of it."""
        return (self.event, *self.figures)

    @property
    def has_id(self) -> bool:
        """Whether there is an id for it that no event before it has."""
        return "id" in self.event.record

    @property
    def is_undecided(self) -> bool:
        """Whether something is wrong on which it depends what may be said of other records."""
        return any(each.wrong & _DECISIVE for each in self.told)

    @property
    def whole(self) -> Raw:
        """The event as JSON has it, with something in the place of a cell that is wrong; undecided, only its id."""
        if self.is_undecided:
            return {"id": self.event.record["id"]}
        found = dict(self.event.record)
        if self.event.wrong:
            found = {"title": "-", "kind": "background", **found}
        if self.figures:
            found["figures"] = [{"value": 0, **each.record} if each.wrong else each.record for each in self.figures]
        return {key: found[key] for key in Event.model_fields if key in found}

    @property
    def alone(self) -> Raw:
        """The event without its figures and its days, to look up what else it names."""
        said = {key: value for key, value in self.event.record.items() if key != "replaced_by"}
        return {"title": "-", "kind": "background", **said, "date": "2000-01-01"}


#: The columns on which it depends what may be said of other records.
_DECISIVE = frozenset({"id", "date", "first", "last", "approximate", "period", "metric"})


def _entries(events: Sheet, figures: Sheet | None) -> tuple[list[Entry], list[Told]]:
    """Every event of the tables with its figures, and the rows of figures that are no event's."""
    entries: list[Entry] = []
    by_id: dict[str, Entry] = {}
    for row in events.rows:
        each = Cells(events, row)
        told = event(each)
        identity = told.record.get("id")
        if identity in by_id:
            each.wrong("id", f"{by_id[identity].event.row} has the id {quoted(identity)} too; ids must differ")
            told = each.told({})
        entries.append(Entry(told))
        if identity is not None:
            by_id.setdefault(identity, entries[-1])
    astray = _add_figures(figures, by_id, events.name) if figures else []
    return entries, astray


def _add_figures(table: Sheet, by_id: Mapping[str, Entry], events: str) -> list[Told]:
    """Put each figure beside its event, in the order that `position` tells, or else of the rows; and those astray."""
    rows: dict[str, list[tuple[float, Cells]]] = defaultdict(list)
    astray: list[Told] = []
    for row in table.rows:
        of = Cells(table, row)
        identity = of.get("event", cells.name)
        if identity is not None and identity in by_id:
            rows[identity].append((of.number("position") or inf, of))
            continue
        if identity is not None:
            suggestion = meant(identity, by_id if len(astray) < MAX_SUGGESTED else ())
            of.wrong("event", f"there is no event {quoted(identity)} in {events}{suggestion}")
        of.require("event")
        astray.append(of.told({}))
    for identity, of_event in rows.items():
        first: dict[str, Raw] = {}
        for _, of in sorted(of_event, key=lambda item: item[0]):
            metric = of.get("metric", cells.name) or ""
            told = figure(of, by_id[identity].event, first.get(metric))
            first.setdefault(metric, told.record)
            by_id[identity].figures.append(told)
    return astray


# What is wrong with them


def _told_of(findings: Iterable[Finding], entries: Iterable[Entry]) -> list[Fault]:
    """What is wrong with these events, in the cells that tell of them. Of a cell that is wrong nothing more is told."""
    by_name = {f"event {named(entry.event.record['id'])}": entry for entry in entries if entry.has_id}
    faults: list[Fault] = []
    for finding in findings:
        if (entry := by_name.get(finding.record)) is None:
            continue
        found = re.fullmatch(r"figures(?:\[([0-9]+)\])?[.]?(.*)", finding.field)
        told = entry.figures[int(found[1] or 0)] if found and entry.figures else entry.event
        # the column of a part of a field too: `actors` of `actors[1].role`
        column = re.split(r"[.\[]", found[2] if found and entry.figures else finding.field)[0]
        if column not in told.wrong:
            faults.append((told, column, finding.reason))
    return faults


def _in_order(faults: Iterable[Fault], paths: Sequence[str]) -> list[tuple[str, Finding]]:
    """What is wrong with rows, by file and row."""
    in_order = sorted(faults, key=lambda fault: (paths.index(fault[0].table), fault[0].row.number))
    return [(told.table, error(str(told.row), column, reason)) for told, column, reason in in_order]
