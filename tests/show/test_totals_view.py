"""Totals as people see them: as a summary, with their figures, and broken down."""

import csv
import io
from typing import Any

import pytest
from plain import PLACES, event, figure, of

from idlibtl import By, Chronology, Filters, ask, load, totals_report
from idlibtl.model.vocabulary import Format
from idlibtl.show.formats import written
from idlibtl.show.safe_text import Screen


def table(chronology: Chronology, by: By | None = None, width: int = 80, **filters: Any) -> list[str]:
    report = totals_report(ask(chronology, Filters(**filters)), by)
    return "".join(written(report, Format.TABLE, (), Screen(width))).splitlines()


def rows(chronology: Chronology, by: By | None = None, **filters: Any) -> list[dict[str, str]]:
    report = totals_report(ask(chronology, Filters(**filters)), by)
    return list(csv.DictReader(io.StringIO("".join(written(report, Format.CSV, (), Screen())))))


# In short


def test_metrics_that_are_not_reported_share_one_line() -> None:
    assert table(of(event("a", "2019-01-05", figure(7), places=[])))[:3] == [
        "civilians killed   7, 5 Jan 2019",
        "people killed      7 civilians killed, 5 Jan 2019",
        "not reported: people displaced",
    ]


def test_what_is_left_out_is_beneath_the_number() -> None:
    toll = figure(100, hedge="nearly", source="watch", period="2019-01/2019-03")
    shown = table(
        of(event("a", "2019-01-05", figure(7)), event("b", "2019-03-31", toll)), since="2019-01-01", until="2019-01-31"
    )
    assert shown[:3] == [
        "Jan 2019",
        "civilians killed   7, 5 Jan 2019",
        "                   a wider figure may include more: nearly 100 (The Watch),",
    ]


def test_figures_that_may_repeat_are_named_but_not_added() -> None:
    chronology = of(
        event("a", "2019-01-05", figure(400, "displaced", hedge="more_than")),
        event("b", "2019-02-01", figure(50, "displaced", source="watch")),
    )
    assert "people displaced   more than 400, 5 Jan 2019" in table(chronology)
    assert "                   not added, they may be the same people: 50 (The Watch)," in table(chronology)


def test_the_hint_repeats_the_whole_question() -> None:
    chronology = of(event("a", "2019-01-05", figure(7)), event("b", "2019-01-06", figure(8)))
    shown = table(chronology, places=["the plain"], texts=["title of"])
    assert "How a total is made up: idlibtl totals civilians --place 'the plain' --text" in " ".join(shown)


def test_notes_are_of_metrics_on_the_screen() -> None:
    assert "Everyone killed." in table(of(event("a", "2019-01-05", figure(7))))
    assert "Everyone killed." not in table(of(event("a", "2019-01-05", figure(7, "displaced"))))
    assert not any("A sum is" in line for line in table(of(event("a", "2019-01-05", figure(7)))))


def test_a_sum_that_may_count_people_twice_does_not_say_that_no_one_is_in_it_twice() -> None:
    first, alike, later = (event(name, f"2019-01-0{day}", figure(7)) for name, day in (("a", 5), ("b", 5), ("c", 6)))
    assert "A sum is of what was reported, not of all that happened; no one is in it twice." in table(of(first, later))
    doubtful = table(of(first, alike))  # neither of two figures for one day and place includes the other
    assert "2 of these figures may count the same people: idlibtl check FILE" in doubtful
    assert "A sum is of what was reported, not of all that happened." in doubtful


def test_what_names_no_attacker_is_one_list_for_all_metrics() -> None:
    north = [{"actor": "north", "role": "attacker"}]
    chronology = of(
        event("a", "2019-01-05", figure(7), actors=north),
        event("b", "2019-01-06", figure(20, source="watch"), figure(30, "killed")),
    )
    shown = table(chronology, actors=["north"])
    start = shown.index("Not attributed to anyone, so counted for no actor")
    assert shown[start + 1 : start + 4] == [
        "20 civilians killed (The Watch), 6 Jan 2019",
        "30 people killed, 6 Jan 2019",
        "",
    ]
    assert not any("no attacker" in line for line in shown)


def test_nothing_found_gives_only_a_remark() -> None:
    chronology = of(event("a", "2019-01-05", figure(7)))
    assert table(chronology, since="2025") == []
    report = totals_report(ask(chronology, Filters(since="2025")))
    assert report.remark == "No figures match (from 1 Jan 2025). The chronology ends on 26 Jan 2020."
    assert totals_report(ask(chronology, Filters())).remark == ""
    without_figures = ask(of(event("a", "2019-01-05")), Filters())
    assert totals_report(without_figures).remark == "No figures match."


# One metric with its figures


def test_the_figures_of_a_total_and_what_it_leaves_out() -> None:
    """The mock-up, with the numbers and dates of the chronology."""
    assert table(load(), metrics=["civilians"], since="2019-06", until="2019-08") == [
        "Civilians killed, 1 Jun – 31 Aug 2019: about 80 reported (sum of 3 figures); a",
        "wider figure may include more: nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019.",
        "",
        "Counted (3)",
        "c. 15 Jun 2019   10              Air strikes and clashes as violence surges",
        "20 Jun 2019      20              Government bombardment kills civilians",
        "22 Jul 2019      around 50       Strikes kill civilians, most at a market in",
        "                 (SOHR)          Maaret al-Numan",
        "─" * 80,
        "Sum              about 80        covers 3 of these 92 days",
        "",
        "Wider, not counted (1)                                              Also covers",
        "26 Apr –         nearly 1,000    Four months of strikes kill        other days",
        "31 Aug 2019      (SOHR)          civilians",
        "",
        'From "Months of Strikes on Syria\'s Hold-Out Idlib", 26 Jan 2020. Not verified.',
    ]


def test_a_figure_that_is_the_whole_answer_has_no_sum() -> None:
    shown = table(load(), metrics=["hospitals"])
    assert "Counted (1)" in shown
    assert not any(line.startswith("Sum") for line in shown)


def test_sources_that_disagree_are_in_one_cell() -> None:
    shown = table(
        of(event("a", "2019-01-05", figure(7, source="watch"), figure(3, source="north"))), metrics=["civilians"]
    )
    assert shown[:6] == [
        "Civilians killed: 7 (The Watch); 3 (The North), 5 Jan 2019.",
        "",
        "Counted (1)",
        "5 Jan 2019       7 (The Watch)   Title of a",
        "                 also given: 3",
        "                 (The North)",
    ]


def test_what_a_counted_figure_includes_is_listed_with_the_figure() -> None:
    toll = figure(100, period="2019-01", scope="cumulative", includes=["a"])
    shown = table(of(event("a", "2019-01-05", figure(7)), event("b", "2019-01-31", toll)), metrics=["civilians"])
    start = shown.index("Included, not added again (1)                                       Included in")
    assert shown[start + 1] == "5 Jan 2019       7               Title of a                         100"


def test_wider_figures_are_after_the_one_that_includes_them() -> None:
    raids = event("a", "2019-01-05", figure(7), places=["hill", "ford"])
    toll = figure(100, period="2019-01", scope="cumulative", includes=["a"])
    shown = table(of(raids, event("b", "2019-01-31", toll)), metrics=["civilians"], places=["hill"])
    start = shown.index("Wider, not counted (1)                                              Also covers")
    assert shown[start + 1 : start + 5] == [
        "Jan 2019         100             Title of b                         other places",
        "5 Jan 2019       7                 Title of a                       other places",
        "",
        "Indented: included in the figure above.",
    ]
    assert '"Not reported" does not mean zero.' in shown


def test_several_metrics_are_one_after_the_other() -> None:
    shown = table(load(), metrics=["civilians", "displaced"], phases=["2"])
    second = next(number for number, line in enumerate(shown) if line.startswith("People displaced, phase 2"))
    assert shown[second - 1] == ""
    assert shown[-1].startswith("From ")
    assert sum(line.startswith("From ") for line in shown) == 1


def test_a_part_is_named_in_the_total_of_the_whole() -> None:
    shown = table(
        of(event("a", "2019-01-05", figure(7)), event("b", "2019-01-06", figure(9, "killed"))), metrics=["killed"]
    )
    assert "5 Jan 2019       7 civilians killed   Title of a" in shown
    assert "6 Jan 2019       9                    Title of b" in shown
    assert "Sum              at least 16" in shown
    assert "Everyone killed." in shown


def test_a_brief_answer_is_the_line_to_quote_and_the_foot() -> None:
    report = totals_report(ask(load(), Filters(metrics=["hospitals", "schools"]))).shortened(None, brief=True)
    assert list(written(report, Format.TABLE, (), Screen(80))) == [
        "Hospitals put out of action: 12 (UN), 26 Apr – c. 5 May 2019.\n",
        "Schools put out of action: 10 (UN), 26 Apr – c. 5 May 2019.\n",
        '\nFrom "Months of Strikes on Syria\'s Hold-Out Idlib", 26 Jan 2020. Not verified.\n',
    ]


def test_the_answer_and_its_numbers_are_bold_dates_cyan_and_sources_dim() -> None:
    report = totals_report(ask(load(), Filters(metrics=["civilians"], since="2019-07", until="2019-07")))
    result = "".join(written(report, Format.TABLE, (), Screen(80, color=True))).splitlines()
    assert result[0].startswith("\x1b[1mCivilians killed, Jul 2019: around 50 (SOHR), 22 Jul 2019; a wider figure may")
    assert result[3] == "\x1b[1mCounted (1)\x1b[0m"
    assert result[4].startswith("\x1b[36m22 Jul 2019\x1b[0m      \x1b[1maround 50\x1b[0m")
    assert result[5].startswith("                 \x1b[2m(SOHR)\x1b[0m")
    for by, row in ((By.MONTH, "\x1b[36mApr 2019 *\x1b[0m"), (By.YEAR, "\x1b[36m2019\x1b[0m"), (By.PLACE, "Idlib and")):
        report = totals_report(ask(load(), Filters(metrics=["civilians"])), by)
        result = "".join(written(report, Format.TABLE, (), Screen(80, color=True))).splitlines()
        assert result[4].startswith(row)


def test_what_a_reader_must_know_of_the_number_is_a_warning() -> None:
    """The days are 15 and 20 June."""
    report = totals_report(ask(load(), Filters(metrics=["civilians"], since="2019-06", until="2019-06")), By.PLACE)
    result = "".join(written(report, Format.TABLE, (), Screen(100, color=True)))
    assert "\n\x1b[33mThe counted figures cover 2 of these 30 days.\x1b[0m\n" in result


# Broken down


def test_a_breakdown_by_month() -> None:
    """The mock-up. 42 columns are 93: 15 is 6.77 of them, 30 is 13.55, 50 is 22.58, 41 is 18.52."""
    assert table(load(), By.MONTH, metrics=["civilians"]) == [
        "Civilians killed: about 1,134 reported (sum of 5 figures).",
        "",
        "Month              Reported           0                                       93",
        "─" * 80,
        "Apr 2019 *         around 15 (SOHR)   ██████▊",
        "May 2019 *         -",
        "Jun 2019 *         at least 30        █████████████▌",
        "Jul 2019 *         around 50 (SOHR)   ██████████████████████▋",
        "Aug 2019 *         -",
        "Sep – Nov 2019     not reported",
        "Dec 2019           about 93           ██████████████████████████████████████████",
        "Jan 2020           about 41           ██████████████████▌",
        "Apr – Aug 2019     about 905 more     in the wider figure alone; a bar of it",
        "                                      would be ten times as long as the longest",
        "                                      here",
        "─" * 80,
        "All                about 1,134",
        "",
        "* nearly 1,000 (SOHR) for 26 Apr – 31 Aug 2019 covers this month too.",
        '"Not reported" does not mean zero.',
        'From "Months of Strikes on Syria\'s Hold-Out Idlib", 26 Jan 2020. Not verified.',
    ]


def labels(outcome: list[str]) -> list[str]:
    """The first column and the second."""
    start = next(number for number, line in enumerate(outcome) if line.startswith("─")) + 1
    width = outcome[start - 2].index("Reported")
    rest = [line[:width].rstrip() for line in outcome[start:]]
    return rest[: rest.index("─" * width)]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (By.QUARTER, ["Q2 2019 *", "Q3 2019 *", "Q4 2019", "Q1 2020", "Q2 – Q3 2019", "", ""]),
        (By.YEAR, ["2019", "2020"]),
        (
            By.PHASE,
            [
                "1. Russian strikes *",
                "2. Hundreds killed *",
                "3. New escalation",
                "4. Syrian advance",
                "in no single phase",
            ],
        ),
        (By.ACTOR, ["Syrian government", "Russia", "not attributed"]),
        (By.SOURCE, ["Syrian Observatory for Human", "Rights", "the publication itself *"]),
        (By.KIND, ["strike", "clash *"]),
        (
            By.PLACE,
            [
                *("Idlib and its surroundings", "  Idlib *", "    Maaret al-Numan *", "    Khan Sheikhun *"),
                *("  Aleppo *", "  Hama *"),
            ],
        ),
    ],
)
def test_the_rows_of_each_breakdown(by: By, expected: list[str]) -> None:
    result = labels(table(load(), by, metrics=["civilians"]))
    assert [label for label in result if label] == [label for label in expected if label]


def test_months_without_a_report_share_a_row_across_a_year() -> None:
    chronology = of(event("a", "2018-11-05", figure(7)), event("b", "2019-03-05", figure(8)))
    assert labels(table(chronology, By.MONTH, metrics=["civilians"])) == ["Nov 2018", "Dec 2018 – Feb 2019", "Mar 2019"]
    chronology = of(event("a", "2015-11-05", figure(7)), event("b", "2019-03-05", figure(8)))
    assert labels(table(chronology, By.YEAR, metrics=["civilians"])) == ["2015", "2016 – 2018", "2019"]


def test_several_wider_figures_are_not_called_one() -> None:
    chronology = of(
        event("a", "2019-01-05", figure(7)),
        event("b", "2019-02-28", figure(10, period="2019-01/2019-02")),
        event("c", "2019-04-30", figure(20, period="2019-03/2019-04")),
    )
    shown = table(chronology, By.MONTH, metrics=["civilians"])
    # 30 / 7 is 4.3
    assert "in no single month   at least 30 more   in 2 wider figures alone; a bar of it" in shown
    # every marked month has its own: the 20 of March and April are nothing of January
    tolls = "20 for 1 Mar – 30 Apr 2019; 10 for 1 Jan – 28 Feb 2019."
    assert f"* Wider figures cover this month too: {tolls}" in " ".join(shown)


def test_of_wider_figures_of_many_months_three_are_named() -> None:
    spans = [(f"2019-{first:02}", f"2019-{first + 1:02}", first) for first in (1, 3, 5, 7)]
    tolls = [event(f"t{n}", f"{last}-28", figure(10 + n, period=f"{start}/{last}")) for start, last, n in spans]
    result = " ".join(table(of(*tolls), By.MONTH, metrics=["civilians"]))
    names = "17 for 1 Jul – 31 Aug 2019; 15 for 1 May – 30 Jun 2019; 13 for 1 Mar – 30 Apr 2019."
    assert f"cover this month too, the largest: {names}" in result


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (By.SOURCE, "These overlap: do not add them up."),
        (By.PLACE, "A place includes the places indented under it."),
        (By.ACTOR, "A row has what is attributed to that actor alone, or to those together."),
    ],
)
def test_the_meaning_of_rows_is_next_to_them(by: By, words: str) -> None:
    assert words in table(load(), by, metrics=["civilians"])
    assert words not in table(load(), By.MONTH, metrics=["civilians"])


def test_the_same_people_may_be_in_several_months() -> None:
    assert "The same people may be in several rows: do not add them up." in table(
        load(), By.MONTH, metrics=["displaced"]
    )
    assert "These overlap: do not add them up." in table(load(), By.KIND, metrics=["killed"])


def test_a_wider_figure_of_a_place_a_source_or_a_kind_is_named() -> None:
    by_place = " ".join(table(load(), By.PLACE, metrics=["civilians"]))
    assert "* Wider figures cover this place too, the largest: nearly 1,000 (SOHR) for Idlib and its" in by_place
    assert "* nearly 1,000 (SOHR) for 26 Apr – 31 Aug 2019 includes figures of this source." in table(
        load(), By.SOURCE, metrics=["civilians"]
    )
    assert "* at least 45 for c. 15 Jun 2019 covers this kind too." in table(load(), By.KIND, metrics=["killed"])


def test_a_metric_without_a_row_is_named_in_one_line() -> None:
    shown = table(of(event("a", "2019-01-05", figure(7))), By.YEAR)
    assert "Not reported: people displaced." in shown
    assert not any("People displaced:" in line for line in shown)


def test_the_largest_rows_keep_their_order_and_the_rest() -> None:
    report = totals_report(ask(load(), Filters(metrics=["civilians"])), By.MONTH).shortened(3, brief=False)
    (total,) = report.totals
    assert [group.group for group in total.groups or ()] == ["2019-07", "2019-12", "2020-01", "rest"]
    assert total.adds_up is False
    assert total.notes == ("These are the 3 largest of 10 rows.",)
    result = "".join(written(report, Format.TABLE, (), Screen(80))).splitlines()
    assert result[1] == "These are the 3 largest of 10 rows."
    assert any(line.startswith("Apr – Aug 2019     about 905 more") for line in result)
    all_rows = totals_report(ask(load(), Filters(metrics=["civilians"])), By.MONTH)
    assert all_rows.shortened(10, brief=False) == all_rows
    notes = [all_rows.shortened(limit, brief=False).totals[0].notes for limit in (1, 2)]
    assert notes == [("This is the largest row.",), ("These are the 2 largest of 10 rows.",)]


def test_a_row_without_a_report_is_not_as_large_as_a_report_of_one() -> None:
    chronology = of(event("a", "2019-01-05", figure(1)), event("b", "2019-03-05", figure(1)))
    report = totals_report(ask(chronology, Filters(metrics=["civilians"])), By.MONTH)
    assert [(group.group, group.best) for group in report.totals[0].groups or ()] == [
        *(("2019-01", 1), ("2019-02", None), ("2019-03", 1)),
    ]
    (total,) = report.shortened(2, brief=False).totals
    assert [group.group for group in total.groups or ()] == ["2019-01", "2019-03"]


# Coded data


def coded() -> Chronology:
    events = (
        event("a", "2019-01-05", figure(7, low=5, high=12), places=["hill"]),
        event("b", "2019-01-06", figure(8, low=8, high=8), places=["ford"]),
        event("c", "2019-02-06", figure(30, low=20, high=60), places=["ford"]),
    )
    return of(*events).model_copy(update={"is_coded": True})


def test_coded_data_lists_no_rows_and_says_where_they_are() -> None:
    shown = table(coded(), metrics=["civilians"])
    assert shown[:3] == [
        "Civilians killed: 45 (33 to 80), in 3 events.",
        "",
        "List the rows: idlibtl figures --metric civilians",
    ]


def test_bars_of_coded_data_are_intervals() -> None:
    # 44 columns are 60: 13 is the end of 9.5 columns, 15 in the 12th, 20 the end of 14.7; 20 of 14.7, 30 in the 23rd
    shown = table(coded(), By.MONTH, metrics=["civilians"])
    assert shown[4:6] == [
        "Jan 2019           15 (13 to 20)    ██████████░┃░░░",
        "Feb 2019           30 (20 to 60)    ███████████████░░░░░░░┃░░░░░░░░░░░░░░░░░░░░░",
    ]
    assert "█ low  ┃ best  ░ high" in shown
    assert "In brackets: the low and the high estimate." in shown


# For programs


def test_a_total_is_a_row() -> None:
    toll = figure(100, hedge="nearly", source="watch", period="2019-01/2019-03")
    chronology = of(event("a", "2019-01-05", figure(7)), event("b", "2019-03-31", toll))
    (row,) = rows(chronology, metrics=["civilians"], since="2019-01-01", until="2019-01-31")
    wider = "a wider figure may include more: nearly 100 (The Watch), 1 Jan – 31 Mar 2019"
    assert list(row.items()) == [
        *(("metric", "civilians"), ("asked", "Jan 2019"), ("by", ""), ("group", ""), ("parent", "")),
        *(("first", "2019-01-01"), ("last", "2019-01-31")),
        *(("best", "7"), ("low", "7"), ("high", ""), ("quote", "7 (publication), 5 Jan 2019"), ("our_sum", "false")),
        *(("sources", "publication"), ("wider", "true")),
        ("left_out", wider),
    ]


def test_nothing_reported_is_an_empty_cell() -> None:
    (row,) = rows(of(), metrics=["civilians"])
    assert (row["best"], row["low"], row["high"], row["quote"], row["sources"]) == ("", "", "", "not reported", "")


def test_a_breakdown_is_a_row_a_group_each_month_its_own() -> None:
    result = rows(load(), By.MONTH, metrics=["civilians"])
    assert [(row["group"], row["best"], row["wider"]) for row in result] == [
        ("2019-04", "15", "true"),
        ("2019-05", "", "true"),
        ("2019-06", "30", "true"),
        ("2019-07", "50", "true"),
        ("2019-08", "", "true"),
        *((f"2019-{month:02}", "", "false") for month in (9, 10, 11)),
        ("2019-12", "93", "false"),
        ("2020-01", "41", "false"),
        ("rest", "905", "false"),
    ]


def test_a_row_of_a_breakdown_does_not_claim_what_is_left_out_of_the_whole() -> None:
    december = rows(load(), By.MONTH, metrics=["civilians"], since="2019-06")[6]
    assert (december["group"], december["wider"]) == ("2019-12", "false")  # nearly 1,000 is of April to August
    assert december["left_out"] == ""


def test_metrics_without_a_row_name_what_is_not_attributed() -> None:
    lines = table(load(), By.MONTH, actors=["regime"], since="2019-12", width=200)
    start = lines.index("Not attributed to anyone, so counted for no actor")
    assert lines[start + 1] == "hundreds of fighters killed, c. 15–28 Dec 2019"
    assert lines[start + 2].startswith("some 358,000 people displaced")


def test_a_row_of_a_breakdown_says_that_people_may_be_twice_in_the_whole() -> None:
    toll = figure(100, scope="cumulative", period="2019-01/2019-03")  # the 7 of January may be among these
    chronology = of(event("a", "2019-01-05", figure(7)), event("b", "2019-03-31", toll))
    january, *_, rest = rows(chronology, By.MONTH, metrics=["civilians"])
    doubt = "in the whole total, 2 of the figures may count the same people: idlibtl check FILE"
    assert [(row["best"], row["left_out"]) for row in (january, rest)] == [("7", doubt), ("100", doubt)]


def test_a_place_names_the_row_that_it_is_part_of() -> None:
    result = {row["group"]: row["parent"] for row in rows(load(), By.PLACE, metrics=["civilians"])}
    assert result["maaret-al-numan"] == "idlib"
    assert result["idlib"] == "idlib-region"
    assert result["idlib-region"] == ""


def test_what_is_not_attributed_is_left_out_in_words() -> None:
    (row,) = rows(load(), metrics=["civilians"], actors=["russia"])
    assert row["left_out"] == "2 figures name no attacker, the largest nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019"
    assert row["wider"] == "false"


def test_the_sources_are_those_of_the_figures_that_make_up_the_number() -> None:
    """The UN's 150,000 are included in the 400,000 of the publication, which are the number."""
    (row,) = rows(load(), metrics=["displaced"])
    assert row["best"] == "400000"
    assert row["sources"] == "publication"
    assert [(row["best"], row["sources"]) for row in rows(coded(), metrics=["civilians"])] == [("45", "publication")]


def test_a_row_says_what_was_asked() -> None:
    """Alone it would be all civilians, or the civilians killed in Idlib by anyone."""
    whole = rows(load(), metrics=["civilians"], actors=["russia"], places=["idlib", "hama"])
    months = rows(load(), By.MONTH, metrics=["civilians"], actors=["russia"], places=["idlib", "hama"])
    assert {row["asked"] for row in (*whole, *months)} == {"in Idlib or Hama, attributed to Russia alone"}
    assert ({row["by"] for row in whole}, {row["by"] for row in months}) == ({""}, {"month"})


def test_days_that_are_approximate_are_not_made_certain_by_asking_for_them() -> None:
    (row,) = rows(load(), metrics=["killed"], since="2019-06-15", until="2019-06-15", kinds=["strike", "clash"])
    assert row["quote"] == "at least 45 (publication), c. 15 Jun 2019"
    (row,) = rows(load(), metrics=["civilians"], since="2019-06-20", until="2019-06-20")
    assert row["quote"] == "20 (publication)"


def test_the_rest_has_the_sources_of_what_is_in_no_row() -> None:
    """The toll of four months is the Observatory's; of provinces, two of its figures and one of the publication."""
    rest = {
        by: next(row["sources"] for row in rows(load(), by, metrics=["civilians"]) if row["group"] == "rest")
        for by in (By.MONTH, By.PROVINCE)
    }
    assert rest == {By.MONTH: "sohr", By.PROVINCE: "publication; sohr"}
    (_, _, rest_of_hospitals) = rows(load(), By.MONTH, metrics=["hospitals"])
    assert (rest_of_hospitals["quote"], rest_of_hospitals["sources"]) == ("12 (UN), 26 Apr – c. 5 May 2019", "un")


def test_the_rest_of_a_breakdown_by_place_has_only_sources_of_figures_without_a_place() -> None:
    apart = {"id": "isle", "name": "The Isle", "kind": "region"}  # a figure of both regions is in no row, and no rest
    chronology = of(
        event("a", "2019-01-05", figure(7, source="watch"), places=["plain", "isle"]),
        event("b", "2019-01-06", figure(8, source="north"), places=[]),
        places=(*PLACES, apart),
    )
    result = {row["group"]: (row["best"], row["sources"]) for row in rows(chronology, By.PLACE, metrics=["civilians"])}
    assert result["rest"] == ("8", "north")


def test_the_rest_may_be_of_figures_inside_a_smaller_toll() -> None:
    """A toll of 10 of the North, and 8 and 9 in it: 17, of which the North has 10 in its row and 7 are in no row.

    The figures in no row, the 8 and the 9, are the publication's.
    """
    toll = figure(10, source="watch", scope="cumulative", period="2019-01-05/2019-01-31", includes=["a", "b"])
    north = {"actors": [{"actor": "north", "role": "attacker"}]}
    chronology = of(
        event("a", "2019-01-05", figure(8)),
        event("b", "2019-01-06", figure(9)),
        event("c", "2019-01-31", toll, **north),
    )
    result = {row["group"]: (row["best"], row["sources"]) for row in rows(chronology, By.ACTOR, metrics=["civilians"])}
    assert result == {"north": ("10", "watch"), "rest": ("7", "publication")}


def test_rows_left_out_by_a_limit_are_said_where_no_note_is() -> None:
    report = totals_report(ask(load(), Filters(metrics=["civilians"])), By.MONTH)
    assert report.shortened(3, brief=False).remark == "These are the 3 largest of 10 rows."
    assert report.shortened(10, brief=False).remark == ""


@pytest.mark.parametrize("by", list(By))
def test_every_breakdown_of_every_metric_can_be_shown(by: By) -> None:
    lines = table(load(), by)
    assert lines[-1].startswith("From ")
    assert any(line.startswith("All ") for line in lines)


def test_a_row_of_provinces_names_the_wider_figure() -> None:
    lines = table(load(), By.PROVINCE, width=120, metrics=["civilians"])
    assert lines[4].split() == ["Idlib", "*", "about", "31", "█" * 60]
    assert "in no single province   about 1,103 more   in figures not placed in one province;" in lines[7]
    assert lines[12].startswith(
        "* Wider figures cover this province too, the largest: nearly 1,000 (SOHR) for Idlib and"
    )


def test_a_rest_that_is_all_of_a_total_is_quoted_as_the_total() -> None:
    lines = table(load(), By.COUNTRY, metrics=["civilians"])
    assert lines[4] == "in no single country   about 1,134      in figures not placed in one country"
    [row] = rows(load(), By.ACTOR, metrics=["hospitals"])
    assert (row["group"], row["best"], row["quote"], row["our_sum"]) == (
        "rest",
        "12",
        "12 (UN), 26 Apr – c. 5 May 2019",
        "false",
    )


def test_the_rest_of_a_toll_has_no_bound_since_those_in_a_row_may_be_more() -> None:
    chronology = of(
        event("a", "2019-01-05", figure(45, hedge="at_least")),
        event("b", "2019-02-28", figure(100, period="2019-01/2019-02", scope="cumulative", includes=["a"])),
    )
    shown = table(chronology, By.MONTH, metrics=["civilians"])  # if 60 died in January, 40 did not
    assert "Jan – Feb 2019     about 55 more    in the wider figure alone" in shown


def phased(*days: tuple[str, str]) -> Chronology:
    """Ten on 5 January, and 20 on 10 June, in phases of these days."""
    phases = [
        {"id": f"p{number}", "number": number, "title": f"Part {number}", "first": first, "last": last}
        for number, (first, last) in enumerate(days, 1)
    ]
    return of(event("a", "2019-01-05", figure(10)), event("b", "2019-06-10", figure(20)), phases=phases)


def test_phases_that_overlap_do_not_add_up_and_the_rest_is_in_none() -> None:
    chronology = phased(("2019-01-01", "2019-02-28"), ("2019-01-05", "2019-03-31"))
    [total] = totals_report(ask(chronology, Filters(metrics=["civilians"])), By.PHASE).totals
    assert [(group.group, group.best) for group in total.groups or ()] == [("p1", 10), ("p2", 10), ("rest", 20)]
    assert total.adds_up is False
    [months] = totals_report(ask(chronology, Filters(metrics=["civilians"])), By.MONTH).totals
    assert [(group.group, group.best) for group in months.groups or () if group.best] == [
        ("2019-01", 10),
        ("2019-06", 20),
    ]
    lines = table(chronology, By.PHASE, metrics=["civilians"])
    assert "These overlap: do not add them up." in lines
    assert "in no single phase   at least 20 more   in figures of several phases or none; a" in lines
    apart = phased(("2019-01-01", "2019-02-28"), ("2019-03-01", "2019-03-31"))
    [total] = totals_report(ask(apart, Filters(metrics=["civilians"])), By.PHASE).totals
    assert total.adds_up is True
    assert "These overlap: do not add them up." not in table(apart, By.PHASE, metrics=["civilians"])


def test_a_chronology_without_phases_says_so() -> None:
    lines = table(phased(), By.PHASE, metrics=["civilians"])
    assert lines[2:] == ["The chronology has no phases.", 'From "A publication", 26 Jan 2020. Not verified.']
