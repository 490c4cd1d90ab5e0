"""The cross-check against the rules followed step by step over the rows of the file: for all figures, and for any."""

import csv
import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from edited import RAW, content_of
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled
from slow_crosscheck import NAMES, NONE, PLACES, Found, Row, Three, compared, looks, read, reference, stored_days, word
from transcripts import in_process

from idlibtl import Chronology, Filters, ask, from_bytes, load
from idlibtl.compare.crosscheck import ComparedWithIds, crosscheck_report

INVENTED = Path(__file__).parent.parent / "fixtures" / "invented-ged.csv"
AS_OF = dt.date(2020, 1, 26)
NOT_IN_GED = ("children", "displaced", "hospitals", "schools")
SOHR = "SOHR|Syrian Observatory"
#: What the words of a figure state, by its hedge: low and high, "v" for its value.
STATED = {
    "exact": "vv",
    "about": "--",
    "nearly": "-v",
    "at_least": "v-",
    "more_than": "v-",
    "at_most": "-v",
    "fewer_than": "-v",
}
FILES = [INVENTED.name, "ged-idlib.csv"]


def other(name: str) -> Path:
    """A file to compare figures with: the small invented one, or real rows if there are any."""
    path = INVENTED if name == INVENTED.name else reference(name)
    if path is None:
        pytest.skip("there is no folder shared/reference with real rows; they are not part of the project")
    return path


@cache
def theirs(path: Path) -> Chronology:
    """The rows of a file, read once."""
    return load(path)


def lines_of(chronology: Chronology, events: list[dict[str, Any]] | None = None) -> list[ComparedWithIds]:
    """Every line of the cross-check of these events, or of the bundled chronology."""
    ours = load() if events is None else from_bytes(content_of({**RAW, "events": events}))
    lines = [line.compared for line in crosscheck_report(ask(ours, Filters()), chronology, with_ids=True).lines]
    return [line for line in lines if isinstance(line, ComparedWithIds)]


@cache
def lines_of_bundled(path: Path) -> list[ComparedWithIds]:
    """Every line of the cross-check of the bundled chronology with the rows of a file."""
    return lines_of(theirs(path))


def event_of(figure: dict[str, Any], days: str, places: list[str], **more: Any) -> dict[str, Any]:
    return {"id": "it", "date": days, "title": "It", "kinds": ["strike"], "places": places, "figures": [figure], **more}


def require_equal(line: ComparedWithIds, rows: Sequence[Row], event: dict[str, Any], figure: dict[str, Any]) -> Found:
    """Compare a line with the rules."""
    days, metric, value = stored_days(figure.get("period", event["date"]), AS_OF), figure["metric"], figure["value"]
    places = figure.get("places", event["places"])
    result = compared(rows, metric, days, places, SOHR)
    low, high = (value if end == "v" else None for end in STATED[figure.get("hedge", "exact")])
    assert (line.metric, line.low, line.best, line.high) == (metric, low, value, high)
    assert (line.theirs.low, line.theirs.best, line.theirs.high) == result.three
    assert line.outcome == word(value, result)
    assert (sorted(line.ids), sorted(line.straddling_ids)) == (result.rows, result.straddling)
    assert (line.rows, line.rows_with_figure, line.straddling) == (
        len(result.rows),
        len(result.rows),
        len(result.straddling),
    )
    if figure["source"] == "sohr":
        assert line.same_source in ((None, 0) if not result.citing else (result.citing,))
    else:
        assert line.same_source is None
    assert ("place is not certain" in (line.reason or "")) == bool(result.unsure)
    shown = {look.look: ((look.low, look.best, look.high), str(look.outcome)) for look in line.other_looks}
    assert shown == looks(rows, metric, value, days, places, event["places"])
    return result


@pytest.mark.parametrize("name", FILES)
def test_every_figure_has_the_sums_and_the_word_that_the_rows_give(name: str) -> None:
    path = other(name)
    lines = [line for line in lines_of_bundled(path) if line.metric is not None]
    figures = [(event, figure) for event in RAW["events"] for figure in event["figures"]]
    assert [(line.event, line.metric) for line in lines] == [(event["id"], fig["metric"]) for event, fig in figures]
    for line, (event, figure) in zip(lines, figures, strict=True):
        if figure["metric"] in NOT_IN_GED:
            assert (line.outcome, line.theirs.low, line.same_source) == ("not comparable", None, None)
            assert line.reason == f"the other dataset has no figures of {LABELS[figure['metric']]}"
        else:
            require_equal(line, read(path), event, figure)


LABELS = {metric["id"]: metric["label"] for metric in RAW["metrics"]}


@pytest.mark.parametrize("name", FILES)
def test_an_event_without_a_figure_has_the_number_of_rows_there(name: str) -> None:
    path = other(name)
    lines = [line for line in lines_of_bundled(path) if line.metric is None]
    events = [event for event in RAW["events"] if not event["figures"]]
    assert [line.event for line in lines] == [event["id"] for event in events]
    for line, event in zip(lines, events, strict=True):
        result = compared(read(path), "killed", stored_days(event["date"], AS_OF), event["places"])
        assert (line.rows, line.straddling) == (len(result.rows), len(result.straddling))
        assert (line.wording, line.low, line.theirs.low, line.outcome, line.same_source) == (None,) * 5


DAYS = st.dates(dt.date(2019, 4, 20), dt.date(2020, 1, 26))


@st.composite
def figures(draw: st.DrawFn, days: st.SearchStrategy[dt.date] = DAYS) -> tuple[dict[str, Any], dict[str, Any]]:
    """An event with a figure of any number, on any days, in any places."""
    first, last = sorted((draw(days), draw(days)))
    places = draw(st.lists(st.sampled_from(sorted(PLACES)), min_size=1, max_size=3, unique=True))
    figure = {
        "metric": draw(st.sampled_from(["civilians", "fighters", "killed"])),
        "value": draw(st.integers(0, 60) | st.integers(0, 600)),
        "hedge": draw(st.sampled_from(sorted(STATED))),
        "source": draw(st.sampled_from(["sohr", None])),
    }
    if draw(st.booleans()):
        figure["places"] = draw(st.lists(st.sampled_from(sorted(PLACES)), min_size=1, max_size=2, unique=True))
    return event_of(figure, str(first) if first == last else f"{first}/{last}", places), figure


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=scaled(150))
@given(figures())
def test_any_figure_has_the_sums_and_the_word_that_the_rows_give(
    name: str, asked: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    path = other(name)
    event, figure = asked
    [line] = lines_of(theirs(path), [event])
    require_equal(line, read(path), event, figure)


FEW_DAYS = st.dates(dt.date(2019, 6, 1), dt.date(2019, 6, 6))
NUMBERS = st.sampled_from(["0", "0", "1", "2", "7", "30"])
TOWNS = (
    *("Maarat al-Numaan town", "Ma'arrat an Nu'man", "Khan Shaykhun", "Khān Shaykhūn town", "Ariha town"),
    *("Upper Mill village", ""),
)
SOURCES = ("", "SOHR", "Syrian Observatory for Human Rights, Airwars", "Airwars", "The Watch")


@st.composite
def extracts(draw: st.DrawFn) -> list[dict[str, str]]:
    """Unusual rows of a GED file: bounds out of order, cells without a value, odd places."""
    with INVENTED.open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames or ()
    rows = []
    for number in range(draw(st.integers(1, 12))):
        first, last = sorted((draw(FEW_DAYS), draw(FEW_DAYS)))
        is_split = draw(st.booleans()) or draw(st.booleans())
        dead = {name: draw(NUMBERS) if is_split else "" for name in ("deaths_a", "deaths_b", "deaths_civilians")}
        rows.append(
            dict.fromkeys(columns, "")
            | dead
            | {name: draw(NUMBERS) for name in ("low", "best", "high")}
            | {
                "id": str(900 + number),
                "type_of_violence": draw(st.sampled_from("123")),
                "side_a": "A side",
                "side_b": "Another side",
                "source_office": draw(st.sampled_from(SOURCES)),
                "source_original": draw(st.sampled_from(SOURCES)),
                "where_prec": draw(st.sampled_from(["1", "1", "2", "3", "4", "5", "6", "", ""])),
                "where_coordinates": draw(st.sampled_from(TOWNS)),
                "adm_1": draw(
                    st.sampled_from(
                        ["Idlib Governorate", "Hamah governorate", "Aleppo Governorate", "Latakia Governorate"]
                    )
                ),
                "adm_2": draw(st.sampled_from(["A district", ""])),
                "latitude": "35.6",
                "longitude": "36.6",
                "country": "Syria",
                "date_start": str(first),
                "date_end": str(last),
                "deaths_unknown": draw(NUMBERS) if is_split else "",
            }
        )
    return rows


@settings(max_examples=scaled(150))
@given(extracts(), figures(FEW_DAYS))
def test_any_figure_and_any_rows_give_what_the_rules_give(
    rows: list[dict[str, str]], asked: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    event, figure = asked
    with tempfile.TemporaryDirectory() as folder, INVENTED.open(encoding="utf-8", newline="") as layout:
        path = Path(folder) / "ged.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, csv.DictReader(layout).fieldnames or ())
            writer.writeheader()
            writer.writerows(rows)
        chronology = load(path)
    [line] = lines_of(chronology, [event])
    require_equal(line, rows, event, figure)


# The list of the design, figure by figure, with the numbers that it gives


@pytest.mark.parametrize(
    ("event", "metric", "three", "outcome", "reason"),
    [
        ("2019-04-26-air-raids", "civilians", (17, 18, 19), "below their low", "by 2"),
        ("2019-06-15-flare-up", "killed", (57, 57, 57), "below their low", "by 12; the figure is a minimum"),
        ("2019-06-15-flare-up", "civilians", (14, 14, 14), "below their low", "by 4"),
        ("2019-06-20-bombardment", "civilians", (25, 27, 29), "below their low", "by 5"),
        ("2019-07-22-market-strikes", "civilians", (56, 69, 73), "below their low", "by 6"),
        ("2019-08-31-four-month-toll", "civilians", (1090, 1158, 1396), "below their low", "by 90"),
        (
            *("2019-12-02-bombardment", "civilians", NONE, "not comparable"),
            "1 row not counted because the place is not certain (Maarat al-Numaan town 6/13/13 people killed)",
        ),
        *(
            (
                event,
                metric,
                three,
                "not comparable",
                f"{rows} of {rows} rows give only people killed, not {metric} killed",
            )
            for event, metric, three, rows in (
                ("2019-12-two-week-toll", "civilians", (0, None, 476), 108),
                ("2019-12-clashes", "fighters", (0, None, 476), 108),
                ("2020-01-11-air-strikes", "civilians", (0, None, 21), 3),
                ("2020-01-21-strikes", "civilians", (0, None, 80), 12),
            )
        ),
    ],
)
def test_the_figures_of_the_design(event: str, metric: str, three: Three, outcome: str, reason: str) -> None:
    [line] = [line for line in lines_of_bundled(other("ged-idlib.csv")) if (line.event, line.metric) == (event, metric)]
    assert (line.theirs.low, line.theirs.best, line.theirs.high) == three
    assert (line.outcome, line.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("event", "look", "three", "outcome"),
    [
        ("2019-07-22-market-strikes", "in Idlib", (37, 50, 54), "within their range"),
        ("2019-07-22-market-strikes", "in Maaret al-Numan", (25, 38, 42), "above their high"),
        ("2019-08-31-four-month-toll", "without Aleppo", (969, 1036, 1217), "within their range"),
    ],
)
def test_the_looks_of_the_design(event: str, look: str, three: tuple[int, int, int], outcome: str) -> None:
    [line] = [line for line in lines_of_bundled(other("ged-idlib.csv")) if line.event == event]
    [shown] = [shown for shown in line.other_looks if shown.look == look]
    assert ((shown.low, shown.best, shown.high), shown.outcome) == (three, outcome)


def test_rows_are_put_in_order_after_they_are_summed() -> None:
    # each row put in order before would make 440, 466, 505
    event = event_of({"metric": "killed", "value": 460, "source": None}, "2019-12-15/2019-12-29", ["idlib-region"])
    [line] = lines_of(theirs(other("ged-idlib.csv")), [event])
    assert (line.theirs.low, line.theirs.best, line.theirs.high) == (453, 466, 483)
    assert line.outcome == "within their range"


def test_most_rows_of_four_months_cite_the_source_of_the_figure() -> None:
    [line] = [line for line in lines_of_bundled(other("ged-idlib.csv")) if line.event == "2019-08-31-four-month-toll"]
    rows = [row for row in read(other("ged-idlib.csv")) if f"ged-{row['id']}" in line.ids]
    texts = [f"{row['source_article']} {row['source_office']} {row['source_original']}" for row in rows]
    assert line.same_source == sum("SOHR" in text or "Syrian Observatory" in text for text in texts)
    assert (line.rows, line.same_source) == (691, 668)
    assert set(NAMES) == set(PLACES)


def test_the_example_of_the_page_is_real(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "claims.md"
    [example] = re.findall(r"^```text\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    shutil.copy(other("ged-idlib.csv"), tmp_path / "ged.csv")
    command, _, written = example.partition("\n")
    assert in_process(command.removeprefix("$ "), tmp_path, 80) == (written, "", 0)
