"""Every filter with the commands that answer from a field file: the answer is that of a plain loop, or a refusal."""

import csv
import io
import json
import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from invented import file_of, ged
from transcripts import in_process

from idlibtl.query.filters import FILTERS, Filters, command_line

#: Rows that differ in days, places, kinds of violence, sides and headlines.
ROWS: list[dict[str, str]] = [
    {"id": "1", "date_start": "2019-05-03", "date_end": "2019-05-03"},
    {"id": "2", "date_start": "2019-05-30", "date_end": "2019-06-02", "date_prec": "2", "where_prec": "4"},
    {"id": "3", "date_start": "2019-06-10", "date_end": "2019-06-10", "type_of_violence": "3", "side_b": "Civilians"},
    {"id": "4", "date_start": "2019-06-11", "date_end": "2019-06-11", "where_prec": "6", "type_of_violence": "2"},
    {"id": "5", "date_start": "2019-06-12", "date_end": "2019-06-12", "adm_1": "Lake Governorate", "adm_2": "Reed"}
    | {"where_coordinates": "Quay town", "source_headline": "Massacre at the quay"},
    {"id": "6", "date_start": "2019-07-01", "date_end": "2019-07-01", "country": "Sylvania", "adm_1": "Wood"}
    | {"adm_2": "Oak", "where_coordinates": "Mill town", "type_of_violence": "3", "side_a": "Sylvanian Front"}
    | {"side_b": "Civilians"},
]
FILE = ged(*ROWS)
TABLE = list(csv.DictReader(io.StringIO(FILE.decode())))
KINDS = {"state-based": "1", "non-state": "2", "one-sided": "3"}

Row = Mapping[str, str]
Rule = Callable[[Row], bool]


def at(row: Row) -> list[str]:
    """The places of a row, as far as it is known where it was."""
    places = [row["country"], row["adm_1"], row["adm_2"], row["where_coordinates"]]
    return places[: {"1": 4, "2": 4, "3": 3, "4": 2, "5": 2, "6": 1, "7": 1}[row["where_prec"]]]


def attacker(row: Row) -> str | None:
    return row["side_a"] if row["type_of_violence"] == "3" else None


def is_in(place: str) -> Rule:
    return lambda row: place in at(row)


def is_of(kind: str) -> Rule:
    return lambda row: row["type_of_violence"] == KINDS[kind]


def has(word: str) -> Rule:
    return lambda row: word in row["source_headline"]


def both(value: Any, rule: Rule) -> tuple[Any, Rule, Rule]:
    """A value with which a row counts and its event is listed."""
    return value, rule, rule


#: For each filter, values, whether a row counts for them, and whether its event is listed.
TRIED: Mapping[str, list[tuple[Any, Rule, Rule]]] = {
    "since": [
        ("2019-06-01", lambda row: row["date_start"] >= "2019-06-01", lambda row: row["date_end"] >= "2019-06-01")
    ],
    "until": [
        ("2019-05-31", lambda row: row["date_end"] <= "2019-05-31", lambda row: row["date_start"] <= "2019-05-31")
    ],
    "actors": [
        (
            ["Sylvanian Front"],
            lambda row: attacker(row) == "Sylvanian Front",
            lambda row: "Sylvanian Front" in (row["side_a"], row["side_b"]),
        ),
        (["none"], lambda row: attacker(row) is None, lambda _: False),
    ],
    "places": [both([place], is_in(place)) for place in ("Freedonia", "River Governorate", "Quay town")],
    "kinds": [both([kind], is_of(kind)) for kind in KINDS],
    "sources": [both(["publication"], lambda _: True)],
    "metrics": [both(["killed"], lambda _: True)],
    "texts": [both(["massacre"], has("Massacre"))],
}
CASES = [(field, *case) for field, cases in TRIED.items() for case in cases]


def written(command: str, folder: Path, asked: Filters) -> str:
    file_of(folder, FILE, "ged.csv")
    options = shlex.join(command_line(asked))
    stdout, stderr, code = in_process(f"idlibtl {command} --data ged.csv {options}", folder, None)
    assert code == 0, stderr
    return str(stdout)


def answer(command: str, folder: Path, asked: Filters) -> Any:
    return json.loads(written(f"{command} --json", folder, asked))


def ids(rows: Iterable[Row]) -> set[str]:
    return {f"ged-{row['id']}" for row in rows}


@pytest.mark.parametrize(("field", "value", "counts", "lists"), CASES)
def test_a_filter_of_rows_is_a_plain_loop(
    field: str, value: Any, counts: Callable[[Row], bool], lists: Callable[[Row], bool], tmp_path: Path
) -> None:
    asked = Filters(**{field: value})
    inside = [row for row in TABLE if counts(row)]
    expected = [sum(int(row[name]) for row in inside) for name in ("best", "low", "high")] if inside else [None] * 3
    of_killed = asked._replace(metrics=["killed"])
    [total] = answer("totals", tmp_path, of_killed)
    assert [total["best"], total["low"], total["high"]] == expected
    figures = answer("figures", tmp_path, of_killed)
    assert {row["event"] for row in figures if row["status"] == "counted"} == ids(inside)
    listed = answer("list", tmp_path, asked)
    assert {event["id"] for event in listed} == ids(row for row in TABLE if lists(row))


@pytest.mark.parametrize(("field", "value", "counts", "lists"), CASES)
def test_a_page_an_export_and_a_cross_check_have_the_same_rows(
    field: str, value: Any, counts: Callable[[Row], bool], lists: Callable[[Row], bool], tmp_path: Path
) -> None:
    asked = Filters(**{field: value})
    listed = ids(row for row in TABLE if lists(row))
    page = written("report -o -", tmp_path, asked)
    assert set(re.findall(r'<[a-z]+[^>]* id="e-([^"]+)"', page)) == listed

    written("export datapackage -o out", tmp_path, asked)
    events = csv.DictReader(io.StringIO((tmp_path / "out" / "events.csv").read_text(encoding="utf-8")))
    assert {row["id"] for row in events if row["matches"] == "true"} == listed
    figures = csv.DictReader(io.StringIO((tmp_path / "out" / "figures.csv").read_text(encoding="utf-8")))
    counted = {row["event"] for row in figures if (row["metric"], row["status"]) == ("killed", "counted")}
    assert counted == ids(row for row in TABLE if counts(row))
    made_with = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))["made_with"]
    words = shlex.split(made_with.rpartition(" (")[0])
    assert words == ["idlibtl", "export", "datapackage", *command_line(asked)]

    compared = answer("crosscheck ged.csv", tmp_path, asked._replace(metrics=["killed"]))
    assert {row["event"] for row in compared} == listed


@pytest.mark.parametrize(("field", "value", "counts", "lists"), CASES)
def test_every_other_command_has_the_same_rows(
    field: str, value: Any, counts: Callable[[Row], bool], lists: Callable[[Row], bool], tmp_path: Path
) -> None:
    asked, best = Filters(**{field: value}), sum(int(row["best"]) for row in TABLE if counts(row))
    listed = [row for row in TABLE if lists(row)]
    assert {event["id"] for event in answer("timeline", tmp_path, asked)} == ids(listed)
    assert answer("claim 5", tmp_path, asked._replace(metrics=["killed"]))["total"]["best"] == (best or None)
    if field not in ("since", "until"):
        assert {event["id"] for event in answer("range 2019", tmp_path, asked)["events"]} == ids(listed)
    counted = Counter(place for row in listed for place in at(row))
    assert {row["name"]: row["event_count"] for row in answer("place", tmp_path, asked)} == counted
    sides = Counter(side for row in listed for side in {row["side_a"], row["side_b"]} - {"Civilians"})
    assert {row["name"]: row["event_count"] for row in answer("actor", tmp_path, asked)} == sides
    if field != "actors":
        [total, *_] = answer("actor 'Sylvanian Front'", tmp_path, asked._replace(metrics=["killed"]))["totals"]
        alone = [int(row["best"]) for row in TABLE if counts(row) and attacker(row) == "Sylvanian Front"]
        assert total["best"] == (sum(alone) or None)
    for export in ("geojson -o -", "timelinejs -o -"):
        exported = json.loads(written(f"export {export}", tmp_path, asked))
        rows = exported.get("features") or exported.get("events") or []
        named = {row.get("unique_id") or row["properties"].get("event") for row in rows}
        assert named - {None} == ids(row for row in TABLE if lists(row) or counts(row))
    converted, _, code = in_process(f"idlibtl convert ged.csv {shlex.join(command_line(asked))}", tmp_path, None)
    assert code == 0
    assert {event["id"] for event in json.loads(converted)["events"]} == ids(listed)


def test_phases_are_refused_because_there_are_none(tmp_path: Path) -> None:
    assert set(TRIED) | {"phases"} == {one.field for one in FILTERS}
    file_of(tmp_path, FILE, "ged.csv")
    pages = ("report -o -", "export geojson -o -", "crosscheck ged.csv", "claim 5", "timeline", "range 2019", "place")
    for command in ("totals", "list", "figures", *pages):
        _, stderr, code = in_process(f"idlibtl {command} --data ged.csv --phase 1", tmp_path, None)
        assert (code, stderr.startswith("Error: Unknown phase '1'")) == (2, True)
