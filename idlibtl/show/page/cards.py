"""What can be quoted: a card a metric, the first one large; what is left out of its number in the same size."""

from collections.abc import Iterator

from idlibtl.model.dates import window_text
from idlibtl.show.describe import foot
from idlibtl.show.page.bars import parts, scale
from idlibtl.show.page.elements import Element, Node, element, isolated, section
from idlibtl.show.page.report import Answer, PageReport
from idlibtl.show.page.words import capital, in_two
from idlibtl.totals import quotes

#: A note of a metric that is longer is at the foot of the page alone.
MAX_NOTE = 80

#: The bar of the first card has at most so many parts.
MAX_PARTS = 40


def cards_section(report: PageReport) -> Element:
    """Return the section of the totals."""
    shown = [answer for answer in report.answers if answer is report.lead or _says_something(answer)]
    silent = [answer.total.label for answer in report.answers if answer not in shown]
    return section(
        "totals",
        "What can be quoted",
        element("div", *(_card(report, answer) for answer in shown), class_="cards"),
        element("p", "Not reported: ", isolated(", ".join(silent)), ".", class_="note") if silent else None,
    )


def _says_something(answer: Answer) -> bool:
    total = answer.total
    return bool(total.best is not None or total.wider or total.not_attributed)


def _card(report: PageReport, answer: Answer) -> Element:
    total, is_lead = answer.total, answer is report.lead
    days = window_text(report.question.window) if report.question.window else ""
    return element(
        "article",
        element("h3", isolated(capital(total.label)), f", {days}" if days else None),
        _number(total.quote, "quote" if total.best is not None else "quote none", href=_made_of(report, answer)),
        _bar(report, answer) if is_lead else None,
        *_left_out(answer),
        *(element("p", isolated(note), class_="note") for note in _notes(answer)),
        element("p", copy_button(f"{total.headline}. {foot(report.timeline)}"), class_="act"),
        class_="total lead-card" if is_lead else "total",
        id=f"t-{total.metric}",
    )


def _number(text: str, class_: str, more: str = "", href: str | None = None) -> Element:
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


def _left_out(answer: Answer) -> Iterator[Element]:
    """The largest of the figures that are not in the number, and how many there are."""
    account = answer.account
    may = "may include more" if account.total else "may include some"
    for numbers, one, several in (
        (
            account.wider,
            f"a wider figure, not counted: it {may}",
            f"the largest of {{}} wider figures, not counted: they {may}",
        ),
        (
            account.not_attributed,
            "names no attacker, not counted",
            "the largest of {} that name no attacker, not counted",
        ),
    ):
        if outer := account.outermost(numbers):
            why = one if len(outer) == 1 else several.format(len(outer))
            yield _number(quotes.left_out_figure(account, outer[0]), "quote wider", why)
    if sums := account.may_repeat:
        more = f"; and {len(sums) - 1:,} more" if len(sums) > 1 else ""
        what = f"Not added, because they may be the same people: {quotes.repeated(account, sums[0])}{more}."
        yield element("p", isolated(what), class_="note")


def _notes(answer: Answer) -> Iterator[str]:
    """What has to be known with the number, in a line each; what is longer is at the foot of the page."""
    return (note for note in answer.total.notes if answer.total.best is not None and len(note) <= MAX_NOTE)


def has_working(answer: Answer) -> bool:
    """Return whether there is more to show of a total than its one figure."""
    total = answer.total
    return bool(answer.breakdowns or total.wider or total.not_attributed or total.may_repeat)


def copy_button(text: str) -> Element:
    """Return a button that copies a text; the script shows it."""
    return element("button", "Copy", type="button", class_="copy", data_copy=text, hidden=True)
