"""Questions: each filter alone and together, and names as people type them."""

import copy
import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.listings import list_report, show_report
from idlibtl.model.dates import BadQuestion, DateError, Window
from idlibtl.model.records import Event
from idlibtl.model.timeline import Timeline
from idlibtl.query.names import UnknownName, find, find_event
from idlibtl.query.question import Filters, Question, ask, ask_range, events_remark, rests_on
from idlibtl.read.dataset import load
from idlibtl.read.files import bundled

TIMELINE = load()
ALL = [event.id for event in TIMELINE.events]

# The records by their numbers in the design
PHASE_4 = ALL[16:23]
MAARET = {"2019-07-22-market-strikes", "2019-12-02-bombardment", "2020-01-26-maaret-al-numan"}
KHAN = {"2019-08-khan-sheikhun"}
IDLIB_ITSELF = {
    "2019-04-26-air-raids",
    "2020-01-11-air-strikes",
    "2020-01-21-strikes",
    "2020-01-idlib-displacement",
}
TRUCES = {"2019-08-31-truce", "2020-01-12-ceasefire"}
TOLLS = {"2019-08-31-four-month-toll", "2019-12-two-week-toll"}
CIVILIANS = {
    "2019-04-26-air-raids",
    "2019-06-15-flare-up",
    "2019-06-20-bombardment",
    "2019-07-22-market-strikes",
    "2019-08-31-four-month-toll",
    "2019-12-02-bombardment",
    "2019-12-two-week-toll",
    "2020-01-11-air-strikes",
    "2020-01-21-strikes",
}
DISPLACED = {
    "2019-05-un-first-toll",
    "2019-08-31-four-month-toll",
    "2020-01-15-aleppo-displacement",
    "2020-01-idlib-displacement",
}


def picked(**asked: Any) -> list[str]:
    """The ids of the events that pass these filters."""
    return [event.id for event in ask(TIMELINE, Filters(**asked)).events]


def refusal(question: Callable[[], object], kind: type[BadQuestion] = UnknownName) -> str:
    """What is told to whoever asks this."""
    with pytest.raises(kind) as refused:
        question()
    assert type(refused.value) is kind
    return str(refused.value)


@cache
def timeline_with(changes: str) -> Timeline:
    """The bundled chronology with some sections longer; `changes` is the JSON of what is added to each."""
    raw = json.loads(bundled().read_text(encoding="utf-8"))
    for section, more in json.loads(changes).items():
        raw[section] += more
    return Timeline.model_validate(raw)


def with_actors(**names: list[str]) -> Timeline:
    """The bundled chronology and more actors: their ids, and what each is called."""
    more = [{"id": key, "name": name, "kind": "state", "aliases": rest} for key, (name, *rest) in names.items()]
    return timeline_with(json.dumps({"actors": more}))


# Windows

HTS = ALL[0]  # still going on, and so in every window from January 2019 to the publication's day


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ALL),
        # all but the raids of April, what Russia says of them and the UN's first toll
        ("2019-06", None, [HTS, *ALL[4:]]),
        ("2019-06", "2019-08", [HTS, *ALL[4:11]]),
        ("June 2019", "Aug 31, 2019", [HTS, *ALL[4:11]]),
        (None, "2019-04-25", ALL[:1]),
        # any day of an event will do
        (None, "2019-04-26", ALL[:3]),
        ("2019-04-27", "2019-04-27", ALL[:3]),
        ("2019-04-28", "2019-05-04", [HTS, "2019-04-russia-position"]),
        # the offensive goes on too, until the publication's day and no further
        ("2020-01-26", None, [HTS, "2019-12-offensive", ALL[22]]),
        ("2020-01-27", None, []),
        (
            "2020-01-17",
            "2020-01-17",
            [HTS, "2019-12-offensive", "2020-01-fighting", "2020-01-15-aleppo-displacement"],
        ),
        ("2018", "2018", []),
    ],
)
def test_an_event_is_in_a_window_when_any_day_of_it_is(
    since: str | None, until: str | None, expected: list[str]
) -> None:
    assert picked(since=since, until=until) == expected


def test_the_windows_that_were_asked_for_hold_so_many_events() -> None:
    assert len(picked(since="2019-06")) == 20
    assert len(picked(since="2019-06", until="2019-08")) == 8
    december = ["2019-01-hts-control", "2019-12-two-week-toll", "2019-12-offensive"]
    assert picked(since="2019-12-20", until="2019-12-25") == december
    assert len(picked(until="2019-05")) == 4
    assert len(ask_range(TIMELINE, ["June 2019", "2019-Q3"], Filters()).events) == 10


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2019-06"], [HTS, *ALL[4:7]]),
        (["2019-06..2019-08"], [HTS, *ALL[4:11]]),
        (["2019-06", "2019-08"], [HTS, *ALL[4:11]]),
        (["June 2019", "2019-Q3"], [HTS, *ALL[4:13]]),
        (["2019-12.."], [HTS, *ALL[13:]]),
        (["..2019-05"], ALL[:4]),
        (["2019-08-31"], [HTS, "2019-08-khan-sheikhun", "2019-08-31-truce", "2019-08-31-four-month-toll"]),
    ],
)
def test_a_range_picks_the_events_of_its_window(dates: list[str], expected: list[str]) -> None:
    assert [event.id for event in ask_range(TIMELINE, dates, Filters()).events] == expected


def test_a_range_is_filtered_like_a_list() -> None:
    question = ask_range(TIMELINE, ["2019-06..2019-08"], Filters(actors=["russia"]))
    assert [event.id for event in question.events] == ["2019-06-03-hrw-banned-weapons", "2019-08-31-truce"]
    assert question.window == Window(date(2019, 6, 1), date(2019, 8, 31))


@pytest.mark.parametrize("second", [Filters(since="2019"), Filters(until="2019"), Filters("2019", "2020")])
def test_two_windows_at_once_are_refused(second: Filters) -> None:
    told = refusal(lambda: ask_range(TIMELINE, ["2019-06"], second), DateError)
    assert told == "two windows at once: range names its own, so leave out --from and --to"


def test_a_reversed_window_is_refused() -> None:
    told = refusal(lambda: picked(since="2020", until="2019"), DateError)
    assert told.startswith("the window is reversed: it would begin on 2020-01-01 and end on 2019-12-31")


def test_a_word_that_is_no_date_is_refused() -> None:
    assert refusal(lambda: picked(until="June"), DateError).startswith("'June' is a month without its year; write 2019")


@given(st.dates(date(2018, 12, 1), date(2020, 3, 1)), st.dates(date(2018, 12, 1), date(2020, 3, 1)))
def test_a_window_picks_the_events_that_have_a_day_in_it(one: date, other: date) -> None:
    first, last = sorted((one, other))

    def has_a_day_inside(event: Event) -> bool:
        length = ((event.last or TIMELINE.as_of) - event.first).days + 1
        return any(first <= event.first + timedelta(number) <= last for number in range(length))

    expected = [event.id for event in TIMELINE.events if has_a_day_inside(event)]
    assert picked(since=str(first), until=str(last)) == expected


# Each filter alone


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"actors": ["china"]}, {"2019-09-19-veto"}),
        # whatever their role: a party, a target
        ({"actors": ["hts"]}, {"2019-01-hts-control", "2019-09-10-strikes-resume", "2020-01-fighting"}),
        # who tells of an event takes no part in it
        ({"actors": ["un"]}, set()),
        ({"phases": ["4"]}, set(PHASE_4)),
        ({"phases": ["syrian-advance"]}, set(PHASE_4)),
        ({"phases": ["Russian strikes"]}, set(ALL[1:5])),
        ({"kinds": ["truce"]}, TRUCES),
        ({"kinds": ["background"]}, {"2019-01-hts-control"}),
        ({"places": ["maaret-al-numan"]}, MAARET),
        ({"places": ["hama"]}, {"2019-04-26-air-raids"}),
        ({"places": ["aleppo"]}, {"2020-01-15-aleppo-displacement", "2020-01-21-strikes"}),
        # a province takes in its towns, the region all that is anywhere
        ({"places": ["idlib"]}, IDLIB_ITSELF | MAARET | KHAN),
        ({"places": ["idlib-region"]}, set(ALL) - {"2019-09-19-veto"}),
        ({"metrics": ["civilians"]}, CIVILIANS),
        ({"metrics": ["displaced"]}, DISPLACED),
        ({"metrics": ["children"]}, {"2020-01-21-strikes"}),
        ({"metrics": ["fighters"]}, {"2019-12-two-week-toll"}),
        # who is killed is a civilian or a fighter
        ({"metrics": ["killed"]}, CIVILIANS | {"2019-12-two-week-toll"}),
        ({"sources": ["hrw"]}, {"2019-06-03-hrw-banned-weapons"}),
        ({"sources": ["un"]}, {ALL[3], ALL[19], ALL[21]}),
        ({"sources": ["sohr"]}, {ALL[1], ALL[7], ALL[10], ALL[14], ALL[16]}),
        ({"sources": ["russia"]}, set()),
        ({"texts": ["market"]}, {"2019-07-22-market-strikes"}),
    ],
)
def test_a_filter_picks_the_events_it_names(asked: dict[str, list[str]], expected: set[str]) -> None:
    assert set(picked(**asked)) == expected


def test_the_filters_that_were_asked_for_pick_so_many_events() -> None:
    assert len(picked(phases=["4"])) == 7
    assert len(picked(places=["Ma'arrat An Nu'man"])) == 3


def test_killed_is_reported_where_civilians_or_fighters_are() -> None:
    # taken apart, for no event of the bundled chronology has fighters alone
    figures = {"civilians": ["civilians"], "fighters": ["fighters"], "stated": ["killed"], "children": ["children"]}
    events = [
        {
            "id": key,
            "date": "2019-06-15",
            "title": key,
            "kind": "strike",
            "figures": [{"metric": metric, "value": 1, "source": None} for metric in metrics],
        }
        for key, metrics in figures.items()
    ]
    timeline = timeline_with(json.dumps({"events": events}))
    found = {event.id for event in ask(timeline, Filters(metrics=["killed"])).events}
    assert found - set(ALL) == {"civilians", "fighters", "stated"}
    # and not the other way round: killed are not civilians
    found = {event.id for event in ask(timeline, Filters(metrics=["civilians"])).events}
    assert found - set(ALL) == {"civilians"}


def test_the_publication_is_the_source_where_no_actor_is() -> None:
    # of the event itself, or of one of its figures: the 400,000 of the toll, the fighters of the two weeks
    by_itself = [event.id for event in TIMELINE.events if event.source is None]
    assert picked(sources=["publication"]) == [each for each in ALL if each in by_itself or each in TOLLS]
    assert len(by_itself) == 15
    for event in TIMELINE.events:
        assert rests_on(event, None) is (event.source is None or event.id in TOLLS)


def test_an_event_rests_on_the_sources_of_its_figures() -> None:
    toll = TIMELINE.event["2019-08-31-four-month-toll"]
    assert rests_on(toll, "sohr")
    assert rests_on(toll, None)
    assert not rests_on(toll, "un")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("market", {"2019-07-22-market-strikes"}),
        ("MARKET", {"2019-07-22-market-strikes"}),
        ("márket", {"2019-07-22-market-strikes"}),
        # all words of one text, wherever they stand
        ("dead market", {"2019-07-22-market-strikes"}),
        ("market dead", {"2019-07-22-market-strikes"}),
        ("market veto", set()),
        # in the title, the summary, the note, the id
        ("ceasefire resolution", {"2019-09-19-veto"}),
        ("mostly deserted", set()),
        ("barrel bombs", {"2019-06-03-hrw-banned-weapons"}),
        ("ACLED", {"2019-12-two-week-toll"}),
        ("hrw-banned", {"2019-06-03-hrw-banned-weapons"}),
        # a dash that an editor puts there parts words as well
        ("hrw–banned", {"2019-06-03-hrw-banned-weapons"}),
        # with the marks that a word may have
        ('"Hundreds"', {"2019-12-two-week-toll"}),
        ("paragraph 1,", {"2019-08-31-four-month-toll"}),
        ("Khan-Sheikhun", KHAN),
        ("khan sheikhun", KHAN),
    ],
)
def test_words_are_looked_for_without_regard_to_case_accents_and_marks(text: str, expected: set[str]) -> None:
    assert set(picked(texts=[text])) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "'' has no word to look for; give letters or digits"),
        ("  ", "'  ' has no word to look for; give letters or digits"),
        ("!?", "'!?' has no word to look for; give letters or digits"),
        ("- ' -", '"- \' -" has no word to look for; give letters or digits'),
    ],
)
def test_a_text_without_words_is_refused(text: str, told: str) -> None:
    assert refusal(lambda: picked(texts=[text]), BadQuestion) == told


# Filters together


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kinds": ["truce", "toll"]}, TRUCES | TOLLS),
        ({"phases": ["4", "russian-strikes"]}, {*PHASE_4, *ALL[1:5]}),
        ({"places": ["maaret-al-numan", "Khan Sheikhun"]}, MAARET | KHAN),
        ({"places": ["idlib", "idlib-region"]}, set(ALL) - {"2019-09-19-veto"}),
        ({"metrics": ["children", "schools"]}, {"2020-01-21-strikes", "2019-05-un-first-toll"}),
        ({"sources": ["hrw", "un"]}, {ALL[3], ALL[4], ALL[19], ALL[21]}),
        ({"texts": ["market", "veto"]}, {"2019-07-22-market-strikes", "2019-09-19-veto"}),
        ({"actors": ["china", "hts"]}, {ALL[0], ALL[11], ALL[12], ALL[18]}),
    ],
)
def test_a_filter_given_twice_means_either(asked: dict[str, list[str]], expected: set[str]) -> None:
    assert set(picked(**asked)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"actors": ["russia"], "kinds": ["truce"]}, TRUCES),
        ({"actors": ["russia"], "kinds": ["truce"], "phases": ["4"]}, {"2020-01-12-ceasefire"}),
        ({"places": ["Maaret al-Numan"], "kinds": ["strike"]}, MAARET - {"2020-01-26-maaret-al-numan"}),
        ({"places": ["Maaret al-Numan"], "until": "2019"}, MAARET - {"2020-01-26-maaret-al-numan"}),
        ({"metrics": ["civilians"], "sources": ["publication"], "phases": ["2"]}, {ALL[5], ALL[6], ALL[10]}),
        ({"texts": ["truce"], "kinds": ["strike", "truce"]}, {ALL[9], ALL[11], ALL[16], ALL[17]}),
        ({"actors": ["china"], "places": ["idlib-region"]}, set()),
        ({"kinds": ["truce", "toll"], "actors": ["russia", "china"], "since": "2019-09"}, {"2020-01-12-ceasefire"}),
    ],
)
def test_different_filters_all_count(asked: dict[str, Any], expected: set[str]) -> None:
    assert set(picked(**asked)) == expected


VALUES: dict[str, list[str]] = {
    "actors": [actor.id for actor in TIMELINE.actors],
    "phases": ["1", "2", "3", "4"],
    "places": [place.id for place in TIMELINE.places],
    "kinds": list(TIMELINE.kind),
    "sources": ["publication", "sohr", "un", "hrw"],
    "metrics": [metric.id for metric in TIMELINE.metrics],
    "texts": ["truce", "strikes", "government", "toll"],
}


@cache
def picked_by(field: str, value: str) -> list[str]:
    """The ids of the events that pass one filter."""
    return picked(**{field: [value]})


wanted = st.fixed_dictionaries(
    {}, optional={field: st.lists(st.sampled_from(values), min_size=1, max_size=3) for field, values in VALUES.items()}
)


@given(wanted)
def test_filters_are_an_intersection_of_unions(asked: dict[str, list[str]]) -> None:
    expected = set(ALL)
    for field, values in asked.items():
        expected &= {event for value in values for event in picked_by(field, value)}
    assert picked(**asked) == [event for event in ALL if event in expected]


# What a question knows


def test_a_question_keeps_what_was_asked() -> None:
    asked = Filters(since="2019-06", sources=["SOHR", "publication"], metrics=["people killed", "schools"])
    question = ask(TIMELINE, asked)
    assert question.timeline is TIMELINE
    assert question.asked is asked
    assert question.window == Window(date(2019, 6, 1), None)
    assert set(question.sources or ()) == {"sohr", None}
    assert [metric.id for metric in question.metrics] == ["killed", "schools"]


def test_nothing_asked_is_everything() -> None:
    question = ask(TIMELINE, Filters())
    assert question.events == TIMELINE.events
    assert question.metrics == TIMELINE.metrics
    assert question.sources is None
    assert question.window == Window()


def test_a_command_may_name_the_window_itself() -> None:
    days = Window(date(2020, 1, 26), None)
    question = ask(TIMELINE, Filters(), days)
    assert question.window is days
    assert [event.id for event in question.events] == [HTS, "2019-12-offensive", "2020-01-26-maaret-al-numan"]


@pytest.mark.parametrize(
    ("asked", "narrowed"),
    [
        (Filters(), False),
        # a list of no names asks for nothing, as a tuple of none does
        (Filters(actors=[], texts=[]), False),
        (Filters(since="2000"), True),
        (Filters(until="2100"), True),
        (Filters(actors=["russia"]), True),
        (Filters(texts=["truce"]), True),
    ],
)
def test_a_question_knows_whether_anything_was_filtered(asked: Filters, *, narrowed: bool) -> None:
    assert ask(TIMELINE, asked).is_narrowed is narrowed


def test_a_window_of_a_command_narrows() -> None:
    assert ask(TIMELINE, Filters(), Window(last=date(2100, 1, 1))).is_narrowed


# Reports of events


def test_a_list_is_the_events_of_a_question() -> None:
    question = ask(TIMELINE, Filters(kinds=["truce"]))
    report = list_report(question)
    assert report.document == report.events == question.events
    assert report.remark == "2 of 23 events"
    short = list_report(question, 1)
    assert (short.events, short.remark) == (question.events[:1], "the first 1 of 2 events that match")
    assert list_report(question, 2) == report


def test_records_are_shown_in_full_and_without_remark() -> None:
    question = ask(TIMELINE, Filters())
    veto, truce = TIMELINE.event["2019-09-19-veto"], TIMELINE.event["2019-08-31-truce"]
    report = show_report(question, ["2019-09-19-veto"])
    assert report.document is report.events[0] is veto
    assert report.remark == ""
    # each once, in the order asked for
    assert show_report(question, ["veto", "2019-08-31-truce", "2019-09-19"]).document == (veto, truce)


@pytest.mark.parametrize(
    ("asked", "remark"),
    [
        (Filters(), ""),
        (Filters(since="2019-06"), "20 of 23 events, from 1 Jun 2019 on"),
        (Filters(since="2019-06", until="2019-08"), "8 of 23 events, 1 Jun 2019 to 31 Aug 2019"),
        (Filters(until="2019-05"), "4 of 23 events, up to 31 May 2019"),
        (Filters(phases=["4"]), "7 of 23 events"),
        (Filters(actors=["un"]), "none of the 23 events matches"),
        (Filters(since="2021"), "none of the 23 events matches, from 1 Jan 2021 on"),
        # all of them, and one has asked
        (Filters(since="2019"), "23 of 23 events, from 1 Jan 2019 on"),
    ],
)
def test_a_remark_tells_how_many_events_of_all_and_the_window_understood(asked: Filters, remark: str) -> None:
    assert ask(TIMELINE, asked).remark == remark


def test_a_remark_counts_what_a_report_shows() -> None:
    # an actor shows its own events of a question that leaves all
    question = ask(TIMELINE, Filters())
    assert events_remark(question, question.events[:3]) == "3 of 23 events"
    assert events_remark(question, ()) == "none of the 23 events matches"


def test_a_question_is_frozen() -> None:
    question: Question = ask(TIMELINE, Filters())
    with pytest.raises(AttributeError):
        question.asked = Filters()  # type: ignore[misc]


# Names as people type them


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        ("russia", "russia"),
        ("RUSSIA", "russia"),
        ("Rússia", "russia"),
        ("Moscow", "russia"),
        ("regime", "syrian-government"),
        ("Syrian Government", "syrian-government"),
        ("syrian_government", "syrian-government"),
        ("Pro Government Forces", "syrian-government"),
        ("SOHR", "sohr"),
        ("the observatory", "sohr"),
        ("Hay’at Tahrir al‑Sham", "hts"),
        ("hayat tahrir alsham", "hts"),
        ("U.N.", "un"),
        ("  un ", "un"),
        ("ＵＮ", "un"),
    ],
)
def test_an_actor_is_found_by_id_name_and_alias(typed: str, identity: str) -> None:
    assert find(TIMELINE, "actors", typed) == identity


@pytest.mark.parametrize(
    "typed",
    [
        "maaret-al-numan",
        "Maaret al-Numan",
        "MAARET AL NUMAN",
        "Ma'arrat An Nu'man",
        "maarrat an numan",
        "Ma’arrat An Nu’man",
        "Ma`arrat al-Nu`man",
        "Maarrat al-Nuʻman",
        # the half rings of scholarly spelling, and a modifier apostrophe
        "Maʿarrat al-Nuʿmān",
        "Maʾarrat al-Nuʾman",
        "Maʼarrat al-Nuʼman",
        "Maarat al-Numaan",
        "Máarrat ál-Númân",
        "Maarrat–al–Numan",
    ],
)
def test_a_place_is_found_without_regard_to_case_accents_apostrophes_and_hyphens(typed: str) -> None:
    assert set(picked(places=[typed])) == MAARET


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        ("4", "syrian-advance"),
        (" 4 ", "syrian-advance"),
        ("１", "russian-strikes"),
        ("new-escalation", "new-escalation"),
        ("New Escalation", "new-escalation"),
        ("hundreds killed", "hundreds-killed"),
    ],
)
def test_a_phase_is_found_by_id_title_and_number(typed: str, identity: str) -> None:
    assert find(TIMELINE, "phases", typed) == identity


def test_a_metric_is_found_by_id_and_label() -> None:
    assert find(TIMELINE, "metrics", "CIVILIANS") == "civilians"
    assert find(TIMELINE, "metrics", "Civilians killed") == "civilians"
    assert find(TIMELINE, "metrics", "killed") == "killed"
    assert find(TIMELINE, "metrics", "people killed") == "killed"


def test_an_event_is_found_by_id_and_title() -> None:
    assert find_event(TIMELINE, "2019-09-19-VETO").id == "2019-09-19-veto"
    assert find_event(TIMELINE, "Heavy fighting").id == "2020-01-fighting"


def test_a_kind_and_a_source_are_found_in_any_case() -> None:
    assert set(picked(kinds=["Truce"])) == TRUCES
    assert picked(sources=["Human rights watch"]) == picked(sources=["hrw"])
    assert picked(sources=["PUBLICATION"]) == picked(sources=["publication"])
    # as an answer calls it
    assert picked(sources=[TIMELINE.source_name(None)]) == picked(sources=["publication"])


ACTORS = "See all actors: idlibtl actor"
PHASES = "See all phases: idlibtl phase"
EVENTS = "See all events: idlibtl list"
METRICS = "See all metrics: idlibtl names metrics"
PLACES = "See all places: idlibtl place"
KINDS = "See all kinds: idlibtl names kinds"
SOURCES = "See all sources: idlibtl names sources"


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("actors", "rusia", f"no actor is called 'rusia'; did you mean russia? {ACTORS}"),
        ("actors", "Iran", f"no actor is called 'Iran'. {ACTORS}"),
        # the beginning of a name will do
        ("actors", "Observ", f"no actor is called 'Observ'; did you mean sohr? {ACTORS}"),
        ("actors", "Rus", f"no actor is called 'Rus'; did you mean russia? {ACTORS}"),
        # two letters begin too many
        ("actors", "Ru", f"no actor is called 'Ru'. {ACTORS}"),
        ("actors", "Human", f"no actor is called 'Human'; did you mean hrw? {ACTORS}"),
        ("actors", "", f"no actor is called ''. {ACTORS}"),
        ("actors", "?\n", rf"no actor is called '?\n'. {ACTORS}"),
        ("actors", "z" * 200, f"no actor is called '{'z' * 59}.... {ACTORS}"),
        ("phases", "5", f"no phase is called '5'. {PHASES}"),
        ("phases", "new", f"no phase is called 'new'; did you mean new-escalation? {PHASES}"),
        ("phases", "escalation", f"no phase is called 'escalation'; did you mean new-escalation? {PHASES}"),
        ("metrics", "civlians", f"no metric is called 'civlians'; did you mean civilians? {METRICS}"),
        ("metrics", "dogs", f"no metric is called 'dogs'. {METRICS}"),
        ("places", "Homs", f"no place is called 'Homs'. {PLACES}"),
        ("places", "Khan Sheikoun", f"no place is called 'Khan Sheikoun'; did you mean khan-sheikhun? {PLACES}"),
        ("kinds", "strikez", f"no kind is called 'strikez'; did you mean strike? {KINDS}"),
        ("sources", "AFP", f"no source is called 'AFP'. {SOURCES}"),
        ("sources", "publications", f"no source is called 'publications'; did you mean publication? {SOURCES}"),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_the_nearest(field: str, typed: str, told: str) -> None:
    assert refusal(lambda: picked(**{field: [typed]})) == told


def test_an_event_that_is_not_there_is_refused_with_the_nearest() -> None:
    assert refusal(lambda: find_event(TIMELINE, "xyz")) == f"no event is called 'xyz'. {EVENTS}"
    told = f"no event is called '2019-09-19-voto'; did you mean 2019-09-19-veto? {EVENTS}"
    assert refusal(lambda: find_event(TIMELINE, "2019-09-19-voto")) == told


def test_the_beginning_of_an_id_or_words_of_a_title_find_an_event_if_they_fit_one() -> None:
    assert find_event(TIMELINE, "2019-07-22").id == "2019-07-22-market-strikes"
    assert find_event(TIMELINE, "market").id == "2019-07-22-market-strikes"
    assert find_event(TIMELINE, "veto ceasefire").id == "2019-09-19-veto"
    told = refusal(lambda: find_event(TIMELINE, "2019-08-31"))
    candidates = "2019-08-31-truce or 2019-08-31-four-month-toll"
    assert told == f"'2019-08-31' fits more than one event: {candidates}. Use one of the ids"
    more = refusal(lambda: find_event(TIMELINE, "2019"))
    assert more.endswith("(and 13 more). Use one of the ids")


def test_an_unknown_name_carries_its_parts() -> None:
    with pytest.raises(UnknownName) as refused:
        find(TIMELINE, "actors", "rusia")
    assert (refused.value.what, refused.value.typed, refused.value.candidates) == ("actor", "rusia", ("russia",))


def test_every_name_is_asked_for_before_anything_is_picked() -> None:
    assert "'nobody'" in refusal(lambda: picked(actors=["russia", "nobody"], until="2000"))


def test_a_name_that_two_have_is_ambiguous() -> None:
    timeline = with_actors(north=["The North", "rebels"], south=["The South", "Rebels"])
    told = refusal(lambda: find(timeline, "actors", "REBELS"))
    assert told == "'REBELS' fits more than one actor: north or south. Use one of the ids"


def test_an_id_goes_before_the_names_of_others() -> None:
    timeline = with_actors(north=["South"], south=["The South"])
    assert find(timeline, "actors", "south") == "south"
    assert refusal(lambda: find(timeline, "actors", "South")).startswith(
        "'South' fits more than one actor: north or south."
    )


def test_of_places_of_one_name_the_outermost_is_meant() -> None:
    inner = {"id": "town", "name": "Idlib", "kind": "town", "within": "maaret-al-numan"}
    assert find(timeline_with(json.dumps({"places": [inner]})), "places", "Idlib") == "idlib"
    assert find(timeline_with(json.dumps({"places": [inner]})), "places", "town") == "town"
    apart = inner | {"within": "hama"}
    told = refusal(lambda: find(timeline_with(json.dumps({"places": [apart]})), "places", "Idlib"))
    assert told == "'Idlib' fits more than one place: idlib or town. Use one of the ids"


def test_a_title_that_is_the_number_of_another_phase_is_ambiguous() -> None:
    phase = {"id": "last", "number": 5, "title": "4", "first": "2020-02-01", "last": "2020-02-02"}
    timeline = timeline_with(json.dumps({"phases": [phase]}))
    assert (
        refusal(lambda: find(timeline, "phases", "4"))
        == "'4' fits more than one phase: last or syrian-advance. Use one of the ids"
    )
    assert find(timeline, "phases", "5") == "last"


def test_of_many_near_names_three_are_told() -> None:
    timeline = with_actors(**{f"group-{letter}": [f"Group {letter}"] for letter in "abcdef"})
    told = refusal(lambda: find(timeline, "actors", "group"))
    named = told.removeprefix("no actor is called 'group'; did you mean ").removesuffix(
        "? See all actors: idlibtl actor"
    )
    assert len(named.split(" or ")) == 3
    assert set(named.split(" or ")) < {f"group-{letter}" for letter in "abcdef"}


NAMES: list[tuple[str, Callable[[str], object], object]] = [
    *(
        (name, lambda typed: find(TIMELINE, "actors", typed), actor.id)
        for actor in TIMELINE.actors
        for name in (actor.id, actor.name, *actor.aliases)
    ),
    *(
        (name, lambda typed: find(TIMELINE, "phases", typed), phase.id)
        for phase in TIMELINE.phases
        for name in (phase.id, phase.title)
    ),
    *(
        (name, lambda typed: find(TIMELINE, "metrics", typed), metric.id)
        for metric in TIMELINE.metrics
        for name in (metric.id, metric.label)
    ),
    *(
        (name, lambda typed: find_event(TIMELINE, typed).id, event.id)
        for event in TIMELINE.events
        for name in (event.id, event.title)
    ),
    *(
        (name, lambda typed: picked(places=[typed]), picked(places=[place.id]))
        for place in TIMELINE.places
        for name in (place.id, place.name, *place.aliases)
    ),
]


@given(st.sampled_from(NAMES), st.data())
def test_every_name_of_the_chronology_is_found_however_it_is_dressed(
    case: tuple[str, Callable[[str], object], object], data: st.DataObject
) -> None:
    name, find, expected = case
    marks = data.draw(st.text("''’-. \u0301", max_size=len(name)))
    places = data.draw(st.permutations(range(len(name))))
    dressed = list(data.draw(st.sampled_from([name, name.upper(), name.lower(), name.swapcase()])))
    for place, mark in zip(places, marks, strict=False):
        dressed[place] += mark
    assert find("".join(dressed)) == expected


@given(st.text(), st.sampled_from(Filters._fields))
def test_no_text_whatever_raises_anything_but_a_bad_question(text: str, field: str) -> None:
    value: Any = text if field in ("since", "until") else [text]
    told = ""
    try:
        assert len(ask(TIMELINE, Filters(**{field: value})).events) <= 23
    except BadQuestion as refused:
        told = str(refused)
    # one sentence that can be shown as it is
    assert told.isprintable()


@given(st.text())
def test_looking_for_any_event_finds_one_or_tells_that_there_is_none(text: str) -> None:
    told = ""
    try:
        assert find_event(TIMELINE, text) in TIMELINE.events
    except UnknownName as refused:
        told = str(refused)
    assert told == "" or told.startswith("no event is called ") or "fits more than one event" in told


def test_questions_change_nothing() -> None:
    before = copy.deepcopy(TIMELINE)
    picked(since="2019-06", actors=["russia"], metrics=["killed"], texts=["strikes"])
    assert before == TIMELINE


def test_an_actor_reports_nothing_where_only_others_are_asked() -> None:
    from idlibtl import actor_report

    document = actor_report(ask(TIMELINE, Filters(sources=["un"])), "sohr").document
    assert document.reported == ()  # type: ignore[union-attr]
    document = actor_report(ask(TIMELINE, Filters(sources=["sohr"])), "sohr").document
    assert [total.metric for total in document.reported] == ["civilians", "killed"]  # type: ignore[union-attr]
