"""Screens: what they say and leave out, with a chronology that uses the whole format."""

import json
from pathlib import Path
from typing import Any

import pytest
from chronologies import Raw, document, loaded
from transcripts import in_process

from idlibtl import (
    Chronology,
    Filters,
    actor_report,
    ask,
    ask_range,
    list_report,
    load,
    phase_report,
    place_report,
    range_report,
    show_report,
    totals_report,
)
from idlibtl.listings import timeline_report
from idlibtl.model.vocabulary import Format
from idlibtl.query.filters import Rows
from idlibtl.reports import actors_report, phases_report, places_report
from idlibtl.show.about import typed, with_data
from idlibtl.show.formats import written
from idlibtl.show.safe_text import Screen
from idlibtl.show.terminal import text
from idlibtl.show.views import blocks

WHO = [{"actor": "north", "role": "attacker"}, {"actor": "south", "role": "backer"}]


def event(identity: str, *figures: Raw, **more: Any) -> Raw:
    return {
        "id": identity,
        "date": "2019-01-05",
        "title": f"Title of {identity}",
        "kinds": ["strike"],
        "figures": figures,
    } | more


def civilians(value: int, **more: Any) -> Raw:
    return {"metric": "civilians", "value": value, "source": None, **more}


def seen(report: Any, width: int = 100, fields: tuple[str, ...] = ()) -> str:
    return "".join(text(blocks(report, fields), Screen(width)))


def chronology() -> Chronology:
    places = (
        {"id": "plain", "name": "The Plain", "kind": "region", "note": "Flat."},
        {"id": "hill", "name": "The Hill", "kind": "town", "within": "plain", "latitude": 1.5, "longitude": -2.25}
        | {"pcode": "H1", "aliases": ["Hill"]},
    )
    return loaded(
        document(
            [
                event("a", civilians(7, source="watch"), civilians(3, source="north"), places=["hill"], actors=WHO),
                event(
                    "b",
                    civilians(9, attributed_to=["north"], note="Counted at night.", places=["plain"]),
                    places=["hill"],
                    actors=WHO,
                ),
                event("quiet", kinds=["statement"], phase="early", summary="No one spoke."),
            ],
            places=places,
            publication={"title": "A publication", "kind": "invention", "as_of": "2020-01-26", "note": "Made up."},
        )
    )


def test_a_record_says_all_that_is_known_of_each_figure() -> None:
    result = seen(show_report(ask(chronology(), Filters()), ["a", "b"]))
    assert "another source's figure for the same people: do not add the two" in result
    assert "covers The Plain; attributed to The North" in result
    assert "Counted at night." in result
    assert "No one spoke." not in result


def test_a_figure_in_a_list_says_what_it_covers_if_its_event_covers_something_else() -> None:
    """Alone it would be read as a number of the event's place and days, and of all its attackers."""
    period = "2019-01-03~/2019-01-09"
    chosen = loaded(
        document(
            [
                event("a", civilians(7, source="watch"), places=["hill"], actors=WHO),
                event("b", civilians(8, period=period, places=["hill", "plain"]), places=["hill"], actors=WHO),
                event("c", civilians(9, attributed_to=["north"], places=[]), places=["hill"], actors=WHO),
                event("d", civilians(5, attributed_to=[]), places=["hill"], actors=WHO),
            ]
        )
    )
    report = list_report(ask(chosen))
    csv_text = "".join(written(report, Format.CSV, ("id", "figures"), Screen()))
    assert csv_text.splitlines()[1:] == [
        "a,civilians: 7 (watch)",
        'b,"civilians: 8 in hill and plain, 2019-01-03~/2019-01-09 (publication)"',
        'c,"civilians: 9 in no-place, attributed to north (publication)"',
        'd,"civilians: 5, not-attributed (publication)"',
    ]
    shown = seen(report)
    assert "8 civilians killed in The Hill and The Plain, c. 3 Jan – 9 Jan 2019" in shown
    assert "9 civilians killed, attributed to The North" in shown
    assert "5 civilians killed, not attributed" in shown


def test_a_place_says_where_it_is_and_what_is_in_it() -> None:
    question = ask(chronology(), Filters())
    hill, plain = seen(place_report(question, "hill")), seen(place_report(question, "plain"))
    assert hill.startswith("The Hill (town)\nin The Plain · 1.5, -2.25 · p-code H1\n\nTotals\n")
    assert plain.startswith("The Plain (region)\nPlaces in it: The Hill\nFlat.\n\nTotals\n")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("phase early", "1. Early days, 5 Jan – 9 Feb 2019"),
        ("actor watch", "Reported by The Watch"),
        ("actor north", "Attributed to The North alone"),
        ("actor south", "The South (armed group)"),
        ("names kinds", "Kinds (--kind)"),
        ("place", "The Hill"),
        ("range 2018..2019", "1 Jan 2018 – 31 Dec 2019"),
        ("phase late", "2. Late days"),
        ("timeline", "Title of a"),
        ("show a", "To cite"),
    ],
)
def test_every_report_is_shown_at_any_width(command: str, words: str, tmp_path: Path) -> None:
    raw = document([event("a", civilians(7, source="watch"), actors=WHO)])
    (tmp_path / "events.json").write_text(json.dumps(raw), encoding="utf-8")
    for columns in (None, 40, 100):
        stdout, _, code = in_process(f"idlibtl {command} --data events.json", tmp_path, columns)
        assert code == 0
        assert words in stdout


# What an answer says, and no more


def test_the_foot_is_one_line_and_the_last() -> None:
    question = ask(load(), Filters(since="2020"))
    for report in (list_report(question), range_report(question), actor_report(question, "russia")):
        assert seen(report).splitlines()[-1] == (
            'From "Months of Strikes on Syria\'s Hold-Out Idlib", 26 Jan 2020. Not verified.'
        )


def test_no_screen_shows_a_total_without_what_may_be_wrong_with_it() -> None:
    twice = [event(name, civilians(number), places=["hill"], actors=WHO[:1]) for name, number in (("a", 7), ("b", 9))]
    chosen = loaded(document(twice))
    question, filters = ask(chosen, Filters(until="2020-02")), Filters(metrics=["civilians"], until="2020-02")
    brief = totals_report(ask(chosen, filters)).shortened(None, brief=True)
    screens = (place_report(question, "hill"), actor_report(question, "north"), range_report(question), brief)
    for result in map(seen, screens):
        # neither of two figures for one day and town includes the other
        assert "2 of these figures may count the same people: idlibtl check FILE" in result
        assert "The chronology ends on 26 Jan 2020." in result
    cells = "".join(written(totals_report(ask(chosen, filters)), Format.CSV, (), Screen()))
    assert "The chronology ends on 26 Jan 2020; 2 of these figures may count the same people" in cells


def test_a_note_is_there_only_if_its_words_are() -> None:
    add = "Do not add these figures up"
    # the toll includes the market, and the civilians of 15 June are among those killed
    assert add in seen(list_report(ask(load(), Filters(since="2019-07-22"))))
    assert add in seen(list_report(ask(load(), Filters(since="2019-06-15", until="2019-06-15", metrics=["killed"]))))
    assert add not in seen(list_report(ask(load(), Filters(texts=["market"]))))
    assert add not in seen(list_report(ask(load(), Filters(kinds=["truce"]))))


def test_a_hint_repeats_the_whole_question_and_can_be_typed() -> None:
    filters = Filters(since="2019-06", places=["Idlib and its surroundings"], texts=["strikes"])
    result = seen(list_report(ask(load(), filters)), 200)
    assert "Sums: idlibtl totals --from 2019-06 --place 'Idlib and its surroundings' --text strikes" in result


def test_ids_are_in_no_list_and_the_hint_shows_a_record() -> None:
    result = seen(list_report(ask(load(), Filters())))
    assert not [event.id for event in load().events if event.id in result]
    [name] = [line.split()[-1] for line in result.splitlines() if line.startswith("Full record: ")]
    assert show_report(ask(load(), Filters()), [name]).events[0].figures


def test_where_no_day_names_one_event_the_hint_has_an_id() -> None:
    events = [event(f"2019-01-05-{name}") for name in ("one", "other")]
    result = seen(list_report(ask(loaded(document(events)), Filters())))
    assert "Full record: idlibtl show 2019-01-05-one" in result


def test_nothing_found_is_nothing_on_the_screen() -> None:
    nothing = list_report(ask(chronology(), Filters(since="2031")))
    assert seen(nothing) == ""
    assert nothing.remark == "No events match (0 of 3), from 1 Jan 2031. The chronology ends on 26 Jan 2020."


def test_an_actor_without_events_is_shown() -> None:
    result = seen(actor_report(ask(chronology(), Filters(since="2031")), "north"))
    assert result.startswith(
        "The North (state)\n\nNo events match (0 of 3), from 1 Jan 2031. The chronology ends on 26 Jan 2020.\n"
    )


# Rows


def test_a_long_list_is_written_as_it_comes() -> None:
    many = loaded(document([event(f"e{number:03}", civilians(number)) for number in range(250)]))
    pieces = list(text(blocks(list_report(ask(many, Filters()))), Screen(80)))
    begun = "".join(pieces[:2])
    assert ("e000" in begun, "e249" in begun) == (True, False)
    whole = "".join(pieces)
    assert [f"Title of e{number:03}" in whole for number in range(250)] == [True] * 250
    assert "\n\n" not in whole.partition("Full record")[0]


def test_chosen_fields_are_columns() -> None:
    result = seen(list_report(ask(chronology(), Filters()), Rows(limit=1)), 80, ("id", "title"))
    assert result.splitlines()[2:5] == ["id   title", "─" * 80, "a    Title of a"]


def test_a_drawing_is_shown_on_and_off_a_screen() -> None:
    report = timeline_report(ask(load(), Filters(phases=["3"])))
    assert "3. NEW ESCALATION" in seen(report, 80)
    # a narrow screen has a list
    assert "not attributed · Idlib and its" in seen(report, 40)


def test_colour_has_a_meaning_and_nothing_depends_on_it() -> None:
    report = list_report(ask(load(), Filters(texts=["market"])))
    plain, painted = ("".join(text(blocks(report), Screen(80, color=color))) for color in (False, True))
    # dates cyan, numbers bold, sources and secondary lines dim
    for part in ("\x1b[36m22 Jul 2019\x1b[0m", "\x1b[1maround 50 civilians killed", "\x1b[2m(SOHR)\x1b[0m"):
        assert part in painted
    assert "\x1b[2mnot attributed · Maaret al-Numan\x1b[0m" in painted
    assert "\x1b" not in plain


def test_csv_on_a_terminal_shows_nothing_that_moves_it(tmp_path: Path) -> None:
    import json

    raw = document([event("a", civilians(7), title="red \x1b[31m\u202e")])
    (tmp_path / "events.json").write_text(json.dumps(raw), encoding="utf-8")
    command = "idlibtl list --data events.json -f csv"
    assert "\x1b" not in in_process(command, tmp_path, 80)[0]
    assert "\x1b[31m\u202e" in in_process(command, tmp_path, None)[0]


def test_the_heading_of_a_range_says_how_many_match() -> None:
    days = ask_range(load(), ["2019-06..2019-08"], Filters())
    headings = [seen(range_report(days, rows)).splitlines()[1] for rows in (Rows(), Rows(limit=2))]
    numbers = [heading.partition(" · phase 1.")[0] for heading in headings]
    assert numbers == ["9 of 26 events", "First 2 of 9 that match, of 26 events"]


def test_a_command_at_the_end_of_a_line_asks_of_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "a b.json").write_text(json.dumps(document([]) | {"events": []}))
    sums = "Sums: idlibtl totals"
    assert with_data(sums, ["a b.json", "c.csv"]) == f"{sums} --data 'a b.json' --data c.csv"
    assert with_data("2 may be the same: idlibtl check FILE", ["a b.json"]).endswith(": idlibtl check 'a b.json'")
    for line in ("Sums: none", "See idlibtl totals"):
        assert with_data(line, ["c.csv"]) == line
    assert with_data(sums, []) == sums
    _, stderr, code = in_process("idlibtl list --actor zz --data 'a b.json'", tmp_path, None)
    assert (stderr, code) == ("Error: Unknown actor 'zz'. All actors: idlibtl actor --data 'a b.json'\n", 2)


def test_what_was_asked_beyond_the_subject_is_on_the_screen() -> None:
    asked = Filters(actors=["regime"], sources=["publication"])
    screen = seen(range_report(ask_range(load(), ["2019-06", "2019-09"], asked)))
    words = "Asked: with the Syrian government in any role, as reported by the publication, 1 Jun – 30 Sep 2019"
    assert words in screen
    assert "Asked: phase 3 (2–29 Dec 2019), from 20 Dec 2019" in seen(
        phase_report(ask(load(), Filters(since="2019-12-20")), "3")
    )
    assert "Asked: in Idlib, from 20 Dec 2019" in seen(place_report(ask(load(), Filters(since="2019-12-20")), "idlib"))
    for report in (
        range_report(ask_range(load(), ["2019-06"], Filters(metrics=["civilians"]))),
        phase_report(ask(load(), Filters()), "3"),
        place_report(ask(load(), Filters()), "idlib"),
        actor_report(ask(load(), Filters()), "russia"),
    ):
        assert "Asked:" not in seen(report)


def test_totals_next_to_events_of_an_actor_say_what_names_no_attacker() -> None:
    russia = Filters(actors=["russia"], metrics=["civilians"])
    toll = "\nNot attributed to anyone, so counted for no actor\nnearly 1,000 civilians killed (SOHR), 26 Apr –"
    for report in (
        range_report(ask_range(load(), ["2019-06", "2019-08"], russia)),
        phase_report(ask(load(), russia), "2"),
        place_report(ask(load(), russia), "hama"),
    ):
        screen = seen(report)
        assert "\n\nTotals, attributed to Russia alone\n" in screen
        assert toll in screen
    assert "no actor" not in seen(range_report(ask_range(load(), ["2019-06", "2019-08"], Filters())))


def test_a_range_without_events_has_the_totals_that_a_wider_figure_is_in() -> None:
    days = ["2019-07-01", "2019-07-10"]
    screen = seen(range_report(ask_range(load(), days, Filters(metrics=["civilians"]))))
    assert screen.startswith("1–10 Jul 2019\nphase 2. Hundreds killed\n\nTotals\ncivilians killed   not reported\n")
    assert "a wider figure may include some: nearly 1,000 (SOHR), 26 Apr – 31 Aug 2019" in screen
    assert "\n\nNo events match (0 of 26), 1–10 Jul 2019.\n" in screen
    assert seen(range_report(ask_range(load(), ["2018"], Filters()))) == ""


@pytest.mark.parametrize(
    ("asked", "end"),
    [
        ({"since": "2019-06", "until": "2019-08"}, "of 26 events, 1 Jun – 31 Aug 2019"),
        ({"actors": ["regime"]}, "of 26 events, with the Syrian government in any role"),
        ({"actors": ["russia", "none"]}, "of 26 events, with Russia in any role or naming no one who acts"),
        (
            {"actors": ["none"], "kinds": ["ceasefire", "strike"]},
            ", of the kind strike or truce, naming no one who acts",
        ),
        ({"places": ["maaret"], "since": "2019-12"}, "of 26 events, from 1 Dec 2019, in Maaret al-Numan"),
        (
            {"metrics": ["kids"], "sources": ["publication"]},
            ", with figures of children killed, as reported by the publication",
        ),
        ({"metrics": ["any"], "texts": ["strikes"]}, 'of 26 events, with "strikes", with figures'),
        ({"phases": ["1"]}, "of 26 events, phase 1 (26 Apr – 3 Jun 2019)"),
    ],
)
def test_the_title_of_a_list_says_which_events_were_asked_for(asked: dict[str, Any], end: str) -> None:
    question = ask(load(), Filters(**asked))
    titles = [seen(report, width=200).splitlines() for report in (list_report(question), timeline_report(question))]
    assert titles[0][0] == titles[1][1]
    assert titles[0][0].endswith(end)


def test_lists_of_records_say_what_was_asked() -> None:
    asked = Filters(since="2020", places=["aleppo"])
    for report in (actors_report, places_report, phases_report):
        assert seen(report(ask(load(), asked))).startswith("Asked: in Aleppo, from 1 Jan 2020\n")
        assert "Asked:" not in seen(report(ask(load(), Filters())))


def test_a_range_beyond_the_end_says_where_the_chronology_ends() -> None:
    assert "The chronology ends on 26 Jan 2020." in seen(
        range_report(ask_range(load(), ["2020-01-20..2020-03"], Filters()))
    )
    assert "The chronology ends" not in seen(range_report(ask_range(load(), ["2020-01-20..2020-01-26"], Filters())))


def test_an_actor_without_attributed_figures_has_those_that_name_no_attacker() -> None:
    screen = seen(actor_report(ask(load(), Filters(since="2019-06", until="2019-12")), "russia"))
    assert "Not attributed to anyone, so counted for no actor" in screen
    assert "  nearly 1,000 civilians killed (SOHR), 26 Apr – 31 Aug 2019" in screen
    assert "Not attributed" not in seen(actor_report(ask(load(), Filters()), "un"))


def test_a_hint_under_a_range_has_its_days() -> None:
    question = ask_range(load(), ["2019-06", "2019-08"], Filters(actors=["russia"]))
    assert typed("figures", question.asked) == "idlibtl figures --from 2019-06-01 --to 2019-08-31 --actor russia"
