"""What can be quoted: a card a metric."""

from collections.abc import Iterator

from idlibtl.show.page.elements import Element, Node, element, said, section
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import capital, event_link, number, source
from idlibtl.totals.total import Total

LEAD = "Each number keeps the words of doubt of its source, and nobody is counted twice. “Not reported” is never 0."


def cards_section(report: PageReport) -> Element:
    """The section of the totals."""
    conventions = dict.fromkeys(each.value for total in report.totals for each in total.conventions)
    return section(
        "totals",
        "What can be quoted",
        element("p", LEAD, class_="lead"),
        element("div", *(_card(report, total) for total in report.totals), class_="cards"),
        *(element("p", said(convention), class_="note") for convention in conventions),
    )


def _card(report: PageReport, total: Total) -> Element:
    return element(
        "article",
        element("h3", said(capital(total.label))),
        _quote(total),
        _bounds(total),
        *_basis(report, total),
        *_wider(total),
        *(element("p", said(caveat), class_="note") for caveat in total.caveats if total.counted),
        class_="total",
        id=f"t-{total.metric}",
    )


def _quote(total: Total) -> Element:
    """The number to quote; what it rests on smaller, behind it."""
    if not total.counted:
        return element("p", total.quote, class_="quote none")
    says, bracket, rest = total.quote.partition(" (")
    return element(
        "p", said(f"{says} "), element("span", said(f"({rest}"), class_="rest") if bracket else None, class_="quote"
    )


def _bounds(total: Total) -> Node:
    """Low, best and high, where they differ."""
    if total.low is None or total.best is None or total.low == total.best == total.high:
        return None
    pairs = (("Low", number(total.low)), ("Best", number(total.best)), ("High", number(total.high)))
    return element(
        "dl", *(element("div", element("dt", name), " ", element("dd", told)) for name, told in pairs), class_="lbh"
    )


def _basis(report: PageReport, total: Total) -> Iterator[Element]:
    """Where the number comes from."""
    if total.metric in report.breakdowns:
        said_by = "Our sum; no source printed it. " if total.our_sum else "As printed; other figures lie inside it. "
        hidden = element("span", f" of {total.label}", class_="vh")
        yield element("p", said_by, element("a", "The working", hidden, href=f"#w-{total.metric}"), class_="basis")
        return
    for entry in total.counted:
        by = said(source(report, entry))
        yield element("p", "As printed by ", by, ": ", event_link(report, entry.event), ".", class_="basis")
    if not total.counted:
        yield element("p", "No figure is given for just what was asked.", class_="basis")


def _wider(total: Total) -> Iterator[Element]:
    """What is not in the number, such as tolls that cover more than was asked, told beside it."""
    if told := total.headline.removeprefix(total.quote).removeprefix("; "):
        hidden = element("span", f" for {total.label}", class_="vh")
        more = element("a", "All of them", hidden, href=f"#w-{total.metric}") if total.wider else None
        yield element("p", said(f"{capital(told)}. "), more, class_="wider")
