"""A whole UCDP GED, and one country's year in it: seconds and megabytes, beside DuckDB's on the same question.

python benchmarks/field.py [FILE] [ROWS]   FILE is a GED file whose rows are repeated, ROWS how many there shall be

Needs duckdb (`pip install duckdb`). The file is made in a temporary folder; each repeated row has an id of its own, and
lies a year after the one before, within the years that a whole GED covers: so one country's year is as small a part of
the file as there.
"""

import csv
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

INVENTED = Path(__file__).parents[1] / "tests" / "fixtures" / "invented-ged.csv"
#: As many rows as version 25.1 has.
ROWS = 385_918
#: The first year that GED covers, and how many there are.
FIRST_YEAR, YEARS = 1989, 36
#: The most, as times DuckDB's processor time and in megabytes: of everything by year, of one country in one year.
LIMITS = ((5, 300), (2, 150))

DUCK = """
import duckdb, sys
rows = "read_csv(?, all_varchar = true, header = true)"
print(duckdb.execute(f"select sum(t) from (select {sys.argv[2]}, sum(deaths_civilians::int) t from {rows}"
                     f" where {sys.argv[3]} group by 1)", [sys.argv[1]]).fetchall()[0][0])
"""


class Run(NamedTuple):
    """What a process printed, its seconds of processor time, and its megabytes at most."""

    printed: str
    seconds: float
    megabytes: float


def run(*command: str) -> Run:
    """Run a command and measure it by what the system says of it."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    printed = process.stdout.read()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return Run(printed, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def made(source: Path, target: Path, count: int) -> tuple[str, str]:
    """Write a file of so many rows; the country and the year that most of them are of."""
    with source.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    identity, country, year, *days = (
        header.index(name) for name in ("id", "country", "year", "date_start", "date_end")
    )
    rows = [row for row in rows if len(row) == len(header) and row[identity].isdecimal()]
    counts: Counter[tuple[str, str]] = Counter()
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number, row in enumerate(itertools.islice(itertools.cycle(rows), count)):
            made = list(row)
            made[identity] = str(number + 1)
            began = int(row[days[0]][:4])
            later = (began - FIRST_YEAR + number // len(rows)) % YEARS + FIRST_YEAR - began
            for at in (year, *days):
                made[at] = f"{int(row[at][:4]) + later}{row[at][4:].replace('-02-29', '-02-28')}"
            writer.writerow(made)
            counts[made[country], made[days[0]][:4]] += 1
    ((place, most), _) = counts.most_common(1)[0]
    return place, most


def main() -> None:
    """Make the file, ask both, and print what each took."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else INVENTED
    count = int(sys.argv[2]) if len(sys.argv) > 2 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ged.csv"
        country, year = made(source, file, count)
        print(f"{count:,} rows of {source.name}, {file.stat().st_size / 1e6:,.0f} MB")
        asked = ["totals", "civilians", "--data", str(file), "--json"]
        one = f"country = '{country}' and date_start[:4] = '{year}' and date_end[:4] = '{year}'"
        questions = (
            ("everything by year", ["--by", "year"], "date_start[:4]", "true"),
            (f"{country} in {year}", ["--place", country, "--from", year, "--to", year], "1", one),
        )
        for (name, filters, group, where), (times, megabytes) in zip(questions, LIMITS, strict=True):
            ours = run(sys.executable, "-m", "idlibtl", *asked, *filters)
            duck = run(sys.executable, "-c", DUCK, str(file), group, where)
            best = json.loads(ours.printed)[0]["best"]
            print(
                f"{name}: {best:,} and {int(duck.printed or 0):,}; {ours.seconds:.2f} s and {duck.seconds:.2f} s of"
                f" processor time, {ours.seconds / duck.seconds:.1f} times (at most {times});"
                f" {ours.megabytes:.0f} MB (at most {megabytes})"
            )


if __name__ == "__main__":
    main()
