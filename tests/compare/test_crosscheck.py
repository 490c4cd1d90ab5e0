"""Cross-checks of small invented chronologies, each for one rule."""

from pathlib import Path
from typing import Any

import pytest
from chronologies import METRICS, Raw, document
from edited import content_of

from idlibtl import Chronology, Filters, ask, from_bytes, load
from idlibtl.compare.crosscheck import Compared, Crosscheck, crosscheck_report, filters_needed
from idlibtl.model.dates import BadQuestion

FIXTURES = Path(__file__).parent.parent / "fixtures"
OTHER_PLACES = (
    {"id": "land", "name": "The Land", "kind": "region"},
    {"id": "flats", "name": "The Plain", "kind": "region", "within": "land"},
    {"id": "knoll", "name": "The Hill", "kind": "town", "within": "flats"},
    {"id": "far", "name": "Far Away", "kind": "town", "within": "land"},
)
BELOW, ABOVE, WITHIN = "below their low", "above their high", "within their range"
NO_ROWS, NOT_COMPARABLE = "no rows", "not comparable"


def event(identity: str = "it", date: str = "2019-02-01", places: tuple[str, ...] = ("plain",), **more: Any) -> Raw:
    """An event on a day in February."""
    return {"id": identity, "date": date, "title": identity, "kinds": ["strike"], "places": places, **more}


def figure(value: int, metric: str = "civilians", **more: Any) -> Raw:
    """A figure of this number."""
    return {"metric": metric, "value": value, "source": None, **more}


def read(*events: Raw, **more: Any) -> Chronology:
    """A chronology of these events."""
    return from_bytes(content_of(document(events, **more)))


def other(*events: Raw, **more: Any) -> Chronology:
    """Another dataset, which has other ids."""
    return read(*events, places=OTHER_PLACES, **more)


def checked(ours: Chronology, theirs: Chronology, **filters: Any) -> Crosscheck:
    return crosscheck_report(ask(ours, Filters(**filters)), theirs)


def only(ours: Chronology, theirs: Chronology, **filters: Any) -> Compared:
    [line] = checked(ours, theirs, **filters).lines
    return line.compared


def three(compared: Compared) -> tuple[int | None, int | None, int | None]:
    return compared.theirs.low, compared.theirs.best, compared.theirs.high


# Another chronology: its total


def test_what_a_toll_includes_is_counted_once() -> None:
    ours = read(event(date="2019-02", figures=[figure(44)]))
    toll = figure(40, scope="cumulative", period="2019-02", includes=["a"])
    theirs = other(
        event("a", "2019-02-03", ("knoll",), figures=[figure(30)]),
        event("b", "2019-02-28", ("flats",), figures=[toll]),
        event("c", "2019-02-05", ("flats",), figures=[figure(5)]),
    )
    line = only(ours, theirs)
    # a sum of reports has no upper limit
    assert (three(line), line.rows, line.outcome, line.reason) == ((45, 45, None), 3, BELOW, "by 1")
    line = only(read(event(date="2019-02", figures=[figure(46)])), theirs)
    assert (line.outcome, line.reason) == (WITHIN, "the other dataset states no high")


def test_rows_that_give_all_killed_do_not_say_how_many_were_civilians() -> None:
    theirs = other(
        event("a", places=("flats",), figures=[figure(7, "killed")]),
        event("b", places=("knoll",), figures=[figure(10), figure(12, "killed")]),
        event("c", places=("knoll",), figures=[figure(3, "displaced")]),
    )
    line = only(read(event(figures=[figure(16)])), theirs)
    assert (three(line), line.rows, line.rows_with_figure) == ((0, None, None), 3, 2)
    assert (line.outcome, line.reason) == (
        NOT_COMPARABLE,
        "1 of 3 rows gives only people killed, not civilians killed",
    )


def test_civilians_and_fighters_are_among_all_who_were_killed() -> None:
    theirs = other(
        event("a", places=("flats",), figures=[figure(7), figure(2, "fighters")]),
        event("b", places=("flats",), figures=[figure(20, "killed")]),
    )
    line = only(read(event(figures=[figure(28, "killed")])), theirs)
    assert (three(line), line.outcome, line.reason) == ((29, 29, None), BELOW, "by 1")


def test_civilians_inside_a_toll_of_people_killed_are_in_it() -> None:
    whole = figure(40, "killed", scope="cumulative", period="2019-02", includes=["a"])
    more = figure(60, "killed", scope="cumulative", period="2019-02", includes=["b"])
    theirs = other(
        event("a", "2019-02-03", ("flats",), figures=[figure(30)]),
        event("b", "2019-02-20", ("flats",), figures=[whole]),
        event("c", "2019-02-28", ("flats",), figures=[more]),
    )
    # one figure is the whole answer, and its words state both bounds
    line = only(read(event(date="2019-02", figures=[figure(60, "killed")])), theirs)
    assert (three(line), line.outcome) == ((60, 60, 60), WITHIN)
    # without the toll between them, the outer one includes them still
    outer = figure(60, "killed", scope="cumulative", period="2019-02-05/2019-02-28", includes=["b"])
    between = figure(40, "killed", scope="cumulative", period="2019-02-05/2019-02-20", includes=["a"], places=["far"])
    theirs = other(
        event("a", "2019-02-06", ("flats",), figures=[figure(30)]),
        event("b", "2019-02-20", ("flats",), figures=[between]),
        event("c", "2019-02-28", ("flats",), figures=[outer]),
    )
    line = only(read(event(date="2019-02", figures=[figure(61, "killed")])), theirs)
    assert (three(line), line.rows, line.outcome, line.reason) == ((60, 60, 60), 2, ABOVE, "by 1")


def test_a_row_counts_by_its_figures_days_and_places() -> None:
    ours = read(event(figures=[figure(5)]))
    wider = figure(5, period="2019-02-01/2019-02-02")
    elsewhere = figure(5, places=["far"])
    there = figure(6, places=["knoll"], period="2019-02-01")
    theirs = other(
        event("a", places=("flats",), figures=[wider]),
        event("b", places=("flats",), figures=[elsewhere]),
        event("c", "2019-02-20", ("far",), figures=[there]),
    )
    [line] = crosscheck_report(ask(ours, Filters()), theirs, with_ids=True).lines
    assert (three(line.compared), line.compared.straddling) == ((6, 6, 6), 1)
    assert (line.compared.ids, line.compared.straddling_ids) == (("c",), ("a",))  # type: ignore[attr-defined]


def test_a_row_of_several_places_is_there_entirely_or_in_part() -> None:
    theirs = other(
        event("a", places=("flats", "knoll"), figures=[figure(2)]),
        event("b", places=("flats", "far"), figures=[figure(3)]),
        event("c", places=("far",), figures=[figure(4)]),
        event("d", places=(), figures=[figure(4)]),
    )
    line = only(read(event(figures=[figure(5)])), theirs)
    assert (three(line), line.rows, line.straddling) == ((2, 2, 2), 1, 1)


def test_a_long_row_before_others_is_not_overlooked() -> None:
    theirs = other(
        event("a", "2019-01-01/2019-03-31", ("flats",), figures=[figure(1)]),
        event("b", "2019-01-02", ("flats",), figures=[figure(2)]),
        event("c", "2019-02-01", ("flats",), figures=[figure(4)]),
    )
    line = only(read(event(figures=[figure(5)])), theirs)
    assert (three(line), line.rows, line.straddling) == ((4, 4, 4), 1, 1)


@pytest.mark.parametrize(("rows", "reason"), [(0, None), (1, "the rows have no such figure")])
def test_without_a_row_with_a_figure_the_word_is_no_rows_and_never_0(rows: int, reason: str | None) -> None:
    theirs = other(*(event(f"e{number}", places=("flats",)) for number in range(rows)))
    line = only(read(event(figures=[figure(0)])), theirs)
    assert (three(line), line.outcome, line.reason) == ((None,) * 3, NO_ROWS, reason)
    assert (line.rows, line.rows_with_figure) == (rows, 0)


def test_sources_that_disagree_are_one_number_of_theirs_and_a_line_each_of_ours() -> None:
    message = [figure(5), figure(9, source="watch")]
    ours, theirs = read(event(figures=message)), other(event(places=("flats",), figures=message))
    lines = [line.compared for line in checked(ours, theirs).lines]
    assert [(line.best, three(line), line.outcome) for line in lines] == [
        (5, (5, 5, 9), WITHIN),
        (9, (5, 5, 9), WITHIN),
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "outcome", "reason"),
    [
        # the figure: what its words leave open is mentioned where it matters
        ({"value": 9}, {"value": 10}, BELOW, "by 1"),
        ({"value": 9, "hedge": "at_least"}, {"value": 10}, BELOW, "by 1; the figure is a minimum"),
        ({"value": 9, "hedge": "more_than"}, {"value": 10}, BELOW, "by 1; the figure is a minimum"),
        ({"value": 9, "hedge": "about"}, {"value": 10}, BELOW, "by 1"),
        ({"value": 9, "hedge": "nearly"}, {"value": 10}, BELOW, "by 1"),
        ({"low": 9, "high": 12}, {"value": 10}, BELOW, "by 1; the figure goes up to 12"),
        ({"value": 12}, {"value": 10}, ABOVE, "by 2"),
        ({"value": 12, "hedge": "at_least"}, {"value": 10}, ABOVE, "by 2"),
        ({"value": 12, "hedge": "at_most"}, {"value": 10}, ABOVE, "by 2; the figure is a maximum"),
        ({"value": 12, "hedge": "fewer_than"}, {"value": 10}, ABOVE, "by 2; the figure is a maximum"),
        ({"value": 12, "low": 9, "high": 15}, {"value": 10}, ABOVE, "by 2; the figure goes down to 9"),
        ({"value": 10, "hedge": "at_least"}, {"value": 10}, WITHIN, None),
        # theirs
        ({"value": 10}, {"value": 5, "hedge": "at_least"}, WITHIN, "the other dataset states no high"),
        ({"value": 10}, {"value": 11, "hedge": "at_least"}, BELOW, "by 1"),
        ({"value": 10}, {"value": 12, "hedge": "nearly"}, WITHIN, "the other dataset states no low"),
        ({"value": 13}, {"value": 12, "hedge": "nearly"}, ABOVE, "by 1"),
        ({"value": 10}, {"low": 8, "high": 12}, WITHIN, None),
        # words without bounds can be compared only with the same number
        (
            {"value": 12},
            {"value": 12, "hedge": "about"},
            WITHIN,
            "the other dataset states no low; the other dataset states no high",
        ),
        ({"value": 10}, {"value": 12, "hedge": "about"}, NOT_COMPARABLE, "the other dataset states no low and no high"),
    ],
)
def test_a_printed_value_is_compared_with_what_the_words_state(
    ours: Raw, theirs: Raw, outcome: str, reason: str | None
) -> None:
    result, there = ({"metric": "civilians", "source": None, **one} for one in (ours, theirs))
    line = only(read(event(figures=[result])), other(event(places=("flats",), figures=[there])))
    assert (line.outcome, line.reason) == (outcome, reason)


def test_a_figure_without_a_place_is_not_comparable() -> None:
    line = only(read(event(places=(), figures=[figure(5)])), other(event(places=("flats",), figures=[figure(5)])))
    assert (line.outcome, line.reason) == (NOT_COMPARABLE, "the figure names no place")
    assert (three(line), line.other_looks) == ((None, None, None), ())


def test_a_metric_is_known_by_its_names() -> None:
    dead = {"id": "dead", "label": "civilians dead", "unit": "people", "aliases": ["Civilians killed"]}
    theirs = other(event(places=("flats",), figures=[figure(5, "dead")]), metrics=[*METRICS[1:2], dead])
    ours = read(event(figures=[figure(5)]))
    assert only(ours, theirs).outcome == WITHIN
    line = only(read(event(figures=[figure(5, "displaced")])), theirs)
    assert (line.outcome, line.reason) == (NOT_COMPARABLE, "the other dataset has no figures of people displaced")
    assert (line.rows, line.rows_with_figure) == (1, 0)


# Other looks


def test_looks_are_listed_only_where_they_change_the_word() -> None:
    ours = read(event(places=("hill",), figures=[figure(10, places=["plain"])]))
    theirs = other(
        event("a", places=("knoll",), figures=[figure(4)]),
        event("b", places=("flats",), figures=[figure(6)]),
        event("c", "2019-02-02", ("flats",), figures=[figure(1)]),
    )
    line = only(ours, theirs)
    assert line.outcome == WITHIN
    assert [(look.look, look.best, look.outcome) for look in line.other_looks] == [
        ("one day either side", 11, BELOW),
        ("in The Hill", 4, ABOVE),
    ]


def test_the_wider_place_is_looked_at_too() -> None:
    theirs = other(event("b", places=("flats",), figures=[figure(6)]))
    line = only(read(event(places=("hill",), figures=[figure(6)])), theirs)
    assert (line.outcome, [(look.look, look.outcome) for look in line.other_looks]) == (
        NO_ROWS,
        [("in The Plain", WITHIN)],
    )


def test_a_figure_that_is_narrower_than_its_event_has_no_look_at_the_events_place() -> None:
    ours = read(event(places=("plain",), figures=[figure(6, places=["hill"])]))
    theirs = other(event("a", places=("knoll",), figures=[figure(6)]))
    assert only(ours, theirs).other_looks == ()


def shires(*names: str) -> tuple[Raw, ...]:
    """Places of either dataset: a land of several provinces."""
    provinces = ({"id": name, "name": name, "kind": "province", "within": "land"} for name in names)
    return ({"id": "land", "name": "Land", "kind": "region"}, *provinces)


def test_a_region_is_looked_at_without_each_of_its_provinces() -> None:
    rows = [event(name, places=(name,), figures=[figure(number)]) for name, number in (("a", 10), ("b", 3), ("c", 0))]
    places = shires("a", "b", "c")
    line = only(read(event(places=("land",), figures=[figure(9)]), places=places), read(*rows, places=places))
    assert (line.theirs.low, line.outcome) == (13, BELOW)
    # without b: 10, without c: 13
    assert [(look.look, look.low, look.outcome) for look in line.other_looks] == [("without a", 3, ABOVE)]


def test_a_region_of_one_province_has_no_look_without_it() -> None:
    places = shires("a")
    theirs = read(event("a", places=("a",), figures=[figure(10)]), places=places)
    line = only(read(event(places=("land",), figures=[figure(9)]), places=places), theirs)
    assert (line.outcome, line.other_looks) == (BELOW, ())


# The same source


def cited(names: dict[str, Any], *sources: str | None) -> Compared:
    """A figure of The Watch, compared with rows of an actor with these names."""
    actor = {"id": "them", "kind": "monitor", **names}
    rows = [
        event(f"e{number}", places=("flats",), figures=[figure(5, source=source)])
        for number, source in enumerate(sources)
    ]
    return only(read(event(figures=[figure(5, source="watch")])), other(*rows, actors=[actor, *document([])["actors"]]))


@pytest.mark.parametrize(
    ("names", "same"),
    [
        ({"name": "the watch"}, 1),
        ({"name": "A paper", "aliases": ["The Watch (London)"]}, 1),
        ({"name": "A paper", "short": "The Watch"}, 1),
        ({"name": "Watchtower"}, 0),
        ({"name": "Watch"}, 0),
        ({"name": "Over the watches"}, 0),
    ],
)
def test_rows_of_the_same_source_are_known_by_its_names(names: dict[str, Any], same: int) -> None:
    line = cited(names, "them", "north", None)
    assert (line.rows, line.same_source) == (3, same)


@pytest.mark.parametrize(("alias", "same"), [("WHO", 1), ("UN", 0), ("Who", 0)])
def test_an_abbreviation_of_three_letters_is_known_inside_a_longer_name(alias: str, same: int) -> None:
    ours = document([event(figures=[figure(5, source="watch")])])
    ours["actors"] = [{"id": "watch", "name": "A body", "kind": "organisation", "aliases": [alias]}]
    them = [{"id": "them", "name": "The WHO and the UN in Geneva", "kind": "organisation"}]
    theirs = other(event(places=("flats",), figures=[figure(5, source="them")]), actors=them)
    assert only(from_bytes(content_of(ours)), theirs).same_source == same


def test_where_no_row_names_a_source_it_is_not_known_whether_it_is_the_same() -> None:
    assert cited({"name": "x"}, None).same_source is None


def test_without_a_row_none_cites_the_same_source() -> None:
    assert cited({"name": "x"}).same_source == 0


def test_a_figure_of_one_publication_among_several() -> None:
    several = [
        {"id": "times", "title": "The Times", "kind": "paper", "publisher": "Times House", "as_of": "2020-01-26"},
        {"id": "post", "title": "The Post", "kind": "paper", "as_of": "2020-01-26"},
    ]
    raw = document([event(figures=[figure(5, source="times")], citations=[{"publication": "times"}])])
    raw |= {"publications": several}
    del raw["publication"]
    actors = [{"id": "house", "name": "Times House", "kind": "organisation"}]
    theirs = other(event(places=("flats",), figures=[figure(5, source="house")]), actors=actors)
    assert only(from_bytes(content_of(raw)), theirs).same_source == 1


# Which figures


def test_filters_choose_our_figures() -> None:
    ours = read(
        event("a", figures=[figure(5), figure(9, "killed"), figure(7, source="watch")]),
        event("b", "2019-02-02", figures=[figure(1), figure(3, "displaced")]),
        event("c"),
    )

    def lines(**filters: Any) -> list[tuple[str, str | None, int | None]]:
        compared = [line.compared for line in checked(ours, other(), **filters).lines]
        return [(line.event, line.metric, line.best) for line in compared]

    assert lines() == [
        *(("a", "civilians", 5), ("a", "killed", 9), ("a", "civilians", 7)),
        *(("b", "civilians", 1), ("b", "displaced", 3)),
        ("c", None, None),
    ]
    # civilians are people killed, as in list, figures and totals
    assert lines(metrics=["killed"]) == lines()[:4]
    assert lines(metrics=["displaced"]) == [("b", "displaced", 3)]
    assert lines(sources=["watch"]) == [("a", "civilians", 7)]
    assert lines(until="2019-02-01", metrics=["civilians"]) == [("a", "civilians", 5), ("a", "civilians", 7)]
    assert lines(since="2019-03") == []


def test_an_event_that_is_replaced_is_not_compared_and_not_a_row() -> None:
    old, new = event("old", replaced_by="new", figures=[figure(5)]), event("new", figures=[figure(6)])
    there = [{**one, "places": ["flats"]} for one in (old, new)]
    line = only(read(old, new), other(*there))
    assert (line.event, three(line), line.rows) == ("new", (6, 6, 6), 1)


def test_the_days_that_are_needed_are_those_of_the_figures_and_one_either_side() -> None:
    ours = read(
        event("a", figures=[figure(5, period="2019-01-05/2019-02-10", scope="cumulative")]),
        event("b", "2019-02-20", figures=[figure(9, "fighters")]),
    )
    assert filters_needed(ask(ours, Filters())) == Filters(since="2019-01-04", until="2019-02-21")
    assert filters_needed(ask(ours, Filters(metrics=["fighters"]))) == Filters(since="2019-02-19", until="2019-02-21")
    nothing = filters_needed(ask(ours, Filters(since="2019-12")))
    assert nothing == Filters(since="2020-01-25", until="2020-01-27")


def test_the_calendar_has_ends() -> None:
    ours = read(event("a", "0001-01-01/9999-12-31", figures=[figure(5)]))
    assert filters_needed(ask(ours, Filters())) == Filters(since="0001-01-01", until="9999-12-31")


def test_a_comparison_that_would_take_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = read(*(event(f"e{number}", figures=[figure(5)]) for number in range(20)))
    theirs = other(*(event(f"e{number}", places=("flats",), figures=[figure(5)]) for number in range(20)))
    # each figure is compared with 20 rows, at least twice: 800 rows or more
    assert len(checked(ours, theirs).lines) == 20
    monkeypatch.setattr("idlibtl.compare.crosscheck.MAX_ROWS", 700)
    with pytest.raises(BadQuestion, match="too many figures and rows"):
        checked(ours, theirs)
    assert len(checked(ours, theirs, texts=["e7"]).lines) == 1


def test_rows_that_are_prepared_for_a_metric_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = read(event("a", places=("plain",), figures=[figure(5)]))
    theirs = other(*(event(f"e{number}", "2031-01-01", ("far",), figures=[figure(5)]) for number in range(20)))
    monkeypatch.setattr("idlibtl.compare.crosscheck.MAX_ROWS", 40)  # rows of a chronology count twice
    assert len(checked(ours, theirs).lines) == 1
    monkeypatch.setattr("idlibtl.compare.crosscheck.MAX_ROWS", 39)
    with pytest.raises(BadQuestion, match="too many figures and rows"):
        checked(ours, theirs)


def test_very_many_towns_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = (
        read(event("a", places=("hill",), figures=[figure(5)])),
        other(event("b", places=("flats",), figures=[figure(5)])),
    )
    monkeypatch.setattr("idlibtl.compare.same_places.MAX_PAIRS", 1)  # the other chronology has one town like it
    assert len(checked(ours, theirs).lines) == 1
    monkeypatch.setattr("idlibtl.compare.same_places.MAX_PAIRS", 0)
    with pytest.raises(BadQuestion, match="too many figures and rows"):
        checked(ours, theirs)


# Field datasets

GED = FIXTURES / "invented-ged.csv"


def test_acled_counts_all_who_were_killed_and_its_tens_are_open() -> None:
    report = checked(load(), load(FIXTURES / "invented-acled.csv"), since="2019-06-15", until="2019-07-22")
    killed, civilians, *_ = (line.compared for line in report.lines)
    assert (three(killed), killed.outcome) == ((50, 50, None), BELOW)
    assert killed.reason == "by 5; the figure is a minimum"
    assert (civilians.outcome, civilians.reason) == (
        NOT_COMPARABLE,
        "the other dataset has no figures of civilians killed",
    )


def test_acled_places_a_row_in_a_town() -> None:
    town = figure(30, "killed", source="watch", places=["numan"])
    places = [
        {"id": "idlib", "name": "Idleb", "kind": "province"},
        {"id": "numan", "name": "Maarrat an-Numan", "kind": "town", "within": "idlib"},
    ]
    watch = [{"id": "watch", "name": "SOHR", "kind": "monitor"}]
    ours = read(event(date="2019-07-22", places=("numan",), figures=[town]), places=places, actors=watch)
    line = only(ours, load(FIXTURES / "invented-acled.csv"))
    assert (three(line), line.outcome, line.same_source) == ((33, 33, 33), BELOW, 1)


def test_a_row_as_one_of_our_figures_has_its_bounds_in_order() -> None:
    ged = load(GED)
    [line] = [
        line.compared for line in checked(ged, ged, since="2019-12-27", until="2019-12-27", metrics=["killed"]).lines
    ]
    # 11, 9, 10 in the file
    assert ((line.low, line.best, line.high), line.outcome) == ((9, 9, 11), WITHIN)
    assert three(line) == (9, 9, 11)


def test_a_row_that_may_not_be_in_the_town_is_named_with_its_numbers_and_not_counted() -> None:
    reason = "1 row not counted because the place is not certain (Maarat al-Numaan town 1/1/1 people killed)"
    [line] = checked(load(), load(GED), since="2020-01-26", places=["maaret-al-numan"]).lines
    assert (line.event.id, line.compared.rows, line.compared.reason) == ("2020-01-26-maaret-al-numan", 0, reason)


def changed_ged(folder: Path, old: str, new: str) -> Chronology:
    """The invented rows with something changed."""
    text = GED.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = folder / "ged.csv"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load(path)


def test_a_row_that_could_not_be_read_is_a_reason_on_its_days_alone(tmp_path: Path) -> None:
    # the one row of 15 June: 42 as its best
    theirs = changed_ged(
        tmp_path, "2019-06-15,2019-06-15,20,20,0,2,42,42,44", "2019-06-15,2019-06-15,20,20,0,2,42,many,44"
    )
    lines = {(line.event.id, line.compared.metric): line.compared for line in checked(load(), theirs).lines}
    killed = lines["2019-06-15-flare-up", "killed"]
    reason = "1 row on these days could not be read"
    assert (killed.outcome, killed.reason, three(killed)) == (NOT_COMPARABLE, reason, (None, None, None))
    # the row may be what the other rows' highs lack, which are 7 + 11 + 8 + 3 + 33 + 18
    toll = lines["2019-08-31-four-month-toll", "civilians"]
    assert (toll.outcome, toll.reason, toll.theirs.high) == (NOT_COMPARABLE, reason, 80)
    assert [line.event for line in lines.values() if reason in (line.reason or "") and line.metric] == [
        *("2019-06-15-flare-up", "2019-06-15-flare-up", "2019-08-31-four-month-toll"),
    ]


def test_a_row_with_unreadable_days_may_be_on_any_day(tmp_path: Path) -> None:
    theirs = changed_ged(tmp_path, "2019-06-15,2019-06-15,20,20,0,2,42,42,44", "15 June,2019-06-15,20,20,0,2,42,42,44")
    [line] = [line.compared for line in checked(load(), theirs).lines if line.event.id == "2019-06-20-bombardment"]
    assert (line.outcome, line.reason) == (NOT_COMPARABLE, "1 row on these days could not be read")
