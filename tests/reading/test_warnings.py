"""Warnings: what a compiler should look at, and where there is none."""

import pytest
from edited import (
    DISPLACED,
    FLARE,
    MISSING,
    RAIDS,
    SECTIONS,
    TOLL,
    Change,
    Fault,
    advice,
    changed,
    civilians,
    cumulative,
    event,
    faults,
    nothing,
    twice,
)

NEW_PHASE = {"id": "aftermath", "number": 5, "title": "Aftermath", "first": "2020-02-01", "last": "2020-02-29"}

#: A report of 15 June in the whole region, where the flare-up gives people killed.
APART = (
    f"civilians may be counted twice: {FLARE} has killed of the same dates and places, but does not include this event"
)

WARNINGS: dict[str, tuple[list[Change], list[Fault]]] = {
    "a phase without events": ([("phases/+", NEW_PHASE)], [("phase aftermath", "", "has no events")]),
    "an event outside its phase": (
        [(f"events/{FLARE}/phase", "new-escalation")],
        [(f"event {FLARE}", "date", "2019-06-15~ is outside its phase, 2019-12-02 to 2019-12-29")],
    ),
    "an event partly outside its phase": (
        [("phases/russian-strikes/first", "2019-04-27")],
        [
            (f"event {identity}", "date", f"{date} is outside its phase, 2019-04-27 to 2019-06-03")
            for identity, date in (
                (RAIDS, "2019-04-26/2019-04-27"),
                ("2019-04-russia-position", "2019-04-26~/2019-05-05~"),
            )
        ],
    ),
    "a figure without a source": (
        [(f"events/{FLARE}/figures/1/source", MISSING)],
        [(f"event {FLARE}", "figures[1].source", "is not given. Write null for the publication itself.")],
    ),
    "a paragraph that nobody cites": (
        [("events/2019-07-22-market-strikes/paragraphs", [])],
        [("", "paragraphs", "paragraph 9 of the publication is not cited in any record")],
    ),
    "a paragraph of an actor": (
        [("actors/russia/paragraphs", MISSING), ("events/2019-04-russia-position/paragraphs", [])],
        [("", "paragraphs", "paragraph 5 of the publication is not cited in any record")],
    ),
    "paragraphs here and there": (
        [
            ("actors/russia/paragraphs", MISSING),
            ("events/2019-04-russia-position/paragraphs", []),
            ("events/2019-06-03-hrw-banned-weapons/paragraphs", []),
            ("events/2019-06-15-flare-up/paragraphs", []),
            ("events/2019-06-20-bombardment/paragraphs", []),
        ],
        [
            ("", "paragraphs", "paragraph 5 of the publication is not cited in any record"),
            ("", "paragraphs", "paragraphs 7 to 8 of the publication are not cited in any record"),
        ],
    ),
    "the paragraphs of the description": (
        # the records are based on 1 and 2 as well
        [("paragraphs", [])],
        [],
    ),
    "a publication that goes on": (
        [("publication/paragraphs", 24)],
        [("", "paragraphs", "paragraphs 23 to 24 of the publication are not cited in any record")],
    ),
    "a publication of unknown length": (
        [("publication/paragraphs", MISSING), ("events/2019-07-22-market-strikes/paragraphs", [])],
        # up to the last paragraph cited
        [("", "paragraphs", "paragraph 9 of the publication is not cited in any record")],
    ),
    "a toll that no longer includes": (
        [(f"events/{TOLL}/figures/0/includes/1", MISSING)],
        [(f"event {FLARE}", "figures[1]", twice("civilians", TOLL))],
    ),
    # figures of people who may flee twice are not added, so no one is counted twice
    "a toll of displaced people that no longer includes": ([(f"events/{DISPLACED}/figures/0/includes", [])], []),
    "another report inside the same toll": (
        [
            ("events/+", event(phase="hundreds-killed", places=["idlib-region"], figures=[civilians()])),
            (f"events/{TOLL}/figures/0/includes/+", "new"),
        ],
        [("event new", "figures[0]", twice("civilians", FLARE)), ("event new", "figures", APART)],
    ),
    "another report of one market": (
        [
            (
                "events/+",
                event(date="2019-07-22", phase="hundreds-killed", places=["maaret-al-numan"], figures=[civilians()]),
            )
        ],
        # of the toll and the strikes of that day, those of that day
        [("event new", "figures[0]", twice("civilians", "2019-07-22-market-strikes"))],
    ),
    "a wording with other digits": (
        [(f"events/{RAIDS}/figures/0/wording", "around 51")],
        [
            (
                f"event {RAIDS}",
                "figures[0].wording",
                "says about 51, but the figure is coded as about 15. Make them agree.",
            )
        ],
    ),
    "a nest of the whole that its part does not share": (
        [(f"events/{TOLL}/figures/+", {**cumulative(FLARE), "metric": "killed", "value": 1200})],
        [],
    ),
    "a stated total that includes an event whose part another does not": (
        [
            (f"events/{TOLL}/figures/+", {**cumulative(FLARE), "metric": "killed", "value": 1200}),
            (f"events/{TOLL}/figures/0/includes", [RAIDS, "2019-06-20-bombardment", "2019-07-22-market-strikes"]),
        ],
        [
            (f"event {FLARE}", "figures[1]", twice("civilians", TOLL)),
            (
                f"event {TOLL}",
                "figures",
                f"its killed include those of {FLARE}, but its civilians do not. Should they too?",
            ),
        ],
    ),
    "a part that includes an event whose total the total does not": (
        [(f"events/{TOLL}/figures/+", {**cumulative(), "metric": "killed", "value": 1200})],
        [
            (f"event {FLARE}", "figures[0]", twice("killed", TOLL)),
            (
                f"event {TOLL}",
                "figures",
                f"its civilians include those of {FLARE}, but its killed do not. Should they too?",
            ),
        ],
    ),
    "another report of one town in the province": (
        [("events/+", event(date="2019-12-02", phase="new-escalation", places=["idlib"], figures=[civilians()]))],
        [("event new", "figures[0]", twice("civilians", "2019-12-02-bombardment"))],
    ),
    "another report of a town in a toll of the region": (
        [
            (
                "events/+",
                event(date="2019-12-20", phase="new-escalation", places=["khan-sheikhun"], figures=[civilians()]),
            )
        ],
        [("event new", "figures[0]", twice("civilians", "2019-12-two-week-toll"))],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), WARNINGS.values(), ids=WARNINGS)
def test_the_compiler_is_warned(changes: list[Change], expected: list[Fault]) -> None:
    result = advice(changed(*changes))
    # what is added may come earlier or later than what it overlaps with
    assert result == expected


@pytest.mark.parametrize(
    "changes",
    [
        # on another day
        [("events/+", event(date="2019-12-03", places=["maaret-al-numan"], figures=[civilians()]))],
        # in another town
        [("events/+", event(date="2019-12-02", places=["khan-sheikhun"], figures=[civilians()]))],
        # nowhere in particular
        [("events/+", event(date="2019-12-02", figures=[civilians()]))],
        # of another metric
        [
            (
                "events/+",
                event(date="2019-12-02", places=["maaret-al-numan"], figures=[civilians(metric="schools")]),
            )
        ],
        # included in what includes the other
        [
            (
                "events/+",
                event(
                    date="2019-08-31",
                    places=["idlib-region"],
                    figures=[
                        civilians(value=1000, scope="cumulative", period="2019-04-01/2019-08-31", includes=[TOLL])
                    ],
                ),
            )
        ],
        # an event without a phase is not outside one
        [("events/+", event(date="2020-01-01"))],
    ],
    ids=["day", "town", "nowhere", "metric", "held", "phaseless"],
)
def test_the_compiler_is_not_warned_without_need(changes: list[Change]) -> None:
    assert advice(changed(*changes)) == []


def test_an_empty_chronology_has_a_warning_about_its_paragraphs_alone() -> None:
    empty: list[Change] = [(section, []) for section in (*SECTIONS, "paragraphs")]
    assert advice(changed(*empty, ("publication/paragraphs", MISSING))) == []
    message = "paragraphs 1 to 22 of the publication are not cited in any record"
    assert advice(changed(*empty)) == [("", "paragraphs", message)]


def test_a_file_with_errors_is_not_warned_of() -> None:
    result = faults(changed(("phases/+", NEW_PHASE), (f"events/{FLARE}/source", "afp")))
    assert result == [(f"event {FLARE}", "source", nothing("actor", "afp"))]
