"""Many rows read at once: what a question may concern of them, in whichever way each is read."""

from datetime import date
from pathlib import Path

import pytest
from invented import file_of, ged

from idlibtl import By, Filters, UnknownName, ask, load, totals_report
from idlibtl.field import tables
from idlibtl.field.totals import totals_from

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


@pytest.mark.usefixtures("block")
def test_an_id_is_meant_before_a_name_that_another_place_has_too(tmp_path: Path) -> None:
    niger = {"country": "Niger", "adm_1": "Diffa", "adm_2": "", "where_coordinates": "Well"}
    state = {"country": "Nigeria", "adm_1": "Niger state", "adm_2": "", "where_coordinates": "Ford", "best": "100"}
    path = file_of(tmp_path, ged(niger, state, state))
    for name, best in (("niger", 8), ("nigeria", 200), ("nigeria_niger-state", 200), ("diffa", 8)):
        assert totals_from(path, Filters(places=[name], metrics=["killed"])).totals[0].best == best
    with pytest.raises(UnknownName, match="more than one"):
        totals_from(path, Filters(places=["Niger"], metrics=["killed"]))


def test_an_id_is_meant_before_a_name_that_another_actor_has_too(tmp_path: Path) -> None:
    rows = [{"type_of_violence": "3", "side_a": name, "best": best} for name, best in (("AB", "8"), ("A-B", "100"))]
    path = file_of(tmp_path, ged(*rows))
    for name, best in (("ab", 8), ("a-b", 100)):
        assert totals_from(path, Filters(actors=[name], metrics=["killed"])).totals[0].best == best


@pytest.mark.usefixtures("block")
def test_a_row_that_covers_more_is_told_whatever_stands_behind_its_days(tmp_path: Path) -> None:
    longer = {"date_start": "2019-05-30", "date_end": "2019-06-02"}
    for codes in ("652", "652, 640"):
        path = file_of(tmp_path, ged({}, longer | {"gwnoa": codes}, columns=49))
        total = totals_from(path, Filters(until="2019-05", metrics=["killed"])).totals[0]
        assert ([each.event for each in total.wider], total.best, total.high) == (["ged-2"], 8, None)


@pytest.mark.usefixtures("block")
@pytest.mark.parametrize(("text", "best"), [("x", 24), ('x"', 24), ("x\n", 24), ("xx", 8), ('x"x', 8), ("x\nx", 8)])
def test_a_cell_is_too_long_or_not_however_it_is_read(tmp_path: Path, text: str, best: int) -> None:
    row = {"source_article": text * (60_000 // len(text.rstrip()) if best == 24 else 70_000)}
    path = file_of(tmp_path, ged({}, row, row | LATER, columns=49))
    for by in (None, By.PLACE, By.YEAR):
        report = totals_from(path, Filters(metrics=["killed"]), by)
        assert report.totals[0].best == best
        assert len(report.totals[0].counted) == best // 8
        assert ("2 rows are left out" in report.question.timeline.left_out_remark) is (best == 8)
    assert len(load(path).events) == best // 8


@pytest.mark.parametrize("columns", [41, 43, 49])
def test_one_record_tells_of_the_day_up_to_which_its_file_tells(tmp_path: Path, columns: int) -> None:
    path = file_of(tmp_path, ged({}, {"id": "77"} | LATER, {}, columns=columns))
    for identity in ("ged-1", "ged-77", "ged-3"):
        found = load(path, ids=[identity])
        assert [event.id for event in found.events] == [identity]
        assert found.as_of == date(2020, 1, 6)


@pytest.mark.usefixtures("block")
def test_people_whom_a_row_does_not_tell_apart_are_named_beside_the_number(tmp_path: Path) -> None:
    untold = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians"), "")
    path = file_of(tmp_path, ged({"deaths_civilians": "3"}, untold, untold | LATER | {"best": "100"}))
    for filters, told in (
        (Filters(), "; besides, 108 people killed in 2 events that do not tell civilians from fighters"),
        (Filters(since="2020"), "; besides, 100 people killed in 1 event that does not tell civilians from fighters"),
    ):
        for report in (totals_from(path, filters), totals_report(ask(load(path), filters))):
            civilians, fighters, killed = report.totals
            assert civilians.headline == f"{civilians.quote}{told}"
            assert fighters.headline == f"{fighters.quote}{told}"
            assert killed.headline == killed.quote


@pytest.mark.usefixtures("block")
def test_an_actor_is_told_to_have_what_is_attributed_to_nobody_besides(tmp_path: Path) -> None:
    one_sided = {"type_of_violence": "3", "side_a": "Front"}
    for fights in (0, 1, 2):
        path = file_of(tmp_path, ged(one_sided, *[{"side_a": "Front"}] * fights))
        filters = Filters(actors=["front"], metrics=["killed"])
        for report in (totals_from(path, filters), totals_report(ask(load(path), filters))):
            more = {0: "", 1: "; 1 figure attributed to nobody is not added"}
            told = more.get(fights, f"; {fights} figures attributed to nobody are not added")
            assert report.totals[0].headline == f"{report.totals[0].quote}{told}"


@pytest.mark.usefixtures("block")
def test_a_row_that_covers_more_days_does_not_hide_those_attributed_to_nobody(tmp_path: Path) -> None:
    one_sided = {"type_of_violence": "3", "side_a": "Front"}
    longer = {"date_start": "2019-05-30", "date_end": "2019-06-02"}
    path = file_of(tmp_path, ged(one_sided, one_sided | longer, {"side_a": "Front"}))
    filters = Filters(until="2019-05", actors=["front"], metrics=["killed"])
    for report in (totals_from(path, filters), totals_report(ask(load(path), filters))):
        _, wider, nobody = report.totals[0].headline.split("; ")
        assert wider.startswith("not added, it covers more: 8 (6 to 9), 30 May – 2 Jun 2019")
        assert nobody == "1 figure attributed to nobody is not added"
