"""The example chronologies of docs/examples: valid, usable in every command, with totals worked out by hand."""

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
    [only] = totals_report(question).totals
    return only


def bounds(total: Total) -> tuple[int | None, int | None]:
    """The low and the best of a total, which has no high."""
    assert total.high is None
    return total.low, total.best


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_is_valid_and_says_that_it_is_invented(path: Path) -> None:
    assert idlibtl.check(path) == ()
    assert "invented" in json.loads(path.read_text(encoding="utf-8"))["description"].lower()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "command", ["list", "totals", "figures", "timeline", "show", "names", "actor", "place", "phase"]
)
def test_every_command_answers_from_an_example(path: Path, command: str, tmp_path: Path) -> None:
    chosen = json.loads(path.read_text(encoding="utf-8"))["events"][-1]["id"] if command == "show" else ""
    stdout, stderr, code = in_process(f"idlibtl {command} {chosen} --data {path}", tmp_path, 80)
    assert code == 0
    # a chronology without phases says so in a remark
    assert len(stdout.splitlines()) > 1 or (command == "phase" and stderr)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_comes_back_from_its_tables(path: Path, tmp_path: Path) -> None:
    raw = json.loads(path.read_text(encoding="utf-8"))
    chronology = loaded(raw)
    assert loaded(converted(tmp_path, raw, *tables_of(chronology))) == chronology


def test_the_three_are_there() -> None:
    assert {path.stem for path in FILES} >= {"epidemic", "flood", "strikes"}


# What is worked out by hand


def test_the_toll_of_the_flood_includes_the_toll_of_a_district_that_includes_a_town() -> None:
    # nearly 40 states no low. It includes 21, which includes Sillbridge, and the 4 of Mourne: nothing is added
    dead = total("flood", "dead")
    assert bounds(dead) == (None, 40)
    assert dead.quote == "nearly 40 (River Aid), 14 Mar – c. 31 Mar 2034"
    assert [entry.event for entry in dead.counted] == ["2034-03-31-toll"]
    assert len(dead.included) == 3
    # the toll of the province is not a number of the district
    assert bounds(total("flood", "dead", places=["upper-ardel"])) == (21, 21)
    assert [entry.event for entry in total("flood", "dead", places=["upper-ardel"]).wider] == ["2034-03-31-toll"]


def test_two_sources_that_disagree_about_the_flood_count_the_same_people() -> None:
    # 12 and at least 15: the value of the first, and the lowest low
    sillbridge = total("flood", "dead", places=["sillbridge"])
    assert bounds(sillbridge) == (12, 12)
    assert sillbridge.quote.startswith("12 (flood office); at least 15 (Sillbridge hospital)")


def test_a_range_of_a_source_of_the_flood_counts_its_low() -> None:
    # people who may flee twice: the range includes the other two, which the newspaper adds up itself. One of them, some
    # 600, states no low, and so neither does the total
    assert bounds(total("flood", "displaced")) == (None, 8000)
    assert total("flood", "displaced").quote.startswith("between 8,000 and 10,000 (River Aid)")
    district = total("flood", "displaced", until="2034-03-20")
    assert bounds(district) == (None, 1500)
    assert district.quote == "about 1,500 reported (sum of 2 figures)"
    # about 1,200, which includes the 80 of Sillbridge
    assert bounds(total("flood", "houses")) == (None, 1200)


def test_it_still_rains_at_the_end_of_the_flood() -> None:
    chronology = idlibtl.load(EXAMPLES / "flood.json")
    rain = chronology.event["2034-03-rain"]
    assert (rain.last, rain.approximate) == (None, True)
    assert rain in ask(chronology, Filters(since="2034-04-01", until="2034-04-02")).events
    assert rain not in ask(chronology, Filters(since="2034-04-03")).events


def test_the_week_of_strikes_includes_the_dockers_and_the_tram_drivers() -> None:
    # more than 5,000, and the 250 of the ferries, which stopped later; the company's some 700 state no low
    assert bounds(total("strikes", "strikers")) == (None, 5250)
    assert total("strikes", "strikers").quote == "about 5,250 reported (sum of 2 figures)"
    # the union's 1,200 and the company's some 700, which states no low
    assert bounds(total("strikes", "strikers", places=["docks"])) == (None, 1200)


def test_the_arrests_are_attributed_to_the_police_alone() -> None:
    assert bounds(total("strikes", "arrested", actors=["police"])) == (14, 14)
    assert bounds(total("strikes", "arrested", actors=["harbour-company"])) == (None, None)


def test_only_the_last_count_of_the_epidemic_counts() -> None:
    # 148 and 120 are the 268; the first patient is one of the 148, and the counts before are replaced
    assert bounds(total("epidemic", "cases")) == (268, 268)
    assert bounds(total("epidemic", "confirmed")) == (148, 148)
    assert bounds(total("epidemic", "suspected")) == (120, 120)
    assert bounds(total("epidemic", "dead")) == (21, 21)
    assert total("epidemic", "dead").quote.startswith("21 (Ministry of health); at least 30 (Nurses' union of Karst)")
    # dates that end before it have the first patient alone, and the count of the weeks is wider
    assert bounds(total("epidemic", "confirmed", until="2036-01-31")) == (1, 1)
