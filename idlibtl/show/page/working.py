"""How each total adds up: its figures one after the other, those included in another hollow, the sum, what is left out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from idlibtl.model.dates import days_text
from idlibtl.show.page.bars import Scale, Sign, axis, bar, hollow, legend, scale
from idlibtl.show.page.cards import has_working
from idlibtl.show.page.elements import Element, Node, element, isolated, section
from idlibtl.show.page.report import Answer, PageReport
from idlibtl.show.page.words import also_covers, capital, event_link, in_two
from idlibtl.totals import quotes

#: A table of at most so many figures shows all.
MAX_ROWS = 60

#: How many counted figures a longer one shows, how many of coded data, and how many included in each of them.
MAX_COUNTED, MAX_CODED, MAX_INSIDE = 20, 10, 4

#: How many wider figures are shown, and how many that may repeat or are not attributed.
MAX_LEFT_OUT = 10

#: So deep figures inside figures inside figures are set in.
MAX_DEPTH = 3


def working_section(report: PageReport) -> Node:
    """Return the section of the working; None if each total is one figure."""
    tables = [_Table(report, answer) for answer in report.answers if has_working(answer)]
    if not tables:
        return None
    return section(
        "working",
        "How the totals add up",
        legend(sign for table in tables for sign in table.signs()),
        *(folded(report, table.answer, f"w-{table.answer.total.metric}", table.node()) for table in tables),
    )


def folded(report: PageReport, answer: Answer, identity: str, *content: Node) -> Element:
    """Return what is shown of a metric under its heading; folded unless it is the first metric."""
    number = in_two(answer.total.quote)[0]
    title = isolated(f"{capital(answer.total.label)}: {number}{_as_above(report, answer)}")
    if answer is report.lead:
        return element("div", element("h3", title, id=identity), *content, class_="metric")
    return element("details", element("summary", element("h3", title, id=identity)), *content, class_="metric")


def _as_above(report: PageReport, answer: Answer) -> str:
    """What a metric has besides the first one, if that is a part of it."""
    lead = report.lead
    if lead is None or lead.account.metric.id not in answer.account.metric.parts:
        return ""
    best, part = answer.total.best, lead.total.best
    return f" ({lead.total.label} as above, and {best - part:,} more)" if best and part and best > part else ""


class _Placed(NamedTuple):
    """An included figure: how deep it is, where its bar begins, and the figure that includes it."""

    number: int
    depth: int
    start: int
    holder: int


class _Table:
    """The table of one total, and the scale that all its bars share. Figures are numbered as in the account."""

    def __init__(self, report: PageReport, answer: Answer) -> None:
        self.report, self.answer, self.account = report, answer, answer.account
        self.is_coded = report.timeline.is_coded
        is_long = self.is_coded or len(self.account.inside) > MAX_ROWS
        self.most_inside = MAX_INSIDE if is_long else MAX_ROWS
        most = (MAX_CODED if self.is_coded else MAX_COUNTED) if is_long else MAX_ROWS
        self.shown, self.rest = _largest(self.account.counted, self.account.adds.__getitem__, most)
        self.inside: defaultdict[int, list[int]] = defaultdict(list)
        for number in self.account.inside:
            if (holder := self.account.held_by.get(number)) is not None:
                self.inside[holder].append(number)
        self.starts = list(accumulate((self.account.adds[number] for number in self.shown), initial=0))
        total = self.account.total
        self.left_out = [*self.account.wider, *self.account.not_attributed]
        if total:
            self.scale = scale([total.best, total.high or 0, self.naive or 0])
        else:
            self.scale = scale(map(self._value, self.left_out))

    @property
    def naive(self) -> int | None:
        """What adding up every number gives, if that is more than the total."""
        naive, best = self.account.naive_sum, self.answer.total.best
        return naive if naive is not None and best is not None and naive > best else None

    def signs(self) -> Iterator[Sign]:
        """Yield the signs that its bars have."""
        if self.shown:
            yield Sign.CODED if self.is_coded else Sign.REPORTED
        if self.inside or self.left_out or self.naive or self.account.may_repeat:
            yield Sign.HOLLOW
        if any(self._value(number) > self.scale.top for number in self.left_out):
            yield Sign.CUT

    def node(self) -> Element:
        """Return the table, and what is cut of it."""
        columns = ("Figure", "As printed")
        label = self.answer.total.label
        head = (
            *(element("th", name, scope="col") for name in columns),
            element("th", "What it adds", axis(self.scale), scope="col"),
        )
        repeated = [number for numbers in self.account.may_repeat for number in numbers]
        return element(
            "div",
            element(
                "table",
                element("caption", isolated(f"The figures of {label}, from 0 to {self.scale.top:,}"), class_="vh"),
                element("thead", element("tr", *head)),
                element("tbody", *self._counted(), *self._sum()) if self.answer.total.best is not None else None,
                *self._apart("May repeat, not added", repeated, self._may_repeat),
                *self._apart("Wider, not counted", self.account.wider, self._wider),
                *self._apart("Not attributed, not counted", self.account.not_attributed, self._not_attributed),
                class_="work",
            ),
            *(element("p", isolated(note), class_="note") for note in self.answer.total.notes),
            self._cut(len(repeated)),
        )

    def _value(self, number: int) -> int:
        return self.account.reported(number).count.best

    def _counted(self) -> Iterator[Element]:
        """A row for each counted figure, and below it those included in it."""
        for number, start in zip(self.shown, self.starts, strict=False):
            count = self.account.reported(number).count if self.is_coded else self.account.sum_of([number])
            drawn = bar(self.scale, count, start, is_coded=self.is_coded)
            yield self._row(number, drawn, _adds(self.account.adds[number], self._value(number)))
            yield from self._included(number, start)
        if self.rest:
            best = sum(self.account.adds[number] for number in self.rest)
            drawn = hollow(self.scale, best, self.starts[-1])
            yield self._more(f"{len(self.rest):,} smaller figures, which add {best:,}", drawn)

    def _included(self, holder: int, start: int) -> Iterator[Element]:
        placed = list(self._placed(holder, start))
        for each in placed[: self.most_inside]:
            text = ("included in ", isolated(quotes.printed(self.account.reported(each.holder).figure)))
            drawn = hollow(self.scale, self._value(each.number), each.start)
            yield self._row(each.number, drawn, *text, class_=f"in in{min(each.depth, MAX_DEPTH)}")
        if (more := len(placed) - self.most_inside) > 0:
            yield self._more(f"and {more:,} more included in it")

    def _placed(self, holder: int, start: int) -> Iterator[_Placed]:
        """The figures included in one, each after the one before, and below each those included in it."""
        waiting = self._one_by_one(holder, 1, start)[::-1]
        while waiting:
            placed = waiting.pop()
            yield placed
            waiting += self._one_by_one(placed.number, placed.depth + 1, placed.start)[::-1]

    def _one_by_one(self, holder: int, depth: int, start: int) -> list[_Placed]:
        included = self.inside[holder]
        starts = accumulate(map(self._value, included), initial=start)
        return [_Placed(number, depth, at, holder) for number, at in zip(included, starts, strict=False)]

    def _sum(self) -> Iterator[Element]:
        """The total, and what adding up every number would give."""
        total, count = self.answer.total, self.account.total
        assert count
        yield element(
            "tr",
            element("th", "Sum" if total.our_sum else "Total", scope="row"),
            element("td", element("b", isolated(in_two(total.quote)[0]))),
            element("td", bar(self.scale, count, is_coded=self.is_coded)),
            class_="sum",
        )
        if self.naive is not None:
            twice = f"counts {self.naive - count.best:,} twice"
            why = "counts people more than once" if self.account.metric.repeats else twice
            yield element(
                "tr",
                element("th", "Adding up every number", scope="row"),
                element("td", element("s", f"{self.naive:,}")),
                element("td", hollow(self.scale, self.naive), element("small", f"{why}: do not use it")),
                class_="wrong",
            )

    def _apart(self, title: str, numbers: Sequence[int], words: Callable[[int], Iterable[Node]]) -> Iterator[Element]:
        """What is left out, under a heading of its own; what another of these figures includes is set in."""
        if not numbers:
            return
        outer = frozenset(self.account.outermost(numbers))
        heading = element("th", f"{title} ({len(numbers):,})", scope="rowgroup", colspan=3)
        rows: list[Node] = []
        for number in numbers[:MAX_LEFT_OUT]:
            class_ = "in" if number in outer else "in in1"
            rows.append(self._row(number, hollow(self.scale, self._value(number)), *words(number), class_=class_))
            rows += self._included(number, 0)
        yield element("tbody", element("tr", heading, class_="apart"), *rows)

    def _may_repeat(self, _: int) -> Iterable[Node]:
        return ("may be the same people",)

    def _wider(self, number: int) -> Iterable[Node]:
        reported, exceeds = self.account.reported(number), self.account.verdict(number).exceeds
        also = also_covers(self.report, reported.figure, exceeds)
        return ("also covers ", isolated(also)) if also else ("includes a counted figure",)

    def _not_attributed(self, _: int) -> Iterable[Node]:
        return ("names no attacker",)

    def _cut(self, repeated: int) -> Node:
        """How to see what is left out, if anything is."""
        cut_inside = any(len(list(self._placed(number, 0))) > self.most_inside for number in self.shown)
        longest = max(len(self.account.wider), len(self.account.not_attributed), repeated)
        if not (self.rest or cut_inside or longest > MAX_LEFT_OUT):
            return None
        metric = [self.answer.total.metric]
        return element("p", "Every figure: ", element("code", self.report.command("figures", metrics=metric)), class_="note")

    def _row(self, number: int, drawn: Node, *text: Node, class_: str | None = None) -> Element:
        event, figure = self.account.nest.keys[number][1], self.account.reported(number).figure
        return element(
            "tr",
            element(
                "th",
                element("span", days_text(figure.period), class_="when"),
                " ",
                event_link(self.report, event),
                scope="row",
            ),
            element("td", *self._printed(number)),
            element("td", drawn, element("small", *text)),
            class_=class_,
        )

    def _more(self, text: str, drawn: Node = None) -> Element:
        return element("tr", element("th", text, scope="row", colspan=2), element("td", drawn), class_="more")

    def _printed(self, number: int) -> Iterator[Node]:
        """What each source says of the same people."""
        reported, timeline = self.account.reported(number), self.report.timeline
        first, *others = reported.figures
        label = quotes.part_label(self.account, number)
        yield element("b", isolated(quotes.printed(first)))
        words = quotes.with_label(first, label).removeprefix(quotes.printed(first)).strip() if label else ""
        paragraphs = f"¶ {', '.join(map(str, reported.event.paragraphs))}" if reported.event.paragraphs else ""
        source = f"({timeline.source_short(first.source)})"
        yield element("small", isolated(" ".join(filter(None, (words, source, paragraphs)))))
        for other in others:
            yield element("small", isolated(f"also given: {quotes.with_source(timeline, other)}"))


def _largest(numbers: Sequence[int], size: Callable[[int], int], most: int) -> tuple[Sequence[int], Sequence[int]]:
    """The numbers to show, in their order: the largest if there are too many; and the others."""
    if len(numbers) <= most:
        return numbers, ()
    chosen = frozenset(sorted(numbers, key=size, reverse=True)[:most])
    return [number for number in numbers if number in chosen], [number for number in numbers if number not in chosen]


def _adds(adds: int, value: int) -> str:
    """What a counted figure adds, and why that is not its own number."""
    if adds < value:
        return f"adds {adds:,}; the rest is in other figures"
    return f"adds {adds:,}; the figures included in it add up to more" if adds > value else f"adds {adds:,}"
