"""Files of at most 5 MB that are as hard to read as possible: the seconds and megabytes that each command takes.

    python benchmarks/hostile.py [NAME]...

Each case is made, and every command that may find it hard is run on it in its own process. Seconds are those of the
processor (user and system), which depend less on a busy machine than those of the clock; then the most memory that the
process used, and what it wrote, both in megabytes. Limits: ten seconds, one gigabyte, 100 MB written. A case may be
refused (exit 1 or 2), with the first line of the message. A file that `check` refuses is refused by everything that
reads it, so few commands are run on it. The exit code is 1 if a limit is broken.
"""

import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import invented

LARGEST_FILE = 5 * 10**6
SECONDS, MEGABYTES, WRITTEN = 10, 1024, 100
GIVE_UP = 120

#: The longest word that a command line can have.
MARKS = "a" + "\u0301\u0316" * 32_000

File = dict[str, Any]
Made = Callable[[], File | bytes]


def chronology(**sections: Any) -> File:
    """Return a small chronology, with these sections instead of its own."""
    return {
        "schema_version": 1,
        "title": "t",
        "description": "d",
        "publication": {"title": "p", "kind": "k", "as_of": "2020-01-31"},
        "license": "l",
        "metrics": [{"id": "m", "label": "m", "unit": "people"}],
        "actors": [actor(0)],
        "places": [place(0)],
        "phases": [],
        "events": [],
    } | sections


def actor(number: int, name: str = "") -> File:
    """Return an actor in few bytes."""
    return {"id": f"a{number}", "name": name or f"A{number}", "kind": "state"}


def place(number: int, within: int | None = None) -> File:
    """Return a place in few bytes."""
    return {"id": f"p{number}", "name": "P", "kind": "town"} | ({} if within is None else {"within": f"p{within}"})


def event(number: int, **more: Any) -> File:
    """Return an event in few bytes."""
    return {"id": f"e{number}", "date": "2019-06-01", "title": "t", "kind": "strike"} | more


def figure(metric: str = "m", **more: Any) -> File:
    """Return a figure in few bytes."""
    return {"metric": metric, "value": 1} | more


def chain() -> File:
    """Each place within the one before."""
    return chronology(
        places=[place(0), *(place(number, number - 1) for number in range(1, 60_000))],
        events=[event(0, places=["p59999"], figures=[figure()])],
    )


def deep_chain() -> File:
    """Each place within the one before, and events in all of the innermost."""
    return chronology(
        places=[place(0), *(place(number, number - 1) for number in range(1, 30_000))],
        events=[event(number, places=[f"p{29_999 - number}"], figures=[figure()]) for number in range(15_000)],
    )


def partners() -> File:
    """One actor, in each event with another partner."""
    return chronology(
        actors=[actor(number) for number in range(2_001)],
        events=[
            event(
                number,
                actors=[{"actor": "a0", "role": "attacker"}, {"actor": f"a{number + 1}", "role": "attacker"}],
                figures=[figure()],
            )
            for number in range(2_000)
        ],
    )


def companies() -> File:
    """Figures of ever larger companies of actors."""
    return chronology(
        actors=[actor(number) for number in range(700)],
        events=[
            event(
                number,
                actors=[{"actor": f"a{one}", "role": "attacker"} for one in range(number + 1)],
                figures=[figure()],
            )
            for number in range(440)
        ],
    )


def crowd() -> File:
    """Many actors and many events."""
    return chronology(
        actors=[actor(number) for number in range(22_000)],
        events=[
            event(number, actors=[{"actor": f"a{number}", "role": "attacker"}], figures=[figure()])
            for number in range(15_000)
        ],
    )


def phases() -> File:
    """As many phases as days of a life, and as many figures."""
    day = date(1950, 1, 1)
    return chronology(
        phases=[
            {
                "id": f"h{number}",
                "number": number + 1,
                "title": "h",
                "first": str(day + timedelta(number)),
                "last": str(day + timedelta(number)),
            }
            for number in range(25_000)
        ],
        events=[event(number, date=str(day + timedelta(2 * number)), figures=[figure()]) for number in range(12_000)],
    )


def long_figures() -> File:
    """Days that are in no single phase, and phases between them."""
    day = date(1950, 1, 1)
    some = [str(day + timedelta(2 * number)) for number in range(20_000)]
    return chronology(
        phases=[
            {"id": f"h{number}", "number": number + 1, "title": "h", "first": one, "last": one}
            for number, one in enumerate(some)
        ],
        events=[
            event(number, date=f"{some[number]}/{some[-number - 1]}", figures=[figure()]) for number in range(9_000)
        ]
        + [event(10_000 + number, date=some[-number], figures=[figure()]) for number in range(2)],
    )


def shared_days() -> File:
    """Every figure shares its days with every other, and no place."""
    return chronology(
        places=[place(number) for number in range(200)],
        events=[event(number, places=[f"p{number % 200}"], figures=[figure()]) for number in range(40_000)],
    )


def apart_days() -> File:
    """Every figure shares its days with every other, and each has a place of its own."""
    return chronology(
        places=[place(number) for number in range(22_000)],
        events=[event(number, places=[f"p{number}"], figures=[figure()]) for number in range(22_000)],
    )


def inside_one() -> File:
    """Every figure shares its days and place with one that includes it."""
    inner = [f"e{number}" for number in range(1, 33_000)]
    return chronology(
        events=[event(0, places=["p0"], figures=[figure(scope="cumulative", includes=inner)])]
        + [event(number, places=["p0"], figures=[figure()]) for number in range(1, 33_000)],
    )


def nested() -> File:
    """Each figure includes the one before, all of the same days and place."""
    return chronology(
        events=[event(0, places=["p0"], figures=[figure()])]
        + [
            event(number, places=["p0"], figures=[figure(scope="cumulative", includes=[f"e{number - 1}"])])
            for number in range(1, 25_000)
        ],
    )


def nested_parts() -> File:
    """Two metrics, one a part of the other, in deep nests that differ."""
    metrics = [
        {"id": "m", "label": "m", "unit": "people", "parts": ["n"]},
        {"id": "n", "label": "n", "unit": "people"},
    ]
    return chronology(
        metrics=metrics,
        events=[event(0, figures=[figure(), figure("n")])]
        + [
            event(
                number,
                figures=[
                    figure(scope="cumulative", includes=[f"e{number - 1}"]),
                    figure("n", **({"scope": "cumulative", "includes": [f"e{number // 2}"]} if number % 2 else {})),
                ],
            )
            for number in range(1, 15_000)
        ],
    )


def two_crowded_events() -> File:
    """Two events in very many places each."""
    return chronology(
        places=[place(number) for number in range(40_000)],
        events=[
            event(half, places=[f"p{2 * number + half}" for number in range(20_000)], figures=[figure()])
            for half in range(2)
        ],
    )


def attackers() -> File:
    """One event with very many attackers, and a figure attributed to all of them."""
    everyone = [f"a{number}" for number in range(28_000)]
    return chronology(
        actors=[actor(number) for number in range(28_000)],
        events=[
            event(
                0,
                actors=[{"actor": one, "role": "attacker"} for one in everyone],
                figures=[figure(attributed_to=everyone)],
            )
        ],
    )


def many_parts() -> File:
    """A metric of very many parts."""
    ids = [f"m{number}" for number in range(8_000)]
    return chronology(
        metrics=[{"id": "m", "label": "m", "unit": "u", "parts": ids}]
        + [{"id": one, "label": one, "unit": "u"} for one in ids],
        events=[event(number, figures=[figure(one)]) for number, one in enumerate(ids)],
    )


def many_sources() -> File:
    """One metric of one event, reported by very many sources."""
    return chronology(
        actors=[actor(number) for number in range(25_000)],
        events=[event(0, figures=[figure(source=f"a{number}") for number in range(25_000)])],
    )


def most_sources() -> File:
    """As many sources of one metric in one event as allowed, in event after event."""
    return chronology(
        actors=[actor(number) for number in range(200)],
        events=[event(day, figures=[figure(source=f"a{number}") for number in range(200)]) for day in range(550)],
    )


def marks() -> File:
    """A name of combining marks that have to be put in order."""
    return chronology(
        actors=[actor(0, "a" + "\u0301\u0316" * 200_000)], events=[event(0, title="\u0301\u0316" * 200_000)]
    )


def near_names() -> File:
    """Very many names that are like what is typed."""
    return chronology(
        actors=[actor(number, f"aaaaaaaaaaaaaaaaaaaaaaaaaaaaab{number}") for number in range(30_000)],
    )


def few_near_names() -> File:
    """The most long and similar names that are compared at all."""
    return chronology(actors=[actor(number, "ab" * 45 + f"{number}") for number in range(2_400)])


def dangling() -> File:
    """Very many ids that are in no section, and many that are like them."""
    return chronology(
        actors=[{"id": "ab" * 40 + f"{number}", "name": "A", "kind": "state"} for number in range(4_900)],
        events=[event(number, source="ba" * 40 + f"{number}") for number in range(20_000)],
    )


def dangling_includes() -> File:
    """Very many events that are like those that figures include, and are not in the file."""
    return chronology(
        events=[
            *(event(number, id="ba" * 17 + f"{number:05}") for number in range(4_900)),
            event(0, id="toll", figures=[figure(includes=["ab" * 17 + f"{number:05}" for number in range(20_000)])]),
        ]
    )


def wordy_dates() -> File:
    """Dates of very many words, each of which is nearly a month."""
    return chronology(events=[event(number, date="augst " * 20_000) for number in range(20)])


def empty_events() -> File:
    """Events with nothing in them."""
    return chronology(events=[{}] * 1_200_000)


def one_name() -> File:
    """Very many actors of one name."""
    return chronology(actors=[actor(number, "N") for number in range(80_000)])


def many_keys() -> File:
    """Keys that no record has."""
    return chronology(**{f"k{number}": 0 for number in range(350_000)})


def digits() -> File:
    """A wording of very many digits."""
    return chronology(events=[event(0, figures=[figure(wording="9" * 4_000_000)])])


def many_numbers() -> File:
    """Wordings of very many numbers, and of very many words that may come before one."""
    return chronology(
        events=[event(number, figures=[figure(wording=("x 1 ", "some ")[number % 2] * 100)]) for number in range(7_000)]
    )


def far_paragraphs() -> File:
    """Paragraphs far apart."""
    return chronology(paragraphs=[1, 10**6], events=[event(0, paragraphs=list(range(1, 400_000, 2)))])


def far_days() -> File:
    """Two days, as far apart as a calendar goes."""
    return chronology(
        events=[
            event(0, date="0001-01-01", figures=[figure()]),
            event(1, date="9999-12-31", figures=[figure()]),
        ]
    )


def long_days() -> File:
    """The calendar's two ends, and very many periods between."""
    ends = far_days()["events"]
    return chronology(
        events=ends
        + [
            event(
                2 + number,
                date=f"{1 + number % 900:04}-01-{1 + number % 28:02}/{9998 - number // 28}-12-01",
                figures=[figure()],
            )
            for number in range(30_000)
        ]
    )


def many_chains() -> File:
    """Places within each other as deep as allowed, and events in the innermost of each."""
    return chronology(
        places=[place(number, number - 1 if number % 100 else None) for number in range(40_000)],
        events=[event(number, places=[f"p{number % 400 * 100 + 99}"], figures=[figure()]) for number in range(18_000)],
    )


def most_phases() -> File:
    """As many phases as allowed, and figures of days in and between them."""
    days = [str(date(1990, 1, 1) + timedelta(2 * number)) for number in range(500)]
    return chronology(
        phases=[
            {"id": f"h{number}", "number": number + 1, "title": "h", "first": one, "last": one}
            for number, one in enumerate(days)
        ],
        events=[
            event(number, date=days[number % 500] + f"/{days[-1]}" * (number % 2), figures=[figure()])
            for number in range(38_000)
        ],
    )


def most_parts() -> File:
    """A metric with as many parts as allowed, and stated totals that include some of each."""
    parts = [f"m{number}" for number in range(199)]
    return chronology(
        metrics=[{"id": "m", "label": "m", "unit": "u", "parts": parts}]
        + [{"id": part, "label": part, "unit": "u"} for part in parts],
        events=[
            event(number, places=["p0"], figures=[figure(), figure(parts[number % 7]), figure(parts[7 + number % 192])])
            for number in range(20_000)
        ],
    )


def parts_below() -> File:
    """Stated totals deep within each other, and figures of a part at their bottom, none of them stated."""
    metrics = [
        {"id": "m", "label": "m", "unit": "people", "parts": ["n"]},
        {"id": "n", "label": "n", "unit": "people"},
    ]
    below = [f"e{number}" for number in range(20_000, 31_000)]
    return chronology(
        metrics=metrics,
        events=[event(0, places=["p0"], figures=[figure(scope="cumulative", includes=below)])]
        + [
            event(number, places=["p0"], figures=[figure(scope="cumulative", includes=[f"e{number - 1}"])])
            for number in range(1, 15_000)
        ]
        + [event(number, places=["p0"], figures=[figure("n")]) for number in range(20_000, 31_000)],
    )


def sinking() -> File:
    """Each figure includes the one before, which says more; each source gives one above and one far below."""
    number_of = 13_000
    return chronology(
        actors=[actor(number) for number in range(number_of // 2 + 1)],
        events=[
            event(
                number,
                figures=[
                    {
                        "metric": "m",
                        "value": 10**9 - number,
                        "hedge": "about",
                        "source": f"a{min(number, number_of - number)}",
                        **({"scope": "cumulative", "includes": [f"e{number - 1}"]} if number else {}),
                    }
                ],
            )
            for number in range(number_of)
        ],
    )


def far_from_each_other() -> File:
    """Very many periods of many months at one end of the calendar, and empty months to the other."""
    return chronology(
        events=far_days()["events"]
        + [
            event(2 + number, date=f"{1 + number // 28:04}-01-{1 + number % 28:02}/{1 + number // 28:04}-03-01",
                  figures=[figure()])
            for number in range(30_000)
        ]
    )  # fmt: skip


def crowded_event() -> File:
    """Two events with figures in very many places."""
    everywhere = [f"p{number}" for number in range(10_000)]
    return chronology(
        places=[place(number) for number in range(10_000)],
        events=[event(number, places=everywhere, figures=[figure()]) for number in range(2)],
    )


def crowded_metrics() -> File:
    """One event in very many places, with figures of as many metrics as allowed."""
    metrics = [f"m{number}" for number in range(200)]
    return chronology(
        metrics=[{"id": metric, "label": metric, "unit": "people"} for metric in metrics],
        places=[place(number) for number in range(10_000)],
        events=[event(0, places=[f"p{number}" for number in range(10_000)], figures=[figure(one) for one in metrics])],
    )


# Field files


def field_file(*bodies: str) -> bytes:
    """A GED file of one invented row, and then these texts, in bytes of the largest size."""
    return (invented.ged({}) + "".join(bodies).encode())[:LARGEST_FILE]


def ged_rows() -> bytes:
    """As many rows as there is room for, each in a place of its own."""
    header, row = invented.ged({"id": "ID", "where_coordinates": "PLACE town"}).decode().splitlines()
    rows = (row.replace("ID", str(number)).replace("PLACE", f"P{number}") for number in range(10_000))
    return "\n".join((header, *rows)).encode()


def ged_blank() -> bytes:
    """A row, and then only empty lines."""
    return field_file("\n" * LARGEST_FILE)


def ged_bad() -> bytes:
    """A row, and then lines that are not rows."""
    return field_file("x\n" * LARGEST_FILE)


def ged_quotes() -> bytes:
    """A quote that is never closed."""
    return field_file('"', "x\n" * LARGEST_FILE)


def ged_one_cell() -> bytes:
    """One cell of nearly the whole file."""
    return invented.ged({"where_coordinates": "P" * 4_900_000})


def ged_zip() -> bytes:
    """A zip of less than a megabyte that unpacks to hundreds of megabytes of empty lines."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ged.csv", invented.ged({}) + b"\n" * 400_000_000)
    return stream.getvalue()


class Case(NamedTuple):
    """A file and the command lines that may find it hard, without `--data FILE`.

    TAB means a completion, FILE the file, OUT a new one.
    """

    made: Made
    commands: tuple[str, ...]


BREAKDOWNS = tuple(
    f"totals --by {by}" for by in ("month", "quarter", "year", "phase", "actor", "place", "source", "kind")
)
#: For a file that is refused.
REFUSED = ("check FILE", "list --place p5", "totals", "TAB list --place p")
EVERY = (
    "check FILE", "list", "list --json", "totals", *BREAKDOWNS, "figures", "figures -f csv", "actor", "actor a0",
    "totals --actor a0", "phase", "place", "place p0", "list --place p0", "show e0", "timeline", "names",
    "TAB list --actor A", "TAB show e", "report -o OUT", "claim 1000 --metric m", "crosscheck FILE",
    *(f"export {name} -o OUT" for name in ("geojson", "timelinejs", "datapackage", "sqlite", "svg")),
)  # fmt: skip
ROWS = (
    "check FILE", "list", "list --from 2019-06 --place Land", "list -f jsonl", "totals", "totals --by place",
    "totals --from 2019-06 --place Land", "figures -f csv", "names", "claim 1000 --metric killed", "report -o OUT",
    "crosscheck FILE", "convert FILE -o OUT", "export geojson -o OUT", "export sqlite -o OUT",
)  # fmt: skip
NAMES = ("check FILE", "list", "names", "actor", "TAB actor A", "TAB list --source a")

CASES: dict[str, Case] = {
    "chain": Case(chain, (*REFUSED, "place", "names")),
    "deep-chain": Case(deep_chain, REFUSED),
    "many-chains": Case(many_chains, EVERY),
    "partners": Case(partners, EVERY),
    "companies": Case(companies, EVERY),
    "crowd": Case(crowd, EVERY),
    "phases": Case(phases, (*REFUSED, "totals --by phase", "phase", "range 1950..2020")),
    "long-figures": Case(long_figures, (*REFUSED, "totals --by phase")),
    "most-phases": Case(most_phases, (*EVERY, "phase h5", "totals --phase 1 --phase 500", "range 1990..1995")),
    "shared-days": Case(shared_days, EVERY),
    "apart-days": Case(apart_days, EVERY),
    "inside-one": Case(inside_one, EVERY),
    "nested": Case(nested, EVERY),
    "nested-parts": Case(nested_parts, EVERY),
    "parts-below": Case(parts_below, EVERY),
    "sinking": Case(sinking, EVERY),
    "two-crowded-events": Case(two_crowded_events, EVERY),
    "attackers": Case(attackers, (*EVERY, "actor a5")),
    "many-parts": Case(many_parts, (*REFUSED, "figures")),
    "most-parts": Case(most_parts, (*EVERY, "totals m --by month", "totals m5 --by actor")),
    "many-sources": Case(many_sources, (*REFUSED, "figures")),
    "most-sources": Case(most_sources, EVERY),
    "marks": Case(
        marks, (*EVERY, "actor a", "list --text a", "show a", "list --actor MARKS", "show MARKS", "list --text MARKS")
    ),
    "near-names": Case(near_names, (*NAMES, "list --actor aaaaaaaaaaaaaaaaaaaaaaaaaaaaac", "TAB list --actor aaaa")),
    "few-near-names": Case(few_near_names, (*NAMES, f"list --actor {'ba' * 45}")),
    "dangling": Case(dangling, REFUSED),
    "dangling-includes": Case(dangling_includes, REFUSED),
    "wordy-dates": Case(wordy_dates, REFUSED),
    "empty-events": Case(empty_events, REFUSED),
    "one-name": Case(one_name, (*NAMES, "actor N", "list --source N")),
    "many-keys": Case(many_keys, REFUSED),
    "digits": Case(digits, EVERY),
    "many-numbers": Case(many_numbers, REFUSED),
    "far-paragraphs": Case(far_paragraphs, EVERY),
    "far-days": Case(far_days, EVERY),
    "far-from-each-other": Case(far_from_each_other, EVERY),
    "long-days": Case(long_days, EVERY),
    "crowded-event": Case(crowded_event, EVERY),
    "crowded-metrics": Case(crowded_metrics, EVERY),
    "ged-rows": Case(ged_rows, ROWS),
    "ged-blank": Case(ged_blank, ROWS),
    "ged-bad": Case(ged_bad, ROWS),
    "ged-quotes": Case(ged_quotes, ROWS),
    "ged-one-cell": Case(ged_one_cell, ROWS),
    "ged-zip": Case(ged_zip, ROWS),
}


class Run(NamedTuple):
    """How a run went: `code` is None if it was given up."""

    seconds: float
    megabytes: float
    written: float
    code: int | None
    message: str

    @property
    def is_bounded(self) -> bool:
        """Whether the run kept to the limits."""
        within = self.seconds <= SECONDS and self.megabytes <= MEGABYTES and self.written <= WRITTEN
        return self.code in (0, 1, 2) and within


def run(arguments: list[str], environment: dict[str, str], out: Path) -> Run:
    """Run one command in its own process, given up after two minutes or at four gigabytes."""
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "idlibtl", *arguments],
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"} | environment,
            stdout=stdout,
            stderr=stderr,
            preexec_fn=_limited,  # noqa: PLW1509 - no threads here
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        stderr.seek(0)
        message = stderr.read().decode(errors="replace")
        written = os.fstat(stdout.fileno()).st_size + _size(out)
    code = process.returncode if process.returncode >= 0 else None
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, written / 1e6, code, message)


def _size(path: Path) -> int:
    """How many bytes a file or the files of a folder have; they are removed."""
    if path.is_dir():
        size = sum(file.stat().st_size for file in path.iterdir())
        shutil.rmtree(path)
        return size
    size = path.stat().st_size if path.exists() else 0
    path.unlink(missing_ok=True)
    return size


def call(command: str, file: Path, out: Path) -> tuple[list[str], dict[str, str]]:
    """Return the arguments and the environment of a command line about a file."""
    meant = {"MARKS": MARKS, "FILE": str(file), "OUT": str(out)}
    words = [meant.get(word, word) for word in command.split()]
    if words[0] == "TAB":
        line = "\n".join(["idlibtl", *words[1:]])
        return [], {
            "_IDLIBTL_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            "IDLIBTL_DATA": str(file),
        }
    return words if words[0] in ("check", "convert") else [*words, "--data", str(file)], {}


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (GIVE_UP, GIVE_UP))
    resource.setrlimit(resource.RLIMIT_AS, (4 * 1024**3, 4 * 1024**3))


def _made(case: Case, folder: Path, name: str) -> Path:
    made = case.made()
    if isinstance(made, bytes):
        file = folder / f"{name}.{'zip' if made.startswith(b'PK') else 'csv'}"
        file.write_bytes(made)
    else:
        file = folder / f"{name}.json"
        file.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    assert file.stat().st_size <= LARGEST_FILE, (name, file.stat().st_size)
    return file


def _runs(names: list[str]) -> Iterator[Run]:
    with tempfile.TemporaryDirectory() as folder:
        for name in names or CASES:
            file, out = _made(CASES[name], Path(folder), name), Path(folder) / "out"
            for command in CASES[name].commands:
                done = run(*call(command, file, out), out)
                mark = " " if done.is_bounded else "!"
                outcome = "given up" if done.code is None else f"exit {done.code}"
                first = done.message.strip().split("\n")[0].replace(f"{folder}/", "")[:100]
                print(
                    f"{mark} {name:19} {file.stat().st_size / 1e6:4.1f} MB  {command[:34]:34} {done.seconds:6.1f} s"
                    f" {done.megabytes:6.0f} MB {done.written:6.1f} MB  {outcome}  {first}",
                    flush=True,
                )
                yield done


if __name__ == "__main__":
    if unknown := [name for name in sys.argv[1:] if name not in CASES]:
        sys.exit(f"Unknown case {unknown[0]!r}. All cases: {', '.join(CASES)}")
    sys.exit(0 if all([one.is_bounded for one in _runs(sys.argv[1:])]) else 1)  # noqa: C419 - every case is run
