"""A sentence to quote has the source's words, and none of the compiler's days, places or attributions."""

import json
import re
from typing import Any

import pytest
from edited import DAM, FIRST_REPORT, MAY, START, Change, changed

from idlibtl import from_bytes, load
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import days_text
from idlibtl.totals.quotes import label_of_one, with_label
from idlibtl.totals.sentences import sentences

CHRONOLOGY = load()
MONTHS = '"Months of Strikes on Syria\'s Hold-Out Idlib"'
SOHR = f"Syrian Observatory for Human Rights, in {MONTHS}"
UN = f"United Nations, in {MONTHS}"

#: Every sentence of the bundled chronology, written by hand from its paragraph.
EXPECTED: dict[str, list[str]] = {
    "2019-04-26-air-raids": [
        (
            "Around 15 civilians were killed in Idlib and Hama, 26–27 Apr 2019, attributed to Russia"
            f" ({SOHR}, paragraph 3)."
        )
    ],
    "2019-05-un-first-toll": [
        f'{counted} in strikes, "by early May" [to May 2019] ({UN}, paragraph 6).'
        for counted in (
            "150,000 people were displaced",
            "12 hospitals were put out of action",
            "10 schools were put out of action",
        )
    ],
    "2019-06-15-flare-up": [
        f'At least 45 people were killed in strikes and clashes, "from June 15" [Jun 2019] ({MONTHS}, paragraph 8).',
        (
            '10 civilians were killed in strikes and clashes, "from June 15" [Jun 2019]'
            f", among at least 45 people killed ({MONTHS}, paragraph 8)."
        ),
    ],
    "2019-06-20-bombardment": [
        (
            '20 civilians were killed, "five days later" [20 Jun 2019], attributed to the Syrian government'
            f" ({MONTHS}, paragraph 8)."
        )
    ],
    "2019-07-22-market-strikes": [f"Around 50 civilians were killed in strikes on 22 Jul 2019 ({SOHR}, paragraph 9)."],
    "2019-08-31-four-month-toll": [
        (
            'Nearly 1,000 civilians were killed in strikes, "the past four months" [to 31 Aug 2019]'
            f" ({SOHR}, paragraph 11)."
        )
    ],
    "2019-08-31-displacement": [f"More than 400,000 people were displaced by 31 Aug 2019 ({MONTHS}, paragraph 11)."],
    "2019-12-02-bombardment": [
        (
            "About 13 civilians were killed in Maaret al-Numan on 2 Dec 2019, attributed to the Syrian government"
            f" ({MONTHS}, paragraph 14)."
        )
    ],
    "2019-12-two-week-toll": [
        f'Nearly 80 civilians were killed in strikes, "in two weeks" [Dec 2019] ({SOHR}, paragraph 16).'
    ],
    "2019-12-clashes": [f"Hundreds of fighters were killed in clashes [Dec 2019] ({MONTHS}, paragraph 16)."],
    "2020-01-11-air-strikes": [
        (
            "Around 18 civilians were killed in strikes in Idlib on 11 Jan 2020, attributed to the Syrian government"
            f" ({SOHR}, paragraph 17)."
        )
    ],
    "2020-01-15-aleppo-displacement": [f"38,000 people were displaced in Aleppo, 15–19 Jan 2020 ({UN}, paragraph 20)."],
    "2020-01-21-strikes": [
        (
            f"{counted} were killed in strikes in Idlib and Aleppo on 21 Jan 2020{among}, attributed to Russia"
            f" ({MONTHS}, paragraph 19)."
        )
        for counted, among in (
            ("At least 23 civilians", ""),
            ("13 children", ", among at least 23 civilians killed"),
        )
    ],
    "2020-01-idlib-displacement": [
        f'Some 358,000 people were displaced in Idlib, "since December 1" [to Jan 2020] ({MONTHS}, paragraph 21).'
    ],
}


def flood(*changes: Change) -> Chronology:
    """The chronology that `init` writes, with changes."""
    return from_bytes(json.dumps(changed(*changes, of=START)).encode())


@pytest.mark.parametrize("event", [event.id for event in CHRONOLOGY.events])
def test_each_figure_has_a_sentence_that_can_be_copied_alone(event: str) -> None:
    assert list(sentences(CHRONOLOGY, CHRONOLOGY.event[event])) == EXPECTED.get(event, [])


def test_our_periods_and_places_are_not_put_into_a_sources_mouth() -> None:
    region = CHRONOLOGY.place["idlib-region"].name
    for event in CHRONOLOGY.events:
        for figure, sentence in zip(event.figures, sentences(CHRONOLOGY, event), strict=True):
            assert region not in sentence
            assert (figure.wording or "").lower() in sentence.lower()
            if figure.period != event.span or event.approximate:
                # only what is printed, and the month as an editor's insertion
                assert days_text(figure.period) not in sentence
                assert not re.search(r"\bc\. ", sentence)
                assert event.date_text is None or f'"{event.date_text}"' in sentence


# Another chronology


def test_sources_that_disagree_and_corrections() -> None:
    chronology = flood()
    printed = '"The river that came", paragraph 3 and "Flood bulletin 4"'
    assert list(sentences(chronology, chronology.event[DAM])) == [
        f"17 people dead in Brackholt on 3 May 2031 (Brackholt town council, in {printed}).",
        (
            "At least 19 people dead in Brackholt on 3 May 2031, another source's count, not to be added"
            f" (Brackholt hospital, in {printed})."
        ),
    ]
    [first] = sentences(chronology, chronology.event[FIRST_REPORT])
    assert first == (
        f"Since corrected (see {DAM}): around 30 people dead in Brackholt on 3 May 2031"
        ' (Brackholt town council, in "The river that came", paragraph 2).'
    )


def test_a_toll_without_printed_dates_is_dated_by_its_event() -> None:
    chronology = flood((f"events/{MAY}/date_text", None), (f"events/{MAY}/date", "2031-05-31"))
    first, second = sentences(chronology, chronology.event[MAY])
    assert first.startswith("Nearly 40 people dead by 31 May 2031 (Quenna Relief, in ")
    # a label that says what happened to them has a verb
    assert second.startswith("About 2,000 people were displaced by 31 May 2031 (Quenna Relief, in ")


def test_a_sentence_names_only_the_publication_that_is_the_source() -> None:
    cited = [{"publication": "courier", "paragraphs": [3, 4]}, {"publication": "bulletin"}]
    own = {"metric": "dead", "value": 5, "source": "bulletin", "places": [], "period": "2031-05-03/.."}
    chronology = flood(
        (f"events/{DAM}/citations", cited),
        (f"events/{DAM}/figures", [own, {"metric": "displaced", "value": 9, "source": "courier"}]),
        (f"events/{MAY}/figures", []),
    )
    one, other = sentences(chronology, chronology.event[DAM])
    # what goes on has the day up to which its source knows it
    assert one == '5 people dead, since 3 May 2031 (as of 10 Jun 2031) ("Flood bulletin 4").'
    earlier = flood(
        (f"events/{DAM}/citations", cited),
        (f"events/{DAM}/figures", [own | {"source": "courier"}]),
        (f"events/{MAY}/figures", []),
    )
    assert "(as of 2 Jun 2031)" in next(iter(sentences(earlier, earlier.event[DAM])))
    assert other == '9 people were displaced in Brackholt on 3 May 2031 ("The river that came", paragraphs 3, 4).'


@pytest.mark.parametrize(
    ("figure", "begins"),
    [
        ({"value": 80, "hedge": "at_most"}, "At most 80 people dead"),
        ({"low": 80, "high": 120}, "Between 80 and 120 people dead"),
        ({"value": 100, "hedge": "at_least", "wording": "hundreds"}, "Hundreds of people dead"),
        ({"value": 3, "wording": "three"}, "Three people dead"),
        ({"value": 1, "wording": "one"}, "One person dead"),
        ({"value": 1, "hedge": "at_least"}, "At least 1 person dead"),
        ({"value": 1, "hedge": "at_least", "metric": "displaced"}, "At least 1 person was displaced"),
    ],
)
def test_a_number_is_in_its_own_words(figure: dict[str, Any], begins: str) -> None:
    dead = {"metric": "dead", "source": "council", **figure}
    chronology = flood((f"events/{DAM}/figures", [dead]), (f"events/{MAY}/figures", []))
    [sentence] = sentences(chronology, chronology.event[DAM])
    assert sentence.startswith(f"{begins} in Brackholt on 3 May 2031")


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("1", "civilians killed", "1 civilian killed"),
        ("at least 1", "fighters killed", "at least 1 fighter killed"),
        ("1", "people displaced", "1 person displaced"),
        ("1", "hospitals put out of action", "1 hospital put out of action"),
        ("1", "children killed", "1 child killed"),
        ("1", "buses burnt", "1 buses burnt"),  # its singular is not certain
        ("1", "series", "1 series"),
        ("0", "civilians killed", "0 civilians killed"),
        ("21", "civilians killed", "21 civilians killed"),
        ("1 (0 to 2)", "civilians killed", "1 (0 to 2) civilians killed"),
        ("\x85", "civilians killed", "\x85 civilians killed"),  # it is white space to Python, and no word
        *(
            (words, "civilians killed", f"{words} of civilians killed")
            for words in ("tens", "dozens", "scores", "hundreds", "thousands", "millions")
        ),
    ],
)
def test_one_is_followed_by_the_singular(words: str, label: str, expected: str) -> None:
    [event] = [event for event in CHRONOLOGY.events if event.id == "2020-01-11-air-strikes"]
    assert with_label(event.figures[0].model_copy(update={"wording": words}), label) == expected


def test_a_sentence_about_one_is_in_the_singular() -> None:
    raw = changed()
    [event] = [event for event in raw["events"] if event["id"] == "2019-06-15-flare-up"]
    for figure, wording in zip(event["figures"], ("at least 1", "1"), strict=True):
        figure.update(value=1, wording=wording)
    chronology = from_bytes(json.dumps(raw).encode())
    assert list(sentences(chronology, chronology.event["2019-06-15-flare-up"])) == [
        f'At least 1 person was killed in strikes and clashes, "from June 15" [Jun 2019] ({MONTHS}, paragraph 8).',
        (
            '1 civilian was killed in strikes and clashes, "from June 15" [Jun 2019]'
            f", among at least 1 person killed ({MONTHS}, paragraph 8)."
        ),
    ]


@pytest.mark.parametrize(
    ("label", "one"),
    [
        ("houses destroyed", "house destroyed"),
        ("villages burnt", "village burnt"),
        ("civilians killed", "civilian killed"),
        ("people killed", "person killed"),
        ("women killed", "woman killed"),
        ("men killed", "man killed"),
        ("children killed", "child killed"),
        # the singular is not certain
        ("buses hit", "buses hit"),
        ("families displaced", "families displaced"),
    ],
)
def test_a_label_for_a_single_one(label: str, one: str) -> None:
    assert label_of_one(label) == one
