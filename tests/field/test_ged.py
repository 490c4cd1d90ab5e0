"""UCDP GED -> records: each rule of the mapping, in each layout."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from invented import GED, file_of, ged

from idlibtl import By, Event, Filters, Place, ask, figures_report, load, places_report, totals_report
from idlibtl.field.chronology import FieldChronology
from idlibtl.field.load import names_in, totals_from
from idlibtl.model.dates import Window, stored_span
from idlibtl.model.figures import Count

LAYOUTS = sorted(GED)


def chronology_of(folder: Path, *rows: Mapping[str, str], columns: int = 41) -> FieldChronology:
    chronology = load(file_of(folder, ged(*rows, columns=columns)))
    assert isinstance(chronology, FieldChronology)
    assert chronology.loaded.left_out is None
    return chronology


def event_of(folder: Path, **row: str) -> Event:
    return chronology_of(folder, row).events[0]


def counts(event: Event) -> dict[str, Count]:
    return {figure.metric: figure.count for figure in event.figures}


@pytest.mark.parametrize("columns", LAYOUTS)
def test_a_row_is_an_event_in_every_layout(tmp_path: Path, columns: int) -> None:
    chronology = chronology_of(tmp_path, {}, {"best": "9", "high": "9"}, columns=columns)
    event = chronology.events[0]
    assert (event.id, event.date, event.kinds, event.phase, event.paragraphs) == (
        "ged-1",
        "2019-05-03",
        ("state-based",),
        None,
        (),
    )
    assert event.title == "Government of Freedonia - Sylvanian Front, Ford town"
    assert event.summary is not None
    assert event.summary == (
        "Violence between a government and an armed group in Ford town, Hill district, River Governorate, Freedonia."
        ' "Town Crier,2019-05-04,Shells on ""Lower"" Market"'
    )
    # 4 civilians, 1 of unknown side, and a row that says 6 to 9 where its best is 8
    assert counts(event) == {"civilians": Count(2, 4, 6), "fighters": Count(1, 3, 5), "killed": Count(6, 8, 9)}
    assert chronology.event_count == 2
    assert counts(chronology.events[1])["killed"] == Count(6, 9, 9)


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    header, row = ged({}).decode().splitlines()[0].split(","), ged({})
    assert header.index("low") < header.index("best") < header.index("high")
    turned = ged({}, columns=49).decode().splitlines()[0].split(",")
    assert turned.index("best") < turned.index("high") < turned.index("low")
    assert counts(load(file_of(tmp_path, row)).events[0]) == counts(chronology_of(tmp_path, {}, columns=49).events[0])


@pytest.mark.parametrize(
    "text",
    [
        *("2019-04-09", "2019-04-09 00:00:00.000", "2019-04-09 00:00:00", "2019-04-09T00:00:00", "2019-04-09 12:30"),
        *(
            "2019-04-09T00:00:00Z",
            "2019-04-09 00:00:00+02",
            "2019-04-09 00:00:00 UTC",
            "2019-04-09 00:00 GMT",
            "2019/4/9",
            "2019.04.09 0:00:00",
            "9 April 2019",
            "9-Apr-19",
        ),
    ],
)
def test_days_in_each_form(tmp_path: Path, text: str) -> None:
    assert event_of(tmp_path, date_start=text, date_end=text).span.first == date(2019, 4, 9)


@pytest.mark.parametrize("text", ["2019-04-08T22:00:00Z", "2019-04-08T22:00:00.000Z", "2019-04-08 23:00:00+01:00"])
def test_a_day_that_was_moved_to_another_time_zone_is_refused(tmp_path: Path, text: str) -> None:
    """Midnight of 9 April two hours east of Greenwich, as JavaScript writes it."""
    chronology = load(file_of(tmp_path, ged({"date_start": text, "date_end": text}, {})))
    assert [event.id for event in chronology.events] == ["ged-2"]
    assert chronology.loaded.left_out
    assert chronology.loaded.left_out.reasons == (
        f"line 2: date_start: '{text}' may be another day in another time zone. Write the day alone, as 2019-04-09.",
    )


@pytest.mark.parametrize(
    ("precision", "end", "stored"),
    [
        ("1", "2019-05-03", "2019-05-03"),
        ("1", "2019-05-04", "2019-05-03/2019-05-04"),
        ("2", "2019-05-04", "2019-05-03~/2019-05-04~"),
        ("5", "2019-12-31", "2019-05-03~/2019-12-31~"),
        ("2.0", "2019-05-04", "2019-05-03~/2019-05-04~"),
        ("2", "2019-05-03", "2019-05-03~"),
        ("", "2019-05-03", "2019-05-03"),
    ],
)
def test_how_exactly_days_are_known(tmp_path: Path, precision: str, end: str, stored: str) -> None:
    event = event_of(tmp_path, date_prec=precision, date_end=end)
    assert event.span == stored_span(event.date)
    assert event.date == stored
    assert event.span.approximate is stored.endswith("~")
    assert (event.note is None) is bool(precision)


@pytest.mark.parametrize(
    ("precision", "places"),
    [
        ("1", ["freedonia_river-governorate_hill-district_ford-town"]),
        ("2", ["freedonia_river-governorate_hill-district_ford-town"]),
        ("3", ["freedonia_river-governorate_hill-district"]),
        ("4", ["freedonia_river-governorate"]),
        ("5", ["freedonia_river-governorate"]),
        ("6", ["freedonia"]),
        ("7", ["freedonia"]),
        ("1.0", ["freedonia_river-governorate_hill-district_ford-town"]),
        ("", ["freedonia_river-governorate_hill-district_ford-town"]),
        ("8", []),
    ],
)
def test_how_wide_a_place_is(tmp_path: Path, precision: str, places: list[str]) -> None:
    event = event_of(tmp_path, where_prec=precision)
    assert list(event.places) == places
    assert [list(figure.places) for figure in event.figures] == [places] * 3
    assert ("near Ford town" in event.title) is (precision == "2")


def test_places_are_within_each_other_and_towns_have_coordinates(tmp_path: Path) -> None:
    chronology = chronology_of(tmp_path, {})
    assert [(place.id, place.kind, place.within) for place in chronology.places] == [
        ("freedonia", "country", None),
        ("freedonia_river-governorate", "province", "freedonia"),
        ("freedonia_river-governorate_hill-district", "district", "freedonia_river-governorate"),
        (
            "freedonia_river-governorate_hill-district_ford-town",
            "town",
            "freedonia_river-governorate_hill-district",
        ),
    ]
    located = [(place.name, place.latitude, place.longitude) for place in chronology.places]
    assert located[-1] == ("Ford town", 35.5, 36.5)
    assert all(one[1:] == (None, None) for one in located[:-1])


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("", ""), ("north", "36.5"), ("95", "36.5"), ("35.5", "-181"), ("1e1", "2")]
)
def test_coordinates_that_are_none_are_left_out_alone(tmp_path: Path, latitude: str, longitude: str) -> None:
    town = chronology_of(tmp_path, {"latitude": latitude, "longitude": longitude}).places[-1]
    assert (town.name, town.latitude, town.longitude) == ("Ford town", None, None)


def test_a_level_without_a_name_is_left_out(tmp_path: Path) -> None:
    assert event_of(tmp_path, adm_2="").places == ("freedonia_river-governorate_ford-town",)
    assert event_of(tmp_path, where_prec="3", adm_2="").places == ("freedonia_river-governorate",)
    assert event_of(tmp_path, country="", adm_1="", adm_2="", where_coordinates="").places == ()


def test_versions_that_spell_a_province_otherwise_mean_the_same(tmp_path: Path) -> None:
    chronology = chronology_of(tmp_path, {"where_prec": "4"}, {"where_prec": "4", "adm_1": "River governorate"})
    assert {event.places for event in chronology.events} == {("freedonia_river-governorate",)}
    assert (
        chronology.place["freedonia_river-governorate"].name == "River governorate"
    )  # one spelling, whichever comes first


def names_of(place: Place) -> tuple[str, ...]:
    return place.name, *place.aliases


def test_what_a_place_may_be_called(tmp_path: Path) -> None:
    chronology = chronology_of(
        tmp_path,
        {"where_coordinates": "River town"},
        {"country": "Freedonia (Old Land)", "where_coordinates": "Ford"},
        {"country": "Sylvania", "adm_1": "Región Łęg Province", "where_prec": "4"},
    )
    called = {place.id: names_of(place) for place in chronology.places}
    assert called["freedonia_river-governorate"] == ("River Governorate", "River")
    # the town is in the province of that name, which alone is called so
    assert called["freedonia_river-governorate_hill-district_river-town"] == ("River town",)
    assert called["freedonia-old-land"] == ("Freedonia (Old Land)", "Freedonia", "Old Land")
    assert called["sylvania_region-leg-province"] == ("Región Łęg Province", "Región Łęg")


def test_a_province_is_found_by_its_short_name(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {"where_coordinates": "River town"}, {"adm_1": "Lake Province"}))
    filters = Filters(places=["river"])
    assert [event.id for event in ask(load(path, filters), filters).events] == ["ged-1", "ged-2"]


def test_names_in_other_letters_have_ids_of_their_own(tmp_path: Path) -> None:
    chronology = chronology_of(tmp_path, {"where_coordinates": "إدلب", "side_a": "Publication", "side_b": "x" * 100})
    (event,) = chronology.events
    assert event.places[0].startswith("freedonia_river-governorate_hill-district_")
    assert len({chronology.place[place].id for place in event.places}) == 1
    first, second = (part.actor for part in event.actors)
    assert first.startswith("publication-")  # `publication` alone is the id of the publication itself
    assert second.startswith("x" * 60 + "-")


def test_who_had_which_part(tmp_path: Path) -> None:
    chronology = chronology_of(
        tmp_path, {}, {"type_of_violence": "2"}, {"type_of_violence": "3", "side_b": "Civilians"}
    )
    message = [[(part.actor, part.role.value) for part in event.actors] for event in chronology.events]
    both = [("government-of-freedonia", "party"), ("sylvanian-front", "party")]
    assert message == [both, both, [("government-of-freedonia", "attacker")]]
    assert [event.attributed_to for event in chronology.events] == [(), (), ("government-of-freedonia",)]
    assert [event.figures[0].attributed_to for event in chronology.events] == [(), (), ("government-of-freedonia",)]
    assert {actor.id: actor.kind.value for actor in chronology.actors} == {
        "government-of-freedonia": "state",
        "sylvanian-front": "armed-group",
    }


def test_sides_without_a_name(tmp_path: Path) -> None:
    assert event_of(tmp_path, side_a="", side_b="").actors == ()
    assert (
        event_of(tmp_path, side_a="", side_b="").title == "Violence between a government and an armed group, Ford town"
    )
    assert event_of(tmp_path, side_a="", type_of_violence="3").attributed_to == ()


def test_a_row_that_sums_up_events_includes_none_of_them(tmp_path: Path) -> None:
    event = event_of(tmp_path, event_clarity="2")
    assert event.kinds == ("state-based",)
    assert {(figure.scope.value, figure.includes) for figure in event.figures} == {("cumulative", ())}
    assert event.note is not None


def test_the_kind_is_the_type_of_violence(tmp_path: Path) -> None:
    chronology = chronology_of(tmp_path, *({"type_of_violence": number} for number in ("1", "2", "3")))
    assert [event.kinds for event in chronology.events] == [("state-based",), ("non-state",), ("one-sided",)]


def test_rows_at_sea_count_for_their_country(tmp_path: Path) -> None:
    path = file_of(tmp_path, ged({}, {"where_prec": "7", "best": "5", "low": "5", "high": "5"}))
    [total] = totals_from(path, Filters(places=["freedonia"], metrics=["killed"])).totals
    assert (total.best, total.wider) == (13, ())


def test_a_row_that_does_not_distinguish_civilians_from_fighters(tmp_path: Path) -> None:
    event = event_of(tmp_path, deaths_a="", deaths_b="", deaths_civilians="", deaths_unknown="")
    assert counts(event) == {"killed": Count(6, 8, 9)}
    assert set(counts(event_of(tmp_path, deaths_a=""))) == {"civilians", "killed"}
    assert set(counts(event_of(tmp_path, deaths_civilians=""))) == {"fighters", "killed"}


@pytest.mark.parametrize(
    ("row", "civilians"),
    [
        # as many as the row leaves out of its low are left out of the civilians' too, but no more than there are
        ({"deaths_civilians": "2", "low": "0", "best": "8", "high": "8", "deaths_unknown": "0"}, Count(0, 2, 2)),
        # no one is known: a low of 0, and a high of those of unknown side
        ({"deaths_civilians": "0", "low": "6", "best": "8", "high": "9", "deaths_unknown": "1"}, Count(0, 0, 2)),
        # a row with its low above its best, and one with its high below it
        ({"deaths_civilians": "4", "low": "9", "best": "8", "high": "8", "deaths_unknown": "0"}, Count(5, 4, 4)),
        ({"deaths_civilians": "1", "low": "8", "best": "8", "high": "5", "deaths_unknown": "0"}, Count(1, 1, 0)),
    ],
)
def test_the_bounds_of_civilians(tmp_path: Path, row: dict[str, str], civilians: Count) -> None:
    assert counts(event_of(tmp_path, **row))["civilians"] == civilians


def test_bounds_out_of_order_are_added_up_as_they_are(tmp_path: Path) -> None:
    rows = [{"low": "8", "best": "5", "high": "3"}, {"low": "1", "best": "5", "high": "9"}]
    chronology = chronology_of(tmp_path, *rows)
    assert [counts(event)["killed"] for event in chronology.events] == [Count(8, 5, 3), Count(1, 5, 9)]
    question = ask(chronology, Filters(metrics=["killed"]))
    total = totals_report(question).totals[0]
    assert (total.low, total.best, total.high) == (9, 10, 12)  # put in order one by one: 4, 10, 17
    figures = figures_report(question).document
    assert [(row.printed_low, row.printed_value, row.printed_high) for row in figures] == [(8, 5, 3), (1, 5, 9)]


def test_sums_out_of_order_are_put_in_order(tmp_path: Path) -> None:
    rows = [{"low": "8", "best": "5", "high": "3"}, {"low": "5", "best": "5", "high": "5"}]
    total = totals_report(ask(chronology_of(tmp_path, *rows), Filters(metrics=["killed"]))).totals[0]
    assert (total.low, total.best, total.high) == (8, 10, 13)


def test_one_row_out_of_order_is_a_range(tmp_path: Path) -> None:
    chronology = chronology_of(tmp_path, {"low": "8", "best": "5", "high": "3"})
    total = totals_report(ask(chronology, Filters(metrics=["killed"]))).totals[0]
    assert (total.low, total.best, total.high) == (3, 5, 8)
    assert total.quote == "5 (3 to 8), in 1 event"
    assert total.our_sum is True


def test_no_known_death_is_a_report(tmp_path: Path) -> None:
    nobody = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high"), "0")
    chronology = chronology_of(tmp_path, nobody)
    totals = totals_report(ask(chronology, Filters())).totals
    assert [(total.best, total.quote) for total in totals] == [(0, "0, in 1 event")] * 3


def test_a_field_may_have_lines_quotes_and_commas(tmp_path: Path) -> None:
    article = 'First, line\n"second" line\r\nthird'
    chronology = chronology_of(tmp_path, {"source_article": article}, {"id": "77"})
    assert [row.source_article for row in chronology.rows.values()] == [
        article,
        '"Town Crier,2019-05-04,Shells on ""Lower"" Market"',
    ]
    assert chronology.events[0].figures[0].note == "Offices: Town Crier; Original source: a monitor"


def test_a_row_without_sources_has_no_note(tmp_path: Path) -> None:
    event = event_of(tmp_path, source_article="", source_office="", source_original="")
    assert {figure.note for figure in event.figures} == {None}


def test_what_the_file_lacks_is_absent(tmp_path: Path) -> None:
    chronology = chronology_of(tmp_path, {})
    assert (chronology.phases, chronology.paragraphs, chronology.events[0].source) == ((), (), None)
    assert chronology.kind["one-sided"].violent
    assert [metric.parts for metric in chronology.metrics] == [(), (), ()]
    assert "Sundberg and Melander 2013" in (chronology.all_publications[0].note or "")
    assert chronology.license.startswith("CC BY 4.0")
    assert chronology.as_of == date(2019, 5, 3)


def test_a_town_is_where_its_first_row_has_it_whatever_was_asked(tmp_path: Path) -> None:
    later = {"date_start": "2019-06-01", "date_end": "2019-06-01", "latitude": "35.9"}
    path = file_of(tmp_path, ged(later, {}))
    for filters in (Filters(), Filters(places=["Ford town"])):
        chronology = load(path, filters)
        assert chronology.place[chronology.events[0].places[0]].latitude == 35.5


def test_words_in_any_line_of_a_cell_are_found(tmp_path: Path) -> None:
    articles = ("shells fell\nin a massacre", "a massacre\nin a town", "", "shells fell\nin a town")
    path = file_of(tmp_path, ged(*({"source_article": article} for article in articles)))
    filters = Filters(texts=["massacre"], metrics=["killed"])
    assert [event.id for event in ask(load(path, filters), filters).events] == ["ged-1", "ged-2"]
    assert totals_from(path, filters).totals[0].best == 16  # twice 8
    assert [event.id for event in load(path, ids=["ged-4", "ged-1"]).events] == ["ged-1", "ged-4"]


@pytest.mark.parametrize("columns", [41, 49])
def test_the_last_day_of_a_file_does_not_depend_on_the_question(tmp_path: Path, columns: int) -> None:
    article = {"source_article": "a massacre"}
    path = file_of(tmp_path, ged(article, {"date_start": "2019-06-07", "date_end": "2019-06-08"}, {}, columns=columns))
    for chronology in (load(path), load(path, ids=["ged-1"]), load(path, Filters(texts=["massacre"]))):
        assert chronology.as_of == date(2019, 6, 8)
    assert [event.id for event in load(path, Filters(texts=["massacre"])).events] == ["ged-1"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("rows.csv", "UCDP Georeferenced Event Dataset"),
        ("GEDEvent_v25_1.csv", "UCDP Georeferenced Event Dataset, version 25.1 by its file's name"),
        ("GEDEvent_v25_0_3.csv", "UCDP Georeferenced Event Dataset, version 25.0.3 by its file's name"),
        ("GEDEvent_v25_0_12.csv.gz", "UCDP Georeferenced Event Dataset, version 25.0.12 by its file's name"),
        ("ged_25_1_2019.csv", "UCDP Georeferenced Event Dataset, version 25.1 by its file's name"),
        ("ged191-42col.csv", "UCDP Georeferenced Event Dataset, version 19.1 by its file's name"),
        ("ged-syria-2016.csv", "UCDP Georeferenced Event Dataset"),
    ],
)
def test_the_version_if_the_files_name_has_it(tmp_path: Path, name: str, title: str) -> None:
    assert load(file_of(tmp_path, ged({}), name)).title == title


def test_events_are_in_order_and_places_counted(tmp_path: Path) -> None:
    chronology = chronology_of(tmp_path, {"date_start": "2019-05-09", "date_end": "2019-05-09"}, {})
    assert [event.id for event in chronology.events] == ["ged-2", "ged-1"]
    for one in (chronology, names_in(tmp_path / "rows.csv", Filters())):
        assert [place.event_count for place in places_report(ask(one, Filters())).summaries] == [2, 2, 2, 2]
        assert [place.point for place in one.places] == [None, None, None, (36.5, 35.5)]


def test_the_largest_of_wider_figures_is_a_row(tmp_path: Path) -> None:
    """Not the sum of rows that cover the same, however many they are."""
    across = {"date_start": "2018-12-31", "date_end": "2019-01-01", "date_prec": "2", "year": ""}
    small = [{**across, "best": "2", "low": "2", "high": "2"}] * 30
    large = [{**across, "date_start": f"2018-12-{day}", "best": "9", "low": "9", "high": "9"} for day in (28, 29)]
    path = file_of(tmp_path, ged({}, *small, *large, *[{**across, "best": "0", "low": "0", "high": "0"}] * 9))
    days = Window(date(2019, 1, 1), date(2019, 12, 31))
    for question in (ask(load(path), Filters(), days), ask(load(path), Filters(since="2019", until="2019"))):
        total = totals_report(question).totals[-1]
        assert total.headline == (
            "People killed, 1 Jan – 31 Dec 2019: 8 (6 to 9), in 1 event; 41 wider figures may include more, the largest"
            " 9 (UCDP GED), c. 28 Dec 2018 – c. 1 Jan 2019"
        )
        assert [wider.value for wider in total.wider] == [9, 9, 2, 2, 2]
        assert {wider.event for wider in total.wider} <= {f"ged-{number}" for number in range(1, 43)}


def test_of_rows_that_are_left_out_the_five_largest_are_listed(tmp_path: Path) -> None:
    days = {"date_start": "2019-05-31", "date_end": "2019-06-01", "low": "0", "high": "99"}
    killed = (10, 50, 40, 30, 20, 15, 5)
    rows = [{**days, "id": str(number), "best": str(best)} for number, best in enumerate(killed, 1)]
    [total] = totals_from(file_of(tmp_path, ged(*rows)), Filters(since="2019-06", metrics=["killed"])).totals
    assert [entry.value for entry in total.wider] == [50, 40, 30, 20, 15]
    assert "7 wider figures may include" in total.headline


def test_rows_of_different_kinds_and_attackers_are_rows_of_a_breakdown(tmp_path: Path) -> None:
    one_sided = {"type_of_violence": "3", "side_b": "Civilians"}
    path = file_of(
        tmp_path,
        ged(
            {"id": "1", "best": "1"},
            {"id": "2", "best": "2", **one_sided},
            {"id": "3", "best": "4", **one_sided, "side_a": "Far Front"},
            {"id": "4", "best": "8", **one_sided, "side_a": "Far Front"},
        ),
    )

    def rows(by: By) -> dict[str, int | None]:
        [total] = totals_from(path, Filters(metrics=["killed"]), by).totals
        assert (total.best, total.adds_up) == (15, True)
        return {group.group: group.best for group in total.groups or ()}

    assert rows(By.KIND) == {"state-based": 1, "one-sided": 14}
    assert rows(By.ACTOR) == {"government-of-freedonia": 2, "far-front": 12, "rest": 1}
    assert rows(By.MONTH) == {"2019-05": 15}
    assert rows(By.SOURCE) == {"publication": 15}  # the dataset is the one source of its rows


def test_rows_that_are_not_divided_are_counted_with_all_their_people(tmp_path: Path) -> None:
    parts = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), "")
    # two rows that cover the same, of 8 people each
    path = file_of(tmp_path, ged({"id": "1"}, {"id": "2", **parts}, {"id": "3", **parts}))
    [total] = totals_from(path, Filters(metrics=["civilians"])).totals
    assert total.best == 4
    assert total.notes[0] == "2 of 3 events, with 16 dead, do not say how many were civilians."
