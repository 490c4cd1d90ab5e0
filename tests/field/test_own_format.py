"""A field dataset in idlibtl's format: checked without an error, and with the same totals."""

import json
import tempfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import acled, file_of, ged
from profiles import scaled
from transcripts import in_process

from idlibtl import Chronology, Filters, ask, load, schemas, totals_report
from idlibtl.field.chronology import own_format
from idlibtl.field.load import check
from idlibtl.read.dataset import from_bytes


def converted(chronology: Chronology) -> dict[str, Any]:
    return own_format(chronology, chronology.events)


def totals_of(chronology: Chronology) -> list[tuple[object, ...]]:
    return [
        (total.metric, total.low, total.best, total.high) for total in totals_report(ask(chronology, Filters())).totals
    ]


@pytest.mark.parametrize(
    "content",
    [
        ged({}, {"event_clarity": "2", "where_prec": "6"}, {"type_of_violence": "3", "where_prec": "7"}, columns=49),
        ged({"deaths_civilians": "", "deaths_a": ""}, {"side_a": "", "side_b": "", "source_article": ""}),
        acled({}, {"fatalities": "10", "time_precision": "3"}, {"fatalities": "0"}),
    ],
)
def test_it_is_a_file_without_an_error_and_with_the_same_totals(tmp_path: Path, content: bytes) -> None:
    chronology = load(file_of(tmp_path, content))
    document = converted(chronology)
    text = json.dumps(document).encode()
    jsonschema.validate(document, schemas.schema(None))
    assert [str(one) for one in check(file_of(tmp_path, text, "own.json")) if one.severity.value == "error"] == []
    again = from_bytes(text)
    assert totals_of(again) == totals_of(chronology)
    assert [event.model_dump() for event in again.events] == [event.model_dump() for event in chronology.events]
    assert set(again.places) == set(chronology.places)
    assert set(again.actors) == set(chronology.actors)
    assert again.all_publications == chronology.all_publications
    assert (again.title, again.license, again.kinds) == (chronology.title, chronology.license, chronology.kinds)


def test_bounds_out_of_order_come_back_from_tables(tmp_path: Path) -> None:
    """Both above the number, both below it, and the low above the high."""
    rows = [{"low": "8", "best": "5", "high": "8"}, {"low": "1", "best": "5", "high": "1"}, {"low": "7", "high": "2"}]
    file_of(tmp_path, ged(*rows))
    for command in (
        "convert rows.csv -o base.json",
        "list --data base.json -f csv -o events.csv",
        "figures --data base.json -f csv -o figures.csv",
        "convert events.csv figures.csv --base base.json -o again.json",
    ):
        assert in_process(f"idlibtl {command}", tmp_path, None)[2] == 0
    base, again = load(tmp_path / "base.json"), load(tmp_path / "again.json")
    assert [event.model_dump() for event in again.events] == [event.model_dump() for event in base.events]
    assert totals_of(again)[-1] == ("killed", 11, 18, 18)  # the sums are 16, 18 and 11


def test_a_number_that_is_corrected_by_hand_in_one_of_its_two_forms_is_warned_of(tmp_path: Path) -> None:
    document = converted(load(file_of(tmp_path, ged({"best": "5", "low": "4", "high": "9"}))))
    killed = document["events"][0]["figures"][-1]
    assert (killed["metric"], killed["wording"]) == ("killed", "5 (4 to 9)")
    for value, high, coded in ((6, 9, "6 (4 to 9)"), (12, 9, "12 (4 to 12)"), (1234, 2000, "1,234 (4 to 2,000)")):
        killed |= {"value": value, "high": high, "wording": "5 (4 to 9)"}
        [finding] = check(file_of(tmp_path, json.dumps(document).encode(), "own.json"))
        assert finding.reason == f"says 5 (4 to 9), but the figure is coded as {coded}. Make them agree."
        killed["wording"] = coded
        assert check(file_of(tmp_path, json.dumps(document).encode(), "own.json")) == ()


def test_bounds_out_of_order_stay_so_until_they_are_added_up(tmp_path: Path) -> None:
    rows = [{"low": "8", "best": "5", "high": "3"}, {"low": "1", "best": "5", "high": "9"}]
    chronology = load(file_of(tmp_path, ged(*rows)))
    again = from_bytes(json.dumps(converted(chronology)).encode())
    assert again.is_coded
    assert totals_of(chronology)[-1] == totals_of(again)[-1] == ("killed", 9, 10, 12)


def test_only_some_events_with_what_they_name(tmp_path: Path) -> None:
    chronology = load(file_of(tmp_path, ged({}, {"country": "Sylvania", "side_a": "Somebody"})))
    document = own_format(chronology, chronology.events[:1])
    assert [event["id"] for event in document["events"]] == ["ged-1"]
    assert {place["id"].partition("_")[0] for place in document["places"]} == {"freedonia"}
    assert [actor["name"] for actor in document["actors"]] == ["Government of Freedonia", "Sylvanian Front"]


@given(
    st.lists(st.tuples(*[st.integers(0, 20)] * 5, st.sampled_from(["2019-05-03", "2020-01-01"])), max_size=6),
    st.sampled_from(
        [
            Filters(),
            Filters(since="2020"),
            Filters(until="2019", kinds=["state-based"]),
            Filters(places=["river"], texts=["shells"]),
            Filters(actors=["government of freedonia"]),
        ]
    ),
)
@settings(max_examples=scaled(200))
def test_totals_are_the_same_for_the_same_filters(rows: list[tuple[Any, ...]], filters: Filters) -> None:
    columns = ("deaths_civilians", "deaths_unknown", "low", "best", "high", "date_start")
    cells = [dict(zip(columns, map(str, row), strict=True)) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = file_of(Path(folder), ged({}, *({**row, "date_end": row["date_start"], "year": ""} for row in cells)))
        document = converted(load(path))
        again = ask(from_bytes(json.dumps(document).encode()), filters)
        totals = totals_report(ask(load(path, filters), filters)).totals
    for mine, theirs in zip(totals_report(again).totals, totals, strict=True):
        assert (mine.low, mine.best, mine.high, mine.quote) == (theirs.low, theirs.best, theirs.high, theirs.quote)
        assert [wider.event for wider in mine.wider] == [wider.event for wider in theirs.wider]
