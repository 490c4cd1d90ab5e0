"""The shape of a table as spreadsheet programs save it, and the messages for a broken one."""

from pathlib import Path

import pytest

from idlibtl.read.files import Unreadable
from idlibtl.read.sheets import Sheet, sheet

AFTER = 'after its closing quotation mark. Inside a cell in quotes, write a quotation mark as "".'


def read(folder: Path, content: bytes | str) -> Sheet:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return sheet(str(path))


def rows(table: Sheet) -> list[tuple[str, dict[str, str]]]:
    return [(row.name, dict(row.cells)) for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("begin", ["", "\ufeff", "\ufeff\n\n"])
def test_a_table_is_read_however_a_program_saves_it(tmp_path: Path, delimiter: str, end: str, begin: str) -> None:
    header, row = delimiter.join(["id", "title", "note"]), delimiter.join(["a", '"one, two; three"', ""])
    table = read(tmp_path, f"{begin}{header}{end}{row}{end}".replace("\n\n", end * 2))
    assert table.columns == ("id", "title", "note")
    assert [cells for _, cells in rows(table)] == [{"id": "a", "title": "one, two; three"}]
    assert table.decimal_comma is (delimiter == ";")
    assert not table.faults


def test_a_row_has_the_number_that_spreadsheets_count_and_its_line(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,title\na,one\n,\n\nb,"two\r\nlines"\nc,three\n')
    assert rows(table) == [
        ("row 2", {"id": "a", "title": "one"}),
        ("row 5", {"id": "b", "title": "two\r\nlines"}),
        ("row 6 (line 7)", {"id": "c", "title": "three"}),
    ]


def test_empty_columns_and_rows_after_the_table_are_ignored(tmp_path: Path) -> None:
    table = read(tmp_path, "id,title,,\na,one,, \n,,,\n,,,\n")
    assert table.columns == ("id", "title")
    assert rows(table) == [("row 2", {"id": "a", "title": "one"})]
    assert not table.faults


@pytest.mark.parametrize(
    "written", ["NA", "N/A", "#N/A", "NaN", "NaT", "None", "NULL", " null ", "(null)", "<NA>", r"\N"]
)
def test_what_programs_write_for_a_missing_value_is_none(tmp_path: Path, written: str) -> None:
    table = read(tmp_path, f"id,title,\na,{written},{written}\n{written},{written},\nb,none of them,\n")
    assert rows(table) == [("row 2", {"id": "a"}), ("row 4", {"id": "b", "title": "none of them"})]
    assert not table.faults


def test_names_of_columns_are_read_in_any_case(tmp_path: Path) -> None:
    assert read(tmp_path, "ID, Date text ,TITLE\n").columns == ("id", "date_text", "title")


def test_a_table_may_be_unicode_text_as_excel_calls_it(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "id\ttitle\r\na\tCaf\u00e9\r\n".encode("utf-16"))) == [
        ("row 2", {"id": "a", "title": "Caf\u00e9"})
    ]


def test_a_guard_against_formulas_is_taken_off(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "id,title\n'=a,'tis\n")) == [("row 2", {"id": "=a", "title": "'tis"})]


def test_a_table_may_have_a_header_alone(tmp_path: Path) -> None:
    assert read(tmp_path, "id,title").rows == ()
    assert read(tmp_path, "id").columns == ("id",)


def test_cells_without_a_name_and_repeated_names_are_reported(tmp_path: Path) -> None:
    table = read(tmp_path, "id,title,id,\na,one,b,c\nd,two,,,e\n")
    assert [str(fault) for fault in table.faults] == [
        "the column 'id' appears 2 times",
        "row 2: 'c' is under a column without a name",
        "row 3: 'e' is under a column without a name",
    ]


def test_a_table_that_is_not_utf_8_is_read_as_western_european_with_a_remark(tmp_path: Path) -> None:
    table = read(tmp_path, b"id;title\r\na;Caf\xe9 \x96 na\xefve\r\n")
    assert rows(table) == [("row 2", {"id": "a", "title": "Caf\u00e9 \u2013 na\u00efve"})]
    assert table.remark == (
        "is not UTF-8 text: line 2 has the byte 0xe9. It was read as Western European text. If letters are wrong, save"
        ' it as "CSV UTF-8".'
    )
    assert read(tmp_path, "id;title\r\na;Caf\u00e9\r\n").remark == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"PK\x03\x04...", 'is a workbook, not CSV. Save it as "CSV UTF-8".'),
        (b"\xd0\xcf\x11\xe0...", 'is a workbook, not CSV. Save it as "CSV UTF-8".'),
        (b"\xff\xfeid\n", "begins like UTF-16 text, but is not. Save it as UTF-8."),
        (b"id\na\nMarr\x81\n", 'is not UTF-8 text: line 3 has the byte 0x81. Save it as "CSV UTF-8".'),
        (b"id\na\nb\0\n", "has a NUL character in line 3, which no text has"),
        (b'id,title\na,one\nb,"two\nc,three\n', "row 3: a quotation mark is never closed"),
        (
            b'id,title\na,"\n' + b"x" * 200_000,
            "row 2: a cell has more than 131,072 characters. Is a quotation mark not closed?",
        ),
        (
            b'id,title\na,"one" two\n',
            f"row 2: a cell goes on {AFTER}",
        ),
    ],
)
def test_what_is_not_a_table_is_refused_in_words(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, content)
    assert str(refused.value) == message


def test_a_table_has_at_most_as_many_columns_as_excel(tmp_path: Path) -> None:
    assert not read(tmp_path, "id" + "," * 16_383 + "\na\n").faults
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, "id" + "," * 16_384 + "\na\n")
    assert [finding.reason for finding in refused.value.findings] == ["has 16,385 columns. At most 16,384 can be used."]
