"""The shape of each record: what is missing, of the wrong type, or beyond a limit."""

import re
from typing import Any

import pytest
from edited import FLARE, MISSING, RAIDS, SECTIONS, TEXT, TOLL, Fault, actor, changed, faults

STORED = "Write 2019-08, 2019-07-22, 2019-04-26/2019-04-27 or 2019-12-15/.., with ~ after a date that is approximate."
IS_TEXT = "must be text, not"
ID = "must be an id: lower-case letters, digits, - and _"
ROLES = "must be 'attacker', 'backer', 'target', 'accused', 'party', 'affected' or 'helper'"
ACTOR_KINDS = (
    "must be 'state', 'armed-group', 'organisation', 'monitor', 'authority', 'company', 'media', 'group' or 'person'"
)
NOT_EMPTY = "must not be empty, not ''"
REVERSED = "ends before it begins. Write the earlier date first."
NO_DAY = "is not a day. Write it as 2019-07-22."
HEDGES = "must be 'exact', 'about', 'nearly', 'at_least', 'more_than', 'at_most' or 'fewer_than'"

RUSSIA = "actors/russia"
IDLIB = "places/idlib"
PHASE = "phases/new-escalation"
FIGURE = f"events/{RAIDS}/figures/0"

#: (where, what is put there, the message)
SHAPES: list[tuple[str, Any, str]] = [
    # unknown and missing keys
    ("colour", "red", "unknown key 'colour'"),
    ("publication/author", "a", "unknown key 'author'"),
    ("metrics/civilians/colour", "red", "unknown key 'colour'"),
    (f"{RUSSIA}/colour", "red", "unknown key 'colour'"),
    (f"{IDLIB}/colour", "red", "unknown key 'colour'"),
    (f"{PHASE}/colour", None, "unknown key 'colour'"),
    (f"events/{RAIDS}/colour", "red", "unknown key 'colour'"),
    (f"events/{RAIDS}/actors/0/colour", "red", "unknown key 'colour'"),
    (f"{FIGURE}/colour", "red", "unknown key 'colour'"),
    # what is derived is not stored
    (f"events/{RAIDS}/first", "2019-04-26", "unknown key 'first'"),
    (f"events/{RAIDS}/attributed_to", ["russia"], "unknown key 'attributed_to'"),
    (f"{FIGURE}/best", 15, "unknown key 'best'"),
    (f"{FIGURE}/stated_low", 15, "unknown key 'stated_low'"),
    ("title", MISSING, "is missing"),
    ("license", MISSING, "is missing"),
    ("publication", MISSING, "is missing"),
    ("publication/as_of", MISSING, "is missing"),
    ("events", MISSING, "is missing"),
    (f"events/{RAIDS}/title", MISSING, "is missing"),
    (f"events/{RAIDS}/actors/0/role", MISSING, "is missing"),
    (f"{FIGURE}/value", MISSING, "is missing"),
    # types
    ("title", 5, f"{IS_TEXT} 5"),
    ("title", None, f"{IS_TEXT} null"),
    ("title", ["a"], "must be text"),
    ("title", "", NOT_EMPTY),
    ("publication", "AFP", "must be an object, not 'AFP'"),
    ("publication/paragraphs", 0, "must be 1 or more, not 0"),
    ("publication/paragraphs", 10**6 + 1, "must be 1,000,000 or less, not 1000001"),
    ("paragraphs", 1, "must be a list, not 1"),
    ("paragraphs/0", 0, "must be 1 or more, not 0"),
    ("events", {}, "must be a list"),
    ("events", None, "must be a list, not null"),
    (f"events/{FLARE}/figures", {}, "must be a list"),
    (f"events/{FLARE}/figures/0", 45, "must be an object, not 45"),
    (f"events/{RAIDS}/actors/0", "russia", "must be an object, not 'russia'"),
    (f"events/{RAIDS}/places", "idlib", "must be a list, not 'idlib'"),
    (f"events/{FLARE}/note", 7, f"{IS_TEXT} 7"),
    (f"events/{FLARE}/paragraphs/0", "8", "must be a whole number, not '8'"),
    (f"events/{FLARE}/paragraphs/0", True, "must be a whole number, not true"),
    (f"{RUSSIA}/aliases/0", "", NOT_EMPTY),
    (f"{IDLIB}/latitude", "35", "must be a number, not '35'"),
    (f"{IDLIB}/latitude", 90.5, "must be 90.0 or less, not 90.5"),
    (f"{IDLIB}/longitude", -181, "must be -180.0 or more, not -181"),
    (f"{PHASE}/number", 0, "must be 1 or more, not 0"),
    (f"{PHASE}/number", 1.5, "must be a whole number, not 1.5"),
    (f"{PHASE}/number", 10**6 + 1, "must be 1,000,000 or less, not 1000001"),
    # ids
    (f"events/{FLARE}/phase", "Phase 2", f"{ID}, not 'Phase 2'"),
    (f"events/{RAIDS}/places/1", "Hama", f"{ID}, not 'Hama'"),
    # closed vocabularies
    ("schema_version", 2, "must be 1, not 2"),
    ("schema_version", "1", "must be 1, not '1'"),
    ("schema_version", True, "must be 1, not true"),
    ("schema_version", 10**30, f"must be 1, not {10**30}"),
    ("metrics/civilians/unit", "", NOT_EMPTY),
    (f"{RUSSIA}/kind", "bear", f"{ACTOR_KINDS}, not 'bear'"),
    (f"{IDLIB}/kind", "", NOT_EMPTY),
    (f"events/{FLARE}/kinds/0", "Strike", f"{ID}, not 'Strike'"),
    (f"events/{FLARE}/kinds", "strike", "must be a list, not 'strike'"),
    (f"events/{FLARE}/kinds", [], "must not be empty"),
    (f"{FIGURE}/hedge", "circa", f"{HEDGES}, not 'circa'"),
    (f"{FIGURE}/scope", "total", "must be 'incident' or 'cumulative', not 'total'"),
    (f"events/{RAIDS}/actors/0/role", "villain", f"{ROLES}, not 'villain'"),
    # counts
    (f"{FIGURE}/value", -1, "must be 0 or more, not -1"),
    (f"{FIGURE}/value", 15.5, "must be a whole number, not 15.5"),
    (f"{FIGURE}/value", 15.0, "must be a whole number, not 15.0"),
    (f"{FIGURE}/value", "15", "must be a whole number, not '15'"),
    (f"{FIGURE}/value", False, "must be a whole number, not false"),
    (f"{FIGURE}/value", None, "must be a whole number, not null"),
    (f"{FIGURE}/value", 10**12 + 1, "must be 1,000,000,000,000 or less, not 1000000000001"),
    (f"{FIGURE}/value", 10**4000, f"must be 1,000,000,000,000 or less, not 1{'0' * 59}"),
    (f"{FIGURE}/low", 16, "must be 15 or less, not 16"),
    (f"{FIGURE}/low", -1, "must be 0 or more, not -1"),
    (f"{FIGURE}/high", 14, "must be 15 or more, not 14"),
    (f"{FIGURE}/high", "many", "must be a whole number, not 'many'"),
    # dates
    (f"events/{RAIDS}/date", "2019-04-27/2019-04-26", f"'2019-04-27/2019-04-26' {REVERSED}"),
    (f"events/{RAIDS}/date", "2019-04-31", "'2019-04-31' is not a date. April 2019 has 30 days."),
    (f"events/{RAIDS}/date", "2019-13", "'2019-13' is not a date. Months are 01 to 12, years 0001 to 9999."),
    (f"events/{RAIDS}/date", "2019", "'2019' is not a date of this format. Write 2019-01-01/2019-12-31."),
    # pydantic would read these as seconds since 1970
    (f"events/{RAIDS}/date", "1561939200", f"'1561939200' is not a date of this format. {STORED}"),
    (f"events/{RAIDS}/date", 1561939200, f"must be text. {STORED}"),
    (f"events/{RAIDS}/date", None, f"must be text. {STORED}"),
    (f"{PHASE}/first", "1561939200", f"'1561939200' {NO_DAY}"),
    (f"{PHASE}/last", "2019-12", f"'2019-12' {NO_DAY}"),
    (f"{PHASE}/last", "2019-12-01", "the phase ends on 2019-12-01, before it begins on 2019-12-02"),
    ("publication/as_of", "2020-01", f"'2020-01' {NO_DAY}"),
    (f"events/{TOLL}/figures/0/period", "2019-08-31/2019-04-26", f"'2019-08-31/2019-04-26' {REVERSED}"),
    (f"events/{TOLL}/figures/0/period", ["2019-08"], f"must be text. {STORED}"),
]


def named(path: str) -> tuple[str, str]:
    """How a message calls a place in the file: its record and the field there."""
    section, *rest = path.split("/")
    record = f"{section.removesuffix('s')} {rest.pop(0)}" if rest and section in SECTIONS else ""
    field = "/".join(rest if record else [section, *rest])
    return record, re.sub(r"/(?=[a-z])", ".", re.sub(r"/([0-9]+)", r"[\1]", field))


@pytest.mark.parametrize(
    ("path", "value", "reason"), SHAPES, ids=[f"{path}-{message:.40}" for path, _, message in SHAPES]
)
def test_a_record_of_the_wrong_shape_is_an_error(path: str, value: Any, reason: str) -> None:
    # nothing else points nowhere because of it, so this is all
    assert faults(changed((path, value))) == [(*named(path), reason)]


def test_a_place_in_the_file_is_named_by_record_and_field() -> None:
    assert named(f"events/{RAIDS}/figures/0/value") == (f"event {RAIDS}", "figures[0].value")
    assert named(f"events/{RAIDS}/paragraphs/0") == (f"event {RAIDS}", "paragraphs[0]")
    assert named("publication/as_of") == ("", "publication.as_of")
    assert named("events") == ("", "events")


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        # a record without an id is known by its place in the file
        ("events/0", None, ("event number 1", "", "must be an object, not null")),
        ("events/+", ["a"], ("event number 27", "", "must be an object")),
        ("events/+", "a", ("event number 27", "", "must be an object, not 'a'")),
        ("actors/+", {"name": "a", "kind": "state"}, ("actor number 8", "id", "is missing")),
        ("actors/+", actor(id=7), ("actor number 8", "id", f"{IS_TEXT} 7")),
        ("actors/+", actor(id="U N"), ("actor U N", "id", f"{ID}, not 'U N'")),
        ("actors/+", actor(id="-un"), ("actor -un", "id", f"{ID}, not '-un'")),
        ("actors/+", actor(id=""), ("actor ''", "id", f"{ID}, not ''")),
        # what would break the line, or fill it, is cut short and spelled out
        ("actors/+", actor(id="un\n"), (r"actor 'un\n'", "id", rf"{ID}, not 'un\n'")),
        ("actors/+", actor(id="é" * 60), (f"actor {'é' * 60}", "id", f"{ID}, not '{'é' * 59}...")),
        ("actors/+", actor(id="é" * 61), (f"actor '{'é' * 59}...", "id", f"{ID}, not '{'é' * 59}...")),
        ("a\x1bb", "red", ("", r"'a\x1bb'", r"unknown key 'a\x1bb'")),
        (f"events/{RAIDS}/{'k' * 60}", "red", (f"event {RAIDS}", "k" * 60, f"unknown key '{'k' * 59}...")),
        (f"events/{RAIDS}/{'k' * 61}", "red", (f"event {RAIDS}", f"'{'k' * 59}...", f"unknown key '{'k' * 59}...")),
    ],
)
def test_a_record_with_an_odd_name_is_reported_on_one_line(path: str, value: Any, expected: Fault) -> None:
    assert faults(changed((path, value))) == [expected]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[]", "must be an object"),
        ("null", "must be an object, not null"),
        ("7", "must be an object, not 7"),
        ('"a"', "must be an object, not 'a'"),
    ],
)
def test_a_file_that_is_not_an_object_is_refused(content: str, reason: str) -> None:
    assert faults(content) == [("", "", reason)]


def test_an_empty_object_lacks_everything() -> None:
    needed = "schema_version title description publication license metrics actors places phases events".split()  # noqa: SIM905
    assert faults("{}") == [("", key, "is missing") for key in needed]


def test_a_number_that_overflows_is_not_finite() -> None:
    # JSON can write it, but no computer can store it
    text = TEXT.replace("35.766667", "1e999").replace('"value": 15,', '"value": 1e999,')
    assert [(record, field) for record, field, _ in faults(text)] == [
        ("place idlib", "latitude"),
        (f"event {RAIDS}", "figures[0].value"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "record", "field"),
    [
        ('"title": "HTS controls', '"title": "\\ud800', "event 2019-01-hts-control", "title"),
        ('["background"]', '["\\ud800"]', "event 2019-01-hts-control", "kinds[0]"),
        ('"SY07"', '"\\ud800"', "place idlib", "pcode"),
    ],
)
def test_half_a_character_is_not_text(old: str, new: str, record: str, field: str) -> None:
    [(found_record, found_field, reason)] = faults(TEXT.replace(old, new))
    assert (found_record, found_field) == (record, field)
    assert reason.startswith("is not valid Unicode text")


@pytest.mark.parametrize("old", ['"schema_version": 1', '"pcode": "SY07"', '"value": 45'])
def test_half_a_character_is_not_a_key(old: str) -> None:
    assert len(faults(TEXT.replace(old, f'"\\ud800": 1, {old}'))) == 1
