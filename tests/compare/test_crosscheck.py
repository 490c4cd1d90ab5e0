"""Cross-checks of small invented chronologies, each for one rule."""

from pathlib import Path
from typing import Any

import pytest
from edited import content_of
from timelines import METRICS, Raw, chronology

from idlibtl import Filters, Timeline, ask, from_bytes, load
from idlibtl.compare.crosscheck import Compared, Crosscheck, crosscheck_report, filters_needed
from idlibtl.compare.outcomes import Outcome

FIXTURES = Path(__file__).parent.parent / "fixtures"
OTHER_PLACES = (
    {"id": "land", "name": "The Land", "kind": "region"},
    {"id": "flats", "name": "The Plain", "kind": "region", "within": "land"},
    {"id": "knoll", "name": "The Hill", "kind": "town", "within": "flats"},
    {"id": "far", "name": "Far Away", "kind": "town", "within": "land"},
)


def event(identity: str = "it", date: str = "2019-02-01", places: tuple[str, ...] = ("plain",), **more: Any) -> Raw:
    """An event on a day in February."""
    return {"id": identity, "date": date, "title": identity, "kind": "strike", "places": places, **more}


def figure(value: int, metric: str = "civilians", **more: Any) -> Raw:
    """A figure of so many."""
    return {"metric": metric, "value": value, "source": None, **more}


def read(*events: Raw, **more: Any) -> Timeline:
    """A chronology of these events."""
    return from_bytes(content_of(chronology(events, **more)))


def other(*events: Raw, **more: Any) -> Timeline:
    """Another dataset, which has other ids."""
    return read(*events, places=OTHER_PLACES, **more)


def checked(ours: Timeline, theirs: Timeline, **filters: Any) -> Crosscheck:
    return crosscheck_report(ask(ours, Filters(**filters)), theirs)


def only(ours: Timeline, theirs: Timeline, **filters: Any) -> Compared:
    [line] = checked(ours, theirs, **filters).lines
    return line.compared


def three(found: Compared) -> tuple[int | None, int | None, int | None]:
    return found.theirs.low, found.theirs.best, found.theirs.high


def test_what_a_toll_includes_is_counted_once() -> None:
    ours = read(event(date="2019-02", figures=[figure(50)]))
    toll = figure(40, scope="cumulative", period="2019-02", includes=["a"])
    theirs = other(
        event("a", "2019-02-03", ("knoll",), figures=[figure(30)]),
        event("b", "2019-02-28", ("flats",), figures=[toll]),
        event("c", "2019-02-05", ("flats",), figures=[figure(5)]),
    )
    found = only(ours, theirs)
    assert (three(found), found.rows, found.outcome) == ((45, 45, 45), 3, Outcome.HIGHER)


def test_rows_that_give_all_killed_bound_the_civilians() -> None:
    ours = read(event(figures=[figure(50)]))
    theirs = other(
        event("a", places=("flats",), figures=[figure(7, "killed")]),
        event("b", places=("knoll",), figures=[figure(10), figure(12, "killed")]),
        event("c", places=("knoll",), figures=[figure(3, "displaced")]),
    )
    found = only(ours, theirs)
    assert (three(found), found.outcome) == ((10, None, 17), Outcome.HIGHER)
    assert (found.rows, found.rows_with_figure) == (3, 2)
    found = only(read(event(figures=[figure(16)])), theirs)
    assert (found.outcome, found.reason) == (
        Outcome.NOT_COMPARABLE,
        "2 of 3 rows tell only people killed, not civilians killed",
    )


def test_civilians_are_the_least_that_can_have_been_killed() -> None:
    theirs = other(
        event("a", places=("flats",), figures=[figure(7), figure(2, "fighters")]),
        event("b", places=("flats",), figures=[figure(20, "killed")]),
    )
    found = only(read(event(figures=[figure(28, "killed")])), theirs)
    assert (three(found), found.outcome) == ((29, None, None), Outcome.LOWER)
    found = only(read(event(figures=[figure(300, "killed")])), theirs)
    assert (found.outcome, found.reason) == (
        Outcome.NOT_COMPARABLE,
        "1 of 2 rows tell only civilians killed and fighters killed, not people killed",
    )


def test_civilians_inside_a_toll_of_people_killed_are_in_it() -> None:
    whole = figure(40, "killed", scope="cumulative", period="2019-02", includes=["a"])
    more = figure(60, "killed", scope="cumulative", period="2019-02", includes=["b"])
    theirs = other(
        event("a", "2019-02-03", ("flats",), figures=[figure(30)]),
        event("b", "2019-02-20", ("flats",), figures=[whole]),
        event("c", "2019-02-28", ("flats",), figures=[more]),
    )
    found = only(read(event(date="2019-02", figures=[figure(60, "killed")])), theirs)
    assert (three(found), found.outcome) == ((60, 60, 60), Outcome.AGREES)
    # without the days of the toll between them, the outer one holds them still
    outer = figure(60, "killed", scope="cumulative", period="2019-02-05/2019-02-28", includes=["b"])
    between = figure(40, "killed", scope="cumulative", period="2019-02-05/2019-02-20", includes=["a"], places=["far"])
    theirs = other(
        event("a", "2019-02-06", ("flats",), figures=[figure(30)]),
        event("b", "2019-02-20", ("flats",), figures=[between]),
        event("c", "2019-02-28", ("flats",), figures=[outer]),
    )
    found = only(read(event(date="2019-02", figures=[figure(60, "killed")])), theirs)
    assert (three(found), found.rows, found.outcome) == ((60, 60, 60), 2, Outcome.AGREES)


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
    report = crosscheck_report(ask(ours, Filters()), theirs, with_ids=True)
    [found] = [line.compared for line in report.lines]
    assert (three(found), found.straddling) == ((6, 6, 6), 1)
    assert (found.ids, found.straddling_ids) == (("c",), ("a",))  # type: ignore[attr-defined]


def test_a_row_of_several_places_lies_there_whole_or_in_part() -> None:
    ours = read(event(figures=[figure(5)]))
    theirs = other(
        event("a", places=("flats", "knoll"), figures=[figure(2)]),
        event("b", places=("flats", "far"), figures=[figure(3)]),
        event("c", places=("far",), figures=[figure(4)]),
        event("d", places=(), figures=[figure(4)]),
    )
    found = only(ours, theirs)
    assert (three(found), found.rows, found.straddling) == ((2, 2, 2), 1, 1)


def test_a_long_row_before_others_is_not_overlooked() -> None:
    theirs = other(
        event("a", "2019-01-01/2019-03-31", ("flats",), figures=[figure(1)]),
        event("b", "2019-01-02", ("flats",), figures=[figure(2)]),
        event("c", "2019-02-01", ("flats",), figures=[figure(4)]),
    )
    found = only(read(event(figures=[figure(5)])), theirs)
    assert (three(found), found.rows, found.straddling) == ((4, 4, 4), 1, 1)


def test_rows_without_any_figure_of_it_are_rows_and_nothing_is_found() -> None:
    for number, reason in ((1, "the row there has no such figure"), (2, "none of the 2 rows there has such a figure")):
        theirs = other(*(event(f"e{each}", places=("flats",)) for each in range(number)))
        found = only(read(event(figures=[figure(5)])), theirs)
        assert (three(found), found.outcome, found.rows) == ((None,) * 3, Outcome.NOTHING_FOUND, number)
        assert (found.rows_with_figure, found.reason) == (0, reason)


def test_sources_that_disagree_are_one_number_of_theirs_and_a_line_each_of_ours() -> None:
    told = [figure(5), figure(9, source="watch")]
    ours, theirs = read(event(figures=told)), other(event(places=("flats",), figures=told))
    lines = [line.compared for line in checked(ours, theirs).lines]
    assert [(each.low, three(each), each.outcome) for each in lines] == [
        (5, (5, 5, 9), Outcome.AGREES),
        (9, (5, 5, 9), Outcome.AGREES),
    ]


@pytest.mark.parametrize(
    ("theirs", "word", "reason"),
    [
        ({"value": 5, "hedge": "at_least"}, Outcome.NOT_CONTRADICTED, "theirs is open upwards"),
        ({"value": 11, "hedge": "at_least"}, Outcome.LOWER, None),
        ({"value": 9}, Outcome.HIGHER, None),
        ({"value": 10}, Outcome.AGREES, None),
    ],
)
def test_theirs_may_be_open_upwards(theirs: Raw, word: Outcome, reason: str | None) -> None:
    found = only(read(event(figures=[figure(10)])), other(event(places=("flats",), figures=[{**figure(0), **theirs}])))
    assert (found.outcome, found.reason) == (word, reason)


def test_a_figure_without_a_place_is_not_comparable() -> None:
    found = only(read(event(places=(), figures=[figure(5)])), other(event(places=("flats",), figures=[figure(5)])))
    assert (found.outcome, found.reason) == (Outcome.NOT_COMPARABLE, "our figure names no place")
    assert (three(found), found.other_looks) == ((None, None, None), ())


def test_a_metric_is_known_by_its_names() -> None:
    dead = {"id": "dead", "label": "civilians dead", "unit": "people", "aliases": ["Civilians killed"]}
    theirs = other(event(places=("flats",), figures=[figure(5, "dead")]), metrics=[*METRICS[1:2], dead])
    ours = read(event(figures=[figure(5)]))
    assert only(ours, theirs).outcome is Outcome.AGREES
    found = only(read(event(figures=[figure(5, "displaced")])), theirs)
    assert (found.outcome, found.reason) == (
        Outcome.NOT_COMPARABLE,
        "the other dataset has no figure of people displaced",
    )


def test_looks_are_told_only_where_they_change_the_word() -> None:
    ours = read(event(places=("hill",), figures=[figure(10, places=["plain"])]))
    theirs = other(
        event("a", places=("knoll",), figures=[figure(4)]),
        event("b", places=("flats",), figures=[figure(6)]),
        event("c", "2019-02-02", ("flats",), figures=[figure(1)]),
    )
    found = only(ours, theirs)
    assert found.outcome is Outcome.AGREES
    assert [(each.look, each.best, each.outcome) for each in found.other_looks] == [
        ("one day either side", 11, Outcome.LOWER),
        ("in The Hill", 4, Outcome.HIGHER),
    ]


def test_the_wider_place_is_looked_at_too() -> None:
    theirs = other(event("b", places=("flats",), figures=[figure(6)]))
    found = only(read(event(places=("hill",), figures=[figure(6)])), theirs)
    assert (found.outcome, [(each.look, each.outcome) for each in found.other_looks]) == (
        Outcome.NOTHING_FOUND,
        [("in The Plain", Outcome.AGREES)],
    )


def test_a_figure_that_is_nearer_than_its_event_has_no_look_at_the_events_place() -> None:
    ours = read(event(places=("plain",), figures=[figure(6, places=["hill"])]))
    theirs = other(event("a", places=("knoll",), figures=[figure(6)]))
    assert only(ours, theirs).other_looks == ()


# Who says so


def cited(names: dict[str, Any], *sources: str | None) -> Compared:
    """Our figure, of The Watch, beside rows of an actor with these names."""
    actor = {"id": "them", "kind": "monitor", **names}
    rows = [
        event(f"e{number}", places=("flats",), figures=[figure(5, source=source)])
        for number, source in enumerate(sources)
    ]
    return only(
        read(event(figures=[figure(5, source="watch")])), other(*rows, actors=[actor, *chronology([])["actors"]])
    )


@pytest.mark.parametrize(
    ("names", "same"),
    [
        ({"name": "the watch"}, 1),
        ({"name": "A paper", "aliases": ["The Watch (London)"]}, 1),
        ({"name": "Watchtower"}, 0),
        ({"name": "Watch"}, 0),
        ({"name": "Over the watches"}, 0),
    ],
)
def test_rows_of_the_same_source_are_told_by_its_names(names: dict[str, Any], same: int) -> None:
    found = cited(names, "them", "north", None)
    assert (found.rows, found.same_source) == (3, same)


@pytest.mark.parametrize(("alias", "same"), [("WHO", 1), ("UN", 0), ("Who", 0)])
def test_an_abbreviation_of_three_letters_is_known_inside_a_longer_name(alias: str, same: int) -> None:
    ours = chronology([event(figures=[figure(5, source="watch")])])
    ours["actors"] = [{"id": "watch", "name": "A body", "kind": "organisation", "aliases": [alias]}]
    them = [{"id": "them", "name": "The WHO and the UN in Geneva", "kind": "organisation"}]
    theirs = other(event(places=("flats",), figures=[figure(5, source="them")]), actors=them)
    assert only(from_bytes(content_of(ours)), theirs).same_source == same


def test_rows_that_may_not_be_in_the_town_are_told_and_not_counted() -> None:
    ged = load(FIXTURES / "invented-ged.csv")
    told = [
        (line.event.id, line.compared.rows, line.compared.reason)
        for line in checked(load(), ged, since="2020-01-26", places=["maaret-al-numan"]).lines
    ]
    reason = "not counted: 1 row names the town without saying how exactly the place is known"
    assert told == [("2020-01-26-maaret-al-numan", 0, reason)]


def test_where_no_row_names_a_source_it_is_not_known_whether_it_is_the_same() -> None:
    assert cited({"name": "x"}, None).same_source is None


def test_without_a_row_none_rests_on_the_same_source() -> None:
    assert cited({"name": "x"}).same_source == 0


def test_a_figure_on_the_word_of_a_publication_among_several() -> None:
    several = [
        {"id": "times", "title": "The Times", "kind": "paper", "publisher": "Times House", "as_of": "2020-01-26"},
        {"id": "post", "title": "The Post", "kind": "paper", "as_of": "2020-01-26"},
    ]
    raw = chronology(
        [event(figures=[figure(5, source=each)], citations=[{"publication": each}]) for each in ("times",)]
    )
    raw |= {"publications": several}
    del raw["publication"]
    ours = from_bytes(content_of(raw))
    actors = [{"id": "house", "name": "Times House", "kind": "organisation"}]
    theirs = other(event(places=("flats",), figures=[figure(5, source="house")]), actors=actors)
    assert only(ours, theirs).same_source == 1


# Which figures


def test_filters_choose_our_figures() -> None:
    ours = read(
        event("a", figures=[figure(5), figure(9, "killed"), figure(7, source="watch")]),
        event("b", "2019-02-02", figures=[figure(1)]),
        event("c"),
    )

    def lines(**filters: Any) -> list[tuple[str, str | None, int | None]]:
        found = [line.compared for line in checked(ours, other(), **filters).lines]
        return [(each.event, each.metric, each.best) for each in found]

    assert lines() == [
        *(("a", "civilians", 5), ("a", "killed", 9), ("a", "civilians", 7), ("b", "civilians", 1)),
        ("c", None, None),
    ]
    assert lines(metrics=["killed"]) == [("a", "killed", 9)]
    assert lines(sources=["watch"]) == [("a", "civilians", 7)]
    assert lines(until="2019-02-01", metrics=["civilians"]) == [("a", "civilians", 5), ("a", "civilians", 7)]
    assert lines(since="2019-03") == []


def test_a_record_that_is_replaced_is_not_held_against_anything_and_counts_nowhere() -> None:
    old, new = event("old", replaced_by="new", figures=[figure(5)]), event("new", figures=[figure(6)])
    there = [{**each, "places": ["flats"]} for each in (old, new)]
    found = only(read(old, new), other(*there))
    assert (found.event, three(found), found.rows) == ("new", (6, 6, 6), 1)


def test_the_days_that_are_needed_are_those_of_the_figures_and_one_either_side() -> None:
    ours = read(
        event("a", figures=[figure(5, period="2019-01-05/2019-02-10", scope="cumulative")]),
        event("b", "2019-02-20", figures=[figure(9, "killed")]),
    )
    assert filters_needed(ask(ours, Filters())) == Filters(since="2019-01-04", until="2019-02-21")
    assert filters_needed(ask(ours, Filters(metrics=["killed"]))) == Filters(since="2019-02-19", until="2019-02-21")
    nothing = filters_needed(ask(ours, Filters(since="2019-12")))
    assert nothing == Filters(since="2020-01-25", until="2020-01-27")


def test_the_calendar_has_ends() -> None:
    ours = read(event("a", "0001-01-01/9999-12-31", figures=[figure(5)]))
    assert filters_needed(ask(ours, Filters())) == Filters(since="0001-01-01", until="9999-12-31")


# Field datasets


def test_acled_counts_all_who_were_killed_and_its_tens_are_open() -> None:
    report = checked(load(), load(FIXTURES / "invented-acled.csv"), since="2019-06-15", until="2019-07-22")
    killed, civilians, *_ = (line.compared for line in report.lines)
    assert (three(killed), killed.outcome) == ((50, 50, None), Outcome.NOT_CONTRADICTED)
    assert killed.reason == "ours is open upwards; theirs is open upwards"
    assert (civilians.outcome, civilians.reason) == (
        Outcome.NOT_COMPARABLE,
        "the other dataset has no figure of civilians killed",
    )


def test_acled_places_a_row_in_a_town() -> None:
    town = figure(30, "killed", source="watch", places=["numan"])
    places = [
        {"id": "idlib", "name": "Idleb", "kind": "province"},
        {"id": "numan", "name": "Maarrat an-Numan", "kind": "town", "within": "idlib"},
    ]
    watch = [{"id": "watch", "name": "SOHR", "kind": "monitor"}]
    ours = read(event(date="2019-07-22", places=("numan",), figures=[town]), places=places, actors=watch)
    found = only(ours, load(FIXTURES / "invented-acled.csv"))
    assert (three(found), found.outcome, found.same_source) == ((33, 33, 33), Outcome.LOWER, 1)


def test_bounds_of_our_rows_that_are_out_of_order_are_put_in_order_for_the_word() -> None:
    ged = load(FIXTURES / "invented-ged.csv")
    report = checked(ged, ged, since="2019-12-27", until="2019-12-27", metrics=["killed"])
    [found] = [line.compared for line in report.lines]
    assert ((found.low, found.best, found.high), found.outcome) == ((9, 9, 11), Outcome.AGREES)
    assert three(found) == (9, 9, 11)
