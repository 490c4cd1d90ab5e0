"""One picture of the page as an SVG file: whole, with its title, source and caveat, and what the page draws in it."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from chronologies import document, loaded
from transcripts import in_process

from idlibtl import Chronology, Filters, ask, load
from idlibtl.model.dates import BadQuestion
from idlibtl.model.vocabulary import Part
from idlibtl.show.page.part import WIDTH, part_of

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("svg", "title", "style", "defs", "pattern", "g", "rect", "circle", "line", "path", "use", "text", "tspan")


def picture(part: Part, chronology: Chronology | None = None, **asked: Any) -> ET.Element:
    return ET.fromstring(part_of(ask(chronology or load(), Filters(**asked)), part))  # noqa: S314 - our own


def words(root: ET.Element) -> str:
    return " ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("part", Part)
def test_each_has_its_title_its_source_and_its_caveat_inside(part: Part) -> None:
    root = picture(part)
    assert "The offensive on Idlib, April 2019 to January 2020" in words(root)
    assert 'From "Months of Strikes on Syria\'s Hold-Out Idlib", 26 Jan 2020. Not verified.' in words(root)
    assert "none has been independently verified." in words(root)
    assert root.get("width") == str(WIDTH)
    assert root.get("viewBox") == f"0 0 {WIDTH} {root.get('height')}"


@pytest.mark.parametrize("part", Part)
def test_each_needs_nothing_from_elsewhere(part: Part) -> None:
    root = picture(part)
    ids = {one.get("id") for one in root.iter() if one.get("id")}
    hrefs = {one.get("href") for one in root.iter() if one.get("href")}
    assert hrefs <= {f"#{one}" for one in ids}
    [style] = root.iter(f"{SVG}style")
    # colours of its own: no variables, and nothing that depends on the screen
    assert not re.search(r"var\(|@media|@import|url\((?!#hatch)", style.text or "")
    assert {one.tag for one in root.iter()} <= {f"{SVG}{name}" for name in NAMES}


def test_the_timeline_has_every_event(tmp_path: Path) -> None:
    root = picture(Part.TIMELINE)
    for words_ in ("Truce backed by Russia begins", "nearly 1,000 civilians killed (SOHR)", "2. Hundreds killed"):
        assert words_ in words(root)
    for meaning in ("violence", "displacement", "approximate (c.)", "a cumulative toll, for these days"):
        assert meaning in words(root)
    assert "replaced by another event" not in words(root)
    code = in_process("idlibtl report --part timeline -o t.svg", tmp_path, None)[2]
    assert code == 0
    assert ET.parse(tmp_path / "t.svg").getroot().tag == f"{SVG}svg"  # noqa: S314 - our own


def test_the_map_is_the_wide_one_of_the_page() -> None:
    text = words(picture(Part.MAP))
    assert "Idlib province, 5 events" in text
    assert "Numbers on the map are events, not deaths. Not on the map: 15 events" in text


def test_the_numbers_on_a_map_are_named_below_it() -> None:
    crowd = [
        {
            "id": f"t-{number}",
            "name": f"Town {number}",
            "kind": "town",
            "latitude": 10 + number / 1e6,
            "longitude": 20.0,
        }
        for number in range(9)
    ]
    events = [
        {"id": one["id"], "title": "T", "kinds": ["strike"], "date": "2019-01-05", "places": [one["id"]]}
        for one in crowd
    ]
    text = words(picture(Part.MAP, loaded(document(events, places=crowd))))
    assert re.search(r"9: Town 8, 1 event", text)


def test_the_bars_are_months_with_the_toll_across_them() -> None:
    text = words(picture(Part.BARS))
    assert "The offensive on Idlib, April 2019 to January 2020, civilians killed, by month" in text
    for row in ("Apr 2019 *", "around 15", "Sep – Nov 2019", "not reported", "about 93"):
        assert row in text
    assert "about 905 more, somewhere in these months, in the wider figure of nearly 1,000 (SOHR)" in text
    assert "Civilians killed: about 1,134 reported (sum of 5 figures)." in text
    asked = words(picture(Part.BARS, since="2019-06", until="2019-08", metrics=["civilians"]))
    russia = words(picture(Part.BARS, actors=["russia"]))
    assert "Civilians killed, attributed to Russia alone, by month" in russia
    # what a bracket would cross is in words
    crossed = words(picture(Part.BARS, kinds=["strike"], metrics=["killed"]))
    assert "Jun 2019: a wider figure may include more: at least 45 (publication), c. 15 Jun 2019." in crossed
    # the title is the question; where that was is above it
    kicker = "The offensive on Idlib, April 2019 to January 2020"
    assert asked.startswith(f"{kicker} Civilians killed, 1 June to 31 August 2019, by month")


def test_bars_of_people_who_may_be_displaced_twice_have_each_larger_figure_across_its_months() -> None:
    text = words(picture(Part.BARS, metrics=["displaced"]))
    # the bar of January is 38,000; without these it would be the peak
    assert "38,000 (UN)" in text
    assert "more than 400,000 (publication), 26 Apr – 31 Aug 2019, in these months together" in text
    assert "some 358,000 (publication), 1 Dec 2019 – c. 21 Jan 2020, in these months together" in text


@pytest.mark.parametrize(
    ("part", "asked", "why"),
    [
        (Part.TIMELINE, {"texts": ["nothing of the kind"]}, "There is no timeline: no events match."),
        (Part.MAP, {"texts": ["nothing of the kind"]}, "There is no map"),
        (Part.BARS, {"places": ["maaret-al-numan"]}, "There are no bars: no total has more than one figure."),
    ],
)
def test_if_there_is_nothing_to_draw_it_says_so(part: Part, asked: dict[str, Any], why: str, tmp_path: Path) -> None:
    with pytest.raises(BadQuestion, match=why):
        picture(part, **asked)
    [[field, [value]]] = [[field, value] for field, value in asked.items()]
    stdout, stderr, code = in_process(
        f"idlibtl report --part {part} --{field.removesuffix('s')} '{value}'", tmp_path, None
    )
    assert (stdout, code) == ("", 2)
    assert why in stderr.replace("\n", " ")


def test_too_many_events_are_not_drawn() -> None:
    events = [{"id": f"e{n}", "title": "T", "kinds": ["strike"], "date": "2019-01-05"} for n in range(201)]
    with pytest.raises(BadQuestion, match="A timeline has at most 200 events, not 201"):
        picture(Part.TIMELINE, loaded(document(events)))
