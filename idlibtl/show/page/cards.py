"""What can be quoted: a card a metric, the first one large; what is left out of its number in the same size."""

from collections.abc import Iterator

from idlibtl.show.describe import foot
from idlibtl.show.page.bars import parts, scale
from idlibtl.show.page.elements import Markup, Node, cut, element, isolated, section
from idlibtl.show.page.report import Answer, PageReport
from idlibtl.show.page.words import capital, in_two
from idlibtl.totals import quotes

#: A note of a metric that is longer is at the foot of the page alone.
MAX_NOTE = 80

#: The bar of the first card has at most so many parts.
MAX_PARTS = 40


def cards_section(report: PageReport) -> Markup:
    """Return the section of the totals."""

    def is_shown(answer: Answer) -> bool:
        total = answer.total
        return bool(answer is report.lead or total.best is not None or total.wider or total.not_attributed)

    cards = (_card(report, answer) for answer in report.answers if is_shown(answer))
    silent = ", ".join(answer.total.label for answer in report.answers if not is_shown(answer))
    rest = element("p", "Not reported: ", isolated(silent), ".", class_="note") if silent else None
    return section("totals", "What can be quoted", element("div", *cards, class_="cards"), rest)


def _card(report: PageReport, answer: Answer) -> Markup:
    total, is_lead = answer.total, answer is report.lead
    asked = quotes.asked_text(report.question)
    notes = [note for note in total.notes if total.best is not None and len(note) <= MAX_NOTE]
    return element(
        "article",
        element("h3", isolated(f"{capital(total.label)}{asked}")),
        _number(total.quote, "quote" if total.best is not None else "quote none", href=_made_of(report, answer)),
        _bar(report, answer) if is_lead else None,
        *_left_out(answer),
        *(element("p", isolated(note), class_="note") for note in notes),
        element("p", copy_button(f"{total.headline}. {foot(report.timeline)}"), class_="act"),
        class_="total lead-card" if is_lead else "total",
        id=f"t-{total.metric}",
    )


def _number(text: str, class_: str, more: str = "", href: str | None = None) -> Markup:
    """A number, and in smaller letters what follows it, which leads to the figures that it is made of."""
    number, rest = in_two(text)
    after = isolated("; ".join(filter(None, (rest, more))))
    link = element("a", after, href=href) if href else after
    return element("p", isolated(f"{number} "), element("span", link, class_="rest") if after else None, class_=class_)


def _made_of(report: PageReport, answer: Answer) -> str | None:
    """Where the figures of a total are on the page."""
    total = answer.total
    if has_working(answer):
        return f"#w-{total.metric}"
    return f"#e-{total.printed_by}" if total.printed_by in report.ids else None


def _bar(report: PageReport, answer: Answer) -> Node:
    """A plain bar of the counted figures one after the other, and the largest of them in words."""
    account = answer.account
    if account.total is None or report.timeline.is_coded or not 1 < len(account.counted) <= MAX_PARTS:
        return None
    largest = max(account.counted, key=account.adds.__getitem__)
    return element(
        "div",
        parts(scale([account.total.best]), (account.adds[number] for number in account.counted)),
        element("p", "The largest is ", isolated(quotes.left_out_figure(account, largest)), ".", class_="note"),
    )


def _left_out(answer: Answer) -> Iterator[Markup]:
    """The largest of the figures that are not in the number, and how many there are."""
    account = answer.account
    if wider := account.outermost(account.wider):
        many = f"the largest of {len(wider):,} wider figures" if len(wider) > 1 else "a wider figure"
        why = f"{many}, not counted: may include {'more' if account.total else 'some'}"
        yield _number(quotes.left_out_figure(account, wider[0]), "quote wider", why)
    if free := account.outermost(account.not_attributed):
        many = f"the largest of {len(free):,} figures that name" if len(free) > 1 else "names"
        yield _number(quotes.left_out_figure(account, free[0]), "quote wider", f"{many} no attacker, not counted")
    if sums := account.may_repeat:
        more = f"; and {len(sums) - 1:,} more" if len(sums) > 1 else ""
        what = f"Not added, because they may be the same people: {quotes.repeated(account, sums[0])}{more}."
        yield element("p", isolated(what), class_="note")


def has_working(answer: Answer) -> bool:
    """Return whether there is more to show of a total than its one figure."""
    total = answer.total
    return bool(answer.breakdowns or total.wider or total.not_attributed or total.may_repeat)


def copy_button(text: str) -> Markup:
    """Return a button that copies a text; the script shows it."""
    return element("button", "Copy", type="button", class_="copy", data_copy=cut(text), hidden=True)
