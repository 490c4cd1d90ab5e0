"""Every filter with every command: the answer is that of a plain loop over the events, or the filter is refused.

Here it is a chronology's own file that is asked. What passes a filter is written down anew, in `is_listed` for events
and in `is_inside` for figures; nothing of idlibtl.query is used for it.
"""

import html
import json
import re
import shlex
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from csv import DictReader
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from transcripts import in_process

from idlibtl import Chronology, Event, Figure, Filters, load
from idlibtl.model.dates import Days
from idlibtl.query.filters import FILTERS, command_line
from idlibtl.read import files

BUNDLED = load()

#: The values to try for each filter: one, others, and several.
TRIED: dict[str, list[Any]] = {
    "since": ["2019-06-03", "2019-12-21"],
    "until": ["2019-08-31", "2019-05"],
    "actors": [["russia"], ["none"], ["syrian-government", "china"], ["none", "un"]],
    "phases": [["hundreds-killed"], ["new-escalation", "syrian-advance"]],
    "places": [["idlib"], ["idlib-region"], ["maaret-al-numan", "hama"]],
    "kinds": [["strike"], ["strike", "clash"], ["displacement"]],
    "sources": [["sohr"], ["publication"], ["un", "publication"]],
    "metrics": [["civilians"], ["any"], ["displaced", "children"]],
    "texts": [["market"], ["truce"], ["russia", "displaced"]],
}
ALONE = [Filters(**{field: value}) for field, values in TRIED.items() for value in values]
TOGETHER = [Filters(**{one: TRIED[one][0], other: TRIED[other][0]}) for one, other in combinations(TRIED, 2)]
ALL = Filters(**{field: values[-1] for field, values in TRIED.items()} | {"since": "2019"})
FEW = [Filters(), *ALONE, ALL]
CASES = [*FEW, *TOGETHER]

#: A number that is compared; the metric says what it counts.
CLAIM = '"1,000"'

#: The status of a figure that is completely inside the question.
INSIDE = ("counted", "included", "may_repeat")


def written(asked: Filters) -> str:
    """The options that ask this."""
    return shlex.join(command_line(asked))


def test_every_filter_is_tried() -> None:
    assert set(TRIED) == {one.field for one in FILTERS}
    assert set(Filters._fields) == set(TRIED)


# The plain loop


class Asked:
    """What the filters ask, in words of its own."""

    def __init__(self, chronology: Chronology, asked: Filters) -> None:
        self.chronology, self.asked = chronology, asked
        self.first = _day(asked.since, date.min, last=False)
        self.last = _day(asked.until, date.max, last=True)
        self.phases = [phase for phase in chronology.phases if phase.id in asked.phases]

    def is_listed(self, event: Event) -> bool:
        """Whether an event is listed: something of it is asked for, whatever else it has."""
        asked, span = self.asked, self.chronology.days(event.span, event)
        roles = {part.actor for part in event.actors}
        acts = any(part.role not in ("target", "affected", "helper") for part in event.actors)
        speaking = {event.source, *(figure.source for figure in event.figures)}
        return all(
            (
                span.first <= self.last,
                span.last >= self.first,
                not asked.actors or roles & {*asked.actors} or ("none" in asked.actors and not acts),
                not asked.phases or event.phase in asked.phases,
                not asked.places or any(self.holds(place) for place in event.places),
                not asked.kinds or {*event.kinds} & {*asked.kinds},
                not asked.sources or {source or "publication" for source in speaking} & {*asked.sources},
                not asked.metrics or {figure.metric for figure in event.figures} & {*self.reporting()},
                self.has_words(event),
            )
        )

    def is_inside(self, event: Event, figure: Figure) -> bool:
        """Whether a figure counts: all that it covers is asked for."""
        asked, days = self.asked, self.chronology.days(figure.period, event)
        blamed = {*figure.attributed_to} or {"none"}
        return all(
            (
                days.first >= self.first,
                days.last <= self.last,
                not self.phases or all(any(_has(phase.days, day) for phase in self.phases) for day in _each(days)),
                not asked.actors or blamed <= {*asked.actors},
                not asked.places or (figure.places and all(self.holds(place) for place in figure.places)),
                not asked.kinds or {*event.kinds} <= {*asked.kinds},
                self.is_by(figure),
                self.has_words(event),
            )
        )

    def is_by(self, figure: Figure) -> bool:
        """Whether a figure is by a source that is asked for."""
        return not self.asked.sources or (figure.source or "publication") in self.asked.sources

    def holds(self, place: str | None) -> bool:
        """Whether a place is one asked for, or in one."""
        while place is not None:
            if place in self.asked.places:
                return True
            place = next(one.within for one in self.chronology.places if one.id == place)
        return False

    def reporting(self) -> Iterator[str]:
        """The metrics asked for, and those that are parts of them."""
        for metric in self.chronology.metrics:
            if self.asked.metrics in ((), ["any"]) or metric.id in self.asked.metrics:
                yield from (metric.id, *metric.parts)

    def has_words(self, event: Event) -> bool:
        """Whether any of the words is written in the event. They are such as begin no other word of the file."""
        named = [one.name for one in self.chronology.actors if one.id in self.actors_named(event)]
        texts = [event.title, event.summary or "", *named, *(figure.wording or "" for figure in event.figures)]
        return not self.asked.texts or any(
            re.search(rf"\b{word}", text, re.IGNORECASE) for word in self.asked.texts for text in texts
        )

    def actors_named(self, event: Event) -> set[str | None]:
        """The actors that an event names, as such that do something or as sources."""
        return {*(part.actor for part in event.actors), event.source, *(figure.source for figure in event.figures)}


def _day(typed: str | None, otherwise: date, *, last: bool) -> date:
    if typed is None:
        return otherwise
    if len(typed) == 10:
        return date.fromisoformat(typed)
    year, month = int(typed[:4]), int(typed[5:] or (12 if last else 1))
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1) if last else date(year, month, 1)


def _has(days: Days, day: date) -> bool:
    return days.first <= day <= days.last


def _each(days: Days) -> Iterable[date]:
    return (days.first + timedelta(number) for number in range((days.last - days.first).days + 1))


def listed(asked: Filters, events: Iterable[Event] = BUNDLED.events) -> list[str]:
    """The ids of the events that are listed."""
    loop = Asked(BUNDLED, asked)
    return [event.id for event in events if loop.is_listed(event)]


def inside(asked: Filters) -> set[tuple[str, str, str]]:
    """The event, the metric and the source of each figure that counts, of all metrics."""
    loop = Asked(BUNDLED, asked)
    return {
        (event.id, figure.metric, figure.source or "publication")
        for event in BUNDLED.events
        for figure in event.figures
        if loop.is_inside(event, figure)
    }


# The commands


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a chronology's own file."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.json").write_bytes(files.bundled().read_bytes())
    return folder


def answered(folder: Path, command: str, asked: Filters) -> Any:
    """The JSON that a command answers."""
    stdout, stderr, code = in_process(f"idlibtl {command} {written(asked)} --data own.json --json", folder, None)
    assert code == 0, stderr
    return json.loads(stdout)


def refused(folder: Path, command: str, asked: Filters) -> str:
    """What is wrong with a call."""
    stderr: str
    stdout, stderr, code = in_process(f"idlibtl {command} {written(asked)} --data own.json", folder, None)
    assert (stdout, code) == ("", 2)
    return stderr


def ids(events: Iterable[Any]) -> list[str]:
    return [event["id"] for event in events]


@pytest.mark.parametrize("asked", CASES, ids=written)
@pytest.mark.parametrize("command", ["list", "timeline"])
def test_events(command: str, asked: Filters, folder: Path) -> None:
    assert ids(answered(folder, command, asked)) == listed(asked)


@pytest.mark.parametrize("asked", FEW, ids=written)
def test_range(asked: Filters, folder: Path) -> None:
    if asked.since or asked.until:
        message = "Error: range takes its dates as arguments. Leave out --from and --to.\n"
        assert refused(folder, "range 2019-06..2019-12", asked) == message
    else:
        within = asked._replace(since="2019-06", until="2019-12")
        assert ids(answered(folder, "range 2019-06..2019-12", asked)["events"]) == listed(within)


@pytest.mark.parametrize("asked", FEW, ids=written)
@pytest.mark.parametrize(
    ("command", "field", "name"),
    [("actor", "actors", "russia"), ("place", "places", "idlib"), ("phase", "phases", "hundreds-killed")],
)
def test_pages_of_records(command: str, field: str, name: str, asked: Filters, folder: Path) -> None:
    if getattr(asked, field):
        message = f"Error: Give the {command} once: as NAME or with --{command}.\n"
        assert refused(folder, f"{command} {name}", asked) == message
        return
    answer = answered(folder, f"{command} {name}", asked)
    narrowed = Filters(**(asked._asdict() | {field: [name]}))
    if command == "actor":  # and what it is the source of
        loop = Asked(BUNDLED, asked)
        expected = [event.id for event in BUNDLED.events if loop.is_listed(event) and name in loop.actors_named(event)]
    else:
        expected = listed(narrowed)
    assert ids(answer["events"]) == expected
    assert counted(answer["totals"]) == of_metrics(narrowed)


@pytest.mark.parametrize("asked", FEW, ids=written)
def test_report(asked: Filters, folder: Path) -> None:
    stdout, stderr, code = in_process(f"idlibtl report -o - {written(asked)} --data own.json", folder, None)
    assert code == 0, stderr
    assert re.findall(r'<[a-z]+[^>]* id="e-([^"]+)"', stdout) == listed(asked)


@pytest.mark.parametrize("asked", FEW, ids=written)
def test_export(asked: Filters, folder: Path) -> None:
    line = f"idlibtl export datapackage -o out --force {written(asked)} --data own.json"
    _, stderr, code = in_process(line, folder, None)
    assert code == 0, stderr
    with (folder / "out" / "events.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["id"] for row in DictReader(stream) if row["matches"] == "true"] == listed(asked)
    with (folder / "out" / "figures.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in DictReader(stream) if row["status"] in INSIDE]
    assert Counter(row["metric"] for row in rows) == Counter(metric for _, metric, _ in of_metrics(asked))
    # the command that it names asks the same
    made_with = json.loads((folder / "out" / "datapackage.json").read_text(encoding="utf-8"))["made_with"]
    words = shlex.split(made_with.rpartition(" (")[0])
    assert words[:3] == ["idlibtl", "export", "datapackage"]
    assert [word for word in words[3:] if word not in ("--data", "own.json")] == command_line(asked)


@pytest.mark.parametrize("asked", FEW, ids=written)
def test_other_exports(asked: Filters, folder: Path) -> None:
    events, counting = listed(asked), {event for event, _, _ in of_metrics(asked)}
    with_counted = [event.id for event in BUNDLED.events if event.id in counting.union(events)]

    def exported(what: str) -> str:
        stdout, stderr, code = in_process(f"idlibtl export {what} {written(asked)} --data own.json", folder, None)
        assert code == 0, stderr
        return str(stdout)

    on_map = [one["properties"] for one in json.loads(exported("geojson -o -"))["features"]]
    assert list(dict.fromkeys(one["event"] for one in on_map if one["feature"] == "event")) == with_counted
    slides = json.loads(exported("timelinejs -o -"))["events"]
    assert [slide["unique_id"] for slide in slides] == with_counted
    exported("sqlite -o own.db --force")
    with closing(sqlite3.connect(folder / "own.db")) as database:
        rows = database.execute("SELECT id FROM events WHERE matches ORDER BY rowid")
        assert [identity for (identity,) in rows] == events
    if not events:  # nothing to draw
        return
    lines = " ".join(map(html.unescape, re.findall(r"<text[^>]*>([^<]*)</text>", exported("svg -o -"))))
    assert {event.id for event in BUNDLED.events if event.title in lines} == set(events)


@pytest.mark.parametrize("asked", FEW, ids=written)
@pytest.mark.parametrize("command", ["actor", "place", "phase"])
def test_lists_of_records(command: str, asked: Filters, folder: Path) -> None:
    """In how many of the events that are listed each actor, place or phase is."""
    loop, expected = Asked(BUNDLED, asked), Counter[str | None]()
    for event in filter(loop.is_listed, BUNDLED.events):
        names: dict[str, set[str | None]]
        names = {"actor": loop.actors_named(event), "place": {*_around(event)}, "phase": {event.phase}}
        expected.update(names[command])
    rows = answered(folder, command, asked)
    assert {row["id"]: row["event_count"] for row in rows if row["event_count"]} == {
        identity: number for identity, number in expected.items() if identity
    }


def _around(event: Event) -> set[str]:
    """The places of an event, and all that contain them."""
    within = {place.id: place.within for place in BUNDLED.places}
    places: set[str] = set()
    for place in event.places:
        at: str | None = place
        while at:
            places.add(at)
            at = within[at]
    return places


# Figures


def of_metrics(asked: Filters) -> set[tuple[str, str, str]]:
    """The figures that count, of the metrics asked for."""
    wanted = {metric.id for metric in BUNDLED.metrics if asked.metrics in ((), ["any"]) or metric.id in asked.metrics}
    return {(event, metric, source) for event, metric, source in inside(asked) if metric in wanted}


def counted(totals: Iterable[Any]) -> set[tuple[str, str, str]]:
    """The figures that totals count, or that those include."""
    return {
        (row["event"], row["metric"], row["source"] or "publication")
        for total in totals
        for status in INSIDE
        for row in total[status]
    }


@pytest.mark.parametrize("asked", CASES, ids=written)
def test_figures(asked: Filters, folder: Path) -> None:
    rows = [row for row in answered(folder, "figures", asked) if row["status"] in INSIDE]
    assert {(row["event"], row["metric"], row["source"] or "publication") for row in rows} == of_metrics(asked)


@pytest.mark.parametrize("asked", CASES, ids=written)
def test_totals(asked: Filters, folder: Path) -> None:
    assert counted(answered(folder, "totals", asked)) == of_metrics(asked)


@pytest.mark.parametrize("asked", FEW, ids=written)
def test_claim(asked: Filters, folder: Path) -> None:
    alone = asked._replace(metrics=["civilians"])
    assert counted([answered(folder, f"claim {CLAIM}", alone)["total"]]) == of_metrics(alone)


@pytest.mark.parametrize("asked", FEW, ids=written)
def test_crosscheck(asked: Filters, folder: Path) -> None:
    rows = answered(folder, "crosscheck own.json", asked)
    loop = Asked(BUNDLED, asked)
    assert [(row["event"], row["metric"]) for row in rows if row["metric"]] == [
        (event.id, figure.metric)
        for event in BUNDLED.events
        if loop.is_listed(event)
        for figure in event.figures
        if figure.metric in {*loop.reporting()} and loop.is_by(figure)
    ]
    without = [event.id for event in BUNDLED.events if loop.is_listed(event) and not event.figures]
    assert [row["event"] for row in rows if not row["metric"]] == without
