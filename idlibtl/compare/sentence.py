"""A claim in words -> its number, and the filters that it names: what it counts, when, where, and who did it.

Dates and names are read as in the filters. What is not understood is refused, never guessed.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from idlibtl.model.chronology import Chronology
from idlibtl.model.dates import DateError, Window, quoted, range_window
from idlibtl.model.letters import letters_of
from idlibtl.model.printed_numbers import ClaimError, PrintedNumber, number_ends, read_number
from idlibtl.query.filters import Filters
from idlibtl.query.names import find, names

#: The longest claim that is read, in characters, and the longest name, in words.
MAX_LETTERS = 500
MAX_WORDS = 8

_AUXILIARIES = frozenset(["was", "were", "is", "are", "been", "being", "have", "has", "had"])
_FILLERS = frozenset(["the", "that", "of", "people", "persons"])
_SYNONYMS = dict.fromkeys(["died", "kill", "kills", "killing"], "killed") | {"fled": "displaced"}
_SAYS = (["said"], ["says"], ["reported"], ["reports"], ["counted"], ["counts"])
_VERBS = (["killed"], ["displaced"])
_BY = (["by"], ["attributed", "to"])


class Understood(NamedTuple):
    """A claim as understood: its number, the words of that number, and the filters that it names."""

    number: PrintedNumber
    words: str
    filters: Filters


def understood(chronology: Chronology, text: str) -> Understood:
    """Return what a claim says. Raises ClaimError and DateError for what is not understood, and UnknownName."""
    if len(text) > MAX_LETTERS:
        raise ClaimError(f"{quoted(text)} is too long for a claim. Write one short sentence.")
    return _Reader(chronology, text).read()


def outline(chronology: Chronology, text: str) -> tuple[Window, Sequence[str]]:
    """Return the days that a claim seems to name, and all phrases in it that may be names in a file.

    The claim is certainly understood only when the names in the file are known.
    """
    reader = _Reader(chronology, text[:MAX_LETTERS])
    words, length = reader.small, range(1, MAX_WORDS + 1)
    days = reader.days()
    return days, [" ".join(words[at : at + size]) for at in range(len(words)) for size in length]


class _Reader:
    """Reads a claim from left to right. A method that reads one part returns where that part ends, or None."""

    def __init__(self, chronology: Chronology, text: str) -> None:
        self.chronology = chronology
        words = [word.strip(',;:!?"“”') for word in text.strip().removesuffix(".").split()]
        self.words = [word for word in words if word and word.casefold() not in _AUXILIARIES]
        self.small = [_SYNONYMS.get(word.casefold(), word.casefold()) for word in self.words]
        self.letters: dict[str, frozenset[str]] = {}
        self.numbers: list[str] = []
        self.number_end: int | None = None
        self.periods: list[Window] = []
        self.named: dict[str, dict[str, str]] = defaultdict(dict)
        self.date_errors: dict[int, DateError] = {}

    def read(self) -> Understood:
        """Return what the claim says. Raises ClaimError, DateError and UnknownName."""
        at = 0
        unknown: list[int] = []
        while at < len(self.words):
            parts = (self._period, self._places, self._source, partial(self._add, "metrics"), self._who, self._number)
            end = next((end for part in parts if (end := part(at))), None)
            end = end or (at + 1 if self.small[at] in _FILLERS else None)
            unknown += [] if end else [at]
            at = end or at + 1
        if wrong := next((self.date_errors[at] for at in unknown if at in self.date_errors), None):
            raise wrong
        if unknown:
            words = quoted(" ".join(self.words[unknown[0] : unknown[-1] + 1]))  # as typed
            raise ClaimError(f"{words} is not understood. Leave it out, or use filters such as --place and --from.")
        if len(self.numbers) > 1:
            two = f'"{self.numbers[0]}" and "{self.numbers[1]}"'
            raise ClaimError(f"The claim has two numbers, {two}. Keep one, or write: between A and B.")
        if len(self.periods) > 1:
            raise ClaimError("The claim names two periods. Keep one.")
        [words] = self.numbers or [""]
        period = self.periods[0] if self.periods else Window()
        filters = Filters(
            since=str(period.first) if period.first else None,
            until=str(period.last) if period.last else None,
            metrics=self._metrics(),
            **{section: list(self.named[section]) for section in ("actors", "places", "kinds", "sources")},
        )
        return Understood(read_number(words), words, filters)

    def days(self) -> Window:
        """Return the only period that is named; all dates if there is none, or more than one."""
        at = 0
        while at < len(self.words):
            at = self._period(at) or self._add("metrics", at) or self._number(at) or at + 1
        return self.periods[0] if len(self.periods) == 1 else Window()

    # Names

    def _name(self, section: str, at: int) -> tuple[str, int] | None:
        """The id of the longest name in a section that begins here, and where it ends."""
        if section not in self.letters:
            everything = names(self.chronology, section)
            self.letters[section] = frozenset(
                letters_of(word) for name in everything for word in (name.id, *name.others)
            )
        for end in range(min(len(self.words), at + MAX_WORDS), at, -1):
            phrase = " ".join(self.small[at:end])
            if letters_of(phrase) in self.letters[section]:
                return find(self.chronology, section, phrase), end
        return self._name(section, at + 1) if self.small[at : at + 1] == ["the"] else None

    def _add(self, section: str, at: int) -> int | None:
        """Note the names in a section that are here, with "and" between them."""
        end = None
        while named := self._name(section, at):
            identity, end = named
            self.named[section][identity] = " ".join(self.small[at:end])
            at = end + (self.small[end : end + 1] == ["and"])
            if at == end:
                break
        return end

    def _metrics(self) -> list[str]:
        """The metrics named. "Civilians" and "killed", in any order, are civilians killed."""
        named = self.named["metrics"]
        for metric in named:
            label, whole = self.chronology.metric[metric].label.casefold().split(), self.chronology.whole.get(metric)
            if all(other in (metric, whole) or {*words.split()} <= {*label} for other, words in named.items()):
                return [metric]
        return list(named)

    def _places(self, at: int) -> int | None:
        is_where = self.small[at] in ("in", "at", "within", "inside", "across")
        return self._add("places", at + 1) if is_where else None

    def _source(self, at: int) -> int | None:
        for opening in (["according", "to"], ["as", "reported", "by"]):
            if self.small[at : at + len(opening)] == opening:
                return self._add("sources", at + len(opening))
        named = self._name("sources", at)
        if named and self.small[named[1] : named[1] + 1] in _SAYS:
            return self._add("sources", at) and named[1] + 1
        return None

    def _who(self, at: int) -> int | None:
        """`by Russia`, `in Russian air strikes`, `Russia killed 20`: who did it, and what kind of event it was."""
        by = next((len(opening) for opening in _BY if self.small[at : at + len(opening)] == opening), 0)
        start = at + (by or self.small[at] in ("in", "during"))
        actor = self._name("actors", start)
        kind = self._name("kinds", actor[1] if actor else start)
        if actor and not (by or kind):
            # Russia killed 20, but not 20 Russians killed, or Syrian civilians
            is_done = self.small[actor[1] : actor[1] + 1] in _VERBS and number_ends(self.small, actor[1] + 1)
            if start != at or not is_done:
                return None
        end = self._add("actors", start) if actor else None
        return self._add("kinds", end or start) or end

    # Days

    def _period(self, at: int) -> int | None:
        word = self.small[at]
        start = at + (word in ("from", "between"))
        for middle in range(start + 1, min(start + 4, len(self.small))):
            if self.small[middle] in (["and"] if word == "between" else ["to", "until", "till", "through", "-", "–"]):
                last = self._date(middle + 1)
                first = last and self._days(start, middle, self.small[middle + 1 : last[1]])
                if first and last and (start > at or not self._is_year(start, middle)):
                    return self._add_period(Window(first.first, last[0].last), middle + 1, last[1])
        start = at + (word in ("in", "on", "during", "of", "within", "since", "from", "until", "till", "through"))
        date = self._date(start)
        if date is None or (start == at and (self._is_year(start, date[1]) or self.number_end == at)):
            return None
        days, end = date
        if word in ("since", "from"):
            days = Window(days.first, None)
        elif word in ("until", "till", "through"):
            days = Window(None, days.last)
        return self._add_period(days, start, end)

    def _add_period(self, days: Window, start: int, end: int) -> int | None:
        """Note a period, unless it is the number of the claim, as in "between 1500 and 2000 civilians"."""
        if self._is_year(start, end) and self._name("metrics", end):
            return None
        self.periods.append(days)
        return end

    def _date(self, at: int) -> tuple[Window, int] | None:
        """The days of the longest date that begins here, and where it ends."""
        for end in range(min(len(self.small), at + 3), at, -1):
            if days := self._days(at, end):
                return days, end
        return None

    def _days(self, start: int, end: int, last: Sequence[str] = ()) -> Window | None:
        """The days of a date in these words; what it lacks is in the `last` date, as in "April to June 2019"."""
        for rest in ([], last[-1:], last[-2:]) if last else ([],):
            try:
                return range_window(" ".join([*self.words[start:end], *rest]))
            except DateError as error:
                if "not a date" not in str(error):
                    self.date_errors.setdefault(start, error)
        return None

    def _is_year(self, start: int, end: int) -> bool:
        return end == start + 1 and re.fullmatch("[0-9]{4}", self.small[start]) is not None

    def _number(self, at: int) -> int | None:
        end = number_ends(self.small, at)
        if end:
            self.numbers.append(" ".join(self.words[at:end]))
            self.number_end = end
        return end
