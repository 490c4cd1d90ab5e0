"""Tables that a spreadsheet program saved -> a chronology.

There is a folder with a table for each section, or a table of events and one of figures, with the rest from another
chronology. Those two are what `list -f csv` and `figures -f csv` write, or have columns with the same names.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import quoted
from idlibtl.model.vocabulary import KINDS
from idlibtl.read import cells, dataset
from idlibtl.read.faults import (
    CALLED,
    LIKENESS,
    MAX_SUGGESTED,
    error,
    meant,
    meant_or_all,
    placed,
    record_name,
    warning,
)
from idlibtl.read.files import DatasetError, Finding, Unreadable, file_named, read, reason_of, tables_in
from idlibtl.read.shape import MAX_WORDS, NEEDED
from idlibtl.read.sheet_records import (
    EVENT_COLUMNS,
    FIGURE_COLUMNS,
    READERS,
    Cells,
    Raw,
    read_event,
    read_figure,
    read_record,
)
from idlibtl.read.sheets import Sheet, SheetRow, sheet

ABOUT, EVENTS, FIGURES = "about", "events", "figures"
#: What the rows of the table `about` are about, and the section of each; the file itself is "".
_ABOUT = {"chronology": "", "publication": "publications"}

#: The tables of a folder, and the columns of each.
COLUMNS: Mapping[str, Sequence[str]] = {
    ABOUT: tuple(dict.fromkeys((ABOUT, *chain.from_iterable(READERS[section] for section in _ABOUT.values())))),
    **{section: tuple(READERS[section]) for section in ("metrics", "actors", "places")},
    EVENTS: EVENT_COLUMNS,
    FIGURES: FIGURE_COLUMNS,
    # a folder may lack these
    **{section: tuple(READERS[section]) for section in ("kinds", "phases")},
}


class Converted(NamedTuple):
    """A chronology that was made: its JSON, the chronology, remarks on it, and its warnings by cell."""

    document: Raw
    chronology: Chronology
    remarks: Sequence[str]
    rows: "_Rows"


def chronology(paths: Sequence[str], base: str) -> Converted:
    """Return the chronology of the tables in `paths`; everything except events is from the file `base`.

    Raises DatasetError, which lists the errors in all of the files.
    """
    errors: list[Finding] = []
    tables, kinds = _tables([(path, "") for path in paths], errors)
    if not {"", EVENTS} & kinds:
        errors.append(_wrong(paths[0], "is a table of figures, and there is no table of events. Add one."))
    return made(tables, base, errors, paths[0])


def folder(path: str) -> Converted:
    """Return the chronology of the tables in a folder. Raises DatasetError, which lists all errors in them."""
    errors: list[Finding] = []
    files: list[tuple[str, str]] = []
    try:
        within = tables_in(path)
    except OSError as problem:
        raise DatasetError(path, [_wrong(path, reason_of(problem))], has_names=True) from None
    for file in within:
        files.append((str(file), name := file.stem.lower()))
        if name not in COLUMNS:
            reason = f"is not a table of a chronology{meant_or_all(name, COLUMNS, 'tables')}"
            errors.append(_wrong(str(file), f"{reason} Rename it, or move it to another folder."))
    if not files:
        errors.append(_wrong(path, "is a folder without CSV tables. idlibtl init --csv DIR writes them."))
    missing = {ABOUT, EVENTS}.difference(name for _, name in files) if files else ()
    errors += [_wrong(path, f"there is no {name}.csv") for name in sorted(missing)]
    in_order = [file for name in COLUMNS for file in files if file[1] == name]
    return made(_tables(in_order, errors)[0], {"schema_version": 1}, errors, path)


def check(path: str) -> Sequence[Finding]:
    """Return every finding about the tables in a folder: errors by file, what is missing last, or else warnings."""
    from idlibtl.read.checks.warnings import warnings  # of one command in many

    try:
        checked = folder(path)
    except DatasetError as problem:
        return problem.findings
    others = checked.rows.locate(warnings(checked.chronology))
    return [*(warning("", "", remark) for remark in checked.remarks), *checked.rows.findings(warning), *others]


def made(tables: Mapping[str, Sheet], base: str | Raw, errors: list[Finding], name: str) -> Converted:
    """Return the chronology of these tables; what they do not have is from the file `base`, or from its JSON.

    The events are in order of their days. Raises DatasetError about the file `name`, with the `errors` so far.
    """
    rest, text = (base, "") if isinstance(base, dict) else _rest(base, errors)
    rows = _Rows(tables)
    if rest is not None and EVENTS in tables:
        document = {**rest, **rows.document}
        try:
            chronology = dataset.from_bytes(json.dumps(document).encode())
            if not errors and not rows.findings():
                records = {record["id"]: record for record in document[EVENTS]}
                document[EVENTS] = [records[event.id] for event in chronology.events]
                remarks = [f"{file_named(table.name)} {table.remark}" for table in tables.values() if table.remark]
                events = tables[EVENTS]
                if FIGURES not in tables and any(FIGURES in row.cells for row in events.rows):
                    column = f"The column {events.called.get(FIGURES, FIGURES)} of {file_named(events.name)}"
                    remarks.append(f"{column} is not used: figures are taken from a table of figures alone.")
                return Converted(document, chronology, remarks, rows)
        except DatasetError as problem:
            # without a base, an id that is unknown may be in a table that cannot be read
            unread = [called for section, called in CALLED.items() if errors and not text and section not in tables]
            hidden = tuple(f"unknown {called} " for called in unread)
            others = rows.locate(one for one in problem.findings if not one.reason.startswith(hidden))
            is_explained = bool(errors or rows.findings())
            if isinstance(base, str):  # their lines are not lines of the tables
                errors += [_wrong(base, str(finding)) for finding in placed(text, others)]
            else:
                errors += [finding for finding in others if finding.record or not is_explained]
    raise DatasetError(name, [*errors, *rows.findings()], has_names=True)


# The files


def _wrong(path: str, reason: str) -> Finding:
    return error(file_named(path), "", reason)


def _tables(files: Iterable[tuple[str, str]], errors: list[Finding]) -> tuple[Mapping[str, Sheet], set[str]]:
    """The tables of sound shape, by what their rows are, and what those of all are; adds to the errors.

    Each file comes with what its rows are, or "" if its columns show it.
    """
    tables: dict[str, Sheet] = {}
    kinds: set[str] = set()
    for path, named in files:
        try:
            table = sheet(path)
        except Unreadable as problem:
            errors += [_wrong(path, str(finding)) for finding in problem.findings]
            kinds.add(named)
            continue
        kind = named or kind_of(table)
        if kind and kind in kinds:
            errors.append(_wrong(path, f"is a second table of {kind}. Give one of each."))
        elif astray := list(_faults_of_columns(table, kind)):
            errors += [error(f"{file_named(path)}: row 1", "", reason) for reason in astray]
        else:
            errors += [_wrong(path, fault) for fault in table.faults]
            tables[kind] = table
        kinds.add(kind)
    return tables, kinds


def kind_of(table: Sheet) -> str:
    """Return what the rows of a table are; empty if its columns do not show it."""
    if {"event", "metric"} & set(table.columns):
        return FIGURES
    return EVENTS if {"id", "title"} & set(table.columns) else ""


def _faults_of_columns(table: Sheet, kind: str) -> Iterator[str]:
    if not kind:
        yield (
            "these are not the columns of a table of events or figures: one of events has id, title, kinds; one of"
            " figures has event, metric and more"
        )
        return
    for column in table.columns:
        if column not in COLUMNS[kind]:
            yield f"unknown column {quoted(column)}{meant_or_all(column, COLUMNS[kind], 'columns')}"
    needed = {ABOUT: (ABOUT, "title"), FIGURES: ("event", "metric")}.get(kind) or NEEDED[kind]
    for column in needed:
        if column not in table.columns and column != "date":
            yield f"there is no column {column}"
    if kind == FIGURES and {"value", "printed_value", "low"}.isdisjoint(table.columns):
        yield "there is no column value"
    if kind == EVENTS and not {"date", "first"} & set(table.columns):
        yield "there is no column date, nor first and last instead"


def _rest(base: str, errors: list[Finding]) -> tuple[Raw | None, str]:
    """The JSON of the file at `base`, and its text."""
    try:
        content = read(base)
        if isinstance(raw := dataset.parse(content), dict):
            return raw, content.decode().removeprefix("\ufeff")
        errors.append(_wrong(base, "must be an object"))
    except Unreadable as problem:
        errors += [_wrong(base, str(finding)) for finding in problem.findings]
    return None, ""


# The rows


class _Rows:
    """The rows of all tables: in the order in which they were read, and those of sections by section."""

    def __init__(self, tables: Mapping[str, Sheet]) -> None:
        self._all: list[Cells] = []
        self._sections: dict[str, list[Cells]] = {}
        for name, table in tables.items():
            if name == ABOUT:
                self._add_about(table)
            elif name != FIGURES:
                self._add_section(name, table)
        if FIGURES in tables and EVENTS in tables:
            self._add_figures(tables[FIGURES], tables[EVENTS].name)

    def _added(self, table: Sheet) -> list[Cells]:
        rows = [Cells(table, row) for row in table.rows]
        self._all += rows
        return rows

    def _add_about(self, table: Sheet) -> None:
        self._sections = {section: [] for section in _ABOUT.values()}
        for row in self._added(table):
            row.require(ABOUT)
            if (what := row.get(ABOUT, cells.word_of(_ABOUT))) is None:
                continue
            section = _ABOUT[what]
            read_record(row, section, optional=("id",))
            for column in row.row.cells:
                if column not in {ABOUT, *READERS[section]}:
                    row.wrong(column, f"has no place in the row of a {what}. Empty this cell.")
            self._sections[section].append(row)
        head, publications = self._sections.values()
        for row in publications if len(publications) > 1 else ():
            row.require("id")
        for row in head[1:]:
            row.wrong(ABOUT, "there is another row of the chronology. Keep one.")
        for what, section in _ABOUT.items():
            if not self._sections[section]:
                [header] = self._added(table._replace(rows=(SheetRow("row 1", {}),)))
                header.wrong(ABOUT, f"{what} is missing. Add a row with it in this column.")

    def _add_section(self, section: str, table: Sheet) -> None:
        self._sections[section] = rows = self._added(table)
        by_id: dict[str, Cells] = {}
        for row in rows:
            if section == EVENTS:
                read_event(row)
            else:
                read_record(row, section)
            identity = row.record.get("id")
            if identity in by_id:
                row.wrong("id", f"{by_id[identity].row.name} has the id {quoted(identity)} too. Ids must differ.")
                del row.record["id"]
            elif identity is not None:
                by_id[identity] = row

    def _add_figures(self, table: Sheet, where: str) -> None:
        events = {event.record["id"]: event for event in self._sections[EVENTS] if "id" in event.record}
        first: dict[tuple[str, str], Raw] = {}
        suggestions = MAX_SUGGESTED
        for figure in self._added(table):
            figure.require("event")
            identity = figure.get("event", cells.name)
            if event := events.get(identity or ""):
                key = event.record["id"], figure.row.cells.get("metric", "").strip()
                read_figure(figure, event, first.get(key))
                first.setdefault(key, figure.record)
                event.figures.append(figure)
            elif identity is not None:
                suggestion = meant(identity, events if suggestions > 0 else ())
                suggestions -= 1
                figure.wrong("event", f"unknown event {quoted(identity)} in {where}{suggestion}")

    @property
    def document(self) -> Raw:
        """The sections of the tables as JSON; wrong cells are missing."""
        document: Raw = {}
        if "" in self._sections:
            for head in self._sections[""]:
                document |= head.record
            publications = [row.record for row in self._sections["publications"]]
            several = len(publications) != 1 or "id" in publications[0]
            document |= {"publications": publications} if several else {"publication": publications[0]}
            used = chain.from_iterable(event.record.get("kinds", ()) for event in self._sections.get(EVENTS, ()))
            own: list[str] = []  # kinds that the program does not have, except those that may be misspelled
            for number, kind in enumerate(kind for kind in dict.fromkeys(used) if kind not in KINDS):
                if number >= MAX_WORDS or not meant(kind, [*KINDS, *own], LIKENESS):
                    own.append(kind)
            document["kinds"] = [{"id": kind, "label": kind} for kind in own]
            document |= dict.fromkeys(("metrics", "actors", "places", "phases"), ())
        for section, rows in self._sections.items():
            if section not in _ABOUT.values():
                document[section] = [row.whole_record for row in rows]
        return document

    def findings(self, of: Callable[[str, str, str], Finding] = error) -> Sequence[Finding]:
        """Return what is wrong with cells, by file and row; the column is as the file calls it."""
        return [
            of(f"{file_named(row.table.name)}: {row.row.name}", row.table.called.get(column, column), reason)
            for row in self._all
            for column, reason in (*row.faults, *row.located)
        ]

    def locate(self, findings: Iterable[Finding]) -> Sequence[Finding]:
        """Note the findings about cells, without those about cells already wrong; return all other findings."""
        by_name = {
            record_name(section, index, row.record) if section else "": row
            for section, rows in self._sections.items()
            for index, row in enumerate(rows)
        }
        others: list[Finding] = []
        for finding in findings:
            row, way = by_name.get(finding.record), finding.field
            if row is None or way in ("publication", "publications"):  # not about a cell
                others.append(finding)
                continue
            if not finding.record and way.startswith("publication."):
                row, way = self._sections["publications"][0], way.partition(".")[2]
            elif row.figures and (inner := re.fullmatch(r"figures(?:\[([0-9]+)\])?[.]?(.*)", way)):
                row, way = row.figures[int(inner[1] or 0)], inner[2]
            column = re.split(r"[.\[]", way)[0]  # `actors` of `actors[1].role` too
            if f"printed_{column}" in row.table.columns and not row.has(column):
                column = f"printed_{column}"
            same = {column, "first", "last", "approximate"} if column in ("date", "period") else {column}
            if same.isdisjoint(wrong for wrong, _ in row.faults):
                row.located.append((column, finding.reason))
        return others
