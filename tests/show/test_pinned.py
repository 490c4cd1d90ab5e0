"""Small things that no other test would miss."""

import io
import json
import sys
from pathlib import Path

import pytest
from chronologies import document, loaded
from transcripts import in_process

from idlibtl import Chronology, Filters, ask, load
from idlibtl.model.vocabulary import Answer
from idlibtl.read.files import bundled
from idlibtl.schemas import schema
from idlibtl.show.output import say
from idlibtl.show.safe_text import encoded, harmless
from idlibtl.totals import nests
from idlibtl.totals.account import Account


@pytest.mark.parametrize("answer", Answer)
def test_a_schema_names_its_program(answer: Answer) -> None:
    result = schema(answer)
    assert result["$id"] == f"urn:idlibtl:{answer.value}:3"
    assert result["title"] == f"the JSON of idlibtl {answer.value}, version 3"
    assert result["version"] == 3


def test_the_schema_of_the_file_names_its_program() -> None:
    result = schema(None)
    assert (result["$id"], result["title"]) == ("urn:idlibtl:dataset:1", "an idlibtl dataset, version 1")
    # what a figure shares with its event may be left out of a file, and a value if there is a range
    assert result["$defs"]["Figure"]["required"] == ["metric"]


def changed(folder: Path, **more: object) -> None:
    """The bundled chronology with a first event that says something else, as events.json."""
    raw = json.loads(bundled().read_bytes())
    raw["events"][0] |= more
    (folder / "events.json").write_text(json.dumps(raw), encoding="utf-8")


def test_letters_of_any_script_are_unchanged_in_json(tmp_path: Path) -> None:
    changed(tmp_path, title="Café")
    stdout, _, _ = in_process("idlibtl list --data events.json --json", tmp_path, None)
    assert "Café" in stdout


def test_a_lone_carriage_return_in_the_last_cell_ends_no_row(tmp_path: Path) -> None:
    import csv

    changed(tmp_path, title="one\rtwo")
    command = "idlibtl list --data events.json -f csv --fields id,title --limit 1"
    stdout, _, _ = in_process(command, tmp_path, None)
    assert list(csv.reader(io.StringIO(stdout, newline=""))) == [["id", "title"], ["2019-01-hts-control", "one\rtwo"]]


def test_a_separator_of_paragraphs_moves_nothing() -> None:
    assert harmless("a\u2029b\u2028c") == "a b c"


def test_what_ascii_lacks_has_a_nearest_sign() -> None:
    assert encoded("─·…█—–", "ascii") == b"--...#--"


def test_a_stderr_without_an_encoding_takes_remarks(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = io.StringIO()
    assert stderr.encoding is None
    monkeypatch.setattr(sys, "stderr", stderr)
    say("26–27 Apr")
    assert stderr.getvalue() == "26–27 Apr\n"


def chain(length: int) -> Chronology:
    """Tolls, each of which includes the one before."""
    events = [
        {
            "id": f"e{number}",
            "date": "2019-01-05",
            "title": f"Toll {number}",
            "kinds": ["strike"],
            "figures": [
                {"metric": "civilians", "value": number, "source": None, "scope": "cumulative"}
                | ({"includes": [f"e{number - 1}"]} if number else {})
            ],
        }
        for number in range(length)
    ]
    return loaded(document(events))


def test_a_chain_of_tolls_takes_a_step_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    above = nests.Nest.above

    def counted(nest: nests.Nest, figure: int) -> object:
        nonlocal steps
        steps += 1
        return above(nest, figure)

    monkeypatch.setattr(nests.Nest, "above", counted)
    taken = []
    for length in (100, 200, 400):
        steps = 0
        chronology = chain(length)
        total = Account(ask(chronology, Filters()), chronology.metric["civilians"]).total
        assert total is not None
        assert total.best == length - 1
        taken.append(steps)
    # twice as long a chain takes about twice as many steps
    assert taken[1] <= 2 * taken[0] + 10
    assert taken[2] <= 2 * taken[1] + 10


def test_the_bundled_chronology_has_a_kind_for_every_event() -> None:
    chronology = load()
    assert {kind for event in chronology.events for kind in event.kinds} <= set(chronology.kind)
