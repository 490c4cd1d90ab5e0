"""The totals broken down: tables with interval bars, those of one metric on one scale."""

from collections.abc import Iterator, Sequence

from idlibtl.model.figures import Count
from idlibtl.model.vocabulary import By, Told
from idlibtl.show.page.bars import Scale, axis, bar, reach, scale
from idlibtl.show.page.elements import Element, Node, element, said, section
from idlibtl.show.page.report import Breakdown, PageReport
from idlibtl.show.page.words import capital, range_text
from idlibtl.totals.breakdown import Group
from idlibtl.totals.total import Total

#: How many rows a table has before it is cut.
MAX_ROWS = 30

LEAD = (
    "The best values of a table add up to its total. What one figure says of several rows together, or of a wider"
    " place, stands in a row of its own, and may hold more of each. All bars of one metric have one scale."
)
CUT = "A bar with // at its end goes on beyond the scale."
TITLES = {By.ACTOR: "By whom it is attributed to", By.PLACE: "By place"}


def broken_down_section(report: PageReport) -> Node:
    """The section of the breakdowns; None where no total has more than one figure."""
    parts = [part for total in report.totals for part in _metric(report, total)]
    if not parts:
        return None
    lead = f"{LEAD} {CUT}" if any(map(_is_cut, report.breakdowns.values())) else LEAD
    return section("breakdowns", "Broken down", element("p", lead, class_="lead"), *parts)


def _metric(report: PageReport, total: Total) -> Iterator[Element]:
    breakdowns = report.breakdowns.get(total.metric, ())
    if breakdowns:
        on = _scale(breakdowns)
        yield element("h3", said(f"{capital(total.label)}: {total.quote.partition(' (')[0]}"), id=f"b-{total.metric}")
        yield element("div", *(_table(report, total, each, on) for each in breakdowns), class_="brks")


def _is_cut(breakdowns: Sequence[Breakdown]) -> bool:
    """Whether a row that spans several is longer than the scale of its tables."""
    on = _scale(breakdowns)
    spanning = (group for each in breakdowns for group in each.groups if group.spanning)
    return not all(on.holds(reach(_count(group))) for group in spanning)


def _scale(breakdowns: Sequence[Breakdown]) -> Scale:
    """One scale for all tables of a metric. Rows that span several groups do not set it."""
    rows = [group for each in breakdowns for group in each.groups]
    return scale(reach(_count(group)) for group in rows if not group.spanning)


def _count(group: Group) -> Count:
    return Count(group.low or 0, group.best or 0, group.high if group.best is not None else 0)


def _table(report: PageReport, total: Total, breakdown: Breakdown, on: Scale) -> Element:
    shown, left = _largest(breakdown.groups)
    by = breakdown.by
    return element(
        "div",
        element(
            "table",
            element("caption", TITLES.get(by, f"By {by}"), element("span", f": {total.label}", class_="vh")),
            element(
                "thead",
                element(
                    "tr",
                    element("th", element("span", capital(by), class_="vh"), scope="col"),
                    element("th", "Best", scope="col", class_="v"),
                    element("th", element("span", "Low to high", class_="vh"), axis(on), scope="col"),
                ),
            ),
            element("tbody", *(_row(group, on) for group in shown), _rest(left)),
            class_="brk",
        ),
        _cut(report, total, by) if left else None,
    )


def _row(group: Group, on: Scale) -> Element:
    class_ = "rest" if group.spanning else None
    name = element("th", said(group.label), scope="row")
    if group.status is not Told.COUNTED or group.best is None:
        return element("tr", name, element("td", group.quote, colspan=2, class_="none"))
    told = "; ".join(
        filter(None, (range_text(_count(group)), "a longer figure may hold more" if group.in_longer else ""))
    )
    return element(
        "tr",
        name,
        element("td", f"{group.best:,}", class_="v"),
        element("td", bar(on, _count(group)), element("small", told) if told else None),
        class_=class_,
    )


def _largest(groups: Sequence[Group]) -> tuple[Sequence[Group], Sequence[Group]]:
    """The rows to show, in their order: those with the largest numbers where there are too many; and the others."""
    if len(groups) <= MAX_ROWS:
        return groups, ()
    ranked = sorted(range(len(groups)), key=lambda index: -(groups[index].best or 0))
    chosen = set(ranked[:MAX_ROWS])
    return (
        [group for index, group in enumerate(groups) if index in chosen],
        [group for index, group in enumerate(groups) if index not in chosen],
    )


def _rest(left: Sequence[Group]) -> Node:
    """What the rows that are not shown add up to."""
    counted = [group.best for group in left if group.best is not None]
    if not counted:
        return None
    what = f"{len(counted):,} smaller row{'s' if len(counted) > 1 else ''}"
    return element(
        "tr",
        element("th", what, scope="row"),
        element("td", f"{sum(counted):,}", class_="v"),
        element("td"),
        class_="rest",
    )


def _cut(report: PageReport, total: Total, by: By) -> Element:
    command = report.command("totals", "--by", by.value, metrics=total.metric)
    return element("p", "Every row: ", element("code", command), class_="note")
