"""The published rows of UCDP, where a checkout has them beside it: the answers against an independent reckoning."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest
from transcripts import in_process

from idlibtl import Filters, ask, load, totals_report
from idlibtl.field.chronology import FieldTimeline
from idlibtl.field.own_format import own_format
from idlibtl.field.totals import totals_from
from idlibtl.model.vocabulary import By
from idlibtl.read.dataset import check, from_bytes

FOLDER = next((found for up in Path(__file__).parents if (found := up / "shared" / "reference").is_dir()), None)
NAMES = (
    "ged-idlib.csv",
    "ged-syria-2016-2019-41col.csv",
    "ged191-42col.csv",
    "ged-hdx-bgd-43col.csv",
    "ged231-sample-49col.csv",
)

pytestmark = pytest.mark.skipif(FOLDER is None, reason="there is no ../shared/reference beside this checkout")


def path_of(name: str) -> Path:
    assert FOLDER
    return FOLDER / name


def cells(name: str) -> list[dict[str, str]]:
    with path_of(name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["id"]]


@pytest.mark.parametrize("name", NAMES)
def test_civilians_by_year_are_the_sums_of_the_column(name: str) -> None:
    expected: dict[str, int] = defaultdict(int)
    for row in cells(name):
        assert row["date_start"][:4] == row["date_end"][:4]
        if row["deaths_civilians"]:
            expected[row["date_start"][:4]] += int(row["deaths_civilians"])
    total = totals_from(path_of(name), Filters(metrics=["civilians"]), By.YEAR).totals[0]
    assert {group.group: group.best for group in total.groups or () if group.best is not None} == expected
    assert total.best == sum(expected.values())


@pytest.mark.parametrize("name", NAMES)
def test_killed_are_the_raw_sums_put_in_order(name: str) -> None:
    low, best, high = (sum(int(row[column]) for row in cells(name)) for column in ("low", "best", "high"))
    total = totals_from(path_of(name), Filters(metrics=["killed"])).totals[0]
    assert (total.low, total.best, total.high) == (min(low, best, high), best, max(low, best, high))


@pytest.mark.parametrize("name", NAMES)
def test_all_rows_are_read(name: str) -> None:
    found = load(path_of(name))
    assert isinstance(found, FieldTimeline)
    assert len(found.events) == len(cells(name))
    assert not found.left_out


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
def test_sums_of_the_days_that_the_chronology_tells_of(
    days: tuple[str, str], places: list[str], metric: str, bounds: tuple[int, int, int]
) -> None:
    filters = Filters(since=days[0], until=days[1], places=places, metrics=[metric])
    for report in (
        totals_from(path_of("ged-idlib.csv"), filters),
        totals_report(ask(load(path_of("ged-idlib.csv")), filters)),
    ):
        (total,) = report.totals
        groups = total.counted
        assert groups
        assert (total.low, total.best) == bounds[:2]
        assert total.high in (bounds[2], None)  # open, where a row of a wider place has more


def test_check_counts_the_rows_out_of_order() -> None:
    assert [str(each).partition(";")[0] for each in check(path_of("ged-syria-2016-2019-41col.csv"))] == [
        "low: 30 rows have more than best",
        "high: 71 rows have less than best",
    ]


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
    assert stderr == f"{len(expected)} of 16,566 events, 26 Apr 2019 to 27 Apr 2019\n"


@pytest.mark.parametrize("name", ["ged-hdx-bgd-43col.csv", "ged231-sample-49col.csv"])
def test_a_file_of_ours_has_the_same_best(name: str) -> None:
    timeline = load(path_of(name))
    document, reordered = own_format(timeline, timeline.events)
    again = from_bytes(json.dumps(document).encode())
    assert [total.best for total in totals_report(ask(again, Filters())).totals] == [
        total.best for total in totals_from(path_of(name), Filters()).totals
    ]
    assert reordered > 0
