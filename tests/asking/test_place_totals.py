"""The totals of places, reckoned from a part of the chronology, are those of the whole."""

from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled
from timelines import PLACES, Raw, chronologies, loaded

from idlibtl import Filters, ask, load
from idlibtl.totals.place_totals import PlaceTotals
from idlibtl.totals.total import totals


def test_the_places_of_the_bundled_chronology() -> None:
    question = ask(load(), Filters())
    reckoned = PlaceTotals(question)
    for place in question.timeline.places:
        events = reckoned.events(place.id)
        assert reckoned.of(place.id, events) == totals(ask(question.timeline, Filters(places=[place.id])))
    # of the 23 events those with figures; nothing of Aleppo alone bears on Hama, but what is of the whole region does
    bearing = {event.id for event in reckoned.events("hama")}
    assert "2019-08-31-four-month-toll" in bearing
    assert "2020-01-15-aleppo-displacement" not in bearing


@settings(max_examples=scaled(300))
@given(
    chronologies(),
    st.sampled_from(
        [
            Filters(),
            Filters(since="2019-02"),
            Filters(sources=["watch"]),
            Filters(kinds=["toll"]),
            Filters(phases=["early"]),
            Filters(actors=["north"]),
            Filters(metrics=["killed"], until="2019-02-10"),
        ]
    ),
)
def test_a_part_of_the_chronology_says_what_the_whole_says(raw: Raw, filters: Filters) -> None:
    timeline = loaded(raw)
    reckoned = PlaceTotals(ask(timeline, filters))
    for place in (each["id"] for each in PLACES):
        found = reckoned.of(place, reckoned.events(place))
        assert found == totals(ask(timeline, filters._replace(places=[place])))
