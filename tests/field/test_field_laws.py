"""What is true of all field datasets: rows read for a question answer it as the whole file does, totals are those of
the rows as a chronology, and however a file is written it says the same.
"""

import csv
import io
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from invented import GED, GED_ROW, acled, file_of, ged
from profiles import scaled

from idlibtl import (
    BadQuestion,
    By,
    DatasetError,
    Filters,
    Total,
    UnknownName,
    ask,
    check,
    figures_report,
    from_bytes,
    load,
    names_report,
    totals_report,
)
from idlibtl.field.chronology import own_format
from idlibtl.field.load import names_in, totals_from
from idlibtl.model.letters import letters_of

DAYS = ["2018-12-30", "2019-01-01", "2019-01-31", "2019-05-03", "2019-05-04", "2019-12-31", "2020-01-01", "2020-06-07"]
NUMBERS = st.sampled_from(["0", "0", "1", "2", "7"])
Rows = list[dict[str, str]]


@st.composite
def ged_rows(draw: st.DrawFn, *, sound: bool = False) -> dict[str, str]:
    """A row of GED, valid or not, with any quirk."""
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
    message = draw(st.booleans())
    row = {
        "type_of_violence": draw(st.sampled_from("1233")),
        "side_a": draw(st.sampled_from(["Government of Freedonia", "Front", "Frönt", ""])),
        "side_b": draw(st.sampled_from(["Front", "Civilians", 'The "Army"'])),
        "where_prec": draw(st.sampled_from(["1", "2", "3", "4", "6", "7", "", "9"])),
        "where_coordinates": draw(st.sampled_from(["Ford town", "River town", "Fórd-town", 'Five 5" ford'])),
        "adm_1": draw(st.sampled_from(["River Governorate", "River governorate", "Lake Province", ""])),
        "country": draw(st.sampled_from(["Freedonia", "Sylvania (Old Land)"])),
        "event_clarity": draw(st.sampled_from(["1", "1", "2", ""])),
        "date_prec": draw(st.sampled_from(["1", "2", ""])),
        "date_start": draw(st.sampled_from([days[0], f"{days[0]} 00:00:00.000"])),
        "date_end": days[1],
        "year": draw(st.sampled_from(["", days[0][:4], days[1][:4]])),
        "code_status": draw(st.sampled_from(["Clear", "", "Check deaths"])),
        "source_headline": draw(st.sampled_from(["", "Massacre at Ford", "#tag"])),
        "source_article": draw(st.sampled_from(["", "a\nb", 'Said ""yes""\r\n', "2019-01-01,x", "# massacre"])),
        "low": draw(NUMBERS),
        "best": draw(NUMBERS),
        "high": draw(NUMBERS),
        **dict.fromkeys(
            ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), draw(NUMBERS) if message else ""
        ),
    }
    if sound:
        return row
    fault = draw(
        st.sampled_from(
            [{}] * 9 + [{"best": "x"}, {"date_start": "2019-02-30"}, {"id": "1"}, {"type_of_violence": "5"}]
        )
    )
    return {**row, **fault}


@st.composite
def acled_rows(draw: st.DrawFn) -> dict[str, str]:
    return {
        "event_date": draw(st.sampled_from(["30 December 2018", "3-May-19", "2020-01-01"])),
        "time_precision": draw(st.sampled_from("1123")),
        "sub_event_type": draw(st.sampled_from(["Armed clash", "Agreement", "x"])),
        "actor1": draw(st.sampled_from(["Front", "Military Forces of Freedonia"])),
        "admin1": draw(st.sampled_from(["River", "Lake"])),
        "geo_precision": draw(st.sampled_from("123")),
        "fatalities": draw(st.sampled_from(["0", "3", "10", "x"])),
    }


def repeated(rows: Rows) -> Rows:
    """The rows; a repeated id is of a row with the same days and place."""
    return [{**rows[0], "best": row["best"], "id": "1"} if row.get("id") else row for row in rows]


FILES = st.one_of(
    st.builds(
        lambda rows, columns: ged(*repeated(rows), columns=columns),
        st.lists(ged_rows(), max_size=9),
        st.sampled_from([41, 43, 49]),
    ),
    st.builds(
        lambda rows, layout: acled(*rows, layout=layout),
        st.lists(acled_rows(), max_size=9),
        st.sampled_from(["2020", "2022"]),
    ),
)
PLACES = [
    "river",
    "lake",
    "ford",
    "Ford town",
    "fordtown",
    "freedonia",
    "old land",
    "freedonia_river-governorate",
    "five 5 ford",
    "sylv",
    "riv",
]


@st.composite
def questions(draw: st.DrawFn) -> Filters:
    def some(*values: str) -> list[str]:
        return draw(st.lists(st.sampled_from(values), max_size=2)) if draw(st.booleans()) else []

    since, until = draw(
        st.tuples(st.sampled_from([None, *DAYS, "2019", "2030"]), st.sampled_from([None, *DAYS, "2019"]))
    )
    return Filters(
        since=since,
        until=until,
        places=some(*PLACES),
        actors=some("front", "government of freedonia", "military forces of freedonia", "none", "milit"),
        kinds=some("state-based", "one-sided", "clash"),
        sources=some("publication"),
        metrics=some("killed"),
        texts=some("ford", "massacre", "violence in", "armed", "3"),
    )


def bare(outcome: Any) -> Any:
    """An answer, names of places and actors in their letters alone: of two spellings of one name that of the rows that
    are read is kept. So are groups of one size in the order of their names.
    """
    if isinstance(outcome, str):
        return letters_of(outcome.replace(GED_TITLE, "UCDP GED").replace(ACLED_TITLE, "ACLED"))
    if isinstance(outcome, (list, tuple)):
        return [bare(inner) for inner in outcome]
    return outcome


GED_TITLE, ACLED_TITLE = "UCDP Georeferenced Event Dataset", "Armed Conflict Location & Event Data (ACLED)"


def is_unclear(path: Path, filters: Filters) -> bool:
    """Whether a name fits several places of the whole file: it may fit one of those on the days asked about."""
    try:
        ask(load(path), filters)
    except UnknownName as problem:
        return " matches " in str(problem)
    except (BadQuestion, DatasetError):
        return False
    return False


def listed(path: Path, filters: Filters, *, in_part: bool) -> Any:
    """The answers of lists about a file that is read for a question, or as a whole."""
    try:
        question = ask(load(path, filters if in_part else Filters()), filters)
    except UnknownName:
        return "unknown"
    events = [(event.id, event.date, event.places, event.title, event.attributed_to) for event in question.events]
    figures = [vars(row) for row in figures_report(question).document]
    return [events, [[(key, bare(value)) for key, value in row.items()] for row in figures]]


@given(FILES, questions())
@settings(max_examples=scaled(300))
def test_what_is_read_for_a_question_answers_it_as_the_whole_file(content: bytes, filters: Filters) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = file_of(Path(folder), content)
        try:
            whole, part = listed(path, filters, in_part=False), listed(path, filters, in_part=True)
        except (BadQuestion, DatasetError):  # dates that are reversed, or rows most of which are broken
            return
        assume(not is_unclear(path, filters))
        assert bare(part) == bare(whole)


@given(FILES, questions())
@settings(max_examples=scaled(300))
def test_what_is_listed_is_what_is_counted_as_names(content: bytes, filters: Filters) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = file_of(Path(folder), content)
        try:
            events = ask(load(path, filters, only_listed=True), filters).events
        except (BadQuestion, DatasetError):
            return
        question = ask(names_in(path, filters), filters)
        expected = {
            "actors": Counter(part.actor for event in events for part in event.actors),
            "kinds": Counter(kind for event in events for kind in event.kinds),
            "metrics": Counter(figure.metric for event in events for figure in event.figures),
            "sources": Counter({"publication": len(events)} if events else {}),
        }
        named = names_report(question).document
    for section, counts in expected.items():
        assert {one.id: one.event_count for one in named if one.section == section and one.event_count} == counts
    assert sum(one.event_count for one in named if one.section == "places" and "_" not in one.id) == len(
        [event for event in events if event.places]
    )


@given(FILES, questions(), st.sampled_from([None, *By]))
@settings(max_examples=scaled(800))
def test_totals_are_those_of_the_rows_as_a_chronology(content: bytes, filters: Filters, by: By | None) -> None:
    """The same as for a chronology with an event for each row, whose totals are made in another way."""
    with tempfile.TemporaryDirectory() as folder:
        path = file_of(Path(folder), content)
        try:
            rows = load(path, filters)
            own = from_bytes(json.dumps(own_format(rows, rows.events)).encode())
            own = own.model_copy(update={"places": rows.places, "actors": rows.actors})  # those that are asked about
            question = ask(rows, filters)
        except DatasetError:
            with pytest.raises(DatasetError):
                totals_from(path, filters, by)
            return
        except BadQuestion as problem:
            with pytest.raises(BadQuestion) as message:
                totals_from(path, filters, by)
            assert str(message.value) == str(problem)
            return
        result = totals_from(path, filters, by)
    expected = totals_report(question._replace(chronology=own), by).totals
    left_out = result.question.chronology.loaded.left_out
    unread = f"; {left_out.rows} of {left_out.of} rows could not be read" if left_out else ""
    for mine, theirs in zip(result.totals, expected, strict=True):
        assert (mine.low, mine.best, mine.high, mine.quote) == (theirs.low, theirs.best, theirs.high, theirs.quote)
        assert bare(mine.headline) == bare(f"{theirs.headline}{unread}")
        for name in ("wider", "not_attributed"):
            entries, others = getattr(mine, name), getattr(theirs, name)
            assert sorted(entry.value for entry in entries) == sorted(entry.value for entry in others)
        assert (len(mine.counted), len(mine.included), len(mine.may_repeat)) == (0, 0, 0)
        assert rows_of(mine) == rows_of(theirs)


def rows_of(total: Total) -> Any:
    """The rows of a breakdown in which something is counted, and whether a wider figure touches them."""
    rows = [
        (bare(row.group), bare(row.label), row.first, row.last, row.low, row.best, row.high, row.quote, row.wider)
        for row in total.groups or ()
        if row.best is not None
    ]
    return sorted(rows, key=repr)


@given(FILES, questions(), st.sampled_from(By))
@settings(max_examples=scaled(300))
def test_a_row_of_a_breakdown_is_the_answer_to_the_question_about_it(content: bytes, filters: Filters, by: By) -> None:
    narrowed = {By.PLACE: "places", By.COUNTRY: "places", By.PROVINCE: "places", By.ACTOR: "actors", By.KIND: "kinds"}
    with tempfile.TemporaryDirectory() as folder:
        path = file_of(Path(folder), content)
        try:
            totals = totals_from(path, filters, by).totals
        except (BadQuestion, DatasetError):
            return
        for total in totals:
            rows = [row for row in total.groups or () if row.group != "rest"]
            if total.adds_up:
                assert sum(row.best or 0 for row in total.groups or ()) == (total.best or 0)
            for row in rows:
                if row.first:
                    about = filters._replace(since=str(row.first), until=str(row.last))
                elif by in narrowed:
                    more: dict[str, Any] = {narrowed[by]: [row.group]}
                    about = filters._replace(**more)
                else:
                    continue
                try:
                    [answer] = totals_from(path, about._replace(metrics=[total.metric])).totals
                except DatasetError:  # on these days most rows are broken
                    continue
                assert (row.low, row.best, row.high, row.quote) == (answer.low, answer.best, answer.high, answer.quote)
                assert row.wider is bool(answer.wider)


# A file, however it is written


@st.composite
def tables(draw: st.DrawFn) -> tuple[bytes, int, int]:
    """Valid rows as any program may write them; how many there are, and how many people they say were killed."""
    rows = draw(st.lists(ged_rows(sound=True), max_size=6))
    numbered = [{**GED_ROW, **row, "id": str(number)} for number, row in enumerate(rows, 1)]
    columns = draw(st.permutations(GED[draw(st.sampled_from([41, 42, 43, 49]))]))
    delimiter, end = draw(st.sampled_from(",;\t")), draw(st.sampled_from(["\n", "\r\n"]))
    quoting: Any = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    missing = draw(st.sampled_from(["", "NA", "NULL", "NaN"]))
    header = [draw(st.sampled_from([column, column.upper(), f" {column} "])) for column in columns]
    between = draw(st.lists(st.sampled_from(["", "\n", "\r\n", "# a comment\n", delimiter * (len(columns) - 1) + end])))
    text = io.StringIO(newline="")
    text.write(
        draw(st.sampled_from(["", "\ufeff", f"sep={delimiter}\n" if delimiter != "," else "", "# made by hand\n\n"]))
    )
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(header)
    if draw(st.booleans()):
        writer.writerow(["#tag" if number % 2 else "" for number in range(len(columns))])
    for number, row in enumerate(numbered):
        cells = [draw(written_as(row.get(column, ""), missing)) for column in columns]
        writer.writerow(cells)
        text.write("".join(between[number : number + 1]))
    content = text.getvalue()
    if draw(st.booleans()):
        content = content.removesuffix(end)
    return content.encode(), len(rows), sum(int(row["best"]) for row in rows)


@st.composite
def written_as(draw: st.DrawFn, cell: str, missing: str) -> str:
    """A cell as programs write it, with the same meaning."""
    if not cell:
        return draw(st.sampled_from(["", missing]))
    if cell.isdecimal():
        return draw(st.sampled_from([cell, f"{cell}.0", f" {cell} "]))
    return cell


@given(tables(), st.sampled_from([None, "1900"]))
@settings(max_examples=scaled(500))
def test_however_a_file_is_written_it_says_the_same(table: tuple[bytes, int, int], since: str | None) -> None:
    content, rows, killed = table
    assume(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = file_of(Path(folder), content)
        [total] = totals_from(path, Filters(since=since, metrics=["killed"])).totals
        assert (total.best, total.left_out) == (killed, None)
        assert len(load(path).events) == rows
        assert not [finding for finding in check(path) if finding.record]
