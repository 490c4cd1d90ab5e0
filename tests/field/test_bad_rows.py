"""Rows and files that cannot be used: each row is named by its line and left out, or the file is refused."""

from datetime import date
from pathlib import Path

import pytest
from invented import ACLED, GED, acled, file_of, ged, written
from invented import ACLED_ROW as ACLED_CELLS
from invented import GED_ROW as CELLS

from idlibtl import BadQuestion, Chronology, DatasetError, Days, Filters, check, load
from idlibtl.field import reading
from idlibtl.field.chronology import FieldChronology
from idlibtl.field.load import totals_from
from idlibtl.field.reading import Reading
from idlibtl.model.chronology import LeftOut
from idlibtl.show.rows import rows as tidy_rows

#: What makes a row unusable, and the message.
FAULTS = [
    ({"id": "x1"}, "id: 'x1' is not a whole number. Write digits alone, e.g. 1000."),
    ({"id": "NA"}, "id: is missing"),
    ({"id": "-1"}, "id: '-1' is not a whole number. Write digits alone, e.g. 1000."),
    ({"type_of_violence": ""}, "type_of_violence: is missing"),
    ({"type_of_violence": "NA"}, "type_of_violence: is missing"),
    ({"type_of_violence": "4"}, "type_of_violence: '4' is not a valid code. Valid codes are 1 to 3."),
    ({"type_of_violence": "12"}, "type_of_violence: '12' is not a valid code. Valid codes are 1 to 3."),
    ({"date_prec": "6"}, "date_prec: '6' is not a valid code. Valid codes are 1 to 5."),
    ({"event_clarity": "3"}, "event_clarity: '3' is not a valid code. Valid codes are 1 to 2."),
    ({"date_start": "2019-02-30"}, "date_start: '2019-02-30' is not a day of the calendar"),
    (
        {"date_start": "03/05/2019"},
        "or format the column as yyyy-mm-dd before saving it",
    ),
    ({"date_end": "2019-05-03 noon"}, "date_end: '2019-05-03 noon' is not a day. Write it as 2019-04-09."),
    ({"date_end": "2019-05-02"}, "date_end: 2019-05-02 is before date_start, 2019-05-03"),
    ({"year": "2018"}, "year: '2018' contradicts the date 2019-05-03"),
    ({"best": "1.5"}, "best: '1.5' is not a whole number. Write digits alone, e.g. 1000."),
    ({"best": "1.000"}, "best: '1.000' may be 1,000 or a fraction. Write 1000."),
    ({"best": "-1"}, "best: '-1' is not a whole number. Write digits alone, e.g. 1000."),
    ({"low": "+5"}, "low: '+5' is not a whole number. Write digits alone, e.g. 1000."),
    ({"high": ""}, "high: is missing"),
    ({"high": "NULL"}, "high: is missing"),
    ({"high": "1000000001"}, "high: '1000000001' is more than 1,000,000,000"),
    ({"high": "9" * 5000}, " is not a whole number. Write digits alone, e.g. 1000."),
    ({"deaths_a": "few"}, "deaths_a: 'few' is not a whole number. Write digits alone, e.g. 1000."),
]


def reading_of(loaded: Chronology) -> Reading:
    assert isinstance(loaded, FieldChronology)
    return loaded.reading


def reasons_of(loaded: Chronology) -> list[str]:
    return [str(finding) for finding in reading_of(loaded).findings]


@pytest.mark.parametrize(("row", "reason"), FAULTS)
def test_a_row_is_named_by_its_line_and_left_out(tmp_path: Path, row: dict[str, str], reason: str) -> None:
    path = file_of(tmp_path, ged({}, row, {}))
    chronology = load(path)
    assert [event.id for event in chronology.events] == ["ged-1", "ged-3"]
    [message] = reasons_of(chronology)
    assert message.startswith("line 3: ")
    assert message.endswith(reason)
    assert chronology.loaded.left_out == LeftOut(1, 3, (message,))
    assert chronology.event_count == 2
    assert [str(finding) for finding in check(path)] == [message]


@pytest.mark.parametrize(("row", "reason"), FAULTS)
def test_totals_say_what_they_leave_out(tmp_path: Path, row: dict[str, str], reason: str) -> None:
    report = totals_from(file_of(tmp_path, ged({}, row, {})), Filters(metrics=["killed"]))
    [total] = report.totals
    assert total.headline == "People killed: 16 (12 to 18), in 2 events; 1 of 3 rows could not be read"
    assert total.left_out is not None
    assert (total.left_out.rows, total.left_out.of) == (1, 3)
    assert total.left_out.reasons[0].endswith(reason)


def test_unreadable_rows_are_mentioned_once_next_to_a_wider_figure(tmp_path: Path) -> None:
    # 3 May is asked about: one row goes on until 9 May, and another has no number
    rows = ged({"date_end": "2019-05-03"}, {"date_end": "2019-05-09"}, {"best": "x", "date_end": "2019-05-03"})
    report = totals_from(file_of(tmp_path, rows), Filters(until="2019-05-03", metrics=["killed"]))
    unread = "1 of 3 rows could not be read"
    assert [total.headline.count(unread) for total in report.totals] == [1]
    _, lines = tidy_rows(report)
    [left_out] = [line[-1] for line in lines]
    assert left_out == f"a wider figure may include more: 8 (6 to 9) (UCDP GED), 3–9 May 2019; {unread}"


@pytest.mark.parametrize(("row", "reason"), FAULTS)
def test_strict_takes_no_such_file(tmp_path: Path, row: dict[str, str], reason: str) -> None:
    path = file_of(tmp_path, ged({}, row, {}))
    for ask in (lambda: load(path, strict=True), lambda: totals_from(path, Filters(since="2030"), strict=True)):
        with pytest.raises(DatasetError) as message:
            ask()
        assert str(message.value).startswith(f"{path}: line 3: ")
        assert str(message.value).endswith(reason)
    assert [finding.severity.value for finding in check(path, strict=True)] == ["error"]


@pytest.mark.parametrize("question", [Filters(), Filters(places=["freedonia"], since="2019")])
def test_a_file_of_which_fewer_than_half_of_the_rows_can_be_read_is_refused(tmp_path: Path, question: Filters) -> None:
    path = file_of(tmp_path, ged({}, *[{"best": "x"}] * 2))
    for ask in (lambda: load(path, question), lambda: totals_from(path, question)):
        with pytest.raises(DatasetError) as message:
            ask()
        reason = "best: 'x' is not a whole number. Write digits alone, e.g. 1000."
        assert str(message.value).splitlines() == [
            f"{path}: 2 of 3 rows cannot be read. The first reasons:",
            f"{path}: line 3: {reason}",
            f"{path}: line 4: {reason}",
            f"{path}: See all with idlibtl check {path}. Use the file as it was published, or correct these rows.",
        ]
    assert [finding.severity.value for finding in check(path)] == ["error", "warning", "warning"]
    half = file_of(tmp_path, ged({}, {"best": "x"}), "half.csv")
    assert totals_from(half, Filters(metrics=["killed"])).totals[0].best == 8


def test_rows_on_other_days_do_not_count_among_those_that_cannot_be_read(tmp_path: Path) -> None:
    other = {"date_start": "2018-01-01", "date_end": "2018-01-01", "year": "2018"}
    path = file_of(tmp_path, ged({}, {"best": "x"}, {}, {**other, "best": "x"}, other))
    for filters, left_out in ((Filters(since="2019"), (1, 3)), (Filters(), (2, 5)), (Filters(until="2018"), (1, 2))):
        result = load(path, filters).loaded.left_out
        assert result is not None
        assert (result.rows, result.of) == left_out


def test_rows_that_could_not_be_read_are_known_by_their_days(tmp_path: Path) -> None:
    chronology = load(
        file_of(tmp_path, ged({}, {}, {}, {"best": "x"}, {"date_start": "x"}, {"best": "x", "side_a": "x"}))
    )
    assert isinstance(chronology, FieldChronology)
    day, other = date(2019, 5, 3), date(2019, 5, 4)
    assert chronology.left_out_on(Days(day, day)) == 3
    assert chronology.left_out_on(Days(other, other)) == 1  # the row whose days cannot be read either


def test_strict_accepts_a_valid_file(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {"low": "9"}))
    assert len(load(path, strict=True).events) == 2
    assert totals_from(path, Filters(), strict=True).totals[-1].best == 16


def test_rows_with_too_many_cells_or_too_few(tmp_path: Path) -> None:
    lines = ged({}, {}, {}).decode().splitlines()
    content = "\n".join([*lines[:2], f"{lines[2]},7", lines[3].partition(",")[2], "1,2", ""])
    with pytest.raises(DatasetError) as message:
        load(file_of(tmp_path, content.encode()))
    assert [line.partition("rows.csv: ")[2] for line in str(message.value).splitlines()[1:-1]] == [
        "line 3: has 42 cells, and the header has 41",
        "line 4: has 40 cells, and the header has 41",
        "line 5: has 2 cells, and the header has 41",
    ]


def test_a_row_with_the_id_of_an_earlier_one(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {"id": "1"}, {"id": " 1.0"}, {}))
    chronology = load(path)
    assert reasons_of(chronology) == [
        "line 3: id: 1 is the id of an earlier row",
        "line 4: id: 1 is the id of an earlier row",
    ]
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 16
    assert chronology.event_count == 2


def test_a_second_header_and_empty_lines_are_not_rows(tmp_path: Path) -> None:
    header, first, second = ged({}, {}).decode().splitlines()
    content = "\n".join([header, first, "", header, ",".join([""] * 41), second, ""])
    path = file_of(tmp_path, content.encode())
    chronology = load(path)
    assert [event.id for event in chronology.events] == ["ged-1", "ged-2"]
    assert reasons_of(chronology) == []  # two files joined
    assert chronology.event_count == 2
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 16


def test_a_quotation_mark_inside_a_cell_is_a_letter_of_it(tmp_path: Path) -> None:
    content = ged({"where_coordinates": "Five", "side_b": "A"}, {"side_a": "B"}).decode()
    for written_, odd in ((",Five,", ',5" gun ford,'), (",Five,", ',5" gun" ford,'), (",A,", ',"A" x,')):
        path = file_of(tmp_path, content.replace(written_, odd).encode())
        assert [event.id for event in load(path).events] == ["ged-1", "ged-2"]
        for filters in (Filters(metrics=["killed"]), Filters(metrics=["killed"], since="2019-05-03")):
            assert totals_from(path, filters).totals[0].best == 16


def test_acled_rows_are_named_too(tmp_path: Path) -> None:
    path = file_of(tmp_path, acled({"fatalities": "3.5"}, {"time_precision": "4"}, {}, {"fatalities": "4.0"}))
    chronology = load(path)
    assert [finding.record for finding in reading_of(chronology).findings] == ["line 2", "line 3"]
    assert totals_from(path, Filters()).totals[0].best == 7


def test_check_counts_what_is_odd(tmp_path: Path) -> None:
    rows = [{"low": "9", "high": "7"}, {"high": "7"}, {}]
    assert [str(finding) for finding in check(file_of(tmp_path, ged(*rows)))] == [
        "1 row has a low above its best. Rows are added up as they are, and only the sum is put in order.",
        "2 rows have a high below their best. Rows are added up as they are, and only the sum is put in order.",
    ]
    twice = acled({"fatalities": "10"}, {"event_id_cnty": "FRE1"})
    assert [str(finding) for finding in check(file_of(tmp_path, twice))] == [
        "1 row repeats an event and is not counted again"
    ]
    assert check(file_of(tmp_path, ged({}))) == ()


def test_very_many_bad_rows_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_FINDINGS", 3)
    path = file_of(tmp_path, ged(*[{"best": "x"}] * 5, *[{}] * 6))
    chronology = load(path)
    assert chronology.loaded.left_out is not None
    assert (len(reading_of(chronology).findings), chronology.loaded.left_out.rows, len(chronology.events)) == (3, 5, 6)
    assert str(check(path)[-1]) == "2 more rows are left out. Only the first are listed."


# Files


def refusal(folder: Path, content: bytes) -> str:
    path = file_of(folder, content)
    with pytest.raises(DatasetError) as message:
        load(path)
    with pytest.raises(DatasetError) as also:
        totals_from(path, Filters())
    assert str(also.value) == str(message.value) == "\n".join(f"{path}: {finding}" for finding in check(path))
    return str(message.value).removeprefix(f"{path}: ")


def test_a_file_without_a_header_is_refused_with_its_columns_named(tmp_path: Path) -> None:
    message = refusal(tmp_path, ged({}).partition(b"\n")[2])
    assert message.startswith("has no known header: neither JSON, nor the columns of UCDP GED (id, country, adm_1, ")
    assert "event_id_cnty" in message


@pytest.mark.parametrize("gone", [["best"], ["country", "date_end"]])
def test_a_file_that_lacks_a_column_is_refused(tmp_path: Path, gone: list[str]) -> None:
    message = refusal(tmp_path, written([column for column in GED[41] if column not in gone], [CELLS]))
    assert message == f"is a UCDP GED file without the column{'s' * (len(gone) > 1)} {', '.join(gone)}"


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path, written([*GED[41], "best"], [CELLS]))
        == "is a UCDP GED file with the column best more than once. Keep one."
    )


def test_cells_of_the_header_may_have_spaces_and_a_mark_before_them(tmp_path: Path) -> None:
    header, _, rows = ged({}).partition(b"\n")
    content = b"\xef\xbb\xbf" + header.replace(b",", b" , ") + b"\r\n" + rows
    assert [event.id for event in load(file_of(tmp_path, content)).events] == ["ged-1"]


def test_a_header_alone_is_an_error(tmp_path: Path) -> None:
    for content in (ged(), ged().strip(), acled(), ged() + b"," * 40 + b"\n"):
        path = file_of(tmp_path, content)
        for answer in (load, lambda path: totals_from(path, Filters())):
            with pytest.raises(DatasetError, match=r"rows\.csv: has a header, but no rows"):
                answer(path)


def test_more_rows_than_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("idlibtl.field.load.MAX_HELD_ROWS", 2)
    other = {"date_start": "2018-01-01", "date_end": "2018-01-01", "year": "2018", "country": "Sylvania"}
    path = file_of(tmp_path, ged({}, {}, other))
    with pytest.raises(BadQuestion, match=r"This is about more than 2 rows of .*rows\.csv. Narrow it with --from"):
        load(path)
    assert [event.id for event in load(path, Filters(places=["sylvania"])).events] == ["ged-3"]
    assert len(load(path, Filters(since="2019")).events) == 2
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 24


def test_acled_in_a_layout_with_its_cells(tmp_path: Path) -> None:
    assert len(load(file_of(tmp_path, written(ACLED["2020"], [ACLED_CELLS]))).events) == 1


# What is not a row, and what is not on the days asked about


def best_of(*files: Path, **asked: object) -> int | None:
    return totals_from(list(files), Filters(metrics=["killed"], **asked)).totals[0].best  # type: ignore[arg-type]


def test_a_comment_with_a_comma_is_not_a_row(tmp_path: Path) -> None:
    file = file_of(tmp_path, ged({}, {}) + b"# Source: UCDP, CC BY 4.0\n")
    assert reasons_of(load(file)) == []
    # a row that begins so is one
    assert len(reasons_of(load(file_of(tmp_path, ged({}, {"id": "#3"}))))) == 1


def test_a_header_again_is_not_a_row_however_it_is_written(tmp_path: Path) -> None:
    header, *rows = ged({}, {}).decode().splitlines(keepends=True)
    words = header.replace("_", " ").title()
    file = file_of(tmp_path, "".join([words, rows[0], words, rows[1]]).encode())
    assert (len(load(file).events), reasons_of(load(file))) == (2, [])


def test_dates_without_rows_are_no_error_because_of_rows_without_dates(tmp_path: Path) -> None:
    rows = [{}, {}, {}, {"date_start": "May 2019"}, {"date_end": "?"}]
    file = file_of(tmp_path, ged(*rows))
    [total] = totals_from(file, Filters(since="2021", metrics=["killed"])).totals
    assert (total.best, total.left_out and total.left_out.rows) == (None, 2)
    # fewer than half of the rows on these days can be read
    with pytest.raises(DatasetError):
        totals_from(
            file_of(tmp_path, ged(*rows, {"best": "x"}, {"best": "x"}, {"best": "x"}, {"best": "x"})), Filters()
        )


def test_words_in_a_later_row_of_an_event_do_not_count_it(tmp_path: Path) -> None:
    first = file_of(tmp_path, ged({"best": "10", "high": "10", "source_article": "alpha"}), "first.csv")
    revised = {
        "best": "77",
        "high": "80",
        "date_start": "2019-06-03",
        "date_end": "2019-06-03",
        "source_article": "beta",
    }
    second = file_of(tmp_path, ged(revised), "second.csv")
    assert best_of(first, second) == 10
    assert best_of(first, second, texts=["beta"]) is None
    assert best_of(second, texts=["beta"]) == 77


@pytest.mark.parametrize("is_quoted", [False, True])
def test_the_end_of_the_rows_is_that_of_all_rows_whatever_words_are_asked_for(tmp_path: Path, is_quoted: bool) -> None:
    late = {"date_start": "2019-12-30", "date_end": "2019-12-30", "source_article": "beta"}
    content = ged({"source_article": "alpha"}, late)
    if is_quoted:
        lines = [",".join(f'"{cell}"' for cell in line.split(",")) for line in content.decode().splitlines()]
        content = "\n".join(lines).encode()
    file = file_of(tmp_path, content)
    [total] = totals_from(file, Filters(until="2019-12-30", texts=["alpha"], metrics=["killed"])).totals
    assert not [note for note in total.notes if "ends on" in note]
