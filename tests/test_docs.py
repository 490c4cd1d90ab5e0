"""The examples in README.md and docs/ are run, and the pages made from the program are up to date."""

import ast
import importlib.util
import re
import shutil
import sys
from pathlib import Path

import pytest
from transcripts import as_process, in_process

from idlibtl import Filters, ask, load, totals_report
from idlibtl.show.signs import ASCII, UNICODE

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    *(
        DOCS / f"{name}.md"
        for name in ("reading", "totals", "claims", "field-data", "scripting", "your-own-chronology", "exports")
    ),
]
README, SCRIPTING, OWN = PAGES[0], DOCS / "scripting.md", DOCS / "your-own-chronology.md"

#: An example that is run; and one with numbers from a file that is not part of the project.
CONSOLE = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
OF_GED = re.compile(r"(?<=^```text\n)(\$ .*?)(?=^```$)", re.DOTALL | re.MULTILINE)

#: Published rows of UCDP, where a checkout has them next to it.
GED = next(
    (file for up in ROOT.parents if (file := up / "shared/reference/ged-syria-2016-2019-41col.csv").is_file()), None
)


@pytest.fixture
def folder(tmp_path: Path, program: str | None) -> Path:
    """A folder with the files that the pages use, and `idlibtl` in bin/."""
    shutil.copy(DOCS / "examples" / "storm.json", tmp_path)
    if GED:
        (tmp_path / "ged.csv").symlink_to(GED)
    called = f"'{program}'" if program else f"env 'PYTHONPATH={ROOT}' '{sys.executable}' -m idlibtl"
    command = tmp_path / "bin" / "idlibtl"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {called} "$@"\n')
    command.chmod(0o755)
    return tmp_path


def examples(pattern: re.Pattern[str]) -> list[object]:
    return [
        pytest.param(page, number, id=f"{page.name}-{number}")
        for page in PAGES
        for number, _ in enumerate(pattern.findall(page.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize(("page", "number"), examples(CONSOLE))
def test_an_example_is_real(page: Path, number: int, folder: Path, request: pytest.FixtureRequest) -> None:
    repeat(CONSOLE, page, number, folder, request.config)


@pytest.mark.skipif(GED is None, reason="there is no ../shared/reference next to this checkout")
@pytest.mark.parametrize(("page", "number"), examples(OF_GED))
def test_an_example_of_ged_is_real(page: Path, number: int, folder: Path, request: pytest.FixtureRequest) -> None:
    repeat(OF_GED, page, number, folder, request.config)


def repeat(pattern: re.Pattern[str], page: Path, number: int, folder: Path, config: pytest.Config) -> None:
    """Run an example again, and compare it with the page, or rewrite that."""
    written = page.read_text(encoding="utf-8")
    example = list(pattern.finditer(written))[number]
    if "jq " in example[0] and not shutil.which("jq"):
        pytest.skip("jq is not installed here; it is not part of the project's set-up")
    answer = answered(example[0], folder, config.getoption("--program"))
    assert "Traceback" not in answer
    if config.getoption("--update-golden"):
        page.write_text(f"{written[: example.start()]}{answer}{written[example.end() :]}", encoding="utf-8")
    else:
        assert answer == example[0]


#: What only a shell can run.
SHELL = re.compile(r"[|<>;&]")


def answered(example: str, folder: Path, program: str | None) -> str:
    """The block of an example as it comes out now: on a terminal of 80 columns, or through its pipe."""
    lines = []
    for line in example.splitlines():
        if line.startswith("$ "):
            if program or SHELL.search(line) or not line.startswith("$ idlibtl "):
                stdout, stderr, _ = as_process(line[2:], folder, None if "|" in line else 80, str(folder / "bin"))
            else:
                stdout, stderr, _ = in_process(line[2:], folder, 80)
            lines += [line, *stdout.splitlines(), *stderr.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def block(page: Path, language: str) -> str:
    """The only block of code in a language on a page."""
    [code] = re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return str(code)


@pytest.mark.parametrize("page", [README, SCRIPTING], ids=lambda page: page.name)
def test_an_example_in_python_prints_what_it_says(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = block(page, "python")
    exec(compile(ast.parse(code), page.name, "exec"), {})  # noqa: S102 - our own page
    printed = re.findall(r"^ *print\(.*\)  # (.*)$", code, re.MULTILINE)
    assert capsys.readouterr().out.splitlines() == printed


def test_the_script_writes_its_files_and_stops_if_a_number_changes(folder: Path) -> None:
    if not shutil.which("jq"):
        pytest.skip("jq is not installed here; it is not part of the project's set-up")
    (folder / "update.sh").write_text(block(SCRIPTING, "bash"), encoding="utf-8")

    def run(arguments: str = "") -> tuple[str, str, int]:
        return as_process(f"bash update.sh {arguments}", folder, None, str(folder / "bin"))

    stdout, _, code = run()
    assert code == 0
    assert "2019-07-22 Strikes kill civilians, most at a market in Maaret al-Numan" in stdout.splitlines()
    rows = [row.split(",")[3:8] for row in (folder / "months.csv").read_text(encoding="utf-8").splitlines()]
    assert rows[4] == ["2019-07", "", "2019-07-01", "2019-07-31", "50"]
    assert rows[5] == ["2019-08", "", "2019-08-01", "2019-08-31", ""]  # an empty cell, never 0
    assert run()[2] == 0
    (folder / "line.txt").write_text("Civilians killed: 1,229\n", encoding="utf-8")
    _, stderr, code = run()
    assert (code, "changed: Civilians killed: about 1,134 reported" in stderr) == (3, True)
    assert run("missing.json")[2] == 1


@pytest.mark.parametrize("tool", ["pandas", "duckdb"])
def test_the_lines_for_other_tools_give_the_number(tool: str, folder: Path) -> None:
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed here; .ci/run installs it")
    first, *lines = re.findall(r"^(?:idlibtl figures|python3 -c).*$", SCRIPTING.read_text("utf-8"), re.MULTILINE)
    [line] = [line for line in lines if f"import {tool}" in line]
    called = line.replace("python3", f"'{sys.executable}'", 1)
    stdout, stderr, code = as_process(f"{first} && {called}", folder, None, str(folder / "bin"))
    assert (float(stdout), stderr, code) == (1134, "", 0)


def test_the_formula_for_a_spreadsheet_names_the_right_columns() -> None:
    from idlibtl.model.vocabulary import FIGURE_FIELDS

    letters = dict(zip(FIGURE_FIELDS, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False))
    metric, share = letters["metric"], letters["share"]
    assert f'=SUMIF({metric}:{metric};"civilians";{share}:{share})' in SCRIPTING.read_text(encoding="utf-8")


def test_the_table_of_all_totals_is_what_the_program_says() -> None:
    page = (DOCS / "totals.md").read_text(encoding="utf-8")
    table = {
        label: rest
        for label, *rest in re.findall(r"^\| (.*?) \| (.*?) \| ([\d,]*) ?\| ([\d,]*) ?\|$", page, re.MULTILINE)
    }
    for total in totals_report(ask(load(), Filters())).totals:
        words, *numbers = table[total.label]
        assert words.startswith(total.quote.partition(" (")[0])
        assert numbers == ["" if number is None else f"{number:,}" for number in (total.low, total.naive_sum)]


def test_every_sign_of_the_timeline_is_explained() -> None:
    text = (DOCS / "reading.md").read_text(encoding="utf-8").replace("\\|", "|")
    for signs in (UNICODE._asdict(), ASCII._asdict()):
        del signs["eighths"]  # parts of a solid one
        assert [sign for sign in "".join(signs.values()) if sign not in text] == []


def test_the_steps_of_your_own_chronology_are_the_finished_file() -> None:
    finished = re.sub(r"\s", "", (DOCS / "examples" / "storm.json").read_text(encoding="utf-8"))
    steps = re.findall(r"^```json\n\{\n(.*?)\n\}\n```$", OWN.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert len(steps) == 7
    for step in steps:
        written = re.sub(r"\s", "", step)
        assert written in finished
        finished = finished.replace(written, "", 1)
    # nothing else is in the file
    assert re.sub(r"[{}\[\],]", "", finished) == '"events":'


def test_the_smallest_example_has_one_warning_on_purpose(tmp_path: Path) -> None:
    stdout, stderr, code = in_process(f"idlibtl check {DOCS / 'example.json'}", tmp_path, None)
    assert (f"{stdout}{stderr}".count("no errors, 1 warning"), code) == (1, 0)
