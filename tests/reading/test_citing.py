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
)

from idlibtl.read.dataset import from_bytes

COURIER = {"publication": "courier", "paragraphs": [4]}
BULLETIN = {"publication": "bulletin"}
ONE_ONLY = "belong to a file with one publication; here only a citation says of which publication they are"


def wrong(*changes: Change) -> list[Fault]:
    """What is wrong with the chronology that init writes, changed."""
    return faults(changed(*changes, of=START))


@pytest.mark.parametrize(
    ("change", "record", "field", "reason"),
    [
        (("publications/courier/id", "relief"), "publication relief", "id",
         "an actor has this id as well; a source is either, so their ids must differ"),
        (("paragraphs", [1]), "", "paragraphs", ONE_ONLY),
        (("actors/relief/paragraphs", [1]), "actor relief", "paragraphs", ONE_ONLY),
        ((f"events/{LOWMERE}/paragraphs", [4]), f"event {LOWMERE}", "paragraphs",
         "belong to a file with one publication; give them in citations"),
        ((f"events/{LOWMERE}/citations", []), f"event {LOWMERE}", "citations",
         "cites nothing; cite at least one of bulletin, courier"),
        ((f"events/{LOWMERE}/citations", MISSING), f"event {LOWMERE}", "citations",
         "cites nothing; cite at least one of bulletin, courier"),
        ((f"events/{LOWMERE}/citations", [COURIER, BULLETIN]), f"event {LOWMERE}", "source",
         "who says so: courier, bulletin, or an actor? The event cites more than one publication"),
        ((f"events/{MAY}/citations", [COURIER, COURIER, COURIER]), f"event {MAY}", "citations",
         "courier is cited 3 times; once is enough"),
        ((f"events/{MAY}/figures/1/source", "bulletin"), f"event {MAY}", "figures[1].source",
         "bulletin is not among the event's citations; cite it"),
        ((f"events/{MAY}/source", "bulletin"), f"event {MAY}", "source",
         "bulletin is not among the event's citations; cite it"),
        ((f"events/{MAY}/citations/0/publication", "currier"), f"event {MAY}", "citations[0].publication",
         "there is no publication 'currier'; did you mean courier?"),
        ((f"events/{MAY}/source", "courer"), f"event {MAY}", "source",
         "there is no actor or publication 'courer'; did you mean courier?"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_citation_is_told(change: Change, record: str, field: str, reason: str) -> None:
    assert (record, field, reason) in wrong(change)


def test_one_fault_of_a_citation_is_told_once() -> None:
    assert len(wrong((f"events/{LOWMERE}/citations/0/publication", "currier"))) == 1
    assert len(wrong((f"events/{LOWMERE}/citations", []))) == 1
    assert len(wrong((f"events/{MAY}/source", "bulletin"))) == 1


def test_a_publication_cited_twice_is_one_fault() -> None:
    # who speaks is clear
    assert wrong((f"events/{LOWMERE}/citations", [COURIER, COURIER])) == [
        (f"event {LOWMERE}", "citations", "courier is cited 2 times; once is enough")
    ]


def test_a_publication_that_speaks_is_cited() -> None:
    from_bytes(content(changed((f"events/{MAY}/source", "courier"), of=START)))


def content(raw: Any) -> bytes:
    """The bytes of a file."""
    import json

    return json.dumps(raw).encode()


def test_many_publications_are_not_all_listed() -> None:
    many = [{"id": f"p{n}", "title": "P", "kind": "book", "as_of": "2031-06-02"} for n in range(7)]
    [fault] = faults(START | {"publications": many, "events": [event(citations=[])]})
    assert fault[2] == "cites nothing; cite at least one of p0, p1, p2, p3, p4 (2 more)"
    [fault] = faults(START | {"publications": many[:5], "events": [event(citations=[])]})
    assert fault[2] == "cites nothing; cite at least one of p0, p1, p2, p3, p4"
    cites_all = event(citations=[{"publication": f"p{n}"} for n in range(7)])
    [fault] = faults(START | {"publications": many, "events": [cites_all]})
    assert fault[2] == (
        "who says so: p0, p1, p2, p3, p4 (2 more), or an actor? The event cites more than one publication"
    )


def event(**more: Any) -> dict[str, Any]:
    """An event of few keys."""
    return {"id": "e", "date": "2031-05-03", "title": "Something", "kind": "report", **more}


def test_the_one_publication_has_no_id_and_no_citations() -> None:
    assert faults(changed(("publication/id", "publication"))) == [
        ("", "publication.id", "only one of several publications, in publications, has an id")
    ]
    cited = changed((f"events/{RAIDS}/citations", [{"publication": "afp"}]), (f"events/{RAIDS}/source", None))
    assert faults(cited) == [
        (f"event {RAIDS}", "citations",
         "belong to a file with several publications; with the one publication give paragraphs")
    ]  # fmt: skip


def test_publications_that_are_broken_are_told_alone() -> None:
    # what the events say of them is not looked at
    assert wrong(("publications/0/title", ""), (f"events/{MAY}/places", ["nowhere"])) == [
        ("publication courier", "title", "must not be empty, not ''")
    ]


def test_two_publications_of_one_id_are_an_error() -> None:
    assert ("publication courier", "id", "2 publications have this id; ids must differ") in wrong(
        ("publications/bulletin/id", "courier")
    )


# Corrections


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([(f"events/{DAM}/replaced_by", "nothing")], {(f"event {DAM}", "replaced_by", "there is no event 'nothing'")}),
        (
            [(f"events/{DAM}/replaced_by", DAM)],
            {(f"event {DAM}", "replaced_by", "leads back to the event itself: one of them has to stand")},
        ),
        (
            [(f"events/{DAM}/replaced_by", FIRST_REPORT)],
            {
                (f"event {each}", "replaced_by", "leads back to the event itself: one of them has to stand")
                for each in (DAM, FIRST_REPORT)
            },
        ),
        (
            [(f"events/{MAY}/figures/0/includes", [FIRST_REPORT]), (f"events/{FIRST_REPORT}/replaced_by", MAY)],
            {
                (f"event {MAY}", "figures[0].includes",
                 f"{FIRST_REPORT} is replaced by this event, and cannot be inside it"),
            },
        ),
        (
            [(f"events/{MAY}/figures/0/includes", [FIRST_REPORT]), (f"events/{DAM}/figures/0/period", "2031-04-30")],
            {
                (f"event {MAY}", "figures[0].includes",
                 f"{DAM}, which replaces {FIRST_REPORT}, counts days that lie outside this figure's period"),
            },
        ),
        # what is replaced counts nothing any more, on whatever days
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
        f"its dead are included by 2 figures, {MAY}, other; at most one may",
    ) in wrong(("events/+", other))
    # but what a replaced toll includes another may include
    corrected = other | {"replaced_by": MAY}
    from_bytes(content(changed(("events/+", corrected), of=START)))


def test_a_circle_by_way_of_a_replacement_is_an_error() -> None:
    # the toll of May includes the first report, in whose place a toll stands that includes the toll of May
    toll = {
        "metric": "dead",
        "value": 50,
        "source": "council",
        "scope": "cumulative",
        "period": "2031-05-03/2031-05-31~",
    }
    found = wrong(
        (f"events/{MAY}/figures/0/includes", [FIRST_REPORT]),
        (f"events/{DAM}/figures", [toll | {"includes": [MAY]}]),
    )
    assert sorted(found) == [
        (f"event {DAM}", "figures", "its dead include themselves"),
        (f"event {MAY}", "figures", "its dead include themselves"),
    ]


def test_corrections_in_a_file_of_one_publication() -> None:
    timeline = from_bytes(content(changed((f"events/{RAIDS}/replaced_by", FLARE))))
    assert timeline.holder["civilians", FLARE] == TOLL
    assert (("civilians", RAIDS) in timeline.holder, len(RAW["events"])) == (False, 23)
