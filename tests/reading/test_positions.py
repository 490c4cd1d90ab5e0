"""Line and column of a finding, and what may be meant instead of what is wrong."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from edited import FLARE, LOWMERE, RAIDS, START, TEXT, changed, content_of

from idlibtl import check, from_bytes
from idlibtl.model import letters
from idlibtl.read import files, shape
from idlibtl.read.faults import MAX_LISTED, meant, placed, unknown
from idlibtl.read.files import DatasetError, Finding, Severity


def findings_in(path: Path, raw: Any) -> list[Finding]:
    """What check finds in a file of this content, all of it with a place."""
    path.write_bytes(content_of(raw))
    findings = list(check(path))
    return [finding for finding in findings if finding.line is not None] if findings else []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "my.json"


def at(text: str, finding: Finding) -> str:
    """The text that begins where a finding points."""
    assert finding.line
    assert finding.column
    return text.split("\n")[finding.line - 1][finding.column - 1 :]


@pytest.mark.parametrize(
    ("old", "new", "begins"),
    [
        ('"value": 50, "hedge"', '"value": -50, "hedge"', "-50"),
        ('"hedge": "about", "wording": "around 50"', '"hedge": "some", "wording": "around 50"', '"some"'),
        ('"latitude": 35.766667', '"lattitude": 35.766667', "35.766667"),
        # what is missing has no place: its record has
        ('"title": "Russian strikes on Idlib and Aleppo",', "", "{"),
        ('"license": ', '"licence": ', "{"),
        ('"number": 2,', '"number": 1,', "1"),
        ('"id": "hama"', '"id": "idlib"', '"idlib"'),
        ('"schema_version": 1', '"schema_version": 2', "2"),
    ],
)
def test_a_finding_points_at_its_field_or_its_record(file: Path, old: str, new: str, begins: str) -> None:
    assert TEXT.count(old) >= 1
    text = TEXT.replace(old, new, 1)
    findings = findings_in(file, text)
    assert any(at(text, finding).startswith(begins) for finding in findings)


def test_lines_and_columns_are_counted_from_one_and_in_characters(file: Path) -> None:
    text = '{"title": "ü😀", "events": 7,\n\r\n  "metrics": []\n}'
    by_field = {one.field: (one.line, one.column) for one in findings_in(file, text)}
    assert by_field["events"] == (1, 27)
    # a key that is missing in the file as a whole
    assert by_field["license"] == (1, 1)
    assert by_field["actors"] == (1, 1)
    # a byte order mark is not a character of the text
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [(one.line, one.column) for one in check(file) if one.line is not None and one.field == "events"] == [
        (1, 27)
    ]


def test_a_finding_deep_in_a_record_points_there(file: Path) -> None:
    raw = changed((f"events/{RAIDS}/figures/0/value", "many"), (f"events/{RAIDS}/actors/0/role", "x"))
    text = json.dumps(raw, indent=1)
    assert sorted(at(text, one)[:6] for one in findings_in(file, text)) == ['"many"', '"x"']


def test_a_missing_field_points_at_its_record(file: Path) -> None:
    text = TEXT.replace('"metric": "civilians", "value": 50,', '"value": 50,', 1)
    [missing] = findings_in(file, text)
    assert missing.field == "figures[0].metric"
    assert at(text, missing).startswith('{"value": 50,')


def test_records_without_an_id_are_found_by_their_number(file: Path) -> None:
    raw = changed(("phases/+", 7), ("places/+", {"name": "Nowhere", "kind": "town"}))
    text = json.dumps(raw, indent=1)
    by_record = {one.record: at(text, one) for one in findings_in(file, text)}
    assert by_record["phase number 5"] == "7"
    assert by_record["place number 7"] == "{"


def test_a_file_without_a_space_is_walked_too(file: Path) -> None:
    text = json.dumps(changed((f"events/{RAIDS}/figures/0/value", -15)), separators=(",", ":"))
    [wrong] = findings_in(file, text)
    assert at(text, wrong).startswith('-15,"hedge"')


def test_a_section_that_is_not_a_list_hides_no_other(file: Path) -> None:
    raw = changed((f"events/{RAIDS}/colour", "red"), ("phases", {"early": {"number": 1}}))
    text = json.dumps(raw)
    by_field = {one.field: at(text, one) for one in findings_in(file, text)}
    assert by_field["colour"].startswith('"red"')
    assert by_field["phases"].startswith('{"early"')


def test_a_key_that_is_there_twice_points_at_its_record(file: Path) -> None:
    text = TEXT.replace('"kinds": ["strike", "clash"]', '"kinds": ["clash"], "kinds": ["clash"]', 1)
    [twice] = findings_in(file, text)
    assert (twice.record, at(text, twice)[:1]) == (f"event {FLARE}", "{")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[NaN]", b"[" * 100_000, b"no JSON"])
def test_a_file_that_cannot_be_read_is_reported_without_a_position(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    [finding] = check(file)
    assert finding.line is None
    assert str(finding) == finding.reason


def test_a_finding_about_something_else_keeps_no_place() -> None:
    finding = Finding(Severity.WARNING, "event nowhere", "date", "is odd")
    whole = Finding(Severity.ERROR, "", "", "is odd")
    assert placed(TEXT, [finding, whole]) == (finding, whole)
    # and what is not JSON has none
    assert placed("events.csv", [finding]) == (finding,)
    assert placed("", [finding]) == (finding,)
    assert placed('{"events": [x]}', [finding]) == (finding,)


def test_the_position_comes_first() -> None:
    assert str(Finding(Severity.ERROR, "event a", "date", "is odd", 3, 5)) == "line 3, column 5: event a: date: is odd"


def test_a_chronology_that_is_loaded_is_refused_without_places() -> None:
    with pytest.raises(DatasetError) as refused:
        from_bytes(content_of(changed((f"events/{RAIDS}/colour", "red"))))
    assert not any(finding.line is not None for finding in refused.value.findings)


# Standard input


class Stdin:
    """A standard input of these bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(content_of(changed((f"events/{RAIDS}/colour", "red")))))
    [finding] = check("-")
    assert (finding.record, finding.field) == (f"event {RAIDS}", "colour")


def test_standard_input_may_be_closed_too_long_or_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert [one.reason for one in check("-")] == ["cannot be read: standard input is closed"]
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 3)
    monkeypatch.setattr(sys, "stdin", Stdin(b"1234"))
    assert [one.reason for one in check("-")] == ["is larger than 3 bytes"]
    monkeypatch.setattr(sys, "stdin", Stdin(b"[1]"))
    assert [one.reason for one in check("-")] == ["must be an object"]

    class Broken:
        def read(self, _: int) -> bytes:
            raise OSError(5, "Input/output error")

    stdin = Stdin(b"")
    stdin.buffer = Broken()  # type: ignore[assignment]
    monkeypatch.setattr(sys, "stdin", stdin)
    assert [one.reason for one in check("-")] == ["cannot be read: Input/output error"]


# What may be meant


def reasons(raw: Any) -> list[str]:
    """Why a chronology is refused, in full."""
    with pytest.raises(DatasetError) as refused:
        from_bytes(content_of(raw))
    return [finding.reason for finding in refused.value.findings]


def test_a_key_that_is_nearly_right_is_suggested() -> None:
    place = changed(("places/hama/lattitude", 35.2))
    assert reasons(place) == ["unknown key 'lattitude'. Did you mean latitude?"]
    keys = "metric, value, hedge, wording, source, low, high, period, places, attributed_to, scope, includes, adds_to,"
    [reason] = reasons(changed((f"events/{RAIDS}/figures/0/hi", 20)))
    assert reason == f"unknown key 'hi'. The keys are {keys} note."
    # an alias is what is written
    assert reasons(changed((f"events/{RAIDS}/figures/0/higher", 20)))[0].endswith("Did you mean high?")


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("zzz", "schema_version, title, description, paragraphs, publications, publication, license, kinds, metrics"),
        ("publication/zzz", "id, title, kind, as_of, publisher, url, note, paragraphs"),
        ("metrics/killed/zzz", "id, label, unit, parts, among, repeats, aliases, note"),
        ("actors/russia/zzz", "id, name, short, kind, aliases, note, paragraphs"),
        ("places/hama/zzz", "id, name, kind, within, latitude, longitude, pcode, aliases, note"),
        ("phases/new-escalation/zzz", "id, number, title, first, last, summary, note"),
        (f"events/{RAIDS}/zzz", "id, date, date_text, title, summary, kinds, phase, actors, places, citations, source"),
        (f"events/{RAIDS}/actors/0/zzz", "actor, role"),
    ],
)
def test_each_record_lists_its_keys(path: str, keys: str) -> None:
    [reason] = reasons(changed((path, 1)))
    assert reason.startswith(f"unknown key 'zzz'. The keys are {keys}")


def test_publications_kinds_and_citations_list_their_keys() -> None:
    for path, keys in (
        ("publications/courier/zzz", "id, title, kind, as_of, publisher, url, note, paragraphs"),
        ("kinds/flood/zzz", "id, label, violent, aliases"),
        (f"events/{LOWMERE}/citations/0/zzz", "publication, paragraphs, url"),
    ):
        [reason] = reasons(changed((path, 1), of=START))
        assert reason == f"unknown key 'zzz'. The keys are {keys}."


def test_a_word_that_is_nearly_right_is_suggested() -> None:
    [reason] = reasons(changed((f"events/{RAIDS}/actors/0/role", "atacker")))
    assert reason.endswith(", not 'atacker'. Did you mean attacker?")
    [reason] = reasons(changed((f"events/{RAIDS}/actors/0/role", "villain")))
    assert reason.endswith("'affected' or 'helper', not 'villain'")
    [reason] = reasons(changed((f"events/{RAIDS}/actors/0/role", 7)))
    assert reason.endswith("not 7")


def test_only_a_limited_number_of_words_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shape, "MAX_WORDS", 2)
    message = reasons(changed(*((f"places/{place}/lattitude", 1) for place in ("hama", "idlib", "aleppo"))))
    assert [one.endswith("latitude?") for one in message] == [True, True, False]


def test_an_id_that_is_like_none_gets_the_list_of_all() -> None:
    assert unknown("phases", "zzz", {"b", "a"}) == "unknown phase 'zzz'. The phases are a, b."
    assert unknown("phases", "zzz", ()) == "unknown phase 'zzz'"
    # events are many, and each file's own
    assert unknown("events", "zzz", {"b", "a"}) == "unknown event 'zzz'"
    many = {f"p{number:03}" for number in range(MAX_LISTED + 2)}
    listed = ", ".join(sorted(many)[:MAX_LISTED])
    assert unknown("places", "zzz", sorted(many)[:MAX_LISTED]) == f"unknown place 'zzz'. The places are {listed}."
    assert unknown("places", "zzz", many) == f"unknown place 'zzz'. The places are {listed} and 2 more."
    assert unknown("sources", "zzz", {"a"}) == (
        "unknown actor or publication 'zzz'. The actors and publications are a."
    )


def test_among_very_many_ids_none_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MAX_COMPARED", 2)
    assert unknown("places", "zzz", {"a", "b"}) == "unknown place 'zzz'. The places are a, b."
    assert unknown("places", "zzz", {"a", "b", "c"}) == "unknown place 'zzz'"


def test_how_like_a_word_has_to_be() -> None:
    assert meant("first", ["figures"]) == ". Did you mean figures?"
    assert meant("first", ["figures"], 0.75) == ""
