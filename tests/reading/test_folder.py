"""A folder of tables, one for each section of a chronology, and what is wrong in it by file, row and column."""

import json
from pathlib import Path

import pytest

import idlibtl
from idlibtl.read import spreadsheet
from idlibtl.read.files import DatasetError, start_tables
from idlibtl.read.spreadsheet import COLUMNS, check, folder

KINDS = "'state', 'armed-group', 'organisation', 'monitor', 'authority', 'company', 'media', 'group' or 'person'"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """The tables that `init --csv` writes."""
    for name, text in start_tables().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def change(tables: Path, table: str, old: str, new: str) -> None:
    path = tables / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text)
    path.write_text(text.replace(old, new), encoding="utf-8")


def faults(tables: Path) -> list[str]:
    """The findings of check, which convert reports too if there is an error."""
    findings = [str(finding).replace(f"{tables}/", "").replace(str(tables), "tables") for finding in check(str(tables))]
    try:
        folder(str(tables))
    except DatasetError as problem:
        assert str(problem).replace(f"{tables}/", "").replace(str(tables), "tables").splitlines() == findings
    return findings


def test_the_tables_to_begin_with_are_a_chronology(tables: Path) -> None:
    assert sorted(start_tables()) == [
        "about.csv",
        "actors.csv",
        "events.csv",
        "figures.csv",
        "metrics.csv",
        "places.csv",
    ]
    assert faults(tables) == []
    made = folder(str(tables))
    assert made.remarks == []
    assert made.chronology == idlibtl.load(tables) == idlibtl.from_bytes(json.dumps(made.document).encode())
    assert [event.id for event in made.chronology.events] == ["2031-05-03-dam", "2031-05-toll"]
    [total] = idlibtl.totals_report(idlibtl.ask(made.chronology, idlibtl.Filters(metrics=["dead"]))).totals
    assert total.best == 40  # the toll of nearly 40 includes the 17
    # two rows a table, and one more for the chronology itself; every column can be read
    for name, text in start_tables().items():
        header, *rows = text.removeprefix("\ufeff").splitlines()
        assert len(rows) == (3 if name == "about.csv" else 2)
        assert set(header.split(",")) <= set(COLUMNS[name.removesuffix(".csv")])


def test_every_section_has_what_its_table_says(tables: Path) -> None:
    document = folder(str(tables)).document
    assert list(document) == [
        *("schema_version", "title", "description", "license", "publications", "kinds"),
        *("metrics", "actors", "places", "phases", "events"),
    ]
    assert document["actors"][1] == {
        "id": "relief",
        "name": "Quenna Relief",
        "kind": "organisation",
        "aliases": ["the relief agency", "the agency"],
    }
    assert document["places"][1] == {
        "id": "brackholt",
        "name": "Brackholt",
        "kind": "town",
        "within": "quenna",
        "latitude": 30.1,
        "longitude": -40.2,
    }
    assert document["metrics"][1]["repeats"] is True
    assert [publication["as_of"] for publication in document["publications"]] == ["2031-06-02", "2031-06-10"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_tables_are_read_as_programs_save_them(tables: Path, encoding: str, delimiter: str, end: str) -> None:
    before = folder(str(tables)).document
    import csv
    import io

    for path in tables.iterdir():
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        saved = io.StringIO()
        csv.writer(saved, delimiter=delimiter, lineterminator=end).writerows(
            [cell.replace("Brackholt town", "Bräckholt town") for cell in row] for row in rows
        )
        path.write_bytes(saved.getvalue().encode(encoding))
    made = folder(str(tables))
    assert made.document["actors"][0]["name"] == "Bräckholt town council"
    made.document["actors"][0]["name"] = "Brackholt town council"
    assert made.document == before
    expected = []
    if encoding == "cp1252":
        expected = [
            (
                "actors.csv is not UTF-8 text: line 2 has the byte 0xe4. It was read as Western European text. If"
                ' letters are wrong, save it as "CSV UTF-8".'
            )
        ]
    assert faults(tables) == [remark.replace(f"{tables}/", "") for remark in made.remarks] == expected


def test_coordinates_may_have_a_decimal_comma(tables: Path) -> None:
    change(tables, "places", "30.1,-40.2", '"30,1","-40,25"')
    assert folder(str(tables)).document["places"][1]["longitude"] == -40.25


def test_one_publication_needs_no_id_and_then_events_have_paragraphs(tables: Path) -> None:
    (tables / "about.csv").write_text(
        "about,title,description,license,kind,as_of,paragraphs\n"
        "chronology,A flood,Invented.,CC0-1.0,,,1\n"
        "publication,The river,,,newspaper,2031-06-02,3\n",
        encoding="utf-8",
    )
    change(tables, "events", "citations", "paragraphs")
    change(tables, "events", "courier 1", "2")
    change(tables, "events", "courier 2; bulletin", "3")
    assert faults(tables) == []
    document = folder(str(tables)).document
    assert document["publication"] == {
        "title": "The river",
        "kind": "newspaper",
        "as_of": "2031-06-02",
        "paragraphs": 3,
    }
    assert document["paragraphs"] == [1]


def test_kinds_of_events_are_words_of_the_tables_own_unless_they_may_be_slips(tables: Path) -> None:
    assert folder(str(tables)).document["kinds"] == [{"id": "flood", "label": "flood"}]
    change(tables, "events", "month,,flood", "month,,floood")
    assert faults(tables) == ["events.csv: row 3: kinds: unknown kind 'floood'. Did you mean flood?"]
    change(tables, "events", "floood", "displacment")
    assert faults(tables) == ["events.csv: row 3: kinds: unknown kind 'displacment'. Did you mean displacement?"]


def test_only_a_limited_number_of_kinds_is_compared(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # comparing each of thousands with a hundred others takes minutes
    change(tables, "events", "month,,flood", "month,,floood")
    monkeypatch.setattr(spreadsheet, "MAX_WORDS", 1)
    assert [kind.id for kind in folder(str(tables)).chronology.kinds] == ["flood", "floood"]


def test_kinds_and_phases_may_have_tables_too(tables: Path) -> None:
    (tables / "kinds.csv").write_text("id,label,violent,aliases\nflood,a flood,FALSE,flooding; high water\n", "utf-8")
    (tables / "phases.csv").write_text("id,number,title,first,last\nspring,1,Spring,2031-03-01,2031-05-31\n", "utf-8")
    change(tables, "events", "kinds", "phase,kinds")
    change(tables, "events", "Brackholt,,", "Brackholt,,spring,")
    change(tables, "events", "month,,", "month,,spring,")
    chronology = folder(str(tables)).chronology
    assert chronology.kinds[0].aliases == ("flooding", "high water")
    assert [event.phase for event in chronology.events] == ["spring", "spring"]
    change(tables, "phases", "2031-03-01,2031-05-31", "31/3/2031,2031-03-01")
    assert faults(tables) == ["phases.csv: row 2: first: '31/3/2031' must be written 2031-03-31"]


def test_all_errors_are_listed_at_once_by_file_row_and_column(tables: Path) -> None:
    change(tables, "about", "2031-06-10", "10 June 2031")
    change(tables, "about", "chronology,,", "chronology,river,")
    change(tables, "actors", "authority", "authorty")
    change(tables, "places", "30.1,", "north,")
    change(tables, "places", "town,quenna", "town,quena")
    change(tables, "metrics", "true", "perhaps")
    change(tables, "events", "2031-05-03,,", "03.05.2031,,")
    change(tables, "events", "brackholt,courier", "brakholt,courier")
    change(tables, "figures", ",nearly,", ",nerly,")
    assert faults(tables) == [
        "about.csv: row 2: id: has no place in the row of a chronology. Empty this cell.",
        "about.csv: row 4: as_of: '10 June 2031' must be written 2031-06-10",
        "metrics.csv: row 3: repeats: must be true or false, not 'perhaps'",
        f"actors.csv: row 2: kind: must be {KINDS}, not 'authorty'. Did you mean authority?",
        "places.csv: row 3: latitude: 'north' is not in degrees. Write it as 35.648 or -41.2.",
        "places.csv: row 3: within: unknown place 'quena'. Did you mean quenna?",
        (
            "events.csv: row 2: date: '03.05.2031' does not say which is the day and which the month. Write 2031-05-03"
            " or 2031-03-05."
        ),
        "events.csv: row 2: places: unknown place 'brakholt'. Did you mean brackholt?",
        (
            "figures.csv: row 3: hedge: must be exact, about, nearly, at_least, more_than, at_most or fewer_than, not"
            " 'nerly'. Did you mean nearly?"
        ),
    ]


def test_a_repeated_id_and_a_missing_one_are_reported_by_row(tables: Path) -> None:
    change(tables, "actors", "relief,Quenna Relief", "council,Quenna Relief")
    change(tables, "places", "quenna,Quenna valley", ",Quenna valley")
    change(tables, "about", "publication,bulletin", "publication,")
    findings = faults(tables)
    assert "actors.csv: row 3: id: row 2 has the id 'council' too. Ids must differ." in findings
    assert "places.csv: row 2: id: is empty" in findings
    assert "about.csv: row 4: id: is empty" in findings
    assert all(".csv: row " in finding for finding in findings)


def test_warnings_are_listed_by_row_too(tables: Path) -> None:
    change(tables, "figures", "2031-05-03-dam,\n", ",\n")
    assert faults(tables) == [
        (
            "figures.csv: row 3: dead may be counted twice: overlaps with 2031-05-03-dam in dates and place, but"
            ' neither includes the other. If one does, add to the figure of 2031-05-toll: "includes":'
            ' ["2031-05-03-dam"]'
        )
    ]


def test_the_table_of_the_chronology_itself_has_a_row_for_it_and_one_for_a_publication(tables: Path) -> None:
    header = "about,title,description,license,kind,as_of\n"
    (tables / "about.csv").write_text(header, encoding="utf-8")
    assert faults(tables)[:2] == [
        "about.csv: row 1: about: chronology is missing. Add a row with it in this column.",
        "about.csv: row 1: about: publication is missing. Add a row with it in this column.",
    ]
    row = "chronology,A,B,C,,\n"
    (tables / "about.csv").write_text(f"{header}{row}{row}book,The river,,,newspaper,2031-06-02\n,,,,,2031\n", "utf-8")
    findings = faults(tables)
    assert "about.csv: row 3: about: there is another row of the chronology. Keep one." in findings
    assert "about.csv: row 4: about: must be chronology or publication, not 'book'" in findings
    assert "about.csv: row 5: about: is empty" in findings


def test_a_table_that_is_missing_or_has_another_name_is_reported(tables: Path) -> None:
    (tables / "figures.csv").rename(tables / "figure.csv")
    (tables / "my notes.csv").write_text("a,b\n", encoding="utf-8")
    (tables / "readme.txt").write_text("not a table", encoding="utf-8")
    (tables / ".hidden.csv").write_text("of a program", encoding="utf-8")
    assert faults(tables) == [
        "figure.csv: is not a table of a chronology. Did you mean figures? Rename it, or move it to another folder.",
        (
            "my notes.csv: is not a table of a chronology. The tables are about, metrics, actors, places, events,"
            " figures, kinds, phases. Rename it, or move it to another folder."
        ),
    ]
    for name in ("figure.csv", "my notes.csv", "about.csv", "events.csv"):
        (tables / name).unlink()
    assert faults(tables) == ["tables: there is no about.csv", "tables: there is no events.csv"]
    for name in ("actors.csv", "metrics.csv", "places.csv"):
        (tables / name).unlink()
    assert faults(tables) == ["tables: is a folder without CSV tables. idlibtl init --csv DIR writes them."]


def test_two_tables_of_one_name_are_one_too_many(tables: Path) -> None:
    if (tables / "EVENTS.CSV").exists():
        pytest.skip("this file system does not distinguish capitals from small letters")
    (tables / "Events.CSV").write_bytes((tables / "events.csv").read_bytes())
    assert faults(tables) == ["events.csv: is a second table of events. Give one of each."]


def test_a_chronology_without_figures_actors_places_and_metrics_has_none(tables: Path) -> None:
    for name in ("figures.csv", "metrics.csv"):
        (tables / name).unlink()
    document = folder(str(tables)).document
    assert not document["metrics"]
    assert not any("figures" in event for event in document["events"])


def test_columns_that_are_unknown_or_missing_are_reported(tables: Path) -> None:
    change(tables, "actors", "short", "shortname")
    change(tables, "places", "latitude", "title")
    change(tables, "metrics", "unit", "units")
    assert faults(tables) == [
        "metrics.csv: row 1: unknown column 'units'. Did you mean unit?",
        "metrics.csv: row 1: there is no column unit",
        (
            "actors.csv: row 1: unknown column 'shortname'. The columns are id, name, short, kind, aliases, note,"
            " paragraphs."
        ),
        (
            "places.csv: row 1: unknown column 'title'. The columns are id, name, kind, within, latitude, longitude,"
            " pcode, aliases, note."
        ),
    ]
