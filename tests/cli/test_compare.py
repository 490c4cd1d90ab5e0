"""crosscheck and claim in every format: their JSON against the schemas, their keys in order, widths of a terminal."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from transcripts import FIXTURES, in_process

from idlibtl.model.vocabulary import Answer

COMPARED_KEYS = [
    *("event", "metric", "wording", "low", "best", "high", "theirs", "outcome", "reason", "rows", "rows_with_figure"),
    *("straddling", "same_source", "other_looks"),
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


def closed(schema: Any) -> Any:
    """The schema with every object closed to keys that it does not tell of."""
    if isinstance(schema, dict):
        more = {"additionalProperties": False} if "properties" in schema else {}
        return {key: closed(value) for key, value in schema.items()} | more
    return [closed(each) for each in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize(("answer", "command"), COMMANDS)
def test_the_json_is_what_its_schema_says(answer: Answer, command: str, folder: Path) -> None:
    schema = json.loads(run(f"schema {answer.value}", folder))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(closed(schema), format_checker=jsonschema.FormatChecker())
    validator.validate(json.loads(run(f"{command} --json", folder)))


def test_the_keys_of_a_cross_check_are_in_their_order(folder: Path) -> None:
    plain = json.loads(run("crosscheck invented-ged.csv --json", folder))
    assert [list(each) for each in plain] == [COMPARED_KEYS] * 29
    assert [list(each) for each in json.loads(run("crosscheck invented-ged.csv --ids --json", folder))] == [
        [*COMPARED_KEYS, "ids", "straddling_ids"]
    ] * 29
    assert list(plain[0]["theirs"]) == ["low", "best", "high"]
    assert list(plain[0]["other_looks"][0]) == ["look", "low", "best", "high", "outcome"]
    # 18 figures, then the records without one
    assert [each["metric"] is None for each in plain] == [False] * 18 + [True] * 11


@pytest.mark.parametrize(("answer", "command"), COMMANDS)
def test_rows_are_tidy(answer: Answer, command: str, folder: Path) -> None:
    lines = list(csv.reader(io.StringIO(run(f"{command} -f csv", folder))))
    found = json.loads(run(f"{command} --json", folder))
    assert {len(line) for line in lines} == {len(lines[0])}
    number = len(found) if answer is Answer.CROSSCHECK else len(found["figures"])
    assert len(lines) == 1 + number
    assert [line.count("\t") for line in run(f"{command} -f tsv", folder).splitlines()] == [len(lines[0]) - 1] * len(
        lines
    )


@pytest.mark.parametrize(("answer", "command"), COMMANDS)
def test_every_json_line_is_a_part_of_the_json(answer: Answer, command: str, folder: Path) -> None:
    found = json.loads(run(f"{command} --json", folder))
    lines = [json.loads(line) for line in run(f"{command} -f jsonl", folder).splitlines()]
    assert lines == (found if answer is Answer.CROSSCHECK else [found])


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 109, 120, 200])
@pytest.mark.parametrize(("answer", "command"), COMMANDS)
def test_no_line_is_longer_than_the_terminal(answer: Answer, command: str, columns: int, folder: Path) -> None:
    text = run(command, folder, columns)
    assert max(map(len, text.splitlines())) <= columns
    if answer is Answer.CLAIM:
        assert "This compares numbers. It does not say whether the claim is true" in " ".join(text.split())


def test_every_word_stands_on_one_line_with_what_it_rests_on(folder: Path) -> None:
    table = run("crosscheck invented-ged.csv", folder)
    [line] = [line for line in table.splitlines() if "around 15 civilians killed" in line]
    for part in (
        "26–27 Apr 2019",
        "Idlib and Hama",
        "13/15/18; ours agrees",
        "rests on the same source in 2 of 2 rows",
    ):
        assert part in line


@pytest.mark.parametrize("word", ["confirm", "true", "false", "%"])
@pytest.mark.parametrize(("answer", "command"), COMMANDS)
def test_nothing_is_confirmed_or_called_true_or_scored(word: str, answer: Answer, command: str, folder: Path) -> None:
    told = json.loads(run(f"{command} --json", folder))
    parts = told if answer is Answer.CROSSCHECK else told["figures"]
    for part in parts:
        assert word not in f"{part['outcome']} {part['reason']}"


def test_the_exit_code_of_a_claim_is_0_whatever_is_found(folder: Path) -> None:
    for claim in ("1", "1,000,000", "nobody", "at least 5"):
        run(f"claim '{claim}' --metric civilians", folder)
