"""The examples in README.md and docs/ are run, and the pages made from the program are up to date."""

import ast
import importlib.util
import re
import shutil
import sys
from pathlib import Path

import pytest
from transcripts import as_process, in_process

from idlibtl.cli.commands import commands

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "docs" / "totals.md",
    ROOT / "docs" / "your-own-chronology.md",
    ROOT / "docs" / "exports.md",
    ROOT / "docs" / "cross-check.md",
]
CONSOLE = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, program: str | None) -> Path:
    """A folder with the chronology that the pages write, and `idlibtl` in bin/."""
    shutil.copy(ROOT / "docs" / "examples" / "storm.json", tmp_path)
    called = program or f"{sys.executable}' '-m' 'idlibtl"
    command = tmp_path / "bin" / "idlibtl"
    command.parent.mkdir()
    command.write_text(f"#!/bin/sh\nexec '{called}' \"$@\"\n")
    command.chmod(0o755)
    return tmp_path


EXAMPLES = [
    pytest.param(page, number, id=f"{page.name}-{number}")
    for page in PAGES
    for number, _ in enumerate(CONSOLE.findall(page.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("page", "number"), EXAMPLES)
def test_an_example_is_real(page: Path, number: int, folder: Path, request: pytest.FixtureRequest) -> None:
    written = page.read_text(encoding="utf-8")
    example = CONSOLE.findall(written)[number]
    if "| jq" in example and not shutil.which("jq"):
        pytest.skip("jq is not installed here; it is no part of the project's set-up")
    if "idlibtl report" in example and "report" not in commands:
        pytest.skip("there is no report yet")
    found = repeated(example, folder)
    if request.config.getoption("--update-golden"):
        page.write_text(written.replace(example, found, 1), encoding="utf-8")
    else:
        assert found == example


def repeated(example: str, folder: Path) -> str:
    """The block of an example as it comes out now: on a terminal of 80 columns, or through its pipe."""
    said = []
    for line in example.splitlines():
        if line.startswith("$ "):
            stdout, stderr, _ = as_process(line[2:], folder, None if "|" in line else 80, str(folder / "bin"))
            said += [line, *stdout.splitlines(), *stderr.splitlines()]
    return "".join(f"{line}\n" for line in said)


def test_the_python_example_of_the_readme_says_what_it_prints(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = re.findall(r"^```python\n(.*?)^```$", PAGES[0].read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    exec(compile(ast.parse(code), "README.md", "exec"), {})  # noqa: S102 - our own page
    assert capsys.readouterr().out == code.rpartition("# ")[2]


@pytest.mark.parametrize("tool", ["pandas", "duckdb"])
def test_the_lines_for_other_tools_give_the_number(tool: str, folder: Path) -> None:
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed here; .ci/run installs it")
    first, *lines = re.findall(
        r"^(?:idlibtl figures|python3 -c).*$", PAGES[1].read_text(encoding="utf-8"), re.MULTILINE
    )
    [line] = [line for line in lines if f"import {tool}" in line]
    called = line.replace("python3", f"'{sys.executable}'", 1)
    stdout, stderr, code = as_process(f"{first} && {called}", folder, None, str(folder / "bin"))
    assert (float(stdout), stderr, code) == (1134, "", 0)


def test_the_formula_for_a_spreadsheet_names_the_right_columns() -> None:
    from idlibtl.model.vocabulary import FIGURE_FIELDS

    letters = dict(zip(FIGURE_FIELDS, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False))
    formula = (
        f'=SUMIF({letters["metric"]}:{letters["metric"]};"civilians";{letters["share_best"]}:{letters["share_best"]})'
    )
    assert formula in PAGES[1].read_text(encoding="utf-8")


def test_the_steps_of_your_own_chronology_are_the_finished_file() -> None:
    page = PAGES[2].read_text(encoding="utf-8")
    finished = re.sub(r"\s", "", (ROOT / "docs" / "examples" / "storm.json").read_text(encoding="utf-8"))
    steps = re.findall(r"^```json\n\{\n(.*?)\n\}\n```$", page, re.DOTALL | re.MULTILINE)
    assert len(steps) == 7
    for step in steps:
        told = re.sub(r"\s", "", step)
        assert told in finished
        finished = finished.replace(told, "", 1)
    # nothing else is in the file
    assert re.sub(r"[{}\[\],]", "", finished) == '"events":'


def test_the_smallest_example_has_one_warning_on_purpose(tmp_path: Path) -> None:
    stdout, _, code = in_process(f"idlibtl check {ROOT / 'docs' / 'example.json'}", tmp_path, None)
    assert (stdout.count("warning"), code) == (1, 0)
