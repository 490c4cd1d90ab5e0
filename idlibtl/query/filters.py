"""What people ask for: the filters, and which rows of the answer.

Options, help, the page's form and the commands that exports name are made from this one list of filters.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

_Row = TypeVar("_Row")


class Filters(NamedTuple):
    """Filters as people type them, a field for each of FILTERS. A filter given twice matches either value."""

    since: str | None = None
    until: str | None = None
    actors: Sequence[str] = ()
    phases: Sequence[str] = ()
    places: Sequence[str] = ()
    kinds: Sequence[str] = ()
    sources: Sequence[str] = ()
    metrics: Sequence[str] = ()
    texts: Sequence[str] = ()


#: Everything is asked.
NO_FILTERS = Filters()


class Filter(NamedTuple):
    """One filter: its field in Filters, its option, the word for its value in help, and the help.

    `figures_help` is the help where it chooses figures, not events. `section` is where `idlibtl names` lists its
    values. `repeats` says whether it may be given more than once. `query.verdict` says what each means.
    """

    field: str
    option: str
    metavar: str
    help: str
    figures_help: str
    section: str | None = None
    repeats: bool = True


def _of_names(name: str, events: str, figures: str) -> Filter:
    section = f"{name}s"
    return Filter(section, f"--{name}", "NAME", events, figures, section)


FILTERS = (
    Filter("since", "--from", "DATE", "Start date.", "Start date.", repeats=False),
    Filter("until", "--to", "DATE", "End date (included).", "End date (included).", repeats=False),
    _of_names(
        "actor",
        "Events in which this actor has any role; none: events that name no one who acts.",
        "Figures attributed to this actor alone; none: to no one.",
    ),
    _of_names("phase", "Events of this phase, by name or number.", "Figures of days in this phase."),
    _of_names("place", "Events in this place or a place in it.", "Figures of this place or places in it."),
    _of_names("kind", "Events of this kind, e.g. strike.", "Figures of this kind of event, e.g. strike."),
    _of_names("source", "Only what this source reported.", "Only what this source reported."),
    _of_names(
        "metric",
        "Events with a figure of this, e.g. civilians; any: with any figure.",
        "What is counted, e.g. civilians.",
    ),
    Filter(
        "texts",
        "--text",
        "WORDS",
        "Events with all these words (or words starting with them).",
        "Figures of events with all these words (or words starting with them).",
    ),
)


def command_line(filters: Filters) -> list[str]:
    """Return the options for these filters; each option and each value is a word of its own."""
    words: list[str] = []
    for one in FILTERS:
        given = getattr(filters, one.field)
        for value in (given,) if isinstance(given, str) else given or ():
            # a value that starts with a dash would be taken for an option
            words += [f"{one.option}={value}"] if value.startswith("-") else [one.option, value]
    return words


class Rows(NamedTuple):
    """Which rows of an answer: at most `limit`, or the `last` ones, sorted by a field (-field: largest first)."""

    sort: str | None = None
    limit: int | None = None
    last: int | None = None

    def chosen(self, rows: Sequence[_Row], key_of: Callable[[str], Callable[[_Row], Any]]) -> Sequence[_Row]:
        """Return the rows to show. `key_of` gives the function that gets the value of a field; None is sorted last.

        Raises what `key_of` raises for an unknown field.
        """
        if self.sort is not None:
            key, is_down = key_of(self.sort.removeprefix("-")), self.sort.startswith("-")
            keyed = [(key(row), row) for row in rows]
            valued = [pair for pair in keyed if pair[0] is not None]
            valued.sort(key=lambda pair: pair[0], reverse=is_down)
            rows = tuple(row for _, row in (*valued, *(pair for pair in keyed if pair[0] is None)))
        return rows[-self.last :] if self.last is not None else rows[: self.limit]

    def title(self, number: int, everything: int, title: str) -> str:
        """Return the title of the rows; it says if only some of those that match are shown."""
        if number == everything:
            return title
        some, of, rest = title.partition(" of ")
        matching = f"{some} that match, of {rest}" if of else title
        return f"{'First' if self.last is None else 'Last'} {number:,} of {matching}"


#: All of them, in their own order.
ALL_ROWS = Rows()
