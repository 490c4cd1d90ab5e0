"""The commands over field datasets, in this process."""

import io
import json
import os
import re
from pathlib import Path

import pytest
from invented import acled, file_of, ged
from transcripts import in_process

from idlibtl import Filters
from idlibtl.cli import completion
from idlibtl.compare.claim import claim_report
from idlibtl.compare.claim_rows import load_for_claim
from idlibtl.field import load as field_load
from idlibtl.query.question import ask
from idlibtl.read import files

ROWS: tuple[dict[str, str], ...] = (
    {},
    {"date_start": "2019-06-01", "date_end": "2019-07-02", "date_prec": "4", "where_prec": "4"},
    {
        "type_of_violence": "3",
        "side_b": "Civilians",
        "country": "Sylvania",
        "date_start": "2020-01-01",
        "date_end": "2020-01-01",
        "year": "2020",
    },
    {"best": "x", "date_start": "2020-01-02", "date_end": "2020-01-02", "year": "2020"},
)
REASON = "line 5: best: 'x' is not a whole number. Write digits alone, e.g. 1000."
LEFT_OUT = (
    f"rows.csv: 1 of 4 rows could not be read. The first reasons:\n{REASON}\nSee all with idlibtl check rows.csv.\n"
)


def run(folder: Path, command: str) -> tuple[str, str, int]:
    return in_process(f"idlibtl {command}", folder, None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    file_of(tmp_path, ged(*ROWS))
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        *("list", "range 2019", "totals", "totals --by year", "totals killed --by place", "totals --by actor"),
        *("figures", "actor", "actor sylvanian-front", "place", "place freedonia", "names", "names places", "timeline"),
        *(
            "show ged-1",
            "show ged-1 ged-2",
            "show ged-",
            "show sylvan",
            "report -o page.html",
            "export geojson -o map.json",
        ),
    ],
)
def test_every_command_answers_and_credits(folder: Path, command: str) -> None:
    stdout, stderr, code = run(folder, f"{command} --data rows.csv")
    if command in ("show ged-", "show sylvan"):
        assert code == 2
        return
    assert code == 0
    assert "UCDP Georeferenced Event Dataset" in f"{stdout}{stderr}" or "-o" in command


@pytest.mark.parametrize("command", ["list", "totals", "figures", "timeline", "claim 5 --metric killed"])
def test_an_actor_of_other_days_is_known_and_one_of_no_row_is_not(tmp_path: Path, command: str) -> None:
    later = {"side_a": "Far Front", "date_start": "2020-01-01", "date_end": "2020-01-01", "year": "2020"}
    file_of(tmp_path, ged({}, later))
    asked = f"{command} --data rows.csv --from 2019 --to 2019 --actor"
    stdout, stderr, code = run(tmp_path, f"{asked} 'no such front'")
    assert (stdout, code) == ("", 2)
    assert stderr.startswith("Error: Unknown actor 'no such front'. ")
    stdout, stderr, code = run(tmp_path, f"{asked} far-front --json")
    assert code == 0, stderr
    assert '"best": 8' not in stdout


def test_rows_that_are_left_out_are_reported(folder: Path) -> None:
    assert run(folder, "list --data rows.csv --json")[1].startswith(LEFT_OUT)
    assert run(folder, "totals --data rows.csv --json")[1] == LEFT_OUT
    assert run(folder, "list --data rows.csv --json --to 2019")[1] == "2 of 4 events, to 31 Dec 2019\n"
    stdout, _, _ = run(folder, "totals killed --data rows.csv --brief")
    assert stdout.startswith("People killed: 24 (18 to 27), in 3 events; 1 of 4 rows could not be read")
    # a screen with a headline says it there, any other in a line of its own: always once
    for question in ("totals", "totals killed", "totals --brief", "totals --by year"):
        shown = " ".join(run(folder, f"{question} --data rows.csv")[0].split())
        assert shown.count("1 of 4 rows could not be read") == (
            3 if question in ("totals --brief", "totals --by year") else 1
        )
    [total] = json.loads(run(folder, "totals killed --data rows.csv --json")[0])
    assert total["left_out"] == {"rows": 1, "of": 4, "reasons": [REASON]}
    assert total["counted"] == []


@pytest.mark.parametrize(
    "command",
    [
        "totals",
        "totals civilians",
        "totals civilians --brief",
        "range 2019",
        "place freedonia",
        "report",
        "report --part bars",
        "totals -f csv",
    ],
)
def test_what_rows_do_not_say_is_said_wherever_they_are_added_up(tmp_path: Path, command: str) -> None:
    parts = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), "")
    file_of(tmp_path, ged({"code_status": "Check deaths"}, {}, parts, columns=49))
    shown = " ".join(re.sub("<[^>]*>", " ", run(tmp_path, f"{command} --data rows.csv")[0]).split())
    assert "1 of 3 events, with 8 dead, does not say how many were civilians" in shown
    assert "1 of these 3 rows is not yet checked by UCDP" in shown


@pytest.mark.parametrize("command", ["list", "totals", "figures", "show ged-1", "names"])
def test_strict_refuses_it(folder: Path, command: str) -> None:
    stdout, stderr, code = run(folder, f"{command} --strict --data rows.csv")
    assert (stdout, code) == ("", 1)
    assert stderr == f"rows.csv: {REASON}\n"


def test_strict_says_nothing_of_a_chronology_of_ours(folder: Path) -> None:
    assert run(folder, "list --strict --json")[2] == 0


def test_check(folder: Path) -> None:
    stdout, _, code = run(folder, "check rows.csv")
    assert code == 0
    assert REASON in " ".join(stdout.split())
    assert run(folder, "check rows.csv --strict")[2] == 1
    file_of(folder, ged(*ROWS[2:], {"best": "y"}), "broken.csv")
    assert run(folder, "check broken.csv")[2] == 1
    stdout, stderr, code = run(folder, "totals --data broken.csv")
    assert (stdout, code) == ("", 1)
    assert stderr.startswith("broken.csv: 2 of 3 rows cannot be read. The first reasons:\n")


def test_a_file_has_no_phases(folder: Path) -> None:
    stdout, _, code = run(folder, "phase --data rows.csv --json")
    assert (stdout, code) == ("[]\n", 0)
    assert run(folder, "phase --phase 1 --data rows.csv")[2] == 2


def test_a_range_is_read_in_part(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_load, "MAX_HELD_ROWS", 2)
    assert run(folder, "range 2019 --data rows.csv --json")[2] == 0
    assert run(folder, "range 2019.. --data rows.csv --json")[2] == 2
    stdout, stderr, code = run(folder, "list --data rows.csv")
    assert (stdout, code) == ("", 2)
    assert stderr.startswith(
        "Error: This is about more than 2 rows of rows.csv. Narrow it with --from, --to or --place"
    )
    assert json.loads(run(folder, "show ged-3 ged-1 --data rows.csv --json")[0])[0]["id"] == "ged-3"


@pytest.mark.parametrize(
    ("order", "some"),
    [
        ("", "--limit 4"),
        ("", "--last 3"),
        ("--sort first", "--last 1"),
        ("--sort -last", "--limit 3"),
        ("--sort killed", "--limit 2"),
        ("--sort -killed", "--last 4"),
        ("--sort -civilians", "--limit 1"),
        ("--sort civilians", "--last 3"),
    ],
)
@pytest.mark.parametrize("filters", ["", "--place ford", "--from 2019-05-04", "--actor sylvanian-front"])
def test_some_of_very_many_rows_are_those_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filters: str, order: str, some: str
) -> None:
    rows = [
        {
            "date_start": f"2019-05-{(number * 7) % 9 + 1:02}",
            "date_end": f"2019-05-{(number * 7) % 9 + 1 + number % 3:02}",
            "best": str(number % 5),
            "deaths_civilians": str(number % 4) if number % 4 else "",
            "where_prec": "4" if number % 5 == 0 else "1",
            "side_b": "Civilians" if number % 6 == 0 else "Sylvanian Front",
        }
        for number in range(24)
    ]
    file_of(tmp_path, ged(*rows))
    asked = f"list {filters} {order} --data rows.csv --json"
    expected, title, _ = run(tmp_path, f"{asked} {some}")
    assert f"{some[-1]} of " in title
    monkeypatch.setattr(field_load, "MAX_HELD_ROWS", 4)
    assert run(tmp_path, f"{asked} {some}") == (expected, title, 0)
    for refused in (asked, f"{asked} --limit 5"):
        assert run(tmp_path, refused)[2] == 2
    in_range = json.loads(run(tmp_path, f"range 2019 {some} --data rows.csv --json")[0])
    assert in_range["totals"] == json.loads(run(tmp_path, "totals --from 2019 --to 2019 --data rows.csv --json")[0])


def test_a_page_of_rows_of_which_a_high_is_open(tmp_path: Path) -> None:
    # ACLED writes 10 for "tens"
    file_of(tmp_path, acled({"fatalities": "10"}, {"fatalities": "3"}))
    page, _, code = run(tmp_path, "report --data rows.csv")
    assert code == 0
    assert '<td class="v">at least 13</td>' in page


def test_a_row_is_cited_with_its_licence_and_without_a_date_of_publication(tmp_path: Path) -> None:
    # the last day in the file is that of the reader's own selection
    file_of(tmp_path, ged({}, {"date_start": "2019-06-01", "date_end": "2019-06-01"}))
    text, _, code = run(tmp_path, "show ged-1 --data rows.csv --cite text")
    assert code == 0
    assert "events up to 1 Jun 2019, https://ucdp.uu.se/" in text
    assert "Licence: CC BY 4.0, Uppsala Conflict Data Program (UCDP)." in text
    assert "as of" not in text
    assert "Events up to 1 Jun 2019" in run(tmp_path, "show ged-1 --data rows.csv --cite bibtex")[0]


def test_a_page_of_rows_speaks_of_rows(tmp_path: Path) -> None:
    parts = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), "")
    file_of(tmp_path, ged({}, {"date_start": "2019-06-01", "date_end": "2019-06-01"}, parts))
    page, _, _ = run(tmp_path, "report --data rows.csv")
    text = " ".join(re.sub("<[^>]*>", " ", page).split())
    about = text.partition("How to read this")[2]
    assert about.startswith(
        " A number is as the makers of the dataset have coded it, with their low and high in brackets."
    )
    assert "How to cite UCDP Georeferenced Event Dataset, events up to 1 Jun 2019. idlibtl" in about
    assert "in 2 events. 1 of 3 events, with 8 dead, does not say how many were civilians. From UCDP" in page  # to copy
    # what is not in a total is said with the total, and there is no bracket over the months of rows
    assert "1 of 3 events, with 8 dead, does not say how many were civilians." in text
    assert "does not say how many" not in about
    assert '"not attributed" is the rest. "Not reported" does not mean zero.' in text


def test_a_file_of_any_size_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_load, "MAX_HELD_ROWS", 1)
    for command in ("totals --by place", "names", "actor", "place", "place sylvania", "list --text against"):
        assert run(folder, f"{command} --data rows.csv --json")[2] == 0
    # the one row that is attributed to it, not those in which it is only a party; and what it took part in
    [event] = json.loads(run(folder, "list --actor government-of-freedonia --kind one-sided --data rows.csv --json")[0])
    assert event["id"] == "ged-3"
    names = json.loads(run(folder, "names actors --data rows.csv --json")[0])
    assert {name["id"]: name["event_count"] for name in names} == {"government-of-freedonia": 3, "sylvanian-front": 2}


def test_one_event_of_a_large_file_is_found_without_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_load, "MAX_HELD_ROWS", 1)
    [event] = json.loads(run(folder, "show ged-3 --data rows.csv --json")[0])
    assert event["id"] == "ged-3"
    assert run(folder, "show ged-9 --data rows.csv --json")[2] == 2
    assert run(folder, "show ged-1 river --data rows.csv --json")[2] == 2


def test_the_source_of_rows_is_the_dataset_by_its_name(folder: Path) -> None:
    [source] = json.loads(run(folder, "names sources --data rows.csv --json")[0])
    assert (source["id"], source["name"]) == ("publication", "UCDP Georeferenced Event Dataset")
    assert {*source["aliases"]} == {"the publication", "the publication itself", "UCDP GED"}
    page = run(folder, "report --data rows.csv")[0]
    assert '<option value="publication">UCDP Georeferenced Event Dataset</option>' in page


def test_names_as_in_the_whole_file(folder: Path) -> None:
    stdout, stderr, code = run(folder, "list --place sylvania --from 2019-05 --to 2019-05 --data rows.csv --json")
    assert (stdout, code) == ("[]\n", 0)
    assert stderr.startswith("No events match (0 of 4), May 2019")
    for command in ("list", "totals"):
        _, stderr, code = run(folder, f"{command} --place sylvanja --from 2019-05 --to 2019-05 --data rows.csv")
        assert code == 2
        assert "sylvanja" in stderr
        assert "sylvania" in stderr


def test_another_source_is_searched_for_in_the_records(folder: Path) -> None:
    total = json.loads(run(folder, "totals killed --source sylvanian-front --data rows.csv --json")[0])[0]
    assert total["best"] is None
    assert run(folder, "totals --source nobody --data rows.csv")[2] == 2
    assert json.loads(run(folder, "totals killed --source publication --data rows.csv --json")[0])[0]["best"] == 24


def test_totals_of_a_chronology_of_ours_by_its_file(tmp_path: Path) -> None:
    file_of(tmp_path, files.bundled().read_bytes(), "events.json")
    stdout, _, code = run(tmp_path, "totals --data events.json --json")
    assert code == 0
    assert stdout == run(tmp_path, "totals --json")[0]


def test_an_exact_name_wins_over_a_longer_one(tmp_path: Path) -> None:
    rows = [{}, {"country": "Freedonia (South)"}, {"country": "Old Freedonia", "adm_1": "", "adm_2": ""}]
    file_of(tmp_path, ged(*rows))
    [total] = json.loads(run(tmp_path, "totals killed --place Freedonia --data rows.csv --json")[0])
    assert (total["best"], total["asked"]) == (8, "in Freedonia")


def test_several_files_and_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file_of(folder, ged({}, {}, {}, {}, {}), "more.csv")
    [total] = json.loads(run(folder, "totals killed --data rows.csv --data more.csv --json")[0])
    assert total["quote"] == "40 (30 to 45), in 5 events"  # ged-4 cannot be read in the first file
    assert run(folder, "list --data rows.csv --data more.csv --json")[2] == 0
    file_of(folder, acled({}), "acled.csv")
    stdout, stderr, code = run(folder, "totals --data rows.csv --data acled.csv")
    assert (stdout, code) == ("", 1)
    assert "is not of the same kind as the other files" in stderr
    monkeypatch.setenv("IDLIBTL_DATA", f"rows.csv{os.pathsep}more.csv")
    [total] = json.loads(run(folder, "totals killed --json")[0])
    assert total["best"] == 40


def test_an_event_whose_day_was_changed_counts_on_its_day_in_the_first_file(tmp_path: Path) -> None:
    for name, day in (("first.csv", "2018-12-31"), ("second.csv", "2019-01-02")):
        file_of(tmp_path, ged({"date_start": day, "date_end": day, "year": day[:4]}), name)
    for name, day in (("third.csv", "31 December 2018"), ("fourth.csv", "02 January 2019")):
        file_of(tmp_path, acled({"event_date": day, "year": day[-4:]}), name)
    for first, second, best in (("first", "second", 8), ("third", "fourth", 3)):
        for year, expected in (("2018", best), ("2019", None)):
            command = f"totals killed --data {first}.csv --data {second}.csv --from {year} --to {year} --json"
            [total] = json.loads(run(tmp_path, command)[0])
            assert total["best"] == expected


@pytest.mark.parametrize(
    "command", ["totals --data -", "list --data -", "check -", "convert -", "crosscheck -", "names --data -"]
)
def test_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((folder / "rows.csv").read_bytes())))
    stdout, _, code = run(folder, f"{command} --json" if command != "convert -" else command)
    assert code == 0
    assert json.loads(stdout)


def test_convert(folder: Path) -> None:
    stdout, stderr, code = run(folder, "convert rows.csv --place sylvania -o new.json")
    assert (stdout, code) == ("", 0)
    assert stderr == f"{LEFT_OUT}1 event. CC BY 4.0, Uppsala Conflict Data Program (UCDP).\n"
    assert json.loads((folder / "new.json").read_text(encoding="utf-8"))["is_coded"] is True
    assert run(folder, "check new.json")[2] == 0
    assert json.loads((folder / "new.json").read_text(encoding="utf-8"))["events"][0]["id"] == "ged-3"


def test_convert_says_how_many_events_cover_other_days(tmp_path: Path) -> None:
    """The second row lasts until June: the new file counts it, and a question about May does not."""
    file_of(tmp_path, ged({}, {"date_end": "2019-06-01"}))
    asked = "--from 2019-05 --to 2019-05"
    assert run(tmp_path, f"convert rows.csv {asked} -o x.json")[1] == (
        "2 events. CC BY 4.0, Uppsala Conflict Data Program (UCDP).\n1 event covers other days too. For the totals of"
        " these days, ask the new file with the same --from and --to.\n"
    )
    whole, may = (run(tmp_path, f"totals killed --data x.json {days} -f csv")[0] for days in ("", asked))
    assert '"16 (12 to 18), in 2 events"' in whole
    assert '"8 (6 to 9), in 1 event"' in may
    assert run(tmp_path, "convert rows.csv -o y.json")[1].count("\n") == 1


def test_what_is_converted_has_the_same_totals(tmp_path: Path) -> None:
    file_of(tmp_path, ged({"low": "9"}, {}, {"low": "9", "high": "0", "date_end": "2019-06-01"}))
    assert run(tmp_path, "convert rows.csv -o x.json")[2] == 0
    assert "0 errors" in run(tmp_path, "check x.json")[0] or run(tmp_path, "check x.json")[2] == 0
    for question in (
        "totals",
        "totals --by month",
        "totals --place ford --from 2019-05 --to 2019-05",
        "totals --by kind",
    ):
        (mine, *_), (theirs, *_) = (
            json.loads(run(tmp_path, f"{question} --data {file} --json")[0]) for file in ("x.json", "rows.csv")
        )
        assert [mine[key] for key in ("low", "best", "high", "quote", "groups")] == [
            theirs[key] for key in ("low", "best", "high", "quote", "groups")
        ]


def test_convert_of_acled_says_its_terms(tmp_path: Path) -> None:
    file_of(tmp_path, acled({}, {}))
    assert run(tmp_path, "convert rows.csv")[1] == "2 events. ACLED's terms of use: its rows may not be passed on.\n"


def test_convert_filters_no_spreadsheet(tmp_path: Path) -> None:
    file_of(tmp_path, b"id,date\n", "events.csv")
    _, stderr, code = run(tmp_path, "convert events.csv --from 2019")
    assert code == 2
    assert "Filters are for one GED or ACLED file. Tables are converted whole." in stderr


def test_completion_does_not_choke(folder: Path) -> None:
    assert files.names(folder / "rows.csv", "places") == []
    assert completion.is_plain("river")


def test_a_row_names_its_sides_and_the_dataset_is_its_source(folder: Path) -> None:
    shown = " ".join(run(folder, "show ged-1 --data rows.csv")[0].split())
    assert "Attributed to not attributed: the dataset names sides, but no attacker" in shown
    assert "Source UCDP Georeferenced Event Dataset" in shown
    against_civilians = " ".join(run(folder, "show ged-3 --data rows.csv")[0].split())
    assert "not attributed" not in against_civilians


def test_a_town_that_is_asked_for_keeps_its_coordinates(folder: Path) -> None:
    """Its name is known before its rows are read; and its first row may have no coordinates."""
    for first in ({}, {"latitude": "", "longitude": ""}):
        file_of(folder, ged(first, {"date_start": "2019-05-04", "date_end": "2019-05-04"}), "towns.csv")
        for asked in ("", "--place 'Ford town'", "--place ford"):
            places = json.loads(run(folder, f"convert towns.csv {asked}")[0])["places"]
            [town] = [place for place in places if place["kind"] == "town"]
            assert (town["latitude"], town["longitude"]) == (35.5, 36.5), asked
        exported = json.loads(run(folder, "export geojson --data towns.csv --place ford -o -")[0])
        geometries = [feature["geometry"] for feature in exported["features"]]
        assert geometries == [{"type": "Point", "coordinates": [36.5, 35.5]}] * 2


def test_actors_are_listed_by_how_many_events_they_are_in(folder: Path) -> None:
    sides = [("Alpha", "Beta"), ("Beta", "Gamma"), ("Gamma", "Beta"), ("Alpha", "Delta")]
    file_of(folder, ged(*({"side_a": one, "side_b": other} for one, other in sides)), "sides.csv")
    actors = json.loads(run(folder, "actor --data sides.csv --json")[0])
    assert [(actor["name"], actor["event_count"]) for actor in actors] == [
        ("Beta", 3),
        ("Alpha", 2),
        ("Gamma", 2),
        ("Delta", 1),
    ]
    narrowed = json.loads(run(folder, "actor --actor gamma --data sides.csv --json")[0])
    assert [(actor["id"], actor["event_count"]) for actor in narrowed] == [("beta", 2), ("gamma", 2)]


def test_the_dead_of_events_that_an_actor_took_part_in(folder: Path) -> None:
    answer = json.loads(run(folder, "actor sylvanian-front --data rows.csv --json")[0])
    assert [total["best"] for total in answer["totals"]] == [None, None, None]  # nothing is attributed to it
    assert [(part["metric"], part["quote"]) for part in answer["took_part"]] == [
        ("civilians", "8 (4 to 12), in 2 events"),
        ("fighters", "6 (2 to 10), in 2 events"),
        ("killed", "16 (12 to 18), in 2 events"),
    ]


@pytest.mark.parametrize(
    ("words", "filters", "best", "values"),
    [
        ("7 people killed", Filters(), 190, [7, 19, 18, 6]),
        ("7 people killed in Ford town in May 2019", Filters(), 90, [18, 16, 8, 6]),
        ("7 people killed in the River Governorate", Filters(), 190, [7, 19, 18, 6]),
        ("over 3 people killed", Filters(since="2019-06", until="2019-07"), 100, [19, 17, 3, 1]),
        ("over 3 people killed from June to July 2019", Filters(), 100, [19, 17, 3, 1]),
        ("Government of Freedonia killed 7 people", Filters(), None, [7, 19, 18, 6]),
        ("7 people killed", Filters(places=["Ford"]), 90, [18, 16, 8, 6]),
        ("7 people killed", Filters(places=["Ford tow"]), 90, [18, 16, 8, 6]),  # the beginning of a name
    ],
)
def test_a_claim_takes_one_pass_through_a_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    filters: Filters,
    best: int | None,
    values: list[int],
) -> None:
    monkeypatch.setattr(field_load, "MAX_HELD_ROWS", 5)
    monkeypatch.setattr(field_load, "MAX_NEAR", 4)
    elsewhere = {"where_coordinates": "Mill town", "date_start": "2019-06-01", "date_end": "2019-06-01"}
    rows = [
        {"best": str(n), "low": str(n), "high": str(n), **(elsewhere if n % 2 else {})} for n in range(20)
    ]  # in Ford town in May all even numbers, in June the odd ones
    begun: list[float] = []
    chronology = load_for_claim(file_of(tmp_path, ged(*rows)), filters, words, watch=begun.append)
    is_spelled_out = filters.places != ["Ford tow"]
    if is_spelled_out:
        assert len(begun) == 1  # a file of less than a megabyte is looked at once each time that it is read

        def read_again(*_: object, **__: object) -> None:
            raise AssertionError

        monkeypatch.setattr(field_load, "totals_of", read_again)
    document = claim_report(ask(chronology, filters), words).document
    assert [figure.value for figure in document.figures] == values
    assert document.total.best == best


def test_a_claim_up_to_the_high_of_the_sum_is_not_higher_than_anything(tmp_path: Path) -> None:
    # two rows of 6, 8 and 9 people killed: 12 to 18
    file_of(tmp_path, ged({}, {}))
    for number, words in (("18", "No figure like it is printed"), ("19", "higher than anything reported")):
        [line, *_] = run(tmp_path, f"claim {number} --metric killed --data rows.csv")[0].splitlines()
        assert words in line


def test_a_name_that_has_a_date_does_not_limit_a_claim(tmp_path: Path) -> None:
    june = {"date_start": "2019-06-01", "date_end": "2019-06-01"}
    file_of(tmp_path, ged(*({"where_coordinates": "Camp May 2019", **days} for days in ({}, june))))
    stdout, _, _ = run(tmp_path, 'claim "16 people killed in Camp May 2019" --data rows.csv --json')
    assert json.loads(stdout)["total"]["best"] == 16  # 8 in May and 8 in June


def test_a_claim_is_looked_up_in_a_file_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_load, "MAX_HELD_ROWS", 5)
    monkeypatch.setattr(field_load, "MAX_NEAR", 4)
    rows = [{"best": str(number), "low": str(number), "high": str(number)} for number in range(20)]
    file_of(tmp_path, ged(*rows))
    stdout, stderr, code = run(tmp_path, 'claim "7 people killed in Freedonia" --data rows.csv --json')
    answer = json.loads(stdout)
    assert (code, answer["answer"]) == (0, "same number")
    assert [figure["value"] for figure in answer["figures"]] == [7, 19, 18, 6]
    assert answer["total"]["best"] == sum(range(20))
    assert "Only 4 of 20 rows are compared: the nearest and the largest." in stderr
    stdout, _, _ = run(tmp_path, 'claim "over 190 people killed" --data rows.csv --json')
    assert json.loads(stdout)["answer"] == "higher than anything reported"


def test_what_rows_do_not_say_is_in_every_row_of_a_csv(tmp_path: Path) -> None:
    parts = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), "")
    file_of(tmp_path, ged({}, {"date_start": "2019-06-01", "date_end": "2019-06-01"}, parts, columns=49))
    of_month = run(tmp_path, "totals civilians --data rows.csv --by month -f csv")[0].splitlines()[1:]
    assert of_month
    unsaid = "1 of 3 events, with 8 dead, does not say how many were civilians"
    assert all(row.endswith(f'"in the whole total, {unsaid}"') for row in of_month)
    assert f"; {unsaid}" in run(tmp_path, "claim 5 --metric civilians --data rows.csv -f csv")[0]


def test_a_row_that_is_not_yet_checked_says_so(tmp_path: Path) -> None:
    file_of(tmp_path, ged({"code_status": "Check deaths"}, {"code_status": "Clear"}, columns=49))
    assert "UCDP has not yet checked the row." in run(tmp_path, "show ged-1 --data rows.csv")[0]
    assert "not yet checked" not in run(tmp_path, "show ged-2 --data rows.csv")[0]
    converted = json.loads(run(tmp_path, "convert rows.csv")[0])
    assert [event.get("note") for event in converted["events"]] == ["UCDP has not yet checked the row.", None]
