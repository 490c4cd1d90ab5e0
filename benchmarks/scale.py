"""How long a large file takes, against bare pydantic validation of the same bytes.

    python benchmarks/scale.py [EVENTS]

The file has EVENTS events (100,000), of which every fiftieth is cumulative and includes others. Bare pydantic is
`TypeAdapter.validate_json` with plain models of the same shape: no checks, no dates parsed, no references followed.
Every answer is a whole process, start-up included. Limits: three times bare validation; and ten times the events in at
most twelve times the time (given as a second number of events).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter

DAYS = 3650


class PlainFigure(BaseModel):
    """A figure without a check."""

    metric: str
    value: int
    hedge: Literal["exact", "about", "nearly", "at_least", "more_than"]
    wording: str
    source: str | None
    scope: Literal["incident", "cumulative"] = "incident"
    period: str | None = None
    includes: list[str] = []


class PlainPart(BaseModel):
    """A participation without a check."""

    actor: str
    role: str


class PlainEvent(BaseModel):
    """An event without a check."""

    id: str
    date: str
    title: str
    summary: str
    kinds: list[str]
    phase: str | None
    actors: list[PlainPart]
    places: list[str]
    source: str | None
    figures: list[PlainFigure]
    paragraphs: list[int]
    note: str | None = None


class PlainTimeline(BaseModel):
    """A chronology, of which only the events are checked."""

    events: list[PlainEvent]


def chronology(events: int) -> dict[str, Any]:
    """Return `events` events over ten years; every fiftieth is a toll of those before it."""
    bundled = json.loads((Path(__file__).parent.parent / "data" / "events.json").read_bytes())
    hedges = ["exact", "about", "nearly", "at_least", "more_than"]
    actors = [actor["id"] for actor in bundled["actors"]]
    places = [place["id"] for place in bundled["places"]]
    made: list[dict[str, Any]] = []
    block: list[dict[str, Any]] = []
    for number in range(events):
        day = date(2010, 1, 1) + timedelta(days=number * DAYS // events)
        event: dict[str, Any] = {
            "id": f"event-{number:07}",
            "date": day.isoformat(),
            "title": f"An invented event, number {number}",
            "summary": "Invented, to see how the program handles a large file; nothing of the kind happened.",
            "kinds": ["strike"],
            "phase": None,
            "actors": [{"actor": actors[number % len(actors)], "role": "attacker"}],
            "places": [places[number % len(places)]],
            "source": None,
            "figures": [
                {
                    "metric": "civilians",
                    "value": number % 97,
                    "hedge": hedges[number % 5],
                    "wording": str(number % 97),
                    "source": actors[number % 3],
                }
            ],
            "paragraphs": [1 + number % 22],
        }
        if number % 50 == 49:
            event["figures"][0] |= {
                "scope": "cumulative",
                "value": 2000,
                "period": f"{block[0]['date']}/{event['date']}",
                "includes": [one["id"] for one in block],
            }
            block = []
        else:
            block.append(event)
        made.append(event)
    return {**bundled, "phases": [], "events": made}


def seconds(command: list[str]) -> float:
    """How long a process takes."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def bare(path: Path) -> float:
    """How long bare pydantic takes to validate the file, reading it included."""
    adapter = TypeAdapter(PlainTimeline)
    start = time.perf_counter()
    adapter.validate_json(path.read_bytes())
    return time.perf_counter() - start


COMMANDS = {
    "totals --by month": ["totals", "--by", "month"],
    "totals --metric civilians --by month --json": ["totals", "--metric", "civilians", "--by", "month", "--json"],
    "list in two months": ["list", "--from", "2014-03", "--to", "2014-04"],
    "list -f csv": ["list", "-f", "csv"],
}


def main() -> None:
    """Print the times, and their ratios to bare validation and to each other."""
    sizes = [int(one) for one in sys.argv[1:]] or [100_000]
    program = [sys.executable, "-m", "idlibtl"]
    before: dict[str, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "large.json"
            path.write_text(json.dumps(chronology(size)))
            os.environ["IDLIBTL_DATA"] = str(path)
            base = min(bare(path) for _ in range(3))
            print(f"{size:,} events, {path.stat().st_size:,} bytes; bare pydantic {base:.2f} s")
            for name, arguments in COMMANDS.items():
                taken = min(seconds([*program, *arguments]) for _ in range(3))
                grown = f", {taken / before[name]:.1f} times the smaller file" if name in before else ""
                print(f"  {name:45} {taken:6.2f} s = {taken / base:.2f} times bare{grown}")
                before[name] = taken


if __name__ == "__main__":
    main()
