"""HXL: the rows are the features of a map, and tags say what a column is."""

import csv
import io
import re

import pytest
from elsewhere import HOSTILE, bundled, chronology, handed, hostile
from test_export_laws import WORKED

from idlibtl.show.export.handed import Handed
from idlibtl.show.export.hxl import hxl, province

#: A hashtag and its attributes, as the HXL standard 1.1 has them.
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")


def rows(of: Handed) -> tuple[list[str], list[dict[str, str]]]:
    """The header, and the rows by tag."""
    header, tags, *lines = csv.reader(io.StringIO("".join(hxl(of)), newline=""))
    assert all(TAG.fullmatch(tag) for tag in tags)
    assert len(set(tags)) == len(tags)
    return header, [dict(zip(tags, line, strict=True)) for line in lines]


def test_a_row_is_an_event_at_a_place() -> None:
    header, found = rows(bundled())
    assert len(found) == 28
    assert header[:5] == ["Event", "Title", "Kind", "First day", "Last day"]
    assert "civilians killed: share, best" in header
    [raid] = [row for row in found if row["#event+id"] == "2020-01-11-air-strikes"]
    told = {
        "#date+start": "2020-01-11",
        "#date+end": "2020-01-11",
        "#adm1+code": "SY07",
        "#adm1+name": "Idlib",
        "#loc+name": "Idlib",
        "#loc+type": "province",
        "#geo+lat": "35.766667",
        "#geo+lon": "36.666667",
        "#org+attributed": "Syrian government",
        "#meta+source": "Syrian Observatory for Human Rights",
        "#meta+cited": "paragraph 17",
        "#description+figures": "civilians killed: around 18 (Syrian Observatory for Human Rights)",
        "#indicator+killed+civilians+low": "16",
        "#indicator+killed+civilians+best": "18",
        "#indicator+killed+civilians+high": "20",
        "#indicator+killed+other+best": "",
    }
    assert {tag: raid[tag] for tag in told} == told
    [since] = [row for row in found if row["#event+id"] == "2019-12-offensive"]
    assert (since["#date+start"], since["#date+end"]) == ("2019-12-15", "")
    assert since["#description+date"] == "since c. 15 Dec 2019"


def test_columns_add_up_to_the_totals() -> None:
    _, found = rows(bundled())

    def sums(pattern: str) -> int:
        return sum(int(value) for row in found for tag, value in row.items() if value and re.search(pattern, tag))

    assert sums(r"\+civilians\+best") == WORKED["civilians"]
    # what a tool for HXL finds under #indicator+killed+best: civilians, fighters, and the rest
    assert sums(r"\+killed(\+\w+)?\+best") == WORKED["killed"]
    assert sums(r"\+displaced\+best") == WORKED["displaced"]
    assert sums(r"\+children\+best") == WORKED["children"]


def test_a_town_is_in_its_province_and_what_spans_two_is_in_none() -> None:
    _, found = rows(bundled())
    at = {(row["#event+id"], row["#loc+name"]): row for row in found}
    assert at["2019-12-02-bombardment", "Maaret al-Numan"]["#adm1+code"] == "SY07"
    assert at["2020-01-21-strikes", "Idlib and Aleppo"]["#adm1+code"] == ""
    assert at["2020-01-21-strikes", "Idlib and Aleppo"]["#geo+lat"] == ""
    assert at["2019-01-hts-control", "Idlib and its surroundings"]["#adm1+name"] == ""


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ((), None),
        (("valley",), None),
        (("port",), "shire"),
        (("port", "camp"), "shire"),
        (("port", "shire"), "shire"),
        (("port", "valley"), None),
        (("port", "march"), None),
    ],
)
def test_the_province_of_places(places: tuple[str, ...], found: str | None) -> None:
    known = province(handed().timeline, places)
    assert (known.id if known else None) == found


def test_any_id_makes_a_tag_and_no_two_make_the_same() -> None:
    raw = chronology()
    raw["metrics"] += [
        {"id": "2nd_homes", "label": "homes", "unit": "homes"},
        {"id": "m2nd_homes", "label": "homes", "unit": "homes"},
    ]
    for metric in ("2nd_homes", "m2nd_homes"):
        raw["events"][3]["figures"].append({"metric": metric, "value": 1})
    _, found = rows(handed(raw))
    tags = [tag.removesuffix("+best") for tag in found[0] if tag.endswith("+best")]
    assert tags == [
        "#indicator+killed+other",
        "#indicator+killed+civilians",
        "#indicator+m2nd_homes",
        "#indicator+m2nd_homes+n2",
        "#indicator+m2nd_homes+n3",
    ]


def test_a_correction_and_west_of_greenwich() -> None:
    _, found = rows(handed())
    first, second = found[:2]
    assert (first["#meta+replaced_by"], first["#event+name"][:8]) == ("shelling", "REPLACED")
    assert (second["#geo+lon"], second["#indicator+killed+civilians+best"]) == ("-7.5", "7")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_cell_is_a_formula_and_no_row_is_lost(text: str) -> None:
    header, found = rows(handed(hostile(text)))
    assert len(found) == 7
    cells = [cell for row in (dict(zip(header, header, strict=False)), *found) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    names = {row["#event+name"].removeprefix("REPLACED by shelling: ") for row in found}
    assert names <= {text, f"'{text}"}
