"""The commands in this process: JSON against the schemas, how many events there are, colour, exit."""

import json
import os
import re
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from answers import schema, validator
from transcripts import Stdout, in_process

import idlibtl
from idlibtl import __main__
from idlibtl.cli import main as cli
from idlibtl.cli.commands import COMMANDS
from idlibtl.model.vocabulary import EVENT_FIELDS, Answer, By, Color, Export
from idlibtl.show import output as present

TOTAL_KEYS = (
    *("metric", "label", "asked", "window", "headline", "quote", "our_sum", "best", "low", "high", "hedge"),
    *("naive_sum", "days_asked", "days_covered", "counted", "included", "may_repeat", "wider", "not_attributed"),
    *("by", "adds_up", "groups", "notes", "left_out", "printed_by"),
)


def answer(command: str, folder: Path) -> Any:
    """The JSON of a command."""
    stdout, _, code = in_process(f"idlibtl {command} --json", folder, None)
    assert code == 0
    return json.loads(stdout)


@pytest.mark.parametrize(
    ("command", "count"),
    [
        ("list", 26),
        ("list --from 2019-06", 22),
        ("list --from 2019-06 --to 2019-08", 9),
        ("list --phase 4", 7),
        ("list --place \"Ma'arrat An Nu'man\"", 3),
        ('list --from "June 2019" --to 2019-Q3', 11),
        ("actor", 7),
        ("phase", 4),
    ],
)
def test_as_many_come_as_the_publication_reports(command: str, count: int, tmp_path: Path) -> None:
    assert len(answer(command, tmp_path)) == count


def test_several_ways_to_type_a_range_are_one(tmp_path: Path) -> None:
    ways = [
        "range 2019-06..2019-08",
        "range 2019-06 2019-08",
        'range "June 2019" "Aug 2019"',
        'range "Jun to Aug 2019"',
    ]
    first, *others = [answer(way, tmp_path) for way in ways]
    assert others == [first] * 3
    assert len(first["events"]) == 9
    assert list(first) == ["first", "last", "events", "totals", "phases"]


def test_an_event_has_its_keys_in_their_order(tmp_path: Path) -> None:
    for event in answer("list", tmp_path):
        assert tuple(event) == EVENT_FIELDS
        for figure in event["figures"]:
            assert {"printed_low", "printed_high"} <= set(figure)
            assert not {"low", "best", "high"} & set(figure)
            assert set(figure["period"]) == {"first", "last", "approximate", "first_approximate", "last_approximate"}


def test_a_total_has_its_keys(tmp_path: Path) -> None:
    [total] = answer("totals --metric civilians --by month --from 2019-06 --to 2019-12", tmp_path)
    assert tuple(total) == TOTAL_KEYS
    assert total["window"] == {"first": "2019-06-01", "last": "2019-12-31"}
    assert [list(group) for group in total["groups"]] == [
        ["group", "label", "parent", "first", "last", "best", "low", "high", "quote", "our_sum", "sources", "wider"]
    ] * len(total["groups"])
    assert [group["group"] for group in total["groups"]][:2] == ["2019-06", "2019-07"]
    assert answer("totals --metric civilians", tmp_path)[0]["window"] is None
    assert answer("totals --metric civilians", tmp_path)[0]["groups"] is None
    assert all("event" in entry for entry in total["counted"] + total["included"] + total["wider"])
    assert all("held_by" in entry for entry in total["included"])


SCHEMAS = [
    *[(Answer.LIST, f"list --{name} {value}") for name, value in (("from", "2019-06"), ("text", "nothing"))],
    (Answer.LIST, "list"),
    (Answer.RANGE, "range 2019-06.."),
    (Answer.RANGE, "range ..2018"),
    (Answer.TOTALS, "totals"),
    (Answer.TOTALS, "totals --from 2019-06 --to 2019-08"),
    *[(Answer.TOTALS, f"totals --by {by}") for by in By],
    (Answer.ACTOR, "actor"),
    *[(Answer.ACTOR, f"actor {name}") for name in ("russia", "regime", "un", "sohr", "hrw", "hts", "china")],
    (Answer.PHASE, "phase"),
    (Answer.PHASE, "phase 2"),
    (Answer.SHOW, "show 2019-08-31-four-month-toll"),
    (Answer.SHOW, "show market veto"),
    (Answer.TIMELINE, "timeline"),
    (Answer.NAMES, "names"),
    (Answer.FIGURES, "figures"),
    (Answer.PLACE, "place"),
    (Answer.PLACE, "place idlib"),
    (Answer.CHECK, f"check {Path(__file__).parents[2] / 'docs' / 'example.json'}"),
]


@pytest.mark.parametrize(("kind", "command"), SCHEMAS, ids=[command.split("/")[0] for _, command in SCHEMAS])
def test_the_json_of_a_command_is_what_its_schema_says(kind: Answer, command: str, tmp_path: Path) -> None:
    validator(kind).validate(answer(command, tmp_path))


def test_every_command_with_json_has_a_schema(tmp_path: Path) -> None:
    helps = {name: in_process(f"idlibtl {name} --help", tmp_path, None)[0] for name in COMMANDS}
    assert {name for name, text in helps.items() if "--json" in text} == set(Answer)


def test_a_schema_requires_every_key_but_those_that_an_event_may_lack() -> None:
    for kind in Answer:
        waiting, optional = [schema(kind)], set[str]()
        while waiting:
            node = waiting.pop()
            optional |= node.get("properties", {}).keys() - set(node.get("required", ()))
            waiting += [*node.get("$defs", {}).values()]
        assert optional <= {"citations", "replaced_by"}
    of_event = schema("list")["$defs"]["Event"]
    assert of_event["properties"].keys() - set(of_event["required"]) == {"citations", "replaced_by"}


def test_the_bundled_file_is_what_the_schema_of_the_dataset_says() -> None:
    of_datasets = jsonschema.Draft202012Validator(schema(""))
    dataset = json.loads((Path(idlibtl.__file__).parent.parent / "data" / "events.json").read_bytes())
    of_datasets.validate(dataset)
    dataset["events"][0]["date"] = "1561939200"
    assert [error.json_path for error in of_datasets.iter_errors(dataset)] == ["$.events[0].date"]


def test_a_schema_lets_a_later_version_add_keys(tmp_path: Path) -> None:
    [event] = answer("show 2020-01-21-strikes", tmp_path)
    of_show = schema("show")
    jsonschema.Draft202012Validator(of_show).validate([event | {"added": "later"}])
    assert (of_show["version"], of_show["$id"]) == (3, "urn:idlibtl:show:3")


def test_show_is_an_array_with_sentences_to_quote_and_citations(tmp_path: Path) -> None:
    [event] = answer("show 2020-01-21-strikes", tmp_path)
    assert len(event["to_quote"]) == len(event["figures"]) == 2
    assert event["to_quote"][0].startswith("At least 23 civilians were killed")
    assert [citation[:45] for citation in event["cite"]] == ['"Months of Strikes on Syria\'s Hold-Out Idlib"']


@pytest.mark.parametrize(
    ("color", "environment", "columns", "colored"),
    [
        (Color.AUTO, {}, 80, True),
        (Color.AUTO, {}, None, False),
        (Color.AUTO, {"TERM": "dumb"}, 80, False),
        (Color.AUTO, {"FORCE_COLOR": "1"}, None, True),
        (Color.AUTO, {"FORCE_COLOR": "1", "TERM": "dumb"}, 80, True),
        (Color.AUTO, {"FORCE_COLOR": "0"}, 80, False),
        (Color.AUTO, {"FORCE_COLOR": ""}, 80, True),
        (Color.AUTO, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, 80, False),
        (Color.AUTO, {"NO_COLOR": ""}, 80, True),
        (Color.ALWAYS, {"NO_COLOR": "1"}, None, True),
        (Color.NEVER, {"FORCE_COLOR": "1"}, 80, False),
    ],
)
def test_colour_is_decided_once_in_this_order(
    color: Color,
    environment: dict[str, str],
    columns: int | None,
    colored: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    written = Stdout(columns)
    monkeypatch.setattr(sys, "stdout", written)
    assert cli.main(["totals", "--metric", "civilians", "--by", "month", f"--color={color}"]) == 0
    assert ("\x1b[" in written.text) is colored


def test_no_colour_means_no_bold_either_on_a_terminal(tmp_path: Path) -> None:
    stdout, _, _ = in_process("idlibtl actor russia", tmp_path, 80)
    assert "\x1b" not in stdout


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120, 150, 200])
@pytest.mark.parametrize("command", ["list", "show market", "actor russia", "range 2019-08", "names"])
def test_a_narrow_screen_says_all_the_words_that_a_wide_one_says(command: str, columns: int, tmp_path: Path) -> None:
    def letters(width: int) -> list[str]:
        stdout, _, _ = in_process(f"idlibtl {command}", tmp_path, width)
        return sorted(character for character in stdout if character.isalnum())

    wide, narrow = letters(400), letters(columns)
    # headings go where columns do; nothing else may be lost
    lost = sum((Counter(wide) - Counter(narrow)).values())
    assert lost <= sum(map(len, ("Reported", "Also covers", "Included in", "Event"))) * 8


@pytest.mark.parametrize(
    ("command", "most"),
    [
        ("list", 75),
        ("actor russia", 60),
        ("range 2019-07", 32),
        ("show market", 34),
        ("--help", 45),
        ("totals", 26),
        ("totals civilians --from 2019-06 --to 2019-08", 26),
        ("totals civilians --by month", 26),
    ],
)
def test_an_answer_is_short(command: str, most: int, tmp_path: Path) -> None:
    stdout, _, code = in_process(f"idlibtl {command}", tmp_path, 80)
    assert code == 0
    assert len(stdout.splitlines()) <= most


@pytest.mark.parametrize("columns", [40, 50, 60, 72, 80, 100, 120, 200])
@pytest.mark.parametrize(
    "command", ["list", "range 2019-06..2020", "totals --by month", "totals --metric killed", "actor russia"]
)
def test_no_line_is_wider_than_the_screen_and_no_date_is_cut(command: str, columns: int, tmp_path: Path) -> None:
    stdout, _, _ = in_process(f"idlibtl {command}", tmp_path, columns)
    assert max(map(len, stdout.splitlines())) <= columns
    assert command != "list" or "c. 15–28 Dec 2019" in stdout


def test_the_width_of_a_terminal_is_at_least_20(tmp_path: Path) -> None:
    assert in_process("idlibtl phase", tmp_path, 3)[2] == 0


class _Left(Exception):
    """os._exit was called."""


def leave(code: int) -> None:
    raise _Left(code)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["list"], 0), (["--version"], 0), (["list", "--from", "x"], 2), (["list", "--data", "."], 1)],
)
def test_a_program_leaves_with_the_code_of_main(
    arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["idlibtl", *arguments])
    monkeypatch.setattr(sys, "stdout", Stdout(None))
    monkeypatch.setattr(sys, "stderr", Stdout(None))
    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(_Left) as left:
        __main__.run()
    assert left.value.args == (code,)


@pytest.mark.parametrize(("raised", "code"), [(SystemExit(3), 3), (SystemExit("why"), 0), (KeyboardInterrupt(), 130)])
def test_however_a_run_ends_it_leaves_with_a_code(
    raised: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end() -> int:
        raise raised

    monkeypatch.setattr(cli, "main", end)
    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(_Left) as left:
        __main__.run()
    assert left.value.args == (code,)


def failing(monkeypatch: pytest.MonkeyPatch, error: OSError) -> Stdout:
    """Return a stream that cannot be written to; it can be again when the test is over, so that it can be closed."""
    stream = Stdout(None)

    def flush() -> None:
        raise error

    monkeypatch.setattr(stream, "flush", flush)
    return stream


def test_a_reader_that_has_gone_and_a_disk_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    abandoned: list[int] = []
    monkeypatch.setattr(os, "dup2", lambda _, descriptor: abandoned.append(descriptor))
    for error, code in ((BrokenPipeError(), 0), (OSError(28, "No space left on device"), 1)):
        monkeypatch.setattr(sys, "stdout", failing(monkeypatch, error))
        assert cli.main(["list", "--json"]) == code
    assert abandoned == [1, 1]
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.main(["list"]) == 1
    assert cli.main(["--help"]) == 1


def test_a_remark_that_no_one_can_read_is_dropped_silently(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", failing(monkeypatch, OSError()))
    present.say("no one hears this")
    monkeypatch.setattr(sys, "stderr", None)
    present.say("nor this")


def test_every_command_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"## idlibtl {name}\n" not in page] == []


def test_every_function_of_a_command_is_one() -> None:
    modules = {import_module(f"idlibtl.cli.{command.module}") for command in COMMANDS.values()}
    functions = {name for module in modules for name in vars(module) if name.endswith("_command")}
    assert functions == {f"{name}_command" for name in COMMANDS}


def test_every_export_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [one for one in Export if f"idlibtl export {one}" not in page] == []


def test_a_chronology_without_optional_keys_is_shown(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "docs" / "example.json"
    for command, first in (
        ("phase 1", "1. The flood, 3–31 May 2031"),
        ("show 2031-05-09-marrow", "Marrow is flooded"),
        ("list", "3 May 2031"),
        ("actor relief", "Relief agency"),
    ):
        stdout, _, code = in_process(f"idlibtl {command} --data {example}", tmp_path, None)
        assert code == 0
        assert stdout.startswith(first)


def test_a_file_with_very_many_errors_lists_the_first_of_them(tmp_path: Path) -> None:
    dataset = json.loads((Path(idlibtl.__file__).parent.parent / "data" / "events.json").read_bytes())
    dataset["events"] = [dataset["events"][1] | {"id": f"e{number}", "phase": "nowhere"} for number in range(60)]
    (tmp_path / "events.json").write_text(json.dumps(dataset), encoding="utf-8")
    _, stderr, code = in_process("idlibtl list --data events.json", tmp_path, None)
    assert code == 1
    assert len(stderr.splitlines()) == 51
    assert stderr.endswith("events.json: and 10 more, listed by idlibtl check\n")
    lines = in_process("idlibtl check events.json", tmp_path, None)[0].splitlines()
    assert (len(lines), lines[-1]) == (61, "events.json: 60 errors, no warnings")


def test_a_chain_of_tolls_is_checked_and_totalled(tmp_path: Path) -> None:
    dataset = json.loads((Path(idlibtl.__file__).parent.parent / "data" / "events.json").read_bytes())
    last = next(event for event in dataset["events"] if event["id"] == "2019-04-26-air-raids")
    figure = last["figures"][0] | {"scope": "cumulative"}
    dataset["events"] = [
        last
        | {"id": f"e{number}", "phase": None}
        | {"figures": [figure | {"includes": [f"e{number - 1}"] if number else []}]}
        for number in range(1100)
    ]
    dataset["publication"]["paragraphs"] = 5
    dataset["phases"] = []
    (tmp_path / "events.json").write_text(json.dumps(dataset), encoding="utf-8")
    stdout, _, _ = in_process("idlibtl check events.json", tmp_path, None)
    # only that actors and places are not used
    *findings, last_line = stdout.splitlines()
    assert all(re.search(r": (actor|place) [a-z-]+: (is not used|has no) ", line) for line in findings)
    assert last_line == f"events.json: no errors, {len(findings)} warnings"
    [total] = answer("totals --metric civilians --data events.json", tmp_path)
    assert (total["best"], len(total["counted"]), len(total["included"])) == (15, 1, 1099)


def test_typers_own_options_and_readers_end_with_0(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Stdout(None))
    for leaving, code in ((SystemExit(0), 0), (SystemExit(1), 0), (SystemExit(), 0), (SystemExit(2), 2)):

        def leave_so(*_: object, leaving: SystemExit = leaving, **__: object) -> None:
            raise leaving

        monkeypatch.setattr(cli, "app", lambda *_, leave_so=leave_so, **__: leave_so)
        assert cli.main(["list"]) == code


def test_help_on_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(Stdout):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "dup2", lambda *_: None)
    monkeypatch.setattr(sys, "stdout", Full(None))
    assert cli.main(["--help"]) == 1
