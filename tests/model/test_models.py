"""The models: what a record may leave out, what a figure shares with its event, what is frozen, and the JSON."""

import datetime as dt
import json
from itertools import pairwise
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import to_jsonable_python
from tables import loaded

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import Days, Span, stored_span
from idlibtl.model.figures import Count, Hedge
from idlibtl.model.records import Event, Figure, Phase, Record, Role, Scope
from idlibtl.read.dataset import load
from idlibtl.read.files import DatasetError, bundled

CHRONOLOGY = load()
FILE: dict[str, Any] = json.loads(bundled().read_text(encoding="utf-8"))

CIVILIANS = {"metric": "civilians", "value": 5}
FIGHTERS = {"metric": "fighters", "value": 2}


def minimal(**changes: Any) -> dict[str, Any]:
    """An event of the fewest keys."""
    return {"id": "e", "date": "2019-06-15", "title": "Something", "kinds": ["strike"], **changes}


def test_events_are_in_order_of_first_then_last_then_the_file() -> None:
    dates = ["2019-07-01/2019-07-05", "2019-07", "2019-07-01", "2019-06-30", "2019-07-01", "2019-07-01/2019-07-05"]
    raw = {**FILE, "events": [minimal(id=f"e{number}", date=date) for number, date in enumerate(dates)]}
    events = Chronology.model_validate(raw).events
    assert [event.id for event in events] == ["e3", "e2", "e4", "e0", "e5", "e1"]
    days = [(event.first, event.last or dt.date.max) for event in events]
    assert all(one <= other for one, other in pairwise(days))


def test_phases_are_in_order_of_number() -> None:
    raw = {**FILE, "phases": FILE["phases"][::-1]}
    assert [phase.number for phase in Chronology.model_validate(raw).phases] == [1, 2, 3, 4]


def test_what_an_event_may_leave_out_is_empty() -> None:
    event = Event.model_validate(minimal())
    assert (event.date_text, event.summary, event.phase, event.source, event.note) == (None,) * 5
    assert (event.actors, event.places, event.figures, event.paragraphs, event.attributed_to) == ((),) * 5


def test_a_figure_is_an_exact_one_of_its_event_unless_it_says_otherwise() -> None:
    figure = {"metric": "civilians", "value": 4}
    actors = [{"actor": "a", "role": "attacker"}, {"actor": "b", "role": "target"}, {"actor": "c", "role": "backer"}]
    event = Event.model_validate(minimal(date="2019-06-15~", actors=actors, figures=[figure]))
    [result] = event.figures
    assert (result.hedge.value, result.scope, result.source, result.includes) == ("exact", Scope.INCIDENT, None, ())
    assert result.period == stored_span("2019-06-15~")
    assert result.attributed_to == event.attributed_to == ("a", "c")


def test_a_figure_shares_its_events_places_unless_it_has_its_own() -> None:
    figures = [{"metric": "civilians", "value": 4}, {"metric": "fighters", "value": 4, "places": ["b"]}]
    one, other = Event.model_validate(minimal(places=["a"], figures=figures)).figures
    assert (one.places, other.places) == (("a",), ("b",))


def test_a_figure_may_be_attributed_to_fewer_or_to_no_one() -> None:
    actors = [{"actor": "a", "role": "attacker"}, {"actor": "b", "role": "backer"}]
    figures = [
        {"metric": "civilians", "value": 4, "attributed_to": ["b"]},
        {"metric": "fighters", "value": 4, "attributed_to": [], "period": "2019-05"},
    ]
    one, other = Event.model_validate(minimal(actors=actors, figures=figures)).figures
    assert one.attributed_to == ("b",)
    assert other.attributed_to == ()
    assert other.period == Span(dt.date(2019, 5, 1), dt.date(2019, 5, 31))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ATTACKER])
def test_nothing_is_attributed_without_an_attacker(role: Role) -> None:
    assert Event.model_validate(minimal(actors=[{"actor": "a", "role": role.value}])).attributed_to == ()


def test_an_actor_of_two_roles_is_attributed_once() -> None:
    actors = [{"actor": "a", "role": "backer"}, {"actor": "b", "role": "backer"}, {"actor": "a", "role": "attacker"}]
    assert Event.model_validate(minimal(actors=actors)).attributed_to == ("a", "b")


def test_a_figures_bounds_are_its_sources_or_its_hedges() -> None:
    covered = {"period": "2019-06-15", "places": [], "attributed_to": []}
    civilians = {"metric": "civilians", **covered}
    stated = Figure.model_validate({**civilians, "value": 15, "hedge": "about", "low": 12, "high": 20})
    assert stated.count == Count(12, 15, 20)
    assert (stated.printed_low, stated.printed_high) == (12, 20)
    hedged = Figure.model_validate({**civilians, "value": 15, "hedge": "about"})
    assert (hedged.printed_low, hedged.printed_high) == (None, None)
    at_least = Figure.model_validate({**civilians, "value": 23, "hedge": "at_least"})
    assert (at_least.printed_low, at_least.printed_high) == (23, None)


def test_a_range_without_a_value_counts_its_low() -> None:
    between = {"metric": "civilians", "low": 80, "high": 120}
    [figure] = Event.model_validate(minimal(figures=[between])).figures
    assert (figure.value, figure.count) == (80, Count(80, 80, 120))
    for lacking in ({"metric": "civilians", "low": 80}, {"metric": "civilians", "high": 80}, {"metric": "civilians"}):
        assert refused_at(figures=[lacking]) == [("figures", 0, "value")]


def test_an_event_has_one_kind_or_several() -> None:
    assert Event.model_validate(minimal(kinds=["strike", "clash"])).kinds == ("strike", "clash")
    assert refused_at(kinds=[]) == refused_at(kinds="strike") == [("kinds",)]


def test_an_event_of_an_older_file_has_its_one_kind() -> None:
    older = {key: value for key, value in minimal(kind="clash").items() if key != "kinds"}
    [event] = loaded({**FILE, "events": [older]}).events
    assert event == Event.model_validate(minimal(kinds=["clash"]))
    with pytest.raises(DatasetError, match="unknown key 'kind'"):  # both say too much
        loaded({**FILE, "events": [minimal(kind="clash")]})


# What a figure shares with its event


def test_a_figure_of_what_goes_on_goes_on() -> None:
    [figure] = Event.model_validate(minimal(date="2019-12-15~/..", figures=[CIVILIANS])).figures
    assert figure.period == Span(dt.date(2019, 12, 15), None, first_approximate=True)


def test_of_an_event_without_place_and_attacker_a_figure_has_neither() -> None:
    [figure] = Event.model_validate(minimal(figures=[CIVILIANS])).figures
    assert (figure.places, figure.attributed_to) == ((), ())
    # and states none
    assert (figure.stated_low, figure.stated_high, figure.wording, figure.note) == (None,) * 4


def test_three_sources_share_what_the_first_states_and_what_it_has_of_its_event() -> None:
    first = {**CIVILIANS, "period": "2019-05/2019-06", "scope": "cumulative", "includes": ["a", "b"], "adds_to": ["c"]}
    others = [{**CIVILIANS, "value": value, "source": source} for value, source in ((3, "army"), (9, "watch"))]
    event = minimal(
        places=["hill"], actors=[{"actor": "north", "role": "attacker"}], figures=[first, *others, FIGHTERS]
    )
    *civilians, fighters = Event.model_validate(event).figures
    assert [(one.value, one.source) for one in civilians] == [(5, None), (3, "army"), (9, "watch")]
    for figure in civilians:
        assert figure.period == Span(dt.date(2019, 5, 1), dt.date(2019, 6, 30))
        assert (figure.places, figure.attributed_to) == (("hill",), ("north",))
        assert (figure.scope, figure.includes, figure.adds_to) == (Scope.CUMULATIVE, ("a", "b"), ("c",))
    # another metric shares with its event alone
    assert fighters.period == stored_span("2019-06-15")
    assert (fighters.scope, fighters.includes) == (Scope.INCIDENT, ())


def test_a_source_may_hedge_word_and_bound_its_number_by_itself() -> None:
    other = {
        **CIVILIANS,
        "source": "army",
        "value": 3,
        "hedge": "about",
        "wording": "some three",
        "low": 2,
        "note": "a",
    }
    one, message = Event.model_validate(minimal(figures=[CIVILIANS, other])).figures
    assert (one.hedge, one.wording, one.count, one.note) == (Hedge.EXACT, None, Count(5, 5, 5), None)
    assert (message.hedge, message.wording, message.count, message.note) == (
        Hedge.ABOUT,
        "some three",
        Count(2, 3, None),
        "a",
    )


def refused_at(**fields: Any) -> list[tuple[str | int, ...]]:
    """Where an event is refused."""
    with pytest.raises(ValidationError) as refused:
        Event.model_validate(minimal(**fields))
    return [error["loc"] for error in refused.value.errors()]


def test_an_error_of_an_event_is_not_reported_for_its_figures_again() -> None:
    assert refused_at(date="2019-13", figures=[CIVILIANS]) == [("date",)]
    assert refused_at(places="hill", figures=[CIVILIANS]) == [("places",)]
    assert refused_at(actors=[{"actor": "a", "role": "villain"}], figures=[CIVILIANS]) == [("actors", 0, "role")]


def test_what_is_not_a_figure_is_refused_at_its_position() -> None:
    assert refused_at(figures="civilians") == [("figures",)]
    assert refused_at(figures=None) == [("figures",)]
    assert refused_at(figures=[7, CIVILIANS, None]) == [("figures", 0), ("figures", 2)]
    # a metric that is not a text cannot be shared by another figure
    assert refused_at(figures=[{**CIVILIANS, "metric": 7}, {**CIVILIANS, "metric": 7, "places": []}]) == [
        ("figures", 0, "metric"),
        ("figures", 1, "metric"),
    ]
    assert refused_at(figures=[{"value": 5}]) == [("figures", 0, "metric")]


def test_figures_may_be_handed_over_as_records() -> None:
    [figure] = Event.model_validate(minimal(figures=[CIVILIANS])).figures
    assert Event.model_validate(minimal(figures=(figure,))).figures == (figure,)


def test_a_period_may_be_handed_over_as_a_span() -> None:
    period = Span(dt.date(2019, 6, 1), None)
    assert Figure.model_validate({**CIVILIANS, "period": period, "places": [], "attributed_to": []}).period == period


def test_a_phase_is_its_days() -> None:
    phase = Phase.model_validate({"id": "a", "number": 1, "title": "A", "first": "2019-06-01", "last": "2019-06-30"})
    assert phase.span == Span(dt.date(2019, 6, 1), dt.date(2019, 6, 30))
    assert phase.days == Days(dt.date(2019, 6, 1), dt.date(2019, 6, 30))


# What all records are


def all_records() -> list[Record]:
    """One of each kind of record."""
    event = CHRONOLOGY.event["2019-04-26-air-raids"]
    return [
        CHRONOLOGY,
        *CHRONOLOGY.all_publications,
        CHRONOLOGY.metrics[0],
        CHRONOLOGY.actors[0],
        CHRONOLOGY.places[0],
        CHRONOLOGY.phases[0],
        event,
        event.figures[0],
        event.actors[0],
    ]


records = pytest.mark.parametrize("record", all_records(), ids=lambda record: type(record).__name__)


@records
def test_a_record_is_frozen(record: Record) -> None:
    for field in type(record).model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, field, getattr(record, field))


@records
def test_a_record_knows_no_keys_but_its_own(record: Record) -> None:
    with pytest.raises(ValidationError) as refused:
        type(record).model_validate({"colour": "red"})
    assert [error["loc"] for error in refused.value.errors() if error["type"] == "extra_forbidden"] == [("colour",)]


# The JSON


def stored(record: Any, answer: Any) -> Any:
    """`answer`, the JSON of a record, cut down to the keys of `record`, the same in the file, and written as there."""
    match record:
        case dict():
            return {key: stored(value, answer[key]) for key, value in record.items()}
        case list():
            return [stored(*pair) for pair in zip(record, answer, strict=True)]
        case str() if isinstance(answer, dict):
            span = stored_span(record)
            days = {"first": str(span.first), "last": str(span.last) if span.last else None}
            rough = {"first_approximate": span.first_approximate, "last_approximate": span.last_approximate}
            return record if answer == {**days, "approximate": span.approximate, **rough} else answer
        case _:
            return answer


def test_the_json_of_the_chronology_says_what_the_file_says() -> None:
    by_id = {event["id"]: event for event in FILE["events"]}
    in_order = {**FILE, "events": [by_id[event.id] for event in CHRONOLOGY.events]}
    assert stored(in_order, to_jsonable_python(CHRONOLOGY)) == in_order


@records
def test_a_record_can_be_written_as_json(record: BaseModel) -> None:
    # a warning would be an error here
    assert json.loads(record.model_dump_json()) == to_jsonable_python(record)


@pytest.mark.parametrize("event", CHRONOLOGY.events, ids=lambda event: event.id)
def test_the_json_of_an_event_has_its_derived_fields(event: Event) -> None:
    answer = to_jsonable_python(event)
    assert (answer["first"], answer["last"]) == (str(event.first), str(event.last) if event.last else None)
    assert answer["approximate"] is event.approximate
    assert answer["attributed_to"] == list(event.attributed_to)
    for figure, message in zip(event.figures, answer["figures"], strict=True):
        assert (message["printed_low"], message["printed_high"]) == (figure.count.low, figure.count.high)
        assert not {"low", "best", "high"} & set(message)
        assert set(message["period"]) == {"first", "last", "approximate", "first_approximate", "last_approximate"}
        assert "stated_low" not in message
        assert "stated_high" not in message


def test_the_json_of_a_sources_own_range_is_the_range() -> None:
    figure = {"metric": "civilians", "value": 15, "hedge": "about", "low": 12, "high": 20}
    [answer] = to_jsonable_python(Event.model_validate(minimal(figures=[figure])))["figures"]
    assert (answer["value"], answer["printed_low"], answer["printed_high"]) == (15, 12, 20)


def test_what_is_unknown_is_null_in_json() -> None:
    answer = to_jsonable_python(Event.model_validate(minimal()))
    assert [key for key, value in answer.items() if value is None] == [
        "date_text",
        "summary",
        "phase",
        "source",
        "note",
    ]
