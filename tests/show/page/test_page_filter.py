"""The filter of the page finds what the command line's filters find."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pytest
from chronologies import document, loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, Tag, html_of
from profiles import scaled

from idlibtl import Chronology, Filters, ask, load
from idlibtl.query.filters import FILTERS, Filter
from idlibtl.query.names import has_words, searchable, words
from idlibtl.show.page.frame import SCRIPT, style_file

#: Runs the script outside a page, where it begins nothing, and asks its functions.
RUNNER = """
const {script, events, within, asked} = JSON.parse(require("fs").readFileSync(0, "utf8"));
(0, eval)(script + ";globalThis.words = words; globalThis.matches = matches; globalThis.typed = typed;");
for (const event of events) event.text = " " + words(event.searched).join(" ") + " ";
const answers = asked.map(each => ({
  words: words(each.q || ""), typed: typed(each, each.q || ""),
  found: events.filter(event => matches(event, {...each, words: words(each.q || "")}, within)).map(event => event.id),
}));
process.stdout.write(JSON.stringify(answers));
"""
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed here")


def records(outcome: Page) -> list[dict[str, Any]]:
    """The events of a page, as the script takes them from it."""
    names = {tag.attributes["value"] or "": tag.text for tag in outcome.named("option") if in_names(tag)}
    inside: dict[Tag, list[Tag]] = {tag: [] for tag in outcome.tags if "data-d" in tag.attributes}
    for tag in outcome.tags:
        for around in tag.within:
            if around in inside:
                inside[around].append(tag)

    def searched(event: Tag) -> str:
        parts = [
            tag.text
            for tag in inside[event]
            if {"s", "w"} & set(tag.classes) or (tag.name == "a" and tag.within[-1].name == "h3")
        ]
        ids = [f"{kind}-{item}" for key, kind in NAMED.items() for item in (event.attributes.get(key) or "").split()]
        return " ".join([*parts, *(names.get(item, "") for item in ids)])

    return [
        {name.removeprefix("data-"): value or "" for name, value in tag.attributes.items() if name.startswith("data-")}
        | {"id": (tag.attributes["id"] or "").removeprefix("e-"), "searched": searched(tag)}
        for tag in inside
    ]


#: The attributes that name actors, sources and places, and how the ids of these begin in the list of names.
NAMED = {"data-a": "a", "data-s": "a", "data-l": "l", "data-x": "l"}


def in_names(option: Tag) -> bool:
    return any(tag.attributes.get("id") == "names" for tag in option.within)


def places(outcome: Page) -> dict[str, str]:
    """Which place is in which, in the form."""
    options = outcome.named("option")
    return {
        tag.attributes["value"] or "": tag.attributes["data-w"] or "" for tag in options if "data-w" in tag.attributes
    }


def filtered(outcome: Page, asked: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """What the script of the page makes of each form."""
    given_ = {"script": style_file(SCRIPT), "events": records(outcome), "within": places(outcome), "asked": asked}
    done = subprocess.run(
        ["node", "-e", RUNNER], input=json.dumps(given_), capture_output=True, text=True, check=True, timeout=60
    )
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer


#: The fields of the form, and the filters that they are.
FIELDS = {one.option.removeprefix("--"): one.field for one in FILTERS if one.section} | {"q": "texts"}


def by_command(chronology: Chronology, form: Mapping[str, str]) -> list[str]:
    """The events that the filters of the command line leave."""
    filters: dict[str, Any] = {
        FIELDS[key]: [value.split(" ")[0] if key != "q" else value] for key, value in form.items() if key in FIELDS
    }
    if "q" in form and not words(form["q"]):
        del filters["texts"]
    return [event.id for event in ask(chronology, Filters(form.get("from"), form.get("to"), **filters)).events]


@cache
def bundled() -> Page:
    return Page(html_of())


def choices(outcome: Page) -> list[dict[str, str]]:
    """A form for each choice that the page offers."""
    return [
        {tag.within[-1].attributes["name"] or "": value}
        for tag in outcome.named("option")
        if (value := tag.attributes["value"]) and not in_names(tag)
    ]


@needs_node
def test_each_choice_finds_what_the_command_line_finds() -> None:
    forms = choices(bundled())
    assert len(forms) > 30
    chronology = load()
    for form, answer in zip(forms, filtered(bundled(), forms), strict=True):
        assert answer["found"] == by_command(chronology, form), form


@needs_node
def test_words_and_days_find_what_the_command_line_finds() -> None:
    texts = ["market", "MARKÉT", "Ma'aret al-numan", "2019-07", "ar ri", "barrel bombs", "our reading", "--", "", "’"]
    # by aliases, short names and wording; words of up to two letters only whole; no event by its note
    texts += [
        "regime",
        "Moscow",
        "SOHR",
        "UN",
        "Observatory",
        "nearly",
        "idleb",
        "un",
        "hts",
        "at",
        "around 50",
        "publication",
    ]
    days = [{"from": "2019-06-15"}, {"to": "2019-06-15"}, {"from": "2019-12-20", "to": "2019-12-21"}]
    days.append({"from": "2020-02-01"})
    mixed = {"q": "air", "kind": "strike", "actor": "russia", "from": "2019-05-01"}
    forms = [*({"q": text} for text in texts), *days, mixed]
    chronology = load()
    for form, answer in zip(forms, filtered(bundled(), forms), strict=True):
        assert answer["found"] == by_command(chronology, form), form


SAID = (
    "Straße in İstanbul, Ὀδυσσεύς; ﬁve ŉ",
    "معرّة النعمان — قصف ١٢",
    "Ha’ir d’Or ʿAyn Ōsaka が",
    "ΟΔΟΣ ςσ ẞ ı I K Å ½ ² ⅷ",
    "한국 각 हिन्दी ฉัน",
    "a\u0345b \u0344 \u1fb3 \u00ad soft \u200dz \U0001f600",
)


@cache
def foreign() -> tuple[Chronology, Page]:
    events = [
        {"id": f"e{number}", "title": text, "summary": text[::-1], "date": "2019-01-05", "kinds": ["statement"]}
        for number, text in enumerate(SAID)
    ]
    chronology = loaded(document(events))
    return chronology, Page(html_of(chronology))


@needs_node
def test_words_of_other_scripts_are_read_the_same() -> None:
    chronology, result = foreign()
    sought = sorted(
        {part for text in SAID for word in text.split() for part in (word, word[:2], word.upper(), word.lower())}
    )
    forms = [{"q": text} for text in sought]
    for form, answer in zip(forms, filtered(result, forms), strict=True):
        assert answer["found"] == by_command(chronology, form), form


@needs_node
@settings(max_examples=scaled(5))
@given(st.data())
def test_random_words_are_read_the_same(data: st.DataObject) -> None:
    letters = st.sampled_from("".join(SAID))
    names = st.characters(exclude_categories=["Cn", "Cs"])  # what is a letter is newer in some browsers
    drawn = st.lists(st.one_of(st.text(letters, max_size=6), st.text(names, max_size=6)), min_size=100, max_size=200)
    texts = [text for text in data.draw(drawn) if max(text, default="") < "\ud800" or max(text) > "\udfff"]
    chronology, result = foreign()
    forms = [{"q": text} for text in texts]
    for form, answer in zip(forms, filtered(result, forms), strict=True):
        assert answer["found"] == by_command(chronology, form), form


@needs_node
def test_every_character_is_read_the_same() -> None:
    """Each alone: whether it is part of a word, and whether the same others are the same letter."""
    names = [chr(number) for number in range(0x110000) if not 0xD800 <= number < 0xE000]
    characters = [item for item in names if item.isprintable()]
    texts = [" ".join(characters[start : start + 50]) for start in range(0, len(characters), 50)]
    answers = filtered(Page(html_of(document([]))), [{"q": text} for text in texts])
    for text, answer in zip(texts, answers, strict=True):
        # of Cherokee Python folds to the capitals, as Unicode does; the script to the small letters
        assert [word.lower() for word in words(text)] == [word.lower() for word in answer["words"]], text


@needs_node
@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({}, ""),
        ({"kind": "strike", "actor": "russia"}, " --kind strike --actor russia"),
        ({"metric": "killed civilians fighters", "q": " "}, " --metric killed"),
        (
            {"from": "2019-06-01", "to": "2019-08-31", "place": "idlib"},
            " --place idlib --from 2019-06-01 --to 2019-08-31",
        ),
        ({"q": "market"}, " --text=market"),
        ({"q": "-f it's; rm $HOME"}, " --text='-f it'\"'\"'s; rm $HOME'"),
    ],
)
def test_the_command_for_the_totals_is_shown(form: dict[str, str], message: str) -> None:
    assert filtered(bundled(), [form])[0]["typed"] == message


def test_python_reads_what_is_harmless_as_what_was_said() -> None:
    """A character that the page replaces is not part of a word, so the rest is read the same."""
    for text in (*SAID, "a\u202eb", "a\x00b\u2066c"):
        page = Page(html_of(document([event(text)])))
        [shown] = [tag for tag in page.named("h3") if page.by_id("e-e") in tag.within]
        assert words(shown.text) == words(text)
        assert has_words(searchable(shown.text), words(text))


def event(title: str) -> dict[str, Any]:
    return {"id": "e", "title": title, "date": "2019-01-05", "kinds": ["statement"]}


# The form


def test_the_form_is_there_for_the_script_alone() -> None:
    form = bundled().by_id("filter")
    assert "hidden" in form.attributes
    assert "26 events" in form.text
    assert "The totals do not follow this filter: they count figures, not events." in form.text
    assert bundled().by_id("command").text == "idlibtl totals"


def fields(outcome: Page) -> list[str | None]:
    return [tag.attributes["name"] for tag in outcome.tags if tag.name in ("select", "input")]


def test_the_form_has_a_field_for_each_filter_of_the_command_line() -> None:
    options = [one.option.removeprefix("--") for one in FILTERS]
    assert fields(bundled()) == ["q", *(option for option in options if option != "text")]


@pytest.mark.parametrize("one", FILTERS, ids=[one.option for one in FILTERS])
def test_what_the_page_is_filtered_by_is_not_offered_again(one: Filter) -> None:
    value = ASKED[one.field]
    asked: dict[str, Any] = {one.field: [value] if one.repeats else value}
    page = Page(html_of(**asked))
    assert set(fields(bundled())) - set(fields(page)) >= {"q" if one.field == "texts" else one.option[2:]}
    command = page.by_id("command").text
    assert command == f"idlibtl totals {one.option} {value}"
    # what was asked is the heading of the page
    assert page.named("h1")[0].text not in ("", bundled().named("h1")[0].text)


@needs_node
@pytest.mark.parametrize("one", FILTERS, ids=[one.option for one in FILTERS])
def test_each_field_of_the_form_finds_what_its_filter_finds(one: Filter) -> None:
    value = ASKED[one.field]
    name = "q" if one.field == "texts" else one.option.removeprefix("--")
    [answer] = filtered(bundled(), [{name: value}])
    asked: dict[str, Any] = {one.field: [value] if one.repeats else value}
    expected = [event.id for event in ask(load(), Filters(**asked)).events]
    assert answer["found"] == expected
    assert len(expected) < len(load().events)
    assert answer["typed"] == f" {one.option}{'=' if name == 'q' else ' '}{value}"


#: A value for each filter that leaves out some of the bundled events.
ASKED = {
    "since": "2019-05-01",
    "until": "2019-12-01",
    "actors": "russia",
    "phases": "hundreds-killed",
    "places": "idlib",
    "kinds": "strike",
    "sources": "sohr",
    "metrics": "civilians",
    "texts": "air",
}


def test_a_field_without_a_choice_is_left_out() -> None:
    page = Page(html_of(document([event("Quiet")])))
    assert fields(page) == ["q", "from", "to", "kind", "source"]


def test_a_metric_is_offered_if_one_of_its_parts_is_reported() -> None:
    figure = {"metric": "civilians", "value": 3, "source": None}
    page = Page(html_of(document([event("Some") | {"figures": [figure]}])))
    metrics = [tag.text for tag in page.named("option") if tag.within[-1].attributes.get("name") == "metric"]
    assert metrics == ["all", "civilians killed", "people killed"]


def test_if_summaries_are_cut_the_form_says_so() -> None:
    quiet = [event(f"Title {number}") | {"id": f"e{number}"} for number in range(2001)]
    assert "Words of summaries" not in html_of(document(quiet))
    page = Page(html_of(document([*quiet, event("More") | {"summary": "At length."}])))
    assert "Words of summaries are not on this page: idlibtl list --text WORDS" in page.text


@needs_node
def test_lines_are_filtered_too() -> None:
    events = [event(f"Title {number}") | {"id": f"e{number}", "places": ["hill"]} for number in range(2001)]
    # a number is found by the publication's words for it, never by what it counts
    events[7]["figures"] = [{"metric": "dead", "value": 2, "wording": "two", "source": None}]
    chronology = loaded(document(events, metrics=[{"id": "dead", "label": "Tödlich Getroffene", "unit": "people"}]))
    forms = [{"q": "title 7"}, {"place": "plain"}, {"place": "hill", "q": "1999"}, {"source": "publication"}]
    forms += [{"q": "two"}, {"q": "getroffene"}]
    answers = filtered(Page(html_of(chronology)), forms)
    for form, answer in zip(forms, answers, strict=True):
        assert answer["found"] == by_command(chronology, form), form
    assert [len(answer["found"]) for answer in answers[-2:]] == [1, 0]


def test_the_script_is_small() -> None:
    assert len(style_file(SCRIPT)) < 7000
