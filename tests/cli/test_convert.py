"""The convert command: where it writes, and that it never leaves a half-written file."""

import json
import sys
from pathlib import Path

import pytest
from invented import file_of, ged
from transcripts import as_process, in_process

import idlibtl

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder with the flood as a chronology, and as two tables."""
    (tmp_path / "flood.json").write_bytes((EXAMPLES / "flood.json").read_bytes())
    for command in ("list", "figures"):
        *_, code = in_process(f"idlibtl {command} --data flood.json -f csv -o {command}.csv", tmp_path, None)
        assert code == 0
    return tmp_path


def test_a_file_gets_what_stdout_gets(tables: Path) -> None:
    call = "idlibtl convert list.csv figures.csv --base flood.json"
    stdout, stderr, code = in_process(call, tables, None)
    assert (stderr, code) == ("", 0)
    assert in_process(f"{call} -o new.json", tables, None) == ("", "", 0)
    assert (tables / "new.json").read_text(encoding="utf-8") == stdout
    assert idlibtl.load(tables / "new.json") == idlibtl.load(tables / "flood.json")


def test_what_is_written_is_the_same_when_it_is_converted_again(tables: Path) -> None:
    call = "idlibtl convert list.csv figures.csv --base"
    first, _, _ = in_process(f"{call} flood.json -o new.json", tables, None)
    again, _, code = in_process(f"{call} new.json", tables, None)
    assert (first, code) == ("", 0)
    assert again == (tables / "new.json").read_text(encoding="utf-8")


def test_a_file_may_take_the_place_of_its_base(tables: Path) -> None:
    before = json.loads((tables / "flood.json").read_bytes())
    call = "idlibtl convert list.csv --base flood.json -o flood.json --force"
    remark = "The column figures of list.csv is not used: figures are taken from a table of figures alone.\n"
    assert in_process(call, tables, None) == ("", remark, 0)
    after = json.loads((tables / "flood.json").read_bytes())
    assert [event["id"] for event in after["events"]] == [event["id"] for event in before["events"]]
    assert not any("figures" in event for event in after["events"])


def test_where_something_is_wrong_nothing_is_written(tables: Path) -> None:
    before = (tables / "flood.json").read_bytes()
    (tables / "figures.csv").write_text("event,metric,value\n2034-03-rain,dead,few\n", encoding="utf-8")
    call = "idlibtl convert list.csv figures.csv --base flood.json -o flood.json --force"
    stdout, stderr, code = in_process(call, tables, None)
    assert (stdout, code) == ("", 1)
    assert stderr.startswith("figures.csv: row 2: value: 'few' is not a whole number")
    assert (tables / "flood.json").read_bytes() == before
    assert {path.name for path in tables.iterdir()} == {"flood.json", "list.csv", "figures.csv"}


def test_tables_may_come_through_pipes(tables: Path) -> None:
    program = tables / "idlibtl"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m idlibtl \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    line = "idlibtl convert <(cat list.csv) <(cat figures.csv) --base <(cat flood.json) | idlibtl check -"
    stdout, stderr, code = as_process(line, tables, None, str(tables))
    assert (stdout, stderr, code) == ("standard input: no errors, no warnings\n", "", 0)


def test_what_is_not_converted_is_listed_on_stderr(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("When,What,Dead\n2019-07-22,Raid,9\n", encoding="utf-8")
    stdout, stderr, code = in_process("idlibtl convert t.csv --columns date=When,title=What", tmp_path, None)
    assert code == 0
    assert [event["id"] for event in json.loads(stdout)["events"]] == ["2019-07-22-raid"]
    assert stderr.splitlines() == [
        "Not converted, with the number of rows: dead (1).",
        "Events without a kind got the kind background: 1 of 1.",
        "Say in the file who published it, its cut-off date (as_of) and its license.",
    ]
    for columns in ("date", "date=", "=When"):
        *_, code = in_process(f"idlibtl convert t.csv --columns {columns}", tmp_path, None)
        assert code == 2


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ("rows.csv rows.csv", "convert takes one GED or ACLED file at a time. Convert them one by one."),
        ("tables tables", "convert takes one folder at a time. Convert them one by one."),
        ("tables --base rows.csv", "A folder of tables needs no --base or --columns. Leave them out."),
    ],
)
def test_files_that_are_not_converted_together_are_named(files: str, message: str, tmp_path: Path) -> None:
    file_of(tmp_path, ged({}, {}))
    in_process("idlibtl init --csv tables", tmp_path, None)
    assert in_process(f"idlibtl convert {files}", tmp_path, None) == ("", f"Error: {message}\n", 2)
