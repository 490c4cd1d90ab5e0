"""A dataset: bytes of a file -> a chronology, or every error; and laws that are true of any bytes."""

import copy
import gc
import json
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from edited import FLARE, RAW, TEXT, Fault, changed, event, fault_of, faults, nothing
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl import check, load
from idlibtl.model.chronology import Chronology
from idlibtl.model.records import Event
from idlibtl.read import dataset
from idlibtl.read.checks.warnings import warnings
from idlibtl.read.dataset import from_bytes, parse
from idlibtl.read.files import DatasetError, Severity, Unreadable, bundled

# The file as a whole


def test_the_bundled_file_has_no_finding() -> None:
    assert check(bundled()) == ()


def test_the_bundled_chronology_is_what_is_loaded_without_a_path() -> None:
    assert load() == load(bundled()) == load(str(bundled()))


def test_a_file_may_begin_with_a_byte_order_mark() -> None:
    assert from_bytes(b"\xef\xbb\xbf" + TEXT.encode()) == load()


def test_records_that_share_what_is_alike_are_the_same_as_when_checked_one_by_one() -> None:
    events = [Event.model_validate(event) for event in RAW["events"]]
    loaded = load().event
    assert [loaded[event.id].model_dump() for event in events] == [event.model_dump() for event in events]


def test_what_is_alike_in_two_events_is_one_object() -> None:
    """A large chronology repeats its ids and lists: sharing them saves a sixth of its memory."""
    events = [event for event in load().events if event.actors and event.places]
    one, other = next((a, b) for a, b in combinations(events, 2) if a.actors == b.actors and a.places == b.places)
    assert one.actors is other.actors
    assert one.places is other.places
    figures = [figure for event in load().events for figure in event.figures if figure.metric == "civilians"]
    assert len({id(figure.metric) for figure in figures}) == 1


def test_a_timeline_of_timelinejs_is_not_a_chronology_with_very_many_errors() -> None:
    slides = {"title": {}, "events": [{"start_date": {"year": 2032}, "text": {"headline": "Rain"}}]}
    [finding] = dataset.check(json.dumps(slides).encode())
    assert str(finding) == "is a TimelineJS timeline. To use it see idlibtl convert --help."
    # with a version it is meant as a chronology, and a text is no slide
    assert len(dataset.check(json.dumps({"schema_version": 1, **slides}).encode())) > 1
    assert len(dataset.check(json.dumps({"events": ["start_date"]}).encode())) > 1


DEEP = 100_000

UNREADABLE = {
    "empty": (b"", "is empty"),
    "cut short": (b'{\n  "title": "a"', "is not JSON: line 2, column 15: Expecting ',' delimiter"),
    "not JSON": (b"{'title': 1}", "is not JSON: line 1, column 2: Expecting property name enclosed in double quotes"),
    "two values": (b"{} {}", "is not JSON: line 1, column 4: Extra data"),
    "latin-1": ('{"title": "café"}'.encode("latin-1"), "is not UTF-8 text: byte 15 is 0xe9"),
    "utf-16": (TEXT.encode("utf-16"), "is not UTF-8 text: byte 1 is 0xff"),
    "half a character": (b'{"title": "caf\xc3', "is not UTF-8 text: byte 15 is 0xc3"),
    # three bytes of a mark, and the fifteenth after them
    "a mark, then latin-1": (b"\xef\xbb\xbf" + b'{"title": "caf\xe9"}', "is not UTF-8 text: byte 18 is 0xe9"),
    "far behind": (b" " * 12345 + b"\xff", "is not UTF-8 text: byte 12,346 is 0xff"),
    "NaN": (TEXT.replace("35.766667", "NaN").encode(), "is not JSON: NaN is not a JSON number"),
    "Infinity": (TEXT.replace("35.766667", "Infinity").encode(), "is not JSON: Infinity is not a JSON number"),
    "-Infinity": (TEXT.replace("35.766667", "-Infinity").encode(), "is not JSON: -Infinity is not a JSON number"),
    "lists in lists": (b"[" * DEEP + b"]" * DEEP, "is nested too deeply to be a chronology"),
    "objects in objects": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "is nested too deeply to be a chronology"),
    "huge": (TEXT.replace("35.766667", "9" * 4301).encode(), "has a number of more than 4,300 digits"),
}


@pytest.mark.parametrize(("content", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_not_json_of_this_format_is_refused(content: bytes, reason: str) -> None:
    assert faults(content) == [("", "", reason)]


def test_a_key_given_twice_at_any_depth_is_a_finding_or_too_deep() -> None:
    # near the depth at which Python gives up, it must not matter which function gives up first
    for depth in range(900, 1000):
        with pytest.raises(Unreadable) as refused:
            parse(b"[" * depth + b'{"a": 1, "a": 2}' + b"]" * depth)
        [finding] = refused.value.findings
        assert finding.reason in ("the key 'a' appears 2 times", "is nested too deeply to be a chronology")


def test_a_key_given_twice_deep_inside_is_reported() -> None:
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
            '"date": "2019-06-15~"',
            '"date": "2018-06-15", "date": "2019-06-15~"',
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
def test_a_key_given_twice_is_an_error(old: str, new: str, expected: Fault) -> None:
    assert TEXT.count(old) == 1
    assert expected in faults(TEXT.replace(old, new))


def test_every_key_given_twice_is_reported() -> None:
    text = TEXT.replace('"title": "HTS', '"title": "a", "id": "b", "title": "HTS').replace(
        '"value": 45', '"value": 4, "value": 45'
    )
    assert faults(text) == [
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


# From bytes, and from a file


def test_a_chronology_is_read_from_bytes() -> None:
    assert from_bytes(TEXT.encode()) == load()


def test_bytes_have_the_name_that_a_message_calls_them() -> None:
    with pytest.raises(DatasetError) as refused:
        from_bytes(b"", "standard input")
    assert str(refused.value) == "standard input: is empty"
    assert refused.value.file == "standard input"
    with pytest.raises(DatasetError, match=r"^the chronology: is empty$"):
        from_bytes(b"")


def test_load_and_check_report_the_same_errors(tmp_path: Path) -> None:
    file = tmp_path / "events.json"
    file.write_text(json.dumps(changed((f"events/{FLARE}/source", "afp"), ("phases/+", 7))), encoding="utf-8")
    with pytest.raises(DatasetError) as refused:
        load(file)
    assert refused.value.file == str(file)
    assert list(map(fault_of, check(file))) == list(map(fault_of, refused.value.findings))
    assert list(map(fault_of, refused.value.findings)) == [
        ("phase number 5", "", "must be an object, not 7"),
        (f"event {FLARE}", "source", nothing("actor", "afp")),
    ]
    assert {finding.severity for finding in refused.value.findings} == {Severity.ERROR}


def test_a_file_without_errors_is_loaded_and_warned_of(tmp_path: Path) -> None:
    file = tmp_path / "events.json"
    raw = changed(("events/+", event(id="late", date="2019-02-02", phase="syrian-advance")))
    file.write_text(json.dumps(raw), encoding="utf-8")
    assert load(file).event["late"].title == "Something"
    [finding] = check(file)
    assert finding.severity is Severity.WARNING
    assert fault_of(finding) == ("event late", "date", "2019-02-02 is outside its phase, 2020-01-11 to 2020-01-26")


# Memory


def test_records_share_what_pydantic_keeps_of_their_fields() -> None:
    """A set for each record is half the memory of a large chronology; only whether a source is given is asked."""
    raw = json.loads(TEXT)
    first, second = raw["events"][0], {**raw["events"][0], "id": "another"}
    figure = {"metric": "civilians", "value": 1, "source": None}
    first["figures"], second["figures"] = [figure], [figure, {"metric": "children", "value": 1}]
    first["actors"] = second["actors"] = [{"actor": raw["actors"][0]["id"], "role": "party"}]
    events = from_bytes(json.dumps({**raw, "events": [first, second]}).encode()).events
    one, other = events
    assert one.model_fields_set is other.model_fields_set
    assert one.actors[0].model_fields_set is other.actors[0].model_fields_set
    assert one.figures[0].model_fields_set is other.figures[0].model_fields_set
    assert ["source" in item.model_fields_set for item in other.figures] == [True, False]


# The garbage collector


@pytest.mark.parametrize("content", [TEXT.encode(), b"{}", b"", b"{"], ids=["sound", "faulty", "empty", "cut short"])
def test_the_garbage_collector_is_off_while_a_chronology_is_read(
    monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    resting: list[bool] = []

    def watched(read: bytes) -> Any:
        resting.append(not gc.isenabled())
        return parse(read)

    monkeypatch.setattr(dataset, "parse", watched)
    assert gc.isenabled()
    try:
        assert isinstance(from_bytes(content), Chronology)
    except DatasetError:
        assert content != TEXT.encode()
    assert resting
    assert all(resting)
    # and is on again, whatever was read
    assert gc.isenabled()


def test_a_garbage_collector_that_was_switched_off_stays_off() -> None:
    gc.disable()
    try:
        from_bytes(TEXT.encode())
        assert not gc.isenabled()
    finally:
        gc.enable()


# Laws


def paths(value: Any, way: tuple[str | int, ...] = ()) -> Iterable[tuple[str | int, ...]]:
    """The ways to every value inside a JSON value."""
    if way:
        yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from paths(one, (*way, key))


def found_at(value: Any, way: Iterable[str | int]) -> Any:
    """The value at the end of a way."""
    for step in way:
        value = value[step]
    return value


PATHS = list(paths(RAW))
#: Every text, number and null in the file: what breaks one record is often right in another.
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


def loads_or_reports(content: bytes) -> None:
    """A chronology is loaded and its warnings can be shown, or it is refused with a DatasetError that can be shown."""
    try:
        chronology = from_bytes(content, "my.json")
    except DatasetError as error:
        for line in str(error).split("\n"):
            assert line.startswith("my.json: ")
            assert line.isprintable()
    else:
        assert chronology.schema_version == 1
        assert all(str(finding).isprintable() for finding in warnings(chronology))


@settings(max_examples=scaled(300))
@given(mutated())
def test_no_change_of_the_file_raises_anything_but_a_dataset_error(raw: Any) -> None:
    loads_or_reports(json.dumps(raw).encode())


@settings(max_examples=scaled(300))
@given(json_values)
def test_no_json_whatever_raises_anything_but_a_dataset_error(raw: Any) -> None:
    loads_or_reports(json.dumps(raw).encode())


@settings(max_examples=scaled(300))
@given(st.data())
def test_no_change_of_bytes_raises_anything_but_a_dataset_error(data: st.DataObject) -> None:
    content = TEXT.encode()
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    # a small gap more often than a large one
    last = data.draw(st.sampled_from([first, min(last, first + 8), last]))
    between = data.draw(
        st.binary(max_size=8) | st.sampled_from([b'"', b"{", b"}", b"]", b",", b"null", b"1e999", b"\xef"])
    )
    loads_or_reports(content[:first] + between + content[last:])


@settings(max_examples=scaled(300))
@given(st.binary())
def test_no_bytes_whatever_raise_anything_but_a_dataset_error(content: bytes) -> None:
    loads_or_reports(content)


@settings(max_examples=scaled(300))
@given(st.permutations(RAW["events"]), st.permutations(RAW["phases"]), st.permutations(RAW["places"]))
def test_the_order_of_the_file_decides_only_among_events_of_the_same_days(
    events: list[Any], phases: list[Any], places: list[Any]
) -> None:
    raw = {**RAW, "events": events, "phases": phases, "places": places}
    chronology = from_bytes(json.dumps(raw).encode())
    assert chronology.phases == load().phases
    assert set(chronology.events) == set(load().events)
    order = {one["id"]: index for index, one in enumerate(events)}
    result = [(one.first, one.last or chronology.as_of, order[one.id]) for one in chronology.events]
    assert result == sorted(result)
