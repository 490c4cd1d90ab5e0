"""Tables of events and figures that a spreadsheet program saved -> a chronology, with the rest of it from another one.

The tables are those that `list -f csv` and `figures -f csv` write, or others with columns of these names.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from idlibtl.model.dates import quoted
from idlibtl.model.records import Event
from idlibtl.model.timeline import Timeline
from idlibtl.read import cells, dataset
from idlibtl.read.faults import MAX_SUGGESTED, error, meant, named
from idlibtl.read.files import MAX_TOLD, DatasetError, Finding, Unreadable, read
from idlibtl.read.positions import placed
from idlibtl.read.sheet_records import EVENT_COLUMNS, FIGURE_COLUMNS, Cells, Raw, read_event, read_figure
from idlibtl.read.sheets import Sheet, sheet

#: Something wrong: in which row, in which column of it, and why.
Fault = tuple[Cells, str, str]

EVENTS, FIGURES = "events", "figures"
_COLUMNS = {EVENTS: EVENT_COLUMNS, FIGURES: FIGURE_COLUMNS}
#: What a table must have; one of events also the days, in one column or another.
_NEEDED = {EVENTS: ("id", "title", "kinds"), FIGURES: ("event", "metric")}


class SheetErrors(DatasetError):
    """What is wrong in the files of one chronology; `file` is the first of them."""

    def __init__(self, errors: Sequence[tuple[str, Finding]]) -> None:
        lines = [str(DatasetError(file, [finding])) for file, finding in errors[:MAX_TOLD]]
        if len(errors) > MAX_TOLD:
            lines.append(f"and {len(errors) - MAX_TOLD:,} more")
        Exception.__init__(self, "\n".join(lines))
        self.file = errors[0][0]
        self.findings = tuple(finding for _, finding in errors)


def chronology(paths: Sequence[str], base: str) -> Raw:
    """Return the chronology of the tables in `paths` as its JSON; all but its events is that of the file `base`.

    The events are in order of their days. Raises DatasetError, which lists what is wrong in all of the files.
    """
    errors: list[tuple[str, Finding]] = []
    tables = _tables(paths, errors)
    rest, text = _rest(base, errors)
    events = _events(tables[EVENTS], tables.get(FIGURES)) if EVENTS in tables else _Events()
    faults = [(row, column, reason) for row in events.rows for column, reason in row.faults]
    if rest is not None and EVENTS in tables:
        timeline, findings = _examined({**rest, "events": events.records}, base)
        if timeline and not errors and not faults:
            records = {record["id"]: record for record in events.records}
            return {**rest, "events": [records[event.id] for event in timeline.events]}
        faults += events.faults(findings)
        # their lines are not those of the file
        others = [error(found.record, found.field, found.reason) for found in findings if not _is_of_event(found)]
        errors += [(base, finding) for finding in placed(text, others)]
    raise SheetErrors([*_in_order(faults, paths), *errors])


def _examined(raw: Raw, name: str) -> tuple[Timeline | None, Sequence[Finding]]:
    """A chronology, or what is wrong with it."""
    try:
        return dataset.from_bytes(json.dumps(raw).encode(), name), ()
    except DatasetError as problem:
        return None, problem.findings


def _is_of_event(finding: Finding) -> bool:
    return finding.record.startswith("event ")


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
            found = [error("", "", f"is a second table of {kind}. Give one of each.")]
        if not found:
            tables[kind] = table
            found = list(table.faults)
        errors += [(path, finding) for finding in found]
    if not {"", EVENTS} & set(kinds.values()):
        errors.append((paths[0], error("", "", "is not a table of events, and there is no other. Give one too.")))
    return tables


def _kind(table: Sheet) -> str:
    """What a table has in its rows; empty if its columns do not show it."""
    if {"event", "metric"} & set(table.columns):
        return FIGURES
    return EVENTS if {"id", "title", "date"} & set(table.columns) else ""


def _faults_of_columns(table: Sheet, kind: str) -> list[Finding]:
    if not kind:
        columns = "; ".join(f"one of {each} has {', '.join(needed)}" for each, needed in _NEEDED.items())
        return [error("row 1", "", f"these are not the columns of a table of events or figures: {columns} and more")]
    found = []
    for column in table.columns:
        if column not in _COLUMNS[kind]:
            suggestion = meant(column, _COLUMNS[kind]) or f". The columns are {', '.join(_COLUMNS[kind])}."
            found.append(error("row 1", "", f"unknown column {quoted(column)}{suggestion}"))
    needed = [column for column in _NEEDED[kind] if column not in table.columns]
    found += [error("row 1", "", f"there is no column {column}") for column in needed]
    if kind == FIGURES and {"value", "printed_value", "low"}.isdisjoint(table.columns):
        found.append(error("row 1", "", "there is no column value"))
    if kind == EVENTS and not {"date", "first"} & set(table.columns):
        found.append(error("row 1", "", "there is no column date, nor first and last instead"))
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


@dataclass
class _Events:
    """The rows of events, of their figures, and of figures that are no event's."""

    events: list[Cells] = field(default_factory=list)
    figures: dict[str, list[Cells]] = field(default_factory=lambda: defaultdict(list))
    astray: list[Cells] = field(default_factory=list)

    @property
    def rows(self) -> Sequence[Cells]:
        """Every row."""
        return [*self.events, *chain.from_iterable(self.figures.values()), *self.astray]

    @property
    def records(self) -> Sequence[Raw]:
        """The events as JSON has them; what is wrong in a cell is missing."""
        return [self._record(event) for event in self.events]

    def _record(self, event: Cells) -> Raw:
        figures = [figure.record for figure in self.figures.get(event.record.get("id", ""), ())]
        record = event.record | ({"figures": figures} if figures else {})
        return {key: record[key] for key in Event.model_fields if key in record}

    def faults(self, findings: Iterable[Finding]) -> Iterator[Fault]:
        """Yield what is wrong with the records, by the cells that say so; nothing more about a cell that is wrong."""
        by_name = {f"event {named(event.record['id'])}": event for event in self.events if "id" in event.record}
        for finding in findings:
            if (event := by_name.get(finding.record)) is None:
                continue  # without an id, which is wrong already
            row, way = event, finding.field
            figures = self.figures.get(event.record["id"])
            if figures and (inner := re.fullmatch(r"figures(?:\[([0-9]+)\])?[.]?(.*)", way)):
                row, way = figures[int(inner[1] or 0)], inner[2]
            column = re.split(r"[.\[]", way)[0]  # `actors` of `actors[1].role` too
            if f"printed_{column}" in row.table.columns and not row.has(column):
                column = f"printed_{column}"
            others = {"first", "last", "approximate"} if column in ("date", "period") else ()
            if row.wrong_columns.isdisjoint({column, *others}):
                yield row, column, finding.reason


def _events(table: Sheet, figures: Sheet | None) -> _Events:
    """Every event of the tables with its figures."""
    events = _Events()
    by_id: dict[str, Cells] = {}
    for row in table.rows:
        event = Cells(table, row)
        read_event(event)
        identity = event.record.get("id")
        if identity in by_id:
            event.wrong("id", f"{by_id[identity].row} has the id {quoted(identity)} too. Ids must differ.")
            event.record = {}
        events.events.append(event)
        if identity is not None:
            by_id.setdefault(identity, event)
    if figures is not None:
        _add_figures(events, figures, by_id, table.name)
    return events


def _add_figures(events: _Events, table: Sheet, by_id: Mapping[str, Cells], where: str) -> None:
    first: dict[tuple[str, str], Raw] = {}
    for row in table.rows:
        figure = Cells(table, row)
        identity = figure.get("event", cells.name)
        if identity is not None and identity in by_id:
            metric = row.cells.get("metric", "").strip()
            read_figure(figure, by_id[identity], first.get((identity, metric)))
            first.setdefault((identity, metric), figure.record)
            events.figures[identity].append(figure)
            continue
        if identity is not None:
            suggestion = meant(identity, by_id if len(events.astray) < MAX_SUGGESTED else ())
            figure.wrong("event", f"unknown event {quoted(identity)} in {where}{suggestion}")
        figure.require("event")
        events.astray.append(figure)


def _in_order(faults: Iterable[Fault], paths: Sequence[str]) -> list[tuple[str, Finding]]:
    """What is wrong with rows, by file and row."""
    in_order = sorted(faults, key=lambda fault: (paths.index(fault[0].table.name), fault[0].row.number))
    return [(row.table.name, error(str(row.row), column, reason)) for row, column, reason in in_order]
