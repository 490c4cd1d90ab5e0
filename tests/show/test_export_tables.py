"""The tables of a data package and of a database."""

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from elsewhere import HOSTILE, bundled, content, document, hostile, keyed

from idlibtl.model.key_meanings import COLUMNS
from idlibtl.show.export import sqlite
from idlibtl.show.export.content import Content
from idlibtl.show.export.datapackage import DESCRIPTOR, FILES, datapackage
from idlibtl.show.export.tables import NAMES, tables

#: The best values of the bundled chronology, worked out by hand in the definition of totals.
WORKED = {
    "civilians": 1134,
    "children": 13,
    "fighters": 100,
    "killed": 1269,
    "displaced": 400_000,
    "hospitals": 12,
    "schools": 10,
}


def package(of: Content) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]]]:
    """What describes a package, and its tables."""
    written = {name: "".join(pieces) for name, pieces in datapackage(of)}
    assert written.keys() == FILES
    read = {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text, newline="")))
        for name, text in written.items()
        if name != DESCRIPTOR
    }
    return json.loads(written[DESCRIPTOR]), read


def database(of: Content, folder: Path) -> sqlite3.Connection:
    """A database, read back."""
    path = folder / "events.db"
    sqlite.write(of, path)
    return sqlite3.connect(path)


def test_tables_are_declared_from_the_records() -> None:
    declared = {table.name: {column.name: column for column in table.columns} for table in tables(bundled())}
    assert tuple(declared) == NAMES
    types = {
        ("events", "id"): ("string", True, None),
        ("events", "matches"): ("boolean", True, None),
        ("events", "first"): ("date", True, None),
        ("events", "last"): ("date", False, None),
        ("events", "phase"): ("string", False, "phases"),
        ("events", "places"): ("list", False, None),
        ("places", "latitude"): ("number", False, None),
        ("phases", "number"): ("integer", True, None),
        ("figures", "share"): ("integer", False, None),
        ("figures", "printed_value"): ("integer", True, None),
        ("figures", "status"): ("string", True, None),
        ("figures", "inside"): ("string", False, "events"),
        ("metrics", "part_of"): ("string", False, "metrics"),
        ("quotes", "our_sum"): ("boolean", True, None),
    }
    chosen = {key: declared[key[0]][key[1]] for key in types}
    assert {key: (column.type, column.is_required, column.to) for key, column in chosen.items()} == types
    # every meaning is of an existing column, and is a sentence
    for name, meanings in COLUMNS.items():
        assert meanings.keys() <= declared[name].keys()
    assert all(column.meaning.endswith(".") for columns in declared.values() for column in columns.values())


def test_a_package_describes_every_column_of_every_table() -> None:
    described, read = package(bundled())
    resources = {resource["name"]: resource for resource in described["resources"]}
    assert resources.keys() == read.keys()
    for name, rows in read.items():
        fields = [field["name"] for field in resources[name]["schema"]["fields"]]
        assert all(list(row) == fields for row in rows)
    [share] = [field for field in resources["figures"]["schema"]["fields"] if field["name"] == "share"]
    assert "Only shares add up" in share["description"]
    printed = [field for field in resources["figures"]["schema"]["fields"] if field["name"].startswith("printed_")]
    assert len(printed) == 3
    assert all(field["description"].endswith("Do not add up.") for field in printed)


def test_every_key_leads_to_one_row() -> None:
    for of in (bundled(), bundled(kinds=["strike"], places=["hama"]), content(), content(phases=["one-day"])):
        described, read = package(of)
        ids = {name: {row["id"] for row in rows} for name, rows in read.items() if rows and "id" in rows[0]}
        for resource in described["resources"]:
            rows, schema = read[resource["name"]], resource["schema"]
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
    assert "none has been independently verified" in described["description"]
    assert "Do not add up printed numbers" in described["description"]
    assert described["made_with"].startswith("idlibtl export datapackage --from 2019-06 --text 'air strikes' (idlibtl ")
    described, _ = package(content())
    assert described["licenses"] == [{"name": "other", "title": "All rights reserved"}]
    assert described["sources"] == [
        {"title": "The Herald"},
        {"title": "The Gazette", "path": "https://gazette.example/spring"},
    ]
    raw = document() | {"title": "\u65e5\u672c"}
    assert package(content(raw))[0]["name"] == "chronology"


def test_the_tables_have_the_whole_chronology() -> None:
    _, read = package(bundled())
    assert {name: len(rows) for name, rows in read.items()} == {
        "publications": 1,
        "metrics": 7,
        "kinds": 8,
        "phases": 4,
        "places": 6,
        "actors": 7,
        # the publication, SOHR, UN and HRW
        "sources": 4,
        "events": 26,
        "figures": 18,
        "quotes": 7,
    }
    market = keyed(read["events"])["2019-07-22-market-strikes"]
    assert market == {
        "id": "2019-07-22-market-strikes",
        "matches": "true",
        "date": "2019-07-22",
        "first": "2019-07-22",
        "last": "2019-07-22",
        "approximate": "false",
        "date_text": "",
        "title": "Strikes kill civilians, most at a market in Maaret al-Numan",
        "summary": "",
        "kinds": "strike",
        "phase": "hundreds-killed",
        "source": "sohr",
        "actors": "",
        "attributed_to": "",
        "places": "maaret-al-numan",
        "paragraphs": "9",
        "citations": "",
        "note": market["note"],
        "replaced_by": "",
    }
    raids = keyed(read["figures"])["2019-04-26-air-raids/civilians/sohr"]
    assert {key: value for key, value in raids.items() if value} == {
        "id": "2019-04-26-air-raids/civilians/sohr",
        "event": "2019-04-26-air-raids",
        "metric": "civilians",
        "label": "civilians killed",
        "share": "15",
        "status": "included",
        "month": "2019-04",
        "first": "2019-04-26",
        "last": "2019-04-27",
        "approximate": "false",
        "wording": "around 15",
        "printed_value": "15",
        "hedge": "about",
        "source": "sohr",
        "scope": "incident",
        "places": "idlib; hama",
        "attributed_to": "russia",
        "phase": "russian-strikes",
        "kinds": "strike",
        "inside": "2019-08-31-four-month-toll",
        "paragraphs": "3",
    }
    toll = keyed(read["figures"])["2019-08-31-four-month-toll/civilians/sohr"]
    assert (toll["printed_value"], toll["printed_low"], toll["printed_high"], toll["share"], toll["month"]) == (
        *("1000", "", "1000", "905", ""),
    )
    killed = keyed(read["figures"])["2019-06-15-flare-up/killed/publication"]
    assert (killed["label"], killed["share"]) == ("killed, not known to be civilians or fighters", "35")
    assert keyed(read["sources"])["un"] == {"id": "un", "name": "United Nations", "actor": "un", "publication": ""}
    quote = keyed(read["quotes"], "metric")["civilians"]
    assert quote == {
        "metric": "civilians",
        "label": "civilians killed",
        "best": "1134",
        "low": "",
        "high": "",
        "quote": "about 1,134 reported (sum of 5 figures)",
        "our_sum": "true",
        "headline": "Civilians killed: about 1,134 reported (sum of 5 figures)",
        "notes": "",
    }


def test_a_metric_comes_with_the_figures_of_its_parts() -> None:
    rows = bundled(metrics=["killed"]).rows
    assert {row.metric for row in rows} == {"killed", "civilians", "fighters"}
    assert sum(row.share or 0 for row in rows) == WORKED["killed"]


def test_filters_apply_and_what_a_figure_names_is_there_too() -> None:
    _, read = package(bundled(places=["hama"], metrics=["civilians"]))
    assert {row["id"]: row["matches"] for row in read["events"]} == {
        "2019-04-26-air-raids": "true",
        # the tolls that are wider, and the events that one of them includes
        "2019-08-31-four-month-toll": "false",
        "2019-12-two-week-toll": "false",
        "2019-06-15-flare-up": "false",
        "2019-06-20-bombardment": "false",
        "2019-07-22-market-strikes": "false",
    }
    assert {row["status"]: row["share"] for row in read["figures"]} == {"wider": ""}
    assert {row["metric"] for row in read["quotes"]} == {"civilians"}
    assert {row["id"] for row in read["sources"]} == {"publication", "sohr"}


def test_a_correction_several_publications_and_sources_that_disagree() -> None:
    _, read = package(content())
    events = keyed(read["events"])
    assert (events["first-told"]["replaced_by"], events["shelling"]["replaced_by"]) == ("shelling", "")
    assert events["shelling"]["citations"] == "gazette 3 4 https://gazette.example/spring/2; herald"
    assert events["shelling"]["actors"] == "army (attacker)"
    figures = keyed(read["figures"])
    assert {name: (row["status"], row["share"]) for name, row in figures.items()} == {
        "first-told/civilians/herald": ("replaced", ""),
        "shelling/civilians/hospital": ("included", "7"),
        "shelling/civilians/army": ("alternative", ""),
        "battle/killed/gazette": ("counted", "6"),
        "battle/civilians/gazette": ("counted", "4"),
        "toll/civilians/gazette": ("counted", "13"),
        "toll/2nd-homes/gazette": ("counted", "300"),
    }
    assert keyed(read["metrics"])["civilians"]["part_of"] == "killed"
    assert keyed(read["actors"])["hospital"]["aliases"] == "clinic; the clinic"
    assert keyed(read["places"])["port"]["longitude"] == "-7.5"
    # the first report brings what corrects it
    _, read = package(content(texts=["first told"]))
    assert {row["id"]: row["matches"] for row in read["events"]} == {"first-told": "true", "shelling": "false"}


def test_the_view_gives_the_totals(tmp_path: Path) -> None:
    connection = database(bundled(), tmp_path)
    assert dict(connection.execute("SELECT metric, best FROM _totals").fetchall()) == WORKED
    query = "SELECT low, high, quote FROM _totals WHERE metric = 'civilians'"
    assert connection.execute(query).fetchone() == (None, None, "about 1,134 reported (sum of 5 figures)")
    by_month = connection.execute("SELECT month, sum(share) FROM figures WHERE metric = 'civilians' GROUP BY month")
    assert dict(by_month.fetchall()) == {
        None: 905,
        "2019-04": 15,
        "2019-06": 30,
        "2019-07": 50,
        "2019-12": 93,
        "2020-01": 41,
    }
    connection.close()


def test_a_figure_of_several_places_is_one_row(tmp_path: Path) -> None:
    connection = database(bundled(metrics=["civilians"]), tmp_path)
    rows = connection.execute("SELECT names, sum(share), count(*), latitude FROM figure_places GROUP BY places")
    assert sorted(rows.fetchall()) == [
        ("Idlib", 18, 1, 35.766667),
        ("Idlib and its surroundings", 1065, 5, None),
        ("Idlib, Aleppo", 23, 1, None),
        ("Idlib, Hama", 15, 1, None),
        ("Maaret al-Numan", 13, 1, 35.648379),
    ]
    events = "SELECT events.id FROM events, json_each(events.places) WHERE value = 'hama'"
    assert connection.execute(events).fetchall() == [("2019-04-26-air-raids",)]
    connection.close()


def test_what_is_not_reported_is_null_and_never_0(tmp_path: Path) -> None:
    connection = database(bundled(since="2019-06", until="2019-08", metrics=["displaced"]), tmp_path)
    [row] = connection.execute("SELECT best, quote, headline FROM _totals").fetchall()
    assert row[:2] == (None, "not reported")
    assert row[2].startswith(
        "People displaced, 1 Jun – 31 Aug 2019: not reported; a wider figure may include some: more"
    )
    connection.close()


@pytest.mark.parametrize("of", [bundled(), content()], ids=["bundled", "elsewhere"])
def test_a_database_is_valid(of: Content, tmp_path: Path) -> None:
    connection = database(of, tmp_path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    listed = "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    strict = {name: is_strict for name, is_strict in connection.execute(listed) if name != "sqlite_schema"}
    assert strict == dict.fromkeys(("about", *NAMES), 1)
    about = dict(connection.execute("SELECT name, value FROM about").fetchall())
    assert about["title"] == of.chronology.title
    assert "Only shares add up" in about["adding up"]
    [schema] = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'figures'").fetchone()
    assert "share INTEGER, -- What it adds that no other figure does. Only shares add up" in schema
    connection.close()
    # keys and types are enforced for those who write into it
    connection = sqlite3.connect(tmp_path / "events.db")
    connection.execute("PRAGMA foreign_keys = ON")
    for wrong in (
        "UPDATE figures SET event = 'nowhere'",
        "UPDATE events SET matches = 2",
        "UPDATE figures SET printed_value = 'many'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(wrong)
    connection.close()


@pytest.mark.parametrize("name", ["events.db", "a.b.sqlite", "plain"])
def test_a_database_has_the_metadata_of_datasette(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    sqlite.write(bundled(), path)
    connection = sqlite3.connect(path)
    metadata = json.loads(connection.execute("SELECT metadata FROM datasette_metadata").fetchone()[0])
    connection.close()
    assert list(metadata["databases"]) == [path.stem]
    of_figures = metadata["databases"][path.stem]["tables"]["figures"]
    assert of_figures["description"].endswith("Only share adds up.")
    assert set(of_figures["columns"]) == {"share", "printed_value", "printed_low", "printed_high"}
    assert "verified" in metadata["source"]


def test_the_tables_of_a_database_are_those_of_a_package(tmp_path: Path) -> None:
    _, read = package(content())
    connection = database(content(), tmp_path)
    for name, rows in read.items():
        cursor = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - a name of ours
        columns = [column[0] for column in cursor.description]
        stored = [dict(zip(columns, row, strict=True)) for row in cursor]
        assert len(stored) == len(rows)
        for one, other in zip(stored, rows, strict=True):
            assert {key: _as_in_csv(value) for key, value in one.items()} == {
                key: {"true": "1", "false": "0"}.get(value, value) for key, value in other.items()
            }
    connection.close()


def _as_in_csv(value: object) -> str:
    if isinstance(value, str) and value.startswith("["):
        return "; ".join(map(str, json.loads(value)))
    return "" if value is None else str(value)


def test_the_same_question_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        sqlite.write(bundled(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_database_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unable to open"):
        sqlite.write(content(), tmp_path / "nowhere" / "events.db")
    (tmp_path / "full.db").write_text("no database, and longer than a header of a hundred bytes" * 10)
    with pytest.raises(OSError, match="not a database"):
        sqlite.write(content(), tmp_path / "full.db")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_stranger_wrote_is_one_cell(text: str, tmp_path: Path) -> None:
    of = content(hostile(text))
    connection = database(of, tmp_path)
    assert connection.execute("SELECT DISTINCT title FROM events").fetchall() == [(text,)]
    assert connection.execute("SELECT title, name FROM publications, actors").fetchall() == [(text, text)] * 4
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT json_valid(metadata) FROM datasette_metadata").fetchone() == (1,)
    connection.close()
    described, read = package(of)
    assert described["title"] == text
    assert {row["title"] for row in read["events"]} <= {text, f"'{text}"}
    assert len(read["events"]) == 5
    for rows in read.values():
        cells = [cell for row in rows for cell in row.values()]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "\t", "\r"))]


def test_the_table_of_sums_by_month_in_the_documentation_is_what_comes_out(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    lines = [line.replace("*", "").replace(",", "") for line in page.splitlines() if line.startswith("| share |")]
    lines += [line.replace("*", "").replace(",", "") for line in page.splitlines() if line.startswith("| `printed")]
    written = [[cell.strip() or "0" for cell in line.strip("| ").split("|")][2:] for line in lines]
    months = ("2019-04", "2019-06", "2019-07", "2019-08", "2019-12", "2020-01", None)
    connection = database(bundled(metrics=["civilians"]), tmp_path)
    sums = []
    for column, by in (("share", "substr(first, 1, 7)"), ("share", "substr(last, 1, 7)"), ("printed_value", "month")):
        added = dict(connection.execute(f"SELECT {by}, sum({column}) FROM figures GROUP BY 1").fetchall())  # noqa: S608
        sums.append([str(added.get(month, 0)) for month in months] + [str(sum(added.values()))])
    split = connection.execute("SELECT sum(share) FROM figures, json_each(places)").fetchone()
    connection.close()
    assert written == sums
    assert f"{split[0]:,}" in page
