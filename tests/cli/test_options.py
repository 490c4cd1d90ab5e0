"""Options, filters and files: what is promised to those who add one."""

import ast
import json
import re
from pathlib import Path

import pytest
from transcripts import in_process

import idlibtl
from idlibtl.cli.commands import COMMANDS
from idlibtl.query.filters import FILTERS, Filters

# A value of each filter that leaves out some of the bundled events
NARROWING = {
    "since": ["--from", "2020"],
    "until": ["--to", "2019-06"],
    "actors": ["--actor", "china"],
    "phases": ["--phase", "4"],
    "places": ["--place", "hama"],
    "kinds": ["--kind", "truce"],
    "sources": ["--source", "hrw"],
    "metrics": ["--metric", "children"],
    "texts": ["--text", "veto"],
}


def test_every_filter_has_an_option() -> None:
    assert tuple(one.field for one in FILTERS) == Filters._fields == tuple(NARROWING)
    assert [one.option for one in FILTERS] == [option for option, _ in NARROWING.values()]


@pytest.mark.parametrize("field", [field for field in Filters._fields if field != "metrics"])
def test_every_headline_and_every_answer_to_a_claim_has_the_filters_that_limit_them(field: str, tmp_path: Path) -> None:
    asked = " ".join(NARROWING[field])

    def headline(command: str, filters: str) -> str:
        stdout, _, code = in_process(f"idlibtl {command} --metric killed {filters} --json", tmp_path, None)
        assert code == 0
        document = json.loads(stdout)
        return str((document[0] if command == "totals" else document)["headline"])

    assert headline("totals", "").startswith("People killed: ")
    assert headline("totals", asked).startswith("People killed")
    assert not headline("totals", asked).startswith("People killed: ")
    assert headline("claim 9999999", "").startswith('"9999999" (9,999,999) people killed: ')
    assert not re.match(r'"9999999" \(9,999,999\) people killed[:.]', headline("claim 9999999", asked))


def test_a_filter_that_nothing_knows_is_refused_by_every_command_that_takes_filters(tmp_path: Path) -> None:
    for command in COMMANDS:
        stdout, _, _ = in_process(f"idlibtl {command} --help", tmp_path, None)
        if "--actor" in stdout:
            own = {"range": "2019", "export": "geojson -o out", "crosscheck": "ged.csv", "claim": "5"}
            own["convert"] = str(Path(__file__).parents[1] / "fixtures" / "invented-ged.csv")
            argument = own.get(command, "")
            _, stderr, code = in_process(f"idlibtl {command} {argument} --actor nobody-at-all", tmp_path, None)
            assert (code, stderr.startswith("Error: Unknown actor 'nobody-at-all'.")) == (2, True), command


def test_an_answer_goes_to_a_file(tmp_path: Path) -> None:
    stdout, _, code = in_process("idlibtl list -f csv -o list.csv", tmp_path, None)
    assert (stdout, code) == ("", 0)
    written = (tmp_path / "list.csv").read_text(encoding="utf-8")
    assert written == in_process("idlibtl list -f csv", tmp_path, None)[0]
    # what is there is replaced, and nothing is left next to it
    in_process("idlibtl figures -f csv -o list.csv --force", tmp_path, None)
    assert (tmp_path / "list.csv").read_text(encoding="utf-8").startswith("event,metric,")
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_a_table_in_a_file_is_that_of_a_pipe(tmp_path: Path) -> None:
    in_process("idlibtl list -o list.txt", tmp_path, None)
    assert (tmp_path / "list.txt").read_text(encoding="utf-8") == in_process("idlibtl list", tmp_path, None)[0]


def test_a_device_stays_what_it_is(tmp_path: Path) -> None:
    _, _, code = in_process("idlibtl list -o /dev/null", tmp_path, None)
    assert code == 0
    assert Path("/dev/null").is_char_device()


# Rows


def ids(command: str, folder: Path) -> list[str]:
    stdout, _, code = in_process(f"idlibtl {command} --json", folder, None)
    assert code == 0
    document = json.loads(stdout)
    return [row.get("id") or row["event"] for row in (document["events"] if isinstance(document, dict) else document)]


def test_rows_are_sorted_and_limited(tmp_path: Path) -> None:
    # nearly 1,000, nearly 80, around 50; and those without a number come last
    assert ids("list --sort -civilians --limit 3", tmp_path) == [
        *("2019-08-31-four-month-toll", "2019-12-two-week-toll", "2019-07-22-market-strikes"),
    ]
    assert ids("list --sort civilians --limit 1", tmp_path) == ["2019-06-15-flare-up"]
    assert ids("list --last 1", tmp_path) == ["2020-01-26-maaret-al-numan"]
    assert ids("list --limit 1", tmp_path) == ["2019-01-hts-control"]
    assert ids("list --sort -first --limit 1", tmp_path) == ["2020-01-26-maaret-al-numan"]
    assert ids("figures --sort -printed_value --limit 1", tmp_path) == ["2019-08-31-displacement"]
    assert ids("figures --sort share --last 1", tmp_path)
    assert ids("range 2019-06..2019-08 --sort -civilians --limit 1", tmp_path) == ["2019-08-31-four-month-toll"]
    assert ids("range 2019-06..2019-08 --last 1 --sort title", tmp_path) == ["2019-08-31-truce"]


def test_events_are_sorted_by_a_metric_of_their_figures_of_its_parts(tmp_path: Path) -> None:
    # nearly 1,000 civilians, hundreds of fighters, nearly 80 civilians, around 50 civilians, at least 45 people
    assert ids("list --sort -deaths --limit 5", tmp_path) == [
        *("2019-08-31-four-month-toll", "2019-12-clashes", "2019-12-two-week-toll"),
        *("2019-07-22-market-strikes", "2019-06-15-flare-up"),
    ]
    # about 13; the 10 civilians of 15 June are among at least 45 people killed, so that event has 45
    assert ids("list --sort deaths --limit 1", tmp_path) == ["2019-12-02-bombardment"]
    assert ids("range 2019-06 --sort -deaths --limit 1", tmp_path) == ["2019-06-15-flare-up"]


def test_what_ends_open_is_sorted_last(tmp_path: Path) -> None:
    for line in ("list --sort last", "list --sort -last"):
        assert set(ids(line, tmp_path)[-2:]) == {"2019-01-hts-control", "2019-12-offensive"}


def test_a_paragraph_lists_what_cites_it(tmp_path: Path) -> None:
    assert ids("list --paragraph 9", tmp_path) == ["2019-07-22-market-strikes"]
    assert ids("list --paragraph 9 --paragraph 13", tmp_path) == ["2019-07-22-market-strikes", "2019-09-19-veto"]
    assert ids("list --paragraph 99", tmp_path) == []


def test_the_exit_code_says_whether_anything_matches(tmp_path: Path) -> None:
    for line, matches in (
        ("list --text zzz", False),
        ("list --text market", True),
        ("figures --kind truce", False),
        ("totals --kind truce", False),
        ("totals civilians --from 2019-09 --to 2019-11", False),
        ("totals civilians --from 2019-12", True),
        ("actor --from 2031", False),
        ("range 2031", False),
        ("timeline --from 2031", False),
        ("actor", True),
    ):
        assert in_process(f"idlibtl {line}", tmp_path, None)[2] == 0
        assert in_process(f"idlibtl {line} --exit-code", tmp_path, None)[2] == (0 if matches else 1), line


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("list --from 2019 --from 2020", "--from"),
        ("list --to 2019 --to=2020", "--to"),
        ("totals --by month --by year", "--by"),
        ("list -f csv --format json", "--format"),
        ("list -o a -o b", "--output"),
        ("list --limit 1 --limit 2", "--limit"),
        ("show market --cite text --cite bibtex", "--cite"),
    ],
)
def test_an_option_that_means_one_thing_is_given_once(line: str, option: str, tmp_path: Path) -> None:
    _, stderr, code = in_process(f"idlibtl {line}", tmp_path, None)
    assert (stderr, code) == (f"Error: {option} is given twice. Give it once.\n", 2)


def test_a_filter_given_twice_means_either(tmp_path: Path) -> None:
    assert len(ids("list --kind truce --kind diplomacy", tmp_path)) == 3


def test_any_metric_and_no_actor(tmp_path: Path) -> None:
    with_figures = [event.id for event in idlibtl.load().events if event.figures]
    assert ids("list --metric any", tmp_path) == with_figures
    # those in which no one is named; a clash of two parties, and what one is accused of, are others
    assert ids("list --actor none --to 2019-07", tmp_path) == [
        *("2019-05-un-first-toll", "2019-06-15-flare-up", "2019-07-22-market-strikes"),
    ]


@pytest.mark.parametrize(
    ("end", "format_"),
    [
        *((".json", "json"), (".jsonl", "jsonl"), (".ndjson", "jsonl"), (".csv", "csv"), (".TSV", "tsv")),
        *((".md", "markdown"), (".markdown", "markdown"), (".txt", "table"), ("", "table")),
    ],
)
def test_a_file_has_the_format_of_its_name(end: str, format_: str, tmp_path: Path) -> None:
    assert in_process(f"idlibtl list --to 2019-06 -o answer{end}", tmp_path, None)[2] == 0
    answer, _, _ = in_process(f"idlibtl list --to 2019-06 -f {format_}", tmp_path, None)
    assert (tmp_path / f"answer{end}").read_text(encoding="utf-8") == answer


def test_the_public_names_are_those_that_are_imported() -> None:
    source = Path(idlibtl.__file__).with_name("api.py").read_text(encoding="utf-8")
    statements = (node for node in ast.parse(source).body if isinstance(node, ast.ImportFrom))
    imported = {alias.name for node in statements for alias in node.names}
    assert set(idlibtl.__all__) == imported
    assert all(getattr(idlibtl, name) for name in idlibtl.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = idlibtl.nothing
    assert imported <= set(dir(idlibtl))  # a Python shell completes them


@pytest.mark.parametrize("by", idlibtl.By)
def test_a_breakdown_and_a_section_may_be_named_by_the_word_alone(by: idlibtl.By) -> None:
    question = idlibtl.ask(idlibtl.load(), Filters(metrics=["civilians"]))
    assert idlibtl.totals_report(question, by.value).totals == idlibtl.totals_report(question, by).totals  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'months' is not a valid By"):
        idlibtl.totals_report(question, "months")  # type: ignore[arg-type]
    assert idlibtl.names_report(question, "kinds") == idlibtl.names_report(question, idlibtl.Section.KINDS)  # type: ignore[arg-type]


def test_everything_is_asked_without_filters() -> None:
    chronology = idlibtl.load()
    assert len(idlibtl.ask(chronology).events) == 26
    in_2020 = idlibtl.ask_range(chronology, ["2020"])
    assert in_2020 == idlibtl.ask(chronology, Filters(since="2020-01-01", until="2020-12-31"))
    assert [event.id for event in idlibtl.list_report(in_2020, idlibtl.Rows(last=1)).events] == [
        "2020-01-26-maaret-al-numan"
    ]
