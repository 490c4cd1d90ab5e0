"""How long the exports of a long chronology take, with reading it, and how large they are.

python benchmarks/exports.py [EVENTS]    20,000 if not given
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from report import chronology

from idlibtl.model.vocabulary import Export


def size(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    return sum(each.stat().st_size for each in (path.iterdir() if path.is_dir() else [path]))


def main() -> None:
    """Print seconds and megabytes of each format."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "events.json")
        data.write_text(json.dumps(chronology(events)), encoding="utf-8")
        for format_ in Export:
            out = Path(folder, format_.value)
            begun = time.perf_counter()
            command = [sys.executable, "-m", "idlibtl", "export", format_.value, "--data", str(data), "-o", str(out)]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            print(f"{format_:12} {time.perf_counter() - begun:6.1f} s {size(out) / 1e6:6.1f} MB")


if __name__ == "__main__":
    main()
