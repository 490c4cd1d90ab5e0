"""What makes start-up short: the modules that a run imports. The time itself is measured in benchmarks/startup.py."""

import subprocess
import sys

import pytest

SHOW = (
    "import sys; from idlibtl.cli.main import main; code = main(sys.argv[1:]);"
    "print(code, *sorted(sys.modules), file=sys.stderr)"
)


def imported(*arguments: str) -> set[str]:
    """The modules that a run has imported when it is done."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW, *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code == "0"
    return set(modules)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_the_first_help_imports_no_pydantic(arguments: list[str]) -> None:
    assert "pydantic" not in imported(*arguments)


@pytest.mark.parametrize("arguments", [["--help"], ["list", "--help"], ["list", "--version"], []])
def test_help_imports_no_record(arguments: list[str]) -> None:
    assert not imported(*arguments) & {"dateutil.parser", "idlibtl.model.records"}


def test_json_of_events_imports_no_totals_and_no_tables() -> None:
    assert not imported("list", "--json") & {
        "rich",
        "dateutil.parser",
        "idlibtl.totals.total",
        "idlibtl.reports",
        "idlibtl.show.views",
        "idlibtl.show.terminal",
    }


@pytest.mark.parametrize("arguments", [["totals", "--json"], ["list", "--from", "June 2019", "--format", "csv"]])
def test_what_has_no_table_imports_no_rich(arguments: list[str]) -> None:
    assert not imported(*arguments) & {"rich", "dateutil.parser"}


def test_a_date_in_words_imports_no_dateutil() -> None:
    assert "dateutil.parser" not in imported("list", "--from", "June 2019")


def test_the_package_itself_imports_no_room() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import idlibtl, sys; print(*(name for name in sys.modules if 'idlibtl.' in name))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "\n"
