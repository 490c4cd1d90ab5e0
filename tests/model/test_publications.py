"""Publications, citations and corrections in the model."""

import datetime as dt
from typing import Any

import pytest
from edited import DAM, FIRST_REPORT, LOWMERE, MAY, MISSING, RAIDS, START, Change, changed
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from idlibtl.model.chronology import Chronology
from idlibtl.model.fields import Url
from idlibtl.model.records import Citation, Event
from idlibtl.model.vocabulary import EVENT_FIELDS, FIGURE_FIELDS

RAIN = "2031-04-rain"
BUNDLED = Chronology.model_validate(changed())
FLOOD = Chronology.model_validate(START)


def flood(*changes: Change) -> Chronology:
    """The chronology that init writes, changed."""
    return Chronology.model_validate(changed(*changes, of=START))


def minimal(**more: Any) -> Event:
    """An event of the fewest keys and `more`."""
    return Event.model_validate({"id": "e", "date": "2031-05-03", "title": "Something", "kinds": ["statement"], **more})


# URLs

URL = TypeAdapter[str](Url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/",
        "https://example.org:8080/a/b?c=d&e=f#g",
        "https://example.org?x",
        "https://example.org/@name/100%25",
        "https://bücher.example/straße",
        "https://[2001:db8::1]/",
        "https://192.0.2.1/",
        "https://example.org/" + "a" * 1980,
    ],
)
def test_a_web_address_is_kept_as_it_is(url: str) -> None:
    assert URL.validate_python(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "javascript:alert(1)",
        "HTTPS://example.org/",
        "example.org/a",
        " https://example.org/",
        "",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://example.org/\u202e",
        "https://example.org/\x7f",
        "https://me@example.org/",
        "https://me:secret@example.org?x",
        "https://",
        "https:///a",
        "https://?a",
        "https://.example.org",
        "https://example.org:port/",
        "https://example.org:123456/",
        "https://example.org\\a",
        'https://example.org/"',
        "https://example.org/{a}",
        "https://example.org/<a>",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        URL.validate_python(url)
    [error] = refused.value.errors()
    form = "a URL such as https://example.org/a%20page, without spaces, signs such as <, or a user name"
    assert error["msg"] == f"Value error, must be {form}, not {url!r}"


def test_a_url_is_text_and_of_bounded_length() -> None:
    for wrong in (5, None, ["https://example.org"], "https://example.org/" + "a" * 1981):
        with pytest.raises(ValidationError):
            URL.validate_python(wrong)


# One publication, or several


def test_a_file_has_one_publication_or_several() -> None:
    assert BUNDLED.publication is not None
    assert (BUNDLED.publications, BUNDLED.all_publications) == ((), (BUNDLED.publication,))
    assert (BUNDLED.publication.id, BUNDLED.publication.publisher, BUNDLED.publication.url) == (
        "publication",
        None,
        None,
    )
    assert FLOOD.publication is None
    assert [one.id for one in FLOOD.all_publications] == ["courier", "bulletin"]
    assert FLOOD.publication_by_id["bulletin"].publisher == "Quenna Relief"
    assert FLOOD.publication_by_id["bulletin"].url == "https://relief.example.org/bulletins/4"


def test_what_goes_on_is_known_up_to_the_publications_that_it_cites() -> None:
    assert BUNDLED.as_of == dt.date(2020, 1, 26)
    assert FLOOD.as_of == dt.date(2031, 6, 10)
    rain, dam = FLOOD.event[RAIN], FLOOD.event[DAM]  # the bulletin says nothing of the rain
    assert FLOOD.days(rain.span, rain).last == FLOOD.until(rain) == dt.date(2031, 6, 2)
    assert FLOOD.until(dam) == dt.date(2031, 6, 10)
    assert BUNDLED.until(BUNDLED.events[0]) == dt.date(2020, 1, 26)
    # and events are in that order
    open_end, closed = minimal(date="2031-05-03/.."), minimal(date="2031-05-03/2031-06-09")
    raw = START | {"events": [one.model_dump(include={"id", "date", "title", "kinds"}) for one in (open_end, closed)]}
    raw["events"][0]["id"] = "goes-on"
    for cited, order in (("courier", ["goes-on", "e"]), ("bulletin", ["e", "goes-on"])):
        events = [{**event, "citations": [{"publication": cited}]} for event in raw["events"]]
        assert [event.id for event in Chronology.model_validate(raw | {"events": events}).events] == order


@pytest.mark.parametrize(
    ("changes", "where", "reason"),
    [
        ([("publications", MISSING)], ("publication",), "missing"),
        ([("publications", [])], ("publications",), "must name at least one. For one text, use publication."),
        (
            [("publication", changed()["publication"])],
            ("publication",),
            "use publication or publications, not both",
        ),
        ([("publications/1/id", MISSING)], ("publications",), "number 2 has no id, which events cite it by"),
        ([("publications/0", 7)], ("publications", 0), "model_type"),
        ([("publications", "courier")], ("publications",), "tuple_type"),
        ([("publications", None)], ("publications",), "tuple_type"),
    ],
)
def test_the_publications_of_a_file_are_given_in_one_form(
    changes: list[Change], where: tuple[str | int, ...], reason: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        flood(*changes)
    errors = refused.value.errors()
    assert errors[0]["loc"] == where
    assert reason in (errors[0]["type"], errors[0]["msg"].removeprefix("Value error, "))
    # nothing about the other form
    assert len(errors) == 1


def test_a_publication_next_to_faulty_publications_is_reported_too() -> None:
    with pytest.raises(ValidationError) as refused:
        flood(("publications/0/title", ""), ("publication", changed()["publication"]))
    assert [error["loc"] for error in refused.value.errors()] == [("publications", 0, "title"), ("publication",)]


# Citations


def test_an_event_is_cited_in_the_same_way_in_both_forms() -> None:
    assert BUNDLED.cited(BUNDLED.event[RAIDS]) == (Citation(publication="publication", paragraphs=(3,), url=None),)
    raw = changed(("publication/url", "https://example.org/months"))
    with_url = Chronology.model_validate(raw)
    [cited] = with_url.cited(with_url.event[RAIDS])
    assert cited.url == "https://example.org/months"
    # a citation's own address goes before its publication's
    courier = Citation(publication="courier", paragraphs=(3,), url="https://courier.example.org/2031/river")
    bulletin = Citation(publication="bulletin", url="https://relief.example.org/bulletins/4#dam")
    assert FLOOD.cited(FLOOD.event[DAM]) == (courier, bulletin)
    assert FLOOD.event[DAM].citations[0].url is None


def test_a_source_that_is_not_given_is_the_one_publication_that_is_cited() -> None:
    cited = [{"publication": "courier"}]
    figures = [
        {"metric": "dead", "value": 5},
        {"metric": "hurt", "value": 5, "source": None},
        {"metric": "gone", "value": 5, "source": "council"},
    ]
    event = minimal(citations=cited, figures=figures)
    assert (event.source, *(figure.source for figure in event.figures)) == ("courier", "courier", "courier", "council")
    assert minimal(citations=cited, source="council").source == "council"
    # whether the file gives it is still known
    assert ["source" in figure.model_fields_set for figure in event.figures] == [False, True, True]


def test_of_several_or_no_publications_none_is_chosen() -> None:
    figures = [{"metric": "dead", "value": 5, "source": None}]
    for cited in ([], [{"publication": "courier"}, {"publication": "bulletin"}]):
        event = minimal(citations=cited, figures=figures)
        assert (event.source, event.figures[0].source) == (None, None)


def test_a_source_may_be_a_publication() -> None:
    assert FLOOD.source_name("courier") == "The river that came"
    assert FLOOD.source_name("council") == "Brackholt town council"
    assert BUNDLED.source_name(None) == "the publication itself"


def test_only_a_file_that_uses_them_shows_citations_and_corrections() -> None:
    assert (BUNDLED.event_fields, BUNDLED.figure_fields) == (EVENT_FIELDS, FIGURE_FIELDS)
    plain = to_jsonable_python(BUNDLED.event[RAIDS])
    assert tuple(plain) == EVENT_FIELDS
    message = to_jsonable_python(FLOOD.event[FIRST_REPORT])
    assert tuple(message) == FLOOD.event_fields
    places, citations, source = FLOOD.event_fields[8:11]
    assert (places, citations, source) == ("places", "citations", "source")
    assert FLOOD.event_fields[12:15] == ("paragraphs", "replaced_by", "note")
    assert set(to_jsonable_python(FLOOD.event[DAM])) == {*EVENT_FIELDS, "citations"}
    assert FLOOD.figure_fields == (*FIGURE_FIELDS, "citations")
    uncorrected = flood((f"events/{FIRST_REPORT}/replaced_by", None))
    assert set(uncorrected.event_fields) == {*EVENT_FIELDS, "citations"}
    corrected = Chronology.model_validate(changed((f"events/{RAIDS}/replaced_by", "2019-06-03-hrw-banned-weapons")))
    assert set(corrected.event_fields) == {*EVENT_FIELDS, "replaced_by"}


# Corrections


def test_a_replaced_event_is_not_counted() -> None:
    assert [event.id for event in FLOOD.current_events] == [RAIN, DAM, LOWMERE, MAY]
    assert FLOOD.last_correction == {FIRST_REPORT: DAM}
    assert set(FLOOD.figures_of["dead"]) == {DAM, LOWMERE, MAY}
    assert set(FLOOD.replaced_figures_of["dead"]) == {FIRST_REPORT}
    assert FLOOD.replaced_figures_of["displaced"] == {}
    assert (BUNDLED.last_correction, BUNDLED.current_events) == ({}, BUNDLED.events)


def test_the_last_of_a_chain_replaces_all_of_it() -> None:
    chain = flood((f"events/{DAM}/replaced_by", LOWMERE), (f"events/{LOWMERE}/replaced_by", MAY))
    assert chain.last_correction == {FIRST_REPORT: MAY, DAM: MAY, LOWMERE: MAY}


def test_a_circle_or_a_wrong_id_replaces_nothing() -> None:
    assert flood((f"events/{DAM}/replaced_by", FIRST_REPORT)).last_correction == {}
    assert flood((f"events/{DAM}/replaced_by", DAM)).last_correction == {}
    assert flood((f"events/{DAM}/replaced_by", "nothing")).last_correction == {}


def test_a_very_long_chain_is_followed_in_a_walk() -> None:
    events = [
        {"id": f"e{n}", "date": "2031-05-03", "title": "t", "kinds": ["statement"], "replaced_by": f"e{n + 1}"}
        for n in range(20_000)
    ]
    events += [{"id": "e20000", "date": "2031-05-03", "title": "t", "kinds": ["statement"]}]
    raw = START | {"events": [{**event, "citations": [{"publication": "courier"}]} for event in events]}
    assert set(Chronology.model_validate(raw).last_correction.values()) == {"e20000"}


@pytest.mark.parametrize("includes", [[FIRST_REPORT], [FIRST_REPORT, DAM], [DAM, FIRST_REPORT]])
def test_in_what_a_toll_includes_the_replacement_takes_its_place(includes: list[str]) -> None:
    chronology = flood((f"events/{MAY}/figures/0/includes", includes))
    assert chronology.holder == {("dead", DAM): MAY}


def test_what_a_replaced_toll_includes_is_included_no_longer() -> None:
    assert flood((f"events/{MAY}/replaced_by", DAM)).holder == {}
