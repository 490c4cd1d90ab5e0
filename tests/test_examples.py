"""The example chronologies of docs/examples: sound, fit for every command, with totals worked out by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from tables import converted, loaded, tables_of
from transcripts import in_process

import idlibtl
from idlibtl import Filters, Total, ask, totals_report

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
FILES = sorted(EXAMPLES.glob("*.json"))


def total(name: str, metric: str, **filters: Any) -> Total:
    question = ask(idlibtl.load(EXAMPLES / f"{name}.json"), Filters(metrics=[metric], **filters))
    [found] = totals_report(question).totals
    return found


def bounds(found: Total) -> tuple[int | None, int | None, int | None]:
    return found.low, found.best, found.high


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_is_sound_and_says_that_it_is_invented(path: Path) -> None:
    assert idlibtl.check(path) == ()
    assert "invented" in json.loads(path.read_text(encoding="utf-8"))["description"].lower()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "command", ["list", "totals", "figures", "timeline", "show", "names", "actor", "place", "phase"]
)
def test_every_command_answers_from_an_example(path: Path, command: str, tmp_path: Path) -> None:
    chosen = json.loads(path.read_text(encoding="utf-8"))["events"][-1]["id"] if command == "show" else ""
    stdout, _, code = in_process(f"idlibtl {command} {chosen} --data {path}", tmp_path, 80)
    assert code == 0
    assert len(stdout.splitlines()) > 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_comes_back_from_its_tables(path: Path, tmp_path: Path) -> None:
    raw = json.loads(path.read_text(encoding="utf-8"))
    timeline = loaded(raw)
    assert loaded(converted(tmp_path, raw, *tables_of(timeline))) == timeline


def test_the_three_are_there() -> None:
    assert {path.stem for path in FILES} >= {"epidemic", "flood", "strikes"}


# What is worked out by hand


def test_the_toll_of_the_flood_holds_the_toll_of_a_district_that_holds_a_town() -> None:
    # nearly 40: 36 to 40. In it 21, which holds Sillbridge, and the 4 of Mourne: nothing is added
    assert bounds(total("flood", "dead")) == (36, 40, 40)
    assert total("flood", "dead").quote == "nearly 40 (river-aid), 14 Mar – c. 31 Mar 2034"
    assert total("flood", "dead").naive_sum == 12 + 15 + 4 + 21 + 40
    # the toll of the province is no number of the district, and leaves the total of the district open
    assert bounds(total("flood", "dead", places=["upper-ardel"])) == (21, 21, None)
    assert [entry.event for entry in total("flood", "dead", places=["upper-ardel"]).wider] == ["2034-03-31-toll"]


def test_two_sources_that_disagree_about_the_flood_are_the_same_people() -> None:
    # 12 and at least 15: the best of the first, the lowest low, open as the second is
    found = total("flood", "dead", places=["sillbridge"])
    assert bounds(found) == (12, 12, None)
    assert found.quote == "12 (office); at least 15 (hospital), 14 Mar 2034"


def test_a_range_of_a_source_of_the_flood_is_its_own() -> None:
    assert bounds(total("flood", "displaced")) == (8000, 9000, 10000)
    # about 1,200, with the 80 of Sillbridge inside: 10 % either way
    assert bounds(total("flood", "houses")) == (1080, 1200, 1320)


def test_it_still_rains_at_the_end_of_the_flood() -> None:
    timeline = idlibtl.load(EXAMPLES / "flood.json")
    rain = timeline.event["2034-03-rain"]
    assert (rain.last, rain.approximate) == (None, True)
    assert rain in ask(timeline, Filters(since="2034-04-01", until="2034-04-02")).events
    assert rain not in ask(timeline, Filters(since="2034-04-03")).events


def test_the_week_of_strikes_holds_the_dockers_and_the_tram_drivers() -> None:
    # more than 5,000, and the 250 of the ferries, who came later: open upwards
    assert bounds(total("strikes", "strikers")) == (5250, 5250, None)
    assert total("strikes", "strikers").quote == "at least 5,250 (our sum of 2 figures)"
    # the union's 1,200 and the company's about 700, which is 630 to 770
    assert bounds(total("strikes", "strikers", places=["docks"]))[:2] == (630, 1200)


def test_the_arrests_are_laid_on_the_police_alone() -> None:
    assert bounds(total("strikes", "arrested", actors=["police"])) == (14, 14, 14)
    assert bounds(total("strikes", "arrested", actors=["harbour-company"])) == (None, None, None)


def test_only_the_last_count_of_the_epidemic_counts() -> None:
    # 148 and 120 are the 268; the first patient is one of the 148, and the counts before are replaced
    assert bounds(total("epidemic", "cases")) == (268, 268, 268)
    assert bounds(total("epidemic", "confirmed")) == (148, 148, 148)
    assert bounds(total("epidemic", "suspected")) == (120, 120, 120)
    assert bounds(total("epidemic", "dead")) == (21, 21, None)
    assert total("epidemic", "dead").quote == "21 (ministry); at least 30 (nurses), 8 Jan – 17 Feb 2036"
    # a window that ends before it has the first patient alone, and the count of the weeks covers more
    assert bounds(total("epidemic", "confirmed", until="2036-01-31")) == (1, 1, None)
