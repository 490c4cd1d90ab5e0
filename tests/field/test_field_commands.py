"""The commands over field datasets, in this process."""

import json
from pathlib import Path

import pytest
from invented import acled, file_of, ged
from transcripts import in_process

from idlibtl.cli import completion
from idlibtl.field import chronology as field
from idlibtl.field import files as field_files
from idlibtl.read import files

ROWS: tuple[dict[str, str], ...] = (
    {},
    {"date_start": "2019-06-01", "date_end": "2019-07-02", "date_prec": "4", "where_prec": "4"},
    {
        "type_of_violence": "3",
        "side_b": "Civilians",
        "country": "Sylvania",
        "date_start": "2020-01-01",
        "date_end": "2020-01-01",
    },
    {"best": "x", "date_start": "2020-01-02", "date_end": "2020-01-02"},
)
LEFT_OUT = (
    "rows.csv: 1 row is left out: line 5 has 'x' as best; a whole number in digits is wanted, up to 1,000,000,000;"
    " all of them: idlibtl check rows.csv\n"
)


def run(folder: Path, command: str) -> tuple[str, str, int]:
    return in_process(f"idlibtl {command}", folder, None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    file_of(tmp_path, ged(*ROWS))
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        *("list", "range 2019", "totals", "totals --by year", "totals killed --by place", "totals --by actor"),
        *("figures", "actor", "actor sylvanian-front", "place", "place freedonia", "names", "names places", "timeline"),
        *(
            "show ged-1",
            "show ged-1 ged-2",
            "show ged-",
            "show sylvan",
            "report -o page.html",
            "export geojson -o map.json",
        ),
    ],
)
def test_every_command_answers_and_credits(folder: Path, command: str) -> None:
    stdout, stderr, code = run(folder, f"{command} --data rows.csv")
    if command in ("show ged-", "show sylvan"):
        assert code == 2
        return
    assert code == 0
    credit = "Sundberg and Melander 2013"
    assert credit in stdout or credit in stderr or "-o" in command
    assert "as of 1 Jan 2020" in f"{stdout}{stderr}" or "-o" in command or "ged-1" in command or "range" in command


def test_a_row_that_is_left_out_is_told(folder: Path) -> None:
    assert run(folder, "list --data rows.csv --json")[1].startswith(LEFT_OUT)
    assert run(folder, "totals --data rows.csv --json")[1].startswith(LEFT_OUT)
    assert run(folder, "list --data rows.csv --json --to 2019")[1] == "2 of 4 events, up to 31 Dec 2019\n"


@pytest.mark.parametrize("command", ["list", "totals", "figures", "show ged-1", "names"])
def test_strict_refuses_it(folder: Path, command: str) -> None:
    stdout, stderr, code = run(folder, f"{command} --strict --data rows.csv")
    assert (stdout, code) == ("", 1)
    assert stderr == "rows.csv: line 5: has 'x' as best; a whole number in digits is wanted, up to 1,000,000,000\n"


def test_strict_says_nothing_of_a_chronology_of_ours(folder: Path) -> None:
    assert run(folder, "list --strict --json")[2] == 0


def test_check(folder: Path) -> None:
    stdout, stderr, code = run(folder, "check rows.csv")
    assert (code, stderr) == (0, "rows.csv: errors: 0, warnings: 1\n")
    assert stdout.startswith("warning: line 5: has 'x' as best")
    assert run(folder, "check rows.csv --strict")[2] == 1


def test_a_file_has_no_phases(folder: Path) -> None:
    stdout, stderr, code = run(folder, "phase --data rows.csv --json")
    assert (stdout, code) == ("[]\n", 0)
    assert stderr.endswith("the chronology has no phases\n")
    assert run(folder, "phase --phase 1 --data rows.csv")[2] == 2


def test_a_range_is_read_in_part(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_files, "MAX_HELD_ROWS", 2)
    assert run(folder, "range 2019 --data rows.csv --json")[2] == 0
    assert run(folder, "range 2019.. --data rows.csv --json")[2] == 2
    stdout, stderr, code = run(folder, "list --data rows.csv")
    assert (stdout, code) == ("", 2)
    assert stderr.startswith(
        "Error: this takes in more than 2 rows of rows.csv; narrow it by --from, --to or --place, or"
    )
    assert json.loads(run(folder, "show ged-3 ged-1 --data rows.csv --json")[0])[0]["id"] == "ged-3"


def test_one_event_of_a_large_file_is_found_without_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_files, "MAX_HELD_ROWS", 1)
    assert json.loads(run(folder, "show ged-3 --data rows.csv --json")[0])["id"] == "ged-3"
    assert run(folder, "show ged-9 --data rows.csv --json")[2] == 2
    assert run(folder, "show ged-1 river --data rows.csv --json")[2] == 2


def test_names_as_in_the_whole_file(folder: Path) -> None:
    stdout, stderr, code = run(folder, "list --place sylvania --from 2019-05 --to 2019-05 --data rows.csv --json")
    assert (stdout, code) == ("[]\n", 0)
    assert stderr == "none of the 4 events matches, 1 May 2019 to 31 May 2019\n"
    for command in ("list", "totals"):
        _, stderr, code = run(folder, f"{command} --place sylvanja --from 2019-05 --to 2019-05 --data rows.csv")
        assert code == 2
        assert "no place is called 'sylvanja'; did you mean sylvania?" in stderr


def test_the_word_of_somebody_else_is_asked_of_the_records(folder: Path) -> None:
    total = json.loads(run(folder, "totals killed --source sylvanian-front --data rows.csv --json")[0])[0]
    assert total["best"] is None
    assert run(folder, "totals --source nobody --data rows.csv")[2] == 2
    assert json.loads(run(folder, "totals killed --source publication --data rows.csv --json")[0])[0]["best"] == 24


def test_totals_of_a_chronology_of_ours_by_its_file(tmp_path: Path) -> None:
    file_of(tmp_path, files.bundled().read_bytes(), "events.json")
    stdout, _, code = run(tmp_path, "totals --data events.json --json")
    assert code == 0
    assert stdout == run(tmp_path, "totals --json")[0]


def test_working_that_is_cut_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field, "MAX_LISTED", 1)
    monkeypatch.setattr("idlibtl.field.totals.MAX_LISTED", 1)
    stdout, _, _ = run(folder, "totals killed --data rows.csv")
    assert "Counted (the first 1)" in stdout
    assert "idlibtl figures --metric killed, with the same filters, lists them all." in " ".join(stdout.split())


def test_convert(folder: Path) -> None:
    stdout, stderr, code = run(folder, "convert rows.csv --place sylvania -o new.json")
    assert (stdout, code) == ("", 0)
    assert stderr == f"{LEFT_OUT}1 event. CC BY 4.0, Uppsala Conflict Data Program (UCDP).\n"
    assert run(folder, "check new.json")[2] == 0
    assert json.loads((folder / "new.json").read_text(encoding="utf-8"))["events"][0]["id"] == "ged-3"


def test_convert_says_what_it_changes(tmp_path: Path) -> None:
    file_of(tmp_path, ged({"low": "9"}, {}, {"low": "9"}))
    assert (
        "2 events have bounds that were put in order: totals of these may differ"
        in run(tmp_path, "convert rows.csv")[1]
    )
    file_of(tmp_path, ged({"low": "9"}))
    assert (
        "1 event has bounds that were put in order: totals of these may differ" in run(tmp_path, "convert rows.csv")[1]
    )


def test_convert_of_acled_tells_its_terms(tmp_path: Path) -> None:
    file_of(tmp_path, acled({}, {}))
    assert run(tmp_path, "convert rows.csv")[1] == "2 events. ACLED's terms of use: its rows may not be passed on.\n"


def test_convert_filters_no_spreadsheet(tmp_path: Path) -> None:
    file_of(tmp_path, b"id,date\n", "events.csv")
    _, stderr, code = run(tmp_path, "convert events.csv --from 2019")
    assert code == 2
    assert "filters choose among the rows of one UCDP GED or ACLED file; of a spreadsheet all is taken" in stderr


def test_completion_does_not_choke(folder: Path) -> None:
    assert files.names(folder / "rows.csv", "places") == []
    assert completion.is_plain("river")
