"""The commands for your own data: init, check from standard input, citations, completion, schemas."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
from edited import DAM, FIRST_REPORT, START, changed
from transcripts import as_process, in_process

from idlibtl import check
from idlibtl.cli.completion import names
from idlibtl.read.files import bundled, start


def run(command: str, folder: Path) -> tuple[str, str, int]:
    """What a command writes, and how it ends."""
    return in_process(f"idlibtl {command}", folder, None)


# init


def test_init_writes_what_it_prints(tmp_path: Path) -> None:
    printed, remarks, code = run("init", tmp_path)
    assert (printed, remarks, code) == (start(), "", 0)
    assert run("init my.json", tmp_path)[2] == 0
    assert (tmp_path / "my.json").read_text(encoding="utf-8") == printed
    assert sorted(one.name for one in tmp_path.iterdir()) == ["my.json"]
    assert check(tmp_path / "my.json") == ()


def test_init_shows_what_the_format_can_say() -> None:
    assert len(START["publications"]) == 2
    assert all(publication["url"].startswith("https://") for publication in START["publications"])
    assert START["kinds"]
    events = {event["id"]: event for event in START["events"]}
    assert any(event.get("replaced_by") in events for event in events.values())
    assert any(event["date"].endswith("/..") and "~" in event["date"] for event in events.values())
    figures = [figure for event in events.values() for figure in event.get("figures", ())]
    assert any(len(figure.get("includes", ())) > 1 for figure in figures)
    message = [(event["id"], figure["metric"]) for event in events.values() for figure in event.get("figures", ())]
    assert len(set(message)) < len(message)
    assert any("latitude" in place for place in START["places"])


def test_init_replaces_a_file_only_with_force(tmp_path: Path) -> None:
    mine = tmp_path / "my.json"
    mine.write_text("mine", encoding="utf-8")
    stdout, stderr, code = run("init my.json", tmp_path)
    assert (stdout, code, mine.read_text(encoding="utf-8")) == ("", 2, "mine")
    assert stderr == "Error: my.json already exists. Use --force to replace it.\n"
    assert run("init my.json --force", tmp_path)[2] == 0
    assert mine.read_text(encoding="utf-8") == start()
    # nor over a link that leads nowhere yet, or a folder
    (tmp_path / "link.json").symlink_to(tmp_path / "elsewhere.json")
    (tmp_path / "folder").mkdir()
    assert (run("init link.json", tmp_path)[2], run("init folder", tmp_path)[2]) == (2, 2)
    assert not (tmp_path / "elsewhere.json").exists()


def test_init_never_leaves_a_half_written_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Any:
        raise OSError(28, "No space left on device")
        yield

    monkeypatch.setattr(Path, "replace", lambda *_: next(fails()))
    _, stderr, code = run("init my.json", tmp_path)
    assert (stderr, code) == ("Error: Cannot write my.json: the disk is full.\n", 1)
    assert list(tmp_path.iterdir()) == []


def test_init_in_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    _, stderr, code = run("init nowhere/my.json", tmp_path)
    assert (stderr, code) == ("Error: Cannot write nowhere/my.json: no such folder.\n", 1)


# From a spreadsheet


def test_the_way_from_empty_tables_to_a_page_opens_no_json(tmp_path: Path) -> None:
    def run(line: str) -> tuple[str, str, int]:
        if line.startswith("idlibtl "):
            return in_process(line, tmp_path, None)
        return as_process(line, tmp_path, None)

    wrote = "Wrote 6 tables. After each change, run: idlibtl check hesk\n"
    assert run("idlibtl init --csv hesk") == ("", wrote, 0)
    assert run("idlibtl check hesk") == ("hesk: no errors, no warnings\n", "", 0)
    # filled in by a person, and saved by LibreOffice with semicolons
    tables = {
        "about": "about;title;description;license;kind;as_of\n"
        "chronology;The storm of Hesk;Invented.;CC0-1.0;;\n"
        "publication;The night of the Aurelie;;;newspaper article;20/11/2032\n",
        "actors": "id;name;kind\nguard;Coast guard;authority\nunion;Seamen's union;organisation\n",
        "places": "id;name;kind;within\nhesk;Hesk;region;\nnorrby;Norrby;town;hesk\n",
        "metrics": "id;label;unit\ndead;people dead;people\n",
        "events": "id;date;title;kinds;places;paragraphs\n"
        "ferry;2032-11-04;The ferry sinks;shipwreck;hesk;1\n"
        "norrby;6-7 Nov 2032;Houses fall down;storm;norby;2\n"
        "toll;2032-11-20;The toll so far;storm;hesk;3\n",
        "figures": "event;metric;value;wording;source;scope;period;includes\n"
        "ferry;dead;41;41;guard;;;\n"
        "ferry;dead;45;at least 45;union;;;\n"
        "norrby;dead;5;five;publication;;;\n"
        "toll;dead;60;nearly 60;guard;cumulative;2032-11-04/2032-11-20;ferry; norrby\n",
    }
    tables["figures"] = tables["figures"].replace("ferry; norrby", '"ferry; norrby"')
    for name, table in tables.items():
        (tmp_path / "hesk" / f"{name}.csv").write_bytes(f"\ufeff{table}".replace("\n", "\r\n").encode())
    message, _, code = run("idlibtl check hesk")
    assert (message.splitlines(), code) == (
        [
            "error: hesk/about.csv: row 3: as_of: '20/11/2032' must be written 2032-11-20",
            "error: hesk/events.csv: row 3: date: '6-7 Nov 2032' must be written 2032-11-06/2032-11-07",
            "error: hesk/events.csv: row 3: places: unknown place 'norby'. Did you mean norrby?",
            "hesk: 3 errors, no warnings",
        ],
        1,
    )
    stdout, stderr, code = run("idlibtl convert hesk -o storm.json")
    assert (stdout, code, stderr.count("hesk/")) == ("", 1, 3)
    run("sed -i 's/6-7 Nov 2032/2032-11-06\\/2032-11-07/; s/norby/norrby/' hesk/events.csv")
    run("sed -i 's/20.11.2032/2032-11-20/' hesk/about.csv")
    assert run("idlibtl check hesk") == ("hesk: no errors, no warnings\n", "", 0)
    # 41 and 45 are the same people, and the toll includes them and the five of Norrby
    brief = "People dead: nearly 60 (Coast guard), 4–20 Nov 2032."
    assert run("idlibtl totals dead --brief --data hesk")[0].splitlines()[0] == brief
    assert run("idlibtl convert hesk -o storm.json") == ("", "", 0)
    assert run("idlibtl totals dead --brief --data storm.json")[0].splitlines()[0] == brief
    assert run("idlibtl report --data hesk -o storm.html")[2] == 0
    page = (tmp_path / "storm.html").read_text(encoding="utf-8")
    assert "The ferry sinks" in page
    assert "nearly 60" in page
    # nothing is replaced
    refusal = "Error: storm.json already exists. Use --force to replace it.\n"
    assert run("idlibtl convert hesk -o storm.json") == ("", refusal, 2)
    refusal = "Error: hesk/about.csv already exists. Use --force to replace it.\n"
    assert run("idlibtl init --csv hesk") == ("", refusal, 2)
    assert (tmp_path / "hesk" / "about.csv").read_bytes().startswith(b"\xef\xbb\xbfabout;title")


def test_init_writes_tables_into_a_folder_or_says_why_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert run("init my.json --csv tables", tmp_path)[1:] == ("Error: Use either FILE or --csv, not both.\n", 2)
    assert run("init --csv nowhere/tables", tmp_path)[1:] == (
        "Error: Cannot write nowhere/tables: no such folder.\n",
        1,
    )
    stdout, stderr, code = run("init --csv file", tmp_path)
    assert (stdout, code) == ("", 1)
    assert stderr.startswith("Error: Cannot write file: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]
    # other files of the folder are left alone, and if one table exists, none is written
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "places.csv").write_text("mine", encoding="utf-8")
    assert run("init --csv tables", tmp_path)[2] == 2
    assert [path.name for path in (tmp_path / "tables").iterdir()] == ["places.csv"]
    assert run("init --csv tables --force", tmp_path)[2] == 0
    assert len(list((tmp_path / "tables").iterdir())) == 6


def test_a_folder_of_tables_is_read_by_every_command(tmp_path: Path) -> None:
    run("init --csv tables", tmp_path)
    run("convert tables -o my.json", tmp_path)
    for line in ("list", "totals --by month", "figures -f csv", "show 2031-05-03", "names", "export geojson -o -"):
        folder, file = (run(f"{line} --data {data}", tmp_path) for data in ("tables", "my.json"))
        assert (folder[0].replace("--data tables", "--data my.json"), *folder[1:]) == file
        assert folder[2] == 0
    assert run("convert tables my.json", tmp_path)[2] == 2
    assert run("convert tables --base my.json", tmp_path)[2] == 2
    assert "Filters are for one GED or ACLED file." in run("convert tables --place idlib", tmp_path)[1]


# check


def test_check_reads_standard_input(tmp_path: Path) -> None:
    content = json.dumps(changed((f"events/{DAM}/colour", "red"), of=START)).encode()
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "idlibtl", "check", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == 1
    assert done.stdout.startswith(b"error: line 1, column ")
    assert done.stdout.endswith(b"\nstandard input: 1 error, no warnings\n")
    assert done.stderr == b""


# show


def test_a_citation_may_be_written_to_a_file(tmp_path: Path) -> None:
    stdout, _, code = run("show 2019-07-22 --cite bibtex -o my.bib", tmp_path)
    assert (stdout, code) == ("", 0)
    assert (tmp_path / "my.bib").read_text(encoding="utf-8") == run("show 2019-07-22 --cite bibtex", tmp_path)[0]


@pytest.mark.parametrize("option", ["--json", "-f csv", "-f table"])
def test_a_citation_has_a_form_of_its_own(option: str, tmp_path: Path) -> None:
    stdout, stderr, code = run(f"show 2019-07-22 --cite text {option}", tmp_path)
    assert (stdout, code) == ("", 2)
    assert stderr == "Error: Use either --cite or --format, not both.\n"


# Completion


def test_publications_are_offered_as_sources(tmp_path: Path) -> None:
    path = tmp_path / "my.json"
    path.write_text(start(), encoding="utf-8")

    context: Any = SimpleNamespace(params={"data": [str(path)]})
    offered = names("sources")(context, "")
    assert offered == ["council", "hospital", "relief", "courier", "bulletin", "publication"]
    assert names("sources")(context, "the riv") == ["The river that came"]


# Schemas


def closed(schema: Any) -> Any:
    """The schema with every object closed to other keys."""
    if isinstance(schema, dict):
        more = {"additionalProperties": False} if "properties" in schema else {}
        return {key: closed(value) for key, value in schema.items()} | more
    return [closed(one) for one in schema] if isinstance(schema, list) else schema


def schema(command: str, folder: Path) -> Any:
    """The schema of a command's JSON, or of the dataset file."""
    return json.loads(run(f"schema {command}", folder)[0])


@pytest.mark.parametrize(
    ("answer", "command"),
    [
        ("list", "list"),
        ("show", f"show {FIRST_REPORT}"),
        ("show", f"show {FIRST_REPORT} {DAM}"),
        ("figures", "figures"),
        ("totals", "totals dead --by source"),
        ("names", "names"),
        ("place", "place brackholt"),
    ],
)
def test_the_json_of_several_publications_is_what_its_schema_says(answer: str, command: str, tmp_path: Path) -> None:
    (tmp_path / "my.json").write_text(start(), encoding="utf-8")
    document = json.loads(run(f"{command} --data my.json --json", tmp_path)[0])
    strict = closed(schema(answer, tmp_path))
    jsonschema.Draft202012Validator(strict, format_checker=jsonschema.FormatChecker()).validate(document)


def test_the_json_of_check_is_what_its_schema_says(tmp_path: Path) -> None:
    validator = jsonschema.Draft202012Validator(closed(schema("check", tmp_path)))
    (tmp_path / "my.json").write_text(json.dumps(changed((f"events/{DAM}/colour", "red"), of=START)), encoding="utf-8")
    for file in ("my.json", "missing.json"):
        validator.validate(json.loads(run(f"check {file} --json", tmp_path)[0]))
    [placed] = json.loads(run("check my.json --json", tmp_path)[0])
    assert set(placed) == {"severity", "record", "field", "reason", "line", "column"}
    [whole] = json.loads(run("check missing.json --json", tmp_path)[0])
    assert whole["line"] is whole["column"] is None


def test_the_schema_of_the_dataset_has_both_forms(tmp_path: Path) -> None:
    validator = jsonschema.Draft202012Validator(schema("", tmp_path))
    assert validator.is_valid(START)
    assert validator.is_valid(changed())
    wrong: list[Any] = [
        START | {"publication": changed()["publication"]},
        START | {"publications": []},
        changed(("publication", None)),
        {key: value for key, value in START.items() if key != "publications"},
        changed(("publications/courier/id", "Courier"), of=START),
        changed((f"events/{DAM}/citations/0/url", "ftp://example.org"), of=START),
        changed((f"events/{DAM}/citations/0/url", "https://a@example.org"), of=START),
        changed((f"events/{DAM}/citations/0/page", 3), of=START),
    ]
    assert [validator.is_valid(one) for one in wrong] == [False] * len(wrong)
    without_id = START | {"publications": [{**START["publications"][0]}]}
    del without_id["publications"][0]["id"]
    assert not validator.is_valid(without_id)


@pytest.mark.parametrize(
    "line",
    [
        "list --data my.json -o my.json",
        "list --data ./my.json -o link.json",
        "totals --by month -f csv --data link.json -o my.json",
        "report --data my.json -o my.json",
        "export geojson --data my.json -o my.json --force",
        "show 2019-07-22 --data my.json --cite text -o my.json",
        "crosscheck my.json -o my.json",
        "convert events.csv my.json --base bundled.json -o my.json",
        "convert my.json -o my.json",
    ],
)
def test_no_answer_replaces_what_it_is_made_from(line: str, tmp_path: Path) -> None:
    for name in ("my.json", "bundled.json", "events.csv"):
        (tmp_path / name).write_bytes(bundled().read_bytes())
    (tmp_path / "link.json").symlink_to("my.json")
    stdout, message, code = in_process(f"idlibtl {line}", tmp_path, None)
    written = line.split(" -o ")[1].split(maxsplit=1)[0]
    reason = f"Error: {written} is the input file. Choose another output file.\n"
    assert (stdout, message, code) == ("", reason, 2)
    assert (tmp_path / "my.json").read_bytes() == bundled().read_bytes()


@pytest.mark.parametrize(
    ("command", "table"),
    [
        ("totals --data tables", "figures.csv"),
        ("list --data tables", "events.csv"),
        ("export timelinejs --data tables", "events.csv"),
        ("convert tables", "metrics.csv"),
    ],
)
def test_no_answer_replaces_a_table_of_the_folder_that_it_is_made_from(
    command: str, table: str, tmp_path: Path
) -> None:
    assert run("init --csv tables", tmp_path)[2] == 0
    before = (tmp_path / "tables" / table).read_bytes()
    reason = f"Error: tables/{table} is the input file. Choose another output file.\n"
    assert run(f"{command} -o tables/{table} --force", tmp_path) == ("", reason, 2)
    assert (tmp_path / "tables" / table).read_bytes() == before


@pytest.mark.parametrize(
    "line",
    [
        "list -o there.csv",
        "totals -f csv -o there.csv",
        "show market --cite text -o there.csv",
        "report -o there.csv",
        "export geojson -o there.csv",
        "convert events.csv --base there.csv -o there.csv",
        "init there.csv",
    ],
)
def test_no_command_replaces_a_file_unless_it_is_forced(line: str, tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_text("edited by hand", encoding="utf-8")
    (tmp_path / "events.csv").write_text("id\n", encoding="utf-8")
    stdout, stderr, code = run(line, tmp_path)
    assert (stdout, stderr, code) == ("", "Error: there.csv already exists. Use --force to replace it.\n", 2)
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "edited by hand"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.csv", "there.csv"]


def test_a_file_is_replaced_if_that_is_wanted_and_never_the_bundled_chronology(tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_text("edited by hand", encoding="utf-8")
    assert run("list -o there.csv --force", tmp_path)[2] == 0
    assert (tmp_path / "there.csv").read_text(encoding="utf-8").startswith("id,date,")
    (tmp_path / "link.json").symlink_to(bundled())
    _, stderr, code = run("list -o link.json --force", tmp_path)
    assert (stderr, code) == ("Error: link.json is the input file. Choose another output file.\n", 2)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.csv", "id,date,"),
        ("x.TSV", "id\tdate\t"),
        ("x.json", '[{"id": '),
        ("x.jsonl", '{"id": '),
        ("x.md", '1 of 26 events, with "market"\n\n| Date '),
        ("x.txt", '1 of 26 events, with "market"\n\n22 Jul 2019 '),
        ("x", '1 of 26 events, with "market"\n\n22 Jul 2019 '),
    ],
)
def test_the_name_of_a_file_chooses_the_format(name: str, begins: str, tmp_path: Path) -> None:
    assert run(f"list --text market -o {name}", tmp_path)[2] == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    # unless one is asked for
    assert run(f"list --text market -f csv -o {name} --force", tmp_path)[2] == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("id,date,")


@pytest.mark.parametrize("line", ["list -f csv", "show market --cite text", "report", "init", "export geojson"])
def test_a_dash_is_standard_output_everywhere(line: str, tmp_path: Path) -> None:
    stdout, _, code = run(f"{line} -" if line == "init" else f"{line} -o -", tmp_path)
    assert code == 0
    assert stdout
    assert list(tmp_path.iterdir()) == []
