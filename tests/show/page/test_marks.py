"""The marks of the page's timeline: each kind of date has its own, at the place of its days."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

from chronologies import Raw, document, loaded
from hypothesis import given
from hypothesis import strategies as st
from pages import report_of, tree

from idlibtl.model.dates import Span
from idlibtl.show.axis import Axis, axis
from idlibtl.show.page.bars import percent
from idlibtl.show.page.elements import Markup
from idlibtl.show.page.marks import LOWER, MOST_LINES, UPPER, Tracks, drawn_lines, leads_on, legend, lines, marks
from idlibtl.show.timeline_rows import EventRow, Lead, Sort

#: January to May 2021: a month is 20 percent.
MONTHS = Axis(range(2021 * 12, 2021 * 12 + 5))
JANUARY = date(2021, 1, 1)
AS_OF = date(2021, 3, 31)


def at(month: int, days: float = 0) -> str:
    """Where it is after so many days of a month."""
    return percent(20 * (month - 1 + days / (31, 28, 31, 30, 31)[month - 1]))


def long(days: float, of: int = 31) -> str:
    """How long so many days are in a month of 31 days, or of another number."""
    return percent(20 * days / of)


def event(
    first: date, last: date | None, first_approximate: bool = False, last_approximate: bool = False, **more: Any
) -> EventRow:
    plain = EventRow(
        span=Span(first, last, first_approximate, last_approximate),
        last=last or max(first, AS_OF),
        month_only=False,
        dates_text="",
        title="An event",
        figures_text="",
        id="e",
        phase=None,
        toll=None,
        inside=(),
    )
    return plain._replace(**more)


def roughly(row: EventRow, **ends: Any) -> EventRow:
    return row._replace(span=row.span._replace(**ends))


def shape(mark: Markup) -> tuple[str, ...]:
    """The class of a mark, and its place: a circle's middle, the beginning and length of a bar, a line's two ends."""
    [drawn] = ET.fromstring(f"<x>{mark}</x>")  # noqa: S314 - our own
    places = {"circle": ("cx",), "rect": ("x", "width"), "line": ("x1", "x2", "y1", "y2"), "use": ("x",), "svg": ("x",)}
    inner = drawn if drawn.tag != "svg" else drawn[0]
    loaded = inner.get("href") if inner.tag == "use" and inner.get("href") == "#tl-line" else inner.get("class")
    return (loaded or "", *(drawn.get(place) or "" for place in places[drawn.tag]))


def drawn(row: EventRow, axis_: Axis = MONTHS) -> list[tuple[str, ...]]:
    return [shape(mark) for mark in marks(row, axis_)]


# An event's own days


def test_a_day_is_a_dot_in_its_middle() -> None:
    row = event(date(2021, 1, 11), date(2021, 1, 11))
    assert drawn(row) == [("tl-dot", at(1, 10.5))]
    assert drawn(roughly(row, last_approximate=True)) == [("tl-about", at(1, 10.5))]
    assert drawn(roughly(row, first_approximate=True)) == [("tl-about", at(1, 10.5))]


def test_a_day_has_the_sign_of_its_sort_of_events() -> None:
    for sort in Sort:
        [mark] = marks(event(JANUARY, JANUARY, sort=sort), MONTHS)
        assert f'href="#k-{sort.name.lower()}"' in mark


def test_several_days_are_a_bar_and_each_end_is_approximate_by_itself() -> None:
    # 11 to 20 January: ten days, after ten others
    row = event(date(2021, 1, 11), date(2021, 1, 20))
    assert drawn(row) == [("tl-span", at(1, 10), long(10))]
    assert drawn(roughly(row, first_approximate=True)) == [("tl-span", at(1, 10), long(10)), ("tl-about", at(1, 10.5))]
    assert drawn(roughly(row, last_approximate=True)) == [("tl-span", at(1, 10), long(10)), ("tl-about", at(1, 19.5))]
    assert drawn(roughly(row, first_approximate=True, last_approximate=True)) == [("tl-about", at(1, 10), long(10))]


def test_some_time_in_a_month_is_a_bar_of_its_own() -> None:
    row = event(date(2021, 2, 1), date(2021, 2, 28), month_only=True)
    assert drawn(row) == [("tl-month", "20%", "20%")]
    assert drawn(roughly(row, first_approximate=True)) == [("tl-month tl-rough", "20%", "20%")]


def test_what_still_goes_on_ends_in_an_arrow_at_the_publication_s_day() -> None:
    # March ends at 60 percent; its second comes after one of 31 days
    row = event(date(2021, 3, 2), None)
    assert drawn(row) == [("tl-on", at(3, 1), long(30)), ("tl-head", "60%")]
    assert drawn(roughly(row, first_approximate=True)) == [
        ("tl-on", at(3, 1), long(30)),
        ("tl-about", at(3, 1.5)),
        ("tl-head", "60%"),
    ]


def test_what_began_some_time_in_a_month_and_goes_on() -> None:
    assert drawn(event(date(2021, 2, 1), None, month_only=True)) == [
        ("tl-month", "20%", "20%"),
        ("tl-on", "40%", "20%"),
        ("tl-head", "60%"),
    ]
    # in the publication's own month there is nothing between
    assert drawn(event(date(2021, 3, 1), None, month_only=True, first_approximate=True)) == [
        ("tl-month tl-rough", "40%", "20%"),
        ("tl-head", "60%"),
    ]


def test_what_goes_on_from_the_publication_s_day_or_later_is_an_arrow_alone() -> None:
    assert drawn(event(AS_OF, None)) == [("tl-head", "60%")]
    assert drawn(event(date(2021, 4, 4), None)) == [("tl-head", at(4, 4))]


# Tolls


def test_a_toll_is_a_bracket_over_the_days_that_it_sums_up() -> None:
    toll = Span(date(2021, 1, 11), date(2021, 1, 30))
    row = event(date(2021, 1, 30), date(2021, 1, 30), toll=toll)
    first, end = at(1, 10), at(1, 30)
    line, begin = ("tl-toll", first, end, "12", "12"), ("tl-toll", first, first, "5", "19")
    assert drawn(row) == [line, begin, ("tl-toll", end, end, "5", "19")]
    rough = row._replace(toll=toll._replace(first_approximate=True))
    assert drawn(rough) == [line, ("tl-about", at(1, 10.5)), ("tl-toll", end, end, "5", "19")]
    assert drawn(row._replace(toll=toll._replace(last_approximate=True))) == [line, begin, ("tl-about", at(1, 29.5))]


def test_days_that_are_those_of_its_toll_are_not_drawn_again() -> None:
    first, last = date(2021, 1, 11), date(2021, 1, 30)
    assert {class_ for class_, *_ in drawn(event(first, last, toll=Span(first, last)))} == {"tl-toll"}


def test_days_beyond_those_of_its_toll_are_drawn_too() -> None:
    toll = Span(date(2021, 1, 11), date(2021, 1, 30))
    assert drawn(event(date(2021, 2, 5), date(2021, 2, 5), toll=toll))[0] == ("tl-dot", at(2, 4.5))
    assert drawn(event(date(2021, 1, 5), date(2021, 1, 20), toll=toll))[0] == ("tl-span", at(1, 4), long(16))
    assert drawn(event(date(2021, 1, 20), None, toll=toll))[0] == ("tl-on", at(1, 19), percent(60 - 20 * 19 / 31))


def test_what_includes_events_without_summing_up_other_days_has_a_bracket_of_its_own() -> None:
    row = event(date(2021, 1, 11), date(2021, 1, 30), inside=(0,), last_approximate=True)
    assert [loaded for loaded, *_ in drawn(row)] == ["tl-toll", "tl-toll", "tl-about"]
    assert drawn(roughly(row._replace(last=AS_OF), last=None))[-1] == ("tl-head", "60%")


# What is inside


def test_a_tick_for_each_event_inside_within_the_bracket() -> None:
    inner = [event(date(2021, 1, 5), date(2021, 1, 5)), event(date(2021, 1, 11), date(2021, 1, 12))]
    inner += [event(date(2021, 1, 11), date(2021, 1, 12)), event(date(2021, 2, 1), None)]
    toll = event(date(2021, 1, 30), date(2021, 1, 30), toll=Span(date(2021, 1, 8), date(2021, 1, 30)))
    rows = [*inner, toll._replace(inside=(0, 1, 2, 3))]
    result = leads_on(rows, MONTHS)[4]
    assert [(lead.begin, lead.end, percent(lead.at)) for lead in result] == [
        (0, 4, at(1, 7)),
        (1, 4, at(1, 11)),
        (2, 4, at(1, 11)),
        (3, 4, at(1, 30)),
    ]
    # without days of its own to sum up
    alone = event(date(2021, 3, 1), None, inside=(3,))
    assert leads_on([*inner, alone], MONTHS) == {4: [(3, 4, 40)]}


def test_the_bracket_of_a_toll_has_one_tick_for_events_at_one_place() -> None:
    def figure(**more: Any) -> Raw:
        return {"metric": "civilians", "value": 1, "source": None, **more}

    day: Raw = {"title": "A day", "kinds": ["strike"], "date": "2019-01-11", "figures": [figure()]}
    toll = figure(value=9, scope="cumulative", period="2019-01", includes=["a", "b"])
    events = [
        {**day, "id": "a"},
        {**day, "id": "b", "figures": [figure(source="watch")]},
        {**day, "id": "c", "date": "2019-01-31", "figures": [toll]},
    ]
    tracks = Tracks(report_of(loaded(document(events, phases=[]))))
    # January alone has 31 days, and the middle of the 11th is 10.5 of them
    ticks = [shape(Markup(mark)) for mark in tracks.row(tracks.groups[0], 2) if mark and "tl-tick" in mark]
    at = f"{100 * 10.5 / 31:.2f}%"
    assert ticks == [("tl-tick", at, at, "8", "16")]
    # the line of both passes through a heading above the toll
    assert [
        shape(Markup(mark)) for mark in tracks.heading(tracks.groups[0]._replace(begin=2)) if mark and "line" in mark
    ] == [("#tl-line", at)]


def lines_in(rows: Sequence[EventRow]) -> Sequence[Mapping[str, int]]:
    return lines(len(rows), leads_on(rows, MONTHS))


def test_lines_lead_from_an_event_through_other_rows_to_its_toll() -> None:
    day = event(date(2021, 1, 11), date(2021, 1, 11))
    toll = event(day.span.first, day.span.first, toll=Span(date(2021, 1, 1), date(2021, 1, 30)), inside=(1,))
    result = lines_in([day, day, day, toll])
    assert result == [{}, {at(1, 10.5): LOWER}, {at(1, 10.5): UPPER | LOWER}, {at(1, 10.5): UPPER}]
    assert [[shape(mark) for mark in drawn_lines(row)] for row in result] == [
        [],
        [("tl-line", at(1, 10.5), at(1, 10.5), "12", "100%")],
        [("#tl-line", at(1, 10.5))],
        [("tl-line", at(1, 10.5), at(1, 10.5), "0", "12")],
    ]
    # a toll that comes before its event
    assert lines_in([toll, day])[1] == {at(1, 10.5): UPPER}


def test_two_lines_at_one_place_are_drawn_as_one() -> None:
    both = {0: [Lead(0, 1, 10.5)], 1: [Lead(1, 2, 10.501)]}
    assert lines(3, both) == [{"10.5%": LOWER}, {"10.5%": UPPER | LOWER}, {"10.5%": UPPER}]


def test_too_many_lines_are_none() -> None:
    day = event(JANUARY, JANUARY)
    # 62 events before a toll: 2 + 3 + ... + 63 = 2,015 rows to pass
    rows = [day] * 62 + [day._replace(inside=tuple(range(62)))]
    assert not any(lines_in(rows))
    # 61: 2 + ... + 62 = 1,952
    few = lines_in([day] * 61 + [day._replace(inside=tuple(range(61)))])
    assert all(few)
    assert MOST_LINES == 2000


# The rest


def test_a_stroke_through_what_is_replaced() -> None:
    row = event(date(2021, 1, 11), date(2021, 1, 20), replaced=True)
    assert drawn(row) == [("tl-span", at(1, 10), long(10)), ("tl-struck", at(1, 10.5))]


def meanings(rows: Sequence[EventRow]) -> list[str]:
    """What the legend of some rows says, each with a sample of its own."""
    drawn_marks = [mark for row in rows for mark in marks(row, MONTHS)]
    items = tree(legend(rows, drawn_marks))
    samples = [ET.tostring(item[0]) for item in items]
    assert len(set(samples)) == len(samples)
    assert all(item[0].get("aria-hidden") == "true" for item in items)
    return ["".join(item.itertext()) for item in items]


def test_the_legend_has_the_signs_that_occur() -> None:
    day = event(JANUARY, JANUARY)
    assert meanings([day]) == ["violence"]
    assert meanings([day._replace(sort=Sort.TALKS), day._replace(sort=Sort.ADVANCE)]) == [
        "advance",
        "truce or diplomacy",
    ]
    assert meanings([roughly(day, first_approximate=True)]) == ["violence", "approximate (c.)"]
    # what goes on is not several days
    assert meanings([event(JANUARY, None)]) == ["violence", "still going on"]
    assert meanings([event(JANUARY, date(2021, 1, 9), replaced=True)]) == [
        "violence",
        "several days",
        "replaced by another event",
    ]
    toll = event(JANUARY, JANUARY, toll=Span(JANUARY, date(2021, 1, 9)))
    assert meanings([toll]) == ["violence", "a cumulative toll, for these days"]


days = st.dates(date(2020, 6, 1), date(2021, 6, 30))


@st.composite
def rows_with_tolls(draw: st.DrawFn) -> Sequence[EventRow]:
    result: list[EventRow] = []
    for _ in range(draw(st.integers(1, 6))):
        first, last = sorted((draw(days), draw(days)))
        begin, end = sorted((draw(days), draw(days)))
        rough = {"first_approximate": draw(st.booleans()), "last_approximate": draw(st.booleans())}
        more: dict[str, Any] = {"month_only": draw(st.booleans()), **rough}
        if draw(st.booleans()):
            more["toll"] = Span(begin, end, **rough)
            more["inside"] = tuple(draw(st.sets(st.integers(0, len(result) - 1)))) if result else ()
        result.append(event(first, draw(st.sampled_from([first, last, None])), **more))
    return result


@given(rows_with_tolls())
def test_every_mark_is_on_the_axis_and_every_line_has_two_ends(rows: Sequence[EventRow]) -> None:
    ends = [day for row in rows for day in (*row.span[:2], *(row.toll or ())[:2]) if day]
    line = axis([*ends, AS_OF])
    for row in rows:
        result = drawn(row, line)
        assert result
        for class_, *places in result:
            assert class_
            assert all(0 <= float(place.rstrip("%")) <= 100 for place in places if place.endswith("%"))
    by_row = lines(len(rows), leads_on(rows, line))
    for above, below in pairwise([{}, *by_row, {}]):
        assert {at for at, halves in above.items() if halves & LOWER} == {
            at for at, halves in below.items() if halves & UPPER
        }
