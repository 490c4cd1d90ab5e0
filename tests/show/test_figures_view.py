"""Figures as people see them: the days, the figure as printed, its status, its event."""

import csv
import io
import json
from typing import Any

import jsonschema
import pytest
from chronologies import Raw
from plain import event, figure, of

from idlibtl import By, Chronology, Filters, ask, figures_report, load, totals_report
from idlibtl.model.vocabulary import Answer, Format
from idlibtl.schemas import schema
from idlibtl.show.formats import written
from idlibtl.show.safe_text import Screen


def table(chronology: Chronology, width: int = 80, **filters: Any) -> list[str]:
    report = figures_report(ask(chronology, Filters(**filters)))
    return "".join(written(report, Format.TABLE, (), Screen(width))).splitlines()


def rows(chronology: Chronology, *fields: str, **filters: Any) -> list[dict[str, str]]:
    report = figures_report(ask(chronology, Filters(**filters)))
    return list(csv.DictReader(io.StringIO("".join(written(report, Format.CSV, fields, Screen())))))


def test_a_figure_has_its_days_its_words_its_status_and_its_event() -> None:
    assert table(of(event("a", "2019-01-05", figure(7, hedge="at_least", source="watch")))) == [
        "1 figure",
        "",
        "5 Jan 2019         at least 7 civilians killed (The Watch)",
        "                   counted",
        "                   Title of a · a",
        "",
        'From "A publication", 26 Jan 2020. Not verified.',
    ]


TOLL = event("toll", "2019-01-31", figure(100, period="2019-01", scope="cumulative", includes=["a"]))
NORTH = [{"actor": "north", "role": "attacker"}]


@pytest.mark.parametrize(
    ("events", "filters", "expected"),
    [
        (
            [event("a", "2019-01-05", figure(7)), TOLL],
            {},
            ["included in toll", "counted; about 93 of them in no other counted figure"],
        ),
        (
            [event("a", "2019-01-05", figure(107)), TOLL],
            {},
            ["included in toll", "counted; all of them in other counted figures"],
        ),
        (
            [event("a", "2019-01-05", figure(7, source="watch"), figure(3, source="north"))],
            {},
            ["counted", "also given, for the same people as the figure before it"],
        ),
        (
            [event("a", "2019-01-05", figure(7, "displaced")), event("b", "2019-01-09", figure(9, "displaced"))],
            {},
            ["not added: may be the same people", "counted"],
        ),
        (
            [event("a", "2019-01-05", figure(7)), TOLL],
            {"until": "2019-01-10"},
            ["counted", "not counted: wider than the question"],
        ),
        (
            [event("a", "2019-01-05", figure(7), actors=NORTH), event("b", "2019-01-06", figure(9))],
            {"actors": ["north"]},
            ["counted", "not counted: not attributed to anyone"],
        ),
        (
            [event("a", "2019-01-05", figure(7), replaced_by="b"), event("b", "2019-01-06", figure(9))],
            {},
            ["not counted: replaced by b", "counted"],
        ),
    ],
)
def test_the_status_of_a_figure_in_words(events: list[Raw], filters: dict[str, Any], expected: list[str]) -> None:
    shown = table(of(*events), **filters)
    titles = [number for number, line in enumerate(shown) if line.strip().startswith("Title of")]
    assert [shown[number - 1].strip() for number in titles] == expected


def test_figures_of_which_some_include_others_are_not_to_be_added_up() -> None:
    note = "Do not add these figures up: some include others. Sums: idlibtl totals --text title"
    both = of(event("a", "2019-01-05", figure(7)), TOLL)
    assert note in table(both, 100, texts=["title"])
    assert not any("Do not add" in line for line in table(of(event("a", "2019-01-05", figure(7)))))


def test_what_was_asked_is_below_the_number_of_figures() -> None:
    shown = table(load(), metrics=["civilians"], since="2019-06", until="2019-08")
    assert shown[:3] == ["4 figures", "Asked: 1 Jun – 31 Aug 2019", ""]


def test_shares_add_up_to_the_total_however_they_are_grouped() -> None:
    result = rows(load(), metrics=["civilians"])
    assert sum(int(row["share"]) for row in result) == 1134
    by_day = {row["first"]: 0 for row in result}
    for row in result:
        by_day[row["first"]] += int(row["share"])
    # the four months less what they include, and the raids of the same day: 905 and 15
    assert by_day["2019-04-26"] == 920


def test_a_share_of_nothing_is_0_and_one_of_a_figure_left_out_is_empty() -> None:
    chronology = of(
        event("a", "2019-01-05", figure(7, "displaced"), figure(0)),
        event("b", "2019-01-09", figure(9, "displaced", period="2019-01-09/2019-02-03")),
        event("c", "2019-01-10", figure(8, "displaced")),
    )
    result = rows(chronology, "event", "metric", "share", "status", until="2019-01-31")
    assert [tuple(row.values()) for row in result] == [
        ("a", "displaced", "0", "may_repeat"),
        ("a", "civilians", "0", "counted"),
        ("b", "displaced", "", "wider"),
        ("c", "displaced", "8", "counted"),
    ]


def test_a_cell_says_who_gives_a_figure_and_that_no_one_is_named() -> None:
    (row,) = rows(of(event("a", "2019-01-05", figure(7), places=[])))
    assert (row["source"], row["places"], row["attributed_to"]) == ("publication", "no-place", "not-attributed")
    assert row["note"] == ""


@pytest.mark.parametrize("by", [None, By.MONTH, By.PLACE])
def test_the_json_of_totals_is_as_its_schema_says_in_the_same_order(by: By | None) -> None:
    result = "".join(written(totals_report(ask(load(), Filters()), by), Format.JSON, (), Screen()))
    described = schema(Answer.TOTALS)
    jsonschema.Draft202012Validator(described).validate(json.loads(result))
    assert described["version"] == 3
    assert list(json.loads(result)[0]) == list(described["$defs"]["Total"]["properties"])


def test_the_json_of_figures_is_as_its_schema_says() -> None:
    result = "".join(written(figures_report(ask(load(), Filters())), Format.JSON, (), Screen()))
    described = schema(Answer.FIGURES)
    jsonschema.Draft202012Validator(described).validate(json.loads(result))
    # only a file with several publications has citations
    assert [*json.loads(result)[0], "citations"] == list(described["$defs"]["FigureRow"]["properties"])
