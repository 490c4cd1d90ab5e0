"""What would grow with the square of the file is written once, or refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from elsewhere import Raw, content, document

from idlibtl.model.chronology import Chronology
from idlibtl.model.records import Event
from idlibtl.show import describe
from idlibtl.show.export import content as export_content
from idlibtl.show.export import sqlite
from idlibtl.show.export.content import Content
from idlibtl.show.export.datapackage import datapackage
from idlibtl.show.export.geojson import geojson
from idlibtl.show.export.timelinejs import timelinejs


def texts(of: Content) -> Iterator[tuple[str, Any]]:
    """Each export that is text, piece by piece."""
    yield "geojson", geojson(of)
    yield "timelinejs", timelinejs(of)
    yield from datapackage(of)


def with_events(number: int, **more: Any) -> Raw:
    raw = document()
    raw["events"] += [{**raw["events"][-1], "id": f"e{one}", "places": ["port"], **more} for one in range(number)]
    return raw


def test_an_event_of_many_places_grows_no_export_beyond_its_file() -> None:
    raw = with_events(1)
    raw["places"] += [{"id": f"p{number}", "name": f"Place {number}", "kind": "town"} for number in range(2_000)]
    raw["events"][-1] |= {
        "places": [f"p{number}" for number in range(2_000)],
        "figures": [{"metric": "killed", "value": 5}],
    }
    for name, pieces in texts(content(raw)):
        assert sum(map(len, pieces)) < 3 * len(json.dumps(raw)), name


def test_the_figures_of_an_event_are_put_into_words_once(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = with_events(1)
    raw["actors"] += [{"id": f"s{number}", "name": f"S{number}", "kind": "monitor"} for number in range(9)]
    raw["events"][-1]["figures"] = [{"metric": "killed", "value": 5, "source": f"s{number}"} for number in range(9)]
    described: list[str] = []
    figures = describe.figures_of

    def counted(chronology: Chronology, event: Event) -> Iterator[describe.FigureText]:
        described.append(event.id)
        return figures(chronology, event)

    for module in (describe, export_content):
        monkeypatch.setattr(module, "figures_of", counted)
    assert list(geojson(content(raw)))
    assert sorted(described) == sorted(event["id"] for event in raw["events"])


@pytest.fixture
def long_name() -> Raw:
    """A place with a name of a megabyte, in 30 events: 30 megabytes."""
    raw = with_events(30)
    raw["places"][2]["name"] = "P" * 1_000_000
    return raw


def test_what_repeats_a_long_text_is_refused(long_name: Raw) -> None:
    of = content(long_name)
    # by hand: 20 megabytes, and a thousand for each of 35 events and 7 figures, and three times their few texts
    assert 20_042_000 < of.most_characters < 20_044_000
    with pytest.raises(OSError, match="more than 20 MB, because long texts or lists are repeated"):
        list(of.bounded(geojson(of)))
    with pytest.raises(OSError, match="more than 20 MB"):
        list(of.bounded(timelinejs(of)))


def test_a_database_has_the_same_limit(tmp_path: Path) -> None:
    raw = with_events(30, figures=[{"metric": "civilians", "value": 1}])
    raw["metrics"][1]["label"] = "L" * 1_000_000
    of = content(raw)
    with pytest.raises(OSError, match="database or disk is full"):
        sqlite.write(of, tmp_path / "events.db")


def test_a_plain_chronology_is_far_from_the_limit() -> None:
    of = content(with_events(500, summary="S" * 400, note="N" * 400))
    for name, pieces in texts(of):
        assert sum(map(len, of.bounded(pieces))) < of.most_characters / 10, name
