"""crosscheck and claim in every format: their JSON against the schemas, their keys in order, widths of a terminal."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from answers import validator
from transcripts import FIXTURES, in_process

from idlibtl.model.vocabulary import Answer

COMPARED_KEYS = [
    *("event", "metric", "first", "last", "approximate", "places", "wording", "source", "low", "best", "high"),
    *("theirs", "outcome", "reason", "rows", "rows_with_figure", "straddling", "same_source", "other_looks"),
]
CLAIM = "claim 'over a thousand' --metric civilians --from 2019-04 --to 2019-08"
COMMANDS = [
    (Answer.CROSSCHECK, "crosscheck invented-ged.csv"),
    (Answer.CROSSCHECK, "crosscheck invented-ged.csv --ids"),
    (Answer.CROSSCHECK, "crosscheck invented-acled.csv"),
    (Answer.CROSSCHECK, "crosscheck invented-acled.csv --from 2021"),
    (Answer.CLAIM, CLAIM),
    (Answer.CLAIM, "claim nobody --metric children"),
    (Answer.CLAIM, "claim 40 --metric killed --phase 2 --place idlib"),
    (Answer.CLAIM, "claim 2000 --metric civilians --data invented-ged.csv"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("invented-ged.csv", "invented-acled.csv"):
        shutil.copy(FIXTURES / name, tmp_path)
    return tmp_path


def run(command: str, folder: Path, columns: int | None = None) -> str:
    stdout, _, code = in_process(f"idlibtl {command}", folder, columns)
    assert code == 0
    return stdout


@pytest.mark.parametrize(("answer", "command"), COMMANDS)
def test_the_json_is_what_its_schema_says(answer: Answer, command: str, folder: Path) -> None:
    validator(answer).validate(json.loads(run(f"{command} --json", folder)))


def test_the_keys_of_a_cross_check_are_in_their_order(folder: Path) -> None:
    plain = json.loads(run("crosscheck invented-ged.csv --json", folder))
    # 18 figures, then the 12 events without one
    assert [list(line) for line in plain] == [COMPARED_KEYS] * 30
    assert [line["metric"] is None for line in plain] == [False] * 18 + [True] * 12
    assert [list(line) for line in json.loads(run("crosscheck invented-ged.csv --ids --json", folder))] == [
        [*COMPARED_KEYS, "ids", "straddling_ids"]
    ] * 30
    assert list(plain[0]["theirs"]) == ["low", "best", "high"]
    assert list(plain[0]["other_looks"][0]) == ["look", "low", "best", "high", "outcome"]


@pytest.mark.parametrize(("answer", "command"), COMMANDS)
def test_rows_are_tidy(answer: Answer, command: str, folder: Path) -> None:
    lines = list(csv.reader(io.StringIO(run(f"{command} -f csv", folder))))
    document = json.loads(run(f"{command} --json", folder))
    assert {len(line) for line in lines} == {len(lines[0])}
    number = len(document) if answer is Answer.CROSSCHECK else len(document["figures"])
    assert len(lines) == 1 + number
    assert [line.count("\t") for line in run(f"{command} -f tsv", folder).splitlines()] == [len(lines[0]) - 1] * len(
        lines
    )


def test_a_row_alone_has_the_days_the_source_and_the_hedge_of_its_numbers(folder: Path) -> None:
    """About 15 June, and the publication's own: in rows as in JSON. And the sum as it may be quoted."""
    asked = "--metric civilians --from 2019-06-15 --to 2019-06-15"
    [row] = csv.DictReader(io.StringIO(run(f"crosscheck invented-ged.csv {asked} -f csv", folder)))
    [line] = json.loads(run(f"crosscheck invented-ged.csv {asked} --json", folder))
    assert [row[key] for key in ("first", "last", "approximate", "places", "wording", "source")] == [
        *("2019-06-15", "2019-06-15", "true", "idlib-region", "10", "publication"),
    ]
    assert [line[key] for key in ("first", "last", "approximate", "places", "wording", "source")] == [
        *("2019-06-15", "2019-06-15", True, ["idlib-region"], "10", None),
    ]
    claim, *_ = csv.DictReader(io.StringIO(run(f"claim 10 {asked} -f csv", folder)))
    assert (claim["first"], claim["approximate"], claim["source"]) == ("2019-06-15", "true", "publication")
    wider = "a wider figure may include more: nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019"
    assert claim["sum"] == "10"
    assert claim["sum_headline"] == f"Civilians killed, 15 Jun 2019: 10 (publication), c. 15 Jun 2019; {wider}"


@pytest.mark.parametrize(("answer", "command"), COMMANDS)
def test_every_json_line_is_a_part_of_the_json(answer: Answer, command: str, folder: Path) -> None:
    document = json.loads(run(f"{command} --json", folder))
    lines = [json.loads(line) for line in run(f"{command} -f jsonl", folder).splitlines()]
    assert lines == (document if answer is Answer.CROSSCHECK else [document])


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 109, 120, 200])
@pytest.mark.parametrize(("answer", "command"), COMMANDS)
def test_no_line_is_longer_than_the_terminal(answer: Answer, command: str, columns: int, folder: Path) -> None:
    text = run(command, folder, columns)
    assert max(map(len, text.splitlines()), default=0) <= columns
    if answer is Answer.CLAIM:
        assert "This compares numbers. It does not say whether the claim is true" in " ".join(text.split())


def test_a_screen_has_the_numbers_then_the_word_then_the_rows(folder: Path) -> None:
    screen = run("crosscheck invented-ged.csv --metric civilians --to 2019-06-15", folder, 80)
    # 6 (6 to 7) on the first day and 9 (7 to 11) on the second; on the day after them 8, and 3 of several days
    expected = """
2 figures compared with UCDP Georeferenced Event Dataset
Asked: with figures of civilians killed, to 15 Jun 2019

26–27 Apr 2019     around 15 civilians killed in Idlib and Hama (SOHR)
                   13/15/18 in 2 rows: within their range
                   2 of 2 rows cite the same source · 1 row only partly in these
                   days or places, not counted
                   but one day either side, 21/23/26: below their low by 6
"""
    assert f"\n{screen}".startswith(expected)


@pytest.mark.parametrize(
    ("note", "command"),
    [
        ("for every attacker", "crosscheck invented-ged.csv"),
        ("?: the rows give only a low and a high.", "crosscheck invented-ged.csv --from 2020-01-11 --to 2020-01-11"),
        ('"No rows" does not mean zero.', "crosscheck invented-ged.csv --from 2019-06-20 --to 2019-06-20"),
        ('"But" lines try nearby days', "crosscheck invented-ged.csv --to 2019-04-27"),
        ("may be about another event", "crosscheck invented-ged.csv --kind diplomacy"),
        ("The other dataset counts people killed.", "crosscheck invented-acled.csv --metric displaced"),
        ("Compared with UCDP Georeferenced Event Dataset. CC BY 4.0", "crosscheck invented-ged.csv"),
        ("open: no upper limit.", "crosscheck invented-acled.csv --metric killed --from 2019-06-15"),
    ],
)
def test_a_note_is_printed_once_where_it_is_needed(note: str, command: str, folder: Path) -> None:
    text = " ".join(run(command, folder, 80).split())
    assert text.count(note) == 1
    assert text.endswith('From "Months of Strikes on Syria\'s Hold-Out Idlib", 26 Jan 2020. Not verified.')


def test_a_screen_has_no_note_that_explains_nothing_on_it(folder: Path) -> None:
    notes = run("crosscheck invented-ged.csv --metric children", folder, 80).split("\n\n")[-1].splitlines()
    assert [line.partition(" ")[0] for line in notes] == ["The", "Compared", "Program", "From"]


def test_nothing_found_is_one_line(folder: Path) -> None:
    assert in_process("idlibtl crosscheck invented-ged.csv --from 2021", folder, 80) == ("", "No figures match.\n", 0)


@pytest.mark.parametrize("word", ["confirm", "true", "false", "%"])
@pytest.mark.parametrize(("answer", "command"), COMMANDS)
def test_nothing_is_confirmed_or_called_true_or_scored(word: str, answer: Answer, command: str, folder: Path) -> None:
    document = json.loads(run(f"{command} --json", folder))
    parts = document if answer is Answer.CROSSCHECK else document["figures"]
    for part in parts:
        assert word not in f"{part['outcome']} {part['reason']}"


def test_the_exit_code_of_a_claim_is_0_whatever_is_found(folder: Path) -> None:
    for claim in ("1", "1,000,000", "nobody", "at least 5"):
        run(f"claim '{claim}' --metric civilians", folder)
