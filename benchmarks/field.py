"""Field files next to DuckDB and pandas: the same numbers however a file is saved, and the cost of a whole UCDP GED.

python benchmarks/field.py numbers FILE...     civilians by year, country and province of GED files, saved in nine ways
python benchmarks/field.py cost FILE [ROWS]    a file of ROWS rows made by repeating those of FILE: seconds, megabytes

Needs duckdb and pandas (`pip install duckdb pandas`). The file of `cost` is made in a temporary folder; each repeated
row has an id of its own, and is a year after the one before, within the years that a whole GED covers: so one country's
year is as small a part of the file as there. The two programs run one after the other, three times; the least counts.
"""

import csv
import gzip
import io
import itertools
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

#: As many rows as version 25.1 has.
ROWS = 385_918
#: The first year that GED covers, and how many there are.
FIRST_YEAR, YEARS = 1989, 36
TIMES = 3

Row = dict[str, str]


def main() -> None:
    """Do what was asked."""
    match sys.argv[1:]:
        case ["numbers", *files] if files:
            numbers([Path(file) for file in files])
        case ["cost", file, *rows]:
            cost(Path(file), int(rows[0]) if rows else ROWS)
        case _:
            sys.exit(__doc__)


# Numbers


def as_r(rows: Sequence[Row], header: Sequence[str]) -> bytes:
    """Return the rows as R's write.csv writes them: all in quotes, numbered, NA for missing values."""
    numbered = [{"": str(n), **{key: cell or "NA" for key, cell in row.items()}} for n, row in enumerate(rows, 1)]
    return saved(numbered, ["", *header], quoting=csv.QUOTE_ALL, lineterminator="\n")


def as_pandas(rows: Sequence[Row], header: Sequence[str]) -> bytes:
    """Return the rows as pandas writes columns with missing values: numbers as fractions, days with a time."""
    days = ("date_start", "date_end")
    fractions = [{key: f"{cell}.0" if cell.isdecimal() else cell for key, cell in row.items()} for row in rows]
    return saved([{**row, **{day: f"{row[day][:10]} 00:00:00" for day in days}} for row in fractions], header)


def saved(rows: Sequence[Row], header: Sequence[str], **how: Any) -> bytes:
    """Return the rows as CSV; `how` has options of csv.writer."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, **how)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_latin_1(content: bytes) -> bytes:
    """Return the same in Windows' Latin-1; letters that it lacks lose their accents."""
    text = unicodedata.normalize("NFC", content.decode())
    lacking = {sign for sign in set(text) if not sign.encode("cp1252", "ignore")}
    bare: dict[str, str | int | None] = {}
    bare |= {sign: unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode() for sign in lacking}
    return text.translate(str.maketrans(bare)).encode("cp1252")


def zipped(content: bytes) -> bytes:
    """Return a zip with one file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("GEDEvent.csv", content)
    return stream.getvalue()


WAYS: dict[str, Callable[[Sequence[Row], Sequence[str]], bytes]] = {
    "as published": saved,
    "R": as_r,
    "pandas": as_pandas,
    "Excel (;)": lambda rows, header: saved(rows, header, delimiter=";"),
    "Excel (;, Latin-1)": lambda rows, header: as_latin_1(saved(rows, header, delimiter=";")),
    "tabs": lambda rows, header: saved(rows, header, delimiter="\t"),
    "upper case": lambda rows, header: saved(
        [{key.upper(): cell for key, cell in row.items()} for row in rows], [column.upper() for column in header]
    ),
    "columns turned": lambda rows, header: saved(rows, header[::-1]),
    "gz": lambda rows, header: gzip.compress(saved(rows, header)),
    "zip": lambda rows, header: zipped(saved(rows, header)),
}

#: The group of a row in SQL, for each breakdown; --by province has no row of a place that is only known by its country.
GROUPS = {
    "year": "date_start[:4]",
    "country": "country",
    "province": "case when adm_1 is null or where_prec in ('6', '7') then null"
    " else country || strip_accents(lower(adm_1)) end",
}


def numbers(files: Sequence[Path]) -> None:
    """Compare with DuckDB, however each file is saved."""
    import duckdb

    for file in files:
        with file.open(encoding="utf-8", newline="") as opened:
            rows = [row for row in csv.DictReader(opened) if row["id"].isdecimal()]
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "plain.csv"
            plain.write_bytes(saved(rows, list(rows[0])))
            expected = {}
            for by, group in GROUPS.items():
                sums = duckdb.execute(
                    f"select {group}, sum(deaths_civilians::int) from read_csv(?, all_varchar = true, header = true)"  # noqa: S608
                    " where deaths_civilians is not null group by 1",
                    [str(plain)],
                ).fetchall()
                expected[by] = sorted(number for group, number in sums if group is not None)
            for way, write in WAYS.items():
                path = Path(folder) / "saved"
                path.write_bytes(write(rows, list(rows[0])))
                same = []
                for by, sums_ in expected.items():
                    printed = run(
                        "-m", "idlibtl", "totals", "civilians", "--by", by, "--data", str(path), "--json"
                    ).printed
                    [total] = json.loads(printed)
                    best = [
                        row["best"] for row in total["groups"] if row["best"] is not None and row["group"] != "rest"
                    ]
                    same.append(f"{by} {'the same' if sorted(best) == sums_ else 'DIFFERENT'} ({len(best)})")
                print(f"{file.name}, {way}: {', '.join(same)}")


# Cost


class Run(NamedTuple):
    """What a process printed, its seconds of processor time, and its megabytes at most."""

    printed: str
    seconds: float
    megabytes: float


def run(*arguments: str) -> Run:
    """Run Python and return what the system measured."""
    process = subprocess.Popen(
        (sys.executable, *arguments), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    printed = process.stdout.read()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return Run(printed, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


class Asked(NamedTuple):
    """A question to both programs, and the most that its answer may cost: times DuckDB's seconds, and megabytes."""

    name: str
    filters: list[str]
    group: str
    where: str
    times: float
    megabytes: float


DUCK = """
import duckdb, sys
rows = "read_csv(?, all_varchar = true, header = true)"
print(duckdb.execute(f"select sum(t) from (select {sys.argv[2]}, sum(deaths_civilians::int) t from {rows}"
                     f" where {sys.argv[3]} group by 1)", [sys.argv[1]]).fetchall()[0][0])
"""

PANDAS = """
import pandas, sys
rows = pandas.read_csv(sys.argv[1])
print(int(rows.groupby(rows.date_start.str[:4]).deaths_civilians.sum().sum()))
"""


def cost(source: Path, count: int) -> None:
    """Make the file, ask all, and print what each took."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ged.csv"
        country, year = made(source, file, count)
        print(f"{count:,} rows of {source.name}, {file.stat().st_size / 1e6:,.0f} MB")
        in_year = f"country = '{country}' and date_start[:4] = '{year}' and date_end[:4] = '{year}'"
        days = f"{year}-06-01", f"{year}-06-02"
        words = "lower(coalesce(source_article, '') || ' ' || coalesce(source_headline, ''))"
        text = f"regexp_matches({words}, '(^|[^a-z0-9])massacre')"
        questions = (
            Asked("by year", ["--by", "year"], "date_start[:4]", "true", 6.5, 120),
            Asked("by actor", ["--by", "actor"], "side_a", "true", 6.5, 120),
            Asked("one country's year", ["--place", country, "--from", year, "--to", year], "1", in_year, 2, 60),
            Asked(
                "by place of one country",
                ["--place", country, "--by", "place"],
                "adm_1",
                f"country = '{country}'",
                8,
                150,
            ),
            Asked("by place", ["--by", "place"], "adm_1", "true", 8, 150),
            Asked("by month", ["--by", "month"], "date_start[:7]", "true", 8, 150),
            Asked("by kind", ["--by", "kind"], "type_of_violence", "true", 8, 120),
            Asked("--text massacre", ["--text", "massacre"], "1", text, 8, 150),
            Asked(
                "two days of one country",
                ["--place", country, "--from", days[0], "--to", days[1]],
                "1",
                f"country = '{country}' and date_start[:10] >= '{days[0]}' and date_end[:10] <= '{days[1]}'",
                1.1,
                60,
            ),
        )
        for asked in questions:
            ask(asked, str(file))
        pandas = least(lambda: run("-c", PANDAS, str(file)))
        print(f"pandas by year: {int(pandas.printed):,}; {pandas.seconds:.2f} s, {pandas.megabytes:.0f} MB")


def ask(asked: Asked, file: str) -> None:
    """Ask both programs in turn, and print the least that each took."""
    command = ("-m", "idlibtl", "totals", "civilians", "--data", file, "--json", *asked.filters)
    pairs = [(run(*command), run("-c", DUCK, file, asked.group, asked.where)) for _ in range(TIMES)]
    ours, duck = (min(runs, key=lambda one: one.seconds) for runs in zip(*pairs, strict=True))
    best = json.loads(ours.printed)[0]["best"]
    times = ours.seconds / duck.seconds
    print(
        f"{asked.name}: {best or 0:,} and {duck.printed.split()[-1]};"
        f" {ours.seconds:.2f} s and {duck.seconds:.2f} s, {times:.1f} times (at most {asked.times});"
        f" {ours.megabytes:.0f} MB and {duck.megabytes:.0f} MB (at most {asked.megabytes:.0f})"
    )


def least(measure: Callable[[], Run]) -> Run:
    """Return the fastest of several runs."""
    return min((measure() for _ in range(TIMES)), key=lambda one: one.seconds)


def made(source: Path, target: Path, count: int) -> tuple[str, str]:
    """Write a file with this number of rows; return the country and the year with the most of them."""
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


if __name__ == "__main__":
    main()
