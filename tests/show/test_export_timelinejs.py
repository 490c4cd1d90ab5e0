"""TimelineJS: what is in the file. What TimelineJS makes of it is tested in tests/validators."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from elsewhere import HOSTILE, bundled, content, hostile

from idlibtl.show.export.content import Content
from idlibtl.show.export.timelinejs import escaped, timelinejs


def document(of: Content) -> dict[str, Any]:
    """The file as TimelineJS reads it."""
    read: dict[str, Any] = json.loads("".join(timelinejs(of)))
    return read


def slides(of: Content) -> dict[str, dict[str, Any]]:
    """Its slides by id."""
    return {slide["unique_id"]: slide for slide in document(of)["events"]}


class Read(HTMLParser):
    """The text of a piece of HTML, and the tags in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(text)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not attrs


def test_there_is_a_slide_for_each_event_and_an_era_for_each_phase() -> None:
    file = document(bundled())
    assert len(file["events"]) == 26
    assert [era["text"]["headline"] for era in file["eras"]] == [
        "Russian strikes",
        "Hundreds killed",
        "New escalation",
        "Syrian advance",
    ]
    first = file["eras"][0]
    assert first["start_date"] == {"year": 2019, "month": 4, "day": 26, "hour": 0, "minute": 0}
    assert (first["end_date"]["hour"], first["end_date"]["minute"]) == (23, 59)


@pytest.mark.parametrize(
    ("event", "first", "last", "starts", "ends", "shown"),
    [
        ("2019-07-22-market-strikes", (2019, 7, 22), None, "22 Jul 2019", None, "22 Jul 2019"),
        ("2019-08-khan-sheikhun", (2019, 8, 1), (2019, 8, 31), "1 Aug 2019", "31 Aug 2019", "Aug 2019"),
        ("2019-12-offensive", (2019, 12, 15), None, "since c. 15 Dec 2019", None, "since c. 15 Dec 2019"),
        ("2019-01-hts-control", (2019, 1, 1), None, "since Jan 2019", None, "since Jan 2019"),
        (
            "2019-12-two-week-toll",
            (2019, 12, 15),
            (2019, 12, 28),
            "c. 15 Dec 2019",
            "c. 28 Dec 2019",
            "c. 15–28 Dec 2019",
        ),
        # a toll is on the days of its figures
        (
            "2019-08-31-four-month-toll",
            (2019, 4, 26),
            (2019, 8, 31),
            "26 Apr 2019",
            "31 Aug 2019",
            "26 Apr – 31 Aug 2019",
        ),
        (
            "2019-05-un-first-toll",
            (2019, 4, 26),
            (2019, 5, 5),
            "26 Apr 2019",
            "c. 5 May 2019",
            "26 Apr – c. 5 May 2019",
        ),
    ],
)
def test_dates_keep_what_is_uncertain(
    event: str, first: tuple[int, ...], last: tuple[int, ...] | None, starts: str, ends: str | None, shown: str
) -> None:
    slide = slides(bundled())[event]
    assert (*(slide["start_date"][part] for part in ("year", "month", "day")),) == first
    assert slide["start_date"]["display_date"] == starts
    assert slide["display_date"] == shown
    if last is None:
        assert "end_date" not in slide
    else:
        assert (*(slide["end_date"][part] for part in ("year", "month", "day")),) == last
        assert slide["end_date"]["display_date"] == ends


def test_a_slide_says_who_where_how_many_and_who_reports_it() -> None:
    text = slides(bundled())["2019-07-22-market-strikes"]["text"]["text"]
    assert re.findall("<p>(.*?)</p>", text)[:4] == [
        "Who: not attributed",
        "Where: Maaret al-Numan",
        (
            "Figures: around 50 civilians killed (SOHR), covers Idlib and its surroundings,"
            " already included in &quot;Four months of strikes kill civilians&quot;: do not add the two"
        ),
        "Source: Syrian Observatory for Human Rights (SOHR), paragraph 9",
    ]
    diplomacy = slides(bundled())["2019-09-19-veto"]["text"]["text"]
    assert "Where" not in diplomacy
    assert "<p>Who: Russia, China (party)</p>" in diplomacy
    assert "<p>Date as printed: in August</p>" in slides(bundled())["2019-08-khan-sheikhun"]["text"]["text"]
    assert "<p>Reported: 31 Aug 2019</p>" in slides(bundled())["2019-08-31-four-month-toll"]["text"]["text"]


def test_the_title_has_the_caveat_and_what_may_be_quoted() -> None:
    title = Read(document(bundled())["title"]["text"]["text"]).text
    assert "none has been independently verified" in title
    assert "Civilians killed: about 1,134 reported (sum of 5 figures)" in title
    narrowed = Read(document(bundled(phases=["2"], metrics=["civilians"]))["title"]["text"]["text"]).text
    assert "about 80 reported (sum of 3 figures); a wider figure may include more: nearly 1,000 (SOHR)" in narrowed
    assert "4 of 26 events" in narrowed


def test_a_title_names_wider_figures_though_nothing_is_counted() -> None:
    title = Read(document(bundled(places=["khan-sheikhun"], metrics=["civilians"]))["title"]["text"]["text"]).text
    assert "not reported; 4 wider figures may include some, the largest nearly 1,000 (SOHR)" in title
    nothing = Read(document(bundled(texts=["xyzzy"]))["title"]["text"]["text"]).text
    assert "not reported" not in nothing


def test_filters_apply_and_only_their_phases_are_eras() -> None:
    file = document(bundled(places=["khan-sheikhun"]))
    assert [slide["unique_id"] for slide in file["events"]] == ["2019-08-khan-sheikhun"]
    assert [era["text"]["headline"] for era in file["eras"]] == ["Hundreds killed"]
    assert document(bundled(texts=["xyzzy"]))["events"] == []


def test_a_correction_and_several_publications() -> None:
    file = slides(content())
    assert file["first-told"]["text"]["headline"] == "REPLACED by shelling: A shelling, as first told"
    assert (
        "<p>Source: The hospital; The Gazette, paragraphs 3, 4, https<wbr>://gazette.example/spring/2; The Herald</p>"
    ) in file["shelling"]["text"]["text"]
    assert "Who" not in file["siege"]["text"]["text"]
    title = Read(document(content())["title"]["text"]["text"]).text
    assert 'From "The Herald" (newspaper), as of 30 Jun 2031; "The Gazette" (weekly), as of 15 Jul 2031.' in title


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_stranger_wrote_stays_text(text: str) -> None:
    file = document(content(hostile(text)))
    for slide in (file["title"], *file["events"], *file["eras"]):
        for html in slide["text"].values():
            assert Read(html).tags <= {"p", "wbr"}
    # fields that TimelineJS puts into its page unchanged have only text of the program
    ours = re.compile(r"(since )?(c\. )?[0-9A-Za-z –.]+")
    for slide in file["events"]:
        for date in (slide, slide["start_date"], slide.get("end_date", slide["start_date"])):
            assert ours.fullmatch(date["display_date"])
        assert "group" not in slide
        assert "media" not in slide


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b & \"c\" 'd'", "a &lt; b &amp; &quot;c&quot; &#x27;d&#x27;"),
        ("see www.example.org", "see www<wbr>.example.org"),
        ("WWW.EXAMPLE.ORG and HTTPS://A.B", "WWW<wbr>.EXAMPLE.ORG and HTTPS<wbr>://A.B"),
        ("ftp://a.b http://www.c", "ftp<wbr>://a.b http<wbr>://www<wbr>.c"),
        ("me@example.org @home", "me<wbr>@example.org @home"),
        ("two\nlines\u202e", "two lines\ufffd"),
    ],
)
def test_escaped(text: str, html: str) -> None:
    assert escaped(text) == html
