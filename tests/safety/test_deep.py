"""What is nested deeply, spread far or shown on an old terminal: done in few steps, refused, or shown harmlessly."""

import io
import json
import sys
from typing import Any

import pytest
from chronologies import document, loaded

from idlibtl.cli.main import main
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import By
from idlibtl.query.filters import Filters
from idlibtl.query.question import ask
from idlibtl.show import output
from idlibtl.show.progress import waiting
from idlibtl.totals import breakdown, total
from idlibtl.totals.total import totals


def sinking(number: int) -> list[dict[str, Any]]:
    """Each toll includes the one before and says a little more; the first day is in another month than the others."""
    return [
        {
            "id": f"e{index}",
            "date": "2019-01-05" if index == 0 else f"2019-02-{index:02}",
            "title": "T",
            "kinds": ["strike"],
            "figures": [
                {"metric": "civilians", "value": 1000 + index, "source": None}
                | (
                    {
                        "scope": "cumulative",
                        "period": f"2019-01-05/2019-02-{index:02}",
                        "includes": [f"e{index - 1}"],
                    }
                    if index
                    else {}
                )
            ],
        }
        for index in range(number)
    ]


def test_a_breakdown_of_very_deep_figures_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_month() -> Any:
        question = ask(loaded(document(sinking(20))), Filters(metrics=["civilians"]))
        return totals(question, By.MONTH)[0].groups

    january, february, rest = by_month()
    assert (january.best, january.wider, february.best, february.wider, rest.best) == (1000, True, None, True, 19)
    # January has one figure, and looks at the nineteen tolls that include it
    monkeypatch.setattr(breakdown, "MAX_STEPS", 58)
    assert by_month()[0] == january
    monkeypatch.setattr(breakdown, "MAX_STEPS", 57)
    with pytest.raises(BadQuestion, match=r"would take minutes[.] Leave out --by"):
        by_month()


def test_a_breakdown_whose_rows_share_very_many_figures_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = document(sinking(4))
    raw["phases"] = [
        {"id": f"p{number}", "number": number, "title": "P", "first": "2019-01-01", "last": "2019-12-31"}
        for number in (1, 2, 3)
    ]
    for event in raw["events"]:
        event["phase"] = "p1"
    question = ask(loaded(raw), Filters(metrics=["civilians"]))
    monkeypatch.setattr(breakdown, "MAX_STEPS", 12)  # each of three phases has all four figures
    assert [group.best for group in totals(question, By.PHASE)[0].groups or ()] == [1003, 1003, 1003]
    monkeypatch.setattr(breakdown, "MAX_STEPS", 11)
    with pytest.raises(BadQuestion, match=r"would take minutes[.] Leave out --by"):
        totals(question, By.PHASE)


def test_a_breakdown_of_very_many_places_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = document(sinking(2))
    for event in raw["events"]:
        event["places"] = ["mill"]  # in the hill, in the plain: three rows for each of two figures
    question = ask(loaded(raw), Filters(metrics=["civilians"]))
    monkeypatch.setattr(breakdown, "MAX_PLACES", 6)
    assert [group.group for group in totals(question, By.PLACE)[0].groups or ()] == ["plain", "hill", "mill"]
    monkeypatch.setattr(breakdown, "MAX_PLACES", 5)
    with pytest.raises(BadQuestion, match=r"would take minutes[.] Leave out --by"):
        totals(question, By.PLACE)


def test_breakdowns_of_very_many_rows_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    question = ask(loaded(document(sinking(20))), Filters(metrics=["civilians", "killed"]))
    rows = sum(len(answer.groups or ()) for answer in totals(question, By.MONTH))
    monkeypatch.setattr(total, "MAX_ROWS", rows)
    assert len(totals(question, By.MONTH)) == 2
    monkeypatch.setattr(total, "MAX_ROWS", rows - 1)
    with pytest.raises(BadQuestion, match=rf"more than {rows - 1} rows. Ask about fewer metrics, places or days"):
        totals(question, By.MONTH)


def test_a_breakdown_by_very_many_months_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    question = ask(loaded(document(sinking(20))), Filters(metrics=["civilians"]))  # January and February
    monkeypatch.setattr(breakdown, "MAX_PERIODS", 2)
    assert [group.label for group in totals(question, By.MONTH)[0].groups or ()][:2] == ["Jan 2019", "Feb 2019"]
    monkeypatch.setattr(breakdown, "MAX_PERIODS", 1)
    with pytest.raises(BadQuestion, match=r"more than 1 months[.] Ask about fewer days with --from and --to"):
        totals(question, By.MONTH)


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8"])
@pytest.mark.parametrize(
    "arguments", [["list", "--json"], ["list", "-f", "jsonl"], ["schema", "list"], ["list", "-f", "csv"]]
)
def test_a_terminal_of_any_encoding_gets_its_own_bytes(
    arguments: list[str], encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", _Terminal(written, encoding))
    assert main(arguments) == 0
    message = written.getvalue().decode(encoding)
    assert message.replace("\n", "").isprintable()  # bytes of UTF-8 would be control characters there


@pytest.mark.parametrize(("encoding", "shown"), [("latin-1", r'"\u65e5 \u00e9 \ud83d\ude00"'), ("utf-8", '"日 é 😀"')])
def test_json_keeps_what_a_terminal_has_no_sign_for(encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", _Terminal(written, encoding))
    output.emit_json("日 é 😀")
    message = written.getvalue().decode(encoding)
    assert (message, json.loads(message)) == (f"{shown}\n", "日 é 😀")


def test_without_a_thread_nothing_is_shown_and_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Timer.start", refused)
    monkeypatch.setattr(sys, "stderr", _Terminal(io.BytesIO(), "utf-8"))
    done = []
    with waiting("reading"):
        done.append(1)
    assert done == [1]
