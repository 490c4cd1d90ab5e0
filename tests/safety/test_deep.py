"""What is nested deep, spread far or shown on an old terminal: done in few steps, refused, or shown harmlessly."""

import datetime as dt
import io
import json
import sys
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled
from timelines import chronology, loaded

from idlibtl.cli.main import main
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import By
from idlibtl.query.question import Filters, ask
from idlibtl.show import formats, output
from idlibtl.show.progress import waiting
from idlibtl.totals import nests as reckoning
from idlibtl.totals.breakdown import _together
from idlibtl.totals.total import totals

DAY = dt.date(2019, 1, 1)


def sinking(number: int, **more: Any) -> list[dict[str, Any]]:
    """Each figure includes the one before, which says a little more; the first and the last are of one kind."""
    return [
        {
            "id": f"e{each}",
            "date": "2019-01-05",
            "title": "T",
            "kind": "clash" if each in (0, number - 1) else "strike",
            "figures": [
                {"metric": "civilians", "value": 1000 - each, "source": None, "hedge": "about", **more}
                | ({"scope": "cumulative", "includes": [f"e{each - 1}"]} if each else {})
            ],
        }
        for each in range(number)
    ]


def by_kind(events: list[dict[str, Any]]) -> Any:
    return totals(ask(loaded(chronology(events)), Filters(metrics=["civilians"])), By.KIND)[0].groups


def test_a_breakdown_of_very_deep_figures_is_refused_with_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    events = sinking(30)
    assert {group.group for group in by_kind(events)} == {"clash", "strike"}
    monkeypatch.setattr(reckoning, "MAX_BETWEEN", -300)  # and ten for each of the thirty
    with pytest.raises(BadQuestion, match="too deep inside one another to be broken down so: at most 0 steps"):
        by_kind(events)


def test_an_open_figure_is_looked_for_among_those_around_it_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    events = sinking(30)
    events[0]["figures"][0]["hedge"] = events[15]["figures"][0]["hedge"] = "at_least"
    assert by_kind(events)
    monkeypatch.setattr(reckoning, "MAX_BETWEEN", -300)
    with pytest.raises(BadQuestion, match="too deep"):
        reckoning.highs(_nest(events), _counts(events), ["a", *["b"] * 28, "a"])
    # where no closed figure is of its group, none is looked for
    assert reckoning.highs(_nest(events), _counts(events), range(30)).count(reckoning.OPEN) == 2


def _nest(events: list[dict[str, Any]]) -> reckoning.Nest:
    timeline = loaded(chronology(events))
    return reckoning.nest(timeline, timeline.metric["civilians"])


def _counts(events: list[dict[str, Any]]) -> list[Any]:
    told = loaded(chronology(events)).told["civilians"]
    return [told[event][0].count for _, event in _nest(events).keys]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=12))
@settings(max_examples=scaled(200))
def test_stretches_are_put_together_without_losing_or_gaining_a_day(given_: list[tuple[int, int]]) -> None:
    stretches = [(DAY + dt.timedelta(begin), DAY + dt.timedelta(begin + more)) for begin, more in given_]
    firsts, lasts = _together(stretches)

    def days(all_of: list[tuple[dt.date, dt.date]]) -> set[int]:
        return {day for first, last in all_of for day in range(first.toordinal(), last.toordinal() + 1)}

    together = list(zip(firsts, lasts, strict=True))
    assert days(together) == days(stretches)
    assert all(before[1] < behind[0] for before, behind in pairwise(together))


def test_a_month_between_is_in_a_longer_figure_from_its_first_day_to_its_last() -> None:
    def event(name: str, date: str) -> dict[str, Any]:
        figure = {"metric": "civilians", "value": 1, "source": None}
        return {"id": name, "date": date, "title": "T", "kind": "toll", "figures": [figure]}

    events = [event("a", "2019-01-05"), event("b", "2019-03-31/2019-05-01"), event("c", "2019-08-05")]
    groups = totals(ask(loaded(chronology(events)), Filters(metrics=["civilians"])), By.MONTH)[0].groups
    assert groups is not None
    told = {group.group: group.quote for group in groups if not group.spanning}
    assert list(told) == [f"2019-0{month}" for month in range(1, 9)]
    assert {month for month, quote in told.items() if "longer" in quote} == {"2019-03", "2019-04", "2019-05"}


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
    told = written.getvalue().decode(encoding)
    assert told.replace("\n", "").isprintable()  # bytes of UTF-8 would be control characters there


@pytest.mark.parametrize(("encoding", "shown"), [("latin-1", r'"\u65e5 \u00e9 \ud83d\ude00"'), ("utf-8", '"日 é 😀"')])
def test_json_keeps_what_a_terminal_has_no_sign_for(encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Terminal(io.BytesIO(), encoding))
    told = output._json_seen(formats.as_json("日 é 😀"))
    assert (told, json.loads(told)) == (f"{shown}\n", "日 é 😀")


def test_where_no_thread_can_begin_nothing_is_told_and_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Timer.start", refused)
    monkeypatch.setattr(sys, "stderr", _Terminal(io.BytesIO(), "utf-8"))
    done = []
    with waiting("reading"):
        done.append(1)
    assert done == [1]
