"""What would take too long or too much memory is refused in a sentence that names the limit, or takes few steps."""

import copy
import json
from typing import Any

import pytest

from idlibtl.model.letters import letters_of
from idlibtl.read import dataset, faults, files
from idlibtl.read.checks import errors as rules
from idlibtl.read.checks import warnings as advice


def raw() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(files.bundled().read_bytes())
    return document


def reasons(chronology: dict[str, Any]) -> list[str]:
    try:
        dataset.from_bytes(json.dumps(chronology).encode())
    except files.DatasetError as error:
        return [str(finding) for finding in error.findings]
    return []


@pytest.mark.parametrize(("deep", "outcome"), [(100, 0), (101, 1), (3000, 1)])
def test_places_are_within_each_other_up_to_a_depth(deep: int, outcome: int) -> None:
    chain: list[dict[str, Any]] = [{"id": "z1", "name": "Z", "kind": "town"}]
    chain += [{"id": f"z{n}", "name": "Z", "kind": "town", "within": f"z{n - 1}"} for n in range(2, deep + 1)]
    chronology = raw()
    for places in (chain, chain[::-1]):
        message = reasons(chronology | {"places": chronology["places"] + places})
        assert message == ["place z101: within: is within more than 100 places, the most allowed"] * outcome


def test_the_numbers_of_phases_and_metrics_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MAX_PHASES", 3)
    monkeypatch.setattr(rules, "MAX_METRICS", 2)
    number = len(raw()["metrics"])
    assert reasons(raw())[:2] == [
        "phases: there are 4. At most 3 can be used.",
        f"metrics: there are {number}. At most 2 can be used.",
    ]


def test_an_event_has_only_two_hundred_figures_of_one_metric() -> None:
    def with_sources(number: int) -> dict[str, Any]:
        chronology = raw()
        chronology["actors"] += [{"id": f"z{n}", "name": f"Z{n}", "kind": "monitor"} for n in range(number)]
        chronology["events"][0]["figures"] = [
            {"metric": "civilians", "value": 1, "source": f"z{n}"} for n in range(number)
        ]
        return chronology

    event = raw()["events"][0]["id"]
    beyond = f"event {event}: figures: there are 201 of civilians. At most 200 can be used."
    assert beyond in reasons(with_sources(201))
    assert not any("of civilians" in reason for reason in reasons(with_sources(200)))


def test_a_file_that_is_wrong_everywhere_is_not_looked_through_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "MAX_FINDINGS", 20)
    message = reasons(raw() | {"events": [{}] * 5000})
    assert message[20:] == ["has more than 20 errors. Only the first are listed."]
    assert all(one.startswith("event number") for one in message[:20])


def test_the_warnings_of_each_kind_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    chronology = raw()
    chronology["phases"] += [
        {"id": f"n{n}", "number": 5 + n, "title": "n", "first": f"2021-01-{n:02}", "last": f"2021-01-{n:02}"}
        for n in range(1, 5)
    ]
    for figure in [figure for event in chronology["events"] for figure in event["figures"]][:2]:
        figure["wording"] = "7"
    listed = {}
    for most in (1, 2, 3, 4):
        monkeypatch.setattr(advice, "MAX_WARNINGS", most)
        result = [warning.reason for warning in advice.warnings(dataset.from_bytes(json.dumps(chronology).encode()))]
        more = f"there are more than {most} warnings like the last. The rest are not listed."
        listed[most] = (
            result.count("has no events"),
            sum("Make them agree." in one for one in result),
            result.count(more),
        )
        after = len(result) - result[::-1].index("has no events")
        assert (result[after : after + 1] == [more]) is (most < 4)
    # warnings of one kind that are left out take no room from the others
    assert listed == {1: (1, 1, 2), 2: (2, 2, 1), 3: (3, 2, 1), 4: (4, 2, 0)}


def test_few_wrong_ids_get_a_suggestion() -> None:
    chronology = raw()
    event = chronology["events"][0]
    chronology["events"] += [copy.deepcopy(event) | {"id": f"n{n}", "source": "sohrr"} for n in range(12)]
    message = [reason for reason in reasons(chronology) if "sohrr" in reason]
    assert (len(message), sum("Did you mean sohr?" in one for one in message)) == (12, faults.MAX_SUGGESTED)


def test_marks_are_taken_off_before_they_are_put_in_order() -> None:
    assert letters_of("a" + "\u0301\u0316" * 200_000 + "b") == "ab"
    assert letters_of("\u00e9\u0344x") == "ex"
