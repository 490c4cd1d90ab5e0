"""Tables and timelines of other programs: what is converted, and what is listed as not converted."""

import json
import os
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled
from transcripts import in_process

import idlibtl
from idlibtl.read.files import DatasetError
from idlibtl.read.foreign import converted
from idlibtl.read.spreadsheet import Converted

SLIDES = """\
Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Type,Group
,,,,,,,,,The storm of Hesk,"<p>An invented storm.</p><p>More of it.</p>",,,title,
2032,11,2,,2032,11,30,,,November,The month.,,,era,
2032,11,4,23:10,,,,,Thursday night,The ferry <i>Aurelie</i> sinks,"It sank &amp; <a href=""https://x.org"">burnt</a>.
Twice.",https://example.org/a.jpg,Herald,,sea
2032,10,,,2032,12,,,,Rain,,,,,
2032,,,,,,,,2032,A year,,,,,
2032.0,11.0,6.0,,2032,11,7,,6–7 Nov 2032,Houses fall,,,,,
2032,11,9,,,,,,since c. 9 Nov 2032,Calm,,,,,
"""


def made(folder: Path, content: str, name: str = "storm.csv", **options: Any) -> Converted:
    (folder / name).write_text(content, encoding="utf-8")
    return converted([str(folder / name)], **options)


def refused(folder: Path, content: str, name: str = "storm.csv", **options: Any) -> list[str]:
    with pytest.raises((DatasetError, idlibtl.BadQuestion)) as message:
        made(folder, content, name, **options)
    return str(message.value).replace(f"{folder}/", "").splitlines()


# TimelineJS


def test_a_sheet_of_timelinejs_is_known_by_its_header(tmp_path: Path) -> None:
    document = made(tmp_path, SLIDES).document
    assert (document["title"], document["description"]) == ("The storm of Hesk", "An invented storm. More of it.")
    assert document["publication"]["as_of"] == "2032-12-31"
    assert document["phases"] == [
        {
            "id": "november",
            "number": 1,
            "title": "November",
            "first": "2032-11-02",
            "last": "2032-11-30",
            "summary": "The month.",
        }
    ]
    assert {event["id"]: event["date"] for event in document["events"]} == {
        "2032-01-a-year": "2032-01/2032-12",
        "2032-10-rain": "2032-10/2032-12",
        "2032-11-04-the-ferry-aurelie-sinks": "2032-11-04",
        "2032-11-06-houses-fall": "2032-11-06/2032-11-07",
        "2032-11-09-calm": "2032-11-09~/..",  # as the words have it: it goes on
    }
    sinks = next(event for event in document["events"] if "sinks" in event["id"])
    assert sinks == {
        "id": "2032-11-04-the-ferry-aurelie-sinks",
        "date": "2032-11-04",
        "date_text": "Thursday night",
        "title": "The ferry Aurelie sinks",
        "summary": "It sank & burnt. Twice.",
        "kinds": ["background"],
        "phase": "november",
    }


def test_what_is_not_taken_of_a_sheet_is_listed(tmp_path: Path) -> None:
    remarks = made(tmp_path, SLIDES).remarks
    assert remarks[0] == (
        "Not converted, with the number of rows: addresses of links (1), time (1), media (1), media credit (1),"
        " group (1)."
    )
    assert remarks[1:] == [
        "Events without a kind got the kind background: 5 of 5.",
        "Say in the file who published it, its cut-off date (as_of) and its license.",
    ]


def test_a_slide_without_a_day_or_a_title_is_reported_by_row_and_column(tmp_path: Path) -> None:
    rows = (
        "2032,13,,,,,,,,Wrong,,,,,\n,,,,,,,,,No day,,,,,\n2032,11,5,,,,,,,,,,,,\n2032,11,5,,2032,11,4,,,Reversed,,,,,\n"
    )
    assert refused(tmp_path, f"{SLIDES}{rows}") == [
        "storm.csv: row 9 (line 10): Year: '2032-13' is not a date. Months are 01 to 12, years 0001 to 9999.",
        "storm.csv: row 10 (line 11): Year: is empty",
        "storm.csv: row 11 (line 12): Headline: is empty",
        (
            "storm.csv: row 12 (line 13): Year: '2032-11-05/2032-11-04' ends before it begins."
            " Write the earlier date first."
        ),
    ]


def test_our_own_timelinejs_comes_back_with_its_dates_titles_summaries_notes_and_phases(tmp_path: Path) -> None:
    *_, code = in_process("idlibtl export timelinejs -o out.json", tmp_path, None)
    assert code == 0
    back = converted([str(tmp_path / "out.json")])
    bundled = idlibtl.load()
    assert [event.id for event in back.chronology.events] == [event.id for event in bundled.events]
    for before, after in zip(bundled.events, back.chronology.events, strict=True):
        for field in ("date", "date_text", "title", "summary", "note", "phase"):
            assert getattr(after, field) == getattr(before, field), (before.id, field)
    assert [(phase.id, phase.number, phase.title, phase.first, phase.last) for phase in back.chronology.phases] == [
        (phase.id, phase.number, phase.title, phase.first, phase.last) for phase in bundled.phases
    ]
    assert (back.chronology.title, back.chronology.description) == (bundled.title, bundled.description)
    with_figures = sum(bool(event.figures) for event in bundled.events)
    assert f"Figures in the text ({with_figures})" in back.remarks[0]
    assert f"Source in the text ({len(bundled.events)})" in back.remarks[0]


def test_a_timeline_of_others_comes_in_too(tmp_path: Path) -> None:
    timeline: dict[str, Any] = {
        "title": {"text": {"headline": "A storm"}},
        "scale": "human",
        "events": [
            {
                "unique_id": "Slide 1",
                "start_date": {"year": "2032", "month": 11, "day": ""},
                "text": {"headline": "Rain", "text": "Who: no one"},
                "media": {"url": "https://example.org/x"},
                "autolink": False,
            },
            {"start_date": {"year": 2032, "month": 11, "day": 4, "hour": 23}, "text": {"headline": "Wind"}},
        ],
    }
    result = made(tmp_path, json.dumps(timeline), "t.json")
    assert [(event.date, event.title, event.summary) for event in result.chronology.events] == [
        ("2032-11", "Rain", "Who: no one"),  # a text of theirs is not one of our labels
        ("2032-11-04", "Wind", None),
    ]
    assert result.remarks[0] == "Not converted, with the number of rows: media (1), unique id (1), time (1)."
    del timeline["events"][0]["text"]
    assert refused(tmp_path, json.dumps(timeline), "t.json") == ["t.json: event 1: Headline: is empty"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"schema_version": 1}', "t.json is a chronology already. Use it with --data."),
        ('{"slides": []}', "t.json: is neither a table nor a TimelineJS timeline, which has a list of events"),
        ("[1]", "t.json: is neither a table nor a TimelineJS timeline, which has a list of events"),
        ('{"events": ', "t.json: is not JSON: line 1, column 12: Expecting value"),
    ],
)
def test_json_that_is_not_a_timeline_is_refused(tmp_path: Path, content: str, message: str) -> None:
    assert refused(tmp_path, content, "t.json") == [message]


# Any other table

TABLE = "Date;Headline;Where;Deaths;note\n22.07.2019;Market hit;Idlib;50;seen\n15 June 2019;Clashes;Idlib;;\n"


def test_the_columns_of_another_table_are_named(tmp_path: Path) -> None:
    result = made(tmp_path, TABLE, columns={"date": "Date", "title": "headline"})
    assert result.document["events"] == [
        {"id": "2019-06-15-clashes", "date": "2019-06-15", "title": "Clashes", "kinds": ["background"]},
        {
            "id": "2019-07-22-market-hit",
            "date": "2019-07-22",
            "title": "Market hit",
            "kinds": ["background"],
            "note": "seen",
        },
    ]
    assert result.remarks[0] == "Not converted, with the number of rows: where (2), deaths (1)."


def test_numbers_under_another_name_are_not_left_out_in_silence(tmp_path: Path) -> None:
    result = made(tmp_path, TABLE, columns={"date": "Date", "title": "Headline", "figures": "Deaths"})
    assert result.remarks[0] == (
        f"The column Deaths of {tmp_path}/storm.csv is not used: figures are taken from a table of figures alone."
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_another_table_may_come_through_a_pipe_which_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(TABLE,), kwargs={"encoding": "utf-8"}, daemon=True)
    writer.start()
    result = converted([str(pipe)], columns={"date": "Date", "title": "Headline"})
    writer.join()
    assert [event.title for event in result.chronology.events] == ["Clashes", "Market hit"]


def test_faults_of_another_table_have_the_names_of_its_columns(tmp_path: Path) -> None:
    rows = f"{TABLE}7/8/2019;Uncertain;;;\n2019-07-01;;;;\n"
    assert refused(tmp_path, rows, columns={"date": "Date", "title": "Headline"}) == [
        (
            "storm.csv: row 4: Date: '7/8/2019' does not say which is the day and which the month. Write 2019-08-07 or"
            " 2019-07-08."
        ),
        "storm.csv: row 5: Headline: is empty",
    ]


def test_a_period_with_times_does_not_become_its_first_day(tmp_path: Path) -> None:
    table = "day,what\n2019-07-22 00:00 - 2019-07-25 00:00,Raid\n"
    [message] = refused(tmp_path, table, columns={"date": "day", "title": "what"})
    assert message.startswith("storm.csv: row 2: day: '2019-07-22 00:00 - 2019-07-25 00:00' is not a date")


def test_cells_without_a_column_or_with_two_are_reported(tmp_path: Path) -> None:
    table = "day,what,day\n2019-07-22,Raid,2019-07-23,more\n"
    assert refused(tmp_path, table, columns={"date": "day", "title": "what"}) == [
        "storm.csv: the column 'day' appears 2 times",
        "storm.csv: row 2: 'more' is under a column without a name",
    ]


def test_two_events_never_get_one_id(tmp_path: Path) -> None:
    table = "day,what\n2019-07-22,Raid\n2019-07-22,Raid!\n2019-07-22,\u0642\u0635\u0641\n"
    result = made(tmp_path, table, columns={"date": "day", "title": "what"})
    assert [event.id for event in result.chronology.events] == ["2019-07-22-raid", "2019-07-22-raid-2", "2019-07-22"]


def test_another_table_may_have_a_base(tmp_path: Path) -> None:
    (tmp_path / "base.json").write_text(
        json.dumps({**json.loads(Path(idlibtl.read.files.bundled()).read_bytes()), "events": []}), encoding="utf-8"
    )
    table = "day,what,who,where\n2019-07-22,Raid,russia (party),idlib\n"
    names = {"date": "day", "title": "what", "actors": "who", "places": "where"}
    result = made(tmp_path, table, columns=names, base=str(tmp_path / "base.json"))
    [event] = result.chronology.events
    assert (event.places, event.actors[0].actor) == (("idlib",), "russia")
    assert result.chronology.publication == idlibtl.load().publication


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"dat": "Date"}, "Unknown column 'dat' in --columns. Did you mean date?"),
        ({"date": "Dates"}, "storm.csv has no column 'Dates'. Did you mean date?"),
        # only what is like it is suggested
        ({"date": "When"}, "storm.csv has no column 'When'. The columns are date, headline, where, deaths, note."),
    ],
)
def test_a_column_that_is_not_there_is_named(tmp_path: Path, columns: dict[str, str], message: str) -> None:
    assert refused(tmp_path, TABLE, columns=columns) == [message]


def test_nothing_is_suggested_if_nothing_is_similar(tmp_path: Path) -> None:
    [message] = refused(tmp_path, TABLE, columns={"latitude": "Where"})
    assert message.startswith("Unknown column 'latitude' in --columns. The columns of events are id, date,")
    assert "Did you mean" not in message


def test_a_table_with_unknown_columns_is_refused_with_how_to_name_them(tmp_path: Path) -> None:
    assert refused(tmp_path, TABLE) == [
        (
            "Say which column is which, e.g. --columns date=Date,title=Headline. The columns of storm.csv are date,"
            " headline, where, deaths, note."
        )
    ]


def test_very_many_events_of_one_title_get_their_ids_at_once(tmp_path: Path) -> None:
    table = "day,what\n" + "2019-07-22,Raid\n" * 20_000
    result = made(tmp_path, table, columns={"date": "day", "title": "what"})
    assert result.chronology.events[-1].id == "2019-07-22-raid-20000"


_KEYS = st.sampled_from(
    ["start_date", "end_date", "year", "month", "day", "hour", "display_date", "text", "headline", "unique_id", "media"]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3000) | st.text(max_size=5) | st.sampled_from(["2032", "<p>a</p>"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=scaled(200))
@given(st.dictionaries(st.sampled_from(["title", "eras", "scale"]), _JSON), st.lists(_JSON, max_size=3))
def test_any_timeline_is_converted_or_refused_in_words(timeline: dict[str, Any], events: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            result = made(Path(folder), json.dumps({**timeline, "events": events}), "t.json")
        except DatasetError as problem:
            assert all(": " in line for line in str(problem).splitlines())
        else:
            assert len(result.chronology.events) <= len(events)
