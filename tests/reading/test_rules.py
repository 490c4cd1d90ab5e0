"""Errors between records, each with its message."""

import copy

import pytest
from edited import (
    ADDED,
    DISPLACED,
    FLARE,
    MISSING,
    RAIDS,
    RAW,
    SECTIONS,
    TOLL,
    Change,
    Fault,
    actor,
    changed,
    civilians,
    content_of,
    cumulative,
    event,
    faults,
    nothing,
)

from idlibtl.model import letters
from idlibtl.read.dataset import from_bytes
from idlibtl.read.faults import MAX_SUGGESTED
from idlibtl.read.files import DatasetError

RESERVED = "is reserved, because it has another meaning in tables. Use another id."

NOT_ATTRIBUTED = "is not an attacker or backer of this event. Add it to actors, or remove it from attributed_to."
REPEATS = "are not used where repeats is true, here or in a part. Leave one of the two out."
ONE_ANOTHER = "and this event include one another. What is included is not added."
ACTOR_KINDS = (
    "must be 'state', 'armed-group', 'organisation', 'monitor', 'authority', 'company', 'media', 'group' or 'person'"
)

RELATIONS: dict[str, tuple[list[Change], list[Fault]]] = {
    # an id that two records have
    "metric twice": (
        [("metrics/+", {"id": "schools", "label": "a", "unit": "people"})],
        [("metric schools", "id", "2 metrics have this id. Ids must differ.")],
    ),
    "actor twice": ([("actors/+", actor(id="hrw"))], [("actor hrw", "id", "2 actors have this id. Ids must differ.")]),
    "place thrice": (
        [
            ("places/+", {"id": "hama", "name": "a", "kind": "town"}),
            ("places/+", {"id": "hama", "name": "b", "kind": "town"}),
        ],
        [("place hama", "id", "3 places have this id. Ids must differ.")],
    ),
    "phase twice": (
        [("phases/+", {**RAW["phases"][0], "number": 5})],
        [("phase russian-strikes", "id", "2 phases have this id. Ids must differ.")],
    ),
    "event twice": (
        [("events/+", event(id=RAIDS))],
        [(f"event {RAIDS}", "id", "2 events have this id. Ids must differ.")],
    ),
    # an id that points nowhere
    "no phase": ([(f"events/{FLARE}/phase", "five")], [(f"event {FLARE}", "phase", nothing("phase", "five"))]),
    "no source": ([(f"events/{FLARE}/source", "afp")], [(f"event {FLARE}", "source", nothing("actor", "afp"))]),
    "no actor": (
        [(f"events/{RAIDS}/actors/+", {"actor": "iran", "role": "party"})],
        [(f"event {RAIDS}", "actors[1].actor", nothing("actor", "iran"))],
    ),
    "no place": ([(f"events/{RAIDS}/places/1", "homs")], [(f"event {RAIDS}", "places[1]", nothing("place", "homs"))]),
    "no metric": (
        [(f"events/{RAIDS}/figures/+", civilians(metric="dogs"))],
        [(f"event {RAIDS}", "figures[1].metric", nothing("metric", "dogs"))],
    ),
    "no source of a figure": (
        [(f"events/{RAIDS}/figures/0/source", "afp")],
        [(f"event {RAIDS}", "figures[0].source", nothing("actor", "afp"))],
    ),
    "no included event": (
        [(f"events/{TOLL}/figures/0/includes/+", "nowhere")],
        [(f"event {TOLL}", "figures[0].includes", nothing("event", "nowhere"))],
    ),
    "no part": (
        [("metrics/killed/parts/+", "wounded")],
        [("metric killed", "parts", nothing("metric", "wounded"))],
    ),
    "no metric that it is among": (
        [("metrics/children/among", "persons")],
        [("metric children", "among", nothing("metric", "persons"))],
    ),
    "no place around": (
        [("places/hama/within", "asia")],
        [("place hama", "within", nothing("place", "asia"))],
    ),
    "the same id everywhere": (
        [(f"events/{RAIDS}/source", "afp"), (f"events/{FLARE}/source", "afp"), (f"events/{FLARE}/places/0", "un")],
        [
            (f"event {RAIDS}", "source", nothing("actor", "afp")),
            (f"event {FLARE}", "source", nothing("actor", "afp")),
            # an actor is not a place
            (f"event {FLARE}", "places[0]", nothing("place", "un")),
        ],
    ),
    # includes
    "included figure of another metric": (
        [(f"events/{DISPLACED}/figures/0/includes/+", RAIDS)],
        [(f"event {DISPLACED}", "figures[0].includes", f"{RAIDS} has no figure of displaced")],
    ),
    "included event without figures": (
        [(f"events/{TOLL}/figures/0/includes/+", "2019-08-khan-sheikhun")],
        [(f"event {TOLL}", "figures[0].includes", "2019-08-khan-sheikhun has no figure of civilians")],
    ),
    "included days outside": (
        [(f"events/{TOLL}/figures/0/includes/+", "2019-12-02-bombardment")],
        [
            (
                f"event {TOLL}",
                "figures[0].includes",
                "2019-12-02-bombardment has days outside this figure's period",
            )
        ],
    ),
    "included days partly outside": (
        [(f"events/{TOLL}/figures/0/period", "2019-04-27/2019-08-31")],
        [(f"event {TOLL}", "figures[0].includes", f"{RAIDS} has days outside this figure's period")],
    ),
    "included twice by one figure": (
        [(f"events/{TOLL}/figures/0/includes/+", RAIDS)],
        [(f"event {TOLL}", "figures[0].includes", f"{RAIDS} appears 2 times")],
    ),
    "included by two figures": (
        [("events/+", event(figures=[cumulative(RAIDS)]))],
        [
            (
                f"event {RAIDS}",
                "figures",
                f"its civilians are included in 2 figures, {TOLL}, new. Only one may include them.",
            )
        ],
    ),
    "an incident that includes": (
        [(f"events/{DISPLACED}/figures/0/scope", "incident")],
        [(f"event {DISPLACED}", "figures[0].includes", "only a cumulative figure includes others")],
    ),
    "a scope left out": (
        [(f"events/{DISPLACED}/figures/0/scope", MISSING)],
        [(f"event {DISPLACED}", "figures[0].includes", "only a cumulative figure includes others")],
    ),
    "a figure inside itself": (
        [(f"events/{TOLL}/figures/0/includes/+", TOLL)],
        [(f"event {TOLL}", "figures", "its civilians include themselves. Remove it from what it includes.")],
    ),
    "a ring of three": (
        [
            ("events/+", event(id="one", figures=[cumulative("two")])),
            ("events/+", event(id="two", figures=[cumulative("three")])),
            ("events/+", event(id="three", figures=[cumulative("one")])),
        ],
        [
            (f"event {one}", "figures", "its civilians include themselves. Remove it from what it includes.")
            for one in ("one", "three", "two")
        ],
    ),
    "a ring with a tail": (
        [
            ("events/+", event(id="one", figures=[cumulative("two")])),
            ("events/+", event(id="two", figures=[cumulative("one", "tail")])),
            ("events/+", event(id="tail", figures=[civilians()])),
        ],
        # the tail is inside the ring, and is not of it
        [
            (f"event {one}", "figures", "its civilians include themselves. Remove it from what it includes.")
            for one in ("one", "two")
        ],
    ),
    # within
    "a place within itself": (
        [("places/hama/within", "hama")],
        [("place hama", "within", "is within itself")],
    ),
    "places within each other": (
        [("places/idlib-region/within", "maaret-al-numan")],
        [
            (f"place {one}", "within", "is within itself")
            # hama, aleppo and khan-sheikhun hang on the ring, and are not of it
            for one in ("idlib", "idlib-region", "maaret-al-numan")
        ],
    ),
    # metrics
    "a part with parts": (
        [("metrics/civilians/parts", ["children"])],
        [("metric killed", "parts", "civilians has parts itself. Parts go one level deep.")],
    ),
    "a part of itself": (
        [("metrics/killed/parts", ["killed"])],
        [("metric killed", "parts", "killed has parts itself. Parts go one level deep.")],
    ),
    "a part of two": (
        [("metrics/hospitals/parts", ["fighters"])],
        [(f"metric {one}", "parts", "fighters is named as a part 2 times") for one in ("hospitals", "killed")],
    ),
    "a total that repeats": (
        [("metrics/killed/repeats", True)],
        [("metric killed", "parts", REPEATS)],
    ),
    "a part that repeats": (
        [("metrics/fighters/repeats", True)],
        [("metric killed", "parts", REPEATS)],
    ),
    "among itself": (
        [("metrics/children/among", "children")],
        [("metric children", "among", "is the metric itself. Name another one.")],
    ),
    # an event that says something twice
    "place named twice": (
        [(f"events/{RAIDS}/places/+", "hama")],
        [(f"event {RAIDS}", "places", "hama appears 2 times")],
    ),
    "actor named twice": (
        [(f"events/{RAIDS}/actors/+", {"actor": "russia", "role": "attacker"})],
        [(f"event {RAIDS}", "actors", "russia as attacker appears 2 times")],
    ),
    "two figures of a metric": (
        [(f"events/{FLARE}/figures/+", civilians())],
        [(f"event {FLARE}", "figures", "the publication gives 2 figures of civilians. One source gives at most one.")],
    ),
    # the rest
    "an actor that is the publication": (
        [("actors/china/id", "publication"), ("events/2019-09-19-veto/actors/1/actor", "publication")],
        [("actor publication", "id", RESERVED)],
    ),
    "two phases of a number": (
        [("phases/new-escalation/number", 4)],
        [("phase new-escalation", "number", "2 phases have the number 4. Numbers must differ.")],
    ),
    "a figure laid on a stranger": (
        [(f"events/{RAIDS}/figures/0/attributed_to", ["russia", "china"])],
        [(f"event {RAIDS}", "figures[0].attributed_to", f"china {NOT_ATTRIBUTED}")],
    ),
    # what a publication adds
    "added to no event": (
        [(f"events/{ADDED}/figures/0/adds_to/+", "nowhere")],
        [(f"event {ADDED}", "figures[0].adds_to", nothing("event", "nowhere"))],
    ),
    "added to an event without such a figure": (
        [(f"events/{ADDED}/figures/0/adds_to", [RAIDS])],
        [(f"event {ADDED}", "figures[0].adds_to", f"{RAIDS} has no figure of displaced")],
    ),
    "added to itself": (
        [(f"events/{ADDED}/figures/0/adds_to/0", ADDED)],
        [(f"event {ADDED}", "figures[0].adds_to", "names the event itself")],
    ),
    "added twice": (
        [(f"events/{ADDED}/figures/0/adds_to/+", "2020-01-15-aleppo-displacement")],
        [(f"event {ADDED}", "figures[0].adds_to", "2020-01-15-aleppo-displacement appears 2 times")],
    ),
    "added to what it includes": (
        [(f"events/{DISPLACED}/figures/0/adds_to", ["2019-05-un-first-toll"])],
        [(f"event {DISPLACED}", "figures[0].adds_to", f"2019-05-un-first-toll {ONE_ANOTHER}")],
    ),
    "added to what includes it": (
        [("events/2019-05-un-first-toll/figures/0/adds_to", [DISPLACED])],
        [("event 2019-05-un-first-toll", "figures[0].adds_to", f"{DISPLACED} {ONE_ANOTHER}")],
    ),
    "a kind named twice": (
        [(f"events/{RAIDS}/kinds/+", "strike")],
        [(f"event {RAIDS}", "kinds", "strike appears 2 times")],
    ),
    "a figure laid on a target": (
        [
            ("events/2019-09-10-strikes-resume/figures/+", civilians(attributed_to=["hts"])),
        ],
        [
            (
                "event 2019-09-10-strikes-resume",
                "figures[0].attributed_to",
                f"hts {NOT_ATTRIBUTED}",
            )
        ],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), RELATIONS.values(), ids=RELATIONS)
def test_records_that_do_not_fit_are_errors(changes: list[Change], expected: list[Fault]) -> None:
    assert sorted(faults(changed(*changes))) == sorted(expected)


@pytest.mark.parametrize(
    "changes",
    [
        # one actor of two roles
        [(f"events/{RAIDS}/actors/+", {"actor": "russia", "role": "target"})],
        # a figure attributed to fewer actors than its event
        [("events/2019-12-offensive/figures/+", {**civilians(), "attributed_to": ["russia"]})],
        # an included figure may itself include others, and two metrics may include one event
        [("events/+", event(figures=[cumulative(TOLL), {**cumulative(FLARE), "metric": "killed"}]))],
        # with the same period
        [
            ("events/+", event(id="one", figures=[cumulative("two")])),
            ("events/+", event(id="two", figures=[cumulative()])),
        ],
        # bounds that are the value
        [(f"events/{RAIDS}/figures/0/low", 15), (f"events/{RAIDS}/figures/0/high", 15)],
        [(f"events/{RAIDS}/figures/0/low", None), (f"events/{RAIDS}/figures/0/high", None)],
        [(f"events/{RAIDS}/figures/0/value", 10**12)],
        [("places/idlib/latitude", 36)],
        # the poles, the date line, and other limits
        [("places/idlib/latitude", 90), ("places/idlib/longitude", -180)],
        [("places/idlib/latitude", -90.0), ("places/idlib/longitude", 180.0)],
        [("publication/paragraphs", 10**6), ("phases/new-escalation/number", 10**6), ("title", "a")],
        [("phases/new-escalation/last", "2019-12-02")],
        [("actors/russia/aliases", [])],
    ],
)
def test_what_looks_odd_and_is_right_is_loaded(changes: list[Change]) -> None:
    assert from_bytes(content_of(changed(*changes))).events


def test_a_chronology_may_be_empty() -> None:
    empty: list[Change] = [(section, []) for section in SECTIONS]
    assert from_bytes(content_of(changed(*empty))).events == ()


# Several faults at once


def test_faults_of_all_kinds_are_listed_together() -> None:
    result = faults(
        changed(
            (f"events/{RAIDS}/figures/0/value", -1),
            (f"events/{RAIDS}/colour", "red"),
            ("actors/china/kind", "dragon"),
            (f"events/{FLARE}/phase", "five"),
            ("places/hama/within", "hama"),
            ("events/2020-01-fighting/places/+", "homs"),
        ),
    )
    assert sorted(result) == [
        ("actor china", "kind", f"{ACTOR_KINDS}, not 'dragon'"),
        (f"event {RAIDS}", "colour", "unknown key 'colour'"),
        (f"event {RAIDS}", "figures[0].value", "must be 0 or more, not -1"),
        (f"event {FLARE}", "phase", nothing("phase", "five")),
        ("event 2020-01-fighting", "places[1]", nothing("place", "homs")),
        ("place hama", "within", "is within itself"),
    ]


def test_several_errors_of_one_include_are_all_reported() -> None:
    late = "2019-12-02-bombardment"
    result = faults(
        changed(
            (f"events/{TOLL}/figures/0/scope", "incident"),
            (f"events/{TOLL}/figures/0/includes", [late, late, "nowhere"]),
        ),
    )
    assert sorted(reason for _, _, reason in result) == [
        f"{late} appears 2 times",
        f"{late} has days outside this figure's period",
        "only a cumulative figure includes others",
        nothing("event", "nowhere"),
    ]


def test_several_wrong_attributions_are_reported_in_the_order_of_the_file() -> None:
    # sets of text have another order in every process
    strangers = ["hrw", "china", "un", "sohr", "hts", "syrian-government"]
    result = faults(changed((f"events/{RAIDS}/figures/0/attributed_to", strangers)))
    assert [reason.split()[0] for _, _, reason in result] == strangers


def test_a_metric_that_names_a_part_twice_is_reported_once() -> None:
    assert faults(changed(("metrics/killed/parts", ["civilians", "civilians"]))) == [
        ("metric killed", "parts", "civilians is named as a part 2 times")
    ]


def test_a_broken_record_is_still_there_for_others() -> None:
    # each of these is pointed at by others that are whole
    broken = [
        ("metrics/civilians/unit", 7),
        ("actors/russia/kind", "bear"),
        ("places/idlib/latitude", "north"),
        ("phases/hundreds-killed/number", "two"),
        (f"events/{RAIDS}/title", 7),
    ]
    result = faults(changed(*broken))
    assert [(record, field) for record, field, _ in result] == [
        ("metric civilians", "unit"),
        ("actor russia", "kind"),
        ("place idlib", "latitude"),
        ("phase hundreds-killed", "number"),
        (f"event {RAIDS}", "title"),
    ]


def test_a_record_with_a_wrong_id_is_unknown_to_others() -> None:
    result = faults(changed((f"events/{RAIDS}/id", 7)))
    assert result == [
        ("event number 3", "id", "must be text, not 7"),
        (f"event {TOLL}", "figures[0].includes", nothing("event", RAIDS)),
    ]


def test_an_id_of_a_broken_record_is_not_free_for_another() -> None:
    result = faults(changed((f"events/{RAIDS}/title", 7), ("events/+", event(id=RAIDS))))
    assert (f"event {RAIDS}", "id", "2 events have this id. Ids must differ.") in result


def test_two_broken_records_with_one_id_are_reported() -> None:
    result = faults(changed((f"events/{RAIDS}/title", 7), ("events/+", event(id=RAIDS, title=8))))
    assert (f"event {RAIDS}", "id", "2 events have this id. Ids must differ.") in result


def test_a_broken_record_is_checked_against_the_others_too() -> None:
    result = faults(
        changed(
            (f"events/{TOLL}/title", 7),
            (f"events/{TOLL}/phase", "five"),
            (f"events/{TOLL}/figures/0/value", -1),
            (f"events/{TOLL}/figures/0/includes/+", "nowhere"),
        )
    )
    assert result == [
        (f"event {TOLL}", "title", "must be text, not 7"),
        (f"event {TOLL}", "figures[0].value", "must be 0 or more, not -1"),
        (f"event {TOLL}", "phase", nothing("phase", "five")),
        (f"event {TOLL}", "figures[0].includes", nothing("event", "nowhere")),
    ]


def test_a_broken_record_without_an_id_is_checked_too() -> None:
    result = faults(changed((f"events/{RAIDS}/places/0", "homs"), (f"events/{RAIDS}/id", MISSING)))
    assert result[:2] == [
        ("event number 3", "id", "is missing"),
        ("event number 3", "places[0]", nothing("place", "homs")),
    ]


@pytest.mark.parametrize(
    ("change", "record", "field"),
    [
        # each is something on which another record, or another field, depends
        ((f"events/{RAIDS}/date", "2019-13"), f"event {RAIDS}", "date"),
        ((f"events/{RAIDS}/figures/0/metric", 7), f"event {RAIDS}", "figures[0].metric"),
        ((f"events/{RAIDS}/figures/0/period", "x"), f"event {RAIDS}", "figures[0].period"),
        ((f"events/{RAIDS}/figures/0/value", "15"), f"event {RAIDS}", "figures[0].value"),
        ((f"events/{RAIDS}/figures", {}), f"event {RAIDS}", "figures"),
        ((f"events/{RAIDS}/figures/0", "around 15"), f"event {RAIDS}", "figures[0]"),
        ((f"events/{RAIDS}/places", "idlib"), f"event {RAIDS}", "places"),
        ((f"events/{TOLL}/date", "x"), f"event {TOLL}", "date"),
        ((f"events/{TOLL}/figures/0/scope", "total"), f"event {TOLL}", "figures[0].scope"),
        ((f"events/{TOLL}/figures/0/includes", "all"), f"event {TOLL}", "figures[0].includes"),
        ((f"events/{FLARE}/figures/0/source", 7), f"event {FLARE}", "figures[0].source"),
        ((f"events/{ADDED}/figures/0/adds_to", 7), f"event {ADDED}", "figures[0].adds_to"),
        ((f"events/{RAIDS}/replaced_by", 7), f"event {RAIDS}", "replaced_by"),
        (("metrics/killed/parts", "civilians"), "metric killed", "parts"),
        (("places/idlib/within", 7), "place idlib", "within"),
        (("phases/new-escalation/number", "three"), "phase new-escalation", "number"),
        (("actors", None), "", "actors"),
        (("places", {}), "", "places"),
        (("metrics", 7), "", "metrics"),
        (("phases", MISSING), "", "phases"),
        (("publication", "AFP"), "", "publication"),
        (("publication/as_of", "2020"), "", "publication.as_of"),
    ],
)
def test_nothing_is_reported_that_depends_on_another_error(change: Change, record: str, field: str) -> None:
    # a range, so that a bound depends on the value
    bounds: list[Change] = [
        (f"events/{RAIDS}/figures/0/{bound}", number) for bound, number in (("low", 9), ("high", 20))
    ]
    assert [fault[:2] for fault in faults(changed(*bounds, change))] == [(record, field)]


def test_a_role_that_is_wrong_leaves_open_who_may_be_blamed() -> None:
    result = faults(
        changed(
            (f"events/{RAIDS}/actors/0/role", "villain"),
            (f"events/{RAIDS}/figures/0/attributed_to", ["russia"]),
        )
    )
    assert [(record, field) for record, field, _ in result] == [(f"event {RAIDS}", "actors[0].role")]


def test_a_file_that_is_wrong_as_a_whole_hides_nothing() -> None:
    result = faults(changed(("title", MISSING), (f"events/{FLARE}/phase", "five"), ("places", 7)))
    assert result == [
        ("", "title", "is missing"),
        ("", "places", "must be a list, not 7"),
        (f"event {FLARE}", "phase", nothing("phase", "five")),
    ]


def test_of_very_many_that_include_one_event_five_are_named() -> None:
    added = [("events/+", event(id=f"sum{number}", figures=[cumulative(RAIDS)])) for number in range(7, 0, -1)]
    named = f"{TOLL}, sum1, sum2, sum3, sum4"
    assert faults(changed(*added)) == [
        (f"event {RAIDS}", "figures", f"its civilians are included in 8 figures, {named}. Only one may include them.")
    ]


# Ids that are nearly right


@pytest.mark.parametrize(
    ("change", "record", "field", "reason"),
    [
        ((f"events/{RAIDS}/kinds", ["strikes"]), RAIDS, "kinds[0]", "unknown kind 'strikes'. Did you mean strike?"),
        (
            (f"events/{RAIDS}/phase", "russian-strike"),
            RAIDS,
            "phase",
            "unknown phase 'russian-strike'. Did you mean russian-strikes?",
        ),
        ((f"events/{RAIDS}/source", "sorh"), RAIDS, "source", "unknown actor 'sorh'. Did you mean sohr?"),
        ((f"events/{RAIDS}/places/0", "idleb"), RAIDS, "places[0]", "unknown place 'idleb'. Did you mean idlib?"),
        (
            (f"events/{RAIDS}/figures/0/places", ["hamma"]),
            RAIDS,
            "figures[0].places[0]",
            "unknown place 'hamma'. Did you mean hama?",
        ),
        (
            (f"events/{RAIDS}/figures/0/metric", "civilian"),
            RAIDS,
            "figures[0].metric",
            "unknown metric 'civilian'. Did you mean civilians?",
        ),
        (
            (f"events/{DISPLACED}/figures/0/includes/0", "2019-05-un-first-tol"),
            DISPLACED,
            "figures[0].includes",
            "unknown event '2019-05-un-first-tol'. Did you mean 2019-05-un-first-toll?",
        ),
    ],
)
def test_for_an_id_that_is_nearly_right_the_right_one_is_suggested(
    change: Change, record: str, field: str, reason: str
) -> None:
    result = faults(changed(change))
    assert (f"event {record}", field, reason) in result


def test_for_parts_and_places_that_are_nearly_right_the_right_ones_are_suggested() -> None:
    assert faults(changed(("metrics/killed/parts", ["civilian", "fighters"]))) == [
        ("metric killed", "parts", "unknown metric 'civilian'. Did you mean civilians?")
    ]
    assert faults(changed(("places/hama/within", "idlib-regions"))) == [
        ("place hama", "within", "unknown place 'idlib-regions'. Did you mean idlib-region?")
    ]


def test_nothing_is_suggested_for_an_id_like_no_other() -> None:
    result = faults(changed((f"events/{RAIDS}/kinds/0", "xyz")))
    assert result == [(f"event {RAIDS}", "kinds[0]", nothing("kind", "xyz"))]


def test_among_very_many_ids_none_is_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    change = (f"events/{RAIDS}/source", "sorh")
    number = len(RAW["actors"])
    monkeypatch.setattr(letters, "MAX_COMPARED", number)
    assert faults(changed(change)) == [(f"event {RAIDS}", "source", "unknown actor 'sorh'. Did you mean sohr?")]
    monkeypatch.setattr(letters, "MAX_COMPARED", number - 1)
    assert faults(changed(change)) == [(f"event {RAIDS}", "source", nothing("actor", "sorh"))]


def test_only_for_a_few_wrong_ids_the_right_one_is_searched_for() -> None:
    # searching for each of thousands among thousands takes minutes
    wrong = [f"{RAIDS}-{number}" for number in range(MAX_SUGGESTED + 2)]
    for key in ("includes", "adds_to"):
        reasons = [reason for _, _, reason in faults(changed((f"events/{TOLL}/figures/0/{key}", wrong)))]
        assert len(reasons) == len(wrong)
        assert sum(reason.endswith(f"Did you mean {RAIDS}?") for reason in reasons) == MAX_SUGGESTED


# Reserved ids


@pytest.mark.parametrize(
    ("section", "identity"),
    [
        ("actors", "publication"),
        ("actors", "not-attributed"),
        ("places", "no-place"),
        ("actors", "rest"),
        ("places", "rest"),
        ("phases", "rest"),
    ],
)
def test_an_id_of_what_is_not_in_the_file_is_reserved(section: str, identity: str) -> None:
    added = {**RAW[section][0], "id": identity} | ({"number": 9} if section == "phases" else {})
    assert faults(changed((f"{section}/+", added))) == [(f"{section.removesuffix('s')} {identity}", "id", RESERVED)]


def test_a_reserved_id_is_reserved_in_its_section_alone() -> None:
    chronology = from_bytes(content_of(changed(("metrics/+", {"id": "publication", "label": "a", "unit": "people"}))))
    assert chronology.metric["publication"].label == "a"


# Kinds


def test_a_file_may_declare_kinds_of_its_own() -> None:
    flood = {"id": "flood", "label": "flood"}
    raw = changed(("kinds", [flood]), (f"events/{RAIDS}/kinds", ["flood", "strike"]))
    assert from_bytes(content_of(raw)).event[RAIDS].kinds == ("flood", "strike")


def test_a_kind_that_is_not_declared_is_an_error() -> None:
    result = faults(changed((f"events/{RAIDS}/kinds/0", "flood")))
    assert result == [(f"event {RAIDS}", "kinds[0]", nothing("kind", "flood"))]


@pytest.mark.parametrize("kind", ["toll", "report"])
def test_a_kind_that_every_file_once_had_is_not_taken_for_a_typo(kind: str) -> None:
    path = f"events/{RAIDS}/kinds/0"
    with pytest.raises(DatasetError, match=rf"unknown kind '{kind}'\. The kinds are advance, "):
        from_bytes(content_of(changed((path, kind))))
    declared = changed(("kinds/+", {"id": kind, "label": kind}), (path, kind))
    assert from_bytes(content_of(declared)).event[RAIDS].kinds == (kind,)


def test_a_file_of_the_older_form_is_read() -> None:
    older = copy.deepcopy(RAW)
    for one in older["events"]:
        one["kind"] = one.pop("kinds")[0]
    events = from_bytes(content_of(older)).event
    assert {identity: event.kinds[0] for identity, event in events.items()} == {
        one["id"]: one["kind"] for one in older["events"]
    }
    older["events"][2]["kind"] = "Strike"
    [(record, field, _)] = faults(older)
    assert (record, field) == (f"event {RAIDS}", "kinds[0]")


def test_two_declared_kinds_of_one_id_are_an_error() -> None:
    flood = {"id": "flood", "label": "flood"}
    result = faults(changed(("kinds", [flood, flood])))
    assert result == [("kind flood", "id", "2 kinds have this id. Ids must differ.")]


def test_a_declared_kind_that_is_broken_is_still_there_for_others() -> None:
    raw = changed(("kinds", [{"id": "flood", "label": ""}]), (f"events/{RAIDS}/kinds", ["flood"]))
    assert faults(raw) == [("kind flood", "label", "must not be empty, not ''")]


# Coded data


def test_coded_data_have_no_parts_no_links_and_no_other_hedges() -> None:
    raw = copy.deepcopy(RAW)
    for metric in raw["metrics"]:
        metric.pop("parts", None)
        metric.pop("repeats", None)
    raw |= {"is_coded": True, "events": [event(id="one"), event(id="two")]}
    figures = [{"metric": "civilians", "value": 9, "source": None, "hedge": hedge} for hedge in ("at_least", "exact")]
    raw["events"][0]["figures"], raw["events"][1]["figures"] = figures[:1], figures[1:]
    assert from_bytes(content_of(raw)).is_coded
    unused = "is not used where is_coded is true. Leave one of the two out."
    raw["metrics"][0]["parts"], raw["metrics"][1]["repeats"] = [raw["metrics"][2]["id"]], True
    raw["events"][0]["figures"][0] |= {"scope": "cumulative", "includes": ["two"], "hedge": "nearly"}
    assert faults(raw) == [
        (f"metric {raw['metrics'][0]['id']}", "parts", unused),
        (f"metric {raw['metrics'][1]['id']}", "repeats", unused),
        ("event one", "figures[0].includes", unused),
        ("event one", "figures[0].hedge", "must be exact or at_least where is_coded is true, not nearly"),
    ]
