"""Each export opened by the tool that it is for, offline; and a broken one refused, so that this means something."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from elsewhere import HOSTILE, document, hostile
from tools import HERE, node_module, python_tool, run
from transcripts import in_process

Chronologies = dict[str, Any]


def exported(format_: str, folder: Path, data: Chronologies | None = None, *more: str) -> Path:
    """An export of the bundled chronology, or of another one."""
    arguments = [*more]
    if data is not None:
        (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
        arguments += ["--data", "data.json"]
    _, output, code = in_process(f"idlibtl export {format_} -o out {' '.join(arguments)}", folder, None)
    assert code == 0, output
    return folder / "out"


DATA = [
    pytest.param(None, id="bundled"),
    pytest.param(document(), id="elsewhere"),
    pytest.param(hostile(*HOSTILE), id="hostile"),
]


# GeoJSON


def geojson_pydantic(path: Path) -> tuple[str, int]:
    return run(python_tool("python"), str(HERE / "geojson_check.py"), str(path))


@pytest.mark.parametrize("data", DATA)
def test_geojson_pydantic_takes_the_features(data: Chronologies | None, tmp_path: Path) -> None:
    output, code = geojson_pydantic(exported("geojson", tmp_path, data))
    # three outlines, 26 events and eight figures that are not at their event; five events and four figures
    assert (output, code) == ("37\n" if data is None else "9\n", 0)


def test_geojson_pydantic_refuses_a_point_that_is_none(tmp_path: Path) -> None:
    path = exported("geojson", tmp_path)
    path.write_text(path.read_text().replace("[36.666667, 35.766667]", '["36.666667"]', 1))
    assert geojson_pydantic(path)[1] != 0


# The data package


def frictionless(folder: Path) -> tuple[str, int]:
    return run(python_tool("frictionless"), "validate", "--json", "datapackage.json", folder=folder)


@pytest.mark.parametrize("data", DATA)
def test_frictionless_finds_the_package_valid(data: Chronologies | None, tmp_path: Path) -> None:
    output, code = frictionless(exported("datapackage", tmp_path, data))
    assert code == 0, output
    report = json.loads(output[output.index("{") :])
    assert report["valid"]
    assert report["stats"]["tasks"] == 10


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("events.csv", ",true,2019-07-22,", ",perhaps,2019-07-22,"),
        ("figures.csv", "sohr,2019-07-22-market-strikes,", "sohr,nowhere,"),
        ("figures.csv", "2019-08-31-four-month-toll/civilians/sohr", "2019-07-22-market-strikes/civilians/sohr"),
    ],
)
def test_frictionless_refuses_a_package_that_was_broken(name: str, old: str, new: str, tmp_path: Path) -> None:
    folder = exported("datapackage", tmp_path)
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))
    assert frictionless(folder)[1] != 0


# SQLite and Datasette


@pytest.mark.parametrize("data", DATA)
def test_the_shell_of_sqlite_finds_a_database_valid(data: Chronologies | None, tmp_path: Path) -> None:
    if (shell := shutil.which("sqlite3")) is None:
        pytest.skip("the shell of SQLite is not installed here")
    output, _ = run(shell, str(exported("sqlite", tmp_path, data)), "PRAGMA integrity_check; PRAGMA foreign_key_check;")
    assert output == "ok\n"


@pytest.mark.parametrize("data", DATA)
def test_datasette_answers(data: Chronologies | None, tmp_path: Path) -> None:
    path = exported("sqlite", tmp_path, data).rename(tmp_path / "events.db")

    def get(where: str) -> Any:
        output, code = run(python_tool("datasette"), str(path), "--get", where)
        assert code == 0, output
        return json.loads(output)

    [total] = get("/events.json?sql=select+*+from+_totals+where+metric='civilians'&_shape=array")
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    assert total == dict(connection.execute("SELECT * FROM _totals WHERE metric = 'civilians'").fetchone())
    [metadata] = connection.execute("SELECT metadata FROM datasette_metadata").fetchone()
    connection.close()
    assert total["best"] == (1134 if data is None else 24)
    assert get("/events.json")["views"][0]["name"] == "_totals"
    answer = get("/events/figures.json?_shape=objects&_labels=on&_facet=metric&_facet_array=places")
    assert answer["facet_results"]["metric"]["results"][0]["value"] == "civilians"
    assert answer["facet_results"]["places"]["type"] == "array"
    (tmp_path / "metadata.json").write_text(metadata)
    page, code = run(
        python_tool("datasette"), str(path), "-m", str(tmp_path / "metadata.json"), "--get", "/events/figures"
    )
    assert code == 0
    assert "Only share adds up." in page
    assert 'data-column-description="The number as printed. Do not add up."' in page


# TimelineJS


def timelinejs(path: Path) -> Any:
    """How TimelineJS shows a file."""
    modules = node_module("@knight-lab/timelinejs").parents[1]
    node_module("jsdom")
    node = shutil.which("node")
    assert node is not None
    output, code = run(node, str(HERE / "timeline.js"), str(path), NODE_PATH=str(modules))
    assert code == 0, output
    return json.loads(output[output.index('{"errors"') :])


def test_timelinejs_shows_every_event_and_phase(tmp_path: Path) -> None:
    answer = timelinejs(exported("timelinejs", tmp_path))
    assert (answer["errors"], answer["events"], len(answer["headlines"])) == ([], 26, 27)
    assert answer["eras"] == ["Russian strikes", "Hundreds killed", "New escalation", "Syrian advance"]
    assert "since c. 15 Dec 2019" in answer["dates"]
    assert "c. 15–28 Dec 2019" in answer["dates"]
    assert any("around 50 civilians killed (SOHR)" in text for text in answer["texts"])
    assert "none has been independently verified" in answer["texts"][0]


def test_timelinejs_takes_a_phase_of_one_day_and_what_still_goes_on(tmp_path: Path) -> None:
    answer = timelinejs(exported("timelinejs", tmp_path, document()))
    assert (answer["errors"], answer["events"], answer["eras"]) == ([], 5, ["A day", "After"])


@pytest.mark.parametrize("texts", [HOSTILE, HOSTILE[1:3], HOSTILE[2:3]], ids=["all", "addresses", "quotes"])
def test_timelinejs_runs_nothing_of_a_stranger(texts: tuple[str, ...], tmp_path: Path) -> None:
    answer = timelinejs(exported("timelinejs", tmp_path, hostile(*texts)))
    assert (answer["errors"], answer["events"]) == ([], 5)
    assert set(answer["elements"]) <= {"P", "WBR"}
    assert (answer["handlers"], answer["ran"]) == ([], [])
    # the only link is that of TimelineJS to itself
    assert {link.split("/")[2] for link in answer["links"]} <= {"timeline.knightlab.com"}


def test_what_runs_in_timelinejs_is_seen(tmp_path: Path) -> None:
    """The same text without the escape: the test above can fail."""
    path = exported("timelinejs", tmp_path)
    document = json.loads(path.read_text())
    document["events"][0]["text"]["text"] = "www.example.org'onmouseover='alert(4)"
    document["events"][1]["text"]["text"] = "<b>bold</b>"
    path.write_text(json.dumps(document))
    answer = timelinejs(path)
    assert "B" in answer["elements"]
    assert answer["handlers"] == ["alert(4)"]
