"""What is replaced is not counted; publications as sources."""

import json
from typing import Any

import pytest
from edited import DAM, FIRST_REPORT, LOWMERE, MAY, START, Change, changed

from idlibtl import (
    Filters,
    UnknownName,
    ask,
    figures_report,
    from_bytes,
    list_report,
    load,
    names_report,
    totals_report,
)
from idlibtl.listings import show_report
from idlibtl.model.chronology import Chronology
from idlibtl.model.vocabulary import By, Section
from idlibtl.show.rows import rows as csv_rows
from idlibtl.totals.figures import FigureRow
from idlibtl.totals.quotes import titled
from idlibtl.totals.total import Total


def flood(*changes: Change) -> Chronology:
    """The chronology that init writes, changed."""
    return from_bytes(json.dumps(changed(*changes, of=START)).encode())


def dead(chronology: Chronology, by: By | None = None, **filters: Any) -> Total:
    """The total of the dead."""
    [total] = totals_report(ask(chronology, Filters(metrics=["dead"], **filters)), by).totals
    return total


#: Without the toll of May, which includes all.
WITHOUT_TOLL: list[Change] = [(f"events/{MAY}/figures", [])]


# Totals


def test_a_replaced_event_is_not_counted() -> None:
    total = dead(flood(*WITHOUT_TOLL))
    # 17 or at least 19 at the dam, which count as one, and more than 5 at Lowmere; not the 30 of the first report
    assert (total.low, total.best, total.high, total.naive_sum) == (22, 22, None, 22)
    assert [entry.event for entry in total.counted] == [DAM, LOWMERE]
    assert total.quote == "at least 22 reported (sum of 2 figures)"
    assert dead(flood(*WITHOUT_TOLL, (f"events/{FIRST_REPORT}/replaced_by", None))).best == 52


def test_a_toll_that_includes_both_counts_the_replacement_once() -> None:
    both = flood((f"events/{MAY}/figures/0/includes", [FIRST_REPORT, DAM, LOWMERE]))
    assert [(entry.event, entry.held_by) for entry in dead(both).included] == [(DAM, MAY), (LOWMERE, MAY)]
    assert (dead(both).low, dead(both).best, dead(both).high) == (None, 40, None)


def test_a_toll_that_names_the_replaced_event_includes_its_replacement() -> None:
    first = flood((f"events/{MAY}/figures/0/includes", [FIRST_REPORT, LOWMERE]))
    assert [(entry.event, entry.held_by) for entry in dead(first).included] == [(DAM, MAY), (LOWMERE, MAY)]


def test_what_a_replaced_toll_included_is_counted_by_itself() -> None:
    replaced = flood((f"events/{MAY}/replaced_by", DAM))
    assert [entry.event for entry in dead(replaced).counted] == [DAM, LOWMERE]


def test_a_replacement_without_a_figure_takes_the_number_away() -> None:
    without = flood(*WITHOUT_TOLL, (f"events/{DAM}/figures", []))
    assert [entry.event for entry in dead(without).counted] == [LOWMERE]


def test_the_end_of_a_chain_counts() -> None:
    chain = flood(*WITHOUT_TOLL, (f"events/{DAM}/replaced_by", LOWMERE))
    assert (dead(chain).best, dead(chain).quote) == (5, "more than 5 (The river that came), 9–10 May 2031, Lowmere")


def test_a_replaced_event_is_not_a_wider_figure() -> None:
    total = dead(flood(*WITHOUT_TOLL), since="2031-05-04")
    assert (total.best, total.wider) == (5, ())


@pytest.mark.parametrize("by", By)
def test_no_breakdown_has_it(by: By) -> None:
    rows = [group for group in dead(flood(*WITHOUT_TOLL), by).groups or () if group.parent is None]
    # the hospital gives 19 for the council's 17
    assert sum(group.best or 0 for group in rows) == (17 + 19 + 5 if by is By.SOURCE else 22)


# Figures


def rows(chronology: Chronology, **filters: Any) -> dict[tuple[str, str | None], FigureRow]:
    """The rows of figures of the dead, by event and source."""
    result = figures_report(ask(chronology, Filters(metrics=["dead"], **filters))).document
    return {(row.event, row.source): row for row in result}


def test_figures_list_it_as_replaced_and_without_a_share() -> None:
    result = rows(flood())
    assert {key: row.status.value for key, row in result.items()} == {
        (FIRST_REPORT, "council"): "replaced",
        (DAM, "council"): "included",
        (DAM, "hospital"): "alternative",
        (LOWMERE, "courier"): "included",
        (MAY, "relief"): "counted",
    }
    row = result[FIRST_REPORT, "council"]
    assert (row.share, row.inside, row.printed_value) == (None, None, 30)
    assert sum(row.share or 0 for row in result.values()) == 40


def test_a_replaced_figure_is_listed_if_it_would_be_counted_or_wider() -> None:
    key = (FIRST_REPORT, "council")
    assert key in rows(flood(), until="2031-05-03")
    assert key not in rows(flood(), since="2031-05-04")
    assert key in rows(flood((f"events/{FIRST_REPORT}/date", "2031-05-03/2031-05-05")), since="2031-05-04")
    assert key not in rows(flood(), places=["lowmere"])
    assert key not in rows(flood(), sources=["hospital"])


def test_figures_of_several_publications_are_cited() -> None:
    chronology = flood()
    for (event, _), row in rows(chronology).items():
        assert row.citations == chronology.event[event].citations
    bundled = figures_report(ask(load(), Filters())).document
    assert not any(row.citations for row in bundled)


# Sources


def test_a_publication_is_a_source() -> None:
    chronology = flood()
    assert dead(chronology, sources=["courier"]).quote == "more than 5 (The river that came), 9–10 May 2031, Lowmere"
    assert dead(chronology, sources=["The river that came"]).quote == dead(chronology, sources=["courier"]).quote
    groups = dead(flood(*WITHOUT_TOLL), By.SOURCE).groups or ()
    assert {(group.group, group.label, group.best) for group in groups} == {
        ("council", "Brackholt town council", 17),
        ("hospital", "Brackholt hospital", 19),
        ("courier", "The river that came", 5),
    }
    assert [event.id for event in list_report(ask(chronology, Filters(sources=["courier"]))).events] == [
        "2031-04-rain",
        LOWMERE,
    ]


def test_with_several_publications_no_figure_is_the_publications() -> None:
    with pytest.raises(UnknownName):
        ask(flood(), Filters(sources=["publication"]))
    named = {name.id: name.event_count for name in names_report(ask(flood(), Filters()), Section.SOURCES).document}
    assert named == {"council": 2, "hospital": 1, "relief": 1, "courier": 2}


def test_one_of_several_may_be_called_publication() -> None:
    renamed = json.loads(json.dumps(START).replace('"courier"', '"publication"'))
    chronology = from_bytes(json.dumps(renamed).encode())
    assert ask(chronology, Filters(sources=["publication"])).sources == frozenset({"publication"})
    assert ask(load(), Filters(sources=["publication"])).sources == frozenset({None})


# Words


def test_no_one_can_take_a_replaced_record_for_one_that_counts() -> None:
    chronology = flood()
    assert titled(chronology.event[FIRST_REPORT]) == f"REPLACED by {DAM}: A dam breaks at Brackholt"
    assert titled(chronology.event[LOWMERE]) == "Lowmere is flooded"
    assert remarks(chronology, FIRST_REPORT) == [", replaced"]
    assert remarks(chronology, DAM) == ["", ", also given"]
    assert remarks(chronology, MAY) == ["", ""]
    twice = flood((f"events/{DAM}/replaced_by", LOWMERE))
    assert remarks(twice, DAM) == [", replaced", ", also given, replaced"]


def remarks(chronology: Chronology, identity: str) -> list[str]:
    """What CSV says after the source of each figure of an event."""
    _, [row] = csv_rows(show_report(ask(chronology, Filters()), [identity]), ["figures"])
    return [figure.rpartition(")")[2] for figure in str(row[0]).split("; ")]
