"""How long the exports of a long chronology take, reading included, how much memory, and how large they are.

    python benchmarks/exports.py [EVENTS]    20,000 if not given

Seconds are those of the processor. `list` is there for comparison: most of its time is reading.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from report import chronology

from idlibtl.model.vocabulary import Export


def size(path: Path) -> int:
    """Return the bytes of a file, or of all files in a folder."""
    return sum(file.stat().st_size for file in (path.iterdir() if path.is_dir() else [path]))


def run(*arguments: str) -> str:
    """Run the program, and return its seconds and megabytes in words."""
    command = [sys.executable, "-m", "idlibtl", *arguments]
    _, status, usage = os.wait4(os.posix_spawn(command[0], command, os.environ), 0)
    if status:
        sys.exit(f"{' '.join(arguments)}: exit {os.waitstatus_to_exitcode(status)}")
    return f"{usage.ru_utime + usage.ru_stime:6.1f} s {usage.ru_maxrss / 1024:6.0f} MB of memory"


def main() -> None:
    """Print seconds, memory and size of each format."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "events.json")
        data.write_text(json.dumps(chronology(events)), encoding="utf-8")
        print(f"{'list':12} {run('list', '--limit', '1', '--data', str(data), '-o', str(Path(folder, 'list.csv')))}")
        for format_ in Export:
            out = Path(folder, format_.value)
            # this many events have no timeline
            part = ["--part", "bars"] if format_ is Export.SVG else []
            used = run("export", format_.value, *part, "--data", str(data), "-o", str(out))
            print(f"{format_:12} {used} {size(out) / 1e6:6.1f} MB written")


if __name__ == "__main__":
    main()
