"""A dataset file is checked when it is loaded: faults in copies of the bundled one, and what is told of them."""

import copy
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.reading.dataset import check, examine, load, parse
from idlibtl.reading.files import DatasetError, Severity, Unreadable, bundled

TEXT = bundled().read_text(encoding="utf-8")
RAW: dict[str, Any] = json.loads(TEXT)

#: (record, field, reason)
Fault = tuple[str, str, str]
#: (where, what is put there): a path of keys, indices and ids of records; `+` is behind the end of a list
Change = tuple[str, Any]

MISSING = object()

RAIDS = "2019-04-26-air-raids"
FLARE = "2019-06-15-flare-up"
TOLL = "2019-08-31-four-month-toll"
STORED = "write 2019-08, 2019-07-22, 2019-04-26/2019-04-27 or 2019-12-15/.., with ~ behind a date that is approximate"


def changed(*changes: Change) -> dict[str, Any]:
    """The bundled chronology with something put elsewhere, or taken away."""
    raw = copy.deepcopy(RAW)
    for path, value in changes:
        *way, last = path.split("/")
        at: Any = raw
        for step in way:
            at = at[_key(at, step)]
        if value is MISSING:
            del at[_key(at, last)]
        elif last == "+":
            at.append(value)
        else:
            at[_key(at, last)] = value
    return raw


def _key(at: Any, step: str) -> Any:
    if isinstance(at, dict):
        return step
    return int(step) if step.isdigit() else next(index for index, record in enumerate(at) if record["id"] == step)


def written(folder: Path, content: bytes) -> Path:
    """A file of this content."""
    file = folder / "events.json"
    file.write_bytes(content)
    return file


def faults(folder: Path, content: bytes | str | dict[str, Any]) -> list[Fault]:
    """What is wrong with a file of this content, all of it errors."""
    if isinstance(content, dict):
        content = json.dumps(content)
    file = written(folder, content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DatasetError) as refused:
        load(file)
    findings = refused.value.findings
    assert {finding.severity for finding in findings} == {Severity.ERROR}
    # check tells the same, and every line names the file
    assert check(file) == findings
    assert str(refused.value).splitlines() == [f"{file}: {finding}" for finding in findings]
    return [(finding.record, finding.field, finding.reason) for finding in findings]


def event(**fields: Any) -> dict[str, Any]:
    """An event of few keys."""
    return {"id": "new", "date": "2019-06-15", "title": "Something", "kind": "strike", **fields}


def actor(**fields: Any) -> dict[str, Any]:
    """An actor of few keys."""
    return {"name": "Somebody", "kind": "state", **fields}


def civilians(**fields: Any) -> dict[str, Any]:
    """A figure of few keys."""
    return {"metric": "civilians", "value": 5, "source": None, **fields}


# The file as a whole


def test_the_bundled_file_has_no_finding() -> None:
    assert check(bundled()) == ()
    timeline, errors = examine(bundled())
    assert timeline is not None
    assert errors == []


def test_the_bundled_chronology_is_what_is_loaded_without_a_path() -> None:
    assert load() == load(bundled()) == load(str(bundled()))


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = written(tmp_path, b"\xef\xbb\xbf" + TEXT.encode())
    assert load(file) == load()
    assert check(file) == ()


DEEP = 100_000

UNREADABLE = {
    "empty": (b"", "is empty"),
    "cut short": (b'{\n  "title": "a"', "is not JSON: line 2, column 15: Expecting ',' delimiter"),
    "not JSON": (b"{'title': 1}", "is not JSON: line 1, column 2: Expecting property name enclosed in double quotes"),
    "two values": (b"{} {}", "is not JSON: line 1, column 4: Extra data"),
    "latin-1": ('{"title": "café"}'.encode("latin-1"), "is not UTF-8 text: byte 15 is 0xe9"),
    "utf-16": (TEXT.encode("utf-16"), "is not UTF-8 text: byte 1 is 0xff"),
    "half a character": (b'{"title": "caf\xc3', "is not UTF-8 text: byte 15 is 0xc3"),
    # three bytes of a mark, and the fifteenth behind them
    "a mark, then latin-1": (b"\xef\xbb\xbf" + b'{"title": "caf\xe9"}', "is not UTF-8 text: byte 18 is 0xe9"),
    "far behind": (b" " * 12345 + b"\xff", "is not UTF-8 text: byte 12,346 is 0xff"),
    "NaN": (TEXT.replace("35.766667", "NaN").encode(), "is not JSON: NaN is not a number there"),
    "Infinity": (TEXT.replace("35.766667", "Infinity").encode(), "is not JSON: Infinity is not a number there"),
    "-Infinity": (TEXT.replace("35.766667", "-Infinity").encode(), "is not JSON: -Infinity is not a number there"),
    "lists in lists": (b"[" * DEEP + b"]" * DEEP, "is nested too deeply to be a chronology"),
    "objects in objects": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "is nested too deeply to be a chronology"),
    "huge": (TEXT.replace("35.766667", "9" * 4301).encode(), "holds a number of more than 4,300 digits"),
}


@pytest.mark.parametrize(("content", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_json_of_ours_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    assert faults(tmp_path, content) == [("", "", reason)]


def test_a_key_given_twice_at_any_depth_is_a_finding_or_too_deep() -> None:
    # around the depth at which Python gives up, it must not matter which function gives up first
    for depth in range(900, 1000):
        with pytest.raises(Unreadable) as refused:
            parse(b"[" * depth + b'{"a": 1, "a": 2}' + b"]" * depth)
        [finding] = refused.value.findings
        assert finding.reason in ("the key 'a' appears 2 times", "is nested too deeply to be a chronology")


def test_a_key_given_twice_deep_inside_is_told_of() -> None:
    with pytest.raises(Unreadable) as refused:
        parse(b'{"x": [[{"y": {"a": 1, "a": 2}}]]}')
    assert str(refused.value) == "x[0][0].y: the key 'a' appears 2 times"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"schema_version": 1', '"title": "a", "schema_version": 1', ("", "", "the key 'title' appears 2 times")),
        (
            '"kind": "news-agency chronology"',
            '"kind": "a", "kind": "b", "kind": "c"',
            ("", "publication", "the key 'kind' appears 3 times"),
        ),
        # pydantic would see only the second of them, which is right
        (
            '"date": "2019-06-15"',
            '"date": "2018-06-15", "date": "2019-06-15"',
            (f"event {FLARE}", "", "the key 'date' appears 2 times"),
        ),
        (
            '"value": 45',
            '"value": 4, "value": 45',
            (f"event {FLARE}", "figures[0]", "the key 'value' appears 2 times"),
        ),
        (
            '"pcode": "SY07"',
            '"pcode": "SY07", "pcode": "SY07"',
            ("place idlib", "", "the key 'pcode' appears 2 times"),
        ),
        (
            '"value": 45',
            '"\\u001b": 4, "\\u001b": 45',
            (f"event {FLARE}", "figures[0]", r"the key '\x1b' appears 2 times"),
        ),
        (
            '"places": [\n    {"id": "idlib-region"',
            '"places": [\n    {"name": "a", "id": ["b"]',
            ("place number 1", "", "the key 'name' appears 2 times"),
        ),
        (
            '"metrics": [',
            '"metrics": [null, [{"a": 1, "a": 2}],',
            ("metric number 2", "[0]", "the key 'a' appears 2 times"),
        ),
        (
            '"phases": [',
            '"phases": {"a": 1, "a": 2}, "places": [',
            ("", "phases", "the key 'a' appears 2 times"),
        ),
    ],
)
def test_a_key_given_twice_is_an_error(tmp_path: Path, old: str, new: str, expected: Fault) -> None:
    assert TEXT.count(old) == 1
    assert expected in faults(tmp_path, TEXT.replace(old, new))


def test_every_key_given_twice_is_told_of(tmp_path: Path) -> None:
    text = TEXT.replace('"title": "HTS', '"title": "a", "id": "b", "title": "HTS').replace(
        '"value": 45', '"value": 4, "value": 45'
    )
    assert faults(tmp_path, text) == [
        # of two ids the last is the one that JSON readers take
        ("event b", "", "the key 'id' appears 2 times"),
        ("event b", "", "the key 'title' appears 2 times"),
        (f"event {FLARE}", "figures[0]", "the key 'value' appears 2 times"),
    ]


@pytest.mark.parametrize("path", ["", "missing.json", ".", "/dev/null", "events\0.json"])
def test_a_file_that_cannot_be_read_is_named(path: str) -> None:
    with pytest.raises(DatasetError) as refused:
        load(path)
    assert refused.value.file == path
    assert str(refused.value).startswith(f"{path or repr('')}: ")


# The shape of a record

IS_TEXT = "must be text, not"
NOT_OURS = "is not a key that this record has"
ID = "must be an id: lower-case letters, digits, - and _"
ROLES = "must be 'attacker', 'backer', 'target', 'accused' or 'party'"
NOT_EMPTY = "must not be empty, not ''"
REVERSED = "is reversed: it ends before it begins"
NO_DAY = "is not a day; write it as 2019-07-22"
SECTIONS = ("metrics", "actors", "places", "phases", "events")
HEDGES = "must be 'exact', 'about', 'nearly', 'at_least' or 'more_than'"

RUSSIA = "actors/russia"
IDLIB = "places/idlib"
PHASE = "phases/new-escalation"
FIGURE = f"events/{RAIDS}/figures/0"

#: (where, what is put there, what is told of it there)
SHAPES: list[tuple[str, Any, str]] = [
    # unknown and missing keys
    ("colour", "red", NOT_OURS),
    ("publication/author", "a", NOT_OURS),
    ("metrics/civilians/colour", "red", NOT_OURS),
    (f"{RUSSIA}/colour", "red", NOT_OURS),
    (f"{IDLIB}/colour", "red", NOT_OURS),
    (f"{PHASE}/colour", None, NOT_OURS),
    (f"events/{RAIDS}/colour", "red", NOT_OURS),
    (f"events/{RAIDS}/actors/0/colour", "red", NOT_OURS),
    (f"{FIGURE}/colour", "red", NOT_OURS),
    # what is derived is not stored
    (f"events/{RAIDS}/first", "2019-04-26", NOT_OURS),
    (f"events/{RAIDS}/attributed_to", ["russia"], NOT_OURS),
    (f"{FIGURE}/best", 15, NOT_OURS),
    (f"{FIGURE}/stated_low", 15, NOT_OURS),
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
    (f"{RUSSIA}/kind", "bear", "must be 'state', 'armed-group', 'organisation' or 'monitor', not 'bear'"),
    (f"{IDLIB}/kind", "city", "must be 'region', 'province' or 'town', not 'city'"),
    (f"events/{FLARE}/kind", "Strike", f"{ID}, not 'Strike'"),
    (f"events/{FLARE}/kind", ["strike"], "must be text"),
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
    (f"{FIGURE}/low", 16, "low 16 is more than the value 15"),
    (f"{FIGURE}/low", -1, "must be 0 or more, not -1"),
    (f"{FIGURE}/high", 14, "high 14 is less than the value 15"),
    (f"{FIGURE}/high", "many", "must be a whole number, not 'many'"),
    # dates
    (f"events/{RAIDS}/date", "2019-04-27/2019-04-26", f"'2019-04-27/2019-04-26' {REVERSED}"),
    (f"events/{RAIDS}/date", "2019-04-31", "'2019-04-31' is not a date: April 2019 has 30 days"),
    (f"events/{RAIDS}/date", "2019-13", "'2019-13' is not a date: there is no month 13"),
    (f"events/{RAIDS}/date", "2019", f"'2019' is not a stored date; {STORED}"),
    # pydantic would read these as seconds since 1970
    (f"events/{RAIDS}/date", "1561939200", f"'1561939200' is not a stored date; {STORED}"),
    (f"events/{RAIDS}/date", 1561939200, f"not a date but a number; {STORED}"),
    (f"events/{RAIDS}/date", None, f"not a date but null; {STORED}"),
    (f"{PHASE}/first", "1561939200", f"'1561939200' {NO_DAY}"),
    (f"{PHASE}/last", "2019-12", f"'2019-12' {NO_DAY}"),
    (f"{PHASE}/last", "2019-12-01", "the phase ends on 2019-12-01, before it begins on 2019-12-02"),
    ("publication/as_of", "2020-01", f"'2020-01' {NO_DAY}"),
    (f"events/{TOLL}/figures/0/period", "2019-08-31/2019-04-26", f"'2019-08-31/2019-04-26' {REVERSED}"),
    (f"events/{TOLL}/figures/0/period", ["2019-08"], f"not a date but a list; {STORED}"),
]


def named(path: str) -> tuple[str, str]:
    """How a message calls a place in the file: its record and the field there."""
    section, *rest = path.split("/")
    record = f"{section.removesuffix('s')} {rest.pop(0)}" if rest and section in SECTIONS else ""
    field = "/".join(rest if record else [section, *rest])
    return record, re.sub(r"/(?=[a-z])", ".", re.sub(r"/([0-9]+)", r"[\1]", field))


@pytest.mark.parametrize(("path", "value", "reason"), SHAPES, ids=[f"{path}-{told:.40}" for path, _, told in SHAPES])
def test_a_record_of_the_wrong_shape_is_an_error(tmp_path: Path, path: str, value: Any, reason: str) -> None:
    # nothing else points nowhere because of it, so this is all
    assert faults(tmp_path, changed((path, value))) == [(*named(path), reason)]


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
        ("events/+", ["a"], ("event number 24", "", "must be an object")),
        ("events/+", "a", ("event number 24", "", "must be an object, not 'a'")),
        ("actors/+", {"name": "a", "kind": "state"}, ("actor number 8", "id", "is missing")),
        ("actors/+", actor(id=7), ("actor number 8", "id", f"{IS_TEXT} 7")),
        ("actors/+", actor(id="U N"), ("actor U N", "id", f"{ID}, not 'U N'")),
        ("actors/+", actor(id="-un"), ("actor -un", "id", f"{ID}, not '-un'")),
        ("actors/+", actor(id=""), ("actor ''", "id", f"{ID}, not ''")),
        # what would break the line, or fill it, is cut short and spelled out
        ("actors/+", actor(id="un\n"), (r"actor 'un\n'", "id", rf"{ID}, not 'un\n'")),
        ("actors/+", actor(id="é" * 60), (f"actor {'é' * 60}", "id", f"{ID}, not '{'é' * 59}...")),
        ("actors/+", actor(id="é" * 61), (f"actor '{'é' * 59}...", "id", f"{ID}, not '{'é' * 59}...")),
        ("a\x1bb", "red", ("", r"'a\x1bb'", NOT_OURS)),
        (f"events/{RAIDS}/{'k' * 60}", "red", (f"event {RAIDS}", "k" * 60, NOT_OURS)),
        (f"events/{RAIDS}/{'k' * 61}", "red", (f"event {RAIDS}", f"'{'k' * 59}...", NOT_OURS)),
    ],
)
def test_a_record_of_an_odd_name_is_told_of_in_one_line(tmp_path: Path, path: str, value: Any, expected: Fault) -> None:
    assert faults(tmp_path, changed((path, value))) == [expected]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[]", "must be an object"),
        ("null", "must be an object, not null"),
        ("7", "must be an object, not 7"),
        ('"a"', "must be an object, not 'a'"),
    ],
)
def test_a_file_that_is_no_object_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    assert faults(tmp_path, content) == [("", "", reason)]


def test_an_empty_object_lacks_everything(tmp_path: Path) -> None:
    needed = "schema_version title description publication license metrics actors places phases events".split()  # noqa: SIM905
    assert faults(tmp_path, "{}") == [("", key, "is missing") for key in needed]


def test_a_number_that_overflows_is_not_finite(tmp_path: Path) -> None:
    # JSON may write it, and no computer holds it
    text = TEXT.replace("35.766667", "1e999").replace('"value": 15,', '"value": 1e999,')
    assert [(record, field) for record, field, _ in faults(tmp_path, text)] == [
        ("place idlib", "latitude"),
        (f"event {RAIDS}", "figures[0].value"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "record", "field"),
    [
        ('"title": "HTS controls', '"title": "\\ud800', "event 2019-01-hts-control", "title"),
        ('"kind": "background"', '"kind": "\\ud800"', "event 2019-01-hts-control", "kind"),
        ('"SY07"', '"\\ud800"', "place idlib", "pcode"),
    ],
)
def test_half_a_character_is_no_text(tmp_path: Path, old: str, new: str, record: str, field: str) -> None:
    [(found_record, found_field, reason)] = faults(tmp_path, TEXT.replace(old, new))
    assert (found_record, found_field) == (record, field)
    assert reason.startswith("is not valid Unicode text")


@pytest.mark.parametrize("old", ['"schema_version": 1', '"pcode": "SY07"', '"value": 45'])
def test_half_a_character_is_no_key(tmp_path: Path, old: str) -> None:
    assert len(faults(tmp_path, TEXT.replace(old, f'"\\ud800": 1, {old}'))) == 1


# What one record says of another


def nothing(section: str, identity: str) -> str:
    """The reason where an id points nowhere."""
    return f"there is no {section} '{identity}'"


def cumulative(*includes: str) -> dict[str, Any]:
    """A figure that sums up the year and includes others."""
    return civilians(scope="cumulative", period="2019-01/2019-12", includes=list(includes))


RELATIONS: dict[str, tuple[list[Change], list[Fault]]] = {
    # an id that two records have
    "metric twice": (
        [("metrics/+", {"id": "schools", "label": "a", "unit": "people"})],
        [("metric schools", "id", "2 metrics have this id; ids must differ")],
    ),
    "actor twice": ([("actors/+", actor(id="hrw"))], [("actor hrw", "id", "2 actors have this id; ids must differ")]),
    "place thrice": (
        [
            ("places/+", {"id": "hama", "name": "a", "kind": "town"}),
            ("places/+", {"id": "hama", "name": "b", "kind": "town"}),
        ],
        [("place hama", "id", "3 places have this id; ids must differ")],
    ),
    "phase twice": (
        [("phases/+", {**RAW["phases"][0], "number": 5})],
        [("phase russian-strikes", "id", "2 phases have this id; ids must differ")],
    ),
    "event twice": (
        [("events/+", event(id=RAIDS))],
        [(f"event {RAIDS}", "id", "2 events have this id; ids must differ")],
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
        [(f"events/{TOLL}/figures/1/includes/+", "nowhere")],
        [(f"event {TOLL}", "figures[1].includes", nothing("event", "nowhere"))],
    ),
    "no part": (
        [("metrics/killed/parts/+", "wounded")],
        [("metric killed", "parts", nothing("metric", "wounded"))],
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
            # an actor is no place
            (f"event {FLARE}", "places[0]", nothing("place", "un")),
        ],
    ),
    # includes
    "included figure of another metric": (
        [(f"events/{TOLL}/figures/1/includes/+", RAIDS)],
        [(f"event {TOLL}", "figures[1].includes", f"{RAIDS} has no figure of displaced")],
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
                "2019-12-02-bombardment counts days that lie outside this figure's period",
            )
        ],
    ),
    "included days partly outside": (
        [(f"events/{TOLL}/figures/0/period", "2019-04-27/2019-08-31")],
        [(f"event {TOLL}", "figures[0].includes", f"{RAIDS} counts days that lie outside this figure's period")],
    ),
    "included twice by one figure": (
        [(f"events/{TOLL}/figures/0/includes/+", RAIDS)],
        [(f"event {TOLL}", "figures[0].includes", f"{RAIDS} appears 2 times")],
    ),
    "included by two figures": (
        [("events/+", event(figures=[cumulative(RAIDS)]))],
        [(f"event {RAIDS}", "figures", f"its civilians are included by 2 figures, {TOLL}, new; at most one may")],
    ),
    "an incident that includes": (
        [(f"events/{TOLL}/figures/1/scope", "incident")],
        [(f"event {TOLL}", "figures[1].includes", "only a cumulative figure includes others")],
    ),
    "a scope left out": (
        [(f"events/{TOLL}/figures/1/scope", MISSING)],
        [(f"event {TOLL}", "figures[1].includes", "only a cumulative figure includes others")],
    ),
    "a figure inside itself": (
        [(f"events/{TOLL}/figures/0/includes/+", TOLL)],
        [(f"event {TOLL}", "figures", "its civilians include themselves")],
    ),
    "a ring of three": (
        [
            ("events/+", event(id="one", figures=[cumulative("two")])),
            ("events/+", event(id="two", figures=[cumulative("three")])),
            ("events/+", event(id="three", figures=[cumulative("one")])),
        ],
        [(f"event {each}", "figures", "its civilians include themselves") for each in ("one", "three", "two")],
    ),
    "a ring with a tail": (
        [
            ("events/+", event(id="one", figures=[cumulative("two")])),
            ("events/+", event(id="two", figures=[cumulative("one", "tail")])),
            ("events/+", event(id="tail", figures=[civilians()])),
        ],
        # the tail is inside the ring, and is not of it
        [(f"event {each}", "figures", "its civilians include themselves") for each in ("one", "two")],
    ),
    # within
    "a place within itself": (
        [("places/hama/within", "hama")],
        [("place hama", "within", "the place lies within itself")],
    ),
    "places within each other": (
        [("places/idlib-region/within", "maaret-al-numan")],
        [
            (f"place {each}", "within", "the place lies within itself")
            # hama, aleppo and khan-sheikhun hang on the ring, and are not of it
            for each in ("idlib", "idlib-region", "maaret-al-numan")
        ],
    ),
    # metrics
    "a part with parts": (
        [("metrics/civilians/parts", ["children"])],
        [("metric killed", "parts", "civilians has parts itself; parts go one level deep")],
    ),
    "a part of itself": (
        [("metrics/killed/parts", ["killed"])],
        [("metric killed", "parts", "killed has parts itself; parts go one level deep")],
    ),
    "a part of two": (
        [("metrics/displaced/parts", ["fighters"])],
        [(f"metric {each}", "parts", "fighters is named as a part 2 times") for each in ("displaced", "killed")],
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
        [(f"event {FLARE}", "figures", "the publication gives 2 figures of civilians; one source gives at most one")],
    ),
    # the rest
    "an actor that is the publication": (
        [("actors/china/id", "publication"), ("events/2019-09-19-veto/actors/1/actor", "publication")],
        [("actor publication", "id", "is reserved for the publication itself; use another id")],
    ),
    "two phases of a number": (
        [("phases/new-escalation/number", 4)],
        [("phase number 4", "number", "2 phases have this number; numbers must differ")],
    ),
    "a figure laid on a stranger": (
        [(f"events/{RAIDS}/figures/0/attributed_to", ["russia", "china"])],
        [(f"event {RAIDS}", "figures[0].attributed_to", "china is no attacker or backer of the event")],
    ),
    "a figure laid on a target": (
        [
            ("events/2019-09-10-strikes-resume/figures/+", civilians(attributed_to=["hts"])),
        ],
        [
            (
                "event 2019-09-10-strikes-resume",
                "figures[0].attributed_to",
                "hts is no attacker or backer of the event",
            )
        ],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), RELATIONS.values(), ids=RELATIONS)
def test_records_that_do_not_fit_are_errors(tmp_path: Path, changes: list[Change], expected: list[Fault]) -> None:
    assert sorted(faults(tmp_path, changed(*changes))) == sorted(expected)


@pytest.mark.parametrize(
    "changes",
    [
        # one actor of two roles
        [(f"events/{RAIDS}/actors/+", {"actor": "russia", "role": "target"})],
        # a figure laid on fewer than its event
        [("events/2019-12-offensive/figures/+", {**civilians(), "attributed_to": ["russia"]})],
        # an included figure may itself include others, and two metrics may hold one event
        [("events/+", event(figures=[cumulative(TOLL), {**cumulative(FLARE), "metric": "killed"}]))],
        # whose period is the same
        [
            ("events/+", event(id="one", figures=[cumulative("two")])),
            ("events/+", event(id="two", figures=[cumulative()])),
        ],
        # bounds that are the value
        [(f"events/{RAIDS}/figures/0/low", 15), (f"events/{RAIDS}/figures/0/high", 15)],
        [(f"events/{RAIDS}/figures/0/low", None), (f"events/{RAIDS}/figures/0/high", None)],
        [(f"events/{RAIDS}/figures/0/value", 10**12)],
        [("places/idlib/latitude", 36)],
        # the poles, the line where the day changes, and other ends of what may be
        [("places/idlib/latitude", 90), ("places/idlib/longitude", -180)],
        [("places/idlib/latitude", -90.0), ("places/idlib/longitude", 180.0)],
        [("publication/paragraphs", 10**6), ("phases/new-escalation/number", 10**6), ("title", "a")],
        [("phases/new-escalation/last", "2019-12-02")],
        [("actors/russia/aliases", [])],
    ],
)
def test_what_looks_odd_and_is_right_is_loaded(tmp_path: Path, changes: list[Change]) -> None:
    assert load(written(tmp_path, json.dumps(changed(*changes)).encode())).events


def test_a_chronology_may_be_empty(tmp_path: Path) -> None:
    empty: list[Change] = [(section, []) for section in SECTIONS]
    file = written(tmp_path, json.dumps(changed(*empty)).encode())
    assert load(file).events == ()


# Several faults at once


def test_faults_of_all_kinds_are_listed_together(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        changed(
            (f"events/{RAIDS}/figures/0/value", -1),
            (f"events/{RAIDS}/colour", "red"),
            ("actors/china/kind", "dragon"),
            (f"events/{FLARE}/phase", "five"),
            ("places/hama/within", "hama"),
            ("events/2020-01-fighting/places/+", "homs"),
        ),
    )
    assert sorted(found) == [
        ("actor china", "kind", "must be 'state', 'armed-group', 'organisation' or 'monitor', not 'dragon'"),
        (f"event {RAIDS}", "colour", NOT_OURS),
        (f"event {RAIDS}", "figures[0].value", "must be 0 or more, not -1"),
        (f"event {FLARE}", "phase", nothing("phase", "five")),
        ("event 2020-01-fighting", "places[1]", nothing("place", "homs")),
        ("place hama", "within", "the place lies within itself"),
    ]


def test_several_faults_of_one_include_are_all_told(tmp_path: Path) -> None:
    late = "2019-12-02-bombardment"
    found = faults(
        tmp_path,
        changed(
            (f"events/{TOLL}/figures/0/scope", "incident"),
            (f"events/{TOLL}/figures/0/includes", [late, late, "nowhere"]),
        ),
    )
    assert sorted(reason for _, _, reason in found) == [
        f"{late} appears 2 times",
        f"{late} counts days that lie outside this figure's period",
        "only a cumulative figure includes others",
        nothing("event", "nowhere"),
    ]


def test_a_figure_laid_on_several_strangers_tells_of_them_in_the_order_of_the_file(tmp_path: Path) -> None:
    # sets of text have another order in every process
    strangers = ["hrw", "china", "un", "sohr", "hts", "syrian-government"]
    found = faults(tmp_path, changed((f"events/{RAIDS}/figures/0/attributed_to", strangers)))
    assert [reason.split()[0] for _, _, reason in found] == strangers


def test_a_metric_that_names_a_part_twice_is_told_of_once(tmp_path: Path) -> None:
    assert faults(tmp_path, changed(("metrics/killed/parts", ["civilians", "civilians"]))) == [
        ("metric killed", "parts", "civilians is named as a part 2 times")
    ]


def test_a_broken_record_is_still_there_for_others(tmp_path: Path) -> None:
    # each of these is pointed at by others that are whole
    broken = [
        ("metrics/civilians/unit", 7),
        ("actors/russia/kind", "bear"),
        ("places/idlib/latitude", "north"),
        ("phases/hundreds-killed/number", "two"),
        (f"events/{RAIDS}/title", 7),
    ]
    found = faults(tmp_path, changed(*broken))
    assert [(record, field) for record, field, _ in found] == [
        ("metric civilians", "unit"),
        ("actor russia", "kind"),
        ("place idlib", "latitude"),
        ("phase hundreds-killed", "number"),
        (f"event {RAIDS}", "title"),
    ]


def test_a_record_whose_id_is_broken_is_missed(tmp_path: Path) -> None:
    found = faults(tmp_path, changed((f"events/{RAIDS}/id", 7)))
    assert found == [
        ("event number 2", "id", "must be text, not 7"),
        (f"event {TOLL}", "figures[0].includes", nothing("event", RAIDS)),
    ]


def test_an_id_of_a_broken_record_is_not_free_for_another(tmp_path: Path) -> None:
    found = faults(tmp_path, changed((f"events/{RAIDS}/title", 7), ("events/+", event(id=RAIDS))))
    assert (f"event {RAIDS}", "id", "2 events have this id; ids must differ") in found


def test_two_broken_records_of_one_id_are_told_of(tmp_path: Path) -> None:
    found = faults(tmp_path, changed((f"events/{RAIDS}/title", 7), ("events/+", event(id=RAIDS, title=8))))
    assert (f"event {RAIDS}", "id", "2 events have this id; ids must differ") in found


def test_what_a_broken_record_would_say_of_others_is_not_asked(tmp_path: Path) -> None:
    # the toll's includes are of no account while the toll itself is broken
    found = faults(tmp_path, changed((f"events/{TOLL}/title", 7), (f"events/{TOLL}/figures/0/includes/+", "nowhere")))
    assert found == [(f"event {TOLL}", "title", f"{IS_TEXT} 7")]


def test_a_file_that_is_wrong_as_a_whole_is_told_of_first(tmp_path: Path) -> None:
    found = faults(tmp_path, changed(("title", MISSING), (f"events/{FLARE}/phase", "five")))
    assert found == [("", "title", "is missing")]


# What a curator should look at


def warnings(folder: Path, *changes: Change) -> list[Fault]:
    """What check warns of, in a file that can be loaded."""
    file = written(folder, json.dumps(changed(*changes)).encode())
    assert load(file).title
    findings = check(file)
    assert {finding.severity for finding in findings} <= {Severity.WARNING}
    return [(finding.record, finding.field, finding.reason) for finding in findings]


def twice(metric: str, other: str) -> str:
    """The reason of a likely double count."""
    return (
        f"{metric} may be counted twice: {other} has a figure of days and a place that this one shares,"
        " and neither includes the other"
    )


NEW_PHASE = {"id": "aftermath", "number": 5, "title": "Aftermath", "first": "2020-02-01", "last": "2020-02-29"}

#: A report of 15 June in the whole region, where the flare-up gives people killed.
APART = (
    f"civilians may be counted twice: {FLARE} gives killed of the same days and places, and does not include this event"
)

WARNINGS: dict[str, tuple[list[Change], list[Fault]]] = {
    "a phase without events": ([("phases/+", NEW_PHASE)], [("phase aftermath", "", "has no events")]),
    "an event outside its phase": (
        [(f"events/{FLARE}/phase", "new-escalation")],
        [(f"event {FLARE}", "date", "2019-06-15 lies outside its phase, 2019-12-02 to 2019-12-29")],
    ),
    "an event partly outside its phase": (
        [("phases/russian-strikes/first", "2019-04-27")],
        [
            (f"event {identity}", "date", f"{date} lies outside its phase, 2019-04-27 to 2019-06-03")
            for identity, date in (
                (RAIDS, "2019-04-26/2019-04-27"),
                ("2019-04-russia-position", "2019-04-26~/2019-05-05~"),
            )
        ],
    ),
    "a figure without a source": (
        [(f"events/{FLARE}/figures/1/source", MISSING)],
        [(f"event {FLARE}", "figures[1].source", "is not given; null says that the publication itself speaks")],
    ),
    "a paragraph that nobody cites": (
        [("events/2019-07-22-market-strikes/paragraphs", [])],
        [("", "paragraphs", "paragraph 9 of the publication is cited nowhere")],
    ),
    "a paragraph of an actor": (
        [("actors/russia/paragraphs", MISSING), ("events/2019-04-russia-position/paragraphs", [])],
        [("", "paragraphs", "paragraph 5 of the publication is cited nowhere")],
    ),
    "paragraphs here and there": (
        [
            ("actors/russia/paragraphs", MISSING),
            ("events/2019-04-russia-position/paragraphs", []),
            ("events/2019-06-03-hrw-banned-weapons/paragraphs", []),
            ("events/2019-06-15-flare-up/paragraphs", []),
            ("events/2019-06-20-bombardment/paragraphs", []),
        ],
        [
            ("", "paragraphs", "paragraph 5 of the publication is cited nowhere"),
            ("", "paragraphs", "paragraphs 7 to 8 of the publication are cited nowhere"),
        ],
    ),
    "the paragraphs of the description": (
        # the last record rests on 2 as well
        [("paragraphs", [])],
        [("", "paragraphs", "paragraph 1 of the publication is cited nowhere")],
    ),
    "a publication that goes on": (
        [("publication/paragraphs", 24)],
        [("", "paragraphs", "paragraphs 23 to 24 of the publication are cited nowhere")],
    ),
    "a publication of unknown length": (
        [("publication/paragraphs", MISSING), ("events/2019-07-22-market-strikes/paragraphs", [])],
        # as far as anybody cites
        [("", "paragraphs", "paragraph 9 of the publication is cited nowhere")],
    ),
    "a toll that no longer includes": (
        [(f"events/{TOLL}/figures/1/includes", [])],
        [(f"event {TOLL}", "figures[1]", twice("displaced", "2019-05-un-first-toll"))],
    ),
    "another report inside the same toll": (
        [
            ("events/+", event(phase="hundreds-killed", places=["idlib-region"], figures=[civilians()])),
            (f"events/{TOLL}/figures/0/includes/+", "new"),
        ],
        [("event new", "figures[0]", twice("civilians", FLARE)), ("event new", "figures", APART)],
    ),
    "another report of one market": (
        [
            (
                "events/+",
                event(date="2019-07-22", phase="hundreds-killed", places=["maaret-al-numan"], figures=[civilians()]),
            )
        ],
        [("event new", "figures[0]", twice("civilians", TOLL))],
    ),
    "a wording with other digits": (
        [(f"events/{RAIDS}/figures/0/wording", "around 51")],
        [(f"event {RAIDS}", "figures[0].wording", "'around 51' has other digits than the value, 15")],
    ),
    "a nest of the whole that its part does not share": (
        [(f"events/{TOLL}/figures/+", {**cumulative(FLARE), "metric": "killed", "value": 1200})],
        [],
    ),
    "a stated total that includes an event whose part another does not": (
        [
            (f"events/{TOLL}/figures/+", {**cumulative(FLARE), "metric": "killed", "value": 1200}),
            (f"events/{TOLL}/figures/0/includes", [RAIDS, "2019-06-20-bombardment", "2019-07-22-market-strikes"]),
        ],
        [
            (f"event {FLARE}", "figures[1]", twice("civilians", TOLL)),
            (
                f"event {TOLL}",
                "figures",
                f"its killed include those of {FLARE}, but its civilians do not: is that meant?",
            ),
        ],
    ),
    "a part that includes an event whose total the total does not": (
        [(f"events/{TOLL}/figures/+", {**cumulative(), "metric": "killed", "value": 1200})],
        [
            (f"event {FLARE}", "figures[0]", twice("killed", TOLL)),
            (
                f"event {TOLL}",
                "figures",
                f"its civilians include those of {FLARE}, but its killed do not: is that meant?",
            ),
        ],
    ),
    "another report of one town in the province": (
        [("events/+", event(date="2019-12-02", phase="new-escalation", places=["idlib"], figures=[civilians()]))],
        [("event new", "figures[0]", twice("civilians", "2019-12-02-bombardment"))],
    ),
    "another report of a town in a toll of the region": (
        [
            (
                "events/+",
                event(date="2019-12-20", phase="new-escalation", places=["khan-sheikhun"], figures=[civilians()]),
            )
        ],
        [("event new", "figures[0]", twice("civilians", "2019-12-two-week-toll"))],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), WARNINGS.values(), ids=WARNINGS)
def test_a_curator_is_warned(tmp_path: Path, changes: list[Change], expected: list[Fault]) -> None:
    found = warnings(tmp_path, *changes)
    # what is added may come earlier or later than what it overlaps with
    assert found == expected


@pytest.mark.parametrize(
    "changes",
    [
        # on another day
        [("events/+", event(date="2019-12-03", places=["maaret-al-numan"], figures=[civilians()]))],
        # in another town
        [("events/+", event(date="2019-12-02", places=["khan-sheikhun"], figures=[civilians()]))],
        # nowhere in particular
        [("events/+", event(date="2019-12-02", figures=[civilians()]))],
        # of another metric
        [
            (
                "events/+",
                event(date="2019-12-02", places=["maaret-al-numan"], figures=[civilians(metric="schools")]),
            )
        ],
        # held by what holds the other
        [
            (
                "events/+",
                event(
                    date="2019-08-31",
                    places=["idlib-region"],
                    figures=[civilians(scope="cumulative", period="2019-04-01/2019-08-31", includes=[TOLL])],
                ),
            )
        ],
        # an event of no phase lies outside none
        [("events/+", event(date="2025-01-01"))],
    ],
    ids=["day", "town", "nowhere", "metric", "held", "phaseless"],
)
def test_a_curator_is_not_warned_without_need(tmp_path: Path, changes: list[Change]) -> None:
    assert warnings(tmp_path, *changes) == []


def test_an_empty_chronology_is_warned_of_nothing_but_its_paragraphs(tmp_path: Path) -> None:
    empty: list[Change] = [(section, []) for section in (*SECTIONS, "paragraphs")]
    assert warnings(tmp_path, *empty, ("publication/paragraphs", MISSING)) == []
    told = "paragraphs 1 to 22 of the publication are cited nowhere"
    assert warnings(tmp_path, *empty) == [("", "paragraphs", told)]


def test_a_file_with_errors_is_not_warned_of(tmp_path: Path) -> None:
    found = faults(tmp_path, changed(("phases/+", NEW_PHASE), (f"events/{FLARE}/source", "afp")))
    assert found == [(f"event {FLARE}", "source", nothing("actor", "afp"))]


# Laws


def paths(value: Any, way: tuple[str | int, ...] = ()) -> Iterable[tuple[str | int, ...]]:
    """The ways to every value inside a JSON value."""
    if way:
        yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from paths(each, (*way, key))


def found_at(value: Any, way: Iterable[str | int]) -> Any:
    """What lies at the end of a way."""
    for step in way:
        value = value[step]
    return value


PATHS = list(paths(RAW))
#: Every text, number and null that the file holds: what breaks one record is often right in another.
LEAVES = sorted({json.dumps(at) for at in (found_at(RAW, way) for way in PATHS) if not isinstance(at, (dict, list))})
KEYS = sorted({step for way in PATHS for step in way if isinstance(step, str)})

leaves = (
    st.sampled_from(LEAVES).map(json.loads)
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.text(st.characters(categories=["Cs", "Cc", "Nd"]))
    | st.dates().map(str)
    | st.sampled_from([10**400, -(10**20), "1561939200", "2019-13", "2019-02~/2019-01", "é"])
)
json_values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """The bundled chronology with a few values taken away, put twice, swapped or replaced."""
    raw = copy.deepcopy(RAW)
    for _ in range(draw(st.integers(1, 4))):
        *way, last = draw(st.sampled_from(PATHS))
        try:
            at = found_at(raw, way)
            match draw(st.sampled_from(["delete", "replace", "repeat", "borrow"])):
                case "delete":
                    del at[last]
                case "replace":
                    at[last] = draw(json_values)
                case "repeat" if isinstance(at, list) and isinstance(last, int):
                    at += [copy.deepcopy(at[last])]
                case "repeat":
                    at[draw(st.sampled_from(KEYS))] = copy.deepcopy(at[last])
                case _:
                    at[last] = copy.deepcopy(found_at(RAW, draw(st.sampled_from(PATHS))))
        except (LookupError, TypeError):
            continue  # an earlier change has taken away what this one is about
    return raw


@pytest.fixture(scope="module")
def somewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose file is written over and over."""
    return tmp_path_factory.mktemp("datasets")


def loads_or_tells(folder: Path, content: bytes) -> None:
    """A file is loaded, or refused with a DatasetError that can be shown; and check agrees."""
    file = written(folder, content)
    findings = check(file)
    told: DatasetError | None = None
    try:
        assert load(file).schema_version == 1
    except DatasetError as error:
        told = error
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == list(
        told.findings if told else ()
    )
    for line in str(told or "").splitlines():
        assert line.startswith(f"{file}: ")
        assert line.isprintable()


@given(mutated())
def test_no_change_of_the_file_raises_anything_but_a_dataset_error(somewhere: Path, raw: Any) -> None:
    loads_or_tells(somewhere, json.dumps(raw).encode())


@given(json_values)
def test_no_json_whatever_raises_anything_but_a_dataset_error(somewhere: Path, raw: Any) -> None:
    loads_or_tells(somewhere, json.dumps(raw).encode())


@given(st.data())
def test_no_change_of_bytes_raises_anything_but_a_dataset_error(somewhere: Path, data: st.DataObject) -> None:
    content = TEXT.encode()
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    # a small gap more often than a large one
    last = data.draw(st.sampled_from([first, min(last, first + 8), last]))
    between = data.draw(
        st.binary(max_size=8) | st.sampled_from([b'"', b"{", b"}", b"]", b",", b"null", b"1e999", b"\xef"])
    )
    loads_or_tells(somewhere, content[:first] + between + content[last:])


@given(st.binary())
def test_no_bytes_whatever_raise_anything_but_a_dataset_error(somewhere: Path, content: bytes) -> None:
    loads_or_tells(somewhere, content)


@given(st.permutations(RAW["events"]), st.permutations(RAW["phases"]), st.permutations(RAW["places"]))
def test_the_order_of_the_file_decides_only_among_events_of_the_same_days(
    somewhere: Path, events: list[Any], phases: list[Any], places: list[Any]
) -> None:
    raw = {**RAW, "events": events, "phases": phases, "places": places}
    timeline = load(written(somewhere, json.dumps(raw).encode()))
    assert timeline.phases == load().phases
    assert set(timeline.events) == set(load().events)
    order = {each["id"]: index for index, each in enumerate(events)}
    found = [(each.first, each.last or timeline.as_of, order[each.id]) for each in timeline.events]
    assert found == sorted(found)
