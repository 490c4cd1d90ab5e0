"""How much work it is to start and answer, against a bare Typer program in the same environment.

    python benchmarks/startup.py

The bare program has two commands, one of them with one option. Work is counted in instructions of the whole process,
by valgrind's callgrind: the count repeats to about a millionth, whatever else the machine does. Each limit is the ratio
that version 1.0.0 had. Both programs run from compiled bytecode and write to a pipe. The exit code is 1 if a ratio is
over its limit.
"""

import compileall
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import idlibtl

BARE = """
import typer

app = typer.Typer()


@app.command()
def one(name: str = typer.Option("x")) -> None:
    print(name)


@app.command()
def two() -> None:
    print("two")


app()
"""

CASES = (
    (["list", "--json"], ["one"], 1.07),
    (["list"], ["one"], 1.16),
    (["totals"], ["one"], 1.16),
    (["--help"], ["--help"], 0.51),
)
START = "from idlibtl.__main__ import run; run()"


def instructions(command: list[str]) -> int:
    """Return how many instructions a process takes, from its start to its end."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],  # noqa: S607
        env={**environment, "PYTHONHASHSEED": "0"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    counted = re.search(r"Collected : (\d+)", run.stderr)
    assert counted, run.stderr
    return int(counted[1])


def main() -> int:
    """Print each ratio, and return 1 if one is over its limit."""
    compileall.compile_dir(Path(idlibtl.__file__).parent, quiet=1)
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        for ours, theirs, limit in CASES:
            count = instructions([sys.executable, "-c", START, *ours])
            base = instructions([sys.executable, str(bare), *theirs])
            print(f"idlibtl {' '.join(ours):12} {count / 1e6:8.1f} million, {count / base:.3f} of bare (limit {limit})")
            worst = max(worst, count / base > limit)
    return worst


if __name__ == "__main__":
    sys.exit(main())
