"""How each total is made: its figures one behind the other, those inside another hollow, the sum, what it is not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from idlibtl.model.dates import days_text
from idlibtl.model.figures import Count, together
from idlibtl.show.page.bars import Scale, bar, hollow, legend, reach, scale
from idlibtl.show.page.bars import axis as axis_of
from idlibtl.show.page.elements import Element, Node, element, said, section
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import as_printed, capital, event_link, is_certain, number, range_words
from idlibtl.totals import quotes
from idlibtl.totals.total import Counted, Entry, Included, Total, Wider

#: A table of at most so many figures shows all.
MAX_ROWS = 60

#: How many counted figures a longer one shows, how many inside each of them, and how many wider ones.
MAX_COUNTED, MAX_INSIDE, MAX_WIDER = 20, 4, 10

#: So far figures inside figures inside figures are set in.
MAX_DEPTH = 3

LEAD = (
    "How each number is added up. A figure that lies inside a larger one is told and not added again; nor is one that"
    " covers more than was asked."
)


def has_working(report: PageReport, total: Total) -> bool:
    """Whether there is more to tell of a total than its one figure."""
    return total.metric in report.breakdowns or bool(total.wider)


def working_section(report: PageReport) -> Node:
    """The section of the working; None where each total is one figure."""
    tables = [_working(report, total) for total in report.totals if has_working(report, total)]
    if not tables:
        return None
    return section(
        "working",
        "The working",
        element("p", LEAD, class_="lead"),
        element("p", "How to read the bars:", class_="vh"),
        legend(is_cut=any(total.wider for total in report.totals)),
        *tables,
    )


def _working(report: PageReport, total: Total) -> Element:
    rows = _Rows(report, total)
    return element(
        "div",
        element("h3", said(f"{capital(total.label)}: {total.quote.partition(' (')[0]}"), id=f"w-{total.metric}"),
        element(
            "table",
            element("caption", f"The figures of {total.label}, from 0 to {rows.scale.top:,}", class_="vh"),
            _head(rows.scale),
            element("tbody", *rows.counted()),
            element("tbody", *rows.sum()) if total.best is not None else None,
            element("tbody", *rows.wider()) if total.wider else None,
            class_="work",
        ),
        *(element("p", said(note), class_="note") for note in total.notes),
        *rows.cut(),
        class_="wk",
    )


def _head(on: Scale) -> Element:
    columns = ("Figure", "As printed")
    return element(
        "thead",
        element(
            "tr",
            *(element("th", name, scope="col") for name in columns),
            element("th", "What it adds", axis_of(on), scope="col"),
        ),
    )


@dataclass(frozen=True)
class _Placed:
    """An included figure: how deep it lies, where its bar begins, and the figure that holds it."""

    entry: Included
    depth: int
    start: int
    holder: Entry


class _Rows:
    """The rows of one table, and the scale that all its bars share."""

    def __init__(self, report: PageReport, total: Total) -> None:
        self.report, self.total = report, total
        is_long = len(total.counted) + len(total.included) > MAX_ROWS
        self.most_inside = MAX_INSIDE if is_long else MAX_ROWS
        self.shown, self.left = _largest(total.counted, MAX_COUNTED if is_long else MAX_ROWS)
        self.inside = _inside(total)
        self.starts = list(accumulate((entry.counted_as.best for entry in self.shown), initial=0))
        self.sum_count = Count(total.low or 0, total.best or 0, total.high)
        ends = [reach(entry.counted_as, start) for entry, start in zip(self.shown, self.starts, strict=False)]
        naive = [float(total.naive_sum)] if total.naive_sum is not None else []
        self.scale = scale([*ends, *naive, reach(self.sum_count), *([] if ends else map(_value, total.wider))])

    def counted(self) -> Iterator[Element]:
        """A row for each counted figure, and below it those inside."""
        for entry, start in zip(self.shown, self.starts, strict=False):
            yield self._row(entry, bar(self.scale, entry.counted_as, start), _adds(entry))
            for placed in _placed(self.inside, entry, start, self.most_inside):
                told = element("small", "already inside ", said(quotes.printed(placed.holder)))
                drawn = hollow(self.scale, placed.entry.value, placed.start)
                yield self._row(placed.entry, drawn, told, f"in in{min(placed.depth, MAX_DEPTH)}")
            if (more := _number_inside(self.inside, entry) - self.most_inside) > 0:
                yield self._more(f"and {more:,} more inside it")
        if self.left:
            best = sum(entry.counted_as.best for entry in self.left)
            yield self._more(f"and {len(self.left):,} smaller figures, which add {best:,}", self.starts[-1], best)

    def sum(self) -> Iterator[Element]:
        """The total, and what adding up every number would give."""
        total = self.total
        yield element(
            "tr",
            element("th", "Total", scope="row"),
            element("td", element("b", said(total.quote.partition(" (")[0]))),
            element("td", bar(self.scale, self.sum_count), _bounds(self.sum_count, total)),
            class_="sum",
        )
        if self._counts_twice and total.naive_sum is not None and total.best is not None:
            twice = total.naive_sum - total.best
            yield element(
                "tr",
                element("th", "Adding up every number", scope="row"),
                element("td", element("s", f"{total.naive_sum:,}")),
                element(
                    "td",
                    hollow(self.scale, total.naive_sum),
                    element("small", f"counts {twice:,} twice: do not use it"),
                ),
                class_="wrong",
            )

    def wider(self) -> Iterator[Element]:
        """The figures that cover more than was asked."""
        title = "Not added: they cover more than was asked"
        yield element("tr", element("th", title, scope="rowgroup", colspan=3), class_="apart")
        for entry in self.total.wider[:MAX_WIDER]:
            told = element("small", *_exceeds(self.report, entry))
            yield self._row(entry, hollow(self.scale, entry.value), told, "in in1" if entry.inside else "in")
        if (more := len(self.total.wider) - MAX_WIDER) > 0:
            yield self._more(f"and {more:,} more")

    def cut(self) -> Iterator[Element]:
        """What is left out, and how to see it."""
        inside = any(_number_inside(self.inside, entry) > self.most_inside for entry in self.shown)
        if self.left or inside or len(self.total.wider) > MAX_WIDER:
            command = self.report.command("figures", metrics=self.total.metric)
            yield element("p", "Every figure: ", element("code", command), class_="note")

    @property
    def _counts_twice(self) -> bool:
        total = self.total
        return total.naive_sum is not None and total.best is not None and total.naive_sum > total.best

    def _row(self, entry: Entry, drawn: Element, told: Node, class_: str | None = None) -> Element:
        return element(
            "tr",
            element(
                "th",
                element("span", days_text(entry.period), class_="when"),
                event_link(self.report, entry.event),
                scope="row",
            ),
            element("td", *_printed(self.report, self.total, entry)),
            element("td", drawn, told),
            class_=class_,
        )

    def _more(self, text: str, start: int = 0, best: int = 0) -> Element:
        drawn = bar(self.scale, Count(best, best, best), start) if best else None
        return element("tr", element("th", text, scope="row", colspan=2), element("td", drawn), class_="more")


def _largest(counted: Sequence[Counted], most: int) -> tuple[Sequence[Counted], Sequence[Counted]]:
    """The figures to show, in order of their days: the largest where there are too many; and the others."""
    if len(counted) <= most:
        return counted, ()
    ranked = sorted(range(len(counted)), key=lambda index: -counted[index].counted_as.best)
    chosen = set(ranked[:most])
    shown = [entry for index, entry in enumerate(counted) if index in chosen]
    return shown, [entry for index, entry in enumerate(counted) if index not in chosen]


def _inside(total: Total) -> Mapping[tuple[str, str], Sequence[Included]]:
    """The included figures by metric and event of what holds them."""
    found: dict[tuple[str, str], list[Included]] = {}
    for entry in total.included:
        found.setdefault((entry.held_by_metric, entry.held_by), []).append(entry)
    return found


def _number_inside(inside: Mapping[tuple[str, str], Sequence[Included]], holder: Entry) -> int:
    """How many figures lie inside one, at any depth."""
    waiting: list[Entry] = [holder]
    found = 0
    while waiting:
        held = inside.get(_key(waiting.pop()), ())
        found += len(held)
        waiting += held
    return found


def _placed(
    inside: Mapping[tuple[str, str], Sequence[Included]], holder: Entry, start: int, most: int
) -> Iterator[_Placed]:
    """The first figures inside one, each behind the one before, and below each what lies inside it."""
    waiting = list(reversed(_side_by_side(inside, holder, 1, start)))
    for _ in range(most):
        if not waiting:
            return
        placed = waiting.pop()
        yield placed
        waiting += reversed(_side_by_side(inside, placed.entry, placed.depth + 1, placed.start))


def _side_by_side(
    inside: Mapping[tuple[str, str], Sequence[Included]], holder: Entry, depth: int, start: int
) -> list[_Placed]:
    held = inside.get(_key(holder), ())
    starts = accumulate((entry.value for entry in held), initial=start)
    return [_Placed(entry, depth, at, holder) for entry, at in zip(held, starts, strict=False)]


def _key(entry: Entry) -> tuple[str, str]:
    return entry.metric, entry.event


def _value(entry: Entry) -> float:
    return float(entry.value)


# Words


def _printed(report: PageReport, total: Total, entry: Entry) -> Iterator[Node]:
    """What each source says of the same people."""
    metric = report.question.timeline.metric[entry.metric]
    yield as_printed(entry)
    what = f" {metric.label}" if entry.metric != total.metric else ""
    yield element("small", said(what), " (", quotes.source_id(entry), ")", *_paragraphs(report, entry))
    for other in entry.also_given:
        yield element("small", "also given: ", said(quotes.printed(other)), " (", quotes.source_id(other), ")")


def _paragraphs(report: PageReport, entry: Entry) -> Iterator[Node]:
    if paragraphs := report.question.timeline.event[entry.event].paragraphs:
        yield f" ¶ {', '.join(map(str, paragraphs))}"


def _adds(entry: Counted) -> Element:
    """What a counted figure adds, and why that is not what it says."""
    counts, says = entry.counted_as, together([each.count for each in (entry, *entry.also_given)])
    told = f"adds {counts.best:,}"
    if between := range_words(counts):
        told = f"adds {between}" if counts.low == counts.best and counts.high is None else f"{told} ({between})"
    if counts.best < says.best:
        told += "; the rest lies in other figures"
    elif counts.best > says.best:
        told += "; the figures inside it add up to more"
    return element("small", told)


def _bounds(count: Count, total: Total) -> Element:
    between = f", low {count.low:,}, high {number(total.high)}" if not is_certain(count) else ""
    return element("small", f"{count.best:,}{between}")


def _exceeds(report: PageReport, entry: Wider) -> Iterator[Node]:
    """In what a wider figure covers more than was asked."""
    yield f"covers more {' and '.join(entry.exceeds)} than was asked" if entry.exceeds else ""
    if "places" in entry.exceeds and entry.places:
        place = report.question.timeline.place
        yield ": "
        yield said(quotes.names_text(place[each].name for each in entry.places))
    if "actors" in entry.exceeds:
        yield "; "
        yield said(quotes.attribution_text(report.question.timeline, entry))
