"""The page of a small chronology, which was read by people before it was kept, without the style and the script."""

import re
from pathlib import Path

import pytest
from pages import Page, html_of

from idlibtl import __version__
from idlibtl.read import dataset
from idlibtl.read.files import Origin

GOLDEN = Path(__file__).parents[2] / "golden" / "report.html"
EXAMPLE = Path(__file__).parents[3] / "docs" / "example.json"
BLOCKS = (
    "html|head|meta|title|style|body|header|main|nav|section|div|h[1-6]|p|ul|ol|li|dl|dt|table|thead|tbody|tr|th|td"
)


def shown(page: str) -> str:
    """The page with a line for each block, without what changes with every version."""
    page = re.sub(r"(?s)<(style|script)>.*?</\1>", r"<\1></\1>", page)
    page = re.sub(r"sha256-[\w+/=]+", "sha256-HASH", page).replace(__version__, "VERSION")
    return re.sub(rf"(?<!\n)<(?=(?:{BLOCKS}|td|article|form|label|figure|script)\b)", r"\n<", page)


def test_the_page_repeats(request: pytest.FixtureRequest) -> None:
    page = html_of(dataset.load(EXAMPLE), Origin("example.json", "0" * 64))
    Page(page)
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(shown(page), encoding="utf-8")
    else:
        assert shown(page) == GOLDEN.read_text(encoding="utf-8")
