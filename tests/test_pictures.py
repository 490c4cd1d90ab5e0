"""The pictures in the documentation are up to date and small, and load nothing."""

import runpy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "pictures.py"))


def test_the_picture_of_the_timeline_is_up_to_date(script: dict[str, Any]) -> None:
    message = "out of date: python docs/pictures.py"
    assert (DOCS / "timeline.svg").read_text(encoding="utf-8") == script["timeline"](), message


def test_the_picture_is_the_timeline_as_text(script: dict[str, Any]) -> None:
    root = ET.fromstring(script["timeline"]())  # noqa: S314 - our own
    lines = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert lines[0] == "$ idlibtl timeline"
    assert any("●" in line and "Government bombardment kills civilians" in line for line in lines)
    assert max(map(len, lines)) <= 120


def test_pictures_are_small_and_load_nothing() -> None:
    for name in ("timeline.svg", "report-light.webp", "report-dark.webp"):
        assert (DOCS / name).stat().st_size < 80_000
    text = (DOCS / "timeline.svg").read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "http" not in text
    for name in ("report-light.webp", "report-dark.webp"):
        assert (DOCS / name).read_bytes()[8:12] == b"WEBP"
