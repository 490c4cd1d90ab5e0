"""What a record says in words: who, where, when, how many, and its source."""

from collections.abc import Sequence
from typing import Any

import pytest
from chronologies import Raw, document, loaded

from idlibtl import Chronology, load
from idlibtl.model.records import Participation, Role, attributed_to
from idlibtl.show.about import caveat, foot
from idlibtl.show.describe import Description, source_text

NORTH = {"actor": "north", "role": "attacker"}
SOUTH = {"actor": "south", "role": "backer"}


def record(*figures: Raw, **more: Any) -> Description:
    """One strike on the hill with these figures, and a later toll that includes it."""
    event = {"id": "raid", "date": "2019-01-05", "title": "A raid", "kinds": ["strike"], "places": ["hill"]}
    toll = {
        "metric": "civilians",
        "value": 90,
        "scope": "cumulative",
        "period": "2019-01/2019-02",
        "includes": ["raid"],
    }
    later = {"id": "toll", "date": "2019-02-28", "title": "A toll", "kinds": ["strike"], "places": ["plain"]}
    is_included = any(figure["metric"] == "civilians" for figure in figures)
    events = [event | {"figures": list(figures)} | more, *([later | {"figures": [toll]}] if is_included else [])]
    chronology = loaded(document(events))
    return Description(chronology, chronology.event["raid"])


def civilians(value: int = 9, **more: Any) -> Raw:
    return {"metric": "civilians", "value": value, **more}


# Who


@pytest.mark.parametrize(
    ("actors", "who"),
    [
        ([], "not attributed"),
        ([NORTH], "The North (attacker)"),
        ([NORTH, SOUTH], "The North (attacker), The South (backer)"),
        (
            [{"actor": "north", "role": "accused"}, {"actor": "south", "role": "accused"}],
            "The North, The South (accused)",
        ),
        # the target did not do it
        ([{"actor": "south", "role": "target"}], "not attributed, The South (target)"),
        ([{"actor": "north", "role": "party"}], "The North (party)"),
    ],
)
def test_who_had_which_role(actors: list[Raw], who: str) -> None:
    assert record(actors=actors).who == who


def test_without_violence_no_reader_asks_who_did_it() -> None:
    assert record(kinds=["displacement"]).who == ""
    assert record(kinds=["displacement"]).attribution == ""


def test_very_many_attackers_are_gone_through_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    chronology = loaded(document([{"id": "raid", "date": "2019-01-05", "title": "A raid", "kinds": ["strike"]}]))
    event = chronology.event["raid"].model_copy(
        update={"actors": (Participation(actor="north", role=Role.ATTACKER),) * 50}
    )
    calls: list[object] = []

    def counting(parts: Sequence[Participation]) -> tuple[str, ...]:
        calls.append(parts)
        return attributed_to(parts)

    monkeypatch.setattr("idlibtl.model.records.attributed_to", counting)
    Description(chronology, event)
    assert 1 <= len(calls) < 5


def test_an_event_is_attributed_to_attackers_and_backers_and_other_roles_are_named() -> None:
    target = {"actor": "watch", "role": "target"}
    result = record(actors=[NORTH, SOUTH, target])
    assert result.attribution == "The North (attacker), The South (backer)"
    assert list(result.other_roles) == [("Target", "The Watch")]
    # a backer without an attacker backs something else, such as a truce
    assert list(record(actors=[SOUTH]).other_roles) == [("Backer", "The South")]
    assert record().attribution == "not attributed: the publication names no attacker"


# When and where, and our reading


def test_days_that_are_not_certain_are_given_in_the_words_of_the_publication() -> None:
    result = record(date="2019-01-05~", date_text="early January")
    assert result.printed_days == 'c. 5 Jan 2019 ("early January")'
    assert record().printed_days == "5 Jan 2019"


def test_a_note_is_our_reading_or_not() -> None:
    ours = record(note="Our reading: the day is calculated.")
    assert (ours.reading, ours.note) == ("The day is calculated.", "")
    theirs = record(note="It was a Saturday. Our reading: in the morning.")
    assert (theirs.reading, theirs.note) == ("", "It was a Saturday. Our reading: in the morning.")


# Figures


def test_a_figure_has_its_number_what_it_counts_and_who_gives_it() -> None:
    [figure] = record(civilians(50, hedge="about", wording="around 50", source="watch")).figures
    assert figure.text == "around 50 civilians killed (The Watch)"
    # the publication itself
    assert record(civilians(50, hedge="at_least")).figures[0].text == "at least 50 civilians killed"


def test_a_figure_says_which_places_it_covers_in_addition_to_its_events() -> None:
    its = record(civilians(places=["plain"], period="2019-01-05/2019-01-07", source="watch"))
    [figure] = its.figures
    assert its.figures_line == "9 civilians killed in The Plain (The Watch), 5–7 Jan 2019"
    assert figure.qualifiers() == ("covers The Plain and 5–7 Jan 2019", "already included in toll: do not add the two")


def test_a_figure_says_what_it_includes_and_what_it_is_added_to() -> None:
    chronology = load()
    [toll] = Description(chronology, chronology.event["2019-08-31-displacement"]).figures
    assert toll.qualifiers() == ("covers 26 Apr – 31 Aug 2019", "includes 2019-05-un-first-toll")
    # "adds to" is in one figure, and applies to both
    for event, other in (
        ("2020-01-idlib-displacement", "2020-01-15-aleppo-displacement"),
        ("2020-01-15-aleppo-displacement", "2020-01-idlib-displacement"),
    ):
        [figure] = Description(chronology, chronology.event[event]).figures
        assert figure.qualifiers()[-1] == f"the publication adds it to {other}"


def test_a_word_that_is_counted_as_a_number_says_so() -> None:
    result = record({"metric": "fighters", "value": 100, "hedge": "at_least", "wording": "hundreds"})
    assert result.figures[0].text == "hundreds of fighters killed"
    assert result.figures_line == "hundreds of fighters killed, counted as at least 100"
    assert result.figures[0].qualifiers() == ("counted as at least 100",)


def test_a_figure_says_who_it_is_attributed_to_if_not_as_its_event() -> None:
    result = record(civilians(attributed_to=["north"]), actors=[NORTH, SOUTH])
    assert result.figures[0].qualifiers()[0] == "attributed to The North"
    assert record(civilians(attributed_to=[]), actors=[NORTH]).figures[0].qualifiers()[0] == "not attributed"


def test_a_part_is_shown_as_part_of_its_whole() -> None:
    killed = {"metric": "killed", "value": 45, "hedge": "at_least"}
    result = record(killed, civilians(10))
    assert result.figures_line == "at least 45 people killed, 10 of them civilians"
    # but not if it has another source, or other places
    assert record(killed, civilians(10, source="watch")).figures_line == (
        "at least 45 people killed; 10 civilians killed (The Watch)"
    )
    [_, part] = record(killed, {"metric": "fighters", "value": 7}).figures
    assert part.qualifiers() == ("already included in the people killed of this event: do not add the two",)


def test_children_are_shown_among_the_civilians() -> None:
    chronology = load()
    result = Description(chronology, chronology.event["2020-01-21-strikes"])
    assert result.figures_line == "at least 23 civilians killed, 13 of them children"
    assert result.figures[1].qualifiers() == (
        "already included in the civilians killed of this event: do not add the two",
    )


def test_sources_that_disagree_are_shown_together_and_never_added() -> None:
    result = record(civilians(7, source="watch"), civilians(3, source="north"))
    assert result.figures_line == "7 civilians killed (The Watch), also given: 3 (The North)"
    assert "another source's figure for the same people: do not add the two" in result.figures[1].qualifiers()


def test_figures_that_share_their_source_and_days_name_them_once() -> None:
    more = {"source": "watch", "period": "2019-01"}
    result = record({"metric": "fighters", "value": 2, **more}, {"metric": "displaced", "value": 30, **more})
    assert result.figures_line == "2 fighters killed, 30 people displaced (The Watch), Jan 2019"
    # without anything to share, a comma could be read as a sum
    other = record({"metric": "fighters", "value": 2}, {"metric": "displaced", "value": 30})
    assert other.figures_line == "2 fighters killed; 30 people displaced"


def test_a_list_says_the_place_of_a_sole_figure_with_it_if_no_one_is_named() -> None:
    displaced = {"metric": "displaced", "value": 30, "source": "watch"}
    assert record(displaced, kinds=["displacement"]).lines == ("30 people displaced in The Hill (The Watch)", "", "")
    assert record(displaced).lines == ("30 people displaced (The Watch)", "not attributed", "The Hill")


# Corrections


def corrected() -> Chronology:
    event = {"date": "2019-01-05", "kinds": ["strike"], "places": ["hill"]}
    first = event | {"id": "first", "title": "First report", "replaced_by": "second", "figures": [civilians(7)]}
    return loaded(document([first, event | {"id": "second", "title": "Second report", "figures": [civilians(9)]}]))


def test_a_record_says_what_replaces_it_and_what_it_replaces() -> None:
    chronology = corrected()
    first, second = (Description(chronology, chronology.event[name]) for name in ("first", "second"))
    assert first.title == "REPLACED by second: First report"
    assert first.corrected_by == "This event was replaced by: Second report (second). Its figures are not counted."
    assert first.figures[0].qualifiers()[0] == "replaced, not counted"
    assert second.corrects == ["This event replaces: First report (first)."]
    assert (second.corrected_by, first.corrects) == ("", [])


# Where an answer is from


def test_the_foot_names_the_publication_and_says_that_nothing_was_verified() -> None:
    assert foot(load()) == 'From "Months of Strikes on Syria\'s Hold-Out Idlib", 26 Jan 2020. Not verified.'
    assert caveat(load()) == (
        'From "Months of Strikes on Syria\'s Hold-Out Idlib" (news-agency chronology), as of 26 Jan 2020. '
        "Figures are as the publication reported them, or as it quoted others; none has been independently verified."
    )


def test_the_foot_counts_several_publications() -> None:
    publications = [
        {"id": name, "title": name, "kind": "report", "as_of": day}
        for name, day in (("one", "2031-06-02"), ("two", "2031-06-10"))
    ]
    event = {"id": "e", "date": "2031-06-01", "title": "T", "kinds": ["strike"], "citations": [{"publication": "one"}]}
    raw = document([event], publications=publications)
    del raw["publication"]
    chronology = loaded(raw)
    assert foot(chronology) == "From 2 publications, latest 10 Jun 2031. Not verified."
    assert Description(chronology, chronology.events[0]).cited == ["one"]


def test_a_source_has_its_short_name_in_brackets() -> None:
    assert source_text(load(), "sohr") == "Syrian Observatory for Human Rights (SOHR)"
    assert source_text(load(), "russia") == "Russia"
    assert source_text(load(), None) == "the publication itself"


def test_what_a_metric_counts_is_said_once_whatever_sources_say() -> None:
    metrics = [{"id": "killed", "label": "people killed", "unit": "people", "note": "All who died."}]
    given = [{"metric": "killed", "value": value, "source": source} for value, source in ((7, None), (3, "watch"))]
    event = {"id": "raid", "date": "2019-01-05", "title": "A raid", "kinds": ["strike"], "figures": given}
    chronology = loaded(document([event], metrics=metrics))
    assert [one.notes for one in Description(chronology, chronology.event["raid"]).figures] == [("All who died.",), ()]
