"""Errors in publications, citations, sources and corrections."""

from typing import Any

import pytest
from edited import (
    DAM,
    FIRST_REPORT,
    FLARE,
    LOWMERE,
    MAY,
    MISSING,
    RAIDS,
    RAW,
    START,
    TOLL,
    Change,
    Fault,
    changed,
    faults,
    nothing,
)

from idlibtl.read.dataset import from_bytes

COURIER = {"publication": "courier", "paragraphs": [4]}
BULLETIN = {"publication": "bulletin"}
ONE_ONLY = "are for a file with one publication. Give them in citations."


def wrong(*changes: Change) -> list[Fault]:
    """What is wrong with the chronology that init writes, changed."""
    return faults(changed(*changes, of=START))


@pytest.mark.parametrize(
    ("change", "record", "field", "reason"),
    [
        (("publications/courier/id", "relief"), "publication relief", "id",
         "is the id of an actor too. Sources need different ids."),
        (("paragraphs", [1]), "", "paragraphs", ONE_ONLY),
        (("actors/relief/paragraphs", [1]), "actor relief", "paragraphs", ONE_ONLY),
        ((f"events/{LOWMERE}/paragraphs", [4]), f"event {LOWMERE}", "paragraphs",
         ONE_ONLY),
        ((f"events/{LOWMERE}/citations", []), f"event {LOWMERE}", "citations",
         "is required: cite at least one of bulletin, courier"),
        ((f"events/{LOWMERE}/citations", MISSING), f"event {LOWMERE}", "citations",
         "is required: cite at least one of bulletin, courier"),
        ((f"events/{LOWMERE}/citations", [COURIER, BULLETIN]), f"event {LOWMERE}", "source",
         "is required, because the event cites several publications: courier, bulletin or an actor"),
        ((f"events/{MAY}/citations", [COURIER, COURIER, COURIER]), f"event {MAY}", "citations",
         "courier is cited 3 times. Cite it once."),
        ((f"events/{MAY}/figures/1/source", "bulletin"), f"event {MAY}", "figures[1].source",
         "bulletin is not among the event's citations. Cite it too."),
        ((f"events/{MAY}/source", "bulletin"), f"event {MAY}", "source",
         "bulletin is not among the event's citations. Cite it too."),
        ((f"events/{MAY}/citations/0/publication", "currier"), f"event {MAY}", "citations[0].publication",
         "unknown publication 'currier'. Did you mean courier?"),
        ((f"events/{MAY}/source", "courer"), f"event {MAY}", "source",
         "unknown actor or publication 'courer'. Did you mean courier?"),
    ],
)  # fmt: skip
def test_an_error_in_a_citation_is_reported(change: Change, record: str, field: str, reason: str) -> None:
    assert (record, field, reason) in wrong(change)


def test_one_error_in_a_citation_is_reported_once() -> None:
    assert len(wrong((f"events/{LOWMERE}/citations/0/publication", "currier"))) == 1
    assert len(wrong((f"events/{LOWMERE}/citations", []))) == 1
    assert len(wrong((f"events/{MAY}/source", "bulletin"))) == 1


def test_a_publication_cited_twice_is_one_fault() -> None:
    # the source is clear
    assert wrong((f"events/{LOWMERE}/citations", [COURIER, COURIER])) == [
        (f"event {LOWMERE}", "citations", "courier is cited 2 times. Cite it once.")
    ]


def test_a_publication_that_is_a_source_is_cited() -> None:
    from_bytes(content(changed((f"events/{MAY}/source", "courier"), of=START)))


def content(raw: Any) -> bytes:
    """The bytes of a file."""
    import json

    return json.dumps(raw).encode()


def test_many_publications_are_not_all_listed() -> None:
    ids = [f"p{n:02}" for n in range(14)]
    many = [{"id": one, "title": "P", "kind": "book", "as_of": "2031-06-02"} for one in ids]
    [fault] = faults(START | {"publications": many, "events": [event(citations=[])]})
    assert fault[2] == f"is required: cite at least one of {', '.join(ids[:12])} and 2 more"
    [fault] = faults(START | {"publications": many[:12], "events": [event(citations=[])]})
    assert fault[2] == f"is required: cite at least one of {', '.join(ids[:12])}"
    cites_all = event(citations=[{"publication": one} for one in ids])
    [fault] = faults(START | {"publications": many, "events": [cites_all]})
    assert fault[2] == (
        f"is required, because the event cites several publications: {', '.join(ids[:12])} and 2 more or an actor"
    )


def event(**more: Any) -> dict[str, Any]:
    """An event of few keys."""
    return {"id": "e", "date": "2031-05-03", "title": "Something", "kinds": ["statement"], **more}


def test_the_one_publication_has_no_id_and_no_citations() -> None:
    assert faults(changed(("publication/id", "publication"))) == [
        ("", "publication.id", "is for a file with several publications. Leave it out.")
    ]
    cited = changed((f"events/{RAIDS}/citations", [{"publication": "afp"}]), (f"events/{RAIDS}/source", None))
    assert faults(cited) == [
        (f"event {RAIDS}", "citations",
         "are for a file with several publications. Give paragraphs.")
    ]  # fmt: skip


def test_publications_that_are_broken_hide_nothing() -> None:
    assert wrong(("publications/0/title", ""), (f"events/{MAY}/places", ["zzz"])) == [
        ("publication courier", "title", "must not be empty, not ''"),
        (f"event {MAY}", "places[0]", nothing("place", "zzz")),
    ]
    # citations of a missing publication are not checked
    assert wrong(("publications", "courier")) == [("", "publications", "must be a list, not 'courier'")]


def test_publications_may_be_broken_where_there_is_one_publication_too() -> None:
    one = {"title": "One", "kind": "book", "as_of": "2031-06-02"}
    assert wrong(("publication", one), ("publications/0/kind", MISSING)) == [
        ("publication courier", "kind", "is missing"),
        ("", "publication", "use publication or publications, not both"),
    ]


def test_two_publications_of_one_id_are_an_error() -> None:
    assert ("publication courier", "id", "2 publications have this id. Ids must differ.") in wrong(
        ("publications/bulletin/id", "courier")
    )


# Corrections


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([(f"events/{DAM}/replaced_by", "nothing")], {(f"event {DAM}", "replaced_by", "unknown event 'nothing'")}),
        (
            [(f"events/{DAM}/replaced_by", DAM)],
            {(f"event {DAM}", "replaced_by", "goes in a circle. One of these events must not be replaced.")},
        ),
        (
            [(f"events/{DAM}/replaced_by", FIRST_REPORT)],
            {
                (f"event {one}", "replaced_by", "goes in a circle. One of these events must not be replaced.")
                for one in (DAM, FIRST_REPORT)
            },
        ),
        (
            [(f"events/{MAY}/figures/0/includes", [FIRST_REPORT]), (f"events/{FIRST_REPORT}/replaced_by", MAY)],
            {
                (f"event {MAY}", "figures[0].includes",
                 f"{FIRST_REPORT} is replaced by this event, which cannot include it"),
            },
        ),
        (
            [(f"events/{MAY}/figures/0/includes", [FIRST_REPORT]), (f"events/{DAM}/figures/0/period", "2031-04-30")],
            {
                (f"event {MAY}", "figures[0].includes",
                 f"{DAM}, which replaces {FIRST_REPORT}, has days outside this figure's period"),
            },
        ),
        # what is replaced no longer counts, whatever its days
        (
            [(f"events/{MAY}/figures/0/includes", [FIRST_REPORT]), (f"events/{FIRST_REPORT}/date", "2031-04-30"),
             (f"events/{FIRST_REPORT}/phase", None)],
            set(),
        ),
        # a replacement without a figure of the metric takes no place
        ([(f"events/{MAY}/figures/0/includes", [FIRST_REPORT]), (f"events/{DAM}/figures", [])], set()),
        ([(f"events/{MAY}/figures/0/includes", [FIRST_REPORT, FIRST_REPORT])],
         {(f"event {MAY}", "figures[0].includes", f"{FIRST_REPORT} appears 2 times")}),
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_an_error(changes: list[Change], expected: set[Fault]) -> None:
    raw = changed(*changes, of=START)
    if expected:
        assert set(faults(raw)) == expected
        assert len(faults(raw)) == len(expected)
    else:
        from_bytes(content(raw))


def test_a_replacement_is_included_by_one_figure_at_most() -> None:
    other = changed(of=START)["events"][4] | {"id": "other"}
    other["figures"] = [other["figures"][0] | {"includes": [FIRST_REPORT]}]
    assert (
        f"event {DAM}",
        "figures",
        f"its dead are included in 2 figures, {MAY}, other. Only one may include them.",
    ) in wrong(("events/+", other))
    # but what a replaced toll includes another may include
    corrected = other | {"replaced_by": MAY}
    from_bytes(content(changed(("events/+", corrected), of=START)))


def test_a_circle_by_way_of_a_replacement_is_an_error() -> None:
    # the toll of May includes the first report, which is replaced by a toll that includes the toll of May
    toll = {
        "metric": "dead",
        "value": 50,
        "source": "council",
        "scope": "cumulative",
        "period": "2031-05-03/2031-05-31~",
    }
    result = wrong(
        (f"events/{MAY}/figures/0/includes", [FIRST_REPORT]),
        (f"events/{DAM}/figures", [toll | {"includes": [MAY]}]),
    )
    assert sorted(result) == [
        (f"event {DAM}", "figures", "its dead include themselves. Remove it from what it includes."),
        (f"event {MAY}", "figures", "its dead include themselves. Remove it from what it includes."),
    ]


def test_corrections_in_a_file_of_one_publication() -> None:
    chronology = from_bytes(content(changed((f"events/{RAIDS}/replaced_by", FLARE))))
    assert chronology.holder["civilians", FLARE] == TOLL
    assert (("civilians", RAIDS) in chronology.holder, len(RAW["events"])) == (False, 26)
