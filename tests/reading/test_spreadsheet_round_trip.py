"""What list and figures write as tables, read back: the same records, and the same bytes."""

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from chronologies import documents
from edited import RAW
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled
from pydantic_core import to_jsonable_python
from tables import converted, loaded, tables_of

import idlibtl
from idlibtl.model.vocabulary import Format

Raw = dict[str, Any]

#: Several publications, sources that disagree, a correction, open ends, notes and places of a figure's own.
SEVERAL: Raw = {
    "schema_version": 1,
    "title": "A fire",
    "description": "Invented.",
    "publications": [
        {
            "id": "herald",
            "title": "The Herald",
            "kind": "newspaper",
            "as_of": "2030-05-01",
            "publisher": "Herald Press",
        },
        {"id": "agency", "title": "Wire", "kind": "news agency", "as_of": "2030-06-01", "url": "https://example.org/w"},
    ],
    "license": "CC0-1.0",
    "kinds": [{"id": "fire", "label": "fire", "violent": False}],
    "metrics": [
        {"id": "dead", "label": "people dead", "unit": "people"},
        {"id": "huts", "label": "huts burnt", "unit": "huts"},
    ],
    "actors": [
        {"id": "guild", "name": "The guild", "kind": "organisation"},
        {"id": "army", "name": "The army", "kind": "state"},
    ],
    "places": [
        {"id": "hill", "name": "The Hill", "kind": "region"},
        {"id": "mill", "name": "The Mill", "kind": "town", "within": "hill"},
    ],
    "phases": [],
    "events": [
        {
            "id": "first-count",
            "date": "2030-04-02~",
            "title": "=A first count",
            "kinds": ["fire"],
            "actors": [{"actor": "army", "role": "attacker"}, {"actor": "guild", "role": "target"}],
            "places": ["mill"],
            "citations": [{"publication": "herald", "paragraphs": [1, 2], "url": "https://example.org/a;b"}],
            "figures": [
                {"metric": "huts", "value": 9, "places": [], "attributed_to": []},
                {"metric": "dead", "value": 7, "source": "guild", "places": ["hill"], "note": "Heard at the gate."},
                {"metric": "dead", "value": 3, "hedge": "about", "source": "army", "low": 3, "high": 5},
            ],
            "replaced_by": "second-count",
            "note": "- a list\r\n- of two",
        },
        {
            "id": "second-count",
            "date": "2030-04-02~/2030-04-03",
            "title": "A second count",
            "kinds": ["fire"],
            "places": ["mill"],
            "citations": [{"publication": "agency"}, {"publication": "herald", "paragraphs": [4]}],
            "source": "agency",
            "figures": [{"metric": "dead", "low": 8, "high": 12, "source": "agency"}],
        },
        {
            "id": "toll",
            "date": "2030-04/..",
            "title": "It smoulders on",
            "kinds": ["fire", "background"],
            "places": ["hill"],
            "citations": [{"publication": "agency", "paragraphs": [9]}],
            "figures": [
                {
                    "metric": "dead",
                    "value": 10,
                    "hedge": "at_least",
                    "wording": "\t10",
                    "source": None,
                    "period": "2030-04-02~/..",
                    "scope": "cumulative",
                    "includes": ["second-count"],
                }
            ],
            "note": "'=quoted'",
        },
    ],
}


def test_the_bundled_events_come_back_equal(tmp_path: Path) -> None:
    bundled = idlibtl.load()
    result = converted(tmp_path, {**RAW, "events": []}, *tables_of(bundled))
    assert loaded(result).events == bundled.events
    assert loaded(result) == bundled


def test_the_bundled_events_come_back_as_their_file_has_them(tmp_path: Path) -> None:
    result = converted(tmp_path, RAW, *tables_of(idlibtl.load()))
    plain = {
        event["id"]: {key: value for key, value in event.items() if value not in (None, [])} for event in RAW["events"]
    }
    assert {event["id"]: event for event in result["events"]} == plain
    assert [list(event) for event in result["events"][:1]] == [
        ["id", "date", "date_text", "title", "summary", "kinds", "actors", "places", "paragraphs", "note"]
    ]


@pytest.mark.parametrize("format_", [Format.CSV, Format.TSV])
def test_a_chronology_of_several_publications_comes_back_equal(tmp_path: Path, format_: Format) -> None:
    chronology = loaded(SEVERAL)
    assert len(chronology.events) == 3
    result = converted(tmp_path, SEVERAL, *tables_of(chronology, format_))
    again = loaded(result)
    assert again.events == chronology.events
    assert converted(tmp_path, result, *tables_of(again, format_)) == result


#: Texts that a spreadsheet, a formula or a line end may change.
_TEXTS = st.builds(
    "{}{}{}".format,
    st.text("'=+-@\t\r\n\",; \u2028\ufeff", max_size=3),
    st.sampled_from("xé0-ع\U0001f525"),  # a cell with nothing to see is empty
    st.text("'=+-@\t\r\n\",; \u2028\ufeffx", max_size=3) | st.text(st.characters(codec="utf-8", min_codepoint=1)),
)


#: The bounds that a hedge states: a source with other bounds contradicts itself, and looks like a typo.
_STATED = {
    **dict.fromkeys(("nearly", "at_most", "fewer_than"), ("high",)),
    **dict.fromkeys(("at_least", "more_than"), ("low",)),
}


@st.composite
def _with_words(draw: st.DrawFn) -> Raw:
    raw: Raw = copy.deepcopy(draw(documents()))
    for event in raw["events"]:
        event["title"] = draw(_TEXTS)
        if draw(st.booleans()):
            event["note"] = draw(st.sampled_from([event["title"], "n"]))
        for figure in event["figures"]:
            if draw(st.booleans()):
                figure["note"] = f"{draw(_TEXTS)} of the figure"
            if "value" not in figure:
                figure["hedge"] = "exact"
            for bound in _STATED.get(figure["hedge"], ()):
                figure.pop(bound, None)
            if draw(st.booleans()):
                figure["wording"] = draw(_TEXTS)
            if draw(st.booleans()) and figure["source"] is None:
                del figure["source"]
    return raw


@settings(max_examples=scaled(200))
@given(_with_words(), st.sampled_from([Format.CSV, Format.TSV]))
def test_any_chronology_comes_back_equal(raw: Raw, format_: Format) -> None:
    chronology = loaded(raw)
    with tempfile.TemporaryDirectory() as folder:
        result = converted(Path(folder), raw, *tables_of(chronology, format_))
        again = loaded(result)
        # with the bounds that its words state, whichever of them the file gave too
        assert to_jsonable_python(again) == to_jsonable_python(chronology)
        assert json.dumps(converted(Path(folder), result, *tables_of(again, format_))) == json.dumps(result)
