"""idlibtl report: one page, or one picture of it, to stdout or a file, which is never half-written."""

from pathlib import Path

import pytest
from pages import Page, html_of
from transcripts import in_process

from idlibtl import Filters, ask, load
from idlibtl.query.filters import FILTERS
from idlibtl.read.files import Origin
from idlibtl.show import output
from idlibtl.show.page.report import PageReport

ORIGIN = Origin("/folder/my file.json", "0" * 64)


def test_the_page_goes_to_stdout_and_nothing_else(tmp_path: Path) -> None:
    stdout, stderr, code = in_process("idlibtl report", tmp_path, None)
    assert (stderr, code) == ("", 0)
    assert stdout.startswith("<!DOCTYPE html>\n<html lang=")
    assert stdout.endswith("</html>\n")
    assert Page(stdout).named("h1")


def test_it_goes_to_a_file_in_utf_8(tmp_path: Path) -> None:
    assert in_process("idlibtl report -o page.html", tmp_path, None) == ("", "", 0)
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == in_process("idlibtl report", tmp_path, None)[0]


def test_the_remark_says_how_many_events_match(tmp_path: Path) -> None:
    _, stderr, code = in_process("idlibtl report --from 2019-06 --to 2019-08 -o page.html", tmp_path, None)
    assert (stderr, code) == ("9 of 26 events, 1 Jun – 31 Aug 2019\n", 0)


def test_an_empty_answer_is_a_page(tmp_path: Path) -> None:
    stdout, stderr, code = in_process("idlibtl report --text zeppelin", tmp_path, None)
    assert (stderr, code) == ("No events match (0 of 26).\n", 0)
    assert "No events match (0 of 26)." in stdout


@pytest.mark.parametrize(
    ("words", "message", "code"),
    [
        ("--actor nobody-known", "Unknown actor 'nobody-known'.", 2),
        ("--from 2019-13", "2019-13", 2),
        ("--data missing.json", "missing.json", 1),
        ("-o no/such/folder.html", "no/such/folder.html", 1),
        ("--part pie", "pie", 2),
        ("--part map --text zeppelin", "There is no map", 2),
    ],
)
def test_an_error_is_explained_and_no_file_is_left(words: str, message: str, code: int, tmp_path: Path) -> None:
    output_file = "" if "-o" in words else "-o page.html"
    stdout, stderr, result = in_process(f"idlibtl report {output_file} {words}", tmp_path, None)
    assert (stdout, result) == ("", code)
    assert message in stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_with_force_alone(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("mine")
    _, stderr, code = in_process("idlibtl report -o page.html", tmp_path, None)
    assert code == 2
    assert "--force" in stderr
    assert (tmp_path / "page.html").read_text() == "mine"
    assert in_process("idlibtl report -o page.html --force", tmp_path, None)[2] == 0


def test_a_page_that_fails_half_way_leaves_no_file(tmp_path: Path) -> None:
    def pieces() -> object:
        yield "half"
        raise OSError

    with pytest.raises(OSError, match=r"page\.html"):
        output.emit_text(pieces(), str(tmp_path / "page.html"))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_its_filters_are_those_of_every_command() -> None:
    asked = Filters("2019-05", "2020-01", ["russia"], ["2"], ["idlib"], ["strike"], ["sohr"], ["civilians"], ["air"])
    command = PageReport(ask(load(), asked), ORIGIN).command("report")
    assert command == (
        "idlibtl report --from 2019-05 --to 2020-01 --actor russia --phase 2 --place idlib --kind strike --source sohr"
        " --metric civilians --text air --data 'my file.json'"
    )
    options = [word for word in command.split() if word.startswith("--")]
    assert options == [*(one.option for one in FILTERS), "--data"]


def test_a_command_is_one_that_a_shell_takes_as_it_was_meant() -> None:
    report = PageReport(ask(load(), Filters(texts=["-f it's", "air"], metrics=["civilians"])), ORIGIN)
    assert report.command("totals --by month", metrics=["killed"]) == (
        "idlibtl totals --by month --metric killed '--text=-f it'\"'\"'s' --text air --data 'my file.json'"
    )
    assert report.data == " --data 'my file.json'"


def test_a_breakdown_is_by_month_until_it_is_long() -> None:
    report = PageReport(ask(load(), Filters()), ORIGIN)
    assert {answer.total.metric: [*answer.breakdowns] for answer in report.answers if answer.breakdowns} == {
        # the places of the first metric are below the map
        "civilians": ["month", "phase", "actor"],
        "killed": ["month", "phase", "actor", "place"],
        "displaced": ["month", "phase", "actor", "place"],
    }


def test_the_questions_of_range_actor_and_phase_are_its_filters() -> None:
    for asked in ({"since": "2019-06", "until": "2019-08"}, {"actors": ["russia"]}, {"phases": ["2"]}):
        report = PageReport(ask(load(), Filters(**asked)), ORIGIN)
        page = Page(html_of(**asked))
        for total in (answer.total for answer in report.answers if answer.total.best is not None):
            assert total.quote in page.by_id(f"t-{total.metric}").text
