"""The timeline on the page: every event in words and drawn, under its phase; very many events are counted."""

from collections import Counter
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from chronologies import Raw, document, documents, loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import tree
from profiles import scaled

from idlibtl import Chronology, Filters, ask, load, timeline_report
from idlibtl.read.files import Origin
from idlibtl.show import terminal
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.timeline import timeline_section
from idlibtl.show.safe_text import Screen
from idlibtl.show.views import blocks

ORIGIN = Origin(None, "0" * 64)


def report(chronology: Chronology, **asked: Any) -> PageReport:
    return PageReport(ask(chronology, Filters(**asked)), ORIGIN)


def drawn(chronology: Chronology, **asked: Any) -> ET.Element:
    return tree(timeline_section(report(chronology, **asked)))


def of_class(root: ET.Element, located: str) -> list[ET.Element]:
    return [one for one in root.iter() if located in (one.get("class") or "").split()]


def rows(root: ET.Element) -> dict[str, str]:
    """The words of each event's row."""
    return {
        one.get("data-e") or "": "".join(piece for piece in _spoken(one))
        for one in root.iter("li")
        if one.get("data-e")
    }


def _spoken(result: ET.Element) -> list[str]:
    if result.get("aria-hidden"):
        return []
    parts = [result.text or ""]
    for one in result:
        parts += [*_spoken(one), one.tail or ""]
    return parts


def legend(root: ET.Element) -> list[str]:
    return ["".join(_spoken(one)) for one in of_class(root, "tl-legend")[0]]


def made(*events: Raw) -> Chronology:
    plain = {"title": "An event", "kinds": ["strike"]}
    return loaded(document([{**plain, "id": f"e{number}", **one} for number, one in enumerate(events)]))


@pytest.fixture(scope="module")
def bundled() -> ET.Element:
    return drawn(load())


# The bundled chronology


def test_every_event_has_its_row_with_its_days_its_figures_and_their_source(bundled: ET.Element) -> None:
    words = rows(bundled)
    assert list(words) == [event.id for event in load().events]
    assert words["2019-04-26-air-raids"] == (
        "26–27 Apr 2019 Russian air raids on Idlib and Hama (strike)around 15 civilians killed (SOHR)"
    )
    toll = words["2019-08-31-four-month-toll"]
    assert toll.endswith(
        "nearly 1,000 civilians killed (SOHR), 26 Apr – 31 Aug 2019"
        "includes 26–27 Apr 2019, c. 15 Jun 2019, 20 Jun 2019, 22 Jul 2019"
    )
    # a figure for more than its event's place says so
    market = "around 50 civilians killed in Idlib and its surroundings (SOHR)"
    assert words["2019-07-22-market-strikes"].endswith(market)
    assert "hundreds of fighters killed" in words["2019-12-clashes"]
    assert words["2019-06-15-flare-up"].endswith("at least 45 people killed, 10 of them civilians")
    assert words["2020-01-21-strikes"].endswith("at least 23 civilians killed, 13 of them children")


def test_a_part_is_not_said_to_be_of_the_whole_of_another_source() -> None:
    killed = {"metric": "killed", "value": 9, "source": "watch"}
    root = drawn(made({"date": "2019-01-06", "figures": [killed, {"metric": "civilians", "value": 7}]}))
    assert rows(root)["e0"].endswith("9 people killed (The Watch); 7 civilians killed")


def test_phases_are_headings_with_their_days(bundled: ET.Element) -> None:
    assert ["".join(_spoken(one)) for one in bundled.iter("h3")] == [
        "Before the phases",
        "1. Russian strikes26 Apr – 3 Jun 2019",
        "2. Hundreds killed15 Jun – 19 Sep 2019",
        "3. New escalation2–29 Dec 2019",
        "4. Syrian advance11–26 Jan 2020",
    ]
    # 26 April to 3 June: from 3 25/30 to 5 3/30 of 13 months, next to the heading and each of the four events
    bands = [(one.get("x"), one.get("width")) for one in of_class(bundled, "tl-band") if one.get("x", "").endswith("%")]
    assert bands[:5] == [("29.49%", "9.74%")] * 5
    # 15 June to 19 September: from 5 14/30 to 8 19/30
    assert bands[5] == ("42.05%", "24.36%")


def test_lines_pass_the_headings_between_an_event_and_its_toll(bundled: ET.Element) -> None:
    [heading] = [one for one in bundled.iter("h3") if "Hundreds" in "".join(_spoken(one))]
    # the raids of 26 and 27 April (3 26/30 of 13 months), and the UN's first count of c. 5 May (4 4.5/31)
    assert [one.get("x") for one in heading.iter("use") if one.get("href") == "#tl-line"] == ["29.74%", "31.89%"]


def test_the_legend_has_the_signs_that_occur(bundled: ET.Element) -> None:
    assert legend(bundled) == [
        "violence",
        "advance",
        "truce or diplomacy",
        "displacement",
        "statement",
        "other event",
        "several days",
        "some time in this month",
        "approximate (c.)",
        "still going on",
        "a cumulative toll, for these days",
        "an event included in a toll",
        "leads from an event to the toll that includes it",
        "the days of a phase",
    ]
    assert legend(drawn(load(), texts=["veto"])) == ["truce or diplomacy", "the days of a phase"]


def test_each_row_has_the_sign_of_what_happened_and_leads_to_its_toll(bundled: ET.Element) -> None:
    items = {one.get("data-e"): one for one in bundled.iter("li") if one.get("data-e")}

    def sign(event: str) -> str | None:
        return next(one.get("href") for one in items[event].iter("use"))

    assert sign("2019-05-un-first-toll") == "#k-violence"  # a strike that displaces people is violence
    assert sign("2019-08-khan-sheikhun") == "#k-advance"
    assert sign("2019-08-31-truce") == sign("2019-09-19-veto") == "#k-talks"
    assert sign("2019-06-03-hrw-banned-weapons") == "#k-statement"
    assert sign("2020-01-15-aleppo-displacement") == "#k-displacement"
    assert sign("2019-01-hts-control") == "#k-other"
    assert items["2019-07-22-market-strikes"].get("data-t") == "2019-08-31-four-month-toll"
    assert items["2019-08-31-four-month-toll"].get("data-t") is None


def test_everything_drawn_is_hidden_from_a_screen_reader_and_the_page_links_to_the_records(bundled: ET.Element) -> None:
    hidden = {inner for one in bundled.iter() if one.get("aria-hidden") == "true" for inner in one.iter()}
    assert set(bundled.iter("svg")) <= hidden
    links = {one.get("href") for one in bundled.iter("a")}
    assert links == {"#timeline"} | {f"#e-{event.id}" for event in load().events}


def test_the_ends_of_the_days_asked_for() -> None:
    root = drawn(load(), since="2019-06", until="2019-07")
    # 1 June comes after 5 of 13 months, 31 July is the end of the 7th
    assert [one.get("x1") for one in of_class(root, "tl-edge") if one.get("x1", "").endswith("%")] == [
        "38.46%",
        "53.85%",
    ]
    assert legend(root)[-1] == "the ends of the days asked about"
    # one that is far away is not drawn
    far = drawn(load(), since="1900", until="2019-07")
    assert len([one for one in of_class(far, "tl-edge") if one.get("x1", "").endswith("%")]) == 1


def test_nothing_to_draw() -> None:
    assert timeline_section(report(load(), since="1990", until="1991")) is None


# Others


def test_without_phases_there_are_no_headings_and_a_phase_may_go_on() -> None:
    assert not list(drawn(made({"date": "2019-01-06"})).iter("h3"))
    root = drawn(
        made(
            {"date": "2019-01-06", "phase": "early"},
            {"date": "2019-01-07"},
            {"date": "2019-01-08", "phase": "early"},
            {"date": "2019-04-08"},
        )
    )
    assert ["".join(_spoken(one)) for one in root.iter("h3")] == [
        "1. Early days5 Jan – 9 Feb 2019",
        "In no phase",
        "1. Early days (continued)5 Jan – 9 Feb 2019",
        "After the phases",
    ]


def test_a_phase_beyond_the_axis_has_no_band() -> None:
    root = drawn(made({"date": "2019-04-08", "phase": "early"}))
    assert [one for one in of_class(root, "tl-band") if one.get("x")] == []


def test_a_replaced_event_is_struck_through_and_says_by_what() -> None:
    figure = {"metric": "civilians", "value": 9, "source": "watch"}
    chronology = made(
        {"date": "2019-01-06", "title": "First word", "figures": [figure], "replaced_by": "e1"},
        {"date": "2019-01-07", "title": "Second word", "figures": [{**figure, "value": 7}]},
        {"date": "2019-01-08", "replaced_by": "e1"},
    )
    root = drawn(chronology)
    assert rows(root)["e0"] == (
        "6 Jan 2019 First word (strike)"
        "replaced by Second word, 7 Jan 2019; its figures are not counted"
        "9 civilians killed (The Watch)"
    )
    assert rows(root)["e2"].endswith("replaced by Second word, 7 Jan 2019")
    assert ["".join(_spoken(one)) for one in root.iter("s")] == [
        "First word",
        "9 civilians killed (The Watch)",
        "An event",
    ]
    assert "replaced by another event" in legend(root)
    # what replaces it is not a link if it is not on the page
    alone = drawn(chronology, until="2019-01-06")
    assert [one.get("href") for one in alone.iter("a")] == ["#timeline", "#e-e0"]


def test_a_toll_with_very_many_events_inside_counts_those_that_it_does_not_list() -> None:
    figure = {"metric": "civilians", "value": 1}
    inner = [{"date": "2019-01-06", "figures": [figure]} for _ in range(70)]
    include = [f"e{number}" for number in range(70)]
    toll = {**figure, "value": 80, "scope": "cumulative", "includes": include}
    root = drawn(made(*inner, {"date": "2019-01-06", "figures": [toll]}))
    assert rows(root)["e70"].endswith("civilians killedincludes " + "6 Jan 2019, " * 11 + "6 Jan 2019 and 58 more")
    # and too many lines are not drawn
    assert not [one for one in root.iter("use") if one.get("href") == "#tl-line"]
    assert any("too many to follow" in (one.text or "") for one in root.iter("p"))


# Counted


def many(*stored: str) -> Chronology:
    return made(*({"date": day} for day in stored))


def table(root: ET.Element) -> list[str]:
    """The rows of the table of counts."""
    return [" | ".join("".join(cell.itertext()) for cell in row) for row in root.iter("tr")]


def columns(root: ET.Element) -> list[tuple[str | None, str | None]]:
    """Where each column of the picture begins, and how high it is."""
    return [(one.get("x"), one.get("height")) for one in root.iter("rect")]


MONTHS = "Jan | Feb | Mar | Apr | May | Jun | Jul | Aug | Sep | Oct | Nov | Dec"


def test_up_to_200_events_are_drawn_and_more_are_columns_on_one_axis() -> None:
    assert len(rows(drawn(many(*["2019-02-03"] * 200)))) == 200
    root = drawn(many(*["2019-02-03"] * 200, "2020-01-01"))
    assert rows(root) == {}
    # nothing outside the days of the data; inside a dot for a month without events
    assert table(root) == [
        f"Years | {MONTHS}",
        "2019 |  | 200 | · | · | · | · | · | · | · | · | · | ·",
        "2020 | 1 |  |  |  |  |  |  |  |  |  |  | ",
    ]
    # February 2019 to January 2020 are 12 months; a column is five sixths of its month, and the scale ends at 200
    assert columns(root) == [(f"{100 / 12 / 12:.2f}%", "100%"), (f"{100 * (11 + 1 / 12) / 12:.2f}%", "0.5%")]
    assert [one.text for one in of_class(root, "tl-columns")[0].iter("text")] == ["200", "100", *"·" * 10]
    assert [one.text for one in root.iter("code")] == ["idlibtl report --from 2019-02 --to 2019-02"]


def test_no_command_is_offered_if_no_month_can_be_drawn() -> None:
    root = drawn(many(*["2019-02-03"] * 201))
    assert list(root.iter("code")) == []


def test_very_long_times_are_counted_by_years() -> None:
    root = drawn(many(*["1980-02-03"] * 150, *["2020-02-03"] * 51))
    assert table(root)[1] == "1980–1989 | 150" + " | ·" * 9
    assert table(root)[-1] == "2020–2029 | 51" + " | " * 9
    assert [one.text for one in root.iter("code")] == ["idlibtl report --from 1980 --to 1980"]


def in_terminal(chronology: Chronology, **asked: Any) -> list[list[str]]:
    """The words of each line of the timeline in a terminal."""
    report = timeline_report(ask(chronology, Filters(**asked)))
    return [line.split() for line in terminal.text(blocks(report), Screen())]


def test_a_replaced_event_is_not_counted_on_the_page_or_in_the_terminal() -> None:
    new = {"date": "2019-02-03", "title": "New word"}
    old = {"date": "2019-02-04", "title": "Old word", "replaced_by": "e201"}
    chronology = made(*[old] * 201, new)
    assert table(drawn(chronology))[1] == "2019 |  | 1" + " | " * 10
    assert ["2019", "1", "1"] in in_terminal(chronology)
    # unless every event of the answer is replaced
    assert table(drawn(chronology, texts=["old"]))[1] == "2019 |  | 201" + " | " * 10
    assert ["2019", "201", "201"] in in_terminal(chronology, texts=["old"])
    few = made({**old, "replaced_by": "e1"}, new)
    for asked in ({}, {"texts": ["old"]}):
        assert ["Events", "begun", "in", "all", "1"] in in_terminal(few, **asked)


# Whatever a chronology has


@settings(max_examples=scaled(60))
@given(documents(), st.data())
def test_every_event_of_the_question_is_there_once_and_ids_are_unique(raw: Raw, data: st.DataObject) -> None:
    chronology = loaded(raw)
    asked = {"since": "2019-02"} if data.draw(st.booleans()) else {}
    question = report(chronology, **asked)
    section = timeline_section(question)
    if not question.events:
        assert section is None
        return
    assert section == timeline_section(report(chronology, **asked))
    root = tree(section)
    assert list(rows(root)) == [event.id for event in question.events]
    ids = Counter(one.get("id") for one in root.iter() if one.get("id"))
    assert set(ids.values()) == {1}
    targets = {f"#{one}" for one in ids} | {"#timeline"} | {f"#e-{event.id}" for event in question.events}
    assert {one.get("href") for one in root.iter() if one.get("href")} <= targets


TAGS = "section h2 h3 p ul ol li a b bdi small span div svg g defs use line rect circle path text tspan"
NAMES = (
    "class id href aria-label aria-labelledby aria-hidden hidden data-e x y x1 x2 y1 y2 cx cy r rx width height d"
    " overflow"
)


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "\u202eover", '"><img src=x>', "]]>", "&amp;", "مرحبا", "x" * 5000]
)
def test_hostile_words_stay_words(hostile: str) -> None:
    chronology = loaded(
        document(
            [
                {
                    "id": "e",
                    "title": hostile,
                    "kinds": ["strike"],
                    "date": "2019-01-06",
                    "phase": "odd",
                    "figures": [{"metric": "odd", "value": 3, "wording": hostile}],
                }
            ],
            phases=[{"id": "odd", "number": 1, "title": hostile, "first": "2019-01-01", "last": "2019-02-01"}],
            metrics=[{"id": "odd", "label": hostile, "unit": "people"}],
        )
    )
    root = drawn(chronology)
    assert {one.tag for one in root.iter()} <= set(TAGS.split())
    assert {name for one in root.iter() for name in one.keys()} <= set(NAMES.split())  # noqa: SIM118 - attributes
    shown = hostile.replace("\u202e", "\ufffd")
    assert rows(root)["e"].count(shown) == 3
    assert any(shown in "".join(_spoken(one)) for one in root.iter("h3"))


def above(root: ET.Element) -> list[str]:
    """The names above the rows; on a narrow screen a month's first letter alone."""
    return ["".join(one.itertext()) for one in root.iter("text")]


def test_the_names_above_the_rows() -> None:
    assert above(drawn(many("2019-02-03"))) == ["Feb", "8", "15", "22", "2019"]
    assert ["".join(one.itertext()) for one in drawn(many("2019-02-03")).iter("tspan")] == ["eb"]
    # 40 years, a name for each fifth
    assert above(drawn(many("1980-02-03", "2019-02-03"))) == [str(year) for year in range(1980, 2019, 5)]
    assert [one.text for one in of_class(drawn(many("2018-06-03", "2020-01-03")), "tl-end")] == ["2020"]
