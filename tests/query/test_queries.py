"""Questions: each filter alone and together, and the remarks on a question."""

import copy
import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl import Chronology, Filters, Question, UnknownName, Window, actor_report, ask, ask_range, load
from idlibtl.listings import list_report, show_report
from idlibtl.model.dates import BadQuestion, DateError
from idlibtl.model.records import Event
from idlibtl.query.filters import Rows
from idlibtl.query.question import events_title, notes
from idlibtl.query.verdict import names_someone, sources_of
from idlibtl.read.files import bundled

CHRONOLOGY = load()
ALL = [event.id for event in CHRONOLOGY.events]

# The records by their numbers in the order of their days, from 0
HTS = ALL[0]  # still going on, and so in every window from January 2019 to the publication's day
OPENING = ALL[1]
OFFENSIVE = ALL[18]  # still going on too
PHASE_1, PHASE_4 = ALL[2:6], ALL[19:26]
MAARET = {"2019-07-22-market-strikes", "2019-12-02-bombardment", "2020-01-26-maaret-al-numan"}
KHAN = {"2019-08-khan-sheikhun"}
IDLIB_ITSELF = {OPENING, ALL[2], "2020-01-11-air-strikes", "2020-01-21-strikes", "2020-01-idlib-displacement"}
TRUCES = {"2019-08-31-truce", "2020-01-12-ceasefire"}
TOLL, SURGE, CLASHES = "2019-08-31-four-month-toll", "2019-06-15-flare-up", "2019-12-clashes"
CIVILIANS = {*ALL[6:9], ALL[2], TOLL, "2019-12-02-bombardment", "2019-12-two-week-toll", ALL[19], ALL[23]}
DISPLACED = {ALL[4], "2019-08-31-displacement", "2020-01-15-aleppo-displacement", "2020-01-idlib-displacement"}
STRIKES = {OPENING, ALL[2], ALL[4], *ALL[6:9], TOLL, ALL[13], ALL[15], ALL[16], OFFENSIVE, ALL[19], ALL[23]}


def picked(**asked: Any) -> list[str]:
    """The ids of the events that pass these filters."""
    return [event.id for event in ask(CHRONOLOGY, Filters(**asked)).events]


def refusal(question: Callable[[], object], kind: type[BadQuestion] = UnknownName) -> str:
    """What a refusal says."""
    with pytest.raises(kind) as refused:
        question()
    assert type(refused.value) is kind
    return str(refused.value)


@cache
def chronology_with(changes: str) -> Chronology:
    """The bundled chronology with some sections longer; `changes` is the JSON of what is added to each."""
    raw = json.loads(bundled().read_text(encoding="utf-8"))
    for section, more in json.loads(changes).items():
        raw[section] += more
    return Chronology.model_validate(raw)


# Windows


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ALL),
        # all except the opening, the raids of April, what Russia says about them and the UN's first toll
        ("2019-06", None, [HTS, *ALL[5:]]),
        ("2019-06", "2019-08", [HTS, *ALL[5:13]]),
        ("June 2019", "Aug 31, 2019", [HTS, *ALL[5:13]]),
        (None, "2019-04-25", ALL[:2]),
        # any day of an event will do
        (None, "2019-04-26", ALL[:4]),
        ("2019-04-27", "2019-04-27", ALL[:4]),
        ("2019-05-01", "2019-05-04", [HTS, "2019-04-russia-position"]),
        # the offensive goes on too, until the publication's day and no further
        ("2020-01-26", None, [HTS, OFFENSIVE, ALL[25]]),
        ("2020-01-27", None, []),
        (
            "2020-01-17",
            "2020-01-17",
            [HTS, OFFENSIVE, "2020-01-fighting", "2020-01-15-aleppo-displacement"],
        ),
        ("2019-12-20", "2019-12-25", [HTS, "2019-12-two-week-toll", CLASHES, OFFENSIVE]),
        ("2018", "2018", []),
    ],
)
def test_an_event_is_in_a_window_when_any_day_of_it_is(
    since: str | None, until: str | None, expected: list[str]
) -> None:
    assert picked(since=since, until=until) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2019-06"], [HTS, *ALL[5:8]]),
        (["2019-06..2019-08"], [HTS, *ALL[5:13]]),
        (["2019-06", "2019-08"], [HTS, *ALL[5:13]]),
        (["June 2019", "2019-Q3"], [HTS, *ALL[5:15]]),
        (["2019-12.."], [HTS, *ALL[15:]]),
        (["..2019-05"], ALL[:5]),
        (["2019-08-31"], [HTS, *ALL[9:13]]),
        # as the days of an event are printed, and stored
        (["26–27 Apr 2019"], ALL[:4]),
        (["2019-12-15~/.."], [HTS, *ALL[16:]]),
    ],
)
def test_a_range_picks_the_events_of_its_window(dates: list[str], expected: list[str]) -> None:
    assert [event.id for event in ask_range(CHRONOLOGY, dates, Filters()).events] == expected


def test_a_range_is_filtered_like_a_list() -> None:
    question = ask_range(CHRONOLOGY, ["2019-06..2019-08"], Filters(actors=["russia"]))
    assert [event.id for event in question.events] == ["2019-06-03-hrw-banned-weapons", "2019-08-31-truce"]
    assert question.window == Window(date(2019, 6, 1), date(2019, 8, 31))


@pytest.mark.parametrize("second", [Filters(since="2019"), Filters(until="2019"), Filters("2019", "2020")])
def test_two_windows_at_once_are_refused(second: Filters) -> None:
    message = refusal(lambda: ask_range(CHRONOLOGY, ["2019-06"], second), DateError)
    assert message == "range takes its dates as arguments. Leave out --from and --to."


def test_a_reversed_window_is_refused() -> None:
    message = refusal(lambda: picked(since="2020", until="2019"), DateError)
    assert message == "The end date (2019-12-31) is before the start date (2020-01-01)."


def test_a_word_that_is_not_a_date_is_refused() -> None:
    assert refusal(lambda: picked(until="June"), DateError) == "'June' needs a year, e.g. \"June 2019\"."


def test_a_year_before_1000_is_refused_where_it_can_only_be_a_slip() -> None:
    message = "The year 19 is before the first event (2019). Type all four digits of the year."
    assert refusal(lambda: picked(since="0019-06"), BadQuestion) == message
    assert refusal(lambda: ask_range(CHRONOLOGY, ["0019..2019"], Filters()), BadQuestion) == message
    old = {"id": "old", "date": "0476-09-04", "title": "Old", "kinds": ["background"], "paragraphs": [1]}
    ancient = chronology_with(json.dumps({"events": [old]}))
    assert [event.id for event in ask(ancient, Filters(until="0500")).events] == ["old"]


@given(st.dates(date(2018, 12, 1), date(2020, 3, 1)), st.dates(date(2018, 12, 1), date(2020, 3, 1)))
def test_a_window_picks_the_events_that_have_a_day_in_it(one: date, other: date) -> None:
    first, last = sorted((one, other))

    def has_a_day_inside(event: Event) -> bool:
        length = ((event.last or CHRONOLOGY.as_of) - event.first).days + 1
        return any(first <= event.first + timedelta(number) <= last for number in range(length))

    expected = [event.id for event in CHRONOLOGY.events if has_a_day_inside(event)]
    assert picked(since=str(first), until=str(last)) == expected


# Each filter alone


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"actors": ["china"]}, {"2019-09-19-veto"}),
        # whatever their role: a party, a target
        ({"actors": ["hts"]}, {"2019-01-hts-control", "2019-09-10-strikes-resume", "2020-01-fighting"}),
        # being a source is not a role
        ({"actors": ["un"]}, set()),
        # no one who acts is named; a party and the accused are
        ({"actors": ["none"]}, {ALL[4], SURGE, ALL[8], TOLL, ALL[12], ALL[16], CLASHES, ALL[22], ALL[24]}),
        ({"phases": ["4"]}, set(PHASE_4)),
        ({"phases": ["syrian-advance"]}, set(PHASE_4)),
        ({"phases": ["Russian strikes"]}, set(PHASE_1)),
        ({"kinds": ["truce"]}, TRUCES),
        ({"kinds": ["background"]}, {HTS}),
        ({"kinds": ["strike"]}, STRIKES),
        # an event may be of several kinds
        ({"kinds": ["clash"]}, {SURGE, CLASHES, "2020-01-fighting"}),
        ({"places": ["maaret-al-numan"]}, MAARET),
        ({"places": ["hama"]}, {"2019-04-26-air-raids"}),
        ({"places": ["aleppo"]}, {"2020-01-15-aleppo-displacement", "2020-01-21-strikes"}),
        # a province includes its towns, the region all that is anywhere
        ({"places": ["idlib"]}, IDLIB_ITSELF | MAARET | KHAN),
        ({"places": ["idlib-region"]}, set(ALL) - {"2019-09-19-veto"}),
        ({"metrics": ["civilians"]}, CIVILIANS),
        ({"metrics": ["displaced"]}, DISPLACED),
        ({"metrics": ["children"]}, {"2020-01-21-strikes"}),
        ({"metrics": ["fighters"]}, {CLASHES}),
        # people killed: civilians, fighters, and those not known to be either
        ({"metrics": ["killed"]}, CIVILIANS | {CLASHES}),
        ({"metrics": ["any"]}, CIVILIANS | {CLASHES} | DISPLACED),
        ({"sources": ["hrw"]}, {"2019-06-03-hrw-banned-weapons"}),
        ({"sources": ["un"]}, {ALL[4], ALL[22]}),
        ({"sources": ["sohr"]}, {ALL[2], ALL[8], TOLL, ALL[16], ALL[19]}),
        ({"sources": ["russia"]}, set()),
        ({"texts": ["market"]}, {"2019-07-22-market-strikes"}),
    ],
)
def test_a_filter_picks_the_events_it_names(asked: dict[str, list[str]], expected: set[str]) -> None:
    assert set(picked(**asked)) == expected


def test_an_actor_who_is_called_none_goes_before_no_one() -> None:
    actor = {"id": "nuns", "name": "None", "kind": "group"}
    chronology = chronology_with(json.dumps({"actors": [actor]}))
    assert ask(chronology, Filters(actors=["none"])).actors == {"nuns"}


def test_no_one_and_someone_may_be_asked_for_together() -> None:
    assert set(picked(actors=["none", "china"])) == {*picked(actors=["none"]), "2019-09-19-veto"}


def test_killed_is_reported_where_civilians_or_fighters_are() -> None:
    # taken apart, because no event of the bundled chronology has only fighters
    figures = {"civilians": ["civilians"], "fighters": ["fighters"], "stated": ["killed"], "children": ["children"]}
    events = [
        {
            "id": key,
            "date": "2019-06-15",
            "title": key,
            "kinds": ["strike"],
            "figures": [{"metric": metric, "value": 1, "source": None} for metric in metrics],
        }
        for key, metrics in figures.items()
    ]
    chronology = chronology_with(json.dumps({"events": events}))
    ids = {event.id for event in ask(chronology, Filters(metrics=["killed"])).events}
    assert ids - set(ALL) == {"civilians", "fighters", "stated"}
    # and not the other way round: killed are not civilians
    ids = {event.id for event in ask(chronology, Filters(metrics=["civilians"])).events}
    assert ids - set(ALL) == {"civilians"}


def test_the_publication_is_the_source_where_no_actor_is() -> None:
    # of the event itself, or of one of its figures: the fighters of the two weeks, those killed in June
    by_itself = [event.id for event in CHRONOLOGY.events if None in sources_of(event)]
    assert picked(sources=["publication"]) == by_itself
    # the air strikes of 11 January are the publication's, the number of their dead is not
    assert sources_of(CHRONOLOGY.event["2020-01-11-air-strikes"]) == {None, "sohr"}
    assert sources_of(CHRONOLOGY.event[TOLL]) == {"sohr"}


def test_to_be_hit_is_not_to_act() -> None:
    event = CHRONOLOGY.event["2019-09-10-strikes-resume"]
    assert names_someone(event)
    assert not names_someone(event.model_copy(update={"actors": event.actors[1:]}))
    assert not names_someone(event.model_copy(update={"actors": ()}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("market", {"2019-07-22-market-strikes"}),
        ("MARKET", {"2019-07-22-market-strikes"}),
        ("márket", {"2019-07-22-market-strikes"}),
        # all words of one text, wherever they are
        ("kill market", {"2019-07-22-market-strikes"}),
        ("market kill", {"2019-07-22-market-strikes"}),
        ("market veto", set()),
        # in the title, the summary, the wording, the names of actors, places and sources
        ("ceasefire resolution", {"2019-09-19-veto"}),
        ("mostly deserted", {"2020-01-26-maaret-al-numan"}),
        ("barrel bombs", {"2019-06-03-hrw-banned-weapons"}),
        ('"hundreds"', {CLASHES}),
        ("Chinese veto", {"2019-09-19-veto"}),
        ("khan-sheikhoun", KHAN),
        ("Beijing", {"2019-09-19-veto"}),
        # never in a note, nor in an id
        ("ACLED", set()),
        ("two-week-toll", set()),
        # the beginning of a word will do, but not of two letters: "under" is not the UN
        ("desert", {"2020-01-26-maaret-al-numan"}),
        ("un children", set()),
    ],
)
def test_words_are_searched_without_regard_to_case_accents_and_marks(text: str, expected: set[str]) -> None:
    assert set(picked(texts=[text])) == expected


@pytest.mark.parametrize(("text", "quoted"), [("", "''"), ("  ", "'  '"), ("!?", "'!?'"), ("- ' -", '"- \' -"')])
def test_a_text_without_words_is_refused(text: str, quoted: str) -> None:
    message = f"--text needs at least one letter or digit, not {quoted}."
    assert refusal(lambda: picked(texts=[text]), BadQuestion) == message


# Filters together


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kinds": ["truce", "background"]}, TRUCES | {HTS}),
        ({"phases": ["4", "russian-strikes"]}, {*PHASE_4, *PHASE_1}),
        ({"places": ["maaret-al-numan", "Khan Sheikhun"]}, MAARET | KHAN),
        ({"places": ["idlib", "idlib-region"]}, set(ALL) - {"2019-09-19-veto"}),
        ({"metrics": ["children", "schools"]}, {"2020-01-21-strikes", "2019-05-un-first-toll"}),
        ({"sources": ["hrw", "un"]}, {ALL[4], ALL[5], ALL[22]}),
        ({"texts": ["market", "veto"]}, {"2019-07-22-market-strikes", "2019-09-19-veto"}),
        ({"actors": ["china", "hts"]}, {HTS, ALL[13], ALL[14], "2020-01-fighting"}),
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
        ({"metrics": ["civilians"], "sources": ["publication"], "phases": ["2"]}, {SURGE, "2019-06-20-bombardment"}),
        ({"texts": ["truce"], "kinds": ["truce"]}, TRUCES),
        ({"actors": ["china"], "places": ["idlib-region"]}, set()),
        ({"kinds": ["truce", "clash"], "actors": ["russia", "china"], "since": "2019-09"}, {"2020-01-12-ceasefire"}),
    ],
)
def test_different_filters_all_count(asked: dict[str, Any], expected: set[str]) -> None:
    assert set(picked(**asked)) == expected


VALUES: dict[str, list[str]] = {
    "actors": [actor.id for actor in CHRONOLOGY.actors],
    "phases": ["1", "2", "3", "4"],
    "places": [place.id for place in CHRONOLOGY.places],
    "kinds": list(CHRONOLOGY.kind),
    "sources": ["publication", "sohr", "un", "hrw"],
    "metrics": [metric.id for metric in CHRONOLOGY.metrics],
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
    question = ask(CHRONOLOGY, asked)
    assert question.chronology is CHRONOLOGY
    assert question.asked is asked
    assert question.window == Window(date(2019, 6, 1), None)
    assert set(question.sources or ()) == {"sohr", None}
    assert [metric.id for metric in question.metrics] == ["killed", "schools"]


def test_nothing_asked_is_everything() -> None:
    question = ask(CHRONOLOGY, Filters())
    assert question.events == CHRONOLOGY.events
    assert question.metrics == CHRONOLOGY.metrics
    assert question.sources is None
    assert question.window == Window()


def test_a_command_may_name_the_window_itself() -> None:
    days = Window(date(2020, 1, 26), None)
    question = ask(CHRONOLOGY, Filters(), days)
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
    assert ask(CHRONOLOGY, asked).is_narrowed is narrowed


def test_a_window_of_a_command_narrows() -> None:
    assert ask(CHRONOLOGY, Filters(), Window(last=date(2100, 1, 1))).is_narrowed


# Reports of events


def test_a_list_is_the_events_of_a_question() -> None:
    question = ask(CHRONOLOGY, Filters(kinds=["truce"]))
    report = list_report(question)
    assert report.document == report.events == question.events
    assert report.remark == "2 of 26 events"
    short = list_report(question, Rows(limit=1))
    assert (short.events, short.remark) == (question.events[:1], "First 1 of 2 that match, of 26 events")
    last = list_report(question, Rows(last=1))
    assert (last.events, last.remark) == (question.events[1:], "Last 1 of 2 that match, of 26 events")
    assert list_report(question, Rows(limit=2)) == report


def test_records_are_shown_in_full_and_without_remark() -> None:
    question = ask(CHRONOLOGY, Filters())
    veto, truce = CHRONOLOGY.event["2019-09-19-veto"], CHRONOLOGY.event["2019-08-31-truce"]
    report = show_report(question, ["2019-09-19-veto"])
    assert (report.events, report.remark) == ((veto,), "")
    # each once, in the order asked for
    assert show_report(question, ["veto", "2019-08-31-truce", "2019-09-19"]).events == (veto, truce)


@pytest.mark.parametrize(
    ("asked", "remark"),
    [
        (Filters(), ""),
        (Filters(since="2019-06"), "22 of 26 events, from 1 Jun 2019"),
        (Filters(since="2019-06", until="2019-08"), "9 of 26 events, 1 Jun – 31 Aug 2019"),
        (Filters(until="2019-05"), "5 of 26 events, to 31 May 2019"),
        (Filters(phases=["4"]), "7 of 26 events"),
        (Filters(actors=["un"]), "No events match (0 of 26). The UN is a source here: --source un"),
        (Filters(actors=["hrw"]), "No events match (0 of 26). Human Rights Watch is a source here: --source hrw"),
        (Filters(actors=["russia"], kinds=["background"]), "No events match (0 of 26)."),
        (Filters(since="2021"), "No events match (0 of 26), from 1 Jan 2021. The chronology ends on 26 Jan 2020."),
        # all of them, and one has asked
        (Filters(since="2019"), "26 of 26 events, from 1 Jan 2019"),
    ],
)
def test_a_remark_says_how_many_events_of_all_and_the_window_understood(asked: Filters, remark: str) -> None:
    assert ask(CHRONOLOGY, asked).remark == remark


def test_a_title_counts_what_a_report_shows() -> None:
    # an actor shows its own events of a question that leaves all
    question = ask(CHRONOLOGY, Filters())
    assert events_title(question, question.events) == "26 events"
    assert events_title(question, question.events[:3]) == "3 of 26 events"
    assert events_title(question, ()) == "No events match (0 of 26)."


def test_of_two_places_of_one_name_the_question_says_which_was_understood() -> None:
    note = "Idlib is the province. Idlib and its surroundings: --place idlib-region"
    assert list(notes(ask(CHRONOLOGY, Filters(places=["Idlib"])))) == [note]
    assert picked(places=["Idlib"], kinds=["truce"]) == []
    assert ask(CHRONOLOGY, Filters(places=["Idlib"], kinds=["truce"])).remark == f"No events match (0 of 26). {note}"
    # not if the whole is asked for too, and of no other place
    assert list(notes(ask(CHRONOLOGY, Filters(places=["Idlib", "idlib-region"])))) == []
    assert list(notes(ask(CHRONOLOGY, Filters(places=["hama"])))) == []


def test_a_question_is_frozen() -> None:
    question: Question = ask(CHRONOLOGY, Filters())
    with pytest.raises(AttributeError):
        question.asked = Filters()  # type: ignore[misc]


@given(st.text(), st.sampled_from(Filters._fields))
def test_no_text_whatever_raises_anything_but_a_bad_question(text: str, field: str) -> None:
    value: Any = text if field in ("since", "until") else [text]
    message = ""
    try:
        assert len(ask(CHRONOLOGY, Filters(**{field: value})).events) <= 26
    except BadQuestion as refused:
        message = str(refused)
    # what can be shown as it is
    assert message.isprintable()


def test_questions_change_nothing() -> None:
    before = copy.deepcopy(CHRONOLOGY)
    picked(since="2019-06", actors=["russia"], metrics=["killed"], texts=["strikes"])
    assert before == CHRONOLOGY


def test_an_actor_reports_nothing_where_only_others_are_asked() -> None:
    document = actor_report(ask(CHRONOLOGY, Filters(sources=["un"])), "sohr").document
    assert document.reported == ()  # type: ignore[union-attr]
    document = actor_report(ask(CHRONOLOGY, Filters(sources=["sohr"])), "sohr").document
    assert [total.metric for total in document.reported] == ["civilians", "killed"]  # type: ignore[union-attr]
