"""Files -> what a command needs of them: a chronology, totals, the names in it, or what is wrong with it."""

import os
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import nlargest, nsmallest

from idlibtl.field.chronology import Facts, FieldTimeline, figure, timeline_of
from idlibtl.field.open import Table, Watch, is_stream, opened, shown_name
from idlibtl.field.places import Register, chain
from idlibtl.field.questions import Asked, Coverage
from idlibtl.field.reading import Reading, Sound
from idlibtl.field.rows import Numbers
from idlibtl.field.totals import Totals, totals_of
from idlibtl.model.dates import BadQuestion
from idlibtl.model.records import PUBLICATION
from idlibtl.model.timeline import Timeline
from idlibtl.model.vocabulary import By, Section
from idlibtl.query.filters import Filters
from idlibtl.query.question import Question, ask
from idlibtl.query.verdict import passes
from idlibtl.read import dataset
from idlibtl.read.files import DatasetError, Finding, Severity, Unreadable, read, unreadable
from idlibtl.read.origin import Origin, origin_of
from idlibtl.totals.total import totals

#: So many rows are held as records at once; more are for totals, which hold none.
MAX_HELD_ROWS = 100_000

#: Of rows that are looked through for a number so many are held: half of them the nearest to it, half the largest.
MAX_NEAR = 1000

#: One file, or several of one kind; None is the bundled chronology.
Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None


def load(
    path: Paths = None,
    filters: Filters | None = None,
    *,
    ids: Sequence[str] = (),
    only_listed: bool = False,
    near: tuple[str, int] | None = None,
    strict: bool = False,
    watch: Watch | None = None,
) -> Timeline:
    """Return the chronology in a file, or the bundled one; `-` is standard input.

    Of UCDP GED and ACLED exports, several of which are read one after the other, it has the rows that a question with
    these `filters` may concern; with `only_listed` those alone whose events it lists; or the events with these `ids`.
    If there are more than can be held, and `near` is a metric and a number, those with the nearest and largest numbers.
    A row that cannot be used is in `left_out`; if `strict` it is an error. `watch` is called with how much is read,
    from 0 to 1. Raise DatasetError, and BadQuestion where there are more rows than can be held.
    """
    tables = _opened(path, strict=strict, watch=watch)
    if isinstance(tables, Timeline):
        return tables
    if ids and (named := _named(Reading(tables, watch), ids)):
        return named
    return _held(tables, filters or Filters(), only_listed=only_listed, near=near, watch=watch)


def load_with_origin(
    path: Paths, filters: Filters, *, strict: bool = False, watch: Watch | None = None
) -> tuple[Timeline, Origin]:
    """Return what `load` gives, and where it is from. Raise what that does."""
    try:
        contents = {one: read(one) for one in _paths(path) if is_stream(one)}
        tables = _opened(path, contents, strict=strict, watch=watch)
        timeline = tables if isinstance(tables, Timeline) else _held(tables, filters, watch=watch)
        return timeline, origin_of(_paths(path), contents)
    except Unreadable as problem:
        raise DatasetError(shown_name(_paths(path)[0]), problem.findings) from None


def totals_from(
    path: Paths, filters: Filters, by: By | None = None, *, strict: bool = False, watch: Watch | None = None
) -> Totals:
    """Return the totals of a file, or of the bundled chronology; of a field dataset of any size.

    Raise DatasetError, DateError and UnknownName.
    """
    tables = _opened(path, strict=strict, watch=watch)
    if isinstance(tables, Timeline):
        question = ask(tables, filters)
        return Totals(question, totals(question, by))
    return totals_of(tables, filters, by, watch=watch)


def names_in(path: Paths, filters: Filters, *, strict: bool = False, watch: Watch | None = None) -> Timeline:
    """Return a chronology with all actors and places of a file, and in how many events that are listed each is.

    Of a field dataset, of any size, it has no events. Raise DatasetError, DateError and UnknownName.
    """
    tables = _opened(path, strict=strict, watch=watch)
    if isinstance(tables, Timeline):
        return tables
    register = Register()

    def read_names(asked: Asked) -> Mapping[Coverage, Counter[str]]:
        rows: dict[Coverage, Counter[str]] = defaultdict(Counter)
        for row, coverage, _ in _reporting(asked):
            if coverage.place and coverage.place not in register.places:
                whole = row.layout.row(row.cells)
                register.place(chain(whole.place), (whole.latitude, whole.longitude))
            rows[coverage].update(_metrics(row))
        return rows

    asked, question, rows = Asked(Reading(tables, watch), filters, by_place=True, by_role=True).answered(read_names)
    register.places.update({**question.timeline.place, **register.places})
    for name in (*asked.actors.values(), *(actor.name for actor in question.timeline.actors)):
        register.actor(name)
    mentions: dict[str, Counter[str]] = {section.value: Counter() for section in Section}
    for coverage in filter(_listing(question), rows):
        places = asked.places[coverage.place] if coverage.place else ()
        mentions[Section.METRICS].update(rows[coverage])
        for section, ids in (
            (Section.ACTORS, coverage.parties or ()),
            (Section.PLACES, [place.id for place in places]),
            (Section.KINDS, (coverage.kind,)),
            (Section.SOURCES, (PUBLICATION,)),
        ):
            mentions[section].update(dict.fromkeys(ids, rows[coverage]["killed"]))  # every row has that number
    return timeline_of((), register, Facts(asked.reading, mentions=mentions))


def check(path: Paths, *, strict: bool = False, watch: Watch | None = None) -> tuple[Finding, ...]:
    """Return every finding about a file: its errors, or if it has none, its warnings; `-` is standard input.

    Of field datasets these are the rows that cannot be used, which are errors if `strict`, and the rows with bounds
    that are out of order.
    """
    try:
        found = [opened(one) for one in _paths(path)]
        if len(found) == 1 and isinstance(found[0], bytes):
            return dataset.check(found[0])
        return tuple(_findings(_of_one_kind(found, _paths(path)), watch, strict=strict))
    except DatasetError as problem:
        return problem.findings


# Files


def _paths(path: Paths) -> Sequence[str]:
    several = [path] if isinstance(path, str | os.PathLike) else path or ()
    return [os.fsdecode(one) for one in several]


def _opened(
    path: Paths, contents: Mapping[str, bytes] | None = None, *, strict: bool, watch: Watch | None
) -> Timeline | list[Table]:
    """The chronology in a file, or the tables of a field dataset in one or several; if `strict`, sound in every row."""
    paths = _paths(path)
    if not paths:
        return dataset.load()
    found = [opened(one, (contents or {}).get(one)) for one in paths]
    if len(found) == 1 and isinstance(found[0], bytes):
        return dataset.from_bytes(found[0], shown_name(paths[0]))
    tables = _of_one_kind(found, paths)
    if strict and (errors := [f for f in _findings(tables, watch, strict=True) if f.severity is Severity.ERROR]):
        raise DatasetError(tables[0].name, errors)
    return tables


def _of_one_kind(found: Sequence[Table | bytes], paths: Sequence[str]) -> list[Table]:
    tables = [table for table in found if isinstance(table, Table)]
    if len(tables) < len(found) or len({type(table.layout) for table in tables}) > 1:
        reason = "is not of the same kind as the other files. All must be UCDP GED, or all ACLED."
        raise DatasetError(shown_name(paths[-1]), unreadable(reason).findings)
    return tables


# Rows that are held


def _held(
    tables: list[Table],
    filters: Filters,
    *,
    only_listed: bool = False,
    near: tuple[str, int] | None = None,
    watch: Watch | None,
) -> Timeline:
    """The chronology of the rows that a question may concern."""
    texts: dict[Coverage, str] = {}
    numbers: dict[int, int] = {}

    def read_positions(asked: Asked) -> Mapping[Coverage, "array[int]"]:
        positions: dict[Coverage, array[int]] = defaultdict(lambda: array("Q"))
        for row, coverage, text in _reporting(asked):
            positions[coverage].append(row.position)
            texts.setdefault(coverage, text)
            if near is not None and (found := getattr(row.deaths, near[0])) is not None:
                numbers[row.position] = found.best
        return positions

    asked = Asked(Reading(tables, watch), filters, by_role=bool(filters.actors))
    asked, question, positions = asked.answered(read_positions)
    is_listed = _listing(question)
    kept: list[int] = []
    for coverage, there in positions.items():
        is_judged = not only_listed and question.judge.verdict(coverage.covers(texts[coverage])).status is not None
        if is_judged or is_listed(coverage):
            kept += there
    remark = ""
    if len(kept) > MAX_HELD_ROWS and near is not None:
        nearest = _nearest(numbers, kept, near[1])
        remark = f"Only {len(nearest):,} of {len(kept):,} rows are compared: the nearest and the largest."
        kept = nearest
    if len(kept) > MAX_HELD_ROWS:
        raise BadQuestion(
            f"This is about more than {MAX_HELD_ROWS:,} rows of {tables[0].name}. Narrow it with --from, --to or"
            " --place, or use idlibtl totals, which adds up any number."
        )
    rows = asked.reading.rows_at(kept)
    return timeline_of(rows, Register(question.timeline), Facts(asked.reading, remark=remark))


def _nearest(numbers: Mapping[int, int], positions: Sequence[int], number: int) -> list[int]:
    """The rows whose numbers are the nearest to one, and the largest."""
    known = [position for position in positions if position in numbers]
    nearest = nsmallest(MAX_NEAR // 2, known, key=lambda position: abs(numbers[position] - number))
    return [*{*nearest, *nlargest(MAX_NEAR // 2, known, key=numbers.__getitem__)}]


def _reporting(asked: Asked) -> Iterator[tuple[Sound, Coverage, str]]:
    """The rows that the question may concern and that have a number of what it counts."""
    metrics = {metric.id for metric in asked.question.metrics}
    return (found for found in asked.rows() if not metrics.isdisjoint(_metrics(found[0])))


def _metrics(row: Sound) -> list[str]:
    """The metrics that a row has a number of."""
    return [metric for metric, numbers in row.deaths._asdict().items() if numbers is not None]


def _listing(question: Question) -> Callable[[Coverage], bool]:
    """A function that says whether the question lists the events of rows, which have the words and a figure."""
    worded = replace(question, texts=())
    figures = [figure(Numbers(0, 0, 0), metric=metric.id) for metric in question.metrics]
    return lambda coverage: passes(worded, coverage.event(figures=figures))


def _named(reading: Reading, ids: Sequence[str]) -> FieldTimeline | None:
    """The chronology of the events with these ids; None if one of them is not the id of an event."""
    prefix = reading.layout.prefix
    wanted = {identity.removeprefix(prefix) for identity in ids if identity.startswith(prefix)}
    if len(wanted) < len(set(ids)):
        return None
    rows = reading.rows(lacks=lambda text: not any(identity in text.lower() for identity in wanted))
    positions = [row.position for row in rows if str(row.layout.identity(row.cells)) in wanted]
    if len(positions) < len(wanted):
        return None
    return timeline_of(reading.rows_at(positions), Register(), Facts(reading))


# What is wrong with rows


def _findings(tables: Sequence[Table], watch: Watch | None, *, strict: bool) -> Iterator[Finding]:
    """The rows that are left out, and how many have bounds out of order."""
    reading = Reading(tables, watch)
    low = high = 0
    for row in reading.rows():
        killed = row.deaths.killed
        low += killed.low > killed.best
        high += killed.high is not None and killed.high < killed.best
    try:
        reading.require_enough()
    except DatasetError as problem:
        yield problem.findings[0]
    severity = Severity.ERROR if strict else Severity.WARNING
    yield from (finding._replace(severity=severity) for finding in reading.findings)
    if (more := reading.left_out_count - len(reading.findings)) > 0:
        yield Finding(severity, "", "", f"{more:,} more rows are left out. Only the first are listed.")
    yield from (Finding(Severity.WARNING, "", "", remark.removesuffix(".")) for remark in reading.remarks)
    for column, number, order in (("low", low, "more"), ("high", high, "less")):
        if number:
            has = f"{number:,} {'row has' if number == 1 else 'rows have'}"
            reason = f"{has} {order} than best. Rows are added up as they are, and only the sum is put in order."
            yield Finding(Severity.WARNING, "", column, reason)
