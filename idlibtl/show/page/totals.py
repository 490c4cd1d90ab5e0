"""The totals to quote, a card for each metric, and how each total adds up, figure by figure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from idlibtl.model.dates import days_text
from idlibtl.model.figures import Hedge, number_of
from idlibtl.model.vocabulary import Exceeds, Status
from idlibtl.show.about import foot
from idlibtl.show.describe import left_out_words
from idlibtl.show.page.bars import axis, bar, hollow, parts, scale
from idlibtl.show.page.elements import Markup, Node, copy_button, element, head, heard, isolated, note, section, table
from idlibtl.show.page.events import event_link
from idlibtl.show.page.report import MetricAnswer, PageReport
from idlibtl.totals import quotes
from idlibtl.totals.total import caveats

#: A longer note of a metric is only at the foot of the page.
MAX_NOTE = 80

#: The most parts of the bar in the first card.
MAX_PARTS = 40


def cards_section(report: PageReport) -> Markup:
    """Return the section of the totals."""
    cards, silent = list[Node](), list[str]()
    for answer in report.answers:
        total = answer.total
        if answer is report.lead or total.best is not None or total.wider or total.not_attributed:
            cards.append(_card(report, answer))
        else:
            silent.append(total.label)
    rest = note("Not reported: ", isolated(", ".join(silent)), ".") if silent else None
    return section("totals", "What can be quoted", element("div", *cards, class_="cards"), rest)


def _card(report: PageReport, answer: MetricAnswer) -> Markup:
    total, is_lead = answer.total, answer is report.lead
    needed, is_counted = caveats([total]), total.best is not None
    copied = " ".join(f"{text.removesuffix('.')}." for text in (total.headline, *needed))
    notes = [text for text in total.notes if text in needed or (is_counted and len(text) <= MAX_NOTE)]
    made_of = f"#e-{total.printed_by}" if total.printed_by in report.ids else None
    return element(
        "article",
        element("h3", isolated(f"{quotes.capital(total.label)}{quotes.asked_text(report.question)}")),
        _number(
            total.quote,
            "quote" if is_counted else "quote none",
            href=f"#w-{total.metric}" if has_working(answer) else made_of,
        ),
        _bar(report, answer) if is_lead else None,
        *_left_out(answer),
        *(note(isolated(text)) for text in notes),
        element("p", copy_button(f"{copied} {foot(report.chronology)}"), class_="act"),
        class_="total lead-card" if is_lead else "total",
        id=f"t-{total.metric}",
    )


def _number(text: str, class_: str, more: str = "", href: str | None = None) -> Markup:
    """A number, and in smaller letters what follows it, with a link to the figures that it is made of."""
    number, rest = in_two(text)
    after = isolated("; ".join(filter(None, (rest, more))))
    link = element("a", after, href=href) if href else after
    return element("p", isolated(f"{number} "), element("span", link, class_="rest") if after else None, class_=class_)


def in_two(text: str) -> tuple[str, str]:
    """Return the number of a quote, and the words after it: "about 80" and "reported (sum of 3 figures)".

    The numbers of sources that disagree stay together.
    """
    if text == quotes.NOT_REPORTED:
        return text, ""
    if "; " in text:
        numbers, end, rest = text.rpartition(")")
        return f"{numbers}{end}" or rest, rest.strip(", ") if end else ""
    at = min((begin for mark in (" reported", " (", ", ") if (begin := text.find(mark)) > 0), default=len(text))
    return text[:at], text[at:].strip(", ")


def _bar(report: PageReport, answer: MetricAnswer) -> Node:
    """A plain bar of the counted figures, one after another, and the largest of them in words."""
    account = answer.account
    if account.total is None or report.chronology.is_coded or not 1 < len(account.counted) <= MAX_PARTS:
        return None
    largest = max(account.counted, key=account.adds.__getitem__)
    return element(
        "div",
        parts(scale([account.total.best]), (account.adds[number] for number in account.counted)),
        note("The largest is ", isolated(quotes.left_out_figure(account, largest)), "."),
    )


def _left_out(answer: MetricAnswer) -> Iterator[Markup]:
    """The largest figures that are not in the number, and how many there are."""
    account = answer.account
    if wider := account.outermost(account.wider):
        many = f"the largest of {len(wider):,} wider figures" if len(wider) > 1 else "a wider figure"
        why = f"{many}, not counted: may include {'more' if account.total else 'some'}"
        yield _number(quotes.left_out_figure(account, wider[0]), "quote wider", why)
    if free := account.outermost(account.not_attributed):
        many = f"the largest of {len(free):,} figures that name" if len(free) > 1 else "names"
        yield _number(quotes.left_out_figure(account, free[0]), "quote wider", f"{many} no attacker, not counted")
    if account.may_repeat:
        yield note(isolated(f"{quotes.capital(quotes.not_added(account))}."))


def has_working(answer: MetricAnswer) -> bool:
    """Return whether a total has more to show than one figure."""
    total = answer.total
    return bool(answer.breakdowns or total.wider or total.not_attributed or total.may_repeat)


#: The most figures in a table that shows all; in a longer one, the most counted figures, and the most of coded data.
MAX_ROWS, MAX_COUNTED, MAX_CODED = 60, 20, 10

#: How many wider figures are shown, and how many that may repeat or are not attributed.
MAX_LEFT_OUT = 10

#: How many levels of figures inside figures are shown.
MAX_DEPTH = 3

LEAD = "Solid bars are counted, one after the other. Hollow ones are not added. One with // goes on beyond the scale."
CODED = "A bar is solid up to the low and hatched up to the high, with a tick at the best."


def working_section(report: PageReport) -> Node:
    """Return the section on how the totals add up; None if each total is one figure."""
    answers = [answer for answer in report.answers if has_working(answer)]
    if not answers:
        return None
    tables = (folded(report, answer, f"w-{answer.total.metric}", _Table(report, answer).node()) for answer in answers)
    lead = element("p", CODED if report.chronology.is_coded else LEAD, class_="lead")
    return section("working", "How the totals add up", lead, *tables)


def folded(report: PageReport, answer: MetricAnswer, identity: str, content: Node) -> Markup:
    """Return the content for a metric under its heading; it is folded unless it is the first metric.

    If the first metric is a part of another one, the heading of this says what it has in addition.
    """
    lead, total, more = report.lead, answer.total, ""
    if lead and lead.total.metric in answer.account.metric.parts and 0 < (lead.total.best or 0) < (total.best or 0):
        difference = _difference(answer, (total.best or 0) - (lead.total.best or 0))
        more = f" ({lead.total.label} as above, and {difference} more)"
    heading = element("h3", isolated(f"{quotes.capital(total.label)}: {in_two(total.quote)[0]}{more}"), id=identity)
    if answer is lead:
        return element("div", heading, content, class_="metric")
    return element("details", element("summary", heading), content, class_="metric")


def _difference(answer: MetricAnswer, number: int) -> str:
    """A difference of two numbers, in words; with "about" unless the total is exactly one printed number."""
    return quotes.hedged(Hedge.EXACT if answer.total.hedge is Hedge.EXACT else Hedge.ABOUT, number)


class _Table:
    """The table of one total, and the scale of all its bars. Figures are numbered as in the account."""

    def __init__(self, report: PageReport, answer: MetricAnswer) -> None:
        self.report, self.answer, self.account = report, answer, answer.account
        self.is_coded = report.chronology.is_coded
        self.is_long = self.is_coded or len(self.account.inside) > MAX_ROWS
        most = (MAX_CODED if self.is_coded else MAX_COUNTED) if self.is_long else MAX_ROWS
        self.rest = frozenset(sorted(self.account.counted, key=self.account.size)[most:])
        self.shown = [number for number in self.account.counted if number not in self.rest]
        self.inside: defaultdict[int, list[int]] = defaultdict(list)
        for number in self.account.inside:
            if (holder := self.account.held_by.get(number)) is not None:
                self.inside[holder].append(number)
        best, self.naive = answer.total.best or 0, self.account.naive_sum or 0
        left_out = [*self.account.wider, *self.account.not_attributed]
        counted = (best, answer.total.high or 0, self.naive)
        self.scale = scale(map(self._value, left_out) if answer.total.best is None else counted)

    def node(self) -> Markup:
        """Return the table, and how to see the rows left out of it."""
        total, account = self.answer.total, self.account
        repeated = [number for numbers in account.may_repeat for number in numbers]
        is_cut = self.rest or max(map(len, (account.wider, account.not_attributed, repeated))) > MAX_LEFT_OUT
        command = element("code", self.report.command("figures", metrics=[total.metric]))
        return element(
            "div",
            table(
                heard(f"The figures of {total.label}"),
                (head("Figure"), head("As printed"), head(element("span", "What it adds", axis(self.scale)))),
                element("tbody", *self._counted(), *self._sum()) if total.best is not None else None,
                self._apart("May repeat, not added", repeated),
                self._apart("Wider, not counted", account.wider),
                self._apart("Not attributed, not counted", account.not_attributed),
                class_="work",
            ),
            *(note(isolated(text)) for text in total.notes),
            note("Every figure: ", command) if is_cut or (self.is_long and self.inside) else None,
        )

    def _value(self, number: int) -> int:
        return self.account.reported(number).stated.best

    def _counted(self) -> Iterator[Markup]:
        """A row for each counted figure, and below it those included in it."""
        adds = self.account.adds
        starts = list(accumulate((adds[number] for number in self.shown), initial=0))
        for number, start in zip(self.shown, starts, strict=False):
            count = self.account.reported(number).stated if self.is_coded else self.account.sum_of([number])
            text, value = f"adds {adds[number]:,}", self._value(number)
            if adds[number] != value:
                is_less = adds[number] < value
                text += "; the rest is in other figures" if is_less else "; the figures included in it add up to more"
            yield self._row(number, bar(self.scale, count, start), text)
            yield from self._included(number, start)
        if self.rest:
            best = sum(adds[number] for number in self.rest)
            text = f"{number_of(len(self.rest), 'smaller figure')}, adding {best:,}"
            yield _plain_row("more", text, None, hollow(self.scale, best, starts[-1]))

    def _included(self, holder: int, start: int, depth: int = 1) -> Iterator[Markup]:
        """The figures included in a figure, one after another, and below each those included in it."""
        if depth > MAX_DEPTH or self.is_long:
            if more := len(self.inside[holder]):
                yield _plain_row("more", f"and {more:,} more included in it", None)
            return
        text = f"included in {quotes.printed(self.account.reported(holder).figure)}"
        for number in self.inside[holder]:
            yield self._row(number, hollow(self.scale, self._value(number), start), text, f"in in{depth}")
            yield from self._included(number, start, depth + 1)
            start += self._value(number)

    def _sum(self) -> Iterator[Markup]:
        """The total, and what adding up every number would give."""
        total, count = self.answer.total, self.account.total
        assert count
        number, drawn = element("b", isolated(in_two(total.quote)[0])), bar(self.scale, count)
        yield _plain_row("sum", "Sum" if total.our_sum else "Total", number, drawn)
        if self.naive > count.best:
            twice = f"counts {_difference(self.answer, self.naive - count.best)} twice"
            why = "counts people more than once" if self.account.metric.repeats else twice
            drawn, text = hollow(self.scale, self.naive), element("small", f"{why}: do not use it")
            yield _plain_row("wrong", "Adding up every number", element("s", f"{self.naive:,}"), drawn, text)

    def _apart(self, title: str, numbers: Sequence[int]) -> Node:
        """Figures left out, under a heading of their own; those included in another of them are indented."""
        if not numbers:
            return None
        outer = frozenset(self.account.outermost(numbers))
        rows: list[Node] = []
        for number in numbers[:MAX_LEFT_OUT]:
            class_ = "in" if number in outer else "in in1"
            rows.append(self._row(number, hollow(self.scale, self._value(number)), self._why(number), class_))
            rows += self._included(number, 0)
        heading = element("th", f"{title} ({len(numbers):,})", scope="rowgroup", colspan=3)
        return element("tbody", element("tr", heading, class_="apart"), *rows)

    def _why(self, number: int) -> str:
        """Why a figure is left out; of a wider one, what it also covers."""
        status = self.account.statuses[number]
        if status is not Status.WIDER:
            return left_out_words(status)
        chronology, figure = self.report.chronology, self.account.reported(number).figure
        exceeds, more = self.account.verdict(number).exceeds, list[str]()
        if not exceeds:
            return "includes a counted figure"
        if Exceeds.PLACES in exceeds and figure.places:
            more.append(quotes.place_names(chronology, figure.places))
        if Exceeds.ACTORS in exceeds:
            more.append(quotes.attribution_text(chronology, figure))
        return f"also covers {quotes.others_covered(exceeds)}{': ' if more else ''}{'; '.join(more)}"

    def _row(self, number: int, drawn: Node, text: str, class_: str | None = None) -> Markup:
        """A figure: its days and event, what each source gives for the same people, and its bar."""
        chronology, reported = self.report.chronology, self.account.reported(number)
        event, (first, *others) = reported.event, reported.figures
        label, printed = quotes.part_label(self.account, number), quotes.printed(first)
        words = quotes.after_number(printed, label).strip() if label else ""
        source = "" if self.is_coded else f"({chronology.source_short(first.source)})"
        paragraphs = f"¶ {', '.join(map(str, event.paragraphs))}" if event.paragraphs else ""
        small = [" ".join(filter(None, (words, source, paragraphs)))]
        small += (f"also given: {quotes.with_source(chronology, other)}" for other in others)
        days = element("span", days_text(first.period), class_="when")
        return element(
            "tr",
            element("th", days, " ", event_link(self.report, event.id), scope="row"),
            element("td", element("b", isolated(printed)), *(element("small", isolated(one)) for one in small)),
            element("td", drawn, element("small", isolated(text))),
            class_=class_,
        )


def _plain_row(class_: str, name: str, number: Node, *content: Node) -> Markup:
    cells = element("td", number), element("td", *content)
    return element("tr", element("th", name, scope="row"), *cells, class_=class_)
