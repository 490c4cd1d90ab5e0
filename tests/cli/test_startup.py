"""What makes start-up fast: the modules that a run imports. The time itself is measured in benchmarks/startup.py."""

import json
import shlex
import subprocess
import sys

import pytest

# Runs several command lines in one process, and writes the modules imported so far after each.
SHOW = """
import json, sys
found = [sorted(sys.modules)]
import idlibtl
found.append(sorted(sys.modules))
from idlibtl.cli.main import main
for arguments in json.loads(sys.argv[1]):
    assert main(arguments) == 0
    found.append(sorted(sys.modules))
print(json.dumps(found), file=sys.stderr)
"""


def imported(*lines: str) -> list[set[str]]:
    """The modules imported at first, with the package alone, and after each of these command lines."""
    arguments = json.dumps([shlex.split(line) for line in lines])
    done = subprocess.run(
        [sys.executable, "-c", SHOW, arguments], capture_output=True, text=True, check=True, timeout=60
    )
    return list(map(set, json.loads(done.stderr.splitlines()[-1])))


def test_the_package_imports_no_subpackage_and_help_no_pydantic() -> None:
    _, package, *helped = imported("--help", "--version")
    assert [name for name in package if name.startswith("idlibtl.")] == []
    assert [modules & {"pydantic", "rich", "dateutil.parser"} for modules in helped] == [set(), set()]


def test_help_of_a_command_imports_no_rich_and_no_record() -> None:
    for modules in imported("list --help", "list --version", ""):
        assert not modules & {"rich", "dateutil.parser", "idlibtl.model.records"}


def test_json_of_events_imports_no_totals_and_no_tables() -> None:
    others = {"idlibtl.totals.total", "idlibtl.reports", "idlibtl.show.views", "idlibtl.show.terminal"}
    assert not imported("list --json")[-1] & {"rich", "dateutil.parser", *others}


def test_a_list_and_totals_import_no_view_of_another_answer() -> None:
    listed, summed = imported("list", "totals")[-2:]
    assert not listed & {"idlibtl.totals.total", "idlibtl.reports", "idlibtl.show.reports_view"}
    assert "idlibtl.totals.total" in summed
    assert not summed & {"idlibtl.reports", "idlibtl.show.reports_view", "idlibtl.show.timeline_chart"}


@pytest.mark.parametrize("first", ["list", "totals"])
def test_what_has_no_colour_imports_no_rich(first: str) -> None:
    for modules in imported(first, "totals --json", "list --from 'June 2019'"):
        assert not modules & {"rich", "dateutil.parser"}
