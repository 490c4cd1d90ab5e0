"""Dataset files as files: what can be read, and the findings if there is nothing to check."""

import json
import os
import threading
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled

from idlibtl.read import files
from idlibtl.read.files import DatasetError, Finding, Severity, Unreadable, bundled, names, read


def reason(path: str | os.PathLike[str]) -> str:
    """Why a file cannot be read."""
    with pytest.raises(Unreadable) as refused:
        read(path)
    [finding] = refused.value.findings
    assert (finding.severity, finding.record, finding.field) == (Severity.ERROR, "", "")
    assert str(refused.value) == str(finding) == finding.reason
    return finding.reason


def fed(pipe: Path, content: bytes, asked: Callable[[], object]) -> object:
    """The answer to `asked` while `content` is written into `pipe`."""
    os.mkfifo(pipe)

    def feed() -> None:
        # the reader may leave before everything is written
        with suppress(BrokenPipeError):
            pipe.write_bytes(content)

    writer = threading.Thread(target=feed, daemon=True)
    writer.start()
    try:
        return asked()
    finally:
        writer.join(timeout=10)
        assert not writer.is_alive()


# Reading


def test_the_bytes_of_a_file_are_read_as_they_are(tmp_path: Path) -> None:
    content = b"\xff\x00{}\r\n"
    (tmp_path / "file").write_bytes(content)
    assert read(tmp_path / "file") == read(str(tmp_path / "file")) == content


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    # what a shell passes for <(...)
    content = b"x" * 300_000
    assert fed(tmp_path / "pipe", content, lambda: read(tmp_path / "pipe")) == content


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    assert reason(tmp_path / "missing.json") == "does not exist. Check the name."


def test_a_name_of_nothing_cannot_be_read() -> None:
    assert reason("") == "does not exist. Check the name."


def test_a_directory_cannot_be_read(tmp_path: Path) -> None:
    assert reason(tmp_path) == "cannot be read: Is a directory"


def test_a_name_too_long_for_a_file_cannot_be_read() -> None:
    assert reason("x" * 5000) == "cannot be read: File name too long"


def test_a_path_with_a_nul_cannot_be_read() -> None:
    assert reason("events\0.json") == "cannot be read: embedded null byte"


def ids(path: str | Path | None, section: str) -> list[str]:
    return [identity for identity, *_ in names(path, section)]


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_not_a_file(device: str) -> None:
    # one never begins, the other never ends
    assert reason(device) == "is a device, not a file. Name a file."


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 1000)
    (tmp_path / "file").write_bytes(b"x" * 1000)
    assert len(read(tmp_path / "file")) == 1000
    (tmp_path / "file").write_bytes(b"x" * 1001)
    assert reason(tmp_path / "file") == "is larger than 1,000 bytes"


def test_an_endless_pipe_ends_at_the_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 100_000)
    pipe = tmp_path / "pipe"
    assert fed(pipe, b"x" * 1_000_000, lambda: reason(pipe)) == "is larger than 100,000 bytes"


def test_a_small_file_takes_no_room_for_the_largest(tmp_path: Path) -> None:
    # a machine that limits memory would refuse two gigabytes for a file of two bytes
    (tmp_path / "file").write_bytes(b"{}")
    tracemalloc.start()
    try:
        read(tmp_path / "file")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000


# Where the chronology is


def test_the_bundled_chronology_is_inside_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "__file__", str(tmp_path / "idlibtl" / "reading" / "files.py"))
    for folder in (tmp_path / "idlibtl" / "data", tmp_path / "data"):
        folder.mkdir(parents=True)
        (folder / "events.json").write_text("{}", encoding="utf-8")
    assert bundled() == tmp_path / "idlibtl" / "data" / "events.json"


def test_the_bundled_chronology_is_next_to_the_package_in_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "__file__", str(tmp_path / "idlibtl" / "reading" / "files.py"))
    assert bundled() == tmp_path / "data" / "events.json"


def test_the_bundled_chronology_is_there() -> None:
    assert json.loads(read(bundled()))["schema_version"] == 1


# Ids for completion


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("metrics", ["civilians", "children", "fighters", "killed", "displaced", "hospitals", "schools"]),
        ("actors", ["syrian-government", "russia", "hts", "china", "un", "sohr", "hrw"]),
        ("places", ["idlib-region", "idlib", "hama", "aleppo", "maaret-al-numan", "khan-sheikhun"]),
        ("phases", ["russian-strikes", "hundreds-killed", "new-escalation", "syrian-advance"]),
    ],
)
def test_the_ids_of_a_section_are_those_of_the_bundled_file(section: str, expected: list[str]) -> None:
    assert ids(None, section) == expected


def test_the_ids_of_another_file_are_its_own(tmp_path: Path) -> None:
    # an invalid id is left out
    raw = {"events": [{"id": "one"}, {"id": "two", "date": 7}, {"id": "\x1b[2J"}, {"id": "Vier"}]}
    (tmp_path / "other.json").write_text(json.dumps(raw), encoding="utf-8")
    assert ids(tmp_path / "other.json", "events") == ["one", "two"]


@pytest.mark.parametrize("path", ["", "missing.json", ".", "/dev/null", "events\0.json", "x" * 5000])
def test_there_are_no_ids_if_nothing_can_be_read(path: str) -> None:
    assert ids(path, "events") == []


def test_completion_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    # no one writes into it, and a person who has pressed TAB would wait forever
    os.mkfifo(tmp_path / "pipe")
    assert ids(tmp_path / "pipe", "events") == []


@pytest.fixture(scope="module")
def somewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is written over and over."""
    return tmp_path_factory.mktemp("files") / "events.json"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b"7",
        b"[]",
        b"{}",
        b'{"events": null}',
        b'{"events": 7}',
        b'{"events": {"id": "one"}}',
        b'{"events": "one"}',
        b'{"events": [{"id": "one"}, null]}',
        b'{"events": [{"id": "one"}, {"id": null}]}',
        b'{"events": [{"id": "one"}, {"id": ["two"]}]}',
        b'{"events": [{"id": "one"}, {}]}',
        b'{"events": [' + b"9" * 5000 + b"]}",
    ],
    ids=lambda content: content[:40].decode("latin-1"),
)
def test_there_are_no_ids_in_what_is_not_a_list_of_records(somewhere: Path, content: bytes) -> None:
    somewhere.write_bytes(content)
    assert ids(somewhere, "events") == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["id", "events"]) | st.text(), inner),
    max_leaves=6,
)


@settings(max_examples=scaled(500))
@given(json_values, st.binary())
def test_a_search_for_ids_never_raises(somewhere: Path, value: Any, content: bytes) -> None:
    for written in (json.dumps(value).encode(), json.dumps({"events": value}).encode(), content):
        somewhere.write_bytes(written)
        assert all(identity.isprintable() for identity in ids(somewhere, "events"))


# Findings


@pytest.mark.parametrize(
    ("record", "field", "text"),
    [
        ("event e", "date", "event e: date: is missing"),
        ("event e", "", "event e: is missing"),
        ("", "title", "title: is missing"),
        ("", "", "is missing"),
    ],
)
def test_a_finding_is_one_line(record: str, field: str, text: str) -> None:
    assert str(Finding(Severity.ERROR, record, field, "is missing")) == text


def test_a_dataset_error_names_its_file_in_every_line() -> None:
    findings = [
        Finding(Severity.ERROR, "event e", "date", "is missing"),
        Finding(Severity.ERROR, "", "title", "must be text"),
    ]
    error = DatasetError("my.json", findings)
    assert str(error) == "my.json: event e: date: is missing\nmy.json: title: must be text"
    assert error.file == "my.json"
    assert error.findings == tuple(findings)


def test_a_dataset_error_of_a_file_without_a_name_says_so() -> None:
    assert str(DatasetError("", [Finding(Severity.ERROR, "", "", "is empty")])) == "'': is empty"


def test_a_dataset_error_lists_fifty_findings_and_how_many_more() -> None:
    findings = [Finding(Severity.ERROR, f"event {number}", "", "is odd") for number in range(1, 1302)]
    assert str(DatasetError("my.json", findings[:50])).splitlines()[-1] == "my.json: event 50: is odd"
    lines = str(error := DatasetError("my.json", findings)).splitlines()
    assert len(lines) == 51
    assert lines[49:] == ["my.json: event 50: is odd", "my.json: and 1,251 more, listed by idlibtl check"]
    assert error.findings == tuple(findings)
