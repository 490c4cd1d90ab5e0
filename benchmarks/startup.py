"""How long the program takes to start and answer, against a bare Typer program in the same environment.

    python benchmarks/startup.py [PAIRS]

The bare program has two commands, one of them with one option. Whole processes are run in turn, PAIRS times (15), and
the median of the ratios is printed beside its limit. Tables are timed on a terminal, where Rich draws them, and off it.
Both programs run from compiled bytecode.
"""

import compileall
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
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
    (["list", "--json"], ["one"], False, 1.15),
    (["list"], ["one"], False, 1.45),
    (["list"], ["one"], True, 1.45),
    (["totals"], ["one"], False, 1.45),
    (["totals"], ["one"], True, 1.45),
    (["--help"], ["--help"], False, 0.65),
)
START = "from idlibtl.__main__ import run; run()"


def seconds(command: list[str], *, terminal: bool) -> float:
    """How long a process takes, writing to a terminal or to nowhere."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours, theirs = pty.openpty() if terminal else (None, os.open(os.devnull, os.O_WRONLY))
    start = time.perf_counter()
    subprocess.run(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment, check=True)
    taken = time.perf_counter() - start
    os.close(theirs)
    if ours is not None:
        os.close(ours)
    return taken


def main() -> int:
    """Print each ratio, and return 1 if one is over its limit."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    compileall.compile_dir(Path(idlibtl.__file__).parent, quiet=1)
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        for ours, theirs, terminal, limit in CASES:
            ratios = [
                seconds([sys.executable, "-c", START, *ours], terminal=terminal)
                / seconds([sys.executable, str(bare), *theirs], terminal=terminal)
                for _ in range(pairs)
            ]
            ratio = statistics.median(ratios)
            where = "on a terminal" if terminal else "off a terminal"
            print(f"idlibtl {' '.join(ours):12} {where:15} {ratio:.2f} times the bare program (limit {limit})")
            worst |= ratio > limit
    return worst


if __name__ == "__main__":
    sys.exit(main())
