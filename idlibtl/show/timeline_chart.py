"""Events drawn against time: a row an event, with lines that lead from the events inside a toll to it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import NamedTuple

from idlibtl.show.calendar_chart import draw_counts
from idlibtl.show.safe_text import cell_width, harmless
from idlibtl.show.signs import Signs, folded, padded, side_by_side
from idlibtl.show.time_scale import GAP, Scale, counts, headers, month_number, scaled
from idlibtl.show.timeline_rows import MOST_ROWS, PhaseBand, Row, groups

#: Fewer columns than these have no room for a scale: the events are listed.
LEAST_WIDTH = 64
#: From this width on the ids stand at the right, to be copied.
_WIDTH_OF_IDS = 150
#: Nothing is laid out for a terminal narrower than this.
_NARROWEST = 20


class _Columns(NamedTuple):
    """What stands side by side: the widths of the dates and the text, the scale between, the ids (0: none)."""

    dates: int
    scale: Scale
    text: int
    ids: int


class _Lead(NamedTuple):
    """A dotted line between two rows, an event's and its toll's, in one column of the scale."""

    begin: int
    end: int
    at: int


def draw(
    rows: Sequence[Row], phases: Sequence[PhaseBand], first: date | None, last: date | None, width: int, signs: Signs
) -> Iterator[str]:
    """The events, in the order of `rows`, as lines of at most `width` columns (20, if it is fewer); none for no rows.

    The scale goes from the first to the last month of anything in the rows, and of `first` and `last` where they are
    given: the days asked about, or the day to which what is still going on is known. Below 64 columns the events are a
    plain list; more than 200 of them are counted.
    """
    width = max(width, _NARROWEST)
    if not rows:
        return
    if len(rows) > MOST_ROWS:
        yield from draw_counts([row.first for row in rows if not row.replaced], width, signs)
    elif width < LEAST_WIDTH:
        yield from _list(rows, phases, width)
    else:
        yield from _drawing(rows, phases, _columns(rows, first, last, width), width, signs)


# The plain list


def _list(rows: Sequence[Row], phases: Sequence[PhaseBand], width: int) -> Iterator[str]:
    """Dates, and below them title and figures; a toll says how many of the events here are inside it."""
    headings = _headings(rows, phases)
    for number, row in enumerate(rows):
        if number in headings:
            yield from folded(headings[number], width)
        yield from folded(harmless(row.dates_text), width)
        text = _text(row) + (f" ({len(row.inside)} of these events inside)" if row.inside else "")
        yield from (f"  {line}" for line in folded(text, width - 2))


def _text(row: Row) -> str:
    return harmless(f"{row.title}: {row.figures_text}" if row.figures_text else row.title)


def _headings(rows: Sequence[Row], phases: Sequence[PhaseBand]) -> dict[int, str]:
    """The heading before each row that begins a phase, or goes on with one, by the row's number."""
    return {group.begin: harmless(group.title).upper() for group in groups(rows, phases) if group.title}


# The drawing


def _columns(rows: Sequence[Row], first: date | None, last: date | None, width: int) -> _Columns:
    """The columns that the rows get in `width`: the dates what they need, the scale and the text about half the rest,
    and the text more where the scale cannot use it.
    """
    days = [day for day in (first, last) if day]
    for row in rows:
        days += [row.first, row.last or row.first]
        if row.cumulative:
            days += [row.cumulative.first, row.cumulative.last]
    dates = min(max(12, *(cell_width(harmless(row.dates_text)) for row in rows)), max(17, width // 5))
    ids = max(cell_width(harmless(row.id)) for row in rows)
    ids = ids if width >= _WIDTH_OF_IDS and ids <= width // 5 else 0
    room = width - dates - 1 - GAP - (ids and ids + 2)
    scale = scaled(min(days), max(days), room - max(28, room * 48 // 100))
    return _Columns(dates, scale, room - scale.width, ids)


def _drawing(
    rows: Sequence[Row], phases: Sequence[PhaseBand], columns: _Columns, width: int, signs: Signs
) -> Iterator[str]:
    scale, seen = columns.scale, set[str]()
    margin = columns.dates + 1
    yield from (" " * margin + line for line in headers(scale))
    headings, bands = _headings(rows, phases), {phase.key: phase for phase in phases}
    brackets = {number: _bracket(row, scale) for number, row in enumerate(rows) if row.cumulative or row.inside}
    leads = _leads(rows, brackets, scale)
    above = ""
    for number, (row, (beside, below)) in enumerate(zip(rows, _passing(len(rows), leads, signs), strict=True)):
        if number in headings:
            band = _over(above, _band(bands.get(row.phase or ""), scale, signs))
            lines = list(_lines(columns, width, "", (band, above), headings[number]))
            seen.update(band, above if len(lines) > 1 else "")
            yield from lines
        track = _over(beside, _marks(row, brackets.get(number), scale, signs))
        track = _over(track, [(lead.at, signs.holds) for lead in leads[number] if track[lead.at] == signs.toll])
        lines = list(_lines(columns, width, row.dates_text, (track, below), _text(row), row.id))
        seen.update(track, below if len(lines) > 1 else "")
        yield from lines
        above = below
    begun = counts([row.first for row in rows if not row.replaced], scale, signs)
    yield padded("events begun", margin) + padded(begun.line, scale.width + GAP) + begun.unit
    yield from side_by_side(_legend(scale, seen, signs), width)


def _lines(
    columns: _Columns, width: int, dates: str, tracks: tuple[str, str], text: str, identity: str = ""
) -> Iterator[str]:
    """The lines of a row: its marks beside the first, and beside the others what passes through below."""
    left, right = folded(harmless(dates), columns.dates), folded(text, columns.text)
    for number, (days, words) in enumerate(zip_longest(left, right or [""], fillvalue="")):
        line = padded(days, columns.dates + 1) + padded(tracks[min(number, 1)], columns.scale.width + GAP) + words
        if columns.ids and not number:
            line = padded(line, width - columns.ids) + harmless(identity)
        yield line.rstrip()


def _over(track: str, marks: Iterable[tuple[int, str]]) -> str:
    """The track with the marks in place of what is at their columns."""
    for at, mark in marks:
        track = track[:at].ljust(at) + mark + track[at + len(mark) :]
    return track


def _passing(rows: int, leads: Mapping[int, Sequence[_Lead]], signs: Signs) -> Iterator[tuple[str, str]]:
    """For each row the lines that pass through it, and those that pass below it to the next."""
    begins: defaultdict[int, list[int]] = defaultdict(list)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for lead in chain.from_iterable(leads.values()):
        begins[lead.begin].append(lead.at)
        ends[lead.end].append(lead.at)
    passing: Counter[int] = Counter()
    for number in range(rows):
        passing.subtract(ends[number])
        beside = +passing
        passing.update(begins[number])
        yield _over("", ((at, signs.leads) for at in beside)), _over("", ((at, signs.leads) for at in +passing))


def _leads(rows: Sequence[Row], brackets: Mapping[int, tuple[int, int]], scale: Scale) -> defaultdict[int, list[_Lead]]:
    """The lines from the events inside a toll to it, by the toll's row, each in the column where its event begins."""
    leads: defaultdict[int, list[_Lead]] = defaultdict(list)
    for toll, (begin, end) in brackets.items():
        for event in rows[toll].inside:
            at = max(begin, min(scale.at(rows[event].first), end))
            leads[toll].append(_Lead(min(event, toll), max(event, toll), at))
    return leads


# The marks


def _bracket(row: Row, scale: Scale) -> tuple[int, int]:
    """The columns between which a toll's bracket stands."""
    days = row.cumulative or row
    return scale.at(days.first), scale.at(days.last) if days.last else scale.width - 1


def _marks(row: Row, bracket: tuple[int, int] | None, scale: Scale, signs: Signs) -> Iterator[tuple[int, str]]:
    """An event's own days, or the bracket of its toll; both where some of its days are not among those summed up."""
    sums = row.cumulative
    if not bracket or (sums and (row.first < sums.first or not row.last or row.last > sums.last)):
        yield scale.at(row.first), _own_mark(row, scale, signs)
    if bracket:
        begin, end = bracket
        days = sums or row
        # two approximate ends without a line between them would not look like a bracket
        left = signs.approximate if days.first_approximate and end - begin > 1 else signs.toll_begins
        right = signs.approximate if days.last_approximate and end > begin else signs.toll_ends
        if not (sums or row.last):
            right = signs.going_on
        yield begin, (left + signs.toll * (end - begin - 1)) * (end > begin) + right


def _own_mark(row: Row, scale: Scale, signs: Signs) -> str:
    begin, end = scale.at(row.first), scale.at(row.last) if row.last else scale.width - 1
    if row.last is None:
        month = min(end, scale.at_month(month_number(row.first) + 1)) - begin if row.month_only else 0
        mark = signs.month * month + signs.days * (end - begin - month) + signs.going_on
    elif row.month_only:
        mark = signs.month * (end - begin + 1)
    else:
        mark = signs.day if row.first == row.last else signs.days * (end - begin + 1)
    if row.first_approximate and (row.last or len(mark) > 1):
        mark = signs.approximate + mark[1:]
    return mark[:-1] + signs.approximate if row.last and row.last_approximate else mark


def _band(phase: PhaseBand | None, scale: Scale, signs: Signs) -> Iterator[tuple[int, str]]:
    """A phase's days above its events; none where they lie before or behind the scale."""
    end = scale.start + scale.months
    if phase and month_number(phase.last) >= scale.start and month_number(phase.first) < end:
        begin = scale.at(phase.first)
        yield begin, signs.phase * (scale.at(phase.last) - begin + 1)


def _legend(scale: Scale, seen: set[str], signs: Signs) -> Iterator[str]:
    """What the signs that occur mean."""
    holds = f"{signs.holds}{signs.toll}" if signs.holds in seen else ""
    inside = " and ".join(sign for sign in (signs.holds, signs.leads) if sign in seen)
    toll = f"{signs.toll_begins}{signs.toll * 2}{holds}{signs.toll_ends} sums up these days"
    stretch = f"{scale.step} months" if scale.step < 12 else f"{scale.step // 12:,} years"
    column = "a column is" if scale.columns == 1 else f"{scale.columns} columns are"
    yield from (
        text
        for occurs, text in (
            (signs.day in seen, f"{signs.day} a day"),
            (signs.days in seen, f"{signs.days * 3} days"),
            (signs.month in seen, f"{signs.month * 3} some time in the month"),
            (signs.approximate in seen, f"{signs.approximate} approximate (c.)"),
            (signs.going_on in seen, f"{signs.days}{signs.going_on} still going on"),
            (
                not seen.isdisjoint((signs.toll_begins, signs.toll, signs.toll_ends)),
                toll + (f", {inside} an event inside" if inside else ""),
            ),
            (signs.phase in seen, f"{signs.phase * 3} phase"),
            (scale.step > 1, f"{column} {'a year' if scale.step == 12 else stretch}"),
        )
        if occurs
    )
