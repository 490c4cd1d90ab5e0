"""What a timeline draws of an event: its days, those that its figures sum up, and its sort."""

from datetime import date
from typing import Any

import pytest
from chronologies import AS_OF, document, loaded

from idlibtl import Filters, ask, timeline_report
from idlibtl.model.dates import Span
from idlibtl.show.blocks import Caption
from idlibtl.show.safe_text import Screen
from idlibtl.show.terminal import text
from idlibtl.show.timeline_rows import EventRow, Sort, timeline
from idlibtl.show.views import blocks


def rows(*events: dict[str, Any]) -> list[EventRow]:
    plain = {"title": "An event", "kinds": ["strike"]}
    made = loaded(document([{**plain, "id": f"e{number}", **event} for number, event in enumerate(events)]))
    return list(timeline(made, made.events)[0])


def summed(period: str, **more: Any) -> dict[str, Any]:
    return {"metric": "displaced", "value": 9, "scope": "cumulative", "period": period, **more}


@pytest.mark.parametrize("stored", ["2019-02", "2019-02~", "2019-02/..", "2019-02~/.."])
def test_some_time_in_a_month(stored: str) -> None:
    assert rows({"date": stored})[0].month_only


@pytest.mark.parametrize("stored", ["2019-02-01/2019-02-28", "2019-02-01/..", "2019-02/2019-03", "2019-02-03"])
def test_days_that_are_stated(stored: str) -> None:
    assert not rows({"date": stored})[0].month_only


def test_the_days_that_a_toll_sums_up_and_each_of_their_ends() -> None:
    figures = [summed("2019-01-05~/2019-02-03"), summed("2019-01-10/2019-02-28~", metric="civilians")]
    assert rows({"date": "2019-02-28", "figures": figures})[0].toll == Span(
        date(2019, 1, 5), date(2019, 2, 28), first_approximate=True, last_approximate=True
    )
    # an end that is not the outermost one does not count
    figures = [summed("2019-01-05/2019-02-03~"), summed("2019-01-10~/2019-02-28", metric="civilians")]
    assert rows({"date": "2019-02-28", "figures": figures})[0].toll == Span(date(2019, 1, 5), date(2019, 2, 28))


def test_a_toll_of_what_still_goes_on_ends_with_the_publication() -> None:
    [row] = rows({"date": "2019-02-28", "figures": [summed("2019-01-05/..")]})
    assert row.toll == Span(date(2019, 1, 5), AS_OF)
    assert rows({"date": "2019-02-28"})[0].toll is None


def test_what_still_goes_on_is_drawn_up_to_the_cut_off_date_of_what_it_cites() -> None:
    [row] = rows({"date": "2019-02-28/.."})
    assert row.last == AS_OF
    publications = [
        {"id": name, "title": name, "kind": "report", "as_of": as_of}
        for name, as_of in (("early", "2019-03-10"), ("late", "2019-06-30"))
    ]
    plain = {"title": "An event", "kinds": ["strike"], "date": "2019-02-28/.."}
    events = [{**plain, "id": name, "citations": [{"publication": name}]} for name in ("early", "late")]
    raw = document(events, publications=publications)
    del raw["publication"]
    made = loaded(raw)
    assert [row.last for row in timeline(made, made.events)[0]] == [date(2019, 3, 10), date(2019, 6, 30)]


def test_where_events_are_counted_a_hint_says_how_to_see_them_drawn() -> None:
    def hints(events: int) -> list[str]:
        plain = {"title": "An event", "kinds": ["strike"], "date": "2019-01-06"}
        made = loaded(document([{**plain, "id": f"e{number}"} for number in range(events)]))
        return [
            block.text
            for block in blocks(timeline_report(ask(made, Filters())))
            if isinstance(block, Caption) and block.markdown == ""
        ]

    assert hints(200) == []
    assert hints(201) == ["Up to 200 events are drawn one by one. Narrow the dates with --from and --to."]


@pytest.mark.parametrize(
    ("events", "width", "last"),
    [
        (200, 64, "● violence"),
        (1, 63, "not attributed"),  # the list has no signs
        (201, 64, "2019 201 201"),
        (201, 63, "2019 201 201"),
    ],
)
def test_200_events_are_drawn_where_there_is_room_and_201_counted(events: int, width: int, last: str) -> None:
    plain = {"title": "An event", "kinds": ["strike"], "date": "2019-01-06"}
    made = loaded(document([{**plain, "id": f"e{number}"} for number in range(events)]))
    result = "".join(text(blocks(timeline_report(ask(made, Filters()))), Screen(width)))
    assert any(" ".join(line.split()) == last for line in result.splitlines())
    assert ("● violence" in result) == (last == "● violence")


@pytest.mark.parametrize(
    ("kinds", "sort"),
    [
        (["strike"], Sort.VIOLENCE),
        (["advance"], Sort.ADVANCE),
        (["truce"], Sort.TALKS),
        (["diplomacy", "statement"], Sort.TALKS),
        (["displacement"], Sort.DISPLACEMENT),
        (["statement"], Sort.STATEMENT),
        (["background"], Sort.OTHER),
        # violence goes before all others
        (["advance", "strike"], Sort.VIOLENCE),
    ],
)
def test_the_sort_of_an_event_is_that_of_its_kinds(kinds: list[str], sort: Sort) -> None:
    assert rows({"date": "2019-02-28", "kinds": kinds})[0].sort is sort
