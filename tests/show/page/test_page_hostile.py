"""Whatever is in a chronology, its page has the same elements, and nothing runs or breaks out."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, html_of
from profiles import scaled

from idlibtl.read.dataset import from_bytes
from idlibtl.read.files import Origin
from idlibtl.show.page.frame import SCRIPT, STYLES, style_file

PARTS = (
    "<script>alert(1)</script>",
    "</style>",
    "</title>",
    "</script><script>",
    "-->",
    "<!--",
    "]]>",
    '" onmouseover="alert(1)',
    "' style='",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "&#x202e;",
    "\u202e\u2066",
    "\x00\x1b[2J\x7f",
    "\n\n",
    "ش",
    "e\u0301" * 3,
    "\ufffe",
    "{{ 7 * 7 }}",
    "url(#x)",
)


def texts() -> st.SearchStrategy[str]:
    whole = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
    return st.lists(st.one_of(st.sampled_from(PARTS), whole), min_size=1, max_size=4).map("".join)


def document(text: str) -> dict[str, Any]:
    """A chronology with a text in every field that takes any."""
    figure = {"metric": "dead", "value": 7, "hedge": "about", "wording": text, "source": "watch", "note": text}
    events = [
        {
            "id": f"event-{number}",
            "date": "2019-01-05",
            "date_text": text,
            "title": text,
            "summary": text,
            "kind": "flood",
            "phase": "early",
            "actors": [{"actor": "watch", "role": "accused"}],
            "places": ["hill", "ford"],
            "source": "watch",
            "figures": [figure],
            "citations": [{"publication": "herald", "paragraphs": [1], "url": "https://x.example/?a=%3Cb%3E&lt=d"}],
            "note": text,
        }
        for number in range(2)
    ]
    place = {"kind": "town", "note": text, "aliases": [text], "pcode": text}
    return {
        "schema_version": 1,
        "title": text,
        "description": text,
        "publications": [
            {"id": "herald", "title": text, "kind": text, "as_of": "2020-01-26", "note": text, "publisher": text}
        ],
        "license": text,
        "kinds": [{"id": "flood", "label": text, "violent": True}],
        "metrics": [{"id": "dead", "label": text, "unit": text, "note": text}],
        "actors": [{"id": "watch", "name": text, "kind": "monitor", "note": text}],
        "places": [
            {"id": "hill", "name": text, "latitude": 1.0, "longitude": 2.0, **place},
            {"id": "ford", "name": text, "latitude": 3.0, "longitude": 1.0, **place},
        ],
        "phases": [
            {"id": "early", "number": 1, "title": text, "first": "2019-01-01", "last": "2019-02-01", "summary": text}
        ],
        "events": events,
    }


def page_of(text: str, file: str = "my.json") -> Page:
    chronology = from_bytes(json.dumps(document(text)).encode())
    return Page(html_of(chronology, Origin(file, "0" * 64)))


def shape(result: Page) -> list[tuple[str, tuple[str, ...]]]:
    """The elements in their order, with the names of their attributes, except those that isolate a direction."""
    # what depends on the length of a text: where a name has room on the map, and whether a note has room on a card
    pictures = [tag for tag in result.named("svg") if tag.attributes.get("role") == "img"]
    cards = result.named("article", "total")
    skipped = {tag for tag in result.named("p", "note") if any(card in tag.within for card in cards)}
    skipped |= {tag for tag in result.tags if tag.name == "bdi" or "no" in tag.classes}
    return [
        (tag.name, tuple(tag.attributes))
        for tag in result.tags
        if tag not in skipped and not any(picture in tag.within for picture in pictures)
    ]


PLAIN = shape(page_of("Plain 7"))


def check(result: Page) -> None:
    assert shape(result) == PLAIN
    assert result.others == ["DOCTYPE html"]
    assert [tag.text for tag in result.named("script")] == [style_file(SCRIPT)]
    assert [tag.text for tag in result.named("style")] == [style_file(*STYLES)]
    assert {tag.attributes["href"] for tag in result.tags if tag.attributes.get("href")} <= {
        *(f"#{tag.attributes['id']}" for tag in result.tags if "id" in tag.attributes),
        "https://x.example/?a=%3Cb%3E&lt=d",
    }
    body = result.text
    assert all(character.isprintable() or character in "\u200c\u200d" for character in body)


@settings(max_examples=scaled(10))
@given(texts())
def test_nothing_breaks_out(text: str) -> None:
    check(page_of(f"{text} 7"))  # a wording without a digit has an explanation


def test_each_of_the_parts_alone() -> None:
    for text in PARTS:
        check(page_of(f"{text} 7"))


def test_very_long_texts() -> None:
    page = page_of("<b>" * 3_000 + "7")
    check(page)
    assert "<b>" * 3_000 + "7" in page.text


def test_a_text_longer_than_anyone_reads_is_cut_and_says_so() -> None:
    page = page_of("7" + "<b>" * 40_000)
    check(page)
    message = " ... (cut here, of 120,001 characters; idlibtl list --json has them all)"
    assert "7" + "<b>" * 3_333 + message in page.text
    assert "<b>" * 3_334 not in page.text


def test_what_is_typed_is_shown_and_nothing_more() -> None:
    page = Page(html_of(texts=["a<script>'\u202e\udcff x", "market"]))
    [command] = [tag.text for tag in page.named("code") if tag.text.startswith("idlibtl report")]
    assert command == """idlibtl report --text 'a<script>'"'"'\ufffd\ufffd x' --text market"""
    assert page.named("h1")[0].text == 'Events with "a<script>\'\ufffd\ufffd x" or "market"'
    assert len(page.named("script")) == 1


def test_the_name_of_the_file_is_shown_and_not_its_folder() -> None:
    page = page_of("Plain 7", "/home/someone/<b>\udcff \u202e.json")
    assert "--data '<b>\ufffd \ufffd.json'" in page.text
    assert "someone" not in page.text
