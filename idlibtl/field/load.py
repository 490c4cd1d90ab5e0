"""Files -> what a command needs from them: a chronology, totals, names, or what is wrong."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nlargest, nsmallest
from itertools import compress
from operator import itemgetter
from typing import Any

from idlibtl.field.chronology import FieldChronology, chronology_of
from idlibtl.field.open import FieldFile, Watch, is_folder, is_stream, opened, shown_name
from idlibtl.field.places import Register
from idlibtl.field.questions import AlikeRows, Asked
from idlibtl.field.reading import Reading
from idlibtl.field.rows import Deaths, Memo
from idlibtl.field.totals import totals_of
from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import BadQuestion, Days
from idlibtl.model.records import PUBLICATION
from idlibtl.model.vocabulary import By, Section
from idlibtl.query.filters import ALL_ROWS, NO_FILTERS, Filters, Rows
from idlibtl.query.names import UnknownName, find, first_known
from idlibtl.query.question import Question, ask
from idlibtl.read import dataset
from idlibtl.read.files import DatasetError, Finding, Origin, Severity, Unreadable, origin_of, read, unreadable
from idlibtl.totals.total import Total, Totals, totals_report

#: The most rows that are kept as records at once. Totals keep none, and add up any number.
MAX_HELD_ROWS = 100_000

#: The most rows that are kept when a number is searched for: half are the nearest to it, half the largest.
MAX_NEAR = 1000

#: One file, or several of one kind; None is the bundled chronology.
Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None


def load(
    path: Paths = None,
    filters: Filters = NO_FILTERS,
    *,
    ids: Sequence[str] = (),
    only_listed: bool = False,
    rows: Rows = ALL_ROWS,
    strict: bool = False,
    watch: Watch | None = None,
    contents: Mapping[str, bytes] | None = None,
) -> Chronology:
    """Return the chronology in a file, or the bundled one; `-` is standard input.

    A UCDP GED or ACLED file may have very many rows. Then the chronology has only those that concern a question with
    these `filters`; if `only_listed`, only those that match it; or the events with these `ids`. If there are more than
    can be kept, it has those that `rows` shows. Several files are read one after the other. A row that cannot be used
    is in `left_out`; if `strict`, it is an error. `watch` is called with how much has been read, from 0 to 1.
    `contents` are the bytes of files that have been read already. Raises DatasetError, and BadQuestion if there are
    more rows than can be kept.
    """
    reading = opened_all(path, contents, strict=strict, watch=watch)
    if isinstance(reading, Chronology):
        return reading
    if ids and (named := _named(reading, ids)):
        return named
    matters = [*(["role"] if filters.actors else []), *(["day"] if rows.limit or rows.last else [])]
    asked = Asked(reading.again(), filters, matters).answered()
    kept = matching(asked, only_listed=only_listed)
    positions = positions_of(kept)
    if len(positions) > MAX_HELD_ROWS and (rows.limit or rows.last):
        return of_rows(asked, _shown(asked.question, kept, rows), listed=len(positions))
    return of_rows(asked, positions)


def load_with_origin(
    path: Paths, filters: Filters, *, strict: bool = False, watch: Watch | None = None
) -> tuple[Chronology, Origin]:
    """Return what `load` returns, and where it is from. Raises the same."""
    paths = _paths(path)
    try:
        contents = {one: read(one) for one in paths if is_stream(one)}
        chronology = load(path, filters, strict=strict, watch=watch, contents=contents)
        return chronology, origin_of(paths, contents)
    except Unreadable as problem:
        raise DatasetError(shown_name(paths[0]), problem.findings) from None


def totals_from(
    path: Paths,
    filters: Filters,
    by: By | None = None,
    *,
    others: Sequence[Filters] = (),
    strict: bool = False,
    watch: Watch | None = None,
) -> Totals:
    """Return the totals of a file, or of the bundled chronology. A field dataset may have any size.

    If a name is unknown, the `others` are asked in turn, without reading a pipe again. Raises DatasetError, DateError
    and UnknownName.
    """
    questions = (filters, *others)
    reading = opened_all(path, strict=strict, watch=watch)
    if isinstance(reading, Chronology):
        return totals_report(first_known(lambda filters: ask(reading, filters), questions), by)
    return first_known(lambda filters: totals_of(reading.again(), filters, by), questions)


def names_in(path: Paths, filters: Filters, *, strict: bool = False, watch: Watch | None = None) -> Chronology:
    """Return a chronology with all actors and places of a file, and in how many matching events each of them is.

    For a field dataset, which may have any size, it has no events. Raises DatasetError, DateError and UnknownName.
    """
    reading = opened_all(path, strict=strict, watch=watch)
    return reading if isinstance(reading, Chronology) else all_names(reading, filters)


def all_names(reading: Reading, filters: Filters) -> FieldChronology:
    """Return the chronology with all names of field files, and how many matching events mention each."""
    asked = Asked(reading, filters, ("place", "role")).answered()
    mentions: dict[str, Counter[str]] = {section.value: Counter() for section in Section}
    for group in matching(asked, only_listed=True):
        for deaths, times in Counter(group.deaths).items():
            mentions[Section.METRICS].update(dict.fromkeys(_metrics(deaths), times))
        for section, ids in (
            (Section.ACTORS, group.parties),
            (Section.PLACES, [level.id for place in group.covers.places for level in asked.register.places[place]]),
            (Section.KINDS, group.covers.kinds),
            (Section.SOURCES, (PUBLICATION,)),
        ):
            mentions[section].update(dict.fromkeys(ids, len(group.positions)))
    return chronology_of(asked.reading, asked.named.add(asked.register), mentions=mentions)


def check(path: Paths, *, strict: bool = False, watch: Watch | None = None) -> tuple[Finding, ...]:
    """Return every finding about a file: its errors, or if it has none, its warnings; `-` is standard input.

    For a folder of tables they give file, row and column. For field datasets they are the rows that cannot be used,
    which are errors if `strict`, and the number of rows with bounds out of order.
    """
    paths = _paths(path)
    if is_folder(paths[0]):
        from idlibtl.read.spreadsheet import check

        return tuple(check(paths[0]))
    try:
        tables = _of_one_kind(paths)
        if isinstance(tables, bytes):
            return dataset.check(tables)
        return tuple(_findings(Reading(tables, watch), strict=strict))
    except DatasetError as problem:
        return problem.findings


# Files


def _paths(path: Paths) -> Sequence[str]:
    several = [path] if isinstance(path, str | os.PathLike) else path or ()
    return [os.fsdecode(one) for one in several]


def opened_all(
    path: Paths, contents: Mapping[str, bytes] | None = None, *, strict: bool, watch: Watch | None
) -> Chronology | Reading:
    """Return the chronology in a file, or a reading of a field dataset; if `strict`, all rows must be valid.

    Raises DatasetError.
    """
    paths = _paths(path)
    if not paths:
        return dataset.load()
    if len(paths) == 1 and is_folder(paths[0]):
        from idlibtl.read.spreadsheet import folder  # few calls need it

        return folder(paths[0]).chronology
    tables = _of_one_kind(paths, contents)
    if isinstance(tables, bytes):
        return dataset.from_bytes(tables, shown_name(paths[0]))
    reading = Reading(tables, watch)
    if strict and (errors := [f for f in _findings(reading, strict=True) if f.severity is Severity.ERROR]):
        raise DatasetError(tables[0].name, errors)
    return reading.again()


def _of_one_kind(paths: Sequence[str], contents: Mapping[str, bytes] | None = None) -> list[FieldFile] | bytes:
    """The tables in files, which are of one kind, or all bytes of one other file. Raises DatasetError."""
    inputs = [b"" if is_folder(one) else opened(one, (contents or {}).get(one)) for one in paths]
    if len(inputs) == 1 and isinstance(inputs[0], bytes):
        return inputs[0]
    tables = [table for table in inputs if isinstance(table, FieldFile)]
    reason = ""
    if len(tables) < len(inputs):
        reason = "cannot be read together with another file: only files of UCDP GED, or of ACLED, can."
        reason += " To compare two chronologies, use idlibtl crosscheck."
    elif len({type(table.layout) for table in tables}) > 1:
        reason = "is not of the same kind as the other files. All must be UCDP GED, or all ACLED."
    if reason:
        raise DatasetError(shown_name(paths[-1]), unreadable(reason).findings)
    return tables


# Rows that are kept


def matching(asked: Asked, *, only_listed: bool = False) -> Sequence[AlikeRows]:
    """Return the rows that match the question, and, unless `only_listed`, those with figures that concern it.

    In each group these are the rows with a number of a metric that the question counts.
    """
    question = asked.question
    metrics = {metric.id for metric in question.metrics}
    reports = Memo(lambda deaths: not metrics.isdisjoint(_metrics(deaths)))
    # all rows that were read have the words, and those with a number of the metrics are chosen
    listing = question._replace(texts=(), asked=NO_FILTERS)
    kept = []
    for group in asked.groups:
        chosen = [reports[deaths] for deaths in group.deaths]
        if any(chosen) and (
            (not only_listed and question.judge.verdict(group.covers).status is not None)
            or listing.judge.passes(group.event())
        ):
            deaths, positions = compress(group.deaths, chosen), compress(group.positions, chosen)
            kept.append(group._replace(deaths=tuple(deaths), positions=tuple(positions)))
    return kept


def of_rows(asked: Asked, positions: Sequence[int], **loaded: Any) -> Chronology:
    """Return the chronology of the rows that begin at these positions. Raises BadQuestion if they are too many."""
    if len(positions) > MAX_HELD_ROWS:
        raise BadQuestion(
            f"This is about more than {MAX_HELD_ROWS:,} rows of {asked.reading.tables[0].name}. Narrow it with --from,"
            " --to or --place, show some with idlibtl list --limit 20, or use idlibtl totals, which adds up any number."
        )
    loaded.setdefault("sum_up", partial(sum_up, asked.reading))
    return chronology_of(asked.reading, Register().add(asked.named), asked.reading.rows_at(positions), **loaded)


def sum_up(reading: Reading, question: Question, by: By | None) -> tuple[Total, ...]:
    """Return the totals of a question, from all rows of the files that were read."""
    filters = question.asked._replace(metrics=[metric.id for metric in question.metrics])
    return totals_of(Reading(reading.tables), filters, by, window=question.window).totals


def positions_of(groups: Iterable[AlikeRows]) -> Sequence[int]:
    """Return where the rows of groups begin."""
    return [position for group in groups for position in group.positions]


def _shown(question: Question, groups: Sequence[AlikeRows], some: Rows) -> Sequence[int]:
    """Where the rows to show begin; all rows, if they can only be sorted as records."""
    sort = some.sort or "first"
    field, sign = sort.removeprefix("-"), -1 if sort.startswith("-") else 1
    is_day = field in Days._fields
    if not is_day:
        try:
            field = find(question.chronology, "metrics", field)
        except UnknownName:
            return positions_of(groups)
    rows = []
    for group in groups:
        days = group.covers.days
        for deaths, position in group.rows():
            numbers = None if is_day else getattr(deaths, field)
            value = getattr(days, field).toordinal() if is_day else numbers and numbers.best
            rows.append((value is None, sign * (value or 0), days, position))
    shown = nlargest(some.last, rows) if some.last else nsmallest(some.limit or 0, rows)
    return [position for *_, position in shown]


def nearest(groups: Sequence[AlikeRows], metric: str, number: int) -> Sequence[int]:
    """Return where the rows begin whose numbers of a metric are nearest to this number, and where the largest begin."""
    rows = [
        (numbers.best, position)
        for group in groups
        for deaths, position in group.rows()
        if (numbers := getattr(deaths, metric))
    ]
    nearest = nsmallest(MAX_NEAR // 2, rows, key=lambda row: abs(row[0] - number))
    return [*{position for _, position in (*nearest, *nlargest(MAX_NEAR // 2, rows, key=itemgetter(0)))}]


def _metrics(deaths: Deaths) -> list[str]:
    """The metrics of which a row has a number."""
    return [metric for metric, numbers in deaths._asdict().items() if numbers is not None]


def _named(reading: Reading, ids: Sequence[str]) -> FieldChronology | None:
    """The chronology of the events with these ids; None if there is no event with one of them."""
    prefix = reading.layout.prefix
    wanted = {identity.removeprefix(prefix) for identity in ids if identity.startswith(prefix)}
    if len(wanted) < len(set(ids)):
        return None

    def lacks(text: str) -> bool:
        return not any(identity in text.lower() for identity in wanted)

    positions = [
        position
        for layout, rows in reading.rows(lacks=lacks)
        for cells, position, *_ in rows
        if str(layout.identity(cells[layout.id_at])) in wanted
    ]
    if len(positions) < len(wanted):
        return None
    return chronology_of(reading, Register(), reading.rows_at(positions), sum_up=partial(sum_up, reading))


# What is wrong with rows


def _findings(reading: Reading, *, strict: bool) -> Iterator[Finding]:
    """The rows that cannot be used, and how many have bounds out of order."""
    low = high = 0
    for _, rows in reading.rows():
        for *_, (_, deaths) in rows:
            lowest, best, highest = deaths.killed
            low += lowest is not None and lowest > best
            high += highest is not None and highest < best
    try:
        reading.require_enough()
    except DatasetError as problem:
        yield problem.findings[0]
    severity = Severity.ERROR if strict else Severity.WARNING
    yield from (finding._replace(severity=severity) for finding in reading.findings)
    if (more := reading.left_out_count - len(reading.findings)) > 0:
        yield Finding(severity, "", "", f"{more:,} more rows are left out. Only the first are listed.")
    yield from (Finding(Severity.WARNING, "", "", remark.removesuffix(".")) for remark in reading.remarks)
    for column, number, order in (("low", low, "above"), ("high", high, "below")):
        if number:
            has = f"{number:,} {'row has' if number == 1 else 'rows have'}"
            wrong = f"{has} a {column} {order} {'its' if number == 1 else 'their'} best"
            reason = f"{wrong}. Rows are added up as they are, and only the sum is put in order."
            yield Finding(Severity.WARNING, "", "", reason)
