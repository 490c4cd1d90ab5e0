"""The published rows of UCDP, if a checkout has them next to it: answers against the standard library's sums."""

import csv
import gzip
import io
import itertools
import json
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest
from transcripts import in_process

from idlibtl import By, Filters, ask, check, from_bytes, load, totals_report
from idlibtl.field.chronology import own_format
from idlibtl.field.load import totals_from

FOLDER = next((outcome for up in Path(__file__).parents if (outcome := up / "shared" / "reference").is_dir()), None)
NAMES = (
    "ged-idlib.csv",
    "ged-syria-2016-2019-41col.csv",
    "ged191-42col.csv",
    "ged-hdx-bgd-43col.csv",
    "ged231-sample-49col.csv",
)
#: Without the largest, of every year from 2016 on.
SMALL = tuple(name for name in NAMES if "2016" not in name)
WINDOWS = ((None, None), ("2015", "2018"), ("2019-06", None))

pytestmark = pytest.mark.skipif(FOLDER is None, reason="there is no ../shared/reference next to this checkout")

Row = dict[str, str]


def path_of(name: str) -> Path:
    assert FOLDER
    return FOLDER / name


@cache
def cells(name: str) -> list[Row]:
    with path_of(name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["id"]]


def number_of(row: Row, metric: str) -> int | None:
    """The number of a metric in a row; None if it has none."""
    columns = {"killed": ["best"], "civilians": ["deaths_civilians"], "fighters": ["deaths_a", "deaths_b"]}[metric]
    return sum(int(row[column]) for column in columns) if all(row[column] for column in columns) else None


def sums(rows: Iterable[Row], metric: str, key: Callable[[Row], str]) -> dict[str, int]:
    """The sum of a metric in the rows of each key that have a number of it."""
    result: dict[str, int] = defaultdict(int)
    for row in rows:
        if (number := number_of(row, metric)) is not None:
            result[key(row)] += number
    return dict(result)


def letters(text: str) -> str:
    """A name without case, accents and signs."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ł", "l"))
    return "".join(character for character in bare if character.isascii() and character.isalnum())


def year_of(row: Row) -> str:
    assert row["date_start"][:4] == row["date_end"][:4]
    return row["date_start"][:4]


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("metric", ["civilians", "fighters", "killed"])
@pytest.mark.parametrize("name", NAMES)
def test_forty_five_questions_by_year(name: str, metric: str, window: tuple[str | None, str | None]) -> None:
    since, until = window
    rows = [
        row
        for row in cells(name)
        if (since is None or row["date_start"][:10] >= since) and (until is None or row["date_end"][:4] <= until)
    ]
    expected = sums(rows, metric, year_of)
    total = totals_from(path_of(name), Filters(since=since, until=until, metrics=[metric]), By.YEAR).totals[0]
    assert {row.group: row.best for row in total.groups or () if row.best is not None} == expected
    assert total.best == (sum(expected.values()) if expected else None)


@pytest.mark.parametrize("name", NAMES)
def test_civilians_by_country_and_by_province(name: str) -> None:
    question = Filters(metrics=["civilians"])
    result = totals_from(path_of(name), question, By.COUNTRY).totals[0].groups or ()
    expected = sums(cells(name), "civilians", lambda row: row["country"])
    assert {row.label: row.best for row in result if row.best is not None} == expected
    result = totals_from(path_of(name), question, By.PROVINCE).totals[0].groups or ()
    # where_prec 6 and 7 know no province; names differ in case between versions
    in_provinces = [row for row in cells(name) if row["adm_1"] and row["where_prec"] not in ("6", "7")]
    by_province = sums(in_provinces, "civilians", lambda row: letters(f"{row['country']} {row['adm_1']}"))
    assert {
        letters(row.group): row.best for row in result if row.best is not None and row.group != "rest"
    } == by_province
    rest = sum(expected.values()) - sum(by_province.values())
    assert [row.best for row in result if row.group == "rest"] == ([rest] if rest else [])


@pytest.mark.parametrize("name", SMALL)
def test_killed_by_type_of_violence(name: str) -> None:
    kinds = {"1": "state-based", "2": "non-state", "3": "one-sided"}
    expected = sums(cells(name), "killed", lambda row: kinds[row["type_of_violence"]])
    total = totals_from(path_of(name), Filters(metrics=["killed"]), By.KIND).totals[0]
    assert {row.group: row.best for row in total.groups or ()} == expected
    for kind, best in expected.items():
        [total] = totals_from(path_of(name), Filters(metrics=["killed"], kinds=[kind])).totals
        assert total.best == best


@pytest.mark.parametrize("name", NAMES)
def test_killed_are_the_raw_sums_put_in_order(name: str) -> None:
    low, best, high = (sum(int(row[column]) for row in cells(name)) for column in ("low", "best", "high"))
    total = totals_from(path_of(name), Filters(metrics=["killed"])).totals[0]
    assert (total.low, total.best, total.high) == (min(low, best, high), best, max(low, best, high))
    bounds = f" ({total.low:,} to {total.high:,})"
    assert total.quote == f"{best:,}{bounds}, in {len(cells(name)):,} events"


# The same files as people save them


def saved(rows: list[Row], header: list[str], **how: object) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, **how)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_r(rows: list[Row], header: list[str]) -> bytes:
    numbered = [{"": str(n), **{key: cell or "NA" for key, cell in row.items()}} for n, row in enumerate(rows, 1)]
    return saved(numbered, ["", *header], quoting=csv.QUOTE_ALL, lineterminator="\n")


def as_pandas(rows: list[Row], header: list[str]) -> bytes:
    days = ("date_start", "date_end")
    message = [{key: f"{cell}.0" if cell.isdecimal() else cell for key, cell in row.items()} for row in rows]
    return saved([{**row, **{day: f"{row[day][:10]} 00:00:00" for day in days}} for row in message], header)


def zipped(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("GEDEvent.csv", content)
    return stream.getvalue()


WAYS: dict[str, Callable[[list[Row], list[str]], bytes]] = {
    "R": as_r,
    "pandas": as_pandas,
    "Excel": lambda rows, header: saved(rows, header, delimiter=";"),
    "Excel, Latin-1": lambda rows, header: saved(rows, header, delimiter=";").decode().encode("cp1252", "replace"),
    "tabs": lambda rows, header: saved(rows, header, delimiter="\t"),
    "upper case": lambda rows, header: saved(
        [{k.upper(): v for k, v in r.items()} for r in rows], [*map(str.upper, header)]
    ),
    "another order": lambda rows, header: saved(rows, header[::-1]),
    "gz": lambda rows, header: gzip.compress(saved(rows, header), 1),
    "zip": lambda rows, header: zipped(saved(rows, header)),
}


# one file for each way: test_field_laws mixes all ways with all layouts
@pytest.mark.parametrize(("way", "name"), list(zip(WAYS, itertools.cycle(SMALL), strict=False)))
def test_a_file_says_the_same_however_it_is_saved(tmp_path: Path, name: str, way: str) -> None:
    rows = cells(name)
    path = tmp_path / "saved"
    path.write_bytes(WAYS[way](rows, list(rows[0])))
    question = Filters(metrics=["civilians"])
    for by, key in ((By.YEAR, year_of), (By.COUNTRY, lambda row: row["country"])):
        total = totals_from(path, question, by).totals[0]
        assert {row.label: row.best for row in total.groups or () if row.best is not None} == sums(
            rows, "civilians", key
        )
        assert total.left_out is None


@pytest.mark.parametrize("name", SMALL)
def test_every_tenth_row_broken_is_reported(tmp_path: Path, name: str) -> None:
    rows = [{**row, "best": "?"} if number % 10 == 9 else row for number, row in enumerate(cells(name))]
    path = tmp_path / "broken.csv"
    path.write_bytes(saved(rows, list(rows[0])))
    broken, left = len(rows) // 10, [row for row in rows if row["best"] != "?"]
    stdout, _, code = in_process(f"idlibtl totals killed --data {path} --json", Path("/"), None)
    [total] = json.loads(stdout)
    assert code == 0
    assert total["best"] == sum(int(row["best"]) for row in left)
    assert total["headline"].endswith(f"; {broken:,} of {len(rows):,} rows could not be read")
    assert (total["left_out"]["rows"], total["left_out"]["of"]) == (broken, len(rows))
    rows = [row if number % 3 == 0 else {**row, "best": "?"} for number, row in enumerate(rows)]
    path.write_bytes(saved(rows, list(rows[0])))
    stdout, stderr, code = in_process(f"idlibtl totals killed --data {path} --json", Path("/"), None)
    assert (stdout, code) == ("", 1)
    assert "rows cannot be read. The first reasons:" in stderr


# What the chronology is about


@pytest.mark.parametrize(
    ("days", "places", "metric", "bounds"),
    [
        (("2019-04-26", "2019-04-27"), ["idlib", "hamah"], "civilians", (17, 18, 19)),
        (("2019-06-15", "2019-06-15"), ["idlib", "hamah", "aleppo"], "killed", (57, 57, 57)),
        (("2019-06-15", "2019-06-15"), ["idlib", "hamah", "aleppo"], "civilians", (14, 14, 14)),
        (("2019-06-20", "2019-06-20"), ["idlib", "hamah", "aleppo"], "civilians", (25, 27, 29)),
        (("2019-07-22", "2019-07-22"), ["idlib", "hamah", "aleppo"], "civilians", (56, 69, 73)),
        (("2019-07-22", "2019-07-22"), ["idlib"], "civilians", (37, 50, 54)),
        (("2019-07-22", "2019-07-22"), ["Maarat al-Numaan town"], "civilians", (25, 38, 42)),
        (("2019-12-15", "2019-12-29"), ["idlib", "hamah", "aleppo"], "killed", (453, 466, 483)),
    ],
)
def test_sums_of_the_days_of_the_chronology(
    days: tuple[str, str], places: list[str], metric: str, bounds: tuple[int, int, int]
) -> None:
    filters = Filters(since=days[0], until=days[1], places=places, metrics=[metric])
    [total] = totals_from(path_of("ged-idlib.csv"), filters).totals
    assert (total.low, total.best, total.high) == bounds


@pytest.mark.parametrize("name", ["ged-hdx-bgd-43col.csv", "ged191-42col.csv"])
def test_deaths_at_sea_count_for_their_country(name: str) -> None:
    expected = sums(cells(name), "civilians", lambda row: row["country"])
    at_sea = sums([row for row in cells(name) if row["where_prec"] == "7"], "civilians", lambda row: row["country"])
    assert at_sea
    for country, number in expected.items():
        [total] = totals_from(path_of(name), Filters(places=[country], metrics=["civilians"])).totals
        assert total.best == number


def test_check_counts_the_rows_out_of_order() -> None:
    assert [str(finding).partition(".")[0] for finding in check(path_of("ged-syria-2016-2019-41col.csv"))] == [
        "30 rows have a low above their best",
        "71 rows have a high below their best",
    ]


def test_words_are_those_of_headlines_and_articles() -> None:
    name = "ged-syria-2016-2019-41col.csv"
    rows = [row for row in cells(name) if "massacre" in f"{row['source_headline']} {row['source_article']}".lower()]
    [total] = totals_from(path_of(name), Filters(texts=["massacre"], metrics=["killed"])).totals
    assert len(rows) > 100
    assert (total.best, total.wider) == (sum(int(row["best"]) for row in rows), ())


def test_one_day_of_a_province_is_read_in_part() -> None:
    question = "--from 2019-04-26 --to 2019-04-27 --place idlib --json"
    stdout, stderr, code = in_process(
        f"idlibtl list --data {path_of('ged-syria-2016-2019-41col.csv')} {question}", Path("/"), None
    )
    assert code == 0
    expected = [
        f"ged-{row['id']}"
        for row in cells("ged-syria-2016-2019-41col.csv")
        if row["adm_1"] == "Idlib Governorate" and row["date_end"] >= "2019-04-26" and row["date_start"] <= "2019-04-27"
    ]
    assert sorted(event["id"] for event in json.loads(stdout)) == sorted(expected)
    assert stderr.startswith(f"{len(expected)} of 16,566 events")


@pytest.mark.parametrize("name", ["ged-idlib.csv", "ged-hdx-bgd-43col.csv", "ged231-sample-49col.csv"])
def test_a_file_of_ours_has_the_same_totals(name: str) -> None:
    chronology = load(path_of(name))
    assert len(chronology.events) == len(cells(name))
    again = from_bytes(json.dumps(own_format(chronology, chronology.events)).encode())
    for filters in (Filters(), Filters(since="2019-05", until="2019-12"), Filters(kinds=["one-sided"])):
        expected = totals_from(path_of(name), filters).totals
        totals = totals_report(ask(again, filters)).totals
        assert [(t.low, t.best, t.high, t.quote) for t in totals] == [
            (t.low, t.best, t.high, t.quote) for t in expected
        ]
