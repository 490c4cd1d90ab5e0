"""idlibtl report: one page to stdout or a file, whole or not at all."""

from pathlib import Path

import pytest
from pages import Page, html_of
from transcripts import in_process

from idlibtl import Filters, ask, load
from idlibtl.cli.options import FilterOptions
from idlibtl.read.origin import Origin
from idlibtl.show import output
from idlibtl.show.page.report import page_report

ORIGIN = Origin("/folder/my file.json", "0" * 64)


def test_the_page_goes_to_stdout_and_nothing_else(tmp_path: Path) -> None:
    stdout, stderr, code = in_process("idlibtl report", tmp_path, None)
    assert (stderr, code) == ("", 0)
    assert stdout.startswith("<!DOCTYPE html>\n<html lang=")
    assert stdout.endswith("</html>\n")
    assert Page(stdout).named("h1")


def test_it_goes_to_a_file_in_utf_8(tmp_path: Path) -> None:
    said = in_process("idlibtl report -o page.html", tmp_path, None)
    assert said == ("", "", 0)
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == in_process("idlibtl report", tmp_path, None)[0]


def test_a_narrower_question_is_remarked_on(tmp_path: Path) -> None:
    _, stderr, code = in_process("idlibtl report --from 2019-06 --to 2019-08 -o page.html", tmp_path, None)
    assert (stderr, code) == ("8 of 23 events, 1 Jun 2019 to 31 Aug 2019\n", 0)


def test_an_empty_answer_is_a_page(tmp_path: Path) -> None:
    stdout, stderr, code = in_process("idlibtl report --text zeppelin", tmp_path, None)
    assert (stderr, code) == ("none of the 23 events matches\n", 0)
    assert "None of the 23 events matches." in stdout


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        ("--actor nobody-known", "no actor is called 'nobody-known'", 2),
        ("--from 2019-13", "there is no month 13", 2),
        ("--data missing.json", "missing.json: cannot be read", 1),
        ("-o no/such/folder.html", "the answer cannot be written", 1),
    ],
)
def test_what_is_wrong_is_told_and_no_file_is_left(words: str, said: str, code: int, tmp_path: Path) -> None:
    stdout, stderr, found = in_process(f"idlibtl report -o page.html {words}", tmp_path, None)
    assert (stdout, found) == ("", code)
    assert said in stderr
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_fails_half_way_leaves_no_file(tmp_path: Path) -> None:
    def pieces() -> object:
        yield "half"
        raise OSError

    with pytest.raises(OSError, match=r"^$"):
        output.emit_text(pieces(), "", str(tmp_path / "page.html"))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_its_filters_are_those_of_every_command() -> None:
    report = page_report(
        ask(
            load(),
            Filters("2019-05", "2020-01", ["russia"], ["2"], ["idlib"], ["strike"], ["sohr"], ["civilians"], ["air"]),
        ),
        ORIGIN,
    )
    declared = [FilterOptions.__annotations__[field].__metadata__[0] for field in FilterOptions._fields]
    options = [
        next(each for each in (option.default, *option.param_decls) if str(each)[:2] == "--") for option in declared
    ]
    told = report.command("report")
    assert told == (
        "idlibtl report --from 2019-05 --to 2020-01 --actor russia --phase 2 --place idlib --kind strike --source sohr"
        " --metric civilians --text air --data 'my file.json'"
    )
    assert [word for word in told.split() if word.startswith("--")] == [*options, "--data"]


def test_a_command_is_one_that_a_shell_takes_as_it_was_meant() -> None:
    report = page_report(ask(load(), Filters(texts=["-f it's", "air"], metrics=["civilians"])), ORIGIN)
    assert report.command("totals", "--by", "month", metrics="killed") == (
        "idlibtl totals --by month --metric killed '--text=-f it'\"'\"'s' --text air --data 'my file.json'"
    )
    assert report.unfiltered("show", "ID") == "idlibtl show ID --data 'my file.json'"


def test_a_breakdown_is_by_month_until_it_is_long() -> None:
    report = page_report(ask(load(), Filters()), ORIGIN)
    assert {metric: [each.by.value for each in found] for metric, found in report.breakdowns.items()} == {
        metric: ["month", "phase", "actor", "place"] for metric in ("civilians", "killed", "displaced")
    }
    assert report.remark == ""


def test_the_questions_of_range_actor_and_phase_are_its_filters() -> None:
    for asked in ({"since": "2019-06", "until": "2019-08"}, {"actors": ["russia"]}, {"phases": ["2"]}):
        report = page_report(ask(load(), Filters(**asked)), ORIGIN)
        found = Page(html_of(**asked))
        for total in report.totals:
            assert total.quote in found.by_id(f"t-{total.metric}").text
