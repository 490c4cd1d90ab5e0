"""What people see of a chronology that uses everything that the format has."""

import io
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from timelines import Raw, chronology, loaded
from transcripts import Stdout, in_process

from idlibtl import (
    By,
    Filters,
    Timeline,
    __main__,
    ask,
    figures_report,
    list_report,
    load,
    place_report,
    show_report,
    totals_report,
)
from idlibtl.cli.completion import figure_fields
from idlibtl.show import output, progress
from idlibtl.show.screens import Screen
from idlibtl.show.terminal import text
from idlibtl.show.views import blocks

WHO = [{"actor": "north", "role": "attacker"}, {"actor": "south", "role": "backer"}]


def event(identity: str, *figures: Raw, **more: Any) -> Raw:
    return {
        "id": identity,
        "date": "2019-01-05",
        "title": f"Title of {identity}",
        "kind": "strike",
        "figures": figures,
    } | more


def civilians(value: int, **more: Any) -> Raw:
    return {"metric": "civilians", "value": value, "source": None, **more}


def seen(report: Any, width: int | None = 200) -> str:
    return "".join(text(blocks(report), Screen(width)))


def timeline() -> Timeline:
    places = (
        {"id": "plain", "name": "The Plain", "kind": "region", "note": "Flat."},
        {"id": "hill", "name": "The Hill", "kind": "town", "within": "plain", "latitude": 1.5, "longitude": -2.25}
        | {"pcode": "H1", "aliases": ["Hill"]},
    )
    return loaded(
        chronology(
            [
                event("a", civilians(7, source="watch"), civilians(3, source="north"), places=["hill"], actors=WHO),
                event(
                    "b",
                    civilians(9, attributed_to=["north"], note="Counted at night.", places=["plain"]),
                    places=["hill"],
                    actors=WHO,
                ),
                event("quiet", kind="report", phase="early", summary="Nothing was said."),
            ],
            places=places,
            publication={"title": "A publication", "kind": "invention", "as_of": "2020-01-26", "note": "Made up."},
        )
    )


def test_a_record_tells_what_each_figure_says_beyond_its_event() -> None:
    found = seen(show_report(ask(timeline(), Filters()), ["a", "b"]))
    assert "Civilians killed: the same people, as another source tells it." in found
    assert "attributed to The North; Counted at night." in found
    assert "covers The Plain" in found


def test_totals_name_the_other_sources_of_the_same_people() -> None:
    found = seen(totals_report(ask(timeline(), Filters(metrics=["civilians"]))))
    assert "also given: 3 (north)" in found
    assert found.startswith("Civilians killed: about 16 (our sum of 2 figures).")


def test_what_was_asked_is_said_in_words() -> None:
    asked = Filters(
        since="2019",
        phases=["early"],
        places=["plain"],
        actors=["north"],
        sources=["watch", "publication"],
        kinds=["strike"],
        texts=["title"],
        metrics=["civilians"],
    )
    found = seen(totals_report(ask(timeline(), asked)))
    for words in (
        "From 1 Jan 2019 on",
        "phase Early days",
        "in The Plain",
        "attributed to nobody but The North",
        "on the word of The Watch or the publication itself",
        "kind strike",
        'with the words "title"',
    ):
        assert words in found


def test_a_place_tells_where_it_is_and_what_lies_within_it() -> None:
    question = ask(timeline(), Filters())
    hill, plain = seen(place_report(question, "hill")), seen(place_report(question, "plain"))
    assert "town; id hill; in The Plain; at 1.5, -2.25; p-code H1" in hill
    assert "Also called: Hill" in hill
    assert "Within it: The Hill" in plain
    assert "Flat." in plain


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("phase early", "1. Early days"),
        ("actor watch", "Reported by The Watch"),
        ("actor north", "Attributed to The North alone"),
        ("actor south", "The South"),
        ("names kinds", "Kinds (--kind)"),
        ("place", "The Hill"),
        ("range 2018", "1 Jan 2018 to 31 Dec 2018"),
        ("totals displaced --by month", "not reported"),
        ("phase late", "2. Late days"),
    ],
)
def test_every_report_is_shown(command: str, told: str, tmp_path: Path) -> None:
    import json

    raw = chronology([event("a", civilians(7, source="watch"), actors=WHO)])
    (tmp_path / "events.json").write_text(json.dumps(raw), encoding="utf-8")
    for columns in (None, 40, 100):
        stdout, _, code = in_process(f"idlibtl {command} --data events.json", tmp_path, columns)
        assert code == 0
        assert told in stdout


def test_a_long_table_is_written_piece_by_piece() -> None:
    many = loaded(chronology([event(f"e{number:03}", civilians(number)) for number in range(250)]))
    pieces = list(text(blocks(list_report(ask(many, Filters()))), Screen(80)))
    assert sum("e000" in piece for piece in pieces) == 1
    assert "e249" not in "".join(pieces[:3])
    whole = "".join(pieces)
    assert [f"e{number:03}" in whole for number in range(250)] == [True] * 250
    # one heading, and the same gap between rows everywhere
    assert whole.count("Figures") == 1
    assert "\n\n\n" not in whole


def test_an_empty_table_is_nothing() -> None:
    nothing = list_report(ask(timeline(), Filters(since="2031")))
    assert "Date" not in seen(nothing)


def test_a_breakdown_of_several_metrics_leads_with_each_number() -> None:
    report = totals_report(ask(load(), Filters()), By.YEAR)
    found = seen(report)
    assert "Civilians killed: about 1,134 or more (our sum of 5 figures)" in found
    assert "Hospitals put out of action: 12 (un), 26 Apr – c. 5 May 2019" in found


@pytest.mark.parametrize(("by", "told"), [(By.PLACE, "exactly that place"), (By.ACTOR, "exactly that actor")])
def test_a_row_says_that_it_is_not_all_there_was(by: By, told: str) -> None:
    assert told in seen(totals_report(ask(load(), Filters(metrics=["civilians"])), by))
    # one row, or a breakdown by something else, has nothing of the kind to say
    only_one = Filters(since="2019-12-02", until="2019-12-02", metrics=["civilians"])
    assert told not in seen(totals_report(ask(load(), only_one), by))
    assert told not in seen(totals_report(ask(load(), Filters(metrics=["civilians"])), By.MONTH))


def test_the_columns_of_figures_are_explained_where_they_are_shown() -> None:
    report = figures_report(ask(load(), Filters(metrics=["civilians"])))
    assert "Share: what a figure adds" in seen(report)
    assert "Counted: what it adds" in seen(report)
    nothing = figures_report(ask(loaded(chronology([event("one")])), Filters()))
    for others in (blocks(report, ("event", "value")), blocks(nothing)):
        assert "Share" not in "".join(text(others, Screen(200)))


def test_a_drawing_is_shown_on_and_off_a_screen() -> None:
    from idlibtl.listings import timeline_report

    report = timeline_report(ask(load(), Filters(phases=["3"])))
    assert "NEW ESCALATION" in seen(report, 80)
    assert "NEW ESCALATION" in seen(report, None)


def test_colour_is_there_off_a_screen_too() -> None:
    report = totals_report(ask(load(), Filters()))
    assert "\x1b[1m" in "".join(text(blocks(report), Screen(None, color=True)))
    assert "\x1b[" in "".join(text(blocks(report), Screen(80, color=True)))
    assert "\x1b" not in "".join(text(blocks(report), Screen(80)))


def test_columns_of_figures_are_completed_after_those_given() -> None:
    assert figure_fields("event,share_b") == ["event,share_best"]


# The pager, in this process


def pages(monkeypatch: pytest.MonkeyPatch, pager: str, pieces: list[str]) -> str:
    stdout = Stdout(80)
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setenv("IDLIBTL_PAGER", pager)
    monkeypatch.setenv("LINES", "3")
    output._page(iter(pieces), for_people=True)
    return stdout.text


def test_what_is_longer_than_the_screen_is_fed_to_the_pager(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file, before = tmp_path / "paged.txt", signal.getsignal(signal.SIGINT)
    lines = [f"line {number}\n" for number in range(9)]
    assert pages(monkeypatch, f"sh -c 'cat > {file}'", lines) == ""
    assert file.read_text() == "".join(lines)
    assert pages(monkeypatch, f"sh -c 'cat > {file}'", lines[:2]) == "".join(lines[:2])
    assert pages(monkeypatch, "cat", lines) == "".join(lines)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_pager_that_has_had_enough_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def pieces() -> Any:
        for number in range(200_000):
            made.append(number)
            yield f"line {number}\n" * 10

    monkeypatch.setattr(sys, "stdout", Stdout(80))
    output._feed(["true"], pieces())
    assert len(made) < 200_000


def test_less_is_the_pager_if_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    monkeypatch.delenv("IDLIBTL_PAGER", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert output._pager() == ["less", "-FRX"]
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert output._pager() is None
    monkeypatch.setenv("PAGER", "less 'never closed")
    assert output._pager() is None


# A word to somebody who waits


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_whoever_waits_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    with progress.waiting("reading"):
        for _ in range(200):
            if "reading" in stderr.getvalue():
                break
            time.sleep(0.02)
    # and the line is as it was
    assert stderr.getvalue() == "reading ...\r\x1b[K"


def test_whoever_does_not_wait_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    quick, nobody = Terminal(), io.StringIO()
    for stderr in (quick, nobody, None):
        monkeypatch.setattr(sys, "stderr", stderr)
        with progress.waiting("reading"):
            pass
    assert (quick.getvalue(), nobody.getvalue()) == ("", "")


# Ctrl-C


def test_ctrl_c_at_any_moment_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    __main__._leave(signal.SIGINT, None)
    assert codes == [130]


def test_ctrl_c_while_a_file_is_written_leaves_none(tmp_path: Path) -> None:
    def pieces() -> Any:
        yield "half"
        signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGINT, __main__._leave)
    try:
        with pytest.raises(KeyboardInterrupt):
            output.write_file(str(tmp_path / "list.txt"), pieces())
        assert signal.getsignal(signal.SIGINT) is __main__._leave
        # where it is ignored, it stays ignored
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        output.write_file(str(tmp_path / "whole.txt"), pieces())
    finally:
        signal.signal(signal.SIGINT, before)
    assert [path.name for path in tmp_path.iterdir()] == ["whole.txt"]


def test_csv_on_a_terminal_shows_nothing_that_moves_it(tmp_path: Path) -> None:
    import json

    raw = chronology([event("a", civilians(7), title="red \x1b[31m\u202e")])
    (tmp_path / "events.json").write_text(json.dumps(raw), encoding="utf-8")
    command = "idlibtl list --data events.json -f csv"
    assert "\x1b" not in in_process(command, tmp_path, 80)[0]
    assert "\x1b[31m\u202e" in in_process(command, tmp_path, None)[0]
