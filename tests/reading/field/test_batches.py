"""Many rows read at once: what a question may concern of them, in whichever way each is read."""

from pathlib import Path

import pytest
from invented import file_of, ged

from idlibtl import By, Filters, ask, load, totals_report
from idlibtl.asking.streaming import totals_from
from idlibtl.reading import tables

ELSEWHERE = {"country": "Old Land", "adm_1": "North", "adm_2": "", "where_coordinates": "Mill"}
LATER = {"date_start": "2020-01-05", "date_end": "2020-01-06"}


@pytest.fixture(params=[1, 2000, 10**6])
def block(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of one row, of a few, of all."""
    monkeypatch.setattr(tables, "BLOCK_BYTES", request.param)


@pytest.mark.usefixtures("block")
@pytest.mark.parametrize("columns", [41, 42, 43, 49])
def test_rows_of_other_days_and_places_are_not_counted(tmp_path: Path, columns: int) -> None:
    rows: list[dict[str, str]] = [{}, LATER, ELSEWHERE, ELSEWHERE | LATER, {"where_prec": "6"}, {}]
    path = file_of(tmp_path, ged(*rows, columns=columns))
    for filters, ids in (
        (Filters(), ["ged-1", "ged-3", "ged-5", "ged-6", "ged-2", "ged-4"]),
        (Filters(since="2019", until="2019"), ["ged-1", "ged-3", "ged-5", "ged-6"]),
        (Filters(since="2020"), ["ged-2", "ged-4"]),
        (Filters(places=["Freedonia"]), ["ged-1", "ged-5", "ged-6", "ged-2"]),
        (Filters(since="2019", until="2019", places=["Freedonia"]), ["ged-1", "ged-5", "ged-6"]),
        (Filters(places=["Mill"], kinds=["incident"]), ["ged-3", "ged-4"]),
        (Filters(places=["Mill"], kinds=["toll"]), []),
    ):
        report = totals_from(path, filters._replace(metrics=["killed"]))
        assert [each.event for each in report.totals[0].counted] == ids
        assert report.totals[0].best == (8 * len(ids) or None)


@pytest.mark.usefixtures("block")
def test_days_on_the_edge_of_a_window_are_inside_and_longer_ones_cover_more(tmp_path: Path) -> None:
    days = ["2019-04-30", "2019-05-01", "2019-05-31", "2019-06-01"]
    stretches = [(first, last) for first in days for last in days if first <= last]
    path = file_of(tmp_path, ged(*({"date_start": first, "date_end": last} for first, last in stretches)))
    total = totals_from(path, Filters("2019-05-01", "2019-05-31", metrics=["killed"])).totals[0]

    def told(events: list[str]) -> list[tuple[str, str]]:
        return sorted(stretches[int(each.removeprefix("ged-")) - 1] for each in events)

    assert told([each.event for each in total.counted]) == [
        ("2019-05-01", "2019-05-01"),
        ("2019-05-01", "2019-05-31"),
        ("2019-05-31", "2019-05-31"),
    ]
    assert told([each.event for each in total.wider]) == [
        ("2019-04-30", "2019-05-01"),
        ("2019-04-30", "2019-05-31"),
        ("2019-04-30", "2019-06-01"),
        ("2019-05-01", "2019-06-01"),
        ("2019-05-31", "2019-06-01"),
    ]


@pytest.mark.usefixtures("block")
def test_a_row_that_is_wider_than_its_place_is_told(tmp_path: Path) -> None:
    rows: list[dict[str, str]] = [{}, {"where_prec": "6"}, ELSEWHERE | {"where_prec": "6"}, {"where_prec": "4"}]
    total = totals_from(file_of(tmp_path, ged(*rows, columns=49)), Filters(places=["Ford"], metrics=["killed"])).totals[
        0
    ]
    assert [each.event for each in total.counted] == ["ged-1"]
    assert {each.event for each in total.wider} == {"ged-2", "ged-4"}


@pytest.mark.usefixtures("block")
def test_names_in_quotes_are_places_like_others(tmp_path: Path) -> None:
    rows: list[dict[str, str]] = [
        {},
        {"adm_1": "River, upper"},
        {"adm_1": 'the "River"'},
        {"where_coordinates": "Ford, old"},
    ]
    path = file_of(tmp_path, ged(*rows, columns=49))
    for name, ids in (
        ("River, upper", ["ged-2"]),
        ("Ford, old", ["ged-4"]),
        ("Freedonia", [f"ged-{n}" for n in range(1, 5)]),
    ):
        found = totals_from(path, Filters(places=[name], metrics=["killed"])).totals[0]
        assert [each.event for each in found.counted] == ids


@pytest.mark.usefixtures("block")
def test_rows_that_are_read_one_by_one_between_others_are_all_shown(tmp_path: Path) -> None:
    # an id with a space around it is read closely, and so is its block
    path = file_of(tmp_path, ged(*({"id": f"{number}{' ' * (number % 2)}"} for number in range(1, 9))))
    for filters in (Filters(), Filters(since="2019"), Filters(places=["Ford"])):
        total = totals_from(path, filters._replace(metrics=["killed"])).totals[0]
        assert {each.event for each in total.counted} == {f"ged-{number}" for number in range(1, 9)}
        assert total.best == 64


@pytest.mark.usefixtures("block")
def test_tags_behind_the_header_are_no_row_whatever_is_passed_over(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {}, columns=43))
    for filters in (Filters(), Filters(since="2030"), Filters(places=["Ford"])):
        timeline = totals_from(path, filters).question.timeline
        assert (timeline.event_count, timeline.left_out_remark) == (2, "")


def test_places_of_one_name_and_number_are_in_order_of_their_ids(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({"adm_1": "River"}, {"adm_1": "Lake"}, {"adm_1": "River", "best": "0"}))
    streamed = totals_from(path, Filters(metrics=["killed"]), By.PLACE)
    held = totals_report(ask(load(path), Filters(metrics=["killed"])), By.PLACE)
    for report in (streamed, held):
        groups = report.totals[0].groups
        assert groups
        assert [(each.group, each.best) for each in groups] == [
            ("freedonia_lake_hill-district_ford-town", 8),
            ("freedonia_river_hill-district_ford-town", 8),
        ]
