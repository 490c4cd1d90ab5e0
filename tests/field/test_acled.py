"""ACLED exports -> records: both layouts, and each rule of the mapping."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from invented import ACLED, ACLED_ROW, acled, file_of, written

from idlibtl import DatasetError, Event, Filters, ask, load, totals_report
from idlibtl.field.chronology import FieldChronology
from idlibtl.model.dates import stored_span
from idlibtl.model.figures import Count, Hedge


def chronology_of(folder: Path, *rows: Mapping[str, str], layout: str = "2022") -> FieldChronology:
    chronology = load(file_of(folder, acled(*rows, layout=layout)))
    assert isinstance(chronology, FieldChronology)
    assert chronology.loaded.left_out is None
    return chronology


def event_of(folder: Path, **row: str) -> Event:
    return chronology_of(folder, row).events[0]


@pytest.mark.parametrize("layout", sorted(ACLED))
def test_a_row_is_an_event_in_both_layouts(tmp_path: Path, layout: str) -> None:
    chronology = chronology_of(tmp_path, {}, layout=layout)
    (event,) = chronology.events
    assert (event.id, event.date, event.kinds) == ("acled-fre1", "2019-05-03", ("strike",))
    assert event.title == "Military Forces of Freedonia - Civilians (Freedonia), Ford"
    assert event.summary == (
        "Shelling/artillery/missile attack in Ford, Hill, River, Freedonia. On 3 May 2019, shells fell on Ford."
    )
    assert [(figure.metric, figure.count, figure.attributed_to) for figure in event.figures] == [
        ("killed", Count(3, 3, 3), ())
    ]
    assert event.figures[0].note == "Source: Town Crier"
    assert [(part.actor, part.role.value) for part in event.actors] == [("military-forces-of-freedonia", "party")]
    assert event.places == ("freedonia_river_hill_ford",)
    assert chronology.place[event.places[0]].latitude == 35.5
    assert "may not be passed on" in chronology.license


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("02 June 2023", date(2023, 6, 2)),
        ("9-May-20", date(2020, 5, 9)),
        ("2020-05-09", date(2020, 5, 9)),
        ("9-May-99", date(1999, 5, 9)),
        ("1 SEPTEMBER 2020", date(2020, 9, 1)),
        ("31 December 2019", date(2019, 12, 31)),
        ("1-Dec-19", date(2019, 12, 1)),
        ("1-January-79", date(2079, 1, 1)),
        ("1-Jan-80", date(1980, 1, 1)),
    ],
)
def test_days_in_each_form(tmp_path: Path, text: str, day: date) -> None:
    assert event_of(tmp_path, event_date=text).span.first == day


@pytest.mark.parametrize("text", ["31 June 2023", "9-Mai-20", "05/09/2020", "June 2023", "9-Ma-20", ""])
def test_what_is_not_a_day(tmp_path: Path, text: str) -> None:
    chronology = load(file_of(tmp_path, acled({"event_date": text}, {})))
    assert [event.id for event in chronology.events] == ["acled-fre2"]


@pytest.mark.parametrize(
    ("precision", "stored"),
    [("1", "2019-05-15"), ("", "2019-05-15"), ("2", "2019-05-12~/2019-05-18~"), ("3", "2019-05~")],
)
def test_a_week_and_a_month(tmp_path: Path, precision: str, stored: str) -> None:
    event = event_of(tmp_path, event_date="15 May 2019", time_precision=precision)
    assert event.date == stored
    assert event.span == stored_span(stored)
    assert bool(event.note) is stored.endswith("~")


def test_a_month_may_be_december(tmp_path: Path) -> None:
    assert event_of(tmp_path, event_date="31 December 2019", time_precision="3").date == "2019-12~"


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
def test_a_week_ends_where_the_calendar_does(tmp_path: Path, text: str) -> None:
    days = event_of(tmp_path, event_date=text, time_precision="2").span
    assert days.last is not None
    assert (days.last - days.first).days == 3


@pytest.mark.parametrize(
    ("number", "count", "is_noted"),
    [
        ("0", Count(0, 0, 0), False),
        ("9", Count(9, 9, 9), False),
        ("10", Count(10, 10, None), True),
        ("100", Count(100, 100, None), True),
    ],
)
def test_tens_and_hundreds_are_open(tmp_path: Path, number: str, count: Count, *, is_noted: bool) -> None:
    event = event_of(tmp_path, fatalities=number)
    assert event.figures[0].count == count
    assert bool(event.note) is is_noted


def test_a_total_with_tens_in_it_is_at_least(tmp_path: Path) -> None:
    assert totals_report(ask(chronology_of(tmp_path, {}, {}), Filters())).totals[0].hedge is Hedge.EXACT
    total = totals_report(ask(chronology_of(tmp_path, {"fatalities": "10"}, {}), Filters())).totals[0]
    assert total.hedge is Hedge.AT_LEAST
    assert (total.low, total.best, total.high, total.quote) == (13, 13, None, "at least 13, in 2 events")
    # and if the other row is of another day
    total = totals_report(
        ask(chronology_of(tmp_path, {"fatalities": "10"}, {"event_date": "4 May 2019"}), Filters())
    ).totals[0]
    assert (total.low, total.best, total.high, total.quote) == (13, 13, None, "at least 13, in 2 events")


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("Air/drone strike", "strike"),
        ("Armed clash", "clash"),
        ("Government regains territory", "advance"),
        ("Non-state actor overtakes territory", "advance"),
        ("Non-violent transfer of territory", "advance"),
        ("Agreement", "truce"),
        ("Peaceful protest", "incident"),
        ("", "incident"),
    ],
)
def test_kinds(tmp_path: Path, kind: str, message: str) -> None:
    event = event_of(tmp_path, sub_event_type=kind)
    assert event.kinds == (message,)
    assert (event.summary or "").startswith(kind or "Event")


def test_who_is_text_or_number(tmp_path: Path) -> None:
    rows = [
        {"actor2": "Front", "inter2": "2"},
        {"actor2": "People", "inter2": "Civilians"},
        {"actor2": "Front", "inter2": "Rebel group"},
    ]
    chronology = chronology_of(tmp_path, *rows)
    state = "military-forces-of-freedonia"
    assert [[part.actor for part in event.actors] for event in chronology.events] == [
        [state, "front"],
        [state],
        [state, "front"],
    ]


@pytest.mark.parametrize(
    "notes",
    [
        "30 fatalities split across three events.",
        "A total of 12 killed was divided evenly over two days.",
        "Deaths were distributed among villages.",
    ],
)
def test_a_number_that_is_a_share_is_marked(tmp_path: Path, notes: str) -> None:
    assert "share" in (event_of(tmp_path, notes=notes).note or "")


def test_a_number_that_is_not_a_share_is_not_marked(tmp_path: Path) -> None:
    assert event_of(tmp_path, notes="The party split last year. Three people were killed.").note is None


def test_places_as_wide_as_they_are_known(tmp_path: Path) -> None:
    chronology = chronology_of(
        tmp_path, {}, {"geo_precision": "2"}, {"geo_precision": "3"}, {"geo_precision": ""}, {"geo_precision": "9"}
    )
    town, province = "freedonia_river_hill_ford", "freedonia_river"
    assert [event.places for event in chronology.events] == [(town,), (town,), (province,), (town,), ()]
    assert [event.title.rpartition(", ")[2] for event in chronology.events][:3] == ["Ford", "near Ford", "River"]


def test_an_event_with_two_rows_counts_once(tmp_path: Path) -> None:
    turned = {"event_id_cnty": "FRE1", "actor1": "Civilians (Freedonia)", "inter1": "7"}
    chronology = chronology_of(tmp_path, {}, turned, {"event_id_cnty": "FRE2"})
    assert [event.id for event in chronology.events] == ["acled-fre1", "acled-fre2"]
    assert chronology.event_count == 2


def test_layouts_that_are_not_read_are_named(tmp_path: Path) -> None:
    old = [column for column in ACLED["2020"] if column not in ("data_id", "iso3")]
    with pytest.raises(DatasetError, match="layout that is not read: that of 2020 has data_id, iso3; that of 2022 and"):
        load(file_of(tmp_path, written(old, [ACLED_ROW])))
    less = [column for column in ACLED["2022"] if column not in ("admin1", "geo_precision")]
    with pytest.raises(DatasetError, match="is an ACLED export without the columns admin1, geo_precision"):
        load(file_of(tmp_path, written(less, [ACLED_ROW])))


@pytest.mark.parametrize("identity", ["", "FRE", "FRE 1", "FRE-1", "TOOLONG1", "1" * 13])
def test_an_id_that_is_none(tmp_path: Path, identity: str) -> None:
    chronology = load(file_of(tmp_path, acled({"event_id_cnty": identity}, {})))
    assert isinstance(chronology, FieldChronology)
    assert [finding.record for finding in chronology.reading.findings] == ["line 2"]
