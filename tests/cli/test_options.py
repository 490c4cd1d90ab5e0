"""Options, filters and files: what is promised to whoever adds one."""

import json
from pathlib import Path
from typing import Any

import pytest
from transcripts import in_process

import idlibtl
from idlibtl.cli.commands import commands
from idlibtl.query.filters import FILTERS, Filters

# A value of each filter that leaves out some of the bundled events
NARROWING = {
    "since": ["--from", "2020"],
    "until": ["--to", "2019-06"],
    "actors": ["--actor", "china"],
    "phases": ["--phase", "4"],
    "places": ["--place", "hama"],
    "kinds": ["--kind", "truce"],
    "sources": ["--source", "hrw"],
    "metrics": ["--metric", "children"],
    "texts": ["--text", "veto"],
}


def test_the_filters_of_the_command_line_are_those_of_a_question() -> None:
    assert tuple(one.field for one in FILTERS) == Filters._fields
    assert set(NARROWING) == set(Filters._fields)


@pytest.mark.parametrize("field", NARROWING)
@pytest.mark.parametrize("command", ["list", "timeline", "actor", "phase", "place"])
def test_every_filter_narrows(command: str, field: str, tmp_path: Path) -> None:
    def answer(*more: str) -> Any:
        stdout, _, code = in_process(f"idlibtl {command} {' '.join(more)} --json", tmp_path, None)
        assert code == 0
        return json.loads(stdout)

    assert answer(*NARROWING[field]) != answer()


@pytest.mark.parametrize("field", Filters._fields)
@pytest.mark.parametrize("command", ["totals", "figures"])
def test_every_filter_narrows_numbers(command: str, field: str, tmp_path: Path) -> None:
    asked = [*NARROWING[field]]
    everything, _, _ = in_process(f"idlibtl {command} --json", tmp_path, None)
    less, _, code = in_process(f"idlibtl {command} {' '.join(asked)} --json", tmp_path, None)
    assert code == 0
    assert less != everything


def test_a_filter_that_nothing_knows_is_refused_by_every_command_that_takes_filters(tmp_path: Path) -> None:
    for command in commands:
        stdout, _, _ = in_process(f"idlibtl {command} --help", tmp_path, None)
        if "--actor" in stdout:
            own = {"range": "2019", "export": "geojson -o out", "crosscheck": "ged.csv", "claim": "5"}
            own["convert"] = str(Path(__file__).parents[1] / "fixtures" / "invented-ged.csv")
            argument = own.get(command, "")
            _, stderr, code = in_process(f"idlibtl {command} {argument} --actor nobody-at-all", tmp_path, None)
            assert (code, "no actor is called 'nobody-at-all'" in stderr) == (2, True), command


def test_an_answer_goes_to_a_file_whole(tmp_path: Path) -> None:
    stdout, _, code = in_process("idlibtl list -f csv -o list.csv", tmp_path, None)
    assert (stdout, code) == ("", 0)
    written = (tmp_path / "list.csv").read_text(encoding="utf-8")
    assert written == in_process("idlibtl list -f csv", tmp_path, None)[0]
    # what is there is replaced, and nothing is left beside it
    in_process("idlibtl figures -f csv -o list.csv", tmp_path, None)
    assert (tmp_path / "list.csv").read_text(encoding="utf-8").startswith("event,metric,")
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_a_table_in_a_file_has_one_record_a_line(tmp_path: Path) -> None:
    in_process("idlibtl list -o list.txt", tmp_path, 80)
    lines = (tmp_path / "list.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 24


def test_a_device_stays_what_it_is(tmp_path: Path) -> None:
    _, _, code = in_process("idlibtl list -o /dev/null", tmp_path, None)
    assert code == 0
    assert Path("/dev/null").is_char_device()


def test_a_file_that_cannot_be_written_is_told_in_a_line(tmp_path: Path) -> None:
    _, stderr, code = in_process("idlibtl list -o nowhere/list.txt", tmp_path, None)
    assert code == 1
    assert stderr.splitlines()[-1] == "Error: the answer cannot be written: No such file or directory"


@pytest.mark.parametrize(
    "line",
    ["list --limit 0", "list --limit x", "figures --limit -1"],
)
def test_a_limit_is_a_number_from_1_on(line: str, tmp_path: Path) -> None:
    _, stderr, code = in_process(f"idlibtl {line}", tmp_path, None)
    assert (code, len(stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("actor russia --actor hts", "--actor and a name contradict each other here"),
        ("phase 2 --phase 3", "--phase and a name contradict each other here"),
        ("place hama --place idlib", "--place and a name contradict each other here"),
    ],
)
def test_a_name_and_its_filter_contradict_each_other(line: str, told: str, tmp_path: Path) -> None:
    _, stderr, code = in_process(f"idlibtl {line}", tmp_path, None)
    assert (code, told in stderr) == (2, True)


def test_the_public_names_are_those_that_are_imported() -> None:
    source = Path(idlibtl.__file__).read_text(encoding="utf-8")
    imported = {line.rpartition(" as ")[2] for line in source.splitlines() if line.startswith("    from .")}
    assert set(idlibtl.__all__) == imported
    assert all(getattr(idlibtl, name) for name in idlibtl.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = idlibtl.nothing


def test_totals_as_csv_tells_not_reported_from_open(tmp_path: Path) -> None:
    import csv
    import io

    def rows(command: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(in_process(f"idlibtl {command} -f csv", tmp_path, None)[0])))

    [asked] = rows("totals civilians --from 2019-06 --to 2019-08")
    assert asked == {
        "metric": "civilians",
        "group": "",
        "first": "2019-06-01",
        "last": "2019-08-31",
        "low": "75",
        "best": "80",
        "high": "",
        "high_open": "true",
        "hedge": "about",
        "quote": "about 80 (our sum of 3 figures)",
        "our_sum": "true",
        "sources": "publication; sohr",
        "wider": "nearly 1,000, 26 Apr – 31 Aug 2019 (sohr)",
        "in_longer": "",
    }
    [nothing] = rows("totals civilians --place hama")
    assert (nothing["low"], nothing["best"], nothing["high"], nothing["high_open"]) == ("",) * 4
    assert nothing["quote"] == "not reported"
    assert nothing["wider"].startswith("around 15, 26–27 Apr 2019, Idlib and Hama (sohr); nearly 1,000")
    months = {row["group"]: row for row in rows("totals civilians --by month")}
    assert (months["2020-01"]["best"], months["2020-01"]["high_open"]) == ("41", "true")
    assert (months["2019-05"]["best"], months["2019-05"]["quote"]) == ("", "only in a longer figure")
