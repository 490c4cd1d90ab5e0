"""The command export: filters, places to write to, and files that are unchanged if something goes wrong."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from test_options import NARROWING
from transcripts import FIXTURES, in_process

from idlibtl.model.vocabulary import Export, Part
from idlibtl.show.export import content
from idlibtl.show.export.datapackage import FILES
from idlibtl.show.page import report as page_report

TEXTS = (Export.GEOJSON, Export.TIMELINEJS, Export.SVG)

#: For each format, a function that it calls halfway, to stop there.
MADE_WITH = dict.fromkeys(Export, (content, "figure_rows")) | {Export.SVG: (page_report, "groups")}


def contents(path: Path) -> Mapping[str, bytes]:
    """Every file at a place, by name."""
    return {one.name: one.read_bytes() for one in (path.iterdir() if path.is_dir() else [path])}


@pytest.mark.parametrize("format_", Export)
@pytest.mark.parametrize("field", NARROWING)
def test_every_filter_narrows_every_export(format_: Export, field: str, tmp_path: Path) -> None:
    asked = " ".join(NARROWING[field])
    for place, more in (("all", ""), ("some", asked), ("again", asked)):
        assert in_process(f"idlibtl export {format_} {more} -o {place}", tmp_path, None)[2] == 0
    # less, and the same every time
    sizes = {place: sum(map(len, contents(tmp_path / place).values())) for place in ("all", "some")}
    assert sizes["some"] < sizes["all"]
    again = contents(tmp_path / "again")
    assert {name.replace("some", "again"): one for name, one in contents(tmp_path / "some").items()} == again


@pytest.mark.parametrize("format_", TEXTS)
def test_standard_output_has_what_a_file_has(format_: Export, tmp_path: Path) -> None:
    stdout, message, _ = in_process(f"idlibtl export {format_} --phase 2 -o -", tmp_path, None)
    written, told_then, _ = in_process(f"idlibtl export {format_} --phase 2 -o out", tmp_path, None)
    assert written == ""
    assert (tmp_path / "out").read_text(encoding="utf-8") == stdout
    assert told_then == message


@pytest.mark.parametrize("format_", Export)
def test_force_replaces_and_nothing_else_does(format_: Export, tmp_path: Path) -> None:
    def export(*more: str) -> int:
        return in_process(f"idlibtl export {format_} -o out {' '.join(more)}", tmp_path, None)[2]

    assert export("--phase", "1") == 0
    before = contents(tmp_path / "out")
    assert export() == 2
    assert contents(tmp_path / "out") == before
    assert export("--force") == 0
    assert contents(tmp_path / "out") != before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    if format_ is Export.DATAPACKAGE:
        assert contents(tmp_path / "out").keys() == FILES


@pytest.mark.parametrize("format_", Export)
def test_what_is_there_stays_if_the_new_one_fails(
    format_: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert in_process(f"idlibtl export {format_} -o out", tmp_path, None)[2] == 0
    before = contents(tmp_path / "out")

    def full(*_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*MADE_WITH[format_], full)
    _, message, code = in_process(f"idlibtl export {format_} -o out --force", tmp_path, None)
    assert (message, code) == ("Error: Cannot write out: the disk is full.\n", 1)
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("format_", Export)
def test_a_file_that_someone_else_makes_meanwhile_is_left_alone(
    format_: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, name = MADE_WITH[format_]
    made = getattr(module, name)

    def meanwhile(*asked: Any) -> object:
        (tmp_path / "out").write_text("somebody else's")
        return made(*asked)

    monkeypatch.setattr(module, name, meanwhile)
    _, message, code = in_process(f"idlibtl export {format_} -o out", tmp_path, None)
    assert code == 2
    assert "out already exists" in message
    assert (tmp_path / "out").read_text() == "somebody else's"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_place_is_asked_for_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    _, message, code = in_process("idlibtl export geojson --data nothing-there.json -o out", tmp_path, None)
    assert (message, code) == ("Error: out already exists. Use --force to replace it.\n", 2)


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to("elsewhere/idlib.db")
    # even one that leads to nothing yet: someone made it for a reason
    _, message, code = in_process("idlibtl export sqlite -o link", tmp_path, None)
    assert (message, code) == ("Error: link already exists. Use --force to replace it.\n", 2)
    assert in_process("idlibtl export sqlite -o link --force", tmp_path, None)[2] == 0
    assert (tmp_path / "link").is_symlink()
    connection = sqlite3.connect(tmp_path / "elsewhere" / "idlib.db")
    assert connection.execute("SELECT best FROM _totals WHERE metric = 'civilians'").fetchall() == [(1134,)]
    connection.close()


@pytest.mark.parametrize("format_", Export)
@pytest.mark.parametrize("place", ["gone/..", "gone/../mine", "gone/further/../../mine", "gone/../../work"])
def test_what_is_there_stays_when_its_name_leads_through_nothing(format_: Export, place: str, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "mine").write_text("years of work")
    before = work.stat().st_ino
    stdout, message, code = in_process(f"idlibtl export {format_} -o {place}", work, None)
    assert (stdout, message, code) == ("", f"Error: Cannot write {place}: no such folder.\n", 1)
    assert work.stat().st_ino == before
    assert contents(work) == {"mine": b"years of work"}


@pytest.mark.parametrize("name", ["datapackage", "frictionless", "Frictionless"])
def test_a_data_package_has_two_names(name: str, tmp_path: Path) -> None:
    assert in_process(f"idlibtl export {name} -o out", tmp_path, None)[2] == 0
    assert contents(tmp_path / "out").keys() == FILES


@pytest.mark.parametrize("part", [*Part, None])
def test_a_picture_is_that_of_the_report(part: Part | None, tmp_path: Path) -> None:
    chosen = f"--part {part}" if part else ""
    shown, result, code = in_process(f"idlibtl export svg --phase 4 {chosen} -o -", tmp_path, None)
    assert (result, code) == ("7 of 26 events\n", 0)
    assert shown == in_process(f"idlibtl report --phase 4 --part {part or 'timeline'}", tmp_path, None)[0]
    words = " ".join(ET.fromstring(shown).itertext())  # noqa: S314 - our own
    what = "Civilians killed" if part is Part.BARS else "Events"
    assert f"<title>{what}, phase 4 (11–26 Jan 2020)" in shown  # and above it, where that was
    assert "The offensive on Idlib, April 2019 to January 2020" in words
    assert "none has been independently verified." in words


@pytest.mark.parametrize("format_", [one for one in Export if one is not Export.SVG])
def test_no_other_format_has_parts(format_: Export, tmp_path: Path) -> None:
    _, result, code = in_process(f"idlibtl export {format_} --part map -o out", tmp_path, None)
    assert (result, code) == (f"Error: --part is for svg alone: {format_} has no pictures.\n", 2)
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_draw_writes_no_file(tmp_path: Path) -> None:
    _, result, code = in_process("idlibtl export svg --text zeppelin -o out.svg", tmp_path, None)
    assert (result, code) == ("Error: There is no timeline: no events match.\n", 2)
    assert list(tmp_path.iterdir()) == []


def test_figures_left_out_are_reported(tmp_path: Path) -> None:
    _, result, _ = in_process("idlibtl export timelinejs --place hama --metric civilians -o out", tmp_path, None)
    # the tolls of four months, which includes all others that touch Hama, and of two weeks
    see = "See idlibtl totals --place hama --metric civilians"
    assert result == f"1 of 26 events\n2 wider figures were left out, so totals may be too low. {see}\n"


@pytest.mark.parametrize("file", ["invented-ged.csv", "invented-acled.csv"])
def test_an_export_of_a_field_file_has_the_totals_of_its_rows(file: str, tmp_path: Path) -> None:
    data = FIXTURES / file
    assert in_process(f"idlibtl export sqlite --data {data} -o out.db", tmp_path, None)[2] == 0
    connection = sqlite3.connect(tmp_path / "out.db")
    exported = connection.execute("SELECT metric, best, low, high, headline FROM _totals").fetchall()
    connection.close()
    answer, _, _ = in_process(f"idlibtl totals --json --data {data}", tmp_path, None)
    keys = ("metric", "best", "low", "high", "headline")
    assert exported == [tuple(total[key] for key in keys) for total in json.loads(answer)]
