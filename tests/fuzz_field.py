"""A long run over field files that are written at random: each answer is compared with an independent sum.

    python tests/fuzz_field.py [FILES] [SEED] [SECONDS]

A file has up to 30 rows in the layout of UCDP GED, some of which cannot be read. It is written as any program may
write it: columns in another order and case, `;` or tabs, quotes, a byte order mark, Latin-1, Windows line ends, empty
lines, numbers with a decimal point, dates with a time, `#` and line ends in cells, gz or zip. Each file is asked eight
times, with filters and breakdowns drawn at random; a plain loop over the rows as they were drawn gives the numbers to
expect. The exit code is 1 if an answer differs, or if a run ends in a traceback.
"""

import csv
import gzip
import io
import json
import os
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from invented import GED, GED_ROW

from idlibtl.cli import main as program

Row = dict[str, str]

PLACES = {"Freedonia": ["River", "Hill"], "Sylvania": ["Wood", "Moor"]}
KINDS = {"1": "state-based", "2": "non-state", "3": "one-sided"}
#: What makes a row unreadable: an impossible day, no day, letters for a number, no number.
BROKEN = ({"date_start": "2019-02-30"}, {"date_start": ""}, {"best": "many"}, {"best": ""}, {"id": ""})
CELLS = ("#EndSARS", "a, b", 'say "no"', "two\nlines", " ", "déjà", "-5", "=1+1", "#")


class Draw(NamedTuple):
    """One row: what it says, and whether it can be read."""

    row: Row
    is_sound: bool


def drawn(chance: random.Random) -> list[Draw]:
    """Rows of a file; more than half of them are valid."""
    draws = [_draw(chance, number) for number in range(1, chance.randint(1, 30) + 1)]
    for at in chance.sample(range(len(draws)), chance.choice((0, 0, 0, (len(draws) - 1) // 3))):
        draws[at] = Draw(draws[at].row | chance.choice(BROKEN), is_sound=False)
    return draws


def _draw(chance: random.Random, number: int) -> Draw:
    first = date(2018, 1, 1) + timedelta(chance.randrange(1000))
    last = first + timedelta(chance.choice((0, 0, 0, 3, 40)))
    country = chance.choice(list(PLACES))
    best = chance.choice((0, 1, 2, 7, 30, 1200))
    low, high = max(0, best - chance.choice((0, 0, 1, 5))), best + chance.choice((0, 0, 2, 300))
    if chance.random() < 0.1:  # as a few published rows are
        low, high = high, low
    civilians = chance.randint(0, best)
    row = {
        **GED_ROW,
        "id": str(1000 + number),
        "year": str(first.year),
        "date_start": str(first),
        "date_end": str(last),
        "date_prec": "1" if first == last else "4",
        "country": country,
        "adm_1": chance.choice(PLACES[country]),
        "type_of_violence": chance.choice(list(KINDS)),
        "deaths_civilians": str(civilians),
        "deaths_a": "0",
        "deaths_b": "0",
        "deaths_unknown": str(best - civilians),
        "best": str(best),
        "low": str(low),
        "high": str(high),
    }
    for column in ("source_headline", "source_article", "conflict_name"):
        row[column] = chance.choice(CELLS)
    return Draw(row, is_sound=True)


# A file


def saved(chance: random.Random, draws: Sequence[Draw], folder: Path) -> Path:
    """Write the rows as some program might, and return the file."""
    columns = list(GED[chance.choice((41, 42))])
    if chance.random() < 0.5:
        chance.shuffle(columns)
    upper, points, times = (chance.random() < 0.2 for _ in range(3))
    text = io.StringIO()
    table = csv.writer(
        text,
        delimiter=chance.choice(",,;\t"),
        quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        lineterminator=chance.choice(("\n", "\r\n")),
    )
    table.writerow([column.upper() if upper else column for column in columns])
    for draw in draws:
        table.writerow([_cell(draw.row.get(column, ""), column, points=points, times=times) for column in columns])
        if chance.random() < 0.05:
            text.write("\n")
    content = text.getvalue().encode(chance.choice(("utf-8", "utf-8", "utf-8-sig", "latin-1")))
    draw_way = chance.random()
    if draw_way < 0.1:
        path = folder / "ged.csv.gz"
        path.write_bytes(gzip.compress(content))
    elif draw_way < 0.2:
        path = folder / "ged.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("ged.csv", content)
    else:
        path = folder / "ged.csv"
        path.write_bytes(content)
    return path


def _cell(value: str, column: str, *, points: bool, times: bool) -> str:
    if points and value.isdigit() and (column == "id" or column.startswith("deaths") or column in ("best", "year")):
        return f"{value}.0"
    return f"{value} 00:00:00.000" if times and column.startswith("date_") and "-" in value else value


# A question, and what to expect


class Asked(NamedTuple):
    """A question about civilians or all people killed."""

    metric: str
    first: date
    last: date
    country: str
    kind: str
    by_year: bool

    @property
    def options(self) -> list[str]:
        """The question as typed."""
        words = [self.metric]
        for option, value in (("--place", self.country), ("--kind", self.kind)):
            words += [option, value] if value else []
        words += ["--from", str(self.first)] if self.first > date.min else []
        words += ["--to", str(self.last)] if self.last < date.max else []
        return [*words, "--by", "year"] if self.by_year else words

    def numbers(self, draws: Sequence[Draw]) -> Iterator[tuple[int, int, int]]:
        """The low, best and high of each valid row that is asked for."""
        for row in (draw.row for draw in draws if draw.is_sound):
            days = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
            if (
                self.first <= days[0]
                and days[1] <= self.last
                and self.country in ("", row["country"])
                and self.kind in ("", KINDS[row["type_of_violence"]])
            ):
                yield _bounds(row, self.metric)

    def is_mostly_broken(self, draws: Sequence[Draw]) -> bool:
        """Whether fewer than half of the rows that may be of these days can be read: then there is no answer."""
        days = [
            (date.fromisoformat(draw.row["date_start"]), date.fromisoformat(draw.row["date_end"]))
            for draw in draws
            if draw.is_sound
        ]
        sound = sum(first <= self.last and self.first <= last for first, last in days)
        return sound < sum(not draw.is_sound for draw in draws)

    def within(self, year: int) -> "Asked":
        """The question about one year of it."""
        first, last = max(self.first, date(year, 1, 1)), min(self.last, date(year, 12, 31))
        return self._replace(first=first, last=last)


def _bounds(row: Row, metric: str) -> tuple[int, int, int]:
    low, best, high = (int(row[name]) for name in ("low", "best", "high"))
    if metric == "killed":
        return low, best, high
    civilians, unknown = int(row["deaths_civilians"]), int(row["deaths_unknown"])
    lowest = max(0, civilians - (best - low)) if civilians else 0
    return lowest, civilians, max(0, civilians + unknown + high - best)


def expected(asked: Asked, draws: Sequence[Draw]) -> list[int | None]:
    """The low, best and high of the answer; three times None if no row counts."""
    numbers = list(asked.numbers(draws))
    if not numbers:
        return [None, None, None]
    low, best, high = (sum(column) for column in zip(*numbers, strict=True))
    return [min(low, best, high), best, max(low, best, high)]


def question(chance: random.Random, draws: Sequence[Draw]) -> Asked:
    """A question that the file can be asked: it has the country and the kind."""
    sound = [draw.row for draw in draws if draw.is_sound]
    first = date(2018, 1, 1) + timedelta(chance.randrange(900)) if chance.random() < 0.3 else date.min
    last = date(2018, 6, 1) + timedelta(chance.randrange(900)) if chance.random() < 0.3 else date.max
    last = max(last, first)
    row = chance.choice(sound)
    return Asked(
        metric=chance.choice(("killed", "civilians")),
        first=first,
        last=last,
        country=row["country"] if chance.random() < 0.3 else "",
        kind=KINDS[row["type_of_violence"]] if chance.random() < 0.3 else "",
        by_year=chance.random() < 0.3,
    )


def answered(words: list[str]) -> tuple[int, Any]:
    """The exit code and the JSON of a command line."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = program.main(words)
    out.flush()
    text = out.buffer.getvalue().decode()
    return code, json.loads(text) if code == 0 else err.getvalue()


def faults(asked: Asked, draws: Sequence[Draw], file: Path) -> Iterator[str]:
    """Yield how the answer differs from what is expected."""
    words = ["totals", *asked.options, "--json", "--data", str(file)]
    try:
        code, answer = answered(words)
    except BaseException as error:  # noqa: BLE001 - any exception is a finding
        yield f"traceback {type(error).__name__}: {error}: {words}"
        return
    if code == 1 and asked.is_mostly_broken(draws):
        return
    if code:
        yield f"exit {code}: {answer}: {words}"
        return
    [total] = answer
    if [total["low"], total["best"], total["high"]] != expected(asked, draws):
        yield f"{total['low'], total['best'], total['high']}, not {expected(asked, draws)}: {words}"
    for group in total["groups"] or ():
        if group["group"] != "rest":
            numbers = expected(asked.within(int(group["group"])), draws)
            if [group["low"], group["best"], group["high"]] != numbers:
                yield f"{group['group']}: {group['low'], group['best'], group['high']}, not {numbers}: {words}"


def main(files: int = 1_000, seed: int = 1, seconds: float = 3600) -> int:
    """Print how many answers were compared, and each that differs."""
    chance, counts, begun = random.Random(seed), Counter[str](), time.monotonic()  # noqa: S311 - must be repeatable
    os.environ["NO_COLOR"] = "1"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        while counts["files"] < files and time.monotonic() - begun < seconds:
            draws = drawn(chance)
            file = saved(chance, draws, folder)
            counts["files"] += 1
            for _ in range(8):
                counts["answers"] += 1
                for fault in faults(question(chance, draws), draws, file):
                    counts["faults"] += 1
                    print(f"file {counts['files']}: {fault}"[:600], flush=True)
            file.unlink()
    print(f"seed {seed}: {dict(counts)} in {time.monotonic() - begun:.0f} s, {time.process_time():.0f} s of CPU")
    return 1 if counts["faults"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
