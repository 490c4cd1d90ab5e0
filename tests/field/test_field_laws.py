"""What holds of all field datasets: what is read for a question answers it as the whole file does, and so do the totals
that hold no rows.
"""

import tempfile
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from invented import acled, ged
from profiles import scaled

from idlibtl import BadQuestion, Filters, UnknownName, ask, figures_report, list_report, load, totals_report
from idlibtl.field import chronology as field
from idlibtl.field import tables
from idlibtl.field.totals import totals_from
from idlibtl.model.letters import letters_of
from idlibtl.model.vocabulary import By
from idlibtl.totals.breakdown import Group
from idlibtl.totals.total import Total

DAYS = ["2018-12-30", "2019-01-01", "2019-01-31", "2019-05-03", "2019-05-04", "2019-12-31", "2020-01-01", "2020-06-07"]
NUMBERS = st.sampled_from(["0", "0", "1", "2", "7"])
Rows = list[dict[str, str]]


@st.composite
def ged_rows(draw: st.DrawFn) -> dict[str, str]:
    """A row of GED, sound or not, with whatever quirk."""
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
    told = draw(st.booleans())
    row = {
        "type_of_violence": draw(st.sampled_from("1233")),
        "side_a": draw(st.sampled_from(["Government of Freedonia", "Front", "Frönt", ""])),
        "side_b": draw(st.sampled_from(["Front", "Civilians", 'The "Army"'])),
        "where_prec": draw(st.sampled_from(["1", "2", "3", "4", "6", "7", "", "9"])),
        "where_coordinates": draw(st.sampled_from(["Ford town", "River town", "Fórd-town", 'Five 5" ford'])),
        "adm_1": draw(st.sampled_from(["River Governorate", "River governorate", "Lake Province", ""])),
        "country": draw(st.sampled_from(["Freedonia", "Sylvania (Old Land)"])),
        "event_clarity": draw(st.sampled_from(["1", "1", "2", ""])),
        "date_prec": draw(st.sampled_from(["1", "2", ""])),
        "date_start": draw(st.sampled_from([days[0], f"{days[0]} 00:00:00.000"])),
        "date_end": days[1],
        "source_article": draw(st.sampled_from(["", "a\nb", 'He said ""yes""\r\n', "2019-01-01,x"])),
        "low": draw(NUMBERS),
        "best": draw(NUMBERS),
        "high": draw(NUMBERS),
        **dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), draw(NUMBERS) if told else ""),
    }
    fault = draw(
        st.sampled_from(
            [{}] * 9 + [{"best": "x"}, {"date_start": "2019-02-30"}, {"id": "1"}, {"type_of_violence": "5"}]
        )
    )
    return {**row, **fault}


@st.composite
def acled_rows(draw: st.DrawFn) -> dict[str, str]:
    return {
        "event_date": draw(st.sampled_from(["30 December 2018", "3-May-19", "2020-01-01"])),
        "time_precision": draw(st.sampled_from("1123")),
        "sub_event_type": draw(st.sampled_from(["Armed clash", "Agreement", "x"])),
        "actor1": draw(st.sampled_from(["Front", "Military Forces of Freedonia"])),
        "admin1": draw(st.sampled_from(["River", "Lake"])),
        "geo_precision": draw(st.sampled_from("123")),
        "fatalities": draw(st.sampled_from(["0", "3", "10", "x"])),
    }


def repeated(rows: Rows) -> Rows:
    """The rows, where an id that was there already is of a row with the same days and place."""
    return [{**rows[0], "best": row["best"], "id": "1"} if row.get("id") else row for row in rows]


FILES = st.one_of(
    st.builds(
        lambda rows, columns: ged(*repeated(rows), columns=columns),
        st.lists(ged_rows(), max_size=9),
        st.sampled_from([41, 43, 49]),
    ),
    st.builds(
        lambda rows, layout: acled(*rows, layout=layout),
        st.lists(acled_rows(), max_size=9),
        st.sampled_from(["2020", "2022"]),
    ),
)
PLACES = [
    "river",
    "lake",
    "ford",
    "Ford town",
    "fordtown",
    "freedonia",
    "old land",
    "freedonia_river-governorate",
    "five 5 ford",
]


@st.composite
def questions(draw: st.DrawFn) -> Filters:
    def some(*values: str) -> list[str]:
        return draw(st.lists(st.sampled_from(values), max_size=2)) if draw(st.booleans()) else []

    since, until = draw(
        st.tuples(st.sampled_from([None, *DAYS, "2019", "2030"]), st.sampled_from([None, *DAYS, "2019"]))
    )
    return Filters(
        since=since,
        until=until,
        places=some(*PLACES),
        actors=some("front", "government of freedonia", "military forces of freedonia"),
        kinds=some("incident", "toll", "clash"),
        sources=some("publication"),
        metrics=some("killed"),
        texts=some("ford", "several events"),
    )


def bare(found: Any) -> Any:
    """An answer, names of places and actors in their letters alone: of two spellings of one name that of the rows that
    are read stands. So do groups of one size in the order of their names.
    """
    if isinstance(found, str):
        return letters_of(found)
    if is_dataclass(found) and not isinstance(found, type):
        return [bare(getattr(found, each.name)) for each in fields(found)]
    if isinstance(found, (list, tuple)):
        inner = [bare(each) for each in found]
        return sorted(inner, key=repr) if found and isinstance(found[0], Group) else inner
    return found


def answer(path: Path, filters: Filters, *, in_part: bool) -> Any:
    """What a question has to say of a file that is read for it, or as a whole."""
    try:
        question = ask(load(path, filters if in_part else None), filters)
    except UnknownName as problem:
        return ("unknown", problem.what, problem.typed)
    figures = figures_report(question).rows
    listed = list_report(question)
    return (
        [(event.id, event.date, event.places, event.title, event.attributed_to) for event in listed.events],
        figures,
        [
            (total.headline, total.low, total.best, total.high, total.notes, total.caveats)
            for total in totals_report(question).totals
        ],
    )


@given(FILES, questions())
@settings(max_examples=scaled(400))
def test_what_is_read_for_a_question_answers_it_as_the_whole_file(content: bytes, filters: Filters) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        path.write_bytes(content)
        try:
            whole = answer(path, filters, in_part=False)
        except BadQuestion:  # a window that is reversed
            with pytest.raises(BadQuestion):
                answer(path, filters, in_part=True)
            return
        # a name that several places have may be that of one of them on these days
        assume(not is_ambiguous(path, filters))
        assert bare(answer(path, filters, in_part=True)) == bare(whole)


def is_ambiguous(path: Path, filters: Filters) -> bool:
    try:
        ask(load(path), filters)
    except UnknownName as problem:
        return "fits more than one" in str(problem)
    return False


@given(FILES, questions(), st.sampled_from([None, *By]), st.sampled_from([60, 700, 10**6]))
@settings(max_examples=scaled(600))
def test_totals_that_hold_no_rows_are_those_that_do(
    content: bytes, filters: Filters, by: By | None, block: int
) -> None:
    patch = pytest.MonkeyPatch()
    patch.setattr(tables, "BLOCK_BYTES", block)
    with tempfile.TemporaryDirectory() as folder, patch.context():
        path = Path(folder) / "rows.csv"
        path.write_bytes(content)
        try:
            expected = totals_report(ask(load(path, filters), filters), by)
        except BadQuestion as problem:
            with pytest.raises(BadQuestion) as told:
                totals_from(path, filters, by)
            assert str(told.value) == str(problem)
            return
        found = totals_from(path, filters, by)
    patch.undo()
    for mine, theirs in zip(found.totals, expected.totals, strict=True):
        for each in fields(Total):
            assert bare(getattr(mine, each.name)) == bare(getattr(theirs, each.name)), each.name
    assert found.question.timeline.left_out_remark == expected.question.timeline.left_out_remark
    assert found.question.timeline.event_count == expected.question.timeline.event_count
    assert found.question.timeline.as_of == expected.question.timeline.as_of


@given(st.lists(ged_rows(), min_size=4, max_size=12), questions(), st.sampled_from([None, *By]))
@settings(max_examples=scaled(200))
def test_lists_that_are_cut_are_the_beginning_of_all(rows: Rows, filters: Filters, by: By | None) -> None:
    patch = pytest.MonkeyPatch()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        path.write_bytes(ged(*rows))
        try:
            whole = totals_report(ask(load(path, filters), filters), by).totals
        except BadQuestion:
            return
        patch.setattr(field, "MAX_LISTED", 2)
        patch.setattr("idlibtl.field.totals.MAX_LISTED", 2)
        try:
            cut, streamed = (
                totals_report(ask(load(path, filters), filters), by).totals,
                totals_from(path, filters, by).totals,
            )
        finally:
            patch.undo()
    assert bare(streamed) == bare(cut)
    for all_of_it, part in zip(whole, cut, strict=True):
        assert part.counted == all_of_it.counted[:2]
        assert part.wider == all_of_it.wider[:2]
        told = [note for note in part.notes if note not in all_of_it.notes]
        assert len(told) == (len(all_of_it.counted) > 2) + (len(all_of_it.wider) > 2)
        assert replace(part, counted=(), wider=(), notes=()) == replace(all_of_it, counted=(), wider=(), notes=())
