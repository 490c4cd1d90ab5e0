"""The bundled chronology, record by record, compared with a table written by hand from the records' design."""

import datetime as dt
import json
from typing import Any, NamedTuple

import pytest

from idlibtl.model.dates import Span, stored_span
from idlibtl.model.records import Role
from idlibtl.read.dataset import load
from idlibtl.read.files import bundled

CHRONOLOGY = load()
FILE: dict[str, Any] = json.loads(bundled().read_text(encoding="utf-8"))

A, B, T, X, P = Role.ATTACKER, Role.BACKER, Role.TARGET, Role.ACCUSED, Role.PARTY
GOVERNMENT, RUSSIA, REGION = "syrian-government", "russia", "idlib-region"


class Number(NamedTuple):
    """A figure as the design lists it; a period and places that are None are its event's."""

    metric: str
    value: int
    hedge: str
    source: str | None
    period: str | None = None
    scope: str = "incident"
    includes: tuple[str, ...] = ()
    places: tuple[str, ...] | None = None
    adds_to: tuple[str, ...] = ()


class Row(NamedTuple):
    """A record as the design lists it."""

    id: str
    date: str
    first: str
    last: str | None
    paragraphs: tuple[int, ...]
    actors: dict[str, Role]
    places: tuple[str, ...]
    kinds: str
    phase: str | None
    source: str | None = None
    figures: tuple[Number, ...] = ()


FIRST_TOLL = "2019-04-26/2019-05-05~"
FOUR_MONTHS = "2019-04-26/2019-08-31"
SO_FAR = "cumulative"

# fmt: off
ROWS = [
    Row("2019-01-hts-control", "2019-01/..", "2019-01-01", None, (4,), {"hts": P}, (REGION,), "background", None),
    Row("2019-04-bombardment", "2019-04~", "2019-04-01", "2019-04-30", (1,), {GOVERNMENT: A, RUSSIA: A}, ("idlib",),
        "strike", None),
    Row("2019-04-26-air-raids", "2019-04-26/2019-04-27", "2019-04-26", "2019-04-27", (3,), {RUSSIA: A},
        ("idlib", "hama"), "strike", "russian-strikes", "sohr",
        (Number("civilians", 15, "about", "sohr"),)),
    Row("2019-04-russia-position", "2019-04-26~/2019-05-05~", "2019-04-26", "2019-05-05", (5,), {RUSSIA: P}, (REGION,),
        "statement", "russian-strikes"),
    Row("2019-05-un-first-toll", "2019-05-05~", "2019-05-05", "2019-05-05", (6,), {}, (REGION,),
        "strike displacement", "russian-strikes", "un",
        (Number("displaced", 150_000, "exact", "un", FIRST_TOLL, SO_FAR),
         Number("hospitals", 12, "exact", "un", FIRST_TOLL, SO_FAR),
         Number("schools", 10, "exact", "un", FIRST_TOLL, SO_FAR))),
    Row("2019-06-03-hrw-banned-weapons", "2019-06-03", "2019-06-03", "2019-06-03", (7,), {RUSSIA: X, GOVERNMENT: X},
        (REGION,), "statement", "russian-strikes", "hrw"),
    Row("2019-06-15-flare-up", "2019-06-15~", "2019-06-15", "2019-06-15", (8,), {}, (REGION,),
        "strike clash", "hundreds-killed", None,
        (Number("killed", 45, "at_least", None), Number("civilians", 10, "exact", None))),
    Row("2019-06-20-bombardment", "2019-06-20", "2019-06-20", "2019-06-20", (8,), {GOVERNMENT: A}, (REGION,),
        "strike", "hundreds-killed", None,
        (Number("civilians", 20, "exact", None),)),
    Row("2019-07-22-market-strikes", "2019-07-22", "2019-07-22", "2019-07-22", (9,), {}, ("maaret-al-numan",),
        "strike", "hundreds-killed", "sohr",
        (Number("civilians", 50, "about", "sohr", places=(REGION,)),)),
    Row("2019-08-khan-sheikhun", "2019-08", "2019-08-01", "2019-08-31", (10,), {GOVERNMENT: A}, ("khan-sheikhun",),
        "advance", "hundreds-killed"),
    Row("2019-08-31-truce", "2019-08-31", "2019-08-31", "2019-08-31", (11,), {RUSSIA: B}, (REGION,),
        "truce", "hundreds-killed"),
    Row("2019-08-31-four-month-toll", "2019-08-31", "2019-08-31", "2019-08-31", (11,), {},
        (REGION,), "strike", "hundreds-killed", "sohr",
        (Number("civilians", 1_000, "nearly", "sohr", FOUR_MONTHS, SO_FAR,
                ("2019-04-26-air-raids", "2019-06-15-flare-up", "2019-06-20-bombardment",
                 "2019-07-22-market-strikes")),)),
    Row("2019-08-31-displacement", "2019-08-31", "2019-08-31", "2019-08-31", (11,), {},
        (REGION,), "displacement", "hundreds-killed", None,
        (Number("displaced", 400_000, "more_than", None, FOUR_MONTHS, SO_FAR, ("2019-05-un-first-toll",)),)),
    Row("2019-09-10-strikes-resume", "2019-09-10", "2019-09-10", "2019-09-10", (12,), {RUSSIA: A, "hts": T},
        (REGION,), "strike", "hundreds-killed"),
    Row("2019-09-19-veto", "2019-09-19", "2019-09-19", "2019-09-19", (13,), {RUSSIA: P, "china": P}, (),
        "diplomacy", "hundreds-killed"),
    Row("2019-12-02-bombardment", "2019-12-02", "2019-12-02", "2019-12-02", (14,), {GOVERNMENT: A},
        ("maaret-al-numan",), "strike", "new-escalation", None,
        (Number("civilians", 13, "about", None),)),
    Row("2019-12-two-week-toll", "2019-12-15~/2019-12-28~", "2019-12-15", "2019-12-28", (16,),
        {}, (REGION,), "strike", "new-escalation", "sohr",
        (Number("civilians", 80, "nearly", "sohr", None, SO_FAR),)),
    Row("2019-12-clashes", "2019-12-15~/2019-12-28~", "2019-12-15", "2019-12-28", (16,),
        {}, (REGION,), "clash", "new-escalation", None,
        (Number("fighters", 100, "at_least", None, None, SO_FAR),)),
    Row("2019-12-offensive", "2019-12-15~/..", "2019-12-15", None, (15,), {GOVERNMENT: A, RUSSIA: B}, (REGION,),
        "advance strike", "new-escalation"),
    Row("2020-01-11-air-strikes", "2020-01-11", "2020-01-11", "2020-01-11", (17,), {GOVERNMENT: A}, ("idlib",),
        "strike", "syrian-advance", None,
        (Number("civilians", 18, "about", "sohr"),)),
    Row("2020-01-12-ceasefire", "2020-01-12", "2020-01-12", "2020-01-12", (17,), {RUSSIA: B}, (REGION,),
        "truce", "syrian-advance"),
    Row("2020-01-fighting", "2020-01-12~/2020-01-21~", "2020-01-12", "2020-01-21", (18,), {GOVERNMENT: P, "hts": P},
        (REGION,), "clash", "syrian-advance"),
    Row("2020-01-15-aleppo-displacement", "2020-01-15/2020-01-19", "2020-01-15", "2020-01-19", (20,), {}, ("aleppo",),
        "displacement", "syrian-advance", "un",
        (Number("displaced", 38_000, "exact", "un"),)),
    Row("2020-01-21-strikes", "2020-01-21", "2020-01-21", "2020-01-21", (19,), {RUSSIA: A}, ("idlib", "aleppo"),
        "strike", "syrian-advance", None,
        (Number("civilians", 23, "at_least", None), Number("children", 13, "exact", None))),
    Row("2020-01-idlib-displacement", "2020-01-21~", "2020-01-21", "2020-01-21", (21,), {}, ("idlib",),
        "displacement", "syrian-advance", None,
        (Number("displaced", 358_000, "about", None, "2019-12-01/2020-01-21~", SO_FAR,
                adds_to=("2020-01-15-aleppo-displacement",)),)),
    Row("2020-01-26-maaret-al-numan", "2020-01-26", "2020-01-26", "2020-01-26", (2, 22), {GOVERNMENT: A},
        ("maaret-al-numan",), "advance", "syrian-advance"),
]

# The events that are attributed: to their attackers, and to their backers where there is an attacker
ATTRIBUTED = {
    "2019-04-bombardment": {GOVERNMENT, RUSSIA},
    "2019-04-26-air-raids": {RUSSIA},
    "2019-06-20-bombardment": {GOVERNMENT},
    "2019-08-khan-sheikhun": {GOVERNMENT},
    "2019-09-10-strikes-resume": {RUSSIA},
    "2019-12-02-bombardment": {GOVERNMENT},
    "2019-12-offensive": {GOVERNMENT, RUSSIA},
    "2020-01-11-air-strikes": {GOVERNMENT},
    "2020-01-21-strikes": {RUSSIA},
    "2020-01-26-maaret-al-numan": {GOVERNMENT},
}
# fmt: on

rows = pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])


# The events


def test_the_records_are_the_26_of_the_design_in_order() -> None:
    assert len(ROWS) == 26
    assert [event.id for event in CHRONOLOGY.events] == [row.id for row in ROWS]


@rows
def test_a_record_has_its_date_and_its_days(row: Row) -> None:
    event = CHRONOLOGY.event[row.id]
    assert event.date == row.date
    assert event.first == dt.date.fromisoformat(row.first)
    assert event.last == (dt.date.fromisoformat(row.last) if row.last else None)
    assert event.approximate is ("~" in row.date)


@rows
def test_a_record_has_its_actors_places_kind_and_phase(row: Row) -> None:
    event = CHRONOLOGY.event[row.id]
    assert [(part.actor, part.role) for part in event.actors] == list(row.actors.items())
    assert event.places == row.places
    assert event.kinds == tuple(row.kinds.split())
    assert event.phase == row.phase


@rows
def test_a_record_has_its_source_and_its_paragraphs(row: Row) -> None:
    event = CHRONOLOGY.event[row.id]
    assert event.source == row.source
    assert event.paragraphs == row.paragraphs


@rows
def test_a_record_has_its_figures(row: Row) -> None:
    event = CHRONOLOGY.event[row.id]
    result = [
        Number(f.metric, f.value, f.hedge, f.source, None, f.scope, f.includes, f.places, f.adds_to)
        for f in event.figures
    ]
    own = [number.places if number.places is not None else row.places for number in row.figures]
    numbers = zip(row.figures, own, strict=True)
    assert result == [number._replace(period=None, places=places) for number, places in numbers]
    for figure, number in zip(event.figures, row.figures, strict=True):
        # a figure's period is its event's date unless it has its own
        assert figure.period == stored_span(number.period or row.date)


@rows
def test_a_record_is_attributed_to_its_attackers_and_backers(row: Row) -> None:
    assert set(CHRONOLOGY.event[row.id].attributed_to) == ATTRIBUTED.get(row.id, set())


def test_a_figure_is_attributed_to_those_of_its_event() -> None:
    for event in CHRONOLOGY.events:
        for figure in event.figures:
            assert figure.attributed_to == event.attributed_to, event.id


def test_no_one_is_charged_by_context() -> None:
    for toll in ("2019-08-31-four-month-toll", "2019-12-two-week-toll", "2019-12-clashes", "2019-06-15-flare-up"):
        assert CHRONOLOGY.event[toll].actors == ()
        assert CHRONOLOGY.event[toll].attributed_to == ()


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        ("2019-04-bombardment", "nine months ago"),
        ("2019-05-un-first-toll", "by early May"),
        ("2019-06-15-flare-up", "from June 15"),
        ("2019-12-offensive", "from mid-December"),
        ("2019-12-two-week-toll", "in two weeks"),
    ],
)
def test_an_approximate_date_keeps_the_publications_words(identity: str, words: str) -> None:
    assert CHRONOLOGY.event[identity].date_text == words


@pytest.mark.parametrize(
    ("identity", "metric", "wording"),
    [
        ("2019-04-26-air-raids", "civilians", "around 15"),
        ("2019-06-15-flare-up", "killed", "at least 45"),
        ("2019-07-22-market-strikes", "civilians", "around 50"),
        ("2019-08-31-four-month-toll", "civilians", "nearly 1,000"),
        ("2019-08-31-displacement", "displaced", "more than 400,000"),
        ("2019-12-02-bombardment", "civilians", "about 13"),
        ("2019-12-two-week-toll", "civilians", "nearly 80"),
        ("2019-12-clashes", "fighters", "hundreds"),
        ("2020-01-11-air-strikes", "civilians", "around 18"),
        ("2020-01-21-strikes", "civilians", "at least 23"),
        ("2020-01-idlib-displacement", "displaced", "some 358,000"),
    ],
)
def test_a_hedge_keeps_the_publications_words(identity: str, metric: str, wording: str) -> None:
    [figure] = [one for one in CHRONOLOGY.event[identity].figures if one.metric == metric]
    assert figure.wording == wording


def test_every_figure_of_the_file_gives_its_source() -> None:
    for event in FILE["events"]:
        for figure in event["figures"]:
            assert "source" in figure, event["id"]
            assert figure["wording"], event["id"]


#: What the design asks to be marked as our reading, and a word of it that the note must have.
READINGS = {
    # what is included, and what is added
    "2019-08-31-four-month-toll": "include",
    "2019-08-31-displacement": "include",
    "2020-01-idlib-displacement": "adds to",
    # periods
    "2019-05-un-first-toll": "26 April",
    "2019-12-two-week-toll": "15 to 28 December",
    "2019-12-clashes": "15 to 28 December",
    # dates, and their order in the text
    "2019-04-bombardment": "nine months",
    "2019-04-russia-position": "order",
    "2019-06-15-flare-up": "15 June",
    "2019-06-20-bombardment": "five days",
    "2019-12-offensive": "15th",
    "2020-01-12-ceasefire": "one after",
    "2020-01-fighting": "order",
    # Idlib and Aleppo as provinces
    "2020-01-11-air-strikes": "province",
    "2020-01-15-aleppo-displacement": "province",
    "2020-01-21-strikes": "provinces",
    # a place of the figure that is not the event's, and who jihadists are
    "2019-07-22-market-strikes": "whole region",
    "2019-09-10-strikes-resume": "jihadist",
}


def test_every_note_is_marked_as_our_reading() -> None:
    records: list[Any] = [*CHRONOLOGY.events, *CHRONOLOGY.phases]
    notes = [note for record in records if (note := record.note)]
    others: list[Any] = [*CHRONOLOGY.places, *CHRONOLOGY.actors, *CHRONOLOGY.metrics]
    assert all(note.startswith("Our reading: ") for note in notes)
    assert not any("Ours" in (record.note or "") for record in others)


@pytest.mark.parametrize(("identity", "word"), READINGS.items(), ids=READINGS)
def test_what_we_decide_is_in_the_note(identity: str, word: str) -> None:
    assert word in (CHRONOLOGY.event[identity].note or "")


def test_every_inclusion_and_addition_is_our_reading() -> None:
    figures = [(event.id, figure) for event in CHRONOLOGY.events for figure in event.figures]
    assert {identity for identity, figure in figures if figure.includes or figure.adds_to} <= set(READINGS)
    # and so is every period that is not the event's
    apart = {identity for identity, figure in figures if figure.period != CHRONOLOGY.event[identity].span}
    assert apart <= set(READINGS)


@pytest.mark.parametrize(
    ("identity", "source"),
    [
        ("2019-08-31-displacement", "Syrian Observatory for Human Rights"),
        ("2019-12-clashes", "Syrian Observatory for Human Rights"),
        ("2020-01-idlib-displacement", "the UN"),
    ],
)
def test_a_note_says_which_source_only_the_sentence_before_names(identity: str, source: str) -> None:
    assert (
        f"The sentence names no source; the one before it names {source if source == 'the UN' else f'the {source}'}"
        in (CHRONOLOGY.event[identity].note or "")
    )


def test_the_days_of_phases_and_of_the_publication_are_our_reading() -> None:
    assert all((phase.note or "").startswith("Our reading: ") for phase in CHRONOLOGY.phases)
    assert "Our reading: " in (CHRONOLOGY.all_publications[0].note or "")


def test_every_paragraph_of_the_publication_is_cited() -> None:
    cited = {
        *CHRONOLOGY.paragraphs,
        *(number for actor in CHRONOLOGY.actors for number in actor.paragraphs),
        *(number for event in CHRONOLOGY.events for number in event.paragraphs),
    }
    assert cited == set(range(1, 23))
    assert CHRONOLOGY.paragraphs == (1, 2)
    assert [publication.paragraphs for publication in CHRONOLOGY.all_publications] == [22]


# The other records


def test_the_publication_is_described() -> None:
    [publication] = CHRONOLOGY.all_publications
    assert publication is CHRONOLOGY.publication
    assert publication.title == "Months of Strikes on Syria's Hold-Out Idlib"
    assert publication.kind == "news-agency chronology"
    assert publication.as_of == dt.date(2020, 1, 26)
    assert "none is an independent finding" in (publication.note or "")
    assert CHRONOLOGY.schema_version == 1
    assert "compilation" in CHRONOLOGY.license


def test_the_metrics_are_those_of_the_design() -> None:
    assert {metric.id: (metric.unit, metric.parts, metric.repeats) for metric in CHRONOLOGY.metrics} == {
        "civilians": ("people", (), False),
        "children": ("people", (), False),
        "fighters": ("people", (), False),
        "killed": ("people", ("civilians", "fighters"), False),
        "displaced": ("people", (), True),
        "hospitals": ("facilities", (), False),
        "schools": ("facilities", (), False),
    }
    assert CHRONOLOGY.metric["civilians"].label == "civilians killed"
    assert "displaced more than once" in (CHRONOLOGY.metric["displaced"].note or "")
    assert "part of civilians" in (CHRONOLOGY.metric["children"].note or "")


def test_the_actors_are_those_of_the_design() -> None:
    assert {actor.id: (actor.name, actor.short, actor.kind.value) for actor in CHRONOLOGY.actors} == {
        "russia": ("Russia", None, "state"),
        "syrian-government": ("Syrian government", None, "state"),
        "hts": ("Hayat Tahrir al-Sham", "HTS", "armed-group"),
        "china": ("China", None, "state"),
        "un": ("United Nations", "UN", "organisation"),
        "sohr": ("Syrian Observatory for Human Rights", "SOHR", "monitor"),
        "hrw": ("Human Rights Watch", "HRW", "organisation"),
    }
    aliases = {actor.id: set(actor.aliases) for actor in CHRONOLOGY.actors}
    assert {"regime", "Syrian regime", "Damascus", "pro-government forces", "Syria"} <= aliases["syrian-government"]
    assert "jihadists" in aliases["hts"]
    assert "the Observatory" in aliases["sohr"]


def test_russias_position_is_a_record() -> None:
    russia = CHRONOLOGY.actor["russia"]
    assert 'only "terrorists"' in (russia.note or "")
    assert russia.paragraphs == (5,)


@pytest.mark.parametrize(
    ("identity", "kind", "within", "latitude", "longitude", "pcode"),
    [
        ("idlib-region", "region", None, None, None, None),
        ("idlib", "province", "idlib-region", 35.766667, 36.666667, "SY07"),
        ("hama", "province", "idlib-region", 35.233333, 37.2, "SY05"),
        ("aleppo", "province", "idlib-region", 36.25, 37.616667, "SY02"),
        ("maaret-al-numan", "town", "idlib", 35.648379, 36.676019, None),
        ("khan-sheikhun", "town", "idlib", 35.44208, 36.65095, None),
    ],
)
def test_a_place_is_where_the_design_puts_it(
    identity: str, kind: str, within: str | None, latitude: float | None, longitude: float | None, pcode: str | None
) -> None:
    place = CHRONOLOGY.place[identity]
    assert (place.kind, place.within, place.pcode) == (kind, within, pcode)
    assert (place.latitude, place.longitude) == (latitude, longitude)


def test_the_places_are_six_and_known_by_their_many_spellings() -> None:
    aliases = {place.id: set(place.aliases) for place in CHRONOLOGY.places}
    assert len(aliases) == 6
    assert {"Maarrat al-Numan", "Ma'arrat An Nu'man", "Maarat al-Numaan"} <= aliases["maaret-al-numan"]
    assert "Khan Shaykhun" in aliases["khan-sheikhun"]
    assert "Idleb" in aliases["idlib"]
    assert "Hamah" in aliases["hama"]


def test_the_phases_are_the_publications_sections() -> None:
    result = [(phase.number, phase.id, str(phase.first), str(phase.last)) for phase in CHRONOLOGY.phases]
    assert result == [
        (1, "russian-strikes", "2019-04-26", "2019-06-03"),
        (2, "hundreds-killed", "2019-06-15", "2019-09-19"),
        (3, "new-escalation", "2019-12-02", "2019-12-29"),
        (4, "syrian-advance", "2020-01-11", "2020-01-26"),
    ]
    assert CHRONOLOGY.phase["new-escalation"].span == Span(dt.date(2019, 12, 2), dt.date(2019, 12, 29))


def test_each_section_begins_and_ends_with_its_events() -> None:
    for phase in CHRONOLOGY.phases:
        spans = [event.span for event in CHRONOLOGY.events if event.phase == phase.id]
        assert min(span.first for span in spans) == phase.first
        # what goes on belongs to the section in which it begins; the third ends two weeks after mid-December
        latest = max(span.last or span.first for span in spans)
        assert phase.last == (dt.date(2019, 12, 29) if phase.number == 3 else latest)
        assert latest <= phase.last


def test_a_source_has_the_name_of_its_actor() -> None:
    assert CHRONOLOGY.source_name("sohr") == "Syrian Observatory for Human Rights"
    assert CHRONOLOGY.source_name(None) == "the publication itself"
    assert [CHRONOLOGY.source_short(source) for source in ("sohr", "un", "russia", None)] == [
        "SOHR",
        "UN",
        "Russia",
        "publication",
    ]


def test_records_are_found_by_their_ids() -> None:
    for section, by_id in (
        (CHRONOLOGY.metrics, CHRONOLOGY.metric),
        (CHRONOLOGY.actors, CHRONOLOGY.actor),
        (CHRONOLOGY.places, CHRONOLOGY.place),
        (CHRONOLOGY.phases, CHRONOLOGY.phase),
        (CHRONOLOGY.events, CHRONOLOGY.event),
    ):
        assert [by_id[record.id] for record in section] == list(section)
