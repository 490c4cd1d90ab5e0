"""One picture of the page as an SVG file to embed, with its title, publication and caveat inside.

It has its own colours, not those of the screen, and its text is broken into lines, so that any program can show it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from idlibtl.model.dates import BadQuestion
from idlibtl.model.figures import number_of
from idlibtl.model.records import REST
from idlibtl.model.vocabulary import Part
from idlibtl.query.question import Question
from idlibtl.read.files import Origin
from idlibtl.show.about import AS_REPORTED, foot
from idlibtl.show.breakdown_view import NOT_ZERO, rows_of
from idlibtl.show.page.bars import axis
from idlibtl.show.page.breakdowns import WIDER, Places, brackets_of, lane_of, row_bar, row_scale, row_words
from idlibtl.show.page.elements import Markup, Node, element, verbatim
from idlibtl.show.page.frame import MARKS, hatching, page_title, style_file
from idlibtl.show.page.map import Picture, caption, ground, lead, map_of
from idlibtl.show.page.marks import Tracks, axis_names, meanings, sort_id
from idlibtl.show.page.outlines import WIDE
from idlibtl.show.page.report import PageReport
from idlibtl.show.signs import folded
from idlibtl.show.timeline_rows import MOST_ROWS, Sort
from idlibtl.totals.total import caveats

#: The width of a picture, its margin, and the height of a line of text, in pixels.
WIDTH, MARGIN, LINE = 960, 16, 18

#: The height of a row of bars, in pixels.
_ROW = 26

#: The width of a character in pixels; estimated large rather than small.
_CHARACTER = 7.4

_STYLE = """
text { font: 13px system-ui, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif }
.title { font-size: 20px; font-weight: 700 }
.bold { font-weight: 600 }
.mut { fill: var(--mut) }
.sheet { fill: var(--bg) }
.sea { fill: var(--sea) }
.soft { fill: var(--soft) }
.bracket { fill: none; stroke: var(--ink); stroke-width: 2 }
"""


#: The content of a picture below its title, its height, and the definitions that its shapes use.
_Drawn = tuple[list[Node], float, list[Node]]


def part_of(question: Question, part: Part) -> str:
    """Return one picture of the page as an SVG file. Raises BadQuestion if there is nothing to draw."""
    report = PageReport(question, Origin(None, ""))  # a picture does not name its file
    title = page_title(question)
    match part:
        case Part.TIMELINE:
            nodes, content_height, shared = _timeline(report)
        case Part.MAP:
            title, (nodes, content_height, shared) = f"{title}: where", _map(report)
        case Part.BARS:
            title, (nodes, content_height, shared) = _bars(report)
        case _:
            assert_never(part)
    above = question.chronology.title if question.is_narrowed else ""  # the title is the question then
    kicker = list(_lines(MARGIN, MARGIN + 10, above, WIDTH, "mut")) if above else []
    top = MARGIN + (2 + len(kicker)) * LINE
    below = [*_lines(MARGIN, top + content_height + LINE, f"{foot(report.chronology)} {AS_REPORTED}", WIDTH, "mut")]
    height = round(top + content_height + (len(below) + 1) * LINE)
    css = style_file(MARKS) + _STYLE
    colors = dict(re.findall(r"--(\w+): (#\w+)", css[: css.index("@media")]))
    plain = re.sub(r"var\(--(\w+)\)", lambda name: colors[name[1]], css[css.index("svg text") :])
    drawing = element(
        "svg",
        element("title", title),
        verbatim("style", plain),
        element("defs", hatching(), *shared),
        element("rect", width=WIDTH, height=height, class_="sheet"),
        *kicker,
        *_lines(MARGIN, top - LINE, title, WIDTH, "title"),
        element("svg", *nodes, y=top, width=WIDTH, height=content_height, overflow="visible"),
        *below,
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=height,
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
    )
    return f"{drawing}\n"


def _lines(x: float, y: float, text: str, width: float, class_: str | None = None) -> Iterator[Markup]:
    """A text in lines of at most `width` pixels; `y` is the baseline of the first."""
    for number, line in enumerate(folded(text, max(8, int((width - 2 * MARGIN) / _CHARACTER)))):
        yield element("text", line, x=x, y=y + number * LINE, class_=class_)


def _timeline(report: PageReport) -> _Drawn:
    if not report.events:
        raise BadQuestion("There is no timeline: no events match.")
    if len(report.events) > MOST_ROWS:
        raise BadQuestion(f"A timeline has at most {MOST_ROWS} events, not {len(report.events):,}. Ask about fewer.")
    tracks, left, words_at = Tracks(report), 580.0, 190
    place = {"x": left, "width": WIDTH - left - 2 * MARGIN}
    names = element("svg", *axis_names(tracks.axis), **place, height=2 * LINE, class_="tl-axis")
    nodes: list[Node] = [names]
    y = 2.0 * LINE
    for group in tracks.groups:
        if group.title:
            nodes.append(element("rect", y=y, width=WIDTH, height=LINE + 8, class_="soft"))
            nodes += _lines(words_at, y + LINE, group.title, left - words_at, "bold")
            nodes.append(element("svg", *tracks.heading(group), **place, y=y, height=LINE + 8, overflow="visible"))
            y += LINE + 8
        for number in range(group.begin, group.end):
            row = tracks.rows[number]
            days = list(_lines(MARGIN, y + LINE, row.dates_text, words_at, "mut"))
            words = list(_lines(words_at, y + LINE, row.title, left - words_at + MARGIN))
            words += _lines(words_at, y + LINE * (len(words) + 1), row.figures_text, left - words_at + MARGIN, "mut")
            height = max(len(words), len(days)) * LINE + 6
            drawn = element("svg", *tracks.row(group, number), **place, y=y, height=height, overflow="visible")
            nodes += [*days, *words, drawn]
            y += height
    shared: list[Node] = list(tracks.shared())
    legend, high = _legend(tracks, [node for node in (*shared, *nodes) if isinstance(node, Markup)])
    nodes.append(element("svg", *legend, y=y, width=WIDTH, height=high, overflow="visible"))
    return nodes, y + high, shared


def _legend(tracks: Tracks, drawn: Sequence[Markup]) -> tuple[list[Node], float]:
    """The meanings of signs and marks, in two columns, and their height."""
    sorts = [sort for sort in Sort if any(row.sort is sort for row in tracks.rows)]
    items = {sort.value: element("use", href=f"#{sort_id(sort)}", x=21, y=13, class_="tl-dot") for sort in sorts}
    for _, text, shapes in meanings(drawn):
        items[text] = element("svg", *shapes, y=1, width=44, height=24, overflow="visible")
    nodes: list[Node] = []
    for number, (text, shape) in enumerate(items.items()):
        place = {"x": MARGIN + number % 2 * WIDTH // 2, "y": number // 2 * (LINE + 6)}
        words = element("text", text, x=52, y=LINE, class_="mut")
        nodes.append(element("svg", shape, words, **place, overflow="visible"))
    return nodes, (len(items) + 1) // 2 * (LINE + 6)


def _map(report: PageReport) -> _Drawn:
    shown = Places(report).shown
    drawn = map_of(shown)
    if drawn is None:
        raise BadQuestion(lead(report, shown, drawn))
    shape, height = Picture(drawn, WIDE), WIDTH * WIDE.height / WIDE.width
    numbered = [named for named in shown if named.place.id in shape.numbered]
    key = (f"{named.number}: {named.place.name}, {number_of(named.events, 'event')}" for named in numbered)
    text = " ".join((lead(report, shown, drawn), *caption(drawn, has_numbers=False), "; ".join(key)))
    lines = list(_lines(MARGIN, height + LINE, text, WIDTH, "mut"))
    sea = element("rect", width="100%", height="100%", class_="sea")
    frame = element("svg", sea, *shape.content, viewBox=WIDE.box, width=WIDTH, height=height)
    return [frame, *lines], height + (len(lines) + 0.5) * LINE, [ground(drawn)]


def _bars(report: PageReport) -> tuple[str, _Drawn]:
    """The first breakdown of the first metric, and its title."""
    if report.lead is None or not report.lead.breakdowns:
        raise BadQuestion("There are no bars: no total has more than one figure.")
    by, groups = next(iter(report.lead.breakdowns.items()))
    rows, on, is_rest = list(rows_of(by, groups)), row_scale(groups), groups[-1].group == REST
    lane, others = lane_of(rows, brackets_of(report.lead, by, rows, groups[-1] if is_rest else None))
    bar_at = {"x": 330, "width": 290}
    nodes: list[Node] = [element("svg", axis(on), **bar_at, height=LINE)]
    for number, row in enumerate(rows, 1):
        y = number * _ROW
        nodes += _lines(MARGIN, y + 14, f"{row.label}{' *' * row.wider}", 190)
        nodes += _lines(170, y + 14, row_words(row), 200)
        if row.best is not None:
            nodes.append(element("svg", row_bar(row, on), **bar_at, y=y, height=LINE))
    for first, last, text, _ in lane:
        top, bottom = (first + 1) * _ROW + 2, (last + 2) * _ROW - 6
        nodes.append(element("path", d=f"M632 {top}h8V{bottom}h-8", class_="bracket"))
        nodes += _lines(650, (top + bottom) / 2 - LINE, text, WIDTH - 650 + MARGIN, "mut")
    height = (len(rows) + 1.5) * _ROW
    wider = [WIDER] if any(row.wider for row in rows) else []
    notes = (f"{report.lead.total.headline}.", *caveats([report.lead.total]), *wider, *others, NOT_ZERO)
    lines = list(_lines(MARGIN, height, " ".join(notes), WIDTH, "mut"))
    title = f"{page_title(report.question, report.lead.total.label)}, by {by}"
    return title, ([*nodes, *lines], height + len(lines) * LINE, [])
