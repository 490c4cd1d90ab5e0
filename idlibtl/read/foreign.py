"""Files of other programs -> a chronology: any table, by the names of its columns, and TimelineJS in both its forms.

It reports what cannot be converted, and what a chronology needs but the file does not have.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from idlibtl.model.dates import BadQuestion, DateError, Span, quoted, stored_form, stored_span
from idlibtl.model.letters import plain
from idlibtl.read import dataset
from idlibtl.read.cells import readings
from idlibtl.read.checks.errors import MAX_PHASES
from idlibtl.read.faults import error, meant_or_all
from idlibtl.read.files import ID_PATTERN, DatasetError, Unreadable, file_named, read, unreadable
from idlibtl.read.sheet_records import EVENT_COLUMNS, Raw
from idlibtl.read.sheets import Sheet, SheetRow, column_name, sheet
from idlibtl.read.spreadsheet import EVENTS, Converted, chronology, folder, kind_of, made

#: The kind of events if the table does not say what happened.
_NO_KIND = "background"

#: The columns of a TimelineJS sheet that are read, and what they are in a table of events.
_SLIDE = {"date": "Year", "date_text": "Display Date", "title": "Headline", "summary": "Text"}
_DAYS = ("year", "month", "day", "end_year", "end_month", "end_day")
_READ = {*_DAYS, "display_date", "headline", "text", "type", "unique_id"}

#: What idlibtl's own export writes before a paragraph of a slide, and the column that this becomes.
_OWN_LABELS = {"Reported": "reported", "Date as printed": "date_text", "Note": "note"}
_OWN_LEFT = ("Who", "Where", "Figures", "Source")
_MADE_BY_US = "Made with idlibtl export timelinejs"


def converted(paths: Sequence[str], base: str | None = None, columns: Mapping[str, str] | None = None) -> Converted:
    """Return the chronology in files that are not of a field dataset: tables, or a TimelineJS timeline.

    `base` is a chronology for what they do not have; `columns` has the names that another table gives to the columns of
    events. Raises DatasetError and BadQuestion.
    """
    if Path(paths[0]).is_dir():
        if len(paths) > 1:
            raise BadQuestion("convert takes one folder at a time. Convert them one by one.")
        if base is not None or columns:
            raise BadQuestion("A folder of tables needs no --base or --columns. Leave them out.")
        return folder(paths[0])
    if columns and len(paths) > 1:
        raise BadQuestion("--columns is for one table of events.")
    if len(paths) == 1 and (columns or base is None):
        try:
            table = _one_table(paths[0])
        except Unreadable as problem:
            raise DatasetError(paths[0], problem.findings) from None
        if columns:
            return by_columns(table, columns, base)
        if {"year", "headline"} <= set(table.columns):
            return from_timelinejs(table)
        if not kind_of(table):
            raise BadQuestion(
                "Say which column is which, e.g. --columns date=Date,title=Headline."
                f" The columns of {table.name} are {', '.join(table.columns)}."
            )
    if base is None:
        raise BadQuestion(
            "Tables of events and figures need --base: a chronology with the actors, places and metrics. Or put all"
            " tables into one folder: idlibtl init --csv DIR writes them."
        )
    return chronology(paths, base)


def _one_table(path: str) -> Sheet:
    """The table in a file, or the slides of a TimelineJS timeline in JSON. Raises Unreadable and BadQuestion."""
    content = read(path)
    if not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return sheet(path, content)
    timeline = dataset.parse(content)
    if isinstance(timeline, dict) and "schema_version" in timeline:
        raise BadQuestion(f"{path} is a chronology already. Use it with --data.")
    if not isinstance(timeline, dict) or not isinstance(timeline.get("events"), list):
        raise unreadable("is neither a table nor a TimelineJS timeline, which has a list of events")
    return slides(path, timeline)


def by_columns(table: Sheet, columns: Mapping[str, str], base: str | None) -> Converted:
    """Return the chronology of a table of events; `columns` has the names that it gives to the columns of events.

    A column that already has one of these names keeps it. Raises BadQuestion and DatasetError.
    """
    renamed = {column: column_name(name) for column, name in columns.items()}
    for column, name in renamed.items():
        if column not in EVENT_COLUMNS:
            advice = meant_or_all(column, EVENT_COLUMNS, "columns of events")
            raise BadQuestion(f"Unknown column {quoted(column)} in --columns{advice}")
        if name not in table.columns:
            advice = meant_or_all(name, table.columns, "columns")
            raise BadQuestion(f"{table.name} has no column {quoted(columns[column])}{advice}")
    kept = {name: name for name in table.columns if name in EVENT_COLUMNS and name not in renamed.values()}
    names = kept | renamed
    rows = [row._replace(cells=_taken(row.cells, names)) for row in table.rows]
    left = Counter(name for row in table.rows for name in row.cells if name not in names.values())
    events = table._replace(columns=tuple(names), rows=tuple(rows), called=columns)
    return _made(events, left, base, {"title": Path(table.name).stem, "kind": "table"})


def _taken(cells: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """The cells that have a name here; dates are in the stored form, if their own form leaves no doubt."""
    taken = {column: cells[name] for column, name in names.items() if name in cells}
    for column in taken.keys() & {"date", "first", "last"}:
        match readings(taken[column].strip()):
            case [only]:
                taken[column] = only
    return taken


def from_timelinejs(table: Sheet) -> Converted:
    """Return the chronology of a TimelineJS sheet; its eras become phases. Raises DatasetError."""
    title = next((row.cells for row in table.rows if _type(row) == "title"), {})
    is_own = _MADE_BY_US in title.get("text", "")
    eras = [_era(row.cells) for row in table.rows if _type(row) == "era"]
    phases = sorted(filter(None, eras), key=lambda era: str(era["first"]))
    for number, phase in enumerate(phases, start=1):
        phase["number"] = number
    _name(phases)
    searched = phases[:MAX_PHASES]  # more are an error
    rows: list[SheetRow] = []
    left: Counter[str] = Counter()
    for row in table.rows:
        read = _READ | ({"time", "end_time"} if _type(row) == "era" else set())  # eras are whole days here
        left.update(column.replace("_", " ") for column in row.cells if column not in read)
        left.update({"addresses of links": "<a " in row.cells.get("text", "")})
        if _type(row) not in ("title", "era"):
            rows.append(row._replace(cells=_slide(row.cells, searched, left, is_own=is_own)))
    left.update({"eras without days": len(eras) - len(phases)})
    described = _paragraphs(title.get("text", ""))
    head = {
        "title": _plain(title.get("headline", "")) or Path(table.name).stem,
        "description": " ".join(described[:1] if is_own else described),
        "kind": "TimelineJS timeline",
        "phases": phases,
    }
    events = table._replace(columns=("id", *_SLIDE, "phase", "note"), rows=tuple(rows), called=_SLIDE)
    return _made(events, left, None, head)


def slides(name: str, timeline: Mapping[str, Any]) -> Sheet:
    """Return the JSON of TimelineJS in the form of its sheet: a row for each slide."""
    rows: list[SheetRow] = []
    kinds = {"title": [timeline.get("title")], "era": timeline.get("eras"), "": timeline.get("events")}
    for kind, several in kinds.items():
        for number, slide in enumerate(several if isinstance(several, list) else (), start=1):
            if isinstance(slide, dict):
                cells = {"type": kind} | dict(_cells_of(slide))
                filled = {column: cell for column, cell in cells.items() if cell.strip()}
                rows.append(SheetRow(f"{kind or 'event'} {number}", filled))
    return Sheet(name, ("year", "headline"), tuple(rows))


def _cells_of(slide: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The cells of the sheet for a slide. What has no column in the sheet keeps its key."""
    for key, value in slide.items():
        match key, value:
            case ("start_date" | "end_date", dict()):
                for part, number in value.items():
                    column = f"end_{part}" if key == "end_date" else part
                    if column in (*_DAYS, "display_date"):
                        yield column, str(number or "")
                    elif part != "display_date":
                        yield "time", str(number or "")
            case ("autolink", _):
                continue
            case ("text", dict()):
                yield from ((part, text) for part, text in value.items() if isinstance(text, str))
            case _ if value is not None:
                yield key, value if isinstance(value, str) else json.dumps(value)


# Slides


def _type(row: SheetRow) -> str:
    return row.cells.get("type", "").strip().lower()


def _slide(slide: Mapping[str, str], phases: Iterable[Raw], left: Counter[str], *, is_own: bool) -> dict[str, str]:
    """The cells of an event. The labels of what is in its text but cannot be converted are added to what is left."""
    cells = {"date": _date(slide), "title": _plain(slide.get("headline", ""))}
    if re.fullmatch(ID_PATTERN, slide.get("unique_id", "")):
        cells["id"] = slide["unique_id"]
    else:
        left.update({"unique id": "unique_id" in slide})
    paragraphs = []
    for paragraph in _paragraphs(slide.get("text", "")):
        label, colon, text = paragraph.partition(": ")
        if is_own and colon and label in _OWN_LABELS:
            cells[_OWN_LABELS[label]] = text
        elif is_own and colon and label in _OWN_LEFT:
            left.update([f"{label} in the text"])
        else:
            paragraphs.append(paragraph)
    cells["summary"] = " ".join(paragraphs)
    shown = stored_form(slide.get("display_date", ""))
    printed, days = _span(shown), _span(cells["date"])
    if reported := stored_form(cells.pop("reported", "")):
        cells["date"] = reported
    elif printed and days and printed.first == days.first and printed.last in (None, days.last):
        # the same days, which the words may call approximate, or without an end
        cells["date"] = shown if printed != days else min(shown, cells["date"], key=len)
    elif slide.get("display_date"):
        cells.setdefault("date_text", slide["display_date"].strip())
    if span := _span(cells["date"]):
        first, last = str(span.first), str(span.last or span.first)
        within = (phase["id"] for phase in phases if phase["first"] <= first and last <= phase["last"])
        cells["phase"] = next(within, "")
    return {column: cell for column, cell in cells.items() if cell}


def _date(slide: Mapping[str, str]) -> str:
    """The days of a slide in the stored form, as far as its cells make a date."""
    ends = []
    for year, month, day in (_DAYS[:3], _DAYS[3:]):
        parts = [slide.get(part, "").strip().removesuffix(".0") for part in (year, month, day)]
        ends.append("-".join(part.zfill(2) for part in parts if part))
    begin, end = ends
    if re.fullmatch("[0-9]{1,4}", begin):
        begin, end = f"{begin.zfill(4)}-01", end or f"{begin.zfill(4)}-12"
    if re.fullmatch("[0-9]{1,4}", end):
        end = f"{end.zfill(4)}-12"
    return f"{begin}/{end}" if end and end != begin else begin


def _span(date: str) -> Span | None:
    """The days of a date, if it is one in the stored form."""
    try:
        return stored_span(date)
    except DateError:
        return None


def _era(slide: Mapping[str, str]) -> Raw | None:
    """The phase of an era; None if it has no days."""
    if (span := _span(_date(slide))) is None:
        return None
    title = _plain(slide.get("headline", "")) or "Era"
    summary = " ".join(_paragraphs(slide.get("text", "")))
    era: Raw = {"id": "", "number": 0, "title": title, "first": str(span.first), "last": str(span.last)}
    return era | ({"summary": summary} if summary else {})


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, in HTML or plain."""
    return list(filter(None, map(_plain, re.split(r"(?i)</p>|<br ?/?>|\n", text))))


def _plain(text: str) -> str:
    """A text without its HTML, on one line."""
    return " ".join(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text)).split())


# What a chronology needs


def _made(events: Sheet, left: Counter[str], base: str | None, head: Raw) -> Converted:
    """The chronology of these events; those without an id or a kind get one. Raises DatasetError."""
    rows = [dict(row.cells) for row in events.rows]
    _name(rows)
    remarks = []
    if untaken := [f"{name} ({number:,})" for name, number in left.items() if number]:
        remarks.append(f"Not converted, with the number of rows: {', '.join(untaken)}.")
    if without := [cells for cells in rows if "kinds" not in cells]:
        for cells in without:
            cells["kinds"] = _NO_KIND
        remarks.append(f"Events without a kind got the kind {_NO_KIND}: {len(without):,} of {len(rows):,}.")
    if base is None:
        remarks.append("Say in the file who published it, its cut-off date (as_of) and its license.")
    sheet = events._replace(
        columns=tuple(dict.fromkeys((*events.columns, "id", "kinds"))),
        rows=tuple(row._replace(cells=cells) for row, cells in zip(events.rows, rows, strict=True)),
    )
    errors = [error(file_named(events.name), "", fault) for fault in events.faults]
    result = made({EVENTS: sheet}, base or _head(head, events.name, rows), errors, events.name)
    return result._replace(remarks=[*result.remarks, *remarks])


def _head(head: Raw, file: str, rows: Iterable[dict[str, str]]) -> Raw:
    """Everything in a chronology except events, as far as the other program's file has it."""
    spans = (_span(cells.get("date", cells.get("first", ""))) for cells in rows)
    days = [span.last or span.first for span in spans if span]
    return {
        "schema_version": 1,
        "title": head["title"],
        "description": head.get("description") or f"Converted from {Path(file).name}.",
        "publication": {
            "title": head["title"],
            "kind": head["kind"],
            "as_of": str(max(days, default="1000-01-01")),
            "note": "The cut-off date is the last day in the file that idlibtl converted.",
        },
        "license": "not stated",
        **dict.fromkeys(("metrics", "actors", "places"), ()),
        "phases": head.get("phases", []),
    }


def _name(records: Sequence[dict[str, Any]]) -> None:
    """Give an id to each record that has none: its day, and the first words of its title."""
    taken = {record["id"] for record in records if record.get("id")}
    times: Counter[str] = Counter()
    for number, record in enumerate(records, start=1):
        if not record.get("id"):
            day = re.match("[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", record.get("date", ""))
            words = re.findall("[a-z0-9]+", plain(record.get("title", "")))[:4]
            named = identity = "-".join((*([day[0]] if day else []), *words)) or f"record-{number}"
            while identity in taken:
                times[named] += 1
                identity = f"{named}-{times[named] + 1}"
            record["id"] = identity
            taken.add(identity)
