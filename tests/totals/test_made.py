"""Lists whose items are made when they are looked at."""

from typing import NoReturn

import pytest

from idlibtl import Filters, ask, load, totals_report
from idlibtl.show.safe_text import Screen
from idlibtl.show.terminal import text
from idlibtl.show.views import blocks
from idlibtl.totals import total
from idlibtl.totals.account import Made


def test_one_is_made_when_it_is_looked_at() -> None:
    made: list[int] = []

    def doubled(number: int) -> int:
        made.append(number)
        return 2 * number

    some = Made(doubled, [1, 2, 3])
    last = some[1:]
    assert (len(some), len(last), made) == (3, 2, [])
    assert (some[1], made) == (4, [2])
    assert (tuple(some), tuple(last), some[-1]) == ((2, 4, 6), (4, 6), 6)
    assert not Made(doubled, [])
    assert repr(some) == "(2, 4, 6)"


def test_two_lists_of_the_same_are_equal() -> None:
    some, same, other = Made(str, [1, 2]), Made("{}".format, [1, 2]), Made(str, [2, 1])
    assert (some == same, some == other, hash(some) == hash(same)) == (True, False, True)


def test_a_summary_makes_no_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the summary does not show it")

    monkeypatch.setattr(total, "unchecked", refuse)
    report = totals_report(ask(load(), Filters()))
    assert "civilians killed" in "".join(text(blocks(report), Screen(80)))
    with pytest.raises(AssertionError):
        report.totals[0].counted[0]
