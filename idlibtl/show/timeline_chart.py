"""Events drawn against time: one row per event, with lines that lead from the events inside a toll to it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby, zip_longest
from math import gcd

from idlibtl.model.records import Phase
from idlibtl.show.axis import Axis, counts, headers, month_number, scaled
from idlibtl.show.safe_text import cell_width, harmless
from idlibtl.show.signs import Signs, folded, side_by_side
from idlibtl.show.timeline_rows import EventRow, Lead, Sort, groups, leads

#: With fewer columns there is no room for an axis: the events are listed.
LEAST_SCREEN = 64
#: The fewest columns for the text, and its share of the room in percent.
_LEAST_TEXT, _TEXT_PART = 28, 48

#: How many columns are free between the text and the axis.
_GAP = 2

#: A line in parts, each with its style.
Line = list[tuple[str, str]]


def draw(
    rows: Sequence[EventRow], phases: Sequence[Phase], days: Sequence[date], width: int, signs: Signs
) -> Iterator[Line]:
    """Yield the events, in the order of `rows`, as lines of at most `width` columns (64 at least).

    The axis goes from the first to the last month of `days`, which must include all days of the rows. Dates, texts and
    the axis are side by side: the dates get what they need, the others about half the rest each, and the texts get more
    if the axis cannot use it. The marks of a row are next to its first line; next to the others are lines that pass
    through.
    """
    dates = min(max(12, *(cell_width(harmless(row.dates_text)) for row in rows)), max(17, width // 5))
    room = width - dates - 1 - _GAP
    axis = scaled(min(days), max(days), room - max(_LEAST_TEXT, room * _TEXT_PART // 100))
    margin, seen = width - axis.width, set[str]()
    yield from ([(" " * margin, ""), (line, "dim")] for line in headers(axis))
    begun = {group.begin: group for group in groups(rows, phases) if group.title}
    inside = leads(rows, lambda row: axis.column(row.span.first), lambda row: _bracket_ends(row, axis))
    above = ""
    passing = _passing(len(rows), frozenset(chain.from_iterable(inside.values())), signs)
    for number, (row, (lines, below)) in enumerate(zip(rows, passing, strict=True)):
        if group := begun.get(number):
            band = _over(above, _band(group.phase, axis, signs))
            names = folded(harmless(group.title).upper(), margin - _GAP)
            for track, name in zip_longest((band,), names, fillvalue=above):
                seen.update(track)
                yield [*_padded((name, "bold"), margin), *_styled(track, signs)]
        track = _over(lines, _marks(row, axis, signs))
        track = _over(track, [(at, signs.holds) for _, _, at in inside.get(number, ()) if track[at] == signs.toll])
        left = [(line, "cyan") for line in folded(harmless(row.dates_text), dates)]
        texts = ((harmless(row.title), ""), (harmless(row.figures_text), "number"))
        right = [(line, style) for text, style in texts for line in folded(text, room - axis.width)]
        for dated, text in zip_longest(left, right or [("", "")], fillvalue=("", "")):
            seen.update(track)
            yield [*_padded(dated, dates + 1), *_padded(text, margin - dates - 1), *_styled(track, signs)]
            track = below
        above = below
    begun_on = [row.span.first for row in rows if not row.replaced] or [row.span.first for row in rows]
    counted, unit = counts(begun_on, axis, signs)
    yield [*_padded((f"Events begun {unit}", ""), margin), (counted, "")]
    sorts = {row.sort for row in rows if not row.toll or signs.sorts[list(Sort).index(row.sort)] in seen}
    yield from ([(line, "dim")] for line in side_by_side(_legend(axis, seen, sorts, signs), width))


def _padded(part: tuple[str, str], width: int) -> Line:
    return [part, (" " * (width - cell_width(part[0])), "")]


def _styled(track: str, signs: Signs) -> Line:
    """A track in parts: lines to a toll are dim, tolls are bold, phases and events have colours."""
    styles = dict.fromkeys(signs.toll_begins + signs.toll + signs.toll_ends + signs.holds, "bold")
    styles |= {signs.leads: "dim", signs.phase: "bright_blue", " ": ""}
    return [("".join(part), style) for style, part in groupby(track, key=lambda sign: styles.get(sign, "cyan"))]


def _over(track: str, marks: Iterable[tuple[int, str]]) -> str:
    """The track, with the marks in their columns."""
    for at, mark in marks:
        track = track[:at].ljust(at) + mark + track[at + len(mark) :]
    return track


def _passing(rows: int, leads: Collection[Lead[int]], signs: Signs) -> Iterator[tuple[str, str]]:
    """For each row, the lines that pass through it, and those that pass below it to the next."""
    for number in range(rows):
        through = {(at, signs.leads) for begin, end, at in leads if begin < number < end}
        below = {(at, signs.leads) for begin, end, at in leads if begin <= number < end}
        yield _over("", through), _over("", below)


# The marks


def _bracket_ends(row: EventRow, axis: Axis) -> tuple[int, int]:
    """The columns in which the bracket of a toll begins and ends."""
    span = row.bracket or row.span
    return axis.column(span.first), axis.column(span.last or row.last)


def _arrow(row: EventRow, axis: Axis) -> int:
    """The column of the arrow of an event that is still going on: after its beginning or toll, if there is room."""
    after = _bracket_ends(row, axis)[1] if row.toll else axis.column(row.span.first)
    return min(max(axis.column(row.last), after + 1), axis.width - 1)


def _marks(row: EventRow, axis: Axis, signs: Signs) -> Iterator[tuple[int, str]]:
    """An event's own days, or the bracket of its toll; both if some of its days are not among those summed up."""
    if row.has_own_mark:
        yield axis.column(row.span.first), _own_mark(row, axis, signs)
    if span := row.bracket:
        begin, end = _bracket_ends(row, axis)
        # two approximate ends without a line between them would not look like a bracket
        left = signs.approximate if span.first_approximate and end - begin > 1 else signs.toll_begins
        right = signs.approximate if span.last_approximate and end > begin else signs.toll_ends
        if span.last is None or (row.span.last is None and _arrow(row, axis) == end):
            right = signs.going_on
        yield begin, (left + signs.toll * (end - begin - 1)) * (end > begin) + right


def _own_mark(row: EventRow, axis: Axis, signs: Signs) -> str:
    """An event's own days: the sign of its sort, in more columns if it has more days. Hollow ends are approximate."""
    span = row.span
    begin, end = axis.column(span.first), axis.column(row.last) if span.last else _arrow(row, axis)
    sign = signs.sorts[list(Sort).index(row.sort)]
    if span.first_approximate and row.sort is Sort.VIOLENCE:
        sign = signs.approximate
    if span.last is None:
        month = min(end, int(axis.at_month(month_number(span.first) + 1))) - begin if row.month_only else 0
        mark = signs.month * month + signs.days * (end - begin - month) + signs.going_on
        return sign + mark[1:] if len(mark) > 1 else mark
    if begin == end:
        return signs.approximate if span.last_approximate and row.sort is Sort.VIOLENCE else sign
    mark = sign + (signs.month if row.month_only else signs.days) * (end - begin)
    return mark[:-1] + signs.approximate if span.last_approximate else mark


def _band(phase: Phase | None, axis: Axis, signs: Signs) -> Iterator[tuple[int, str]]:
    """The days of a phase, above its events; none if they are beyond the axis."""
    if phase and axis.at(phase.first) < axis.after(phase.last):
        begin = axis.column(phase.first)
        yield begin, signs.phase * (axis.column(phase.last) - begin + 1)


def _legend(axis: Axis, seen: set[str], sorts: set[Sort], signs: Signs) -> Iterator[str]:
    """The meanings of the signs that appear."""
    holds = f"{signs.holds}{signs.toll}" if signs.holds in seen else ""
    inside = " and ".join(sign for sign in (signs.holds, signs.leads) if sign in seen)
    toll = f"{signs.toll_begins}{signs.toll * 2}{holds}{signs.toll_ends} toll of these days"
    common = gcd(len(axis.months), axis.width)
    months, columns = len(axis.months) // common, axis.width // common
    stretch = f"{months} months" if months % 12 else "a year" if months == 12 else f"{months // 12:,} years"
    column = "a column is" if columns == 1 else f"{columns} columns are"
    yield from (f"{sign} {sort.value}" for sign, sort in zip(signs.sorts, Sort, strict=True) if sort in sorts)
    yield from (
        text
        for occurs, text in (
            (signs.days in seen, f"{signs.days * 3} more days"),
            (signs.month in seen, f"{signs.month * 3} some time in the month"),
            (signs.approximate in seen, f"{signs.approximate} approximate (c.)"),
            (signs.going_on in seen, f"{signs.days}{signs.going_on} still going on"),
            (
                not seen.isdisjoint((signs.toll_begins, signs.toll, signs.toll_ends)),
                toll + (f", {inside} an event that it includes" if inside else ""),
            ),
            (signs.phase in seen, f"{signs.phase * 3} phase"),
            (months > columns, f"{column} {stretch}"),
        )
        if occurs
    )
