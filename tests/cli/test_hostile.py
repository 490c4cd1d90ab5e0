"""A malicious chronology: shown harmlessly in tables, complete in JSON, refused where it is wrong."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from transcripts import in_process

from idlibtl.model.vocabulary import Format
from idlibtl.read import files
from idlibtl.show.safe_text import encoded, harmless

EVIL = [
    "[bold red]red[/bold red] and [/x] and [link=file:///etc]here[/link]",
    ":secret: :boom:",
    "\x1b[2J\x1b]0;title\x07 cleared",
    "left \u202e thgir \u2066 hidden \u2069 \u200e\u061c",
    "a\x00b\x08c\x7fd\x9be",
    "one\ntwo\r\nthree\ttabs\u2028and\u2029more",
    '=HYPERLINK("http://example.org","click")',
    "| a | table | `code` <b>html</b> *star* _line_ # head",
    "\U000e0041\ufeff\u00ad",
    "\u0639\u0631\u0628\u064a \u65e5\u672c\u8a9e \u200d\u200c",
]


def chronology(text: str) -> dict[str, Any]:
    """The bundled chronology with `text` wherever a person may write one."""
    document: dict[str, Any] = json.loads(files.bundled().read_bytes())
    document["title"] = document["publication"]["title"] = document["publication"]["note"] = text
    for actor in document["actors"]:
        actor |= {"name": text + actor["id"], "aliases": [text], "note": text}
    for place in document["places"]:
        place["name"] = text
    for phase in document["phases"]:
        phase |= {"title": text, "summary": text}
    for metric in document["metrics"]:
        metric |= {"label": text, "note": text}
    for event in document["events"][-8:]:
        event |= {"title": text, "summary": text, "note": text, "date_text": text}
        for figure in event["figures"]:
            figure["wording"] = text
    document["events"] = document["events"][-8:]
    return document


COMMANDS = [
    "list",
    "range 2019..",
    "totals",
    "totals --metric civilians --by actor",
    "actor",
    "actor russia",
    "phase",
    "phase 4",
    "show 2020-01-21-strikes",
]


@pytest.mark.parametrize("text", EVIL, ids=range(len(EVIL)))
@pytest.mark.parametrize("columns", [None, 80])
def test_nothing_that_a_table_shows_can_do_harm(text: str, columns: int | None, tmp_path: Path) -> None:
    (tmp_path / "evil.json").write_text(json.dumps(chronology(text)), encoding="utf-8")
    for command in COMMANDS:
        stdout, stderr, code = in_process(f"idlibtl {command} --data evil.json", tmp_path, columns)
        assert code == 0
        for line in (stdout + stderr).split("\n"):
            assert all(character.isprintable() or character in "\u200c\u200d" for character in line)


@pytest.mark.parametrize("text", EVIL, ids=range(len(EVIL)))
def test_json_csv_and_tsv_keep_it_whole(text: str, tmp_path: Path) -> None:
    (tmp_path / "evil.json").write_text(json.dumps(chronology(text)), encoding="utf-8")
    document = json.loads(in_process("idlibtl list --data evil.json --json", tmp_path, None)[0])
    assert {event["title"] for event in document} == {text}
    for form, delimiter in ((Format.CSV, ","), (Format.TSV, "\t")):
        stdout, _, _ = in_process(f"idlibtl list --data evil.json -f {form}", tmp_path, None)
        cells = {row["title"] for row in csv.DictReader(io.StringIO(stdout, newline=""), delimiter=delimiter)}
        assert cells == {f"'{text}" if text.startswith("=") else text}


def test_a_text_of_a_megabyte_is_whole_but_on_a_screen(tmp_path: Path) -> None:
    dataset = json.loads(files.bundled().read_bytes())
    dataset["events"][-1]["title"] = "long " * 200_000
    (tmp_path / "evil.json").write_text(json.dumps(dataset), encoding="utf-8")
    for form in (form for form in Format if form is not Format.TABLE):
        command = f"idlibtl list --from 2020-01-26 --data evil.json -f {form}"
        assert len(in_process(command, tmp_path, None)[0]) > 1_000_000
    stdout, _, _ = in_process("idlibtl list --from 2020-01-26 --data evil.json", tmp_path, 80)
    assert "(1,000,000 characters," in stdout
    assert len(stdout) < 20_000


def test_brackets_and_colons_are_shown_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "evil.json").write_text(json.dumps(chronology("[at least 20] :boom: [/x]")), encoding="utf-8")
    for columns in (None, 160):
        assert "[at least 20] :boom: [/x]" in in_process("idlibtl list --data evil.json", tmp_path, columns)[0]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"])
@pytest.mark.parametrize("command", ["list -f csv", "list -f tsv", "actor -f csv", "phase -f csv"])
def test_no_cell_is_a_formula(start: str, command: str, tmp_path: Path) -> None:
    (tmp_path / "evil.json").write_text(json.dumps(chronology(start)), encoding="utf-8")
    stdout, _, _ = in_process(f"idlibtl {command} --data evil.json", tmp_path, None)
    delimiter = "\t" if "tsv" in command else ","
    rows = list(csv.reader(io.StringIO(stdout, newline=""), delimiter=delimiter))
    assert any(f"'{start}" in cell for row in rows for cell in row)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


def test_markdown_stays_one_table(tmp_path: Path) -> None:
    (tmp_path / "evil.json").write_text(json.dumps(chronology("a | b\n\n# c <script>")), encoding="utf-8")
    stdout, _, _ = in_process("idlibtl list -f markdown --data evil.json", tmp_path, None)
    table = [line for line in stdout.splitlines() if line.startswith("|")]
    assert len(table) == 2 + 8
    assert {line.replace("\\|", "").count("|") for line in table} == {6}
    assert "<script>" not in stdout


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe{\x00}", "begins like UTF-16 text, but is not. Save it as UTF-8."),
        (b'{"title": "caf\xe9"}', "is not UTF-8 text: byte 15 is 0xe9"),
        (b"[" * 100_000 + b"]" * 100_000, "is nested too deeply to be a chronology"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "is nested too deeply to be a chronology"),
        (b'{"schema_version": Infinity}', "is not JSON: Infinity is not a JSON number"),
        (b'{"schema_version": ' + b"9" * 5000 + b"}", "has a number of more than 4,300 digits"),
        (b"{'schema_version': 1}", "is not JSON: line 1, column 2: Expecting property name enclosed in double quotes"),
    ],
)
def test_what_is_not_a_dataset_is_refused_with_a_sentence(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "evil.json").write_bytes(content)
    stdout, stderr, code = in_process("idlibtl list --data evil.json", tmp_path, None)
    assert (stdout, code) == ("", 1)
    assert stderr == f"evil.json: {reason}\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])  # which PowerShell writes
def test_a_byte_order_mark_is_not_an_error(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "marked.json").write_bytes(files.bundled().read_text(encoding="utf-8").encode(encoding))
    listed = in_process("idlibtl list --data marked.json", tmp_path, None)
    assert listed[2] == 0
    assert listed[0].count("\n") > 26


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines\tand\rmore", "two lines and more"),
        ("\x1b[31m", "\ufffd[31m"),
        ("\u202eevil", "\ufffdevil"),
        ("\u200dkept\u200c", "\u200dkept\u200c"),
        ("no\u00a0break", "no break"),
        ("lone \ud800", "lone \ufffd"),
    ],
)
def test_harmless_text(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("26–27 Apr", "ascii", "26-27 Apr"),
        ("caf\u00e9", "latin-1", "caf\u00e9"),
        ("caf\u00e9 \u0141", "ascii", "cafe ?"),
        ("██ \ufffd", "cp1252", "## ?"),
        ("\u65e5\u672c", "cp1252", "??"),
    ],
)
def test_what_an_encoding_lacks_is_written_with_what_it_has(text: str, encoding: str, shown: str) -> None:
    assert encoded(text, encoding).decode(encoding) == shown
