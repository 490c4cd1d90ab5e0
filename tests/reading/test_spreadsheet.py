"""Tables that someone has made or changed by hand, and the messages about them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from edited import RAW
from tables import converted, csv, figures_of, loaded, refused, tables_of

import idlibtl
from idlibtl.read import spreadsheet

BASE = {**RAW, "events": []}
PLACES = [place["id"] for place in RAW["places"]]
MEND = "Correct one of them, or empty this cell."
COLUMNS = "one of events has id, title, kinds; one of figures has event, metric and more"
EVENTS = csv("raid,2019-07-22,A raid,strike", columns="id,date,title,kinds")
PLACED = csv(
    "raid,2019-07-22/2019-07-23,A raid,strike,russia (attacker),idlib,Our reading: a note.",
    columns="id,date,title,kinds,actors,places,note",
)


def one_event(folder: Path, columns: str, *cells: str) -> dict[str, Any]:
    table = csv(f"raid,A raid,strike,{','.join(cells)}", columns=f"id,title,kinds,{columns}")
    [event] = converted(folder, BASE, table)["events"]
    return dict(event)


def the_figures(folder: Path, columns: str, *rows: str, events: str = PLACED) -> list[dict[str, Any]]:
    figures = csv(*(f"raid,{row}" for row in rows), columns=f"event,{columns}")
    return list(figures_of(converted(folder, BASE, events, figures)))


def messages_about(folder: Path, columns: str, *rows: str, events: str = PLACED) -> list[str]:
    return refused(folder, BASE, events, csv(*(f"raid,{row}" for row in rows), columns=f"event,{columns}"))


# A table by hand


def test_a_few_columns_are_enough(tmp_path: Path) -> None:
    result = converted(tmp_path, BASE, EVENTS, csv("raid,civilians,5", columns="event,metric,value"))
    assert list(result) == list(RAW)
    assert {**result, "events": []} == BASE
    assert result["events"] == [
        {
            "id": "raid",
            "date": "2019-07-22",
            "title": "A raid",
            "kinds": ["strike"],
            "figures": [{"metric": "civilians", "value": 5}],
        }
    ]


def test_events_may_have_no_figures_and_there_may_be_no_events(tmp_path: Path) -> None:
    assert [event["id"] for event in converted(tmp_path, BASE, EVENTS)["events"]] == ["raid"]
    assert converted(tmp_path, RAW, "id,date,title,kinds\n")["events"] == []


def test_figures_in_a_table_of_events_are_not_left_out_in_silence(tmp_path: Path) -> None:
    table = csv("raid,2019-07-22,A raid,strike,5 civilians killed", columns="id,date,title,kinds,figures")
    converted(tmp_path, BASE, table)
    path, base = str(tmp_path / "events.csv"), str(tmp_path / "base.json")
    assert spreadsheet.chronology([path], base).remarks == [
        f"The column figures of {path} is not used: figures are taken from a table of figures alone."
    ]
    # with a table of figures they are not left out
    converted(tmp_path, BASE, table, csv("raid,civilians,5", columns="event,metric,value"))
    assert spreadsheet.chronology([path, str(tmp_path / "figures.csv")], base).remarks == []


def test_tables_and_their_columns_may_be_in_any_order(tmp_path: Path) -> None:
    events = csv("strike,A raid,raid,2019-07-22", columns="kinds,title,id,date")
    figures = csv("5,raid,civilians", columns="value,event,metric")
    assert converted(tmp_path, BASE, figures, events) == converted(tmp_path, BASE, events, figures)


def test_events_are_put_in_order_of_their_days_and_figures_stay_in_that_of_their_rows(tmp_path: Path) -> None:
    events = csv("late,2019-08,Late,strike", "early,2019-07,Early,strike", columns="id,date,title,kinds")
    figures = csv("late,killed,9", "early,killed,5", "late,civilians,7", columns="event,metric,value")
    result = converted(tmp_path, BASE, events, figures)
    assert [event["id"] for event in result["events"]] == ["early", "late"]
    assert [figure["metric"] for figure in result["events"][1]["figures"]] == ["killed", "civilians"]


@pytest.mark.parametrize(
    ("columns", "cells", "date"),
    [
        ("first", ["2019-07-22"], "2019-07-22"),
        ("first,last", ["2019-07-22", "2019-07-22"], "2019-07-22"),
        ("first,last", ["2019-07-22", "2019-07-23"], "2019-07-22/2019-07-23"),
        ("first,last", ["2019-07", "2019-08~"], "2019-07/2019-08~"),
        ("first,last,approximate", ["2019-07-22", "2019-07-23", "TRUE"], "2019-07-22~/2019-07-23~"),
        ("first,last,approximate", ["2019-07-22~", "2019-07-23", "TRUE"], "2019-07-22~/2019-07-23"),
        ("first,last,approximate", ["2019-07-22", "..", "true"], "2019-07-22~/.."),
        ("first,last,approximate", ["2019-07-22", "..", "false"], "2019-07-22/.."),
        ("date,first,last", ["", "2019-07-22", "2019-07-22"], "2019-07-22"),
        ("date,first,last,approximate", ["2019-07", "2019-07-01", "2019-07-31", "FALSE"], "2019-07"),
        ("date,first,last", ["2019-07-22/..", "2019-07-22", ".."], "2019-07-22/.."),
    ],
)
def test_days_may_be_given_by_their_ends(tmp_path: Path, columns: str, cells: list[str], date: str) -> None:
    assert one_event(tmp_path, columns, *cells)["date"] == date


def test_attribution_may_be_repeated_where_it_agrees(tmp_path: Path) -> None:
    cells = ["2019-07-22", "russia (backer); hts (target); russia (attacker)", "russia"]
    assert "attributed_to" not in one_event(tmp_path, "date,actors,attributed_to", *cells)
    # a truce is not attributed to its backer
    cells = ["2019-07-22", "russia (backer)", "not-attributed"]
    assert "attributed_to" not in one_event(tmp_path, "date,actors,attributed_to", *cells)


def test_an_event_may_have_several_kinds(tmp_path: Path) -> None:
    table = csv("raid,2019-07-22,A raid,strike; clash", columns="id,date,title,kinds")
    assert converted(tmp_path, BASE, table)["events"][0]["kinds"] == ["strike", "clash"]


def test_a_figure_gives_what_is_not_its_events(tmp_path: Path) -> None:
    columns = "metric,value,hedge,wording,source,low,high,period,places,attributed_to,scope,includes,adds_to,note"
    row = 'civilians,"1,000",about,some 1000,sohr,950,1200,2019-07,hama; aleppo'
    row += ",not-attributed,cumulative,other,more,Mine."
    other = csv("other,2019-07-22,Other,strike", columns="").replace("strike", "strike,,,")
    both = f"{PLACED}{other}{other.replace('other', 'more')}"
    figures = csv(f"raid,{row}", "other,civilians,1", "more,civilians,2", columns=f"event,{columns}")
    result = converted(tmp_path, BASE, both, figures)
    assert next(event for event in result["events"] if event["id"] == "raid")["figures"] == [
        {
            "metric": "civilians",
            "value": 1000,
            "hedge": "about",
            "wording": "some 1000",
            "source": "sohr",
            "low": 950,
            "high": 1200,
            "period": "2019-07",
            "places": ["hama", "aleppo"],
            "attributed_to": [],
            "scope": "cumulative",
            "includes": ["other"],
            "adds_to": ["more"],
            "note": "Mine.",
        }
    ]


def test_what_a_figure_repeats_of_its_event_is_left_out(tmp_path: Path) -> None:
    columns = "metric,value,period,first,last,places,attributed_to,scope,note,kinds"
    row = "civilians,5,2019-07-22/2019-07-23,2019-07-22,2019-07-23,idlib,russia,incident,Our reading: a note.,strike"
    assert the_figures(tmp_path, columns, row) == [{"metric": "civilians", "value": 5}]


def test_bounds_are_the_sources_own_under_low_and_high(tmp_path: Path) -> None:
    rows = ("civilians,100,about,90,", "fighters,100,at_least,90,120", "killed,200,,200,")
    result = the_figures(tmp_path, "metric,value,hedge,low,high", *rows)
    assert [(one.get("low"), one.get("high")) for one in result] == [(90, None), (90, 120), (200, None)]


def test_a_range_needs_no_value(tmp_path: Path) -> None:
    result = the_figures(tmp_path, "metric,value,low,high", "civilians,,80,120")
    assert result == [{"metric": "civilians", "low": 80, "high": 120}]


def test_bounds_that_follow_from_the_hedge_are_not_written_down(tmp_path: Path) -> None:
    rows = ("civilians,100,at_least,100,", "fighters,100,exact,80,120", "killed,200,nearly,,200", "displaced,9,about,,")
    result = the_figures(tmp_path, "metric,printed_value,hedge,printed_low,printed_high", *rows)
    assert [(one["value"], one.get("low"), one.get("high")) for one in result] == [
        (100, None, None),
        (100, 80, 120),
        (200, None, None),
        (9, None, None),
    ]


@pytest.mark.parametrize(
    ("wording", "value", "hedge"),
    [
        ("around 50", 50, "about"),
        ("nearly 1,000", 1000, "nearly"),
        ("at least 23 people", 23, "at_least"),
        ("up to 300", 300, "at_most"),
        ("fewer than 300", 300, "fewer_than"),
        ("hundreds", 100, "at_least"),
        ("50", 50, None),
        # of another number, or of none, it says nothing
        ("around 50", 60, None),
        ("many", 60, None),
        ("50 to 60", 50, None),
    ],
)
def test_an_empty_hedge_is_read_from_the_wording(tmp_path: Path, wording: str, value: int, hedge: str | None) -> None:
    [figure] = the_figures(tmp_path, "metric,value,hedge,wording", f'civilians,{value},,"{wording}"')
    assert figure.get("hedge") == hedge
    [figure] = the_figures(tmp_path, "metric,value,hedge,wording", f'civilians,{value},exact,"{wording}"')
    assert figure["hedge"] == "exact"


def test_a_hedge_at_the_end_of_a_long_wording_is_not_lost(tmp_path: Path) -> None:
    columns, ending = "metric,value,hedge,wording", "at least 17 dead"
    short, long = (f"{'x' * (letters - 1 - len(ending))} {ending}" for letters in (500, 501))
    assert the_figures(tmp_path, columns, f"civilians,17,,{short}")[0]["hedge"] == "at_least"
    [message] = messages_about(tmp_path, columns, f"civilians,17,,{long}")
    reason = "hedge: is not read from a wording of more than 500 letters. Fill in this cell: exact for none."
    assert message.endswith(f"row 2: {reason}")
    assert the_figures(tmp_path, columns, f"civilians,17,exact,{long}")[0]["hedge"] == "exact"


def test_spaces_around_an_id_are_not_part_of_it(tmp_path: Path) -> None:
    events = csv(" raid ,2019-07-22,A raid, strike ,hama ; idlib", columns="id,date,title,kinds,places")
    figures = csv("raid , civilians ,5, sohr ", columns="event,metric,value,source")
    assert list(figures_of(converted(tmp_path, BASE, events, figures))) == [
        {"metric": "civilians", "value": 5, "source": "sohr"}
    ]


def test_the_publication_itself_is_a_source_that_is_given(tmp_path: Path) -> None:
    rows = ("civilians,5,publication", "fighters,6,", "killed,11,sohr")
    result = the_figures(tmp_path, "metric,value,source", *rows)
    assert [one.get("source", "not given") for one in result] == [None, "not given", "sohr"]


def test_sources_that_disagree_share_what_the_first_says(tmp_path: Path) -> None:
    columns = "metric,value,source,places,period,scope"
    rows = (
        "civilians,5,sohr,hama,2019-07,cumulative",
        "civilians,6,un,hama,2019-07-01/2019-07-31,",
        "civilians,7,hrw,,,",
    )
    result = the_figures(tmp_path, columns, *rows)
    assert [sorted(one) for one in result[1:]] == [["metric", "source", "value"]] * 2
    [event] = loaded(
        converted(tmp_path, BASE, PLACED, csv(*(f"raid,{row}" for row in rows), columns=f"event,{columns}"))
    ).events
    assert {figure.places for figure in event.figures} == {("hama",)}


# Tables that were written and then changed


def with_cell(table: str, row: str, column: str, cell: str) -> str:
    """The table with another cell in the row that begins so; no cell before it has a comma."""
    lines = table.splitlines(keepends=True)
    index = next(index for index, line in enumerate(lines) if line.startswith(row))
    cells = lines[index].split(",")
    cells[lines[0].strip().split(",").index(column)] = cell
    lines[index] = ",".join(cells)
    return "".join(lines)


TRUE_COUNT = "2019-06-20-bombardment,civilians"
RAIDS = "2019-04-26-air-raids,civilians"


def test_a_number_may_be_corrected_where_it_has_no_bounds(tmp_path: Path) -> None:
    events, figures = tables_of(idlibtl.load())
    result = converted(tmp_path, BASE, events, with_cell(figures, RAIDS, "printed_value", "16"))
    [figure] = next(event for event in result["events"] if event["id"] == "2019-04-26-air-raids")["figures"]
    assert figure == {"metric": "civilians", "value": 16, "hedge": "about", "wording": "around 15", "source": "sohr"}


def test_bounds_that_follow_from_another_number_are_a_contradiction(tmp_path: Path) -> None:
    events, figures = tables_of(idlibtl.load())
    changed = with_cell(figures, TRUE_COUNT, "printed_value", "21")
    assert refused(tmp_path, BASE, events, changed) == [
        f"figures.csv: row 8: {column}: is '20', but the number and its hedge state 21. {MEND}"
        for column in ("printed_low", "printed_high")
    ]
    for column in ("printed_low", "printed_high"):
        changed = with_cell(changed, TRUE_COUNT, column, "")
    result = converted(tmp_path, BASE, events, changed)
    [figure] = next(event for event in result["events"] if event["id"] == "2019-06-20-bombardment")["figures"]
    assert (figure["value"], figure.get("low"), figure.get("high")) == (21, None, None)


def test_what_an_event_says_is_not_changed_in_its_figures(tmp_path: Path) -> None:
    events, figures = tables_of(idlibtl.load())
    assert refused(tmp_path, BASE, events, with_cell(figures, TRUE_COUNT, "kinds", "clash")) == [
        f"figures.csv: row 8: kinds: is 'clash', but its event has 'strike'. {MEND}"
    ]
    # but a figure may have a place of its own
    result = converted(tmp_path, BASE, events, with_cell(figures, TRUE_COUNT, "places", "hama"))
    [figure] = next(event for event in result["events"] if event["id"] == "2019-06-20-bombardment")["figures"]
    assert figure["places"] == ["hama"]


def test_a_row_added_below_needs_no_more_than_a_row_by_hand(tmp_path: Path) -> None:
    events, figures = tables_of(idlibtl.load())
    columns = figures.partition("\n")[0].split(",")
    cells = {"event": "2019-08-khan-sheikhun", "metric": "civilians", "printed_value": "4", "places": "idlib"}
    added = ",".join(cells.get(column, "") for column in columns)
    result = converted(tmp_path, BASE, events, f"{figures}{added}\n")
    [figure] = next(event for event in result["events"] if event["id"] == "2019-08-khan-sheikhun")["figures"]
    assert figure == {"metric": "civilians", "value": 4, "places": ["idlib"]}


# Messages


@pytest.mark.parametrize(
    ("columns", "cells", "messages"),
    [
        ("date", ["22/07/2019"], "date: '22/07/2019' must be written 2019-07-22"),
        ("date", [""], "date: is empty"),
        ("first,last", ["", "2019-07-22"], "first: is empty, but last is not"),
        (
            "first,last",
            ["22/07/2019", "2019-07-23"],
            "first: '22/07/2019' must be written 2019-07-22",
        ),
        (
            "first,last",
            ["2019-07-22", "23/07/2019"],
            "last: '23/07/2019' must be written 2019-07-23",
        ),
        (
            "first,last",
            ["2019-07-22", ""],
            "last: is empty. Write the last day, the same as first for one day, or .. if it goes on.",
        ),
        (
            "first,last",
            ["2019-07-22", "2019-07-21"],
            "last: '2019-07-22/2019-07-21' ends before it begins. Write the earlier date first.",
        ),
        (
            "first,last",
            ["2019-07-22/2019-07-23", "2019-07-24"],
            "first: '2019-07-22/2019-07-23' is a period. Write its ends under first and last.",
        ),
        (
            "date,first",
            ["2019-07-22", "2019-07-21"],
            f"first: is '2019-07-21', but date is 2019-07-22. {MEND}",
        ),
        (
            "date,last",
            ["2019-07-22/..", "2019-07-22"],
            f"last: is '2019-07-22', but date is 2019-07-22/... {MEND}",
        ),
        (
            "date,last",
            ["2019-07-22", ".."],
            f"last: is '..', but date is 2019-07-22. {MEND}",
        ),
        (
            "date,approximate",
            ["2019-07-22~", "FALSE"],
            f"approximate: is 'FALSE', but date is 2019-07-22~. {MEND}",
        ),
        (
            "date,actors,attributed_to",
            ["2019-07-22", "russia (party)", "russia"],
            f"attributed_to: is 'russia', but actors are russia (party). {MEND}",
        ),
        (
            "date,attributed_to",
            ["2019-07-22", "russia"],
            "attributed_to: gives no roles. Write actors instead, as in russia (attacker).",
        ),
        (
            "date,phase",
            ["2019-07-22", "hundreds-kiled"],
            "phase: unknown phase 'hundreds-kiled'. Did you mean hundreds-killed?",
        ),
        ("date,places", ["2019-07-22", "idlib; idlib"], "places: idlib appears 2 times"),
    ],
)
def test_a_fault_of_an_event_names_its_cell(tmp_path: Path, columns: str, cells: Sequence[str], messages: str) -> None:
    table = csv(f"raid,A raid,strike,{','.join(cells)}", columns=f"id,title,kinds,{columns}")
    assert refused(tmp_path, BASE, table) == [f"events.csv: row 2: {messages}"]


FIRST_SAYS = "is not what the event's first figure of this metric says. Empty this cell."


@pytest.mark.parametrize(
    ("columns", "rows", "messages"),
    [
        ("metric,value", ["civilians,"], ["row 2: value: is empty"]),
        ("metric,value", [",5"], ["row 2: metric: is empty"]),
        ("metric,value", ["civilians,1.000"], ["row 2: value: '1.000' may be 1,000 or a fraction. Write 1000."]),
        ("metric,value", ["civilian,5"], ["row 2: metric: unknown metric 'civilian'. Did you mean civilians?"]),
        (
            "metric,value,hedge,low",
            ["civilians,5,abuot,6"],
            [
                (
                    "row 2: hedge: must be exact, about, nearly, at_least, more_than, at_most or fewer_than, not"
                    " 'abuot'. Did you mean about?"
                ),
                "row 2: low: must be 5 or less, not 6",
            ],
        ),
        ("metric,value,low", ["civilians,5,6"], ["row 2: low: must be 5 or less, not 6"]),
        ("metric,value,printed_value", ["civilians,5,6"], [f"row 2: printed_value: is '6', but value is 5. {MEND}"]),
        (
            "metric,printed_value,printed_low,printed_high",
            ["civilians,5,6,9"],
            ["row 2: printed_low: must be 5 or less, not 6"],
        ),
        (
            "metric,value,printed_low",
            ["civilians,5,few"],
            ["row 2: printed_low: 'few' is not a whole number. Write digits alone, e.g. 1000."],
        ),
        (
            "metric,value,hedge,printed_low",
            ["civilians,5,at_least,4"],
            [f"row 2: printed_low: is '4', but the number and its hedge state 5. {MEND}"],
        ),
        (
            "metric,value,source,places",
            ["civilians,5,sohr,hama", "civilians,6,un,aleppo"],
            [f"row 3: places: {FIRST_SAYS}"],
        ),
        (
            "metric,value,source",
            ["civilians,5,sohr", "civilians,6,sohr"],
            ["row 2: sohr gives 2 figures of civilians. One source gives at most one."],
        ),
        (
            "metric,value,scope,includes",
            ["civilians,5,cumulative,riad"],
            ["row 2: includes: unknown event 'riad'. Did you mean raid?"],
        ),
        (
            "metric,value,phase",
            ["civilians,5,hundreds-killed"],
            [f"row 2: phase: is 'hundreds-killed', but its event has none. {MEND}"],
        ),
        (
            "metric,value,period,first",
            ["civilians,5,2019-07,2019-07-02"],
            [f"row 2: first: is '2019-07-02', but period is 2019-07. {MEND}"],
        ),
    ],
)
def test_a_fault_of_a_figure_names_its_cell(tmp_path: Path, columns: str, rows: list[str], messages: list[str]) -> None:
    assert messages_about(tmp_path, columns, *rows) == [f"figures.csv: {one}" for one in messages]


def test_all_errors_are_listed_at_once_by_file_and_row(tmp_path: Path) -> None:
    events = csv(
        "a,22/07/2019,One,strike,nowhere",
        "b,2019-07-22,,strik,idlib",
        "c,2019-07-22,Three,strike,nowhere",
        "b,2019-07-23,Four,strike,",
        ",2019-07-23,Five,strike,",
        columns="id,date,title,kinds,places",
    )
    figures = csv(
        "c,civilian,5,about",
        "b,civilians,x,about",
        "bb,civilians,5,about",
        ",civilians,5,about",
        "a,civilian,5,exact",
        columns="event,metric,value,hedge",
    )
    assert refused(tmp_path, BASE, events, figures) == [
        "events.csv: row 2: date: '22/07/2019' must be written 2019-07-22",
        f"events.csv: row 2: places: unknown place 'nowhere'. The places are {', '.join(sorted(PLACES))}.",
        "events.csv: row 3: title: is empty",
        "events.csv: row 3: kinds: unknown kind 'strik'. Did you mean strike?",
        f"events.csv: row 4: places: unknown place 'nowhere'. The places are {', '.join(sorted(PLACES))}.",
        "events.csv: row 5: id: row 3 has the id 'b' too. Ids must differ.",
        "events.csv: row 6: id: is empty",
        "figures.csv: row 2: metric: unknown metric 'civilian'. Did you mean civilians?",
        "figures.csv: row 3: value: 'x' is not a whole number. Write digits alone, e.g. 1000.",
        "figures.csv: row 4: event: unknown event 'bb' in events.csv. Did you mean b?",
        "figures.csv: row 5: event: is empty",
        "figures.csv: row 6: metric: unknown metric 'civilian'. Did you mean civilians?",
    ]


def test_a_row_without_a_valid_id_hides_no_other_error_in_it(tmp_path: Path) -> None:
    events = csv("b,2019-07-22,One,strike,idlib", "b,2019-07-23,Two,strike,idlb", columns="id,date,title,kinds,places")
    assert refused(tmp_path, BASE, events) == [
        "events.csv: row 3: id: row 2 has the id 'b' too. Ids must differ.",
        "events.csv: row 3: places: unknown place 'idlb'. Did you mean idlib?",
    ]


def test_nothing_that_depends_on_missing_days_is_reported(tmp_path: Path) -> None:
    events = csv("raid,22/07/2019,A raid,strike", "toll,2019-08-31,Toll,strike", columns="id,date,title,kinds")
    figures = csv(
        "raid,civilians,5,,,",
        "toll,civilians,9,cumulative,2019-08,raid",
        columns="event,metric,value,scope,period,includes",
    )
    assert refused(tmp_path, BASE, events, figures) == [
        "events.csv: row 2: date: '22/07/2019' must be written 2019-07-22"
    ]


@pytest.mark.parametrize(
    ("table", "messages"),
    [
        (
            "id,date,titel,kinds\n",
            ["row 1: unknown column 'titel'. Did you mean title?", "row 1: there is no column title"],
        ),
        ("id,title,kinds\n", ["row 1: there is no column date, nor first and last instead"]),
        (
            ",,\n",
            [f"row 1: these are not the columns of a table of events or figures: {COLUMNS}"],
        ),
        (
            "a,b,c\n",
            [f"row 1: these are not the columns of a table of events or figures: {COLUMNS}"],
        ),
        ("id,date,title,kinds\na,2019-07-22,One,strike,more\n", ["row 2: 'more' is under a column without a name"]),
        ("event,metric,value\n", ["is a table of figures, and there is no table of events. Add one."]),
        ('id,"date', ["row 1: a quotation mark is never closed"]),
    ],
)
def test_a_table_without_the_columns_is_refused_with_their_names(
    tmp_path: Path, table: str, messages: list[str]
) -> None:
    assert refused(tmp_path, BASE, table) == [f"events.csv: {one}" for one in messages]


def test_for_an_unknown_column_like_no_other_all_are_listed(tmp_path: Path) -> None:
    [message] = refused(tmp_path, BASE, EVENTS.replace("kinds\n", "kinds,zzz\n"))
    assert message.startswith("events.csv: row 1: unknown column 'zzz'. The columns are id, date, date_text, title,")


def test_two_tables_of_events_are_one_too_many(tmp_path: Path) -> None:
    assert refused(tmp_path, BASE, EVENTS, EVENTS) == ["figures.csv: is a second table of events. Give one of each."]


def test_a_base_that_is_not_a_chronology_is_reported_like_a_file(tmp_path: Path) -> None:
    assert refused(tmp_path, {"schema_version": 1}, EVENTS)[:2] == [
        "base.json: line 1, column 1: title: is missing",
        "base.json: line 1, column 1: description: is missing",
    ]
    assert refused(tmp_path, [], EVENTS) == ["base.json: must be an object"]  # type: ignore[arg-type]
    with pytest.raises(idlibtl.DatasetError, match=r"nowhere: does not exist\. Check the name\."):
        spreadsheet.chronology([str(tmp_path / "events.csv")], "nowhere")


def test_the_faults_beyond_fifty_are_counted(tmp_path: Path) -> None:
    def faults(number: int) -> list[str]:
        rows = (f"e{one},x,One,strike" for one in range(number))
        return refused(tmp_path, BASE, csv(*rows, columns="id,date,title,kinds"))

    assert len(faults(60)) == 51
    assert faults(60)[-1] == "and 10 more"
    # exactly as many as are listed
    assert len(faults(50)) == 50
    assert "events.csv: row 51: date: 'x'" in faults(50)[-1]


def test_a_table_that_cannot_be_read_hides_nothing_that_the_base_has(tmp_path: Path) -> None:
    events = csv("raid,2019-07-22,A raid,strike,nowhere", columns="id,date,title,kinds,places")
    assert refused(tmp_path, BASE, events, "event,metric\n") == [
        "figures.csv: row 1: there is no column value",
        f"events.csv: row 2: places: unknown place 'nowhere'. The places are {', '.join(sorted(PLACES))}.",
    ]


def test_only_one_error_of_a_cell_is_reported(tmp_path: Path) -> None:
    base = {
        **{key: value for key, value in BASE.items() if key != "paragraphs"},
        "publications": [{**BASE["publication"], "id": "herald"}],
        "actors": [{**actor, "paragraphs": []} for actor in BASE["actors"]],
    }
    del base["publication"]
    table = csv("raid,2019-07-22,A raid,strike,herald p3", columns="id,date,title,kinds,citations")
    [message] = refused(tmp_path, base, table)
    assert message.startswith("events.csv: row 2: citations: 'herald p3' is not a citation. Write a publication's id, ")
