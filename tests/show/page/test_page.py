"""The page as a whole: it says what the commands say, and is nothing but itself."""

import hashlib
import re
import time
from base64 import b64encode
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pages import ORIGIN, Page, html_of, report_of
from timelines import chronology, loaded
from transcripts import as_process, in_process

from idlibtl import Filters, Timeline, ask, load, totals_report
from idlibtl.read import dataset
from idlibtl.read.files import bundled
from idlibtl.read.origin import Origin
from idlibtl.show.page.frame import SCRIPT, STYLES, page
from idlibtl.show.page.frame import __file__ as frame
from idlibtl.show.page.report import page_report

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
    found: dict[str, Any] = request.param
    return found


@pytest.fixture(scope="module")
def text(asked: dict[str, Any]) -> str:
    return html_of(**asked)


@pytest.fixture(scope="module")
def found(text: str) -> Page:
    return Page(text)


@pytest.fixture(scope="module")
def whole() -> Page:
    return Page(html_of())


# What it must not have


def test_it_loads_nothing_and_runs_nothing_but_its_own(found: Page) -> None:
    assert found.others == ["DOCTYPE html"]
    assert len(found.named("script")) == len(found.named("style")) == 1
    for tag in found.tags:
        assert not [name for name in tag.attributes if name.startswith("on") or name in ("src", "style", "srcdoc")]
    assert {(tag.attributes["href"] or "")[:1] for tag in found.tags if "href" in tag.attributes} <= {"#"}


def test_every_link_leads_somewhere_and_no_id_is_there_twice(found: Page) -> None:
    ids = [tag.attributes["id"] for tag in found.tags if "id" in tag.attributes]
    assert len(set(ids)) == len(ids)
    links = {tag.attributes["href"] for tag in found.tags if "href" in tag.attributes}
    assert {f"#{each}" for each in ids} >= links
    named = {
        tag.attributes[name] for tag in found.tags for name in ("aria-labelledby", "for") if name in tag.attributes
    }
    assert {each for name in named for each in (name or "").split()} <= set(ids)


def test_the_policy_lets_the_page_do_what_it_does_and_no_more(found: Page) -> None:
    [policy] = [tag for tag in found.named("meta") if tag.attributes.get("http-equiv") == "Content-Security-Policy"]
    hashes = {
        name: b64encode(hashlib.sha256(found.named(name)[0].text.encode()).digest()).decode()
        for name in ("style", "script")
    }
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}';"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_the_style_and_the_script_are_the_files_in_whole(whole: Page) -> None:
    folder = Path(frame).parent
    assert whole.named("style")[0].text == "".join((folder / name).read_text(encoding="utf-8") for name in STYLES)
    assert whole.named("script")[0].text == (folder / SCRIPT).read_text(encoding="utf-8")


# What it says


def test_it_says_every_quote_and_every_bound_of_the_totals(asked: dict[str, Any], found: Page) -> None:
    for total in totals_report(ask(load(), Filters(**asked))).totals:
        card = found.by_id(f"t-{total.metric}").text
        assert total.quote in card
        more = total.headline.removeprefix(total.quote).removeprefix("; ")
        assert more[1:] in card
        for caveat in total.caveats if total.counted else ():
            assert caveat in card
        if len({total.low, total.best, total.high}) > 1:
            told = [f"{name} {value}" for name, value in zip(("Low", "Best", "High"), bounds(total), strict=True)]
            assert all(each in card for each in told)
    assert "not reported" in found.text


def bounds(total: Any) -> list[str]:
    return ["open" if value is None else f"{value:,}" for value in (total.low, total.best, total.high)]


def test_the_figures_of_the_working_are_those_of_the_totals(asked: dict[str, Any], found: Page) -> None:
    for total in totals_report(ask(load(), Filters(**asked))).totals:
        if len(total.counted) + len(total.included) < 2 and not total.wider:
            assert f"w-{total.metric}" not in [tag.attributes.get("id") for tag in found.tags]
            continue
        rows = rows_below(found, f"w-{total.metric}")
        naive = total.naive_sum is not None and total.best is not None and total.naive_sum > total.best
        assert len(rows) == (
            1  # the head
            + len(total.counted)
            + len(total.included)
            + (total.best is not None)
            + naive
            + bool(total.wider)
            + len(total.wider)
        )
        for entry in total.counted:
            assert any(f"adds {entry.counted_as.best:,}" in row or "adds" in row for row in rows)


def rows_below(found: Page, heading: str) -> list[str]:
    """The rows of the table that stands under a heading."""
    around = found.by_id(heading).within[-1]
    return [tag.text for tag in found.named("tr") if around in tag.within]


@pytest.mark.parametrize(
    ("metric", "rows"),
    [
        (
            "civilians",
            [
                ("nearly 1,000", "adds 1,000 (900 to 1,000)"),
                ("around 15", "already inside nearly 1,000"),
                ("10", "already inside nearly 1,000"),
                ("20", "already inside nearly 1,000"),
                ("around 50", "already inside nearly 1,000"),
                ("about 13", "adds 13 (11 to 15)"),
                ("nearly 80", "adds 80 (72 to 80)"),
                ("around 18", "adds 18 (16 to 20)"),
                ("at least 23", "adds 23 or more"),
                ("about 1,134 or more", "1,134, low 1,022, high open"),
                ("1,229", "counts 95 twice: do not use it"),
            ],
        ),
        (
            "displaced",
            [
                ("more than 400,000", "adds 400,000 or more"),
                ("150,000", "already inside more than 400,000"),
                ("some 358,000", "adds 358,000 (322,200 to 393,800)"),
                ("38,000", "adds 38,000"),
                ("about 796,000 or more", "796,000, low 760,200, high open"),
                ("946,000", "counts 150,000 twice: do not use it"),
            ],
        ),
    ],
)
def test_the_working_adds_up(metric: str, rows: list[tuple[str, str]], whole: Page) -> None:
    found = rows_below(whole, f"w-{metric}")[1:]
    assert len(found) == len(rows)
    for row, (said, added) in zip(found, rows, strict=True):
        assert said in row
        assert row.endswith(added)


def test_a_figure_that_adds_less_than_it_says_says_so(whole: Page) -> None:
    [row] = [row for row in rows_below(whole, "w-killed") if "at least 45" in row]
    assert row.endswith("adds 35 or more; the rest lies in other figures")


def test_the_breakdowns_say_what_the_design_says(whole: Page) -> None:
    around = whole.by_id("b-civilians").within[-1]
    tables = [tag for tag in whole.named("table", "brk") if around in tag.within]
    assert [tag.text.partition("By ")[2].partition(":")[0] for tag in tables[:4]] == [
        "month",
        "phase",
        "whom it is attributed to",
        "place",
    ]
    text = tables[0].text
    for told in ("April 2019" + "15" + "13 – 17", "June 2019" + "30", "January 2020" + "41" + "39 – open"):
        assert told in text
    assert "not broken down (26 Apr – 31 Aug 2019)905798 – 912" in text
    assert "May 2019only in a longer figure" in text
    assert "September 2019not reported" in text


def test_a_month_that_a_longer_figure_covers_says_so(whole: Page) -> None:
    assert "July 20195045 – 55; a longer figure may hold more" in whole.text


def test_every_event_is_there_in_full(asked: dict[str, Any], found: Page) -> None:
    question = ask(load(), Filters(**asked))
    assert [tag.attributes["id"] for tag in found.named("article", "ev")] == [
        f"e-{each.id}" for each in question.events
    ]
    for event in question.events:
        told = found.by_id(f"e-{event.id}").text
        for said in (event.title, event.summary, event.note, event.date_text, event.id):
            assert not said or said in told
        for figure in event.figures:
            assert question.timeline.metric[figure.metric].label in told
            assert (figure.wording or f"{figure.value:,}") in told
        for number in event.paragraphs:
            assert str(number) in told.partition("paragraph")[2]


def test_what_is_inside_what_is_linked_both_ways(whole: Page) -> None:
    toll = whole.by_id("e-2019-08-31-four-month-toll")
    raids = whole.by_id("e-2019-04-26-air-raids")
    down = [tag.attributes["href"] for tag in whole.named("a") if toll in tag.within]
    up = [tag.attributes["href"] for tag in whole.named("a") if raids in tag.within]
    assert "#e-2019-04-26-air-raids" in down
    assert "#e-2019-08-31-four-month-toll" in up


def test_what_is_not_on_the_page_is_no_link() -> None:
    found = Page(html_of(since="2019-06", until="2019-07"))
    assert "Four months of strikes: civilians killed, people displaced (not on this page)" in found.text


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("2019-06-15-flare-up", "Attributed to nobody: none is named"),
        ("2019-06-03-hrw-banned-weapons", "Accused Russia, Syrian governmentAttributed to nobody"),
        ("2019-08-31-truce", "Backer RussiaAttributed to Russia"),
    ],
)
def test_nobody_is_charged_by_the_way(event: str, said: str, whole: Page) -> None:
    assert said in whole.by_id(f"e-{event}").text


def test_a_statement_is_attributed_to_nobody_without_a_word(whole: Page) -> None:
    assert "Attributed" not in whole.by_id("e-2019-04-russia-position").text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("around 15 civilians killed (Syrian Observatory for Human Rights); read as 13 to 17", True),
        ("at least 45 people killed (the publication itself)", True),
        ("read as 45 or more", False),
        ("hundreds, read as at least 100 fighters killed (the publication itself); sums up c. 15–29 Dec 2019", True),
        ("covers Idlib and its surroundings", True),
    ],
)
def test_a_figure_says_how_it_is_read(said: str, told: bool, whole: Page) -> None:
    assert (said in whole.text) is told


# Its frame


def test_a_narrowed_page_says_so_and_how_to_make_it(asked: dict[str, Any], found: Page) -> None:
    told = found.named("p", "filt")
    assert len(told) == bool(asked)
    if asked:
        [command] = [tag.text for tag in found.named("code") if told[0] in tag.within]
        assert command.startswith("idlibtl report --")
        assert f"Made by idlibtl 2.0.0 with {command} from" in found.text


def test_the_command_on_a_page_makes_the_page(tmp_path: Path) -> None:
    made, _, code = in_process("idlibtl report --actor russia --text 'air  raids'", tmp_path, None)
    [command] = [tag.text for tag in Page(made).named("code") if tag.text.startswith("idlibtl report")][:1]
    assert command == "idlibtl report --actor russia --text 'air  raids'"
    assert code == 0
    assert in_process(command, tmp_path, None)[0] == made
    digest = hashlib.sha256(bundled().read_bytes()).hexdigest()
    assert digest in made


def test_the_sections_are_in_their_order(whole: Page) -> None:
    order = ["totals", "timeline", "working", "map", "breakdowns", "events", "about"]
    assert [tag.attributes["id"] for tag in whole.named("section")] == order
    [nav] = whole.named("nav")
    assert [tag.attributes["href"] for tag in whole.named("a") if nav in tag.within] == [f"#{each}" for each in order]
    assert [tag.name for tag in whole.tags if tag.name in ("h1", "h2")] == ["h1", *["h2"] * len(order)]
    assert whole.named("a")[0].attributes == {"href": "#totals", "class": "skip"}
    for tag in whole.named("section"):
        assert whole.by_id(tag.attributes["aria-labelledby"] or "").name == "h2"


def test_headings_leave_no_level_out(found: Page) -> None:
    levels = [int(tag.name[1]) for tag in found.tags if re.fullmatch("h[1-6]", tag.name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_heads_with_scope(found: Page) -> None:
    for table in found.named("table"):
        assert [tag for tag in found.named("caption") if table in tag.within]
    assert all(tag.attributes.get("scope") in ("col", "row", "rowgroup") for tag in found.named("th"))


def test_drawings_say_nothing_that_the_text_does_not(found: Page) -> None:
    outermost = [tag for tag in found.named("svg") if all(each.name != "svg" for each in tag.within)]
    for tag in outermost:
        hidden = any(each.attributes.get("aria-hidden") == "true" for each in (tag, *tag.within))
        assert hidden or tag.attributes.get("role") == "img"


def test_without_a_match_the_page_says_so() -> None:
    found = Page(html_of(texts=["nothing of the kind"]))
    assert "None of the 23 events matches." in found.text
    assert "filter" not in [tag.attributes.get("id") for tag in found.tags]


def test_the_same_question_gives_the_same_bytes(text: str, asked: dict[str, Any]) -> None:
    assert html_of(**asked) == text


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    command = f"'{__import__('sys').executable}' -m idlibtl report"
    first, second = (as_process(f"PYTHONHASHSEED={seed} {command} | sha256sum", tmp_path, None)[0] for seed in (1, 2))
    assert first == second == f"{hashlib.sha256(html_bundled()).hexdigest()}  -\n"


def html_bundled() -> bytes:
    origin = Origin(None, hashlib.sha256(bundled().read_bytes()).hexdigest())
    return "".join(page(report_of(None, origin))).encode()


def test_it_is_as_small_and_as_quick_as_promised() -> None:
    timeline = load()
    times = []
    for _ in range(5):
        start = time.process_time()
        size = sum(len(piece.encode()) for piece in page(page_report(ask(timeline, Filters()), ORIGIN)))
        times.append(time.process_time() - start)
    assert size <= 150_000
    assert min(times) <= 0.6  # 0.06 on a machine that does nothing else


# Chronologies of one's own


def test_the_example_of_the_manual_gives_a_page() -> None:
    found = Page(html_of(dataset.load(ROOT / "docs" / "example.json"), Origin("/home/her/my floods.json", "f" * 64)))
    assert "The floods of Sandrel" in found.named("h1")[0].text
    assert "idlibtl report --data 'my floods.json' from a chronology" in found.text
    assert "/home/her" not in found.text


def test_a_chronology_without_events_gives_a_page() -> None:
    found = Page(html_of(chronology([])))
    assert "The chronology has no events." in found.text


def test_a_chronology_without_phases_is_not_broken_down_by_them() -> None:
    found = Page(html_of(chronology(list(many(3)), phases=[])))
    captions = [tag.text.partition(":")[0] for tag in found.named("caption") if tag.text.startswith("By ")]
    # of civilians, and of all who were killed
    assert captions == ["By month", "By whom it is attributed to", "By place"] * 2


def corrected() -> Timeline:
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
    base: dict[str, Any] = {"kind": "strike", "places": ["hill"], "actors": [{"actor": "north", "role": "attacker"}]}
    events = [
        base
        | {
            "id": "first",
            "title": "First told",
            "date": "2019-01-05",
            "replaced_by": "second",
            "citations": [{"publication": "herald", "paragraphs": [1]}],
        }
        | {"figures": [{"metric": "civilians", "value": 9, "source": "watch"}]},
        base
        | {
            "id": "second",
            "title": "Told better",
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
        {"id": "third", "title": "A toll", "date": "2019-02", "kind": "toll", "citations": [{"publication": "gazette"}]}
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
    raw = chronology(events, publications=publications)
    del raw["publication"]
    return loaded(raw)


def test_corrections_citations_and_disagreement_are_told() -> None:
    found = Page(html_of(corrected()))
    first, second, third = (found.by_id(f"e-{each}").text for each in ("first", "second", "third"))
    assert "Replaced: First toldCorrected: Told better stands in its place, and nothing of it is counted." in first
    assert "This record corrects First told." in second
    assert "the same people, as another source tells it" in second
    assert "attributed to The South" in second
    assert "Counted at night." in second
    assert "between 4 and 6 civilians killed" in second
    assert "read as 4" not in second
    assert "Cited The Herald, paragraphs 2, 3" in second
    assert "covers not given" in second
    assert "already holds Told better" in third
    assert "adds 7 (4 to 7); the figures inside it add up to more" in found.text
    assert "also given: between 4 and 6" in found.text
    links = [tag.attributes["href"] for tag in found.named("a")]
    assert {"https://herald.example/", "https://herald.example/2"} <= set(links)
    assert "Compiled from 2 publications" in found.text
    assert "“ראש” (newspaper, A house), as of 2 Mar 2019" in found.text
    assert "Late." in found.text


def test_many_publications_are_listed_at_the_end() -> None:
    publications = [
        {"id": f"paper-{number}", "title": f"Paper {number}", "kind": "newspaper", "as_of": "2019-03-01"}
        for number in range(203)
    ]
    raw = chronology([], publications=publications)
    del raw["publication"]
    found = Page(html_of(raw))
    about = found.by_id("about").text
    assert "Compiled from 203 publications, among them" in about
    assert "“Paper 199”" in about
    assert "“Paper 200”" not in about
    assert "and 3 more, in the file" in about


# Long ones


def many(number: int, **more: Any) -> Iterator[dict[str, Any]]:
    """So many events, over as many months as there are."""
    for each in range(number):
        figure = {"metric": "civilians", "value": 1 + each % 90, "source": None}
        yield {
            "id": f"event-{each:05}",
            "title": f"Title {each}",
            "date": f"{2000 + each // 12 % 20}-{1 + each % 12:02}",
            "kind": "strike",
            "figures": [figure],
        } | more


def test_beyond_2000_events_each_is_a_line_in_a_fold() -> None:
    raw = chronology([*many(1999), {"id": "quiet", "title": "Nothing", "date": "2001-01-01", "kind": "report"}, *[
        {"id": "last", "title": "A correction", "date": "2020-03-05", "kind": "report", "replaced_by": "quiet"}
    ]])  # fmt: skip
    found = Page(html_of(raw))
    assert len(found.named("li", "ev1")) == 2001
    assert len(found.named("details")) == 241
    assert found.by_id("e-quiet").text == "1 Jan 2001 Nothing"
    assert found.by_id("e-last").text == "5 Mar 2020 Replaced: A correction"
    assert found.by_id("e-event-00000").text == "Jan 2000 Title 0 – 1 civilians killed (publication)"
    assert "2,001 events, a line each. One in full: idlibtl show ID; all: idlibtl list -f markdown" in found.text
    assert "March 2020: 1 event" in [tag.text for tag in found.named("summary")]


def test_a_long_working_and_breakdown_are_cut_and_say_how_to_see_all() -> None:
    toll = {"id": "toll", "title": "A toll", "date": "2030-01-01", "kind": "toll"}
    inside = [f"event-{each:05}" for each in range(7)]
    figure = {
        "metric": "civilians",
        "value": 5000,
        "scope": "cumulative",
        "period": "2000-01/2030-01-01",
        "source": None,
    }
    raw = chronology([*many(70), toll | {"figures": [figure | {"includes": inside}]}])
    found = Page(html_of(raw))
    rows = rows_below(found, "w-civilians")
    assert sum("adds" in row for row in rows) == 20 + 1  # and the line of the rest
    assert sum("already inside" in row for row in rows) == 4
    assert "and 3 more inside it" in rows
    rest = sum(sorted(range(8, 71))[: 63 - 19])
    assert f"and 44 smaller figures, which add {rest:,}" in rows
    assert "Every figure: idlibtl figures --metric civilians" in found.text
    assert "By year" in found.text
    assert "By month" not in found.text


def test_the_working_adds_up_where_totals_list_only_the_first_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Timeline, "max_listed", 5)
    timeline = loaded(chronology(list(many(70))))
    [total] = totals_report(ask(timeline, Filters(metrics=["civilians"]))).totals
    assert len(total.counted) == 5
    rows = rows_below(Page(html_of(timeline, metrics=["civilians"])), "w-civilians")
    added = [int(number) for row in rows for number in re.findall(r"adds? ([\d,]+)$", row.replace(",", ""))]
    assert len(added) == 20 + 1
    assert sum(added) == total.best == sum(range(1, 71))


def test_a_breakdown_of_many_places_is_cut() -> None:
    places = [{"id": f"p-{number}", "name": f"P {number}", "kind": "town"} for number in range(33)]
    events = [
        {
            "id": f"e-{number}",
            "title": "T",
            "date": "2019-01-05",
            "kind": "strike",
            "places": [f"p-{number}"],
            "figures": [{"metric": "civilians", "value": 100 - number, "source": None}],
        }
        for number in range(33)
    ]
    found = Page(html_of(chronology(events, places=places)))
    rows = rows_below(found, "b-civilians")
    assert "P 2971" in rows
    assert "P 3070" not in rows
    assert f"3 smaller rows{70 + 69 + 68}" in rows
    assert "Every row: idlibtl totals --by place --metric civilians" in found.text


def test_wider_figures_beyond_a_number_are_cut() -> None:
    found = Page(html_of(chronology(list(many(25, date="2019-01-01/2019-02-01"))), since="2019-02-01"))
    rows = rows_below(found, "w-civilians")
    assert "and 15 more" in rows
    assert "Every figure: idlibtl figures --from 2019-02-01 --metric civilians" in found.text


def test_nested_tolls_are_set_in() -> None:
    def toll(number: int) -> dict[str, Any]:
        held = {"includes": [f"toll-{number + 1}"]} if number < 5 else {}
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
            "kind": "toll",
            "figures": [figure | held],
        }

    found = Page(html_of(chronology([toll(number) for number in range(6)]), metrics=["civilians"]))
    assert [tag.classes for tag in found.named("tr") if "already inside" in tag.text] == [
        ["in", "in1"],
        ["in", "in2"],
        ["in", "in3"],
        ["in", "in3"],
        ["in", "in3"],
    ]
    assert "As printed; other figures lie inside it. The working" in found.by_id("t-civilians").text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"actors": ["russia"]}, "covers more actors than was asked; attributed to nobody"),
        ({"since": "2019-06", "until": "2019-08"}, "covers more days than was asked"),
        ({"places": ["maaret-al-numan"]}, "covers more places than was asked: Idlib and its surroundings"),
    ],
    ids=["actors", "days", "places"],
)
def test_what_covers_more_says_in_what(asked: dict[str, Any], said: str) -> None:
    [row] = [
        row for row in rows_below(Page(html_of(**asked, metrics=["civilians"])), "w-civilians") if "nearly 1,000" in row
    ]
    assert row.endswith(said)
