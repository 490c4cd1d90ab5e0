"""Names as people type them: by id, name, alias or a unique beginning; and the messages."""

import json
from collections.abc import Callable
from typing import Any

import elsewhere
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl import Chronology, Filters, UnknownName, ask, load
from idlibtl.model import letters
from idlibtl.model.vocabulary import Section
from idlibtl.query.names import find, find_event, find_or_word, first_known, has_words, searchable, words
from idlibtl.read.files import bundled
from idlibtl.reports import names_report

CHRONOLOGY = load()
MAARET = ["2019-07-22-market-strikes", "2019-12-02-bombardment", "2020-01-26-maaret-al-numan"]


def picked(**asked: Any) -> list[str]:
    """The ids of the events that pass these filters."""
    return [event.id for event in ask(CHRONOLOGY, Filters(**asked)).events]


def refusal(question: Callable[[], object]) -> str:
    """The message of a refusal."""
    with pytest.raises(UnknownName) as refused:
        question()
    return str(refused.value)


def chronology_with(**more: list[object]) -> Chronology:
    """The bundled chronology with some sections longer."""
    raw = json.loads(bundled().read_text(encoding="utf-8"))
    for section, records in more.items():
        raw[section] += records
    return Chronology.model_validate(raw)


def with_actors(**names: list[str]) -> Chronology:
    """The bundled chronology and more actors: their ids, and what each is called."""
    more: list[object] = [
        {"id": key.replace("_", "-"), "name": name, "kind": "state", "aliases": rest}
        for key, (name, *rest) in names.items()
    ]
    return chronology_with(actors=more)


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        ("russia", "russia"),
        ("RUSSIA", "russia"),
        ("Rússia", "russia"),
        ("Moscow", "russia"),
        ("regime", "syrian-government"),
        ("Syrian Government", "syrian-government"),
        ("syrian_government", "syrian-government"),
        ("Pro Government Forces", "syrian-government"),
        ("SOHR", "sohr"),
        ("the observatory", "sohr"),
        ("Hay’at Tahrir al‑Sham", "hts"),
        ("hayat tahrir alsham", "hts"),
        ("U.N.", "un"),
        ("  un ", "un"),
        ("ＵＮ", "un"),
    ],
)
def test_an_actor_is_found_by_id_name_and_alias(typed: str, identity: str) -> None:
    assert find(CHRONOLOGY, "actors", typed) == identity


@pytest.mark.parametrize(
    "typed",
    [
        "maaret-al-numan",
        "Maaret al-Numan",
        "MAARET AL NUMAN",
        "Ma'arrat An Nu'man",
        "maarrat an numan",
        "Ma’arrat An Nu’man",
        "Ma`arrat al-Nu`man",
        "Maarrat al-Nuʻman",
        # the half rings of scholarly spelling, and a modifier apostrophe
        "Maʿarrat al-Nuʿmān",
        "Maʾarrat al-Nuʾman",
        "Maʼarrat al-Nuʼman",
        "Maarat al-Numaan",
        "Máarrat ál-Númân",
        "Maarrat–al–Numan",
    ],
)
def test_a_place_is_found_without_regard_to_case_accents_apostrophes_and_hyphens(typed: str) -> None:
    assert picked(places=[typed]) == MAARET


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        ("4", "syrian-advance"),
        (" 4 ", "syrian-advance"),
        ("１", "russian-strikes"),
        ("new-escalation", "new-escalation"),
        ("New Escalation", "new-escalation"),
        ("hundreds killed", "hundreds-killed"),
    ],
)
def test_a_phase_is_found_by_id_title_and_number(typed: str, identity: str) -> None:
    assert find(CHRONOLOGY, "phases", typed) == identity


def test_a_metric_is_found_by_id_and_label() -> None:
    assert find(CHRONOLOGY, "metrics", "CIVILIANS") == "civilians"
    assert find(CHRONOLOGY, "metrics", "Civilians killed") == "civilians"
    assert find(CHRONOLOGY, "metrics", "killed") == "killed"
    assert find(CHRONOLOGY, "metrics", "people killed") == "killed"


def test_an_event_is_found_by_id_and_title() -> None:
    assert find_event(CHRONOLOGY, "2019-09-19-VETO").id == "2019-09-19-veto"
    assert find_event(CHRONOLOGY, "Heavy fighting").id == "2020-01-fighting"


def test_a_kind_and_a_source_are_found_in_any_case() -> None:
    assert picked(kinds=["Truce"]) == ["2019-08-31-truce", "2020-01-12-ceasefire"]
    assert picked(sources=["Human rights watch"]) == picked(sources=["hrw"])
    assert picked(sources=["PUBLICATION"]) == picked(sources=["publication"])
    # as an answer calls it
    assert picked(sources=[CHRONOLOGY.source_name(None)]) == picked(sources=["publication"])


@pytest.mark.parametrize(
    ("section", "typed", "identity"),
    [
        ("actors", "Rus", "russia"),
        ("actors", "observ", "sohr"),
        ("actors", "human wat", "hrw"),
        # the beginning of any word, and of several
        ("actors", "tahrir", "hts"),
        ("actors", "hum watch", "hrw"),
        ("places", "maaret", "maaret-al-numan"),
        ("places", "sheikh", "khan-sheikhun"),
        ("phases", "new", "new-escalation"),
        ("phases", "escalation", "new-escalation"),
        ("metrics", "civil", "civilians"),
        ("kinds", "diplo", "diplomacy"),
        ("sources", "months of strikes", "publication"),
    ],
)
def test_a_name_may_be_typed_as_far_as_it_is_unique(section: str, typed: str, identity: str) -> None:
    assert find(CHRONOLOGY, section, typed) == identity


ACTORS = "All actors: idlibtl actor"
PHASES = "All phases: idlibtl phase"
EVENTS = "To search: idlibtl list --text WORDS"
METRICS = "All metrics: idlibtl names metrics"
PLACES = "All places: idlibtl place"
KINDS = "All kinds: idlibtl names kinds"
SOURCES = "All sources: idlibtl names sources"


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("actors", "rusia", f"Unknown actor 'rusia'. Did you mean russia? {ACTORS}"),
        ("actors", "Iran", f"Unknown actor 'Iran'. {ACTORS}"),
        # two letters begin too many
        ("actors", "Ru", f"Unknown actor 'Ru'. {ACTORS}"),
        ("actors", "", f"Unknown actor ''. {ACTORS}"),
        ("actors", "?\n", rf"Unknown actor '?\n'. {ACTORS}"),
        ("actors", "z" * 200, f"Unknown actor '{'z' * 59}.... {ACTORS}"),
        ("phases", "5", f"Unknown phase '5'. {PHASES}"),
        ("metrics", "civlians", f"Unknown metric 'civlians'. Did you mean civilians? {METRICS}"),
        ("metrics", "dogs", f"Unknown metric 'dogs'. {METRICS}"),
        ("places", "Homs", f"Unknown place 'Homs'. {PLACES}"),
        ("places", "Khan Shekhun", f"Unknown place 'Khan Shekhun'. Did you mean khan-sheikhun? {PLACES}"),
        ("kinds", "strikez", f"Unknown kind 'strikez'. Did you mean strike? {KINDS}"),
        ("sources", "AFP", f"Unknown source 'AFP'. {SOURCES}"),
        ("sources", "publications", f"Unknown source 'publications'. Did you mean publication? {SOURCES}"),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_the_nearest(field: str, typed: str, message: str) -> None:
    assert refusal(lambda: picked(**{field: [typed]})) == message


def test_an_event_that_is_not_there_is_refused_with_the_nearest() -> None:
    assert refusal(lambda: find_event(CHRONOLOGY, "xyz")) == f"Unknown event 'xyz'. {EVENTS}"
    message = f"Unknown event '2019-09-19-voto'. Did you mean 2019-09-19-veto? {EVENTS}"
    assert refusal(lambda: find_event(CHRONOLOGY, "2019-09-19-voto")) == message


def test_the_beginning_of_an_id_or_words_of_a_title_find_an_event_if_they_fit_one() -> None:
    assert find_event(CHRONOLOGY, "2019-07-22").id == "2019-07-22-market-strikes"
    assert find_event(CHRONOLOGY, "market").id == "2019-07-22-market-strikes"
    assert find_event(CHRONOLOGY, "veto ceasefire").id == "2019-09-19-veto"
    candidates = "2019-08-31-truce, 2019-08-31-four-month-toll, 2019-08-31-displacement"
    message = refusal(lambda: find_event(CHRONOLOGY, "2019-08-31"))
    assert message == f"'2019-08-31' matches 3 events: {candidates}. Type one of these."
    # if very many match, not all are named
    message = refusal(lambda: find_event(CHRONOLOGY, "2019"))
    assert message.startswith("'2019' matches 19 events, such as 2019-01-hts-control, 2019-04-bombardment, ")
    assert message.endswith(". Type more of the name.")


def test_an_unknown_name_carries_its_parts() -> None:
    with pytest.raises(UnknownName) as refused:
        find(CHRONOLOGY, "actors", "rusia")
    assert (refused.value.what, refused.value.typed, refused.value.candidates) == ("actor", "rusia", ("russia",))


def test_every_name_is_looked_up_before_anything_is_picked() -> None:
    assert "'nobody'" in refusal(lambda: picked(actors=["russia", "nobody"], kinds=["truce"]))


def test_a_name_that_two_have_is_ambiguous() -> None:
    chronology = with_actors(north=["The North", "rebels"], south=["The South", "Rebels"])
    message = "'REBELS' matches 2 actors: north, south. Type one of these."
    assert refusal(lambda: find(chronology, "actors", "REBELS")) == message
    # also as far as they are the same
    assert refusal(lambda: find(chronology, "actors", "reb")) == message.replace("REBELS", "reb")


@pytest.mark.parametrize("number", [6, 7])
def test_of_more_than_six_that_match_three_are_named(number: int) -> None:
    names = [f"n{count}" for count in range(number)]
    message = refusal(lambda: find(with_actors(**{name: [name, "rebels"] for name in names}), "actors", "rebels"))
    listed = (
        f": {', '.join(names)}. Type one of these." if number == 6 else ", such as n0, n1, n2. Type more of the name."
    )
    assert message == f"'rebels' matches {number} actors{listed}"


def test_an_id_goes_before_the_names_of_others_and_a_whole_name_before_a_beginning() -> None:
    chronology = with_actors(north=["South"], south=["The South"], southern=["Southern League"])
    assert find(chronology, "actors", "south") == "south"
    assert (
        refusal(lambda: find(chronology, "actors", "South"))
        == "'South' matches 2 actors: north, south. Type one of these."
    )
    assert find(chronology, "actors", "southe") == "southern"


def test_of_places_of_one_name_the_outermost_is_meant() -> None:
    inner = {"id": "town", "name": "Idlib", "kind": "town", "within": "maaret-al-numan"}
    assert find(chronology_with(places=[inner]), "places", "Idlib") == "idlib"
    assert find(chronology_with(places=[inner]), "places", "town") == "town"
    apart = chronology_with(places=[inner | {"within": "hama"}])
    message = refusal(lambda: find(apart, "places", "Idlib"))
    assert message == "'Idlib' matches 2 places: idlib, town. Type one of these."
    # but a beginning is not a name
    message = refusal(lambda: find(CHRONOLOGY, "places", "idl"))
    assert message == "'idl' matches 2 places: idlib, idlib-region. Type one of these."


def test_a_title_that_is_the_number_of_another_phase_is_ambiguous() -> None:
    phase = {"id": "last", "number": 5, "title": "4", "first": "2020-02-01", "last": "2020-02-02"}
    chronology = chronology_with(phases=[phase])
    message = refusal(lambda: find(chronology, "phases", "4"))
    assert message == "'4' matches 2 phases: last, syrian-advance. Type one of these."
    assert find(chronology, "phases", "5") == "last"


def test_of_many_near_names_three_are_offered() -> None:
    chronology = with_actors(**{f"group_{letter}": [f"Group {letter}"] for letter in "abcdef"})
    message = refusal(lambda: find(chronology, "actors", "grup"))
    offered = message.removeprefix("Unknown actor 'grup'. Did you mean ").removesuffix(f"? {ACTORS}").split(" or ")
    assert len(offered) == 3
    assert set(offered) < {f"group-{letter}" for letter in "abcdef"}


NAMES: list[tuple[str, Callable[[str], object], object]] = [
    *(
        (name, lambda typed: find(CHRONOLOGY, "actors", typed), actor.id)
        for actor in CHRONOLOGY.actors
        for name in (actor.id, actor.name, *actor.aliases)
    ),
    *(
        (name, lambda typed: find(CHRONOLOGY, "phases", typed), phase.id)
        for phase in CHRONOLOGY.phases
        for name in (phase.id, phase.title)
    ),
    *(
        (name, lambda typed: find(CHRONOLOGY, "metrics", typed), metric.id)
        for metric in CHRONOLOGY.metrics
        for name in (metric.id, metric.label)
    ),
    *(
        (name, lambda typed: find_event(CHRONOLOGY, typed).id, event.id)
        for event in CHRONOLOGY.events
        for name in (event.id, event.title)
    ),
    *(
        (name, lambda typed: picked(places=[typed]), picked(places=[place.id]))
        for place in CHRONOLOGY.places
        for name in (place.id, place.name, *place.aliases)
    ),
]


@given(st.sampled_from(NAMES), st.data())
def test_every_name_of_the_chronology_is_found_however_it_is_dressed(
    case: tuple[str, Callable[[str], object], object], data: st.DataObject
) -> None:
    name, find, expected = case
    marks = data.draw(st.text("''’-. \u0301", max_size=len(name)))
    places = data.draw(st.permutations(range(len(name))))
    dressed = list(data.draw(st.sampled_from([name, name.upper(), name.lower(), name.swapcase()])))
    for place, mark in zip(places, marks, strict=False):
        dressed[place] += mark
    assert find("".join(dressed)) == expected


@given(st.text())
def test_any_text_finds_an_event_or_is_refused_in_words(text: str) -> None:
    message = ""
    try:
        assert find_event(CHRONOLOGY, text) in CHRONOLOGY.events
    except UnknownName as refused:
        message = str(refused)
    assert message == "" or message.startswith("Unknown event ") or " matches " in message


@pytest.mark.parametrize(("letters", "is_compared"), [(39, True), (40, True), (41, False)])
def test_only_names_up_to_a_length_are_compared(letters: int, is_compared: bool) -> None:
    raw = elsewhere.document()
    raw["actors"][0]["aliases"] = ["x" * (letters - 1) + "y"]
    with pytest.raises(UnknownName) as refused:
        find_or_word(elsewhere.chronology(raw), "actors", "x" * letters + "z", "none")
    assert ("Did you mean army?" in str(refused.value)) is is_compared


def test_very_many_names_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = elsewhere.document()
    raw["actors"] = [{"id": f"front-{number}", "name": f"Front {number}", "kind": "group"} for number in range(1, 8)]
    raw["events"] = []
    chronology = elsewhere.chronology(raw)
    for most, is_compared in ((8, True), (7, True), (6, False)):
        monkeypatch.setattr(letters, "MAX_COMPARED", most)
        with pytest.raises(UnknownName) as refused:
            find_or_word(chronology, "actors", "fornt-1", "none")
        assert ("Did you mean" in str(refused.value)) is is_compared


@pytest.mark.parametrize("section", list(Section))
def test_each_name_is_counted_in_the_events_that_its_filter_finds(section: Section) -> None:
    named = names_report(ask(CHRONOLOGY, Filters()), section).document
    assert [(name.id, name.event_count) for name in named] == [
        (name.id, len(picked(**{section.value: [name.id]}))) for name in named
    ]


@pytest.mark.parametrize(
    ("sought", "is_there"),
    [("un", False), ("und", True), ("of", True), ("o", False), ("the dam", True), ("the mill", False), ("ruins", True)],
)
def test_a_word_of_one_or_two_letters_is_found_whole(sought: str, is_there: bool) -> None:
    assert has_words(searchable("Under the ruins", "of a dam"), words(sought)) is is_there


@pytest.mark.parametrize(
    "asked", [["civilians killed"], ["civilians kiled", "civilians"], ["civilians", "killed", "x"]]
)
def test_the_first_question_whose_names_are_all_known_is_answered(asked: list[str]) -> None:
    assert first_known(lambda typed: find(CHRONOLOGY, "metrics", typed), asked) == "civilians"


def test_if_no_question_has_known_names_the_message_is_about_the_last() -> None:
    with pytest.raises(UnknownName, match="'second'"):
        first_known(lambda typed: find(CHRONOLOGY, "metrics", typed), ["first", "second"])
