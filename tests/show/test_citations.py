"""Citations of a record: nothing is invented, and each form is valid for its readers."""

import json
import re
from typing import Any

import pytest
from edited import DAM, FIRST_REPORT, RAIDS, START, Change, changed

from idlibtl import __version__, from_bytes
from idlibtl.model.chronology import Chronology
from idlibtl.model.vocabulary import Cite
from idlibtl.show.citations import citations
from idlibtl.totals.sentences import compilation

#: What CSL-JSON 1.0.2 defines for an item, of what we give; all but type are text. Required are type and id.
CSL_KEYS = {"id", "type", "title", "genre", "publisher", "URL", "note"}
CSL_TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset"
    " document entry entry-dictionary entry-encyclopedia figure graphic hearing interview legal_case legislation"
    " manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical"
    " personal_communication post post-weblog regulation report review review-book software song speech standard"
    " thesis treaty webpage"
)
NASTY = 'A {B} \\C & 50 % of $5 #1 _x_ ~y ^z "é" @misc{'


def cited(form: Cite, event: str, *changes: Change, of: dict[str, Any] = START) -> str:
    """How to cite an event of a changed chronology."""
    chronology: Chronology = from_bytes(json.dumps(changed(*changes, of=of)).encode())
    return "".join(citations(chronology, [chronology.event[event]], form))


def bundled(form: Cite, *changes: Change) -> str:
    """How to cite an event of the bundled chronology, or of a changed copy."""
    return cited(form, RAIDS, *changes, of=changed())


def entries(bibtex: str) -> dict[str, dict[str, str]]:
    """A strict reader of BibTeX: every entry is @misc, every field in braces that balance, nothing between them."""
    result: dict[str, dict[str, str]] = {}
    at = 0
    while at < len(bibtex):
        head = re.compile(r"@misc\{([a-z0-9_.-]+),\n").match(bibtex, at)
        assert head, bibtex[at:]
        at, fields = head.end(), {}
        while not bibtex.startswith("}\n", at):
            name = re.compile(r"  ([a-z]+) = \{").match(bibtex, at)
            assert name, bibtex[at:]
            begin = at = name.end()
            depth = 1
            while depth:
                depth += {"{": 1, "}": -1}.get(bibtex[at], 0)
                at += 1
            fields[name[1]] = bibtex[begin : at - 1]
            assert bibtex.startswith(",\n", at)
            at += 2
        result[head[1]] = fields
        at += 2
    return result


def test_text_has_all_that_is_known_and_no_more() -> None:
    record = f'Record {RAIDS} of "The offensive on Idlib, April 2019 to January 2020", idlibtl {__version__}.'
    rest = f"{record} Figures are as reported and have not been verified.\n"
    title = '"Months of Strikes on Syria\'s Hold-Out Idlib" (news-agency chronology)'
    day, third = "as of 26 Jan 2020", "paragraph 3 (counted without headings)"
    assert bundled(Cite.TEXT) == f"{title}, {day}, {third}. Publisher and address not recorded. {rest}"
    publisher, url = ("publication/publisher", "An agency"), ("publication/url", "https://example.org/m")
    assert bundled(Cite.TEXT, publisher, url) == f"{title}, An agency, {day}, {third}, https://example.org/m. {rest}"
    assert bundled(Cite.TEXT, publisher) == f"{title}, An agency, {day}, {third}. Address not recorded. {rest}"
    assert bundled(Cite.TEXT, url).startswith(
        f"{title}, {day}, {third}, https://example.org/m. Publisher not recorded. "
    )
    paragraphs = f"events/{RAIDS}/paragraphs"
    assert bundled(Cite.TEXT, (paragraphs, [3, 5])).startswith(f"{title}, {day}, paragraphs 3, 5 (counted without ")
    assert bundled(Cite.TEXT, (paragraphs, [])).startswith(f"{title}, {day}. Publisher and address not recorded. ")


def test_the_chronology_itself_can_be_cited() -> None:
    result = compilation(from_bytes(json.dumps(changed()).encode()))
    begin = f'"The offensive on Idlib, April 2019 to January 2020", idlibtl {__version__}. Compiled from '
    assert result.startswith(
        f'{begin}"Months of Strikes on Syria\'s Hold-Out Idlib" (news-agency chronology), as of 26'
    )
    assert "Licence: CC BY 4.0" in result


def test_each_publication_is_an_entry_of_its_own() -> None:
    one, other = cited(Cite.TEXT, DAM).splitlines()
    assert one.startswith(
        '"The river that came" (newspaper article), Quenna Courier, as of 2 Jun 2031, paragraph 3 (counted '
    )
    assert other.startswith(
        '"Flood bulletin 4" (report), Quenna Relief, as of 10 Jun 2031, https://relief.example.org/bulletins/4#dam.'
    )
    assert list(entries(cited(Cite.BIBTEX, DAM))) == [f"{DAM}.courier", f"{DAM}.bulletin"]
    assert [item["id"] for item in json.loads(cited(Cite.CSL_JSON, DAM))] == [f"{DAM}.courier", f"{DAM}.bulletin"]


def test_an_event_of_one_citation_is_named_by_its_id() -> None:
    assert list(entries(cited(Cite.BIBTEX, FIRST_REPORT))) == [FIRST_REPORT]
    assert [item["id"] for item in json.loads(cited(Cite.CSL_JSON, FIRST_REPORT))] == [FIRST_REPORT]


@pytest.mark.parametrize("form", Cite)
def test_a_correction_is_in_every_form(form: Cite) -> None:
    result = cited(form, FIRST_REPORT).replace(r"\_", "_")
    assert f"replaced by {DAM}" in result
    assert "replaced" not in cited(form, DAM)


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("news-agency chronology", "article-newspaper"),
        ("Newspaper article", "article-newspaper"),
        ("magazine", "article-magazine"),
        ("journal article", "article-journal"),
        ("situation report", "report"),
        ("book", "book"),
        ("dataset", "dataset"),
        ("blog", "post-weblog"),
        ("website", "webpage"),
        ("radio broadcast", "broadcast"),
        ("reporting", "document"),
        ("invention", "document"),
    ],
)
def test_csl_takes_its_type_from_a_word_of_the_kind(kind: str, type_: str) -> None:
    [item] = json.loads(bundled(Cite.CSL_JSON, ("publication/kind", kind)))
    assert (item["type"], item["genre"]) == (type_, kind)


@pytest.mark.parametrize(("event", "of"), [(DAM, START), (FIRST_REPORT, START), (RAIDS, changed())])
def test_csl_json_is_what_its_schema_asks_for(event: str, of: dict[str, Any]) -> None:
    items = json.loads(cited(Cite.CSL_JSON, event, of=of))
    assert isinstance(items, list)
    for item in items:
        assert {"id", "type"} <= set(item) <= CSL_KEYS
        assert item["type"] in CSL_TYPES.split(" ")
        assert all(isinstance(value, str) and value for value in item.values())


def test_csl_has_the_address_the_paragraph_and_the_day() -> None:
    courier, bulletin = json.loads(cited(Cite.CSL_JSON, DAM))
    record = f'Record {DAM} of "The Quenna flood, spring 2031 (an example)", idlibtl {__version__}'
    assert courier == {
        "id": f"{DAM}.courier",
        "type": "article-newspaper",
        "title": "The river that came",
        "genre": "newspaper article",
        "publisher": "Quenna Courier",
        "URL": "https://courier.example.org/2031/river",
        "note": f"Paragraph 3. As of 2 Jun 2031. {record}",
    }
    assert (bulletin["URL"], bulletin["note"]) == (
        "https://relief.example.org/bulletins/4#dam",
        f"As of 10 Jun 2031. {record}",
    )
    [item] = json.loads(bundled(Cite.CSL_JSON))
    assert set(item) == {"id", "type", "title", "genre", "note"}


def test_bibtex_has_the_same() -> None:
    fields = entries(cited(Cite.BIBTEX, DAM))[f"{DAM}.courier"]
    assert fields == {
        "title": "{The river that came}",
        "howpublished": "newspaper article",
        "publisher": "Quenna Courier",
        "url": "https://courier.example.org/2031/river",
        "note": f'Paragraph 3. As of 2 Jun 2031. Record {DAM} of "The Quenna flood, spring 2031 (an example)", idlibtl '
        f"{__version__}",
    }
    assert set(entries(bundled(Cite.BIBTEX))[RAIDS]) == {"title", "howpublished", "note"}


def test_latex_takes_nothing_for_a_command() -> None:
    [fields] = entries(bundled(Cite.BIBTEX, ("publication/title", NASTY))).values()
    assert fields["title"] == (
        r"{A \textbraceleft{}B\textbraceright{} \textbackslash{}C \& 50 \% of \$5 \#1 \_x\_ \textasciitilde{}y"
        r' \textasciicircum{}z "é" @misc\textbraceleft{}}'
    )


@pytest.mark.parametrize("form", Cite)
def test_a_citation_cannot_move_or_hide_what_is_shown(form: Cite) -> None:
    message = bundled(form, ("publication/title", "A\n\x1b[31m\u202eB"))
    if form is Cite.CSL_JSON:
        assert json.loads(message)[0]["title"] == "A\n\x1b[31m\u202eB"
    assert "\x1b" not in message
    assert "\u202e" not in message


@pytest.mark.filterwarnings("ignore")  # its own
def test_a_reader_of_bibtex_reads_it() -> None:
    bibtexparser = pytest.importorskip("bibtexparser", reason="bibtexparser is not installed here")
    read = bibtexparser.loads(cited(Cite.BIBTEX, DAM) + bundled(Cite.BIBTEX, ("publication/title", NASTY)))
    assert [entry["ID"] for entry in read.entries] == [f"{DAM}.courier", f"{DAM}.bulletin", RAIDS]
    assert read.entries[0]["url"] == "https://courier.example.org/2031/river"
