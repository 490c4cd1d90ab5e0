"""The cross-check against the rules followed step by step over the rows of the file, for all figures and for any."""

import datetime as dt
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from edited import RAW, content_of
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import scaled
from slow_crosscheck import (
    Found,
    Three,
    Where,
    held_against,
    in_any,
    in_province,
    in_region,
    in_town,
    read,
    reference,
    word,
)
from slow_reckoning import bounds_of_one, stored_days
from transcripts import in_process
from worked_example import EVENTS

from idlibtl import Filters, Timeline, ask, from_bytes, load
from idlibtl.compare.crosscheck import Compared, crosscheck_report

INVENTED = Path(__file__).parent.parent / "fixtures" / "invented-ged.csv"
AS_OF = dt.date(2020, 1, 26)
ONE_DAY = dt.timedelta(days=1)
WHERE: dict[str, Where] = {
    "idlib-region": in_region,
    "idlib": in_province("idlib"),
    "hama": in_province("hama"),
    "aleppo": in_province("aleppo"),
    "maaret-al-numan": in_town(["Maarat al-Numaan"], 35.648379, 36.676019),
    "khan-sheikhun": in_town(["Khan Shaykhun"], 35.44208, 36.65095),
}
WIDER = {"idlib": "idlib-region", "hama": "idlib-region", "aleppo": "idlib-region"}
WIDER |= {"maaret-al-numan": "idlib", "khan-sheikhun": "idlib"}
NAMES = {place["id"]: place["name"] for place in RAW["places"]}
NO_SUCH_METRIC = ("children", "displaced", "hospitals", "schools")


def beside(name: str) -> Path:
    """A file to hold figures against: our own small one, or real rows where there are some."""
    if name == INVENTED.name:
        return INVENTED
    found = reference(name)
    if found is None:
        pytest.skip("there is no folder shared/reference with real rows here; they are no part of the project")
    return found


FILES = [INVENTED.name, "ged-idlib.csv"]


@cache
def theirs(file: Path) -> Timeline:
    """The rows of a file, read once."""
    return load(file)


def compared(file: Path, events: list[dict[str, Any]] | None = None) -> list[Compared]:
    """Every line of the cross-check."""
    ours = load() if events is None else from_bytes(content_of({**RAW, "events": events}))
    return [line.compared for line in crosscheck_report(ask(ours, Filters()), theirs(file), with_ids=True).lines]


def expected(file: Path, metric: str, days: tuple[dt.date, dt.date], places: list[str], cited: str = "") -> Found:
    return held_against(read(file), metric, days, in_any(*(WHERE[place] for place in places)), cited)


def expected_word(ours: Three, found: Found) -> str:
    return word(ours, found.three, found=bool(found.rows))


@pytest.mark.parametrize("name", FILES)
def test_every_figure_has_the_sums_and_the_word_that_the_rows_give(name: str) -> None:
    file = beside(name)
    lines = [line for line in compared(file) if line.metric is not None]
    figures = [(event, figure) for event in EVENTS for figure in event["figures"]]
    assert [(line.event, line.metric) for line in lines] == [(event["id"], fig["metric"]) for event, fig in figures]
    for line, (event, figure) in zip(lines, figures, strict=True):
        days = stored_days(figure.get("period", event["date"]), AS_OF)
        places = figure.get("places", event["places"])
        ours = bounds_of_one(figure)
        assert (line.low, line.best, line.high) == ours
        if figure["metric"] in NO_SUCH_METRIC:
            assert (line.outcome, line.theirs.low, line.same_source) == ("not comparable", None, None)
            continue
        found = expected(file, figure["metric"], days, places, "SOHR|Syrian Observatory")
        assert (line.theirs.low, line.theirs.best, line.theirs.high) == found.three, event["id"]
        assert line.outcome == expected_word(ours, found)
        assert (line.rows, line.straddling) == (len(found.rows), len(found.straddling))
        assert sorted(line.ids) == sorted(f"ged-{row}" for row in found.rows)  # type: ignore[attr-defined]
        assert sorted(line.straddling_ids) == sorted(f"ged-{row}" for row in found.straddling)  # type: ignore[attr-defined]
        if figure["source"] == "sohr" and line.same_source is not None:
            assert line.same_source == found.citing
        assert looks(line) == expected_looks(file, event, figure, days, places, ours)


def looks(line: Compared) -> dict[str, tuple[Three, str]]:
    return {look.look: ((look.low, look.best, look.high), look.outcome.value) for look in line.other_looks}


def expected_looks(
    file: Path,
    event: dict[str, Any],
    figure: dict[str, Any],
    days: tuple[dt.date, dt.date],
    places: list[str],
    ours: Three,
) -> dict[str, tuple[Three, str]]:
    """One day either side; the wider place; the event's own and those between, where its figure's is wider."""
    metric = figure["metric"]
    answer = expected_word(ours, expected(file, metric, days, places))
    tried = {"one day either side": ((days[0] - ONE_DAY, days[1] + ONE_DAY), places)}
    others = [list(dict.fromkeys(WIDER.get(place, place) for place in places))]
    at = event["places"]
    while at != places and len(at) == 1 and at[0] in WIDER:
        others.append(at)
        at = [WIDER[at[0]]]
    tried |= {f"in {' and '.join(NAMES[each] for each in other)}": (days, other) for other in others if other != places}
    found = {look: expected(file, metric, *question) for look, question in tried.items()}
    return {
        look: (each.three, expected_word(ours, each))
        for look, each in found.items()
        if expected_word(ours, each) != answer
    }


@pytest.mark.parametrize("name", FILES)
def test_a_record_without_a_figure_has_the_number_of_rows_there(name: str) -> None:
    file = beside(name)
    lines = [line for line in compared(file) if line.metric is None]
    events = [event for event in EVENTS if not event["figures"]]
    assert [line.event for line in lines] == [event["id"] for event in events]
    for line, event in zip(lines, events, strict=True):
        found = expected(file, "killed", stored_days(event["date"], AS_OF), event["places"])
        assert (line.rows, line.straddling) == (len(found.rows), len(found.straddling))
        assert (line.wording, line.low, line.theirs.low, line.outcome, line.same_source) == (None,) * 5


DAYS = st.dates(dt.date(2019, 4, 20), dt.date(2020, 1, 26))


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=scaled(150))
@given(
    metric=st.sampled_from(["civilians", "fighters", "killed"]),
    ends=st.tuples(DAYS, DAYS | st.none()).map(lambda pair: sorted((pair[0], pair[1] or pair[0]))),
    places=st.lists(st.sampled_from(sorted(WHERE)), min_size=1, max_size=3, unique=True),
    said=st.tuples(st.integers(0, 400), st.sampled_from(["exact", "about", "at_least", "nearly"])),
)
def test_any_figure_has_the_sums_and_the_word_that_the_rows_give(
    name: str, metric: str, ends: list[dt.date], places: list[str], said: tuple[int, str]
) -> None:
    file = beside(name)
    figure = {"metric": metric, "value": said[0], "hedge": said[1], "source": "sohr"}
    event = {"id": "it", "date": f"{ends[0]}/{ends[1]}", "title": "It", "kind": "strike", "places": places}
    [line] = compared(file, [{**event, "figures": [figure]}])
    found = expected(file, metric, (ends[0], ends[1]), places, "SOHR|Syrian Observatory")
    assert (line.theirs.low, line.theirs.best, line.theirs.high) == found.three
    assert line.outcome == expected_word(bounds_of_one(figure), found)
    assert (line.rows, line.straddling) == (len(found.rows), len(found.straddling))
    assert line.same_source in (None, found.citing)


@pytest.mark.parametrize(
    ("metric", "days", "places", "three"),
    [
        ("civilians", "2019-04-26/2019-04-27", ["idlib", "hama"], (17, 18, 19)),
        ("killed", "2019-06-15", ["idlib-region"], (57, 57, 57)),
        ("civilians", "2019-06-15", ["idlib-region"], (14, 14, 14)),
        ("civilians", "2019-06-20", ["idlib-region"], (25, 27, 29)),
        ("civilians", "2019-07-22", ["idlib-region"], (56, 69, 73)),
        ("civilians", "2019-07-22", ["idlib"], (37, 50, 54)),
        ("civilians", "2019-07-22", ["maaret-al-numan"], (25, 38, 42)),
        # each row put in order before would make 440, 466, 505
        ("killed", "2019-12-15/2019-12-29", ["idlib-region"], (453, 466, 483)),
    ],
)
def test_real_rows_add_up_to_what_was_reckoned_by_hand(
    metric: str, days: str, places: list[str], three: tuple[int, int, int]
) -> None:
    figure = {"metric": metric, "value": 1, "source": None}
    event = {"id": "it", "date": days, "title": "It", "kind": "strike", "places": places, "figures": [figure]}
    [line] = compared(beside("ged-idlib.csv"), [event])
    assert (line.theirs.low, line.theirs.best, line.theirs.high) == three


def test_all_rows_on_26_april_rest_on_the_source_of_our_figure() -> None:
    first = compared(beside("ged-idlib.csv"))[0]
    assert (first.event, first.outcome, first.rows, first.same_source) == ("2019-04-26-air-raids", "agrees", 5, 5)


def test_the_example_of_the_page_is_real(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "cross-check.md"
    [example] = re.findall(r"^```text\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    shutil.copy(beside("ged-idlib.csv"), tmp_path / "ged.csv")
    command, _, written = example.partition("\n")
    stdout, stderr, code = in_process(command.removeprefix("$ "), tmp_path, 80)
    assert (stdout, stderr, code) == (written, "", 0)
