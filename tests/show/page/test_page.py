"""The whole page: it says what the commands say, and loads nothing."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from chronologies import document, loaded
from pages import Page, Tag, html_of
from transcripts import as_process, in_process

from idlibtl import Chronology, Filters, __version__, ask, load, totals_report
from idlibtl.read import dataset
from idlibtl.read.files import Origin, bundled
from idlibtl.show.page.totals import in_two

ROOT = Path(__file__).parents[3]
QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"since": "2019-06", "until": "2019-08"},
    {"actors": ["russia"]},
    {"phases": ["2", "3"]},
    {"places": ["idlib"]},
    {"kinds": ["strike"]},
    {"sources": ["sohr"]},
    {"metrics": ["civilians"]},
    {"texts": ["market"]},
    {"texts": ["nothing of the kind"]},
)


@pytest.fixture(params=QUESTIONS, ids=lambda asked: " ".join(map(str, asked.values())) or "everything", scope="module")
def asked(request: pytest.FixtureRequest) -> dict[str, Any]:
    result: dict[str, Any] = request.param
    return result


@pytest.fixture(scope="module")
def text(asked: dict[str, Any]) -> str:
    return html_of(**asked)


@pytest.fixture(scope="module")
def shown(text: str) -> Page:
    return Page(text)


@pytest.fixture(scope="module")
def whole() -> Page:
    return Page(html_of())


# What it must not have


def test_it_loads_nothing_and_runs_nothing_but_its_own(shown: Page) -> None:
    assert shown.others == ["DOCTYPE html"]
    assert len(shown.named("script")) == len(shown.named("style")) == 1
    for tag in shown.tags:
        assert not [name for name in tag.attributes if name.startswith("on") or name in ("src", "style", "srcdoc")]
    assert {(tag.attributes["href"] or "")[:1] for tag in shown.tags if "href" in tag.attributes} <= {"#"}


def test_every_link_leads_somewhere_and_no_id_is_there_twice(shown: Page) -> None:
    ids = [tag.attributes["id"] for tag in shown.tags if "id" in tag.attributes]
    assert len(set(ids)) == len(ids)
    links = {tag.attributes["href"] for tag in shown.tags if "href" in tag.attributes}
    assert {f"#{one}" for one in ids} >= links
    named = {
        tag.attributes[name] for tag in shown.tags for name in ("aria-labelledby", "for") if name in tag.attributes
    }
    assert {one for name in named for one in (name or "").split()} <= set(ids)


def test_the_policy_lets_the_page_do_what_it_does_and_no_more(shown: Page) -> None:
    [policy] = [tag for tag in shown.named("meta") if tag.attributes.get("http-equiv") == "Content-Security-Policy"]
    hashes = {
        name: b64encode(hashlib.sha256(shown.named(name)[0].text.encode()).digest()).decode()
        for name in ("style", "script")
    }
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}';"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


# What it says


def test_each_card_says_its_quote_and_the_largest_that_is_left_out(asked: dict[str, Any], shown: Page) -> None:
    for total in totals_report(ask(load(), Filters(**asked))).totals:
        cards = [tag for tag in shown.named("article", "total") if tag.attributes["id"] == f"t-{total.metric}"]
        if total.best is None and not total.wider and not total.not_attributed and not cards:
            assert total.label in text_of(shown, "p", "note")
            continue
        [card] = cards
        assert total.quote in card.text
        assert total.asked in card.text
        for left_out in (total.wider, total.not_attributed):
            if left_out and any(entry.inside is None for entry in left_out):
                largest = next(entry for entry in left_out if entry.inside is None)
                assert (largest.wording or f"{largest.value:,}") in card.text
        [button] = [tag for tag in shown.named("button", "copy") if card in tag.within]
        assert (button.attributes["data-copy"] or "").startswith(f"{total.headline}. From ")
    assert "not reported" in shown.text.lower()


def text_of(shown: Page, name: str, class_: str) -> str:
    return " ".join(tag.text for tag in shown.named(name, class_))


def card(shown: Page, metric: str) -> str:
    return shown.by_id(f"t-{metric}").text


def test_the_cards_of_the_whole(whole: Page) -> None:
    assert card(whole, "civilians") == (
        "Civilians killedabout 1,134 reported (sum of 5 figures)"
        "The largest is nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019.Copy"
    )
    assert card(whole, "children") == (
        "Children killed13 (publication), 21 Jan 2020, Idlib and AleppoChildren are part of civilians.Copy"
    )
    assert card(whole, "displaced") == (
        "People displacedmore than 400,000 (publication), 26 Apr – 31 Aug 2019"
        "Not added, because they may be the same people: about 396,000 reported (sum of 2 figures),"
        " 1 Dec 2019 – c. 21 Jan 2020.Copy"
    )
    # the number of each leads to its figures
    links = {tag.attributes["href"] for tag in whole.named("a") if whole.by_id("totals") in tag.within}
    assert {"#w-civilians", "#e-2020-01-21-strikes", "#w-displaced"} <= links


def test_a_wider_figure_is_next_to_the_number_in_the_same_size() -> None:
    result = Page(html_of(since="2019-06", until="2019-08", metrics=["civilians"]))
    assert card(result, "civilians") == (
        "Civilians killed, 1 Jun – 31 Aug 2019about 80 reported (sum of 3 figures)"
        "The largest is around 50 (SOHR), 22 Jul 2019."
        "nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019; a wider figure, not counted: may include more"
        "The counted figures cover 3 of these 92 days.Copy"
    )
    assert [tag.classes for tag in result.named("p", "quote")] == [["quote"], ["quote", "wider"]]


def test_what_names_no_attacker_is_next_to_the_number() -> None:
    result = Page(html_of(actors=["russia"]))
    assert "the largest of 2 figures that name no attacker, not counted" in card(result, "civilians")
    assert "not reportedhundreds (publication), c. 15–28 Dec 2019" in card(result, "fighters").replace(
        "reported ", "reported"
    )


def test_metrics_that_are_not_reported_share_a_line() -> None:
    result = Page(html_of(places=["maaret-al-numan"], since="2019-12", until="2019-12"))
    assert "Not reported: children killed, hospitals put out of action, schools put out of action." in result.text


def rows_below(shown: Page, heading: str) -> list[str]:
    """The rows of the tables below a heading."""
    at = shown.by_id(heading)
    around = next(tag for tag in reversed(at.within) if "metric" in tag.classes)
    return [tag.text for tag in shown.named("tr") if around in tag.within]


def test_the_figures_of_the_working_are_those_of_the_totals(asked: dict[str, Any], shown: Page) -> None:
    for total in totals_report(ask(load(), Filters(**asked))).totals:
        figures = len(total.counted) + len(total.included) + len(total.may_repeat)
        if figures < 2 and not total.wider and not total.not_attributed:
            assert f"w-{total.metric}" not in [tag.attributes.get("id") for tag in shown.tags]
            continue
        rows = rows_below(shown, f"w-{total.metric}")
        is_more = total.naive_sum is not None and total.best is not None and total.naive_sum > total.best
        lists = (total.may_repeat, total.wider, total.not_attributed)
        assert len(rows) == (
            1  # the head
            + figures
            + (total.best is not None)
            + is_more
            + sum(bool(entries) for entries in lists)  # their headings
            + len(total.wider)
            + len(total.not_attributed)
        )
        for entry in total.counted:
            assert any(f"adds {entry.adds:,}" in row for row in rows)


@pytest.mark.parametrize(
    ("metric", "rows"),
    [
        (
            "civilians",
            [
                ("nearly 1,000", "adds 1,000"),
                ("around 15", "included in nearly 1,000"),
                ("10", "included in nearly 1,000"),
                ("20", "included in nearly 1,000"),
                ("around 50", "included in nearly 1,000"),
                ("about 13", "adds 13"),
                ("nearly 80", "adds 80"),
                ("around 18", "adds 18"),
                ("at least 23", "adds 23"),
                ("Sum", "about 1,134"),
                ("1,229", "counts about 95 twice: do not use it"),
            ],
        ),
        (
            "displaced",
            [
                ("more than 400,000", "adds 400,000"),
                ("150,000", "included in more than 400,000"),
                ("Total", "more than 400,000"),
                ("946,000", "counts people more than once: do not use it"),
                ("May repeat, not added (2)", ""),
                ("some 358,000", "not added: may be the same people"),
                ("38,000", "not added: may be the same people"),
            ],
        ),
    ],
)
def test_the_working_adds_up(metric: str, rows: list[tuple[str, str]], whole: Page) -> None:
    shown_rows = rows_below(whole, f"w-{metric}")[1:]
    assert len(shown_rows) == len(rows)
    for row, (begin, added) in zip(shown_rows, rows, strict=True):
        assert begin in row
        assert row.endswith(added)


def test_a_figure_that_adds_less_than_its_number_says_so(whole: Page) -> None:
    [row] = [row for row in rows_below(whole, "w-killed") if "at least 45" in row]
    assert row.endswith("adds 35; the rest is in other figures")


def test_the_first_metric_is_open_and_the_others_fold(whole: Page) -> None:
    assert [tag.text for tag in whole.named("summary")] == [
        "People killed: about 1,269 (civilians killed as above, and about 135 more)",
        "People displaced: more than 400,000",
    ] * 2
    assert all(tag.name != "details" for tag in whole.by_id("w-civilians").within)


def breakdown(shown: Page, metric: str, by: str) -> Tag:
    around = next(tag for tag in reversed(shown.by_id(f"b-{metric}").within) if "metric" in tag.classes)
    [table] = [tag for tag in shown.named("table", "brk") if around in tag.within and tag.text.startswith(f"By {by}:")]
    return table


def cells(shown: Page, table: Tag) -> list[list[str]]:
    """The rows of a table, with the cells that have words."""
    rows = [tag for tag in shown.named("tr") if table in tag.within][1:]
    every = [(tag, tag.within[-1]) for tag in shown.tags if tag.name in ("th", "td")]
    return [[cell.text for cell, row in every if row is one and cell.text] for one in rows]


def test_the_months_are_rows_and_the_toll_a_bracket_across_them(whole: Page) -> None:
    table = breakdown(whole, "civilians", "month")
    bracket = "about 905 more, somewhere in these months, in the wider figure of nearly 1,000 (SOHR)"
    assert cells(whole, table) == [
        ["Apr 2019 *", "around 15 (SOHR)", bracket],
        ["May 2019 *", "no figure of its own"],
        ["Jun 2019 *", "at least 30"],
        ["Jul 2019 *", "around 50 (SOHR)"],
        ["Aug 2019 *", "no figure of its own"],
        ["Sep – Nov 2019", "not reported"],
        ["Dec 2019", "about 93"],
        ["Jan 2020", "about 41"],
    ]
    [cell] = [tag for tag in whole.named("td", "br") if table in tag.within]
    assert cell.attributes["rowspan"] == "5"
    # the scale is that of the rows: 93, not 905 or 1,134
    assert [tag.text for tag in whole.named("text") if table in tag.within] == ["0", "100"]


def test_phases_and_actors(whole: Page) -> None:
    assert cells(whole, breakdown(whole, "civilians", "phase")) == [
        [
            "1. Russian strikes *",
            "around 15 (SOHR)",
            "about 905 more, somewhere in these phases, in the wider figure of nearly 1,000 (SOHR)",
        ],
        ["2. Hundreds killed *", "about 80"],
        ["3. New escalation", "about 93"],
        ["4. Syrian advance", "about 41"],
    ]
    # what names no attacker is in no row's bar
    table = breakdown(whole, "civilians", "actor")
    assert cells(whole, table) == [
        ["Syrian government", "about 51"],
        ["Russia", "about 38"],
        ["not attributed", "about 1,045"],
    ]
    assert len([tag for tag in whole.named("rect") if table in tag.within]) == 2


def test_a_figure_wider_than_the_question_is_a_dashed_bracket() -> None:
    result = Page(html_of(since="2019-06", until="2019-08", metrics=["civilians"]))
    bracket = "a wider figure may include more: nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019"
    assert cells(result, breakdown(result, "civilians", "month")) == [
        ["Jun 2019 *", "at least 30", bracket],
        ["Jul 2019 *", "around 50 (SOHR)"],
        ["Aug 2019 *", "no figure of its own"],
    ]
    assert [tag.classes for tag in result.named("td", "br")] == [["br", "apart"]] * 2


def test_a_bracket_that_would_cross_another_is_words_with_its_rows() -> None:
    result = Page(html_of(kinds=["strike"], metrics=["killed"]))
    # the toll of 26 April to 31 August is across these months, so the clash of June, which is of another kind, is below
    table = breakdown(result, "killed", "month")
    assert len([tag for tag in result.named("td", "br") if table in tag.within]) == 1
    note = "Jun 2019: a wider figure may include more: at least 45 (publication), c. 15 Jun 2019."
    assert note in [tag.text for tag in result.named("p", "note")]


def test_every_event_is_there_in_full(asked: dict[str, Any], shown: Page) -> None:
    question = ask(load(), Filters(**asked))
    assert [tag.attributes["id"] for tag in shown.named("article", "ev")] == [f"e-{one.id}" for one in question.events]
    for event in question.events:
        words = shown.by_id(f"e-{event.id}").text
        for text in (event.title, event.summary, event.date_text, event.id):
            assert not text or text in words
        assert not event.note or event.note.removeprefix("Our reading: ")[1:] in words
        for figure in event.figures:
            assert question.chronology.metric[figure.metric].label in words
            assert (figure.wording or f"{figure.value:,}") in words
        for number in event.paragraphs:
            assert str(number) in words.partition("paragraph")[2]


def test_what_is_included_in_what_is_linked_both_ways(whole: Page) -> None:
    toll = whole.by_id("e-2019-08-31-four-month-toll")
    raids = whole.by_id("e-2019-04-26-air-raids")
    down = [tag.attributes["href"] for tag in whole.named("a") if toll in tag.within]
    up = [tag.attributes["href"] for tag in whole.named("a") if raids in tag.within]
    assert "#e-2019-04-26-air-raids" in down
    assert "#e-2019-08-31-four-month-toll" in up
    assert "already included in Four months of strikes kill civilians: do not add the two" in raids.text


def test_what_is_not_on_the_page_is_not_a_link() -> None:
    result = Page(html_of(since="2019-06", until="2019-07"))
    assert "Four months of strikes kill civilians (not on this page)" in result.text


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("2019-06-15-flare-up", "Attributed to not attributed: the publication names no attacker"),
        ("2019-06-03-hrw-banned-weapons", "Accused Russia and Syrian government"),
        ("2019-08-31-truce", "Backer RussiaWhere"),
        ("2019-12-offensive", "Attributed to Syrian government (attacker), Russia (backer)"),
    ],
)
def test_no_one_is_charged_by_the_way(event: str, words: str, whole: Page) -> None:
    assert words in whole.by_id(f"e-{event}").text


def test_nothing_is_attributed_to_the_accused_or_to_sources(whole: Page) -> None:
    for event in ("2019-04-russia-position", "2019-06-03-hrw-banned-weapons", "2019-08-31-truce"):
        assert "Attributed" not in whole.by_id(f"e-{event}").text


@pytest.mark.parametrize(
    "words",
    [
        "around 15 civilians killed (SOHR); already included in",
        "at least 45 people killed",
        "hundreds of fighters killed; counted as at least 100",
        "around 50 civilians killed (SOHR); covers Idlib and its surroundings; already included in",
        "the publication adds it to UN: people flee violence in Aleppo",
    ],
)
def test_a_figure_says_what_it_is(words: str, whole: Page) -> None:
    assert words in whole.text


def copied(shown: Page, event: str) -> str:
    [button] = [tag for tag in shown.named("button", "copy") if shown.by_id(f"e-{event}") in tag.within]
    return button.attributes["data-copy"] or ""


def test_an_event_can_be_copied_with_its_source_and_paragraph(whole: Page) -> None:
    market = copied(whole, "2019-07-22-market-strikes")
    assert market.startswith("Around 50 civilians were killed")
    assert 'Syrian Observatory for Human Rights, in "Months of Strikes' in market
    assert "paragraph 9" in market
    assert copied(whole, "2019-09-19-veto") == (
        "19 Sep 2019: Russia and China veto a ceasefire resolution (the publication itself, paragraph 13)."
        ' From "Months of Strikes on Syria\'s Hold-Out Idlib", 26 Jan 2020. Not verified.'
    )


# Its frame


def test_a_page_of_a_question_has_it_as_its_heading_and_title() -> None:
    for asked_, heading in (
        (
            {"since": "2019-06", "until": "2019-08", "metrics": ["civilians"]},
            "Civilians killed, 1 June to 31 August 2019",
        ),
        ({"since": "2019-12", "until": "2020-01"}, "Events, 1 December 2019 to 31 January 2020"),
        ({"since": "2019-07-22", "until": "2019-07-22"}, "Events, 22 July 2019"),
        ({"actors": ["russia"], "places": ["idlib"]}, "Events in Idlib, with Russia in any role"),
        ({"metrics": ["civilians"], "actors": ["russia"]}, "Civilians killed, attributed to Russia alone"),
        ({"kinds": ["strike"], "until": "2019-08"}, "Events of the kind strike, to 31 August 2019"),
        ({"texts": ["market"], "sources": ["sohr"]}, 'Events with "market", as reported by SOHR'),
        ({"phases": ["2"]}, "Events, phase 2 (15 Jun – 19 Sep 2019)"),
    ):
        result = Page(html_of(**asked_))
        assert result.named("h1")[0].text == result.named("title")[0].text == heading
        assert text_of(result, "p", "kicker") == load().title
        assert not result.named("p", "dek")
        [graph] = [tag for tag in result.named("meta") if tag.attributes.get("property") == "og:title"]
        assert graph.attributes["content"] == heading


def test_a_page_of_everything_has_the_name_of_the_chronology(whole: Page) -> None:
    assert whole.named("h1")[0].text == whole.named("title")[0].text == load().title
    assert text_of(whole, "p", "dek") == load().description
    assert not whole.named("p", "kicker")
    assert (
        "26 events, January 2019 to January 2020."
        ' From "Months of Strikes on Syria\'s Hold-Out Idlib", 26 Jan 2020. Not verified.'
    ) in whole.text


def test_the_command_on_a_page_makes_the_page(tmp_path: Path) -> None:
    made, _, code = in_process("idlibtl report --actor russia --text 'air  raids'", tmp_path, None)
    [command] = [tag.text for tag in Page(made).named("code") if tag.text.startswith("idlibtl report")]
    assert command == "idlibtl report --actor russia --text 'air  raids'"
    assert code == 0
    assert in_process(command, tmp_path, None)[0] == made
    digest = hashlib.sha256(bundled().read_bytes()).hexdigest()
    assert digest in made


def test_the_page_says_how_to_cite_it(whole: Page) -> None:
    [button] = [tag for tag in whole.named("button", "copy") if whole.by_id("about") in tag.within]
    cite = button.attributes["data-copy"] or ""
    assert cite.startswith(
        '"The offensive on Idlib, April 2019 to January 2020", a chronology compiled from "Months of'
    )
    assert f"idlibtl {__version__}, idlibtl report." in cite
    assert cite in whole.text


def test_the_sections_are_in_their_order(whole: Page) -> None:
    order = ["totals", "timeline", "working", "map", "breakdowns", "events", "about"]
    assert [tag.attributes["id"] for tag in whole.named("section")] == order
    [nav] = whole.named("nav")
    assert [tag.attributes["href"] for tag in whole.named("a") if nav in tag.within] == [f"#{one}" for one in order]
    assert [tag.name for tag in whole.tags if tag.name in ("h1", "h2")] == ["h1", *["h2"] * len(order)]
    assert whole.named("a")[0].attributes == {"href": "#totals", "class": "skip"}
    for tag in whole.named("section"):
        assert whole.by_id(tag.attributes["aria-labelledby"] or "").within[-1].name == "h2"
        assert f"#{tag.attributes['id']}" in [link.attributes["href"] for link in whole.named("a", "pl")]


def test_headings_leave_no_level_out(shown: Page) -> None:
    levels = [int(tag.name[1]) for tag in shown.tags if re.fullmatch("h[1-6]", tag.name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_heads_with_scope(shown: Page) -> None:
    for table in shown.named("table"):
        assert [tag for tag in shown.named("caption") if table in tag.within]
    assert all(tag.attributes.get("scope") in ("col", "row", "rowgroup") for tag in shown.named("th"))


def test_drawings_say_nothing_that_the_text_does_not(shown: Page) -> None:
    outermost = [tag for tag in shown.named("svg") if all(one.name != "svg" for one in tag.within)]
    for tag in outermost:
        hidden = any(one.attributes.get("aria-hidden") == "true" for one in (tag, *tag.within))
        assert hidden or tag.attributes.get("role") == "img"


def test_without_a_match_the_page_says_so() -> None:
    result = Page(html_of(texts=["nothing of the kind"]))
    assert "No events match (0 of 26)." in result.text
    assert "filter" not in [tag.attributes.get("id") for tag in result.tags]


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    command = f"'{__import__('sys').executable}' -m idlibtl report"
    first, second = (as_process(f"PYTHONHASHSEED={seed} {command} | sha256sum", tmp_path, None)[0] for seed in (1, 2))
    html = html_of(origin=Origin(None, hashlib.sha256(bundled().read_bytes()).hexdigest()))
    assert first == second == f"{hashlib.sha256(html.encode()).hexdigest()}  -\n"


def test_it_is_as_small_as_promised() -> None:
    # how long it takes is measured in benchmarks/report.py
    assert len(html_of().encode()) <= 150_000


# Other chronologies


def test_the_example_of_the_manual_gives_a_page() -> None:
    result = Page(html_of(dataset.load(ROOT / "docs" / "example.json"), Origin("/home/her/my floods.json", "f" * 64)))
    assert "The floods of Sandrel" in result.named("h1")[0].text
    assert "idlibtl report --data 'my floods.json' from a chronology" in result.text
    assert "/home/her" not in result.text


def test_a_chronology_without_events_gives_a_page() -> None:
    result = Page(html_of(document([])))
    assert "The chronology has no events." in result.text


def test_a_chronology_without_phases_is_not_broken_down_by_them() -> None:
    result = Page(html_of(document(list(many(3)), phases=[])))
    captions = [tag.text for tag in result.named("caption") if tag.text.startswith("By ")]
    # of civilians, and of all who were killed; no one and no place is named
    assert captions == ["By month: civilians killed", "By month: people killed"]


def corrected() -> Chronology:
    """Two publications, an event that corrects another, sources that disagree, a figure attributed otherwise."""
    publications = [
        {
            "id": "herald",
            "title": "The Herald",
            "kind": "newspaper",
            "as_of": "2019-03-01",
            "url": "https://herald.example/",
        },
        {
            "id": "gazette",
            "title": "ראש",
            "kind": "newspaper",
            "as_of": "2019-03-02",
            "publisher": "A house",
            "note": "Late.",
        },
    ]
    base: dict[str, Any] = {"kinds": ["strike"], "places": ["hill"], "actors": [{"actor": "north", "role": "attacker"}]}
    events = [
        base
        | {
            "id": "first",
            "title": "First count",
            "date": "2019-01-05",
            "replaced_by": "second",
            "citations": [{"publication": "herald", "paragraphs": [1]}],
        }
        | {"figures": [{"metric": "civilians", "value": 9, "source": "watch"}]},
        base
        | {
            "id": "second",
            "title": "Better count",
            "source": "herald",
            "actors": [{"actor": "north", "role": "attacker"}, {"actor": "south", "role": "backer"}],
            "date": "2019-01-05",
            "citations": [
                {"publication": "herald", "paragraphs": [2, 3], "url": "https://herald.example/2"},
                {"publication": "gazette"},
            ],
        }
        | {
            "figures": [
                {
                    "metric": "civilians",
                    "value": 7,
                    "source": "watch",
                    "attributed_to": ["south"],
                    "note": "Counted at night.",
                },
                {"metric": "civilians", "value": 5, "hedge": "about", "source": "gazette", "low": 4, "high": 6},
                {
                    "metric": "fighters",
                    "value": 100,
                    "hedge": "at_least",
                    "wording": "hundreds",
                    "source": "herald",
                    "period": "2019-01",
                    "places": [],
                },
            ]
        },
        {
            "id": "third",
            "title": "A toll",
            "date": "2019-02",
            "kinds": ["strike"],
            "citations": [{"publication": "gazette"}],
        }
        | {
            "figures": [
                {
                    "metric": "civilians",
                    "value": 3,
                    "scope": "cumulative",
                    "source": "gazette",
                    "period": "2019-01/2019-02",
                    "includes": ["first"],
                }
            ]
        },
    ]
    raw = document(events, publications=publications)
    del raw["publication"]
    return loaded(raw)


def test_a_number_is_apart_from_its_days_and_those_of_sources_that_disagree_are_together() -> None:
    assert in_two("around 50 (SOHR), 22 Jul 2019") == ("around 50", "(SOHR), 22 Jul 2019")
    assert in_two("about 80 reported (sum of 3 figures)") == ("about 80", "reported (sum of 3 figures)")
    assert in_two("7 (hospital); 3 (army), 6 May 2031") == ("7 (hospital); 3 (army)", "6 May 2031")
    assert in_two("7 (hospital); 3 (army)") == ("7 (hospital); 3 (army)", "")
    assert in_two("not reported") == ("not reported", "")


def test_corrections_citations_and_disagreement() -> None:
    result = Page(html_of(corrected()))
    first, second, third = (result.by_id(f"e-{one}").text for one in ("first", "second", "third"))
    assert first.count("Replaced: First count") == 1
    assert "This event was replaced by: Better count (second). Its figures are not counted." in first
    assert "This event replaces: First count (first)." in second
    assert "another source's figure for the same people: do not add the two" in second
    assert "attributed to The South" in second
    assert "Counted at night." in second
    assert "between 4 and 6 civilians killed" in second
    assert "Cited The Herald, paragraphs 2, 3" in second
    assert "includes First count" in third
    assert "adds 7; the figures included in it add up to more" in result.text
    assert "also given: between 4 and 6" in result.text
    links = [tag.attributes["href"] for tag in result.named("a")]
    assert {"https://herald.example/", "https://herald.example/2"} <= set(links)
    assert "Compiled from 2 publications" in result.text
    assert '"ראש" (newspaper, A house), as of 2 Mar 2019' in result.text
    assert "Late." in result.text


def test_many_publications_are_listed_at_the_end() -> None:
    publications = [
        {"id": f"paper-{number}", "title": f"Paper {number}", "kind": "newspaper", "as_of": "2019-03-01"}
        for number in range(203)
    ]
    raw = document([], publications=publications)
    del raw["publication"]
    about = Page(html_of(raw)).by_id("about").text
    assert "Compiled from 203 publications:" in about
    assert about.count('" (newspaper), as of 1 Mar 2019.') == 203


# Long ones


def many(number: int, **more: Any) -> Iterator[dict[str, Any]]:
    """This number of events, over as many months."""
    for one in range(number):
        figure = {"metric": "civilians", "value": 1 + one % 90, "source": None}
        yield {
            "id": f"event-{one:05}",
            "title": f"Title {one}",
            "date": f"{2000 + one // 12 % 20}-{1 + one % 12:02}",
            "kinds": ["strike"],
            "figures": [figure],
        } | more


def test_beyond_2000_events_each_is_a_line_in_a_fold() -> None:
    raw = document([*many(1999), {"id": "quiet", "title": "Nothing", "date": "2001-01-01", "kinds": ["statement"]}, *[
        {"id": "last", "title": "A correction", "date": "2020-03-05", "kinds": ["statement"], "replaced_by": "quiet"}
    ]])  # fmt: skip
    result = Page(html_of(raw))
    lines = [tag for tag in result.named("li") if any("fold" in one.classes for one in tag.within)]
    assert len(lines) == 2001
    folds = [tag for tag in result.named("details") if result.by_id("list") in tag.within]
    assert len(folds) == 241
    assert result.by_id("e-quiet").text == "1 Jan 2001 Nothing"
    assert result.by_id("e-last").text == "5 Mar 2020 Replaced by quiet: A correction"
    assert result.by_id("e-event-00000").text == "Jan 2000 Title 0 – 1 civilian killed"
    assert "2,001 events, one per line. One in full: idlibtl show ID; all: idlibtl list -f markdown" in result.text
    assert "March 2020: 1 event" in [tag.text for tag in result.named("summary")]


def test_a_long_working_and_breakdown_are_cut_and_say_how_to_see_all() -> None:
    toll = {"id": "toll", "title": "A toll", "date": "2030-01-01", "kinds": ["strike"]}
    inside = [f"event-{one:05}" for one in range(7)]
    figure = {
        "metric": "civilians",
        "value": 5000,
        "scope": "cumulative",
        "period": "2000-01/2030-01-01",
        "source": None,
    }
    raw = document([*many(70), toll | {"figures": [figure | {"includes": inside}]}])
    result = Page(html_of(raw))
    rows = rows_below(result, "w-civilians")[1:]
    assert sum("adds" in row for row in rows) == 20
    assert "and 7 more included in it" in rows
    # the toll and the 19 largest of the events 8 to 70
    rest = sum(sorted(range(8, 71))[: 63 - 19])
    assert f"44 smaller figures, adding {rest:,}" in rows
    assert "Every figure: idlibtl figures --metric civilians" in result.text
    assert "By year" in result.text
    assert "By month" not in result.text


def towns(number: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"e-{one}",
            "title": "T",
            "date": "2019-01-05",
            "kinds": ["strike"],
            "places": [f"p-{one}"],
            "figures": [
                {"metric": "civilians", "value": 100 - one, "source": None},
                {"metric": "displaced", "value": 1, "source": None},
            ],
        }
        for one in range(number)
    ]


def test_a_breakdown_of_many_places_is_cut() -> None:
    places = [{"id": f"p-{number}", "name": f"P {number}", "kind": "town"} for number in range(33)]
    result = Page(html_of(document(towns(33), places=places)))
    rows = cells(result, breakdown(result, "killed", "place"))
    # what is reported of people killed are civilians alone
    assert rows[29] == ["P 29", "71 civilians killed"]
    assert rows[30:] == [["and 3 more"]]
    assert "Every row: idlibtl totals --by place --metric killed" in result.text


def test_wider_figures_beyond_a_number_are_cut() -> None:
    result = Page(html_of(document(list(many(25, date="2019-01-01/2019-02-01"))), since="2019-02-01"))
    rows = rows_below(result, "w-civilians")
    assert "Wider, not counted (25)" in rows
    assert sum("also covers other days" in row for row in rows) == 10
    assert "Every figure: idlibtl figures --from 2019-02-01 --metric civilians" in result.text


def test_nested_tolls_are_set_in_three_deep() -> None:
    def toll(number: int) -> dict[str, Any]:
        included = {"includes": [f"toll-{number + 1}"]} if number < 5 else {}
        figure = {
            "metric": "civilians",
            "value": 100 - 10 * number,
            "scope": "cumulative",
            "period": "2019-01",
            "source": None,
        }
        return {
            "id": f"toll-{number}",
            "title": f"Toll {number}",
            "date": "2019-01-31",
            "kinds": ["strike"],
            "figures": [figure | included],
        }

    result = Page(html_of(document([toll(number) for number in range(6)]), metrics=["civilians"]))
    assert [tag.classes for tag in result.named("tr") if "included in" in tag.text] == [
        ["in", "in1"],
        ["in", "in2"],
        ["in", "in3"],
        ["more"],
    ]
    assert "and 1 more included in it" in rows_below(result, "w-civilians")
    assert card(result, "civilians").startswith("Civilians killed100 (publication), Jan 2019")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "2019-06", "until": "2019-08"}, "also covers other days"),
        ({"places": ["maaret-al-numan"]}, "also covers other places: Idlib and its surroundings"),
        ({"sources": ["publication"]}, "also covers other sources"),
        ({"actors": ["russia"]}, "not counted: not attributed to anyone"),
    ],
    ids=["days", "places", "sources", "actors"],
)
def test_a_figure_that_is_left_out_says_why(asked: dict[str, Any], words: str) -> None:
    [row] = [
        row for row in rows_below(Page(html_of(**asked, metrics=["civilians"])), "w-civilians") if "nearly 1,000" in row
    ]
    assert row.endswith(words)


# Coded data


def coded(number: int) -> Chronology:
    """Events with a low and a high in their figures, as in GED, and a note that says where they are from."""
    events = [
        {
            "id": f"row-{one}",
            "title": f"Row {one}",
            "date": "2019-01-05",
            "kinds": ["strike"],
            "figures": [
                {"metric": metric, "value": one + 1, "low": one, "high": 2 * one + 2, "note": f"Articles of {one}."}
                for metric in ("civilians", "fighters")
            ],
        }
        for one in range(number)
    ]
    metrics = [
        {"id": "civilians", "label": "civilians killed", "unit": "people"},
        {"id": "fighters", "label": "fighters killed", "unit": "people"},
    ]
    raw = document(events, metrics=metrics)
    return loaded(raw).model_copy(update={"is_coded": True})


def test_of_coded_data_each_event_is_a_line_with_its_note_once() -> None:
    result = Page(html_of(coded(12)))
    line = result.by_id("e-row-3").text
    assert line == (
        "5 Jan 2019 Row 3 – between 3 and 8 civilians killed; between 3 and 8 fighters killedArticles of 3."
    )
    assert not result.named("article", "ev")


def test_of_coded_data_the_ten_largest_are_in_the_working() -> None:
    result = Page(html_of(coded(12)))
    # 1 to 12, with lows 0 to 11 and highs 2 to 24
    assert card(result, "civilians") == "Civilians killed78 (66 to 156), in 12 eventsCopy"
    rows = rows_below(result, "w-civilians")[1:]
    adds = [int(row.rpartition("adds ")[2]) for row in rows if "adds " in row]
    assert sorted(adds) == list(range(3, 13))
    assert "2 smaller figures, adding 3" in rows
    assert "1 smaller figure, adding 1" in rows_below(Page(html_of(coded(11))), "w-civilians")
    assert "A bar is solid up to the low and hatched up to the high, with a tick at the best." in result.text
    assert len(result.named("rect", "perhaps")) > 0
