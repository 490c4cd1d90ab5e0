"""The tables of a data package and of a database."""

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from elsewhere import HOSTILE, bundled, chronology, handed, hostile, keyed
from test_export_laws import WORKED

from idlibtl.show.export import sqlite
from idlibtl.show.export.datapackage import DESCRIPTOR, FILES, datapackage
from idlibtl.show.export.handed import Handed


def package(of: Handed) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]]]:
    """What describes a package, and its tables."""
    files = {name: "".join(pieces) for name, pieces in datapackage(of)}
    assert files.keys() == FILES
    tables = {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text, newline="")))
        for name, text in files.items()
        if name != DESCRIPTOR
    }
    return json.loads(files[DESCRIPTOR]), tables


def database(of: Handed, folder: Path) -> sqlite3.Connection:
    """A database, read back."""
    path = folder / "events.db"
    sqlite.write(of, path)
    return sqlite3.connect(path)


def test_a_package_describes_every_column_of_every_table() -> None:
    described, tables = package(bundled())
    resources = {resource["name"]: resource for resource in described["resources"]}
    assert resources.keys() == tables.keys()
    for name, rows in tables.items():
        fields = [field["name"] for field in resources[name]["schema"]["fields"]]
        assert all(list(row) == fields for row in rows)
        assert all(field["description"].endswith(".") for field in resources[name]["schema"]["fields"])


def test_every_key_leads_to_one_row() -> None:
    for of in (bundled(), bundled(kinds=["strike"], places=["hama"]), handed(), handed(phases=["one-day"])):
        described, tables = package(of)
        ids = {name: {row["id"] for row in rows} for name, rows in tables.items() if rows and "id" in rows[0]}
        for resource in described["resources"]:
            rows, schema = tables[resource["name"]], resource["schema"]
            assert len({tuple(row[part] for part in schema["primaryKey"]) for row in rows}) == len(rows)
            for key in schema.get("foreignKeys", ()):
                [field], to = key["fields"], key["reference"]["resource"] or resource["name"]
                assert {row[field] for row in rows} - {""} <= ids.get(to, set())


def test_a_package_says_what_it_is_made_of() -> None:
    described, _ = package(bundled(since="2019-06", texts=["air strikes"]))
    assert described["name"] == "the-offensive-on-idlib-april-2019-to-january-2020"
    assert described["title"] == "The offensive on Idlib, April 2019 to January 2020"
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    assert described["sources"] == [{"title": "Months of Strikes on Syria's Hold-Out Idlib"}]
    assert "none is an independent finding" in described["description"]
    assert "Do not add up the numbers as printed" in described["description"]
    assert described["made_with"].startswith("idlibtl export datapackage --from 2019-06 --text 'air strikes' (idlibtl ")
    described, _ = package(handed())
    assert described["licenses"] == [{"name": "other", "title": "All rights reserved"}]
    assert described["sources"] == [
        {"title": "The Herald"},
        {"title": "The Gazette", "path": "https://gazette.example/spring"},
    ]
    raw = chronology() | {"title": "\u65e5\u672c"}
    assert package(handed(raw))[0]["name"] == "chronology"


def test_the_tables_hold_the_whole_chronology() -> None:
    _, tables = package(bundled())
    assert {name: len(rows) for name, rows in tables.items()} == {
        "publications": 1,
        "metrics": 7,
        "kinds": 9,
        "phases": 4,
        "places": 6,
        "actors": 7,
        "sources": 4,
        # an event at two places twice, and the veto nowhere
        "events": 23,
        "event_actors": 21,
        "event_places": 24,
        "citations": 23,
        # of the 18 figures two are of two provinces, three by Russia, three by the government
        "figures": 18,
        "figure_places": 21,
        "figure_actors": 6,
        "figure_includes": 5,
        "quotes": 7,
    }
    market = keyed(tables["events"])["2019-07-22-market-strikes"]
    assert market == {
        "id": "2019-07-22-market-strikes",
        "matches": "true",
        "date": "2019-07-22",
        "first": "2019-07-22",
        "last": "2019-07-22",
        "approximate": "false",
        "date_text": "",
        "title": "Strikes, most of the dead at a market in Maaret al-Numan",
        "summary": "Most of the dead were at a market in Maaret al-Numan.",
        "kind": "strike",
        "phase": "hundreds-killed",
        "source": "sohr",
        "actors": "",
        "attributed_to": "",
        "places": "maaret-al-numan",
        "cited": "paragraph 9",
        "note": market["note"],
        "replaced_by": "",
    }
    toll = keyed(tables["figures"])["2019-08-31-four-month-toll/civilians/sohr"]
    assert (toll["value"], toll["share_low"], toll["share_best"], toll["counted_best"]) == (
        "1000",
        "798",
        "905",
        "1000",
    )
    assert keyed(tables["sources"]) == {
        "publication": {
            "id": "publication",
            "name": "Months of Strikes on Syria's Hold-Out Idlib",
            "actor": "",
            "publication": "publication",
        },
        "un": {"id": "un", "name": "United Nations", "actor": "un", "publication": ""},
        "sohr": {"id": "sohr", "name": "Syrian Observatory for Human Rights", "actor": "sohr", "publication": ""},
        "hrw": {"id": "hrw", "name": "Human Rights Watch", "actor": "hrw", "publication": ""},
    }
    quote = keyed(tables["quotes"], "metric")["civilians"]
    assert quote == {
        "metric": "civilians",
        "low": "1022",
        "best": "1134",
        "high": "",
        "high_open": "true",
        "hedge": "about_or_more",
        "quote": "about 1,134 or more (our sum of 5 figures)",
        "our_sum": "true",
        "headline": "about 1,134 or more (our sum of 5 figures)",
    }


def test_filters_hold_and_what_a_figure_names_is_there_too() -> None:
    _, tables = package(bundled(kinds=["strike"], metrics=["civilians"]))
    assert {row["id"]: row["matches"] for row in tables["events"]} == {
        "2019-04-26-air-raids": "true",
        "2019-06-20-bombardment": "true",
        "2019-07-22-market-strikes": "true",
        "2019-12-02-bombardment": "true",
        "2020-01-11-air-strikes": "true",
        "2020-01-21-strikes": "true",
        # the tolls that cover more, and an event that one of them includes
        "2019-08-31-four-month-toll": "false",
        "2019-12-two-week-toll": "false",
        "2019-06-15-flare-up": "false",
    }
    assert sum(int(row["share_best"] or 0) for row in tables["figures"]) == 139
    assert {row["id"] for row in tables["metrics"]} == {"civilians", "killed"}
    assert {row["id"] for row in tables["actors"]} == {"syrian-government", "russia", "sohr"}
    assert {row["id"] for row in tables["places"]} == {"idlib-region", "idlib", "hama", "aleppo", "maaret-al-numan"}
    assert {row["id"] for row in tables["phases"]} == {
        "russian-strikes",
        "hundreds-killed",
        "new-escalation",
        "syrian-advance",
    }
    assert {row["id"] for row in tables["kinds"]} == {"strike", "toll", "clash"}


def test_a_correction_several_publications_and_sources_that_disagree() -> None:
    _, tables = package(handed())
    events = keyed(tables["events"])
    assert (events["first-told"]["replaced_by"], events["shelling"]["replaced_by"]) == ("shelling", "")
    figures = keyed(tables["figures"])
    assert {name: (row["status"], row["share_best"]) for name, row in figures.items()} == {
        "first-told/civilians/herald": ("replaced", ""),
        "shelling/civilians/hospital": ("included", "7"),
        "shelling/civilians/army": ("alternative", ""),
        "battle/killed/gazette": ("counted", "6"),
        "battle/civilians/gazette": ("counted", "4"),
        "toll/civilians/gazette": ("counted", "13"),
        "toll/2nd-homes/gazette": ("counted", "300"),
    }
    assert tables["citations"][:3] == [
        {"event": "first-told", "publication": "herald", "paragraphs": "2", "url": ""},
        {
            "event": "shelling",
            "publication": "gazette",
            "paragraphs": "3; 4",
            "url": "https://gazette.example/spring/2",
        },
        {"event": "shelling", "publication": "herald", "paragraphs": "", "url": ""},
    ]
    assert keyed(tables["metrics"])["civilians"]["part_of"] == "killed"
    assert keyed(tables["actors"])["hospital"]["aliases"] == "clinic; the clinic"
    assert keyed(tables["places"])["port"]["longitude"] == "-7.5"
    # whoever asks for the first report gets what corrects it, and the toll, which may hold more
    _, tables = package(handed(texts=["first told"]))
    assert {row["id"]: row["matches"] for row in tables["events"]} == {
        "first-told": "true",
        "shelling": "false",
        "toll": "false",
    }


def test_the_view_gives_the_totals(tmp_path: Path) -> None:
    found = database(bundled(), tmp_path)
    assert dict(found.execute("SELECT metric, best FROM totals").fetchall()) == WORKED
    assert found.execute("SELECT low, high, high_open, quote FROM totals WHERE metric = 'civilians'").fetchone() == (
        1022,
        None,
        1,
        "about 1,134 or more (our sum of 5 figures)",
    )
    found.close()


def test_what_is_not_reported_is_null_and_never_0(tmp_path: Path) -> None:
    found = database(bundled(since="2019-06", until="2019-08", metrics=["displaced"]), tmp_path)
    [row] = found.execute("SELECT best, quote, headline FROM totals").fetchall()
    assert row[:2] == (None, "not reported")
    assert row[2].startswith("not reported; not added, it covers more: more than 400,000")
    found.close()


@pytest.mark.parametrize("of", [bundled(), handed()], ids=["bundled", "elsewhere"])
def test_a_database_is_sound(of: Handed, tmp_path: Path) -> None:
    found = database(of, tmp_path)
    assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert found.execute("PRAGMA foreign_key_check").fetchall() == []
    listed = "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    strict = {name: is_strict for name, is_strict in found.execute(listed) if name != "sqlite_schema"}
    assert set(strict.values()) == {1}
    assert len(strict) == 17
    indexed = {row[0] for row in found.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL")}
    assert {"figures_event", "figures_metric", "events_kind", "event_places_place"} <= indexed
    about = dict(found.execute("SELECT what, told FROM about").fetchall())
    assert about["title"] == of.timeline.title
    assert "Only shares add up" in about["adding up"]
    found.close()
    # keys and types hold for whoever writes into it
    found = sqlite3.connect(tmp_path / "events.db")
    found.execute("PRAGMA foreign_keys = ON")
    for wrong in (
        "INSERT INTO event_places VALUES ('nowhere', 'nowhere')",
        "UPDATE events SET matches = 2",
        "UPDATE figures SET value = 'many'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            found.execute(wrong)
    found.close()


def test_the_tables_of_a_database_are_those_of_a_package(tmp_path: Path) -> None:
    _, tables = package(handed())
    found = database(handed(), tmp_path)
    for name, rows in tables.items():
        cursor = found.execute(f"SELECT * FROM {name}")  # noqa: S608 - a name of ours
        columns = [column[0] for column in cursor.description]
        stored = [dict(zip(columns, row, strict=True)) for row in cursor]
        assert len(stored) == len(rows)
        for one, other in zip(stored, rows, strict=True):
            assert {key: "" if value is None else str(value) for key, value in one.items()} == {
                key: {"true": "1", "false": "0"}.get(value, value) for key, value in other.items()
            }
    found.close()


def test_the_same_question_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        sqlite.write(bundled(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_database_that_cannot_be_written_is_told_as_any_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unable to open"):
        sqlite.write(handed(), tmp_path / "nowhere" / "events.db")
    (tmp_path / "full.db").write_text("no database, and longer than a header of a hundred bytes" * 10)
    with pytest.raises(OSError, match="not a database"):
        sqlite.write(handed(), tmp_path / "full.db")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_stranger_wrote_is_one_cell(text: str, tmp_path: Path) -> None:
    of = handed(hostile(text))
    found = database(of, tmp_path)
    assert found.execute("SELECT DISTINCT title FROM events").fetchall() == [(text,)]
    assert found.execute("SELECT title, name FROM publications, actors").fetchall() == [(text, text)] * 4
    assert found.execute("PRAGMA foreign_key_check").fetchall() == []
    found.close()
    described, tables = package(of)
    assert described["title"] == text
    assert {row["title"] for row in tables["events"]} <= {text, f"'{text}"}
    assert len(tables["events"]) == 5
    for rows in tables.values():
        cells = [cell for row in rows for cell in row.values()]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "\t", "\r"))]
