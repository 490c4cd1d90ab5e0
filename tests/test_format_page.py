"""The page of the format is made from the program and the examples, and is up to date."""

import re
from pathlib import Path

import pytest

from idlibtl.model import vocabulary
from idlibtl.model.records import PlaceKind

DOCS = Path(__file__).parent.parent / "docs"


def test_the_page_of_the_format_is_up_to_date(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    from format_page import format_md

    page = DOCS / "format.md"
    if request.config.getoption("--update-golden"):
        page.write_text(format_md(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == format_md()


def test_every_kind_that_the_program_knows_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    import format_page

    assert set(format_page.KINDS) == set(vocabulary.KINDS)
    assert set(format_page.PLACE_KINDS) == set(PlaceKind)


def test_every_link_on_a_page_of_docs_leads_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        anchors = {
            re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
            for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        }
        for link in re.findall(r"\]\(([^)]+)\)", text):
            if link.startswith("#"):
                assert link[1:] in anchors, (page.name, link)
            elif "://" not in link:
                assert (DOCS / link.partition("#")[0]).exists(), (page.name, link)
