"""How large the page of a long chronology is, and how long it takes to make.

    python benchmarks/report.py [EVENTS | FILE ...]

It makes chronologies of 300, 2,000 and 20,000 events (or of EVENTS) with titles, summaries and notes as long as people
write them, and the page of each, without and with the reading of the file. Limits: 600 kB, 3 MB and 8 MB, and 10
seconds for the longest. A FILE, such as a GED CSV, is taken as it is: 18,957 rows of GED took 9 MB and 8 seconds of the
processor before, and are to take less than 4. Seconds are those of the processor.
"""

import json
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from idlibtl import Filters, __version__, ask
from idlibtl.field.load import load_with_origin
from idlibtl.read.dataset import no_garbage_collected
from idlibtl.show.page.frame import page
from idlibtl.show.page.report import PageReport

SIZES = (300, 2000, 20_000)
LIMITS = {300: 600_000, 2000: 3_000_000, 20_000: 8_000_000}
WORDS = ("river", "market", "school", "aid", "village", "north", "morning", "people", "homes", "road", "hospital")


def chronology(events: int, seed: int = 1) -> dict[str, Any]:
    """Return `events` events over ten years; every twentieth is a toll that includes some of those before it."""
    bundled = json.loads((Path(__file__).parent.parent / "data" / "events.json").read_bytes())
    chance = random.Random(seed)  # noqa: S311 - no secret
    places = [*bundled["places"], *(_village(number) for number in range(max(20, events // 20)))]
    made: list[dict[str, Any]] = []
    block: list[str] = []
    for number in range(events):
        day = date(2012, 1, 1) + timedelta(days=number * 3650 // events)
        is_toll = number % 20 == 19
        figure: dict[str, Any] = {
            "metric": chance.choice(("civilians", "civilians", "fighters", "displaced")),
            "value": chance.randint(1, 90),
            "hedge": chance.choice(("exact", "about", "nearly", "at_least")),
            "source": chance.choice(("sohr", "un", None)),
        }
        if is_toll:
            first = date.fromisoformat(made[-19]["date"])
            figure |= {"metric": "civilians", "value": 900, "period": f"{first}/{day}", "scope": "cumulative"}
            figure |= {"includes": block}
            block = []
        elif figure["metric"] == "civilians":
            block.append(f"event-{number:05}")
        made.append(
            {
                "id": f"event-{number:05}",
                "date": f"{day}",
                "title": _sentence(chance, 6),
                "summary": _sentence(chance, 18),
                "kinds": [chance.choice(("strike", "clash", "statement"))],
                "phase": None,
                "actors": [{"actor": chance.choice(("russia", "syrian-government", "hts")), "role": "attacker"}],
                "places": [chance.choice(places)["id"]],
                "source": figure["source"],
                "figures": [figure],
                "paragraphs": [],
                "note": _sentence(chance, 12) if number % 3 == 0 else None,
            }
        )
    return {**bundled, "places": places, "phases": [], "events": made}


def _village(number: int) -> dict[str, Any]:
    latitude, longitude = 34 + number % 37 / 20, 36 + number % 53 / 25
    place = {"id": f"village-{number}", "name": f"Village {number}", "kind": "town", "within": "idlib"}
    return {**place, "latitude": latitude, "longitude": longitude}


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def measured(path: str) -> tuple[int, float, float]:
    """Return the bytes of the page of a file, and the seconds to make it, without and with the reading."""
    start = time.process_time()
    with no_garbage_collected():  # as the command does
        timeline, source = load_with_origin((path,), Filters())
        read = time.process_time()
        size = sum(len(piece.encode()) for piece in page(PageReport(ask(timeline, Filters()), source)))
    done = time.process_time()
    return size, done - read, done - start


def main() -> int:
    """Print bytes and seconds for each size or file; the exit code is 1 where a limit is passed."""
    print(f"idlibtl {__version__}")
    passed = False
    for what in sys.argv[1:] or map(str, SIZES):
        with tempfile.TemporaryDirectory() as folder:
            path, limit = what, LIMITS.get(int(what)) if what.isdecimal() else None
            if what.isdecimal():
                path = f"{folder}/events.json"
                Path(path).write_text(json.dumps(chronology(int(what))), encoding="utf-8")
            size, made, all_ = measured(path)
        of = f"{int(what):,} events" if what.isdecimal() else Path(what).name
        print(f"{of}: {size:,} bytes, made in {made:.2f} s, read and made in {all_:.2f} s", end="")
        print(f" (limit {limit:,} bytes)" if limit else "")
        passed = passed or (limit is not None and size > limit) or all_ > 10
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main())
