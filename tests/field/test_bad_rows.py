"""Rows and files that cannot be used: each is told by its line and left out, or the file is refused."""

from pathlib import Path

import pytest
from invented import ACLED, GED, acled, file_of, ged, written
from invented import ACLED_ROW as ACLED_CELLS
from invented import GED_ROW as CELLS

from idlibtl import DatasetError, Filters, check, load
from idlibtl.field import files as field_files
from idlibtl.field.chronology import FieldTimeline
from idlibtl.field.totals import totals_from

#: What makes a row unusable, and how that is told.
FAULTS = [
    ({"id": "x1"}, "has 'x1' as id; a number in digits is wanted"),
    ({"id": "1" * 19}, f"has {'1' * 19!r} as id; a number in digits is wanted"),
    ({"id": "١٢"}, "has '١٢' as id; a number in digits is wanted"),
    ({"type_of_violence": ""}, "has no type_of_violence"),
    ({"type_of_violence": "4"}, "has '4' as type_of_violence; 1 to 3 are known"),
    ({"type_of_violence": "12"}, "has '12' as type_of_violence; 1 to 3 are known"),
    ({"date_prec": "6"}, "has '6' as date_prec; 1 to 5 are known"),
    ({"event_clarity": "3"}, "has '3' as event_clarity; 1 to 2 are known"),
    ({"date_start": "2019-02-30"}, "has '2019-02-30' as date_start, which is no day of the calendar"),
    ({"date_start": "03/05/2019"}, "has '03/05/2019' as date_start; a day such as 2019-04-09 is wanted"),
    ({"date_end": "2019-05-03 noon"}, "has '2019-05-03 noon' as date_end; a day such as 2019-04-09 is wanted"),
    ({"date_end": "2019-05-02"}, "ends on 2019-05-02, before it begins on 2019-05-03"),
    ({"best": "1e3"}, "has '1e3' as best; a whole number in digits is wanted, up to 1,000,000,000"),
    ({"best": "1,000"}, "has '1,000' as best; a whole number in digits is wanted, up to 1,000,000,000"),
    ({"best": "-1"}, "has '-1' as best; a whole number in digits is wanted, up to 1,000,000,000"),
    ({"low": "+5"}, "has '+5' as low; a whole number in digits is wanted, up to 1,000,000,000"),
    ({"high": ""}, "has '' as high; a whole number in digits is wanted, up to 1,000,000,000"),
    ({"high": "1000000001"}, "has '1000000001' as high; a whole number in digits is wanted, up to 1,000,000,000"),
    ({"high": "9" * 5000}, "as high; a whole number in digits is wanted, up to 1,000,000,000"),
    ({"deaths_a": "few"}, "has 'few' as deaths_a; a whole number in digits is wanted, up to 1,000,000,000"),
    ({"deaths_unknown": "5.0"}, "has '5.0' as deaths_unknown; a whole number in digits is wanted, up to 1,000,000,000"),
    ({"side_a": "a\0b"}, "holds a NUL, which is no text"),
    ({"side_a": "x" * 140_000}, "is not CSV: field larger than field limit (131072)"),
]


@pytest.mark.parametrize(("row", "reason"), FAULTS)
def test_a_row_is_told_by_its_line_and_left_out(tmp_path: Path, row: dict[str, str], reason: str) -> None:
    path = file_of(tmp_path, ged({}, row, {}))
    found = load(path)
    assert isinstance(found, FieldTimeline)
    assert [event.id for event in found.events] == ["ged-1", "ged-3"]
    assert [each.record for each in found.left_out] == ["line 3"]
    assert found.left_out[0].reason.endswith(reason)
    assert found.left_out_remark.startswith("1 row is left out: line 3 ")
    assert found.event_count == 2
    assert [str(each) for each in check(path)] == [str(each) for each in found.left_out]


@pytest.mark.parametrize(("row", "reason"), FAULTS)
def test_totals_leave_out_the_same_row(tmp_path: Path, row: dict[str, str], reason: str) -> None:
    report = totals_from(file_of(tmp_path, ged({}, row, {})), Filters(metrics=["killed"]))
    assert [(total.best, len(total.counted)) for total in report.totals] == [(16, 2)]
    assert reason in report.question.timeline.left_out_remark


@pytest.mark.parametrize(("row", "reason"), FAULTS)
def test_strict_takes_no_such_file(tmp_path: Path, row: dict[str, str], reason: str) -> None:
    path = file_of(tmp_path, ged({}, row, {}))
    for ask in (lambda: load(path, strict=True), lambda: totals_from(path, Filters(since="2030"), strict=True)):
        with pytest.raises(DatasetError) as told:
            ask()
        assert str(told.value).startswith(f"{path}: line 3: ")
        assert str(told.value).endswith(reason)
    assert [each.severity.value for each in check(path, strict=True)] == ["error"]


def test_strict_takes_a_sound_file(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {"low": "9"}))
    assert len(load(path, strict=True).events) == 2
    assert totals_from(path, Filters(), strict=True).totals[-1].best == 16


def test_rows_with_too_many_cells_or_too_few(tmp_path: Path) -> None:
    lines = ged({}, {}, {}).decode().splitlines()
    content = "\n".join([*lines[:2], f"{lines[2]},7", lines[3].partition(",")[2], "1,2", ""])
    found = load(file_of(tmp_path, content.encode()))
    assert isinstance(found, FieldTimeline)
    assert [str(each) for each in found.left_out] == [
        "line 3: has 42 cells, and the header has 41",
        "line 4: has 40 cells, and the header has 41",
        "line 5: has 2 cells, and the header has 41",
    ]
    assert found.left_out_remark.startswith("3 rows are left out: ")


def test_a_row_whose_id_was_there_already(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {"id": "1"}, {"id": " 1"}))
    found = load(path)
    assert isinstance(found, FieldTimeline)
    assert [str(each) for each in found.left_out] == [
        "line 3: has the id 1 once more",
        "line 4: has the id 1 once more",
    ]
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 8
    assert found.event_count == 1


def test_a_header_once_more_and_empty_lines(tmp_path: Path) -> None:
    header, first, second = ged({}, {}).decode().splitlines()
    content = "\n".join([header, first, "", header, ",".join([""] * 41), second, ""])
    path = file_of(tmp_path, content.encode())
    found = load(path)
    assert isinstance(found, FieldTimeline)
    assert [event.id for event in found.events] == ["ged-1", "ged-2"]
    assert [str(each) for each in found.left_out] == ["line 4: is the header once more"]
    assert found.event_count == 2
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 16


def test_a_row_in_another_encoding(tmp_path: Path) -> None:
    content = ged({"side_a": "Façade"}, {}, {"side_a": "Façade"})
    content = content.replace("Façade".encode(), "Façade".encode("latin-1"), 1)
    path = file_of(tmp_path, content)
    found = load(path)
    assert isinstance(found, FieldTimeline)
    assert [str(each) for each in found.left_out] == ["line 2: is not UTF-8 text: it has the byte 0xe7"]
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 16


def test_quotes_where_none_are_meant(tmp_path: Path) -> None:
    content = ged({"where_coordinates": "Five", "side_b": "A"}, {"side_a": "B"}).decode()
    for written_, odd in ((",Five,", ',5" gun" ford,'), (",A,", ',"A" x,')):
        path = file_of(tmp_path, content.replace(written_, odd).encode())
        found = load(path)
        assert isinstance(found, FieldTimeline)
        assert found.events
        assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 8 * len(found.events)


def test_acled_rows_are_told_too(tmp_path: Path) -> None:
    path = file_of(tmp_path, acled({"fatalities": "3.0"}, {"time_precision": "4"}, {}))
    found = load(path)
    assert isinstance(found, FieldTimeline)
    assert [each.record for each in found.left_out] == ["line 2", "line 3"]
    assert totals_from(path, Filters()).totals[0].best == 3


def test_check_counts_what_is_odd(tmp_path: Path) -> None:
    rows = [{"low": "9", "high": "7"}, {"high": "7"}, {}]
    assert [str(each) for each in check(file_of(tmp_path, ged(*rows)))] == [
        "low: 1 row has more than best; rows are added up as they stand, and put in order then",
        "high: 2 rows have less than best; rows are added up as they stand, and put in order then",
    ]
    twice = acled({"fatalities": "10"}, {"event_id_cnty": "FRE1"})
    assert [str(each) for each in check(file_of(tmp_path, twice))] == [
        "event_id_cnty: 1 row tells an event once more, as monadic exports do; each event counts once"
    ]
    assert check(file_of(tmp_path, ged({}))) == ()


def test_very_many_bad_rows_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_files, "MAX_FINDINGS", 3)
    path = file_of(tmp_path, ged(*[{"best": "x"}] * 5))
    found = load(path)
    assert isinstance(found, FieldTimeline)
    assert (len(found.left_out), found.left_out_count, found.events) == (3, 5, ())
    assert found.left_out_remark.endswith("; and 2 more")
    assert str(check(path)[-1]) == "2 more rows are left out; only the first are listed"


# Files


def refusal(folder: Path, content: bytes) -> str:
    path = file_of(folder, content)
    with pytest.raises(DatasetError) as told:
        load(path)
    with pytest.raises(DatasetError) as also:
        totals_from(path, Filters())
    assert str(also.value) == str(told.value) == "\n".join(f"{path}: {each}" for each in check(path))
    return str(told.value).removeprefix(f"{path}: ")


def test_a_file_without_a_header_is_refused_with_its_columns_named(tmp_path: Path) -> None:
    told = refusal(tmp_path, ged({}).partition(b"\n")[2])
    assert told.startswith(
        "has no header that is known: neither JSON, nor the columns of UCDP GED (id, country, adm_1, "
    )
    assert "event_id_cnty" in told


@pytest.mark.parametrize("gone", [["best"], ["country", "date_end"]])
def test_a_file_that_lacks_a_column_is_refused(tmp_path: Path, gone: list[str]) -> None:
    told = refusal(tmp_path, written([column for column in GED[41] if column not in gone], [CELLS]))
    assert told == f"is a UCDP GED file without the column{'s' * (len(gone) > 1)} {', '.join(gone)}"


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path, written([*GED[41], "best"], [CELLS]))
        == "is a UCDP GED file with the column best more than once"
    )


def test_cells_of_the_header_may_have_spaces_and_a_mark_before_them(tmp_path: Path) -> None:
    header, _, rows = ged({}).partition(b"\n")
    content = b"\xef\xbb\xbf" + header.replace(b",", b" , ") + b"\r\n" + rows
    assert [event.id for event in load(file_of(tmp_path, content)).events] == ["ged-1"]


def test_a_header_alone_is_a_dataset_without_events(tmp_path: Path) -> None:
    for content in (ged(), ged().strip(), acled()):
        found = load(file_of(tmp_path, content))
        assert (found.events, found.event_count) == ((), 0)
        assert totals_from(file_of(tmp_path, content), Filters()).totals[0].best is None


def test_more_rows_than_can_be_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_files, "MAX_HELD_ROWS", 2)
    path = file_of(tmp_path, ged({}, {}, {"date_start": "2018-01-01", "date_end": "2018-01-01"}))
    with pytest.raises(
        ValueError, match=r"this takes in more than 2 rows of .*rows\.csv; narrow it by --from, --to or"
    ):
        load(path)
    assert len(load(path, Filters(since="2019")).events) == 2
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 24


def test_acled_in_a_layout_with_its_cells(tmp_path: Path) -> None:
    assert len(load(file_of(tmp_path, written(ACLED["2020"], [ACLED_CELLS]))).events) == 1
