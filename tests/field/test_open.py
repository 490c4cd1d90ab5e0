"""Files as people save them: what is a table, encodings, quotes, packed files, pipes, limits."""

import csv
import gzip
import io
import os
import re
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from invented import GED, GED_ROW, acled, file_of, ged

from idlibtl import DatasetError, Filters
from idlibtl.field import open as field_open
from idlibtl.field.load import check, load, totals_from
from idlibtl.field.open import is_field_file
from idlibtl.model.chronology import LeftOut
from idlibtl.model.vocabulary import By
from idlibtl.read import files


def refusal(path: Path) -> str:
    with pytest.raises(DatasetError) as message:
        load(path)
    return str(message.value).removeprefix(f"{path}: ")


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


# Quotes and lines


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    row = {"source_article": ""}
    path = file_of(tmp_path, ged(row, row).replace(b",Ford town,", b',"Ford town,', 1))
    message = "line 2 opens a quotation mark that is never closed"
    assert refusal(path) == message
    for filters in (Filters(), Filters(since="2019"), Filters(since="2030"), Filters(texts=["ford"])):
        with pytest.raises(DatasetError, match=message):
            totals_from(path, filters)


def test_a_quotation_mark_that_swallows_a_file(tmp_path: Path) -> None:
    rows = ged(*[{"source_article": ""}] * 1000).replace(b",Ford town,", b',"Ford town,', 1)
    message = "line 2 has a cell of more than 131,072 characters: is a quotation mark never closed?"
    assert refusal(file_of(tmp_path, rows)) == message
    assert refusal(file_of(tmp_path, ged({"side_a": "x" * 140_000}, {}))) == message


#: How a row ends that is on another day.
_END = ",2018-01-01,2018-01-01,1,2,4,1,6,8,9\n"

#: Cells of several lines, with quotation marks wherever they may be, and lines that end as a row does.
_LONG = (
    "one\ntwo",
    'he said "no"\nand went',
    "\n",
    'a\n\n"b" c\nd',
    '",\n"',
    'x ""\n',
    '"\n"',
    "two\r\nlines",
    "n\n" * 150,
    f"a{_END}",
    f'"{_END}b',
    f'he said "no"{_END}"b"',
    f'a ""{_END}',
    f',"{_END}',
)


@pytest.mark.parametrize("stray", [b"Ford town", b'5" Ford', b'Ford "5"', b'"5" Ford'])
@pytest.mark.parametrize("column", ["source_article", "adm_2", "side_a"])
def test_records_of_several_lines_are_read_or_passed_over_by_their_days(
    tmp_path: Path, column: str, stray: bytes
) -> None:
    days = [f"2019-05-{number:02}" for number in range(1, 2 * len(_LONG) + 1)]
    rows = [{"date_start": day, "date_end": day} for day in days]
    for row, cell in zip(rows[::2], _LONG, strict=True):
        row[column] = cell
    content = ged(*({**row, "where_coordinates": "PLACE"} for row in rows)).replace(b"PLACE", stray)
    path = file_of(tmp_path, content)
    events = [(str(event.first), event.title) for event in load(path).events]
    assert [day for day, _ in events] == days
    for first in range(len(days)):
        for last in range(first, min(len(days), first + 3)):
            inside = load(path, Filters(since=days[first], until=days[last]), only_listed=True)
            assert [(str(event.first), event.title) for event in inside.events] == events[first : last + 1]
            assert inside.event_count == len(days)


@pytest.mark.parametrize("column", ["source_article", "adm_2"])
def test_words_in_the_second_line_of_a_cell_are_found_after_a_stray_quotation_mark(tmp_path: Path, column: str) -> None:
    rows = ged({"side_a": "GUN", column: "a shell\nand a massacre"}, {"source_headline": ""}, columns=49)
    path = file_of(tmp_path, rows.replace(b"GUN", b'5" gun'))
    assert [event.id for event in load(path, Filters(texts=["massacre"])).events] == ["ged-1"]


def test_a_line_that_is_too_long(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {"side_a": "x" * 2 * 1024**2}, {}))
    assert refusal(path) == "has a line of more than 1,048,576 bytes: it is not a row"


def test_lines_that_end_as_in_windows(tmp_path: Path) -> None:
    path = file_of(
        tmp_path, ged({}, {"source_article": "a\r\nb"}, columns=49).replace(b"\n", b"\r\n").replace(b"\r\r", b"\r")
    )
    assert len(load(path).events) == 2
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 16


def test_a_lone_carriage_return_ends_nothing(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {"where_coordinates": "Ford"}).replace(b",Ford,", b",Ford\rtown,"))
    assert [event.id for event in load(path).events] == ["ged-1"]
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 8


# How programs write a file


def saved(rows: list[dict[str, str]], header: list[str], **how: Any) -> bytes:
    """The rows as a program writes them: `how` is what csv.writer takes."""
    text = io.StringIO()
    table = csv.DictWriter(text, header, restval=how.pop("missing", ""), extrasaction="ignore", **how)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


#: Rows with every kind of cell: text that is not ASCII, line breaks, nothing.
ROWS = [
    {
        **GED_ROW,
        "id": "182027",
        "side_a": "Façade – “Front”",
        "source_article": 'a\n"b", c',
        "best": "1234",
        "high": "1234",
    },
    {**GED_ROW, "id": "182028", "deaths_a": "", "where_prec": "4", "date_prec": "2", "date_end": "2019-05-09"},
    {**GED_ROW, "id": "182029", "type_of_violence": "3", "country": "Sylvania", "code_status": "Check deaths"},
]


def as_pandas(row: dict[str, str]) -> dict[str, str]:
    """A row in which every number is a fraction, and days have a time."""
    numbers = {key: f"{cell}.0" for key, cell in row.items() if cell.isdecimal()}
    return {**row, **numbers, **{key: f"{row[key]} 00:00:00" for key in ("date_start", "date_end")}}


def missing_as(word: str, row: dict[str, str]) -> dict[str, str]:
    return {key: cell or word for key, cell in row.items()}


HEADER = GED[49]


def _header_in_words() -> tuple[bytes, bytes]:
    header = ",".join(HEADER)
    return header.encode(), header.replace("_", " ").title().encode()


WAYS: dict[str, bytes] = {
    "R": saved(
        [{"": str(n), **missing_as("NA", row)} for n, row in enumerate(ROWS)],
        ["", *HEADER],
        missing="NA",
        quoting=csv.QUOTE_ALL,
        lineterminator="\n",
    ),
    "pandas": saved([as_pandas(row) for row in ROWS], HEADER),
    "pandas, with its index": saved([{"": str(n), **as_pandas(row)} for n, row in enumerate(ROWS)], ["", *HEADER]),
    "a database": saved([missing_as(r"\N", row) for row in ROWS], HEADER, missing=r"\N"),
    "another database": saved([missing_as("NULL", row) for row in ROWS], HEADER, missing="NULL"),
    "Excel": saved(ROWS, HEADER, delimiter=";").replace(b"35.5;36.5", b"35,5;36,5"),
    "Excel, which says so": b"sep=;\r\n" + saved(ROWS, HEADER, delimiter=";"),
    "Excel, thousands": saved([{**row, "best": f"{int(row['best']):,}"} for row in ROWS], HEADER),
    "Excel, Latin-1": saved(ROWS, HEADER, delimiter=";").decode().encode("cp1252"),
    "Excel, Unicode text": saved(ROWS, HEADER, delimiter="\t").decode().encode("utf-16"),
    "Excel on a Macintosh": saved(ROWS, HEADER, lineterminator="\r"),
    "Excel, without the last cells where they are empty": re.sub(b",+\r\n", b"\r\n", saved(ROWS, HEADER)),
    "cells after the last column": saved(ROWS, HEADER).replace(b",,\r\n", b",,,, \r\n"),
    "tabs": saved(ROWS, HEADER, delimiter="\t").replace(b"35.5\t36.5", b"35,5\t36,5"),
    "words as names of columns": saved(ROWS, HEADER).replace(*_header_in_words()),
    "a title": b"Saved in May\r\n\r\n" + saved(ROWS, HEADER),
    "a title in a row of its own": b"GED" + b"," * (len(HEADER) - 1) + b"\r\n" + saved(ROWS, HEADER),
    "days that leave no doubt": saved(
        [{**row, "date_start": "3 May 2019", "date_end": row["date_end"].replace("-0", "/")} for row in ROWS], HEADER
    ),
    "upper case": b"\xef\xbb\xbf"
    + saved(ROWS, HEADER).replace(",".join(HEADER).encode(), ",".join(HEADER).upper().encode()),
    "another order": saved(ROWS, HEADER[::-1]),
    "comments and blank lines": b"# downloaded on a Tuesday, by hand\n\n"
    + saved(ROWS, HEADER).replace(b"\r\n", b"\r\n\r\n# so\r\n", 1),
    "gz": gzip.compress(saved(ROWS, HEADER)),
    "zip": zipped({"rows.csv": saved(ROWS, HEADER)}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_file_is_read_as_people_save_it(tmp_path: Path, way: str) -> None:
    path = file_of(tmp_path, WAYS[way])
    plain = file_of(tmp_path, saved(ROWS, HEADER), "plain.csv")
    for filters, by in (
        (Filters(), By.PLACE),
        (Filters(since="2019-05-04"), By.MONTH),
        (Filters(places=["freedonia"], kinds=["state-based"]), By.PROVINCE),
        (Filters(actors=["facade front"]), By.ACTOR),
        (Filters(texts=["market"]), None),
    ):
        result, expected = totals_from(path, filters, by).totals, totals_from(plain, filters, by).totals
        assert [(total.headline, total.groups) for total in result] == [(t.headline, t.groups) for t in expected]
    chronology, other = load(path), load(plain)
    assert chronology.loaded.left_out is None
    assert [event.model_dump() for event in chronology.events] == [event.model_dump() for event in other.events]
    assert chronology.places == other.places
    assert other.place["freedonia_river-governorate_hill-district_ford-town"].latitude == 35.5


def test_lines_that_are_not_utf_8_are_reported(tmp_path: Path) -> None:
    path = file_of(tmp_path, WAYS["Excel, Latin-1"])
    assert "1 line is not UTF-8 text, but read as Latin-1." in totals_from(path, Filters()).totals[0].notes
    assert str(check(path)[0]) == "1 line is not UTF-8 text, but read as Latin-1"


def test_no_text_of_a_row_has_a_nul(tmp_path: Path) -> None:
    row = {**GED_ROW, "where_coordinates": "Ford\0 town", "side_a": "The\0 State", "source_article": "A\0 report"}
    chronology = load(file_of(tmp_path, saved([row], HEADER)))
    assert "\0" not in str(chronology.model_dump())
    assert "Ford\ufffd town" in chronology.events[0].title


def test_a_row_with_a_hash_in_its_cells_is_a_row(tmp_path: Path) -> None:
    content = acled({"notes": "#EndSARS: shots were fired."}, {"notes": "# 2"}, {})
    assert len(load(file_of(tmp_path, content)).events) == 3


@pytest.mark.parametrize("before", [b"", b"1,"])
def test_a_row_of_tags_is_none(tmp_path: Path, before: bytes) -> None:
    header, *rows = ged({}, {}, columns=43).splitlines(keepends=True)
    assert rows[0].count(b"#") == 3
    numbered = [before[1:] + header, *(before + row for row in rows)]  # as pandas numbers rows
    path = file_of(tmp_path, b"".join(numbered))
    assert len(load(path).events) == 2
    assert check(path) == ()


def test_the_last_row_of_a_broken_download_is_left_out(tmp_path: Path) -> None:
    """A row may lack empty cells at its end, but a number that is cut off would be another number."""
    whole = saved([{**GED_ROW, "id": str(number), "low": "12"} for number in (1, 2, 3)], HEADER)
    assert HEADER[-3:] == ["low", "gwnoa", "gwnob"]
    path = file_of(tmp_path, whole.removesuffix(b"2,,\r\n"))  # a low of 1
    [total] = totals_from(path, Filters(metrics=["killed"])).totals
    assert total.left_out == LeftOut(1, 3, ("line 4: has 47 cells, and the header has 49",))
    path = file_of(tmp_path, whole.removesuffix(b",,\r\n") + b"\r\n")
    assert load(path).loaded.left_out is None


def test_a_column_may_be_anywhere(tmp_path: Path) -> None:
    header = [column for column in GED[41] if column != "id"] + ["id"]
    rows = [{**GED_ROW, "id": str(number)} for number in (1, 2, 1)]
    total = totals_from(file_of(tmp_path, saved(rows, header)), Filters(metrics=["killed"])).totals[0]
    assert (total.best, total.left_out and total.left_out.rows) == (16, 1)


def test_a_workbook_is_refused(tmp_path: Path) -> None:
    book = zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"})
    assert refusal(file_of(tmp_path, book)) == 'is an Excel workbook. Save it as CSV ("CSV UTF-8" in Excel).'


def test_a_header_may_be_long(tmp_path: Path) -> None:
    header = [*(f"column_{number}_{'x' * 100}" for number in range(1000)), *GED[41]]
    path = file_of(tmp_path, saved([{**GED_ROW}], header))
    assert path.read_bytes().index(b"\n") > 100_000
    assert len(load(path).events) == 1


# Several files, and standard input


def test_files_of_one_kind_are_read_one_after_the_other(tmp_path: Path) -> None:
    first = file_of(tmp_path, ged({}, {}, {"id": "9"}), "ged_2019.csv")
    second = file_of(tmp_path, ged({}, {}, {}, columns=49), "ged_new.csv")  # ids 1 to 3, of which it repeats two
    report = totals_from([first, second], Filters(metrics=["killed"]))
    [total] = report.totals
    assert (total.best, total.quote) == (32, "32 (24 to 36), in 4 events")
    assert "2 rows repeat an event and are not counted again." in total.notes
    assert [event.id for event in load([first, second]).events] == ["ged-1", "ged-2", "ged-9", "ged-3"]
    bad = file_of(tmp_path, ged({}, {}, {"best": "x"}), "bad.csv")
    assert load([first, bad]).loaded.left_out == LeftOut(
        1, 6, (f"{bad}, line 4: best: 'x' is not a whole number. Write digits alone, e.g. 1000.",)
    )


def test_a_row_twice_is_counted_once_after_one_that_another_file_has_too(tmp_path: Path) -> None:
    first = file_of(tmp_path, ged({"id": "1"}), "first.csv")
    second = file_of(tmp_path, ged({"id": "1"}, {"id": "5"}, {"id": "5"}), "second.csv")
    [total] = totals_from([first, second], Filters(metrics=["killed"])).totals
    assert (total.best, total.quote) == (16, "16 (12 to 18), in 2 events")
    assert total.left_out == LeftOut(1, 4, (f"{second}, line 4: id: 5 is the id of an earlier row",))


_OF_A_KIND = "is not of the same kind as the other files. All must be UCDP GED, or all ACLED."
_ALONE = (
    "cannot be read together with another file: only files of UCDP GED, or of ACLED, can. To compare two chronologies,"
    " use idlibtl crosscheck."
)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (ged({}), acled({}), _OF_A_KIND),
        (ged({}), files.bundled().read_bytes(), _ALONE),
        (files.bundled().read_bytes(), files.bundled().read_bytes(), _ALONE),
    ],
)
def test_files_of_different_kinds_are_refused(tmp_path: Path, one: bytes, other: bytes, reason: str) -> None:
    paths = [file_of(tmp_path, one), file_of(tmp_path, other, "other")]
    with pytest.raises(DatasetError) as message:
        totals_from(paths, Filters())
    assert str(message.value) == f"{paths[1]}: {reason}"
    with pytest.raises(DatasetError) as message:
        load([tmp_path, paths[1]])  # a folder of tables, and another file
    assert str(message.value) == f"{paths[1]}: {_ALONE}"
    assert len(check(paths)) == 1


@pytest.mark.parametrize("content", [ged({}, {}), gzip.compress(ged({}, {}), mtime=0), zipped({"a.csv": ged({}, {})})])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert is_field_file("-")
    assert len(load("-").events) == 2
    assert totals_from("-", Filters(metrics=["killed"], until="2019")).totals[0].best == 16
    assert check("-") == ()


def test_standard_input_may_have_a_chronology_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(files.bundled().read_bytes())))
    assert not is_field_file("-")
    assert len(load("-").events) == len(load().events)


# What is a table


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"\0" * 100_000, "is not JSON"),
        (b"a,b,c\n1,2,3\n", "is not JSON"),
        (gzip.compress(("id,year" * 20).encode("utf-16"), mtime=0), "has no known header"),
        (b"\xff\xfeid\n", "begins like UTF-16 text, but is not. Save it as UTF-8."),
        ("id,year".encode("utf-16"), "is not JSON"),
        (b",".join([b"x"] * 100_000), "has no known header"),
        (b",".join([b"x"] * 600_000), "has no known header"),
        (b'"' + b",,,,,,,,,,,,\n" * 1000, "is not JSON"),
        (b"\xff,,,,,,,,,,,\n", "is not UTF-8 text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 'is an Excel workbook. Save it as CSV ("CSV UTF-8" in Excel).'),
        (b"#" * 100 + b"\n" * 200, "is not JSON"),
    ],
)
def test_what_is_not_a_dataset(tmp_path: Path, content: bytes, message: str) -> None:
    path = file_of(tmp_path, content)
    assert refusal(path).startswith(message)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing.csv") == "does not exist. Check the name."
    with pytest.raises(DatasetError, match="cannot be read: "):
        load("a\0b")


def test_a_folder_and_a_device(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "is a folder without CSV tables. idlibtl init --csv DIR writes them."
    assert refusal(Path("/dev/null")) == "is a device, not a file. Name a file."


@pytest.mark.skipif(os.getuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}))
    path.chmod(0)
    assert refusal(path) == "cannot be read: Permission denied"


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(ged({}, {}),))
    writer.start()
    try:
        assert [event.id for event in load(path, Filters(places=["ford"])).events] == ["ged-1", "ged-2"]
    finally:
        writer.join()


def test_a_pipe_may_have_a_chronology_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(files.bundled().read_bytes(),))
    writer.start()
    try:
        assert len(load(path).events) == len(load().events)
    finally:
        writer.join()


@pytest.mark.parametrize("content", [ged({}, {}), files.bundled().read_bytes()])
def test_a_pipe_is_read_once_for_words_that_may_be_one_name_or_two(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(content,))
    writer.start()
    try:
        two = Filters(metrics=["civilians", "fighters"])
        report = totals_from(path, Filters(metrics=["civilians fighters"]), others=[two])
        assert [total.metric for total in report.totals] == ["civilians", "fighters"]
    finally:
        writer.join()


# Zips


@pytest.mark.parametrize("name", ["rows.csv", "folder/ROWS.CSV", "../../rows.csv", "/etc/rows.csv"])
def test_the_one_csv_of_a_zip_is_read_whatever_its_folder(tmp_path: Path, name: str) -> None:
    path = file_of(tmp_path, zipped({"read me.txt": b"x", "__MACOSX/._rows.csv": b"x", name: ged({}, {})}), "x.bin")
    assert len(load(path).events) == 2
    assert totals_from(path, Filters(metrics=["killed"])).totals[0].best == 16
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.bin"]  # nothing is unpacked


@pytest.mark.parametrize("members", [{}, {"a.txt": b"x"}, {"a.csv": b"x", "b.csv": b"y"}])
def test_a_zip_must_have_one_csv(tmp_path: Path, members: dict[str, bytes]) -> None:
    message = refusal(file_of(tmp_path, zipped({"more.txt": b"", **members})))
    if "b.csv" in members:
        assert message == "is a zip with 2 CSV files. Unpack it, and name the one that is meant."
    else:
        assert message == "is a zip with 0 CSV files. It must have one."


def test_a_packed_file_is_refused_by_what_it_unpacks_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = ged({}) + b"\n" * 1_500_000  # it is looked at after each mebibyte
    small = {"MAX_RATIO": 50, "LEAST_UNPACKED": 1000}
    for limits in (small, {"MOST_UNPACKED": 1_000_000}):
        for name, value in limits.items():
            monkeypatch.setattr(field_open, name, value)
        for packed in (zipped({"rows.csv": content}), gzip.compress(content)):
            assert refusal(file_of(tmp_path, packed)).startswith("unpacks to more than ")
        monkeypatch.undo()
    assert len(load(file_of(tmp_path, gzip.compress(content))).events) == 1


def lying(content: bytes, size: int) -> bytes:
    """The same zip, which says that its one member has this size."""
    begin = content.index(b"PK\x01\x02")
    return content[: begin + 24] + size.to_bytes(4, "little") + content[begin + 28 :]


def test_a_zip_with_a_false_size(tmp_path: Path) -> None:
    whole = ged(*[{}] * 200)
    path = file_of(tmp_path, lying(zipped({"rows.csv": whole}, zipfile.ZIP_STORED), 5000))
    assert refusal(path)  # in words; no more than the stated size is read


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    content = bytearray(zipped({"rows.csv": ged({})}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(file_of(tmp_path, bytes(content))).startswith("is a zip with a password, or")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_in_a_rare_packing(tmp_path: Path, method: int) -> None:
    message = refusal(file_of(tmp_path, zipped({"rows.csv": ged({})}, method)))
    assert message == "is a zip with a password, or not packed in the usual way (deflate). Unpack it first."


def test_a_broken_zip(tmp_path: Path) -> None:
    whole = zipped({"rows.csv": ged(*[{}] * 200)})
    assert refusal(file_of(tmp_path, whole[:100])).startswith("cannot be read: ")
    broken = bytearray(whole)
    broken[60:200] = bytes(140)
    assert refusal(file_of(tmp_path, bytes(broken))).startswith("cannot be read: ")


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    assert refusal(file_of(tmp_path, zipped({"rows.csv": b"a,b\n1,2\n"}))).startswith("is not JSON")


@pytest.mark.parametrize("cut", [5, 30, -9])
def test_a_broken_gz(tmp_path: Path, cut: int) -> None:
    content = gzip.compress(ged(*[{}] * 200))[:cut]
    assert refusal(file_of(tmp_path, content)).startswith("cannot be read: ")


# Whether it is one


def test_tables_of_events_are_not_field_tables(tmp_path: Path) -> None:
    assert is_field_file(file_of(tmp_path, ged({})))
    assert is_field_file(file_of(tmp_path, acled({})))
    assert is_field_file(file_of(tmp_path, zipped({"rows.csv": ged({})})))
    assert not is_field_file(file_of(tmp_path, b"id,date,date_text,title,summary,kind,phase,actors,places,source,x\n"))
    assert not is_field_file(file_of(tmp_path, b"{}"))


def test_words_of_a_line_in_latin_1_are_searched(tmp_path: Path) -> None:
    content = ged({"source_headline": "In Vit\u00f3ria do Norte"}, {}).decode().encode("latin-1")
    [total] = totals_from(file_of(tmp_path, content), Filters(metrics=["killed"], texts=["Vit\u00f3ria"])).totals
    assert (total.best, len(total.notes)) == (8, 1)
